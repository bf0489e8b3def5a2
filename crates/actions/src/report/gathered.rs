//! What a draft takes by itself under a heading that nobody has edited: the voices of units, gathered. The
//! same words are what an officer confirms.

use std::collections::BTreeMap;

use documents::manuscript::{Block, Run};
use domain::{
    form::Heading,
    narrative::TextBlock,
    org_unit::{in_sentence, listed},
    reference::quoted,
};

use super::{
    markup::blocks,
    words::{VoiceGroup, counted, grouped, is_title_only, names_in_first_sentence, without_name},
};
use crate::totals::Voice;

/// From so many others on, units that wrote nearly the same are counted and not named.
const NEAR_NAMED_MAX: usize = 4;

/// Groups of equal words under one heading that a draft takes by itself.
const GROUPS_MAX: usize = 5;

/// Under a heading for which no unit wrote anything.
pub const NOTHING: &str = "Chưa có đơn vị nào gửi nội dung mục này.";

/// A draft's text under a heading from the voices alone, and how many groups were left out. They are the
/// groups of the page of words.
pub fn gathered(voices: &[&Voice]) -> (Vec<Block>, usize) {
    let (groups, left) = told(voices);
    let mut body = Vec::new();
    for group in &groups {
        let mut blocks = blocks(&group.first.body);
        if !group.same.is_empty() {
            for block in &mut blocks {
                unnamed(block, &group.first.unit);
            }
        }
        if let Some(lead) = lead(group) {
            match blocks.first_mut() {
                Some(Block::Paragraph(runs)) => runs.insert(0, Run::italic(format!("{lead} "))),
                _ => blocks.insert(0, Block::Paragraph(vec![Run::italic(lead)])),
            }
        }
        body.extend(blocks);
        body.extend(near(group).map(Block::paragraph));
    }
    (body, left)
}

/// The same as an officer would have typed it, figures as their units signed them.
pub fn text(voices: &[&Voice]) -> String {
    let (groups, _) = told(voices);
    let mut parts = Vec::new();
    for group in &groups {
        let words = quoted(&group.first.body);
        let words = if group.same.is_empty() {
            words
        } else {
            without_name(&words, &group.first.unit, true)
        };
        let begins = TextBlock::read(&group.first.body).into_iter().next();
        let runs_on = matches!(begins, None | Some(TextBlock::Paragraph(_)));
        let gap = if runs_on { " " } else { "\n\n" };
        parts.push(lead(group).map_or(words.clone(), |lead| format!("{lead}{gap}{words}")));
        parts.extend(near(group));
    }
    if parts.is_empty() { NOTHING.to_owned() } else { parts.join("\n\n") }
}

/// Codes of headings that would go out as they were put together: nobody has edited or confirmed them.
pub fn open<'h, T>(headings: &'h [Heading], written: &BTreeMap<String, T>) -> Vec<&'h str> {
    let open = headings.iter().enumerate().filter(|(at, heading)| {
        !is_title_only(headings, *at) && !written.contains_key(&heading.code)
    });
    open.map(|(_, heading)| heading.code.as_str()).collect()
}

/// The groups that a draft takes, and how many it leaves: those of most units first, equal ones as listed.
fn told<'v>(voices: &[&'v Voice]) -> (Vec<VoiceGroup<'v>>, usize) {
    let mut groups = grouped(voices, true);
    groups.sort_by_key(|group| std::cmp::Reverse(group.same.len() + group.near.len()));
    let left = groups.len().saturating_sub(GROUPS_MAX);
    groups.truncate(GROUPS_MAX);
    (groups, left)
}

/// "Huyện Nam Đàn, huyện Đô Lương:"; nothing where the words of one unit begin by naming it.
fn lead(group: &VoiceGroup<'_>) -> Option<String> {
    let (unit, words) = (&group.first.unit, group.first.body.to_string());
    let says_itself = group.same.is_empty() && names_in_first_sentence(&words, unit);
    (!says_itself).then(|| format!("{}:", group.who()))
}

/// Who else wrote of the same with other figures, in a sentence of its own.
fn near(group: &VoiceGroup<'_>) -> Option<String> {
    let units: Vec<&str> = group.near.iter().map(|voice| voice.unit.as_str()).collect();
    let who = match units.len() {
        0 => return None,
        count if count > NEAR_NAMED_MAX => format!("{} khác", counted(&units)),
        count => {
            let names: Vec<String> = units.iter().map(|unit| in_sentence(unit)).collect();
            super::upper_first(&listed(&names, count))
        }
    };
    Some(format!("({who} cũng báo cáo nội dung tương tự, số liệu riêng từng đơn vị.)"))
}

/// Words that are told for several units name none of them: "của huyện Anh Sơn" → "của đơn vị".
fn unnamed(block: &mut Block, unit: &str) {
    let mend = |runs: &mut Vec<Run>| {
        let mut begins = true;
        for run in runs {
            run.text = without_name(&run.text, unit, begins);
            begins = false;
        }
    };
    match block {
        Block::Paragraph(runs) | Block::Item { text: runs, .. } => mend(runs),
        Block::Heading { text, .. } => *text = without_name(text, unit, true),
        Block::List(items) => {
            for runs in items {
                mend(runs);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use domain::{reference::Reading, submission::SubmissionId};

    use super::*;

    fn voice(unit: &str, body: &str) -> Voice {
        let body = Reading::plain(body);
        Voice { submission: SubmissionId(1), unit: unit.into(), heading: "1".into(), body }
    }

    fn printed(block: &Block) -> String {
        let Block::Paragraph(runs) = block else { return "-".into() };
        runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// What a draft prints, and what an officer would confirm: the same words.
    fn both(voices: &[Voice]) -> Vec<String> {
        let voices: Vec<&Voice> = voices.iter().collect();
        let told: Vec<String> = gathered(&voices).0.iter().map(printed).collect();
        if !told.contains(&"-".to_owned()) {
            assert_eq!(text(&voices), told.join("\n\n"));
        }
        told
    }

    #[test]
    fn a_unit_that_names_itself_is_not_named_again() {
        let told = both(&[
            voice("Huyện Anh Sơn", "Huyện Anh Sơn bố trí 15 triệu đồng."),
            voice("Huyện Con Cuông", "Kế hoạch của UBND huyện Con Cuông ban hành ngày 02/02/2024."),
            voice("Sở Nội vụ", "Đã tham mưu quy hoạch cán bộ nữ. Sở Nội vụ mở 2 lớp."),
        ]);
        assert_eq!(
            told,
            [
                "Huyện Anh Sơn bố trí 15 triệu đồng.",
                "Kế hoạch của UBND huyện Con Cuông ban hành ngày 02/02/2024.",
                "Sở Nội vụ: Đã tham mưu quy hoạch cán bộ nữ. Sở Nội vụ mở 2 lớp.",
            ]
        );
    }

    #[test]
    fn words_told_for_several_units_name_none_of_them_and_most_units_come_first() {
        let plan = |unit: &str| {
            let lower = unit.to_lowercase();
            voice(unit, &format!("Kế hoạch của UBND {lower} được ban hành. {unit} mở 2 lớp."))
        };
        let alone = voice("Huyện Con Cuông", "Chưa có kế hoạch riêng.");
        let told = both(&[alone, plan("Huyện Anh Sơn"), plan("Huyện Đô Lương")]);
        assert_eq!(
            told,
            [
                "Huyện Anh Sơn, huyện Đô Lương: Kế hoạch của đơn vị được ban hành. Đơn vị mở 2 lớp.",
                "Huyện Con Cuông: Chưa có kế hoạch riêng.",
            ]
        );
    }

    #[test]
    fn many_that_wrote_nearly_the_same_are_counted_by_their_kind() {
        let said = |unit: &str, count: usize| {
            let words = format!("{unit} đã mở {count} lớp tập huấn cho cán bộ cấp xã.");
            voice(unit, &words)
        };
        let mut voices = vec![said("Huyện Nam Đàn", 2), said("Huyện Anh Sơn", 3)];
        let told = both(&voices);
        assert_eq!(
            told[1],
            "(Huyện Anh Sơn cũng báo cáo nội dung tương tự, số liệu riêng từng đơn vị.)"
        );
        voices.extend((4..7).map(|at| said(&format!("Huyện Số {at}"), at)));
        voices.push(said("Sở Nội vụ", 8));
        let told = both(&voices);
        assert_eq!(told[0], "Huyện Nam Đàn đã mở 2 lớp tập huấn cho cán bộ cấp xã.");
        assert_eq!(
            told[1],
            "(4 đơn vị cấp huyện và 1 cơ quan, đơn vị khác cũng báo cáo nội dung tương tự, số liệu \
             riêng từng đơn vị.)"
        );
    }

    #[test]
    fn a_list_is_not_left_without_its_unit() {
        let told = both(&[voice("Huyện Nam Đàn", "- Mở 2 lớp tập huấn.\n- In 500 tờ rơi.")]);
        assert_eq!(told, ["Huyện Nam Đàn:", "-"]);
        let listed = voice("Huyện Nam Đàn", "- Mở 2 lớp tập huấn.\n- In 500 tờ rơi.");
        assert!(text(&[&listed]).starts_with("Huyện Nam Đàn:\n\n- Mở 2 lớp"));
        assert_eq!(text(&[]), NOTHING);
    }

    #[test]
    fn headings_that_somebody_edited_are_not_open() {
        let heading = |code: &str, depth| Heading {
            code: code.into(),
            depth,
            title: "Kết quả".into(),
            hint: String::new(),
            required: false,
            checklist: false,
        };
        let headings = [heading("1", 1), heading("1.1", 2), heading("1.2", 2)];
        let written = BTreeMap::from([("1.1".to_owned(), "Lời của Sở.")]);
        assert_eq!(open(&headings, &written), ["1.2"]);
    }
}
