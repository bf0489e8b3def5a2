//! Any bytes as a signed PDF: an answer or a sentence, never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = exchange::signature::read(data, &exchange::signature::Anchors::default());
});
