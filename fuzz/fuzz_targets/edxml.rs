//! Any bytes as a message of the document exchange: an answer or a sentence, never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = exchange::edxml::read(data);
});
