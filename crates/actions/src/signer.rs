//! The list of signers of a unit: added and ended, never deleted.

use domain::{
    access::{Role, UnitId},
    deed::Deed,
    fold::clean,
    signer::{Authorisation, Signer, WorkingRule},
};
use jiff::civil::Date;
use store::audit::Subject;
use store::db::{Reads, Store};

use crate::{Acting, Error};

/// Who keeps signers and series.
pub const KEEPERS: [Role; 3] = [Role::UnitAdministrator, Role::SystemAdministrator, Role::Desk];

/// Refuses unless the officer keeps the papers of a unit: the own one, or the province's for its desk.
///
/// # Errors
/// When the officer does not.
pub fn require_keeper(acting: &Acting, unit: UnitId) -> Result<(), Error> {
    acting.require(&KEEPERS, "Việc này của quản trị đơn vị hoặc cán bộ tổng hợp.")?;
    if unit == acting.officer.unit || unit == acting.accounts_root {
        return Ok(());
    }
    Err(Error::NotFound)
}

/// Adds a signer to a unit.
///
/// # Errors
/// When the officer does not keep the unit's list, or the rules of signing refuse.
pub async fn add(
    store: &Store,
    acting: &Acting,
    unit: UnitId,
    signer: Signer,
) -> Result<i64, Error> {
    require_keeper(acting, unit)?;
    let signer = written(signer);
    let row = store::org_unit::by_id(&mut store.reader(), unit).await?.ok_or(Error::NotFound)?;
    signer.check(WorkingRule::of(row.kind))?;
    let mut tx = store.begin().await?;
    let id = store::signer::add(&mut tx, unit, &signer, acting.by()).await?;
    let last = signer.to.map_or("…".to_owned(), |day| day.to_string());
    let position = signer.position.to_lowercase();
    let detail = format!("unit={} from={} to={last} position={position}", unit.0, signer.from);
    tx.finish(acting.audit(Deed::SignerAdd, Subject::Signer(id)).with(&detail)).await?;
    Ok(id)
}

/// Clean words, capitals where the decree wants them; an authorisation only with "TUQ.".
fn written(signer: Signer) -> Signer {
    let capitals = |text: &str| clean(text).to_uppercase();
    let authority: Vec<String> = signer
        .authority
        .iter()
        .map(|line| capitals(line))
        .filter(|line| !line.is_empty())
        .collect();
    let needs_paper = authority.iter().any(|line| line.starts_with("TUQ."));
    let authorisation = signer.authorisation.filter(|_| needs_paper).map(|paper| Authorisation {
        number: clean(&paper.number).replace(' ', ""),
        scope: clean(&paper.scope),
        ..paper
    });
    Signer {
        name: clean(&signer.name),
        position: capitals(&signer.position),
        authority,
        other_position: clean(&signer.other_position),
        authorisation,
        ..signer
    }
}

/// Largest file of an authorisation, in bytes.
pub const PAPER_MAX: usize = 10 * 1024 * 1024;

/// Refuses what is no file of an authorisation.
///
/// # Errors
/// When it is no PDF, or too large.
pub fn check_paper(content: &[u8]) -> Result<(), Error> {
    if content.len() <= PAPER_MAX && content.starts_with(b"%PDF-") {
        return Ok(());
    }
    Err(Error::refused(
        "SGN-011",
        "Tệp văn bản ủy quyền không phải PDF, hoặc lớn hơn 10 MB.",
        "Quét hoặc lưu văn bản ủy quyền thành PDF rồi nộp lại; chưa có gì được ghi.",
    ))
}

/// Keeps the file of the authorisation behind a signer.
///
/// # Errors
/// When the officer does not keep the list, nobody authorised the signer, or the file is no PDF.
pub async fn keep_paper(
    store: &Store,
    acting: &Acting,
    id: i64,
    content: &[u8],
) -> Result<(), Error> {
    check_paper(content)?;
    let sha256 = crate::sha256_hex(content);
    let mut tx = store.begin().await?;
    let row = store::signer::by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
    require_keeper(acting, row.unit)?;
    if row.signer.authorisation.is_none() {
        return Err(Error::NotFound);
    }
    store::signer::keep_paper(&mut tx, id, (&sha256, content), acting.by()).await?;
    let detail = format!("sha256={sha256}");
    tx.finish(acting.audit(Deed::SignerPaper, Subject::Signer(id)).with(&detail)).await?;
    Ok(())
}

/// The file of the authorisation behind a signer.
///
/// # Errors
/// When the officer does not keep the list, or there is none.
pub async fn paper(db: &mut impl Reads, acting: &Acting, id: i64) -> Result<Vec<u8>, Error> {
    let row = store::signer::by_id(db, id).await?.ok_or(Error::NotFound)?;
    require_keeper(acting, row.unit)?;
    store::signer::paper(db, id).await?.ok_or(Error::NotFound)
}

/// Sets the last day on which somebody signs.
///
/// # Errors
/// When the officer does not keep the unit's list, or the day lies before the first.
pub async fn end(store: &Store, acting: &Acting, id: i64, last: Date) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = store::signer::by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
    require_keeper(acting, row.unit)?;
    let before = row.signer.to.map_or("…".to_owned(), |day| day.to_string());
    let ended = Signer { to: Some(last), ..row.signer };
    ended.check_term()?;
    store::signer::end(&mut tx, id, last).await?;
    let detail = format!("to={before} -> {last}");
    tx.finish(acting.audit(Deed::SignerEnd, Subject::Signer(id)).with(&detail)).await?;
    Ok(())
}
