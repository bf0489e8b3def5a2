//! What stands before and after the body: head, title, addressees, recipients and signature.

use super::element::{Element, element, value};
use super::paragraph::{Face, Paragraph};
use super::table::{grid, length};
use crate::layout::{self, size};
use crate::manuscript::{Head, Kind, Manuscript, recipient_lines};
use crate::measure;

/// Indent of "Kính gửi" with several addressees.
const ADDRESSEES_TWIPS: u32 = layout::twips(25);
/// One line for number (13 pt) and date (14 pt), so that both share a baseline.
const NUMBER_LINE: u32 = 360;

/// Writes everything above the body.
pub(super) fn opening(manuscript: &Manuscript) -> Vec<Element> {
    let mut out = vec![head(manuscript)];
    match manuscript.kind.title() {
        Some(title) => out.extend(titled(title, &manuscript.abstract_text)),
        None => out.push(Paragraph::of("Head").exact(200).build()),
    }
    out.extend(addressees(&manuscript.addressees));
    out
}

/// Writes recipients and signature, side by side.
pub(super) fn closing(manuscript: &Manuscript) -> Element {
    let widths = [layout::twips(layout::RECIPIENTS_MM), layout::twips(layout::SIGNATURE_MM)];
    let mut left = vec![
        Paragraph::of("Recipients")
            .text("Nơi nhận:", Face::of(size::RECIPIENTS).bold().italic())
            .build(),
    ];
    let lines = recipient_lines(&manuscript.recipients);
    left.extend(lines.iter().map(|line| Paragraph::of("Recipients").plain(line).build()));
    plain_table(&widths, vec![vec![left, signature(manuscript)]], 0)
}

fn signature(manuscript: &Manuscript) -> Vec<Element> {
    let signature = &manuscript.signature;
    let bold = Face::of(size::TITLE).bold();
    let line = |text: &str| Paragraph::of("Head").align("center").text(text, bold);
    let authority = signature.authority.iter().chain(std::iter::once(&signature.position));
    let mut out: Vec<Element> = authority.map(|text| line(text).build()).collect();
    let room = layout::twips(layout::SIGNATURE_HEIGHT_MM);
    out.push(line(signature.name.as_deref().unwrap_or_default()).gaps(room, 0).build());
    out
}

fn head(manuscript: &Manuscript) -> Element {
    let head = &manuscript.head;
    let widths = [layout::twips(layout::HEAD_LEFT_MM), layout::twips(layout::HEAD_RIGHT_MM)];
    let mut number =
        vec![centred("Số: ", &head.number_and_symbol(), Face::of(size::NUMBER)).build()];
    if manuscript.kind == Kind::Letter {
        let about = format!("V/v {}", manuscript.abstract_text);
        let side = layout::twips(4);
        let line = Paragraph::of("Head").gaps(120, 0).sides(side, side).align("center");
        number.push(line.text(&about, Face::of(size::LETTER_ABSTRACT)).build());
    }
    let date = centred("", &head.place_and_date(), Face::of(size::PLACE_DATE).italic());
    let rows =
        vec![vec![issuer(head, widths[0]), nation(widths[1])], vec![number, vec![date.build()]]];
    let overhang = widths.iter().sum::<u32>() - layout::twips(layout::TEXT_WIDTH_MM);
    plain_table(&widths, rows, overhang / 2)
}

fn centred(before: &str, text: &str, face: Face) -> Paragraph {
    let line = Paragraph::of("Head").exact(NUMBER_LINE).align("center");
    line.text(&format!("{before}{text}"), face)
}

fn issuer(head: &Head, width: u32) -> Vec<Element> {
    let face = Face::of(size::NATION);
    let line = |text: &String, face| Paragraph::of("Head").align("center").text(text, face).build();
    let mut out: Vec<Element> = head.superior.iter().map(|text| line(text, face)).collect();
    out.extend(head.issuer.iter().map(|text| line(text, face.bold())));
    out.push(Paragraph::rule(width, rule_twips(measure::issuer_rule(head)), 0).build());
    out
}

fn nation(width: u32) -> Vec<Element> {
    let line = |text, points| {
        let face = Face::of(points).bold();
        Paragraph::of("Head").align("center").text(text, face).build()
    };
    vec![
        line(layout::NATION, size::NATION),
        line(layout::MOTTO, size::MOTTO),
        Paragraph::rule(width, rule_twips(measure::motto_rule()), 0).build(),
    ]
}

/// Twips in so many hundredths of a millimetre.
pub(super) const fn rule_twips(hundredths: u32) -> u32 {
    hundredths * 1440 / 2540
}

fn titled(title: &str, about: &str) -> [Element; 3] {
    let text_width = layout::twips(layout::TEXT_WIDTH_MM);
    let side = (text_width - layout::twips(layout::ABSTRACT_MM)) / 2;
    let rule = rule_twips(measure::abstract_rule(about));
    [
        Paragraph::of("Title").keep_next().gaps(200, 0).plain(title).build(),
        Paragraph::of("Title").keep_next().sides(side, side).plain(about).build(),
        Paragraph::rule(text_width, rule, 200).build(),
    ]
}

fn addressees(names: &[String]) -> Vec<Element> {
    let words = "Kính gửi";
    match names {
        [] => Vec::new(),
        [only] => {
            let line = Paragraph::of("Head").align("center").gaps(120, 200);
            vec![line.plain(&format!("{words}: {only}")).build()]
        }
        several => {
            let first = Paragraph::of("Head").keep_next().gaps(120, 60).sides(ADDRESSEES_TWIPS, 0);
            let mut out = vec![first.plain(&format!("{words}:")).build()];
            // The dashes stand under the colon (E22).
            let dash = rule_twips(measure::line_width("- ", size::BODY, false));
            let colon = rule_twips(measure::line_width(words, size::BODY, false));
            let left = ADDRESSEES_TWIPS + colon + dash;
            let last = several.len() - 1;
            out.extend(several.iter().enumerate().map(|(index, name)| {
                let (sign, after) = if index == last { ('.', 200) } else { (';', 60) };
                let line = Paragraph::of("Head").gaps(0, after).sides(left, 0).hanging(dash);
                line.plain(&format!("- {name}{sign}")).build()
            }));
            out
        }
    }
}

/// A table without lines that only places its cells; it may hang out to both sides.
fn plain_table(widths: &[u32], rows: Vec<Vec<Vec<Element>>>, hang: u32) -> Element {
    let properties = element("w:tblPr")
        .child(length("w:tblW", widths.iter().sum::<u32>()))
        .child(length("w:tblInd", format!("-{hang}")))
        .child(element("w:tblLayout").with("w:type", "fixed"))
        .child(element("w:tblCellMar").child(length("w:left", 0)).child(length("w:right", 0)))
        .child(value("w:tblLook", "0000"));
    let rows = rows.into_iter().map(|cells| {
        let cells = cells.into_iter().zip(widths).map(|(content, width)| {
            let cell = element("w:tcPr").child(length("w:tcW", width));
            element("w:tc").child(cell).children(content)
        });
        element("w:tr").child(element("w:trPr").child(element("w:cantSplit"))).children(cells)
    });
    element("w:tbl").child(properties).child(grid(widths)).children(rows)
}
