//! Last year's figures from one table: units down, cells across, as an Excel file or pasted lines.
//!
//! The figures become the accepted version of the round before, entered on behalf, so that every
//! comparison "kỳ trước" finds them in the one place where figures live. A table is shown beside what is
//! known, and only what was shown is written.

mod load;
mod sheet;
mod text;

use std::collections::BTreeMap;

use domain::{
    access::{Role, UnitId},
    amount::Amount,
    cell::CellStatus,
    check::{self, Figures},
    finding::Finding,
    fold::{clean, fold},
    form::{Form, RowKind, Severity, Table, ValueType},
    slip,
    submission::{State, finding_key},
};
use store::{
    db::{Reads, Store},
    round::RoundRow,
    submission::SubmissionRow,
    value::{DraftCell, Place},
};

use crate::{Acting, Error, draft::read_amount, part::is_asked, version::shown, workbook::hash};

pub use load::load;
pub use sheet::sheet;
pub use text::TEXT_MAX;

/// A table as it is handed in.
#[derive(Debug, Clone)]
pub enum Source<'a> {
    /// Lines with codes, as pasted or as shown in a preview.
    Text(&'a str),
    /// The bytes of the filled file.
    File(Vec<u8>),
}

/// A cell that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub place: Place,
    /// Row and column as the form names them.
    pub label: String,
    /// What is known of the year before; empty where nothing is.
    pub before: String,
    pub after: String,
    /// "Biểu T3, F12".
    pub origin: String,
    /// `None`: "không phát sinh".
    amount: Option<Amount>,
    /// As typed.
    raw: String,
}

/// A unit of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitFigures {
    pub unit: UnitId,
    pub unit_key: String,
    pub unit_name: String,
    /// Cells that differ from what is known.
    pub lines: Vec<Line>,
    /// How many cells are known just so.
    pub same: usize,
    /// Its report of the round before was accepted: to write over that takes a reason.
    pub was_accepted: bool,
}

/// What was read of a table, and what was not, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LastYear {
    pub units: Vec<UnitFigures>,
    /// "Dòng 4, UBND huyện X: …".
    pub not_taken: Vec<String>,
    /// Accepted versions that the table was held against.
    versions: BTreeMap<UnitId, Option<i64>>,
}

impl LastYear {
    /// How many cells were read.
    pub fn count(&self) -> usize {
        self.units.iter().map(|unit| unit.lines.len() + unit.same).sum()
    }

    /// How many cells are to be written.
    pub fn taken(&self) -> usize {
        self.units.iter().map(|unit| unit.lines.len()).sum()
    }

    /// Units whose accepted report would get another version.
    pub fn rewritten(&self) -> Vec<&str> {
        let units = self.units.iter().filter(|unit| unit.was_accepted && !unit.lines.is_empty());
        units.map(|unit| unit.unit_name.as_str()).collect()
    }

    /// Just what is to be written, as lines of text.
    pub fn to_text(&self) -> String {
        text::write(self)
    }

    /// The mark of what was shown: the lines, and what they were held against.
    pub fn mark(&self) -> String {
        let mut words = self.to_text();
        // Of units without a new figure nothing is written, whatever happens to them meanwhile.
        for unit in self.units.iter().filter(|unit| !unit.lines.is_empty()) {
            let version = self.versions.get(&unit.unit).copied().flatten().unwrap_or(0);
            for piece in [unit.unit.0.to_string().as_str(), "=", version.to_string().as_str(), "\n"]
            {
                words.push_str(piece);
            }
        }
        hash(words.as_bytes())
    }
}

/// A line of a table before it is known whose it is.
#[derive(Debug, Clone)]
struct Given {
    /// Where it stands.
    line: String,
    key: String,
    name: String,
    cells: Vec<GivenCell>,
}

#[derive(Debug, Clone)]
struct GivenCell {
    place: Place,
    origin: String,
    said: Said,
}

/// What a cell of a table says.
#[derive(Debug, Clone)]
enum Said {
    NotArising,
    Figure(String),
    /// Content that is no figure, with the reason.
    Strange {
        shown: String,
        why: String,
    },
}

/// The reports of the round before that were sent to the acting officer's office.
struct Earlier {
    title: Option<String>,
    reports: BTreeMap<UnitId, SubmissionRow>,
}

async fn earlier(db: &mut impl Reads, acting: &Acting, round: &RoundRow) -> Result<Earlier, Error> {
    let previous = match round.previous_id {
        Some(id) => store::round::by_id(db, id).await?,
        None => None,
    };
    let mut reports = BTreeMap::new();
    if let Some(previous) = &previous {
        let of = (previous.code.as_str(), acting.officer.unit);
        for row in store::submission::list_received(db, &acting.scope, of.0, of.1).await? {
            reports.insert(row.submission.unit, row);
        }
    }
    Ok(Earlier { title: previous.map(|round| round.title), reports })
}

impl Earlier {
    /// Where the report of the round before stands, when somebody is still at work on it.
    fn at_work(&self, unit: UnitId) -> Option<State> {
        let submission = &self.reports.get(&unit)?.submission;
        let is_at_rest = match submission.state {
            State::NotStarted | State::Accepted => true,
            // Begun and never handed in: nothing of it counts.
            State::Draft => submission.versions == 0,
            _ => false,
        };
        (!is_at_rest).then_some(submission.state)
    }

    fn version(&self, unit: UnitId) -> Option<i64> {
        self.reports.get(&unit)?.accepted_version_id
    }

    /// What is known of a unit in a form.
    async fn cells(
        &self,
        db: &mut impl Reads,
        unit: UnitId,
        form: &str,
    ) -> Result<BTreeMap<Place, DraftCell>, Error> {
        let Some(version) = self.version(unit) else { return Ok(BTreeMap::new()) };
        let cells = store::value::version_cells(db, version, form).await?;
        let held = |cell: store::value::VersionCell| DraftCell {
            amount: cell.amount,
            text: cell.text,
            status: cell.status,
            revision: 0,
            officer: String::new(),
            at: String::new(),
        };
        Ok(cells.into_iter().map(|(place, cell)| (place, held(cell))).collect())
    }
}

fn places(table: &Table) -> Vec<Place> {
    let elements = table.rows.iter().filter(|row| row.kind == RowKind::Element);
    elements
        .flat_map(|row| {
            table
                .columns
                .iter()
                .filter(|c| c.formula.is_none() && c.value_type.is_number())
                .filter(|c| !row.not_applicable.contains(&c.code))
                .map(|column| (row.code.clone(), column.code.clone()))
        })
        .collect()
}

fn label(table: &Table, (row, column): &Place) -> String {
    let row = table.row(row).map_or("", |r| r.label.as_str());
    let column = table.column(column);
    format!("{row}: {}", column.map_or(String::new(), |c| c.headers.join(", ").to_lowercase()))
}

/// A name on one line.
fn unit_words(name: &str) -> String {
    clean(name).replace('\t', " ")
}

/// Reads a table beside what is known; nothing is silent: a cell is taken, or listed with the reason.
///
/// # Errors
/// When the officer is none of the receiving office, or the table cannot be read at all.
pub async fn read(
    store: &Store,
    acting: &Acting,
    round: &RoundRow,
    form: &Form,
    source: Source<'_>,
) -> Result<LastYear, Error> {
    let Some(table) = form.table() else { return Err(Error::NotFound) };
    require(acting)?;
    let (given, strange) = match source {
        Source::Text(text) => text::read(form, table, text)?,
        Source::File(bytes) => sheet::read(store, round, form, bytes).await?,
    };
    compared(&mut store.reader(), acting, round, (form, table), (given, strange)).await
}

fn require(acting: &Acting) -> Result<(), Error> {
    acting.require(&[Role::Desk, Role::Reviewer], "Việc này của cán bộ tổng hợp, thẩm tra.")
}

/// Lines of a table beside what is known.
async fn compared(
    db: &mut impl Reads,
    acting: &Acting,
    round: &RoundRow,
    (form, table): (&Form, &Table),
    (given, strange): (Vec<Given>, Vec<String>),
) -> Result<LastYear, Error> {
    let units =
        store::submission::list_received(db, &acting.scope, &round.code, acting.officer.unit)
            .await?;
    let earlier = earlier(db, acting, round).await?;
    let mut result = LastYear { not_taken: strange, ..LastYear::default() };
    for line in given {
        let unit = match owner(&units, &line) {
            Ok(unit) => unit,
            Err(why) => {
                result.not_taken.push(format!("{}, {why}", line.line));
                continue;
            }
        };
        let id = unit.submission.unit;
        if result.versions.contains_key(&id) {
            let what = format!("{}, {}: đơn vị đã có ở dòng trên.", line.line, unit.unit_name);
            result.not_taken.push(what);
            continue;
        }
        if earlier.title.is_some() && !earlier.reports.contains_key(&id) && !line.cells.is_empty() {
            let why = "đợt trước đơn vị không báo cáo về cơ quan này nên không có chỗ ghi.";
            result.not_taken.push(format!("{}, {}: {why}", line.line, unit.unit_name));
            continue;
        }
        if let Some(state) = earlier.at_work(id) {
            let why = format!(
                "báo cáo đợt trước của đơn vị đang ở trạng thái “{}”, không ghi đè lên việc đang làm.",
                state.label()
            );
            result.not_taken.push(format!("{}, {}: {why}", line.line, unit.unit_name));
            continue;
        }
        result.versions.insert(id, earlier.version(id));
        let known = earlier.cells(db, id, &form.code).await?;
        let mut figures = figures(table, unit, line.cells, &known, &mut result.not_taken);
        figures.was_accepted = earlier.version(id).is_some();
        if let Some(why) = contradiction(form, &figures, &known) {
            result.not_taken.push(format!("{}, {}: {why}", line.line, unit.unit_name));
            figures.lines.clear();
        }
        if !figures.lines.is_empty() || figures.same > 0 {
            result.units.push(figures);
        }
    }
    Ok(result)
}

/// Whose line it is: by the code, else by the name; a code beside another unit's name is nobody's.
fn owner<'a>(units: &'a [SubmissionRow], line: &Given) -> Result<&'a SubmissionRow, String> {
    let is_named = |unit: &SubmissionRow, name: &str| {
        !name.is_empty()
            && (fold(&unit.unit_name) == fold(name) || fold(&unit.unit_short_name) == fold(name))
    };
    let by_key = units.iter().find(|unit| unit.unit_key == line.key);
    let named = units.iter().find(|unit| is_named(unit, &line.name));
    let by_name = named.or_else(|| units.iter().find(|unit| is_named(unit, &line.key)));
    match (by_key, named) {
        (Some(unit), Some(other)) if unit.unit_key != other.unit_key => Err(format!(
            "“{}”: mã ẩn của dòng là của {}, tên là của {}. Dòng đã bị xáo trộn; tải lại bảng rồi chép số sang.",
            line.name, unit.unit_name, other.unit_name
        )),
        (Some(unit), _) => Ok(unit),
        (None, _) => by_name.ok_or_else(|| {
            let word = if line.key.is_empty() { &line.name } else { &line.key };
            format!("“{word}”: không phải đơn vị của đợt này.")
        }),
    }
}

/// The cells of a unit beside what is known of it.
fn figures(
    table: &Table,
    unit: &SubmissionRow,
    cells: Vec<GivenCell>,
    known: &BTreeMap<Place, DraftCell>,
    not_taken: &mut Vec<String>,
) -> UnitFigures {
    let asked = unit.asked_unit();
    let mut figures = UnitFigures {
        unit: unit.submission.unit,
        unit_key: unit.unit_key.clone(),
        unit_name: unit.unit_name.clone(),
        lines: Vec::new(),
        same: 0,
        was_accepted: false,
    };
    for cell in cells {
        let label = label(table, &cell.place);
        let column = table.column(&cell.place.1);
        let value_type = column.map_or(ValueType::Count, |c| c.value_type);
        let amount = match amount(table, &cell, value_type, asked) {
            Ok(amount) => amount,
            Err(why) => {
                let what = format!("{}, {}, {label}: {why}", cell.origin, unit.unit_name);
                not_taken.push(what);
                continue;
            }
        };
        let status = if amount.is_some() { CellStatus::Actual } else { CellStatus::NotArising };
        let there = known.get(&cell.place);
        if there.is_some_and(|cell| cell.amount == amount && cell.status == status) {
            figures.same += 1;
            continue;
        }
        let print =
            |cell: &DraftCell| shown((cell.amount, cell.text.as_deref(), cell.status), value_type);
        figures.lines.push(Line {
            label,
            before: there.map_or(String::new(), print),
            after: shown((amount, None, status), value_type),
            origin: cell.origin,
            raw: amount
                .map_or("kps".to_owned(), |amount| slip::typed(amount.to_decimal(), value_type)),
            place: cell.place,
            amount,
        });
    }
    figures
}

/// What the form's checks say against the new figures and did not say against those that are known.
fn contradiction(
    form: &Form,
    unit: &UnitFigures,
    known: &BTreeMap<Place, DraftCell>,
) -> Option<String> {
    // A figure, or that there was nothing to count.
    let answered =
        |cell: &DraftCell| cell.amount.is_some() || cell.status == CellStatus::NotArising;
    let held = known.iter().filter(|(_, cell)| answered(cell));
    let before: BTreeMap<Place, Option<Amount>> =
        held.map(|(place, cell)| (place.clone(), cell.amount)).collect();
    let mut after = before.clone();
    after.extend(unit.lines.iter().map(|line| (line.place.clone(), line.amount)));
    let errors = |cells: BTreeMap<Place, Option<Amount>>| -> Vec<Finding> {
        let mut figures = Figures::default();
        let nothing = cells.iter().filter(|(_, amount)| amount.is_none());
        let nothing = nothing.map(|(place, _)| place.clone()).collect();
        figures.not_arising.insert(form.code.clone(), nothing);
        let number = |(place, amount): (Place, Option<Amount>)| Some((place, amount?.to_decimal()));
        figures.current.insert(form.code.clone(), cells.into_iter().filter_map(number).collect());
        check::compute(form, &mut figures);
        let mut found = check::check(form, &figures);
        found.retain(|finding| finding.severity == Severity::Error);
        found
    };
    let old: Vec<String> = errors(before).iter().map(finding_key).collect();
    let new = errors(after).into_iter().find(|finding| !old.contains(&finding_key(finding)))?;
    Some(format!("{} ({}); các số của đơn vị này không được ghi.", new.message, new.code))
}

/// What a cell says: "không phát sinh" (`None`), or a figure.
fn amount(
    table: &Table,
    cell: &GivenCell,
    value_type: ValueType,
    unit: crate::part::AskedUnit<'_>,
) -> Result<Option<Amount>, String> {
    if !is_asked(table, &cell.place.0, &cell.place.1, unit) {
        return Err("ô này không thuộc phần của đơn vị.".to_owned());
    }
    match &cell.said {
        Said::NotArising => Ok(None),
        Said::Figure(raw) => read_amount(raw, value_type)
            .map(Some)
            .map_err(|(code, words)| format!("“{raw}”: {words} ({code})")),
        Said::Strange { shown, why } => Err(format!("“{shown}”: {why}")),
    }
}
