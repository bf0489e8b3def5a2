//! What an officer typed on the page of a reading, as corrections.

use std::collections::BTreeSet;

use domain::plan::read::{Emendation, Field, key_of};

use crate::form::Fields;

/// What was typed differs from what had been read: that is set right.
pub(super) fn corrections(fields: &Fields) -> Vec<Emendation> {
    let mut corrections = Vec::new();
    let mut keys: BTreeSet<(bool, &str)> = BTreeSet::new();
    for (name, typed) in fields.by_name() {
        let Some(place) = name.strip_prefix("fix:") else { continue };
        let Some((code, anchor)) = place.split_once(':') else { continue };
        let Some(field) = Field::from_code(code) else { continue };
        if let Some(is_regime) = of_list(field) {
            keys.insert((is_regime, anchor));
            if is_dropped(fields, is_regime, anchor) {
                continue;
            }
        }
        let typed = one_line(typed);
        if typed != one_line(fields.get(&format!("was:{place}"))) {
            corrections.push(Emendation { anchor: anchor.to_owned(), field, value: typed });
        }
    }
    for (is_regime, key) in keys.iter().copied() {
        // One that was only added and is taken away again leaves nothing behind.
        let was_read = !fields.get(&format!("was:{}:{key}", name_of(is_regime).code())).is_empty();
        if is_dropped(fields, is_regime, key) && was_read {
            let (anchor, value) = (key.to_owned(), String::new());
            corrections.push(Emendation { anchor, field: name_of(is_regime), value });
        }
    }
    for is_regime in [true, false] {
        corrections.extend(added(fields, is_regime, &keys));
    }
    corrections
}

const fn name_of(is_regime: bool) -> Field {
    if is_regime { Field::RegimeName } else { Field::EventName }
}

fn of_list(field: Field) -> Option<bool> {
    let is_regime = Field::OF_REGIMES.contains(&field);
    (is_regime || Field::OF_EVENTS.contains(&field)).then_some(is_regime)
}

fn is_dropped(fields: &Fields, is_regime: bool, key: &str) -> bool {
    fields.get(&format!("drop:{}:{key}", name_of(is_regime).code())) == "1"
}

/// The blank form for one more regime or event, if something was typed into it.
fn added(fields: &Fields, is_regime: bool, keys: &BTreeSet<(bool, &str)>) -> Vec<Emendation> {
    let (list, unnamed): (&[Field], &str) = if is_regime {
        (&Field::OF_REGIMES, "Báo cáo")
    } else {
        (&Field::OF_EVENTS, "Sự kiện")
    };
    let typed = |field: Field| one_line(fields.get(&format!("new:{}", field.code())));
    if list.iter().all(|field| typed(*field).is_empty()) {
        return Vec::new();
    }
    let name = if is_regime { "new:regime" } else { "new:event" };
    let item = one_line(fields.get(name));
    let free = (1..=keys.len() + 1)
        .map(|nth| key_of(&item, nth))
        .find(|key| !keys.contains(&(is_regime, key.as_str())));
    let key = free.unwrap_or(item);
    let mut corrections = Vec::new();
    for field in list {
        let mut value = typed(*field);
        if value.is_empty() && *field == name_of(is_regime) {
            unnamed.clone_into(&mut value);
        }
        if !value.is_empty() {
            corrections.push(Emendation { anchor: key.clone(), field: *field, value });
        }
    }
    corrections
}

/// One space between words, so that a line break of the browser changes nothing.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
