//! Official documents: the list, and one document previewed before signing with its checks.

use askama::Template;

use super::{
    act::{Act, Choice, Link, Pages},
    frame::{Frame, Nav, Theme},
    leave::LeaveForm,
    mark::{Mark, Notice, Shape, Tone},
};

/// A document in the list.
#[derive(Debug, Clone)]
pub struct ReportLine {
    pub link: Link,
    /// "Báo cáo", "Công văn".
    pub kind: String,
    /// "Số 412/BC-SLĐTBXH, 20/12/2024" or "chưa cấp số".
    pub number: String,
    pub state: Mark,
    /// "số của 2 đơn vị đã thay đổi sau khi lập"; empty for most.
    pub note: String,
    pub made: String,
}

/// A document that can be drafted now.
#[derive(Debug, Clone)]
pub struct DraftOffer {
    pub title: String,
    /// "20/21 huyện; 43/45 cơ quan cấp tỉnh".
    pub note: String,
    pub link: Link,
}

/// `/reports`.
#[derive(Debug, Clone, Template)]
#[template(path = "report/list.html")]
pub struct ReportsPage {
    pub frame: Frame,
    pub lead: String,
    pub filters: Vec<Choice>,
    pub offers: Vec<DraftOffer>,
    pub lines: Vec<ReportLine>,
    pub pages: Pages,
}

/// One check before signing.
#[derive(Debug, Clone)]
pub struct CheckLine {
    pub tone: Tone,
    pub text: String,
    pub link: Option<Link>,
}

impl CheckLine {
    /// Symbol of the tone.
    pub fn symbol(&self) -> &'static str {
        match self.tone {
            Tone::Good => Shape::Tick.symbol(),
            Tone::Near => Shape::Triangle.symbol(),
            Tone::Bad => Shape::Bang.symbol(),
            Tone::Part | Tone::Quiet => Shape::Ring.symbol(),
        }
    }
}

/// Checks of one kind.
#[derive(Debug, Clone)]
pub struct CheckGroup {
    pub title: String,
    pub lines: Vec<CheckLine>,
}

/// `/reports/{id}`.
#[derive(Debug, Clone, Template)]
#[template(path = "report/preview.html")]
pub struct ReportPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    /// The finding: "Còn 1 điểm phải xử lý trước khi trình ký".
    pub title: String,
    pub lead: String,
    pub state: Mark,
    pub notices: Vec<Notice>,
    /// Preview of `documents::html`, escaped there: printed as it is.
    pub paper: String,
    pub paper_note: String,
    pub checks_note: String,
    pub checks: Vec<CheckGroup>,
    pub acts: Vec<Act>,
    pub downloads: Vec<Link>,
    /// Facts of the issued file: number, date, SHA-256.
    pub issued: Vec<(String, String)>,
    /// Drafts of the other issuers.
    pub issuers: Vec<Choice>,
    /// The same draft with more or fewer appendices.
    pub attached: Vec<Choice>,
    /// How it leaves; `None`: may not.
    pub leave: Option<LeaveForm>,
    pub history: Vec<(String, String)>,
}

const SAMPLE_PAPER: &str = r#"<div class="paper"><div class="a4">
<div class="tophead"><div><p class="org">UBND TỈNH NGHỆ AN<br><b>SỞ LAO ĐỘNG - THƯƠNG BINH<br>VÀ XÃ HỘI</b></p><div class="rule"></div></div>
<div><p class="nation">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p class="motto">Độc lập - Tự do - Hạnh phúc</p></div>
<p class="no">Số: <span class="blank"></span>/BC-SLĐTBXH</p><p class="date">Nghệ An, ngày <span class="blank blank--s"></span> tháng 12 năm 2024</p></div>
<p class="title">BÁO CÁO<br>Kết quả thực hiện công tác bình đẳng giới<br>và hoạt động vì sự tiến bộ của phụ nữ năm 2024</p><div class="rule"></div>
<p class="to">Kính gửi: Ủy ban nhân dân tỉnh Nghệ An</p>
<p class="h">I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO</p>
<p class="t">Trong năm 2024, <mark>21/21</mark> huyện, thành phố, thị xã và <mark>43/45</mark> cơ quan, đơn vị cấp tỉnh đã ban hành kế hoạch riêng.</p>
<p class="h">II. KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU, CHỈ TIÊU</p>
<p class="t">Đến hết năm 2024, <mark>15/24</mark> chỉ tiêu thành phần đạt và vượt chỉ tiêu của tỉnh đến năm 2025 (số liệu chi tiết tại Phụ lục I kèm theo).</p>
</div></div>"#;

impl ReportPage {
    /// The province's yearly report before signing.
    pub fn sample() -> Self {
        let frame = Frame::sample("Xem trước báo cáo năm 2024", Nav::Report);
        let good = |text: &str| CheckLine { tone: Tone::Good, text: text.into(), link: None };
        let mend = CheckLine {
            tone: Tone::Bad,
            text: "Mục II.6.2: lời văn ghi 245 câu lạc bộ, Biểu T6 ghi 236.".into(),
            link: Some(Link::new("Sửa", "/consolidations/ban-12-2024/narratives?heading=II.6.2")),
        };
        let know = CheckLine {
            tone: Tone::Near,
            text: "Thiếu huyện Kỳ Sơn, để ngoài tổng; đã ghi chú dưới 6 biểu.".into(),
            link: None,
        };
        Self {
            crumbs: vec![
                Link::new("Dự thảo báo cáo", "/reports"),
                Link::new("Xem trước khi trình ký", ""),
            ],
            title: "Còn 1 điểm phải xử lý trước khi trình ký".into(),
            lead: "Dự thảo lần 4, lập 11/12/2024 lúc 14:05, số liệu của 20/21 huyện".into(),
            state: Mark::new(Tone::Quiet, Shape::Half, "Dự thảo"),
            notices: Vec::new(),
            paper: SAMPLE_PAPER.into(),
            paper_note: "Chữ có nền tím là số lấy từ biểu; nền không in ra.".into(),
            checks_note: "6 điểm đạt, 1 điểm phải sửa, 1 điểm cần biết".into(),
            checks: vec![
                CheckGroup {
                    title: "Số liệu và lời văn".into(),
                    lines: vec![mend, know, good("126 con số trong lời văn khớp với biểu")],
                },
                CheckGroup {
                    title: "Thể thức (Nghị định số 30/2020/NĐ-CP)".into(),
                    lines: vec![
                        good("Khổ A4, phông Times New Roman, lề đúng quy định"),
                        good("Số để trống, cấp khi ký; tên cơ quan đúng ngày ký"),
                    ],
                },
                CheckGroup {
                    title: "Căn cứ và thẩm quyền".into(),
                    lines: vec![good("9 văn bản viện dẫn còn hiệu lực đến ngày 11/12/2024")],
                },
            ],
            acts: vec![
                Act::new("Trình ký", "/reports/1/present", &frame.csrf)
                    .waiting("Sửa xong điểm phải xử lý thì nút này mở ra"),
                Act::new("Lập lại từ số mới nhất", "/reports/1/rebuild", &frame.csrf),
            ],
            downloads: vec![
                Link::new("Tải DOCX", "/reports/1.docx"),
                Link::new("Tải PDF", "/reports/1.pdf"),
                Link::new("Tải phụ lục XLSX", "/reports/1.xlsx"),
            ],
            issued: Vec::new(),
            issuers: Vec::new(),
            attached: vec![
                Choice::new("Chỉ các biểu của tỉnh", "/reports/ban-12-2024/lead", true),
                Choice::new(
                    "Kèm phụ lục số liệu từng huyện",
                    "/reports/ban-12-2024/lead?districts=1",
                    false,
                ),
            ],
            leave: Some(LeaveForm::sample(&frame.csrf)),
            history: vec![
                ("11/12 14:05".into(), "Dự thảo lần 4".into()),
                ("10/12 16:40".into(), "Dự thảo lần 3".into()),
            ],
            frame,
        }
    }

    /// The same after issuing.
    pub fn sample_issued() -> Self {
        Self {
            title: "Báo cáo năm 2024 đã phát hành".into(),
            lead: "Bản này là văn bản chính thức, không lập lại được".into(),
            state: Mark::new(Tone::Good, Shape::Tick, "Đã phát hành"),
            acts: Vec::new(),
            checks: Vec::new(),
            checks_note: String::new(),
            issued: vec![
                ("Số, ngày".into(), "412/BC-SLĐTBXH, 20/12/2024".into()),
                ("SHA-256".into(), "9c1f 02ab 77d0 4e11".into()),
            ],
            leave: None,
            ..Self::sample()
        }
    }
}

impl ReportsPage {
    /// A draft, a letter, an issued report.
    pub fn sample() -> Self {
        let frame = Frame::sample("Dự thảo báo cáo", Nav::Report);
        let line = |title: &str, kind: &str, number: &str, state: Mark| ReportLine {
            link: Link::new(title, "/reports/1"),
            kind: kind.into(),
            number: number.into(),
            note: if kind == "Báo cáo" {
                "số của 2 đơn vị đã thay đổi sau khi lập".into()
            } else {
                String::new()
            },
            state,
            made: "11/12/2024 14:05".into(),
        };
        Self {
            lead: "Văn bản lập từ số liệu đã tổng hợp; lãnh đạo chỉ còn quyết định".into(),
            filters: Vec::new(),
            offers: vec![DraftOffer {
                title: "Báo cáo năm của Ban VSTBPN tỉnh".into(),
                note: "20/21 huyện; 43/45 cơ quan cấp tỉnh".into(),
                link: Link::new("Xem dự thảo", "/reports/ban-12-2024/lead"),
            }],
            pages: Pages::default(),
            lines: vec![
                line(
                    "Báo cáo kết quả công tác bình đẳng giới năm 2024",
                    "Báo cáo",
                    "chưa cấp số",
                    Mark::new(Tone::Quiet, Shape::Half, "Dự thảo lần 4"),
                ),
                line(
                    "Công văn đôn đốc báo cáo năm",
                    "Công văn",
                    "chưa cấp số",
                    Mark::new(Tone::Part, Shape::Pen, "Chờ ký"),
                ),
                line(
                    "Báo cáo 6 tháng đầu năm 2024",
                    "Báo cáo",
                    "số 205/BC-SLĐTBXH, 18/6/2024",
                    Mark::new(Tone::Good, Shape::Tick, "Đã phát hành"),
                ),
            ],
            frame,
        }
    }
}
