//! Any bytes as a workbook in XLSX, ODS or XLS: an answer or a sentence, never a panic; and as a foreign
//! file matched with a form, every cell taken or left.

#![no_main]

#[path = "../shared/form.rs"]
mod form;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| form::take(data));
