//! Đầu mối: a person to speak to at a unit, with or without an account.

use crate::fold::clean;

/// Longest name or position, in characters.
const WORDS_MAX: usize = 100;
/// Digits that a telephone number has.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=15;

/// A person to speak to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    pub name: String,
    pub position: String,
    pub phone: String,
    pub email: String,
}

/// Why a contact is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContactError {
    #[error("Thiếu họ tên của đầu mối, hoặc chữ quá dài.")]
    Words,
    #[error("Chưa đọc được số điện thoại.")]
    Phone,
    #[error("Chưa đọc được địa chỉ thư.")]
    Email,
}

impl ContactError {
    /// Stable code for people and logs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Words => "DBA-001",
            Self::Phone => "DBA-002",
            Self::Email => "DBA-003",
        }
    }

    /// What to do next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::Words => "Ghi họ tên, chức vụ, mỗi ô không quá 100 chữ, rồi lưu lại.",
            Self::Phone => {
                "Chỉ ghi chữ số, dấu cách, dấu chấm; số máy lẻ ghi sau dấu /, hoặc để trống."
            }
            Self::Email => "Ghi như ten@coquan.gov.vn, hoặc để trống.",
        }
    }
}

impl Contact {
    /// Reads what was typed; telephone and mail may be empty.
    ///
    /// # Errors
    /// When the name is missing, or telephone or mail cannot be ones.
    pub fn read(typed: &Self) -> Result<Self, ContactError> {
        let contact = Self {
            name: clean(&typed.name),
            position: clean(&typed.position),
            phone: clean(&typed.phone),
            email: clean(&typed.email),
        };
        let long = |words: &str| words.chars().count() > WORDS_MAX;
        if contact.name.is_empty() || long(&contact.name) || long(&contact.position) {
            return Err(ContactError::Words);
        }
        if !contact.phone.is_empty() && !is_phone(&contact.phone) {
            return Err(ContactError::Phone);
        }
        if !contact.email.is_empty() && !is_mail(&contact.email) {
            return Err(ContactError::Email);
        }
        Ok(contact)
    }
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let marks =
        |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '+' | '(' | ')' | '/');
    DIGITS.contains(&digits) && text.chars().all(marks)
}

fn is_mail(text: &str) -> bool {
    let Some((name, place)) = text.split_once('@') else { return false };
    let plain = !text.contains(char::is_whitespace) && text.chars().count() <= WORDS_MAX;
    plain && !name.is_empty() && place.contains('.') && !place.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(name: &str, phone: &str, email: &str) -> Result<Contact, ContactError> {
        let (name, phone, email) = (name.into(), phone.into(), email.into());
        Contact::read(&Contact { name, phone, email, position: "  Chuyên viên ".into() })
    }

    #[test]
    fn a_contact_needs_a_name_and_may_lack_the_rest() {
        let contact = typed(" Cán bộ đầu mối ", "", "").unwrap();
        assert_eq!(
            (contact.name.as_str(), contact.position.as_str()),
            ("Cán bộ đầu mối", "Chuyên viên")
        );
        assert_eq!(typed("  ", "0238 000 0001", ""), Err(ContactError::Words));
    }

    #[test]
    fn telephone_and_mail_are_what_they_look_like() {
        for phone in ["0238 000 0001", "0238.000.0001/12", "+84 (238) 000-0001", "115"] {
            assert!(typed("A", phone, "").is_ok(), "{phone}");
        }
        for phone in ["gọi sau", "12", "0238 000 0001 máy lẻ", "1234567890123456"] {
            assert_eq!(typed("A", phone, ""), Err(ContactError::Phone), "{phone}");
        }
        assert!(typed("A", "", "dau-moi@minh-hoa.example").is_ok());
        for mail in ["a", "a@b", "@b.vn", "a b@c.vn", "a@b@c.vn"] {
            assert_eq!(typed("A", "", mail), Err(ContactError::Email), "{mail}");
        }
    }
}
