//! PDF: the text layer as it lies, page by page. A page that is a picture has none.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{TextError, glyph::Reader, ruled};

/// Fewer letters than this on all pages together are stamps and page numbers, no plan.
const LETTERS_MIN: usize = 40;

/// How far behind the first byte the mark may stand.
const MARK_WITHIN: usize = 1024;

/// Whether bytes are a PDF.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..MARK_WITHIN).unwrap_or(bytes);
    head.windows(5).any(|window| window == b"%PDF-")
}

/// How many pages a PDF has; none where it does not open, or opens with a password alone.
pub(super) fn page_count(bytes: &[u8]) -> usize {
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut document = pdf_extract::Document::load_mem(bytes)?;
        if document.is_encrypted() {
            document.decrypt("")?;
        }
        Ok::<_, pdf_extract::Error>(document.get_pages().len())
    }));
    read.ok().and_then(Result::ok).unwrap_or(0)
}

/// The text layer, pages separated by a form feed.
pub(super) fn text(bytes: &[u8]) -> Result<String, TextError> {
    // The library panics on odd fonts and broken streams; such a file is refused, not fatal.
    let read = catch_unwind(AssertUnwindSafe(|| pages(bytes)));
    let Ok(Ok(pages)) = read else { return Err(TextError::BrokenPdf) };
    let text = pages.join("\n\u{c}\n");
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < LETTERS_MIN { Err(TextError::NoTextLayer) } else { Ok(text) }
}

fn pages(bytes: &[u8]) -> Result<Vec<String>, pdf_extract::OutputError> {
    let mut document = pdf_extract::Document::load_mem(bytes)?;
    if document.is_encrypted() {
        document.decrypt("")?;
    }
    let pages = document.get_pages();
    let rules = pages.iter().map(|(number, page)| (*number, ruled::rules(&document, *page)));
    let mut reader = Reader::with_rules(rules.collect());
    pdf_extract::output_doc(&document, &mut reader)?;
    Ok(joined_rows(reader.into_pages()))
}

/// A row that a page break cut goes on with an empty first cell, as the number stands above.
fn joined_rows(mut pages: Vec<String>) -> Vec<String> {
    for at in 1..pages.len() {
        let head: String = pages[at].lines().take_while(|line| !line.starts_with('|')).collect();
        let only_number = head.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–'));
        let next = pages[at].lines().find(|line| line.starts_with('|')).map(str::to_owned);
        let last = pages[at - 1].trim_end().lines().last().filter(|line| line.starts_with('|'));
        let (Some(next), Some(last)) = (next.filter(|_| only_number), last.map(str::to_owned))
        else {
            continue;
        };
        let (before, after) = (cells(&last), cells(&next));
        if before.len() != after.len() || !after.first().is_some_and(|cell| cell.is_empty()) {
            continue;
        }
        let both = before.iter().zip(&after).map(|(one, other)| format!("{one} {other}"));
        let both: Vec<String> = both.map(|cell| cell.trim().to_owned()).collect();
        pages[at - 1] = pages[at - 1].replace(&last, &format!("| {} |", both.join(" | ")));
        pages[at] = pages[at].replacen(&next, "", 1);
    }
    pages
}

fn cells(row: &str) -> Vec<&str> {
    row.trim_matches('|').split('|').map(str::trim).collect()
}
