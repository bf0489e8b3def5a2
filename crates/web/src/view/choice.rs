//! What two people wrote into one place, and what could not be read: shown side by side, to choose.

use askama::Template;

use super::{
    act::Link,
    frame::{Frame, Nav, Theme},
};

/// One place with two values.
#[derive(Debug, Clone)]
pub struct Both {
    /// "Biểu T8, Kinh phí tập huấn, dự toán".
    pub label: String,
    /// Field that takes the chosen one.
    pub name: String,
    pub mine: String,
    pub theirs: String,
    /// How the two read, where they are codes.
    pub labels: Option<(String, String)>,
    /// One after the other, where words can stand together.
    pub both: Option<String>,
    /// Who wrote the other one.
    pub by: String,
    /// When; may be empty.
    pub at: String,
    /// Words rather than a figure.
    pub is_long: bool,
}

impl Both {
    /// Mine as people read it.
    pub fn mine_words(&self) -> &str {
        self.labels.as_ref().map_or(&self.mine, |(mine, _)| mine)
    }

    /// Theirs as people read it.
    pub fn their_words(&self) -> &str {
        self.labels.as_ref().map_or(&self.theirs, |(_, theirs)| theirs)
    }
}

/// One place whose text could not be read.
#[derive(Debug, Clone)]
pub struct Refused {
    pub label: String,
    pub name: String,
    /// As typed.
    pub raw: String,
    pub code: String,
    pub message: String,
}

/// The answer to a plain form that could not be taken whole.
#[derive(Debug, Clone, Template)]
#[template(path = "entry/choice.html")]
pub struct ChoicePage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub title: String,
    /// Address of the part.
    pub action: String,
    /// What this page shows, for the form to bring back.
    pub seen: String,
    pub hidden: Vec<(String, String)>,
    pub both: Vec<Both>,
    pub refused: Vec<Refused>,
}

impl ChoicePage {
    /// One figure and one heading with two values, one cell with letters.
    pub fn sample() -> Self {
        let mut frame = Frame::sample_of_district("Chờ bạn chọn", Nav::Entry);
        frame.path = "/submissions/7/parts/T8".into();
        Self {
            crumbs: vec![
                Link::new("Nhập liệu", "/submissions"),
                Link::new("Báo cáo năm, huyện Tương Dương", "/submissions/7"),
                Link::new("Biểu T8. Kinh phí", ""),
            ],
            title: "Biểu T8. Kinh phí".into(),
            action: "/submissions/7/parts/T8".into(),
            seen: String::new(),
            hidden: Vec::new(),
            both: vec![
                Both {
                    label: "Biểu T8, Kinh phí thường xuyên, dự toán".into(),
                    name: "cell:thuong_xuyen:du_toan".into(),
                    mine: "1.250,5".into(),
                    theirs: "1.520,5".into(),
                    labels: None,
                    both: None,
                    by: "Cán bộ đầu mối".into(),
                    at: "03/12/2024 10:42".into(),
                    is_long: false,
                },
                Both {
                    label: "Mục Công tác chỉ đạo, điều hành".into(),
                    name: "text:I.1".into(),
                    mine: "Tổ chức 2 cuộc họp giao ban.".into(),
                    theirs: "Tổ chức 3 cuộc họp giao ban.".into(),
                    labels: None,
                    both: Some(
                        "Tổ chức 3 cuộc họp giao ban.\n\nTổ chức 2 cuộc họp giao ban.".into(),
                    ),
                    by: "Cán bộ đầu mối".into(),
                    at: "03/12/2024 10:43".into(),
                    is_long: true,
                },
            ],
            refused: vec![Refused {
                label: "Biểu T8, Kinh phí thường xuyên, thực hiện".into(),
                name: "cell:thuong_xuyen:thuc_hien".into(),
                raw: "12a".into(),
                code: "NUM-001".into(),
                message: "“12a” không phải là số. Chỉ nhập chữ số, ví dụ 1.234 hoặc 12,5.".into(),
            }],
            frame,
        }
    }
}
