//! One report of a round from one body: a second one is written only on purpose, and says which it takes
//! the place of (NĐ 30/2020/NĐ-CP Điều 18: a fault of content is mended by a document of the same form).

use documents::{
    Manuscript, date,
    manuscript::{Block, Kind},
};
use domain::{access::UnitId, outgoing::State, series::Body};
use store::{db::Reads, outgoing::OutgoingRow};

use super::Leaving;
use crate::{Acting, Error};

/// Which report is about to leave, and which earlier one its officer means to replace.
#[derive(Debug, Clone, Copy)]
pub(super) struct Again {
    round: Option<i64>,
    issuer: (UnitId, Body),
    replaces: Option<i64>,
}

impl Again {
    /// Of a document that is about to leave; only reports of a round are asked for.
    pub(super) fn of(leaving: &Leaving) -> Self {
        let round = leaving.round.filter(|_| leaving.manuscript.kind == Kind::Report);
        Self { round, issuer: (leaving.issuer, leaving.body), replaces: leaving.replaces }
    }

    /// The report that this one replaces.
    ///
    /// # Errors
    /// Refuses a second report that nobody asked for, or while the first waits for its number.
    pub(super) async fn check(
        self,
        db: &mut impl Reads,
        acting: &Acting,
    ) -> Result<Option<OutgoingRow>, Error> {
        let Some(round) = self.round else { return Ok(None) };
        let Some(before) = standing(db, acting, round, self.issuer).await? else {
            return Ok(None);
        };
        if before.state != State::Issued {
            return Err(Error::refused(
                "DOC-045",
                "Báo cáo này đã trình ký, chưa cấp số.",
                "Ký và cấp số cho văn bản đã trình ở trang Văn bản; nếu trình nhầm thì hủy văn bản đó rồi làm \
                 lại. Chưa có gì được ghi.",
            ));
        }
        if self.replaces == Some(before.id) {
            return Ok(Some(before));
        }
        Err(Error::refused(
            "DOC-046",
            format!("Đợt này đã có {}.", cited(&before)),
            "Sai thể thức thì lập công văn đính chính; sai nội dung thì tải lại trang, đánh dấu phát hành báo \
             cáo thay thế rồi làm lại. Chưa có số nào được cấp.",
        ))
    }
}

/// The report that a body has presented or issued for a round.
///
/// # Errors
/// When the store fails.
pub async fn standing(
    db: &mut impl Reads,
    acting: &Acting,
    round: i64,
    issuer: (UnitId, Body),
) -> Result<Option<OutgoingRow>, Error> {
    let what = (round, Kind::Report.name());
    let rows = store::outgoing::of_round(db, &acting.scope, what, issuer).await?;
    Ok(rows.into_iter().next())
}

/// "Báo cáo số 01/BC-SNV ngày 03/12/2024".
pub fn cited(row: &OutgoingRow) -> String {
    let day = row.date.map_or(String::new(), |day| format!(" ngày {}", date::short(day)));
    format!("{} số {}{day}", row.kind, row.number)
}

/// Says before the closing sentence which report this one replaces.
pub(super) fn say(manuscript: &mut Manuscript, before: &OutgoingRow) {
    let sentence =
        format!("Báo cáo này thay thế {} của {}.", cited(before), before.about.organ_name);
    let at = manuscript.body.len().saturating_sub(1);
    manuscript.body.insert(at, Block::paragraph(sentence));
}
