//! `/officers`: accounts of the own subtree, made one by one or from a list, with slips to print.

mod bulk;

use std::collections::BTreeMap;

use actions::account::{self, AccountLine};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::{Html, Response},
};
use domain::{
    access::{OfficerId, Role, Scope, UnitId},
    account::may_reset,
    amount::vietnamese,
};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use store::{
    account_notice::{Kind, NoticeRow},
    officer::{Counted, OfficerRow},
};

use crate::{
    done::Done,
    org_unit::placed,
    percent::percent_encode,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    view::{
        act::{Act, Choice, Link},
        frame::Nav,
        mark::{Mark, Notice, Shape, Tone},
        officer::{OfficerLine, OfficersPage, ResetTold, Slip, SlipsPage},
    },
};

pub use self::bulk::create_bulk;

/// Accounts on one page.
const SHOWN: i64 = 50;

/// What a new first password does, said before it is given: nothing brings the old one back.
const RESETS: &str = "Mật khẩu đang dùng mất hiệu lực ngay, các phiên đang làm việc của tài khoản này bị \
    chấm dứt. Mật khẩu mới in ra phiếu để trao tận tay.";

/// What is asked of the list.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: i64,
}

impl Asked {
    fn address(&self, page: i64) -> String {
        format!(
            "/officers?q={}&state={}&page={page}",
            percent_encode(&self.q),
            percent_encode(&self.state)
        )
    }
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
    Ok(Html(page(&state, &signed, &asked).await?.render()?))
}

async fn page(state: &AppState, signed: &Signed, asked: &Asked) -> Result<OfficersPage, PageError> {
    require(signed)?;
    let mut reader = state.store.reader();
    let scope = Scope { root: signed.acting.accounts_root, ..signed.acting.scope };
    let closed = asked.state == "closed";
    let wanted = (asked.q.as_str(), !closed);
    let at = asked.page.clamp(0, i64::MAX / SHOWN / 2);
    let part = (at * SHOWN, SHOWN);
    let rows = store::officer::list(&mut reader, &scope, wanted, part).await?;
    let Counted { open, closed: shut, found } =
        store::officer::count(&mut reader, &scope, wanted).await?;
    let keepers = store::officer::administrators(&mut reader).await?;
    let frame = signed.frame(state, "Tài khoản", Nav::Officer);
    let today = signed.acting.today();
    let unit = |row: &OfficerRow| placed(&state.catalog, &row.unit_key, &row.unit_name, today);
    let lines: Vec<OfficerLine> = rows
        .iter()
        .map(|row| line(row, unit(row), acts(row, signed, &keepers), signed.acting.now))
        .collect();
    let link = |text: &str, to: i64| Link::new(text, asked.address(to));
    Ok(OfficersPage {
        lead: format!("{} tài khoản đang dùng", vietnamese(open.into())),
        q: asked.q.clone(),
        state: asked.state.clone(),
        count: counted(found, part.0, lines.len()),
        before: (at > 0).then(|| link("Trang trước", at - 1)),
        after: ((at + 1) * SHOWN < found).then(|| link("Trang sau", at + 1)),
        filters: vec![
            Choice::new(format!("Đang dùng {}", vietnamese(open.into())), "/officers", !closed),
            Choice::new(format!("Đã đóng {shut}"), "/officers?state=closed", closed),
        ],
        notices: Vec::new(),
        lines,
        units: units(state, signed),
        roles: grantable(signed).map(|r| (r.code().to_owned(), r.label().to_owned())).collect(),
        bulk: String::new(),
        may_bulk: true,
        frame,
    })
}

/// "1.172 tài khoản theo điều kiện đã chọn, đang xem 101 đến 200".
fn counted(found: i64, skipped: i64, shown: usize) -> String {
    let shown = i64::try_from(shown).unwrap_or(0);
    let all = format!("{} tài khoản theo điều kiện đã chọn", vietnamese(found.into()));
    if shown == 0 || shown == found {
        return all;
    }
    format!("{all}, đang xem {} đến {}", skipped + 1, skipped + shown)
}

fn line(row: &OfficerRow, unit: String, acts: Vec<Act>, now: Timestamp) -> OfficerLine {
    let locked = row.locked_until.filter(|until| *until > now);
    OfficerLine {
        name: row.officer.name.clone(),
        account: row.login.clone(),
        unit,
        roles: row.officer.roles.iter().map(|r| r.label()).collect::<Vec<_>>().join(", "),
        state: if !row.active {
            Mark::new(Tone::Quiet, Shape::Dashed, "Đã đóng")
        } else if let Some(until) = locked {
            let words = format!("Tạm khóa đến {}", crate::submission::clock(&until.to_string()));
            Mark::new(Tone::Near, Shape::Barred, words)
        } else if row.must_change {
            Mark::new(Tone::Quiet, Shape::Empty, "Chờ đổi mật khẩu")
        } else {
            Mark::new(Tone::Good, Shape::Tick, "Đang dùng")
        },
        last: row.signed_in_at.as_deref().map_or(String::new(), crate::submission::clock),
        acts,
    }
}

/// Units that may be chosen for a new account: key and name; a commune with its district, for communes bear
/// equal names.
fn units(state: &AppState, signed: &Signed) -> Vec<(String, String)> {
    let all = signed.acting.officer.is_any(&[Role::Desk, Role::SystemAdministrator]);
    let today = signed.acting.today();
    let units = state.catalog.units.iter().filter(|unit| unit.exists_on(today));
    units
        .filter(|unit| all || unit.key.0 == signed.row.unit_key)
        .map(|unit| (unit.key.0.clone(), placed(&state.catalog, &unit.key.0, &unit.name, today)))
        .collect()
}

fn acts(row: &OfficerRow, signed: &Signed, keepers: &BTreeMap<UnitId, i64>) -> Vec<Act> {
    let act = |label: &str, verb: &str| {
        Act::new(label, format!("/officers/{}/{verb}", row.officer.id.0), &signed.csrf)
    };
    if !row.active {
        return vec![act("Mở lại", "active").with("active", "1")];
    }
    let of_unit = keepers.get(&row.officer.unit).copied().unwrap_or(0);
    let is_last = of_unit == i64::from(row.officer.is(Role::UnitAdministrator));
    let mut acts = Vec::new();
    if may_reset(&signed.acting.officer, &row.officer, is_last) {
        acts.push(act("Cấp lại mật khẩu", "password").warning(RESETS));
    }
    if row.officer.id != signed.acting.officer.id {
        acts.push(act("Đóng", "active").with("active", "0"));
    }
    acts
}

/// `POST /officers/{id}/active`.
pub async fn set_active(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let active = fields.get("active") == "1";
    account::set_active(&state.store, &signed.acting, OfficerId(id), active).await?;
    Ok(done("/officers", if active { Done::Opened } else { Done::Closed }))
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
    headers: HeaderMap,
    Posted { signed, form: fields }: Posted,
) -> Result<Html<String>, PageError> {
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
    if line.name.trim().is_empty() || line.login.trim().is_empty() || line.roles.is_empty() {
        return Err(PageError::refused(
            "ACC-011",
            "Thiếu họ tên, tên đăng nhập hoặc vai trò.",
            "Điền đủ rồi làm lại; chưa có tài khoản nào được tạo.",
        ));
    }
    slips(&state, &signed, &headers, &[line]).await
}

async fn slips(
    state: &AppState,
    signed: &Signed,
    headers: &HeaderMap,
    lines: &[AccountLine],
) -> Result<Html<String>, PageError> {
    let _turn = state.hashing.acquire().await;
    let made = account::create_many(&state.store, &signed.acting, lines).await?;
    slips_page(state, signed, headers, made)
}

fn slips_page(
    state: &AppState,
    signed: &Signed,
    headers: &HeaderMap,
    made: Vec<account::Slip>,
) -> Result<Html<String>, PageError> {
    let today = signed.acting.today();
    let host = headers.get("host").and_then(|h| h.to_str().ok()).unwrap_or_default();
    let page = SlipsPage {
        address: host.to_owned(),
        valid: "đến khi đăng nhập lần đầu".into(),
        slips: made
            .into_iter()
            .map(|slip| Slip {
                name: slip.name,
                unit: placed(&state.catalog, &slip.unit_key, &slip.unit, today),
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
    Path(id): Path<i64>,
    headers: HeaderMap,
    Posted { signed, .. }: Posted,
) -> Result<Html<String>, PageError> {
    let _turn = state.hashing.acquire().await;
    let slip = account::reset_password(&state.store, &signed.acting, OfficerId(id)).await?;
    slips_page(&state, &signed, &headers, vec![slip])
}

/// How long people are told of what was done to accounts.
const TOLD: SignedDuration = SignedDuration::from_hours(24 * 30);

/// New passwords, and accounts made from outside, of which the officer is told on the first page until they
/// say that they have read it.
pub(crate) async fn resets(state: &AppState, signed: &Signed) -> Result<Vec<ResetTold>, PageError> {
    let officer = &signed.acting.officer;
    let since: Timestamp = signed.acting.now - TOLD;
    let rows = store::account_notice::list(&mut state.store.reader(), officer, since).await?;
    let told = |row: &NoticeRow| ResetTold {
        notice: Notice::new(
            Tone::Near,
            &noticed(row, officer.id),
            "Nếu không ai trong đơn vị nhờ việc này, báo ngay lãnh đạo đơn vị.",
        ),
        act: Act::new("Đã biết", format!("/officers/resets/{}", row.id), &signed.csrf),
    };
    Ok(rows.iter().map(told).collect())
}

/// What was done to whose account, when and by whom.
fn noticed(row: &NoticeRow, reader: OfficerId) -> String {
    let at = crate::submission::clock(&row.at);
    let by = if row.by.is_empty() {
        "người giữ máy chủ".to_owned()
    } else {
        format!("{}, {}", row.by, row.by_unit)
    };
    let account = format!("{} ({})", row.login, row.name);
    match row.kind {
        Kind::Made => {
            let roles: Vec<&str> = row.roles.iter().map(|role| role.label()).collect();
            let roles = roles.join(", ");
            format!(
                "Tài khoản {account}, vai trò {roles}, được tạo từ ngoài đơn vị lúc {at} bởi {by}."
            )
        }
        Kind::Closed => format!("Tài khoản {account} bị đóng từ ngoài đơn vị lúc {at} bởi {by}."),
        Kind::Password if row.officer == reader => {
            format!("Mật khẩu của bạn được cấp lại lúc {at} bởi {by}.")
        }
        Kind::Password => {
            format!("Mật khẩu của tài khoản {account} được cấp lại lúc {at} bởi {by}.")
        }
    }
}

/// `POST /officers/resets/{id}`: the officer has read the notice.
pub async fn see_reset(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, .. }: Posted,
) -> Result<Response, PageError> {
    account::see_reset(&state.store, &signed.acting, id).await?;
    Ok(done("/", Done::Saved))
}
