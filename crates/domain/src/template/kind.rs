//! The kinds of templates: which parts and places each has, and the text it is shipped with.

use super::{
    Part, Place,
    place::{
        APPENDICES, CONCLUSION, CORRECTION, DOCUMENT, LETTER, MINUTES, NOTICE, OPEN_LETTER, OWN,
        PROPOSAL, REPORT, ROUND,
    },
};

/// A kind of template.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// "report-lead": in addresses, tables and names of files.
    pub code: &'static str,
    pub title: &'static str,
    /// Parts it may have, and whether it must.
    pub parts: &'static [(Part, bool)],
    places: &'static [&'static [Place]],
    /// Places without which the document would lack its matter.
    pub must: &'static [&'static str],
    /// The text that comes with the release.
    pub shipped: &'static str,
}

impl Kind {
    /// Every place that the template may name.
    pub fn places(&self) -> impl Iterator<Item = &'static Place> + use<> {
        self.places.iter().copied().flatten()
    }

    /// The place of a name.
    pub fn place(&self, name: &str) -> Option<&'static Place> {
        self.places().find(|place| place.name == name)
    }
}

/// The kind with a code.
pub fn kind(code: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.code == code)
}

macro_rules! shipped {
    ($code:literal) => {
        include_str!(concat!("../../../../catalog/templates/", $code, ".txt"))
    };
}

const ADDRESSED: &[(Part, bool)] = &[
    (Part::Subject, true),
    (Part::Addressees, true),
    (Part::Grounds, false),
    (Part::Body, true),
    (Part::Recipients, true),
];

const EDITED_LETTER: &[(Part, bool)] = &[
    (Part::Subject, true),
    (Part::Addressees, true),
    (Part::Field("Lời văn"), true),
    (Part::Body, true),
    (Part::Recipients, true),
];

const UNADDRESSED: &[(Part, bool)] =
    &[(Part::Subject, true), (Part::Grounds, false), (Part::Body, true), (Part::Recipients, true)];

/// All kinds, in the order of lists.
pub static KINDS: &[Kind] = &[
    Kind {
        code: "report-lead",
        title: "Báo cáo tổng hợp của cơ quan chủ trì trình UBND tỉnh",
        parts: ADDRESSED,
        places: &[DOCUMENT, ROUND, APPENDICES, REPORT],
        must: &["report.body"],
        shipped: shipped!("report-lead"),
    },
    Kind {
        code: "report-province",
        title: "Báo cáo tổng hợp của UBND tỉnh",
        parts: ADDRESSED,
        places: &[DOCUMENT, ROUND, APPENDICES, REPORT],
        must: &["report.body"],
        shipped: shipped!("report-province"),
    },
    Kind {
        code: "report-committee",
        title: "Báo cáo tổng hợp của Ban Vì sự tiến bộ của phụ nữ tỉnh",
        parts: ADDRESSED,
        places: &[DOCUMENT, ROUND, APPENDICES, REPORT],
        must: &["report.body"],
        shipped: shipped!("report-committee"),
    },
    Kind {
        code: "report-unit",
        title: "Báo cáo của từng đơn vị",
        parts: ADDRESSED,
        places: &[DOCUMENT, ROUND, APPENDICES, OWN],
        must: &["report.body"],
        shipped: shipped!("report-unit"),
    },
    Kind {
        code: "urging",
        title: "Công văn đôn đốc",
        parts: EDITED_LETTER,
        places: &[DOCUMENT, ROUND, LETTER],
        must: &["letter.text", "addressee.name"],
        shipped: shipped!("urging"),
    },
    Kind {
        code: "prompt",
        title: "Công văn nhắc hạn gửi báo cáo",
        parts: EDITED_LETTER,
        places: &[DOCUMENT, ROUND, LETTER],
        must: &["letter.text", "addressee.name"],
        shipped: shipped!("prompt"),
    },
    Kind {
        code: "request",
        title: "Công văn đề nghị phối hợp",
        parts: EDITED_LETTER,
        places: &[DOCUMENT, ROUND, LETTER],
        must: &["letter.text", "addressee.name"],
        shipped: shipped!("request"),
    },
    Kind {
        code: "letter",
        title: "Công văn",
        parts: ADDRESSED,
        places: &[DOCUMENT, OPEN_LETTER],
        must: &["letter.subject", "letter.text", "addressee.name"],
        shipped: shipped!("letter"),
    },
    Kind {
        code: "correction",
        title: "Công văn đính chính",
        parts: &[
            (Part::Subject, true),
            (Part::Addressees, true),
            (Part::Field("Lý do"), false),
            (Part::Body, true),
            (Part::Recipients, true),
        ],
        places: &[DOCUMENT, CORRECTION],
        must: &["document.cited", "line.printed", "line.reads"],
        shipped: shipped!("correction"),
    },
    Kind {
        code: "notice",
        title: "Thông báo đợt báo cáo",
        parts: UNADDRESSED,
        places: &[DOCUMENT, ROUND, NOTICE],
        must: &["owed.before"],
        shipped: shipped!("notice"),
    },
    Kind {
        code: "proposal",
        title: "Tờ trình ban hành kế hoạch, báo cáo",
        parts: &[
            (Part::Subject, true),
            (Part::Addressees, true),
            (Part::Grounds, false),
            (Part::Field("Sự cần thiết"), false),
            (Part::Field("Quá trình xây dựng"), false),
            (Part::Field("Nội dung chính"), false),
            (Part::Body, true),
            (Part::Recipients, true),
        ],
        places: &[DOCUMENT, PROPOSAL],
        must: &["proposal.need"],
        shipped: shipped!("proposal"),
    },
    Kind {
        code: "minutes",
        title: "Biên bản kiểm tra",
        parts: UNADDRESSED,
        places: &[DOCUMENT, MINUTES],
        must: &["minutes.findings", "member.name", "recommendation.text"],
        shipped: shipped!("minutes"),
    },
    Kind {
        code: "conclusion",
        title: "Thông báo kết luận kiểm tra",
        parts: UNADDRESSED,
        places: &[DOCUMENT, CONCLUSION],
        must: &["conclusion.results", "demand.text"],
        shipped: shipped!("conclusion"),
    },
];
