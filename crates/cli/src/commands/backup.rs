//! `sanhvai backup` and `restore`: a whole, consistent copy, while serving.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use store::{chain::Head, db::Store};

use crate::{
    Data, folder,
    told::{refused, unmade, unread, unwritten},
};

/// How a file of the embedded database begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// `sanhvai backup`.
#[derive(Debug, clap::Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    data: Data,
    /// Tệp bản sao, chưa có. / File to write; must not exist.
    out: PathBuf,
}

/// `sanhvai restore`.
#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    /// Thư mục dữ liệu còn trống. / Empty data folder.
    #[arg(long)]
    data: PathBuf,
    /// Tệp bản sao. / The copy.
    file: PathBuf,
}

/// Writes the copy.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
pub(crate) async fn backup(arguments: Backup) -> anyhow::Result<()> {
    if arguments.out.exists() {
        let what = format!("{} đã có", arguments.out.display());
        return Err(refused("CLI-034", what, "chọn tên khác; bản sao không ghi đè tệp nào"));
    }
    let store = folder::existing(&arguments.data).await?;
    store.backup_to(&arguments.out.to_string_lossy()).await?;
    // Kept elsewhere, the head shows later whether lines of the log were cut off.
    if let Some(head) = store::audit::head(&mut store.reader()).await? {
        println!("Nhật ký đến lúc sao lưu: {} dòng, mốc {}", head.count, head.hash);
    }
    store.close().await;
    Ok(())
}

/// Puts a copy into an empty folder, once it is known to be a whole copy.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
pub(crate) async fn restore(arguments: &Restore) -> anyhow::Result<()> {
    let target = arguments.data.join("sanhvai.db");
    if target.exists() {
        let what = format!("{} đã có dữ liệu", arguments.data.display());
        return Err(refused("CLI-033", what, "chọn thư mục trống"));
    }
    let is_new = !arguments.data.exists();
    store::private::create_folder(&arguments.data).map_err(unmade(&arguments.data))?;
    let trial = arguments.data.join("sanhvai.restoring");
    let done = checked(&arguments.file, &trial).await;
    let done = done.and_then(|head| {
        std::fs::rename(&trial, &target).map_err(unwritten(&target))?;
        Ok(head)
    });
    if let Ok(head) = &done {
        println!(
            "Đã khôi phục vào {}: nhật ký {} dòng, mốc {}",
            arguments.data.display(),
            head.count,
            head.hash
        );
        println!("Kiểm tra tiếp: sanhvai verify --data {}", arguments.data.display());
    } else {
        for leftover in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{leftover}", trial.display()));
        }
        if is_new {
            // Only what was made here, and only while nothing else is in it.
            let _ = std::fs::remove_dir(&arguments.data);
        }
    }
    done.map(|_| ())
}

/// Copies a file beside its place and reads it there as this system's data.
async fn checked(file: &Path, trial: &Path) -> anyhow::Result<Head> {
    let mut first = [0; MAGIC.len()];
    let read = std::fs::File::open(file).and_then(|mut open| open.read_exact(&mut first));
    if let Err(error) = read
        && error.kind() != std::io::ErrorKind::UnexpectedEof
    {
        return Err(unread(file)(error));
    }
    let no_copy = || {
        refused(
            "CLI-035",
            format!("{} không phải bản sao do sanhvai backup ghi ra, hoặc đã hỏng", file.display()),
            "chọn bản sao khác; chưa khôi phục gì",
        )
    };
    if first != *MAGIC {
        return Err(no_copy());
    }
    let copied = std::fs::File::open(file).and_then(|mut from| {
        // Only its owner reads it, whatever the copy itself may be read by.
        std::io::copy(&mut from, &mut store::private::create_file(trial)?)
    });
    copied.map_err(unwritten(trial))?;
    let store = Store::open(&format!("sqlite:{}", trial.display())).await;
    let store = store.map_err(|cause| {
        tracing::info!(%cause, "no copy");
        no_copy()
    })?;
    let whole = store::verify::is_whole(&mut store.reader()).await;
    let newer = store::migrate::is_newer(&mut store.reader()).await;
    let head = store::audit::head(&mut store.reader()).await;
    store.close().await;
    if !whole.unwrap_or(false) {
        return Err(no_copy());
    }
    if newer.unwrap_or(false) {
        return Err(refused(
            "CLI-009",
            format!("{} do một bản sanhvai mới hơn ghi ra", file.display()),
            "chạy restore bằng bản đó; chưa khôi phục gì",
        ));
    }
    Ok(head.ok().flatten().unwrap_or_default())
}
