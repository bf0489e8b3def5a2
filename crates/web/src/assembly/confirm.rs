//! Confirming words that nobody edited, as they were put together: one heading, or all of them with a reason.

use actions::{
    assembly::{self, Unedited},
    report::gathered,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{narrative::TextBlock, reference::Reading};

use super::{Desk, desk};
use crate::{
    done::Done,
    posted::Posted,
    problem::PageError,
    session::done,
    state::AppState,
    view::{
        act::Act,
        mark::{Notice, Tone},
    },
};

impl Desk {
    /// Headings that nobody edited or confirmed.
    pub(super) fn open(&self) -> Vec<&str> {
        gathered::open(&self.headings, &self.written)
    }

    /// What a draft prints under a heading while nobody has edited it.
    pub(super) fn raw(&self, heading: &str) -> Vec<TextBlock> {
        TextBlock::read(&Reading::plain(gathered::text(&self.voices_of(heading))))
    }

    /// The acts that confirm: the open heading, and all that are left.
    pub(super) fn acts(&self, open: &[&str], heading: &str, csrf: &str) -> Vec<Act> {
        let to = format!("/consolidations/{}/narratives/confirm", self.round.code);
        let act = |label: &str, of: &str, headings: &[&str]| {
            let seen = Unedited { headings, voices: &self.voices }.seen();
            let fields = [("heading", heading.to_owned()), ("of", of.to_owned()), ("seen", seen)];
            let hidden = fields.map(|(name, value)| (name.to_owned(), value)).into();
            Act { hidden, ..Act::new(label, to.clone(), csrf) }
        };
        let is_open = open.contains(&heading);
        let one = is_open.then(|| act("Xác nhận lời ghép mục này", "one", &[heading]));
        let all = (open.len() > 1).then(|| {
            let label = format!("Xác nhận cả {} mục còn nguyên lời ghép", open.len());
            act(&label, "all", open).asking("Lý do dùng nguyên lời ghép, không biên tập")
        });
        one.into_iter().chain(all).collect()
    }
}

/// What the open heading says of itself while nobody has edited it.
pub(super) fn notice() -> Notice {
    let text = "Chưa ai sửa hoặc xác nhận. Sửa thành lời của cơ quan, hoặc đọc rồi xác nhận; còn mục như \
                vậy thì muốn trình ký phải ghi lý do.";
    Notice::new(Tone::Near, "Mục này còn nguyên lời ghép tự động.", text)
}

/// `POST /consolidations/{round}/narratives/confirm`.
pub async fn confirm(
    State(state): State<AppState>,
    Path(round): Path<String>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let desk = desk(&state, &signed, &round).await?;
    let heading = desk.heading(fields.get("heading"))?.code.clone();
    let mut open = desk.open();
    if fields.get("of") != "all" {
        open.retain(|code| *code == heading);
    }
    let place = (desk.round.id, desk.office, desk.form.as_str());
    let unedited = Unedited { headings: &open, voices: &desk.voices };
    let shown = (unedited, fields.get("seen"));
    let reason = fields.get("reason");
    assembly::confirm(&state.store, &signed.acting, place, shown, reason).await?;
    Ok(done(&format!("/consolidations/{round}/narratives?heading={heading}"), Done::WordsConfirmed))
}
