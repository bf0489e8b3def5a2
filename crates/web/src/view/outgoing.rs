//! The register of outgoing documents, and one document with its files and signatures.

use askama::Template;

use super::{
    act::{Act, Choice, Link},
    exchange::ExchangePanel,
    frame::{Frame, Nav, Theme},
    mark::{Mark, Notice, Shape, Tone},
};

/// A line of the register: the fields of Phụ lục VI.
#[derive(Debug, Clone, Default)]
pub struct RegisterLine {
    pub id: i64,
    pub ordinal: usize,
    /// "05" of "05/BC-SNV".
    pub number: String,
    pub notation: String,
    pub date: String,
    pub kind: String,
    pub title: String,
    pub organ: String,
    /// Code of the issuing organ; may be empty.
    pub organ_code: String,
    /// Codes of those it went to over the exchange.
    pub sent_to: String,
    pub position: String,
    pub signer: String,
    pub recipients: Vec<String>,
    pub language: String,
    pub pages: String,
    pub copies: String,
    pub priority: String,
    pub due: String,
    pub file_code: String,
    pub note: String,
    pub state: Option<Mark>,
}

/// `/documents/outgoing`.
#[derive(Debug, Clone, Template)]
#[template(path = "outgoing/register.html")]
pub struct RegisterPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub title: String,
    pub lead: String,
    pub years: Vec<Choice>,
    pub year: String,
    pub words: String,
    pub tools: Vec<Link>,
    pub lines: Vec<RegisterLine>,
    /// Bodies whose register can be printed: code and name.
    pub issuers: Vec<(String, String)>,
    /// The proposed period.
    pub from: String,
    pub to: String,
    /// Whether organs have electronic codes here.
    pub has_codes: bool,
}

/// One form of the electronic file.
#[derive(Debug, Clone)]
pub struct VersionLine {
    pub link: Link,
    pub mark: Mark,
    pub about: String,
    pub sha256: String,
}

/// A signature in words.
#[derive(Debug, Clone)]
pub struct SignatureLine {
    pub notice: Notice,
    pub facts: Vec<(String, String)>,
    pub warnings: Vec<String>,
}

/// `/documents/{id}`.
#[derive(Debug, Clone, Template)]
#[template(path = "outgoing/show.html")]
pub struct OutgoingPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub id: i64,
    pub title: String,
    pub state: Mark,
    pub notices: Vec<Notice>,
    pub facts: Vec<(String, String)>,
    pub versions: Vec<VersionLine>,
    /// Signatures of the newest file.
    pub signatures: Vec<SignatureLine>,
    pub downloads: Vec<Link>,
    /// Where a signed file is posted.
    pub signed_to: Option<String>,
    /// Where a number is asked for; the flag: somebody must vouch for the issuer.
    pub number_to: Option<(String, bool)>,
    pub acts: Vec<Act>,
    /// Where it went over the exchange; `None` before it is issued, and on paper.
    pub exchange: Option<ExchangePanel>,
    /// Argument of the signing tool, shown once.
    pub argument: String,
    /// What the clerk adds: copies, file code, note, due day; `None`: may not.
    pub told: Option<Told>,
}

/// What the clerk adds to the register.
#[derive(Debug, Clone, Default)]
pub struct Told {
    pub copies: String,
    pub file_code: String,
    pub note: String,
    pub due: String,
}

impl RegisterPage {
    /// An issued report and a void letter.
    pub fn sample() -> Self {
        let line = |ordinal, number: &str, title: &str, state: Option<Mark>| RegisterLine {
            id: 1,
            ordinal,
            number: number.into(),
            notation: "BC-SNV".into(),
            date: "03/12/2024".into(),
            kind: "Báo cáo".into(),
            title: title.into(),
            organ: "Sở Nội vụ".into(),
            position: "KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC".into(),
            signer: "Người ký mẫu".into(),
            recipients: vec!["Như trên".into(), "Lưu: VT, BĐG".into()],
            language: "Tiếng Việt".into(),
            pages: "12".into(),
            copies: "1".into(),
            priority: "Thường".into(),
            state,
            ..RegisterLine::default()
        };
        Self {
            frame: Frame::sample("Sổ văn bản đi", Nav::Document),
            crumbs: vec![Link::new("Văn bản", "/documents"), Link::new("Sổ văn bản đi", "")],
            title: "Sổ văn bản đi năm 2024".into(),
            lead: "2 văn bản".into(),
            years: vec![Choice::new("2024", "/documents/outgoing?year=2024", true)],
            year: "2024".into(),
            words: String::new(),
            has_codes: true,
            tools: vec![Link::new("Người ký", "/signers"), Link::new("Dãy số", "/numbers")],
            issuers: vec![("1/organ".into(), "Sở Nội vụ".into())],
            from: "2024-01-01".into(),
            to: "2024-12-03".into(),
            lines: vec![
                line(1, "01", "Kết quả công tác bình đẳng giới năm 2024", None),
                line(2, "02", "Sơ kết giữa kỳ", Some(Mark::new(Tone::Bad, Shape::Cross, "Đã hủy"))),
            ],
        }
    }
}

impl OutgoingPage {
    /// A presented report.
    pub fn sample() -> Self {
        let frame = Frame::sample("Văn bản đi", Nav::Document);
        let fact = |name: &str, words: &str| (name.to_owned(), words.to_owned());
        Self {
            crumbs: vec![
                Link::new("Sổ văn bản đi", "/documents/outgoing"),
                Link::new("Báo cáo", ""),
            ],
            id: 1,
            title: "Kết quả công tác bình đẳng giới năm 2024".into(),
            state: Mark::new(Tone::Part, Shape::Pen, "Chờ ký"),
            notices: Vec::new(),
            facts: vec![fact("Loại", "Báo cáo"), fact("Người ký", "Người ký mẫu")],
            versions: vec![VersionLine {
                link: Link::new("Bản trình ký", "/documents/1/versions/0"),
                mark: Mark::new(Tone::Quiet, Shape::Half, "Chưa ký"),
                about: "Cán bộ tổng hợp, 03/12/2024 08:15".into(),
                sha256: "9c1f02ab77d04e11".into(),
            }],
            signatures: Vec::new(),
            downloads: vec![Link::new("Tải bản mới nhất để ký", "/documents/1/versions/0")],
            signed_to: Some("/documents/1/signed".into()),
            number_to: None,
            acts: vec![
                Act::new("Hủy văn bản", "/documents/1/cancel", &frame.csrf).asking("Lý do hủy"),
            ],
            exchange: None,
            argument: r#"{"FileName": "…"}"#.into(),
            told: Some(Told { copies: "1".into(), ..Told::default() }),
            frame,
        }
    }

    /// The same, signed for good.
    pub fn sample_numbered() -> Self {
        Self {
            state: Mark::new(Tone::Part, Shape::Tick, "Đã ký, chờ số"),
            signatures: vec![SignatureLine {
                notice: Notice::new(Tone::Good, "Chữ ký đúng.", "Mã SIG-010."),
                facts: vec![("Người ký".into(), "Người ký mẫu".into())],
                warnings: vec!["Chưa tra cứu thu hồi.".into()],
            }],
            number_to: Some(("/documents/1/number".into(), true)),
            exchange: Some(ExchangePanel::sample("x")),
            argument: String::new(),
            ..Self::sample()
        }
    }
}
