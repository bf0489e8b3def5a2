//! Tables of the case files: each line with the heading above it, its cells by the name of their column.

/// One line of a table.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    /// The last heading above, of any depth.
    pub(crate) title: &'a str,
    /// As it is written.
    pub(crate) text: &'a str,
    head: Vec<&'a str>,
    cells: Vec<&'a str>,
}

impl<'a> Line<'a> {
    /// The cell under a head.
    pub(crate) fn get(&self, head: &str) -> &'a str {
        self.find(head).unwrap_or_else(|| panic!("no “{head}”: {}: {}", self.title, self.text))
    }

    /// The cell under a head, where the table has it.
    pub(crate) fn find(&self, head: &str) -> Option<&'a str> {
        let at = self.head.iter().position(|own| *own == head)?;
        self.cells.get(at).copied()
    }

    /// Every head with its cell.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.head.iter().copied().zip(self.cells.iter().copied())
    }
}

/// All lines of all tables of a file.
pub(crate) fn lines(file: &str) -> Vec<Line<'_>> {
    let (mut title, mut head, mut lines) = ("", Vec::new(), Vec::new());
    for text in file.lines() {
        let trimmed = text.trim();
        if trimmed.starts_with("|-") {
            continue;
        }
        let Some(inner) = trimmed.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) else {
            head.clear();
            if trimmed.starts_with('#') {
                title = trimmed.trim_start_matches('#').trim();
            }
            continue;
        };
        let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
        if head.is_empty() {
            head = cells;
        } else {
            assert_eq!(cells.len(), head.len(), "{title}: {text}");
            lines.push(Line { title, text, head: head.clone(), cells });
        }
    }
    assert!(!lines.is_empty(), "the case file lost its tables");
    lines
}

/// The lines under one heading.
pub(crate) fn under<'a>(file: &'a str, title: &str) -> Vec<Line<'a>> {
    let own: Vec<Line<'a>> = lines(file).into_iter().filter(|line| line.title == title).collect();
    assert!(!own.is_empty(), "no table under “{title}”");
    own
}
