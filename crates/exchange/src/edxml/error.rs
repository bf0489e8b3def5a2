//! Why a message is not read, or would not be read by its receiver.

/// A refusal of a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EdxmlError {
    #[error("Gói tin lớn hơn 30 MB.")]
    TooLarge,
    #[error("Gói tin không phải văn bản UTF-8.")]
    NotUtf8,
    #[error("Gói tin hỏng hoặc chưa tải xong.")]
    Broken,
    #[error("Gói tin có khai báo bị cấm (DTD, thực thể, chỉ thị xử lý).")]
    Forbidden,
    #[error("Gói tin có quá nhiều phần tử hoặc lồng nhau quá sâu.")]
    TooDeep,
    #[error("Tệp không phải gói tin edXML theo QCVN 102:2016/BTTTT (gặp “{0}”).")]
    NotEdxml(String),
    #[error("Gói tin thiếu phần “{0}”.")]
    Missing(&'static str),
    #[error("Gói tin có nhiều hơn một phần “{0}”.")]
    Repeated(&'static str),
    #[error("Phần “{element}” của gói tin có giá trị không đọc được: “{value}”.")]
    BadValue { element: &'static str, value: String },
    #[error("Gói tin có nhiều hơn {} tệp kèm.", super::ATTACHMENTS_MAX)]
    TooManyAttachments,
    #[error("Tên tệp kèm không an toàn: “{0}”.")]
    BadName(String),
    #[error("Tệp kèm “{0}” hỏng, không giải mã được.")]
    BrokenAttachment(String),
    #[error("Tệp kèm “{0}” phình ra quá lớn khi giải nén.")]
    UnsafeAttachment(String),
    #[error("Danh sách tệp kèm và nội dung tệp kèm không khớp (“{0}”).")]
    Mismatch(String),
    #[error("Mã văn bản “{0}” không khớp số, ký hiệu ghi trong gói tin.")]
    OtherId(String),
    #[error("Phần “{0}” của gói tin dài quá mức.")]
    TooLong(String),
    #[error("Gói tin ghi bên gửi và bên nhận là cùng một cơ quan.")]
    ToItself,
    #[error("Tệp kèm “{0}” mang tên tệp {1} nhưng nội dung không phải {1}.")]
    NotAsNamed(String, &'static str),
    #[error("Tệp kèm “{0}” rỗng (0 byte).")]
    EmptyAttachment(String),
    #[error("Tệp kèm “{0}” là chương trình, không phải văn bản.")]
    Program(String),
    #[error("Gói tin có ký tự điều khiển mà XML không cho phép.")]
    ControlCharacter,
}

impl EdxmlError {
    /// The stable code of the refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "EDX-001",
            Self::NotUtf8 => "EDX-002",
            Self::Broken => "EDX-003",
            Self::Forbidden => "EDX-004",
            Self::TooDeep => "EDX-005",
            Self::NotEdxml(_) => "EDX-006",
            Self::Missing(_) => "EDX-007",
            Self::Repeated(_) => "EDX-008",
            Self::BadValue { .. } => "EDX-009",
            Self::TooManyAttachments => "EDX-010",
            Self::BadName(_) => "EDX-011",
            Self::BrokenAttachment(_) => "EDX-012",
            Self::UnsafeAttachment(_) => "EDX-013",
            Self::Mismatch(_) => "EDX-014",
            Self::OtherId(_) => "EDX-015",
            Self::TooLong(_) => "EDX-016",
            Self::ToItself => "EDX-017",
            Self::NotAsNamed(..) => "EDX-018",
            Self::EmptyAttachment(_) => "EDX-019",
            Self::Program(_) => "EDX-020",
            Self::ControlCharacter => "EDX-021",
        }
    }

    /// What the officer does next.
    pub const fn next(&self) -> &'static str {
        match self {
            Self::TooLarge | Self::TooManyAttachments => {
                "Đề nghị bên gửi chia tệp kèm ra nhiều gói tin."
            }
            Self::NotUtf8 | Self::NotEdxml(_) => {
                "Kiểm tra đã chọn đúng tệp .edxml; nếu đúng thì đề nghị bên gửi xuất lại."
            }
            Self::Broken | Self::BrokenAttachment(_) => {
                "Tải lại gói tin; nếu vẫn hỏng thì đề nghị bên gửi gửi lại."
            }
            Self::Forbidden | Self::TooDeep | Self::UnsafeAttachment(_) | Self::Program(_) => {
                "Không mở tệp này; báo bộ phận an toàn thông tin và hỏi lại bên gửi."
            }
            Self::Missing(_)
            | Self::Repeated(_)
            | Self::BadValue { .. }
            | Self::Mismatch(_)
            | Self::OtherId(_)
            | Self::TooLong(_)
            | Self::ToItself => "Báo bên gửi phần bị sai để gửi lại gói tin.",
            Self::NotAsNamed(..) => "Đề nghị bên gửi gửi lại đúng tệp, hoặc đặt tên tệp đúng loại.",
            Self::EmptyAttachment(_) => "Đề nghị bên gửi gửi lại gói tin có đủ tệp.",
            Self::ControlCharacter => "Đề nghị bên gửi xuất lại gói tin.",
            Self::BadName(_) => "Đề nghị bên gửi đổi tên tệp kèm, không có dấu gạch chéo.",
        }
    }
}
