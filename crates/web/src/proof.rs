//! A heading's proof as a panel, and the figures that can be put into words: for units and for offices.

use domain::{
    claim::{Cell, Counts},
    fold::fold,
    proof::{Doubt, Mark, Proof, take},
    reference::{Reference, Referred, Source, Span, Written, spans},
};

use crate::{
    form::Fields,
    view::proof::{Beside, Fault, FigureGroup, FigureLine, Piece, ProofPanel},
};

/// Letters that a fault names; the rest are counted.
const LETTERS_NAMED: usize = 5;

/// What a heading's words are read and held against, and where its figures are shown.
pub(crate) struct Backing<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) counts: Counts<'a>,
    /// Address of the page that shows a cell or an indicator.
    pub(crate) place: &'a dyn Fn(&Reference) -> String,
    /// Whether the words may be changed here.
    pub(crate) editable: bool,
}

impl Backing<'_> {
    /// The panel under a heading's box.
    pub(crate) fn panel(&self, heading: &str, written: &Written) -> ProofPanel {
        let proof = Proof::of((heading, written), &self.source, &self.counts);
        let mut panel = ProofPanel::default();
        panel.faults.extend(unprintable(written));
        if proof.is_quiet() && panel.faults.is_empty() {
            return panel;
        }
        for mark in proof.marks {
            let piece = match mark {
                Mark::Words(words) => Piece::Words(words),
                Mark::Figure(referred) => Piece::Figure {
                    href: (self.place)(&referred.reference),
                    printed: referred.printed,
                    label: referred.label,
                },
                Mark::Broken(broken) => {
                    let text = format!("{}. Nhập số vào ô đó, hoặc chọn ô khác.", broken.words());
                    let fault = Fault { text, is_error: true, besides: Vec::new() };
                    if !panel.faults.contains(&fault) {
                        panel.faults.push(fault);
                    }
                    Piece::Broken(broken.to_string())
                }
                Mark::Doubt(doubt) => {
                    let besides = self.besides(heading, &doubt);
                    let told = besides.iter().map(|b| format!("Biểu {}: {}", b.form, b.printed));
                    let beside = told.collect::<Vec<_>>().join("; ");
                    let text = format!("Lời văn ghi “{}”", doubt.words);
                    panel.faults.push(Fault { text, is_error: false, besides });
                    Piece::Doubt { words: doubt.words, beside }
                }
            };
            panel.pieces.push(piece);
        }
        // What cannot be changed stands in its box as it reads.
        if panel.faults.is_empty() && !self.editable { ProofPanel::default() } else { panel }
    }

    fn besides(&self, heading: &str, doubt: &Doubt) -> Vec<Beside> {
        let (number, at) = (&doubt.number, doubt.at);
        let beside = |cell: &Cell| Beside {
            href: (self.place)(&cell.reference()),
            form: cell.form.clone(),
            printed: cell.printed.clone(),
            words: cell.words(),
            take: (self.editable && !number.is_empty())
                .then(|| format!("{heading}|{at}|{number}|{}", cell.reference())),
        };
        doubt.cells.iter().map(beside).collect()
    }
}

/// Letters that no document can print.
fn unprintable(written: &Written) -> Option<Fault> {
    let letters = documents::letters::unprintable(written.as_written());
    let named: Vec<String> = letters.iter().map(|letter| format!("“{letter}”")).collect();
    (!named.is_empty()).then(|| Fault {
        text: format!(
            "Ký tự không in được: {}. Xóa, hoặc viết bằng chữ.",
            domain::org_unit::listed(&named, LETTERS_NAMED)
        ),
        is_error: true,
        besides: Vec::new(),
    })
}

/// A button that was pressed without a script: a figure of the table in place of a typed number. Gives the
/// heading and its new text.
pub(crate) fn taken(fields: &Fields) -> Option<(String, String)> {
    let mut parts = fields.get("take").splitn(4, '|');
    let (heading, at) = (parts.next()?, parts.next()?.parse().ok()?);
    let (number, token) = (parts.next()?, parts.next()?);
    let [Span::Reference { reference, .. }] = &spans(token)[..] else { return None };
    let text = fields.get(&format!("text:{heading}")).replace("\r\n", "\n");
    Some((heading.to_owned(), take(&text, (at, number), reference)?))
}

/// The figures that can be put into words, by form.
pub(crate) fn groups(
    source: &Source<'_>,
    title: impl Fn(&Reference) -> String,
) -> Vec<FigureGroup> {
    let mut groups: Vec<FigureGroup> = Vec::new();
    for Referred { reference, label, printed } in source.all() {
        let title = title(&reference);
        let form = match &reference {
            Reference::Cell { form, .. } => form.clone(),
            Reference::Indicator(_) | Reference::Unknown(_) => String::new(),
        };
        // The group says the form already.
        let short = label.split_once(", ").map_or(label.as_str(), |(_, rest)| rest).to_owned();
        let find = fold(&format!("{label} {title} {printed}"));
        let line = FigureLine { token: reference.to_string(), label: short, printed, find };
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.lines.push(line),
            None => groups.push(FigureGroup { form, title, lines: vec![line] }),
        }
    }
    groups
}
