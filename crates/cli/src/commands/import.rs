//! `sanhvai import`: filled workbooks of any number of units, taken in on their behalf.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use actions::{
    Acting, Error,
    workbook::{How, Owed, Run, may_import, take_all},
};
use store::db::Store;

use super::fate::Printer;

use crate::{Data, files, folder, told::refused};

/// How often progress is told, in files.
const PROGRESS: usize = 50;

/// `sanhvai import`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: Data,
    /// Tệp Excel, thư mục hoặc ZIP chứa các tệp đó. / Workbooks, folders or ZIPs of them.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Tên đăng nhập của người nạp: cán bộ tổng hợp, hoặc cán bộ nhập liệu cấp huyện cho các xã của huyện. /
    /// Login of who acts: of the desk, or a district's reporter for its communes.
    #[arg(long = "as", value_name = "LOGIN")]
    login: Option<String>,
    /// Chỉ xem, không ghi gì. / Writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Ghi đè số khác đã có trong báo cáo; không chọn thì chỉ điền ô trống. / Writes over other figures
    /// of a draft; without it only empty cells are filled.
    #[arg(long)]
    overwrite: bool,
    /// Không ghi tệp có số nghi gõ nhầm hoặc có bảng trùng với đơn vị, tệp khác. / Writes nothing of a
    /// file with a doubtful figure or with a table that is another's.
    #[arg(long)]
    strict: bool,
    /// In một danh sách JSON, mỗi tệp một đối tượng. / Prints a list of JSON objects, one a file.
    #[arg(long)]
    json: bool,
}

/// Takes the files in: 0 where each was taken or known, 1 where one was not, or where there was none.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let store = folder::existing(&arguments.data).await?;
    let catalog = Arc::new(folder::loaded(&store).await?);
    let acting = acting(&store, &catalog.province, arguments.login.as_deref()).await?;
    let owed = Owed::load(&store, Arc::clone(&catalog), &acting).await.map_err(super::told)?;
    let how = How {
        dry_run: arguments.dry_run,
        overwrite: arguments.overwrite,
        strict: arguments.strict,
    };
    let run = Run::open(&store, Arc::clone(&catalog), &acting, how).await.map_err(super::told)?;
    let files = files::workbooks(&arguments.paths)?;
    let mut printer = Printer::begin(&catalog, (arguments.json, arguments.dry_run))?;
    let each = |_, name: String, fate| {
        let told = printer.file(&name, &fate);
        if printer.files().is_multiple_of(PROGRESS) {
            progress(printer.files());
        }
        let told = told.map_err(|error| Error::Internal(format!("nobody reads on: {error}")));
        std::future::ready(told.map(|()| true))
    };
    take_all(run.journaled(), owed, files, each).await.map_err(super::told)?;
    store.close().await;
    Ok(if printer.end()? { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Who acts, now on the folder's clock.
async fn acting(store: &Store, province: &str, login: Option<&str>) -> anyhow::Result<Acting> {
    let Some(login) = login else {
        return Err(refused(
            "CLI-056",
            "chưa biết ai nạp",
            "thêm --as LOGIN, tên đăng nhập của cán bộ tổng hợp hoặc cán bộ nhập liệu cấp huyện",
        ));
    };
    let acting = folder::acting(store, province, login).await?;
    may_import(&mut store.reader(), &acting).await.map_err(super::told)?;
    Ok(acting)
}

#[expect(clippy::print_stderr, reason = "the command line's own answer")]
fn progress(count: usize) {
    eprintln!("đã xong {count} tệp");
}
