//! A parsed formula.

use rust_decimal::Decimal;

use crate::{error::ParseError, functions::Function};

/// A parsed formula; parse once, evaluate many times.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    pub(crate) root: Node,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Number(Decimal),
    Reference { name: String, column: usize },
    Negate(Box<Node>),
    Not(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    Call(&'static Function, Vec<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Operator {
    /// How tightly it binds.
    pub(crate) const fn binding(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal
            | Self::Unequal
            | Self::Less
            | Self::AtMost
            | Self::Greater
            | Self::AtLeast => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide => 6,
        }
    }

    pub(crate) const fn sign(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }
}

impl Formula {
    /// Names of cells it refers to, in order, each once.
    pub fn references(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.walk(&mut |node| {
            if let Node::Reference { name, .. } = node
                && !names.contains(&name.as_str())
            {
                names.push(name.as_str());
            }
        });
        names
    }

    /// Every reference that is not known, as an error at its place.
    pub fn check(&self, known: impl Fn(&str) -> bool) -> Vec<ParseError> {
        let mut errors = Vec::new();
        self.walk(&mut |node| {
            if let Node::Reference { name, column } = node
                && !known(name)
            {
                errors.push(ParseError {
                    code: "FML-006",
                    column: *column,
                    what: format!("không có ô nào tên “{name}”"),
                    next: "Kiểm tra mã dòng, mã cột của biểu".to_owned(),
                });
            }
        });
        errors
    }

    fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Node)) {
        let mut open = vec![&self.root];
        while let Some(node) = open.pop() {
            visit(node);
            match node {
                Node::Number(_) | Node::Reference { .. } => {}
                Node::Negate(inner) | Node::Not(inner) => open.push(inner),
                Node::Binary(_, left, right) => {
                    open.push(right);
                    open.push(left);
                }
                Node::Call(_, args) => open.extend(args.iter().rev()),
            }
        }
    }
}
