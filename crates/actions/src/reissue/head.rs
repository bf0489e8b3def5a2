//! The head of a plan: issuer, superior, number, place and day, as far as the print has them.

use documents::{date::IssueDate, letterhead, manuscript::Head};
use domain::plan::read::{LineUse, Reading};

use super::Mending;

/// The issuing body.
pub(super) struct Office {
    pub(super) head: Head,
    pub(super) number: Option<u32>,
    /// As citations name it; empty where it is no people's committee.
    pub(super) cited: String,
}

const COMMITTEE: &str = "ỦY BAN NHÂN DÂN";

pub(super) fn office(reading: &Reading, whole: &str) -> Office {
    let place = reading.place.clone().or_else(|| named_place(whole)).unwrap_or_else(|| "…".into());
    let caps = reading.issuer.as_deref().unwrap_or_default().to_uppercase();
    let caps = caps.replace("UỶ BAN", "ỦY BAN");
    let (superior, issuer, cited) = match caps.strip_prefix(COMMITTEE) {
        Some(level) => {
            let level = level.trim();
            // "Ủy ban nhân dân tỉnh ban hành": the sentence leaves the name to the head.
            let named = match level {
                "TỈNH" | "THÀNH PHỐ" => format!("{level} {}", place.to_uppercase()),
                "" => format!("TỈNH {}", place.to_uppercase()),
                named => named.to_owned(),
            };
            let kind = if named.starts_with("THÀNH PHỐ") { "thành phố" } else { "tỉnh" };
            let cited = format!("Ủy ban nhân dân {kind}");
            (Vec::new(), vec![COMMITTEE.to_owned(), named], cited)
        }
        None => (superior(reading), vec![caps.clone()], String::new()),
    };
    let name = spoken(&issuer, &place, whole);
    let (number, symbol) = symbol(reading, &issuer);
    let year = year(reading);
    let date = reading.date.map_or(IssueDate::InYear(year), IssueDate::On);
    let head = letterhead::head(superior, issuer, name, symbol, place, date);
    Office { head, number, cited }
}

/// Says what the print lacks and the document now bears.
pub(super) fn tell(reading: &Reading, office: &Office, mending: &mut Mending) {
    let place = ("Phần đầu", 0);
    let printed = header(reading);
    if !printed.contains("ĐỘC LẬP") {
        mending.tell(place, "E1", ("", documents::layout::NATION));
        mending.tell(place, "E2", ("", documents::layout::MOTTO));
        mending.tell(place, "E4", ("", &office.head.issuer_line()));
    } else if printed.contains("TỰ DO –") || printed.contains("ĐỘC LẬP –") {
        mending.tell(place, "E2-dash", ("Độc lập – Tự do – Hạnh phúc", documents::layout::MOTTO));
    }
    if reading.number.is_none() {
        let blank = format!("Số: …/{}", office.head.symbol);
        mending.tell(place, "E5", ("", &blank));
    }
    if reading.date.is_none() {
        let blank = format!("{}, ngày … tháng … năm …", office.head.place);
        mending.tell(place, "E6", ("", &blank));
    }
}

/// The lines above the title, in capitals.
fn header(reading: &Reading) -> String {
    let lines = reading.lines.iter().filter(|line| line.usage == LineUse::Header);
    lines.map(|line| line.text.to_uppercase()).collect::<Vec<_>>().join("\n")
}

fn superior(reading: &Reading) -> Vec<String> {
    let printed = header(reading);
    let line = printed.lines().find(|line| line.starts_with("UBND "));
    let name = line.map(|line| line.split("CỘNG H").next().unwrap_or(line).trim().to_owned());
    name.into_iter().collect()
}

/// The body as a sentence writes it: as the text does, else in small letters behind the first.
fn spoken(issuer: &[String], place: &str, whole: &str) -> String {
    let caps = issuer.join(" ");
    if let Some(rest) = caps.strip_prefix(COMMITTEE) {
        let upper = place.to_uppercase();
        let level = rest.trim().strip_suffix(upper.as_str()).map(str::trim);
        if let Some(level) = level {
            return format!("Ủy ban nhân dân {} {place}", level.to_lowercase());
        }
    }
    let length = caps.chars().count();
    let lines = whole.lines().filter(|line| line.to_uppercase() != **line);
    for line in lines {
        let upper: Vec<char> = line.to_uppercase().chars().collect();
        let letters: Vec<char> = line.chars().collect();
        if upper.len() != letters.len() || upper.len() < length {
            continue;
        }
        let wanted: Vec<char> = caps.chars().collect();
        if let Some(at) = upper.windows(length).position(|window| window == wanted) {
            return letters[at..at + length].iter().collect();
        }
    }
    let mut letters = caps.chars();
    let first = letters.next().map(String::from).unwrap_or_default();
    first + &letters.as_str().to_lowercase()
}

/// "379/KH-UBND" in two; a blank number keeps the printed symbol.
fn symbol(reading: &Reading, issuer: &[String]) -> (Option<u32>, String) {
    if let Some((number, symbol)) = reading.number.as_deref().and_then(|n| n.split_once('/')) {
        return (number.parse().ok(), symbol.to_owned());
    }
    let printed = header(reading);
    let blank = printed.split_whitespace().find_map(|word| word.split_once("/KH-"));
    if let Some((_, organ)) = blank {
        return (None, format!("KH-{organ}"));
    }
    let organ = if issuer.first().is_some_and(|line| line == COMMITTEE) {
        "UBND".to_owned()
    } else {
        crate::report::issuer::abbreviation(&issuer.join(" "))
    };
    (None, format!("KH-{organ}"))
}

fn year(reading: &Reading) -> i16 {
    let words = reading.title.split(|c: char| !c.is_ascii_digit());
    let named =
        words.filter(|word| word.len() == 4).filter_map(|word| word.parse().ok()).next_back();
    reading.date.map(jiff::civil::Date::year).or(named).unwrap_or(0)
}

/// The province that the text names most often: "tỉnh Nghệ An".
fn named_place(whole: &str) -> Option<String> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for (at, noun) in whole.match_indices("tỉnh ") {
        let words = whole[at + noun.len()..].split_whitespace();
        let mut name = Vec::new();
        for word in words.take(3) {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if !bare.starts_with(char::is_uppercase) {
                break;
            }
            name.push(bare.to_owned());
            if bare.len() != word.len() {
                break;
            }
        }
        let name = name.join(" ");
        if name.is_empty() {
            continue;
        }
        match counted.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    let most = counted.iter().map(|(_, count)| *count).max()?;
    counted.into_iter().find(|(_, count)| *count == most).map(|(name, _)| name)
}
