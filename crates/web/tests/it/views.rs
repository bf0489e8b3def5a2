//! Every page renders from its sample, keeps the content policy, and escapes what people typed.

use askama::Template;
use domain::reference::Reading;
use web::view::{
    act::Act,
    entry::EntryPage,
    frame::{Frame, Nav, Theme},
    mark::{Notice, Tone},
    narrative::TextBlock,
    sample,
    submission::SubmissionPage,
    work::WorkPage,
};

const HOSTILE: &str = r#"<script>alert("x")</script><img src=x onerror='y'>"#;

fn pages() -> Vec<(&'static str, String)> {
    sample::all().into_iter().map(|(name, html)| (name, html.expect(name))).collect()
}

#[test]
fn every_page_renders_in_vietnamese_with_one_heading() {
    for (name, html) in pages() {
        assert!(html.contains(r#"<html lang="vi""#), "{name}");
        assert_eq!(html.matches("<h1").count(), 1, "{name} has one h1");
    }
}

#[test]
fn no_page_carries_inline_style_script_or_a_foreign_host() {
    for (name, html) in pages() {
        assert!(!html.contains(" style="), "{name}");
        assert!(!html.contains("<style"), "{name}");
        assert!(!html.contains("javascript:"), "{name}");
        for (at, _) in html.match_indices("<script") {
            assert!(html[at..].starts_with(r#"<script type="module" src="/assets/"#), "{name}");
        }
        let own = html.replace("http://www.w3.org/", "");
        assert!(!own.contains("http://") && !own.contains("https://"), "{name}");
        for event in [" onclick", " onload", " onerror", " onsubmit", " oninput"] {
            assert!(!html.contains(event), "{name}{event}");
        }
    }
}

#[test]
fn every_posting_form_carries_the_token() {
    for (name, html) in pages() {
        for form in html.split("<form").skip(1).filter(|form| {
            form.split('>').next().is_some_and(|tag| tag.contains(r#"method="post""#))
        }) {
            let body = form.split("</form>").next().unwrap_or_default();
            assert!(body.contains(r#"name="csrf""#), "{name}: {body}");
        }
    }
}

#[test]
fn every_symbol_and_label_that_is_pointed_at_exists() {
    for (name, html) in pages() {
        for reference in html.split(r##"<use href="#"##).skip(1) {
            let id = reference.split('"').next().unwrap_or_default();
            assert!(html.contains(&format!(r#"id="{id}""#)), "{name}: symbol {id}");
        }
        for ids in html.split(r#"aria-labelledby=""#).skip(1) {
            for id in ids.split('"').next().unwrap_or_default().split(' ') {
                assert!(html.contains(&format!(r#"id="{id}""#)), "{name}: label {id}");
            }
        }
    }
}

#[test]
fn no_id_stands_twice_on_a_page() {
    for (name, html) in pages() {
        let mut ids: Vec<&str> =
            html.split(r#" id=""#).skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let doubles: Vec<&&str> =
            ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
        assert!(doubles.is_empty(), "{name}: {doubles:?}");
    }
}

#[test]
fn what_people_typed_is_escaped() {
    let mut entry = EntryPage::sample();
    entry.title = HOSTILE.into();
    entry.grid.rows[1].label = HOSTILE.into();
    entry.grid.rows[1].cells[0].text = HOSTILE.into();
    entry.remarks.lines[0].text = HOSTILE.into();
    entry.acts = vec![Act::new(HOSTILE, HOSTILE, HOSTILE).asking(HOSTILE)];
    entry.frame.flash = Some(Notice::new(Tone::Bad, HOSTILE, HOSTILE));
    let mut work = WorkPage::sample();
    work.todo.items[0].what = HOSTILE.into();
    work.rounds[0].bar.label = HOSTILE.into();
    let mut submission = SubmissionPage::sample();
    submission.feed[0].message = HOSTILE.into();
    submission.state.label = HOSTILE.into();
    for html in [entry.render(), work.render(), submission.render()] {
        let html = html.unwrap();
        assert!(!html.contains("<script>alert"), "raw script");
        assert!(!html.contains("<img src=x"), "raw image");
        assert!(html.contains("&#60;script"), "the words are still shown");
    }
}

#[test]
fn a_plain_form_can_submit_the_grid() {
    let html = EntryPage::sample().render().unwrap();
    assert!(html.contains(r#"name="cell:bch:huyen.tong""#));
    assert!(html.contains(r#"action="/submissions/7/parts/T2""#));
    // Computed cells are never sent.
    assert!(!html.contains(r#"name="cell:bch:huyen.ty_le""#));
}

#[test]
fn a_locked_part_has_no_controls() {
    let html = EntryPage::sample_locked().render().unwrap();
    assert!(!html.contains(r#"name="cell:"#));
    assert!(!html.contains("Gửi ý kiến"));
}

#[test]
fn the_theme_of_the_cookie_stands_on_the_page() {
    let mut page = WorkPage::sample();
    page.frame.theme = Theme::from_code("contrast");
    assert!(page.render().unwrap().contains(r#"data-theme="contrast""#));
    assert_eq!(Theme::from_code("<b>"), Theme::System);
}

#[test]
fn administration_is_shown_only_to_administrators() {
    let district = Frame::sample_of_district("x", Nav::Work);
    assert!(district.rooms().iter().all(|room| room.nav != Nav::Officer));
    let desk = Frame::sample("x", Nav::Work);
    assert!(desk.rooms().iter().any(|room| room.nav == Nav::Officer));
}

#[test]
fn light_markup_knows_paragraphs_and_lists() {
    let blocks = TextBlock::read(&Reading::plain("Một đoạn\ncòn tiếp.\n\n- một\n- hai\n\nHết."));
    assert_eq!(
        blocks,
        [
            TextBlock::Paragraph("Một đoạn còn tiếp.".into()),
            TextBlock::List(vec!["một".into(), "hai".into()]),
            TextBlock::Paragraph("Hết.".into()),
        ]
    );
}

#[test]
fn the_first_load_of_a_page_stays_under_200_kilobytes() {
    let assets: usize = web::view::assets::ASSETS.iter().map(|asset| asset.bytes.len()).sum();
    for (name, html) in pages() {
        assert!(html.len() + assets < 200_000, "{name}: {}", html.len() + assets);
    }
}
