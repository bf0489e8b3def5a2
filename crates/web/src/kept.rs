//! Things in memory, each made once for all who ask: its key names everything that it was made of.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::OnceCell;

/// What is kept of one kind at most; beyond it, all are made anew.
const KEPT_MAX: usize = 64;

/// Kept things by their keys.
#[derive(Debug)]
pub struct Kept<T>(Mutex<HashMap<String, Arc<OnceCell<T>>>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Kept<T> {
    /// The place of a thing: empty for the first who asks, others wait for it.
    pub fn cell(&self, key: String) -> Arc<OnceCell<T>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX && !kept.contains_key(&key) {
            kept.clear();
        }
        kept.entry(key).or_default().clone()
    }
}
