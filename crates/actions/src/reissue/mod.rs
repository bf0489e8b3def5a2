//! An issued plan once more under the form of the decree: the same words, its faults of form mended and told.

mod body;
mod foot;
mod head;
mod left;

use documents::{
    Manuscript,
    date::IssueDate,
    letterhead,
    lint::{self, mend::Mender},
    manuscript::Kind,
};
use domain::plan::read::{LineUse, Reading};

use jiff::civil::Date;
use store::org_unit::UnitRow;

use crate::{Error, report::issuer};

/// One change against the print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// "II.5.1", "Nơi nhận".
    pub place: String,
    /// Line of the source at which the corrected piece begins; 0 where the print has nothing.
    pub line: usize,
    /// Empty where something was added.
    pub before: String,
    pub after: String,
    /// Id of the rule in the table of the decree.
    pub rule: &'static str,
    /// Another mend was possible.
    pub is_guess: bool,
}

impl Correction {
    /// What the rule demands and where it stands.
    pub fn demand(&self) -> Option<documents::decree::Rule> {
        documents::decree::rule(self.rule)
    }
}

/// The plan as a manuscript with every change.
#[derive(Debug, Clone)]
pub struct Reissue {
    pub manuscript: Manuscript,
    pub corrections: Vec<Correction>,
}

/// Gathers changes in the order of the print.
struct Mending {
    mender: Mender,
    corrections: Vec<Correction>,
}

impl Mending {
    fn text(&mut self, text: &str, (place, line): (&str, usize)) -> String {
        let mut words = text.to_owned();
        for mended in self.mender.mend(&mut words) {
            self.corrections.push(Correction {
                place: place.to_owned(),
                line,
                before: mended.before,
                after: mended.after,
                rule: mended.rule,
                is_guess: mended.is_guess,
            });
        }
        words
    }

    fn tell(
        &mut self,
        (place, line): (&str, usize),
        rule: &'static str,
        (before, after): (&str, &str),
    ) {
        self.corrections.push(Correction {
            place: place.to_owned(),
            line,
            before: before.to_owned(),
            after: after.to_owned(),
            rule,
            is_guess: false,
        });
    }
}

/// Sets a plan as it was read; `text` is what it was read from.
///
/// # Errors
/// When the text is no plan, or holds two documents.
pub fn of_reading(reading: &Reading, text: &str, sample: bool) -> Result<Reissue, Error> {
    refuse(reading)?;
    let whole: String =
        reading.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let office = head::office(reading, &whole);
    let mut mending =
        Mending { mender: Mender::new(&whole, office.cited.clone()), corrections: Vec::new() };
    head::tell(reading, &office, &mut mending);
    let title = mending.text(&reading.title, ("Trích yếu", 0));
    let mut plan = letterhead::start(Kind::Plan, office.head, title);
    plan.head.number = office.number;
    plan.sample = sample;
    (plan.body, plan.appendices) = body::blocks(reading, &mut mending);
    gaps(reading, text, &mut mending);
    plan.recipients = foot::recipients(reading, &mut mending);
    plan.signature = foot::signature(reading, &mut mending);
    Ok(Reissue { manuscript: plan, corrections: mending.corrections })
}

/// Whether a plan is the people's committee's of a province, who alone gives it a number here.
pub fn is_of(manuscript: &Manuscript, province: &UnitRow) -> bool {
    let date = manuscript.head.date;
    let own = issuer::of_unit(province, &province.name, "KH", date).head;
    own.issuer_line().to_uppercase() == manuscript.head.issuer_line().to_uppercase()
}

/// The plan without number, day and signer, as it leaves under new ones.
#[must_use]
pub fn unissued(mut manuscript: Manuscript, today: Date) -> Manuscript {
    manuscript.head.number = None;
    manuscript.head.date = IssueDate::InYear(today.year());
    manuscript.signature.name = None;
    manuscript
}

/// What people still have to mend in the finished file: what the decree would mark, annexes that the words
/// point to and the file lacks, and words that look mistyped.
///
/// # Errors
/// When a writer refuses the content.
pub fn findings(manuscript: &Manuscript) -> Result<Vec<lint::Finding>, Error> {
    let file = documents::docx::write(manuscript)
        .map_err(|error| Error::Document(format!("{}: {error}", error.code())))?;
    let outcome = lint::check(&file).map_err(|error| Error::Document(error.code().to_owned()))?;
    let mut findings = outcome.findings;
    findings.extend(left::findings(&text_of(&file)?, manuscript.appendices.len()));
    Ok(findings)
}

fn text_of(file: &[u8]) -> Result<String, Error> {
    let read = exchange::text::text_of(file, "ke-hoach.docx");
    let text = read.map_err(|error| Error::Document(error.to_string()))?;
    Ok(text.replace('\u{a0}', " "))
}

fn refuse(reading: &Reading) -> Result<(), Error> {
    if !reading.kind.starts_with("Kế hoạch") {
        return Err(Error::refused(
            "RIS-001",
            "Văn bản không có tên loại “KẾ HOẠCH”.",
            "Chọn đúng tệp kế hoạch, hoặc thêm dòng KẾ HOẠCH và trích yếu ở đầu rồi đọc lại.",
        ));
    }
    let is_foot = |usage| matches!(usage, LineUse::Signature | LineUse::Recipient);
    let foot = reading.lines.iter().position(|line| is_foot(line.usage));
    let second = foot
        .is_some_and(|foot| reading.lines[foot..].iter().any(|line| line.usage == LineUse::Header));
    if second {
        return Err(Error::refused(
            "RIS-002",
            "Tệp gồm hai văn bản: quyết định và kế hoạch ban hành kèm theo.",
            "Tách phần kế hoạch sang tệp riêng rồi đọc lại.",
        ));
    }
    Ok(())
}

/// Spaces between words that the reader has already taken away.
fn gaps(reading: &Reading, text: &str, mending: &mut Mending) {
    for (index, raw) in text.lines().enumerate() {
        let Some(line) = reading.lines.iter().find(|line| line.number == index + 1) else {
            continue;
        };
        let LineUse::Item(item) = line.usage else { continue };
        let raw = raw.trim();
        if raw.contains(['\t', '|']) {
            continue;
        }
        for (at, _) in raw.match_indices("  ").filter(|(at, _)| !raw[..*at].ends_with(' ')) {
            let from = raw[..at].rfind(' ').map_or(0, |space| space + 1);
            let rest = raw[at..].trim_start();
            let word = rest.split(' ').next().unwrap_or_default();
            let before = format!("{}  {word}", &raw[from..at]);
            let place = reading.items.get(item).map_or("", |item| item.anchor.as_str());
            mending.tell(
                (place, line.number),
                "space",
                (&before, &format!("{} {word}", &raw[from..at])),
            );
        }
    }
}
