//! `/submissions/{id}/review`: the frozen version with remarks, and the decision.

use std::{collections::BTreeMap, sync::Arc};

use actions::{
    likeness::near_copies,
    part::{self, Part, Seen},
    workbook::TWIN_FIGURES,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Html,
};
use domain::{
    deed::Deed,
    finding::Finding,
    form::{Form, FormBody, Heading},
    reference::Reading,
    submission::{Party, Right, State as Stage, sentence_of},
};
use store::{submission::SubmissionRow, value::Words};

use super::{anchor, crumbs, facts, load, party, place_label, remarked::Remarked, version_mark};
use crate::{
    grid,
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::{Act, Link},
        frame::Nav,
        mark::{Mark, Notice, Tone},
        narrative::{TextBlock, WrittenHeading},
        review::{ReviewPage, ReviewPart},
        submission::{ChangeLine, Changes},
    },
};

/// `GET /submissions/{id}/review`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Html<String>, PageError> {
    let row = load(&state, &signed, id).await?;
    let number = row.submission.versions;
    Ok(Html(page(&state, &signed, &row, number).await?.render()?))
}

/// `GET /submissions/{id}/versions/{number}`: any version that was signed, as it was.
pub async fn version(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, number)): Path<(i64, u32)>,
) -> Result<Html<String>, PageError> {
    let row = load(&state, &signed, id).await?;
    if number == 0 || number > row.submission.versions {
        return Err(PageError::NotFound);
    }
    let mut page = page(&state, &signed, &row, number).await?;
    page.title = format!("Bản {number}, {}", page.title);
    // The version's own fate, whatever became of the report since.
    let events = store::submission::events(&mut state.store.reader(), row.submission.id).await?;
    page.state = version_mark(&row, &events, i64::from(number)).tag();
    if number < row.submission.versions {
        page.acts.clear();
        page.remarks.action = None;
    }
    Ok(Html(page.render()?))
}

async fn page(
    state: &AppState,
    signed: &Signed,
    row: &SubmissionRow,
    number: u32,
) -> Result<ReviewPage, PageError> {
    let mut reader = state.store.reader();
    let version = if number == row.submission.versions {
        row.newest_version_id
    } else {
        store::value::version_number(&mut reader, row.submission.id, number).await?
    };
    let version = version.ok_or_else(|| {
        PageError::refused("SUB-014", "Báo cáo này chưa được gửi.", "Chờ đơn vị ký và gửi.")
    })?;
    let sight = row.submission.sight_of(&signed.acting.scope);
    // Everything of the version at once: figures, what they are made of, the period before, sentences.
    let mut tables: BTreeMap<String, Part> =
        part::of_version(&mut reader, &state.catalog, (row, sight), version)
            .await?
            .into_iter()
            .map(|(form, part)| (form.code.clone(), part))
            .collect();
    let mut parts = Vec::new();
    let mut notices = twins(state, signed, (row, sight), version).await?;
    notices.extend(super::correction::coverage(state, row).await?);
    // Any part holds the figures and the sentences of all.
    let beside = match tables.values().next() {
        Some(part) => (part.figures.clone(), part.explanations.clone()),
        None => (Arc::default(), store::explanation::of_version(&mut reader, version).await?),
    };
    let (mut warnings, mut explained) = (0, 0);
    for form in part::forms_of(&state.catalog, &row.regime) {
        if !sight.sees(form) {
            let text = "Biểu có số liệu hạn chế phổ biến, chỉ nơi thẩm tra trực tiếp được xem.";
            notices.push(Notice::new(Tone::Quiet, &form.title, text));
            continue;
        }
        let table = tables.remove(&form.code);
        if let Some(part) = &table {
            warnings += part.findings.len();
            let has = |f: &&Finding| sentence_of(f, &part.explanations).is_some();
            explained += part.findings.iter().filter(has).count();
        }
        let FormBody::Narrative(outline) = &form.body else {
            parts.push(table_part(row, form, table));
            continue;
        };
        let words = store::value::version_texts(&mut reader, version, &form.code).await?;
        let of = (version, &words);
        let read = actions::version::readings_of(&mut reader, &state.catalog, row, of).await?;
        let mut part = outline_part(form, outline, (&words, &read));
        let words = (form, &words);
        for finding in part::copied(&mut reader, &state.catalog, row, words, &beside.0).await? {
            let sentence = sentence_of(&finding, &beside.1).map(ToOwned::to_owned);
            warnings += 1;
            explained += usize::from(sentence.is_some());
            let heading = part.headings.iter_mut().find(|heading| heading.code == finding.row);
            if let Some(heading) = heading {
                heading.warnings.push((finding.message, sentence.unwrap_or_default()));
            }
        }
        parts.push(part);
    }
    let remarked = Remarked::standing(state, (row, sight)).await?;
    say(&remarked, &mut parts);
    let changes = changes(state, (row, sight), (number, version)).await?;
    let party = party(state, signed, row).await?;
    let mut panel = remarked.panel(state, "", party.may(Right::Remark));
    panel.places = parts.iter().map(places).collect();
    panel.on_review = true;
    let frame = signed.frame(state, "Thẩm tra", Nav::Board);
    Ok(ReviewPage {
        crumbs: crumbs(row, "Thẩm tra"),
        title: format!("{}, {}", row.round_title, row.unit_short_name),
        state: Mark::of_state(row.submission.state).tag(),
        facts: facts(state, row, signed.acting.today()),
        notices,
        changes: Changes {
            title: format!("{} chỗ khác với bản {}", changes.len(), number.saturating_sub(1)),
            lines: changes,
        },
        parts,
        remarks: panel,
        summary: format!(
            "{}. {}",
            signed_words(state, row, number).await?,
            findings_words(warnings, explained)
        ),
        acts: acts(&party, row, &frame.csrf),
        frame,
    })
}

/// Puts what was said under the rows of tables.
fn say(said: &Remarked, parts: &mut [ReviewPart]) {
    for part in parts {
        if let Some(grid) = &mut part.grid {
            grid.say(&said.on(&part.anchor));
        }
    }
}

/// What of a part a remark may be put on: the whole and its headings. Rows and cells of tables offer it where
/// they stand, and hundreds of them would make a list that nobody reads.
fn places(part: &ReviewPart) -> (String, Vec<(String, String)>) {
    let whole = (format!("{}||", part.anchor), "Cả phần này".to_owned());
    let headings = part.headings.iter().map(|heading| {
        let words = format!("{} {}", heading.number, heading.title);
        (format!("{}|{}|", part.anchor, heading.code), words)
    });
    (part.title.clone(), std::iter::once(whole).chain(headings).collect())
}

/// Says where a table is another unit's to the last figure. Of restricted tables only units that the
/// officer sees are told: that somebody else has the same figures would tell theirs.
async fn twins(
    state: &AppState,
    signed: &Signed,
    (row, sight): Seen<'_>,
    version: i64,
) -> Result<Vec<Notice>, PageError> {
    let mut reader = state.store.reader();
    let (scope, named) = (&signed.acting.scope, super::workbook::TWINS_NAMED);
    let found =
        store::value::twins_of_version(&mut reader, scope, version, (TWIN_FIGURES, named)).await?;
    let forms = part::forms_of(&state.catalog, &row.regime);
    let notices = found.into_iter().filter_map(|twins| {
        let form = forms.iter().find(|f| f.code == twins.form && sight.sees(f))?;
        let count = if form.is_sensitive() { twins.seen } else { twins.all };
        let words = super::workbook::twin_words(&twins.names, count)?;
        Some(Notice::new(Tone::Near, &format!("Biểu {}.", form.code), words))
    });
    let mut notices: Vec<Notice> = notices.collect();
    // For who is to decide: every figure is held against those of all others.
    if !matches!(row.submission.state, Stage::Submitted | Stage::InReview) {
        return Ok(notices);
    }
    let near = near_copies(&mut reader, &state.catalog, scope, (row, sight), version).await?;
    notices.extend(
        near.iter()
            .take(named)
            .map(|copy| Notice::new(Tone::Near, &format!("Biểu {}.", copy.form), copy.words())),
    );
    Ok(notices)
}

/// "3 cảnh báo, 3 có giải trình".
fn findings_words(warnings: usize, explained: usize) -> String {
    match warnings {
        0 => "Kiểm tra tự động không thấy gì bất thường.".to_owned(),
        _ if warnings == explained => {
            format!("{warnings} cảnh báo, đều có giải trình bên dưới dòng.")
        }
        _ => format!("{warnings} cảnh báo, {explained} có giải trình bên dưới dòng."),
    }
}

/// "Bản 2, Người ký ký và gửi 03/12/2024 15:20".
async fn signed_words(
    state: &AppState,
    row: &SubmissionRow,
    number: u32,
) -> Result<String, PageError> {
    let events = store::submission::events(&mut state.store.reader(), row.submission.id).await?;
    let of_version = |e: &&store::submission::EventRow| {
        e.deed.is_some_and(Deed::hands_in) && e.version == i64::from(number)
    };
    let found = events.iter().rev().find(of_version);
    let papers = super::papers(state, row, &events).await?;
    Ok(match (found, papers.get(&number)) {
        (None, _) => format!("Bản {number}"),
        (Some(e), Some(paper)) => format!(
            "Bản {number}, {} gửi thay {} từ bản giấy {}; lý do: {}",
            e.officer,
            super::clock(&e.at),
            paper.words(),
            paper.reason
        ),
        (Some(e), None) => {
            format!("Bản {number}, {} ký và gửi {}", e.officer, super::clock(&e.at))
        }
    })
}

/// What differs from the version before in what may be seen.
async fn changes(
    state: &AppState,
    (row, sight): Seen<'_>,
    (number, version): (u32, i64),
) -> Result<Vec<ChangeLine>, PageError> {
    let mut reader = state.store.reader();
    let before = number.saturating_sub(1);
    if before == 0 {
        return Ok(Vec::new());
    }
    let Some(before) = store::value::version_number(&mut reader, row.submission.id, before).await?
    else {
        return Ok(Vec::new());
    };
    let seen = (row, sight);
    let found =
        actions::version::changes(&mut reader, &state.catalog, seen, (before, version)).await?;
    Ok(found
        .into_iter()
        .map(|change| ChangeLine {
            place: Link::new(
                place_label(state, &change.form, &change.row, &change.column),
                format!("#{}", anchor(state, &change.form, &change.row)),
            ),
            before: change.before,
            after: change.after,
            difference: change.difference,
        })
        .collect())
}

fn acts(party: &Party<'_>, row: &SubmissionRow, csrf: &str) -> Vec<Act> {
    let base = format!("/submissions/{}", row.submission.id.0);
    match row.submission.state {
        Stage::Submitted | Stage::InReview if party.may(Right::Review) => vec![
            Act::new("Trả lại", format!("{base}/return"), csrf).asking("Lý do trả lại"),
            Act::new("Chấp nhận", format!("{base}/accept"), csrf).main(),
        ],
        _ => Vec::new(),
    }
}

fn table_part(row: &SubmissionRow, form: &Form, table: Option<Part>) -> ReviewPart {
    let unit = row.asked_unit();
    let grid = table.and_then(|part| grid::of_part(form, &part, unit, false));
    let (anchor, title) = (form.code.clone(), form.title.clone());
    ReviewPart { anchor, title, grid, headings: Vec::new() }
}

fn outline_part(
    form: &Form,
    outline: &[Heading],
    (words, read): (&BTreeMap<String, Words>, &BTreeMap<String, Reading>),
) -> ReviewPart {
    let unwritten = Reading::default();
    let headings = outline.iter().map(|heading| WrittenHeading {
        code: heading.code.clone(),
        number: heading.code.clone(),
        depth: heading.depth,
        title: heading.title.clone(),
        answer: words
            .get(&heading.code)
            .and_then(|w| w.answer)
            .map_or(String::new(), |a| a.label().to_owned()),
        blocks: TextBlock::read(read.get(&heading.code).unwrap_or(&unwritten)),
        warnings: Vec::new(),
    });
    let (anchor, title) = (form.code.clone(), form.title.clone());
    ReviewPart { anchor, title, grid: None, headings: headings.collect() }
}
