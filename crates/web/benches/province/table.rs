//! The printed table: name, figure, limit, ok or OVER. Nothing fails on time.

use std::time::Duration;

/// A Markdown table in the making.
#[derive(Default)]
pub(crate) struct Table(Vec<[String; 4]>);

impl Table {
    /// A time against its limit, with words on how it was measured behind the figure.
    pub(crate) fn time(&mut self, name: &str, took: Duration, limit: Duration, more: &str) {
        let more = if more.is_empty() { String::new() } else { format!(" ({more})") };
        let figure = format!("{}{more}", in_words(took));
        self.line(name, figure, format!("< {}", in_words(limit)), took < limit);
    }

    /// Memory in megabytes against its limit, if it has one.
    pub(crate) fn memory(&mut self, name: &str, megabytes: u64, limit: Option<u64>) {
        let figure = format!("{megabytes} MB");
        match limit {
            Some(limit) => self.line(name, figure, format!("< {limit} MB"), megabytes < limit),
            None => self.note(name, figure),
        }
    }

    /// A ratio of two times against its limit.
    pub(crate) fn ratio(&mut self, name: &str, ratio: f64, limit: f64) {
        self.line(name, format!("{ratio:.2}"), format!("≤ {limit}"), ratio <= limit);
    }

    /// A figure without a limit.
    pub(crate) fn note(&mut self, name: &str, figure: String) {
        self.0.push([name.to_owned(), figure, String::new(), String::new()]);
    }

    fn line(&mut self, name: &str, figure: String, limit: String, within: bool) {
        let verdict = if within { "ok" } else { "OVER" };
        self.0.push([name.to_owned(), figure, limit, verdict.to_owned()]);
    }

    /// The table in Markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut text = String::from("| What | Figure | Limit | |\n|---|---|---|---|\n");
        for line in &self.0 {
            text.push_str("| ");
            text.push_str(&line.join(" | "));
            text.push_str(" |\n");
        }
        text
    }
}

/// "12.3 ms" or "1.20 s".
pub(crate) fn in_words(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{:.1} ms", time.as_secs_f64() * 1000.0)
    } else {
        format!("{:.2} s", time.as_secs_f64())
    }
}
