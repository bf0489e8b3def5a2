//! The contact list of an office, and the persons of one unit.

use askama::Template;

use super::{
    act::{Choice, Link},
    frame::{Frame, Nav, Theme},
    mark::Notice,
};

/// A person to speak to.
#[derive(Debug, Clone, Default)]
pub struct Person {
    pub id: i64,
    pub revision: i64,
    pub name: String,
    pub position: String,
    pub phone: String,
    /// "02380000001", for the telephone.
    pub dial: String,
    pub email: String,
    /// Called first.
    pub is_first: bool,
}

/// A call: when, who, in which round, what was said.
#[derive(Debug, Clone)]
pub struct CallLine {
    pub at: String,
    pub by: String,
    pub unit: String,
    pub round: String,
    pub note: String,
}

/// A unit with its persons and its last call.
#[derive(Debug, Clone)]
pub struct UnitLine {
    pub number: i64,
    pub unit: Link,
    pub persons: Vec<Person>,
    /// "29/11/2024 10:05, Cán bộ thẩm tra: hẹn gửi đầu tuần"; empty where nobody called.
    pub last_call: String,
}

/// `/contacts`.
#[derive(Debug, Clone, Template)]
#[template(path = "contact/list.html")]
pub struct ContactsPage {
    pub frame: Frame,
    pub lead: String,
    /// Words searched for, with or without accents.
    pub words: String,
    pub filters: Vec<Choice>,
    pub lines: Vec<UnitLine>,
    /// Rounds that a call may be about: code and title.
    pub rounds: Vec<(String, String)>,
    pub calls: Vec<CallLine>,
}

/// `/contacts/units/{unit}`.
#[derive(Debug, Clone, Template)]
#[template(path = "contact/unit.html")]
pub struct UnitContactsPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub title: String,
    pub lead: String,
    pub notices: Vec<Notice>,
    pub unit: i64,
    pub persons: Vec<Person>,
    /// Rounds that a call may be about; none for the unit itself.
    pub rounds: Vec<(String, String)>,
    pub calls: Vec<CallLine>,
}

impl ContactsPage {
    /// Two units of a district, one without anybody.
    pub fn sample() -> Self {
        let line = |number: i64, unit: &str, persons: Vec<Person>, last_call: &str| UnitLine {
            number,
            unit: Link::new(unit, format!("/contacts/units/{number}")),
            persons,
            last_call: last_call.into(),
        };
        Self {
            frame: Frame::sample("Danh bạ đầu mối", Nav::Contact),
            lead: "2 đơn vị gửi báo cáo đến UBND huyện Tương Dương".into(),
            words: String::new(),
            filters: vec![
                Choice::new("Tất cả 2", "/contacts", true),
                Choice::new("Chưa có đầu mối 1", "/contacts?only=none", false),
            ],
            lines: vec![
                line(
                    7,
                    "Xã Tam Thái",
                    sample_persons(),
                    "29/11/2024 10:05, Cán bộ thẩm tra: hẹn gửi đầu tuần",
                ),
                line(8, "Xã Tam Quang", Vec::new(), ""),
            ],
            rounds: vec![("R-BAN12-2024".into(), "Hoạt động của Ban VSTBPN năm 2024".into())],
            calls: vec![sample_call()],
        }
    }
}

impl UnitContactsPage {
    /// Two persons of a commune.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample("Đầu mối", Nav::Contact),
            crumbs: vec![Link::new("Danh bạ đầu mối", "/contacts"), Link::new("Xã Tam Thái", "")],
            title: "Đầu mối của Xã Tam Thái".into(),
            lead: "2 người; người đứng đầu danh sách được gọi trước".into(),
            notices: Vec::new(),
            unit: 7,
            persons: sample_persons(),
            rounds: vec![("R-BAN12-2024".into(), "Hoạt động của Ban VSTBPN năm 2024".into())],
            calls: vec![sample_call()],
        }
    }
}

fn sample_persons() -> Vec<Person> {
    let person = |id: i64, name: &str, position: &str, phone: &str| Person {
        id,
        revision: 1,
        name: name.into(),
        position: position.into(),
        phone: phone.into(),
        dial: phone.replace(' ', ""),
        email: "dau-moi@minh-hoa.example".into(),
        is_first: id == 1,
    };
    vec![
        person(1, "Cán bộ đầu mối", "Công chức Văn hóa - Xã hội", "0238 000 0007"),
        person(2, "Lãnh đạo phụ trách", "Phó Chủ tịch UBND", "0238 000 0008"),
    ]
}

fn sample_call() -> CallLine {
    CallLine {
        at: "29/11/2024 10:05".into(),
        by: "Cán bộ thẩm tra".into(),
        unit: "Xã Tam Thái".into(),
        round: "Hoạt động của Ban VSTBPN năm 2024".into(),
        note: "Hẹn gửi đầu tuần".into(),
    }
}
