//! `sanhvai lint FILE`: any DOCX, PDF or text against Nghị định 30/2020/NĐ-CP.

use std::{path::PathBuf, process::ExitCode};

use documents::lint::{self, Finding};
use serde_json::json;

use crate::told::why;

/// Which files, and how to print.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Tệp cần kiểm tra. / Files to check.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// In danh sách JSON: rule, place, problem, fix. / Prints a list of JSON objects.
    #[arg(long)]
    json: bool,
}

/// Checks each file: 0 where nothing is found, 1 where something is, 2 where a file cannot be read.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "the command line's own answer")]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let several = arguments.files.len() > 1;
    let (mut found, mut unread) = (false, false);
    let mut all = Vec::new();
    for file in &arguments.files {
        let outcome = match std::fs::read(file) {
            Ok(bytes) => {
                lint::check(&bytes).map_err(|e| format!("{e} {} ({})", e.next(), e.code()))
            }
            Err(error) => {
                let why = why(error.kind());
                Err(format!("Không mở được tệp: {why}. Kiểm tra lại đường dẫn. (LNT-000)"))
            }
        };
        let name = file.display();
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(why) => {
                eprintln!("{name}: {why}");
                unread = true;
                continue;
            }
        };
        found |= !outcome.findings.is_empty();
        if arguments.json {
            all.extend(outcome.findings.iter().map(|finding| {
                let mut object = object(finding);
                if several {
                    object["file"] = name.to_string().into();
                }
                object
            }));
            continue;
        }
        println!("{name}: {}", summary(outcome.findings.len()));
        for finding in &outcome.findings {
            println!("- [{}] {}: {} {}", finding.rule, finding.place, finding.problem, finding.fix);
        }
        for what in outcome.unchecked {
            println!("  Không kiểm được: {what}");
        }
    }
    if arguments.json {
        println!("{}", serde_json::Value::Array(all));
    }
    match (unread, found) {
        (true, _) => ExitCode::from(2),
        (false, true) => ExitCode::from(1),
        (false, false) => ExitCode::SUCCESS,
    }
}

fn summary(count: usize) -> String {
    if count == 0 {
        "không thấy lỗi thể thức".to_owned()
    } else {
        format!("{count} điểm cần sửa")
    }
}

fn object(finding: &Finding) -> serde_json::Value {
    json!({
        "rule": finding.rule,
        "place": finding.place,
        "problem": finding.problem,
        "fix": finding.fix,
    })
}
