//! What the command line says when it cannot: a code, Vietnamese, a next step; and no word of the system's own.

use std::{
    path::Path,
    process::{Command, Output},
};

use crate::workbook::{said, sanhvai};

/// Words of the system, of the parser of arguments, of libraries.
const FOREIGN: [&str; 12] = [
    "os error",
    "No such",
    "File exists",
    "error:",
    "required",
    "invalid",
    "unexpected",
    "failed",
    "denied",
    "Options:\n",
    "Usage:\n",
    "not a ",
];

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sanhvai")).args(arguments).output().unwrap()
}

/// Refused with a code and the words, in one sentence of ours.
fn refused(output: &Output, words: &[&str]) {
    let text = said(output);
    assert!(!output.status.success(), "{text}");
    for word in words {
        assert!(text.contains(word), "{word}: {text}");
    }
    let told = text.lines().find(|line| line.contains(words[0])).unwrap();
    assert!(told.contains("; "), "no next step: {text}");
    for word in FOREIGN {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn the_system_is_told_in_our_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tep");
    std::fs::write(&file, "Một tệp\n").unwrap();
    let (none, text) = (folder.path().join("khong-co"), file.to_str().unwrap());
    let none = none.to_str().unwrap();
    for (arguments, code) in [
        (&["catalog", "check", none][..], "CLI-030"),
        (&["catalog", "check", text][..], "CLI-030"),
        (&["plan", "read", none][..], "CLI-030"),
        (&["plan", "read", folder.path().to_str().unwrap()][..], "CLI-030"),
        (&["restore", "--data", text, none][..], "CLI-03"),
        (&["migrate", "--data", none][..], "CLI-024"),
        (&["verify", "--data", none][..], "CLI-024"),
    ] {
        refused(&run(arguments), &[code]);
    }
    refused(&run(&["plan", "read", text]), &["CLI-080", "--text"]);
    let inside = file.join("trong");
    refused(&run(&["demo", "--no-serve", "--data", inside.to_str().unwrap()]), &["CLI-032"]);
}

#[test]
fn wrong_arguments_end_with_two_and_a_code() {
    for (arguments, words) in [
        (&["report"][..], &["CLI-101", "--regime", "Cách dùng / Usage: sanhvai report"][..]),
        (&["workbook", "--round", "R-STR-2024", "--out", "x"][..], &["CLI-101", "--all"][..]),
        (&["demo", "--port", "nhieu"][..], &["CLI-104", "--port", "65535"][..]),
        (&["bao-cao"][..], &["CLI-105", "bao-cao"][..]),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2));
        refused(&output, words);
    }
    for arguments in [&["--help"][..], &["help", "demo"][..], &["demo", "-h"][..]] {
        let help = run(arguments);
        assert!(help.status.success());
        assert!(said(&help).contains("Tùy chọn / Options"), "{}", said(&help));
    }
    assert!(said(&run(&["--version"])).starts_with("sanhvai "));
}

#[test]
fn the_demonstration_keeps_to_its_folder_and_its_year() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("so-lieu.xlsx"), "của người khác").unwrap();
    let demo = ["demo", "--no-serve"];
    refused(&sanhvai(&demo, folder.path()), &["CLI-042", "thư mục trống"]);
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 1, "something was written beside them");
    for day in ["2020-01-01", "2030-01-01"] {
        let early = folder.path().join("moi");
        let output = sanhvai(&[&demo[..], &["--today", day]].concat(), &early);
        refused(&output, &["CLI-043", "01/01/2024", "31/01/2025"]);
        assert!(!early.exists());
    }
}

/// On a morning without an accepted report the draft names everybody who is missing.
#[test]
fn a_report_without_reports_names_who_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("data"), folder.path().join("ra"));
    let data: &Path = &data;
    let made = sanhvai(&["demo", "--no-serve", "--today", "2024-11-18"], data);
    assert!(made.status.success(), "{}", said(&made));
    let report = ["report", "--regime", "r-str", "--year", "2024", "--unit", "s-ldtbxh", "--out"];
    let output = sanhvai(&[&report[..], &[out.to_str().unwrap()]].concat(), data);
    let text = said(&output);
    assert!(output.status.success(), "{text}");
    for words in ["của 66 đơn vị", "- 21 cấp huyện: ", "Huyện Quỳnh Lưu", "- 20 sở, ban, ngành: "]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}
