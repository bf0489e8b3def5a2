//! What an administrator has still to compare with the original text, and what was compared.
//!
//! A fact of the catalog that is not verified is open. A confirmation names the fact and the
//! value that was compared: where the catalog brings another value later, the fact is open again.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::{
    amount::vietnamese,
    calendar::WorkingCalendar,
    catalog::Catalog,
    confidence::Confidence,
    indicator::{Indicator, IndicatorKind, TargetScope},
    legal_document::LegalDocument,
    org_unit::OrgUnit,
    period::day,
    regime::Round,
};

/// The kind of fact, as the page groups them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactKind {
    Calendar,
    Round,
    Regime,
    Form,
    Indicator,
    Target,
    Owner,
    Published,
    Document,
    Unit,
}

impl FactKind {
    /// All kinds, in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::Calendar,
        Self::Round,
        Self::Regime,
        Self::Form,
        Self::Indicator,
        Self::Target,
        Self::Owner,
        Self::Published,
        Self::Document,
        Self::Unit,
    ];

    /// The first part of a subject.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Round => "round",
            Self::Regime => "regime",
            Self::Form => "form",
            Self::Indicator => "indicator",
            Self::Target => "target",
            Self::Owner => "owner",
            Self::Published => "published",
            Self::Document => "document",
            Self::Unit => "unit",
        }
    }

    /// The office's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Calendar => "Lịch làm việc",
            Self::Round => "Kỳ số liệu",
            Self::Regime => "Chế độ báo cáo",
            Self::Form => "Biểu mẫu",
            Self::Indicator => "Cách tính chỉ tiêu",
            Self::Target => "Giá trị chỉ tiêu",
            Self::Owner => "Cơ quan theo dõi",
            Self::Published => "Số đã công bố",
            Self::Document => "Văn bản",
            Self::Unit => "Đơn vị",
        }
    }
}

/// One fact that needs an administrator's eyes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub kind: FactKind,
    /// "target/3.1/provincial/2025"; the name under which a confirmation is kept.
    pub subject: String,
    /// What it is about: "Chỉ tiêu 3.1, tỉnh, năm 2025".
    pub title: String,
    /// What is to be compared: "≥ 60 %".
    pub value: String,
    /// Where the catalog has it from; may be empty.
    pub source: String,
}

/// Every fact of a catalog that is not verified, confirmed or not.
pub fn open_facts(catalog: &Catalog) -> Vec<Fact> {
    let mut found = Vec::new();
    // The walk may change what it meets; this one looks at a copy.
    walk(&mut catalog.clone(), &mut |fact| {
        found.push(fact);
        false
    });
    found
}

/// Takes facts as verified whose value an administrator confirmed, by subject and value.
pub fn confirm(catalog: &mut Catalog, confirmed: &BTreeMap<String, String>) {
    walk(catalog, &mut |fact| confirmed.get(&fact.subject) == Some(&fact.value));
}

/// Meets every open fact; where the visitor says so, the fact becomes verified.
fn walk(catalog: &mut Catalog, visit: &mut impl FnMut(Fact) -> bool) {
    let mut settle = |confidence: &mut Confidence, fact: Fact| {
        if confidence.needs_checking() && visit(fact) {
            *confidence = Confidence::Verified;
        }
    };
    for calendar in catalog.calendars.iter_mut().filter(|c| !c.confirmed) {
        let mut open = Confidence::Unverified;
        settle(&mut open, of_calendar(calendar));
        calendar.confirmed = !open.needs_checking();
    }
    for round in catalog.rounds.iter_mut().filter(|r| r.window_proposed) {
        let mut open = Confidence::Unverified;
        settle(&mut open, of_round(round));
        round.window_proposed = open.needs_checking();
    }
    for regime in &mut catalog.regimes {
        let fact = Fact {
            kind: FactKind::Regime,
            subject: format!("regime/{}", regime.code),
            title: regime.name.clone(),
            value: format!(
                "nơi nhận {}; thời hạn {}; tần suất {}; chốt số liệu {}",
                regime.receiver, regime.deadline, regime.frequency, regime.cutoff
            ),
            source: regime.clause.clone(),
        };
        settle(&mut regime.confidence, fact);
    }
    for form in &mut catalog.forms {
        let fact = Fact {
            kind: FactKind::Form,
            subject: format!("form/{}/{}", form.code, form.version),
            title: format!("Biểu {}", form.code),
            value: format!("{}, bản {}", form.title, form.version),
            source: form.source.clone(),
        };
        settle(&mut form.confidence, fact);
    }
    for indicator in &mut catalog.indicators {
        walk_indicator(indicator, &mut settle);
    }
    for document in &mut catalog.legal_documents {
        let fact = of_document(document);
        settle(&mut document.confidence, fact);
    }
    for unit in &mut catalog.units {
        let fact = of_unit(unit);
        settle(&mut unit.confidence, fact);
    }
}

fn walk_indicator(indicator: &mut Indicator, settle: &mut impl FnMut(&mut Confidence, Fact)) {
    let code = indicator.code.clone();
    let is_milestone = indicator.kind == IndicatorKind::Milestone;
    // The label of a milestone, "có/không", is its question and no unit of its answer.
    let unit = if is_milestone { String::new() } else { indicator.unit_label.clone() };
    let fact = |kind: FactKind, rest: String, title: String, value: String, source: &str| Fact {
        kind,
        subject: format!("{}/{code}{rest}", kind.code()),
        title: format!("Chỉ tiêu {code}{title}"),
        value,
        source: source.to_owned(),
    };
    let value = method(indicator);
    let source = indicator.sheet.data_source.clone();
    let whole = fact(FactKind::Indicator, String::new(), String::new(), value, &source);
    settle(&mut indicator.confidence, whole);
    let goals: Vec<_> = indicator.targets.iter().map(|t| indicator.goal_words(t)).collect();
    for (target, goal) in indicator.targets.iter_mut().zip(goals) {
        let (scope, word) = match target.scope {
            TargetScope::National => ("national", "toàn quốc"),
            TargetScope::Provincial => ("provincial", "của tỉnh"),
        };
        let found = fact(
            FactKind::Target,
            format!("/{scope}/{}", target.year),
            format!(", {word}, năm {}", target.year),
            of_unit_label(&goal, &unit),
            &target.source,
        );
        settle(&mut target.confidence, found);
    }
    for owner in &mut indicator.owners {
        let from = owner.valid_from.map_or(String::new(), |d| format!("/{d}"));
        let span = span(owner.valid_from, owner.valid_to);
        let found = fact(
            FactKind::Owner,
            format!("/{}{from}", owner.unit),
            String::new(),
            format!("{}{span}", owner.unit),
            "",
        );
        settle(&mut owner.confidence, found);
    }
    for known in &mut indicator.history {
        let found = fact(
            FactKind::Published,
            format!("/{}/{}/{}", known.area, known.report_year, known.data_year),
            format!(", số liệu năm {} ({})", known.data_year, area(&known.area)),
            published(known.value, &unit, is_milestone),
            &known.source,
        );
        settle(&mut known.confidence, found);
    }
}

/// How an indicator is worked out; what it does not have is not spoken of.
fn method(indicator: &Indicator) -> String {
    let Indicator { name, numerator, denominator, .. } = indicator;
    let mut parts = Vec::new();
    if !numerator.is_empty() {
        let over = if denominator.is_empty() { "" } else { " / " };
        parts.push(format!("{numerator}{over}{denominator}"));
    }
    match indicator.formula_text() {
        "" => parts.push("không có công thức".to_owned()),
        text if indicator.kind == IndicatorKind::Milestone => {
            parts.push(format!("trả lời có hoặc không ở ô {text}"));
        }
        text => parts.push(format!("công thức {text}")),
    }
    format!("{name}: {}", parts.join("; "))
}

fn of_unit_label(value: &str, unit: &str) -> String {
    format!("{value} {unit}").trim_end().to_owned()
}

fn published(value: Decimal, unit: &str, is_milestone: bool) -> String {
    if !is_milestone {
        return of_unit_label(&vietnamese(value), unit);
    }
    if value.is_zero() { "Không".to_owned() } else { "Có".to_owned() }
}

/// "national-districts" is of the whole country, too.
fn area(code: &str) -> &str {
    if code.starts_with("national") { "toàn quốc" } else { "tỉnh" }
}

/// " từ 01/3/2025 đến 30/6/2025"; nothing for an open end.
fn span(from: Option<Date>, to: Option<Date>) -> String {
    let from = from.map_or(String::new(), |d| format!(" từ {}", day(d)));
    let to = to.map_or(String::new(), |d| format!(" đến {}", day(d)));
    from + &to
}

fn of_calendar(calendar: &WorkingCalendar) -> Fact {
    let off: Vec<String> = calendar.holidays.iter().map(|(on, _)| day(*on)).collect();
    let swapped: Vec<String> = calendar.swapped.iter().map(|on| day(*on)).collect();
    let mut value = format!("nghỉ {}", off.join(", "));
    if !swapped.is_empty() {
        value = format!("{value}; làm bù {}", swapped.join(", "));
    }
    Fact {
        kind: FactKind::Calendar,
        subject: format!("calendar/{}", calendar.year),
        title: format!("Ngày nghỉ và ngày làm bù năm {}", calendar.year),
        value,
        source: calendar.source.clone(),
    }
}

fn of_round(round: &Round) -> Fact {
    Fact {
        kind: FactKind::Round,
        subject: format!("round/{}", round.code),
        title: round.title.clone(),
        value: format!("số liệu từ {} đến {}", day(round.window_from), day(round.window_to)),
        source: "Đề xuất, chờ cơ quan chủ trì xác nhận".to_owned(),
    }
}

fn of_document(document: &LegalDocument) -> Fact {
    let date = document.date.map_or(String::new(), |d| format!(" ngày {}", day(d)));
    let span = match span(document.valid_from, document.valid_to) {
        span if span.is_empty() => span,
        span => format!("; hiệu lực{span}"),
    };
    Fact {
        kind: FactKind::Document,
        subject: format!("document/{}", document.code),
        title: format!("{} {}", document.kind, document.number).trim().to_owned(),
        value: format!("{}{date} của {}{span}", document.title, document.issuer),
        source: document.source.clone(),
    }
}

fn of_unit(unit: &OrgUnit) -> Fact {
    let span = span(Some(unit.valid_from), unit.valid_to);
    let symbol = if unit.symbol.is_empty() {
        String::new()
    } else {
        format!("; ký hiệu {}", unit.symbol)
    };
    Fact {
        kind: FactKind::Unit,
        subject: format!("unit/{}", unit.key.0),
        title: unit.name.clone(),
        value: format!("{},{span}{symbol}", unit.name),
        source: unit.source.clone(),
    }
}
