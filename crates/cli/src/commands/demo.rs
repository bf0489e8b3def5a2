//! `sanhvai demo`: an invented province with the plan of 2024, ready to walk.

use std::path::PathBuf;

use anyhow::{Context, bail};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, date},
};
use store::db::Store;
use web::view::session::DemoAccount;

use crate::{Data, folder};

/// Two rounds are due tomorrow.
const MORNING: Date = date(2024, 12, 3);

/// `sanhvai demo`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Thư mục dữ liệu; không ghi thì dùng thư mục tạm mới. / Folder to fill; a new temporary one if absent.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Cổng. / Port on 127.0.0.1.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Ngày của bản minh họa, nếu không ghi là 2024-12-03. / The demonstration's today; 2024-12-03 if absent.
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

/// The day on which a folder that was filled before stands now; another one is refused.
async fn stands(store: &Store, arguments: &Arguments) -> anyhow::Result<Date> {
    if store::setting::get(&mut store.reader(), "sample").await?.is_none() {
        bail!(
            "kho này có dữ liệu thật, không phải bản minh họa; chạy: sanhvai serve, \
             hoặc chọn thư mục khác cho bản minh họa"
        );
    }
    let today = domain::period::local_date(folder::now(folder::shift(store).await?));
    if let Some(asked) = arguments.today.filter(|asked| *asked != today) {
        bail!(
            "kho minh họa này đã dựng từ trước và đang đứng ở ngày {}, không chuyển sang {} được; \
             bỏ --today để mở tiếp, hoặc chọn thư mục mới bằng --data để dựng lại ở ngày đó",
            domain::period::day(today),
            domain::period::day(asked)
        );
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
