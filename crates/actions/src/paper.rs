//! The unit's own official report: number, date, signer, and the signed file.

use domain::{
    deed::Deed,
    fold::clean,
    period::day,
    sentence::is_sentence,
    submission::{Right, SubmissionId, is_day_of_paper},
};
use exchange::signature::{self, Anchors, Signature};
use jiff::civil::Date;
use store::{
    db::{Store, Tx},
    paper::NewPaper,
    submission::SubmissionRow,
};

use crate::{
    Acting, Error, outgoing, reason,
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
    /// Why what was recorded of the same version is replaced.
    pub reason: &'a str,
}

/// Records the facts and keeps the file beside the version that it belongs to.
///
/// # Errors
/// When the officer may not, nothing was handed in yet, the number or date is missing or the date lies
/// ahead, the file is no PDF that opens or too large, or what was recorded of the version would be replaced
/// without a reason, or without the file of the other document.
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
    let replaced = replaced(&mut tx, &row, (&number, date, &signer), &paper).await?;
    store::submission::save_document(&mut tx, id, &number, Some(date), &signer).await?;
    if let Some((name, content)) = paper.file {
        let sha256 = crate::sha256_hex(content);
        let name: String = clean(name).chars().take(200).collect();
        let (number, sha256) = (row.submission.versions, sha256.as_str());
        let new = NewPaper { number, name: &name, sha256, verdict: &verdict, content };
        store::paper::save(&mut tx, id, new, acting.by()).await?;
    }
    let said = format!("{}{replaced}", facts(&number, Some(date), &signer));
    finish(tx, acting, &row, Deed::SubmissionRecordDocument, &said).await
}

/// "215/BC-UBND ngày 24/12/2024, Phó Chủ tịch".
fn facts(number: &str, date: Option<Date>, signer: &str) -> String {
    let date = date.map_or(String::new(), |date| format!(" ngày {}", day(date)));
    let signer = if signer.is_empty() { String::new() } else { format!(", {signer}") };
    format!("{number}{date}{signer}")
}

/// What history says of what was recorded of the same version before; nothing where nothing is replaced.
async fn replaced(
    tx: &mut Tx,
    row: &SubmissionRow,
    (number, date, signer): (&str, Date, &str),
    paper: &Paper<'_>,
) -> Result<String, Error> {
    let id = row.submission.id;
    let was_recorded = store::submission::events(tx, id).await?.iter().any(|event| {
        event.deed == Some(Deed::SubmissionRecordDocument)
            && event.version == i64::from(row.submission.versions)
    });
    if !was_recorded || row.document_number.is_empty() {
        return Ok(String::new());
    }
    let before = row.document_date.as_deref().and_then(|date| date.parse().ok());
    let is_other = row.document_number != number || before != Some(date);
    let files = store::paper::list(tx, id).await?;
    let file = files.iter().find(|file| file.number == row.submission.versions);
    let new_file = paper.file.map(|(_, content)| crate::sha256_hex(content));
    let is_same_file =
        file.is_none_or(|file| new_file.as_ref().is_none_or(|new| *new == file.sha256));
    if !is_other && row.document_signer == signer && is_same_file {
        return Ok(String::new());
    }
    let recorded = facts(&row.document_number, before, &row.document_signer);
    if is_other && file.is_some() && new_file.is_none() {
        return Err(Error::refused(
            "SUB-045",
            format!("Tệp đang lưu là của văn bản {recorded}; đổi số hoặc ngày thì phải kèm tệp."),
            "Chọn tệp PDF của văn bản mang số, ngày này rồi ghi lại; chưa có gì được ghi.",
        ));
    }
    let reason = reason::read(paper.reason)?;
    if !is_sentence(&reason) {
        return Err(Error::refused(
            "SUB-044",
            format!("Bản này đã ghi văn bản {recorded}."),
            "Muốn thay, viết một câu lý do; số, ngày, người ký cũ vẫn giữ trong diễn biến.",
        ));
    }
    let file = file.filter(|_| !is_same_file).map_or(String::new(), |file| {
        format!(", tệp {} ({})", file.name, file.sha256.chars().take(16).collect::<String>())
    });
    Ok(format!("; thay {recorded}{file}; lý do: {reason}"))
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
