//! Typing without a script: only what was changed is written, and where another wrote meanwhile both
//! values are shown and the person chooses.

use std::collections::BTreeMap;

use actions::{
    draft::{self, Conflict, SavedText, Typed, TypedText, Unread, dressed},
    part,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use domain::{
    amount::Amount,
    cell::{Answer, CellStatus},
    finding::Finding,
    fold::clean,
    form::{Form, FormBody, Table, ValueType},
    submission::{SubmissionId, finding_key, sentence_of},
};
use store::{submission::SubmissionRow, value::DraftCell};

use super::{clock, crumbs, load, narrative::answer_on_page, place_label, save::answer_of};
use crate::{
    done::Done,
    form::Fields,
    posted::Posted,
    problem::PageError,
    proof,
    seen::{Seen, mark, written},
    session::{Signed, done},
    state::AppState,
    view::{
        choice::{Both, ChoicePage, Refused},
        frame::Nav,
    },
};

/// What is left for the person to settle, and what the form shows of it next time.
#[derive(Default)]
struct Open {
    both: Vec<Both>,
    refused: Vec<Refused>,
    seen: Vec<(String, i64, String)>,
    /// Fields that go along unchanged.
    hidden: Vec<(String, String)>,
}

/// `POST /submissions/{id}/parts/{form}`: the plain form.
pub async fn form(
    State(state): State<AppState>,
    Path((id, code)): Path<(i64, String)>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let row = load(&state, &signed, id).await?;
    let form = part::form(&state.catalog, &code).ok_or(PageError::NotFound)?;
    let seen = Seen::read(fields.get("seen"));
    let at = At { state: &state, signed: &signed, row: &row, form, seen: &seen };
    let open = match &form.body {
        FormBody::Narrative(_) => at.headings(&fields).await?,
        FormBody::Table(table) => at.cells(table, &fields).await?,
    };
    let here = format!("/submissions/{id}/parts/{code}");
    if open.both.is_empty() && open.refused.is_empty() {
        return Ok(done(&here, Done::Saved));
    }
    let status =
        if open.both.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
    let seen = open.seen.iter().map(|(name, revision, shown)| (name.clone(), *revision, &**shown));
    let page = ChoicePage {
        crumbs: crumbs(&row, &form.title),
        title: form.title.clone(),
        action: here,
        seen: written(seen),
        hidden: open.hidden,
        both: open.both,
        refused: open.refused,
        frame: signed.frame(&state, "Chờ bạn chọn", Nav::Entry),
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// A posted part: whose, which, and what its page showed.
struct At<'a> {
    state: &'a AppState,
    signed: &'a Signed,
    row: &'a SubmissionRow,
    form: &'a Form,
    seen: &'a Seen,
}

impl At<'_> {
    fn place(&self) -> (SubmissionId, &str) {
        (self.row.submission.id, &self.form.code)
    }

    async fn headings(&self, fields: &Fields) -> Result<Open, PageError> {
        let (store, acting) = (&self.state.store, &self.signed.acting);
        let mut open = Open::default();
        let taken = proof::taken(fields);
        for (name, text) in fields.by_name() {
            let Some(heading) = name.strip_prefix("text:") else { continue };
            let pressed = taken.as_ref().filter(|(of, _)| of.as_str() == heading);
            let text = pressed.map_or(text, |(_, text)| text.as_str());
            let answer_name = format!("answer:{heading}");
            let answer = fields.get(&answer_name);
            let (revision, shown) = self.seen.of(name);
            let (_, answer_shown) = self.seen.of(&answer_name);
            if mark(text) == shown && answer == answer_shown {
                continue;
            }
            let typed = TypedText {
                heading: heading.to_owned(),
                body: text.to_owned(),
                answer: answer_of(answer),
                expected_revision: revision,
            };
            let catalog = &self.state.catalog;
            let saved = draft::save_text(store, catalog, acting, self.place(), &typed).await?;
            let SavedText::Conflict { theirs, answer: their_answer, revision, by, at } = saved
            else {
                continue;
            };
            let their_answer = answer_on_page(their_answer);
            let both = format!("{theirs}\n\n{text}");
            let words = Both {
                label: place_label(self.state, &self.form.code, heading, ""),
                name: name.to_owned(),
                mine: text.to_owned(),
                labels: None,
                both: (!theirs.trim().is_empty()).then_some(both),
                by,
                at: clock(&at),
                is_long: true,
                theirs: theirs.clone(),
            };
            open.seen.push((name.to_owned(), revision, mark(&theirs)));
            open.seen.push((answer_name.clone(), revision, their_answer.to_owned()));
            if answer == their_answer {
                open.hidden.push((answer_name, answer.to_owned()));
            } else {
                let label = |answer: &str| answer_of(answer).map_or("", Answer::label).to_owned();
                open.both.push(Both {
                    label: format!("{}, trả lời", words.label),
                    name: answer_name,
                    mine: answer.to_owned(),
                    theirs: their_answer.to_owned(),
                    labels: Some((label(answer), label(their_answer))),
                    both: None,
                    is_long: false,
                    ..words.clone()
                });
            }
            if mark(text) == mark(&theirs) {
                open.hidden.push((name.to_owned(), text.to_owned()));
            } else {
                open.both.push(words);
            }
        }
        Ok(open)
    }

    async fn cells(&self, table: &Table, fields: &Fields) -> Result<Open, PageError> {
        let (store, acting) = (&self.state.store, &self.signed.acting);
        let catalog = &self.state.catalog;
        let typed = self.typed(table, fields);
        let raws: BTreeMap<String, &str> =
            typed.iter().map(|(name, raw, _)| (name.clone(), raw.as_str())).collect();
        let cells: Vec<Typed> = typed.iter().map(|(_, _, cell)| cell.clone()).collect();
        let saved = draft::save_cells(store, catalog, acting, self.place(), &cells).await?;
        let mut open = Open::default();
        self.explain(fields, &mut open).await?;
        match fields.get("nil") {
            "all" => _ = draft::mark_not_arising(store, catalog, acting, self.place()).await?,
            "none" => _ = draft::clear_not_arising(store, catalog, acting, self.place()).await?,
            _ => {}
        }
        for conflict in saved.conflicts {
            self.conflict(table, conflict, &raws, &mut open);
        }
        for unread in saved.unread {
            self.refuse(unread, &raws, &mut open);
        }
        Ok(open)
    }

    /// Cells that hold something else than the page showed: field, as posted, as read.
    fn typed(&self, table: &Table, fields: &Fields) -> Vec<(String, String, Typed)> {
        // A proposed figure that was pressed stands for what was typed.
        let mut fix = fields.get("fix").splitn(3, ':');
        let fix = match (fix.next(), fix.next(), fix.next()) {
            (Some(row), Some(column), Some(raw)) => Some((format!("cell:{row}:{column}"), raw)),
            _ => None,
        };
        let mut typed = Vec::new();
        for (name, posted) in fields.by_name() {
            let mut parts = name.splitn(3, ':');
            let (Some("cell"), Some(row), Some(column)) =
                (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            let pressed = fix.as_ref().filter(|(pressed, _)| pressed == name).map(|(_, raw)| *raw);
            let posted = pressed.unwrap_or(posted);
            let (revision, shown) = self.seen.of(name);
            if clean(posted) == clean(shown) {
                continue;
            }
            let (status, raw) = if value_type(table, column).is_number() {
                dressed(posted)
            } else {
                (CellStatus::Actual, posted.to_owned())
            };
            let cell = Typed {
                row: row.to_owned(),
                column: column.to_owned(),
                raw,
                status,
                expected_revision: revision,
            };
            typed.push((name.to_owned(), posted.to_owned(), cell));
        }
        typed
    }

    fn conflict(
        &self,
        table: &Table,
        conflict: Conflict,
        raws: &BTreeMap<String, &str>,
        open: &mut Open,
    ) {
        let name = format!("cell:{}:{}", conflict.row, conflict.column);
        let theirs = conflict.theirs;
        let kind = value_type(table, &conflict.column);
        let shown = typed_form(&theirs, kind);
        open.seen.push((name.clone(), theirs.revision, shown.clone()));
        open.both.push(Both {
            label: place_label(self.state, &self.form.code, &conflict.row, &conflict.column),
            mine: raws.get(&name).map_or(conflict.mine, |raw| (*raw).to_owned()),
            name,
            theirs: shown,
            labels: None,
            both: None,
            by: theirs.officer,
            at: clock(&theirs.at),
            is_long: false,
        });
    }

    fn refuse(&self, unread: Unread, raws: &BTreeMap<String, &str>, open: &mut Open) {
        let name = format!("cell:{}:{}", unread.row, unread.column);
        let (revision, shown) = self.seen.of(&name);
        open.seen.push((name.clone(), revision, shown.to_owned()));
        open.refused.push(Refused {
            label: place_label(self.state, &self.form.code, &unread.row, &unread.column),
            raw: raws.get(&name).map_or(String::new(), |raw| (*raw).to_owned()),
            name,
            code: unread.code.to_owned(),
            message: unread.message,
        });
    }

    /// Sentences that were changed; one that another changed meanwhile waits for the person's choice.
    async fn explain(&self, fields: &Fields, open: &mut Open) -> Result<(), PageError> {
        let mut reader = self.state.store.reader();
        let row = load(self.state, self.signed, self.row.submission.id.0).await?;
        let sight = row.submission.sight_of(&self.signed.acting.scope);
        let catalog = &self.state.catalog;
        let loaded = part::load(&mut reader, catalog, (&row, sight), self.form).await?;
        let is_whole = fields.find("seen").is_some();
        for finding in &loaded.findings {
            let name = format!("explain:{}:{}:{}", finding.code, finding.row, finding.column);
            let Some(sentence) = fields.find(&name).map(clean) else { continue };
            let (_, shown) = self.seen.of(&name);
            let key = finding_key(finding);
            let held = sentence_of(finding, &loaded.explanations).unwrap_or_default();
            if sentence == held || (is_whole && sentence == clean(shown)) {
                continue;
            }
            if is_whole && held != shown {
                open.seen.push((name.clone(), 0, held.to_owned()));
                open.both.push(Both {
                    label: format!("Giải trình, {}", finding.message),
                    name,
                    mine: sentence,
                    theirs: held.to_owned(),
                    labels: None,
                    both: None,
                    by: "người khác".to_owned(),
                    at: String::new(),
                    is_long: true,
                });
                continue;
            }
            if let Err(error) = draft::read_sentence(&sentence) {
                open.seen.push((name.clone(), 0, held.to_owned()));
                open.refused.push(unwritten(finding, name, sentence, &error));
                continue;
            }
            let (store, acting) = (&self.state.store, &self.signed.acting);
            let what = (key.as_str(), sentence.as_str());
            draft::explain(store, &self.state.catalog, acting, row.submission.id, what).await?;
        }
        Ok(())
    }
}

/// Words under a warning that are no sentence: they stay in their box, with the reason.
fn unwritten(finding: &Finding, name: String, words: String, error: &actions::Error) -> Refused {
    let problem = error.problem();
    Refused {
        label: format!("Giải trình, {}", finding.message),
        name,
        raw: words,
        code: problem.code.to_owned(),
        message: format!("{} {}", problem.what, problem.next),
    }
}

/// What a control shows of a held cell: "~1.234", "kps", "co", words.
pub(super) fn typed_form(cell: &DraftCell, kind: ValueType) -> String {
    match (cell.amount, kind, cell.status) {
        (Some(amount), ValueType::YesNo, _) if amount == Amount::ZERO => "khong".to_owned(),
        (Some(_), ValueType::YesNo, _) => "co".to_owned(),
        (Some(amount), _, CellStatus::Estimate) => format!("~{}", kind.print(amount.to_decimal())),
        (Some(amount), _, _) => kind.print(amount.to_decimal()),
        (None, _, CellStatus::NotArising) => "kps".to_owned(),
        (None, _, _) => cell.text.clone().unwrap_or_default(),
    }
}

fn value_type(table: &Table, column: &str) -> ValueType {
    let found = table.column(column);
    found.map_or(ValueType::Count, |c| c.value_type)
}
