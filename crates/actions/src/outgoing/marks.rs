//! What an outgoing document bears beside its text: urgency, circulation, drafter and copies, and
//! whether its tables keep the note that nobody has compared their forms.

use documents::{
    Manuscript,
    manuscript::{Block, Circulation, Drafter, Urgency},
};
use domain::fold::clean;

use crate::{Error, report::RECONSTRUCTED};

/// Longest initials of who drafted, in letters, and most copies.
const INITIALS_MAX: usize = 12;
const COPIES_MAX: u32 = 9_999;

/// Marks of urgency: word in forms, mark, what the register says.
pub const URGENCIES: [(&str, Urgency, &str); 3] = [
    ("urgent", Urgency::Urgent, "Khẩn"),
    ("very-urgent", Urgency::VeryUrgent, "Thượng khẩn"),
    ("immediate", Urgency::Immediate, "Hỏa tốc"),
];

/// Directions of circulation: word in forms, and mark.
pub const CIRCULATIONS: [(&str, Circulation); 2] =
    [("internal", Circulation::Internal), ("return", Circulation::ReturnAfterReading)];

/// What stands beside the text; the default bears nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    pub urgency: Option<Urgency>,
    pub circulation: Option<Circulation>,
    pub drafter: Option<Drafter>,
    /// How many copies leave the house, as the register tells.
    pub copies: Option<u32>,
    /// Issued tables say that their forms wait to be compared.
    pub keeps_notes: bool,
    /// What was to be mended when it left, and why it left so; empty where nothing was.
    pub unmended: String,
}

impl Marks {
    /// What a form sent: words of urgency and circulation, initials, number of copies.
    ///
    /// # Errors
    /// When a word is none of the choices, initials are too long, or copies are no number.
    pub fn sent([urgency, circulation, initials, copies]: [&str; 4]) -> Result<Self, Error> {
        let found = URGENCIES.iter().find(|(word, ..)| *word == urgency.trim());
        let direction = CIRCULATIONS.iter().find(|(word, _)| *word == circulation.trim());
        let (initials, copies) = (clean(initials), copies.trim());
        let typed = (!copies.is_empty()).then(|| copies.parse::<u32>().unwrap_or(0));
        let is_known = (urgency.trim().is_empty() || found.is_some())
            && (circulation.trim().is_empty() || direction.is_some())
            && initials.chars().count() <= INITIALS_MAX;
        let count = typed.unwrap_or(1);
        if !is_known || !(1..=COPIES_MAX).contains(&count) {
            return Err(Error::refused(
                "DOC-018",
                "Dấu chỉ mức độ khẩn, chỉ dẫn lưu hành, ký hiệu người soạn thảo hoặc số bản không ghi được.",
                "Chọn trong danh sách; ký hiệu không quá 12 chữ, số bản từ 1 đến 9999.",
            ));
        }
        // Without initials the number of copies belongs to the register alone.
        let drafter = (!initials.is_empty()).then_some(Drafter { initials, copies: count });
        Ok(Self {
            urgency: found.map(|(_, urgency, _)| *urgency),
            circulation: direction.map(|(_, circulation)| *circulation),
            drafter,
            copies: typed,
            ..Self::default()
        })
    }

    /// Puts the marks on a document.
    pub fn lay(&self, manuscript: &mut Manuscript) {
        let furniture = &mut manuscript.furniture;
        furniture.urgency = self.urgency.or(furniture.urgency);
        furniture.circulation = self.circulation.or(furniture.circulation);
        if let Some(drafter) = &self.drafter {
            furniture.drafter = Some(drafter.clone());
        }
    }
}

/// Between what the program notes in the register and what a clerk adds.
const PART: &str = "; ";

/// Adds a part to a note of the register.
pub(super) fn noted(note: &str, more: &str) -> String {
    let parts = [note, more].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(PART)
}

/// A clerk's note that keeps what the program said of a document that left with something to mend.
pub(super) fn renoted(before: &str, note: &str) -> String {
    let lost = |part: &&str| part.starts_with(crate::report::UNMENDED) && !note.contains(*part);
    before.split(PART).filter(lost).fold(note.to_owned(), |note, part| noted(&note, part))
}

/// How the register tells urgency: 0 ordinary to 3 at once.
pub(super) const fn priority(urgency: Option<Urgency>) -> i64 {
    match urgency {
        None => 0,
        Some(Urgency::Urgent) => 1,
        Some(Urgency::VeryUrgent) => 2,
        Some(Urgency::Immediate) => 3,
    }
}

/// What the register says of urgency; nothing of what is ordinary.
pub(super) fn words(priority: i64) -> &'static str {
    let found = URGENCIES.iter().find(|(_, urgency, _)| self::priority(Some(*urgency)) == priority);
    found.map_or("", |(.., words)| words)
}

/// Counts the tables whose forms nobody has compared, and takes their note away unless it is kept:
/// a draft says it on the page, an issued document where the desk chose so, the product always.
pub(super) fn unverified(manuscript: &mut Manuscript, keeps_notes: bool) -> i64 {
    let appendices = manuscript.appendices.iter_mut().flat_map(|one| &mut one.body);
    let mut count = 0;
    for block in manuscript.body.iter_mut().chain(appendices) {
        let Block::Table(table) = block else { continue };
        if table.notes.iter().any(|note| note == RECONSTRUCTED) {
            count += 1;
        }
        if !keeps_notes {
            table.notes.retain(|note| note != RECONSTRUCTED);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_those_of_the_decree() {
        let marks = Marks::sent(["immediate", "internal", " pl ", "300"]).unwrap();
        assert_eq!(marks.urgency.map(priority_of), Some(3));
        assert_eq!(marks.circulation, Some(Circulation::Internal));
        assert_eq!(marks.drafter.map(|drafter| drafter.mark()), Some("pl.(300)".into()));
        assert_eq!(Marks::sent(["", "", "", ""]).unwrap(), Marks::default());
        let copies = Marks::sent(["", "", "", "5"]).unwrap();
        assert_eq!((copies.drafter, copies.copies), (None, Some(5)));
        for sent in [
            ["x", "", "", ""],
            ["", "x", "", ""],
            ["", "", "PL", "0"],
            ["", "", "PL", "x"],
            ["", "", "ABCDEFGHIKLMN", ""],
        ] {
            assert_eq!(Marks::sent(sent).unwrap_err().problem().code, "DOC-018", "{sent:?}");
        }
    }

    #[test]
    fn what_left_unmended_stays_in_the_note() {
        let said = format!("{} 1 điểm phải xử lý: kế hoạch chưa nhập", crate::report::UNMENDED);
        let note = noted("Thay thế Báo cáo số 01", &said);
        assert_eq!(renoted(&note, "Gửi trục"), format!("Gửi trục; {said}"));
        assert_eq!(renoted(&note, &note), note);
        assert_eq!(renoted("Gửi trục", ""), "");
    }

    fn priority_of(urgency: Urgency) -> i64 {
        priority(Some(urgency))
    }
}
