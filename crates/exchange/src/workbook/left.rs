//! Whole pages of a file that nothing is read of, each with its reason.

use super::{LeftOut, Origin, grid::Sheet};

/// A page that the file was made with and that is gone.
pub(super) fn lost_sheet(form: &str) -> LeftOut {
    LeftOut {
        form: form.to_owned(),
        origin: Origin { sheet: format!("Biểu {form}"), address: String::new() },
        shown: String::new(),
        code: "BOOK-116",
        reason: format!(
            "Lúc tải, tệp có trang của biểu {form}; nay trang đó không còn nên không đọc được số nào của biểu này. Nếu xóa nhầm thì chép trang từ bản lưu hoặc tải biểu mới."
        ),
        cells: 0,
    }
}

/// A page that nothing is read of; `taken` is the one of the same form that was read.
pub(super) fn unknown_sheet(sheet: &Sheet, taken: Option<&Sheet>) -> LeftOut {
    let count = sheet.cells.len();
    let reason = if let Some(taken) = taken {
        format!(
            "Hai trang của cùng một biểu: số lấy ở trang “{}” ({} ô có nội dung), {count} ô của trang này không lấy. Nếu trang này mới đúng thì xóa trang kia rồi nạp lại.",
            taken.name,
            taken.cells.len()
        )
    } else {
        format!("Trang không thuộc báo cáo này; {count} ô không lấy.")
    };
    LeftOut {
        form: String::new(),
        origin: Origin { sheet: sheet.name.clone(), address: String::new() },
        shown: String::new(),
        code: "BOOK-110",
        reason,
        cells: count,
    }
}
