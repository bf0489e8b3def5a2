//! Whom a letter would go to, and the log of letters and calls, as a file; the letter has a file of its own.

use documents::table::Alignment;

use super::{Printout, Shown, chosen, notices, table, words};
use crate::view::{
    frame::Frame,
    urging::{LetterLine, Recipient, UrgingPage},
};

impl Shown for UrgingPage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }

    fn printout(&self) -> Printout {
        let unit = ("Đơn vị", 60, Alignment::Left);
        let recipients = [
            unit,
            ("Trạng thái", 50, Alignment::Left),
            ("Đầu mối", 80, Alignment::Left),
            ("Đã đôn đốc", 30, Alignment::Left),
        ];
        let log = [
            ("Việc đã làm", 46, Alignment::Left),
            ("Lúc", 30, Alignment::Left),
            ("Nơi nhận", 50, Alignment::Left),
            ("Người ghi", 42, Alignment::Left),
            ("Nội dung", 80, Alignment::Left),
        ];
        let recipient =
            |one: &Recipient| words([&one.unit, &one.state.label, &one.contact, &one.urged]);
        let letter = |one: &LetterLine| {
            words([&one.link.text, &one.at, &one.recipients, &one.by, &one.state.label])
        };
        Printout {
            name: format!("đôn đốc {}", self.code),
            title: self.title.clone(),
            lead: self.lead.clone(),
            lines: chosen("Công văn", &self.kinds)
                .into_iter()
                .chain(notices(&self.notices))
                .collect(),
            tables: Vec::new(),
        }
        .with([table("Nơi nhận", &recipients, self.recipients.iter().map(recipient))])
        .with([table("Các lần trước", &log, self.letters.iter().map(letter))])
    }
}
