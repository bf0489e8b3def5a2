//! Files handed out with `workbook` and taken in with `import`.

use std::{
    path::Path,
    process::{Command, Output},
};

pub(crate) fn sanhvai(arguments: &[&str], data: &Path) -> Output {
    let program = env!("CARGO_BIN_EXE_sanhvai");
    Command::new(program).args(arguments).arg("--data").arg(data).output().unwrap()
}

pub(crate) fn said(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8_lossy(&both).into_owned()
}

#[test]
fn files_are_handed_out_and_one_that_nobody_filled_is_told_as_empty() {
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
    let reporter = sanhvai(&["import", files, "--as", "noi-vu.chuyenvien"], &data);
    assert!(!reporter.status.success() && said(&reporter).contains("ACC-002"));
    // A district takes in files of its communes, not its own.
    let district = sanhvai(&["import", files, "--as", "quynhluu.chuyenvien"], &data);
    assert!(said(&district).contains("BOOK-221"), "{}", said(&district));

    let desk = ["import", files, "--as", "ldtbxh.chuyenvien"];
    let dry = sanhvai(&[&desk[..], &["--dry-run"]].concat(), &data);
    let empty = "0 nạp được, 0 đã nạp trước đây, 0 không nhận, 1 tệp trống";
    assert!(said(&dry).contains(empty), "{}", said(&dry));
    let first = sanhvai(&desk, &data);
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    assert!(said(&first).contains(empty), "{}", said(&first));
    let keeper = sanhvai(&["import", files, "--as", "quantri"], &data);
    assert!(!keeper.status.success() && said(&keeper).contains("ACC-002"), "it reads no report");
    std::fs::write(out.join("hong.xlsx"), b"MZ").unwrap();
    let second = sanhvai(&[&desk[..], &["--json"]].concat(), &data);
    assert_eq!(second.status.code(), Some(1), "a refused file is told by the number");
    let list: serde_json::Value = serde_json::from_slice(&second.stdout).unwrap();
    let outcomes: Vec<&str> =
        list.as_array().unwrap().iter().map(|file| file["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["empty", "refused"], "{list}");
    assert_eq!(list[1]["code"], "BOOK-002");
}

/// What is not opened is told with its reason, and the number says that something was left.
#[test]
fn nothing_is_passed_over_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("data"), folder.path().join("tep"));
    assert!(sanhvai(&["demo", "--no-serve"], &data).status.success());
    std::fs::create_dir_all(out.join("rong")).unwrap();
    let mut empty = b"PK\x05\x06".to_vec();
    empty.resize(22, 0);
    for (name, content) in [
        ("so-lieu.csv", &b"a,b"[..]),
        ("loi-van.docx", b"PK"),
        ("nhi-phan.xlsb", b"PK"),
        ("~$bieu.xlsx", b"lock"),
        ("khong-duoi", b"?"),
        ("Thumbs.db", b"?"),
        ("rong.zip", empty.as_slice()),
    ] {
        std::fs::write(out.join(name), content).unwrap();
    }
    let files = out.to_str().unwrap();
    let desk = ["import", files, "--as", "ldtbxh.chuyenvien"];
    let told = sanhvai(&desk, &data);
    assert_eq!(told.status.code(), Some(1), "{}", said(&told));
    for words in [
        "so-lieu.csv: không nhận: Tệp CSV",
        "loi-van.docx: không nhận: Tệp Word",
        "nhi-phan.xlsb: không nhận: Bảng tính dạng nhị phân",
        "~$bieu.xlsx: không nhận: Tệp khóa tạm",
        "khong-duoi: không nhận: Tên tệp không có đuôi",
        "rong.zip: không nhận: Không có tệp nào bên trong",
        "6 tệp: 0 nạp được, 0 đã nạp trước đây, 6 không nhận",
    ] {
        assert!(said(&told).contains(words), "{words}: {}", said(&told));
    }
    let nothing = out.join("rong");
    let none = ["import", nothing.to_str().unwrap(), "--as", "ldtbxh.chuyenvien"];
    assert_eq!(sanhvai(&none, &data).status.code(), Some(1));
    let missing = folder.path().join("khong-co.docx");
    let program = env!("CARGO_BIN_EXE_sanhvai");
    let lint = Command::new(program).arg("lint").arg(&missing).output().unwrap();
    assert!(
        said(&lint).contains("không có tệp hoặc thư mục này") && !said(&lint).contains("os error")
    );
}

/// Names of units and texts of templates are spelt as the decree and the house write.
#[test]
fn a_catalog_is_checked_for_its_spelling() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog");
    let program = env!("CARGO_BIN_EXE_sanhvai");
    let check = |folder: &Path| {
        Command::new(program).args(["catalog", "check"]).arg(folder).output().unwrap()
    };
    let good = check(&root.join("nghe-an-2024"));
    assert!(good.status.success(), "{}", said(&good));
    let copy = tempfile::tempdir().unwrap();
    copied(&root, copy.path());
    let units = copy.path().join("nghe-an-2024/units/units.csv");
    let text = std::fs::read_to_string(&units).unwrap().replacen("Sở Nội vụ", "Sở Nội Vụ", 1);
    std::fs::write(&units, text).unwrap();
    let template = copy.path().join("templates/minutes.txt");
    let mut text = std::fs::read_to_string(&template).unwrap();
    text.push_str("Giao Sở nội vụ và uỷ ban.\n");
    std::fs::write(&template, text).unwrap();
    let bad = check(&copy.path().join("nghe-an-2024"));
    assert!(!bad.status.success(), "{}", said(&bad));
    for words in ["units/units.csv:", "CAT-116", "templates/minutes.txt:", "CAT-601"] {
        assert!(said(&bad).contains(words), "{words}: {}", said(&bad));
    }
}

pub(crate) fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        if path.is_dir() {
            copied(&path, &to.join(name));
        } else {
            std::fs::copy(&path, to.join(name)).unwrap();
        }
    }
}
