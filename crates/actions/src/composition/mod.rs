//! Documents that an officer writes in a form: begun, kept, laid out, and presented like a report.

mod basis;
mod fill;
pub mod form;
mod matter;
mod preview;
mod receivers;
mod sample;
mod typed;

use domain::{
    access::{Role, UnitId},
    composition::{FIELD_MAX, Form, LINES_MAX, MARKS, Shape, Typed, form, hour, names_of_people},
    deed::Deed,
    fold::clean,
    series::Body,
};
use jiff::civil::Date;
use store::{
    audit::Subject,
    composition::CompositionRow,
    db::{Reads, Store},
};

pub use basis::choices;
pub use fill::{OPEN, Written, written};
pub use matter::outline;
pub use preview::{Source, preview};

use crate::{
    Acting, Error,
    outgoing::{self, Leaving, Marks, PaperDay, SignedBy},
};

/// Who writes documents for the unit.
pub const WRITERS: [Role; 3] = [Role::Desk, Role::Reviewer, Role::Signer];

/// The name under which the basis stands among what was typed.
pub const BASIS: &str = "basis";
/// The name of the abstract, which every form has.
pub const SUBJECT: &str = "subject";

fn require(acting: &Acting) -> Result<(), Error> {
    let who = "Việc này của cán bộ tổng hợp, cán bộ thẩm tra hoặc người ký.";
    acting.require(&WRITERS, who)
}

/// One that the officer's unit keeps, with its form and what was typed.
pub async fn load(
    db: &mut impl Reads,
    acting: &Acting,
    id: i64,
) -> Result<(CompositionRow, &'static Form, Typed), Error> {
    if require(acting).is_err() {
        return Err(Error::NotFound);
    }
    let row = store::composition::load(db, acting.officer.unit, id).await?;
    let row = row.ok_or(Error::NotFound)?;
    let form = form(&row.kind).ok_or(Error::NotFound)?;
    let typed = store::composition::typed(db, id).await?;
    Ok((row, form, typed))
}

/// Begins a document of a kind about a basis, filled in from the template; gives its number.
///
/// # Errors
/// When the officer may not, or the basis is none of the choices.
pub async fn begin(
    store: &Store,
    acting: &Acting,
    source: Source<'_>,
    (code, basis): (&str, &str),
) -> Result<i64, Error> {
    require(acting)?;
    let form = form(code).ok_or(Error::NotFound)?;
    let mut reader = store.reader();
    let known = choices(&mut reader, acting, source, form.basis).await?;
    if !known.iter().any(|(value, _)| value == basis) {
        return Err(Error::refused(
            "CMP-001",
            "Chưa chọn văn bản này viết về đợt báo cáo, đơn vị hay văn bản nào.",
            "Chọn trong danh sách bên cạnh loại văn bản rồi bấm Soạn lại.",
        ));
    }
    let typed = fill::begun(&mut reader, acting, source, form, basis).await?;
    let title = written(&mut reader, acting, source, (form, &typed)).await?;
    let title = title.manuscript.abstract_text;
    let mut tx = store.begin().await?;
    let what = (acting.officer.unit, code, title.as_str());
    let id = store::composition::begin(&mut tx, what, &typed, acting.by()).await?;
    record(&mut tx, acting, Deed::CompositionBegin, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// What a form sent, cleaned: only its own fields, tables without empty lines, the basis as it was.
///
/// # Errors
/// When a field is too long or a table has too many lines.
pub fn cleaned(form: &Form, before: &Typed, sent: &Typed) -> Result<Typed, Error> {
    let mut typed = Typed::new();
    if let Some(basis) = before.get(BASIS) {
        typed.insert(BASIS.into(), basis.clone());
    }
    let lines = |name: &str| -> Vec<String> {
        let lines = sent.get(name).map_or(&[][..], Vec::as_slice);
        lines.iter().map(|line| clean(&line.replace("\r\n", "\n"))).collect()
    };
    typed.insert(SUBJECT.into(), lines(SUBJECT));
    for name in MARKS {
        typed.insert(name.into(), lines(name));
    }
    for field in form.fields {
        let names = field.names();
        let mut columns: Vec<Vec<String>> = names.iter().map(|name| lines(name)).collect();
        if matches!(field.shape, Shape::Rows(_)) {
            let count = columns.iter().map(Vec::len).max().unwrap_or(0);
            for column in &mut columns {
                column.resize(count, String::new());
            }
            let kept: Vec<usize> =
                (0..count).filter(|at| columns.iter().any(|c| !c[*at].is_empty())).collect();
            for column in &mut columns {
                *column = kept.iter().map(|at| column[*at].clone()).collect();
            }
        }
        if field.shape == Shape::Hour {
            for typed in columns.iter_mut().flatten() {
                *typed = hour(typed).unwrap_or_else(|| std::mem::take(typed));
            }
        }
        typed.extend(names.into_iter().zip(columns));
    }
    let is_long = |line: &String| line.chars().count() > FIELD_MAX;
    if typed.values().any(|lines| lines.len() > LINES_MAX || lines.iter().any(is_long)) {
        return Err(Error::refused(
            "CMP-002",
            format!("Một ô dài quá {FIELD_MAX} chữ, hoặc một bảng quá {LINES_MAX} dòng."),
            "Rút gọn phần đó rồi lưu lại; bản đã lưu trước còn nguyên.",
        ));
    }
    marks(&typed)?;
    Ok(typed)
}

/// What a draft bears beside its text.
pub(crate) fn marks(typed: &Typed) -> Result<Marks, Error> {
    let first = |name: &str| typed.get(name).and_then(|l| l.first()).map_or("", String::as_str);
    Marks::sent(MARKS.map(first))
}

/// What looks like people's names where an inspection is told; those who took part are named in
/// fields of their own.
pub fn people(form: &Form, typed: &Typed) -> Vec<String> {
    let told: &[&str] = match form.code {
        "minutes" => &["finding", "recommendation.text"],
        "conclusion" => &["results", "limits", "demand.text"],
        _ => &[],
    };
    let lines = told.iter().filter_map(|name| typed.get(*name)).flatten();
    let mut found: Vec<String> = lines.flat_map(|line| names_of_people(line)).collect();
    found.dedup();
    found
}

/// Keeps what was typed over the revision that was read.
///
/// # Errors
/// When somebody was faster, or the document was presented meanwhile.
pub async fn save(
    store: &Store,
    acting: &Acting,
    source: Source<'_>,
    (id, revision): (i64, i64),
    sent: &Typed,
) -> Result<(), Error> {
    let mut reader = store.reader();
    let (_, form, before) = load(&mut reader, acting, id).await?;
    let typed = cleaned(form, &before, sent)?;
    let title = written(&mut reader, acting, source, (form, &typed)).await?;
    let title = title.manuscript.abstract_text;
    let mut tx = store.begin().await?;
    let saved = store::composition::save(&mut tx, (id, revision), &title, &typed, acting.by());
    told(saved.await)?;
    record(&mut tx, acting, Deed::CompositionSave, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Throws away one that was not presented, as it was read.
///
/// # Errors
/// When it was presented, or somebody has written in it since.
pub async fn discard(
    store: &Store,
    acting: &Acting,
    (id, revision): (i64, i64),
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    load(&mut tx, acting, id).await?;
    told(store::composition::discard(&mut tx, (id, revision)).await)?;
    record(&mut tx, acting, Deed::CompositionDiscard, id).await?;
    tx.commit().await?;
    Ok(())
}

/// How a written document leaves.
#[derive(Debug, Clone)]
pub struct Leave {
    /// From the issuer's list; minutes are signed as they are written.
    pub signer: SignedBy,
    /// `None`: presented for an electronic signature.
    pub on_paper: Option<PaperDay>,
    /// Somebody looked at each name in it: none is a victim's.
    pub names_are_checked: bool,
    /// The broken rules of form that somebody looked at and lets pass, as [`form::broken`] names them.
    pub form_is_confirmed: String,
    /// Issued tables say that their forms wait to be compared.
    pub keeps_notes: bool,
}

/// Presents the document as it was saved, or issues it on paper on a day; gives the document's id.
///
/// # Errors
/// When a required field is empty, it was presented before, or `outgoing` refuses it.
pub async fn leave(
    store: &Store,
    acting: &Acting,
    source: Source<'_>,
    (id, leave): (i64, Leave),
) -> Result<i64, Error> {
    let mut reader = store.reader();
    let (row, form, typed) = load(&mut reader, acting, id).await?;
    if row.document.is_some() {
        return Err(outgoing::stale_draft());
    }
    let missing = form.missing(&typed);
    if !missing.is_empty() {
        return Err(Error::refused(
            "CMP-003",
            format!("Còn thiếu, hoặc chưa ghi đủ dòng: {}.", missing.join("; ")),
            "Ghi đủ các mục đó, lưu rồi trình ký lại.",
        ));
    }
    check_times(&typed, acting.today())?;
    let on_paper = leave.on_paper.map(|day| paper_day(form, &typed, day));
    let people = people(form, &typed);
    if !people.is_empty() && !leave.names_are_checked {
        return Err(Error::refused(
            "CMP-005",
            format!("Nội dung có chữ giống họ tên người: {}.", people.join(", ")),
            "Bỏ tên, địa chỉ, tình tiết của người trong vụ việc; nếu không phải người bị hại thì đánh dấu xác \
             nhận rồi làm lại.",
        ));
    }
    let written = written(&mut reader, acting, source, (form, &typed)).await?;
    drop(reader);
    let Written { manuscript, issuer: (issuer, body), round, .. } = written;
    let passed = form::check(&manuscript, &leave.form_is_confirmed).await?;
    if !passed.is_empty() {
        // Written by itself: the confirmation stands, whatever else refuses the document.
        let tx = store.begin().await?;
        let detail = format!("rules={passed}");
        let entry = acting.audit(Deed::CompositionPassForm, Subject::Composition(id)).with(&detail);
        tx.finish(entry).await?;
    }
    let composition = Some((id, row.revision));
    let marks = Marks { keeps_notes: leave.keeps_notes, ..marks(&typed)? };
    let signer = if form.code == "minutes" { SignedBy::AsWritten } else { leave.signer };
    let leaving = Leaving {
        round,
        manuscript,
        issuer,
        body,
        signer,
        composition,
        report: None,
        marks,
        replaces: None,
    };
    match on_paper {
        Some(day) => outgoing::issue_on_paper(store, acting, leaving, day).await,
        None => outgoing::present(store, acting, leaving).await,
    }
}

/// The day of an inspection, as typed.
fn inspected(typed: &Typed) -> Option<Date> {
    typed.get("day").and_then(|lines| lines.first())?.parse().ok()
}

/// The day of a paper document: minutes bear that of the inspection, and say so where it lies behind.
fn paper_day(form: &Form, typed: &Typed, day: PaperDay) -> PaperDay {
    match inspected(typed).filter(|_| form.code == "minutes") {
        None => day,
        Some(date) => PaperDay { date, late_reason: OF_THE_DAY.to_owned() },
    }
}

/// What the register says of minutes that are numbered after their day.
const OF_THE_DAY: &str = "Biên bản mang ngày lập tại nơi kiểm tra";

/// Refuses minutes that end before they begin, or of an inspection that is still to come.
fn check_times(typed: &Typed, today: Date) -> Result<(), Error> {
    let first = |name: &str| typed.get(name).and_then(|lines| lines.first()).cloned();
    let (from, to) = (first("from"), first("to"));
    if to.is_some() && to <= from {
        return Err(Error::refused(
            "CMP-007",
            "Giờ kết thúc không sau giờ bắt đầu.",
            "Sửa giờ, lưu rồi trình ký lại; chưa có gì được ghi.",
        ));
    }
    match inspected(typed).filter(|day| *day > today) {
        None => Ok(()),
        Some(day) => Err(Error::refused(
            "CMP-008",
            format!(
                "Ngày kiểm tra {} chưa đến, biên bản lập tại chỗ trong ngày đó.",
                domain::period::day(day)
            ),
            "Sửa ngày kiểm tra, lưu rồi làm lại; chưa có gì được ghi.",
        )),
    }
}

/// Whose number the document would bear.
pub async fn issuer(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    what: (&Form, &Typed),
) -> Result<(UnitId, Body), Error> {
    basis::issuer(db, acting, source, what).await
}

fn told<T>(done: Result<T, store::error::Error>) -> Result<T, Error> {
    match done {
        Err(store::error::Error::Stale) => Err(outgoing::stale_draft()),
        other => Ok(other?),
    }
}

async fn record(tx: &mut store::db::Tx, acting: &Acting, deed: Deed, id: i64) -> Result<(), Error> {
    Ok(store::audit::record(tx, acting.audit(deed, Subject::Composition(id))).await?)
}
