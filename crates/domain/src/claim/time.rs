//! Which words of a sentence speak of another time, or of what is wanted: what is counted there is not held
//! against the cells of this period.

use super::sentence::Sentence;

/// Words of one syllable that speak of another time or of what is wanted.
const ELSEWHEN_ONE: [&str; 3] = ["sẽ", "ước", "nếu"];
/// Of two.
const ELSEWHEN: [&str; 31] = [
    "cùng kỳ",
    "năm trước",
    "kỳ trước",
    "năm ngoái",
    "năm sau",
    "năm tới",
    "kỳ tới",
    "quý tới",
    "tháng tới",
    "gian tới",
    "phấn đấu",
    "dự kiến",
    "chỉ tiêu",
    "mục tiêu",
    "đề nghị",
    "đề xuất",
    "kế hoạch",
    "giai đoạn",
    "nhiệm kỳ",
    "lũy kế",
    "luỹ kế",
    "trước đây",
    "tiếp theo",
    "được giao",
    "cần có",
    "yêu cầu",
    "đặt ra",
    "đề ra",
    "hàng năm",
    "hằng năm",
    "mỗi năm",
];
/// Words that come back to this period.
const NOW: [&str; 10] = [
    "trong năm",
    "năm nay",
    "trong kỳ",
    "kỳ này",
    "đến nay",
    "kết quả",
    "thực tế",
    "thực hiện",
    "đã tổ",
    "đã mở",
];

/// The time that the words read so far speak of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Time {
    /// The thought that last spoke of another time.
    elsewhen: Option<u32>,
    thought: u32,
    /// The next word to read.
    next: usize,
}

impl Time {
    pub(super) const fn is_elsewhen(self) -> bool {
        self.elsewhen.is_some()
    }

    /// The same as a list's items begin with.
    pub(super) const fn again(self) -> Self {
        Self { next: 0, ..self }
    }

    /// Reads on, up to a word.
    pub(super) fn read_to(&mut self, sentence: &Sentence, end: usize, year: i64) {
        for at in self.next..end {
            self.read(sentence, at, year);
        }
        self.next = self.next.max(end);
    }

    fn read(&mut self, sentence: &Sentence, at: usize, year: i64) {
        if at > 0 && sentence.sign(at - 1).is_some() {
            self.thought += 1;
        }
        if speaks_elsewhen(sentence, at, year) {
            self.elsewhen = Some(self.thought);
        } else if self.elsewhen.is_some_and(|thought| thought < self.thought)
            && speaks_now(sentence, at, year)
        {
            self.elsewhen = None;
        }
    }
}

/// Whether another time begins at a word.
pub(super) fn speaks_elsewhen(sentence: &Sentence, at: usize, year: i64) -> bool {
    let word = sentence.word(at);
    if ELSEWHEN_ONE.contains(&word) || year_at(sentence, at).is_some_and(|named| named != year) {
        return true;
    }
    let pair = sentence.said(at..sentence.len().min(at + 2));
    // "Thực hiện Kế hoạch số 12" says why, "Chương trình mục tiêu quốc gia" is a name.
    let is_why =
        pair == "kế hoạch" && matches!(sentence.before(at, 1), "hiện" | "khai" | "hành" | "dựng");
    let is_name = pair == "mục tiêu" && sentence.word(at + 2) == "quốc";
    ELSEWHEN.contains(&pair) && !is_why && !is_name
}

fn speaks_now(sentence: &Sentence, at: usize, year: i64) -> bool {
    let pair = sentence.said(at..sentence.len().min(at + 2));
    NOW.contains(&pair) || year_at(sentence, at) == Some(year)
}

/// "năm 2023", "2021-2025", "2023:".
fn year_at(sentence: &Sentence, at: usize) -> Option<i64> {
    let word = sentence.word(at);
    let is_span = word.len() > 4 && matches!(word.as_bytes().get(4), Some(b'-'));
    let first = if is_span { word.get(..4)? } else { word };
    let is_named = is_span || sentence.before(at, 1) == "năm" || at == 0;
    let is_year = first.len() == 4 && first.starts_with("20") && is_named;
    let year = is_year.then(|| first.parse().ok()).flatten()?;
    // A span of years is another time, whichever it begins with.
    Some(if is_span { 0 } else { year })
}

/// Titles of headings on what is to come.
const AHEAD: [&str; 6] =
    ["phương hướng", "nhiệm vụ năm", "nhiệm vụ kỳ", "nhiệm vụ trọng tâm", "kiến nghị", "đề xuất"];

/// Whether a heading is on what is to come or asked for.
pub(super) fn is_ahead(title: &str) -> bool {
    let title = title.to_lowercase();
    AHEAD.iter().any(|words| title.contains(words))
}
