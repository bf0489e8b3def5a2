//! Looks as Word finds them: defaults of the file, chain of styles, then what is said on the spot.

use std::collections::HashMap;

use crate::decree::Place;
use crate::lint::{
    sheet::{Colour, Look},
    xml::Node,
};

/// Longest chain of styles that is followed; a ring is no reason to hang.
const CHAIN_MAX: usize = 20;
/// What Word puts for "automatic" gaps, in twips.
const AUTOMATIC_GAP: i32 = 280;

/// How a paragraph stands; `None` where nothing is said.
#[derive(Debug, Clone, Default)]
pub(super) struct Setting {
    pub(super) place: Option<Place>,
    pub(super) first_line: Option<i32>,
    pub(super) left: Option<i32>,
    pub(super) right: Option<i32>,
    pub(super) before: Option<i32>,
    pub(super) after: Option<i32>,
    /// Line height in percent of single, or `Some(None)` for a fixed height.
    pub(super) line: Option<Option<u32>>,
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
    pub(super) border_top: Option<bool>,
    pub(super) border_bottom: Option<bool>,
    pub(super) border_sides: Option<bool>,
    pub(super) dashed: Option<bool>,
}

/// One style as written.
#[derive(Debug, Default)]
struct Style {
    above: Option<String>,
    look: Look,
    setting: Setting,
}

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    look: Look,
    setting: Setting,
    styles: HashMap<String, Style>,
    default_paragraph: Option<String>,
    fonts: ThemeFonts,
}

/// Faces that a file names by their part in its theme.
#[derive(Debug, Default)]
struct ThemeFonts {
    major: Option<String>,
    minor: Option<String>,
}

impl Setting {
    /// What is said here, and what stands below where it is silent.
    pub(super) fn over(&self, below: &Self) -> Self {
        Self {
            place: self.place.or(below.place),
            first_line: self.first_line.or(below.first_line),
            left: self.left.or(below.left),
            right: self.right.or(below.right),
            before: self.before.or(below.before),
            after: self.after.or(below.after),
            line: self.line.or(below.line),
            list: self.list.clone().or_else(|| below.list.clone()),
            level: self.level.or(below.level),
            border_top: self.border_top.or(below.border_top),
            border_bottom: self.border_bottom.or(below.border_bottom),
            border_sides: self.border_sides.or(below.border_sides),
            dashed: self.dashed.or(below.dashed),
        }
    }

    /// Reads `w:pPr`.
    pub(super) fn read(properties: &Node) -> Self {
        let mut setting = Self::default();
        for node in &properties.children {
            match &*node.name {
                "jc" => setting.place = node.value().and_then(place),
                "ind" => {
                    setting.left = node.number("left").or_else(|| node.number("start"));
                    setting.right = node.number("right").or_else(|| node.number("end"));
                    let hanging = node.number("hanging").map(|twips| -twips);
                    setting.first_line = hanging.or_else(|| node.number("firstLine"));
                }
                "spacing" => setting.read_spacing(node),
                "numPr" => {
                    let list = node.child("numId").and_then(Node::value);
                    setting.list = list.map(ToOwned::to_owned);
                    let level = node.child("ilvl").and_then(Node::value);
                    setting.level = level.and_then(|level| level.parse().ok());
                }
                "pBdr" => {
                    let side = |name| node.child(name).map(Node::is_on);
                    setting.border_top = side("top");
                    setting.border_bottom = side("bottom");
                    let both = [side("left"), side("right")];
                    setting.border_sides = Some(both.iter().all(|on| *on == Some(true)));
                    let kinds = ["top", "bottom"].map(|n| node.child(n).and_then(Node::value));
                    let dashed = |kind: &str| kind.contains("dash") || kind.contains("dot");
                    setting.dashed = Some(kinds.into_iter().flatten().any(dashed));
                }
                _ => {}
            }
        }
        setting
    }

    fn read_spacing(&mut self, node: &Node) {
        let automatic = |name| node.attribute(name).is_some_and(|v| v == "1" || v == "true");
        let gap = |auto, name| {
            if automatic(auto) { Some(AUTOMATIC_GAP) } else { node.number(name) }
        };
        self.before = gap("beforeAutospacing", "before");
        self.after = gap("afterAutospacing", "after");
        if let Some(line) = node.number("line") {
            let relative = node.attribute("lineRule").is_none_or(|rule| rule == "auto");
            let percent = u32::try_from(line.saturating_mul(100) / 240).ok();
            self.line = Some(percent.filter(|_| relative));
        }
    }
}

impl Styles {
    /// Reads `styles.xml`; the theme gives the faces that are named by their part.
    pub(super) fn read(root: Option<&Node>, theme: Option<&Node>) -> Self {
        let mut styles = Self { fonts: ThemeFonts::read(theme), ..Self::default() };
        let Some(all) = root.and_then(|root| root.child("styles")) else { return styles };
        if let Some(defaults) = all.child("docDefaults") {
            let below =
                |outer: &str, inner: &str| defaults.child(outer).and_then(|node| node.child(inner));
            if let Some(node) = below("rPrDefault", "rPr") {
                styles.look = styles.look(node);
            }
            if let Some(node) = below("pPrDefault", "pPr") {
                styles.setting = Setting::read(node);
            }
        }
        for node in all.all("style") {
            let Some(id) = node.attribute("styleId") else { continue };
            let is_default = node.attribute("default").is_some_and(|v| v == "1" || v == "true");
            if is_default && node.attribute("type") == Some("paragraph") {
                styles.default_paragraph = Some(id.to_owned());
            }
            let style = Style {
                above: node.child("basedOn").and_then(Node::value).map(ToOwned::to_owned),
                look: node.child("rPr").map(|part| styles.look(part)).unwrap_or_default(),
                setting: node.child("pPr").map(Setting::read).unwrap_or_default(),
            };
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    /// Look and setting of paragraphs of a style, down to the defaults of the file.
    pub(super) fn paragraph(&self, id: Option<&str>) -> (Look, Setting) {
        let id = id.filter(|id| self.styles.contains_key(*id));
        let (look, setting) = self.chain(id.or(self.default_paragraph.as_deref()));
        (look.over(&self.look), setting.over(&self.setting))
    }

    /// Look that a character style adds.
    pub(super) fn character(&self, id: &str) -> Look {
        self.chain(Some(id)).0
    }

    fn chain(&self, id: Option<&str>) -> (Look, Setting) {
        let (mut look, mut setting) = (Look::default(), Setting::default());
        let mut next = id;
        for _ in 0..CHAIN_MAX {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            look = look.over(&style.look);
            setting = setting.over(&style.setting);
            next = style.above.as_deref();
        }
        (look, setting)
    }

    /// Reads `w:rPr`.
    pub(super) fn look(&self, properties: &Node) -> Look {
        let mut look = Look::default();
        for node in &properties.children {
            match &*node.name {
                "rFonts" => look.font = self.font(node),
                "sz" => look.half_points = node.number("val").and_then(|v| u32::try_from(v).ok()),
                "b" => look.bold = Some(node.is_on()),
                "i" => look.italic = Some(node.is_on()),
                "caps" => look.capitals = Some(node.is_on()),
                "u" => look.underlined = Some(node.is_on()),
                "w" => look.scale = node.number("val").and_then(|v| u32::try_from(v).ok()),
                "highlight" => look.marked = Some(!matches!(node.value(), Some("none" | "white"))),
                "bdr" => look.framed = Some(!matches!(node.value(), Some("none" | "nil"))),
                "color" => look.colour = Some(node.value().map_or(Colour::BLACK, colour)),
                _ => {}
            }
        }
        look
    }

    fn font(&self, node: &Node) -> Option<String> {
        let themed = |name: &str| {
            let part = node.attribute(name)?;
            if part.starts_with("major") {
                self.fonts.major.clone()
            } else {
                self.fonts.minor.clone()
            }
        };
        let named = |name: &str| node.attribute(name).map(ToOwned::to_owned);
        let ascii = themed("asciiTheme").or_else(|| named("ascii"));
        let other = themed("hAnsiTheme").or_else(|| named("hAnsi"));
        // Letters with tones come from the second; whichever is odd is worth telling.
        match (ascii, other) {
            (Some(ascii), Some(other)) if super::super::fonts::is_allowed(&ascii) => Some(other),
            (ascii, other) => ascii.or(other),
        }
    }
}

impl ThemeFonts {
    fn read(root: Option<&Node>) -> Self {
        let face = |part: &str| {
            let latin = root?.first_below(part)?.child("latin")?;
            latin.attribute("typeface").map(ToOwned::to_owned)
        };
        Self { major: face("majorFont"), minor: face("minorFont") }
    }
}

fn place(words: &str) -> Option<Place> {
    match words {
        "center" => Some(Place::Centre),
        "both" | "distribute" => Some(Place::Both),
        "left" | "start" => Some(Place::Left),
        _ => None,
    }
}

fn colour(hex: &str) -> Colour {
    let part = |at: usize| hex.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    match (part(0), part(2), part(4)) {
        (Some(red), Some(green), Some(blue)) => Colour(red, green, blue),
        _ => Colour::BLACK,
    }
}
