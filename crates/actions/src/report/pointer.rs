//! Where the body points to each appendix: headings to the tables their hints name, and a list
//! of what no heading speaks of.

use std::collections::BTreeSet;

use documents::manuscript::{Appendix, Block};
use domain::{
    form::{Form, Heading},
    roman::roman,
    template::{Entry, Values},
};

/// Begins the title of the table of indicators.
pub(super) const INDICATORS: &str = "Kết quả thực hiện các chỉ tiêu";

/// The word in headings that report on indicators.
const OBJECTIVE: &str = "Mục tiêu ";

/// So many neighbours are named together.
const TOGETHER: usize = 4;

/// Shortest beginning that several titles share, in letters.
const SHARED_LETTERS: usize = 8;

/// Nouns of territorial units in the order in which several are named.
const TERRITORIES: [&str; 7] = ["huyện", "thành phố", "thị xã", "quận", "xã", "phường", "thị trấn"];

/// Which appendix a heading speaks of, and which no heading did.
#[derive(Debug, Default)]
pub(super) struct Pointers {
    /// Code of the form and number of its appendix.
    forms: Vec<(String, u32)>,
    indicators: Option<u32>,
    count: usize,
    pointed: BTreeSet<u32>,
}

impl Pointers {
    /// Knows the appendices of a report by the titles of its forms.
    pub(super) fn of(appendices: &[Appendix], forms: &[&Form]) -> Self {
        let numbered = |form: &&Form| {
            let found = appendices.iter().find(|one| one.title == form.title)?;
            form.table().is_some().then(|| (form.code.clone(), found.number))
        };
        let indicators = appendices.iter().find(|one| one.title.starts_with(INDICATORS));
        Self {
            forms: forms.iter().filter_map(numbered).collect(),
            indicators: indicators.map(|one| one.number),
            count: appendices.len(),
            pointed: BTreeSet::new(),
        }
    }

    /// "(Chi tiết tại Phụ lục II, Phụ lục III kèm theo).": what the hint of a heading takes its figures from.
    pub(super) fn at(&mut self, heading: &Heading) -> Option<Block> {
        let mut numbers: BTreeSet<u32> = BTreeSet::new();
        if heading.title.contains(OBJECTIVE) {
            numbers.extend(self.indicators);
        }
        let words: Vec<&str> = heading.hint.split(|c: char| !c.is_alphanumeric()).collect();
        // "T3U" is the table of T3 with the estimates beside it.
        let is_named = |code: &str| {
            words.contains(&code)
                || code.strip_suffix('U').is_some_and(|code| words.contains(&code))
        };
        let named = self.forms.iter().filter(|(code, _)| is_named(code));
        numbers.extend(named.map(|(_, number)| *number));
        if numbers.is_empty() {
            return None;
        }
        let names: Vec<String> = numbers.iter().map(|number| self.name(*number)).collect();
        self.pointed.extend(numbers);
        Some(Block::paragraph(format!("(Chi tiết tại {} kèm theo).", names.join(", "))))
    }

    /// The appendix of a number as the text points to it: "Phụ lục IX", or the only "Phụ lục kèm theo".
    pub(super) fn to(&mut self, number: u32) -> String {
        self.pointed.insert(number);
        format!("{} kèm theo", self.name(number))
    }

    fn name(&self, number: u32) -> String {
        if self.count > 1 {
            format!("Phụ lục {}", roman(number))
        } else {
            "Phụ lục".to_owned()
        }
    }

    /// The appendices of which no heading spoke, neighbours together.
    pub(super) fn rest(&self, appendices: &[Appendix]) -> Values {
        let mut groups: Vec<Vec<&Appendix>> = Vec::new();
        for one in appendices.iter().filter(|one| !self.pointed.contains(&one.number)) {
            match groups.last_mut() {
                Some(group) if group.last().is_some_and(|last| are_alike(last, one)) => {
                    group.push(one);
                }
                _ => groups.push(vec![one]),
            }
        }
        let mut values = Values::default();
        let count: usize = groups.iter().map(Vec::len).sum();
        if count > 0 {
            values.word("appendix.count", count.to_string());
        }
        values.list("appendices", groups.iter().flat_map(|group| self.entries(group)).collect());
        values
    }

    fn entries(&self, group: &[&Appendix]) -> Vec<Entry> {
        let entry = |name: String, title: String| Entry::from([("name", name), ("title", title)]);
        match group {
            [first, .., last] if group.len() >= TOGETHER => {
                let name = format!("{} đến {}", self.name(first.number), self.name(last.number));
                vec![entry(name, shared(group))]
            }
            _ => group.iter().map(|one| entry(self.name(one.number), one.title.clone())).collect(),
        }
    }
}

/// Neighbours whose titles begin with the same word.
fn are_alike(one: &Appendix, next: &Appendix) -> bool {
    one.number + 1 == next.number && one.title.split(' ').next() == next.title.split(' ').next()
}

/// What the titles begin with in common, else the first and the last.
fn shared(group: &[&Appendix]) -> String {
    let [first, .., last] = group else { return String::new() };
    if let Some(title) = of_territories(group) {
        return title;
    }
    let same = |one: &&Appendix| {
        let pairs = first.title.chars().zip(one.title.chars());
        pairs.take_while(|(left, right)| left == right).count()
    };
    let letters = group.iter().map(same).min().unwrap_or(0);
    let begin: String = first.title.chars().take(letters).collect();
    let begin = begin.rsplit_once(' ').map_or("", |(whole, _)| whole);
    let begin = begin.trim_end_matches([' ', '-', ',', ':', '(']);
    if begin.chars().count() < SHARED_LETTERS {
        return format!("{} đến {}", first.title, last.title);
    }
    format!("{begin} ({} phụ lục)", group.len())
}

/// "Số liệu báo cáo của 11 huyện, thành phố, thị xã", where each title ends with the name of one.
fn of_territories(group: &[&Appendix]) -> Option<String> {
    let mut about = None;
    let mut nouns = BTreeSet::new();
    for one in group {
        let (words, name) = one.title.rsplit_once(" của ")?;
        if *about.get_or_insert(words) != words {
            return None;
        }
        let names = |noun: &&str| name.strip_prefix(*noun).is_some_and(|n| n.starts_with(' '));
        nouns.insert(TERRITORIES.iter().position(names)?);
    }
    let named: Vec<&str> = nouns.into_iter().map(|at| TERRITORIES[at]).collect();
    Some(format!("{} của {} {}", about?, group.len(), named.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appendix(number: u32, title: &str) -> Appendix {
        Appendix { number, title: title.into(), landscape: false, body: Vec::new() }
    }

    #[test]
    fn what_no_heading_speaks_of_is_listed_and_neighbours_stand_together() {
        let mut all = vec![appendix(1, "Biểu T1. Một"), appendix(2, "Biểu T2. Hai")];
        let names = ["Nam Đàn", "Đô Lương", "Anh Sơn", "Yên Thành"];
        let districts = (3..).zip(names);
        all.extend(districts.map(|(at, name)| appendix(at, &format!("Số liệu của huyện {name}"))));
        let mut pointers = Pointers::of(&all, &[]);
        pointers.pointed.insert(1);
        let values = pointers.rest(&all);
        let template = domain::template::kind("report-lead").unwrap();
        let read = domain::template::read(template, template.shipped).unwrap();
        let text = read.fill(&values).text(domain::template::Part::Body);
        assert!(text.contains("Kèm theo báo cáo này còn có:"), "{text}");
        assert!(text.contains("- Phụ lục II: Biểu T2. Hai"), "{text}");
        assert!(text.contains("- Phụ lục III đến Phụ lục VI: Số liệu của 4 huyện"), "{text}");
        pointers.pointed.extend(2..=6);
        let text = read.fill(&pointers.rest(&all)).text(domain::template::Part::Body);
        assert!(!text.contains("Kèm theo báo cáo này"), "{text}");
    }

    #[test]
    fn districts_towns_and_cities_are_counted_together() {
        let titles = ["huyện Nam Đàn", "thị xã Cửa Lò", "thành phố Vinh", "huyện Đô Lương"];
        let all: Vec<Appendix> = (6..)
            .zip(titles)
            .map(|(at, name)| appendix(at, &format!("Số liệu báo cáo của {name}")))
            .collect();
        let group: Vec<&Appendix> = all.iter().collect();
        assert_eq!(shared(&group), "Số liệu báo cáo của 4 huyện, thành phố, thị xã");
        let others = [appendix(1, "Biểu tổng hợp một"), appendix(2, "Biểu tổng hợp hai")];
        let others: Vec<&Appendix> = others.iter().collect();
        assert_eq!(shared(&others), "Biểu tổng hợp (2 phụ lục)");
    }
}
