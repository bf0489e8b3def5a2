//! Files saved again by LibreOffice and openpyxl, where those programs are installed.

use std::{path::Path, process::Command};

use exchange::workbook::Outcome;

use super::{
    mangle::{Mangling, mangle},
    sample::{Sample, sample},
};

fn filled() -> Sample {
    sample(&["PL02", "T1", "T2", "T4", "T5", "T8"], 5)
}

/// The file saved by LibreOffice in another format; `None` where it is not installed.
pub(super) fn resaved(bytes: &[u8], kind: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("bieu.xlsx");
    std::fs::write(&from, bytes).unwrap();
    let out = folder.path().join("out");
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("p").display());
    let ran = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", kind, "--outdir"])
        .args([out.as_path(), from.as_path()])
        .output();
    if !ran.is_ok_and(|ran| ran.status.success()) {
        println!("bỏ qua: không có LibreOffice");
        return None;
    }
    std::fs::read(out.join(Path::new("bieu").with_extension(kind.split(':').next().unwrap()))).ok()
}

#[test]
fn libre_office_gives_back_every_value() {
    for kind in ["xlsx", "xls", "ods"] {
        let sample = filled();
        let Some(bytes) = resaved(&sample.bytes, kind) else { return };
        let reading = sample.comes_back_whole(&bytes, kind);
        let told: Vec<_> = reading.left_out.iter().filter(|left| left.code != "BOOK-110").collect();
        assert!(told.is_empty(), "{kind}: {told:?}");
    }
}

/// LibreOffice keeps TRUE in a cell with a number's format as a formula whose result is 1.
#[test]
fn a_truth_that_libre_office_saved_is_no_figure() {
    let sample = sample(&["T3"], 2);
    let script = "s = b['Biểu T3']\nfor r in s.iter_rows():\n  for c in r:\n    \
        if c.protection.locked is False and isinstance(c.value, (int, float)):\n      c.value = True";
    let Some(bytes) = through_openpyxl(&sample.bytes, script) else { return };
    for kind in ["xlsx", "xls", "ods"] {
        let Some(saved) = resaved(&bytes, kind) else { return };
        let reading = sample.read(&saved).unwrap();
        let cells = reading.parts.iter().flat_map(|part| &part.cells);
        let codes: Vec<&str> = cells
            .filter_map(|cell| match &cell.outcome {
                Outcome::Refused { code, .. } => Some(*code),
                _ => None,
            })
            .collect();
        assert!(
            codes.len() > 5 && codes.iter().all(|code| *code == "BOOK-112"),
            "{kind}: {codes:?}"
        );
    }
}

#[test]
fn old_fonts_in_an_old_file_are_read() {
    let sample = filled();
    for letters in [Mangling::Tcvn3, Mangling::Vni] {
        let manglings = [letters, Mangling::ClearRowKeys, Mangling::ClearColumnKeys];
        let Some(bytes) = resaved(&mangle(&sample.bytes, &manglings), "xls") else { return };
        sample.comes_back_whole(&bytes, &format!("{letters:?} in XLS"));
    }
}

/// The file saved by openpyxl after some lines of Python on the book `b`; `None` where it is not installed.
pub(super) fn through_openpyxl(bytes: &[u8], lines: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
    std::fs::write(&from, bytes).unwrap();
    let script = format!(
        "import sys, openpyxl\nb = openpyxl.load_workbook(sys.argv[1])\n{lines}\nb.save(sys.argv[2])"
    );
    let python = std::env::var("SANHVAI_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let ran = Command::new(python).args(["-c", &script]).args([&from, &to]).output();
    if !ran.is_ok_and(|ran| ran.status.success()) {
        println!("bỏ qua: không có python3 với openpyxl");
        return None;
    }
    std::fs::read(to).ok()
}

#[test]
fn openpyxl_gives_back_every_value() {
    let sample = filled();
    let Some(bytes) = through_openpyxl(&sample.bytes, "") else { return };
    sample.comes_back_whole(&bytes, "openpyxl");
}
