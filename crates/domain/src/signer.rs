//! Who may sign a unit's documents, in which capacity, and from when to when.
//!
//! Authority by NĐ 30/2020/NĐ-CP Điều 13 and Phụ lục I: TM. for a collective, KT. for the head,
//! TL. by order, TUQ. by a written authorisation that is limited in time and content.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{
    fold::fold,
    org_unit::OrgUnitKind,
    series::{Body, KINDS},
};

/// Longest name, position or line, in letters.
const WORDS_MAX: usize = 200;

/// Degrees, titles and forms of address that never stand before a signer's name (Phụ lục I, Mục
/// II.7); folded, with and without the point behind them.
const HONOURS: [&str; 26] = [
    "gs",
    "pgs",
    "ts",
    "ths",
    "tskh",
    "bs",
    "bscki",
    "bsckii",
    "ds",
    "ks",
    "kts",
    "ls",
    "cn",
    "nsnd",
    "nsut",
    "ngnd",
    "ngut",
    "ttnd",
    "ttut",
    "ahld",
    "tien si",
    "thac si",
    "giao su",
    "pho giao su",
    "bac si",
    "ky su",
];

/// The same where the word may also be a name: only before a name that goes on with a capital.
const ADDRESSES: [&str; 7] =
    ["ông ", "bà ", "đồng chí ", "luật sư ", "cử nhân ", "dược sĩ ", "nhà giáo "];

/// How a body works, and so how its documents are signed (Điều 13 khoản 1, 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkingRule {
    /// Ủy ban nhân dân: as a collective, "TM. ỦY BAN NHÂN DÂN".
    Collective,
    /// Sở, ban, ngành, public institutions: under one head, without "TM.".
    OneHead,
    /// Fronts, unions, party bodies, courts, armed units: by rules of their own.
    Own,
}

impl WorkingRule {
    /// How units of a kind sign.
    pub const fn of(kind: OrgUnitKind) -> Self {
        match kind {
            OrgUnitKind::Province | OrgUnitKind::District | OrgUnitKind::Commune => {
                Self::Collective
            }
            OrgUnitKind::Department | OrgUnitKind::PublicInstitution => Self::OneHead,
            _ => Self::Own,
        }
    }
}

/// Written authorisation behind "TUQ.": a document of its own, limited in time and kinds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorisation {
    /// "12/GUQ-SNV".
    pub number: String,
    /// The day it was signed.
    pub date: Date,
    pub from: Date,
    pub to: Date,
    /// Codes of `series::KINDS` that may be signed.
    pub kinds: BTreeSet<String>,
    /// What may be signed, in words: the field of work.
    pub scope: String,
}

impl Authorisation {
    /// "Giấy ủy quyền số 12/GUQ-SNV ngày 02/01/2024".
    pub fn cited(&self) -> String {
        format!("Giấy ủy quyền số {} ngày {}", self.number, crate::period::day(self.date))
    }

    /// "Công văn, Thông báo".
    pub fn kind_names(&self) -> String {
        let names = KINDS.iter().filter(|(code, _)| self.kinds.contains(*code));
        names.map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
    }

    /// "12/GUQ-SNV": a number, a slash, an abbreviation.
    fn is_numbered(&self) -> bool {
        self.number.split_once('/').is_some_and(|(number, symbol)| {
            (1..=6).contains(&number.len())
                && number.chars().all(|c| c.is_ascii_digit())
                && symbol.chars().count() >= 2
                && !symbol.contains(char::is_whitespace)
        })
    }
}

/// A person in one capacity of signing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    pub name: String,
    /// In capitals: "PHÓ GIÁM ĐỐC".
    pub position: String,
    /// Lines above the position: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH".
    pub authority: Vec<String>,
    /// Position in the organ, above the name, where an advisory body signs with the organ's seal (P-06).
    pub other_position: String,
    pub from: Date,
    pub to: Option<Date>,
    pub authorisation: Option<Authorisation>,
}

/// Why somebody cannot be kept as a signer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignerError {
    #[error("Thiếu họ tên hoặc chức vụ của người ký, hoặc chữ quá dài.")]
    Nameless,
    #[error("Ngày kết thúc sớm hơn ngày bắt đầu.")]
    Backwards,
    #[error("Dòng quyền hạn không bắt đầu bằng TM., KT., TL. hoặc TUQ., hoặc thiếu chữ phía sau.")]
    UnknownLine,
    #[error("Dòng KT. phải ghi chức vụ của người đứng đầu, khác chức vụ của người ký.")]
    NoChief,
    #[error("Ký thừa ủy quyền mà thiếu văn bản ủy quyền, thời hạn hoặc nội dung được ủy quyền.")]
    NoAuthorisation,
    #[error("Chức vụ và dòng quyền hạn phải viết in hoa.")]
    NotCapitals,
    #[error("Thứ tự các dòng quyền hạn không đúng.")]
    WrongOrder,
    #[error("Trước họ tên người ký có học hàm, học vị, danh hiệu hoặc từ xưng hô.")]
    Titled,
    #[error(
        "Số của văn bản ủy quyền không có dạng “12/GUQ-SNV”, hoặc ngày sau ngày bắt đầu ủy quyền."
    )]
    WrongPaper,
    #[error("Cơ quan theo chế độ thủ trưởng không ký “TM.”.")]
    OneHead,
    #[error("Ủy ban nhân dân ký theo chế độ tập thể mà thiếu dòng “TM. ỦY BAN NHÂN DÂN”.")]
    NotCollective,
    #[error("Cấp phó ký mà thiếu dòng “KT.”.")]
    NoDeputyLine,
    #[error("Họ tên người ký viết toàn chữ thường hoặc toàn chữ hoa.")]
    NameCase,
}

impl SignerError {
    /// The stable code of the refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nameless => "SGN-001",
            Self::Backwards => "SGN-002",
            Self::UnknownLine => "SGN-003",
            Self::NoChief => "SGN-004",
            Self::NoAuthorisation => "SGN-005",
            Self::NotCapitals => "SGN-006",
            Self::WrongOrder => "SGN-007",
            Self::Titled => "SGN-009",
            Self::WrongPaper => "SGN-010",
            Self::OneHead => "SGN-012",
            Self::NotCollective => "SGN-013",
            Self::NoDeputyLine => "SGN-014",
            Self::NameCase => "SGN-015",
        }
    }

    /// What the officer does next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::Nameless => "Ghi đủ họ tên và chức vụ, mỗi mục không quá 200 chữ cái.",
            Self::Backwards => "Sửa lại ngày, hoặc để trống ngày kết thúc nếu chưa biết.",
            Self::UnknownLine => {
                "Mỗi dòng ghi đủ, ví dụ “TM. ỦY BAN NHÂN DÂN”; không có thì để trống."
            }
            Self::NoChief => "Ghi ví dụ “KT. GIÁM ĐỐC” ở dòng quyền hạn, “PHÓ GIÁM ĐỐC” ở chức vụ.",
            Self::NoAuthorisation => {
                "Ghi số, ngày văn bản ủy quyền, từ ngày, đến ngày, nội dung và loại văn bản được ký."
            }
            Self::NotCapitals => "Viết in hoa chức vụ và các dòng quyền hạn.",
            Self::WrongOrder => "TM. đứng trước KT.; TL. và TUQ. không đi cùng TM.",
            Self::Titled => {
                "Chỉ ghi họ và tên, ví dụ “Nguyễn Văn A” (Phụ lục I, Mục II.7 Nghị định 30/2020/NĐ-CP)."
            }
            Self::WrongPaper => "Ghi đúng số, ký hiệu và ngày trên giấy ủy quyền rồi làm lại.",
            Self::OneHead => {
                "Người đứng đầu để trống dòng quyền hạn; cấp phó ghi “KT. GIÁM ĐỐC”. Ký ở Ban Vì sự tiến bộ của \
                 phụ nữ thì ghi “TM. BAN”."
            }
            Self::NotCollective => {
                "Ghi “TM. ỦY BAN NHÂN DÂN”; Phó Chủ tịch ghi thêm “KT. CHỦ TỊCH” ở dòng dưới."
            }
            Self::NoDeputyLine => {
                "Ghi chức vụ của người đứng đầu ở dòng quyền hạn, ví dụ “KT. GIÁM ĐỐC”."
            }
            Self::NameCase => "Viết hoa chữ đầu mỗi tiếng, ví dụ “Nguyễn Văn A”.",
        }
    }
}

/// What a line of authority says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prefix {
    Collective,
    Deputy,
    Order,
    Authorised,
}

impl Prefix {
    /// The prefix of a line and the words after it.
    fn split(line: &str) -> Option<(Self, &str)> {
        const KNOWN: [(&str, Prefix); 4] = [
            ("TM. ", Prefix::Collective),
            ("KT. ", Prefix::Deputy),
            ("TL. ", Prefix::Order),
            ("TUQ. ", Prefix::Authorised),
        ];
        let (word, prefix) = KNOWN.iter().find(|(word, _)| line.starts_with(word))?;
        let rest = line[word.len()..].trim();
        (!rest.is_empty()).then_some((*prefix, rest))
    }
}

impl Signer {
    /// Refuses what the decree does not know of a signer of a body that works so.
    pub fn check(&self, rule: WorkingRule) -> Result<(), SignerError> {
        let is_written = |text: &str| {
            !text.trim().is_empty() && text.chars().count() <= WORDS_MAX && !text.contains('\n')
        };
        if !is_written(&self.name) || !is_written(&self.position) {
            return Err(SignerError::Nameless);
        }
        if is_titled(&self.name) {
            return Err(SignerError::Titled);
        }
        if !is_capitalised(&self.name) {
            return Err(SignerError::NameCase);
        }
        self.check_term()?;
        let in_capitals = |text: &String| *text == text.to_uppercase();
        if !in_capitals(&self.position) || !self.authority.iter().all(in_capitals) {
            return Err(SignerError::NotCapitals);
        }
        self.check_authority()?;
        self.check_working_rule(rule)
    }

    /// Refuses a last day before the first: all that ending a signer asks of a line that was kept before.
    pub fn check_term(&self) -> Result<(), SignerError> {
        if self.to.is_some_and(|to| to < self.from) {
            return Err(SignerError::Backwards);
        }
        Ok(())
    }

    /// A collective signs "TM.", an office under one head does not, and a deputy always signs for somebody.
    fn check_working_rule(&self, rule: WorkingRule) -> Result<(), SignerError> {
        let prefixes = || self.authority.iter().filter_map(|line| Prefix::split(line));
        let has = |wanted: Prefix| prefixes().any(|(prefix, _)| prefix == wanted);
        let is_authorised = has(Prefix::Authorised);
        if self.position.starts_with("PHÓ ") && !has(Prefix::Deputy) && !is_authorised {
            return Err(SignerError::NoDeputyLine);
        }
        if self.body() == Body::Committee || is_authorised || has(Prefix::Order) {
            return Ok(());
        }
        let collective = prefixes().find(|(prefix, _)| *prefix == Prefix::Collective);
        let signs_collectively =
            collective.is_some_and(|(_, words)| words.starts_with("ỦY BAN NHÂN DÂN"));
        match rule {
            WorkingRule::OneHead if collective.is_some() => Err(SignerError::OneHead),
            WorkingRule::Collective if !signs_collectively => Err(SignerError::NotCollective),
            _ => Ok(()),
        }
    }

    fn check_authority(&self) -> Result<(), SignerError> {
        let mut prefixes = Vec::with_capacity(self.authority.len());
        for line in &self.authority {
            if line == "KT." {
                return Err(SignerError::NoChief);
            }
            let known = Prefix::split(line).filter(|_| line.chars().count() <= WORDS_MAX);
            let (prefix, words) = known.ok_or(SignerError::UnknownLine)?;
            if prefix == Prefix::Deputy && words == self.position {
                return Err(SignerError::NoChief);
            }
            prefixes.push(prefix);
        }
        // A TL. signer may pass on to a deputy (Điều 13 khoản 4); an authorised one to nobody.
        match prefixes[..] {
            []
            | [Prefix::Collective | Prefix::Deputy | Prefix::Order]
            | [Prefix::Collective | Prefix::Order, Prefix::Deputy] => Ok(()),
            [Prefix::Authorised] => self.check_authorisation(),
            _ => Err(SignerError::WrongOrder),
        }
    }

    fn check_authorisation(&self) -> Result<(), SignerError> {
        let Some(paper) = &self.authorisation else { return Err(SignerError::NoAuthorisation) };
        let is_known = |code: &String| KINDS.iter().any(|(known, _)| known == code);
        if paper.number.trim().is_empty()
            || paper.scope.trim().is_empty()
            || paper.kinds.is_empty()
            || !paper.kinds.iter().all(is_known)
        {
            return Err(SignerError::NoAuthorisation);
        }
        if paper.to < paper.from {
            return Err(SignerError::Backwards);
        }
        if !paper.is_numbered() || paper.date > paper.from {
            return Err(SignerError::WrongPaper);
        }
        Ok(())
    }

    /// Whether a kind of document ("CV", "TB") is within the authority: an authorised signer signs
    /// what the authorisation names and nothing else (Điều 13 khoản 4).
    pub fn covers(&self, kind: &str) -> bool {
        self.authorisation.as_ref().is_none_or(|paper| paper.kinds.contains(kind))
    }

    /// Whether the person may sign in this capacity on a day.
    pub fn is_valid_on(&self, day: Date) -> bool {
        let is_authorised =
            self.authorisation.as_ref().is_none_or(|paper| (paper.from..=paper.to).contains(&day));
        self.from <= day && self.to.is_none_or(|to| day <= to) && is_authorised
    }

    /// Whose documents are signed so: "TM. BAN" is the line of the Ban's (not of a Ban Thường vụ).
    pub fn body(&self) -> Body {
        let is_ban = |line: &String| {
            line == "TM. BAN" || line.starts_with("TM. BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ")
        };
        if self.authority.iter().any(is_ban) { Body::Committee } else { Body::Organ }
    }

    /// Whether the certificate of a signature bears the person's name.
    pub fn is_named(name: &str, certificate: &str) -> bool {
        let (wanted, found) = (crate::fold::fold(name), crate::fold::fold(certificate));
        !wanted.is_empty() && format!(" {found} ").contains(&format!(" {wanted} "))
    }
}

/// Whether a name is written as names are: neither all in small letters nor all in capitals. A rank may
/// stand before it, so single words are not judged.
fn is_capitalised(name: &str) -> bool {
    let has_capital = name.trim_start().starts_with(char::is_uppercase)
        && name
            .split_whitespace()
            .next_back()
            .is_some_and(|last| last.starts_with(char::is_uppercase));
    let is_initials = name.split_whitespace().all(|word| word.chars().count() < 2);
    has_capital && (is_initials || name.contains(char::is_lowercase))
}

/// Whether a degree, a title or a form of address stands before the name.
fn is_titled(name: &str) -> bool {
    let lower = name.trim().to_lowercase();
    if ADDRESSES.iter().any(|words| lower.starts_with(words)) {
        return true;
    }
    let folded = fold(name);
    // "PGS.TS", "ThS.BS": any point before the last word is an abbreviation, not a name.
    let words: Vec<&str> = name.split_whitespace().collect();
    let has_point = words.iter().take(words.len().saturating_sub(1)).any(|word| word.contains('.'));
    has_point
        || HONOURS.iter().any(|honour| {
            folded.strip_prefix(honour).is_some_and(|rest| rest.starts_with([' ', '.', ',']))
        })
}
