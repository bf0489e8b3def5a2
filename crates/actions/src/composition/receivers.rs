//! Whom a correction is written to: those who received the document, named as under "Kính gửi" and not in
//! the short words of "Nơi nhận".

/// Lines of "Nơi nhận" that stay in the house.
const INSIDE: [&str; 5] = ["Lưu", "Như trên", "Như Điều", "Các thành viên Ban", "Trưởng ban"];

/// Short names that stand in "Nơi nhận" alone, and whole.
const SHORT: [(&str, &str); 3] = [
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc"),
];

/// The receivers of a document, one a line; `cited` names it: "Thông báo số 01/TB-SNV".
pub(super) fn of(recipients: &str, cited: &str) -> Vec<String> {
    let mut named: Vec<String> = Vec::new();
    for line in recipients.lines() {
        let line = line.trim().trim_start_matches(['-', '–']).trim();
        let is_inside =
            INSIDE.iter().any(|begin| line.starts_with(begin)) || line.contains(", các Phó ");
        if line.is_empty() || is_inside {
            continue;
        }
        let name = addressee(line, cited);
        if !named.contains(&name) {
            named.push(name);
        }
    }
    named
}

/// "UBND tỉnh (để báo cáo);" → "Ủy ban nhân dân tỉnh"; "… có tên tại Phụ lục" says whose appendix.
fn addressee(line: &str, cited: &str) -> String {
    let line = line.trim_end_matches([';', '.', ',']);
    let line =
        line.rsplit_once(" (").filter(|_| line.ends_with(')')).map_or(line, |(name, _)| name);
    let whole = SHORT.iter().find_map(|(short, whole)| {
        let rest = line.strip_prefix(short)?;
        rest.starts_with(' ').then(|| format!("{whole}{rest}"))
    });
    let name = whole.unwrap_or_else(|| line.to_owned());
    match name
        .split_once(" có tên tại Phụ lục")
        .or_else(|| name.split_once(" có tên trong danh sách"))
    {
        Some((who, _)) => format!("{who} đã nhận {cited}"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_goes_to_the_receivers_by_their_names() {
        let kept = "Ủy ban nhân dân tỉnh Nghệ An\nBan Vì sự tiến bộ của phụ nữ tỉnh\n\
                    Giám đốc, các Phó Giám đốc Sở\nLưu: VT, BĐG";
        assert_eq!(
            of(kept, "Báo cáo số 01/BC-SNV"),
            ["Ủy ban nhân dân tỉnh Nghệ An", "Ban Vì sự tiến bộ của phụ nữ tỉnh"]
        );
        let notice = "Các cơ quan, đơn vị có tên tại Phụ lục\nUBND tỉnh (để báo cáo)\nLưu: VT, BĐG";
        assert_eq!(
            of(notice, "Thông báo số 01/TB-SNV"),
            ["Các cơ quan, đơn vị đã nhận Thông báo số 01/TB-SNV", "Ủy ban nhân dân tỉnh"]
        );
        let plain = "- Như trên;\n- UBND tỉnh;\n- UBND tỉnh (B/c);\n- Lưu VT, KGVX (TP, D)";
        assert_eq!(of(plain, "Kế hoạch số 1/KH-UBND"), ["Ủy ban nhân dân tỉnh"]);
        assert!(of("Như trên\nLưu: VT", "Công văn số 1/SNV-VP").is_empty());
    }
}
