//! Why a step of a submission is refused, and what to do next.

use jiff::civil::Date;

use super::State;
use crate::period::day;

/// Why a step was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubmissionError {
    #[error("Tài khoản này không được làm việc đó.")]
    NotAllowed(&'static str),
    #[error("Báo cáo đang ở trạng thái “{}”, không làm được việc này.", .0.label())]
    WrongState(State),
    #[error("Đợt báo cáo đã đóng, chỉ nhận đến hết ngày {}.", day(*.0))]
    RoundClosed(Date),
    #[error("Còn {0} lỗi phải sửa trước khi gửi.")]
    HasErrors(usize),
    #[error("Còn {count} cảnh báo chưa có câu giải trình, ở phần {forms}.")]
    UnexplainedWarnings { count: usize, forms: String },
    #[error("Người ký không được là người nhập.")]
    AuthorSigns,
    #[error("Người thẩm tra không được là người nhập hoặc người ký.")]
    ReviewerIsParty,
    #[error("Phải ghi lý do thành câu.")]
    NoReason,
    #[error("“{0}” chưa phải câu giải trình.")]
    NoSentence(String),
    #[error("Báo cáo nhập thay phải ghi số, ngày, người ký của bản giấy và lý do nhập thay.")]
    PaperUntold,
    #[error("Ngày gia hạn phải sau hạn hiện nay và không trước hôm nay.")]
    NoMoreTime,
    #[error("Ngày gia hạn phải từ hôm nay đến hết ngày {}.", day(*.0))]
    TooMuchTime(Date),
    #[error("Ngày mở lại phải từ hôm nay đến {}.", day(*.0))]
    NoSuchDay(Date),
    #[error("Đề nghị gia hạn đến {} không còn tác dụng: hạn hiện nay không sớm hơn, hoặc ngày ấy đã qua.", day(*.0))]
    RequestOvertaken(Date),
    #[error("Chỉ xã, phường, thị trấn mới được một người vừa nhập vừa ký.")]
    NotSmall,
}

impl SubmissionError {
    /// Stable code for people and logs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed(_) => "ACC-002",
            Self::WrongState(_) => "SUB-002",
            Self::RoundClosed(_) => "SUB-003",
            Self::HasErrors(_) => "SUB-004",
            Self::UnexplainedWarnings { .. } => "SUB-005",
            Self::AuthorSigns => "SUB-006",
            Self::ReviewerIsParty => "SUB-007",
            Self::NoReason => "SUB-008",
            Self::NoSentence(_) => "SUB-041",
            Self::PaperUntold => "SUB-026",
            Self::NoMoreTime => "SUB-010",
            Self::TooMuchTime(_) => "SUB-020",
            Self::NotSmall => "SUB-021",
            Self::NoSuchDay(_) => "SUB-027",
            Self::RequestOvertaken(_) => "SUB-035",
        }
    }

    /// What to do next, in the officer's words.
    pub const fn next(&self) -> &'static str {
        match self {
            Self::NotAllowed(who) => who,
            Self::WrongState(_) => "Mở lại báo cáo để xem trạng thái mới nhất.",
            Self::RoundClosed(_) => {
                "Cơ quan chủ trì mở lại đợt ở trang của đợt; đơn vị khác thì đề nghị cơ quan chủ trì."
            }
            Self::HasErrors(_) => "Mở từng biểu có dấu lỗi và sửa theo lời nhắc dưới dòng.",
            Self::UnexplainedWarnings { .. } => "Ghi một câu giải trình bên cạnh từng cảnh báo.",
            Self::AuthorSigns => {
                "Chuyển cho người ký của đơn vị, hoặc ghi lý do miễn tách người nhập và người ký."
            }
            Self::ReviewerIsParty => "Chuyển cho cán bộ thẩm tra khác của đơn vị nhận.",
            Self::NoReason => "Viết một câu, ít nhất hai chữ, nói vì sao; rồi làm lại.",
            Self::NoSentence(_) => {
                "Viết thành câu, ít nhất hai chữ, nói vì sao số hoặc lời văn này đúng."
            }
            Self::PaperUntold => {
                "Mở “Gửi thay theo bản giấy”, ghi đủ bốn mục; ngày ký không được sau hôm nay."
            }
            Self::NoMoreTime => "Chọn một ngày muộn hơn.",
            Self::TooMuchTime(_) => {
                "Chọn ngày trong khoảng đó; nếu đợt đã đóng, đề nghị cơ quan chủ trì mở lại đợt."
            }
            Self::NoSuchDay(_) => "Chọn ngày đơn vị phải gửi lại, trong khoảng đó.",
            Self::RequestOvertaken(_) => {
                "Trả lời “Không đồng ý” để khép đề nghị; cần thêm ngày thì đơn vị xin lại."
            }
            Self::NotSmall => "Chuyển cho người ký của đơn vị.",
        }
    }
}
