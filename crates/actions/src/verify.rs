//! Recomputes what is stored and compares: the chains, the marks of versions, kept files, states, sums.

use domain::{
    catalog::Catalog,
    deed::Deed,
    form::{FormBody, Level},
    history,
};
use store::{
    audit::Subject, chain::Held, db::Reads, db::Store, series::SeriesRow, verify::PartsSum,
};

use crate::{
    Error,
    part::{form, share},
};

/// What was compared, and what did not hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// The chain of the log.
    pub audit: Held,
    /// The chain of what happened to submissions.
    pub events: Held,
    /// Frozen versions whose mark was compared.
    pub versions: u64,
    /// Versions from before there were marks.
    pub versions_unsealed: u64,
    /// Submission and number of each version that is not what was signed.
    pub versions_broken: Vec<(i64, i64)>,
    pub files: u64,
    /// "document/7.pdf" of each file whose bytes no longer give its hash.
    pub files_broken: Vec<String>,
    /// Signed papers, messages of the exchange and authorisations, compared with their hash.
    pub kept: u64,
    /// What each of them is called whose bytes no longer give its hash.
    pub kept_broken: Vec<String>,
    /// Whether the loaded catalog is what the log says was loaded; nothing where the log is older.
    pub catalog: Option<bool>,
    /// Submissions with a later day that nobody gave.
    pub days_broken: Vec<i64>,
    /// Logins of accounts with roles that nobody gave.
    pub roles_broken: Vec<String>,
    /// Submissions whose accepted version is not theirs.
    pub acceptances_broken: Vec<i64>,
    /// Submissions that stand elsewhere than their history leads.
    pub states_broken: Vec<i64>,
    /// Numbers of outgoing documents.
    pub numbers: u64,
    /// Series with a gap, a double or a number without its document.
    pub series_broken: Vec<SeriesRow>,
    pub sums: u64,
    /// Figures that are not their parts, own share and correction together.
    pub sums_broken: Vec<PartsSum>,
    /// Figures whose sum from below was corrected, with the reason.
    pub sums_corrected: Vec<PartsSum>,
}

impl Verified {
    /// Whether nothing was changed behind the system's back.
    pub fn holds(&self) -> bool {
        self.audit.holds()
            && self.events.holds()
            && self.versions_broken.is_empty()
            && self.files_broken.is_empty()
            && self.kept_broken.is_empty()
            && self.catalog != Some(false)
            && self.days_broken.is_empty()
            && self.roles_broken.is_empty()
            && self.acceptances_broken.is_empty()
            && self.states_broken.is_empty()
            && self.series_broken.is_empty()
            && self.sums_broken.is_empty()
    }
}

/// Compares everything that is stored twice, as it stood at one moment: what is written meanwhile has its
/// line in the log and its head changed between two reads, and would pass for tampering.
///
/// # Errors
/// When the store fails.
pub async fn verify(store: &Store, catalog: &Catalog) -> Result<Verified, Error> {
    let mut reader = store.snapshot().await?;
    let mut verified = Verified {
        audit: store::audit::verify(&mut reader).await?,
        events: store::event::verify(&mut reader).await?,
        ..Verified::default()
    };
    files(&mut reader, &mut verified).await?;
    beside(&mut reader, &mut verified).await?;
    versions(&mut reader, &mut verified).await?;
    states(&mut reader, &mut verified).await?;
    (verified.numbers, verified.series_broken) = store::series::broken(&mut reader).await?;
    verified.acceptances_broken = store::verify::broken_acceptances(&mut reader).await?;
    for sum in store::verify::parts_sums(&mut reader).await? {
        if !comes_from_below(catalog, &sum) {
            continue;
        }
        verified.sums += 1;
        if !sum.holds() {
            verified.sums_broken.push(sum);
        } else if sum.correction != 0 {
            verified.sums_corrected.push(sum);
        }
    }
    Ok(verified)
}

/// What stands beside reports and documents: other kept files, the catalog, later days, roles.
async fn beside(db: &mut impl Reads, verified: &mut Verified) -> Result<(), Error> {
    let is_right = |content: &[u8], hash: &str| crate::sha256_hex(content) == hash;
    (verified.kept, verified.kept_broken) = store::kept::files(db, is_right).await?;
    verified.days_broken = store::kept::days_nobody_gave(db).await?;
    verified.roles_broken = store::kept::roles_nobody_gave(db).await?;
    let told = store::kept::last_told(db, Deed::CatalogLoad).await?.unwrap_or_default();
    if let Some((_, hash)) = told.rsplit_once("sha256=") {
        let files = store::catalog::files(db).await?;
        verified.catalog = Some(crate::catalog::digest(&files) == hash);
    }
    Ok(())
}

async fn files(db: &mut impl Reads, verified: &mut Verified) -> Result<(), Error> {
    for document in store::verify::documents(db).await? {
        for file in store::verify::files(db, document).await? {
            verified.files += 1;
            if crate::sha256_hex(&file.content) != file.sha256 {
                verified.files_broken.push(format!("document/{document}.{}", file.format));
            }
        }
        for version in store::outgoing::versions(db, document).await? {
            verified.files += 1;
            let content = store::outgoing::content(db, document, version.number).await?;
            let found = content.map(|bytes| crate::sha256_hex(&bytes));
            if found.as_ref() != Some(&version.sha256) {
                verified.files_broken.push(format!("document/{document}/{}", version.number));
            }
        }
    }
    Ok(())
}

/// A version is what was signed when all that it holds gives its mark, and the log tells that mark.
async fn versions(db: &mut impl Reads, verified: &mut Verified) -> Result<(), Error> {
    let told = store::audit::digests(db).await?;
    for version in store::value::versions(db).await? {
        let sealed = store::value::sealed(db, version).await?;
        let submission = sealed.submission.0;
        if sealed.kept.is_empty() {
            verified.versions_unsealed += 1;
            continue;
        }
        verified.versions += 1;
        let subject = Subject::Submission(sealed.submission).to_string();
        let known = told.contains(&(subject, sealed.kept.clone()));
        if sealed.kept != sealed.now || !known {
            verified.versions_broken.push((submission, sealed.number));
        }
    }
    // The mark itself taken out of its row, so that the version would pass for an old one.
    let marks = u64::try_from(told.len()).unwrap_or(0);
    if marks > verified.versions && verified.versions_broken.is_empty() {
        verified.versions_broken.extend(lost(db, &told).await?);
    }
    Ok(())
}

/// Versions without a mark of submissions whose mark the log tells.
async fn lost(
    db: &mut impl Reads,
    told: &std::collections::BTreeSet<(String, String)>,
) -> Result<Vec<(i64, i64)>, Error> {
    let mut kept = std::collections::BTreeSet::new();
    for version in store::value::versions(db).await? {
        let sealed = store::value::sealed(db, version).await?;
        kept.insert((Subject::Submission(sealed.submission).to_string(), sealed.kept));
    }
    let gone = told.difference(&kept).filter_map(|(subject, _)| {
        let number = subject.strip_prefix("submission/")?.parse().ok()?;
        Some((number, 0))
    });
    Ok(gone.collect())
}

async fn states(db: &mut impl Reads, verified: &mut Verified) -> Result<(), Error> {
    for found in store::event::histories(db).await? {
        let (state, accepted) = history::told(found.acts);
        if state != found.state || accepted != found.accepted {
            verified.states_broken.push(found.submission.0);
        }
    }
    Ok(())
}

fn comes_from_below(catalog: &Catalog, sum: &PartsSum) -> bool {
    let Some(FormBody::Table(table)) = form(catalog, &sum.form).map(|f| &f.body) else {
        return false;
    };
    let place = (sum.row.clone(), sum.column.clone());
    share::holding_of(table, &place, Level::District).is_some()
}
