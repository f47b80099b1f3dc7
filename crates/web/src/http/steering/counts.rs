//! The weekly and monthly count: its page, its tables as files, closing it.

use super::{Desk, file, shown};
use crate::http::people::{see, told};
use crate::http::{Answer, WebError, WebState};
use crate::pages::steering::counts as page;
use crate::parts::Link;
use crate::parts::form::Sent;
use crate::present::Scene;
use crate::present::steering::{self as words, CountLine, tables};
use axum::extract::{Path, State};
use vedich_board::steering::CountedSpan;
use vedich_facts::steering::CountSpan;
use vedich_rights::Action;
use vedich_values::{FactSeq, UnitId};

/// Weeks or months of the history of counts.
const SPANS: usize = 13;

pub(super) async fn show(State(state): State<WebState>, desk: Desk) -> Answer {
    desk.actor()?;
    page_of(&state, &desk, Sent::default()).await
}

async fn page_of(state: &WebState, desk: &Desk, sent: Sent) -> Answer {
    let wrong = !sent.wrong.is_empty();
    let draw = |s: Scene<'_>| {
        let f = desk.frame();
        let area = match sent.given("unit").and_then(|unit| unit.parse().ok()) {
            Some(unit) => desk.reads([unit]).map(|()| unit)?,
            None => desk.area("area")?,
        };
        let span = sent.given("span").map_or_else(|| desk.span(), |text| Ok(span_of(Some(text))))?;
        let (name, other, key) = match span {
            CountSpan::Week => ("week", "month", "steering.by-month"),
            CountSpan::Month => ("month", "week", "steering.by-week"),
        };
        let id = area.to_string();
        let form = (!f.is_past() && desk.may(Action::Count, area)).then(|| (desk.carried(FactSeq(0)), sent));
        let spans = s.board.counted_spans(area, span, SPANS);
        let of = f.link_with("/tasks/papers", &[("area", &id), ("span", name)]);
        let view = page::CountView {
            unit: s.name(area),
            id: id.clone(),
            span: name,
            other: Link::new(f.text(key), f.here_with(&[("span", other)])),
            history: history(s, area, &spans),
            days: spans
                .iter()
                .rev()
                .map(|one| (one.through.to_string(), f.say(words::closing(span), &[("day", &f.date(one.through))])))
                .collect(),
            below: below(s, area),
            files: ["history", "units"]
                .map(|table| desk.exports(&format!("/tasks/count/export/{table}"), &[("area", id.as_str()), ("span", name)])),
            form,
            papers: desk.paper_ways(of, Some(area), &["count"]),
            done: f.param("done").is_some(),
        };
        Ok(page::render(f, &view))
    };
    shown(desk, state, draw, wrong).await
}

/// A table of the count as a file: `history.xlsx`, `units.csv`.
pub(super) async fn export(State(state): State<WebState>, desk: Desk, Path(name): Path<String>) -> Answer {
    desk.actor()?;
    let made = desk.visit.render(&state, |s| {
        let (f, area) = (desk.frame(), desk.area("area")?);
        let span = desk.span()?;
        let title = format!("{}, {}", f.text("steering.count-title"), s.name(area));
        match name.split('.').next() {
            Some("history") => {
                let lines = history(s, area, &s.board.counted_spans(area, span, SPANS));
                Ok(tables::counts(f, &title, "steering.through", &lines, true))
            }
            Some("units") => Ok(tables::counts(f, &title, "steering.lead", &below(s, area), false)),
            _ => Err(WebError::not_found()),
        }
    });
    file(&desk, &made.await.map_err(|error| desk.visit.refuse(&error))?, &name)
}

fn span_of(asked: Option<&str>) -> CountSpan {
    if asked == Some("month") { CountSpan::Month } else { CountSpan::Week }
}

/// The counts of the units right below an area.
pub(super) fn below(s: Scene<'_>, area: UnitId) -> Vec<CountLine> {
    let line = |(unit, tally): (UnitId, _)| {
        let lives = s.board.reference().registry.at(unit, s.board.date()).is_some();
        let scope = if unit == area || !lives { "unit" } else { "area" };
        let id = unit.to_string();
        let name = Link::new(s.name(unit), words::list_address(s.f, scope, &id, "open"));
        CountLine { name, tally: Some(tally), overdue: words::list_address(s.f, scope, &id, "overdue"), closed: String::new() }
    };
    s.board.task_tallies_below(area).into_iter().map(line).collect()
}

/// Week by week or month by month: what stood on each last day, and who closed the count.
fn history(s: Scene<'_>, area: UnitId, spans: &[CountedSpan]) -> Vec<CountLine> {
    let line = |one: &CountedSpan| {
        let said = one.closed.as_ref().map(|(by, counted)| {
            let by = words::named(s, by.as_deref().unwrap_or_default(), Some(area), one.through);
            let note = counted.note.as_deref().unwrap_or_default();
            format!("{by} · {}/{} {note}", counted.tally.finished(), counted.tally.assigned())
        });
        let name = Link::new(s.f.date(one.through), "");
        CountLine { name, tally: one.tally, overdue: String::new(), closed: said.unwrap_or_default() }
    };
    spans.iter().map(line).collect()
}

pub(super) async fn close(State(state): State<WebState>, desk: Desk, body: String) -> Answer {
    let (actor, mut sent) = (desk.actor()?, desk.sent(&body)?);
    let unit = sent.typed("unit").parse::<UnitId>().map_err(|_| desk.visit.refuse(&WebError::not_found()))?;
    let (span, name) = if sent.typed("span") == "month" { (CountSpan::Month, "month") } else { (CountSpan::Week, "week") };
    let on = desk.day(&mut sent, "on").unwrap_or_else(|| desk.app.today());
    if !sent.wrong.is_empty() {
        return page_of(&state, &desk, sent).await;
    }
    let note = sent.given("note").map(str::to_owned);
    match desk.app.count_tasks(actor.by(sent.typed("command")), unit, span, on, note).await {
        Ok(_) => Ok(see(&crate::frame::address("/tasks/count", [("area", unit.to_string().as_str()), ("span", name), ("done", "1")]))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            page_of(&state, &desk, sent).await
        }
    }
}
