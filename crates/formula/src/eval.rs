//! Computes a formula over the data a lookup gives; never panics, names the place that cannot be computed.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::{
    ast::{Formula, Kind, Node, Operator},
    error::{EvalError, Fault, Place, Reason},
    functions::{
        Call, Function,
        arithmetic::{checked, ratio},
    },
    value::{Lookup, Period, Value},
};

impl Formula {
    /// Computes the formula; Empty when a figure it needs is missing.
    pub fn evaluate(&self, lookup: &impl Lookup) -> Result<Value, EvalError> {
        evaluate(&self.root, lookup)
    }
}

fn fault(at: Place) -> impl Fn(Fault) -> EvalError {
    move |fault| EvalError::new(at, Reason::Data(fault))
}

fn evaluate(node: &Node, lookup: &dyn Lookup) -> Result<Value, EvalError> {
    match &node.kind {
        Kind::Number(number) => Ok(Value::Number(*number)),
        Kind::Reference(name) => Ok(lookup.value(name, Period::Current).into()),
        // The parser lets patterns stand only in lists, where `items` spreads them.
        Kind::Pattern(_) => Ok(Value::Empty),
        Kind::Minus(inner) => {
            let number = number(inner, lookup)?;
            // Zero keeps its sign, so that no "-0" is ever printed.
            Ok(number.map(|n| if n.is_zero() { n } else { -n }).into())
        }
        Kind::Not(inner) => Ok(condition(inner, lookup)?.map(|c| !c).into()),
        Kind::Binary(operator, left, right) => match operator {
            Operator::And | Operator::Or => connect(*operator, left, right, lookup),
            _ if operator.compares() => compare(node.at, *operator, left, right, lookup),
            _ => {
                let (left, right) = (number(left, lookup)?, number(right, lookup)?);
                calculate(*operator, left, right).map(Value::from).map_err(fault(node.at))
            }
        },
        Kind::Call(function, arguments) => call(node.at, function, arguments, lookup),
    }
}

fn number(node: &Node, lookup: &dyn Lookup) -> Result<Option<Decimal>, EvalError> {
    match evaluate(node, lookup)? {
        Value::Number(number) => Ok(Some(number)),
        Value::Empty => Ok(None),
        Value::Bool(_) => Err(fault(node.at)(Fault::NumberNeeded)),
    }
}

fn condition(node: &Node, lookup: &dyn Lookup) -> Result<Option<bool>, EvalError> {
    match evaluate(node, lookup)? {
        Value::Bool(condition) => Ok(Some(condition)),
        Value::Empty => Ok(None),
        Value::Number(_) => Err(fault(node.at)(Fault::ConditionNeeded)),
    }
}

/// `and` is false as soon as one side is, `or` true as soon as one side is; otherwise Empty spreads.
fn connect(
    operator: Operator,
    left: &Node,
    right: &Node,
    lookup: &dyn Lookup,
) -> Result<Value, EvalError> {
    let decides = operator == Operator::Or;
    let left = condition(left, lookup)?;
    if left == Some(decides) {
        return Ok(Value::Bool(decides));
    }
    let right = condition(right, lookup)?;
    if right == Some(decides) {
        return Ok(Value::Bool(decides));
    }
    Ok(left.and(right).into())
}

fn compare(
    at: Place,
    operator: Operator,
    left: &Node,
    right: &Node,
    lookup: &dyn Lookup,
) -> Result<Value, EvalError> {
    let ordering = match (evaluate(left, lookup)?, evaluate(right, lookup)?) {
        (Value::Empty, _) | (_, Value::Empty) => return Ok(Value::Empty),
        (Value::Number(left), Value::Number(right)) => left.cmp(&right),
        (Value::Bool(left), Value::Bool(right))
            if matches!(operator, Operator::Equal | Operator::NotEqual) =>
        {
            left.cmp(&right)
        }
        _ => return Err(fault(at)(Fault::NumberNeeded)),
    };
    Ok(Value::Bool(match operator {
        Operator::Equal => ordering == Ordering::Equal,
        Operator::NotEqual => ordering != Ordering::Equal,
        Operator::Less => ordering == Ordering::Less,
        Operator::LessOrEqual => ordering != Ordering::Greater,
        Operator::Greater => ordering == Ordering::Greater,
        _ => ordering != Ordering::Less,
    }))
}

fn calculate(
    operator: Operator,
    left: Option<Decimal>,
    right: Option<Decimal>,
) -> Result<Option<Decimal>, Fault> {
    let Some((a, b)) = left.zip(right) else { return Ok(None) };
    match operator {
        Operator::Add => checked(a.checked_add(b)),
        Operator::Subtract => checked(a.checked_sub(b)),
        Operator::Multiply => checked(a.checked_mul(b)),
        _ => ratio(left, right),
    }
}

fn call(
    at: Place,
    function: &Function,
    arguments: &[Node],
    lookup: &dyn Lookup,
) -> Result<Value, EvalError> {
    let figure = |index: usize| arguments.get(index).map_or(Ok(None), |node| number(node, lookup));
    let read = |period| match arguments.first().map(|node| &node.kind) {
        Some(Kind::Reference(name)) => lookup.value(name, period),
        _ => None,
    };
    let result = match function.call {
        Call::One(compute) => compute(figure(0)?).map(Value::from),
        Call::Two(compute) => compute(figure(0)?, figure(1)?).map(Value::from),
        Call::Three(compute) => compute(figure(0)?, figure(1)?, figure(2)?).map(Value::from),
        Call::Periods(compute) => {
            compute(read(Period::Current), read(Period::Previous)).map(Value::from)
        }
        Call::List { compute, .. } => {
            let mut figures = Vec::with_capacity(arguments.len());
            for (value, at) in items(arguments, lookup)? {
                match value {
                    Value::Bool(_) => return Err(fault(at)(Fault::NumberNeeded)),
                    other => figures.push(other.number()),
                }
            }
            compute(&figures).map(Value::from)
        }
        Call::Values { compute, .. } => {
            let values: Vec<Value> =
                items(arguments, lookup)?.into_iter().map(|(value, _)| value).collect();
            compute(&values)
        }
    };
    result.map_err(fault(at))
}

/// The arguments' values, patterns spread into the cells they stand for.
fn items(arguments: &[Node], lookup: &dyn Lookup) -> Result<Vec<(Value, Place)>, EvalError> {
    let mut values = Vec::with_capacity(arguments.len());
    for argument in arguments {
        if let Kind::Pattern(pattern) = &argument.kind {
            for name in lookup.matching(pattern) {
                values.push((lookup.value(&name, Period::Current).into(), argument.at));
            }
        } else {
            values.push((evaluate(argument, lookup)?, argument.at));
        }
    }
    Ok(values)
}
