//! What became of a file of a run, in words: for the page and the command line alike.

use domain::form::Severity;

use super::{Accepted, Fate, Imported, Twin};

/// Lines of one kind that are told of one file.
const LINES_SHOWN: usize = 20;

impl Fate {
    /// The word in tables and lists.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Known { .. } => "known",
            Self::Taken { imported, .. } if imported.is_held => "held",
            Self::Taken { .. } => "taken",
        }
    }

    /// One sentence without its full stop.
    pub fn sentence(&self, dry_run: bool) -> String {
        match self {
            Self::Refused(problem) => {
                format!("không nhận: {} {} ({})", problem.what, problem.next, problem.code)
            }
            Self::Known { row } => format!("{}, {}: đã nạp trước đây", row.unit_name, row.round),
            Self::Taken { row, imported, .. } if imported.is_held => {
                format!("{}, {}: giữ lại, chưa ghi gì", row.unit_name, row.round)
            }
            Self::Taken { row, imported, left_out, kept } => {
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

    /// What is to be looked at, the gravest first.
    pub fn details(&self) -> Vec<String> {
        match self {
            Self::Taken { imported, .. } => imported.details(),
            Self::Known { .. } | Self::Refused(_) => Vec::new(),
        }
    }
}

impl Imported {
    /// How many findings stop a signature.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    fn details(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.twins.iter().map(Twin::words).take(LINES_SHOWN).collect();
        lines.extend(self.doubts.iter().take(LINES_SHOWN).map(|doubt| {
            format!(
                "nghi gõ nhầm {}.{}.{} ({}): “{}”. {}. Số đề xuất: {}",
                doubt.form,
                doubt.row,
                doubt.column,
                doubt.origin,
                doubt.shown,
                doubt.reason,
                doubt.proposed
            )
        }));
        let errors = self.findings.iter().filter(|found| found.severity == Severity::Error);
        lines.extend(errors.take(LINES_SHOWN).map(|found| {
            format!("lỗi kiểm tra {} {} ({}): {}", found.form, found.row, found.code, found.message)
        }));
        let warnings = self.findings.len() - self.errors();
        if warnings > 0 {
            lines.push(format!("{warnings} điểm cần giải trình khi nộp"));
        }
        let left = self.accepted.not_taken();
        let left = left.iter().take(LINES_SHOWN);
        lines.extend(left.map(|(place, code, reason)| format!("{place} ({code}): {reason}")));
        lines
    }
}

impl Accepted {
    /// Cells that were not taken: place, code, reason.
    pub fn not_taken(&self) -> Vec<(String, &'static str, String)> {
        let place = |form: &str, row: &str, column: &str| format!("{form}.{row}.{column}");
        let refused = self.refused.iter().map(|cell| {
            (place(&cell.form, &cell.row, &cell.column), cell.code, cell.reason.clone())
        });
        let kept = self.kept.iter().map(|cell| {
            let reason = format!(
                "Báo cáo đã có “{}”, tệp ghi “{}”. Giữ số đã có; muốn lấy số của tệp thì chọn ghi đè.",
                short(&cell.theirs),
                short(&cell.mine)
            );
            (place(&cell.form, &cell.row, &cell.column), "BOOK-203", reason)
        });
        refused.chain(kept).collect()
    }
}

impl Twin {
    /// One sentence without its full stop.
    pub fn words(&self) -> String {
        match self {
            Self::Unit { form, name: Some(name) } => {
                format!("trùng: biểu {form} giống hệt của {name} trong cùng đợt")
            }
            Self::Unit { form, name: None } => {
                format!("trùng: biểu {form} giống hệt của một đơn vị khác trong cùng đợt")
            }
            Self::File { form, name, file } => {
                format!("trùng: biểu {form} giống hệt của {name} (tệp {file} trong lượt này)")
            }
            Self::Report { file } => {
                format!("trùng: tệp {file} trong lượt này cũng là của báo cáo này")
            }
        }
    }
}

fn short(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut words: String = text.chars().take(SHOWN).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}
