//! A signature in an officer's words, with everything that the checking of signatures must show:
//! issuer, signer, time, integrity, validity then, term of the certificate, and what was not asked.

use domain::period::local_clock;
use jiff::{SignedDuration, Timestamp};

use super::{Later, Signature, SigningTime, Verdict};

/// How far two clocks may stand apart.
const CLOCKS_APART: SignedDuration = SignedDuration::from_mins(10);

/// A signature for a page or a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub code: &'static str,
    /// What it comes to.
    pub sentence: &'static str,
    pub next: &'static str,
    /// Label and words, in the order of reading.
    pub lines: Vec<(&'static str, String)>,
    /// What nobody has proved.
    pub warnings: Vec<&'static str>,
}

impl Signature {
    /// The signature in words, as they are true at `now`.
    pub fn summary(&self, now: Timestamp) -> Summary {
        let lines = [
            ("Người ký", self.signer.name.clone()),
            ("Tổ chức", self.organisation()),
            ("Nơi cấp chứng thư", self.issuer.clone()),
            ("Số chứng thư", self.serial.clone()),
            ("Thời hạn chứng thư", self.term()),
            ("Thời điểm ký", self.time_words()),
            ("Hiệu lực khi ký", self.validity_words().to_owned()),
            ("Tính toàn vẹn", self.integrity().to_owned()),
            ("Bổ sung sau khi ký", self.later_words()),
            ("Thuật toán", self.algorithm.clone()),
            ("Lý do ký", self.reason.clone()),
            ("Nơi ký", self.location.clone()),
        ];
        Summary {
            code: self.verdict.code(),
            sentence: self.verdict.sentence(),
            next: self.verdict.next(),
            lines: lines.into_iter().filter(|(_, words)| !words.is_empty()).collect(),
            warnings: self.warnings(now),
        }
    }

    fn organisation(&self) -> String {
        let parts = [self.signer.unit.as_str(), self.signer.organisation.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn term(&self) -> String {
        let Some((from, to)) = self.valid else { return String::new() };
        format!("từ {} đến {}", clock(from), clock(to))
    }

    fn time_words(&self) -> String {
        match &self.time {
            SigningTime::Stamped { at, by } => format!("{}, dấu thời gian của {by}", clock(*at)),
            SigningTime::Claimed(at) => format!("{}, theo đồng hồ của máy ký", clock(*at)),
            SigningTime::Unproved(at) => {
                format!("{}, ghi kèm chữ ký, không có gì chứng thực", clock(*at))
            }
            SigningTime::Unknown => "không rõ".to_owned(),
        }
    }

    fn validity_words(&self) -> &'static str {
        match (self.valid, self.time.at()) {
            (None, _) => "",
            (Some(_), None) => "không rõ",
            (Some((from, to)), Some(at)) if (from..=to).contains(&at) => "còn hiệu lực",
            _ => "không còn hoặc chưa có hiệu lực",
        }
    }

    fn integrity(&self) -> &'static str {
        match self.verdict {
            Verdict::BadRange | Verdict::Unreadable | Verdict::Unsupported | Verdict::WeakHash => {
                "không kiểm tra được"
            }
            Verdict::Wrong | Verdict::WeakKey => "chữ ký không chứng minh được nội dung",
            Verdict::Altered => "nội dung đã bị sửa",
            Verdict::ChangedAfter => "phần được ký còn nguyên, nhưng tệp đã bị sửa thêm",
            Verdict::Unclear => "phần được ký còn nguyên; phần bổ sung không xem được",
            _ => "nguyên vẹn từ khi ký",
        }
    }

    fn later_words(&self) -> String {
        match self.later {
            Later::Nothing => "không có".to_owned(),
            Later::Signatures(0) => "chỉ dữ liệu kiểm tra chữ ký".to_owned(),
            Later::Signatures(count) => format!("chỉ {count} chữ ký tiếp theo"),
            Later::Noted(count) => format!("{count} chữ ký tiếp theo, kèm chú thích"),
            Later::Changed if self.covers == 0 => String::new(),
            Later::Changed => "có nội dung khác ngoài chữ ký".to_owned(),
            Later::Unclear => "có phần nén, không xem được".to_owned(),
        }
    }

    fn warnings(&self, now: Timestamp) -> Vec<&'static str> {
        let mut warnings = vec![
            "Chưa tra cứu chứng thư có bị thu hồi hay không (CRL, OCSP): hệ thống không nối mạng ra ngoài.",
        ];
        match self.time {
            SigningTime::Stamped { .. } => {
                warnings.push("Chưa đối chiếu nơi cấp dấu thời gian.");
            }
            _ => warnings.push("Thời điểm ký không có dấu thời gian chứng thực."),
        }
        if self.time.at().is_some_and(|at| at > now + CLOCKS_APART) {
            warnings.push("Thời điểm ký ghi trong chữ ký chưa đến: đồng hồ của máy ký sai, hoặc giờ ký bị sửa.");
        }
        if matches!(self.later, Later::Noted(_)) {
            warnings.push(
                "Lần ký sau ghi thêm chú thích (chữ hoặc hình dấu) lên trang: mở tệp, xem chú thích có che \
                 nội dung đã ký không.",
            );
        }
        warnings
    }
}

/// `14:30:45 ngày 05/12/2026`.
fn clock(at: Timestamp) -> String {
    let (time, day) = local_clock(at);
    format!("{time} ngày {day}")
}
