//! Templates: the one in force, changed and restored by those who may, and put into a manuscript.

mod advice;
mod blocks;

use documents::{Manuscript, decree::Weight, lint::spelling, manuscript::Block};
use domain::{
    access::Role,
    deed::Deed,
    fold::clean,
    template::{self, Fault, Filled, Kind, Part, Template},
};
use store::audit::Subject;
use store::db::{Reads, Store};

pub use advice::{advice, printed_advice, subject_advice};
pub use blocks::blocks;
use blocks::ended;

use crate::{Acting, Error};

/// Who words the documents of the house.
pub const KEEPERS: [Role; 2] = [Role::Desk, Role::SystemAdministrator];

/// The text of a template that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// How often it was changed.
    pub number: i64,
    pub text: String,
    pub is_shipped: bool,
}

/// The text in force, as it was saved.
pub async fn text(db: &mut impl Reads, kind: &Kind) -> Result<InForce, Error> {
    let (number, text) = store::template::current(db, kind.code).await?;
    let is_shipped = text.is_none();
    Ok(InForce { number, text: text.unwrap_or_else(|| kind.shipped.to_owned()), is_shipped })
}

/// The template in force of a kind; a saved text that this release no longer reads gives way to the
/// shipped one.
pub async fn in_force(db: &mut impl Reads, code: &str) -> Result<Template, Error> {
    let kind = kind(code)?;
    let saved = text(db, kind).await?;
    if let Ok(template) = template::read(kind, &saved.text) {
        return Ok(template);
    }
    tracing::warn!(code, "a saved template does not fit this release");
    shipped(kind)
}

/// The template as it came with the release.
pub fn shipped(kind: &Kind) -> Result<Template, Error> {
    template::read(kind, kind.shipped).map_err(|faults| {
        let words: Vec<String> = faults.iter().map(Fault::words).collect();
        Error::Document(format!("{}: {}", kind.code, words.join("; ")))
    })
}

/// The kind with a code.
pub fn kind(code: &str) -> Result<&'static Kind, Error> {
    template::kind(code).ok_or(Error::NotFound)
}

/// Keeps a changed text over the version that was read.
///
/// # Errors
/// When the officer may not, the text has a fault, or somebody was faster.
pub async fn save(
    store: &Store,
    acting: &Acting,
    (code, read): (&str, i64),
    text: &str,
) -> Result<(), Error> {
    let kind = kind(code)?;
    let text = clean(&text.replace("\r\n", "\n"));
    if let Err(faults) = template::read(kind, &text) {
        let words: Vec<String> = faults.iter().take(5).map(Fault::words).collect();
        return Err(Error::refused(
            "TPL-001",
            format!("Mẫu chưa dùng được: {}.", words.join("; ")),
            "Sửa các chỗ đã nêu rồi lưu lại; mẫu đang dùng chưa thay đổi.",
        ));
    }
    let misspelt: Vec<String> = spelling(&text)
        .into_iter()
        .filter(|found| found.weight == Weight::Fault)
        .map(|found| format!("{} {} {}", found.place, found.problem, found.fix))
        .take(5)
        .collect();
    if !misspelt.is_empty() {
        return Err(Error::refused(
            "TPL-003",
            format!("Mẫu viết sai: {}", misspelt.join(" ")),
            "Sửa các chỗ đã nêu rồi lưu lại; mẫu đang dùng chưa thay đổi.",
        ));
    }
    // The shipped text typed again is the shipped one: it goes on with later releases.
    let changed = (text.trim() != kind.shipped.trim()).then_some(text.as_str());
    keep(store, acting, (kind, read), changed, Deed::TemplateSave).await
}

/// Takes the shipped text again; what was changed stays in the history.
///
/// # Errors
/// When the officer may not, or somebody was faster.
pub async fn restore(store: &Store, acting: &Acting, code: &str, read: i64) -> Result<(), Error> {
    keep(store, acting, (kind(code)?, read), None, Deed::TemplateRestore).await
}

async fn keep(
    store: &Store,
    acting: &Acting,
    (kind, read): (&Kind, i64),
    text: Option<&str>,
    deed: Deed,
) -> Result<(), Error> {
    acting.require(&KEEPERS, "Việc này của cán bộ tổng hợp hoặc quản trị hệ thống.")?;
    let mut tx = store.begin().await?;
    let saved = store::template::save(&mut tx, kind.code, read, text, acting.by()).await;
    if let Err(store::error::Error::Stale) = saved {
        return Err(Error::refused(
            "TPL-002",
            "Có người khác vừa sửa mẫu này.",
            "Tải lại trang để xem bản mới rồi sửa tiếp; bản của người đó còn nguyên.",
        ));
    }
    saved?;
    // The texts themselves stay in the history; the log tells which was changed and by what to know it again.
    let hash = text.map_or("…".to_owned(), |text| crate::sha256_hex(text.as_bytes()));
    let detail = format!("version={read} -> {} sha256={hash}", read + 1);
    tx.finish(acting.audit(deed, Subject::Template(kind.code)).with(&detail)).await?;
    Ok(())
}

/// An abstract without "V/v", which the writers put before that of a letter.
pub(crate) fn bare_subject(text: &str) -> &str {
    let text = text.trim();
    let bare = text.strip_prefix("V/v").or_else(|| text.strip_prefix("v/v"));
    bare.map_or(text, |rest| rest.trim_start_matches([':', ' ']))
}

/// Puts a filled template into a manuscript; `piece` gives what stands at the place of a name.
pub fn lay(manuscript: &mut Manuscript, filled: &Filled, piece: impl FnMut(&str) -> Vec<Block>) {
    let subject = filled.text(Part::Subject);
    bare_subject(&subject).clone_into(&mut manuscript.abstract_text);
    manuscript.addressees = filled.lines(Part::Addressees);
    manuscript.recipients = filled.lines(Part::Recipients);
    let grounds = filled.lines(Part::Grounds);
    manuscript.body = blocks(filled.body(), piece);
    ended(&mut manuscript.body);
    if !grounds.is_empty() {
        manuscript.body.insert(0, Block::Grounds(grounds));
    }
}
