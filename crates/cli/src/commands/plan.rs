//! `sanhvai plan read FILE`: what an issued plan says, as found without help; `reissue` sets it again.

use std::{
    fmt::Write as _,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use actions::reissue::{Correction, Reissue};
use documents::lint;
use domain::plan::read::Reading;
use serde_json::json;

use crate::told::{refused, unmade, unread, unwritten};

/// What to do with a plan.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Đọc văn bản kế hoạch (văn bản, DOCX, PDF có lớp chữ). / Reads text, DOCX, or PDF with a text layer.
    Read {
        /// Tệp kế hoạch; "-" là dữ liệu chuyển tiếp vào. / The file; "-" is standard input.
        file: PathBuf,
        /// In ra một đối tượng JSON, khóa cố định. / Prints one JSON object with stable keys.
        #[arg(long)]
        json: bool,
        /// Chỉ in phần chữ lấy ra từ tệp. / Prints only the text taken from the file.
        #[arg(long, conflicts_with = "json")]
        text: bool,
    },
    /// Lập lại kế hoạch đúng thể thức, ghi DOCX và PDF, in các chỗ đã sửa.
    /// / Sets the plan again under the decree and prints every correction.
    Reissue {
        /// Tệp kế hoạch; "-" là dữ liệu chuyển tiếp vào. / The file; "-" is standard input.
        file: PathBuf,
        /// Thư mục ghi hai tệp. / Folder for the two files.
        #[arg(long)]
        out: PathBuf,
        /// In các chỗ đã sửa thành một danh sách JSON. / Prints the corrections as a JSON list.
        #[arg(long)]
        json: bool,
    },
}

/// Reads and prints.
pub(crate) fn run(command: Command) -> anyhow::Result<()> {
    let answer = match command {
        Command::Read { file, text: true, .. } => text_of(&file)?,
        Command::Read { file, json, .. } => {
            let reading = domain::plan::read::read(&text_of(&file)?);
            is_plan(&file, &reading)?;
            if json { exchange::plan::json(&reading) } else { exchange::plan::printed(&reading) }
        }
        Command::Reissue { file, out, json } => reissue(&file, &out, json)?,
    };
    match writeln!(std::io::stdout(), "{}", answer.trim_end()) {
        // `… | head` has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Refuses a text in which nothing of a plan was found.
fn is_plan(file: &Path, reading: &Reading) -> anyhow::Result<()> {
    if reading.is_any() {
        return Ok(());
    }
    Err(refused(
        "CLI-080",
        format!(
            "{} không phải văn bản kế hoạch: không thấy mục, số hiệu hay cơ quan ban hành nào",
            file.display()
        ),
        "chọn tệp kế hoạch có lớp chữ; xem chữ lấy ra bằng: sanhvai plan read TỆP --text",
    ))
}

fn reissue(file: &Path, out: &Path, json: bool) -> anyhow::Result<String> {
    let text = text_of(file)?;
    let reading = domain::plan::read::read(&text);
    is_plan(file, &reading)?;
    let Reissue { manuscript, corrections } =
        actions::reissue::of_reading(&reading, &text, false).map_err(super::told)?;
    let findings = actions::reissue::findings(&manuscript).map_err(super::told)?;
    std::fs::create_dir_all(out).map_err(unmade(out))?;
    let unset =
        |error: documents::WriteError| refused(error.code(), error, "báo người giữ hệ thống");
    let files = [
        ("docx", documents::docx::write(&manuscript).map_err(unset)?),
        ("pdf", documents::pdf::write(&manuscript).map_err(unset)?),
    ];
    let mut answer = String::new();
    for (format, bytes) in files {
        let path = out.join(format!("ke-hoach.{format}"));
        std::fs::write(&path, bytes).map_err(unwritten(&path))?;
        writeln!(answer, "{}", path.display())?;
    }
    if json {
        return Ok(serde_json::Value::Array(corrections.iter().map(object).collect()).to_string());
    }
    writeln!(answer, "{} chỗ đã sửa:", corrections.len())?;
    for correction in &corrections {
        let Correction { place, before, after, rule, is_guess, .. } = correction;
        let before = if before.is_empty() { "(không có)" } else { before };
        let guess = if *is_guess { " Cần người xem lại." } else { "" };
        writeln!(answer, "- [{rule}] {place}: “{before}” → “{after}”.{guess}")?;
    }
    writeln!(answer, "{} chỗ còn phải sửa tay:", findings.len())?;
    for finding in &findings {
        let lint::Finding { rule, place, problem, fix, .. } = finding;
        writeln!(answer, "- [{rule}] {place}: {problem} {fix}")?;
    }
    Ok(answer)
}

fn object(correction: &Correction) -> serde_json::Value {
    json!({
        "place": correction.place,
        "line": correction.line,
        "before": correction.before,
        "after": correction.after,
        "rule": correction.rule,
        "is_guess": correction.is_guess,
    })
}

fn text_of(file: &Path) -> anyhow::Result<String> {
    let bytes = if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).map_err(unread(file))?;
        bytes
    } else {
        std::fs::read(file).map_err(unread(file))?
    };
    let name = file.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
    match exchange::text::text_of(&bytes, &name) {
        Ok(text) => {
            actions::plan::check_length(&text).map_err(super::told)?;
            Ok(text)
        }
        Err(error) => {
            let what = error.to_string();
            Err(refused(error.code(), what.trim_end_matches('.'), error.next()))
        }
    }
}
