//! The look of one element: size, weight, slant, case and place, as its row of the table demands.

use crate::decree::{Demand, Element, Place};
use crate::lint::{
    anatomy::Anatomy,
    report::Report,
    sheet::{Line, Origin, points},
};

/// Judges a line as an element.
pub(super) fn judge(anatomy: &Anatomy<'_>, line: usize, element: Element, report: &mut Report<'_>) {
    let demand = element.demand();
    size(anatomy, line, demand, report);
    let shown = anatomy.line(line);
    if let Some(wrong) = wrong_face(shown, anatomy.sheet.origin, demand) {
        let problem = format!("{}: {wrong}.", demand.name);
        report.mend(demand.face_rule, line, problem, wanted(demand));
    }
    let place = shown.place.or((anatomy.sheet.origin == Origin::Docx).then_some(Place::Left));
    let is_wrong = match (demand.place, place) {
        (Some(Place::Left), Some(Place::Both)) | (None, _) | (_, None) => false,
        (Some(wanted), Some(found)) => wanted != found,
    };
    if is_wrong && !shown.in_box {
        let wanted = demand.place.map_or("", words);
        report.mend(
            demand.place_rule,
            line,
            format!("{}: không {wanted}.", demand.name),
            format!("Đặt dòng này {wanted}."),
        );
    }
}

/// Judges only the size.
pub(super) fn size(anatomy: &Anatomy<'_>, line: usize, demand: &Demand, report: &mut Report<'_>) {
    let (least, most) =
        (u32::from(*demand.points.start()) * 2, u32::from(*demand.points.end()) * 2);
    let shown = anatomy.line(line);
    let wrong =
        shown.inked().filter_map(|span| span.look.half_points).find(|s| *s < least || *s > most);
    if let Some(found) = wrong {
        let wanted = range(demand);
        report.mend(
            demand.size_rule,
            line,
            format!("{}: cỡ chữ {}, quy định {wanted}.", demand.name, points(found)),
            format!("Đặt cỡ chữ {wanted}."),
        );
    }
}

/// What is wrong with weight, slant or case, in words.
fn wrong_face(line: &Line, origin: Origin, demand: &Demand) -> Option<&'static str> {
    // Word writes nothing where letters are neither bold nor italic.
    let plain = (origin == Origin::Docx).then_some(false);
    let bold = |look: &crate::lint::sheet::Look| look.bold.or(plain);
    let italic = |look: &crate::lint::sheet::Look| look.italic.or(plain);
    if demand.bold == Some(true) && line.every(bold) == Some(false) {
        return Some("chữ không đậm");
    }
    if demand.bold == Some(false) && line.any(bold) {
        return Some("chữ đậm, quy định không đậm");
    }
    if demand.italic == Some(true) && line.every(italic) == Some(false) {
        return Some("chữ không nghiêng");
    }
    if demand.italic == Some(false) && line.any(italic) {
        return Some("chữ nghiêng, quy định chữ đứng");
    }
    if demand.capitals == Some(true) && !line.is_capitals() {
        return Some("chữ thường, quy định in hoa");
    }
    // A name of one word in capitals may be an abbreviation.
    let is_long = line.text.split_whitespace().count() > 1;
    (demand.capitals == Some(false) && is_long && line.is_capitals())
        .then_some("in hoa cả dòng, quy định chữ thường")
}

fn wanted(demand: &Demand) -> String {
    let mut parts = Vec::new();
    match demand.capitals {
        Some(true) => parts.push("in hoa"),
        Some(false) => parts.push("chữ thường"),
        None => {}
    }
    match demand.italic {
        Some(true) => parts.push("nghiêng"),
        Some(false) => parts.push("đứng"),
        None => {}
    }
    match demand.bold {
        Some(true) => parts.push("đậm"),
        Some(false) => parts.push("không đậm"),
        None => {}
    }
    format!("Đặt kiểu chữ: {}.", parts.join(", "))
}

fn range(demand: &Demand) -> String {
    let (least, most) = (demand.points.start(), demand.points.end());
    if least == most { least.to_string() } else { format!("{least}-{most}") }
}

const fn words(place: Place) -> &'static str {
    match place {
        Place::Centre => "canh giữa",
        Place::Left => "canh trái",
        Place::Both => "canh đều hai bên",
    }
}
