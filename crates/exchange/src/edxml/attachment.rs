//! Files of a message: zipped each for itself, then base64, as the gateway's own library does.

use std::io::{Cursor, Read, Write};

use base64::{Engine, engine::general_purpose::STANDARD};
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::EdxmlError;

/// Largest size of all files of a message together.
pub(super) const SIZE_BYTES_MAX: u64 = 128 * 1024 * 1024;
/// Office files pack up to fifty to one; far more is made to burst.
const RATIO_MAX: u64 = 200;
/// Below this size a ratio says nothing.
const RATIO_FROM_BYTES: u64 = 1024 * 1024;
const NAME_LENGTH_MAX: usize = 255;
/// How old files of Word and Excel begin.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";
/// How far behind the first byte the mark of a PDF may stand.
const PDF_MARK_WITHIN: usize = 1024;
/// Endings of names that a desktop runs.
const PROGRAMS: [&str; 16] = [
    "exe", "com", "scr", "pif", "bat", "cmd", "msi", "dll", "js", "jse", "vbs", "vbe", "wsf",
    "ps1", "lnk", "hta",
];

/// The kind of content that every file is sent as.
pub(super) const CONTENT_TYPE: &str = "application/zip";

/// Refuses a name that would leave the folder it is saved to.
pub(super) fn check_name(name: &str) -> Result<(), EdxmlError> {
    let is_bad = name.is_empty()
        || name.chars().count() > NAME_LENGTH_MAX
        || name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\' | ':' | '\u{202e}'))
        || name.chars().all(|c| c == '.');
    if is_bad { Err(EdxmlError::BadName(name.chars().take(80).collect())) } else { Ok(()) }
}

/// Packs a file: one stored part without a date, so that equal files give equal messages.
pub(super) fn encode(name: &str, bytes: &[u8]) -> Result<String, EdxmlError> {
    let refused = || EdxmlError::BrokenAttachment(name.to_owned());
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, options).map_err(|_| refused())?;
    writer.write_all(bytes).map_err(|_| refused())?;
    let packed = writer.finish().map_err(|_| refused())?.into_inner();
    Ok(STANDARD.encode(packed))
}

/// Unpacks a file.
///
/// The gateway's library zips whatever the type says, under a name of its own with the same ending;
/// a file that is an archive itself (DOCX) stays as it is.
/// `left` is what may still be unpacked of the message.
pub(super) fn decode(name: &str, text: &str, left: &mut u64) -> Result<Vec<u8>, EdxmlError> {
    let letters: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    let broken = || EdxmlError::BrokenAttachment(name.to_owned());
    let bytes = STANDARD.decode(letters).map_err(|_| broken())?;
    if !bytes.starts_with(b"PK\x03\x04") {
        return as_named(name, bytes);
    }
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).map_err(|_| broken())?;
    let inner = archive.name_for_index(0).and_then(Result::ok).map(|inner| ending(&inner));
    let is_wrapper = archive.len() == 1 && inner == Some(ending(name));
    if !is_wrapper {
        return as_named(name, bytes);
    }
    let part = archive.by_index(0).map_err(|_| broken())?;
    // What the table of parts says of sizes may be a lie: what is read counts.
    let by_ratio = (bytes.len() as u64).saturating_mul(RATIO_MAX).max(RATIO_FROM_BYTES);
    let most = by_ratio.min(*left);
    let mut content = Vec::new();
    part.take(most + 1).read_to_end(&mut content).map_err(|_| broken())?;
    if content.len() as u64 > most {
        return Err(EdxmlError::UnsafeAttachment(name.to_owned()));
    }
    *left -= content.len() as u64;
    as_named(name, content)
}

/// Refuses what can be no document: nothing at all, a program, and what is a PDF, Word or Excel file by its
/// name alone, which its reader would call broken.
fn as_named(name: &str, content: Vec<u8>) -> Result<Vec<u8>, EdxmlError> {
    let kind = ending(name);
    let name = || name.to_owned();
    let is_program = content.starts_with(b"MZ") || content.starts_with(b"\x7fELF");
    if content.is_empty() {
        return Err(EdxmlError::EmptyAttachment(name()));
    }
    if is_program || PROGRAMS.contains(&kind.as_str()) {
        return Err(EdxmlError::Program(name()));
    }
    match kind_said(&kind) {
        Some(said) if !is_of(&kind, &content) => Err(EdxmlError::NotAsNamed(name(), said)),
        _ => Ok(content),
    }
}

/// What a name says that its file is, where its first bytes or parts can tell.
fn kind_said(ending: &str) -> Option<&'static str> {
    Some(match ending {
        "pdf" => "PDF",
        "docx" => "Word (.docx)",
        "xlsx" => "Excel (.xlsx)",
        "pptx" => "PowerPoint (.pptx)",
        "odt" | "ods" => "OpenDocument",
        "doc" => "Word (.doc)",
        "xls" => "Excel (.xls)",
        "zip" => "ZIP",
        "rar" => "RAR",
        "jpg" | "jpeg" => "ảnh JPEG",
        "png" => "ảnh PNG",
        "tif" | "tiff" => "ảnh TIFF",
        _ => return None,
    })
}

/// Whether content is what the ending of its name says.
fn is_of(ending: &str, content: &[u8]) -> bool {
    let begins = |marks: &[&[u8]]| marks.iter().any(|mark| content.starts_with(mark));
    let head = content.get(..PDF_MARK_WITHIN).unwrap_or(content);
    match ending {
        "pdf" => head.windows(5).any(|window| window == b"%PDF-"),
        "docx" => has_part(content, "word/"),
        "xlsx" => has_part(content, "xl/"),
        "pptx" => has_part(content, "ppt/"),
        "odt" | "ods" => has_part(content, "content.xml"),
        // Offices name RTF, web pages and newer files so, and Word and Excel open them.
        "doc" => begins(&[COMPOUND, b"{\\rtf", b"PK\x03\x04", b"<", b"\xef\xbb\xbf<"]),
        "xls" => begins(&[COMPOUND, b"\x09\x08", b"PK\x03\x04", b"<", b"\xef\xbb\xbf<"]),
        "zip" => begins(&[b"PK\x03\x04", b"PK\x05\x06"]),
        "rar" => begins(&[b"Rar!"]),
        "jpg" | "jpeg" => begins(&[b"\xff\xd8\xff"]),
        "png" => begins(&[b"\x89PNG"]),
        "tif" | "tiff" => begins(&[b"II*\0", b"MM\0*"]),
        _ => true,
    }
}

/// Whether an office file has a part under such a name: an archive of anything else only bears its ending.
fn has_part(content: &[u8], prefix: &str) -> bool {
    let archive = ZipArchive::new(Cursor::new(content));
    archive.is_ok_and(|archive| {
        let mut names = archive.file_names().filter_map(Result::ok);
        names.any(|name| name.starts_with(prefix))
    })
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}
