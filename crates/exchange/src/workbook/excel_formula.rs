//! Formulas of computed columns in the language of spreadsheets; empty cells stay empty.
//!
//! Cells may hold what the guide tells people to type: `kps` counts as nothing, `~412` as 412, `1.000` in
//! text as a thousand. The functions are those of Excel 2007, for offices still have it.

/// Translates sums, shares, ratios and rates over named cells; `None` where something else is asked.
pub(super) fn translate(formula: &str, cell: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut parser = Parser { rest: formula.trim(), cell };
    let text = parser.term()?;
    parser.rest.trim().is_empty().then_some(text)
}

/// The sum of cells, given by their addresses; empty where none of them holds a figure.
pub(super) fn sum(cells: &[String]) -> String {
    sum_of(&cells.iter().map(|cell| figure(cell)).collect::<Vec<_>>())
}

/// The decimal sign of the machine that the file is open on.
const SIGN: &str = "MID(1/2,2,1)";

/// A cell's figure, or an error where it holds none: text is read as [`domain::amount::decimal`] reads it,
/// where a dot before three last digits, or beside a comma, parts thousands.
fn figure(cell: &str) -> String {
    let plain = format!("SUBSTITUTE(SUBSTITUTE({cell},\"~\",\"\"),\" \",\"\")");
    let parts = format!("OR(ISNUMBER(FIND(\",\",{cell})),LEFT(RIGHT({cell},4))=\".\")");
    format!(
        "IF(ISNUMBER({cell}),{cell},VALUE(SUBSTITUTE(SUBSTITUTE({plain},\".\",IF({parts},\"\",{SIGN})),\",\",{SIGN})))"
    )
}

fn sum_of(figures: &[String]) -> String {
    let or_nothing: Vec<String> =
        figures.iter().map(|figure| format!("IFERROR({figure},0)")).collect();
    format!("IF(COUNT({})=0,\"\",SUM({}))", figures.join(","), or_nothing.join(","))
}

struct Parser<'a> {
    rest: &'a str,
    cell: &'a dyn Fn(&str) -> Option<String>,
}

impl Parser<'_> {
    /// A call, a name or a number.
    fn term(&mut self) -> Option<String> {
        self.rest = self.rest.trim_start();
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        if name.is_empty() {
            return None;
        }
        self.rest = rest.trim_start();
        if let Some(inside) = self.rest.strip_prefix('(') {
            self.rest = inside;
            let arguments = self.arguments()?;
            return call(name, &arguments);
        }
        if name.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return Some(name.to_owned());
        }
        (self.cell)(name).map(|cell| figure(&cell))
    }

    fn arguments(&mut self) -> Option<Vec<String>> {
        let mut arguments = Vec::new();
        loop {
            arguments.push(self.term()?);
            self.rest = self.rest.trim_start();
            let next = self.rest.chars().next()?;
            self.rest = &self.rest[1..];
            match next {
                ',' => {}
                ')' => return Some(arguments),
                _ => return None,
            }
        }
    }
}

fn call(name: &str, arguments: &[String]) -> Option<String> {
    let share = |part: &str, whole: &str, times: &str| {
        // Without one of the two, or over nothing, there is no share.
        format!("IFERROR({part}*{times}/{whole},\"\")")
    };
    match (name, arguments) {
        ("sum", figures) => Some(sum_of(figures)),
        ("percent", [part, whole]) => Some(share(part, whole, "100")),
        ("ratio", [part, whole]) => Some(share(part, whole, "1")),
        ("per", [part, whole, base]) => Some(share(part, whole, base)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_sums_are_translated() {
        let cell = |name: &str| match name {
            "nu" => Some("D5".to_owned()),
            "nam" => Some("E5".to_owned()),
            _ => None,
        };
        let (nu, nam) = (figure("D5"), figure("E5"));
        assert_eq!(
            translate("percent(nu, sum(nu, nam))", &cell).unwrap(),
            format!(
                "IFERROR({nu}*100/IF(COUNT({nu},{nam})=0,\"\",SUM(IFERROR({nu},0),IFERROR({nam},0))),\"\")"
            )
        );
        assert_eq!(translate("percent(nu, khac)", &cell), None);
        assert_eq!(translate("previous(nu)", &cell), None);
        assert_eq!(translate("nu + nam", &cell), None);
    }
}
