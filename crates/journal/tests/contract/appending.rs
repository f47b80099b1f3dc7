//! One command, one transaction, numbers without gaps.

use crate::fixture::{Database, add, at, day, entry, observation, observations};
use vedich_facts::roadmap::{Count, Done, LinkKind, RoadmapChange, RoadmapEdit, RoadmapHeader, TaskRecord};
use vedich_facts::{
    AccountEvent, AttributeValue, Body, CredentialChange, DeclaredState, Fact, Field, Observed, OutputLine, Overlay, PersonId, StageCount,
    Target, UnitChange, UnitLevel, Value, WorkState,
};
use vedich_journal::{JournalError, Select, Verdict};
use vedich_values::{Bilingual, CriterionNo, Decimal, EntrySeq, FactSeq, Tally, UnitId, Vnd};

crate::on_both!(
    every_kind_of_fact_comes_back_as_it_was_stated,
    numbers_run_without_gaps_from_one,
    the_same_command_or_content_twice_changes_nothing,
    the_same_command_with_another_request_is_refused,
    a_refused_entry_leaves_nothing_behind,
    many_facts_in_one_entry_come_back_in_order,
    time_never_runs_backwards_in_the_journal,
);

fn bilingual(vi: &str, en: &str) -> Bilingual {
    serde_json::from_value(serde_json::json!({ "vi": vi, "en": en })).unwrap()
}

fn roadmap_change() -> Body {
    let mut task = TaskRecord::new("tc2", "Cứng hóa\tđường thôn\n").lasting(30).after("tc1", LinkKind::StartToStart, -2);
    task.cost = Some(Vnd(0));
    let edits = vec![
        RoadmapEdit::Open(RoadmapHeader::new("Lộ trình 2020", day(2020, 9, 8))),
        RoadmapEdit::PutTask(Box::new(task)),
        RoadmapEdit::Count(Count::of_week("tc2", day(2020, 9, 18), Done::Quantity(Decimal::new(1250, 3)))),
    ];
    Body::Roadmap(Box::new(RoadmapChange { roadmap: "1".into(), base: FactSeq(3), edits, undoes: None }))
}

fn one_of_each() -> Vec<Fact> {
    let target = || Target::part("vn.commune.2016-2020.standard", "17.8", "nuoc_sach");
    let seen = |observed| Body::Observation { target: target(), observed };
    let attribute = |value, to| Body::Attribute { name: "group".into(), value, to };
    let bodies = vec![
        seen(Observed::Value(Value::Number("95.30".parse().unwrap()))),
        seen(Observed::Value(Value::Number("-0.000001".parse().unwrap()))),
        seen(Observed::Value(Value::Number("123456789012.123456".parse().unwrap()))),
        seen(Observed::Value(Value::YesNo(true))),
        seen(Observed::Value(Value::YesNo(false))),
        seen(Observed::Value(Value::Level("khá\t\"tốt\"\n".into()))),
        seen(Observed::Value(Value::Date(day(2020, 2, 29)))),
        seen(Observed::NotApplicable),
        Body::Observation {
            target: Target::indicator("vn.commune.2016-2020.standard", "@satisfaction"),
            observed: Observed::NotApplicable,
        },
        Body::DeclaredStatus {
            set: "vn.commune.2016-2020.standard".into(),
            criterion: CriterionNo(2),
            code: Some("2.1".into()),
            state: DeclaredState::NarrowlyMet,
            implied: true,
        },
        Body::ReportedCount { set: "s".into(), criteria: Tally::new(12, 20).ok(), indicators: None },
        attribute(AttributeValue::YesNo(true), None),
        attribute(AttributeValue::Number(Decimal::new(25, 1)), Some(day(2025, 6, 30))),
        attribute(AttributeValue::Text("2".into()), None),
        attribute(AttributeValue::Text("nhom1".into()), None),
        Body::Overlay(Overlay {
            set: "s".into(),
            code: "1.2".into(),
            part: None,
            zone: Some("dbsh".into()),
            year: Some(2024),
            threshold: Some(">= 80".into()),
            decision: "1523/QĐ-UBND".into(),
            decided: day(2022, 7, 1),
            to: None,
        }),
        Body::UnitChange(UnitChange::Registered {
            level: UnitLevel::Hamlet,
            kind: "thon".into(),
            name: "Thôn 5".into(),
            parent: UnitId(7),
            code: None,
        }),
        Body::UnitChange(UnitChange::Dissolved { successors: vec![UnitId(8), UnitId(9)], whole: false }),
        Body::Stage { set: "s".into(), stage: "registered".into(), decision: Some("1447".into()), year: Some(2020) },
        Body::StageCounts {
            set: "s".into(),
            total: 22,
            stages: vec![StageCount { stage: "appraised".into(), count: 4, places: vec![(UnitId(3), 4)] }],
        },
        Body::Output(OutputLine {
            what: bilingual("Đường mở rộng", "Roads widened"),
            quantity: Some(Decimal::new(155, 1)),
            unit: bilingual("km", "km"),
            from: day(2020, 1, 1),
            planned: Some(Decimal::new(20, 0)),
        }),
        Body::Work { name: bilingual("Kênh thôn 5", "Canal"), location: Some("Thôn 5".into()), state: WorkState::Underway },
        Body::Remark { topic: "target".into(), text: bilingual("20/20 cuối năm", "20/20 by the end of the year") },
        Body::Account(AccountEvent::Appointed {
            person: PersonId(1),
            role: "department-specialist".into(),
            field: Field::criteria("commune", [5, 14]),
            to: Some(day(2025, 6, 30)),
        }),
        Body::Account(AccountEvent::Entered { login: "lan".into(), name: "Nguyễn Thị Lan".into() }),
        Body::Account(AccountEvent::Credentials { person: PersonId(1), change: CredentialChange::ResetLink }),
        roadmap_change(),
    ];
    let mut facts: Vec<Fact> = bodies.into_iter().map(|body| Fact::new(UnitId(4_000_000_000), day(2020, 9, 8), body)).collect();
    facts[0] = facts[0].clone().from_source("Báo cáo số 12\n\"quý\"").with_note("dòng 1\ndòng 2\tcột\u{0}");
    facts[1] = facts[1].clone().from_source(&"dài ".repeat(2_000)).correcting(FactSeq(1));
    facts[2].evidence = Some("sha256:abc".into());
    facts
}

async fn every_kind_of_fact_comes_back_as_it_was_stated(database: Database) {
    let facts = one_of_each();
    let journal = database.open().await;
    let appended = add(&journal, 0, facts.clone()).await;
    journal.close().await;
    // A second process starts with an empty dictionary.
    let journal = database.open().await;
    let back = journal.read(&Select::default()).await.unwrap();
    assert_eq!(back.len(), facts.len());
    for (stated, recorded) in facts.iter().zip(&back) {
        assert_eq!(&recorded.fact, stated);
        assert_eq!((recorded.entry, recorded.recorded_at), (appended.entry, at(0)));
    }
    let mut chunked = Vec::new();
    journal.for_each(&Select::default(), |recorded| chunked.push(recorded)).await.unwrap();
    assert_eq!(chunked, back);
    assert!(matches!(journal.verify(None, |_| ()).await.unwrap(), Verdict::Sound { .. }));
}

async fn numbers_run_without_gaps_from_one(database: Database) {
    let journal = database.open().await;
    assert_eq!(journal.head().await.unwrap().entry, EntrySeq(0));
    let mut next = 1;
    for (i, count) in [3_u32, 0, 1, 300].into_iter().enumerate() {
        let appended = add(&journal, i64::try_from(i).unwrap(), observations(count)).await;
        assert_eq!(appended.entry, EntrySeq(i as u64 + 1));
        assert_eq!(appended.facts, FactSeq(next)..FactSeq(next + u64::from(count)));
        next += u64::from(count);
    }
    let head = journal.head().await.unwrap();
    assert_eq!((head.entry, head.fact), (EntrySeq(4), FactSeq(304)));
    assert!(matches!(journal.verify(Some(head.hash), |_| ()).await.unwrap(), Verdict::Sound { head: found } if found == head));
}

async fn the_same_command_or_content_twice_changes_nothing(database: Database) {
    let journal = database.open().await;
    let mut first = entry(0, observations(5));
    first.content_hash = Some([7; 32]);
    let appended = journal.append(&first).await.unwrap();
    let head = journal.head().await.unwrap();
    let again = journal.append(&first).await.unwrap();
    assert!(!appended.already && again.already);
    assert_eq!((again.entry, &again.facts), (appended.entry, &appended.facts));
    let mut same_file = entry(9, observations(7));
    same_file.content_hash = Some([7; 32]);
    let same = journal.append(&same_file).await.unwrap();
    assert!(same.already);
    assert_eq!(same.facts, appended.facts);
    assert_eq!(journal.head().await.unwrap(), head);
    let mut other_file = entry(9, observations(7));
    other_file.content_hash = Some([8; 32]);
    assert!(!journal.append(&other_file).await.unwrap().already);
    assert!(!journal.append(&entry(10, vec![])).await.unwrap().already, "no content is not the same content");
}

async fn a_refused_entry_leaves_nothing_behind(database: Database) {
    let journal = database.open().await;
    add(&journal, 0, observations(2)).await;
    let head = journal.head().await.unwrap();
    let mut facts = observations(1000);
    facts.push(observation(5, "new.code", 1).correcting(FactSeq(5_000)));
    assert!(matches!(journal.append(&entry(1, facts)).await, Err(JournalError::UnknownSuperseded(FactSeq(5_000)))));
    let mut bad = entry(1, observations(1));
    bad.actor = "a\u{0}b".into();
    assert!(matches!(journal.append(&bad).await, Err(JournalError::Text { field: "actor" })));
    let mut late = observations(1);
    late[0].as_of = vedich_values::Date::from_ymd_opt(12_000, 1, 1).unwrap();
    assert!(matches!(journal.append(&entry(1, late)).await, Err(JournalError::DateRange(_))));
    assert_eq!(journal.head().await.unwrap(), head);
    assert_eq!(add(&journal, 2, vec![observation(5, "new.code", 1)]).await.facts.start, FactSeq(3));
    assert!(matches!(journal.verify(None, |_| ()).await.unwrap(), Verdict::Sound { .. }));
}

async fn many_facts_in_one_entry_come_back_in_order(database: Database) {
    let journal = database.open().await;
    let facts = observations(40_000);
    add(&journal, 0, facts.clone()).await;
    add(&journal, 1, observations(1)).await;
    let mut back = Vec::new();
    journal.for_each(&Select::default(), |recorded| back.push(recorded)).await.unwrap();
    assert_eq!(back.len(), 40_001);
    for (i, (recorded, fact)) in back.iter().zip(&facts).enumerate() {
        assert_eq!((recorded.seq, &recorded.fact), (FactSeq(i as u64 + 1), fact));
    }
    assert_eq!(back[40_000].recorded_at, at(1));
}

async fn time_never_runs_backwards_in_the_journal(database: Database) {
    let journal = database.open().await;
    add(&journal, 100, observations(1)).await;
    assert_eq!(add(&journal, 50, observations(1)).await.recorded_at, at(100));
    assert_eq!(add(&journal, 150, observations(1)).await.recorded_at, at(150));
}

async fn the_same_command_with_another_request_is_refused(database: Database) {
    let journal = database.open().await;
    let first = vedich_journal::NewEntry { request: Some([1; 32]), ..entry(0, observations(2)) };
    assert!(!journal.append(&first).await.unwrap().already);
    assert!(journal.append(&first).await.unwrap().already, "a retry");
    let other = vedich_journal::NewEntry { request: Some([2; 32]), facts: observations(3), ..first.clone() };
    assert!(matches!(journal.append(&other).await, Err(JournalError::CommandReused(command)) if command == first.command));
    assert!(journal.same_request(first.command, Some([1; 32])).await.is_ok());
    assert!(matches!(journal.same_request(first.command, Some([2; 32])).await, Err(JournalError::CommandReused(_))));
    let untold = entry(1, observations(1));
    journal.append(&untold).await.unwrap();
    assert!(journal.same_request(untold.command, Some([9; 32])).await.is_ok(), "of older commands nothing is known");
    assert_eq!(journal.head().await.unwrap().fact, FactSeq(3));
}
