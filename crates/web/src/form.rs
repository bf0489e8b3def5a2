//! Posted fields, and the token that proves that a form is ours.

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};

use crate::problem::PageError;

/// Fields of a posted form, by name.
#[derive(Debug, Clone, Default)]
pub struct Fields(pub BTreeMap<String, String>, pub Vec<(String, String)>);

impl Fields {
    /// A field's text, empty where it is missing.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Every value of a field that may come several times (check boxes).
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.1.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let bytes = Bytes::from_request(request, state).await.map_err(|_| {
            PageError::refused(
                "WEB-001",
                "Nội dung gửi lên quá lớn hoặc bị đứt giữa chừng.",
                "Kiểm tra đường truyền rồi gửi lại; dữ liệu đã lưu trước đó vẫn còn.",
            )
        })?;
        let pairs = parse(&bytes);
        Ok(Self(pairs.iter().cloned().collect(), pairs))
    }
}

fn parse(bytes: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(bytes);
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (percent_decode(name), percent_decode(value))
        })
        .collect()
}

/// Decodes `%C3%A1` and `+`.
pub fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let pair = [rest.next(), rest.next()];
                let hex = |b: Option<u8>| b.and_then(|b| (b as char).to_digit(16));
                if let (Some(high), Some(low)) = (hex(pair[0]), hex(pair[1])) {
                    bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                }
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Encodes text for a query.
pub fn percent_encode(text: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b'~') {
            encoded.push(byte as char);
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_survives_a_form() {
        let words = "Lý do: thiếu số & chữ";
        assert_eq!(percent_decode(&percent_encode(words)), words);
        let fields = parse(b"csrf=a&reason=thi%E1%BA%BFu+s%E1%BB%91");
        assert_eq!(fields[1], ("reason".to_owned(), "thiếu số".to_owned()));
    }
}
