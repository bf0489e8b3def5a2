//! `sanhvai demo`: an invented province with the plan of 2024, ready to walk.

use std::path::PathBuf;

use anyhow::Context;
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, date},
};
use store::db::Store;
use web::view::session::DemoAccount;

use crate::{Data, folder, told::refused};

/// Two rounds are due tomorrow.
const MORNING: Date = date(2024, 12, 3);
/// The year that the script plays, up to the day on which its last round closes.
const FIRST: Date = date(2024, 1, 1);
const LAST: Date = date(2025, 1, 31);

/// `sanhvai demo`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Thư mục dữ liệu; không ghi thì dùng thư mục tạm mới. / Folder to fill; a new temporary one if absent.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Cổng. / Port on 127.0.0.1.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Ngày của bản minh họa, từ 2024-01-01 đến 2025-01-31; nếu không ghi là 2024-12-03. / The demonstration's
    /// today, within its year; 2024-12-03 if absent.
    #[arg(long)]
    today: Option<Date>,
    /// Chỉ dựng dữ liệu rồi dừng. / Fills the folder and stops.
    #[arg(long)]
    no_serve: bool,
    /// PostgreSQL thay cho thư mục. / PostgreSQL instead of the folder.
    #[arg(long)]
    database: Option<String>,
}

/// Fills and serves.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let folder = arguments.data.clone().unwrap_or_else(|| {
        std::env::temp_dir().join(format!("sanhvai-demo-{}", std::process::id()))
    });
    let data = Data { data: folder, database: arguments.database.clone() };
    if folder::is_foreign(&data) {
        return Err(refused(
            "CLI-042",
            format!(
                "thư mục {} đã có tệp khác, không phải dữ liệu của Sánh Vai",
                data.data.display()
            ),
            "chọn thư mục trống hoặc chưa có bằng --data; chưa ghi gì",
        ));
    }
    within(arguments.today)?;
    let store = folder::open(&data).await?;
    let real = folder::now(SignedDuration::ZERO);
    store::migrate::migrate(&store, real).await?;
    let known = store::catalog::files(&mut store.reader()).await?;
    let today = if known.is_empty() {
        let today = arguments.today.unwrap_or(MORNING);
        fill(&store, today, real).await?;
        today
    } else {
        stands(&store, &arguments).await?
    };
    for line in accounts() {
        println!("{:<24} {:<14} {}", line.account, line.password, line.who);
    }
    if arguments.no_serve {
        store.close().await;
        return Ok(());
    }
    let _held = folder::hold(&data)?;
    println!("\nhttp://127.0.0.1:{}  (ngày {})", arguments.port, domain::period::day(today));
    super::serve::serve(store, ([127, 0, 0, 1], arguments.port).into(), false, accounts()).await
}

/// The demonstration plays one year: before it nothing has happened yet, after it nothing happens any more.
fn within(today: Option<Date>) -> anyhow::Result<()> {
    let Some(asked) = today.filter(|today| !(FIRST..=LAST).contains(today)) else { return Ok(()) };
    let [asked, first, last] = [asked, FIRST, LAST].map(domain::period::day);
    Err(refused(
        "CLI-043",
        format!("kịch bản minh họa đi từ {first} đến {last}, không có ngày {asked}"),
        "chọn một ngày trong khoảng đó, viết dạng 2024-12-03",
    ))
}

/// The day on which a folder that was filled before stands now; another one is refused.
async fn stands(store: &Store, arguments: &Arguments) -> anyhow::Result<Date> {
    if store::setting::get(&mut store.reader(), "sample").await?.is_none() {
        return Err(refused(
            "CLI-040",
            "kho này có dữ liệu thật, không phải bản minh họa",
            "chạy: sanhvai serve, hoặc chọn thư mục khác cho bản minh họa",
        ));
    }
    let today = domain::period::local_date(folder::now(folder::shift(store).await?));
    if let Some(asked) = arguments.today.filter(|asked| *asked != today) {
        let (today, asked) = (domain::period::day(today), domain::period::day(asked));
        return Err(refused(
            "CLI-041",
            format!(
                "kho minh họa này đã dựng từ trước và đang đứng ở ngày {today}, không chuyển sang {asked} được"
            ),
            "bỏ --today để mở tiếp, hoặc chọn thư mục mới bằng --data để dựng lại ở ngày đó",
        ));
    }
    Ok(today)
}

async fn fill(store: &Store, today: Date, real: Timestamp) -> anyhow::Result<()> {
    let morning = today.at(8, 15, 0, 0);
    let morning = domain::period::vietnam().to_timestamp(morning).context("ngày không đọc được")?;
    let files = folder::built_in();
    let catalog = folder::catalog_of(&files)?;
    actions::catalog::load(store, &catalog, &files, morning).await?;
    actions::demo::fill(store, &catalog, morning).await?;
    let shift = morning.duration_since(real).as_secs().to_string();
    actions::catalog::set(store, "clock_shift_seconds", &shift, morning).await?;
    actions::catalog::set(store, "sample", "1", morning).await?;
    Ok(())
}

/// The accounts that the door and the terminal show.
fn accounts() -> Vec<DemoAccount> {
    [
        ("ldtbxh.chuyenvien", "cán bộ tổng hợp, Sở LĐTBXH"),
        ("ldtbxh.chuyenvien2", "cán bộ tổng hợp thứ hai, thẩm tra bản nhập thay"),
        ("ldtbxh.lanhdao", "người ký, Sở LĐTBXH"),
        ("ubnd.lanhdao", "lãnh đạo UBND tỉnh (xem)"),
        ("quynhluu.chuyenvien", "cán bộ đầu mối, huyện Quỳnh Lưu"),
        ("quynhluu.lanhdao", "người ký, huyện Quỳnh Lưu"),
        ("quynhluu.thamdinh", "cán bộ thẩm tra, huyện Quỳnh Lưu"),
        ("xa-17149", "cán bộ đầu mối một xã"),
        ("xa-17149-ky", "người ký của xã đó"),
        ("noi-vu.chuyenvien", "cán bộ đầu mối, Sở Nội vụ"),
        ("quantri", "quản trị hệ thống"),
    ]
    .into_iter()
    .map(|(account, who)| DemoAccount {
        account: account.into(),
        password: actions::demo::PASSWORD.into(),
        who: who.into(),
    })
    .collect()
}
