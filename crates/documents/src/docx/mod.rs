//! DOCX by own WordprocessingML: named styles, real headings and lists, sections, fixed bytes.

mod body;
mod element;
mod first_page;
mod marks;
mod paragraph;
mod parts;
mod picture;
mod styles;
mod table;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::{Manuscript, WriteError};

/// Writes the manuscript as a file for Word and LibreOffice; the same content gives the same bytes.
pub fn write(manuscript: &Manuscript) -> Result<Vec<u8>, WriteError> {
    let ready = manuscript.prepared();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts::list(&ready) {
        package.start_file(name, options)?;
        package.write_all(&content.file()?)?;
    }
    for picture in picture::all(&ready) {
        package.start_file(format!("word/{}", picture::file(picture)), options)?;
        package.write_all(picture.png())?;
    }
    Ok(package.finish()?.into_inner())
}
