//! Roots of the issuers of certificates that this office trusts.

use domain::{access::Role, deed::Deed};
use exchange::signature::Anchors;
use store::audit::Subject;
use store::db::{Reads, Store};

use crate::{Acting, Error};

const SETTING: &str = "trust-anchors";
/// Largest file of certificates, in bytes.
const FILE_MAX: usize = 256 * 1024;

/// The trusted roots; none where nobody named any.
///
/// # Errors
/// When the store fails.
pub async fn anchors(db: &mut impl Reads) -> Result<Anchors, Error> {
    let mut anchors = Anchors::default();
    if let Some(pem) = store::setting::get(db, SETTING).await? {
        anchors.add(pem.as_bytes())?;
    }
    Ok(anchors)
}

/// Replaces the trusted roots by those of a PEM or DER file; tells how many.
///
/// # Errors
/// When the officer does not keep the system, or the file holds no certificate of an issuer that is
/// valid today.
pub async fn trust(store: &Store, acting: &Acting, file: &[u8]) -> Result<usize, Error> {
    acting.require(&[Role::SystemAdministrator], "Việc này của quản trị hệ thống.")?;
    if file.len() > FILE_MAX {
        return Err(exchange::signature::SignatureError::NoCertificate.into());
    }
    let (text, count) = Anchors::roots(file, acting.now)?;
    let mut tx = store.begin().await?;
    store::setting::set(&mut tx, SETTING, &text).await?;
    tx.finish(acting.audit(Deed::TrustSet, Subject::Named(SETTING))).await?;
    Ok(count)
}
