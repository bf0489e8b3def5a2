//! What the rules of form say of a draft as it would be printed, and which faults somebody lets pass.

use documents::{Manuscript, decree::Weight, lint::Finding};

use crate::{Error, template};

/// Faults that a refusal names.
const NAMED: usize = 4;

/// What is said of the form of a draft: its faults and its advice, faults first. It is printed and read beside
/// the runtime: that takes a while.
///
/// # Errors
/// When a writer refuses the content.
pub async fn told(manuscript: &Manuscript) -> Result<Vec<Finding>, Error> {
    let sheet = manuscript.clone();
    tokio::task::spawn_blocking(move || template::printed_advice(&sheet)).await?
}

/// The rules that a draft breaks, as a form sends them back: "E18 II-organ"; empty where it breaks none.
pub fn broken(told: &[Finding]) -> String {
    let mut rules: Vec<&str> = faults(told).map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules.join(" ")
}

/// What must be mended or looked at before the draft leaves.
pub fn faults(told: &[Finding]) -> impl Iterator<Item = &Finding> {
    told.iter().filter(|finding| finding.weight == Weight::Fault)
}

/// Refuses a draft whose faults nobody has looked at; gives the rules that are let pass.
///
/// # Errors
/// With the first faults.
pub(super) async fn check(manuscript: &Manuscript, confirmed: &str) -> Result<String, Error> {
    let told = told(manuscript).await?;
    let broken = broken(&told);
    if broken.is_empty() || broken == confirmed.trim() {
        return Ok(broken);
    }
    let named = faults(&told).take(NAMED);
    let named: Vec<String> = named.map(|f| format!("{}: {}", f.place, f.problem)).collect();
    let more = faults(&told).count().saturating_sub(NAMED);
    let rest = if more > 0 { format!(" Còn {more} lỗi khác.") } else { String::new() };
    Err(Error::refused(
        "CMP-006",
        format!("Văn bản còn lỗi thể thức. {}{rest}", named.join(" ")),
        "Sửa theo danh sách ở trang soạn, lưu rồi trình lại; nếu vẫn ban hành như vậy thì đánh dấu xác nhận \
         bên nút trình ký. Chưa có gì được ghi.",
    ))
}

#[cfg(test)]
mod tests {
    use documents::{date::IssueDate, letterhead, manuscript::Block};

    use super::*;

    fn letter(words: &str) -> Manuscript {
        let date = IssueDate::InMonth { year: 2024, month: 12 };
        let mut letter = letterhead::department_letter("đôn đốc gửi báo cáo", date);
        letter.addressees = vec!["Ủy ban nhân dân tỉnh Nghệ An".into()];
        letter.body = vec![Block::paragraph(words)];
        letter.recipients = vec!["Như trên".into(), "Lưu: VT, BĐG".into()];
        letter.signature.position = "GIÁM ĐỐC".into();
        letter
    }

    #[tokio::test]
    async fn a_draft_with_faults_of_form_leaves_only_when_they_are_confirmed() {
        let right = letter("Đề nghị gửi báo cáo trước ngày 05/12/2024.");
        assert_eq!(check(&right, "").await.unwrap(), "");
        let wrong = letter("Đề nghị sở Nội vụ gửi báo cáo trước ngày 5/12/2024.");
        let refused = check(&wrong, "").await.unwrap_err();
        assert_eq!(refused.problem().code, "CMP-006");
        assert!(refused.problem().what.contains("sở Nội vụ"), "{}", refused.problem().what);
        // Another fault than the confirmed one is not confirmed.
        assert!(check(&wrong, "E18").await.is_err());
        assert_eq!(check(&wrong, "II-organ").await.unwrap(), "II-organ");
    }
}
