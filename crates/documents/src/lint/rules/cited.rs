//! Norms and letters named in the text: whole at first, law by its name alone, symbol in one piece.

use std::collections::BTreeSet;

use super::date::is_no_day;
use crate::decree::{
    kind_of_symbol,
    wording::{CITED_CAPITAL, CITED_SMALL, ENDS_IN_SECTION},
};
use crate::lint::{
    anatomy::Anatomy,
    cite,
    report::Report,
    sheet::{Origin, folded},
};

/// Letters behind a symbol in which its day and its body are looked for.
const BEHIND_LETTERS: usize = 150;

/// Bytes before a symbol in which its kind is looked for.
const BEFORE_BYTES: usize = 300;

/// Words before a symbol that say its kind.
const KINDS: [&str; 37] = [
    "nghi quyet",
    "quyet dinh",
    "chi thi",
    "thong bao",
    "huong dan",
    "chuong trinh",
    "ke hoach",
    "de an",
    "du an",
    "bao cao",
    "to trinh",
    "cong van",
    "cong dien",
    "nghi dinh",
    "thong tu",
    "luat",
    "phap lenh",
    "hien phap",
    "lien tich",
    "ket luan",
    "quy dinh",
    "giay moi",
    // The rest of the decree's table of kinds (Phụ lục III).
    "quy che",
    "thong cao",
    "phuong an",
    "bien ban",
    "hop dong",
    "ban ghi nho",
    "ban thoa thuan",
    "giay uy quyen",
    "giay gioi thieu",
    "giay nghi phep",
    "phieu gui",
    "phieu chuyen",
    "phieu bao",
    "sao y",
    "sao luc",
];

/// Words between a body and the kind of what it issued, and how names of bodies begin.
const LINKS: [&str; 8] =
    [" tai", " tai cac", " co", " da co", " ban hanh", " ban hanh cac", " gui", " ky"];
const BODIES: [&str; 33] = [
    "uy ban nhan dan",
    "ubnd",
    "hoi dong nhan dan",
    "hdnd",
    "chinh phu",
    "thu tuong",
    "quoc hoi",
    "uy ban thuong vu",
    "bo",
    "so",
    "ban",
    "cuc",
    "chi cuc",
    "tong cuc",
    "phong",
    "thanh tra",
    "van phong",
    "vien",
    "toa an",
    "tinh uy",
    "thanh uy",
    "huyen uy",
    "thi uy",
    "dang uy",
    "tinh doan",
    "hoi",
    "lien doan",
    "lien minh",
    "mat tran",
    "cong an",
    "truong",
    "trung tam",
    "bao hiem",
];

/// Lines before and behind one that may belong to the same citation.
const AROUND_LINES: usize = 3;

/// How a paragraph begins that names what it goes back to, and kinds of documents that bear numbers.
const GROUND_VERBS: [&str; 4] = ["Căn cứ ", "Thực hiện ", "Theo ", "Triển khai "];
const NUMBERED: [&str; 9] = [
    "Kế hoạch",
    "Quyết định",
    "Công văn",
    "Nghị quyết",
    "Nghị định",
    "Thông tư",
    "Chỉ thị",
    "Thông báo",
    "Hướng dẫn",
];

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let mut known: BTreeSet<String> = BTreeSet::new();
    if let Some(at) = anatomy.number {
        let own = cite::all(anatomy.text(at)).into_iter().map(|cited| cited.symbol);
        known.extend(own);
    }
    for (place, at) in anatomy.body.iter().copied().enumerate() {
        let text = anatomy.line(at).text.as_str();
        let found = cite::all(text);
        let (words, shift) =
            if found.is_empty() { (String::new(), 0) } else { around(anatomy, place) };
        for cited in found {
            let symbol = cited.symbol.clone();
            if cited.has_space {
                report.mend(
                    "N-space",
                    at,
                    format!("Ký hiệu “{}” có khoảng trắng.", &text[cited.start..cited.end]),
                    format!("Ghi {symbol}."),
                );
            }
            if cited.is_split {
                report.line("N-split", at, format!("Ký hiệu {symbol} bị ngắt sang dòng sau."));
            }
            let (start, end) = (cited.start + shift, cited.end + shift);
            let cited = cite::Cited { start, end, ..cited };
            let before = before(&words, &cited);
            if is_law(&before, &symbol) {
                report.line("P-02-law", at, format!("Luật, Pháp lệnh ghi kèm số {symbol}."));
            } else if known.insert(symbol) {
                first(at, &words, &cited, &before, report);
            }
        }
        unnumbered(at, text, report);
        parts(at, text, report);
        dates(at, text, report);
    }
    let annex = anatomy.annexes.first().map_or(usize::MAX, |annex| annex.name);
    for (at, line) in anatomy.sheet.lines.iter().enumerate() {
        if line.in_table || at >= annex {
            dates(at, &line.text, report);
        }
    }
    broken_lines(anatomy, report);
}

/// The words around a line, and where it begins in them: a PDF and a text know lines only, and what a
/// citation leaves out does not hang on where they end.
fn around(anatomy: &Anatomy<'_>, place: usize) -> (String, usize) {
    let line = |at: usize| anatomy.line(anatomy.body[at]).text.as_str();
    if anatomy.sheet.origin == Origin::Docx {
        return (line(place).to_owned(), 0);
    }
    let is_open = |words: &str| !words.trim_end().ends_with(['.', ';', ':']);
    let before = (place.saturating_sub(AROUND_LINES)..place).rev();
    let first = before.take_while(|at| is_open(line(*at))).last().unwrap_or(place);
    let mut words = String::new();
    for at in first..place {
        words.push_str(line(at));
        words.push(' ');
    }
    let start = words.len();
    words.push_str(line(place));
    for at in (place + 1..anatomy.body.len()).take(AROUND_LINES) {
        if !is_open(&words) {
            break;
        }
        words.push(' ');
        words.push_str(line(at));
    }
    (words, start)
}

/// The folded words before a symbol.
pub(in crate::lint) fn before(text: &str, cited: &cite::Cited) -> String {
    let from = text.floor_char_boundary(cited.start.saturating_sub(BEFORE_BYTES));
    folded(&text[from..cited.start])
}

fn is_law(before: &str, symbol: &str) -> bool {
    let near = before.rsplit([';', '.', ',']).next().unwrap_or(before);
    symbol.contains("/QH") || symbol.contains("/UBTVQH") && near.contains("phap lenh")
}

/// P-02: the first time with kind, day and body.
fn first(at: usize, text: &str, cited: &cite::Cited, before: &str, report: &mut Report<'_>) {
    let missing = missing(text, cited, before);
    if !missing.is_empty() {
        let problem = format!("Viện dẫn lần đầu {} thiếu {}.", cited.symbol, missing.join(", "));
        report.mend("P-02", at, problem, whole(&cited.symbol));
    }
}

/// How a document of a symbol is named the first time: with its kind, and the body that the symbol knows.
fn whole(symbol: &str) -> String {
    let known = symbol.rsplit('/').next().unwrap_or_default();
    let (kind, body) = known.split_once('-').unwrap_or((known, ""));
    let kind = match kind {
        "NĐ" => "Nghị định".to_owned(),
        "TT" => "Thông tư".to_owned(),
        _ => match kind_of_symbol(kind) {
            Some(kind) => sentence_case(kind.title),
            // "860/UBND-VX": a letter begins with its body.
            None if kind == "UBND" => "Công văn".to_owned(),
            None => "tên loại".to_owned(),
        },
    };
    let body = match body {
        "CP" => "Chính phủ",
        "TTg" => "Thủ tướng Chính phủ",
        "TW" => "cơ quan của Đảng đã ban hành",
        "UBND" => "Ủy ban nhân dân đã ban hành",
        "HĐND" => "Hội đồng nhân dân đã ban hành",
        _ => "cơ quan ban hành",
    };
    format!("Ghi đủ: {kind} số {symbol} ngày … của {body} về …")
}

/// `KẾ HOẠCH` as inside a sentence: `Kế hoạch`.
fn sentence_case(title: &str) -> String {
    let mut letters = title.chars();
    let first: String = letters.next().into_iter().collect();
    first + &letters.as_str().to_lowercase()
}

/// The body that issued, as the words of a finding name it.
pub(in crate::lint) const BODY: &str = "cơ quan ban hành";

/// What a first citation leaves out; `before` is folded.
pub(in crate::lint) fn missing(text: &str, cited: &cite::Cited, before: &str) -> Vec<&'static str> {
    let mut missing = Vec::new();
    let near: String = {
        let words: Vec<&str> = before.split(' ').rev().take(6).collect();
        words.into_iter().rev().collect::<Vec<_>>().join(" ")
    };
    let has_kind = KINDS.iter().any(|kind| near.contains(kind));
    if !has_kind {
        missing.push("tên loại");
    }
    let behind: String = text[cited.end..].chars().take(BEHIND_LETTERS).collect();
    let behind = folded(&behind);
    let behind = behind.split([';', '.']).next().unwrap_or(&behind);
    let day: String = behind.chars().take(24).collect();
    if !day.trim_start_matches([',', ' ']).starts_with("ngay") {
        missing.push("ngày ban hành");
    }
    // "của" names the body; so do the symbols whose last part is the body that everybody knows.
    if !behind.contains("cua ") && !is_named_before(before) {
        missing.push(BODY);
    }
    missing
}

/// "Giám đốc Sở Y tế tại Tờ trình số …", "UBND tỉnh ban hành Kế hoạch số …": the body stands before.
fn is_named_before(before: &str) -> bool {
    let clause = before.rsplit([';', '.', ':']).next().unwrap_or(before);
    let kind = KINDS.iter().filter_map(|kind| clause.rfind(kind)).max();
    let words = clause[..kind.unwrap_or(clause.len())].trim_end();
    let Some(organ) = LINKS.iter().find_map(|link| words.strip_suffix(link)) else { return false };
    let padded = format!(" {organ} ");
    BODIES.iter().any(|body| padded.contains(&format!(" {body} ")))
}

/// "Thực hiện Kế hoạch của …": what a document goes back to has a number and a day.
///
/// Only at the beginning of a paragraph, where a document is named for the first time; one that names
/// any symbol is judged by that.
fn unnumbered(at: usize, text: &str, report: &mut Report<'_>) {
    let words = text.trim();
    let Some(rest) = GROUND_VERBS.iter().find_map(|verb| words.strip_prefix(verb)) else { return };
    let Some((kind, rest)) =
        NUMBERED.iter().find_map(|kind| Some((*kind, rest.strip_prefix(kind)?.trim_start())))
    else {
        return;
    };
    let clause = rest.split([';', '.']).next().unwrap_or(rest);
    let is_numbered = rest.starts_with("số") || !cite::all(text).is_empty();
    let is_own = ["này", "nêu trên", "trên", "nói trên"].iter().any(|own| rest.starts_with(own));
    let is_of_body = clause.starts_with("của ") || clause.contains(" của ");
    if !is_numbered && !is_own && is_of_body {
        report.line("P-02-number", at, format!("{kind} được viện dẫn không có số, ngày."));
    }
}

/// "khoản 2 Điều 5": capitals of parts when citing.
fn parts(at: usize, text: &str, report: &mut Report<'_>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.windows(2) {
        let next = pair[1].trim_end_matches([',', '.', ';', ')', ':']);
        let is_number = !next.is_empty() && next.chars().all(|c| c.is_ascii_digit());
        let is_roman = !next.is_empty() && next.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        let bare = pair[0].trim_start_matches(['(', '“', '"']);
        if CITED_CAPITAL.contains(&bare) && (is_number || is_roman) {
            report.line("II-cite", at, format!("“{bare} {next}”: viết hoa chữ {bare}."));
        }
    }
    for (place, pair) in words.windows(2).enumerate() {
        if let Some(number) = section_number(&words[..place], pair, words.get(place + 2).copied()) {
            report.line("II-cite", at, format!("“mục {number}”: viết hoa chữ mục."));
        }
    }
    for triple in words.windows(3) {
        let next = triple[2].trim_end_matches([',', '.', ';', ')', ':']);
        let is_letter = next.chars().count() == 1 && next.chars().all(char::is_lowercase);
        let is_number = !next.is_empty() && next.chars().all(|c| c.is_ascii_digit());
        let inside = triple[0].ends_with(|c: char| c.is_alphanumeric() || c == ',');
        if inside && CITED_SMALL.contains(&triple[1]) && (is_number || is_letter) {
            let word = triple[1].to_lowercase();
            report.line("II-cite", at, format!("“{} {next}”: viết thường chữ {word}.", triple[1]));
        }
    }
}

/// "mục 5 Chương XII", "tại mục 5", "Điều 103 mục 5": a part of a norm, and no "danh mục 5 …".
fn section_number<'a>(before: &[&str], pair: &[&'a str], behind: Option<&str>) -> Option<&'a str> {
    let [noun, number] = *pair else { return None };
    let bare = number.trim_end_matches([',', '.', ';', ')', ':']);
    let is_number = !bare.is_empty() && bare.len() < 3 && bare.bytes().all(|c| c.is_ascii_digit());
    let is_roman = !bare.is_empty() && bare.bytes().all(|c| b"IVX".contains(&c));
    let last = before.last().map_or("", |word| word.trim_start_matches(['(', '“']));
    if noun != "mục" || !(is_number || is_roman) || ENDS_IN_SECTION.contains(&last) {
        return None;
    }
    let is_in = ["tại", "theo"].contains(&last.to_lowercase().as_str());
    let is_of = bare == number && matches!(behind, Some("Chương" | "Phần" | "Phụ"));
    let is_behind = before.len() > 1 && before[before.len() - 2] == "Điều";
    (is_in || is_of || is_behind).then_some(bare)
}

/// Days inside the text follow the rule of zeros.
fn dates(at: usize, text: &str, report: &mut Report<'_>) {
    for word in no_days(text) {
        report.mend("N-date", at, format!("Không có ngày “{word}”."), "Ghi lại đúng ngày.");
    }
    for (word, right) in wrong_days(text) {
        let problem = format!("Ngày “{word}” sai quy tắc số 0.");
        report.mend("N-date", at, problem, format!("Ghi {right}."));
    }
}

/// Words of the form of a day, with its parts.
fn days(text: &str) -> impl Iterator<Item = (&str, [&str; 3])> {
    let words =
        text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | '-' | '–'));
    words.filter_map(|word| {
        let word = word.trim_end_matches(['.', ':', '/']);
        let parts: Vec<&str> = word.split('/').collect();
        let [day, month, year] = parts[..] else { return None };
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())
        };
        let is_day = digits(day, 2) && digits(month, 2) && year.len() == 4 && digits(year, 4);
        is_day.then_some((word, [day, month, year]))
    })
}

/// Words of the form of a day that no calendar has.
fn no_days(text: &str) -> impl Iterator<Item = &str> {
    let found = days(text).filter(|(_, [day, month, year])| is_no_day(day, month, year));
    found.map(|(word, _)| word)
}

/// Days with a zero too many or too few, and as they are written.
pub(in crate::lint) fn wrong_days(text: &str) -> impl Iterator<Item = (&str, String)> {
    days(text).filter_map(|(word, [day, month, year])| {
        let number: u8 = month.parse().unwrap_or(0);
        let right_month = if number <= 2 { format!("{number:02}") } else { number.to_string() };
        let right = format!("{day:0>2}/{right_month}/{year}");
        (right != word).then_some((word, right))
    })
}

/// Texts keep the line ends of the print: a symbol may be cut there.
fn broken_lines(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    for pair in anatomy.body.windows(2) {
        let text = anatomy.text(pair[0]);
        let next = anatomy.text(pair[1]);
        let tail = text.split_whitespace().next_back().unwrap_or_default();
        let is_open = tail.contains('/') && tail.ends_with(['-', '/']) && tail.len() > 2;
        if is_open
            && tail.starts_with(|c: char| c.is_ascii_digit())
            && next.starts_with(char::is_uppercase)
        {
            report.line("N-split", pair[0], format!("Ký hiệu “{tail}” bị ngắt sang dòng sau."));
        }
        if anatomy.line(pair[0]).split.is_some() {
            report.line("N-split", pair[0], "Ký hiệu bị ngắt sang dòng sau.");
        }
    }
}
