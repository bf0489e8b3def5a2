//! `/system`: the administrator sees how the installation does.

use askama::Template;
use axum::{extract::State, response::Html};
use domain::access::Role;
use store::db::Engine;

use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    submission::clock,
    view::{
        frame::Nav,
        mark::{Mark, Notice, Shape, Tone},
        system::{JobLine, SystemPage},
    },
};

/// Timed work by its name in the log, the office's word for it, and its hour.
const JOBS: [(&str, &str, &str); 4] = [
    ("verify", "Kiểm tra dữ liệu", "hằng ngày từ 01:00"),
    ("remind", "Nhắc hạn báo cáo", "hằng ngày từ 07:00"),
    ("expire-imports", "Bỏ tệp của lượt nạp quá 7 ngày", "hằng ngày từ 01:00"),
    ("expire-sessions", "Chấm dứt phiên hết hạn", "hằng giờ"),
];

/// `GET /system`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Html<String>, PageError> {
    if !signed.acting.officer.is(Role::SystemAdministrator) {
        return Err(PageError::NotFound);
    }
    let log = store::job::list(&mut state.store.reader()).await?;
    let jobs: Vec<JobLine> = JOBS
        .iter()
        .map(|(code, name, when)| {
            let ran = log.iter().find(|row| row.name == *code);
            let outcome = ran.map_or(String::new(), |row| row.outcome.clone());
            JobLine {
                name: (*name).to_owned(),
                when: (*when).to_owned(),
                last: ran.map_or(String::new(), |row| clock(&row.ran_at)),
                state: match ran {
                    None => Mark::new(Tone::Quiet, Shape::Empty, "Chưa chạy"),
                    Some(_) if outcome.is_empty() => {
                        Mark::new(Tone::Part, Shape::Ring, "Đang chạy")
                    }
                    Some(_) if outcome.starts_with("Lỗi") => {
                        Mark::new(Tone::Bad, Shape::Bang, "Lỗi").loud()
                    }
                    Some(_) => Mark::new(Tone::Good, Shape::Tick, "Xong"),
                },
                outcome,
            }
        })
        .collect();
    let failed = jobs.iter().filter(|job| job.outcome.starts_with("Lỗi")).count();
    let mut notices = Vec::new();
    if failed > 0 {
        let text = "Xem kết quả bên dưới; cần thì dừng hệ thống và so với bản sao lưu gần nhất.";
        notices.push(Notice::new(Tone::Bad, "Có việc không chạy được.", text));
    }
    let engine = match state.store.engine() {
        Engine::Sqlite => "SQLite, trong thư mục dữ liệu",
        Engine::Postgres => "PostgreSQL",
    };
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let page = SystemPage {
        lead: if failed > 0 {
            format!("{failed} việc theo giờ không chạy được")
        } else {
            "Mọi việc theo giờ chạy bình thường".into()
        },
        notices,
        facts: vec![
            fact("Phiên bản", env!("CARGO_PKG_VERSION")),
            fact("Cơ sở dữ liệu", engine),
            fact("Danh mục", &format!("{}, lần {}", state.catalog.title, state.revision)),
            fact("Giờ hệ thống", &clock(&signed.acting.now.to_string())),
        ],
        jobs,
        frame: signed.frame(&state, "Vận hành", Nav::System),
    };
    Ok(Html(page.render()?))
}
