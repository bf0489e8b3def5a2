//! What each kind of document says: the values of its template's places, from what was typed and known.

use std::collections::BTreeMap;

use documents::{
    manuscript::{Appendix, Block},
    table::{Alignment, Cell, HeaderCell, Row, TableBlock},
};
use domain::{
    access::UnitId,
    catalog::Catalog,
    composition::{Form, Typed},
    fold::fold,
    form::{FormBody, Heading},
    legal_document::LegalDocument,
    regime::Duty,
    template::{Entry, Values},
};
use jiff::civil::Date;
use store::{db::Reads, org_unit::UnitRow, round::RoundRow};

use super::{
    Source, basis,
    fill::OPEN,
    typed::{date, duties, each_line, inside, is_of_template, line, paragraphs, rows, text},
};
use crate::{
    Acting, Error,
    part::forms_of,
    report::{self, issuer, lower_first, places, words},
    template,
};

/// The regime whose outline an inspection follows.
const SELF_INSPECTION: &str = "R-SELF";

/// What the places and pieces of one document hold.
#[derive(Default)]
pub(super) struct Matter {
    pub(super) values: Values,
    pub(super) pieces: BTreeMap<&'static str, Vec<Block>>,
    pub(super) appendix: Option<Appendix>,
    pub(super) round: Option<i64>,
}

impl Matter {
    fn piece(&mut self, name: &'static str, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.values.piece(name);
            self.pieces.insert(name, blocks);
        }
    }
}

/// What a document says.
pub(super) async fn matter(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    (form, typed): (&Form, &Typed),
) -> Result<Matter, Error> {
    match form.code {
        "correction" => correction(db, acting, typed).await,
        "letter" => Ok(open_letter(typed)),
        "notice" => notice(db, acting, source, typed).await,
        "proposal" => proposal(db, source, typed).await,
        "minutes" => inspection(db, source, typed).await,
        "conclusion" => {
            let (unit, inspected, _) = minutes(db, acting, typed).await?;
            let mut matter = Matter::default();
            matter.values.word("unit.name", issuer::formal_name(&unit));
            matter.values.word("minutes.day", inspected);
            matter.piece("conclusion.results", text(typed, "results"));
            matter.piece("conclusion.limits", text(typed, "limits"));
            matter.values.list("demand", duties(typed, "demand"));
            Ok(matter)
        }
        _ => Err(Error::NotFound),
    }
}

async fn correction(db: &mut impl Reads, acting: &Acting, typed: &Typed) -> Result<Matter, Error> {
    let row = basis::document(db, acting, typed).await?;
    let date = row.date.map_or(OPEN.to_owned(), documents::date::short);
    let about = about(&row.kind);
    let title = row.title.strip_prefix("Về việc ").or_else(|| row.title.strip_prefix("về việc "));
    let name = lower_first(title.unwrap_or(&row.title));
    let mut matter = Matter::default();
    let values = &mut matter.values;
    values.word("document.kind", row.kind.as_str());
    values.word("document.name", format!("{} {name}", row.kind));
    let organ = &row.about.organ_name;
    let cited = format!("{} số {} ngày {date} của {organ} {about}{name}", row.kind, row.number);
    values.word("document.cited", cited);
    values.word("document.date", date);
    values.word("correction.reason", line(typed, "reason").unwrap_or_else(|| OPEN.into()));
    values.list("addressee", places::column("name", each_line(typed, "addressee").into_iter()));
    let mut lines = rows(typed, "line", ["place", "printed", "reads"]);
    for place in lines.iter_mut().filter_map(|line| line.get_mut("place")) {
        *place = inside(place);
    }
    values.list("line", lines);
    Ok(matter)
}

/// What links the kind of a cited document with its abstract: an act is "về việc", a matter "về";
/// minutes say themselves of what they are.
fn about(kind: &str) -> &'static str {
    match kind {
        "Công văn" | "Thông báo" | "Tờ trình" | "Quyết định" => "về việc ",
        "Biên bản" => "",
        _ => "về ",
    }
}

fn open_letter(typed: &Typed) -> Matter {
    let mut matter = Matter::default();
    let subject = line(typed, "about").unwrap_or_else(|| OPEN.into());
    let subject = template::bare_subject(&subject);
    matter.values.word("letter.subject", subject.trim_end_matches(['.', '/']));
    let to = each_line(typed, "addressee");
    matter.values.list("addressee", places::column("name", to.into_iter()));
    if line(typed, "copy").is_some() {
        let copies = each_line(typed, "copy").into_iter().filter(|line| !is_of_template(line));
        matter.values.list("copy", places::column("name", copies));
    }
    let words = text(typed, "text");
    matter
        .piece("letter.text", if words.is_empty() { vec![Block::paragraph(OPEN)] } else { words });
    matter
}

async fn notice(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    typed: &Typed,
) -> Result<Matter, Error> {
    let round = store::round::by_code(db, basis::value(typed)).await?.ok_or(Error::NotFound)?;
    let catalog = source.catalog;
    let mut matter = Matter { round: Some(round.id), ..Matter::default() };
    let values = &mut matter.values;
    values.extend(places::round(&round));
    let province = store::org_unit::by_id(db, source.offices.province).await?;
    let province = province.ok_or(Error::NotFound)?;
    let plan = places::plan_of(db, catalog, &province, round.year).await?;
    values.extend(places::plan(&plan));
    if let Some(regime) = catalog.regimes.iter().find(|regime| regime.code == round.regime) {
        values.word("regime.content", lower_first(&regime.content));
        values.word("regime.sending", lower_first(&regime.sending));
        values.word("regime.receiver", regime.receiver.as_str());
    }
    if let Some(known) = catalog.round(&round.code) {
        let (from, to) =
            (documents::date::short(known.window_from), documents::date::short(known.window_to));
        values.word("round.window", format!("từ ngày {from} đến hết ngày {to}"));
    }
    // The number of the plan's annex would read as one of this notice.
    let title = |title: &str| title.split(" (Phụ lục").next().unwrap_or(title).to_owned();
    let forms = forms_of(catalog, &round.regime).into_iter().map(|form| title(&form.title));
    values.list("form", places::column("title", forms));
    let owed = owed(db, acting, &round).await?;
    values.list("owed", groups(&owed));
    matter.appendix = Some(Appendix {
        number: 1,
        title: "Danh sách đơn vị báo cáo và thời hạn".into(),
        landscape: false,
        body: vec![Block::Table(table(&owed))],
    });
    let more = text(typed, "more");
    matter.piece("notice.more", more);
    Ok(matter)
}

/// Unit, kind, duty and last timely day.
type Owed = (UnitRow, Duty, Date);

/// Who owes the round to the officer's unit.
async fn owed(db: &mut impl Reads, acting: &Acting, round: &RoundRow) -> Result<Vec<Owed>, Error> {
    let rows = store::standing::owed_to(db, round.id, acting.officer.unit).await?;
    let ids: Vec<UnitId> = rows.iter().map(|(unit, ..)| *unit).collect();
    let units = store::org_unit::of_ids(db, &ids).await?;
    let whole = |(unit, duty, due)| {
        let unit = units.get(&unit).cloned().ok_or(Error::NotFound)?;
        Ok((unit, duty, due))
    };
    rows.into_iter().map(whole).collect()
}

const fn duty_words(duty: Duty) -> &'static str {
    match duty {
        Duty::Ordered => "Giao",
        Duty::Requested => "Đề nghị",
    }
}

/// "Giao 21 Ủy ban nhân dân cấp huyện", by duty, day and level.
fn groups(owed: &[Owed]) -> Vec<Entry> {
    use domain::org_unit::OrgUnitKind::{Commune, District};
    let mut counts: BTreeMap<(Date, &str, &str), usize> = BTreeMap::new();
    for (unit, duty, due) in owed {
        let who = match unit.kind {
            District => "Ủy ban nhân dân cấp huyện",
            Commune => "Ủy ban nhân dân cấp xã",
            _ => "cơ quan, đơn vị cấp tỉnh",
        };
        *counts.entry((*due, duty_words(*duty), who)).or_default() += 1;
    }
    let entry = |((due, duty, who), count): ((Date, &str, &str), usize)| {
        let before = documents::date::short(due.tomorrow().unwrap_or(due));
        Entry::from([
            ("who", who.to_owned()),
            ("duty", duty.to_owned()),
            ("count", count.to_string()),
            ("before", before),
        ])
    };
    counts.into_iter().map(entry).collect()
}

fn table(owed: &[Owed]) -> TableBlock {
    let columns = [
        (14, Alignment::Center),
        (86, Alignment::Left),
        (28, Alignment::Center),
        (32, Alignment::Center),
    ];
    let mut table = TableBlock::new(&columns);
    let names = ["TT", "Đơn vị", "Hình thức", "Gửi trước ngày"];
    table.header = vec![names.map(HeaderCell::new).to_vec()];
    let lines = owed.iter().enumerate().map(|(at, (unit, duty, due))| {
        Row::normal(vec![
            Cell::text((at + 1).to_string()),
            Cell::text(issuer::formal_name(unit)),
            Cell::text(duty_words(*duty)),
            Cell::text(documents::date::short(due.tomorrow().unwrap_or(*due))),
        ])
    });
    table.rows = lines.collect();
    table
}

async fn proposal(db: &mut impl Reads, source: Source<'_>, typed: &Typed) -> Result<Matter, Error> {
    let Source { catalog, offices, .. } = source;
    let mut matter = Matter::default();
    let (kind, title, under, work) = if basis::value(typed) == basis::PLAN {
        let title = catalog.plan.title.clone();
        ("Kế hoạch", title, plan_grounds(catalog), "rà soát kết quả thực hiện năm trước")
    } else {
        let round = store::round::by_code(db, basis::value(typed)).await?;
        let round = round.ok_or(Error::NotFound)?;
        matter.round = Some(round.id);
        let province =
            store::org_unit::by_id(db, offices.province).await?.ok_or(Error::NotFound)?;
        let plan = places::plan_of(db, catalog, &province, round.year).await?;
        ("Báo cáo", round.title, plan.full(), "tổng hợp số liệu")
    };
    matter.values.word("submitted.kind", kind);
    matter.values.word("submitted.name", format!("{kind} {}", lower_first(&title)));
    matter.values.word("submitted.under", under);
    matter.values.word("submitted.work", work);
    matter.piece("proposal.need", text(typed, "need"));
    matter.piece("proposal.process", text(typed, "process"));
    matter.piece("proposal.content", text(typed, "content"));
    Ok(matter)
}

/// What a plan itself rests on, by the codes of the catalog: the law, the Government's resolution, the
/// Ministry's guidance.
const PLAN_GROUNDS: [&str; 3] = ["L-73-2006", "NQ-28-2021", "CV-1303-2024"];

/// "Luật Bình đẳng giới, Nghị quyết số 28/NQ-CP ngày … của Chính phủ … và Công văn số …".
fn plan_grounds(catalog: &Catalog) -> String {
    let known = PLAN_GROUNDS
        .iter()
        .filter_map(|code| catalog.legal_documents.iter().find(|document| document.code == *code));
    let cited: Vec<String> = known.map(cited_ground).collect();
    match cited.split_last() {
        None => "Luật Bình đẳng giới".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} và {last}", others.join(", ")),
    }
}

/// A document of the catalog as it is cited first (NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.6); a law by its
/// name alone.
fn cited_ground(document: &LegalDocument) -> String {
    let LegalDocument { kind, number, issuer, title, .. } = document;
    if kind == "Luật" {
        return title.clone();
    }
    let day = document
        .date
        .map_or(String::new(), |date| format!(" ngày {}", documents::date::short(date)));
    let about = if kind == "Công văn" { "về việc" } else { "về" };
    let name = title.strip_prefix("Ban hành ").unwrap_or(title);
    let name = if name == title { lower_first(title) } else { format!("ban hành {name}") };
    format!("{kind} số {number}{day} của {issuer} {about} {name}")
}

async fn inspection(
    db: &mut impl Reads,
    source: Source<'_>,
    typed: &Typed,
) -> Result<Matter, Error> {
    let unit = store::org_unit::by_key(db, basis::value(typed)).await?.ok_or(Error::NotFound)?;
    let mut matter = Matter::default();
    let values = &mut matter.values;
    values.word("unit.name", issuer::formal_name(&unit));
    values.word("minutes.day", date(typed, "day"));
    for (place, name) in
        [("minutes.from", "from"), ("minutes.to", "to"), ("minutes.place", "place")]
    {
        values.word(place, line(typed, name).unwrap_or_else(|| OPEN.into()));
    }
    values.list("member", rows(typed, "member", ["name", "title"]));
    values.list("present", rows(typed, "present", ["name", "title"]));
    values.list("recommendation", duties(typed, "recommendation"));
    let findings = findings(source, typed)
        .into_iter()
        .enumerate()
        .flat_map(|(at, (heading, text))| {
            let title = Block::heading(2, format!("{}.", at + 1), heading.title.clone());
            std::iter::once(title).chain(paragraphs(text))
        })
        .collect();
    matter.piece("minutes.findings", findings);
    Ok(matter)
}

/// Headings of the self-inspection's outline that ask for something.
pub fn outline(source: Source<'_>) -> Vec<&Heading> {
    let Ok(form) = report::outline(source.catalog, SELF_INSPECTION) else { return Vec::new() };
    let FormBody::Narrative(headings) = &form.body else { return Vec::new() };
    // What is asked of the unit has its own part in the minutes.
    let is_asked = |at: usize, heading: &Heading| {
        !words::is_title_only(headings, at) && !fold(&heading.title).contains("kien nghi")
    };
    let asked = headings.iter().enumerate().filter(|(at, heading)| is_asked(*at, heading));
    asked.map(|(_, heading)| heading).collect()
}

fn findings<'a>(source: Source<'a>, typed: &'a Typed) -> Vec<(&'a Heading, &'a str)> {
    let texts = typed.get("finding").map_or(&[][..], Vec::as_slice);
    let each = outline(source).into_iter().zip(texts);
    each.filter(|(_, text)| !text.is_empty()).map(|(h, text)| (h, text.as_str())).collect()
}

/// The findings of minutes as the texts that a conclusion begins with: results, limits with their causes.
pub(super) fn findings_texts(source: Source<'_>, minutes: &Typed) -> [String; 2] {
    let (limits, results): (Vec<_>, Vec<_>) =
        findings(source, minutes).into_iter().partition(|(heading, _)| is_limit(&heading.title));
    [results, limits].map(|findings| {
        let told = findings.iter().map(|(heading, text)| format!("{}: {text}", heading.title));
        told.collect::<Vec<_>>().join("\n\n")
    })
}

/// "Hạn chế", "Nguyên nhân": headings of the outline that are no results.
fn is_limit(title: &str) -> bool {
    let words = fold(title);
    ["han che", "nguyen nhan", "ton tai", "kho khan"].iter().any(|word| words.contains(word))
}

/// The minutes that a conclusion rests on: unit, day, what was typed.
pub(super) async fn minutes(
    db: &mut impl Reads,
    acting: &Acting,
    typed: &Typed,
) -> Result<(UnitRow, String, Typed), Error> {
    let id = basis::value(typed).parse().map_err(|_| Error::NotFound)?;
    let row = store::composition::load(db, acting.officer.unit, id).await?;
    row.filter(|row| row.kind == "minutes").ok_or(Error::NotFound)?;
    let minutes = store::composition::typed(db, id).await?;
    let unit = store::org_unit::by_key(db, basis::value(&minutes)).await?;
    let day = date(&minutes, "day");
    Ok((unit.ok_or(Error::NotFound)?, day, minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_and_causes_are_no_results() {
        for title in ["Tồn tại, hạn chế", "Nguyên nhân", "Khó khăn, vướng mắc"] {
            assert!(is_limit(title), "{title}");
        }
        assert!(!is_limit("Kết quả đạt được"));
    }
}
