//! Runs every cell of `cases/right.md`: which account may do what to a report.

use std::collections::BTreeSet;

use domain::{
    access::{Officer, OfficerId, Role, UnitId},
    submission::{Party, Right, Submission},
};
use jiff::civil::date;

use crate::{
    round::submission,
    tables::{Line, lines},
};

const CASES: &str = include_str!("../../cases/right.md");
const ELSEWHERE: UnitId = UnitId(99);

fn right(words: &str) -> Right {
    match words {
        "nhập số, lời văn" => Right::Type,
        "trình ký" => Right::MakeReady,
        "lấy lại để sửa" => Right::TakeBack,
        "ký và gửi" => Right::Submit,
        "rút về" => Right::Withdraw,
        "miễn tách người nhập, ký" => Right::Waive,
        "xin gia hạn" => Right::AskExtension,
        "gửi thay theo bản giấy" => Right::SendPaper,
        "ghi số, ngày văn bản" => Right::RecordDocument,
        "ghi số thực tế" => Right::TellActual,
        "tải biểu Excel" => Right::TakeWorkbook,
        "đề nghị mở lại" => Right::AskReopening,
        "ghi ý kiến" => Right::Remark,
        "thẩm tra" => Right::Review,
        other => panic!("no such right: {other}"),
    }
}

fn role(words: &str) -> Role {
    match words {
        "nhập liệu" => Role::Reporter,
        "thẩm tra" => Role::Reviewer,
        "ký" => Role::Signer,
        "tổng hợp" => Role::Desk,
        "lãnh đạo" => Role::Leader,
        "quản trị đơn vị" => Role::UnitAdministrator,
        "quản trị hệ thống" => Role::SystemAdministrator,
        other => panic!("no such role: {other}"),
    }
}

/// The report of a section, the unit of whose accounts it speaks, and whether the report is a commune's.
fn section(title: &str) -> (Submission, UnitId, bool) {
    let report = submission(date(2024, 12, 4), date(2025, 1, 31));
    let (own, office) = (report.unit, report.receiver);
    match title {
        "Tài khoản của đơn vị báo cáo" => (report, own, false),
        "Xã được một người vừa nhập vừa ký" => {
            (Submission { single_officer_waiver: true, ..report }, own, true)
        }
        "Tài khoản của nơi nhận báo cáo" => (report, office, false),
        "Tài khoản của huyện nhận báo cáo của xã" => (report, office, true),
        "Cơ quan chủ trì với báo cáo của chính mình" => {
            (Submission { receiver: own, ..report }, own, false)
        }
        "Tài khoản của đơn vị khác" => (report, ELSEWHERE, false),
        other => panic!("no such section: {other}"),
    }
}

/// Of a cell: whether it is as written, for one role alone and beside a role that may nothing.
fn judge(line: &Line<'_>, (head, cell): (&str, &str)) {
    let (report, unit, is_commune) = section(line.title);
    let (right, may) = (right(line.get("việc")), cell == "có");
    assert!(may || cell.is_empty(), "{}: {cell}", line.text);
    for roles in [vec![role(head)], vec![Role::Leader, role(head)]] {
        let officer = Officer { id: OfficerId(5), unit, name: String::new(), roles };
        let party = Party::of(&report, &officer, unit == report.unit, is_commune);
        assert_eq!(party.may(right), may, "{}: {head}: {}", line.title, line.text);
        assert_eq!(party.require(right).is_ok(), may);
    }
}

#[test]
fn every_account_may_what_is_written_and_nothing_else() {
    let (mut rights, mut cells) = (BTreeSet::new(), 0);
    for line in lines(CASES) {
        for (head, cell) in line.pairs().filter(|(head, _)| *head != "việc") {
            judge(&line, (head, cell));
            cells += 1;
        }
        rights.insert(format!("{:?}", right(line.get("việc"))));
    }
    assert_eq!(rights.len(), Right::ALL.len(), "a right has no line");
    assert!(cells > 500, "cells of the case file were lost: {cells}");
}
