//! The home page: the demo cases that are loaded, and the country.

use super::Scene;
use crate::frame::Frame;
use crate::mark::Mark;
use crate::pages::home::{Case, HomeView};
use crate::parts::Link;
use std::collections::BTreeSet;
use vedich_facts::{Body, UnitLevel};
use vedich_reference::DemoEntry;
use vedich_units::COUNTRY;
use vedich_values::{Date, UnitId};

/// The page. `today` is today's picture; `cases` are shown as far as they are on record.
#[must_use]
pub fn view(s: Scene<'_>, cases: &[DemoEntry]) -> HomeView {
    let f = s.f;
    let count = |level| f.count(u32::try_from(s.registry().count(COUNTRY, level, f.as_of)).unwrap_or_default());
    let mut country = vec![(f.text("web.home.provinces").to_owned(), count(UnitLevel::Province))];
    if s.registry().count(COUNTRY, UnitLevel::District, f.as_of) > 0 {
        country.push((f.text("web.home.districts").to_owned(), count(UnitLevel::District)));
    }
    country.push((f.text("web.home.communes").to_owned(), count(UnitLevel::Commune)));
    let known: BTreeSet<UnitId> = s.board.units_with_facts().collect();
    country.push((f.text("web.home.known").to_owned(), f.count(u32::try_from(known.len()).unwrap_or_default())));
    let cases = cases.iter().filter_map(|entry| case(s, entry, &known)).collect();
    HomeView { cases, country, board_href: f.link("/board"), is_empty: known.is_empty() && !f.is_past() }
}

fn case(s: Scene<'_>, entry: &DemoEntry, known: &BTreeSet<UnitId>) -> Option<Case> {
    let date = entry.facts.first()?.as_of;
    let frame = Frame { as_of: date, ..s.f.clone() };
    let s = Scene { f: &frame, ..s };
    let f = s.f;
    let mut counted: Vec<(UnitId, String, Option<String>)> = Vec::new();
    let mut figures: Vec<(String, String)> = Vec::new();
    for fact in &entry.facts {
        match &fact.body {
            Body::ReportedCount { criteria: Some(criteria), indicators, .. } => {
                counted.push((fact.unit, criteria.to_string(), indicators.map(|tally| tally.to_string())))
            }
            Body::StageCounts { total, .. } if figures.is_empty() => {
                figures.push((f.count(*total), f.text("web.home.registered").to_owned()))
            }
            Body::Output(line) if figures.len() < 2 => {
                figures.push((crate::present::place_more::quantity(f, line), f.lang.of(&line.what).to_owned()))
            }
            _ => {}
        }
    }
    let main = counted.first().map(|(unit, _, _)| *unit).or_else(|| {
        entry.facts.iter().find(|fact| matches!(fact.body, Body::Remark { .. } | Body::StageCounts { .. })).map(|fact| fact.unit)
    })?;
    if !known.contains(&main) {
        return None;
    }
    if let Some((_, criteria, indicators)) = counted.first() {
        figures = vec![(criteria.clone(), f.text("web.criteria").to_lowercase())];
        figures.extend(indicators.clone().map(|indicators| (indicators, f.text("web.indicators").to_lowercase())));
    } else if figures.is_empty() {
        let communes: BTreeSet<UnitId> = entry.facts.iter().map(|fact| fact.unit).filter(|unit| *unit != main).collect();
        figures.push((communes.len().to_string(), f.text("web.home.meeting").to_owned()));
    }
    Some(Case {
        title: s.name(main),
        path: s.above(main),
        date: f.date(date),
        href: f.link(&format!("/places/{main}")),
        figures,
        marks: marks(s, main, date),
        text: f.lang.of(&entry.title).to_owned(),
        more: more(s, entry, &counted, main),
    })
}

/// The strip, when criteria were named: as the picture of today still knows them.
fn marks(s: Scene<'_>, unit: UnitId, date: Date) -> Vec<Mark> {
    let earlier = |set: &vedich_values::SetId| s.board.place(unit, Some(set));
    let set = super::place_more::set_with_data(s, unit);
    let Some(place) =
        set.as_ref().and_then(earlier).filter(|place| place.has_data && place.declared.iter().any(|stated| stated.as_of == date))
    else {
        return Vec::new();
    };
    place.marks.criteria.iter().map(|status| Mark::from(*status)).collect()
}

fn more(s: Scene<'_>, entry: &DemoEntry, counted: &[(UnitId, String, Option<String>)], main: UnitId) -> Vec<Link> {
    if counted.len() > 1 {
        return counted
            .iter()
            .skip(1)
            .map(|(unit, criteria, _)| Link { text: format!("{}: {criteria}", s.name(*unit)), ..s.place_link(*unit) })
            .collect();
    }
    let mut seen = BTreeSet::from([main]);
    let others =
        entry.facts.iter().filter(|fact| !matches!(fact.body, Body::UnitChange(_))).map(|fact| fact.unit).filter(|unit| seen.insert(*unit));
    others.take(5).map(|unit| s.place_link(unit)).collect()
}
