//! Failures as the command line tells them: a stable code, what happened, what to do next.
//!
//! What the system, the store or a library says in its own words goes to the log (`RUST_LOG=info`).

use std::{fmt, io::ErrorKind, path::Path};

use store::error::Error as StoreError;

/// A refusal in whole.
#[derive(Debug)]
struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// Refuses: a code, what happened, what to do next.
pub(crate) fn refused(
    code: &'static str,
    what: impl fmt::Display,
    next: impl fmt::Display,
) -> anyhow::Error {
    anyhow::Error::new(Refusal(format!("{code}: {what}; {next}")))
}

/// One line for a failure.
pub(crate) fn line(error: &anyhow::Error) -> String {
    tracing::info!(cause = format!("{error:?}"), "refused");
    if let Some(refusal) = error.chain().find_map(|cause| cause.downcast_ref::<Refusal>()) {
        return refusal.to_string();
    }
    let action = error.chain().find_map(|cause| cause.downcast_ref::<actions::Error>());
    let store = match action {
        Some(actions::Error::Store(cause)) => Some(cause),
        Some(other) => {
            let problem = other.problem();
            return format!("{}: {} {}", problem.code, problem.what, problem.next);
        }
        None => error.chain().find_map(|cause| cause.downcast_ref::<StoreError>()),
    };
    let io = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    let (code, what) = match (store, io) {
        (Some(error), _) => of_store(error),
        (None, Some(error)) => of_system(error.kind()).unwrap_or(UNKNOWN),
        (None, None) => UNKNOWN,
    };
    // Our own words above the cause say what was being done.
    let is_own = |cause: &&(dyn std::error::Error + 'static)| {
        !cause.is::<StoreError>() && !cause.is::<std::io::Error>() && cause.source().is_some()
    };
    let doing: Vec<String> = error.chain().take_while(is_own).map(ToString::to_string).collect();
    if doing.is_empty() {
        format!("{code}: {what}")
    } else {
        format!("{code}: {what} ({})", doing.join(": "))
    }
}

type Told = (&'static str, &'static str);

const UNKNOWN: Told = (
    "CLI-018",
    "lỗi ngoài dự kiến; chạy lại với RUST_LOG=info để thấy nguyên nhân, rồi báo người giữ hệ thống",
);

fn of_store(error: &StoreError) -> Told {
    match error {
        StoreError::Newer => (
            "CLI-001",
            "dữ liệu này do một bản sanhvai mới hơn ghi; chạy bằng bản mới đó, dữ liệu chưa bị đổi",
        ),
        StoreError::Migration(_) => (
            "CLI-002",
            "dữ liệu đã nâng cấp theo cách khác với bản này; dùng đúng bản sanhvai đã ghi dữ liệu, hoặc khôi phục \
             từ bản sao lưu",
        ),
        StoreError::Busy => {
            ("CLI-003", "kho dữ liệu đang bận vì một lệnh khác; đợi lệnh đó xong rồi chạy lại")
        }
        StoreError::Corrupt { .. } => (
            "CLI-004",
            "tệp dữ liệu hỏng, hoặc không phải tệp của Sánh Vai; kiểm tra --data, hoặc khôi phục từ bản sao lưu gần nhất",
        ),
        StoreError::NotMigrated(_) => (
            "CLI-005",
            "kho dữ liệu còn trống hoặc chưa nâng cấp; chạy sanhvai migrate, hoặc sanhvai catalog load \
             THƯ_MỤC cho kho mới",
        ),
        StoreError::Unreachable(_) => (
            "CLI-006",
            "không nối được PostgreSQL; kiểm tra máy chủ đang chạy, và địa chỉ, tên, mật khẩu trong --database",
        ),
        StoreError::Full(_) => FULL,
        StoreError::ReadOnly(_) => READ_ONLY,
        StoreError::Stale
        | StoreError::NotFound
        | StoreError::Duplicate { .. }
        | StoreError::Overflow(_)
        | StoreError::Connection(_)
        | StoreError::Database(_) => (
            "CLI-017",
            "kho dữ liệu báo lỗi ngoài dự kiến; chạy lại với RUST_LOG=info để thấy nguyên nhân, rồi báo người \
             giữ hệ thống",
        ),
    }
}

const FULL: Told =
    ("CLI-007", "ổ đĩa đã đầy; dọn chỗ trống rồi chạy lại, việc đang làm chưa được ghi");
const READ_ONLY: Told = (
    "CLI-008",
    "không ghi được vào thư mục; kiểm tra quyền của tài khoản đang chạy, và ổ đĩa có chỉ đọc không",
);

/// What the system refuses whatever was being done.
const fn of_system(kind: ErrorKind) -> Option<Told> {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some(FULL),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Some(READ_ONLY),
        _ => None,
    }
}

/// Why the system did not open, read or write a file, in words of a sentence.
pub(crate) const fn why(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound => "không có tệp hoặc thư mục này",
        ErrorKind::PermissionDenied => "tài khoản đang chạy không có quyền",
        ErrorKind::AlreadyExists => "tên này đã có",
        ErrorKind::IsADirectory => "đây là thư mục, không phải tệp",
        ErrorKind::NotADirectory => "trên đường dẫn có tên là tệp, không phải thư mục",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "ổ đĩa đã đầy",
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ đọc",
        ErrorKind::InvalidFilename => "tên tệp không dùng được",
        ErrorKind::FileTooLarge => "tệp quá lớn",
        ErrorKind::UnexpectedEof => "tệp bị cụt",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "tệp đang được dùng",
        _ => "ổ đĩa báo lỗi",
    }
}

/// A file or a folder that was not read.
pub(crate) fn unread(path: &Path) -> impl Fn(std::io::Error) -> anyhow::Error {
    move |error| {
        tracing::info!(cause = %error, "not read");
        let (path, why) = (path.display(), why(error.kind()));
        refused("CLI-030", format!("không đọc được {path}: {why}"), "kiểm tra lại đường dẫn")
    }
}

/// A file that was not written.
pub(crate) fn unwritten(path: &Path) -> impl Fn(std::io::Error) -> anyhow::Error {
    move |error| {
        tracing::info!(cause = %error, "not written");
        let (path, why) = (path.display(), why(error.kind()));
        let next = "chọn nơi ghi khác, hoặc dọn chỗ và xem lại quyền";
        refused("CLI-031", format!("không ghi được {path}: {why}"), next)
    }
}

/// A folder that was not made.
pub(crate) fn unmade(path: &Path) -> impl Fn(std::io::Error) -> anyhow::Error {
    move |error| {
        tracing::info!(cause = %error, "not made");
        let (path, why) = (path.display(), why(error.kind()));
        refused("CLI-032", format!("không tạo được thư mục {path}: {why}"), "chọn thư mục khác")
    }
}

/// The store has a catalog, and not the unit that stands above all.
pub(crate) fn no_province() -> anyhow::Error {
    refused(
        "CLI-025",
        "kho dữ liệu không có đơn vị cấp tỉnh của danh mục",
        "nạp lại danh mục: sanhvai catalog load THƯ_MỤC",
    )
}

/// Ends quietly when whoever reads the answer has gone (`sanhvai report … | head`): what was to be written to
/// files is written before it is told.
pub(crate) fn end_with_the_reader() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let text = panic.payload_as_str().unwrap_or_default();
        if text.starts_with("failed printing to std") && text.contains("Broken pipe") {
            // As a program that SIGPIPE ended.
            std::process::exit(128 + 13);
        }
        usual(panic);
    }));
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    #[test]
    fn failures_of_the_store_are_told_with_a_code_and_a_next_step() {
        for (error, code) in [
            (StoreError::Newer, "CLI-001"),
            (StoreError::Migration("0003 was applied with another text".into()), "CLI-002"),
            (StoreError::Busy, "CLI-003"),
            (StoreError::Corrupt { what: "file is not a database".into() }, "CLI-004"),
            (StoreError::NotMigrated("no such table: catalog_file".into()), "CLI-005"),
            (StoreError::Unreachable("Connection refused (os error 111)".into()), "CLI-006"),
            (StoreError::Full("database or disk is full".into()), "CLI-007"),
            (StoreError::ReadOnly("attempt to write a readonly database".into()), "CLI-008"),
        ] {
            let told = Err::<(), _>(error).context("không mở được").unwrap_err();
            let line = line(&told);
            assert!(line.starts_with(code) && line.ends_with("(không mở được)"), "{line}");
        }
        let full = std::io::Error::from(ErrorKind::StorageFull);
        assert!(line(&anyhow::Error::new(full)).starts_with("CLI-007"));
        let system = std::io::Error::from_raw_os_error(2);
        let text = line(&unread(Path::new("a/b"))(system));
        assert_eq!(
            text,
            "CLI-030: không đọc được a/b: không có tệp hoặc thư mục này; kiểm tra lại đường dẫn"
        );
        assert!(line(&anyhow::anyhow!("some cause")).starts_with("CLI-018"));
        assert!(!line(&anyhow::anyhow!("some cause")).contains("cause"));
    }
}
