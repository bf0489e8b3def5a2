//! Any bytes as an issued plan as DOCX, PDF or text, with the dates in it: an answer or a sentence, never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

// The library for PDFs panics on broken fonts and is caught; only what escapes counts.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |data: &[u8]| {
    if let Ok(text) = exchange::text::text_of(data, "") {
        let _ = domain::plan::read::read(&text);
    }
});
