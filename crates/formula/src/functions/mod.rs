//! The table of functions. A function is one `pub fn`, one line in its family's table, one case file.

use rust_decimal::Decimal;

use crate::{
    ast::Node,
    error::EvalError,
    eval::{Lookup, Period, evaluate, number, truth},
    value::Value,
};

pub mod aggregate;
pub mod arithmetic;
pub mod logic;
pub mod period;

/// One function of the language.
#[derive(Debug)]
pub struct Function {
    pub name: &'static str,
    /// "percent(phần, toàn bộ)".
    pub signature: &'static str,
    /// Shown on the help page.
    pub help: &'static str,
    /// Fewest and most arguments.
    pub arity: (usize, usize),
    pub(crate) apply: fn(&Args<'_>) -> Result<Value, EvalError>,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Function {
    pub(crate) fn takes(&self, count: usize) -> bool {
        (self.arity.0..=self.arity.1).contains(&count)
    }
}

/// All functions, family by family.
pub fn functions() -> impl Iterator<Item = &'static Function> {
    arithmetic::TABLE.iter().chain(aggregate::TABLE).chain(period::TABLE).chain(logic::TABLE)
}

/// The function with a name.
pub fn find(name: &str) -> Option<&'static Function> {
    functions().find(|f| f.name == name)
}

/// Unevaluated arguments with their lookup.
pub(crate) struct Args<'a> {
    pub(crate) nodes: &'a [Node],
    pub(crate) lookup: &'a dyn Lookup,
}

impl Args<'_> {
    pub(crate) fn value(&self, at: usize) -> Result<Value, EvalError> {
        self.nodes.get(at).map_or(Ok(Value::Empty), |node| evaluate(node, self.lookup))
    }

    pub(crate) fn number(&self, at: usize) -> Result<Option<Decimal>, EvalError> {
        number(self.value(at)?)
    }

    pub(crate) fn truth(&self, at: usize) -> Result<Option<bool>, EvalError> {
        truth(self.value(at)?)
    }

    /// Every number given, patterns such as `T4.*.nu` spread over their cells.
    pub(crate) fn spread(&self) -> Result<Vec<Option<Decimal>>, EvalError> {
        let mut values = Vec::new();
        for node in self.nodes {
            match node {
                Node::Reference { name, .. } if name.contains('*') => {
                    let names = self.lookup.matching(name);
                    let cells = names.iter().map(|n| self.lookup.value(n, Period::Current));
                    values.extend(cells);
                }
                other => values.push(number(evaluate(other, self.lookup)?)?),
            }
        }
        Ok(values)
    }

    /// A reference in the period before.
    pub(crate) fn previous(&self, at: usize) -> Option<Decimal> {
        match self.nodes.get(at) {
            Some(Node::Reference { name, .. }) => self.lookup.value(name, Period::Previous),
            _ => None,
        }
    }
}
