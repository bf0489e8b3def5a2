//! A heading's text as it will print, under its box, and the page of figures that words can refer to.

use askama::{Template, filters::HtmlSafe};

use super::{
    act::Link,
    frame::{Frame, Nav, Theme},
};

/// A stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    /// A figure that a reference gave way to.
    Figure {
        printed: String,
        label: String,
        href: String,
    },
    /// A reference that stands for nothing.
    Broken(String),
    /// A typed number that differs, with the cell's figure beside.
    Doubt {
        words: String,
        beside: String,
    },
}

/// A cell beside a typed number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub form: String,
    pub printed: String,
    /// "Biểu T3 ghi 45 (Cộng, Số lớp)".
    pub words: String,
    pub href: String,
    /// What the button sends that puts the cell into the text: heading, place, number, token.
    pub take: Option<String>,
}

/// One thing that is wrong, and what can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub text: String,
    pub is_error: bool,
    pub besides: Vec<Beside>,
}

/// The panel under a box; nothing where there is nothing to tell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "entry/proof.html")]
pub struct ProofPanel {
    pub pieces: Vec<Piece>,
    pub faults: Vec<Fault>,
}

impl HtmlSafe for ProofPanel {}

impl ProofPanel {
    /// "1 số khác biểu, 2 chỗ chưa in được"; empty where all is well.
    pub fn summary(&self) -> String {
        let errors = self.faults.iter().filter(|fault| fault.is_error).count();
        let doubts = self.faults.len() - errors;
        let told = [(doubts, "số khác biểu"), (errors, "chỗ chưa in được")];
        let told: Vec<String> = told
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| format!("{count} {words}"))
            .collect();
        told.join(", ")
    }

    /// Talks with a number that differs and one that is taken from the table.
    pub fn sample() -> Self {
        let beside = Beside {
            form: "T4".into(),
            printed: "43".into(),
            words: "Biểu T4 ghi 43 (Qua báo cáo viên, tuyên truyền viên, Số cuộc, sản phẩm)".into(),
            href: "/submissions/7/parts/T4".into(),
            take: Some("II.6|8|46|{T4.bao_cao_vien.cuoc}".into()),
        };
        Self {
            pieces: vec![
                Piece::Words("Tổ chức ".into()),
                Piece::Doubt { words: "46 cuộc".into(), beside: "Biểu T4: 43".into() },
                Piece::Words(" nói chuyện chuyên đề với ".into()),
                Piece::Figure {
                    printed: "3.120".into(),
                    label: "Biểu T4, Qua báo cáo viên, tuyên truyền viên, Lượt người tham gia, Tổng số"
                        .into(),
                    href: "/submissions/7/parts/T4".into(),
                },
                Piece::Words(" lượt người, trong đó nam ".into()),
                Piece::Broken("[không có ô: T4.tong.nam]".into()),
                Piece::Words(" lượt.".into()),
            ],
            faults: vec![
                Fault {
                    text: "Lời văn ghi “46 cuộc”".into(),
                    is_error: false,
                    besides: vec![beside],
                },
                Fault {
                    text: "{T4.tong.nam} không phải mã của ô số nào. Nhập số vào ô đó, hoặc chọn ô khác."
                        .into(),
                    is_error: true,
                    besides: Vec::new(),
                },
            ],
        }
    }
}

/// A figure that words can refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureLine {
    /// "{T3.cong.lop}".
    pub token: String,
    pub label: String,
    pub printed: String,
    /// Its words without accents, to be found by.
    pub find: String,
}

/// The figures of one form, or the indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureGroup {
    /// "T3"; empty for indicators.
    pub form: String,
    pub title: String,
    pub lines: Vec<FigureLine>,
}

/// Figures that words can refer to: a page of its own, and the list that the picker shows.
#[derive(Debug, Clone, Template)]
#[template(path = "entry/figures.html")]
pub struct FiguresPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: String,
    pub groups: Vec<FigureGroup>,
}

impl FiguresPage {
    /// Two figures of one form.
    pub fn sample() -> Self {
        let line = |token: &str, label: &str, printed: &str| FigureLine {
            token: token.into(),
            label: label.into(),
            printed: printed.into(),
            find: domain::fold::fold(&format!("Biểu T3 {label} {printed}")),
        };
        Self {
            frame: Frame::sample_of_district("Số của biểu", Nav::Entry),
            crumbs: vec![Link::new("Nhập liệu", "/submissions"), Link::new("Số của biểu", "")],
            lead: "UBND huyện Tương Dương · năm 2024".into(),
            groups: vec![FigureGroup {
                form: "T3".into(),
                title: "Biểu T3. Tập huấn, bồi dưỡng".into(),
                lines: vec![
                    line("{T3.cong.lop}", "Cộng, Số lớp, hội nghị", "45"),
                    line("{T3.cong.nguoi}", "Cộng, Lượt người tham dự, Tổng số", "3.250"),
                ],
            }],
        }
    }
}
