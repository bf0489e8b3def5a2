//! Fills the tree with what its words say, and gathers it for the whole plan.

use std::{collections::HashMap, sync::LazyLock};

use regex::Regex;

use super::{
    AnnexMention, Ground, ItemKind, ReadItem, Reading, bodies, citations, dates, events, identity,
    issuers, pattern, plain, programmes, regimes,
    roles::{self, Setting},
    wrapping::closes,
};

static ANNEXES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bphụ lục\s(?:số\s)?((?:\d{1,2}|[IVX]{1,5})\b(?:(?:\s?[,;]\s?|\svà\s|\s?[-–]\s?|\sđến\s)(?:phụ lục\s)?(?:số\s)?(?:\d{1,2}|[IVX]{1,5})\b)*)",
    )
});
static GROUND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\(?(?:Căn cứ|Thực hiện|Triển khai|Theo|Xét|Trên cơ sở|Tiếp tục (?:thực hiện|triển khai))\s",
    )
});

/// Reads dates, citations, bodies, annexes, programmes, then regimes and events.
pub(super) fn fill(reading: &mut Reading) {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut columns: Vec<Setting> = Vec::new();
    for index in 0..reading.items.len() {
        let words = reading.items[index].words();
        let anchor = reading.items[index].anchor.clone();
        let cited = citations::find(&words);
        let ranges: Vec<_> = cited.iter().map(|found| found.range.clone()).collect();
        let masked = dates::masked(&words, &ranges);
        reading.items[index].dates =
            dates::find(&masked).into_iter().map(|found| found.date).collect();
        for found in cited {
            let place = keep_citation(reading, &mut known, found.citation, &anchor);
            if !reading.items[index].citations.contains(&place) {
                reading.items[index].citations.push(place);
            }
        }
        for name in programmes::find(&masked) {
            programmes::keep(&mut reading.programmes, name, &anchor);
        }
        annexes(reading, index, &words);
        name_bodies(reading, index, &masked, &mut columns);
        keep_ground(reading, index, &words);
    }
    identity::complete(reading);
    issuers::guess(reading);
    reading.regimes = regimes::find(reading);
    regimes::unread::note(reading);
    reading.events = events::find(reading);
}

fn keep_citation(
    reading: &mut Reading,
    known: &mut HashMap<String, usize>,
    mut citation: super::Citation,
    anchor: &str,
) -> usize {
    let key = citations::key(&citation);
    let same = known.get(&key).copied().or_else(|| same_document(&reading.citations, &citation));
    let place = same.unwrap_or(reading.citations.len());
    known.insert(key, place);
    if place == reading.citations.len() {
        citation.anchors.push(anchor.to_owned());
        reading.citations.push(citation);
        return place;
    }
    let old = &mut reading.citations[place];
    old.date = old.date.or(citation.date);
    if old.issuer.is_empty() {
        old.issuer = citation.issuer;
    }
    if old.title.is_empty() {
        old.title = citation.title;
    }
    if old.anchors.last().is_none_or(|last| last != anchor) {
        old.anchors.push(anchor.to_owned());
    }
    place
}

/// "Chỉ thị số 21-CT/TW" without its day is the one cited with its day elsewhere, if there is one only.
fn same_document(cited: &[super::Citation], citation: &super::Citation) -> Option<usize> {
    if citation.number.is_empty() {
        return None;
    }
    let fits = |known: &super::Citation| {
        let issuers = known.issuer.is_empty()
            || citation.issuer.is_empty()
            || plain(&known.issuer) == plain(&citation.issuer);
        plain(&known.number) == plain(&citation.number)
            && issuers
            && (known.date.is_none() || citation.date.is_none())
    };
    let mut same = cited.iter().enumerate().filter(|(_, known)| fits(known));
    let (place, _) = same.next()?;
    same.next().is_none().then_some(place)
}

/// "Phụ lục 02, 03, 04, 05": each of them.
fn annexes(reading: &mut Reading, index: usize, words: &str) {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d{1,2}|[IVX]{1,5}"));
    // "(Phụ lục kèm theo)": the only annex of a plan bears no number.
    static UNNUMBERED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\bphụ lục\s(?:đính\s|gửi\s)?kèm"));
    static SPAN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(\d{1,2})\s?(?:-|–|đến)\s?(?:[Pp]hụ lục\s)?(\d{1,2})$"));
    let mut numbers: Vec<String> = Vec::new();
    for found in ANNEXES.captures_iter(words) {
        if let Some(span) = SPAN.captures(&found[1]) {
            let ends = (span[1].parse::<u32>(), span[2].parse::<u32>());
            let wide = span[1].len();
            if let (Ok(first), Ok(last)) = ends {
                numbers.extend((first..=last.min(first + 40)).map(|n| format!("{n:0wide$}")));
            }
            continue;
        }
        numbers.extend(NUMBER.find_iter(&found[1]).map(|number| number.as_str().to_owned()));
    }
    let heading = reading.items[index].kind == ItemKind::Annex;
    let anchor = reading.items[index].anchor.clone();
    if heading {
        let number = anchor.trim_start_matches("PL");
        numbers = vec![number.split('(').next().unwrap_or(number).to_owned()];
    } else if numbers.is_empty() && UNNUMBERED.is_match(words) {
        numbers.push(String::new());
    }
    for number in numbers {
        keep_annex(&mut reading.annexes, &number, &anchor, heading);
        if !reading.items[index].annexes.contains(&number) {
            reading.items[index].annexes.push(number);
        }
    }
}

fn keep_annex(annexes: &mut Vec<AnnexMention>, number: &str, anchor: &str, heading: bool) {
    let same = |known: &&mut AnnexMention| {
        known.number.trim_start_matches('0') == number.trim_start_matches('0')
    };
    if annexes.iter_mut().find(same).is_none() {
        let number = number.to_owned();
        annexes.push(AnnexMention { number, anchors: Vec::new(), present: false });
    }
    let Some(known) = annexes.iter_mut().find(same) else { return };
    known.present |= heading;
    if !heading && known.anchors.last().is_none_or(|last| last != anchor) {
        known.anchors.push(anchor.to_owned());
    }
}

fn name_bodies(reading: &mut Reading, index: usize, masked: &str, columns: &mut Vec<Setting>) {
    let item = &reading.items[index];
    if item.kind == ItemKind::Row {
        let named = row_bodies(item, columns);
        reading.items[index].bodies = named;
        return;
    }
    let setting = match &item.label {
        Some(label) => roles::setting_of(label),
        None => inherited(reading, item),
    };
    let found = bodies::find(masked);
    let mut named = roles::assign(masked, &found, setting);
    // A preamble names its issuer, it asks nothing of it.
    if item.kind == ItemKind::Paragraph && item.parent.is_none() {
        for body in &mut named {
            body.role = super::BodyRole::Mentioned;
        }
    }
    reading.items[index].bodies = named;
}

/// Under a heading "Đề nghị …" what follows is a request.
fn inherited(reading: &Reading, item: &ReadItem) -> Setting {
    let mut above = item.parent;
    while let Some(parent) = above {
        let parent = &reading.items[parent];
        if plain(&parent.words()).starts_with("đề nghị") {
            return Setting::Requested;
        }
        above = parent.parent;
    }
    Setting::Plain
}

/// The head of a table says what its columns are; the rows below are read by it.
fn row_bodies(item: &ReadItem, columns: &mut Vec<Setting>) -> Vec<super::NamedBody> {
    let settings: Vec<Setting> = item.cells.iter().map(|cell| column_of(cell)).collect();
    let is_head = item.cells.iter().filter(|cell| is_column_name(cell)).count() >= 2;
    if is_head {
        *columns = settings;
        return Vec::new();
    }
    let mut named: Vec<super::NamedBody> = Vec::new();
    for (place, cell) in item.cells.iter().enumerate() {
        let setting = columns.get(place).copied().unwrap_or(Setting::Plain);
        let found = bodies::find(cell);
        let plain_cell = matches!(setting, Setting::Plain | Setting::Aside);
        for mut body in roles::assign(cell, &found, setting) {
            if plain_cell && body.role == super::BodyRole::Lead && !columns.is_empty() {
                body.role = super::BodyRole::Mentioned;
            }
            // Named in the words of the task and again in its column: the column says the role.
            match named.iter_mut().find(|known| known.name == body.name) {
                Some(known) if roles::weight(body.role) > roles::weight(known.role) => {
                    known.role = body.role;
                }
                Some(_) => {}
                None => named.push(body),
            }
        }
    }
    named
}

fn column_of(cell: &str) -> Setting {
    if cell.chars().count() < 60 { roles::setting_of(cell) } else { Setting::Plain }
}

fn is_column_name(cell: &str) -> bool {
    const NAMES: [&str; 15] = [
        "tt",
        "stt",
        "nội dung",
        "nhiệm vụ",
        "cơ quan",
        "đơn vị",
        "thời gian",
        "sản phẩm",
        "kết quả",
        "kinh phí",
        "ghi chú",
        "chủ trì",
        "phối hợp",
        "hoạt động",
        "chỉ tiêu",
    ];
    let cell = plain(cell);
    cell.chars().count() < 60 && NAMES.iter().any(|name| cell.trim().starts_with(name))
}

fn keep_ground(reading: &mut Reading, index: usize, words: &str) {
    let item = &reading.items[index];
    let preamble = item.kind == ItemKind::Paragraph && item.parent.is_none();
    let dashed = item.kind == ItemKind::Dash && item.parent.is_none();
    if (preamble || dashed) && GROUND.is_match(words) && !closes(words) {
        let anchor = item.anchor.clone();
        reading.grounds.push(Ground { anchor, text: words.to_owned() });
    }
}
