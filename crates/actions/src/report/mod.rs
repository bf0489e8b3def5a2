//! Reports: an office's report over what it accepted, and a unit's own; assembled live, kept when issued.

pub mod answers;
mod appendix;
mod check;
pub mod indicators;
pub mod issuer;
mod keep;
mod letter;
mod markup;
mod own;
pub mod places;
mod pointer;
mod table;
pub mod unsettled;
pub mod words;

use std::{collections::BTreeMap, sync::Arc};

use documents::{
    Manuscript,
    date::IssueDate,
    letterhead,
    manuscript::{Block, Kind},
};
use domain::{
    access::UnitId,
    catalog::Catalog,
    check::Figures,
    claim::Counts,
    fold::clean,
    form::{Form, FormBody, Heading},
    period::local_date,
    reference::Source,
    regime::Covered,
    sentence::is_sentence,
    series::Body,
    template::{Template, Values},
};
use jiff::Timestamp;
use store::{
    consolidation::{AnswerRow, Coverage},
    db::Reads,
    round::RoundRow,
};

pub use check::{About, Check, Weight, unmended};
pub use keep::{Files, render};
pub use letter::{Letter, letter, letter_values, proposed};
pub use own::of_submission;

use self::{pointer::Pointers, unsettled::Unsettled};
use crate::{
    Error,
    part::forms_of,
    template,
    totals::{Totals, Voice, require_sums},
};

/// The regime whose tables carry the indicators.
pub const YEARLY: &str = "R-STR";

/// The two offices that a province's report passes through.
#[derive(Debug, Clone, Copy)]
pub struct Offices {
    pub province: UnitId,
    /// The department that leads the plan and receives the submissions.
    pub lead: UnitId,
}

/// Who issues the province's report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuedBy {
    /// The lead department, to the province's People's Committee.
    Lead,
    /// The People's Committee, to the Ministry and the National Committee.
    Province,
    /// The province's Ban Vì sự tiến bộ của phụ nữ, to the National Committee.
    Committee,
}

impl IssuedBy {
    /// Whose number the report bears.
    pub const fn place(self, offices: Offices) -> (UnitId, Body) {
        match self {
            Self::Lead => (offices.lead, Body::Organ),
            Self::Province => (offices.province, Body::Organ),
            Self::Committee => (offices.province, Body::Committee),
        }
    }
}

/// The body that owes the reports of a regime: those on the work of the Ban are the Ban's own.
pub fn reporter(regime: &str) -> Body {
    if regime.starts_with("R-BAN") { Body::Committee } else { Body::Organ }
}

/// Which report of a province is drafted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub round: &'a RoundRow,
    pub by: IssuedBy,
    /// With the figures of each district as an appendix.
    pub districts: bool,
}

impl IssuedBy {
    /// Code of the template that words it.
    pub const fn template(self) -> &'static str {
        match self {
            Self::Lead => "report-lead",
            Self::Province => "report-province",
            Self::Committee => "report-committee",
        }
    }
}

/// A report as it stands now, with what the one who signs should know.
#[derive(Debug, Clone)]
pub struct Draft {
    pub manuscript: Manuscript,
    pub checks: Vec<Check>,
    /// Units that owe the round and are not in the figures.
    pub missing: Vec<String>,
    /// What stood in the places of the template.
    pub values: Values,
    /// Headings with references that stand for nothing.
    pub broken: Vec<String>,
}

impl Draft {
    /// The manuscript for signature, and what its register says where it leaves with something to mend.
    ///
    /// # Errors
    /// Refuses while a reference in the words stands for nothing: its mark is for the draft only. What else
    /// is to be mended must be mended, or left with a written reason.
    pub fn for_signature(self, reason: &str) -> Result<(Manuscript, String), Error> {
        if !self.broken.is_empty() {
            return Err(Error::refused(
                "DOC-016",
                format!("Mục {} có tham chiếu chưa có số.", self.broken.join(", ")),
                "Mở trang lời văn, sửa các chỗ in [chưa có số] hoặc [không có ô] rồi làm lại.",
            ));
        }
        let mut open = self.checks.iter().filter(|check| check.weight == Weight::Mend);
        let Some(first) = open.next() else { return Ok((self.manuscript, String::new())) };
        let count = 1 + open.count();
        let reason: String = clean(reason).chars().take(REASON_MAX).collect();
        if !is_sentence(&reason) {
            return Err(Error::refused(
                "DOC-053",
                format!("Còn {count} điểm phải xử lý trước khi trình ký: {}", first.text),
                "Xử lý các điểm đánh dấu đỏ cạnh bản xem trước; nếu vẫn phải phát hành thì ghi một câu lý do rồi làm \
                 lại. Chưa có gì được ghi.",
            ));
        }
        // One part of a note: signs that part notes give way.
        let reason = reason.replace(';', ",");
        Ok((self.manuscript, format!("{UNMENDED} {count} điểm phải xử lý: {reason}")))
    }
}

/// Begins what the register says of a document that left with something to mend.
pub(crate) const UNMENDED: &str = "Phát hành khi còn";

/// Longest reason for leaving with something to mend, in letters.
const REASON_MAX: usize = 300;

/// Everything an office has accepted in a round.
struct Collected<'a> {
    catalog: &'a Catalog,
    round: &'a RoundRow,
    coverage: Coverage,
    missing: Vec<String>,
    unsettled: Unsettled,
    /// Units with an estimate in the totals, by form.
    estimating: BTreeMap<String, u32>,
    /// What units answered where the outline is a check-list.
    answers: Vec<AnswerRow>,
    now: Arc<Figures>,
    before: Arc<Figures>,
    voices: Arc<Vec<Voice>>,
    assembled: BTreeMap<String, store::assembly::AssemblyRow>,
}

/// Drafts the province's report of a round.
///
/// # Errors
/// When the round's regime is not in the catalog, or the store fails.
pub async fn of_province(
    db: &mut impl Reads,
    known: (&Catalog, &Totals),
    offices: Offices,
    wanted: Wanted<'_>,
    when: (Timestamp, bool),
) -> Result<Draft, Error> {
    let template = template::in_force(db, wanted.by.template()).await?;
    worded(db, known, (offices, wanted), when, &template).await
}

/// The same in the words of any template.
///
/// # Errors
/// When the round's regime is not in the catalog, or the store fails.
pub async fn worded(
    db: &mut impl Reads,
    (catalog, totals): (&Catalog, &Totals),
    (offices, Wanted { round, by, districts }): (Offices, Wanted<'_>),
    (now, sample): (Timestamp, bool),
    template: &Template,
) -> Result<Draft, Error> {
    let collected = collect(db, (catalog, totals), offices.lead, round).await?;
    let province = store::org_unit::by_id(db, offices.province).await?.ok_or(Error::NotFound)?;
    let (unit, body) = by.place(offices);
    let unit = store::org_unit::by_id(db, unit).await?.ok_or(Error::NotFound)?;
    let office = issuer::of_body((&unit, body), &province.name, "BC", month_of(now));
    let mut checks = Vec::new();
    let mut report = letterhead::start(Kind::Report, office.head, "");
    report.sample = sample;
    report.signature = office.signature;
    let outline = outline(catalog, &round.regime)?;
    let mut appendices = appendix::tables(&collected, &mut checks);
    let absent = appendix::absent(&collected.missing, appendices.len());
    let list = absent.as_ref().map(|list| list.number);
    appendices.extend(absent);
    if districts {
        let further = appendix::districts(db, &collected, offices.lead, appendices.len()).await?;
        checks.push(check::districts(further.len()));
        appendices.extend(further);
    }
    let forms = forms_of(catalog, &round.regime);
    let mut pointers = Pointers::of(&appendices, &forms);
    let listed_in = list.map(|number| pointers.to(number));
    let source = Source::of_office(&forms, &collected.now, &catalog.indicators);
    let writing = (&mut checks, &mut pointers);
    let content = outline_body(outline, &collected, &source, writing);
    let mut values = places::document(catalog, &province, &report.head.issuer_name, now);
    values.extend(places::round(round));
    let plan = places::plan_of(db, catalog, &province, round.year).await?;
    values.extend(places::plan(&plan));
    values.extend(pointers.rest(&appendices));
    values.extend(places::collected(&collected.coverage, &collected.missing, listed_in.as_deref()));
    template::lay(&mut report, &template.fill(&values), |_| content.clone());
    let mut broken = Vec::new();
    if let FormBody::Narrative(headings) = &outline.body {
        let names = words::names(headings);
        let written = headings.iter().filter_map(|heading| {
            let text = collected.assembled.get(&heading.code)?;
            Some((heading.code.as_str(), names.get(&heading.code)?.clone(), &text.body))
        });
        let covered = Covered::of(catalog.round(&round.code));
        let counts = Counts::of(&forms, &collected.now, covered);
        let told = check::words(written, &source, &counts);
        checks.extend(told.0);
        broken = told.1;
    }
    report.appendices = appendices;
    report.furniture.address = issuer::address(db, unit.id).await?;
    checks.extend(check::plan(&plan, true));
    checks.extend(check::issuer(office.is_guessed, body));
    let missing = collected.missing.clone();
    checks.extend(check::coverage(&missing, &collected.coverage));
    checks.extend(collected.unsettled.checks());
    checks.extend(check::estimates(&collected.estimating));
    checks.extend(check::across(&forms, &collected.now));
    checks.extend(check::form(&report));
    Ok(Draft { manuscript: report, checks, missing, values, broken })
}

async fn collect<'a>(
    db: &mut impl Reads,
    (catalog, totals): (&'a Catalog, &Totals),
    office: UnitId,
    round: &'a RoundRow,
) -> Result<Collected<'a>, Error> {
    let now = totals.round(db, catalog, &round.regime, (round.id, office)).await?;
    let before = match round.previous_id {
        Some(id) => totals.round(db, catalog, &round.regime, (id, office)).await?,
        None => Arc::default(),
    };
    require_sums(catalog, &now)?;
    let code = outline(catalog, &round.regime)?.code.as_str();
    let missing = store::consolidation::missing(db, round.id, office).await?;
    Ok(Collected {
        catalog,
        round,
        coverage: store::consolidation::coverage(db, round.id, office).await?,
        missing: missing.into_iter().map(|missing| in_sentence(&missing.unit)).collect(),
        unsettled: Unsettled::load(db, (round.id, office)).await?,
        estimating: store::estimate::estimating(db, round.id, office).await?,
        answers: store::consolidation::answers(db, (round.id, office), code).await?,
        now,
        before,
        voices: totals.voices(db, catalog, (round.id, office), (&round.regime, code)).await?,
        assembled: store::assembly::list(db, round.id, office, code).await?,
    })
}

/// The narrative form of a regime.
pub fn outline<'a>(catalog: &'a Catalog, regime: &str) -> Result<&'a Form, Error> {
    forms_of(catalog, regime)
        .into_iter()
        .find(|form| matches!(form.body, FormBody::Narrative(_)))
        .ok_or(Error::NotFound)
}

pub(crate) fn month_of(now: Timestamp) -> IssueDate {
    let today = local_date(now);
    IssueDate::InMonth { year: today.year(), month: today.month() }
}

/// "Huyện Kỳ Sơn" inside a sentence is "huyện Kỳ Sơn"; offices keep their capital.
fn in_sentence(name: &str) -> String {
    let place = ["Huyện ", "Thành phố ", "Thị xã ", "Thị trấn ", "Phường ", "Xã "]
        .iter()
        .any(|kind| name.starts_with(kind));
    if place { lower_first(name) } else { name.to_owned() }
}

/// Names of missing units that a sentence bears; more stand in an appendix.
const NAMED_MAX: usize = 12;

/// The outline with assembled words, or results and voices where nobody has written yet.
fn outline_body(
    form: &Form,
    collected: &Collected<'_>,
    source: &Source<'_>,
    (checks, pointers): (&mut Vec<Check>, &mut Pointers),
) -> Vec<Block> {
    let FormBody::Narrative(headings) = &form.body else { return Vec::new() };
    let mut body = Vec::new();
    let mut by_itself = 0;
    let mut left_out = 0;
    let mut is_noted = false;
    for (at, (number, heading)) in words::numbered(headings).into_iter().enumerate() {
        body.push(words::heading(&number, heading));
        if words::is_title_only(headings, at) {
            body.extend(main_result(headings, at, collected));
            continue;
        }
        if let Some((lines, is_unchecked)) = results(heading, collected) {
            body.push(lines);
            // The mark is explained where it stands first.
            if is_unchecked && !is_noted {
                body.push(Block::Note(indicators::UNCHECKED.into()));
                is_noted = true;
            }
        }
        body.extend(tallied(heading, collected));
        if let Some(written) = collected.assembled.get(&heading.code) {
            body.extend(markup::under(heading, markup::blocks(&source.read(&written.body))));
            body.extend(pointers.at(heading));
            continue;
        }
        by_itself += 1;
        let voices: Vec<&Voice> =
            collected.voices.iter().filter(|v| v.heading == heading.code).collect();
        let (blocks, left) = words::gathered(&voices);
        left_out += left;
        if blocks.is_empty() {
            body.push(Block::paragraph("Chưa có đơn vị nào gửi nội dung mục này."));
        }
        body.extend(markup::under(heading, blocks));
        body.extend(pointers.at(heading));
    }
    if by_itself > 0 {
        let left = match left_out {
            0 => String::new(),
            count => format!(", để lại {count} đoạn"),
        };
        let text =
            format!("{by_itself} mục chưa được biên tập; dự thảo lấy lời của các đơn vị{left}.");
        checks.push(Check::know(text).about(About::Words));
    }
    body
}

/// What units answered to a question of the check-list.
fn tallied(heading: &Heading, collected: &Collected<'_>) -> Option<Block> {
    let coverage = collected.coverage;
    let accepted = coverage.territory_accepted + coverage.body_accepted;
    let accepted = usize::try_from(accepted).unwrap_or(0);
    answers::tally(&collected.answers, &heading.code, accepted).map(Block::paragraph)
}

/// The main sentence of the year under the title over the objectives.
fn main_result(headings: &[Heading], at: usize, collected: &Collected<'_>) -> Option<Block> {
    let is_over_objectives =
        headings.get(at + 1).is_some_and(|next| next.title.contains("Mục tiêu "));
    if collected.round.regime != YEARLY || !is_over_objectives {
        return None;
    }
    let year = i16::try_from(collected.round.year).ok()?;
    let words = indicators::summary(collected.catalog, &collected.now, year)?;
    let missing = match collected.missing.len() {
        0 => String::new(),
        count => format!(
            " Kết quả tính trên số liệu đã có, chưa gồm {count} đơn vị chưa được chấp nhận."
        ),
    };
    Some(Block::paragraph(format!("{words}{missing}")))
}

/// The results of "Mục tiêu k" where the heading speaks of one, and whether some are not compared yet.
fn results(heading: &Heading, collected: &Collected<'_>) -> Option<(Block, bool)> {
    if collected.round.regime != YEARLY {
        return None;
    }
    let (_, rest) = heading.title.split_once("Mục tiêu ")?;
    let objective: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let year = i16::try_from(collected.round.year).ok()?;
    let catalog = collected.catalog;
    let lines = indicators::lines(catalog, &objective, &collected.now, &collected.before, year)?;
    Some((lines, indicators::has_unchecked(catalog, &objective)))
}

/// What every reconstructed form says under itself; issued files bear it only where the desk chooses.
pub const RECONSTRUCTED: &str =
    "Mẫu biểu phục dựng theo thông lệ, cần đối chiếu với phụ lục chính thức.";

/// "Kết quả" → "kết quả"; an acronym stays.
pub(crate) fn lower_first(text: &str) -> String {
    let mut signs = text.chars();
    let second_is_upper = text.chars().nth(1).is_some_and(char::is_uppercase);
    match signs.next() {
        Some(first) if !second_is_upper => first.to_lowercase().chain(signs).collect(),
        _ => text.to_owned(),
    }
}

/// "huyện Kỳ Sơn" at the beginning of a cell or a line.
pub(crate) fn upper_first(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}
