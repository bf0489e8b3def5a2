//! Figures in words that differ from the tables, told where the words are written.

use crate::harness::{ROUND, World};

#[tokio::test]
async fn a_number_that_the_table_does_not_bear_out_is_told_under_its_paragraph() {
    let world = World::open().await;
    let unit = "SELECT u.key FROM submission s JOIN unit u ON u.id = s.unit_id \
        JOIN round r ON r.id = s.round_id JOIN draft_cell d ON d.submission_id = s.id \
        JOIN cell c ON c.id = d.cell_id WHERE r.code = 'R-BAN12-2024' AND s.state = 'draft' AND c.form = 'T3' AND d.amount > 0 \
        AND c.column_code = 'lop' AND u.kind = 'district' LIMIT 1";
    let key = world.text(unit).await;
    let person = world.sign_in(&world.login(&key, ".chuyenvien").await).await;
    let row = world.submission(ROUND, &key).await;
    let place = format!("/submissions/{}/parts/PL06", row.submission.id.0);
    let page = person.get(&place).await.text();
    let box_name = crate::harness::names(&page, "text:").remove(0);
    let words = "Trong năm tổ chức 98.765 lớp cho cán bộ.";
    let seen = crate::draft::seen(&page);
    let saved = person.post(&place, &[(box_name.as_str(), words), ("seen", &seen)]).await;
    assert!(saved.status.is_redirection(), "{}", saved.text());
    let page = person.get(&place).await.text();
    assert!(page.contains("Lời văn ghi “98.765 lớp”"), "{page}");
    assert!(page.contains(&format!("/submissions/{}/parts/T3", row.submission.id.0)));
}
