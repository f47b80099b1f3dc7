//! Four eyes at the one door: whatever people do, in whatever order, with whatever delegated, nobody ever verifies what they entered.

use crate::support::{clock, date, open, unit, value, values};
use crate::verify::{again, person};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use vedich_app::people::NewPosting;
use vedich_app::verify::{Correct, Verify};
use vedich_app::{App, AppError, By, NewEntry};
use vedich_facts::{Body, Fact, Field, Outcome, PersonId};
use vedich_journal::Select;
use vedich_journal::testing::Database;
use vedich_rights::{NewDelegation, Refusal};
use vedich_values::{DateSpan, FactSeq, UnitId};

/// Something somebody tries.
#[derive(Clone, Copy, Debug)]
enum Try {
    /// Enters a value.
    Enter(usize, usize),
    /// Says something of the value entered as the n-th.
    Say(usize, usize, Outcome),
    /// Puts a value in the place of the n-th.
    Correct(usize, usize),
    /// Lets somebody act in their post.
    Delegate(usize, usize),
}

const PEOPLE: usize = 4;
const CODES: [&str; 3] = ["2.1", "2.2", "4.2"];

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let outcome = prop::sample::select(vec![Outcome::Confirmed, Outcome::Returned, Outcome::Asked]);
    let one = prop_oneof![
        3 => (0..PEOPLE, 0..CODES.len()).prop_map(|(who, code)| Try::Enter(who, code)),
        5 => (0..PEOPLE, 0..8_usize, outcome).prop_map(|(who, of, outcome)| Try::Say(who, of, outcome)),
        2 => (0..PEOPLE, 0..8_usize).prop_map(|(who, of)| Try::Correct(who, of)),
        1 => (0..PEOPLE, 0..PEOPLE).prop_map(|(from, to)| Try::Delegate(from, to)),
    ];
    prop::collection::vec(one, 1..14)
}

struct World {
    app: App,
    commune: UnitId,
    /// Two of an office that enters and verifies, a commune officer, a specialist.
    people: Vec<By>,
    entered: Vec<FactSeq>,
}

impl World {
    async fn new(database: &Database) -> Self {
        let app = open(database, &clock()).await;
        let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
        let province = unit("Tỉnh Quảng Ninh", "2024-06-30");
        let mut people = Vec::new();
        for (login, role, unit, field) in [
            ("office.a", "coordination-office", province, Field::WHOLE),
            ("office.b", "coordination-office", province, Field::WHOLE),
            ("officer", "commune-officer", commune, Field::WHOLE),
            ("specialist", "department-specialist", province, Field::criteria("commune", [2, 4])),
        ] {
            people.push(person(&app, login, role, unit, field).await);
        }
        Self { app, commune, people, entered: Vec::new() }
    }

    fn who(&self, at: usize) -> PersonId {
        self.people[at].hand().whose().unwrap()
    }

    async fn attempt(&mut self, one: Try, number: i64) -> Result<(), AppError> {
        let nth = |of: usize| self.entered.get(of % self.entered.len().max(1)).copied();
        match one {
            Try::Enter(who, code) => {
                let new = values(vec![value(self.commune, CODES[code], 50 + number, "2024-06-30")]);
                let done = self.app.record_observations(again(&self.people[who]), new).await?;
                self.entered.push(done.facts.start);
            }
            Try::Say(who, of, outcome) => {
                let Some(of) = nth(of) else { return Ok(()) };
                let verify = Verify { values: vec![of], outcome, words: Some("vì sao".into()) };
                self.app.verify(again(&self.people[who]), verify).await?;
            }
            Try::Correct(who, of) => {
                let Some(of) = nth(of) else { return Ok(()) };
                let correct = Correct { value: of, written: (60 + number).to_string(), source: None, note: None };
                let done = self.app.correct_value(again(&self.people[who]), correct).await?;
                self.entered.push(done.facts.start);
            }
            Try::Delegate(from, to) => {
                let rights = self.app.rights();
                let post = rights.posts_of(self.who(from)).find(|post| post.of.is_none()).unwrap();
                let span = DateSpan { from: Some(date("2024-06-30")), to: Some(date("2024-07-30")) };
                let new = NewDelegation { of: post.id, person: self.who(to), unit: post.unit, field: post.field.clone(), span };
                self.app.delegate(again(&self.people[from]), &new, None).await?;
            }
        }
        Ok(())
    }

    /// Who entered each value and who spoke of it, out of the record alone.
    async fn nobody_verified_their_own(&self) -> Result<(), TestCaseError> {
        let entries = self.app.journal().entries(None, 1_000).await.unwrap();
        let rights = self.app.rights();
        let by: BTreeMap<_, _> = entries.iter().filter_map(|entry| Some((entry.seq, rights.post(entry.post?)?.person))).collect();
        let facts = self.app.journal().read(&Select::default()).await.unwrap();
        let maker: BTreeMap<FactSeq, PersonId> = facts.iter().filter_map(|fact| Some((fact.seq, *by.get(&fact.entry)?))).collect();
        for fact in &facts {
            if let Body::Verification(said) = &fact.fact.body {
                prop_assert_ne!(maker.get(&said.of), maker.get(&fact.seq), "fact {} about {}", fact.seq, said.of);
            }
        }
        Ok(())
    }
}

#[test]
fn nobody_ever_verifies_what_they_entered() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: 24, max_shrink_iters: 60, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&tries(), |tries| {
        runtime.block_on(async {
            let database = Database::sqlite();
            let mut world = World::new(&database).await;
            for (number, one) in (0..).zip(&tries) {
                let refused = world.attempt(*one, number).await;
                if let Try::Say(who, of, _) = one
                    && let Some(of) = world.entered.get(of % world.entered.len().max(1))
                {
                    let own = world.app.fact(*of).await.unwrap().unwrap();
                    let entry = world.app.journal().entries(Some(vedich_values::EntrySeq(own.entry.get() + 1)), 1).await.unwrap();
                    let maker = world.app.rights().post(entry[0].post.unwrap()).unwrap().person;
                    if maker == world.who(*who) {
                        let told = matches!(
                            refused,
                            Err(AppError::Forbidden(Refusal::FourEyes | Refusal::NotInRole | Refusal::OutsideField) | AppError::Refused(_))
                        );
                        prop_assert!(told, "{:?}", refused);
                    }
                }
            }
            world.nobody_verified_their_own().await
        })
    });
    outcome.unwrap();
}

/// Somebody who also has a post in which recognition is decided.
async fn also_a_leader(app: &App, by: &By, area: UnitId) {
    let post = NewPosting { role: "leader".into(), unit: area, field: Field::WHOLE, from: date("2024-01-01"), to: None, decision: None };
    app.appoint(By::operator("test", "test"), by.hand().whose().unwrap(), &post).await.unwrap();
}

async fn recognise(app: &App, by: &By, commune: UnitId) -> Result<vedich_app::Committed, AppError> {
    let body = Body::Stage {
        set: "vn.commune.2021-2025.standard".into(),
        stage: "recognised".into(),
        decision: Some("1/QĐ-UBND".into()),
        year: Some(2024),
    };
    let fact = Fact::new(commune, date("2024-06-30"), body).from_source("UBND tỉnh");
    app.commit(NewEntry::new("recognise", again(by), app.clock().now(), vec![fact])).await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_entered_or_verified_does_not_approve_even_in_another_post() {
    let database = Database::sqlite();
    let mut world = World::new(&database).await;
    let province = unit("Tỉnh Quảng Ninh", "2024-06-30");
    let leader = person(&world.app, "leader", "leader", province, Field::WHOLE).await;
    for by in &world.people {
        also_a_leader(&world.app, by, province).await;
    }
    let [officer, specialist, office] = [2, 3, 1].map(|at| world.people[at].clone());
    world.attempt(Try::Enter(2, 0), 1).await.unwrap();
    world.attempt(Try::Say(3, 0, Outcome::Confirmed), 1).await.unwrap();
    for by in [&officer, &specialist] {
        let told = recognise(&world.app, by, world.commune).await;
        assert!(matches!(told, Err(AppError::Forbidden(Refusal::FourEyes))), "{told:?}");
    }
    recognise(&world.app, &office, world.commune).await.unwrap();
    recognise(&world.app, &leader, world.commune).await.unwrap();
}
