//! Words that say nothing of what a number counts: those that every report is made of. What is left of a
//! sentence beside them says which cell it speaks of, or that it speaks of a part only.

use std::ops::Range;

use super::{said::Vocabulary, sentence::Sentence};

/// Idle words of one syllable.
const ONE: [&str; 30] = [
    "hơn", "gần", "khoảng", "xỉ", "cho", "có", "cộng", "là", "mở", "số", "tổng", "và", "về", "với",
    "đã", "được", "đạt", "gồm", "chi", "năm", "này", "nay", "đang", "hiện", "chung", "đó", "như",
    "thì", "đều", "chiếm",
];
/// Of two.
const TWO: [&str; 72] = [
    "tổ chức",
    "mở được",
    "bao gồm",
    "công tác",
    "cả kỳ",
    "cả năm",
    "cả tỉnh",
    "cả huyện",
    "cả xã",
    "cụ thể",
    "hiện có",
    "hiện nay",
    "hoàn thành",
    "kết quả",
    "kỳ này",
    "năm nay",
    "năm qua",
    "nhìn chung",
    "nói chung",
    "phục vụ",
    "số lượng",
    "thu hút",
    "thời gian",
    "thực hiện",
    "tiến hành",
    "tiếp tục",
    "tiếp cận",
    "toàn bộ",
    "toàn huyện",
    "toàn ngành",
    "toàn tỉnh",
    "toàn xã",
    "toàn quốc",
    "triển khai",
    "trong kỳ",
    "trong năm",
    "tất cả",
    "tổng số",
    "tổng cộng",
    "tính chung",
    "đến nay",
    "duy trì",
    "đồng thời",
    "tham gia",
    "tham dự",
    "báo cáo",
    "các cấp",
    "các ngành",
    "liên quan",
    "thông qua",
    "kinh phí",
    "dự toán",
    "giải ngân",
    "sử dụng",
    "quyết toán",
    "thực chi",
    "bố trí",
    "các loại",
    "ghi nhận",
    "qua đó",
    "hoạt động",
    "theo đó",
    "lượt người",
    "trên tổng",
    "xấp xỉ",
    "đăng tải",
    "các lớp",
    "các cuộc",
    "sự tham",
    "trên đây",
    "kỳ báo",
    "chuyên đề",
];
/// Of more.
const MORE: [&str; 26] = [
    "trên địa bàn tỉnh",
    "trên địa bàn huyện",
    "trên địa bàn xã",
    "trên địa bàn toàn tỉnh",
    "trên địa bàn toàn huyện",
    "trên địa bàn thành phố",
    "trên địa bàn thị xã",
    "trên địa bàn",
    "toàn thành phố",
    "toàn thị xã",
    "toàn đơn vị",
    "thời gian qua",
    "từ đầu năm đến nay",
    "đến hết năm",
    "đến cuối năm",
    "qua kiểm tra",
    "qua thanh tra",
    "các hình thức",
    "các hoạt động",
    "các cấp các ngành",
    "vì sự tiến bộ của phụ nữ",
    "trên cơ sở đó",
    "trên dự toán",
    "kiến thức về bình đẳng giới",
    "kiến thức bình đẳng giới",
    "sự tham gia của",
];
/// Most syllables of what is idle.
const LONGEST: usize = 8;
/// Who reports, by no name: its figures are the table's, unless others are told beside.
const OWN: [&str; 11] = [
    "sở",
    "huyện",
    "xã",
    "tỉnh",
    "ngành",
    "phường",
    "đơn vị",
    "cơ quan",
    "thị trấn",
    "thành phố",
    "thị xã",
];
/// Bodies of the unit that reports, above others.
const BODIES: [&str; 6] = [
    "ủy ban nhân dân",
    "uỷ ban nhân dân",
    "ubnd",
    "ban vstbpn",
    "ban vì sự tiến bộ của phụ nữ",
    "ban chỉ đạo",
];
/// Words that begin a thought about why, not about what was counted.
const REASONS: [&str; 10] = [
    "thực hiện",
    "triển khai",
    "căn cứ",
    "nhằm",
    "để",
    "công tác",
    "xác định",
    "được sự",
    "dưới sự",
    "với mục",
];
/// Words of a thought about one place or one time, even where it says why.
const APART: [&str; 8] = ["riêng", "tại", "ở", "quý", "tháng", "đợt", "dịp", "đối"];
/// Words of a thought about one place, one time or one body.
const PARTS: [&str; 34] = [
    "riêng",
    "tại",
    "ở",
    "quý",
    "tháng",
    "đợt",
    "dịp",
    "cấp",
    "trong đó",
    "đối với",
    "hội",
    "đoàn",
    "phòng",
    "ban",
    "trường",
    "công an",
    "công đoàn",
    "trung tâm",
    "mặt trận",
    "doanh nghiệp",
    "địa phương",
    "phối hợp",
    "lồng ghép",
    "một số",
    "các xã",
    "các huyện",
    "các sở",
    "các đơn",
    "chi cục",
    "ủy ban",
    "ubnd",
    "do",
    "ngày",
    "nhân",
];
/// Words with those of parts in them that say nothing of a part.
const NO_PARTS: [&str; 7] =
    ["hội nghị", "hội thảo", "hội thi", "hội viên", "xã hội", "phòng chống", "phòng ngừa"];
/// Words behind a sign that still narrow what stands before it.
const PLACES: [&str; 6] = ["tại", "ở", "do", "của", "trong", "thuộc"];

/// How far the words around a number are those of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Some word says more: what is counted may be a part of the cell, or another thing.
    Open,
    /// All, with a body above others, which may tell its own part only.
    Body,
    /// All, with who reports by no name: one of several where others are told beside.
    Own,
    /// All.
    Whole,
}

/// How many words from one on are idle, and how far they reach.
fn idle(sentence: &Sentence, at: usize, end: usize) -> Option<(usize, Reach)> {
    let longest = |list: &[&str], from: usize, to: usize| {
        let is = |count: &usize| at + count <= end && list.contains(&sentence.said(at..at + count));
        (from..=to).rev().find(is)
    };
    let body = || longest(&BODIES, 1, LONGEST).map(|count| (count, Reach::Body));
    let own = || longest(&OWN, 1, 2).map(|count| (count, Reach::Own));
    let plain = longest(&MORE, 3, LONGEST).or_else(|| longest(&TWO, 2, 2));
    let plain = plain.map(|count| (count, Reach::Whole));
    let one = || longest(&ONE, 1, 1).map(|count| (count, Reach::Whole));
    body().or(plain).or_else(own).or_else(one)
}

/// How far words are those of a cell or idle. Behind the first that is neither, only another thought may
/// follow, where `is_open_ended`.
fn reach(
    sentence: &Sentence,
    words: Range<usize>,
    (cell, year): (Vocabulary<'_>, i64),
    is_open_ended: bool,
) -> Reach {
    let is_broken = |at: usize| {
        let sign = at.checked_sub(1).and_then(|before| sentence.sign(before));
        sign.is_some_and(|sign| sign != ':')
    };
    let (mut at, mut reach) = (words.start, Reach::Whole);
    // "Huyện mở" reports, "thanh tra huyện" is a body of its own.
    let mut is_begun = false;
    // Nothing but idle words stands between a sign and here.
    let mut is_parted = false;
    while at < words.end {
        let word = sentence.word(at);
        is_parted |= is_broken(at);
        match idle(sentence, at, words.end) {
            Some((_, Reach::Own)) if is_begun || cell.has(word) => {}
            Some((count, own)) => {
                reach = reach.min(own);
                at += count;
                continue;
            }
            None => {}
        }
        is_begun = true;
        let is_year = word.len() == 4 && word.parse() == Ok(year);
        if is_year || cell.has(word) {
            is_parted = false;
            at += 1;
            continue;
        }
        let is_other = is_open_ended && is_parted && !PLACES.contains(&word);
        return if is_other { reach } else { Reach::Open };
    }
    reach
}

/// How far the words behind a noun are those of a cell. "tại 32 đơn vị" says where by a number.
pub(super) fn behind(sentence: &Sentence, tail: Range<usize>, of: (Vocabulary<'_>, i64)) -> Reach {
    let is_at = |at: usize| matches!(sentence.word(at), "tại" | "ở" | "của");
    let is_where = !tail.is_empty() && tail.end < sentence.len() && is_at(tail.end - 1);
    reach(sentence, tail.start..tail.end - usize::from(is_where), of, true)
}

/// How far the words before a number are those of a cell: each thought of them, save one that says why.
pub(super) fn before(sentence: &Sentence, lead: Range<usize>, of: (Vocabulary<'_>, i64)) -> Reach {
    let is_where = lead.start > 0 && !lead.is_empty() && sentence.word(lead.end - 1) == "tại";
    let (mut end, mut found) = (lead.end - usize::from(is_where), Reach::Whole);
    let mut is_last = true;
    while end > lead.start {
        let start = thought(sentence, lead.start..end);
        let own = reach(sentence, start..end, of, false);
        let is_reason = !is_last && is_reason(sentence, (lead.start, start..end));
        if own == Reach::Open && !is_reason {
            return Reach::Open;
        }
        found = found.min(if is_reason { Reach::Whole } else { own });
        is_last = false;
        end = start;
    }
    found
}

/// Where the last thought of some words begins.
fn thought(sentence: &Sentence, words: Range<usize>) -> usize {
    let is_break = |at: &usize| sentence.sign(*at).is_some_and(|sign| sign != ':');
    let mut before = (words.start..words.end.saturating_sub(1)).rev();
    before.find(is_break).map_or(words.start, |at| at + 1)
}

/// The same of the last thought alone.
pub(super) fn right_before(
    sentence: &Sentence,
    lead: Range<usize>,
    of: (Vocabulary<'_>, i64),
) -> Reach {
    let start = thought(sentence, lead.clone());
    before(sentence, start..lead.end, of)
}

/// Whether a thought says why: it begins so, or the first one does and this carries on.
fn is_reason(sentence: &Sentence, (lead, thought): (usize, Range<usize>)) -> bool {
    let begins_so = |first: usize| {
        let begins = sentence.said(first..sentence.len().min(first + 2));
        REASONS.contains(&begins) || REASONS.contains(&sentence.word(first))
    };
    let is_apart = |at: usize| APART.contains(&sentence.word(at));
    (begins_so(thought.start) || begins_so(lead)) && !thought.into_iter().any(is_apart)
}

/// Whether words name one place, one time, one body.
pub(super) fn names_part(sentence: &Sentence, words: Range<usize>) -> bool {
    words.clone().any(|at| {
        let pair = sentence.said(at..words.end.min(at + 2));
        let is_part = PARTS.contains(&sentence.word(at)) || PARTS.contains(&pair);
        is_part && !NO_PARTS.contains(&pair)
    })
}

/// Whether two syllables are idle.
pub(super) fn is_idle_pair(pair: &str) -> bool {
    TWO.contains(&pair)
}

/// How far the words right behind a noun are those of a cell, up to those that it is for: "lớp tập huấn cho
/// cán bộ".
pub(super) fn right_behind(
    sentence: &Sentence,
    tail: Range<usize>,
    of: (Vocabulary<'_>, i64),
) -> Reach {
    let is_for = |at: &usize| matches!(sentence.word(*at), "cho" | "với");
    let end = tail.clone().find(is_for).unwrap_or(tail.end);
    behind(sentence, tail.start..end, of)
}

/// Where a sentence last names a place, if it does: "tại huyện Quỳnh Lưu", not "tại 32 đơn vị".
pub(super) fn last_place(sentence: &Sentence) -> Option<usize> {
    (1..sentence.len()).rev().find(|at| {
        let next = sentence.word(at + 1);
        matches!(sentence.word(*at), "tại" | "ở")
            && !next.starts_with(|c: char| c.is_ascii_digit())
            && !matches!(sentence.said(at + 1..sentence.len().min(at + 3)), "cơ sở" | "cộng đồng")
    })
}
