//! Which word of a list was meant by a slip of the hand.

/// Longer words are no slips, and comparing them would only take time.
const LENGTH_MAX: usize = 60;
/// Letters that a slip gets wrong at most.
const SLIPS_MAX: usize = 2;

/// The word that is meant by a slip of at most two letters, and of at most half of them.
pub fn nearest<'a>(written: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if written.len() > LENGTH_MAX {
        return None;
    }
    let near = words.into_iter().map(|word| (distance(written, word), word));
    let is_slip =
        |slips: usize, word: &str| slips <= SLIPS_MAX && slips * 2 <= word.chars().count();
    near.filter(|(slips, word)| is_slip(*slips, word)).min().map(|(_, word)| word)
}

/// Letters to add, drop or change (Levenshtein).
pub fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.chars().enumerate() {
        let mut now = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let changed = before[column] + usize::from(letter != *other);
            now.push(changed.min(before[column + 1] + 1).min(now[column] + 1));
        }
        before = now;
    }
    before.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_known_and_another_word_is_not() {
        let words = ["district", "commune", "up", "R-STR"];
        assert_eq!(nearest("distrct", words), Some("district"));
        assert_eq!(nearest("dsitrict", words), Some("district"));
        assert_eq!(nearest("R-SRT", words), Some("R-STR"));
        assert_eq!(nearest("quarter", words), None);
        assert_eq!(nearest("xy", words), None);
    }
}
