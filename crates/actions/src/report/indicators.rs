//! Results against targets, as sentences under an objective and as a table.

use documents::{
    manuscript::{Block, Run},
    table::{Alignment, Cell, HeaderCell, Row, TableBlock},
};
use domain::{
    catalog::Catalog,
    check::Figures,
    indicator::{Indicator, IndicatorKind, Programme, TargetScope},
    status::{self, Figure, Status, judge, target_for},
};

/// The year by which the targets of the first half of the decade are judged.
const TARGET_YEAR: i16 = 2025;

/// One indicator's figure, judged.
pub fn judged(indicator: &Indicator, figures: &Figures, year: i16) -> (Figure, Status) {
    let figure = status::figure(indicator, figures);
    let status = match (figure, target_for(indicator, year)) {
        (Figure::Missing, _) => Status::NoData,
        (Figure::Withheld, _) => Status::Withheld,
        (_, None) => Status::NoTarget,
        (figure, Some(target)) => judge(figure, target, indicator.direction, indicator.precision),
    };
    (figure, status)
}

/// The figure as printed; nothing where it is missing.
pub fn value_words(indicator: &Indicator, figure: Figure) -> String {
    match figure {
        Figure::Value(value) if indicator.kind == IndicatorKind::Milestone => {
            if value.is_zero() { "Không" } else { "Có" }.to_owned()
        }
        Figure::Value(value) => indicator.print(value),
        Figure::NotArising => "không phát sinh".into(),
        Figure::Withheld => "(hạn chế)".into(),
        Figure::Missing => String::new(),
    }
}

/// The target of a scope and year, as printed; nothing where none is known.
pub fn goal(indicator: &Indicator, scope: TargetScope, year: i16) -> String {
    indicator
        .targets
        .iter()
        .find(|t| t.scope == scope && t.year == year)
        .map_or(String::new(), |t| indicator.goal_words(t))
}

/// What a mark "(*)" beside a series says.
pub(super) const UNCHECKED: &str =
    "(*) Giá trị chỉ tiêu hoặc cách tính cần đối chiếu với văn bản gốc.";

/// " (*)" beside a series that nobody has compared with its text.
const fn mark(indicator: &Indicator) -> &'static str {
    if indicator.confidence.needs_checking() { " (*)" } else { "" }
}

/// Whether a series of an objective bears the mark.
pub(super) fn has_unchecked(catalog: &Catalog, objective: &str) -> bool {
    let main = catalog.programmes.first().map_or("", |programme| programme.code.as_str());
    let of = |i: &&Indicator| i.programme == main && i.objective == objective;
    catalog.indicators.iter().filter(of).any(|i| i.confidence.needs_checking())
}

/// The sentence over all objectives: how many targets of the main programme are reached, and which could
/// not be judged and why.
pub(super) fn summary(catalog: &Catalog, figures: &Figures, year: i16) -> Option<String> {
    let main = catalog.programmes.first()?;
    let of_main = catalog.indicators.iter().filter(|i| i.programme == main.code);
    let series: Vec<(&str, Status)> =
        of_main.map(|i| (i.parent.as_str(), judged(i, figures, year).1)).collect();
    let targets = status::judge_targets(&series);
    (!targets.is_empty()).then(|| summary_words(year, &series, &targets))
}

fn summary_words(year: i16, series: &[(&str, Status)], targets: &[(&str, Status)]) -> String {
    let count = |list: &[(&str, Status)], status: Status| {
        list.iter().filter(|(_, other)| *other == status).count()
    };
    let reached = |list: &[(&str, Status)]| list.iter().filter(|(_, s)| s.is_reached()).count();
    let told = |class: &Status| {
        format!("{} {}", count(targets, *class), super::lower_first(class.label()))
    };
    // "Đạt và vượt" is one class and "đạt" another: their sum has a name of its own.
    let (reached_classes, others): (Vec<&Status>, Vec<&Status>) =
        Status::CLASSES.iter().partition(|class| class.is_reached());
    let join = |classes: &[&Status]| {
        classes.iter().map(|class| told(class)).collect::<Vec<_>>().join(", ")
    };
    let mut words = format!(
        "Năm {year}, {}/{} chỉ tiêu hoàn thành, gồm {}; còn lại {}. Tính theo chuỗi số liệu là {}/{} chuỗi \
         hoàn thành.",
        reached(targets),
        targets.len(),
        join(&reached_classes),
        join(&others),
        reached(series),
        series.len()
    );
    let unjudged: Vec<String> = targets
        .iter()
        .filter(|(_, status)| !Status::CLASSES.contains(status))
        .map(|(code, status)| format!("{code} ({})", super::lower_first(status.label())))
        .collect();
    if !unjudged.is_empty() {
        let (count, named) = (unjudged.len(), unjudged.join(", "));
        words = format!("{words} Chưa đánh giá {count} chỉ tiêu: {named}.");
    }
    words
}

/// Lines under "Mục tiêu k": each series with its result, last year's and the target.
pub(super) fn lines(
    catalog: &Catalog,
    objective: &str,
    figures: &Figures,
    before: &Figures,
    year: i16,
) -> Option<Block> {
    let programme = catalog.programmes.first()?;
    let lines: Vec<Vec<Run>> = catalog
        .indicators
        .iter()
        .filter(|i| i.programme == programme.code && i.objective == objective)
        .map(|indicator| {
            let (figure, status) = judged(indicator, figures, year);
            let (code, name, mark) = (&indicator.code, &indicator.name, mark(indicator));
            let mut runs = vec![Run::plain(format!("Chỉ tiêu {code}. {name}{mark}: "))];
            if figure == Figure::Withheld {
                runs.push(Run::plain("số liệu hạn chế phổ biến."));
                return runs;
            }
            let value = value_words(indicator, figure);
            if value.is_empty() {
                runs.push(Run::plain("chưa có số liệu."));
                return runs;
            }
            let unit = unit_words(indicator, figure);
            runs.push(Run::figure(format!("{value}{unit}")));
            let earlier = value_words(indicator, status::figure(indicator, before));
            let earlier = if earlier.is_empty() {
                earlier
            } else {
                format!("; năm {}: {earlier}{unit}", year - 1)
            };
            let goal = match target_for(indicator, year) {
                Some(target) => {
                    let scope = match target.scope {
                        TargetScope::Provincial => "của tỉnh",
                        TargetScope::National => "quốc gia",
                    };
                    // A sign stays with its number at the end of a line.
                    let words = indicator.goal_words(target).replace(' ', "\u{a0}");
                    format!(" (chỉ tiêu {scope} đến năm {}: {words}{unit}{earlier})", target.year)
                }
                None => String::new(),
            };
            runs.push(Run::plain(format!("{goal}: {}.", super::lower_first(status.label()))));
            runs
        })
        .collect();
    (!lines.is_empty()).then_some(Block::List(lines))
}

fn unit_words(indicator: &Indicator, figure: Figure) -> String {
    match figure {
        Figure::Value(_) if indicator.kind == IndicatorKind::Ratio => {
            if indicator.unit_label == "%" {
                "%".into()
            } else {
                format!(" {}", indicator.unit_label)
            }
        }
        _ => String::new(),
    }
}

/// All series of a programme in one table.
pub(super) fn table(
    catalog: &Catalog,
    programme: &Programme,
    figures: &Figures,
    before: &Figures,
    year: i16,
) -> TableBlock {
    let mut table = TableBlock::new(&[
        (14, Alignment::Center),
        (92, Alignment::Left),
        (36, Alignment::Left),
        (21, Alignment::Right),
        (21, Alignment::Right),
        (19, Alignment::Right),
        (21, Alignment::Right),
        (28, Alignment::Left),
    ]);
    table.header = vec![
        vec![
            HeaderCell::spanning("Số", 1, 2),
            HeaderCell::spanning("Chỉ tiêu", 1, 2),
            HeaderCell::spanning("Đơn vị tính", 1, 2),
            HeaderCell::spanning("Kết quả", 2, 1),
            HeaderCell::spanning(format!("Chỉ tiêu năm {TARGET_YEAR}"), 2, 1),
            HeaderCell::spanning("Đánh giá", 1, 2),
        ],
        vec![
            HeaderCell::new(format!("Năm {}", year - 1)),
            HeaderCell::new(format!("Năm {year}")),
            HeaderCell::new("Tỉnh"),
            HeaderCell::new("Quốc gia"),
        ],
    ];
    for objective in &programme.objectives {
        let series: Vec<&Indicator> = catalog
            .indicators
            .iter()
            .filter(|i| i.programme == programme.code && i.objective == objective.code)
            .collect();
        if series.is_empty() {
            continue;
        }
        table.rows.push(Row::section(objective.title.clone(), 8));
        for indicator in series {
            let (figure, status) = judged(indicator, figures, year);
            table.rows.push(Row::normal(vec![
                Cell::text(indicator.code.clone()),
                Cell::text(format!("{}{}", indicator.name, mark(indicator))),
                Cell::text(indicator.unit_label.clone()),
                Cell::text(value_words(indicator, status::figure(indicator, before))),
                Cell::text(value_words(indicator, figure)),
                Cell::text(goal(indicator, TargetScope::Provincial, TARGET_YEAR)),
                Cell::text(goal(indicator, TargetScope::National, TARGET_YEAR)),
                Cell::text(status.label()),
            ]));
        }
    }
    table.notes = vec![
        "Đánh giá theo chỉ tiêu của tỉnh, nơi chưa có thì theo chỉ tiêu quốc gia; “gần đạt” từ 95% chỉ \
         tiêu là quy ước của hệ thống."
            .into(),
        UNCHECKED.into(),
    ];
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_sentence_counts_targets_and_names_what_is_not_judged() {
        let series = [
            ("1.1", Status::Exceeded),
            ("3.2", Status::Met),
            ("3.2", Status::NotMet),
            ("3.3", Status::Withheld),
            ("4.3", Status::NoData),
        ];
        let targets = status::judge_targets(&series);
        assert_eq!(
            summary_words(2024, &series, &targets),
            "Năm 2024, 1/4 chỉ tiêu hoàn thành, gồm 1 đạt và vượt, 0 đạt; còn lại 1 đạt một phần, 0 gần đạt, \
             0 chưa đạt. Tính theo chuỗi số liệu là 2/5 chuỗi hoàn thành. Chưa đánh giá 2 chỉ tiêu: 3.3 (hạn \
             chế phổ biến), 4.3 (chưa có số liệu)."
        );
    }
}
