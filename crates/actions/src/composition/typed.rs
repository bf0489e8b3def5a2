//! What was typed, as a document prints it: lines, days, lists and paragraphs without the signs that the
//! writers put themselves.

use documents::{decree, manuscript::Block};
use domain::{
    composition::Typed,
    fold::fold,
    template::{Entry, Line},
};
use jiff::civil::Date;

use super::fill::OPEN;
use crate::{report::lower_first, template};

/// The first line of a field; nothing where it is empty.
pub(super) fn line(typed: &Typed, name: &str) -> Option<String> {
    typed.get(name)?.first().filter(|line| !line.is_empty()).cloned()
}

/// A field's typed words as blocks.
pub(super) fn text(typed: &Typed, name: &str) -> Vec<Block> {
    line(typed, name).map_or(Vec::new(), |text| paragraphs(&text))
}

/// Typed words as blocks: one line is one paragraph, a heading or an item by what it begins with.
pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let lines: Vec<Line> = text.lines().map(|line| Line::Text(unended(line))).collect();
    template::blocks(&lines, |_| Vec::new())
}

/// A typed line without the end mark: the writers put that behind the last word of the document (E18).
fn unended(line: &str) -> String {
    let line = line.trim();
    let Some(rest) = line.strip_suffix(decree::END_MARK) else { return line.to_owned() };
    let rest = rest.trim_end().trim_end_matches(['.', ';', ',']);
    if rest.is_empty() { String::new() } else { format!("{rest}.") }
}

/// "03/12/2024"; room where no day was typed.
pub(super) fn date(typed: &Typed, name: &str) -> String {
    let date = line(typed, name).and_then(|text| text.parse::<Date>().ok());
    date.map_or(OPEN.to_owned(), documents::date::short)
}

/// The lines of a typed table; room where a cell is empty.
pub(super) fn rows<const N: usize>(
    typed: &Typed,
    list: &str,
    columns: [&'static str; N],
) -> Vec<Entry> {
    let cells = columns.map(|column| typed.get(&format!("{list}.{column}")));
    let count = cells.iter().flatten().map(|lines| lines.len()).max().unwrap_or(0);
    let cell = |at: usize, index: usize| {
        let found = cells[index].and_then(|lines| lines.get(at)).filter(|text| !text.is_empty());
        (columns[index], found.cloned().unwrap_or_else(|| OPEN.into()))
    };
    (0..count).map(|at| (0..N).map(|index| cell(at, index)).collect()).collect()
}

/// What is asked of the inspected unit, each with the day before which it is done.
pub(super) fn duties(typed: &Typed, list: &str) -> Vec<Entry> {
    let mut entries = rows(typed, list, ["text", "deadline"]);
    for entry in &mut entries {
        if let Some(text) = entry.get_mut("text") {
            let kept = text.trim_end_matches(['.', ';', ',']).len();
            text.truncate(kept);
        }
        if let Some(deadline) = entry.get_mut("deadline")
            && let Ok(date) = deadline.parse::<Date>()
        {
            *deadline = documents::date::short(date);
        }
    }
    entries
}

/// Lines of a field, one a body; room where nobody was typed.
pub(super) fn each_line(typed: &Typed, name: &str) -> Vec<String> {
    let text = line(typed, name).unwrap_or_else(|| OPEN.into());
    // The writers put dash and sign themselves.
    let clean = |line: &str| {
        let bare = line.trim_start_matches(['-', '–', '+', ' ']).trim();
        bare.trim_end_matches(['/', ';', '.', ',']).to_owned()
    };
    text.lines().map(clean).filter(|line| !line.is_empty()).collect()
}

/// Whether the template prints such a receiver itself: "Như trên", "Lưu: VT, …".
pub(super) fn is_of_template(line: &str) -> bool {
    let words = fold(line);
    words.starts_with("nhu tren") || words == "luu" || words.starts_with("luu vt")
}

/// A place as it stands inside a sentence: "Dòng 3 Bảng 1" → "dòng 3 Bảng 1". Parts that are cited with
/// a capital keep it (Phụ lục II, Mục V.3).
pub(super) fn inside(place: &str) -> String {
    const COMMON: [&str; 14] = [
        "Dòng",
        "Trang",
        "Tiêu đề",
        "Đoạn",
        "Cột",
        "Hàng",
        "Ô ",
        "Câu",
        "Khoản",
        "Điểm",
        "Gạch đầu dòng",
        "Trích yếu",
        "Nội dung",
        "Tên",
    ];
    let is_common = COMMON.iter().any(|word| place.starts_with(word));
    if is_common { lower_first(place) } else { place.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(name: &str, text: &str) -> Typed {
        Typed::from([(name.to_owned(), vec![text.to_owned()])])
    }

    #[test]
    fn a_line_is_a_paragraph_and_the_end_mark_is_the_writers() {
        let text = text(&typed("text", "Dòng một.\nDòng hai./.\n- a\n- b\n./."), "text");
        let wanted =
            [Block::paragraph("Dòng một."), Block::paragraph("Dòng hai."), Block::list(["a", "b"])];
        assert_eq!(text, wanted);
    }

    #[test]
    fn receivers_are_typed_with_or_without_their_dash() {
        let lines =
            each_line(&typed("copy", "- UBND tỉnh;\n- - Sở Tài chính./.\nLưu: VT."), "copy");
        assert_eq!(lines, ["UBND tỉnh", "Sở Tài chính", "Lưu: VT"]);
        let kept: Vec<&String> = lines.iter().filter(|line| !is_of_template(line)).collect();
        assert_eq!(kept, ["UBND tỉnh", "Sở Tài chính"]);
        assert!(!is_of_template("Lưu học sinh tại Lào"));
    }

    #[test]
    fn a_corrected_place_stands_inside_its_sentence() {
        for (typed, printed) in [
            ("Dòng 3 Bảng 1", "dòng 3 Bảng 1"),
            ("Bảng 1", "Bảng 1"),
            ("Phụ lục II", "Phụ lục II"),
            ("Tiêu đề cột 2", "tiêu đề cột 2"),
        ] {
            assert_eq!(inside(typed), printed);
        }
    }
}
