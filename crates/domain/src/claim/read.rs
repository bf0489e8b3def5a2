//! Reads a text for numbers with their nouns, sentence by sentence, once from left to right.

use std::ops::Range;

use super::{
    Claim, Counts, Outcome, cell,
    counted::{MILLION, Noun, Sort},
    frame::{Reach, last_place, names_part},
    judge::{Found, Spoken, Topic},
    number::{self, Number, number},
    quarters::{self, Quarter},
    sentence::{Sentence, sentences},
    several::Heard,
    time::{Time, speaks_elsewhen},
};

/// Words that end what is said of a number.
const STOPS: [&str; 9] = ["tăng", "giảm", "chiếm", "riêng", "so", "vượt", "gồm", "bằng", "nâng"];
/// Words between people and "nữ": "lượt nữ", "học viên nam".
const PERSON: [&str; 9] = ["lượt", "người", "học", "viên", "đại", "biểu", "cán", "bộ", "là"];
/// Most words of what each held: "50 người dân tộc thiểu số".
const EACH_MAX: usize = 6;
/// Most words between a noun and the number behind it.
const BETWEEN_MAX: usize = 9;
/// Most claims of a sentence that are looked back at.
const MATES_MAX: usize = 64;
/// Most words before a number that are looked at.
const LEAD_MAX: usize = 80;

/// Reads one text.
pub(super) struct Reader<'c, 'a> {
    counts: &'c Counts<'a>,
    /// Forms that the heading takes its figures from.
    heading: &'c [usize],
    pub(super) heard: Vec<Heard>,
    topic: Option<Topic>,
    sentence: usize,
    /// Where the sentence last names a place, once it was looked for.
    place: Option<Option<usize>>,
    /// The last line led a list: "Năm 2025 phấn đấu:".
    list: Option<Opening>,
    line: usize,
    pub(super) quarters: Vec<Quarter>,
    /// The noun of the claim before in the sentence.
    noun: Option<&'c Noun>,
    /// The claim before was of all people who came: what they came to is all there was.
    is_everybody: bool,
}

/// What a line that leads a list says of its items.
#[derive(Debug, Clone, Copy)]
struct Opening {
    time: Time,
    is_part: bool,
}

impl<'c, 'a> Reader<'c, 'a> {
    pub(super) const fn new(counts: &'c Counts<'a>, heading: &'c [usize]) -> Self {
        Self {
            counts,
            heading,
            heard: Vec::new(),
            topic: None,
            sentence: 0,
            place: None,
            list: None,
            line: 0,
            quarters: Vec::new(),
            noun: None,
            is_everybody: false,
        }
    }

    /// Reads a line that begins at a byte of the text.
    pub(super) fn line(&mut self, line: &str, start: usize) {
        let is_item = line.trim_start().starts_with(['-', '+', '•', '*', '–']);
        if !is_item {
            self.list = None;
        }
        self.topic = None;
        self.line += 1;
        let known = self.quarters.len();
        for (at, sentence) in sentences(line) {
            self.sentence += 1;
            if number::is_in(sentence) {
                self.read(&Sentence::read(sentence, start + at, self.counts.covered.half));
            } else {
                self.topic = None;
            }
        }
        if self.quarters.len() > known && self.is_of_another_time(line) {
            self.quarters.truncate(known);
        }
        if line.trim_end().ends_with(':') {
            let sentence = Sentence::read(line, start, self.counts.covered.half);
            let mut time = Time::default();
            time.read_to(&sentence, sentence.len(), self.counts.covered.year);
            let is_part = names_part(&sentence, 0..sentence.len());
            self.list = Some(Opening { time, is_part });
        }
    }

    /// Whether a line speaks of another time, or of what is wanted, anywhere.
    fn is_of_another_time(&self, line: &str) -> bool {
        let covered = self.counts.covered;
        let sentence = Sentence::read(line, 0, covered.half);
        self.list.is_some_and(|list| list.time.is_elsewhen())
            || (0..sentence.len()).any(|at| speaks_elsewhen(&sentence, at, covered.year))
    }

    fn read(&mut self, sentence: &Sentence) {
        let year = self.counts.covered.year;
        let mut time = self.list.map(|list| list.time.again()).unwrap_or_default();
        let (mut lead, mut at, mut is_first) = (0, 0, true);
        // The claim before speaks for this sentence where it was of the whole.
        let before = self.topic.filter(|topic| topic.reach > Reach::Open);
        self.topic = before.map(|topic| Topic { gender: None, ..topic });
        self.place = None;
        (self.noun, self.is_everybody) = (None, false);
        while at < sentence.len() {
            let read = match number(sentence, at) {
                Ok(read) => read,
                Err(words) => {
                    lead = self.each(sentence, at, at + words).unwrap_or(lead);
                    at += words;
                    continue;
                }
            };
            let next = at + read.words;
            let before = lead.max(at.saturating_sub(LEAD_MAX))..at;
            let Some((end, heard)) = self.claim(sentence, (before, next), &read, is_first) else {
                at = next;
                continue;
            };
            time.read_to(sentence, at + 1, year);
            let mut thought = at..thought_end(sentence, end);
            is_first = time.is_elsewhen() || thought.any(|at| speaks_elsewhen(sentence, at, year));
            if is_first {
                self.topic = None;
            } else {
                self.heard.extend(heard);
            }
            (lead, at) = (end, end);
        }
    }

    /// The claim of a number, and the word behind its noun.
    fn claim(
        &mut self,
        sentence: &Sentence,
        (lead, next): (Range<usize>, usize),
        number: &Number,
        is_first: bool,
    ) -> Option<(usize, Option<Heard>)> {
        let (at, counts) = (lead.end, self.counts);
        let (end, outcome) = if number.is_share {
            let tail = next..tail_end(sentence, next);
            (next, counts.share((sentence, lead, tail), number, self.topic))
        } else if let Some((gender, end)) = gender_of(sentence, (at, next)) {
            let tail = end..tail_end(sentence, end);
            // "Dân số 302.000 người, trong đó nữ": of what was said before, in another sentence, they are none.
            let mut topic = self.topic.filter(|_| !is_first);
            let outcome = counts.gender((sentence, tail), number, gender, &mut topic);
            self.topic = topic;
            (end, outcome)
        } else {
            let (noun, mut spoken, end) = self.spoken(sentence, (lead, next), number)?;
            let comes = self.is_everybody && comes_to(sentence, spoken.lead.clone());
            if comes {
                spoken.lead = at..at;
            }
            let is_first = is_first || comes;
            let is_people = matches!(noun.sort, Sort::People | Sort::Persons);
            self.is_everybody = is_people && counts.is_everybody(number.value);
            self.noun = Some(noun);
            let Some(of) = number.of else {
                if matches!(noun.sort, Sort::Money(_)) && !number.is_figure {
                    return None;
                }
                return Some((end, Some(self.counted(&spoken, noun, (next, end), is_first))));
            };
            let cells = counts.nouns.cells(noun);
            let is_plain = noun.sort == Sort::Plain;
            (end, is_plain.then(|| Counts::fraction(cells, number.value, of)).flatten())
        };
        let heard = outcome.map(|outcome| Heard {
            claim: Some(made(sentence, (at, end), number, outcome)),
            of: None,
            value: number.value,
            reach: Reach::Whole,
            sentence: self.sentence,
            is_inner: false,
            is_narrowed: false,
            is_joined: false,
        });
        Some((end, heard))
    }

    /// A number with its noun, which ends before a word.
    fn counted(
        &mut self,
        spoken: &Spoken<'_>,
        noun: &Noun,
        (next, end): (usize, usize),
        is_first: bool,
    ) -> Heard {
        let (sentence, lead) = (spoken.sentence, || spoken.lead.clone());
        let mut found = self.counts.judge(spoken, noun, (self.topic, self.heading));
        let is_item_of_part = is_first && self.list.is_some_and(|list| list.is_part);
        let follows = !is_first && self.topic.is_none_or(|topic| topic.reach == Reach::Open);
        if is_item_of_part || follows && !says_all(sentence, lead()) {
            found.reach = Reach::Open;
            found.outcome = found.outcome.filter(|outcome| *outcome == Outcome::Equal);
            found.topic = found.topic.map(|topic| Topic { reach: Reach::Open, ..topic });
        }
        self.note_quarter(spoken, &found, end);
        let of = found.whole.and_then(|whole| Some((self.counts.place(&whole)?, whole.value)));
        // "44 lớp, gồm 37 lớp cấp xã, 7 lớp cấp huyện": the last is one of them too.
        let mate_is_inner = of.and_then(|(of, _)| self.mate_is_inner(of));
        let is_inner = mate_is_inner.is_some_and(|inner| inner || says_inner(sentence, lead()));
        let before = self.topic.filter(|_| !is_first);
        let is_mixed = |topic: &Topic| {
            before.is_some_and(|before| before.is_mixed || before.form != topic.form)
        };
        let topic = found.topic.map(|topic| Topic { is_mixed: is_mixed(&topic), ..topic });
        self.topic = topic.or(before);
        let words = (spoken.at, if spoken.is_behind { next } else { end });
        let claim = found.outcome.map(|outcome| made(sentence, words, &spoken.number, outcome));
        // The table prints millions.
        let is_printed = !matches!(noun.sort, Sort::Money(unit) if unit != MILLION);
        let claim =
            claim.map(|claim| if is_printed { claim } else { Claim { number: 0, ..claim } });
        Heard {
            claim,
            of,
            value: found.value,
            reach: found.reach,
            sentence: self.sentence,
            is_inner,
            is_narrowed: found.is_narrowed || self.is_placed(sentence, end),
            is_joined: !is_first && is_joined(sentence, lead()),
        }
    }

    /// Keeps a number that is one quarter's.
    fn note_quarter(&mut self, spoken: &Spoken<'_>, found: &Found<'_>, end: usize) {
        let (sentence, year) = (spoken.sentence, self.counts.covered.year);
        let Some(whole) = found.whole.filter(|_| !found.is_narrowed && !spoken.is_behind) else {
            return;
        };
        let order = quarters::named(sentence, spoken.lead.clone(), year);
        let (Some(order), Some(of)) = (order, self.counts.place(&whole)) else { return };
        self.quarters.push(Quarter {
            line: self.line,
            order,
            of,
            value: found.value,
            whole: whole.value,
            cell: cell(&whole),
            place: sentence.place(spoken.at..end),
        });
    }

    /// Where "mỗi lớp 50 người" ends, behind the claim that says how many classes there were: it says nothing
    /// of the numbers that follow.
    fn each(&self, sentence: &Sentence, at: usize, next: usize) -> Option<usize> {
        let noun = self.noun.filter(|_| sentence.before(at, 2) == "mỗi")?;
        let is_of_noun = noun.words.iter().any(|word| word == sentence.before(at, 1));
        let said = self.heard.last().filter(|one| one.sentence == self.sentence)?;
        let is_all = said.is_equal() && said.reach > Reach::Body;
        let mut ends = next..sentence.len().min(next + EACH_MAX);
        let end = ends.find(|end| sentence.sign(*end - 1).is_some())?;
        (is_of_noun && is_all).then_some(end)
    }

    /// Whether the claim of the same column before in the sentence is held by another; none if there is no
    /// such claim.
    fn mate_is_inner(&self, column: (usize, usize)) -> Option<bool> {
        let in_sentence = self.heard.iter().rev().take_while(|one| one.sentence == self.sentence);
        let is_mate = |one: &&Heard| one.of.is_some_and(|(other, _)| other == column);
        in_sentence.take(MATES_MAX).find(is_mate).map(|mate| mate.is_inner)
    }

    /// Whether words behind a claim name a place.
    fn is_placed(&mut self, sentence: &Sentence, end: usize) -> bool {
        let place = *self.place.get_or_insert_with(|| last_place(sentence));
        place.is_some_and(|place| place >= end)
    }

    /// The noun of a number: right behind it, or before it as in "số lớp là 45".
    fn spoken<'s>(
        &self,
        sentence: &'s Sentence,
        (lead, next): (Range<usize>, usize),
        number: &Number,
    ) -> Option<(&'c Noun, Spoken<'s>, usize)> {
        let (at, all) = (lead.end, &self.counts.nouns.all);
        let is_apart = sentence.sign(next - 1).is_some_and(|sign| sign != ')');
        let noun = all.iter().find(|noun| !is_apart && sentence.begins(next, &noun.words));
        if let Some(noun) = noun {
            let end = next + noun.words.len();
            let tail = end..tail_end(sentence, end);
            let spoken = Spoken { sentence, number: *number, at, lead, tail, is_behind: false };
            return Some((noun, spoken, end));
        }
        let is_said = matches!(sentence.before(at, 1), "là" | "đạt" | "gồm" | "được" | "có")
            || at > 0 && sentence.sign(at - 1) == Some(':');
        let ends = next == sentence.len() || sentence.sign(next - 1).is_some();
        if !is_said || !ends || number.of.is_some() || !number.is_figure {
            return None;
        }
        let from = lead.start.max(at.saturating_sub(BETWEEN_MAX));
        let mut counted = (from + 1..at).rev().filter(|place| sentence.word(place - 1) == "số");
        let counted = counted.find_map(|place| {
            let noun = all.iter().find(|noun| sentence.begins(place, &noun.words))?;
            Some((noun, place))
        });
        // "Lớp tập huấn: 21."
        let begins = |noun: &&Noun| {
            noun.sort == Sort::Plain && !noun.is_common && sentence.begins(0, &noun.words)
        };
        let is_titled = from == 0 && sentence.sign(at.checked_sub(1)?) == Some(':');
        let titled = || all.iter().find(begins).filter(|_| is_titled).map(|noun| (noun, 0));
        let (noun, place) = counted.or_else(titled)?;
        let between = place + noun.words.len()..at;
        let lead = lead.start..place.saturating_sub(1);
        let spoken = Spoken { sentence, number: *number, at, lead, tail: between, is_behind: true };
        Some((noun, spoken, next))
    }
}

fn made(
    sentence: &Sentence,
    (at, end): (usize, usize),
    number: &Number,
    outcome: Outcome,
) -> Claim {
    let place = sentence.place(at..end);
    Claim { number: number::length(sentence, at, number), place, outcome }
}

/// Where what is said of a noun ends.
fn tail_end(sentence: &Sentence, from: usize) -> usize {
    let ends = |at: &usize| {
        let word = sentence.word(*at);
        let is_inner = word == "trong" && sentence.word(at + 1) == "đó";
        word.starts_with(|c: char| c.is_ascii_digit()) || STOPS.contains(&word) || is_inner
    };
    (from..sentence.len()).find(ends).unwrap_or(sentence.len())
}

/// Where the thought of a noun ends: at the next number, at a comma, or at a bracket that compares.
fn thought_end(sentence: &Sentence, from: usize) -> usize {
    let end = tail_end(sentence, from);
    let is_end = |at: &usize| match sentence.sign(*at) {
        Some(',') => true,
        Some('(') => sentence.word(at + 1) != "năm",
        _ => false,
    };
    (from - 1..end).find(is_end).map_or(end, |at| at + 1)
}

/// "trong đó", "gồm", "riêng".
fn says_inner(sentence: &Sentence, mut lead: Range<usize>) -> bool {
    lead.any(|at| {
        matches!(sentence.word(at), "gồm" | "riêng")
            || sentence.word(at) == "trong" && sentence.word(at + 1) == "đó"
    })
}

/// Whether no sign stands between a claim and the one before.
fn is_joined(sentence: &Sentence, lead: Range<usize>) -> bool {
    (lead.start.saturating_sub(1)..lead.end).all(|at| sentence.sign(at).is_none())
}

/// "tổng cộng": whatever was said before.
fn says_all(sentence: &Sentence, mut lead: Range<usize>) -> bool {
    lead.any(|at| matches!(sentence.word(at), "tổng" | "cộng"))
}

/// "3.250 cán bộ dự 45 hội nghị": what people came to.
fn comes_to(sentence: &Sentence, lead: Range<usize>) -> bool {
    matches!(sentence.said(lead), "dự" | "theo học" | "học tại" | "dự tại")
}

/// "1.820 nữ", "1.820 lượt nữ", "nữ 1.820 người", "nam có 1.149 lượt": which, and where the words end.
fn gender_of(sentence: &Sentence, (at, next): (usize, usize)) -> Option<(&'static str, usize)> {
    let gender = |word: &str| match word {
        "nữ" => Some("nữ"),
        "nam" => Some("nam"),
        _ => None,
    };
    let is_apart = sentence.sign(next - 1).is_some();
    let persons = (next..sentence.len().min(next + 5)).take_while(|word| {
        let is_near = *word == next || sentence.sign(word - 1).is_none();
        is_near && !is_apart && PERSON.contains(&sentence.word(*word))
    });
    let behind = next + persons.count();
    let is_near = behind == next || sentence.sign(behind - 1).is_none();
    if let Some(found) = gender(sentence.word(behind)).filter(|_| is_near && !is_apart) {
        return Some((found, behind + 1));
    }
    let before = match sentence.before(at, 1) {
        "có" | "là" | "gồm" => sentence.before(at, 2),
        word => word,
    };
    let found = gender(before)?;
    // "Hội Liên hiệp Phụ nữ 12 lớp" is of no women.
    let is_alone = !matches!(sentence.before(at, 2), "phụ") && sentence.before(at, 3) != "phụ";
    (is_alone && (behind > next || is_apart || next == sentence.len())).then_some((found, behind))
}
