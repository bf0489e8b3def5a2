//! Words of a report: headings numbered, text blocks, and voices of units gathered under a heading.

use documents::manuscript::{Block, Run};
use domain::{
    fold::fold,
    form::Heading,
    narrative::{Line, TextBlock},
    reference::{Piece, Reading},
};

use crate::totals::Voice;

/// Groups of equal words under one heading that a draft takes by itself.
const GROUPS_MAX: usize = 5;

/// Units that wrote the same under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceGroup {
    pub units: Vec<String>,
    pub body: Reading,
}

/// Gathers equal voices: the unit's own name makes no difference.
pub fn grouped(voices: &[&Voice]) -> Vec<VoiceGroup> {
    let mut groups: Vec<(String, VoiceGroup)> = Vec::new();
    for voice in voices {
        let key = fold(&voice.body.to_string()).replace(&fold(&voice.unit), "");
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.units.push(voice.unit.clone()),
            None => groups.push((
                key,
                VoiceGroup { units: vec![voice.unit.clone()], body: voice.body.clone() },
            )),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// A draft's text under a heading from the voices alone, and how many groups were left out.
pub fn gathered(voices: &[&Voice]) -> (Vec<Block>, usize) {
    let groups = grouped(voices);
    let left = groups.len().saturating_sub(GROUPS_MAX);
    let mut body = Vec::new();
    for group in groups.iter().take(GROUPS_MAX) {
        let mut blocks = blocks(&group.body);
        if let Some(Block::Paragraph(runs)) = blocks.first_mut() {
            runs.insert(0, Run::italic(format!("{}: ", who(&group.units))));
        }
        body.extend(blocks);
    }
    (body, left)
}

/// "Huyện Nam Đàn", "Huyện Nam Đàn, huyện Đô Lương", "Huyện Nam Đàn và 5 đơn vị khác".
pub fn who(units: &[String]) -> String {
    match units {
        [] => String::new(),
        [first, rest @ ..] if rest.len() > 2 => format!("{first} và {} đơn vị khác", rest.len()),
        [first, rest @ ..] => rest.iter().fold(first.clone(), |text, unit| {
            format!("{text}, {}", domain::org_unit::in_sentence(unit))
        }),
    }
}

/// Light markup as blocks of a document; figures of references are marked as taken from a form.
pub fn blocks(reading: &Reading) -> Vec<Block> {
    TextBlock::read(reading)
        .into_iter()
        .map(|block| match block {
            TextBlock::Paragraph(line) => Block::Paragraph(runs(&line)),
            TextBlock::List(items) => Block::List(items.iter().map(runs).collect()),
        })
        .collect()
}

fn runs(line: &Line) -> Vec<Run> {
    let run = |piece: &Piece| match piece {
        Piece::Words(words) => Run::plain(words),
        Piece::Figure { referred, .. } => Run::figure(&referred.printed),
        Piece::Broken { broken, .. } => Run::bold(broken.to_string()),
    };
    line.pieces().iter().map(run).collect()
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
                format!("{}.", documents::number::roman(first))
            } else {
                second += 1;
                format!("{second}.")
            };
            (number, heading)
        })
        .collect()
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
    use super::*;

    fn voice(unit: &str, body: &str) -> Voice {
        Voice { unit: unit.into(), heading: "1".into(), body: Reading::plain(body) }
    }

    #[test]
    fn equal_words_of_several_units_stand_once() {
        let voices = [
            voice("Huyện Nam Đàn", "Huyện Nam Đàn đã ban hành kế hoạch."),
            voice("Huyện Đô Lương", "huyện Đô Lương đã ban hành kế hoạch."),
            voice("Huyện Anh Sơn", "Mở 2 lớp."),
        ];
        let groups = grouped(&voices.iter().collect::<Vec<_>>());
        assert_eq!(groups.len(), 2);
        assert_eq!(who(&groups[0].units), "Huyện Nam Đàn, huyện Đô Lương");
    }
}
