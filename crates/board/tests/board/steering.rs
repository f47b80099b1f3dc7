//! Tasks on the board: whatever order facts arrive in, lists and counts are those of a full rebuild.

use crate::world::*;
use proptest::prelude::*;
use std::sync::LazyLock;
use vedich_board::steering::{Show, Sought, TaskQuery, TaskScope};
use vedich_board::{Board, Reference};
use vedich_facts::steering::{Assignment, Due, DueRule, Party, RoadmapTask, TaskAct, TaskChange, TaskEdit, TaskStatement};
use vedich_facts::{Body, Fact, Recorded};
use vedich_steering::count;
use vedich_units::COUNTRY;
use vedich_values::text_index::Query;
use vedich_values::{CriterionKey, CriterionNo, Date, EntrySeq, FactSeq, ItemKey, UnitId};

static REFERENCE: LazyLock<Reference> = LazyLock::new(reference);

fn unit(code: &str) -> UnitId {
    REFERENCE.registry.by_code(code, day("2020-09-08")).unwrap()
}

fn recorded(seq: u64, on: &str, by: &str, key: &str, base: u64, edit: TaskEdit) -> Recorded {
    let change = TaskChange { task: ItemKey::new(key), base: FactSeq(base), edits: vec![edit] };
    let fact = Fact::new(unit(by), day(on), Body::Task(Box::new(TaskStatement::Change(change))));
    Recorded { seq: FactSeq(seq), entry: EntrySeq(seq), recorded_at: Default::default(), fact }
}

fn assigned(lead: &str, due: Date) -> TaskEdit {
    let due = Due { rule: DueRule::Day, on: Some(due) };
    let mut assignment = Assignment::new("x", Party::unit(unit(lead)), "Chủ tịch", day("2020-01-01"), due);
    assignment.places = vec![unit(lead)];
    TaskEdit::Assign(Box::new(assignment))
}

fn facts() -> impl Strategy<Value = Vec<Recorded>> {
    let act = prop_oneof![
        Just(TaskAct::Accept),
        Just(TaskAct::Report { product: None, evidence: None }),
        Just(TaskAct::Confirm),
        Just(TaskAct::Stop { reason: "x".to_owned(), replaced_by: None }),
        Just(TaskAct::Reopen { reason: "x".to_owned() }),
    ];
    let lead = prop::sample::select(vec!["18001", "18002", "06001", "447"]);
    let one = (0_u8..6, lead, 0_u64..300, prop::option::of(act), prop::sample::select(vec!["2020-02-01", "2020-05-05", "2020-08-08"]));
    prop::collection::vec(one, 1..40).prop_map(|all| {
        let fact = |(seq, (key, lead, days, act, on)): (u64, (u8, &str, u64, Option<TaskAct>, &str))| {
            let due = day("2020-01-02").checked_add_days(chrono::Days::new(days)).unwrap();
            let edit = act.map_or_else(|| assigned(lead, due), TaskEdit::Act);
            recorded(seq, on, "42", &key.to_string(), seq - 1, edit)
        };
        (1_u64..).zip(all).map(fact).collect()
    })
}

/// What words lead to for somebody who reads one area.
fn said(board: &Board, scope: &TaskScope) -> Vec<String> {
    let TaskScope::Area(area) = scope else { return Vec::new() };
    let query = Query::of("chu tich xa");
    let sought = Sought { query: &query, areas: Some(&[*area]), person: None, most: 1000 };
    // Areas only lead to a task; who may read it is for whoever asks to say.
    let within = |unit: UnitId| unit == *area || REFERENCE.registry.ancestors(unit, board.date()).contains(area);
    let may = |task: &vedich_steering::Task| within(task.assigner) || within(task.assignment.lead.unit);
    board.tasks_saying(sought, may).items.iter().map(|task| task.key.to_string()).collect()
}

fn seen(board: &Board, scope: &TaskScope) -> Vec<String> {
    let all = TaskQuery { scope: scope.clone(), show: Show::All, criterion: None, after: None, limit: 1000 };
    board.tasks(&all).items.iter().map(|task| format!("{} {:?} {:?}", task.key, task.due, task.state)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_gives_the_lists_and_counts_of_a_full_rebuild(facts in facts(), seed in any::<u64>(), loads in 0_usize..40) {
        let date = day("2020-06-30");
        let mut shuffled = facts.clone();
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let whole = Board::load(&REFERENCE, date, facts.iter().cloned());
        let split = loads.min(shuffled.len());
        let mut grown = Board::load(&REFERENCE, date, shuffled[..split].iter().cloned());
        shuffled[split..].iter().for_each(|fact| _ = grown.apply(fact));
        let later = Board::load(&REFERENCE, day("2020-12-31"), facts.iter().cloned());
        for scope in ["42", "447", "18001", "06001"].map(|code| TaskScope::Area(unit(code))) {
            prop_assert_eq!(seen(&whole, &scope), seen(&grown, &scope));
            prop_assert_eq!(whole.task_tally(&scope), grown.task_tally(&scope));
            prop_assert_eq!(said(&whole, &scope), said(&grown, &scope));
            prop_assert_eq!(whole.task_tally(&scope), count::tally(whole.task_briefs(&scope), date));
            prop_assert_eq!(seen(&later.earlier(date), &scope), seen(&whole, &scope));
            // Page after page is the whole list.
            let mut pages = Vec::new();
            let mut query = TaskQuery { scope: scope.clone(), show: Show::All, criterion: None, after: None, limit: 2 };
            loop {
                let page = whole.tasks(&query);
                pages.extend(page.items.iter().map(|task| format!("{} {:?} {:?}", task.key, task.due, task.state)));
                if page.next.is_none() { break }
                query.after = page.next.map(|next| next.to_string().parse().unwrap());
            }
            prop_assert_eq!(pages, seen(&whole, &scope));
        }
    }
}

/// However long the lists are, whichever is read: the tasks about a criterion are those of the whole list that correspond to it.
#[test]
fn tasks_about_a_criterion_are_found_in_whatever_set_they_name_it() {
    let task = |seq: u64| {
        let lead = ["18001", "18002", "06001"][seq as usize % 3];
        let TaskEdit::Assign(mut assignment) = assigned(lead, day("2020-03-31")) else { unreachable!() };
        assignment.given = day(["2015-05-05", "2019-05-05", "2023-05-05", "2026-05-05"][seq as usize % 4]);
        assignment.criteria = vec![CriterionNo(seq as u16 % 19 + 1), CriterionNo(seq as u16 * 7 % 19 + 1)];
        recorded(seq, "2020-01-01", "42", &seq.to_string(), 0, TaskEdit::Assign(assignment))
    };
    let board = Board::load(&REFERENCE, day("2020-06-30"), (1..=240).map(task));
    let key = |set: &str, no| CriterionKey { set: set.into(), no: CriterionNo(no) };
    let keys = [NATIONAL, QUANG_NINH].into_iter().flat_map(|set| [1, 2, 3, 19].map(|no| key(set, no)));
    let mut found = 0;
    for criterion in keys {
        for scope in [TaskScope::Area(COUNTRY), TaskScope::Area(unit("42")), TaskScope::Unit(unit("18001"))] {
            let all = TaskQuery { show: Show::All, ..TaskQuery::open(scope.clone(), 1000) };
            let about = |task: &vedich_steering::Task| {
                board.criteria_of_task(task).iter().any(|key| REFERENCE.catalogue.correspond(key, &criterion))
            };
            let whole: Vec<String> = board.tasks(&all).items.iter().filter(|task| about(task)).map(|task| task.key.to_string()).collect();
            let mut query = TaskQuery { criterion: Some(criterion.clone()), limit: 3, ..all };
            let mut read = Vec::new();
            loop {
                let page = board.tasks(&query);
                read.extend(page.items.iter().map(|task| task.key.to_string()));
                query.after = page.next;
                if query.after.is_none() {
                    break;
                }
            }
            assert_eq!(read, whole, "{criterion} of {scope:?}");
            found += read.len();
        }
    }
    assert!(found > 50, "{found} tasks are about the criteria asked for");
}

#[test]
fn overdue_tasks_are_found_by_unit_in_one_look() {
    let due = |on: &str| assigned("18001", day(on));
    let facts = [
        recorded(1, "2020-01-01", "42", "late", 0, due("2020-03-31")),
        recorded(2, "2020-01-01", "42", "early", 0, due("2020-12-31")),
        recorded(3, "2020-01-01", "42", "waits", 0, due("2020-03-31")),
        recorded(4, "2020-03-30", "18001", "waits", 3, TaskEdit::Act(TaskAct::Report { product: None, evidence: None })),
    ];
    let board = Board::load(&REFERENCE, day("2020-04-10"), facts);
    let overdue = TaskQuery { show: Show::Overdue, ..TaskQuery::open(TaskScope::Area(unit("447")), 10) };
    let keys: Vec<String> = board.tasks(&overdue).items.iter().map(|task| task.key.to_string()).collect();
    assert_eq!(keys, ["late"]);
    let below = board.task_tallies_below(unit("447"));
    assert_eq!(below.len(), 1);
    assert_eq!((below[0].0, below[0].1.overdue, below[0].1.in_progress), (unit("18001"), 1, 2));
}

#[test]
fn the_counts_of_an_area_are_all_its_tasks_whatever_became_of_those_that_lead_them() {
    let due = day("2020-03-31");
    let leads = ["42", "447", "18002", "06001"];
    let facts = leads.iter().zip(1..).map(|(lead, seq)| recorded(seq, "2020-01-01", "42", lead, 0, assigned(lead, due)));
    let board = Board::load(&REFERENCE, day("2025-12-01"), facts);
    let area = unit("42");
    let below = board.task_tallies_below(area);
    let all = board.task_tally(&TaskScope::Area(area)).assigned();
    assert_eq!(below.iter().map(|(_, tally)| tally.assigned()).sum::<u32>(), all, "{below:?}");
    assert_eq!(below.last().unwrap().0, unit("447"), "the district has ended, and nobody below the province carries its work on");
}

#[test]
fn what_waits_is_found_by_whoever_carries_on_the_work_of_units_that_have_ended() {
    let due = day("2020-03-31");
    let accept = || TaskEdit::Act(TaskAct::Accept);
    // The district assigned to a commune; both have ended since.
    let facts = [recorded(1, "2020-01-01", "447", "t", 0, assigned("18001", due)), recorded(2, "2020-01-02", "18001", "t", 1, accept())];
    let board = Board::load(&REFERENCE, day("2025-12-01"), facts);
    let heirs = REFERENCE.registry.went_into(unit("18001"), day("2025-12-01"));
    let [heir] = heirs[..] else { panic!("one commune took all of it: {heirs:?}") };
    let led = |unit| board.task_briefs(&TaskScope::Unit(unit)).count();
    let assigned_by = |unit| board.task_briefs(&TaskScope::Assigner(unit)).count();
    assert_eq!((led(heir), led(unit("18001")), led(unit("42"))), (1, 1, 0));
    // Districts ended and went into nothing: what they assigned is with the province.
    assert_eq!((assigned_by(unit("42")), assigned_by(unit("447")), assigned_by(heir)), (1, 1, 0));
    assert!(board.carries_on(unit("42"), unit("447")) && board.carries_on(heir, unit("18001")) && !board.carries_on(heir, unit("447")));
}

#[test]
fn a_task_of_a_roadmap_stands_where_its_count_says() {
    use vedich_facts::roadmap::{Count, Done, RoadmapChange, RoadmapEdit, RoadmapHeader, TaskRecord};
    let roadmap = |seq: u64, edits| {
        let change = RoadmapChange { roadmap: "1".into(), base: FactSeq(0), edits, undoes: None };
        let fact = Fact::new(unit("18001"), day("2020-03-02"), Body::Roadmap(Box::new(change)));
        Recorded { seq: FactSeq(seq), entry: EntrySeq(seq), recorded_at: Default::default(), fact }
    };
    let mut assignment = Assignment::new("x", Party::unit(unit("18001")), "Chủ tịch", day("2020-03-01"), Due::default());
    assignment.due = Due { rule: DueRule::Day, on: Some(day("2020-03-31")) };
    assignment.roadmap = Some(RoadmapTask { unit: unit("18001"), roadmap: "1".into(), task: "a".into() });
    let open =
        vec![RoadmapEdit::Open(RoadmapHeader::new("r", day("2020-03-01"))), RoadmapEdit::PutTask(Box::new(TaskRecord::new("a", "làm")))];
    let facts = [
        roadmap(1, open),
        recorded(2, "2020-03-01", "42", "t", 0, TaskEdit::Assign(Box::new(assignment))),
        roadmap(3, vec![RoadmapEdit::Count(Count::of_day("a", day("2020-03-02"), Done::Percent(10_000)))]),
    ];
    let key = ItemKey::new("t");
    let mut board = Board::load(&REFERENCE, day("2020-04-10"), facts[..2].iter().cloned());
    assert_eq!(board.task_tally(&TaskScope::Unit(unit("18001"))).overdue, 1);
    board.apply(&facts[2]);
    assert_eq!((board.task(&key).unwrap().state.name(), board.task(&key).unwrap().percent), ("reported", Some(100)));
    assert_eq!(board.task_tally(&TaskScope::Unit(unit("18001"))).overdue, 0);
    // Sent back, it waits for the next count.
    let back = TaskEdit::Act(TaskAct::SendBack { reason: "thiếu biên bản".to_owned() });
    board.apply(&recorded(4, "2020-04-01", "42", "t", 2, back));
    assert_eq!(board.task(&key).unwrap().state.name(), "in-progress");
    board.apply(&roadmap(5, vec![RoadmapEdit::Count(Count::of_day("a", day("2020-03-03"), Done::Percent(10_000)))]));
    assert_eq!(board.task(&key).unwrap().state.name(), "reported");
}
