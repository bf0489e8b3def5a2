//! A message from bytes: a document with its files, or a status.

use std::{collections::BTreeMap, str::FromStr};

use domain::dispatch::{Business, Status};
use jiff::civil::{Date, DateTime};

use super::{
    ATTACHMENTS_MAX, Attachment, BusinessInfo, DocumentType, EdxmlError, FILE_SIZE_BYTES_MAX,
    Message, Organ, Other, Package, Receiver, Replaced, ResponseFor, Signer, Staff, StatusMessage,
    Trace, attachment,
    element::{self, Element},
    plausible,
};

/// Reads a message of either kind.
pub fn read(bytes: &[u8]) -> Result<Message, EdxmlError> {
    if bytes.len() > FILE_SIZE_BYTES_MAX {
        return Err(EdxmlError::TooLarge);
    }
    let root = element::parse(bytes)?;
    if root.name != "edXML" {
        return Err(EdxmlError::NotEdxml(root.name.chars().take(40).collect()));
    }
    let envelope = root.need("edXMLEnvelope")?;
    let header = envelope.need("edXMLHeader")?;
    let message = header.need("MessageHeader")?;
    if let Some(status) = message.one("StatusCode")? {
        let status = status_message(message, status)?;
        plausible::status(&status)?;
        return Ok(Message::Status(Box::new(status)));
    }
    let mut package = document(message, header)?;
    plausible::document(&package)?;
    package.attachments = attachments(&root, envelope)?;
    Ok(Message::Document(Box::new(package)))
}

fn status_message(message: &Element, code: &Element) -> Result<StatusMessage, EdxmlError> {
    let code = code.text();
    let status = Status::from_code(&code)
        .ok_or_else(|| EdxmlError::BadValue { element: "StatusCode", value: short(&code) })?;
    Ok(StatusMessage {
        from: organ(message.need("From")?)?,
        response_for: response(message.need("ResponseFor")?)?,
        staff: message.one("StaffInfo")?.map(staff).transpose()?.unwrap_or_default(),
        status,
        description: message.text_of("Description")?,
        at: clock(message, "Timestamp")?.ok_or(EdxmlError::Missing("Timestamp"))?,
    })
}

fn document(message: &Element, header: &Element) -> Result<Package, EdxmlError> {
    let code = message.need("Code")?;
    let promulgation = message.need("PromulgationInfo")?;
    let traces = header.one("TraceHeaderList")?;
    let business = traces.map(|list| list.one("Bussiness")).transpose()?.flatten();
    Ok(Package {
        from: organ(message.need("From")?)?,
        to: message.all("To").map(organ).collect::<Result<_, _>>()?,
        document_id: message.need("DocumentId")?.text(),
        number: code.text_of("CodeNumber")?,
        notation: code.text_of("CodeNotation")?,
        place: promulgation.text_of("Place")?,
        issued: date(promulgation, "PromulgationDate")?
            .ok_or(EdxmlError::Missing("PromulgationDate"))?,
        document_type: message
            .one("DocumentType")?
            .map(document_type)
            .transpose()?
            .unwrap_or_default(),
        subject: message.need("Subject")?.text(),
        content: message.text_of("Content")?,
        signer: message.one("SignerInfo")?.map(signer).transpose()?.unwrap_or_default(),
        due: date(message, "DueDate")?,
        to_places: message.one("ToPlaces")?.map(|list| texts(list, "Place")).unwrap_or_default(),
        other: message.one("OtherInfo")?.map(other).transpose()?.unwrap_or_default(),
        responses: responses(message)?,
        steering: number(message, "SteeringType")?.unwrap_or_default(),
        traces: traces.map(stations).transpose()?.unwrap_or_default(),
        business: business.map(business_info).transpose()?.unwrap_or_else(new_document),
        attachments: Vec::new(),
        signed: header.one("Signature")?.is_some(),
    })
}

fn organ(element: &Element) -> Result<Organ, EdxmlError> {
    Ok(Organ {
        id: element.need("OrganId")?.text(),
        in_charge: element.text_of("OrganizationInCharge")?,
        name: element.text_of("OrganName")?,
        address: element.text_of("OrganAdd")?,
        email: element.text_of("Email")?,
        telephone: element.text_of("Telephone")?,
        fax: element.text_of("Fax")?,
        website: element.text_of("Website")?,
    })
}

fn document_type(element: &Element) -> Result<DocumentType, EdxmlError> {
    Ok(DocumentType {
        group: element.text_of("Type")?,
        detail: element.text_of("TypeDetail")?,
        name: element.text_of("TypeName")?,
    })
}

fn signer(element: &Element) -> Result<Signer, EdxmlError> {
    Ok(Signer {
        competence: element.text_of("Competence")?,
        position: element.text_of("Position")?,
        full_name: element.text_of("FullName")?,
    })
}

fn other(element: &Element) -> Result<Other, EdxmlError> {
    let appendices = element.one("Appendixes")?;
    Ok(Other {
        priority: number(element, "Priority")?.unwrap_or_default(),
        sphere: element.text_of("SphereOfPromulgation")?,
        typist: element.text_of("TyperNotation")?,
        copies: number(element, "PromulgationAmount")?,
        pages: number(element, "PageAmount")?,
        direction: matches!(element.text_of("Direction")?.as_str(), "true" | "1"),
        appendices: appendices.map(|list| texts(list, "Appendix")).unwrap_or_default(),
    })
}

/// Documents that are answered; some senders leave the element there without content.
fn responses(message: &Element) -> Result<Vec<ResponseFor>, EdxmlError> {
    let read = message.all("ResponseFor").map(response).collect::<Result<Vec<_>, _>>()?;
    Ok(read.into_iter().filter(|found| *found != ResponseFor::default()).collect())
}

fn response(element: &Element) -> Result<ResponseFor, EdxmlError> {
    Ok(ResponseFor {
        organ_id: element.text_of("OrganId")?,
        code: element.text_of("Code")?,
        issued: date(element, "PromulgationDate")?,
        document_id: element.text_of("DocumentId")?,
    })
}

fn stations(list: &Element) -> Result<Vec<Trace>, EdxmlError> {
    let station = |element: &Element| {
        let at = clock(element, "Timestamp")?.ok_or(EdxmlError::Missing("Timestamp"))?;
        Ok(Trace { organ_id: element.text_of("OrganId")?, at })
    };
    list.all("TraceHeader").map(station).collect()
}

/// What a message without such a part does.
fn new_document() -> BusinessInfo {
    BusinessInfo {
        document_id: String::new(),
        business: Business::New,
        reason: String::new(),
        paper: 0,
        changes: None,
        receivers: Vec::new(),
        replaced: Vec::new(),
        staff: Staff::default(),
    }
}

fn business_info(element: &Element) -> Result<BusinessInfo, EdxmlError> {
    let code: Option<u8> = number(element, "BussinessDocType")?;
    let code = code.ok_or(EdxmlError::Missing("BussinessDocType"))?;
    let business = Business::from_code(code).ok_or_else(|| EdxmlError::BadValue {
        element: "BussinessDocType",
        value: code.to_string(),
    })?;
    let update = element.one("BussinessDocumentInfo")?;
    let receivers = update.map(|update| update.one("ReceiverList")).transpose()?.flatten();
    let replaced = element.one("ReplacementInfoList")?;
    let changes = update.map(|update| {
        let content = number(update, "DocumentInfo")?.unwrap_or_default();
        Ok((content, number(update, "DocumentReceiver")?.unwrap_or_default()))
    });
    Ok(BusinessInfo {
        document_id: element.text_of("DocumentId")?,
        business,
        reason: element.text_of("BussinessDocReason")?,
        paper: number(element, "Paper")?.unwrap_or_default(),
        changes: changes.transpose()?,
        receivers: receivers.map(receiver_list).transpose()?.unwrap_or_default(),
        replaced: replaced.map(replaced_list).transpose()?.unwrap_or_default(),
        staff: element.one("StaffInfo")?.map(staff).transpose()?.unwrap_or_default(),
    })
}

fn receiver_list(list: &Element) -> Result<Vec<Receiver>, EdxmlError> {
    let receiver = |element: &Element| {
        let kind = number(element, "ReceiverType")?.unwrap_or_default();
        Ok(Receiver { organ_id: element.need("OrganId")?.text(), kind })
    };
    list.all("Receiver").map(receiver).collect()
}

fn replaced_list(list: &Element) -> Result<Vec<Replaced>, EdxmlError> {
    let replaced = |element: &Element| {
        let organs = element.one("OrganIdList")?;
        Ok(Replaced {
            document_id: element.need("DocumentId")?.text(),
            organ_ids: organs.map(|list| texts(list, "OrganId")).unwrap_or_default(),
        })
    };
    list.all("ReplacementInfo").map(replaced).collect()
}

fn staff(element: &Element) -> Result<Staff, EdxmlError> {
    Ok(Staff {
        department: element.text_of("Department")?,
        name: element.text_of("Staff")?,
        email: element.text_of("Email")?,
        mobile: element.text_of("Mobile")?,
    })
}

/// Files in the order of the manifest: each is named there once and stands once below.
fn attachments(root: &Element, envelope: &Element) -> Result<Vec<Attachment>, EdxmlError> {
    let body = envelope.one("edXMLBody")?;
    let manifest = body.map(|body| body.one("edXMLManifest")).transpose()?.flatten();
    let references: Vec<&Element> =
        manifest.map(|list| list.all("Reference").collect()).unwrap_or_default();
    let encoded = root.one("AttachmentEncoded")?;
    let files: Vec<&Element> =
        encoded.map(|list| list.all("Attachment").collect()).unwrap_or_default();
    if references.len().max(files.len()) > ATTACHMENTS_MAX {
        return Err(EdxmlError::TooManyAttachments);
    }
    let mut by_id = BTreeMap::new();
    for file in files {
        let id = file.need("ContentId")?.text();
        if by_id.insert(id.clone(), file).is_some() {
            return Err(EdxmlError::Mismatch(short(&id)));
        }
    }
    let (mut read, mut left) = (Vec::new(), attachment::SIZE_BYTES_MAX);
    for reference in references {
        let id = reference.need("ContentId")?.text();
        let file = by_id.remove(&id).ok_or_else(|| EdxmlError::Mismatch(short(&id)))?;
        read.push(one_attachment(reference, file, &mut left)?);
    }
    match by_id.into_keys().next() {
        Some(id) => Err(EdxmlError::Mismatch(short(&id))),
        None => Ok(read),
    }
}

fn one_attachment(
    reference: &Element,
    file: &Element,
    left: &mut u64,
) -> Result<Attachment, EdxmlError> {
    let name = reference.need("AttachmentName")?.text();
    attachment::check_name(&name)?;
    // Both places name the file; two names for one file is how a receiver is misled.
    let repeated = file.text_of("AttachmentName")?;
    if !repeated.is_empty() && repeated != name {
        return Err(EdxmlError::Mismatch(short(&repeated)));
    }
    let content = file.need("ContentTransferEncoded")?;
    let bytes = attachment::decode(&name, content.content(), left)?;
    Ok(Attachment { description: reference.text_of("Description")?, name, bytes })
}

fn texts(list: &Element, name: &'static str) -> Vec<String> {
    list.all(name).map(Element::text).filter(|text| !text.is_empty()).collect()
}

fn number<T: FromStr>(element: &Element, name: &'static str) -> Result<Option<T>, EdxmlError> {
    parsed(element, name, |text| text.parse().ok())
}

fn date(element: &Element, name: &'static str) -> Result<Option<Date>, EdxmlError> {
    parsed(element, name, |text| Date::strptime("%Y/%m/%d", text).ok())
}

fn clock(element: &Element, name: &'static str) -> Result<Option<DateTime>, EdxmlError> {
    parsed(element, name, |text| DateTime::strptime("%Y/%m/%d %H:%M:%S", text).ok())
}

/// A value where the element has one; an empty element says nothing.
fn parsed<T>(
    element: &Element,
    name: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, EdxmlError> {
    let text = element.text_of(name)?;
    if text.is_empty() {
        return Ok(None);
    }
    let refused = || EdxmlError::BadValue { element: name, value: short(&text) };
    parse(&text).map(Some).ok_or_else(refused)
}

/// The beginning of a foreign text, for a sentence.
pub(super) fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}
