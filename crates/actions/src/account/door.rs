//! Failed sign-ins whose number nothing bounds: of names that nobody has, and of accounts that are locked. Each is
//! a line of the log as long as they are few. Of a flood the rest of a minute is one line with its count: it holds
//! neither the writers' lock nor the disk, and nobody who signs in is refused for it.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Lines a minute, each for one try.
const SINGLY: u32 = 20;
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// What was logged in the minute that began last, and how many tries were not.
#[derive(Debug, Default)]
struct Tally {
    since: Option<Timestamp>,
    logged: u32,
    unlogged: u64,
}

/// The door of one server.
#[derive(Debug, Default)]
pub struct Door(Mutex<Tally>);

impl Door {
    /// Whether a try is to be logged; then how many before it were not, to be logged with it as one.
    pub(super) fn logs(&self, now: Timestamp) -> Option<u64> {
        let mut tally = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tally.since.is_none_or(|since| now < since || now - since >= MINUTE) {
            let unlogged = tally.unlogged;
            *tally = Tally { since: Some(now), logged: 1, unlogged: 0 };
            return Some(unlogged);
        }
        if tally.logged < SINGLY {
            tally.logged += 1;
            return Some(0);
        }
        tally.unlogged += 1;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_counted_and_few_are_logged_singly() {
        let door = Door::default();
        let begin: Timestamp = "2024-12-03T01:00:00Z".parse().unwrap();
        let logged = (0..1_000).filter(|_| door.logs(begin) == Some(0)).count();
        assert_eq!(logged, usize::try_from(SINGLY).unwrap());
        assert_eq!(door.logs(begin + MINUTE), Some(980), "the rest is told once");
        assert_eq!(door.logs(begin + MINUTE), Some(0));
    }
}
