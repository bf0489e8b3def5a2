//! Six invented series and one indicator in full.

use domain::status::Status;

use crate::view::{
    act::{Choice, Link},
    chart::{self, LineChart, Point},
    frame::{Frame, Nav},
    indicator::*,
    mark::Mark,
};

type Series<'a> = (&'a str, &'a str, &'a str, [&'a str; 5], Status);

fn line(series: Series<'_>, values: &[f64], target: f64) -> SeriesLine {
    let (code, name, unit, [before, value, expected, goal, national], status) = series;
    let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
    SeriesLine {
        code: code.into(),
        name: name.into(),
        unit: unit.into(),
        child: code.ends_with(['a', 'b']),
        parent: false,
        before: before.into(),
        value: value.into(),
        value_note: String::new(),
        expected: expected.into(),
        target: goal.into(),
        national: national.into(),
        spark: Some(chart::spark(&values, Some(target))),
        mark: Mark::of_status(status),
    }
}

fn parent(code: &str, name: &str) -> SeriesLine {
    SeriesLine {
        parent: true,
        child: false,
        spark: None,
        ..line((code, name, "", ["", "", "", "", ""], Status::PartlyMet), &[], 0.0)
    }
}

fn politics() -> ObjectiveGroup {
    let lines = vec![line(
        (
            "1.1",
            "Cơ quan quản lý nhà nước, chính quyền địa phương các cấp có lãnh đạo chủ chốt là nữ",
            "%",
            ["53,8", "57,9", "56,2", "≥ 60", "≥ 60"],
            Status::NearlyMet,
        ),
        &[40.0, 46.4, 50.1, 53.8, 57.9],
        60.0,
    )];
    ObjectiveGroup {
        short: "Chính trị".into(),
        title: "Mục tiêu 1. Trong lĩnh vực chính trị".into(),
        lines,
    }
}

fn economy() -> ObjectiveGroup {
    let wages = (
        "2.1",
        "Lao động nữ làm công hưởng lương",
        "%",
        ["38,2", "39,4", "38,0", "≥ 39", "≥ 50"],
        Status::Exceeded,
    );
    let farming = (
        "2.2",
        "Lao động nữ làm việc trong khu vực nông nghiệp",
        "%",
        ["38,4", "36,8", "32,9", "< 30", "< 30"],
        Status::NotMet,
    );
    ObjectiveGroup {
        short: "Kinh tế, lao động".into(),
        title: "Mục tiêu 2. Trong lĩnh vực kinh tế, lao động".into(),
        lines: vec![
            line(wages, &[35.1, 36.2, 37.4, 38.2, 39.4], 39.0),
            line(farming, &[43.0, 41.5, 40.0, 38.4, 36.8], 30.0),
        ],
    }
}

fn family() -> ObjectiveGroup {
    let reached = (
        "3.2a",
        "Người bị bạo lực được phát hiện được tiếp cận ít nhất một dịch vụ hỗ trợ cơ bản",
        "%",
        ["77,3", "83,2", "75,7", "≥ 80", "≥ 80"],
        Status::Exceeded,
    );
    let counselled = (
        "3.2b",
        "Người gây bạo lực được tư vấn, tham vấn",
        "%",
        ["42,0", "", "46,0", "≥ 50", "≥ 50"],
        Status::NoData,
    );
    ObjectiveGroup {
        short: "Gia đình, bạo lực trên cơ sở giới".into(),
        title:
            "Mục tiêu 3. Trong đời sống gia đình và phòng ngừa, ứng phó với bạo lực trên cơ sở giới"
                .into(),
        lines: vec![
            parent("3.2", "Tiếp cận dịch vụ hỗ trợ, tư vấn"),
            line(reached, &[58.6, 64.2, 70.9, 77.3, 83.2], 80.0),
            line(counselled, &[30.0, 34.0, 38.1, 42.0], 50.0),
        ],
    }
}

fn health() -> ObjectiveGroup {
    let mut ratio = line(
        (
            "4.1",
            "Tỷ số giới tính khi sinh",
            "bé trai/100 bé gái",
            ["114,1", "113,6", "112,4", "≤ 111", "≤ 111"],
            Status::NearlyMet,
        ),
        &[115.2, 114.9, 114.4, 114.1, 113.6],
        111.0,
    );
    ratio.value_note = "ước".into();
    ObjectiveGroup {
        short: "Y tế".into(),
        title: "Mục tiêu 4. Trong lĩnh vực y tế".into(),
        lines: vec![ratio],
    }
}

impl IndicatorsPage {
    /// A short overview.
    pub fn sample() -> Self {
        let count = |count, status| StatusCount { count, mark: Mark::of_status(status) };
        Self {
            frame: Frame::sample("Chỉ tiêu", Nav::Indicator),
            title: "2 trong 6 chỉ tiêu thành phần đã đạt, 1 chưa đạt".into(),
            lead: "Kết quả năm 2024 so với chỉ tiêu của tỉnh đến năm 2025".into(),
            year: "2024".into(),
            year_before: "2023".into(),
            span: "2020 - 2024".into(),
            target_year: "2025".into(),
            notices: Vec::new(),
            years: vec![Choice::new("Năm 2024", "/indicators?year=2024", true)],
            groups: vec![politics(), economy(), family(), health()],
            counts: vec![
                (
                    "5 chỉ tiêu".into(),
                    vec![count(1, Status::Exceeded), count(1, Status::PartlyMet)],
                ),
                (
                    "6 chuỗi số liệu".into(),
                    vec![
                        count(2, Status::Exceeded),
                        count(2, Status::NearlyMet),
                        count(1, Status::NotMet),
                        count(1, Status::NoData),
                    ],
                ),
            ],
            notes: "Lộ trình 2024 là mức kỳ vọng trên đường từ năm gốc 2020 đến chỉ tiêu năm 2025. Gần đạt: từ 95% chỉ tiêu, quy ước của hệ thống."
                .into(),
        }
    }
}

fn sample_chart() -> LineChart {
    LineChart {
        title: "Tỷ lệ được tiếp cận dịch vụ, 2020 đến 2024, so với lộ trình và chỉ tiêu".into(),
        description:
            "58,6% năm 2020; 64,2%; 70,9%; 77,3%; 83,2% năm 2024. Chỉ tiêu tỉnh năm 2025 là 80%."
                .into(),
        points: vec![
            Point::new(2020, 58.6, "58,6"),
            Point::new(2021, 64.2, "64,2"),
            Point::new(2022, 70.9, "70,9"),
            Point::new(2023, 77.3, "77,3"),
            Point::new(2024, 83.2, "83,2"),
        ],
        path: vec![
            (2020, 58.6),
            (2021, 62.9),
            (2022, 67.2),
            (2023, 71.4),
            (2024, 75.7),
            (2025, 80.0),
        ],
        target: Some((80.0, "80".into(), ["Chỉ tiêu".into(), "tỉnh, 2025".into()])),
        id: "dien-bien-tinh".into(),
    }
}

fn sample_areas() -> Vec<AreaLine> {
    let area = |name: &str, part: &str, whole: &str, value: &str, status: Status| AreaLine {
        area: Link::new(name, "/submissions/7"),
        numerator: Link::new(part, "/consolidations/ctqg-2024/T5"),
        denominator: Link::new(whole, "/consolidations/ctqg-2024/T5"),
        value: value.into(),
        words: false,
        missing: false,
        mark: Mark::of_status(status),
    };
    let worded = |name: &str, words: &str, missing: bool, status: Status| AreaLine {
        words: true,
        missing,
        ..area(name, "", "", words, status)
    };
    vec![
        worded("Huyện Kỳ Sơn", "chưa nộp báo cáo", true, Status::NoData),
        area("Huyện Quế Phong", "37", "53", "69,8", Status::NotMet),
        area("Huyện Tương Dương", "44", "62", "71,0", Status::NotMet),
        area("Huyện Con Cuông", "33", "43", "76,7", Status::NearlyMet),
        area("Huyện Đô Lương", "56", "66", "84,8", Status::Exceeded),
        area("Thành phố Vinh", "96", "104", "92,3", Status::Exceeded),
        worded("Huyện Quỳ Châu, thị xã Thái Hòa", "che số nhỏ", false, Status::NotArising),
        worded("Thị xã Cửa Lò", "không phát sinh", false, Status::NotArising),
    ]
}

fn sample_map() -> chart::Svg {
    let places = [(2, 1), (1, 3), (2, 2), (3, 2), (4, 4), (5, 6), (1, 4), (4, 6)];
    let tile = |(line, (row, column)): (AreaLine, (u8, u8))| chart::Tile {
        row,
        column,
        area: line.area.text,
        value: line.value,
        mark: line.mark,
        missing: line.missing,
    };
    let tiles: Vec<chart::Tile> = sample_areas().into_iter().zip(places).map(tile).collect();
    chart::tiles("ban-do", "Các địa phương so với chỉ tiêu 80%", &tiles)
}

fn sample_minis() -> Vec<MiniArea> {
    let mini = |area: &str, value: &str, below: bool, values: &[f64]| {
        let points: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        MiniArea {
            area: area.into(),
            before: values
                .first()
                .map_or(String::new(), |first| format!("{first:.1}").replace('.', ",")),
            value: value.into(),
            known: !values.is_empty(),
            below,
            picture: chart::mini(&points, Some(80.0), 40.0, 100.0),
        }
    };
    vec![
        mini("Anh Sơn", "83,3", false, &[66.0, 70.0, 75.0, 79.0, 83.3]),
        mini("Con Cuông", "76,7", true, &[63.0, 65.0, 68.0, 75.0, 76.7]),
        mini("Diễn Châu", "87,7", false, &[60.0, 68.0, 73.0, 82.0, 87.7]),
        mini("Kỳ Sơn", "chưa nộp", false, &[]),
        mini("Quế Phong", "69,8", true, &[46.0, 54.0, 60.0, 66.0, 69.8]),
        mini("Tương Dương", "71,0", true, &[53.0, 58.0, 60.0, 66.0, 71.0]),
        mini("Vinh", "92,3", false, &[70.0, 74.0, 84.0, 87.0, 92.3]),
    ]
}

fn sample_years() -> Vec<YearLine> {
    [
        ("2020", "58,6", "58,6"),
        ("2021", "64,2", "62,9"),
        ("2022", "70,9", "67,2"),
        ("2023", "77,3", "71,4"),
        ("2024", "83,2", "75,7"),
        ("2025", "", "80,0"),
    ]
    .into_iter()
    .map(|(year, value, expected)| YearLine {
        year: year.into(),
        value: value.into(),
        expected: expected.into(),
        target: if year == "2025" { "≥ 80".into() } else { String::new() },
        source: if value.is_empty() { String::new() } else { "thực tế".into() },
    })
    .collect()
}

fn sample_headline() -> Vec<HeadlineFigure> {
    let figure = |name: &str, value: &str, href: &str| HeadlineFigure {
        name: name.into(),
        value: value.into(),
        href: href.into(),
        note: String::new(),
    };
    vec![
        figure("Tử số", "923 người", "/consolidations/ctqg-2024/T5?cell=a.tong"),
        figure("Mẫu số", "1.110 người", "/consolidations/ctqg-2024/T5?cell=b.tong"),
        figure("Lộ trình 2024", "75,7%", ""),
        figure("Chỉ tiêu tỉnh 2025", "≥ 80%", ""),
        figure("Toàn quốc 2025", "≥ 80%", ""),
        figure("Chỉ tiêu tỉnh 2030", "≥ 90%", ""),
    ]
}

fn sample_sheet() -> Vec<(String, String)> {
    [
        (
            "Cách tính",
            "Người bị bạo lực đã tiếp cận ít nhất một dịch vụ, chia cho người bị bạo lực được phát hiện trong kỳ, nhân 100.",
        ),
        ("Phân tổ", "Giới tính, nhóm tuổi, dân tộc, huyện"),
        ("Nguồn số liệu", "Biểu T5 của UBND cấp huyện; cộng tử số, mẫu số rồi tính lại"),
        ("Chịu trách nhiệm", "Sở Văn hóa và Thể thao, Sở Lao động - Thương binh và Xã hội"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

impl IndicatorPage {
    /// 3.2a in 2024.
    pub fn sample() -> Self {
        let total = AreaLine {
            area: Link::new("Toàn tỉnh (20/21)", ""),
            numerator: Link::new("923", "/consolidations/ctqg-2024/T5"),
            denominator: Link::new("1.110", "/consolidations/ctqg-2024/T5"),
            value: "83,2".into(),
            words: false,
            missing: false,
            mark: Mark::of_status(Status::Exceeded),
        };
        Self {
            frame: Frame::sample("Chỉ tiêu 3.2a", Nav::Indicator),
            crumbs: vec![
                Link::new("Chỉ tiêu", "/indicators"),
                Link::new("Mục tiêu 3", "/indicators#muc-tieu-3"),
                Link::new("3.2a", ""),
            ],
            title: "3.2a. Người bị bạo lực được phát hiện được tiếp cận ít nhất một dịch vụ hỗ trợ cơ bản"
                .into(),
            lead: "Bạo lực gia đình, bạo lực trên cơ sở giới. Năm 2024, số liệu đến 30/11/2024.".into(),
            notices: Vec::new(),
            value_name: "Kết quả năm 2024".into(),
            value: Some(Link::new("83,2%", "#goc")),
            mark: Mark::of_status(Status::Exceeded).tag(),
            judged_by: String::new(),
            headline: sample_headline(),
            chart_title: "Vượt chỉ tiêu năm 2025 sớm một năm".into(),
            chart_note: "Tỷ lệ %, toàn tỉnh".into(),
            chart: Some(chart::line(&sample_chart())),
            years: sample_years(),
            sheet: sample_sheet(),
            sheet_note: "Bản áp dụng từ 13/7/2021".into(),
            targets: vec![TargetLine {
                scope: "Tỉnh".into(),
                year: "2025".into(),
                goal: "≥ 80%".into(),
                source: "Kế hoạch số 379/KH-UBND".into(),
                confidence: "đã kiểm chứng".into(),
            }],
            areas_title: "3 trong 5 địa phương tính được tỷ lệ còn dưới 80%".into(),
            areas_note: "Thấp xếp trước. Số dưới 5 được che.".into(),
            target_name: "So với 80%".into(),
            areas: sample_areas(),
            map: Some(sample_map()),
            total: Some(total),
            minis_title: "Mọi địa phương có số liệu đều tăng so với năm 2020".into(),
            minis_note: "2020 đến 2024, cùng thang 40 đến 100%. Nét đứt: chỉ tiêu 80%.".into(),
            minis_years: ["2020".into(), "2024".into()],
            minis: sample_minis(),
            origin: "83,2% = 923 : 1.110 × 100. Cộng từ 20 báo cáo đã chấp nhận. Thiếu huyện Kỳ Sơn: để ngoài cả tử số và mẫu số."
                .into(),
            used_in: vec![Link::new("Dự thảo báo cáo năm, mục II.3", "/reports/1")],
            file_words: "3.2a năm 2024".into(),
        }
    }
}
