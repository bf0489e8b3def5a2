//! Reads `units/tiles.csv`: where districts stand on the map of tiles. A catalog without it draws no map.

use std::collections::BTreeSet;

use domain::org_unit::Tile;

use super::{
    fault::{Faults, Source},
    unit_rules,
    units::{Placed, Row, rows},
};

const FILE: &str = "units/tiles.csv";
const HEADERS: [&str; 3] = ["key", "row", "column"];

/// Reads the tiles; each unit is known and stands alone on its tile.
pub(super) fn read(source: &Source, units: &BTreeSet<&str>, faults: &mut Faults) -> Vec<Tile> {
    if !source.files.contains_key(FILE) {
        return Vec::new();
    }
    let found: Vec<Placed<Option<Tile>>> = rows(source, FILE, &HEADERS, faults, tile);
    let mut taken = BTreeSet::new();
    for Placed { line, value, .. } in &found {
        let Some(tile) = value else { continue };
        let key = tile.unit.0.as_str();
        if !units.contains(key) {
            unit_rules::unknown(FILE, Some(*line), key, faults);
        }
        if !taken.insert((tile.row, tile.column)) {
            let reason = format!("ô {},{} của bản đồ đã có đơn vị khác", tile.row, tile.column);
            faults.at(FILE, *line, "CAT-140", reason, "Đặt mỗi đơn vị một ô riêng.");
        }
    }
    found.into_iter().filter_map(|row| row.value).collect()
}

fn tile(row: &mut Row<'_>) -> Option<Tile> {
    let number = |column: usize| row.text(column).parse().ok().filter(|at| (1..=20).contains(at));
    let (Some(at_row), Some(at_column)) = (number(1), number(2)) else {
        let reason = "hàng hoặc cột của ô không đọc được".to_owned();
        let hint = "Ghi hàng, cột của ô bằng số từ 1 đến 20, đếm từ góc trên bên trái.".to_owned();
        row.fault("CAT-141", reason, hint);
        return None;
    };
    Some(Tile { unit: row.key(0), row: at_row, column: at_column })
}
