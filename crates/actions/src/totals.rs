//! Totals of one form of a round: two subtotals with two counts, computed cells recomputed.
//!
//! They are never stored. A server keeps those it has added up in memory, as long as nothing that
//! counts has changed: each is added up once, whoever asks first.

use std::{
    collections::{BTreeMap, HashMap, btree_map::Entry},
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    access::UnitId,
    amount::AmountError,
    catalog::Catalog,
    check::{Figures, Place, compute},
    consolidation::{Total, total},
    form::{Form, FormBody, Row, RowKind},
    masking,
    reference::{Reading, Source},
    submission::SubmissionId,
};
use rust_decimal::Decimal;
use store::db::Reads;
use tokio::sync::OnceCell;

use crate::{
    Error,
    part::{self, figures_of_version, forms_of},
};

/// Totals that a server keeps at most.
const KEPT_MAX: usize = 256;

/// Which form of which round at which office, provisional or not.
type Key = (String, i64, UnitId, bool);

/// A round at one office.
type RoundKey = (i64, UnitId);

/// What counts, and which catalog.
type Turn = (i64, i64);

/// Why something that was asked for is not kept.
enum Unkept<T> {
    Failed(Error),
    /// Read while something that counts changed: good for who asked, not for whoever reads of the turn before.
    Moved(Arc<T>),
}

impl<T> Unkept<T> {
    fn given(self) -> Result<Arc<T>, Error> {
        match self {
            Self::Failed(error) => Err(error),
            Self::Moved(read) => Ok(read),
        }
    }
}

impl<T, E: Into<Error>> From<E> for Unkept<T> {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// What was read, to be kept where the turn is still the one that it was asked for.
async fn settled<T>(db: &mut impl Reads, turn: Turn, read: T) -> Result<Arc<T>, Unkept<T>> {
    let read = Arc::new(read);
    if store::turn::now(db).await? == turn { Ok(read) } else { Err(Unkept::Moved(read)) }
}

/// Something that one asks for first and others wait for.
type Cell<T> = Arc<OnceCell<Arc<T>>>;

/// Figures of each district, by its name.
pub type Areas = BTreeMap<String, Figures>;

/// What was read and added up since the last change.
#[derive(Debug, Default)]
struct Kept {
    turn: Turn,
    forms: HashMap<Key, Cell<FormTotals>>,
    rounds: HashMap<RoundKey, Cell<Figures>>,
    areas: HashMap<RoundKey, Cell<Areas>>,
    masked: HashMap<(RoundKey, String), Cell<Areas>>,
    voices: HashMap<(RoundKey, String), Cell<Vec<Voice>>>,
}

impl Kept {
    fn len(&self) -> usize {
        let areas = self.areas.len() + self.masked.len();
        self.forms.len() + self.rounds.len() + areas + self.voices.len()
    }
}

/// Totals, and what they come from, as pages and reports ask for them.
#[derive(Debug, Default)]
pub struct Totals(Mutex<Kept>);

impl Totals {
    /// One form's totals.
    pub async fn form(
        &self,
        db: &mut impl Reads,
        form: &Form,
        place: RoundKey,
        provisional: bool,
    ) -> Result<Arc<FormTotals>, Error> {
        let key = (form.code.clone(), place.0, place.1, provisional);
        let cell = self.cell(db, |kept| kept.forms.entry(key).or_default().clone()).await?;
        let add = async || {
            let added = load(db, form, place.0, place.1, provisional).await?;
            settled(db, cell.1, added).await
        };
        cell.0.get_or_try_init(add).await.cloned().or_else(Unkept::given)
    }

    /// The figures of all forms of a round, with totals and computed columns.
    pub async fn round(
        &self,
        db: &mut impl Reads,
        catalog: &Catalog,
        regime: &str,
        place: RoundKey,
    ) -> Result<Arc<Figures>, Error> {
        let cell = self.cell(db, |kept| kept.rounds.entry(place).or_default().clone()).await?;
        let add = async || {
            let mut figures = Figures::default();
            for form in forms_of(catalog, regime) {
                if form.table().is_some() {
                    let totals = load(db, form, place.0, place.1, false).await?;
                    figures.current.extend(totals.all.current);
                    figures.hidden.extend(totals.all.hidden);
                    figures.estimated.extend(totals.all.estimated);
                    figures.too_large.extend(totals.all.too_large);
                }
            }
            settled(db, cell.1, figures).await
        };
        cell.0.get_or_try_init(add).await.cloned().or_else(Unkept::given)
    }

    /// What each district has had accepted in a round, sensitive forms left out: those are masked, see
    /// `masked_areas`.
    pub async fn areas(
        &self,
        db: &mut impl Reads,
        catalog: &Catalog,
        place: RoundKey,
    ) -> Result<Arc<Areas>, Error> {
        let cell = self.cell(db, |kept| kept.areas.entry(place).or_default().clone()).await?;
        let read = async || {
            let areas = store::consolidation::areas(db, place.0, place.1).await?;
            let figures = areas.into_iter().map(|(unit, forms)| {
                let open = forms.into_iter().filter(|(code, _)| {
                    part::form(catalog, code).is_some_and(|form| !form.is_sensitive())
                });
                let decimal = open.map(|(form, cells)| {
                    (form, cells.into_iter().map(|(p, amount)| (p, amount.to_decimal())).collect())
                });
                (unit, Figures { current: decimal.collect(), ..Figures::default() })
            });
            settled(db, cell.1, figures.collect()).await
        };
        cell.0.get_or_try_init(read).await.cloned().or_else(Unkept::given)
    }

    /// What each district has had accepted of a sensitive form, as it may be read beside the others and
    /// beside their total.
    pub async fn masked_areas(
        &self,
        db: &mut impl Reads,
        form: &Form,
        place: RoundKey,
    ) -> Result<Arc<Areas>, Error> {
        let key = (place, form.code.clone());
        let whole = self.form(db, form, place, false).await?;
        let cell = self.cell(db, |kept| kept.masked.entry(key).or_default().clone()).await?;
        let read = async || {
            let found = store::consolidation::areas(db, place.0, place.1).await?;
            let mut areas: Areas = Areas::new();
            for (unit, mut forms) in found {
                let mut figures = Figures::default();
                let cells = forms.remove(&form.code).unwrap_or_default();
                let cells = cells.into_iter().map(|(p, amount)| (p, amount.to_decimal()));
                figures.current.insert(form.code.clone(), cells.collect());
                compute(form, &mut figures);
                areas.insert(unit, figures);
            }
            masking::hide_districts(form, &whole.all, &mut areas);
            settled(db, cell.1, areas).await
        };
        cell.0.get_or_try_init(read).await.cloned().or_else(Unkept::given)
    }

    /// What accepted units wrote under the headings of an outline, each read with its own figures.
    pub async fn voices(
        &self,
        db: &mut impl Reads,
        catalog: &Catalog,
        place: RoundKey,
        (regime, form): (&str, &str),
    ) -> Result<Arc<Vec<Voice>>, Error> {
        let key = (place, form.to_owned());
        let cell = self.cell(db, |kept| kept.voices.entry(key).or_default().clone()).await?;
        let read = async || {
            let read = voices(db, catalog, place, (regime, form)).await?;
            settled(db, cell.1, read).await
        };
        cell.0.get_or_try_init(read).await.cloned().or_else(Unkept::given)
    }

    /// The place of something in memory, and the turn that it is for; empty again once something that counts has
    /// changed.
    async fn cell<T>(
        &self,
        db: &mut impl Reads,
        find: impl FnOnce(&mut Kept) -> Cell<T>,
    ) -> Result<(Cell<T>, Turn), Error> {
        let turn = store::turn::now(db).await?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.turn != turn || kept.len() >= KEPT_MAX {
            *kept = Kept { turn, ..Kept::default() };
        }
        Ok((find(&mut kept), turn))
    }
}

/// What one unit wrote under a heading, as its signed report reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    pub submission: SubmissionId,
    pub unit: String,
    pub heading: String,
    pub body: Reading,
}

async fn voices(
    db: &mut impl Reads,
    catalog: &Catalog,
    (round, office): RoundKey,
    (regime, form): (&str, &str),
) -> Result<Vec<Voice>, Error> {
    let rows = store::consolidation::voices(db, round, office, form).await?;
    let forms = forms_of(catalog, regime);
    let mut versions: BTreeMap<i64, Figures> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.body.has_references()) {
        if let Entry::Vacant(place) = versions.entry(row.version) {
            place.insert(figures_of_version(db, catalog, regime, row.version).await?);
        }
    }
    let none = Figures::default();
    let voice = |row: store::consolidation::VoiceRow| {
        let figures = versions.get(&row.version).unwrap_or(&none);
        let body = Source::of_report(&forms, figures).read(&row.body);
        Voice { submission: row.submission, unit: row.unit, heading: row.heading, body }
    };
    Ok(rows.into_iter().map(voice).collect())
}

/// One form's totals. Of a sensitive form there is only what may be read: small counts and those that
/// tell them are taken out, and the two subtotals are not given.
#[derive(Debug, Clone, Default)]
pub struct FormTotals {
    pub totals: BTreeMap<Place, Total>,
    /// All, territory only, bodies only: with totals and computed columns filled in.
    pub all: Figures,
    pub territory: Figures,
    pub bodies: Figures,
}

/// Adds up one form of a round for an office; `provisional` adds communes under unsigned districts, but
/// not to sensitive forms: the difference would show figures of communes.
pub async fn load(
    db: &mut impl Reads,
    form: &Form,
    round: i64,
    office: UnitId,
    provisional: bool,
) -> Result<FormTotals, Error> {
    let Some(table) = form.table() else { return Ok(FormTotals::default()) };
    let mut sums = store::consolidation::sums(db, round, office, &form.code).await?;
    if provisional && !table.sensitive {
        for (place, parts) in
            store::consolidation::provisional(db, round, office, &form.code).await?
        {
            sums.entry(place).or_default().extend(parts);
        }
    }
    let mut loaded = FormTotals::default();
    let mut cells: [BTreeMap<Place, Decimal>; 3] = Default::default();
    for (place, parts) in sums {
        let Some(row) = table.row(&place.0) else { continue };
        if row.kind != RowKind::Element {
            continue;
        }
        let Some(joined) = total(row, &parts) else {
            for figures in [&mut loaded.all, &mut loaded.territory, &mut loaded.bodies] {
                let too_large = figures.too_large.entry(form.code.clone()).or_default();
                too_large.insert(place.clone());
            }
            continue;
        };
        let sides = [joined.amount(), joined.territory, joined.body];
        for (cells, side) in cells.iter_mut().zip(sides) {
            if let Some(amount) = side {
                cells.insert(place.clone(), amount.to_decimal());
            }
        }
        if joined.estimated > 0 {
            let estimated = loaded.all.estimated.entry(form.code.clone()).or_default();
            estimated.insert(place.clone());
        }
        loaded.totals.insert(place, joined);
    }
    for (figures, cells) in
        [&mut loaded.all, &mut loaded.territory, &mut loaded.bodies].into_iter().zip(cells)
    {
        figures.current.insert(form.code.clone(), cells);
        compute(form, figures);
    }
    if table.sensitive {
        let mut all = loaded.all;
        masking::hide(form, &mut all);
        return Ok(FormTotals { all, ..FormTotals::default() });
    }
    Ok(loaded)
}

/// Refuses figures among which a sum is too large: what is printed of them would lack it silently.
///
/// # Errors
/// Where there is such a sum: with its form and row.
pub fn require_sums(catalog: &Catalog, figures: &Figures) -> Result<(), Error> {
    match too_large(catalog, figures).first() {
        None => Ok(()),
        Some(what) => {
            let error = AmountError::TooLarge;
            Err(Error::refused(error.code(), format!("{what}."), error.next()))
        }
    }
}

/// "Biểu T3, dòng “…” cộng lại thành số quá lớn", for each row that is entered and no sum.
pub fn too_large(catalog: &Catalog, figures: &Figures) -> Vec<String> {
    let mut told = Vec::new();
    for (code, places) in &figures.too_large {
        let Some(FormBody::Table(table)) = part::form(catalog, code).map(|f| &f.body) else {
            continue;
        };
        let is_told = |row: &&Row| {
            row.kind == RowKind::Element && places.iter().any(|(of, _)| *of == row.code)
        };
        told.extend(table.rows.iter().filter(is_told).map(|row| {
            format!("Biểu {code}, dòng “{}” cộng lại thành {}", row.label, AmountError::TooLarge)
        }));
    }
    told
}

#[cfg(test)]
mod tests {
    use store::{db::Store, setting};

    use super::*;

    #[tokio::test]
    async fn what_was_read_while_the_turn_moved_is_given_but_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("kho.db").display());
        let store = Store::open(&url).await.unwrap();
        let now = "2024-12-03T01:00:00Z".parse().unwrap();
        store::migrate::migrate(&store, now).await.unwrap();
        let mut reader = store.reader();
        let turn = store::turn::now(&mut reader).await.unwrap();
        let kept = settled(&mut reader, turn, 7).await;
        assert!(kept.is_ok_and(|seven| *seven == 7));
        let mut tx = store.begin().await.unwrap();
        setting::set(&mut tx, "accepted_turn", "1").await.unwrap();
        tx.commit().await.unwrap();
        let cell: Cell<i32> = Cell::default();
        let read = cell.get_or_try_init(|| settled(&mut reader, turn, 7)).await.cloned();
        assert_eq!(*read.or_else(Unkept::given).unwrap(), 7);
        assert!(cell.get().is_none(), "a snapshot of the turn before would read it");
        store.close().await;
    }
}
