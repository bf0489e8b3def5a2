//! Pictures: a drawing in the line of a paragraph, its file in the package, words for those who do not see it.

use sha2::{Digest, Sha256};

use super::element::{Element, element};
use super::paragraph::Paragraph;
use crate::layout;
use crate::manuscript::{Block, Manuscript, Picture};

/// English metric units in a hundredth of a millimetre.
const EMU: u32 = 360;
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// Every picture of a manuscript, each once.
pub(super) fn all(manuscript: &Manuscript) -> Vec<&Picture> {
    let appendices = manuscript.printed_appendices().map(|appendix| &appendix.body);
    let main = manuscript.has_main().then_some(&manuscript.body);
    let blocks = main.into_iter().chain(appendices).flatten();
    let pictures = blocks.filter_map(|block| match block {
        Block::Picture(picture) => Some(picture),
        _ => None,
    });
    let hand = manuscript.furniture.autograph.as_ref().filter(|_| manuscript.has_main());
    let mut out: Vec<&Picture> = Vec::new();
    for picture in pictures.chain(hand) {
        if !out.iter().any(|known| known.png() == picture.png()) {
            out.push(picture);
        }
    }
    out
}

/// Path of a picture beside the document part.
pub(super) fn file(picture: &Picture) -> String {
    format!("media/{:08x}.png", number(picture))
}

/// Relation of a picture.
pub(super) fn relation(picture: &Picture) -> String {
    format!("rIdP{:08x}", number(picture))
}

/// A number that the same picture always has.
fn number(picture: &Picture) -> u32 {
    let hash = Sha256::digest(picture.png());
    hash.iter().take(4).fold(0, |sum, byte| (sum << 8) | u32::from(*byte)) >> 1
}

/// A picture of the body with its caption.
pub(super) fn block(picture: &Picture, width_mm: u16) -> Vec<Element> {
    let (drawn, _) = drawing(picture, width_mm, layout::PICTURE_HEIGHT_MM);
    let line = Paragraph::of("Head").align("center").gaps(120, 120).run(drawn);
    if picture.caption.is_empty() {
        return vec![line.build()];
    }
    let caption = Paragraph::of("Caption").whole(&picture.caption).build();
    vec![line.keep_next().build(), caption]
}

/// The signer's hand and its height in twips.
pub(super) fn autograph(picture: &Picture) -> (Element, u32) {
    drawing(picture, layout::SIGNATURE_MM, layout::SIGNATURE_HEIGHT_MM - 2)
}

fn drawing(picture: &Picture, width_mm: u16, height_mm: u16) -> (Element, u32) {
    let (width, height) = picture.fitted(width_mm, height_mm);
    let id = number(picture).max(1);
    let extent = |name| element(name).with("cx", width * EMU).with("cy", height * EMU);
    let name = format!("Hình {id:08x}");
    let words = |name_of| {
        element(name_of).with("id", id).with("name", &name).with("descr", &picture.alternative)
    };
    let fill = element("pic:blipFill")
        .child(element("a:blip").with("r:embed", relation(picture)))
        .child(element("a:stretch").child(element("a:fillRect")));
    let place =
        element("a:xfrm").child(element("a:off").with("x", 0).with("y", 0)).child(extent("a:ext"));
    let shape = element("pic:spPr")
        .child(place)
        .child(element("a:prstGeom").with("prst", "rect").child(element("a:avLst")));
    let body = element("pic:pic")
        .with("xmlns:pic", format!("{DRAWING}/picture"))
        .child(element("pic:nvPicPr").child(words("pic:cNvPr")).child(element("pic:cNvPicPr")))
        .child(fill)
        .child(shape);
    let data = element("a:graphicData").with("uri", format!("{DRAWING}/picture")).child(body);
    let graphic = element("a:graphic").with("xmlns:a", format!("{DRAWING}/main")).child(data);
    let inline = element("wp:inline")
        .with("xmlns:wp", format!("{DRAWING}/wordprocessingDrawing"))
        .with("distT", 0)
        .with("distB", 0)
        .with("distL", 0)
        .with("distR", 0)
        .child(extent("wp:extent"))
        .child(words("wp:docPr"))
        .child(graphic);
    let run = element("w:r").child(element("w:drawing").child(inline));
    (run, height * 1440 / 2540)
}
