//! Whether the sender of a document that came can be who it says: nobody proves it here, but what the
//! table of codes and the message itself contradict is told.

use domain::{fold::fold, organ_code::OrganCode};
use store::{db::Reads, dispatch::DispatchRow, organ_code::CodeRow};

use crate::{Acting, Error};

/// Words of every name of a kind of body: they tell no two apart.
const COMMON: [&str; 14] = [
    "uy", "ban", "nhan", "dan", "ubnd", "tinh", "huyen", "thi", "xa", "thanh", "pho", "phuong",
    "tran", "so",
];

/// What is odd about the sender, in sentences; nothing where all fits.
///
/// # Errors
/// When the store fails.
pub async fn doubts(
    db: &mut impl Reads,
    acting: &Acting,
    row: &DispatchRow,
) -> Result<Vec<String>, Error> {
    let codes = store::organ_code::list(db, acting.today()).await?;
    let (code, name) = (row.partner_code.as_str(), row.partner_name.as_str());
    let mut doubts = Vec::new();
    match codes.iter().find(|known| known.code.as_str() == code) {
        None => doubts
            .push(format!("Mã {code} của bên gửi không có trong bảng mã định danh của hệ thống.")),
        Some(known) if !is_like(&known.name, name) => doubts
            .push(format!("Mã {code} là của {}, nhưng gói tin ghi bên gửi là {name}.", known.name)),
        Some(_) => {}
    }
    doubts.extend(other_organ(&row.edxml_id, code, &codes));
    Ok(doubts)
}

/// Whether every word that tells a unit apart stands in the name of a message.
fn is_like(unit: &str, name: &str) -> bool {
    let (unit, name) = (fold(unit), fold(name));
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut own = unit.split_whitespace().filter(|word| word.chars().all(char::is_alphanumeric));
    own.all(|word| COMMON.contains(&word) || words.contains(&word))
}

/// An id of the national form begins with the code of who issued the document: the sender, or one above
/// or below it.
fn other_organ(id: &str, sender: &str, codes: &[CodeRow]) -> Option<String> {
    let (organ, _) = id.split_once(',')?;
    let organ = OrganCode::parse(organ).ok()?.to_string();
    let is_within = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if is_within(&organ, sender) || is_within(sender, &organ) {
        return None;
    }
    let known = codes.iter().find(|row| row.code.as_str() == organ);
    let named = known.map_or(organ.clone(), |row| format!("{organ} ({})", row.name));
    Some(format!("Mã văn bản “{id}” là của {named}, không phải của bên gửi {sender}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_messages_are_short_or_whole() {
        for (unit, name) in [
            ("Sở Nội vụ", "SỞ NỘI VỤ"),
            ("Sở Nội vụ", "Sở Nội vụ tỉnh Nghệ An"),
            ("Ủy ban nhân dân huyện Quỳnh Lưu", "UBND HUYỆN QUỲNH LƯU"),
            ("Huyện Quỳnh Lưu", "Ủy ban nhân dân huyện Quỳnh Lưu"),
        ] {
            assert!(is_like(unit, name), "{unit}, {name}");
        }
        assert!(!is_like("Huyện Quỳnh Lưu", "Sở Lao động - Thương binh và Xã hội"));
        assert!(!is_like("Sở Nội vụ", "Sở Y tế"));
    }

    #[test]
    fn an_id_of_another_organ_is_told() {
        for id in ["H41.31,2024,05/BC", "H41,2024,05/BC", "H41.31.02,2024,05/BC", "05/BC", "x,y,z"]
        {
            assert_eq!(other_organ(id, "H41.31", &[]), None, "{id}");
        }
        for id in ["H41.30,2024,05/BC", "G09,2024,05/BC", "H41.310,2024,05/BC"] {
            assert!(other_organ(id, "H41.31", &[]).is_some(), "{id}");
        }
    }
}
