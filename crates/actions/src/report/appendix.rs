//! Appendices of a province's report: its own tables, and each district's figures.

use std::collections::BTreeMap;

use documents::{
    date,
    manuscript::{Appendix, Block},
    table::{Alignment, Cell, HeaderCell, Row, TableBlock},
};
use domain::{
    access::UnitId,
    cell::CellStatus,
    check::{Figures, Place, compute},
    form::{Form, FormBody, Table},
    period::local_date,
    roman::roman,
};
use jiff::Timestamp;
use store::{
    consolidation::{Coverage, DistrictRow},
    db::Reads,
    value::VersionCell,
};

use super::{
    Check, Collected, NAMED_MAX, RECONSTRUCTED, YEARLY, in_sentence, indicators, pointer, table,
    upper_first,
};
use crate::{Error, part::forms_of};

/// What stands under a table with masked cells.
const MASKED: &str =
    "Dấu … thay cho số từ 1 đến 4 và một số bù, để không nhận ra người trong vụ việc.";

/// Results of the indicators, then each table with the totals of all units.
pub(super) fn tables(collected: &Collected<'_>, checks: &mut Vec<Check>) -> Vec<Appendix> {
    let mut appendices = Vec::new();
    let forms = forms_of(collected.catalog, &collected.round.regime);
    let is_table = |form: &&&Form| form.table().is_some();
    let is_yearly = collected.round.regime == YEARLY && !collected.catalog.programmes.is_empty();
    let behind = usize::from(is_yearly) + forms.iter().filter(is_table).count();
    let mut add = |title: String, landscape: bool, block| {
        let number = number(appendices.len());
        appendices.push(Appendix { number, title, landscape, body: vec![Block::Table(block)] });
    };
    let (catalog, round) = (collected.catalog, collected.round);
    if let Some(programme) = catalog.programmes.first().filter(|_| round.regime == YEARLY) {
        let year = i16::try_from(round.year).unwrap_or(0);
        let block = indicators::table(catalog, programme, &collected.now, &collected.before, year);
        add(format!("{} năm {year}", pointer::INDICATORS), true, block);
    }
    let mut reconstructed = 0;
    for form in forms {
        let Some(table) = form.table() else { continue };
        let mut notes = vec![sources(&collected.coverage)];
        notes.extend(lacking(&collected.missing, behind));
        notes.extend(collected.unsettled.notes(table));
        notes.extend(estimated(collected.estimating.get(&form.code).copied().unwrap_or(0), ""));
        if collected.now.hidden.get(&form.code).is_some_and(|hidden| !hidden.is_empty()) {
            notes.push(MASKED.into());
        }
        if form.confidence.needs_checking() {
            reconstructed += 1;
            notes.push(RECONSTRUCTED.into());
        }
        let printed = table::Printed {
            form,
            table,
            figures: &collected.now,
            texts: BTreeMap::new(),
            estimates: Vec::new(),
            notes,
        };
        add(form.title.clone(), table::is_wide(&printed), table::block(&printed));
    }
    if reconstructed > 0 {
        checks.push(Check::know(format!(
            "{reconstructed} biểu là mẫu phục dựng, cần đối chiếu với Phụ lục chính thức của Kế hoạch."
        )));
    }
    appendices
}

/// What a table says of cells that are estimates whole, and the level of those that give parts of its sums.
pub(super) const ESTIMATE: &str = "Số có chữ (ước) là ước thực hiện.";
pub(super) const COMMUNES: &str = " cấp xã";

/// What a table says of estimates in its sums. Its cells bear no mark: of most only a part is an estimate.
pub(super) fn estimated(units: u32, level: &str) -> Option<String> {
    (units > 0)
        .then(|| format!("Số của {units} đơn vị{level} trong biểu này có phần ước thực hiện."))
}

/// What a table says of the units whose figures it lacks: their names, or the appendix with the names.
pub(super) fn lacking(missing: &[String], behind: usize) -> Option<String> {
    match missing.len() {
        0 => None,
        1..=NAMED_MAX => Some(format!("Chưa gồm số liệu của: {}.", missing.join(", "))),
        count => Some(format!(
            "Chưa gồm số liệu của {count} đơn vị có tên tại Phụ lục {}.",
            roman(number(behind))
        )),
    }
}

/// Title of the appendix that names the missing units.
pub(super) const ABSENT: &str = "Danh sách đơn vị chưa có số liệu trong báo cáo";

/// The appendix with the units that are in no figure, where a sentence cannot bear their names.
pub(super) fn absent(missing: &[String], behind: usize) -> Option<Appendix> {
    if missing.len() <= NAMED_MAX {
        return None;
    }
    let mut table = TableBlock::new(&[(14, Alignment::Center), (146, Alignment::Left)]);
    table.header = vec![["TT", "Đơn vị"].map(HeaderCell::new).to_vec()];
    let lines = (1..).zip(missing).map(|(order, name): (u32, _)| {
        Row::normal(vec![Cell::text(order.to_string()), Cell::text(upper_first(name))])
    });
    table.rows = lines.collect();
    let body = vec![Block::Table(table)];
    Some(Appendix { number: number(behind), title: ABSENT.into(), landscape: false, body })
}

/// The number behind so many appendices.
fn number(behind: usize) -> u32 {
    u32::try_from(behind + 1).unwrap_or(u32::MAX)
}

fn sources(coverage: &Coverage) -> String {
    format!(
        "Số liệu cộng từ báo cáo được chấp nhận của {}/{} huyện, thành phố, thị xã và {}/{} cơ quan cấp tỉnh.",
        coverage.territory_accepted,
        coverage.territory_owed,
        coverage.body_accepted,
        coverage.body_owed
    )
}

/// The figures of each accepted district, an appendix each, in the order of lists.
///
/// Sensitive tables are left out: beside the province's own, differences of sums would tell small counts.
pub(super) async fn districts(
    db: &mut impl Reads,
    collected: &Collected<'_>,
    office: UnitId,
    behind: usize,
) -> Result<Vec<Appendix>, Error> {
    let all_forms = forms_of(collected.catalog, &collected.round.regime);
    let close = all_forms.iter().filter(|form| form.is_sensitive()).map(|form| form.code.as_str());
    let close: Vec<&str> = close.collect();
    let forms: Vec<(&Form, &Table)> = all_forms
        .iter()
        .copied()
        .filter(|form| !form.is_sensitive())
        .filter_map(|form| match &form.body {
            FormBody::Table(table) => Some((form, table)),
            FormBody::Narrative(_) => None,
        })
        .collect();
    let rows = store::consolidation::districts(db, collected.round.id, office).await?;
    let all: Vec<Figures> = rows.iter().map(|row| figures(row, &forms)).collect();
    let each = rows.iter().zip(&all).enumerate();
    Ok(each
        .map(|(at, (row, figures))| {
            let unsettled = collected.unsettled.of(row.submission);
            let district = District { row, figures, unsettled, close: &close };
            let mut appendix = district.appendix(&forms);
            appendix.number = number(behind + at);
            appendix
        })
        .collect())
}

/// A district's figures with totals and computed columns.
fn figures(row: &DistrictRow, forms: &[(&Form, &Table)]) -> Figures {
    let decimals = |cells: &BTreeMap<Place, VersionCell>| {
        let given = cells.iter().filter_map(|(place, cell)| Some((place, cell.amount?)));
        given.map(|(place, amount)| (place.clone(), amount.to_decimal())).collect()
    };
    let current = row.cells.iter().map(|(form, cells)| (form.clone(), decimals(cells))).collect();
    let mut figures = Figures { current, ..Figures::default() };
    for (form, _) in forms {
        compute(form, &mut figures);
    }
    figures
}

/// What one district's appendix is made of.
struct District<'a> {
    row: &'a DistrictRow,
    figures: &'a Figures,
    /// What its report lacks or will change.
    unsettled: Vec<String>,
    /// Tables that are not printed district by district.
    close: &'a [&'a str],
}

impl District<'_> {
    /// The tables that hold something, each wide one on a sheet that lies; the empty ones by name.
    fn appendix(&self, forms: &[(&Form, &Table)]) -> Appendix {
        let mut body = vec![Block::paragraph(self.source())];
        let mut empty = Vec::new();
        // A sheet that would bear no more than the title lies like the table behind it.
        let first = forms.iter().find(|(form, _)| self.holds(form));
        let begins = first.is_some_and(|(form, table)| table::is_wide(&self.printed(form, table)));
        let mut landscape = begins;
        for (form, table) in forms {
            let printed = self.printed(form, table);
            if !self.holds(form) {
                empty.push(format!("{}.", form.title.trim_end_matches('.')));
                continue;
            }
            let wide = table::is_wide(&printed);
            if wide != landscape {
                landscape = wide;
                body.push(Block::Turn { landscape });
            }
            let mut block = table::block(&printed);
            block.caption = Some(form.title.clone());
            body.push(Block::Table(block));
        }
        if !empty.is_empty() {
            body.insert(1, Block::paragraph("Không phát sinh số liệu ở các biểu:"));
            body.insert(2, Block::list(empty));
        }
        if !self.close.is_empty() {
            body.push(Block::Note(format!(
                "Không in theo từng huyện số liệu hạn chế phổ biến: biểu {}.",
                self.close.join(", ")
            )));
        }
        if forms.iter().any(|(form, _)| form.confidence.needs_checking()) {
            body.push(Block::Note(RECONSTRUCTED.into()));
        }
        let title = format!("Số liệu báo cáo của {}", in_sentence(&self.row.name));
        Appendix { number: 0, title, landscape: begins, body }
    }

    fn source(&self) -> String {
        let name = in_sentence(&self.row.name);
        let on = self.row.at.parse::<Timestamp>().map(|at| date::short(local_date(at)));
        let on = on.map_or(String::new(), |day| format!(" gửi ngày {day}"));
        let mut source =
            format!("Số liệu theo báo cáo{on} của Ủy ban nhân dân {name}, đã được chấp nhận.");
        for words in &self.unsettled {
            source.push(' ');
            source.push_str(words);
        }
        source
    }

    fn cells(&self, form: &Form) -> impl Iterator<Item = (&Place, &VersionCell)> {
        self.row.cells.get(&form.code).into_iter().flatten()
    }

    fn holds(&self, form: &Form) -> bool {
        self.cells(form).any(|(_, cell)| cell.amount.is_some() || cell.text.is_some())
    }

    fn printed<'p>(&'p self, form: &'p Form, table: &'p Table) -> table::Printed<'p> {
        let estimates: Vec<Place> = self
            .cells(form)
            .filter(|(_, cell)| cell.status == CellStatus::Estimate)
            .map(|(place, _)| place.clone())
            .collect();
        let texts =
            self.cells(form).filter_map(|(place, cell)| Some((place.clone(), cell.text.clone()?)));
        let mut notes = Vec::new();
        if !estimates.is_empty() {
            notes.push(ESTIMATE.to_owned());
        }
        let below = self.row.estimating.get(&form.code).copied().unwrap_or(0);
        notes.extend(estimated(below, COMMUNES));
        let (figures, texts) = (self.figures, texts.collect());
        table::Printed { form, table, figures, texts, estimates, notes }
    }
}
