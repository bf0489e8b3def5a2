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
}

/// How a field is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Line,
    Day,
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

/// Letters of one field, and lines of a table.
pub const FIELD_MAX: usize = 10_000;
/// Lines of a table.
pub const LINES_MAX: usize = 60;

const fn field(name: &'static str, label: &'static str, shape: Shape, required: bool) -> Field {
    Field { name, label, shape, required }
}

const PEOPLE: [(&str, &str); 2] = [("name", "Họ và tên"), ("title", "Chức vụ")];
const DUTIES: [(&str, &str); 2] = [("text", "Nội dung"), ("deadline", "Trước ngày")];

/// All forms, in the order of lists.
pub static FORMS: &[Form] = &[
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
            field("from", "Bắt đầu lúc (08 giờ 00)", Shape::Line, true),
            field("to", "Kết thúc lúc (11 giờ 00)", Shape::Line, true),
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

    /// Whether something was typed; a table needs one whole line and no half one.
    pub fn is_filled(&self, typed: &Typed) -> bool {
        let lines = |name: &String| typed.get(name).map_or(&[][..], Vec::as_slice);
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
