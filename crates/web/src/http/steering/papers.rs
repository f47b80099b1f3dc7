//! Papers out of what a page of steering shows: a notice, an invitation, a count sheet, a list of what is late, a reminder, a register.

use super::{Desk, key, proposals, tasks};
use crate::http::people::{see, told};
use crate::http::{Answer, WebError, WebState};
use crate::pages::steering::PaperWays;
use crate::parts::form::Sent;
use crate::present::Scene;
use axum::extract::{Path, State};
use uuid::Uuid;
use vedich_app::papers::{BeginFrom, Occasion};
use vedich_rights::Action;
use vedich_values::{Date, UnitId};

/// Layouts a paper can have.
const LAYOUTS: [&str; 2] = ["state", "party"];

impl Desk {
    /// The buttons that begin papers out of a page, in the name of a unit or of one of the reader's own; none: the reader writes no papers.
    pub(super) fn paper_ways(&self, action: String, about: Option<UnitId>, forms: &[&'static str]) -> Option<PaperWays> {
        let mut units = self.units_on(Action::Draft, self.frame().as_of);
        if let Some(unit) = about.filter(|unit| self.may(Action::Draft, *unit)) {
            let id = unit.to_string();
            units.retain(|(other, _)| *other != id);
            units.insert(0, (id, self.unit_name(unit)));
        }
        if units.is_empty() {
            return None;
        }
        let words = |form: &&'static str| {
            let name = vedich_reference::paper_forms().get(form).map_or(*form, |known| self.frame().lang.of(&known.name));
            ((*form).to_owned(), name.to_owned())
        };
        let on = self.frame().as_of.to_string();
        Some(PaperWays { action, carried: self.carried(vedich_values::FactSeq(0)), on, units, forms: forms.iter().map(words).collect() })
    }

    /// Begins a paper as its form says, and goes to it.
    async fn begin_from(&self, sent: &mut Sent, actor: &crate::http::actor::Actor, occasion: Occasion) -> Answer {
        let unit = sent.typed("unit").parse::<UnitId>().map_err(|_| self.visit.refuse(&WebError::not_found()))?;
        let layout = LAYOUTS.into_iter().find(|layout| *layout == sent.typed("layout")).unwrap_or("state").to_owned();
        let on = sent.given("on").and_then(|text| text.parse::<Date>().ok());
        // One form has several buttons: each makes its own paper, and pressed twice makes it once.
        let shown = Uuid::parse_str(sent.typed("command")).unwrap_or_else(|_| Uuid::now_v7());
        let own = Uuid::new_v5(&shown, format!("{} {unit} {layout}", occasion.form()).as_bytes()).to_string();
        let command = BeginFrom { unit, layout, occasion, on };
        match self.app.begin_from(actor.by(&own), command).await {
            Ok(begun) => Ok(see(&format!("/papers/{}", begun.facts.start))),
            Err(error) => {
                told(self, sent, error)?;
                let why: Vec<&str> = sent.wrong.iter().map(|(_, why)| why.as_str()).collect();
                Err(self.visit.refuse(&WebError::bad_request(why.join(" "))))
            }
        }
    }
}

/// A paper of a meeting.
pub(super) async fn of_meeting(State(state): State<WebState>, desk: Desk, Path(id): Path<String>, body: String) -> Answer {
    let (actor, mut sent) = (desk.actor()?, desk.sent(&body)?);
    let readable =
        desk.visit.render(&state, |s: Scene<'_>| desk.reads_meeting(s, &s.board.meeting(&key(&id)).ok_or_else(WebError::not_found)?));
    readable.await.map_err(|error| desk.visit.refuse(&error))?;
    let occasion = match sent.typed("form") {
        "invitation" => Occasion::Invitation(key(&id)),
        "minutes" => Occasion::Minutes(key(&id)),
        _ => Occasion::Notice(key(&id)),
    };
    desk.begin_from(&mut sent, &actor, occasion).await
}

/// A paper of a list of tasks: the address says whose, as for the list.
pub(super) async fn of_tasks(State(state): State<WebState>, desk: Desk, body: String) -> Answer {
    let (actor, mut sent) = (desk.actor()?, desk.sent(&body)?);
    let form = sent.typed("form").to_owned();
    let occasion = desk.visit.render(&state, |s: Scene<'_>| {
        Ok(match form.as_str() {
            "count" => Occasion::Count(desk.area("area")?, desk.span()?),
            "reminder" => Occasion::Reminder(tasks::scope(&desk, s)?.0),
            _ => Occasion::Chase(tasks::scope(&desk, s)?.0),
        })
    });
    let occasion = occasion.await.map_err(|error| desk.visit.refuse(&error))?;
    desk.begin_from(&mut sent, &actor, occasion).await
}

/// The register of proposals as a paper: the address says whose, as for the list.
pub(super) async fn of_proposals(desk: Desk, body: String) -> Answer {
    let (actor, mut sent) = (desk.actor()?, desk.sent(&body)?);
    let (scope, _) = proposals::scope(&desk).map_err(|error| desk.visit.refuse(&error))?;
    desk.begin_from(&mut sent, &actor, Occasion::Register(scope)).await
}
