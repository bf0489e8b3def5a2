//! What the next page says was done: a cookie carries the code of one of these, never words.

use crate::view::mark::{Notice, Tone};

/// One line an act: name, code in the cookie, what happened, what follows from it.
macro_rules! done {
    ($($name:ident $code:literal $title:literal $text:literal;)+) => {
        /// What was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Done {
            $(#[doc = $title] $name,)+
        }

        impl Done {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word in the cookie.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            const fn words(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($title, $text),)+ }
            }
        }
    };
}

done! {
    WordsConfirmed "words-confirmed" "Đã xác nhận lời ghép." "Lời đã thành bản của cơ quan, vẫn sửa được.";
    Saved "saved" "Đã lưu." "";
    Ready "ready" "Đã chuyển người ký." "Báo cáo chờ ký; muốn sửa thì lấy lại.";
    Submitted "submitted" "Đã gửi." "Phiếu xác nhận có ở mục Các bản đã gửi.";
    Withdrawn "withdrawn" "Đã rút về." "Báo cáo trở lại trạng thái đang nhập.";
    TakenBack "taken-back" "Đã lấy lại để sửa." "";
    Reviewing "reviewing" "Đã nhận để thẩm tra." "";
    Returned "returned" "Đã trả lại." "Đơn vị thấy lý do trên trang của mình.";
    Accepted "accepted" "Đã chấp nhận." "Số liệu đã vào tổng hợp.";
    Reopened "reopened" "Đã mở lại." "Đơn vị thấy lý do và ngày phải gửi lại trên trang báo cáo.";
    Remarked "remarked" "Đã ghi ý kiến." "";
    ExtensionAsked "extension-asked" "Đã gửi lời xin gia hạn." "Nơi nhận báo cáo trả lời; hạn cũ giữ nguyên đến lúc đó.";
    ExtensionGranted "extension-granted" "Đã cho gia hạn." "Đơn vị nộp theo ngày mới.";
    ExtensionRefused "extension-refused" "Đã trả lời không gia hạn." "Đơn vị đọc được lý do; hạn nộp giữ nguyên.";
    ReopeningAsked "reopening-asked" "Đã gửi đề nghị mở lại." "Nơi nhận báo cáo mở lại hoặc trả lời vì sao không.";
    ReopeningRefused "reopening-refused" "Đã trả lời không mở lại." "Đơn vị đọc được lý do; báo cáo giữ nguyên.";
    RoundClosed "round-closed" "Đã đóng đợt." "Từ hôm nay hệ thống không nhận thêm, trừ đơn vị được gia hạn.";
    RoundReopened "round-reopened" "Đã mở lại đợt." "Các đơn vị thấy lý do trên trang báo cáo.";
    RoundDay "round-day" "Đã đặt ngày gửi." "Hạn và lời nhắc của các xã theo ngày này.";
    Called "called" "Đã ghi cuộc gọi." "Nội dung có ở Danh bạ đầu mối và ở mục Các lần trước.";
    Urged "urged" "Đã ghi đôn đốc." "";
    PlanConfirmed "plan-confirmed" "Đã xác nhận kế hoạch." "Văn bản và chỗ sửa được giữ lại.";
    Issued "issued" "Đã lưu văn bản." "";
    Workbook "workbook" "Đã ghi số liệu từ tệp." "Số ô đã ghi có ở mục Nhật ký.";
    Foreign "foreign" "Đã nhận tệp." "Chưa nhận ra biểu nào trong đó: khớp trang, cột và dòng một lần; chưa ghi gì vào báo cáo.";
    Forgotten "forgotten" "Đã bỏ cách khớp." "Số liệu đã nạp theo cách đó vẫn giữ.";
    Discarded "discarded" "Đã bỏ tệp." "Báo cáo không thay đổi.";
    Presented "presented" "Đã trình ký." "Tải tệp về, ký số rồi nộp lại.";
    Signed "signed" "Đã nhận bản ký." "Chữ ký đã được kiểm tra.";
    Tried "tried" "Đã ký thử." "Chữ ký thử nghiệm không có giá trị phát hành.";
    Numbered "numbered" "Đã cấp số." "Số gắn với văn bản này, không cấp lại.";
    Cancelled "cancelled" "Đã hủy văn bản." "Số, nếu đã cấp, vẫn thuộc văn bản này.";
    DiscardedDocument "discarded-document" "Đã bỏ văn bản đang soạn." "";
    Template "template" "Đã lưu mẫu." "Văn bản lập từ bây giờ dùng câu chữ này.";
    TemplateShipped "template-shipped" "Đã dùng lại mẫu gốc." "Bản đã sửa còn trong các lần sửa.";
    Packed "packed" "Đã lập gói tin." "Tải tệp .edxml ở danh sách bên dưới rồi chuyển đi.";
    Taken "taken" "Đã nhận gói tin." "Tin báo đã đến (01) đã lập sẵn, tải về để gửi lại.";
    Told "told" "Đã ghi trạng thái." "Trạng thái của văn bản đã chuyển theo tin nhận được.";
    Corrected "corrected" "Đã ghi điều chỉnh." "Lý do đứng bên cạnh số, người thẩm tra đọc được.";
    SeenBelow "seen-below" "Đã ghi nhận." "Số cấp xã đã nằm trong biểu.";
    PaperSent "paper-sent" "Đã gửi thay." "Báo cáo mang dấu nhập thay; một cán bộ khác thẩm tra.";
    Password "password" "Đã đổi mật khẩu." "Đăng nhập bằng mật khẩu mới.";
    Confirmed "confirmed" "Đã xác nhận." "Các mục này không còn mang dấu “cần đối chiếu”.";
    Unconfirmed "unconfirmed" "Đã bỏ xác nhận." "Mục này lại mang dấu “cần đối chiếu”.";
    Contact "contact" "Đã lưu đầu mối." "";
    ContactRemoved "contact-removed" "Đã bỏ đầu mối khỏi danh bạ." "";
    Closed "closed" "Đã đóng tài khoản." "Phiên đang đăng nhập của tài khoản này đã chấm dứt.";
    Opened "opened" "Đã mở lại tài khoản." "";
}

impl Done {
    /// Reads the word in the cookie.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|done| done.code() == code)
    }

    /// What the page says.
    pub fn notice(self) -> Notice {
        let (title, text) = self.words();
        Notice::new(Tone::Good, title, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_again_from_its_own_word() {
        for done in Done::ALL {
            assert_eq!(Done::from_code(done.code()), Some(*done));
        }
        assert_eq!(Done::from_code("save"), None);
    }
}
