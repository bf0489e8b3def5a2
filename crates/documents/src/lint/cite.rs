//! Symbols of documents inside running text: `379/KH-UBND`, `30/2020/NĐ-CP`, with stray spaces too.

/// One symbol as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cited {
    /// Bytes of the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Without spaces: `176/KH-UBND`.
    pub(super) symbol: String,
    pub(super) has_space: bool,
    /// A line ends inside.
    pub(super) is_split: bool,
}

/// Finds every symbol with a number before it.
pub(super) fn all(text: &str) -> Vec<Cited> {
    let mut found: Vec<Cited> = Vec::new();
    for (slash, _) in text.match_indices('/') {
        if found.last().is_some_and(|last| slash < last.end) {
            continue;
        }
        if let Some(cited) = at(text, slash) {
            found.push(cited);
        }
    }
    found
}

fn at(text: &str, slash: usize) -> Option<Cited> {
    let before = &text[..slash];
    let number = before.trim_end();
    let digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 || digits > 6 {
        return None;
    }
    let start = number.len() - digits;
    let mut end = slash + 1;
    let mut rest = &text[end..];
    // A year between number and kind: 30/2020/NĐ-CP.
    let year = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if year == 4 && rest[year..].starts_with('/') {
        end += year + 1;
        rest = &text[end..];
    } else if year > 0 {
        return None;
    }
    let space = rest.len() - rest.trim_start().len();
    let kind = letters(&rest[space..]);
    if kind == 0 {
        return None;
    }
    end += space + kind;
    let after = &text[end..];
    let gap = after.len() - after.trim_start_matches([' ', '\n', '\u{A0}']).len();
    let dash = after[gap..].chars().next().filter(|c| matches!(c, '-' | '‑' | '–'));
    let mut whole = year == 4 && !rest[space..space + kind].is_empty();
    if let Some(dash) = dash {
        let behind = &after[gap + dash.len_utf8()..];
        let blank = behind.len() - behind.trim_start_matches([' ', '\n']).len();
        let organ = letters(&behind[blank..]);
        // "05/BC - Sở": a dash between sentences is no part of a symbol.
        if organ > 0 && behind[blank..blank + organ].chars().count() > 1 {
            end += gap + dash.len_utf8() + blank + organ;
            whole = true;
        }
    }
    let raw = text[start..end].trim_end_matches('.');
    let end = start + raw.len();
    let spaced = raw.chars().any(char::is_whitespace);
    whole.then(|| Cited {
        start,
        end,
        symbol: raw.chars().filter(|c| !c.is_whitespace()).collect(),
        has_space: spaced && !raw.contains('\n'),
        is_split: raw.contains('\n'),
    })
}

/// Length of an abbreviation: begins with a capital, then letters, digits, dots, ampersands.
fn letters(text: &str) -> usize {
    if !text.starts_with(char::is_uppercase) {
        return 0;
    }
    let word = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '&')));
    let word = &text[..word.unwrap_or(text.len())];
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    if capitals * 2 >= word.chars().filter(|c| c.is_alphabetic()).count() { word.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_found_with_their_spaces() {
        let text = "Kế hoạch số 176 /KH-UBND ngày 15/3/2022; Nghị định số 30/2020/NĐ-CP; \
                    Quyết định số 38/QĐ-BCH.PCTT ngày 17/3/2023; số 12/UBND-VX.";
        let found = all(text);
        let symbols: Vec<&str> = found.iter().map(|c| c.symbol.as_str()).collect();
        assert_eq!(symbols, ["176/KH-UBND", "30/2020/NĐ-CP", "38/QĐ-BCH.PCTT", "12/UBND-VX"]);
        assert!(found[0].has_space && !found[1].has_space);
        assert!(all("số 176/KH-\nUBND")[0].is_split);
        assert_eq!(all("21/21 huyện, 5/10 xã, ngày 15/11 đến 15/12"), []);
    }
}
