//! From a manuscript to files.

use documents::{Manuscript, docx, pdf, xlsx};

use crate::Error;

/// The three files of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    pub docx: Vec<u8>,
    pub pdf: Vec<u8>,
    pub xlsx: Vec<u8>,
    /// Pages of the PDF.
    pub pages: usize,
}

/// Writes a manuscript in all its formats; long work, away from the doors' threads.
///
/// # Errors
/// When a writer refuses the content.
pub async fn render(manuscript: Manuscript) -> Result<Files, Error> {
    let written = tokio::task::spawn_blocking(move || {
        let (pdf, anchors) = pdf::with_anchors(&manuscript)?;
        let (docx, xlsx) = (docx::write(&manuscript)?, xlsx::write(&manuscript)?);
        Ok::<Files, documents::WriteError>(Files { docx, pdf, xlsx, pages: anchors.pages })
    });
    written.await?.map_err(|error| Error::Document(format!("{}: {error}", error.code())))
}
