//! `/documents`: the legal basis of the plan, each norm with its validity.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{legal_document::LegalDocument, period::day};
use serde::Deserialize;

use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::{Choice, Link},
        document::{DocumentLine, DocumentsPage},
        frame::Nav,
        mark::{Mark, Shape, Tone},
    },
};

/// What is asked of the list.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    show: String,
}

/// `GET /documents`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let today = signed.acting.today();
    let all = &state.catalog.legal_documents;
    let checking = all.iter().filter(|d| d.confidence.needs_checking()).count();
    let only_checking = asked.show == "checking";
    let lines = all
        .iter()
        .filter(|d| !only_checking || d.confidence.needs_checking())
        .map(|document| DocumentLine {
            number: Link::new(
                format!("{} {}", document.kind, document.number).trim().to_owned(),
                "",
            ),
            date: document.date.map_or(String::new(), day),
            issuer: document.issuer.clone(),
            title: document.title.clone(),
            state: validity(document, today),
            note: note(document, all),
        })
        .collect();
    let page = DocumentsPage {
        title: "Văn bản căn cứ".into(),
        lead: format!("{} văn bản mà kế hoạch, chỉ tiêu và biểu mẫu viện dẫn", all.len()),
        filters: vec![
            Choice::new(format!("Tất cả {}", all.len()), "/documents", !only_checking),
            Choice::new(
                format!("Cần đối chiếu {checking}"),
                "/documents?show=checking",
                only_checking,
            ),
        ],
        notices: Vec::new(),
        tools: tools(&signed),
        lines,
        frame: signed.frame(&state, "Văn bản", Nav::Document),
    };
    Ok(Html(page.render()?))
}

fn tools(signed: &Signed) -> Vec<Link> {
    let mut tools = vec![Link::new("Kiểm tra thể thức một văn bản", "/documents/lint")];
    if signed.acting.officer.reads_reports() {
        tools.insert(0, Link::new("Sổ văn bản đi", "/documents/outgoing"));
    }
    if signed.acting.officer.is_any(&actions::composition::WRITERS) {
        tools.push(Link::new("Soạn văn bản", "/compositions"));
    }
    if signed.acting.officer.is_any(&actions::template::KEEPERS) {
        tools.push(Link::new("Mẫu văn bản", "/templates"));
    }
    tools
}

fn validity(document: &LegalDocument, today: jiff::civil::Date) -> Mark {
    if document.valid_to.is_some_and(|end| end < today) {
        return Mark::new(Tone::Quiet, Shape::Dashed, "Hết hiệu lực");
    }
    if document.valid_from.is_some_and(|start| start > today) {
        return Mark::new(Tone::Quiet, Shape::Empty, "Chưa có hiệu lực");
    }
    Mark::new(Tone::Good, Shape::Tick, "Còn hiệu lực")
}

fn note(document: &LegalDocument, all: &[LegalDocument]) -> String {
    let mut words = Vec::new();
    if let Some(next) =
        document.replaced_by.as_ref().and_then(|c| all.iter().find(|d| d.code == *c))
    {
        words.push(format!("thay bằng {} {}", next.kind, next.number));
    }
    if document.confidence.needs_checking() {
        words.push("cần đối chiếu với bản gốc".to_owned());
    }
    words.join("; ")
}
