//! Events: the Month of Action, launches, conferences, with their dates and place.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{DateRole, Event, ReadDate, ReadItem, Reading, dates, pattern, plain, regimes};

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:tổ chức\s)?(?:điểm\s|điểm cấp tỉnh\s)?(?:lễ\s)?(?:phát động|mít tinh|ra quân)\b|tổ chức điểm|tháng hành động|lễ (?:kỷ niệm|mít tinh|tuyên dương|tôn vinh|trao giải|tổng kết|công bố)|ngày (?:quốc tế|phụ nữ|gia đình|toàn dân|thế giới|hội)|hội nghị|hội thảo|hội thi|tọa đàm|toạ đàm|diễn đàn|cuộc thi|tuần lễ|ngày hội|chiến dịch|lớp tập huấn|liên hoan|đại hội|chương trình giao lưu|giải chạy|triển lãm|gặp mặt)",
    )
});
static NAME_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[(;:.\n|]|,\s|\s(?:từ (?:ngày\s)?\d|từ tháng|tại\s|vào\s|trước ngày|diễn ra|được tổ chức|trong tháng \d|dự kiến|(?:hằng|hàng) năm|trong khuôn khổ|hiệu quả|bắt đầu|ngày \d|đến ngày|do\s\p{Lu}|nhân dịp|nhân ngày|quý\s[IV\d]|thời gian|trong (?:tuần|tháng|quý|năm|đợt)\b)",
    )
});
// "phòng ngừa, ứng phó", "phòng, chống": the comma belongs to the name.
static INSIDE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^,\s(?:ứng phó|chống|phòng|gia đình|hòa bình|hoà bình)"));
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:tại|ở)\s((?:(?:huyện|thành phố|thị xã|xã|phường|thị trấn|quận|tỉnh|trường|Trường|Trung tâm|Nhà|Hội trường|Quảng trường|Sân|UBND|Sở|Công viên|Khách sạn)\s)?\p{Lu}[^,;.()\n]{1,70})",
    )
});
static TIME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*[-+]?\s*(?:\([^)]*\)\s*)?thời gian"));

/// The events of the items in printed order.
pub(super) fn find(reading: &Reading) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for (index, item) in reading.items.iter().enumerate() {
        let before = events.len();
        in_sentences(item, &mut events);
        if events.len() == before {
            let mut found = from_fields(reading, index);
            if found.is_empty() {
                let other = under_heading(reading, index);
                found.extend(other.or_else(|| of_the_plan(reading, index)));
            }
            events.append(&mut found);
        }
    }
    events
}

/// "II. THỜI GIAN: từ 15/11 đến 15/12" in the plan of the Month of Action itself.
fn of_the_plan(reading: &Reading, index: usize) -> Option<Event> {
    let item = &reading.items[index];
    let above = item.parent.map(|parent| &reading.items[parent]);
    let timed = TIME.is_match(&item.words()) || item.label.as_deref().is_some_and(is_time);
    let general = above
        .is_none_or(|above| above.parent.is_none() && plain(&above.title).contains("thời gian"));
    if !timed || !general || item.parent.is_none() && item.title.is_empty() {
        return None;
    }
    let when = item.dates.iter().find(|date| date.role == DateRole::Window)?;
    let found = named(&reading.title)?;
    Some(event(item, reading.title[found].trim(), when, None))
}

fn is_time(label: &str) -> bool {
    TIME.is_match(label)
}

fn in_sentences(item: &ReadItem, events: &mut Vec<Event>) {
    let words = item.words();
    // "Nội dung: Lễ phát động cấp tỉnh tại …, ngày 12/11" is the activity itself.
    let aside = item.label.as_deref().is_some_and(|label| !plain(label).starts_with("nội dung"));
    if !item.dates.iter().any(is_when) || aside {
        return;
    }
    let sentences = regimes::sentences(&words);
    let mut skip = None;
    for (index, sentence) in sentences.iter().enumerate() {
        let text = &words[sentence.clone()];
        if skip == Some(index) || is_report(text) {
            continue;
        }
        let Some(found) = nearest_named(text) else { continue };
        let mut when = when(text);
        if when.is_none()
            && let Some(next) = sentences.get(index + 1).map(|next| &words[next.clone()])
            && TIME.is_match(next)
        {
            when = self::when(next);
            skip = Some(index + 1);
        }
        if let Some(when) = when {
            events.push(event(item, text[found].trim(), &when, place(text)));
        }
    }
}

fn is_report(text: &str) -> bool {
    plain(text).trim_start_matches(['-', ' ', '+']).starts_with("báo cáo")
}

/// "Thời gian:" under a heading that names an event; place from its neighbour.
fn from_fields(reading: &Reading, index: usize) -> Vec<Event> {
    let item = &reading.items[index];
    let words = item.words();
    let timed = item.label.as_deref().is_some_and(is_time) || TIME.is_match(&words);
    // "tháng 3 và tháng 10 năm 2024": it takes place twice.
    let times: Vec<&ReadDate> = item.dates.iter().filter(|date| is_when(date)).collect();
    if !timed || times.is_empty() {
        return Vec::new();
    }
    let mut above = item.parent;
    while let Some(parent) = above {
        let owner = &reading.items[parent];
        let near = reading.items.iter().skip(parent).take(12);
        let siblings = near.filter(|sibling| sibling.parent == Some(parent));
        let mut place = None;
        let mut name = named(&owner.words()).map(|found| owner.words()[found].trim().to_owned());
        for sibling in siblings {
            let words = sibling.words();
            if let Some(said) = said_place(sibling, &words) {
                place = Some(said.trim_end_matches(['.', ';', ' ']).to_owned());
            }
            let content =
                sibling.label.as_deref().is_some_and(|label| plain(label).contains("nội dung"));
            if name.is_none() && content {
                name = named(&words).map(|found| words[found].trim().to_owned());
            }
        }
        if let Some(name) = name {
            let events = times.into_iter().map(|when| event(owner, &name, when, place.clone()));
            return events.collect();
        }
        above = owner.parent;
    }
    Vec::new()
}

/// "1. Lễ phát động" with "a) Cấp tỉnh: ngày 14/11, tại …" below.
fn under_heading(reading: &Reading, index: usize) -> Option<Event> {
    let item = &reading.items[index];
    let owner = &reading.items[item.parent?];
    let words = item.words();
    let heading = owner.title.as_str();
    if is_report(&words) || heading.chars().count() > 160 || item.label.is_some() {
        return None;
    }
    let found = named(heading).filter(|found| found.start < 30)?;
    let exact = |date: &&ReadDate| matches!(date.role, DateRole::Window | DateRole::Day);
    let when = item.dates.iter().find(exact)?;
    Some(event(item, heading[found].trim(), when, place(&words)))
}

/// "Địa điểm: Nhà văn hóa", as a field or as a point.
fn said_place<'a>(item: &ReadItem, words: &'a str) -> Option<&'a str> {
    static FIELD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?:địa điểm|nơi tổ chức)[^:]{0,20}:\s*"));
    if item.label.as_deref().is_some_and(|label| plain(label).contains("địa điểm")) {
        return Some(words);
    }
    FIELD.find(words).map(|field| &words[field.end()..])
}

/// Of several events in one sentence the one whose name stands last before the time.
fn nearest_named(text: &str) -> Option<Range<usize>> {
    let time = dates::find(text).into_iter().find(|found| is_when(&found.date));
    let time = time.map_or(text.len(), |found| found.range.start);
    let mut best = named(text)?;
    while let Some(next) = named(&text[best.end..]) {
        let next = best.end + next.start..best.end + next.end;
        if next.start >= time || next.is_empty() {
            break;
        }
        best = next;
    }
    Some(best)
}

fn named(text: &str) -> Option<Range<usize>> {
    // "Trung tâm Hội nghị" is a house.
    let house = |at: usize| {
        let before = plain(text[..at].trim_end());
        before.ends_with("trung tâm") || before.ends_with("nhà")
    };
    // "nhân Ngày Quốc tế Phụ nữ 8/3" is why it is held, not what.
    let occasion = |found: &regex::Match<'_>| {
        let before = plain(text[..found.start()].trim_end());
        let is_day = found.as_str().to_lowercase().starts_with("ngày ");
        is_day && ["nhân", "nhân dịp", "dịp", "chào mừng"].iter().any(|word| before.ends_with(word))
    };
    let found = NAMED.find_iter(text).find(|found| !house(found.start()) && !occasion(found))?;
    let rest = &text[found.end()..];
    let end = NAME_END
        .find_iter(rest)
        .map(|end| end.start())
        .find(|at| !INSIDE.is_match(&rest[*at..]))
        .map_or(text.len(), |at| found.end() + at);
    let name = &text[found.start()..end];
    let trimmed = name.trim_end_matches([' ', ',', '-']).len();
    Some(found.start()..found.start() + trimmed)
}

fn place(text: &str) -> Option<String> {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\s(?:từ|vào|trong|với|nhằm|để|và|dự kiến|trước|do|cho|theo|đến|hoặc|ngày|năm)\s")
    });
    let found = PLACE.captures(text)?;
    let printed = &found[1];
    let end = END.find(printed).map_or(printed.len(), |end| end.start());
    Some(printed[..end].trim().to_owned())
}

fn when(text: &str) -> Option<ReadDate> {
    dates::find(text).into_iter().map(|found| found.date).find(is_when)
}

/// A time at which something takes place, not a deadline nor a rhythm.
fn is_when(date: &ReadDate) -> bool {
    matches!(date.role, DateRole::Window | DateRole::Day | DateRole::Span)
}

fn event(item: &ReadItem, name: &str, when: &ReadDate, place: Option<String>) -> Event {
    // "Tổ chức Lễ phát động …" is the Lễ phát động; "Tổ chức điểm …" names itself.
    let bare = name.strip_prefix("Tổ chức ").or_else(|| name.strip_prefix("tổ chức "));
    let name = bare.filter(|bare| !plain(bare).starts_with("điểm")).unwrap_or(name);
    let mut letters = name.chars();
    let name = letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    Event {
        anchor: item.anchor.clone(),
        name,
        from: when.from.or(when.to),
        to: when.to,
        place,
        approximate: when.approximate,
    }
}
