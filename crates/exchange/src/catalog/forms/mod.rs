//! Reads `forms/*.toml`: tables, outlines and their rules. Every formula must parse and name known cells.
//!
//! Words of the files (types, levels, kinds) are English codes; everything a person reads is Vietnamese.

pub(super) mod page;
pub(super) mod rules;

use std::collections::BTreeSet;

use domain::{
    confidence::Confidence,
    form::{
        CheckRule, Column, Form, FormBody, Heading, Level, Row, RowKind, Severity, Table, Travel,
        ValueType,
    },
};
use serde::Deserialize;
use toml::Spanned;

use self::{
    page::Page,
    rules::{Rule, RuleKind, check_rules, no_part},
};
use super::{Faults, Source, unit_rules, words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    code: Spanned<String>,
    version: u32,
    title: String,
    #[serde(default)]
    reconstruction: bool,
    confidence: Option<Spanned<String>>,
    annex: Option<Spanned<String>>,
    source: String,
    #[serde(default)]
    unit_label: String,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    feeds: Vec<Spanned<String>>,
    #[serde(default)]
    columns: Vec<ColumnFile>,
    #[serde(default)]
    rows: Vec<RowFile>,
    #[serde(default)]
    checks: Vec<CheckFile>,
    #[serde(default)]
    headings: Vec<HeadingFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    code: Spanned<String>,
    headers: Vec<String>,
    r#type: Option<Spanned<String>>,
    #[serde(default)]
    required: bool,
    formula: Option<Spanned<String>>,
    width_mm: Spanned<u32>,
    #[serde(default)]
    entered_by: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowFile {
    code: Spanned<String>,
    kind: Option<Spanned<String>>,
    #[serde(default)]
    of: Vec<Spanned<String>>,
    #[serde(default)]
    number: String,
    label: String,
    #[serde(default)]
    unit_label: String,
    feeds: Option<Vec<Spanned<String>>>,
    provider: Option<Spanned<String>>,
    #[serde(default)]
    derived: bool,
    applies: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    not_applicable: Vec<Spanned<String>>,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckFile {
    code: Spanned<String>,
    severity: Spanned<String>,
    rule: Spanned<String>,
    #[serde(default)]
    rows: Vec<Spanned<String>>,
    message: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadingFile {
    code: Spanned<String>,
    depth: Spanned<u8>,
    title: String,
    #[serde(default)]
    hint: String,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    checklist: bool,
}

/// Narrowest and widest column, in millimetres: a page is 297 wide.
const WIDTHS_MM: std::ops::RangeInclusive<u32> = 5..=200;
/// Deepest heading.
const DEPTH_MAX: u8 = 4;

/// Reads every form of the catalog, in order of its file names; what is wrong goes to `faults`.
pub(super) fn read(source: &Source, units: &BTreeSet<&str>, faults: &mut Faults) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut rules = Vec::new();
    for path in source.inside("forms/", ".toml") {
        let Some((file, mut page)) = Page::open::<FormFile>(source, path, faults) else { continue };
        if forms.iter().any(|f| f.code == *file.code.get_ref()) {
            let reason = format!("mã biểu “{}” đã có ở tệp khác", file.code.get_ref());
            page.fault(&file.code, "CAT-403", reason, "Đặt mã khác hoặc bỏ một tệp.");
        }
        collect_rules(&file, &page, &mut rules);
        check_providers(&file, units, &mut page);
        forms.push(form(file, &mut page));
    }
    check_rules(source, &forms, &rules, faults);
    forms
}

fn form(file: FormFile, page: &mut Page<'_>) -> Form {
    check_outline(&file, page);
    unique(page, file.checks.iter().map(|c| &c.code), "quy tắc");
    let confidence = confidence(&file, page);
    let checks = file.checks.iter().filter_map(|c| check(c, &file, page)).collect();
    let body = if file.headings.is_empty() {
        FormBody::Table(table(&file, page))
    } else {
        unique(page, file.headings.iter().map(|h| &h.code), "đề mục");
        check_depths(&file.headings, page);
        FormBody::Narrative(file.headings.into_iter().map(heading).collect())
    };
    let code = file.code.into_inner();
    Form {
        code,
        version: file.version,
        title: file.title,
        confidence,
        source: file.source,
        body,
        checks,
    }
}

/// A form is a table or an outline, never both and never neither.
fn check_outline(file: &FormFile, page: &mut Page<'_>) {
    let own = file.code.get_ref();
    if page.path() != format!("forms/{own}.toml") {
        let reason = format!("tên tệp không theo mã biểu “{own}”");
        page.senseless(&file.code, "CAT-414", reason, &format!("Đặt tên tệp là {own}.toml."));
    }
    let is_table = !file.columns.is_empty() && !file.rows.is_empty();
    let is_outline = !file.headings.is_empty();
    if is_table == is_outline {
        let reason = format!("biểu “{}” phải là bảng hoặc đề cương", file.code.get_ref());
        let hint = "Viết columns và rows cho bảng, hoặc headings cho đề cương.";
        page.fault(&file.code, "CAT-401", reason, hint);
    }
    if let Some(annex) = &file.annex
        && !matches!(annex.get_ref().as_str(), "01" | "02" | "03" | "04" | "05" | "06")
    {
        let reason = format!("kế hoạch không có Phụ lục “{}”", annex.get_ref());
        page.fault(annex, "CAT-402", reason, "Viết từ 01 đến 06, hoặc bỏ dòng annex.");
    }
}

fn confidence(file: &FormFile, page: &mut Page<'_>) -> Confidence {
    if file.reconstruction {
        return Confidence::Reconstruction;
    }
    match &file.confidence {
        Some(word) => page.word(word, Confidence::from_code, words::CONFIDENCE).unwrap_or_default(),
        None => Confidence::Unverified,
    }
}

/// One provider of a figure is a unit.
fn check_providers(file: &FormFile, units: &BTreeSet<&str>, page: &mut Page<'_>) {
    for provider in file.rows.iter().filter_map(|row| row.provider.as_ref()) {
        if !units.contains(provider.get_ref().as_str()) {
            let (path, line) = (page.path().to_owned(), page.line(provider));
            unit_rules::unknown(&path, Some(line), provider.get_ref(), page.faults);
        }
    }
}

fn table(file: &FormFile, page: &mut Page<'_>) -> Table {
    unique(page, file.columns.iter().map(|c| &c.code), "cột");
    unique(page, file.rows.iter().map(|r| &r.code), "dòng");
    Table {
        unit_label: file.unit_label.clone(),
        columns: file.columns.iter().map(|c| column(c, page)).collect(),
        rows: file.rows.iter().map(|r| row(r, file, page)).collect(),
        sensitive: file.sensitive,
    }
}

fn unique<'a>(page: &mut Page<'_>, codes: impl Iterator<Item = &'a Spanned<String>>, what: &str) {
    let mut seen = BTreeSet::new();
    for code in codes {
        if !seen.insert(code.get_ref().as_str()) {
            let reason = format!("mã {what} “{}” đã dùng ở trên", code.get_ref());
            page.fault(code, "CAT-403", reason, "Đặt mã khác.");
        }
        let written = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
        if code.get_ref().is_empty() || !code.get_ref().chars().all(written) {
            let reason = format!("mã {what} “{}” có ký tự không dùng được", code.get_ref());
            let hint = "Chỉ dùng chữ không dấu, chữ số, dấu chấm và gạch dưới.";
            page.fault(code, "CAT-404", reason, hint);
        }
    }
}

/// Headings go down one level at a time.
fn check_depths(headings: &[HeadingFile], page: &mut Page<'_>) {
    let mut above = 0;
    for heading in headings {
        let depth = *heading.depth.get_ref();
        if depth == 0 || depth > DEPTH_MAX || depth > above + 1 {
            let code = heading.code.get_ref();
            let reason = format!("đề mục {code} ở cấp {depth} ngay dưới cấp {above}");
            let hint = "Cấp bắt đầu từ 1, mỗi lần xuống một cấp, sâu nhất là 4.";
            page.senseless(&heading.depth, "CAT-413", reason, hint);
        }
        above = depth.min(DEPTH_MAX);
    }
}

fn column(file: &ColumnFile, page: &mut Page<'_>) -> Column {
    let width = *file.width_mm.get_ref();
    if !WIDTHS_MM.contains(&width) {
        let reason = format!("cột {} rộng {width} mm", file.code.get_ref());
        let hint = "Ghi width_mm từ 5 đến 200, đơn vị milimét.";
        page.senseless(&file.width_mm, "CAT-411", reason, hint);
    }
    if file.headers.is_empty() {
        let reason = format!("cột “{}” chưa có tên", file.code.get_ref());
        page.fault(&file.code, "CAT-401", reason, "Viết headers từ tầng trên xuống tầng dưới.");
    }
    let words = "count, money, decimal, percent, yes-no, text";
    let value_type = match &file.r#type {
        None => ValueType::Count,
        Some(word) => page.word(word, ValueType::from_code, words).unwrap_or(ValueType::Count),
    };
    let entered_by = file
        .entered_by
        .iter()
        .filter_map(|word| page.word(word, level, "province, district, commune"))
        .collect();
    Column {
        code: file.code.get_ref().clone(),
        headers: file.headers.clone(),
        value_type,
        required: file.required,
        formula: file.formula.as_ref().and_then(|f| formula::parse(f.get_ref()).ok()),
        width_mm: width,
        entered_by,
    }
}

fn level(word: &str) -> Option<Level> {
    match word {
        "province" => Some(Level::Province),
        "district" => Some(Level::District),
        "commune" => Some(Level::Commune),
        _ => None,
    }
}

fn row(file: &RowFile, form: &FormFile, page: &mut Page<'_>) -> Row {
    let kind = match file.kind.as_ref().map(|k| (k, k.get_ref().as_str())) {
        None | Some((_, "element")) => RowKind::Element,
        Some((_, "section")) => RowKind::Section,
        Some((_, "total")) => RowKind::Total { of: total_of(file, form, page) },
        Some((word, _)) => {
            page.word::<RowKind>(word, |_| None, "element, section, total");
            RowKind::Element
        }
    };
    Row {
        code: file.code.get_ref().clone(),
        number: file.number.clone(),
        label: file.label.clone(),
        travel: travel(file, form, &kind, page),
        kind,
        unit_label: file.unit_label.clone(),
        not_applicable: not_applicable(file, form, page),
        note: file.note.clone(),
    }
}

fn total_of(file: &RowFile, form: &FormFile, page: &mut Page<'_>) -> Vec<String> {
    let is_element =
        |code: &str| form.rows.iter().any(|r| r.code.get_ref() == code && r.kind.is_none());
    if file.of.is_empty() {
        let reason = format!("dòng cộng “{}” chưa nêu cộng những dòng nào", file.code.get_ref());
        page.fault(&file.code, "CAT-416", reason, "Viết of = [\"mã dòng\", …].");
    }
    for part in file.of.iter().filter(|part| !is_element(part.get_ref())) {
        let known = form.rows.iter().map(|r| r.code.get_ref().as_str());
        let (code, reason) = if known.clone().any(|row| row == part.get_ref()) {
            ("CAT-415", format!("dòng `{}` không nhập số nên không cộng được", part.get_ref()))
        } else {
            no_part(form.code.get_ref(), "dòng", part.get_ref(), known)
        };
        page.fault(part, code, reason, "Chỉ cộng những dòng nhập số của chính biểu này.");
    }
    file.of.iter().map(|part| part.get_ref().clone()).collect()
}

/// Section and total rows are recomputed at each level; an element says how it travels, or the form does.
fn travel(file: &RowFile, form: &FormFile, kind: &RowKind, page: &mut Page<'_>) -> Travel {
    if *kind != RowKind::Element || file.derived {
        return Travel::Derived;
    }
    if let Some(provider) = &file.provider {
        if file.feeds.is_some() {
            let reason = format!("dòng “{}” vừa có provider vừa có feeds", file.code.get_ref());
            page.fault(&file.code, "CAT-408", reason, "Giữ một trong hai.");
        }
        return Travel::Single { provider: provider.get_ref().clone() };
    }
    let feeds = file.feeds.as_ref().unwrap_or(&form.feeds);
    let (mut districts, mut provincial_bodies) = (false, false);
    for feed in feeds {
        let word = |w: &str| ["districts", "provincial-bodies"].into_iter().find(|f| *f == w);
        match page.word(feed, word, "districts, provincial-bodies") {
            Some("districts") => districts = true,
            Some(_) => provincial_bodies = true,
            None => {}
        }
    }
    if feeds.is_empty() {
        let reason = format!("dòng “{}” chưa nêu ai cung cấp số liệu", file.code.get_ref());
        let hint = "Viết provider, feeds hoặc derived ở dòng, hoặc feeds ở đầu tệp.";
        page.fault(&file.code, "CAT-408", reason, hint);
    }
    Travel::Sum { districts, provincial_bodies }
}

fn not_applicable(file: &RowFile, form: &FormFile, page: &mut Page<'_>) -> Vec<String> {
    let named = file.applies.iter().flatten().chain(&file.not_applicable);
    for column in named {
        if !form.columns.iter().any(|c| c.code.get_ref() == column.get_ref()) {
            let known = form.columns.iter().map(|c| c.code.get_ref().as_str());
            let (code, reason) = no_part(form.code.get_ref(), "cột", column.get_ref(), known);
            page.fault(column, code, reason, "Sửa mã cột hoặc thêm cột.");
        }
    }
    let holds = |code: &String| match &file.applies {
        Some(applies) => applies.iter().any(|a| a.get_ref() == code),
        None => !file.not_applicable.iter().any(|n| n.get_ref() == code),
    };
    form.columns.iter().map(|c| c.code.get_ref().clone()).filter(|c| !holds(c)).collect()
}

/// Nothing where the rule cannot be read: [`check_rules`] tells that, with its place.
fn check(file: &CheckFile, form: &FormFile, page: &mut Page<'_>) -> Option<CheckRule> {
    for row in &file.rows {
        if !form.rows.iter().any(|r| r.code.get_ref() == row.get_ref()) {
            let known = form.rows.iter().map(|r| r.code.get_ref().as_str());
            let (code, reason) = no_part(form.code.get_ref(), "dòng", row.get_ref(), known);
            page.fault(row, code, reason, "Sửa mã dòng trong rows.");
        }
    }
    if file.message.get_ref().trim().is_empty() {
        let reason = format!("quy tắc {} không có lời báo", file.code.get_ref());
        let hint = "Viết message: sai gì và phải làm gì, bằng lời của cán bộ.";
        page.senseless(&file.message, "CAT-412", reason, hint);
    }
    let severity = |word: &str| match word {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        _ => None,
    };
    let severity = page.word(&file.severity, severity, "error, warning").unwrap_or(Severity::Error);
    Some(CheckRule {
        code: file.code.get_ref().clone(),
        severity,
        rule: formula::parse(file.rule.get_ref()).ok()?,
        rows: file.rows.iter().map(|r| r.get_ref().clone()).collect(),
        message: file.message.get_ref().clone(),
    })
}

fn heading(file: HeadingFile) -> Heading {
    Heading {
        code: file.code.into_inner(),
        depth: file.depth.into_inner(),
        title: file.title,
        hint: file.hint,
        required: file.required,
        checklist: file.checklist,
    }
}

/// Formulas are checked when all forms are read: they may name cells of other forms.
fn collect_rules(file: &FormFile, page: &Page<'_>, rules: &mut Vec<Rule>) {
    let mut rule = |text: &Spanned<String>, kind: RuleKind, rows: Vec<String>| {
        rules.push(Rule {
            path: page.path().to_owned(),
            line: page.line(text),
            form: file.code.get_ref().clone(),
            text: text.get_ref().clone(),
            kind,
            rows,
        });
    };
    for formula in file.columns.iter().filter_map(|c| c.formula.as_ref()) {
        rule(formula, RuleKind::Figure, Vec::new());
    }
    for check in &file.checks {
        let rows = check.rows.iter().map(|r| r.get_ref().clone()).collect();
        rule(&check.rule, RuleKind::Condition, rows);
    }
}
