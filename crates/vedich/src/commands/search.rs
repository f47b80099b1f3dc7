//! `vedich search`: whatever says some words, kind by kind.

use super::Ended;
use crate::cli::SearchArguments;
use crate::output::Output;
use anyhow::Result;
use std::sync::Arc;
use vedich_app::papers::Said;
use vedich_app::{App, By};
use vedich_facts::PersonId;
use vedich_papers::{Arrival, PaperLine};
use vedich_steering::{Meeting, Proposal, Task};
use vedich_values::UnitId;
use vedich_values::text_index::Query;
use vedich_web::api::search_shapes::{SearchAnswer, unit_group};
use vedich_web::present::Scene;
use vedich_web::present::search::{Asked, Reach, groups};

/// Whoever holds the database reads all of it.
struct Everything<'a>(&'a App);

impl Reach for Everything<'_> {
    fn areas(&self) -> Option<Vec<UnitId>> {
        None
    }

    fn person(&self) -> Option<PersonId> {
        None
    }

    fn task(&self, _: &Task) -> bool {
        true
    }

    fn meeting(&self, _: Scene<'_>, _: &Meeting) -> bool {
        true
    }

    fn proposal(&self, _: &Proposal) -> bool {
        true
    }

    fn papers(&self, query: &Query, most: usize) -> (Said<Arc<PaperLine>>, Said<Arc<Arrival>>) {
        self.0.papers_saying(By::operator("vedich search", "cli").hand(), query, most)
    }
}

pub(crate) async fn run(arguments: &SearchArguments, app: &App, output: Output) -> Result<Ended> {
    let SearchArguments { words, kind, after, as_of } = arguments;
    let board = app.picture(as_of.unwrap_or_else(super::today), None).await?;
    let frame = super::sheet::frame(app, board.date(), output);
    let s = Scene::of(&frame, &board);
    let asked = Asked { query: words, kind: kind.as_deref().filter(|kind| *kind != "units"), after: after.as_deref() };
    let units = kind.as_deref().is_none_or(|kind| kind == "units").then(|| unit_group(s, words)).filter(|group| !group.hits.is_empty());
    let others = if kind.as_deref() == Some("units") { Vec::new() } else { groups(s, asked, Some(&Everything(app))) };
    let headings: Vec<String> = units
        .iter()
        .map(|_| output.lang.text("web.nav.units").to_owned())
        .chain(others.iter().map(|group| group.heading.clone()))
        .collect();
    let groups = units.into_iter().chain(others.into_iter().map(Into::into)).collect();
    let answer = SearchAnswer { as_of: board.date(), query: words.clone(), groups };
    if output.json {
        output.json(&answer)?;
    } else if answer.groups.is_empty() {
        output.remark(&output.lang.say("web.search.none", &[("query", words)]));
    }
    if answer.groups.is_empty() {
        return Ok(Ended::Refused);
    }
    for (group, heading) in answer.groups.iter().zip(headings).filter(|_| !output.json) {
        let total = if group.more { format!("{}+", group.total) } else { group.total.to_string() };
        output.line(&format!("{heading} ({total})"))?;
        let rows = group.hits.iter().map(|hit| vec![hit.id.clone(), hit.text.clone(), hit.note.clone()]).collect();
        output.table(&["cli.code", "steering.content", "web.search.beside"].map(|key| output.lang.text(key)), &[], rows)?;
    }
    Ok(Ended::Done)
}
