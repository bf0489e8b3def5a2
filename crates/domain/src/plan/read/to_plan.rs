//! From a reading that an officer has confirmed to the plan itself.

use crate::{
    plan::{Item, Plan, Task},
    regime::Duty,
};

use super::{BodyRole, ItemKind, ReadItem, Reading};

/// How long a heading made from running text may be.
const TITLE_MAX: usize = 110;

impl Reading {
    /// The plan with its items and what each asks of whom.
    pub fn to_plan(&self) -> Plan {
        let signer = self.signer.clone().unwrap_or_default();
        Plan {
            code: self.code(),
            title: self.title.clone(),
            number: self.number.clone().unwrap_or_default(),
            date: self.date,
            issuer: self.issuer.clone().unwrap_or_default(),
            signer_title: signer.authority.join(" "),
            signer_name: signer.name,
            recipients: self.recipients.iter().map(|recipient| recipient.name.clone()).collect(),
            items: self.items.iter().map(|item| self.plan_item(item)).collect(),
        }
    }

    /// "KH-379-2021"; without a number only the year that the title names.
    fn code(&self) -> String {
        let digits =
            |text: &str| -> String { text.chars().take_while(char::is_ascii_digit).collect() };
        let number = self.number.as_deref().map(digits).unwrap_or_default();
        let year = self.date.map(|date| date.year().to_string()).or_else(|| {
            let after = self.title.to_lowercase().rfind("năm ").map(|at| at + "năm ".len())?;
            let year = digits(self.title.get(after..)?);
            (year.len() == 4).then_some(year)
        });
        let parts = ["KH".to_owned(), number, year.unwrap_or_default()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    }

    fn plan_item(&self, item: &ReadItem) -> Item {
        let title = if item.title.is_empty() { short(&item.text) } else { item.title.clone() };
        let tasks = self.task(item).into_iter().collect();
        Item { anchor: item.anchor.clone(), title, text: item.text.clone(), tasks }
    }

    fn task(&self, item: &ReadItem) -> Option<Task> {
        let named = |role: BodyRole| -> Vec<String> {
            let bodies = item.bodies.iter().filter(|body| body.role == role);
            bodies.map(|body| body.name.clone()).collect()
        };
        if item.kind == ItemKind::Paragraph && item.parent.is_none() {
            return None;
        }
        let (mut lead, requested) = (named(BodyRole::Lead), named(BodyRole::Requested));
        let mut duty = Duty::Ordered;
        if lead.is_empty() && !requested.is_empty() {
            (lead, duty) = (requested, Duty::Requested);
        }
        if lead.is_empty() && item.kind == ItemKind::Dash {
            (lead, duty) = self.lead_above(item);
        }
        if lead.is_empty() {
            return None;
        }
        let times: Vec<&str> = item.dates.iter().map(|date| date.printed.as_str()).collect();
        Some(Task {
            text: item.words(),
            lead,
            coordinating: named(BodyRole::Coordinating),
            duty,
            time: times.join("; "),
        })
    }

    /// "1. Sở Nội vụ" above its dashes: they are its tasks.
    fn lead_above(&self, item: &ReadItem) -> (Vec<String>, Duty) {
        let mut above = item.parent;
        while let Some(parent) = above.and_then(|parent| self.items.get(parent)) {
            for (role, duty) in
                [(BodyRole::Lead, Duty::Ordered), (BodyRole::Requested, Duty::Requested)]
            {
                let bodies = parent.bodies.iter().filter(|body| body.role == role);
                let names: Vec<String> = bodies.map(|body| body.name.clone()).collect();
                if !names.is_empty() {
                    return (names, duty);
                }
            }
            above = parent.parent;
        }
        (Vec::new(), Duty::Ordered)
    }
}

/// The first words of a text, cut between words.
fn short(text: &str) -> String {
    let first = text.lines().next().unwrap_or("");
    let Some((end, _)) = first.char_indices().nth(TITLE_MAX) else { return first.to_owned() };
    let cut = first[..end].rfind(' ').unwrap_or(end);
    format!("{}…", first[..cut].trim_end_matches([',', ';', ' ']))
}
