//! Whose report a file is: by its hidden marks, else by what its pages say of unit and round.

use std::collections::BTreeSet;

use domain::{catalog::Catalog, fold::fold, org_unit::OrgUnitKind, period::day, regime::Round};
use exchange::workbook::{Opened, Owner, Reading};
use store::{db::Reads, submission::SubmissionRow};

use crate::Error;

/// Refuses a file that was made for another report, by its names.
pub(super) async fn require_owner(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
    opened: &Opened,
) -> Result<(), Error> {
    if opened.is_roll() {
        return Err(Error::refused(
            "BOOK-217",
            "Tệp này là bảng số năm trước của nhiều đơn vị, không phải báo cáo của một đơn vị.",
            "Nạp ở trang Số năm trước của đợt; ở đây nạp biểu của báo cáo này.",
        ));
    }
    let Some(owner) = opened.owner() else {
        return match opened.unit_name() {
            Some(name) if fold(&name) != fold(&row.unit_name) => Err(foreign(&name, "")),
            _ => require_pages(catalog, row, opened),
        };
    };
    if owner.unit == row.unit_key && owner.round == row.round {
        return require_pages(catalog, row, opened);
    }
    let (unit, round) = names(db, catalog, owner).await?;
    Err(foreign(&unit, &round))
}

/// Refuses a file whose pages name another unit or another round than the file's marks, or than the report
/// where nothing hidden is left.
pub(super) fn require_pages(
    catalog: &Catalog,
    row: &SubmissionRow,
    opened: &Opened,
) -> Result<(), Error> {
    if opened.owner().is_some() {
        require_names(catalog, &row.unit_name, opened)?;
    }
    let Some(own) = catalog.round(&row.round) else { return Ok(()) };
    for printed in opened.printed_rounds() {
        let title = fold(&printed.title);
        if title == fold(&own.title) {
            continue;
        }
        let is_known = catalog.rounds.iter().any(|round| fold(&round.title) == title);
        match opened.owner() {
            Some(_) if is_known => {
                return Err(Error::refused(
                    "BOOK-220",
                    format!(
                        "Trang “{}” ghi đợt “{}”, nhưng tệp được tải cho đợt “{}”.",
                        printed.sheet, printed.title, own.title
                    ),
                    "Nếu là số của đợt ghi trên trang thì nạp ở báo cáo của đợt đó. Nếu chỉ chép nhầm \
                     dòng đầu trang thì sửa lại dòng đó rồi nạp lại. Chưa có gì được ghi.",
                ));
            }
            None if is_known || printed.window != window(own) => {
                return Err(foreign(&row.unit_name, &printed.title));
            }
            _ => {}
        }
    }
    Ok(())
}

/// "Số liệu từ 15/12/2023 đến 14/12/2024".
pub(super) fn window(round: &Round) -> String {
    format!("Số liệu từ {} đến {}", day(round.window_from), day(round.window_to))
}

/// Refuses a marked file whose pages bear the name of another unit: the figures may be that one's.
fn require_names(catalog: &Catalog, own: &str, opened: &Opened) -> Result<(), Error> {
    let mut others = opened.unit_names();
    others.retain(|name| fold(name) != fold(own));
    if others.is_empty() {
        return Ok(());
    }
    let units: BTreeSet<String> = catalog.units.iter().map(|unit| fold(&unit.name)).collect();
    match others.into_iter().find(|name| units.contains(&fold(name))) {
        Some(other) => Err(Error::refused(
            "BOOK-209",
            format!("Trang trong tệp ghi đơn vị báo cáo là {other}, nhưng tệp được tải cho {own}."),
            "Nếu là số liệu của đơn vị ghi trên trang: tải biểu của đơn vị đó, chép số sang rồi nạp. \
             Nếu chỉ sai tên: sửa lại tên trên các trang rồi nạp lại. Chưa có gì được ghi.",
        )),
        None => Ok(()),
    }
}

/// What the titles of the sheets that were read say of another year or unit, for a file without marks.
pub(super) fn cautions(
    catalog: &Catalog,
    row: &SubmissionRow,
    (opened, reading): (&Opened, &Reading),
) -> Vec<String> {
    if reading.owner.is_some() {
        return Vec::new();
    }
    let mut told = Vec::new();
    for (sheet, titles) in opened.titles_of(reading) {
        let titles: Vec<String> = titles.iter().map(|title| fold(title)).collect();
        let year = catalog.round(&row.round).map(|round| round.year);
        if let Some((year, other)) = year.and_then(|year| Some((year, other_year(&titles, year)?)))
        {
            told.push(format!(
                "Trang “{sheet}” ghi năm {other}, báo cáo này của năm {year}. Xem có nạp nhầm tệp năm khác không."
            ));
        }
        if let Some(other) = other_unit(catalog, row, &titles) {
            told.push(format!(
                "Trang “{sheet}” ghi tên {other}, báo cáo này của {}. Xem có nạp nhầm tệp của đơn vị khác không.",
                row.unit_name
            ));
        }
    }
    told
}

/// "NĂM 2023" where nothing says 2024; a year that something lasts until says nothing of the figures.
fn other_year(titles: &[String], own: i16) -> Option<String> {
    let own = own.to_string();
    let mut years = Vec::new();
    for title in titles {
        let words: Vec<&str> = title.split(' ').collect();
        for (at, pair) in words.windows(2).enumerate() {
            let is_year = pair[0] == "nam"
                && pair[1].len() == 4
                && pair[1].starts_with("20")
                && pair[1].bytes().all(|b| b.is_ascii_digit());
            let is_until = at > 0 && matches!(words[at - 1], "den" | "tu");
            if is_year && !is_until {
                years.push(pair[1]);
            }
        }
    }
    let other = years.first()?;
    (!years.contains(&own.as_str())).then(|| (*other).to_owned())
}

/// The unit that begins a title, where the report's own begins none.
fn other_unit<'a>(catalog: &'a Catalog, row: &SubmissionRow, titles: &[String]) -> Option<&'a str> {
    let begins = |name: &str| {
        let name = fold(name);
        let is_name = |rest: &str| rest.is_empty() || rest.starts_with(' ');
        titles.iter().any(|title| title.strip_prefix(name.as_str()).is_some_and(is_name))
    };
    if begins(&row.unit_name) {
        return None;
    }
    // Whoever stands above heads the papers of those below.
    let is_above = |kind: OrgUnitKind| {
        kind == OrgUnitKind::Province
            || (kind == OrgUnitKind::District && row.unit_kind == OrgUnitKind::Commune)
    };
    let others = catalog.units.iter().filter(|unit| !is_above(unit.kind) && begins(&unit.name));
    let other = others.max_by_key(|unit| unit.name.len())?;
    (fold(&other.name) != fold(&row.unit_name)).then_some(other.name.as_str())
}

async fn names(
    db: &mut impl Reads,
    catalog: &Catalog,
    owner: &Owner,
) -> Result<(String, String), Error> {
    let unit = store::org_unit::by_key(db, &owner.unit).await?;
    let round = catalog.round(&owner.round);
    Ok((
        unit.map_or_else(|| owner.unit.clone(), |unit| unit.name),
        round.map_or_else(|| owner.round.clone(), |round| round.title.clone()),
    ))
}

fn foreign(unit: &str, round: &str) -> Error {
    let of_round = if round.is_empty() { String::new() } else { format!(", đợt “{round}”") };
    Error::refused(
        "BOOK-201",
        format!("Tệp này là báo cáo của {unit}{of_round}."),
        "Mở đúng báo cáo đó rồi nạp, hoặc tải biểu của báo cáo này, điền và nạp lại; chưa có gì được ghi.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_told_where_none_is_the_reports_own() {
        let other = |title: &str| other_year(&[fold(title)], 2024);
        assert_eq!(other("KẾT QUẢ TẬP HUẤN NĂM 2023").as_deref(), Some("2023"));
        assert_eq!(other("Kết quả năm 2024 so với năm 2023"), None);
        assert_eq!(other("Chương trình đến năm 2030"), None);
        assert_eq!(other("Kết quả tập huấn"), None);
    }
}
