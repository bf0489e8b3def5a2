//! Charts drawn on the server as SVG: line with target and expected path, small multiples, spark, map of
//! tiles.
//!
//! Direct labels instead of legends; the target a solid line, the expected path a dashed one; a missing year
//! is a gap. Everything reads in black and white; colours come from the style sheet's classes.

mod tiles;

use std::fmt::{self, Display, Formatter, Write as _};

use askama::filters::{Html, HtmlSafe, escape};

pub use self::tiles::{Tile, tiles};

/// A finished picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg(String);

impl HtmlSafe for Svg {}

impl Display for Svg {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A year's value; `None` where it is missing. The text is what is printed beside the dot.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub year: i16,
    pub value: Option<f64>,
    pub text: String,
}

impl Point {
    /// A year with its value as drawn and as printed.
    pub fn new(year: i16, value: f64, text: &str) -> Self {
        Self { year, value: Some(value), text: text.into() }
    }

    /// A year without a value.
    pub fn missing(year: i16) -> Self {
        Self { year, value: None, text: String::new() }
    }
}

/// What the line chart shows.
#[derive(Debug, Clone)]
pub struct LineChart {
    /// For readers that do not see.
    pub title: String,
    pub description: String,
    pub points: Vec<Point>,
    /// Expected path, year by year.
    pub path: Vec<(i16, f64)>,
    /// Target line: value and its printed form, with words on its right ("Chỉ tiêu", "tỉnh, 2025").
    pub target: Option<(f64, String, [String; 2])>,
    /// Prefix of element ids when several stand on one page.
    pub id: String,
}

const WIDTH: f64 = 600.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 504.0;
const TOP: f64 = 28.0;
const BASE: f64 = 232.0;

/// Scales of one picture.
struct Scale {
    first: i16,
    last: i16,
    low: f64,
    high: f64,
}

impl Scale {
    fn of(chart: &LineChart) -> Self {
        let years = chart.points.iter().map(|p| p.year).chain(chart.path.iter().map(|p| p.0));
        let (first, last) =
            years.fold((i16::MAX, i16::MIN), |(low, high), y| (low.min(y), high.max(y)));
        let values = chart
            .points
            .iter()
            .filter_map(|p| p.value)
            .chain(chart.path.iter().map(|p| p.1))
            .chain(chart.target.iter().map(|t| t.0));
        let (low, high) = values
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        let room = ((high - low) * 0.12).max(0.5);
        Self { first, last: last.max(first + 1), low: low - room, high: high + room }
    }

    fn x(&self, year: i16) -> f64 {
        let span = f64::from(self.last) - f64::from(self.first);
        LEFT + (RIGHT - LEFT) * (f64::from(year) - f64::from(self.first)) / span
    }

    fn y(&self, value: f64) -> f64 {
        BASE - (BASE - TOP) * (value - self.low) / (self.high - self.low)
    }

    /// Three to five round values inside the picture.
    fn ticks(&self) -> Vec<f64> {
        let raw = (self.high - self.low) / 4.0;
        let magnitude = 10_f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|factor| factor * magnitude)
            .find(|step| *step >= raw)
            .unwrap_or(magnitude * 10.0);
        let mut tick = (self.low / step).ceil() * step;
        let mut ticks = Vec::new();
        while tick <= self.high && ticks.len() < 8 {
            ticks.push(tick);
            tick += step;
        }
        ticks
    }
}

/// Draws the line chart of an indicator.
pub fn line(chart: &LineChart) -> Svg {
    let mut svg = String::new();
    let scale = Scale::of(chart);
    // Writing to a string cannot fail.
    let _ = draw_line(&mut svg, chart, &scale);
    Svg(svg)
}

fn draw_line(svg: &mut String, chart: &LineChart, scale: &Scale) -> fmt::Result {
    let id = safe(&chart.id);
    write!(
        svg,
        r#"<svg class="chart" viewBox="0 0 {WIDTH} 272" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{}</title><desc id="{id}-d">{}</desc>"#,
        safe(&chart.title),
        safe(&chart.description)
    )?;
    draw_axes(svg, chart, scale)?;
    draw_target(svg, chart, scale)?;
    draw_path(svg, chart, scale)?;
    draw_points(svg, chart, scale)?;
    svg.write_str("</svg>")
}

fn draw_axes(svg: &mut String, chart: &LineChart, scale: &Scale) -> fmt::Result {
    let target = chart.target.as_ref().map(|t| scale.y(t.0));
    for tick in scale.ticks() {
        let y = scale.y(tick);
        write!(svg, r#"<path class="rule" d="M40 {y:.1}H{RIGHT}"/>"#)?;
        // The target's own label stands there.
        if target.is_none_or(|t| (t - y).abs() > 14.0) {
            write!(
                svg,
                r#"<text x="32" y="{:.1}" text-anchor="end">{}</text>"#,
                y + 4.0,
                short(tick)
            )?;
        }
    }
    for year in scale.first..=scale.last {
        write!(
            svg,
            r#"<text x="{:.1}" y="258" text-anchor="middle">{year}</text>"#,
            scale.x(year)
        )?;
    }
    Ok(())
}

fn draw_target(svg: &mut String, chart: &LineChart, scale: &Scale) -> fmt::Result {
    let Some((value, text, words)) = &chart.target else { return Ok(()) };
    let y = scale.y(*value);
    write!(
        svg,
        r#"<path class="c-target" d="M40 {y:.1}H{RIGHT}"/><text class="t-main" x="32" y="{:.1}" text-anchor="end">{}</text><text class="t-main" x="512" y="{:.1}">{}</text><text x="512" y="{:.1}">{}</text>"#,
        y + 4.0,
        safe(text),
        y - 2.0,
        safe(&words[0]),
        y + 16.0,
        safe(&words[1])
    )
}

fn draw_path(svg: &mut String, chart: &LineChart, scale: &Scale) -> fmt::Result {
    if chart.path.len() < 2 {
        return Ok(());
    }
    svg.write_str(r#"<polyline class="c-path" points=""#)?;
    for (year, value) in &chart.path {
        write!(svg, "{:.1},{:.1} ", scale.x(*year), scale.y(*value))?;
    }
    svg.write_str(r#""/>"#)?;
    let (year, value) = chart.path[chart.path.len() / 2];
    let (x, y) = (scale.x(year), scale.y(value));
    // On the side of the path that the values do not use.
    let own = chart.points.iter().find(|p| p.year == year).and_then(|p| p.value);
    let below = own.is_none_or(|own| own >= value);
    let y = if below { y + 22.0 } else { y - 12.0 };
    write!(svg, r#"<text x="{:.1}" y="{y:.1}">Lộ trình</text>"#, x + 10.0)
}

fn draw_points(svg: &mut String, chart: &LineChart, scale: &Scale) -> fmt::Result {
    for run in chart.points.split(|p| p.value.is_none()).filter(|run| run.len() > 1) {
        svg.write_str(r#"<polyline class="c-line" points=""#)?;
        for (point, value) in valued(run) {
            write!(svg, "{:.1},{:.1} ", scale.x(point.year), scale.y(value))?;
        }
        svg.write_str(r#""/>"#)?;
    }
    for point in chart.points.iter().filter(|p| p.value.is_none()) {
        let x = scale.x(point.year) - 16.0;
        write!(
            svg,
            r#"<rect class="gap" x="{x:.1}" y="{TOP}" width="32" height="{:.1}" fill="url(#hatch)"/>"#,
            BASE - TOP
        )?;
    }
    let last = valued(&chart.points).last().map(|(point, _)| point.year);
    for (point, value) in valued(&chart.points) {
        let (x, y) = (scale.x(point.year), scale.y(value));
        let (dot, radius, text) =
            if Some(point.year) == last { ("c-end", 5, "t-acc") } else { ("c-dot", 4, "t-main") };
        let label = if label_below(chart, scale, point.year, value) { y + 22.0 } else { y - 12.0 };
        write!(
            svg,
            r#"<circle class="{dot}" cx="{x:.1}" cy="{y:.1}" r="{radius}"/><text class="{text}" x="{x:.1}" y="{label:.1}" text-anchor="middle">{}</text>"#,
            safe(&point.text)
        )?;
    }
    Ok(())
}

/// A label moves below its dot where the target's line would strike it through.
fn label_below(chart: &LineChart, scale: &Scale, year: i16, value: f64) -> bool {
    let y = scale.y(value);
    let struck = |line: f64| (4.0..26.0).contains(&(y - line));
    let path = chart.path.iter().find(|p| p.0 == year).map(|p| scale.y(p.1));
    chart.target.as_ref().is_some_and(|t| struck(scale.y(t.0))) || path.is_some_and(struck)
}

fn valued(points: &[Point]) -> impl Iterator<Item = (&Point, f64)> {
    points.iter().filter_map(|point| point.value.map(|value| (point, value)))
}

/// A thumbnail of the last years, with the target dashed.
pub fn spark(values: &[Option<f64>], target: Option<f64>) -> Svg {
    small(
        values,
        target,
        &Small { class: "spark", width: 104.0, height: 28.0, low: None, high: None },
    )
}

/// One of the small multiples: all on the same scale.
pub fn mini(values: &[Option<f64>], target: Option<f64>, low: f64, high: f64) -> Svg {
    let shape =
        Small { class: "mini", width: 136.0, height: 48.0, low: Some(low), high: Some(high) };
    small(values, target, &shape)
}

struct Small {
    class: &'static str,
    width: f64,
    height: f64,
    low: Option<f64>,
    high: Option<f64>,
}

fn small(values: &[Option<f64>], target: Option<f64>, shape: &Small) -> Svg {
    let known = || values.iter().flatten().copied().chain(target);
    let low = shape.low.unwrap_or_else(|| known().fold(f64::INFINITY, f64::min));
    let high = shape.high.unwrap_or_else(|| known().fold(f64::NEG_INFINITY, f64::max));
    let span = if high - low > f64::EPSILON { high - low } else { 1.0 };
    let step = (shape.width - 8.0) / f64::from(u32::try_from(values.len().max(2) - 1).unwrap_or(1));
    let y = |value: f64| shape.height - 4.0 - (shape.height - 8.0) * (value - low) / span;
    let mut svg = format!(
        r#"<svg class="{}" viewBox="0 0 {} {}" aria-hidden="true">"#,
        shape.class, shape.width, shape.height
    );
    if let Some(target) = target {
        let _ = write!(svg, r#"<path class="c-path" d="M0 {:.1}H{}"/>"#, y(target), shape.width);
    }
    let mut points = String::new();
    let mut end = None;
    let mut x = 4.0;
    for value in values {
        if let Some(value) = value {
            let _ = write!(points, "{x:.1},{:.1} ", y(*value));
            end = Some((x, y(*value)));
        }
        x += step;
    }
    match end {
        Some((x, y)) => {
            let _ = write!(
                svg,
                r#"<polyline class="c-line" points="{points}"/><circle class="c-end" cx="{x:.1}" cy="{y:.1}" r="3"/>"#
            );
        }
        None => {
            let _ = write!(
                svg,
                r#"<rect width="{}" height="{}" fill="url(#hatch)"/>"#,
                shape.width, shape.height
            );
        }
    }
    svg.push_str("</svg>");
    Svg(svg)
}

/// An axis number in Vietnamese form.
fn short(value: f64) -> String {
    // Nothing below zero that rounds to it keeps its sign: -0 plus 0 is 0.
    let rounded = (value * 100.0).round() / 100.0 + 0.0;
    format!("{rounded}").replace('.', ",")
}

fn safe(text: &str) -> String {
    let Ok(escaped) = escape(text, Html);
    escaped.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> LineChart {
        LineChart {
            title: "Tỷ lệ <b>".into(),
            description: String::new(),
            points: vec![
                Point::new(2020, 58.6, "58,6"),
                Point::missing(2021),
                Point::new(2022, 70.9, "70,9"),
            ],
            path: vec![(2020, 58.6), (2025, 80.0)],
            target: Some((80.0, "80".into(), ["Chỉ tiêu".into(), "2025".into()])),
            id: "x".into(),
        }
    }

    #[test]
    fn a_missing_year_is_hatched_and_never_drawn_as_zero() {
        let svg = line(&chart()).to_string();
        assert!(svg.contains("url(#hatch)"));
        assert!(!svg.contains("NaN"));
    }

    #[test]
    fn zero_on_an_axis_has_no_sign() {
        assert_eq!([short(-0.0), short(-0.001), short(0.0)], ["0", "0", "0"]);
        assert_eq!([short(-0.5), short(12.25)], ["-0,5", "12,25"]);
        let points = vec![Point::new(2020, 0.0, "0"), Point::new(2021, 1.0, "1")];
        let low = LineChart { points, path: Vec::new(), target: None, ..chart() };
        let svg = line(&low).to_string();
        assert!(svg.contains(">0</text>") && !svg.contains(">-0</text>"), "{svg}");
    }

    #[test]
    fn titles_are_escaped() {
        assert!(!line(&chart()).to_string().contains("<b>"));
    }

    #[test]
    fn a_spark_without_values_is_a_hatch() {
        assert!(spark(&[None, None], None).to_string().contains("#hatch"));
    }
}
