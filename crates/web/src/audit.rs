//! `/audit`: the log, for who keeps the system: acts, accounts and hours, never what a report says.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{Html, Response},
};
use domain::{access::Role, amount::vietnamese, period};
use jiff::civil::Date;
use serde::Deserialize;
use store::audit::{AuditRow, Wanted};

use crate::{
    download::blocking,
    percent::percent_encode,
    problem::PageError,
    session::Signed,
    state::AppState,
    submission::clock,
    view::{
        act::Link,
        audit::{AuditLine, AuditPage},
        frame::Nav,
    },
};

/// Lines of one page.
const SHOWN: i64 = 100;

/// Lines of a file at most: what a table program opens at ease.
const FILE_MAX: i64 = 20_000;

/// What is asked of the log.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    day: String,
    #[serde(default)]
    officer: String,
    #[serde(default)]
    verb: String,
    #[serde(default)]
    page: i64,
}

impl Asked {
    /// First and next instant of the day asked for, as stored; empty where none is.
    fn span(&self) -> (String, String) {
        let Ok(day) = self.day.parse::<Date>() else { return Default::default() };
        let start = |day: Date| {
            let zone = period::vietnam();
            let at = zone.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).ok();
            at.map_or(String::new(), store::submission::stamp)
        };
        (start(day), day.tomorrow().map_or(String::new(), start))
    }

    fn address(&self, page: i64) -> String {
        let (day, officer) = (percent_encode(&self.day), percent_encode(&self.officer));
        format!(
            "/audit?day={day}&officer={officer}&verb={}&page={page}",
            percent_encode(&self.verb)
        )
    }
}

async fn read(
    state: &AppState,
    signed: &Signed,
    asked: &Asked,
    part: (i64, i64),
) -> Result<(Vec<AuditRow>, i64), PageError> {
    if !signed.acting.officer.is(Role::SystemAdministrator) {
        return Err(PageError::NotFound);
    }
    let (from, until) = asked.span();
    let wanted = Wanted { span: (&from, &until), officer: asked.officer.trim(), verb: &asked.verb };
    let mut reader = state.store.reader();
    let (mut rows, all) = store::audit::list(&mut reader, wanted, part).await?;
    let subjects = rows.iter().map(|row| row.subject.as_str()).collect();
    let names = store::audit::names(&mut reader, &subjects).await?;
    for row in &mut rows {
        if let Some(name) = names.get(&row.subject) {
            row.subject = format!("{name} ({})", row.subject);
        }
    }
    Ok((rows, all))
}

fn line(row: AuditRow) -> AuditLine {
    AuditLine {
        number: row.id.to_string(),
        at: clock(&row.at),
        officer: if row.officer.is_empty() { "Hệ thống".into() } else { row.officer },
        unit: row.unit,
        act: verb_words(&row.verb).map_or_else(|| row.verb.clone(), ToOwned::to_owned),
        verb: row.verb,
        subject: row.subject,
        detail: row.detail,
    }
}

/// `GET /audit`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let page = asked.page.clamp(0, i64::MAX / SHOWN);
    let (rows, all) = read(&state, &signed, &asked, (page * SHOWN, SHOWN)).await?;
    let mut reader = state.store.reader();
    let head = store::audit::head(&mut reader).await?.unwrap_or_default();
    let jobs = store::job::list(&mut reader).await?;
    let checked = jobs.iter().find(|job| job.name == "verify");
    let verbs = store::audit::verbs(&mut reader).await?;
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let link = |text: &str, to: i64| Link::new(text, asked.address(to));
    let page = AuditPage {
        lead: format!(
            "{} dòng ghi ai làm gì, lúc nào; không ghi nội dung báo cáo",
            vietnamese(head.count.into())
        ),
        facts: vec![
            fact("Mốc cuối", format!("{} dòng, {}", vietnamese(head.count.into()), head.hash)),
            fact(
                "Kiểm tra gần nhất",
                checked.map_or("Chưa chạy".into(), |job| {
                    format!("{}: {}", clock(&job.ran_at), job.outcome)
                }),
            ),
        ],
        day: asked.day.clone(),
        officer: asked.officer.clone(),
        verbs: verbs
            .into_iter()
            .map(|verb| {
                let words = verb_words(&verb).map_or_else(|| verb.clone(), ToOwned::to_owned);
                let chosen = verb == asked.verb;
                (verb, words, chosen)
            })
            .collect(),
        count: if all > FILE_MAX {
            format!(
                "{} dòng theo điều kiện đã chọn; tệp Excel: {} dòng mới nhất",
                vietnamese(all.into()),
                vietnamese(FILE_MAX.into())
            )
        } else {
            format!("{} dòng theo điều kiện đã chọn", vietnamese(all.into()))
        },
        lines: rows.into_iter().map(line).collect(),
        newer: (page > 0).then(|| link("Mới hơn", page - 1)),
        older: ((page + 1) * SHOWN < all).then(|| link("Cũ hơn", page + 1)),
        download: asked.address(0).replacen("/audit?", "/audit/xlsx?", 1),
        frame: signed.frame(&state, "Nhật ký", Nav::System),
    };
    Ok(Html(page.render()?))
}

/// `GET /audit/xlsx`: the lines asked for as a workbook, newest first.
pub async fn download(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let (rows, all) = read(&state, &signed, &asked, (0, FILE_MAX)).await?;
    let heads = ["Dòng", "Lúc", "Tài khoản", "Đơn vị", "Việc", "Mã việc", "Đối tượng", "Chi tiết"];
    let mut lines: Vec<Vec<String>> = rows
        .into_iter()
        .map(line)
        .map(|l| vec![l.number, l.at, l.officer, l.unit, l.act, l.verb, l.subject, l.detail])
        .collect();
    if all > FILE_MAX {
        lines.push(vec![left_out(all)]);
    }
    let today = signed.acting.today();
    let write = move || documents::xlsx::list("Nhật ký", today, &heads, &lines);
    let bytes = blocking(write).await?.map_err(|error| PageError::Internal(error.to_string()))?;
    crate::download::file(bytes, "nhat-ky", "xlsx")
}

/// The last line of a file that does not hold all that was asked for.
fn left_out(all: i64) -> String {
    format!(
        "Còn {} dòng cũ hơn không có trong tệp: chọn từng ngày rồi tải từng tệp.",
        all - FILE_MAX
    )
}

/// The office's words for acts of the log.
const WORDS: &[(&str, &str)] = &[
    ("account.change_password", "đổi mật khẩu"),
    ("account.close", "đóng tài khoản"),
    ("account.create", "tạo tài khoản"),
    ("account.roles", "đổi vai trò của tài khoản"),
    ("account.lock", "tạm khóa vì nhập sai nhiều lần"),
    ("account.open", "mở lại tài khoản"),
    ("account.reset_password", "cấp lại mật khẩu"),
    ("account.sign_in", "đăng nhập"),
    ("account.sign_in_failed", "đăng nhập không được"),
    ("assembly.save", "soạn lời văn tổng hợp"),
    ("catalog.confirm", "xác nhận đã đối chiếu"),
    ("catalog.load", "nạp danh mục"),
    ("catalog.withdraw_confirmation", "bỏ xác nhận đối chiếu"),
    ("composition.begin", "bắt đầu soạn văn bản"),
    ("composition.discard", "bỏ văn bản đang soạn"),
    ("composition.save", "ghi văn bản đang soạn"),
    ("composition.pass_form", "cho qua lỗi thể thức của văn bản đang soạn"),
    ("contact.add", "thêm đầu mối"),
    ("contact.change", "sửa đầu mối"),
    ("contact.put_first", "đặt đầu mối lên đầu"),
    ("contact.remove", "bỏ đầu mối"),
    ("demo.fill", "lập dữ liệu minh họa"),
    ("dispatch.answer", "trả lời qua trục liên thông"),
    ("dispatch.send", "gửi qua trục liên thông"),
    ("dispatch.take", "nhận qua trục liên thông"),
    ("document.annotate", "ghi sổ văn bản"),
    ("document.cancel", "hủy văn bản"),
    ("document.issue", "phát hành văn bản"),
    ("document.open_signing", "mở địa chỉ ký một lần"),
    ("document.present", "trình ký văn bản"),
    ("document.sign", "nhận bản ký"),
    ("document.try", "ký thử"),
    ("document.use_signing", "dùng địa chỉ ký một lần"),
    ("draft.copy_last_words", "chép lời văn kỳ trước"),
    ("draft.correct", "điều chỉnh số của cấp dưới"),
    ("draft.explain", "ghi giải trình"),
    ("draft.fill_from_below", "lấy số của cấp dưới"),
    ("draft.mark_not_arising", "ghi không phát sinh"),
    ("draft.clear_not_arising", "bỏ không phát sinh"),
    ("draft.save_cells", "ghi số liệu"),
    ("draft.save_text", "ghi lời văn"),
    ("draft.see_below", "xem số mới của cấp dưới"),
    ("import.begin", "bắt đầu lượt nạp nhiều tệp"),
    ("import.cancel", "hủy lượt nạp nhiều tệp"),
    ("import.write", "ghi lượt nạp nhiều tệp"),
    ("mapping.delete", "bỏ cách khớp"),
    ("mapping.keep", "giữ cách khớp"),
    ("mapping.rename", "đổi tên cách khớp"),
    ("numbering.set", "đặt chữ viết tắt của cơ quan"),
    ("organ_code.set", "ghi mã định danh"),
    ("plan.confirm", "xác nhận kế hoạch"),
    ("round.close", "đóng đợt báo cáo"),
    ("round.load_last_year", "nạp số liệu năm trước"),
    ("round.reopen", "mở lại đợt báo cáo"),
    ("round.set_day", "đặt ngày gửi cho cấp dưới"),
    ("series.begin", "đặt số cuối của dãy số"),
    ("setting.set", "đặt thông số hệ thống"),
    ("signer.add", "thêm người ký"),
    ("signer.end", "cho người ký thôi ký"),
    ("signer.paper", "lưu văn bản ủy quyền"),
    ("submission.remark", "ghi ý kiến"),
    ("template.restore", "dùng lại mẫu gốc"),
    ("template.save", "sửa mẫu văn bản"),
    ("trust.set", "đặt chứng thư gốc tin cậy"),
    ("unit.address", "đặt địa chỉ cơ quan"),
    ("urging.record", "đôn đốc"),
    ("urging.remind", "nhắc hạn"),
    ("workbook.accept", "ghi số liệu từ tệp"),
    ("workbook.import", "nạp tệp thay đơn vị"),
];

/// The office's word for an act of the log; `None` where there is none yet.
fn verb_words(verb: &str) -> Option<&'static str> {
    if let Some((_, words)) = WORDS.iter().find(|(known, _)| *known == verb) {
        return Some(words);
    }
    match crate::submission::verb_words(verb) {
        "cập nhật" => None,
        words => Some(words),
    }
}
