//! Any bytes as a DOCX, PDF or text that is checked: an answer or a sentence, never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = documents::lint::check(data);
});
