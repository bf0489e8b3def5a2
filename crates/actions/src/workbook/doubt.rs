//! What looks mistyped in a file: the figure that would fit, and why.

use std::collections::BTreeMap;

use domain::{
    check::{Figures, Place, compute},
    form::{Form, ValueType},
    slip,
};

use super::{Line, Proposal, Verdict};
use crate::draft;

/// Adds what looks mistyped among the cells that are or stay written, and among those that the officer may
/// still choose from the file.
pub(super) fn doubt(form: &Form, lines: &mut [Line], (figures, unlike): (&Figures, &slip::Unlike)) {
    let Some(table) = form.table() else { return };
    let kind = |code: &str| table.column(code).map(|c| c.value_type);
    let slips = slip::scan(form, figures, unlike);
    let is_written = |line: &Line| matches!(line.verdict, Verdict::Taken | Verdict::Same);
    let is_open = |line: &Line| line.verdict == Verdict::Contested;
    propose(&kind, lines.iter_mut().filter(|line| is_written(line)), slips);
    if !lines.iter().any(is_open) {
        return;
    }
    let mut chosen = figures.clone();
    let current = chosen.current.entry(form.code.clone()).or_default();
    for line in lines.iter().filter(|line| is_open(line)) {
        let place = (line.row.clone(), line.column.clone());
        let read = kind(&line.column).and_then(|kind| draft::read(&line.typed, kind, 0).ok());
        match read.and_then(|change| change.amount) {
            Some(amount) => current.insert(place, amount.to_decimal()),
            None => current.remove(&place),
        };
    }
    compute(form, &mut chosen);
    let slips = slip::scan(form, &chosen, unlike);
    propose(&kind, lines.iter_mut().filter(|line| is_open(line)), slips);
}

fn propose<'a>(
    kind: &dyn Fn(&str) -> Option<ValueType>,
    lines: impl Iterator<Item = &'a mut Line>,
    slips: Vec<slip::Slip>,
) {
    let mut slips: BTreeMap<Place, slip::Slip> =
        slips.into_iter().map(|slip| ((slip.row.clone(), slip.column.clone()), slip)).collect();
    for line in lines {
        let found = slips.remove(&(line.row.clone(), line.column.clone()));
        let (Some(found), Some(kind)) = (found, kind(&line.column)) else { continue };
        let mut proposal = proposal(found.doubt, kind);
        if let Some(rule) = &found.breaks {
            proposal.reason.push_str(&unfit(rule));
        }
        line.proposal = Some(Proposal { breaks: found.breaks, ..proposal });
    }
}

pub(super) fn proposal(doubt: slip::Doubt, value_type: ValueType) -> Proposal {
    let raw = doubt.proposed.map_or(String::new(), |figure| slip::typed(figure, value_type));
    Proposal { raw, reason: doubt.reason, breaks: None }
}

/// What is said of a figure that is not offered.
fn unfit(rule: &str) -> String {
    format!("; số đó lại trái quy tắc {rule} nên không sửa sẵn, hãy xem lại chứng từ")
}
