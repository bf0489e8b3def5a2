//! A page to look at, or as a file to keep: the same words to the same eyes.

use axum::response::{Html, IntoResponse, Response};
use documents::{
    Manuscript,
    date::IssueDate,
    layout::TEXT_WIDTH_MM,
    letterhead,
    manuscript::{Appendix, Block, Kind},
    table::TableBlock,
};
use domain::period::local_clock;

use crate::{
    download::{rendered, slug},
    problem::PageError,
    session::Signed,
    state::AppState,
    view::printout::{Printout, Shown},
};

/// Answers with the page, or with the file that `as` in its address asks for.
pub(crate) async fn answer<P: Shown>(
    state: &AppState,
    signed: &Signed,
    mut page: P,
) -> Result<Response, PageError> {
    let Some(format) = signed.wanted else {
        page.frame().has_files = true;
        return Ok(Html(page.render()?).into_response());
    };
    let printout = page.printout();
    drop(page);
    let name = format!("{}-{}", slug(&printout.name), signed.acting.today());
    rendered(state, manuscript(state, signed, printout), &name, format.ending()).await
}

fn manuscript(state: &AppState, signed: &Signed, printout: Printout) -> Manuscript {
    let unit = &signed.row.unit_name;
    let on = IssueDate::On(signed.acting.today());
    let issuer = vec![unit.to_uppercase()];
    let head = letterhead::head(Vec::new(), issuer, unit, "", "", on);
    let mut manuscript = letterhead::start(Kind::Printout, head, printout.lead);
    manuscript.sample = state.sample;
    let (time, date) = local_clock(signed.acting.now);
    let when = format!("Lấy từ hệ thống lúc {} ngày {date}.", &time[..5]);
    let notes = printout.lines.into_iter().chain([when]).map(Block::Note);
    let landscape = printout.tables.iter().any(is_wide);
    let tables = printout.tables.into_iter().map(Block::Table);
    manuscript.appendices = vec![Appendix {
        number: 1,
        title: printout.title,
        landscape,
        body: notes.chain(tables).collect(),
    }];
    manuscript
}

/// Whether a table needs a page that lies.
fn is_wide(table: &TableBlock) -> bool {
    table.widths_mm.iter().sum::<u16>() > TEXT_WIDTH_MM
}
