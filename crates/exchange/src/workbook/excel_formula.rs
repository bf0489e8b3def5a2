//! Formulas of computed columns in the language of spreadsheets; empty cells stay empty.

/// Translates sums, shares, ratios and rates over named cells; `None` where something else is asked.
pub(super) fn translate(formula: &str, cell: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut parser = Parser { rest: formula.trim(), cell };
    let text = parser.term()?;
    parser.rest.trim().is_empty().then_some(text)
}

/// The sum of cells; empty where all of them are.
pub(super) fn sum(cells: &[String]) -> String {
    let list = cells.join(",");
    format!("IF(COUNT({list})=0,\"\",SUM({list}))")
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
        (self.cell)(name)
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
        format!("IF(OR({part}=\"\",{whole}=\"\",{whole}=0),\"\",{part}*{times}/{whole})")
    };
    match (name, arguments) {
        ("sum", cells) => Some(sum(cells)),
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
        assert_eq!(
            translate("percent(nu, sum(nu, nam))", &cell).unwrap(),
            "IF(OR(D5=\"\",IF(COUNT(D5,E5)=0,\"\",SUM(D5,E5))=\"\",IF(COUNT(D5,E5)=0,\"\",\
             SUM(D5,E5))=0),\"\",D5*100/IF(COUNT(D5,E5)=0,\"\",SUM(D5,E5)))"
        );
        assert_eq!(translate("percent(nu, khac)", &cell), None);
        assert_eq!(translate("previous(nu)", &cell), None);
        assert_eq!(translate("nu + nam", &cell), None);
    }
}
