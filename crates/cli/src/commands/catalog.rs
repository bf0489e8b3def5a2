//! `sanhvai catalog check|load DIR`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use actions::catalog::{TEMPLATES, misspelt};
use anyhow::bail;
use domain::{catalog::Catalog, org_unit::OrgUnitKind};
use jiff::civil::date;

use crate::{Data, folder};

/// What to do with a catalog folder.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Kiểm tra, in mọi lỗi. / Checks and prints every fault.
    Check {
        /// Thư mục danh mục. / The folder.
        dir: PathBuf,
    },
    /// Kiểm tra rồi nạp. / Checks and loads.
    Load {
        /// Thư mục danh mục. / The folder.
        dir: PathBuf,
        #[command(flatten)]
        data: Data,
    },
}

/// The files of a folder and their catalog, also checked for spelling; templates lie in the folder or
/// beside it, as in a release.
fn checked(dir: &Path) -> anyhow::Result<(BTreeMap<String, Vec<u8>>, Catalog)> {
    let files = folder::read_folder(dir)?;
    let mut words = files.clone();
    let beside = dir.join("..").join(TEMPLATES);
    if !words.keys().any(|path| path.starts_with(TEMPLATES)) && beside.is_dir() {
        let found = folder::read_folder(&beside)?;
        words.extend(found.into_iter().map(|(path, text)| (format!("{TEMPLATES}{path}"), text)));
    }
    let misspelt = misspelt(&words);
    misspelt.iter().for_each(folder::print_fault);
    let catalog = folder::catalog_of(&files)?;
    if !misspelt.is_empty() {
        bail!("danh mục có {} chỗ viết sai", misspelt.len());
    }
    Ok((files, catalog))
}

/// Checks or loads.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
pub(crate) async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Check { dir } => {
            let catalog = checked(&dir)?.1;
            for day in [date(2024, 11, 30), date(2024, 12, 1), date(2025, 3, 1), date(2025, 7, 1)] {
                let count = |kind| exchange::catalog::count_on(&catalog, kind, day);
                println!(
                    "{}: {} xã, phường, thị trấn; {} huyện; {} sở, ban, ngành",
                    domain::period::day(day),
                    count(OrgUnitKind::Commune),
                    count(OrgUnitKind::District),
                    count(OrgUnitKind::Department)
                );
            }
            println!(
                "{} biểu mẫu, {} chỉ số, {} văn bản, {} đợt báo cáo: không có lỗi",
                catalog.forms.len(),
                catalog.indicators.len(),
                catalog.legal_documents.len(),
                catalog.rounds.len()
            );
        }
        Command::Load { dir, data } => {
            let (files, catalog) = checked(&dir)?;
            let store = folder::open(&data).await?;
            let now = folder::now(jiff::SignedDuration::ZERO);
            store::migrate::migrate(&store, now).await?;
            actions::catalog::load(&store, &catalog, &files, now).await?;
            store.close().await;
            println!("Đã nạp {}", catalog.title);
        }
    }
    Ok(())
}
