//! Files handed out with `workbook` and taken in with `import`.

use std::{
    path::Path,
    process::{Command, Output},
};

fn sanhvai(arguments: &[&str], data: &Path) -> Output {
    let program = env!("CARGO_BIN_EXE_sanhvai");
    Command::new(program).args(arguments).arg("--data").arg(data).output().unwrap()
}

fn said(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8_lossy(&both).into_owned()
}

#[test]
fn files_are_handed_out_and_taken_in_once() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("data"), folder.path().join("tep"));
    assert!(sanhvai(&["demo", "--no-serve"], &data).status.success());
    let files = out.to_str().unwrap();
    let written =
        sanhvai(&["workbook", "--round", "R-STR-2024", "--unit", "h-421", "--out", files], &data);
    assert!(written.status.success(), "{}", said(&written));
    let unknown =
        sanhvai(&["workbook", "--round", "R-STR-2024", "--unit", "h-0", "--out", files], &data);
    assert!(!unknown.status.success() && said(&unknown).contains("R-STR-2024"));

    let nobody = sanhvai(&["import", files], &data);
    assert!(!nobody.status.success() && said(&nobody).contains("--as"), "{}", said(&nobody));
    let reporter = sanhvai(&["import", files, "--as", "quynhluu.chuyenvien"], &data);
    assert!(!reporter.status.success() && said(&reporter).contains("ACC-002"));

    let desk = ["import", files, "--as", "ldtbxh.chuyenvien"];
    let dry = sanhvai(&[&desk[..], &["--dry-run"]].concat(), &data);
    assert!(said(&dry).contains("1 nạp được, 0 đã nạp trước đây"), "{}", said(&dry));
    let first = sanhvai(&desk, &data);
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    assert!(said(&first).contains("1 nạp được, 0 đã nạp trước đây"), "{}", said(&first));
    std::fs::write(out.join("hong.xlsx"), b"MZ").unwrap();
    let second = sanhvai(&[&desk[..], &["--json"]].concat(), &data);
    assert_eq!(second.status.code(), Some(1), "a refused file is told by the number");
    let list: serde_json::Value = serde_json::from_slice(&second.stdout).unwrap();
    let outcomes: Vec<&str> =
        list.as_array().unwrap().iter().map(|file| file["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["known", "refused"], "{list}");
    assert_eq!(list[1]["code"], "BOOK-002");
}
