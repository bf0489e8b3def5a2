//! Where the figure of an indicator is used: its table, the draft, the reports that were issued.

use actions::outgoing;
use domain::{outgoing::State, series::Body};

use super::Years;
use crate::{problem::PageError, session::Signed, state::AppState, view::act::Link};

/// Where the figure is used: its table, the draft, and the reports of the year as they were issued.
pub(super) async fn places(
    state: &AppState,
    signed: &Signed,
    years: &Years,
    table: String,
) -> Result<Vec<Link>, PageError> {
    let mut reader = state.store.reader();
    let draft = format!("/reports/{}/lead", years.round);
    let mut used = vec![Link::new("Biểu tổng hợp", table), Link::new("Dự thảo báo cáo năm", draft)];
    let mut issued = Vec::new();
    for issuer in [state.lead, state.province] {
        let (acting, issuer) = (&signed.acting, (issuer, Body::Organ));
        issued.extend(outgoing::standing(&mut reader, acting, years.round_id, issuer).await?);
    }
    let changed = crate::outgoing::overtaken(&mut reader, state, &issued).await?;
    for row in &issued {
        let name = match row.state {
            State::Issued => outgoing::cited(row),
            other => format!("{} ({})", row.kind, other.label()),
        };
        let since = if changed.contains_key(&row.id) {
            ", số liệu đã thay đổi sau khi lập"
        } else {
            ""
        };
        used.push(Link::new(format!("{name}{since}"), format!("/documents/{}", row.id)));
    }
    Ok(used)
}
