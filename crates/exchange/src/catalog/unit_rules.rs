//! What must hold among units: keys, dates, one parent at a time, no cycles, no lost communes, counts.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    near::distance,
    org_unit::{Extent, OrgUnit, OrgUnitKey, OrgUnitKind, Parentage, Succession},
};
use jiff::civil::Date;

use super::{
    fault::Faults,
    header::{self, Header},
    units::{PARENTS, Placed, SUCCESSIONS, UNITS, Units},
    words,
};

/// The rows of each key: more than one where a key stands twice.
type Known<'a> = BTreeMap<&'a OrgUnitKey, Vec<&'a Placed<OrgUnit>>>;

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
    successors(units, &known, faults);
    if let Some(header) = header {
        counts(units, header, &known, faults);
    }
}

/// The code of a unit key that is not known.
const UNKNOWN: &str = "CAT-110";

/// Says that a unit key is not known.
pub(super) fn unknown(file: &str, line: Option<usize>, key: &str, faults: &mut Faults) {
    let hint = "Sửa khóa, hoặc thêm đơn vị vào units/units.csv.";
    faults.at(file, line, UNKNOWN, format!("không có đơn vị `{key}`"), hint);
}

/// Leaves out unknown keys that only follow from a key written twice or with a wrong sign: the slip is told
/// where the key is written, and loses one key. Of the others the key that is near is named.
pub(super) fn tell_slips_once(units: &Units, faults: &mut Faults) {
    let known: BTreeSet<&str> = units.units.iter().map(|unit| unit.value.key.0.as_str()).collect();
    let named = |edge: &'_ Placed<Parentage>| edge.value.child.0.clone();
    let children: Vec<String> = units.parents.iter().map(named).collect();
    let mut lost = BTreeSet::new();
    for slip in slips(&units.units) {
        // A unit stands below another: its key is a child's somewhere.
        let near = |child: &&String| {
            !known.contains(child.as_str())
                && !lost.contains(*child)
                && distance(&child.to_lowercase(), &slip.to_lowercase()) <= 1
        };
        let found = children.iter().find(near).cloned();
        lost.extend(found);
    }
    let follows = |reason: &str| lost.iter().any(|key| reason.ends_with(&format!(" `{key}`")));
    faults.forget(|fault| fault.code == UNKNOWN && follows(&fault.reason));
    // Rather a unit that has lost its place in the tree.
    let placed: BTreeSet<&str> = children.iter().map(String::as_str).collect();
    let unplaced: Vec<&str> = known.difference(&placed).copied().collect();
    faults.amend(UNKNOWN, |fault| {
        let key = fault.reason.split('`').nth(1).unwrap_or_default();
        let near = words::meant(key, unplaced.iter().copied());
        let meant = Some(near).filter(|meant| !meant.is_empty());
        let meant = meant.unwrap_or_else(|| words::meant(key, known.iter().copied()));
        fault.hint.insert_str(0, &meant);
    });
}

/// Keys that were written twice, or that are none: one for each row that is too many.
fn slips(units: &[Placed<OrgUnit>]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let keys = units.iter().map(|unit| unit.value.key.0.as_str());
    keys.filter(|key| !is_key(key) || !seen.insert(*key)).collect()
}

fn is_key(key: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !key.is_empty() && key.chars().all(plain)
}

fn keys<'a>(units: &'a [Placed<OrgUnit>], faults: &mut Faults) -> Known<'a> {
    let mut known = Known::new();
    for unit in units {
        let key = &unit.value.key;
        if !is_key(&key.0) {
            let hint = "Khóa chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.";
            faults.at(UNITS, unit.line, "CAT-102", format!("khóa không hợp lệ `{}`", key.0), hint);
        }
        let rows = known.entry(key).or_default();
        if let Some(first) = rows.first() {
            let reason = format!("trùng khóa `{}` của dòng {}", key.0, first.line);
            let hint = "Mỗi đơn vị một khóa; bỏ dòng thừa hoặc đổi khóa.";
            faults.at(UNITS, unit.line, "CAT-101", reason, hint);
        }
        rows.push(unit);
    }
    known
}

fn names_and_dates(unit: &Placed<OrgUnit>, faults: &mut Faults) {
    let value = &unit.value;
    let is_turned = value.valid_to.is_some_and(|end| end < value.valid_from);
    if is_turned && !unit.doubt.dates {
        let reason = format!("đơn vị `{}` kết thúc trước khi bắt đầu", value.key.0);
        faults.at(UNITS, unit.line, "CAT-103", reason, "Sửa valid_from hoặc valid_to.");
    }
    if unit.doubt.cells {
        return;
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
    let is_sure = |unit: &&Placed<OrgUnit>| !unit.doubt.word && !unit.doubt.dates;
    for unit in units.iter().filter(|unit| !unit.value.code.is_empty()).filter(is_sure) {
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
    if is_turned(edge) {
        let reason = "quan hệ kết thúc trước khi bắt đầu";
        faults.at(PARENTS, edge.line, "CAT-111", reason, "Sửa valid_from hoặc valid_to.");
    }
    for key in [&edge.value.child, &edge.value.parent] {
        let Some(rows) = known.get(key) else {
            if !edge.doubt.cells {
                unknown(PARENTS, Some(edge.line), &key.0, faults);
            }
            continue;
        };
        let fits = |row: &&Placed<OrgUnit>| {
            row.doubt.dates || is_turned_unit(&row.value) || inside(span, span_of(&row.value))
        };
        if !edge.doubt.dates && !is_turned(edge) && !rows.iter().any(fits) {
            let reason = format!("quan hệ vượt thời gian tồn tại của `{}`", key.0);
            let hint = "Sửa ngày của quan hệ hoặc của đơn vị.";
            faults.at(PARENTS, edge.line, "CAT-112", reason, hint);
        }
    }
}

fn is_turned(edge: &Placed<Parentage>) -> bool {
    !edge.doubt.dates && edge.value.valid_to.is_some_and(|end| end < edge.value.valid_from)
}

fn is_turned_unit(unit: &OrgUnit) -> bool {
    unit.valid_to.is_some_and(|end| end < unit.valid_from)
}

fn tree(units: &Units, known: &Known<'_>, faults: &mut Faults) {
    let mut above: BTreeMap<&OrgUnitKey, Vec<&Placed<Parentage>>> = BTreeMap::new();
    let mut strangers: BTreeSet<&str> = BTreeSet::new();
    for edge in &units.parents {
        if !known.contains_key(&edge.value.child) {
            strangers.insert(&edge.value.child.0);
        }
        let siblings = above.entry(&edge.value.child).or_default();
        let span = (edge.value.valid_from, edge.value.valid_to);
        let is_second = |s: &&Placed<Parentage>| {
            let both_known = !s.doubt.dates && !edge.doubt.dates;
            both_known && overlap(span, (s.value.valid_from, s.value.valid_to))
        };
        if siblings.iter().any(is_second) {
            let reason = format!("`{}` có hai cấp trên cùng lúc", edge.value.child.0);
            let hint = "Kết thúc quan hệ cũ trước ngày quan hệ mới bắt đầu.";
            faults.at(PARENTS, edge.line, "CAT-113", reason, hint);
        }
        siblings.push(edge);
    }
    for unit in &units.units {
        let key = &unit.value.key;
        let edges = above.get(key).map_or(&[] as &[_], Vec::as_slice);
        // A key that is misspelt, here or in the tree, is told as such.
        let is_slip = !is_key(&key.0)
            || known.get(key).is_some_and(|rows| rows.len() > 1)
            || strangers.iter().any(|stranger| distance(stranger, &key.0) <= 1);
        let is_doubtful = unit.doubt.word
            || unit.doubt.dates
            || edges.iter().any(|edge| edge.doubt.dates || is_turned(edge));
        if !is_doubtful && (!is_slip || !edges.is_empty()) {
            covered(unit, edges, faults);
        }
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
    if value.kind == OrgUnitKind::Province || is_turned_unit(value) {
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
    if edge.doubt.cells {
        return;
    }
    let value = &edge.value;
    let (from, to) = (known.get(&value.from), known.get(&value.to));
    for (unit, key) in [(from, &value.from), (to, &value.to)] {
        if unit.is_none() {
            unknown(SUCCESSIONS, Some(edge.line), &key.0, faults);
        }
    }
    if edge.doubt.dates {
        return;
    }
    // Of a key that stands twice one of the rows has to fit.
    let fits = |rows: Option<&Vec<&Placed<OrgUnit>>>, is_it: &dyn Fn(&OrgUnit) -> bool| {
        rows.is_none_or(|rows| rows.iter().any(|row| row.doubt.dates || is_it(&row.value)))
    };
    let ends =
        |unit: &OrgUnit| unit.valid_to.and_then(|end| end.tomorrow().ok()) == Some(value.date);
    if !fits(from, &ends) {
        let reason = format!("`{}` không kết thúc vào hôm trước ngày kế thừa", value.from.0);
        let hint = "Ngày kế thừa là ngày liền sau valid_to của đơn vị cũ.";
        faults.at(SUCCESSIONS, edge.line, "CAT-121", reason, hint);
    }
    if !fits(to, &|unit| unit.exists_on(value.date)) {
        let reason = format!("`{}` không tồn tại vào ngày kế thừa", value.to.0);
        faults.at(SUCCESSIONS, edge.line, "CAT-122", reason, "Sửa ngày hoặc đơn vị kế thừa.");
    }
}

/// `whole` goes to one successor, `part` to several; no commune ends without one.
fn successors(units: &Units, known: &Known<'_>, faults: &mut Faults) {
    let mut after: BTreeMap<&OrgUnitKey, Vec<&Placed<Succession>>> = BTreeMap::new();
    let mut strangers: BTreeSet<&str> = BTreeSet::new();
    for edge in &units.successions {
        after.entry(&edge.value.from).or_default().push(edge);
        if !known.contains_key(&edge.value.from) {
            strangers.insert(&edge.value.from.0);
        }
    }
    for (key, edges) in &after {
        let whole = edges.iter().filter(|edge| edge.value.extent == Extent::Whole).count();
        let sound = if edges.len() == 1 { whole == 1 } else { whole == 0 };
        if !sound && edges.iter().all(|edge| !edge.doubt.word) {
            let line = edges.first().map(|edge| edge.line);
            let reason = format!("`{}`: toàn bộ (whole) và một phần (part) không khớp", key.0);
            let hint = "Một đơn vị kế thừa thì whole, từ hai trở lên thì part.";
            faults.at(SUCCESSIONS, line, "CAT-123", reason, hint);
        }
    }
    for unit in &units.units {
        let value = &unit.value;
        let ended = value.kind == OrgUnitKind::Commune && value.valid_to.is_some();
        let is_doubtful = unit.doubt.word || unit.doubt.dates || !is_key(&value.key.0);
        if ended && !is_doubtful && !after.contains_key(&value.key) {
            // Keys of communes are near to each other: only one that is no unit's is a slip of this one.
            if strangers.iter().any(|stranger| distance(stranger, &value.key.0) <= 1) {
                continue;
            }
            let reason = format!("`{}` kết thúc mà không có đơn vị kế thừa", value.key.0);
            let hint = "Thêm dòng vào units/successions.csv.";
            faults.at(UNITS, unit.line, "CAT-124", reason, hint);
        }
    }
}

/// Rows that could not be read count as what they may be: a number outside of that is wrong in any case.
fn counts(units: &Units, header: &Header, known: &Known<'_>, faults: &mut Faults) {
    for (line, key) in [&header.province, &header.lead] {
        if !known.contains_key(&OrgUnitKey(key.clone())) {
            unknown(header::FILE, Some(*line), key, faults);
        }
    }
    for count in &header.counts {
        let is_kind = |unit: &Placed<OrgUnit>| count.kinds.contains(&unit.value.kind);
        let is_there = |unit: &Placed<OrgUnit>| unit.value.exists_on(count.on);
        let sure = |unit: &&Placed<OrgUnit>| {
            !unit.doubt.word && !unit.doubt.dates && is_kind(unit) && is_there(unit)
        };
        let may_be = |unit: &&Placed<OrgUnit>| {
            (unit.doubt.word || is_kind(unit)) && (unit.doubt.dates || is_there(unit))
        };
        let least = units.units.iter().filter(sure).count();
        let most = units.units.iter().filter(may_be).count();
        if !(least..=most).contains(&count.number) {
            let kinds: Vec<&str> = count.kinds.iter().map(|kind| kind.code()).collect();
            let day = domain::period::day(count.on);
            let found =
                if least == most { most.to_string() } else { format!("{least} đến {most}") };
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
