//! Texts of old XLS: in one byte or two a letter, and going on over the borders of records.

/// The bytes of one record and of those that continue it.
pub(super) struct Segments<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Segments<'a> {
    /// From the first byte on.
    pub(super) fn new(parts: Vec<&'a [u8]>) -> Self {
        Self { parts, part: 0, at: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(byte) = part.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            self.part += 1;
            self.at = 0;
        }
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// A number of four bytes.
    pub(super) fn long(&mut self) -> Option<u32> {
        Some(u32::from(self.short()?) | u32::from(self.short()?) << 16)
    }

    /// Steps over so many bytes.
    pub(super) fn skip(&mut self, mut count: usize) {
        while count > 0 {
            let Some(part) = self.parts.get(self.part) else { return };
            let step = (part.len() - self.at).min(count);
            self.at += step;
            count -= step;
            if count > 0 {
                self.part += 1;
                self.at = 0;
            }
        }
    }

    /// A text with its length before it, without its looks.
    pub(super) fn text(&mut self) -> Option<String> {
        let count = usize::from(self.short()?);
        let flags = self.byte()?;
        let runs = if flags & 8 == 8 { usize::from(self.short()?) } else { 0 };
        let more = if flags & 4 == 4 { self.long()? as usize } else { 0 };
        let text = self.letters(count, flags & 1 == 1)?;
        self.skip(runs * 4);
        self.skip(more);
        Some(text)
    }

    fn letters(&mut self, count: usize, mut wide: bool) -> Option<String> {
        let mut units = Vec::with_capacity(count);
        while units.len() < count {
            let at_end = self.parts.get(self.part).is_none_or(|part| self.at >= part.len());
            if at_end {
                // A text that goes on in the next record says anew how wide its letters are.
                self.part += 1;
                self.at = 0;
                wide = self.byte()? & 1 == 1;
            }
            units.push(if wide { self.short()? } else { u16::from(self.byte()?) });
        }
        Some(String::from_utf16_lossy(&units))
    }
}

/// A text whose length is one byte: names of sheets and fonts.
pub(super) fn short_text(bytes: &[u8]) -> Option<String> {
    let count = usize::from(*bytes.first()?);
    let wide = bytes.get(1)? & 1 == 1;
    let body = bytes.get(2..)?;
    let units: Vec<u16> = if wide {
        body.chunks_exact(2).take(count).map(|b| u16::from_le_bytes([b[0], b[1]])).collect()
    } else {
        body.iter().take(count).map(|b| u16::from(*b)).collect()
    };
    Some(String::from_utf16_lossy(&units))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_over_the_border_of_a_record() {
        let first = [4, 0, 0, b'N', b'a'];
        let rest = [1, 0xa1, 0x1e, b'x', 0];
        let mut segments = Segments::new(vec![&first, &rest]);
        assert_eq!(segments.text().as_deref(), Some("Naạx"));
        assert_eq!(segments.text(), None);
    }
}
