//! Units: loading the dated tree, finding units for pages, and the closure that scopes every read.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::UnitId,
    catalog::Catalog,
    fold::fold,
    org_unit::{Extent, OrgUnitKey, OrgUnitKind},
};
use jiff::civil::Date;

use crate::{
    args,
    collation::SortOrder,
    db::{Reads, Tx},
    error::Error,
    row::Row,
};

/// A unit as pages list it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    pub id: UnitId,
    pub key: String,
    pub code: String,
    pub kind: OrgUnitKind,
    pub name: String,
    pub short_name: String,
    pub symbol: String,
    pub valid_from: String,
    pub valid_to: Option<String>,
    pub confidence: String,
}

/// Columns of a listed unit.
pub const COLUMNS: &str = "u.id, u.key, u.code, u.kind, u.name, u.short_name, u.symbol, u.valid_from, u.valid_to, u.confidence";

pub const BY_KEY: &str = "SELECT u.id, u.key, u.code, u.kind, u.name, u.short_name, u.symbol, \
    u.valid_from, u.valid_to, u.confidence FROM unit u WHERE u.key = $1";
pub const BY_ID: &str = "SELECT u.id, u.key, u.code, u.kind, u.name, u.short_name, u.symbol, \
    u.valid_from, u.valid_to, u.confidence FROM unit u WHERE u.id = $1";
pub const CHILDREN: &str = "SELECT u.id, u.key, u.code, u.kind, u.name, u.short_name, u.symbol, \
    u.valid_from, u.valid_to, u.confidence FROM unit u JOIN unit_parent p ON p.child_id = u.id \
    WHERE p.parent_id = $1 AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to >= $2) \
    AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to >= $2) ORDER BY u.sort_order";
pub const ON_DATE: &str = "SELECT u.id, u.key, u.code, u.kind, u.name, u.short_name, u.symbol, \
    u.valid_from, u.valid_to, u.confidence, p.parent_id FROM unit u \
    LEFT JOIN unit_parent p ON p.child_id = u.id AND p.valid_from <= $1 \
    AND (p.valid_to IS NULL OR p.valid_to >= $1) \
    WHERE u.valid_from <= $1 AND (u.valid_to IS NULL OR u.valid_to >= $1) ORDER BY u.sort_order";
pub const SEARCH: &str = "SELECT u.id, u.key, u.code, u.kind, u.name, u.short_name, u.symbol, \
    u.valid_from, u.valid_to, u.confidence FROM unit u WHERE u.fold LIKE $1 \
    AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to >= $2) ORDER BY u.sort_order LIMIT 50";
pub const PARENT: &str = "SELECT parent_id FROM unit_parent WHERE child_id = $1 AND valid_from <= $2 \
    AND (valid_to IS NULL OR valid_to >= $2)";
pub const IN_SCOPE: &str = "SELECT 1 FROM unit_closure WHERE ancestor_id = $1 AND descendant_id = $2 \
    AND valid_from <= $3";

/// Reads a listed unit.
pub fn unit_of(row: &Row) -> Result<UnitRow, Error> {
    let kind = row.text(3)?;
    Ok(UnitRow {
        id: UnitId(row.int(0)?),
        key: row.text(1)?.to_owned(),
        code: row.text(2)?.to_owned(),
        kind: OrgUnitKind::from_code(kind)
            .ok_or_else(|| Error::Corrupt { what: format!("unit kind {kind}") })?,
        name: row.text(4)?.to_owned(),
        short_name: row.text(5)?.to_owned(),
        symbol: row.text(6)?.to_owned(),
        valid_from: row.text(7)?.to_owned(),
        valid_to: row.opt_text(8)?.map(ToOwned::to_owned),
        confidence: row.text(9)?.to_owned(),
    })
}

/// The unit with a key.
pub async fn by_key(db: &mut impl Reads, key: &str) -> Result<Option<UnitRow>, Error> {
    db.fetch_optional(BY_KEY, &args![key]).await?.as_ref().map(unit_of).transpose()
}

/// The unit with a number.
pub async fn by_id(db: &mut impl Reads, id: UnitId) -> Result<Option<UnitRow>, Error> {
    db.fetch_optional(BY_ID, &args![id.0]).await?.as_ref().map(unit_of).transpose()
}

/// Units with some numbers.
pub async fn of_ids(
    db: &mut impl Reads,
    ids: &[UnitId],
) -> Result<BTreeMap<UnitId, UnitRow>, Error> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
    let sql = format!("SELECT {COLUMNS} FROM unit u WHERE u.id IN ({})", ids.join(", "));
    let rows = db.fetch_all(&sql, &[]).await?;
    rows.iter().map(|row| unit_of(row).map(|unit| (unit.id, unit))).collect()
}

/// The units directly below one, on a date, in Vietnamese order.
pub async fn children(
    db: &mut impl Reads,
    parent: UnitId,
    on: Date,
) -> Result<Vec<UnitRow>, Error> {
    let on = on.to_string();
    db.fetch_all(CHILDREN, &args![parent.0, on.as_str()]).await?.iter().map(unit_of).collect()
}

/// The unit directly above one, on a date.
pub async fn parent(db: &mut impl Reads, child: UnitId, on: Date) -> Result<Option<UnitId>, Error> {
    let on = on.to_string();
    let row = db.fetch_optional(PARENT, &args![child.0, on.as_str()]).await?;
    row.map(|r| r.int(0).map(UnitId)).transpose()
}

/// All units that exist on a date, each with its parent.
pub async fn on_date(
    db: &mut impl Reads,
    on: Date,
) -> Result<Vec<(UnitRow, Option<UnitId>)>, Error> {
    let on = on.to_string();
    let rows = db.fetch_all(ON_DATE, &args![on.as_str()]).await?;
    rows.iter().map(|row| Ok((unit_of(row)?, row.opt_int(10)?.map(UnitId)))).collect()
}

/// Units whose folded name holds the folded words, on a date.
pub async fn search(db: &mut impl Reads, words: &str, on: Date) -> Result<Vec<UnitRow>, Error> {
    let pattern = format!("%{}%", fold(words));
    let on = on.to_string();
    db.fetch_all(SEARCH, &args![pattern.as_str(), on.as_str()]).await?.iter().map(unit_of).collect()
}

/// Whether a unit lies under a root today, successors included.
pub async fn is_in_scope(
    db: &mut impl Reads,
    root: UnitId,
    unit: UnitId,
    today: Date,
) -> Result<bool, Error> {
    let today = today.to_string();
    Ok(db.fetch_optional(IN_SCOPE, &args![root.0, unit.0, today.as_str()]).await?.is_some())
}

/// Writes the catalog's units, tree, successions and the closure. Units are never deleted, and one that
/// is known keeps its number and takes what the catalog says of it now.
pub async fn save_catalog(tx: &mut Tx, catalog: &Catalog) -> Result<(), Error> {
    let ids = save_units(tx, catalog).await?;
    save_tree(tx, catalog, &ids).await?;
    save_closure(tx, catalog, &ids).await
}

const FACTS: [&str; 12] = [
    "key",
    "code",
    "kind",
    "name",
    "short_name",
    "symbol",
    "fold",
    "sort_order",
    "valid_from",
    "valid_to",
    "confidence",
    "source",
];

const CHANGE: &str = "UPDATE unit SET code = $2, kind = $3, name = $4, short_name = $5, symbol = $6, \
    fold = $7, sort_order = $8, valid_from = $9, valid_to = $10, confidence = $11, source = $12 \
    WHERE key = $1 AND (code <> $2 OR kind <> $3 OR name <> $4 OR short_name <> $5 OR symbol <> $6 \
    OR fold <> $7 OR sort_order <> $8 OR valid_from <> $9 OR COALESCE(valid_to, '') <> COALESCE($10, '') \
    OR confidence <> $11 OR source <> $12)";

async fn save_units(tx: &mut Tx, catalog: &Catalog) -> Result<BTreeMap<OrgUnitKey, i64>, Error> {
    let order = SortOrder::of(catalog.units.iter().map(|u| (u.kind, u.name.as_str())));
    let known = ids_by_key(tx).await?;
    let mut rows = Vec::new();
    for (at, unit) in catalog.units.iter().enumerate() {
        let folded = fold(&format!("{} {}", unit.name, unit.short_name));
        let facts = args![
            unit.key.0.clone(),
            unit.code.clone(),
            unit.kind.code(),
            unit.name.clone(),
            unit.short_name.clone(),
            unit.symbol.clone(),
            folded,
            order.place(at),
            unit.valid_from.to_string(),
            unit.valid_to.map(|d| d.to_string()),
            unit.confidence.code(),
            unit.source.clone()
        ];
        if known.contains_key(&unit.key) {
            tx.execute(CHANGE, &facts).await?;
        } else {
            rows.push(facts.to_vec());
        }
    }
    tx.insert_many("unit", &FACTS, rows).await?;
    ids_by_key(tx).await
}

async fn ids_by_key(tx: &mut Tx) -> Result<BTreeMap<OrgUnitKey, i64>, Error> {
    let rows = tx.fetch_all("SELECT key, id FROM unit", &[]).await?;
    rows.iter().map(|row| Ok((OrgUnitKey(row.text(0)?.to_owned()), row.int(1)?))).collect()
}

fn id_of(ids: &BTreeMap<OrgUnitKey, i64>, key: &OrgUnitKey) -> Result<i64, Error> {
    ids.get(key).copied().ok_or_else(|| Error::Corrupt { what: format!("unit {}", key.0) })
}

async fn save_tree(
    tx: &mut Tx,
    catalog: &Catalog,
    ids: &BTreeMap<OrgUnitKey, i64>,
) -> Result<(), Error> {
    tx.execute("DELETE FROM unit_parent", &[]).await?;
    tx.execute("DELETE FROM unit_succession", &[]).await?;
    let mut parents = Vec::new();
    for edge in &catalog.parents {
        parents.push(
            args![
                id_of(ids, &edge.child)?,
                id_of(ids, &edge.parent)?,
                edge.valid_from.to_string(),
                edge.valid_to.map(|d| d.to_string())
            ]
            .to_vec(),
        );
    }
    tx.insert_many("unit_parent", &["child_id", "parent_id", "valid_from", "valid_to"], parents)
        .await?;
    let mut successions = Vec::new();
    for edge in &catalog.successions {
        let (extent, share) = match &edge.extent {
            Extent::Whole => ("whole", None),
            Extent::Part { share } => ("part", share.map(i64::from)),
        };
        successions.push(
            args![
                id_of(ids, &edge.from)?,
                id_of(ids, &edge.to)?,
                extent,
                share,
                edge.date.to_string(),
                edge.legal_basis.clone(),
                edge.note.clone()
            ]
            .to_vec(),
        );
    }
    let columns = ["from_id", "to_id", "extent", "share", "date", "legal_basis", "note"];
    tx.insert_many("unit_succession", &columns, successions).await?;
    Ok(())
}

async fn save_closure(
    tx: &mut Tx,
    catalog: &Catalog,
    ids: &BTreeMap<OrgUnitKey, i64>,
) -> Result<(), Error> {
    tx.execute("DELETE FROM unit_closure", &[]).await?;
    let mut rows = Vec::new();
    for ((ancestor, descendant), from) in closure(catalog) {
        rows.push(args![id_of(ids, ancestor)?, id_of(ids, descendant)?, from.to_string()].to_vec());
    }
    tx.insert_many("unit_closure", &["ancestor_id", "descendant_id", "valid_from"], rows).await?;
    Ok(())
}

/// Every (ancestor, descendant) pair with the first day on which the ancestor sees the descendant.
///
/// A successor sees what its predecessor saw, from the day of the succession on.
fn closure(catalog: &Catalog) -> BTreeMap<(&OrgUnitKey, &OrgUnitKey), Date> {
    let mut above: BTreeMap<&OrgUnitKey, Vec<(&OrgUnitKey, Date)>> = BTreeMap::new();
    for edge in &catalog.parents {
        above.entry(&edge.child).or_default().push((&edge.parent, edge.valid_from));
    }
    for edge in &catalog.successions {
        if edge.from != edge.to && edge.extent == Extent::Whole {
            above.entry(&edge.from).or_default().push((&edge.to, edge.date));
        }
    }
    let mut pairs = BTreeMap::new();
    for unit in &catalog.units {
        let mut seen = BTreeSet::new();
        let mut open = vec![(&unit.key, unit.valid_from)];
        while let Some((key, from)) = open.pop() {
            if !seen.insert((key, from)) {
                continue;
            }
            let first = pairs.entry((key, &unit.key)).or_insert(from);
            *first = (*first).min(from);
            for (parent, since) in above.get(key).into_iter().flatten() {
                open.push((parent, from.max(*since)));
            }
        }
    }
    pairs
}
