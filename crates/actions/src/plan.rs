//! Confirms the reading of an issued plan: the text is kept, with who confirmed it and when.

use domain::{
    access::Role,
    plan::read::{self, Correction, Field, LineUse, Reading, typed_date},
};
use store::{db::Store, issued_plan::NewIssuedPlan};

use crate::{Acting, Error};

/// Who reads and confirms plans.
pub const READERS: [Role; 2] = [Role::Desk, Role::SystemAdministrator];

/// Longest text of a plan in characters; the longest plans of provinces have about 150,000.
pub const TEXT_MAX: usize = 600_000;

/// Why another officer may not.
const WHO: &str = "Việc này của cán bộ tổng hợp hoặc quản trị hệ thống.";

/// Refuses officers who do not read plans, before a file is opened.
pub fn may_read(acting: &Acting) -> Result<(), Error> {
    acting.require(&READERS, WHO)
}

/// Refuses a text that is too long to be a plan.
pub fn check_length(text: &str) -> Result<(), Error> {
    if text.chars().nth(TEXT_MAX).is_none() {
        return Ok(());
    }
    Err(Error::refused(
        "PLN-009",
        "Văn bản dài quá 600.000 chữ cái.",
        "Bỏ các phụ lục biểu mẫu khỏi bản sao rồi đọc lại; tệp gốc không bị sửa.",
    ))
}

/// A text as read, and as the officer set it right.
#[derive(Debug, Clone)]
pub struct Corrected {
    /// Without help.
    pub plain: Reading,
    pub reading: Reading,
    /// Corrections whose item is not in the text any more.
    pub without_place: Vec<Correction>,
}

/// Reads a text with what the officer set right.
///
/// # Errors
/// When the text is too long, or a typed date is none.
pub fn read(text: &str, corrections: &[Correction]) -> Result<Corrected, Error> {
    check_length(text)?;
    let dates = corrections.iter().filter(|correction| correction.field == Field::Date);
    for typed in dates.map(|correction| correction.value.trim()) {
        if !typed.is_empty() && typed_date(typed).is_none() {
            return Err(Error::refused(
                "PLN-012",
                format!("“{typed}” không phải ngày ban hành đọc được."),
                "Ghi ngày theo dạng 05/12/2024 rồi làm lại; chưa có gì được ghi.",
            ));
        }
    }
    let plain = read::read(text);
    let (reading, without_place) = plain.clone().corrected(corrections);
    Ok(Corrected { plain, reading, without_place })
}

/// Keeps a confirmed plan: its text, what was set right, its title and number for the list.
///
/// # Errors
/// When the officer may not, or when the text is too long, has no title or no item.
pub async fn confirm(
    store: &Store,
    acting: &Acting,
    text: &str,
    corrections: &[Correction],
) -> Result<i64, Error> {
    may_read(acting)?;
    let Corrected { reading, without_place, .. } = read(text, corrections)?;
    let corrections: Vec<Correction> = corrections
        .iter()
        .filter(|correction| !without_place.contains(correction))
        .cloned()
        .collect();
    if !reading.lines.iter().any(|line| matches!(line.usage, LineUse::Item(_))) {
        return Err(Error::refused(
            "PLN-010",
            "Không thấy phần, mục hay khoản nào trong văn bản.",
            "Kiểm tra lại văn bản có phải kế hoạch không, sửa rồi đọc lại; chưa có gì được ghi.",
        ));
    }
    let title = domain::fold::clean(&reading.title);
    if title.is_empty() {
        return Err(Error::refused(
            "PLN-011",
            "Kế hoạch chưa có tên.",
            "Ghi tên kế hoạch rồi xác nhận lại; chưa có gì được ghi.",
        ));
    }
    let number = reading.number.unwrap_or_default();
    let year = domain::plan::cited::year_of(&title, reading.date);
    let plan = NewIssuedPlan {
        unit: acting.officer.unit,
        title: &title,
        number: &number,
        date: reading.date,
        year,
        text,
        corrections: &corrections,
    };
    let mut tx = store.begin().await?;
    let id = store::issued_plan::save(&mut tx, plan, acting.by()).await?;
    let subject = format!("issued-plan/{id}");
    store::audit::record(&mut tx, acting.audit("plan.confirm", &subject)).await?;
    tx.commit().await?;
    Ok(id)
}
