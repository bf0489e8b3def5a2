//! Checks a formula against the names that exist, before any data is there.

use crate::{
    ast::Formula,
    error::{ParseError, Reason},
};

impl Formula {
    /// Lists every name or pattern, with its place, that `known` does not know.
    pub fn check(&self, known: impl Fn(&str) -> bool) -> Vec<ParseError> {
        let mut problems = Vec::new();
        self.root.each_name(&mut |name, at| {
            if !known(name) {
                problems.push(ParseError::new(at, Reason::UnknownReference(name.to_owned())));
            }
        });
        problems
    }
}
