//! What `sanhvai import` says of each file: for people, line by line, and as JSON.

use actions::workbook::{Fate, Imported, Twin};
use domain::{catalog::Catalog, form::Severity, import_run::Outcome};
use serde_json::{Value, json};
use store::submission::SubmissionRow;

/// How many files met which fate.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    files: usize,
    taken: usize,
    known: usize,
    refused: usize,
    /// As they were handed out, with nothing in them.
    empty: usize,
    /// Not written because somebody has to look first.
    held: usize,
    cells: usize,
    doubts: usize,
    errors: usize,
    twins: usize,
}

impl Counts {
    pub(crate) fn of(fates: &[(String, Fate)]) -> Self {
        let mut counts = Self { files: fates.len(), ..Self::default() };
        for (_, fate) in fates {
            match fate {
                Fate::Refused(_) => counts.refused += 1,
                Fate::Known { .. } => counts.known += 1,
                Fate::Taken { imported, .. } => {
                    match fate.outcome() {
                        Outcome::Held => counts.held += 1,
                        Outcome::Refused => counts.refused += 1,
                        Outcome::Empty => counts.empty += 1,
                        _ => counts.taken += 1,
                    }
                    counts.cells += imported.accepted.written;
                    counts.doubts += imported.doubts.len();
                    counts.twins += imported.twins.len();
                    counts.errors += imported.errors();
                }
            }
        }
        counts
    }

    /// Whether there was something, and nothing of it was left behind.
    pub(crate) const fn is_all_well(&self) -> bool {
        self.files > 0 && self.refused == 0 && self.held == 0
    }

    fn sentence(&self, dry_run: bool) -> String {
        let verb = if dry_run { "sẽ ghi" } else { "đã ghi" };
        let mut words = vec![format!(
            "{} tệp: {} nạp được, {} đã nạp trước đây, {} không nhận",
            self.files, self.taken, self.known, self.refused
        )];
        if self.empty > 0 {
            words.push(format!("{} tệp trống", self.empty));
        }
        if self.held > 0 {
            words.push(format!("{} giữ lại chờ xem", self.held));
        }
        let mut cells = vec![format!("{verb} {} ô", self.cells)];
        for (count, what) in [
            (self.doubts, "số nghi gõ nhầm"),
            (self.errors, "lỗi kiểm tra"),
            (self.twins, "chỗ trùng"),
        ] {
            if count > 0 {
                cells.push(format!("{count} {what}"));
            }
        }
        format!("{}; {}", words.join(", "), cells.join(", "))
    }
}

/// Prints every file and the summary.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
pub(crate) fn print(
    catalog: &Catalog,
    fates: &[(String, Fate)],
    counts: &Counts,
    (as_json, dry_run): (bool, bool),
) {
    if as_json {
        let list: Vec<Value> = fates.iter().map(|(name, fate)| object(name, fate)).collect();
        println!("{}", Value::Array(list));
        return;
    }
    for (name, fate) in fates {
        println!("{name}: {}", fate.sentence(dry_run));
        for detail in fate.details(catalog) {
            println!("  - {detail}");
        }
    }
    if fates.is_empty() {
        println!("không thấy tệp Excel nào; kiểm tra lại thư mục hoặc tệp ZIP");
    }
    println!("{}", counts.sentence(dry_run));
}

fn object(name: &str, fate: &Fate) -> Value {
    let of = |row: &SubmissionRow, outcome: Outcome| {
        json!({
            "file": name,
            "outcome": outcome.word(),
            "unit": row.unit_key,
            "round": row.round,
            "submission": row.submission.id.0,
        })
    };
    match fate {
        Fate::Refused(problem) => json!({
            "file": name,
            "outcome": Outcome::Refused.word(),
            "code": problem.code,
            "reason": problem.what,
            "next": problem.next,
        }),
        Fate::Known { row } => of(row, Outcome::Known),
        Fate::Taken { row, imported, left_out, kept } => {
            let mut object = of(row, fate.outcome());
            let refused: Vec<Value> = imported
                .accepted
                .not_taken()
                .into_iter()
                .map(|((form, row, column), code, reason)| {
                    let cell = format!("{form}.{row}.{column}");
                    json!({ "cell": cell, "code": code, "reason": reason })
                })
                .collect();
            object["taken"] = imported.accepted.written.into();
            object["unchanged"] = imported.accepted.unchanged.into();
            object["refused"] = refused.into();
            object["left_out"] = (*left_out).into();
            object["mapping"] = json!(kept);
            object["withheld"] = json!(imported.withheld);
            looked_at(&mut object, imported);
            object
        }
    }
}

/// Slips, findings and duplicates.
fn looked_at(object: &mut Value, imported: &Imported) {
    let slips = imported.doubts.iter().map(|doubt| {
        json!({
            "cell": format!("{}.{}.{}", doubt.form, doubt.row, doubt.column),
            "origin": doubt.origin,
            "value": doubt.shown,
            "proposed": doubt.proposed,
            "reason": doubt.reason,
        })
    });
    object["slips"] = slips.collect();
    let findings = imported.findings.iter().map(|found| {
        json!({
            "form": found.form,
            "row": found.row,
            "column": found.column,
            "code": found.code,
            "is_error": found.severity == Severity::Error,
            "message": found.message,
        })
    });
    object["findings"] = findings.collect();
    object["duplicates"] = imported.twins.iter().map(Twin::words).collect();
}
