//! Long lists page by page, the newest first.

use serde::Deserialize;

use crate::view::act::{Link, Pages};

/// Lines of one page.
const SHOWN: i64 = 50;

/// Which page of a list is asked for; the newest is 0.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    page: i64,
}

impl Asked {
    fn page(self) -> i64 {
        self.page.clamp(0, i64::MAX / SHOWN - 1)
    }

    /// How many lines to skip and how many to read: one more than is shown tells whether older ones follow.
    pub(crate) fn span(self) -> (i64, i64) {
        (self.page() * SHOWN, SHOWN + 1)
    }

    /// Whether this is the newest page.
    fn is_first(self) -> bool {
        self.page() == 0
    }

    /// Leaves what one page shows, and gives the ways to the others.
    pub(crate) fn cut<T>(self, rows: &mut Vec<T>, here: &str) -> Pages {
        let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
        let follows = rows.len() > shown;
        rows.truncate(shown);
        let link = |text: &str, page: i64| Link::new(text, format!("{here}?page={page}"));
        Pages {
            newer: (!self.is_first()).then(|| link("Mới hơn", self.page() - 1)),
            older: follows.then(|| link("Cũ hơn", self.page() + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(page: i64, read: usize) -> (usize, Pages) {
        let mut rows = vec![(); read];
        let pages = Asked { page }.cut(&mut rows, "/imports");
        (rows.len(), pages)
    }

    #[test]
    fn a_page_holds_fifty_lines_and_says_whether_older_ones_follow() {
        assert_eq!(Asked { page: 0 }.span(), (0, 51));
        assert_eq!(Asked { page: 2 }.span(), (100, 51));
        assert_eq!(Asked { page: -7 }.span(), (0, 51));
        assert!(Asked { page: i64::MAX }.span().0 > 0);
        let (shown, pages) = cut(0, 51);
        assert_eq!((shown, pages.newer), (50, None));
        assert_eq!(pages.older, Some(Link::new("Cũ hơn", "/imports?page=1")));
        let (shown, pages) = cut(1, 50);
        assert_eq!((shown, pages.older), (50, None));
        assert_eq!(pages.newer, Some(Link::new("Mới hơn", "/imports?page=0")));
    }
}
