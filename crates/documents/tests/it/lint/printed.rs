//! Margins, indents and gaps of a PDF: where letters stand is all that it says of them.

use std::collections::BTreeMap;

use documents::{Manuscript, lint, manuscript::Block, pdf, sample};
use lopdf::{
    Object,
    content::{Content, Operation},
};

use super::faults::repainted;

/// Left edge of first lines, in points.
const FIRST_LINE: f32 = 121.04;

/// A plan with so many paragraphs of running text.
fn plan(paragraphs: usize) -> Manuscript {
    let mut plan = sample::plan();
    let text = "Nội dung minh họa cho đoạn văn dài. ".repeat(9);
    plan.body.splice(3..3, (0..paragraphs).map(|_| Block::paragraph(text.trim())));
    plan
}

fn told(file: &[u8]) -> Vec<String> {
    let found = lint::check(file).unwrap().findings;
    found.into_iter().map(|finding| format!("{} {}", finding.rule, finding.problem)).collect()
}

fn number(object: &Object) -> f32 {
    object.as_float().unwrap()
}

/// Where each run of letters begins, as the file places it.
fn places(content: &mut Content<Vec<Operation>>) -> impl Iterator<Item = &mut Vec<Object>> {
    let placed = content.operations.iter_mut().filter(|operation| operation.operator == "cm");
    placed.map(|operation| &mut operation.operands)
}

/// Heights at which first lines of paragraphs stand, in tenths of a point.
fn first_lines(content: &mut Content<Vec<Operation>>) -> Vec<i32> {
    let first = |at: &&mut Vec<Object>| (number(&at[4]) - FIRST_LINE).abs() < 0.5;
    places(content).filter(first).map(|at| tenths(&at[5])).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a few thousand")]
fn tenths(object: &Object) -> i32 {
    (number(object) * 10.0).round() as i32
}

#[test]
fn first_lines_that_stand_in_too_little_are_told_once() {
    let moved = repainted(&pdf::write(&plan(9)).unwrap(), |content| {
        let lines = first_lines(content);
        for at in places(content).filter(|at| lines.contains(&tenths(&at[5]))) {
            at[4] = Object::Real(number(&at[4]) - 13.0);
        }
    });
    let told = told(&moved);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("E11-indent") && told[0].contains("lùi khoảng 8"), "{told:?}");
}

#[test]
fn paragraphs_without_a_gap_are_told_once() {
    let moved = repainted(&pdf::write(&plan(9)).unwrap(), |content| {
        let firsts = first_lines(content);
        let mut heights: Vec<i32> =
            places(content).filter(|at| number(&at[4]) < 560.0).map(|at| tenths(&at[5])).collect();
        heights.sort_unstable_by(|one, other| other.cmp(one));
        heights.dedup();
        // Every first line, and what follows it, moves up by the six points that part it from the line above.
        let (mut up, mut ups) = (0, BTreeMap::new());
        for pair in heights.windows(2) {
            let step = pair[0] - pair[1];
            if firsts.contains(&pair[1]) && (180..260).contains(&step) {
                up += 60;
            }
            ups.insert(pair[1], up);
        }
        for at in places(content) {
            let up = ups.get(&tenths(&at[5])).copied().unwrap_or_default();
            at[5] = Object::Real(number(&at[5]) + f32::from(i16::try_from(up).unwrap()) / 10.0);
        }
    });
    let told: Vec<String> =
        told(&moved).into_iter().filter(|told| told.starts_with("E11")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("E11-gap"), "{told:?}");
}

/// The whole text set in other axes.
fn set(file: &[u8], axes: [f32; 6]) -> Vec<String> {
    told(&repainted(file, |content| {
        let axes = axes.map(Object::Real).to_vec();
        content.operations.insert(0, Operation::new("cm", axes));
    }))
}

#[test]
fn margins_that_are_too_wide_are_told_by_their_side() {
    let mut long = plan(60);
    let file = pdf::write(&long).unwrap();
    // Narrower, its right edge where it was: the left margin is 41 mm.
    let narrow = set(&file, [0.93, 0.0, 0.0, 1.0, 552.8 * 0.07, 0.0]);
    assert!(narrow.iter().any(|told| told.starts_with("D-02 Lề trái 4")), "{narrow:?}");
    let mut notice = sample::notice();
    notice.sample = false;
    let low = set(&pdf::write(&notice).unwrap(), [1.0, 0.0, 0.0, 1.0, 0.0, -40.0]);
    assert!(low.iter().any(|told| told.starts_with("D-02 Lề trên 3")), "{low:?}");
    long.appendices.clear();
    let high = set(&pdf::write(&long).unwrap(), [1.0, 0.0, 0.0, 1.0, 0.0, 60.0]);
    assert!(high.iter().any(|told| told.starts_with("D-02 Lề dưới 4")), "{high:?}");
    assert_eq!(set(&file, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]), [""; 0]);
}
