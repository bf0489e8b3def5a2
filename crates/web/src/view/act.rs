//! Links and the forms behind buttons: what a page lets its reader do next.

use askama::{Template, filters::HtmlSafe};
use jiff::civil::Date;

/// A word that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub text: String,
    pub href: String,
}

impl Link {
    /// A link with its text and address.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// One choice of a row of filters or tabs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub link: Link,
    pub current: bool,
}

impl Choice {
    /// A choice; the current one is marked.
    pub fn new(text: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self { link: Link::new(text, href), current }
    }
}

/// Ways to the pages before and after one of a long list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages {
    pub newer: Option<Link>,
    pub older: Option<Link>,
}

/// How a button stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The one main act of the page.
    Main,
    Plain,
    /// Cannot be done yet; the reason stands beside it.
    Waiting,
}

/// A button that posts, with the sentence it may need.
#[derive(Debug, Clone, Template)]
#[template(path = "act.html")]
pub struct Act {
    pub label: String,
    /// Address the form posts to.
    pub action: String,
    pub csrf: String,
    pub weight: Weight,
    /// Why it cannot be done yet, or what it will do; may be empty.
    pub note: String,
    /// Label of the sentence asked for ("Lý do trả lại"); the field is named `reason`.
    pub asks: Option<String>,
    /// Label of the day asked for before the sentence; the field is named `until`.
    pub asks_day: Option<String>,
    /// The day as proposed, ISO; may be empty.
    pub day: String,
    /// What will come of it, said before it is done; may be empty.
    pub warns: String,
    /// Hidden fields besides `csrf`.
    pub hidden: Vec<(String, String)>,
}

impl HtmlSafe for Act {}

impl Act {
    /// A plain button.
    pub fn new(label: &str, action: impl Into<String>, csrf: &str) -> Self {
        Self {
            label: label.into(),
            action: action.into(),
            csrf: csrf.into(),
            weight: Weight::Plain,
            note: String::new(),
            asks: None,
            asks_day: None,
            day: String::new(),
            warns: String::new(),
            hidden: Vec::new(),
        }
    }

    /// The page's main act.
    #[must_use]
    pub fn main(mut self) -> Self {
        self.weight = Weight::Main;
        self
    }

    /// An act that cannot be done yet, with the reason.
    #[must_use]
    pub fn waiting(mut self, why: &str) -> Self {
        self.weight = Weight::Waiting;
        self.note = why.into();
        self
    }

    /// An act that asks for a sentence first.
    #[must_use]
    pub fn asking(mut self, label: &str) -> Self {
        self.asks = Some(label.into());
        self
    }

    /// An act that asks for a day too.
    #[must_use]
    pub fn asking_day(mut self, label: &str) -> Self {
        self.asks_day = Some(label.into());
        self
    }

    /// An act that proposes a day.
    #[must_use]
    pub fn proposing_day(mut self, label: &str, day: Date) -> Self {
        self.day = day.to_string();
        self.asking_day(label)
    }

    /// An act that says what will come of it and is done at the second press.
    #[must_use]
    pub fn warning(mut self, what: &str) -> Self {
        self.warns = what.into();
        self
    }

    /// With a word beside the buttons.
    #[must_use]
    pub fn noted(mut self, note: &str) -> Self {
        self.note = note.into();
        self
    }

    /// Whether a press opens what is asked first.
    pub fn opens(&self) -> bool {
        self.asks.is_some() || self.asks_day.is_some() || !self.warns.is_empty()
    }

    /// The word beside the buttons, with one full stop.
    pub fn told(&self) -> String {
        format!("{}.", self.note.trim_end_matches(['.', ' ']))
    }

    /// Adds a hidden field.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }
}
