//! `/confirmations`: the administrator compares facts of the catalog with the original text.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{Html, Response},
};
use domain::{
    access::Role,
    catalog::Catalog,
    confirmation::{Fact, FactKind, open_facts},
};
use serde::Deserialize;
use store::confirmation::ConfirmationRow;

use crate::{
    done::Done,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::{AppState, Installation},
    submission::clock,
    view::{
        act::{Act, Choice},
        confirmation::{ConfirmationsPage, ConfirmedLine, FactLine},
        frame::Nav,
    },
};

/// Which kind of fact is asked for; empty for all.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    kind: String,
}

/// `GET /confirmations`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    if !signed.acting.officer.is(Role::SystemAdministrator) {
        return Err(PageError::NotFound);
    }
    let open = open_facts(&state.catalog);
    let rows = store::confirmation::list(&mut state.store.reader()).await?;
    let frame = signed.frame(&state, "Đối chiếu", Nav::Confirmation);
    let waiting: BTreeMap<&str, &Fact> = open.iter().map(|c| (c.subject.as_str(), c)).collect();
    let page = ConfirmationsPage {
        lead: match open.len() {
            0 => "Mọi mục đã được đối chiếu với văn bản gốc".into(),
            count => format!("Còn {count} mục chưa đối chiếu với văn bản gốc"),
        },
        filters: filters(&open, &asked.kind),
        notices: Vec::new(),
        lines: open
            .iter()
            .filter(|c| asked.kind.is_empty() || c.kind.code() == asked.kind)
            .map(|fact| FactLine {
                subject: fact.subject.clone(),
                title: name_of(fact),
                value: value_of(fact, &state.catalog),
                source: fact.source.clone(),
            })
            .collect(),
        confirmed: rows.iter().map(|row| confirmed(row, &waiting, &frame.csrf)).collect(),
        frame,
    };
    Ok(Html(page.render()?))
}

fn filters(open: &[Fact], asked: &str) -> Vec<Choice> {
    let all = Choice::new(format!("Tất cả {}", open.len()), "/confirmations", asked.is_empty());
    let kinds = FactKind::ALL.into_iter().filter_map(|kind| {
        let count = open.iter().filter(|c| c.kind == kind).count();
        let code = kind.code();
        let to = format!("/confirmations?kind={code}");
        (count > 0).then(|| Choice::new(format!("{} {count}", kind.label()), to, code == asked))
    });
    std::iter::once(all).chain(kinds).collect()
}

fn name_of(fact: &Fact) -> String {
    match fact.kind {
        FactKind::Indicator => format!("{}, cách tính", fact.title),
        FactKind::Owner => format!("{}, cơ quan theo dõi", fact.title),
        _ => fact.title.clone(),
    }
}

/// The value; a body by its name, not by its key.
fn value_of(fact: &Fact, catalog: &Catalog) -> String {
    let key = fact.value.split(' ').next().filter(|_| fact.kind == FactKind::Owner);
    let unit = key.and_then(|key| catalog.units.iter().find(|unit| unit.key.0 == key));
    unit.map_or_else(|| fact.value.clone(), |unit| fact.value.replacen(&unit.key.0, &unit.name, 1))
}

fn confirmed(row: &ConfirmationRow, waiting: &BTreeMap<&str, &Fact>, csrf: &str) -> ConfirmedLine {
    ConfirmedLine {
        title: row.title.clone(),
        value: row.value.clone(),
        compared_with: row.compared_with.clone(),
        who: format!("{}, {}", row.officer, clock(&row.at)),
        outdated: waiting.contains_key(row.subject.as_str()),
        withdraw: Act::new("Bỏ xác nhận", "/confirmations/withdraw", csrf)
            .with("subject", &row.subject),
    }
}

/// `POST /confirmations`.
pub async fn confirm(
    State(installation): State<Installation>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let state = installation.state();
    let subjects: BTreeSet<String> = fields.all("subject").map(ToOwned::to_owned).collect();
    let compared_with = fields.get("compared_with");
    let (store, catalog) = (&state.store, &state.catalog);
    actions::confirmation::confirm(store, &signed.acting, catalog, &subjects, compared_with)
        .await?;
    installation.refresh().await?;
    Ok(done("/confirmations", Done::Confirmed))
}

/// `POST /confirmations/withdraw`.
pub async fn withdraw(
    State(installation): State<Installation>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let state = installation.state();
    actions::confirmation::withdraw(&state.store, &signed.acting, fields.get("subject")).await?;
    installation.refresh().await?;
    Ok(done("/confirmations", Done::Unconfirmed))
}
