//! What became of a file of a run, in words: for the page and the command line alike.

use domain::{
    catalog::Catalog,
    form::{FormBody, Severity},
    import_run::Outcome,
};

use super::{Accepted, Fate, Imported, Twin};
use crate::part;

/// Lines of one kind that are told of one file.
const LINES_SHOWN: usize = 20;

/// Begins the line that says where a file that was held back can be looked at cell by cell.
pub const REPORT_AT: &str = "nạp riêng tệp này để xem từng ô và chọn: /submissions/";

impl Fate {
    /// What became of the file.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Refused(_) => Outcome::Refused,
            Self::Known { .. } => Outcome::Known,
            Self::Taken { imported, .. } if imported.is_held => Outcome::Held,
            Self::Taken { imported, .. } if imported.is_all_withheld() => Outcome::Refused,
            Self::Taken { imported, left_out, .. } if *left_out == 0 && imported.is_blank() => {
                Outcome::Empty
            }
            Self::Taken { .. } => Outcome::Taken,
        }
    }

    /// One sentence without its full stop.
    pub fn sentence(&self, dry_run: bool) -> String {
        match self {
            Self::Refused(problem) => {
                format!("không nhận: {} {} ({})", problem.what, problem.next, problem.code)
            }
            Self::Known { row } => {
                format!("{}, {}: đã nạp trước đây", row.unit_name, row.round_title)
            }
            Self::Taken { row, imported, .. } if imported.is_held => {
                format!("{}, {}: giữ lại, chưa ghi gì", row.unit_name, row.round_title)
            }
            Self::Taken { row, .. } if self.outcome() == Outcome::Refused => {
                format!("{}, {}: không nhận gì", row.unit_name, row.round_title)
            }
            Self::Taken { row, .. } if self.outcome() == Outcome::Empty => {
                format!("{}, {}: tệp trống, không có gì để ghi", row.unit_name, row.round_title)
            }
            Self::Taken { row, imported, left_out, kept } => {
                let accepted = &imported.accepted;
                let verb = if dry_run { "sẽ ghi" } else { "ghi" };
                format!(
                    "{}, {}: {verb} {}, không đổi {}, không nhận {}, ngoài biểu {left_out}{}",
                    row.unit_name,
                    row.round_title,
                    accepted.written,
                    accepted.unchanged,
                    accepted.refused.len() + accepted.kept.len(),
                    kept.as_ref().map_or(String::new(), |n| format!("; theo cách khớp “{n}”"))
                )
            }
        }
    }

    /// What is to be looked at, the gravest first; rows and columns as the forms of a catalog name them.
    pub fn details(&self, catalog: &Catalog) -> Vec<String> {
        match self {
            Self::Taken { row, imported, .. } => {
                let mut lines = imported.details(catalog);
                if imported.is_held {
                    lines.push(format!("{REPORT_AT}{}/workbook", row.submission.id.0));
                }
                lines
            }
            Self::Known { .. } | Self::Refused(_) => Vec::new(),
        }
    }
}

impl Imported {
    /// How many findings stop a signature.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    /// Nothing but forms that whoever acts may not see.
    fn is_all_withheld(&self) -> bool {
        !self.withheld.is_empty() && self.gave_nothing()
    }

    /// The file as it was handed out, with nothing in it.
    fn is_blank(&self) -> bool {
        self.withheld.is_empty() && self.gave_nothing()
    }

    pub(super) fn gave_nothing(&self) -> bool {
        self.accepted == Accepted::default()
    }

    fn details(&self, catalog: &Catalog) -> Vec<String> {
        let mut lines: Vec<String> = self.twins.iter().map(Twin::words).take(LINES_SHOWN).collect();
        lines.extend(self.withheld.iter().map(|form| {
            format!(
                "Biểu {form} không nhận: số liệu hạn chế phổ biến, tài khoản này không được xem. Đơn vị \
                 hoặc cơ quan thẩm tra của đơn vị nạp biểu này (BOOK-210)"
            )
        }));
        lines.extend(self.doubts.iter().take(LINES_SHOWN).map(|doubt| {
            format!(
                "nghi gõ nhầm {} ({}): “{}”. {}{}",
                place(catalog, (&doubt.form, &doubt.row, &doubt.column)),
                doubt.origin,
                doubt.shown,
                doubt.reason,
                match doubt.proposed.as_str() {
                    "" => String::new(),
                    figure => format!(". Số đề xuất: {figure}"),
                }
            )
        }));
        let errors = self.findings.iter().filter(|found| found.severity == Severity::Error);
        lines.extend(errors.take(LINES_SHOWN).map(|found| {
            let place = place(catalog, (&found.form, &found.row, &found.column));
            format!("lỗi kiểm tra {place} ({}): {}", found.code, found.message)
        }));
        let warnings = self.findings.len() - self.errors();
        if warnings > 0 {
            lines.push(format!("{warnings} điểm cần giải trình khi nộp"));
        }
        let left = self.accepted.not_taken();
        let left = left.iter().take(LINES_SHOWN);
        lines.extend(left.map(|((form, row, column), code, reason)| {
            format!("{} ({code}): {reason}", place(catalog, (form, row, column)))
        }));
        lines
    }
}

impl Accepted {
    /// Cells that were not taken: form, row and column, code, reason.
    pub fn not_taken(&self) -> Vec<((String, String, String), &'static str, String)> {
        let place = |form: &str, row: &str, column: &str| {
            (form.to_owned(), row.to_owned(), column.to_owned())
        };
        let refused = self.refused.iter().map(|cell| {
            (place(&cell.form, &cell.row, &cell.column), cell.code, cell.reason.clone())
        });
        let kept = self.kept.iter().map(|cell| {
            let reason = format!(
                "Báo cáo đã có “{}”, tệp ghi “{}”. Giữ số đã có; muốn lấy số của tệp thì chọn ghi đè.",
                short(&cell.theirs),
                short(&cell.mine)
            );
            (place(&cell.form, &cell.row, &cell.column), "BOOK-219", reason)
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
                format!(
                    "hai tệp khác nhau của một báo cáo: tệp {file} trong lượt này cũng là của báo cáo này, chưa ghi tệp nào. Bỏ tệp cũ rồi nạp lại (BOOK-218)"
                )
            }
        }
    }
}

/// A cell as its form prints it: "Biểu T3, dòng 1.2 “Lớp tập huấn”, cột “Số lớp, Nữ”"; what a form does
/// not know keeps its code.
fn place(catalog: &Catalog, (form, row, column): (&str, &str, &str)) -> String {
    let known = part::form(catalog, form).map(|form| &form.body);
    let mut words = vec![format!("Biểu {form}")];
    match known {
        Some(FormBody::Table(table)) => {
            words.extend(table.row(row).map(|row| {
                let number = if row.number.is_empty() { "" } else { " " };
                format!("dòng {}{number}“{}”", row.number, short(&row.label))
            }));
            let column = table.column(column);
            words.extend(
                column.map(|column| format!("cột “{}”", short(&column.headers.join(", ")))),
            );
        }
        Some(FormBody::Narrative(headings)) => {
            let heading = headings.iter().find(|known| known.code == row);
            words.extend(heading.map(|heading| format!("mục “{}”", short(&heading.title))));
        }
        None => words.push(format!("{row} {column}")),
    }
    words.join(", ")
}

fn short(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut words: String = text.chars().take(SHOWN).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}
