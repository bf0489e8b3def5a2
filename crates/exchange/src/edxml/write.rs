//! A message as bytes. Equal messages give equal bytes.
//!
//! Everything in the envelope bears the prefix, which readers of partners insist on; what stands
//! outside it bears none, but for the content itself, as the gateway's own library writes it.

use std::fmt::Write;

use jiff::civil::{Date, DateTime};
use quick_xml::escape::escape;

use super::{
    ATTACHMENTS_MAX, BusinessInfo, EdxmlError, NAMESPACE, Organ, Other, Package, ResponseFor,
    Staff, StatusMessage, attachment,
};

/// Writes a document with its files; refuses what the receiver would refuse.
pub fn write_document(package: &Package) -> Result<Vec<u8>, EdxmlError> {
    if package.attachments.len() > ATTACHMENTS_MAX {
        return Err(EdxmlError::TooManyAttachments);
    }
    let mut out = Out::begin();
    message_header(&mut out, package);
    out.inside("TraceHeaderList", |out| {
        for trace in &package.traces {
            out.inside("TraceHeader", |out| {
                out.text("OrganId", &trace.organ_id);
                out.text("Timestamp", &clock(trace.at));
            });
        }
        business(out, &package.business);
    });
    out.close("edXMLHeader");
    out.open("edXMLBody");
    out.line("<edXML:edXMLManifest version=\"1.0\">");
    out.depth += 1;
    for (file, id) in package.attachments.iter().zip(1..) {
        attachment::check_name(&file.name)?;
        out.inside("Reference", |out| {
            out.text("ContentId", &format!("cid:{id}"));
            out.text("ContentType", attachment::CONTENT_TYPE);
            out.text("Description", &file.description);
            out.text("AttachmentName", &file.name);
        });
    }
    out.close("edXMLManifest");
    out.close("edXMLBody");
    out.close("edXMLEnvelope");
    out.prefix = "";
    out.open("AttachmentEncoded");
    for (file, id) in package.attachments.iter().zip(1..) {
        let content = attachment::encode(&file.name, &file.bytes)?;
        out.inside("Attachment", |out| {
            out.text("ContentId", &format!("cid:{id}"));
            out.text("AttachmentName", &file.name);
            out.text("Description", &file.description);
            out.text("ContentType", attachment::CONTENT_TYPE);
            out.line(&format!(
                "<edXML:ContentTransferEncoded xmlns:edXML=\"{NAMESPACE}\">{content}\
                 </edXML:ContentTransferEncoded>"
            ));
        });
    }
    out.close("AttachmentEncoded");
    out.close("edXML");
    Ok(out.bytes.into_bytes())
}

/// Writes a status message.
pub fn write_status(message: &StatusMessage) -> Vec<u8> {
    let mut out = Out::begin();
    out.inside("MessageHeader", |out| {
        organ(out, "From", &message.from);
        response(out, &message.response_for);
        staff(out, &message.staff);
        out.text("StatusCode", message.status.code());
        out.text("Description", &message.description);
        out.text("Timestamp", &clock(message.at));
    });
    out.close("edXMLHeader");
    out.close("edXMLEnvelope");
    out.prefix = "";
    out.close("edXML");
    out.bytes.into_bytes()
}

fn message_header(out: &mut Out, package: &Package) {
    out.inside("MessageHeader", |out| {
        organ(out, "From", &package.from);
        for to in &package.to {
            organ(out, "To", to);
        }
        out.text("DocumentId", &package.document_id);
        out.inside("Code", |out| {
            out.text("CodeNumber", &package.number);
            out.text("CodeNotation", &package.notation);
        });
        out.inside("PromulgationInfo", |out| {
            out.text("Place", &package.place);
            out.text("PromulgationDate", &date(package.issued));
        });
        out.inside("DocumentType", |out| {
            out.text("Type", &package.document_type.group);
            out.text("TypeDetail", &package.document_type.detail);
            out.text("TypeName", &package.document_type.name);
        });
        out.text("Subject", &package.subject);
        out.text("Content", &package.content);
        out.inside("SignerInfo", |out| {
            out.text("Competence", &package.signer.competence);
            out.text("Position", &package.signer.position);
            out.text("FullName", &package.signer.full_name);
        });
        out.given("DueDate", &package.due.map(date).unwrap_or_default());
        out.list("ToPlaces", "Place", &package.to_places);
        other(out, &package.other);
        for answered in &package.responses {
            response(out, answered);
        }
        out.text("SteeringType", &package.steering.to_string());
    });
}

fn organ(out: &mut Out, name: &str, organ: &Organ) {
    out.inside(name, |out| {
        out.text("OrganId", &organ.id);
        out.text("OrganizationInCharge", &organ.in_charge);
        out.text("OrganName", &organ.name);
        out.text("OrganAdd", &organ.address);
        out.text("Email", &organ.email);
        out.text("Telephone", &organ.telephone);
        out.text("Fax", &organ.fax);
        out.text("Website", &organ.website);
    });
}

fn other(out: &mut Out, other: &Other) {
    out.inside("OtherInfo", |out| {
        out.text("Priority", &other.priority.to_string());
        out.text("SphereOfPromulgation", &other.sphere);
        out.text("TyperNotation", &other.typist);
        out.given("PromulgationAmount", &other.copies.map_or_else(String::new, |n| n.to_string()));
        out.given("PageAmount", &other.pages.map_or_else(String::new, |n| n.to_string()));
        out.text("Direction", if other.direction { "true" } else { "false" });
        out.list("Appendixes", "Appendix", &other.appendices);
    });
}

fn response(out: &mut Out, answered: &ResponseFor) {
    out.inside("ResponseFor", |out| {
        out.text("OrganId", &answered.organ_id);
        out.text("Code", &answered.code);
        out.text("PromulgationDate", &answered.issued.map(date).unwrap_or_default());
        out.text("DocumentId", &answered.document_id);
    });
}

fn business(out: &mut Out, info: &BusinessInfo) {
    out.inside("Bussiness", |out| {
        out.given("DocumentId", &info.document_id);
        out.text("BussinessDocType", &info.business.code().to_string());
        out.text("BussinessDocReason", &info.reason);
        out.text("Paper", &info.paper.to_string());
        if let Some((content, receivers)) = info.changes {
            out.inside("BussinessDocumentInfo", |out| {
                out.text("DocumentInfo", &content.to_string());
                out.text("DocumentReceiver", &receivers.to_string());
                out.inside("ReceiverList", |out| {
                    for receiver in &info.receivers {
                        out.inside("Receiver", |out| {
                            out.text("OrganId", &receiver.organ_id);
                            out.text("ReceiverType", &receiver.kind.to_string());
                        });
                    }
                });
            });
        }
        if !info.replaced.is_empty() {
            out.inside("ReplacementInfoList", |out| {
                for replaced in &info.replaced {
                    out.inside("ReplacementInfo", |out| {
                        out.text("DocumentId", &replaced.document_id);
                        out.list("OrganIdList", "OrganId", &replaced.organ_ids);
                    });
                }
            });
        }
        staff(out, &info.staff);
    });
}

fn staff(out: &mut Out, staff: &Staff) {
    out.inside("StaffInfo", |out| {
        out.text("Department", &staff.department);
        out.text("Staff", &staff.name);
        out.text("Email", &staff.email);
        out.text("Mobile", &staff.mobile);
    });
}

fn date(date: Date) -> String {
    date.strftime("%Y/%m/%d").to_string()
}

fn clock(at: DateTime) -> String {
    at.strftime("%Y/%m/%d %H:%M:%S").to_string()
}

/// The message so far.
struct Out {
    bytes: String,
    depth: usize,
    prefix: &'static str,
}

impl Out {
    /// A message open down to its header.
    fn begin() -> Self {
        let mut out = Self { bytes: String::new(), depth: 0, prefix: "" };
        out.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        out.line(&format!("<edXML xmlns=\"{NAMESPACE}\">"));
        out.depth = 1;
        out.line(&format!("<edXML:edXMLEnvelope xmlns:edXML=\"{NAMESPACE}\">"));
        (out.depth, out.prefix) = (2, "edXML:");
        out.open("edXMLHeader");
        out
    }

    fn line(&mut self, line: &str) {
        let _ = writeln!(self.bytes, "{:1$}{line}", "", self.depth * 2);
    }

    fn open(&mut self, name: &str) {
        self.line(&format!("<{}{name}>", self.prefix));
        self.depth += 1;
    }

    fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.line(&format!("</{}{name}>", self.prefix));
    }

    fn inside(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.open(name);
        content(self);
        self.close(name);
    }

    /// An element of text; characters that XML cannot hold fall away.
    fn text(&mut self, name: &str, text: &str) {
        let held: String = text
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
            .collect();
        self.line(&format!("<{0}{name}>{1}</{0}{name}>", self.prefix, escape(held)));
    }

    /// An element of text where there is any.
    fn given(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.text(name, text);
        }
    }

    /// A list where there is any.
    fn list(&mut self, name: &str, each: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.inside(name, |out| texts.iter().for_each(|text| out.text(each, text)));
        }
    }
}
