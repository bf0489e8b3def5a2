//! What the pages of a file say, in sight, of whose they are and of which round.

use std::collections::BTreeSet;

use domain::fold::{clean, fold};

use super::{Opened, Reading, grid::Content};

/// Parts the title of a round from its window on a page.
const WINDOW: &str = ". Số liệu từ ";

/// The line of a page that names its round.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Printed {
    pub sheet: String,
    pub title: String,
    /// "Số liệu từ 01/12/2022 đến 30/11/2023".
    pub window: String,
}

impl Opened {
    /// The unit's name as it stands on the pages: "Đơn vị báo cáo: …".
    pub fn unit_name(&self) -> Option<String> {
        let texts = self.sheets.iter().flat_map(|sheet| sheet.cells.values()).map(Content::text);
        texts
            .filter_map(|text| text.split_once(':'))
            .find(|(before, _)| fold(before) == "don vi bao cao")
            .map(|(_, name)| name.trim().to_owned())
    }

    /// Every unit's name as it stands on the pages, beside or behind "Đơn vị báo cáo".
    pub fn unit_names(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for sheet in &self.sheets {
            for ((row, column), content) in &sheet.cells {
                let (before, name) = content.text().split_once(':').unwrap_or((content.text(), ""));
                if before.len() > 60 || fold(before) != "don vi bao cao" {
                    continue;
                }
                let beside = sheet.get(*row, column + 1).map_or("", Content::text);
                let name = if name.trim().is_empty() { beside } else { name };
                names.insert(name.trim().to_owned());
            }
        }
        names.retain(|name| !name.is_empty());
        names
    }

    /// The rounds that the pages name, as our workbooks print them.
    pub fn printed_rounds(&self) -> BTreeSet<Printed> {
        let mut found = BTreeSet::new();
        for sheet in &self.sheets {
            let texts = sheet.cells.values().map(Content::text);
            let lines = texts.filter(|text| text.contains('/') && text.len() < 600).map(clean);
            found.extend(lines.filter_map(|line| {
                let (title, days) = line.split_once(WINDOW)?;
                let window = format!("Số liệu từ {days}");
                Some(Printed { sheet: sheet.name.clone(), title: title.to_owned(), window })
            }));
        }
        found
    }

    /// The name of each sheet that a reading took, and the texts over its table.
    pub fn titles_of(&self, reading: &Reading) -> Vec<(String, Vec<String>)> {
        let read = |name: &str| reading.parts.iter().any(|part| part.sheet == name);
        let sheets = self.sheets.iter().filter(|sheet| read(&sheet.name));
        sheets.map(|sheet| (sheet.name.clone(), super::mapping::titles(sheet))).collect()
    }
}
