use super::*;
use crate::check;
use vedich_facts::Fact;
use vedich_facts::steering::{Due, DueRule};
use vedich_values::{EntrySeq, Timestamp};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn fact(seq: u64, unit: u32, on: &str, edit: ProposalEdit) -> Recorded {
    let change = ProposalChange { proposal: ItemKey::new("p"), base: FactSeq(seq - 1), edits: vec![edit] };
    let fact = Fact::new(UnitId(unit), day(on), Body::Proposal(Box::new(change)));
    Recorded { seq: FactSeq(seq), entry: EntrySeq(seq), recorded_at: Timestamp::default(), fact }
}

fn sent() -> Recorded {
    let mut request = Request::new("Sửa kênh mương", Party::unit(UnitId(2)));
    request.sent = day("2021-03-01");
    request.due = Due { rule: DueRule::WorkingDays(15), on: Some(day("2021-03-22")) };
    fact(1, 1, "2021-03-01", ProposalEdit::Send(Box::new(request)))
}

fn answered(seq: u64, unit: u32, kind: AnswerKind, to: Option<u32>) -> Recorded {
    let to = to.map(|unit| Party::unit(UnitId(unit)));
    let answer = Answer { kind, text: "x".to_owned(), office: String::new(), paper: None, to, due: None, commitment: None, meeting: None };
    fact(seq, unit, "2021-03-09", ProposalEdit::Answer(Box::new(answer)))
}

fn proposal(facts: &[Recorded]) -> Proposal {
    Proposal::replay(&ItemKey::new("p"), facts).unwrap()
}

#[test]
fn a_proposal_goes_up_until_somebody_answers() {
    let mut facts = vec![sent()];
    assert_eq!((proposal(&facts).overdue(day("2021-03-25")), proposal(&facts).answering()), (3, UnitId(2)));
    facts.push(answered(2, 2, AnswerKind::PassedUp, Some(3)));
    assert_eq!((proposal(&facts).state.name(), proposal(&facts).answering()), ("passed-up", UnitId(3)));
    facts.push(answered(3, 3, AnswerKind::Part, None));
    let answered = proposal(&facts);
    assert_eq!((answered.state.name(), answered.overdue(day("2021-12-31")), answered.answers.len()), ("answered", 0, 2));
    facts.push(fact(4, 1, "2021-06-01", ProposalEdit::Reassess { verdict: Verdict::Partly, text: "y".to_owned(), due: None }));
    assert_eq!(proposal(&facts).reassessed.len(), 1);
}

#[test]
fn only_who_is_asked_answers_and_only_who_proposed_judges() {
    let present = proposal(&[sent()]);
    let codes = |unit: u32, recorded: Recorded| {
        let Body::Proposal(change) = recorded.fact.body else { unreachable!() };
        check::proposal(Some(&present), UnitId(unit), &change).into_iter().map(|found| found.code).collect::<Vec<_>>()
    };
    assert!(codes(2, answered(2, 2, AnswerKind::Agreed, None)).is_empty());
    assert_eq!(codes(3, answered(2, 3, AnswerKind::Agreed, None)), ["proposal.not-answering"]);
    assert_eq!(codes(2, answered(2, 2, AnswerKind::PassedUp, None)), ["proposal.pass-to-whom"]);
    let judged = fact(2, 1, "2021-06-01", ProposalEdit::Reassess { verdict: Verdict::Satisfied, text: String::new(), due: None });
    assert_eq!(codes(1, judged), ["proposal.not-answered"]);
}

#[test]
fn proposals_are_counted_with_the_money_promised() {
    let promise = |amount| {
        let commitment = Some(vedich_facts::steering::Commitment { by: None, amount, task: ItemKey::new("t") });
        let answer = Answer {
            kind: AnswerKind::Part,
            text: "x".to_owned(),
            office: String::new(),
            paper: None,
            to: None,
            due: None,
            commitment,
            meeting: None,
        };
        proposal(&[sent(), fact(2, 2, "2021-03-09", ProposalEdit::Answer(Box::new(answer)))])
    };
    let all = [promise(Some(Vnd(800_000_000))), promise(None), proposal(&[sent()])];
    let by = Tally::by(&all, day("2021-03-25"), |one| one.request.topic.clone());
    let tally = by[""];
    assert_eq!((tally.sent, tally.answered, tally.agreed, tally.overdue, tally.open), (3, 2, 2, 1, 1));
    assert_eq!((tally.promised, tally.sum()), (2, Some(Vnd(800_000_000))));
    assert_eq!(Tally::default().sum(), None, "not said is not zero");
}

#[test]
fn the_office_that_was_asked_is_known_once_it_answered() {
    let mut request = Request::new("Sửa kênh mương", Party { unit: UnitId(2), office: "Phòng Kinh tế".to_owned() });
    request.sent = day("2021-03-01");
    let sent = fact(1, 1, "2021-03-01", ProposalEdit::Send(Box::new(request)));
    let office = |facts: &[Recorded]| proposal(facts).addressee().office.clone();
    assert_eq!(office(&[sent.clone(), answered(2, 2, AnswerKind::Agreed, None)]), "Phòng Kinh tế");
    // Who answers says so; another unit has none of the first one's offices.
    let mut own = answered(2, 2, AnswerKind::Agreed, None);
    if let Body::Proposal(change) = &mut own.fact.body
        && let ProposalEdit::Answer(answer) = &mut change.edits[0]
    {
        "Văn phòng".clone_into(&mut answer.office);
    }
    assert_eq!(office(&[sent.clone(), own]), "Văn phòng");
    assert_eq!(office(&[sent, answered(2, 2, AnswerKind::PassedUp, Some(3)), answered(3, 3, AnswerKind::Agreed, None)]), "");
}

#[test]
fn whoever_passed_it_up_keeps_it_and_the_next_has_days_of_their_own() {
    let mut passed = answered(2, 2, AnswerKind::PassedUp, Some(3));
    let before = proposal(&[sent(), passed.clone()]);
    assert_eq!((before.due, before.was_with().collect::<Vec<_>>()), (Some(day("2021-03-22")), vec![UnitId(2), UnitId(2), UnitId(3)]));
    if let Body::Proposal(change) = &mut passed.fact.body
        && let ProposalEdit::Answer(answer) = &mut change.edits[0]
    {
        answer.due = Some(day("2021-04-05"));
    }
    let now = proposal(&[sent(), passed]);
    assert_eq!((now.due, now.overdue(day("2021-04-01")), now.overdue(day("2021-04-06"))), (Some(day("2021-04-05")), 0, 1));
}

fn judged(seq: u64, verdict: Verdict, text: &str, due: Option<&str>) -> Recorded {
    fact(seq, 1, "2021-06-01", ProposalEdit::Reassess { verdict, text: text.to_owned(), due: due.map(day) })
}

#[test]
fn what_was_not_settled_is_with_whoever_answered_once_more() {
    let mut facts = vec![sent(), answered(2, 2, AnswerKind::PassedUp, Some(3)), answered(3, 3, AnswerKind::Agreed, None)];
    assert!(proposal(&facts).is_to_judge());
    facts.push(judged(4, Verdict::Unsatisfied, "kênh chưa sửa", Some("2021-06-22")));
    let open = proposal(&facts);
    assert_eq!((open.state.name(), open.answering(), open.due), ("reopened", UnitId(3), Some(day("2021-06-22"))));
    assert_eq!((open.overdue(day("2021-06-25")), open.reopened(), open.is_to_judge()), (3, 1, false));
    let tally = Tally::by([&open], day("2021-06-25"), |_| ())[&()];
    assert_eq!((tally.reopened, tally.open, tally.answered, tally.overdue), (1, 1, 0, 1));
    facts.push(answered(5, 3, AnswerKind::Agreed, None));
    let again = proposal(&facts);
    assert_eq!((again.state.name(), again.reopened(), again.is_to_judge()), ("answered", 1, true));
    facts.push(judged(6, Verdict::Satisfied, "", None));
    assert_eq!((proposal(&facts).state.name(), proposal(&facts).is_to_judge()), ("answered", false));
    // Records from before carry no day: they stay as they were answered.
    let before = [sent(), answered(2, 2, AnswerKind::Agreed, None), judged(3, Verdict::Unsatisfied, "", None)];
    assert_eq!(proposal(&before).state.name(), "answered");
}

#[test]
fn whoever_is_to_answer_again_is_told_what_is_missing() {
    let present = proposal(&[sent(), answered(2, 2, AnswerKind::Agreed, None)]);
    let codes = |recorded: Recorded| {
        let Body::Proposal(change) = recorded.fact.body else { unreachable!() };
        check::proposal(Some(&present), UnitId(1), &change).into_iter().map(|found| found.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(judged(3, Verdict::Unsatisfied, " ", Some("2021-06-22"))), ["proposal.no-text"]);
    assert_eq!(codes(judged(3, Verdict::Unsatisfied, "kênh chưa sửa", Some("2021-06-22"))), [""; 0]);
}

#[test]
fn an_office_passes_on_to_another_of_its_unit() {
    let mut request = Request::new("Sửa kênh mương", Party { unit: UnitId(2), office: "Phòng Kinh tế".to_owned() });
    request.sent = day("2021-03-01");
    request.due = Due { rule: DueRule::WorkingDays(15), on: Some(day("2021-03-22")) };
    let sent = fact(1, 1, "2021-03-01", ProposalEdit::Send(Box::new(request)));
    let to = |unit: u32, office: &str| {
        let mut passed = answered(2, 2, AnswerKind::PassedOn, Some(unit));
        if let Body::Proposal(change) = &mut passed.fact.body
            && let ProposalEdit::Answer(answer) = &mut change.edits[0]
        {
            answer.to = Some(Party { unit: UnitId(unit), office: office.to_owned() });
        }
        passed
    };
    let present = proposal(std::slice::from_ref(&sent));
    let codes = |recorded: Recorded| {
        let Body::Proposal(change) = recorded.fact.body else { unreachable!() };
        check::proposal(Some(&present), UnitId(2), &change).into_iter().map(|found| found.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(to(2, "phòng kinh tế")), ["proposal.same-office"]);
    assert_eq!(codes(to(2, "")), ["proposal.same-office"]);
    assert_eq!(codes(to(3, "Phòng Nông nghiệp")), ["proposal.same-office"]);
    assert_eq!(codes(to(2, "Phòng Nông nghiệp")), [""; 0]);
    let passed = proposal(&[sent, to(2, "Phòng Nông nghiệp")]);
    assert_eq!(
        (passed.state.name(), passed.addressee().office.as_str(), passed.due),
        ("open", "Phòng Nông nghiệp", Some(day("2021-03-22")))
    );
}
