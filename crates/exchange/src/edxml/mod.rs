//! Messages of the national document exchange: edXML of QCVN 102:2016/BTTTT with SĐ1:2022.
//!
//! Element names, prefixes and their order are those of the gateway's samples, slips of spelling
//! included. The samples are not official and may lag behind the gateway. No signature is made here,
//! for no key is held, and none is checked: a signature in a message is only told.

mod attachment;
mod document_type;
mod element;
mod error;
mod message;
mod plausible;
mod read;
mod write;

pub use document_type::{DocumentType, Listed, listed};
pub use error::EdxmlError;
pub use message::{
    Attachment, BusinessInfo, Message, Organ, Other, Package, Receiver, Replaced, ResponseFor,
    Signer, Staff, StatusMessage, Trace, document_id,
};
pub use read::read;
pub use write::{write_document, write_status};

/// The one namespace of a message.
const NAMESPACE: &str = "http://www.mic.gov.vn/TBT/QCVN_102_2016";

/// Largest message that is read, in bytes: what the page and the command line take alike.
pub const FILE_SIZE_BYTES_MAX: usize = 30 * 1024 * 1024;

/// Most attachments of a message.
pub const ATTACHMENTS_MAX: usize = 50;
