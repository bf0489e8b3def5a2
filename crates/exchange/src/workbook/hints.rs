//! What programs say when an entry cell is chosen, and which contents they doubt.

use domain::form::ValueType;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Worksheet, XlsxError,
};

use super::grid::address;

/// What programs say when a cell is chosen, and which contents they doubt.
#[derive(Default)]
pub(super) struct Hints {
    /// Cells with a figure of the period before.
    single: Vec<((u32, u16), DataValidation)>,
    /// Cells of the same kind without one.
    shared: Vec<(Sort, Vec<(u32, u16)>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Count,
    Figure,
    YesNo,
    Answer,
    Words,
}

impl Hints {
    /// Remembers an entry cell.
    pub(super) fn see(
        &mut self,
        spot: (u32, u16),
        kind: ValueType,
        is_answer: bool,
        before: Option<String>,
    ) {
        let sort = match kind {
            ValueType::Count => Sort::Count,
            ValueType::YesNo => Sort::YesNo,
            ValueType::Text if is_answer => Sort::Answer,
            ValueType::Text => Sort::Words,
            _ => Sort::Figure,
        };
        match before.and_then(|words| Some((words.clone(), rule(sort)?))) {
            Some((words, rule)) => {
                let message = format!("Kỳ trước: {words}");
                let Ok(rule) = rule.set_input_message(message) else { return };
                self.single.push((spot, rule));
            }
            None => match self.shared.iter_mut().find(|(of, _)| *of == sort) {
                Some((_, spots)) => spots.push(spot),
                None => self.shared.push((sort, vec![spot])),
            },
        }
    }

    /// Writes what was remembered.
    pub(super) fn add(self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for ((row, column), rule) in self.single {
            sheet.add_data_validation(row, column, row, column, &rule)?;
        }
        for (sort, spots) in self.shared {
            let Some(rule) = rule(sort) else { continue };
            let Some((first, _)) = spots.split_first() else { continue };
            let names: Vec<String> =
                spots.iter().map(|(row, column)| address((*row, u32::from(*column)))).collect();
            let rule = rule.set_multi_range(names.join(" "));
            sheet.add_data_validation(first.0, first.1, first.0, first.1, &rule)?;
        }
        Ok(())
    }
}

/// Doubts, not bans: `kps` and `~412` are answers, too.
fn rule(sort: Sort) -> Option<DataValidation> {
    let rule = match sort {
        Sort::Count => {
            DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
        }
        Sort::Figure => DataValidation::new()
            .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
        Sort::YesNo => DataValidation::new().allow_list_strings(&["Có", "Không"]).ok()?,
        Sort::Answer => {
            DataValidation::new().allow_list_strings(&["Có", "Không", "Không áp dụng"]).ok()?
        }
        Sort::Words => return None,
    };
    let words = match sort {
        Sort::Count => "Nhập số nguyên từ 0; không phát sinh: kps; số ước: ~412. Giữ nội dung này?",
        Sort::Figure => "Nhập số từ 0; không phát sinh: kps; số ước: ~4,5. Giữ nội dung này?",
        _ => "Chọn một trong các câu trả lời. Giữ nội dung này?",
    };
    rule.set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Kiểm tra lại")
        .and_then(|rule| rule.set_error_message(words))
        .ok()
}
