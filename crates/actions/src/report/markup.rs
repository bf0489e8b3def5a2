//! Words of light markup as blocks of a document.

use documents::{
    decree::POINT_LETTERS,
    manuscript::{Block, Run},
};
use domain::{
    form::Heading,
    narrative::{Item, Line, TextBlock},
    reference::{Piece, Reading},
};

/// Letters of the longest number before a heading: "II.2.1.".
const OWN_NUMBER: usize = 8;

/// Light markup as blocks of a document; figures of references are marked as taken from a form. Numbers of
/// lists stand as written.
pub(super) fn as_written(reading: &Reading) -> Vec<Block> {
    set(&TextBlock::read(reading), |item| item.number.clone())
}

/// The same in a report, whose headings have numbers of their own: those of lists stand in brackets, and
/// headings wait for theirs (`under`).
pub(super) fn blocks(reading: &Reading) -> Vec<Block> {
    let read = TextBlock::read(reading);
    let has_heads = read.iter().any(|block| matches!(block, TextBlock::Heading(_)));
    // Letters go to the headings where there are any: two rows of them would run into each other.
    set(&read, |item| {
        let bare = item.number.as_ref()?.trim_end_matches(['.', ')']);
        Some(match item.order() {
            Some(_) if item.has_letter() && !has_heads && bare.len() == 1 => format!("{bare})"),
            Some(order) => format!("({order})"),
            None => format!("({bare})"),
        })
    })
}

fn set(read: &[TextBlock], number: impl Fn(&Item) -> Option<String>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for block in read {
        match block {
            TextBlock::Paragraph(line) => blocks.push(Block::Paragraph(runs(line))),
            TextBlock::Heading(line) => blocks.push(Block::heading(3, "", line.to_string())),
            TextBlock::List(items) => {
                for item in items {
                    push_item(number(item), item, &mut blocks);
                }
            }
        }
    }
    blocks
}

fn push_item(number: Option<String>, item: &Item, blocks: &mut Vec<Block>) {
    let mut text = runs(&item.line);
    match (number, blocks.last_mut()) {
        (Some(number), _) => {
            text.insert(0, Run::plain(format!("{number} ")));
            blocks.push(Block::Paragraph(text));
        }
        (None, _) if item.level > 1 => blocks.push(Block::Item { level: item.level, text }),
        (None, Some(Block::List(items))) => items.push(text),
        (None, _) => blocks.push(Block::List(vec![text])),
    }
}

/// Numbers the headings that writers set under a heading of the outline, one level below it: `a)` under
/// `1.`, `1.` under `I.`. A number that they wrote themselves gives way.
pub(super) fn under(heading: &Heading, mut blocks: Vec<Block>) -> Vec<Block> {
    let mut count = 0;
    for block in &mut blocks {
        let Block::Heading { level, number, text } = block else { continue };
        count += 1;
        let letter = || POINT_LETTERS.get(count - 1).map(|letter| format!("{letter})"));
        (*level, *number) = match heading.depth {
            0 | 1 => (2, format!("{count}.")),
            _ => (3, letter().unwrap_or_else(|| format!("({count})"))),
        };
        if let Some((own, title)) = text.split_once(' ')
            && own.ends_with(['.', ')'])
            && own.chars().count() <= OWN_NUMBER
        {
            *text = title.trim_start().to_owned();
        }
    }
    blocks
}

fn runs(line: &Line) -> Vec<Run> {
    let run = |piece: &Piece| match piece {
        Piece::Words(words) => Run::plain(words),
        Piece::Figure { referred, .. } => Run::figure(&referred.printed),
        Piece::Broken { broken, .. } => Run::bold(broken.to_string()),
    };
    line.pieces().iter().map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_headings_and_lists_fit_into_the_outline() {
        let depth = |depth| Heading {
            code: "1".into(),
            depth,
            title: String::new(),
            hint: String::new(),
            required: false,
            checklist: false,
        };
        let text = "# 1. Truyền thông\n- loa\n+ xã\n1. một\na) hai\n# Tập huấn";
        let set = under(&depth(2), blocks(&Reading::plain(text)));
        let expected = [
            Block::heading(3, "a)", "Truyền thông"),
            Block::list(["loa"]),
            Block::Item { level: 2, text: vec![Run::plain("xã")] },
            Block::Paragraph(vec![Run::plain("(1) "), Run::plain("một")]),
            Block::Paragraph(vec![Run::plain("(1) "), Run::plain("hai")]),
            Block::heading(3, "b)", "Tập huấn"),
        ];
        assert_eq!(set, expected);
        let set = under(&depth(1), blocks(&Reading::plain("# Tập huấn\nMở lớp.")));
        assert_eq!(set[0], Block::heading(2, "1.", "Tập huấn"));
        let point = blocks(&Reading::plain("a. một"));
        assert_eq!(point, [Block::Paragraph(vec![Run::plain("a) "), Run::plain("một")])]);
        let letter = as_written(&Reading::plain("1. một"));
        assert_eq!(letter, [Block::Paragraph(vec![Run::plain("1. "), Run::plain("một")])]);
    }
}
