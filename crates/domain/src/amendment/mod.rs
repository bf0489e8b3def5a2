//! What a catalog changes of the one that is loaded: what is refused, what wants a yes, what is small.
//!
//! Forms are versioned and never edited after use: a row taken out of a form takes figures out of reports
//! that were signed. What units handed in stays readable, whatever is loaded later.

mod form;
mod plan;
mod round;
mod tree;

use std::collections::BTreeSet;

use crate::catalog::Catalog;

/// Form, row and column of a cell; form, heading and nothing of words.
pub type Place = (String, String, String);

/// What of a catalog is in use: what units handed in or typed, and who owes what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Use {
    /// Places of versions that were handed in.
    pub filed: BTreeSet<Place>,
    /// Places of drafts.
    pub drafted: BTreeSet<Place>,
    /// Keys of units that owe or owed a report, or have open accounts.
    pub units: BTreeSet<String>,
    /// Receiver and unit wherever a report was handed in.
    pub handed_in: BTreeSet<(String, String)>,
    /// Codes of rounds that somebody owes.
    pub rounds: BTreeSet<String>,
    /// Codes of rounds in which something was handed in.
    pub filed_rounds: BTreeSet<String>,
}

/// How much a change weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Would change what was signed, or hide it.
    Refused,
    /// Allowed, and felt by many: somebody says yes.
    Weighty,
    Small,
}

/// What of the catalog a change is about, so that a reader can find its file and line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Code of the form, and of its row, column or heading.
    Form(String, Option<String>),
    Unit(String),
    Round(String),
    Regime(String),
    Indicator(String),
    /// Anchor of the plan's item.
    Item(String),
    Header,
    /// A folder of files that is compared as a whole.
    Folder(&'static str),
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    pub weight: Weight,
    pub subject: Subject,
    /// "CAT-702"; empty where nothing is refused.
    pub code: &'static str,
    /// One sentence without its full stop.
    pub what: String,
    /// The next step; empty where nothing is refused.
    pub next: &'static str,
}

/// Changes as they are found.
#[derive(Debug, Default)]
struct Changes(Vec<Change>);

impl Changes {
    fn refuse(&mut self, subject: Subject, (code, next): Rule, what: String) {
        self.0.push(Change { weight: Weight::Refused, subject, code, what, next });
    }

    fn weigh(&mut self, subject: Subject, what: String) {
        let weight = Weight::Weighty;
        self.0.push(Change { weight, subject, code: "", what, next: "" });
    }

    fn note(&mut self, subject: Subject, what: String) {
        let weight = Weight::Small;
        self.0.push(Change { weight, subject, code: "", what, next: "" });
    }
}

/// A code with its next step.
type Rule = (&'static str, &'static str);

const OTHER_PROVINCE: Rule = (
    "CAT-711",
    "Nạp danh mục của tỉnh khác vào một thư mục dữ liệu mới (--data), không nạp đè lên thư mục này.",
);

/// All that `new` changes, the weightiest first.
///
/// `old` is missing where the loaded catalog cannot be read any more; then only what is in use is held
/// against `new`.
pub fn compare(old: Option<&Catalog>, new: &Catalog, used: &Use) -> Vec<Change> {
    let mut changes = Changes::default();
    form::compare(old, new, used, &mut changes);
    tree::compare(old, new, used, &mut changes);
    round::compare(old, new, used, &mut changes);
    if let Some(old) = old {
        plan::compare(old, new, &mut changes);
        header(old, new, &mut changes);
    }
    changes.0.sort();
    changes.0.dedup();
    changes.0
}

fn header(old: &Catalog, new: &Catalog, changes: &mut Changes) {
    if old.province != new.province {
        let what = format!("đơn vị cấp tỉnh {} thành {}", old.province, new.province);
        changes.refuse(Subject::Header, OTHER_PROVINCE, what);
    }
    for (name, old, new) in
        [("cơ quan chủ trì", &old.lead, &new.lead), ("mã danh mục", &old.code, &new.code)]
    {
        if old != new {
            changes.weigh(Subject::Header, format!("{name}: {old} → {new}"));
        }
    }
    if old.title != new.title {
        changes.note(Subject::Header, format!("tên danh mục: {} → {}", old.title, new.title));
    }
    if old.legal_documents != new.legal_documents {
        changes.note(Subject::Folder("legal"), "văn bản căn cứ đổi".to_owned());
    }
    if old.calendars != new.calendars {
        changes.note(Subject::Folder("calendar"), "lịch nghỉ, làm bù đổi".to_owned());
    }
}
