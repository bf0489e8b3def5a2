//! Documents cited by number, and laws cited by name: kind, number, date, issuer, title.

use std::{ops::Range, sync::LazyLock};

use jiff::civil::Date;
use regex::Regex;

use super::{Citation, pattern, plain};

/// A citation and where its kind, number, date and issuer stand.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) citation: Citation,
}

const KINDS: &str = "Kế hoạch|Quyết định|Nghị quyết|Công văn|Chỉ thị|Thông tư liên tịch|Thông tư|Nghị định|Chương trình hành động|Chương trình phối hợp|Chương trình|Thông báo|Hướng dẫn|Kết luận|Quy định|Quy chế|Báo cáo|Tờ trình|Đề án|Công điện|Luật|Bộ luật|Pháp lệnh|Văn bản|Thông tri";

/// Number and symbol: "38/QĐ-BCH.PCTT", "21-CT/TW", "09/2019/NĐ-CP", slips of spacing allowed.
const SYMBOL: &str = r"\d{1,5}[a-z]?\s?(?:/-|[/-])\s?(?:(?:19|20)\d{2}\s?/\s?)?\p{Lu}[\p{L}\d]*(?:(?:[-–/&.]|\s[-–]\s?|[-–]\s|\s/)\p{Lu}[\p{L}\d]*)*";

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:\b(?P<kind>(?i:{KINDS}))(?P<name>\s\p{{Lu}}[^\d;:.()“”]{{2,90}}?)??\s)?(?P<so>(?i:số)\s?:?\s?)?\b(?P<number>{SYMBOL})"
    ))
});
static DATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s?,?\s?\(?(?:(?:ban hành|ký)\s)?(?:ngày\s?(?P<d>\d{1,2})\s?(?:[/.\-–]|tháng)\s?(?P<m>\d{1,2})(?:\s?[/.\-–]\s?|,?\s?năm\s?)(?P<y>(?:19|20)\d{2})|(?P<d2>\d{1,2})\stháng\s(?P<m2>\d{1,2})\s?,?\s?năm\s(?P<y2>(?:19|20)\d{2}))\)?",
    )
});
static ISSUED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s?,?\s?(?:do\s|của\s?)"));
static ISSUER_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[,;.:()“”\n]|\sQuy định\s|\s(?:về|ban hành|phê duyệt|quy định|hướng dẫn|triển khai|thực hiện|ngày|trên địa bàn|sửa đổi|v/v|và các|tại|thông qua|để|đã|nhằm|số|là|yêu cầu|đề nghị|giao|năm|giai đoạn|khóa|khoá|thành lập|công bố|kiện toàn|việc|đến|nêu|trong)(?:\s|$)",
    )
});
static COMMA_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:Văn hóa|Văn hoá|Lao động|Nông nghiệp|Bộ trưởng|[Pp]hòng|[Pp]hòng ngừa),$")
});
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^,?\s?[“(]?(?P<title>(?:khóa|khoá)?\s?(?:\p{Lu}+\s)?(?:về|V/v|phê duyệt|ban hành|[Qq]uy định|hướng dẫn|triển khai|thực hiện|sửa đổi|thành lập|công bố|kiện toàn|tăng cường|tổ chức|đẩy mạnh)\s)",
    )
});
static TITLE_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[;\n]|\.(?:\s|/|$)|,\s(?:Ủy ban|Uỷ ban|UBND|Sở\s|Ban\s|Hội\s|Bộ\s|Chủ tịch|[Xx]ét đề nghị|[Tt]heo đề nghị|Căn cứ\s|Thực hiện\s)|(?:,|,?\svà)\s(?:(?:các|theo)\s)?(?:Kế hoạch|Quyết định|Nghị quyết|Nghị định|Công văn|Chỉ thị|Thông tư|Kết luận|Hướng dẫn|Chương trình|Văn bản)\s(?:số\s)?\d|(?:,|,?\svà)\ssố\s?:?\s?\d{1,5}\s?[/-]|(?:giai đoạn\s\d{4}\s?[-–]\s?\d{4}|đến năm \d{4}|tầm nhìn \d{4})(?:”)?\s(?:và các|để|cho phù hợp|trong đó|nhằm)",
    )
});
static LAW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?P<kind>Bộ luật|Luật|Pháp lệnh)\s(?P<name>(?:sửa đổi, bổ sung[^;.\n]{3,80}?Luật\s)?\p{Lu}\p{L}+(?:(?:,\s(?:chống|bổ sung)|\s-\s)?\s?\p{L}+){0,9})",
    )
});
// "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B" is one law, up to its day.
static AMENDING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bLuật\s(?P<name>[Ss]ửa đổi,?\s(?:và\s)?bổ sung\s(?:một số điều của\s)?(?:các\s)?(?:[Ll]uật|Bộ luật)\s\p{L}[^;.,\n]{3,140}?)(?:\s(?:ngày|năm|số)\s\d|[;.,\n]|$)",
    )
});
static LAW_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\s(?:năm|ngày|số|và\s(?:Luật|các|Nghị|Bộ)|được|của|theo|về|có|đã|cho|trên|trong|đến|tới|sẽ|quy|các|ở|tại|Nghị|với|khi|nhằm|để|do|là)(?:\s|$)",
    )
});

/// The citations of a text in printed order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for captures in NUMBERED.captures_iter(text) {
        let Some(number) = captures.name("number") else { continue };
        let kind = captures.name("kind").map(|kind| kind.as_str());
        let symbol = mended(number.as_str());
        let Some(kind) = kind_of(kind, captures.name("so").is_some(), &symbol) else { continue };
        let start = captures.get(0).map_or(number.start(), |whole| whole.start());
        let name = captures.name("name").map_or("", |name| name.as_str()).trim();
        let mut citation = blank(kind, symbol);
        let end = number.end() + follow(&text[number.end()..], &mut citation);
        if citation.title.is_empty() && !name.is_empty() {
            citation.title = format!("{} {name}", citation.kind);
        }
        if found.last().is_some_and(|last| last.range.end > start) {
            continue;
        }
        found.push(Found { range: start..end, citation });
    }
    share_days(text, &mut found);
    laws(text, &mut found);
    found.sort_by_key(|found| found.range.start);
    found
}

/// "Nghị quyết số 19-NQ/TW, Nghị quyết số 20-NQ/TW ngày 25/10/2017": numbers that follow each other under
/// one symbol are of one day; any other pair may be of two.
fn share_days(text: &str, found: &mut [Found]) {
    static AND: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s?(?:,|và|,?\svà)\s$"));
    let parts = |number: &str| {
        let (count, symbol) = number.split_once(['/', '-'])?;
        Some((count.parse::<u32>().ok()?, symbol.to_owned()))
    };
    for at in (1..found.len()).rev() {
        let [first, second] = &mut found[at - 1..=at] else { continue };
        let gap = text.get(first.range.end..second.range.start).unwrap_or("");
        let pair = parts(&first.citation.number).zip(parts(&second.citation.number));
        let follow =
            pair.is_some_and(|((one, symbol), (two, other))| one + 1 == two && symbol == other);
        let bare = first.citation.date.is_none() && first.citation.issuer.is_empty();
        if follow && bare && AND.is_match(gap) {
            first.citation.date = second.citation.date;
            first.citation.issuer.clone_from(&second.citation.issuer);
        }
    }
}

fn blank(kind: String, number: String) -> Citation {
    let (issuer, issuer_by_symbol, title) = (String::new(), String::new(), String::new());
    Citation { kind, number, date: None, issuer, issuer_by_symbol, title, anchors: Vec::new() }
}

/// Spacing slips taken out: "176 /KH-UBND".
fn mended(number: &str) -> String {
    let bare = number.chars().filter(|c| !c.is_whitespace());
    bare.map(|c| if c == '–' { '-' } else { c }).collect::<String>().replace("/-", "-")
}

/// The kind that a number of its own tells: "71/KH-UBND" is a plan.
pub(super) fn kind_of_number(number: &str) -> Option<&'static str> {
    let sign = number.split(['/', '-']).nth(1)?;
    SYMBOLS.iter().find(|(known, _)| *known == sign).map(|(_, kind)| *kind)
}

/// The kind as printed, or as the symbol says it; nothing where neither speaks of a document.
fn kind_of(printed: Option<&str>, numbered: bool, symbol: &str) -> Option<String> {
    let by_symbol = symbol
        .split(['/', '-'])
        .find_map(|part| SYMBOLS.iter().find(|(sign, _)| *sign == part))
        .map(|(_, kind)| *kind);
    if let Some(printed) = printed {
        let lower = printed.to_lowercase();
        let official = KINDS.split('|').find(|kind| kind.to_lowercase() == lower)?;
        let vague = matches!(official, "Văn bản" | "Báo cáo" | "Kế hoạch" | "Chương trình");
        return Some(by_symbol.filter(|_| vague).unwrap_or(official).to_owned());
    }
    if let Some(kind) = by_symbol {
        return Some(kind.to_owned());
    }
    if symbol.contains("/QH") {
        return Some("Luật".to_owned());
    }
    let lettered = symbol.contains('/') && symbol.contains('-');
    (numbered && lettered).then(|| "Công văn".to_owned())
}

const SYMBOLS: [(&str, &str); 17] = [
    ("KH", "Kế hoạch"),
    ("QĐ", "Quyết định"),
    ("NQ", "Nghị quyết"),
    ("CT", "Chỉ thị"),
    ("TT", "Thông tư"),
    ("TTLT", "Thông tư liên tịch"),
    ("NĐ", "Nghị định"),
    ("CTr", "Chương trình"),
    ("CTrPH", "Chương trình phối hợp"),
    ("TB", "Thông báo"),
    ("HD", "Hướng dẫn"),
    ("KL", "Kết luận"),
    ("BC", "Báo cáo"),
    ("TTr", "Tờ trình"),
    ("QC", "Quy chế"),
    ("QyĐ", "Quy định"),
    ("ĐA", "Đề án"),
];

/// Reads date and issuer, in either order, and the title behind them; gives the length taken.
fn follow(rest: &str, citation: &mut Citation) -> usize {
    let mut at = 0;
    for _ in 0..3 {
        let tail = &rest[at..];
        if let Some(found) = DATED.captures(tail).filter(|_| citation.date.is_none()) {
            citation.date = printed_date(&found);
            at += found[0].len();
        } else if let Some(of) = ISSUED.find(tail).filter(|of| {
            // "củaBan Bí thư": a space lost on the way.
            let begins = tail[of.end()..].chars().next();
            citation.issuer.is_empty()
                && (of.as_str().ends_with(' ') || begins.is_some_and(char::is_uppercase))
        }) {
            let end = issuer_end(&tail[of.end()..]);
            tail[of.end()..of.end() + end].trim().clone_into(&mut citation.issuer);
            at += of.end() + end;
        }
    }
    if let Some(found) = TITLED.captures(&rest[at..]).and_then(|found| found.name("title")) {
        let title = &rest[at + found.start()..];
        let end = TITLE_END.find(title).map_or(title.len(), |end| end_of_title(&end));
        let title = title[..end].trim_matches([' ', ',', '“', '”', '(', ')']);
        citation.title = shortened(title);
    }
    at
}

/// A period at the end of a title belongs to it, the words that go on do not.
fn end_of_title(end: &regex::Match<'_>) -> usize {
    let years = end.as_str().rfind(|c: char| c.is_ascii_digit() || c == '”');
    match years.filter(|_| end.as_str().starts_with(['g', 'đ', 't'])) {
        Some(last) => {
            let width = end.as_str()[last..].chars().next().map_or(1, char::len_utf8);
            end.start() + last + width
        }
        None => end.start(),
    }
}

fn shortened(title: &str) -> String {
    let mut text = title.to_owned();
    if text.matches('“').count() > text.matches('”').count() {
        text.push('”');
    }
    match text.char_indices().nth(500) {
        Some((end, _)) => {
            let cut = text[..end].rfind(' ').unwrap_or(end);
            format!("{}…", &text[..cut])
        }
        None => text,
    }
}

fn issuer_end(text: &str) -> usize {
    let mut from = 0;
    // Names of bodies are short; a stop beyond is none.
    let limit = text.char_indices().nth(160).map_or(text.len(), |(index, _)| index);
    while let Some(end) = ISSUER_END.find(&text[from..limit]) {
        let at = from + end.start();
        let comma = end.as_str() == ",";
        if !(comma && COMMA_NAME.is_match(&text[..=at])) {
            return at;
        }
        from = at + 1;
    }
    limit
}

/// "ngày 13/5/2021", and "13 tháng 5 năm 2021" whose "ngày" was left out.
fn printed_date(found: &regex::Captures<'_>) -> Option<Date> {
    let part = |one: &str, other: &str| Some(found.name(one).or(found.name(other))?.as_str());
    whole_date(part("d", "d2")?, part("m", "m2")?, part("y", "y2")?)
}

fn whole_date(day: &str, month: &str, year: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Laws by name, where no number already covers them.
fn laws(text: &str, found: &mut Vec<Found>) {
    let mut named: Vec<Found> = Vec::new();
    for captures in AMENDING.captures_iter(text) {
        let (Some(whole), Some(name)) = (captures.get(0), captures.name("name")) else { continue };
        let range = whole.start()..name.end();
        if found.iter().any(|one| one.range.start < range.end && range.start < one.range.end) {
            continue;
        }
        let mut citation = blank("Luật".to_owned(), String::new());
        citation.title = format!("Luật {}", name.as_str());
        let length = follow_law(&text[range.end..], &mut citation);
        named.push(Found { range: range.start..range.end + length, citation });
    }
    let amending: Vec<Range<usize>> = named.iter().map(|one| one.range.clone()).collect();
    let mut numbered = found.iter().peekable();
    for captures in LAW.captures_iter(text) {
        let (Some(whole), Some(name)) = (captures.get(0), captures.name("name")) else { continue };
        while numbered.peek().is_some_and(|found| found.range.end <= whole.start()) {
            numbered.next();
        }
        if numbered.peek().is_some_and(|found| found.range.start < whole.end()) {
            continue;
        }
        if amending.iter().any(|range| range.contains(&whole.start())) {
            continue;
        }
        let printed = name.as_str();
        let end = LAW_END.find(printed).map_or(printed.len(), |end| end.start());
        let printed = &printed[..end];
        let mut citation = blank(captures["kind"].to_owned(), String::new());
        citation.title = format!("{} {printed}", &captures["kind"]);
        let at = name.start() + end;
        let length = follow_law(&text[at..], &mut citation);
        named.push(Found { range: whole.start()..at + length, citation });
    }
    found.extend(named);
}

fn follow_law(rest: &str, citation: &mut Citation) -> usize {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s(?:năm\s)(?:19|20)\d{2}"));
    if let Some(found) = DATED.captures(rest) {
        citation.date = printed_date(&found);
        return found[0].len();
    }
    match YEAR.find(rest) {
        Some(year) => {
            citation.title.push_str(year.as_str());
            year.len()
        }
        None => 0,
    }
}

/// What makes two citations the same document.
pub(super) fn key(citation: &Citation) -> String {
    if citation.number.is_empty() {
        return plain(&citation.title);
    }
    // Numbers start anew each year and with each issuer of a like symbol.
    let year = citation.date.map(|date| date.year().to_string()).unwrap_or_default();
    format!("{}|{year}", plain(&citation.number))
}
