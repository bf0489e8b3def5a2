//! Reads `regimes.toml`: standing duties to report, their rounds, and who owes what.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    confidence::Confidence,
    org_unit::OrgUnitKind,
    regime::{Due, Duty, Regime, Round},
};
use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{
    fault::{Faults, Source},
    toml_file::{self, TomlFile},
    unit_rules,
};

/// The regimes' own file.
pub(super) const FILE: &str = "regimes.toml";

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
    estimates: Vec<String>,
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
    pub(super) units: BTreeSet<&'a str>,
    pub(super) forms: BTreeSet<&'a str>,
    pub(super) clauses: BTreeSet<&'a str>,
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
    references(&file, names, faults);
    let regimes = file.value.regime.iter().filter_map(|r| regime(&file, r, faults)).collect();
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
fn references(file: &TomlFile<RegimesFile>, names: &Names<'_>, faults: &mut Faults) {
    let mut missing = |place: &Spanned<String>, what: &str, hint: &str| {
        let reason = format!("không có {what} `{}`", place.get_ref());
        faults.at(FILE, file.line(place), "CAT-302", reason, hint);
    };
    let mut regimes = BTreeSet::new();
    for regime in &file.value.regime {
        regimes.insert(regime.code.get_ref());
        for form in std::iter::once(&regime.outline).chain(&regime.tables) {
            if !names.forms.contains(form.get_ref().as_str()) {
                missing(form, "biểu mẫu", "Thêm tệp vào forms/ hoặc sửa mã biểu.");
            }
        }
        // A plan that could not be read has no clauses and its own faults.
        let read = !names.clauses.is_empty();
        if read && !names.clauses.contains(regime.clause.get_ref().as_str()) {
            missing(&regime.clause, "mục kế hoạch", "Sửa theo số mục trong plan.toml.");
        }
    }
    let mut rounds = BTreeMap::new();
    for round in &file.value.round {
        if !regimes.contains(round.regime.get_ref()) {
            missing(&round.regime, "chế độ báo cáo", "Sửa mã hoặc thêm [[regime]].");
        }
        if let Some(previous) = &round.previous
            && rounds.get(previous.get_ref()) != Some(&round.regime.get_ref())
        {
            let hint = "Đợt trước cùng chế độ, ghi ở phía trên trong tệp.";
            missing(previous, "đợt báo cáo trước", hint);
        }
        rounds.insert(round.code.get_ref(), round.regime.get_ref());
    }
}

fn regime(
    file: &TomlFile<RegimesFile>,
    written: &RegimeFile,
    faults: &mut Faults,
) -> Option<Regime> {
    Some(Regime {
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
        estimates: written.estimates.clone(),
        clause: written.clause.get_ref().clone(),
        confidence: file.word(&written.confidence, Confidence::from_code, faults)?,
    })
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
    Some(round)
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
        found.extend(due(file, written, faults));
    }
    found
}

fn due(file: &TomlFile<RegimesFile>, written: &DueFile, faults: &mut Faults) -> Option<Due> {
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
        .filter_map(|kind| file.word(kind, OrgUnitKind::from_code, faults))
        .collect();
    Some(Due {
        kinds,
        units: written.units.iter().map(|key| key.get_ref().clone()).collect(),
        duty: file.word(&written.duty, Duty::from_code, faults)?,
        days_before: days.map_or(0, |days| *days.get_ref()),
        note: written.note.clone(),
    })
}
