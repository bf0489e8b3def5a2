//! Whether a line only continues the one before it: because the width ended there, or because no
//! sentence can end as the line before did.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    all_capitals, capital,
    lines::{Line, Source},
    marks, pattern,
};

/// Beginnings of lines shorter than this are headings as often as broken sentences.
const HEADING_LENGTH_MAX: usize = 45;

/// How the lines of a text were broken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrapping {
    width: Option<usize>,
    /// Broken at no fixed width, as text taken from web pages is.
    ragged: bool,
}

/// The line before, as far as it matters to the next.
pub(super) struct Before {
    pub(super) item: usize,
    pub(super) row: bool,
    /// How many lines of what may be the heading of a numbered item end here; none in running text.
    pub(super) heading_lines: usize,
    length: usize,
    ending: char,
    capitals: bool,
    dangling: bool,
    /// Whether its last word is "Sở", "Ban", … whose name comes next.
    names: bool,
    /// Second halves that the name at its end may have on the next line.
    halves: &'static [&'static str],
}

impl Before {
    pub(super) fn new(item: usize, line: &Line, heading_lines: usize) -> Self {
        Self {
            item,
            row: line.row,
            heading_lines,
            length: line.length(),
            ending: line.text.chars().last().unwrap_or(' '),
            capitals: all_capitals(&line.text),
            dangling: dangles(&line.text),
            names: TYPE_LAST.is_match(&line.text),
            halves: HALVES
                .iter()
                .find(|(first, _)| line.text.ends_with(first))
                .map_or(&[], |(_, second)| second),
        }
    }

    const fn ended(&self) -> bool {
        matches!(self.ending, '.' | ';' | ':' | '!' | '?' | '/')
    }

    const fn open(&self) -> bool {
        matches!(self.ending, ',' | '(' | '-' | '–' | '&')
    }
}

/// Names with a dash inside, which wrapping may bring to the beginning of a line.
const HALVES: [(&str, &[&str]); 9] = [
    ("Lao động", &["Thương binh", "TB"]),
    ("LĐ", &["TB"]),
    ("Phát thanh", &["Truyền hình"]),
    ("Phòng Văn hóa", &["Xã hội", "Thông tin"]),
    ("Trung tâm Văn hóa", &["Truyền thông", "Thông tin", "Thể thao"]),
    ("Dân số", &["Kế hoạch hóa", "Kế hoạch hoá"]),
    ("Hội đồng nhân dân", &["Ủy ban nhân dân", "UBND"]),
    ("chính trị", &["xã hội"]),
    ("kinh tế", &["xã hội"]),
];

/// Words that ask for another: no heading and no sentence ends with them.
const DANGLING: [&str; 22] = [
    "ngày", "của", "và", "các", "về", "tại", "với", "cho", "từ", "đến", "thứ", "những", "bằng",
    "để", "giữa", "do", "một", "mỗi", "hoặc", "sẽ", "cùng", "bởi",
];

fn dangles(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    DANGLING.contains(&last)
}

/// Paragraphs that speak of the whole plan, wherever they stand.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:Trên đây là|(?:Trong q|Q)uá trình (?:triển khai|tổ chức|thực hiện)|Căn cứ (?:nội dung )?Kế hoạch này|Kế hoạch này (?:có hiệu lực|thay thế)|Nhận được Kế hoạch này|Yêu cầu (?:các|Thủ trưởng|Giám đốc|lãnh đạo)\s|Đề nghị (?:Thủ trưởng|Giám đốc|lãnh đạo|các đồng chí|các cơ quan, đơn vị)\s|(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND)\s[^.;:]{2,60}\s(?:yêu cầu|đề nghị)\s)",
    )
});

/// Whether a line begins a paragraph that closes the plan.
pub(super) fn closes(text: &str) -> bool {
    CLOSING.is_match(text)
}

/// A duty told under the body that bears it: "2. Sở Tài chính", then "Tham mưu …".
static DUTY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:Chủ trì|Chủ động|Phối hợp|Tham mưu|Tham gia|Xây dựng|Triển khai|Thực hiện|Căn cứ|Theo chức năng|Trên cơ sở|Chỉ đạo|Hướng dẫn|Đẩy mạnh|Tăng cường|Tiếp tục|Bố trí|Bảo đảm|Đảm bảo|Lồng ghép|Rà soát|Nâng cao|Đề nghị|Có trách nhiệm|Là (?:cơ quan|đơn vị)|Hằng năm|Hàng năm|Định kỳ|Tổng hợp|Báo cáo|Theo dõi|Cân đối|Thẩm định|Tạo điều kiện|Vận động|Phát huy|Quán triệt|Giảm|Phấn đấu|Duy trì|Bám sát|Niêm yết|Cung cấp|Chịu trách nhiệm|Đến năm)(?:,?\s)",
    )
});
/// "Sở" at the end of a line asks for "Xây dựng" on the next.
static TYPE_LAST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s(])(?:Sở|Ban|Bộ|Phòng|Vụ|Cục|Chi cục|Ủy ban|Uỷ ban|Hội|Đài|Viện|Trung tâm|Công trình)$",
    )
});

/// First words of a ground.
const GROUNDS: [&str; 8] =
    ["Căn cứ ", "Xét ", "Thực hiện ", "Theo ", "Triển khai ", "Trên cơ sở ", "Tiếp tục ", "Để "];

impl Before {
    /// Whether a line begins with the dash inside a name: "Bộ Lao động" above "- Thương binh …".
    pub(super) fn name_goes_on(&self, line: &Line) -> bool {
        let dashes = ['-', '–', '—'];
        let Some(rest) = line.text.strip_prefix(dashes).filter(|_| !line.blank_before) else {
            return false;
        };
        self.halves.iter().any(|half| rest.trim_start().starts_with(half))
    }
}

impl Wrapping {
    pub(super) fn of(source: &Source) -> Self {
        let wrapping = Self { width: source.width, ragged: false };
        let (mut broken, mut early) = (0, 0);
        for pair in source.lines.windows(2) {
            let [before, line] = pair else { continue };
            let plain = !before.row && !line.row && !before.furniture && !line.furniture;
            let goes_on = !line.blank_before && line.text.starts_with(char::is_lowercase);
            if plain && goes_on && marks::candidates(&line.text).is_empty() {
                broken += 1;
                early += usize::from(!wrapping.full(&Before::new(0, before, 0), line));
            }
        }
        Self { ragged: broken >= 6 && early * 3 > broken, ..wrapping }
    }

    /// Whether the line before was broken by the width, not by its end.
    pub(super) fn inside_sentence(self, before: &Before, line: &Line) -> bool {
        if before.name_goes_on(line) {
            return true;
        }
        if before.row || line.blank_before || before.ending.is_numeric() && before.capitals {
            return false;
        }
        !before.ended() && (before.dangling || self.full(before, line))
            || matches!(before.ending, ',' | '(' | '-' | '–')
    }

    /// Whether the first word of this line would not have fitted on the line before.
    fn full(self, before: &Before, line: &Line) -> bool {
        let word = line.text.split(' ').next().map_or(0, |word| word.chars().count());
        // After a full stop the doubt is greater, so the line must be fuller.
        let share = if matches!(before.ending, '.' | '/') { 99 } else { 88 };
        self.width.is_some_and(|width| (before.length + 1 + word) * 100 >= width * share)
    }

    /// Whether a line without a mark goes on with the sentence before it.
    pub(super) fn continues(self, before: &Before, line: &Line, in_preamble: bool) -> bool {
        if before.row || closes(&line.text) && before.ended() {
            return false;
        }
        if before.name_goes_on(line) {
            return true;
        }
        // Grounds end with a comma as often as with a semicolon; each is a paragraph of its own.
        let preamble = in_preamble && matches!(before.ending, ',' | ';' | '.');
        if preamble && GROUNDS.iter().any(|ground| line.text.starts_with(ground)) {
            return false;
        }
        let capitals = all_capitals(&line.text);
        if before.capitals && !line.blank_before {
            return capitals;
        }
        if capitals && line.text.ends_with(':') {
            return false;
        }
        if before.dangling && !line.blank_before {
            return true;
        }
        let first = line.text.chars().next().unwrap_or(' ');
        if first.is_lowercase() || before.open() {
            return !before.capitals;
        }
        if line.blank_before {
            return false;
        }
        if first.is_ascii_digit() && !before.ended() && !before.capitals {
            return true;
        }
        let heading = (1..=3).contains(&before.heading_lines) && !before.names;
        if heading && DUTY.is_match(&line.text) {
            return false;
        }
        if line.after_page && !before.ended() && before.length >= HEADING_LENGTH_MAX {
            return !capitals;
        }
        let ended = matches!(before.ending, ':' | ';') && capital(&line.text);
        let short = before.heading_lines == 1 && before.length < HEADING_LENGTH_MAX;
        let early = self.ragged && !before.ended() && !capitals && !short;
        !ended && (early || self.full(before, line))
    }
}

/// Second halves of names that a wrapped line may begin with: "Lao động / - Thương binh …".
pub(super) const COMPOUNDS: [&str; 9] = [
    "Thương binh",
    "Xã hội",
    "Truyền hình",
    "Kế hoạch hóa",
    "Thể thao",
    "TB",
    "Trẻ em",
    "Hành chính",
    "Tài chính -",
];
