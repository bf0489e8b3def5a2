//! A reading in the office's words: what each line and each list of the page says.

use std::collections::HashMap;

use domain::{
    period::day,
    plan::read::{
        BodyRole, Citation, Emendation, Event, Field, ItemKind, LineUse, Move, Problem, ReadDate,
        ReadItem, ReadRegime, Reading,
    },
};

use crate::view::{
    mark::{Notice, Tone},
    plan_read::{Fix, Placed, ReadLine, Understood},
};

/// Every line of the source with what was understood of it; `plain` is the reading without help.
pub(super) fn lines(
    reading: &Reading,
    plain: &Reading,
    corrections: &[Emendation],
) -> Vec<ReadLine> {
    let placing = Placing::of(plain, corrections);
    let item_line = |mut line: ReadLine, item: &ReadItem| {
        item.anchor.clone_into(&mut line.anchor);
        item.kind_label().clone_into(&mut line.kind);
        line.understood = understood(reading, item);
        line.fixes = fixes(reading, plain, item);
        let anchor = item.anchor.as_str();
        line.fixes.extend(cut(item, placing.cuts.get(anchor).copied()));
        line.placed = Some(placed(anchor, placing.moves.get(anchor)));
        line
    };
    let mut lines = Vec::with_capacity(reading.lines.len());
    for source in &reading.lines {
        let problems =
            reading.problems.iter().filter(|problem| problem.line == Some(source.number));
        let mut line = ReadLine {
            source: source.text.clone(),
            kind: kind(source.usage).to_owned(),
            problems: problems.map(notice).collect(),
            ..ReadLine::of(u32::try_from(source.number).unwrap_or(u32::MAX))
        };
        if let LineUse::Item(index) = source.usage
            && let Some(item) = reading.items.get(index)
        {
            line.follows = item.lines.first != source.number;
            if line.follows {
                item.anchor.clone_into(&mut line.anchor);
                item.kind_label().clone_into(&mut line.kind);
            } else {
                line = item_line(line, item);
            }
            // What was joined to the item above can be taken off again where it stands.
            if let Some(anchor) = placing.joined.get(&source.number) {
                line.placed = Some(placed(anchor, Some(&Move::Joined)));
            }
        }
        let number = line.line;
        let cut_off = cut_off(reading, source.number, &line.anchor);
        lines.push(line);
        lines
            .extend(cut_off.map(|(item, source)| {
                item_line(ReadLine { source, ..ReadLine::of(number) }, item)
            }));
    }
    lines
}

/// What the officer cut off in the middle of a line begins in it too.
fn cut_off<'a>(
    reading: &'a Reading,
    line: usize,
    anchor: &str,
) -> impl Iterator<Item = (&'a ReadItem, String)> + use<'a> {
    let anchor = anchor.to_owned();
    let begun = reading.items.iter().filter(move |item| item.lines.first == line);
    begun.filter(move |item| item.anchor != anchor).map(|item| {
        let words = format!("{} {}", item.mark, item.words().replace('\n', " "));
        (item, format!("… {}", words.trim()))
    })
}

/// Where the officer put items, by their anchors.
struct Placing<'a> {
    moves: HashMap<&'a str, Move>,
    /// The words at which items are cut.
    cuts: HashMap<&'a str, &'a str>,
    /// Lines that began an item which was joined to the one above.
    joined: HashMap<usize, &'a str>,
}

impl<'a> Placing<'a> {
    fn of(plain: &'a Reading, corrections: &'a [Emendation]) -> Self {
        let typed = |field| {
            let of_field = corrections.iter().filter(move |correction| correction.field == field);
            of_field.map(|correction| (correction.anchor.as_str(), correction.value.as_str()))
        };
        let way = |(anchor, code)| Some((anchor, Move::from_code(code)?));
        let moves: HashMap<&str, Move> = typed(Field::Nesting).filter_map(way).collect();
        let joined = plain
            .items
            .iter()
            .filter(|item| moves.get(item.anchor.as_str()) == Some(&Move::Joined))
            .map(|item| (item.lines.first, item.anchor.as_str()))
            .collect();
        Self { moves, cuts: typed(Field::Split).collect(), joined }
    }
}

/// The field that cuts an item; a row of a table has none.
fn cut(item: &ReadItem, words: Option<&str>) -> Option<Fix> {
    (item.kind != ItemKind::Row).then(|| Fix {
        name: format!("{}:{}", Field::Split.code(), item.anchor),
        label: Field::Split.label().to_owned(),
        was: String::new(),
        value: words.unwrap_or_default().to_owned(),
    })
}

fn placed(anchor: &str, way: Option<&Move>) -> Placed {
    let choice =
        |code: &str, words: &str, is_chosen| (code.to_owned(), words.to_owned(), is_chosen);
    let mut ways = vec![choice("", "giữ như đã đọc", way.is_none())];
    ways.extend(Move::ALL.map(|one| choice(one.code(), one.label(), way == Some(&one))));
    Placed { anchor: anchor.to_owned(), name: format!("{}:{anchor}", Field::Nesting.code()), ways }
}

const fn kind(usage: LineUse) -> &'static str {
    match usage {
        LineUse::Header => "Phần đầu",
        LineUse::Item(_) => "Mục",
        LineUse::Recipient => "Nơi nhận",
        LineUse::Signature => "Chữ ký",
        LineUse::Furniture => "Số trang, đường kẻ",
        LineUse::NotUnderstood => "",
    }
}

/// What an item says of whom, when, and by what.
pub(super) fn understood(reading: &Reading, item: &ReadItem) -> Vec<Understood> {
    let mut said = Vec::new();
    if let Some(label) = &item.label {
        said.push(Understood::new("Mục con", label));
    }
    for role in [BodyRole::Lead, BodyRole::Coordinating, BodyRole::Requested, BodyRole::Mentioned] {
        let bodies = item.bodies.iter().filter(|body| body.role == role);
        let names: Vec<&str> = bodies.map(|body| body.name.as_str()).collect();
        if !names.is_empty() {
            said.push(Understood::new(sentence(role.label()), names.join("; ")));
        }
    }
    for date in &item.dates {
        let name = if date.role.is_deadline() { "Hạn" } else { "Thời gian" };
        said.push(Understood::new(name, when(date)));
    }
    let cited: Vec<&str> = item
        .citations
        .iter()
        .filter_map(|place| reading.citations.get(*place))
        .map(
            |cited| {
                if cited.number.is_empty() { cited.title.as_str() } else { cited.number.as_str() }
            },
        )
        .collect();
    if !cited.is_empty() {
        said.push(Understood::new("Dẫn", cited.join("; ")));
    }
    let annexes: Vec<&str> = item
        .annexes
        .iter()
        .map(|number| if number.is_empty() { "không số" } else { number.as_str() })
        .collect();
    if !annexes.is_empty() {
        said.push(Understood::new("Phụ lục", annexes.join(", ")));
    }
    said
}

/// "trước ngày 25 tháng 12, hằng năm".
pub(super) fn when(date: &ReadDate) -> String {
    let mut words = date.printed.clone();
    if date.role.is_deadline() && date.to.is_some_and(|to| to.recurs() && to.month.is_some()) {
        words.push_str(" (không ghi năm: hằng năm)");
    }
    if date.approximate {
        words.push_str(" (dự kiến)");
    }
    words
}

fn fixes(reading: &Reading, plain: &Reading, item: &ReadItem) -> Vec<Fix> {
    let fix = |field: Field| fix(reading, plain, &item.anchor, field);
    Field::OF_ITEMS.into_iter().map(fix).collect()
}

/// The fields of the whole plan, as read and as set right.
pub(super) fn facts(reading: &Reading, plain: &Reading) -> Vec<Fix> {
    Field::FACTS.into_iter().map(|field| fix(reading, plain, "", field)).collect()
}

fn fix(reading: &Reading, plain: &Reading, anchor: &str, field: Field) -> Fix {
    Fix {
        name: format!("{}:{anchor}", field.code()),
        label: field.label().to_owned(),
        was: plain.value_of(anchor, field),
        value: reading.value_of(anchor, field),
    }
}

/// A problem as a notice; slips that change nothing stay quiet.
pub(super) fn notice(problem: &Problem) -> Notice {
    let quiet = matches!(
        problem.code,
        "spacing_slip" | "double_space" | "glued_words" | "heading_unnumbered"
    );
    let tone = if quiet { Tone::Quiet } else { Tone::Near };
    Notice::new(tone, &problem.what, format!("{} {}", problem.why, problem.next))
}

/// The lists of the whole plan: title and entries.
pub(super) fn found(reading: &Reading) -> Vec<(String, Vec<String>)> {
    let regimes = ("Chế độ báo cáo", reading.regimes.iter().map(regime).collect());
    let events = ("Sự kiện", reading.events.iter().map(event).collect());
    let mut lists = counted(vec![regimes, events]);
    lists.extend(cited(reading));
    lists
}

/// The lists that are no fields: what the plan cites, its annexes, its recipients.
pub(super) fn cited(reading: &Reading) -> Vec<(String, Vec<String>)> {
    let numbered = reading.citations.iter().filter(|cited| !cited.number.is_empty());
    let laws = reading.citations.iter().filter(|cited| cited.number.is_empty());
    let named = reading.programmes.iter();
    let annexes = reading.annexes.iter().map(|annex| {
        let place = if annex.anchors.is_empty() {
            String::new()
        } else {
            format!(", nhắc ở {}", annex.anchors.join(", "))
        };
        let present =
            if annex.present { "có trong văn bản" } else { "chưa có trong văn bản" };
        format!("{}: {present}{place}", annex.label())
    });
    let recipients = reading.recipients.iter().map(|to| match to.note.as_str() {
        "" => to.name.clone(),
        note => format!("{} ({note})", to.name),
    });
    counted(vec![
        ("Văn bản dẫn theo số", numbered.map(citation).collect()),
        ("Luật dẫn theo tên", laws.map(citation).collect()),
        ("Chương trình, chiến lược dẫn theo tên", named.map(|p| p.name.clone()).collect()),
        ("Phụ lục", annexes.collect()),
        ("Nơi nhận", recipients.collect()),
    ])
}

/// Each title with how many there are; empty lists left out.
fn counted(lists: Vec<(&str, Vec<String>)>) -> Vec<(String, Vec<String>)> {
    lists
        .into_iter()
        .filter(|(_, entries)| !entries.is_empty())
        .map(|(title, entries)| (format!("{title} ({})", entries.len()), entries))
        .collect()
}

pub(super) fn regime(regime: &ReadRegime) -> String {
    let due = regime.deadlines.iter().map(|deadline| {
        let recurs = if deadline.due.recurs() { " hằng năm" } else { "" };
        format!("{} {}{recurs}", deadline.role.label(), deadline.due.printed())
    });
    let mut due = due.collect::<Vec<_>>().join("; ");
    if due.is_empty() {
        "chưa có hạn".clone_into(&mut due);
    }
    let mut words = format!("{} ({}): {due}", regime.name, regime.anchor);
    if !regime.annexes.is_empty() {
        words = format!("{words}; Phụ lục {}", regime.annexes.join(", "));
    }
    let [first, further] =
        [regime.received_by().collect::<Vec<_>>(), regime.told_on().collect::<Vec<_>>()];
    if !first.is_empty() {
        words = format!("{words}; gửi {}", first.join(", "));
    }
    if !further.is_empty() {
        words = format!("{words}; nơi nhận tổng hợp, báo cáo {}", further.join(", "));
    }
    words
}

pub(super) fn event(event: &Event) -> String {
    let mut ends: Vec<String> =
        [event.from, event.to].into_iter().flatten().map(|end| end.printed()).collect();
    ends.dedup();
    let about = if event.approximate { "dự kiến " } else { "" };
    let place = event.place.as_ref().map(|place| format!(", tại {place}")).unwrap_or_default();
    format!("{} ({}): {about}{}{place}", event.name, event.anchor, ends.join(" đến "))
}

fn citation(cited: &Citation) -> String {
    let mut words = if cited.number.is_empty() {
        cited.title.clone()
    } else {
        format!("{} số {}", cited.kind, cited.number)
    };
    match cited.date {
        Some(date) => words = format!("{words} ngày {}", day(date)),
        None if cited.number.is_empty() => {}
        None => words.push_str(", không ghi ngày"),
    }
    match (cited.issuer.as_str(), cited.issuer_by_symbol.as_str()) {
        ("", "") => words,
        ("", guess) if cited.number.is_empty() => format!("{words}, {guess} (suy từ loại văn bản)"),
        ("", guess) => format!("{words}, {guess} (suy từ ký hiệu)"),
        (issuer, _) => format!("{words}, {issuer}"),
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
