//! `/submissions/{id}/workbook`: the report as an Excel file, down and up again.

use actions::{
    Error, part,
    workbook::{self, Accepted, Fix, Fixes, Line, Looked, Preview, PreviewPart, Verdict},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use domain::{form::Severity, submission::SubmissionId};
use exchange::workbook::{Origin, Tally};
use store::submission::SubmissionRow;

use super::{about, crumbs, load, place_label};
use crate::{
    done::Done,
    form::Fields,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    upload::Upload,
    view::{
        act::Link,
        frame::Nav,
        mark::{Notice, Tone},
        workbook::{
            CellLine, FilePreview, FormCells, LeftGroup, ProposalLine, ToldLine, WorkbookPage,
        },
    },
};

/// Units with the same table that one warning names; the rest are counted.
pub(super) const TWINS_NAMED: usize = 3;

/// Longest words of a cell in the preview, in characters.
const SHOWN: usize = 160;

/// `GET /submissions/{id}/workbook`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Html<String>, PageError> {
    let row = load(&state, &signed, id).await?;
    Ok(Html(page(&state, &signed, &row).render()?))
}

/// `GET /submissions/{id}/workbook/file`.
pub async fn file(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Response, PageError> {
    let (row, bytes) =
        workbook::book(&state.store, &state.catalog, &signed.acting, SubmissionId(id)).await?;
    crate::download::file(bytes, &format!("bieu-{}-{}", row.round, row.unit_key), "xlsx")
}

/// `POST /submissions/{id}/workbook`: what a file would change.
pub async fn take(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    let row = load(&state, &signed, id).await?;
    let mut page = page(&state, &signed, &row);
    let Some((name, bytes)) = upload.file else {
        page.notices.push(Notice::new(
            Tone::Bad,
            "Chưa chọn tệp.",
            "Chọn tệp đã điền rồi bấm Xem trước. (BOOK-200)",
        ));
        return refused(&page);
    };
    let id = SubmissionId(id);
    let acting = &signed.acting;
    match workbook::preview(&state.store, &state.catalog, acting, id, (&name, bytes)).await {
        Ok(Looked::Preview(preview)) => previewed(&state, &signed, &row, *preview),
        Ok(Looked::Foreign { sha256 }) => {
            Ok(done(&format!("{}/mapping?file={sha256}", page.base), Done::Foreign))
        }
        Err(Error::Refused(problem)) => {
            let next = format!("{} ({})", problem.next, problem.code);
            page.notices.push(Notice::new(Tone::Bad, &problem.what, next));
            refused(&page)
        }
        Err(other) => Err(other.into()),
    }
}

/// The page of a preview.
pub(super) fn previewed(
    state: &AppState,
    signed: &Signed,
    row: &SubmissionRow,
    preview: Preview,
) -> Result<Response, PageError> {
    let mut page = page(state, signed, row);
    if let Some(name) = &preview.kept {
        let title = format!("Đã đọc theo cách khớp “{name}”.");
        page.notices.push(Notice::new(Tone::Quiet, &title, "Sai chỗ nào thì sửa cách khớp."));
    }
    if preview.is_unmarked {
        let text = "Hãy đối chiếu tên đơn vị và kỳ báo cáo trong tệp trước khi ghi.";
        page.notices.push(Notice::new(Tone::Near, "Tệp không có phần nhận dạng.", text));
    }
    for caution in &preview.cautions {
        page.notices.push(Notice::new(Tone::Near, caution, "Chưa ghi gì; đúng tệp thì bấm Ghi."));
    }
    page.preview = Some(shown(state, row, preview));
    Ok(Html(page.render()?).into_response())
}

/// `POST /submissions/{id}/workbook/accept`.
pub async fn accept(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let row = load(&state, &signed, id).await?;
    let place = (SubmissionId(id), fields.get("file"));
    let accepted =
        workbook::accept(&state.store, &state.catalog, &signed.acting, place, &fixes(&fields))
            .await?;
    if accepted.kept.is_empty() {
        return Ok(done(&format!("/submissions/{id}"), Done::Workbook));
    }
    let mut page = page(&state, &signed, &row);
    page.notices.push(Notice::new(
        Tone::Near,
        &format!("Đã ghi {} ô.", accepted.written),
        "Các ô dưới đây đã đổi trong báo cáo sau khi tải tệp hoặc sau khi xem trước nên giữ số của báo cáo.",
    ));
    page.kept = kept(&state, &row, accepted);
    Ok(Html(page.render()?).into_response())
}

/// `POST /submissions/{id}/workbook/discard`.
pub async fn discard(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let place = (SubmissionId(id), fields.get("file"));
    workbook::discard(&state.store, &signed.acting, place).await?;
    Ok(done(&format!("/submissions/{id}/workbook"), Done::Discarded))
}

/// "T3:bdg:lop:412": what a ticked proposal sends; "T3:bdg:lop": a cell that the file is chosen for.
fn fixes(fields: &Fields) -> Fixes {
    let place = |pieces: &mut dyn Iterator<Item = String>| {
        Some((pieces.next()?, pieces.next()?, pieces.next()?))
    };
    let chosen = fields.all("mine").filter_map(|cell| {
        Some((place(&mut cell.split(':').map(ToOwned::to_owned))?, Fix::AsInFile))
    });
    let proposed = fields.all("fix").filter_map(|fix| {
        let mut pieces = fix.splitn(4, ':').map(ToOwned::to_owned);
        Some((place(&mut pieces)?, Fix::Figure(pieces.next()?)))
    });
    chosen.chain(proposed).collect()
}

fn page(state: &AppState, signed: &Signed, row: &SubmissionRow) -> WorkbookPage {
    let closed = row.submission.refuse_unless_open(signed.acting.today()).err();
    let closed = closed.map(|refused| Error::from(refused).problem());
    WorkbookPage {
        crumbs: crumbs(row, "Nạp tệp Excel"),
        title: "Nạp tệp Excel".into(),
        lead: about(state, row),
        notices: Vec::new(),
        base: format!("/submissions/{}/workbook", row.submission.id.0),
        closed: closed
            .map_or(String::new(), |problem| format!("{} {}", problem.what, problem.next)),
        preview: None,
        kept: Vec::new(),
        frame: signed.frame(state, "Nạp tệp Excel", Nav::Entry),
    }
}

fn refused(page: &WorkbookPage) -> Result<Response, PageError> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}

/// The preview sorted into the sections of the page.
fn shown(state: &AppState, row: &SubmissionRow, preview: Preview) -> FilePreview {
    let is_mapped = preview.tally.is_some();
    // A sheet that was left whole is one line, with its count in words.
    let listed = preview.left_out.iter().map(|left| left.cells).sum();
    let left_more = preview.left.saturating_sub(listed);
    let mut file = FilePreview {
        file: preview.sha256,
        name: preview.name,
        left_more: if is_mapped { 0 } else { left_more },
        is_unmarked: preview.is_unmarked,
        tally: preview.tally.as_ref().map_or(String::new(), tally_words),
        left_out: preview
            .left_out
            .into_iter()
            .map(|left| ToldLine {
                cell: CellLine {
                    place: Link::new(left.form, String::new()),
                    before: String::new(),
                    after: short(&left.shown),
                    origin: origin(&left.origin),
                    told: String::new(),
                },
                reason: left.reason,
                code: left.code.to_owned(),
            })
            .collect(),
        ..FilePreview::default()
    };
    if is_mapped {
        file.left_groups = grouped(std::mem::take(&mut file.left_out), preview.tally.as_ref());
    }
    for part in preview.parts {
        sort(state, row, part, &mut file);
    }
    file
}

/// "Tệp có 96 ô có nội dung: lấy 40, không nhận 1, không lấy 55."
fn tally_words(tally: &Tally) -> String {
    let blank = match tally.blank {
        0 => String::new(),
        count => format!(", báo là chưa có số {count}"),
    };
    format!(
        "Tệp có {} ô có nội dung: lấy {}, không nhận {}{blank}, không lấy {}.",
        tally.cells,
        tally.taken,
        tally.refused,
        tally.left()
    )
}

/// Lines by their reason, with the whole count beside those that are listed.
fn grouped(lines: Vec<ToldLine>, tally: Option<&Tally>) -> Vec<LeftGroup> {
    let mut groups: Vec<LeftGroup> = Vec::new();
    for line in lines {
        let found = groups.iter_mut().find(|group| group.code == line.code);
        let place = (line.cell.origin, line.cell.after);
        if let Some(group) = found {
            group.lines.push(place);
            continue;
        }
        let count = tally.and_then(|tally| tally.left.get(line.code.as_str()));
        let count = count.map_or(0, |(_, count)| *count);
        groups.push(LeftGroup { reason: line.reason, code: line.code, count, lines: vec![place] });
    }
    groups.sort_by(|one, other| one.code.cmp(&other.code));
    groups
}

fn sort(state: &AppState, row: &SubmissionRow, part: PreviewPart, file: &mut FilePreview) {
    let form = form_link(state, row, &part.form);
    let mut taken = Vec::new();
    let same = part.lines.iter().filter(|line| line.verdict == Verdict::Same).count();
    if same > 0 {
        file.same.push((form.clone(), same));
    }
    for line in part.lines {
        let place = (part.form.as_str(), line.row.as_str(), line.column.as_str());
        let cell = cell(state, &form, place, &line);
        if let Some(proposal) = &line.proposal {
            file.proposals.push(ProposalLine {
                cell: cell.clone(),
                reason: proposal.reason.clone(),
                proposed: proposal.raw.clone(),
                value: match &proposal.breaks {
                    Some(_) => String::new(),
                    None if proposal.raw.is_empty() => String::new(),
                    None => format!("{}:{}:{}:{}", place.0, place.1, place.2, proposal.raw),
                },
            });
        }
        match line.verdict {
            Verdict::Taken => taken.push(without_form(cell, &form)),
            Verdict::Same => {}
            Verdict::Left => file.left.push(cell),
            Verdict::Stood => file.stood.push(cell),
            Verdict::Contested => file.contested.push(ProposalLine {
                cell,
                reason: String::new(),
                proposed: String::new(),
                value: format!("{}:{}:{}", place.0, place.1, place.2),
            }),
            Verdict::Refused { code, reason } => {
                file.refused.push(ToldLine { cell, reason, code: code.to_owned() });
            }
        }
    }
    if !taken.is_empty() {
        file.taken.push(FormCells { form: form.clone(), cells: taken });
    }
    if !part.missing.is_empty() {
        let text = format!("tệp không có {}.", part.missing.join(", "));
        file.warnings.push((form.clone(), text));
    }
    let all = part.twins.len();
    let names: Vec<String> = part.twins.into_iter().flatten().take(TWINS_NAMED).collect();
    if let Some(words) = twin_words(&names, all) {
        file.warnings.push((form.clone(), words));
    }
    let near = part.near.iter().take(TWINS_NAMED);
    file.warnings.extend(near.map(|near| (form.clone(), near.words())));
    let unfilled = format!("{}-00", part.form);
    let (open, found): (Vec<_>, Vec<_>) =
        part.findings.into_iter().partition(|finding| finding.code == unfilled);
    if !open.is_empty() {
        let text = format!("còn {} dòng có ô bắt buộc chưa có số.", open.len());
        file.warnings.push((form.clone(), text));
    }
    for finding in found {
        let gravity = if finding.severity == Severity::Error { "Lỗi" } else { "Cảnh báo" };
        let place = place_label(state, &finding.form, &finding.row, "");
        let text = format!("{gravity} {}. {}", finding.code, finding.message);
        file.warnings.push((Link::new(place, form.href.clone()), text));
    }
}

/// The place of a cell under the name of its form.
fn without_form(mut cell: CellLine, form: &Link) -> CellLine {
    let prefix = format!("{}, ", form.text);
    if cell.place.text.starts_with(&prefix) {
        cell.place.text.drain(..prefix.len());
    }
    cell
}

/// "Mọi số của biểu này giống hệt biểu của A, B và 4 đơn vị khác…"; nothing where there is none.
pub(super) fn twin_words(names: &[String], all: usize) -> Option<String> {
    let others = all.saturating_sub(names.len());
    let of = match (names.is_empty(), others) {
        (true, 0) => return None,
        (true, 1) => "một đơn vị khác trong đợt".to_owned(),
        (true, _) => format!("{others} đơn vị khác trong đợt"),
        (false, 0) => names.join(", "),
        (false, _) => format!("{} và {others} đơn vị khác trong đợt", names.join(", ")),
    };
    Some(format!(
        "Mọi số của biểu này giống hệt biểu của {of}. Kiểm tra xem có chép nhầm tệp không."
    ))
}

fn cell(
    state: &AppState,
    form: &Link,
    (code, row, column): (&str, &str, &str),
    line: &Line,
) -> CellLine {
    CellLine {
        place: Link::new(place_label(state, code, row, column), form.href.clone()),
        before: short(&line.before),
        after: short(&line.after),
        origin: origin(&line.origin),
        told: line.told.words().to_owned(),
    }
}

fn form_link(state: &AppState, row: &SubmissionRow, code: &str) -> Link {
    let is_table = part::form(&state.catalog, code).is_some_and(|form| form.table().is_some());
    let name = if is_table { format!("Biểu {code}") } else { "Lời văn".to_owned() };
    Link::new(name, format!("/submissions/{}/parts/{code}", row.submission.id.0))
}

/// "Biểu T3, C12".
fn origin(origin: &Origin) -> String {
    if origin.address.is_empty() {
        origin.sheet.clone()
    } else {
        format!("{}, {}", origin.sheet, origin.address)
    }
}

fn kept(state: &AppState, row: &SubmissionRow, accepted: Accepted) -> Vec<ToldLine> {
    let line = |kept: workbook::Kept| {
        let form = form_link(state, row, &kept.form);
        let (code, reason) = if kept.by.is_empty() {
            ("BOOK-218", "Báo cáo đã đổi sau khi tải tệp; không chọn lấy số của tệp.".to_owned())
        } else {
            let by = &kept.by;
            ("BOOK-203", format!("{by} sửa sau khi xem trước. Mở biểu để chọn số đúng."))
        };
        ToldLine {
            cell: CellLine {
                place: Link::new(
                    place_label(state, &kept.form, &kept.row, &kept.column),
                    form.href,
                ),
                before: short(&kept.theirs),
                after: short(&kept.mine),
                origin: String::new(),
                told: String::new(),
            },
            reason,
            code: code.to_owned(),
        }
    };
    accepted.kept.into_iter().map(line).collect()
}

fn short(text: &str) -> String {
    let mut words: String = text.chars().take(SHOWN).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}
