//! `sanhvai workbook`: the reports of a round as Excel files, one a unit.

use std::{path::PathBuf, sync::Arc};

use actions::workbook::{filled, key};
use domain::access::{OfficerId, Scope};

use crate::{
    Data, folder,
    told::{no_province, refused, unmade, unwritten},
};

/// `sanhvai workbook`.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("whom").required(true))]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: Data,
    /// Mã đợt, ví dụ R-BAN12-2024. / Code of the round.
    #[arg(long)]
    round: String,
    /// Mã đơn vị, ví dụ h-421. / Key of one unit.
    #[arg(long, group = "whom")]
    unit: Option<String>,
    /// Mọi đơn vị phải nộp đợt này. / Every unit that owes the round.
    #[arg(long, group = "whom")]
    all: bool,
    /// Thư mục ghi tệp. / Folder for the files.
    #[arg(long)]
    out: PathBuf,
}

/// Writes the files and prints their paths.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "the command line's own answer")]
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let store = folder::existing(&arguments.data).await?;
    let catalog = Arc::new(folder::loaded(&store).await?);
    let now = folder::now(folder::shift(&store).await?);
    let mut reader = store.reader();
    let province =
        store::org_unit::by_key(&mut reader, &catalog.province).await?.ok_or_else(no_province)?;
    let scope = Scope {
        officer: OfficerId(0),
        unit: province.id,
        root: province.id,
        province_wide: true,
        today: domain::period::local_date(now),
    };
    let rounds = store::round::list(&mut reader).await?;
    let known: Vec<&str> = rounds.iter().map(|r| r.code.as_str()).collect();
    let Some(round) = known.iter().find(|code| code.eq_ignore_ascii_case(&arguments.round)) else {
        let what = format!("không có đợt {}", arguments.round);
        return Err(refused(
            "CLI-055",
            what,
            format!("dùng một trong các đợt: {}", known.join(", ")),
        ));
    };
    let mut rows = store::workbook::owed(&mut reader, &scope, Some(round)).await?;
    if let Some(unit) = &arguments.unit {
        rows.retain(|row| row.unit_key == *unit);
    }
    if rows.is_empty() {
        let whom = arguments.unit.as_deref().unwrap_or("ai");
        return Err(refused(
            "CLI-057",
            format!("đợt {round} không giao cho {whom}"),
            "kiểm tra --unit: khóa đơn vị như h-421; hoặc dùng --all cho mọi đơn vị phải nộp",
        ));
    }
    std::fs::create_dir_all(&arguments.out).map_err(unmade(&arguments.out))?;
    let key = key(&store).await.map_err(super::told)?;
    for row in &rows {
        let bytes = filled(&mut reader, &catalog, row, &key).await.map_err(super::told)?;
        let path = arguments.out.join(format!("bieu-{}-{}.xlsx", row.round, row.unit_key));
        std::fs::write(&path, bytes).map_err(unwritten(&path))?;
        println!("{}", path.display());
    }
    eprintln!("{} tệp", rows.len());
    store.close().await;
    Ok(())
}
