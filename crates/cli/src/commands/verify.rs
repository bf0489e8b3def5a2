//! `sanhvai verify`: recomputes what is stored and compares.

use anyhow::bail;
use domain::amount::{Amount, vietnamese};

use crate::{Data, folder};

/// Differences printed one by one.
const SHOWN: usize = 20;

/// Verifies and says what held.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
pub(crate) async fn run(data: &Data) -> anyhow::Result<()> {
    let store = folder::open(data).await?;
    let catalog = folder::loaded(&store).await?;
    let verified = actions::verify::verify(&store, &catalog)
        .await
        .map_err(|error| anyhow::anyhow!("{}: {error}", error.problem().code))?;
    store.close().await;
    println!("Nhật ký: {} dòng", verified.audit_lines);
    println!("Tệp đã phát hành: {} tệp", verified.files);
    println!("Số văn bản đi: {} số", verified.numbers);
    println!("Số lấy từ cấp dưới: {} ô", verified.sums);
    let shown = |scaled| vietnamese(Amount::from_scaled(scaled).to_decimal());
    let corrected = &verified.sums_corrected;
    if !corrected.is_empty() {
        println!("{} ô huyện đã điều chỉnh số của cấp xã:", corrected.len());
    }
    for sum in corrected.iter().take(SHOWN) {
        println!(
            "- {}, {}.{}.{}: {}, trong đó điều chỉnh {}, lý do: {}",
            sum.unit,
            sum.form,
            sum.row,
            sum.column,
            shown(sum.stored),
            shown(sum.correction),
            if sum.reason.is_empty() { "chưa ghi" } else { &sum.reason }
        );
    }
    if verified.holds() {
        println!("Không có gì bị sửa ngoài hệ thống.");
        return Ok(());
    }
    if let Some(line) = verified.audit_broken {
        println!("- nhật ký bị sửa từ dòng {line}");
    }
    for file in &verified.files_broken {
        println!("- {file} không còn đúng mã băm lúc phát hành");
    }
    for series in &verified.series_broken {
        println!("- dãy số {} năm {} hụt hoặc trùng số", series.series, series.year);
    }
    for sum in verified.sums_broken.iter().take(SHOWN) {
        println!(
            "- {}, {}.{}.{}: {} khác cấp xã {} cộng phần của huyện {} cộng điều chỉnh {}",
            sum.unit,
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
    bail!("dữ liệu đã bị sửa ngoài hệ thống; khôi phục từ bản sao lưu gần nhất rồi so sánh")
}
