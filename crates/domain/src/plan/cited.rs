//! How documents cite the plan of a year (P-02: kind, number, day, body, abstract); a plan whose number or
//! day nobody has confirmed is not cited, never printed with a blank, and that is told beside the draft.

use jiff::civil::Date;

/// The plan of a year as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedPlan {
    pub year: i16,
    /// "388/KH-UBND"; empty where nobody confirmed it.
    pub number: String,
    pub date: Option<Date>,
    /// "Ủy ban nhân dân tỉnh Nghệ An".
    pub issuer: String,
    /// The plan's own title; empty where nobody confirmed it.
    pub title: String,
}

impl CitedPlan {
    /// A plan of which only its year and its body are known.
    pub fn unknown(year: i16, issuer: impl Into<String>) -> Self {
        let (number, title) = (String::new(), String::new());
        Self { year, number, date: None, issuer: issuer.into(), title }
    }

    /// As it is cited first: "Kế hoạch số 388/KH-UBND ngày 15/5/2024 của Ủy ban nhân dân tỉnh Nghệ
    /// An về thực hiện công tác …". Without its number or day it is not cited at all: the sentence
    /// names the year's work instead, for half a citation is a fault of form (P-02).
    pub fn full(&self) -> String {
        let place = self.issuer.strip_prefix("Ủy ban nhân dân ").unwrap_or("tỉnh");
        self.full_at(&format!(" trên địa bàn {place}"))
    }

    /// The same by who works elsewhere than all over the plan's own place: " trên địa bàn huyện Quỳnh Lưu".
    pub fn full_at(&self, place: &str) -> String {
        let (false, Some(date)) = (self.number.is_empty(), self.date) else {
            return self.work(place);
        };
        let about = if self.title.is_empty() {
            String::new()
        } else {
            format!(" về {}", in_sentence(without_about(&self.title)))
        };
        format!("{} ngày {} của {}{about}", self.short(), in_text(date), self.issuer)
    }

    /// What a document goes back to where the plan cannot be cited: "nhiệm vụ công tác bình đẳng giới
    /// … năm 2024 trên địa bàn tỉnh Nghệ An".
    fn work(&self, place: &str) -> String {
        format!(
            "nhiệm vụ công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm {}{place}",
            self.year
        )
    }

    /// Whether documents can cite it: with its number and its day.
    pub const fn is_citable(&self) -> bool {
        !self.number.is_empty() && self.date.is_some()
    }

    /// As it is cited later: "Kế hoạch số 388/KH-UBND"; "Kế hoạch năm 2024" without a number.
    pub fn short(&self) -> String {
        if self.number.is_empty() {
            return format!("Kế hoạch năm {}", self.year);
        }
        format!("Kế hoạch số {}", self.number)
    }

    /// What is not known of it, in words.
    pub fn missing(&self) -> Vec<&'static str> {
        let known = [
            ("số", !self.number.is_empty()),
            ("ngày", self.date.is_some()),
            ("tên", !self.title.is_empty()),
        ];
        known.into_iter().filter(|(_, is_known)| !is_known).map(|(word, _)| word).collect()
    }
}

/// The year a plan is for: the one its title names, else that of its day; a plan for a span of years
/// is no year's.
pub fn year_of(title: &str, date: Option<Date>) -> Option<i16> {
    let lower = title.to_lowercase();
    let named = lower.match_indices("năm ").filter_map(|(at, word)| {
        let digits: String =
            lower[at + word.len()..].chars().take_while(char::is_ascii_digit).collect();
        (digits.len() == 4).then(|| digits.parse().ok()).flatten()
    });
    if let Some(year) = named.last() {
        return Some(year);
    }
    if lower.contains("giai đoạn") { None } else { date.map(Date::year) }
}

/// A day inside a text: zeros before days below 10 and before months 1 and 2 alone.
fn in_text(date: Date) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    if month <= 2 {
        format!("{day:02}/{month:02}/{year}")
    } else {
        format!("{day:02}/{month}/{year}")
    }
}

/// "V/v triển khai …", "Về việc triển khai …": the citation says "về" itself.
fn without_about(title: &str) -> &str {
    const ABOUT: [&str; 6] = ["V/v ", "V/V ", "Về việc ", "VỀ VIỆC ", "Về ", "VỀ "];
    ABOUT.into_iter().find_map(|about| title.strip_prefix(about)).unwrap_or(title)
}

/// "Thực hiện …" → "thực hiện …"; an acronym stays.
fn in_sentence(title: &str) -> String {
    let mut signs = title.chars();
    let is_acronym = title.chars().nth(1).is_some_and(char::is_uppercase);
    match signs.next() {
        Some(first) if !is_acronym => first.to_lowercase().chain(signs).collect(),
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const ISSUER: &str = "Ủy ban nhân dân tỉnh Nghệ An";

    #[test]
    fn a_confirmed_plan_is_cited_whole_and_then_by_its_number() {
        let plan = CitedPlan {
            year: 2024,
            number: "388/KH-UBND".into(),
            date: Some(date(2024, 5, 5)),
            issuer: ISSUER.into(),
            title: "Thực hiện công tác bình đẳng giới năm 2024".into(),
        };
        assert_eq!(
            plan.full(),
            "Kế hoạch số 388/KH-UBND ngày 05/5/2024 của Ủy ban nhân dân tỉnh Nghệ An về thực hiện công \
             tác bình đẳng giới năm 2024"
        );
        assert_eq!(plan.short(), "Kế hoạch số 388/KH-UBND");
        let about =
            CitedPlan { title: "V/v triển khai công tác năm 2024".into(), ..plan.clone() };
        assert!(about.full().ends_with("tỉnh Nghệ An về triển khai công tác năm 2024"));
        assert!(plan.missing().is_empty());
    }

    #[test]
    fn a_plan_without_number_or_day_is_not_cited_and_that_is_told() {
        let work = "nhiệm vụ công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm 2023 trên địa \
                    bàn tỉnh Nghệ An";
        let plan = CitedPlan::unknown(2023, ISSUER);
        assert_eq!(plan.full(), work);
        assert_eq!(plan.short(), "Kế hoạch năm 2023");
        assert_eq!(plan.missing(), ["số", "ngày", "tên"]);
        let dated = CitedPlan { date: Some(date(2023, 1, 9)), ..plan.clone() };
        assert_eq!((dated.full().as_str(), dated.is_citable()), (work, false));
        assert_eq!(dated.missing(), ["số", "tên"]);
        let named = CitedPlan { title: "Công tác bình đẳng giới năm 2023".into(), ..plan };
        assert_eq!(named.full(), work);
        let bare = CitedPlan { number: "101/KH-UBND".into(), title: String::new(), ..dated };
        assert_eq!(
            bare.full(),
            "Kế hoạch số 101/KH-UBND ngày 09/01/2023 của Ủy ban nhân dân tỉnh Nghệ An"
        );
    }

    #[test]
    fn the_title_names_the_year() {
        let day = Some(date(2023, 12, 29));
        for (title, year) in [
            ("Thực hiện công tác bình đẳng giới năm 2024", Some(2024)),
            ("Sơ kết năm 2023, nhiệm vụ năm 2024", Some(2024)),
            ("Công tác bình đẳng giới", Some(2023)),
            ("Chiến lược giai đoạn 2021 - 2030", None),
        ] {
            assert_eq!(year_of(title, day), year, "{title}");
        }
        assert_eq!(year_of("Công tác", None), None);
    }
}
