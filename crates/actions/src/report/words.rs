//! Words of a report: headings numbered, text blocks, and voices of units gathered under a heading.

use std::collections::BTreeMap;

use documents::manuscript::{Block, Run};
use domain::{
    form::Heading,
    likeness::{Likeness, Wording},
    org_unit::{in_sentence, listed},
    reference::quoted,
    submission::SubmissionId,
};

use super::markup::blocks;
use crate::totals::Voice;

/// From so many others on, units that wrote the same are counted and not named.
const NAMED_MAX: usize = 8;

/// Groups of equal words under one heading that a draft takes by itself.
const GROUPS_MAX: usize = 5;

/// Units that wrote the same under a heading, or nearly the same.
#[derive(Debug, Clone)]
pub struct VoiceGroup<'v> {
    /// Whose words stand for the group.
    pub first: &'v Voice,
    /// Who wrote the same but for their own name.
    pub same: Vec<&'v Voice>,
    /// Who wrote nearly the same: never told as one.
    pub near: Vec<&'v Voice>,
    wording: Wording,
}

/// Gathers what is the same and, where asked, what is nearly so.
pub fn grouped<'v>(voices: &[&'v Voice], takes_near: bool) -> Vec<VoiceGroup<'v>> {
    let mut groups: Vec<VoiceGroup<'v>> = Vec::new();
    for voice in voices {
        let wording = wording(voice);
        let like = |group: &VoiceGroup<'_>| group.wording.likeness(&wording);
        if let Some(group) = groups.iter_mut().find(|group| like(group) == Likeness::Same) {
            group.same.push(voice);
            continue;
        }
        let near = groups.iter_mut().find(|group| takes_near && like(group) == Likeness::Near);
        if let Some(group) = near {
            group.near.push(voice);
        } else {
            let (same, near) = (Vec::new(), Vec::new());
            groups.push(VoiceGroup { first: voice, same, near, wording });
        }
    }
    groups
}

/// What a unit wrote, as it is compared.
pub fn wording(voice: &Voice) -> Wording {
    Wording::of(&voice.body.to_string(), &voice.unit)
}

/// What an officer takes over by picking a unit's words: where it stands for others who wrote the same, all
/// of them are named before; words that are only nearly the same are never taken with them.
pub fn picked(groups: &[VoiceGroup<'_>], submission: SubmissionId) -> Option<String> {
    let first = groups.iter().find(|group| group.first.submission == submission);
    if let Some(group) = first.filter(|group| !group.same.is_empty()) {
        let words = without_name(&quoted(&group.first.body), &group.first.unit, true);
        return Some(format!("{}: {words}", group.who()));
    }
    let alone = groups.iter().flat_map(|group| {
        std::iter::once(group.first).chain(group.same.iter().chain(&group.near).copied())
    });
    let voice = alone.into_iter().find(|voice| voice.submission == submission)?;
    Some(quoted(&voice.body))
}

/// A draft's text under a heading from the voices alone, and how many groups were left out. They are the
/// groups of the page of words.
pub fn gathered(voices: &[&Voice]) -> (Vec<Block>, usize) {
    let groups = told_first(grouped(voices, true));
    let left = groups.len().saturating_sub(GROUPS_MAX);
    let mut body = Vec::new();
    for group in groups.iter().take(GROUPS_MAX) {
        let mut blocks = blocks(&group.first.body);
        if !group.same.is_empty() {
            for block in &mut blocks {
                unnamed(block, &group.first.unit);
            }
        }
        let who = Run::italic(format!("{}: ", group.who()));
        match blocks.first_mut() {
            Some(Block::Paragraph(runs)) => runs.insert(0, who),
            _ => blocks.insert(0, Block::Paragraph(vec![who])),
        }
        body.extend(blocks);
        if !group.near.is_empty() {
            let near: Vec<String> =
                group.near.iter().map(|voice| in_sentence(&voice.unit)).collect();
            let count = near.len();
            body.push(Block::paragraph(format!(
                "({count} đơn vị khác có nội dung tương tự, số liệu riêng từng đơn vị: {}.)",
                listed(&near, NAMED_MAX)
            )));
        }
    }
    (body, left)
}

/// Groups in the order in which a draft takes them: those of most units first, equal ones as listed.
fn told_first(mut groups: Vec<VoiceGroup<'_>>) -> Vec<VoiceGroup<'_>> {
    groups.sort_by_key(|group| std::cmp::Reverse(group.same.len() + group.near.len()));
    groups
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

/// What stands before a unit's name and goes with it, longest first; lower case.
const BEFORE: [&str; 2] = ["ủy ban nhân dân ", "ubnd "];

/// Common words of the names of places, lower case.
const PLACES: [&str; 6] = ["huyện ", "thành phố ", "thị xã ", "thị trấn ", "phường ", "xã "];

/// A text in which "đơn vị" stands for a unit's own name, with or without its kind.
fn without_name(text: &str, unit: &str, begins: bool) -> String {
    let whole = unit.to_lowercase();
    let bare = PLACES.iter().find_map(|kind| whole.strip_prefix(kind)).unwrap_or(&whole);
    let lower = text.to_lowercase();
    // Lower case of Vietnamese is as long as its capitals; of other letters places would not fit.
    if lower.len() != text.len() || bare.is_empty() {
        return text.to_owned();
    }
    let mut told = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in lower.match_indices(bare) {
        let end = at + bare.len();
        let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
        if at < from
            || is_word(lower[..at].chars().next_back())
            || is_word(lower[end..].chars().next())
        {
            continue;
        }
        let start = begin_of(&lower, at, from);
        let is_first = start == 0 && begins || ends_sentence(&lower[..start]);
        told.push_str(&text[from..start]);
        told.push_str(if is_first { "Đơn vị" } else { "đơn vị" });
        from = end;
    }
    told.push_str(&text[from..]);
    told
}

/// Where the name of a unit begins with what goes with it: its kind, "UBND".
fn begin_of(lower: &str, at: usize, from: usize) -> usize {
    let mut start = at;
    for words in [&PLACES[..], &BEFORE[..]] {
        let before = &lower[from..start];
        if let Some(word) = words.iter().find(|word| before.ends_with(**word)) {
            start -= word.len();
        }
    }
    start
}

/// Whether the next word begins a sentence.
fn ends_sentence(before: &str) -> bool {
    before.ends_with(". ") || before.ends_with("! ") || before.ends_with("? ")
}

impl VoiceGroup<'_> {
    /// All who wrote the same: "Huyện Nam Đàn, huyện Đô Lương"; too many to name are counted by their kind,
    /// the page of words names them.
    pub fn who(&self) -> String {
        if self.same.len() >= NAMED_MAX {
            return self.counted();
        }
        self.same.iter().fold(self.first.unit.clone(), |text, voice| {
            format!("{text}, {}", in_sentence(&voice.unit))
        })
    }

    /// "17 đơn vị cấp huyện và 12 cơ quan, đơn vị".
    fn counted(&self) -> String {
        const DISTRICTS: [&str; 3] = ["Huyện ", "Thị xã ", "Thành phố "];
        const COMMUNES: [&str; 3] = ["Xã ", "Phường ", "Thị trấn "];
        let all: Vec<&str> =
            std::iter::once(&self.first).chain(&self.same).map(|v| v.unit.as_str()).collect();
        let begin = |kinds: &[&str]| {
            all.iter().filter(|unit| kinds.iter().any(|kind| unit.starts_with(kind))).count()
        };
        let (districts, communes) = (begin(&DISTRICTS), begin(&COMMUNES));
        let kinds = [
            (districts, "đơn vị cấp huyện"),
            (communes, "đơn vị cấp xã"),
            (all.len() - districts - communes, "cơ quan, đơn vị"),
        ];
        let told = kinds.iter().filter(|(count, _)| *count > 0);
        told.map(|(count, kind)| format!("{count} {kind}")).collect::<Vec<_>>().join(" và ")
    }
}

/// Headings with their printed numbers: `I.` on the first level, `1.` on the second.
pub fn numbered(headings: &[Heading]) -> Vec<(String, &Heading)> {
    let (mut first, mut second) = (0, 0);
    headings
        .iter()
        .map(|heading| {
            let number = if heading.depth <= 1 {
                first += 1;
                second = 0;
                format!("{}.", domain::roman::roman(first))
            } else {
                second += 1;
                format!("{second}.")
            };
            (number, heading)
        })
        .collect()
}

/// How a heading is named to those who read the print and those who look at the outline: "III.3 (3.c của đề
/// cương)"; once where both are the same.
pub fn names(headings: &[Heading]) -> BTreeMap<String, String> {
    let mut part = String::new();
    let mut names = BTreeMap::new();
    for (number, heading) in numbered(headings) {
        let number = number.trim_end_matches('.');
        let printed = if heading.depth <= 1 {
            number.clone_into(&mut part);
            part.clone()
        } else {
            format!("{part}.{number}")
        };
        let code = &heading.code;
        let name = if printed == *code {
            printed
        } else {
            format!("{printed} ({code} của đề cương)")
        };
        names.insert(code.clone(), name);
    }
    names
}

/// The heading as printed; those of the first level stand in capitals.
pub fn heading(number: &str, heading: &Heading) -> Block {
    if heading.depth <= 1 {
        Block::heading(1, number, heading.title.to_uppercase())
    } else {
        Block::heading(2, number, heading.title.clone())
    }
}

/// Whether deeper headings follow: a bare title.
pub fn is_title_only(headings: &[Heading], at: usize) -> bool {
    headings.get(at + 1).is_some_and(|next| next.depth > headings[at].depth)
}

#[cfg(test)]
mod tests {
    use domain::reference::Reading;

    use super::*;

    fn voice(unit: &str, body: &str) -> Voice {
        let submission = SubmissionId(i64::try_from(unit.len()).unwrap());
        Voice { submission, unit: unit.into(), heading: "1".into(), body: Reading::plain(body) }
    }

    #[test]
    fn equal_words_stand_once_and_nearly_equal_ones_are_never_told_as_one() {
        let voices = [
            voice("Huyện Nam Đàn", "Huyện Nam Đàn đã mở 2 lớp tập huấn cho cán bộ cấp xã."),
            voice("Huyện Đô Lương", "huyện Đô Lương đã mở 2 lớp tập huấn cho cán bộ cấp xã."),
            voice("Huyện Anh Sơn", "Huyện Anh Sơn đã mở 5 lớp tập huấn cho cán bộ cấp xã."),
            voice("Huyện Con Cuông", "Không có."),
        ];
        let voices: Vec<&Voice> = voices.iter().collect();
        let groups = grouped(&voices, true);
        assert_eq!(groups.len(), 2);
        assert_eq!(groups[0].who(), "Huyện Nam Đàn, huyện Đô Lương");
        let districts = (0..9).map(|at| voice(&format!("Huyện Số {at}"), "Không phát sinh."));
        let all: Vec<Voice> = districts.chain([voice("Sở Nội vụ", "Không phát sinh.")]).collect();
        let many = grouped(&all.iter().collect::<Vec<_>>(), false);
        assert_eq!(many[0].who(), "9 đơn vị cấp huyện và 1 cơ quan, đơn vị");
        assert_eq!(groups[0].near.len(), 1);
        let (blocks, left) = gathered(&voices);
        assert_eq!((blocks.len(), left), (3, 0));
        let near =
            "(1 đơn vị khác có nội dung tương tự, số liệu riêng từng đơn vị: huyện Anh Sơn.)";
        assert_eq!(text(&blocks[1]), near);
    }

    #[test]
    fn picking_takes_the_words_of_those_who_are_named_and_of_nobody_else() {
        let mut voices = [
            voice("Huyện Nam Đàn", "Huyện Nam Đàn đã mở 2 lớp tập huấn cho cán bộ cấp xã."),
            voice("Huyện Đô Lương", "Huyện Đô Lương đã mở 2 lớp tập huấn cho cán bộ cấp xã."),
            voice("Huyện Anh Sơn", "Huyện Anh Sơn đã mở 5 lớp tập huấn cho cán bộ cấp xã."),
        ];
        for (number, voice) in (1..).zip(&mut voices) {
            voice.submission = SubmissionId(number);
        }
        let voices: Vec<&Voice> = voices.iter().collect();
        let groups = grouped(&voices, true);
        assert_eq!(groups.len(), 1);
        assert_eq!(
            picked(&groups, SubmissionId(1)).unwrap(),
            "Huyện Nam Đàn, huyện Đô Lương: Đơn vị đã mở 2 lớp tập huấn cho cán bộ cấp xã."
        );
        let near = "Huyện Anh Sơn đã mở 5 lớp tập huấn cho cán bộ cấp xã.";
        assert_eq!(picked(&groups, SubmissionId(3)).unwrap(), near);
        assert_eq!(picked(&groups, SubmissionId(4)), None);
        // Where another came to stand first meanwhile, the words are those that were picked.
        let turned = grouped(&[voices[2], voices[0]], true);
        assert!(picked(&turned, SubmissionId(1)).unwrap().contains("2 lớp"));
    }

    fn text(block: &Block) -> String {
        let Block::Paragraph(runs) = block else { return String::new() };
        runs.iter().map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn words_told_for_several_units_name_none_of_them_and_most_units_come_first() {
        let plan = |unit: &str| {
            let lower = unit.to_lowercase();
            voice(unit, &format!("Kế hoạch của UBND {lower} được ban hành. {unit} mở 2 lớp."))
        };
        let alone = voice("Huyện Con Cuông", "Huyện Con Cuông chưa có kế hoạch riêng.");
        let voices = [alone, plan("Huyện Anh Sơn"), plan("Huyện Đô Lương")];
        let voices: Vec<&Voice> = voices.iter().collect();
        let (blocks, _) = gathered(&voices);
        assert_eq!(
            text(&blocks[0]),
            "Huyện Anh Sơn, huyện Đô Lương: Kế hoạch của đơn vị được ban hành. Đơn vị mở 2 lớp."
        );
        assert_eq!(text(&blocks[1]), "Huyện Con Cuông: Huyện Con Cuông chưa có kế hoạch riêng.");
        assert_eq!(
            without_name("Người Anh Sơn và Anh Sơng", "Huyện Anh Sơn", true),
            "Người đơn vị và Anh Sơng"
        );
    }
}
