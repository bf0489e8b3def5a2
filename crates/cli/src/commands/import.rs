//! `sanhvai import`: filled workbooks of any number of units, taken in on their behalf.

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode, sync::Arc};

use actions::{
    Acting,
    workbook::{Accepted, Found, How, Owed, import, may_import, numbers, read_all},
};
use anyhow::bail;
use serde_json::json;
use store::{db::Store, submission::SubmissionRow};

use crate::{Data, files, folder};

/// Lines of cells that are printed for one file.
const CELLS_SHOWN: usize = 20;
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
    /// Tên đăng nhập của người nạp: cán bộ tổng hợp hoặc quản trị hệ thống. / Login of the desk officer
    /// or administrator who acts.
    #[arg(long = "as", value_name = "LOGIN")]
    login: Option<String>,
    /// Chỉ xem, không ghi gì. / Writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Ghi đè số khác đã có trong báo cáo; không chọn thì chỉ điền ô trống. / Writes over other figures
    /// of a draft; without it only empty cells are filled.
    #[arg(long)]
    overwrite: bool,
    /// In một danh sách JSON, mỗi tệp một đối tượng. / Prints a list of JSON objects, one a file.
    #[arg(long)]
    json: bool,
}

/// What came of one file.
enum Outcome {
    Taken { row: Box<SubmissionRow>, accepted: Accepted, left_out: usize, kept: Option<String> },
    Known { row: Box<SubmissionRow> },
    Refused(actions::Problem),
}

/// Takes the files in: 0 where each was taken or known, 1 where one was refused.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let store = folder::open(&arguments.data).await?;
    let catalog = Arc::new(folder::loaded(&store).await?);
    let acting = acting(&store, &catalog.province, arguments.login.as_deref()).await?;
    let owed = Owed::load(&store, Arc::clone(&catalog), &acting).await.map_err(super::told)?;
    let numbers = numbers(&mut store.reader()).await.map_err(super::told)?;
    let files = files::workbooks(&arguments.paths)?;
    let (sender, mut receiver) = tokio::sync::mpsc::channel(4);
    let reading = tokio::task::spawn_blocking(move || read_all(&owed, files, &sender));
    let how = How { dry_run: arguments.dry_run, overwrite: arguments.overwrite };
    let mut outcomes = BTreeMap::new();
    while let Some((number, name, found)) = receiver.recv().await {
        let outcome = match found {
            Found::Refused(problem) => Outcome::Refused(problem),
            Found::Known { row } => Outcome::Known { row },
            Found::Read { row, file } => {
                let left_out = left_out(&file.reading);
                let kept = file.kept.clone();
                match import(&store, &catalog, &acting, (&row, &numbers), (&file, how)).await {
                    Ok(accepted) => Outcome::Taken { row, accepted, left_out, kept },
                    Err(error @ (actions::Error::Store(_) | actions::Error::Document(_))) => {
                        return Err(super::told(error));
                    }
                    Err(error) => Outcome::Refused(error.problem()),
                }
            }
        };
        outcomes.insert(number, (name, outcome));
        if outcomes.len().is_multiple_of(PROGRESS) {
            progress(outcomes.len());
        }
    }
    reading.await?;
    store.close().await;
    let is_refused = |outcome: &Outcome| matches!(outcome, Outcome::Refused(_));
    let refused = outcomes.values().filter(|(_, outcome)| is_refused(outcome)).count();
    let outcomes: Vec<(String, Outcome)> = outcomes.into_values().collect();
    print(&arguments, &outcomes, refused);
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Who acts, now on the folder's clock.
async fn acting(store: &Store, province: &str, login: Option<&str>) -> anyhow::Result<Acting> {
    let Some(login) = login else {
        bail!(
            "chưa biết ai nạp; thêm --as LOGIN, tên đăng nhập của cán bộ tổng hợp hoặc quản trị hệ thống"
        );
    };
    let acting = folder::acting(store, province, login).await?;
    may_import(&acting).map_err(super::told)?;
    Ok(acting)
}

#[expect(clippy::print_stderr, reason = "the command line's own answer")]
fn progress(count: usize) {
    eprintln!("đã xong {count} tệp");
}

#[expect(clippy::print_stdout, reason = "the command line's own answer")]
fn print(arguments: &Arguments, outcomes: &[(String, Outcome)], refused: usize) {
    if arguments.json {
        let list: Vec<serde_json::Value> =
            outcomes.iter().map(|(name, outcome)| object(name, outcome)).collect();
        println!("{}", serde_json::Value::Array(list));
        return;
    }
    let (mut cells, mut known) = (0, 0);
    for (name, outcome) in outcomes {
        match outcome {
            Outcome::Refused(problem) => {
                println!(
                    "{name}: không nhận: {} {} ({})",
                    problem.what, problem.next, problem.code
                );
            }
            Outcome::Known { row } => {
                known += 1;
                println!("{name}: {}, {}: đã nạp trước đây", row.unit_name, row.round);
            }
            Outcome::Taken { row, accepted, left_out, kept } => {
                cells += accepted.written;
                println!(
                    "{name}: {}, {}: ghi {}, không đổi {}, không nhận {}, ngoài biểu {left_out}{}",
                    row.unit_name,
                    row.round,
                    accepted.written,
                    accepted.unchanged,
                    accepted.refused.len() + accepted.kept.len(),
                    kept.as_ref().map_or(String::new(), |n| format!("; theo cách khớp “{n}”"))
                );
                for line in not_taken(accepted).iter().take(CELLS_SHOWN) {
                    println!("  - {} ({}): {}", line.0, line.1, line.2);
                }
            }
        }
    }
    let verb = if arguments.dry_run { "sẽ ghi" } else { "đã ghi" };
    let taken = outcomes.len() - refused - known;
    println!(
        "{} tệp: {taken} nạp được, {known} đã nạp trước đây, {refused} không nhận; {verb} {cells} ô",
        outcomes.len()
    );
}

/// Cells that were not taken: place, code, reason.
fn not_taken(accepted: &Accepted) -> Vec<(String, &'static str, String)> {
    let place = |form: &str, row: &str, column: &str| format!("{form}.{row}.{column}");
    let refused = accepted
        .refused
        .iter()
        .map(|cell| (place(&cell.form, &cell.row, &cell.column), cell.code, cell.reason.clone()));
    let kept = accepted.kept.iter().map(|cell| {
        let reason = format!(
            "Báo cáo đã có “{}”, tệp ghi “{}”. Giữ số đã có; muốn lấy số của tệp thì thêm --overwrite.",
            short(&cell.theirs),
            short(&cell.mine)
        );
        (place(&cell.form, &cell.row, &cell.column), "BOOK-203", reason)
    });
    refused.chain(kept).collect()
}

/// Cells that have no place in the report; of foreign sheets all that were not taken.
fn left_out(reading: &exchange::workbook::Reading) -> usize {
    let listed = reading.left_out.len();
    reading.tally.as_ref().map_or(listed, exchange::workbook::Tally::left)
}

fn short(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut words: String = text.chars().take(SHOWN).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}

fn object(name: &str, outcome: &Outcome) -> serde_json::Value {
    let of = |row: &SubmissionRow, outcome: &str| {
        json!({
            "file": name,
            "outcome": outcome,
            "unit": row.unit_key,
            "round": row.round,
            "submission": row.submission.id.0,
        })
    };
    match outcome {
        Outcome::Refused(problem) => json!({
            "file": name,
            "outcome": "refused",
            "code": problem.code,
            "reason": problem.what,
            "next": problem.next,
        }),
        Outcome::Known { row } => of(row, "known"),
        Outcome::Taken { row, accepted, left_out, kept } => {
            let mut object = of(row, "taken");
            let refused: Vec<serde_json::Value> = not_taken(accepted)
                .into_iter()
                .map(|(cell, code, reason)| json!({ "cell": cell, "code": code, "reason": reason }))
                .collect();
            object["taken"] = accepted.written.into();
            object["unchanged"] = accepted.unchanged.into();
            object["refused"] = refused.into();
            object["left_out"] = (*left_out).into();
            object["mapping"] = json!(kept);
            object
        }
    }
}
