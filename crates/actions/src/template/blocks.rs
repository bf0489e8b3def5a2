//! Lines of a template as blocks of a document: what a line begins with says what it is.

use documents::{
    decree::POINT_LETTERS,
    manuscript::{Block, Run},
};
use domain::template::Line;

/// Lines as blocks: `I. `, `1. `, `a) ` and `- ` number and list, all else is a paragraph.
///
/// A clause that ends without a sign is a title (E15).
pub fn blocks(lines: &[Line], mut piece: impl FnMut(&str) -> Vec<Block>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for line in lines {
        match line {
            Line::Piece(name) => blocks.extend(piece(name)),
            Line::Text(text) if text.is_empty() => {}
            Line::Text(text) => match text.strip_prefix("- ") {
                Some(item) => push_item(item, &mut blocks),
                None => blocks.push(block(text)),
            },
        }
    }
    blocks
}

/// Dashed lines end with a semicolon, the last with a full stop; what a person ended stays.
pub(crate) fn ended(blocks: &mut [Block]) {
    for block in blocks {
        let Block::List(items) = block else { continue };
        let last = items.len().saturating_sub(1);
        for (at, item) in items.iter_mut().enumerate() {
            let Some(run) = item.last_mut() else { continue };
            let kept = run.text.trim_end().len();
            run.text.truncate(kept);
            let sign = if at == last { '.' } else { ';' };
            match run.text.chars().next_back() {
                Some('.' | '!' | '?' | '…' | ':') | None => {}
                Some(';' | ',') => {
                    run.text.pop();
                    run.text.push(sign);
                }
                Some(_) => run.text.push(sign),
            }
        }
    }
}

fn push_item(item: &str, blocks: &mut Vec<Block>) {
    let item = vec![Run::plain(item)];
    match blocks.last_mut() {
        Some(Block::List(items)) => items.push(item),
        _ => blocks.push(Block::List(vec![item])),
    }
}

fn block(text: &str) -> Block {
    let Some((mark, rest)) = text.split_once(' ') else { return Block::paragraph(text) };
    let rest = rest.trim();
    if let Some(number) = mark.strip_suffix('.') {
        if !number.is_empty() && number.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
            return Block::heading(1, mark, rest);
        }
        if let Ok(order) = number.parse::<u8>() {
            let is_title = !rest.ends_with(['.', ';', ':', ',']);
            return if is_title {
                Block::heading(2, mark, rest)
            } else {
                Block::clause(u32::from(order), rest)
            };
        }
    }
    let letter = mark.strip_suffix(')').and_then(|letter| letter.parse::<char>().ok());
    let order = letter.and_then(|letter| POINT_LETTERS.iter().position(|known| *known == letter));
    match order.and_then(|at| u32::try_from(at + 1).ok()) {
        Some(order) => Block::point(order, rest),
        None => Block::paragraph(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashed_lines_are_ended() {
        let mut blocks = [Block::list(["một", "hai,", "ba.", "bốn;"]), Block::paragraph("năm")];
        ended(&mut blocks);
        let expected = [Block::list(["một;", "hai;", "ba.", "bốn."]), Block::paragraph("năm")];
        assert_eq!(blocks, expected);
    }

    #[test]
    fn what_a_line_begins_with_says_what_it_is() {
        let lines = [
            "Mở đầu.",
            "I. THÀNH PHẦN",
            "1. Đoàn kiểm tra",
            "2. Đơn vị gửi trước ngày 05/12/2024.",
            "đ) điểm thứ năm;",
            "- một",
            "- hai",
            "5.1. không phải một cấp của nghị định",
        ];
        let lines = lines.map(|line| Line::Text(line.to_owned()));
        let expected = [
            Block::paragraph("Mở đầu."),
            Block::heading(1, "I.", "THÀNH PHẦN"),
            Block::heading(2, "1.", "Đoàn kiểm tra"),
            Block::clause(2, "Đơn vị gửi trước ngày 05/12/2024."),
            Block::point(5, "điểm thứ năm;"),
            Block::list(["một", "hai"]),
            Block::paragraph("5.1. không phải một cấp của nghị định"),
        ];
        assert_eq!(blocks(&lines, |_| Vec::new()), expected);
    }
}
