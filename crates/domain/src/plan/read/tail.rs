//! The foot of a document: "Nơi nhận" and who signed, in either order, also when two columns became one line.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    LineUse, Reading, Recipient, Signer, all_capitals, capital, header,
    lines::{Line, join},
    marks, pattern, plain,
};

static RECIPIENTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^nơi nhận\s*:?\s*(.*)$"));
static AUTHORITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s?\.\s?|(?:TM|KT|TUQ|T/M|K/T|T/L)\s)\p{Lu}{2}[\p{Lu}\s,.–-]+$",
    )
});
static POSITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:QUYỀN |Q\. ?)?(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|CỤC TRƯỞNG|CHÁNH THANH TRA|BÍ THƯ|BỘ TRƯỞNG|THỨ TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|THƯỜNG TRỰC)(?:\s[\p{Lu}\s-]*)?$",
    )
});
static SEAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^[(\[]?\s*(?:đã ký|ký tên|ký,? ?(?:ghi rõ )?họ tên|chữ ký|daky|ký, đóng dấu).*$")
});
static SEAM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\s((?:TM|KT|TL|TUQ|Q)\s?\.\s?\p{Lu}{2}[\p{Lu}\s]+|(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|TRƯỞNG PHÒNG|BÍ THƯ|HIỆU TRƯỞNG|CHÁNH VĂN PHÒNG)[\p{Lu}\s]*)$",
    )
});
static ANNEX: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:phụ lục|biểu mẫu|mẫu số)\b"));
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ CƯƠNG|ĐỀ ÁN|CỘNG H|DANH MỤC|BIỂU|BẢNG)")
});

/// Whether the signature block begins at this line.
pub(super) fn begins(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    if line.row {
        return line.cells.first().is_some_and(|cell| is_recipients_head(cell));
    }
    let first = line.cells.first().map_or("", String::as_str);
    is_broken_head(lines, at)
        || is_recipients_head(first)
        || line.cells.iter().any(|cell| AUTHORITY.is_match(cell))
        || is_position_before_recipients(lines, at)
}

/// "Nơi" above "nhận:", as a narrow column breaks it.
fn is_broken_head(lines: &[Line], at: usize) -> bool {
    let next = lines.get(at + 1).map(|next| &next.text);
    plain(&lines[at].text) == "nơi" && next.is_some_and(|next| plain(next).starts_with("nhận"))
}

fn is_recipients_head(text: &str) -> bool {
    RECIPIENTS.captures(text).is_some_and(|found| {
        text.trim_end().ends_with(':')
            || found[1].is_empty()
            || SEAM.is_match(text)
            || found[1].starts_with('-')
            || all_capitals(&found[1])
    })
}

/// "GIÁM ĐỐC" alone counts only where the name or the recipients follow soon.
fn is_position_before_recipients(lines: &[Line], at: usize) -> bool {
    POSITION.is_match(&lines[at].text)
        && lines[at + 1..].iter().take(8).any(|line| {
            is_name(&line.text) || SEAL.is_match(&line.text) || is_recipients_head(&line.text)
        })
}

/// Two to six words, each with a capital: a person's name, perhaps behind a degree.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=7).contains(&words.len())
        && !text.contains([':', ';', ',', '(', '/', '|'])
        && !all_capitals(text)
        && words.iter().all(|word| {
            capital(word) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-'))
        })
}

/// What has been gathered of one signature block.
#[derive(Default)]
struct Block {
    authority: Vec<String>,
    name: String,
    recipients: Vec<String>,
    listing: bool,
    /// Whether the last recipient ended with its point.
    ended: bool,
    /// Whether the last line was of the signature, so that a name goes on with it.
    signing: bool,
}

/// A last line of the body at whose end "Nơi nhận:" stands, without it.
pub(super) fn glued(line: &Line) -> Option<Line> {
    static GLUED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)[./]\s?nơi nhận\s?:\s*$"));
    let seam = GLUED.find(&line.text)?;
    Some(Line { text: line.text[..=seam.start()].to_owned(), ..line.clone() })
}

/// Reads a block whose "Nơi nhận:" stood at the end of the line before.
pub(super) fn read_list(
    lines: &[Line],
    from: usize,
    reading: &mut Reading,
    usage: &mut [LineUse],
) -> usize {
    let block = Block { listing: true, ..Block::default() };
    read_block(block, lines, from, (reading, usage))
}

/// Reads the block and says where it ends.
pub(super) fn read(
    lines: &[Line],
    from: usize,
    reading: &mut Reading,
    usage: &mut [LineUse],
) -> usize {
    read_block(Block::default(), lines, from, (reading, usage)).max(from + 1)
}

fn read_block(
    mut block: Block,
    lines: &[Line],
    from: usize,
    (reading, usage): (&mut Reading, &mut [LineUse]),
) -> usize {
    let mut at = from;
    while at < lines.len() {
        let line = &lines[at];
        if line.furniture {
            at += 1;
            continue;
        }
        if is_broken_head(lines, at) {
            (usage[at], usage[at + 1]) = (LineUse::Recipient, LineUse::Recipient);
            block.listing = true;
            at += 2;
            continue;
        }
        let signs = |cell: &String| AUTHORITY.is_match(cell) || POSITION.is_match(cell);
        if !line.cells.iter().any(signs) && header::titles_enclosed(lines, at) {
            break;
        }
        if ANNEX.is_match(&line.text) || HEADING.is_match(&line.text) && !block.name.is_empty() {
            break;
        }
        let mut taken = None;
        for cell in columns(line) {
            taken = take(&cell, line, &mut block).or(taken);
        }
        block.signing = taken == Some(LineUse::Signature);
        match taken {
            Some(found) => usage[at] = found,
            None if body_again(line, &block) => break,
            None => {}
        }
        at += 1;
    }
    keep(block, reading);
    at
}

/// Something numbered after a finished block belongs to what is attached.
fn body_again(line: &Line, block: &Block) -> bool {
    let numbered = marks::candidates(&line.text).iter().any(|mark| !mark.is_list());
    (numbered || line.row || line.text.chars().count() > 90)
        && (!block.name.is_empty() || !block.authority.is_empty() || block.ended)
}

fn columns(line: &Line) -> Vec<String> {
    let mut columns = Vec::new();
    for cell in line.cells.iter().filter(|cell| !cell.is_empty()) {
        if AUTHORITY.is_match(cell) || POSITION.is_match(cell) {
            columns.push(cell.clone());
            continue;
        }
        match SEAM.captures(cell).and_then(|found| found.get(1)) {
            Some(right) if right.start() > 1 => {
                columns.push(cell[..right.start()].trim().to_owned());
                columns.push(right.as_str().to_owned());
            }
            _ => columns.push(cell.clone()),
        }
    }
    columns
}

fn take(cell: &str, line: &Line, block: &mut Block) -> Option<LineUse> {
    if is_recipients_head(cell) {
        block.listing = true;
        let rest = RECIPIENTS.captures(cell).map(|found| found[1].to_owned()).unwrap_or_default();
        if rest.starts_with('-') {
            block.recipients.push(rest);
        }
        return Some(LineUse::Recipient);
    }
    // "TM. ỦY BAN NHÂN" above "DÂN", "SỞ LAO ĐỘNG -" above "THƯƠNG BINH", as a narrow column breaks it.
    if let Some(last) = block.authority.last_mut().filter(|last| broken(last, cell)) {
        join(last, cell);
        return Some(LineUse::Signature);
    }
    if AUTHORITY.is_match(cell) || POSITION.is_match(cell) {
        block.authority.push(cell.to_owned());
        return Some(LineUse::Signature);
    }
    if SEAL.is_match(cell) {
        return Some(LineUse::Signature);
    }
    if cell.starts_with(['-', '–', '—', '+', '•', '*']) && block.listing {
        // "- Sở Y tế;- Lưu: VT.": two on one line.
        static AND: LazyLock<Regex> = LazyLock::new(|| pattern(r";\s?[-–]\s?"));
        block.recipients.extend(AND.split(cell).map(str::to_owned));
        block.ended = cell.ends_with('.');
        return Some(LineUse::Recipient);
    }
    let continues = block.listing && !block.ended && !line.blank_before;
    if is_name(cell) && !block.authority.is_empty() && block.name.is_empty() {
        // Beside an open list a name stands in its own column or after a gap.
        let beside = line.cells.len() > 1;
        if beside || !continues || block.signing || closed(block) {
            cell.clone_into(&mut block.name);
            return Some(LineUse::Signature);
        }
    }
    // "TH;" ends a recipient, whatever its letters.
    let title = all_capitals(cell) && !cell.ends_with(';');
    if block.name.is_empty() && block.authority.last().is_some() && title {
        block.authority.push(cell.to_owned());
        return Some(LineUse::Signature);
    }
    // A list that lost its dashes: each line ends with its semicolon.
    if continues && block.recipients.last().is_some_and(|last| last.ends_with(';')) {
        block.recipients.push(cell.to_owned());
        block.ended = cell.ends_with('.');
        return Some(LineUse::Recipient);
    }
    if continues && let Some(last) = block.recipients.last_mut() {
        join(last, cell);
        block.ended = cell.ends_with('.');
        return Some(LineUse::Recipient);
    }
    if block.listing && block.recipients.is_empty() {
        block.recipients.push(cell.to_owned());
        return Some(LineUse::Recipient);
    }
    None
}

/// Whether a line of the signature in capitals goes on with the next.
fn broken(last: &str, cell: &str) -> bool {
    static OPEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:\s[-–]|,|\s(?:CỦA|VÀ))$"));
    all_capitals(cell)
        && !cell.ends_with(';')
        && (OPEN.is_match(last) || header::goes_on(last, cell))
}

fn closed(block: &Block) -> bool {
    block.recipients.last().is_none_or(|last| last.ends_with([';', '.']))
}

fn keep(block: Block, reading: &mut Reading) {
    if reading.recipients.is_empty() {
        reading.recipients = block.recipients.iter().map(|line| recipient(line)).collect();
    }
    if reading.signer.is_none() && !(block.authority.is_empty() && block.name.is_empty()) {
        reading.signer = Some(Signer { authority: block.authority, name: block.name });
    }
}

/// "Bộ Nội vụ (B/c)".
pub(super) fn printed(recipient: &Recipient) -> String {
    match recipient.note.as_str() {
        "" => recipient.name.clone(),
        note => format!("{} ({note})", recipient.name),
    }
}

/// A line of the list, its sign and its note told apart from the name.
pub(super) fn recipient(line: &str) -> Recipient {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\s*\((b/c|để b/c|để báo cáo|báo cáo|để p/h|p/h|t/h|để t/h|để thực hiện|thực hiện|c/đ|để biết|phối hợp|để phối hợp)\)",
        )
    });
    let bare = line.trim_start_matches(['-', '–', '—', '+', '•', '*', ' ']);
    let bare = bare.trim_end_matches([';', ',', '.', ' ']);
    let note = NOTE.captures(bare).map(|found| found[1].to_owned()).unwrap_or_default();
    let name = NOTE.replace(bare, "").trim().to_owned();
    Recipient { name, note }
}
