//! Confirms the reading of an issued plan: the text is kept, with who confirmed it and when.

use domain::{
    access::Role,
    deed::Deed,
    plan::read::{self, Emendation, Emended, Event, Field, LineUse, Listed, ReadRegime, Reading},
};
use store::{audit::Subject, db::Store, issued_plan::NewIssuedPlan};

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
    /// Regimes and events with their keys, also those that the officer removed.
    pub regimes: Vec<Listed<ReadRegime>>,
    pub events: Vec<Listed<Event>>,
    /// Corrections whose item is not in the text any more.
    pub without_place: Vec<Emendation>,
}

/// Reads a text with what the officer set right.
///
/// # Errors
/// When the text is too long, or a typed date, time, document or place of a cut is none.
pub fn read(text: &str, corrections: &[Emendation]) -> Result<Corrected, Error> {
    let (corrected, unreadable) = read_as_far_as(text, corrections)?;
    match unreadable.first() {
        Some(correction) => Err(refusal(correction)),
        None => Ok(corrected),
    }
}

/// Reads a text with what the officer set right, and gives what could not be read of that.
///
/// # Errors
/// When the text is too long.
pub fn read_as_far_as(
    text: &str,
    corrections: &[Emendation],
) -> Result<(Corrected, Vec<Emendation>), Error> {
    check_length(text)?;
    let plain = read::read(text);
    let Emended { reading, regimes, events, without_place, unreadable } =
        read::read_emended(text, corrections);
    Ok((Corrected { plain, reading, regimes, events, without_place }, unreadable))
}

/// What is said of words that are no day, no time, no document, or no place at which an item is cut.
pub fn refusal(correction: &Emendation) -> Error {
    let Emendation { anchor, field, value } = correction;
    let typed = value.trim();
    match field {
        Field::Date => Error::refused(
            "PLN-012",
            format!("“{typed}” không phải ngày ban hành đọc được."),
            "Ghi ngày theo dạng 05/12/2024 rồi làm lại; chưa có gì được ghi.",
        ),
        Field::Split => Error::refused(
            "PLN-018",
            format!(
                "{anchor}: không cắt được ở “{typed}”; mục không có chữ ấy ở giữa, hoặc có ở nhiều chỗ."
            ),
            "Chép đúng vài chữ đầu của mục sau, dài đến khi chỉ có một chỗ như vậy; hàng của bảng thì sửa ở \
             chính văn bản. Chưa có gì được ghi.",
        ),
        Field::Citations => Error::refused(
            "PLN-016",
            format!("{anchor}: “{typed}” có chỗ không phải văn bản đọc được."),
            "Ghi như “Kế hoạch số 379/KH-UBND ngày 13/7/2021 của UBND tỉnh” hoặc “Luật Bình đẳng giới”, \
             ngăn bằng dấu chấm phẩy; chưa có gì được ghi.",
        ),
        _ => Error::refused(
            "PLN-015",
            format!("{anchor}: “{typed}” không phải thời gian, kỳ hạn đọc được."),
            "Ghi như 15/12/2024, 15/6, tháng 11/2024, Quý II/2024; kỳ hạn báo cáo như “6 tháng trước 15/6; \
             hằng năm trước 15/12”. Chưa có gì được ghi.",
        ),
    }
}

/// What an officer confirms.
#[derive(Debug, Clone)]
pub struct Confirmed {
    pub text: String,
    pub corrections: Vec<Emendation>,
    /// That it has no number or no day yet was seen and agreed to.
    pub is_unnumbered: bool,
}

/// Keeps a confirmed plan: its text, what was set right, its title and number for the list. The text
/// that was confirmed last for a year is the year's plan.
///
/// # Errors
/// When the officer may not, when the text is too long, has no title, no item, or neither number nor
/// day nor a word that this is so, or when the same was confirmed before.
pub async fn confirm(store: &Store, acting: &Acting, confirmed: Confirmed) -> Result<i64, Error> {
    may_read(acting)?;
    let Confirmed { text, corrections, is_unnumbered } = confirmed;
    // The longest texts take seconds: they are read beside the threads that answer others.
    let read = tokio::task::spawn_blocking(move || {
        let corrected = read(&text, &corrections);
        (text, corrections, corrected)
    });
    let (text, mut corrections, corrected) = read.await?;
    let Corrected { reading, without_place, .. } = corrected?;
    corrections.retain(|correction| !without_place.contains(correction));
    let title = domain::fold::clean(&reading.title);
    check(&reading, &title, is_unnumbered)?;
    let number = reading.number.unwrap_or_default();
    let year = domain::plan::cited::year_of(&title, reading.date);
    let plan = NewIssuedPlan {
        unit: acting.officer.unit,
        title: &title,
        number: &number,
        date: reading.date,
        year,
        text: &text,
        corrections: &corrections,
    };
    let mut tx = store.begin().await?;
    refuse_again(&mut tx, &text, &corrections).await?;
    let id = store::issued_plan::save(&mut tx, plan, acting.by()).await?;
    tx.finish(acting.audit(Deed::PlanConfirm, Subject::IssuedPlan(id))).await?;
    Ok(id)
}

/// Refuses a reading that is no plan, and one without number or day that nobody agreed to.
fn check(reading: &Reading, title: &str, is_unnumbered: bool) -> Result<(), Error> {
    if !reading.lines.iter().any(|line| matches!(line.usage, LineUse::Item(_))) {
        return Err(Error::refused(
            "PLN-010",
            "Không thấy phần, mục hay khoản nào trong văn bản.",
            "Kiểm tra lại văn bản có phải kế hoạch không, sửa rồi đọc lại; chưa có gì được ghi.",
        ));
    }
    if title.is_empty() {
        return Err(Error::refused(
            "PLN-011",
            "Kế hoạch chưa có tên.",
            "Ghi tên kế hoạch rồi xác nhận lại; chưa có gì được ghi.",
        ));
    }
    let has_number = reading.number.as_ref().is_some_and(|number| !number.is_empty());
    let missing = match (has_number, reading.date.is_some()) {
        (true, true) => return Ok(()),
        _ if is_unnumbered => return Ok(()),
        (false, false) => "số và ngày ban hành",
        (false, true) => "số",
        (true, false) => "ngày ban hành",
    };
    Err(Error::refused(
        "PLN-013",
        format!("Kế hoạch chưa có {missing}; văn bản lập từ đây sẽ viện dẫn thiếu phần đó."),
        "Ghi ở Thông tin chung; nếu văn bản thật chưa có thì đánh dấu “Vẫn xác nhận” ở cuối trang rồi xác \
         nhận lại. Chưa có gì được ghi.",
    ))
}

/// Refuses a text that was confirmed with the same corrections; with others it is a new version.
async fn refuse_again(
    tx: &mut store::db::Tx,
    text: &str,
    corrections: &[Emendation],
) -> Result<(), Error> {
    let Some(row) = store::issued_plan::of_text(tx, text).await? else { return Ok(()) };
    let known = store::issued_plan::corrections(tx, row.id).await?;
    let is_same = known.len() == corrections.len()
        && corrections.iter().all(|correction| known.contains(correction));
    if !is_same {
        return Ok(());
    }
    Err(Error::refused(
        "PLN-014",
        format!("Văn bản này đã được {} xác nhận, không có chỗ sửa nào khác.", row.officer),
        "Mở trang Kế hoạch đã xác nhận để xem; muốn sửa thì sửa ở đây rồi xác nhận, bản sau thay bản trước.",
    ))
}
