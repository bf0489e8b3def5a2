//! What a unit was before and becomes after, as it stands on the day looked at.

use std::collections::BTreeSet;

use domain::{
    amount::vietnamese,
    catalog::Catalog,
    org_unit::{Extent, OrgUnit, OrgUnitKind, Parentage, Succession, in_sentence},
    period::day,
};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::name_of;

/// Sentences on a unit that exists on a day: what came to it, whither it goes, and under whom it stood or will
/// stand. What is still to come is told as such.
pub(super) fn told(catalog: &Catalog, unit: &OrgUnit, on: Date) -> Vec<String> {
    let mut told = arrivals(catalog, unit, on);
    told.extend(moves(catalog, unit, on));
    told.extend(departures(catalog, unit, on));
    told
}

/// What it was made of, or took in while it stood already.
fn arrivals(catalog: &Catalog, unit: &OrgUnit, on: Date) -> Vec<String> {
    let all = || catalog.successions.iter().filter(|s| s.to == unit.key && s.from != unit.key);
    let days: BTreeSet<Date> = all().map(|s| s.date).collect();
    let sentence = |date: Date| {
        let edges: Vec<&Succession> = all().filter(|s| s.date == date).collect();
        let from: Vec<String> = edges.iter().map(|s| piece(catalog, s)).collect();
        let (from, basis) = (from.join("; "), edges.first().map_or(String::new(), |s| basis(s)));
        let at = day(date);
        if unit.valid_from == date {
            format!("Lập ngày {at} từ {from}{basis}")
        } else if date <= on {
            format!("Nhận {from} ngày {at}{basis}")
        } else {
            format!("Từ {at} nhận {from}{basis}")
        }
    };
    days.into_iter().map(sentence).collect()
}

/// What an edge brings: a unit, or which part of one.
fn piece(catalog: &Catalog, edge: &Succession) -> String {
    let name = in_sentence(&name_of(catalog, &edge.from));
    match &edge.extent {
        Extent::Whole => name,
        Extent::Part { .. } => format!("một phần {name}{}", part(edge)),
    }
}

/// ", xóm Tiến Thành (4,37 km²; 930 người)", and the share where one is recorded.
fn part(edge: &Succession) -> String {
    let mut words = String::new();
    if let Extent::Part { share: Some(share) } = edge.extent {
        let percent = vietnamese(Decimal::new(i64::from(share), 2));
        words = format!(", {percent}%");
    }
    let mut letters = edge.note.chars();
    match letters.next() {
        Some(first) => {
            format!("{words}, {}{}", first.to_lowercase(), letters.as_str())
        }
        None => words,
    }
}

/// Whither it goes. A unit that ends has its end before it while it exists.
fn departures(catalog: &Catalog, unit: &OrgUnit, on: Date) -> Vec<String> {
    let edges = catalog.successions.iter().filter(|s| s.from == unit.key && s.to != unit.key);
    let sentence = |edge: &Succession| {
        let when = if edge.date <= on { "Ngày" } else { "Từ" };
        let (at, to) = (day(edge.date), in_sentence(&name_of(catalog, &edge.to)));
        let whither = match edge.extent {
            Extent::Part { .. } => format!("một phần về {to}{}", part(edge)),
            Extent::Whole if stands_before(catalog, edge) => format!("nhập vào {to}"),
            Extent::Whole => match beside(catalog, edge) {
                others if others.is_empty() => format!("thành {to}"),
                others => format!("cùng {} lập thành {to}", others.join("; ")),
            },
        };
        format!("{when} {at} {whither}{}", basis(edge))
    };
    edges.map(sentence).collect()
}

fn stands_before(catalog: &Catalog, edge: &Succession) -> bool {
    let to = catalog.units.iter().find(|unit| unit.key == edge.to);
    to.is_some_and(|unit| unit.valid_from < edge.date)
}

/// What else the successor is made of.
fn beside(catalog: &Catalog, edge: &Succession) -> Vec<String> {
    let same = |s: &&Succession| s.to == edge.to && s.date == edge.date && s.from != edge.from;
    catalog.successions.iter().filter(same).map(|s| piece(catalog, s)).collect()
}

/// Changes of the unit above it, which need no succession: the unit itself stays what it was.
fn moves(catalog: &Catalog, unit: &OrgUnit, on: Date) -> Vec<String> {
    let mut above: Vec<&Parentage> =
        catalog.parents.iter().filter(|edge| edge.child == unit.key).collect();
    above.sort_by_key(|edge| edge.valid_from);
    let sentence = |pair: &[&Parentage]| {
        let [old, new] = pair else { return None };
        let (at, to) = (day(new.valid_from), in_sentence(&name_of(catalog, &new.parent)));
        let from = in_sentence(&name_of(catalog, &old.parent));
        let basis = basis_on(catalog, new.valid_from);
        (old.parent != new.parent).then(|| {
            if new.valid_from <= on {
                format!("Chuyển từ {from} về {to} ngày {at}{basis}")
            } else {
                format!("Từ {at} chuyển từ {from} về {to}{basis}")
            }
        })
    };
    above.windows(2).filter_map(sentence).collect()
}

/// The resolution under which districts and communes changed on a day.
fn basis_on(catalog: &Catalog, date: Date) -> String {
    let is_territory = |s: &&Succession| {
        let unit = catalog.units.iter().find(|unit| unit.key == s.from);
        let kind = unit.map(|unit| unit.kind);
        matches!(kind, Some(OrgUnitKind::District | OrgUnitKind::Commune))
    };
    let mut of_day = catalog.successions.iter().filter(|s| s.date == date);
    of_day.find(is_territory).map_or(String::new(), basis)
}

/// " (Nghị quyết số 1243/NQ-UBTVQH15 ngày 24/10/2024)".
fn basis(edge: &Succession) -> String {
    match edge.legal_basis.as_str() {
        "" => String::new(),
        number if number.contains("/NQ-") => format!(" (Nghị quyết số {number})"),
        other => format!(" ({other})"),
    }
}
