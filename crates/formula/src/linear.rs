//! What a rule says in linear terms: for those who must know what can be worked out from what is shown.

use rust_decimal::Decimal;

use crate::ast::{Formula, Kind, Node, Operator};

/// `Σ factor · name + constant`, which is zero or, for a bound, not negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linear {
    /// Each name once, with its factor.
    pub terms: Vec<(String, Decimal)>,
    /// What is added to the terms.
    pub constant: Decimal,
    /// Whether the sum is exactly zero; else it is at least zero.
    pub exact: bool,
}

/// A sum on the way.
#[derive(Debug, Default)]
struct Sum {
    terms: Vec<(String, Decimal)>,
    constant: Decimal,
}

impl Sum {
    fn constant(value: Decimal) -> Self {
        Self { terms: Vec::new(), constant: value }
    }

    fn plus(mut self, other: Self, factor: Decimal) -> Option<Self> {
        self.constant = self.constant.checked_add(other.constant.checked_mul(factor)?)?;
        for (name, weight) in other.terms {
            let weight = weight.checked_mul(factor)?;
            match self.terms.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum = sum.checked_add(weight)?,
                None => self.terms.push((name, weight)),
            }
        }
        Some(self)
    }

    fn times(self, factor: Decimal) -> Option<Self> {
        Self::default().plus(self, factor)
    }
}

impl Formula {
    /// The equalities and bounds that hold together where the rule holds; parts of it that are not
    /// linear, or hold only in some cases, are left out.
    pub fn linear(&self) -> Vec<Linear> {
        let mut found = Vec::new();
        collect(&self.root, &mut found);
        found
    }

    /// The sum that a formula computes, where it is one.
    pub fn linear_value(&self) -> Option<Linear> {
        let Sum { mut terms, constant } = sum(&self.root)?;
        terms.retain(|(_, factor)| !factor.is_zero());
        Some(Linear { terms, constant, exact: true })
    }
}

fn collect(node: &Node, found: &mut Vec<Linear>) {
    let Kind::Binary(operator, left, right) = &node.kind else { return };
    let difference = |more: &Node, less: &Node| sum(more)?.plus(sum(less)?, Decimal::NEGATIVE_ONE);
    let (sum, exact) = match operator {
        Operator::And => {
            collect(left, found);
            return collect(right, found);
        }
        Operator::Equal => (difference(left, right), true),
        Operator::LessOrEqual | Operator::Less => (difference(right, left), false),
        Operator::GreaterOrEqual | Operator::Greater => (difference(left, right), false),
        _ => return,
    };
    if let Some(Sum { mut terms, constant }) = sum {
        terms.retain(|(_, factor)| !factor.is_zero());
        if !terms.is_empty() {
            found.push(Linear { terms, constant, exact });
        }
    }
}

fn sum(node: &Node) -> Option<Sum> {
    match &node.kind {
        Kind::Number(value) => Some(Sum::constant(*value)),
        Kind::Reference(name) => {
            Some(Sum { terms: vec![(name.clone(), Decimal::ONE)], constant: Decimal::ZERO })
        }
        Kind::Minus(inner) => sum(inner)?.times(Decimal::NEGATIVE_ONE),
        Kind::Binary(Operator::Add, left, right) => sum(left)?.plus(sum(right)?, Decimal::ONE),
        Kind::Binary(Operator::Subtract, left, right) => {
            sum(left)?.plus(sum(right)?, Decimal::NEGATIVE_ONE)
        }
        Kind::Binary(Operator::Multiply, left, right) => {
            let (left, right) = (sum(left)?, sum(right)?);
            if left.terms.is_empty() {
                right.times(left.constant)
            } else if right.terms.is_empty() {
                left.times(right.constant)
            } else {
                None
            }
        }
        Kind::Call(function, arguments) if function.signature.starts_with("sum(") => {
            arguments.iter().try_fold(Sum::default(), |all, one| all.plus(sum(one)?, Decimal::ONE))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rule: &str) -> Vec<String> {
        let linear = crate::parse(rule).unwrap().linear();
        let shown = |linear: &Linear| {
            let terms: Vec<String> =
                linear.terms.iter().map(|(name, factor)| format!("{factor}{name}")).collect();
            let sign = if linear.exact { "=" } else { ">=" };
            format!("{} {} {sign} 0", terms.join(" "), linear.constant)
        };
        linear.iter().map(shown).collect()
    }

    #[test]
    fn sums_and_bounds_are_read_and_the_rest_is_left_out() {
        assert_eq!(read("nu + nam = tong"), ["1nu 1nam -1tong 0 = 0"]);
        assert_eq!(
            read("nu <= tong and 2 * (nam - 3) > nu"),
            ["1tong -1nu 0 >= 0", "2nam -1nu -6 >= 0"]
        );
        assert_eq!(
            read("tong <= sum(T5.a.tong, T5.b.tong)"),
            ["1T5.a.tong 1T5.b.tong -1tong 0 >= 0"]
        );
        assert!(read("tong > 0 or nu = 0").is_empty());
        assert!(read("percent(nu, tong) = 5").is_empty());
        assert!(read("nu * nam = tong").is_empty());
    }
}
