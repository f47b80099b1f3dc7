//! What it takes to write, issue and receive papers.

use vedich_facts::PaperEvent;
use vedich_rights::Action;

/// What an event of a paper takes.
pub(super) const fn needed(event: &PaperEvent) -> Action {
    match event {
        PaperEvent::Begun { .. }
        | PaperEvent::Written { .. }
        | PaperEvent::Dropped { .. }
        | PaperEvent::Received(_)
        | PaperEvent::Corrected(_)
        | PaperEvent::Refreshed { .. }
        | PaperEvent::HandedOver(_)
        | PaperEvent::Followed(_) => Action::Draft,
        PaperEvent::Issued { .. } => Action::Issue,
        PaperEvent::Template { .. } => Action::KeepTemplates,
    }
}
