//! Writes the sample documents in every format to the folder given as argument.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use documents::{docx, html, pdf, sample, xlsx};

fn main() -> Result<(), Box<dyn Error>> {
    let argument = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    if argument.starts_with('-') {
        return Err(format!("{argument} is no folder; usage: sample [FOLDER]").into());
    }
    let folder = PathBuf::from(argument);
    fs::create_dir_all(&folder)?;
    let mut samples = sample::all();
    samples.extend(sample::hard());
    samples.push(("bao-cao-dai", sample::department_report(1100)));
    samples.push(("bang-in", sample::printout(60)));
    for (name, manuscript) in samples {
        let start = Instant::now();
        fs::write(folder.join(format!("{name}.docx")), docx::write(&manuscript)?)?;
        let docx_time = start.elapsed();
        let start = Instant::now();
        fs::write(folder.join(format!("{name}.pdf")), pdf::write(&manuscript)?)?;
        let pdf_time = start.elapsed();
        fs::write(folder.join(format!("{name}.html")), html::write(&manuscript))?;
        fs::write(folder.join(format!("{name}.xlsx")), xlsx::write(&manuscript)?)?;
        eprintln!("{name}: docx {docx_time:?}, pdf {pdf_time:?}");
    }
    Ok(())
}
