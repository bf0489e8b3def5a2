//! The faults that a strict clerk marks in the plan of 2024, one by one, and an invented miniature with the same ones.

use documents::lint::{self, Finding};

/// Rule, words of the place, words of the problem.
type Told = (&'static str, &'static str, &'static str);

const MINIATURE: &str = "KẾ HOẠCH
Thực hiện công tác bình đẳng giới năm minh họa

Căn cứ Luật Bình đẳng giới.
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Thực hiện Kế hoạch số 176 /KH-UBND ngày 15/3/2022 của Uỷ ban nhân dân tỉnh về  truyền thông giai đoạn 2021 – 2025.
2. Yêu cầu
Bám sát Kế hoạch số 379/KH-
UBND ngày 13/7/2021 của Ủy ban nhân dân tỉnh, giai đoạn 2021-2030.
II. NHIỆM VỤ
5. Nâng cao năng lực
5.1. Ban vì sự tiến bộ của phụ nữ tỉnh kiểm tra các địa phương, đơn vị. có nhiều vấn đề cần quan tâm.
5.2. Phân công cụ thể tại Phụ lục 01 kèm theo./.

Nơi nhận:
- Các Sở, ban, ngành cấp tỉnh;
- Lưu VT, KGVX (TP, D).

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Họ và tên
";

fn assert_told(found: &[Finding], told: &[Told]) {
    for (rule, place, problem) in told {
        let hit = found.iter().any(|finding| {
            finding.rule == *rule
                && finding.place.contains(place)
                && finding.problem.contains(problem)
        });
        assert!(hit, "{rule} at {place}: {problem}\nin {found:#?}");
    }
}

#[test]
fn the_plan_of_2024() {
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference/plan-2024.txt");
    let Ok(bytes) = std::fs::read(plan) else {
        println!("bỏ qua: không có ../shared");
        return;
    };
    let found = lint::check(&bytes).unwrap().findings;
    assert_told(
        &found,
        &[
            ("A-01-roman", "2. Phân công tổ chức thực hiện", "chữ số Ả Rập"),
            ("A-01-roman", "a) Báo cáo Kết quả", "chữ số Ả Rập"),
            ("E24-keep-colon", "Lưu VT, KGVX (TP, D)", "hai chấm"),
            ("E15-decimal", "5.1.", "thập phân"),
            ("E15-decimal", "7.2.", "thập phân"),
            ("N-space", "Dòng 11", "176 /KH-UBND"),
            ("P-02", "Dòng 11", "176/KH-UBND"),
            ("II-organ", "7.1. Ban vì sự", "Ban vì sự tiến bộ"),
            ("II-sentence", "7.1.", "vị. có nhiều"),
            ("II-plural", "1. Tăng cường", "các Sở, ban"),
            ("tone-mixed", "", "“hoà”"),
            ("dash-mixed", "", "2021–2030"),
            ("space", "Dòng 11", "về  thực hiện"),
            ("space", "6.5.", "11 -15"),
        ],
    );
    let decimals = found.iter().filter(|finding| finding.rule == "E15-decimal").count();
    assert_eq!(decimals, 11);
}

#[test]
fn an_invented_miniature() {
    let found = lint::check(MINIATURE.as_bytes()).unwrap().findings;
    assert_told(
        &found,
        &[
            ("A-01-roman", "5.2.", "chữ số Ả Rập"),
            ("E24-keep-colon", "Lưu VT", "hai chấm"),
            ("E15-decimal", "5.1.", "thập phân"),
            ("E17-order", "5. Nâng cao", "5"),
            ("N-space", "Dòng 7", "176 /KH-UBND"),
            // As the printed original has it at the end of a line.
            ("N-split", "379/KH-", "ngắt sang dòng sau"),
            ("II-organ", "5.1.", "Ban vì sự tiến bộ"),
            ("II-sentence", "5.1.", "vị. có nhiều"),
            ("tone-mixed", "", "“Uỷ”"),
            ("dash-mixed", "", "2021–2025"),
            ("space", "Dòng 7", "về  truyền thông"),
        ],
    );
    // The same with each place mended.
    let mended = [
        ("176 /KH", "176/KH"),
        ("Uỷ ban", "Ủy ban"),
        ("về  truyền", "về truyền"),
        ("2021 – 2025", "2021-2025"),
        ("379/KH-\nUBND", "379/KH-UBND"),
        ("5. Nâng", "1. Nâng"),
        ("5.1. Ban vì", "a) Ban Vì"),
        ("đơn vị. có", "đơn vị có"),
        ("5.2. Phân", "b) Phân"),
        ("Phụ lục 01", "Phụ lục I"),
        ("Lưu VT", "Lưu: VT"),
    ];
    let text = mended.iter().fold(MINIATURE.to_owned(), |text, (wrong, right)| {
        assert!(text.contains(wrong), "{wrong}");
        text.replace(wrong, right)
    });
    assert_eq!(lint::check(text.as_bytes()).unwrap().findings, []);
}
