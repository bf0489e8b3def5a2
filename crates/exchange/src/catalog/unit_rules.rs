//! What must hold among units: keys, dates, one parent at a time, no cycles, no lost communes, counts.

use std::collections::{BTreeMap, BTreeSet};

use domain::org_unit::{Extent, OrgUnit, OrgUnitKey, OrgUnitKind, Parentage, Succession};
use jiff::civil::Date;

use super::{
    fault::Faults,
    header::{self, Header},
    units::{PARENTS, Placed, SUCCESSIONS, UNITS, Units},
};

type Known<'a> = BTreeMap<&'a OrgUnitKey, &'a OrgUnit>;

/// Checks the three tables and the counts of the header.
pub(super) fn check(units: &Units, header: Option<&Header>, faults: &mut Faults) {
    let known = keys(&units.units, faults);
    for unit in &units.units {
        names_and_dates(unit, faults);
    }
    codes(&units.units, faults);
    for edge in &units.parents {
        parentage(edge, &known, faults);
    }
    tree(units, &known, faults);
    for edge in &units.successions {
        succession(edge, &known, faults);
    }
    successors(units, faults);
    if let Some(header) = header {
        counts(units, header, &known, faults);
    }
}

/// The code of a unit key that is not known.
pub(super) const UNKNOWN: &str = "CAT-110";

/// Says that a unit key is not known.
pub(super) fn unknown(file: &str, line: Option<usize>, key: &str, faults: &mut Faults) {
    let hint = "Sửa khóa, hoặc thêm đơn vị vào units/units.csv.";
    faults.at(file, line, UNKNOWN, format!("không có đơn vị `{key}`"), hint);
}

fn keys<'a>(units: &'a [Placed<OrgUnit>], faults: &mut Faults) -> Known<'a> {
    let mut known = BTreeMap::new();
    for unit in units {
        let key = &unit.value.key;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if key.0.is_empty() || !key.0.chars().all(plain) {
            let hint = "Khóa chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.";
            faults.at(UNITS, unit.line, "CAT-102", format!("khóa không hợp lệ `{}`", key.0), hint);
        }
        if known.insert(key, &unit.value).is_some() {
            let hint = "Mỗi đơn vị một khóa; bỏ dòng thừa hoặc đổi khóa.";
            faults.at(UNITS, unit.line, "CAT-101", format!("trùng khóa `{}`", key.0), hint);
        }
    }
    known
}

fn names_and_dates(unit: &Placed<OrgUnit>, faults: &mut Faults) {
    let value = &unit.value;
    if value.valid_to.is_some_and(|end| end < value.valid_from) {
        let reason = format!("đơn vị `{}` kết thúc trước khi bắt đầu", value.key.0);
        faults.at(UNITS, unit.line, "CAT-103", reason, "Sửa valid_from hoặc valid_to.");
    }
    for name in [&value.name, &value.short_name] {
        if name.is_empty() {
            let reason = format!("đơn vị `{}` thiếu tên", value.key.0);
            faults.at(UNITS, unit.line, "CAT-104", reason, "Ghi tên chính thức và tên ngắn.");
        }
        if let Some(word) = name.split_whitespace().find(|word| old_tone(word)) {
            let reason = format!("dấu thanh đặt sai lối viết của tỉnh: `{word}`");
            faults.at(UNITS, unit.line, "CAT-105", reason, "Viết Hòa, Thủy, Ủy.");
        }
    }
}

/// Whether a syllable ends as in "Hoà", "Thuỷ" instead of "Hòa", "Thủy".
fn old_tone(word: &str) -> bool {
    let mut ending = word.chars().rev();
    match (ending.next(), ending.next(), ending.next()) {
        (Some(last), Some('o'), _) if "àáảãạèéẻẽẹ".contains(last) => true,
        (Some(last), Some('u' | 'U'), before) if "ỳýỷỹỵ".contains(last) => {
            !matches!(before, Some('q' | 'Q'))
        }
        _ => false,
    }
}

fn codes(units: &[Placed<OrgUnit>], faults: &mut Faults) {
    let mut by_code: BTreeMap<(OrgUnitKind, &str), Vec<&Placed<OrgUnit>>> = BTreeMap::new();
    for unit in units.iter().filter(|unit| !unit.value.code.is_empty()) {
        let same = by_code.entry((unit.value.kind, &unit.value.code)).or_default();
        let other = same.iter().find(|other| {
            overlap(span_of(&unit.value), span_of(&other.value))
                && unit.value.key != other.value.key
        });
        if let Some(other) = other {
            let code = &unit.value.code;
            let reason = format!("mã {code} dùng cùng lúc với `{}`", other.value.key.0);
            faults.at(UNITS, unit.line, "CAT-106", reason, "Sửa mã hoặc thời gian hiệu lực.");
        }
        same.push(unit);
    }
}

type Span = (Date, Option<Date>);

fn span_of(unit: &OrgUnit) -> Span {
    (unit.valid_from, unit.valid_to)
}

fn overlap(a: Span, b: Span) -> bool {
    a.1.is_none_or(|end| b.0 <= end) && b.1.is_none_or(|end| a.0 <= end)
}

fn inside(inner: Span, outer: Span) -> bool {
    outer.0 <= inner.0 && outer.1.is_none_or(|end| inner.1.is_some_and(|last| last <= end))
}

fn parentage(edge: &Placed<Parentage>, known: &Known<'_>, faults: &mut Faults) {
    let span = (edge.value.valid_from, edge.value.valid_to);
    if span.1.is_some_and(|end| end < span.0) {
        let reason = "quan hệ kết thúc trước khi bắt đầu";
        faults.at(PARENTS, edge.line, "CAT-111", reason, "Sửa valid_from hoặc valid_to.");
    }
    for key in [&edge.value.child, &edge.value.parent] {
        let Some(unit) = known.get(key) else {
            unknown(PARENTS, Some(edge.line), &key.0, faults);
            continue;
        };
        if !inside(span, span_of(unit)) {
            let reason = format!("quan hệ vượt thời gian tồn tại của `{}`", key.0);
            let hint = "Sửa ngày của quan hệ hoặc của đơn vị.";
            faults.at(PARENTS, edge.line, "CAT-112", reason, hint);
        }
    }
}

fn tree(units: &Units, known: &Known<'_>, faults: &mut Faults) {
    let mut above: BTreeMap<&OrgUnitKey, Vec<&Placed<Parentage>>> = BTreeMap::new();
    for edge in &units.parents {
        let siblings = above.entry(&edge.value.child).or_default();
        let span = (edge.value.valid_from, edge.value.valid_to);
        if siblings.iter().any(|s| overlap(span, (s.value.valid_from, s.value.valid_to))) {
            let reason = format!("`{}` có hai cấp trên cùng lúc", edge.value.child.0);
            let hint = "Kết thúc quan hệ cũ trước ngày quan hệ mới bắt đầu.";
            faults.at(PARENTS, edge.line, "CAT-113", reason, hint);
        }
        siblings.push(edge);
    }
    for unit in &units.units {
        covered(unit, above.get(&unit.value.key).map_or(&[], Vec::as_slice), faults);
    }
    for edge in &units.parents {
        if known.contains_key(&edge.value.parent) && in_cycle(edge, &above) {
            let reason = format!("`{}` đứng trên chính mình", edge.value.child.0);
            faults.at(PARENTS, edge.line, "CAT-115", reason, "Bỏ quan hệ gây vòng lặp.");
        }
    }
}

/// Every unit but the province stands below another on each day of its existence.
fn covered(unit: &Placed<OrgUnit>, edges: &[&Placed<Parentage>], faults: &mut Faults) {
    let value = &unit.value;
    if value.kind == OrgUnitKind::Province {
        return;
    }
    let mut spans: Vec<Span> =
        edges.iter().map(|edge| (edge.value.valid_from, edge.value.valid_to)).collect();
    spans.sort();
    let mut next = Some(value.valid_from);
    for (from, to) in spans {
        if next.is_some_and(|day| from <= day) {
            next = to.and_then(|end| end.tomorrow().ok());
        }
    }
    let complete = match (next, value.valid_to) {
        (None, _) => true,
        (Some(day), Some(end)) => day > end,
        (Some(_), None) => false,
    };
    if !complete {
        let reason = format!("`{}` có lúc không có cấp trên", value.key.0);
        let hint = "Thêm quan hệ vào units/parents.csv cho cả thời gian tồn tại.";
        faults.at(UNITS, unit.line, "CAT-114", reason, hint);
    }
}

fn in_cycle(
    start: &Placed<Parentage>,
    above: &BTreeMap<&OrgUnitKey, Vec<&Placed<Parentage>>>,
) -> bool {
    let day = start.value.valid_from;
    let mut seen = BTreeSet::new();
    let mut at = &start.value.parent;
    while seen.insert(at) {
        if *at == start.value.child {
            return true;
        }
        let up = above.get(at).and_then(|edges| {
            edges.iter().find(|edge| {
                edge.value.valid_from <= day && edge.value.valid_to.is_none_or(|end| day <= end)
            })
        });
        let Some(up) = up else { return false };
        at = &up.value.parent;
    }
    false
}

fn succession(edge: &Placed<Succession>, known: &Known<'_>, faults: &mut Faults) {
    let value = &edge.value;
    let (from, to) = (known.get(&value.from), known.get(&value.to));
    for (unit, key) in [(from, &value.from), (to, &value.to)] {
        if unit.is_none() {
            unknown(SUCCESSIONS, Some(edge.line), &key.0, faults);
        }
    }
    if from
        .is_some_and(|unit| unit.valid_to.and_then(|end| end.tomorrow().ok()) != Some(value.date))
    {
        let reason = format!("`{}` không kết thúc vào hôm trước ngày kế thừa", value.from.0);
        let hint = "Ngày kế thừa là ngày liền sau valid_to của đơn vị cũ.";
        faults.at(SUCCESSIONS, edge.line, "CAT-121", reason, hint);
    }
    if to.is_some_and(|unit| !unit.exists_on(value.date)) {
        let reason = format!("`{}` không tồn tại vào ngày kế thừa", value.to.0);
        faults.at(SUCCESSIONS, edge.line, "CAT-122", reason, "Sửa ngày hoặc đơn vị kế thừa.");
    }
}

/// `whole` goes to one successor, `part` to several; no commune ends without one.
fn successors(units: &Units, faults: &mut Faults) {
    let mut after: BTreeMap<&OrgUnitKey, Vec<&Placed<Succession>>> = BTreeMap::new();
    for edge in &units.successions {
        after.entry(&edge.value.from).or_default().push(edge);
    }
    for (key, edges) in &after {
        let whole = edges.iter().filter(|edge| edge.value.extent == Extent::Whole).count();
        let sound = if edges.len() == 1 { whole == 1 } else { whole == 0 };
        if !sound {
            let line = edges.first().map(|edge| edge.line);
            let reason = format!("`{}`: toàn bộ (whole) và một phần (part) không khớp", key.0);
            let hint = "Một đơn vị kế thừa thì whole, từ hai trở lên thì part.";
            faults.at(SUCCESSIONS, line, "CAT-123", reason, hint);
        }
    }
    for unit in &units.units {
        let value = &unit.value;
        let ended = value.kind == OrgUnitKind::Commune && value.valid_to.is_some();
        if ended && !after.contains_key(&value.key) {
            let reason = format!("`{}` kết thúc mà không có đơn vị kế thừa", value.key.0);
            let hint = "Thêm dòng vào units/successions.csv.";
            faults.at(UNITS, unit.line, "CAT-124", reason, hint);
        }
    }
}

fn counts(units: &Units, header: &Header, known: &Known<'_>, faults: &mut Faults) {
    for (line, key) in [&header.province, &header.lead] {
        if !known.contains_key(&OrgUnitKey(key.clone())) {
            unknown(header::FILE, Some(*line), key, faults);
        }
    }
    for count in &header.counts {
        let found = units
            .units
            .iter()
            .filter(|unit| count.kinds.contains(&unit.value.kind) && unit.value.exists_on(count.on))
            .count();
        if found != count.number {
            let kinds: Vec<&str> = count.kinds.iter().map(|kind| kind.code()).collect();
            let day = domain::period::day(count.on);
            let reason = format!(
                "ngày {day} có {found} đơn vị ({}), phải là {}",
                kinds.join(", "),
                count.number
            );
            let hint = "Đối chiếu units/units.csv với nghị quyết sắp xếp.";
            faults.at(header::FILE, count.line, "CAT-130", reason, hint);
        }
    }
}
