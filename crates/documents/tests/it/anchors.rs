//! Where signing tools are told to put signatures, beside what really stands on the page.

use documents::{
    manuscript::{Manuscript, Picture, Signature},
    pdf::{self, Anchors},
    sample,
};
use lopdf::{Document, Object};

/// Half a millimetre.
const CLOSE: f64 = 1.5;

/// A picture of one point, as wide as it is tall.
fn picture() -> Picture {
    const PNG: &[u8] = &[
        0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0, 0, 0, 0xd, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
        1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0xa, 0x49, 0x44, 0x41, 0x54,
        0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, 0x49, 0x45,
        0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ];
    Picture::try_new(PNG, "Chữ ký", 20).unwrap()
}

/// Page, middle and size of the only picture of a file, from what the page's content draws.
fn drawn(file: &[u8]) -> (usize, f64, f64, f64) {
    let document = Document::load_mem(file).unwrap();
    for (page, id) in document.get_pages() {
        let content = document.get_and_decode_page_content(id).unwrap();
        let mut stack = vec![[1.0, 0.0, 0.0, 1.0, 0.0, 0.0]];
        for operation in &content.operations {
            match operation.operator.as_str() {
                "q" => stack.push(*stack.last().unwrap()),
                "Q" => drop(stack.pop()),
                "cm" => {
                    let top = stack.last_mut().unwrap();
                    *top = times(matrix(&operation.operands), *top);
                }
                "Do" => {
                    let [width, _, _, height, x, y] = *stack.last().unwrap();
                    let page = usize::try_from(page).unwrap();
                    return (page, x + width / 2.0, y + height / 2.0, width.abs());
                }
                _ => {}
            }
        }
    }
    panic!("no picture on any page")
}

fn matrix(operands: &[Object]) -> [f64; 6] {
    let numbers: Vec<f64> = operands.iter().map(|o| f64::from(o.as_float().unwrap())).collect();
    numbers.try_into().unwrap()
}

fn times(a: [f64; 6], b: [f64; 6]) -> [f64; 6] {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn anchored(manuscript: &Manuscript) -> (Vec<u8>, Anchors) {
    pdf::with_anchors(manuscript).unwrap()
}

#[test]
fn a_hand_drawn_by_the_writer_stands_in_the_middle_of_its_anchor() {
    for mut manuscript in [
        sample::department_letter(),
        sample::people_committee_report(),
        sample::department_report(40),
    ] {
        manuscript.furniture.autograph = Some(picture());
        let (file, anchors) = anchored(&manuscript);
        let hand = anchors.signature.unwrap();
        let (page, x, y, width) = drawn(&file);
        assert_eq!(page, hand.page);
        assert!((hand.x + hand.w / 2.0 - x).abs() < CLOSE, "{x} in {hand:?}");
        assert!((hand.y + hand.h / 2.0 - y).abs() < CLOSE, "{y} in {hand:?}");
        assert!(width <= hand.w && hand.h >= 30.0 * 72.0 / 25.4, "{hand:?}");
    }
}

#[test]
fn the_seal_covers_the_left_third_of_the_hand() {
    let (_, anchors) = anchored(&sample::department_letter());
    let (hand, seal) = (anchors.signature.unwrap(), anchors.seal.unwrap());
    assert_eq!(seal.page, hand.page);
    assert!((seal.x + seal.w - (hand.x + hand.w / 3.0)).abs() < 0.1);
    let middle = |y: f64, h: f64| y + h / 2.0;
    assert!((middle(seal.y, seal.h) - middle(hand.y, hand.h)).abs() < 0.1);
}

#[test]
fn a_longer_text_moves_the_anchor_and_leaves_the_corner() {
    let (_, short) = anchored(&sample::department_letter());
    let mut longer = sample::department_letter();
    let first = longer.body[0].clone();
    longer.body.insert(0, first);
    let (_, long) = anchored(&longer);
    assert_ne!(short.signature, long.signature);
    assert_eq!(short.corner, long.corner);
    let corner = short.corner;
    assert!(corner.page == 1 && corner.y > 800.0 && corner.x + corner.w < 595.3, "{corner:?}");
}

#[test]
fn of_two_signatures_the_right_one_is_the_signers() {
    let mut minutes = sample::department_letter();
    minutes.furniture.second_signature =
        Some(Signature { position: "THƯ KÝ".into(), ..Signature::default() });
    let (_, anchors) = anchored(&minutes);
    assert!(anchors.signature.unwrap().x > 595.0 / 2.0);
}
