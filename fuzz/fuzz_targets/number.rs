//! Any bytes as a figure as an officer types it: an answer or a sentence, never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data)
        && let Ok(amount) = domain::amount::Amount::read(text)
    {
        // What was read is printed and read again alike.
        let printed = domain::amount::vietnamese(amount.to_decimal());
        assert_eq!(domain::amount::Amount::read(&printed), Ok(amount), "{text:?} {printed:?}");
    }
});
