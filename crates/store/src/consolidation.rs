//! Sums of accepted versions, live, and where each sum comes from.

use std::collections::BTreeMap;

use domain::{
    access::{Scope, UnitId},
    amount::Amount,
    cell::{Answer, CellStatus},
    consolidation::{Feeder, PartSum},
    org_unit::OrgUnitKind,
    reference::Written,
    share::{Correction, Share},
    submission::SubmissionId,
};

use crate::{
    args,
    db::Reads,
    error::Error,
    row::Row,
    sum::{self, halves},
    value::{ByForm, Place},
};

mod district;
mod missing;

pub use self::{
    district::{DistrictRow, districts},
    missing::{Missing, StandIn, missing, stand_ins},
};

/// The bare sum over one round and office; the benchmark's baseline runs this very statement.
/// Cells are grouped by number, their names come after.
pub const SUMS: &str = concat!(
    "SELECT c.row_code, c.column_code, t.body, t.high, t.low, t.units, t.estimated FROM ( \
    SELECT v.cell_id, CASE WHEN u.kind IN ('district', 'commune') THEN 0 ELSE 1 END AS body, ",
    halves!("v.amount"),
    ", CAST(COUNT(v.amount) AS BIGINT) AS units, \
    CAST(SUM(CASE WHEN v.status = 'estimate' THEN 1 ELSE 0 END) AS BIGINT) AS estimated \
    FROM submission s JOIN unit u ON u.id = s.unit_id \
    JOIN value v ON v.version_id = s.accepted_version_id \
    WHERE s.round_id = $1 AND s.receiver_id = $2 AND v.amount IS NOT NULL \
    AND v.cell_id IN (SELECT id FROM cell WHERE form = $3) GROUP BY 1, 2) t \
    JOIN cell c ON c.id = t.cell_id"
);

/// The provisional sum: communes accepted under districts that have not been accepted themselves. The
/// office's own report is no district: what reports to the office is in the bare sum already.
pub const PROVISIONAL: &str = concat!(
    "SELECT c.row_code, c.column_code, 0, t.high, t.low, t.units, t.estimated FROM ( \
    SELECT v.cell_id, ",
    halves!("v.amount"),
    ", CAST(COUNT(v.amount) AS BIGINT) AS units, \
    CAST(SUM(CASE WHEN v.status = 'estimate' THEN 1 ELSE 0 END) AS BIGINT) AS estimated \
    FROM submission d JOIN unit w ON w.id = d.unit_id AND w.kind = 'district' \
    JOIN submission s ON s.receiver_id = d.unit_id AND s.round_id = d.round_id \
    JOIN value v ON v.version_id = s.accepted_version_id \
    WHERE d.round_id = $1 AND d.receiver_id = $2 AND d.accepted_version_id IS NULL \
    AND v.amount IS NOT NULL AND v.cell_id IN (SELECT id FROM cell WHERE form = $3) GROUP BY 1) t \
    JOIN cell c ON c.id = t.cell_id"
);

/// What each unit gave to one total: what it is made of, and from which paper it was typed.
const GIVEN: &str = "SELECT s.id, u.name, u.kind, v.amount, v.status, n.number, o.name, n.at, u.id, \
    h.below, h.units, h.own, h.correction, h.reason, p.version_id";

const GIVEN_FROM: &str = "JOIN unit u ON u.id = s.unit_id \
    JOIN submission_version n ON n.id = s.accepted_version_id \
    JOIN value v ON v.version_id = n.id JOIN cell c ON c.id = v.cell_id \
    JOIN officer o ON o.id = n.signer_id \
    LEFT JOIN version_share h ON h.version_id = n.id AND h.cell_id = v.cell_id \
    LEFT JOIN version_paper p ON p.version_id = n.id";

/// Keeps a read to offices that the scope reaches: the own one, or one under the root as it stands on the
/// day; bound from `$own` on are unit, root, day.
fn reached(office: &str, own: usize) -> String {
    let (root, day) = (own + 1, own + 2);
    format!(
        "({office} = ${own} OR EXISTS (SELECT 1 FROM unit_closure k WHERE k.ancestor_id = ${root} \
         AND k.descendant_id = {office} AND k.valid_from <= ${day}))"
    )
}

/// Where one total comes from.
pub fn origin_sql() -> String {
    format!(
        "{GIVEN}, '' FROM submission s {GIVEN_FROM} WHERE s.round_id = $1 AND s.receiver_id = $2 \
         AND c.form = $3 AND c.row_code = $4 AND c.column_code = $5 AND {} \
         ORDER BY v.amount DESC NULLS LAST, u.sort_order",
        reached("s.receiver_id", 6)
    )
}

/// What communes add to a provisional total: those accepted under districts that are not.
fn provisional_origin_sql() -> String {
    format!(
        "{GIVEN}, w.name FROM submission d JOIN unit w ON w.id = d.unit_id AND w.kind = 'district' \
         JOIN submission s ON s.receiver_id = d.unit_id AND s.round_id = d.round_id {GIVEN_FROM} \
         WHERE d.round_id = $1 AND d.receiver_id = $2 AND d.accepted_version_id IS NULL \
         AND c.form = $3 AND c.row_code = $4 AND c.column_code = $5 AND {} \
         ORDER BY w.sort_order, v.amount DESC NULLS LAST, u.sort_order",
        reached("d.receiver_id", 6)
    )
}

/// Sums of a form's cells over what one office has accepted in a round.
pub async fn sums(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
    form: &str,
) -> Result<BTreeMap<Place, Vec<PartSum>>, Error> {
    grouped(db, SUMS, round, receiver, form).await
}

/// Sums of communes whose district has not been accepted yet.
pub async fn provisional(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
    form: &str,
) -> Result<BTreeMap<Place, Vec<PartSum>>, Error> {
    grouped(db, PROVISIONAL, round, receiver, form).await
}

/// What every district has had accepted: figures of all forms, by the district's name.
pub async fn areas(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
) -> Result<BTreeMap<String, ByForm<Place, Amount>>, Error> {
    let sql = "SELECT c.form, c.row_code, c.column_code, v.amount, u.name FROM submission s \
        JOIN unit u ON u.id = s.unit_id JOIN value v ON v.version_id = s.accepted_version_id \
        JOIN cell c ON c.id = v.cell_id WHERE s.round_id = $1 AND s.receiver_id = $2 \
        AND u.kind = 'district' AND v.amount IS NOT NULL";
    let mut areas: BTreeMap<String, ByForm<Place, Amount>> = BTreeMap::new();
    for row in db.fetch_all(sql, &args![round, receiver.0]).await? {
        let place = (row.text(1)?.to_owned(), row.text(2)?.to_owned());
        let forms = areas.entry(row.text(4)?.to_owned()).or_default();
        let form = forms.entry(row.text(0)?.to_owned()).or_default();
        form.insert(place, Amount::from_scaled(row.int(3)?));
    }
    Ok(areas)
}

fn part_sum(row: &Row) -> Result<PartSum, Error> {
    Ok(PartSum {
        feeder: if row.int(2)? == 0 { Feeder::Territory } else { Feeder::Body },
        amount: sum::amount(row, 3)?,
        count: u32::try_from(row.int(5)?).unwrap_or(u32::MAX),
        estimated: u32::try_from(row.int(6)?).unwrap_or(u32::MAX),
    })
}

async fn grouped(
    db: &mut impl Reads,
    sql: &str,
    round: i64,
    receiver: UnitId,
    form: &str,
) -> Result<BTreeMap<Place, Vec<PartSum>>, Error> {
    let mut sums: BTreeMap<Place, Vec<PartSum>> = BTreeMap::new();
    for row in db.fetch_all(sql, &args![round, receiver.0, form]).await? {
        let place = (row.text(0)?.to_owned(), row.text(1)?.to_owned());
        sums.entry(place).or_default().push(part_sum(&row)?);
    }
    Ok(sums)
}

/// What one unit gave to a total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginRow {
    pub submission: i64,
    pub unit: String,
    pub unit_id: UnitId,
    pub kind: OrgUnitKind,
    pub amount: Option<Amount>,
    pub status: CellStatus,
    pub version: i64,
    pub signer: String,
    pub at: String,
    /// What a district's figure is made of.
    pub share: Option<Share>,
    /// Typed from the unit's paper.
    pub is_typed: bool,
    /// The district above that is not accepted itself; empty where the office is right above.
    pub under: String,
}

fn origin_of(row: &Row) -> Result<OriginRow, Error> {
    let amount = |at: usize| row.opt_int(at).map(|a| a.map(Amount::from_scaled));
    let share = match row.opt_int(12)? {
        None => None,
        Some(correction) => Some(Share {
            below: amount(9)?,
            units: u32::try_from(row.opt_int(10)?.unwrap_or(0)).unwrap_or(u32::MAX),
            own: amount(11)?,
            correction: Correction {
                amount: Amount::from_scaled(correction),
                reason: row.opt_text(13)?.unwrap_or_default().to_owned(),
                ..Correction::default()
            },
        }),
    };
    Ok(OriginRow {
        submission: row.int(0)?,
        unit: row.text(1)?.to_owned(),
        unit_id: UnitId(row.int(8)?),
        kind: row.word(2, OrgUnitKind::from_code, format_args!("unit {}", row.int(8)?))?,
        amount: amount(3)?,
        status: row.word(
            4,
            CellStatus::from_code,
            format_args!("value of submission {}", row.int(0)?),
        )?,
        version: row.int(5)?,
        signer: row.text(6)?.to_owned(),
        at: row.text(7)?.to_owned(),
        share,
        is_typed: row.opt_int(14)?.is_some(),
        under: row.text(15)?.to_owned(),
    })
}

/// The units, versions, people and hours behind a total, of a provisional one with the communes that it
/// adds; nothing where the scope does not reach the office.
pub async fn origin(
    db: &mut impl Reads,
    scope: &Scope,
    (round, receiver): (i64, UnitId),
    cell: (&str, &str, &str),
    provisional: bool,
) -> Result<Vec<OriginRow>, Error> {
    let (form, row, column) = cell;
    let today = scope.today.to_string();
    let args =
        args![round, receiver.0, form, row, column, scope.unit.0, scope.root.0, today.as_str()];
    let rows = db.fetch_all(&origin_sql(), &args).await?;
    let mut origin: Vec<OriginRow> = rows.iter().map(origin_of).collect::<Result<_, _>>()?;
    if provisional {
        for row in db.fetch_all(&provisional_origin_sql(), &args).await? {
            origin.push(origin_of(&row)?);
        }
    }
    Ok(origin)
}

/// What a version from below gave to a signed figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRow {
    pub origin: OriginRow,
    /// That version still counts; else the unit has had another accepted since.
    pub is_current: bool,
}

/// What the versions below gave to a figure of an accepted report, as they were when it was signed;
/// nothing where the scope does not reach the office that received it.
pub async fn parts(
    db: &mut impl Reads,
    scope: &Scope,
    (round, receiver): (i64, UnitId),
    submission: SubmissionId,
    (form, row, column): (&str, &str, &str),
) -> Result<Vec<PartRow>, Error> {
    let sql = format!(
        "{GIVEN}, '', CASE WHEN s.accepted_version_id = n.id THEN 1 ELSE 0 END FROM submission d \
         JOIN version_part q ON q.version_id = d.accepted_version_id \
         JOIN submission_version n ON n.id = q.part_version_id \
         JOIN submission s ON s.id = n.submission_id JOIN unit u ON u.id = s.unit_id \
         JOIN value v ON v.version_id = n.id JOIN cell c ON c.id = v.cell_id \
         JOIN officer o ON o.id = n.signer_id \
         LEFT JOIN version_share h ON h.version_id = n.id AND h.cell_id = v.cell_id \
         LEFT JOIN version_paper p ON p.version_id = n.id \
         WHERE d.round_id = $1 AND d.receiver_id = $2 AND d.id = $3 \
         AND c.form = $4 AND c.row_code = $5 AND c.column_code = $6 AND {} \
         ORDER BY v.amount DESC NULLS LAST, u.sort_order",
        reached("d.receiver_id", 7)
    );
    let today = scope.today.to_string();
    let args = args![
        round,
        receiver.0,
        submission.0,
        form,
        row,
        column,
        scope.unit.0,
        scope.root.0,
        today.as_str()
    ];
    let rows = db.fetch_all(&sql, &args).await?;
    let part = |row: &Row| Ok(PartRow { origin: origin_of(row)?, is_current: row.flag(16)? });
    rows.iter().map(part).collect()
}

/// Accepted and owed, for territory and bodies apart: "20/21 huyện; 43/45 cơ quan".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    pub territory_accepted: i64,
    pub territory_owed: i64,
    pub body_accepted: i64,
    pub body_owed: i64,
    /// The territory below are communes.
    pub by_commune: bool,
}

/// How many of those who owe a round to one office have been accepted.
pub async fn coverage(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
) -> Result<Coverage, Error> {
    let sql = "SELECT CASE WHEN u.kind IN ('district', 'commune') THEN 0 ELSE 1 END, \
        CAST(COUNT(s.accepted_version_id) AS BIGINT), CAST(COUNT(*) AS BIGINT), MIN(u.kind) \
        FROM submission s JOIN unit u ON u.id = s.unit_id \
        WHERE s.round_id = $1 AND s.receiver_id = $2 GROUP BY 1";
    let mut coverage = Coverage::default();
    for row in db.fetch_all(sql, &args![round, receiver.0]).await? {
        if row.int(0)? == 0 {
            (coverage.territory_accepted, coverage.territory_owed) = (row.int(1)?, row.int(2)?);
            coverage.by_commune = row.text(3)? == "commune";
        } else {
            (coverage.body_accepted, coverage.body_owed) = (row.int(1)?, row.int(2)?);
        }
    }
    Ok(coverage)
}

/// One unit's words under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceRow {
    pub submission: SubmissionId,
    pub unit: String,
    pub heading: String,
    pub body: Written,
    /// The accepted version that they are from: their references read against its figures.
    pub version: i64,
}

/// What accepted units wrote, heading by heading.
pub async fn voices(
    db: &mut impl Reads,
    round: i64,
    receiver: UnitId,
    form: &str,
) -> Result<Vec<VoiceRow>, Error> {
    let sql = "SELECT u.name, t.heading, t.body, t.version_id, s.id FROM submission s JOIN unit u ON u.id = s.unit_id \
        JOIN version_text t ON t.version_id = s.accepted_version_id \
        WHERE s.round_id = $1 AND s.receiver_id = $2 AND t.form = $3 AND t.body <> '' \
        ORDER BY t.heading, u.sort_order";
    let rows = db.fetch_all(sql, &args![round, receiver.0, form]).await?;
    rows.iter()
        .map(|r| {
            Ok(VoiceRow {
                unit: r.text(0)?.to_owned(),
                heading: r.text(1)?.to_owned(),
                body: Written::new(r.text(2)?),
                version: r.int(3)?,
                submission: SubmissionId(r.int(4)?),
            })
        })
        .collect()
}

/// What one unit answered under a heading of a check-list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    pub heading: String,
    pub unit: String,
    pub answer: Answer,
}

/// What accepted units answered under the headings of an outline, in the order of lists.
pub async fn answers(
    db: &mut impl Reads,
    (round, receiver): (i64, UnitId),
    form: &str,
) -> Result<Vec<AnswerRow>, Error> {
    let sql = "SELECT t.heading, u.name, t.answer FROM submission s JOIN unit u ON u.id = s.unit_id \
        JOIN version_text t ON t.version_id = s.accepted_version_id \
        WHERE s.round_id = $1 AND s.receiver_id = $2 AND t.form = $3 AND t.answer <> '' \
        ORDER BY t.heading, u.sort_order";
    let rows = db.fetch_all(sql, &args![round, receiver.0, form]).await?;
    let answer = |row: &Row| {
        let (heading, unit) = (row.text(0)?.to_owned(), row.text(1)?.to_owned());
        let of = format_args!("version_text of {unit}, round {round}, {heading}");
        let answer = row.word(2, Answer::from_code, of)?;
        Ok(AnswerRow { heading, unit, answer })
    };
    rows.iter().map(answer).collect()
}
