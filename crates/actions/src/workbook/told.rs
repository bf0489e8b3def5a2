//! What became of a file of a run, in words: for the page and the command line alike.

use domain::{
    catalog::Catalog,
    form::{FormBody, Severity},
    import_run::Outcome,
};
use exchange::workbook::{LeftOut, Told};
use store::submission::SubmissionRow;

use super::{Accepted, Converted, Doubted, Fate, Imported, Line, PreviewPart, Twin, Verdict};
use crate::part;

/// Lines of one kind that a page tells of one file; further ones are counted.
pub(super) const LINES_SHOWN: usize = 20;
/// The same for the command line.
pub const LINES_TOLD: usize = 200;
/// Titles, headers and names of foreign sheets: what they are says that they hold no figure.
const WORDS_ALONE: [&str; 3] = ["BOOK-301", "BOOK-302", "BOOK-303"];

/// Begins the line that says where a file that was held back can be looked at cell by cell.
pub const REPORT_AT: &str = "nạp riêng tệp này để xem từng ô và chọn: /submissions/";

impl Fate {
    /// What became of the file.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Refused(_) => Outcome::Refused,
            Self::Known { .. } => Outcome::Known,
            Self::Taken { imported, .. } => imported.outcome(),
        }
    }

    /// One sentence without its full stop.
    pub fn sentence(&self, dry_run: bool) -> String {
        match self {
            Self::Refused(problem) => {
                format!("không nhận: {} {} ({})", problem.what, problem.next, problem.code)
            }
            Self::Known { row, earlier } => {
                let known = format!("{}, {}: đã nạp trước đây", row.unit_name, row.round_title);
                match earlier {
                    Some(earlier) => format!("{known} (lần đó: {})", earlier.sentence),
                    None => known,
                }
            }
            Self::Taken { row, imported } => imported.sentence(row, dry_run),
        }
    }

    /// What is to be looked at, the gravest first, of each kind at most so many lines; rows and columns as
    /// the forms of a catalog name them.
    pub fn details(&self, catalog: &Catalog, most: usize) -> Vec<String> {
        match self {
            Self::Taken { row, imported } => imported.details(row, catalog, most),
            Self::Known { earlier, .. } => {
                earlier.as_ref().map_or(Vec::new(), |earlier| earlier.details.clone())
            }
            Self::Refused(_) => Vec::new(),
        }
    }
}

impl Imported {
    /// How many findings stop a signature.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    pub(super) fn outcome(&self) -> Outcome {
        let gave_nothing = self.accepted == Accepted::default();
        let is_taken_whole = self.accepted.not_taken().is_empty() && self.left == 0;
        match () {
            () if self.is_held => Outcome::Held,
            // Nothing but forms that whoever acts may not see.
            () if !self.withheld.is_empty() && gave_nothing => Outcome::Refused,
            // As it was handed out, with nothing in it.
            () if gave_nothing && is_taken_whole => Outcome::Empty,
            () if self.accepted.written > 0 => Outcome::Taken,
            () if is_taken_whole => Outcome::Same,
            () => Outcome::Unwritten,
        }
    }

    pub(super) fn sentence(&self, row: &SubmissionRow, dry_run: bool) -> String {
        let of = format!("{}, {}", row.unit_name, row.round_title);
        let accepted = &self.accepted;
        let written = match self.outcome() {
            Outcome::Held => return format!("{of}: giữ lại, chưa ghi gì"),
            Outcome::Refused => return format!("{of}: không nhận gì"),
            Outcome::Empty => return format!("{of}: tệp trống, không có gì để ghi"),
            Outcome::Same => {
                return format!(
                    "{of}: không có gì mới, {} ô như báo cáo đã có",
                    accepted.unchanged
                );
            }
            Outcome::Taken if dry_run => format!("sẽ ghi {}", accepted.written),
            Outcome::Taken => format!("ghi {}", accepted.written),
            _ => "không ghi ô nào".to_owned(),
        };
        let kept = self.kept.as_ref();
        format!(
            "{of}: {written}, không đổi {}, không nhận {}, ngoài biểu {}{}",
            accepted.unchanged,
            accepted.refused.len() + accepted.kept.len(),
            self.left,
            kept.map_or(String::new(), |name| format!("; theo cách khớp “{name}”"))
        )
    }

    pub(super) fn details(
        &self,
        row: &SubmissionRow,
        catalog: &Catalog,
        most: usize,
    ) -> Vec<String> {
        let mut lines = self.cautions.clone();
        let mut add = |of: Vec<String>| {
            let more = of.len().saturating_sub(most);
            lines.extend(of.into_iter().take(most));
            if more > 0 {
                lines.push(format!("và {more} điểm nữa cùng loại"));
            }
        };
        add(self.twins.iter().map(Twin::words).collect());
        add(self.withheld.iter().map(|form| withheld(form)).collect());
        let converted = self.converted.iter().map(|cell| {
            let place = place(catalog, (&cell.form, &cell.row, &cell.column));
            let how = match cell.told {
                Told::Moved(_) | Told::AsItStands => "đổi đơn vị",
                Told::Counted(_) => "bỏ chữ đi kèm",
                Told::Added(_) => "cộng nhiều ô",
            };
            format!("{how} {place} ({}): {}", cell.origin, cell.told.words())
        });
        add(converted.collect());
        add(self.doubts.iter().map(|doubt| doubted(doubt, catalog)).collect());
        let errors = self.findings.iter().filter(|found| found.severity == Severity::Error);
        let errors = errors.map(|found| {
            let place = place(catalog, (&found.form, &found.row, &found.column));
            format!("lỗi kiểm tra {place} ({}): {}", found.code, found.message)
        });
        add(errors.collect());
        let warnings = self.findings.len() - self.errors();
        if warnings > 0 {
            add(vec![format!("{warnings} điểm cần giải trình khi nộp")]);
        }
        let not_taken = self.accepted.not_taken().into_iter();
        let not_taken = not_taken.map(|((form, row, column), code, reason)| {
            format!("{} ({code}): {reason}", place(catalog, (&form, &row, &column)))
        });
        add(not_taken.collect());
        add(self.left_lines(most));
        if self.is_held {
            add(vec![format!("{REPORT_AT}{}/workbook", row.submission.id.0)]);
        }
        lines
    }

    /// Cells that have no place in the report, by their reason.
    fn left_lines(&self, most: usize) -> Vec<String> {
        let mut groups: Vec<(&LeftOut, Vec<&LeftOut>)> = Vec::new();
        for left in &self.left_out {
            match groups.iter_mut().find(|(first, _)| first.reason == left.reason) {
                Some((_, cells)) => cells.push(left),
                None => groups.push((left, vec![left])),
            }
        }
        let told = groups.into_iter().map(|(first, cells)| {
            let count: usize = cells.iter().map(|left| left.cells).sum();
            let head = format!("ngoài biểu {count} ô ({}): {}", first.code, first.reason);
            if WORDS_ALONE.contains(&first.code) {
                return head;
            }
            let named: Vec<String> = cells.iter().take(most).map(|left| named(left)).collect();
            let more = match cells.len().saturating_sub(most) {
                0 => String::new(),
                more => format!("; và {more} chỗ nữa"),
            };
            format!("{head} {}{more}", named.join("; "))
        });
        let mut lines: Vec<String> = told.collect();
        let listed: usize = self.left_out.iter().map(|left| left.cells).sum();
        if self.left > listed {
            lines.push(format!("và {} ô ngoài biểu nữa không kể từng ô", self.left - listed));
        }
        lines
    }
}

/// "Biểu T3, E12 “77”".
fn named(left: &LeftOut) -> String {
    let at = &left.origin;
    match (at.address.as_str(), left.shown.as_str()) {
        ("", _) => format!("trang “{}”", at.sheet),
        (address, shown) => format!("{}, {address} “{}”", at.sheet, short(shown)),
    }
}

fn withheld(form: &str) -> String {
    format!(
        "Biểu {form} không nhận: số liệu hạn chế phổ biến, tài khoản này không được xem. Đơn vị \
         hoặc cơ quan thẩm tra của đơn vị nạp biểu này (BOOK-210)"
    )
}

fn doubted(doubt: &Doubted, catalog: &Catalog) -> String {
    format!(
        "nghi gõ nhầm {} ({}): “{}”. {}{}",
        place(catalog, (&doubt.form, &doubt.row, &doubt.column)),
        doubt.origin,
        short(&doubt.shown),
        doubt.reason,
        match doubt.proposed.as_str() {
            "" => String::new(),
            figure => format!(". Số đề xuất: {figure}"),
        }
    )
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

/// Cells of a form whose figures are doubted.
pub(super) fn doubts(part: &PreviewPart) -> impl Iterator<Item = Doubted> {
    part.lines.iter().filter_map(|line| {
        let proposal = line.proposal.as_ref()?;
        Some(Doubted {
            form: part.form.clone(),
            row: line.row.clone(),
            column: line.column.clone(),
            origin: origin(line),
            shown: line.after.clone(),
            proposed: proposal.raw.clone(),
            reason: proposal.reason.clone(),
        })
    })
}

/// Cells of a form whose figures are others than the file shows.
pub(super) fn converted(part: &PreviewPart) -> impl Iterator<Item = Converted> {
    let told = part.lines.iter().filter(|line| {
        line.told != Told::AsItStands && matches!(line.verdict, Verdict::Taken | Verdict::Same)
    });
    told.map(|line| Converted {
        form: part.form.clone(),
        row: line.row.clone(),
        column: line.column.clone(),
        origin: origin(line),
        told: line.told.clone(),
    })
}

fn origin(line: &Line) -> String {
    format!("{}, {}", line.origin.sheet, line.origin.address)
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
    // A line is one line, wherever the text came from.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut words: String = text.chars().take(SHOWN).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}
