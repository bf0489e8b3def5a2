//! Signed-in officers: the cookie, the extractor, and the frame of their pages.

use actions::Acting;
use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, Method, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::access::Role;
use store::officer::OfficerRow;

use crate::{
    done::Done,
    percent::percent_encode,
    problem::PageError,
    state::{AppState, Installation},
    upkeep::is_upkeep,
    view::{
        frame::{Frame, Me, Nav, Theme},
        mark::Notice,
        printout::Format,
    },
};

/// Name of the session's cookie. Where the site is reached over HTTPS only, browsers are told by the name
/// that no other host and no plain connection may set it.
pub fn cookie_name(state: &AppState) -> &'static str {
    if state.https { "__Host-sanhvai" } else { "sanhvai" }
}

/// The signed-in officer of a request.
#[derive(Debug, Clone)]
pub struct Signed {
    pub acting: Acting,
    pub row: OfficerRow,
    pub csrf: String,
    pub theme: Theme,
    pub path: String,
    /// The file that the page is asked for as.
    pub wanted: Option<Format>,
    flash: Option<Notice>,
}

impl FromRequestParts<Installation> for Signed {
    type Rejection = PageError;

    async fn from_request_parts(
        parts: &mut Parts,
        installation: &Installation,
    ) -> Result<Self, PageError> {
        let state = installation.state();
        let jar = CookieJar::from_headers(&parts.headers);
        let path = parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
        let sign_in = || sign_in_first(parts, &path);
        let token = jar.get(cookie_name(&state)).map(|c| c.value().to_owned());
        let token = token.ok_or_else(sign_in)?;
        let now = state.clock.now();
        let (row, csrf) =
            actions::account::signed_in(&state.store, &token, now).await?.ok_or_else(sign_in)?;
        if row.must_change && parts.uri.path() != "/mat-khau" && parts.uri.path() != "/dang-xuat" {
            return Err(PageError::ChangePassword);
        }
        let acting = Acting::new(row.officer.clone(), state.province, now);
        if !acting.scope.reads_reports() && !is_upkeep(parts.uri.path()) {
            return Err(PageError::NotFound);
        }
        let theme = theme(&parts.headers);
        // Told by the page that an act led to, not by the next act's own answer.
        let flash = told_here(&parts.method, &parts.uri, &parts.headers);
        let flash = flash.map(Done::notice);
        let wanted = Format::asked(parts.uri.query().unwrap_or_default());
        Ok(Self { acting, row, csrf, theme, path, wanted, flash })
    }
}

/// To the door, and from there back: to the page that was asked for, or to the page from which something was
/// sent, which is not kept.
fn sign_in_first(parts: &Parts, path: &str) -> PageError {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return PageError::SignIn { back: path.to_owned(), lost: false };
    }
    PageError::SignIn { back: came_from(&parts.headers).to_owned(), lost: true }
}

/// The page of this site from which a form was sent, as the browser says it; else the first page.
fn came_from(headers: &HeaderMap) -> &str {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let address = text(header::REFERER).split_once("://").map_or("", |(_, address)| address);
    let at = address.find('/').unwrap_or(address.len());
    let (host, page) = address.split_at(at);
    if host == text(header::HOST) { way_back(page) } else { "/" }
}

/// The look chosen on this machine.
pub fn theme(headers: &HeaderMap) -> Theme {
    let jar = CookieJar::from_headers(headers);
    Theme::from_code(jar.get("theme").map_or("", |c| c.value()))
}

impl Signed {
    /// Refuses a request that carries another session's token.
    pub fn check_token(&self, token: &str) -> Result<(), PageError> {
        if !token.is_empty() && token == self.csrf {
            return Ok(());
        }
        Err(PageError::refused(
            "WEB-002",
            "Trang này đã cũ hoặc không do hệ thống gửi ra.",
            "Tải lại trang rồi làm lại.",
        ))
    }

    /// Whether reports of others come in at the office whose board and totals the officer sees.
    pub fn receives(&self) -> bool {
        self.row.receives || self.acting.scope.province_wide
    }

    /// Whether the officer reads the province's draft reports: its desk and leaders, and who signs them for
    /// the lead office.
    pub fn reads_drafts(&self, state: &AppState) -> bool {
        let officer = &self.acting.officer;
        self.acting.scope.province_wide || (officer.unit == state.lead && officer.is(Role::Signer))
    }

    /// The frame of a page.
    pub fn frame(&self, state: &AppState, title: &str, current: Nav) -> Frame {
        let officer = &self.row.officer;
        let administers =
            officer.is_any(&[Role::UnitAdministrator, Role::SystemAdministrator, Role::Desk]);
        let role = officer.roles.first().map_or("", |r| r.label());
        let role = if self.row.position.is_empty() { role } else { &self.row.position };
        Frame {
            title: title.to_owned(),
            current,
            me: Some(Me {
                name: officer.name.clone(),
                role: role.to_owned(),
                unit: self.row.unit_name.clone(),
                administers,
                keeps_system: officer.is(Role::SystemAdministrator),
                reads_reports: officer.reads_reports(),
                receives: self.receives(),
                drafts: self.reads_drafts(state),
            }),
            csrf: self.csrf.clone(),
            sample: state.sample,
            work_count: 0,
            today: domain::period::weekday(self.acting.today()),
            flash: self.flash.clone(),
            plan: state.catalog.title.clone(),
            theme: self.theme,
            path: self.path.clone(),
            has_files: false,
            query: String::new(),
        }
    }
}

/// Goes elsewhere and says there, once, what was done: the cookie names the page that tells it.
pub fn done(to: &str, what: Done) -> Response {
    let page = to.split(['?', '#']).next().unwrap_or(to);
    let cookie = flash_cookie(&format!("{}@{}", what.code(), percent_encode(page)), FLASH_SECONDS);
    ([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response()
}

/// Seconds for which a notice waits for its page.
const FLASH_SECONDS: u32 = 20;

fn flash_cookie(value: &str, seconds: u32) -> String {
    format!("flash={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax")
}

/// The act that led to this very page, where none but this page tells it.
fn told_here(method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Done> {
    if method != Method::GET {
        return None;
    }
    let jar = CookieJar::from_headers(headers);
    let (code, page) = jar.get("flash")?.value().split_once('@')?;
    Done::from_code(code).filter(|_| page == uri.path())
}

/// The notice of an act for a page that asks for no session: the door, after a changed password.
pub(crate) fn told_at(path: &Uri, headers: &HeaderMap) -> Option<Notice> {
    told_here(&Method::GET, path, headers).map(Done::notice)
}

/// Takes the notice of an act back once its page has told it: neither a second look nor another tab does.
pub async fn tell_once(request: Request, next: Next) -> Response {
    let told = told_here(request.method(), request.uri(), request.headers()).is_some();
    let mut response = next.run(request).await;
    let is_page = response.status().is_success();
    if told
        && is_page
        && let Ok(gone) = HeaderValue::from_str(&flash_cookie("", 0))
    {
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    response
}

/// A way back inside this site, else the first page: browsers drop tabs and line breaks and read a
/// backslash as a slash, so none of them may stand in it.
pub fn way_back(asked: &str) -> &str {
    let foreign = |c: char| c.is_control() || c == '\\';
    if asked.starts_with('/') && !asked.starts_with("//") && !asked.contains(foreign) {
        asked
    } else {
        "/"
    }
}
