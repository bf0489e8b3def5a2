//! Answers to a check-list, tallied under each heading: who said yes, no, or that it does not apply.

use domain::cell::Answer;
use domain::org_unit::{in_sentence, listed};
use store::consolidation::AnswerRow;

/// Units that a sentence names.
const NAMED_MAX: usize = 12;

/// "Có: 60 đơn vị; không: 2 đơn vị (Sở Y tế, huyện Kỳ Sơn); không áp dụng: 1 đơn vị (…)." of one heading;
/// nothing where nobody answered. `accepted` are the reports that count: those without an answer are told.
pub fn tally(answers: &[AnswerRow], heading: &str, accepted: usize) -> Option<String> {
    let here: Vec<&AnswerRow> = answers.iter().filter(|row| row.heading == heading).collect();
    if here.is_empty() {
        return None;
    }
    let of = |answer: Answer| -> Vec<String> {
        let said = here.iter().filter(|row| row.answer == answer);
        said.map(|row| in_sentence(&row.unit)).collect()
    };
    let mut parts = vec![format!("Có: {} đơn vị", of(Answer::Yes).len())];
    for answer in [Answer::No, Answer::NotApplicable] {
        let units = of(answer);
        let named = if units.is_empty() {
            String::new()
        } else {
            format!(" ({})", listed(&units, NAMED_MAX))
        };
        parts.push(format!("{}: {} đơn vị{named}", answer.in_sentence(), units.len()));
    }
    let silent = accepted.saturating_sub(here.len());
    if silent > 0 {
        parts.push(format!("chưa trả lời: {silent} đơn vị"));
    }
    Some(format!("{}.", parts.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_said_no_is_named_and_who_said_nothing_is_counted() {
        let row = |unit: &str, answer: Answer| AnswerRow {
            heading: "II.1".into(),
            unit: unit.into(),
            answer,
        };
        let answers = [
            row("Sở Nội vụ", Answer::Yes),
            row("Huyện Kỳ Sơn", Answer::No),
            row("Sở Y tế", Answer::Yes),
            row("Đoàn Luật sư", Answer::NotApplicable),
        ];
        assert_eq!(
            tally(&answers, "II.1", 6).unwrap(),
            "Có: 2 đơn vị; không: 1 đơn vị (huyện Kỳ Sơn); không áp dụng: 1 đơn vị (Đoàn Luật sư); chưa trả \
             lời: 2 đơn vị."
        );
        assert_eq!(tally(&answers, "II.2", 6), None);
    }
}
