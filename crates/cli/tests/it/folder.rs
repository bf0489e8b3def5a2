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
    refuses(&["restore", text.to_str().unwrap()], &other, &["CLI-035", "không phải bản sao"]);
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
    let user = ["user", "add", "ai.do", "--unit", "khong", "--name", "Ai đó", "--role", "reporter"];
    refuses(&user, &data, &["CLI-029", "“khong”", "units/units.csv"]);
    let told = said(&sanhvai(&user, &data));
    assert!(!told.contains("dòng 1") && !told.contains("trang"), "{told}");
    refuses(&["serve"], &data, &["CLI-011", "--allow-demo"]);
    refuses(&["serve", "--allow-demo", "--listen", "khong phai"], &data, &["CLI-012"]);
    keeps_accounts(&data);
    holds_what_was_filed(&data, folder.path());

    // A copy of a newer release is not taken.
    let trial = folder.path().join("moi");
    std::fs::create_dir(&trial).unwrap();
    let held = std::fs::File::create(data.join("sanhvai.lock")).unwrap();
    held.lock().unwrap();
    refuses(&["serve", "--allow-demo"], &data, &["CLI-010"]);
    std::fs::write(
        trial.join("sanhvai.db"),
        "không phải tệp dữ liệu, dài hơn một trang".repeat(200),
    )
    .unwrap();
    refuses(&["verify"], &trial, &["CLI-004", "bản sao lưu"]);
    refuses(&["migrate"], &folder.path().join("go-nham"), &["chưa có dữ liệu"]);
}

fn does(arguments: &[&str], data: &Path, words: &[&str]) {
    let output = sanhvai(arguments, data);
    let text = said(&output);
    assert!(output.status.success(), "{arguments:?}: {text}");
    for word in words {
        assert!(text.contains(word), "{arguments:?}, {word}: {text}");
    }
}

/// Accounts from the machine: the old form and the new ones.
fn keeps_accounts(data: &Path) {
    let short =
        ["user", "add", "ai.do", "--unit", "h-421", "--name", "Ai đó", "--role", "Người ký"];
    does(&short, data, &["ai.do\t"]);
    does(&["user", "list", "ai.do"], data, &["Huyện Quỳnh Lưu (h-421)", "Người ký"]);
    does(&["user", "password", "ai.do"], data, &["ai.do\t"]);
    let wide = ["user", "roles", "ai.do", "--role", "desk"];
    refuses(&wide, data, &["LST-004", "cơ quan chủ trì"]);
    does(&["user", "roles", "ai.do", "--role", "reporter"], data, &["Người ký → Cán bộ nhập liệu"]);
    refuses(&["user", "roles", "ai.do", "--role", "vua"], data, &["Cán bộ tổng hợp (desk)"]);
    does(&["user", "close", "ai.do"], data, &["Đã đóng"]);
    // Somebody keeps the system on the pages.
    refuses(&["user", "roles", "quantri", "--role", "reporter"], data, &["ACC-020"]);
    refuses(&["user", "close", "quantri"], data, &["ACC-020"]);
    does(&["user", "list", "ai.do", "--closed"], data, &["Cán bộ nhập liệu"]);
    refuses(&["user", "close", "khong-ai"], data, &["sanhvai user list"]);
    does(&["verify"], data, &["đều khớp", "Chưa so được"]);
}

/// A catalog that takes a row out of a form in use is refused; a target is changed with a yes.
fn holds_what_was_filed(data: &Path, folder: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog");
    let copy = folder.join("danh-muc");
    crate::workbook::copied(&root, &copy);
    let catalog = copy.join("nghe-an-2024");
    let edit = |file: &str, old: &str, new: &str| {
        let path = catalog.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{file} {old}");
        std::fs::write(&path, text.replacen(old, new, 1)).unwrap();
    };
    let load = ["catalog", "load", catalog.to_str().unwrap()];
    let dry = [&load[..], &["--dry-run"]].concat();
    does(&dry, data, &["Sẽ đổi 0 chỗ"]);
    edit("indicators/4.1.toml", "value = \"111\"", "value = \"100\"");
    does(&dry, data, &["indicators/4.1.toml", "≤ 111", "≤ 100", "--yes"]);
    refuses(&load, data, &["≤ 100", "--yes"]);
    does(&[&load[..], &["--yes"]].concat(), data, &["Đã nạp"]);
    does(&["verify"], data, &["đều khớp"]);
    edit("forms/T3.toml", "of = [\"bdg\", ", "of = [");
    edit("forms/T3.toml", "{ code = \"bdg\",", "{ code = \"bdg2\",");
    refuses(
        &[&load[..], &["--yes"]].concat(),
        data,
        &["forms/T3.toml", "CAT-702", "bdg", "vẫn như cũ"],
    );
}

/// As `systemctl stop` and containers end it: requests under way are answered, the log is folded into the file.
#[cfg(unix)]
#[test]
fn a_server_told_to_terminate_ends_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(sanhvai(&["demo", "--no-serve"], &data).status.success());
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut server = std::process::Command::new(env!("CARGO_BIN_EXE_sanhvai"))
        .args(["serve", "--allow-demo", "--listen", &port.to_string(), "--data"])
        .arg(&data)
        .spawn()
        .unwrap();
    let answers = || std::net::TcpStream::connect(port).is_ok();
    let soon = std::time::Duration::from_millis(100);
    let is_up = (0..300).any(|_| {
        std::thread::sleep(soon);
        answers()
    });
    assert!(is_up, "the server did not begin to listen");
    let told =
        std::process::Command::new("kill").args(["-TERM", &server.id().to_string()]).status();
    assert!(told.unwrap().success());
    assert_eq!(server.wait().unwrap().code(), Some(0), "it was cut off");
    assert!(!data.join("sanhvai.db-wal").exists(), "the log was not folded into the file");
}
