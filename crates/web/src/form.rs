//! Posted fields, and the token that proves that a form is ours.

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};

use crate::{percent::percent_decode, problem::PageError};

/// A form's body. It is no extractor of its own: a handler gets one as `Posted`, or as `Open` where nobody
/// is signed in.
pub trait Form: Sized {
    /// Reads the body.
    ///
    /// # Errors
    /// When it is too large or breaks off (`WEB-001`, `WEB-004`).
    fn read(request: Request) -> impl Future<Output = Result<Self, PageError>> + Send;

    /// The fields, the token among them.
    fn fields(&self) -> &Fields;
}

/// Fields of a posted form, by name.
#[derive(Debug, Clone, Default)]
pub struct Fields(pub BTreeMap<String, String>, pub Vec<(String, String)>);

impl Fields {
    /// A field's text, empty where it is missing.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The fields of an address, as they stand behind its question mark.
    pub fn of_query(query: &str) -> Self {
        let pairs = parse(query.as_bytes());
        Self(pairs.iter().cloned().collect(), pairs)
    }

    /// Adds a value; the last one of a name is the field's text.
    pub fn add(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
        self.1.push((name.to_owned(), value.to_owned()));
    }

    /// Every value of a field that may come several times (check boxes).
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.1.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

impl Form for Fields {
    async fn read(request: Request) -> Result<Self, PageError> {
        let bytes = Bytes::from_request(request, &()).await.map_err(|_| {
            PageError::refused(
                "WEB-001",
                "Nội dung gửi lên quá lớn hoặc bị đứt giữa chừng.",
                "Kiểm tra đường truyền rồi gửi lại; dữ liệu đã lưu trước đó vẫn còn.",
            )
        })?;
        let pairs = parse(&bytes);
        Ok(Self(pairs.iter().cloned().collect(), pairs))
    }

    fn fields(&self) -> &Fields {
        self
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::percent::percent_encode;

    #[test]
    fn vietnamese_survives_a_form() {
        let words = "Lý do: thiếu số & chữ";
        assert_eq!(percent_decode(&percent_encode(words)), words);
        let fields = parse(b"csrf=a&reason=thi%E1%BA%BFu+s%E1%BB%91");
        assert_eq!(fields[1], ("reason".to_owned(), "thiếu số".to_owned()));
    }
}
