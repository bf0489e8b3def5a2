//! Whether what a message says can be true: codes of organs, number and id, days, lengths. What cannot is
//! refused with the element that says it; whether the sender is who it says is not known here.

use std::ops::RangeInclusive;

use domain::{dispatch::Business, organ_code::OrganCode};

use super::{EdxmlError, Organ, Package, ResponseFor, Signer, Staff, StatusMessage, read::short};

/// Years in which a document can have been issued, or be due.
const YEARS: RangeInclusive<i16> = 1945..=2099;
/// Letters of a name, an address or an id.
const LINE_MAX: usize = 1_000;
/// Letters of an abstract, a summary or a reason.
const TEXT_MAX: usize = 5_000;
/// Letters of a number: "123", "05a".
const NUMBER_MAX: usize = 12;
/// Letters of a symbol: "BC-SNV", "2024/NĐ-CP".
const NOTATION_MAX: usize = 60;

/// Judges a document.
pub(super) fn document(package: &Package) -> Result<(), EdxmlError> {
    organ(&package.from)?;
    package.to.iter().try_for_each(organ)?;
    package.business.receivers.iter().try_for_each(|receiver| code(&receiver.organ_id))?;
    let from = package.from.code();
    if !package.to.is_empty() && package.to.iter().all(|to| to.code() == from) {
        return Err(EdxmlError::ToItself);
    }
    let is_new = matches!(package.business.business, Business::New | Business::Replacement);
    if is_new && package.subject.is_empty() {
        return Err(EdxmlError::Missing("Subject"));
    }
    if is_new || !package.number.is_empty() {
        number(package)?;
    }
    days(package)?;
    lengths(package)
}

/// Judges a status.
pub(super) fn status(message: &StatusMessage) -> Result<(), EdxmlError> {
    organ(&message.from)?;
    response(&message.response_for)?;
    year("Timestamp", message.at.year())?;
    staff(&message.staff)?;
    length("Description", &message.description, TEXT_MAX)
}

fn organ(organ: &Organ) -> Result<(), EdxmlError> {
    code(&organ.id)?;
    let lines = [
        ("OrganizationInCharge", &organ.in_charge),
        ("OrganName", &organ.name),
        ("OrganAdd", &organ.address),
        ("Email", &organ.email),
        ("Telephone", &organ.telephone),
        ("Fax", &organ.fax),
        ("Website", &organ.website),
    ];
    lines.iter().try_for_each(|(name, text)| length(name, text, LINE_MAX))
}

/// Both forms of codes, 35 signs at most (QĐ 20/2020/QĐ-TTg Điều 4).
fn code(text: &str) -> Result<(), EdxmlError> {
    let refused = |_| EdxmlError::BadValue { element: "OrganId", value: short(text) };
    OrganCode::parse(text).map(|_| ()).map_err(refused)
}

/// Number and symbol, and that an id of the national form bears the same ones.
fn number(package: &Package) -> Result<(), EdxmlError> {
    let (number, notation) = (package.number.as_str(), package.notation.as_str());
    if number.is_empty() {
        return Err(EdxmlError::Missing("CodeNumber"));
    }
    if notation.is_empty() {
        return Err(EdxmlError::Missing("CodeNotation"));
    }
    let is_number = number.chars().count() <= NUMBER_MAX
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(char::is_alphanumeric);
    if !is_number {
        return Err(EdxmlError::BadValue { element: "CodeNumber", value: short(number) });
    }
    length("CodeNotation", notation, NOTATION_MAX)?;
    // Some offices write an id of their own.
    let parts: Vec<&str> = package.document_id.split(',').collect();
    let [_, _, named] = parts[..] else { return Ok(()) };
    if bare(named) == bare(&format!("{number}/{notation}")) {
        Ok(())
    } else {
        Err(EdxmlError::OtherId(short(&package.document_id)))
    }
}

/// A number and symbol without spaces, leading zeros and the manner of capitals.
fn bare(text: &str) -> String {
    let letters: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    letters.trim_start_matches('0').to_uppercase()
}

fn days(package: &Package) -> Result<(), EdxmlError> {
    year("PromulgationDate", package.issued.year())?;
    if let Some(due) = package.due {
        year("DueDate", due.year())?;
    }
    package.responses.iter().try_for_each(response)?;
    package.traces.iter().try_for_each(|trace| year("Timestamp", trace.at.year()))
}

fn response(response: &ResponseFor) -> Result<(), EdxmlError> {
    if let Some(issued) = response.issued {
        year("PromulgationDate", issued.year())?;
    }
    length("OrganId", &response.organ_id, LINE_MAX)?;
    length("Code", &response.code, LINE_MAX)?;
    length("DocumentId", &response.document_id, LINE_MAX)
}

fn year(element: &'static str, year: i16) -> Result<(), EdxmlError> {
    if YEARS.contains(&year) {
        return Ok(());
    }
    Err(EdxmlError::BadValue { element, value: year.to_string() })
}

fn lengths(package: &Package) -> Result<(), EdxmlError> {
    let Signer { competence, position, full_name } = &package.signer;
    let lines = [
        ("DocumentId", &package.document_id),
        ("Place", &package.place),
        ("TypeName", &package.document_type.name),
        ("Competence", competence),
        ("Position", position),
        ("FullName", full_name),
        ("SphereOfPromulgation", &package.other.sphere),
        ("TyperNotation", &package.other.typist),
    ];
    lines.iter().try_for_each(|(name, text)| length(name, text, LINE_MAX))?;
    let places = package.to_places.iter().map(|place| ("Place", place));
    let appendices = package.other.appendices.iter().map(|appendix| ("Appendix", appendix));
    places.chain(appendices).try_for_each(|(name, text)| length(name, text, LINE_MAX))?;
    staff(&package.business.staff)?;
    length("Subject", &package.subject, TEXT_MAX)?;
    length("Content", &package.content, TEXT_MAX)?;
    length("BussinessDocReason", &package.business.reason, TEXT_MAX)
}

fn staff(staff: &Staff) -> Result<(), EdxmlError> {
    let Staff { department, name, email, mobile } = staff;
    let lines = [("Department", department), ("Staff", name), ("Email", email), ("Mobile", mobile)];
    lines.iter().try_for_each(|(name, text)| length(name, text, LINE_MAX))
}

fn length(element: &str, text: &str, most: usize) -> Result<(), EdxmlError> {
    if text.chars().count() > most {
        return Err(EdxmlError::TooLong(element.to_owned()));
    }
    Ok(())
}
