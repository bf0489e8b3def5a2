//! `/consolidations/{round}/narratives`: what units wrote, heading by heading, and the office's text.

mod confirm;
mod save;

use std::sync::Arc;

use actions::{
    report::{answers, outline, words},
    totals::Voice as Said,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Html,
};
use domain::{
    access::UnitId,
    check::Figures,
    claim::Counts,
    form::{Form, FormBody, Heading},
    likeness::Likeness,
    narrative::TextBlock,
    reference::{Reference, Source, Written},
    regime::Covered,
};
use serde::Deserialize;
use store::{db::Reader, round::RoundRow};

use crate::{
    problem::PageError,
    proof::{self, Backing},
    round::office,
    session::Signed,
    state::AppState,
    view::{
        act::{Choice, Link},
        consolidation::{AssemblyHeading, NarrativesPage, OtherVoice, Voice},
        frame::Nav,
        mark::{Mark, Shape, Tone},
        proof::FiguresPage,
    },
};

pub use self::confirm::confirm;
pub use self::save::{autosave, pick, save};

/// Which heading is open.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    heading: String,
}

/// Everything about one round's outline at one office.
struct Desk {
    round: RoundRow,
    office: UnitId,
    form: String,
    headings: Vec<Heading>,
    voices: Arc<Vec<Said>>,
    /// Year and words of the round before, where there is one.
    before: Option<(i64, Arc<Vec<Said>>)>,
    written: std::collections::BTreeMap<String, store::assembly::AssemblyRow>,
}

async fn desk(state: &AppState, signed: &Signed, round: &str) -> Result<Desk, PageError> {
    let mut reader = state.store.reader();
    if !signed.receives() {
        return Err(PageError::NotFound);
    }
    let round = store::round::by_code(&mut reader, round).await?.ok_or(PageError::NotFound)?;
    let office = office(state, signed);
    let form = outline(&state.catalog, &round.regime)?;
    let FormBody::Narrative(headings) = &form.body else { return Err(PageError::NotFound) };
    let (catalog, outline) = (&state.catalog, (round.regime.as_str(), form.code.as_str()));
    let voices = state.totals.voices(&mut reader, catalog, (round.id, office), outline).await?;
    let before = match round.previous_id {
        Some(id) => store::round::by_id(&mut reader, id).await?,
        None => None,
    };
    let before = match before {
        Some(round) => {
            let place = (round.id, office);
            Some((round.year, state.totals.voices(&mut reader, catalog, place, outline).await?))
        }
        None => None,
    };
    let written = store::assembly::list(&mut reader, round.id, office, &form.code).await?;
    let (form, headings) = (form.code.clone(), headings.clone());
    Ok(Desk { round, office, form, headings, voices, before, written })
}

impl Desk {
    /// The heading with a code.
    fn heading(&self, code: &str) -> Result<&Heading, PageError> {
        self.headings.iter().find(|heading| heading.code == code).ok_or(PageError::NotFound)
    }

    fn voices_of(&self, heading: &str) -> Vec<&Said> {
        self.voices.iter().filter(|v| v.heading == heading).collect()
    }

    /// How a unit's words stand to those of the round before.
    fn news(&self, voice: &Said) -> Option<Mark> {
        let (year, before) = self.before.as_ref().filter(|(_, voices)| !voices.is_empty())?;
        let said = before.iter().find(|b| b.unit == voice.unit && b.heading == voice.heading);
        let likeness = said.map(|said| words::wording(said).likeness(&words::wording(voice)));
        match likeness {
            None | Some(Likeness::Other) => {
                Some(Mark::new(Tone::Part, Shape::Plus, format!("Mới so với {year}")))
            }
            Some(Likeness::Same) => {
                Some(Mark::new(Tone::Quiet, Shape::Ring, format!("Như năm {year}")))
            }
            Some(Likeness::Near) => None,
        }
    }

    fn voice(&self, group: &words::VoiceGroup<'_>) -> Voice {
        let (same, near) = (group.same.len(), group.near.len());
        let first = &group.first.unit;
        let who = match (same, near) {
            (0, 0) => first.clone(),
            (_, 0) => format!("{first} và {same} đơn vị viết giống nhau"),
            (0, _) => format!("{first}; {near} đơn vị viết gần giống, chọn riêng ở dưới"),
            _ => format!(
                "{first} và {same} đơn vị viết giống nhau; {near} đơn vị viết gần giống, chọn riêng ở dưới"
            ),
        };
        let other = |said: &&Said, is_near: bool| OtherVoice {
            // What only resembles has numbers of its own and is picked by itself.
            key: if is_near { said.submission.0.to_string() } else { String::new() },
            who: said.unit.clone(),
            text: said.body.to_string(),
        };
        let same = group.same.iter().map(|said| other(said, false));
        let others = same.chain(group.near.iter().map(|said| other(said, true)));
        let of = domain::org_unit::in_sentence(first);
        let at_home = format!("/submissions/{}", group.first.submission.0);
        Voice {
            key: group.first.submission.0.to_string(),
            who,
            chosen: false,
            mark: self.news(group.first),
            blocks: TextBlock::read(&group.first.body),
            origin: Link::new(format!("Báo cáo của {of}"), at_home),
            others: others.collect(),
        }
    }
}

/// The totals of an office: its words are read with them and held against them.
struct Held<'c> {
    round: String,
    forms: Vec<&'c Form>,
    figures: Arc<Figures>,
    covered: Covered,
    indicators: &'c [domain::indicator::Indicator],
}

impl<'c> Held<'c> {
    async fn load(
        reader: &mut Reader,
        state: &'c AppState,
        desk: &Desk,
    ) -> Result<Self, PageError> {
        let (catalog, round) = (&state.catalog, &desk.round);
        let place = (round.id, desk.office);
        Ok(Self {
            round: round.code.clone(),
            forms: actions::part::forms_of(catalog, &round.regime),
            figures: state.totals.round(reader, catalog, &round.regime, place).await?,
            covered: Covered::of(catalog.round(&round.code)),
            indicators: &catalog.indicators,
        })
    }

    fn source(&self) -> Source<'_> {
        Source::of_office(&self.forms, &self.figures, self.indicators)
    }

    /// Where a total is shown with what it is made of.
    fn place(&self, reference: &Reference) -> String {
        let round = &self.round;
        match reference {
            Reference::Cell { form, row, column } => {
                format!("/consolidations/{round}/{form}?cell={row}%7C{column}#goc")
            }
            Reference::Indicator(code) => format!("/indicators/{code}"),
            Reference::Unknown(_) => format!("/consolidations/{round}/narratives/figures"),
        }
    }

    fn panel(
        &self,
        heading: &str,
        (written, editable): (&Written, bool),
    ) -> crate::view::proof::ProofPanel {
        let counts = Counts::of(&self.forms, &self.figures, self.covered);
        let place = |reference: &Reference| self.place(reference);
        let backing = Backing { source: self.source(), counts, place: &place, editable };
        backing.panel(heading, written)
    }
}

/// `GET /consolidations/{round}/narratives`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(round): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let desk = desk(&state, &signed, &round).await?;
    let numbered = words::numbered(&desk.headings);
    let writable: Vec<&(String, &Heading)> = numbered
        .iter()
        .enumerate()
        .filter(|(at, _)| !words::is_title_only(&desk.headings, *at))
        .map(|(_, heading)| heading)
        .collect();
    let (_, open) = writable
        .iter()
        .find(|(_, heading)| heading.code == asked.heading)
        .or(writable.first())
        .ok_or(PageError::NotFound)?;
    let voices = desk.voices_of(&open.code);
    let groups = words::grouped(&voices, true);
    let tally = tally(&state, &desk, &open.code).await?;
    let written = desk.written.get(&open.code);
    let text = written.map_or_else(Written::default, |w| w.body.clone());
    let held = Held::load(&mut state.store.reader(), &state, &desk).await?;
    let editable = signed.acting.officer.is_any(&actions::assembly::EDITORS);
    let left = desk.open();
    let is_left = left.contains(&open.code.as_str());
    let frame = signed.frame(&state, "Biên tập lời văn", Nav::Consolidation);
    let page = NarrativesPage {
        crumbs: vec![
            Link::new("Tổng hợp", "/consolidations"),
            Link::new(desk.round.title.clone(), format!("/rounds/{round}")),
            Link::new("Lời văn", ""),
        ],
        title: if editable { "Biên tập lời văn" } else { "Lời văn tổng hợp" }.into(),
        lead: format!(
            "{}/{} mục đã biên tập hoặc xác nhận",
            writable.len() - left.len(),
            writable.len()
        ),
        round: round.clone(),
        form: desk.form.clone(),
        headings: writable
            .iter()
            .map(|(_, heading)| {
                let mark = if desk.written.contains_key(&heading.code) { " ✓" } else { "" };
                Choice::new(
                    format!("{}{mark}", heading.code),
                    format!("/consolidations/{round}/narratives?heading={}", heading.code),
                    heading.code == open.code,
                )
            })
            .collect(),
        notices: is_left.then(confirm::notice).into_iter().collect(),
        acts: if editable { desk.acts(&left, &open.code, &frame.csrf) } else { Vec::new() },
        editable,
        heading: AssemblyHeading {
            code: open.code.clone(),
            // As on the tabs and in the unit's own outline.
            number: open.code.clone(),
            title: open.title.clone(),
            count: format!("{} đơn vị viết, gom còn {} đoạn{tally}", voices.len(), groups.len()),
            revision: written.map_or(0, |w| w.revision),
            proof: held.panel(&open.code, (&text, editable)),
            read: TextBlock::read(&held.source().read(&text)),
            voices: groups.iter().map(|group| desk.voice(group)).collect(),
            text: text.as_written().to_owned(),
            raw: if is_left { desk.raw(&open.code) } else { Vec::new() },
        },
        saved: written
            .map_or("Chưa lưu".into(), |w| format!("Đã lưu {}", crate::submission::clock(&w.at))),
        frame,
    };
    Ok(Html(page.render()?))
}

/// What units answered under a heading of a check-list, behind what is said of their words; the report
/// prints it before them.
async fn tally(state: &AppState, desk: &Desk, heading: &str) -> Result<String, PageError> {
    let mut reader = state.store.reader();
    let place = (desk.round.id, desk.office);
    let answers = store::consolidation::answers(&mut reader, place, &desk.form).await?;
    let of = store::consolidation::coverage(&mut reader, place.0, place.1).await?;
    let accepted = usize::try_from(of.territory_accepted + of.body_accepted).unwrap_or(0);
    let told = answers::tally(&answers, heading, accepted);
    Ok(told.map_or(String::new(), |told| {
        format!(". Trả lời: {told} Dự thảo in câu này trước lời văn")
    }))
}

/// `GET /consolidations/{round}/narratives/figures`: what the office's words can refer to.
pub async fn figures(
    State(state): State<AppState>,
    signed: Signed,
    Path(round): Path<String>,
) -> Result<Html<String>, PageError> {
    let desk = desk(&state, &signed, &round).await?;
    let held = Held::load(&mut state.store.reader(), &state, &desk).await?;
    let title = |reference: &Reference| match reference {
        Reference::Cell { form, .. } => {
            held.forms.iter().find(|f| f.code == *form).map_or(String::new(), |f| f.title.clone())
        }
        Reference::Indicator(_) | Reference::Unknown(_) => "Chỉ tiêu".to_owned(),
    };
    let page = FiguresPage {
        crumbs: vec![
            Link::new("Tổng hợp", "/consolidations"),
            Link::new("Lời văn", format!("/consolidations/{round}/narratives")),
            Link::new("Số của biểu", ""),
        ],
        lead: format!("Số tổng hợp chính thức, {}", desk.round.title),
        groups: proof::groups(&held.source(), title),
        frame: signed.frame(&state, "Số của biểu", Nav::Consolidation),
    };
    Ok(Html(page.render()?))
}
