//! Where the name of a body is broken over lines: between its parts, never inside one word of meaning.

use crate::decree::{Element, SizeSet};
use crate::{layout, meaning::inside, measure::line_width};

/// Room of the head's left cell in hundredths of a millimetre.
const ROOM: u32 = (layout::HEAD_LEFT_MM - 2 * layout::HEAD_SIDE_MM) as u32 * 100;
/// What it costs to break where parts do not meet, in hundredths of a millimetre of unevenness.
const INSIDE: u64 = 6_000;
/// Words that begin a part of a name.
const BEGINNINGS: [&str; 9] =
    ["VÀ", "TỈNH", "HUYỆN", "XÃ", "PHƯỜNG", "QUẬN", "THÀNH PHỐ", "THỊ XÃ", "THỊ TRẤN"];
/// The lines, those broken that are wider than their cell.
pub(crate) fn broken(lines: &[String], element: Element, sizes: SizeSet) -> Vec<String> {
    let bold = element.demand().bold == Some(true);
    let width = |text: &str| line_width(text, sizes.points(element), bold);
    lines.iter().flat_map(|line| parts(line, &width)).collect()
}

/// The cheapest way to break a line into as few lines as it needs.
fn parts(line: &str, width: &dyn Fn(&str) -> u32) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    if width(line) <= ROOM || words.len() < 2 {
        return vec![line.to_owned()];
    }
    let count = words.len();
    let inside = inside(&words);
    // For each beginning: lines, cost, and where the first line ends.
    let mut best: Vec<(usize, u64, usize)> = vec![(0, 0, count); count + 1];
    let whole = u64::from(width(line));
    let even = whole / whole.div_ceil(u64::from(ROOM)).max(1);
    for from in (0..count).rev() {
        let options = (from + 1..=count).filter_map(|to| {
            let wide = u64::from(width(&words[from..to].join(" ")));
            (wide <= u64::from(ROOM) || to == from + 1).then(|| {
                let cost = even.abs_diff(wide) + price(&words, to, &inside) + best[to].1;
                (best[to].0 + 1, cost, to)
            })
        });
        best[from] = options.min().unwrap_or((usize::MAX, 0, count));
    }
    let (mut at, mut lines) = (0, Vec::new());
    while at < count {
        let to = best[at].2;
        lines.push(words[at..to].join(" "));
        at = to;
    }
    lines
}

/// What breaking before a word costs.
fn price(words: &[&str], at: usize, inside: &[bool]) -> u64 {
    let (Some(before), Some(next)) = (words.get(at.wrapping_sub(1)), words.get(at)) else {
        return 0;
    };
    let pair = format!("{next} {}", words.get(at + 1).copied().unwrap_or_default());
    let begins = BEGINNINGS.contains(next) || BEGINNINGS.contains(&pair.as_str());
    if inside[at] || *next == "-" {
        INSIDE * 2
    } else if matches!(*before, "-") || before.ends_with(',') {
        0
    } else if begins {
        INSIDE / 4
    } else {
        INSIDE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_broken_between_their_parts() {
        let cases = [
            ("SỞ NỘI VỤ", vec!["SỞ NỘI VỤ"]),
            ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", vec!["SỞ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"]),
            ("ỦY BAN NHÂN DÂN HUYỆN QUỲ CHÂU", vec!["ỦY BAN NHÂN DÂN", "HUYỆN QUỲ CHÂU"]),
            ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", vec!["SỞ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"]),
            (
                "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",
                vec!["SỞ NÔNG NGHIỆP", "VÀ PHÁT TRIỂN NÔNG THÔN"],
            ),
            (
                "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH NGHỆ AN",
                vec!["ỦY BAN MẶT TRẬN TỔ QUỐC", "VIỆT NAM TỈNH NGHỆ AN"],
            ),
            ("HỘI LIÊN HIỆP PHỤ NỮ TỈNH NGHỆ AN", vec!["HỘI LIÊN HIỆP PHỤ NỮ", "TỈNH NGHỆ AN"]),
        ];
        for sizes in [SizeSet::Larger, SizeSet::Smaller] {
            for (name, wanted) in &cases {
                let found = broken(&[(*name).to_owned()], Element::Issuer, sizes);
                assert_eq!(&found, wanted, "{sizes:?}");
            }
        }
    }
}
