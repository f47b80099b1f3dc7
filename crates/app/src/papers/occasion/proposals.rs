//! Proposals as a register, with the statistics of the page.

use super::words::{figure, topic};
use super::{Scribe, VI, cut, day, inside, said, table};
use crate::papers::Report;
use crate::papers::report::row;
use serde_json::json;
use std::collections::BTreeMap;
use vedich_board::steering::{ProposalScope, Show};
use vedich_papers::{Content, Row, Table};
use vedich_steering::Proposal;
use vedich_steering::proposal::{ProposalState, Tally};

/// Proposals counted for the statistics, as on the page.
const COUNTED: usize = 5000;

impl Scribe<'_> {
    /// The register of proposals to an area, or of an area.
    pub(super) fn register(&self, scope: &ProposalScope) -> Report {
        let mut all = self.board.proposals(scope, Show::All, None, COUNTED).items;
        let on = said(Some(self.date()));
        let total = Tally::by(&all, self.date(), |_| ()).remove(&()).unwrap_or_default();
        let fields = Tally::by(&all, self.date(), |one| one.request.topic.clone());
        let offices = Tally::by(&all, self.date(), |one| self.party(one.addressee()));
        all.sort_by_key(|one| (one.request.sent, one.first));
        let rows: Vec<Row> = all.iter().take(super::MOST_ROWS).enumerate().map(|(at, one)| self.line(at, one)).collect();
        let note = cut(rows.len(), all.len());
        let tables = BTreeMap::from([
            ("proposals".to_owned(), table("proposals", &[("date", &on), ("note", &note)], rows)),
            ("proposal-fields".to_owned(), sums("proposal-fields", fields)),
            ("proposal-offices".to_owned(), sums("proposal-offices", offices)),
        ]);
        let scope = match scope {
            ProposalScope::From(unit) => VI.say("paper.proposals-of", &[("unit", &inside(&self.name(*unit)))]),
            ProposalScope::With(unit) => VI.say("paper.proposals-to", &[("unit", &inside(&self.name(*unit)))]),
            ProposalScope::Meeting(key) => {
                let meeting = self.board.meeting(key).map(|meeting| super::meeting::event(meeting.plan.kind, &meeting.plan.title));
                VI.say("paper.proposals-at", &[("meeting", &meeting.unwrap_or_default())])
            }
        };
        let Tally { sent, answered, agreed, overdue, open, .. } = total;
        let total = [("sent", sent), ("answered", answered), ("agreed", agreed), ("open", open), ("overdue", overdue)];
        let total: serde_json::Map<_, _> = total.map(|(name, count)| (name.to_owned(), figure(count).into())).into_iter().collect();
        Report { fields: json!({ "scope": scope, "date": on, "total": total }), tables }
    }

    fn line(&self, at: usize, one: &Proposal) -> Row {
        let request = &one.request;
        let with = self.party(one.addressee());
        let answer = one.answers.last().map(|(_, answer)| answer);
        let words =
            answer.map(|answer| [Some(answer.text.clone()), answer.paper.clone()].into_iter().flatten().collect::<Vec<_>>().join("; "));
        let promise = answer.and_then(|answer| answer.commitment.as_ref()).map(|promise| {
            let task = self.board.task(&promise.task).map_or_else(String::new, |task| task.assignment.content);
            let by = promise.by.map(|day| VI.say("steering.until", &[("day", &said(Some(day)))]));
            let amount = promise.amount.map(|amount| VI.say("steering.million", &[("n", &vedich_wording::millions_short(VI, amount.0))]));
            [Some(task).filter(|text| !text.is_empty()), by, amount].into_iter().flatten().collect::<Vec<_>>().join("; ")
        });
        let state = match &one.state {
            ProposalState::Answered { kind, .. } => VI.text(&format!("steering.word.answer-{}", kind.as_str())).to_owned(),
            _ if one.overdue(self.date()) > 0 => VI.say("steering.overdue-days", &[("days", &figure(one.overdue(self.date())))]),
            state => VI.text(&format!("steering.word.proposal-{}", state.name())).to_owned(),
        };
        let verdict =
            one.reassessed.last().map(|(_, verdict, ..)| VI.text(&format!("steering.word.verdict-{}", verdict.as_str())).to_owned());
        row(vec![
            Content::count(at as u64 + 1),
            Content::text(&self.name(one.unit)),
            Content::Date(request.sent),
            Content::text(&topic(&request.topic, &request.criteria)),
            Content::text(&request.text),
            Content::text(&with),
            day(one.due),
            Content::text(&state),
            Content::text(&words.unwrap_or_default()),
            Content::text(&promise.unwrap_or_default()),
            Content::text(&verdict.unwrap_or_default()),
        ])
    }
}

/// The counts of a key, in the order a Vietnamese reader looks for.
fn sums(id: &str, by: BTreeMap<String, Tally>) -> Table {
    let mut by: Vec<(String, Tally)> = by.into_iter().collect();
    by.sort_by_cached_key(|(name, _)| vedich_units::name_order(name));
    let line = |(name, tally): (String, Tally)| {
        let name = if name.is_empty() { VI.text("paper.no-field").to_owned() } else { name };
        let numbers = [tally.sent, tally.answered, tally.agreed, tally.reopened, tally.overdue, tally.promised].map(Content::count);
        let money = tally.sum().map_or(Content::Empty, |sum| crate::papers::report::millions(sum.0));
        row(std::iter::once(Content::Text(name)).chain(numbers).chain([money]).collect())
    };
    table(id, &[], by.into_iter().map(line).collect())
}
