//! The whole reading as one JSON object; its keys stay. Days are ISO: `2024-12-05`, each year's `--12-25`.

use std::collections::BTreeMap;

use domain::plan::read::{
    Citation, Event, LineUse, PrintedDate, ReadDate, ReadItem, ReadRegime, Reading,
};
use serde::Serialize;

/// The reading as JSON, indented, with stable keys; days are `2024-12-05`, or `--12-25` each year.
pub fn json(reading: &Reading) -> String {
    let value = Plan::of(reading);
    // Strings, numbers and lists always have a form; an empty object would be seen at once.
    serde_json::to_string_pretty(&value).unwrap_or_else(|_| "{}".to_owned())
}

#[derive(Serialize)]
struct Plan<'a> {
    kind: &'a str,
    title: &'a str,
    number: Option<&'a str>,
    date: Option<String>,
    issuer: Option<&'a str>,
    place: Option<&'a str>,
    signer: Option<Signer<'a>>,
    recipients: Vec<Recipient<'a>>,
    items: Vec<Item<'a>>,
    grounds: Vec<Ground<'a>>,
    citations: Vec<Cited<'a>>,
    programmes: Vec<Named<'a>>,
    annexes: Vec<Annex<'a>>,
    regimes: Vec<Regime<'a>>,
    events: Vec<Happening<'a>>,
    problems: Vec<Problem<'a>>,
    lines: Vec<Line<'a>>,
    not_understood: Vec<Unread<'a>>,
    counts: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct Signer<'a> {
    authority: &'a [String],
    name: &'a str,
}

#[derive(Serialize)]
struct Recipient<'a> {
    name: &'a str,
    note: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    anchor: &'a str,
    parent: Option<&'a str>,
    depth: usize,
    kind: &'static str,
    mark: &'a str,
    title: &'a str,
    text: &'a str,
    label: Option<&'a str>,
    cells: &'a [String],
    first_line: usize,
    last_line: usize,
    bodies: Vec<Body<'a>>,
    dates: Vec<Dated<'a>>,
    /// Places in the list `citations`, from 0.
    citations: &'a [usize],
    annexes: &'a [String],
}

#[derive(Serialize)]
struct Body<'a> {
    name: &'a str,
    role: &'static str,
}

#[derive(Serialize)]
struct Dated<'a> {
    role: &'static str,
    from: Option<String>,
    to: Option<String>,
    frequency: Option<&'static str>,
    deadline: bool,
    recurring: bool,
    approximate: bool,
    printed: &'a str,
}

#[derive(Serialize)]
struct Ground<'a> {
    anchor: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Cited<'a> {
    kind: &'a str,
    number: &'a str,
    date: Option<String>,
    /// As printed, or else as the symbol tells; `issuer_from` says which.
    issuer: &'a str,
    issuer_from: Option<&'static str>,
    title: &'a str,
    anchors: &'a [String],
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    anchors: &'a [String],
}

#[derive(Serialize)]
struct Annex<'a> {
    number: &'a str,
    anchors: &'a [String],
    present: bool,
}

#[derive(Serialize)]
struct Regime<'a> {
    anchor: &'a str,
    name: &'a str,
    deadlines: Vec<Due>,
    annexes: &'a [String],
    recipients: &'a [String],
    /// Those of the recipients whom the first of them tells.
    onward: Vec<&'a str>,
    reporters: &'a [String],
}

#[derive(Serialize)]
struct Due {
    due: String,
    printed: String,
    recurring: bool,
    frequency: &'static str,
    role: &'static str,
}

#[derive(Serialize)]
struct Happening<'a> {
    anchor: &'a str,
    name: &'a str,
    from: Option<String>,
    to: Option<String>,
    place: Option<&'a str>,
    approximate: bool,
}

#[derive(Serialize)]
struct Problem<'a> {
    code: &'static str,
    line: Option<usize>,
    what: &'a str,
    why: &'a str,
    next: &'a str,
}

#[derive(Serialize)]
struct Line<'a> {
    line: usize,
    text: &'a str,
    #[serde(rename = "use")]
    usage: &'static str,
    anchor: Option<&'a str>,
}

#[derive(Serialize)]
struct Unread<'a> {
    line: usize,
    text: &'a str,
}

impl<'a> Plan<'a> {
    fn of(reading: &'a Reading) -> Self {
        let signer = reading.signer.as_ref();
        Self {
            kind: &reading.kind,
            title: &reading.title,
            number: reading.number.as_deref(),
            date: reading.date.map(|date| date.to_string()),
            issuer: reading.issuer.as_deref(),
            place: reading.place.as_deref(),
            signer: signer.map(|s| Signer { authority: &s.authority, name: &s.name }),
            recipients: each(&reading.recipients, |r| Recipient { name: &r.name, note: &r.note }),
            items: each(&reading.items, |found| item(reading, found)),
            grounds: each(&reading.grounds, |g| Ground { anchor: &g.anchor, text: &g.text }),
            citations: each(&reading.citations, cited),
            programmes: each(&reading.programmes, |p| Named { name: &p.name, anchors: &p.anchors }),
            annexes: each(&reading.annexes, |annex| Annex {
                number: &annex.number,
                anchors: &annex.anchors,
                present: annex.present,
            }),
            regimes: each(&reading.regimes, regime),
            events: each(&reading.events, event),
            problems: each(&reading.problems, |problem| Problem {
                code: problem.code,
                line: problem.line,
                what: &problem.what,
                why: &problem.why,
                next: &problem.next,
            }),
            lines: each(&reading.lines, |source| {
                line(reading, source.number, &source.text, source.usage)
            }),
            not_understood: each(&reading.not_understood, |u| Unread {
                line: u.line,
                text: &u.text,
            }),
            counts: counts(reading),
        }
    }
}

fn each<'a, T, U>(list: &'a [T], make: impl FnMut(&'a T) -> U) -> Vec<U> {
    list.iter().map(make).collect()
}

fn counts(reading: &Reading) -> BTreeMap<&'static str, usize> {
    BTreeMap::from([
        ("items", reading.items.len()),
        ("citations", reading.citations.len()),
        ("numbered_citations", reading.citations.iter().filter(|c| !c.number.is_empty()).count()),
        ("programmes", reading.programmes.len()),
        ("annexes", reading.annexes.len()),
        ("regimes", reading.regimes.len()),
        ("events", reading.events.len()),
        ("recipients", reading.recipients.len()),
        ("lines", reading.lines.len()),
        ("not_understood", reading.not_understood.len()),
    ])
}

fn item<'a>(reading: &'a Reading, item: &'a ReadItem) -> Item<'a> {
    let above = item.parent.and_then(|parent| reading.items.get(parent));
    Item {
        anchor: &item.anchor,
        parent: above.map(|parent| parent.anchor.as_str()),
        depth: item.depth,
        kind: item.kind.code(),
        mark: &item.mark,
        title: &item.title,
        text: &item.text,
        label: item.label.as_deref(),
        cells: &item.cells,
        first_line: item.lines.first,
        last_line: item.lines.last,
        bodies: each(&item.bodies, |body| Body { name: &body.name, role: body.role.code() }),
        dates: each(&item.dates, dated),
        citations: &item.citations,
        annexes: &item.annexes,
    }
}

fn dated(date: &ReadDate) -> Dated<'_> {
    let machine = |end: &PrintedDate| end.machine();
    Dated {
        role: date.role.code(),
        from: date.from.as_ref().map(machine),
        to: date.to.as_ref().map(machine),
        frequency: date.frequency.map(domain::plan::read::Frequency::code),
        deadline: date.role.is_deadline(),
        recurring: date.to.map_or(date.frequency.is_some(), |to| to.recurs()),
        approximate: date.approximate,
        printed: &date.printed,
    }
}

fn cited(citation: &Citation) -> Cited<'_> {
    let (issuer, from) = match (citation.issuer.as_str(), citation.issuer_by_symbol.as_str()) {
        ("", "") => ("", None),
        ("", guess) => (guess, Some("symbol")),
        (printed, _) => (printed, Some("text")),
    };
    Cited {
        kind: &citation.kind,
        number: &citation.number,
        date: citation.date.map(|date| date.to_string()),
        issuer,
        issuer_from: from,
        title: &citation.title,
        anchors: &citation.anchors,
    }
}

fn regime(regime: &ReadRegime) -> Regime<'_> {
    let due = |deadline: &domain::plan::read::ReportDeadline| Due {
        due: deadline.due.machine(),
        printed: deadline.due.printed(),
        recurring: deadline.due.recurs(),
        frequency: deadline.frequency.code(),
        role: deadline.role.code(),
    };
    Regime {
        anchor: &regime.anchor,
        name: &regime.name,
        deadlines: regime.deadlines.iter().map(due).collect(),
        annexes: &regime.annexes,
        recipients: &regime.recipients,
        onward: regime.told_on().collect(),
        reporters: &regime.reporters,
    }
}

fn event(event: &Event) -> Happening<'_> {
    Happening {
        anchor: &event.anchor,
        name: &event.name,
        from: event.from.map(|from| from.machine()),
        to: event.to.map(|to| to.machine()),
        place: event.place.as_deref(),
        approximate: event.approximate,
    }
}

fn line<'a>(reading: &'a Reading, number: usize, text: &'a str, usage: LineUse) -> Line<'a> {
    let anchor = match usage {
        LineUse::Item(index) => reading.items.get(index).map(|item| item.anchor.as_str()),
        _ => None,
    };
    Line { line: number, text, usage: usage.code(), anchor }
}
