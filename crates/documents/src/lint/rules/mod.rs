//! The judging: one file a part of the page; each rule has its row in `decree`.

mod annex;
mod blank;
mod body;
pub(super) mod capitals;
pub(super) mod cited;
mod date;
mod drawn;
mod ending;
mod face;
mod head;
mod letters;
mod levels;
mod marks;
mod page;
mod printed;
pub(super) mod wording;

use super::{anatomy::Anatomy, report::Report, sheet::Sheet};

/// Judges everything that the file shows.
pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    letters::judge(anatomy, report);
    if anatomy.is_book {
        return;
    }
    page::judge(anatomy, report);
    if !anatomy.is_annex_alone {
        head::judge(anatomy, report);
        drawn::judge(anatomy, report);
        body::judge(anatomy, report);
        ending::judge(anatomy, report);
        blank::judge(anatomy, report);
        marks::judge(anatomy, report);
    }
    annex::judge(anatomy, report);
    cited::judge(anatomy, report);
    wording::judge(anatomy, report);
}

/// Judges words alone, wherever they stand.
pub(super) fn spell(sheet: &Sheet, report: &mut Report<'_>) {
    for (at, line) in sheet.lines.iter().enumerate() {
        letters::spell(at, line, report);
        wording::spell(at, line, report);
    }
}
