//! Named places: what a template may ask for, with its meaning in the administrator's words.

/// How a place is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A word or a phrase.
    Word,
    /// One column of a list: its line is printed once for each entry.
    Each,
    /// A piece of its own: paragraphs, tables; stands alone on its line.
    Piece,
}

/// A place with its name and meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub name: &'static str,
    pub meaning: &'static str,
    pub shape: Shape,
}

impl Place {
    /// The list that a column belongs to: `missing` of `missing.name`.
    pub fn list(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(list, _)| list)
    }
}

const fn word(name: &'static str, meaning: &'static str) -> Place {
    Place { name, meaning, shape: Shape::Word }
}

const fn each(name: &'static str, meaning: &'static str) -> Place {
    Place { name, meaning, shape: Shape::Each }
}

const fn piece(name: &'static str, meaning: &'static str) -> Place {
    Place { name, meaning, shape: Shape::Piece }
}

/// Every document knows these.
pub(super) const DOCUMENT: &[Place] = &[
    word("plan.cited", "Kế hoạch của năm: số, ngày, cơ quan, tên, viết trong câu"),
    word("plan.short", "Kế hoạch của năm, chỉ số và ký hiệu"),
    word("plan.title", "Tên danh mục kế hoạch đang dùng"),
    word("issuer.name", "Tên cơ quan ban hành, viết trong câu"),
    word("issuer.drafter", "Chữ viết tắt đơn vị soạn thảo"),
    word("province.name", "Ủy ban nhân dân tỉnh, tên đầy đủ"),
    word("today", "Ngày lập"),
];

/// A round of reporting.
pub(super) const ROUND: &[Place] = &[
    word("round.title", "Tên đợt báo cáo"),
    word("round.in_sentence", "Tên đợt báo cáo, viết giữa câu"),
    word("round.year", "Năm của đợt báo cáo"),
    word("round.before", "Ngày sau hạn nộp, dùng sau “trước ngày”"),
    word("round.due", "Ngày cuối còn đúng hạn"),
];

/// What goes with a report behind its text.
pub(super) const APPENDICES: &[Place] = &[
    word("appendix.count", "Số phụ lục mà các mục chưa nhắc đến; trống khi không có"),
    each("appendices.name", "Từng phụ lục đó, hoặc nhóm phụ lục liền nhau"),
    each("appendices.title", "Tên của phụ lục đó"),
];

/// An office's report over what it accepted.
pub(super) const REPORT: &[Place] = &[
    word("accepted.count", "Số báo cáo đã được chấp nhận; trống khi chưa có báo cáo nào"),
    word("awaited.units", "Các đơn vị còn chờ, theo loại; trống khi đã có báo cáo được chấp nhận"),
    word("territory.accepted", "Số địa phương đã được chấp nhận báo cáo"),
    word("territory.owed", "Số địa phương phải báo cáo"),
    word("body.accepted", "Số cơ quan đã được chấp nhận báo cáo"),
    word("body.owed", "Số cơ quan phải báo cáo"),
    word("missing.count", "Số đơn vị chưa có số liệu; trống khi đủ"),
    word("missing.names", "Tên các đơn vị chưa có số liệu"),
    piece("report.body", "Các mục của đề cương, kết quả và lời văn"),
];

/// A unit's own report.
pub(super) const OWN: &[Place] = &[
    word("receiver.name", "Cơ quan nhận báo cáo"),
    piece("report.body", "Các mục của đề cương, kết quả và lời văn"),
];

/// A letter to several units.
pub(super) const LETTER: &[Place] = &[
    each("addressee.name", "Từng đơn vị nhận, khi không quá nhiều"),
    word("listed.count", "Số đơn vị nhận khi phải lập danh sách; trống khi ghi đủ ở Kính gửi"),
    each("listed.name", "Từng đơn vị của danh sách"),
    piece("letter.text", "Lời văn cán bộ đã sửa"),
    word("letter.answer_by", "Ngày đề nghị gửi chậm nhất; trống khi không đặt ngày"),
    word("receiver.name", "Cơ quan mà nơi ban hành tổng hợp, báo cáo lên"),
];

/// A letter about anything.
pub(super) const OPEN_LETTER: &[Place] = &[
    word("letter.subject", "Trích yếu"),
    each("addressee.name", "Từng nơi nhận"),
    piece("letter.text", "Lời văn"),
    each("copy.name", "Từng nơi nhận khác"),
];

/// A letter that corrects an issued document.
pub(super) const CORRECTION: &[Place] = &[
    word("document.kind", "Loại văn bản được đính chính"),
    word("document.name", "Loại và trích yếu, viết trong câu"),
    word("document.cited", "Loại, số, ký hiệu, ngày, cơ quan, trích yếu"),
    word("document.date", "Ngày của văn bản được đính chính"),
    word("correction.reason", "Lý do"),
    each("addressee.name", "Từng nơi nhận văn bản được đính chính"),
    each("line.number", "Số thứ tự của chỗ sai"),
    each("line.place", "Chỗ sai: trang, dòng, bảng"),
    each("line.printed", "Chữ đã in"),
    each("line.reads", "Chữ đúng"),
];

/// A notice of a round.
pub(super) const NOTICE: &[Place] = &[
    word("regime.content", "Nội dung phải báo cáo, viết giữa câu"),
    word("round.window", "Kỳ số liệu: từ ngày, đến ngày"),
    word("regime.sending", "Cách gửi, viết giữa câu"),
    word("regime.receiver", "Nơi nhận báo cáo"),
    each("form.title", "Từng đề cương, biểu mẫu"),
    each("owed.who", "Từng nhóm đơn vị cùng hạn, cùng hình thức"),
    each("owed.count", "Số đơn vị của nhóm"),
    each("owed.duty", "Giao hoặc đề nghị"),
    each("owed.before", "Ngày sau hạn nộp của nhóm"),
    piece("notice.more", "Nội dung ghi thêm"),
];

/// What is submitted to the province for issue.
pub(super) const PROPOSAL: &[Place] = &[
    word("submitted.kind", "Loại văn bản trình ban hành"),
    word("submitted.name", "Loại và tên văn bản trình ban hành"),
    word(
        "submitted.under",
        "Văn bản mà dự thảo thực hiện: với kế hoạch là Luật, Nghị quyết, hướng dẫn của Bộ; với báo cáo là Kế hoạch của năm",
    ),
    word("submitted.work", "Việc đã làm để có dự thảo, viết giữa câu"),
    piece("proposal.need", "Sự cần thiết"),
    piece("proposal.process", "Quá trình xây dựng"),
    piece("proposal.content", "Nội dung chính"),
];

/// Minutes of an inspection.
pub(super) const MINUTES: &[Place] = &[
    word("unit.name", "Đơn vị được kiểm tra"),
    word("minutes.day", "Ngày kiểm tra"),
    word("minutes.from", "Giờ bắt đầu"),
    word("minutes.to", "Giờ kết thúc"),
    word("minutes.place", "Địa điểm"),
    each("member.name", "Từng người của đoàn kiểm tra"),
    each("member.title", "Chức vụ của người đó"),
    each("present.name", "Từng người của đơn vị được kiểm tra"),
    each("present.title", "Chức vụ của người đó"),
    piece("minutes.findings", "Kết quả theo đề cương tự kiểm tra"),
    each("recommendation.number", "Số thứ tự của kiến nghị"),
    each("recommendation.text", "Từng kiến nghị"),
    each("recommendation.deadline", "Hạn thực hiện"),
];

/// The conclusion of an inspection.
pub(super) const CONCLUSION: &[Place] = &[
    word("unit.name", "Đơn vị được kiểm tra"),
    word("minutes.day", "Ngày kiểm tra"),
    piece("conclusion.results", "Kết quả"),
    piece("conclusion.limits", "Hạn chế và nguyên nhân"),
    each("demand.number", "Số thứ tự của yêu cầu"),
    each("demand.text", "Từng yêu cầu"),
    each("demand.deadline", "Hạn thực hiện"),
];
