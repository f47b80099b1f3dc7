//! Who has reported, in words and as a table.

use super::period_view;
use crate::pages::entry::reporting::{Line, ReportingView};
use crate::pages::entry::sheet::PeriodView;
use crate::parts::Link;
use crate::present::Scene;
use vedich_app::App;
use vedich_app::sheets::{ReportingRow, ReportingTable, Tallied};
use vedich_documents::{Column, Content, Kind, Table};
use vedich_values::{Period, UnitId};

/// The list of an area; without rows when no rule is for the period.
#[must_use]
pub fn view(s: Scene<'_>, app: &App, area: UnitId, period: Period) -> ReportingView {
    let f = s.f;
    let path = format!("/reporting/{area}");
    let Some(table) = app.reporting(s.board, area, period) else {
        let period = PeriodView {
            key: period.to_string(),
            words: super::period(f, period),
            choices: super::choices(f, app, period),
            path,
            ..PeriodView::default()
        };
        return ReportingView { unit: s.name(area), period, ..ReportingView::default() };
    };
    let mut days = period_view(s, app, period, (&table.window, true), path.clone());
    let file = |ending: &str, words: &str| Link::new(words, format!("{path}/reporting.{ending}?period={period}"));
    days.links = vec![file("xlsx", "XLSX"), file("csv", "CSV")];
    let basis = app.calendar().rule(period).map(|rule| f.lang.of(&rule.basis).to_owned()).unwrap_or_default();
    let above = s.registry().ancestors(area, table.on);
    ReportingView {
        unit: s.name(area),
        crumbs: above.into_iter().rev().map(|unit| Link::new(s.name(unit), format!("/reporting/{unit}?period={period}"))).collect(),
        period: days,
        basis: f.say("reporting.basis", &[("basis", &basis)]),
        rows: table.rows.iter().map(|row| line(s, app, period, row)).collect(),
        total: counts(&table.total),
        ..ReportingView::default()
    }
}

fn counts(tallied: &Tallied) -> [u32; 4] {
    [tallied.expected, tallied.in_time, tallied.late, tallied.missing()]
}

fn line(s: Scene<'_>, app: &App, period: Period, row: &ReportingRow) -> Line {
    let href = if row.reports { s.f.link(&format!("/places/{}", row.unit)) } else { format!("/reporting/{}?period={period}", row.unit) };
    Line {
        unit: Link::new(s.name(row.unit), href),
        counts: counts(&row.tallied),
        over: row.tallied.missing() > 0 && row.window.is_some_and(|window| window.is_locked(app.today())),
        latest: if row.reports { latest(s, row) } else { Vec::new() },
    }
}

fn latest(s: Scene<'_>, row: &ReportingRow) -> Vec<String> {
    let Some((handed, submission)) = row.latest.as_ref().and_then(|handed| Some((handed, handed.submission()?))) else {
        return vec![String::new(); 5];
    };
    vec![
        handed.version.to_string(),
        vedich_wording::date_time(s.f.lang, handed.recorded.recorded_at),
        submission.criteria.to_string(),
        submission.indicators.to_string(),
        submission.late.clone().unwrap_or_default(),
    ]
}

/// The list as a table to take away.
#[must_use]
pub fn table(s: Scene<'_>, app: &App, table: &ReportingTable) -> Table {
    let f = s.f;
    let view = view(s, app, table.area, table.period);
    let heads = ["reporting.expected", "reporting.in-time", "reporting.late", "reporting.missing"];
    let mut columns = vec![Column::new(f.text("entry.unit"), Kind::Text)];
    columns.extend(heads.map(|key| Column::new(f.lang.text(key), Kind::Number)));
    let more = ["reporting.version", "reporting.at", "reporting.criteria", "reporting.indicators", "reporting.why"];
    columns.extend(more.map(|key| Column::new(f.lang.text(key), Kind::Text)));
    let numbers = |counts: [u32; 4]| counts.into_iter().map(Content::count).collect::<Vec<_>>();
    let row = |line: &Line| {
        let mut cells = vec![Content::text(&line.unit.text)];
        cells.extend(numbers(line.counts));
        cells.extend(line.latest.iter().map(|text| Content::text(text)));
        cells
    };
    let mut totals = vec![Content::text(f.text("reporting.total"))];
    totals.extend(numbers(view.total));
    Table {
        name: f.text("reporting.link").to_owned(),
        title: f.text("reporting.title").to_owned(),
        subtitles: vec![f.say("reporting.sub", &[("unit", &view.unit), ("period", &view.period.words)]), view.period.window.clone()],
        columns,
        rows: view.rows.iter().map(row).collect(),
        totals: Some(totals),
        notes: vec![view.basis],
        ..Table::default()
    }
}
