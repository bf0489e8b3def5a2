//! Codes of document types (SĐ1:2022, nhóm B).

use domain::confidence::Confidence;

/// A document's type as a message writes it.
///
/// How group and item share the two numbers differs between samples (công văn is 1/0 in one and 18/0
/// in another), so the sender's setting decides, not this room.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentType {
    pub group: String,
    pub detail: String,
    pub name: String,
}

/// A type of the printed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    pub code: u8,
    pub name: &'static str,
    pub confidence: Confidence,
}

/// The types with their codes.
pub fn listed() -> impl Iterator<Item = Listed> {
    NAMES.iter().zip(1..).map(|(name, code)| {
        let is_read = !(10..=17).contains(&code);
        let confidence = if is_read { Confidence::Verified } else { Confidence::Unverified };
        Listed { code, name, confidence }
    })
}

const NAMES: [&str; 26] = [
    "Nghị quyết",
    "Quyết định",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Thông cáo",
    "Thông báo",
    "Hướng dẫn",
    "Chương trình",
    "Kế hoạch",
    "Phương án",
    "Đề án",
    "Dự án",
    "Báo cáo",
    "Biên bản",
    "Tờ trình",
    "Hợp đồng",
    "Công văn",
    "Công điện",
    "Bản ghi nhớ",
    "Bản cam kết",
    "Bản thỏa thuận",
    "Giấy chứng nhận",
    "Giấy ủy quyền",
    "Giấy mời",
    "Giấy giới thiệu",
];
