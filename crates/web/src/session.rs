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
    percent::percent_encode,
    problem::PageError,
    state::{AppState, Installation},
    upkeep::is_upkeep,
    view::{
        frame::{Frame, Me, Nav, Theme},
        mark::{Notice, Tone},
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
        let flash = flash.and_then(|code| flash_words(&code));
        Ok(Self { acting, row, csrf, theme, path, flash })
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

/// What the last act did, by its code: a cookie never carries words.
fn flash_words(code: &str) -> Option<Notice> {
    let (title, text) = match code {
        "saved" => ("Đã lưu.", ""),
        "ready" => ("Đã chuyển người ký.", "Báo cáo chờ ký; muốn sửa thì lấy lại."),
        "submitted" => ("Đã gửi.", "Phiếu xác nhận có ở mục Các bản đã gửi."),
        "withdrawn" => ("Đã rút về.", "Báo cáo trở lại trạng thái đang nhập."),
        "taken-back" => ("Đã lấy lại để sửa.", ""),
        "reviewing" => ("Đã nhận để thẩm tra.", ""),
        "returned" => ("Đã trả lại.", "Đơn vị thấy lý do trên trang của mình."),
        "accepted" => ("Đã chấp nhận.", "Số liệu đã vào tổng hợp."),
        "reopened" => ("Đã mở lại.", "Đơn vị thấy lý do và ngày phải gửi lại trên trang báo cáo."),
        "remarked" => ("Đã ghi ý kiến.", ""),
        "extension-asked" => {
            ("Đã gửi lời xin gia hạn.", "Nơi nhận báo cáo trả lời; hạn cũ giữ nguyên đến lúc đó.")
        }
        "extension-granted" => ("Đã cho gia hạn.", "Đơn vị nộp theo ngày mới."),
        "extension-refused" => {
            ("Đã trả lời không gia hạn.", "Đơn vị đọc được lý do; hạn nộp giữ nguyên.")
        }
        "reopening-asked" => {
            ("Đã gửi đề nghị mở lại.", "Nơi nhận báo cáo mở lại hoặc trả lời vì sao không.")
        }
        "reopening-refused" => {
            ("Đã trả lời không mở lại.", "Đơn vị đọc được lý do; báo cáo giữ nguyên.")
        }
        "round-closed" => {
            ("Đã đóng đợt.", "Từ hôm nay hệ thống không nhận thêm, trừ đơn vị được gia hạn.")
        }
        "round-reopened" => ("Đã mở lại đợt.", "Các đơn vị thấy lý do trên trang báo cáo."),
        "round-day" => ("Đã đặt ngày gửi.", "Hạn và lời nhắc của các xã theo ngày này."),
        "called" => ("Đã ghi cuộc gọi.", "Nội dung có ở Danh bạ đầu mối và ở mục Các lần trước."),
        "urged" => ("Đã ghi đôn đốc.", ""),
        "plan-confirmed" => ("Đã xác nhận kế hoạch.", "Văn bản và chỗ sửa được giữ lại."),
        "issued" => ("Đã lưu văn bản.", ""),
        "workbook" => ("Đã ghi số liệu từ tệp.", "Số ô đã ghi có ở mục Nhật ký."),
        "foreign" => (
            "Đã nhận tệp.",
            "Chưa nhận ra biểu nào trong đó: khớp trang, cột và dòng một lần; chưa ghi gì vào báo cáo.",
        ),
        "forgotten" => ("Đã bỏ cách khớp.", "Số liệu đã nạp theo cách đó vẫn giữ."),
        "discarded" => ("Đã bỏ tệp.", "Báo cáo không thay đổi."),
        "presented" => ("Đã trình ký.", "Tải tệp về, ký số rồi nộp lại."),
        "signed" => ("Đã nhận bản ký.", "Chữ ký đã được kiểm tra."),
        "tried" => ("Đã ký thử.", "Chữ ký thử nghiệm không có giá trị phát hành."),
        "numbered" => ("Đã cấp số.", "Số gắn với văn bản này, không cấp lại."),
        "cancelled" => ("Đã hủy văn bản.", "Số, nếu đã cấp, vẫn thuộc văn bản này."),
        "discarded-document" => ("Đã bỏ văn bản đang soạn.", ""),
        "template" => ("Đã lưu mẫu.", "Văn bản lập từ bây giờ dùng câu chữ này."),
        "template-shipped" => ("Đã dùng lại mẫu gốc.", "Bản đã sửa còn trong các lần sửa."),
        "packed" => ("Đã lập gói tin.", "Tải tệp .edxml ở danh sách bên dưới rồi chuyển đi."),
        "taken" => ("Đã nhận gói tin.", "Tin báo đã đến (01) đã lập sẵn, tải về để gửi lại."),
        "told" => ("Đã ghi trạng thái.", "Trạng thái của văn bản đã chuyển theo tin nhận được."),
        "corrected" => ("Đã ghi điều chỉnh.", "Lý do đứng bên cạnh số, người thẩm tra đọc được."),
        "seen-below" => ("Đã ghi nhận.", "Số cấp xã đã nằm trong biểu."),
        "paper-sent" => ("Đã gửi thay.", "Báo cáo mang dấu nhập thay; một cán bộ khác thẩm tra."),
        "password" => ("Đã đổi mật khẩu.", "Đăng nhập bằng mật khẩu mới."),
        "confirmed" => ("Đã xác nhận.", "Các mục này không còn mang dấu “cần đối chiếu”."),
        "unconfirmed" => ("Đã bỏ xác nhận.", "Mục này lại mang dấu “cần đối chiếu”."),
        "contact" => ("Đã lưu đầu mối.", ""),
        "contact-removed" => ("Đã bỏ đầu mối khỏi danh bạ.", ""),
        "closed" => ("Đã đóng tài khoản.", "Phiên đang đăng nhập của tài khoản này đã chấm dứt."),
        "opened" => ("Đã mở lại tài khoản.", ""),
        _ => return None,
    };
    Some(Notice::new(Tone::Good, title, text))
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
            query: String::new(),
        }
    }
}

/// Goes elsewhere and says there, once, what was done: the cookie names the page that tells it.
pub fn done(to: &str, code: &str) -> Response {
    let page = to.split(['?', '#']).next().unwrap_or(to);
    let cookie = flash_cookie(&format!("{code}@{}", percent_encode(page)), FLASH_SECONDS);
    ([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response()
}

/// Seconds for which a notice waits for its page.
const FLASH_SECONDS: u32 = 20;

fn flash_cookie(value: &str, seconds: u32) -> String {
    format!("flash={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax")
}

/// The code of the act that led to this very page, where none but this page tells it.
fn told_here(method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<String> {
    if method != Method::GET {
        return None;
    }
    let jar = CookieJar::from_headers(headers);
    let (code, page) = jar.get("flash")?.value().split_once('@')?;
    (page == uri.path()).then(|| code.to_owned())
}

/// The notice of an act for a page that asks for no session: the door, after a changed password.
pub(crate) fn told_at(path: &Uri, headers: &HeaderMap) -> Option<Notice> {
    told_here(&Method::GET, path, headers).and_then(|code| flash_words(&code))
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
