//! What the page of a place shows those who work with it, beside what everybody sees.

use crate::http::WebState;
use crate::http::actor::Actor;
use crate::pages::place::PlaceView;
use crate::present::{self, Scene};
use vedich_rights::Action;
use vedich_values::UnitId;

/// What the reader of a place may do with it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reader {
    unit: Option<UnitId>,
    works: present::fieldwork::Works,
}

impl Reader {
    /// Of a request.
    pub(crate) fn of(state: &WebState, actor: Option<&Actor>, unit: &str) -> Self {
        let unit: Option<UnitId> = unit.parse().ok();
        let may = |action| match (state.app(), actor, unit) {
            (Some(app), Some(actor), Some(unit)) => app.may_within(&actor.hand, action, unit),
            _ => false,
        };
        let works = present::fieldwork::Works { reads: may(Action::Read), enters: may(Action::Enter), verifies: may(Action::Verify) };
        Self { unit, works }
    }
}

/// Adds where the values stand.
pub(crate) fn fill(s: Scene<'_>, reader: &Reader, view: &mut PlaceView) {
    if let Some(unit) = reader.unit {
        present::fieldwork::place(s, unit, reader.works, view);
    }
}
