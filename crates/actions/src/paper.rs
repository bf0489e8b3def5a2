//! The unit's own official report: number, date, signer, and the signed file.

use domain::{
    deed::Deed,
    fold::clean,
    submission::{Right, SubmissionId, is_day_of_paper},
};
use exchange::signature::{self, Anchors, Signature};
use jiff::civil::Date;
use store::{db::Store, paper::NewPaper};

use crate::{
    Acting, Error, outgoing,
    submission::{finish, load, party},
};

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
/// ahead, or the file is no PDF that opens or too large.
pub async fn record(
    store: &Store,
    acting: &Acting,
    id: SubmissionId,
    paper: Paper<'_>,
) -> Result<(), Error> {
    let (number, signer) = (clean(paper.number), clean(paper.signer));
    let is_dated = |date: &Date| is_day_of_paper(*date, acting.today());
    let Some(date) = paper.date.filter(|date| is_dated(date) && !number.is_empty()) else {
        return Err(Error::refused(
            "SUB-017",
            "Thiếu số văn bản, hoặc ngày văn bản chưa ghi, không đọc được, chưa đến, đã quá xa.",
            "Ghi số như trên văn bản (ví dụ 215/BC-UBND) và ngày ký, như 03/12/2024; chưa có gì được ghi.",
        ));
    };
    let verdict = match paper.file {
        Some((_, content)) => looked_at(store, content).await?,
        None => String::new(),
    };
    let mut tx = store.begin().await?;
    let row = load(&mut tx, acting, id).await?;
    party(&mut tx, acting, &row).await?.require(Right::RecordDocument)?;
    if row.submission.versions == 0 {
        return Err(Error::refused(
            "SUB-016",
            "Báo cáo chưa được ký gửi nên chưa có bản để ghi văn bản kèm theo.",
            "Ký và gửi trước, rồi ghi số văn bản.",
        ));
    }
    store::submission::save_document(&mut tx, id, &number, Some(date), &signer).await?;
    if let Some((name, content)) = paper.file {
        let sha256 = crate::sha256_hex(content);
        let name: String = clean(name).chars().take(200).collect();
        let (number, sha256) = (row.submission.versions, sha256.as_str());
        let new = NewPaper { number, name: &name, sha256, verdict: &verdict, content };
        store::paper::save(&mut tx, id, new, acting.by()).await?;
    }
    finish(tx, acting, &row, Deed::SubmissionRecordDocument, &number).await
}

/// Opens a file and says what is found of its signatures; nobody else is asked, and no verdict refuses it: a
/// scan of a paper has none.
async fn looked_at(store: &Store, content: &[u8]) -> Result<String, Error> {
    check_file(content)?;
    let anchors = outgoing::anchors(&mut store.reader()).await?;
    let bytes = content.to_vec();
    // A scan of twenty megabytes takes its time.
    let looked = tokio::task::spawn_blocking(move || {
        (exchange::text::pdf_pages(&bytes) > 0).then(|| verdict(&bytes, &anchors))
    });
    looked.await.ok().flatten().ok_or_else(|| {
        Error::refused(
            "SUB-034",
            "Tệp PDF không mở được: hỏng, tải lên chưa hết, hoặc có mật khẩu.",
            "Mở thử tệp trên máy; quét hoặc xuất lại không đặt mật khẩu rồi tải lên lại.",
        )
    })
}

/// What the reader of signatures finds, in one line.
fn verdict(content: &[u8], anchors: &Anchors) -> String {
    match signature::read(content, anchors) {
        Err(error) => error.to_string(),
        Ok(found) if found.is_empty() => "Không có chữ ký số: bản quét?".to_owned(),
        Ok(found) => {
            let one = |signature: &Signature| {
                format!("{}: {}", signature.signer.name, signature.verdict.sentence())
            };
            found.iter().map(one).collect::<Vec<_>>().join(" ")
        }
    }
}

fn check_file(content: &[u8]) -> Result<(), Error> {
    if content.len() > outgoing::FILE_MAX {
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
