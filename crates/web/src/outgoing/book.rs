//! `/documents/outgoing/book`: the register of one body and one period as a file to print and bind.

use actions::outgoing::{Book, book};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{access::UnitId, series::Body};
use jiff::civil::Date;
use serde::Deserialize;

use crate::{download::rendered, problem::PageError, session::Signed, state::AppState};

/// Which book, as which file.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// "12/organ".
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    format: String,
}

impl Asked {
    fn read(&self) -> Option<Book> {
        let (unit, body) = self.issuer.split_once('/')?;
        let day = |text: &str| text.parse::<Date>().ok();
        Some(Book {
            issuer: UnitId(unit.parse().ok()?),
            body: Body::from_code(body)?,
            from: day(&self.from)?,
            to: day(&self.to)?,
        })
    }
}

/// `GET /documents/outgoing/book`.
pub async fn download(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let what = asked.read().ok_or_else(|| {
        PageError::refused(
            "DOC-047",
            "Chưa đọc được cơ quan hoặc khoảng ngày của sổ.",
            "Chọn cơ quan phát hành, từ ngày, đến ngày rồi lập lại.",
        )
    })?;
    let mut reader = state.store.reader();
    let whole = (what, state.province);
    let manuscript = book(&mut reader, &signed.acting, whole, state.sample).await?;
    drop(reader);
    let name = format!("so-van-ban-di-{}", what.from.year());
    rendered(&state, manuscript, &name, &asked.format).await
}
