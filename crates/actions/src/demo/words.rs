//! Invented words under the headings of an outline, in the manner of an office report.

use domain::cell::Answer;
use domain::form::{Form, FormBody, Heading};

use super::chance::{between, pick};

/// What a heading is about, by words of its title, and what offices write there; `{don-vi}`, `{nam}`,
/// and `{a}` to `{c}` are filled in. `@` begins what only places write: districts and communes.
const THEMES: [(&[&str], &[&str]); 21] = [
    (
        &["văn bản ban hành", "tham mưu", "chỉ đạo"],
        &[
            "{don-vi} ban hành {a} văn bản chỉ đạo công tác bình đẳng giới và vì sự tiến bộ của phụ nữ, gồm kế hoạch năm {nam}, kế hoạch Tháng hành động và các văn bản hướng dẫn.",
            "Kế hoạch năm {nam} của {don-vi} được ban hành trong quý I; {a} văn bản hướng dẫn, đôn đốc được ban hành trong năm.",
        ],
    ),
    (
        &["kiện toàn", "tổ chức bộ máy", "nhân sự"],
        &[
            "Ban Vì sự tiến bộ của phụ nữ được kiện toàn sau khi thay đổi nhân sự, gồm {b} thành viên; quy chế hoạt động và phân công nhiệm vụ được ban hành kèm theo.\n\n- Cán bộ chuyên trách: 0 người.\n- Cán bộ kiêm nhiệm: {a} người.",
            "{don-vi} bố trí {a} cán bộ kiêm nhiệm làm công tác bình đẳng giới; Ban Vì sự tiến bộ của phụ nữ có {b} thành viên, họp hai kỳ trong năm.",
        ],
    ),
    (
        &["truyền thông", "tháng hành động", "hưởng ứng"],
        &[
            "Tổ chức truyền thông, sinh hoạt chuyên đề; treo {a} băng rôn hưởng ứng Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới.",
            "Hưởng ứng Tháng hành động, {don-vi} tổ chức mít tinh, lồng ghép trong {a} hội nghị giao ban, sơ kết; treo {b} băng rôn, khẩu hiệu.",
        ],
    ),
    (
        &["tập huấn", "bồi dưỡng", "năng lực"],
        &[
            "Cử cán bộ dự các lớp tập huấn của tỉnh; tự bồi dưỡng kiến thức giới và lồng ghép giới cho cán bộ chủ chốt, công chức.",
            "{don-vi} bồi dưỡng kỹ năng lãnh đạo cho cán bộ nữ trong quy hoạch; cử {a} người dự các lớp của cấp trên.",
        ],
    ),
    (
        &["cán bộ nữ", "chính trị", "lãnh đạo nữ"],
        &[
            "Công tác quy hoạch, đào tạo, bổ nhiệm cán bộ nữ được cấp ủy quan tâm; trong năm có {a} cán bộ nữ được bổ nhiệm, {b} người được đưa vào quy hoạch.",
            "Tỷ lệ nữ trong cấp ủy, lãnh đạo các phòng, đơn vị được duy trì; {a} cán bộ nữ được cử đào tạo lý luận chính trị.",
        ],
    ),
    (
        &["lồng ghép"],
        &[
            "Rà soát {a} dự thảo văn bản và chương trình, kế hoạch; nội dung bình đẳng giới được lồng ghép vào kế hoạch phát triển kinh tế - xã hội của {don-vi}.",
            "Vấn đề bình đẳng giới được lồng ghép trong {a} chương trình, kế hoạch của ngành, địa phương.",
        ],
    ),
    (
        &["bạo lực", "gia đình", "mô hình"],
        &[
            "@Các địa chỉ tin cậy hoạt động thường xuyên, phối hợp với công an, y tế và Hội Liên hiệp Phụ nữ; {a} tin báo được chuyển đúng nơi tiếp nhận.",
            "@Các câu lạc bộ, tổ hòa giải ở cơ sở sinh hoạt đều, phối hợp xử lý kịp thời khi có tin báo.",
            "{don-vi} phổ biến quy định về phòng, chống bạo lực gia đình cho cán bộ, người lao động; phối hợp khi cơ quan chức năng đề nghị.",
            "Nội dung phòng ngừa bạo lực trên cơ sở giới được đưa vào nội quy cơ quan và sinh hoạt định kỳ của {a} bộ phận.",
        ],
    ),
    (
        &["kinh tế", "lao động", "chăm lo"],
        &[
            "@Phối hợp giải ngân vốn vay ưu đãi cho phụ nữ, hỗ trợ {a} tổ hợp tác, hợp tác xã do nữ làm chủ; giới thiệu việc làm cho lao động nữ.",
            "Chế độ thai sản, nghỉ dưỡng và khám sức khỏe định kỳ của lao động nữ được thực hiện đủ; {a} trường hợp khó khăn được công đoàn hỗ trợ.",
            "{don-vi} thực hiện đầy đủ chế độ với lao động nữ; thăm, tặng quà {b} trường hợp phụ nữ, trẻ em gái có hoàn cảnh khó khăn.",
        ],
    ),
    (
        &["y tế"],
        &[
            "@Công tác chăm sóc sức khỏe bà mẹ, trẻ em được duy trì; tuyên truyền giảm mất cân bằng giới tính khi sinh ở {a} khối, xóm, bản.",
            "@Trạm y tế tổ chức khám sức khỏe sinh sản định kỳ; tổ chức {a} buổi tư vấn cho vị thành niên.",
            "{don-vi} phối hợp với ngành y tế trong phạm vi nhiệm vụ được giao; cán bộ, lao động nữ được khám sức khỏe định kỳ.",
            "Trong lĩnh vực này cơ quan chỉ phối hợp; {a} hoạt động phối hợp với ngành y tế được thực hiện trong năm.",
        ],
    ),
    (
        &["giáo dục", "đào tạo"],
        &[
            "@Nội dung giới, bình đẳng giới được đưa vào sinh hoạt ngoại khóa của {a} trường; tỷ lệ huy động trẻ em gái ra lớp được giữ vững.",
            "@Các trường lồng ghép giáo dục giới trong môn học và hoạt động trải nghiệm; {a} trường có phòng tư vấn tâm lý.",
            "{don-vi} cử {a} cán bộ nữ học tập nâng cao trình độ; phối hợp với ngành giáo dục trong phạm vi nhiệm vụ được giao.",
            "Trong lĩnh vực này cơ quan chỉ phối hợp; việc đào tạo, bồi dưỡng cán bộ nữ của cơ quan theo kế hoạch.",
        ],
    ),
    (
        &["thanh tra", "kiểm tra", "giám sát"],
        &[
            "Tự kiểm tra theo kế hoạch; các thiếu sót chủ yếu là hồ sơ lưu chưa đầy đủ, đã yêu cầu khắc phục trong tháng.",
            "{don-vi} kiểm tra, giám sát theo kế hoạch năm; không phát hiện vi phạm phải xử lý.",
        ],
    ),
    (
        &["kinh phí"],
        &[
            "Kinh phí thực hiện được bố trí trong dự toán chi thường xuyên và lồng ghép các chương trình mục tiêu quốc gia.",
            "Kinh phí còn hạn hẹp, chủ yếu lồng ghép; phần huy động ngoài ngân sách không nhiều.",
        ],
    ),
    (
        &["tồn tại", "hạn chế", "nguyên nhân"],
        &[
            "Một số cơ sở còn lúng túng khi lập số liệu tách theo giới; cán bộ làm công tác bình đẳng giới đều kiêm nhiệm và thường xuyên thay đổi.",
            "Nhận thức về giới ở một bộ phận người dân chưa đồng đều; kinh phí cho công tác này còn thấp, chủ yếu là lồng ghép.",
        ],
    ),
    (
        &["phương hướng", "nhiệm vụ kỳ tới", "nhiệm vụ năm"],
        &[
            "Tiếp tục thực hiện các chỉ tiêu của Chương trình; duy trì mô hình hiện có, mở thêm {a} lớp tập huấn; nâng chất lượng số liệu tách theo giới.",
            "{don-vi} xây dựng kế hoạch năm sau trong quý I, tập trung vào công tác cán bộ nữ và phòng ngừa bạo lực trên cơ sở giới.",
        ],
    ),
    (
        &["kiến nghị", "đề xuất"],
        &[
            "Đề nghị cơ quan chủ trì tổ chức tập huấn về thống kê giới cho cán bộ cơ sở và hướng dẫn sớm biểu mẫu báo cáo.",
            "Đề nghị bố trí kinh phí riêng cho công tác bình đẳng giới; cung cấp tài liệu truyền thông bằng tiếng dân tộc.",
        ],
    ),
    (
        &["thuận lợi", "ưu điểm"],
        &[
            "Cấp ủy, lãnh đạo quan tâm, kế hoạch năm {nam} được ban hành sớm; các chỉ tiêu được giao cụ thể cho từng bộ phận, có đầu mối theo dõi.",
            "Sự phối hợp giữa các ngành, đoàn thể chặt chẽ hơn năm trước; {a} nội dung của kế hoạch hoàn thành trước thời hạn.",
            "Đội ngũ làm công tác bình đẳng giới cơ bản ổn định, được tập huấn; nhận thức của cán bộ và người dân có chuyển biến.",
        ],
    ),
    (
        &["kết quả so với kế hoạch"],
        &[
            "Các nhiệm vụ trong kế hoạch năm {nam} cơ bản hoàn thành; {a} nội dung phải điều chỉnh thời gian thực hiện.",
            "{don-vi} hoàn thành các nhiệm vụ được giao theo kế hoạch năm {nam}; không có nội dung chậm.",
        ],
    ),
    (
        &["thống kê", "chế độ báo cáo"],
        &[
            "Số liệu tách theo giới được cập nhật trong {a} biểu mẫu của ngành; báo cáo gửi đúng mẫu, đúng hạn.",
            "{don-vi} phân công một cán bộ tổng hợp số liệu tách theo giới; số liệu được đối chiếu với các bộ phận trước khi gửi.",
        ],
    ),
    (
        &["chương trình mục tiêu"],
        &[
            "@Các nội dung về bình đẳng giới trong ba chương trình mục tiêu quốc gia được triển khai tại {a} khối, xóm, bản.",
            "@Dự án hỗ trợ phụ nữ và trẻ em vùng khó khăn được thực hiện cùng Hội Liên hiệp Phụ nữ; duy trì {a} tổ truyền thông cộng đồng.",
            "{don-vi} phối hợp thực hiện phần việc được giao trong các chương trình mục tiêu quốc gia.",
            "Cơ quan không làm chủ dự án thành phần; tham gia {a} cuộc kiểm tra, giám sát do cơ quan chủ trì tổ chức.",
        ],
    ),
    (
        &["khái quát"],
        &[
            "{don-vi} có {b} cán bộ, công chức, viên chức và người lao động; Ban Vì sự tiến bộ của phụ nữ của cơ quan có {a} thành viên.",
            "Cơ quan có {b} người, trong đó nữ chiếm khoảng một nửa; {a} bộ phận trực thuộc.",
        ],
    ),
    (
        &["hợp tác quốc tế"],
        &["Không phát sinh.", "{don-vi} phối hợp triển khai {a} hoạt động của các dự án đang có."],
    ),
];

/// Begins a sentence of places.
const PLACES: char = '@';

/// What is written where no theme fits.
const OTHERWISE: [&str; 3] = [
    "{don-vi} thực hiện nội dung này theo kế hoạch năm {nam}, gắn với nhiệm vụ thường xuyên của các bộ phận.",
    "Nội dung được phân công cho bộ phận đầu mối, báo cáo kết quả hằng quý.",
    "Kết quả được đánh giá trong báo cáo quý của các bộ phận; không có nội dung chậm.",
];

/// What a unit answers to a question of the check-list: mostly yes.
pub(super) fn answer(heading: &Heading, unit: &str) -> Answer {
    match pick(&[unit, &heading.code, "tra-loi"], 24) {
        0 => Answer::No,
        1 => Answer::NotApplicable,
        _ => Answer::Yes,
    }
}

/// A sentence or two for a heading, the same every time for the same unit and year, another the year after.
pub(super) fn under(heading: &Heading, (unit, is_place): (&str, bool), year: i64) -> String {
    let title = heading.title.to_lowercase();
    let year_word = year.to_string();
    let themes = THEMES.iter().find(|(words, _)| words.iter().any(|word| title.contains(word)));
    let all: &[&str] = themes.map_or(&OTHERWISE, |(_, choices)| choices);
    // Places write what is theirs alone where a theme has it; offices never do.
    let of_places = |text: &&&str| text.starts_with(PLACES);
    let has_own = is_place && all.iter().any(|text| of_places(&text));
    let choices: Vec<&str> =
        all.iter().filter(|text| of_places(text) == has_own).copied().collect();
    let count = i64::try_from(choices.len()).unwrap_or(1).max(1);
    let first = pick(&[unit, heading.code.as_str()], count);
    let at = usize::try_from((first + year) % count).unwrap_or(0);
    let number = |word: &str, low, high| {
        between(&[unit, heading.code.as_str(), year_word.as_str(), word], low, high).to_string()
    };
    let text = choices.get(at).copied().unwrap_or_default().trim_start_matches(PLACES);
    let text = match text.strip_prefix("{don-vi}") {
        Some(rest) => format!("{unit}{rest}"),
        None => text.replace("{don-vi}", &domain::org_unit::in_sentence(unit)),
    };
    text.replace("{don-vi}", &domain::org_unit::in_sentence(unit))
        .replace("{nam}", &year_word)
        .replace("{a}", &number("a", 2, 9))
        .replace("{b}", &number("b", 11, 38))
}

/// Sentences that refer to cells instead of repeating them: what the heading is about, the form and the
/// columns that they need, the sentence.
const REFERRING: [(&str, &str, &[&str], &str); 3] = [
    (
        "tập huấn",
        "T3",
        &["lop", "nguoi", "nu"],
        "Cả kỳ tổ chức {T3.cong.lop} lớp, hội nghị cho {T3.cong.nguoi} lượt người, trong đó nữ {T3.cong.nu} lượt.",
    ),
    (
        "truyền thông",
        "T4",
        &["cuoc", "nguoi"],
        "Cộng các hình thức có {T4.cong.cuoc} cuộc, sản phẩm truyền thông với {T4.cong.nguoi} lượt người.",
    ),
    (
        "kiểm tra",
        "T7",
        &["cuoc", "don_vi"],
        "Trong kỳ thực hiện {T7.cong.cuoc} cuộc thanh tra, kiểm tra tại {T7.cong.don_vi} đơn vị.",
    ),
];

/// Numbers that their tables do not bear out, of units that the tour looks at: unit, form, sentence.
const MISMATCHES: [(&str, &str, &str); 2] = [
    (
        "h-421",
        "T4",
        "Riêng báo cáo viên, tuyên truyền viên thực hiện 1.250 cuộc nói chuyện chuyên đề.",
    ),
    ("s-ldtbxh", "T3", "Riêng mạng lưới cộng tác viên được mở 98 lớp."),
];

/// Adds sentences with references under some units' headings, where the cells hold figures.
pub(super) fn refer(
    written: &mut [(String, String, String, Option<Answer>)],
    forms: &[&Form],
    has: impl Fn(&str, &str) -> bool,
    (unit, year): (&str, i64),
) {
    let shown = MISMATCHES.iter().any(|(known, ..)| *known == unit);
    if !shown && pick(&[unit, "tham-chieu"], 4) != 0 {
        return;
    }
    for (about, table, columns, sentence) in REFERRING {
        let asked = forms.iter().any(|form| form.code == table);
        if !asked || !columns.iter().all(|column| has(table, column)) {
            continue;
        }
        let found = written.iter_mut().find(|(form, heading, ..)| {
            let outline = forms.iter().find(|known| known.code == *form).map(|known| &known.body);
            let Some(FormBody::Narrative(headings)) = outline else { return false };
            headings
                .iter()
                .any(|known| known.code == *heading && known.title.to_lowercase().contains(about))
        });
        let Some((.., body, _)) = found else { continue };
        *body = format!("{body} {sentence}");
        let wrong = MISMATCHES.iter().find(|(known, form, _)| *known == unit && *form == table);
        if let Some((.., wrong)) = wrong.filter(|_| year == 2024) {
            *body = format!("{body} {wrong}");
        }
    }
}
