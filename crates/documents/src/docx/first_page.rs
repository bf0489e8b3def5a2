//! What stands before and after the body: head, title, addressees, recipients and signature.

use super::element::{Element, element, value};
use super::paragraph::{Face, Paragraph};
use super::table::{grid, length};
use super::{marks, picture};
use crate::decree::{self, Element as E, SizeSet};
use crate::layout;
use crate::manuscript::{Head, Kind, Manuscript, Signature};
use crate::{meaning, measure};

/// Indent of "Kính gửi" with several addressees.
const ADDRESSEES_TWIPS: u32 = layout::twips(layout::ADDRESSEES_MM);
/// One line for number (13 pt) and date (14 pt), so that both share a baseline.
const NUMBER_LINE: u32 = 360;

/// Writes everything above the body.
pub(super) fn opening(manuscript: &Manuscript) -> Vec<Element> {
    let mut out = vec![head(manuscript)];
    match manuscript.kind.title() {
        Some(title) => out.extend(titled(title, &manuscript.abstract_text, manuscript.sizes())),
        None => out.push(Paragraph::of("Head").exact(200).build()),
    }
    if let Some(urgency) = manuscript.furniture.urgency {
        out.extend(marks::urgency(urgency, manuscript.sizes()));
    }
    out.extend(addressees(&manuscript.addressees, manuscript.sizes()));
    out
}

/// Writes recipients and signature, side by side; under two signatures the recipients stand below.
pub(super) fn closing(manuscript: &Manuscript) -> Vec<Element> {
    let own = signature(&manuscript.signature, Some(manuscript), manuscript.sizes());
    let Some(other) = &manuscript.furniture.second_signature else {
        let widths = [layout::twips(layout::RECIPIENTS_MM), layout::twips(layout::SIGNATURE_MM)];
        let mut beside = recipients(manuscript);
        // The row is one piece: what a page may not hold stands below it.
        let below = beside.split_off(beside.len().min(layout::RECIPIENTS_BESIDE + 1));
        let table = plain_table(&widths, vec![vec![beside, own]], 0);
        return std::iter::once(table).chain(below).collect();
    };
    let half = layout::twips(layout::TEXT_WIDTH_MM) / 2;
    let other = signature(other, None, manuscript.sizes());
    let signatures = plain_table(&[half, half], vec![vec![other, own]], 0);
    let gap = Paragraph::of("Head").keep_next().exact(240).build();
    [vec![signatures, gap], recipients(manuscript)].concat()
}

fn recipients(manuscript: &Manuscript) -> Vec<Element> {
    let face = Face::element(E::Recipients, manuscript.sizes());
    let title = Paragraph::of("Recipients").keep_next().text(decree::RECIPIENTS, face);
    let lines = manuscript.recipient_lines();
    let lines = lines.iter().map(|line| Paragraph::of("Recipients").whole(line).build());
    std::iter::once(title.build()).chain(lines).collect()
}

/// Position, free room, other position and name; only the document's own signer has the latter marks.
fn signature(signature: &Signature, own: Option<&Manuscript>, sizes: SizeSet) -> Vec<Element> {
    let line = |text: &str, element| {
        let line = Paragraph::of("Head").keep_next().align("center");
        line.text(text, Face::element(element, sizes))
    };
    let mut out: Vec<Element> =
        signature.above().map(|text| line(text, E::Authority).build()).collect();
    let mut room = layout::twips(layout::SIGNATURE_HEIGHT_MM);
    if let Some(hand) = own.and_then(|document| document.furniture.autograph.as_ref()) {
        let (drawn, height) = picture::autograph(hand);
        let around = room.saturating_sub(height) / 2;
        out.push(
            Paragraph::of("Head").keep_next().align("center").gaps(around, 0).run(drawn).build(),
        );
        room = around;
    }
    if let Some(other) = own.and_then(|document| document.furniture.other_position.as_ref()) {
        out.push(line(other, E::OtherPosition).gaps(room, 0).build());
        room = 0;
    }
    let name = signature.name.as_deref().unwrap_or_default();
    let last = Paragraph::of("Head").align("center").gaps(room, 0);
    out.push(last.text(name, Face::element(E::Signer, sizes)).build());
    out
}

fn head(manuscript: &Manuscript) -> Element {
    let head = &manuscript.head;
    let sizes = manuscript.sizes();
    let widths = [layout::twips(layout::HEAD_LEFT_MM), layout::twips(layout::HEAD_RIGHT_MM)];
    let text = format!("{} {}", decree::NUMBER, head.number_and_symbol());
    let mut number = vec![centred(&text, E::Number, sizes).build()];
    if manuscript.kind == Kind::Letter {
        let about = format!("{} {}", decree::ABOUT, manuscript.abstract_text);
        let side = layout::twips(4);
        let gap = u32::from(decree::page::LETTER_ABSTRACT_GAP_PT) * 20;
        let line = Paragraph::of("Head").gaps(gap, 0).sides(side, side).align("center");
        let face = Face::element(E::LetterAbstract, sizes);
        number.push(line.text(&meaning::held(&about), face).build());
    }
    number.extend(manuscript.furniture.is_draft.then(|| marks::draft(sizes)));
    let date = centred(&head.place_and_date(), E::PlaceDate, sizes);
    let rows = vec![
        vec![issuer(head, widths[0], sizes), nation(widths[1], sizes)],
        vec![number, vec![date.build()]],
    ];
    let overhang = widths.iter().sum::<u32>() - layout::twips(layout::TEXT_WIDTH_MM);
    plain_table(&widths, rows, overhang / 2)
}

fn centred(text: &str, element: E, sizes: SizeSet) -> Paragraph {
    let line = Paragraph::of("Head").exact(NUMBER_LINE).align("center");
    line.text(text, Face::element(element, sizes))
}

fn issuer(head: &Head, width: u32, sizes: SizeSet) -> Vec<Element> {
    let side = layout::twips(layout::HEAD_SIDE_MM);
    let line = |text: &String, element| {
        let face = Face::element(element, sizes);
        Paragraph::of("Head").sides(side, side).align("center").text(text, face).build()
    };
    let mut out: Vec<Element> = head.superior.iter().map(|text| line(text, E::Superior)).collect();
    out.extend(head.issuer.iter().map(|text| line(text, E::Issuer)));
    out.push(
        Paragraph::rule(width, rule_twips(measure::issuer_rule(&head.issuer, sizes)), 0).build(),
    );
    out
}

fn nation(width: u32, sizes: SizeSet) -> Vec<Element> {
    let line = |text, element| {
        let face = Face::element(element, sizes);
        Paragraph::of("Head").align("center").text(text, face).build()
    };
    vec![
        line(decree::NATION, E::Nation),
        line(decree::MOTTO, E::Motto),
        Paragraph::rule(width, rule_twips(measure::motto_rule(sizes)), 0).build(),
    ]
}

/// Twips in so many hundredths of a millimetre.
pub(super) const fn rule_twips(hundredths: u32) -> u32 {
    hundredths * 1440 / 2540
}

fn titled(title: &str, about: &str, sizes: SizeSet) -> [Element; 3] {
    let text_width = layout::twips(layout::TEXT_WIDTH_MM);
    // A millimetre to spare: programs round widths of letters.
    let width = rule_twips(measure::abstract_width(about, sizes) + 100);
    let side = text_width.saturating_sub(width) / 2;
    let rule = rule_twips(measure::abstract_rule(about, sizes));
    [
        Paragraph::of("Title").keep_next().gaps(200, 0).plain(title).build(),
        Paragraph::of("Title").keep_next().sides(side, side).plain(&meaning::held(about)).build(),
        Paragraph::rule(text_width, rule, 200).build(),
    ]
}

fn addressees(names: &[String], sizes: SizeSet) -> Vec<Element> {
    let words = decree::ADDRESSEE;
    let face = Face::element(E::Addressee, sizes);
    let points = sizes.points(E::Addressee);
    match names {
        [] => Vec::new(),
        [only] => {
            let line = Paragraph::of("Head").align("center").gaps(120, 200);
            vec![line.text(&format!("{words}: {only}"), face).build()]
        }
        several => {
            let first = Paragraph::of("Head").keep_next().gaps(120, 60).sides(ADDRESSEES_TWIPS, 0);
            let mut out = vec![first.text(&format!("{words}:"), face).build()];
            // The dashes stand under the colon (E22).
            let dash = rule_twips(measure::line_width("- ", points, false));
            let colon = rule_twips(measure::line_width(words, points, false));
            let left = ADDRESSEES_TWIPS + colon + dash;
            let last = several.len() - 1;
            out.extend(several.iter().enumerate().map(|(index, name)| {
                let (sign, after) = if index == last { ('.', 200) } else { (';', 60) };
                let line = Paragraph::of("Head").gaps(0, after).sides(left, 0).hanging(dash);
                line.text(&format!("- {name}{sign}"), face).build()
            }));
            out
        }
    }
}

/// A table without lines that only places its cells; it may hang out to both sides.
pub(super) fn plain_table(widths: &[u32], rows: Vec<Vec<Vec<Element>>>, hang: u32) -> Element {
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
