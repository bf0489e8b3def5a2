//! The list of contacts as a file: a line for each person, then the calls.

use documents::table::{Alignment, Row};

use super::{Printout, Shown, chosen, table, words};
use crate::view::{
    contact::{CallLine, ContactsPage, Person, UnitLine},
    frame::Frame,
};

impl Shown for ContactsPage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }

    fn printout(&self) -> Printout {
        let columns = [
            ("Đơn vị", 52, Alignment::Left),
            ("Họ tên", 38, Alignment::Left),
            ("Chức vụ", 40, Alignment::Left),
            ("Điện thoại", 28, Alignment::Left),
            ("Thư điện tử", 46, Alignment::Left),
            ("Lần gọi gần nhất", 46, Alignment::Left),
        ];
        let calls = [
            ("Lúc", 30, Alignment::Left),
            ("Người gọi", 40, Alignment::Left),
            ("Đơn vị", 50, Alignment::Left),
            ("Đợt báo cáo", 60, Alignment::Left),
            ("Nội dung", 70, Alignment::Left),
        ];
        let call = |one: &CallLine| words([&one.at, &one.by, &one.unit, &one.round, &one.note]);
        let searched = (!self.words.is_empty()).then(|| format!("Tìm: {}", self.words));
        Printout {
            name: "danh bạ đầu mối".into(),
            title: "Danh bạ đầu mối".into(),
            lead: self.lead.clone(),
            lines: searched.into_iter().chain(chosen("Lọc", &self.filters)).collect(),
            tables: Vec::new(),
        }
        .with([table("", &columns, self.lines.iter().flat_map(persons))])
        .with([table("Các cuộc gọi đã ghi", &calls, self.calls.iter().map(call))])
    }
}

fn persons(line: &UnitLine) -> Vec<Row> {
    let unit = line.unit.text.as_str();
    if line.persons.is_empty() {
        return vec![words([unit, "chưa có đầu mối", "", "", "", &line.last_call])];
    }
    let person = |one: &Person| {
        let call = if one.is_first { line.last_call.as_str() } else { "" };
        words([unit, &one.name, &one.position, &one.phone, &one.email, call])
    };
    line.persons.iter().map(person).collect()
}
