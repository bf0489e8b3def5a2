//! Templates: what is read, what is refused and in which line, what comes out.

use domain::template::{Entry, KINDS, Line, Part, Values, kind, read};

const LETTER: &str = "[Trích yếu]\nV/v gửi báo cáo\n[Kính gửi]\n{{addressee.name}}\n\
    {{?listed.count}}Các đơn vị trong danh sách\n[Điền sẵn: Lời văn]\nĐề nghị gửi.\n\
    [Nội dung]\n{{letter.text}}\n{{?listed.count}}Danh sách:\n- {{listed.name}}\n\
    [Nơi nhận]\nNhư trên\nLưu: VT\n";

fn faults(text: &str) -> Vec<String> {
    let kind = kind("urging").unwrap();
    read(kind, text)
        .map_or_else(|f| f.iter().map(domain::template::Fault::words).collect(), |_| vec![])
}

#[test]
fn every_shipped_text_is_read() {
    for kind in KINDS {
        let faults = read(kind, kind.shipped).map_or_else(|faults| faults, |_| Vec::new());
        let words: Vec<String> = faults.iter().map(domain::template::Fault::words).collect();
        assert!(words.is_empty(), "{}: {words:?}", kind.code);
    }
}

#[test]
fn every_fault_is_told_with_its_line() {
    let cases: [(&str, &str, &str); 11] = [
        (
            "V/v gửi",
            "V/v {{roud.title}} gửi",
            "dòng 2: không có chỗ tên {{roud.title}}; có phải {{round.title}}?",
        ),
        ("V/v gửi", "V/v {{x}} gửi", "dòng 2: không có chỗ tên {{x}}"),
        ("V/v gửi", "V/v {{round.title gửi", "dòng 2: dấu {{ không có dấu }} đóng, hoặc }} thừa"),
        ("V/v gửi", "V/v }} gửi", "dòng 2: dấu {{ không có dấu }} đóng, hoặc }} thừa"),
        (
            "[Trích yếu]",
            "chữ\n[Trích yếu]",
            "dòng 1: chữ đứng trước phần đầu tiên; mỗi phần bắt đầu bằng một dòng như “[Nội dung]”",
        ),
        ("[Trích yếu]", "[Trích yêu cầu]", "dòng 1: không có phần “[Trích yêu cầu]” ở mẫu này"),
        ("Đề nghị gửi.", "", "thiếu phần “[Điền sẵn: Lời văn]”, hoặc phần này để trống"),
        (
            "{{letter.text}}",
            "Xem {{letter.text}}",
            "dòng 9: {{letter.text}} phải đứng riêng một dòng, trong phần “[Nội dung]”",
        ),
        ("{{letter.text}}", "Hết.", "thiếu chỗ {{letter.text}}: văn bản sẽ không có nội dung này"),
        (
            "- {{listed.name}}",
            "- {{listed.name}}, {{addressee.name}}",
            "dòng 11: một dòng chỉ dùng được một danh sách: {{listed.name}} và {{addressee.name}} thuộc hai danh sách",
        ),
        (
            "Danh sách:",
            "Danh sách: {{?listed.count}}",
            "dòng 10: {{?listed.count}} chỉ đặt được ở đầu dòng, và mỗi dòng một lần",
        ),
    ];
    assert_eq!(faults(LETTER), [""; 0]);
    for (right, wrong, told) in cases {
        let text = LETTER.replacen(right, wrong, 1);
        assert_ne!(text, LETTER);
        assert!(faults(&text).contains(&told.to_owned()), "{wrong}: {:?}", faults(&text));
    }
    let double = format!("{LETTER}[Nơi nhận]\nNhư trên\n");
    assert_eq!(faults(&double), ["dòng 15: phần “[Nơi nhận]” có hai lần"]);
    assert_eq!(faults(&"x".repeat(20_001)), ["mẫu dài quá 20000 chữ"]);
}

#[test]
fn hostile_texts_are_refused_in_words() {
    for text in
        ["{{", "}}", "[", "[]", "{{?}}", "[Nội dung]\n{{{{}}}}", "\u{0}", "{{?{{?", "[Nội dung"]
    {
        assert!(!faults(text).is_empty(), "{text:?}");
    }
}

fn letter(names: &[&str], many: bool) -> Values {
    let mut values = Values::default();
    let list = names.iter().map(|name| Entry::from([("name", (*name).to_owned())])).collect();
    if many {
        values.word("listed.count", names.len().to_string());
        values.list("listed", list);
    } else {
        values.list("addressee", list);
    }
    values.piece("letter.text");
    values
}

#[test]
fn lists_repeat_their_line_and_conditions_leave_it_out() {
    let template = read(kind("urging").unwrap(), LETTER).unwrap();
    let few = template.fill(&letter(&["Sở A", "Sở B"], false));
    assert_eq!(few.lines(Part::Addressees), ["Sở A", "Sở B"]);
    assert_eq!(few.body(), [Line::Piece("letter.text")]);
    let many = template.fill(&letter(&["Sở A", "Sở\nB"], true));
    assert_eq!(many.lines(Part::Addressees), ["Các đơn vị trong danh sách"]);
    let text = |words: &str| Line::Text(words.to_owned());
    // A name over two lines does not begin a paragraph.
    let body = [Line::Piece("letter.text"), text("Danh sách:"), text("- Sở A"), text("- Sở B")];
    assert_eq!(many.body(), body);
    assert_eq!(many.text(Part::Recipients), "Như trên\n\nLưu: VT");
    // What nobody set stays empty and does not fail.
    assert_eq!(template.fill(&Values::default()).body(), []);
}
