//! Totals of one form of a round: two subtotals with two counts, computed cells recomputed.
//!
//! They are never stored. A server keeps those it has added up in memory, as long as nothing that
//! counts has changed: each is added up once, whoever asks first.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    access::UnitId,
    amount::Amount,
    catalog::Catalog,
    check::{Figures, Place, compute},
    consolidation::{Total, masked, total},
    form::{Form, FormBody, Row, RowKind, Table},
};
use rust_decimal::Decimal;
use store::db::Reads;
use tokio::sync::OnceCell;

use crate::{Error, part::forms_of};

/// Totals that a server keeps at most.
const KEPT_MAX: usize = 256;

/// Which form of which round at which office, provisional or not.
type Key = (String, i64, UnitId, bool);

/// What was added up since the last change.
#[derive(Debug, Default)]
struct Kept {
    turn: (i64, i64),
    forms: HashMap<Key, Arc<OnceCell<Arc<FormTotals>>>>,
    rounds: HashMap<(i64, UnitId), Arc<OnceCell<Arc<Figures>>>>,
}

/// Totals as pages and reports ask for them.
#[derive(Debug, Default)]
pub struct Totals(Mutex<Kept>);

impl Totals {
    /// One form's totals; added up anew only where something that counts has changed.
    pub async fn form(
        &self,
        db: &mut impl Reads,
        form: &Form,
        (round, office): (i64, UnitId),
        provisional: bool,
    ) -> Result<Arc<FormTotals>, Error> {
        let turn = store::consolidation::turn(db).await?;
        let key = (form.code.clone(), round, office, provisional);
        let cell = self.kept(turn, |kept| kept.forms.entry(key).or_default().clone());
        let add = async || Ok(Arc::new(load(db, form, round, office, provisional).await?));
        cell.get_or_try_init(add).await.cloned()
    }

    /// The figures of all forms of a round, with totals and computed columns.
    pub async fn round(
        &self,
        db: &mut impl Reads,
        catalog: &Catalog,
        regime: &str,
        (round, office): (i64, UnitId),
    ) -> Result<Arc<Figures>, Error> {
        let turn = store::consolidation::turn(db).await?;
        let cell = self.kept(turn, |kept| kept.rounds.entry((round, office)).or_default().clone());
        let add = async || {
            let mut figures = Figures::default();
            for form in forms_of(catalog, regime) {
                if matches!(form.body, FormBody::Table(_)) {
                    let totals = load(db, form, round, office, false).await?;
                    figures.current.extend(totals.all.current);
                }
            }
            Ok(Arc::new(figures))
        };
        cell.get_or_try_init(add).await.cloned()
    }

    fn kept<T>(&self, turn: (i64, i64), find: impl FnOnce(&mut Kept) -> T) -> T {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.turn != turn || kept.forms.len() + kept.rounds.len() >= KEPT_MAX {
            *kept = Kept { turn, ..Kept::default() };
        }
        find(&mut kept)
    }
}

/// One form's totals.
#[derive(Debug, Clone, Default)]
pub struct FormTotals {
    pub totals: BTreeMap<Place, Total>,
    /// All, territory only, bodies only: with totals and computed columns filled in.
    pub all: Figures,
    pub territory: Figures,
    pub bodies: Figures,
}

/// Adds up one form of a round for an office; `provisional` adds communes under unsigned districts.
pub async fn load(
    db: &mut impl Reads,
    form: &Form,
    round: i64,
    office: UnitId,
    provisional: bool,
) -> Result<FormTotals, Error> {
    let FormBody::Table(table) = &form.body else { return Ok(FormTotals::default()) };
    let mut sums = store::consolidation::sums(db, round, office, &form.code).await?;
    if provisional {
        for (place, parts) in
            store::consolidation::provisional(db, round, office, &form.code).await?
        {
            for part in parts {
                let known = sums.entry(place.clone()).or_default();
                match known.iter_mut().find(|k| k.feeder == part.feeder) {
                    Some(sum) => {
                        sum.amount = sum.amount.checked_add(part.amount).unwrap_or(sum.amount);
                        sum.count += part.count;
                    }
                    None => known.push(part),
                }
            }
        }
    }
    let mut loaded = FormTotals::default();
    let mut cells: [BTreeMap<Place, Decimal>; 3] = Default::default();
    for (place, parts) in sums {
        let Some(row) = table.rows.iter().find(|r| r.code == place.0) else { continue };
        if row.kind != RowKind::Element {
            continue;
        }
        let joined = total(row, &parts);
        let sides = [joined.amount(), joined.territory, joined.body];
        for (cells, side) in cells.iter_mut().zip(sides) {
            if let Some(amount) = side {
                cells.insert(place.clone(), amount.to_decimal());
            }
        }
        loaded.totals.insert(place, joined);
    }
    for (figures, cells) in
        [&mut loaded.all, &mut loaded.territory, &mut loaded.bodies].into_iter().zip(cells)
    {
        figures.current.insert(form.code.clone(), cells);
        compute(form, figures);
    }
    Ok(loaded)
}

/// Sensitive places of 1 to 4 with a complementary one in each column.
pub fn hidden(table: &Table, form: &Form, all: &Figures) -> Vec<Place> {
    let mut hidden = Vec::new();
    let rows: Vec<&Row> = table.rows.iter().filter(|r| r.kind == RowKind::Element).collect();
    for column in table.columns.iter().filter(|c| c.formula.is_none()) {
        let amounts: Vec<Option<Amount>> = rows
            .iter()
            .map(|r| Amount::try_from_decimal(all.get(&form.code, &r.code, &column.code)?).ok())
            .collect();
        for (row, hide) in rows.iter().zip(masked(&amounts)) {
            if hide {
                hidden.push((row.code.clone(), column.code.clone()));
            }
        }
    }
    hidden
}
