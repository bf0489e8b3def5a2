//! What can be read and yet makes no sense: widths of metres, empty messages, headings that skip a level,
//! days of another century, years without a calendar.
//!
//! Asked before a catalog is loaded, not when a loaded one is read: what an older release let pass goes on
//! being served.

use std::collections::BTreeSet;

use domain::{
    amendment::Subject,
    catalog::Catalog,
    form::{Form, FormBody},
};

use super::{Faults, Source, fault::Fault, place};

/// Narrowest and widest column, in millimetres: a page is 297 wide.
const WIDTHS_MM: std::ops::RangeInclusive<u32> = 5..=200;
/// Deepest heading.
const DEPTH_MAX: u8 = 4;
/// How far the day of the list of units may lie from the end of a round's period.
const FRAME_YEARS_MAX: i16 = 2;

/// Every such fault, by file and line.
pub fn senseless(source: &Source, catalog: &Catalog) -> Vec<Fault> {
    let mut faults = Faults::default();
    for form in &catalog.forms {
        of_form(source, form, &mut faults);
    }
    of_rounds(source, catalog, &mut faults);
    faults.into_sorted()
}

fn at(
    source: &Source,
    subject: &Subject,
    (code, reason, hint): (&'static str, String, &str),
    faults: &mut Faults,
) {
    let (file, line) = place(source, subject);
    faults.at(&file, line, code, reason, hint);
}

fn of_form(source: &Source, form: &Form, faults: &mut Faults) {
    let subject = |part: &str| Subject::Form(form.code.clone(), Some(part.to_owned()));
    for rule in form.checks.iter().filter(|rule| rule.message.trim().is_empty()) {
        let reason = format!("quy tắc {} không có lời báo", rule.code);
        let told = ("CAT-412", reason, "Viết message: sai gì và phải làm gì, bằng lời của cán bộ.");
        at(source, &subject(&rule.code), told, faults);
    }
    match &form.body {
        FormBody::Table(table) => {
            for column in table.columns.iter().filter(|c| !WIDTHS_MM.contains(&c.width_mm)) {
                let reason = format!("cột {} rộng {} mm", column.code, column.width_mm);
                let told = ("CAT-411", reason, "Ghi width_mm từ 5 đến 200, đơn vị milimét.");
                at(source, &subject(&column.code), told, faults);
            }
        }
        FormBody::Narrative(headings) => {
            let mut above = 0;
            for heading in headings {
                if heading.depth == 0 || heading.depth > DEPTH_MAX || heading.depth > above + 1 {
                    let reason = format!(
                        "đề mục {} ở cấp {} ngay dưới cấp {above}",
                        heading.code, heading.depth
                    );
                    let told = (
                        "CAT-413",
                        reason,
                        "Cấp bắt đầu từ 1, mỗi lần xuống một cấp, sâu nhất là 4.",
                    );
                    at(source, &subject(&heading.code), told, faults);
                }
                above = heading.depth.min(DEPTH_MAX);
            }
        }
    }
}

fn of_rounds(source: &Source, catalog: &Catalog, faults: &mut Faults) {
    let known: BTreeSet<i16> = catalog.calendars.iter().map(|calendar| calendar.year).collect();
    // Years before the first calendar are over: their days are counted no more.
    let first = known.first().copied().unwrap_or(i16::MAX);
    for round in &catalog.rounds {
        let subject = Subject::Round(round.code.clone());
        if (round.frame.year() - round.window_to.year()).abs() > FRAME_YEARS_MAX {
            let reason = format!(
                "đợt {}: ngày chốt danh sách đơn vị {} cách kỳ số liệu quá {FRAME_YEARS_MAX} năm",
                round.code,
                domain::period::day(round.frame)
            );
            let told = ("CAT-308", reason, "Sửa frame: ngày lấy danh sách đơn vị của đợt.");
            at(source, &subject, told, faults);
        }
        let years = BTreeSet::from([round.before.year(), round.closes.year()]);
        for year in years.into_iter().filter(|year| *year >= first && !known.contains(year)) {
            let reason =
                format!("đợt {} có ngày trong năm {year} mà năm đó chưa có lịch", round.code);
            let told =
                ("CAT-334", reason, "Thêm tệp vào calendar/ cho năm đó (ngày nghỉ, làm bù).");
            at(source, &subject, told, faults);
        }
    }
}
