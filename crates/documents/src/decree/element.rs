//! The elements E1 to E30: one row each with size, weight, case and place on the line.

use std::ops::RangeInclusive;

/// The two pairs of sizes; one document keeps to one of them (D-05).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SizeSet {
    /// Quốc hiệu 13, Tiêu ngữ 14, địa danh 14, text 14.
    #[default]
    Larger,
    /// Quốc hiệu 12, Tiêu ngữ 13, địa danh 13, text 13.
    Smaller,
}

/// How a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Centre,
    Left,
    Both,
}

/// An element of a document; the comment of each names its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Element {
    /// E1
    Nation,
    /// E2
    Motto,
    /// E3
    Superior,
    /// E4
    Issuer,
    /// E5
    Number,
    /// E6
    PlaceDate,
    /// E7
    Title,
    /// E8
    Abstract,
    /// E9
    LetterAbstract,
    /// E10
    Ground,
    /// E11
    Body,
    /// E12
    Part,
    /// E13
    Section,
    /// E14
    Article,
    /// E17
    Roman,
    /// E19
    Authority,
    /// E20
    OtherPosition,
    /// E21
    Signer,
    /// E22
    Addressee,
    /// E23
    Recipients,
    /// E24
    Recipient,
    /// E25
    AppendixName,
    /// E25, second line
    AppendixTitle,
    /// E26
    Attached,
    /// E27
    Urgency,
    /// E28
    Circulation,
    /// E29
    Typist,
    /// E30
    Address,
}

/// What the decree demands of an element's look.
#[derive(Debug, Clone)]
pub struct Demand {
    pub element: Element,
    /// Row of the sheet: `E7`.
    pub id: &'static str,
    /// Its Vietnamese name.
    pub name: &'static str,
    /// Phụ lục I, Phần I.
    pub source: &'static str,
    pub points: RangeInclusive<u16>,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    /// Whether every letter is a capital; `None` where both occur.
    pub capitals: Option<bool>,
    pub place: Option<Place>,
    pub size_rule: &'static str,
    pub face_rule: &'static str,
    pub place_rule: &'static str,
}

impl Element {
    /// The row of this element.
    ///
    /// Every element has one; a test counts them.
    pub fn demand(self) -> &'static Demand {
        ALL.iter().find(|demand| demand.element == self).unwrap_or(&ALL[0])
    }
}

impl SizeSet {
    /// Points of an element in this set.
    pub fn points(self, element: Element) -> u16 {
        let range = &element.demand().points;
        match self {
            // The recipients' mark and the list have one size; the number, too.
            Self::Larger => *range.end(),
            Self::Smaller => *range.start(),
        }
    }
}

macro_rules! row {
    ($element:ident, $id:literal, $name:literal, $source:literal, $points:expr,
     $bold:expr, $italic:expr, $capitals:expr, $place:expr) => {
        Demand {
            element: Element::$element,
            id: $id,
            name: $name,
            source: concat!("Phụ lục I, Phần I, ", $source),
            points: $points,
            bold: $bold,
            italic: $italic,
            capitals: $capitals,
            place: $place,
            size_rule: concat!($id, "-size"),
            face_rule: concat!($id, "-face"),
            place_rule: concat!($id, "-place"),
        }
    };
}

const YES: Option<bool> = Some(true);
const NO: Option<bool> = Some(false);
const CENTRE: Option<Place> = Some(Place::Centre);
const LEFT: Option<Place> = Some(Place::Left);

/// Every row; sizes in points.
#[rustfmt::skip]
pub static ALL: [Demand; 28] = [
    row!(Nation, "E1", "Quốc hiệu", "Mục II.1", 12..=13, YES, NO, YES, CENTRE),
    row!(Motto, "E2", "Tiêu ngữ", "Mục II.1", 13..=14, YES, NO, NO, CENTRE),
    row!(Superior, "E3", "Tên cơ quan chủ quản", "Mục II.2", 12..=13, NO, NO, YES, CENTRE),
    row!(Issuer, "E4", "Tên cơ quan ban hành", "Mục II.2", 12..=13, YES, NO, YES, CENTRE),
    row!(Number, "E5", "Số, ký hiệu", "Mục II.3", 13..=13, NO, NO, None, CENTRE),
    row!(PlaceDate, "E6", "Địa danh và thời gian", "Mục II.4", 13..=14, NO, YES, NO, CENTRE),
    row!(Title, "E7", "Tên loại", "Mục II.5", 13..=14, YES, NO, YES, CENTRE),
    row!(Abstract, "E8", "Trích yếu", "Mục II.5", 13..=14, YES, NO, NO, CENTRE),
    row!(LetterAbstract, "E9", "Trích yếu công văn", "Mục II.5", 12..=13, NO, NO, NO, CENTRE),
    row!(Ground, "E10", "Căn cứ ban hành", "Mục II.6", 13..=14, None, YES, NO, None),
    row!(Body, "E11", "Nội dung", "Mục II.6", 13..=14, None, None, None, Some(Place::Both)),
    row!(Part, "E12", "Phần, chương", "Mục II.6", 13..=14, YES, NO, None, CENTRE),
    row!(Section, "E13", "Mục, tiểu mục", "Mục II.6", 13..=14, YES, NO, None, CENTRE),
    row!(Article, "E14", "Điều", "Mục II.6", 13..=14, YES, NO, NO, None),
    row!(Roman, "E17", "Mục đánh số La Mã", "Mục V.6", 13..=14, YES, NO, YES, None),
    row!(Authority, "E19", "Quyền hạn, chức vụ người ký", "Mục II.7", 13..=14, YES, NO, YES, CENTRE),
    row!(OtherPosition, "E20", "Chức vụ khác của người ký", "Mục II.7", 13..=14, YES, NO, NO, CENTRE),
    row!(Signer, "E21", "Họ và tên người ký", "Mục II.7", 13..=14, YES, NO, NO, CENTRE),
    row!(Addressee, "E22", "Kính gửi", "Mục II.9", 13..=14, NO, NO, NO, None),
    row!(Recipients, "E23", "Nơi nhận", "Mục II.9", 12..=12, YES, YES, NO, LEFT),
    row!(Recipient, "E24", "Danh sách nơi nhận", "Mục II.9", 11..=11, NO, NO, NO, LEFT),
    row!(AppendixName, "E25", "Số thứ tự phụ lục", "Mục III.1", 14..=14, YES, NO, NO, CENTRE),
    row!(AppendixTitle, "E25", "Tiêu đề phụ lục", "Mục III.1", 13..=14, YES, NO, YES, CENTRE),
    row!(Attached, "E26", "Dòng kèm theo văn bản", "Mục III.1", 13..=14, NO, YES, NO, CENTRE),
    row!(Urgency, "E27", "Dấu chỉ mức độ khẩn", "Mục III.2", 13..=14, YES, NO, YES, CENTRE),
    row!(Circulation, "E28", "Chỉ dẫn phạm vi lưu hành", "Mục III.2", 13..=14, YES, NO, YES, CENTRE),
    row!(Typist, "E29", "Ký hiệu người soạn thảo", "Mục III.3", 11..=11, NO, NO, None, None),
    row!(Address, "E30", "Địa chỉ cơ quan", "Mục III.4", 11..=12, NO, NO, None, None),
];
