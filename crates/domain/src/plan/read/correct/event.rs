//! Events set right: name, first and last day, place; removed or added.

use super::{
    super::{Event, PrintedDate},
    Field,
    ends::typed_end,
};

/// What an event says of a field, in the form in which an officer types it.
pub fn of_event(event: &Event, field: Field) -> String {
    let end = |end: Option<PrintedDate>| end.map(|end| end.printed()).unwrap_or_default();
    match field {
        Field::EventName => event.name.clone(),
        Field::EventFrom => end(event.from),
        Field::EventTo => end(event.to),
        Field::EventPlace => event.place.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

/// Sets one field; whether it could be read.
pub(super) fn set(event: &mut Event, field: Field, typed: &str) -> bool {
    let end = || Some(Some(typed_end(typed)?));
    let end = || if typed.is_empty() { Some(None) } else { end() };
    match field {
        Field::EventName => typed.clone_into(&mut event.name),
        Field::EventPlace => {
            event.place = Some(typed.to_owned()).filter(|place| !place.is_empty());
        }
        Field::EventFrom => {
            let Some(from) = end() else { return false };
            event.from = from;
        }
        Field::EventTo => {
            let Some(to) = end() else { return false };
            event.to = to;
        }
        _ => return false,
    }
    true
}
