//! What emulation (thi đua) measures of a place beside its criteria: reports, counts, answers, hamlets, what was verified. Each as how much of
//! how much; nothing of nothing is not known.

use crate::Board;
use crate::standing::nearest_day;
use crate::steering::{ProposalScope, Show, TaskScope};
use chrono::{Datelike, Days};
use std::collections::BTreeSet;
use vedich_entry::Calendar;
use vedich_facts::steering::CountSpan;
use vedich_facts::{Body, UnitLevel};
use vedich_steering::Proposal;
use vedich_steering::due::{end_of, end_of_week};
use vedich_steering::emulation::Share;
use vedich_steering::proposal::ProposalState;
use vedich_values::{Cycle, Date, Period, UnitId};

/// Proposals of a place looked at, at most: more than an office answers in a year.
const MOST_PROPOSALS: usize = 2_000;

impl Board {
    /// Monthly reports a place handed in in time, of those whose last day has come since the start of the year; a place that owes none, such
    /// as a ward, has nothing of nothing.
    #[must_use]
    pub fn reports_in_time(&self, unit: UnitId, calendar: &Calendar, working: &dyn Fn(Date) -> bool) -> Share {
        let (registry, date) = (&self.reference().registry, self.date());
        let on = nearest_day(registry, unit, date).unwrap_or(date);
        let Some(at) = registry.at(unit, on).filter(vedich_units::UnitAt::is_assessed) else { return Share::default() };
        let moved = self.moved_days(unit);
        let (mut got, mut of) = (0, 0);
        for month in 1..=12 {
            let Some(first) = Date::from_ymd_opt(date.year(), month, 1) else { continue };
            let Some(period) = Period::of(Cycle::Month, first) else { continue };
            let owes = calendar.rule(period).is_some_and(|rule| rule.levels.contains(&at.level) && !rule.voluntary);
            let Some(window) = calendar.window(period, &moved, working).filter(|window| owes && window.due < date) else { continue };
            // A unit made in the course of the year owes what came after it.
            if registry.at(unit, window.closes).is_none() {
                continue;
            }
            of += 1;
            let first = self.handed_in(unit, period).into_iter().next_back();
            got += u32::from(first.as_ref().and_then(crate::Handed::submission).is_some_and(|one| one.late.is_none()));
        }
        Share::whole(got, of)
    }

    /// Weekly counts a place closed, of the weeks that ended since the start of the year, or since it was first given a task.
    #[must_use]
    pub fn counts_closed(&self, unit: UnitId) -> Share {
        let date = self.date();
        let given = self.task_briefs(&TaskScope::Area(unit)).map(|brief| brief.given).min();
        let (Some(given), Some(start)) = (given, Date::from_ymd_opt(date.year(), 1, 1)) else { return Share::default() };
        let first = end_of_week(given.max(start));
        let weeks: BTreeSet<Date> =
            std::iter::successors(Some(first), |day| day.checked_add_days(Days::new(7))).take_while(|day| *day <= date).collect();
        let weekly = self.closed_counts(unit).filter(|(_, counted)| counted.span == CountSpan::Week);
        let closed: BTreeSet<Date> = weekly.map(|(_, counted)| end_of(CountSpan::Week, counted.through)).collect();
        Share::whole(count(weeks.intersection(&closed).count()), count(weeks.len()))
    }

    /// Proposals sent to a place this year that it answered by their day, of those that were answered or whose day has come; one without a
    /// day is in time whenever it is answered.
    #[must_use]
    pub fn proposals_in_time(&self, unit: UnitId) -> Share {
        let date = self.date();
        let page = self.proposals(&ProposalScope::With(unit), Show::All, None, MOST_PROPOSALS);
        let theirs = page.items.iter().filter(|proposal| proposal.answering() == unit && proposal.request.sent.year() == date.year());
        let judged: Vec<bool> = theirs.filter_map(|proposal| in_time(proposal, date)).collect();
        Share::whole(count(judged.iter().filter(|one| **one).count()), count(judged.len()))
    }

    /// Hamlets of a place that are recognised under any set, of all it has.
    #[must_use]
    pub fn hamlets_recognised(&self, unit: UnitId) -> Share {
        let registry = &self.reference().registry;
        let on = nearest_day(registry, unit, self.date()).unwrap_or_else(|| self.date());
        let hamlets = registry.descendants(unit, UnitLevel::Hamlet, on);
        let stages: Vec<Option<bool>> = hamlets.iter().map(|hamlet| self.is_recognised(*hamlet)).collect();
        let known = stages.iter().flatten().count();
        if known == 0 {
            return Share::default();
        }
        let got = stages.iter().flatten().filter(|recognised| **recognised).count();
        Share { got: count(got), of: count(hamlets.len()), known: count(known) }
    }

    /// Whether the latest word on a unit is that it is recognised; none when no stage is stated of it.
    fn is_recognised(&self, unit: UnitId) -> Option<bool> {
        let mut stated = self.dossier(unit).into_iter().flat_map(|dossier| &dossier.others);
        stated.find_map(|recorded| match &recorded.fact.body {
            Body::Stage { stage, .. } => Some(stage == crate::recognition::RECOGNISED),
            _ => None,
        })
    }

    /// Values verified, of those recorded of a place and below it.
    #[must_use]
    pub fn values_verified(&self, unit: UnitId) -> Share {
        let tally = self.check_tally_under(unit);
        Share::whole(tally.verified, tally.total())
    }
}

/// Whether a proposal was answered by its day; none: it still has time, or was taken back.
fn in_time(proposal: &Proposal, today: Date) -> Option<bool> {
    match &proposal.state {
        ProposalState::Answered { on, .. } => Some(proposal.due.is_none_or(|due| *on <= due)),
        ProposalState::Open { .. } => proposal.due.filter(|due| *due < today).map(|_| false),
        ProposalState::Withdrawn { .. } => None,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
