//! Indicators, targets and tasks: who answers for what, and what must be reached.

use super::{Changes, Subject};
use crate::{catalog::Catalog, indicator::Indicator, plan::Item};

pub(super) fn compare(old: &Catalog, new: &Catalog, changes: &mut Changes) {
    for indicator in &old.indicators {
        let subject = Subject::Indicator(indicator.code.clone());
        match new.indicators.iter().find(|other| other.code == indicator.code) {
            None => changes.weigh(subject, format!("chỉ tiêu {} bị bỏ", indicator.code)),
            Some(other) => of_indicator(indicator, other, changes),
        }
    }
    for indicator in &new.indicators {
        if !old.indicators.iter().any(|other| other.code == indicator.code) {
            let subject = Subject::Indicator(indicator.code.clone());
            changes.note(subject, format!("thêm chỉ tiêu {}", indicator.code));
        }
    }
    if old.programmes != new.programmes {
        changes.note(Subject::Folder("programmes.toml"), "chương trình, mục tiêu đổi".to_owned());
    }
    for item in &old.plan.items {
        let subject = Subject::Item(item.anchor.clone());
        match new.plan.items.iter().find(|other| other.anchor == item.anchor) {
            None => changes.weigh(subject, format!("kế hoạch: bỏ mục {}", item.anchor)),
            Some(other) if leads(item) != leads(other) => {
                let what = format!("kế hoạch: cơ quan chủ trì ở mục {} đổi", item.anchor);
                changes.weigh(subject, what);
            }
            Some(other) if item != other => {
                changes.note(subject, format!("kế hoạch: lời ở mục {} đổi", item.anchor));
            }
            Some(_) => {}
        }
    }
}

fn of_indicator(old: &Indicator, new: &Indicator, changes: &mut Changes) {
    let subject = || Subject::Indicator(new.code.clone());
    let code = &new.code;
    if goals(old) != goals(new) {
        let what = format!("chỉ tiêu {code}: mức phải đạt {} → {}", goals(old), goals(new));
        changes.weigh(subject(), what);
    }
    if owners(old) != owners(new) {
        let what = format!("chỉ tiêu {code}: cơ quan phụ trách {} → {}", owners(old), owners(new));
        changes.weigh(subject(), what);
    }
    if old.formula_text() != new.formula_text() {
        let (old, new) = (old.formula_text(), new.formula_text());
        changes.weigh(subject(), format!("chỉ tiêu {code}: công thức “{old}” → “{new}”"));
    }
    if old.sensitive != new.sensitive || old.direction != new.direction {
        changes.weigh(subject(), format!("chỉ tiêu {code}: chiều đánh giá hoặc mức che số đổi"));
    }
    let is_same = goals(old) == goals(new)
        && owners(old) == owners(new)
        && old.formula_text() == new.formula_text();
    if is_same && old != new {
        changes.note(subject(), format!("chỉ tiêu {code}: lời, nguồn đổi"));
    }
}

/// "2024: ≥ 111, 2025: ≥ 115".
fn goals(indicator: &Indicator) -> String {
    let goal = |target: &crate::indicator::Target| {
        let of = match target.scope {
            crate::indicator::TargetScope::National => " cả nước",
            crate::indicator::TargetScope::Provincial => "",
        };
        format!("{}{of}: {}", target.year, indicator.goal_words(target))
    };
    indicator.targets.iter().map(goal).collect::<Vec<_>>().join(", ")
}

fn owners(indicator: &Indicator) -> String {
    let owner = |owner: &crate::indicator::Ownership| {
        let day = |day: Option<jiff::civil::Date>| day.map_or(String::new(), |d| d.to_string());
        match (owner.valid_from, owner.valid_to) {
            (None, None) => owner.unit.clone(),
            (from, to) => format!("{} ({}–{})", owner.unit, day(from), day(to)),
        }
    };
    indicator.owners.iter().map(owner).collect::<Vec<_>>().join(", ")
}

fn leads(item: &Item) -> Vec<&[String]> {
    item.tasks.iter().map(|task| task.lead.as_slice()).collect()
}
