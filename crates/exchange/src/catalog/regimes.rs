//! Reads `regimes.toml`: standing duties to report, their rounds, and who owes what.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    confidence::Confidence,
    form::Form,
    near::nearest,
    org_unit::OrgUnitKind,
    regime::{Due, Duty, Regime, Round},
};
use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{
    estimates,
    fault::{Faults, Source},
    toml_file::{self, TomlFile},
    unit_rules, words,
};

/// The regimes' own file.
pub(super) const FILE: &str = "regimes.toml";
/// How far the day of the list of units may lie from the end of a round's period.
const FRAME_YEARS_MAX: i16 = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegimesFile {
    #[serde(default)]
    regime: Vec<RegimeFile>,
    #[serde(default)]
    round: Vec<RoundFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegimeFile {
    code: Spanned<String>,
    name: String,
    content: String,
    reporters: String,
    receiver: String,
    sending: String,
    deadline: String,
    frequency: String,
    cutoff: String,
    outline: Spanned<String>,
    tables: Vec<Spanned<String>>,
    #[serde(default)]
    estimates: Vec<Spanned<String>>,
    clause: Spanned<String>,
    confidence: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoundFile {
    code: Spanned<String>,
    regime: Spanned<String>,
    title: String,
    year: i16,
    from: Spanned<Datetime>,
    to: Spanned<Datetime>,
    #[serde(default)]
    proposed: bool,
    before: Spanned<Datetime>,
    #[serde(default = "yes")]
    before_excludes_day: bool,
    closes: Spanned<Datetime>,
    frame: Spanned<Datetime>,
    previous: Option<Spanned<String>>,
    #[serde(default)]
    due: Vec<DueFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DueFile {
    #[serde(default)]
    kinds: Vec<Spanned<String>>,
    #[serde(default)]
    units: Vec<Spanned<String>>,
    duty: Spanned<String>,
    #[serde(default)]
    days_before: Option<Spanned<i32>>,
    #[serde(default)]
    note: String,
}

const fn yes() -> bool {
    true
}

/// What the names of this file may refer to.
pub(super) struct Names<'a> {
    pub(super) units: &'a BTreeSet<&'a str>,
    /// Codes of forms, those at fault too.
    pub(super) codes: BTreeSet<&'a str>,
    pub(super) forms: &'a [Form],
    pub(super) clauses: BTreeSet<&'a str>,
    /// Years that have a calendar.
    pub(super) years: BTreeSet<i16>,
}

/// Reads regimes and rounds.
pub(super) fn read(
    source: &Source,
    names: &Names<'_>,
    faults: &mut Faults,
) -> (Vec<Regime>, Vec<Round>) {
    let Some(file) = toml_file::read::<RegimesFile>(source, FILE, faults) else {
        return (Vec::new(), Vec::new());
    };
    duplicates(&file, faults);
    references(source, &file, names, faults);
    let mut regimes = Vec::new();
    for written in &file.value.regime {
        let regime = regime(&file, written, faults);
        estimated(source, &file, (written, &regime), names, faults);
        regimes.push(regime);
    }
    let rounds = file.value.round.iter().filter_map(|r| round(&file, r, names, faults)).collect();
    (regimes, rounds)
}

fn duplicates(file: &TomlFile<RegimesFile>, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    let regimes = file.value.regime.iter().map(|regime| &regime.code);
    for code in regimes.chain(file.value.round.iter().map(|round| &round.code)) {
        if !seen.insert(code.get_ref()) {
            let reason = format!("trùng mã `{}`", code.get_ref());
            faults.at(FILE, file.line(code), "CAT-301", reason, "Đổi một trong hai mã.");
        }
    }
}

/// Forms, clauses, regimes and previous rounds must be there; a previous round stands above.
fn references(
    source: &Source,
    file: &TomlFile<RegimesFile>,
    names: &Names<'_>,
    faults: &mut Faults,
) {
    // Where the name is defined, and the names that there are.
    let mut missing =
        |place: &Spanned<String>, what: &str, path: &str, known: &BTreeSet<&str>, hint: &str| {
            let name = place.get_ref().as_str();
            if !known.contains(name) && !faults.may_hide(source, path, name) {
                let reason = format!("không có {what} `{name}`");
                let hint = format!("{}{hint}", words::meant(name, known.iter().copied()));
                faults.at(FILE, file.line(place), "CAT-302", reason, hint);
            }
        };
    let mut regimes = BTreeSet::new();
    for regime in &file.value.regime {
        regimes.insert(regime.code.get_ref().as_str());
        for form in std::iter::once(&regime.outline).chain(&regime.tables) {
            let hint = "Thêm tệp vào forms/ hoặc sửa mã biểu.";
            missing(form, "biểu mẫu", "forms/", &names.codes, hint);
        }
        let hint = "Sửa theo số mục trong plan.toml.";
        missing(&regime.clause, "mục kế hoạch", "plan.toml", &names.clauses, hint);
    }
    let mut rounds: BTreeMap<&str, &str> = BTreeMap::new();
    for round in &file.value.round {
        let own = round.regime.get_ref().as_str();
        let hint = "Sửa mã hoặc thêm [[regime]].";
        missing(&round.regime, "chế độ báo cáo", FILE, &regimes, hint);
        if let Some(previous) = &round.previous {
            // Of a round whose regime is not known, that is told alone.
            let is_same =
                |regime: &str| regime == own || !regimes.contains(own) || !regimes.contains(regime);
            let before = rounds.iter().filter(|(_, regime)| is_same(regime)).map(|(code, _)| *code);
            let hint = "Đợt trước cùng chế độ, ghi ở phía trên trong tệp.";
            missing(previous, "đợt báo cáo trước", FILE, &before.collect(), hint);
        }
        rounds.insert(round.code.get_ref(), own);
    }
}

/// What is estimated for the whole year is a table of the regime, or a column of one in which figures are entered.
fn estimated(
    source: &Source,
    file: &TomlFile<RegimesFile>,
    (written, regime): (&RegimeFile, &Regime),
    names: &Names<'_>,
    faults: &mut Faults,
) {
    let wrong: Vec<&str> = regime
        .tables
        .iter()
        .map(String::as_str)
        .filter(|table| !names.codes.contains(table))
        .collect();
    for name in estimates::unknown(regime, names.forms) {
        let code = name.split('.').next().unwrap_or_default();
        // A table that is misspelt above was told there; one that could not be read, in its own file.
        let is_misspelt = nearest(code, wrong.iter().copied()).is_some();
        let is_unread = names.codes.contains(code) && !names.forms.iter().any(|f| f.code == code);
        if is_misspelt || is_unread || faults.may_hide(source, &format!("forms/{code}.toml"), code)
        {
            continue;
        }
        let Some(place) = written.estimates.iter().find(|place| place.get_ref() == name) else {
            continue;
        };
        let reason = format!("{}: không có biểu hoặc cột “{name}” để ước cả năm", regime.code);
        let hint = "Viết mã biểu của chế độ, hoặc BIỂU.cột của một cột nhập số.";
        faults.at(FILE, file.line(place), "CAT-309", reason, hint);
    }
}

fn regime(file: &TomlFile<RegimesFile>, written: &RegimeFile, faults: &mut Faults) -> Regime {
    let confidence =
        file.word(&written.confidence, Confidence::from_code, words::CONFIDENCE, faults);
    Regime {
        code: written.code.get_ref().clone(),
        name: written.name.clone(),
        content: written.content.clone(),
        reporters: written.reporters.clone(),
        receiver: written.receiver.clone(),
        sending: written.sending.clone(),
        deadline: written.deadline.clone(),
        frequency: written.frequency.clone(),
        cutoff: written.cutoff.clone(),
        outline: written.outline.get_ref().clone(),
        tables: written.tables.iter().map(|table| table.get_ref().clone()).collect(),
        estimates: written.estimates.iter().map(|asked| asked.get_ref().clone()).collect(),
        clause: written.clause.get_ref().clone(),
        confidence: confidence.unwrap_or_default(),
    }
}

fn round(
    file: &TomlFile<RegimesFile>,
    written: &RoundFile,
    names: &Names<'_>,
    faults: &mut Faults,
) -> Option<Round> {
    let window_from = file.date(&written.from, faults);
    let window_to = file.date(&written.to, faults);
    let before = file.date(&written.before, faults);
    let closes = file.date(&written.closes, faults);
    let frame = file.date(&written.frame, faults);
    let dues = dues(file, written, names, faults);
    let round = Round {
        code: written.code.get_ref().clone(),
        regime: written.regime.get_ref().clone(),
        title: written.title.clone(),
        year: written.year,
        window_from: window_from?,
        window_to: window_to?,
        window_proposed: written.proposed,
        before: before?,
        before_excludes_day: written.before_excludes_day,
        closes: closes?,
        frame: frame?,
        previous: written.previous.as_ref().map(|code| code.get_ref().clone()),
        dues,
    };
    order(file, written, &round, faults);
    days(file, (written, &round), &names.years, faults);
    Some(round)
}

/// Days that can be read and yet make no sense.
fn days(
    file: &TomlFile<RegimesFile>,
    (written, round): (&RoundFile, &Round),
    known: &BTreeSet<i16>,
    faults: &mut Faults,
) {
    if (round.frame.year() - round.window_to.year()).abs() > FRAME_YEARS_MAX {
        let reason = format!(
            "đợt {}: ngày chốt danh sách đơn vị {} cách kỳ số liệu quá {FRAME_YEARS_MAX} năm",
            round.code,
            domain::period::day(round.frame)
        );
        let hint = "Sửa frame: ngày lấy danh sách đơn vị của đợt.";
        faults.senseless_at(FILE, file.line(&written.frame), "CAT-308", reason, hint);
    }
    // Years before the first calendar are over: their days are counted no more.
    let first = known.first().copied().unwrap_or(i16::MAX);
    let mut told = BTreeSet::new();
    for (day, place) in [(round.before, &written.before), (round.closes, &written.closes)] {
        let year = day.year();
        if year >= first && !known.contains(&year) && told.insert(year) {
            let reason =
                format!("đợt {} có ngày trong năm {year} mà năm đó chưa có lịch", round.code);
            let hint = "Thêm tệp vào calendar/ cho năm đó (ngày nghỉ, làm bù).";
            faults.senseless_at(FILE, file.line(place), "CAT-334", reason, hint);
        }
    }
}

/// The window ends before the report is due, and the round closes after that.
fn order(file: &TomlFile<RegimesFile>, written: &RoundFile, round: &Round, faults: &mut Faults) {
    let checks = [
        (round.window_to < round.window_from, &written.to, "kỳ số liệu kết thúc trước khi bắt đầu"),
        (round.before <= round.window_to, &written.before, "hạn nộp đến trước khi hết kỳ số liệu"),
        (round.closes < round.before, &written.closes, "đợt khóa trước hạn nộp"),
    ];
    for (wrong, place, reason) in checks {
        if wrong {
            let reason = format!("đợt `{}`: {reason}", round.code);
            let hint = "Thứ tự: from, to, before, closes.";
            faults.at(FILE, file.line(place), "CAT-303", reason, hint);
        }
    }
}

fn dues(
    file: &TomlFile<RegimesFile>,
    round: &RoundFile,
    names: &Names<'_>,
    faults: &mut Faults,
) -> Vec<Due> {
    if round.due.is_empty() {
        let reason = format!("đợt `{}` không giao cho ai", round.code.get_ref());
        let hint = "Thêm [[round.due]] với kinds hoặc units.";
        faults.at(FILE, file.line(&round.code), "CAT-304", reason, hint);
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for written in &round.due {
        for place in written.kinds.iter().chain(&written.units) {
            if !seen.insert(place.get_ref()) {
                let reason = format!("`{}` có hai nghĩa vụ trong một đợt", place.get_ref());
                let hint = "Giữ một nghĩa vụ cho mỗi loại hoặc đơn vị.";
                faults.at(FILE, file.line(place), "CAT-305", reason, hint);
            }
        }
        for key in &written.units {
            if !names.units.contains(key.get_ref().as_str()) {
                unit_rules::unknown(FILE, Some(file.line(key)), key.get_ref(), faults);
            }
        }
        found.push(due(file, written, faults));
    }
    found
}

fn due(file: &TomlFile<RegimesFile>, written: &DueFile, faults: &mut Faults) -> Due {
    if written.kinds.is_empty() == written.units.is_empty() {
        let hint = "Ghi kinds cho cả loại, hoặc units cho từng đơn vị.";
        let line = file.line(&written.duty);
        faults.at(FILE, line, "CAT-306", "nghĩa vụ phải ghi kinds hoặc units", hint);
    }
    let days = written.days_before.as_ref();
    if let Some(place) = days.filter(|days| *days.get_ref() < 0) {
        let reason = "số ngày nộp trước không được âm";
        faults.at(FILE, file.line(place), "CAT-307", reason, "Ghi 0 hoặc số dương.");
    }
    let kinds = written
        .kinds
        .iter()
        .filter_map(|kind| file.word(kind, OrgUnitKind::from_code, words::KINDS, faults))
        .collect();
    let duty = file.word(&written.duty, Duty::from_code, words::DUTIES, faults);
    Due {
        kinds,
        units: written.units.iter().map(|key| key.get_ref().clone()).collect(),
        duty: duty.unwrap_or(Duty::Ordered),
        days_before: days.map_or(0, |days| *days.get_ref()),
        note: written.note.clone(),
    }
}
