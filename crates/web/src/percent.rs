//! Percent encoding of what goes into an address or a mark, and back.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands as it is, besides letters and digits.
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'/').remove(b'~');

/// Encodes text for a query.
pub fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// Decodes what [`percent_encode`] wrote; a sign that encodes nothing stands for itself.
pub fn percent_decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_and_a_stray_sign_takes_no_letters_with_it() {
        let words = "Lý do: thiếu số & chữ, 1+1 = 50% là";
        assert_eq!(percent_decode(&percent_encode(words)), words);
        assert_eq!(percent_encode("a b/c~"), "a%20b/c~");
        assert_eq!(percent_decode("50% là, 100%"), "50% là, 100%");
    }
}
