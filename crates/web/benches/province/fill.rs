//! One round set of the full province: three yearly periods, every unit about 300 cells in each.
//!
//! The catalog is the real one with one round more (2022), so that there are three periods. The figures
//! are invented from the unit's place in the list; the same every time, and they keep nearly all checks.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use actions::part::{forms_of, is_asked};
use domain::{
    access::{OfficerId, Role, UnitId},
    amount::Amount,
    catalog::Catalog,
    cell::CellStatus,
    deed::Deed,
    form::{Column, Form, FormBody, Row, RowKind, Table, ValueType},
    org_unit::OrgUnitKind,
    submission::{State, SubmissionId},
};
use exchange::catalog::Source;
use jiff::{SignedDuration, Timestamp};
use store::{
    db::{Store, Tx},
    officer::NewOfficer,
    org_unit::UnitRow,
    played::{self, Played},
    round::RoundRow,
    value::WholeVersion,
};

use crate::{Outcome, PEOPLE};

/// The morning that all clocks of the benchmark show: after the districts' last day of 2024.
pub(crate) const MORNING: &str = "2024-12-26T08:15:00+07:00";
/// What all invented figures start from.
pub(crate) const SEED: i64 = 2024;
/// The one password of all accounts.
pub(crate) const PASSWORD: &str = "Sanh-Vai-do-luong-2024";
/// The round on which everything is measured.
pub(crate) const ROUND: &str = "R-STR-2024";

const REGIME: &str = "R-STR";
const CELLS: usize = 300;

/// What the measures need to know of what was filled.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    pub(crate) units: usize,
    pub(crate) cells: usize,
    pub(crate) versions: usize,
    /// Communes' submissions that wait for their signer, with the signer.
    pub(crate) ready: Vec<(SubmissionId, OfficerId)>,
    /// Communes' drafts, with the login of their author.
    pub(crate) drafts: Vec<(SubmissionId, String)>,
    /// Districts' drafts, with the login of their author.
    pub(crate) district_drafts: Vec<(SubmissionId, String)>,
    /// Accepted submissions that the lead department received.
    pub(crate) accepted: Vec<SubmissionId>,
}

/// The instant of [`MORNING`].
pub(crate) fn morning() -> Outcome<Timestamp> {
    Ok(MORNING.parse()?)
}

/// The login of a person at the lead department's desk.
pub(crate) fn desk(at: usize) -> String {
    format!("tong-hop-{at}")
}

/// Reads the plan's catalog and puts a round of 2022 before the others.
pub(crate) fn catalog() -> Outcome<(BTreeMap<String, Vec<u8>>, Catalog)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/nghe-an-2024");
    let mut files = BTreeMap::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&root)?.to_string_lossy().into_owned();
                files.insert(name, std::fs::read(&path)?);
            }
        }
    }
    let known = files.get("regimes.toml").ok_or("no regimes.toml")?;
    files.insert(
        "regimes.toml".to_owned(),
        three_periods(std::str::from_utf8(known)?)?.into_bytes(),
    );
    let catalog = exchange::catalog::read(&Source { files: files.clone() });
    Ok((files, catalog.map_err(|faults| format!("{faults:?}"))?))
}

/// The round of 2023, once more and a year earlier; that of 2023 follows it.
fn three_periods(regimes: &str) -> Outcome<String> {
    let from = regimes.find("[[round]]").ok_or("no round")?;
    let length = regimes[from + 1..].find("[[round]]\n").ok_or("only one round")?;
    let (first, rest) = regimes[from..].split_at(length + 1);
    let earlier = ["2022", "2023", "2024"]
        .windows(2)
        .fold(first.to_owned(), |text, years| text.replace(years[1], years[0]));
    // The units stay those of the frame of 2023: the catalog knows no earlier ones.
    let earlier = earlier.replace("from = 2022-12-15", "from = 2021-12-15");
    let earlier = earlier.replace("frame = 2022", "frame = 2023");
    let first = first.replace("frame = ", "previous = \"R-STR-2022\"\nframe = ");
    Ok(format!("{}{earlier}\n{first}{rest}", &regimes[..from]))
}

struct Filling<'a> {
    forms: Vec<&'a Form>,
    cells: BTreeMap<(String, String, String), i64>,
    officers: BTreeMap<UnitId, (OfficerId, OfficerId, String)>,
    filled: Filled,
}

/// Fills an empty store in one transaction.
pub(crate) async fn fill(store: &Store) -> Outcome<Filled> {
    let now = morning()?;
    store::migrate::migrate(store, now).await?;
    if !store::catalog::files(&mut store.reader()).await?.is_empty() {
        return Err("the database is not empty: the benchmark fills one of its own".into());
    }
    let (files, catalog) = catalog()?;
    actions::catalog::load(store, &catalog, &files, now).await?;
    let mut tx = store.begin().await?;
    let mut units: BTreeMap<UnitId, UnitRow> = BTreeMap::new();
    for frame in catalog.rounds.iter().map(|r| r.frame).collect::<BTreeSet<_>>() {
        for (unit, _) in store::org_unit::on_date(&mut tx, frame).await? {
            units.insert(unit.id, unit);
        }
    }
    let mut filling = Filling {
        forms: forms_of(&catalog, REGIME),
        cells: store::value::cell_numbers(&mut tx).await?,
        officers: officers(&mut tx, &catalog, units.values()).await?,
        filled: Filled::default(),
    };
    let mut rounds = store::round::list(&mut tx).await?;
    rounds.retain(|r| r.regime == REGIME);
    rounds.sort_by_key(|r| r.year);
    for round in &rounds {
        filling.round(&mut tx, round, &units).await?;
    }
    // As the server's own upkeep would in its first night.
    tx.execute("ANALYZE", &[]).await?;
    tx.commit().await?;
    Ok(filling.filled)
}

/// An author and a signer for each unit, and fifty people at the desk of the lead department.
async fn officers(
    tx: &mut Tx,
    catalog: &Catalog,
    units: impl Iterator<Item = &UnitRow>,
) -> Outcome<BTreeMap<UnitId, (OfficerId, OfficerId, String)>> {
    let password_hash = actions::account::hash_password(PASSWORD)?;
    let new = |login: String, unit: &UnitRow, name: &str, roles: Vec<Role>| NewOfficer {
        login,
        password_hash: password_hash.clone(),
        must_change: false,
        unit: unit.id,
        name: name.to_owned(),
        position: "Chuyên viên".to_owned(),
        phone: String::new(),
        email: String::new(),
        roles,
    };
    let mut officers = BTreeMap::new();
    for unit in units {
        let login = unit.key.clone();
        let author = new(login.clone(), unit, "Cán bộ đầu mối", vec![Role::Reporter]);
        let author = store::officer::create(tx, &author).await?;
        let signer = new(format!("{login}-ky"), unit, "Người ký", vec![Role::Signer]);
        let signer = store::officer::create(tx, &signer).await?;
        officers.insert(unit.id, (author, signer, login));
        if unit.key == catalog.lead {
            for at in 0..PEOPLE {
                let roles = vec![Role::Desk, Role::Reviewer];
                let person = new(desk(at), unit, "Cán bộ tổng hợp", roles);
                store::officer::create(tx, &person).await?;
            }
        }
    }
    Ok(officers)
}

impl Filling<'_> {
    /// All units of a round: accepted, but for the last round's drafts.
    async fn round(
        &mut self,
        tx: &mut Tx,
        round: &RoundRow,
        units: &BTreeMap<UnitId, UnitRow>,
    ) -> Outcome<()> {
        let last = round.code == ROUND;
        let mut submissions = store::submission::of_round(tx, round.id).await?;
        // Communes first: a district's version names those it was filled from.
        submissions.sort_by_key(|s| {
            let commune = units.get(&s.unit).is_some_and(|u| u.kind == OrgUnitKind::Commune);
            (!commune, s.unit)
        });
        let (mut communes, mut districts) = (0, 0);
        for submission in submissions {
            let unit = units.get(&submission.unit).ok_or("a unit outside the frames")?;
            let (author, signer, login) = self.officers[&unit.id].clone();
            let whole = self.whole(unit, round.year);
            let at = morning()?.checked_sub(SignedDuration::from_hours(48))?;
            let id = submission.id;
            let (place, state) = match unit.kind {
                OrgUnitKind::Commune if last => {
                    communes += 1;
                    (communes, if communes <= PEOPLE { State::Ready } else { State::Draft })
                }
                OrgUnitKind::District if last => {
                    districts += 1;
                    (districts, State::Draft)
                }
                _ => (usize::MAX, State::Draft),
            };
            let drafts = if unit.kind == OrgUnitKind::Commune { 2 * PEOPLE } else { 2 };
            let mut played = Played { author: Some(author), ..Played::new(state) };
            if last {
                self.filled.units += 1;
            }
            self.filled.cells += whole.cells.len();
            if place <= drafts {
                store::value::save_draft(tx, id, (author, at), &whole).await?;
                match (unit.kind, state) {
                    (OrgUnitKind::Commune, State::Ready) => self.filled.ready.push((id, signer)),
                    (OrgUnitKind::Commune, _) => self.filled.drafts.push((id, login)),
                    _ => self.filled.district_drafts.push((id, login)),
                }
            } else {
                let by = (signer, at);
                played.version =
                    store::value::save_version(tx, id, 1, Some(author), by, &whole).await?;
                if unit.kind == OrgUnitKind::District {
                    store::value::save_parts_used(tx, played.version, round.id, unit.id).await?;
                    store::value::share::split(tx, played.version, "").await?;
                    store::value::seal(tx, played.version).await?;
                }
                for verb in [Deed::SubmissionSubmit, Deed::SubmissionAccept] {
                    store::submission::record_event(tx, id, by, verb, "", 1).await?;
                }
                played.state = State::Accepted;
                played.signer = Some(signer);
                played.versions = 1;
                played.filed_at = Some(at);
                played.accepted_at = Some(at);
                self.filled.versions += 1;
                if last && unit.kind != OrgUnitKind::Commune {
                    self.filled.accepted.push(id);
                }
            }
            played::save(tx, id, &played).await?;
        }
        Ok(())
    }

    /// Every asked cell of a unit, then others of the same forms up to 300, and words under each heading.
    fn whole(&self, unit: &UnitRow, year: i64) -> WholeVersion {
        let mut whole = WholeVersion::default();
        let mut others = Vec::new();
        for form in &self.forms {
            match &form.body {
                FormBody::Narrative(headings) => {
                    for heading in headings.iter().filter(|h| h.depth > 1) {
                        let body = words(&unit.name, year);
                        let place = (form.code.clone(), heading.code.clone());
                        whole.words.push((place.0, place.1, body, None));
                    }
                }
                FormBody::Table(table) => {
                    for (row, column) in enterable(table) {
                        let key = (form.code.clone(), row.code.clone(), column.code.clone());
                        let Some(cell) = self.cells.get(&key) else { continue };
                        let figure = (*cell, Some(figure(unit, column)), CellStatus::Actual);
                        let who = (unit.kind, unit.key.as_str());
                        if is_asked(table, &row.code, &column.code, who) {
                            whole.cells.push(figure);
                        } else {
                            others.push(figure);
                        }
                    }
                }
            }
        }
        let room = CELLS.saturating_sub(whole.cells.len());
        whole.cells.extend(others.into_iter().take(room));
        whole
    }
}

/// Cells that somebody enters somewhere.
fn enterable(table: &Table) -> impl Iterator<Item = (&Row, &Column)> {
    table.rows.iter().filter(|r| r.kind == RowKind::Element).flat_map(|row| {
        let columns = table.columns.iter().filter(|column| {
            column.formula.is_none()
                && column.value_type != ValueType::Text
                && !row.not_applicable.contains(&column.code)
        });
        columns.map(move |column| (row, column))
    })
}

/// Ten parts of people, four of them women, six men, one of each smaller group; hardly two units have
/// the same, as in life, where a table that is another's to the last figure is a copied file.
fn figure(unit: &UnitRow, column: &Column) -> Amount {
    let part = 1 + (unit.id.0 * 7 + SEED) % 997;
    let leaf = column.code.rsplit('.').next().unwrap_or_default();
    let units = match (column.value_type, leaf) {
        (ValueType::Money, _) => part * 1_000_000,
        (ValueType::YesNo, _) => 1,
        (_, "nu" | "tu") => 4 * part,
        (_, "nam") => 6 * part,
        (_, "tong" | "nguoi" | "luot" | "mau" | "so_luong" | "don_vi" | "vi_pham") => 10 * part,
        _ => part,
    };
    Amount::from_scaled(units * 10_000)
}

fn words(unit: &str, year: i64) -> String {
    format!(
        "DỮ LIỆU ĐO TỐC ĐỘ. Năm {year}, {unit} đã ban hành kế hoạch, giao một bộ phận làm đầu mối, phân \
         công lãnh đạo phụ trách và cán bộ theo dõi từng việc.\n\nTrong năm đã tổ chức các lớp tập huấn, \
         các buổi truyền thông tại thôn, bản, khối phố; nội dung gắn với đời sống của người dân và với \
         nhiệm vụ của đơn vị. Khó khăn chính là kinh phí và người làm kiêm nhiệm; đơn vị đề nghị được \
         hướng dẫn sớm để đưa vào dự toán năm sau."
    )
}
