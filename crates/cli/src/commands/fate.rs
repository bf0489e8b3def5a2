//! What `sanhvai import` says of each file as it comes: for people, line by line, and as JSON.

use std::io::{self, Stdout, Write};

use actions::workbook::{Earlier, Fate, Imported, LINES_TOLD, Twin};
use domain::{catalog::Catalog, form::Severity, import_run::Outcome};
use exchange::workbook::LeftOut;
use serde_json::{Value, json};
use store::submission::SubmissionRow;

/// How many files met which fate.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    files: usize,
    taken: usize,
    known: usize,
    refused: usize,
    /// As they were handed out, with nothing in them.
    empty: usize,
    /// With nothing but what the report has.
    same: usize,
    /// With something of which nothing was taken.
    unwritten: usize,
    /// Not written because somebody has to look first.
    held: usize,
    cells: usize,
    converted: usize,
    doubts: usize,
    errors: usize,
    twins: usize,
}

impl Counts {
    fn add(&mut self, fate: &Fate) {
        self.files += 1;
        match fate.outcome() {
            Outcome::Known => self.known += 1,
            Outcome::Held => self.held += 1,
            Outcome::Refused => self.refused += 1,
            Outcome::Empty => self.empty += 1,
            Outcome::Same => self.same += 1,
            Outcome::Unwritten => self.unwritten += 1,
            Outcome::Taken | Outcome::Waiting => self.taken += 1,
        }
        if let Fate::Taken { imported, .. } = fate {
            self.cells += imported.accepted.written;
            self.converted += imported.converted.len();
            self.doubts += imported.doubts.len();
            self.twins += imported.twins.len();
            self.errors += imported.errors();
        }
    }

    const fn is_all_well(&self) -> bool {
        self.files > 0 && self.refused == 0 && self.held == 0 && self.unwritten == 0
    }

    fn sentence(&self, dry_run: bool) -> String {
        let verb = if dry_run { "sẽ ghi" } else { "đã ghi" };
        let mut words = vec![format!(
            "{} tệp: {} nạp được, {} đã nạp trước đây, {} không nhận",
            self.files, self.taken, self.known, self.refused
        )];
        for (count, what) in [
            (self.empty, "tệp trống"),
            (self.same, "không có gì mới"),
            (self.unwritten, "không ghi ô nào"),
            (self.held, "giữ lại chờ xem"),
        ] {
            if count > 0 {
                words.push(format!("{count} {what}"));
            }
        }
        let mut cells = vec![format!("{verb} {} ô", self.cells)];
        for (count, what) in [
            (self.converted, "ô đọc khác chữ trong tệp"),
            (self.doubts, "số nghi gõ nhầm"),
            (self.errors, "lỗi kiểm tra"),
            (self.twins, "chỗ trùng hoặc gần trùng"),
        ] {
            if count > 0 {
                cells.push(format!("{count} {what}"));
            }
        }
        format!("{}; {}", words.join(", "), cells.join(", "))
    }
}

/// Prints each file as it comes: what was printed stands, whatever happens to the rest of the run.
pub(crate) struct Printer<'a> {
    catalog: &'a Catalog,
    as_json: bool,
    dry_run: bool,
    counts: Counts,
    out: Stdout,
}

impl<'a> Printer<'a> {
    pub(crate) fn begin(
        catalog: &'a Catalog,
        (as_json, dry_run): (bool, bool),
    ) -> io::Result<Self> {
        let (counts, mut out) = (Counts::default(), io::stdout());
        if as_json {
            write!(out, "[")?;
        }
        Ok(Self { catalog, as_json, dry_run, counts, out })
    }

    /// How many files there were by now.
    pub(crate) const fn files(&self) -> usize {
        self.counts.files
    }

    pub(crate) fn file(&mut self, name: &str, fate: &Fate) -> io::Result<()> {
        if self.as_json {
            let comma = if self.counts.files == 0 { "" } else { "," };
            write!(self.out, "{comma}\n{}", object(name, fate))?;
        } else {
            writeln!(self.out, "{name}: {}", fate.sentence(self.dry_run))?;
            for detail in fate.details(self.catalog, LINES_TOLD) {
                writeln!(self.out, "  - {detail}")?;
            }
        }
        self.counts.add(fate);
        self.out.flush()
    }

    /// The summary; whether there was something, and nothing of it was left behind.
    pub(crate) fn end(mut self) -> io::Result<bool> {
        if self.as_json {
            writeln!(self.out, "\n]")?;
        } else {
            if self.counts.files == 0 {
                writeln!(self.out, "không thấy tệp Excel nào; kiểm tra lại thư mục hoặc tệp ZIP")?;
            }
            writeln!(self.out, "{}", self.counts.sentence(self.dry_run))?;
        }
        self.out.flush()?;
        Ok(self.counts.is_all_well())
    }
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
        Fate::Known { row, earlier } => {
            let mut object = of(row, Outcome::Known);
            if let Some(Earlier { sentence, details }) = earlier {
                object["earlier"] = json!({ "sentence": sentence, "details": details });
            }
            object
        }
        Fate::Taken { row, imported } => {
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
            object["left_out"] = imported.left.into();
            object["left"] = imported.left_out.iter().map(left).collect();
            object["mapping"] = json!(imported.kept);
            object["cautions"] = json!(imported.cautions);
            object["withheld"] = json!(imported.withheld);
            looked_at(&mut object, imported);
            object
        }
    }
}

/// A cell, or a whole sheet, of which nothing was taken.
fn left(left: &LeftOut) -> Value {
    json!({
        "form": left.form,
        "sheet": left.origin.sheet,
        "cell": left.origin.address,
        "cells": left.cells,
        "value": left.shown,
        "code": left.code,
        "reason": left.reason,
    })
}

/// Figures in other units, slips, findings and duplicates.
fn looked_at(object: &mut Value, imported: &Imported) {
    let converted = imported.converted.iter().map(|cell| {
        json!({
            "cell": format!("{}.{}.{}", cell.form, cell.row, cell.column),
            "origin": cell.origin,
            "reason": cell.told.words(),
        })
    });
    object["converted"] = converted.collect();
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
