//! Spelling: pairs of wrong and right words, then every name and template that the house prints.

use std::path::Path;

use documents::decree::RULES;
use documents::lint::spelling;
use documents::{html, sample};

fn rules_of(text: &str) -> Vec<&'static str> {
    spelling(text).into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn wrong_and_right_words() {
    let pairs = [
        ("II-unit", "Kế hoạch của Tỉnh Nghệ An", "Kế hoạch của tỉnh Nghệ An"),
        ("II-unit", "tại Xã Châu Bình", "tại xã Châu Bình"),
        ("II-unit", "tại phường 1", "tại Phường 1"),
        ("II-unit", "tại phường Điện Biên Phủ", "tại Phường Điện Biên Phủ"),
        ("II-unit", "thủ đô Hà Nội", "Thủ đô Hà Nội"),
        ("II-unit", "tại thành phố Hồ Chí Minh", "tại Thành phố Hồ Chí Minh"),
        ("II-organ", "Giao Sở nội vụ", "Giao Sở Nội vụ"),
        ("II-organ", "Giao Hội đồng Nhân dân", "Giao Hội đồng nhân dân"),
        ("II-title", "gửi thủ tướng Chính phủ", "gửi Thủ tướng Chính phủ"),
        ("II-title", "theo luật Bình đẳng giới", "theo Luật Bình đẳng giới"),
        ("II-state", "của Đảng, nhà nước", "của Đảng, Nhà nước"),
        ("II-day", "ngày phụ nữ Việt Nam 20-10", "ngày Phụ nữ Việt Nam 20-10"),
        ("II-day", "nghỉ tết nguyên đán", "nghỉ tết Nguyên đán"),
        ("II-plural", "gồm các Sở, ban, ngành", "gồm các sở, ban, ngành"),
        ("II-sentence", "Đã xong việc. còn lại", "Đã xong việc. Còn lại"),
        ("tone-house", "Uỷ ban", "Ủy ban"),
        ("tone-house", "hoà bình", "hòa bình"),
        ("tone-house", "thuỷ lợi", "thủy lợi"),
        ("D-09-nfc", "Nghe\u{323}\u{302} An", "Nghệ An"),
        ("D-09-hidden", "Nghệ\u{200b} An", "Nghệ An"),
        ("D-09-hidden", "Nghệ\u{a0}An", "Nghệ An"),
        ("D-09-hidden", "KH\u{2011}UBND", "KH-UBND"),
        ("D-09-wide", "Số： 05", "Số: 05"),
        ("space", "Nghệ  An", "Nghệ An"),
        ("space", "Vinh , Nghệ An", "Vinh, Nghệ An"),
    ];
    for (rule, wrong, right) in pairs {
        assert_eq!(rules_of(wrong), [rule], "{wrong}");
        assert_eq!(rules_of(right), [""; 0], "{right}");
    }
    // "quý", "quỷ" and "thuở" have no open syllable of that kind.
    assert_eq!(rules_of("mỗi phường 02 người, mỗi phường 2 người"), [""; 0]);
    // The Youth Union's own name; a commune of that word is a unit like others.
    assert_eq!(rules_of("phối hợp với Tỉnh Đoàn, Huyện Đoàn và các đoàn thể"), [""; 0]);
    assert_eq!(rules_of("tại Xã Đoàn Kết"), ["II-unit"]);
    assert_eq!(rules_of("Quý II, quỹ lương, thuở nhỏ, khuỷu tay"), [""; 0]);
}

/// Capitals of whole names, titles and days, with the mend that is offered.
#[test]
fn wrong_capitals_and_their_mend() {
    for (wrong, right) in [
        ("với Sở Lao Động - Thương Binh và Xã Hội", "Sở Lao động - Thương binh và Xã hội"),
        ("với Sở Lao Động - Thương Binh để", "Sở Lao động - Thương binh"),
        ("với Tỉnh Ủy để", "Tỉnh ủy"),
        ("với Huyện Ủy để", "Huyện ủy"),
        ("với Thành Ủy Vinh", "Thành ủy"),
        ("với Bộ tài nguyên và môi trường để", "Bộ Tài nguyên và Môi trường"),
        ("với bộ lao động - thương binh và xã hội để", "Bộ Lao động - Thương binh và Xã hội"),
        ("của sở tài chính", "Sở Tài chính"),
        ("với Chính Phủ để", "Chính phủ"),
        ("với quốc hội để", "Quốc hội"),
        ("với Quốc Hội để", "Quốc hội"),
        ("với Ủy Ban Nhân Dân tỉnh", "Ủy ban nhân dân"),
        ("với ủy ban nhân dân tỉnh", "Ủy ban nhân dân"),
        ("với hội đồng nhân dân tỉnh", "Hội đồng nhân dân"),
        ("với hội Liên hiệp phụ nữ", "Hội Liên hiệp Phụ nữ"),
        ("với đảng Cộng sản để", "Đảng Cộng sản"),
        ("với Giám Đốc để", "Giám đốc"),
        ("với Thành Phố Vinh để", "thành phố Vinh"),
        ("với phường Điện biên phủ để", "Phường Điện Biên Phủ"),
        ("chủ trương của Đảng, nhà nước", "Đảng, Nhà nước"),
        ("nghỉ tết Nguyên Đán", "Nguyên đán"),
        ("nghỉ Tết Nguyên Đán", "tết Nguyên đán"),
        ("nhân ngày quốc tế phụ nữ 8-3", "ngày Quốc tế Phụ nữ"),
        ("nhân Ngày phụ nữ Việt Nam", "Ngày Phụ nữ Việt Nam"),
        ("gửi vào thứ hai, ngày 15/7/2024", "thứ Hai"),
        ("họp sáng thứ tư hằng tuần", "thứ Tư"),
        ("xong trong tháng tám.", "tháng Tám"),
        ("từ tháng mười hai năm 2024", "tháng Mười hai"),
        ("theo Nghị Quyết số 28/NQ-CP", "Nghị quyết số"),
        ("tại Huyện Quỳnh Lưu", "huyện Quỳnh Lưu"),
    ] {
        let found = spelling(wrong);
        assert_eq!(found.len(), 1, "{wrong}: {found:?}");
        assert_eq!(found[0].fix, format!("Viết “{right}”."), "{wrong}");
    }
    for right in [
        "với Sở Lao động - Thương binh và Xã hội, Tỉnh ủy, Huyện ủy",
        "cán bộ y tế, cơ sở y tế, cơ sở Giáo dục, cán bộ Công an, toàn bộ tài chính",
        "phó chủ tịch, Phó Chủ tịch Ủy ban nhân dân, Chủ tịch nước, Bộ trưởng",
        "lần thứ hai, kỳ họp thứ ba, ngày thứ tư của đợt, mỗi tháng một lần, tháng năm",
        "trong tháng một số cơ quan báo cáo, từ tháng hai đơn vị cùng làm",
        "chính phủ điện tử, tổ chức phi chính phủ, cơ quan nhà nước, quản lý nhà nước",
        "tổ quốc hội nhập, Trung Quốc hội đàm, Quốc hội, quốc hội các nước",
        "các đảng cộng sản, Đảng Cộng sản Việt Nam, đảng ủy, đảng viên",
        "danh mục 5 chỉ tiêu, hạng mục 3, Mục 5 Chương XII",
        "Tỉnh Đoàn Nghệ An, thị xã Hoàng Mai, Hợp tác Xã Nghi Lộc",
        "Công nghệ thông tin và truyền thông, nông nghiệp và phát triển nông thôn",
    ] {
        assert!(spelling(right).is_empty(), "{right}: {:?}", spelling(right));
    }
}

fn assert_spelt(place: &str, text: &str) {
    let told: Vec<String> = spelling(text)
        .iter()
        .map(|f| format!("{place}: {} {}: {} {}", f.rule, f.place, f.problem, f.fix))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// The words between quotation marks of a TOML file, one a line; formulas and keys are no words.
fn quoted(toml: &str) -> String {
    let mut out = String::new();
    for line in toml.lines().filter(|line| !line.trim_start().starts_with('#')) {
        for words in line.split('"').skip(1).step_by(2) {
            if words.contains(' ') && !words.is_ascii() {
                out.push_str(words);
                out.push('\n');
            }
        }
    }
    out
}

#[test]
fn names_of_all_units_and_words_of_the_catalog() {
    let catalog = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalog/nghe-an-2024"));
    let units = std::fs::read_to_string(catalog.join("units/units.csv")).unwrap();
    let names: Vec<&str> = units
        .lines()
        .skip(1)
        .flat_map(|line| line.split(',').skip(3).take(2))
        .map(|name| name.trim_matches('"'))
        .collect();
    assert!(names.len() > 1000);
    assert_spelt("units.csv", &names.join("\n"));
    // plan.toml and legal/ quote prints, which keep their spelling.
    let mut files = vec![catalog.join("regimes.toml"), catalog.join("programmes.toml")];
    for folder in ["forms", "indicators", "calendar"] {
        let found = std::fs::read_dir(catalog.join(folder)).unwrap();
        files.extend(found.map(|file| file.unwrap().path()));
    }
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        assert_spelt(&file.file_name().unwrap().to_string_lossy(), &quoted(&text));
    }
}

/// Words that the acts put into documents stand in their sources.
#[test]
fn words_of_the_templates() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../actions/src/report"));
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        assert_spelt(&file.file_name().unwrap().to_string_lossy(), &quoted(code));
    }
}

#[test]
fn words_of_the_rules_and_of_every_sample() {
    // One rule quotes both manners of tones.
    for rule in RULES.iter().filter(|rule| rule.id != "tone-mixed") {
        assert_spelt(rule.id, rule.demand);
    }
    for (name, manuscript) in sample::all() {
        let page = html::write(&manuscript);
        let text: Vec<&str> =
            page.split('<').filter_map(|part| Some(part.split_once('>')?.1.trim())).collect();
        let lines: Vec<&str> = text.into_iter().filter(|line| line.len() > 3).collect();
        assert_spelt(name, &lines.join("\n").replace("&quot;", "\"").replace("&amp;", "&"));
    }
}
