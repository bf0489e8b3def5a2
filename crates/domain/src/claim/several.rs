//! Claims of one text that count the same: parts that add up to the whole are no faults, and two different
//! figures that may each be a part are not told.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Claim, Outcome, frame::Reach};

/// A claim with what it is one of.
#[derive(Debug)]
pub(super) struct Heard {
    /// None where it is held against nothing: it may still be a part of a list.
    pub(super) claim: Option<Claim>,
    /// Form and column, and their whole.
    pub(super) of: Option<((usize, usize), Decimal)>,
    pub(super) value: Decimal,
    pub(super) reach: Reach,
    /// Which sentence of the text.
    pub(super) sentence: usize,
    /// "trong đó", "gồm": the claim before it in the sentence holds it.
    pub(super) is_inner: bool,
    /// Words behind the noun say more than the cell: so they do of the claim before, where it is joined.
    pub(super) is_narrowed: bool,
    /// No sign stands between it and the claim before: "8 lớp cho 420 lượt người".
    pub(super) is_joined: bool,
}

impl Heard {
    pub(super) fn is_equal(&self) -> bool {
        self.claim.as_ref().is_some_and(|claim| claim.outcome == Outcome::Equal)
    }

    /// Whether it may be a part of its column's whole.
    fn is_below(&self) -> bool {
        self.of.is_some_and(|(_, whole)| self.value < whole)
    }
}

/// Claims of a text that stand once all were heard.
pub(super) fn settled(mut heard: Vec<Heard>) -> Vec<Claim> {
    let mut groups: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (at, one) in heard.iter().enumerate() {
        if let Some((key, _)) = one.of {
            groups.entry(key).or_default().push(at);
        }
    }
    // From the last to the first: "8 lớp cho 420 lượt người tại huyện Quỳnh Lưu".
    for at in (1..heard.len()).rev() {
        let (before, after) = heard.split_at_mut(at);
        let (Some(one), Some(next)) = (before.last_mut(), after.first()) else { continue };
        if next.is_joined && next.is_narrowed && one.sentence == next.sentence {
            one.is_narrowed = true;
        }
    }
    for one in &mut heard {
        if one.is_narrowed && one.is_below() && !one.is_equal() {
            one.claim = None;
        }
    }
    for group in groups.values().filter(|group| group.len() > 1) {
        for at in excused(&heard, group) {
            heard[at].claim = None;
        }
    }
    heard.into_iter().filter_map(|one| one.claim).collect()
}

/// Claims of one column that may be parts of its whole.
fn excused(heard: &[Heard], group: &[usize]) -> Vec<usize> {
    let open: Vec<usize> = group.iter().copied().filter(|at| !heard[*at].is_equal()).collect();
    let below = |at: &usize| heard[*at].is_below();
    let parts: Vec<usize> = group.iter().copied().filter(below).collect();
    let sum: Decimal = parts.iter().map(|at| heard[*at].value).sum();
    if parts.len() > 1
        && parts.first().and_then(|at| heard[*at].of).is_some_and(|(_, whole)| sum == whole)
    {
        return open.into_iter().filter(below).collect();
    }
    let told: BTreeSet<Decimal> = open
        .iter()
        .filter(|at| heard[**at].claim.is_some() && below(at))
        .map(|at| heard[*at].value)
        .collect();
    let mut in_sentence: BTreeMap<usize, usize> = BTreeMap::new();
    for at in group.iter().filter(|at| !heard[**at].is_inner) {
        *in_sentence.entry(heard[*at].sentence).or_default() += 1;
    }
    let has_mates = |at: &usize| {
        let one = &heard[*at];
        let is_listed = in_sentence.get(&one.sentence).is_some_and(|count| *count > 1);
        one.is_inner || is_listed || told.len() > 1 || one.reach == Reach::Own
    };
    open.into_iter().filter(|at| below(at) && has_mates(at)).collect()
}
