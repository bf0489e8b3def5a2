//! Dates as official texts print them: deadlines, windows, days, months, quarters, rhythms.

pub(super) mod lists;

use std::{ops::Range, sync::LazyLock};

use regex::{Captures, Regex};

use super::{DateRole, Frequency, PrintedDate, ReadDate, pattern};

/// A date expression and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) date: ReadDate,
}

/// Day and month with or without a year, groups numbered by `n`.
pub(super) fn day_month(n: u8) -> String {
    format!(
        r"\b(?P<d{n}>\d{{1,2}})\s?(?P<s{n}>[/.\-–]|tháng)\s?(?P<m{n}>\d{{1,2}})\b(?:(?:\s?[/.\-–]\s?|,?\s?năm\s?)(?P<y{n}>(?:19|20)\d{{2}})\b)?"
    )
}

static WINDOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)(?:(?:bắt đầu )?từ\s)?(?:ngày\s)?{}(?:\s?(?:đến|tới)(?:\shết)?\s|,?\s(?:và\s)?kết thúc\s(?:vào\s)?|\s[-–]\s?|\s?[-–]\s)(?:ngày\s)?{}",
        day_month(1),
        day_month(2)
    ))
});
static SHORT_WINDOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)(?:từ\s)?(?:ngày\s)?\b(?P<d1>\d{{1,2}})\s?(?:[-–]|đến(?:\shết)?|tới)\s?(?:ngày\s)?{}",
        day_month(2)
    ))
});
// "15/11-15/12": without spaces only where both ends are written with strokes.
static CLOSE_WINDOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:từ\s)?(?:ngày\s)?\b(?P<d1>\d{1,2})/(?P<m1>\d{1,2})(?:/(?P<y1>(?:19|20)\d{2}))?\s?[-–]\s?(?:ngày\s)?(?P<d2>\d{1,2})/(?P<m2>\d{1,2})(?:/(?P<y2>(?:19|20)\d{2}))?\b",
    )
});
static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:từ\s)?tháng\s(?P<m1>\d{1,2})(?:[/-](?P<y1>20\d{2}))?\s?(?:đến|-|–)\s?(?:hết\s)?tháng\s(?P<m2>\d{1,2})(?:(?:\s?[/-]\s?|\snăm\s)(?P<y2>20\d{2}))?",
    )
});
static DEADLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)(?P<word>(?:xong )?trước|chậm nhất(?: là)?|muộn nhất(?: là)?|không (?:muộn|quá|chậm) hơn|không quá|(?:đến|trước|tới) hết|hạn (?:cuối|chót)(?: là)?|thời hạn(?: là)?:?)\s(?:vào\s)?(?:\d{{1,2}}\s?(?:giờ|h)\s?(?:\d{{1,2}}\s?(?:phút)?)?,?\s)?(?:(?:các\s)?ngày\s)?(?:{}|(?P<d3>\d{{1,2}})\s(?:hằng|hàng|mỗi)\stháng|tháng\s(?P<m4>\d{{1,2}})(?:(?:\s?[/-]\s?|\snăm\s)(?P<y4>20\d{{2}}))?|(?P<d5>\d{{1,2}})\s(?:của\s)?tháng\s(?:cuối|đầu|tiếp|sau))",
        day_month(1)
    ))
});
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?i)(?P<week>tuần\s(?:thứ\s)?)?(?P<word>(?:ngày|dịp)\s)?{}", day_month(1)))
});
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\btháng\s(?P<m1>\d{1,2})(?:\s?[/.-]\s?|\snăm\s)(?P<y1>20\d{2})\b")
});
// A month without a year is believed where the words say that something happens in it.
static IN_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:trong|vào|cuối|đầu|giữa)\s(?:cuối\s|đầu\s|giữa\s)?tháng\s(?P<m1>\d{1,2})\b")
});
// A year or half of it is a time where it fills a field, or where the words put something into it.
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[:|]\s|\btrong\s|\bsuốt\s)(?P<when>(?:(?P<half>0?6 tháng (?:đầu|cuối) năm)|(?:trong\s|cả\s)?năm)\s(?P<y1>20\d{2}))\s?(?:[.;)|\n]|$)",
    )
});
static QUARTERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bquý\s(?P<q>IV|III|II|I|[1-4])(?:(?:\s?[,–-]\s?|\sđến\s)(?:quý\s)?(?:IV|III|II|I|[1-4])\b)*(?:\s?[,–-]\s?|\sđến\s|\svà\s)(?:quý\s)?(?P<r>IV|III|II|I|[1-4])\b(?:\s?/\s?|,?\snăm\s)(?P<y1>20\d{2})\b",
    )
});
static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bquý\s(?P<q>IV|III|II|I|[1-4])\b(?:(?:\s?[/-]\s?|,?\snăm\s)(?P<y1>20\d{2})\b|(?P<times>\s(?:buổi|lần|lượt|cuộc|kỳ|lớp|đợt|tin|bài|số)\b))?",
    )
});
static RHYTHM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:định kỳ\s(?:(?:hằng|hàng)\s)?(?P<p>0?[69]\stháng|sáu tháng|năm|quý|tháng|tuần)|(?:hằng|hàng|mỗi)\s(?P<h>năm|quý|tháng|tuần)|thường xuyên|(?P<e>đột xuất))\b",
    )
});
static APPROXIMATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:khoảng|dự kiến|vào giữa|trung tuần)[^.;\d]{0,40}$"));

/// The date expressions of a text, in printed order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut finder = Finder { text, masked: text.to_owned(), found: Vec::new() };
    finder.pass(&WINDOW, |found| span(DateRole::Window, date(found, 1)?, date(found, 2)?));
    finder.pass(&CLOSE_WINDOW, |found| span(DateRole::Window, date(found, 1)?, date(found, 2)?));
    finder.pass(&MONTHS, |found| span(DateRole::Window, month(found, 1)?, month(found, 2)?));
    lists::months(&mut finder);
    lists::days(&mut finder);
    finder.pass(&SHORT_WINDOW, |found| {
        let to = date(found, 2)?;
        let from = PrintedDate { day: number(found, "d1").filter(|d| (1..=31).contains(d)), ..to };
        from.day?;
        span(DateRole::Window, from, to)
    });
    finder.pass(&DEADLINE, deadline);
    finder.pass(&DAY, |found| {
        let mut day = date(found, 1)?;
        if is_of_months(found) {
            return None;
        }
        if found.name("week").is_some() {
            // "tuần 3 tháng 6/2026" is the third week, not the third day.
            day.day = None;
            return Some(single(DateRole::Span, day));
        }
        (found.name("word").is_some() || day.year.is_some()).then(|| single(DateRole::Day, day))
    });
    lists::bare_days(&mut finder);
    finder.pass(&MONTH, |found| Some(single(DateRole::Span, month(found, 1)?)));
    finder.pass(&IN_MONTH, |found| Some(single(DateRole::Span, month(found, 1)?)));
    finder.pass(&QUARTERS, quarters);
    finder.pass(&QUARTER, quarter);
    finder.pass(&RHYTHM, |found| Some(rhythm(found)));
    years(&mut finder);
    finder.found.sort_by_key(|found| found.range.start);
    finder.found.retain(|found| !is_of_money(text, found));
    days_of_reports(text, &mut finder.found);
    lists::share(text, &mut finder.found);
    share_year(text, &mut finder.found);
    finder.found
}

/// "báo cáo … vào cuối tháng 6", "vào ngày 10 tháng 6", "trong tháng 11/2024": when a report is due.
fn days_of_reports(text: &str, found: &mut [Found]) {
    static REPORT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:báo cáo|gửi kết quả)\b(?P<said>[^.;\n]{0,200})$"));
    static INTO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:\s(?:vào|trong)|thời (?:gian|hạn)(?: gửi| nộp)?:?)\s(?:các\s)?$")
    });
    // "5 | Báo cáo tổng kết | Phòng A | | 05/12/2026 |": the task of the row is the report.
    static CELL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:^|\|\s)(?:lập |gửi |tổng hợp,? |xây dựng )?báo cáo\b[^\n]*\|\s$")
    });
    // "hội nghị báo cáo chuyên đề vào ngày 15/11" and what the report is about are no deadlines.
    static MEETING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:hội nghị|hội thảo|cuộc họp|buổi|lớp|tổ chức|diễn ra)[^.;\n]{0,200}$")
    });
    for one in found.iter_mut() {
        let before = &text[..one.range.start];
        let near = before.char_indices().rev().nth(300).map_or(0, |(index, _)| index);
        let before = &before[near..];
        let end = one.date.role == DateRole::Span
            && one.date.printed.to_lowercase().contains("cuối tháng");
        let into = INTO.is_match(before) || one.date.printed.to_lowercase().starts_with("trong ");
        let exact = matches!(one.date.role, DateRole::Day | DateRole::Span);
        let row = CELL.is_match(before) && text[one.range.end..].trim_start().starts_with('|');
        if row && one.date.role == DateRole::Day {
            one.date.role = DateRole::NoLaterThan;
        }
        let single = exact && one.date.from.is_none() && into && !MEETING.is_match(before);
        if (end || single) && REPORT.is_match(before) {
            one.date.role = DateRole::NoLaterThan;
        }
    }
}

/// "6 - 8/2024" is from June to August, no sixth day.
fn is_of_months(found: &Captures<'_>) -> bool {
    let dash = found.name("s1").is_some_and(|between| matches!(between.as_str(), "-" | "–"));
    let (Some(month), Some(year)) = (found.name("m1"), found.name("y1")) else { return false };
    let whole = found.get(0).map_or("", |whole| whole.as_str());
    let length = year.end() - month.end();
    dash && whole[whole.len() - length..].trim_start().starts_with('/')
}

/// "Thời gian: Cả năm 2024", "6 tháng cuối năm 2024".
fn years(finder: &mut Finder<'_>) {
    let mut taken = Vec::new();
    let masked = finder.masked.clone();
    for found in YEAR.captures_iter(&masked) {
        let (Some(when), year) = (found.name("when"), number(&found, "y1")) else { continue };
        let month = |month: i8| PrintedDate { day: None, month: Some(month), year };
        let date = match found.name("half").map(|half| half.as_str().to_lowercase()) {
            Some(half) if half.contains("đầu") => span(DateRole::Span, month(1), month(6)),
            Some(_) => span(DateRole::Span, month(7), month(12)),
            None => Some(single(DateRole::Span, PrintedDate { day: None, month: None, year })),
        };
        let Some(date) = date else { continue };
        finder.keep(when.range(), date);
        taken.push(when.range());
    }
    finder.mask(&taken);
}

/// "dự toán chi thường xuyên hằng năm" and "vụ việc đột xuất" are no rhythm of the item.
fn is_of_money(text: &str, found: &Found) -> bool {
    static MONEY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:dự toán|ngân sách|\bchi|kinh phí|nguồn|vụ việc|vấn đề)[^.;\n]{0,30}$")
    });
    if found.date.role != DateRole::Rhythm {
        return false;
    }
    let before = &text[..found.range.start];
    let start = before.char_indices().rev().nth(50).map_or(0, |(index, _)| index);
    MONEY.is_match(&before[start..])
}

/// "quý II và quý III/2024": the year said last holds for both.
fn share_year(text: &str, found: &mut [Found]) {
    for index in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(index);
        let (Some(one), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let gap = text.get(one.range.end..next.range.start).unwrap_or("");
        let listed = matches!(gap.trim(), "và" | "," | ", và" | "hoặc" | "đến" | "-" | "–");
        let same = one.date.role == next.date.role && !one.date.role.is_deadline();
        let year = next.date.to.and_then(|to| to.year);
        if !(listed && same && year.is_some()) {
            continue;
        }
        for end in [&mut one.date.from, &mut one.date.to].into_iter().flatten() {
            end.year = end.year.or(year);
        }
    }
}

struct Finder<'a> {
    text: &'a str,
    /// The text with what is already understood blanked out.
    masked: String,
    found: Vec<Found>,
}

impl Finder<'_> {
    fn pass(&mut self, expression: &Regex, make: impl Fn(&Captures<'_>) -> Option<ReadDate>) {
        let (mut ranges, mut kept) = (Vec::new(), Vec::new());
        for captures in expression.captures_iter(&self.masked) {
            let Some(whole) = captures.get(0) else { continue };
            let Some(date) = make(&captures) else { continue };
            ranges.push(whole.range());
            kept.push((whole.range(), date));
        }
        for (range, date) in kept {
            self.keep(range, date);
        }
        self.mask(&ranges);
    }

    /// Adds a date with the words it is printed in.
    fn keep(&mut self, range: Range<usize>, mut date: ReadDate) {
        self.text[range.clone()].trim().clone_into(&mut date.printed);
        date.approximate = is_approximate(&self.text[..range.start], &date.printed);
        self.found.push(Found { range, date });
    }

    fn mask(&mut self, ranges: &[Range<usize>]) {
        for range in ranges {
            self.masked.replace_range(range.clone(), &"\u{1}".repeat(range.len()));
        }
    }
}

fn is_approximate(before: &str, printed: &str) -> bool {
    let start = before.char_indices().rev().nth(50).map_or(0, |(index, _)| index);
    APPROXIMATE.is_match(&before[start..]) || printed.to_lowercase().starts_with("khoảng")
}

/// The text with these ranges blanked, every other byte in its place.
pub(super) fn masked(text: &str, ranges: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in ranges.iter().filter(|range| range.end <= text.len()) {
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        out.extend(std::iter::repeat_n('\u{1}', range.len()));
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

fn span(role: DateRole, mut from: PrintedDate, to: PrintedDate) -> Option<ReadDate> {
    // "08/3/1910 - 08/3/2026" is an anniversary: what happens, happens on the last day.
    if let (Some(first), Some(last)) = (from.year, to.year)
        && last - first >= 5
    {
        return Some(single(DateRole::Day, to));
    }
    if from.year.is_none() {
        let wraps = (from.month, from.day) > (to.month, to.day);
        from.year = to.year.map(|year| if wraps { year - 1 } else { year });
    }
    let ordered = from.year != to.year || (from.month, from.day) <= (to.month, to.day);
    let mut date = single(role, to);
    date.from = Some(from);
    (ordered || to.year.is_none()).then_some(date)
}

const fn single(role: DateRole, to: PrintedDate) -> ReadDate {
    ReadDate {
        role,
        from: None,
        to: Some(to),
        frequency: None,
        approximate: false,
        printed: String::new(),
    }
}

fn number<T: std::str::FromStr>(found: &Captures<'_>, group: &str) -> Option<T> {
    found.name(group)?.as_str().parse().ok()
}

fn date(found: &Captures<'_>, n: u8) -> Option<PrintedDate> {
    let day = number(found, &format!("d{n}")).filter(|day| (1..=31).contains(day))?;
    let month = number(found, &format!("m{n}")).filter(|month| (1..=12).contains(month))?;
    Some(PrintedDate { day: Some(day), month: Some(month), year: number(found, &format!("y{n}")) })
}

fn month(found: &Captures<'_>, n: u8) -> Option<PrintedDate> {
    let month = number(found, &format!("m{n}")).filter(|month| (1..=12).contains(month))?;
    Some(PrintedDate { day: None, month: Some(month), year: number(found, &format!("y{n}")) })
}

fn deadline(found: &Captures<'_>) -> Option<ReadDate> {
    let word = found.name("word")?.as_str().to_lowercase();
    let role = if word.ends_with("trước") { DateRole::Before } else { DateRole::NoLaterThan };
    let monthly = |group: &str| {
        number(found, group).map(|day| PrintedDate { day: Some(day), month: None, year: None })
    };
    let due = date(found, 1)
        .or_else(|| month(found, 4))
        .or_else(|| monthly("d3"))
        .or_else(|| monthly("d5"))?;
    Some(single(role, due))
}

/// "Quý I, II năm 2023", "Quý I - Quý IV/2024": from the first to the last.
fn quarters(found: &Captures<'_>) -> Option<ReadDate> {
    let year = number(found, "y1");
    let month = |month: i8| PrintedDate { day: None, month: Some(month), year };
    let (first, last) = (number_of_quarter(found, "q")?, number_of_quarter(found, "r")?);
    let mut date = single(DateRole::Span, month(last * 3));
    date.from = Some(month(first * 3 - 2));
    (first < last).then_some(date)
}

fn number_of_quarter(found: &Captures<'_>, group: &str) -> Option<i8> {
    let number_of = match found.name(group)?.as_str().to_uppercase().as_str() {
        "I" | "1" => 1,
        "II" | "2" => 2,
        "III" | "3" => 3,
        _ => 4,
    };
    Some(number_of)
}

fn quarter(found: &Captures<'_>) -> Option<ReadDate> {
    // "mỗi quý 1 buổi" is once a quarter, not the first.
    if found.name("times").is_some() {
        return None;
    }
    let number_of = number_of_quarter(found, "q")?;
    let year = number(found, "y1");
    let month = |month: i8| PrintedDate { day: None, month: Some(month), year };
    let mut date = single(DateRole::Span, month(number_of * 3));
    date.from = Some(month(number_of * 3 - 2));
    Some(date)
}

fn rhythm(found: &Captures<'_>) -> ReadDate {
    let word = found.name("p").or_else(|| found.name("h")).map(|word| word.as_str().to_lowercase());
    let frequency = match word.as_deref() {
        Some("năm") => Some(Frequency::Year),
        Some("quý") => Some(Frequency::Quarter),
        Some("tháng") => Some(Frequency::Month),
        Some("tuần") => Some(Frequency::Week),
        Some(months) if months.starts_with('9') || months.starts_with("09") => {
            Some(Frequency::NineMonths)
        }
        Some(_) => Some(Frequency::HalfYear),
        None => found.name("e").map(|_| Frequency::OnEvent),
    };
    let mut date = single(DateRole::Rhythm, PrintedDate { day: None, month: None, year: None });
    date.to = None;
    date.frequency = frequency;
    date
}
