//! Somebody at a roadmap: who they are, what they may, which roadmap and which version of it they have before them.

use crate::http::actor::Actor;
use crate::http::people::{Desk, private, see, status, told};
use crate::http::{Answer, WebError, address};
use crate::pages::roadmaps::one::Tools;
use crate::parts::form::Sent;
use crate::present::Scene;
use axum::response::Response;
use maud::Markup;
use std::sync::Arc;
use uuid::Uuid;
use vedich_app::roadmaps::Which;
use vedich_app::{AppError, Committed};
use vedich_rights::{Action, On, Rights};
use vedich_roadmap::record::RoadmapRecord;
use vedich_values::{FactSeq, RoadmapKey, UnitId};

/// Somebody at the forms of a unit's roadmap.
pub(super) struct Planning {
    pub(super) desk: Desk,
    pub(super) actor: Actor,
    pub(super) unit: UnitId,
    pub(super) key: Option<RoadmapKey>,
    pub(super) rights: Arc<Rights>,
}

impl Planning {
    /// Whoever may do something here, or the way to where they may.
    pub(super) fn of(desk: Desk, unit: &str, action: Action) -> Result<Self, Response> {
        let actor = desk.actor()?;
        let unit = address::unit(unit).map_err(|error| desk.visit.refuse(&error))?;
        if let Err(refusal) = desk.app.may(&actor.hand, action, &On::unit(unit)) {
            return Err(desk.fail(refusal));
        }
        let key = desk.frame().param("roadmap").map(RoadmapKey::new);
        let rights = desk.app.rights();
        Ok(Self { desk, actor, unit, key, rights })
    }

    /// The roadmap of the page, as its maker saw it when they were shown that version; none: as it is on the page's date.
    pub(super) async fn record(&self, seen: Option<FactSeq>) -> Result<Arc<RoadmapRecord>, Response> {
        let (unit, key) = (self.unit, self.key.as_ref());
        let found = self.desk.visit.render(&self.desk.state, |s| {
            let record = match key {
                Some(key) => s.board.roadmap_by_key(unit, key),
                None => s.board.roadmap(unit),
            };
            let record = record.ok_or_else(WebError::not_found)?;
            let Some(seen) = seen.filter(|seen| *seen != record.version) else { return Ok(Arc::clone(record)) };
            let changes = s.board.roadmap_changes(unit).map(|one| &**one).filter(|one| one.seq <= seen);
            RoadmapRecord::replay(unit, &record.key, changes).map(Arc::new).ok_or_else(WebError::not_found)
        });
        found.await.map_err(|error| self.desk.visit.refuse(&error))
    }

    pub(super) fn which(&self, record: &RoadmapRecord, sent: &Sent) -> Which {
        Which { unit: self.unit, key: Some(record.key.clone()), base: seen(sent), on: Some(self.desk.frame().as_of) }
    }

    pub(super) fn tools(&self, version: FactSeq) -> Tools {
        Tools { token: self.actor.token.clone(), base: version.to_string(), command: Uuid::now_v7().to_string(), ..Tools::default() }
    }

    pub(super) async fn page(&self, sent_wrong: bool, render: impl FnOnce(Scene<'_>) -> Result<Markup, WebError> + Send) -> Answer {
        let wrong = Sent { typed: Vec::new(), wrong: if sent_wrong { vec![("", String::new())] } else { Vec::new() } };
        let page = self.desk.visit.render(&self.desk.state, render).await;
        page.map(|page| private(status(&wrong), page)).map_err(|error| self.desk.visit.refuse(&error))
    }

    /// The roadmap, with what was just done.
    pub(super) fn back(&self, more: &[(&str, &str)]) -> Response {
        self.back_to("", more)
    }

    /// A page of the roadmap, with what was just done.
    pub(super) fn back_to(&self, page: &str, more: &[(&str, &str)]) -> Response {
        let mut query = vec![("done", "1")];
        query.extend(self.key.as_ref().map(|key| ("roadmap", key.as_str())));
        query.extend(more);
        see(&self.desk.frame().link_with(&format!("/roadmaps/{}{page}", self.unit), &query))
    }

    /// Whether it was done. What was refused is told in the form; other failures are a page of their own.
    pub(super) fn outcome(&self, sent: &mut Sent, done: Result<Committed, AppError>) -> Result<bool, Response> {
        match done {
            Ok(_) => Ok(true),
            Err(error) => told(&self.desk, sent, error).map(|()| false),
        }
    }
}

/// The version a form was made from.
pub(super) fn seen(sent: &Sent) -> Option<FactSeq> {
    sent.typed("base").parse().ok().map(FactSeq)
}
