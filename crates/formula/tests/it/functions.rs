//! The help pages of the functions, and that every function has a case.

use std::{fs, path::Path};

use formula::functions;

#[test]
fn every_function_has_help_and_an_example_that_uses_it() {
    let all = functions();
    assert_eq!(all.len(), 16);
    for function in all {
        assert!(!function.help.is_empty(), "{} has no help", function.name);
        assert!(!function.help.contains("Ví dụ"), "{} leaks its example", function.name);
        let parsed = formula::parse(&function.example);
        assert!(parsed.is_ok(), "{}: {:?}", function.name, parsed);
        let call = format!("{}(", function.name);
        assert!(function.example.contains(&call), "{} is not in its example", function.name);
        assert!(function.signature.starts_with(&call));
    }
}

#[test]
fn names_of_functions_are_unique() {
    let mut names: Vec<&str> = functions().iter().map(|function| function.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn every_function_has_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let cases: String = fs::read_dir(folder)
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    for function in functions() {
        assert!(cases.contains(&format!("{}(", function.name)), "{} has no case", function.name);
    }
}
