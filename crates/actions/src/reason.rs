//! What a person writes as a reason or a remark: cleaned, and not without end.

use domain::fold::clean;

use crate::Error;

/// Longest reason, sentence or remark, in characters.
pub const REASON_MAX: usize = 2_000;

/// The words as kept.
///
/// # Errors
/// Refuses what is longer than a page can show.
pub(crate) fn read(words: &str) -> Result<String, Error> {
    let words = clean(words);
    if words.chars().count() > REASON_MAX {
        return Err(Error::refused(
            "SUB-032",
            "Lý do hoặc ý kiến dài quá 2.000 chữ cái; chưa có gì được ghi.",
            "Rút gọn, hoặc chia thành nhiều ý kiến.",
        ));
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_an_end() {
        assert_eq!(read("  Thiếu\u{200b} số ").ok().as_deref(), Some("Thiếu số"));
        assert!(read(&"ạ".repeat(REASON_MAX)).is_ok());
        let error = read(&"ạ".repeat(REASON_MAX + 1)).err().map(|error| error.to_string());
        assert!(error.is_some_and(|words| words.contains("2.000")));
    }
}
