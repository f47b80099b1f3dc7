//! What a reader finds of steering and papers: what the pages the hits lead to would show them, and nothing else.

use super::Desk;
use crate::present::Scene;
use crate::present::search::Reach;
use std::sync::Arc;
use vedich_app::papers::Said;
use vedich_facts::PersonId;
use vedich_papers::{Arrival, PaperLine};
use vedich_steering::{Meeting, Proposal, Task};
use vedich_values::UnitId;
use vedich_values::text_index::Query;

impl Reach for Desk {
    fn areas(&self) -> Option<Vec<UnitId>> {
        self.acting.as_ref().map_or_else(|| Some(Vec::new()), |actor| self.app.reading_areas(&actor.hand))
    }

    fn person(&self) -> Option<PersonId> {
        self.acting.as_ref().and_then(|actor| actor.hand.whose())
    }

    fn task(&self, task: &Task) -> bool {
        self.reads_task(task).is_ok()
    }

    fn meeting(&self, s: Scene<'_>, meeting: &Meeting) -> bool {
        self.reads_meeting(s, meeting).is_ok()
    }

    fn proposal(&self, proposal: &Proposal) -> bool {
        self.reads_proposal(proposal).is_ok()
    }

    fn papers(&self, query: &Query, most: usize) -> (Said<Arc<PaperLine>>, Said<Arc<Arrival>>) {
        self.acting.as_ref().map(|actor| self.app.papers_saying(&actor.hand, query, most)).unwrap_or_default()
    }
}
