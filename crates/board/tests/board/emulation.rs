//! What emulation measures beside criteria: reports, counts, answers, what was verified.

use crate::world::*;
use std::sync::LazyLock;
use vedich_board::{Board, Reference};
use vedich_facts::reporting::Submission;
use vedich_facts::steering::{
    Answer, AnswerKind, Assignment, CountSpan, Counted, Due, DueRule, Party, ProposalChange, ProposalEdit, Request, TaskChange, TaskEdit,
    TaskStatement, TaskTally,
};
use vedich_facts::{Body, Fact};
use vedich_steering::emulation::Share;
use vedich_values::{FactSeq, ItemKey, Tally, UnitId};

static REFERENCE: LazyLock<Reference> = LazyLock::new(reference);

fn board(on: &str, facts: Vec<Fact>) -> Board {
    Board::load(&REFERENCE, day(on), (1..).zip(facts).map(|(seq, fact)| recorded(seq, fact)))
}

fn lam_hop() -> UnitId {
    unit(&REFERENCE, "18001")
}

fn handed_in(period: &str, on: &str, late: Option<&str>) -> Fact {
    let none = Tally::new(0, 0).unwrap();
    let submission =
        Submission { period: period.parse().unwrap(), set: set(NATIONAL), criteria: none, indicators: none, late: late.map(str::to_owned) };
    Fact::new(lam_hop(), day(on), Body::Submission(submission))
}

#[test]
fn reports_count_by_their_first_version_and_only_once_their_last_day_is_over() {
    let calendar = vedich_reference::reporting().unwrap();
    let working = vedich_reference::steering_calendar();
    let share = |on: &str, facts: Vec<Fact>| board(on, facts).reports_in_time(lam_hop(), &calendar, &|day| working.is_working(day));
    // January's report is due two working days after the 14th: of three months one in time, one late, one not at all.
    let facts = vec![handed_in("2020-01", "2020-01-15", None), handed_in("2020-02", "2020-03-01", Some("mất mạng"))];
    assert_eq!(share("2020-03-31", facts.clone()), Share::whole(1, 3));
    assert_eq!(share("2020-01-10", facts), Share::whole(0, 0), "nothing was due yet");
    assert_eq!(share("2020-03-31", Vec::new()), Share::whole(0, 3), "who hands nothing in has no report in time");
}

fn counted(through: &str) -> Fact {
    let counted = Counted { span: CountSpan::Week, through: day(through), tally: TaskTally::default(), note: None };
    Fact::new(lam_hop(), day(through), Body::Task(Box::new(TaskStatement::Counted(counted))))
}

#[test]
fn counts_are_of_the_weeks_since_the_place_was_first_given_a_task() {
    let due = Due { rule: DueRule::Day, on: Some(day("2020-12-31")) };
    let assignment = Assignment::new("x", Party::unit(lam_hop()), "Chủ tịch", day("2020-01-08"), due);
    let change = TaskChange { task: ItemKey::new("t"), base: FactSeq(0), edits: vec![TaskEdit::Assign(Box::new(assignment))] };
    let given = Fact::new(lam_hop(), day("2020-01-08"), Body::Task(Box::new(TaskStatement::Change(change))));
    let share = |facts: Vec<Fact>| board("2020-02-04", facts).counts_closed(lam_hop());
    assert_eq!(share(vec![counted("2020-01-12")]), Share::default(), "no task, nothing to count");
    // Sundays 12, 19, 26 January and 2 February.
    assert_eq!(share(vec![given.clone(), counted("2020-01-12"), counted("2020-01-26"), counted("2020-01-26")]), Share::whole(2, 4));
    assert_eq!(share(vec![given]), Share::whole(0, 4));
}

fn proposal(key: &str, edit: ProposalEdit, by: UnitId, on: &str) -> Fact {
    let change = ProposalChange { proposal: ItemKey::new(key), base: FactSeq(0), edits: vec![edit] };
    Fact::new(by, day(on), Body::Proposal(Box::new(change)))
}

#[test]
fn proposals_count_once_they_are_answered_or_their_day_has_come() {
    let district = unit(&REFERENCE, "447");
    let sent = |key: &str, on: &str, due: &str| {
        let mut request = Request::new("x", Party::unit(district));
        (request.sent, request.due) = (day(on), Due { rule: DueRule::Day, on: Some(day(due)) });
        proposal(key, ProposalEdit::Send(Box::new(request)), lam_hop(), on)
    };
    let answered = |key: &str, on: &str| {
        let answer = Answer {
            kind: AnswerKind::Agreed,
            text: "x".into(),
            office: String::new(),
            paper: None,
            to: None,
            due: None,
            commitment: None,
            meeting: None,
        };
        proposal(key, ProposalEdit::Answer(Box::new(answer)), district, on)
    };
    let facts = vec![
        sent("in-time", "2020-01-05", "2020-01-20"),
        sent("late", "2020-01-05", "2020-01-20"),
        sent("overdue", "2020-01-05", "2020-02-01"),
        sent("coming", "2020-01-05", "2020-12-01"),
        sent("last-year", "2019-01-05", "2019-01-20"),
        answered("in-time", "2020-01-20"),
        answered("late", "2020-01-21"),
    ];
    assert_eq!(board("2020-03-01", facts.clone()).proposals_in_time(district), Share::whole(1, 3));
    assert_eq!(board("2020-03-01", facts).proposals_in_time(lam_hop()), Share::default(), "who proposes answers nothing");
}

#[test]
fn of_what_nobody_stated_nothing_is_known() {
    let board = board("2020-03-01", Vec::new());
    assert_eq!(board.hamlets_recognised(lam_hop()), Share::default());
    assert_eq!(board.values_verified(lam_hop()), Share::default());
}
