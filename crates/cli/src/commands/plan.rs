//! `sanhvai plan read FILE`: what an issued plan says, as found without help.

use std::path::PathBuf;

use anyhow::Context;

/// What to do with a plan.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Đọc văn bản kế hoạch (văn bản, DOCX, PDF có lớp chữ). / Reads text, DOCX, or PDF with a text layer.
    Read {
        /// Tệp kế hoạch. / The file.
        file: PathBuf,
    },
}

/// Reads and prints.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
pub(crate) fn run(command: Command) -> anyhow::Result<()> {
    let Command::Read { file } = command;
    let bytes =
        std::fs::read(&file).with_context(|| format!("không mở được {}", file.display()))?;
    let name = file.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
    let text = exchange::text::text_of(&bytes, &name)?;
    println!("{text}");
    Ok(())
}
