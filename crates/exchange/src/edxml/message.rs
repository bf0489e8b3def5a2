//! What a message says. Fields stand in the order in which they are written.

use domain::{
    dispatch::{Business, Status},
    organ_code::{OrganCode, OrganCodeError},
};
use jiff::civil::{Date, DateTime};

use super::DocumentType;

/// A message that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    Document(Box<Package>),
    Status(Box<StatusMessage>),
}

/// A document on its way, with its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    pub from: Organ,
    pub to: Vec<Organ>,
    /// See [`document_id`]; some offices write an id of their own.
    pub document_id: String,
    /// "123" of "123/BC-SNV".
    pub number: String,
    /// "BC-SNV" of "123/BC-SNV".
    pub notation: String,
    pub place: String,
    pub issued: Date,
    pub document_type: DocumentType,
    pub subject: String,
    pub content: String,
    pub signer: Signer,
    pub due: Option<Date>,
    /// Nơi nhận, as printed.
    pub to_places: Vec<String>,
    pub other: Other,
    pub responses: Vec<ResponseFor>,
    /// Meaning not verified; samples write 0 and 1.
    pub steering: u8,
    pub traces: Vec<Trace>,
    pub business: BusinessInfo,
    pub attachments: Vec<Attachment>,
    /// Whether the message brought a signature, which is not checked. Never written.
    pub signed: bool,
}

/// A status message about a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusMessage {
    pub from: Organ,
    pub response_for: ResponseFor,
    pub staff: Staff,
    pub status: Status,
    /// For a refusal its reason.
    pub description: String,
    /// On Vietnam's clock.
    pub at: DateTime,
}

/// An organ that sends or receives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Organ {
    /// As written: partners use both forms of codes.
    pub id: String,
    pub in_charge: String,
    pub name: String,
    pub address: String,
    pub email: String,
    pub telephone: String,
    pub fax: String,
    pub website: String,
}

impl Organ {
    /// The code in the form of today.
    pub fn code(&self) -> Result<OrganCode, OrganCodeError> {
        OrganCode::parse(&self.id)
    }
}

/// Who signed the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signer {
    /// "TM. ỦY BAN NHÂN DÂN".
    pub competence: String,
    pub position: String,
    pub full_name: String,
}

/// What else the sender says of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Other {
    /// Meaning of numbers above 0 not verified.
    pub priority: u8,
    pub sphere: String,
    pub typist: String,
    pub copies: Option<u32>,
    pub pages: Option<u32>,
    pub direction: bool,
    pub appendices: Vec<String>,
}

/// A document that is answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResponseFor {
    pub organ_id: String,
    /// "123/BC-SNV".
    pub code: String,
    pub issued: Option<Date>,
    pub document_id: String,
}

/// A station of the message's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    pub organ_id: String,
    /// On Vietnam's clock.
    pub at: DateTime,
}

/// What the message does to the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusinessInfo {
    /// The document that is updated or recalled, where the sender repeats it here.
    pub document_id: String,
    pub business: Business,
    pub reason: String,
    pub paper: u8,
    /// Only in an update: whether content and receivers change.
    pub changes: Option<(u8, u8)>,
    pub receivers: Vec<Receiver>,
    pub replaced: Vec<Replaced>,
    pub staff: Staff,
}

/// A receiver that an update names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receiver {
    pub organ_id: String,
    /// 0 or 1; which of them removes is not verified.
    pub kind: u8,
}

/// A document that this one replaces, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    pub document_id: String,
    pub organ_ids: Vec<String>,
}

/// The clerk to ask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Staff {
    pub department: String,
    pub name: String,
    pub email: String,
    pub mobile: String,
}

/// A file of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    pub description: String,
    pub bytes: Vec<u8>,
}

/// `H41,2026/12/05,123/BC-SNV`: sender, date and number together.
pub fn document_id(organ: &OrganCode, issued: Date, number: &str, notation: &str) -> String {
    format!("{organ},{},{number}/{notation}", issued.strftime("%Y/%m/%d"))
}
