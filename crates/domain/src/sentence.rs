//! What counts as a sentence where one is asked for: as a reason, as an explanation.

/// Whether words are a sentence and no mere sign: at least two of them hold letters.
pub fn is_sentence(words: &str) -> bool {
    words.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() >= 2
}
