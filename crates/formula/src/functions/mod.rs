//! The functions of the language, one table a family. A function is a `pub fn` and a line in its table.
//!
//! The doc comment of a function *is* its help page, so it is Vietnamese; its last line is the example.

use rust_decimal::Decimal;

use crate::{error::Fault, value::Value};

pub mod aggregate;
pub mod arithmetic;
pub mod logic;
pub mod period;

/// What a function over figures gives: a figure, Empty, or why it cannot be computed.
pub type Numeric = Result<Option<Decimal>, Fault>;

/// A line of a family's table.
#[derive(Debug)]
pub(crate) struct Function {
    /// Name and arguments as an officer writes them.
    pub(crate) signature: &'static str,
    pub(crate) call: Call,
}

/// What a function takes. Lists take patterns and must cope with Empties themselves.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Call {
    One(fn(Option<Decimal>) -> Numeric),
    Two(fn(Option<Decimal>, Option<Decimal>) -> Numeric),
    Three(fn(Option<Decimal>, Option<Decimal>, Option<Decimal>) -> Numeric),
    /// One reference, read in the current and in the previous period.
    Periods(fn(Option<Decimal>, Option<Decimal>) -> Numeric),
    List {
        least: usize,
        compute: fn(&[Option<Decimal>]) -> Numeric,
    },
    Values {
        least: usize,
        most: Option<usize>,
        compute: fn(&[Value]) -> Result<Value, Fault>,
    },
}

impl Call {
    pub(crate) fn takes(&self, count: usize) -> bool {
        match self {
            Self::One(_) | Self::Periods(_) => count == 1,
            Self::Two(_) => count == 2,
            Self::Three(_) => count == 3,
            Self::List { least, .. } => count >= *least,
            Self::Values { least, most, .. } => {
                count >= *least && most.is_none_or(|most| count <= most)
            }
        }
    }

    /// Only a list without an upper bound can take as many cells as a pattern finds.
    pub(crate) fn takes_patterns(&self) -> bool {
        matches!(self, Self::List { .. } | Self::Values { most: None, .. })
    }

    pub(crate) fn reads_periods(&self) -> bool {
        matches!(self, Self::Periods(_))
    }
}

impl Function {
    pub(crate) fn name(&self) -> &'static str {
        self.signature.split('(').next().unwrap_or(self.signature)
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.signature == other.signature
    }
}

impl Eq for Function {}

struct Family {
    name: &'static str,
    table: &'static [Function],
    source: &'static str,
}

static FAMILIES: [Family; 4] = [
    Family { name: "Số học", table: arithmetic::TABLE, source: include_str!("arithmetic.rs") },
    Family {
        name: "Tính trên danh sách",
        table: aggregate::TABLE,
        source: include_str!("aggregate.rs"),
    },
    Family { name: "Kỳ báo cáo", table: period::TABLE, source: include_str!("period.rs") },
    Family { name: "Điều kiện", table: logic::TABLE, source: include_str!("logic.rs") },
];

pub(crate) fn find(name: &str) -> Option<&'static Function> {
    FAMILIES.iter().flat_map(|family| family.table).find(|function| function.name() == name)
}

/// The help page of one function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionHelp {
    /// The name as it is written in a formula.
    pub name: &'static str,
    /// The family it is listed under, in Vietnamese.
    pub family: &'static str,
    /// Name and arguments.
    pub signature: &'static str,
    /// What it does and when it is Empty, in Vietnamese, one sentence a line.
    pub help: String,
    /// A formula that uses it.
    pub example: String,
}

/// Lists all functions with their help, family by family.
pub fn functions() -> Vec<FunctionHelp> {
    FAMILIES
        .iter()
        .flat_map(|family| family.table.iter().map(move |function| help(family, function)))
        .collect()
}

fn help(family: &Family, function: &Function) -> FunctionHelp {
    let name = function.name();
    let lines = doc_comment(family.source, name);
    let (examples, text): (Vec<&str>, Vec<&str>) =
        lines.into_iter().partition(|line| line.starts_with("Ví dụ: "));
    let example = examples.first().map_or("", |line| line.trim_start_matches("Ví dụ: "));
    FunctionHelp {
        name,
        family: family.name,
        signature: function.signature,
        help: text.join("\n").trim().to_owned(),
        example: example.trim_matches(['`', '.']).to_owned(),
    }
}

/// The `///` lines right above `pub fn name` (`name_` where Rust keeps the word for itself).
fn doc_comment<'a>(source: &'a str, name: &str) -> Vec<&'a str> {
    let heads = [format!("pub fn {name}("), format!("pub fn {name}_(")];
    let mut lines = Vec::new();
    for line in source.lines() {
        if let Some(text) = line.strip_prefix("///") {
            lines.push(text.trim());
        } else if heads.iter().any(|head| line.starts_with(head)) {
            return lines;
        } else {
            lines.clear();
        }
    }
    Vec::new()
}
