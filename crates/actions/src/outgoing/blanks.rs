//! Places of a document that nobody has filled: dots where a number, a date, a subject or an addressee
//! belongs. The document's own number and date are no such place; they come when it is signed.

use documents::{
    Manuscript,
    manuscript::{Block, Kind, Run},
};

use crate::Error;

/// Places that a refusal names.
const NAMED: usize = 3;

/// Letters of the text that a refusal quotes on either side of the dots.
const AROUND: usize = 24;

/// Words behind which dots stand for a number or a part of a date.
const ASKING: [&str; 4] = ["số", "ngày", "tháng", "năm"];

/// Refuses a document whose words hold unfilled places.
///
/// # Errors
/// With the first places.
pub(super) fn check(manuscript: &Manuscript) -> Result<(), Error> {
    let found = places(manuscript);
    if found.is_empty() {
        return Ok(());
    }
    let more = found.len().saturating_sub(NAMED);
    let first = found.into_iter().take(NAMED).collect::<Vec<_>>().join("; ");
    let rest = if more > 0 { format!(" và {more} chỗ khác") } else { String::new() };
    Err(Error::refused(
        "DOC-042",
        format!("Văn bản còn chỗ chưa điền: {first}{rest}."),
        "Điền đủ rồi trình lại; số, ngày của kế hoạch thì xác nhận ở trang Đọc kế hoạch (/plan/read). \
         Chưa có gì được ghi.",
    ))
}

/// Unfilled places with where they stand, in reading order.
fn places(manuscript: &Manuscript) -> Vec<String> {
    let mut found = Vec::new();
    let mut whole = |place: &str, text: &str| {
        let first = dots(text).into_iter().next();
        found.extend(first.map(|at| format!("{place} (“{}”)", quoted(text, at))));
    };
    whole("Trích yếu", &manuscript.abstract_text);
    for line in &manuscript.addressees {
        whole("Kính gửi", line);
    }
    // Minutes are written by hand where the template leaves dots.
    if manuscript.kind == Kind::Minutes {
        return found;
    }
    for text in manuscript.body.iter().flat_map(said) {
        let open = dots(&text).into_iter().filter(|at| is_asked(&text, *at));
        found.extend(open.take(1).map(|at| format!("Nội dung (“{}”)", quoted(&text, at))));
    }
    found
}

/// The lines of a piece of the body; tables are forms, and their dots are theirs.
fn said(block: &Block) -> Vec<String> {
    let joined = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    match block {
        Block::Paragraph(runs)
        | Block::Clause { text: runs, .. }
        | Block::Point { text: runs, .. }
        | Block::Item { text: runs, .. } => {
            vec![joined(runs)]
        }
        Block::Article { title, text, .. } => vec![title.clone(), joined(text)],
        Block::Heading { text, .. } => vec![text.clone()],
        Block::Grounds(lines) => lines.clone(),
        Block::List(items) => items.iter().map(|runs| joined(runs)).collect(),
        _ => Vec::new(),
    }
}

/// Where dots stand for something, in bytes: begin and end. "v.v…" ends a list and stands for nothing.
fn dots(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, sign)| matches!(sign, '.' | '…')) {
        let end = at + sign.len_utf8();
        match found.last_mut() {
            Some(last) if last.1 == at => last.1 = end,
            _ => found.push((at, end)),
        }
    }
    found.retain(|(from, to)| {
        let run = &text[*from..*to];
        let is_list = text[..*from].to_lowercase().ends_with("v.v");
        (run.contains('…') || run.len() > 1) && !is_list
    });
    found
}

/// Whether dots in running text stand for a number or a part of a date.
fn is_asked(text: &str, (from, to): (usize, usize)) -> bool {
    let before = text[..from].trim_end().to_lowercase();
    let word = before.rsplit(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default();
    let touches = before.ends_with('/') || text[to..].trim_start().starts_with('/');
    touches || ASKING.contains(&word)
}

/// The dots with the words around them.
fn quoted(text: &str, (from, to): (usize, usize)) -> String {
    let before: Vec<char> = text[..from].chars().collect();
    let behind: String = text[to..].chars().take(AROUND).collect();
    let start = before.len().saturating_sub(AROUND);
    let before: String = before[start..].iter().collect();
    format!("{before}{}{behind}", &text[from..to]).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use documents::{date::IssueDate, letterhead};

    use super::*;

    fn letter(words: &str) -> Manuscript {
        let mut letter =
            letterhead::department_letter("đôn đốc gửi báo cáo", IssueDate::InYear(2024));
        letter.addressees = vec!["Ủy ban nhân dân huyện Quỳnh Lưu".into()];
        letter.body = vec![Block::paragraph(words)];
        letter
    }

    #[test]
    fn dots_where_a_number_or_a_date_belongs_are_told() {
        for words in [
            "Thực hiện Kế hoạch số …/KH-UBND của Ủy ban nhân dân tỉnh.",
            "Họp ngày ... tháng 12 năm 2024.",
            "Trước ngày …/12/2024.",
        ] {
            let refused = check(&letter(words)).unwrap_err();
            assert_eq!(refused.problem().code, "DOC-042", "{words}");
        }
        for words in [
            "Mở lớp, phát tờ rơi, v.v… cho cán bộ.",
            "Các hoạt động truyền thông… đã thu hút đông người.",
            "Năm 2024. Tháng 12.",
        ] {
            assert!(check(&letter(words)).is_ok(), "{words}");
        }
    }

    #[test]
    fn subject_and_addressee_hold_no_dots_and_minutes_may() {
        let mut plain = letter("Đề nghị gửi báo cáo.");
        plain.abstract_text = "…".into();
        plain.addressees = vec!["…".into()];
        let told = check(&plain).unwrap_err();
        assert!(
            told.problem().what.contains("Trích yếu") && told.problem().what.contains("Kính gửi")
        );
        let mut minutes = letter("Hồi … giờ, ngày … tháng … năm 2024.");
        minutes.kind = Kind::Minutes;
        assert!(check(&minutes).is_ok());
    }
}
