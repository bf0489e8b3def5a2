//! The preview: an escaped fragment with the same words as the files; its look is the page's.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::date::dotted;
use crate::manuscript::{Appendix, Block, Kind, Manuscript, Picture, Run, Signature};
use crate::table::{Alignment, Row, TableBlock};
use crate::{decree, layout};

/// Writes the manuscript as `<article class="official">`; figures stand in `<mark>`.
pub fn write(manuscript: &Manuscript) -> String {
    let ready = manuscript.prepared();
    let mut page = Page::default();
    page.raw("<article class=\"official\" lang=\"");
    page.raw(ready.language.tag());
    page.raw("\">");
    if ready.sample {
        page.line("p", "sample", layout::SAMPLE_MARK);
    }
    page.marks(&ready);
    if ready.has_main() {
        page.opening(&ready);
        page.blocks(&ready.body);
        page.closing(&ready);
    }
    for appendix in ready.printed_appendices() {
        page.appendix(&ready, appendix);
    }
    page.raw("</article>\n");
    page.0
}

#[derive(Default)]
struct Page(String, u32);

impl Page {
    fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                _ => self.0.push(letter),
            }
        }
    }

    /// One element of text with a class.
    fn line(&mut self, name: &str, class: &str, text: &str) {
        self.raw(&format!("<{name} class=\"{class}\">"));
        self.text(text);
        self.raw(&format!("</{name}>\n"));
    }

    fn lines(&mut self, name: &str, class: &str, texts: &[String]) {
        for text in texts {
            self.line(name, class, text);
        }
    }

    /// What stands above page one: cells 11 and 14.
    fn marks(&mut self, manuscript: &Manuscript) {
        let furniture = &manuscript.furniture;
        if let Some(mark) = furniture.circulation.filter(|_| manuscript.has_main()) {
            self.line("p", "circulation", mark.words());
        }
        if let Some(corner) = &furniture.corner {
            self.line("p", "corner", &corner.line());
        }
    }

    fn opening(&mut self, manuscript: &Manuscript) {
        let head = &manuscript.head;
        self.raw("<header class=\"head\">\n<div class=\"issuing\">\n");
        self.lines("p", "superior", &head.superior);
        self.lines("p", "issuer", &head.issuer);
        self.line(
            "p",
            "number",
            &dotted(&format!("{} {}", decree::NUMBER, head.number_and_symbol())),
        );
        if manuscript.kind == Kind::Letter {
            self.line("p", "about", &format!("{} {}", decree::ABOUT, manuscript.abstract_text));
        }
        if manuscript.furniture.is_draft {
            self.line("p", "issuer", layout::DRAFT_MARK);
        }
        self.raw("</div>\n<div class=\"nation\">\n");
        self.line("p", "country", decree::NATION);
        self.line("p", "motto", decree::MOTTO);
        self.line("p", "place-date", &dotted(&head.place_and_date()));
        self.raw("</div>\n</header>\n");
        if let Some(title) = manuscript.kind.title() {
            self.line("h1", "kind", title);
            self.line("p", "abstract", &manuscript.abstract_text);
        }
        if let Some(urgency) = manuscript.furniture.urgency {
            self.line("p", "urgency", urgency.words());
        }
        self.addressees(&manuscript.addressees);
    }

    fn addressees(&mut self, names: &[String]) {
        match names {
            [] => {}
            [only] => self.line("p", "to", &format!("{}: {only}", decree::ADDRESSEE)),
            several => {
                self.line("p", "to", &format!("{}:", decree::ADDRESSEE));
                let last = several.len() - 1;
                for (index, name) in several.iter().enumerate() {
                    let sign = if index == last { '.' } else { ';' };
                    self.line("p", "to-each", &format!("- {name}{sign}"));
                }
            }
        }
    }

    fn closing(&mut self, manuscript: &Manuscript) {
        let furniture = &manuscript.furniture;
        self.raw("<footer class=\"closing\">\n<div class=\"recipients\">\n");
        self.line("p", "recipients-title", decree::RECIPIENTS);
        self.lines("p", "recipient", &manuscript.recipient_lines());
        self.raw("</div>\n");
        if let Some(second) = &furniture.second_signature {
            self.signature(second, None);
        }
        self.signature(&manuscript.signature, Some(manuscript));
        self.raw("</footer>\n");
        if let Some(address) = &furniture.address {
            self.line("p", "address", &address.line());
        }
    }

    fn signature(&mut self, signature: &Signature, own: Option<&Manuscript>) {
        self.raw("<div class=\"signature\">\n");
        self.lines("p", "authority", &signature.authority);
        self.line("p", "position", &signature.position);
        if let Some(furniture) = own.map(|document| &document.furniture) {
            if let Some(hand) = &furniture.autograph {
                self.picture("autograph", hand);
            }
            if let Some(other) = &furniture.other_position {
                self.line("p", "other-position", other);
            }
        }
        if let Some(name) = &signature.name {
            self.line("p", "name", name);
        }
        self.raw("</div>\n");
    }

    /// The picture stands in the page itself: a preview asks for no other file.
    fn picture(&mut self, class: &str, picture: &Picture) {
        self.raw(&format!("<figure class=\"{class}\"><img src=\"data:image/png;base64,"));
        self.raw(&STANDARD.encode(picture.png()));
        self.raw("\" alt=\"");
        self.text(&picture.alternative);
        self.raw("\"/>");
        if !picture.caption.is_empty() {
            self.line("figcaption", "caption", &picture.caption);
        }
        self.raw("</figure>\n");
    }

    fn appendix(&mut self, manuscript: &Manuscript, appendix: &Appendix) {
        self.raw("<section class=\"appendix\">\n");
        self.lines("p", "superior", manuscript.above_appendix());
        self.line("h2", "appendix-name", &manuscript.appendix_name(appendix));
        self.line("p", "appendix-title", &appendix.title.to_uppercase());
        self.line("p", "attached", &dotted(&manuscript.attached_line()));
        self.blocks(&appendix.body);
        self.raw("</section>\n");
    }

    fn blocks(&mut self, body: &[Block]) {
        for part in body {
            self.block(part);
        }
    }

    fn block(&mut self, part: &Block) {
        if let Some(runs) = part.runs() {
            self.raw("<p>");
            self.runs(&runs);
            self.raw("</p>\n");
            return;
        }
        match part {
            Block::Heading { level, number, text } => {
                // The kind of document is the page's first heading.
                let name = format!("h{}", level + 1);
                self.line(&name, "heading", &format!("{number} {text}"));
            }
            Block::Division { rank, number, title } => {
                self.line("h2", "division", &rank.line(*number));
                if !title.is_empty() {
                    self.line("p", "division-title", &title.to_uppercase());
                }
            }
            Block::Centred(text) => self.line("p", "centred", text),
            Block::Picture(picture) => self.picture("picture", picture),
            Block::Grounds(lines) => {
                let last = lines.len().saturating_sub(1);
                for (index, line) in lines.iter().enumerate() {
                    let sign = if index == last { '.' } else { ';' };
                    self.line("p", "ground", &format!("{line}{sign}"));
                }
            }
            Block::List(lines) => {
                self.raw("<ul class=\"dashes\">\n");
                for runs in lines {
                    self.raw("<li>");
                    self.runs(runs);
                    self.raw("</li>\n");
                }
                self.raw("</ul>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Note(text) => self.line("p", "note", text),
            _ => self.raw("<hr class=\"page-break\">\n"),
        }
    }

    fn runs(&mut self, runs: &[Run]) {
        for run in runs {
            let looks = [(run.bold, "strong"), (run.italic, "em"), (run.figure, "mark")];
            let names = looks.into_iter().filter(|(wanted, _)| *wanted).map(|(_, name)| name);
            let names: Vec<&str> = names.collect();
            for name in &names {
                self.raw(&format!("<{name}>"));
            }
            self.text(&run.text);
            for name in names.iter().rev() {
                self.raw(&format!("</{name}>"));
            }
        }
    }

    fn table(&mut self, table: &TableBlock) {
        if let Some(label) = &table.unit_label {
            self.line("p", "unit-label", label);
        }
        self.1 += 1;
        // A table that scrolls is reached by the keyboard and has a name of its own.
        self.raw(&format!(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Bảng {}\"><table>\n",
            self.1
        ));
        if let Some(caption) = &table.caption {
            self.line("caption", "table-caption", caption);
        }
        self.raw("<thead>\n");
        for cells in &table.header {
            self.raw("<tr>");
            for cell in cells {
                let spans = spans(cell.colspan, cell.rowspan);
                let scope = if cell.colspan > 1 { "colgroup" } else { "col" };
                self.raw(&format!("<th scope=\"{scope}\"{spans}>"));
                self.text(&cell.text);
                self.raw("</th>");
            }
            self.raw("</tr>\n");
        }
        self.raw("</thead>\n<tbody>\n");
        for row in &table.rows {
            self.row(table, row);
        }
        self.raw("</tbody>\n</table></div>\n");
        self.lines("p", "note", &table.notes);
    }

    fn row(&mut self, table: &TableBlock, row: &Row) {
        self.raw(if row.is_bold() { "<tr class=\"strong\">" } else { "<tr>" });
        let mut column = 0;
        for cell in &row.cells {
            let class = match table.alignment(column) {
                Alignment::Center if cell.columns() == 1 => " class=\"center\"",
                Alignment::Right if cell.columns() == 1 => " class=\"figure\"",
                _ => "",
            };
            self.raw(&format!("<td{class}{}>", spans(cell.columns(), 1)));
            self.text(&cell.printed());
            self.raw("</td>");
            column += usize::from(cell.columns());
        }
        self.raw("</tr>\n");
    }
}

fn spans(columns: u16, rows: u16) -> String {
    let mut out = String::new();
    for (name, span) in [("colspan", columns), ("rowspan", rows)] {
        if span > 1 {
            // Writing to a string cannot fail.
            let _ = write!(out, " {name}=\"{span}\"");
        }
    }
    out
}
