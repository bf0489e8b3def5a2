//! The list of rounds and the board of units × rounds as files.

use documents::table::{Alignment, Cell, HeaderCell, Row, TableBlock};

use super::{Printout, Shown, chosen, noted, table, words};
use crate::view::{
    frame::Frame,
    round::{BoardCell, BoardPage, BoardRow, Decision, RoundLine, RoundsPage},
};

impl Shown for RoundsPage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }

    fn printout(&self) -> Printout {
        let line = |line: &RoundLine| {
            let proposed = if line.proposed { "đề xuất" } else { "" };
            words([
                &line.link.text,
                &noted(&line.window, proposed),
                &noted(&line.due, &line.time_left),
                &noted(&line.summary, &line.bar.label),
                &line.state.label,
            ])
        };
        let columns = [
            ("Đợt báo cáo", 70, Alignment::Left),
            ("Kỳ số liệu", 48, Alignment::Left),
            ("Hạn nộp", 38, Alignment::Left),
            ("Đã nộp", 60, Alignment::Left),
            ("Trạng thái", 34, Alignment::Left),
        ];
        Printout {
            name: "tình hình nộp".into(),
            title: "Tình hình nộp".into(),
            lead: self.lead.clone(),
            ..Printout::default()
        }
        .with([table("", &columns, self.lines.iter().map(line))])
    }
}

impl Shown for BoardPage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }

    fn printout(&self) -> Printout {
        let legend =
            self.legend.iter().map(|(mark, meaning)| format!("“{}”: {meaning}", mark.label));
        let decision = |one: &Decision| words([&one.at, &one.by, &one.what, &one.reason]);
        let columns = [
            ("Lúc", 30, Alignment::Left),
            ("Người ghi", 45, Alignment::Left),
            ("Việc", 50, Alignment::Left),
            ("Lý do", 70, Alignment::Left),
        ];
        let decisions = self.decisions.iter().map(decision);
        Printout {
            name: format!("tình hình nộp {}", self.code),
            title: self.title.clone(),
            lead: self.lead.clone(),
            lines: chosen("Lọc", &self.filters).into_iter().chain(legend).collect(),
            tables: Vec::new(),
        }
        .with([units(self), table("Diễn biến của đợt", &columns, decisions)])
    }
}

/// The board itself: heads of two lines, the title of a round and how it stands.
fn units(page: &BoardPage) -> TableBlock {
    let rounds = page.columns.iter().map(|column| (column.link.text.as_str(), 55, Alignment::Left));
    let columns: Vec<_> = std::iter::once(("Đơn vị", 65, Alignment::Left))
        .chain(rounds)
        .chain([("Đôn đốc (số lần, lần cuối)", 26, Alignment::Left)])
        .collect();
    let span = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    let rows = page.groups.iter().flat_map(|group| {
        std::iter::once(Row::section(&group.title, span)).chain(group.rows.iter().map(row))
    });
    let mut block = table("", &columns, rows);
    let ends = [0, columns.len() - 1];
    for (at, head) in block.header[0].iter_mut().enumerate() {
        head.rowspan = if ends.contains(&at) { 2 } else { 1 };
    }
    let stand = page.columns.iter().map(|column| {
        let when = [column.time_left.as_str(), &column.until].join(", ");
        let when = when.trim_matches([',', ' ']);
        HeaderCell::new(format!("{when}; {} đã chấp nhận", column.accepted))
    });
    block.header.push(stand.collect());
    block
}

fn row(row: &BoardRow) -> Row {
    let mut cells = vec![Cell::text(noted(&row.unit.text, &row.note))];
    cells.extend(row.cells.iter().map(cell));
    cells.push(Cell::text(row.urged.clone()));
    Row::normal(cells)
}

fn cell(cell: &BoardCell) -> Cell {
    let Some(mark) = &cell.mark else { return Cell::text("không phải nộp") };
    let stale = cell.stale.as_ref().map_or("", |mark| mark.label.as_str());
    let said = [mark.label.as_str(), &cell.extra, stale];
    Cell::text(said.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", "))
}
