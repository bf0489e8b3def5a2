//! Reads `programmes.toml` and `indicators/*.toml`: targets, owners, reference sheets, published values.

mod sense;

use std::collections::BTreeSet;

use domain::{
    confidence::Confidence,
    form::Form,
    indicator::{
        Comparator, Direction, Indicator, IndicatorKind, Objective, Ownership, Programme,
        PublishedValue, ReferenceSheet, Target, TargetScope,
    },
};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{
    Faults, Source,
    fault::NOWHERE,
    forms::{
        page::Page,
        rules::{Rule, RuleKind, check_rules},
    },
    legal, unit_rules, words,
};

/// How a figure is compared with its target.
const COMPARATORS: &str = "at-least, at-most, less, greater, equal, about, milestone";
/// Where the programmes stand.
const PROGRAMMES: &str = "programmes.toml";
/// Areas a published value may speak of; those with a suffix have another base and are no one line.
const AREAS: &str = "national, nghe-an, national-ministries, national-ministries-alone, \
                     national-agencies, national-provinces, national-districts, national-communes, \
                     national-ubnd-provinces, national-ubnd-districts, national-ubnd-communes";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgrammesFile {
    #[serde(default)]
    programme: Vec<ProgrammeFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgrammeFile {
    code: Spanned<String>,
    title: String,
    legal_document: Spanned<String>,
    from: Option<Spanned<Datetime>>,
    to: Option<Spanned<Datetime>>,
    #[serde(default)]
    objectives: Vec<ObjectiveFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectiveFile {
    code: String,
    title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorFile {
    code: Spanned<String>,
    programme: Spanned<String>,
    objective: Spanned<String>,
    parent: String,
    name: String,
    unit: String,
    kind: Spanned<String>,
    direction: Spanned<String>,
    precision: u32,
    /// Empty where no form feeds the figure: a survey, a published count.
    formula: Spanned<String>,
    numerator: String,
    denominator: String,
    #[serde(default)]
    sensitive: bool,
    confidence: Spanned<String>,
    sheet: SheetFile,
    #[serde(default)]
    target: Vec<TargetFile>,
    #[serde(default)]
    owner: Vec<OwnerFile>,
    #[serde(default)]
    history: Vec<HistoryFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetFile {
    concept: String,
    method: String,
    breakdown: String,
    cycle: String,
    data_source: String,
    responsible: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetFile {
    scope: Spanned<String>,
    year: Spanned<i16>,
    comparator: Spanned<String>,
    value: Spanned<String>,
    confidence: Spanned<String>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnerFile {
    unit: Spanned<String>,
    from: Option<Spanned<Datetime>>,
    to: Option<Spanned<Datetime>>,
    /// Answers together with another at the same time.
    #[serde(default)]
    joint: bool,
    confidence: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HistoryFile {
    area: Spanned<String>,
    report_year: Spanned<i16>,
    data_year: Spanned<i16>,
    value: Spanned<String>,
    confidence: Spanned<String>,
    source: String,
}

/// What the names of these files may refer to.
pub(super) struct Names<'a> {
    pub(super) units: &'a BTreeSet<&'a str>,
    pub(super) forms: &'a [Form],
    pub(super) documents: BTreeSet<&'a str>,
}

/// Reads programmes and indicators; what is wrong goes to `faults`.
pub(super) fn read(
    source: &Source,
    names: &Names<'_>,
    faults: &mut Faults,
) -> (Vec<Programme>, Vec<Indicator>) {
    let programmes = programmes(source, &names.documents, faults);
    let mut indicators = Vec::new();
    let mut rules = Vec::new();
    let mut seen = BTreeSet::new();
    for path in source.inside("indicators/", ".toml") {
        let Some((file, mut page)) = Page::open::<IndicatorFile>(source, path, faults) else {
            continue;
        };
        if !seen.insert(file.code.get_ref().clone()) {
            let reason = format!("mã chỉ tiêu “{}” đã có ở tệp khác", file.code.get_ref());
            page.fault(&file.code, "CAT-501", reason, "Đặt mã khác hoặc bỏ một tệp.");
        }
        if !file.formula.get_ref().is_empty() {
            rules.push(Rule {
                path: path.to_owned(),
                line: page.line(&file.formula),
                form: String::new(),
                text: file.formula.get_ref().clone(),
                kind: RuleKind::Figure,
                rows: Vec::new(),
            });
        }
        check_placement((source, &file), &programmes, &mut page);
        check_owners(&file, names.units, &mut page);
        let programme = programmes.iter().find(|p| p.code == *file.programme.get_ref());
        indicators.push(indicator(&file, programme, &mut page));
    }
    check_rules(source, names.forms, &rules, faults);
    (programmes, in_order(indicators))
}

/// By programme as first met in the Strategy's order, then by number: 2.1 before 10.1, TK-2 before TK-10.
fn in_order(mut indicators: Vec<Indicator>) -> Vec<Indicator> {
    let place = |code: &str| -> Vec<(u32, String)> {
        code.split(['.', '-'])
            .map(|part| {
                let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
                let rest = part[digits.len()..].to_owned();
                (digits.parse().unwrap_or(u32::MAX), rest)
            })
            .collect()
    };
    indicators.sort_by_key(|i| place(&i.code));
    indicators
}

fn programmes(source: &Source, documents: &BTreeSet<&str>, faults: &mut Faults) -> Vec<Programme> {
    let Some((file, mut page)) = Page::open::<ProgrammesFile>(source, PROGRAMMES, faults) else {
        return Vec::new();
    };
    let mut seen = BTreeSet::new();
    for programme in &file.programme {
        if !seen.insert(programme.code.get_ref().as_str()) {
            let reason = format!("mã chương trình “{}” đã dùng ở trên", programme.code.get_ref());
            page.fault(&programme.code, "CAT-501", reason, "Đặt mã khác.");
        }
        let document = programme.legal_document.get_ref().as_str();
        let is_known = document.is_empty() || documents.contains(document);
        if !is_known && !page.faults.may_hide(source, "legal/", document) {
            let place = (PROGRAMMES, page.line(&programme.legal_document));
            legal::unknown(place, document, documents.iter().copied(), page.faults);
        }
    }
    file.programme.into_iter().map(|p| programme(p, &mut page)).collect()
}

fn programme(file: ProgrammeFile, page: &mut Page<'_>) -> Programme {
    let (valid_from, valid_to) = (page.date(file.from.as_ref()), page.date(file.to.as_ref()));
    check_dates(&file.code, valid_from, valid_to, page);
    let objectives =
        file.objectives.into_iter().map(|o| Objective { code: o.code, title: o.title }).collect();
    Programme {
        code: file.code.into_inner(),
        title: file.title,
        legal_document: file.legal_document.into_inner(),
        valid_from,
        valid_to,
        objectives,
    }
}

fn check_placement(
    (source, file): (&Source, &IndicatorFile),
    programmes: &[Programme],
    page: &mut Page<'_>,
) {
    let code = file.code.get_ref();
    if page.path() != format!("indicators/{code}.toml") {
        let reason = format!("tên tệp không theo mã chỉ tiêu “{code}”");
        page.fault(&file.code, "CAT-507", reason, &format!("Đặt tên tệp là {code}.toml."));
    }
    let Some(programme) = programmes.iter().find(|p| p.code == *file.programme.get_ref()) else {
        let name = file.programme.get_ref();
        if !page.faults.may_hide(source, PROGRAMMES, name) {
            let meant = words::meant(name, programmes.iter().map(|p| p.code.as_str()));
            let hint = format!("{meant}Sửa mã, hoặc thêm chương trình vào programmes.toml.");
            page.fault(
                &file.programme,
                "CAT-503",
                format!("không có chương trình “{name}”"),
                &hint,
            );
        }
        return;
    };
    let name = file.objective.get_ref();
    let is_known = programme.objectives.iter().any(|o| o.code == *name);
    if !is_known && !page.faults.may_hide(source, PROGRAMMES, name) {
        let codes: Vec<&str> = programme.objectives.iter().map(|o| o.code.as_str()).collect();
        let reason = format!("chương trình {} không có mục tiêu “{name}”", programme.code);
        let hint = format!("Sửa mã mục tiêu; chương trình có: {}.", codes.join(", "));
        page.fault(&file.objective, "CAT-503", reason, &hint);
    }
}

/// Who answers is a unit.
fn check_owners(file: &IndicatorFile, units: &BTreeSet<&str>, page: &mut Page<'_>) {
    for owner in file.owner.iter().filter(|o| !units.contains(o.unit.get_ref().as_str())) {
        let (path, line) = (page.path().to_owned(), page.line(&owner.unit));
        unit_rules::unknown(&path, Some(line), owner.unit.get_ref(), page.faults);
    }
}

fn indicator(
    file: &IndicatorFile,
    programme: Option<&Programme>,
    page: &mut Page<'_>,
) -> Indicator {
    let kind_read = page.word(&file.kind, kind, "ratio, milestone");
    let direction_read = page.word(&file.direction, direction, "up, down");
    let sheet = &file.sheet;
    let indicator = Indicator {
        code: file.code.get_ref().clone(),
        programme: file.programme.get_ref().clone(),
        objective: file.objective.get_ref().clone(),
        parent: file.parent.clone(),
        name: file.name.clone(),
        unit_label: file.unit.clone(),
        kind: kind_read.unwrap_or(IndicatorKind::Ratio),
        direction: direction_read.unwrap_or(Direction::Up),
        precision: file.precision,
        formula: formula::parse(file.formula.get_ref()).ok(),
        numerator: file.numerator.clone(),
        denominator: file.denominator.clone(),
        sensitive: file.sensitive,
        targets: file.target.iter().map(|t| target(t, page)).collect(),
        owners: file.owner.iter().map(|o| owner(o, page)).collect(),
        sheet: ReferenceSheet {
            concept: sheet.concept.clone(),
            method: sheet.method.clone(),
            breakdown: sheet.breakdown.clone(),
            cycle: sheet.cycle.clone(),
            data_source: sheet.data_source.clone(),
            responsible: sheet.responsible.clone(),
        },
        confidence: confidence(&file.confidence, page),
        history: file.history.iter().map(|h| published(h, page)).collect(),
    };
    sense::years(file, page);
    sense::owners(file, &indicator, page);
    // What is judged by a word that could not be read is not judged.
    if kind_read.is_some() && direction_read.is_some() {
        check_targets(file, indicator.kind, page);
        sense::figures(file, &indicator, programme, page);
    }
    indicator
}

/// One target a scope and year; milestones are judged as milestones and nothing else is.
fn check_targets(file: &IndicatorFile, kind: IndicatorKind, page: &mut Page<'_>) {
    let mut seen = BTreeSet::new();
    for target in &file.target {
        let year = target.year.get_ref();
        let is_read = page.line(&target.year) != NOWHERE;
        if is_read && !seen.insert((target.scope.get_ref().as_str(), year)) {
            let reason = format!("năm {year} đã có chỉ tiêu cùng cấp ở trên");
            page.fault(&target.scope, "CAT-501", reason, "Giữ một chỉ tiêu cho mỗi cấp, mỗi năm.");
        }
        let Some(comparator) = comparator(target.comparator.get_ref()) else { continue };
        let is_milestone = comparator == Comparator::Milestone;
        if is_milestone != (kind == IndicatorKind::Milestone) {
            let reason = "cách so sánh không hợp với loại chỉ tiêu";
            let hint =
                "Chỉ tiêu có/không dùng milestone; chỉ tiêu bằng số dùng các cách so sánh khác.";
            page.fault(&target.comparator, "CAT-508", reason, hint);
        }
    }
}

fn target(file: &TargetFile, page: &mut Page<'_>) -> Target {
    Target {
        scope: page
            .word(&file.scope, scope, "national, provincial")
            .unwrap_or(TargetScope::National),
        year: *file.year.get_ref(),
        comparator: page
            .word(&file.comparator, comparator, COMPARATORS)
            .unwrap_or(Comparator::AtLeast),
        value: decimal(&file.value, page),
        confidence: confidence(&file.confidence, page),
        source: file.source.clone(),
    }
}

fn owner(file: &OwnerFile, page: &mut Page<'_>) -> Ownership {
    let (valid_from, valid_to) = (page.date(file.from.as_ref()), page.date(file.to.as_ref()));
    check_dates(&file.unit, valid_from, valid_to, page);
    Ownership {
        unit: file.unit.get_ref().clone(),
        valid_from,
        valid_to,
        confidence: confidence(&file.confidence, page),
    }
}

fn published(file: &HistoryFile, page: &mut Page<'_>) -> PublishedValue {
    if file.data_year.get_ref() > file.report_year.get_ref() {
        let reason = "năm của số liệu sau năm báo cáo";
        page.fault(&file.data_year, "CAT-506", reason, "Kiểm tra hai năm, có thể bị đảo.");
    }
    let area = |word: &str| AREAS.split(", ").any(|a| a == word).then(|| word.to_owned());
    PublishedValue {
        area: page.word(&file.area, area, AREAS).unwrap_or_default(),
        report_year: *file.report_year.get_ref(),
        data_year: *file.data_year.get_ref(),
        value: decimal(&file.value, page),
        confidence: confidence(&file.confidence, page),
        source: file.source.clone(),
    }
}

fn check_dates(
    at: &Spanned<String>,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
    page: &mut Page<'_>,
) {
    if valid_from.zip(valid_to).is_some_and(|(from, to)| from > to) {
        let reason = format!("“{}” có ngày hết hiệu lực trước ngày bắt đầu", at.get_ref());
        page.fault(at, "CAT-506", reason, "Kiểm tra from và to.");
    }
}

fn confidence(word: &Spanned<String>, page: &mut Page<'_>) -> Confidence {
    page.word(word, Confidence::from_code, words::CONFIDENCE).unwrap_or_default()
}

fn decimal(text: &Spanned<String>, page: &mut Page<'_>) -> Decimal {
    text.get_ref().parse().unwrap_or_else(|_| {
        let reason = format!("“{}” không phải là số", text.get_ref());
        page.fault(text, "CAT-504", reason, "Viết số trong ngoặc kép, dấu chấm thập phân.");
        Decimal::ZERO
    })
}

fn kind(word: &str) -> Option<IndicatorKind> {
    match word {
        "ratio" => Some(IndicatorKind::Ratio),
        "milestone" => Some(IndicatorKind::Milestone),
        _ => None,
    }
}

fn direction(word: &str) -> Option<Direction> {
    match word {
        "up" => Some(Direction::Up),
        "down" => Some(Direction::Down),
        _ => None,
    }
}

fn scope(word: &str) -> Option<TargetScope> {
    match word {
        "national" => Some(TargetScope::National),
        "provincial" => Some(TargetScope::Provincial),
        _ => None,
    }
}

fn comparator(word: &str) -> Option<Comparator> {
    match word {
        "at-least" => Some(Comparator::AtLeast),
        "at-most" => Some(Comparator::AtMost),
        "less" => Some(Comparator::Less),
        "greater" => Some(Comparator::Greater),
        "equal" => Some(Comparator::Equal),
        "about" => Some(Comparator::About),
        "milestone" => Some(Comparator::Milestone),
        _ => None,
    }
}
