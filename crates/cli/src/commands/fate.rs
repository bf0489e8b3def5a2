//! What `sanhvai import` says of each file: for people, line by line, and as JSON.

use actions::workbook::{Accepted, Fate, Imported, Twin};
use domain::form::Severity;
use serde_json::{Value, json};
use store::submission::SubmissionRow;

/// Lines of one kind that are printed for one file.
const LINES_SHOWN: usize = 20;

/// How many files met which fate.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    files: usize,
    taken: usize,
    known: usize,
    refused: usize,
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
                    if imported.is_held {
                        counts.held += 1;
                    } else {
                        counts.taken += 1;
                    }
                    counts.cells += imported.accepted.written;
                    counts.doubts += imported.doubts.len();
                    counts.twins += imported.twins.len();
                    counts.errors += errors(imported);
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
        let mut words = format!(
            "{} tệp: {} nạp được, {} đã nạp trước đây, {} không nhận",
            self.files, self.taken, self.known, self.refused
        );
        if self.held > 0 {
            words += &format!(", {} giữ lại chờ xem", self.held);
        }
        words += &format!("; {verb} {} ô", self.cells);
        for (count, what) in [
            (self.doubts, "số nghi gõ nhầm"),
            (self.errors, "lỗi kiểm tra"),
            (self.twins, "chỗ trùng"),
        ] {
            if count > 0 {
                words += &format!(", {count} {what}");
            }
        }
        words
    }
}

fn errors(imported: &Imported) -> usize {
    imported.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

/// Prints every file and the summary.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
pub(crate) fn print(fates: &[(String, Fate)], counts: &Counts, (as_json, dry_run): (bool, bool)) {
    if as_json {
        let list: Vec<Value> = fates.iter().map(|(name, fate)| object(name, fate)).collect();
        println!("{}", Value::Array(list));
        return;
    }
    for (name, fate) in fates {
        println!("{name}: {}", line(fate, dry_run));
        if let Fate::Taken { imported, .. } = fate {
            for detail in details(imported) {
                println!("  - {detail}");
            }
        }
    }
    if fates.is_empty() {
        println!("không thấy tệp Excel nào; kiểm tra lại thư mục hoặc tệp ZIP");
    }
    println!("{}", counts.sentence(dry_run));
}

fn line(fate: &Fate, dry_run: bool) -> String {
    match fate {
        Fate::Refused(problem) => {
            format!("không nhận: {} {} ({})", problem.what, problem.next, problem.code)
        }
        Fate::Known { row } => format!("{}, {}: đã nạp trước đây", row.unit_name, row.round),
        Fate::Taken { row, imported, .. } if imported.is_held => {
            format!("{}, {}: giữ lại, chưa ghi gì", row.unit_name, row.round)
        }
        Fate::Taken { row, imported, left_out, kept } => {
            let accepted = &imported.accepted;
            let verb = if dry_run { "sẽ ghi" } else { "ghi" };
            format!(
                "{}, {}: {verb} {}, không đổi {}, không nhận {}, ngoài biểu {left_out}{}",
                row.unit_name,
                row.round,
                accepted.written,
                accepted.unchanged,
                accepted.refused.len() + accepted.kept.len(),
                kept.as_ref().map_or(String::new(), |n| format!("; theo cách khớp “{n}”"))
            )
        }
    }
}

/// What is to be looked at, the gravest first, each kind up to a number of lines.
fn details(imported: &Imported) -> Vec<String> {
    let mut lines: Vec<String> = imported.twins.iter().map(twin).take(LINES_SHOWN).collect();
    lines.extend(imported.doubts.iter().take(LINES_SHOWN).map(|doubt| {
        format!(
            "nghi gõ nhầm {}.{}.{} ({}): “{}”. {}. Số đề xuất: {}",
            doubt.form, doubt.row, doubt.column, doubt.origin, doubt.shown, doubt.reason,
            doubt.proposed
        )
    }));
    let errors = imported.findings.iter().filter(|found| found.severity == Severity::Error);
    lines.extend(errors.take(LINES_SHOWN).map(|found| {
        format!("lỗi kiểm tra {} {} ({}): {}", found.form, found.row, found.code, found.message)
    }));
    let warnings = imported.findings.len() - self::errors(imported);
    if warnings > 0 {
        lines.push(format!("{warnings} điểm cần giải trình khi nộp"));
    }
    let refused = not_taken(&imported.accepted);
    lines.extend(
        refused.iter().take(LINES_SHOWN).map(|line| format!("{} ({}): {}", line.0, line.1, line.2)),
    );
    lines
}

fn twin(twin: &Twin) -> String {
    match twin {
        Twin::Unit { form, name: Some(name) } => {
            format!("trùng: biểu {form} giống hệt của {name} trong cùng đợt")
        }
        Twin::Unit { form, name: None } => {
            format!("trùng: biểu {form} giống hệt của một đơn vị khác trong cùng đợt")
        }
        Twin::File { form, name, file } => {
            format!("trùng: biểu {form} giống hệt của {name} (tệp {file} trong lượt này)")
        }
        Twin::Report { file } => {
            format!("trùng: tệp {file} trong lượt này cũng là của báo cáo này")
        }
    }
}

/// Cells that were not taken: place, code, reason.
fn not_taken(accepted: &Accepted) -> Vec<(String, &'static str, String)> {
    let place = |form: &str, row: &str, column: &str| format!("{form}.{row}.{column}");
    let refused = accepted
        .refused
        .iter()
        .map(|cell| (place(&cell.form, &cell.row, &cell.column), cell.code, cell.reason.clone()));
    let kept = accepted.kept.iter().map(|cell| {
        let reason = format!(
            "Báo cáo đã có “{}”, tệp ghi “{}”. Giữ số đã có; muốn lấy số của tệp thì thêm --overwrite.",
            short(&cell.theirs),
            short(&cell.mine)
        );
        (place(&cell.form, &cell.row, &cell.column), "BOOK-203", reason)
    });
    refused.chain(kept).collect()
}

fn short(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut words: String = text.chars().take(SHOWN).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}

fn object(name: &str, fate: &Fate) -> Value {
    let of = |row: &SubmissionRow, outcome: &str| {
        json!({
            "file": name,
            "outcome": outcome,
            "unit": row.unit_key,
            "round": row.round,
            "submission": row.submission.id.0,
        })
    };
    match fate {
        Fate::Refused(problem) => json!({
            "file": name,
            "outcome": "refused",
            "code": problem.code,
            "reason": problem.what,
            "next": problem.next,
        }),
        Fate::Known { row } => of(row, "known"),
        Fate::Taken { row, imported, left_out, kept } => {
            let mut object = of(row, if imported.is_held { "held" } else { "taken" });
            let refused: Vec<Value> = not_taken(&imported.accepted)
                .into_iter()
                .map(|(cell, code, reason)| json!({ "cell": cell, "code": code, "reason": reason }))
                .collect();
            object["taken"] = imported.accepted.written.into();
            object["unchanged"] = imported.accepted.unchanged.into();
            object["refused"] = refused.into();
            object["left_out"] = (*left_out).into();
            object["mapping"] = json!(kept);
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
    object["duplicates"] = imported.twins.iter().map(|found| Value::from(twin(found))).collect();
}
