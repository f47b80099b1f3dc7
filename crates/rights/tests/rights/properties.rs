//! Whatever is granted, taken away and passed on, in whatever order: nobody acts outside the unit, field and period of a post of theirs.
//! The oracle reads the events anew for every question and knows nothing of how the crate keeps them.

use crate::world::{Ask, Map, REORGANISED, Step, ask, counterparts, day, field, replay, steps};
use proptest::prelude::*;
use vedich_facts::{AccountEvent, Field, PersonId, PostId};
use vedich_rights::{Action, Decision, On, Rights, Topic};
use vedich_values::{CriterionNo, Date};

/// Who, by which event, for which criteria, until when, of which post.
type Seat<'a> = (PersonId, &'a Step, &'a Field, Option<Date>, Option<PostId>);

/// Which events gave a person a seat from which an action on that unit and criterion is allowed on that day.
fn allowed_by(steps: &[Step], question: &Ask) -> Vec<PostId> {
    let today = day(question.today);
    let ended =
        |id: u64| steps.iter().any(|step| step.seq > id && matches!(step.event, AccountEvent::Ended { post } if post == PostId(id)));
    let opens = |person: PersonId| {
        let last = steps.iter().rev().find_map(|step| match &step.event {
            AccountEvent::Disabled { person: who } if *who == person => Some(false),
            AccountEvent::Enabled { person: who } if *who == person => Some(true),
            _ => None,
        });
        last.unwrap_or(true)
    };
    let seat = |id: u64| -> Option<Seat<'_>> {
        let step = steps.iter().find(|step| step.seq == id)?;
        match &step.event {
            AccountEvent::Appointed { person, field, to, .. } => Some((*person, step, field, *to, None)),
            AccountEvent::Delegated { of, person, field, to } => Some((*person, step, field, Some(*to), Some(*of))),
            _ => None,
        }
    };
    let fits = |id: u64, needs_person: Option<PersonId>| -> bool {
        let Some((person, step, field, to, _)) = seat(id) else { return false };
        let in_time = step.from <= today && to.is_none_or(|to| today <= to);
        let granted = |set: &str, no: u16| field.0.iter().flatten().any(|(key, numbers)| key == set && numbers.contains(&CriterionNo(no)));
        let in_field = field.is_whole() || question.criterion.is_some_and(|(set, no)| granted(set, no) || corresponds((set, no), granted));
        !ended(id)
            && in_time
            && in_field
            && opens(person)
            && (matches!(question.action, Action::Read | Action::ReadAudit) || step.unit.0 != 6 || today < day(REORGANISED))
            && needs_person.is_none_or(|who| who == person)
            && Map::under(step.unit, question.unit, today)
    };
    let may = |id: u64| -> bool {
        let root = seat(id).and_then(|(.., of)| of).map_or(id, |of| of.0);
        let Some(AccountEvent::Appointed { role, .. }) = steps.iter().find(|step| step.seq == root).map(|step| &step.event) else {
            return false;
        };
        crate::world::may(role, question.action)
    };
    steps
        .iter()
        .filter(|step| {
            let root = seat(step.seq).and_then(|(.., of)| of);
            let was_there = root.is_none_or(|root| root.0 < step.seq && seat(root.0).is_some_and(|(.., of)| of.is_none()));
            was_there && fits(step.seq, Some(question.person)) && root.is_none_or(|root| fits(root.0, None)) && may(step.seq)
        })
        .map(|step| PostId(step.seq))
        .collect()
}

/// Whether what corresponds to a criterion in the other set was granted: all of what was joined.
fn corresponds((set, no): (&str, u16), granted: impl Fn(&str, u16) -> bool) -> bool {
    match (set, no) {
        ("old", 1) => granted("new", 1),
        ("old", 2 | 3) => granted("new", 2),
        ("new", 1) => granted("old", 1),
        ("new", 2) => granted("old", 2) && granted("old", 3),
        _ => false,
    }
}

fn decide(rights: &Rights, question: &Ask) -> Decision {
    let known = question.criterion.map(counterparts);
    let topic = known.as_deref().map_or(Topic::Unit, Topic::Criterion);
    let on = On { topic, entered_by: &question.entered_by, verified_by: &question.verified_by, ..On::unit(question.unit) };
    rights.decide(&Map, question.person, question.action, &on, day(question.today))
}

fn kept_apart(question: &Ask) -> bool {
    let entered = question.entered_by.contains(&question.person);
    let verified = question.verified_by.contains(&question.person);
    match question.action {
        Action::Verify | Action::Visit => !entered,
        Action::Approve => !entered && !verified,
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_decision_is_granted_exactly_where_a_post_reaches(steps in steps(), question in ask()) {
        let allowed = allowed_by(&steps, &question);
        match decide(&replay(&steps), &question) {
            Decision::Granted { by } => {
                prop_assert!(allowed.contains(&by), "granted by {by}, allowed by {allowed:?}");
                prop_assert!(kept_apart(&question));
            }
            Decision::Refused(_) => prop_assert!(allowed.is_empty() || !kept_apart(&question), "refused, allowed by {allowed:?}"),
        }
    }

    #[test]
    fn units_over_which_the_same_posts_have_a_say_are_decided_alike(steps in steps(), question in ask(), other in crate::world::units()) {
        let rights = replay(&steps);
        let say = |unit| rights.say_over(&Map, question.person, unit, day(question.today));
        let elsewhere = Ask { unit: other, ..question.clone() };
        if say(question.unit) == say(other) {
            prop_assert_eq!(decide(&rights, &question), decide(&rights, &elsewhere));
        }
    }

    #[test]
    fn what_is_ended_or_disabled_grants_nothing_from_then_on(steps in steps(), question in ask()) {
        let before = replay(&steps);
        let Decision::Granted { by } = decide(&before, &question) else { return Ok(()) };
        let next = steps.len() as u64 + 100;
        let root = before.post(by).unwrap().of.unwrap_or(by);
        for post in [by, root] {
            let after = replay(&[steps.clone(), vec![Step::new(next, AccountEvent::Ended { post })]].concat());
            let decision = decide(&after, &question);
            prop_assert!(!matches!(decision, Decision::Granted { by: other } if other == by), "{decision:?}");
        }
        for person in [question.person, before.post(root).unwrap().person] {
            let after = replay(&[steps.clone(), vec![Step::new(next, AccountEvent::Disabled { person })]].concat());
            let decision = decide(&after, &question);
            prop_assert!(!matches!(decision, Decision::Granted { by: other } if other == by), "{decision:?}");
        }
    }

    #[test]
    fn a_delegation_never_gives_what_its_giver_could_not_do(steps in steps(), question in ask()) {
        let rights = replay(&steps);
        let Decision::Granted { by } = decide(&rights, &question) else { return Ok(()) };
        if let Some(root) = rights.post(by).unwrap().of {
            let giver = Ask { person: rights.post(root).unwrap().person, entered_by: vec![], verified_by: vec![], ..question };
            prop_assert!(matches!(decide(&rights, &giver), Decision::Granted { .. }), "the giver could not do it");
        }
    }

    #[test]
    fn an_allowed_delegation_lies_in_its_post(steps in steps(), unit in crate::world::units(), from in 0u32..20, to in 0u32..20, limits in field()) {
        let rights = replay(&steps);
        for post in (1..=steps.len() as u64 + 10).filter_map(|id| rights.post(PostId(id))) {
            let span = vedich_values::DateSpan { from: Some(day(from)), to: Some(day(to)) };
            let new = vedich_rights::NewDelegation { of: post.id, person: PersonId(99), unit, field: limits.clone(), span };
            if rights.may_delegate(&Map, post.person, &new, day(10)).is_ok() {
                prop_assert!(post.of.is_none() && post.ended.is_none());
                prop_assert!(post.span.from.unwrap() <= day(from) && post.span.to.is_none_or(|end| day(to) <= end));
                prop_assert!(limits.lies_in(&post.field) && Map::under(post.unit, unit, day(10)));
            }
        }
    }
}
