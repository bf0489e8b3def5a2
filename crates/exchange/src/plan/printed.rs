//! The reading as lines of Vietnamese text: facts, the tree, then the lists.

use std::fmt::Write as _;

use domain::{
    period::day,
    plan::read::{
        BodyRole, Citation, DateRole, Event, ReadDate, ReadItem, ReadRegime, Reading,
        ReportDeadline, Signer,
    },
};

const MISSING: &str = "không có trong văn bản";

/// Everything that was read, for a terminal.
pub fn printed(reading: &Reading) -> String {
    let mut out = String::new();
    facts(reading, &mut out);
    list(&mut out, "Cây mục", reading.items.iter().map(|item| tree_lines(reading, item)));
    list(
        &mut out,
        "Căn cứ",
        reading.grounds.iter().map(|ground| format!("{}: {}", ground.anchor, ground.text)),
    );
    let numbered = || reading.citations.iter().filter(|cited| !cited.number.is_empty());
    let laws = || reading.citations.iter().filter(|cited| cited.number.is_empty());
    list(&mut out, "Văn bản dẫn theo số", numbered().map(citation));
    list(&mut out, "Luật dẫn theo tên", laws().map(citation));
    list(
        &mut out,
        "Chương trình, chiến lược, đề án dẫn theo tên",
        reading
            .programmes
            .iter()
            .map(|named| format!("{} [{}]", named.name, named.anchors.join(", "))),
    );
    list(&mut out, "Chế độ báo cáo", reading.regimes.iter().map(regime));
    list(&mut out, "Sự kiện", reading.events.iter().map(event));
    list(
        &mut out,
        "Phụ lục",
        reading.annexes.iter().map(|annex| {
            let present = if annex.present { "có trong tệp" } else { "không có trong tệp" };
            format!("{}: {present}; nhắc ở {}", annex.label(), or_none(&annex.anchors.join(", ")))
        }),
    );
    list(
        &mut out,
        "Điểm cần xem",
        reading.problems.iter().map(|p| format!("[{}] {} {} {}", p.code, p.what, p.why, p.next)),
    );
    list(
        &mut out,
        "Dòng chưa hiểu",
        reading
            .not_understood
            .iter()
            .map(|unread| format!("dòng {}: {}", unread.line, unread.text)),
    );
    let read = reading.lines.len() - reading.not_understood.len();
    let _ = writeln!(out, "\nĐọc được {read} trong {} dòng.", reading.lines.len());
    out
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "không" } else { text }
}

fn facts(reading: &Reading, out: &mut String) {
    let fact = |out: &mut String, name: &str, value: &str| {
        let value = if value.is_empty() { MISSING } else { value };
        let _ = writeln!(out, "{name}: {value}");
    };
    fact(out, "Tên loại", &reading.kind);
    fact(out, "Trích yếu", &reading.title);
    fact(out, "Số, ký hiệu", reading.number.as_deref().unwrap_or(""));
    fact(out, "Ngày ban hành", &reading.date.map(day).unwrap_or_default());
    fact(out, "Cơ quan ban hành", reading.issuer.as_deref().unwrap_or(""));
    fact(out, "Nơi ban hành", reading.place.as_deref().unwrap_or(""));
    fact(out, "Người ký", &reading.signer.as_ref().map(signed).unwrap_or_default());
    let recipients: Vec<String> = reading
        .recipients
        .iter()
        .map(|to| {
            if to.note.is_empty() { to.name.clone() } else { format!("{} ({})", to.name, to.note) }
        })
        .collect();
    fact(out, &format!("Nơi nhận ({})", recipients.len()), &recipients.join("; "));
}

fn signed(signer: &Signer) -> String {
    let authority = signer.authority.join(", ");
    match (authority.is_empty(), signer.name.is_empty()) {
        (true, _) => signer.name.clone(),
        (_, true) => format!("{authority}, không có họ tên"),
        _ => format!("{authority}, {}", signer.name),
    }
}

fn list(out: &mut String, title: &str, entries: impl Iterator<Item = String>) {
    let entries: Vec<String> = entries.collect();
    let _ = writeln!(out, "\n== {title} ({}) ==", entries.len());
    for entry in &entries {
        let _ = writeln!(out, "{entry}");
    }
}

/// One item with what it says of whom and when, indented by its depth.
fn tree_lines(reading: &Reading, item: &ReadItem) -> String {
    let indent = "  ".repeat(item.depth.min(12));
    let label = item.label.as_ref().map(|label| format!("{label}: ")).unwrap_or_default();
    let words = item.words().replace('\n', " / ");
    let mut lines = format!("{indent}{} [{}] {label}{words}", item.anchor, item.kind.label());
    for role in [BodyRole::Lead, BodyRole::Coordinating, BodyRole::Requested, BodyRole::Mentioned] {
        let bodies = item.bodies.iter().filter(|body| body.role == role);
        let names: Vec<&str> = bodies.map(|body| body.name.as_str()).collect();
        if !names.is_empty() {
            let _ = write!(lines, "\n{indent}    {}: {}", role.label(), names.join("; "));
        }
    }
    for date in &item.dates {
        let _ = write!(lines, "\n{indent}    {}", dated(date));
    }
    let cited: Vec<String> = item
        .citations
        .iter()
        .filter_map(|place| reading.citations.get(*place))
        .map(
            |cited| {
                if cited.number.is_empty() { cited.title.clone() } else { cited.number.clone() }
            },
        )
        .collect();
    if !cited.is_empty() {
        let _ = write!(lines, "\n{indent}    dẫn: {}", cited.join("; "));
    }
    if !item.annexes.is_empty() {
        let numbers: Vec<&str> = item
            .annexes
            .iter()
            .map(|number| if number.is_empty() { "không số" } else { number })
            .collect();
        let _ = write!(lines, "\n{indent}    phụ lục: {}", numbers.join(", "));
    }
    lines
}

fn dated(date: &ReadDate) -> String {
    let name = if date.role.is_deadline() { "hạn" } else { "thời gian" };
    let mut machine: Vec<String> =
        [date.from, date.to].into_iter().flatten().map(|end| end.machine()).collect();
    machine.extend(date.frequency.map(|frequency| frequency.label().to_owned()));
    if date.approximate {
        machine.push("dự kiến".to_owned());
    }
    if date.role.is_deadline() && date.to.is_some_and(|to| to.recurs()) {
        machine.push("không ghi năm".to_owned());
    }
    format!("{name}: {} [{}]", date.printed, machine.join(", "))
}

fn citation(cited: &Citation) -> String {
    let mut words = if cited.number.is_empty() {
        cited.title.clone()
    } else {
        format!("{} số {}", cited.kind, cited.number)
    };
    if let Some(date) = cited.date {
        let _ = write!(words, ", ngày {}", day(date));
    } else if !cited.number.is_empty() {
        words.push_str(", không ghi ngày");
    }
    if !cited.issuer.is_empty() {
        let _ = write!(words, ", của {}", cited.issuer);
    } else if !cited.issuer_by_symbol.is_empty() {
        // A law is cited without a symbol: its kind says whose it is.
        let from = if cited.number.is_empty() { "loại văn bản" } else { "ký hiệu" };
        let _ = write!(words, ", của {} (suy từ {from})", cited.issuer_by_symbol);
    }
    if !cited.number.is_empty() && !cited.title.is_empty() {
        let _ = write!(words, ": {}", cited.title);
    }
    format!("{words} [{}]", cited.anchors.join(", "))
}

fn regime(regime: &ReadRegime) -> String {
    let mut words = format!("{}: {}", regime.anchor, regime.name);
    for deadline in &regime.deadlines {
        // "ngày 20 của tháng cuối quý" comes back with its rhythm, not once a year.
        let recurs = match (deadline.due.month, deadline.due.recurs()) {
            (None, true) => format!(" {} (không ghi tháng)", deadline.frequency.label()),
            (Some(_), true) => " hằng năm (không ghi năm)".to_owned(),
            (_, false) => String::new(),
        };
        let _ = write!(
            words,
            "\n    {}: {} {}{recurs} [{}]",
            deadline.frequency.label(),
            due_words(deadline),
            deadline.due.printed(),
            deadline.due.machine()
        );
    }
    let _ = write!(words, "\n    phụ lục: {}", or_none(&regime.annexes.join(", ")));
    let [first, further] =
        [regime.received_by().collect::<Vec<_>>(), regime.told_on().collect::<Vec<_>>()];
    let _ = write!(words, "\n    gửi: {}", or_none(&first.join("; ")));
    if !further.is_empty() {
        let _ = write!(words, "\n    nơi nhận tổng hợp, báo cáo: {}", further.join("; "));
    }
    let reporters = match regime.reporters.join("; ") {
        none if none.is_empty() => "văn bản không ghi rõ".to_owned(),
        named => named,
    };
    let _ = write!(words, "\n    đơn vị báo cáo: {reporters}");
    words
}

/// "trước ngày", or "trước tháng" where the text names no day.
fn due_words(deadline: &ReportDeadline) -> &'static str {
    match (deadline.due.day, deadline.role) {
        (None, DateRole::Before) => "trước tháng",
        (None, _) => "chậm nhất trong tháng",
        (Some(_), role) => role.label(),
    }
}

fn event(event: &Event) -> String {
    let ends: Vec<String> = [event.from, event.to]
        .into_iter()
        .flatten()
        .map(|end| format!("{} [{}]", end.printed(), end.machine()))
        .collect();
    let about = if event.approximate { "dự kiến " } else { "" };
    let place = event.place.as_ref().map(|place| format!(", tại {place}")).unwrap_or_default();
    format!("{}: {}, {about}{}{place}", event.anchor, event.name, ends.join(" đến "))
}
