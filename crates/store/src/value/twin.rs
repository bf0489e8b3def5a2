//! Whether another unit of the round holds the very same figures of a form.

use domain::{access::Scope, amount::Amount, submission::SubmissionId};

use super::{BTreeMap, Place, draft_cells};
use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
};

/// Whose table it is: the name where the scope sees the submission.
fn name(own: usize) -> String {
    format!("CASE WHEN {} THEN u.name END", crate::submission::scoped(own))
}

/// States in which a report is with the receiving office.
const WITH_OFFICE: &str = "'submitted', 'in_review', 'accepted'";

/// Whether a draft could hold a table with figures enough: `$1`.
const ENOUGH: &str =
    "(SELECT COUNT(*) FROM draft_cell e WHERE e.submission_id = s.id AND e.amount <> 0) >= $1";

/// A submission's last version while it is with the receiving office.
const FILED: &str = "JOIN submission_version v ON v.id = q.version_id \
    JOIN submission s ON s.id = v.submission_id AND s.versions = v.number \
    AND s.state IN ('submitted', 'in_review', 'accepted') JOIN unit u ON u.id = s.unit_id";

/// What tables of the same figures have in common, zeros and empty cells aside.
#[derive(Debug, Default)]
struct Print {
    hash: blake3::Hasher,
    figures: i64,
}

impl Print {
    /// In the order of cells' numbers.
    fn add(&mut self, cell: i64, amount: i64) {
        self.hash.update(&cell.to_le_bytes());
        self.hash.update(&amount.to_le_bytes());
        self.figures += 1;
    }

    fn text(&self) -> String {
        self.hash.finalize().to_hex().to_string()
    }
}

/// The print of a table's figures, zeros and empty cells aside.
pub fn print(figures: &BTreeMap<Place, Amount>, numbers: &BTreeMap<Place, i64>) -> String {
    let number = |(place, amount): (&Place, &Amount)| Some((*numbers.get(place)?, amount.scaled()));
    let cells: BTreeMap<i64, i64> = figures.iter().filter_map(number).collect();
    print_of(&cells).text()
}

fn print_of(cells: &BTreeMap<i64, i64>) -> Print {
    let mut print = Print::default();
    for (cell, amount) in cells {
        print.add(*cell, *amount);
    }
    print
}

/// A table that somebody handed in or drafts, by its print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePrint {
    pub submission: SubmissionId,
    /// Code of the round.
    pub round: String,
    pub form: String,
    pub print: String,
    /// Whose it is, where the scope sees the unit.
    pub unit: Option<String>,
}

/// Every table with figures enough: handed in as it was signed, else as it is drafted.
pub async fn tables(
    db: &mut impl Reads,
    scope: &Scope,
    figures_min: i64,
) -> Result<Vec<TablePrint>, Error> {
    let sql = format!(
        "SELECT s.id, r.code, q.form, q.print, {} FROM version_print q {FILED} \
         JOIN round r ON r.id = s.round_id WHERE q.figures >= $1 ORDER BY s.id",
        name(4)
    );
    let today = scope.today.to_string();
    let mut found = Vec::new();
    for row in
        db.fetch_all(&sql, &args![figures_min, scope.root.0, today.as_str(), scope.unit.0]).await?
    {
        found.push(TablePrint {
            submission: SubmissionId(row.int(0)?),
            round: row.text(1)?.to_owned(),
            form: row.text(2)?.to_owned(),
            print: row.text(3)?.to_owned(),
            unit: row.opt_text(4)?.map(ToOwned::to_owned),
        });
    }
    found.extend(drafted(db, scope, figures_min).await?);
    Ok(found)
}

/// The tables of drafts; what is with the receiving office counts as it was signed.
async fn drafted(
    db: &mut impl Reads,
    scope: &Scope,
    figures_min: i64,
) -> Result<Vec<TablePrint>, Error> {
    let sql = format!(
        "SELECT s.id, r.code, {} FROM submission s JOIN round r ON r.id = s.round_id \
         JOIN unit u ON u.id = s.unit_id \
         WHERE s.state NOT IN ({WITH_OFFICE}) AND {ENOUGH}",
        name(4)
    );
    let today = scope.today.to_string();
    let mut whose = BTreeMap::new();
    let args = args![figures_min, scope.root.0, today.as_str(), scope.unit.0];
    for row in db.fetch_all(&sql, &args).await? {
        let unit = row.opt_text(2)?.map(ToOwned::to_owned);
        whose.insert(row.int(0)?, (row.text(1)?.to_owned(), unit));
    }
    let sql = format!(
        "SELECT d.submission_id, c.form, d.cell_id, d.amount FROM submission s \
         JOIN draft_cell d ON d.submission_id = s.id JOIN cell c ON c.id = d.cell_id \
         WHERE d.amount <> 0 AND s.state NOT IN ({WITH_OFFICE}) AND {ENOUGH} \
         ORDER BY d.submission_id, c.form, d.cell_id"
    );
    let mut prints: BTreeMap<(i64, String), Print> = BTreeMap::new();
    for row in db.fetch_all(&sql, &args![figures_min]).await? {
        let print = prints.entry((row.int(0)?, row.text(1)?.to_owned())).or_default();
        print.add(row.int(2)?, row.int(3)?);
    }
    let enough = prints.into_iter().filter(|(_, print)| print.figures >= figures_min);
    let tables = enough.filter_map(|((submission, form), print)| {
        let (round, unit) = whose.get(&submission)?.clone();
        let (submission, print) = (SubmissionId(submission), print.text());
        Some(TablePrint { submission, round, form, print, unit })
    });
    Ok(tables.collect())
}

/// Keeps the prints of a version's tables.
pub(super) async fn record(tx: &mut Tx, version: i64) -> Result<(), Error> {
    let sql = "SELECT c.form, v.cell_id, v.amount FROM value v JOIN cell c ON c.id = v.cell_id \
        WHERE v.version_id = $1 AND v.amount <> 0 ORDER BY v.cell_id";
    let mut prints: BTreeMap<String, Print> = BTreeMap::new();
    for row in tx.fetch_all(sql, &args![version]).await? {
        let form = row.text(0)?;
        if !prints.contains_key(form) {
            prints.insert(form.to_owned(), Print::default());
        }
        if let Some(print) = prints.get_mut(form) {
            print.add(row.int(1)?, row.int(2)?);
        }
    }
    let rows = prints
        .into_iter()
        .map(|(form, print)| args![version, form, print.figures, print.text()].to_vec())
        .collect();
    tx.insert_many("version_print", &["version_id", "form", "figures", "print"], rows).await
}

/// Units whose table of a form is the very same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twins {
    pub form: String,
    /// The first few that the scope sees, in the order of lists.
    pub names: Vec<String>,
    /// All that the scope sees.
    pub seen: usize,
    /// All there are.
    pub all: usize,
}

/// Tables of a version that other units of the round handed in to the last figure, by form, where they
/// have figures enough; of many units a few are named.
pub async fn twins_of_version(
    db: &mut impl Reads,
    scope: &Scope,
    version: i64,
    (figures_min, named): (i64, usize),
) -> Result<Vec<Twins>, Error> {
    let sql = format!(
        "SELECT form, name, seen, total FROM (SELECT form, name, \
         COUNT(name) OVER (PARTITION BY form) AS seen, COUNT(*) OVER (PARTITION BY form) AS total, \
         ROW_NUMBER() OVER (PARTITION BY form ORDER BY CASE WHEN name IS NULL THEN 1 ELSE 0 END, place) \
         AS nth FROM (SELECT p.form AS form, {} AS name, u.sort_order AS place \
         FROM version_print p JOIN version_print q ON q.print = p.print \
         AND q.form = p.form AND q.version_id <> p.version_id {FILED} \
         JOIN submission_version o ON o.id = p.version_id \
         JOIN submission own ON own.id = o.submission_id AND own.round_id = s.round_id \
         AND own.id <> s.id WHERE p.version_id = $1 AND p.figures >= $4) same) counted \
         WHERE nth <= $6 ORDER BY form, nth",
        name(5)
    );
    let today = scope.today.to_string();
    let named = i64::try_from(named).unwrap_or(i64::MAX);
    let args = args![version, scope.root.0, today.as_str(), figures_min, scope.unit.0, named];
    let mut forms: BTreeMap<String, Twins> = BTreeMap::new();
    for row in db.fetch_all(&sql, &args).await? {
        let count = |at: usize| Ok::<_, Error>(usize::try_from(row.int(at)?).unwrap_or_default());
        let form = row.text(0)?.to_owned();
        let (seen, all) = (count(2)?, count(3)?);
        let twins = Twins { form: form.clone(), names: Vec::new(), seen, all };
        let twins = forms.entry(form).or_insert(twins);
        twins.names.extend(row.opt_text(1)?.map(ToOwned::to_owned));
    }
    Ok(forms.into_values().collect())
}

/// A table of another unit that shares many figures with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    pub form: String,
    /// The other's version.
    pub version: i64,
    /// Whose it is, where the scope sees the unit.
    pub unit: Option<String>,
}

/// Tables that units with the same receiver handed in, in which so many figures of a version, none below
/// `least`, stand in the same places.
pub async fn sharing_with_version(
    db: &mut impl Reads,
    scope: &Scope,
    version: i64,
    (least, same_min): (Amount, usize),
) -> Result<Vec<Sharing>, Error> {
    let sql = format!(
        "SELECT k.form, k.version, {} FROM (SELECT c.form AS form, v.id AS version, s.id AS submission \
         FROM submission_version o JOIN submission own ON own.id = o.submission_id \
         JOIN submission s ON s.round_id = own.round_id AND s.receiver_id = own.receiver_id \
         AND s.id <> own.id AND s.state IN ({WITH_OFFICE}) \
         JOIN submission_version v ON v.submission_id = s.id AND v.number = s.versions \
         JOIN value p ON p.version_id = o.id AND p.amount >= $4 \
         JOIN value q ON q.version_id = v.id AND q.cell_id = p.cell_id AND q.amount = p.amount \
         JOIN cell c ON c.id = p.cell_id WHERE o.id = $1 \
         GROUP BY c.form, v.id, s.id HAVING COUNT(*) >= $6) k \
         JOIN submission s ON s.id = k.submission JOIN unit u ON u.id = s.unit_id \
         ORDER BY k.form, u.sort_order",
        name(5)
    );
    let today = scope.today.to_string();
    let same = i64::try_from(same_min).unwrap_or(i64::MAX);
    let args = args![version, scope.root.0, today.as_str(), least.scaled(), scope.unit.0, same];
    let mut found = Vec::new();
    for row in db.fetch_all(&sql, &args).await? {
        found.push(Sharing {
            form: row.text(0)?.to_owned(),
            version: row.int(1)?,
            unit: row.opt_text(2)?.map(ToOwned::to_owned),
        });
    }
    Ok(found)
}

/// A table of one form beside another's: of a unit with the same receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub submission: SubmissionId,
    /// Whose it is, where the scope sees the unit.
    pub unit: Option<String>,
    /// By numbers of cells, zeros aside.
    pub figures: BTreeMap<i64, Amount>,
}

/// Tables of one form that units with the same receiver handed in.
pub async fn filed_beside(
    db: &mut impl Reads,
    scope: &Scope,
    of: (SubmissionId, &str),
) -> Result<Vec<Beside>, Error> {
    let sources = format!(
        "AND s.state IN ({WITH_OFFICE}) \
         JOIN submission_version v ON v.submission_id = s.id AND v.number = s.versions \
         JOIN value q ON q.version_id = v.id AND q.amount <> 0"
    );
    beside(db, scope, of, &sources).await
}

/// Tables of one form that units with the same receiver draft.
pub async fn drafted_beside(
    db: &mut impl Reads,
    scope: &Scope,
    of: (SubmissionId, &str),
) -> Result<Vec<Beside>, Error> {
    let sources = format!(
        "AND s.state NOT IN ({WITH_OFFICE}) \
         JOIN draft_cell q ON q.submission_id = s.id AND q.amount <> 0"
    );
    beside(db, scope, of, &sources).await
}

async fn beside(
    db: &mut impl Reads,
    scope: &Scope,
    (submission, form): (SubmissionId, &str),
    sources: &str,
) -> Result<Vec<Beside>, Error> {
    let sql = format!(
        "SELECT s.id, {}, q.cell_id, q.amount FROM submission own \
         JOIN submission s ON s.round_id = own.round_id AND s.receiver_id = own.receiver_id \
         AND s.id <> own.id {sources} JOIN unit u ON u.id = s.unit_id \
         JOIN cell c ON c.id = q.cell_id AND c.form = $4 \
         WHERE own.id = $1 ORDER BY u.sort_order, s.id",
        name(5)
    );
    let today = scope.today.to_string();
    let args = args![submission.0, scope.root.0, today.as_str(), form, scope.unit.0];
    let mut found: Vec<Beside> = Vec::new();
    for row in db.fetch_all(&sql, &args).await? {
        let submission = SubmissionId(row.int(0)?);
        if found.last().is_none_or(|last| last.submission != submission) {
            let unit = row.opt_text(1)?.map(ToOwned::to_owned);
            found.push(Beside { submission, unit, figures: BTreeMap::new() });
        }
        if let Some(last) = found.last_mut() {
            last.figures.insert(row.int(2)?, Amount::from_scaled(row.int(3)?));
        }
    }
    Ok(found)
}

/// Units of the same round whose figures of a form are these, handed in or still in their drafts.
pub async fn twins(
    db: &mut impl Reads,
    scope: &Scope,
    (submission, form): (SubmissionId, &str),
    figures: &BTreeMap<Place, Amount>,
    numbers: &BTreeMap<Place, i64>,
) -> Result<Vec<Option<String>>, Error> {
    let number = |(place, amount): (&Place, &Amount)| Some((*numbers.get(place)?, amount.scaled()));
    let cells: BTreeMap<i64, i64> = figures.iter().filter_map(number).collect();
    let print = print_of(&cells);
    let sql = format!(
        "SELECT {} FROM version_print q {FILED} WHERE q.print = $4 AND q.form = $5 \
         AND s.id <> $1 AND s.round_id = (SELECT round_id FROM submission WHERE id = $1) \
         ORDER BY u.sort_order",
        name(6)
    );
    let today = scope.today.to_string();
    let own = scope.unit.0;
    let args = args![submission.0, scope.root.0, today.as_str(), print.text(), form, own];
    let mut found = Vec::new();
    for row in db.fetch_all(&sql, &args).await? {
        found.push(row.opt_text(0)?.map(ToOwned::to_owned));
    }
    // The largest figure is the one that fewest others have.
    let Some((cell, amount)) = cells.iter().max_by_key(|(_, amount)| **amount) else {
        return Ok(found);
    };
    let sql = format!(
        "SELECT {}, s.id FROM draft_cell d JOIN submission s ON s.id = d.submission_id \
         AND s.state NOT IN ('submitted', 'in_review', 'accepted') JOIN unit u ON u.id = s.unit_id \
         WHERE d.cell_id = $4 AND d.amount = $5 AND s.id <> $1 \
         AND s.round_id = (SELECT round_id FROM submission WHERE id = $1) ORDER BY u.sort_order",
        name(6)
    );
    let args = args![submission.0, scope.root.0, today.as_str(), *cell, *amount, own];
    for row in db.fetch_all(&sql, &args).await? {
        let drafted = draft_cells(db, SubmissionId(row.int(1)?), form).await?;
        let drafted = drafted.into_iter().filter_map(|(place, cell)| Some((place, cell.amount?)));
        let drafted = drafted.filter(|(_, amount)| *amount != Amount::ZERO);
        if drafted.collect::<BTreeMap<_, _>>() == *figures {
            found.push(row.opt_text(0)?.map(ToOwned::to_owned));
        }
    }
    Ok(found)
}
