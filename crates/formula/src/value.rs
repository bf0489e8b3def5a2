//! What a formula can yield.

use rust_decimal::Decimal;

/// A number, a truth, or nothing. Nothing is what a missing or not arising figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Number(Decimal),
    Bool(bool),
    Empty,
}

impl Value {
    /// The number, if it is one.
    pub const fn number(self) -> Option<Decimal> {
        match self {
            Self::Number(value) => Some(value),
            Self::Bool(_) | Self::Empty => None,
        }
    }
}

impl From<Option<Decimal>> for Value {
    fn from(value: Option<Decimal>) -> Self {
        value.map_or(Self::Empty, Self::Number)
    }
}
