//! Posted fields, and the token that proves that a form is ours.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};

use crate::problem::PageError;

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

/// Fields of a posted form by name, those of one name as they came; the last of a name is its text.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// A field's text, empty where it is missing.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// A field's text, where it was sent.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.of(name).last().map(|(_, value)| value.as_str())
    }

    /// Every field with its text.
    pub fn by_name(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.chunk_by(|one, next| one.0 == next.0).filter_map(|same| {
            let (name, value) = same.last()?;
            Some((name.as_str(), value.as_str()))
        })
    }

    /// Every name with every value.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The fields of an address, as they stand behind its question mark.
    pub fn of_query(query: &str) -> Self {
        Self::parse(query.as_bytes())
    }

    /// Adds a value; the last one of a name is the field's text.
    pub fn add(&mut self, name: &str, value: &str) {
        let behind = self.0.partition_point(|(known, _)| known.as_str() <= name);
        self.0.insert(behind, (name.to_owned(), value.to_owned()));
    }

    /// Every value of a field that may come several times (check boxes).
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.of(name).iter().map(|(_, value)| value.as_str())
    }

    fn of(&self, name: &str) -> &[(String, String)] {
        let from = self.0.partition_point(|(known, _)| known.as_str() < name);
        let here = &self.0[from..];
        &here[..here.partition_point(|(known, _)| known == name)]
    }

    fn parse(bytes: &[u8]) -> Self {
        let mut pairs: Vec<_> = form_urlencoded::parse(bytes).into_owned().collect();
        pairs.sort_by(|one, other| one.0.cmp(&other.0));
        Self(pairs)
    }
}

impl Form for Fields {
    async fn read(request: Request) -> Result<Self, PageError> {
        let bytes = Bytes::from_request(request, &()).await.map_err(|_| PageError::too_large())?;
        Ok(Self::parse(&bytes))
    }

    fn fields(&self) -> &Fields {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_and_a_stray_sign_survive_a_form() {
        let fields = Fields::parse(b"csrf=a&reason=thi%E1%BA%BFu+s%E1%BB%91&share=50%+l%C3%A0&&x");
        assert_eq!(fields.get("reason"), "thiếu số");
        assert_eq!(fields.get("share"), "50% là");
        assert_eq!((fields.find("x"), fields.find("y")), (Some(""), None));
    }

    #[test]
    fn the_last_of_a_name_is_its_text_and_all_are_kept() {
        let mut fields = Fields::of_query("k=a&k=b&j=c");
        assert_eq!((fields.get("k"), fields.all("k").collect::<Vec<_>>()), ("b", vec!["a", "b"]));
        fields.add("k", "d");
        let by_name: Vec<_> = fields.by_name().collect();
        assert_eq!(by_name, [("j", "c"), ("k", "d")]);
    }
}
