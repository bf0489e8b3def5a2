//! The head of a document: national motto, issuer, number, place and date, kind and title.

mod cells;
mod enclosed;

use std::{ops::Range, sync::LazyLock};

use jiff::civil::Date;
use regex::Regex;

use super::{
    LineUse, Reading, all_capitals, citations,
    lines::{Line, join, single_spaces},
    marks, mostly_capitals, pattern, plain,
};

pub(super) use cells::goes_on;
use cells::{mended, split_motto, whole_cells};
pub(super) use enclosed::{attached, encloses, titles_enclosed};

/// How far down the kind of the document is looked for.
const HEAD_LINES: usize = 40;

/// How much may stand above a letterhead.
const NOISE_LINES: usize = 200;

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
        r"^(?:Căn cứ|Xét|Nhằm|Để |Trên cơ sở|Kính gửi|Theo |Tiếp tục|Triển khai thực hiện (?:Luật|Kế|Quy|Nghị|Công|Chỉ|Chương|Chiến)|(?:Thực hiện|Triển khai|Theo) (?:các\s)?(?:Luật|Bộ luật|Kế hoạch|Quyết định|Nghị quyết|Nghị định|Công văn|Chỉ thị|Thông tư|Chương trình|Chiến lược|Hướng dẫn|Thông báo|Kết luận|Đề án|Văn bản|Công điện|Tờ trình)|(?:Ủy|Uỷ) ban nhân dân|UBND|Sở |Ban |Hội |Bộ |Năm \d|Trong )",
    )
});
static WITH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^[(\[]?\s*(?:(?:ban hành|phê duyệt) )?kèm theo\b|^\(phê duyệt tại")
});
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:quyền )?(?:phó )?(?:chủ tịch|giám đốc|bộ trưởng|thủ tướng|trưởng ban)\b")
});

/// Reads the head and says at which line the body begins.
pub(super) fn read(lines: &[Line], reading: &mut Reading, usage: &mut [LineUse]) -> usize {
    let kind_at = (0..head_end(lines)).find(|at| kind_of(lines, *at).is_some());
    let body = |line: &Line| GROUND.is_match(&line.text);
    // Grounds above the first heading: this decision lost its own, the plan comes later.
    let kind_at = kind_at.filter(|at| !lines[..*at].iter().any(body));
    let Some(kind_at) = kind_at else { return letter_head(lines, reading, usage) };
    let begin = letterhead(lines, kind_at);
    let noise = head_lines(lines, 0..begin, usage);
    head_cells(&noise, reading);
    for at in begin..kind_at {
        if !lines[at].furniture {
            usage[at] = LineUse::Header;
        }
    }
    let cells = head_lines(lines, begin..kind_at, usage);
    keep_issuer(&head_cells(&cells, reading), reading);
    title(lines, kind_at, reading, usage)
}

/// The cells of these lines; those that number or date the document are its head.
fn head_lines(lines: &[Line], range: Range<usize>, usage: &mut [LineUse]) -> Vec<String> {
    let mut cells = Vec::new();
    for at in range.filter(|at| !lines[*at].furniture) {
        if lines[at].cells.iter().any(|cell| is_head(cell)) {
            usage[at] = LineUse::Header;
        }
        cells.extend(split_motto(&mended(&lines[at].cells)));
    }
    cells
}

/// Where the letterhead begins: what a web page prints above it is no part of the document.
fn letterhead(lines: &[Line], kind_at: usize) -> usize {
    // A narrow column breaks the motto between two lines.
    let motto = |at: &usize| {
        let mut words = lines[*at].text.clone();
        if let Some(next) = lines.get(at + 1) {
            join(&mut words, &next.text);
        }
        let whole = |text: &str| MOTTO.is_match(&text.replace(" |", ""));
        whole(&lines[*at].text) || all_capitals(&lines[*at].text) && whole(&words)
    };
    let Some(mut begin) = (0..kind_at).find(motto) else { return 0 };
    let is_part = |line: &Line| {
        let bare = line.text.chars().filter(|c| c.is_alphabetic()).count() < 4;
        let head = line.cells.iter().any(|cell| is_head(cell));
        line.furniture || bare || head || all_capitals(&line.text)
    };
    while begin > 0 && is_part(&lines[begin - 1]) {
        begin -= 1;
    }
    // Behind grounds or numbers the motto heads an annex, not the document.
    let is_noise = |line: &Line| {
        let numbered = marks::candidates(&line.text).iter().any(|mark| !mark.is_list());
        line.furniture || !numbered && !GROUND.is_match(&line.text)
    };
    if lines[..begin].iter().all(is_noise) { begin } else { 0 }
}

/// How far down the head may reach: pages of sites set a good deal above it.
fn head_end(lines: &[Line]) -> usize {
    let begin = letterhead(lines, lines.len().min(NOISE_LINES));
    lines.len().min(begin + HEAD_LINES)
}

static GROUND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:Căn cứ|Xét đề nghị|Theo đề nghị)\s|^Điều\s\d{1,2}\s*[.:]"));

/// A document without a heading of its kind: what looks like a head is read, the rest is body.
fn letter_head(lines: &[Line], reading: &mut Reading, usage: &mut [LineUse]) -> usize {
    let most = head_end(lines);
    let begin = letterhead(lines, most);
    let mut cells = Vec::new();
    let mut end = most;
    for at in begin..most {
        let line = &lines[at];
        if line.furniture {
            continue;
        }
        let subject = line.text.starts_with("V/v") || line.text.starts_with("Về việc");
        let head = line.cells.iter().any(|cell| is_head(cell));
        let begins = !marks::candidates(&line.text).is_empty() || BODY.is_match(&line.text);
        let formula = line.text.starts_with("QUYẾT ĐỊNH");
        if !subject && !head && (begins || formula || !all_capitals(&line.text)) {
            end = at;
            break;
        }
        usage[at] = LineUse::Header;
        if subject {
            reading.title.clone_from(&line.text);
        } else if !head && is_bare_title(line, &cells) {
            // The page lost "KẾ HOẠCH" above it.
            join(&mut reading.title, &line.text);
            reading.title = reading.title.trim().to_owned();
            continue;
        }
        cells.extend(split_motto(&mended(&line.cells)));
    }
    keep_issuer(&head_cells(&cells, reading), reading);
    let kind = reading.number.as_deref().and_then(citations::kind_of_number);
    reading.kind = kind.map(str::to_owned).unwrap_or_default();
    end
}

/// Capitals behind number and day that name no body: the title.
fn is_bare_title(line: &Line, before: &[String]) -> bool {
    let dated = whole_cells(before).iter().any(|cell| PLACE_DATE.is_match(cell.trim()));
    let body = COMMITTEE.is_match(&line.text) || OFFICE.is_match(&line.text);
    dated && line.length() > 12 && all_capitals(&line.text) && !body
}

static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|TRƯỞNG BAN)|THỦ TƯỚNG CHÍNH PHỦ$|CHÍNH PHỦ$|(?:BỘ|SỞ|BAN (?:VÌ|CHỈ|DÂN|QUẢN|TỔ|TUYÊN|THƯỜNG)|QUYẾT ĐỊNH|QUYẾT NGHỊ)\b)",
    )
});

fn is_head(cell: &str) -> bool {
    MOTTO.is_match(cell) || NUMBER.is_match(cell) || PLACE_DATE.is_match(cell)
}

/// Kind, the words behind it, and how many lines they take.
fn kind_of(lines: &[Line], at: usize) -> Option<(String, String, usize)> {
    let mut text = lines[at].text.clone();
    let mut taken = 1;
    // "QUYẾT" above "ĐỊNH", as narrow columns of web pages break it.
    let half = ["QUYẾT", "KẾ", "CHƯƠNG"].contains(&text.as_str());
    if let Some(next) = lines.get(at + 1).filter(|_| half) {
        join(&mut text, &next.text);
        taken = 2;
    }
    let found = KIND.captures(&text)?;
    let rest = found.get(2).map_or("", |rest| rest.as_str());
    // "KẾ HOẠCH THỰC HIỆN …" in capitals is kind and title on one line.
    let kind = sentence_case(&found[1].replace("K Ế H O Ạ C H", "KẾ HOẠCH"));
    Some((kind, rest.to_owned(), taken))
}

fn sentence_case(capitals: &str) -> String {
    let lower = capitals.to_lowercase();
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Takes number, place and date, and gives the lines that name the issuer.
fn head_cells(cells: &[String], reading: &mut Reading) -> Vec<String> {
    let mut issuer = Vec::new();
    for cell in whole_cells(cells) {
        let cell = cell.trim();
        if MOTTO.is_match(cell) {
            continue;
        }
        if let Some(found) = NUMBER.captures(cell) {
            keep_number(&found[1], reading);
        } else if let Some(found) = PLACE_DATE.captures(cell) {
            reading.place = found.get(1).map(|place| single_spaces(place.as_str()));
            reading.date = whole_date(&found[2], &found[3], &found[4]);
        } else if all_capitals(cell) && !cell.starts_with("PHỤ LỤC") {
            match issuer.last_mut().filter(|last: &&mut String| goes_on(last, cell)) {
                Some(last) => join(last, cell),
                None if cell.chars().count() > 3 || plain(cell) == "ủy" => {
                    issuer.push(cell.to_owned());
                }
                None => {}
            }
        }
    }
    issuer
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
        // Said again above the grounds.
        let mut own_lines = lines[own..].to_vec();
        own_lines.dedup();
        // "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" below the same body without its place.
        if let [first, .., last] = own_lines.as_slice() {
            let whole = last.trim_start_matches("CHỦ TỊCH ");
            if plain(whole).starts_with(&plain(first)) {
                own_lines = vec![whole.to_owned()];
            }
        }
        let name = own_lines.join(" ");
        let above = lines[..own].join(" ");
        // A board or department is of the place that the line above it names.
        let placed = BOARD.is_match(&name) && UPPER_PLACE.find(&name).is_none();
        let place = UPPER_PLACE.find(&above).filter(|_| placed);
        let placed = place.map(|place| format!("{name} {}", place.as_str().trim()));
        reading.issuer = Some(placed.unwrap_or(name));
    }
}

static BOARD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:BAN (?:VÌ SỰ TIẾN BỘ.*PHỤ NỮ|VSTBPN|CHỈ ĐẠO)|(?:SỞ|PHÒNG)\s.+)$")
});
static UPPER_PLACE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|QUẬN|XÃ|PHƯỜNG|ĐẶC KHU)\s.+$"));

/// Takes the kind and the lines of the title beneath it.
fn title(lines: &[Line], kind_at: usize, reading: &mut Reading, usage: &mut [LineUse]) -> usize {
    let Some((kind, rest, taken)) = kind_of(lines, kind_at) else { return kind_at };
    usage[kind_at..kind_at + taken].fill(LineUse::Header);
    let decides = matches!(kind.as_str(), "Quyết định" | "Nghị quyết");
    reading.kind = kind;
    reading.title = rest;
    let mut at = kind_at + taken;
    while at < lines.len() && at < kind_at + 12 {
        let line = &lines[at];
        if line.furniture {
            at += 1;
            if RULE_ENDS.is_match(&line.text) && !reading.title.is_empty() {
                break;
            }
            continue;
        }
        if WITH.is_match(&line.text) || line.cells.iter().any(|cell| is_head(cell)) {
            at = issued_with(lines, at, reading, usage);
            continue;
        }
        if !reading.title.is_empty() && names_issuer(lines, at, decides) {
            at = issuer_above_grounds(lines, at, reading, usage);
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

/// "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …", above the grounds of a decision also the body itself.
fn names_issuer(lines: &[Line], at: usize, decides: bool) -> bool {
    let text = &lines[at].text;
    let body = decides && COMMITTEE.is_match(text);
    all_capitals(text) && (TITLE.is_match(text) || body)
}

static COMMITTEE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[ỦU][ỶY] BAN NHÂN|UBND|HỘI ĐỒNG NHÂN)"));

static SESSION: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s(?:KHÓA|KHOÁ|NHIỆM KỲ|KỲ HỌP)\s"));

fn issuer_above_grounds(
    lines: &[Line],
    from: usize,
    reading: &mut Reading,
    usage: &mut [LineUse],
) -> usize {
    let mut name = String::new();
    let mut at = from;
    while at < lines.len() && at < from + 3 && all_capitals(&lines[at].text) {
        let formula = lines[at].text.starts_with("QUYẾT ĐỊNH");
        if formula || lines[at].furniture || !marks::candidates(&lines[at].text).is_empty() {
            break;
        }
        join(&mut name, &lines[at].text);
        usage[at] = LineUse::Header;
        at += 1;
    }
    // "HỘI ĐỒNG NHÂN DÂN TỈNH … KHÓA XIII, KỲ HỌP THỨ 5": the session is no part of the name.
    let session = SESSION.find(&name).map_or(name.len(), |session| session.start());
    name.truncate(session);
    // "ỦY BAN NHÂN DÂN" of the letterhead lacks its place where a line of it was lost.
    let fuller = reading.issuer.as_ref().is_none_or(|known| {
        plain(&name).starts_with(&plain(known)) && name.chars().count() > known.chars().count()
    });
    if fuller {
        reading.issuer = Some(name);
    }
    at
}

/// "(Ban hành kèm theo Quyết định số 88/QĐ-UBND ngày …)", perhaps over lines, up to its bracket.
fn issued_with(lines: &[Line], from: usize, reading: &mut Reading, usage: &mut [LineUse]) -> usize {
    let mut text = lines[from].text.clone();
    usage[from] = LineUse::Header;
    let mut at = from + 1;
    while text.starts_with('(') && !text.contains(')') && at < lines.len() && at < from + 4 {
        if lines[at].blank_before || lines[at].furniture {
            break;
        }
        join(&mut text, &lines[at].text);
        usage[at] = LineUse::Header;
        at += 1;
    }
    head_cells(&mended(&lines[from].cells), reading);
    number_of_decision(&text, reading);
    at
}

/// Number and day of a plan without its own.
fn number_of_decision(text: &str, reading: &mut Reading) {
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
    // "(Thực hiện Quyết định số …)" below the title is its ground.
    let ground = text.strip_prefix('(').is_some_and(|words| BODY.is_match(words));
    if marked || ground || lines[at].row || TITLE.is_match(text) && all_capitals(text) {
        return false;
    }
    if reading.title.is_empty() {
        return !text.starts_with("Căn cứ") && !text.ends_with(':');
    }
    let open = reading.title.ends_with(',') || text.starts_with(char::is_lowercase);
    let shouted = mostly_capitals(&reading.title) && reading.title.chars().count() > 24;
    let other = lines[at].blank_before && !open || shouted && !text.starts_with('(');
    let complete = other && !mostly_capitals(text);
    !complete && !BODY.is_match(text) && !text.ends_with([';', ':'])
}
