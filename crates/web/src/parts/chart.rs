//! Small pictures drawn on the server as SVG, in whole numbers. Each is said in words too.

use maud::{Markup, html};
use vedich_values::Date;

/// A value on a date, with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// When.
    pub date: Date,
    /// How much, in any integer unit common to the chart.
    pub value: i64,
    /// The value as it is written: `12/20`, `95,3%`.
    pub words: String,
    /// The date as it is written.
    pub date_words: String,
    /// Reported rather than computed: drawn hollow.
    pub reported: bool,
}

/// Counts over time towards a goal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The points, oldest first.
    pub points: Vec<Point>,
    /// The goal: number of criteria.
    pub goal: i64,
    /// The goal in words.
    pub goal_words: String,
    /// What the picture shows, for those who cannot see it.
    pub label: String,
}

struct Scale {
    first: i64,
    span: i64,
    left: i64,
    width: i64,
}

impl Scale {
    fn of(points: &[Point], left: i64, width: i64) -> Self {
        let day = |point: Option<&Point>| point.map_or(0, |point| days(point.date));
        let first = day(points.first());
        Self { first, span: (day(points.last()) - first).max(1), left, width }
    }

    fn x(&self, date: Date) -> i64 {
        self.left + (days(date) - self.first) * self.width / self.span
    }
}

fn days(date: Date) -> i64 {
    i64::from(chrono::Datelike::num_days_from_ce(&date))
}

fn path(points: impl Iterator<Item = (i64, i64)>) -> String {
    points.enumerate().map(|(i, (x, y))| format!("{}{x} {y}", if i == 0 { 'M' } else { 'L' })).collect()
}

/// Room a point's words take, in units of the picture; on a phone, where the picture is half as wide, letters are twice as large in it.
const ROOM: i64 = 84;
const ROOM_ON_A_PHONE: i64 = 160;

/// Which points get their words: from the last back, as many as have room.
fn labels(spots: &[(i64, i64)], room: i64) -> Vec<bool> {
    let mut next = i64::MAX;
    let mut labelled: Vec<bool> = spots
        .iter()
        .rev()
        .map(|(x, _)| {
            let free = next - x >= room;
            if free {
                next = *x;
            }
            free
        })
        .collect();
    labelled.reverse();
    labelled
}

/// Progress over time: a line towards the dashed goal. Reported counts are hollow.
#[must_use]
pub fn progress(chart: &Progress) -> Markup {
    const WIDTH: i64 = 640;
    const TOP: i64 = 34;
    const BASE: i64 = 176;
    let scale = if chart.points.len() == 1 {
        Scale { first: chart.points.first().map_or(0, |p| days(p.date)) - 1, span: 2, left: 60, width: 500 }
    } else {
        Scale::of(&chart.points, 56, WIDTH - 116)
    };
    let y = |value: i64| BASE - value * (BASE - TOP) / chart.goal.max(1);
    let spots: Vec<(i64, i64)> = chart.points.iter().map(|point| (scale.x(point.date), y(point.value))).collect();
    let line = path(spots.iter().copied());
    let area = match (spots.first(), spots.last()) {
        (Some(first), Some(last)) if spots.len() > 1 => format!("{line}L{} {BASE}L{} {BASE}Z", last.0, first.0),
        _ => String::new(),
    };
    // Words for which a phone has no room are left out there.
    let labelled = labels(&spots, ROOM).into_iter().zip(labels(&spots, ROOM_ON_A_PHONE));
    let class = |on_a_phone: bool| if on_a_phone { "" } else { " roomy" };
    html! {
        svg.chart viewBox="0 0 640 212" role="img" aria-label=(chart.label) {
            path.axis d={ "M24 " (BASE) "H" (WIDTH - 24) } {}
            path.goal d={ "M24 " (TOP) "H" (WIDTH - 24) } {}
            text.strong x="24" y=(TOP - 10) { (chart.goal_words) }
            @if !area.is_empty() { path.area d=(area) {} }
            @if spots.len() > 1 { path.lineup d=(line) {} }
            @for ((point, (x, y)), (label, on_a_phone)) in chart.points.iter().zip(&spots).zip(labelled) {
                circle class=(if point.reported { "reported" } else { "dot" }) cx=(x) cy=(y) r="5" { title { (point.date_words) ": " (point.words) } }
                @if label {
                    text class={ "strong" (class(on_a_phone)) } x=(x) y=(y - 11) text-anchor="middle" { (point.words) }
                    text class={ "at" (class(on_a_phone)) } x=(x) y=(BASE + 20) text-anchor="middle" { (point.date_words) }
                }
            }
        }
    }
}

/// A point of a curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bend {
    /// When.
    pub date: Date,
    /// How much, in any integer unit common to the chart.
    pub value: i64,
    /// Both in words.
    pub words: String,
}

/// Sums over time: what was planned, what was reached, what it took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SCurve {
    /// Planned, to the last day.
    pub planned: Vec<Bend>,
    /// Reached, to the day of the picture.
    pub earned: Vec<Bend>,
    /// What it took, to the day of the picture.
    pub actual: Vec<Bend>,
    /// The day of the picture.
    pub today: Date,
    /// The day of the picture as it is written.
    pub today_words: String,
    /// The first day as it is written.
    pub first_words: String,
    /// The last day as it is written.
    pub last_words: String,
    /// The whole as it is written.
    pub top_words: String,
    /// What the picture shows, for those who cannot see it.
    pub label: String,
}

/// Planned dashed, reached as a line, what it took as a thin one; the day of the picture upright.
#[must_use]
pub fn s_curve(chart: &SCurve) -> Markup {
    const WIDTH: i64 = 640;
    const TOP: i64 = 30;
    const BASE: i64 = 216;
    let (Some(first), Some(last)) = (chart.planned.first(), chart.planned.last()) else { return html! {} };
    let scale = Scale { first: days(first.date), span: (days(last.date) - days(first.date)).max(1), left: 24, width: WIDTH - 48 };
    let top = [&chart.planned, &chart.earned, &chart.actual].into_iter().flatten().map(|bend| bend.value).max().unwrap_or(0).max(1);
    // i128: amounts are đồng, up to 10^18.
    let y = |value: i64| BASE - i64::try_from(i128::from(value) * i128::from(BASE - TOP) / i128::from(top)).unwrap_or(0);
    let line = |bends: &[Bend]| path(bends.iter().map(|bend| (scale.x(bend.date), y(bend.value))));
    let today = scale.x(chart.today);
    let anchor = if today > WIDTH / 2 { "end" } else { "start" };
    let dots = |bends: &[Bend], class: &str| {
        html! { @for bend in bends { circle class=(class) cx=(scale.x(bend.date)) cy=(y(bend.value)) r="3" { title { (bend.words) } } } }
    };
    html! {
        svg.chart.s-curve viewBox="0 0 640 244" role="img" aria-label=(chart.label) {
            path.axis d={ "M24 " (BASE) "H" (WIDTH - 24) } {}
            path.axis d={ "M24 " (y(last.value)) "H" (WIDTH - 24) } {}
            text.strong x="24" y=(y(last.value) - 8) { (chart.top_words) }
            path.now d={ "M" (today) " " (TOP) "V" (BASE) } {}
            text.strong x=(today + if anchor == "end" { -6 } else { 6 }) y=(BASE - 8) text-anchor=(anchor) { (chart.today_words) }
            path.goal d=(line(&chart.planned)) {}
            @if chart.actual.len() > 1 { path.actual d=(line(&chart.actual)) {} }
            path.lineup d=(line(&chart.earned)) {}
            (dots(&chart.actual, "actual")) (dots(&chart.earned, "dot"))
            text x="24" y=(BASE + 20) { (chart.first_words) }
            text x=(WIDTH - 24) y=(BASE + 20) text-anchor="end" { (chart.last_words) }
        }
    }
}

/// History of one value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spark {
    /// The values, oldest first.
    pub points: Vec<Point>,
    /// The threshold in the unit of the values, if it is a number.
    pub threshold: Option<i64>,
    /// What the picture shows, in words.
    pub label: String,
}

/// A small line with the threshold dashed.
#[must_use]
pub fn spark(spark: &Spark) -> Markup {
    const BASE: i64 = 34;
    const TOP: i64 = 8;
    let values = || spark.points.iter().map(|point| point.value).chain(spark.threshold);
    let (low, high) = (values().min().unwrap_or(0), values().max().unwrap_or(1));
    let scale = Scale::of(&spark.points, 8, 116);
    // i128: values are millionths, up to 10^18.
    let y =
        |value: i64| BASE - i64::try_from(i128::from(value - low) * i128::from(BASE - TOP) / i128::from((high - low).max(1))).unwrap_or(0);
    let spots: Vec<(i64, i64)> = spark.points.iter().map(|point| (scale.x(point.date), y(point.value))).collect();
    html! {
        svg.chart viewBox="0 0 132 42" role="img" aria-label=(spark.label) {
            @if let Some(threshold) = spark.threshold { path.goal d={ "M2 " (y(threshold)) "H130" } {} }
            path.lineup d=(path(spots.iter().copied())) {}
            @for (point, (x, y)) in spark.points.iter().zip(&spots) {
                circle.dot cx=(x) cy=(y) r="3.5" { title { (point.date_words) ": " (point.words) } }
            }
        }
    }
}
