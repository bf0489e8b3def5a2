//! Reading, printing, references, places of errors and the limits.

use formula::{FORMULA_DEPTH_MAX, FORMULA_LENGTH_MAX, Value, parse};

use crate::sheet::Sheet;

#[test]
fn printing_keeps_only_the_parentheses_that_matter() {
    let printed = |source: &str| parse(source).unwrap().to_string();
    assert_eq!(printed("((a)+(b*c))-(d)"), "a + b * c - d");
    assert_eq!(printed("a-(b-c)"), "a - (b - c)");
    assert_eq!(printed("(a<b)=(c<d)"), "(a < b) = (c < d)");
    assert_eq!(printed("not (a=1 or b=2)and c=3"), "not (a = 1 or b = 2) and c = 3");
    assert_eq!(printed("-(a+b)*--2"), "-(a + b) * --2");
    assert_eq!(printed("a≤b and c ≠ d or a<>b−2×c"), "a <= b and c != d or a != b - 2 * c");
    assert_eq!(printed("sum( T4.*.nu ,*.nam,1.50)"), "sum(T4.*.nu, *.nam, 1.5)");
}

#[test]
fn references_are_listed_once_in_order() {
    let formula = parse("percent(nu, tong) + sum(T4.*.nu, nu) - previous(nam)").unwrap();
    assert_eq!(formula.references(), ["nu", "tong", "T4.*.nu", "nam"]);
}

#[test]
fn every_unknown_name_is_reported_with_its_place() {
    let formula = parse("nữ + sai + nữ + T9.*.x * sum(T9.*.x)");
    assert_eq!(formula.unwrap_err().code(), "FML-009");
    let formula = parse("nữ + sai + sum(T9.*.x, sai)").unwrap();
    let problems = formula.check(|name| name == "nữ");
    let found: Vec<_> = problems.iter().map(|p| (p.code(), p.at.column)).collect();
    assert_eq!(found, [("FML-011", 6), ("FML-011", 16), ("FML-011", 24)]);
    assert!(formula.check(|_| true).is_empty());
}

#[test]
fn an_error_tells_column_reason_and_what_to_do() {
    let error = parse("nữ + persent(a, b)").unwrap_err();
    assert_eq!((error.at.column, error.at.byte), (6, 7));
    assert_eq!(
        error.to_string(),
        "FML-007 (cột 6): Không có hàm “persent”. Xem danh sách hàm trong trang trợ giúp công thức."
    );
    assert_eq!(parse("1 + (a * (b + 2)").unwrap_err().at.column, 5);
}

#[test]
fn an_overflow_names_the_sign_it_happened_at() {
    let formula = parse("1 + a * a * a").unwrap();
    let error = formula.evaluate(&Sheet::of(&[("a", 1_000_000_000_000)])).unwrap_err();
    assert_eq!((error.code(), error.at.column), ("FML-020", 11));
}

#[test]
fn a_formula_at_the_depth_limit_is_read_and_one_beyond_is_refused() {
    let nested = |levels: usize| format!("{}1{}", "(".repeat(levels), ")".repeat(levels));
    assert!(parse(&nested(FORMULA_DEPTH_MAX - 1)).is_ok());
    assert_eq!(parse(&nested(FORMULA_DEPTH_MAX)).unwrap_err().code(), "FML-002");
    let chain = |terms: usize| vec!["1"; terms].join(" + ");
    let sum = parse(&chain(FORMULA_DEPTH_MAX)).unwrap().evaluate(&Sheet::default());
    assert_eq!(sum, Ok(Value::Number(100.into())));
    assert_eq!(parse(&chain(FORMULA_DEPTH_MAX + 1)).unwrap_err().code(), "FML-002");
}

#[test]
fn endless_prefixes_and_calls_are_refused_without_overflowing_the_stack() {
    for piece in ["-", "not ", "(", "abs(", "a = not "] {
        let source = piece.repeat(FORMULA_LENGTH_MAX / piece.len());
        assert_eq!(parse(&source).unwrap_err().code(), "FML-002", "{piece}");
    }
}

#[test]
fn a_formula_beyond_the_length_limit_is_refused() {
    let long = " ".repeat(FORMULA_LENGTH_MAX);
    assert_eq!(parse(&format!("{long}1")).unwrap_err().code(), "FML-001");
    assert_eq!(parse(&format!("{}1", &long[1..])).unwrap().to_string(), "1");
}

#[test]
fn a_blank_formula_is_refused() {
    assert_eq!(parse(" \n").unwrap_err().code(), "FML-013");
}
