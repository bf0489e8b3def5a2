//! Invented figures of violence (T5): few in a commune, and not the same people in every row.

use domain::form::Level;

use super::{figures::Sheet, profile::Profile};

/// Who suffered, women and men.
struct Victims {
    women: i64,
    men: i64,
}

impl Victims {
    const fn all(&self) -> i64 {
        self.women + self.men
    }
}

pub(super) fn fill(unit: &Profile, sheet: &mut Sheet) {
    if unit.level != Level::Commune {
        for (row, count) in [("mb_nhu_cau", 14), ("mb_ho_tro", 14)] {
            if unit.key == "s-ldtbxh" {
                sheet.sexes(row, ("tong", count), count - 1);
            }
        }
        return;
    }
    let at_home = unit.between("vu", 0, 3);
    let outside = once(unit, "ngoai", 14, true);
    sheet.set("vu_gia_dinh", "tong", at_home);
    sheet.set("vu_khac", "tong", outside);
    // Now and then a child suffers beside its mother.
    let beside = once(unit, "con", 6, at_home > 0);
    let people = at_home + outside + beside;
    let men = once(unit, "nam_bi", 4, people > 1);
    let victims = Victims { women: people - men, men };
    sufferers(unit, sheet, &victims, beside);
    doers(unit, sheet, at_home + outside, men);
    helped(unit, sheet, &victims);
}

/// 1 in one of `of` communes, where it can be at all.
fn once(unit: &Profile, what: &str, of: i64, can_be: bool) -> i64 {
    i64::from(can_be && unit.between(what, 0, of - 1) == 0)
}

fn part(sheet: &mut Sheet, row: &str, women: i64, men: i64) {
    sheet.sexes(row, ("tong", women + men), women);
}

fn sufferers(unit: &Profile, sheet: &mut Sheet, victims: &Victims, beside: i64) {
    let Victims { women, men } = *victims;
    let people = victims.all();
    let children = beside + once(unit, "tre_em", 10, people > beside);
    part(sheet, "nguoi_bi", women, men);
    sheet.set("nguoi_bi", "tre_em", children);
    sheet.set("nguoi_bi", "cao_tuoi", once(unit, "cao_tuoi", 12, people > children));
    sheet.set("nguoi_bi", "khuyet_tat", once(unit, "khuyet_tat", 18, people > 0));
    sheet.set("nguoi_bi", "dtts", if unit.highland { women } else { 0 });
    // Everybody has one kind at least; some have two.
    let struck = (women + 1) / 2;
    let both = once(unit, "chong", 3, struck > 0);
    part(sheet, "the_chat", struck, once(unit, "nam_the_chat", 3, men > 0));
    part(sheet, "tinh_than", women - struck + both, men);
    part(sheet, "tinh_duc", once(unit, "tinh_duc", 16, women > 0), 0);
    part(sheet, "kinh_te", once(unit, "kinh_te_bi", 7, women > 0), 0);
}

/// One a case: most are men, and a man who suffered mostly did so by a woman.
fn doers(unit: &Profile, sheet: &mut Sheet, doers: i64, men_struck: i64) {
    let by_wife = men_struck - once(unit, "nam_gay_nam", 4, men_struck > 0);
    let by_kin = once(unit, "nu_gay_nu", 12, doers > by_wife);
    let women = by_wife + by_kin;
    let men = doers - women;
    let charged = once(unit, "hinh_su", 30, men > 0);
    let not_charged = men - charged;
    part(sheet, "nguoi_gay", women, men);
    part(sheet, "chua_hinh_su", women, not_charged);
    let advised = not_charged - once(unit, "tv", 4, not_charged > 0);
    part(sheet, "gay_tu_van", women, advised);
    let fined = once(unit, "hanh_chinh", 10, not_charged > 0);
    let spoken_to = doers - charged - fined;
    sheet.set("gop_y", "tong", spoken_to / 2);
    sheet.set("hoa_giai", "tong", spoken_to - spoken_to / 2);
    sheet.set("cam_tiep_xuc", "tong", once(unit, "cam_tiep_xuc", 20, not_charged > 0));
    sheet.set("hanh_chinh", "tong", fined);
    sheet.set("hinh_su", "tong", charged);
}

/// Not everybody asks, and who asks is nearly always helped.
fn helped(unit: &Profile, sheet: &mut Sheet, victims: &Victims) {
    let Victims { women, men } = *victims;
    let in_need = women - once(unit, "nc", 4, women > 0);
    let seeking = in_need - once(unit, "tk", 3, in_need > 0);
    let given = in_need - once(unit, "tg", 60, in_need > 0);
    let reached = (women - once(unit, "ht", 6, women > 0)).max(given);
    let men_reached = men - once(unit, "ht_nam", 5, men > 0);
    part(sheet, "duoc_ho_tro", reached, men_reached);
    part(sheet, "tu_van", reached - once(unit, "tu_van_bi", 4, reached > 1), men_reached);
    part(sheet, "y_te", (reached + 1) / 3, 0);
    part(sheet, "phap_ly", reached / 2, 0);
    part(sheet, "tam_lanh", once(unit, "tam_lanh", 25, reached > 0), 0);
    part(sheet, "tim_kiem", seeking, once(unit, "tk_nam", 2, men_reached > 0));
    part(sheet, "nhu_cau", in_need, men_reached);
    part(sheet, "duoc_tro_giup", given, men_reached);
}
