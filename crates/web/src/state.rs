//! What every handler shares: store, catalog, clock, and who the province and its lead office are.

use std::sync::Arc;

use domain::{access::UnitId, catalog::Catalog};
use jiff::{SignedDuration, Timestamp};
use store::db::Store;
use tokio::sync::Semaphore;

use crate::view::session::DemoAccount;

/// The only place of the doors that asks what time it is; a demonstration's clock is shifted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    pub shift: SignedDuration,
}

impl Clock {
    /// Now on this clock.
    pub fn now(&self) -> Timestamp {
        let real = Timestamp::now();
        real.checked_add(self.shift).unwrap_or(real)
    }
}

/// Shared by all handlers.
#[derive(Debug, Clone)]
pub struct AppState {
    pub store: Store,
    pub catalog: Arc<Catalog>,
    pub clock: Clock,
    pub province: UnitId,
    pub lead: UnitId,
    /// Figures are invented and marked so.
    pub sample: bool,
    pub demo: Arc<Vec<DemoAccount>>,
    /// At most this many documents are rendered at once.
    pub rendering: Arc<Semaphore>,
    /// At most this many passwords are checked at once.
    pub hashing: Arc<Semaphore>,
}
