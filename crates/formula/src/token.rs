//! Cuts the text of a formula into tokens, each with its place.

use rust_decimal::Decimal;

use crate::{
    ast::Operator,
    error::{ParseError, Place, Reason},
};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Number(Decimal),
    Name(String),
    Pattern(String),
    Operator(Operator),
    Not,
    Open,
    Close,
    Comma,
    End,
}

impl Token {
    /// How it is shown in a refusal.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Number(number) => format!("số “{number}”"),
            Self::Name(name) | Self::Pattern(name) => format!("“{name}”"),
            Self::Operator(operator) => format!("phép “{}”", operator.text()),
            Self::Not => "“not”".to_owned(),
            Self::Open => "dấu “(”".to_owned(),
            Self::Close => "dấu “)”".to_owned(),
            Self::Comma => "dấu “,”".to_owned(),
            Self::End => "chỗ kết thúc công thức".to_owned(),
        }
    }

    fn ends_operand(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Name(_) | Self::Pattern(_) | Self::Close)
    }
}

/// Reads all tokens; the last one is always `End`.
pub(crate) fn tokens(source: &str) -> Result<Vec<(Token, Place)>, ParseError> {
    let mut tokens: Vec<(Token, Place)> = Vec::new();
    let mut at = Place { byte: 0, column: 1 };
    while let Some(first) = source[at.byte..].chars().next() {
        let rest = &source[at.byte..];
        let length = if first.is_whitespace() {
            first.len_utf8()
        } else {
            let after_operand = tokens.last().is_some_and(|(token, _)| token.ends_operand());
            let (token, length) = token(rest, after_operand).map_err(|r| ParseError::new(at, r))?;
            tokens.push((token, at));
            length
        };
        at.column += rest[..length].chars().count();
        at.byte += length;
    }
    tokens.push((Token::End, at));
    Ok(tokens)
}

fn token(rest: &str, after_operand: bool) -> Result<(Token, usize), Reason> {
    // After an operand "*" multiplies; elsewhere it begins a pattern such as "*.nu".
    let word = if after_operand && rest.starts_with('*') { 0 } else { name_length(rest) };
    if word > 0 {
        return Ok((self::word(&rest[..word])?, word));
    }
    let two = [
        ("!=", Operator::NotEqual),
        ("<>", Operator::NotEqual),
        ("<=", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
    ];
    if let Some((_, operator)) = two.into_iter().find(|(text, _)| rest.starts_with(text)) {
        return Ok((Token::Operator(operator), 2));
    }
    let found = rest.chars().next().unwrap_or(' ');
    // The signs a text editor makes of typed ones are read too; printing uses the typed ones.
    let token = match found {
        '+' => Token::Operator(Operator::Add),
        '-' | '−' => Token::Operator(Operator::Subtract),
        '*' | '×' => Token::Operator(Operator::Multiply),
        '/' => Token::Operator(Operator::Divide),
        '≤' => Token::Operator(Operator::LessOrEqual),
        '≥' => Token::Operator(Operator::GreaterOrEqual),
        '≠' => Token::Operator(Operator::NotEqual),
        '=' => Token::Operator(Operator::Equal),
        '<' => Token::Operator(Operator::Less),
        '>' => Token::Operator(Operator::Greater),
        '(' => Token::Open,
        ')' => Token::Close,
        ',' => Token::Comma,
        _ => return Err(Reason::UnknownCharacter(found)),
    };
    Ok((token, found.len_utf8()))
}

/// Length of the name, pattern or number at the start: parts of word characters or `*`, joined by dots.
fn name_length(text: &str) -> usize {
    let mut length = part_length(text);
    // A lone "*" is an operator out of place, not a pattern.
    if text.starts_with('*') && !text[length..].starts_with('.') {
        return 0;
    }
    while length > 0 {
        let Some(after) = text[length..].strip_prefix('.') else { break };
        let part = part_length(after);
        if part == 0 {
            break;
        }
        length += 1 + part;
    }
    length
}

fn part_length(text: &str) -> usize {
    if text.starts_with('*') {
        return 1;
    }
    text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())
}

fn word(text: &str) -> Result<Token, Reason> {
    if text.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return number(text).map(Token::Number);
    }
    Ok(match text {
        "and" => Token::Operator(Operator::And),
        "or" => Token::Operator(Operator::Or),
        "not" => Token::Not,
        _ if text.split('.').any(|part| part == "*") => Token::Pattern(text.to_owned()),
        _ => Token::Name(text.to_owned()),
    })
}

fn number(text: &str) -> Result<Decimal, Reason> {
    let unclear = || Reason::UnclearNumber(text.to_owned());
    // "1.000" is a thousand to a Vietnamese reader and one to the parser: neither is guessed.
    let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
    if fraction.len() == 3 && fraction.ends_with('0') {
        return Err(unclear());
    }
    Decimal::from_str_exact(text).map_err(|_| unclear())
}
