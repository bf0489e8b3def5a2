//! Recomputes what is stored and compares: the chain of the audit, kept files, acceptances, sums.

use domain::{
    catalog::Catalog,
    consolidation::is_filled_from_below,
    form::{FormBody, Level},
};
use sha2::{Digest, Sha256};
use store::{db::Store, series::SeriesRow, verify::PartsSum};

use crate::{Error, part::form};

/// What was compared, and what did not hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    pub audit_lines: u64,
    /// First audit line that was changed.
    pub audit_broken: Option<i64>,
    pub files: u64,
    /// "document/7.pdf" of each file whose bytes no longer give its hash.
    pub files_broken: Vec<String>,
    /// Submissions whose accepted version is not theirs.
    pub acceptances_broken: Vec<i64>,
    /// Numbers of outgoing documents.
    pub numbers: u64,
    /// Series with a gap, a double or a number without its document.
    pub series_broken: Vec<SeriesRow>,
    pub sums: u64,
    /// Figures filled from below that differ from the sum of their parts: adjusted, to be explained.
    pub sums_differing: Vec<PartsSum>,
}

impl Verified {
    /// Whether nothing was changed behind the system's back.
    pub fn holds(&self) -> bool {
        self.audit_broken.is_none()
            && self.files_broken.is_empty()
            && self.acceptances_broken.is_empty()
            && self.series_broken.is_empty()
    }
}

/// Compares everything that is stored twice.
///
/// # Errors
/// When the store fails.
pub async fn verify(store: &Store, catalog: &Catalog) -> Result<Verified, Error> {
    let mut reader = store.reader();
    let (audit_lines, audit_broken) = store::audit::verify(&mut reader).await?;
    let mut verified = Verified { audit_lines, audit_broken, ..Verified::default() };
    for document in store::verify::documents(&mut reader).await? {
        for file in store::verify::files(&mut reader, document).await? {
            verified.files += 1;
            if crate::hexadecimal(&Sha256::digest(&file.content)) != file.sha256 {
                verified.files_broken.push(format!("document/{document}.{}", file.format));
            }
        }
        for version in store::outgoing::versions(&mut reader, document).await? {
            verified.files += 1;
            let content = store::outgoing::content(&mut reader, document, version.number).await?;
            let found = content.map(|bytes| crate::hexadecimal(&Sha256::digest(&bytes)));
            if found.as_ref() != Some(&version.sha256) {
                verified.files_broken.push(format!("document/{document}/{}", version.number));
            }
        }
    }
    (verified.numbers, verified.series_broken) = store::series::broken(&mut reader).await?;
    verified.acceptances_broken = store::verify::broken_acceptances(&mut reader).await?;
    for sum in store::verify::parts_sums(&mut reader).await? {
        if !comes_from_below(catalog, &sum) {
            continue;
        }
        verified.sums += 1;
        if sum.stored != sum.parts {
            verified.sums_differing.push(sum);
        }
    }
    Ok(verified)
}

fn comes_from_below(catalog: &Catalog, sum: &PartsSum) -> bool {
    let Some(FormBody::Table(table)) = form(catalog, &sum.form).map(|f| &f.body) else {
        return false;
    };
    table
        .rows
        .iter()
        .find(|row| row.code == sum.row)
        .is_some_and(|row| is_filled_from_below(table, row, &sum.column, Level::District))
}
