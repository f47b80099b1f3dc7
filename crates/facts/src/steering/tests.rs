use super::*;
use crate::{Body, StoredFile};
use vedich_values::{Date, ItemKey};

fn survives(body: Body) {
    let text = serde_json::to_string(&body).unwrap();
    assert_eq!(serde_json::from_str::<Body>(&text).unwrap(), body, "{text}");
}

#[test]
fn statements_about_steering_are_read_back_from_json_as_they_were() {
    let day: Date = "2020-09-08".parse().unwrap();
    let due = Due { rule: DueRule::Every { every: Every::Week(5), until: None }, on: Some(day) };
    let task = Assignment::new("Rà soát quy hoạch", Party::unit(UnitId(7)), "Chủ tịch UBND xã", day, due);
    let edits = vec![
        TaskEdit::Assign(Box::new(task)),
        TaskEdit::Act(TaskAct::Accept),
        TaskEdit::Lead { lead: Party::unit(UnitId(8)), person: Someone::default() },
        TaskEdit::Act(TaskAct::Extend { to: Some(day), reason: "mưa lũ".to_owned() }),
        TaskEdit::Enclose(vec![StoredFile { hash: "a".repeat(64), name: "anh.jpg".to_owned(), media: "image/jpeg".to_owned(), bytes: 9 }]),
        TaskEdit::Act(TaskAct::DecideExtension { request: FactSeq(3), to: None, reason: None }),
    ];
    let change = TaskChange { task: ItemKey::new("t1"), base: FactSeq(0), edits };
    survives(Body::Task(Box::new(TaskStatement::Change(change))));
    let tally = TaskTally { in_time: 585, late: 0, in_progress: 67, overdue: 181 };
    assert_eq!(tally.assigned(), 833);
    let counted = Counted { span: CountSpan::Month, through: day, tally, note: None };
    survives(Body::Task(Box::new(TaskStatement::Counted(counted))));
    let plan = MeetingPlan::new("Giao ban", day);
    let conclusion = Conclusion { id: "1".to_owned(), place: 0, text: "x".to_owned(), no_task: true };
    let edits = vec![MeetingEdit::Plan(Box::new(plan)), MeetingEdit::Hold, MeetingEdit::Conclude(conclusion), MeetingEdit::Close];
    survives(Body::Meeting(Box::new(MeetingChange { meeting: ItemKey::new("m1"), base: FactSeq(0), edits })));
    let to = vec![Invitee { who: "Phòng Kinh tế".to_owned(), email: Some("kt@example.vn".to_owned()) }];
    let achieved = Achievement { unit: UnitId(7), item: "Kênh mương".to_owned(), text: "1,2/2 km".to_owned(), percent: Some(60) };
    let edits = vec![MeetingEdit::Invite(Invitation { to, text: String::new() }), MeetingEdit::Achieve(achieved)];
    survives(Body::Meeting(Box::new(MeetingChange { meeting: ItemKey::new("m1"), base: FactSeq(2), edits })));
    let answer = Answer {
        kind: AnswerKind::PassedUp,
        text: "x".to_owned(),
        office: String::new(),
        paper: None,
        to: Some(Party::unit(UnitId(1))),
        due: None,
        commitment: None,
        meeting: None,
    };
    let edits = vec![
        ProposalEdit::Answer(Box::new(answer)),
        ProposalEdit::Reassess { verdict: Verdict::Unsatisfied, text: "x".to_owned(), due: Some(day) },
    ];
    survives(Body::Proposal(Box::new(ProposalChange { proposal: ItemKey::new("p1"), base: FactSeq(0), edits })));
}
