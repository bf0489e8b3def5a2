//! Who issues a document: head, signature and the way each kind of body is named.

use documents::{
    date::IssueDate,
    letterhead,
    manuscript::{Address, Head, Signature},
};
use domain::{access::UnitId, org_unit::OrgUnitKind, series::Body};
use store::{db::Reads, org_unit::UnitRow};

use crate::Error;

/// The body that issues, with the words that depend on its kind.
#[derive(Debug, Clone)]
pub struct Issuer {
    pub head: Head,
    pub signature: Signature,
    /// The symbol or the signer's title was derived, not told by the body itself.
    pub is_guessed: bool,
}

/// The head and signature of what a unit issues as itself, or its Ban under the unit.
pub fn of_body(
    (unit, body): (&UnitRow, Body),
    province: &str,
    kind: &str,
    date: IssueDate,
) -> Issuer {
    match body {
        Body::Organ => of_unit(unit, province, kind, date),
        Body::Committee => board(unit, province, kind, date),
    }
}

/// The head and signature of a unit's documents; `kind` is "BC" or "CV".
pub fn of_unit(unit: &UnitRow, province: &str, kind: &str, date: IssueDate) -> Issuer {
    let written = if is_place(unit.kind) { committee } else { office };
    written(unit, province, kind, date)
}

fn committee(unit: &UnitRow, province: &str, kind: &str, date: IssueDate) -> Issuer {
    let place = if unit.kind == OrgUnitKind::Province { bare(province) } else { bare(&unit.name) };
    let issuer = vec!["ỦY BAN NHÂN DÂN".to_owned(), unit.name.to_uppercase()];
    let head =
        letterhead::head(vec![], issuer, formal_name(unit), format!("{kind}-UBND"), place, date);
    let signature = Signature {
        authority: vec!["TM. ỦY BAN NHÂN DÂN".into(), "KT. CHỦ TỊCH".into()],
        position: "PHÓ CHỦ TỊCH".into(),
        name: None,
    };
    Issuer { head, signature, is_guessed: false }
}

/// Ban Vì sự tiến bộ của phụ nữ: an advisory body that issues under its own name, below its organ.
fn board(unit: &UnitRow, province: &str, kind: &str, date: IssueDate) -> Issuer {
    let is_place = is_place(unit.kind);
    let place = if is_place && unit.kind != OrgUnitKind::Province {
        bare(&unit.name)
    } else {
        bare(province)
    };
    let superior = if is_place {
        vec![format!("UBND {}", unit.name.to_uppercase())]
    } else {
        lines(&unit.name.to_uppercase())
    };
    let host = if is_place { super::lower_first(&unit.name) } else { unit.name.clone() };
    let head = letterhead::head(
        superior,
        vec!["BAN VÌ SỰ TIẾN BỘ".to_owned(), "CỦA PHỤ NỮ".to_owned()],
        format!("{} {host}", Body::Committee.label()),
        format!("{kind}-BVSTBPN"),
        place,
        date,
    );
    let signature = Signature {
        authority: vec!["TM. BAN".into(), "KT. TRƯỞNG BAN".into()],
        position: "PHÓ TRƯỞNG BAN".into(),
        name: None,
    };
    Issuer { head, signature, is_guessed: true }
}

const fn is_place(kind: OrgUnitKind) -> bool {
    matches!(kind, OrgUnitKind::Province | OrgUnitKind::District | OrgUnitKind::Commune)
}

fn office(unit: &UnitRow, province: &str, kind: &str, date: IssueDate) -> Issuer {
    let under_committee =
        matches!(unit.kind, OrgUnitKind::Department | OrgUnitKind::PublicInstitution);
    let superior = if under_committee {
        vec![format!("UBND {}", province.to_uppercase())]
    } else {
        Vec::new()
    };
    // Nothing above it names the province: its own name does ("Hội Liên hiệp Phụ nữ tỉnh Nghệ An").
    let is_short = superior.is_empty() && unit.name.ends_with(" tỉnh");
    let name =
        if is_short { format!("{} {}", unit.name, bare(province)) } else { unit.name.clone() };
    let symbol =
        if unit.symbol.is_empty() { guessed(&unit.short_name) } else { unit.symbol.clone() };
    let head = letterhead::head(
        superior,
        lines(&name.to_uppercase()),
        name,
        format!("{kind}-{symbol}"),
        bare(province),
        date,
    );
    let (chief, deputy) = titles(&unit.name);
    let signature = Signature {
        authority: vec![format!("KT. {chief}")],
        position: deputy.to_owned(),
        name: None,
    };
    Issuer { head, signature, is_guessed: unit.symbol.is_empty() || !under_committee }
}

/// The usual abbreviation of the office that drafts for a unit, where its numbering keeps none.
pub(crate) const fn drafter(unit: &UnitRow) -> &'static str {
    match unit.kind {
        // Phòng Lao động - Thương binh và Xã hội drafts for a district's committee.
        OrgUnitKind::District => "LĐTBXH",
        OrgUnitKind::Province | OrgUnitKind::Commune => "VX",
        _ => "BĐG",
    }
}

/// Titles of head and deputy head, by the kind of body that the name says.
fn titles(name: &str) -> (&'static str, &'static str) {
    const KNOWN: [(&str, &str, &str); 21] = [
        ("Sở ", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("Công an", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("Văn phòng", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ("Thanh tra", "CHÁNH THANH TRA", "PHÓ CHÁNH THANH TRA"),
        ("Ban ", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        ("Cục ", "CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"),
        ("Tòa án", "CHÁNH ÁN", "PHÓ CHÁNH ÁN"),
        ("Viện kiểm sát", "VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"),
        ("Trường ", "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"),
        ("Hội ", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("Đài ", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("Báo ", "TỔNG BIÊN TẬP", "PHÓ TỔNG BIÊN TẬP"),
        ("Bảo hiểm xã hội", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("Ngân hàng", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("Bộ Chỉ huy", "CHỈ HUY TRƯỞNG", "PHÓ CHỈ HUY TRƯỞNG"),
        ("Liên đoàn", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("Liên minh", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("Ủy ban Mặt trận", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("Ủy ban Kiểm tra", "CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"),
        ("Tỉnh đoàn", "BÍ THƯ", "PHÓ BÍ THƯ"),
        ("Đảng ủy", "BÍ THƯ", "PHÓ BÍ THƯ"),
    ];
    KNOWN
        .iter()
        .find(|(prefix, ..)| name.starts_with(prefix))
        .map_or(("THỦ TRƯỞNG", "PHÓ THỦ TRƯỞNG"), |(_, chief, deputy)| (chief, deputy))
}

/// "Sở Nội vụ" → "SNV", "Sở KHĐT" → "SKHĐT".
pub(crate) fn abbreviation(name: &str) -> String {
    name.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .flat_map(|word| {
            let kept = word.chars().filter(|c| c.is_alphabetic());
            let upper = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            kept.take(if upper { usize::MAX } else { 1 }).flat_map(char::to_uppercase)
        })
        .collect()
}

/// The abbreviation of a body of the province, whose level is left out: "Văn phòng UBND tỉnh" → "VPUBND".
fn guessed(name: &str) -> String {
    let level = [" tỉnh", " Nghệ An"].iter().find_map(|level| name.strip_suffix(level));
    abbreviation(level.unwrap_or(name))
}

/// Whether a body writes by the Party's own form, not by NĐ 30/2020/NĐ-CP: without Quốc hiệu, with "*" and
/// other symbols. That form is not at hand, so nothing of it is imitated.
pub(super) const fn is_party(kind: OrgUnitKind) -> bool {
    matches!(kind, OrgUnitKind::PartyBody)
}

/// What stands first in a Party body's report.
pub(super) const PARTY: &str = "Dự thảo nội dung. Văn bản của cơ quan Đảng trình bày theo quy định riêng của Đảng \
    (không theo Nghị định 30/2020/NĐ-CP, không có Quốc hiệu); chuyển nội dung này sang mẫu của cơ quan trước \
    khi ký.";

/// A name as one line: the writers break what is wider than its cell, between parts of the name.
fn lines(name: &str) -> Vec<String> {
    vec![name.to_owned()]
}

/// "Huyện Quỳnh Lưu" → "Quỳnh Lưu".
fn bare(name: &str) -> String {
    ["Tỉnh ", "Huyện ", "Thành phố ", "Thị xã ", "Thị trấn ", "Phường ", "Xã "]
        .iter()
        .find_map(|kind| name.strip_prefix(kind))
        .unwrap_or(name)
        .to_owned()
}

/// A unit as a sentence names it: "Ủy ban nhân dân huyện Quỳnh Lưu", "Sở Nội vụ".
pub fn formal_name(unit: &UnitRow) -> String {
    if is_place(unit.kind) {
        format!("Ủy ban nhân dân {}", super::lower_first(&unit.name))
    } else {
        unit.name.clone()
    }
}

/// Where a unit is reached, as its administrator set it; nothing where nobody did.
///
/// # Errors
/// When the store fails.
pub async fn address(db: &mut impl Reads, unit: UnitId) -> Result<Option<Address>, Error> {
    let row = store::address::of(db, unit).await?;
    let store::address::AddressRow { place, telephone, email, website } = row;
    let address = Address { place, telephone, email, website };
    Ok((address != Address::default()).then_some(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_keep_upper_words_and_take_first_letters() {
        assert_eq!(abbreviation("Sở Nội vụ"), "SNV");
        assert_eq!(abbreviation("Sở KHĐT"), "SKHĐT");
        assert_eq!(abbreviation("Ban Quản lý KKT Đông Nam"), "BQLKKTĐN");
        assert_eq!(guessed("Văn phòng UBND tỉnh"), "VPUBND");
        assert_eq!(guessed("Hội LHPN tỉnh"), "HLHPN");
        assert_eq!(titles("Đài Phát thanh - Truyền hình Nghệ An").0, "GIÁM ĐỐC");
        assert_eq!(titles("Thanh tra tỉnh").1, "PHÓ CHÁNH THANH TRA");
    }

    #[test]
    fn long_names_are_left_to_the_writers() {
        let name = "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI";
        let mut letter = letterhead::department_letter("", IssueDate::InYear(2024));
        letter.head.issuer = lines(name);
        let text = documents::html::write(&letter);
        assert!(text.contains("THƯƠNG BINH VÀ XÃ HỘI"), "{text}");
    }
}
