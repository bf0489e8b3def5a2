//! Signing in and out, the first password, the look.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, Uri, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::period::{day, days_left_words, local_date};
use serde::Deserialize;

use crate::{
    done::Done,
    posted::{Open, Posted},
    problem::{PageError, bare_frame},
    session::{Signed, cookie_name, done, theme, told_at, way_back},
    state::AppState,
    view::{
        frame::{Frame, Nav},
        mark::{Notice, Tone},
        session::{Milestone, PasswordPage, Phase, SignInPage},
    },
};

/// Where to go after signing in.
#[derive(Debug, Deserialize)]
pub struct Back {
    #[serde(default)]
    ve: String,
    /// "1" where something was sent after the session had ended.
    #[serde(default)]
    lost: String,
}

/// `GET /dang-nhap`.
pub async fn show(
    State(state): State<AppState>,
    headers: HeaderMap,
    uri: Uri,
    Query(back): Query<Back>,
) -> Result<Html<String>, PageError> {
    let lost = Notice::new(
        Tone::Near,
        "Phiên làm việc đã hết.",
        "Nội dung vừa gửi chưa được lưu: đăng nhập rồi nhập lại trên trang sắp mở.",
    );
    let told = told_at(&uri, &headers).or_else(|| (back.lost == "1").then_some(lost));
    page(&state, &headers, "", told, &back.ve).await
}

async fn page(
    state: &AppState,
    headers: &HeaderMap,
    account: &str,
    refused: Option<Notice>,
    back: &str,
) -> Result<Html<String>, PageError> {
    let today = local_date(state.clock.now());
    let rounds = store::round::list(&mut state.store.reader()).await?;
    let mut milestones: Vec<Milestone> = rounds
        .iter()
        .rev()
        .filter(|r| r.year == i64::from(today.year()))
        .map(|round| {
            let left = domain::period::days_between(today, round.due);
            Milestone {
                phase: match left {
                    left if left < 0 => Phase::Done,
                    0..=14 => Phase::Now,
                    _ => Phase::Ahead,
                },
                when: if left < 0 { day(round.due) } else { days_left_words(today, round.due) },
                what: round.title.clone(),
                note: format!("Hết ngày {}", day(round.due)),
            }
        })
        .collect();
    milestones.truncate(6);
    let frame = Frame {
        title: "Đăng nhập".into(),
        current: Nav::Elsewhere,
        sample: state.sample,
        today: domain::period::weekday(today),
        plan: state.catalog.title.clone(),
        theme: theme(headers),
        path: back.to_owned(),
        ..bare_frame()
    };
    let page = SignInPage {
        frame,
        lead: "Theo dõi kế hoạch bình đẳng giới và vì sự tiến bộ của phụ nữ".into(),
        account: account.to_owned(),
        refused,
        year_title: format!("Năm kế hoạch {}", today.year()),
        milestones,
        demo: state.demo.as_ref().clone(),
    };
    Ok(Html(page.render()?))
}

/// `POST /dang-nhap`.
pub async fn enter(
    State(state): State<AppState>,
    headers: HeaderMap,
    Open(fields): Open,
) -> Result<Response, PageError> {
    let back = fields.get("back");
    let (login, password) = (fields.get("account").trim(), fields.get("password"));
    let _permit = state.hashing.acquire().await;
    let door = (&state.store, &*state.door);
    match actions::account::sign_in(door, login, password, state.clock.now()).await {
        Ok(session) => {
            let secure = if state.is_https(&headers) { "; Secure" } else { "" };
            let (name, token) = (cookie_name(&state), session.token);
            let cookie = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}");
            let to = if session.must_change { "/mat-khau" } else { way_back(back) };
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response())
        }
        Err(error) => {
            let (status, problem) = PageError::from(error).words();
            let notice = Notice::new(
                Tone::Bad,
                "Chưa đăng nhập được.",
                format!("{} {} ({})", problem.what, problem.next, problem.code),
            );
            let html = page(&state, &headers, login, Some(notice), back).await?;
            Ok((status, html).into_response())
        }
    }
}

/// `POST /dang-xuat`.
pub async fn leave(
    State(state): State<AppState>,
    jar: CookieJar,
    _posted: Posted,
) -> Result<Response, PageError> {
    let name = cookie_name(&state);
    if let Some(cookie) = jar.get(name) {
        actions::account::sign_out(&state.store, cookie.value()).await?;
    }
    let secure = if state.https { "; Secure" } else { "" };
    let gone = format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}");
    Ok(([(header::SET_COOKIE, gone)], Redirect::to("/dang-nhap")).into_response())
}

fn password_page(state: &AppState, signed: &Signed, refused: Option<Notice>) -> PasswordPage {
    PasswordPage {
        frame: signed.frame(state, "Đặt mật khẩu của bạn", Nav::Elsewhere),
        lead: if signed.row.must_change {
            "Mật khẩu in trên phiếu chỉ dùng một lần. Đặt mật khẩu của riêng bạn để tiếp tục."
                .into()
        } else {
            "Sau khi đổi, các máy khác đang đăng nhập bằng tài khoản này phải đăng nhập lại.".into()
        },
        may_leave: !signed.row.must_change,
        rule: "Ít nhất 12 ký tự; một câu ngắn dễ nhớ là tốt nhất.".into(),
        refused,
    }
}

/// `GET /mat-khau`.
pub async fn password(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Html<String>, PageError> {
    Ok(Html(password_page(&state, &signed, None).render()?))
}

/// `POST /mat-khau`.
pub async fn change_password(
    State(state): State<AppState>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let refuse = |text: String| -> Result<Response, PageError> {
        let notice = Notice::new(Tone::Bad, "Chưa đổi được.", text);
        Ok(Html(password_page(&state, &signed, Some(notice)).render()?).into_response())
    };
    if fields.get("fresh") != fields.get("again") {
        return refuse(
            "Hai lần nhập mật khẩu mới không giống nhau. Nhập lại cả hai ô. (ACC-041)".into(),
        );
    }
    let login = signed.row.login.clone();
    let (old, new) = (fields.get("current"), fields.get("fresh"));
    let _turn = state.hashing.acquire().await;
    let both = (old, new);
    match actions::account::change_password(&state.store, &signed.acting, &login, both).await {
        Ok(()) => Ok(done("/dang-nhap", Done::Password)),
        Err(error) => {
            let (_, problem) = PageError::from(error).words();
            refuse(format!("{} {} ({})", problem.what, problem.next, problem.code))
        }
    }
}

/// `POST /theme`: keeps the chosen look on this machine.
pub async fn choose_theme(Open(fields): Open) -> Response {
    let chosen = crate::view::frame::Theme::from_code(fields.get("theme"));
    let cookie = format!("theme={}; Path=/; Max-Age=31536000; SameSite=Lax", chosen.code());
    ([(header::SET_COOKIE, cookie)], Redirect::to(way_back(fields.get("back")))).into_response()
}
