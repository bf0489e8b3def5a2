//! Invented, plausible figures of a unit, scaled by population; they keep every rule of the forms.

use std::collections::BTreeMap;

use domain::form::Level;

use super::{profile::Profile, violence};

/// One cell: row, column, whole units (đồng for money, ten-thousandths are added later).
pub(super) type Cell = (String, String, i64);

pub(super) struct Sheet(Vec<Cell>);

impl Sheet {
    pub(super) fn set(&mut self, row: &str, column: &str, value: i64) {
        self.0.push((row.to_owned(), column.to_owned(), value));
    }

    pub(super) fn sexes(&mut self, row: &str, total: (&str, i64), women: i64) {
        self.set(row, total.0, total.1);
        self.set(row, "nu", women);
        self.set(row, "nam", total.1 - women);
    }
}

/// The cells of a form by row and column; of one with estimates, those of the whole year beside them.
pub(super) fn with_estimates(form: &str, unit: &Profile) -> BTreeMap<(String, String), i64> {
    let Some(plain) = form.strip_suffix('U') else {
        return own(form, unit).into_iter().map(|(row, at, value)| ((row, at), value)).collect();
    };
    let year = Profile { portion: 100, ..unit.clone() };
    let whole =
        own(plain, &year).into_iter().map(|(row, at, value)| ((row, format!("uoc_{at}")), value));
    let half = own(plain, unit).into_iter().map(|(row, at, value)| ((row, at), value));
    half.chain(whole).collect()
}

/// What a unit itself did and counted: what stands below it is added by the caller.
pub(super) fn own(form: &str, unit: &Profile) -> Vec<Cell> {
    let mut sheet = Sheet(Vec::new());
    match form {
        "T1" => indicators(unit, &mut sheet),
        "T2" => leaders(unit, &mut sheet),
        "T3" => training(unit, &mut sheet),
        "T4" => communication(unit, &mut sheet),
        "T5" => violence::fill(unit, &mut sheet),
        "T6" => models(unit, &mut sheet),
        "T7" => inspections(unit, &mut sheet),
        "T8" => money(unit, &mut sheet),
        _ => {}
    }
    sheet.0
}

fn indicators(unit: &Profile, sheet: &mut Sheet) {
    if unit.level == Level::Commune {
        sheet.set("6_1", "tu", unit.share("6_1", unit.inhabitants(), 48, 78));
        sheet.set("6_1", "mau", unit.inhabitants());
        let bodies = unit.fixed("6_2", 6, 9);
        sheet.set("6_2", "tu", bodies - unit.between("6_2t", 0, 2));
        sheet.set("6_2", "mau", bodies);
        sheet.set("6_3", "tu", i64::from(unit.reads()));
        sheet.set("6_3", "mau", 1);
        sheet.set("com_1", "tu", unit.between("com_1", 1, 4));
        sheet.set("com_1", "mau", 1);
        sheet.set("com_2", "tu", i64::from(unit.fixed("com_2", 0, 19) > 0));
        sheet.set("com_2", "mau", 1);
        let rules = unit.fixed("com_5", 6, 14);
        sheet.set("com_5", "tu", rules - unit.between("com_5t", 0, 1));
        sheet.set("com_5", "mau", rules);
        return;
    }
    let bodies = unit.fixed("6_2", 10, 14);
    sheet.set("6_2", "tu", bodies - unit.between("6_2t", 0, 1));
    sheet.set("6_2", "mau", bodies);
    sheet.set("com_1", "tu", unit.between("com_1", 2, 6));
    sheet.set("com_1", "mau", 1);
    sheet.set("com_2", "tu", 1);
    sheet.set("com_2", "mau", 1);
    owned_indicators(unit, sheet);
}

/// Figures of the whole province that one department answers for, part and whole, of 2023 and of 2024;
/// all invented.
const OWNED: [(&str, &str, [i64; 2], [i64; 2]); 22] = [
    ("s-noi-vu", "1_1", [271, 482], [289, 482]),
    ("s-ldtbxh", "2_1", [322_400, 855_000], [331_000, 862_000]),
    ("s-ldtbxh", "2_2", [258_100, 855_000], [263_000, 862_000]),
    ("s-khdt", "2_3", [4_390, 15_050], [4_820, 15_600]),
    ("s-vhtt", "3_1", [16, 8], [15, 8]),
    ("s-ldtbxh", "3_4", [6, 9], [7, 9]),
    ("s-y-te", "4_1", [24_960, 21_930], [24_310, 21_480]),
    ("s-y-te", "4_2", [12, 46_890], [11, 45_790]),
    ("s-y-te", "4_3", [2_010, 105_600], [1_790, 104_300]),
    ("s-gddt", "5_2a_nam", [4_981, 5_203], [5_012, 5_190]),
    ("s-gddt", "5_2a_nu", [4_826, 4_931], [4_803, 4_905]),
    ("s-gddt", "5_2b_nam", [4_046, 4_744], [4_120, 4_760]),
    ("s-gddt", "5_2b_nu", [3_968, 4_502], [4_015, 4_510]),
    ("s-ldtbxh", "5_3", [20_900, 64_800], [22_600, 66_100]),
    ("s-gddt", "5_4a", [2_102, 4_140], [2_190, 4_160]),
    ("s-gddt", "5_4b", [161, 548], [168, 552]),
    ("s-tttt", "6_4", [21, 22], [22, 22]),
    ("s-tttt", "com_4", [3, 4], [3, 4]),
    ("s-vhtt", "com_6", [0, 1], [0, 1]),
    ("s-y-te", "4_5", [0, 1], [0, 1]),
    ("s-gddt", "5_5", [0, 1], [0, 1]),
    ("s-noi-vu", "1_2", [0, 1], [0, 1]),
];

fn owned_indicators(unit: &Profile, sheet: &mut Sheet) {
    for (_, row, before, now) in OWNED.iter().filter(|(owner, ..)| *owner == unit.key) {
        let [part, whole] = if unit.year < 2024 { before } else { now };
        sheet.set(row, "tu", *part);
        sheet.set(row, "mau", *whole);
    }
    let answers: &[(&str, &str, i64)] = &[
        ("s-y-te", "4_4", 0),
        ("s-gddt", "5_1a", 1),
        ("s-gddt", "5_1b", 0),
        ("s-noi-vu", "lead_4", 1),
    ];
    for (owner, row, answer) in answers {
        if *owner == unit.key {
            sheet.set(row, "tra_loi", *answer);
        }
    }
}

fn leaders(unit: &Profile, sheet: &mut Sheet) {
    let (prefix, rows): (&str, &[(&str, i64, i64)]) = match unit.level {
        Level::Commune => (
            "xa",
            &[
                ("bch", 13, 17),
                ("btv", 4, 5),
                ("bi_thu", 2, 3),
                ("hdnd", 21, 27),
                ("ld_hdnd", 2, 2),
                ("ubnd", 2, 3),
                ("quy_hoach", 18, 26),
                ("dao_tao", 8, 14),
            ],
        ),
        Level::District => (
            "huyen",
            &[
                ("bch", 37, 43),
                ("btv", 11, 13),
                ("bi_thu", 3, 3),
                ("hdnd", 30, 38),
                ("ld_hdnd", 2, 2),
                ("ubnd", 3, 4),
                ("ld_phong", 34, 42),
                ("quy_hoach", 70, 96),
                ("dao_tao", 40, 60),
            ],
        ),
        Level::Province if unit.key == "s-noi-vu" => (
            "tinh",
            &[
                ("bch", 69, 69),
                ("btv", 15, 15),
                ("bi_thu", 3, 3),
                ("dbqh", 13, 13),
                ("hdnd", 83, 83),
                ("ld_hdnd", 3, 3),
                ("ubnd", 4, 4),
                ("ld_phong", 30, 30),
                ("quy_hoach", 120, 120),
                ("dao_tao", 70, 70),
            ],
        ),
        Level::Province => {
            ("tinh", &[("ld_phong", 3, 5), ("quy_hoach", 10, 20), ("dao_tao", 4, 9)])
        }
    };
    for (row, low, high) in rows {
        // Elected for a term of five years: neither their number nor their women change in between.
        let is_elected = matches!(*row, "bch" | "btv" | "bi_thu" | "hdnd" | "ld_hdnd" | "dbqh");
        let term = if is_elected { unit.in_year(2024) } else { unit.clone() };
        let total = term.between(row, *low, *high);
        let women = match *row {
            "btv" => 1,
            "dao_tao" => unit.share(row, total, 22, 26),
            "bch" => term.share(row, total, 18, 26).max(2),
            "quy_hoach" => unit.share(row, total, 34, 46),
            "hdnd" => term.share(row, total, 26, 36),
            // One of two or three: so many places have a woman among them that row 1.1 of T1 can be.
            "ld_hdnd" | "ubnd" if unit.level != Level::Province => {
                i64::from(term.between(&format!("{row}-nu"), 0, 99) < 42)
            }
            _ => term.share(row, total, 10, 45),
        };
        let minority = if unit.highland { women * 6 / 10 } else { women / 20 };
        sheet.set(row, &format!("{prefix}.tong"), total);
        sheet.set(row, &format!("{prefix}.nu"), women);
        sheet.set(row, &format!("{prefix}.dtts"), minority);
        sheet.set(row, &format!("{prefix}.duoi40"), women / 2);
    }
}

fn training(unit: &Profile, sheet: &mut Sheet) {
    let rows = [
        "bdg",
        "ctv",
        "thanh_tra",
        "phap_che",
        "nu_lanh_dao",
        "nu_hdnd",
        "ky_nang",
        "kinh_te",
        "khac",
    ];
    for row in rows {
        let held = match (unit.level, row) {
            (Level::Commune, "ctv" | "kinh_te" | "khac") => unit.between(row, 0, 2),
            (Level::Commune, "bdg") => 1,
            (Level::Commune, _) => 0,
            (_, "bdg" | "nu_lanh_dao" | "ky_nang") => unit.between(row, 1, 3),
            (_, _) => unit.between(row, 0, 2),
        };
        let classes = if unit.portion < 100 { held / 2 } else { held };
        let people = classes * unit.between(&format!("{row}n"), 32, 64);
        let women = match row {
            "nu_hdnd" | "nu_lanh_dao" => people,
            _ => unit.share(&format!("{row}w"), people, 52, 74),
        };
        sheet.set(row, "lop", classes);
        sheet.sexes(row, ("nguoi", people), women);
        sheet.set(row, "kinh_phi", classes * unit.between(&format!("{row}k"), 4, 11) * 500_000);
    }
}

fn communication(unit: &Profile, sheet: &mut Sheet) {
    let mut all = 0;
    for row in ["bao_cao_vien", "van_hoa", "thi", "clb", "long_ghep", "truong_hoc", "khac"] {
        let held = match (unit.level, row) {
            (Level::Commune, "bao_cao_vien" | "clb" | "long_ghep" | "truong_hoc") => {
                unit.between(row, 1, 4)
            }
            (Level::Commune, _) => unit.between(row, 0, 1),
            _ => unit.between(row, 1, 6),
        };
        let meetings = if unit.portion < 100 { (held + 1) / 2 } else { held };
        let people = meetings * unit.between(&format!("{row}n"), 45, 110);
        let women = unit.share(&format!("{row}w"), people, 48, 66);
        sheet.set(row, "cuoc", meetings);
        sheet.sexes(row, ("nguoi", people), women);
        all += meetings;
        if row == "bao_cao_vien" {
            let month = if unit.portion < 100 { 0 } else { meetings.min(1) };
            let there = month * 40;
            sheet.set("thang", "cuoc", month);
            sheet.sexes("thang", ("nguoi", there), there * 6 / 10);
        }
    }
    sheet.set("dai_chung", "cuoc", unit.grown(unit.between("dai_chung", 12, 40)));
    sheet.set("an_pham", "cuoc", unit.grown(all * 20));
    let reads = unit.reads();
    for (at, quarter) in ["1", "2", "3", "4"].into_iter().enumerate() {
        if unit.level != Level::Commune {
            break;
        }
        let open = unit.portion >= 100 || at < 2;
        let least = if reads { 4 } else { i64::from(at != 0) * 4 };
        let news = if open { least + unit.between(&format!("tin{quarter}"), 0, 5) } else { 0 };
        sheet.set(&format!("tin_q{quarter}"), "cuoc", news);
        sheet.set(&format!("xa_q{quarter}"), "cuoc", i64::from(news >= 4 && (reads || at != 0)));
    }
}

fn models(unit: &Profile, sheet: &mut Sheet) {
    for row in ["dia_chi", "nha_tam_lanh", "clb", "to_truyen_thong", "to_hoa_giai", "khac"] {
        let most = match (unit.level, row) {
            (Level::Commune, "dia_chi" | "clb" | "to_truyen_thong") | (Level::District, _) => 1,
            (Level::Commune, "to_hoa_giai") => 5,
            _ => 0,
        };
        let (active, founded) = unit.models(row, most);
        let visits = active * unit.between(&format!("{row}n"), 2, 14);
        sheet.set(row, "so_luong", active);
        sheet.set(row, "moi", founded);
        sheet.set(row, "xa", if unit.level == Level::Commune { active.min(1) } else { 0 });
        sheet.sexes(row, ("luot", visits), visits * 8 / 10);
    }
}

fn inspections(unit: &Profile, sheet: &mut Sheet) {
    for row in ["so_nganh", "huyen", "xa", "su_nghiep", "doanh_nghiep", "tu_kiem_tra"] {
        let held = match (unit.level, row) {
            (_, "tu_kiem_tra") => 1,
            (Level::District, "xa") => unit.between(row, 1, 3),
            (Level::District, "su_nghiep") => unit.between(row, 0, 2),
            _ => 0,
        };
        let bodies = held * if row == "tu_kiem_tra" { 1 } else { 2 };
        sheet.set(row, "cuoc", held);
        sheet.set(row, "don_vi", bodies);
        let faults = i64::from(bodies > 2);
        sheet.set(row, "vi_pham", faults);
        sheet.set(row, "xu_ly", faults);
        sheet.set(row, "kien_nghi", bodies);
    }
}

fn money(unit: &Profile, sheet: &mut Sheet) {
    let base = match unit.level {
        Level::Commune => 6,
        Level::District => 60,
        Level::Province => 40,
    };
    let rows = [
        ("thuong_xuyen", 100),
        ("ntm", 20),
        ("dtts_mn", if unit.highland { 60 } else { 0 }),
        ("long_ghep", 30),
        ("trong_nuoc", 15),
        ("quoc_te", 0),
        ("khac", 5),
    ];
    for (row, weight) in rows {
        let planned = unit.grown(base * weight * unit.between(row, 8, 14)) * 20_000;
        let planned = planned / 100_000 * 100_000;
        let spent = unit.share(&format!("{row}s"), planned, 88, 100) / 10_000 * 10_000;
        sheet.set(row, "du_toan", planned);
        sheet.set(row, "thuc_hien", spent);
    }
}
