//! What counts as a sentence that lets a warning pass.

use domain::sentence::is_sentence;

use crate::tables::lines;

const CASES: &str = include_str!("../../cases/explanation.md");

#[test]
fn a_sign_a_figure_and_one_word_explain_nothing() {
    for line in lines(CASES) {
        assert_eq!(is_sentence(line.get("viết")), line.get("là câu") == "có", "{}", line.text);
    }
}
