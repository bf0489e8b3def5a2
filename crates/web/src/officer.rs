//! `/officers`: accounts of the own subtree, made one by one or from a list, with slips to print.

use actions::account::{self, AccountLine};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::{Html, Response},
};
use domain::access::{OfficerId, Role, Scope};
use serde::Deserialize;
use store::officer::OfficerRow;

use crate::{
    form::Fields,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    view::{
        act::{Act, Choice, Link},
        frame::Nav,
        mark::{Mark, Shape, Tone},
        officer::{OfficerLine, OfficersPage, Slip, SlipsPage},
    },
};

/// Accounts shown at once; the search narrows them.
const SHOWN: i64 = 100;

/// What is asked of the list.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
}

fn require(signed: &Signed) -> Result<(), PageError> {
    let roles = [Role::UnitAdministrator, Role::SystemAdministrator, Role::Desk];
    if signed.acting.officer.is_any(&roles) { Ok(()) } else { Err(PageError::NotFound) }
}

/// `GET /officers`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    require(&signed)?;
    let mut reader = state.store.reader();
    let scope = Scope { root: signed.acting.accounts_root, ..signed.acting.scope };
    let closed = asked.state == "closed";
    let wanted = (asked.q.as_str(), !closed);
    let rows = store::officer::list(&mut reader, &scope, wanted, SHOWN).await?;
    let (open_count, closed_count) = store::officer::counts(&mut reader, &scope).await?;
    let frame = signed.frame(&state, "Tài khoản", Nav::Officer);
    let lines: Vec<OfficerLine> = rows
        .iter()
        .map(|row| OfficerLine {
            name: row.officer.name.clone(),
            account: row.login.clone(),
            unit: row.unit_name.clone(),
            roles: row.officer.roles.iter().map(|r| r.label()).collect::<Vec<_>>().join(", "),
            state: if !row.active {
                Mark::new(Tone::Quiet, Shape::Dashed, "Đã đóng")
            } else if row.must_change {
                Mark::new(Tone::Quiet, Shape::Empty, "Chờ đổi mật khẩu")
            } else {
                Mark::new(Tone::Good, Shape::Tick, "Đang dùng")
            },
            last: row.signed_in_at.as_deref().map_or(String::new(), crate::submission::clock),
            acts: acts(row, &signed, &frame.csrf),
        })
        .collect();
    let mut units: Vec<(String, String)> = state
        .catalog
        .units
        .iter()
        .filter(|u| u.exists_on(signed.acting.today()))
        .map(|u| (u.key.0.clone(), u.name.clone()))
        .collect();
    if !signed.acting.officer.is_any(&[Role::Desk, Role::SystemAdministrator]) {
        let own = &signed.row.unit_name;
        units.retain(|(_, name)| name == own);
    }
    let page = OfficersPage {
        lead: format!("{open_count} tài khoản đang dùng; hiện {} dòng", lines.len()),
        filters: vec![
            Choice::new(format!("Đang dùng {open_count}"), "/officers", !closed),
            Choice::new(format!("Đã đóng {closed_count}"), "/officers?state=closed", closed),
        ],
        notices: Vec::new(),
        lines,
        units,
        roles: grantable(&signed).map(|r| (r.code().to_owned(), r.label().to_owned())).collect(),
        bulk: String::new(),
        may_bulk: true,
        frame,
    };
    Ok(Html(page.render()?))
}

fn acts(row: &OfficerRow, signed: &Signed, csrf: &str) -> Vec<Act> {
    let act = |label: &str, verb: &str| {
        Act::new(label, format!("/officers/{}/{verb}", row.officer.id.0), csrf)
    };
    if !row.active {
        return vec![act("Mở lại", "active").with("active", "1")];
    }
    let mut acts = vec![act("Cấp lại mật khẩu", "password")];
    if row.officer.id != signed.acting.officer.id {
        acts.push(act("Đóng", "active").with("active", "0"));
    }
    acts
}

/// `POST /officers/{id}/active`.
pub async fn set_active(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, PageError> {
    signed.check(&fields)?;
    let active = fields.get("active") == "1";
    account::set_active(&state.store, &signed.acting, OfficerId(id), active).await?;
    Ok(done("/officers", if active { "opened" } else { "closed" }))
}

/// Roles that the signed-in officer may hand out.
fn grantable(signed: &Signed) -> impl Iterator<Item = Role> {
    let all = signed.acting.officer.is(Role::SystemAdministrator);
    Role::ALL
        .into_iter()
        .filter(move |r| all || !matches!(r, Role::Desk | Role::Leader | Role::SystemAdministrator))
}

/// `POST /officers`.
pub async fn create(
    State(state): State<AppState>,
    signed: Signed,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Html<String>, PageError> {
    signed.check(&fields)?;
    let roles: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|role| !fields.get(&format!("role:{}", role.code())).is_empty())
        .collect();
    let line = AccountLine {
        number: 1,
        login: fields.get("account").to_owned(),
        unit_key: fields.get("unit").to_owned(),
        name: fields.get("name").to_owned(),
        position: fields.get("position").to_owned(),
        phone: fields.get("phone").to_owned(),
        email: fields.get("email").to_owned(),
        roles,
    };
    let lines = checked(vec![line])?;
    slips(&state, &signed, &headers, &lines).await
}

/// `POST /officers/bulk`: a line a person: name, login, unit, roles, position, telephone, mail.
pub async fn create_bulk(
    State(state): State<AppState>,
    signed: Signed,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Html<String>, PageError> {
    signed.check(&fields)?;
    let mut lines = Vec::new();
    let text = fields.get("lines");
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        lines.push(read_line(number, line)?);
    }
    let lines = checked(lines)?;
    slips(&state, &signed, &headers, &lines).await
}

fn read_line(number: usize, line: &str) -> Result<AccountLine, PageError> {
    let cells: Vec<&str> = if line.contains('\t') {
        line.split('\t').map(str::trim).collect()
    } else {
        line.split([';', ',']).map(str::trim).collect()
    };
    let refused = |what: String| {
        let next = "Mỗi dòng: họ tên, tên đăng nhập, mã đơn vị, vai trò; sửa dòng đó rồi làm lại, \
                    chưa có tài khoản nào được tạo.";
        PageError::refused("LST-001", &what, next)
    };
    let [name, login, unit, roles, rest @ ..] = &cells[..] else {
        return Err(refused(format!("Dòng {number} thiếu cột.")));
    };
    let roles: Option<Vec<Role>> =
        roles.split(['+', ' ']).filter(|word| !word.is_empty()).map(Role::from_code).collect();
    let roles = roles.ok_or_else(|| refused(format!("Dòng {number}: không biết vai trò.")))?;
    let rest = |at: usize| rest.get(at).copied().unwrap_or_default().to_owned();
    Ok(AccountLine {
        number,
        login: (*login).to_owned(),
        unit_key: (*unit).to_owned(),
        name: (*name).to_owned(),
        position: rest(0),
        phone: rest(1),
        email: rest(2),
        roles,
    })
}

fn checked(lines: Vec<AccountLine>) -> Result<Vec<AccountLine>, PageError> {
    let whole = |l: &AccountLine| {
        !l.name.trim().is_empty() && !l.login.trim().is_empty() && !l.roles.is_empty()
    };
    if lines.is_empty() || !lines.iter().all(whole) {
        return Err(PageError::refused(
            "ACC-011",
            "Thiếu họ tên, tên đăng nhập hoặc vai trò.",
            "Điền đủ rồi làm lại; chưa có tài khoản nào được tạo.",
        ));
    }
    Ok(lines)
}

async fn slips(
    state: &AppState,
    signed: &Signed,
    headers: &HeaderMap,
    lines: &[AccountLine],
) -> Result<Html<String>, PageError> {
    let made = account::create_many(&state.store, &signed.acting, lines).await?;
    slips_page(state, signed, headers, made)
}

fn slips_page(
    state: &AppState,
    signed: &Signed,
    headers: &HeaderMap,
    made: Vec<account::Slip>,
) -> Result<Html<String>, PageError> {
    let host = headers.get("host").and_then(|h| h.to_str().ok()).unwrap_or_default();
    let page = SlipsPage {
        address: host.to_owned(),
        valid: "đến khi đăng nhập lần đầu".into(),
        slips: made
            .into_iter()
            .map(|slip| Slip {
                name: slip.name,
                unit: slip.unit,
                account: slip.login,
                password: slip.password,
            })
            .collect(),
        back: Link::new("Về danh sách tài khoản", "/officers"),
        frame: signed.frame(state, "Phiếu mật khẩu lần đầu", Nav::Officer),
    };
    Ok(Html(page.render()?))
}

/// `POST /officers/{id}/password`.
pub async fn reset(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Html<String>, PageError> {
    signed.check(&fields)?;
    let slip = account::reset_password(&state.store, &signed.acting, OfficerId(id)).await?;
    slips_page(&state, &signed, &headers, vec![slip])
}
