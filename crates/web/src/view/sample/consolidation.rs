//! Biểu T4 of an invented province with one missing district, and a heading being assembled.

use domain::{reference::Reading, submission::State};

use crate::view::{
    act::{Choice, Link},
    consolidation::*,
    frame::{Frame, Nav},
    mark::{Mark, Notice, Shape, Tone},
    narrative::TextBlock,
    proof::ProofPanel,
    table::HeadCell,
};

const HERE: &str = "/consolidations/ban-12-2024/T4";

fn cells(values: [&str; 5]) -> Vec<TotalCell> {
    let mut cells: Vec<TotalCell> = values
        .iter()
        .map(|text| match *text {
            "x" | "" => TotalCell::new(text, ""),
            _ => TotalCell::new(text, &format!("{HERE}?cell=hoi_nghi.nam#goc")),
        })
        .collect();
    if let Some(change) = cells.last_mut() {
        change.href.clear();
        change.mute = true;
    }
    cells
}

fn row(number: &str, label: &str, values: [&str; 5]) -> TotalRow {
    TotalRow {
        number: number.into(),
        label: label.into(),
        section: false,
        total: false,
        cells: cells(values),
        subtotals: Vec::new(),
    }
}

fn rows() -> Vec<TotalRow> {
    let mut talks = row(
        "1",
        "Hội nghị, tọa đàm, nói chuyện chuyên đề",
        ["1.284", "142.610", "81.326", "61.284", "+10,5"],
    );
    if let Some(open) = talks.cells.get_mut(3) {
        open.open = true;
    }
    talks.subtotals = vec![
        SubtotalLine {
            label: "20 huyện".into(),
            cells: cells(["1.102", "121.030", "69.426", "51.604", ""]),
        },
        SubtotalLine {
            label: "43 cơ quan cấp tỉnh".into(),
            cells: cells(["182", "21.580", "11.900", "9.680", ""]),
        },
    ];
    let mut all = row("", "Cộng lượt người (1 + 3)", ["x", "201.540", "111.438", "90.102", ""]);
    all.total = true;
    vec![
        talks,
        row("2", "Tin, bài trên hệ thống thông tin cơ sở", ["9.846", "x", "x", "x", "+10,6"]),
        row(
            "3",
            "Chương trình bằng tiếng dân tộc thiểu số",
            ["412", "58.930", "30.112", "28.818", "+11,1"],
        ),
        row("4", "Bài, video trên mạng xã hội", ["3.127", "x", "x", "x", "+38,1"]),
        all,
    ]
}

fn origin() -> Origin {
    let line = |unit: &str, value: &str, version: &str, signer: &str, at: &str| OriginLine {
        unit: Link::new(unit, "/submissions/7"),
        value: value.into(),
        made_of: String::new(),
        below: None,
        version: version.into(),
        signer: signer.into(),
        at: at.into(),
        summary: false,
        missing: false,
    };
    let summary = |unit: &str, value: &str| OriginLine {
        unit: Link::new(unit, ""),
        summary: true,
        ..line("", value, "", "", "")
    };
    let gap = OriginLine {
        missing: true,
        ..line("Huyện Kỳ Sơn", "thiếu", "", "", "năm 2023: 2.118")
    };
    Origin {
        value: "61.284".into(),
        description: "Lượt nam dự hội nghị, tọa đàm, nói chuyện chuyên đề (dòng 1, cột Nam). Cộng từ 63 báo cáo đã ký, đã chấp nhận; nữ 81.326 + nam 61.284 = 142.610."
            .into(),
        lines: vec![
            summary("Cộng 20 huyện, thành phố, thị xã", "51.604"),
            OriginLine {
                made_of: "cấp xã 4.870, phần của huyện 340".into(),
                below: Some(Link::new("xem 39 xã", HERE)),
                ..line("Huyện Yên Thành", "5.210", "bản 3", "Chủ tịch UBND", "04/12 15:20")
            },
            line("Huyện Diễn Châu", "5.064", "bản 2", "Phó Chủ tịch UBND", "03/12 09:12"),
            line("Thành phố Vinh", "4.655", "bản 2", "Phó Chủ tịch UBND", "04/12 16:48"),
            gap,
            summary("Cộng 43 cơ quan cấp tỉnh", "9.680"),
            line("Sở Giáo dục và Đào tạo", "2.140", "bản 1", "Phó Giám đốc", "02/12 10:02"),
        ],
        used_in: vec![
            Link::new("Lời văn mục II.6.2", "/consolidations/ban-12-2024/narratives"),
            Link::new("Chỉ tiêu 6.1", "/indicators/6.1"),
        ],
        close: HERE.into(),
    }
}

fn head() -> Vec<Vec<HeadCell>> {
    vec![
        vec![
            HeadCell::new("TT").spanning(1, 2),
            HeadCell::new("Hình thức").spanning(1, 2).names(),
            HeadCell::new("Số cuộc, sản phẩm").spanning(1, 2),
            HeadCell::new("Lượt người").spanning(1, 2),
            HeadCell::new("Trong đó").spanning(2, 1),
            HeadCell::new("So 2023").noted("%").spanning(1, 2),
        ],
        vec![HeadCell::new("Nữ"), HeadCell::new("Nam")],
    ]
}

impl ConsolidationPage {
    /// Biểu T4 with one origin open.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample("Tổng hợp Biểu T4", Nav::Consolidation),
            crumbs: vec![
                Link::new("Tổng hợp", "/consolidations"),
                Link::new("Báo cáo năm của Ban VSTBPN", "/rounds/ban-12-2024"),
                Link::new("Biểu T4", ""),
            ],
            title: "Biểu T4. Hoạt động, sản phẩm truyền thông".into(),
            counts: vec!["20/21 huyện".into(), "43/45 cơ quan cấp tỉnh".into()],
            as_of: "đến 8 giờ 30 ngày 09/12/2024".into(),
            modes: vec![
                Choice::new("Chính thức", HERE, true),
                Choice::new("Tạm tính", format!("{HERE}?mode=provisional"), false),
            ],
            views: vec![
                Choice::new("Có hai số cộng", HERE, true),
                Choice::new("Chỉ tổng", format!("{HERE}?subtotals=no"), false),
            ],
            forms: ["T1", "T2", "T3", "T4", "T7", "T8", "Lời văn"]
                .into_iter()
                .map(|code| {
                    Choice::new(code, format!("/consolidations/ban-12-2024/{code}"), code == "T4")
                })
                .collect(),
            notices: vec![
                Notice::new(
                    Tone::Near,
                    "Thiếu 1 huyện: Kỳ Sơn,",
                    "chậm 5 ngày, đã đôn đốc 2 lần. Đang để ngoài tổng, ghi chú dưới biểu.",
                )
                .linked(Link::new("Đôn đốc", "/rounds/ban-12-2024/urging")),
            ],
            stale: vec![StaleUnit {
                unit: Link::new("Huyện Tương Dương", "/submissions/7"),
                what: "3 xã, phường, thị trấn có số mới sau khi ký".into(),
            }],
            missing: vec![
                MissingUnit {
                    unit: Link::new("Huyện Kỳ Sơn", "/submissions/9"),
                    state: Mark::late(5),
                    treatment: "để ngoài tổng".into(),
                },
                MissingUnit {
                    unit: Link::new("Hội Cựu chiến binh tỉnh", "/submissions/10"),
                    state: Mark::of_state(State::Draft),
                    treatment: "để ngoài tổng".into(),
                },
            ],
            head: head(),
            columns: 5,
            rows: rows(),
            origin: Some(origin()),
            file_words: "T4 ban-12-2024".into(),
        }
    }
}

impl ConsolidationsPage {
    /// Two rounds with their forms.
    pub fn sample() -> Self {
        let link = |code: &str, title: &str| {
            Link::new(title, format!("/consolidations/ban-12-2024/{code}"))
        };
        Self {
            frame: Frame::sample("Tổng hợp", Nav::Consolidation),
            lead: "Số chính thức cộng từ báo cáo đã ký, đã chấp nhận".into(),
            rounds: vec![RoundTotals {
                title: "Báo cáo năm của Ban VSTBPN".into(),
                note: "20/21 huyện; 43/45 cơ quan cấp tỉnh".into(),
                state: Mark::new(Tone::Near, Shape::Triangle, "Chưa đủ"),
                links: vec![
                    link("T2", "Biểu T2. Nữ tham gia lãnh đạo, quản lý"),
                    link("T4", "Biểu T4. Hoạt động, sản phẩm truyền thông"),
                    link("narratives", "Lời văn của các đơn vị"),
                ],
            }],
        }
    }
}

impl NarrativesPage {
    /// Mục II.6.2 being assembled.
    pub fn sample() -> Self {
        let voice = |key: &str, who: &str, text: &str, chosen: bool| Voice {
            key: key.into(),
            who: who.into(),
            chosen,
            mark: None,
            blocks: TextBlock::read(&Reading::plain(text)),
            origin: Link::new("Mở báo cáo", "/submissions/7"),
            others: Vec::new(),
        };
        let fresh = Voice {
            mark: Some(Mark::new(Tone::Part, Shape::Plus, "Mới so với 2023")),
            ..voice(
                "12",
                "Huyện Yên Thành",
                "Thành lập 12 câu lạc bộ người cha trách nhiệm tại các xã có nhiều lao động nam đi làm xa trở về.",
                true,
            )
        };
        let alike = Voice {
            others: vec![OtherVoice {
                key: "23".into(),
                who: "Huyện Đô Lương".into(),
                text: "Vận động nam giới tham gia phòng ngừa bạo lực trên cơ sở giới.".into(),
            }],
            ..voice(
                "19",
                "Nam Đàn; 1 đơn vị viết gần giống, chọn riêng ở dưới",
                "Vận động nam giới tham gia phòng ngừa, ứng phó với bạo lực trên cơ sở giới.",
                false,
            )
        };
        Self {
            frame: Frame::sample("Tổng hợp lời văn", Nav::Consolidation),
            crumbs: vec![
                Link::new("Tổng hợp", "/consolidations"),
                Link::new("Báo cáo năm của Ban VSTBPN", "/rounds/ban-12-2024"),
                Link::new("Lời văn", ""),
            ],
            title: "Lời văn tổng hợp theo mục".into(),
            lead: "63 đơn vị đã được chấp nhận, đến 8 giờ 30 ngày 09/12/2024".into(),
            round: "ban-12-2024".into(),
            form: "PL06".into(),
            headings: ["I.1", "II.1", "II.6.1", "II.6.2", "II.7"]
                .into_iter()
                .map(|code| {
                    let href = format!("/consolidations/ban-12-2024/narratives?heading={code}");
                    Choice::new(code, href, code == "II.6.2")
                })
                .collect(),
            notices: Vec::new(),
            editable: true,
            acts: Vec::new(),
            heading: AssemblyHeading {
                code: "II.6.2".into(),
                number: "II.6.2".into(),
                title: "Thu hút nam giới".into(),
                count: "20 đoạn, gom còn 9".into(),
                text: "Toàn tỉnh tổ chức 1.284 hội nghị, tọa đàm với 61.284 lượt nam giới tham gia.\n\nMô hình “Câu lạc bộ người cha trách nhiệm” duy trì 245 câu lạc bộ."
                    .into(),
                revision: 4,
                read: Vec::new(),
                proof: ProofPanel::sample(),
                voices: vec![fresh, alike],
                raw: Vec::new(),
            },
            saved: "Đã lưu 08:26:40".into(),
        }
    }
}
