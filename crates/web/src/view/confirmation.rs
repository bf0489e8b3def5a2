//! Facts of the catalog that an administrator has still to compare, and those that were compared.

use askama::Template;

use super::{
    act::{Act, Choice},
    frame::{Frame, Nav, Theme},
    mark::Notice,
};

/// A fact that waits.
#[derive(Debug, Clone)]
pub struct FactLine {
    pub subject: String,
    pub title: String,
    pub value: String,
    pub source: String,
}

/// A fact that was compared.
#[derive(Debug, Clone)]
pub struct ConfirmedLine {
    pub title: String,
    pub value: String,
    pub compared_with: String,
    /// "Quản trị hệ thống, 09:12 03/12/2024".
    pub who: String,
    /// The catalog says something else by now, so the fact waits again.
    pub outdated: bool,
    pub withdraw: Act,
}

/// `/confirmations`.
#[derive(Debug, Clone, Template)]
#[template(path = "confirmation/list.html")]
pub struct ConfirmationsPage {
    pub frame: Frame,
    pub lead: String,
    pub filters: Vec<Choice>,
    pub notices: Vec<Notice>,
    pub lines: Vec<FactLine>,
    pub confirmed: Vec<ConfirmedLine>,
}

impl ConfirmationsPage {
    /// Two open facts and one that was compared.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample("Đối chiếu", Nav::Confirmation),
            lead: "Còn 2 mục chưa đối chiếu với văn bản gốc".into(),
            filters: vec![
                Choice::new("Tất cả 2", "/confirmations", true),
                Choice::new("Lịch làm việc 1", "/confirmations?kind=calendar", false),
            ],
            notices: Vec::new(),
            lines: vec![
                FactLine {
                    subject: "calendar/2024".into(),
                    title: "Ngày nghỉ và ngày làm bù năm 2024".into(),
                    value: "nghỉ 01/01/2024, 02/9/2024; làm bù 04/5/2024".into(),
                    source: "Ghi theo lịch nghỉ đã công bố".into(),
                },
                FactLine {
                    subject: "target/1.1/provincial/2025".into(),
                    title: "Chỉ tiêu 1.1, của tỉnh, năm 2025".into(),
                    value: "≥ 60 %".into(),
                    source: String::new(),
                },
            ],
            confirmed: vec![ConfirmedLine {
                title: "Chỉ tiêu 2.1, toàn quốc, năm 2025".into(),
                value: "≥ 50 %".into(),
                compared_with: "Nghị quyết 28/NQ-CP, bản trên Công báo".into(),
                who: "Quản trị hệ thống, 09:12 03/12/2024".into(),
                outdated: false,
                withdraw: Act::new("Bỏ xác nhận", "/confirmations/withdraw", "mau")
                    .with("subject", "target/2.1/national/2025"),
            }],
        }
    }
}
