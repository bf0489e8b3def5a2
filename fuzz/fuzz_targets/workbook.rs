//! Any bytes as a workbook in XLSX, ODS or XLS: an answer or a sentence, never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let key = exchange::workbook::Key::from_secret(b"fuzz");
    if let Ok(opened) = exchange::workbook::open(data, &key) {
        let _ = opened.owner();
        let _ = opened.read(&[]);
    }
});
