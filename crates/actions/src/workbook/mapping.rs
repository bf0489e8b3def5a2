//! A file that the system did not make: matched with forms by its officer, read by the match, and the
//! match kept for the next file of the same layout.

use std::sync::Arc;

use domain::{
    access::{Role, UnitId},
    catalog::Catalog,
    deed::Deed,
    submission::SubmissionId,
};
use exchange::workbook::{Asked, Choice, Opened, Pattern, Reading, Trouble};
use store::{
    audit::Subject,
    db::{Store, Tx},
    mapping::{Kept, MappingRow},
    submission::SubmissionRow,
    workbook::Staged,
};

use super::{
    AskedForms, Preview,
    accept::gone,
    key, opened,
    owner::{cautions, require_owner},
    preview::staged_preview,
    visible,
};
use crate::{Acting, Error, draft::open_for_editing};

/// Longest name of a kept choice, in characters.
const NAME_MAX: usize = 120;

/// A waiting file beside the forms that it may give.
#[derive(Debug)]
pub struct Bench<'a> {
    pub row: SubmissionRow,
    pub name: String,
    pub opened: Opened,
    pub forms: AskedForms<'a>,
    /// As chosen last, else as proposed.
    pub choice: Choice,
}

/// Lays a waiting file out for matching.
///
/// # Errors
/// When the officer may not type here, the draft is closed, or the file no longer waits.
pub async fn bench<'a>(
    store: &Store,
    catalog: &'a Catalog,
    acting: &Acting,
    (id, sha256): (SubmissionId, &str),
) -> Result<Bench<'a>, Error> {
    let mut reader = store.reader();
    let row = open_for_editing(&mut reader, acting, id).await?;
    let staged = store::workbook::staged(&mut reader, id, acting.officer.id, sha256).await?;
    let staged = staged.ok_or_else(gone)?;
    let opened = opened(Arc::new(staged.content), key(store).await?).await?;
    let forms = visible(catalog, acting, &row);
    let choice = match &staged.mapping {
        Some(text) => choice(text)?,
        None => opened.propose(&asked(&forms)),
    };
    Ok(Bench { row, name: staged.name, opened, forms, choice })
}

/// Reads a waiting file by the officer's choice; nothing but the choice is written.
///
/// # Errors
/// When the choice takes one place twice or nothing at all, or the file no longer waits.
pub async fn choose(
    store: &Store,
    catalog: &Catalog,
    acting: &Acting,
    (id, sha256): (SubmissionId, &str),
    (choice, kept_name): (Choice, Option<String>),
) -> Result<Preview, Error> {
    let found = store::workbook::staged(&mut store.reader(), id, acting.officer.id, sha256).await?;
    let staged = found.ok_or_else(gone)?;
    let content = Arc::new(staged.content);
    let opened = opened(Arc::clone(&content), key(store).await?).await?;
    let mut reader = store.reader();
    let row = open_for_editing(&mut reader, acting, id).await?;
    require_owner(&mut reader, catalog, &row, &opened).await?;
    let reading = read_by(&opened, &visible(catalog, acting, &row), &choice)?;
    let staged = Staged {
        content: Arc::try_unwrap(content).unwrap_or_else(|shared| shared.to_vec()),
        mapping: Some(choice.to_text()),
        kept_name: kept_name.map(|name| named(&name)).filter(|name| !name.is_empty()),
        ..staged
    };
    let cautions = cautions(catalog, &row, (&opened, &reading));
    let preview = staged_preview(store, catalog, acting, (id, reading), staged).await?;
    Ok(Preview { cautions, ..preview })
}

/// The kept choice that fits a file, with its name: the unit's own before those of others, the newest
/// of equals.
pub fn fitted(
    kept: &[MappingRow],
    unit: UnitId,
    opened: &Opened,
    forms: &AskedForms<'_>,
) -> Option<(Choice, String)> {
    let (mut choice, mut name) = (Choice::default(), None);
    let forms = asked(forms);
    for at in 0..opened.sheet_names().len() {
        let signature = opened.signature(at);
        let mut fitting: Vec<&MappingRow> =
            kept.iter().filter(|row| !signature.is_empty() && row.signature == signature).collect();
        fitting.sort_by_key(|row| (row.unit == unit, &row.at));
        // One kept choice may give several forms of the sheet; what another one says of it is not mixed in.
        let mut by: Option<(UnitId, &str)> = None;
        for row in fitting.into_iter().rev() {
            if by.is_some_and(|by| by != (row.unit, row.name.as_str())) {
                continue;
            }
            let form = forms.iter().find(|asked| {
                (&asked.form.code, asked.form.version) == (&row.form, row.form_version)
                    && choice.forms.iter().all(|one| one.form != row.form)
            });
            let pattern = Pattern::from_text(&row.pattern);
            if let Some((form, pattern)) = form.zip(pattern)
                && let Some(one) = opened.fit(&pattern, *form, at)
            {
                choice.forms.push(one);
                name = name.or_else(|| Some(row.name.clone()));
                by = Some((row.unit, &row.name));
            }
        }
    }
    name.filter(|_| opened.read_by(&forms, &choice).is_ok()).map(|name| (choice, name))
}

/// Keeps the choice of a file that is taken over.
pub(super) async fn keep(
    tx: &mut Tx,
    acting: &Acting,
    (row, name): (&SubmissionRow, &str),
    (opened, forms, choice): (&Opened, &AskedForms<'_>, &Choice),
) -> Result<(), Error> {
    for one in &choice.forms {
        let form = forms.iter().find(|(form, _)| form.code == one.form);
        let (Some((form, _)), Some(pattern)) = (form, opened.keep(one)) else { continue };
        let (signature, pattern) = (opened.signature(one.sheet), pattern.to_text());
        let form = (form.code.as_str(), form.version);
        let kept = Kept { name, form, signature: &signature, pattern: &pattern };
        store::mapping::keep(tx, row.submission.unit, kept, acting.by()).await?;
    }
    store::audit::record(tx, acting.audit(Deed::MappingKeep, Subject::Unit(row.submission.unit)))
        .await?;
    Ok(())
}

/// Gives a kept choice another name.
pub async fn rename(store: &Store, acting: &Acting, id: i64, name: &str) -> Result<(), Error> {
    let name = named(name);
    if name.is_empty() {
        return Err(Error::refused("BOOK-327", "Tên còn trống.", "Ghi một tên rồi lưu lại."));
    }
    let mut tx = may_change(store, acting, id).await?;
    store::mapping::rename(&mut tx, id, &name).await?;
    finish(tx, acting, id, Deed::MappingRename).await
}

/// Forgets a kept choice; figures that came by it stay.
pub async fn delete(store: &Store, acting: &Acting, id: i64) -> Result<(), Error> {
    let mut tx = may_change(store, acting, id).await?;
    store::mapping::delete(&mut tx, id).await?;
    finish(tx, acting, id, Deed::MappingDelete).await
}

async fn may_change(store: &Store, acting: &Acting, id: i64) -> Result<Tx, Error> {
    let mut tx = store.begin().await?;
    let all = store::mapping::list(&mut tx, &acting.scope).await?;
    let row = all.iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
    if row.unit == acting.officer.unit {
        let who = "Đổi tên, bỏ cách khớp là việc của cán bộ nhập liệu, thẩm tra hoặc tổng hợp.";
        acting.require(&[Role::Reporter, Role::Reviewer, Role::Desk], who)?;
    } else {
        let who = "Cách khớp của đơn vị khác do cán bộ thẩm tra hoặc tổng hợp quản lý.";
        acting.require(&[Role::Reviewer, Role::Desk], who)?;
    }
    Ok(tx)
}

async fn finish(tx: Tx, acting: &Acting, id: i64, deed: Deed) -> Result<(), Error> {
    tx.finish(acting.audit(deed, Subject::Mapping(id))).await?;
    Ok(())
}

fn named(name: &str) -> String {
    domain::fold::clean(name).chars().take(NAME_MAX).collect()
}

fn asked<'a>(forms: &'a AskedForms<'_>) -> Vec<Asked<'a>> {
    forms.iter().map(|(form, cells)| Asked { form, cells }).collect()
}

/// Reads by a choice, or says why not.
pub(super) fn read_by(
    opened: &Opened,
    forms: &AskedForms<'_>,
    choice: &Choice,
) -> Result<Reading, Error> {
    opened.read_by(&asked(forms), choice).map_err(|trouble| refused(&trouble))
}

/// What was kept beside a waiting file.
pub(super) fn choice(text: &str) -> Result<Choice, Error> {
    Choice::from_text(text).map_err(|error| super::refused(&error))
}

fn refused(trouble: &Trouble) -> Error {
    Error::refused(trouble.code(), trouble.to_string(), trouble.next())
}
