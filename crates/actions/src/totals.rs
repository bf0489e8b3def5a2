//! Totals of one form of a round: two subtotals with two counts, computed cells recomputed.

use std::collections::BTreeMap;

use domain::{
    access::UnitId,
    amount::Amount,
    check::{Figures, Place, compute},
    consolidation::{Total, masked, total},
    form::{Form, FormBody, Row, RowKind, Table},
};
use rust_decimal::Decimal;
use store::db::Reads;

use crate::Error;

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
