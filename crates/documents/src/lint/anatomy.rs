//! Which line is which element: found by words first, by side of the page where words do not say.

use super::sheet::{Line, Origin, Sheet, Side};
use crate::decree::{Kind, kind_of_title, wording::HONOURS};

/// Lines among which the head is looked for.
const HEAD_LINES_MAX: usize = 60;
/// Lines among which the title of a register stands, and how it begins (Phụ lục IV).
const BOOK_LINES_MAX: usize = 8;
const BOOKS: [&str; 3] = ["so dang ky ", "so chuyen giao ", "so su dung "];
/// Letters of a line that may be the name of an appendix.
const APPENDIX_NAME_MAX: usize = 40;

/// Lines that the title of an appendix takes.
const ANNEX_TITLE_MAX: usize = 5;

/// One receiver under "Nơi nhận" or "Kính gửi", with the lines it takes.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) line: usize,
    pub(super) text: String,
}

/// One appendix.
#[derive(Debug)]
pub(super) struct Annex {
    pub(super) name: usize,
    pub(super) title: Vec<usize>,
    pub(super) attached: Option<usize>,
    /// First line behind it.
    pub(super) end: usize,
}

/// The elements of a document, as indices of lines.
#[derive(Debug)]
pub(super) struct Anatomy<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) nation: Option<usize>,
    pub(super) motto: Option<usize>,
    pub(super) superior: Vec<usize>,
    pub(super) issuer: Vec<usize>,
    pub(super) number: Option<usize>,
    pub(super) date: Option<usize>,
    pub(super) title: Option<usize>,
    pub(super) kind: Option<&'static Kind>,
    pub(super) about: Vec<usize>,
    pub(super) letter_about: Option<usize>,
    pub(super) addressee: Option<usize>,
    pub(super) addressees: Vec<Entry>,
    pub(super) body: Vec<usize>,
    pub(super) recipients: Option<usize>,
    pub(super) receivers: Vec<Entry>,
    pub(super) authority: Vec<usize>,
    pub(super) signer: Option<usize>,
    /// First line of signatures that stand before the receivers.
    signatures: Option<usize>,
    pub(super) annexes: Vec<Annex>,
    /// The file holds nothing but an appendix.
    pub(super) is_annex_alone: bool,
    /// A register, no administrative document (Điều 16, Điều 22).
    pub(super) is_book: bool,
    /// First line behind the head.
    pub(super) head_end: usize,
}

impl<'a> Anatomy<'a> {
    /// Finds the elements of a sheet.
    pub(super) fn of(sheet: &'a Sheet) -> Self {
        let mut found = Self {
            sheet,
            nation: None,
            motto: None,
            superior: Vec::new(),
            issuer: Vec::new(),
            number: None,
            date: None,
            title: None,
            kind: None,
            about: Vec::new(),
            letter_about: None,
            addressee: None,
            addressees: Vec::new(),
            body: Vec::new(),
            recipients: None,
            receivers: Vec::new(),
            authority: Vec::new(),
            signer: None,
            signatures: None,
            annexes: Vec::new(),
            is_annex_alone: false,
            is_book: false,
            head_end: 0,
        };
        let first = sheet.lines.iter().find(|line| !line.is_empty());
        if first.is_some_and(is_annex) {
            found.is_annex_alone = true;
            found.find_annexes();
            return found;
        }
        found.find_head();
        found.is_book = found.nation.is_none() && found.has_title_of_book();
        found.find_issuer();
        let after_title = found.find_title();
        let body_start = found.find_addressees(after_title);
        found.find_ending(body_start);
        found.find_annexes();
        found.find_body(body_start);
        found
    }

    /// A công văn: no title, and an abstract under the number or addressees.
    pub(super) fn is_letter(&self) -> bool {
        let has_title = self.title.is_some_and(|at| kind_of_title(self.text(at)).is_some());
        !has_title && (self.letter_about.is_some() || self.addressee.is_some())
    }

    /// Trimmed words of a line.
    pub(super) fn text(&self, line: usize) -> &'a str {
        self.sheet.lines[line].text.trim()
    }

    pub(super) fn line(&self, at: usize) -> &'a Line {
        &self.sheet.lines[at]
    }

    /// Lines of the head in order.
    fn head_lines(&self) -> impl Iterator<Item = (usize, &'a Line)> {
        let lines = self.sheet.lines.iter().enumerate();
        lines.filter(|(_, line)| !line.is_empty() && !line.in_table).take(HEAD_LINES_MAX)
    }

    /// "SỔ ĐĂNG KÝ VĂN BẢN ĐI", below no more than the names of the bodies.
    fn has_title_of_book(&self) -> bool {
        let mut head = self.head_lines().take(BOOK_LINES_MAX);
        head.any(|(_, line)| {
            line.is_capitals() && BOOKS.iter().any(|title| line.folded.starts_with(title))
        })
    }

    fn find_head(&mut self) {
        let head: Vec<(usize, &'a Line)> = self.head_lines().collect();
        let find = |test: fn(&Line) -> bool| head.iter().find(|(_, l)| test(l)).map(|(at, _)| *at);
        self.nation = find(|line| line.folded.contains("cong hoa xa hoi chu nghia"));
        self.motto = find(|line| {
            let words = &line.folded;
            words.contains("doc lap") && words.contains("hanh phuc") && words.len() < 60
        });
        let wall = find(is_title).or_else(|| find(|line| line.folded.starts_with("kinh gui")));
        let wall = wall.unwrap_or(usize::MAX);
        self.number = find(is_number).filter(|at| *at < wall);
        self.date = find(is_date).filter(|at| *at < wall);
        // Below a title it is an abstract that has words of a letter.
        let title = find(|line| line.is_capitals() && kind_of_title(line.text.trim()).is_some());
        self.letter_about =
            find(|line| line.folded.starts_with("v/v") || line.folded.starts_with("v/ v"))
                .filter(|at| title.is_none_or(|title| *at < title));
        let known = [self.nation, self.motto, self.number, self.date, self.letter_about];
        self.head_end = known.into_iter().flatten().max().map_or(0, |at| at + 1);
        if let Some(about) = self.letter_about {
            // The abstract of a letter may take several lines on the left.
            let lines = self.sheet.lines.iter().enumerate().skip(about);
            let left = lines
                .take_while(|(_, line)| line.side == Side::Left || line.is_empty())
                .take_while(|(_, line)| !line.folded.starts_with("kinh gui"));
            self.head_end = self.head_end.max(left.map(|(at, _)| at + 1).max().unwrap_or(0));
        }
    }

    fn find_issuer(&mut self) {
        let end = self.number.or(self.date).unwrap_or(self.head_end);
        let has_sides = self.nation.is_some_and(|at| self.line(at).side == Side::Right);
        let mut lines: Vec<usize> = Vec::new();
        for (at, line) in self.sheet.lines.iter().enumerate().take(end) {
            let is_other = Some(at) == self.nation || Some(at) == self.motto;
            let on_left = if has_sides { line.side == Side::Left } else { line.is_capitals() };
            let is_drawn = line.text.trim().chars().all(|c| !c.is_alphanumeric());
            if on_left && !is_other && !line.is_empty() && !line.in_table && !is_drawn {
                lines.push(at);
            }
        }
        let bold = |at: &usize| self.line(*at).any(|look| look.bold);
        let first_bold = lines.iter().position(bold);
        let split = match first_bold {
            Some(at) => at,
            None if self.sheet.origin == Origin::Text => 0,
            None => lines.len().saturating_sub(1),
        };
        self.issuer = lines.split_off(split);
        self.superior = lines;
    }

    /// Finds title and abstract; gives the first line behind them.
    fn find_title(&mut self) -> usize {
        let lines = self.sheet.lines.iter().enumerate().skip(self.head_end);
        let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.in_table).take(12);
        let Some((at, line)) = lines.find(|(_, line)| is_title(line)) else { return self.head_end };
        self.title = Some(at);
        self.kind = kind_of_title(line.text.trim());
        let mut end = at + 1;
        for (next, line) in self.sheet.lines.iter().enumerate().skip(at + 1).take(8) {
            if line.is_empty() {
                // A gap or a rule ends the abstract.
                if !self.about.is_empty() || !line.rules.is_empty() {
                    break;
                }
                continue;
            }
            let opens = ["kinh gui", "can cu ", "thuc hien ke hoach so", "i. ", "phan i"];
            let is_body = opens.iter().any(|words| line.folded.starts_with(words));
            let bold = line.every(|look| look.bold) == Some(true);
            let centred = line.place == Some(crate::decree::Place::Centre);
            // Capitals below small letters are the authority of a decision: "GIÁM ĐỐC SỞ NỘI VỤ".
            let is_other = line.is_capitals()
                && self.about.first().is_some_and(|first| !self.line(*first).is_capitals());
            let is_ruled = self.about.last().is_some_and(|last| !self.line(*last).rules.is_empty());
            let goes_on = self.about.is_empty() || (bold && centred && !is_other && !is_ruled);
            if is_body || !goes_on || line.in_table || is_drawn(line) {
                break;
            }
            self.about.push(next);
            end = next + 1;
        }
        end
    }

    fn find_addressees(&mut self, from: usize) -> usize {
        let lines = self.sheet.lines.iter().enumerate().skip(from);
        let mut near = lines.filter(|(_, line)| !line.is_empty() && !line.in_table).take(8);
        let Some((at, line)) = near.find(|(_, line)| line.folded.starts_with("kinh gui")) else {
            return from;
        };
        self.addressee = Some(at);
        let mut end = at + 1;
        let has_own = line.text.trim().trim_end_matches(':').split_once(':').is_some();
        for (next, line) in self.sheet.lines.iter().enumerate().skip(at + 1) {
            if line.is_empty() {
                continue;
            }
            let text = line.text.trim();
            let is_item = text.starts_with(['-', '–', '+']);
            let open = self.addressees.last().is_some_and(|last| !last.text.ends_with(['.', ';']));
            if is_item && !has_own {
                self.addressees.push(Entry { line: next, text: text.to_owned() });
            } else if let Some(last) =
                self.addressees.last_mut().filter(|_| open && text.len() < 160)
            {
                last.text = format!("{} {text}", last.text);
            } else {
                break;
            }
            end = next + 1;
        }
        end
    }

    fn find_ending(&mut self, from: usize) {
        let lines = || self.sheet.lines.iter().enumerate().skip(from);
        let found = lines().find(|(_, l)| l.folded.starts_with("noi nhan") && !l.in_table);
        let Some((at, title)) = found else { return };
        self.recipients = Some(at);
        let end = lines().skip_while(|(i, _)| *i <= at).find(|(_, l)| is_annex(l));
        let end = end.map_or(self.sheet.lines.len(), |(i, _)| i);
        let parted = title.side == Side::Left;
        let mut open = true;
        let mut right: Vec<usize> = Vec::new();
        for (i, line) in lines().skip_while(|(i, _)| *i <= at).take_while(|(i, _)| *i < end) {
            if line.is_empty() || line.in_table {
                continue;
            }
            let text = line.text.trim();
            let is_item = text.starts_with(['-', '–', '+']);
            // A long list goes on below the signature.
            let goes_on = line.side == Side::Whole && is_item;
            let is_left = if parted { line.side == Side::Left || goes_on } else { open };
            if parted && !is_left {
                right.push(i);
            } else if is_left && is_item {
                self.receivers.push(Entry { line: i, text: text.to_owned() });
            } else if !parted && line.is_capitals() {
                open = false;
                right.push(i);
            } else if is_left {
                if let Some(last) = self.receivers.last_mut().filter(|e| !e.text.ends_with('.')) {
                    last.text = format!("{} {text}", last.text);
                }
            } else {
                right.push(i);
            }
        }
        let before = self.signed_before(at);
        self.signatures = before.first().copied();
        right.splice(0..0, before.into_iter().filter(|i| self.line(*i).side == Side::Right));
        let has_position = right.len() > 1;
        let named = |i: &usize| {
            let line = self.line(*i);
            let is_written = !line.is_capitals() && is_name(line);
            is_written || has_position && is_name_in_wrong_case(line)
        };
        self.signer = right.last().copied().filter(named);
        let authority = right.into_iter().filter(|i| Some(*i) != self.signer);
        self.authority = authority.filter(|i| self.line(*i).is_capitals()).collect();
    }

    /// Signatures that stand before "Nơi nhận": on the same line of a page, or two side by side above.
    fn signed_before(&self, recipients: usize) -> Vec<usize> {
        let is_sided = |at: &usize| self.line(*at).side != Side::Whole || self.line(*at).is_empty();
        let sided: Vec<usize> = (0..recipients).rev().take_while(is_sided).collect();
        let is_right =
            |at: &&usize| self.line(**at).side == Side::Right && !self.line(**at).is_empty();
        let Some(mut first) = sided.iter().rev().find(is_right).copied() else { return Vec::new() };
        // The left cell comes before the right one; in a PDF any short line looks like the left.
        let is_docx = self.sheet.origin == Origin::Docx;
        let mut left = sided.iter().copied().filter(|at| *at < first);
        if is_docx {
            first = left.next_back().unwrap_or(first);
        } else if let Some(at) = left.next().filter(|at| self.line(*at).is_capitals()) {
            first = at;
        }
        (first..recipients).filter(|at| !self.line(*at).is_empty()).collect()
    }

    fn find_annexes(&mut self) {
        let from = self.recipients.unwrap_or(self.head_end);
        let names: Vec<usize> =
            (from..self.sheet.lines.len()).filter(|at| is_annex(self.line(*at))).collect();
        for (order, name) in names.iter().enumerate() {
            let end = names.get(order + 1).copied().unwrap_or(self.sheet.lines.len());
            let (title, attached) = self.titled(*name, end);
            self.annexes.push(Annex { name: *name, title, attached, end });
        }
    }

    /// The title of an appendix and the line "(Kèm theo …)" below it; without that, only capitals are a title.
    fn titled(&self, name: usize, end: usize) -> (Vec<usize>, Option<usize>) {
        let mut title = Vec::new();
        for at in ((name + 1)..end).filter(|at| !self.line(*at).is_empty()) {
            let line = self.line(at);
            let opens = ["(kem theo", "(ban hanh kem"];
            if opens.iter().any(|words| line.folded.starts_with(words)) {
                return (title, Some(at));
            }
            if line.in_table || title.len() >= ANNEX_TITLE_MAX {
                break;
            }
            title.push(at);
        }
        let capitals = title.into_iter().take_while(|at| self.line(*at).is_capitals());
        (capitals.collect(), None)
    }

    fn find_body(&mut self, from: usize) {
        let ends = [
            self.recipients,
            self.annexes.first().map(|annex| annex.name),
            self.authority.first().copied(),
            self.signatures,
        ];
        let end = ends.into_iter().flatten().min().unwrap_or(self.sheet.lines.len());
        self.body = (from..end)
            .filter(|at| {
                let line = self.line(*at);
                !line.is_empty() && !line.in_table && !is_drawn(line)
            })
            .collect();
    }
}

/// A row of underscores or dashes that stands for a drawn rule.
pub(super) fn is_drawn(line: &Line) -> bool {
    let text = line.text.trim();
    text.chars().count() >= 3
        && text.chars().all(|c| matches!(c, '_' | '-' | '─' | '—' | '–' | '='))
}

fn is_title(line: &Line) -> bool {
    let text = line.text.trim();
    line.is_capitals() && (kind_of_title(text).is_some() || text == "CÔNG VĂN")
}

fn is_number(line: &Line) -> bool {
    let words = line.folded.as_str();
    let rest = words.strip_prefix("so").map(str::trim_start);
    words.len() < 60
        && rest.is_some_and(|rest| {
            rest.starts_with(':')
                || (rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains('/'))
        })
}

fn is_date(line: &Line) -> bool {
    let words = line.folded.as_str();
    let has = |word: &str| words.split(|c: char| !c.is_alphanumeric()).any(|w| w == word);
    words.len() < 90 && has("ngay") && has("thang") && has("nam") && !words.starts_with("thuc hien")
}

fn is_annex(line: &Line) -> bool {
    let words = line.folded.as_str();
    let text = line.text.trim();
    !line.in_table
        && line.side == Side::Whole
        && words.starts_with("phu luc")
        && text.chars().count() <= APPENDIX_NAME_MAX
        && !text.ends_with(['.', ';', ','])
}

/// Whether a line can be a signer's name: a few capitalised words and no end of a sentence.
///
/// "Tiến sĩ" before it is a fault of the name, not another thing.
fn is_name(line: &Line) -> bool {
    let text = line.text.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let honour = HONOURS.iter().find(|honour| line.folded.starts_with(*honour));
    let named = honour.map_or(0, |honour| honour.split_whitespace().count());
    (1..=8).contains(&words.len())
        && !text.ends_with(['.', ',', ';', ':'])
        && words
            .iter()
            .skip(named)
            .all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()))
}

/// A family name and others, all in capitals or all in small letters: a name, and a fault of it.
fn is_name_in_wrong_case(line: &Line) -> bool {
    let text = line.text.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_one_case = line.is_capitals() || !text.contains(char::is_uppercase);
    // "ĐOÀN KIỂM TRA" is a body.
    let is_body = line.folded.starts_with("doan ");
    (2..=5).contains(&words.len())
        && is_one_case
        && !is_body
        && words.iter().all(|word| word.chars().all(char::is_alphabetic))
        && domain::composition::is_family(words[0])
}
