//! Words under a heading: paragraphs and lists, kept as light markup.

/// Light markup as it is read: blank line = paragraph, "- " = list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextBlock {
    Paragraph(String),
    List(Vec<String>),
}

impl TextBlock {
    /// Reads the light markup of a heading's text.
    pub fn read(text: &str) -> Vec<Self> {
        let mut blocks = Vec::new();
        for chunk in text.replace("\r\n", "\n").split("\n\n") {
            let mut words: Vec<&str> = Vec::new();
            for line in chunk.lines().map(str::trim).filter(|line| !line.is_empty()) {
                if let Some(item) = line.strip_prefix("- ") {
                    flush(&mut words, &mut blocks);
                    push_item(item, &mut blocks);
                } else {
                    words.push(line);
                }
            }
            flush(&mut words, &mut blocks);
        }
        blocks
    }
}

fn flush(words: &mut Vec<&str>, blocks: &mut Vec<TextBlock>) {
    if !words.is_empty() {
        blocks.push(TextBlock::Paragraph(words.join(" ")));
        words.clear();
    }
}

fn push_item(item: &str, blocks: &mut Vec<TextBlock>) {
    match blocks.last_mut() {
        Some(TextBlock::List(items)) => items.push(item.into()),
        _ => blocks.push(TextBlock::List(vec![item.into()])),
    }
}
