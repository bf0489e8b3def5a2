//! Failures as the command line tells them: what happened, what to do next, a code; the cause in brackets.

use std::io::ErrorKind;

use store::error::Error as StoreError;

/// One line for a failure.
pub(crate) fn line(error: &anyhow::Error) -> String {
    let store = error.chain().find_map(|cause| cause.downcast_ref::<StoreError>());
    let io = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    let known = match (store, io) {
        (Some(error), _) => of_store(error),
        (None, Some(error)) => of_io(error),
        (None, None) => None,
    };
    match known {
        Some((code, what)) => format!("{code}: {what} ({error:#})"),
        None => format!("{error:#}"),
    }
}

type Told = Option<(&'static str, &'static str)>;

fn of_store(error: &StoreError) -> Told {
    match error {
        StoreError::Newer => Some((
            "CLI-001",
            "dữ liệu này do một bản sanhvai mới hơn ghi; chạy bằng bản mới đó, dữ liệu chưa bị đổi",
        )),
        StoreError::Migration(_) => Some((
            "CLI-002",
            "dữ liệu đã nâng cấp theo cách khác với bản này; dùng đúng bản sanhvai đã ghi dữ liệu, hoặc khôi phục \
             từ bản sao lưu",
        )),
        StoreError::Busy => Some((
            "CLI-003",
            "kho dữ liệu đang bận vì một lệnh khác; đợi lệnh đó xong rồi chạy lại",
        )),
        StoreError::Corrupt { .. } => Some((
            "CLI-004",
            "tệp dữ liệu hỏng, hoặc không phải tệp của Sánh Vai; kiểm tra --data, hoặc khôi phục từ bản sao lưu gần nhất",
        )),
        StoreError::NotMigrated(_) => Some((
            "CLI-005",
            "kho dữ liệu còn trống hoặc chưa nâng cấp; chạy sanhvai migrate, hoặc sanhvai catalog load \
             THƯ_MỤC cho kho mới",
        )),
        StoreError::Unreachable(_) => Some((
            "CLI-006",
            "không nối được PostgreSQL; kiểm tra máy chủ đang chạy, và địa chỉ, tên, mật khẩu trong --database",
        )),
        StoreError::Full(_) => Some(FULL),
        StoreError::ReadOnly(_) => Some(READ_ONLY),
        StoreError::Stale
        | StoreError::NotFound
        | StoreError::Duplicate { .. }
        | StoreError::Overflow(_)
        | StoreError::Connection(_)
        | StoreError::Database(_) => None,
    }
}

const FULL: (&str, &str) =
    ("CLI-007", "ổ đĩa đã đầy; dọn chỗ trống rồi chạy lại, việc đang làm chưa được ghi");
const READ_ONLY: (&str, &str) = (
    "CLI-008",
    "không ghi được vào thư mục; kiểm tra quyền của tài khoản đang chạy, và ổ đĩa có chỉ đọc không",
);

fn of_io(error: &std::io::Error) -> Told {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some(FULL),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Some(READ_ONLY),
        _ => None,
    }
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
            assert!(line.starts_with(code) && line.contains("không mở được"), "{line}");
        }
        let full = std::io::Error::from(ErrorKind::StorageFull);
        assert!(line(&anyhow::Error::new(full)).starts_with("CLI-007"));
        assert_eq!(line(&anyhow::anyhow!("không có đợt")), "không có đợt");
    }
}
