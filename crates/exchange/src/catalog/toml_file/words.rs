//! What the parser and the decoder say, in the administrator's words; their own never reach a person.

/// Of what is no TOML.
const GRAMMAR: &str = "CAT-003";
/// Of keys, and of values of another type.
const SHAPE: &str = "CAT-004";
/// Of days that are none.
const DAY: &str = "CAT-005";

/// Code, reason, hint.
type Told = (&'static str, String, String);

/// How a day is written.
pub(super) const DATE: &str = "Ghi dạng 2024-11-30, không có ngoặc kép.";

/// Whether the grammar's complaint is of a key that stands twice.
pub(super) fn is_of_key(message: &str) -> bool {
    message == "duplicate key" || message.starts_with("cannot extend value")
}

/// A key that stands twice in one entry.
pub(super) fn duplicate(key: &str) -> Told {
    let reason = format!("khóa `{}` ghi hai lần trong một mục", key.trim());
    (GRAMMAR, reason, "Giữ một dòng, bỏ dòng kia.".to_owned())
}

/// A value that is no word, no number and no day.
pub(super) fn scalar(written: &str) -> Told {
    let (code, reason, hint) = if written.starts_with(['"', '\'']) {
        (
            GRAMMAR,
            "chữ trong ngoặc kép không đọc được",
            "Đóng ngoặc kép ở cuối; viết \\ thành \\\\.",
        )
    } else if is_day(written) {
        (DAY, "ngày không hợp lệ", DATE)
    } else if written.starts_with(|sign: char| sign.is_ascii_digit() || "+-.".contains(sign)) {
        (GRAMMAR, "số viết sai", "Viết chỉ bằng chữ số, số thập phân dùng dấu chấm.")
    } else {
        (GRAMMAR, "chữ không có ngoặc kép", "Để chữ trong ngoặc kép: \"…\".")
    };
    (code, format!("{reason}: `{}`", shortened(written)), hint.to_owned())
}

/// "2024-13-30": four digits and a dash.
fn is_day(written: &str) -> bool {
    written
        .split_once('-')
        .is_some_and(|(year, _)| year.len() == 4 && year.bytes().all(|sign| sign.is_ascii_digit()))
}

/// A stretch that is no TOML.
pub(super) fn grammar(message: &str, column: usize) -> Told {
    let known = [
        ("array", "Đóng danh sách bằng ], giữa các phần tử có dấu phẩy."),
        ("inline table", "Đóng dòng bằng }, giữa các khóa có dấu phẩy."),
        ("table", "Đóng đầu mục bằng ] hoặc ]]."),
        ("assignment", "Viết khóa = giá trị trên một dòng."),
        ("key with no value", "Viết khóa = giá trị trên một dòng."),
        ("string", "Để chữ trong ngoặc kép, đóng ngoặc kép ở cuối."),
        ("quote", "Để chữ trong ngoặc kép, đóng ngoặc kép ở cuối."),
        ("comma", "Kiểm tra dấu phẩy."),
    ];
    let found = known.iter().find(|(word, _)| message.contains(word));
    let hint = found.map_or("Sửa dòng này: khóa = giá trị, chữ trong ngoặc kép.", |(_, hint)| hint);
    let reason = format!("không đọc được theo cú pháp TOML, từ cột {column}");
    (GRAMMAR, reason, hint.to_owned())
}

/// The field that a table misses.
pub(super) fn missing_field(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.strip_suffix('`')
}

/// A field that a table misses.
pub(super) fn missing(field: &str) -> Told {
    (SHAPE, format!("thiếu khóa `{field}`"), "Bổ sung khóa này.".to_owned())
}

/// A key that is not known, and those that are.
pub(super) fn unknown_field(message: &str) -> Option<(&str, Vec<&str>)> {
    let mut quoted = message.strip_prefix("unknown field `")?.split('`').step_by(2);
    Some((quoted.next()?, quoted.collect()))
}

/// A key that is not known.
pub(super) fn unknown(field: &str, meant: Option<&str>, known: &[&str]) -> Told {
    let hint = match meant {
        Some(meant) => format!("Có lẽ là `{meant}`: sửa tên khóa."),
        None => format!("Bỏ dòng này, hoặc dùng một trong các khóa: {}.", known.join(", ")),
    };
    (SHAPE, format!("khóa lạ `{field}`"), hint)
}

/// A value of another type than its key takes.
pub(super) fn shape(message: &str, key: &str, written: &str) -> Told {
    let expected = message.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    let is_number =
        matches!(expected, "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize");
    let needs = match expected {
        "a string" | "string" => "chữ trong ngoặc kép",
        "a boolean" => "true hoặc false",
        "a sequence" => "danh sách trong ngoặc vuông: […], mục lặp viết [[…]]",
        "a TOML datetime" => "ngày dạng 2024-11-30, không có ngoặc kép",
        _ if is_number && message.starts_with("invalid value") => "số nguyên trong khoảng cho phép",
        _ if is_number => "số nguyên, không có ngoặc kép",
        _ if expected.starts_with("struct ") || expected == "a map" => "một mục: [tên], hoặc { … }",
        _ => "giá trị kiểu khác",
    };
    let name = if key.is_empty() { "giá trị".to_owned() } else { format!("khóa `{key}`") };
    let reason = format!("{name} cần {needs}; đang là `{}`", shortened(written));
    (SHAPE, reason, "Sửa giá trị cho đúng kiểu.".to_owned())
}

/// As much of a value as tells which one it is.
fn shortened(written: &str) -> String {
    let line = written.lines().next().unwrap_or_default().trim();
    let start: String = line.chars().take(40).collect();
    if start.len() < written.trim().len() { format!("{start} …") } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_parser_is_left() {
        let known = ["code", "name"];
        let message = "unknown field `cod`, expected `code` or `name`";
        assert_eq!(unknown_field(message), Some(("cod", known.to_vec())));
        let list = "unknown field `x`, expected one of `code`, `name`";
        assert_eq!(unknown_field(list), Some(("x", known.to_vec())));
        assert_eq!(missing_field("missing field `code`"), Some("code"));
        for told in [
            duplicate("code"),
            scalar("2024-13-30"),
            scalar("\"T1"),
            scalar("12x"),
            scalar("T1"),
            grammar("unclosed array, expected `]`", 4),
            grammar("something of a later release", 4),
            shape("invalid type: string \"x\", expected a TOML datetime", "date", "\"x\""),
            shape("invalid value: integer `-5`, expected u32", "width_mm", "-5"),
            shape("integer number overflowed", "year", "99999999999999999999999"),
        ] {
            for word in ["invalid", "expected", "unexpected", "datetime", "integer", "later"] {
                assert!(!told.1.contains(word) && !told.2.contains(word), "{told:?}");
            }
        }
        assert_eq!(scalar("2024-13-30").0, "CAT-005");
    }
}
