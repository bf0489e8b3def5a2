//! Prints a formula back so that it reads the same.

use std::fmt;

use crate::ast::{Formula, Node};

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(&self.root, 0, f)
    }
}

fn write(node: &Node, least: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match node {
        Node::Number(value) => write!(f, "{value}"),
        Node::Reference { name, .. } => f.write_str(name),
        Node::Negate(inner) => {
            f.write_str("-")?;
            write(inner, 7, f)
        }
        Node::Not(inner) => {
            f.write_str("not (")?;
            write(inner, 0, f)?;
            f.write_str(")")
        }
        Node::Binary(operator, left, right) => {
            let own = operator.binding();
            let bracket = own <= least;
            if bracket {
                f.write_str("(")?;
            }
            write(left, own - 1, f)?;
            write!(f, " {} ", operator.sign())?;
            write(right, own, f)?;
            if bracket { f.write_str(")") } else { Ok(()) }
        }
        Node::Call(function, args) => {
            write!(f, "{}(", function.name)?;
            for (at, arg) in args.iter().enumerate() {
                if at > 0 {
                    f.write_str(", ")?;
                }
                write(arg, 0, f)?;
            }
            f.write_str(")")
        }
    }
}
