//! Units and the tree against who reported to whom.

use std::collections::{BTreeMap, BTreeSet};

use super::{Changes, Rule, Subject, Use};
use crate::{
    catalog::Catalog,
    org_unit::{OrgUnit, Parentage},
};

const GONE: Rule = (
    "CAT-706",
    "Không xóa dòng của đơn vị: đơn vị thôi hoạt động thì ghi ngày cuối vào valid_to, sáp nhập thì thêm dòng ở successions.csv.",
);
const PARENT_GONE: Rule = (
    "CAT-707",
    "Giữ dòng cũ ở parents.csv và ghi ngày cuối vào valid_to, rồi thêm dòng mới: nơi nhận còn phải đọc báo cáo cũ.",
);

pub(super) fn compare(old: Option<&Catalog>, new: &Catalog, used: &Use, changes: &mut Changes) {
    let news: BTreeMap<&str, &OrgUnit> = by_key(&new.units);
    let olds = old.map(|old| by_key(&old.units)).unwrap_or_default();
    let known: BTreeSet<&str> =
        olds.keys().copied().chain(used.units.iter().map(String::as_str)).collect();
    for key in known {
        let subject = || Subject::Unit(key.to_owned());
        let name = olds.get(key).map_or(key.to_owned(), |unit| format!("{key} ({})", unit.name));
        match news.get(key) {
            None if used.units.contains(key) => {
                let what = format!("đơn vị {name} bị bỏ mà có báo cáo hoặc tài khoản");
                changes.refuse(subject(), GONE, what);
            }
            None => changes.note(subject(), format!("đơn vị {name} bị bỏ")),
            Some(new) => {
                let Some(what) = olds.get(key).and_then(|old| facts(old, new)) else { continue };
                let what = format!("đơn vị {key}: {what}");
                if used.units.contains(key) {
                    changes.weigh(subject(), what);
                } else {
                    changes.note(subject(), what);
                }
            }
        }
    }
    let Some(old) = old else { return };
    let added = news.keys().filter(|key| !olds.contains_key(*key));
    for key in added {
        changes.note(Subject::Unit((*key).to_owned()), format!("thêm đơn vị {key}"));
    }
    parents(old, new, used, changes);
    if old.successions != new.successions {
        changes.weigh(Subject::Folder("units"), "sáp nhập, chia tách đơn vị đổi".to_owned());
    }
}

fn by_key(units: &[OrgUnit]) -> BTreeMap<&str, &OrgUnit> {
    units.iter().map(|unit| (unit.key.0.as_str(), unit)).collect()
}

/// Facts that people see or dates that decide who owes: old and new.
fn facts(old: &OrgUnit, new: &OrgUnit) -> Option<String> {
    let day = |day: Option<jiff::civil::Date>| day.map_or("…".to_owned(), |day| day.to_string());
    let span = |unit: &OrgUnit| format!("{}–{}", unit.valid_from, day(unit.valid_to));
    let table = [
        ("tên", old.name.clone(), new.name.clone()),
        ("tên ngắn", old.short_name.clone(), new.short_name.clone()),
        ("mã", old.code.clone(), new.code.clone()),
        ("loại", old.kind.code().to_owned(), new.kind.code().to_owned()),
        ("ký hiệu", old.symbol.clone(), new.symbol.clone()),
        ("thời gian", span(old), span(new)),
    ];
    let found: Vec<String> = table
        .into_iter()
        .filter(|(_, old, new)| old != new)
        .map(|(noun, old, new)| format!("{noun} {old} → {new}"))
        .collect();
    (!found.is_empty()).then(|| found.join("; "))
}

fn parents(old: &Catalog, new: &Catalog, used: &Use, changes: &mut Changes) {
    let pair = |edge: &Parentage| (edge.parent.0.clone(), edge.child.0.clone());
    let news: BTreeSet<(String, String)> = new.parents.iter().map(pair).collect();
    let olds: BTreeSet<(String, String)> = old.parents.iter().map(pair).collect();
    let units: BTreeSet<&str> = new.units.iter().map(|unit| unit.key.0.as_str()).collect();
    for (parent, child) in olds.difference(&news) {
        if !units.contains(child.as_str()) {
            continue;
        }
        let subject = Subject::Unit(child.clone());
        let what = format!("{child} không còn thuộc {parent} vào ngày nào");
        if used.handed_in.contains(&(parent.clone(), child.clone())) {
            changes.refuse(subject, PARENT_GONE, format!("{what}, mà đã gửi báo cáo tới đó"));
        } else {
            changes.weigh(subject, what);
        }
    }
    for (parent, child) in news.difference(&olds) {
        if old.units.iter().any(|unit| unit.key.0 == *child) {
            changes.weigh(Subject::Unit(child.clone()), format!("{child} nay thuộc {parent}"));
        }
    }
    let kept = |edge: &&Parentage| olds.contains(&pair(edge)) && !old.parents.contains(edge);
    for edge in new.parents.iter().filter(kept) {
        let what = format!("{} thuộc {}: ngày đổi", edge.child.0, edge.parent.0);
        changes.weigh(Subject::Unit(edge.child.0.clone()), what);
    }
}
