//! What a leaving document is printed from. Printing takes seconds, in which a signer's days may end, the rule
//! of numbers change, or the report it replaces be cancelled: so it is laid out a second time inside the
//! transaction, and what was printed otherwise is not issued.

use jiff::civil::Date;
use store::{
    db::{Reads, Tx},
    outgoing::OutgoingRow,
};

use super::{Leaving, Prepared, again, marks::noted, prepare};
use crate::{
    Acting, Error,
    urging::{self, Urged},
};

/// How often a document is printed again because something changed meanwhile.
pub(super) const TRIES: usize = 6;

/// A document that is about to leave, with whom it urges.
pub(super) struct Ground<'a> {
    pub(super) leaving: Leaving,
    pub(super) again: again::Again,
    urged: Option<Urged<'a>>,
    day: Date,
}

/// A document as it would be printed now.
#[derive(PartialEq)]
pub(super) struct Laid {
    pub(super) prepared: Prepared,
    /// The report that it replaces.
    pub(super) before: Option<OutgoingRow>,
}

impl<'a> Ground<'a> {
    /// What leaves on a day.
    pub(super) fn new(leaving: Leaving, day: Date, urged: Option<Urged<'a>>) -> Self {
        Self { again: again::Again::of(&leaving), leaving, urged, day }
    }

    /// Lays the document out as everything stands now.
    ///
    /// # Errors
    /// When the signer may not sign on the day, a report stands in its way, or a unit that it urges has
    /// reported.
    pub(super) async fn lay(&self, db: &mut impl Reads, acting: &Acting) -> Result<Laid, Error> {
        let before = self.again.check(db, acting).await?;
        if let Some(Urged { round, units, channel }) = self.urged {
            urging::check(db, acting, (round, self.leaving.issuer), units, channel).await?;
        }
        let mut prepared = prepare(db, self.leaving.clone(), self.day).await?;
        if let Some(before) = &before {
            again::say(&mut prepared.manuscript, before);
            let replaced = format!("Thay thế {}", again::cited(before));
            prepared.about.note = noted(&prepared.about.note, &replaced);
        }
        Ok(Laid { prepared, before })
    }

    /// Writes beside the document whom it urges.
    pub(super) async fn record_urged(
        &self,
        tx: &mut Tx,
        acting: &Acting,
        document: i64,
    ) -> Result<bool, Error> {
        let Some(urged) = self.urged else { return Ok(false) };
        urging::by_document(tx, acting, urged, document).await?;
        Ok(true)
    }
}

/// Others changed something at each try.
pub(super) fn outrun() -> Error {
    Error::refused(
        "DOC-013",
        "Trong lúc in, sổ văn bản đổi liên tục: văn bản khác lấy số, người ký hoặc cách đánh số được sửa.",
        "Chờ vài phút rồi làm lại; chưa có gì được ghi, chưa có số nào được cấp cho văn bản này.",
    )
}
