//! Documents that an officer writes in a form: which fields each kind asks for, and what it starts from.

use std::collections::BTreeMap;

/// What a document is about, chosen once when it is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// An issued document of the own unit.
    Document,
    Round,
    /// The plan or a round's report.
    Submitted,
    /// A body below.
    Unit,
    /// Minutes that were written here.
    Minutes,
    /// Who issues it: the own office, its Ban, or the province's Ban.
    Issuer,
}

/// How a field is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Line,
    Day,
    /// "08 giờ 30".
    Hour,
    /// Several paragraphs.
    Text,
    /// A table: name and label of each column.
    Rows(&'static [(&'static str, &'static str)]),
    /// A text for each heading of the self-inspection's outline.
    Outline,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    pub shape: Shape,
    pub required: bool,
}

/// The form of a kind; its code is the template's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    pub code: &'static str,
    pub basis: Basis,
    pub fields: &'static [Field],
}

/// What was typed: every line of each field, by name.
pub type Typed = BTreeMap<String, Vec<String>>;

/// Names under which a draft keeps what it bears beside its text: urgency, circulation, drafter's
/// initials, number of copies.
pub const MARKS: [&str; 4] = ["urgency", "circulation", "drafter", "copies"];

/// Most letters of one field.
pub const FIELD_MAX: usize = 10_000;
/// Most lines of a table.
pub const LINES_MAX: usize = 60;

const fn field(name: &'static str, label: &'static str, shape: Shape, required: bool) -> Field {
    Field { name, label, shape, required }
}

const PEOPLE: [(&str, &str); 2] = [("name", "Họ và tên"), ("title", "Chức vụ")];
const DUTIES: [(&str, &str); 2] = [("text", "Nội dung"), ("deadline", "Trước ngày")];

/// All forms, in the order of lists.
pub static FORMS: &[Form] = &[
    Form {
        code: "letter",
        basis: Basis::Issuer,
        fields: &[
            field("about", "Trích yếu (không ghi V/v)", Shape::Line, true),
            field("addressee", "Kính gửi, mỗi dòng một nơi", Shape::Text, true),
            field("text", "Lời văn", Shape::Text, true),
            field("copy", "Nơi nhận khác, mỗi dòng một nơi", Shape::Text, false),
        ],
    },
    Form {
        code: "correction",
        basis: Basis::Document,
        fields: &[
            field("addressee", "Kính gửi, mỗi dòng một nơi", Shape::Text, true),
            field("reason", "Lý do", Shape::Line, true),
            field(
                "line",
                "Các chỗ sai",
                Shape::Rows(&[
                    ("place", "Chỗ sai (trang, dòng, bảng)"),
                    ("printed", "Đã in"),
                    ("reads", "Sửa thành"),
                ]),
                true,
            ),
        ],
    },
    Form {
        code: "notice",
        basis: Basis::Round,
        fields: &[field("more", "Nội dung ghi thêm", Shape::Text, false)],
    },
    Form {
        code: "proposal",
        basis: Basis::Submitted,
        fields: &[
            field("need", "Sự cần thiết", Shape::Text, true),
            field("process", "Quá trình xây dựng", Shape::Text, true),
            field("content", "Nội dung chính", Shape::Text, true),
        ],
    },
    Form {
        code: "minutes",
        basis: Basis::Unit,
        fields: &[
            field("day", "Ngày kiểm tra", Shape::Day, true),
            field("from", "Bắt đầu lúc (08 giờ 00)", Shape::Hour, true),
            field("to", "Kết thúc lúc (11 giờ 00)", Shape::Hour, true),
            field("place", "Địa điểm", Shape::Line, true),
            field("member", "Đoàn kiểm tra, trưởng đoàn ghi trước", Shape::Rows(&PEOPLE), true),
            field("present", "Đơn vị được kiểm tra", Shape::Rows(&PEOPLE), true),
            field("finding", "Kết quả theo đề cương", Shape::Outline, true),
            field("recommendation", "Kiến nghị", Shape::Rows(&DUTIES), true),
        ],
    },
    Form {
        code: "conclusion",
        basis: Basis::Minutes,
        fields: &[
            field("results", "Kết quả", Shape::Text, true),
            field("limits", "Hạn chế và nguyên nhân", Shape::Text, true),
            field("demand", "Yêu cầu", Shape::Rows(&DUTIES), true),
        ],
    },
];

/// The form with a code.
pub fn form(code: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.code == code)
}

/// An hour as minutes print it: "8h30", "08:30", "8 giờ 30 phút" → "08 giờ 30".
pub fn hour(text: &str) -> Option<String> {
    let plain =
        text.trim().to_lowercase().replace("giờ", ":").replace("phút", "").replace('h', ":");
    let (hour, minute) = plain.split_once(':')?;
    let number = |text: &str, below: u8| {
        let text = text.trim();
        let is_short = text.len() <= 2 && text.bytes().all(|sign| sign.is_ascii_digit());
        text.parse::<u8>().ok().filter(|number| is_short && *number < below)
    };
    let minute = if minute.trim().is_empty() { Some(0) } else { number(minute, 60) };
    Some(format!("{:02} giờ {:02}", number(hour, 24)?, minute?))
}

impl Field {
    /// Names under which the form sends it: one, or one for each column.
    pub fn names(&self) -> Vec<String> {
        match self.shape {
            Shape::Rows(columns) => {
                columns.iter().map(|(column, _)| format!("{}.{column}", self.name)).collect()
            }
            _ => vec![self.name.to_owned()],
        }
    }

    /// Whether something was typed; a table needs one whole line and no half one, an hour is one of a day.
    pub fn is_filled(&self, typed: &Typed) -> bool {
        let lines = |name: &String| typed.get(name).map_or(&[][..], Vec::as_slice);
        if self.shape == Shape::Hour {
            let typed = typed.get(self.name).and_then(|lines| lines.first());
            return typed.is_some_and(|typed| hour(typed).is_some());
        }
        let columns: Vec<&[String]> = self.names().iter().map(lines).collect();
        let count = columns.iter().map(|column| column.len()).max().unwrap_or(0);
        let line = |at: usize| {
            let cells = columns.iter().map(|column| column.get(at).is_some_and(|c| !c.is_empty()));
            cells.filter(|is_filled| *is_filled).count()
        };
        let whole = (0..count).filter(|at| line(*at) == columns.len()).count();
        whole > 0 && (0..count).all(|at| line(at) == 0 || line(at) == columns.len())
    }
}

impl Form {
    /// Labels of required fields that are not filled.
    pub fn missing(&self, typed: &Typed) -> Vec<&'static str> {
        let open = self.fields.iter().filter(|field| field.required && !field.is_filled(typed));
        open.map(|field| field.label).collect()
    }
}

/// Family names by which a person's name is recognised; those that begin many other words are left out.
const FAMILIES: [&str; 34] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Đinh", "Đoàn", "Trịnh", "Trương", "Lương", "Mai", "Cao", "Tạ", "Thái",
    "Lữ", "Vi", "Lô", "Kha", "Moong", "Xồng", "Lầu", "Và", "Hờ", "Già",
];

/// Words before a name that make it a place, a body or a norm.
const NO_PERSON: [&str; 18] = [
    "huyện",
    "xã",
    "phường",
    "thị",
    "trấn",
    "xóm",
    "bản",
    "thôn",
    "khối",
    "làng",
    "đường",
    "phố",
    "trường",
    "chợ",
    "cầu",
    "viện",
    "quỹ",
    "mang tên",
];

/// Whether a word, in any case, is a family name of the list.
pub fn is_family(word: &str) -> bool {
    let lower = word.to_lowercase();
    FAMILIES.iter().any(|family| family.to_lowercase() == lower)
}

/// What looks like a person's name in a text about an inspection: victims and their cases are not
/// named there, so somebody looks at each before it leaves.
pub fn names_of_people(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let is_place = at > 0 && NO_PERSON.contains(&bare(words[at - 1]).to_lowercase().as_str());
        let first = bare(words[at]);
        if is_place || !FAMILIES.contains(&first.as_str()) {
            at += 1;
            continue;
        }
        let mut name = vec![first];
        let mut is_open = !ends(words[at]);
        for word in words[at + 1..].iter().take(3) {
            let next = bare(word);
            if !is_open || !next.starts_with(char::is_uppercase) {
                break;
            }
            is_open = !ends(word);
            name.push(next);
        }
        at += name.len();
        let name = name.join(" ");
        if name.contains(' ') && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// A sign behind the word ends the name.
fn ends(word: &str) -> bool {
    word.ends_with([',', ';', '.', ':', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_read_in_the_usual_manners() {
        for (typed, wanted) in [
            ("8h30", Some("08 giờ 30")),
            ("08:30", Some("08 giờ 30")),
            ("8 giờ 30 phút", Some("08 giờ 30")),
            ("14 giờ", Some("14 giờ 00")),
            ("sáng", None),
            ("25 giờ 00", None),
            ("08 giờ 75", None),
            ("30", None),
        ] {
            assert_eq!(hour(typed).as_deref(), wanted, "{typed}");
        }
    }
}
