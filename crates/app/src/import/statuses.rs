//! Statuses written beside values: compared with what the values give.

use super::Desk;
use super::observations::Drafts;
use super::problems::Finding;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use vedich_board::Board;
use vedich_criteria::Status;
use vedich_facts::{Body, DeclaredState, Fact, Recorded};
use vedich_values::{Date, EntrySeq, FactSeq, Timestamp};

/// Beyond so many different dates in one file statuses are kept as declared, without being compared.
const MOST_DATES: usize = 60;

/// Compares, warns where they contradict, and drops the statuses that say just what the values say.
/// What is left (contradictions, and values that can't be assessed) is recorded as declared, so nothing written is lost.
pub(super) fn check(drafts: &mut Drafts, desk: &Desk, settings: &[Recorded]) {
    let dates: BTreeSet<Date> =
        drafts.drafts.iter().filter(|draft| draft.observed.is_some() && draft.state.is_some()).map(|draft| draft.as_of).collect();
    if dates.len() > MOST_DATES {
        return;
    }
    let boards: FxHashMap<Date, Board> = dates.into_iter().map(|date| (date, picture(drafts, desk, settings, date))).collect();
    let Drafts { drafts: rows, targets, problems, origins, .. } = drafts;
    for draft in rows.iter_mut().filter(|draft| draft.observed.is_some()) {
        let (Some(said), Some(board)) = (draft.state, boards.get(&draft.as_of)) else { continue };
        let aim = &targets.aims[draft.target as usize];
        let used = &targets.used[usize::from(aim.set)];
        let index = aim.code.as_ref().and_then(|code| used.layout.indicator(code.as_str()));
        let Some(computed) = index.and_then(|index| board.counts(draft.unit, &used.set.id)?.indicators.get(index).copied()) else {
            continue;
        };
        if matches!(computed, Status::NoData | Status::NotAssessable) {
            continue;
        }
        if computed.is_met() == (said != DeclaredState::NotMet) {
            // "Met" over a narrow margin is no contradiction; "only just" where there is no telling is worth keeping.
            if said != DeclaredState::NarrowlyMet || computed == Status::NarrowlyMet {
                draft.state = None;
            }
            continue;
        }
        let code = if said == DeclaredState::NotMet { "import.said-not-met-but-met" } else { "import.said-met-but-not" };
        let finding = Finding::warning(code).with("indicator", aim.code.as_ref().map_or("", |code| code.as_str()));
        problems.add(&finding, || origins[usize::from(draft.sheet)].of_status(draft.row));
    }
}

/// The picture of one date with nothing in it but what chooses thresholds and what the file says.
fn picture(drafts: &Drafts, desk: &Desk, settings: &[Recorded], date: Date) -> Board {
    let mut board = Board::loading(&desk.reference, date);
    for recorded in settings {
        board.apply(recorded);
    }
    let mut seq = settings.iter().map(|recorded| recorded.seq.get()).max().unwrap_or(0);
    for draft in drafts.drafts.iter().filter(|draft| draft.as_of == date) {
        let aim = &drafts.targets.aims[draft.target as usize];
        if let (Some(observed), Some(target)) = (&draft.observed, drafts.targets.value_target(aim)) {
            seq += 1;
            let fact = Fact::new(draft.unit, date, Body::Observation { target, observed: observed.clone() });
            board.apply(&Recorded { seq: FactSeq(seq), entry: EntrySeq(0), recorded_at: Timestamp::default(), fact });
        }
    }
    board.finish();
    board
}
