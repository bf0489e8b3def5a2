//! A parsed formula as a tree, and the tree printed back with no more parentheses than needed.

use std::fmt;

use rust_decimal::Decimal;

use crate::{error::Place, functions::Function};

/// A formula that was read; cheap to evaluate many times. Two are equal that compute alike, however
/// they are spaced.
#[derive(Debug, Clone)]
pub struct Formula {
    pub(crate) root: Node,
    pub(crate) text: String,
}

impl PartialEq for Formula {
    fn eq(&self, other: &Self) -> bool {
        self.root == other.root
    }
}

impl Eq for Formula {}

/// One part of a formula, with the place it was written at; two nodes are equal wherever they stand.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) at: Place,
    pub(crate) kind: Kind,
    /// Levels of the tree from here down, so that no walk over it runs out of stack.
    pub(crate) height: usize,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Node {}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Number(Decimal),
    Reference(String),
    Pattern(String),
    Minus(Box<Node>),
    Not(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    Call(&'static Function, Vec<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// How tightly `not` and unary minus hold their operand, on the scale of [`Operator::power`].
pub(crate) const NOT_POWER: u8 = 3;
pub(crate) const MINUS_POWER: u8 = 7;
const ATOM_POWER: u8 = 8;

impl Operator {
    /// How tightly it holds its operands; higher binds first.
    pub(crate) fn power(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide => 6,
            _ => 4,
        }
    }

    pub(crate) fn compares(self) -> bool {
        self.power() == 4
    }

    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }
}

impl Formula {
    /// The formula as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names it reads, patterns included, each once, in the order they are written.
    pub fn references(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.root.each_name(&mut |name, _| {
            if !names.contains(&name) {
                names.push(name);
            }
        });
        names
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.print(f, 0)
    }
}

impl Node {
    pub(crate) fn new(at: Place, kind: Kind) -> Self {
        let below = match &kind {
            Kind::Number(_) | Kind::Reference(_) | Kind::Pattern(_) => 0,
            Kind::Minus(inner) | Kind::Not(inner) => inner.height,
            Kind::Binary(_, left, right) => left.height.max(right.height),
            Kind::Call(_, arguments) => arguments.iter().map(|a| a.height).max().unwrap_or(0),
        };
        Self { at, kind, height: below + 1 }
    }

    pub(crate) fn each_name<'a>(&'a self, see: &mut impl FnMut(&'a str, Place)) {
        match &self.kind {
            Kind::Number(_) => {}
            Kind::Reference(name) | Kind::Pattern(name) => see(name, self.at),
            Kind::Minus(inner) | Kind::Not(inner) => inner.each_name(see),
            Kind::Binary(_, left, right) => {
                left.each_name(see);
                right.each_name(see);
            }
            Kind::Call(_, arguments) => {
                for argument in arguments {
                    argument.each_name(see);
                }
            }
        }
    }
    fn power(&self) -> u8 {
        match &self.kind {
            Kind::Not(_) => NOT_POWER,
            Kind::Minus(_) => MINUS_POWER,
            Kind::Binary(operator, ..) => operator.power(),
            _ => ATOM_POWER,
        }
    }

    fn print(&self, f: &mut fmt::Formatter<'_>, needed: u8) -> fmt::Result {
        if self.power() < needed {
            f.write_str("(")?;
            self.print(f, 0)?;
            return f.write_str(")");
        }
        match &self.kind {
            // Without trailing zeros: "1.500" would be refused as a possible thousand.
            Kind::Number(number) => write!(f, "{}", number.normalize()),
            Kind::Reference(name) | Kind::Pattern(name) => f.write_str(name),
            Kind::Minus(inner) => {
                f.write_str("-")?;
                inner.print(f, MINUS_POWER)
            }
            Kind::Not(inner) => {
                f.write_str("not ")?;
                inner.print(f, NOT_POWER)
            }
            Kind::Binary(operator, left, right) => {
                let power = operator.power();
                left.print(f, power + u8::from(operator.compares()))?;
                write!(f, " {} ", operator.text())?;
                right.print(f, power + 1)
            }
            Kind::Call(function, arguments) => {
                write!(f, "{}(", function.name())?;
                for (index, argument) in arguments.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { ", " })?;
                    argument.print(f, 0)?;
                }
                f.write_str(")")
            }
        }
    }
}
