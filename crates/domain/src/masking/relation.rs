//! What can be worked out of a document's hidden cells from those it shows: relations between cells,
//! exact elimination over the equalities, bounds over the rest.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{ONE, OPEN_FROM};
use crate::amount::Amount;

/// `Σ factor · cell + constant`, which is zero or, for a bound, not negative. Cells go by their place
/// in the document; the constant is in ten-thousandths, as amounts are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    pub terms: Vec<(usize, i128)>,
    pub constant: i128,
    /// Whether it is exactly zero; else at least zero.
    pub exact: bool,
}

impl Relation {
    /// One cell is the sum of others.
    pub fn total(of: usize, parts: impl IntoIterator<Item = usize>) -> Self {
        let parts = parts.into_iter().map(|part| (part, -1));
        Self { terms: std::iter::once((of, 1)).chain(parts).collect(), constant: 0, exact: true }
    }

    /// With factors and a constant in units as rules have them; `None` where a number is too large.
    pub fn weighed(terms: &[(usize, Decimal)], constant: Decimal, exact: bool) -> Option<Self> {
        let all = terms.iter().map(|(_, factor)| factor).chain([&constant]);
        let scale = all.map(Decimal::scale).max().unwrap_or(0);
        let whole = Decimal::from(10_i128.checked_pow(scale)?.to_i64()?);
        let times = |value: Decimal| value.checked_mul(whole)?.to_i128();
        let terms = terms.iter().map(|(cell, factor)| Some((*cell, times(*factor)?)));
        let constant = times(constant)?.checked_mul(10_000)?;
        Some(Self { terms: terms.collect::<Option<_>>()?, constant, exact })
    }

    /// The same between other cells: those of a document that stands behind so many.
    pub(super) fn behind(&self, cells: usize) -> Self {
        let terms = self.terms.iter().map(|(cell, factor)| (cell + cells, *factor)).collect();
        Self { terms, ..*self }
    }

    fn touches(&self, hidden: &[bool]) -> bool {
        self.terms.iter().any(|(cell, _)| hidden[*cell])
    }

    /// Whether the figures as they are keep it; one that they break tells nothing about them.
    fn holds(&self, values: &[Option<Amount>]) -> bool {
        let sum: i128 = self.terms.iter().map(|(at, by)| by * scaled(values[*at])).sum();
        let sum = sum + self.constant;
        if self.exact { sum == 0 } else { sum >= 0 }
    }
}

/// An empty cell counts as nothing, as sums have it.
pub(super) fn scaled(amount: Option<Amount>) -> i128 {
    amount.map_or(0, |a| i128::from(a.scaled()))
}

/// Hidden cells that follow from the shown ones by the equalities alone.
pub(super) fn determined(relations: &[Relation], hidden: &[bool]) -> Vec<bool> {
    let columns: Vec<usize> = (0..hidden.len()).filter(|cell| hidden[*cell]).collect();
    let at: BTreeMap<usize, usize> = columns.iter().enumerate().map(|(at, c)| (*c, at)).collect();
    let mut matrix: Vec<Vec<i128>> = Vec::new();
    for relation in relations.iter().filter(|r| r.exact && r.touches(hidden)) {
        let mut line = vec![0; columns.len()];
        for (cell, factor) in &relation.terms {
            if let Some(at) = at.get(cell) {
                line[*at] += factor;
            }
        }
        matrix.push(line);
    }
    let mut found = vec![false; hidden.len()];
    if !reduce(&mut matrix, columns.len()) {
        // A number grew out of bounds: nothing is known to be safe.
        return hidden.to_vec();
    }
    for line in matrix {
        let mut held = line.iter().enumerate().filter(|(_, factor)| **factor != 0);
        if let (Some((at, _)), None) = (held.next(), held.next()) {
            found[columns[at]] = true;
        }
    }
    found
}

/// Brings whole-numbered lines to reduced echelon form, without fractions; whether no number overflowed.
fn reduce(matrix: &mut [Vec<i128>], columns: usize) -> bool {
    let mut top = 0;
    for column in 0..columns {
        let Some(found) = (top..matrix.len()).find(|line| matrix[*line][column] != 0) else {
            continue;
        };
        matrix.swap(top, found);
        let pivot = matrix[top].clone();
        for (at, line) in matrix.iter_mut().enumerate() {
            if at == top || line[column] == 0 {
                continue;
            }
            let (by, factor) = (pivot[column], line[column]);
            let next: Option<Vec<i128>> = line
                .iter()
                .zip(&pivot)
                .map(|(own, of)| own.checked_mul(by)?.checked_sub(of.checked_mul(factor)?))
                .collect();
            let Some(next) = next else { return false };
            *line = lowest(next);
        }
        top += 1;
    }
    true
}

/// Divides by what all numbers of a line have in common.
fn lowest(line: Vec<i128>) -> Vec<i128> {
    let common = line.iter().fold(0, |common, number| divisor(common, number.abs()));
    if common < 2 { line } else { line.into_iter().map(|number| number / common).collect() }
}

fn divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { divisor(b, a % b) }
}

/// Least and largest value that a cell can have; `None`: no end is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) least: i128,
    pub(super) most: Option<i128>,
}

impl Bounds {
    /// Whether nothing but a small count is left.
    pub(super) fn is_small(self) -> bool {
        let top = i128::from(OPEN_FROM) - ONE;
        self.least >= ONE && self.most.is_some_and(|most| most <= top)
    }
}

/// Rounds of narrowing: what is not found by then takes somebody more than a look.
const ROUNDS: usize = 12;

/// What the shown cells leave open of each hidden one: no count is negative, and each relation bounds
/// each of its cells by the others.
pub(super) fn bounds(
    values: &[Option<Amount>],
    relations: &[Relation],
    hidden: &[bool],
) -> Vec<Bounds> {
    let mut bounds: Vec<Bounds> = values
        .iter()
        .zip(hidden)
        .map(|(value, hidden)| match hidden {
            true => Bounds { least: 0, most: None },
            false => Bounds { least: scaled(*value), most: Some(scaled(*value)) },
        })
        .collect();
    let told: Vec<&Relation> =
        relations.iter().filter(|r| r.touches(hidden) && r.holds(values)).collect();
    for _ in 0..ROUNDS {
        let before = bounds.clone();
        for relation in &told {
            narrow(&mut bounds, relation, hidden, 1);
            if relation.exact {
                narrow(&mut bounds, relation, hidden, -1);
            }
        }
        if bounds == before {
            break;
        }
    }
    bounds
}

/// Takes from a relation, or from its opposite, what it says of each hidden cell.
fn narrow(bounds: &mut [Bounds], relation: &Relation, hidden: &[bool], sign: i128) {
    for (cell, factor) in relation.terms.iter().filter(|(cell, _)| hidden[*cell]) {
        let others = relation.terms.iter().filter(|(other, _)| other != cell);
        let most = others.map(|(other, by)| most(bounds[*other], by * sign));
        let Some(rest) = most.sum::<Option<i128>>() else { continue };
        // factor · cell + rest + constant is at least zero.
        let (factor, rest) = (factor * sign, rest + relation.constant * sign);
        let held = &mut bounds[*cell];
        if factor > 0 {
            held.least = held.least.max(-(rest.div_euclid(factor)));
        } else if factor < 0 {
            let top = rest.div_euclid(-factor);
            held.most = Some(held.most.map_or(top, |most| most.min(top)));
        }
    }
}

fn most(of: Bounds, factor: i128) -> Option<i128> {
    if factor >= 0 { of.most.map(|most| most * factor) } else { Some(of.least * factor) }
}
