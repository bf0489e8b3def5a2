//! Pages made from the code: written by `cargo dev generate`, proved fresh by `cargo dev check`.

use std::fmt::Write;

use formula::FunctionHelp;

/// A generated page.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) path: &'static str,
    pub(crate) text: String,
}

/// All generated pages.
pub(crate) fn pages() -> Vec<Page> {
    let text = function_page(&formula::functions());
    vec![Page { path: "docs/generated/functions.md", text }]
}

/// The functions of formulas, family by family, in the words of their doc comments.
fn function_page(functions: &[FunctionHelp]) -> String {
    let mut page = String::from(
        "<!-- Generated from crates/formula/src/functions by `cargo dev generate`. Do not edit. -->\n\
         # Hàm dùng trong công thức\n\n\
         Ô để trống là chưa có số hoặc không phát sinh; để trống khác với số 0.\n",
    );
    let mut family = "";
    for function in functions {
        if function.family != family {
            family = function.family;
            let _ = write!(page, "\n## {family}\n");
        }
        let _ = write!(page, "\n### `{}`\n\n{}\n", function.signature, function.help);
        if !function.example.is_empty() {
            let _ = write!(page, "\nVí dụ: `{}`\n", function.example);
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_named_once_above_its_functions() {
        let help = |name, signature| FunctionHelp {
            name,
            family: "Số học",
            signature,
            help: "Một câu.".into(),
            example: String::new(),
        };
        let page = function_page(&[help("abs", "abs(x)"), help("min", "min(a, b, …)")]);
        assert_eq!(page.matches("## Số học\n").count(), 1);
        assert!(page.contains("### `min(a, b, …)`\n\nMột câu.\n"), "{page}");
    }
}
