//! What can be wrong with a formula, where, and what to do about it, in an officer's words.

use std::fmt;

/// A position in the text of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// Offset in bytes, from 0.
    pub byte: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A formula that cannot be read or computed: the place and the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} (cột {}): {reason} {}", reason.code(), at.column, reason.hint())]
pub struct FormulaError {
    /// Where it is wrong.
    pub at: Place,
    /// What is wrong.
    pub reason: Reason,
}

/// A formula that cannot be read.
pub type ParseError = FormulaError;

/// A formula that cannot be computed with the given data.
pub type EvalError = FormulaError;

impl FormulaError {
    pub(crate) fn new(at: Place, reason: Reason) -> Self {
        Self { at, reason }
    }

    /// The stable code, such as `FML-005`.
    pub fn code(&self) -> &'static str {
        self.reason.code()
    }

    /// What to do next, in Vietnamese.
    pub fn hint(&self) -> &'static str {
        self.reason.hint()
    }
}

/// Why a formula is refused; Display gives the Vietnamese sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// FML-001: longer than the limit.
    TooLong,
    /// FML-002: nested deeper than the limit.
    TooDeep,
    /// FML-003: a character the language does not have.
    UnknownCharacter(char),
    /// FML-004: a number that cannot be read with certainty.
    UnclearNumber(String),
    /// FML-005: something else was expected here.
    Unexpected(String),
    /// FML-006: a parenthesis that is not closed.
    NotClosed,
    /// FML-007: no function of this name.
    UnknownFunction(String),
    /// FML-008: too few or too many arguments; holds the signature.
    WrongArguments(String),
    /// FML-009: a pattern outside a function over a list.
    PatternNotHere(String),
    /// FML-010: a period function over something that is not a reference.
    NotAReference(String),
    /// FML-011: a reference nobody knows.
    UnknownReference(String),
    /// FML-012: two comparisons in a row.
    ChainedComparison,
    /// FML-013: nothing is written.
    Blank,
    /// FML-020 and on: it reads well but the data do not fit.
    Data(Fault),
}

/// What a function or an operator refuses when computing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// FML-020: the result has more digits than an exact decimal holds.
    Overflow,
    /// FML-021: a condition where a number is needed.
    NumberNeeded,
    /// FML-022: a number where a condition is needed.
    ConditionNeeded,
    /// FML-023: digits to round to that are not a whole number from 0 to 20.
    RoundingDigits,
    /// FML-024: a yes/no cell that is neither 1 nor 0.
    YesNoNeeded,
}

impl Reason {
    /// The stable code, such as `FML-005`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "FML-001",
            Self::TooDeep => "FML-002",
            Self::UnknownCharacter(_) => "FML-003",
            Self::UnclearNumber(_) => "FML-004",
            Self::Unexpected(_) => "FML-005",
            Self::NotClosed => "FML-006",
            Self::UnknownFunction(_) => "FML-007",
            Self::WrongArguments(_) => "FML-008",
            Self::PatternNotHere(_) => "FML-009",
            Self::NotAReference(_) => "FML-010",
            Self::UnknownReference(_) => "FML-011",
            Self::ChainedComparison => "FML-012",
            Self::Blank => "FML-013",
            Self::Data(Fault::Overflow) => "FML-020",
            Self::Data(Fault::NumberNeeded) => "FML-021",
            Self::Data(Fault::ConditionNeeded) => "FML-022",
            Self::Data(Fault::RoundingDigits) => "FML-023",
            Self::Data(Fault::YesNoNeeded) => "FML-024",
        }
    }

    /// What to do next, in Vietnamese.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::TooLong => "Hãy tách thành nhiều cột tính hoặc dùng mẫu tên có dấu *.",
            Self::TooDeep => {
                "Hãy bớt ngoặc, hoặc dùng sum(...) thay cho nhiều phép cộng liên tiếp."
            }
            Self::UnknownCharacter(_) => {
                "Chỉ dùng chữ, số, dấu gạch dưới, dấu chấm và các phép tính."
            }
            Self::UnclearNumber(_) => {
                "Phần lẻ viết sau dấu chấm; không ngăn cách hàng nghìn, ví dụ 1000 hoặc 1.5."
            }
            Self::Unexpected(_) => {
                "Kiểm tra phép tính còn thiếu ở đây; dấu phẩy chỉ dùng để ngăn các tham số của hàm."
            }
            Self::NotClosed => "Thêm dấu “)” tương ứng.",
            Self::UnknownFunction(_) => "Xem danh sách hàm trong trang trợ giúp công thức.",
            Self::WrongArguments(_) => "Viết lại theo đúng mẫu của hàm.",
            Self::PatternNotHere(_) => {
                "Đặt mẫu tên trong hàm tính trên danh sách, ví dụ sum(T4.*.nu)."
            }
            Self::NotAReference(_) => "Ghi một mã ô duy nhất, ví dụ previous(nu).",
            Self::UnknownReference(_) => "Kiểm tra lại mã ô, mã dòng hoặc mã biểu mẫu.",
            Self::ChainedComparison => "Tách bằng and, ví dụ: 0 <= a and a <= b.",
            Self::Blank => "Nhập công thức, ví dụ percent(nu, tong).",
            Self::Data(fault) => fault.hint(),
        }
    }
}

impl Fault {
    fn hint(self) -> &'static str {
        match self {
            Self::Overflow => "Kiểm tra lại số liệu đầu vào, có thể nhập thừa chữ số.",
            Self::NumberNeeded => "Dùng if(điều kiện, 1, 0) để đổi điều kiện thành số.",
            Self::ConditionNeeded => "Viết thành phép so sánh, ví dụ a > 0.",
            Self::RoundingDigits => "Ghi số chữ số lẻ, ví dụ round(x, 2).",
            Self::YesNoNeeded => "Ô có/không chỉ nhận 1 (có) hoặc 0 (không).",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => f.write_str("Công thức quá dài."),
            Self::TooDeep => f.write_str("Công thức lồng quá nhiều tầng."),
            Self::UnknownCharacter(found) => write!(f, "Không dùng được ký tự “{found}”."),
            Self::UnclearNumber(text) => write!(f, "Không đọc được chắc chắn số “{text}”."),
            Self::Unexpected(text) => write!(f, "Không hiểu {text} ở vị trí này."),
            Self::NotClosed => f.write_str("Dấu ngoặc mở ở đây chưa được đóng."),
            Self::UnknownFunction(name) => write!(f, "Không có hàm “{name}”."),
            Self::WrongArguments(signature) => {
                write!(f, "Số tham số không đúng, mẫu của hàm là {signature}.")
            }
            Self::PatternNotHere(text) => write!(f, "Mẫu tên “{text}” không dùng được ở đây."),
            Self::NotAReference(name) => write!(f, "Hàm “{name}” chỉ nhận một mã ô."),
            Self::UnknownReference(name) => write!(f, "Không tìm thấy ô “{name}”."),
            Self::ChainedComparison => f.write_str("Không viết hai phép so sánh liền nhau."),
            Self::Blank => f.write_str("Chưa có công thức."),
            Self::Data(fault) => fault.fmt(f),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overflow => "Kết quả vượt quá số lớn nhất hệ thống tính được.",
            Self::NumberNeeded => "Ở đây cần một số nhưng lại là một điều kiện.",
            Self::ConditionNeeded => "Ở đây cần một điều kiện nhưng lại là một số.",
            Self::RoundingDigits => "Số chữ số làm tròn phải là số nguyên từ 0 đến 20.",
            Self::YesNoNeeded => "Giá trị có/không không phải là 1 hoặc 0.",
        })
    }
}
