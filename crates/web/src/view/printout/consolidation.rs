//! A form's totals as a file: with their mode, their counts, what is missing, and the origin that is open.

use documents::{
    layout::{TEXT_WIDTH_LANDSCAPE_MM, TEXT_WIDTH_MM},
    table::{Alignment, Cell, HeaderCell, Row, TableBlock},
};

use super::{Printout, SMALLER, Shown, chosen, figure, noted, notices, table, words};
use crate::view::{
    consolidation::{ConsolidationPage, MissingUnit, Origin, OriginLine, StaleUnit, TotalCell},
    frame::Frame,
    table::HeadCell,
};

/// Millimetres of the columns of number and name, and of each column of figures.
const NUMBER_MM: u16 = 12;
const NAME_MM: u16 = 62;
const FIGURE_MM: u16 = 15;
/// Columns of figures that a page that stands has room for.
const UPRIGHT_MAX: usize = 6;
/// Columns of figures above which the writers set a table small enough by themselves.
const SMALL_FROM: usize = 8;

impl Shown for ConsolidationPage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }

    fn printout(&self) -> Printout {
        let lines = [chosen("Số liệu", &self.modes), chosen("Cách xem", &self.views)];
        let missing =
            |line: &MissingUnit| words([&line.unit.text, &line.state.label, &line.treatment]);
        let stale = |line: &StaleUnit| words([&line.unit.text, &line.what]);
        let unit = ("Đơn vị", 65, Alignment::Left);
        let [treated, why] =
            [("Cách xử lý", 60, Alignment::Left), ("Vì sao", 100, Alignment::Left)];
        let absent = table(
            &format!("{} đơn vị chưa được chấp nhận", self.missing.len()),
            &[unit, ("Trạng thái", 40, Alignment::Left), treated],
            self.missing.iter().map(missing),
        );
        let unsettled = table(
            &format!("{} đơn vị đã có trong tổng, số còn phải xem lại", self.stale.len()),
            &[unit, why],
            self.stale.iter().map(stale),
        );
        Printout {
            name: format!("tổng hợp {}", self.file_words),
            title: self.title.clone(),
            lead: format!("{}, {}", self.counts.join("; "), self.as_of),
            lines: lines.into_iter().flatten().chain(notices(&self.notices)).collect(),
            tables: Vec::new(),
        }
        .with(std::iter::once(totals(self)).chain(self.origin.as_ref().map(origin)))
        .with([unsettled, absent])
    }
}

fn totals(page: &ConsolidationPage) -> TableBlock {
    let figures = page.columns as usize;
    let names = [(NUMBER_MM, Alignment::Left), (NAME_MM, Alignment::Left)];
    let shape: Vec<(u16, Alignment)> =
        names.into_iter().chain(vec![(FIGURE_MM, Alignment::Right); figures]).collect();
    let mut table = TableBlock::new(&shape);
    table.header = page.head.iter().map(|line| line.iter().map(head).collect()).collect();
    for row in &page.rows {
        if row.section {
            let title = [row.number.as_str(), &row.label].join(". ");
            table.rows.push(Row::section(
                title.trim_start_matches(". "),
                page.columns.try_into().unwrap_or(u16::MAX).saturating_add(2),
            ));
            continue;
        }
        let cells = line(&row.number, &row.label, &row.cells);
        table.rows.push(if row.total { Row::total(cells) } else { Row::normal(cells) });
        let halves =
            row.subtotals.iter().map(|half| Row::normal(line("", &half.label, &half.cells)));
        table.rows.extend(halves);
    }
    if figures < SMALL_FROM {
        table.smaller = SMALLER;
    }
    table.widen(1, if figures > UPRIGHT_MAX { TEXT_WIDTH_LANDSCAPE_MM } else { TEXT_WIDTH_MM });
    table
}

fn head(cell: &HeadCell) -> HeaderCell {
    let size = |count: u32| u16::try_from(count).unwrap_or(1);
    HeaderCell::spanning(noted(&cell.text, &cell.note), size(cell.columns), size(cell.rows))
}

fn line(number: &str, label: &str, cells: &[TotalCell]) -> Vec<Cell> {
    let total = |cell: &TotalCell| {
        if cell.estimated { Cell::text(noted(&cell.text, "ước")) } else { figure(&cell.text) }
    };
    let figures = cells.iter().map(total);
    [Cell::text(number), Cell::text(label)].into_iter().chain(figures).collect()
}

fn origin(origin: &Origin) -> TableBlock {
    let columns = [
        ("Từ đâu", 70, Alignment::Left),
        ("Số", 24, Alignment::Right),
        ("Bản", 16, Alignment::Left),
        ("Người ký", 40, Alignment::Left),
        ("Gửi lúc", 32, Alignment::Left),
    ];
    let row = |line: &OriginLine| {
        let unit = Cell::text(noted(&line.unit.text, &line.made_of));
        let behind = [&line.version, &line.signer, &line.at].map(Cell::text);
        let cells = [unit, figure(&line.value)].into_iter().chain(behind).collect();
        if line.summary { Row::total(cells) } else { Row::normal(cells) }
    };
    let caption = format!("Gốc của số {}. {}", origin.value, origin.description);
    table(&caption, &columns, origin.lines.iter().map(row))
}
