//! Biểu T2 of an invented district: one error, two warnings, an estimate, remarks.

use crate::view::{
    act::{Act, Link},
    entry::*,
    frame::{Frame, Nav},
    mark::{Mark, Notice, Shape, Tone},
    table::HeadCell,
};

const COLUMNS: [(&str, &str); 8] = [
    ("huyen.tong", "cấp huyện, tổng số"),
    ("huyen.nu", "cấp huyện, nữ"),
    ("huyen.ty_le", "cấp huyện, tỷ lệ nữ"),
    ("huyen.dtts", "cấp huyện, nữ dân tộc thiểu số"),
    ("xa.tong", "cấp xã, tổng số"),
    ("xa.nu", "cấp xã, nữ"),
    ("xa.ty_le", "cấp xã, tỷ lệ nữ"),
    ("xa.dtts", "cấp xã, nữ dân tộc thiểu số"),
];

type Line = (&'static str, &'static str, &'static str, [(&'static str, &'static str); 8]);

const PARTY: [Line; 2] = [
    (
        "bch",
        "1",
        "Ban Chấp hành",
        [
            ("39", "39"),
            ("6", "6"),
            ("15,38", "15,38"),
            ("5", "5"),
            ("255", "255"),
            ("58", "57"),
            ("22,75", "22,35"),
            ("52", "51"),
        ],
    ),
    (
        "btv",
        "2",
        "Ban Thường vụ",
        [
            ("11", "11"),
            ("1", "1"),
            ("9,09", "9,09"),
            ("1", "1"),
            ("85", "85"),
            ("13", "12"),
            ("15,29", "14,12"),
            ("12", "11"),
        ],
    ),
];

const COUNCIL: [Line; 2] = [
    (
        "hdnd",
        "3",
        "Đại biểu Hội đồng nhân dân",
        [
            ("32", "33"),
            ("11", "11"),
            ("34,38", "33,33"),
            ("9", "9"),
            ("382", "385"),
            ("121", "122"),
            ("31,68", "31,69"),
            ("128", "112"),
        ],
    ),
    (
        "ubnd",
        "4",
        "Chủ tịch, Phó Chủ tịch UBND",
        [
            ("3", "3"),
            ("kps", "0"),
            ("0,00", "0,00"),
            ("", "0"),
            ("36", "36"),
            ("30", "3"),
            ("83,33", "8,33"),
            ("~3", "3"),
        ],
    ),
];

impl EntryPage {
    /// Biểu T2 being entered.
    pub fn sample() -> Self {
        let mut frame = Frame::sample_of_district("Biểu T2, huyện Tương Dương", Nav::Entry);
        frame.path = "/submissions/7/parts/T2".into();
        Self {
            submission: "7".into(),
            form: "T2".into(),
            title: "Biểu T2. Nữ tham gia lãnh đạo, quản lý".into(),
            about: "UBND huyện Tương Dương · năm 2024, số liệu đến 30/11/2024 · nộp hết ngày 04/12/2024"
                .into(),
            time_left: "còn 1 ngày".into(),
            tabs: sample_tabs("T2"),
            locked: None,
            reconstruction: Some(
                "Biểu phục dựng từ quy định chung, chờ cơ quan chủ trì xác nhận mẫu chính thức.".into(),
            ),
            arrivals: Some((
                Notice::new(
                    Tone::Part,
                    "Số cấp xã vừa tăng.",
                    "Xã Tam Quang (bản 1, 25 ô) được chấp nhận sau lần xem trước; số đã cộng vào biểu.",
                ),
                Act::new("Đã xem", "/submissions/7/see-below", &frame.csrf),
            )),
            corrections: Some(CorrectionPanel {
                lines: vec![CorrectionLine {
                    place: "Ban Thường vụ, cấp xã, nữ".into(),
                    below: "14".into(),
                    by: "−1".into(),
                    total: "13".into(),
                    reason: "Xã Tam Đình tính trùng một đồng chí đã chuyển công tác.".into(),
                    who: "Cán bộ đầu mối, 02/12/2024 16:10".into(),
                    undo: Some(Act::new("Bỏ", "/submissions/7/parts/T2/correct", &frame.csrf)),
                }],
                action: Some("/submissions/7/parts/T2/correct".into()),
                cells: vec![("btv|xa.nu".into(), "Ban Thường vụ, cấp xã, nữ".into())],
                seen: "2024-12-02T09:10:00Z".into(),
            }),
            grid: sample_grid(),
            saved: "Đã lưu 10:42:07".into(),
            previous_note: "Số nhỏ: cùng kỳ năm 2023".into(),
            downloads: vec![Link::new("Tải biểu Excel", "/submissions/7/parts/T2.xlsx")],
            upload: Some(Link::new("Nhập từ tệp Excel", "/submissions/7/upload")),
            errors: 1,
            warnings: 1,
            unexplained: 1,
            remarks: sample_remarks(),
            acts: vec![
                Act::new("Chuyển người ký", "/submissions/7/ready", &frame.csrf)
                    .waiting("Sửa hết lỗi và giải trình cảnh báo thì nút này mở ra"),
            ],
            frame,
        }
    }

    /// The same after handing in.
    pub fn sample_locked() -> Self {
        let locked = Notice::new(
            Tone::Part,
            "Đã gửi, không sửa được.",
            "Rút lại trước khi nơi nhận bắt đầu thẩm tra, hoặc đề nghị trả lại.",
        );
        let mut page = Self { locked: Some(locked), upload: None, ..Self::sample() };
        page.remarks.action = None;
        page
    }
}

/// The parts of a yearly report.
pub(in crate::view) fn sample_tabs(current: &str) -> Vec<PartTab> {
    [("T1", 0), ("T2", 1), ("T3", 0), ("T4", 0), ("T7", 0), ("T8", 0), ("PL06", 0)]
        .into_iter()
        .map(|(code, errors)| PartTab {
            link: Link::new(
                if code == "PL06" { "Lời văn".into() } else { format!("Biểu {code}") },
                format!("/submissions/7/parts/{code}"),
            ),
            current: code == current,
            errors,
            remarks: u32::from(code == "T2"),
        })
        .collect()
}

/// Two remarks, one settled.
pub(in crate::view) fn sample_remarks() -> RemarkPanel {
    let line = |by: &str, whence: &str, text: &str| RemarkLine {
        by: by.into(),
        whence: whence.into(),
        place: None,
        text: text.into(),
        settled: None,
        acts: Vec::new(),
    };
    let asked = RemarkLine {
        place: Some(Link::new("Dòng 2, cấp xã", "/submissions/7/parts/T2#btv")),
        ..line(
            "Cán bộ tổng hợp",
            "Sở LĐTBXH, 02/12 16:05",
            "nhờ huyện kiểm tra lại, kỳ trước là 12.",
        )
    };
    let answered = RemarkLine {
        settled: Some(Mark::new(Tone::Good, Shape::Tick, "Đã giải quyết")),
        ..line(
            "Cán bộ đầu mối",
            "UBND huyện, hôm nay 09:31",
            "Đã bổ sung 1 đồng chí được bầu tháng 9.",
        )
    };
    RemarkPanel {
        lines: vec![asked, answered],
        action: Some("/submissions/7/remarks".into()),
        form: "T2".into(),
        places: vec![("Biểu T2".into(), sample_grid().places("T2"))],
        on_review: false,
    }
}

/// The table of the sample.
pub(in crate::view) fn sample_grid() -> GridTable {
    let mut rows = vec![section("I", "Cấp ủy Đảng, nhiệm kỳ 2020 - 2025")];
    rows.extend(PARTY.iter().map(element));
    rows.push(section("II", "Hội đồng nhân dân, Ủy ban nhân dân, nhiệm kỳ 2021 - 2026"));
    rows.extend(COUNCIL.iter().map(element));
    mark_findings(&mut rows);
    rows.push(total());
    GridTable {
        caption: "Biểu T2. Nữ tham gia lãnh đạo, quản lý, huyện Tương Dương, năm 2024".into(),
        unit_label: "Đơn vị tính: người".into(),
        head: head(),
        rows,
        columns: 8,
    }
}

fn head() -> Vec<Vec<HeadCell>> {
    let leaves = || {
        vec![
            HeadCell::new("Tổng số").required().edge(),
            HeadCell::new("Nữ").required(),
            HeadCell::new("Tỷ lệ nữ").noted("% tự tính"),
            HeadCell::new("Nữ dân tộc thiểu số"),
        ]
    };
    vec![
        vec![
            HeadCell::new("TT").spanning(1, 2),
            HeadCell::new("Chức danh").noted("Đơn vị tính: người").spanning(1, 2).names(),
            HeadCell::new("Cấp huyện").spanning(4, 1).edge(),
            HeadCell::new("Cấp xã").noted("17 xã, thị trấn").spanning(4, 1).edge(),
        ],
        [leaves(), leaves()].concat(),
    ]
}

fn section(number: &str, label: &str) -> GridRow {
    GridRow {
        shape: RowShape::Section,
        code: String::new(),
        number: number.into(),
        label: label.into(),
        unit: String::new(),
        cells: Vec::new(),
        findings: Vec::new(),
        remarks: Vec::new(),
    }
}

fn element(line: &Line) -> GridRow {
    let (code, number, label, values) = *line;
    let cells = COLUMNS
        .iter()
        .zip(values)
        .map(|((column, words), (text, previous))| GridCell {
            row: code.into(),
            column: (*column).into(),
            kind: match column.split_once('.') {
                Some((_, "ty_le")) => CellKind::Computed,
                Some((_, "dtts")) => CellKind::Number { required: false },
                _ => CellKind::Number { required: true },
            },
            text: text.into(),
            previous: previous.into(),
            status: match text {
                "kps" => CellStatus::NotArising,
                "" => CellStatus::Missing,
                _ if text.starts_with('~') => CellStatus::Estimate,
                _ => CellStatus::Actual,
            },
            revision: 3,
            label: format!("{label}, {words}"),
            edge: column.ends_with("tong"),
            columns: 1,
            flag: None,
            origin: String::new(),
            sum: None,
            is_remarked: false,
        })
        .collect();
    GridRow { shape: RowShape::Element, ..row(code, number, label, cells) }
}

fn row(code: &str, number: &str, label: &str, cells: Vec<GridCell>) -> GridRow {
    GridRow {
        shape: RowShape::Total,
        code: code.into(),
        number: number.into(),
        label: label.into(),
        unit: String::new(),
        cells,
        findings: Vec::new(),
        remarks: Vec::new(),
    }
}

fn mark_findings(rows: &mut [GridRow]) {
    let finding = |number, gravity, row: &str, column: &str, message: &str| GridFinding {
        number,
        gravity,
        code: format!("T2-0{number}"),
        row: row.into(),
        column: column.into(),
        message: message.into(),
        explanation: String::new(),
        earlier: None,
        fix: None,
    };
    if let Some(council) = rows.iter_mut().find(|r| r.code == "hdnd") {
        council.cells[7].flag = Some((Gravity::Error, 1));
        council.findings = vec![finding(
            1,
            Gravity::Error,
            "hdnd",
            "xa.dtts",
            "cấp xã có 128 nữ dân tộc thiểu số nhưng chỉ có 121 nữ. Sửa một trong hai số này thì mới gửi được.",
        )];
    }
    if let Some(committee) = rows.iter_mut().find(|r| r.code == "ubnd") {
        committee.cells[5].flag = Some((Gravity::Warning, 2));
        let mut slip =
            finding(2, Gravity::Warning, "ubnd", "xa.nu", "30 nữ, gấp 10 lần kỳ trước (3).");
        slip.fix = Some(("Sửa thành 3".into(), "3".into()));
        committee.findings = vec![slip];
    }
}

fn total() -> GridRow {
    let values = ["85", "18", "21,18", "15", "758", "222", "29,29", "195"];
    let cells = COLUMNS
        .iter()
        .zip(values)
        .map(|((column, _), text)| GridCell {
            row: "cong".into(),
            column: (*column).into(),
            kind: CellKind::Computed,
            text: text.into(),
            previous: String::new(),
            status: CellStatus::Actual,
            revision: 0,
            label: String::new(),
            edge: column.ends_with("tong"),
            columns: 1,
            flag: None,
            origin: String::new(),
            sum: None,
            is_remarked: false,
        })
        .collect();
    row("cong", "", "Cộng (1 + 2 + 3 + 4)", cells)
}
