//! `sanhvai plan read FILE`: what an issued plan says, as found without help.

use std::{
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

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
}

/// Reads and prints.
pub(crate) fn run(command: Command) -> anyhow::Result<()> {
    let Command::Read { file, json, text: only_text } = command;
    let text = text_of(&file)?;
    let answer = if only_text {
        text
    } else {
        let reading = domain::plan::read::read(&text);
        if json { exchange::plan::json(&reading) } else { exchange::plan::printed(&reading) }
    };
    match writeln!(std::io::stdout(), "{}", answer.trim_end()) {
        // `… | head` has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

fn text_of(file: &Path) -> anyhow::Result<String> {
    let bytes = if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes)?;
        bytes
    } else {
        std::fs::read(file).with_context(|| format!("không mở được {}", file.display()))?
    };
    let name = file.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
    match exchange::text::text_of(&bytes, &name) {
        Ok(text) => Ok(text),
        Err(error) => bail!("{} {error} {}", error.code(), error.next()),
    }
}
