//! The head of a document: national motto, issuer, number, place and date, kind and title.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::{
    LineUse, Reading, all_capitals, citations,
    lines::{Line, join, single_spaces},
    marks, pattern, plain,
};

/// How far down the kind of the document is looked for.
const HEAD_LINES: usize = 40;

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^số\s*:?\s*([\d.…_\s]*[/-]?\s*[\p{Lu}\d][\p{L}\d.&/\s-]*)$"));
static MOTTO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)c[ộô]ng h[òo][àa]? x[ãa] h[ộô]i ch[ủu] ngh[ĩi]a|độc lập\s*[-–—]\s*tự do|đảng cộng sản việt nam",
    )
});
static PLACE_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(\p{L}[\p{L}\s.-]{1,40}?)\s*,\s*)?ngày\s*([\d.…_\s]*)tháng\s*([\d.…_\s]*)năm\s*(\d{4})\.?$",
    )
});
static KIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(KẾ HOẠCH(?: HÀNH ĐỘNG| LIÊN TỊCH| PHỐI HỢP| CÔNG TÁC)?|QUYẾT ĐỊNH|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG| CÔNG TÁC)?|HƯỚNG DẪN|CHỈ THỊ|NGHỊ QUYẾT|THÔNG BÁO|ĐỀ ÁN|PHƯƠNG ÁN|CÔNG VĂN|BÁO CÁO|K Ế H O Ạ C H)(?:\s+(.*))?$",
    )
});
static BODY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:Căn cứ|Xét|Nhằm|Để |Trên cơ sở|Kính gửi|Theo |Tiếp tục|Triển khai thực hiện (?:Luật|Kế|Quy|Nghị|Công|Chỉ|Chương|Chiến)|(?:Thực hiện|Triển khai|Theo) (?:Luật|Kế hoạch|Quyết định|Nghị quyết|Nghị định|Công văn|Chỉ thị|Thông tư|Chương trình|Chiến lược|Hướng dẫn|Thông báo)|(?:Ủy|Uỷ) ban nhân dân|UBND|Sở |Ban |Hội |Bộ |Năm \d|Trong )",
    )
});
static WITH: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^[(\[]?\s*(?:ban hành )?kèm theo\b|^\(phê duyệt tại"));
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:quyền )?(?:phó )?(?:chủ tịch|giám đốc|bộ trưởng|thủ tướng|trưởng ban)\b")
});

/// Reads the head and says at which line the body begins.
pub(super) fn read(lines: &[Line], reading: &mut Reading, usage: &mut [LineUse]) -> usize {
    let kind_at = lines.iter().take(HEAD_LINES).position(|line| kind_of(line).is_some());
    let Some(kind_at) = kind_at else { return letter_head(lines, reading, usage) };
    let mut issuer = Vec::new();
    for at in 0..kind_at {
        if !lines[at].furniture {
            usage[at] = LineUse::Header;
            head_cells(&lines[at], reading, &mut issuer);
        }
    }
    keep_issuer(&issuer, reading);
    title(lines, kind_at, reading, usage)
}

/// A document without a heading of its kind: what looks like a head is read, the rest is body.
fn letter_head(lines: &[Line], reading: &mut Reading, usage: &mut [LineUse]) -> usize {
    let mut issuer = Vec::new();
    for at in 0..lines.len().min(HEAD_LINES) {
        let line = &lines[at];
        if line.furniture {
            continue;
        }
        let subject = line.text.starts_with("V/v") || line.text.starts_with("Về việc");
        let head = line.cells.iter().any(|cell| is_head(cell));
        let begins = !marks::candidates(&line.text).is_empty() || BODY.is_match(&line.text);
        if !subject && !head && (begins || !all_capitals(&line.text)) {
            keep_issuer(&issuer, reading);
            return at;
        }
        usage[at] = LineUse::Header;
        if subject {
            reading.title.clone_from(&line.text);
        }
        head_cells(line, reading, &mut issuer);
    }
    keep_issuer(&issuer, reading);
    lines.len().min(HEAD_LINES)
}

fn is_head(cell: &str) -> bool {
    MOTTO.is_match(cell) || NUMBER.is_match(cell) || PLACE_DATE.is_match(cell)
}

fn kind_of(line: &Line) -> Option<(String, String)> {
    let found = KIND.captures(&line.text)?;
    let rest = found.get(2).map_or("", |rest| rest.as_str());
    // "KẾ HOẠCH THỰC HIỆN …" in capitals is kind and title on one line.
    let kind = sentence_case(&found[1].replace("K Ế H O Ạ C H", "KẾ HOẠCH"));
    Some((kind, rest.to_owned()))
}

fn sentence_case(capitals: &str) -> String {
    let lower = capitals.to_lowercase();
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn head_cells(line: &Line, reading: &mut Reading, issuer: &mut Vec<String>) {
    for cell in split_motto(&mended(&line.cells)) {
        let cell = cell.trim();
        if MOTTO.is_match(cell) {
            continue;
        }
        if let Some(found) = NUMBER.captures(cell) {
            keep_number(&found[1], reading);
        } else if let Some(found) = PLACE_DATE.captures(cell) {
            reading.place = found.get(1).map(|place| single_spaces(place.as_str()));
            reading.date = whole_date(&found[2], &found[3], &found[4]);
        } else if all_capitals(cell) && cell.chars().count() > 3 && !cell.starts_with("PHỤ LỤC")
        {
            issuer.push(cell.to_owned());
        }
    }
}

/// Two columns printed on one line: the left one ends where the motto or the place begins.
fn split_motto(printed: &[String]) -> Vec<String> {
    static SEAM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"CỘNG H|Độc lập|ĐẢNG CỘNG SẢN|(?:\p{Lu}[\p{L}.-]*\s){1,5}?\p{Lu}?[\p{L}.-]*,\s*ngày\s|,?\s*ngày\s[\d.…_\s]*tháng",
        )
    });
    let mut cells = Vec::new();
    for cell in printed {
        match SEAM.find(cell).filter(|seam| seam.start() > 0) {
            Some(seam) => split_at_number(cell, seam.start(), &mut cells),
            None => cells.push(cell.clone()),
        }
    }
    cells
}

fn split_at_number(cell: &str, at: usize, cells: &mut Vec<String>) {
    static LEADING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(số\s*:?\s*[\d.…]*\s*[/-]\s*[\p{Lu}Đ][\p{Lu}\p{L}.&-]*(?:[/-][\p{Lu}.&]+)*)\s+(.+)$",
        )
    });
    if let Some(found) = LEADING.captures(cell) {
        cells.extend([found[1].to_owned(), found[2].to_owned()]);
    } else {
        let (left, right) = cell.split_at(at);
        cells.extend([left.to_owned(), right.to_owned()]);
    }
}

/// Gaps left for the pen part "Số:" from "/KH-UBND" and "ngày" from "tháng"; no column ends there.
fn mended(printed: &[String]) -> Vec<String> {
    static OPEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:^số\s*:?[\s.…\d]*|\bngày[\s.…\d]*|\btháng[\s.…\d]*|\bnăm)$")
    });
    let mut cells: Vec<String> = Vec::new();
    for cell in printed {
        match cells.last_mut().filter(|last| OPEN.is_match(last)) {
            Some(last) => {
                last.push(' ');
                last.push_str(cell);
            }
            None => cells.push(cell.clone()),
        }
    }
    cells
}

fn keep_number(printed: &str, reading: &mut Reading) {
    let number: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
    if number.starts_with(|c: char| c.is_ascii_digit()) && reading.number.is_none() {
        reading.number = Some(number);
    }
}

fn whole_date(day: &str, month: &str, year: &str) -> Option<Date> {
    Date::new(year.trim().parse().ok()?, month.trim().parse().ok()?, day.trim().parse().ok()?).ok()
}

fn keep_issuer(lines: &[String], reading: &mut Reading) {
    static OWN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:SỞ|BAN|HỘI|LIÊN|BỘ|CÔNG AN|TRƯỜNG|CHI CỤC|UBND|ỦY BAN|UỶ BAN|THANH TRA|ĐÀI|PHÒNG)\s",
        )
    });
    // The first lines may name the body above: only the last body issues.
    let own = lines.iter().rposition(|line| OWN.is_match(line)).unwrap_or(0);
    if reading.issuer.is_none() && !lines.is_empty() {
        reading.issuer = Some(lines[own..].join(" "));
    }
}

/// Takes the kind and the lines of the title beneath it.
fn title(lines: &[Line], kind_at: usize, reading: &mut Reading, usage: &mut [LineUse]) -> usize {
    let Some((kind, rest)) = kind_of(&lines[kind_at]) else { return kind_at };
    usage[kind_at] = LineUse::Header;
    reading.kind = kind;
    reading.title = rest;
    let mut at = kind_at + 1;
    while at < lines.len() && at < kind_at + 10 {
        let line = &lines[at];
        if line.furniture {
            at += 1;
            if RULE_ENDS.is_match(&line.text) && !reading.title.is_empty() {
                break;
            }
            continue;
        }
        if WITH.is_match(&line.text) || line.cells.iter().any(|cell| is_head(cell)) {
            usage[at] = LineUse::Header;
            head_cells(line, reading, &mut Vec::new());
            issued_with(&line.text, reading);
            at += 1;
            continue;
        }
        // "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" above the grounds of a decision.
        if TITLE.is_match(&line.text) && all_capitals(&line.text) && !reading.title.is_empty() {
            usage[at] = LineUse::Header;
            reading.issuer.get_or_insert_with(|| line.text.clone());
            at += 1;
            break;
        }
        if !title_line(lines, at, reading) {
            break;
        }
        join(&mut reading.title, &line.text);
        usage[at] = LineUse::Header;
        at += 1;
    }
    at
}

/// "(Ban hành kèm theo Quyết định số 88/QĐ-UBND ngày …)": number and day of a plan without its own.
fn issued_with(text: &str, reading: &mut Reading) {
    let Some(found) = citations::find(text).into_iter().next() else { return };
    if reading.number.is_none() && !found.citation.number.is_empty() {
        reading.number = Some(found.citation.number);
        reading.date = reading.date.or(found.citation.date);
    }
    if reading.issuer.is_none() && !found.citation.issuer.is_empty() {
        reading.issuer = Some(found.citation.issuer);
    }
}

static RULE_ENDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[-–—_*]{3,}$"));

fn title_line(lines: &[Line], at: usize, reading: &Reading) -> bool {
    let text = &lines[at].text;
    let marked = marks::candidates(text).iter().any(|mark| !mark.is_list());
    if marked || lines[at].row || TITLE.is_match(text) && all_capitals(text) {
        return false;
    }
    if reading.title.is_empty() {
        return !text.starts_with("Căn cứ") && !text.ends_with(':');
    }
    let complete = lines[at].blank_before && !all_capitals(text);
    !complete && !BODY.is_match(text) && !text.ends_with([';', ':'])
}

/// A document that follows a signature block: the plan that a decision issues.
pub(super) fn attached(
    lines: &[Line],
    from: usize,
    reading: &mut Reading,
    usage: &mut [LineUse],
) -> Option<usize> {
    let kind_at = (from..lines.len().min(from + 12)).find(|at| kind_of(&lines[*at]).is_some())?;
    let head = (from..kind_at).all(|at| {
        let line = &lines[at];
        line.furniture
            || line.cells.iter().any(|cell| is_head(cell))
            || all_capitals(&line.text) && !plain(&line.text).starts_with("phụ lục")
    });
    if !head {
        return None;
    }
    for at in from..kind_at {
        if !lines[at].furniture {
            usage[at] = LineUse::Header;
        }
    }
    Some(title(lines, kind_at, reading, usage))
}
