//! The one binary `sanhvai`: arguments, configuration, wiring; no rule of its own.

mod arguments;
mod commands;
mod files;
mod folder;
mod told;

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

/// Fifty people at once leave the system's own allocator with hundreds of megabytes in pieces.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Sánh Vai: điều hành kế hoạch bình đẳng giới của tỉnh, từ kế hoạch đến báo cáo.
/// Runs a province's yearly gender-equality plan, from the issued plan to the signed report.
#[derive(Debug, Parser)]
#[command(name = "sanhvai", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Chạy bản minh họa với kế hoạch năm 2024. / Serves an invented province with the plan of 2024.
    Demo(commands::demo::Arguments),
    /// Chạy hệ thống thật. / Serves the real system.
    Serve(commands::serve::Arguments),
    /// Đưa cơ sở dữ liệu lên bản này. / Brings the database to this release.
    Migrate(Data),
    /// Kiểm tra hoặc nạp danh mục. / Checks or loads a catalog folder.
    #[command(subcommand)]
    Catalog(commands::catalog::Command),
    /// Đọc một kế hoạch đã ban hành. / Reads an issued plan.
    #[command(subcommand)]
    Plan(commands::plan::Command),
    /// Kiểm tra thể thức văn bản. / Checks a document against Decree 30/2020.
    Lint(commands::lint::Arguments),
    /// Tạo, đóng tài khoản, cấp lại mật khẩu, đổi vai trò. / Keeps accounts.
    User(Box<commands::user::Arguments>),
    /// Lập báo cáo ra DOCX, PDF, XLSX. / Writes a report as DOCX, PDF and XLSX.
    Report(commands::report::Arguments),
    /// Ghi biểu Excel của một đợt để phát cho đơn vị. / Writes a round's forms as Excel files.
    Workbook(commands::workbook::Arguments),
    /// Nạp các tệp Excel đã điền. / Takes in filled Excel files.
    Import(commands::import::Arguments),
    /// Gói tin liên thông văn bản edXML. / Messages of the document exchange.
    #[command(subcommand)]
    Dispatch(commands::dispatch::Command),
    /// Sao lưu. / Writes a whole copy of the data to a file.
    Backup(commands::backup::Backup),
    /// Khôi phục từ bản sao lưu. / Restores a backup into an empty folder.
    Restore(commands::backup::Restore),
    /// Tính lại mọi tổng và chuỗi nhật ký, so sánh. / Recomputes chains and totals and compares.
    Verify(Data),
}

/// Where the data lies.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Data {
    /// Thư mục dữ liệu. / Data folder with the embedded database.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Chuỗi kết nối PostgreSQL thay cho thư mục. / PostgreSQL instead of the embedded database.
    #[arg(long, env = "SANHVAI_DATABASE")]
    database: Option<String>,
}

#[expect(clippy::print_stderr, reason = "what the command says when it cannot")]
fn main() -> ExitCode {
    run().unwrap_or_else(|error| {
        // One sentence with its causes; never where in the program it arose.
        eprintln!("{}", told::line(&error));
        ExitCode::FAILURE
    })
}

/// The arguments, or what is to be said instead; `sanhvai help …` is `sanhvai … --help`.
fn parsed() -> Result<Arguments, arguments::Said> {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    if words.get(1).is_some_and(|word| word == "help") {
        words.remove(1);
        words.push("--help".into());
    }
    let command = arguments::worded(Arguments::command());
    let matches = command.try_get_matches_from(words);
    matches
        .and_then(|matches| Arguments::from_arg_matches(&matches))
        .map_err(|error| arguments::said(&error))
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "help, and what is wrong with the arguments"
)]
fn run() -> anyhow::Result<ExitCode> {
    told::end_with_the_reader();
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        // What the PDF readers say of a broken file comes out as our own sentence.
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,lopdf=off,pdf_extract=off"));
    tracing_subscriber::fmt().with_env_filter(filter).json().with_writer(std::io::stderr).init();
    let arguments = match parsed() {
        Ok(arguments) => arguments,
        Err(said) if said.is_help => {
            print!("{}", said.text);
            return Ok(ExitCode::SUCCESS);
        }
        Err(said) => {
            eprint!("{}", said.text);
            return Ok(ExitCode::from(2));
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match arguments.command {
            Command::Import(arguments) => return commands::import::run(arguments).await,
            Command::Demo(arguments) => commands::demo::run(arguments).await,
            Command::Serve(arguments) => commands::serve::run(arguments).await,
            Command::Migrate(data) => commands::migrate::run(&data).await,
            Command::Catalog(command) => commands::catalog::run(command).await,
            Command::Plan(command) => commands::plan::run(command),
            Command::Lint(arguments) => return Ok(commands::lint::run(&arguments)),
            Command::Workbook(arguments) => commands::workbook::run(arguments).await,
            Command::User(arguments) => commands::user::run(*arguments).await,
            Command::Report(arguments) => commands::report::run(arguments).await,
            Command::Dispatch(command) => commands::dispatch::run(command).await,
            Command::Backup(arguments) => commands::backup::backup(arguments).await,
            Command::Restore(arguments) => commands::backup::restore(&arguments).await,
            Command::Verify(data) => commands::verify::run(&data).await,
        }
        .map(|()| ExitCode::SUCCESS)
    })
}
