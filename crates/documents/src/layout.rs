//! What the writers choose where `decree` leaves a choice, and measures of their own; millimetres or points as named.

use crate::decree::page;
pub use crate::decree::{END_MARK, MOTTO, NATION};

/// Width of the page, portrait A4.
pub const PAGE_WIDTH_MM: u16 = page::WIDTH_MM;
/// Height of the page, portrait A4.
pub const PAGE_HEIGHT_MM: u16 = page::HEIGHT_MM;
/// Left margin; all four are the least that is allowed, so that wide forms keep their room.
pub const LEFT_MM: u16 = *page::LEFT_MM.start();
/// Right margin.
pub const RIGHT_MM: u16 = *page::RIGHT_MM.start();
/// Top margin.
pub const TOP_MM: u16 = *page::TOP_MM.start();
/// Bottom margin.
pub const BOTTOM_MM: u16 = *page::BOTTOM_MM.start();
/// Width of the text on a portrait page.
pub const TEXT_WIDTH_MM: u16 = PAGE_WIDTH_MM - LEFT_MM - RIGHT_MM;
/// Width of the text on a landscape page.
pub const TEXT_WIDTH_LANDSCAPE_MM: u16 = PAGE_HEIGHT_MM - LEFT_MM - RIGHT_MM;
/// Column of the issuing body; the head table hangs out so that the national name keeps its one line.
pub const HEAD_LEFT_MM: u16 = 72;
/// Column of the national name.
pub const HEAD_RIGHT_MM: u16 = 98;
/// Free sides of the issuing body's cell: a long name does not touch the national name.
pub const HEAD_SIDE_MM: u16 = 1;
/// Column of the recipients.
pub const RECIPIENTS_MM: u16 = 77;
/// Column of the signature.
pub const SIGNATURE_MM: u16 = TEXT_WIDTH_MM - RECIPIENTS_MM;
/// Receivers that stand beside the signature, which is one piece on one page; the rest follow below.
pub const RECIPIENTS_BESIDE: usize = 40;
/// Longest line of the abstract.
pub const ABSTRACT_MM: u16 = TEXT_WIDTH_MM - 24;
/// Indent of "Kính gửi" with several addressees.
pub const ADDRESSEES_MM: u16 = 25;
/// Free height for the signature between position and name.
pub const SIGNATURE_HEIGHT_MM: u16 = page::SIGNATURE_ROOM_MM + 2;
/// Header from the page's top edge.
pub const HEADER_MM: u16 = 10;
/// Tallest picture of the body; the widest is as wide as the text.
pub const PICTURE_HEIGHT_MM: u16 = 180;

/// What every page of invented data bears.
pub const SAMPLE_MARK: &str = "DỮ LIỆU MINH HỌA";

/// Sizes in points that the decree does not speak of.
pub mod size {
    /// Tables: 12 keeps wide forms readable.
    pub const TABLE: u16 = 12;
    /// The mark of invented data.
    pub const SAMPLE_MARK: u16 = 10;
}

/// First line indent of a paragraph in hundredths of a millimetre: the deeper of the two.
pub const FIRST_LINE_HUNDREDTHS: u16 = page::FIRST_LINE_HUNDREDTHS[1];
/// The same in twips.
pub const FIRST_LINE_TWIPS: u32 = FIRST_LINE_HUNDREDTHS as u32 * 1440 / 2540;
/// Gap after a paragraph in points.
pub const PARAGRAPH_GAP_PT: u16 = page::PARAGRAPH_GAP_PT;
/// Line spacing in percent of a single line.
pub const LINE_PERCENT: u16 = 110;
/// Rule under the issuing body and the abstract in percent of the text line.
pub const SHORT_RULE_PERCENT: u16 = 40;
/// Rule under the line that ties an appendix to its document (Mẫu 2.1).
pub const ATTACHED_RULE_MM: u16 = 40;

const _: () = assert!(
    LINE_PERCENT >= *page::LINE_PERCENT.start()
        && LINE_PERCENT <= *page::LINE_PERCENT.end()
        && SHORT_RULE_PERCENT >= *page::SHORT_RULE_PERCENT.start()
        && SHORT_RULE_PERCENT <= *page::SHORT_RULE_PERCENT.end()
        && size::SAMPLE_MARK == page::CORNER_PT,
    "a choice leaves the range of the decree"
);

/// Twips in so many millimetres, to the nearest: a margin of 20 mm is 1134, never less.
pub const fn twips(millimetres: u16) -> u32 {
    (millimetres as u32 * 14_400 + 127) / 254
}
