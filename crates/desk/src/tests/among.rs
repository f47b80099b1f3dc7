//! Documents that nobody has recorded yet beside each other, counts beside earlier ones, names of units that have ended.

use super::{REFERENCE, WORDS, board, day, draft, judge, progress, today, unit};
use crate::{Behind, Beside, Card, Decision, Draft, Field, Judge, Judged, Matter, Side, Stated, compare};
use vedich_facts::{Body, Cited, Fact};
use vedich_values::Tally;

fn compared(drafts: &[Draft]) -> Vec<Vec<Judged>> {
    let mut judged: Vec<Vec<Judged>> =
        drafts.iter().map(|draft| Judge::new(&WORDS, &board(draft, Vec::new()), draft, today()).all()).collect();
    let names: Vec<String> = (1..=drafts.len()).map(|number| format!("{number}.txt")).collect();
    let mut sides: Vec<Side<'_>> = drafts
        .iter()
        .zip(&mut judged)
        .zip(&names)
        .map(|((draft, judged), name)| Side { reading: name, title: name, draft, judged })
        .collect();
    compare(&mut sides);
    judged
}

fn of(met: &str) -> Draft {
    draft("2020-09-08", "Kỳ Anh", vec![progress("Lâm Hợp", met, "20")])
}

#[test]
fn two_documents_that_say_different_things_of_one_day_contradict_each_other() {
    let judged = compared(&[of("14"), of("15"), of("14")]);
    let against = |number: usize| match &judged[number][0].beside {
        Beside::Contradicts { matter: Matter::Unrecorded, said, known } => {
            (said.as_str(), known.text.as_str(), known.source.as_deref().unwrap_or_default(), known.behind.clone())
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(against(0), ("14/20", "15/20", "2.txt", Behind::Reading("2.txt".into())));
    assert_eq!(against(1), ("15/20", "14/20", "1.txt", Behind::Reading("1.txt".into())));
    assert_eq!(against(2).2, "2.txt");
}

#[test]
fn the_same_figure_twice_another_day_or_what_was_rejected_contradicts_nothing() {
    let quiet = |drafts: &[Draft]| compared(drafts).iter().flatten().all(|one| !one.beside.is_contradiction());
    assert!(quiet(&[of("14"), of("14")]));
    assert!(quiet(&[of("14"), Draft { date: "2020-09-09".into(), ..of("15") }]));
    let mut rejected = of("15");
    rejected.cards[0].decision = Decision::Rejected;
    assert!(quiet(&[of("14"), rejected]));
    let mut settled = of("15");
    settled.cards[0].settled = true;
    assert!(quiet(&[of("14"), settled]));
    // Of one document alone its own cards are no second source.
    let both = draft("2020-09-08", "Kỳ Anh", vec![progress("Lâm Hợp", "14", "20"), Card { no: 2, ..progress("Lâm Hợp", "15", "20") }]);
    assert!(quiet(&[both]));
}

/// A report of 15 of 20 on the 23rd, read from a document.
fn reported(cited: &Cited) -> Fact {
    let Stated::Count { unit, set, .. } = judge(&of("15"), Vec::new()).stated.remove(0) else { panic!() };
    let body = Body::ReportedCount { set: set.id.clone(), criteria: Tally::new(15, 20).ok(), indicators: None };
    let fact = Fact::new(unit, day("2020-10-23"), body).from_source("Báo cáo tháng 10");
    Fact { evidence: Some(cited.evidence().into()), ..fact }
}

#[test]
fn a_later_count_is_shown_beside_the_last_one_and_a_fall_is_looked_at() {
    let cited = Cited { fingerprint: "ab".repeat(32).into(), start: 3, end: 17 };
    let said = |met: &str, on: &str| judge(&Draft { date: on.into(), ..of(met) }, vec![reported(&cited)]).beside;
    match said("9", "2020-10-24") {
        Beside::Lower(known) => {
            assert_eq!((known.text.as_str(), known.as_of, known.behind), ("15/20", day("2020-10-23"), Behind::Document(cited.clone())));
        }
        other => panic!("{other:?}"),
    }
    assert!(said("9", "2020-10-24").needs_a_look() && !said("16", "2020-10-24").needs_a_look());
    assert!(matches!(said("16", "2020-10-24"), Beside::Later(known) if known.text == "15/20"));
    assert!(matches!(said("15", "2020-10-23"), Beside::Known(_)));
    assert!(matches!(said("9", "2020-10-22"), Beside::New), "a report of a later day says nothing about this one");
}

#[test]
fn the_name_of_a_unit_that_has_ended_offers_the_one_it_went_into() {
    let on = "2026-08-10";
    let text = draft(on, "", vec![progress("Xã Lâm Hợp, Huyện Kỳ Anh, Hà Tĩnh", "16", "19")]);
    let one = judge(&text, Vec::new());
    assert_eq!(one.problems.iter().map(|one| one.code).collect::<Vec<_>>(), ["desk.unknown-place"]);
    let first = one.offered().next().expect("a unit of that day").clone();
    let heir = first.heir.as_ref().expect("what it took over");
    assert_eq!((heir.of.as_str(), heir.from), ("Xã Lâm Hợp, Huyện Kỳ Anh, Tỉnh Hà Tĩnh", day("2025-07-01")));
    assert!(one.offered().all(|one| REFERENCE.registry.at(one.unit, day(on)).is_some() || one.heir.is_none()));
    let mut chosen = text;
    chosen.cards[0].correct(Field::Place, &first.path);
    assert_eq!(judge(&chosen, Vec::new()).place.unit(), Some(first.unit));
    assert_ne!(first.unit, unit("Lâm Hợp, Kỳ Anh, Hà Tĩnh", "2020-09-08"));
}
