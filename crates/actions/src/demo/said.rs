//! What is said around invented reports: remarks, explanations, requests for time, urgings and calls.

use domain::{
    access::{OfficerId, UnitId},
    form::Level,
    submission::SubmissionId,
    urging::Channel,
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use store::{db::Tx, round::RoundRow};

use super::{
    chance::pick,
    course::{BOARDS, Extension, Place},
    profile::Profile,
};
use crate::Error;

/// Why reports are sent back, with a remark on a cell and one on a table.
pub(super) const RETURNED: &str = "Số liệu tập huấn chưa khớp với lời văn, đề nghị rà soát lại.";
const ON_CELL: &str = "Số lớp nhiều hơn số nêu trong lời văn một lớp, đề nghị kiểm tra lại.";
const ON_TABLE: &str = "Đối chiếu lượt người tham dự với danh sách lớp trước khi gửi lại.";

/// A warning that passes with a sentence: a class without a budget of its own.
pub(super) const CHEAP: (&str, &str, &str, i64) = ("T3", "bdg", "kinh_phi", 90_000);
const CHEAP_FINDING: &str = "T3/bdg/kinh_phi/T3-05";
const CHEAP_REASON: &str =
    "Lớp mở lồng ghép trong hội nghị giao ban, chỉ chi 90.000 đồng tiền nước uống.";

/// A commune whose loudspeakers carry enough news this year, and did not the year before.
const JUMPED: &str = "T1/6_3/tu/T1-04";
const JUMPED_REASON: &str =
    "Năm trước xã có quý chưa đủ 04 tin, bài; năm nay đài truyền thanh xã phát đủ cả bốn quý.";

/// A district whose sum is short of a commune that did not send in time.
const SHORT: (&str, &str, &str) = (
    "h-421",
    "T2/hdnd/xa.tong/T2-27",
    "Có xã chưa gửi báo cáo kỳ này nên số đại biểu cấp xã cộng thiếu; sẽ bổ sung khi xã gửi.",
);

/// Whether a unit's class cost next to nothing, which its officer explains.
pub(super) fn is_cheap(key: &str, round: &str) -> bool {
    matches!(round, BOARDS | "R-STR-2024")
        && key != "x-17149"
        && pick(&[key, "giai-trinh"], 16) == 0
}

/// Whether the officer slipped while typing, so that nữ + nam is not the whole.
pub(super) fn slips(key: &str, place: Place<'_>, round: &str) -> bool {
    let stuck = [("h-415", 5), ("h-417", 4), ("h-420", 3), ("h-421", 6), ("h-428", 11)];
    let here = round == BOARDS && stuck.contains(&place);
    here || (key != "x-17149" && pick(&[key, round, "nham"], 12) == 0)
}

/// Remarks of a return.
pub(super) async fn remarks(
    tx: &mut Tx,
    id: SubmissionId,
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    store::submission::save_remark(tx, id, ("T3", "bdg", "lop"), ON_CELL, by).await?;
    store::submission::save_remark(tx, id, ("T3", "", ""), ON_TABLE, by).await?;
    Ok(())
}

/// The sentences that a unit's officer writes beside the warnings of a round; whether there are any.
pub(super) async fn explain(
    tx: &mut Tx,
    id: SubmissionId,
    (profile, round): (&Profile, &str),
    by: (OfficerId, Timestamp),
) -> Result<bool, Error> {
    let is_cheap = profile.level != Level::District && is_cheap(&profile.key, round);
    let cheap = is_cheap.then_some((CHEAP_FINDING, CHEAP_REASON));
    let jumped = (round == "R-STR-2024" && profile.jumped()).then_some((JUMPED, JUMPED_REASON));
    let short = (profile.key == SHORT.0 && round == BOARDS).then_some((SHORT.1, SHORT.2));
    let said: Vec<_> = [cheap, jumped, short].into_iter().flatten().collect();
    for (finding, reason) in &said {
        store::explanation::save(tx, id, (finding, ""), reason, by).await?;
    }
    Ok(!said.is_empty())
}

/// A request for more time, and its grant where that day has come.
pub(super) async fn extension(
    tx: &mut Tx,
    id: SubmissionId,
    more: Extension,
    (asked, granted): ((OfficerId, Timestamp), Option<(OfficerId, Timestamp)>),
) -> Result<(), Error> {
    store::extension::save(tx, id, more.until, more.reason, asked).await?;
    if let Some(by) = granted {
        store::extension::decide(tx, id, true, by).await?;
        store::played::extend(tx, id, more.until).await?;
    }
    Ok(())
}

/// An urging, request or call: round, unit, day, channel and note.
struct Urged(&'static str, Place<'static>, Date, Channel, &'static str);

const LATE: &str = "V/v đôn đốc gửi báo cáo hoạt động của Ban Vì sự tiến bộ của phụ nữ năm 2024";
const ASKED: &str =
    "V/v đề nghị phối hợp gửi báo cáo hoạt động của Ban Vì sự tiến bộ của phụ nữ năm 2024";
const PLAN: &str =
    "V/v đôn đốc gửi báo cáo kết quả thực hiện Chương trình quốc gia về bình đẳng giới năm 2024";

const URGED: [Urged; 19] = [
    Urged(BOARDS, ("h-415", 2), date(2024, 11, 26), Channel::Letter, LATE),
    Urged(BOARDS, ("h-415", 5), date(2024, 11, 26), Channel::Letter, LATE),
    Urged(BOARDS, ("h-417", 1), date(2024, 11, 26), Channel::Letter, LATE),
    Urged(BOARDS, ("h-417", 4), date(2024, 11, 26), Channel::Letter, LATE),
    Urged(BOARDS, ("h-421", 6), date(2024, 11, 26), Channel::Letter, LATE),
    Urged(BOARDS, ("h-428", 11), date(2024, 11, 27), Channel::Letter, LATE),
    Urged(BOARDS, ("d-van-phong", 0), date(2024, 11, 28), Channel::Request, ASKED),
    Urged(BOARDS, ("p-bao-nghe-an", 0), date(2024, 11, 28), Channel::Request, ASKED),
    Urged(
        BOARDS,
        ("h-417", 1),
        date(2024, 11, 29),
        Channel::Call,
        "Điện thoại không liên lạc được, gọi lại sau.",
    ),
    Urged(
        BOARDS,
        ("h-421", 6),
        date(2024, 11, 29),
        Channel::Call,
        "Cán bộ đầu mối mới nhận việc, hẹn gửi đầu tuần sau.",
    ),
    Urged(
        BOARDS,
        ("h-415", 2),
        date(2024, 12, 2),
        Channel::Call,
        "Mất điện ba ngày, hẹn gửi ngày 04/12.",
    ),
    Urged(
        BOARDS,
        ("h-417", 0),
        date(2024, 12, 2),
        Channel::Call,
        "Còn chờ ba xã; hứa gửi trước hạn.",
    ),
    Urged(
        BOARDS,
        ("s-gtvt", 0),
        date(2024, 12, 2),
        Channel::Call,
        "Đang trình lãnh đạo cơ quan ký.",
    ),
    Urged(BOARDS, ("h-417", 0), date(2024, 12, 6), Channel::Letter, LATE),
    Urged(BOARDS, ("s-gtvt", 0), date(2024, 12, 6), Channel::Letter, LATE),
    Urged(
        BOARDS,
        ("h-417", 0),
        date(2024, 12, 12),
        Channel::Call,
        "Đề nghị gửi bản giấy nếu đường truyền kém.",
    ),
    Urged("R-STR-2024", ("h-417", 0), date(2024, 12, 26), Channel::Letter, PLAN),
    Urged("R-STR-2024", ("s-gtvt", 0), date(2024, 12, 26), Channel::Letter, PLAN),
    Urged("R-STR-2024", ("s-ngoai-vu", 0), date(2024, 12, 26), Channel::Letter, PLAN),
];

/// The invented number of the letter of a day; the department counted elsewhere before it had this system.
fn sent_as(day: Date) -> Option<u32> {
    let letters = [
        (date(2024, 11, 26), 4_102),
        (date(2024, 11, 27), 4_115),
        (date(2024, 11, 28), 4_131),
        (date(2024, 12, 6), 4_230),
        (date(2024, 12, 26), 4_498),
    ];
    letters.into_iter().find(|(known, _)| *known == day).map(|(_, number)| number)
}

/// Urgings of a round that were made before a morning, oldest first.
pub(super) async fn urgings(
    tx: &mut Tx,
    round: &RoundRow,
    find: impl Fn(Place<'_>) -> Option<(UnitId, OfficerId)>,
    today: Date,
) -> Result<(), Error> {
    let made = URGED.iter().filter(|urged| urged.0 == round.code && urged.2 < today);
    for Urged(_, place, day, channel, note) in made {
        let Some((unit, officer)) = find(*place) else { continue };
        let by = (officer, super::history::at(*day, place.0, channel.code()));
        let note = match sent_as(*day).filter(|_| *channel != Channel::Call) {
            Some(number) => {
                let day = domain::period::day(*day);
                format!(
                    "Công văn số {number}/SLĐTBXH-BĐG ngày {day}, phát hành ngoài hệ thống: {note}"
                )
            }
            None => (*note).to_owned(),
        };
        store::urging::record(tx, round.id, unit, by, (*channel, &note)).await?;
    }
    Ok(())
}
