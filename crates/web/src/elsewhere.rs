//! `/search`, `/help`: pages that stand in no room.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{fold::fold, legal_document::LegalDocument};
use serde::Deserialize;

use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::Link,
        elsewhere::{HelpPage, Hit, MePage, SearchPage},
        frame::Nav,
    },
};

/// The words searched for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

/// `GET /search`.
pub async fn search(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let words = fold(&asked.q);
    let mut hits = Vec::new();
    if !words.is_empty() {
        hits.extend(indicators(&state, &words));
        hits.extend(documents(&state, &words));
        hits.extend(units(&state, &signed, &asked.q).await?);
    }
    let mut frame = signed.frame(&state, "Tìm kiếm", Nav::Elsewhere);
    frame.query.clone_from(&asked.q);
    Ok(Html(SearchPage { frame, hits }.render()?))
}

fn indicators(state: &AppState, words: &str) -> Vec<Hit> {
    let found = state
        .catalog
        .indicators
        .iter()
        .filter(|i| fold(&format!("{} {}", i.code, i.name)).contains(words));
    found
        .map(|i| Hit {
            link: Link::new(format!("{}. {}", i.code, i.name), format!("/indicators/{}", i.code)),
            kind: "Chỉ tiêu".into(),
            note: i.unit_label.clone(),
        })
        .collect()
}

/// By any words of kind, number and title in any order: "QĐ 2282" is how "2282/QĐ-TTg" is spoken of.
fn documents(state: &AppState, words: &str) -> Vec<Hit> {
    let is_meant = |document: &&LegalDocument| {
        let LegalDocument { code, kind, number, title, .. } = document;
        let known = fold(&format!("{code} {kind} {number} {title}"));
        words.split(' ').all(|word| known.split(' ').any(|known| known.starts_with(word)))
    };
    let found = state.catalog.legal_documents.iter().filter(is_meant);
    found
        .take(20)
        .map(|d| Hit {
            link: Link::new(format!("{} {}", d.kind, d.number), "/documents"),
            kind: "Văn bản".into(),
            note: d.title.clone(),
        })
        .collect()
}

/// Units lead to their submissions where the officer may see them, else to the map.
async fn units(state: &AppState, signed: &Signed, words: &str) -> Result<Vec<Hit>, PageError> {
    let mut reader = state.store.reader();
    let today = signed.acting.today();
    let mut hits = Vec::new();
    for unit in store::org_unit::search(&mut reader, words, today).await? {
        let root = signed.acting.scope.root;
        let seen = store::org_unit::is_in_scope(&mut reader, root, unit.id, today).await?;
        let href = if seen {
            format!("/submissions?unit={}", unit.id.0)
        } else {
            format!("/units?q={}", crate::percent::percent_encode(&unit.key))
        };
        let kind = unit.kind.label();
        let district = crate::org_unit::district_of(&state.catalog, &unit.key, today);
        hits.push(Hit {
            link: Link::new(unit.name, href),
            kind: "Đơn vị".into(),
            note: district.map_or(kind.into(), |district| format!("{kind}, {district}")),
        });
    }
    Ok(hits)
}

/// `GET /help`.
pub async fn help(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Html<String>, PageError> {
    let lead = state.catalog.units.iter().find(|u| u.key.0 == state.catalog.lead);
    let page = HelpPage {
        functions: formula::functions()
            .into_iter()
            .map(|f| (f.signature.to_owned(), f.example, f.help))
            .collect(),
        contact: lead.map_or(String::new(), |u| format!("Cơ quan chủ trì: {}", u.name)),
        frame: signed.frame(&state, "Hướng dẫn", Nav::Elsewhere),
    };
    Ok(Html(page.render()?))
}

/// `GET /me`.
pub async fn me(State(state): State<AppState>, signed: Signed) -> Result<Html<String>, PageError> {
    let roles: Vec<&str> = signed.row.officer.roles.iter().map(|role| role.label()).collect();
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let page = MePage {
        facts: vec![
            fact("Họ tên", signed.row.officer.name.clone()),
            fact("Tên đăng nhập", signed.row.login.clone()),
            fact("Đơn vị", signed.row.unit_name.clone()),
            fact("Vai trò", roles.join(", ")),
        ],
        sessions: Vec::new(),
        acts: Vec::new(),
        frame: signed.frame(&state, "Tài khoản của tôi", Nav::Elsewhere),
    };
    Ok(Html(page.render()?))
}
