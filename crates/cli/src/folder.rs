//! The data folder: its database, its clock, and the catalog it was filled with.

use std::{
    collections::BTreeMap,
    fs::{File, TryLockError},
    path::Path,
};

use actions::Acting;
use anyhow::Context;
use domain::catalog::Catalog;
use exchange::catalog::{Fault, Source};
use include_dir::{Dir, DirEntry, include_dir};
use jiff::{SignedDuration, Timestamp};
use store::db::Store;

use crate::{
    Data,
    told::{no_province, refused, unmade, unread, unwritten},
};

/// The plan of 2024 as reviewed, inside the binary.
static PLAN_2024: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../catalog/nghe-an-2024");

/// The embedded database inside a data folder.
const FILE: &str = "sanhvai.db";

/// Held by the one process that serves a folder.
const LOCK: &str = "sanhvai.lock";

/// Takes a folder for serving; it is free again when the file is dropped, however the process ends.
///
/// A server engine keeps several processes apart by itself: nothing is held there.
pub(crate) fn hold(data: &Data) -> anyhow::Result<Option<File>> {
    if data.database.is_some() {
        return Ok(None);
    }
    let path = data.data.join(LOCK);
    let file = store::private::open_file(&path).map_err(unwritten(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(refused(
            "CLI-010",
            format!(
                "thư mục {} đang được một tiến trình sanhvai khác phục vụ",
                data.data.display()
            ),
            "dừng tiến trình đó trước, hoặc chọn thư mục khác bằng --data",
        )),
        Err(TryLockError::Error(error)) => Err(unwritten(&path)(error)),
    }
}

/// Whether a folder holds what is not ours: it has files, and no database.
pub(crate) fn is_foreign(data: &Data) -> bool {
    let is_other = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.file_name() != LOCK)
    };
    !is_filled(data) && std::fs::read_dir(&data.data).is_ok_and(|mut all| all.any(is_other))
}

/// Whether there is a database to read.
pub(crate) fn is_filled(data: &Data) -> bool {
    data.database.is_some() || data.data.join(FILE).is_file()
}

/// Opens the store of a data folder that must hold data already: reading makes no database.
pub(crate) async fn existing(data: &Data) -> anyhow::Result<Store> {
    if !is_filled(data) {
        let folder = data.data.display();
        return Err(refused(
            "CLI-024",
            format!("thư mục {folder} chưa có dữ liệu (không có tệp {FILE})"),
            format!(
                "kiểm tra lại --data, hoặc dựng dữ liệu bằng: sanhvai catalog load THƯ_MỤC --data {folder}, \
                 hay sanhvai demo --data {folder}"
            ),
        ));
    }
    open(data).await
}

/// Opens the store of a data folder or of a connection string.
pub(crate) async fn open(data: &Data) -> anyhow::Result<Store> {
    if let Some(url) = &data.database {
        return Store::open(url).await.context("không mở được PostgreSQL");
    }
    store::private::create_folder(&data.data).map_err(unmade(&data.data))?;
    let file = data.data.join(FILE);
    Store::open(&format!("sqlite:{}", file.display())).await.context("không mở được tệp dữ liệu")
}

/// The catalog's files inside the binary.
pub(crate) fn built_in() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(&PLAN_2024, &mut files);
    files
}

fn collect(dir: &Dir<'_>, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                files.insert(path, file.contents().to_vec());
            }
        }
    }
}

/// A catalog folder's files.
pub(crate) fn read_folder(root: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(&dir).map_err(unread(&dir))? {
            let path = entry.map_err(unread(&dir))?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(relative) = path.strip_prefix(root) {
                let name = relative.to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read(&path).map_err(unread(&path))?);
            }
        }
    }
    Ok(files)
}

/// Reads catalog files, or prints every fault with file, line, reason and hint.
pub(crate) fn catalog_of(files: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<Catalog> {
    exchange::catalog::read(&Source { files: files.clone() }).map_err(|faults| {
        for fault in &faults {
            print_fault(fault);
        }
        refused(
            "CLI-023",
            format!("danh mục đang dùng có {} lỗi với bản này", faults.len()),
            "sửa các chỗ ở trên trong thư mục danh mục rồi nạp lại: sanhvai catalog load THƯ_MỤC",
        )
    })
}

/// `forms/T2.toml:14: CAT-004: … → …`.
#[expect(clippy::print_stderr, reason = "the command line's own answer")]
pub(crate) fn print_fault(fault: &Fault) {
    let line = fault.line.map_or(String::new(), |line| format!(":{line}"));
    eprintln!("{}{line}: {}: {} → {}", fault.file, fault.code, fault.reason, fault.hint);
}

/// The catalog that a store was filled with, and what was confirmed of it.
pub(crate) async fn loaded(store: &Store) -> anyhow::Result<Catalog> {
    let mut catalog = catalog_of(&require_catalog(store).await?)?;
    actions::confirmation::apply(&mut store.reader(), &mut catalog).await?;
    Ok(catalog)
}

/// The files of the catalog that a store was filled with, or what to do.
pub(crate) async fn require_catalog(store: &Store) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let files = store::catalog::files(&mut store.reader()).await?;
    if files.is_empty() {
        let next = "chạy: sanhvai catalog load THƯ_MỤC";
        return Err(refused("CLI-022", "kho dữ liệu chưa nạp danh mục", next));
    }
    Ok(files)
}

/// How far the folder's clock is shifted; zero for the real system.
pub(crate) async fn shift(store: &Store) -> anyhow::Result<SignedDuration> {
    let text = store::setting::get(&mut store.reader(), "clock_shift_seconds").await?;
    Ok(SignedDuration::from_secs(text.and_then(|t| t.parse().ok()).unwrap_or(0)))
}

/// Now on the folder's clock.
pub(crate) fn now(shift: SignedDuration) -> Timestamp {
    let real = Timestamp::now();
    real.checked_add(shift).unwrap_or(real)
}

/// An account acting now on the folder's clock.
pub(crate) async fn acting(store: &Store, province: &str, login: &str) -> anyhow::Result<Acting> {
    let mut reader = store.reader();
    let known = store::officer::credentials(&mut reader, login).await?;
    let known = known.filter(|known| known.active);
    let missing = || {
        let what = format!("không có tài khoản {login} đang hoạt động");
        refused("CLI-026", what, "xem các tài khoản bằng: sanhvai user list")
    };
    let known = known.ok_or_else(missing)?;
    let row = store::officer::by_id(&mut reader, known.id).await?.ok_or_else(missing)?;
    let province = store::org_unit::by_key(&mut reader, province).await?;
    let province = province.ok_or_else(no_province)?;
    Ok(Acting::new(row.officer, province.id, now(shift(store).await?)))
}
