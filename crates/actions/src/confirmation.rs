//! An administrator compares facts of the catalog with the original text; the catalog as confirmed.

use std::collections::BTreeSet;
use store::audit::Subject;

use domain::{
    access::Role,
    catalog::Catalog,
    confirmation::{self, Fact},
    deed::Deed,
    fold::clean,
    sentence::is_sentence,
};
use store::db::{Reads, Store};

use crate::{Acting, Error, catalog};

/// Letters of what was compared with.
const COMPARED_MAX: usize = 300;

/// Takes as verified what was confirmed of a catalog.
pub async fn apply(db: &mut impl Reads, catalog: &mut Catalog) -> Result<(), Error> {
    let confirmed = store::confirmation::values(db).await?;
    confirmation::confirm(catalog, &confirmed);
    Ok(())
}

/// Records that facts were compared with a named text and hold.
///
/// `seen` is the catalog that the administrator saw: a value that changed since is refused.
pub async fn confirm(
    store: &Store,
    acting: &Acting,
    seen: &Catalog,
    subjects: &BTreeSet<String>,
    compared_with: &str,
) -> Result<usize, Error> {
    require(acting)?;
    let compared_with = clean(compared_with);
    if !is_named(&compared_with) {
        return Err(Error::refused(
            "CFM-001",
            "Chưa ghi đã đối chiếu với văn bản nào.",
            "Ghi số, ngày văn bản hoặc nơi công bố đã xem rồi xác nhận lại.",
        ));
    }
    if compared_with.chars().count() > COMPARED_MAX {
        return Err(Error::refused(
            "CFM-002",
            format!("Phần “Đã đối chiếu với” dài quá {COMPARED_MAX} chữ."),
            "Ghi gọn số, ngày và nơi công bố của văn bản.",
        ));
    }
    if subjects.is_empty() {
        return Err(Error::refused(
            "CFM-003",
            "Chưa chọn mục nào để xác nhận.",
            "Đánh dấu các mục đã đối chiếu rồi bấm xác nhận.",
        ));
    }
    let open = confirmation::open_facts(seen);
    let chosen: Vec<&Fact> = open.iter().filter(|c| subjects.contains(&c.subject)).collect();
    if chosen.len() != subjects.len() {
        return Err(Error::refused(
            "CFM-004",
            "Có mục đã được xác nhận hoặc đã đổi giá trị từ lúc mở trang; chưa ghi gì.",
            "Tải lại trang, xem giá trị hiện nay rồi chọn lại.",
        ));
    }
    let mut tx = store.begin().await?;
    for fact in &chosen {
        store::confirmation::save(&mut tx, fact, &compared_with, acting.by()).await?;
        let detail = format!("{}; {compared_with}", fact.value);
        let entry = acting.audit(Deed::CatalogConfirm, Subject::Named(&fact.subject)).with(&detail);
        store::audit::record(&mut tx, entry).await?;
    }
    catalog::turn(&mut tx).await?;
    tx.commit().await?;
    Ok(chosen.len())
}

/// Takes a confirmation back: the fact is marked again.
pub async fn withdraw(store: &Store, acting: &Acting, subject: &str) -> Result<(), Error> {
    require(acting)?;
    let mut tx = store.begin().await?;
    let was = store::confirmation::values(&mut tx).await?.remove(subject).unwrap_or_default();
    if !store::confirmation::remove(&mut tx, subject).await? {
        return Err(Error::NotFound);
    }
    let entry = acting.audit(Deed::CatalogWithdrawConfirmation, Subject::Named(subject)).with(&was);
    catalog::turn(&mut tx).await?;
    tx.finish(entry).await?;
    Ok(())
}

/// Whether words name a text: a sentence, or a number as documents bear it.
fn is_named(words: &str) -> bool {
    let has = |is: fn(char) -> bool| words.chars().any(is);
    is_sentence(words) || (has(char::is_alphabetic) && has(|c| c.is_ascii_digit()))
}

fn require(acting: &Acting) -> Result<(), Error> {
    acting.require(&[Role::SystemAdministrator], "Việc này của quản trị hệ thống.")
}
