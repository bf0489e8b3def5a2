//! The regimes and events of a reading as fields that an officer sets right, removes or adds.

use actions::plan::Corrected;
use domain::plan::read::{Field, Listed, of_event, of_regime};

use super::words;
use crate::view::plan_read::{Fix, FixList, Fixed};

/// Regimes, then events.
pub(super) fn of(corrected: &Corrected) -> [FixList; 2] {
    let Corrected { plain, regimes, events, .. } = corrected;
    let (read_regimes, read_events) = (plain.listed_regimes(), plain.listed_events());
    let regime_line = |one: &Listed<_>| words::regime(&one.value);
    let event_line = |one: &Listed<_>| words::event(&one.value);
    [
        FixList {
            title: "Chế độ báo cáo".into(),
            name: "regime".into(),
            one: "chế độ báo cáo".into(),
            entries: entries(regimes, &read_regimes, &Field::OF_REGIMES, (of_regime, &regime_line)),
            blank: blank(&Field::OF_REGIMES),
            hint: "Kỳ và hạn ghi như “6 tháng trước 15/6; hằng năm trước 15/12”; nhiều nơi nhận, cơ quan, \
                   phụ lục thì ngăn bằng dấu chấm phẩy."
                .into(),
        },
        FixList {
            title: "Sự kiện".into(),
            name: "event".into(),
            one: "sự kiện".into(),
            entries: entries(events, &read_events, &Field::OF_EVENTS, (of_event, &event_line)),
            blank: blank(&Field::OF_EVENTS),
            hint: "Ngày ghi như 15/11/2024, tháng ghi như 11/2024; sự kiện một ngày thì chỉ ghi ô Đến.".into(),
        },
    ]
}

/// How the value of a field is written, and how the whole is told in one line.
type Ways<'a, T> = (fn(&T, Field) -> String, &'a dyn Fn(&Listed<T>) -> String);

fn entries<T>(
    all: &[Listed<T>],
    read: &[Listed<T>],
    fields: &[Field],
    (value_of, line): Ways<'_, T>,
) -> Vec<Fixed> {
    let entry = |one: &Listed<T>| {
        let was = read.iter().find(|known| known.key == one.key);
        let fix = |field: &Field| Fix {
            name: format!("{}:{}", field.code(), one.key),
            label: field.label().to_owned(),
            was: was.map(|was| value_of(&was.value, *field)).unwrap_or_default(),
            value: value_of(&one.value, *field),
        };
        let name = fields.first().map_or("", |field| field.code());
        Fixed {
            line: line(one),
            drop: format!("{name}:{}", one.key),
            is_dropped: one.is_removed,
            is_added: was.is_none(),
            fixes: fields.iter().map(fix).collect(),
        }
    };
    all.iter().map(entry).collect()
}

fn blank(fields: &[Field]) -> Vec<Fix> {
    let fix = |field: &Field| Fix {
        name: field.code().to_owned(),
        label: field.label().to_owned(),
        was: String::new(),
        value: String::new(),
    };
    fields.iter().map(fix).collect()
}
