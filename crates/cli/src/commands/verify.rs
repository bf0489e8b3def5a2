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
    let differing = &verified.sums_differing;
    if !differing.is_empty() {
        println!("{} ô khác tổng các phần (đơn vị đã điều chỉnh):", differing.len());
    }
    for sum in differing.iter().take(SHOWN) {
        let shown = |scaled| vietnamese(Amount::from_scaled(scaled).to_decimal());
        let (stored, parts) = (shown(sum.stored), shown(sum.parts));
        println!(
            "- {}, {}.{}.{}: {stored}, các phần cộng lại {parts}",
            sum.unit, sum.form, sum.row, sum.column
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
    for id in &verified.acceptances_broken {
        println!("- báo cáo {id} trỏ tới bản được chấp nhận không phải của nó");
    }
    bail!("dữ liệu đã bị sửa ngoài hệ thống; khôi phục từ bản sao lưu gần nhất rồi so sánh")
}
