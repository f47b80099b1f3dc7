use super::*;
use crate::check;
use vedich_facts::steering::{MeetingChange, MeetingKind};
use vedich_facts::{Body, Fact, Recorded};
use vedich_values::{EntrySeq, Timestamp};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn fact(seq: u64, base: u64, edits: Vec<MeetingEdit>) -> Recorded {
    let change = MeetingChange { meeting: ItemKey::new("m"), base: FactSeq(base), edits };
    let fact = Fact::new(UnitId(1), day("2021-03-09"), Body::Meeting(Box::new(change)));
    Recorded { seq: FactSeq(seq), entry: EntrySeq(seq), recorded_at: Timestamp::default(), fact }
}

fn planned() -> Recorded {
    fact(1, 0, vec![MeetingEdit::Plan(Box::new(MeetingPlan::new("Làm việc với 5 xã", day("2021-03-09"))))])
}

fn conclusion(id: &str, text: &str, no_task: bool) -> MeetingEdit {
    MeetingEdit::Conclude(Conclusion { id: id.to_owned(), place: 0, text: text.to_owned(), no_task })
}

fn meeting(facts: &[Recorded]) -> Meeting {
    Meeting::replay(&ItemKey::new("m"), facts).unwrap()
}

fn signing() -> MeetingEdit {
    MeetingEdit::Sign(Signing { signer: "Chủ trì".to_owned(), paper: None })
}

#[test]
fn two_secretaries_typing_at_the_same_time_lose_nothing() {
    let notes = |writer: &str, text: &str| MeetingEdit::Notes(Notes { writer: writer.to_owned(), text: text.to_owned() });
    let facts = [
        planned(),
        fact(2, 1, vec![conclusion("a", "một", false), notes("x", "ghi của x")]),
        fact(3, 1, vec![conclusion("b", "hai", true), notes("y", "ghi của y")]),
        fact(4, 3, vec![conclusion("a", "một, sửa", false)]),
        fact(5, 3, vec![MeetingEdit::DropConclusion { id: "a".to_owned() }]),
    ];
    let meeting = meeting(&facts);
    let texts: Vec<&str> = meeting.conclusions.iter().map(|entry| entry.value.text.as_str()).collect();
    // Taken out by somebody who had not seen that it was changed: it stays.
    assert_eq!(texts, ["một, sửa", "hai"]);
    assert_eq!(meeting.number_of("b"), Some(2));
    assert_eq!(meeting.notes.len(), 2);
}

#[test]
fn a_conclusion_written_differently_by_two_shows_both() {
    let facts = [
        planned(),
        fact(2, 1, vec![conclusion("a", "một", false)]),
        fact(3, 2, vec![conclusion("a", "một rưỡi", false)]),
        fact(4, 2, vec![conclusion("a", "một phẩy năm", false)]),
    ];
    let entry = &meeting(&facts).conclusions[0];
    assert_eq!((entry.value.text.as_str(), entry.others[0].1.text.as_str()), ("một phẩy năm", "một rưỡi"));
}

#[test]
fn who_was_entered_by_mistake_is_taken_out_until_the_minutes_are_signed() {
    let attend = |who: &str| MeetingEdit::Attend(Attendance { who: who.to_owned(), present: true, note: None });
    let direct = |unit| {
        let (aim, roadmap) = ("Về đích".to_owned(), String::new());
        MeetingEdit::Direct(Direction { unit: UnitId(unit), aim, focus: Vec::new(), roadmap, results: Vec::new() })
    };
    let out =
        |who: &str, unit| vec![MeetingEdit::DropAttendance { who: who.to_owned() }, MeetingEdit::DropDirection { unit: UnitId(unit) }];
    let mut facts = vec![planned(), fact(2, 1, vec![attend("A"), attend("B"), direct(7), direct(8), conclusion("a", "một", true)])];
    facts.push(fact(3, 2, out("A", 7)));
    let left = |facts: &[Recorded]| {
        let meeting = meeting(facts);
        let came: Vec<String> = meeting.attendance.iter().map(|entry| entry.value.who.clone()).collect();
        (came, meeting.directions.iter().map(|entry| entry.value.unit.get()).collect::<Vec<_>>())
    };
    assert_eq!(left(&facts), (vec!["B".to_owned()], vec![8]));
    facts.push(fact(4, 3, vec![MeetingEdit::Hold, signing()]));
    let signed = meeting(&facts);
    let change = MeetingChange { meeting: ItemKey::new("m"), base: FactSeq(4), edits: out("B", 8) };
    let codes: Vec<&str> = check::meeting(Some(&signed), UnitId(1), &change, |_| true).into_iter().map(|found| found.code).collect();
    assert_eq!(codes, ["meeting.signed", "meeting.signed"]);
    facts.push(fact(5, 4, out("B", 8)));
    assert_eq!(left(&facts), (vec!["B".to_owned()], vec![8]), "written without knowing of the signing it is kept aside");
}

#[test]
fn signed_minutes_do_not_change_and_what_comes_after_is_kept_aside() {
    let mut facts = vec![planned(), fact(2, 1, vec![MeetingEdit::Hold, conclusion("a", "một", true), MeetingEdit::Close])];
    assert_eq!(meeting(&facts).state.name(), "concluded");
    facts.push(fact(3, 2, vec![signing()]));
    let signed = meeting(&facts);
    facts.push(fact(4, 2, vec![conclusion("a", "khác", true)]));
    let supplement = Supplement { id: "s".to_owned(), text: "đính chính".to_owned(), signer: "Chủ trì".to_owned() };
    facts.push(fact(5, 4, vec![MeetingEdit::Supplement(supplement)]));
    let after = meeting(&facts);
    assert_eq!((&after.conclusions, &after.state), (&signed.conclusions, &signed.state));
    assert_eq!((after.aside.len(), after.supplements.len()), (1, 1));
}

#[test]
fn a_meeting_is_not_concluded_while_a_conclusion_is_neither_a_task_nor_said_to_be_none() {
    let facts = [planned(), fact(2, 1, vec![MeetingEdit::Hold, conclusion("a", "một", false), conclusion("b", "hai", true)])];
    let present = meeting(&facts);
    let close = MeetingChange { meeting: ItemKey::new("m"), base: FactSeq(2), edits: vec![MeetingEdit::Close] };
    let codes =
        |has: bool| check::meeting(Some(&present), UnitId(1), &close, |_| has).into_iter().map(|found| found.code).collect::<Vec<_>>();
    assert_eq!(codes(false), ["meeting.without-task"]);
    assert!(codes(true).is_empty());
    assert_eq!(check::meeting(Some(&present), UnitId(9), &close, |_| true)[0].code, "meeting.not-holder");
}

#[test]
fn one_direction_is_kept_for_each_place() {
    let direct = |unit, aim: &str| {
        let (aim, roadmap) = (aim.to_owned(), String::new());
        MeetingEdit::Direct(Direction { unit: UnitId(unit), aim, focus: Vec::new(), roadmap, results: Vec::new() })
    };
    let facts = [planned(), fact(2, 1, vec![direct(5, "a"), direct(6, "b")]), fact(3, 2, vec![direct(5, "c")])];
    let aims: Vec<String> = meeting(&facts).directions.into_iter().map(|entry| entry.value.aim).collect();
    assert_eq!(aims, ["c", "b"]);
    assert_eq!(meeting(&facts).plan.kind, MeetingKind::Briefing);
}

#[test]
fn a_conclusion_moves_one_place_and_only_what_changes_is_written() {
    let one = |id: &str, place| Conclusion { id: id.to_owned(), place, text: id.to_owned(), no_task: false };
    let placed = |all: &[Conclusion]| all.iter().map(|one| format!("{}{}", one.id, one.place)).collect::<Vec<_>>().join(" ");
    let fresh = [one("a", 0), one("b", 0), one("c", 0)];
    assert_eq!(placed(&moved(&fresh, "c", true)), "a1 c2 b3");
    let placed_before = [one("a", 1), one("b", 2), one("c", 3)];
    assert_eq!(placed(&moved(&placed_before, "a", false)), "b1 a2");
    assert_eq!(moved(&placed_before, "a", true), []);
    assert_eq!(moved(&placed_before, "c", false), []);
    assert_eq!(moved(&placed_before, "none", true), []);
}
