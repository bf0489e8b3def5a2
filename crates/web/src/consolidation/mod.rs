//! `/consolidations`: totals live, level by level, with what is missing and where each comes from.

mod district;
pub(crate) mod made_of;
mod origin;

use actions::{part, totals::FormTotals};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{Html, Response},
};
use domain::{
    access::UnitId,
    check::Figures,
    form::{Column, Form, Row, RowKind, Table, ValueType},
    masking::MASK,
};
use rust_decimal::Decimal;
use serde::Deserialize;
use store::consolidation::Coverage;

use self::made_of::{MadeOf, counts};
use crate::{
    grid,
    printout::answer,
    problem::PageError,
    round::office,
    session::Signed,
    state::AppState,
    view::{
        act::{Choice, Link},
        consolidation::{
            ConsolidationPage, ConsolidationsPage, RoundTotals, SubtotalLine, TotalCell, TotalRow,
        },
        frame::Nav,
        mark::{Mark, Notice, Shape, Tone},
    },
};

/// In the place of a sum that is too large for a figure.
const TOO_LARGE: &str = "quá lớn";

/// What is asked of the page.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// Number of the unit whose totals are shown; the own office where empty.
    #[serde(default)]
    unit: Option<i64>,
    /// `row|column` whose origin is open.
    #[serde(default)]
    cell: String,
    /// Number of the submission in it whose parts are shown.
    #[serde(default)]
    below: Option<i64>,
    /// "tam-tinh" adds communes under unsigned districts.
    #[serde(default)]
    mode: String,
    /// "hai-phan" shows both subtotals under each row.
    #[serde(default)]
    view: String,
}

/// `GET /consolidations`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Html<String>, PageError> {
    let mut reader = state.store.reader();
    let office = office(&state, &signed);
    let mut rounds = Vec::new();
    for round in store::round::list(&mut reader).await? {
        let coverage = store::consolidation::coverage(&mut reader, round.id, office).await?;
        if coverage.territory_owed + coverage.body_owed == 0 {
            continue;
        }
        let complete = coverage.territory_accepted == coverage.territory_owed
            && coverage.body_accepted == coverage.body_owed;
        let link = |text: &str, part: &str| {
            Link::new(text, format!("/consolidations/{}/{part}", round.code))
        };
        let forms = part::forms_of(&state.catalog, &round.regime);
        let tables = forms.iter().filter(|form| form.table().is_some());
        let words = forms.iter().any(|form| form.table().is_none());
        rounds.push(RoundTotals {
            title: round.title.clone(),
            note: counts(&coverage).join("; "),
            state: if complete {
                Mark::new(Tone::Good, Shape::Tick, "Đủ")
            } else {
                Mark::new(Tone::Near, Shape::Triangle, "Chưa đủ")
            },
            links: tables
                .map(|form| link(&form.title, &form.code))
                .chain(words.then(|| link("Lời văn của các đơn vị", "narratives")))
                .collect(),
        });
    }
    let page = ConsolidationsPage {
        lead: if signed.receives() {
            "Số liệu cộng từ các bản đã gửi, đã chấp nhận.".into()
        } else {
            "Không đơn vị nào gửi báo cáo cho đơn vị mình, nên không có số liệu tổng hợp.".into()
        },
        rounds,
        frame: signed.frame(&state, "Tổng hợp", Nav::Consolidation),
    };
    Ok(Html(page.render()?))
}

/// `GET /consolidations/{round}/{form}`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((round_code, form_code)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    if !signed.receives() {
        return Err(PageError::NotFound);
    }
    let mut reader = state.store.reader();
    let round =
        store::round::by_code(&mut reader, &round_code).await?.ok_or(PageError::NotFound)?;
    let office = whose(&state, &signed, asked.unit).await?;
    let form = part::form(&state.catalog, &form_code).ok_or(PageError::NotFound)?;
    let Some(table) = form.table() else { return Err(PageError::NotFound) };
    require_own(&state, &signed, form, office)?;
    let provisional = asked.mode == "tam-tinh" && !form.is_sensitive();
    let place = (round.id, office);
    let loaded = state.totals.form(&mut reader, form, place, provisional).await?;
    let made_of = MadeOf::load(&mut reader, place, provisional).await?;
    let is_above = made_of.coverage.territory_owed > 0 && !made_of.coverage.by_commune;
    let opens = !table.sensitive || is_above;
    let link = Address { round: &round_code, form: &form_code, asked: &asked, opens };
    let columns: Vec<&Column> = table.columns.iter().filter(|c| has_figures(&loaded, c)).collect();
    let columns = if columns.is_empty() { table.columns.iter().collect() } else { columns };
    let origin = match asked.cell.split_once('|') {
        Some((row, column)) if opens => {
            let total = origin::Opened { round: &round, office, table, form, row, column };
            Some(origin::of(&state, &signed, &total, &link, &loaded).await?)
        }
        _ => None,
    };
    let whose = match asked.unit {
        Some(_) => store::org_unit::by_id(&mut reader, office).await?.map(|unit| unit.name),
        None => None,
    };
    let page = ConsolidationPage {
        crumbs: vec![
            Link::new("Tổng hợp", "/consolidations"),
            Link::new(round.title.clone(), format!("/rounds/{round_code}")),
            Link::new(format!("Biểu {form_code}"), ""),
        ],
        title: match &whose {
            Some(unit) => format!("{}. {unit}", form.title),
            None => form.title.clone(),
        },
        counts: made_of.counts(),
        as_of: {
            let (time, date) = domain::period::local_clock(signed.acting.now);
            format!("đến {} ngày {date}", &time[..5])
        },
        modes: modes(table, &link),
        views: views(table, &link),
        forms: part::forms_of(&state.catalog, &round.regime)
            .into_iter()
            .filter(|f| f.table().is_some())
            .map(|f| {
                let href = link.of(&f.code, (&asked.mode, &asked.view));
                Choice::new(format!("Biểu {}", f.code), href, f.code == form_code)
            })
            .collect(),
        notices: made_of
            .notices()
            .into_iter()
            .chain(made_of::too_large(&state.catalog, &loaded))
            .chain(made_of::estimated(&form.code, &loaded))
            .chain(sensitive(table, opens))
            .collect(),
        missing: made_of.missing(),
        stale: made_of.unsettled(),
        head: grid::head(&columns, &grid::name_heads(table)),
        columns: u32::try_from(columns.len()).unwrap_or(1),
        rows: rows((form, table), &columns, &loaded, &link, &made_of.coverage),
        origin,
        file_words: format!("{form_code} {round_code}"),
        frame: signed.frame(&state, &form.title, Nav::Consolidation),
    };
    answer(&state, &signed, page).await
}

/// Sums of sensitive figures are shown at the own office: those of another stand on units below the
/// districts.
fn require_own(
    state: &AppState,
    signed: &Signed,
    form: &Form,
    office: UnitId,
) -> Result<(), PageError> {
    if !form.is_sensitive() || office == self::office(state, signed) {
        return Ok(());
    }
    Err(PageError::refused(
        "ACC-010",
        "Nội dung này có số liệu hạn chế phổ biến.",
        "Xem tổng hợp tại đơn vị mình; số của từng đơn vị chỉ nơi thẩm tra trực tiếp được xem.",
    ))
}

/// What is hidden of a sensitive table, and why.
fn sensitive(table: &Table, opens: bool) -> Option<Notice> {
    let text = "Ô từ 1 đến 4 được che (dấu …), cùng các ô có thể suy ra số đó; không có bản tạm tính, hai phần.";
    let way = if opens {
        "Số của từng huyện cũng che như vậy; không xem xuống cấp xã."
    } else {
        "Không xem xuống từng đơn vị."
    };
    let title = "Số liệu hạn chế phổ biến.";
    table.sensitive.then(|| Notice::new(Tone::Quiet, title, format!("{text} {way}")))
}

/// Official or provisional; sensitive figures have no provisional form.
fn modes(table: &Table, link: &Address<'_>) -> Vec<Choice> {
    if table.sensitive {
        return Vec::new();
    }
    let mode = |text: &str, mode: &str| {
        let to = link.of(link.form, (mode, &link.asked.view));
        Choice::new(text, to, link.asked.mode == mode)
    };
    vec![mode("Chính thức", ""), mode("Tạm tính", "tam-tinh")]
}

/// Whole or in two subtotals, and the words beside the figures.
fn views(table: &Table, link: &Address<'_>) -> Vec<Choice> {
    let view = |text: &str, view: &str| {
        let to = link.of(link.form, (&link.asked.mode, view));
        Choice::new(text, to, link.asked.view == view)
    };
    let words = Choice::new("Lời văn", format!("/consolidations/{}/narratives", link.round), false);
    let halves = (!table.sensitive).then(|| view("Hai phần", "hai-phan"));
    [Some(view("Tổng", "")), halves, Some(words)].into_iter().flatten().collect()
}

/// The office asked for, inside the scope.
async fn whose(state: &AppState, signed: &Signed, unit: Option<i64>) -> Result<UnitId, PageError> {
    let Some(unit) = unit.map(UnitId) else { return Ok(office(state, signed)) };
    let mut reader = state.store.reader();
    let (root, today) = (signed.acting.scope.root, signed.acting.today());
    if store::org_unit::is_in_scope(&mut reader, root, unit, today).await? {
        Ok(unit)
    } else {
        Err(PageError::NotFound)
    }
}

/// Addresses of the same totals: another form, another view, another cell open.
struct Address<'a> {
    round: &'a str,
    form: &'a str,
    asked: &'a Asked,
    /// Whether a figure may be opened.
    opens: bool,
}

impl Address<'_> {
    fn of(&self, form: &str, (mode, view): (&str, &str)) -> String {
        let unit = self.asked.unit.map_or(String::new(), |u| format!("&unit={u}"));
        format!("/consolidations/{}/{form}?mode={mode}&view={view}{unit}", self.round)
    }

    fn cell(&self, row: &str, column: &str) -> String {
        self.cell_of(self.form, row, column)
    }

    fn cell_of(&self, form: &str, row: &str, column: &str) -> String {
        let page = self.of(form, (&self.asked.mode, &self.asked.view));
        format!("{page}&cell={row}%7C{column}#goc")
    }

    /// The same cell with the parts of one of its reports, as that was signed.
    fn below(&self, submission: i64, (row, column): (&str, &str)) -> String {
        let page = self.of(self.form, (&self.asked.mode, &self.asked.view));
        format!("{page}&cell={row}%7C{column}&below={submission}#goc")
    }

    fn closed(&self) -> String {
        self.of(self.form, (&self.asked.mode, &self.asked.view))
    }
}

fn has_figures(loaded: &FormTotals, column: &Column) -> bool {
    let shown = loaded.all.current.values().flat_map(|cells| cells.keys());
    let hidden = loaded.all.hidden.values().flatten();
    let too_large = loaded.all.too_large.values().flatten();
    shown.chain(hidden).chain(too_large).any(|(_, c)| *c == column.code)
}

fn rows(
    (form, table): (&Form, &Table),
    columns: &[&Column],
    loaded: &FormTotals,
    link: &Address<'_>,
    coverage: &Coverage,
) -> Vec<TotalRow> {
    table
        .rows
        .iter()
        .map(|row| TotalRow {
            number: row.number.clone(),
            label: row.label.clone(),
            section: row.kind == RowKind::Section,
            total: matches!(row.kind, RowKind::Total { .. }),
            cells: if row.kind == RowKind::Section {
                Vec::new()
            } else {
                columns.iter().map(|c| cell(row, c, (form, table), loaded, link)).collect()
            },
            subtotals: if link.asked.view == "hai-phan"
                && row.kind == RowKind::Element
                && !table.sensitive
            {
                subtotals(row, columns, (form, table), (loaded, coverage))
            } else {
                Vec::new()
            },
        })
        .collect()
}

fn cell(
    row: &Row,
    column: &Column,
    (form, table): (&Form, &Table),
    loaded: &FormTotals,
    link: &Address<'_>,
) -> TotalCell {
    if row.not_applicable.contains(&column.code) {
        return TotalCell::new("x", "");
    }
    if loaded.all.is_hidden(&form.code, &row.code, &column.code) {
        return TotalCell::new(MASK, "");
    }
    let Some(value) = loaded.all.get(&form.code, &row.code, &column.code) else {
        let is_too_large = loaded.all.is_too_large(&form.code, &row.code, &column.code);
        return match (is_too_large, link.opens) {
            (false, _) => TotalCell::new("", ""),
            (true, false) => TotalCell::new(TOO_LARGE, ""),
            (true, true) => TotalCell::new(TOO_LARGE, &link.cell(&row.code, &column.code)),
        };
    };
    let text = printed(column, (form, table), &loaded.all, value);
    let mut cell = if link.opens {
        TotalCell::new(&text, &link.cell(&row.code, &column.code))
    } else {
        TotalCell { mute: false, ..TotalCell::new(&text, "") }
    };
    cell.estimated = loaded.all.is_estimated(&form.code, &row.code, &column.code);
    cell.open = link.asked.cell == format!("{}|{}", row.code, column.code);
    cell
}

/// A figure as its column prints it: money with as many places as the finest figure of the table.
fn printed(
    column: &Column,
    (form, table): (&Form, &Table),
    figures: &Figures,
    value: Decimal,
) -> String {
    let money = table.columns.iter().filter(|other| other.value_type == ValueType::Money);
    let held = money.flat_map(|other| {
        table.rows.iter().filter_map(|row| figures.get(&form.code, &row.code, &other.code))
    });
    column.print_to(value, ValueType::Money.places(held))
}

/// The two halves of a row, those that somebody owes.
fn subtotals(
    row: &Row,
    columns: &[&Column],
    (form, table): (&Form, &Table),
    (loaded, coverage): (&FormTotals, &Coverage),
) -> Vec<SubtotalLine> {
    let territory = format!("Các {}", made_of::territory(coverage));
    let bodies = "Các cơ quan cấp tỉnh".to_owned();
    let halves = [
        (territory, &loaded.territory, coverage.territory_owed),
        (bodies, &loaded.bodies, coverage.body_owed),
    ];
    halves
        .into_iter()
        .filter(|(.., owed)| *owed > 0)
        .map(|(label, figures, _)| SubtotalLine {
            label,
            cells: columns
                .iter()
                .map(|column| {
                    let value = figures.get(&form.code, &row.code, &column.code);
                    let text =
                        value.map_or(String::new(), |v| printed(column, (form, table), figures, v));
                    TotalCell::new(&text, "")
                })
                .collect(),
        })
        .collect()
}
