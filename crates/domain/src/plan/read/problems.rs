//! What the officer should look at: said in their words, with what to do next.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    DateRole, ItemKind, LineUse, Problem, Reading,
    lines::{Line, Source},
    pattern,
};

/// How many slips of one sort are listed one by one.
const LISTED_MAX: usize = 20;

static SPACED_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\d\s+/\s?\p{Lu}{2}|\d/\s+\p{Lu}{2}|/\p{Lu}{2}\s+-\s?\p{Lu}|/\p{Lu}{2}-\s+\p{Lu}{2}")
});
static ITEM_MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}\s?/\s"));
static YEAR_INSIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"/(?:19|20)\d{2}/"));
static STRAY_PERIOD: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{L}\p{Ll}+\.\s\p{Ll}\p{L}*"));
static SPACE_BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{L}\s[,;](?:\s|$)"));

/// Adds the problems of the whole text to the gaps already found.
pub(super) fn note(source: &Source, reading: &mut Reading) {
    let mut problems = Vec::new();
    head(reading, &mut problems);
    foot(reading, &mut problems);
    annexes(reading, &mut problems);
    cited(reading, &mut problems);
    slips(source, reading, &mut problems);
    for line in &reading.not_understood {
        problems.push(problem(
            "not_understood",
            Some(line.line),
            format!("Dòng {} chưa đọc được: “{}”.", line.line, excerpt(&line.text)),
            "Dòng này không mang số thứ tự, cũng không thuộc đầu đề, nơi nhận hay chữ ký.",
            "Gắn dòng này vào một mục, hoặc đánh dấu bỏ qua.",
        ));
    }
    problems.append(&mut reading.problems);
    problems.sort_by_key(|problem| problem.line);
    reading.problems = problems;
}

fn problem(
    code: &'static str,
    line: Option<usize>,
    what: impl Into<String>,
    why: &str,
    next: &str,
) -> Problem {
    Problem { code, line, what: what.into(), why: why.to_owned(), next: next.to_owned() }
}

/// An issuer whose place stands elsewhere in the text.
pub(super) fn issuer_completed(issuer: &str) -> Problem {
    problem(
        "issuer_completed",
        None,
        format!(
            "Tên cơ quan ban hành ở phần đầu thiếu địa danh; ghép theo lời văn thành “{issuer}”."
        ),
        "Bản lấy từ trang mạng thường mất dòng thứ hai của tên cơ quan.",
        "Đối chiếu với bản gốc; sửa tên cơ quan nếu chưa đúng.",
    )
}

/// A title that only the words of the text say.
pub(super) fn title_from_words(title: &str) -> Problem {
    problem(
        "title_from_words",
        None,
        format!("Không thấy dòng trích yếu; tên lấy từ lời văn: “{}”.", excerpt(title)),
        "Phần đầu văn bản không có dòng “KẾ HOẠCH” kèm trích yếu.",
        "Đối chiếu với bản gốc; sửa trích yếu nếu chưa đúng.",
    )
}

/// A number that does not follow the one before it.
pub(super) fn numbering(line: usize, printed: &str, again: bool) -> Problem {
    let (code, what) = if again {
        ("number_repeated", format!("Số thứ tự “{printed}” ở dòng {line} lặp lại."))
    } else {
        ("number_gap", format!("Số thứ tự “{printed}” ở dòng {line} không nối tiếp số trước."))
    };
    problem(
        code,
        Some(line),
        what,
        "Văn bản có thể đánh sai số, hoặc thiếu một mục khi sao chép.",
        "Đối chiếu với bản gốc; sửa số hoặc bổ sung mục còn thiếu.",
    )
}

/// A table whose columns were lost on the way.
pub(super) fn table_unread(line: usize) -> Problem {
    problem(
        "table_unread",
        Some(line),
        format!("Bảng ở dòng {line} chưa hiểu hết: không tách chắc được các cột."),
        "Bảng mất đường kẻ khi sao chép hoặc khi đọc từ PDF, nên chủ trì, phối hợp, thời gian có thể sót.",
        "Đọc bằng tệp Word gốc (DOCX), hoặc sửa từng dòng bảng ở bên cạnh.",
    )
}

/// A report whose day the officer took away, or one added without a day.
pub(super) fn regime_undated(line: Option<usize>, name: &str) -> Problem {
    problem(
        "regime_undated",
        line,
        format!("“{}” không còn hạn nào.", excerpt(name)),
        "Chế độ báo cáo không có hạn thì không mở được đợt và không nhắc được ai.",
        "Ghi kỳ và hạn ở Chế độ báo cáo, hoặc bỏ chế độ này.",
    )
}

fn head(reading: &Reading, problems: &mut Vec<Problem>) {
    if reading.number.is_none() {
        problems.push(problem(
            "number_missing",
            None,
            "Văn bản không có số, ký hiệu.",
            "Kế hoạch đã ban hành phải có số để được viện dẫn.",
            "Nhập số, ký hiệu theo bản lưu của văn thư.",
        ));
    }
    if reading.date.is_none() {
        problems.push(problem(
            "date_missing",
            None,
            "Văn bản không có ngày ban hành.",
            "Ngày ban hành xác định năm kế hoạch và hiệu lực.",
            "Nhập ngày, tháng, năm theo bản lưu của văn thư.",
        ));
    }
    if reading.title.is_empty() {
        problems.push(problem(
            "title_missing",
            None,
            "Không tìm thấy tên loại và trích yếu.",
            "Phần đầu văn bản không có dòng “KẾ HOẠCH” đứng riêng.",
            "Nhập tên kế hoạch, hoặc kiểm tra tệp có bị thiếu trang đầu không.",
        ));
    }
    if reading.issuer.is_none() {
        problems.push(problem(
            "issuer_missing",
            None,
            "Không tìm thấy tên cơ quan ban hành ở phần đầu.",
            "Phần đầu văn bản không có dòng tên cơ quan.",
            "Chọn cơ quan ban hành; phần chữ ký có thể cho biết.",
        ));
    }
}

fn foot(reading: &Reading, problems: &mut Vec<Problem>) {
    if reading.items.is_empty() {
        problems.push(problem(
            "items_missing",
            None,
            "Không đọc được mục nào.",
            "Tệp trống, hoặc là bản quét không có lớp chữ.",
            "Dùng tệp DOCX hoặc PDF có lớp chữ.",
        ));
    }
    if reading.signer.as_ref().is_none_or(|signer| signer.name.is_empty()) {
        problems.push(problem(
            "signer_missing",
            None,
            "Không tìm thấy họ tên người ký.",
            "Phần cuối văn bản không có quyền hạn, chức vụ kèm họ tên.",
            "Nhập chức vụ và họ tên người ký theo bản gốc.",
        ));
    }
    if reading.recipients.is_empty() {
        problems.push(problem(
            "recipients_missing",
            None,
            "Không tìm thấy nơi nhận.",
            "Phần cuối văn bản không có “Nơi nhận”.",
            "Nhập nơi nhận theo bản gốc.",
        ));
    }
}

fn annexes(reading: &Reading, problems: &mut Vec<Problem>) {
    let absent: Vec<&str> = reading
        .annexes
        .iter()
        .filter(|annex| !annex.present)
        .map(|annex| if annex.number.is_empty() { "không số" } else { annex.number.as_str() })
        .collect();
    if absent.is_empty() {
        return;
    }
    problems.push(problem(
        "annex_absent",
        None,
        format!("Phụ lục {} được nhắc đến nhưng không có trong tệp.", absent.join(", ")),
        "Phụ lục thường nằm ở tệp riêng.",
        "Tải phụ lục lên, hoặc xác nhận dùng biểu mẫu đã có trong danh mục.",
    ));
}

fn cited(reading: &Reading, problems: &mut Vec<Problem>) {
    let undated = reading
        .citations
        .iter()
        .filter(|citation| citation.date.is_none() && !citation.number.is_empty())
        // "72/2025/QH15" says its year itself.
        .filter(|citation| !YEAR_INSIDE.is_match(&citation.number));
    for citation in undated.take(LISTED_MAX) {
        problems.push(problem(
            "citation_undated",
            None,
            format!("{} số {} được dẫn mà không kèm ngày.", citation.kind, citation.number),
            "Số văn bản đánh lại từ đầu mỗi năm, nên thiếu ngày thì chưa xác định được văn bản.",
            "Bổ sung ngày ban hành của văn bản được dẫn.",
        ));
    }
    for item in &reading.items {
        let wrong = item.dates.iter().filter(|date| date.role != DateRole::Rhythm).find(|date| {
            let ends = [date.from, date.to].into_iter().flatten();
            ends.into_iter()
                .any(|end| end.day.is_some() && end.month.is_some() && end.in_year(2024).is_none())
        });
        if let Some(date) = wrong {
            problems.push(problem(
                "date_impossible",
                Some(item.lines.first),
                format!("“{}” không phải một ngày có thật.", date.printed),
                "Tháng đó không có ngày này.",
                "Đối chiếu với bản gốc và sửa ngày.",
            ));
        }
    }
    // "QUYẾT ĐỊNH:" is a formula, no heading that lost its number.
    let formula = |title: &str| title.starts_with("QUYẾT ĐỊNH") || title.starts_with("QUYẾT NGHỊ");
    let rows = reading.items.iter().filter(|item| {
        item.kind == ItemKind::Section && item.mark.is_empty() && !formula(&item.title)
    });
    for item in rows.take(LISTED_MAX) {
        problems.push(problem(
            "heading_unnumbered",
            Some(item.lines.first),
            format!("Đề mục “{}” không có số thứ tự.", excerpt(&item.title)),
            "Đề mục viết hoa nhưng không mang số, nên chưa rõ thuộc phần nào.",
            "Xác nhận vị trí của đề mục trong cây.",
        ));
    }
}

/// Slips of spacing; the reading goes by the text without them.
fn slips(source: &Source, reading: &Reading, problems: &mut Vec<Problem>) {
    let why = "Có lẽ do lỗi gõ; hệ thống vẫn hiểu đúng nội dung.";
    let next = "Không phải sửa gì nếu phần đọc được bên cạnh đã đúng.";
    let mut listed = 0;
    // Heads and feet are laid out with spaces; only the body is judged.
    let body: Vec<&Line> = source
        .lines
        .iter()
        .zip(&reading.lines)
        .filter(|(line, read)| !line.row && matches!(read.usage, LineUse::Item(_)))
        .map(|(line, _)| line)
        .collect();
    for line in &body {
        // "3/ UBND": the number of the item, not of a document.
        let marked = ITEM_MARK.find(&line.text).map_or(0, |mark| mark.end());
        let slip =
            [&SPACED_NUMBER, &STRAY_PERIOD, &SPACE_BEFORE].into_iter().find_map(|expression| {
                let found = expression.find(&line.text[marked..])?;
                Some(marked + found.start()..marked + found.end())
            });
        let Some(slip) = slip else { continue };
        listed += 1;
        if listed > LISTED_MAX {
            break;
        }
        let what = format!(
            "Dòng {}: thừa dấu cách hoặc dấu chấm ở “{}”.",
            line.number,
            around(&line.text, slip)
        );
        problems.push(problem("spacing_slip", Some(line.number), what, why, next));
    }
    let wide: Vec<usize> = body
        .iter()
        .map(|line| line.number)
        .filter(|number| source.wide_gaps.binary_search(number).is_ok())
        .collect();
    if let Some(first) = wide.first() {
        let what = format!("{} dòng có hai dấu cách liền nhau.", wide.len());
        problems.push(problem("double_space", Some(*first), what, why, next));
    }
    if let Some(first) = source.glued.first() {
        let what = format!("{} dòng có chữ dính nhau, đã tách ra khi đọc.", source.glued.len());
        let why = "Bản lấy từ trang mạng hoặc PDF thường mất dấu cách giữa hai chữ.";
        let next = "Đối chiếu tên cơ quan, số và ngày ở các dòng ấy với bản gốc.";
        problems.push(problem("glued_words", Some(*first), what, why, next));
    }
}

fn around(text: &str, range: std::ops::Range<usize>) -> &str {
    let start = text[..range.start].rfind(' ').map_or(0, |space| space + 1);
    let end = text[range.end..].find(' ').map_or(text.len(), |space| range.end + space);
    text[start..end].trim()
}

fn excerpt(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
