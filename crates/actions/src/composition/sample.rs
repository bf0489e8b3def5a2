//! Invented words for the places of a template that only a written document fills, so that its preview
//! reads like a document; pages that bear them are marked as invented.

use documents::manuscript::Block;

/// What stands in a place of words or of one column.
pub(super) fn word(name: &str) -> &'static str {
    match name {
        "unit.name" => "Ủy ban nhân dân huyện Mẫu",
        "minutes.day" => "05/11/2024",
        "minutes.from" => "08 giờ 00",
        "minutes.to" => "11 giờ 30",
        "minutes.place" => "trụ sở Ủy ban nhân dân huyện Mẫu",
        "member.name" => "Người Kiểm Tra Mẫu",
        "member.title" => "Phó Giám đốc Sở, Trưởng đoàn",
        "present.name" => "Người Tiếp Đoàn Mẫu",
        "present.title" => "Phó Chủ tịch Ủy ban nhân dân huyện",
        "recommendation.text" | "demand.text" => {
            "Bố trí kinh phí riêng cho công tác bình đẳng giới"
        }
        "recommendation.deadline" | "demand.deadline" => "31/12/2024",
        "document.kind" => "Thông báo",
        "document.name" => "Thông báo gửi báo cáo năm 2024",
        "document.cited" => {
            "Thông báo số 05/TB-SM ngày 03/12/2024 của Sở Mẫu về việc gửi báo cáo năm 2024"
        }
        "document.date" => "03/12/2024",
        "correction.reason" => "Do sơ suất khi trình bày",
        "addressee.name" => "Các sở, ban, ngành cấp tỉnh",
        "copy.name" => "Ủy ban nhân dân tỉnh (để báo cáo)",
        "letter.subject" => "phối hợp cung cấp số liệu bình đẳng giới năm 2024",
        "line.place" => "trang 01, dòng 05",
        "line.printed" => "trước ngày 25/12/2023",
        "line.reads" => "trước ngày 25/12/2024",
        "submitted.kind" => "Kế hoạch",
        "submitted.name" => "Kế hoạch thực hiện công tác bình đẳng giới năm 2025",
        "submitted.under" => "Luật Bình đẳng giới",
        "submitted.work" => "rà soát kết quả thực hiện năm trước",
        "regime.content" => "kết quả thực hiện các chỉ tiêu, nhiệm vụ của năm",
        "regime.sending" => "trên hệ thống, kèm văn bản đã ký",
        "regime.receiver" => "cơ quan chủ trì",
        "round.window" => "từ ngày 15/12/2023 đến ngày 14/12/2024",
        "form.title" => "Biểu T1. Kết quả thực hiện các chỉ tiêu về bình đẳng giới",
        "owed.who" => "Ủy ban nhân dân cấp huyện",
        "owed.count" => "21",
        "owed.duty" => "Giao",
        "owed.before" => "25/12/2024",
        _ => "…",
    }
}

/// What stands in the place of a piece.
pub(super) fn piece(name: &str) -> Vec<Block> {
    let text = match name {
        "proposal.need" => {
            "Luật Bình đẳng giới giao Ủy ban nhân dân tỉnh xây dựng kế hoạch hằng năm; kế hoạch năm \
             trước đã hết thời gian thực hiện."
        }
        "proposal.process" => {
            "Cơ quan soạn thảo đã lấy ý kiến bằng văn bản của 20 sở và 21 Ủy ban nhân dân cấp huyện; tất \
             cả đều thống nhất."
        }
        "proposal.content" => "Dự thảo gồm 03 phần, 20 nhiệm vụ, phân công rõ cơ quan chủ trì.",
        "minutes.findings" => {
            "Đơn vị đã ban hành kế hoạch năm đúng hạn, phân công người phụ trách."
        }
        "conclusion.results" => "Đơn vị đã triển khai đủ các nhiệm vụ được giao.",
        "conclusion.limits" => "Kinh phí bố trí còn thấp, báo cáo gửi chậm 04 ngày.",
        "notice.more" => "Khi có vướng mắc, liên hệ cơ quan chủ trì để được hướng dẫn.",
        "letter.text" => "Đề nghị quý cơ quan phối hợp cung cấp số liệu theo biểu đã gửi.",
        _ => "…",
    };
    vec![Block::paragraph(text)]
}

#[cfg(test)]
mod tests {
    use domain::{
        composition::FORMS,
        template::{Shape, kind},
    };

    use super::*;

    #[test]
    fn every_place_of_a_written_document_has_a_sample() {
        let known = ["plan.", "issuer.", "province.", "today", "round.", "appendix"];
        for form in FORMS {
            for place in kind(form.code).unwrap().places() {
                let is_known = known.iter().any(|start| place.name.starts_with(start))
                    || place.name.ends_with(".number");
                if is_known && place.name != "round.window" {
                    continue;
                }
                let has_words = match place.shape {
                    Shape::Piece => piece(place.name) != vec![Block::paragraph("…")],
                    _ => word(place.name) != "…",
                };
                assert!(has_words, "{}: {}", form.code, place.name);
            }
        }
    }
}
