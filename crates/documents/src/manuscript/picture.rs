//! A picture of the body or of a signature: PNG, with words for those who do not see it.

use std::sync::Arc;

/// First bytes of a PNG file.
const MARK: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A PNG picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    png: Arc<[u8]>,
    pixels: (u32, u32),
    /// What it shows, in a sentence.
    pub alternative: String,
    pub width_mm: u16,
    /// Printed below; empty for none.
    pub caption: String,
}

impl Picture {
    /// Takes a PNG file; `None` where it is none or has no area.
    pub fn try_new(
        png: impl Into<Arc<[u8]>>,
        alternative: impl Into<String>,
        width_mm: u16,
    ) -> Option<Self> {
        let png = png.into();
        let side = |at: usize| {
            let bytes: [u8; 4] = png.get(at..at + 4)?.try_into().ok()?;
            Some(u32::from_be_bytes(bytes)).filter(|side| (1..=20_000).contains(side))
        };
        let pixels = (png.starts_with(MARK) && png.get(12..16)? == b"IHDR")
            .then_some((side(16)?, side(20)?))?;
        let alternative = alternative.into();
        let caption = String::new();
        Some(Self { png, pixels, alternative, width_mm: width_mm.max(1), caption })
    }

    /// The file.
    pub fn png(&self) -> &[u8] {
        &self.png
    }

    /// The same picture with words below.
    #[must_use]
    pub fn captioned(mut self, caption: impl Into<String>) -> Self {
        self.caption = caption.into();
        self
    }

    /// Width and height in hundredths of a millimetre that fit a room given in millimetres.
    pub(crate) fn fitted(&self, width_mm: u16, height_mm: u16) -> (u32, u32) {
        let (across, down) = (u64::from(self.pixels.0), u64::from(self.pixels.1));
        let wide = u64::from(self.width_mm.min(width_mm)) * 100;
        let tall = u64::from(height_mm) * 100;
        let by_width = (wide, wide * down / across);
        let (width, height) =
            if by_width.1 <= tall { by_width } else { (tall * across / down, tall) };
        let least_one = |length: u64| u32::try_from(length.max(1)).unwrap_or(1);
        (least_one(width), least_one(height))
    }
}
