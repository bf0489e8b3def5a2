//! Chance that is the same every time: a hash of names, no generator, no clock.

/// A number from 0 to `below` − 1 that depends on the words only.
pub(super) fn pick(words: &[&str], below: i64) -> i64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for word in words {
        for byte in word.bytes().chain([0x1f]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash ^= hash >> 31;
    hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^= hash >> 29;
    i64::try_from(hash % u64::try_from(below.max(1)).unwrap_or(1)).unwrap_or(0)
}

/// A number from `low` to `high`, both included.
pub(super) fn between(words: &[&str], low: i64, high: i64) -> i64 {
    low + pick(words, high - low + 1)
}
