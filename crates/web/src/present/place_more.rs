//! The rest of a place: facts of the unit, sets, records, progress, rank.

use super::{Scene, subject_of, words};
use crate::mark::{Mark, Tallied};
use crate::pages::place::{Event, OutputLine, Pipeline, PlaceView, RankLine, StageLine, WorkLine};
use crate::parts::Link;
use crate::parts::chart::{Point, Progress};
use std::collections::BTreeSet;
use std::sync::Arc;
use vedich_board::Place;
use vedich_criteria::{Subject, Tier};
use vedich_facts::{AttributeValue, Body, Recorded, UnitLevel, WorkState};
use vedich_units::Succession;
use vedich_values::{Date, SetId, UnitId};

/// Level, codes, parents, zone, what it came from and became.
pub(super) fn facts(s: Scene<'_>, unit: UnitId) -> Vec<(String, Vec<Link>)> {
    let (f, registry, on) = (s.f, s.registry(), s.on(unit));
    let mut out: Vec<(String, Vec<Link>)> = Vec::new();
    let mut add = |what: &str, links: Vec<Link>| {
        if !links.is_empty() {
            out.push((what.to_owned(), links));
        }
    };
    let Some(known) = registry.get(unit) else { return out };
    add(f.text("web.filter.level"), vec![Link::new(s.level(known.level), "")]);
    add(f.text("web.unit.code"), registry.at(unit, on).and_then(|at| at.code).map(|code| Link::new(code, "")).into_iter().collect());
    // The crumbs without the country, nearest first.
    add(f.text("web.unit.above"), s.crumbs(unit).into_iter().skip(1).rev().collect());
    let zone = registry.zone(unit, on).map(|zone| {
        let named = registry.zones().iter().find(|known| &known.id == zone);
        Link::new(named.map_or_else(|| words::zone_short(f, zone), |zone| f.lang.of(&zone.name).to_owned()), "")
    });
    add(f.text("web.confirm.zone"), zone.into_iter().collect());
    if on != f.as_of {
        add(f.text("web.unit.existed"), vec![Link::new(super::units::span_words(f, known.span), f.link(&format!("/units/{unit}")))]);
    }
    let day_before = |other: &Succession| s.unit_link_on(other.unit, other.on.pred_opt().unwrap_or(other.on));
    add(f.text("web.unit.before"), first_of(s, unit, registry.predecessors(unit).iter().map(day_before).collect()));
    // A district of June 2025 has no successors of its own: what became of its communes took its place.
    let after = registry.heirs(unit).iter().map(|other| s.unit_link_on(other.unit, other.on)).collect();
    add(f.text("web.unit.after"), first_of(s, unit, after));
    add(f.text("gantt.nav"), roadmaps(s, unit));
    add(f.text("web.unit.history"), vec![Link::new(f.text("web.unit.history-link"), f.link(&format!("/units/{unit}")))]);
    out
}

/// Units named among the facts of a place, at most; the page of the unit has them all.
const MOST_NAMED: usize = 8;

/// The first of the units, and a way to the others.
fn first_of(s: Scene<'_>, unit: UnitId, mut all: Vec<Link>) -> Vec<Link> {
    let more = all.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        all.truncate(MOST_NAMED);
        let words = s.f.say("web.place.n-more", &[("n", &s.f.count(u32::try_from(more).unwrap_or(u32::MAX)))]);
        all.push(Link::new(words, s.f.link(&format!("/units/{unit}"))));
    }
    all
}

/// The roadmap a unit follows, and the page of those below it.
fn roadmaps(s: Scene<'_>, unit: UnitId) -> Vec<Link> {
    let own = s.board.roadmap(unit).map(|record| Link::new(record.header.title.clone(), s.f.link(&format!("/roadmaps/{unit}"))));
    let below = s.board.units_with_roadmaps(unit).iter().filter(|below| **below != unit).count();
    let area = (below > 0)
        .then(|| Link::new(s.f.say("gantt.n-roadmaps", &[("n", &below.to_string())]), s.f.link(&format!("/roadmaps/area/{unit}"))));
    let open = (own.is_none() && area.is_none() && matches!(s.f.reader, crate::frame::Reader::Person { .. }))
        .then(|| Link::new(s.f.text("gantt.none-yet"), s.f.link(&format!("/roadmaps/{unit}"))));
    own.into_iter().chain(area).chain(open).collect()
}

/// The set in force under which the most is known of the unit, when nothing is known under the default one.
pub(super) fn set_with_data(s: Scene<'_>, unit: UnitId) -> Option<SetId> {
    let known = s.registry().get(unit)?;
    let default = s.board.set_in_force(unit).map(|set| set.id.clone());
    let has = |set: &SetId| s.board.place(unit, Some(set)).is_some_and(|place| place.has_data || !place.reported.is_empty());
    if default.as_ref().is_some_and(has) {
        return default;
    }
    let on = s.on(unit);
    let slug = s.registry().province_slug(unit, on);
    let mut candidates: Vec<&Arc<vedich_criteria::CriteriaSet>> =
        s.catalogue().iter().filter(|set| set.subject == subject_of(known.level) && set.effective.contains(on)).collect();
    candidates.sort_by_key(|set| set.extends.is_none());
    let own = |set: &&Arc<vedich_criteria::CriteriaSet>| reaches(set, slug) && s.catalogue().localise(&set.id, slug, on) == set.id;
    candidates.into_iter().filter(own).map(|set| set.id.clone()).find(has).or(default)
}

/// Whether a set is one of the province, or of the whole country.
fn reaches(set: &vedich_criteria::CriteriaSet, slug: Option<&str>) -> bool {
    match &set.scope {
        vedich_criteria::Scope::National => true,
        vedich_criteria::Scope::Province(of) => slug == Some(of.as_str()),
    }
}

/// The other sets of the unit's subject in force on the date.
pub(super) fn sets(s: Scene<'_>, unit: UnitId, shown: &SetId, level: UnitLevel) -> Vec<Link> {
    let on = s.on(unit);
    let slug = s.registry().province_slug(unit, on);
    let mut seen = BTreeSet::new();
    let fits = |set: &&Arc<vedich_criteria::CriteriaSet>| set.subject == subject_of(level) && set.effective.contains(on);
    let local = s.catalogue().iter().filter(fits).map(|set| s.catalogue().localise(&set.id, slug, on));
    let usable = |id: &SetId| s.catalogue().get(id.as_str()).is_some_and(|set| reaches(set, slug));
    local
        .filter(|id| usable(id) && seen.insert(id.clone()))
        .filter_map(|id| {
            let set = s.catalogue().get(id.as_str())?;
            let href = if &id == shown { String::new() } else { s.f.here_with(&[("set", id.as_str())]) };
            Some(Link::new(format!("{} {}", tier(s, set), period(set)), href))
        })
        .collect()
}

fn period(set: &vedich_criteria::CriteriaSet) -> String {
    set.id.as_str().split('.').find(|part| part.starts_with(|c: char| c.is_ascii_digit())).unwrap_or_default().to_owned()
}

/// The word of a set's tier.
pub(super) fn tier(s: Scene<'_>, set: &vedich_criteria::CriteriaSet) -> &'static str {
    tier_word(s.f, set.tier)
}

/// The word of a tier.
pub(super) fn tier_word(f: &crate::frame::Frame, tier: Tier) -> &'static str {
    match tier {
        Tier::Standard => f.text("tier.standard"),
        Tier::Advanced => f.text("tier.advanced"),
        Tier::Model => f.text("tier.model"),
        Tier::Modern => f.text("tier.modern"),
    }
}

/// Records of a unit for which no set is in force: shown under any set of its subject.
pub(super) fn records_without_set(s: Scene<'_>, unit: UnitId, subject: Subject, view: &mut PlaceView) {
    let any = s.catalogue().iter().find(|set| set.subject == subject).or_else(|| s.catalogue().iter().next());
    if let Some(place) = any.and_then(|set| s.board.place(unit, Some(&set.id))) {
        fill_records(s, &place, view);
    }
}

/// Works, outputs, stages, remarks, attributes.
pub(super) fn fill_records(s: Scene<'_>, place: &Place, view: &mut PlaceView) {
    let f = s.f;
    for recorded in place.others.iter().chain(&place.attributes) {
        let source = super::desk::source(f, &recorded.fact);
        let date = f.date(recorded.fact.as_of);
        match &recorded.fact.body {
            Body::Work { name, location, state } => view.works.push(WorkLine {
                name: f.lang.of(name).to_owned(),
                location: location.clone().unwrap_or_default(),
                state: work_state(s, *state).to_owned(),
                date,
                source,
            }),
            Body::Output(line) => view.outputs.push(OutputLine {
                quantity: quantity(f, line),
                what: f.lang.of(&line.what).to_owned(),
                period: format!("{} – {date}", f.date(line.from)),
                source,
            }),
            Body::StageCounts { set, total, stages } => {
                let link = s.catalogue().get(set.as_str()).map_or_else(|| Link::new(set.as_str(), ""), |set| s.set_link(set));
                let source = Link { text: format!("{date} · {}", source.text), ..source };
                let counts: Vec<StageLine> = stages.iter().map(|stage| stage_line(s, stage)).collect();
                let same = |known: &&mut Pipeline| known.set == link && known.total == *total && known.source == source;
                match view.pipelines.iter_mut().find(same) {
                    Some(known) => known.counts.push(counts),
                    None => view.pipelines.push(Pipeline {
                        set: link,
                        total: *total,
                        counts: vec![counts],
                        source,
                        procedure: s.catalogue().get(set.as_str()).and_then(|set| super::procedures::in_force(f, set.subject)),
                    }),
                }
            }
            _ => view.events.extend(event(s, recorded, date, source)),
        }
    }
    view.events.reverse();
}

fn stage_line(s: Scene<'_>, stage: &vedich_facts::StageCount) -> StageLine {
    let places = stage.places.iter().map(|(unit, n)| Link { text: format!("{}: {n}", s.name(*unit)), ..s.place_link(*unit) });
    (word(s, "stage", &stage.stage), stage.count, stage_mark(&stage.stage), places.collect())
}

/// "3 vườn", with what was planned where that is known; a plan alone says that it is one.
pub(crate) fn quantity(f: &crate::frame::Frame, line: &vedich_facts::OutputLine) -> String {
    let amount = |amount| vedich_wording::quantity(f.lang, amount, f.lang.of(&line.unit));
    match (line.quantity, line.planned) {
        (Some(done), Some(planned)) => {
            f.say("web.output.of-planned", &[("done", &amount(done)), ("planned", &vedich_wording::number(f.lang, planned))])
        }
        (Some(done), None) => amount(done),
        (None, Some(planned)) => f.say("web.output.only-planned", &[("planned", &amount(planned))]),
        (None, None) => String::new(),
    }
}

fn event(s: Scene<'_>, recorded: &Recorded, date: String, source: Link) -> Option<Event> {
    let f = s.f;
    let (topic, text) = match &recorded.fact.body {
        Body::Remark { topic, text } => (word(s, "topic", topic), f.lang.of(text).to_owned()),
        Body::Stage { set, stage, decision, year } => {
            let set = s.catalogue().get(set.as_str()).map_or_else(|| set.to_string(), |set| f.lang.of(&set.title).to_owned());
            let mut parts = vec![format!("{}: {set}", word(s, "stage", stage))];
            parts.extend(year.map(|year| year.to_string()));
            parts.extend(decision.clone());
            (f.text("web.topic.stage").to_owned(), parts.join(", "))
        }
        Body::Attribute { name, value, .. } => {
            if name == "tier" {
                let AttributeValue::Text(tier) = value else { return None };
                let key = format!("tier.{tier}");
                return Some(Event { date, topic: f.text("web.topic.tier").to_owned(), text: s.f.lang.text(&key).to_owned(), source });
            }
            let said = super::attributes::value(s, &super::attributes::asked(s, recorded.fact.unit), name, value);
            (f.text("web.topic.attribute").to_owned(), format!("{}: {said}", super::attributes::name(s, name)))
        }
        _ => return None,
    };
    let note =
        recorded.fact.note.as_deref().filter(|_| f.lang == vedich_wording::Lang::Vi).map(|note| format!(" {note}")).unwrap_or_default();
    Some(Event { date, topic, text: text + &note, source })
}

/// The word of a stage or topic; one we have no word for stands as it is.
fn word(s: Scene<'_>, family: &str, id: &str) -> String {
    let key = format!("{family}.{id}");
    let text = s.f.lang.text(&key);
    if text == key { id.to_owned() } else { text.to_owned() }
}

fn work_state(s: Scene<'_>, state: WorkState) -> &'static str {
    match state {
        WorkState::Planned => s.f.text("web.work.planned"),
        WorkState::Underway => s.f.text("web.work.underway"),
        WorkState::Finished => s.f.text("web.work.finished"),
    }
}

fn stage_mark(stage: &str) -> Mark {
    match stage {
        "recognised" => Mark::Met,
        "appraised" | "proposed" | "recognised_or_appraised" => Mark::Narrow,
        "withdrawn" => Mark::Unmet,
        _ => Mark::NoData,
    }
}

/// Points of a chart of progress at most: two years by month.
pub(crate) const POINTS: usize = 24;

/// Counts on every date on which something was stated, and the reported ones.
pub(super) fn progress(s: Scene<'_>, place: &Place) -> Option<Progress> {
    let f = s.f;
    let dates = place.stated_dates(POINTS);
    let standings = s.board.progress_of(place.unit, &place.set.id, &dates);
    let point = |date: Date, met: u32, total: u32, reported: bool| Point {
        date,
        value: i64::from(met),
        words: format!("{met}/{total}"),
        date_words: f.date(date),
        reported,
    };
    // A computed count that gives way to the reported one is no point of the line: it would look like a fall.
    let tells = |counts: &vedich_criteria::Counts| match place.reported.as_slice() {
        [] => counts.met + counts.not_met > 0,
        _ => vedich_board::covers(counts),
    };
    let known = standings.iter().filter(|(_, standing)| tells(&standing.criteria));
    let mut points: Vec<Point> =
        known.map(|(date, standing)| point(*date, standing.criteria.met, standing.criteria.total, false)).collect();
    for one in &place.reported {
        let date = one.recorded.fact.as_of;
        if let Some((tally, _)) = one.criteria
            && !points.iter().any(|other| other.date == date && other.value == i64::from(tally.met()))
        {
            points.push(point(date, tally.met(), tally.total(), true));
        }
    }
    points.sort_by_key(|point| (point.date, point.reported));
    let goal = place.marks.criterion_counts.total;
    let said = points.iter().map(|point| format!("{}: {}", point.date_words, point.words)).collect::<Vec<_>>().join("; ");
    (!points.is_empty()).then(|| Progress {
        points,
        goal: i64::from(goal),
        goal_words: f.say("web.place.goal", &[("n", &goal.to_string())]),
        label: said,
    })
}

/// Neighbours in rank shown on either side.
pub(crate) const NEIGHBOURS: usize = 3;

/// The units just before and behind this one among its likes.
pub(super) fn rank(s: Scene<'_>, place: &Place, view: &mut PlaceView) {
    let f = s.f;
    let Some(table) = s.board.likes(place.unit, &place.set.id) else { return };
    let Some(rank) = table.rank(place.unit) else { return };
    let said = |tally: vedich_values::Tally| Tallied { met: tally.met(), total: tally.total(), ..Tallied::default() };
    let line = |row: &vedich_board::AreaRow<'_>| RankLine {
        rank: table.rank(row.unit).map_or(0, |rank| rank.place),
        unit: s.place_link(row.unit),
        criteria: row.reported.map_or_else(|| Tallied::from(row.criteria()), said),
        reported: row.reported.is_some(),
        here: row.unit == place.unit,
    };
    view.rank = table.neighbours(place.unit, NEIGHBOURS).iter().map(line).collect();
    view.rank_of = f.say("web.place.rank-of", &[("place", &f.count(rank.place)), ("of", &f.count(rank.of)), ("area", &s.name(table.area))]);
}
