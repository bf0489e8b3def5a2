//! Nothing that leaves this house has a finding: every regime, every issuer, drafts and issued files.

use actions::{
    outgoing::{self, Leaving, Marks, SignedBy},
    report::{self, IssuedBy, Offices},
};
use documents::{Manuscript, date::IssueDate, docx, lint, pdf};
use domain::{
    access::{Sight, UnitId},
    series::Body,
};
use jiff::civil::date;

use crate::harness::{ROUND, World};

const ROUNDS: [&str; 5] =
    ["R-STR-2023", "R-STR-2024", "R-BAN6-2024", "R-BAN12-2024", "R-SELF-2024"];

fn findings(name: &str, bytes: &[u8]) -> Vec<String> {
    let found = lint::check(bytes).unwrap().findings.into_iter();
    found.map(|f| format!("{name}: {} {}: {} {}", f.rule, f.place, f.problem, f.fix)).collect()
}

/// What the rules say of both files of a document.
fn of_both(name: &str, manuscript: &Manuscript) -> Vec<String> {
    let mut told = findings(&format!("{name}.docx"), &docx::write(manuscript).unwrap());
    told.extend(findings(&format!("{name}.pdf"), &pdf::write(manuscript).unwrap()));
    told
}

/// As it looks once it has left on paper.
fn issued(mut manuscript: Manuscript) -> Manuscript {
    manuscript.furniture.is_draft = false;
    manuscript.head.number = Some(7);
    manuscript.head.date = IssueDate::On(date(2024, 12, 3));
    manuscript.signature.name = Some("Người Ký Mẫu".into());
    manuscript
}

async fn drafts(world: &World) -> Vec<(String, Manuscript)> {
    let mut reader = world.state.store.reader();
    let (catalog, totals) = (&*world.state.catalog, &*world.state.totals);
    let offices = Offices { province: world.state.province, lead: world.state.lead };
    let when = (world.state.clock.now(), true);
    let mut all = Vec::new();
    for code in ROUNDS {
        let round = store::round::by_code(&mut reader, code).await.unwrap().unwrap();
        for by in [IssuedBy::Lead, IssuedBy::Province, IssuedBy::Committee] {
            if by == IssuedBy::Committee && report::reporter(&round.regime) != Body::Committee {
                continue;
            }
            let known = (catalog, totals);
            let wanted = report::Wanted { round: &round, by, districts: false };
            let draft = report::of_province(&mut reader, known, offices, wanted, when).await;
            all.push((format!("{code} {by:?}"), draft.unwrap().manuscript));
        }
        for key in ["h-421", "s-y-te"] {
            let unit = world.unit(key).await;
            let row = store::submission::of_unit(&mut reader, &world.scope(), code, unit).await;
            let Some(row) = row.unwrap() else { continue };
            for body in Body::ALL {
                let draft =
                    report::of_submission(&mut reader, catalog, (&row, Sight::Whole, body), when)
                        .await;
                all.push((format!("{code} {key} {body:?}"), draft.unwrap().manuscript));
            }
        }
    }
    all
}

/// Drafts and issued files of every report, whether or not the plan of the year can be cited.
async fn told_of_reports(is_confirmed: bool) -> String {
    let world = World::open().await;
    if is_confirmed {
        world.plans().await;
    }
    let drafts = drafts(&world).await;
    assert!(drafts.len() > 20, "{}", drafts.len());
    let checked = tokio::task::spawn_blocking(move || {
        let mut told = Vec::new();
        for (name, draft) in drafts {
            told.extend(of_both(&format!("dự thảo {name}"), &draft));
            told.extend(of_both(&format!("phát hành {name}"), &issued(draft)));
        }
        told
    });
    checked.await.unwrap().join("\n")
}

#[tokio::test]
async fn every_report_of_every_issuer_has_no_finding() {
    assert_eq!(told_of_reports(true).await, "");
}

#[tokio::test]
async fn reports_of_a_year_without_a_confirmed_plan_have_no_finding() {
    assert_eq!(told_of_reports(false).await, "");
}

#[tokio::test]
async fn documents_that_cite_the_plan_have_no_finding_before_it_is_confirmed() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let bases = [
        ("notice", ROUND),
        ("proposal", "plan"),
        ("proposal", ROUND),
        ("letter", "s-ldtbxh/organ"),
    ];
    for (kind, basis) in bases {
        let begun = desk.post("/compositions", &[("kind", kind), ("basis", basis)]).await;
        let place = begun.header("location").split('?').next().unwrap().to_owned();
        for format in ["docx", "pdf"] {
            let bytes = desk.get(&format!("{place}/{format}")).await.bytes;
            assert_eq!(findings(kind, &bytes), Vec::<String>::new());
        }
    }
    let offices = Offices { province: world.state.province, lead: world.state.lead };
    let (known, now) = ((&*world.state.catalog, offices), world.state.clock.now());
    let mut reader = world.state.store.reader();
    let round = store::round::by_code(&mut reader, ROUND).await.unwrap().unwrap();
    let owed = store::standing::owed_to(&mut reader, round.id, world.state.lead).await.unwrap();
    let all: Vec<UnitId> = owed.into_iter().map(|(unit, ..)| unit).collect();
    for code in ["urging", "prompt", "request"] {
        let template = actions::template::in_force(&mut reader, code).await.unwrap();
        for units in [&all[..1], &all] {
            let from = (&round, world.state.lead);
            let (subject, text) =
                report::proposed(&mut reader, known, from, code, now).await.unwrap();
            let letter = report::Letter {
                round: &round,
                from: world.state.lead,
                answer_by: None,
                units,
                subject: &subject,
                text: &text,
            };
            let written = report::letter(&mut reader, known, letter, (now, true), &template).await;
            let letter = written.unwrap().0;
            // Many units stand in an appendix, whichever letter it is.
            assert_eq!(letter.appendices.len(), usize::from(units.len() > 12), "{code}");
            let told = [of_both(code, &letter), of_both(code, &issued(letter))].concat();
            assert!(told.is_empty(), "{}", told.join("\n"));
        }
    }
}

#[tokio::test]
async fn many_missing_units_stand_in_an_appendix_and_no_code_is_printed() {
    let world = World::open().await;
    world.plans().await;
    for (name, draft) in drafts(&world).await {
        let page = documents::html::write(&draft);
        for code in ["T3U", "T4U", "R-STR", "R-BAN", "R-SELF", "danh sách dưới các biểu"] {
            assert!(!page.contains(code), "{name}: {code}");
        }
        let is_long = ["đơn vị khác (danh sách tại Phụ lục", "đơn vị có tên tại Phụ lục"]
            .iter()
            .any(|words| page.contains(words));
        let has_list = draft.appendices.iter().any(|one| one.title.starts_with("Danh sách đơn vị"));
        assert_eq!(is_long, has_list, "{name}");
        assert!(!name.starts_with("R-SELF-2024 Lead") || has_list, "{name}");
    }
}

/// "Phụ lục III", alone or within "Phụ lục II đến Phụ lục VI".
fn is_named(body: &str, number: u32) -> bool {
    let roman = |at: u32| format!("Phụ lục {}", domain::roman::roman(at));
    let stands = |words: &str| {
        let mut found = body.match_indices(words);
        found.any(|(at, _)| !body[at + words.len()..].starts_with(char::is_alphanumeric))
    };
    let span = |first: u32| {
        (number + 1..=60).any(|last| stands(&format!("{} đến {}", roman(first), roman(last))))
    };
    stands(&roman(number)) || (1..number).any(span)
}

#[tokio::test]
async fn each_appendix_is_pointed_to_where_it_belongs() {
    let world = World::open().await;
    world.plans().await;
    for (name, draft) in drafts(&world).await {
        let page = documents::html::write(&draft);
        let (body, _) = page.split_once("class=\"appendix\"").unwrap_or((&page, ""));
        if draft.appendices.len() == 1 {
            assert!(body.contains("Phụ lục kèm theo"), "{name}");
            continue;
        }
        for (at, _) in (1..).zip(&draft.appendices) {
            assert!(is_named(body, at), "{name}: appendix {at} is not pointed to");
        }
    }
}

async fn leaving(world: &World, issuer: (UnitId, Body), manuscript: Manuscript) -> Leaving {
    let signer = world.signer(issuer.0, issuer.1).await;
    Leaving {
        round: None,
        manuscript,
        issuer: issuer.0,
        body: issuer.1,
        signer: SignedBy::sent(&signer, ""),
        composition: None,
        report: None,
        marks: Marks::default(),
        replaces: None,
    }
}

#[tokio::test]
async fn what_is_kept_after_issuing_has_no_finding_and_no_note_of_drafts() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let officer = world.count("SELECT id FROM officer WHERE login = 'ldtbxh.chuyenvien'").await;
    let mut tx = world.state.store.begin().await.unwrap();
    let officer = store::officer::by_id(&mut tx, domain::access::OfficerId(officer)).await;
    drop(tx);
    let now = world.state.clock.now();
    let officer = officer.unwrap().unwrap().officer;
    let acting = actions::Acting::new(officer, world.state.province, now);
    let (_, draft) = drafts(&world).await.into_iter().nth(3).unwrap();
    let note = report::RECONSTRUCTED;
    let file = docx::write(&draft).unwrap();
    let text = exchange::text::text_of(&file, "a.docx").unwrap();
    assert!(text.contains(note), "the draft says it");
    let issuer = (world.state.lead, Body::Organ);
    let store = &world.state.store;
    let mut kept = Vec::new();
    for keeps_notes in [false, true] {
        let plain = leaving(&world, issuer, draft.clone()).await;
        let marks = Marks { keeps_notes, ..Marks::default() };
        let leaving = Leaving { marks, ..plain };
        let id =
            outgoing::issue_on_paper(store, &acting, leaving, date(2024, 12, 3)).await.unwrap();
        let bytes = desk.get(&format!("/reports/kept/{id}/docx")).await.bytes.to_vec();
        let pdf = desk.get(&format!("/reports/kept/{id}/pdf")).await.bytes.to_vec();
        let told = [findings("docx", &bytes), findings("pdf", &pdf)].concat();
        assert!(told.is_empty(), "{}", told.join("\n"));
        kept.push(exchange::text::text_of(&bytes, "a.docx").unwrap());
        // The product says it, whatever the paper does.
        let page = desk.get(&format!("/documents/{id}")).await.text();
        assert!(page.contains("Mẫu biểu cần đối chiếu."), "{page}");
    }
    assert!(!kept[0].contains(note) && kept[1].contains(note));
    let id = outgoing::present(store, &acting, leaving(&world, issuer, draft).await).await.unwrap();
    let frozen = desk.get(&format!("/documents/{id}/versions/0")).await.bytes.to_vec();
    assert_eq!(findings("frozen", &frozen), Vec::<String>::new());
}

#[test]
fn no_line_ends_inside_a_symbol() {
    let date = IssueDate::On(date(2024, 12, 3));
    let mut letter = documents::letterhead::department_letter("thử dòng", date);
    letter.body = (0..48)
        .map(|letters| {
            let begin = "chữ ".repeat(6) + &"i".repeat(letters);
            let cited = "Công văn số 860/UBND-VX ngày 31/01/2024 của Ủy ban nhân dân tỉnh";
            documents::manuscript::Block::paragraph(format!("Theo {begin} tại {cited}."))
        })
        .collect();
    let told = findings("pdf", &pdf::write(&letter).unwrap());
    assert!(!told.iter().any(|finding| finding.contains("N-split")), "{}", told.join("\n"));
}
