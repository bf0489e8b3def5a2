//! Rounds and regimes against what is owed and was handed in.

use std::collections::{BTreeMap, BTreeSet};

use super::{Changes, Rule, Subject, Use};
use crate::{
    catalog::Catalog,
    regime::{Regime, Round},
};

const GONE: Rule = (
    "CAT-708",
    "Giữ đợt trong regimes.toml: các đơn vị đang nợ hoặc đã gửi báo cáo của đợt. Không thu nữa thì đóng đợt ở trang của đợt.",
);
const REGIME: Rule =
    ("CAT-709", "Trả lại chế độ cũ của đợt; cần hỏi theo chế độ khác thì thêm một đợt mã mới.");
const TABLE_GONE: Rule = (
    "CAT-710",
    "Giữ biểu trong chế độ; các đợt sau không hỏi nữa thì lập một chế độ mã mới cho các đợt đó.",
);

pub(super) fn compare(old: Option<&Catalog>, new: &Catalog, used: &Use, changes: &mut Changes) {
    let news: BTreeMap<&str, &Round> = new.rounds.iter().map(|r| (r.code.as_str(), r)).collect();
    let olds: BTreeMap<&str, &Round> =
        old.into_iter().flat_map(|c| &c.rounds).map(|r| (r.code.as_str(), r)).collect();
    let known: BTreeSet<&str> =
        olds.keys().copied().chain(used.rounds.iter().map(String::as_str)).collect();
    for code in known {
        let subject = || Subject::Round(code.to_owned());
        match (olds.get(code), news.get(code)) {
            (_, None) if used.rounds.contains(code) => {
                changes.refuse(subject(), GONE, format!("đợt {code} bị bỏ mà có đơn vị phải nộp"));
            }
            (_, None) => changes.note(subject(), format!("đợt {code} bị bỏ")),
            (Some(old), Some(new)) => of_round(old, new, used, changes),
            (None, Some(_)) => {}
        }
    }
    let Some(old) = old else { return };
    for code in news.keys().filter(|code| !olds.contains_key(*code)) {
        changes.note(Subject::Round((*code).to_owned()), format!("thêm đợt {code}"));
    }
    for regime in &old.regimes {
        let Some(other) = new.regimes.iter().find(|other| other.code == regime.code) else {
            let subject = Subject::Regime(regime.code.clone());
            changes.weigh(subject, format!("chế độ {} bị bỏ", regime.code));
            continue;
        };
        of_regime(regime, other, (old, used), changes);
    }
}

fn of_round(old: &Round, new: &Round, used: &Use, changes: &mut Changes) {
    let subject = || Subject::Round(new.code.clone());
    let code = &new.code;
    if old.regime != new.regime {
        let what = format!("đợt {code}: chế độ {} → {}", old.regime, new.regime);
        if used.rounds.contains(code) {
            changes.refuse(subject(), REGIME, what);
        } else {
            changes.weigh(subject(), what);
        }
    }
    let table = [
        ("trước ngày", old.before, new.before),
        ("đóng", old.closes, new.closes),
        ("ngày chốt đơn vị", old.frame, new.frame),
        ("từ ngày", old.window_from, new.window_from),
        ("đến ngày", old.window_to, new.window_to),
    ];
    for (noun, old, new) in table {
        if old != new {
            changes.weigh(subject(), format!("đợt {code}: {noun} {old} → {new}"));
        }
    }
    if old.dues != new.dues || old.before_excludes_day != new.before_excludes_day {
        changes.weigh(subject(), format!("đợt {code}: ai phải nộp, hạn của từng loại đơn vị đổi"));
    }
    if old.title != new.title || old.previous != new.previous {
        changes.note(subject(), format!("đợt {code}: tên hoặc đợt trước đổi"));
    }
}

fn of_regime(old: &Regime, new: &Regime, (catalog, used): (&Catalog, &Use), changes: &mut Changes) {
    let subject = || Subject::Regime(new.code.clone());
    let has_filed = catalog
        .rounds
        .iter()
        .any(|round| round.regime == new.code && used.filed_rounds.contains(&round.code));
    let forms = |regime: &Regime| -> BTreeSet<String> {
        regime.tables.iter().chain([&regime.outline]).filter(|f| !f.is_empty()).cloned().collect()
    };
    let (before, after) = (forms(old), forms(new));
    for form in before.difference(&after) {
        let what = format!("chế độ {}: bỏ biểu {form}", new.code);
        if has_filed && used.filed.iter().any(|place| place.0 == *form) {
            changes.refuse(subject(), TABLE_GONE, format!("{what} mà đã có báo cáo gửi"));
        } else {
            changes.weigh(subject(), what);
        }
    }
    for form in after.difference(&before) {
        changes.weigh(subject(), format!("chế độ {}: thêm biểu {form}", new.code));
    }
    if old.estimates != new.estimates {
        changes.weigh(subject(), format!("chế độ {}: các số ước cả năm đổi", new.code));
    } else if before == after && old != new {
        changes.note(subject(), format!("chế độ {}: lời đổi", new.code));
    }
}
