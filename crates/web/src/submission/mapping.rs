//! `/submissions/{id}/workbook/mapping`: an officer matches sheets that the system did not make.

use actions::{
    Error,
    workbook::{self, Bench},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use domain::{
    form::{Form, RowKind, ValueType},
    mapping::{Factor, RowSort},
    submission::SubmissionId,
};
use exchange::workbook::{Asked, Choice, ColumnChoice, ColumnOffer, FormChoice, RowOffer, Trouble};
use serde::Deserialize;

use super::{about, crumbs, load, workbook::previewed};
use crate::{
    form::Fields,
    posted::Posted,
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        frame::Nav,
        mapping::{Adding, ColumnLine, FormLine, MappedForm, MappingPage, Offer, RowLine},
        mark::{Notice, Tone},
    },
};

/// Longest words of a row or column in a select, in characters.
const SHOWN: usize = 70;

/// Which waiting file.
#[derive(Debug, Deserialize)]
pub struct Waiting {
    #[serde(default)]
    file: String,
}

/// `GET /submissions/{id}/workbook/mapping`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    Query(waiting): Query<Waiting>,
) -> Result<Html<String>, PageError> {
    let bench = bench(&state, &signed, id, &waiting.file).await?;
    let mut page = page(&state, &signed, &bench, &waiting.file);
    if bench.choice.forms.is_empty() {
        let text = "Chọn trang cho từng biểu rồi bấm Xem dòng và cột.";
        page.notices.push(Notice::new(Tone::Near, "Chưa đoán được trang nào là biểu.", text));
    }
    lay_out(&bench, &bench.choice, &mut page);
    Ok(Html(page.render()?))
}

/// `POST /submissions/{id}/workbook/mapping`: the figures that a choice gives, or new proposals.
pub async fn choose(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let file = fields.get("file");
    let bench = bench(&state, &signed, id, file).await?;
    let (choice, troubles, is_new) = chosen(&bench, &fields);
    let keeps = fields.get("keep") == "1";
    let mut page = page(&state, &signed, &bench, file);
    page.keeps = keeps;
    fields.get("kept_name").clone_into(&mut page.kept_name);
    let is_bad = !troubles.is_empty();
    for trouble in troubles {
        let next = format!("{} ({})", trouble.next(), trouble.code());
        page.notices.push(Notice::new(Tone::Bad, &trouble.to_string(), next));
    }
    if !is_bad && !is_new && fields.get("again").is_empty() {
        let name = keeps.then(|| fields.get("kept_name").to_owned());
        let place = (SubmissionId(id), file);
        let (store, catalog) = (&state.store, &state.catalog);
        let answer =
            workbook::choose(store, catalog, &signed.acting, place, (choice.clone(), name)).await;
        match answer {
            Ok(preview) => {
                let row = load(&state, &signed, id).await?;
                return previewed(&state, &signed, &row, preview);
            }
            Err(Error::Refused(problem)) => {
                let next = format!("{} ({})", problem.next, problem.code);
                page.notices.push(Notice::new(Tone::Bad, &problem.what, next));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let is_refused = !page.notices.is_empty();
    if !is_refused {
        let text = "Xem lại dòng, cột rồi bấm Xem trước từng ô; chưa ghi gì.";
        page.notices.push(Notice::new(Tone::Quiet, "Đã đề nghị lại.", text));
    }
    lay_out(&bench, &choice, &mut page);
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(page.render()?)).into_response())
}

async fn bench<'a>(
    state: &'a AppState,
    signed: &Signed,
    id: i64,
    file: &str,
) -> Result<Bench<'a>, PageError> {
    let place = (SubmissionId(id), file);
    Ok(workbook::bench(&state.store, &state.catalog, &signed.acting, place).await?)
}

/// What the fields say; a form whose sheet or bounds changed is proposed anew.
fn chosen(bench: &Bench<'_>, fields: &Fields) -> (Choice, Vec<Trouble>, bool) {
    let (mut choice, mut troubles, mut is_new) = (Choice::default(), Vec::new(), false);
    for (form, cells) in tables(bench) {
        let code = form.code.as_str();
        let of = |name: &str| fields.get(&format!("{name}:{code}")).to_owned();
        let Ok(sheet) = of("sheet").parse::<usize>() else { continue };
        let row = |name: &str| of(name).parse::<u32>().ok().and_then(|row| row.checked_sub(1));
        let bounds = row("first").zip(row("head")).zip(row("last"));
        let was = of("was");
        let now = bounds.map(|((first, head), last)| was_words(sheet, (first, head), last));
        if now.is_some_and(|now| now == was)
            && let (Some((header, last)), Ok(name)) = (bounds, of("name").parse())
        {
            let mut one = FormChoice {
                form: code.to_owned(),
                sheet,
                name,
                header,
                last,
                ..FormChoice::default()
            };
            read(fields, code, &mut one);
            choice.forms.push(one);
            continue;
        }
        is_new = true;
        let is_same_sheet = was.split(':').next() == Some(sheet.to_string().as_str());
        let asked = Asked { form, cells };
        match bench.opened.propose_in(asked, sheet, bounds.filter(|_| is_same_sheet)) {
            Ok(one) => choice.forms.push(one),
            Err(trouble) => troubles.push(trouble),
        }
    }
    (choice, troubles, is_new)
}

fn was_words(sheet: usize, header: (u32, u32), last: u32) -> String {
    format!("{sheet}:{}:{}:{last}", header.0, header.1)
}

/// Columns and rows as selected.
fn read(fields: &Fields, code: &str, one: &mut FormChoice) {
    one.added_rows = fields.all(&format!("add_row:{code}")).map(ToOwned::to_owned).collect();
    one.added_columns = fields.all(&format!("add_column:{code}")).map(ToOwned::to_owned).collect();
    for (name, value) in fields.pairs().filter(|(_, value)| !value.is_empty()) {
        let mut pieces = name.splitn(3, ':');
        let (Some(kind), Some(form), Some(at)) = (pieces.next(), pieces.next(), pieces.next())
        else {
            continue;
        };
        let Some(at) = at.parse::<u32>().ok().filter(|_| form == code) else { continue };
        match kind {
            "row" => {
                one.rows.insert(at, value.to_owned());
            }
            "col" => {
                let factor = fields.get(&format!("unit:{code}:{at}")).parse().unwrap_or(0);
                one.columns.insert(at, ColumnChoice { column: value.to_owned(), factor });
            }
            _ => {}
        }
    }
}

/// Words of outlines are written in the system: only tables are matched.
fn tables<'b>(
    bench: &'b Bench<'_>,
) -> impl Iterator<Item = (&'b Form, &'b std::collections::BTreeSet<domain::check::Place>)> {
    let all = bench.forms.iter().map(|(form, cells)| (*form, cells));
    all.filter(|(form, cells)| form.table().is_some() && !cells.is_empty())
}

fn page(state: &AppState, signed: &Signed, bench: &Bench<'_>, file: &str) -> MappingPage {
    let stem = bench.name.rsplit_once('.').map_or(bench.name.as_str(), |(stem, _)| stem);
    MappingPage {
        crumbs: crumbs(&bench.row, "Khớp bảng tính"),
        lead: about(state, &bench.row),
        notices: Vec::new(),
        base: format!("/submissions/{}/workbook", bench.row.submission.id.0),
        file: file.to_owned(),
        name: bench.name.clone(),
        forms: Vec::new(),
        parts: Vec::new(),
        kept_name: stem.to_owned(),
        keeps: true,
        frame: signed.frame(state, "Khớp bảng tính", Nav::Entry),
    }
}

/// Forms, sheets, columns and rows of a choice.
fn lay_out(bench: &Bench<'_>, choice: &Choice, page: &mut MappingPage) {
    let sheets = bench.opened.sheet_names();
    for (form, cells) in tables(bench) {
        let one = choice.forms.iter().find(|one| one.form == form.code);
        let mut offers = vec![Offer::new("", "không lấy từ tệp này", one.is_none())];
        offers.extend(sheets.iter().enumerate().filter(|(_, sheet)| sheet.cells > 0).map(
            |(at, sheet)| {
                let label = format!("{} ({} ô)", sheet.name, sheet.cells);
                Offer::new(at.to_string(), label, one.is_some_and(|one| one.sheet == at))
            },
        ));
        let (code, title) = (form.code.clone(), form.title.clone());
        page.forms.push(FormLine { code, title, sheets: offers });
        if let Some(one) = one
            && let Some(part) = part(bench, Asked { form, cells }, one)
        {
            page.parts.push(part);
        }
    }
}

fn part(bench: &Bench<'_>, asked: Asked<'_>, one: &FormChoice) -> Option<MappedForm> {
    let table = asked.form.table()?;
    let code = &asked.form.code;
    let described = bench.opened.describe(asked, one).ok()?;
    let rows: Vec<(&str, String)> = table
        .rows
        .iter()
        .filter(|row| row.kind == RowKind::Element && asked.cells.iter().any(|c| c.0 == row.code))
        .map(|row| (row.code.as_str(), named(&row.number, &row.label)))
        .collect();
    let columns: Vec<(&str, String, ValueType)> = table
        .columns
        .iter()
        .filter(|column| asked.cells.iter().any(|c| c.1 == column.code))
        .map(|c| (c.code.as_str(), short(&c.headers.join(" › ")), c.value_type))
        .collect();
    let counts = format!(
        "Khớp {} trong {} dòng, {} trong {} cột của biểu",
        one.rows.len(),
        rows.len(),
        one.columns.len(),
        columns.len()
    );
    Some(MappedForm {
        code: code.clone(),
        title: asked.form.title.clone(),
        first: one.header.0 + 1,
        head: one.header.1 + 1,
        last: one.last + 1,
        was: was_words(one.sheet, one.header, one.last),
        name_column: one.name,
        counts,
        columns: described
            .columns
            .iter()
            .map(|c| column_line((code, one), &columns, (c, &described.columns)))
            .collect(),
        rows: described
            .rows
            .iter()
            .map(|row| row_line((code, one), &rows, (row, &described.rows)))
            .collect(),
        picture: bench.opened.picture(one).ok()?,
    })
}

/// Whether several rows or columns of the sheet are added, asked at the last of them: `alike` are those with
/// the same choice, by place and by the name that the sheet shows.
fn adding(
    (at, alike): (u32, impl Iterator<Item = (u32, String)>),
    (field, what): (String, &str),
    (value, label): (&str, Option<&String>),
    is_chosen: bool,
) -> Option<Adding> {
    let alike: Vec<(u32, String)> = alike.collect();
    let is_last = alike.last().is_some_and(|(last, _)| *last == at);
    if alike.len() < 2 || !is_last {
        return None;
    }
    let names: Vec<String> = alike.into_iter().map(|(_, name)| name).collect();
    let label = label.map_or("", String::as_str);
    let label = format!("Cộng {what} {} vào {what} “{label}”", names.join(" + "));
    Some(Adding { field, value: value.to_owned(), label, is_chosen })
}

fn column_line(
    (code, one): (&str, &FormChoice),
    columns: &[(&str, String, ValueType)],
    (offer, all): (&ColumnOffer, &[ColumnOffer]),
) -> ColumnLine {
    let chosen = offer.choice.as_ref();
    let mut choices = vec![Offer::new("", "không lấy", chosen.is_none())];
    choices.extend(columns.iter().map(|(column, label, _)| {
        Offer::new(*column, label.clone(), chosen.is_some_and(|c| c.column == *column))
    }));
    let of = columns.iter().find(|(column, ..)| chosen.is_some_and(|c| c.column == *column));
    let has_money = columns.iter().any(|(_, _, kind)| *kind == ValueType::Money);
    // A column that is not chosen yet may become any of them.
    let kind = of.map_or(if has_money { ValueType::Money } else { ValueType::Count }, |of| of.2);
    let factor = Factor(chosen.map_or(0, |c| c.factor));
    let units = Factor::choices(kind).iter().map(|(value, label)| {
        let label = if of.is_none() && value.0 == 0 { "như biểu" } else { label };
        Offer::new(value.0.to_string(), label, *value == factor)
    });
    ColumnLine {
        letters: offer.letters.clone(),
        path: short(&offer.path.join(" › ")),
        shown: short(&offer.shown.join("; ")),
        field: format!("col:{code}:{}", offer.at),
        choices,
        unit_field: format!("unit:{code}:{}", offer.at),
        units: units.collect(),
        is_doubtful: offer.is_doubtful(),
        adding: chosen.and_then(|chosen| {
            let value = chosen.column.as_str();
            let is_alike =
                |c: &&ColumnOffer| c.choice.as_ref().is_some_and(|other| other.column == value);
            let alike = all.iter().filter(is_alike).map(|c| (c.at, c.letters.clone()));
            let is_added = one.added_columns.contains(value);
            let field = (format!("add_column:{code}"), "cột");
            adding((offer.at, alike), field, (value, of.map(|of| &of.1)), is_added)
        }),
    }
}

fn row_line(
    (code, one): (&str, &FormChoice),
    rows: &[(&str, String)],
    (offer, all): (&RowOffer, &[RowOffer]),
) -> RowLine {
    let chosen = offer.choice.as_deref();
    let mut choices = vec![Offer::new("", "không lấy", chosen.is_none())];
    choices.extend(
        rows.iter().map(|(row, label)| Offer::new(*row, label.clone(), chosen == Some(*row))),
    );
    let sort = match offer.sort {
        RowSort::Section => "dòng mục",
        RowSort::Subtotal => "dòng cộng",
        RowSort::Figures => "",
    };
    RowLine {
        number: offer.at + 1,
        label: named(&offer.number, &offer.label),
        sort: sort.to_owned(),
        field: format!("row:{code}:{}", offer.at),
        choices,
        is_doubtful: offer.is_doubtful(),
        adding: chosen.and_then(|value| {
            let alike = all.iter().filter(|row| row.choice.as_deref() == Some(value));
            let alike = alike.map(|row| (row.at, (row.at + 1).to_string()));
            let label = rows.iter().find(|(row, _)| *row == value).map(|(_, label)| label);
            let field = (format!("add_row:{code}"), "dòng");
            adding((offer.at, alike), field, (value, label), one.added_rows.contains(value))
        }),
    }
}

fn named(number: &str, label: &str) -> String {
    let number = number.trim_end_matches('.');
    if number.is_empty() { short(label) } else { short(&format!("{number}. {label}")) }
}

fn short(text: &str) -> String {
    let mut words: String = text.chars().take(SHOWN).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}
