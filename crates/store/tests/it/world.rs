//! A small province: one district with two communes, one more district, two departments, the Front,
//! and a district that went into another; a table of two rows and an outline of three headings.

use domain::{
    access::{OfficerId, Role, Scope, UnitId},
    amount::Amount,
    catalog::Catalog,
    cell::CellStatus,
    confidence::Confidence,
    form::{Column, Form, FormBody, Heading, Row, RowKind, Table, Travel, ValueType},
    org_unit::{Extent, OrgUnit, OrgUnitKey, OrgUnitKind, Parentage, Succession},
    regime::{Due, Duty, Round},
    submission::{State, SubmissionId},
};
use jiff::civil::{Date, date};
use store::{
    db::{Reads, Store, Tx},
    officer::NewOfficer,
    org_unit,
    played::{self, Played},
    round, submission,
    value::{self, WholeVersion},
};

use crate::harness::now;

/// The day on which tests happen.
pub(crate) const TODAY: Date = date(2024, 11, 20);
const BEGINNING: Date = date(2000, 1, 1);

/// Numbers of what the fixture wrote.
pub(crate) struct World {
    pub(crate) catalog: Catalog,
    pub(crate) round: i64,
    pub(crate) province: UnitId,
    pub(crate) lead: UnitId,
    pub(crate) north: UnitId,
    pub(crate) reporter: OfficerId,
    pub(crate) signer: OfficerId,
    pub(crate) reviewer: OfficerId,
}

impl World {
    /// Loads the catalog, opens the round of 2024, adds three officers.
    pub(crate) async fn make(store: &Store) -> Self {
        let catalog = catalog();
        let mut tx = store.begin().await.unwrap();
        org_unit::save_catalog(&mut tx, &catalog).await.unwrap();
        value::save_cells(&mut tx, &catalog).await.unwrap();
        round::open(&mut tx, &catalog, &catalog.rounds[0]).await.unwrap();
        let round = round::open(&mut tx, &catalog, &catalog.rounds[1]).await.unwrap();
        let province = unit(&mut tx, "t").await;
        let lead = unit(&mut tx, "s-nv").await;
        let north = unit(&mut tx, "h-bac").await;
        let reporter = officer(&mut tx, "bac.nhap", north, Role::Reporter).await;
        let signer = officer(&mut tx, "bac.ky", north, Role::Signer).await;
        let reviewer = officer(&mut tx, "snv.tham-tra", lead, Role::Reviewer).await;
        tx.commit().await.unwrap();
        Self { catalog, round, province, lead, north, reporter, signer, reviewer }
    }

    /// The eyes of the province's desk.
    pub(crate) fn desk(&self) -> Scope {
        Scope {
            officer: self.reviewer,
            unit: self.lead,
            root: self.province,
            province_wide: true,
            today: TODAY,
        }
    }

    /// The eyes of one unit.
    pub(crate) fn eyes_of(&self, unit: UnitId) -> Scope {
        Scope { officer: self.reporter, unit, root: unit, province_wide: false, today: TODAY }
    }

    /// The submission of a unit in the round of 2024.
    pub(crate) async fn submission_of(&self, db: &mut impl Reads, key: &str) -> SubmissionId {
        let owing = unit(db, key).await;
        let row = submission::of_unit(db, &self.desk(), "BC-2024", owing).await.unwrap();
        row.unwrap().submission.id
    }

    /// Writes a signed and accepted version of a unit: cells of T1 and words of its outline.
    pub(crate) async fn accept(
        &self,
        tx: &mut Tx,
        key: &str,
        cells: &[(&str, &str, Option<i64>)],
        words: &[(&str, &str)],
    ) -> i64 {
        let id = self.submission_of(tx, key).await;
        let numbers = value::cell_numbers_of(tx, "T1").await.unwrap();
        let whole = WholeVersion {
            cells: cells
                .iter()
                .map(|(row, column, units)| {
                    let cell = numbers[&((*row).to_owned(), (*column).to_owned())];
                    (cell, units.map(|u| Amount::try_from_units(u).unwrap()), CellStatus::Actual)
                })
                .collect(),
            words: words
                .iter()
                .map(|(heading, body)| ("DC".into(), (*heading).into(), (*body).into(), None))
                .collect(),
        };
        let author = Some(self.reporter);
        let by = (self.signer, now());
        let version = value::save_version(tx, id, 1, author, by, &whole).await.unwrap();
        let played = Played {
            author,
            signer: Some(self.signer),
            versions: 1,
            version,
            filed_at: Some(now()),
            accepted_at: Some(now()),
            ..Played::new(State::Accepted)
        };
        played::save(tx, id, &played).await.unwrap();
        version
    }
}

/// The number of a unit.
pub(crate) async fn unit(db: &mut impl Reads, key: &str) -> UnitId {
    org_unit::by_key(db, key).await.unwrap().unwrap().id
}

async fn officer(tx: &mut Tx, login: &str, unit: UnitId, role: Role) -> OfficerId {
    store::officer::create(tx, &new_officer(login, unit, &[role])).await.unwrap()
}

/// An account to write.
pub(crate) fn new_officer(login: &str, unit: UnitId, roles: &[Role]) -> NewOfficer {
    NewOfficer {
        login: login.to_owned(),
        password_hash: "$argon2id$".to_owned(),
        must_change: false,
        unit,
        name: format!("Cán bộ {login}"),
        position: "Chuyên viên".to_owned(),
        phone: String::new(),
        email: String::new(),
        roles: roles.to_vec(),
    }
}

/// The definitions.
pub(crate) fn catalog() -> Catalog {
    Catalog {
        code: "tinh-thu".to_owned(),
        title: "Tỉnh thử".to_owned(),
        province: "t".to_owned(),
        lead: "s-nv".to_owned(),
        units: units(),
        parents: parents(),
        successions: vec![Succession {
            from: key("h-cu"),
            to: key("h-bac"),
            extent: Extent::Whole,
            date: date(2024, 1, 1),
            legal_basis: "Nghị quyết thử".to_owned(),
            note: String::new(),
        }],
        forms: vec![table(), outline()],
        rounds: vec![round_of(2023, None), round_of(2024, Some("BC-2023"))],
        ..Catalog::default()
    }
}

fn key(text: &str) -> OrgUnitKey {
    OrgUnitKey(text.to_owned())
}

fn units() -> Vec<OrgUnit> {
    use OrgUnitKind::*;
    [
        ("t", Province, "Tỉnh Thử"),
        ("s-nv", Department, "Sở Nội vụ"),
        ("s-yt", Department, "Sở Y tế"),
        ("mt", Front, "Ủy ban Mặt trận Tổ quốc tỉnh"),
        ("h-bac", District, "Huyện Đông Bắc"),
        ("h-nam", District, "Huyện Diễn Nam"),
        ("h-cu", District, "Huyện Cũ"),
        ("x-hoa", Commune, "Xã Hòa Sơn"),
        ("x-an", Commune, "Thị trấn Ân Thịnh"),
    ]
    .into_iter()
    .map(|(unit, kind, name)| OrgUnit {
        key: key(unit),
        code: String::new(),
        kind,
        name: name.to_owned(),
        short_name: name.to_owned(),
        symbol: String::new(),
        valid_from: BEGINNING,
        valid_to: (unit == "h-cu").then_some(date(2023, 12, 31)),
        confidence: Confidence::Verified,
        source: String::new(),
    })
    .collect()
}

fn parents() -> Vec<Parentage> {
    [
        ("s-nv", "t"),
        ("s-yt", "t"),
        ("mt", "t"),
        ("h-bac", "t"),
        ("h-nam", "t"),
        ("h-cu", "t"),
        ("x-hoa", "h-bac"),
        ("x-an", "h-bac"),
    ]
    .into_iter()
    .map(|(child, parent)| Parentage {
        child: key(child),
        parent: key(parent),
        valid_from: BEGINNING,
        valid_to: (child == "h-cu").then_some(date(2023, 12, 31)),
    })
    .collect()
}

fn table() -> Form {
    let column = |code: &str| Column {
        code: code.to_owned(),
        headers: vec![code.to_owned()],
        value_type: ValueType::Count,
        required: true,
        formula: None,
        width_mm: 20,
        entered_by: vec![],
    };
    let row = |code: &str, kind: RowKind| Row {
        code: code.to_owned(),
        number: String::new(),
        label: code.to_owned(),
        kind,
        travel: Travel::Sum { districts: true, provincial_bodies: true },
        unit_label: String::new(),
        not_applicable: vec![],
        note: String::new(),
    };
    let body = FormBody::Table(Table {
        unit_label: "người".to_owned(),
        columns: vec![column("tong"), column("nu")],
        rows: vec![
            row("muc", RowKind::Section),
            row("a", RowKind::Element),
            row("b", RowKind::Element),
        ],
        sensitive: false,
    });
    form("T1", body)
}

fn outline() -> Form {
    let headings = ["1", "2", "10"]
        .into_iter()
        .map(|code| Heading {
            code: code.to_owned(),
            depth: 1,
            title: format!("Mục {code}"),
            hint: String::new(),
            required: false,
            checklist: false,
        })
        .collect();
    form("DC", FormBody::Narrative(headings))
}

fn form(code: &str, body: FormBody) -> Form {
    Form {
        code: code.to_owned(),
        version: 1,
        title: code.to_owned(),
        confidence: Confidence::Reconstruction,
        source: String::new(),
        body,
        checks: vec![],
    }
}

fn round_of(year: i16, previous: Option<&str>) -> Round {
    let due = |kinds: &[OrgUnitKind], units: &[&str], duty, days_before| Due {
        kinds: kinds.to_vec(),
        units: units.iter().map(|u| (*u).to_owned()).collect(),
        duty,
        days_before,
        note: String::new(),
    };
    Round {
        code: format!("BC-{year}"),
        regime: "BC".to_owned(),
        title: format!("Báo cáo năm {year}"),
        year,
        window_from: date(year, 1, 1),
        window_to: date(year, 12, 14),
        window_proposed: false,
        before: date(year, 12, 5),
        before_excludes_day: true,
        closes: date(year + 1, 1, 31),
        frame: date(year, 11, 1),
        previous: previous.map(ToOwned::to_owned),
        dues: vec![
            due(&[OrgUnitKind::District], &[], Duty::Ordered, 0),
            due(&[OrgUnitKind::Commune], &[], Duty::Ordered, 5),
            due(&[], &["s-yt"], Duty::Ordered, 0),
            due(&[OrgUnitKind::Front], &[], Duty::Requested, 0),
        ],
    }
}
