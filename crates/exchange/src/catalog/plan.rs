//! Reads `plan.toml`: the issued plan as a tree of items with what each asks of whom.

use std::collections::BTreeSet;

use domain::{
    plan::{Item, Plan, Task},
    regime::Duty,
};
use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{
    fault::{Faults, Source},
    toml_file::{self, TomlFile},
    unit_rules, words,
};

/// The plan's own file.
pub(super) const FILE: &str = "plan.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanFile {
    code: String,
    title: String,
    #[serde(default)]
    number: String,
    date: Option<Spanned<Datetime>>,
    issuer: String,
    signer_title: String,
    signer_name: String,
    #[serde(default)]
    recipients: Vec<String>,
    #[serde(default)]
    item: Vec<ItemFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemFile {
    anchor: Spanned<String>,
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    task: Vec<TaskFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskFile {
    text: String,
    #[serde(default)]
    lead: Vec<Spanned<String>>,
    #[serde(default)]
    coordinating: Vec<Spanned<String>>,
    duty: Spanned<String>,
    #[serde(default)]
    time: String,
}

/// Reads the plan; names that look like unit keys must be some.
pub(super) fn read(source: &Source, units: &BTreeSet<&str>, faults: &mut Faults) -> Plan {
    let Some(file) = toml_file::read::<PlanFile>(source, FILE, faults) else {
        return Plan::default();
    };
    let written = &file.value;
    anchors(source, &file, faults);
    let mut items = Vec::new();
    for item in &written.item {
        let tasks = item.task.iter().map(|task| read_task(&file, task, units, faults));
        items.push(Item {
            anchor: item.anchor.get_ref().clone(),
            title: item.title.clone(),
            text: item.text.clone(),
            tasks: tasks.collect(),
        });
    }
    Plan {
        code: written.code.clone(),
        title: written.title.clone(),
        number: written.number.clone(),
        date: written.date.as_ref().and_then(|date| file.date(date, faults)),
        issuer: written.issuer.clone(),
        signer_title: written.signer_title.clone(),
        signer_name: written.signer_name.clone(),
        recipients: written.recipients.clone(),
        items,
    }
}

/// Every anchor once, and after the item it belongs to; of items below one that is missing the first is told.
fn anchors(source: &Source, file: &TomlFile<PlanFile>, faults: &mut Faults) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut missed: BTreeSet<&str> = BTreeSet::new();
    for item in &file.value.item {
        let anchor = item.anchor.get_ref().as_str();
        if let Some((parent, _)) = anchor.rsplit_once('.')
            && !seen.contains(parent)
            && missed.insert(parent)
            && !faults.may_hide(source, FILE, parent)
        {
            let reason = format!("mục `{anchor}` đứng trước hoặc thiếu mục `{parent}`");
            let hint = "Xếp các mục theo thứ tự in, mục lớn trước mục nhỏ.";
            faults.at(FILE, file.line(&item.anchor), "CAT-202", reason, hint);
        }
        if !seen.insert(anchor) {
            let reason = format!("trùng mục `{anchor}`");
            faults.at(FILE, file.line(&item.anchor), "CAT-201", reason, "Đổi số của một mục.");
        }
    }
}

fn read_task(
    file: &TomlFile<PlanFile>,
    written: &TaskFile,
    units: &BTreeSet<&str>,
    faults: &mut Faults,
) -> Task {
    for name in written.lead.iter().chain(&written.coordinating) {
        let text = name.get_ref().as_str();
        if text.contains('-') && text.is_ascii() && !text.contains(' ') && !units.contains(text) {
            unit_rules::unknown(FILE, Some(file.line(name)), text, faults);
        }
    }
    let texts = |names: &[Spanned<String>]| names.iter().map(|n| n.get_ref().clone()).collect();
    let duty = file.word(&written.duty, Duty::from_code, words::DUTIES, faults);
    Task {
        text: written.text.clone(),
        lead: texts(&written.lead),
        coordinating: texts(&written.coordinating),
        duty: duty.unwrap_or(Duty::Ordered),
        time: written.time.clone(),
    }
}
