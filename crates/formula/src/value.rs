//! What a formula reads and yields: values, periods and the door to the data.

use rust_decimal::Decimal;

/// The result of a formula or of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A figure.
    Number(Decimal),
    /// A condition that holds or does not.
    Bool(bool),
    /// Missing or not arising; a check that is Empty does not fire.
    Empty,
}

impl Value {
    /// The figure, when there is one.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(number),
            Self::Bool(_) | Self::Empty => None,
        }
    }
}

impl From<Option<Decimal>> for Value {
    fn from(number: Option<Decimal>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }
}

impl From<Option<bool>> for Value {
    fn from(condition: Option<bool>) -> Self {
        condition.map_or(Self::Empty, Self::Bool)
    }
}

/// The period a reference is read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// The period being reported.
    Current,
    /// The period before it, read by `previous` and `change`.
    Previous,
}

/// Gives a formula its data; a name without a figure is Empty, an unknown name is found by `Formula::check`.
pub trait Lookup {
    /// The figure behind a name, in one period.
    fn value(&self, reference: &str, period: Period) -> Option<Decimal>;

    /// The names a pattern such as `T4.*.nu` stands for; `*` is one whole part between dots.
    fn matching(&self, pattern: &str) -> Vec<String>;
}
