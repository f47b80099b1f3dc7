//! Tasks of a person and of their units, what waits for whoever assigned them, proposals to be answered and answers to be judged.

use super::{Asked, Due, What};
use chrono::Days;
use vedich_board::Board;
use vedich_board::steering::{ProposalScope, Show, TaskScope};
use vedich_rights::Action;
use vedich_steering::Proposal;
use vedich_values::UnitId;

/// Proposals looked at.
const MOST_PROPOSALS: usize = 500;

pub(super) fn due(asked: &Asked<'_>) -> Vec<Due> {
    let board = asked.app.live();
    let home = asked.app.rights().person(asked.person).map_or(vedich_units::COUNTRY, |person| person.home);
    let own = tasks(asked, &board, &TaskScope::Person(asked.person), home, [What::OwnLateTask, What::OwnTask]);
    let untaken = |scope: &TaskScope| board.task_briefs(scope).filter(|brief| brief.untaken).count();
    let new = Due::new(What::Accept, home, untaken(&TaskScope::Person(asked.person)));
    let mut due: Vec<Due> = own.into_iter().chain([new]).map(|one| Due { person: Some(asked.person), ..one }).collect();
    for unit in asked.units(Action::Count) {
        // Of the units below as well, and of what went into them: whoever answers for an area hears of all of it.
        due.extend(tasks(asked, &board, &TaskScope::Area(unit), unit, [What::LateTask, What::Task]));
        due.push(Due::new(What::Accept, unit, untaken(&TaskScope::Unit(unit))));
    }
    for unit in asked.units(Action::Assign) {
        let scope = TaskScope::Assigner(unit);
        let reported = board.task_briefs(&scope).filter(|brief| brief.waits());
        due.push(Due::new(What::Confirm, unit, reported.count()));
        due.push(Due::new(What::GivenBack, unit, board.task_briefs(&scope).filter(|brief| brief.declined).count()));
    }
    for unit in asked.units(Action::Approve) {
        let scope = TaskScope::Assigner(unit);
        due.push(Due::new(What::Extension, unit, board.task_briefs(&scope).filter(|brief| brief.asked).count()));
        due.push(Due::new(What::Sign, unit, board.meetings_to_sign(unit)));
    }
    for unit in asked.units(Action::Propose) {
        due.push(Due::new(What::Judge, unit, board.proposals_to_judge(unit)));
    }
    for unit in asked.units(Action::Answer) {
        due.extend(proposals(asked, &board, unit));
    }
    due.retain(|one| one.count > 0);
    due
}

/// Those overdue, and those due soon.
fn tasks(asked: &Asked<'_>, board: &Board, scope: &TaskScope, unit: UnitId, [late, soon]: [What; 2]) -> [Due; 2] {
    let (today, next) = (asked.today, asked.today + Days::new(vedich_reference::steering_rules().soon_days.into()));
    let open = || board.task_briefs(scope).filter(|brief| brief.open && !brief.stopped);
    let overdue = || open().filter(|brief| brief.standing(today).is_chased());
    let near = || open().filter(|brief| brief.done.is_none() && brief.due.is_some_and(|due| (today..=next).contains(&due)));
    [
        Due::new(late, unit, overdue().count()).until(overdue().filter_map(|brief| brief.due).min()),
        Due::new(soon, unit, near().count()).until(near().filter_map(|brief| brief.due).min()),
    ]
}

/// Those a unit has to answer, or one that has ended and whose work it carries on; of somebody with a field those of their field.
fn proposals(asked: &Asked<'_>, board: &Board, unit: UnitId) -> [Due; 2] {
    let open = board.proposals(&ProposalScope::With(unit), Show::Open, None, MOST_PROPOSALS).items;
    let theirs = |one: &&Proposal| board.carries_on(unit, one.answering()) && asked.app.may_answer(&asked.hand, one).is_ok();
    let (late, waiting): (Vec<_>, Vec<_>) = open.iter().filter(theirs).partition(|one| one.due.is_some_and(|day| day < asked.today));
    let first = |some: &[&Proposal]| some.iter().filter_map(|one| one.due).min();
    [
        Due::new(What::LateProposal, unit, late.len()).until(first(&late)),
        Due::new(What::Proposal, unit, waiting.len()).until(first(&waiting)),
    ]
}
