//! The page (Phụ lục I, Phần I, Mục I): paper, margins, page numbers; ranges are inclusive, `_MM` is millimetres,
//! `_PT` is points.

use std::ops::RangeInclusive;

/// Width of a sheet of A4 that stands.
pub const WIDTH_MM: u16 = 210;
/// Height of a sheet of A4 that stands.
pub const HEIGHT_MM: u16 = 297;
/// Margin at the top.
pub const TOP_MM: RangeInclusive<u16> = 20..=25;
/// Margin at the bottom.
pub const BOTTOM_MM: RangeInclusive<u16> = 20..=25;
/// Margin on the left, where a file is bound.
pub const LEFT_MM: RangeInclusive<u16> = 30..=35;
/// Margin on the right.
pub const RIGHT_MM: RangeInclusive<u16> = 15..=20;
/// Page number in points, upright, centred in the top margin.
pub const NUMBER_PT: RangeInclusive<u16> = 13..=14;

/// First line of a paragraph: one of the two, in hundredths of a millimetre.
pub const FIRST_LINE_HUNDREDTHS: [u16; 2] = [1000, 1270];
/// Least gap between paragraphs, in points.
pub const PARAGRAPH_GAP_PT: u16 = 6;
/// Line spacing in percent of a single line.
pub const LINE_PERCENT: RangeInclusive<u16> = 100..=150;
/// Rules under the issuing body and the abstract, in percent of the text line.
pub const SHORT_RULE_PERCENT: RangeInclusive<u16> = 33..=50;
/// Least gap above the abstract of a letter, in points.
pub const LETTER_ABSTRACT_GAP_PT: u16 = 6;

/// Free height between position and name, which signatures and seals take (practice; no article).
pub const SIGNATURE_ROOM_MM: u16 = 30;
/// Points of the time of signing on an appendix in a file of its own, and on electronic copies (Mục III.1; Phần II).
pub const CORNER_PT: u16 = 10;

/// The face that the decree names.
pub const FACE: &str = "Times New Roman";
/// Faces of the same measures, which renderers put in its place.
pub const COMPATIBLE_FACES: [&str; 5] =
    ["Times New Roman", "TimesNewRoman", "TimesNewRomanPS", "Tinos", "Liberation Serif"];
