//! The pages: what officers see and do in the browser.
//!
//! May use: `actions`, `store` (reading), `domain`, `exchange`, `documents`, `formula` (help of its functions).
//! Never: opens a transaction, decides a rule, shows a cause.

pub mod assembly;
pub mod audit;
pub mod composition;
pub mod confirmation;
mod connection;
pub mod consolidation;
pub mod contact;
pub mod desk;
pub mod dispatch;
pub mod document;
pub mod done;
pub mod download;
pub mod elsewhere;
pub mod form;
pub mod grid;
pub mod import;
pub mod indicator;
pub mod kept;
mod lead_back;
mod leave;
pub mod lint;
pub mod mapping;
pub mod officer;
pub mod org_unit;
pub mod organ_code;
pub mod outgoing;
pub mod own_report;
mod pages;
pub mod percent;
pub mod plan;
pub mod posted;
mod printout;
pub mod problem;
pub mod proof;
pub mod report;
pub mod round;
pub mod routes;
pub mod seen;
pub mod series;
pub mod session;
pub mod sign_in;
pub mod signer;
pub mod standing;
pub mod state;
pub mod submission;
pub mod system;
pub mod template;
mod upkeep;
pub mod upload;
pub mod urging;
pub mod view;
pub mod work;

use state::{AppState, Installation};

/// Serves the site on a listener until told to stop.
pub async fn serve(
    state: AppState,
    listener: tokio::net::TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let installation = Installation::new(state);
    let watch = tokio::spawn(installation.clone().watch());
    connection::serve(listener, routes::router(installation), stop).await;
    watch.abort();
    Ok(())
}
