//! The measures of Nghị định 30/2020/NĐ-CP, Phụ lục I: page, sizes, gaps, columns.
//!
//! Lengths in millimetres or points as the name says; element ids E1-E26 follow the decree's order.

/// Page, portrait A4.
pub const PAGE_WIDTH_MM: u16 = 210;
pub const PAGE_HEIGHT_MM: u16 = 297;
/// Margins inside the ranges 30-35, 15-20, 20-25, 20-25.
pub const LEFT_MM: u16 = 30;
pub const RIGHT_MM: u16 = 15;
pub const TOP_MM: u16 = 20;
pub const BOTTOM_MM: u16 = 20;
/// Width of the text on a portrait page, and on a landscape one.
pub const TEXT_WIDTH_MM: u16 = PAGE_WIDTH_MM - LEFT_MM - RIGHT_MM;
pub const TEXT_WIDTH_LANDSCAPE_MM: u16 = PAGE_HEIGHT_MM - LEFT_MM - RIGHT_MM;
/// The head table hangs out so that the national name keeps its one line.
pub const HEAD_LEFT_MM: u16 = 72;
pub const HEAD_RIGHT_MM: u16 = 98;
/// Columns of the recipients and of the signature.
pub const RECIPIENTS_MM: u16 = 77;
pub const SIGNATURE_MM: u16 = TEXT_WIDTH_MM - RECIPIENTS_MM;
/// Longest line of the abstract.
pub const ABSTRACT_MM: u16 = TEXT_WIDTH_MM - 24;
/// Free height for the signature between position and name.
pub const SIGNATURE_HEIGHT_MM: u16 = 32;
/// Header from the page's top edge.
pub const HEADER_MM: u16 = 10;

/// Quốc hiệu (E1).
pub const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Tiêu ngữ (E2), with a hyphen and a space on each side.
pub const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// What every page of invented data bears.
pub const SAMPLE_MARK: &str = "DỮ LIỆU MINH HỌA";
/// End of the body and of each appendix (E18).
pub const END_MARK: &str = "./.";

/// Sizes in points: the pair 13-14-14, which must not be mixed with 12-13-13.
pub mod size {
    /// E1, E3, E4.
    pub const NATION: u16 = 13;
    /// E2.
    pub const MOTTO: u16 = 14;
    /// E5, fixed by the decree.
    pub const NUMBER: u16 = 13;
    /// E6.
    pub const PLACE_DATE: u16 = 14;
    /// E7, E8, E19, E21, E22.
    pub const TITLE: u16 = 14;
    /// E9.
    pub const LETTER_ABSTRACT: u16 = 12;
    /// E10-E17.
    pub const BODY: u16 = 14;
    /// E23 and E24, fixed by the decree.
    pub const RECIPIENTS: u16 = 12;
    pub const RECIPIENT: u16 = 11;
    /// E25 and E26.
    pub const APPENDIX: u16 = 14;
    /// Page number (13-14).
    pub const PAGE_NUMBER: u16 = 14;
    /// Tables: not in the decree; 12 keeps wide forms readable.
    pub const TABLE: u16 = 12;
    pub const SAMPLE_MARK: u16 = 10;
}

/// First line indent of a paragraph (E11: 10 or 12.7 mm).
pub const FIRST_LINE_TWIPS: u32 = 720;
/// Gap after a paragraph in points (E11: at least 6).
pub const PARAGRAPH_GAP_PT: u16 = 6;
/// Line spacing in hundredths of a single line (E11: 100 to 150).
pub const LINE_PERCENT: u32 = 110;
/// Rule under the issuing body and the abstract in percent of the text line (E4, E8: 33 to 50).
pub const SHORT_RULE_PERCENT: u32 = 40;

/// Twips in so many millimetres.
pub const fn twips(millimetres: u16) -> u32 {
    millimetres as u32 * 1440 * 10 / 254
}
