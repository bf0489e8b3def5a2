//! Accounts made from a list, all or none, with the slips that are printed for their people.

use std::collections::BTreeSet;

use domain::{
    access::{OfficerId, Role},
    account::is_login,
    contact::Contact,
    deed::Deed,
    fold::clean,
};
use store::{
    account_notice::Kind,
    audit::Subject,
    db::{Store, Tx},
    officer::NewOfficer,
    org_unit::UnitRow,
};

use super::{hash_blocking, outside, password::first_password, require_grant, unit};
use crate::{Acting, Error};

/// Lines of one list at most: every password is hashed, half a minute for all of them.
pub const LINES_MAX: usize = 600;

/// What is said of a line without a role.
pub const NO_ROLE: &str = "thiếu vai trò";

/// A slip to print: login and first password, shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    pub unit: String,
    /// Key of the unit, by which communes of equal names are told apart.
    pub unit_key: String,
    pub name: String,
    pub login: String,
    pub password: String,
}

/// A line of the list from which accounts are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLine {
    /// Line of the list, for words about faults.
    pub number: usize,
    pub login: String,
    /// Code, bare number of it, or full name.
    pub unit_key: String,
    pub name: String,
    pub position: String,
    pub phone: String,
    pub email: String,
    pub roles: Vec<Role>,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub number: usize,
    /// One sentence without its full stop.
    pub what: String,
}

impl Fault {
    /// The refusal of a list that tells every faulty line at once.
    pub fn refusal(mut faults: Vec<Self>) -> Error {
        faults.sort();
        let lines: Vec<String> = faults
            .into_iter()
            .map(|fault| format!("dòng {}: {}", fault.number, fault.what))
            .collect();
        Error::refused(
            "LST-002",
            format!("Danh sách có chỗ sai: {}.", lines.join("; ")),
            "Sửa các dòng đó rồi làm lại; chưa có tài khoản nào được tạo. Mã đơn vị có ở cột Mã của trang Đơn vị (/units).",
        )
    }
}

/// An account that can be made.
struct Ready {
    unit: UnitRow,
    who: Contact,
    login: String,
    password: String,
    hash: String,
}

/// What is wrong with the lines of a list.
///
/// # Errors
/// When the officer keeps no accounts, may not grant the roles, or the list is empty or too long.
pub async fn faults(
    store: &Store,
    acting: &Acting,
    lines: &[AccountLine],
) -> Result<Vec<Fault>, Error> {
    checked(store, acting, lines).await.map(|(_, faults)| faults)
}

/// Makes accounts from a list, all or none, and returns the slips to print.
///
/// Passwords are hashed before anything is written, so that nobody waits for them; whoever calls holds a
/// turn of hashing.
///
/// # Errors
/// As for [`faults`]; when a line is faulty, with all of them.
pub async fn create_many(
    store: &Store,
    acting: &Acting,
    lines: &[AccountLine],
) -> Result<Vec<Slip>, Error> {
    let (units, faults) = checked(store, acting, lines).await?;
    if !faults.is_empty() {
        return Err(Fault::refusal(faults));
    }
    let mut ready = Vec::with_capacity(lines.len());
    for (line, unit) in lines.iter().zip(units) {
        let who = Contact::read(&person(line))?;
        let password = first_password()?;
        let hash = hash_blocking(password.clone()).await?;
        ready.push(Ready { unit, who, login: clean(&line.login), password, hash });
    }
    let mut tx = store.begin().await?;
    let mut slips = Vec::with_capacity(lines.len());
    for (line, ready) in lines.iter().zip(ready) {
        create(&mut tx, acting, line, &ready).await?;
        let (unit, unit_key, name) = (ready.unit.name, ready.unit.key, ready.who.name);
        slips.push(Slip { unit, unit_key, name, login: ready.login, password: ready.password });
    }
    tx.commit().await?;
    Ok(slips)
}

async fn create(
    tx: &mut Tx,
    acting: &Acting,
    line: &AccountLine,
    ready: &Ready,
) -> Result<OfficerId, Error> {
    let new = NewOfficer {
        login: ready.login.clone(),
        password_hash: ready.hash.clone(),
        must_change: true,
        unit: ready.unit.id,
        name: ready.who.name.clone(),
        position: ready.who.position.clone(),
        phone: ready.who.phone.clone(),
        email: ready.who.email.clone(),
        roles: line.roles.clone(),
    };
    let id = store::officer::create(tx, &new).await.map_err(|error| match error {
        store::error::Error::Duplicate { .. } => Error::refused(
            "ACC-007",
            format!("Tên đăng nhập “{}” đã có.", new.login),
            "Đổi tên đăng nhập trong danh sách rồi làm lại; chưa có tài khoản nào được tạo.",
        ),
        other => other.into(),
    })?;
    let detail = format!("unit={} roles={}", ready.unit.key, codes(&line.roles));
    store::audit::record(tx, acting.audit(Deed::AccountCreate, Subject::Officer(id)).with(&detail))
        .await?;
    if outside::is_told(acting, ready.unit.id) {
        store::account_notice::record(tx, (id, Kind::Made), acting.by()).await?;
    }
    if line.roles.contains(&Role::Reporter) {
        store::contact::add(tx, ready.unit.id, &ready.who, acting.now).await?;
    }
    Ok(id)
}

/// Codes of roles, as the log has them.
fn codes(roles: &[Role]) -> String {
    roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(",")
}

/// The units of the lines without faults, and the faults of the others.
async fn checked(
    store: &Store,
    acting: &Acting,
    lines: &[AccountLine],
) -> Result<(Vec<UnitRow>, Vec<Fault>), Error> {
    acting.require(
        &[Role::UnitAdministrator, Role::SystemAdministrator, Role::Desk],
        "Việc này của quản trị.",
    )?;
    if lines.len() > LINES_MAX {
        return Err(Error::refused(
            "LST-003",
            format!("Danh sách có {} dòng; một lần nhận nhiều nhất {LINES_MAX} dòng.", lines.len()),
            "Chia thành vài danh sách rồi làm từng danh sách; chưa có tài khoản nào được tạo.",
        ));
    }
    let mut reader = store.reader();
    let listed = store::org_unit::on_date(&mut reader, acting.today()).await?;
    let listed: Vec<UnitRow> = listed.into_iter().map(|(unit, _)| unit).collect();
    let (mut units, mut faults, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for line in lines {
        require_grant(acting, &line.roles)?;
        let mut fault = |what: String| faults.push(Fault { number: line.number, what });
        for what in faults_of(line) {
            fault(what);
        }
        let login = clean(&line.login);
        let is_taken = store::officer::credentials(&mut reader, &login).await?.is_some();
        if is_taken {
            fault(format!("tên đăng nhập “{login}” đã có"));
        } else if !login.is_empty() && !seen.insert(login.clone()) {
            fault(format!("tên đăng nhập “{login}” có hai lần trong danh sách"));
        }
        match unit::find(&mut reader, acting, &listed, &line.unit_key).await? {
            Ok(unit) => {
                if let Some(what) =
                    outside::refusal(&mut reader, acting, &unit, &line.roles).await?
                {
                    fault(what);
                }
                units.push(unit);
            }
            Err(why) => fault(why.words(&line.unit_key)),
        }
    }
    Ok((units, faults))
}

/// What is wrong with a line by itself.
fn faults_of(line: &AccountLine) -> Vec<String> {
    let mut faults = Vec::new();
    let login = clean(&line.login);
    for (is_missing, what) in [
        (line.name.trim().is_empty(), "thiếu họ tên"),
        (login.is_empty(), "thiếu tên đăng nhập"),
        (line.roles.is_empty(), NO_ROLE),
    ] {
        if is_missing {
            faults.push(what.to_owned());
        }
    }
    if !login.is_empty() && !is_login(&login) {
        faults.push(format!(
            "tên đăng nhập “{login}” chỉ được có chữ thường không dấu, chữ số, dấu chấm, gạch nối"
        ));
    }
    if let Err(error) = Contact::read(&person(line))
        && !line.name.trim().is_empty()
    {
        faults.push(error.to_string().trim_end_matches('.').to_owned());
    }
    faults
}

/// The person of a line, as the contact list keeps them too.
fn person(line: &AccountLine) -> Contact {
    Contact {
        name: line.name.clone(),
        position: line.position.clone(),
        phone: line.phone.clone(),
        email: line.email.clone(),
    }
}
