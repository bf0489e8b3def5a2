//! Computes a formula over a lookup.

use rust_decimal::Decimal;

use crate::{
    ast::{Formula, Node, Operator},
    error::EvalError,
    functions::Args,
    value::Value,
};

/// Which period a reference is looked up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Current,
    Previous,
}

/// Where figures come from.
pub trait Lookup {
    /// The figure under a name; `None` where it is missing or did not arise.
    fn value(&self, reference: &str, period: Period) -> Option<Decimal>;

    /// Names that a pattern such as `T4.*.nu` stands for.
    fn matching(&self, pattern: &str) -> Vec<String>;
}

impl Formula {
    /// Computes the formula.
    ///
    /// Arithmetic and comparison with nothing give nothing; division by zero gives nothing; `sum`
    /// leaves nothings out.
    pub fn evaluate(&self, lookup: &impl Lookup) -> Result<Value, EvalError> {
        evaluate(&self.root, lookup)
    }
}

pub(crate) fn evaluate(node: &Node, lookup: &dyn Lookup) -> Result<Value, EvalError> {
    match node {
        Node::Number(value) => Ok(Value::Number(*value)),
        Node::Reference { name, .. } => Ok(lookup.value(name, Period::Current).into()),
        Node::Negate(inner) => {
            number(evaluate(inner, lookup)?).map(|value| value.map(|v| -v).into())
        }
        Node::Not(inner) => Ok(match truth(evaluate(inner, lookup)?)? {
            Some(value) => Value::Bool(!value),
            None => Value::Empty,
        }),
        Node::Binary(operator, left, right) => {
            binary(*operator, evaluate(left, lookup)?, evaluate(right, lookup)?)
        }
        Node::Call(function, args) => (function.apply)(&Args { nodes: args, lookup }),
    }
}

pub(crate) fn number(value: Value) -> Result<Option<Decimal>, EvalError> {
    match value {
        Value::Number(value) => Ok(Some(value)),
        Value::Empty => Ok(None),
        Value::Bool(_) => Err(EvalError::not_a_number()),
    }
}

pub(crate) fn truth(value: Value) -> Result<Option<bool>, EvalError> {
    match value {
        Value::Bool(value) => Ok(Some(value)),
        Value::Empty => Ok(None),
        Value::Number(_) => Err(EvalError::not_a_truth()),
    }
}

fn binary(operator: Operator, left: Value, right: Value) -> Result<Value, EvalError> {
    if matches!(operator, Operator::And | Operator::Or) {
        return logic(operator, truth(left)?, truth(right)?);
    }
    let (Some(left), Some(right)) = (number(left)?, number(right)?) else {
        return Ok(Value::Empty);
    };
    let computed = match operator {
        Operator::Add => left.checked_add(right),
        Operator::Subtract => left.checked_sub(right),
        Operator::Multiply => left.checked_mul(right),
        Operator::Divide if right.is_zero() => return Ok(Value::Empty),
        Operator::Divide => left.checked_div(right),
        Operator::Equal => return Ok(Value::Bool(left == right)),
        Operator::Unequal => return Ok(Value::Bool(left != right)),
        Operator::Less => return Ok(Value::Bool(left < right)),
        Operator::AtMost => return Ok(Value::Bool(left <= right)),
        Operator::Greater => return Ok(Value::Bool(left > right)),
        Operator::AtLeast => return Ok(Value::Bool(left >= right)),
        Operator::And | Operator::Or => return Ok(Value::Empty),
    };
    computed.map(Value::Number).ok_or_else(EvalError::too_large)
}

/// False and anything is false, true or anything is true; otherwise nothing spreads.
fn logic(operator: Operator, left: Option<bool>, right: Option<bool>) -> Result<Value, EvalError> {
    let decides = operator == Operator::Or;
    Ok(match (left, right) {
        (Some(a), _) if a == decides => Value::Bool(decides),
        (_, Some(b)) if b == decides => Value::Bool(decides),
        (Some(_), Some(_)) => Value::Bool(!decides),
        _ => Value::Empty,
    })
}
