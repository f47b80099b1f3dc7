//! Bars over time (biểu đồ Gantt), drawn on the server as SVG in whole numbers: a strip per row of a table, so that a bar always stands
//! beside its task, on a screen and across the pages of a print. What a bar shows is said in the cells of the row too; nothing is told by
//! colour alone: bars that decide the finish are hatched.

use chrono::Datelike;
use maud::{Markup, PreEscaped, html};
use std::fmt::Write as _;
use vedich_values::Date;

/// Height of a row, in pixels of the page; the style sheet keeps the rows of the table at it.
pub const ROW: i64 = 30;
/// Height of the head: months, and weeks or days below them.
const HEAD: i64 = 40;
/// Middle of a row, where links end.
const MIDDLE: i64 = 13;
/// How far a link stands off the bars.
const OFF: i64 = 5;

/// How much a day takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    /// Days can be told apart.
    Day,
    /// Weeks can.
    #[default]
    Week,
    /// Months can.
    Month,
}

impl Zoom {
    /// All, closest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// The name in an address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The zoom of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zoom| zoom.name() == name)
    }

    /// The closest that shows so many days without a long way to scroll.
    #[must_use]
    pub const fn fitting(days: i64) -> Self {
        match days {
            ..=45 => Self::Day,
            46..=260 => Self::Week,
            _ => Self::Month,
        }
    }

    const fn day_px(self) -> i64 {
        match self {
            Self::Day => 22,
            Self::Week => 6,
            Self::Month => 2,
        }
    }
}

/// The days a chart spans, and what stands behind its bars.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// How much a day takes.
    pub zoom: Zoom,
    /// Runs of days that are not worked.
    pub off: Vec<(Date, Date)>,
    /// The day the chart is of.
    pub today: Date,
    /// The day by which everything is to be done.
    pub target: Option<Date>,
}

/// What a bar is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Work.
    #[default]
    Task,
    /// A heading over other rows.
    Heading,
    /// A mark that takes no time.
    Mark,
}

/// The bar of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// What it is.
    pub shape: Shape,
    /// First and last day.
    pub span: (Date, Date),
    /// Share done, in hundredths of a percent.
    pub share: u32,
    /// Decides the finish.
    pub critical: bool,
    /// As it was agreed, where that differs.
    pub ghost: Option<(Date, Date)>,
    /// What it waits on.
    pub ties: Vec<Tie>,
    /// What a drag must keep: `fixed`, its start is a fixed day; a date, the deadline its constraint says. Empty: nothing.
    pub held: String,
}

/// A link from an earlier row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tie {
    /// How many rows the earlier one stands above; negative: below.
    pub up: i64,
    /// The span of the earlier one.
    pub from: (Date, Date),
    /// It leaves the start of the earlier one (SS, SF).
    pub leaves_start: bool,
    /// It enters the finish of this one (FF, SF).
    pub enters_finish: bool,
    /// Both decide the finish.
    pub critical: bool,
}

fn number(date: Date) -> i64 {
    i64::from(date.num_days_from_ce())
}

impl Chart {
    /// Pixels a day takes.
    #[must_use]
    pub const fn day_px(&self) -> i64 {
        self.zoom.day_px()
    }

    /// Width of the chart.
    #[must_use]
    pub fn width(&self) -> i64 {
        (number(self.last) - number(self.first) + 1).max(1) * self.day_px()
    }

    /// Left edge of a day.
    #[must_use]
    pub fn x(&self, date: Date) -> i64 {
        (number(date) - number(self.first)) * self.day_px()
    }

    /// Where today stands, from the left edge; none: the chart does not reach it.
    #[must_use]
    pub fn middle_of_today(&self) -> Option<i64> {
        (self.first..=self.last).contains(&self.today).then(|| self.x(self.today) + self.day_px() / 2)
    }

    /// Left edge of the first day and right edge of the last.
    fn edges(&self, span: (Date, Date)) -> (i64, i64) {
        (self.x(span.0), self.x(span.1) + self.day_px())
    }
}

/// The head: months, weeks or days, and the ground that every row repeats. `month` and `day` print dates.
#[must_use]
pub fn head(chart: &Chart, month: impl Fn(Date) -> String, day: impl Fn(Date) -> String) -> Markup {
    let (width, px) = (chart.width(), chart.day_px());
    let mut svg = String::with_capacity(4096);
    let _ = write!(svg, r#"<svg class="gh" width="{width}" height="{HEAD}" aria-hidden="true"><defs>"#);
    svg.push_str(r#"<pattern id="gc" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="gc0" d="M0 0h6v6H0z"/><path class="gc1" d="M0 0h2v6H0z"/></pattern>"#);
    ground(&mut svg, chart);
    svg.push_str("</defs>");
    let mut lines = String::new();
    let mut months = String::new();
    let mut date = chart.first;
    while date <= chart.last {
        let x = chart.x(date);
        if date == chart.first || date.day() == 1 {
            let _ = write!(lines, "M{x} 0v{HEAD}");
            let room = (number(next_month(date)).min(number(chart.last) + 1) - number(date)) * px;
            if room >= 52 {
                let _ = write!(months, r#"<text class="gm" x="{}" y="15">{}</text>"#, x + 4, PreEscapedText(&month(date)));
            }
        }
        let labelled = match chart.zoom {
            Zoom::Day => true,
            Zoom::Week => date.weekday() == chrono::Weekday::Mon,
            Zoom::Month => false,
        };
        if labelled {
            let _ = write!(lines, "M{x} 20v20");
            if x + 16 < width {
                let _ = write!(months, r#"<text x="{}" y="33">{}</text>"#, x + 3, PreEscapedText(&day(date)));
            }
        }
        let Some(next) = date.succ_opt() else { break };
        date = next;
    }
    let _ = write!(svg, r#"<path class="gl" d="{lines}"/>{months}</svg>"#);
    PreEscaped(svg)
}

fn next_month(date: Date) -> Date {
    let (year, month) = if date.month() == 12 { (date.year() + 1, 1) } else { (date.year(), date.month() + 1) };
    Date::from_ymd_opt(year, month, 1).unwrap_or(date)
}

/// Days off, weeks or months, the target and the day of the chart: drawn once, used by every row.
fn ground(svg: &mut String, chart: &Chart) {
    let (mut off, mut lines) = (String::new(), String::new());
    for span in &chart.off {
        // A weekend is a hair in a chart of months.
        if chart.zoom != Zoom::Month || number(span.1) - number(span.0) >= 2 {
            let (left, right) = chart.edges(*span);
            let _ = write!(off, "M{left} 0h{}v{ROW}H{left}z", right - left);
        }
    }
    let mut date = chart.first;
    while date <= chart.last {
        if date.day() == 1 {
            let _ = write!(lines, "M{} 0v{ROW}", chart.x(date));
        }
        let Some(next) = date.succ_opt() else { break };
        date = next;
    }
    let _ = write!(svg, r#"<g id="gg"><path class="go" d="{off}"/><path class="gl" d="{lines}"/>"#);
    if let Some(target) = chart.target.filter(|day| (chart.first..=chart.last).contains(day)) {
        let _ = write!(svg, r#"<path class="gt" d="M{} 0v{ROW}"/>"#, chart.x(target) + chart.day_px());
    }
    if (chart.first..=chart.last).contains(&chart.today) {
        let _ = write!(svg, r#"<path class="gn" d="M{} 0v{ROW}"/>"#, chart.x(chart.today) + chart.day_px() / 2);
    }
    svg.push_str("</g>");
}

/// The strip of a row. `id` is what scripts know the task by; empty: nothing to drag.
#[must_use]
pub fn strip(chart: &Chart, bar: &Bar, id: &str) -> Markup {
    let mut svg = String::with_capacity(320);
    let _ = write!(svg, r##"<svg width="{}" height="{ROW}"><use href="#gg"/>"##, chart.width());
    if let Some(ghost) = bar.ghost {
        let (left, right) = chart.edges(ghost);
        let _ = write!(svg, r#"<path class="gs" d="M{left} 23h{}v4H{left}z"/>"#, right - left);
    }
    let (left, right) = chart.edges(bar.span);
    let width = right - left;
    let held = if bar.held.is_empty() { String::new() } else { format!(r#" data-held="{}""#, PreEscapedText(&bar.held)) };
    let grip = if id.is_empty() { String::new() } else { format!(r#" data-bar="{}"{held}"#, PreEscapedText(id)) };
    match bar.shape {
        Shape::Task => {
            let fill = if bar.critical { r#" fill="url(#gc)" class="gb c""# } else { r#" class="gb""# };
            let _ = write!(svg, r#"<rect{fill}{grip} x="{left}" y="6" width="{width}" height="14"/>"#);
            if bar.share > 0 {
                let _ = write!(svg, r#"<path class="gp" d="M{left} 13h{}"/>"#, (width * i64::from(bar.share) / 10_000).max(1));
            }
        }
        Shape::Heading => {
            let class = if bar.critical { "gd c" } else { "gd" };
            let _ = write!(svg, r#"<path class="{class}" d="M{left} 9h{width}v10l-4-5H{}l-4 5z"/>"#, left + 4);
        }
        Shape::Mark => {
            let class = if bar.critical { "gd c" } else { "gd" };
            let _ = write!(svg, r#"<path class="{class}"{grip} d="M{right} 6l7 7-7 7-7-7z"/>"#);
        }
    }
    for critical in [false, true] {
        let mut lines = String::new();
        bar.ties.iter().filter(|tie| tie.critical == critical).for_each(|tie| draw_tie(&mut lines, chart, bar, tie));
        if !lines.is_empty() {
            let _ = write!(svg, r#"<path class="{}" d="{lines}"/>"#, if critical { "ga c" } else { "ga" });
        }
    }
    svg.push_str("</svg>");
    PreEscaped(svg)
}

fn draw_tie(out: &mut String, chart: &Chart, bar: &Bar, tie: &Tie) {
    let (from, to) = (chart.edges(tie.from), chart.edges(bar.span));
    let (x1, leave) = if tie.leaves_start { (from.0, -OFF) } else { (from.1, OFF) };
    let (mut x2, enter) = if tie.enters_finish { (to.1, OFF) } else { (to.0, -OFF) };
    if bar.shape == Shape::Mark {
        // A milestone stands at the end of its day.
        x2 = if tie.enters_finish { to.1 + 7 } else { to.1 - 7 };
    }
    let y1 = MIDDLE - tie.up * ROW;
    let (p1, p2) = (x1 + leave, x2 + enter);
    let _ = match (tie.leaves_start, tie.enters_finish) {
        (false, false) if p2 >= x1 => write!(out, "M{x1} {y1}H{p2}V{MIDDLE}H{x2}"),
        (true, false) => write!(out, "M{x1} {y1}H{}V{MIDDLE}H{x2}", p1.min(p2)),
        (false, true) => write!(out, "M{x1} {y1}H{}V{MIDDLE}H{x2}", p1.max(p2)),
        _ => write!(out, "M{x1} {y1}H{p1}V{}H{p2}V{MIDDLE}H{x2}", if tie.up > 0 { 0 } else { ROW - 1 }),
    };
    let back = if tie.enters_finish { 4 } else { -4 };
    let _ = write!(out, "m{back}-3L{x2} {MIDDLE}l{back} 3");
}

/// What the signs of a chart mean: sign and words.
#[must_use]
pub fn legend(words: &[(&'static str, &str)]) -> Markup {
    html! {
        ul.gantt-legend {
            @for (class, text) in words {
                li { span class={ "gk " (class) } aria-hidden="true" {} (text) }
            }
        }
    }
}

/// Text inside SVG put together by hand.
struct PreEscapedText<'a>(&'a str);

impl std::fmt::Display for PreEscapedText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
