//! Invented messages of an office.

use domain::{
    dispatch::{Business, Status},
    organ_code::OrganCode,
};
use exchange::edxml::{
    Attachment, BusinessInfo, DocumentType, Organ, Other, Package, Receiver, Replaced, ResponseFor,
    Signer, Staff, StatusMessage, Trace, document_id,
};
use jiff::civil::{Date, date};

pub(super) const ISSUED: Date = date(2026, 12, 5);

pub(super) fn department() -> Organ {
    Organ {
        id: "H41.02".into(),
        in_charge: "UBND tỉnh Nghệ An".into(),
        name: "Sở Nội vụ".into(),
        address: "Số 1 đường Mẫu".into(),
        email: "snv@example.vn".into(),
        telephone: "0238 000 000".into(),
        ..Organ::default()
    }
}

pub(super) fn province() -> Organ {
    let name = "UBND tỉnh Nghệ An".to_owned();
    Organ { id: "H41".into(), in_charge: name.clone(), name, ..Organ::default() }
}

pub(super) fn id() -> String {
    document_id(&OrganCode::parse("H41.02").unwrap(), ISSUED, "123", "BC-SNV")
}

fn staff() -> Staff {
    Staff {
        department: "Văn thư".into(),
        name: "Cán bộ văn thư".into(),
        email: "vanthu@example.vn".into(),
        mobile: "0900000000".into(),
    }
}

/// A report with two files, new, recalled, updated or as a replacement.
pub(super) fn package(business: Business) -> Package {
    let mut info = BusinessInfo {
        document_id: String::new(),
        business,
        reason: business.label().into(),
        paper: 0,
        changes: None,
        receivers: Vec::new(),
        replaced: Vec::new(),
        staff: staff(),
    };
    match business {
        Business::New | Business::Recall => {}
        Business::Update => {
            info.document_id = id();
            info.changes = Some((1, 1));
            info.receivers = vec![
                Receiver { organ_id: "H41".into(), kind: 0 },
                Receiver { organ_id: "H41.07".into(), kind: 1 },
            ];
        }
        Business::Replacement => {
            info.replaced = vec![Replaced {
                document_id: "H41.02,2026/06/04,61/BC-SNV".into(),
                organ_ids: vec!["H41".into(), "H41.07".into()],
            }];
        }
    }
    let file = |name: &str, description: &str, bytes: &[u8]| Attachment {
        name: name.into(),
        description: description.into(),
        bytes: bytes.to_vec(),
    };
    Package {
        from: department(),
        to: vec![province()],
        document_id: id(),
        number: "123".into(),
        notation: "BC-SNV".into(),
        place: "Nghệ An".into(),
        issued: ISSUED,
        document_type: DocumentType {
            group: "14".into(),
            detail: "0".into(),
            name: "Báo cáo".into(),
        },
        subject: "Báo cáo kết quả bình đẳng giới <năm 2026> & phương hướng".into(),
        content: "Kết quả thực hiện kế hoạch năm 2026".into(),
        signer: Signer {
            competence: "KT. GIÁM ĐỐC".into(),
            position: "PHÓ GIÁM ĐỐC".into(),
            full_name: "Phó Giám đốc Sở".into(),
        },
        due: Some(date(2026, 12, 25)),
        to_places: vec!["Như trên".into(), "Lưu: VT".into()],
        other: Other {
            priority: 0,
            sphere: "Lưu hành nội bộ".into(),
            typist: "TVC".into(),
            copies: Some(2),
            pages: Some(12),
            direction: false,
            appendices: vec!["Phụ lục số liệu".into()],
        },
        responses: vec![ResponseFor {
            organ_id: "H41".into(),
            code: "45/KH-UBND".into(),
            issued: Some(date(2026, 1, 15)),
            document_id: "H41,2026/01/15,45/KH-UBND".into(),
        }],
        steering: 0,
        traces: vec![Trace { organ_id: "H41.02".into(), at: date(2026, 12, 5).at(9, 5, 0, 0) }],
        business: info,
        attachments: vec![
            file("Báo cáo năm 2026.pdf", "Báo cáo", b"%PDF-1.7 thu nghiem\n"),
            file("Phụ lục.txt", "Biểu số liệu", b"khong phai tep that\n"),
        ],
        signed: false,
    }
}

/// A status about that report.
pub(super) fn status(status: Status) -> StatusMessage {
    let from = if status == Status::TakenBack { department() } else { province() };
    let reason = if status == Status::Refused { ": gửi nhầm nơi nhận" } else { "" };
    StatusMessage {
        from,
        response_for: ResponseFor {
            organ_id: "H41.02".into(),
            code: "123/BC-SNV".into(),
            issued: Some(ISSUED),
            document_id: id(),
        },
        staff: staff(),
        status,
        description: format!("{}{reason}", status.label()),
        at: date(2026, 12, 5).at(14, 30, 45, 0),
    }
}
