//! Which column a number speaks of, where several of a form count its noun: "phát hiện 9 vi phạm, xử lý 6".

use super::{counted::Counted, judge::Spoken};
use crate::form::Column;

/// How many of the other words for a head say nothing else.
const SURE: usize = 2;
/// Other words for the leaf heads of columns, in small letters, the surest first.
const OTHERWISE: [(&str, &[&str]); 4] = [
    ("lập mới trong kỳ", &["thành lập", "lập mới", "xây dựng", "ra mắt", "mới"]),
    ("đang hoạt động", &["duy trì", "hiện có"]),
    ("đã xử lý", &["xử lý"]),
    ("thực hiện", &["giải ngân", "sử dụng", "thực chi", "quyết toán", "chi"]),
];

/// Syllables of other words for a leaf head: "thành lập".
pub(super) fn further(leaf: &str) -> impl Iterator<Item = String> {
    let own = OTHERWISE.iter().find(|(head, _)| *head == leaf.to_lowercase());
    let sure = own.into_iter().flat_map(|(_, all)| *all).take(SURE);
    sure.flat_map(|words| words.split(' ').map(ToOwned::to_owned))
}

/// Cells of the one column that the words name: the last before the number, else one behind it, else
/// what every unit has to give; and whether words name it.
pub(super) fn columns_named<'a>(
    here: Vec<Counted<'a>>,
    spoken: &Spoken<'_>,
) -> (Vec<Counted<'a>>, bool) {
    let mut columns: Vec<(&'a Column, String)> = Vec::new();
    for cell in &here {
        if !columns.iter().any(|(known, _)| std::ptr::eq(*known, cell.column)) {
            let leaf = cell.column.headers.last().map_or(String::new(), |head| head.to_lowercase());
            columns.push((cell.column, leaf));
        }
    }
    if columns.len() < 2 {
        return (here, true);
    }
    let named_in = |words: &str| {
        let places =
            columns.iter().filter_map(|(column, leaf)| Some((place(words, leaf)?, *column)));
        places.max_by_key(|(at, _)| *at).map(|(_, column)| column)
    };
    let sentence = spoken.sentence;
    let named = named_in(sentence.said(spoken.lead.clone()))
        .or_else(|| named_in(sentence.said(spoken.tail.clone())));
    let is_open = |cell: &Counted<'a>| match named {
        Some(column) => std::ptr::eq(cell.column, column),
        None => cell.column.required || columns.iter().all(|(column, _)| !column.required),
    };
    (here.into_iter().filter(is_open).collect(), named.is_some())
}

/// Where words last name a leaf.
fn place(words: &str, leaf: &str) -> Option<usize> {
    let further = OTHERWISE.iter().find(|(head, _)| *head == leaf).map_or(&[][..], |(_, all)| *all);
    // "Dự toán chi thường xuyên" is planned, not spent.
    let words = format!(" {words} ").replace(" dự toán chi ", " dự toán ");
    let named = further.iter().copied().chain([leaf]);
    named.filter_map(|name| words.rfind(&format!(" {name} "))).max()
}
