//! Days off declared for everybody, put into words.

use super::{Scene, span};
use crate::pages::roadmaps::days_off::{ClosedLine, DaysOffView};
use crate::parts::Link;
use vedich_board::Closed;
use vedich_values::UnitId;

/// The page of an area.
#[must_use]
pub fn view(s: Scene<'_>, area: UnitId) -> DaysOffView {
    let f = s.f;
    let own = |one: &Closed| one.recorded.fact.unit == area;
    let (own, above): (Vec<Closed>, Vec<Closed>) = s.board.days_off_for(area).into_iter().partition(own);
    DaysOffView {
        name: s.name(area),
        crumbs: vec![crate::pages::roadmaps::crumb(f), Link::new(s.name(area), f.link(&format!("/roadmaps/area/{area}")))],
        path: f.link(&format!("/days-off/{area}")),
        withdraw: f.link(&format!("/days-off/{area}/withdraw")),
        own: own.iter().map(|one| line(s, one)).collect(),
        above: above.iter().map(|one| line(s, one)).collect(),
        ..DaysOffView::default()
    }
}

fn line(s: Scene<'_>, one: &Closed) -> ClosedLine {
    ClosedLine {
        seq: one.recorded.seq.to_string(),
        days: span(s.f, (one.from, one.to)),
        reason: one.reason.clone(),
        area: s.name(one.recorded.fact.unit),
        said: s.f.date(one.recorded.fact.as_of),
    }
}

/// What holds for a unit, in a sentence each, as far as its roadmap reaches: `12/10/2020 – 14/10/2020: bão số 6 (Tỉnh Hà Tĩnh)`.
#[must_use]
pub(super) fn told(s: Scene<'_>, unit: UnitId, (first, last): (vedich_values::Date, vedich_values::Date)) -> Vec<String> {
    let within = s.board.days_off_for(unit).into_iter().filter(|one| one.from <= last && one.to >= first);
    within.map(|one| format!("{}: {} ({})", span(s.f, (one.from, one.to)), one.reason, s.name(one.recorded.fact.unit))).collect()
}
