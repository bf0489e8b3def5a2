//! The house's own guard: `cargo dev check` reads the repository, `cargo dev generate` writes its
//! generated pages.
//!
//! Stands beside the floors: nothing depends on it, and of the house it uses only the function table.

mod checks;
mod fault;
mod generate;
mod repository;

use std::{env, fs, io, process::ExitCode};

use repository::Repository;

const HELP: &str = "cargo dev check      finds every fault of the house, by file and line\n\
                    cargo dev generate   writes the generated pages anew";

#[expect(clippy::print_stderr, reason = "a command's answer to the person who called it")]
fn main() -> ExitCode {
    let command = env::args().nth(1).unwrap_or_default();
    let done = match command.as_str() {
        "check" => check(),
        "generate" => generate(),
        _ => {
            eprintln!("{HELP}");
            Ok(false)
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(cause) => {
            eprintln!("{cause}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "a command's answer to the person who called it")]
fn check() -> io::Result<bool> {
    let repository = Repository::load(&repository::root()?)?;
    let faults = checks::all(&repository);
    for fault in &faults {
        println!("{fault}");
    }
    let files = repository.files().count();
    println!("{} faults in {files} files, {} checks", faults.len(), checks::CHECKS.len());
    Ok(faults.is_empty())
}

#[expect(clippy::print_stdout, reason = "a command's answer to the person who called it")]
fn generate() -> io::Result<bool> {
    let root = repository::root()?;
    for page in generate::pages() {
        let path = root.join(page.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, page.text)?;
        println!("{}", page.path);
    }
    Ok(true)
}
