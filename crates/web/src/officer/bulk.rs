//! Accounts from a list: its lines are read, every fault is told, the slips are printed.

use std::collections::BTreeSet;

use actions::{
    Error,
    account::{self, AccountLine, Fault},
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Response},
};
use domain::{access::Role, fold::fold};

use super::{Asked, page, slips_page};
use crate::{
    posted::Posted,
    problem::PageError,
    session::Signed,
    state::AppState,
    view::mark::{Notice, Tone},
};

/// `POST /officers/bulk`: a line a person: name, login, unit, roles, position, telephone, mail. Every faulty line is
/// told at once, and what was typed stays.
pub async fn create_bulk(
    State(state): State<AppState>,
    headers: HeaderMap,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let text = fields.get("lines");
    match made(&state, &signed, text).await {
        Ok(made) => Ok(slips_page(&state, &signed, &headers, made)?.into_response()),
        Err(Error::Refused(problem)) => {
            let mut page = page(&state, &signed, &Asked::default()).await?;
            let next = format!("{} ({})", problem.next, problem.code);
            page.notices.push(Notice::new(Tone::Bad, &problem.what, next));
            text.clone_into(&mut page.bulk);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn made(state: &AppState, signed: &Signed, text: &str) -> Result<Vec<account::Slip>, Error> {
    let (mut lines, mut unread) = (Vec::new(), Vec::new());
    let written = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    for (at, (number, line)) in written.enumerate() {
        let cells = cells(line);
        if at == 0 && is_heading(&cells) {
            continue;
        }
        let mut fault = |what| unread.push(Fault { number, what });
        match read_line(number, &cells, &mut fault) {
            Some(line) => lines.push(line),
            None => fault(NO_COLUMNS.to_owned()),
        }
    }
    if lines.is_empty() && unread.is_empty() {
        return Err(Error::refused(
            "ACC-015",
            "Danh sách chưa có dòng nào.",
            "Ghi mỗi người một dòng: họ tên, tên đăng nhập, mã đơn vị, vai trò.",
        ));
    }
    if !unread.is_empty() {
        let found = account::faults(&state.store, &signed.acting, &lines).await?;
        // A role that is not known was told by its name.
        let told: BTreeSet<usize> = unread.iter().map(|fault| fault.number).collect();
        let is_told = |f: &Fault| f.what == account::NO_ROLE && told.contains(&f.number);
        unread.extend(found.into_iter().filter(|fault| !is_told(fault)));
        return Err(Fault::refusal(unread));
    }
    let _turn = state.hashing.acquire().await;
    account::create_many(&state.store, &signed.acting, &lines).await
}

/// What is said of a line with fewer cells than a person needs.
const NO_COLUMNS: &str = "thiếu cột; mỗi dòng có họ tên, tên đăng nhập, mã đơn vị, vai trò";

/// The cells of a line, as pasted from a sheet or typed with commas.
fn cells(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        line.split('\t').map(str::trim).collect()
    } else {
        line.split([';', ',']).map(str::trim).collect()
    }
}

/// Whether the first line names the columns and no person.
fn is_heading(cells: &[&str]) -> bool {
    let names = ["ten dang nhap", "tai khoan", "dang nhap", "login"];
    cells.get(1).is_some_and(|cell| names.contains(&fold(cell).as_str()))
}

/// Reads a line; roles by their codes or as the page calls them. `None` where columns are missing.
fn read_line(number: usize, cells: &[&str], fault: &mut impl FnMut(String)) -> Option<AccountLine> {
    let [name, login, unit, roles, rest @ ..] = cells else { return None };
    let rest = |at: usize| rest.get(at).copied().unwrap_or_default().to_owned();
    Some(AccountLine {
        number,
        login: (*login).to_owned(),
        unit_key: (*unit).to_owned(),
        name: (*name).to_owned(),
        position: rest(0),
        phone: rest(1),
        email: rest(2),
        roles: read_roles(roles, fault),
    })
}

/// "Cán bộ nhập liệu + Người ký", "reporter+signer", "reporter signer"; what is not known is a fault.
fn read_roles(words: &str, fault: &mut impl FnMut(String)) -> Vec<Role> {
    let mut roles = Vec::new();
    for part in words.split('+').map(str::trim).filter(|part| !part.is_empty()) {
        let read: Option<Vec<Role>> = match Role::read(part) {
            Some(role) => Some(vec![role]),
            None => part.split_whitespace().map(Role::read).collect(),
        };
        match read {
            Some(read) => roles.extend(read),
            None => fault(format!("không biết vai trò “{part}”")),
        }
    }
    roles.sort_unstable();
    roles.dedup();
    roles
}
