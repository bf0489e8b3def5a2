//! Place and time of issue: `Nghệ An, ngày 05 tháng 01 năm 2026` (E6).

use unicode_normalization::UnicodeNormalization;

use super::{face, head::words};
use crate::decree::Element;
use crate::lint::{
    anatomy::Anatomy,
    report::Report,
    sheet::{Origin, folded, small},
};

/// Common nouns of units inside a place: "xã Châu Bình".
const NOUNS: [&str; 9] = ["tỉnh", "thành", "phố", "quận", "huyện", "thị", "xã", "phường", "trấn"];

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let Some(at) = anatomy.date else {
        return report.part("E6", "Đầu trang 1", "Không thấy địa danh và thời gian ban hành.");
    };
    face::judge(anatomy, at, Element::PlaceDate, report);
    let text: String = words(anatomy.text(at)).nfc().collect();
    let Some(cut) = small(&text).rfind("ngày") else {
        return report.line("E6", at, "Không ghi theo mẫu “…, ngày … tháng … năm …”.");
    };
    place(anatomy, at, &text[..cut], report);
    let time = Time::of(&text[cut..]);
    if is_no_day(&time.day, &time.month, &time.year) {
        let problem = format!("Không có ngày {} tháng {} năm {}.", time.day, time.month, time.year);
        return report.line("E6", at, problem);
    }
    form(at, &time, report);
    zeros(at, &time, report);
}

/// The parts behind the place.
#[derive(Debug, Default)]
struct Time {
    /// The three nouns as they are written.
    nouns: Vec<String>,
    day: String,
    month: String,
    year: String,
}

impl Time {
    fn of(words: &str) -> Self {
        let mut time = Self::default();
        // Room of dots stands between words; behind the year's noun it is part of a year that is begun.
        let year = words.rfind("năm").or_else(|| words.rfind("Năm")).unwrap_or(words.len());
        let (before, year) = words.split_at(year);
        let before = before.replace(['…', '_'], " ").replace("..", " ");
        for word in before.split_whitespace().chain(year.split_whitespace()) {
            let wanted = ["ngay", "thang", "nam"].get(time.nouns.len());
            if wanted.is_some_and(|wanted| folded(word) == *wanted) {
                time.nouns.push(word.to_owned());
                continue;
            }
            let part = match time.nouns.len() {
                1 => &mut time.day,
                2 => &mut time.month,
                _ => &mut time.year,
            };
            if !part.is_empty() {
                part.push(' ');
            }
            part.push_str(word);
        }
        time
    }
}

fn place(anatomy: &Anatomy<'_>, at: usize, before: &str, report: &mut Report<'_>) {
    let name = before.trim_end().trim_end_matches(',').trim_end();
    if name.is_empty() {
        return report.line("E6", at, "Thiếu địa danh.");
    }
    // What a PDF shows between letters is measured.
    let is_spaced = anatomy.sheet.origin == Origin::Pdf || before == format!("{name}, ");
    if !before.contains(',') {
        report.line("E6-comma", at, "Thiếu dấu phẩy sau địa danh.");
    } else if !is_spaced {
        let fix = format!("Ghi {name}, ngày …: dấu phẩy liền địa danh, sau đó một cách chữ.");
        report.mend("E6-comma", at, "Dấu phẩy sau địa danh đặt sai chỗ.", fix);
    }
    if folded(name).starts_with("tinh ") {
        return report.line("P-01", at, "Địa danh ghi cả chữ “tỉnh”.");
    }
    let is_small = |word: &str| word.starts_with(char::is_lowercase) && !NOUNS.contains(&word);
    if name.split_whitespace().any(is_small) {
        let problem = format!("Địa danh “{name}” viết thường.");
        report.mend("E6", at, problem, "Viết hoa chữ đầu các âm tiết của địa danh: Nghệ An.");
    }
}

/// Small nouns and figures: blank room is for the pen, and for the system that numbers.
fn form(at: usize, time: &Time, report: &mut Report<'_>) {
    if let Some(noun) = time.nouns.iter().find(|noun| noun.contains(char::is_uppercase)) {
        let fix = format!("Viết “{}”.", noun.to_lowercase());
        report.mend("E6", at, format!("Chữ “{noun}” viết hoa."), fix);
    }
    let is_room = |words: &str| {
        words.chars().all(|c| c.is_whitespace() || matches!(c, '.' | '…' | '_' | '/'))
    };
    let is_figure = |words: &str| words.bytes().all(|c| c.is_ascii_digit());
    for (noun, part) in [("Ngày", &time.day), ("Tháng", &time.month)] {
        if !is_room(part) && !is_figure(part) {
            let fix = "Ghi ngày, tháng bằng chữ số, không thêm dấu: ngày 15 tháng 12.";
            report.mend("E6", at, format!("{noun} ghi “{part}”, không phải chữ số."), fix);
        }
    }
    let year = time.year.trim_end_matches(['.', ',', ';', ':']);
    let begun = year.trim_end_matches(['.', '…', '_', ' ']);
    let is_whole = year.len() == 4 && is_figure(year);
    if is_whole && year != time.year {
        report.mend("E6", at, "Cuối dòng có dấu câu.", "Bỏ dấu ở cuối dòng địa danh, ngày.");
    } else if !is_whole && begun == year && !is_room(year) {
        let fix = "Ghi đủ bốn chữ số của năm.";
        report.mend("E6", at, format!("Năm ghi “{year}”."), fix);
    }
}

fn zeros(at: usize, time: &Time, report: &mut Report<'_>) {
    let (day, month) = (&time.day, &time.month);
    if day.len() == 1 && day.chars().all(|c| c.is_ascii_digit()) {
        report.mend("E6-day", at, format!("Ngày {day} thiếu số 0."), format!("Ghi ngày 0{day}."));
    }
    if matches!(month.as_str(), "1" | "2") {
        let fix = format!("Ghi tháng 0{month}.");
        report.mend("E6-month", at, format!("Tháng {month} thiếu số 0."), fix);
    } else if let Some(bare) = month.strip_prefix('0').filter(|m| !matches!(*m, "1" | "2")) {
        let problem = format!("Tháng {month} thừa số 0.");
        report.mend("E6-month", at, problem, format!("Ghi tháng {bare}."));
    }
}

/// Whether the parts that are filled in are of no day that ever was; blank room says nothing.
pub(super) fn is_no_day(day: &str, month: &str, year: &str) -> bool {
    let number = |words: &str| words.trim_end_matches(['.', ',']).parse::<i16>().ok();
    let small = |words: &str| number(words).map(|n| i8::try_from(n).unwrap_or(-1));
    let (day, month) = (small(day), small(month));
    let is_out = day.is_some_and(|day| !(1..=31).contains(&day))
        || month.is_some_and(|month| !(1..=12).contains(&month));
    let (Some(day), Some(month)) = (day, month) else { return is_out };
    // Without its year, the 29th of February may be one.
    is_out || jiff::civil::Date::new(number(year).unwrap_or(2024), month, day).is_err()
}
