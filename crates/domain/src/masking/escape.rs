//! Proof by example that a small count is kept: another set of figures, agreeing with all that is shown, in
//! which the count is nought or five and more. Who finds one knows that no reader can do better; who finds
//! none has proved nothing, and more is hidden.

use super::{
    ONE, OPEN_FROM,
    relation::{Relation, scaled},
};
use crate::amount::Amount;

/// How often figures are moved on the way to another set of them.
const MOVES_MAX: usize = 8;
/// Directions that are joined two by two.
const JOINED_MAX: usize = 24;
/// Cells of a direction that change by more lead nowhere.
const LARGEST: i128 = 1_000_000;

/// Hidden cells that change together, by how many: all that is shown stays as it is.
type Direction = Vec<(usize, i128)>;

/// The ways in which hidden figures can change, and the rules that they must keep.
pub(super) struct Ways<'a> {
    directions: Vec<Direction>,
    bounds: Vec<&'a Relation>,
    world: Vec<i128>,
}

impl<'a> Ways<'a> {
    /// The ways that the relations leave open; none where numbers grew out of bounds.
    pub(super) fn of(
        values: &[Option<Amount>],
        relations: &'a [Relation],
        hidden: &[bool],
    ) -> Self {
        let mut directions = super::relation::directions(relations, hidden).unwrap_or_default();
        directions.retain(|direction| direction.iter().all(|(_, by)| by.abs() <= LARGEST));
        let single = directions.len().min(JOINED_MAX);
        for one in 0..single {
            for other in one + 1..single {
                for sign in [1, -1] {
                    let joined = joined(&directions[one], &directions[other], sign);
                    // What touches nothing in common is no new way.
                    if joined.len() < directions[one].len() + directions[other].len() {
                        directions.push(joined);
                    }
                }
            }
        }
        let bounds = relations.iter().filter(|held| !held.exact && held.holds(values)).collect();
        Self { directions, bounds, world: values.iter().map(|value| scaled(*value)).collect() }
    }

    /// Whether a cell can be nought, or five and more.
    pub(super) fn let_go(&self, cell: usize) -> bool {
        [-1, 1].into_iter().any(|way| self.leads_out(cell, way))
    }

    fn leads_out(&self, cell: usize, way: i128) -> bool {
        let mut world = self.world.clone();
        for _ in 0..MOVES_MAX {
            if world[cell] == 0 || world[cell] >= i128::from(OPEN_FROM) {
                return true;
            }
            let moved = self.directions.iter().filter_map(|direction| {
                let by = direction.iter().find(|(at, _)| *at == cell)?.1 * way;
                let sign = by.signum();
                let steps = self.steps(&world, direction, sign);
                (steps > 0).then_some((steps * by.abs(), steps * sign, direction))
            });
            let Some((_, steps, direction)) = moved.max_by_key(|(by, ..)| *by) else {
                return false;
            };
            for (at, by) in direction {
                world[*at] += by * steps * ONE;
            }
        }
        false
    }

    /// How often a direction can be gone with every figure a count and every bound kept.
    fn steps(&self, world: &[i128], direction: &[(usize, i128)], sign: i128) -> i128 {
        let change = |at: usize| {
            direction.iter().find(|(other, _)| *other == at).map_or(0, |(_, by)| by * sign * ONE)
        };
        let room = |left: i128, change: i128| (change < 0).then(|| left / -change);
        let counts = direction.iter().filter_map(|(at, by)| room(world[*at], by * sign * ONE));
        let bounds = self.bounds.iter().filter_map(|bound| {
            let sum = |of: &dyn Fn(usize) -> i128| -> i128 {
                bound.terms.iter().map(|(at, by)| by * of(*at)).sum()
            };
            room(sum(&|at| world[at]) + bound.constant, sum(&change))
        });
        counts.chain(bounds).min().unwrap_or(i128::from(OPEN_FROM) / ONE)
    }
}

fn joined(one: &[(usize, i128)], other: &[(usize, i128)], sign: i128) -> Direction {
    let mut joined = one.to_vec();
    for (at, by) in other {
        match joined.iter_mut().find(|(own, _)| own == at) {
            Some((_, own)) => *own += by * sign,
            None => joined.push((*at, by * sign)),
        }
    }
    joined.retain(|(_, by)| *by != 0);
    joined
}
