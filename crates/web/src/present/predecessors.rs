//! The last results of the units a unit came from: what a commune made in July 2025 has to start with.

use super::{Scene, subject_of};
use crate::frame::Frame;
use crate::mark::Tallied;
use crate::pages::place::Predecessor;
use crate::parts::Link;
use std::sync::Arc;
use vedich_board::Place;
use vedich_criteria::{CriteriaSet, Scope};
use vedich_units::Succession;
use vedich_values::{Date, UnitId};

/// The units a unit came from of which anything is known, each as it stood on its last day.
#[must_use]
pub(super) fn view(s: Scene<'_>, unit: UnitId) -> Vec<Predecessor> {
    s.registry().predecessors(unit).iter().filter_map(|one| line(s, one)).collect()
}

fn line(s: Scene<'_>, one: &Succession) -> Option<Predecessor> {
    let frame = Frame { as_of: one.on.pred_opt()?, ..s.f.clone() };
    let then = Scene { f: &frame, ..s };
    let place = last_known(then, one.unit)?;
    let counts = Tallied::from(place.marks.criterion_counts);
    let known = place.headline().is_some_and(|stands| !stands.reported);
    let last = place.reported.iter().max_by_key(|one| (one.recorded.fact.as_of, one.recorded.seq));
    let reported = last.and_then(|last| Some((last.criteria?.0.to_string(), last.recorded.fact.as_of)));
    Some(Predecessor {
        unit: then.place_link(one.unit),
        above: then.above(one.unit),
        whole: one.whole,
        criteria: if known { format!("{}/{}", counts.met, counts.total) } else { String::new() },
        indicators: if known {
            format!("{}/{}", place.marks.indicator_counts.met, place.marks.indicator_counts.total)
        } else {
            String::new()
        },
        reported: reported
            .map(|(tally, on)| s.f.say("web.place.reported-on", &[("tally", &tally), ("date", &s.f.date(on))]))
            .unwrap_or_default(),
        set: Link::new(s.f.lang.of(&place.set.title), s.f.link(&format!("/criteria/{}", place.set.id))),
        date: latest(&place).map(|date| s.f.date(date)).unwrap_or_default(),
    })
}

/// A unit under the set of its last results: of any period, for a commune recognised in 2020 may have reported nothing since.
fn last_known(s: Scene<'_>, unit: UnitId) -> Option<Place> {
    s.board.last_known(unit).iter().find(|(known, _)| *known == unit)?;
    let subject = subject_of(s.registry().get(unit)?.level);
    let slug = s.registry().province_slug(unit, s.on(unit));
    let own = |set: &&Arc<CriteriaSet>| match &set.scope {
        Scope::National => true,
        Scope::Province(province) => Some(province.as_str()) == slug,
    };
    let sets = s.catalogue().iter().filter(|set| set.subject == subject).filter(own);
    let known = |set: &Arc<CriteriaSet>| {
        let place = s.board.place(unit, Some(&set.id)).filter(|place| place.has_data || !place.reported.is_empty())?;
        // The province's own set goes before the one it builds on, of which it has the same statements.
        Some(((latest(&place), set.lineage.len()), place))
    };
    sets.filter_map(known).max_by_key(|(rank, _)| *rank).map(|(_, place)| place)
}

/// The latest day anything known of it is of.
fn latest(place: &Place) -> Option<Date> {
    let values = place.values.iter().flatten().map(|stated| stated.as_of);
    let declared = place.declared.iter().map(|stated| stated.as_of);
    let reported = place.reported.iter().map(|one| one.recorded.fact.as_of);
    values.chain(declared).chain(reported).max()
}
