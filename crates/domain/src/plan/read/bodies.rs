//! Finds the names of bodies by their type words (Sở, Ban, UBND, Hội …) and by how such names go on.

mod ends;

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    all_capitals,
    body_words::{COMMA_NAMES, NOT_BODIES, PHRASES, PLACES, STARTS, VERBS},
    capital, pattern, plain,
};
use ends::{bears_number, ends_here, is_verb_pair, place_goes_on, short_form};

/// A body and where its name stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) name: String,
}

const LENGTH_MAX: usize = 22;

static GROUP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?:[Tt]hủ trưởng|[Gg]iám đốc|[Ll]ãnh đạo|[Nn]gười đứng đầu|[Cc]hủ tịch|[Tt]rưởng)\s)?(?:Sở,\s(?:ban,\s)?ngành|(?:[Cc]ác|[Mm]ỗi)\s(?:[Ss]ở|[Bb]an|[Pp]hòng|[Vv]ụ|ngành|cơ quan|đơn vị|địa phương|tổ chức chính trị|đoàn thể|[Hh]ội đoàn thể|[Hh]ội, đoàn thể|hội quần chúng|doanh nghiệp|trường học|trường|tổ chuyên môn|cấp [Hh]ội|chi hội|thôn|ấp|bản|xóm|tổ dân phố|[Bb]ệnh viện|đồn [Bb]iên phòng|huyện ủy|thành ủy|đảng ủy|đảng đoàn|cấp ủy)|Trưởng (?:thôn|ấp|bản|xóm|khóm|khu phố))\b(?:(?:(?:,|\svà|,?\s[-–])\stổ chức|(?:,|\svà|,?\s[-–])?\s(?:[Bb]an|[Nn]gành|[Ss]ở|[Hh]ội|[Pp]hòng|[Vv]ụ|[Cc]ục|[Tt]ổng cục|đoàn thể|đơn vị|địa phương|cơ quan|tổ chức chính trị|chính trị|xã hội|nghề nghiệp|[-–]\sxã hội|liên quan|có liên quan|cấp tỉnh|cấp huyện|cấp xã|của tỉnh|[Tt]ỉnh|[Tt]hành phố|xã|phường|đặc khu|huyện|thị xã|thị trấn|quận|trực thuộc|thuộc (?:Sở|Bộ|tỉnh|huyện|xã|thành phố)|chuyên môn|thành viên|các cấp|quần chúng|doanh nghiệp|thôn|ấp|bản|xóm|khóm|khu phố|tổ dân phố|trung tâm|báo chí|truyền thông|thông tấn|thông tin đại chúng|tuyến tỉnh|tuyến huyện|huyện ủy|thành ủy|thị ủy|đảng ủy|đảng đoàn|ban cán sự đảng|trực thuộc Tỉnh ủy))\b)*",
    )
});
static LISTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\s)[Cc]ác\s[Ss]ở$"));
/// "các sở, ban, ngành và Ban VSTBPN cấp huyện": the last begins a name of its own.
static OWN_NAME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:,|,?\svà)\s(?:Sở|Ban|Hội|Phòng|Vụ|Cục)$"));
static EACH: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[Cc]ác\s[Ss]ở:\s"));

struct Word<'a> {
    text: &'a str,
    range: Range<usize>,
    lower: String,
    /// What stands right behind the word.
    after: Option<char>,
    opened: bool,
}

/// The bodies a text names, in printed order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let words = words(text);
    let groups: Vec<Range<usize>> = GROUP
        .find_iter(text)
        .map(|group| without_name(text, group.range()))
        .filter(|group| {
            !LISTED.is_match(&text[group.clone()]) || !text[group.end..].starts_with(':')
        })
        .collect();
    let mut each = EACH.find_iter(text).map(|each| each.end()).peekable();
    let mut found = Vec::new();
    let mut groups = groups.into_iter().peekable();
    let mut at = 0;
    while at < words.len() {
        let start = words[at].range.start;
        while each.peek().is_some_and(|each| *each < start) {
            each.next();
        }
        if each.peek() == Some(&start) {
            each.next();
            at = departments(text, &words, at, &mut found);
            continue;
        }
        while groups.peek().is_some_and(|group| group.start < start) {
            groups.next();
        }
        let end = if groups.peek().is_some_and(|group| group.start == start) {
            groups.next().map(|group| words.partition_point(|word| word.range.start < group.end))
        } else {
            members(&words, at).or_else(|| {
                let end = name_end(&words, at)?;
                // "Ban Vì sự tiến bộ của phụ nữ các sở, ngành, xã, phường".
                let committee = is_committee(&words[end - 1]) && words[end - 1].after.is_none();
                let next = words.get(end).map(|next| next.range.start);
                let group = groups.next_if(|group| committee && Some(group.start) == next);
                Some(group.map_or(end, |group| {
                    words.partition_point(|word| word.range.start < group.end)
                }))
            })
        };
        match end {
            Some(end) => {
                push(text, &words, at..end, &mut found);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn without_name(text: &str, group: Range<usize>) -> Range<usize> {
    let named = text[group.end..].strip_prefix(' ').is_some_and(capital);
    match OWN_NAME.find(&text[group.clone()]).filter(|_| named) {
        Some(own) => group.start..group.start + own.start(),
        None => group,
    }
}

/// Where the name that begins here ends.
fn name_end(words: &[Word<'_>], at: usize) -> Option<usize> {
    let length = starts(words, at)?;
    Some(whole_name(words, at, length).unwrap_or_else(|| extend(words, at, at + length)))
}

/// "Các thành viên Ban", "các thành viên Ban Vì sự tiến bộ của phụ nữ tỉnh".
fn members(words: &[Word<'_>], at: usize) -> Option<usize> {
    let length =
        phrase(words, at, "các thành viên").or_else(|| phrase(words, at, "các ủy viên"))?;
    let board = at + length;
    words.get(board).filter(|board| board.text == "Ban")?;
    if words[board - 1].after.is_some() {
        return None;
    }
    // "các thành viên Ban chỉ huy phòng chống thiên tai": the board is what is named.
    if starts(words, board).is_none() {
        return Some(board + 1);
    }
    let named = words.get(board + 1).is_some_and(|next| capital(next.text));
    if named { name_end(words, board) } else { None }
}

fn is_committee(word: &Word<'_>) -> bool {
    matches!(word.lower.as_str(), "nữ" | "vstbpn" | "vstbcpn")
}

/// "Chính phủ", "Thủ tướng Chính phủ": what follows in capitals is the title of what they issue.
fn whole_name(words: &[Word<'_>], at: usize, length: usize) -> Option<usize> {
    let government = |at: usize| phrase(words, at, "chính phủ").map(|length| at + length);
    match words[at].lower.as_str() {
        "chính" => government(at),
        "thủ" => Some(government(at + length).unwrap_or(at + length)),
        _ => None,
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    for piece in text.split([' ', '\n', '\t']) {
        let core = piece.trim_start_matches(['(', '“', '"', '[']);
        let opened = core.len() < piece.len();
        let from = at + piece.len() - core.len();
        let core = core.trim_end_matches([',', ';', ':', '.', ')', '”', '"', ']', '/']);
        let end = from + core.len();
        let broken = text[at + piece.len()..].starts_with('\n');
        let after = text[end..at + piece.len()].chars().next().or(broken.then_some('\n'));
        if !core.is_empty() {
            words.push(Word { text: core, range: from..end, lower: plain(core), after, opened });
        }
        at += piece.len() + 1;
    }
    words
}

fn push(text: &str, words: &[Word<'_>], range: Range<usize>, found: &mut Vec<Found>) {
    let (Some(first), Some(last)) = (words.get(range.start), words.get(range.end - 1)) else {
        return;
    };
    // "Sở" without a name names nobody.
    let bare = matches!(first.lower.as_str(), "sở" | "phòng" | "ban" | "hội" | "bộ" | "vụ");
    if bare && range.len() == 1 {
        return;
    }
    let range = first.range.start..last.range.end;
    found.push(Found { name: text[range.clone()].replace('\n', " "), range });
}

/// How many words the type word takes, if a name begins here.
fn starts(words: &[Word<'_>], at: usize) -> Option<usize> {
    let word = &words[at];
    if !capital(word.text) {
        return None;
    }
    let length = STARTS.iter().filter_map(|start| phrase(words, at, start)).max()?;
    // "NHIỆM VỤ", "NGHĨA VỤ", "CÔNG BỘ" in a heading are one word each.
    let halved = at > 0 && words[at - 1].after.is_none() && all_capitals(words[at - 1].text);
    let second = matches!(word.lower.as_str(), "vụ" | "đoàn" | "hội" | "báo" | "phòng" | "bộ");
    if halved && second && all_capitals(word.text) {
        return None;
    }
    // "Phó Chủ tịch Hội Nông dân": the body is the Hội.
    if word.lower == "chủ" {
        let of = words.get(at + length).map_or("", |next| next.lower.as_str());
        if !matches!(of, "ủy" | "ubnd" | "hđnd" | "hội" | "nước" | "quốc" | "ubmttq" | "ubmttqvn")
            || of == "hội" && words.get(at + length + 1).is_some_and(|next| next.lower != "đồng")
        {
            return None;
        }
    }
    let known = matches!(
        word.lower.as_str(),
        "ubnd"
            | "hđnd"
            | "mttq"
            | "ubmttq"
            | "ubmttqvn"
            | "lđlđ"
            | "quốc"
            | "thủ"
            | "tỉnh"
            | "thành"
            | "huyện"
            | "thị"
            | "quận"
    ) || word.lower == "chính" && length == 2;
    // "Thống kê tỉnh" is an office, "Thống kê các vụ" an order.
    if word.lower == "thống" {
        let place = words.get(at + length).map_or("", |next| next.lower.as_str());
        return matches!(place, "tỉnh" | "thành").then_some(length);
    }
    // In a department's own plan: "Văn phòng, Ban Tuyên giáo", "Công đoàn tổ chức …".
    let own = ["văn phòng", "công đoàn", "trạm y tế", "tw hội", "trung ương hội"];
    let own = own.iter().any(|own| phrase(words, at, own).is_some());
    if words[at + length - 1].after.is_some() {
        return (known || own).then_some(length);
    }
    let Some(next) = words.get(at + length) else { return known.then_some(length) };
    let place = PLACES.contains(&next.lower.as_str());
    // "các cấp Hội tổ chức", "Sở chỉ đạo": a verb, unless a Ban or Vụ bears it as its name.
    let verb = matches!(next.lower.as_str(), "tổ" | "chỉ" | "xây" | "thông") && !capital(next.text);
    let verb = verb && !matches!(word.lower.as_str(), "ban" | "vụ");
    let inner = !verb && PHRASES.iter().any(|inner| phrase(words, at + length, inner).is_some());
    let shouted = all_capitals(word.text) && all_capitals(next.text);
    if !inner && NOT_BODIES.contains(&next.lower.as_str()) && (shouted || !capital(next.text)) {
        return None;
    }
    (known || own || capital(next.text) || place || inner).then_some(length)
}

/// Whether these words stand here, on one line, without stops between.
fn phrase(words: &[Word<'_>], at: usize, wanted: &str) -> Option<usize> {
    let mut length = 0;
    for part in wanted.split(' ') {
        let word = words.get(at + length)?;
        let comma = part.ends_with(',');
        if word.lower != part.trim_end_matches(',') {
            return None;
        }
        if length > 0 && words[at + length - 1].after.is_some_and(|stop| stop != ',') {
            return None;
        }
        if comma != (word.after == Some(',')) && comma {
            return None;
        }
        length += 1;
    }
    // A stop inside is no phrase, except the comma that belongs to it.
    let inside = &words[at..at + length - 1];
    let stops = inside.iter().filter(|word| word.after.is_some()).count();
    (stops == wanted.matches(',').count()).then_some(length)
}

/// Goes on while the words still belong to the name.
fn extend(words: &[Word<'_>], start: usize, mut at: usize) -> usize {
    let mut place = false;
    while at < words.len() && at - start < LENGTH_MAX {
        let before = &words[at - 1];
        let word = &words[at];
        if word.opened {
            break;
        }
        if let Some(stop) = before.after {
            if stop == ',' && goes_on_after_comma(before, word, place) {
                place = place || PLACES.contains(&word.lower.as_str());
                at += 1;
                continue;
            }
            break;
        }
        let step = step(words, start, at, place);
        if step == 0 {
            break;
        }
        place = (place || is_place(words, at)) && !is_phrase(words, at);
        at += step;
    }
    while at > start + 1 && matches!(words[at - 1].lower.as_str(), "và" | "-" | "–" | "các" | "&")
    {
        at -= 1;
    }
    at
}

fn is_place(words: &[Word<'_>], at: usize) -> bool {
    PLACES.contains(&words[at].lower.as_str())
}

fn is_phrase(words: &[Word<'_>], at: usize) -> bool {
    PHRASES.iter().any(|inner| phrase(words, at, inner).is_some())
}

fn goes_on_after_comma(before: &Word<'_>, word: &Word<'_>, place: bool) -> bool {
    let units = ["phố", "thị", "huyện", "xã", "trấn", "phường", "thành", "quận", "khu"];
    let listed = ["thành", "thị", "huyện", "xã", "phường", "quận", "đặc"];
    // "thành phố, Thành đoàn": a capital begins another name.
    let small = !capital(word.text) || all_capitals(word.text);
    let units = place
        && small
        && units.contains(&before.lower.as_str())
        && listed.contains(&word.lower.as_str());
    let named = COMMA_NAMES
        .iter()
        .any(|(left, right)| before.lower == *left && word.text.starts_with(right));
    units || named
}

/// How many words to take next; none where the name ends.
fn step(words: &[Word<'_>], start: usize, at: usize, place: bool) -> usize {
    let word = &words[at];
    let before = &words[at - 1];
    let next = words.get(at + 1);
    match word.lower.as_str() {
        "-" | "–" => {
            let goes_on = next.is_some_and(|next| {
                // "Vụ Tổ chức cán bộ - Bộ Y tế": the body above it; "UBND huyện - Trưởng ban": an office.
                let other = matches!(next.lower.as_str(), "bộ" | "trưởng" | "phó" | "ủy");
                capital(next.text) && !other
                    || next.lower == "xã"
                    || phrase(words, at + 1, "tìm kiếm cứu nạn").is_some()
            });
            return usize::from(goes_on);
        }
        "và" | "&" => {
            let goes_on = next.is_some_and(|next| {
                let listed = place
                    && ["thành", "thị", "huyện", "xã", "phường", "cấp"]
                        .contains(&next.lower.as_str());
                // "… và Thủ trưởng các đơn vị": another begins.
                let title = ["thủ trưởng", "giám đốc", "lãnh đạo", "người đứng đầu", "trưởng"];
                let title = title.iter().any(|title| phrase(words, at + 1, title).is_some());
                let named = capital(next.text) && !title && starts(words, at + 1).is_none();
                // "Hội Bảo trợ người khuyết tật và trẻ mồ côi".
                let children = matches!(before.lower.as_str(), "tật" | "nữ")
                    && ["trẻ em", "trẻ mồ côi"]
                        .iter()
                        .any(|name| phrase(words, at + 1, name).is_some());
                let defence = phrase(words, at + 1, "phòng thủ dân sự").is_some();
                // "Văn phòng Đoàn ĐBQH và HĐND tỉnh" is one office.
                let assembly = before.lower == "đbqh" && next.lower == "hđnd"
                    || before.lower == "hđnd" && matches!(next.lower.as_str(), "ubnd" | "ủy")
                    || before.lower == "hội"
                        && phrase(words, at + 1, "hội đồng nhân dân").is_some();
                let assembly = assembly && words[start].lower == "văn";
                assembly
                    || listed
                    || named && !all_capitals(words[start].text)
                    || defence
                    || children
            });
            return usize::from(goes_on);
        }
        // "Công đoàn ngành Y tế", "Ban VSTBPN ngành".
        "ngành" if is_committee(before) || before.lower == "đoàn" => return 1,
        // "Báo Hà Thành mới".
        "mới" if words[start].text == "Báo" => return 1,
        _ => {}
    }
    if ends_here(words, start, at) {
        return 0;
    }
    if let Some(length) = PHRASES.iter().filter_map(|inner| phrase(words, at, inner)).max() {
        let verb = matches!(word.lower.as_str(), "tổ" | "chỉ") && !capital(word.text);
        if !verb || matches!(before.lower.as_str(), "ban") {
            return length;
        }
        return 0;
    }
    if is_place(words, at) {
        return usize::from(place_goes_on(words, at));
    }
    if word.text.chars().all(|c| c.is_ascii_digit()) {
        return usize::from(bears_number(&words[start], before, next, place));
    }
    if capital(word.text) {
        return 1;
    }
    let near = next.filter(|_| word.after.is_none());
    let second = capital(before.text) && !short_form(before.text) && !place;
    usize::from(second && !VERBS.contains(&word.lower.as_str()) && !is_verb_pair(word, near))
}

/// "các Sở: Nội vụ, Tài chính": each of them is a Sở.
fn departments(text: &str, words: &[Word<'_>], mut at: usize, found: &mut Vec<Found>) -> usize {
    while at < words.len() && capital(words[at].text) && starts(words, at).is_none() {
        let end = extend(words, at, at + 1);
        let last = &words[end - 1];
        let range = words[at].range.start..last.range.end;
        found.push(Found { name: format!("Sở {}", &text[range.clone()]), range });
        let listed = last.after == Some(',');
        at = end;
        if !listed {
            break;
        }
    }
    at
}
