//! Targets, years and owners that can be read and yet make no sense.

use domain::{
    amount::vietnamese,
    indicator::{Direction, Indicator, Programme, Senseless, YEARS},
};
use rust_decimal::Decimal;

use super::{IndicatorFile, comparator};
use crate::catalog::forms::page::Page;

/// Years of published values.
pub(super) fn years(file: &IndicatorFile, page: &mut Page<'_>) {
    for year in file.history.iter().flat_map(|h| [&h.report_year, &h.data_year]) {
        if !YEARS.contains(year.get_ref()) {
            let reason = format!("năm {} của số đã công bố", year.get_ref());
            let hint = format!("Ghi năm từ {} đến {}.", YEARS.start(), YEARS.end());
            page.senseless(year, "CAT-513", reason, &hint);
        }
    }
}

/// One body answers at a time, or several that all say so; where a day could not be read, nobody knows.
pub(super) fn owners(file: &IndicatorFile, indicator: &Indicator, page: &mut Page<'_>) {
    let is_read = |(written, owner): &(&super::OwnerFile, &domain::indicator::Ownership)| {
        written.from.is_some() == owner.valid_from.is_some()
            && written.to.is_some() == owner.valid_to.is_some()
    };
    let all: Vec<_> = file.owner.iter().zip(&indicator.owners).filter(is_read).collect();
    for (at, (written, owner)) in all.iter().enumerate() {
        if let Some((_, other)) = all[..at].iter().find(|(other_written, other)| {
            owner.is_beside(other) && !(written.joint && other_written.joint)
        }) {
            let reason =
                format!("“{}” và “{}” cùng chịu trách nhiệm một lúc", other.unit, owner.unit);
            let hint = "Ghi to cho cơ quan trước và from cho cơ quan sau; cùng làm thì ghi joint = true ở cả hai.";
            page.senseless(&written.unit, "CAT-510", reason, hint);
        }
    }
}

/// Figures, years and comparators of targets; figures of published values.
pub(super) fn figures(
    file: &IndicatorFile,
    indicator: &Indicator,
    programme: Option<&Programme>,
    page: &mut Page<'_>,
) {
    for (written, target) in file.target.iter().zip(&indicator.targets) {
        let is_number = written.value.get_ref().parse::<Decimal>().is_ok();
        let is_compared = comparator(written.comparator.get_ref()).is_some();
        for fault in indicator.senseless(target, programme) {
            match fault {
                Senseless::Value { least, most } if is_number => {
                    let figure = vietnamese(target.value);
                    let (reason, hint) = range(indicator, &figure, (least, most));
                    page.senseless(&written.value, "CAT-509", reason, &hint);
                }
                Senseless::Year { first, last } => {
                    let reason =
                        format!("năm {} nằm ngoài thời gian của chương trình", target.year);
                    let hint = format!("Ghi năm từ {first} đến {last}, hoặc sửa programmes.toml.");
                    page.senseless(&written.year, "CAT-511", reason, &hint);
                }
                Senseless::Direction if is_compared => {
                    let reason = format!(
                        "chỉ số cần {} mà chỉ tiêu so sánh bằng `{}`",
                        if indicator.direction == Direction::Up { "tăng" } else { "giảm" },
                        written.comparator.get_ref()
                    );
                    let hint = "Sửa direction của chỉ số, hoặc comparator của chỉ tiêu.";
                    page.senseless(&written.comparator, "CAT-512", reason, hint);
                }
                Senseless::Value { .. } | Senseless::Direction => {}
            }
        }
    }
    for (written, published) in file.history.iter().zip(&indicator.history) {
        let is_number = written.value.get_ref().parse::<Decimal>().is_ok();
        if is_number && !indicator.allows(published.value) {
            let figure = vietnamese(published.value);
            let (reason, hint) = range(indicator, &figure, indicator.range());
            page.senseless(&written.value, "CAT-509", reason, &hint);
        }
    }
}

fn range(
    indicator: &Indicator,
    figure: &str,
    (least, most): (Option<Decimal>, Option<Decimal>),
) -> (String, String) {
    let reason = format!("trị số {figure} không thể có với đơn vị tính “{}”", indicator.unit_label);
    let hint = match (least, most) {
        (Some(least), Some(most)) => {
            format!("Ghi số từ {} đến {}.", vietnamese(least), vietnamese(most))
        }
        (Some(least), None) => format!("Ghi số từ {} trở lên.", vietnamese(least)),
        (None, most) => format!("Ghi số đến {}.", most.map_or(String::new(), vietnamese)),
    };
    (reason, hint)
}
