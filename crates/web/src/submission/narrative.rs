//! The outline of a report: its boxes with the proof of each, and the figures that its words can refer to.

use std::collections::BTreeMap;

use actions::part::{self, Seen};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Html,
};
use domain::{
    cell::Answer,
    check::Figures,
    claim::Counts,
    finding::Finding,
    form::{Form, Heading},
    period::days_left_words,
    reference::{Reading, Reference, Source},
    regime::Covered,
    submission::{Party, Right, finding_key, sentence_of},
};
use store::{db::Reader, submission::SubmissionRow, value::Words};

use super::{about, crumbs, entry::reconstruction, load, party, remarked::Remarked, tabs};
use crate::{
    problem::PageError,
    proof::{self, Backing},
    session::Signed,
    state::AppState,
    view::{
        act::Act,
        frame::Nav,
        mark::Notice,
        narrative::{HeadingBox, HeadingWarning, NarrativePage},
        proof::FiguresPage,
    },
};

/// The figures of a report as they stand: its words are read with them and held against them.
struct Held<'c> {
    submission: i64,
    forms: Vec<&'c Form>,
    figures: Figures,
    covered: Covered,
}

impl<'c> Held<'c> {
    async fn load(
        reader: &mut Reader,
        state: &'c AppState,
        (row, sight): Seen<'_>,
    ) -> Result<Self, PageError> {
        Ok(Self {
            submission: row.submission.id.0,
            forms: part::forms_of(&state.catalog, &row.regime),
            figures: part::figures(reader, &state.catalog, (row, sight)).await?,
            covered: Covered::of(state.catalog.round(&row.round)),
        })
    }

    fn source(&self) -> Source<'_> {
        Source::of_report(&self.forms, &self.figures)
    }

    fn counts(&self) -> Counts<'_> {
        Counts::of(&self.forms, &self.figures, self.covered)
    }

    /// Where a cell is entered.
    fn place(&self, reference: &Reference) -> String {
        let form = match reference {
            Reference::Cell { form, .. } => form.as_str(),
            Reference::Indicator(_) | Reference::Unknown(_) => "",
        };
        format!("/submissions/{}/parts/{form}", self.submission)
    }
}

/// A heading to put a remark on: value and words.
fn heading_place(form: &Form, heading: &Heading) -> (String, String) {
    let words = format!("{} {}", heading.code, heading.title);
    (format!("{}|{}|", form.code, heading.code), words)
}

/// The editor of an outline; what is locked shows the words as they read.
pub(super) async fn page(
    state: &AppState,
    signed: &Signed,
    (row, party): (&SubmissionRow, &Party<'_>),
    (form, headings): (&Form, &[Heading]),
    locked: Option<Notice>,
) -> Result<NarrativePage, PageError> {
    let mut reader = state.store.reader();
    let sight = row.submission.sight_of(&signed.acting.scope);
    let before = previous(state, row, form).await?;
    let words = part::present_words(&mut reader, row, &form.code).await?;
    let open = part::unwritten(form, &words);
    let held = Held::load(&mut reader, state, (row, sight)).await?;
    let warnings = warnings(&mut reader, state, row, (form, &words), &held.figures).await?;
    let last = store::value::words_saved_at(&mut reader, row.submission.id, &form.code).await?;
    let required = headings.iter().filter(|h| h.required).count();
    let frame = signed.frame(state, &form.title, Nav::Entry);
    let base = format!("/submissions/{}/parts/{}", row.submission.id.0, form.code);
    let mut acts = Vec::new();
    if locked.is_none() && !before.is_empty() {
        let action = format!("{base}/copy-last");
        acts.push(Act::new("Chép lời văn kỳ trước vào mục còn trống", action, &frame.csrf));
    }
    let remarked = Remarked::load(state, (row, sight)).await?;
    let mut panel = remarked.panel(state, &form.code, party.may(Right::Remark));
    let places = headings.iter().map(|heading| heading_place(form, heading));
    panel.places = vec![(form.title.clone(), places.collect())];
    let due = row.submission.effective_due();
    let mut headings = boxes(&held, headings, (&words, &before, locked.is_none()));
    for said in remarked.on(&form.code) {
        if let Some(heading) = headings.iter_mut().find(|heading| heading.code == said.row) {
            heading.remarks.push(said);
        }
    }
    Ok(NarrativePage {
        submission: row.submission.id.0.to_string(),
        form: form.code.clone(),
        title: form.title.clone(),
        about: about(state, row),
        time_left: if row.submission.state.is_filed() {
            "đã gửi".into()
        } else {
            days_left_words(signed.acting.today(), due).to_lowercase()
        },
        tabs: tabs(state, row, &form.code, (&BTreeMap::new(), &remarked.by_form())),
        headings,
        warnings,
        locked,
        reconstruction: reconstruction(form),
        saved: last.map_or(String::new(), |at| format!("Đã lưu {}", super::clock(&at))),
        downloads: Vec::new(),
        remarks: panel,
        progress: format!("{}/{required} mục bắt buộc", required.saturating_sub(open.len())),
        acts,
        frame,
    })
}

/// Headings with words of the period before, each with its sentence.
async fn warnings(
    reader: &mut Reader,
    state: &AppState,
    row: &SubmissionRow,
    words: (&Form, &BTreeMap<String, Words>),
    figures: &Figures,
) -> Result<Vec<HeadingWarning>, PageError> {
    let found = part::copied(reader, &state.catalog, row, words, figures).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let sentences = part::sentences(reader, row).await?;
    let warning = |finding: Finding| {
        let key = finding_key(&finding);
        let sentence = sentence_of(&finding, &sentences).unwrap_or_default().to_owned();
        HeadingWarning { key, message: finding.message, sentence }
    };
    Ok(found.into_iter().map(warning).collect())
}

fn boxes(
    held: &Held<'_>,
    headings: &[Heading],
    (words, before, editable): (&BTreeMap<String, Words>, &Readings, bool),
) -> Vec<HeadingBox> {
    let place = |reference: &Reference| held.place(reference);
    let (source, counts) = (held.source(), held.counts());
    let backing = Backing { source, counts, place: &place, editable };
    let empty = Words::default();
    let boxes = headings.iter().map(|heading| {
        let written = words.get(&heading.code).unwrap_or(&empty);
        HeadingBox {
            code: heading.code.clone(),
            number: heading.code.clone(),
            depth: heading.depth,
            title: heading.title.clone(),
            hint: heading.hint.clone(),
            required: heading.required,
            writable: part::is_writable(headings, heading),
            checklist: heading.checklist.then(|| answer_on_page(written.answer).to_owned()),
            text: if editable {
                written.body.as_written().to_owned()
            } else {
                source.read(&written.body).to_string()
            },
            revision: written.revision,
            previous: before.get(&heading.code).map_or(String::new(), ToString::to_string),
            proof: backing.panel(&heading.code, &written.body),
            remarks: Vec::new(),
        }
    });
    boxes.collect()
}

/// An answer in the page's word.
pub(super) fn answer_on_page(answer: Option<Answer>) -> &'static str {
    match answer {
        Some(Answer::Yes) => "co",
        Some(Answer::No) => "khong",
        Some(Answer::NotApplicable) => "khong-ap-dung",
        None => "",
    }
}

/// What was written last period, read with the figures of that period.
type Readings = BTreeMap<String, Reading>;

async fn previous(
    state: &AppState,
    row: &SubmissionRow,
    form: &Form,
) -> Result<Readings, PageError> {
    let Some(version) = row.previous_version_id else { return Ok(Readings::new()) };
    let mut reader = state.store.reader();
    Ok(actions::version::readings(&mut reader, &state.catalog, row, (version, form)).await?)
}

/// The panel of one heading as saved now, for the script.
pub(super) async fn proof(
    state: &AppState,
    signed: &Signed,
    (id, form): (i64, &str),
    heading: &str,
) -> Result<String, PageError> {
    let row = load(state, signed, id).await?;
    let mut reader = state.store.reader();
    let written = part::present_words(&mut reader, &row, form).await?.remove(heading);
    let sight = row.submission.sight_of(&signed.acting.scope);
    let held = Held::load(&mut reader, state, (&row, sight)).await?;
    let place = |reference: &Reference| held.place(reference);
    let (source, counts) = (held.source(), held.counts());
    let backing = Backing { source, counts, place: &place, editable: true };
    Ok(backing.panel(heading, &written.unwrap_or_default().body).render()?)
}

/// `GET /submissions/{id}/figures`: what words can refer to; for those who write them.
pub async fn figures(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Html<String>, PageError> {
    let row = load(&state, &signed, id).await?;
    if !party(&state, &signed, &row).await?.may(Right::Type) {
        return Err(PageError::NotFound);
    }
    let sight = row.submission.sight_of(&signed.acting.scope);
    let held = Held::load(&mut state.store.reader(), &state, (&row, sight)).await?;
    let title = |reference: &Reference| match reference {
        Reference::Cell { form, .. } => {
            held.forms.iter().find(|f| f.code == *form).map_or(String::new(), |f| f.title.clone())
        }
        Reference::Indicator(_) | Reference::Unknown(_) => String::new(),
    };
    let page = FiguresPage {
        crumbs: crumbs(&row, "Số của biểu"),
        lead: about(&state, &row),
        groups: proof::groups(&held.source(), title),
        frame: signed.frame(&state, "Số của biểu", Nav::Entry),
    };
    Ok(Html(page.render()?))
}
