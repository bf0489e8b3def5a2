//! The overview of the series, and one indicator in full, as files: every picture by its table.

use documents::table::{Alignment, Cell, Row, TableBlock};

use super::{Printout, Shown, figure, noted, notices, table, words};
use crate::view::{
    frame::Frame,
    indicator::{
        AreaLine, IndicatorPage, IndicatorsPage, MiniArea, SeriesLine, StatusCount, TargetLine,
        YearLine,
    },
};

impl Shown for IndicatorsPage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }

    fn printout(&self) -> Printout {
        let counted = |count: &StatusCount| format!("{} {}", count.mark.label, count.count);
        let counts = self.counts.iter().map(|(of, each)| {
            format!("{of}: {}", each.iter().map(counted).collect::<Vec<_>>().join("; "))
        });
        Printout {
            name: format!("chỉ tiêu năm {}", self.year),
            title: self.title.clone(),
            lead: self.lead.clone(),
            lines: notices(&self.notices).chain(counts).chain([self.notes.clone()]).collect(),
            tables: Vec::new(),
        }
        .with([series(self)])
    }
}

fn series(page: &IndicatorsPage) -> TableBlock {
    let expected = format!("Lộ trình {}", page.year);
    let [province, nation] = ["Tỉnh", "Toàn quốc"].map(|who| format!("{who} {}", page.target_year));
    let columns = [
        ("Mã", 16, Alignment::Left),
        ("Chỉ tiêu", 80, Alignment::Left),
        ("Đơn vị tính", 24, Alignment::Left),
        (page.year_before.as_str(), 20, Alignment::Right),
        (page.year.as_str(), 20, Alignment::Right),
        (expected.as_str(), 20, Alignment::Right),
        (province.as_str(), 28, Alignment::Right),
        (nation.as_str(), 24, Alignment::Right),
        ("Trạng thái", 34, Alignment::Left),
    ];
    let span = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    let line = |line: &SeriesLine| {
        let names = [&line.code, &line.name, &line.unit].map(Cell::text);
        let value = if line.value.is_empty() && !line.parent { "chưa có" } else { &line.value };
        let figures = [&line.before, value, &line.expected, &line.target, &line.national];
        let state = Cell::text(noted(&line.mark.label, &line.value_note));
        let cells = names.into_iter().chain(figures.map(figure)).chain([state]).collect();
        if line.parent { Row::total(cells) } else { Row::normal(cells) }
    };
    let rows = page.groups.iter().flat_map(|group| {
        std::iter::once(Row::section(&group.title, span)).chain(group.lines.iter().map(line))
    });
    table("", &columns, rows)
}

impl Shown for IndicatorPage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }

    fn printout(&self) -> Printout {
        let value = self.value.as_ref().map_or("chưa có", |value| value.text.as_str());
        let state = noted(&self.mark.label, &self.judged_by);
        let goals = self
            .headline
            .iter()
            .map(|goal| noted(&format!("{}: {}", goal.name, goal.value), &goal.note));
        Printout {
            name: format!("chỉ tiêu {}", self.file_words),
            title: self.title.clone(),
            lead: self.lead.clone(),
            lines: [format!("{}: {value}. Trạng thái: {state}", self.value_name)]
                .into_iter()
                .chain(goals)
                .chain(notices(&self.notices))
                .chain([self.areas_note.clone(), self.origin.clone()])
                .filter(|line| !line.is_empty())
                .collect(),
            tables: Vec::new(),
        }
        .with([years(self), areas(self), courses(self), targets(self), sheet(self)])
    }
}

fn years(page: &IndicatorPage) -> TableBlock {
    let columns = [
        ("Năm", 30, Alignment::Left),
        ("Kết quả", 22, Alignment::Right),
        ("Lộ trình", 22, Alignment::Right),
        ("Chỉ tiêu", 34, Alignment::Right),
        ("Nguồn", 57, Alignment::Left),
    ];
    let row = |line: &YearLine| {
        let figures = [&line.value, &line.expected, &line.target].map(|text| figure(text));
        let ends = [&line.year, &line.source].map(Cell::text);
        let [year, source] = ends;
        Row::normal([year].into_iter().chain(figures).chain([source]).collect())
    };
    table("Số liệu các năm", &columns, page.years.iter().map(row))
}

fn areas(page: &IndicatorPage) -> TableBlock {
    let columns = [
        ("Địa phương", 55, Alignment::Left),
        ("Tử số", 28, Alignment::Right),
        ("Mẫu số", 28, Alignment::Right),
        ("Kết quả", 24, Alignment::Right),
        (page.target_name.as_str(), 30, Alignment::Left),
    ];
    let row = |line: &AreaLine| {
        let name = Cell::text(&line.area.text);
        let state = Cell::text(&line.mark.label);
        let figures = [&line.numerator.text, &line.denominator.text, &line.value];
        let figures = figures.map(|text| figure(text));
        Row::normal([name].into_iter().chain(figures).chain([state]).collect())
    };
    let lines = page.areas.iter().chain(&page.total).map(row);
    table(&page.areas_title, &columns, lines)
}

/// The small multiples by their numbers.
fn courses(page: &IndicatorPage) -> TableBlock {
    let [before, now] = &page.minis_years;
    let columns = [
        ("Địa phương", 60, Alignment::Left),
        (before.as_str(), 35, Alignment::Right),
        (now.as_str(), 35, Alignment::Right),
        ("So với chỉ tiêu", 35, Alignment::Left),
    ];
    let row = |mini: &MiniArea| {
        let state = match (mini.known, mini.below) {
            (true, true) => "dưới chỉ tiêu",
            _ => "",
        };
        let cells = [Cell::text(&mini.area), figure(&mini.before), figure(&mini.value)];
        Row::normal(cells.into_iter().chain([Cell::text(state)]).collect())
    };
    table(&page.minis_title, &columns, page.minis.iter().map(row))
}

fn targets(page: &IndicatorPage) -> TableBlock {
    let columns = [
        ("Cấp", 25, Alignment::Left),
        ("Năm", 20, Alignment::Left),
        ("Mức", 40, Alignment::Left),
        ("Nguồn", 80, Alignment::Left),
    ];
    let row = |line: &TargetLine| {
        words([&line.scope, &line.year, &line.goal, &noted(&line.source, &line.confidence)])
    };
    table("Chỉ tiêu và nguồn", &columns, page.targets.iter().map(row))
}

fn sheet(page: &IndicatorPage) -> TableBlock {
    let columns = [("Nội dung", 45, Alignment::Left), ("Phiếu chỉ tiêu", 120, Alignment::Left)];
    table("Phiếu chỉ tiêu", &columns, page.sheet.iter().map(|(name, value)| words([name, value])))
}
