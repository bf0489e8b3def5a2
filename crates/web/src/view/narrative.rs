//! The narrative part: one box for each heading of an outline, and the written headings as they are read.

use askama::Template;

use super::{
    act::{Act, Link},
    entry::{PartTab, RemarkPanel, Said},
    frame::{Frame, Nav, Theme},
    mark::Notice,
    proof::ProofPanel,
};

pub use domain::narrative::TextBlock;
use domain::reference::Reading;

use crate::seen::{mark, written};

/// A heading with its words, for reading.
#[derive(Debug, Clone)]
pub struct WrittenHeading {
    pub code: String,
    pub number: String,
    pub depth: u8,
    pub title: String,
    /// "Có", "Không", "Không áp dụng" of a check-list; else empty.
    pub answer: String,
    pub blocks: Vec<TextBlock>,
    /// What was found in the words, with the sentence that let it pass.
    pub warnings: Vec<(String, String)>,
}

impl WrittenHeading {
    /// Two headings of a district.
    pub fn samples() -> Vec<Self> {
        NarrativePage::sample()
            .headings
            .into_iter()
            .map(|heading| Self {
                blocks: TextBlock::read(&Reading::plain(&heading.text)),
                code: heading.code,
                number: heading.number,
                depth: heading.depth,
                title: heading.title,
                answer: String::new(),
                warnings: Vec::new(),
            })
            .collect()
    }
}

/// A warning of a heading, with the sentence that lets it pass.
#[derive(Debug, Clone)]
pub struct HeadingWarning {
    /// What the form sends.
    pub key: String,
    pub message: String,
    pub sentence: String,
}

/// A heading with its box.
#[derive(Debug, Clone)]
pub struct HeadingBox {
    pub code: String,
    /// "II.6.2".
    pub number: String,
    /// 1 = phần: a title without a box unless `writable`.
    pub depth: u8,
    pub title: String,
    /// Guidance for the writer.
    pub hint: String,
    pub required: bool,
    pub writable: bool,
    /// Answered có / không / không áp dụng before the words: "co", "khong", "khong-ap-dung", "".
    pub checklist: Option<String>,
    pub text: String,
    pub revision: i64,
    /// What was written last period; may be empty.
    pub previous: String,
    /// The text as it will print, with what the tables do not bear out.
    pub proof: ProofPanel,
    /// What was said of it and stands.
    pub remarks: Vec<Said>,
}

/// `/submissions/{id}/parts/{form}` for an outline.
#[derive(Debug, Clone, Template)]
#[template(path = "entry/narrative.html")]
pub struct NarrativePage {
    pub frame: Frame,
    pub submission: String,
    pub form: String,
    pub title: String,
    pub about: String,
    pub time_left: String,
    pub tabs: Vec<PartTab>,
    pub locked: Option<Notice>,
    pub reconstruction: Option<String>,
    pub headings: Vec<HeadingBox>,
    /// Words taken over from the period before, to be looked at.
    pub warnings: Vec<HeadingWarning>,
    /// "Đã lưu 10:42:07".
    pub saved: String,
    pub downloads: Vec<Link>,
    pub remarks: RemarkPanel,
    /// "9/11 mục bắt buộc".
    pub progress: String,
    pub acts: Vec<Act>,
}

impl NarrativePage {
    /// Address of the page, for the plain form and for the script.
    pub fn path(&self) -> String {
        format!("/submissions/{}/parts/{}", self.submission, self.form)
    }

    /// Whether the boxes may be written in.
    pub fn is_editable(&self) -> bool {
        self.locked.is_none()
    }

    /// What the page shows, for the plain form to bring back: marks of texts, and answers.
    pub fn seen(&self) -> String {
        let texts = self.headings.iter().filter(|heading| heading.writable);
        let fields: Vec<_> = texts
            .flat_map(|heading| {
                let text = (format!("text:{}", heading.code), mark(&heading.text));
                let answer = heading.checklist.clone().unwrap_or_default();
                let answer = (format!("answer:{}", heading.code), answer);
                [text, answer].map(|(name, shown)| (name, heading.revision, shown))
            })
            .collect();
        written(fields.iter().map(|(name, revision, shown)| (name.clone(), *revision, &**shown)))
    }

    /// The outline of Phụ lục 06 being written.
    pub fn sample() -> Self {
        let mut frame = Frame::sample_of_district("Lời văn, huyện Tương Dương", Nav::Entry);
        frame.path = "/submissions/7/parts/PL06".into();
        Self {
            submission: "7".into(),
            form: "PL06".into(),
            title: "Lời văn theo đề cương Phụ lục 06".into(),
            about: "UBND huyện Tương Dương · năm 2024 · nộp hết ngày 04/12/2024".into(),
            time_left: "còn 1 ngày".into(),
            tabs: super::sample::entry_tabs("PL06"),
            locked: None,
            reconstruction: Some("Đề cương phục dựng, chờ cơ quan chủ trì xác nhận.".into()),
            headings: sample_headings(),
            warnings: vec![HeadingWarning {
                key: "PL06/I.1//PL06-KT".into(),
                message: "Mục “Công tác chỉ đạo, điều hành” giống hệt kỳ trước, cả số liệu.".into(),
                sentence: String::new(),
            }],
            saved: "Đã lưu 10:42:07".into(),
            downloads: Vec::new(),
            remarks: RemarkPanel {
                lines: Vec::new(),
                action: Some("/submissions/7/remarks".into()),
                form: "PL06".into(),
                places: Vec::new(),
                on_review: false,
            },
            progress: "9/11 mục bắt buộc đã viết".into(),
            acts: vec![Act::new("Chuyển người ký", "/submissions/7/ready", &frame.csrf).main()],
            frame,
        }
    }
}

fn sample_headings() -> Vec<HeadingBox> {
    let heading = |code: &str, depth: u8, title: &str, text: &str| HeadingBox {
        code: code.into(),
        number: code.into(),
        depth,
        title: title.into(),
        hint: String::new(),
        required: depth > 1,
        writable: depth > 1,
        checklist: None,
        text: text.into(),
        revision: 2,
        previous: String::new(),
        proof: ProofPanel::default(),
        remarks: Vec::new(),
    };
    let mut directing = heading(
        "I.1",
        2,
        "Công tác chỉ đạo, điều hành",
        "Ủy ban nhân dân huyện ban hành kế hoạch năm 2024 và phân công 17 xã, thị trấn.\n\n- Kiện toàn Ban Vì sự tiến bộ của phụ nữ huyện.\n- Tổ chức 2 cuộc họp giao ban.",
    );
    directing.hint = "Văn bản đã ban hành, cuộc họp, phân công; không quá một trang.".into();
    let mut talks = heading(
        "II.6",
        2,
        "Truyền thông, nâng cao nhận thức",
        "Tổ chức 46 cuộc nói chuyện chuyên đề với {T4.bao_cao_vien.nguoi} lượt người, trong đó nam {T4.tong.nam} lượt.",
    );
    talks.previous = "Năm 2023: 41 cuộc nói chuyện chuyên đề, 2.870 lượt người.".into();
    talks.proof = ProofPanel::sample();
    talks.remarks = vec![Said {
        row: "II.6".into(),
        column: String::new(),
        by: "Cán bộ thẩm tra, 02/12/2024 16:05".into(),
        text: "Nêu số người là nam giới tham dự.".into(),
    }];
    let mut checklist = heading("II.7", 2, "Có tự kiểm tra trong năm", "");
    checklist.checklist = Some("co".into());
    vec![
        heading("I", 1, "Công tác lãnh đạo, chỉ đạo", ""),
        directing,
        heading("II", 1, "Kết quả thực hiện", ""),
        talks,
        checklist,
    ]
}
