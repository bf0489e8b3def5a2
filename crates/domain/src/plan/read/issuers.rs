//! Who issues documents of a symbol: "28/NQ-CP" is the Government's, also where the text does not say so.

use super::{Citation, Reading, plain};

/// What the end of a symbol says of its issuer; the first that fits counts.
const BY_SYMBOL: [(&str, &str); 44] = [
    ("TTg", "Thủ tướng Chính phủ"),
    ("CP", "Chính phủ"),
    ("VPCP", "Văn phòng Chính phủ"),
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("QH", "Quốc hội"),
    ("CTN", "Chủ tịch nước"),
    ("LĐTBXH", "Bộ Lao động - Thương binh và Xã hội"),
    ("BLĐTBXH", "Bộ Lao động - Thương binh và Xã hội"),
    ("BNV", "Bộ Nội vụ"),
    ("BTC", "Bộ Tài chính"),
    ("BTP", "Bộ Tư pháp"),
    ("BYT", "Bộ Y tế"),
    ("BCA", "Bộ Công an"),
    ("BQP", "Bộ Quốc phòng"),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("BKHĐT", "Bộ Kế hoạch và Đầu tư"),
    ("BNG", "Bộ Ngoại giao"),
    ("BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch"),
    ("BTTTT", "Bộ Thông tin và Truyền thông"),
    ("BKHCN", "Bộ Khoa học và Công nghệ"),
    ("BNNPTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("BDTTG", "Bộ Dân tộc và Tôn giáo"),
    ("UBDT", "Ủy ban Dân tộc"),
    ("TTCP", "Thanh tra Chính phủ"),
    ("BTCTW", "Ban Tổ chức Trung ương"),
    ("BTGTW", "Ban Tuyên giáo Trung ương"),
    ("UBQG", "Ủy ban Quốc gia vì sự tiến bộ của phụ nữ Việt Nam"),
    ("TLĐ", "Tổng Liên đoàn Lao động Việt Nam"),
    ("ĐCT", "Đoàn Chủ tịch Trung ương Hội Liên hiệp Phụ nữ Việt Nam"),
    ("HĐND", "Hội đồng nhân dân"),
    ("UBND", "Ủy ban nhân dân"),
    ("SLĐTBXH", "Sở Lao động - Thương binh và Xã hội"),
    ("LĐTB&XH", "Bộ Lao động - Thương binh và Xã hội"),
    ("SNV", "Sở Nội vụ"),
    ("SGDĐT", "Sở Giáo dục và Đào tạo"),
    ("SYT", "Sở Y tế"),
    ("STP", "Sở Tư pháp"),
    ("STC", "Sở Tài chính"),
    ("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("BVSTBPN", "Ban Vì sự tiến bộ của phụ nữ"),
    ("HLHPN", "Hội Liên hiệp Phụ nữ"),
    ("BTV", "Ban Thường vụ Hội Liên hiệp Phụ nữ"),
    ("TU", "Tỉnh ủy"),
    ("BCĐ", "Ban Chỉ đạo"),
];

/// Names the likely issuer of each cited number that the text leaves without one.
pub(super) fn guess(reading: &mut Reading) {
    let local = local_issuer(reading);
    let known: Vec<(String, String)> = reading
        .citations
        .iter()
        .filter(|cited| !cited.issuer.is_empty() && !cited.number.is_empty())
        .map(|cited| (letters(&cited.number).to_owned(), cited.issuer.clone()))
        .collect();
    for cited in reading.citations.iter_mut().filter(|cited| cited.issuer.is_empty()) {
        cited.issuer_by_symbol = of_symbol(cited, &known, local.as_deref());
    }
}

fn of_symbol(cited: &Citation, known: &[(String, String)], local: Option<&str>) -> String {
    if cited.number.is_empty() {
        return if cited.kind == "Pháp lệnh" {
            "Ủy ban Thường vụ Quốc hội"
        } else {
            "Quốc hội"
        }
        .to_owned();
    }
    let symbol = letters(&cited.number);
    if symbol.ends_with("/TW") {
        return of_the_party(symbol).to_owned();
    }
    let parts: Vec<&str> = symbol.split(['/', '-', '.', '&']).collect();
    // Session numbers stand behind the Assembly's letters: "UBTVQH15", "QH14".
    let bare = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let found = parts.iter().rev().find_map(|part| {
        let part = bare(part);
        BY_SYMBOL.iter().find(|(sign, _)| *sign == part).map(|(_, issuer)| *issuer)
    });
    let Some(issuer) = found else { return String::new() };
    if issuer == "Ủy ban nhân dân" {
        let same = known.iter().find(|(letters, issuer)| letters == symbol && is_committee(issuer));
        let named = same.map(|(_, issuer)| issuer.as_str()).or(local);
        return named.unwrap_or(issuer).to_owned();
    }
    issuer.to_owned()
}

fn of_the_party(symbol: &str) -> &'static str {
    match symbol.split(['/', '-']).find(|part| !part.is_empty()) {
        Some("CT" | "TT" | "KL") => "Ban Bí thư Trung ương Đảng",
        Some("NQ") => "Bộ Chính trị",
        _ => "Trung ương Đảng",
    }
}

/// What follows the running number and, in norms, the year.
fn letters(number: &str) -> &str {
    number.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | ' '))
}

/// The issuer of the plan itself, where it is a People's Committee.
fn local_issuer(reading: &Reading) -> Option<String> {
    reading.issuer.clone().filter(|issuer| is_committee(issuer))
}

fn is_committee(issuer: &str) -> bool {
    let issuer = plain(issuer);
    issuer.contains("ủy ban nhân dân") || issuer.starts_with("ubnd")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issuer(number: &str) -> String {
        let cited = Citation {
            kind: "Văn bản".to_owned(),
            number: number.to_owned(),
            date: None,
            issuer: String::new(),
            issuer_by_symbol: String::new(),
            title: String::new(),
            anchors: Vec::new(),
        };
        of_symbol(&cited, &[], Some("UBND tỉnh"))
    }

    #[test]
    fn a_symbol_names_its_issuer() {
        for (number, expected) in [
            ("28/NQ-CP", "Chính phủ"),
            ("125/2021/NĐ-CP", "Chính phủ"),
            ("2282/QĐ-TTg", "Thủ tướng Chính phủ"),
            ("21-CT/TW", "Ban Bí thư Trung ương Đảng"),
            ("11-NQ/TW", "Bộ Chính trị"),
            ("73/2006/QH11", "Quốc hội"),
            ("1678/NQ-UBTVQH15", "Ủy ban Thường vụ Quốc hội"),
            ("739/BNV-CTTN&BĐG", "Bộ Nội vụ"),
            ("176/KH-UBND", "UBND tỉnh"),
            ("860/UBND-VX", "UBND tỉnh"),
            ("12/NQ-HĐND", "Hội đồng nhân dân"),
            ("45-KH/TU", "Tỉnh ủy"),
            ("9/XYZ-ABC", ""),
        ] {
            assert_eq!(issuer(number), expected, "{number}");
        }
    }
}
