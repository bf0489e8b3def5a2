//! Folders with no data, with another day, and copies that are none.

use std::path::Path;

use crate::workbook::{said, sanhvai};

fn refuses(arguments: &[&str], data: &Path, words: &[&str]) {
    let output = sanhvai(arguments, data);
    let text = said(&output);
    assert!(!output.status.success(), "{arguments:?}: {text}");
    for word in words {
        assert!(text.contains(word), "{arguments:?}, {word}: {text}");
    }
}

#[test]
fn a_folder_without_data_is_told_and_stays_empty() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("khong-co");
    let out = folder.path().join("ra");
    let report = ["report", "--regime", "R-STR", "--year", "2024", "--unit", "s-ldtbxh", "--out"];
    let report = [&report[..], &[out.to_str().unwrap()]].concat();
    let workbook = ["workbook", "--round", "R-BAN12-2024", "--all", "--out", out.to_str().unwrap()];
    let file = folder.path().join("tệp.xlsx");
    std::fs::write(&file, "").unwrap();
    let file = file.to_str().unwrap();
    let written = out.to_str().unwrap();
    for arguments in [
        &["verify"][..],
        &report[..],
        &["backup", written][..],
        &workbook[..],
        &["import", file][..],
        &["dispatch", "read", file, "--as", "ai"][..],
        &["dispatch", "write", "1", "--to", "H40.1", "--as", "ai", "--out", written][..],
        &["dispatch", "answer", "1", "--status", "03", "--as", "ai", "--out", written][..],
    ] {
        refuses(arguments, &data, &["chưa có dữ liệu", "sanhvai demo"]);
    }
    assert!(!data.exists(), "a question made a folder");
}

#[test]
fn a_copy_is_looked_at_before_it_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let (data, other) = (folder.path().join("data"), folder.path().join("khac"));
    let text = folder.path().join("thu.txt");
    std::fs::write(&text, "không phải bản sao").unwrap();
    refuses(&["restore", text.to_str().unwrap()], &other, &["không phải bản sao"]);
    assert!(!other.exists(), "a bad copy leaves nothing behind");
    refuses(&["restore", "/khong/co/tep.db"], &other, &["không đọc được"]);

    assert!(sanhvai(&["demo", "--no-serve"], &data).status.success());
    let copy = folder.path().join("ban-sao.db");
    assert!(sanhvai(&["backup", copy.to_str().unwrap()], &data).status.success());
    let mut torn = std::fs::read(&copy).unwrap();
    torn.truncate(torn.len() / 2);
    let half = folder.path().join("hong.db");
    std::fs::write(&half, torn).unwrap();
    refuses(&["restore", half.to_str().unwrap()], &other, &["đã hỏng"]);
    assert!(!other.exists());
    refuses(&["restore", half.to_str().unwrap()], &data, &["đã có dữ liệu"]);
    let done = sanhvai(&["restore", copy.to_str().unwrap()], &other);
    assert!(done.status.success(), "{}", said(&done));
    #[cfg(unix)]
    for (path, mode) in [
        (data.clone(), 0o700),
        (data.join("sanhvai.db"), 0o600),
        (copy.clone(), 0o600),
        (other.clone(), 0o700),
        (other.join("sanhvai.db"), 0o600),
    ] {
        use std::os::unix::fs::PermissionsExt;
        let found = std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(found, mode, "{}", path.display());
    }
    let verified = sanhvai(&["verify"], &other);
    assert!(verified.status.success(), "{}", said(&verified));

    // A folder that was filled stands on its own day.
    refuses(&["demo", "--no-serve", "--today", "2024-12-27"], &data, &["03/12/2024", "--today"]);
    let again = sanhvai(&["demo", "--no-serve"], &data);
    assert!(again.status.success(), "{}", said(&again));
    let user = ["user", "ai.do", "--unit", "khong", "--name", "Ai đó", "--role", "reporter"];
    refuses(&user, &data, &["LST-002", "khong"]);
}
