//! What every handler shares: store, catalog, clock, and who the province and its lead office are.
//!
//! A request sees one snapshot of it. When a catalog is loaded or a fact confirmed, the installation
//! takes a new one; requests under way keep theirs.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use actions::{account::Door, report::Draft, totals::Totals};
use axum::{extract::FromRef, http::HeaderMap};
use domain::{access::UnitId, catalog::Catalog};
use exchange::catalog::Source;
use jiff::{SignedDuration, Timestamp};
use store::db::Store;
use tokio::sync::Semaphore;

use crate::{
    kept::Kept,
    problem::PageError,
    standing::Standings,
    view::{session::DemoAccount, submission::PartLine},
};

/// How often a running server looks whether another process changed the catalog.
const LOOK: Duration = Duration::from_secs(20);

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
    /// The site is reached over HTTPS only: cookies are for it alone.
    pub https: bool,
    pub demo: Arc<Vec<DemoAccount>>,
    /// At most this many documents are rendered at once.
    pub rendering: Arc<Semaphore>,
    /// At most this many passwords are checked at once.
    pub hashing: Arc<Semaphore>,
    /// Which failed sign-ins are logged singly.
    pub door: Arc<Door>,
    /// At most this many runs of files come in at once.
    pub uploads: Arc<Semaphore>,
    /// Totals in memory, as long as nothing that counts has changed.
    pub totals: Arc<Totals>,
    /// Boards and work lists, as long as nothing stands differently.
    pub standings: Arc<Standings>,
    /// Drafts of reports with their page.
    pub previews: Arc<Kept<(Draft, String)>>,
    /// Parts of handed-in reports as their page lists them.
    pub parts: Arc<Kept<Vec<PartLine>>>,
    /// Which catalog, and which confirmations of it, this is.
    pub revision: u64,
}

impl AppState {
    /// The state over a filled store, with what was confirmed of its catalog.
    pub async fn load(store: Store, clock: Clock) -> Result<Self, PageError> {
        let revision = actions::catalog::revision(&mut store.reader()).await?;
        let catalog = catalog(&store).await?;
        let mut reader = store.reader();
        let mut unit = async |key: &str| {
            let known = store::org_unit::by_key(&mut reader, key).await?;
            known.map(|u| u.id).ok_or_else(|| PageError::Internal(format!("no unit {key}")))
        };
        let (province, lead) = (unit(&catalog.province).await?, unit(&catalog.lead).await?);
        let sample = store::setting::get(&mut reader, "sample").await?.is_some();
        Ok(Self {
            catalog: Arc::new(catalog),
            clock,
            province,
            lead,
            sample,
            https: false,
            demo: Arc::default(),
            rendering: Arc::new(Semaphore::new(2)),
            hashing: Arc::new(Semaphore::new(2)),
            door: Arc::default(),
            uploads: Arc::new(Semaphore::new(2)),
            totals: Arc::default(),
            standings: Arc::default(),
            previews: Arc::default(),
            parts: Arc::default(),
            revision,
            store,
        })
    }
}

impl AppState {
    /// Whether the browser reached this site over HTTPS: the server was told so, or the proxy says it.
    pub fn is_https(&self, headers: &HeaderMap) -> bool {
        self.https || headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https")
    }
}

/// The catalog of a store as confirmed.
async fn catalog(store: &Store) -> Result<Catalog, PageError> {
    let mut reader = store.reader();
    let files = store::catalog::files(&mut reader).await?;
    let read = tokio::task::spawn_blocking(move || exchange::catalog::read(&Source { files }));
    let mut catalog = read
        .await?
        .map_err(|faults| PageError::Internal(format!("catalog: {} faults", faults.len())))?;
    actions::confirmation::apply(&mut reader, &mut catalog).await?;
    Ok(catalog)
}

/// The running system: hands each request the newest state.
#[derive(Debug, Clone)]
pub struct Installation(Arc<RwLock<AppState>>);

impl Installation {
    /// Runs on a state until the catalog changes.
    pub fn new(state: AppState) -> Self {
        Self(Arc::new(RwLock::new(state)))
    }

    /// The newest state.
    pub fn state(&self) -> AppState {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes the catalog anew where it, or what is confirmed of it, has changed.
    pub async fn refresh(&self) -> Result<(), PageError> {
        let old = self.state();
        let revision = actions::catalog::revision(&mut old.store.reader()).await?;
        if revision == old.revision {
            return Ok(());
        }
        let catalog = Arc::new(catalog(&old.store).await?);
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if current.revision < revision {
            (current.catalog, current.revision) = (catalog, revision);
            // What was computed with the old catalog after the new one was stored bears the new one's key.
            current.totals = Arc::default();
            current.previews = Arc::default();
            current.parts = Arc::default();
        }
        Ok(())
    }

    /// Looks for changes of other processes, for as long as the server runs.
    pub async fn watch(self) {
        loop {
            tokio::time::sleep(LOOK).await;
            if let Err(error) = self.refresh().await {
                tracing::warn!(?error, "the catalog was not read again");
            }
        }
    }
}

impl FromRef<Installation> for AppState {
    fn from_ref(installation: &Installation) -> Self {
        installation.state()
    }
}
