//! The board of an area: rows, sums, what can be chosen, what is chosen.

use super::{Scene, board_path};
use crate::frame::Frame;
use crate::listing::{self, Asked, Shown, Since};
use crate::mark::{Mark, Tallied};
use crate::pages::board::{Area, Band, BoardView, Choice, Column, Filter, Heading, Headings, Row, Sum};
use crate::parts::Link;
use std::collections::BTreeMap;
use vedich_board::{AreaRow, Totals};
use vedich_criteria::{Counts, CriteriaSet};
use vedich_facts::UnitLevel;
use vedich_values::{Date, SetId, UnitId};

/// Rows of one page: a screen and a half on a projector, quick on a phone.
const PAGE: usize = 40;
/// Boards named where nothing is known on the date.
const MOST_KNOWN: usize = 6;

/// The page.
#[must_use]
pub fn view(s: Scene<'_>, area: UnitId, asked: &Asked) -> BoardView {
    let f = s.f;
    let mut view = BoardView {
        title: s.name(area),
        crumbs: s.crumbs(area),
        area: Link::new(f.text("web.board.area-page"), f.link(&format!("/places/{area}"))),
        ..BoardView::default()
    };
    // A unit that does not exist on the day has no rows then, whatever became of it.
    view.gone = s.registry().get(area).and_then(|unit| super::units::gone(s, unit));
    if view.gone.is_some() {
        return view;
    }
    let Some(shown) = listing::shown(s.board, area, asked) else {
        view.filter.levels = levels(s, area, asked.level.unwrap_or_else(|| listing::default_level(s.board, area)));
        view.areas = below(s, area);
        return view;
    };
    let rows = &shown.table.rows;
    let start = asked.after.and_then(|after| rows.iter().position(|row| row.unit == after)).map_or(0, |at| at + 1);
    let page = shown.table.page(start, PAGE);
    view.set = s.set_link(shown.set);
    view.gap = listing::last_in_force(s.board, area, shown.level)
        .map(|last| f.say("web.board.between-sets", &[("last", &f.date(last))]))
        .unwrap_or_default();
    view.columns = columns(s, &shown, &asked.sort);
    let [month, year] = Since::BOTH.map(|since| s.board.changes_since(page, since.date(f.as_of)));
    let rows_of = page.iter().zip(month).zip(year);
    view.rows = rows_of.map(|((row, month), year)| Row { month, year, ..unit_row(s, &shown, row) }).collect();
    let total = (area != vedich_units::COUNTRY).then(|| s.board.check_tally_under(area));
    let checks = total.filter(|tally| tally.total() > 0);
    view.sum = Sum { checks, apart: apart(s, area, shown.level), ..sum(s, &shown.totals) };
    view.average = average(f, &view.sum).unwrap_or_default();
    view.filter = filter(s, &shown, asked);
    view.bands = bands(s, &shown, asked);
    view.found = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    view.first = u32::try_from(start + 1).unwrap_or(u32::MAX);
    let cursor = |at: usize| rows.get(at).map(|row| f.here_with(&[("after", &row.unit.to_string())]));
    let previous = (start > 0).then(|| start.checked_sub(PAGE + 1).and_then(cursor).unwrap_or_else(|| f.here_with(&[("after", "")])));
    let next = (start + PAGE < rows.len()).then(|| cursor(start + PAGE - 1)).flatten();
    view.pages = (previous, next);
    let file = |kind: &str| Frame { path: format!("/board/{area}/table.{kind}"), ..f.clone() }.here_with(&[("after", "")]);
    view.downloads = vec![Link::new(f.text("web.board.csv"), file("csv")), Link::new(f.text("web.board.xlsx"), file("xlsx"))];
    view.headings = Headings {
        name: heading(f, &asked.sort, "name", false),
        criteria: heading(f, &asked.sort, "criteria", true),
        indicators: heading(f, &asked.sort, "indicators", true),
        month: heading(f, &asked.sort, "month", true),
        year: heading(f, &asked.sort, "year", true),
    };
    view.areas = areas(s, area, (&shown.family, shown.level));
    if shown.totals.with_data == 0 && shown.totals.counted.units == 0 {
        view.last_known = last_known(s, area);
    }
    view.also = also(s, &shown);
    view
}

/// The other sets of the level under which something is known here: one looks at a set because it was asked for, or because it comes first.
fn also(s: Scene<'_>, shown: &Shown<'_>) -> Vec<Link> {
    let others = listing::families(s.board, shown.area, shown.level).into_iter().filter(|(family, _)| *family != shown.family);
    let link = |(family, set): (SetId, &std::sync::Arc<CriteriaSet>)| {
        let totals = s.board.totals(shown.area, shown.level, &family);
        let n = totals.with_data.max(totals.counted.units);
        let words = s.f.say("web.board.also-by", &[("set", s.f.lang.of(&set.title)), ("n", &s.f.count(n))]);
        (n > 0).then(|| Link::new(words, s.f.here_with(&[("set", set.id.as_str()), ("after", ""), ("criterion", ""), ("band", "")])))
    };
    others.filter_map(link).collect()
}

/// Boards on the latest days of which something below the area is known.
fn last_known(s: Scene<'_>, area: UnitId) -> Vec<Link> {
    let mut days: BTreeMap<UnitId, Date> = BTreeMap::new();
    for (unit, day) in s.board.last_known(area) {
        let Some(at) = s.registry().at(unit, day) else { continue };
        // A hamlet is looked at in its commune, a commune in what lies above it.
        let board = at.parent.filter(|_| at.level >= UnitLevel::Commune).unwrap_or(unit);
        let latest = days.entry(board).or_insert(day);
        *latest = day.max(*latest);
    }
    let mut days: Vec<(UnitId, Date)> = days.into_iter().collect();
    // This board is where one is.
    days.retain(|(unit, day)| (*unit, *day) != (area, s.f.as_of));
    days.sort_by_key(|(unit, day)| (std::cmp::Reverse(*day), *unit));
    let board = |(unit, day): (UnitId, Date)| {
        let f = Frame { as_of: day, ..s.f.clone() };
        let name = Scene { f: &f, ..s }.name(unit);
        Link::new(f.say("web.board.known-on", &[("area", &name), ("date", &f.date(day))]), f.link(&board_path(unit)))
    };
    days.into_iter().take(MOST_KNOWN).map(board).collect()
}

/// A click sorts by it; another click turns the order.
fn heading(f: &Frame, sort: &str, name: &str, falling: bool) -> Heading {
    let current = if sort.is_empty() { "criteria" } else { sort.trim_start_matches('-') };
    let turned = sort.starts_with('-');
    let is_current = current == name;
    let next = if is_current && !turned { format!("-{name}") } else { name.to_owned() };
    let sorted = is_current.then_some(if falling == turned { "ascending" } else { "descending" });
    Heading { href: f.here_with(&[("sort", &next), ("after", "")]), sorted }
}

fn columns(s: Scene<'_>, shown: &Shown<'_>, sort: &str) -> Vec<Column> {
    let f = s.f;
    shown
        .table
        .criteria
        .iter()
        .map(|no| {
            let sums = shown.totals.by_criterion.iter().find(|(other, _)| other == no).map(|(_, counts)| *counts).unwrap_or_default();
            Column {
                no: no.0,
                name: shown.criterion_name(f.lang, *no).to_owned(),
                heading: heading(f, sort, &format!("tc{no}"), true),
                met: sums.met,
                known: sums.met + sums.not_met,
                unmet_href: f.here_with(&[("criterion", &no.to_string()), ("status", "not_met"), ("after", "")]),
            }
        })
        .collect()
}

/// The counts of a row as the page and its downloads show them: none where nothing is decided, which is not the same as nothing met.
pub(super) fn decided(row: &AreaRow<'_>) -> [Option<Tallied>; 2] {
    let known = |counts: Counts| Some(Tallied::from(counts)).filter(|tally| row.marks.is_some() && tally.met + tally.unmet > 0);
    [known(row.criteria()), known(row.indicators())]
}

fn unit_row(s: Scene<'_>, shown: &Shown<'_>, row: &AreaRow<'_>) -> Row {
    let f = s.f;
    let below = s.registry().count_assessed(row.unit, next_level(shown.level), f.as_of);
    let mut out = Row {
        name: Link::new(row.name, f.link(&format!("/places/{}", row.unit))),
        above: above(s, shown.area, row.unit),
        below: (below > 0).then(|| {
            let n = f.count(u32::try_from(below).unwrap_or(u32::MAX));
            Link::new(format!("{n} {}", s.level(next_level(shown.level)).to_lowercase()), f.link(&board_path(row.unit)))
        }),
        ..Row::default()
    };
    out.reported = row.reported.map(|tally| tally.to_string());
    out.reported_indicators = row.reported_indicators.map(|tally| tally.to_string());
    out.checks = Some(s.board.check_tally(row.unit)).filter(|tally| tally.total() > 0);
    [out.criteria, out.indicators] = decided(row);
    if out.criteria.is_some() {
        out.marks = shown.table.criteria.iter().map(|no| row.status(*no).map_or(Mark::NotApplicable, Mark::from)).collect();
    }
    out
}

/// The units between a row and the area, nearest first: names alone are ambiguous in a large area.
pub(super) fn above(s: Scene<'_>, area: UnitId, unit: UnitId) -> String {
    let between = s.registry().ancestors(unit, s.f.as_of).into_iter().take_while(|above| *above != area && *above != vedich_units::COUNTRY);
    between.map(|above| s.name(above)).collect::<Vec<_>>().join(", ")
}

const fn next_level(level: UnitLevel) -> UnitLevel {
    match level {
        UnitLevel::Country => UnitLevel::Province,
        UnitLevel::Province | UnitLevel::District => UnitLevel::Commune,
        UnitLevel::Commune | UnitLevel::Hamlet => UnitLevel::Hamlet,
    }
}

/// Counts over what is known: units without data would drown the others.
pub(super) fn known(counts: Counts) -> Tallied {
    Tallied { none: 0, total: counts.met + counts.not_met, ..Tallied::from(counts) }
}

pub(super) fn sum(s: Scene<'_>, totals: &Totals) -> Sum {
    let (met, counted) = totals.criteria_per_unit();
    let average = vedich_values::Decimal::from(met).checked_div(vedich_values::Decimal::from(counted)).filter(|_| counted > 0);
    Sum {
        checks: None,
        apart: 0,
        units: totals.units,
        with_data: totals.with_data,
        full: totals.full,
        criteria: known(totals.criteria),
        indicators: known(totals.indicators),
        average: average.map(|average| vedich_wording::number(s.f.lang, average.round_dp(1))).unwrap_or_default(),
        counted,
        reported: totals.counted.reported,
    }
}

/// The average in words, with what it is over; none: nobody counts.
pub(super) fn average(f: &Frame, sum: &Sum) -> Option<String> {
    let counted = f.count(sum.counted);
    let over = match sum.reported {
        0 => f.say("web.board.average-over", &[("n", &counted)]),
        reported => f.say("web.board.average-over-reported", &[("n", &counted), ("reported", &f.count(reported))]),
    };
    let said = || f.say("web.board.average", &[("average", &sum.average), ("over", &over), ("full", &f.count(sum.full))]);
    (!sum.average.is_empty()).then(said)
}

/// Units of the level that sets do not assess: wards, townships, special zones.
fn apart(s: Scene<'_>, area: UnitId, level: UnitLevel) -> u32 {
    let count = s.registry().count(area, level, s.f.as_of) - s.registry().count_assessed(area, level, s.f.as_of);
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn bands(s: Scene<'_>, shown: &Shown<'_>, asked: &Asked) -> Vec<Band> {
    let f = s.f;
    let Some(scheme) = shown.scheme.filter(|_| shown.totals.counted.units > 0) else { return Vec::new() };
    scheme
        .bands
        .iter()
        .map(|band| {
            let current = asked.band.as_deref() == Some(band.id.as_str());
            let href = f.here_with(&[("band", if current { "" } else { band.id.as_str() }), ("after", "")]);
            let units = shown.totals.by_band.iter().find(|(id, _)| *id == band.id).map_or(0, |(_, units)| *units);
            Band { link: Link::new(f.lang.of(&band.name), href), units, current }
        })
        .collect()
}

fn levels(s: Scene<'_>, area: UnitId, chosen: UnitLevel) -> Vec<Choice> {
    [UnitLevel::Province, UnitLevel::District, UnitLevel::Commune, UnitLevel::Hamlet]
        .into_iter()
        .filter(|level| *level == chosen || s.registry().count_assessed(area, *level, s.f.as_of) > 0)
        .map(|level| Choice { value: level.name().to_owned(), text: s.level(level).to_owned(), chosen: level == chosen })
        .collect()
}

fn filter(s: Scene<'_>, shown: &Shown<'_>, asked: &Asked) -> Filter {
    let f = s.f;
    let sets = listing::families(s.board, shown.area, shown.level).into_iter().map(|(family, set)| Choice {
        chosen: family == shown.family,
        value: family.to_string(),
        text: f.lang.of(&set.title).to_owned(),
    });
    let bands = shown.scheme.into_iter().flat_map(|scheme| &scheme.bands).map(|band| Choice {
        value: band.id.clone(),
        text: f.lang.of(&band.name).to_owned(),
        chosen: asked.band.as_deref() == Some(band.id.as_str()),
    });
    let criteria = shown.set.criteria.iter().map(|criterion| Choice {
        value: criterion.no.to_string(),
        text: format!("{}. {}", criterion.no, f.lang.of(&criterion.name)),
        chosen: asked.criterion == Some(criterion.no),
    });
    let statuses = Mark::ALL.into_iter().map(|mark| Choice {
        value: mark.name().into(),
        text: mark.word(f.lang).into(),
        chosen: asked.status == Some(mark),
    });
    let mut filter = Filter {
        levels: levels(s, shown.area, shown.level),
        sets: sets.collect(),
        bands: bands.collect(),
        criteria: criteria.collect(),
        statuses: statuses.collect(),
        name: asked.name.clone(),
        with_data: asked.with_data,
        words: String::new(),
    };
    let chosen = |choices: &[Choice]| choices.iter().find(|choice| choice.chosen).map(|choice| choice.text.clone());
    let status = chosen(&filter.statuses).map(|status| match chosen(&filter.criteria) {
        Some(criterion) => format!("{criterion}: {status}"),
        None => status,
    });
    let name = (!asked.name.is_empty()).then(|| format!("“{}”", asked.name));
    let data = asked.with_data.then(|| f.text("web.filter.with-data").to_owned());
    filter.words = [chosen(&filter.bands), status, name, data].into_iter().flatten().collect::<Vec<_>>().join("; ");
    filter
}

/// Everything just below, where no set is in force that could measure it.
fn below(s: Scene<'_>, area: UnitId) -> Vec<Area> {
    s.registry().children(area, s.f.as_of).into_iter().map(|unit| Area { link: s.place_link(unit), ..Area::default() }).collect()
}

/// The areas just below, each with how it stands: the way down.
fn areas(s: Scene<'_>, area: UnitId, (family, level): (&SetId, UnitLevel)) -> Vec<Area> {
    let below = s.registry().children(area, s.f.as_of);
    let is_area =
        |unit: &UnitId| s.registry().get(*unit).is_some_and(|unit| matches!(unit.level, UnitLevel::Province | UnitLevel::District));
    below
        .into_iter()
        .filter(is_area)
        .map(|unit| {
            let totals = s.board.totals(unit, level, family);
            Area { link: s.board_link(unit), units: totals.units, with_data: totals.with_data, criteria: known(totals.criteria) }
        })
        .collect()
}
