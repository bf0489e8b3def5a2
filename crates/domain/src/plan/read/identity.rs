//! Title and issuer where the head lost them: web pages drop the line of the title or of the place.
//!
//! What is put together here is always told, so that the officer compares it.

use std::sync::LazyLock;

use regex::Regex;

use super::{ItemKind, ReadItem, Reading, bodies, capital, pattern, plain, problems};

const LEVELS: &str = "tỉnh|thành phố|thị xã|huyện|quận|thị trấn|xã|phường|đặc khu";

/// "ban hành Kế hoạch triển khai như sau" says no title.
const TITLE_LENGTH_MIN: usize = 16;

/// Fills in what the head leaves open.
pub(super) fn complete(reading: &mut Reading) {
    if reading.issuer.is_none() {
        reading.issuer = issuing_body(reading);
    }
    if let Some(issuer) = with_place(reading) {
        reading.problems.push(problems::issuer_completed(&issuer));
        reading.issuer = Some(issuer);
    }
    if reading.title.is_empty()
        && let Some(title) = title_in_words(reading)
    {
        reading.problems.push(problems::title_from_words(&title));
        reading.title = title;
        if reading.kind.is_empty() {
            "Kế hoạch".clone_into(&mut reading.kind);
        }
    }
}

fn preamble(reading: &Reading) -> impl Iterator<Item = String> {
    let items = reading.items.iter().take_while(|item| {
        item.kind == ItemKind::Paragraph || item.mark.is_empty() || item.mark.starts_with("Điều")
    });
    items.map(ReadItem::words)
}

/// "…, Ủy ban nhân dân tỉnh ban hành Kế hoạch": the issuer, where no head names it.
fn issuing_body(reading: &Reading) -> Option<String> {
    static COMMITTEE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"\b(?P<body>(?:[ỦU][ỷy] ban nhân dân|UBND)(?:\s(?:{LEVELS}))?(?:\s\p{{Lu}}\p{{L}}*){{0,4}}?)\s(?i:xây dựng|ban hành)(?: và ban hành)?\s(?i:kế hoạch|chương trình)"
        ))
    });
    static ISSUES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^\s(?:xây dựng|ban hành)(?: và ban hành)?\s(?:kế hoạch|chương trình)")
    });
    preamble(reading).find_map(|words| {
        if let Some(found) = COMMITTEE.captures(&words) {
            return Some(found["body"].to_owned());
        }
        let found = bodies::find(&words);
        let issuer = found.into_iter().find(|body| ISSUES.is_match(&words[body.range.end..]));
        issuer.map(|issuer| issuer.name)
    })
}

/// "ỦY BAN NHÂN DÂN" whose second line was lost, with the place that the text says it is of.
fn with_place(reading: &Reading) -> Option<String> {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?:chủ tịch )?(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd)(?:\s(?P<level>{LEVELS}))?$"
        ))
    });
    let issuer = reading.issuer.clone()?;
    let known = plain(&issuer);
    let level = BARE.captures(&known)?.name("level").map(|level| level.as_str().to_owned());
    let of = level.clone().or_else(|| level_in_words(reading))?;
    let place = named_place(reading, &of).or_else(|| reading.place.clone())?;
    let tail = if level.is_some() { place } else { format!("{of} {place}") };
    let shouted = !issuer.chars().any(char::is_lowercase);
    let tail = if shouted { tail.to_uppercase() } else { tail };
    Some(format!("{issuer} {tail}"))
}

/// Of which level the committee is that speaks of itself: "UBND tỉnh ban hành …".
fn level_in_words(reading: &Reading) -> Option<String> {
    static SPEAKS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)(?:[ủu][ỷy] ban nhân dân|ubnd|trên địa bàn)\s(?P<level>{LEVELS})\b"))
    });
    if let Some(place) = reading.place.as_deref()
        && let Some(level) = level_of(reading, place)
    {
        return Some(level);
    }
    let title = std::iter::once(reading.title.clone());
    title
        .chain(preamble(reading))
        .find_map(|words| SPEAKS.captures(&words).map(|found| found["level"].to_lowercase()))
}

/// "tỉnh Bạc Liêu" anywhere in a text that is dated at Bạc Liêu.
fn level_of(reading: &Reading, place: &str) -> Option<String> {
    let place = plain(place);
    reading.lines.iter().find_map(|line| {
        let text = plain(&line.text);
        let before = &text[..text.find(&place)?];
        let level = LEVELS.split('|').find(|level| before.trim_end().ends_with(level))?;
        before.ends_with(' ').then(|| level.to_owned())
    })
}

/// The one place of a level that the text speaks of, where it is not the one of the date.
fn named_place(reading: &Reading, level: &str) -> Option<String> {
    if let Some(place) = reading.place.as_deref()
        && level_of(reading, place).as_deref() == Some(level)
    {
        return Some(place.to_owned());
    }
    static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i:trên địa bàn|của|[ủu][ỷy] ban nhân dân|ubnd)\s(?P<level>(?i:{LEVELS}))\s(?P<place>\p{{Lu}}\p{{Ll}}*(?:(?:\s|-|\s-\s)\p{{Lu}}\p{{Ll}}+){{0,3}})"
        ))
    });
    let title = std::iter::once(reading.title.clone());
    let own = title.chain(preamble(reading));
    let places: Vec<String> = own
        .flat_map(|words| {
            let found = WITHIN.captures_iter(&words);
            let found = found.filter(|found| found["level"].to_lowercase() == level);
            let named = found.map(|found| found["place"].to_owned());
            // "UBND huyện Xây dựng Kế hoạch": a verb with a capital.
            named.filter(|place| !matches!(place.as_str(), "Xây" | "Ban")).collect::<Vec<_>>()
        })
        .collect();
    let first = places.first()?;
    places.iter().all(|place| place == first).then(|| first.clone())
}

/// What the plan is called where no line of its own says it: in the decision's first article, or where
/// the committee says what it issues.
fn title_in_words(reading: &Reading) -> Option<String> {
    static ISSUED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:nay )?(?:ban hành|phê duyệt)(?: kèm theo quyết định này)?(?: là)?:?\s(?P<title>(?:kế hoạch|chương trình|quy chế|đề án)\s[^;\n]{10,400}?)(?:\.(?:\s|$)|\s\(|;|\n|$)",
        )
    });
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:ban hành|xây dựng|Xây dựng)(?: và ban hành)?\s(?:Kế hoạch|kế hoạch|Chương trình)\s(?P<title>\p{L}[^;:\n]{4,400}?)(?:,?\s(?:cụ thể|với (?:những|các|một số)?\s?nội dung|như sau)|\s\((?:sau đây|gọi|viết) |:|\n|$)",
        )
    });
    let mut said = None;
    for words in preamble(reading) {
        if let Some(found) = ISSUED.captures(words.trim()) {
            return Some(found["title"].trim().to_owned());
        }
        // "đã ban hành Kế hoạch số 107/KH-UBND" is another plan.
        let own = SAID.captures(&words).filter(|found| {
            !found["title"].starts_with("số ") && found["title"].chars().count() >= TITLE_LENGTH_MIN
        });
        said = own.map(|found| sentence(found["title"].trim_end_matches(','))).or(said);
    }
    said
}

fn sentence(words: &str) -> String {
    if capital(words) {
        return words.to_owned();
    }
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
