//! Reads a formula: a Pratt parser whose depth and length are bounded.

use crate::{
    ast::{Formula, Kind, MINUS_POWER, NOT_POWER, Node, Operator},
    error::{ParseError, Place, Reason},
    functions,
    token::{Token, tokens},
};

/// Bytes a formula may have.
pub const FORMULA_LENGTH_MAX: usize = 8_000;

/// Levels a formula may be nested; a chain of `+` nests one level a sign.
pub const FORMULA_DEPTH_MAX: usize = 100;

/// Reads a formula; says where and why when it cannot.
pub fn parse(source: &str) -> Result<Formula, ParseError> {
    let start = Place { byte: 0, column: 1 };
    if source.len() > FORMULA_LENGTH_MAX {
        return Err(ParseError::new(start, Reason::TooLong));
    }
    if source.trim().is_empty() {
        return Err(ParseError::new(start, Reason::Blank));
    }
    let mut parser = Parser { tokens: tokens(source)?, next: 0, depth: 0 };
    let root = parser.expression(0)?;
    match parser.peek() {
        Token::End => Ok(Formula { root, text: source.to_owned() }),
        other => Err(ParseError::new(parser.place(), Reason::Unexpected(other.shown()))),
    }
}

struct Parser {
    tokens: Vec<(Token, Place)>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.next].0
    }

    fn place(&self) -> Place {
        self.tokens[self.next].1
    }

    /// Takes the next token; `End` is never passed.
    fn take(&mut self) -> (Token, Place) {
        let taken = self.tokens[self.next].clone();
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        taken
    }

    fn take_if(&mut self, token: &Token) -> bool {
        let found = self.peek() == token;
        if found {
            self.take();
        }
        found
    }

    fn expression(&mut self, power_min: u8) -> Result<Node, ParseError> {
        self.depth += 1;
        if self.depth > FORMULA_DEPTH_MAX {
            return Err(ParseError::new(self.place(), Reason::TooDeep));
        }
        let mut left = self.prefix()?;
        let mut compared = false;
        while let Some(operator) = self.operator(power_min) {
            let (_, at) = self.take();
            if operator.compares() && compared {
                return Err(ParseError::new(at, Reason::ChainedComparison));
            }
            compared = operator.compares();
            let right = self.expression(operator.power() + 1)?;
            left = node(at, Kind::Binary(operator, Box::new(left), Box::new(right)))?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operator(&self, power_min: u8) -> Option<Operator> {
        match self.peek() {
            Token::Operator(operator) if operator.power() >= power_min => Some(*operator),
            _ => None,
        }
    }

    fn prefix(&mut self) -> Result<Node, ParseError> {
        let (token, at) = self.take();
        match token {
            Token::Number(number) => node(at, Kind::Number(number)),
            Token::Name(name) if self.peek() == &Token::Open => self.call(&name, at),
            Token::Name(name) => node(at, Kind::Reference(name)),
            Token::Operator(Operator::Subtract) => {
                let inner = self.expression(MINUS_POWER)?;
                node(at, Kind::Minus(Box::new(inner)))
            }
            Token::Not => {
                let inner = self.expression(NOT_POWER)?;
                node(at, Kind::Not(Box::new(inner)))
            }
            Token::Open => {
                let inner = self.expression(0)?;
                self.close(at)?;
                Ok(inner)
            }
            Token::Pattern(text) => Err(ParseError::new(at, Reason::PatternNotHere(text))),
            other => Err(ParseError::new(at, Reason::Unexpected(other.shown()))),
        }
    }

    fn close(&mut self, opened: Place) -> Result<(), ParseError> {
        if self.take_if(&Token::Close) {
            return Ok(());
        }
        match self.peek() {
            Token::End => Err(ParseError::new(opened, Reason::NotClosed)),
            other => Err(ParseError::new(self.place(), Reason::Unexpected(other.shown()))),
        }
    }

    fn call(&mut self, name: &str, at: Place) -> Result<Node, ParseError> {
        let Some(function) = functions::find(name) else {
            return Err(ParseError::new(at, Reason::UnknownFunction(name.to_owned())));
        };
        let (_, opened) = self.take();
        let mut arguments = Vec::new();
        if !self.take_if(&Token::Close) {
            arguments.push(self.argument(function)?);
            while self.take_if(&Token::Comma) {
                arguments.push(self.argument(function)?);
            }
            self.close(opened)?;
        }
        if !function.call.takes(arguments.len()) {
            let signature = function.signature.to_owned();
            return Err(ParseError::new(at, Reason::WrongArguments(signature)));
        }
        let reads_a_cell = matches!(arguments.as_slice(), [Node { kind: Kind::Reference(_), .. }]);
        if function.call.reads_periods() && !reads_a_cell {
            return Err(ParseError::new(at, Reason::NotAReference(name.to_owned())));
        }
        node(at, Kind::Call(function, arguments))
    }

    fn argument(&mut self, function: &functions::Function) -> Result<Node, ParseError> {
        if let Token::Pattern(text) = self.peek()
            && function.call.takes_patterns()
        {
            let text = text.clone();
            let (_, at) = self.take();
            return node(at, Kind::Pattern(text));
        }
        self.expression(0)
    }
}

fn node(at: Place, kind: Kind) -> Result<Node, ParseError> {
    let node = Node::new(at, kind);
    if node.height > FORMULA_DEPTH_MAX {
        return Err(ParseError::new(at, Reason::TooDeep));
    }
    Ok(node)
}
