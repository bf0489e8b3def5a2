//! The syntax of a PDF: values and operators, read one after another with limits of depth and number.

use lopdf::{Dictionary, Object, StringFormat};

/// Arrays and dictionaries inside each other.
const DEPTH_MAX: usize = 60;
/// Values before an operator, and in one array.
const OPERANDS_MAX: usize = 64;
const LENGTH_MAX: usize = 70_000;

/// Reads values from bytes; every value costs one of the budget.
pub(super) struct Tokens<'a, 'b> {
    bytes: &'a [u8],
    pub(super) at: usize,
    budget: &'b mut usize,
}

impl<'a, 'b> Tokens<'a, 'b> {
    pub(super) const fn new(bytes: &'a [u8], at: usize, budget: &'b mut usize) -> Self {
        Self { bytes, at, budget }
    }

    /// Whether the budget is spent.
    pub(super) const fn is_spent(&self) -> bool {
        *self.budget == 0
    }

    /// The next value, with references to other objects; `None` at a word or where nothing can be read.
    pub(super) fn value(&mut self) -> Option<Object> {
        self.nested(DEPTH_MAX)
    }

    /// The next operator with what stands before it.
    pub(super) fn operation(&mut self) -> Option<(Vec<Object>, &'a [u8])> {
        let mut operands = Vec::new();
        loop {
            self.skip_blank();
            let start = self.at;
            if let Some(value) = self.nested(DEPTH_MAX) {
                if operands.len() < OPERANDS_MAX {
                    operands.push(value);
                }
                continue;
            }
            self.at = start;
            let word = self.word();
            match word {
                // A sign that begins nothing is stepped over.
                [] if self.at < self.bytes.len() && !self.is_spent() => self.at += 1,
                [] => return None,
                b"BI" => {
                    self.skip_image();
                    operands.clear();
                }
                _ => return Some((operands, word)),
            }
        }
    }

    /// Steps over white space and comments.
    pub(super) fn skip_blank(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            if *byte == b'%' {
                let rest = &self.bytes[self.at..];
                self.at +=
                    rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
            } else if is_blank(*byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Whether some word stands here; it is stepped over.
    pub(super) fn take(&mut self, word: &[u8]) -> bool {
        let found = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn nested(&mut self, depth: usize) -> Option<Object> {
        self.skip_blank();
        if depth == 0 || *self.budget == 0 {
            return None;
        }
        *self.budget -= 1;
        match self.bytes.get(self.at)? {
            b'/' => Some(Object::Name(self.name())),
            b'(' => Some(Object::String(self.literal(), StringFormat::Literal)),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.dictionary(depth).map(Object::Dictionary)
            }
            b'<' => Some(Object::String(self.hexadecimal(), StringFormat::Hexadecimal)),
            b'[' => self.array(depth).map(Object::Array),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            b't' if self.take_word(b"true") => Some(Object::Boolean(true)),
            b'f' if self.take_word(b"false") => Some(Object::Boolean(false)),
            b'n' if self.take_word(b"null") => Some(Object::Null),
            _ => None,
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|byte| !is_regular(*byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn take_word(&mut self, word: &[u8]) -> bool {
        let start = self.at;
        let found = self.word() == word;
        if !found {
            self.at = start;
        }
        found
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let word = self.word();
        let mut out = Vec::with_capacity(word.len());
        let mut at = 0;
        while let Some(byte) = word.get(at) {
            let code = word.get(at + 1..at + 3).filter(|_| *byte == b'#').and_then(byte_of);
            out.push(code.unwrap_or(*byte));
            at += if code.is_some() { 3 } else { 1 };
        }
        out
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut depth = 1;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' if depth == 1 => break,
                b')' => depth -= 1,
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                _ => {}
            }
            out.push(*byte);
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.bytes.get(self.at).copied() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.bytes.get(self.at).copied() else { break };
                    code = code * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                out.push(code.to_le_bytes()[0]);
            }
            // A line's end behind the sign is no letter.
            b'\r' => {
                self.take(b"\n");
            }
            b'\n' => {}
            other => out.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            if *byte == b'>' {
                break;
            }
            if byte.is_ascii_hexdigit() {
                digits.push(*byte);
            }
        }
        if digits.len() % 2 == 1 {
            digits.push(b'0');
        }
        digits.chunks(2).filter_map(byte_of).collect()
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Object>> {
        self.at += 1;
        let mut out = Vec::new();
        loop {
            self.skip_blank();
            if self.take(b"]") {
                return Some(out);
            }
            if out.len() > LENGTH_MAX {
                return None;
            }
            out.push(self.nested(depth - 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Dictionary> {
        self.at += 2;
        let mut out = Dictionary::new();
        loop {
            self.skip_blank();
            if self.take(b">>") {
                return Some(out);
            }
            if self.bytes.get(self.at) != Some(&b'/') {
                return None;
            }
            let name = self.name();
            out.set(name, self.nested(depth - 1)?);
        }
    }

    /// A number, or the reference that two numbers and an R are.
    fn number(&mut self) -> Option<Object> {
        let word = std::str::from_utf8(self.word()).ok()?;
        let Ok(whole) = word.parse::<i64>() else {
            return word.parse::<f32>().ok().filter(|n| n.is_finite()).map(Object::Real);
        };
        let behind = self.at;
        if let Ok(id) = u32::try_from(whole) {
            self.skip_blank();
            let generation = self.word();
            let generation = std::str::from_utf8(generation).ok().and_then(|g| g.parse().ok());
            self.skip_blank();
            if let Some(generation) = generation
                && self.take_word(b"R")
            {
                return Some(Object::Reference((id, generation)));
            }
        }
        self.at = behind;
        Some(Object::Integer(whole))
    }

    /// Steps over an image among operators: "EI" between blanks ends it.
    fn skip_image(&mut self) {
        let rest = &self.bytes[self.at..];
        let is_end = |w: &[u8]| is_blank(w[0]) && w[1] == b'E' && w[2] == b'I' && is_blank(w[3]);
        self.at += rest.windows(4).position(is_end).map_or(rest.len(), |at| at + 3);
    }
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

const fn is_regular(byte: u8) -> bool {
    !is_blank(byte)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn byte_of(two: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()
}
