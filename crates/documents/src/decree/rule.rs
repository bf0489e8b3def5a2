//! The table of rules that are checked: id, source, what is demanded, how to mend.

use super::element::{ALL, Demand};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Against the words of the decree.
    Fault,
    /// Against good usage: a clerk would mark it, the decree does not say it so.
    Advice,
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub id: &'static str,
    pub source: &'static str,
    /// What is demanded, as a sentence for people.
    pub demand: &'static str,
    /// How to mend, where the finding knows nothing better.
    pub fix: &'static str,
    pub weight: Weight,
}

const fn fault(
    id: &'static str,
    source: &'static str,
    demand: &'static str,
    fix: &'static str,
) -> Rule {
    Rule { id, source, demand, fix, weight: Weight::Fault }
}

const fn advice(
    id: &'static str,
    source: &'static str,
    demand: &'static str,
    fix: &'static str,
) -> Rule {
    Rule { id, source, demand, fix, weight: Weight::Advice }
}

/// Rules that are not about the look of one element; `all` adds those.
#[rustfmt::skip]
pub static RULES: [Rule; 107] = [
    // The page.
    fault("D-01", "Phụ lục I, Mục I", "Khổ giấy A4 (210 mm × 297 mm).", "Đặt khổ giấy A4."),
    advice("D-01-landscape", "Phụ lục I, Mục I", "Trang nằm ngang chỉ dùng khi có bảng, biểu.", "Đặt trang đứng, hoặc chỉ để ngang phần có bảng."),
    fault("D-02", "Phụ lục I, Mục I", "Lề trên và dưới 20-25 mm, trái 30-35 mm, phải 15-20 mm.", "Đặt lại lề trang: trên 20, dưới 20, trái 30, phải 15 mm."),
    fault("D-02-table", "Phụ lục I, Mục I", "Bảng, biểu nằm giữa lề trái và lề phải.", "Thu hẹp cột, hoặc đặt phần có bảng trên trang nằm ngang."),
    fault("D-03-font", "Phụ lục I, Mục I", "Phông chữ Times New Roman, Unicode.", "Chọn chữ này, đặt phông Times New Roman."),
    fault("D-03-colour", "Phụ lục I, Mục I", "Chữ màu đen.", "Chọn chữ này, đặt màu đen (000000)."),
    advice("D-03-scale", "Phụ lục I, Mục I", "Chữ có bề ngang bình thường, không ép hẹp hay kéo rộng.", "Chọn chữ này, đặt Scale 100% (Font, Advanced)."),
    fault("D-03-embedded", "Phụ lục I, Mục I", "Phông chữ nhúng trong tệp PDF, để nơi nhận thấy đúng chữ.", "Xuất lại PDF, chọn nhúng phông chữ (PDF/A)."),
    fault("D-04-missing", "Phụ lục I, Mục I", "Trang thứ hai trở đi có số trang.", "Thêm số trang ở giữa lề trên."),
    fault("D-04-place", "Phụ lục I, Mục I", "Số trang canh giữa theo chiều ngang trong lề trên.", "Chuyển số trang lên đầu trang, canh giữa."),
    fault("D-04-size", "Phụ lục I, Mục I", "Số trang cỡ 13-14, kiểu chữ đứng.", "Đặt số trang cỡ 13 hoặc 14, đứng."),
    fault("D-04-first", "Phụ lục I, Mục I", "Không hiển thị số trang thứ nhất.", "Bật “Trang đầu khác” và để trống đầu trang của trang đầu."),
    fault("D-04-start", "Phụ lục I, Mục I", "Số trang là chữ số Ả Rập, bắt đầu từ 1.", "Đặt kiểu số 1, 2, 3 và bắt đầu từ 1."),
    fault("D-05", "Phụ lục I, Mục V", "Cỡ chữ tăng giảm thống nhất: 13-14-14 hoặc 12-13-13.", "Chọn một bộ: Quốc hiệu 13, Tiêu ngữ 14, địa danh 14; hoặc 12, 13, 13."),
    fault("D-09-nfc", "TCVN 6909:2001", "Chữ Việt dựng sẵn (Unicode NFC).", "Gõ lại bằng bảng mã Unicode dựng sẵn, hoặc chuyển mã bằng Unikey."),
    fault("D-09-hidden", "TCVN 6909:2001", "Không có ký tự ẩn trong tên và số.", "Xóa ký tự ẩn, gõ lại chỗ này."),
    fault("D-09-wide", "TCVN 6909:2001", "Chữ, số và dấu ở dạng thường, không ở dạng rộng (full-width).", "Gõ lại ký tự này."),
    fault("D-09-legacy", "TCVN 6909:2001", "Không dùng bảng mã cũ (TCVN3, VNI).", "Chuyển mã sang Unicode bằng Unikey rồi đặt phông Times New Roman."),
    advice("file-macro", "An toàn tệp", "Văn bản phát hành không mang theo macro.", "Lưu lại thành DOCX thường, không có macro."),
    advice("file-link", "An toàn tệp", "Văn bản phát hành không nạp hình, mẫu hay đối tượng từ nơi khác.", "Nhúng hình vào tệp, bỏ mẫu và đối tượng liên kết."),
    advice("file-changes", "Hoàn thiện tệp", "Văn bản trình ký, phát hành không còn sửa đổi chờ chấp nhận.", "Vào Review, chấp nhận hoặc từ chối hết sửa đổi, rồi lưu lại."),
    advice("file-comments", "Hoàn thiện tệp", "Văn bản trình ký, phát hành không còn ghi chú bên lề.", "Vào Review, xóa hết ghi chú, rồi lưu lại."),
    advice("file-marked", "Hoàn thiện tệp", "Văn bản trình ký, phát hành không còn chữ tô nền.", "Chọn chữ này, bỏ tô nền (Text Highlight Color: No Color)."),
    // The head.
    fault("E1", "Phụ lục I, Mục II.1", "Có Quốc hiệu “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”.", "Ghi đúng: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM."),
    fault("E2", "Phụ lục I, Mục II.1", "Có Tiêu ngữ “Độc lập - Tự do - Hạnh phúc”.", "Ghi đúng: Độc lập - Tự do - Hạnh phúc."),
    fault("E2-dash", "Phụ lục I, Mục II.1", "Giữa các cụm từ của Tiêu ngữ là gạch nối (-), có cách chữ hai bên.", "Thay bằng gạch nối: Độc lập - Tự do - Hạnh phúc."),
    fault("E2-rule", "Phụ lục I, Mục II.1", "Dưới Tiêu ngữ có đường kẻ ngang, nét liền, dài bằng dòng chữ.", "Kẻ một đường nét liền dưới Tiêu ngữ, dài bằng dòng chữ."),
    fault("E3", "Phụ lục I, Mục II.2", "Tên cơ quan cấp trên ở địa phương có tên riêng của địa phương: UBND TỈNH NGHỆ AN.", "Ghi thêm tên riêng: UBND TỈNH NGHỆ AN."),
    fault("E4", "Phụ lục I, Mục II.2", "Có tên cơ quan ban hành văn bản.", "Ghi tên cơ quan ở ô bên trái Quốc hiệu."),
    fault("E4-rule", "Phụ lục I, Mục II.2", "Dưới tên cơ quan có đường kẻ ngang, nét liền, dài 1/3 đến 1/2 dòng chữ.", "Kẻ một đường nét liền, canh giữa, dài 1/3 đến 1/2 dòng chữ."),
    fault("E5", "Phụ lục I, Mục II.3", "Có số, ký hiệu dạng “Số: 05/KH-UBND”.", "Ghi theo mẫu: Số: 05/KH-UBND."),
    fault("E5-colon", "Phụ lục I, Mục II.3", "Sau từ “Số” có dấu hai chấm.", "Thêm dấu hai chấm sau “Số”."),
    fault("E5-zero", "Phụ lục I, Mục II.3", "Số nhỏ hơn 10 ghi thêm số 0 phía trước.", "Thêm số 0 trước số: 05."),
    fault("E5-space", "Phụ lục I, Mục II.3", "Giữa số, gạch chéo, chữ viết tắt và gạch nối không cách chữ.", "Bỏ khoảng trắng trong ký hiệu."),
    fault("E5-kind", "Phụ lục III", "Ký hiệu ghi chữ viết tắt đúng tên loại.", "Sửa chữ viết tắt tên loại trong ký hiệu."),
    fault("E5-letter", "Phụ lục I, Mục II.3", "Ký hiệu công văn: chữ viết tắt cơ quan và đơn vị soạn thảo, không có “CV”.", "Ghi theo mẫu: 12/UBND-VX hoặc 05/SNV-BĐG."),
    fault("E6", "Phụ lục I, Mục II.4", "Có địa danh và thời gian: “Nghệ An, ngày 05 tháng 01 năm 2026”.", "Ghi theo mẫu: Nghệ An, ngày 05 tháng 01 năm 2026."),
    fault("E6-comma", "Phụ lục I, Mục II.4", "Sau địa danh có dấu phẩy.", "Thêm dấu phẩy sau địa danh."),
    fault("E6-day", "Phụ lục I, Mục II.4", "Ngày nhỏ hơn 10 ghi thêm số 0 phía trước.", "Thêm số 0 trước ngày: ngày 05."),
    fault("E6-month", "Phụ lục I, Mục II.4", "Chỉ tháng 1 và tháng 2 ghi thêm số 0 phía trước.", "Ghi tháng 01, tháng 02; từ tháng 3 không thêm số 0."),
    fault("P-01", "Phụ lục I, Mục II.4", "Địa danh là tên riêng của đơn vị hành chính: Nghệ An.", "Bỏ chữ “tỉnh” trước địa danh."),
    fault("E7", "Phụ lục I, Mục II.5", "Văn bản có tên loại ghi tên loại giữa dòng.", "Ghi tên loại bằng chữ in hoa, canh giữa."),
    fault("E7-letter", "Phụ lục I, Mục II.5", "Công văn không ghi tên loại “CÔNG VĂN”.", "Bỏ dòng “CÔNG VĂN”; trích yếu ghi “V/v …” dưới số, ký hiệu."),
    fault("E8", "Phụ lục I, Mục II.5", "Có trích yếu ngay dưới tên loại.", "Ghi trích yếu nội dung dưới tên loại."),
    advice("E8-about", "Phụ lục I, Mục II.5", "Chữ “V/v” chỉ dùng ở trích yếu công văn.", "Bỏ “V/v”, hoặc ghi “Về việc …”."),
    fault("E8-rule", "Phụ lục I, Mục II.5", "Dưới trích yếu có đường kẻ ngang, nét liền, dài 1/3 đến 1/2 dòng chữ.", "Kẻ một đường nét liền, canh giữa, dài 1/3 đến 1/2 dòng chữ."),
    fault("E9", "Phụ lục I, Mục II.5", "Trích yếu công văn bắt đầu bằng “V/v”.", "Ghi theo mẫu: V/v đôn đốc …"),
    fault("E9-kind", "Phụ lục I, Mục II.5", "Chỉ công văn ghi “V/v …” dưới số, ký hiệu; văn bản có tên loại ghi trích yếu dưới tên loại.", "Bỏ dòng “V/v”, ghi trích yếu dưới tên loại."),
    fault("E9-gap", "Phụ lục I, Mục II.5", "Trích yếu công văn cách dòng số, ký hiệu 6 pt.", "Đặt khoảng cách trước đoạn 6 pt."),
    fault("rule-drawn", "Phụ lục I, Mục II", "Đường kẻ là nét vẽ liền, không phải gạch chân hay dãy ký tự.", "Xóa dãy ký tự hoặc gạch chân, kẻ đường nét liền."),
    // The body.
    fault("E10-end", "Phụ lục I, Mục II.6", "Mỗi căn cứ một dòng, cuối dòng dấu chấm phẩy, dòng cuối dấu chấm.", "Đặt dấu “;” cuối mỗi căn cứ, dấu “.” cuối căn cứ cuối."),
    fault("E11-indent", "Phụ lục I, Mục II.6", "Chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm.", "Đặt thụt dòng đầu 1,27 cm."),
    fault("E11-gap", "Phụ lục I, Mục II.6", "Khoảng cách giữa các đoạn tối thiểu 6 pt.", "Đặt khoảng cách sau đoạn 6 pt."),
    fault("E11-spacing", "Phụ lục I, Mục II.6", "Khoảng cách dòng từ dòng đơn đến 1,5 lines.", "Đặt giãn dòng từ 1,0 đến 1,5."),
    fault("E14-order", "Phụ lục I, Mục II.6", "Số thứ tự của điều là chữ số Ả Rập, liên tục trong cả văn bản.", "Đánh lại: Điều 1, Điều 2, Điều 3."),
    fault("E15-decimal", "Phụ lục I, Mục II.6", "Các cấp là I., 1., a); không đánh số kiểu 5.1.", "Đổi 5.1, 5.2 thành điểm a), b)."),
    fault("E15-form", "Phụ lục I, Mục II.6", "Sau số của khoản là dấu chấm: 1.", "Đổi thành 1., 2., 3."),
    fault("E15-title", "Phụ lục I, Mục II.6", "Khoản có tiêu đề thì số thứ tự và tiêu đề chữ đậm.", "Đặt tiêu đề của khoản chữ đậm."),
    fault("E16-form", "Phụ lục I, Mục II.6", "Điểm ghi chữ thường và dấu đóng ngoặc: a).", "Đổi thành a), b), c)."),
    fault("E16-order", "Phụ lục I, Mục II.6", "Điểm theo thứ tự chữ cái tiếng Việt: a, b, c, d, đ, e, g; không có f, j, w, z.", "Đánh lại: sau d) là đ), sau e) là g)."),
    fault("E17-form", "Phụ lục I, Mục V.6", "Sau số La Mã của mục là dấu chấm: I.", "Đổi thành I., II., III."),
    fault("E17-order", "Phụ lục I, Mục V.6", "Số thứ tự phần, khoản liên tục từ I, từ 1.", "Đánh lại số thứ tự."),
    fault("E18", "Phụ lục III, Mẫu 1.4", "Cuối nội dung (và cuối mỗi phụ lục) có dấu “./.”.", "Thêm “./.” ở cuối nội dung."),
    // Authority, signature, recipients.
    fault("E19", "Phụ lục I, Mục II.7", "Có quyền hạn, chức vụ của người ký.", "Ghi chức vụ người ký bên phải, ngang “Nơi nhận”."),
    fault("P-03", "Phụ lục I, Mục II.7", "Ghi TM., Q., KT., TL., TUQ. có dấu chấm, không gạch chéo.", "Ghi theo mẫu: TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH."),
    fault("P-03-deputy", "Điều 13", "Dưới “TM.”, “KT.”, “TL.”, “TUQ.” là chức vụ của người ký.", "Thêm dòng chức vụ của người ký, ví dụ PHÓ CHỦ TỊCH."),
    fault("P-03-for", "Điều 13", "Cấp phó ký thay người đứng đầu: trên chức vụ có dòng “KT.”.", "Thêm dòng “KT.” và chức vụ của người đứng đầu, ví dụ KT. GIÁM ĐỐC."),
    fault("P-05", "Điều 13", "UBND ký “TM. ỦY BAN NHÂN DÂN”; cơ quan theo chế độ thủ trưởng không ghi “TM.”.", "Sửa quyền hạn ký theo chế độ làm việc của cơ quan."),
    fault("E21", "Phụ lục I, Mục II.7", "Trước họ tên người ký không ghi học hàm, học vị, danh hiệu.", "Bỏ học hàm, học vị trước họ tên."),
    fault("E22", "Phụ lục I, Mục II.9", "Công văn, tờ trình có “Kính gửi:”.", "Thêm dòng “Kính gửi: …” dưới trích yếu."),
    fault("E22-kind", "Phụ lục I, Mục II.9", "“Kính gửi” chỉ dùng cho công văn, tờ trình, báo cáo cấp dưới gửi cấp trên.", "Bỏ dòng “Kính gửi”; nơi gửi ghi ở “Nơi nhận”."),
    fault("E22-form", "Phụ lục I, Mục II.9", "Sau “Kính gửi” có dấu hai chấm; nhiều nơi thì mỗi nơi một dòng gạch đầu dòng, cuối dòng “;”, dòng cuối “.”.", "Sửa dấu ở các dòng Kính gửi."),
    fault("E23", "Phụ lục I, Mục II.9", "Có “Nơi nhận:” với dấu hai chấm.", "Ghi “Nơi nhận:” ở bên trái, ngang chức vụ người ký."),
    fault("E24-form", "Phụ lục I, Mục II.9", "Mỗi nơi nhận một dòng, đầu dòng “- ”, cuối dòng “;”.", "Sửa gạch đầu dòng và dấu cuối dòng."),
    fault("E24-keep", "Phụ lục I, Mục II.9", "Dòng cuối là “- Lưu: VT, đơn vị soạn thảo.”", "Thêm dòng cuối: - Lưu: VT, …"),
    fault("E24-keep-colon", "Phụ lục I, Mục II.9", "Sau từ “Lưu” có dấu hai chấm.", "Ghi “- Lưu: VT, …”."),
    fault("E24-keep-comma", "Phụ lục I, Mục II.9", "Sau “VT” có dấu phẩy.", "Thêm dấu phẩy sau “VT”."),
    fault("E24-keep-end", "Phụ lục I, Mục II.9", "Cuối dòng “Lưu” có dấu chấm.", "Thêm dấu chấm ở cuối dòng “Lưu”."),
    fault("E24-first", "Phụ lục I, Mục II.9", "Văn bản có “Kính gửi” thì dòng đầu của nơi nhận là “- Như trên;”.", "Thêm dòng đầu “- Như trên;”."),
    fault("E27-frame", "Phụ lục I, Mục III.2", "Dấu HỎA TỐC, THƯỢNG KHẨN, KHẨN có khung viền đơn.", "Đặt khung viền đơn quanh dấu."),
    fault("E28-frame", "Phụ lục I, Mục III.2", "Chỉ dẫn LƯU HÀNH NỘI BỘ, XEM XONG TRẢ LẠI có khung viền đơn.", "Đặt khung viền đơn quanh chỉ dẫn."),
    // Appendices.
    fault("A-01", "Phụ lục I, Mục III.1", "Văn bản có chỉ dẫn về phụ lục kèm theo.", "Nhắc phụ lục ở nội dung: (chi tiết tại Phụ lục … kèm theo)."),
    fault("A-01-roman", "Phụ lục I, Mục III.1", "Từ hai phụ lục trở lên, số thứ tự bằng chữ số La Mã.", "Đổi thành Phụ lục I, Phụ lục II."),
    fault("A-01-order", "Phụ lục I, Mục III.1", "Số thứ tự phụ lục liên tục, không trùng: I, II, III.", "Đánh lại số thứ tự phụ lục."),
    fault("A-02", "Phụ lục I, Mục III.1", "Số trang của phụ lục được đánh riêng.", "Cho mỗi phụ lục bắt đầu lại từ trang 1."),
    fault("E26", "Phụ lục I, Mục III.1", "Dưới tiêu đề phụ lục có dòng “(Kèm theo …)”.", "Thêm dòng: (Kèm theo Báo cáo số … ngày … của …)."),
    fault("A-03-rule", "Phụ lục III, Mẫu 2.1", "Dưới dòng “(Kèm theo …)” có đường kẻ ngang, nét liền.", "Kẻ một đường nét liền, canh giữa, dưới dòng “(Kèm theo …)”."),
    // Citing and wording.
    fault("P-02", "Phụ lục I, Mục II.6", "Viện dẫn lần đầu ghi tên loại, số, ký hiệu, thời gian, cơ quan ban hành.", "Ghi đủ: Kế hoạch số …/KH-UBND ngày … của Ủy ban nhân dân tỉnh về …"),
    advice("P-02-number", "Phụ lục I, Mục II.6", "Văn bản được viện dẫn lần đầu có số, ký hiệu, thời gian, cơ quan ban hành.", "Ghi đủ: Kế hoạch số …/KH-UBND ngày … của Ủy ban nhân dân tỉnh về …"),
    fault("P-02-law", "Phụ lục I, Mục II.6", "Luật, Pháp lệnh viện dẫn không ghi số, ký hiệu, cơ quan.", "Chỉ ghi tên: Luật Bình đẳng giới."),
    fault("N-space", "Phụ lục I, Mục II.3", "Ký hiệu được viện dẫn không có khoảng trắng.", "Bỏ khoảng trắng trong ký hiệu."),
    fault("N-split", "Phụ lục I, Mục II.3", "Số, ký hiệu nằm trọn trên một dòng.", "Dùng gạch nối không ngắt (Ctrl+Shift+-) trong ký hiệu."),
    fault("N-draft", "Điều 15", "Số được cấp sau khi ký, nên văn bản đã có số không còn là dự thảo.", "Bỏ chữ “DỰ THẢO”; nếu chưa ký thì để trống số và ngày."),
    fault("N-blank", "Phụ lục I, Mục II.3", "Văn bản đã có số thì không còn chỗ để trống.", "Điền số, ngày, trích yếu hoặc nơi nhận còn để trống."),
    advice("N-date", "Phụ lục I, Mục II.4", "Ngày nhỏ hơn 10 và tháng 1, 2 có số 0; tháng 3 đến 9 không.", "Ghi theo mẫu: 05/3/2026."),
    fault("II-unit", "Phụ lục II, Mục III", "Danh từ chung chỉ đơn vị hành chính viết thường giữa câu: tỉnh Nghệ An.", "Viết thường danh từ chung."),
    fault("II-organ", "Phụ lục II, Mục IV", "Tên cơ quan, tổ chức viết hoa chữ đầu từ chỉ loại hình và chức năng: Sở Nội vụ.", "Viết hoa theo tên đầy đủ của cơ quan."),
    fault("II-title", "Phụ lục II, Mục V", "Chức vụ gắn với tên cụ thể, tên văn bản cụ thể viết hoa: Chủ tịch Quốc hội, Luật Bình đẳng giới.", "Viết hoa chữ đầu."),
    fault("II-cite", "Phụ lục II, Mục V", "Viện dẫn: viết hoa Phần, Chương, Mục, Điều; viết thường khoản, điểm.", "Sửa theo mẫu: điểm a khoản 2 Điều 103."),
    fault("II-state", "Phụ lục II, Mục V", "Viết hoa chữ Nhà nước khi chỉ chủ thể: Đảng và Nhà nước.", "Viết “Nhà nước”."),
    fault("II-day", "Phụ lục II, Mục V", "Ngày lễ, thứ, tháng: ngày Phụ nữ Việt Nam, thứ Hai, tháng Tám, tết Nguyên đán.", "Sửa theo mẫu."),
    fault("II-sentence", "Phụ lục II, Mục I", "Viết hoa chữ đầu câu.", "Viết hoa chữ đầu câu, hoặc sửa dấu chấm đứng nhầm chỗ."),
    advice("II-plural", "Phụ lục II, Mục IV", "Từ chỉ chung nhiều cơ quan viết thường: các sở, ban, ngành.", "Viết thường."),
    advice("tone-mixed", "Phụ lục II", "Dấu thanh đặt một kiểu trong cả văn bản (ủy hoặc uỷ, hòa hoặc hoà).", "Chọn một kiểu, ví dụ ủy, hòa, rồi thay trong cả văn bản."),
    advice("tone-house", "Phụ lục II", "Dấu thanh của âm tiết mở đặt trên nguyên âm đầu: hòa, thủy, ủy.", "Gõ lại theo kiểu mới: hòa, thủy, ủy."),
    advice("space", "Phụ lục I, Mục II.6", "Giữa các từ một khoảng trắng, trước dấu câu không có khoảng trắng.", "Bỏ khoảng trắng thừa."),
    advice("dash-mixed", "Phụ lục I, Mục II.6", "Trong cùng một tên hay một khoảng năm dùng một kiểu gạch nối.", "Dùng một kiểu gạch nối (-) trong cả văn bản."),
];

/// The rule of an id.
pub fn rule(id: &str) -> Option<Rule> {
    let named = RULES.iter().find(|rule| rule.id == id).copied();
    named.or_else(|| ALL.iter().flat_map(look).find(|rule| rule.id == id))
}

fn look(demand: &Demand) -> Vec<Rule> {
    let at = |id, words, fix| fault(id, demand.source, words, fix);
    let mut rules = vec![
        at(demand.size_rule, "Cỡ chữ của thành phần theo bảng mẫu.", "Đặt lại cỡ chữ."),
        at(demand.face_rule, "Kiểu chữ của thành phần theo bảng mẫu.", "Đặt lại kiểu chữ."),
    ];
    if demand.place.is_some() {
        rules.push(at(demand.place_rule, "Vị trí của thành phần trên dòng.", "Canh lại dòng."));
    }
    rules
}
