//! Values of a PDF file as they stand in its bytes, read without unpacking anything.

use std::ops::Range;

const DEPTH_MAX: usize = 64;
const VALUES_MAX: usize = 1_000_000;

/// A value of a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    /// A number, or one of `true`, `false`, `null`.
    Word(&'a [u8]),
    Name(Vec<u8>),
    Text(Text),
    Array(Vec<Self>),
    Dictionary(Dictionary<'a>),
    Reference(u32),
}

/// A string; equal where its content is equal, wherever it stands.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) bytes: Vec<u8>,
    /// With its brackets.
    pub(super) place: Range<usize>,
    pub(super) is_hex: bool,
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

/// A dictionary in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Dictionary<'a>(pub(super) Vec<(Vec<u8>, Value<'a>)>);

impl<'a> Dictionary<'a> {
    /// The value of a key; the last one, as readers take it.
    pub(super) fn get(&self, key: &[u8]) -> Option<&Value<'a>> {
        self.0.iter().rev().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Whether a key stands twice, so that readers may disagree.
    pub(super) fn repeats(&self, key: &[u8]) -> bool {
        self.0.iter().filter(|(known, _)| known == key).count() > 1
    }

    /// Whether the value of a key is that name.
    pub(super) fn is(&self, key: &[u8], name: &[u8]) -> bool {
        matches!(self.get(key), Some(Value::Name(found)) if found == name)
    }

    /// The string of a key.
    pub(super) fn text(&self, key: &[u8]) -> Option<&Text> {
        match self.get(key)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The values of all keys.
    pub(super) fn values(&self) -> impl Iterator<Item = &Value<'a>> {
        self.0.iter().map(|(_, value)| value)
    }

    /// A copy without some keys, in the order of keys.
    pub(super) fn without(&self, keys: &[&[u8]]) -> Self {
        let mut kept: Vec<_> =
            self.0.iter().filter(|(key, _)| !keys.contains(&key.as_slice())).cloned().collect();
        kept.sort_by(|a, b| a.0.cmp(&b.0));
        Self(kept)
    }
}

impl Value<'_> {
    /// A whole number that is not negative.
    pub(super) fn number(&self) -> Option<usize> {
        match self {
            Self::Word(word) => str::from_utf8(word).ok()?.parse().ok(),
            _ => None,
        }
    }
}

/// Reads values from a place on.
pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    values: usize,
}

impl<'a> Parser<'a> {
    pub(super) const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, values: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether a word stands here; passes it.
    pub(super) fn pass(&mut self, word: &[u8]) -> bool {
        let found = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        if found {
            self.at += word.len();
        }
        found
    }

    /// Passes spaces and comments.
    pub(super) fn spaces(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| !matches!(byte, b'\r' | b'\n')) {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// The next value; `None` where none can be read.
    pub(super) fn value(&mut self) -> Option<Value<'a>> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Option<Value<'a>> {
        self.values += 1;
        if depth > DEPTH_MAX || self.values > VALUES_MAX {
            return None;
        }
        self.spaces();
        match self.peek()? {
            b'/' => self.name().map(Value::Name),
            b'(' => self.literal().map(Value::Text),
            b'[' => self.array(depth),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.dictionary(depth),
            b'<' => self.hex().map(Value::Text),
            _ => self.word_or_reference(),
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value<'a>> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.spaces();
            if self.pass(b"]") {
                return Some(Value::Array(values));
            }
            values.push(self.nested(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Value<'a>> {
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            self.spaces();
            if self.pass(b">>") {
                return Some(Value::Dictionary(Dictionary(entries)));
            }
            let key = self.name()?;
            entries.push((key, self.nested(depth + 1)?));
        }
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        if !self.pass(b"/") {
            return None;
        }
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let coded = self.bytes.get(self.at..self.at + 2).filter(|_| byte == b'#');
            match coded.and_then(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)) {
                Some(decoded) => {
                    name.push(decoded);
                    self.at += 2;
                }
                None => name.push(byte),
            }
        }
        Some(name)
    }

    fn hex(&mut self) -> Option<Text> {
        let start = self.at;
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'>' => break,
                byte if is_space(byte) => {}
                byte => digits.push(digit(byte)?),
            }
        }
        let pair = |pair: &[u8]| pair[0] << 4 | pair.get(1).copied().unwrap_or_default();
        let bytes = digits.chunks(2).map(pair).collect();
        Some(Text { bytes, place: start..self.at, is_hex: true })
    }

    fn literal(&mut self) -> Option<Text> {
        let start = self.at;
        let (mut bytes, mut depth) = (Vec::new(), 0_usize);
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    self.escaped(&mut bytes)?;
                    continue;
                }
                _ => {}
            }
            if depth == 0 {
                return Some(Text { bytes, place: start..self.at, is_hex: false });
            }
            if byte != b'(' || depth > 1 {
                bytes.push(byte);
            }
        }
    }

    fn escaped(&mut self, bytes: &mut Vec<u8>) -> Option<()> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'b' => bytes.push(8),
            b'f' => bytes.push(12),
            b'\n' => {}
            b'\r' => {
                self.pass(b"\n");
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else { break };
                    self.at += 1;
                    code = code * 8 + u32::from(next - b'0');
                }
                bytes.push(code.to_le_bytes()[0]);
            }
            other => bytes.push(other),
        }
        Some(())
    }

    fn word_or_reference(&mut self) -> Option<Value<'a>> {
        let word = self.word()?;
        let after = self.at;
        if word.iter().all(u8::is_ascii_digit) && self.second_of_reference() {
            let number = str::from_utf8(word).ok()?.parse().ok()?;
            return Some(Value::Reference(number));
        }
        self.at = after;
        let is_number = word.iter().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.'));
        (is_number || matches!(word, b"true" | b"false" | b"null")).then_some(Value::Word(word))
    }

    /// Generation and `R` after the number of an object.
    fn second_of_reference(&mut self) -> bool {
        self.spaces();
        let is_generation =
            self.word().is_some_and(|word| word.len() <= 5 && word.iter().all(u8::is_ascii_digit));
        self.spaces();
        is_generation && self.word() == Some(b"R")
    }

    /// Regular letters from here.
    pub(super) fn word(&mut self) -> Option<&'a [u8]> {
        let rest = self.bytes.get(self.at..)?;
        let length = rest.iter().position(|byte| !is_regular(*byte)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).filter(|word| !word.is_empty())
    }
}

/// Whether a byte is white in a PDF file.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

const fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}
