//! Many slips in one copy of the catalog: each is told once, with its file and line, and nothing that only
//! follows from another.

use exchange::catalog::{Fault, Source, check};

use crate::folder::{nghe_an, places, replace};

/// File, what stands there, the slip, the code, and how many lines further down it is told.
type Slip = (&'static str, &'static str, &'static str, &'static str, usize);

const UNITS: &str = "units/units.csv";
const PARENTS: &str = "units/parents.csv";
const SUCCESSIONS: &str = "units/successions.csv";
const LAW: &str = "legal/documents.toml";

/// One slip each, in the manner of people who edit by hand.
const SLIPS: [Slip; 38] = [
    // The next row bears two: its key stands twice, its kind is misspelt.
    (UNITS, "h-415,415,district,", "h-414,415,distrct,", "CAT-101", 0),
    (UNITS, "h-414,415,distrct,", "h-414,415,distrct,", "CAT-006", 0),
    (UNITS, "Quỳ Châu,,1900-01-01", "Quỳ Châu,,1900-01-32", "CAT-005", 0),
    (UNITS, "Huyện Quỳnh Lưu,,", "Huyện Quỳnh Lưu,,,", "CAT-003", 0),
    (UNITS, "Sở Y tế,Sở Y tế", "Sở Y tế,", "CAT-104", 0),
    (PARENTS, "h-417,t-40", "h-417,t-41", "CAT-110", 0),
    (PARENTS, "h-418,t-40,1900-01-01", "h-418,t-40,1900-1-1", "CAT-005", 0),
    (SUCCESSIONS, "h-413,h-412,whole", "h-413,h-412,part", "CAT-123", 0),
    (SUCCESSIONS, "x-16681,x-16681-202412,whole", "x-16681,x-16681-202412,hole", "CAT-006", 0),
    ("catalog.toml", "number = 21", "number = 22", "CAT-130", 0),
    (LAW, "date = 2021-07-13", "date = 2021-13-13", "CAT-005", 0),
    (LAW, "confidence = \"verified\"", "confidence = \"verifid\"", "CAT-006", 0),
    (LAW, "replaced_by = \"ND-276-2026\"", "replaced_by = \"ND-276-2062\"", "CAT-213", 0),
    ("programmes.toml", "from = 2021-10-23", "from = \"2021-10-23\"", "CAT-004", 0),
    ("programmes.toml", "\"QD-2232-2020\"", "\"QD-2233-2020\"", "CAT-213", 0),
    ("regimes.toml", "\"T8.thuc_hien\"", "\"T8.thuc_hien_nam\"", "CAT-309", 0),
    ("regimes.toml", "regime = \"R-SELF\"", "regime = \"R-SLEF\"", "CAT-302", 0),
    ("regimes.toml", "clause = \"III.3.c\"", "claus = \"III.3.c\"", "CAT-004", 0),
    ("plan.toml", "anchor = \"II.6.2\"", "anchor = \"II.6.1\"", "CAT-201", 0),
    ("plan.toml", "duty = \"ordered\"", "duty = \"orderd\"", "CAT-006", 0),
    ("forms/PL06.toml", "version = 1\n", "version = 1\nversion = 1\n", "CAT-003", 1),
    ("forms/T3.toml", "type = \"percent\"", "type = \"percant\"", "CAT-402", 0),
    ("forms/T3.toml", "width_mm = 26", "width_mm = 2600", "CAT-411", 0),
    ("forms/T3.toml", "nu + nam = nguoi", "nu + namm = nguoi", "CAT-405", 0),
    ("forms/T4.toml", "code = \"cuoc\", headers", "cod = \"cuoc\", headers", "CAT-004", 0),
    ("forms/T5.toml", "annex = \"04\"", "annex = \"40\"", "CAT-402", 0),
    ("forms/T7.toml", "unit_label = \"cuộc; đơn vị; vụ\"", "unit_label = \"cuộc; vụ", "CAT-003", 0),
    ("indicators/1.1.toml", "value = \"60\"", "value = \"5000\"", "CAT-509", 0),
    ("indicators/LEAD-1.toml", "\"at-least\"", "\"at-most\"", "CAT-512", 0),
    ("indicators/5.3.toml", "year = 2030", "year = 20300", "CAT-511", 0),
    (
        "indicators/2.1.toml",
        "unit = \"s-noi-vu-2025\"\nfrom = 2025-03-01",
        "unit = \"s-noi-vu-2025\"\nfrom = 2025-02-01",
        "CAT-510",
        0,
    ),
    ("indicators/4.1.toml", "unit = \"s-y-te\"", "unit = \"s-y-tee\"", "CAT-110", 0),
    ("indicators/5.2a.toml", "programme = \"NQ28\"", "programme = \"NQ82\"", "CAT-503", 0),
    ("indicators/6.4.toml", "kind = \"ratio\"", "kind = ratio", "CAT-003", 0),
    ("indicators/COM-2.toml", "direction = \"up\"", "direction \"up\"", "CAT-003", 0),
    ("indicators/COM-4.toml", "precision = ", "precison = ", "CAT-004", 0),
    ("calendar/2024.toml", "swapped = [2024-05-04]", "swapped = [2024-05-06]", "CAT-333", 0),
    ("calendar/2025.toml", "confirmed = false", "confirmed = \"false\"", "CAT-004", 0),
];

fn all(source: &Source) -> Vec<Fault> {
    check(source).expect_err("the catalog is at fault")
}

#[test]
fn every_slip_is_told_once_and_nothing_else() {
    let mut source = nghe_an();
    let mut expected: Vec<(&str, Option<usize>, &str)> = SLIPS
        .iter()
        .map(|(file, old, new, code, further)| {
            (*file, Some(replace(&mut source, file, old, new) + further), *code)
        })
        .collect();
    expected.sort_unstable();
    let found = all(&source);
    let mut told = places(&found);
    told.sort_unstable();
    let false_ones: Vec<_> = found.iter().filter(|f| !expected.contains(&place(f))).collect();
    let silent: Vec<_> = expected.iter().filter(|place| !told.contains(place)).collect();
    assert!(false_ones.is_empty() && silent.is_empty(), "{silent:#?} not told; {false_ones:#?}");
    assert_eq!(told, expected);
    speaks_vietnamese(&found);
}

fn place(fault: &Fault) -> (&str, Option<usize>, &str) {
    (fault.file.as_str(), fault.line, fault.code)
}

/// No word of a parser reaches a person.
fn speaks_vietnamese(found: &[Fault]) {
    for fault in found {
        assert!(!fault.hint.is_empty() && !fault.reason.is_empty(), "{fault}");
        let text = format!("{} {}", fault.reason, fault.hint).to_lowercase();
        for word in ["invalid", "expected", "duplicate", "missing", "unknown", "integer", "parse"] {
            assert!(!text.contains(word), "{fault}");
        }
    }
}

/// Each alone, too: what is told beside others does not hang on them.
#[test]
fn every_slip_is_told_alone() {
    for (file, old, new, code, further) in SLIPS.iter().filter(|slip| slip.1 != slip.2) {
        let mut source = nghe_an();
        let line = replace(&mut source, file, old, new) + further;
        let found = all(&source);
        let others = found.iter().filter(|fault| place(fault) != (*file, Some(line), *code));
        // The row with two slips.
        let others: Vec<_> = others.filter(|fault| fault.code != "CAT-006").collect();
        assert!(others.is_empty(), "{file}:{line} {code} led to {others:#?}");
        assert!(places(&found).contains(&(*file, Some(line), *code)), "{file}:{line} {code}");
    }
}

#[test]
fn one_key_that_many_name_is_one_fault() {
    let one = |file: &str, old: &str, new: &str| {
        let mut source = nghe_an();
        let line = replace(&mut source, file, old, new);
        let found = all(&source);
        assert_eq!(found.len(), 1, "{old} → {new}: {found:#?}");
        (found.into_iter().next().unwrap(), line)
    };
    // Written twice: the key that is lost is not told nineteen times.
    let (fault, line) = one(UNITS, "h-415,415", "h-414,415");
    assert_eq!((fault.code, fault.line), ("CAT-101", Some(line)));
    // Misspelt: told where it is first named, with the others and what it may be.
    let (fault, _) = one(UNITS, "h-415,415", "h-4155,415");
    assert_eq!((fault.code, fault.file.as_str()), ("CAT-110", PARENTS));
    assert!(fault.reason.contains("chỗ khác") && fault.hint.contains("h-4155"), "{fault}");
    // A column by another name: one fault, though T1 and T4 itself name it many times.
    let (fault, _) = one("forms/T4.toml", "code = \"cuoc\", headers", "code = \"cuoc2\", headers");
    assert_eq!(fault.code, "CAT-405");
    assert!(fault.reason.contains("`cuoc2`") && fault.reason.contains("còn ở"), "{fault}");
    // A code of a programme: its indicators do not each say so.
    let (fault, _) = one("programmes.toml", "code = \"QD1790\"", "code = \"QD1970\"");
    assert_eq!(fault.code, "CAT-503");
    let (fault, line) = one("calendar/2024.toml", "year = 2024", "year = 2042");
    assert_eq!((fault.code, fault.line), ("CAT-335", Some(line)));
}

/// A stretch that is no TOML hides nothing of the others, and what may stand in it is not missed.
#[test]
fn a_torn_stretch_is_told_once() {
    let mut source = nghe_an();
    let torn = replace(&mut source, LAW, "code = \"NQ-28-2021\"", "code \"NQ-28-2021\"");
    let last = replace(&mut source, LAW, "to = 2025-12-31", "to = 2025-12-32");
    let list = replace(&mut source, "regimes.toml", "tables = [\"T1\", ", "tables = [\"T1\" ");
    let round = replace(&mut source, "regimes.toml", "closes = 2024-01-31", "closes = 2023-01-31");
    let found = all(&source);
    let expected = [
        (LAW, Some(last), "CAT-005"),
        (LAW, Some(torn), "CAT-003"),
        ("regimes.toml", Some(list), "CAT-003"),
        ("regimes.toml", Some(round), "CAT-303"),
    ];
    for place in expected {
        assert!(places(&found).contains(&place), "{place:?} not in {found:#?}");
    }
    assert_eq!(found.len(), expected.len(), "{found:#?}");
}

/// Whatever is cut out of a file, the catalog is read to its end, and a file that is not whole never passes as one.
#[test]
fn a_torn_file_is_never_read_in_silence() {
    for file in ["regimes.toml", "forms/T8.toml", "indicators/4.4.toml", "calendar/2025.toml"] {
        let whole = nghe_an();
        let good = exchange::catalog::read(&whole).unwrap();
        let bytes = whole.files[file].clone();
        for at in (0..bytes.len()).step_by(331) {
            let mut source = whole.clone();
            let mut torn = bytes.clone();
            torn.drain(at..(at + 5).min(bytes.len()));
            source.files.insert(file.to_owned(), torn);
            match check(&source) {
                Ok(catalog) => {
                    let kept =
                        (catalog.forms.len(), catalog.rounds.len(), catalog.indicators.len());
                    let all = (good.forms.len(), good.rounds.len(), good.indicators.len());
                    assert_eq!(kept, all, "{file} at {at}");
                }
                Err(found) => speaks_vietnamese(&found),
            }
        }
    }
}
