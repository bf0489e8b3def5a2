//! What is advised about the words of a template: spelling of its text, and form of what it prints.

use documents::{
    Manuscript,
    decree::Weight,
    lint::{Finding, spelling},
    manuscript::Block,
};
use domain::template::Kind;

use crate::Error;

/// What `spelling` advises about a text; it stops nobody.
pub fn advice(text: &str) -> Vec<Finding> {
    spelling(text)
}

/// Elements that no template words: they come with signature, number and figures.
const NOT_WORDED: [&str; 4] = ["E1", "E2", "E5", "E6"];

/// Whether a rule speaks of words that the template gives; "E2-dash" is of E2, "E24-keep" is not.
fn is_worded(finding: &Finding) -> bool {
    let element = finding.rule.split('-').next().unwrap_or_default();
    // The number of the year's plan comes from its confirmation.
    let is_of_plan = finding.rule == "P-02-number";
    !NOT_WORDED.contains(&element) && !finding.rule.starts_with("D-") && !is_of_plan
}

/// What the rules of form say of a document that a template printed (V/v, abbreviations, capitals,
/// recipients, end marks); it stops nobody.
///
/// # Errors
/// When a writer refuses the content.
pub fn printed_advice(manuscript: &Manuscript) -> Result<Vec<Finding>, Error> {
    let mut signed = manuscript.clone();
    signed.signature.name.get_or_insert_with(|| "Người Ký Mẫu".to_owned());
    let file = documents::docx::write(&signed)
        .map_err(|error| Error::Document(format!("{}: {error}", error.code())))?;
    let outcome =
        documents::lint::check(&file).map_err(|error| Error::Document(error.code().to_owned()))?;
    let mut findings: Vec<Finding> = outcome.findings.into_iter().filter(is_worded).collect();
    findings.extend(abbreviated(manuscript));
    Ok(findings)
}

/// What is said of the abstract of a letter, and of what is no letter (E9).
pub fn subject_advice(kind: &Kind, text: &str) -> Option<Finding> {
    const LETTERS: [&str; 5] = ["letter", "urging", "prompt", "request", "correction"];
    let mut lines = text.lines().skip_while(|line| line.trim() != "[Trích yếu]").skip(1);
    let subject = lines.find(|line| !line.trim().is_empty())?.trim();
    let is_letter = LETTERS.contains(&kind.code);
    let bare = subject.trim_start_matches("V/v").trim();
    let (problem, fix) = if is_letter && !subject.starts_with("V/v ") {
        ("Trích yếu công văn không bắt đầu bằng “V/v”.", format!("Ghi “V/v {bare}”."))
    } else if is_letter && bare.to_lowercase().starts_with("về việc") {
        ("Trích yếu ghi cả “V/v” và “về việc”.", "Bỏ chữ “về việc” sau “V/v”.".to_owned())
    } else if !is_letter && subject.to_lowercase().starts_with("v/v") {
        ("Văn bản có tên loại không ghi “V/v” trong trích yếu.", format!("Ghi “{bare}”."))
    } else {
        return None;
    };
    let (problem, place) = (problem.to_owned(), "Trích yếu".to_owned());
    Some(Finding { rule: "E9", place, problem, fix, weight: Weight::Fault })
}

/// Abbreviations that a sentence of a document does not bear: "TB&XH", "BĐG", "VSTBPN", "&".
fn abbreviated(manuscript: &Manuscript) -> Vec<Finding> {
    const SHORT: [(&str, &str); 5] = [
        ("VSTBPN", "Vì sự tiến bộ của phụ nữ"),
        ("LĐ-TB&XH", "Lao động - Thương binh và Xã hội"),
        ("LĐTB&XH", "Lao động - Thương binh và Xã hội"),
        ("BĐG", "bình đẳng giới"),
        ("PCBLGĐ", "phòng, chống bạo lực gia đình"),
    ];
    let mut texts = vec![("Trích yếu", manuscript.abstract_text.clone())];
    texts.extend(manuscript.addressees.iter().map(|line| ("Kính gửi", line.clone())));
    texts.extend(manuscript.body.iter().filter_map(|block| match block {
        Block::Paragraph(runs) => {
            Some(("Nội dung", runs.iter().map(|run| run.text.as_str()).collect::<String>()))
        }
        _ => None,
    }));
    let is_word = |text: &str, at: usize, length: usize| {
        let edge =
            |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '-'));
        edge(text[..at].chars().next_back()) && edge(text[at + length..].chars().next())
    };
    let found = texts.iter().flat_map(|(place, text)| {
        SHORT.iter().filter_map(move |(short, whole)| {
            let at = text.find(short)?;
            is_word(text, at, short.len()).then(|| Finding {
                rule: "E8-short",
                place: (*place).to_owned(),
                problem: format!("Viết tắt “{short}” chưa được giải thích."),
                fix: format!("Ghi đủ “{whole}”, hoặc ghi đủ lần đầu kèm chữ viết tắt trong ngoặc."),
                weight: Weight::Advice,
            })
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use documents::{date::IssueDate, letterhead};
    use domain::template::{KINDS, kind};

    use super::*;

    #[test]
    fn abstracts_of_letters_begin_with_their_sign() {
        for kind in KINDS {
            assert_eq!(subject_advice(kind, kind.shipped), None, "{}", kind.code);
        }
        let told = |code, subject: &str| {
            let text = format!("[Trích yếu]\n{subject}\n\n[Nội dung]\nx");
            subject_advice(kind(code).unwrap(), &text).map(|finding| finding.problem)
        };
        assert!(told("urging", "Đôn đốc gửi báo cáo").unwrap().contains("“V/v”"));
        assert!(told("letter", "V/v về việc gửi báo cáo").unwrap().contains("về việc"));
        assert!(told("notice", "V/v gửi báo cáo").unwrap().contains("tên loại"));
    }

    #[test]
    fn words_of_what_is_printed_are_judged() {
        let date = IssueDate::InMonth { year: 2024, month: 12 };
        let mut letter = letterhead::department_letter("đôn đốc", date);
        letter.addressees = vec!["Ban VSTBPN tỉnh".into()];
        letter.body = vec![Block::paragraph("Đề nghị các Sở, ban, ngành gửi báo cáo BĐG.")];
        letter.recipients = vec!["Như trên".into(), "Lưu VT".into()];
        letter.signature.position = "GIÁM ĐỐC".into();
        let found = printed_advice(&letter).unwrap();
        let rules: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
        for rule in ["II-plural", "E24-keep-colon", "E8-short"] {
            assert!(rules.contains(&rule), "{rule}: {rules:?}");
        }
        assert!(!rules.iter().any(|rule| rule.starts_with("E5") || rule.starts_with("E6")));
    }
}
