//! Runs every case of `cases/amendment.md`: what may be changed of a catalog that is in use.

use domain::{
    amendment::{Change, Place, Subject, Use, Weight, compare},
    catalog::Catalog,
    form::{Form, FormBody, RowKind, Table},
};

use crate::folder::{nghe_an, replace};

const CASES: &str = include_str!("../../cases/amendment.md");

fn catalog() -> Catalog {
    exchange::catalog::read(&nghe_an()).unwrap()
}

fn form<'a>(catalog: &'a mut Catalog, code: &str) -> &'a mut Form {
    catalog.forms.iter_mut().find(|form| form.code == code).unwrap()
}

fn table<'a>(catalog: &'a mut Catalog, code: &str) -> &'a mut Table {
    let FormBody::Table(table) = &mut form(catalog, code).body else { panic!("{code}") };
    table
}

fn places(catalog: &Catalog, code: &str) -> Vec<Place> {
    let form = catalog.forms.iter().find(|form| form.code == code).unwrap();
    let place = |row: &str, column: &str| (code.to_owned(), row.to_owned(), column.to_owned());
    match &form.body {
        FormBody::Narrative(headings) => headings.iter().map(|h| place(&h.code, "")).collect(),
        FormBody::Table(table) => {
            let rows = table.rows.iter().filter(|row| row.kind != RowKind::Section);
            rows.flat_map(|row| table.columns.iter().map(|c| place(&row.code, &c.code))).collect()
        }
    }
}

fn used(catalog: &Catalog) -> Use {
    let mut used = Use::default();
    used.filed.extend(places(catalog, "T3").into_iter().chain(places(catalog, "PL02")));
    used.drafted.extend(places(catalog, "T4"));
    used.units.extend(["x-17098".to_owned(), "h-421".to_owned()]);
    used.handed_in.insert(("h-421".to_owned(), "x-17098".to_owned()));
    used.rounds.extend(catalog.rounds.iter().map(|round| round.code.clone()));
    used.filed_rounds.insert("R-STR-2024".to_owned());
    used
}

fn edit(catalog: &mut Catalog, case: &str) {
    if case.ends_with("tăng bản") {
        let code = ["T3", "T4", "PL02"].into_iter().find(|code| case.contains(code)).unwrap();
        form(catalog, code).version += 1;
    }
    let act = case.split(", ").next().unwrap();
    match act {
        "Nạp lại như cũ" => {}
        "Bỏ biểu T3" => catalog.forms.retain(|form| form.code != "T3"),
        "Bỏ biểu T8 và khỏi các chế độ" => {
            catalog.forms.retain(|form| form.code != "T8");
            catalog.regimes.iter_mut().for_each(|regime| regime.tables.retain(|t| t != "T8"));
        }
        "Bỏ dòng bdg của T3" => table(catalog, "T3").rows.retain(|row| row.code != "bdg"),
        "Bỏ cột lop của T3" => table(catalog, "T3").columns.retain(|c| c.code != "lop"),
        "Không nhập cột lop ở dòng bdg của T3" => {
            table(catalog, "T3").rows[0].not_applicable.push("lop".to_owned());
        }
        "Bỏ đề mục 1.1 của PL02" => {
            let FormBody::Narrative(headings) = &mut form(catalog, "PL02").body else { panic!() };
            headings.retain(|heading| heading.code != "1.1");
        }
        "Thêm dòng vào T3" => {
            let rows = &mut table(catalog, "T3").rows;
            let mut row = rows[0].clone();
            row.code = "moi".to_owned();
            rows.push(row);
        }
        "Đổi tên dòng bdg của T3" => {
            "Nữ công chức".clone_into(&mut table(catalog, "T3").rows[0].label);
        }
        "Đổi công thức cột ty_le của T3" => {
            let column = table(catalog, "T3").columns.iter_mut().find(|c| c.code == "ty_le");
            column.unwrap().formula = Some(formula::parse("percent(nam, nguoi)").unwrap());
        }
        "Bớt một dòng khỏi dòng cộng của T3" => {
            let row = table(catalog, "T3").rows.last_mut().unwrap();
            let RowKind::Total { of } = &mut row.kind else { panic!("{row:?}") };
            of.pop();
        }
        "Đổi chú thích dòng bdg của T3" => {
            "Ghi chú".clone_into(&mut table(catalog, "T3").rows[0].note);
        }
        "Bớt một quy tắc kiểm tra của T3" => drop(form(catalog, "T3").checks.pop()),
        "Lùi bản của T3" => form(catalog, "T3").version = 0,
        "Bỏ dòng đầu của T4" => drop(table(catalog, "T4").rows.remove(0)),
        "Bỏ dòng đầu của T8" => drop(table(catalog, "T8").rows.remove(0)),
        _ => edit_around(catalog, act),
    }
}

fn edit_around(catalog: &mut Catalog, act: &str) {
    let round = catalog.rounds.iter_mut().find(|round| round.code == "R-STR-2024").unwrap();
    let regime = catalog.regimes.iter_mut().find(|regime| regime.code == "R-STR").unwrap();
    let indicator = catalog.indicators.iter_mut().find(|i| i.code == "4.1").unwrap();
    match act {
        "Bỏ đơn vị x-17098" => {
            catalog.units.retain(|unit| unit.key.0 != "x-17098");
            catalog.parents.retain(|edge| edge.child.0 != "x-17098");
        }
        "Đổi tên đơn vị x-17098" => {
            let unit = catalog.units.iter_mut().find(|unit| unit.key.0 == "x-17098");
            "Thị trấn Giát".clone_into(&mut unit.unwrap().name);
        }
        "Chuyển x-17098 khỏi h-421" => {
            let edge = catalog.parents.iter_mut().find(|edge| edge.child.0 == "x-17098");
            "h-412".clone_into(&mut edge.unwrap().parent.0);
        }
        "Bỏ đợt R-STR-2024" => catalog.rounds.retain(|round| round.code != "R-STR-2024"),
        "Đợt R-STR-2024 theo chế độ khác" => "R-BAN12".clone_into(&mut round.regime),
        "Đợt R-STR-2024 đóng muộn hơn" => round.closes = round.closes.tomorrow().unwrap(),
        "Chế độ R-STR thôi hỏi T3" => regime.tables.retain(|table| table != "T3"),
        "Chế độ R-STR hỏi thêm TKT" => regime.tables.push("TKT".to_owned()),
        "Mức phải đạt của chỉ tiêu 4.1" => {
            indicator.targets[0].value += rust_decimal::Decimal::ONE;
        }
        "Cơ quan phụ trách chỉ tiêu 4.1" => {
            "s-noi-vu".clone_into(&mut indicator.owners[0].unit);
        }
        "Lời giải thích chỉ tiêu 4.1" => indicator.sheet.concept.push_str(" (sửa)"),
        "Danh mục của tỉnh khác" => "t-42".clone_into(&mut catalog.province),
        _ => panic!("nobody plays “{act}”"),
    }
}

/// The code of the first refusal, or the weight of the weightiest change.
fn told(changes: &[Change]) -> String {
    for change in changes {
        let is_refused = change.weight == Weight::Refused;
        assert_eq!(is_refused, !change.code.is_empty() && !change.next.is_empty(), "{change:?}");
        assert!(!change.what.is_empty() && !change.what.ends_with('.'), "{change:?}");
    }
    match changes.first() {
        None => "không đổi".to_owned(),
        Some(change) if change.weight == Weight::Refused => {
            changes.iter().map(|c| c.code).filter(|code| !code.is_empty()).min().unwrap().to_owned()
        }
        Some(change) if change.weight == Weight::Weighty => "lớn".to_owned(),
        Some(_) => "nhỏ".to_owned(),
    }
}

#[test]
fn every_case_is_judged_as_written() {
    let old = catalog();
    let used = used(&old);
    let mut rows = 0;
    for line in CASES.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| sửa"))
    {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [case, expected] = cells[..] else { panic!("{line}") };
        let mut new = old.clone();
        edit(&mut new, case);
        let changes = compare(Some(&old), &new, &used);
        assert_eq!(told(&changes), expected, "{case}: {changes:#?}");
        rows += 1;
    }
    assert_eq!(rows, 33, "rows of the case file were lost");
}

#[test]
fn what_is_filed_is_held_against_the_new_catalog_even_where_the_old_one_cannot_be_read() {
    let mut new = catalog();
    let used = used(&new);
    assert!(compare(None, &new, &used).is_empty());
    edit(&mut new, "Bỏ dòng bdg của T3");
    edit(&mut new, "Bỏ đợt R-STR-2024");
    let codes: Vec<&str> = compare(None, &new, &used).iter().map(|change| change.code).collect();
    assert_eq!(codes, ["CAT-702", "CAT-708"]);
}

#[test]
fn changes_are_told_with_file_and_line_where_there_is_one() {
    let mut source = nghe_an();
    let place = |source: &_, subject: Subject| exchange::catalog::place(source, &subject);
    let line = replace(&mut source, "forms/T3.toml", "code = \"ctv\"", "code = \"ctv\"");
    let row = Subject::Form("T3".to_owned(), Some("ctv".to_owned()));
    assert_eq!(place(&source, row), ("forms/T3.toml".to_owned(), Some(line)));
    let gone = Subject::Form("T3".to_owned(), Some("khong-co".to_owned()));
    assert_eq!(place(&source, gone), ("forms/T3.toml".to_owned(), None));
    let line = replace(&mut source, "units/units.csv", "x-17098,", "x-17098,");
    let unit = Subject::Unit("x-17098".to_owned());
    assert_eq!(place(&source, unit), ("units/units.csv".to_owned(), Some(line)));
    let (file, line) = place(&source, Subject::Indicator("4.1".to_owned()));
    assert_eq!((file.as_str(), line.is_some()), ("indicators/4.1.toml", true));
}
