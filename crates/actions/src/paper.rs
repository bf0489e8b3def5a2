//! The unit's own official report: number, date, signer, and the signed file.

use domain::{fold::clean, submission::SubmissionId};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::{db::Store, paper::NewPaper};

use crate::{
    Acting, Error,
    submission::{finish, load, require_author},
};

/// Largest signed file, in bytes.
pub const FILE_MAX: usize = 20 * 1024 * 1024;

/// What the unit's official report bears.
#[derive(Debug, Clone, Copy, Default)]
pub struct Paper<'a> {
    /// "215/BC-UBND".
    pub number: &'a str,
    pub date: Option<Date>,
    /// Who signed, by office: "Phó Chủ tịch UBND huyện".
    pub signer: &'a str,
    /// Name and bytes of the signed PDF, where it comes with the facts.
    pub file: Option<(&'a str, &'a [u8])>,
}

/// Records the facts and keeps the file beside the version that it belongs to.
///
/// # Errors
/// When the officer may not, nothing was handed in yet, the number or date is missing or the date lies
/// ahead, or the file is no PDF or too large.
pub async fn record(
    store: &Store,
    acting: &Acting,
    id: SubmissionId,
    paper: Paper<'_>,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let row = load(&mut tx, acting, id).await?;
    require_author(&mut tx, acting, &row).await?;
    if row.submission.versions == 0 {
        return Err(Error::refused(
            "SUB-016",
            "Báo cáo chưa được ký gửi nên chưa có bản để ghi văn bản kèm theo.",
            "Ký và gửi trước, rồi ghi số văn bản.",
        ));
    }
    let (number, signer) = (clean(paper.number), clean(paper.signer));
    let Some(date) = paper.date.filter(|date| *date <= acting.today() && !number.is_empty()) else {
        return Err(Error::refused(
            "SUB-017",
            "Thiếu số văn bản, hoặc ngày văn bản chưa ghi, chưa đến.",
            "Ghi số như trên văn bản (ví dụ 215/BC-UBND) và ngày ký; chưa có gì được ghi.",
        ));
    };
    store::submission::save_document(&mut tx, id, &number, Some(date), &signer).await?;
    if let Some((name, content)) = paper.file {
        check_file(content)?;
        let sha256 = crate::hexadecimal(&Sha256::digest(content));
        let name: String = clean(name).chars().take(200).collect();
        let (number, sha256) = (row.submission.versions, sha256.as_str());
        let new = NewPaper { number, name: &name, sha256, content };
        store::paper::save(&mut tx, id, new, acting.by()).await?;
    }
    finish(tx, acting, &row, "submission.record_document", &number).await
}

fn check_file(content: &[u8]) -> Result<(), Error> {
    if content.len() > FILE_MAX {
        return Err(Error::refused(
            "SUB-018",
            "Tệp lớn hơn 20 MB.",
            "Quét lại ở độ phân giải thấp hơn (200 dpi là đủ) rồi tải lên lại.",
        ));
    }
    // Some scanners write a few bytes before the mark.
    let head = &content[..content.len().min(1024)];
    if !head.windows(5).any(|bytes| bytes == b"%PDF-") {
        return Err(Error::refused(
            "SUB-019",
            "Tệp không phải PDF.",
            "Tải lên bản PDF đã ký số, hoặc bản quét PDF của văn bản giấy.",
        ));
    }
    Ok(())
}
