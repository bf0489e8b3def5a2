//! From a manuscript to files, and the keeping of issued bytes.

use documents::{Manuscript, date::IssueDate, docx, pdf, xlsx};
use domain::access::Role;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::{db::Store, document::NewFile};

use super::Draft;
use crate::{Acting, Error};

/// The three files of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    pub docx: Vec<u8>,
    pub pdf: Vec<u8>,
    pub xlsx: Vec<u8>,
}

/// What the registry gives a document on the day it leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedAs {
    pub number: u32,
    pub date: Date,
    pub signer: String,
}

/// Writes a manuscript in all its formats; long work, away from the doors' threads.
///
/// # Errors
/// When a writer refuses the content.
pub async fn render(manuscript: Manuscript) -> Result<Files, Error> {
    let written = tokio::task::spawn_blocking(move || {
        Ok::<Files, documents::WriteError>(Files {
            docx: docx::write(&manuscript)?,
            pdf: pdf::write(&manuscript)?,
            xlsx: xlsx::write(&manuscript)?,
        })
    });
    written
        .await
        .map_err(|error| Error::Document(error.to_string()))?
        .map_err(|error| Error::Document(format!("{}: {error}", error.code())))
}

/// Issues a draft under its number and date and keeps the bytes.
///
/// # Errors
/// When the officer is neither desk nor signer, or number or signer is missing.
pub async fn issue(
    store: &Store,
    acting: &Acting,
    round: Option<i64>,
    draft: Draft,
    issued: IssuedAs,
) -> Result<i64, Error> {
    acting.require(&[Role::Desk, Role::Signer], "Việc này của cán bộ tổng hợp hoặc người ký.")?;
    if issued.number == 0 || issued.signer.trim().is_empty() {
        return Err(Error::refused(
            "DOC-010",
            "Thiếu số văn bản hoặc tên người ký.",
            "Ghi đủ số, ngày và tên người ký rồi phát hành lại.",
        ));
    }
    let mut manuscript = draft.manuscript;
    manuscript.head.number = Some(issued.number);
    manuscript.head.date = IssueDate::On(issued.date);
    manuscript.signature.name = Some(domain::fold::clean(&issued.signer));
    let (kind, title) = (manuscript.kind.name(), manuscript.abstract_text.clone());
    let number = manuscript.head.number_and_symbol();
    let files = render(manuscript).await?;
    let mut tx = store.begin().await?;
    let what = store::document::NewDocument {
        round,
        unit: acting.officer.unit,
        kind: kind.to_owned(),
        title,
        number,
        date: Some(issued.date),
    };
    let kept = [("docx", files.docx), ("pdf", files.pdf), ("xlsx", files.xlsx)].map(
        |(format, content)| NewFile {
            format,
            sha256: crate::hexadecimal(&Sha256::digest(&content)),
            content,
        },
    );
    let release = env!("CARGO_PKG_VERSION");
    let id = store::document::save(&mut tx, &what, acting.by(), release, &kept).await?;
    let subject = format!("document/{id}");
    store::audit::record(&mut tx, acting.audit("document.issue", &subject)).await?;
    tx.commit().await?;
    Ok(id)
}

/// One kept file of the officer's own unit.
///
/// # Errors
/// When there is none that the officer may have.
pub async fn kept(
    store: &Store,
    acting: &Acting,
    document: i64,
    format: &str,
) -> Result<Vec<u8>, Error> {
    let unit = acting.officer.unit;
    let found = store::document::file(&mut store.reader(), unit, document, format).await?;
    found.ok_or(Error::NotFound)
}
