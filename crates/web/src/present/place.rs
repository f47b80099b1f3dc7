//! A place: its assessment, what it rests on, and how it came about.

use super::{Scene, conditions, desk, place_more as more, subject_of, words};
use crate::frame::Frame;
use crate::mark::{Mark, Tallied};
use crate::pages::place::{CriterionView, Group, IndicatorView, PlaceView, Reported, Said, Step};
use crate::parts::Link;
use crate::parts::chart::{Point, Spark};
use vedich_board::{DeclaredStatus, Place};
use vedich_criteria::{Basis, Comparison, CriterionResult, IndicatorResult, Layout, ThresholdValue};
use vedich_facts::UnitLevel;
use vedich_values::{SetId, UnitId};

/// The page of a unit under a set, by default the one in force; none when the register does not know the unit.
#[must_use]
pub fn view(s: Scene<'_>, unit: UnitId, set: Option<&SetId>) -> Option<PlaceView> {
    let known = s.registry().get(unit)?;
    let mut view = PlaceView {
        name: s.name(unit),
        crumbs: s.crumbs(unit),
        gone: super::units::gone(s, known),
        apart: apart(s, unit),
        facts: more::facts(s, unit),
        below: below(s, unit),
        predecessors: super::predecessors::view(s, unit),
        ..PlaceView::default()
    };
    let chosen = set.cloned().or_else(|| more::set_with_data(s, unit));
    if let Some(place) = s.board.place(unit, chosen.as_ref()) {
        more::fill_records(s, &place, &mut view);
        assessed(s, &place, &mut view);
        view.sets = more::sets(s, unit, &place.set.id, known.level);
        if known.level != UnitLevel::Country {
            more::rank(s, &place, &mut view);
        }
        // A unit that is gone on the page's day is shown as of its last: the data of that day are what is shown.
        let shown = Frame { as_of: s.on(unit), ..s.f.clone() };
        view.download = Link::new(s.f.text("web.place.download"), shown.link(&format!("/api/v1/places/{unit}")));
    } else {
        more::records_without_set(s, unit, subject_of(known.level), &mut view);
    }
    Some(view)
}

/// What a ward, township or special zone is told: the sets of communes are about rural ones.
fn apart(s: Scene<'_>, unit: UnitId) -> String {
    let at = s.registry().at(unit, s.on(unit)).filter(|at| !at.is_assessed());
    at.map(|_| s.f.text("web.place.apart").to_owned()).unwrap_or_default()
}

fn below(s: Scene<'_>, unit: UnitId) -> Option<Link> {
    let children = s.registry().children(unit, s.on(unit)).len();
    (children > 0).then(|| {
        let n = s.f.count(u32::try_from(children).unwrap_or(u32::MAX));
        Link::new(s.f.say("web.place.below", &[("n", &n)]), s.f.link(&super::board_path(unit)))
    })
}

fn assessed(s: Scene<'_>, place: &Place, view: &mut PlaceView) {
    let f = s.f;
    view.set = s.set_link(&place.set);
    view.zone_open = vedich_wording::assessment::zone(f.lang, &place.assessment.zone).unwrap_or_default();
    view.criteria = place.marks.criterion_counts.into();
    view.indicators = place.marks.indicator_counts.into();
    view.valued = u32::try_from(place.assessment.indicators.iter().filter(|one| is_valued(one)).count()).unwrap_or(u32::MAX);
    view.said = said(place);
    view.reported = place.reported.iter().map(|one| reported(s, place, one)).collect();
    view.reported.reverse();
    let layout = Layout::of(&place.set);
    let mut criteria: Vec<CriterionView> = place.assessment.criteria.iter().map(|one| criterion(s, place, &layout, one)).collect();
    view.steps = criteria.iter().map(|one| Step { no: one.no, name: one.name.clone(), mark: one.mark }).collect();
    view.groups = [Mark::Unmet, Mark::Narrow, Mark::NotAssessable, Mark::NoData, Mark::Met]
        .into_iter()
        .map(|mark| Group { mark, criteria: criteria.extract_if(.., |one| heading_of(one) == mark).collect() })
        .filter(|group| !group.criteria.is_empty())
        .collect();
    view.conditions = conditions::of_place(s, place);
    view.progress = more::progress(s, place);
}

/// Under which heading a criterion stands.
const fn heading_of(one: &CriterionView) -> Mark {
    if matches!(one.mark, Mark::NotApplicable) { Mark::Met } else { one.mark }
}

/// How an undecided criterion is shown, everywhere on the page: one that has values is kept apart from one of which nobody reported any.
fn mark_of(one: &CriterionResult, indicators: &[IndicatorView]) -> Mark {
    match Mark::from(one.status) {
        Mark::NoData | Mark::NotAssessable if indicators.iter().any(|indicator| !indicator.value.is_empty()) => Mark::NotAssessable,
        Mark::NoData | Mark::NotAssessable => Mark::NoData,
        decided => decided,
    }
}

/// Whether anything is on record of an indicator: a value of it or of a part, or a status that decides it.
fn is_valued(one: &IndicatorResult) -> bool {
    let undecided = matches!(Mark::from(one.status), Mark::NoData | Mark::NotAssessable);
    !undecided || one.value.is_some() || one.parts.iter().any(|part| part.value.is_some())
}

/// The reported counts, where they stand for the place; a report of indicators alone stands where nothing is decided.
fn said(place: &Place) -> Option<Said> {
    let written = |tally: Option<vedich_values::Tally>| tally.map(|tally| tally.to_string()).unwrap_or_default();
    match place.headline() {
        Some(stands) => stands.reported.then(|| Said { criteria: written(Some(stands.criteria)), indicators: written(stands.indicators) }),
        None => {
            let indicators = place.reported.first()?.indicators.map(|(tally, _)| tally);
            Some(Said { criteria: String::new(), indicators: written(indicators) })
        }
    }
}

fn reported(s: Scene<'_>, place: &Place, one: &vedich_board::Reported) -> Reported {
    let said = |pair: Option<(vedich_values::Tally, Comparison)>, counts| {
        pair.map(|(tally, how)| vedich_wording::assessment::comparison(s.f.lang, tally, &counts, how))
    };
    let criteria = said(one.criteria, place.marks.criterion_counts).or_else(|| said(one.indicators, place.marks.indicator_counts));
    let worst = one.criteria.or(one.indicators).map(|(_, comparison)| comparison);
    Reported {
        date: s.f.date(one.recorded.fact.as_of),
        criteria: one.criteria.map(|(tally, _)| tally.to_string()).unwrap_or_default(),
        indicators: one.indicators.map(|(tally, _)| tally.to_string()).unwrap_or_default(),
        source: super::desk::source(s.f, &one.recorded.fact),
        verdict: criteria.unwrap_or_default(),
        tone: match worst {
            Some(Comparison::Agrees) => Mark::Met,
            Some(Comparison::Contradicts { .. }) => Mark::Unmet,
            Some(Comparison::Possible { .. }) | None => Mark::NotAssessable,
        },
    }
}

fn criterion(s: Scene<'_>, place: &Place, layout: &Layout, one: &CriterionResult) -> CriterionView {
    let f = s.f;
    let own = |stated: &&DeclaredStatus| stated.criterion == one.no && stated.code.is_none() && stated.counts;
    let said = place.declared.iter().find(own);
    let from = |stated: &DeclaredStatus| {
        let key = [("source", stated.source.as_deref().unwrap_or("–")), ("date", &f.date(stated.as_of))];
        if stated.implied { f.say("web.place.implied-by", &key) } else { f.say("web.place.declared-by", &key) }
    };
    let differs = said
        .filter(|stated| one.basis == Basis::Computed && Mark::from(vedich_criteria::Status::from(stated.state)) != Mark::from(one.status));
    let basis = said.filter(|_| one.basis == Basis::Declared).map(from);
    let why = if basis.is_some() { String::new() } else { vedich_wording::assessment::criterion_why(f.lang, one) };
    let words = [basis.unwrap_or_default(), why];
    let own = place.assessment.indicators.iter().filter(|indicator| indicator.criterion == one.no);
    let indicators: Vec<IndicatorView> = own.map(|indicator| indicator_view(s, place, layout, indicator)).collect();
    CriterionView {
        no: one.no.0,
        name: f.lang.of(&one.name).to_owned(),
        mark: mark_of(one, &indicators),
        basis: words.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" "),
        document: said
            .and_then(|stated| stated.cited.as_ref())
            .map(|cited| Link::new(f.text("desk.evidence-status"), desk::address(cited)))
            .unwrap_or_default(),
        differs: differs.map(|stated| format!("{}: {}", words::declared(f, stated.state), from(stated))).unwrap_or_default(),
        indicators,
    }
}

fn indicator_view(s: Scene<'_>, place: &Place, layout: &Layout, one: &IndicatorResult) -> IndicatorView {
    let f = s.f;
    let unit = one.unit.as_deref();
    let slot = layout.slot(one.code.as_str(), None);
    let stated = slot.and_then(|slot| place.value(slot));
    let declared = place.declared.iter().find(|stated| stated.code.as_ref() == Some(&one.code) && stated.counts);
    IndicatorView {
        code: one.code.to_string(),
        name: f.lang.of(&one.name).to_owned(),
        mark: one.status.into(),
        value: one.value.as_ref().map(|value| words::observed(f, value, one.measure, unit)).unwrap_or_default(),
        threshold: one.applied.as_ref().map(|applied| words::threshold(f, &applied.threshold, one.measure, unit)).unwrap_or_default(),
        gap: one.margin.map(|margin| words::gap(f, margin.absolute, one.measure, unit)).unwrap_or_default(),
        why: vedich_wording::assessment::explanation(f.lang, one),
        date: stated.map(|stated| f.date(stated.as_of)).or_else(|| declared.map(|stated| f.date(stated.as_of))).unwrap_or_default(),
        source: desk::named_source(
            f,
            stated.and_then(|stated| stated.source.as_deref()).or_else(|| declared?.source.as_deref()),
            stated.map_or_else(|| declared.and_then(|stated| stated.cited.as_ref()), |stated| stated.cited.as_ref()),
        ),
        doubt: if one.applied.is_some() { words::doubt(f, one.confidence).to_owned() } else { String::new() },
        history: slot.and_then(|slot| history(s, place, slot, one)),
        check: ("", ""),
        parts: one
            .parts
            .iter()
            .map(|part| {
                let unit = part.unit.as_deref();
                let value = part.value.as_ref().map_or_else(|| "–".to_owned(), |value| words::observed(f, value, part.measure, unit));
                let bound =
                    part.applied.as_ref().map(|applied| words::threshold(f, &applied.threshold, part.measure, unit)).unwrap_or_default();
                (f.lang.of(&part.name).to_owned(), value, bound, part.status.into())
            })
            .collect(),
    }
}

/// Earlier values and the current one, when there are at least two numbers.
fn history(s: Scene<'_>, place: &Place, slot: u16, one: &IndicatorResult) -> Option<Spark> {
    let f = s.f;
    let earlier = place.earlier.iter().find(|(other, _)| *other == slot).map(|(_, values)| values.as_slice()).unwrap_or_default();
    let mut points: Vec<Point> = earlier
        .iter()
        .chain(place.value(slot))
        .filter_map(|stated| {
            let words = vedich_wording::quantity(
                f.lang,
                stated.cell.number()?,
                if one.measure == vedich_criteria::Measure::Percent { "%" } else { "" },
            );
            Some(Point { date: stated.as_of, value: stated.cell.raw, words, date_words: f.date(stated.as_of), reported: false })
        })
        .collect();
    points.sort_by_key(|point| point.date);
    points.dedup_by_key(|point| point.date);
    let (first, last) = (points.first()?, points.last()?);
    let threshold = one.applied.as_ref().and_then(|applied| match &applied.threshold.value {
        ThresholdValue::Number(number) => i64::try_from((number * vedich_values::Decimal::from(1_000_000)).trunc()).ok(),
        _ => None,
    });
    let label = f.say(
        "web.place.history",
        &[
            ("name", f.lang.of(&one.name)),
            ("from", &first.words),
            ("then", &first.date_words),
            ("to", &last.words),
            ("now", &last.date_words),
        ],
    );
    (points.len() > 1).then_some(Spark { points, threshold, label })
}

/// Whether a place's counts are worth a figure.
#[must_use]
pub fn is_known(tally: Tallied) -> bool {
    tally.met + tally.unmet > 0
}
