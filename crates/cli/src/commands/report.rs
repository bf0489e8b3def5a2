//! `sanhvai report`: one report as DOCX, PDF and XLSX, on the clock of the data folder.

use std::path::{Path, PathBuf};

use actions::{
    report::{Draft, IssuedBy, Offices, Wanted, of_province, of_submission, render, reporter},
    totals::Totals,
};
use domain::{
    access::{OfficerId, Scope, Sight, UnitId},
    org_unit::OrgUnitKind,
    series::Body,
};
use store::{consolidation::Missing, db::Store, org_unit::UnitRow};

use crate::{
    Data, folder,
    told::{no_province, refused, unmade, unwritten},
};

/// `sanhvai report`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: Data,
    /// Mã chế độ báo cáo: R-STR, R-BAN6, R-BAN12, R-SELF. / Regime.
    #[arg(long)]
    regime: String,
    /// Năm báo cáo. / Year.
    #[arg(long)]
    year: i64,
    /// Mã đơn vị (s-ldtbxh: Sở trình UBND tỉnh; t-40 hoặc 40: UBND tỉnh; đơn vị khác: báo cáo của chính đơn vị).
    /// / Unit: the lead department, the province, or any reporting unit.
    #[arg(long)]
    unit: String,
    /// Do Ban Vì sự tiến bộ của phụ nữ phát hành. / Issued by the unit's advancement board.
    #[arg(long)]
    ban: bool,
    /// Kèm phụ lục số liệu từng huyện (báo cáo của tỉnh). / With each district's figures as an appendix.
    #[arg(long)]
    annexes: bool,
    /// Thư mục ghi ba tệp. / Folder for the three files.
    #[arg(long)]
    out: PathBuf,
}

/// Writes the files and says what is missing.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let store = folder::existing(&arguments.data).await?;
    let catalog = folder::loaded(&store).await?;
    let now = folder::now(folder::shift(&store).await?);
    // Figures, counts of units and words of one moment.
    let mut reader = store.snapshot().await?;
    let sample = store::setting::get(&mut reader, "sample").await?.is_some();
    let rounds = store::round::list(&mut reader).await?;
    let round = rounds
        .iter()
        .find(|r| r.regime.eq_ignore_ascii_case(&arguments.regime) && r.year == arguments.year)
        .ok_or_else(|| {
            let known: Vec<&str> = rounds.iter().map(|r| r.code.as_str()).collect();
            let what = format!("không có đợt {} năm {}", arguments.regime, arguments.year);
            refused("CLI-050", what, format!("có các đợt: {}", known.join(", ")))
        })?;
    let unit = find(&store, &arguments.unit, round.frame).await?;
    let keys = [catalog.province.as_str(), catalog.lead.as_str()];
    let [province, lead] = keys.map(ToOwned::to_owned);
    let id = async |key: &str| -> anyhow::Result<UnitId> {
        let found = store::org_unit::by_key(&mut store.reader(), key).await?;
        Ok(found.ok_or_else(no_province)?.id)
    };
    let offices = Offices { province: id(&province).await?, lead: id(&lead).await? };
    let mut missing = Vec::new();
    let draft = if unit.key == lead || unit.key == province {
        missing = store::consolidation::missing(&mut reader, round.id, offices.lead).await?;
        let by = match (arguments.ban, unit.key == lead) {
            (true, _) => IssuedBy::Committee,
            (false, true) => IssuedBy::Lead,
            (false, false) => IssuedBy::Province,
        };
        let wanted = Wanted { round, by, districts: arguments.annexes };
        let known = (&catalog, &Totals::default());
        of_province(&mut reader, known, offices, wanted, (now, sample)).await
    } else if arguments.annexes {
        let next = format!("bỏ --annexes, hoặc dùng --unit {lead} hay {province}");
        return Err(refused("CLI-052", "--annexes chỉ dùng cho báo cáo của tỉnh", next));
    } else {
        let scope = Scope {
            officer: OfficerId(0),
            unit: unit.id,
            root: unit.id,
            province_wide: false,
            today: domain::period::local_date(now),
        };
        let row = store::submission::of_unit(&mut reader, &scope, &round.code, unit.id)
            .await?
            .ok_or_else(|| {
                let what = format!("{} không phải nộp {}", unit.name, round.title);
                refused("CLI-051", what, "kiểm tra --unit, --regime và --year")
            })?;
        let body = if arguments.ban { Body::Committee } else { reporter(&row.regime) };
        // Printed for the unit itself, by whoever keeps its data.
        let what = (&row, Sight::Whole, body);
        of_submission(&mut reader, &catalog, what, (now, sample)).await
    };
    let draft = draft.map_err(super::told)?;
    drop(reader);
    store.close().await;
    let by = if arguments.ban { "-ban" } else { "" };
    let name = format!("bao-cao-{}-{}{by}", round.code.to_lowercase(), unit.key);
    write(draft, &missing, &name, &arguments.out).await
}

/// Writes the three files, and says where they are and what is to know.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
async fn write(draft: Draft, missing: &[Missing], name: &str, out: &Path) -> anyhow::Result<()> {
    let files = render(draft.manuscript).await.map_err(super::told)?;
    std::fs::create_dir_all(out).map_err(unmade(out))?;
    let mut written = Vec::new();
    for (format, bytes) in [("docx", files.docx), ("pdf", files.pdf), ("xlsx", files.xlsx)] {
        let path = out.join(format!("{name}.{format}"));
        store::private::write_file(&path, &bytes).map_err(unwritten(&path))?;
        written.push(path);
    }
    // Told when all of them are there: who reads the answer may leave after one line.
    for path in written {
        println!("{}", path.display());
    }
    for check in &draft.checks {
        println!("- {}", check.text);
    }
    for line in absent(missing) {
        println!("{line}");
    }
    Ok(())
}

/// Who has not been accepted, how many of each kind, and all by name; nothing where nobody is missing.
fn absent(missing: &[Missing]) -> Vec<String> {
    let mut kinds: Vec<(OrgUnitKind, Vec<&str>)> = Vec::new();
    for kind in OrgUnitKind::ALL {
        let own = missing.iter().filter(|unit| unit.kind == kind);
        let names: Vec<&str> = own.map(|unit| unit.unit.as_str()).collect();
        if !names.is_empty() {
            kinds.push((kind, names));
        }
    }
    if kinds.is_empty() {
        return Vec::new();
    }
    let head = format!("Chưa có báo cáo được chấp nhận của {} đơn vị:", missing.len());
    let of_kind = |(kind, names): &(OrgUnitKind, Vec<&str>)| {
        format!("- {} {}: {}", names.len(), kind.label(), names.join(", "))
    };
    std::iter::once(head).chain(kinds.iter().map(of_kind)).collect()
}

/// A unit by its key, or by its code on the day of the round's frame.
async fn find(store: &Store, code: &str, on: jiff::civil::Date) -> anyhow::Result<UnitRow> {
    let mut reader = store.reader();
    if let Some(unit) = store::org_unit::by_key(&mut reader, code).await? {
        return Ok(unit);
    }
    let listed = store::org_unit::on_date(&mut reader, on).await?;
    let mut found = listed.into_iter().map(|(unit, _)| unit).filter(|u| u.code == code);
    match (found.next(), found.next()) {
        (Some(unit), None) => Ok(unit),
        (Some(one), Some(other)) => {
            let what = format!("mã {code} là của cả {} và {}", one.name, other.name);
            Err(refused("CLI-053", what, format!("dùng khóa {} hoặc {}", one.key, other.key)))
        }
        _ => {
            let what = format!("không có đơn vị nào mang mã {code}");
            let next = "dùng khóa của đơn vị như s-ldtbxh, h-421, hoặc t-40 cho tỉnh";
            Err(refused("CLI-054", what, next))
        }
    }
}
