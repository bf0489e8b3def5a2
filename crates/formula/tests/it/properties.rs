//! What holds for every formula and every figure.

use formula::{Value, parse};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::sheet::Sheet;

/// A figure as the store keeps it: an integer of ten-thousandths.
fn figure() -> impl Strategy<Value = Decimal> {
    (-90_000_000_000_000_i64..90_000_000_000_000).prop_map(|units| Decimal::new(units, 4))
}

/// A formula over a, b, c with every parenthesis written; conditions stand only where they fit.
fn written() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("a".to_owned()),
        Just("b".to_owned()),
        Just("c".to_owned()),
        (0_u32..10_000).prop_map(|n| n.to_string()),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let operator = prop::sample::select(vec!["+", "-", "*", "/"]);
        let comparison = prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="]);
        let connective = prop::sample::select(vec!["and", "or"]);
        let condition = (inner.clone(), comparison, inner.clone(), any::<bool>()).prop_map(
            |(left, sign, right, negated)| {
                let not = if negated { "not " } else { "" };
                format!("{not}(({left}) {sign} ({right}))")
            },
        );
        prop_oneof![
            (inner.clone(), operator, inner.clone())
                .prop_map(|(l, o, r)| format!("({l}) {o} ({r})")),
            inner.clone().prop_map(|x| format!("-({x})")),
            prop::collection::vec(inner.clone(), 1..4)
                .prop_map(|x| format!("sum({})", x.join(", "))),
            (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("percent({x}, {y})")),
            (condition.clone(), connective, condition, inner.clone(), inner)
                .prop_map(|(p, c, q, x, y)| format!("if(({p}) {c} ({q}), {x}, {y})")),
        ]
    })
}

proptest! {
    #[test]
    fn a_printed_formula_is_read_as_the_same_formula(source in written()) {
        let formula = parse(&source).unwrap();
        let printed = formula.to_string();
        prop_assert_eq!(parse(&printed), Ok(formula), "{}", printed);
    }

    #[test]
    fn a_formula_without_its_spare_parentheses_gives_the_same_value(source in written(), a in -9_i64..9) {
        let sheet = Sheet::of(&[("a", a), ("b", 3)]);
        let formula = parse(&source).unwrap();
        let printed = parse(&formula.to_string()).unwrap();
        let code = |outcome: Result<Value, formula::EvalError>| outcome.map_err(|e| e.code());
        prop_assert_eq!(code(formula.evaluate(&sheet)), code(printed.evaluate(&sheet)));
    }

    #[test]
    fn a_sum_does_not_depend_on_the_order(
        (figures, shuffled) in prop::collection::vec(prop::option::of(figure()), 1..30)
            .prop_flat_map(|figures| (Just(figures.clone()), Just(figures).prop_shuffle()))
    ) {
        let total = |figures: &[Option<Decimal>]| {
            let mut sheet = Sheet::default();
            for (index, figure) in figures.iter().enumerate() {
                sheet.current.insert(format!("row{index:02}.nu"), *figure);
            }
            parse("sum(*.nu)").unwrap().evaluate(&sheet).unwrap()
        };
        let expected = figures.iter().flatten().copied().reduce(|sum, figure| sum + figure);
        prop_assert_eq!(total(&figures), Value::from(expected));
        prop_assert_eq!(total(&shuffled), Value::from(expected));
    }

    #[test]
    fn the_percentage_of_a_zero_whole_is_empty(part in figure()) {
        let mut sheet = Sheet::of(&[("tong", 0)]);
        sheet.current.insert("nu".to_owned(), Some(part));
        let value = parse("percent(nu, tong)").unwrap().evaluate(&sheet);
        prop_assert_eq!(value, Ok(Value::Empty));
    }

    #[test]
    fn no_text_makes_the_parser_panic(source in any::<String>()) {
        if let Ok(formula) = parse(&source) {
            let _ = formula.evaluate(&Sheet::default());
        }
    }

    #[test]
    fn no_row_of_tokens_makes_the_language_panic(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "a", "T4.*.nu", "*", "*.", "(", ")", ",", "-", "not ", "and ", "=", "<=", "/", " ", "1.5", "ữ",
            "79228162514264337593543950335", "0.0000000000000000000000000001", "sum(", "if(", "round(",
            "previous(", "percent(", "all_met(",
        ]), 0..25)
    ) {
        let sheet = Sheet::of(&[("a", i64::MIN), ("T4.x.nu", i64::MAX)]);
        if let Ok(formula) = parse(&pieces.concat()) {
            let _ = formula.evaluate(&sheet);
            prop_assert_eq!(parse(&formula.to_string()), Ok(formula));
        }
    }

    #[test]
    fn no_figure_makes_arithmetic_panic(
        a in any::<(u32, u32, u32, bool, u32)>(), b in any::<(u32, u32, u32, bool, u32)>(),
        operation in prop::sample::select(vec![
            "a + b", "a - b", "a * b", "a / b", "percent(a, b)", "per(a, b, a)", "round(a, 2)",
            "round(a, b)", "sum(a, b)", "share(a, a, b)", "abs(a)", "-a", "change(a)", "a < b",
        ]),
    ) {
        let decimal = |(low, middle, high, negative, scale): (u32, u32, u32, bool, u32)| {
            Decimal::from_parts(low, middle, high, negative, scale % 29)
        };
        let mut sheet = Sheet::default();
        sheet.current.insert("a".to_owned(), Some(decimal(a)));
        sheet.current.insert("b".to_owned(), Some(decimal(b)));
        sheet.previous.insert("a".to_owned(), Some(decimal(b)));
        let outcome = parse(operation).unwrap().evaluate(&sheet);
        let code = outcome.err().map(|error| error.code());
        prop_assert!(matches!(code, None | Some("FML-020" | "FML-023")), "{:?}", code);
    }
}
