//! Forms against the figures and words that stand in them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Changes, Place, Rule, Subject, Use};
use crate::{
    catalog::Catalog,
    form::{Column, Form, FormBody, Heading, Row, RowKind, Table, Travel},
};

const GONE: Rule =
    ("CAT-701", "Giữ tệp của biểu này trong danh mục: báo cáo đã gửi và số đang nhập đọc theo nó.");
const PLACE_GONE: Rule = (
    "CAT-702",
    "Giữ dòng, cột, đề mục đó trong biểu. Không hỏi nữa thì lập biểu mã mới cho một chế độ mới; các đợt cũ vẫn theo biểu này.",
);
const SAME_VERSION: Rule = (
    "CAT-703",
    "Biểu đã dùng thì không sửa trong cùng một bản: trả lại như cũ, hoặc tăng số version của biểu.",
);
const OLDER: Rule = ("CAT-704", "Đặt version bằng hoặc lớn hơn bản đang dùng.");
const MEANING: Rule = (
    "CAT-705",
    "Số đã gửi sẽ mang nghĩa khác hoặc cho tổng khác: trả lại như cũ, hoặc thêm dòng, cột mã mới cho cách tính mới.",
);

pub(super) fn compare(old: Option<&Catalog>, new: &Catalog, used: &Use, changes: &mut Changes) {
    let olds: BTreeMap<&str, &Form> =
        old.into_iter().flat_map(|c| &c.forms).map(|f| (f.code.as_str(), f)).collect();
    let news: BTreeMap<&str, &Form> = new.forms.iter().map(|f| (f.code.as_str(), f)).collect();
    let in_use: BTreeSet<&str> =
        used.filed.iter().chain(&used.drafted).map(|place| place.0.as_str()).collect();
    for code in olds.keys().chain(&in_use).copied().collect::<BTreeSet<_>>() {
        let subject = || Subject::Form(code.to_owned(), None);
        match (olds.get(code), news.get(code)) {
            (_, None) if in_use.contains(code) => {
                changes.refuse(subject(), GONE, format!("biểu {code} bị bỏ mà đã có số liệu"));
            }
            (_, None) => changes.weigh(subject(), format!("biểu {code} bị bỏ")),
            (old, Some(new)) => {
                lost(old.copied(), new, used, changes);
                if let Some(old) = old {
                    versions(old, new, (used, in_use.contains(code)), changes);
                }
            }
        }
    }
    for code in news.keys().filter(|code| old.is_some() && !olds.contains_key(*code)) {
        let subject = Subject::Form((*code).to_owned(), None);
        changes.note(subject, format!("thêm biểu {code}"));
    }
}

/// Rows, columns and headings that hold something and are not in the new form.
fn lost(old: Option<&Form>, new: &Form, used: &Use, changes: &mut Changes) {
    let gone = |place: &&Place| {
        place.0 == new.code
            && match old {
                Some(old) => holds(old, place) && !holds(new, place),
                // Cells that never applied may be kept empty: only the row and the column are sought.
                None => !names(new, place),
            }
    };
    let mut told = BTreeSet::new();
    for (places, filed) in [(&used.filed, true), (&used.drafted, false)] {
        for place in places.iter().filter(gone) {
            let (what, code) = missing(new, place);
            if !told.insert(what.clone()) {
                continue;
            }
            let subject = Subject::Form(new.code.clone(), Some(code));
            if filed {
                let what = format!("biểu {}: {what} mà báo cáo đã gửi có số liệu ở đó", new.code);
                changes.refuse(subject, PLACE_GONE, what);
            } else {
                changes.weigh(subject, format!("biểu {}: {what}; số đang nhập ở đó mất", new.code));
            }
        }
    }
}

/// Whether a form has a place at all.
fn holds(form: &Form, (_, row, column): &Place) -> bool {
    match &form.body {
        FormBody::Narrative(headings) => headings.iter().any(|heading| heading.code == *row),
        FormBody::Table(table) => {
            let row = table.rows.iter().find(|r| r.code == *row && r.kind != RowKind::Section);
            row.is_some_and(|row| !row.not_applicable.contains(column))
                && table.columns.iter().any(|c| c.code == *column)
        }
    }
}

/// Whether a form has the row and the column of a place.
fn names(form: &Form, (_, row, column): &Place) -> bool {
    match &form.body {
        FormBody::Narrative(headings) => headings.iter().any(|heading| heading.code == *row),
        FormBody::Table(table) => {
            table.rows.iter().any(|r| r.code == *row)
                && table.columns.iter().any(|c| c.code == *column)
        }
    }
}

/// What of a place is missing, and its code.
fn missing(form: &Form, (_, row, column): &Place) -> (String, String) {
    let Some(table) = form.table() else {
        return (format!("bỏ đề mục {row}"), row.clone());
    };
    if !table.rows.iter().any(|r| r.code == *row && r.kind != RowKind::Section) {
        return (format!("bỏ dòng {row}"), row.clone());
    }
    if !table.columns.iter().any(|c| c.code == *column) {
        return (format!("bỏ cột {column}"), column.clone());
    }
    (format!("dòng {row} không còn nhập cột {column}"), row.clone())
}

/// What differs between two versions of a form, or within one.
fn versions(old: &Form, new: &Form, (used, in_use): (&Use, bool), changes: &mut Changes) {
    let subject = |part: Option<&str>| Subject::Form(new.code.clone(), part.map(ToOwned::to_owned));
    let code = &new.code;
    if new.version < old.version {
        let what = format!("biểu {code}: bản {} thay bản {}", new.version, old.version);
        changes.refuse(subject(None), OLDER, what);
        return;
    }
    let differences = differences(old, new);
    for found in &differences {
        let part = found.part.as_deref();
        let what = format!("biểu {code} bản {}: {}", new.version, found.what);
        let is_filed = used.filed.iter().any(|place| {
            place.0 == *code && part.is_none_or(|part| place.1 == part || place.2 == part)
        });
        match found.kind {
            _ if !in_use => changes.note(subject(part), what),
            _ if new.version == old.version => changes.refuse(subject(part), SAME_VERSION, what),
            Kind::Meaning if is_filed => changes.refuse(subject(part), MEANING, what),
            _ => changes.weigh(subject(part), what),
        }
    }
    if new.version > old.version {
        changes.weigh(subject(None), format!("biểu {code}: bản {} → {}", old.version, new.version));
    }
    if old.checks != new.checks {
        changes.weigh(subject(None), format!("biểu {code}: quy tắc kiểm tra đổi"));
    } else if differences.is_empty() && old.version == new.version && old != new {
        changes.note(subject(None), format!("biểu {code}: lời hướng dẫn, cách in đổi"));
    }
}

/// One thing that is not as it was.
struct Difference {
    kind: Kind,
    part: Option<String>,
    what: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Something more, something less, or other words.
    Shape,
    /// What a figure means or how it is worked out.
    Meaning,
}

fn differences(old: &Form, new: &Form) -> Vec<Difference> {
    match (&old.body, &new.body) {
        (FormBody::Table(old), FormBody::Table(new)) => of_tables(old, new),
        (FormBody::Narrative(old), FormBody::Narrative(new)) => {
            let same = |old: &Heading, new: &Heading| {
                (&old.title, old.depth, old.checklist) == (&new.title, new.depth, new.checklist)
            };
            let facts = |old: &Heading, new: &Heading| {
                if same(old, new) { vec![] } else { vec![(Kind::Shape, "lời đổi".to_owned())] }
            };
            parts((old, new), "đề mục", |heading| &heading.code, facts)
        }
        _ => {
            let what = "bảng đổi thành đề cương, hoặc ngược lại".to_owned();
            vec![Difference { kind: Kind::Meaning, part: None, what }]
        }
    }
}

fn of_tables(old: &Table, new: &Table) -> Vec<Difference> {
    let mut found = parts((&old.rows, &new.rows), "dòng", |row| &row.code, of_rows);
    found.extend(parts((&old.columns, &new.columns), "cột", |c| &c.code, of_columns));
    let mut whole = |kind, what: String| found.push(Difference { kind, part: None, what });
    if old.sensitive != new.sensitive {
        let word = |sensitive| if sensitive { "nhạy cảm" } else { "không nhạy cảm" };
        let (old, new) = (word(old.sensitive), word(new.sensitive));
        whole(Kind::Shape, format!("biểu {old} thành {new}"));
    }
    if old.unit_label != new.unit_label {
        whole(Kind::Meaning, format!("đơn vị tính: {} → {}", old.unit_label, new.unit_label));
    }
    found
}

/// Parts that came, went or differ.
fn parts<T>(
    (old, new): (&[T], &[T]),
    noun: &str,
    code: impl Fn(&T) -> &String,
    facts: impl Fn(&T, &T) -> Vec<(Kind, String)>,
) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut add = |kind, part: &String, what: String| {
        found.push(Difference { kind, part: Some(part.clone()), what });
    };
    for part in old {
        match new.iter().find(|other| code(other) == code(part)) {
            None => add(Kind::Shape, code(part), format!("bỏ {noun} {}", code(part))),
            Some(other) => {
                for (kind, what) in facts(part, other) {
                    add(kind, code(part), format!("{noun} {}: {what}", code(part)));
                }
            }
        }
    }
    for part in new {
        if !old.iter().any(|other| code(other) == code(part)) {
            add(Kind::Shape, code(part), format!("thêm {noun} {}", code(part)));
        }
    }
    found
}

fn of_rows(old: &Row, new: &Row) -> Vec<(Kind, String)> {
    let mut found = Vec::new();
    if old.label != new.label {
        found.push((Kind::Shape, format!("tên “{}” → “{}”", old.label, new.label)));
    }
    if old.unit_label != new.unit_label {
        found.push((Kind::Meaning, format!("đơn vị tính {} → {}", old.unit_label, new.unit_label)));
    }
    if old.kind != new.kind {
        found.push((Kind::Meaning, "cách cộng đổi".to_owned()));
    }
    if old.travel != new.travel {
        found.push((Kind::Meaning, format!("{} → {}", travel(&old.travel), travel(&new.travel))));
    }
    if old.not_applicable != new.not_applicable {
        found.push((Kind::Shape, "các cột không áp dụng đổi".to_owned()));
    }
    found
}

fn travel(travel: &Travel) -> String {
    match travel {
        Travel::Sum { districts, provincial_bodies } => match (districts, provincial_bodies) {
            (true, true) => "cộng huyện và cơ quan tỉnh".to_owned(),
            (true, false) => "cộng huyện".to_owned(),
            _ => "cộng cơ quan tỉnh".to_owned(),
        },
        Travel::Single { provider } => format!("số của {provider}"),
        Travel::Derived => "tính lại ở mỗi cấp".to_owned(),
    }
}

fn of_columns(old: &Column, new: &Column) -> Vec<(Kind, String)> {
    let mut found = Vec::new();
    if old.headers != new.headers {
        let (old, new) = (old.headers.join(" / "), new.headers.join(" / "));
        found.push((Kind::Shape, format!("tên “{old}” → “{new}”")));
    }
    if old.value_type != new.value_type {
        let (old, new) = (old.value_type.code(), new.value_type.code());
        found.push((Kind::Meaning, format!("kiểu {old} → {new}")));
    }
    let text = |column: &Column| {
        column.formula.as_ref().map_or("nhập tay".to_owned(), |f| f.text().to_owned())
    };
    if text(old) != text(new) {
        found.push((Kind::Meaning, format!("công thức “{}” → “{}”", text(old), text(new))));
    }
    if old.entered_by != new.entered_by {
        found.push((Kind::Shape, "cấp nhập cột này đổi".to_owned()));
    }
    found
}
