//! Findings as they are gathered: each with its place in words that a clerk can follow.

use super::sheet::{Line, Origin, Sheet};
use crate::decree::{self, Weight};

/// Findings of one rule that are told one by one; the rest is a number.
const EACH_MAX: usize = 15;
/// Letters of a line that are quoted.
const QUOTED_MAX: usize = 60;

/// One thing that is not as the decree wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule.
    pub rule: &'static str,
    pub place: String,
    pub problem: String,
    pub fix: String,
    pub weight: Weight,
}

/// The findings of one sheet.
#[derive(Debug)]
pub(super) struct Report<'a> {
    sheet: &'a Sheet,
    findings: Vec<(usize, Finding)>,
    more: Vec<(&'static str, usize)>,
}

impl<'a> Report<'a> {
    pub(super) const fn new(sheet: &'a Sheet) -> Self {
        Self { sheet, findings: Vec::new(), more: Vec::new() }
    }

    /// Tells a fault of a line.
    pub(super) fn line(&mut self, rule: &'static str, line: usize, problem: impl Into<String>) {
        self.add(rule, Some(line), None, problem.into(), None);
    }

    /// Tells a fault of a line and how to mend just this one.
    pub(super) fn mend(
        &mut self,
        rule: &'static str,
        line: usize,
        problem: impl Into<String>,
        fix: impl Into<String>,
    ) {
        self.add(rule, Some(line), None, problem.into(), Some(fix.into()));
    }

    /// Tells a fault of the whole file or of a named part.
    pub(super) fn part(
        &mut self,
        rule: &'static str,
        place: impl Into<String>,
        problem: impl Into<String>,
    ) {
        self.add(rule, None, Some(place.into()), problem.into(), None);
    }

    fn add(
        &mut self,
        id: &'static str,
        line: Option<usize>,
        place: Option<String>,
        problem: String,
        fix: Option<String>,
    ) {
        let Some(rule) = decree::rule(id) else {
            debug_assert!(false, "no rule {id}");
            return;
        };
        if self.findings.iter().filter(|(_, found)| found.rule == id).count() >= EACH_MAX {
            match self.more.iter_mut().find(|(known, _)| *known == id) {
                Some((_, count)) => *count += 1,
                None => self.more.push((id, 1)),
            }
            return;
        }
        let place = place.unwrap_or_else(|| self.place(line));
        let finding = Finding {
            rule: rule.id,
            place,
            problem,
            fix: fix.unwrap_or_else(|| rule.fix.to_owned()),
            weight: rule.weight,
        };
        let seen = |(at, found): &(usize, Finding)| {
            *at == line.unwrap_or(0) && found.rule == id && found.problem == finding.problem
        };
        if !self.findings.iter().any(seen) {
            self.findings.push((line.unwrap_or(0), finding));
        }
    }

    fn place(&self, line: Option<usize>) -> String {
        let Some(found) = line.and_then(|at| self.sheet.lines.get(at)) else {
            return "Toàn văn bản".to_owned();
        };
        let order = found.order;
        let words = quoted(found);
        match (self.sheet.origin, found.page) {
            (Origin::Pdf, Some(page)) => format!("Trang {page}, dòng {order}{words}"),
            (Origin::Text, _) => format!("Dòng {order}{words}"),
            _ => format!("Đoạn {order}{words}"),
        }
    }

    /// The findings, faults first.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        for (id, count) in std::mem::take(&mut self.more) {
            let last = self.findings.iter_mut().rev().find(|(_, found)| found.rule == id);
            if let Some((_, found)) = last {
                found.place = format!("{} và {count} chỗ khác", found.place);
            }
        }
        self.findings.sort_by_key(|(line, found)| (found.weight, *line));
        self.findings.into_iter().map(|(_, finding)| finding).collect()
    }
}

fn quoted(line: &Line) -> String {
    let words = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return String::new();
    }
    if words.chars().count() <= QUOTED_MAX {
        return format!(": “{words}”");
    }
    let cut: String = words.chars().take(QUOTED_MAX).collect();
    format!(": “{}…”", cut.trim_end())
}
