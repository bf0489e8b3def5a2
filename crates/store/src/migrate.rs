//! Forward-only, numbered migrations, one text for both engines.

use jiff::Timestamp;

use crate::{
    args,
    db::{Engine, Reads, Store, Tx},
    error::Error,
    submission::stamp,
};

/// Every migration in order: name and text.
const MIGRATIONS: &[(&str, &str)] = &[
    ("0001_audit", include_str!("../migrations/0001_audit.sql")),
    ("0002_org_unit", include_str!("../migrations/0002_org_unit.sql")),
    ("0003_catalog", include_str!("../migrations/0003_catalog.sql")),
    ("0004_officer", include_str!("../migrations/0004_officer.sql")),
    ("0005_submission", include_str!("../migrations/0005_submission.sql")),
    ("0006_desk", include_str!("../migrations/0006_desk.sql")),
    ("0007_assembly", include_str!("../migrations/0007_assembly.sql")),
    ("0008_issued_plan", include_str!("../migrations/0008_issued_plan.sql")),
    ("0009_issued_plan_correction", include_str!("../migrations/0009_issued_plan_correction.sql")),
    ("0011_filing", include_str!("../migrations/0011_filing.sql")),
    ("0012_upkeep", include_str!("../migrations/0012_upkeep.sql")),
    ("0013_workbook", include_str!("../migrations/0013_workbook.sql")),
    ("0014_outgoing", include_str!("../migrations/0014_outgoing.sql")),
    ("0015_template", include_str!("../migrations/0015_template.sql")),
    ("0016_mapping", include_str!("../migrations/0016_mapping.sql")),
    ("0017_dispatch", include_str!("../migrations/0017_dispatch.sql")),
    ("0018_version_print", include_str!("../migrations/0018_version_print.sql")),
    ("0030_value_clustered", include_str!("../migrations/0030_value_clustered.sql")),
    ("0031_signer_paper", include_str!("../migrations/0031_signer_paper.sql")),
    ("0032_issued_plan_day", include_str!("../migrations/0032_issued_plan_day.sql")),
    ("0033_document_marks", include_str!("../migrations/0033_document_marks.sql")),
    ("0034_unit_address", include_str!("../migrations/0034_unit_address.sql")),
    ("0035_seal", include_str!("../migrations/0035_seal.sql")),
    ("0036_sensitive_document", include_str!("../migrations/0036_sensitive_document.sql")),
    ("0037_contact", include_str!("../migrations/0037_contact.sql")),
    ("0038_round_event", include_str!("../migrations/0038_round_event.sql")),
    ("0039_import_run", include_str!("../migrations/0039_import_run.sql")),
    ("0040_share", include_str!("../migrations/0040_share.sql")),
    ("0041_version_paper", include_str!("../migrations/0041_version_paper.sql")),
    ("0043_password_reset", include_str!("../migrations/0043_password_reset.sql")),
    ("0044_reopening", include_str!("../migrations/0044_reopening.sql")),
    ("0045_submission_hand", include_str!("../migrations/0045_submission_hand.sql")),
    ("0046_worker", include_str!("../migrations/0046_worker.sql")),
    ("0047_filing", include_str!("../migrations/0047_filing.sql")),
    ("0048_account_notice", include_str!("../migrations/0048_account_notice.sql")),
];

/// Brings the database to this release; refuses one that is newer or whose past was changed.
pub async fn migrate(store: &Store, now: Timestamp) -> Result<usize, Error> {
    migrate_to(store, now, MIGRATIONS).await
}

/// The same up to and with the migration of a name: what an older release had, to try on it what newer
/// ones make of its rows.
pub async fn migrate_until(store: &Store, now: Timestamp, last: &str) -> Result<usize, Error> {
    let count = MIGRATIONS.iter().take_while(|(name, _)| *name <= last).count();
    migrate_to(store, now, &MIGRATIONS[..count]).await
}

async fn migrate_to(
    store: &Store,
    now: Timestamp,
    wanted: &[(&str, &str)],
) -> Result<usize, Error> {
    let mut tx = store.begin().await?;
    tx.execute(
        "CREATE TABLE IF NOT EXISTS schema_migration (name TEXT PRIMARY KEY, hash TEXT NOT NULL, \
         applied_at TEXT NOT NULL)",
        &[],
    )
    .await?;
    let applied =
        tx.fetch_all("SELECT name, hash FROM schema_migration ORDER BY name", &[]).await?;
    if applied.len() > wanted.len() {
        return Err(Error::Newer);
    }
    for (row, (name, text)) in applied.iter().zip(wanted) {
        if row.text(0)? != *name || row.text(1)? != hash(text) {
            return Err(Error::Migration(format!("{name} was applied with another text")));
        }
    }
    let mut done = 0;
    for (name, text) in &wanted[applied.len()..] {
        apply(&mut tx, text).await?;
        let sql = "INSERT INTO schema_migration (name, hash, applied_at) VALUES ($1, $2, $3)";
        tx.execute(sql, &args![*name, hash(text), stamp(now)]).await?;
        done += 1;
    }
    if done > 0 {
        crate::audit::keep_head(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(done)
}

/// Whether a database has steps that this release does not know.
pub async fn is_newer(db: &mut impl Reads) -> Result<bool, Error> {
    let applied = db.fetch_all("SELECT name FROM schema_migration", &[]).await?;
    for row in &applied {
        let name = row.text(0)?;
        if !MIGRATIONS.iter().any(|(known, _)| *known == name) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

async fn apply(tx: &mut Tx, text: &str) -> Result<(), Error> {
    // PostgreSQL keeps its tables as heaps; SQLite can keep one in the order of its key.
    let (id, bytes, clustered) = match tx.engine() {
        Engine::Sqlite => ("INTEGER PRIMARY KEY", "BLOB", " WITHOUT ROWID"),
        Engine::Postgres => ("BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", "BYTEA", ""),
    };
    let mut text =
        text.replace("{{id}}", id).replace("{{bytes}}", bytes).replace("{{clustered}}", clustered);
    if tx.engine() == Engine::Postgres {
        // By bytes, as SQLite does: else codes and headings are ordered by the server's language.
        text = text.replace(" TEXT", " TEXT COLLATE \"C\"");
    }
    for statement in text.split(";\n").map(str::trim).filter(|s| !s.is_empty()) {
        tx.execute(statement, &[]).await?;
    }
    Ok(())
}
