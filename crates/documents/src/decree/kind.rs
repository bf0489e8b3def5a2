//! Kinds of documents and their abbreviations (Phụ lục III); a công văn has neither title nor abbreviation.

/// A kind that is printed as a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// As printed: `KẾ HOẠCH`.
    pub title: &'static str,
    /// In the symbol: `KH`.
    pub symbol: &'static str,
    /// Whether it may bear "Kính gửi" (E22).
    pub has_addressee: bool,
}

const fn kind(title: &'static str, symbol: &'static str) -> Kind {
    Kind { title, symbol, has_addressee: false }
}

const fn addressed(title: &'static str, symbol: &'static str) -> Kind {
    Kind { title, symbol, has_addressee: true }
}

/// The table of kinds; longer titles stand before those that begin them.
pub static KINDS: [Kind; 29] = [
    kind("NGHỊ QUYẾT", "NQ"),
    kind("QUYẾT ĐỊNH", "QĐ"),
    kind("CHỈ THỊ", "CT"),
    kind("QUY CHẾ", "QC"),
    kind("QUY ĐỊNH", "QyĐ"),
    kind("THÔNG CÁO", "TC"),
    kind("THÔNG BÁO", "TB"),
    kind("HƯỚNG DẪN", "HD"),
    kind("CHƯƠNG TRÌNH", "CTr"),
    kind("KẾ HOẠCH", "KH"),
    kind("PHƯƠNG ÁN", "PA"),
    kind("ĐỀ ÁN", "ĐA"),
    kind("DỰ ÁN", "DA"),
    addressed("BÁO CÁO", "BC"),
    kind("BIÊN BẢN", "BB"),
    addressed("TỜ TRÌNH", "TTr"),
    kind("HỢP ĐỒNG", "HĐ"),
    kind("CÔNG ĐIỆN", "CĐ"),
    kind("BẢN GHI NHỚ", "BGN"),
    kind("BẢN THỎA THUẬN", "BTT"),
    kind("GIẤY ỦY QUYỀN", "GUQ"),
    addressed("GIẤY MỜI", "GM"),
    addressed("GIẤY GIỚI THIỆU", "GGT"),
    kind("GIẤY NGHỈ PHÉP", "GNP"),
    addressed("PHIẾU GỬI", "PG"),
    addressed("PHIẾU CHUYỂN", "PC"),
    addressed("PHIẾU BÁO", "PB"),
    kind("SAO Y", "SY"),
    kind("SAO LỤC", "SL"),
];

/// The kind whose title a line in capitals is, or begins with.
pub fn kind_of_title(line: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| {
        line.strip_prefix(kind.title)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']))
    })
}

/// The kind of an abbreviation.
pub fn kind_of_symbol(symbol: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.symbol == symbol)
}
