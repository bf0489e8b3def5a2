//! Invented words under the headings of an outline.

use domain::form::Heading;

/// A sentence or two for a heading, in the manner of an office report.
pub(super) fn under(heading: &Heading, unit: &str, year: i64) -> String {
    let title = lower_first(&heading.title);
    format!(
        "Trong năm {year}, {unit} đã chỉ đạo, triển khai nội dung “{title}” theo kế hoạch của Ủy ban nhân dân tỉnh; \
         phân công bộ phận đầu mối, gắn với nhiệm vụ thường xuyên của đơn vị.\n\n\
         Kết quả cụ thể thể hiện ở các biểu số liệu kèm theo. Khó khăn chủ yếu là kinh phí lồng ghép còn hạn chế, \
         cán bộ làm công tác này đều kiêm nhiệm. (Nội dung minh họa.)"
    )
}

fn lower_first(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or(String::new(), |first| first.to_lowercase().chain(signs).collect())
}
