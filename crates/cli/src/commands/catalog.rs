//! `sanhvai catalog check|load DIR`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use actions::catalog::{Past, TEMPLATES, misspelt};
use domain::{
    amendment::{Change, Weight},
    catalog::Catalog,
    org_unit::OrgUnitKind,
};
use exchange::catalog::{Source, place};
use jiff::civil::date;

use crate::{Data, folder, told::refused};

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
        /// Chỉ in những gì sẽ đổi, không ghi. / Prints what would change and writes nothing.
        #[arg(long)]
        dry_run: bool,
        /// Đồng ý với các thay đổi lớn. / Agrees to weighty changes: targets, owners, days, the tree.
        #[arg(long)]
        yes: bool,
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
    let source = Source { files };
    let found = exchange::catalog::check(&source);
    let mut faults = found.as_ref().err().cloned().unwrap_or_default();
    faults.extend(misspelt);
    faults.sort();
    faults.iter().for_each(folder::print_fault);
    match found {
        Ok(catalog) if faults.is_empty() => Ok((source.files, catalog)),
        _ => Err(refused(
            "CLI-020",
            format!("danh mục có {} lỗi", faults.len()),
            "sửa các chỗ ở trên rồi chạy lại; chưa nạp gì",
        )),
    }
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
        Command::Load { dir, data, dry_run, yes } => load(&dir, &data, dry_run, yes).await?,
    }
    Ok(())
}

/// Loads what does not touch what units handed in; on a dry run only says what would change.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
async fn load(dir: &Path, data: &Data, dry_run: bool, yes: bool) -> anyhow::Result<()> {
    let (files, catalog) = checked(dir)?;
    if dry_run && !folder::is_filled(data) {
        println!("Thư mục dữ liệu còn trống; danh mục sẽ được nạp nguyên cả.");
        return Ok(());
    }
    let store = folder::open(data).await?;
    // A folder that was never migrated has no clock of its own yet.
    let now = folder::now(folder::shift(&store).await.unwrap_or_default());
    if !dry_run {
        store::migrate::migrate(&store, now).await?;
    }
    let changes =
        actions::catalog::changes(&mut store.reader(), &catalog).await.map_err(super::told)?;
    let source = Source { files };
    let held = told(&source, &changes, Weight::Refused);
    let weighty = told(&source, &changes, Weight::Weighty);
    let small = told(&source, &changes, Weight::Small);
    if held > 0 {
        return Err(refused(
            "CLI-021",
            format!("không nạp: danh mục mới có {held} chỗ đổi hoặc che số liệu các đơn vị đã gửi"),
            "sửa các chỗ ghi CAT- ở trên rồi nạp lại, dữ liệu vẫn như cũ",
        ));
    }
    if dry_run {
        let needs = if weighty > 0 { "; khi nạp phải thêm --yes" } else { "" };
        println!("Sẽ đổi {} chỗ, {weighty} chỗ lớn{needs}. Chưa ghi gì.", weighty + small);
        return Ok(());
    }
    if weighty > 0 && !yes {
        return Err(refused(
            "CLI-019",
            format!("chưa nạp: có {weighty} thay đổi lớn ở trên"),
            "xem lại, đồng ý thì chạy lại với --yes; dữ liệu vẫn như cũ",
        ));
    }
    let sample = store::setting::get(&mut store.reader(), "sample").await?.is_some();
    let past = if sample { Past::Played } else { Past::ValuesOnly };
    actions::catalog::load_with(&store, (&catalog, &source.files), past, now)
        .await
        .map_err(super::told)?;
    store.close().await;
    println!("Đã nạp {}", catalog.title);
    Ok(())
}

/// Prints the changes of one weight with file and line; how many.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
fn told(source: &Source, changes: &[Change], weight: Weight) -> usize {
    let found: Vec<&Change> = changes.iter().filter(|change| change.weight == weight).collect();
    let word = match weight {
        Weight::Refused => "không được",
        Weight::Weighty => "lớn",
        Weight::Small => "nhỏ",
    };
    for change in &found {
        let (file, line) = place(source, &change.subject);
        let line = line.map_or_else(String::new, |line| format!(":{line}"));
        if change.weight == Weight::Refused {
            println!("{file}{line}: {}: {} → {}", change.code, change.what, change.next);
        } else {
            println!("{file}{line}: ({word}) {}", change.what);
        }
    }
    found.len()
}
