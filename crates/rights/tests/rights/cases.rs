//! The cases people will ask about.

use crate::world::{Map, Step, counterparts, day, replay};
use vedich_facts::{AccountEvent, Field, PersonId, PostId, UnitLevel};
use vedich_rights::{Action, Decision, NewPost, On, Places, Refusal, Rights, Roles, Topic};
use vedich_values::{Date, DateSpan, UnitId};

fn people(later: Vec<Step>) -> Rights {
    let entered = (1..=4).map(|seq| Step::new(seq, AccountEvent::Entered { login: format!("p{seq}"), name: format!("P {seq}") }));
    replay(&entered.chain(later).collect::<Vec<_>>())
}

fn post(seq: u64, person: u64, role: &str, unit: u32, field: Field) -> Step {
    let event = AccountEvent::Appointed { person: PersonId(person), role: role.into(), field, to: None };
    Step { unit: UnitId(unit), ..Step::new(seq, event) }
}

fn may(rights: &Rights, person: u64, action: Action, unit: u32, today: u32) -> Result<PostId, Refusal> {
    rights.decide(&Map, PersonId(person), action, &On::unit(UnitId(unit)), day(today)).granted()
}

#[test]
fn a_post_follows_its_commune_into_the_merged_one_and_no_earlier() {
    let rights = people(vec![post(5, 1, "commune-officer", 4, Field::WHOLE)]);
    assert_eq!(may(&rights, 1, Action::Enter, 8, 9), Err(Refusal::OutsideArea));
    assert_eq!(may(&rights, 1, Action::Enter, 8, 10), Ok(PostId(5)));
    assert_eq!(may(&rights, 1, Action::Enter, 4, 10), Ok(PostId(5)), "and keeps the records of the old one");
    assert_eq!(may(&rights, 1, Action::Enter, 5, 10), Err(Refusal::OutsideArea));
}

#[test]
fn the_officer_of_the_new_commune_answers_for_the_records_of_the_old() {
    let rights = people(vec![post(5, 1, "commune-officer", 8, Field::WHOLE)]);
    assert_eq!(may(&rights, 1, Action::Enter, 4, 10), Ok(PostId(5)));
    assert_eq!(may(&rights, 1, Action::Enter, 6, 10), Err(Refusal::OutsideArea), "6 was divided: nobody but those above inherits it");
}

/// The small country with a hamlet, 9, in commune 5.
struct WithHamlet;

impl Places for WithHamlet {
    fn line(&self, unit: UnitId, on: Date) -> Vec<UnitId> {
        if unit.0 == 9 { [vec![unit], Map.line(UnitId(5), on)].concat() } else { Map.line(unit, on) }
    }

    fn heirs(&self, unit: UnitId, on: Date) -> Vec<UnitId> {
        Map.heirs(unit, on)
    }

    fn ended(&self, unit: UnitId, on: Date) -> bool {
        Map.ended(unit, on)
    }

    fn level(&self, unit: UnitId) -> Option<UnitLevel> {
        if unit.0 == 9 { Some(UnitLevel::Hamlet) } else { Map.level(unit) }
    }
}

#[test]
fn the_officer_of_a_commune_verifies_its_hamlets_and_nothing_else() {
    let rights = people(vec![post(5, 1, "commune-officer", 5, Field::WHOLE)]);
    let verify = |unit| rights.decide(&WithHamlet, PersonId(1), Action::Verify, &On::unit(UnitId(unit)), day(1)).granted();
    assert_eq!(verify(9), Ok(PostId(5)));
    assert_eq!(verify(5), Err(Refusal::NotInRole), "the commune is for others");
}

#[test]
fn a_post_over_a_unit_that_ended_without_heirs_only_reads() {
    let rights = people(vec![post(5, 1, "commune-officer", 6, Field::WHOLE), post(6, 2, "unit-administrator", 6, Field::WHOLE)]);
    assert_eq!(may(&rights, 1, Action::Enter, 6, 9), Ok(PostId(5)));
    assert_eq!(may(&rights, 1, Action::Enter, 6, 10), Err(Refusal::UnitEnded));
    assert_eq!(may(&rights, 1, Action::Read, 6, 10), Ok(PostId(5)), "its history");
    let give = |today| rights.may_give(&Map, PersonId(2), "commune-officer", UnitId(6), day(today));
    assert_eq!((give(9), give(10)), (Ok(PostId(6)), Err(Refusal::UnitEnded)));
}

#[test]
fn a_specialist_verifies_the_criteria_of_their_field_in_every_commune_and_what_corresponds_to_them() {
    let rights = people(vec![post(5, 1, "department-specialist", 2, Field::criteria("old", [1, 2]))]);
    let verify = |set, no| {
        let on = On { topic: Topic::Criterion(&counterparts((set, no))), ..On::unit(UnitId(5)) };
        rights.decide(&Map, PersonId(1), Action::Verify, &on, day(1)).granted()
    };
    assert_eq!((verify("old", 1), verify("old", 2)), (Ok(PostId(5)), Ok(PostId(5))));
    assert_eq!(verify("old", 3), Err(Refusal::OutsideField));
    assert_eq!(verify("new", 1), Ok(PostId(5)), "it corresponds");
    assert_eq!(verify("new", 2), Err(Refusal::OutsideField), "it joins 2 with 3, which is not theirs");
    assert_eq!(verify("new", 3), Err(Refusal::OutsideField), "nothing corresponds, whatever its number");
    assert_eq!(may(&rights, 1, Action::Verify, 5, 1), Err(Refusal::OutsideField), "the commune as such is not in the field");
    assert_eq!(may(&rights, 1, Action::Enter, 5, 1), Err(Refusal::NotInRole));
}

#[test]
fn four_eyes_hold_across_posts() {
    let office = |seq| post(seq, 1, "coordination-office", 2, Field::WHOLE);
    let rights = people(vec![office(5), post(6, 1, "leader", 2, Field::WHOLE)]);
    let decide = |action, entered_by: &[PersonId], verified_by: &[PersonId]| {
        rights.decide(&Map, PersonId(1), action, &On { entered_by, verified_by, ..On::unit(UnitId(5)) }, day(1))
    };
    assert_eq!(decide(Action::Verify, &[PersonId(1)], &[]), Decision::Refused(Refusal::FourEyes));
    assert_eq!(decide(Action::Approve, &[PersonId(2)], &[PersonId(1)]), Decision::Refused(Refusal::FourEyes));
    assert_eq!(decide(Action::Approve, &[PersonId(2)], &[PersonId(3)]), Decision::Granted { by: PostId(6) });
}

#[test]
fn administrators_give_what_their_role_names_in_their_own_area_and_never_to_themselves() {
    let rights = people(vec![post(5, 1, "unit-administrator", 2, Field::WHOLE), post(6, 2, "system-administrator", 1, Field::WHOLE)]);
    let give = |giver, person, role: &str, unit| {
        let new =
            NewPost { person: PersonId(person), role: role.into(), unit: UnitId(unit), field: Field::WHOLE, span: DateSpan::since(day(1)) };
        rights.may_appoint(&Map, PersonId(giver), &new, day(1))
    };
    assert_eq!(give(1, 3, "commune-officer", 5), Ok(PostId(5)));
    assert_eq!(give(1, 3, "commune-officer", 7), Err(Refusal::OutsideArea));
    assert_eq!(give(1, 3, "auditor", 2), Err(Refusal::NotInRole));
    assert_eq!(give(1, 1, "leader", 2), Err(Refusal::Oneself));
    assert_eq!(give(3, 4, "leader", 2), Err(Refusal::NoPost));
    let person = |id| rights.person(PersonId(id)).unwrap();
    assert!(rights.may_administer(&Map, PersonId(2), person(1), day(1)).is_ok());
    assert_eq!(rights.may_administer(&Map, PersonId(1), person(2), day(1)), Err(Refusal::OutsideArea), "or they would act as the system's");
}

#[test]
fn the_shipped_roles_are_sound() {
    let roles = Roles::parse("roles.toml", crate::world::ROLES).unwrap();
    assert_eq!(roles.iter().count(), 10);
    for role in roles.iter() {
        assert!(role.may.contains(&Action::Read), "{} reads", role.id);
        assert!(!(role.may.contains(&Action::Enter) && role.may.contains(&Action::Approve)), "{} is two people's work", role.id);
        assert!(role.appoints.is_empty() || role.may.contains(&Action::AdministerUsers), "{} appoints without administering", role.id);
        assert!(!(role.delegable && role.may.contains(&Action::AdministerUsers)), "{}: administering is not passed on", role.id);
    }
}

#[test]
fn every_problem_of_a_file_of_roles_is_named() {
    let codes = |text: &str| Roles::parse("roles.toml", text).unwrap_err().iter().map(|problem| problem.code).collect::<Vec<_>>();
    let role = "[[roles]]\nid='a'\nname={vi='a',en='a'}\ndoes={vi='a',en='a'}\nlevels=['commune']\n";
    assert_eq!(codes("x = 1"), ["roles.unreadable"]);
    assert_eq!(codes(&format!("{role}may=['fly']\nappoints=['b']\n")), ["roles.unknown-action", "roles.unknown-role", "roles.empty"]);
    assert_eq!(codes(&format!("{role}may=['read']\n{role}may=['read']\n")), ["roles.twice"]);
}
