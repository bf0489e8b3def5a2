//! The language of states: a shape, a word and a colour, always three.

use std::fmt::{self, Display, Formatter};

use askama::{Template, filters::HtmlSafe};
use domain::{status::Status, submission::State};

use super::act::Link;

/// How loud a state is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Good,
    Part,
    Near,
    Bad,
    Quiet,
}

impl Tone {
    /// Class of the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Good => "is-good",
            Self::Part => "is-part",
            Self::Near => "is-near",
            Self::Bad => "is-bad",
            Self::Quiet => "is-none",
        }
    }
}

/// Drawn in the layout as symbols; readable without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Plus,
    Tick,
    Half,
    Ring,
    Back,
    Diamond,
    Cross,
    Bang,
    Triangle,
    Dashed,
    Barred,
    Empty,
    Pen,
}

impl Shape {
    /// Id of the symbol.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Plus => "i-plus",
            Self::Tick => "i-ok",
            Self::Half => "i-half",
            Self::Ring => "i-wait",
            Self::Back => "i-back",
            Self::Diamond => "i-near",
            Self::Cross => "i-no",
            Self::Bang => "i-late",
            Self::Triangle => "i-warn",
            Self::Dashed => "i-none",
            Self::Barred => "i-nil",
            Self::Empty => "i-zero",
            Self::Pen => "i-pen",
        }
    }
}

/// A state as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    source = r##"<span class="st {{ tone.class() }}{% if tag %} st--tag{% endif %}"><svg aria-hidden="true"><use href="#{{ shape.symbol() }}"/></svg>{% if loud %}<b>{{ label }}</b>{% else %}{{ label }}{% endif %}</span>"##,
    ext = "html"
)]
pub struct Mark {
    pub tone: Tone,
    pub shape: Shape,
    pub label: String,
    pub loud: bool,
    /// On its soft ground.
    pub tag: bool,
}

impl HtmlSafe for Mark {}

impl Mark {
    /// A mark in plain weight.
    pub fn new(tone: Tone, shape: Shape, label: impl Into<String>) -> Self {
        Self { tone, shape, label: label.into(), loud: false, tag: false }
    }

    /// How far an indicator is from its target.
    pub fn of_status(status: Status) -> Self {
        let (tone, shape) = match status {
            Status::Exceeded => (Tone::Good, Shape::Plus),
            Status::Met => (Tone::Good, Shape::Tick),
            Status::PartlyMet => (Tone::Part, Shape::Half),
            Status::NearlyMet => (Tone::Near, Shape::Diamond),
            Status::NotMet => (Tone::Bad, Shape::Cross),
            Status::NotArising | Status::Withheld => (Tone::Quiet, Shape::Barred),
            Status::NoData => (Tone::Quiet, Shape::Dashed),
            Status::NoTarget => (Tone::Quiet, Shape::Empty),
        };
        Self::new(tone, shape, status.label())
    }

    /// Where a submission stands.
    pub fn of_state(state: State) -> Self {
        let (tone, shape) = match state {
            State::NotStarted => (Tone::Quiet, Shape::Empty),
            State::Draft => (Tone::Quiet, Shape::Half),
            State::Ready => (Tone::Part, Shape::Pen),
            State::Submitted | State::InReview => (Tone::Part, Shape::Ring),
            State::Returned => (Tone::Near, Shape::Back),
            State::Accepted => (Tone::Good, Shape::Tick),
        };
        let mark = Self::new(tone, shape, state.label());
        if state == State::Returned { mark.loud() } else { mark }
    }

    /// "Chậm 3 ngày".
    pub fn late(days: i64) -> Self {
        Self::new(Tone::Bad, Shape::Bang, format!("Chậm {days} ngày")).loud()
    }

    /// In semibold.
    #[must_use]
    pub fn loud(mut self) -> Self {
        self.loud = true;
        self
    }

    /// On its soft ground.
    #[must_use]
    pub fn tag(mut self) -> Self {
        self.tag = true;
        self
    }
}

/// A sentence that must be noticed, with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    source = r##"<div class="notice {{ tone.class() }}" role="{% if tone == Tone::Bad %}alert{% else %}status{% endif %}"><svg aria-hidden="true"><use href="#{{ shape().symbol() }}"/></svg><p>{% if !title.is_empty() %}<b>{{ title }}</b> {% endif %}{{ text }}</p>{% if let Some(link) = link %}<a href="{{ link.href }}">{{ link.text }}</a>{% endif %}</div>"##,
    ext = "html"
)]
pub struct Notice {
    pub tone: Tone,
    /// In semibold; may be empty.
    pub title: String,
    pub text: String,
    pub link: Option<Link>,
}

impl HtmlSafe for Notice {}

impl Notice {
    /// A notice without a link.
    pub fn new(tone: Tone, title: &str, text: impl Into<String>) -> Self {
        Self { tone, title: title.into(), text: text.into(), link: None }
    }

    /// With the place to go.
    #[must_use]
    pub fn linked(mut self, link: Link) -> Self {
        self.link = Some(link);
        self
    }

    fn shape(&self) -> Shape {
        match self.tone {
            Tone::Good => Shape::Tick,
            Tone::Part | Tone::Quiet => Shape::Ring,
            Tone::Near => Shape::Triangle,
            Tone::Bad => Shape::Bang,
        }
    }
}

/// Colour of a part of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    Good,
    Part,
    Near,
    Bad,
    Begun,
    Zero,
}

/// A stacked bar of counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    pub parts: Vec<(Fill, u32)>,
    /// The same in words, for readers that do not see.
    pub label: String,
}

impl HtmlSafe for Bar {}

impl Display for Bar {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let label = askama::filters::escape(&self.label, askama::filters::Html);
        let Ok(label) = label;
        write!(f, r#"<svg class="bar" role="img" aria-label="{label}">"#)?;
        let total: u32 = self.parts.iter().map(|(_, count)| count).sum();
        let mut left = 0;
        for (fill, count) in self.parts.iter().filter(|(_, count)| *count > 0) {
            let class = match fill {
                Fill::Good => "b-good",
                Fill::Part => "b-part",
                Fill::Near => "b-near",
                Fill::Bad => "b-bad",
                Fill::Begun => "b-none",
                Fill::Zero => "b-zero",
            };
            // A hairline of paper parts two neighbours.
            let x = share(left, total);
            let width = (share(*count, total) - 0.35).max(0.4);
            write!(f, r#"<rect class="{class}" x="{x:.2}%" width="{width:.2}%" height="8"/>"#)?;
            left += count;
        }
        f.write_str("</svg>")
    }
}

fn share(part: u32, whole: u32) -> f64 {
    100.0 * f64::from(part) / f64::from(whole.max(1))
}
