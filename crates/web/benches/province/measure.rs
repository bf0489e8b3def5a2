//! What is measured, in the order of the printed table.

use std::time::{Duration, Instant};

use actions::{Acting, totals};
use domain::{
    access::{OfficerId, UnitId},
    catalog::Catalog,
    form::Form,
    submission::SubmissionId,
};
use store::{
    args,
    consolidation::SUMS,
    db::{Reads, Store},
};

use crate::{
    Outcome, PEOPLE,
    client::{Person, Times, strolling, together},
    fill::{self, Filled, PASSWORD, ROUND},
    server::Server,
    table::{Table, in_words},
};

const START: Duration = Duration::from_secs(1);
const PAGE: Duration = Duration::from_millis(100);
const SIGN_IN: Duration = Duration::from_millis(500);
const CONSOLIDATION: Duration = Duration::from_millis(50);
const CONSOLIDATION_TO_SQL: f64 = 2.0;
const REPORT: Duration = Duration::from_secs(5);
const SUBMIT: Duration = Duration::from_millis(50);
const MEMORY_MEGABYTES: u64 = 150;

/// Clicks of each of fifty people who read in between.
const CLICKS: usize = 4;

/// At most this long for the bursts of one page.
const PATIENCE: Duration = Duration::from_secs(8);

/// Everything measured on one engine.
pub(crate) struct Measured(Table);

impl Measured {
    /// Measures a filled database.
    pub(crate) async fn on(url: &str, filled: &Filled) -> Outcome<Self> {
        let store = Store::open(url).await?;
        let (_, catalog) = fill::catalog()?;
        let mut table = Table::default();
        let server = Server::start(url)?;
        table.time(
            "start to first answer",
            server.first_answer,
            START,
            "process, store, catalog, router, GET /dang-nhap",
        );
        table.memory("memory after the first answer", server.megabytes("VmRSS")?, None);
        pages(&server, &catalog, filled, &mut table)?;
        table.memory("memory, serving", server.megabytes("VmRSS")?, Some(MEMORY_MEGABYTES));
        consolidation(&store, &catalog, &mut table).await?;
        report(&server, &mut table)?;
        submit(&store, &catalog, &filled.ready, &mut table).await?;
        table.memory("memory, the most ever, rendering included", server.megabytes("VmHWM")?, None);
        drop(server);
        store.close().await;
        Ok(Self(table))
    }

    /// The table in Markdown.
    pub(crate) fn markdown(&self) -> String {
        self.0.markdown()
    }
}

/// Signs fifty people in at once: the accounts' names by place.
fn signed_in(
    server: &Server,
    account: impl Fn(usize) -> String + Sync,
    times: &mut Vec<Times>,
) -> Outcome<Vec<Person>> {
    let mut people = Vec::new();
    for _ in 0..PEOPLE {
        people.push(Person::connect(server.address)?);
    }
    times.push(together(&mut people, 1, |person, at| person.sign_in(&account(at), PASSWORD))?);
    Ok(people)
}

fn pages(server: &Server, catalog: &Catalog, filled: &Filled, table: &mut Table) -> Outcome<()> {
    let mut times = Vec::new();
    let mut desk = signed_in(server, fill::desk, &mut times)?;
    let author = |at: usize| filled.drafts[at % filled.drafts.len()].1.clone();
    let mut authors = signed_in(server, author, &mut times)?;
    let author = |at: usize| filled.district_drafts[at % filled.district_drafts.len()].1.clone();
    let mut district = signed_in(server, author, &mut times)?;
    let all = Times::of(times.into_iter().flat_map(Times::all).collect());
    let more = format!("p50 {}, {} sign-ins", in_words(all.percentile(50)), all.count());
    table.time("sign-in, p99", all.percentile(99), SIGN_IN, &more);

    for (name, address) in desk_pages(catalog, filled)? {
        page(table, &name, &mut desk, |_| address.clone())?;
    }
    let accepted = |at: usize| filled.accepted[at % filled.accepted.len()].0;
    page(table, "/submissions/ID", &mut desk, |at| format!("/submissions/{}", accepted(at)))?;
    let name = "/submissions/ID/review";
    page(table, name, &mut desk, |at| format!("/submissions/{}/review", accepted(at)))?;
    let own = |at: usize| filled.drafts[at % filled.drafts.len()].0.0;
    page(table, "/, a commune", &mut authors, |_| "/".to_owned())?;
    page(table, "/submissions, a commune", &mut authors, |_| "/submissions".to_owned())?;
    let name = "grid part T2, a commune's draft";
    page(table, name, &mut authors, |at| format!("/submissions/{}/parts/T2", own(at)))?;
    let name = "narrative part PL02, a commune's draft";
    page(table, name, &mut authors, |at| format!("/submissions/{}/parts/PL02", own(at)))?;
    let own = |at: usize| filled.district_drafts[at % filled.district_drafts.len()].0.0;
    let name = "grid part T2, a district's draft with sums from below";
    page(table, name, &mut district, |at| format!("/submissions/{}/parts/T2", own(at)))
}

fn desk_pages(catalog: &Catalog, filled: &Filled) -> Outcome<Vec<(String, String)>> {
    let indicator = catalog.indicators.first().ok_or("no indicator")?.code.clone();
    let mut pages: Vec<(String, String)> = [
        "/",
        "/rounds",
        "/rounds/R-STR-2024",
        "/submissions",
        "/consolidations",
        "/consolidations/R-STR-2024/T2",
        "/consolidations/R-STR-2024/T2?cell=bch%7Chuyen.nu",
        "/consolidations/R-STR-2024/narratives",
        "/indicators",
    ]
    .map(|page| (page.to_owned(), page.to_owned()))
    .into();
    pages.push(("/indicators/CODE".to_owned(), format!("/indicators/{indicator}")));
    for page in [
        "/reports",
        "/reports/R-STR-2024/province",
        "/plan",
        "/documents",
        "/units",
        "/officers",
        "/search?q=quynh",
        "/help",
    ] {
        pages.push((page.to_owned(), page.to_owned()));
    }
    if filled.accepted.is_empty() {
        return Err("nothing was accepted".into());
    }
    Ok(pages)
}

/// One page: first one person alone, then fifty at the same instant, again and again, then fifty who
/// read for a second before they click again.
fn page(
    table: &mut Table,
    name: &str,
    people: &mut [Person],
    address: impl Fn(usize) -> String + Sync,
) -> Outcome<()> {
    let get = |person: &mut Person, at: usize| {
        let address = address(at);
        let start = Instant::now();
        let answer = person.get(&address)?;
        let took = start.elapsed();
        match answer.status {
            200 => Ok(took),
            status => Err(format!("{address} was answered {status}").into()),
        }
    };
    let alone = match together(&mut people[..1], 7, get) {
        Ok(times) => times.percentile(50),
        Err(error) => {
            table.note(name, error.to_string());
            return Ok(());
        }
    };
    let bursts = PATIENCE.as_micros() / (alone.as_micros() * 25).max(1);
    let bursts = usize::try_from(bursts)?.clamp(4, 20);
    let times = together(people, bursts, get)?;
    let reading = strolling(people, CLICKS, get)?;
    let more = format!(
        "p50 {}, alone {}; with a second between clicks p99 {}",
        in_words(times.percentile(50)),
        in_words(alone),
        in_words(reading.percentile(99))
    );
    table.time(&format!("{name}, p99"), times.percentile(99), PAGE, &more);
    Ok(())
}

/// The province's sums by themselves, and as the pages and reports have them: by feeder, with totals.
async fn consolidation(store: &Store, catalog: &Catalog, table: &mut Table) -> Outcome<()> {
    let mut reader = store.reader();
    let round = store::round::by_code(&mut reader, ROUND).await?.ok_or("no round")?.id;
    let lead = store::org_unit::by_key(&mut reader, &catalog.lead).await?.ok_or("no lead")?.id;
    let forms: Vec<&Form> = actions::part::forms_of(catalog, "R-STR")
        .into_iter()
        .filter(|form| form.table().is_some())
        .collect();
    let one: Vec<&Form> = forms.iter().copied().filter(|f| f.code == "T2").collect();
    for (name, forms) in [("consolidated T2", one), ("all consolidated tables", forms)] {
        let (mut bare, mut whole) = (Vec::new(), Vec::new());
        // Turn and turn about, so that a busy machine troubles both alike.
        for _ in 0..30 {
            let start = Instant::now();
            for form in &forms {
                reader.fetch_all(SUMS, &args![round, lead.0, form.code.as_str()]).await?;
            }
            bare.push(start.elapsed());
            whole.push(totals_of(store, &forms, round, lead).await?);
        }
        let (bare, whole) = (Times::of(bare), Times::of(whole));
        let (sql, took) = (bare.percentile(50), whole.percentile(50));
        let more = format!("bare SQL {}, medians of {}", in_words(sql), whole.count());
        table.time(name, took, CONSOLIDATION, &more);
        let ratio = took.as_secs_f64() / sql.as_secs_f64();
        table.ratio(&format!("{name} to bare SQL"), ratio, CONSOLIDATION_TO_SQL);
    }
    Ok(())
}

async fn totals_of(
    store: &Store,
    forms: &[&Form],
    round: i64,
    office: UnitId,
) -> Outcome<Duration> {
    let start = Instant::now();
    for form in forms {
        totals::load(&mut store.reader(), form, round, office, false).await?;
    }
    Ok(start.elapsed())
}

/// The three files of the yearly report, one after the other, as one person downloads them.
fn report(server: &Server, table: &mut Table) -> Outcome<()> {
    let mut person = Person::connect(server.address)?;
    person.sign_in(&fill::desk(0), PASSWORD)?;
    let mut all = Duration::ZERO;
    let mut parts = Vec::new();
    for format in ["docx", "pdf", "xlsx"] {
        let start = Instant::now();
        let answer = person.get(&format!("/reports/{ROUND}/province/{format}"))?;
        let took = start.elapsed();
        if answer.status != 200 {
            return Err(format!("the report was answered {}", answer.status).into());
        }
        all += took;
        parts.push(format!("{format} {}, {} KB", in_words(took), answer.bytes / 1024));
    }
    table.time("the yearly report in three files", all, REPORT, &parts.join("; "));
    Ok(())
}

/// Fifty signers, one after the other: the whole act with history, audit and commit.
async fn submit(
    store: &Store,
    catalog: &Catalog,
    ready: &[(SubmissionId, OfficerId)],
    table: &mut Table,
) -> Outcome<()> {
    let mut reader = store.reader();
    let key = &catalog.province;
    let province = store::org_unit::by_key(&mut reader, key).await?.ok_or("no province")?.id;
    let mut times = Vec::new();
    for (submission, signer) in ready {
        let signer = store::officer::by_id(&mut reader, *signer).await?.ok_or("no signer")?;
        let acting = Acting::new(signer.officer, province, fill::morning()?);
        let start = Instant::now();
        actions::submission::submit(store, catalog, &acting, *submission).await?;
        times.push(start.elapsed());
    }
    let times = Times::of(times);
    let more = format!("p50 {}, {} times", in_words(times.percentile(50)), times.count());
    table.time("submit, p99", times.percentile(99), SUBMIT, &more);
    Ok(())
}
