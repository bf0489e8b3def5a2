//! `sanhvai backup` and `restore`: a whole, consistent copy, while serving.

use std::path::PathBuf;

use anyhow::{Context, bail};

use crate::{Data, folder};

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
pub(crate) async fn backup(arguments: Backup) -> anyhow::Result<()> {
    if arguments.out.exists() {
        bail!("{} đã có; chọn tên khác", arguments.out.display());
    }
    let store = folder::open(&arguments.data).await?;
    store.backup_to(&arguments.out.to_string_lossy()).await?;
    store.close().await;
    Ok(())
}

/// Puts a copy into an empty folder.
pub(crate) fn restore(arguments: &Restore) -> anyhow::Result<()> {
    let target = arguments.data.join("sanhvai.db");
    if target.exists() {
        bail!("{} đã có dữ liệu; chọn thư mục trống", arguments.data.display());
    }
    std::fs::create_dir_all(&arguments.data)?;
    std::fs::copy(&arguments.file, &target)
        .with_context(|| format!("không đọc được {}", arguments.file.display()))?;
    Ok(())
}
