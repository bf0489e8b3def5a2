//! The words of an office's own report, put together from what units wrote.

use domain::access::{Role, UnitId};
use domain::{deed::Deed, fold::clean, sentence::is_sentence};
use store::{audit::Subject, db::Store};

use crate::{Acting, Error, report::gathered, totals::Voice};

/// Longest text of one heading in characters.
const TEXT_MAX: usize = 60_000;

/// Longest reason in characters.
const REASON_MAX: usize = 300;

/// Who edits the office's words.
pub const EDITORS: [Role; 2] = [Role::Desk, Role::Reviewer];

/// What others are told.
const WHOSE: &str = "Việc này của cán bộ tổng hợp.";

/// Saves the text of a heading over the revision that was read.
///
/// # Errors
/// When the officer is not at the desk, the text is too long, or somebody saved other words meanwhile.
pub async fn save(
    store: &Store,
    acting: &Acting,
    place: (i64, UnitId, &str, &str),
    text: &str,
    read: i64,
) -> Result<i64, Error> {
    acting.require(&EDITORS, WHOSE)?;
    let body = cleaned(text)?;
    let mut tx = store.begin().await?;
    let (round, office, form, heading) = place;
    let there = store::assembly::list(&mut tx, round, office, form).await?.remove(heading);
    if let Some(there) = there.filter(|there| there.body.as_written() == body) {
        return Ok(there.revision);
    }
    let revision = store::assembly::save(&mut tx, place, &body, read, acting.by()).await?;
    tx.finish(acting.audit(Deed::AssemblySave, Subject::Assembly(place.0, place.3))).await?;
    Ok(revision)
}

/// Headings that nobody edited, and all that units wrote.
#[derive(Debug, Clone, Copy)]
pub struct Unedited<'a> {
    pub headings: &'a [&'a str],
    pub voices: &'a [Voice],
}

impl<'a> Unedited<'a> {
    /// By which it is known that units' words are still those that were shown.
    pub fn seen(self) -> String {
        let mut all = String::new();
        for heading in self.headings {
            all.push_str(heading);
            for voice in self.of(heading) {
                all.extend(["\n", voice.unit.as_str(), "\n", voice.body.to_string().as_str()]);
            }
        }
        crate::sha256_hex(all.as_bytes())
    }

    fn of(self, heading: &str) -> impl Iterator<Item = &'a Voice> {
        self.voices.iter().filter(move |voice| voice.heading == heading)
    }
}

/// Takes the words of headings that nobody edited over as they are: one heading, or several with a reason.
///
/// # Errors
/// When the officer is not at the desk, several are confirmed without a reason, or the words are not those
/// that were shown any more.
pub async fn confirm(
    store: &Store,
    acting: &Acting,
    (round, office, form): (i64, UnitId, &str),
    (unedited, shown): (Unedited<'_>, &str),
    reason: &str,
) -> Result<(), Error> {
    acting.require(&EDITORS, WHOSE)?;
    let headings = unedited.headings;
    let Some(first) = headings.first().copied().filter(|_| unedited.seen() == shown) else {
        return Err(outrun());
    };
    let reason: String = clean(reason).chars().take(REASON_MAX).collect();
    if headings.len() > 1 && !is_sentence(&reason) {
        return Err(Error::refused(
            "CON-003",
            format!("Xác nhận một lúc {} mục mà chưa ghi lý do thành câu.", headings.len()),
            "Ghi một câu lý do rồi làm lại, hoặc mở từng mục để xác nhận; chưa có gì được ghi.",
        ));
    }
    let mut tx = store.begin().await?;
    for heading in headings {
        let voices: Vec<&Voice> = unedited.of(heading).collect();
        let (place, body) = ((round, office, form, *heading), cleaned(&gathered::text(&voices))?);
        match store::assembly::save(&mut tx, place, &body, 0, acting.by()).await {
            Err(store::error::Error::Stale) => return Err(outrun()),
            saved => saved?,
        };
    }
    let detail = match reason.as_str() {
        "" => String::new(),
        reason => format!("{}: {reason}", headings.join(",")),
    };
    let subject = Subject::Assembly(round, first);
    tx.finish(acting.audit(Deed::AssemblyConfirm, subject).with(&detail)).await?;
    Ok(())
}

/// Lines as they are kept.
fn cleaned(text: &str) -> Result<String, Error> {
    if text.chars().count() > TEXT_MAX {
        return Err(Error::refused(
            "CON-001",
            "Lời văn của một mục dài quá 60.000 chữ cái.",
            "Rút ngắn hoặc chuyển phần chi tiết sang phụ lục; phần đã lưu trước đó vẫn còn.",
        ));
    }
    Ok(text.lines().map(clean).collect::<Vec<_>>().join("\n"))
}

/// A report was accepted, or a colleague edited, while the page was open.
fn outrun() -> Error {
    Error::refused(
        "CON-002",
        "Lời ghép của mục này vừa thay đổi, hoặc đã có người sửa, xác nhận.",
        "Tải lại trang, đọc lời ghép mới rồi xác nhận; chưa có gì được ghi.",
    )
}
