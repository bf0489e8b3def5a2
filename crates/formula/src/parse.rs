//! Reads a formula: a Pratt parser with bounded length and depth.

use rust_decimal::Decimal;

use crate::{
    ast::{Formula, Node, Operator},
    error::ParseError,
    functions,
};

/// Longest formula, in characters.
const LENGTH_MAX: usize = 4_000;
/// Deepest nesting.
const DEPTH_MAX: usize = 64;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(Decimal),
    Name(String),
    Operator(Operator),
    Not,
    Open,
    Close,
    Comma,
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    end: usize,
    depth: usize,
}

/// Reads a formula, or says at which character it cannot be read.
pub fn parse(text: &str) -> Result<Formula, ParseError> {
    if text.chars().count() > LENGTH_MAX {
        return Err(error("FML-005", 1, "công thức dài quá 4.000 ký tự", "Tách thành nhiều công thức"));
    }
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens, at: 0, end: text.chars().count() + 1, depth: 0 };
    let root = parser.expression(0)?;
    match parser.tokens.get(parser.at) {
        None => Ok(Formula { root }),
        Some((column, _)) => Err(error("FML-002", *column, "thừa chỗ này", "Bỏ phần thừa hoặc thêm dấu phép tính")),
    }
}

fn error(code: &'static str, column: usize, what: &str, next: &str) -> ParseError {
    ParseError { code, column, what: what.to_owned(), next: next.to_owned() }
}

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, ParseError> {
    let signs: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&sign) = signs.get(at) {
        let column = at + 1;
        if sign.is_whitespace() {
            at += 1;
            continue;
        }
        let (token, length) = if sign.is_ascii_digit() {
            number(&signs[at..], column)?
        } else if sign.is_alphabetic() || sign == '*' && starts_pattern(&signs[at..]) {
            name(&signs[at..])
        } else {
            operator(&signs[at..]).ok_or_else(|| {
                error("FML-001", column, &format!("không hiểu ký hiệu “{sign}”"), "Chỉ dùng tên ô, số, phép tính và hàm")
            })?
        };
        tokens.push((column, token));
        at += length;
    }
    Ok(tokens)
}

/// `*.nu` begins a pattern; `* 2` multiplies.
fn starts_pattern(signs: &[char]) -> bool {
    signs.get(1) == Some(&'.') && signs.get(2).is_some_and(|c| c.is_alphanumeric() || *c == '*')
}

fn number(signs: &[char], column: usize) -> Result<(Token, usize), ParseError> {
    let length = signs.iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let text: String = signs[..length].iter().collect();
    let value = text
        .parse()
        .map_err(|_| error("FML-003", column, &format!("“{text}” không phải là số"), "Viết số như 1234.5"))?;
    Ok((Token::Number(value), length))
}

fn name(signs: &[char]) -> (Token, usize) {
    let mut length = 0;
    while let Some(sign) = signs.get(length) {
        let wild = *sign == '*'
            && (length == 0 || signs[length - 1] == '.')
            && signs.get(length + 1).is_none_or(|next| *next == '.' || !next.is_alphanumeric());
        if sign.is_alphanumeric() || matches!(sign, '_' | '.') || wild {
            length += 1;
        } else {
            break;
        }
    }
    let text: String = signs[..length].iter().collect();
    let token = match text.as_str() {
        "and" => Token::Operator(Operator::And),
        "or" => Token::Operator(Operator::Or),
        "not" => Token::Not,
        _ => Token::Name(text),
    };
    (token, length)
}

fn operator(signs: &[char]) -> Option<(Token, usize)> {
    let two = (signs[0], signs.get(1).copied().unwrap_or(' '));
    let token = match two {
        ('<', '=') => return Some((Token::Operator(Operator::AtMost), 2)),
        ('>', '=') => return Some((Token::Operator(Operator::AtLeast), 2)),
        ('!', '=') | ('<', '>') => return Some((Token::Operator(Operator::Unequal), 2)),
        ('≤', _) => Token::Operator(Operator::AtMost),
        ('≥', _) => Token::Operator(Operator::AtLeast),
        ('≠', _) => Token::Operator(Operator::Unequal),
        ('=', _) => Token::Operator(Operator::Equal),
        ('<', _) => Token::Operator(Operator::Less),
        ('>', _) => Token::Operator(Operator::Greater),
        ('+', _) => Token::Operator(Operator::Add),
        ('-' | '−', _) => Token::Operator(Operator::Subtract),
        ('*' | '×', _) => Token::Operator(Operator::Multiply),
        ('/', _) => Token::Operator(Operator::Divide),
        ('(', _) => Token::Open,
        (')', _) => Token::Close,
        (',', _) => Token::Comma,
        _ => return None,
    };
    Some((token, 1))
}

impl Parser {
    fn column(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |(column, _)| *column)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).map(|(_, token)| token.clone());
        self.at += 1;
        token
    }

    fn expression(&mut self, least: u8) -> Result<Node, ParseError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(error("FML-004", self.column(), "lồng quá 64 lớp", "Tách thành nhiều công thức"));
        }
        let mut left = self.prefix()?;
        while let Some((_, Token::Operator(operator))) = self.tokens.get(self.at) {
            let operator = *operator;
            if operator.binding() <= least {
                break;
            }
            self.at += 1;
            let right = self.expression(operator.binding())?;
            left = Node::Binary(operator, Box::new(left), Box::new(right));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn prefix(&mut self) -> Result<Node, ParseError> {
        let column = self.column();
        match self.next() {
            Some(Token::Number(value)) => Ok(Node::Number(value)),
            Some(Token::Operator(Operator::Subtract)) => {
                self.expression(6).map(|inner| Node::Negate(Box::new(inner)))
            }
            Some(Token::Not) => self.expression(3).map(|inner| Node::Not(Box::new(inner))),
            Some(Token::Open) => {
                let inner = self.expression(0)?;
                self.close()?;
                Ok(inner)
            }
            Some(Token::Name(name)) => self.named(name, column),
            _ => Err(error("FML-002", column, "thiếu số, tên ô hoặc hàm ở đây", "Viết nốt công thức")),
        }
    }

    fn close(&mut self) -> Result<(), ParseError> {
        let column = self.column();
        match self.next() {
            Some(Token::Close) => Ok(()),
            _ => Err(error("FML-002", column, "thiếu dấu đóng ngoặc", "Thêm dấu )")),
        }
    }

    fn named(&mut self, name: String, column: usize) -> Result<Node, ParseError> {
        if self.tokens.get(self.at).map(|(_, token)| token) != Some(&Token::Open) {
            return Ok(Node::Reference { name, column });
        }
        self.at += 1;
        let Some(function) = functions::find(&name) else {
            return Err(error("FML-007", column, &format!("không có hàm “{name}”"), "Xem danh sách hàm ở trang Hướng dẫn"));
        };
        let mut args = Vec::new();
        if self.tokens.get(self.at).map(|(_, token)| token) == Some(&Token::Close) {
            self.at += 1;
        } else {
            loop {
                args.push(self.expression(0)?);
                let column = self.column();
                match self.next() {
                    Some(Token::Comma) => {}
                    Some(Token::Close) => break,
                    _ => return Err(error("FML-002", column, "thiếu dấu phẩy hoặc dấu đóng ngoặc", "Thêm dấu , hoặc )")),
                }
            }
        }
        if !function.takes(args.len()) {
            let what = format!("hàm “{name}” viết là {}", function.signature);
            return Err(error("FML-008", column, &what, "Sửa số lượng giá trị trong ngoặc"));
        }
        Ok(Node::Call(function, args))
    }
}
