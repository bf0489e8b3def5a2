//! Several cells of a foreign sheet that an officer adds into one cell of a form: the sum with all its
//! sources, or why there is none.

use domain::{
    amount::{decimal, vietnamese},
    cell::CellStatus,
    form::ValueType,
};
use rust_decimal::Decimal;

use super::super::{Outcome, Told};

/// Most sources that are named one by one.
const NAMED_MAX: usize = 4;

/// One cell of the sheet as it was read.
pub(super) struct Piece {
    /// "E12".
    pub address: String,
    /// As a person sees it; `None` where it is empty.
    pub shown: Option<String>,
    pub outcome: Outcome,
    pub told: Told,
}

/// Why cells cannot be added.
struct Trouble(String);

/// "E12 + E13".
pub(super) fn addresses(pieces: &[Piece]) -> String {
    named(pieces.iter().map(|piece| piece.address.clone()).collect())
}

fn named(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMED_MAX);
    names.truncate(NAMED_MAX);
    let more = if more > 0 { format!(" + {more} ô nữa") } else { String::new() };
    format!("{}{more}", names.join(" + "))
}

/// The sum of cells, and from where it is.
pub(super) fn add(pieces: &[Piece], value_type: ValueType) -> (Outcome, Told) {
    match sum(pieces, value_type) {
        Ok(None) => (Outcome::Empty, Told::AsItStands),
        Ok(Some(outcome)) => {
            let told = told(pieces, &outcome, value_type);
            (outcome, told)
        }
        Err(Trouble(why)) => {
            let refused = Outcome::Refused {
                shown: sources(pieces),
                code: "BOOK-329",
                reason: format!(
                    "Không cộng được các ô đã chọn: {why} Sửa trong tệp rồi nạp lại, hoặc nhập ô này ở biểu."
                ),
            };
            (refused, Told::AsItStands)
        }
    }
}

/// "E12 “12” + E13 “8”": the cells that hold something.
fn sources(pieces: &[Piece]) -> String {
    let shown = pieces.iter().filter_map(|piece| {
        Some(format!("{} “{}”", piece.address, piece.shown.as_deref()?.trim()))
    });
    named(shown.collect())
}

fn told(pieces: &[Piece], outcome: &Outcome, value_type: ValueType) -> Told {
    let Outcome::Given { raw, status } = outcome else { return Told::AsItStands };
    let verb = if value_type == ValueType::Text { "Ghép" } else { "Cộng" };
    let result = if *status == CellStatus::NotArising { "không phát sinh" } else { raw };
    let mut words = format!("{verb} {} ô của tệp: {} = {result}.", pieces.len(), sources(pieces));
    let mut is_moved = false;
    for piece in pieces {
        if let Told::Moved(said) = &piece.told {
            is_moved = true;
            words.push(' ');
            words.push_str(said);
        }
    }
    if is_moved { Told::Moved(words) } else { Told::Added(words) }
}

/// What the cells say together; nothing where all are empty.
fn sum(pieces: &[Piece], value_type: ValueType) -> Result<Option<Outcome>, Trouble> {
    let mut given = Vec::new();
    for piece in pieces {
        let shown = piece.shown.as_deref().unwrap_or_default().trim();
        let at = format!("ô {} “{shown}”", piece.address);
        match &piece.outcome {
            Outcome::Given { raw, status } => given.push((raw.as_str(), *status, at)),
            Outcome::Empty if piece.shown.is_none() => {}
            Outcome::Empty => return Err(Trouble(format!("{at} báo chưa có số."))),
            Outcome::Refused { reason, .. } => return Err(Trouble(format!("{at}. {reason}"))),
        }
    }
    if given.is_empty() {
        return Ok(None);
    }
    let is_none = given.iter().all(|(_, status, _)| *status == CellStatus::NotArising);
    let status = match () {
        () if is_none => CellStatus::NotArising,
        () if given.iter().any(|(_, status, _)| *status == CellStatus::Estimate) => {
            CellStatus::Estimate
        }
        () => CellStatus::Actual,
    };
    let raw = match value_type {
        _ if is_none => String::new(),
        ValueType::Text => joined(given.iter().map(|(raw, ..)| *raw)),
        ValueType::Percent | ValueType::YesNo if given.len() > 1 => {
            return Err(Trouble("tỷ lệ và câu Có, Không không cộng với nhau.".to_owned()));
        }
        ValueType::Percent | ValueType::YesNo => given[0].0.to_owned(),
        ValueType::Count | ValueType::Decimal | ValueType::Money => {
            let mut sum = Decimal::ZERO;
            for (raw, status, at) in &given {
                if *status == CellStatus::NotArising {
                    continue;
                }
                let added = decimal(raw).ok().and_then(|value| sum.checked_add(value));
                sum = added.ok_or_else(|| Trouble(format!("{at} không phải số.")))?;
            }
            vietnamese(sum.normalize())
        }
    };
    Ok(Some(Outcome::Given { raw, status }))
}

/// Words one behind the other, each once.
fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for text in texts {
        if !text.is_empty() && !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(address: &str, raw: &str) -> Piece {
        let outcome = match raw {
            "" | "…" => Outcome::Empty,
            "kps" => Outcome::Given { raw: String::new(), status: CellStatus::NotArising },
            raw => Outcome::Given {
                raw: raw.trim_start_matches('~').to_owned(),
                status: if raw.starts_with('~') {
                    CellStatus::Estimate
                } else {
                    CellStatus::Actual
                },
            },
        };
        let shown = (!raw.is_empty()).then(|| raw.to_owned());
        Piece { address: address.to_owned(), shown, outcome, told: Told::AsItStands }
    }

    fn added(raws: [&str; 2], value_type: ValueType) -> (Outcome, String) {
        let [one, other] = raws;
        let (outcome, told) = add(&[piece("E12", one), piece("E13", other)], value_type);
        (outcome, told.words().to_owned())
    }

    fn given(raw: &str, status: CellStatus) -> Outcome {
        Outcome::Given { raw: raw.to_owned(), status }
    }

    #[test]
    fn the_sum_names_its_cells() {
        let (outcome, told) = added(["1.012", "8"], ValueType::Count);
        assert_eq!(outcome, given("1.020", CellStatus::Actual));
        assert_eq!(told, "Cộng 2 ô của tệp: E12 “1.012” + E13 “8” = 1.020.");
        let (outcome, told) = added(["12", ""], ValueType::Count);
        assert_eq!(outcome, given("12", CellStatus::Actual));
        assert_eq!(told, "Cộng 2 ô của tệp: E12 “12” = 12.");
        assert_eq!(added(["~5", "7"], ValueType::Count).0, given("12", CellStatus::Estimate));
        assert_eq!(added(["kps", "7"], ValueType::Count).0, given("7", CellStatus::Actual));
        assert_eq!(added(["kps", "kps"], ValueType::Count).0, given("", CellStatus::NotArising));
        assert_eq!(added(["", ""], ValueType::Count).0, Outcome::Empty);
        assert_eq!(added(["0,5", "1,25"], ValueType::Money).0, given("1,75", CellStatus::Actual));
        assert_eq!(
            added(["đợt 1", "đợt 2"], ValueType::Text).0,
            given("đợt 1; đợt 2", CellStatus::Actual)
        );
    }

    #[test]
    fn what_cannot_be_added_says_which_cell_and_why() {
        for (raws, value_type, why) in [
            (["12", "…"], ValueType::Count, "ô E13 “…” báo chưa có số."),
            (["12", "mười"], ValueType::Count, "ô E13 “mười” không phải số."),
            (["35", "40"], ValueType::Percent, "tỷ lệ"),
        ] {
            let (outcome, told) = added(raws, value_type);
            let Outcome::Refused { code, reason, .. } = outcome else { panic!("{outcome:?}") };
            assert_eq!((code, told.as_str()), ("BOOK-329", ""));
            assert!(reason.contains(why), "{reason}");
        }
    }
}
