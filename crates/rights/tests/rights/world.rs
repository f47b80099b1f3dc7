//! A small country: province 2 with communes 4, 5 and 6, province 3 with commune 7. On day 10 commune 4 goes whole into 8 (below 2),
//! and 6 is divided between 5 and 8. Two sets number its criteria: of `old`, 1 stays 1 in `new`, 2 and 3 are joined in 2, and 3 of `new` is
//! asked for the first time.

use proptest::prelude::*;
use vedich_facts::{AccountEvent, Body, Counterpart, Fact, Field, PersonId, PostId, Recorded, UnitLevel};
use vedich_rights::{Action, Places, Rights, Roles};
use vedich_values::{CriterionNo, Date, EntrySeq, FactSeq, Timestamp, UnitId};

pub(crate) const ROLES: &str = include_str!("../../../../data/roles.toml");
pub(crate) const REORGANISED: u32 = 10;

pub(crate) fn day(number: u32) -> Date {
    Date::from_ymd_opt(2025, 7, 1).unwrap() + chrono::Days::new(number.into())
}

pub(crate) struct Map;

impl Map {
    fn parent(unit: UnitId) -> Option<UnitId> {
        match unit.0 {
            2 | 3 => Some(UnitId(1)),
            4 | 5 | 6 | 8 => Some(UnitId(2)),
            7 => Some(UnitId(3)),
            _ => None,
        }
    }

    fn exists(unit: UnitId, on: Date) -> bool {
        match unit.0 {
            4 | 6 => on < day(REORGANISED),
            8 => on >= day(REORGANISED),
            number => number < 8,
        }
    }

    /// Said once more, in other words, for the oracle.
    pub(crate) fn under(area: UnitId, unit: UnitId, today: Date) -> bool {
        let now = |unit: UnitId| if unit.0 == 4 && today >= day(REORGANISED) { UnitId(8) } else { unit };
        let is_in = |unit: UnitId, area: UnitId| unit == area || Self::parent(unit) == Some(area) || area.0 == 1;
        let there = unit.0 != 8 || today >= day(REORGANISED);
        there && (is_in(unit, area) || is_in(now(unit), area) || is_in(unit, now(area)) || is_in(now(unit), now(area)))
    }
}

impl Places for Map {
    fn line(&self, unit: UnitId, on: Date) -> Vec<UnitId> {
        if unit.0 == 8 && !Self::exists(unit, on) {
            return Vec::new();
        }
        std::iter::successors(Some(unit), |unit| Self::parent(*unit)).collect()
    }

    fn heirs(&self, unit: UnitId, on: Date) -> Vec<UnitId> {
        if unit.0 == 4 && !Self::exists(unit, on) { vec![UnitId(8)] } else { Vec::new() }
    }

    fn ended(&self, unit: UnitId, on: Date) -> bool {
        // Unit 4 went on in 8; 8 is not there yet.
        unit.0 == 6 && !Self::exists(unit, on)
    }

    fn level(&self, unit: UnitId) -> Option<UnitLevel> {
        Some(match unit.0 {
            1 => UnitLevel::Country,
            2 | 3 => UnitLevel::Province,
            _ => UnitLevel::Commune,
        })
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) seq: u64,
    pub(crate) unit: UnitId,
    pub(crate) from: Date,
    pub(crate) event: AccountEvent,
}

impl Step {
    pub(crate) fn new(seq: u64, event: AccountEvent) -> Self {
        Self { seq, unit: UnitId(1), from: day(0), event }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) person: PersonId,
    pub(crate) action: Action,
    pub(crate) unit: UnitId,
    pub(crate) criterion: Option<(&'static str, u16)>,
    pub(crate) today: u32,
    pub(crate) entered_by: Vec<PersonId>,
    pub(crate) verified_by: Vec<PersonId>,
}

/// People 1 to 4 are entered first; every later step has the number of its place.
pub(crate) fn replay(steps: &[Step]) -> Rights {
    let mut rights = Rights::new(Roles::parse("roles.toml", ROLES).unwrap().into());
    for step in steps {
        let fact = Fact::new(step.unit, step.from, Body::Account(step.event.clone()));
        rights.apply(&Recorded { seq: FactSeq(step.seq), entry: EntrySeq(step.seq), recorded_at: Timestamp::UNIX_EPOCH, fact });
    }
    rights
}

pub(crate) fn may(role: &str, action: Action) -> bool {
    // There are no hamlets in this country: whoever verifies only theirs verifies nothing.
    let everywhere = |role: &vedich_rights::Role| action != Action::Verify || role.verifies.is_empty();
    Roles::parse("roles.toml", ROLES).unwrap().get(role).is_some_and(|role| role.may.contains(&action) && everywhere(role))
}

pub(crate) fn units() -> impl Strategy<Value = UnitId> {
    (1u32..=8).prop_map(UnitId)
}

pub(crate) fn set() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["old", "new"])
}

pub(crate) fn field() -> impl Strategy<Value = Field> {
    let some = (set(), proptest::collection::btree_set(1u16..4, 0..4));
    prop_oneof![Just(Field::WHOLE), some.prop_map(|(set, numbers)| Field::criteria(set, numbers))]
}

/// What a criterion is in the two sets.
pub(crate) fn counterparts((set, no): (&str, u16)) -> Vec<Counterpart> {
    let part = |set: &str, numbers: &[u16]| Counterpart { set: set.into(), criteria: numbers.iter().copied().map(CriterionNo).collect() };
    let own = part(set, &[no]);
    match (set, no) {
        ("old", 1) => vec![own, part("new", &[1])],
        ("old", _) => vec![own, part("new", &[2])],
        (_, 1) => vec![own, part("old", &[1])],
        (_, 2) => vec![own, part("old", &[2, 3])],
        _ => vec![own],
    }
}

fn person() -> impl Strategy<Value = PersonId> {
    (1u64..=4).prop_map(PersonId)
}

fn event() -> impl Strategy<Value = AccountEvent> {
    let role =
        prop::sample::select(vec!["commune-officer", "department-specialist", "coordination-office", "leader", "unit-administrator"]);
    let post = || (5u64..20).prop_map(PostId);
    prop_oneof![
        4 => (person(), role, field(), proptest::option::of(0u32..20)).prop_map(|(person, role, field, to)| AccountEvent::Appointed {
            person, role: role.to_owned(), field, to: to.map(day),
        }),
        3 => (post(), person(), field(), 0u32..20).prop_map(|(of, person, field, to)| AccountEvent::Delegated { of, person, field, to: day(to) }),
        1 => post().prop_map(|post| AccountEvent::Ended { post }),
        1 => person().prop_map(|person| AccountEvent::Disabled { person }),
        1 => person().prop_map(|person| AccountEvent::Enabled { person }),
    ]
}

pub(crate) fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((units(), 0u32..20, event()), 1..14).prop_map(|drawn| {
        let entered = (1..=4).map(|seq| {
            let login = format!("p{seq}");
            Step::new(seq, AccountEvent::Entered { name: login.clone(), login })
        });
        let later = (5..).zip(drawn).map(|(seq, (unit, from, event))| Step { seq, unit, from: day(from), event });
        entered.chain(later).collect()
    })
}

pub(crate) fn ask() -> impl Strategy<Value = Ask> {
    let actions = prop::sample::select(Action::ALL);
    let hands = || proptest::collection::vec(person(), 0..2);
    (person(), actions, units(), proptest::option::of((set(), 1u16..4)), 0u32..20, hands(), hands()).prop_map(
        |(person, action, unit, criterion, today, entered_by, verified_by)| Ask {
            person,
            action,
            unit,
            criterion,
            today,
            entered_by,
            verified_by,
        },
    )
}
