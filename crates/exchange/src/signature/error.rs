//! Why a file is not looked at, and what was found of a signature.

/// Why signatures of a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    #[error("Tệp PDF lớn hơn 64 MB.")]
    TooLarge,
    #[error("Tệp không phải PDF.")]
    NotPdf,
    #[error("Tệp PDF có mật khẩu hoặc được mã hóa, không đối chiếu được chữ ký.")]
    Encrypted,
    #[error("Tệp PDF có quá nhiều đối tượng hoặc quá nhiều chữ ký.")]
    Unsafe,
    #[error("Tệp không có chứng thư X.509 dạng PEM hoặc DER.")]
    NoCertificate,
    #[error("Chứng thư trong tệp không phải của nơi cấp: không có quyền cấp chứng thư khác.")]
    NoIssuer,
    #[error("Chứng thư gốc trong tệp đã hết hạn hoặc chưa có hiệu lực.")]
    RootOutOfTerm,
}

impl SignatureError {
    /// The stable code of the refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "SIG-001",
            Self::NotPdf => "SIG-002",
            Self::Encrypted => "SIG-003",
            Self::Unsafe => "SIG-004",
            Self::NoCertificate => "SIG-005",
            Self::NoIssuer => "SIG-006",
            Self::RootOutOfTerm => "SIG-007",
        }
    }

    /// What the officer does next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::TooLarge => "Tách phụ lục thành tệp riêng, ký lại từng tệp.",
            Self::NotPdf => "Kiểm tra đã chọn đúng tệp PDF đã ký.",
            Self::Encrypted => "Xuất lại PDF không đặt mật khẩu, ký lại rồi nạp.",
            Self::Unsafe => "Xuất lại PDF từ văn bản gốc, ký lại rồi nạp.",
            Self::NoCertificate => "Tải chứng thư gốc từ trang của nơi cấp rồi nạp lại.",
            Self::NoIssuer => "Chọn chứng thư gốc của nơi cấp, không phải chứng thư của người ký.",
            Self::RootOutOfTerm => "Tải chứng thư gốc đang dùng từ trang của nơi cấp rồi nạp lại.",
        }
    }
}

/// What was found of a signature. The first thing that is wrong names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Bytes, signature, time and issuer fit; revocation is never looked up.
    Trusted,
    /// All fits, but nobody said whom to trust.
    NoAnchors,
    /// All fits, but the issuer is not among the trusted.
    UnknownIssuer,
    /// Made by the test signer.
    Trial,
    BadRange,
    Unreadable,
    Unsupported,
    WeakHash,
    WeakKey,
    Altered,
    Wrong,
    ChangedAfter,
    /// Something was added that cannot be looked into.
    Unclear,
    /// Signed before or after its certificate was valid.
    OutsideValidity,
    /// The certificate is not for signing documents.
    WrongUse,
    /// Nothing says when it was signed, so nothing says whether the certificate was valid.
    NoTime,
}

impl Verdict {
    /// All verdicts, in the order of their codes.
    pub const ALL: [Self; 16] = [
        Self::Trusted,
        Self::NoAnchors,
        Self::UnknownIssuer,
        Self::Trial,
        Self::BadRange,
        Self::Unreadable,
        Self::Unsupported,
        Self::WeakHash,
        Self::WeakKey,
        Self::Altered,
        Self::Wrong,
        Self::ChangedAfter,
        Self::Unclear,
        Self::OutsideValidity,
        Self::WrongUse,
        Self::NoTime,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Trusted => "SIG-010",
            Self::NoAnchors => "SIG-011",
            Self::UnknownIssuer => "SIG-012",
            Self::Trial => "SIG-013",
            Self::BadRange => "SIG-020",
            Self::Unreadable => "SIG-021",
            Self::Unsupported => "SIG-022",
            Self::WeakHash => "SIG-023",
            Self::WeakKey => "SIG-024",
            Self::Altered => "SIG-030",
            Self::Wrong => "SIG-031",
            Self::ChangedAfter => "SIG-032",
            Self::Unclear => "SIG-033",
            Self::OutsideValidity => "SIG-034",
            Self::WrongUse => "SIG-035",
            Self::NoTime => "SIG-036",
        }
    }

    /// What it means, in the officer's words.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Trusted => "Chữ ký đúng, văn bản nguyên vẹn, nơi cấp chứng thư được tin cậy.",
            Self::NoAnchors => {
                "Chữ ký khớp với văn bản, nhưng không đối chiếu được nơi cấp chứng thư vì hệ \
                 thống chưa có chứng thư gốc nào."
            }
            Self::UnknownIssuer => {
                "Chữ ký khớp với văn bản, nhưng nơi cấp chứng thư không thuộc các nơi được tin cậy."
            }
            Self::Trial => "Chữ ký thử nghiệm, không có giá trị.",
            Self::BadRange => "Vùng được ký khai báo sai, không biết chữ ký bao trùm những gì.",
            Self::Unreadable => "Phần chữ ký hỏng, không đọc được.",
            Self::Unsupported => "Chữ ký dùng kiểu hoặc thuật toán chưa kiểm tra được.",
            Self::WeakHash => "Chữ ký dùng hàm băm quá yếu (SHA-1, MD5), không được công nhận.",
            Self::WeakKey => "Khóa ký quá ngắn (RSA dưới 2048 bit), không được công nhận.",
            Self::Altered => "Văn bản đã bị sửa: nội dung không còn như lúc ký.",
            Self::Wrong => "Chữ ký không đúng với chứng thư đi kèm.",
            Self::ChangedAfter => "Sau khi ký, tệp đã bị thêm hoặc sửa nội dung.",
            Self::Unclear => "Sau khi ký, tệp có phần bổ sung nén, không xem được bên trong.",
            Self::OutsideValidity => "Thời điểm ký nằm ngoài thời hạn của chứng thư.",
            Self::WrongUse => "Chứng thư không được cấp để ký văn bản.",
            Self::NoTime => {
                "Không rõ thời điểm ký, nên không biết chứng thư khi đó còn hiệu lực hay không."
            }
        }
    }

    /// What the officer does next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::Trusted => "Tra cứu thêm chứng thư có bị thu hồi hay không nếu việc quan trọng.",
            Self::NoAnchors | Self::UnknownIssuer => {
                "Đề nghị quản trị nạp chứng thư gốc của nơi cấp, hoặc kiểm tra bằng công cụ của \
                 nơi cấp."
            }
            Self::Trial => "Ký lại bằng chứng thư số được cấp.",
            Self::BadRange | Self::Unreadable | Self::Wrong => {
                "Không dùng tệp này; đề nghị người ký ký lại từ bản gốc."
            }
            Self::Unsupported => "Kiểm tra bằng công cụ của nơi cấp chứng thư.",
            Self::WeakHash | Self::WeakKey | Self::WrongUse | Self::NoTime => {
                "Ký lại bằng chứng thư và công cụ ký hiện hành."
            }
            Self::Altered | Self::ChangedAfter => {
                "Không dùng tệp này; lấy lại bản ngay sau khi ký."
            }
            Self::Unclear => "Mở bằng công cụ của nơi cấp, hoặc lấy lại bản ngay sau khi ký.",
            Self::OutsideValidity => "Gia hạn chứng thư rồi ký lại.",
        }
    }

    /// Whether bytes and signature fit each other, whoever signed.
    pub const fn is_intact(self) -> bool {
        matches!(self, Self::Trusted | Self::NoAnchors | Self::UnknownIssuer | Self::Trial)
    }
}
