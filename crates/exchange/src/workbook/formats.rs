//! How the formats of cells show a number: as it is, as a share, as a day.

use super::grid::Shown;

/// How the formats with agreed numbers show a number.
pub(super) fn shown_by_number(format: u32) -> Shown {
    match format {
        9 | 10 => Shown::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Date,
        _ => Shown::Plain,
    }
}

/// How a format shows a number: `0.0%`, `dd/mm/yyyy`, `#,##0 "đồng"`.
pub(super) fn shown_by_code(code: &str) -> Shown {
    let mut plain = String::new();
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if bracketed => bracketed = false,
            _ if quoted || bracketed => {}
            _ => plain.extend(c.to_lowercase()),
        }
    }
    if plain.contains('%') {
        return Shown::Percent;
    }
    let is_date = !plain.contains("general") && plain.contains(['y', 'd', 'h', 'm', 's']);
    if is_date { Shown::Date } else { Shown::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_what_a_number_is() {
        assert_eq!(shown_by_code("0.0%"), Shown::Percent);
        assert_eq!(shown_by_code("dd/mm/yyyy"), Shown::Date);
        assert_eq!(shown_by_code("#,##0 \"đồng\""), Shown::Plain);
        assert_eq!(shown_by_code("[Red]General"), Shown::Plain);
    }
}
