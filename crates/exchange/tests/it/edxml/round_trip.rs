//! Whatever an office may write comes back as it was.

use domain::dispatch::{Business, Status};
use exchange::edxml::{Attachment, Message, read, write_document, write_status};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::sample::{package, status};

/// Words that XML could stumble over; spaces at the ends are no content.
fn words() -> impl Strategy<Value = String> {
    "[a-zA-ZÀ-ỹđĐ0-9<>&\"'\\]\\[;%=/ -]{0,40}".prop_map(|text| text.trim().nfc().collect())
}

fn file() -> impl Strategy<Value = Attachment> {
    let name = "[a-zà-ỹ0-9 ]{1,20}\\.(pdf|rtf|xml|txt)"
        .prop_map(|name| format!("t{name}").nfc().collect::<String>());
    (name, words(), proptest::collection::vec(any::<u8>(), 0..400)).prop_map(
        |(name, description, rest)| {
            // Any bytes may be a document, but for the marks of programs and the lack of a PDF's.
            let mark: &[u8] = if name.ends_with("pdf") { b"%PDF-" } else { b"t" };
            Attachment { name, description, bytes: [mark, &rest].concat() }
        },
    )
}

proptest! {
    #[test]
    fn documents_come_back(
        kind in 0..4_u8,
        texts in proptest::collection::vec(words(), 8),
        places in proptest::collection::vec(words(), 0..4),
        attachments in proptest::collection::vec(file(), 0..4),
        copies in proptest::option::of(0..9_000_u32),
        due in proptest::option::of((2024..2030_i16, 1..12_i8, 1..28_i8)),
    ) {
        let mut sent = package(Business::from_code(kind).unwrap());
        let [subject, content, name, address, position, reason, sphere, department] =
            <[String; 8]>::try_from(texts).unwrap();
        (sent.subject, sent.content, sent.from.name, sent.from.address) =
            (format!("Báo cáo {subject}").trim().to_owned(), content, name, address);
        (sent.signer.position, sent.business.reason) = (position, reason);
        (sent.other.sphere, sent.business.staff.department) = (sphere, department);
        // An empty place is no place.
        sent.to_places = places.into_iter().filter(|place| !place.is_empty()).collect();
        (sent.attachments, sent.other.copies) = (attachments, copies);
        sent.due = due.map(|(year, month, day)| jiff::civil::date(year, month, day));
        let written = write_document(&sent).unwrap();
        prop_assert_eq!(read(&written), Ok(Message::Document(Box::new(sent))));
    }

    #[test]
    fn statuses_come_back(kind in 0..9_usize, description in words(), name in words()) {
        let mut sent = status(Status::ALL[kind]);
        (sent.description, sent.staff.name) = (description, name);
        let written = write_status(&sent);
        prop_assert_eq!(read(&written), Ok(Message::Status(Box::new(sent))));
    }
}
