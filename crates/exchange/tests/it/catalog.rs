//! The catalog of Nghệ An loads with the counts of the resolutions, and a broken copy says where.

use domain::{
    catalog::Catalog,
    org_unit::{Extent, OrgUnitKind},
    regime::Duty,
};
use exchange::catalog::Source;
use jiff::civil::{Date, date};

use crate::folder::{broken, faults, nghe_an, places, replace};

fn catalog() -> Catalog {
    match exchange::catalog::read(&nghe_an()) {
        Ok(catalog) => catalog,
        Err(faults) => {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"))
        }
    }
}

fn count(catalog: &Catalog, kind: OrgUnitKind, on: Date) -> usize {
    exchange::catalog::count_on(catalog, kind, on)
}

#[test]
fn the_units_of_each_day_are_those_of_the_resolutions() {
    let catalog = catalog();
    let table = [
        (date(2024, 11, 30), 460, 21, 20),
        (date(2024, 12, 1), 412, 20, 20),
        (date(2025, 3, 1), 412, 20, 14),
        (date(2025, 7, 1), 130, 0, 14),
    ];
    for (on, communes, districts, departments) in table {
        assert_eq!(count(&catalog, OrgUnitKind::Commune, on), communes, "communes on {on}");
        assert_eq!(count(&catalog, OrgUnitKind::District, on), districts, "districts on {on}");
        assert_eq!(count(&catalog, OrgUnitKind::Department, on), departments, "on {on}");
    }
}

#[test]
fn six_edges_are_parts_and_all_are_of_one_day() {
    let catalog = catalog();
    let parts: Vec<_> =
        catalog.successions.iter().filter(|s| matches!(s.extent, Extent::Part { .. })).collect();
    assert_eq!(parts.len(), 6);
    assert!(parts.iter().all(|s| s.date == date(2024, 12, 1)));
    assert!(parts.iter().all(|s| s.from != s.to));
}

#[test]
fn a_commune_that_grew_under_its_name_is_another_unit() {
    let catalog = catalog();
    let named: Vec<_> = catalog.units.iter().filter(|unit| unit.code == "17263").collect();
    let keys: Vec<&str> = named.iter().map(|unit| unit.key.0.as_str()).collect();
    assert_eq!(keys, ["x-17263", "x-17263-202507"]);
    assert!(named.iter().all(|unit| unit.name == "Xã Môn Sơn"));
}

#[test]
fn nine_communes_of_2025_are_the_communes_of_before() {
    let catalog = catalog();
    let old = catalog
        .units
        .iter()
        .filter(|unit| unit.kind == OrgUnitKind::Commune && unit.valid_to.is_none())
        .filter(|unit| unit.valid_from < date(2025, 7, 1))
        .count();
    assert_eq!(old, 9);
}

#[test]
fn nghi_xuan_moves_to_vinh_without_a_new_key() {
    let catalog = catalog();
    let unit = catalog.units.iter().find(|unit| unit.name == "Xã Nghi Xuân").unwrap();
    let above: Vec<_> = catalog
        .parents
        .iter()
        .filter(|edge| edge.child == unit.key)
        .map(|edge| (edge.parent.0.as_str(), edge.valid_from))
        .collect();
    assert_eq!(above, [("h-429", date(1900, 1, 1)), ("h-412", date(2024, 12, 1))]);
}

#[test]
fn every_unit_stands_below_the_province() {
    let catalog = catalog();
    for unit in catalog.units.iter().filter(|unit| unit.key.0 != catalog.province) {
        let edges = catalog.parents.iter().filter(|edge| edge.child == unit.key).count();
        assert!(edges > 0, "{} has no parent", unit.key.0);
    }
}

#[test]
fn the_plan_has_its_tree() {
    let catalog = catalog();
    let anchors: Vec<&str> = catalog.plan.items.iter().map(|item| item.anchor.as_str()).collect();
    for anchor in ["I.2", "II.5.4", "II.6.5", "II.7.2", "III.2.d", "III.3.c"] {
        assert!(anchors.contains(&anchor), "{anchor}");
    }
    assert_eq!(anchors.len(), 33);
    let launch = catalog.plan.items.iter().find(|item| item.anchor == "II.6.5").unwrap();
    let task = launch.tasks.iter().find(|task| task.lead == ["s-ldtbxh"]).unwrap();
    assert_eq!(task.coordinating, ["h-416"]);
}

#[test]
fn sixty_six_units_owe_the_yearly_report_beside_the_communes() {
    let catalog = catalog();
    let round = catalog.round("R-STR-2024").unwrap();
    let owed: Vec<_> = catalog
        .units
        .iter()
        .filter(|unit| unit.exists_on(round.frame))
        .filter_map(|unit| {
            let named = round.dues.iter().find(|due| due.units.contains(&unit.key.0));
            let by_kind = || round.dues.iter().find(|due| due.kinds.contains(&unit.kind));
            named.or_else(by_kind).map(|due| (unit, due))
        })
        .collect();
    let communes = owed.iter().filter(|(unit, _)| unit.kind == OrgUnitKind::Commune);
    assert_eq!(communes.clone().count(), 460);
    assert!(communes.clone().all(|(_, due)| due.days_before == 10));
    assert_eq!(owed.len() - communes.count(), 66);
    let requested = owed.iter().filter(|(_, due)| due.duty == Duty::Requested).count();
    assert_eq!(requested, 22);
}

#[test]
fn rounds_bear_the_days_of_the_plan() {
    let catalog = catalog();
    let days: Vec<_> =
        catalog.rounds.iter().map(|r| (r.code.as_str(), r.before, r.window_proposed)).collect();
    assert_eq!(
        days,
        [
            ("R-STR-2023", date(2023, 12, 25), true),
            ("R-STR-2024", date(2024, 12, 25), false),
            ("R-BAN6-2023", date(2023, 6, 5), true),
            ("R-BAN6-2024", date(2024, 6, 5), true),
            ("R-BAN12-2023", date(2023, 12, 5), true),
            ("R-BAN12-2024", date(2024, 12, 5), true),
            ("R-SELF-2024", date(2024, 12, 5), true),
        ]
    );
}

#[test]
fn calendars_wait_for_confirmation() {
    let catalog = catalog();
    let years: Vec<_> = catalog.calendars.iter().map(|c| (c.year, c.confirmed)).collect();
    assert_eq!(years, [(2024, false), (2025, false), (2026, false)]);
    let first = catalog.calendars.first().unwrap();
    assert!(first.is_working(date(2024, 5, 4)));
    assert!(!first.is_working(date(2024, 4, 29)));
}

#[test]
fn a_missing_file_is_named() {
    let mut source = nghe_an();
    source.files.remove("units/successions.csv");
    let found = faults(&source);
    assert!(places(&found).contains(&("units/successions.csv", None, "CAT-001")));
}

#[test]
fn broken_copies_say_file_line_and_code() {
    let units = "units/units.csv";
    let table = [
        (units, "h-412,412,district,", "h-412,412,quarter,", "CAT-006"),
        (units, "h-415,415", "h-414,415", "CAT-101"),
        (units, "Thị xã Thái Hòa,", "Thị xã Thái Hoà,", "CAT-105"),
        (units, "1900-01-01,2024-11-30", "1900-01-01,2024-13-30", "CAT-005"),
        ("units/parents.csv", "h-412,t-40", "h-412,t-41", "CAT-110"),
        (
            "units/parents.csv",
            "t-40,1900-01-01,2024-11-30",
            "t-40,1900-01-01,2024-12-30",
            "CAT-112",
        ),
        ("units/successions.csv", "whole,,2024-12-01", "whole,,2024-12-02", "CAT-121"),
        ("units/successions.csv", "h-413,h-412,whole", "h-413,h-412,part", "CAT-123"),
        ("regimes.toml", "\"T8\"", "\"T9\"", "CAT-302"),
        ("regimes.toml", "closes = 2024-01-31", "closes = 2023-01-31", "CAT-303"),
        ("regimes.toml", "units = [\"p-bao-nghe-an\"]", "units = [\"p-bao\"]", "CAT-110"),
        ("plan.toml", "anchor = \"II.6.2\"", "anchor = \"II.6.1\"", "CAT-201"),
        ("plan.toml", "lead = [\"s-ldtbxh\"]", "lead = [\"s-ld\"]", "CAT-110"),
        ("plan.toml", "signer_name =", "signers_name =", "CAT-004"),
        ("legal/documents.toml", "to = 2025-12-31", "to = 2005-12-31", "CAT-212"),
        (
            "legal/documents.toml",
            "replaced_by = \"ND-276-2026\"",
            "replaced_by = \"ND\"",
            "CAT-213",
        ),
        ("calendar/2024.toml", "swapped = [2024-05-04]", "swapped = [2024-05-06]", "CAT-333"),
        ("catalog.toml", "number = 460", "number = 459", "CAT-130"),
        ("programmes.toml", "\"NQ-28-2021\"", "\"NQ-29-2021\"", "CAT-213"),
    ];
    for (file, old, new, code) in table {
        let (source, line) = broken(file, old, new);
        let found = faults(&source);
        assert!(
            places(&found).contains(&(file, Some(line), code)),
            "{file}:{line} {code} is not among {found:#?}"
        );
    }
}

#[test]
fn a_wrong_cell_of_a_unit_is_told_without_its_hundreds_of_followers() {
    let (source, line) = broken("units/units.csv", "t-40,40,province,", "t-40,40,provinz,");
    assert_eq!(places(&faults(&source)), [("units/units.csv", Some(line), "CAT-006")]);
}

#[test]
fn what_makes_no_sense_is_told_before_it_is_loaded() {
    let senseless = |source: &Source| {
        // What is in use is served all the same.
        exchange::catalog::read(source).unwrap();
        exchange::catalog::check(source).err().unwrap_or_default()
    };
    assert_eq!(senseless(&nghe_an()), []);
    let message = "Nữ cộng nam không bằng tổng số lượt người. Sửa một trong ba số.";
    let depth = ("code = \"1.1\", depth = 2", "code = \"1.1\", depth = 9");
    for (file, old, new, code) in [
        ("forms/T3.toml", "width_mm = 20 }", "width_mm = 220000000 }", "CAT-411"),
        ("forms/T3.toml", message, " ", "CAT-412"),
        ("forms/PL02.toml", depth.0, depth.1, "CAT-413"),
        ("regimes.toml", "frame = 2023-11-30", "frame = 1800-11-30", "CAT-308"),
        ("indicators/1.1.toml", "value = \"60\"", "value = \"5000\"", "CAT-509"),
        ("indicators/1.1.toml", "value = \"60\"", "value = \"-50\"", "CAT-509"),
        ("indicators/1.1.toml", "from = 2025-03-01", "from = 2025-02-28", "CAT-510"),
        ("indicators/1.1.toml", "year = 2025", "year = 20255", "CAT-511"),
        ("indicators/1.1.toml", "\"up\"", "\"down\"", "CAT-512"),
        ("indicators/1.1.toml", "report_year = 2022", "report_year = 20222", "CAT-513"),
    ] {
        let (source, line) = broken(file, old, new);
        let found = senseless(&source);
        // Two targets go against a direction, and an owner is told where the second one stands.
        let on_line =
            found.iter().any(|fault| fault.line.is_some_and(|own| own.abs_diff(line) < 20));
        assert!(found.iter().all(|f| f.code == code && f.file == file) && on_line, "{found:#?}");
    }
    let mut source = nghe_an();
    source.files.remove("calendar/2025.toml");
    let found = senseless(&source);
    assert!(found.iter().all(|fault| fault.code == "CAT-334") && !found.is_empty(), "{found:#?}");
}

#[test]
fn all_faults_come_at_once() {
    let mut source = nghe_an();
    let first = replace(&mut source, "plan.toml", "signer_title =", "signer_titel =");
    let second = replace(&mut source, "plan.toml", "duty = \"ordered\"", "duties = \"ordered\"");
    let third = replace(&mut source, "units/units.csv", "Sở Y tế,Sở Y tế", "Sở Y tế,");
    let found = faults(&source);
    let places = places(&found);
    for place in [
        ("plan.toml", Some(first), "CAT-004"),
        ("plan.toml", Some(second), "CAT-004"),
        ("units/units.csv", Some(third), "CAT-104"),
    ] {
        assert!(places.contains(&place), "{place:?} is not among {found:#?}");
    }
}

#[test]
fn a_ring_in_the_tree_is_found() {
    let mut source = nghe_an();
    let line = replace(&mut source, "units/parents.csv", "h-414,t-40", "h-414,h-415");
    replace(&mut source, "units/parents.csv", "h-415,t-40", "h-415,h-414");
    let found = faults(&source);
    assert!(places(&found).contains(&("units/parents.csv", Some(line), "CAT-115")), "{found:#?}");
}

#[test]
fn a_commune_that_ends_without_successor_is_found() {
    let (source, _) =
        broken("units/successions.csv", "x-16684,x-16681-202412", "x-16681,x-16681-202412");
    let found = faults(&source);
    assert!(found.iter().any(|f| f.code == "CAT-124" && f.reason.contains("x-16684")));
}

#[test]
fn every_open_fact_has_a_name_of_its_own_and_confirming_all_leaves_none() {
    use domain::confirmation::{confirm, open_facts};
    let mut catalog = catalog();
    let open = open_facts(&catalog);
    let names: std::collections::BTreeSet<&str> = open.iter().map(|c| c.subject.as_str()).collect();
    assert_eq!(names.len(), open.len());
    assert!(open.iter().all(|c| !c.title.trim().is_empty() && !c.value.trim().is_empty()));
    let mut values: std::collections::BTreeMap<String, String> =
        open.iter().map(|c| (c.subject.clone(), c.value.clone())).collect();
    let changed = values.get_mut("calendar/2025").unwrap();
    changed.push_str(", 01/01/2026");
    confirm(&mut catalog, &values);
    let left: Vec<String> = open_facts(&catalog).into_iter().map(|c| c.subject).collect();
    assert_eq!(left, ["calendar/2025"]);
}
