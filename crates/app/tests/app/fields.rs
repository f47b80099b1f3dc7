//! Fields of posts across criteria sets, on both databases: numbers mean the set they were given by, whatever is in force later.

use crate::support::{at, date, open, unit};
use crate::verify::{person, person_since};
use std::sync::Arc;
use vedich_app::people::Covered;
use vedich_app::{App, By, FixedClock, Hand, NewEntry};
use vedich_facts::{AccountEvent, Body, Fact, Field};
use vedich_journal::testing::Database;
use vedich_rights::{Action, Post};
use vedich_values::CriterionNo;

crate::on_both!(
    numbers_of_a_field_are_of_the_set_in_force_when_it_was_given,
    older_rows_without_a_set_mean_the_one_of_their_first_day,
    a_field_given_by_a_number_the_set_does_not_have_is_refused,
);

const FIRST: &str = "vn.commune.2016-2020.standard";
const HA_TINH: &str = "vn-ha-tinh.commune.2018-2020.standard";
const ADVANCED: &str = "vn.commune.2021-2025.advanced";
const NOW: &str = "vn.commune.2026-2030.standard";

async fn today(database: &Database) -> App {
    open(database, &Arc::new(FixedClock::at(at("2026-11-22T03:00:00Z")))).await
}

/// The criteria of a set whose values a hand may verify in a commune of Hà Tĩnh.
fn verifies(app: &App, hand: &Hand, set: &str) -> Vec<u16> {
    let (commune, reference) = (unit("Lâm Hợp, Kỳ Anh", "2020-09-08"), app.reference());
    let set = reference.catalogue.get(set).unwrap();
    let may = |no: &CriterionNo| app.may_about(hand, Action::Verify, commune, Some((set, *no))).is_ok();
    set.criteria.iter().map(|criterion| criterion.no).filter(may).map(|no| no.0).collect()
}

fn post(app: &App, login: &str) -> Post {
    let rights = app.rights();
    let person = rights.by_login(login).unwrap().id;
    rights.posts_of(person).next().unwrap().clone()
}

fn covered(app: &App, login: &str) -> Vec<(String, Vec<u16>)> {
    let of = |one: Covered| (one.set.id.to_string(), one.criteria.iter().map(|no| no.0).collect());
    app.covered_now(&post(app, login)).into_iter().map(of).collect()
}

async fn numbers_of_a_field_are_of_the_set_in_force_when_it_was_given(database: Database) {
    let app = today(&database).await;
    let province = unit("Tỉnh Hà Tĩnh", "2020-09-08");
    let schools = person_since(&app, "schools", "department-specialist", province, Field::criteria("commune", [5, 14]), "2020-09-08").await;
    assert_eq!(post(&app, "schools").field, Field::criteria(HA_TINH, [5, 14]));
    assert_eq!(verifies(&app, schools.hand(), FIRST), [5, 14]);
    assert_eq!(verifies(&app, schools.hand(), ADVANCED), [5], "there the two are one");
    assert_eq!(verifies(&app, schools.hand(), NOW), [0_u16; 0], "5 is now culture, education and health together");
    assert_eq!(covered(&app, "schools"), [(NOW.to_owned(), vec![])]);
    let social =
        person_since(&app, "social", "department-specialist", province, Field::criteria("commune", [14, 15, 16, 18]), "2020-09-08").await;
    assert_eq!(verifies(&app, social.hand(), NOW), [5, 9]);
    assert_eq!(verifies(&app, social.hand(), ADVANCED), [14, 16], "schools and halls are of others");
    assert_eq!(covered(&app, "social"), [(NOW.to_owned(), vec![5, 9])]);
    let new = person_since(&app, "culture", "department-specialist", province, Field::criteria("commune", [5]), "2026-03-01").await;
    assert_eq!(post(&app, "culture").field, Field::criteria(NOW, [5]));
    assert_eq!(verifies(&app, new.hand(), FIRST), [14, 15, 16], "what went into it");
}

async fn older_rows_without_a_set_mean_the_one_of_their_first_day(database: Database) {
    let app = today(&database).await;
    let province = unit("Tỉnh Hà Tĩnh", "2020-09-08");
    let holder = person(&app, "holder", "auditor", province, Field::WHOLE).await;
    let deputy = person(&app, "deputy", "auditor", province, Field::WHOLE).await;
    let state = async |event: AccountEvent, from: &str| {
        let fact = Fact::new(province, date(from), Body::Account(event));
        let entry = NewEntry::new("test", By::operator("test", "test"), at("2026-11-22T03:00:00Z"), vec![fact]);
        app.commit(entry).await.unwrap().facts.start.get()
    };
    let field = Field::criteria("commune", [5, 14]);
    let role = "department-specialist".to_owned();
    let given = AccountEvent::Appointed { person: holder.hand().whose().unwrap(), role, field: field.clone(), to: None };
    let post = state(given, "2020-09-08").await;
    let person = deputy.hand().whose().unwrap();
    state(AccountEvent::Delegated { of: vedich_facts::PostId(post), person, field, to: date("2026-12-31") }, "2026-11-01").await;
    // Read from the journal anew, as after a restart.
    for app in [app, today(&database).await] {
        for hand in [holder.hand(), deputy.hand()] {
            assert_eq!(verifies(&app, hand, FIRST), [5, 14]);
            assert_eq!(verifies(&app, hand, NOW), [0_u16; 0]);
        }
    }
}

async fn a_field_given_by_a_number_the_set_does_not_have_is_refused(database: Database) {
    let app = today(&database).await;
    let province = unit("Tỉnh Hà Tĩnh", "2020-09-08");
    let holder = person(&app, "holder", "auditor", province, Field::WHOLE).await;
    let post = vedich_app::people::NewPosting {
        role: "department-specialist".into(),
        unit: province,
        field: Field::criteria("commune", [5, 14]),
        from: date("2026-03-01"),
        to: None,
        decision: None,
    };
    let refused = app.appoint(By::operator("test", "test"), holder.hand().whose().unwrap(), &post).await;
    assert_eq!(crate::support::codes(refused), ["account.unknown-criterion"]);
}
