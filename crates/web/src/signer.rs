//! `/signers`: who may sign for a unit, in which capacity, from when to when.

use actions::signer as act;
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{Html, Response},
};
use domain::{
    access::{Role, UnitId},
    period::day,
    series::KINDS,
    signer::{Authorisation, Signer},
};
use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    done::Done,
    download::file,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    upload::Upload,
    view::{
        act::Link,
        frame::Nav,
        mark::{Mark, Shape, Tone},
        signer::{SignerLine, SignersPage},
    },
};

/// Whose list is asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub(crate) unit: String,
}

/// The unit whose papers are kept here, among those that this officer may keep: id and name.
pub(crate) async fn kept_units(
    state: &AppState,
    signed: &Signed,
    asked: &str,
) -> Result<(UnitId, Vec<(String, String)>), PageError> {
    let acting = &signed.acting;
    if !acting.officer.is_any(&act::KEEPERS) {
        return Err(PageError::NotFound);
    }
    let mut ids = vec![acting.officer.unit, acting.accounts_root];
    ids.dedup();
    let mut units = Vec::with_capacity(ids.len());
    for id in &ids {
        let row = store::org_unit::by_id(&mut state.store.reader(), *id).await?;
        units.push((id.0.to_string(), row.ok_or(PageError::NotFound)?.name));
    }
    let wanted =
        if asked.is_empty() { Some(acting.officer.unit) } else { asked.parse().ok().map(UnitId) };
    let unit = wanted.filter(|unit| ids.contains(unit)).ok_or(PageError::NotFound)?;
    Ok((unit, units))
}

/// "Người ký mẫu, KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC".
pub(crate) fn words(signer: &Signer) -> String {
    let lines = [&signer.name].into_iter().chain(&signer.authority).chain([&signer.position]);
    lines.cloned().collect::<Vec<_>>().join(", ")
}

/// `GET /signers`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let (unit, units) = kept_units(&state, &signed, &asked.unit).await?;
    let rows = store::signer::list(&mut state.store.reader(), unit).await?;
    let today = signed.acting.today();
    let lines: Vec<SignerLine> = rows.iter().map(|row| line(row, today)).collect();
    let page = SignersPage {
        crumbs: vec![Link::new("Văn bản", "/documents"), Link::new("Người ký", "")],
        lead: "Chỉ người còn hạn vào ngày ký mới chọn được khi trình ký".into(),
        lines,
        units,
        kinds: KINDS.map(|(code, name)| (code.to_owned(), name.to_owned())).to_vec(),
        unit: unit.0.to_string(),
        today: today.to_string(),
        keeps_trust: signed.acting.officer.is(Role::SystemAdministrator),
        frame: signed.frame(&state, "Người ký", Nav::Document),
    };
    Ok(Html(page.render()?))
}

fn line(row: &store::signer::SignerRow, today: Date) -> SignerLine {
    let signer = &row.signer;
    let is_over = signer.to.is_some_and(|to| to < today);
    let state = if signer.is_valid_on(today) {
        Mark::new(Tone::Good, Shape::Tick, "Được ký")
    } else if is_over {
        Mark::new(Tone::Quiet, Shape::Dashed, "Đã hết hạn")
    } else if signer.from > today {
        Mark::new(Tone::Quiet, Shape::Empty, "Chưa đến hạn")
    } else {
        Mark::new(Tone::Near, Shape::Triangle, "Ủy quyền không còn hiệu lực")
    };
    let block = signer.authority.iter().chain([&signer.position]).chain([&signer.other_position]);
    SignerLine {
        name: signer.name.clone(),
        block: block.filter(|words| !words.is_empty()).cloned().collect(),
        term: signer.to.map_or_else(
            || format!("từ {}", day(signer.from)),
            |to| format!("{} đến {}", day(signer.from), day(to)),
        ),
        paper: signer.authorisation.as_ref().map_or(String::new(), |paper| {
            let kinds = paper.kind_names();
            let kinds =
                if kinds.is_empty() { "chưa ghi loại văn bản".to_owned() } else { kinds };
            let (from, to) = (day(paper.from), day(paper.to));
            format!("{}; ký {kinds}; {}; {from} đến {to}", paper.cited(), paper.scope)
        }),
        paper_link: row
            .has_paper
            .then(|| Link::new("Xem văn bản ủy quyền", format!("/signers/{}/paper", row.id))),
        paper_to: signer.authorisation.is_some().then(|| format!("/signers/{}/paper", row.id)),
        state,
        end_to: (!is_over).then(|| format!("/signers/{}/end", row.id)),
    }
}

fn unread() -> PageError {
    PageError::refused(
        "SGN-008",
        "Chưa đọc được ngày.",
        "Chọn ngày trên lịch rồi làm lại; chưa có gì được ghi.",
    )
}

/// A day that may be left out.
fn optional(text: &str) -> Result<Option<Date>, PageError> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| unread()) }
}

/// `POST /signers`.
pub async fn add(
    State(state): State<AppState>,
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    let Upload { fields, file, .. } = upload;
    let paper_file = file.map(|(_, content)| content).filter(|content| !content.is_empty());
    if let Some(content) = &paper_file {
        act::check_paper(content)?;
    }
    let unit = fields.get("unit").parse().map(UnitId).map_err(|_| PageError::NotFound)?;
    let paper = ["paper_date", "paper_from", "paper_to"].map(|name| optional(fields.get(name)));
    let authorisation = match paper {
        [Ok(Some(date)), Ok(Some(from)), Ok(Some(to))] => Some(Authorisation {
            number: fields.get("paper").to_owned(),
            date,
            scope: fields.get("scope").to_owned(),
            kinds: fields.all("kind").map(ToOwned::to_owned).collect(),
            from,
            to,
        }),
        [Err(unread), ..] | [_, Err(unread), _] | [.., Err(unread)] => return Err(unread),
        _ => None,
    };
    let signer = Signer {
        name: fields.get("name").to_owned(),
        position: fields.get("position").to_owned(),
        authority: fields.get("authority").lines().map(ToOwned::to_owned).collect(),
        other_position: fields.get("other").to_owned(),
        from: fields.get("from").parse().map_err(|_| unread())?,
        to: optional(fields.get("to"))?,
        authorisation,
    };
    let id = act::add(&state.store, &signed.acting, unit, signer).await?;
    if let Some(content) = paper_file {
        act::keep_paper(&state.store, &signed.acting, id, &content).await?;
    }
    Ok(done(&format!("/signers?unit={}", unit.0), Done::Saved))
}

/// `POST /signers/{id}/paper`: the file of the authorisation.
pub async fn keep_paper(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    let (_, content) = upload.file.unwrap_or_default();
    act::keep_paper(&state.store, &signed.acting, id, &content).await?;
    Ok(done("/signers", Done::Saved))
}

/// `GET /signers/{id}/paper`.
pub async fn paper(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Response, PageError> {
    let bytes = act::paper(&mut state.store.reader(), &signed.acting, id).await?;
    file(bytes, &format!("van-ban-uy-quyen-{id}"), "pdf")
}

/// `POST /signers/{id}/end`.
pub async fn end(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let last = fields.get("last").parse().map_err(|_| unread())?;
    act::end(&state.store, &signed.acting, id, last).await?;
    Ok(done("/signers", Done::Saved))
}

/// `POST /signers/trust`.
pub async fn trust(
    State(state): State<AppState>,
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    let (_, pem) = upload.file.unwrap_or_default();
    actions::outgoing::trust(&state.store, &signed.acting, &pem).await?;
    Ok(done("/signers", Done::Saved))
}
