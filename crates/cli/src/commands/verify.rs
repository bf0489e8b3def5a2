//! `sanhvai verify`: recomputes what is stored and compares.

use actions::verify::Verified;
use domain::amount::{Amount, vietnamese};

use crate::{Data, folder, told::refused};

/// What is stored once only, so that nothing can be held against it: said, lest silence be taken for proof.
const NOT_COVERED: &str = "Chưa so được: hạn gốc, nơi nhận, người ký của từng báo cáo; số thực hiện ghi sau \
    cạnh số ước; số, ngày, trích yếu và trạng thái văn bản; cây đơn vị; số đang nhập. Ai ghi được thẳng vào kho \
    dữ liệu có thể sửa cả hai nơi: giữ bản sao lưu và mốc nhật ký ở máy khác để đối chiếu.";

/// Differences printed one by one.
const SHOWN: usize = 20;

/// Verifies and says what held.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
pub(crate) async fn run(data: &Data) -> anyhow::Result<()> {
    let store = folder::existing(data).await?;
    let catalog = folder::loaded(&store).await?;
    let verified = actions::verify::verify(&store, &catalog).await.map_err(super::told)?;
    store.close().await;
    let head = verified.audit.head.clone().unwrap_or_default();
    println!("Nhật ký: {} dòng, mốc {}:{}", verified.audit.lines, head.count, head.hash);
    println!("Diễn biến: {} dòng{}", verified.events.lines, old(verified.events.unsealed));
    println!("Bản đã gửi: {} bản{}", verified.versions, old(verified.versions_unsealed));
    println!("Tệp đã phát hành: {} tệp", verified.files);
    println!("Báo cáo ký, gói tin, văn bản ủy quyền: {} tệp", verified.kept);
    if verified.catalog.is_none() {
        println!("Danh mục: nạp từ bản cũ, nhật ký chưa giữ mã để so; nạp lại một lần là có");
    }
    println!("Số văn bản đi: {} số", verified.numbers);
    println!("Số lấy từ cấp dưới: {} ô", verified.sums);
    let corrected = &verified.sums_corrected;
    if !corrected.is_empty() {
        println!("{} ô huyện đã điều chỉnh số của cấp xã:", corrected.len());
    }
    for sum in corrected.iter().take(SHOWN) {
        println!(
            "- {}, {}, {}.{}.{}: {}, trong đó điều chỉnh {}, lý do: {}",
            sum.unit,
            sum.round,
            sum.form,
            sum.row,
            sum.column,
            shown(sum.stored),
            shown(sum.correction),
            if sum.reason.is_empty() { "chưa ghi" } else { &sum.reason }
        );
    }
    if verified.holds() {
        println!("Những gì đã so ở trên đều khớp; vai trò tài khoản và ngày gia hạn khớp nhật ký.");
        println!("{NOT_COVERED}");
        return Ok(());
    }
    told(&verified);
    let next = "giữ nguyên dữ liệu này, khôi phục bản sao lưu gần nhất bên cạnh rồi so sánh";
    Err(refused("CLI-070", "dữ liệu đã bị sửa ngoài hệ thống", next))
}

/// A stored figure as people write it.
fn shown(scaled: impl TryInto<i64>) -> String {
    let print = |scaled| vietnamese(Amount::from_scaled(scaled).to_decimal());
    scaled.try_into().map_or("quá lớn".to_owned(), print)
}

/// ", 12 chưa có mã (có trước khi hệ thống lập mã)".
fn old(count: u64) -> String {
    if count == 0 {
        return String::new();
    }
    format!(", {count} chưa có mã (có trước khi hệ thống lập mã)")
}

/// What did not hold, one line each.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
fn told(verified: &Verified) {
    if let Some(line) = verified.audit.broken {
        println!("- nhật ký bị sửa từ dòng {line}");
    }
    if verified.audit.cut {
        println!("- nhật ký không kết thúc ở mốc đã ghi: có dòng cuối bị xóa hoặc mốc bị sửa");
    }
    if let Some(line) = verified.events.broken {
        println!("- diễn biến báo cáo bị sửa từ dòng {line}");
    }
    if verified.events.cut {
        println!("- diễn biến báo cáo không kết thúc ở mốc đã ghi: có dòng cuối bị xóa");
    }
    for (submission, number) in &verified.versions_broken {
        println!("- báo cáo {submission}, bản {number}: số liệu hoặc lời văn không còn như lúc ký");
    }
    for id in &verified.states_broken {
        println!("- báo cáo {id}: trạng thái hoặc bản được chấp nhận khác với diễn biến");
    }
    for file in &verified.files_broken {
        println!("- {file} không còn đúng mã băm lúc phát hành");
    }
    for file in &verified.kept_broken {
        println!("- {file}: nội dung không còn đúng mã băm lúc lưu");
    }
    if verified.catalog == Some(false) {
        println!("- danh mục đang dùng không phải danh mục đã nạp lần cuối");
    }
    for id in &verified.days_broken {
        println!("- báo cáo {id}: có ngày gia hạn mà không ai cho");
    }
    for login in &verified.roles_broken {
        println!("- tài khoản {login}: vai trò khác với nhật ký");
    }
    for series in &verified.series_broken {
        println!("- dãy số {} năm {} hụt hoặc trùng số", series.series, series.year);
    }
    for sum in verified.sums_broken.iter().take(SHOWN) {
        println!(
            "- {}, {}, {}.{}.{}: {} khác cấp xã {} cộng phần của huyện {} cộng điều chỉnh {}",
            sum.unit,
            sum.round,
            sum.form,
            sum.row,
            sum.column,
            shown(sum.stored),
            shown(sum.parts),
            shown(sum.own),
            shown(sum.correction)
        );
    }
    for id in &verified.acceptances_broken {
        println!("- báo cáo {id} trỏ tới bản được chấp nhận không phải của nó");
    }
}
