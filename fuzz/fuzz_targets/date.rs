//! Any bytes as a day as an officer types it, and as a line of a plan with days in it: an answer or a
//! sentence, never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Some(date) = domain::plan::read::typed_date(text) {
        // What was read is printed and read again alike.
        let printed = domain::period::day(date);
        assert_eq!(domain::plan::read::typed_date(&printed), Some(date), "{text:?} {printed:?}");
    }
    let line = format!("III. TỔ CHỨC THỰC HIỆN\n1. Báo cáo\nSở Y tế báo cáo {text}.\n");
    let _ = domain::plan::read::read(&line);
});
