//! A map of equal tiles: each area where it lies to the others, with its value, its status by shape and colour;
//! what is missing is hatched.

use std::fmt::{self, Write as _};

use super::{Svg, safe};
use crate::view::mark::Mark;

/// An area on its tile.
#[derive(Debug, Clone)]
pub struct Tile {
    /// Counted from 1 at the upper left.
    pub row: u8,
    pub column: u8,
    /// "Huyện Tương Dương".
    pub area: String,
    /// "83,2", or a word.
    pub value: String,
    pub mark: Mark,
    /// Nothing is known of it.
    pub missing: bool,
}

const WIDTH: f64 = 96.0;
const HEIGHT: f64 = 88.0;
const STEP: (f64, f64) = (100.0, 92.0);

/// Draws the map; readers that do not see hear every tile.
pub fn tiles(id: &str, title: &str, tiles: &[Tile]) -> Svg {
    let mut svg = String::new();
    // Writing to a string cannot fail.
    let _ = draw(&mut svg, (&safe(id), &safe(title)), tiles);
    Svg(svg)
}

fn draw(svg: &mut String, (id, title): (&str, &str), tiles: &[Tile]) -> fmt::Result {
    let columns = tiles.iter().map(|tile| tile.column).max().unwrap_or(1);
    let rows = tiles.iter().map(|tile| tile.row).max().unwrap_or(1);
    let width = f64::from(columns) * STEP.0 - (STEP.0 - WIDTH);
    let height = f64::from(rows) * STEP.1 - (STEP.1 - HEIGHT);
    let said: Vec<String> = tiles.iter().map(spoken).collect();
    write!(
        svg,
        r#"<svg class="chart tiles" viewBox="-1 -1 {:.0} {:.0}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{}</desc>"#,
        width + 2.0,
        height + 2.0,
        safe(&said.join("; "))
    )?;
    tiles.iter().try_for_each(|tile| draw_tile(svg, tile))?;
    svg.write_str("</svg>")
}

/// "Huyện Tương Dương: 83,2, đạt".
fn spoken(tile: &Tile) -> String {
    let state = tile.mark.label.to_lowercase();
    if tile.value.to_lowercase() == state {
        return format!("{}: {state}", tile.area);
    }
    format!("{}: {}, {state}", tile.area, tile.value)
}

fn draw_tile(svg: &mut String, tile: &Tile) -> fmt::Result {
    let x = STEP.0 * (f64::from(tile.column) - 1.0);
    let y = STEP.1 * (f64::from(tile.row) - 1.0);
    write!(
        svg,
        r#"<g class="tile {}"><title>{}</title><rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="3"/>"#,
        tile.mark.tone.class(),
        safe(&spoken(tile))
    )?;
    if tile.missing {
        write!(
            svg,
            r#"<rect class="gap" x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="3" fill="url(#hatch)"/>"#
        )?;
    }
    for (at, word) in name_lines(&tile.area).iter().enumerate() {
        let line = y + 20.0 + 17.0 * f64::from(u8::try_from(at).unwrap_or(0));
        write!(svg, r#"<text x="{}" y="{line}">{}</text>"#, x + 8.0, safe(word))?;
    }
    if !tile.missing {
        let figures = tile.value.starts_with(|sign: char| sign.is_ascii_digit() || sign == '-');
        let value = if figures { tile.value.as_str() } else { "" };
        write!(
            svg,
            r##"<svg class="shape" x="{}" y="{}" width="20" height="20"><use href="#{}"/></svg><text class="t-main" x="{}" y="{}" text-anchor="end">{}</text>"##,
            x + 8.0,
            y + HEIGHT - 27.0,
            tile.mark.shape.symbol(),
            x + WIDTH - 7.0,
            y + HEIGHT - 11.0,
            safe(value)
        )?;
    }
    svg.write_str("</g>")
}

/// "Tương Dương" on two lines, without the kind of unit.
fn name_lines(area: &str) -> Vec<String> {
    let kinds = ["Huyện ", "Thị xã ", "Thành phố "];
    let name = kinds.iter().find_map(|kind| area.strip_prefix(kind)).unwrap_or(area);
    let words: Vec<&str> = name.split(' ').collect();
    words.chunks(words.len().div_ceil(2).max(1)).map(|line| line.join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use domain::status::Status;

    use super::*;

    fn tile(area: &str, value: &str, status: Status) -> Tile {
        let missing = status == Status::NoData;
        let mark = Mark::of_status(status);
        Tile { row: 2, column: 3, area: area.into(), value: value.into(), mark, missing }
    }

    #[test]
    fn each_tile_bears_its_value_and_its_shape() {
        let met = tile("Huyện Tương Dương", "83,2", Status::Met);
        let drawn = tiles("ban-do", "Theo <địa phương>", &[met]).to_string();
        for part in ["83,2</text>", "#i-ok", ">Tương</text>", ">Dương</text>", "is-good"] {
            assert!(drawn.contains(part), "{part}: {drawn}");
        }
        assert!(drawn.contains("Huyện Tương Dương: 83,2, đạt"), "{drawn}");
        assert!(!drawn.contains("<địa"), "{drawn}");
    }

    #[test]
    fn what_is_missing_is_hatched_and_has_no_figure() {
        let gap = tile("Huyện Kỳ Sơn", "chưa được chấp nhận", Status::NoData);
        let drawn = tiles("ban-do", "", &[gap]).to_string();
        assert!(drawn.contains("url(#hatch)") && !drawn.contains("class=\"t-main\""), "{drawn}");
    }
}
