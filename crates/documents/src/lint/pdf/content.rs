//! The operators of a page: where each letter lands, in which face and colour, and what is drawn.

use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{below, deref, file::Budget, font::Fonts, inherited, token::Tokens};
use crate::lint::sheet::Colour;

/// Forms inside forms.
const FORMS_MAX: usize = 6;
/// Letters and drawn lines on one page that are looked at; more is no paper.
const GLYPHS_MAX: usize = 30_000;
const STROKES_MAX: usize = 1_500;
/// How far beside the paper a letter may stand, in points.
const BESIDE: f32 = 50.0;
/// A line thinner than this is a rule.
const THIN: f32 = 2.6;

/// A letter, or several of one code, on the page.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) font: Rc<str>,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) colour: Option<Colour>,
}

/// A drawn line: a thin box.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) low: f32,
    pub(super) high: f32,
    pub(super) dashed: bool,
}

/// Everything on a page.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) strokes: Vec<Stroke>,
}

type Matrix = [f32; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

#[derive(Debug, Clone)]
struct State {
    place: Matrix,
    font: Option<usize>,
    size: f32,
    letter_gap: f32,
    word_gap: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
    fill: Option<Colour>,
    known_space: bool,
    dashed: bool,
}

/// Runs the operators of one page.
pub(super) struct Painter<'a> {
    document: &'a Document,
    fonts: &'a mut Fonts,
    budget: &'a mut Budget,
    paper: (f32, f32),
    state: State,
    stack: Vec<State>,
    text: Matrix,
    line: Matrix,
    path: Vec<(f32, f32)>,
    boxes: Vec<[f32; 4]>,
    marks: Marks,
}

impl<'a> Painter<'a> {
    pub(super) fn new(
        document: &'a Document,
        fonts: &'a mut Fonts,
        budget: &'a mut Budget,
        paper: (f32, f32),
    ) -> Self {
        let state = State {
            place: IDENTITY,
            font: None,
            size: 0.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            fill: Some(Colour::BLACK),
            known_space: true,
            dashed: false,
        };
        Self {
            document,
            fonts,
            budget,
            paper,
            state,
            stack: Vec::new(),
            text: IDENTITY,
            line: IDENTITY,
            path: Vec::new(),
            boxes: Vec::new(),
            marks: Marks::default(),
        }
    }

    /// Runs a page by its id.
    pub(super) fn page(&mut self, id: ObjectId) {
        let resources = inherited(self.document, id, b"Resources").and_then(|o| o.as_dict().ok());
        let page = self.document.get_dictionary(id).ok();
        let content = page.and_then(|page| page.get(b"Contents").ok());
        let mut bytes = Vec::new();
        match content.map(|content| deref(self.document, content)) {
            Some(Object::Stream(stream)) => bytes = self.budget.unpack(stream).unwrap_or_default(),
            Some(Object::Array(parts)) => {
                for part in parts {
                    let Object::Stream(stream) = deref(self.document, part) else { continue };
                    bytes.extend(self.budget.unpack(stream).unwrap_or_default());
                    bytes.push(b'\n');
                }
            }
            _ => {}
        }
        self.run(&bytes, resources, 0);
    }

    pub(super) fn finish(self) -> Marks {
        self.marks
    }

    fn run(&mut self, bytes: &[u8], resources: Option<&Dictionary>, depth: usize) {
        let mut at = 0;
        loop {
            let mut tokens = Tokens::new(bytes, at, &mut self.budget.operations);
            let next = tokens.operation();
            at = tokens.at;
            if tokens.is_spent() {
                self.budget.is_exceeded = true;
            }
            let Some((given, operator)) = next.filter(|_| !self.budget.is_exceeded) else { return };
            if self.marks.glyphs.len() > GLYPHS_MAX {
                return;
            }
            match operator {
                b"Do" => self.form(&given, resources, depth),
                b"Tf" => self.choose_font(&given, resources),
                b"cs" => self.choose_space(&given, resources),
                other => {
                    let other = std::str::from_utf8(other).unwrap_or_default();
                    self.graphics(other, &given);
                    self.words(other, &given);
                }
            }
        }
    }

    fn graphics(&mut self, operator: &str, given: &[Object]) {
        let numbers = numbers(given);
        match (operator, numbers.as_slice()) {
            ("q", _) if self.stack.len() < 256 => self.stack.push(self.state.clone()),
            ("Q", _) => {
                if let Some(state) = self.stack.pop() {
                    self.state = state;
                }
            }
            ("cm", [_, _, _, _, _, _]) => {
                let matrix = Matrix::try_from(numbers.as_slice()).unwrap_or(IDENTITY);
                self.state.place = times(&matrix, &self.state.place);
            }
            ("d", _) => {
                let list = given.first().and_then(|object| object.as_array().ok());
                self.state.dashed = list.is_some_and(|list| !list.is_empty());
            }
            ("g", [grey]) => self.state.fill = Some(colour([*grey; 3])),
            ("rg", [red, green, blue]) => self.state.fill = Some(colour([*red, *green, *blue])),
            ("k", [c, m, y, k]) => self.state.fill = Some(ink([*c, *m, *y, *k])),
            ("sc" | "scn", parts) if self.state.known_space => {
                self.state.fill = match *parts {
                    [grey] => Some(colour([grey; 3])),
                    [red, green, blue] => Some(colour([red, green, blue])),
                    [c, m, y, k] => Some(ink([c, m, y, k])),
                    _ => None,
                };
            }
            ("sc" | "scn", _) => self.state.fill = None,
            ("m", [x, y]) => {
                self.end_path();
                self.path.push(apply(&self.state.place, *x, *y));
            }
            ("l", [x, y]) if self.path.len() < STROKES_MAX => {
                self.path.push(apply(&self.state.place, *x, *y));
            }
            ("re", [x, y, width, height]) => {
                self.end_path();
                let corners =
                    [(*x, *y), (x + width, *y), (x + width, y + height), (*x, y + height)];
                self.path = corners.map(|(x, y)| apply(&self.state.place, x, y)).to_vec();
                self.end_path();
            }
            ("c" | "v" | "y", _) => self.path.clear(),
            ("S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*", _) => {
                self.end_path();
                self.draw(matches!(operator, "S" | "s"));
            }
            ("n", _) => {
                self.path.clear();
                self.boxes.clear();
            }
            _ => {}
        }
    }

    /// Closes a stretch of path as the box around it.
    fn end_path(&mut self) {
        let mut around: Option<[f32; 4]> = None;
        for (x, y) in self.path.drain(..) {
            let known = around.unwrap_or([x, y, x, y]);
            around = Some([known[0].min(x), known[1].min(y), known[2].max(x), known[3].max(y)]);
        }
        if self.boxes.len() < STROKES_MAX {
            self.boxes.extend(around);
        }
    }

    fn draw(&mut self, is_stroke: bool) {
        let dashed = is_stroke && self.state.dashed;
        for [left, low, right, high] in self.boxes.drain(..) {
            if self.marks.strokes.len() >= STROKES_MAX {
                continue;
            }
            let (across, down) = (right - left, high - low);
            let stroke = Stroke { left, right, low, high, dashed };
            if (across > 10.0 && down < THIN) || (down > 6.0 && across < THIN) {
                self.marks.strokes.push(stroke);
            } else if is_stroke && across > 10.0 && down > 6.0 {
                // A stroked box has two upright sides.
                self.marks.strokes.push(Stroke { right: left, ..stroke });
                self.marks.strokes.push(Stroke { left: right, ..stroke });
            }
        }
    }

    fn words(&mut self, operator: &str, given: &[Object]) {
        let numbers = numbers(given);
        match (operator, numbers.as_slice()) {
            ("BT", _) => (self.text, self.line) = (IDENTITY, IDENTITY),
            ("Tc", [gap]) => self.state.letter_gap = *gap,
            ("Tw", [gap]) => self.state.word_gap = *gap,
            ("Tz", [percent]) => self.state.stretch = percent / 100.0,
            ("TL", [leading]) => self.state.leading = *leading,
            ("Ts", [rise]) => self.state.rise = *rise,
            ("Td", [x, y]) => self.move_line(*x, *y),
            ("TD", [x, y]) => {
                self.state.leading = -y;
                self.move_line(*x, *y);
            }
            ("Tm", [_, _, _, _, _, _]) => {
                self.line = Matrix::try_from(numbers.as_slice()).unwrap_or(IDENTITY);
                self.text = self.line;
            }
            ("T*", _) => self.move_line(0.0, -self.state.leading),
            ("Tj", _) => self.show(given.first()),
            ("'", _) => {
                self.move_line(0.0, -self.state.leading);
                self.show(given.first());
            }
            ("\"", _) => {
                if let [word, letter, ..] = numbers.as_slice() {
                    (self.state.word_gap, self.state.letter_gap) = (*word, *letter);
                }
                self.move_line(0.0, -self.state.leading);
                self.show(given.last());
            }
            ("TJ", _) => {
                let list = given.first().and_then(|object| object.as_array().ok());
                for part in list.into_iter().flatten() {
                    match part.as_float() {
                        Ok(back) => {
                            let shift = -back / 1000.0 * self.state.size * self.state.stretch;
                            self.text = times(&[1.0, 0.0, 0.0, 1.0, shift, 0.0], &self.text);
                        }
                        Err(_) => self.show(Some(part)),
                    }
                }
            }
            _ => {}
        }
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.line = times(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }

    fn show(&mut self, object: Option<&Object>) {
        let Some(Ok(bytes)) = object.map(Object::as_str) else { return };
        let Some(face) = self.state.font.and_then(|at| self.fonts.face(at)) else { return };
        let state = &self.state;
        for (code, text, width) in face.codes(bytes) {
            let place = times(&self.text, &state.place);
            let gap = if code == 32 { state.word_gap } else { 0.0 };
            let advance = (width / 1000.0 * state.size + state.letter_gap + gap) * state.stretch;
            let bare = width / 1000.0 * state.size * state.stretch;
            let (left, base) = apply(&place, 0.0, state.rise);
            let (right, _) = apply(&place, bare, state.rise);
            let size = state.size * (place[2] * place[2] + place[3] * place[3]).sqrt();
            // Letters that stand on their side are no lines of this page.
            let on_paper = (-BESIDE..self.paper.0 + BESIDE).contains(&left)
                && (-BESIDE..self.paper.1 + BESIDE).contains(&base);
            if self.marks.glyphs.len() > GLYPHS_MAX {
                return;
            }
            if !text.is_empty() && on_paper && place[1].abs() < 0.01 && size.is_finite() {
                self.marks.glyphs.push(Glyph {
                    text: text.to_owned(),
                    left,
                    right,
                    base,
                    size,
                    font: Rc::clone(&face.name),
                    bold: face.bold,
                    italic: face.italic || place[2].abs() > 0.1 * place[3].abs(),
                    colour: state.fill,
                });
            }
            self.text = times(&[1.0, 0.0, 0.0, 1.0, advance, 0.0], &self.text);
        }
    }

    fn choose_font(&mut self, given: &[Object], resources: Option<&Dictionary>) {
        let [name, size] = given else { return };
        self.state.size = size.as_float().unwrap_or(0.0);
        let node = name.as_name().ok().and_then(|name| {
            let fonts = below(self.document, resources?, b"Font")?;
            deref(self.document, fonts.get(name).ok()?).as_dict().ok()
        });
        self.state.font = node.map(|node| self.fonts.find(self.document, node, self.budget));
    }

    /// Colours of spot inks are not told as red, green and blue.
    fn choose_space(&mut self, given: &[Object], resources: Option<&Dictionary>) {
        let name = given.first().and_then(|object| object.as_name().ok()).unwrap_or_default();
        let known = |name: &[u8]| {
            matches!(
                name,
                b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"ICCBased" | b"CalRGB" | b"CalGray"
            )
        };
        let kind = resources
            .and_then(|all| below(self.document, all, b"ColorSpace"))
            .and_then(|spaces| spaces.get(name).ok())
            .map(|object| deref(self.document, object));
        self.state.known_space = known(name)
            || kind.is_some_and(|kind| match kind {
                Object::Name(name) => known(name),
                Object::Array(parts) => {
                    parts.first().and_then(|part| part.as_name().ok()).is_some_and(known)
                }
                _ => false,
            });
        self.state.fill = self.state.known_space.then_some(Colour::BLACK);
    }

    fn form(&mut self, given: &[Object], resources: Option<&Dictionary>, depth: usize) {
        let found = given.first().and_then(|object| object.as_name().ok()).and_then(|name| {
            let forms = below(self.document, resources?, b"XObject")?;
            deref(self.document, forms.get(name).ok()?).as_stream().ok()
        });
        let Some(stream) = found.filter(|_| depth < FORMS_MAX) else { return };
        if !stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form")
        {
            return;
        }
        let Some(bytes) = self.budget.unpack(stream) else { return };
        let saved = self.state.clone();
        let (text, line) = (self.text, self.line);
        if let Ok(list) = stream.dict.get(b"Matrix").and_then(Object::as_array)
            && let [a, b, c, d, e, f] = numbers(list)[..]
        {
            self.state.place = times(&[a, b, c, d, e, f], &self.state.place);
        }
        let own = below(self.document, &stream.dict, b"Resources").or(resources);
        self.run(&bytes, own, depth + 1);
        self.state = saved;
        (self.text, self.line) = (text, line);
    }
}

fn numbers(given: &[Object]) -> Vec<f32> {
    given.iter().filter_map(|object| object.as_float().ok()).collect()
}

fn times(first: &Matrix, then: &Matrix) -> Matrix {
    [
        first[0].mul_add(then[0], first[1] * then[2]),
        first[0].mul_add(then[1], first[1] * then[3]),
        first[2].mul_add(then[0], first[3] * then[2]),
        first[2].mul_add(then[1], first[3] * then[3]),
        first[4].mul_add(then[0], first[5] * then[2]) + then[4],
        first[4].mul_add(then[1], first[5] * then[3]) + then[5],
    ]
}

fn apply(matrix: &Matrix, x: f32, y: f32) -> (f32, f32) {
    (
        x.mul_add(matrix[0], y * matrix[2]) + matrix[4],
        x.mul_add(matrix[1], y * matrix[3]) + matrix[5],
    )
}

fn colour(parts: [f32; 3]) -> Colour {
    let byte = |part: f32| u8::try_from(super::whole(part.clamp(0.0, 1.0) * 255.0)).unwrap_or(0);
    Colour(byte(parts[0]), byte(parts[1]), byte(parts[2]))
}

fn ink([cyan, magenta, yellow, black]: [f32; 4]) -> Colour {
    colour([cyan, magenta, yellow].map(|part| (1.0 - part) * (1.0 - black)))
}
