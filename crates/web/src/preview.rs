//! Previews in memory, each put together once for all who look at it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use actions::report::Draft;
use tokio::sync::OnceCell;

/// A draft and its preview, as long as nothing that stands in it has changed.
#[derive(Debug)]
pub struct Previewed {
    pub draft: Draft,
    /// The page as HTML.
    pub paper: String,
}

/// Previews in memory: the same draft is put together once for all who look at it.
#[derive(Debug, Default)]
pub struct Previews(Mutex<HashMap<String, Arc<OnceCell<Previewed>>>>);

/// Previews kept at most.
const PREVIEWS_MAX: usize = 16;

impl Previews {
    /// The place of a preview; the key names everything that stands in it.
    pub fn cell(&self, key: String) -> Arc<OnceCell<Previewed>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= PREVIEWS_MAX && !kept.contains_key(&key) {
            kept.clear();
        }
        kept.entry(key).or_default().clone()
    }
}
