//! PDF/A-2a and PDF/UA-1 by typst: the manuscript as virtual JSON, one template, no other file.

mod anchor;
mod data;
mod world;

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use self::anchor::{Anchor, Anchors};

use crate::{Manuscript, WriteError};

/// Renders after which memory kept for quick re-rendering is given back.
const CACHE_AGE_MAX: usize = 2;

/// Writes the manuscript as a tagged, archivable PDF.
pub fn write(manuscript: &Manuscript) -> Result<Vec<u8>, WriteError> {
    with_anchors(manuscript).map(|(file, _)| file)
}

/// The same file, and where signatures go on its pages.
pub fn with_anchors(manuscript: &Manuscript) -> Result<(Vec<u8>, Anchors), WriteError> {
    let ready = manuscript.prepared();
    let (value, pictures) = data::value(&ready);
    if pictures.len() > world::PICTURES_MAX {
        return Err(WriteError::Typeset(format!("quá {} hình", world::PICTURES_MAX)));
    }
    let pictures = pictures.iter().map(|picture| picture.png().to_vec());
    let world = world::Desk::new(serde_json::to_vec(&value)?, pictures.collect());
    let result = render(&world, ready.furniture.second_signature.is_some());
    typst::comemo::evict(CACHE_AGE_MAX);
    result
}

fn render(world: &world::Desk, is_double: bool) -> Result<(Vec<u8>, Anchors), WriteError> {
    let document = typst::compile::<PagedDocument>(world).output.map_err(|e| refused(&e))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| WriteError::Typeset(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("Sánh Vai".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let mut file = typst_pdf::pdf(&document, &options).map_err(|errors| refused(&errors))?;
    // Signing tools write their part right behind the last byte: it begins a line of its own.
    if !file.ends_with(b"\n") {
        file.push(b'\n');
    }
    Ok((file, anchor::of(&document, is_double)))
}

fn refused(errors: &[SourceDiagnostic]) -> WriteError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    WriteError::Typeset(messages.join("; "))
}
