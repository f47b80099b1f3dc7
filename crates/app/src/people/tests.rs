//! Signing in, administering, writing with rights: on a database in a file.

use super::*;
use crate::commands::{Observation, RecordObservations, StateAttribute};
use crate::{App, By, FixedClock};
use chrono::TimeDelta;
use std::sync::{Arc, LazyLock};
use vedich_board::Reference;
use vedich_facts::{AttributeValue, Field, Observed, PostId, Target, Value};
use vedich_journal::testing::Database;
use vedich_rights::{NewDelegation, Refusal};
use vedich_units::COUNTRY;
use vedich_values::{Date, DateSpan, FactSeq, UnitId};

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| crate::reference(vedich_reference::Shipped::load().unwrap()));
const PASSWORD: &str = "con trâu gặm cỏ bên cầu";

struct Desk {
    app: App,
    clock: Arc<FixedClock>,
    _database: Database,
}

fn visitor() -> Visitor {
    Visitor { address: "10.0.0.1".into(), agent: "test".into() }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn unit(name: &str) -> UnitId {
    REFERENCE.registry.find(name, Some(day("2024-06-30")), 1)[0].unit
}

fn operator() -> By {
    By::operator("test", "test")
}

impl Desk {
    async fn new() -> Self {
        let database = Database::sqlite();
        let clock = Arc::new(FixedClock::at("2024-06-30T03:00:00Z".parse().unwrap()));
        let shared: Arc<FixedClock> = Arc::clone(&clock);
        Self { app: App::open_without_board(&database.url, REFERENCE.clone(), shared).await.unwrap(), clock, _database: database }
    }

    /// A person in a post, signed in.
    async fn person(&self, login: &str, role: &str, unit: UnitId, field: Field) -> Signed {
        let from = day("2024-01-01");
        let post = NewPosting { role: role.into(), unit, field, from, to: None, decision: Some("12/QĐ".into()) };
        let new = NewPerson { login: login.into(), name: login.into(), home: unit, contact: Contact::default(), posts: vec![post] };
        let id = self.app.enter_people(operator(), from, vec![new]).await.unwrap()[0];
        let person = self.app.rights().person(id).unwrap().clone();
        let token = self.app.open_session(&person, "test", &visitor()).await.unwrap();
        self.app.signed(&token, "web").await.unwrap().unwrap()
    }

    async fn record(&self, by: By, unit: UnitId, code: &str, correcting: Option<FactSeq>) -> Result<crate::Committed, AppError> {
        let value = Observation {
            unit,
            as_of: day("2024-06-01"),
            target: Target::indicator("vn.commune.2021-2025.standard", code),
            observed: Observed::Value(Value::YesNo(true)),
            source: None,
            note: None,
            correcting,
        };
        self.app.record_observations(by, RecordObservations { values: vec![value] }).await
    }
}

fn refusal<T: std::fmt::Debug>(outcome: Result<T, AppError>) -> Refusal {
    match outcome {
        Err(AppError::Forbidden(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_first_administrator_comes_in_by_a_link_that_opens_once() {
    let Desk { app, clock, .. } = &Desk::new().await;
    assert_eq!(app.administrators().await.unwrap(), []);
    let id = app.create_administrator(operator(), "quan.tri", "Trần Văn Quản", Contact::default()).await.unwrap();
    assert_eq!(app.administrators().await.unwrap(), [(id, false)]);
    let link = app.give_link(operator(), id).await.unwrap();
    assert!(matches!(app.choose_password(&link.token, "quantri2024", &visitor()).await, Err(ChooseError::Weak(Weak::Guessable))));
    assert!(matches!(app.choose_password(&link.token, PASSWORD, &visitor()).await, Ok(Some(Opened::Session(_)))));
    assert!(app.choose_password(&link.token, PASSWORD, &visitor()).await.unwrap().is_none());
    assert_eq!(app.administrators().await.unwrap(), [(id, true)]);
    let late = app.give_link(operator(), id).await.unwrap();
    clock.advance(TimeDelta::days(4));
    assert!(app.link_holder(&late.token).await.unwrap().is_none());
    let kinds: Vec<_> = app.journal().entries(None, 20).await.unwrap().into_iter().rev().map(|entry| entry.kind).collect();
    assert_eq!(kinds, ["enter-people", "give-link", "choose-password", "sign-in", "give-link"]);
}

#[tokio::test]
async fn whoever_guesses_waits_and_keeps_nobody_else_out() {
    let Desk { app, clock, .. } = &Desk::new().await;
    let id = app.create_administrator(operator(), "quan.tri", "Trần Văn Quản", Contact::default()).await.unwrap();
    let hash = app.hash_password(PASSWORD).await;
    app.entrance().vault.set_password(id, &hash, app.clock().now()).await.unwrap();
    for _ in 0..5 {
        assert!(matches!(app.sign_in("quan.tri", "wrong wrong", &visitor()).await, Err(SignInError::Wrong)));
    }
    assert!(matches!(app.sign_in("quan.tri", PASSWORD, &visitor()).await, Err(SignInError::Wait(3))), "even the right one waits");
    let elsewhere = Visitor { address: "10.9.9.9".into(), ..visitor() };
    assert!(app.sign_in(" Quan.Tri ", PASSWORD, &elsewhere).await.is_ok());
    clock.advance(TimeDelta::seconds(4));
    let Ok(Opened::Session(token)) = app.sign_in("quan.tri", PASSWORD, &visitor()).await else { panic!() };
    assert!(matches!(app.sign_in("nobody", PASSWORD, &visitor()).await, Err(SignInError::Wrong)));
    let signed = app.signed(&token, "web").await.unwrap().unwrap();
    assert!(app.signed("another", "web").await.unwrap().is_none());
    assert_eq!(app.sessions(&signed).await.unwrap().len(), 2);
    app.end_own_sessions(&signed, None).await.unwrap();
    assert_eq!(app.sessions(&signed).await.unwrap().len(), 1);
    clock.advance(TimeDelta::hours(3));
    assert!(app.signed(&token, "web").await.unwrap().is_none(), "idle too long");
    let barred = app.journal().entries(None, 50).await.unwrap().iter().filter(|entry| entry.kind == "sign-in-barred").count();
    assert_eq!(barred, 1, "the record hears of it once");
}

#[tokio::test]
async fn a_hash_made_with_older_parameters_is_made_anew_at_a_successful_sign_in() {
    use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
    let Desk { app, clock, .. } = &Desk::new().await;
    let id = app.create_administrator(operator(), "quan.tri", "Trần Văn Quản", Contact::default()).await.unwrap();
    let weaker = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).unwrap());
    let older = weaker.hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    let vault = &app.entrance().vault;
    let stored = || async { vault.credential(id).await.unwrap().unwrap() };
    vault.set_password(id, &older, app.clock().now()).await.unwrap();
    let chosen = stored().await.password_at;
    clock.advance(TimeDelta::hours(1));
    assert!(matches!(app.sign_in("quan.tri", "wrong wrong", &visitor()).await, Err(SignInError::Wrong)));
    assert_eq!(stored().await.password.as_deref(), Some(older.as_str()), "a wrong password changes nothing");
    app.sign_in("quan.tri", PASSWORD, &visitor()).await.unwrap();
    let anew = stored().await;
    assert!(anew.password.as_deref().unwrap().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert_eq!(anew.password_at, chosen, "the password is the one that was chosen then");
    app.sign_in("quan.tri", PASSWORD, &visitor()).await.unwrap();
    assert_eq!(stored().await.password, anew.password, "once is enough");
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_sent_all_at_once_wait_as_those_one_after_the_other() {
    let Desk { app, .. } = &Desk::new().await;
    let id = app.create_administrator(operator(), "quan.tri", "Trần Văn Quản", Contact::default()).await.unwrap();
    let hash = app.hash_password(PASSWORD).await;
    app.entrance().vault.set_password(id, &hash, app.clock().now()).await.unwrap();
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let app = app.clone();
        guesses.spawn(async move { app.sign_in("quan.tri", "wrong wrong", &visitor()).await });
    }
    let judged = guesses.join_all().await.into_iter().filter(|guess| matches!(guess, Err(SignInError::Wrong))).count();
    assert_eq!(judged, 5, "the rest were not looked at");
}

#[tokio::test]
async fn the_second_factor_is_asked_for_and_a_recovery_code_replaces_it_once() {
    let Desk { app, clock, .. } = &Desk::new().await;
    let id = app.create_administrator(operator(), "quan.tri", "Trần Văn Quản", Contact::default()).await.unwrap();
    let link = app.give_link(operator(), id).await.unwrap();
    let Ok(Some(Opened::Session(token))) = app.choose_password(&link.token, PASSWORD, &visitor()).await else { panic!() };
    let signed = app.signed(&token, "web").await.unwrap().unwrap();
    assert!(matches!(app.begin_device(&signed, "wrong wrong").await, Err(ChooseError::WrongOld)));
    let device = app.begin_device(&signed, PASSWORD).await.unwrap();
    assert!(device.uri.contains(&device.secret));
    let secret = app.own_credential(&signed).await.unwrap().unwrap().totp.unwrap().sealed;
    let secret = app.entrance().keys.unseal(&signin::purpose(&signed.person), &secret).unwrap();
    let now = || totp::code(&secret, u64::try_from(app.clock().now().timestamp() / 30).unwrap());
    assert!(matches!(app.confirm_device(&signed, "000000").await, Err(ChooseError::WrongCode)));
    let codes = app.confirm_device(&signed, &now()).await.unwrap();
    clock.advance(TimeDelta::seconds(60));
    let second = || async {
        let Ok(Opened::SecondFactor(token)) = app.sign_in("quan.tri", PASSWORD, &visitor()).await else { panic!() };
        token
    };
    let token = second().await;
    assert!(matches!(app.sign_in_second(&token, "123456", &visitor()).await, Err(SignInError::Wrong)));
    assert!(app.sign_in_second(&token, &now(), &visitor()).await.is_ok());
    assert!(matches!(app.sign_in_second(&second().await, &now(), &visitor()).await, Err(SignInError::Wrong)), "a code opens once");
    assert!(app.sign_in_second(&second().await, &codes[0].to_lowercase(), &visitor()).await.is_ok());
    assert!(matches!(app.sign_in_second(&second().await, &codes[0], &visitor()).await, Err(SignInError::Wrong)));
    app.remove_lost_factor(operator(), id, Some("mất điện thoại")).await.unwrap();
    assert!(app.signed(&token, "web").await.unwrap().is_none());
    assert!(matches!(app.sign_in("quan.tri", PASSWORD, &visitor()).await, Ok(Opened::Session(_))));
}

#[tokio::test]
async fn keys_are_renewed_and_codes_of_authenticators_go_on() {
    let Desk { app, clock, _database: database } = &Desk::new().await;
    let id = app.create_administrator(operator(), "quan.tri", "Trần Văn Quản", Contact::default()).await.unwrap();
    let link = app.give_link(operator(), id).await.unwrap();
    let Ok(Some(Opened::Session(token))) = app.choose_password(&link.token, PASSWORD, &visitor()).await else { panic!() };
    let signed = app.signed(&token, "web").await.unwrap().unwrap();
    app.begin_device(&signed, PASSWORD).await.unwrap();
    let sealed = app.own_credential(&signed).await.unwrap().unwrap().totp.unwrap().sealed;
    let secret = app.entrance().keys.unseal(&signin::purpose(&signed.person), &sealed).unwrap();
    let now = || totp::code(&secret, u64::try_from(app.clock().now().timestamp() / 30).unwrap());
    app.confirm_device(&signed, &now()).await.unwrap();
    clock.advance(TimeDelta::seconds(60));
    let renewed = app.renew_keys(&operator()).await.unwrap();
    assert!(renewed.seeds == 1 && renewed.unnoted.is_none(), "{renewed:?}");
    let shared: Arc<FixedClock> = Arc::clone(clock);
    let again = App::open_without_board(&database.url, REFERENCE.clone(), shared).await.unwrap();
    let resealed = again.own_credential(&signed).await.unwrap().unwrap().totp.unwrap().sealed;
    assert!(app.entrance().keys.unseal(&signin::purpose(&signed.person), &resealed).is_none(), "the old key opens nothing of it");
    let Ok(Opened::SecondFactor(token)) = again.sign_in("quan.tri", PASSWORD, &visitor()).await else { panic!() };
    assert!(again.sign_in_second(&token, &now(), &visitor()).await.is_ok(), "the authenticator goes on");
    assert!(again.signed(&token, "web").await.unwrap().is_none());
    let last = again.journal().entries(None, 10).await.unwrap();
    assert!(last.iter().any(|entry| entry.kind == "renew-keys"), "and the trail tells of it");
    // A process that has the old keys seals no seed with them: it could not be opened any more.
    let Err(ChooseError::App(AppError::Refused(why))) = app.begin_device(&signed, PASSWORD).await else { panic!("not refused") };
    assert_eq!(why[0].code, "account.keys-renewed");
    assert!(again.begin_device(&signed, PASSWORD).await.is_ok());
}

#[tokio::test]
async fn keys_that_are_new_are_not_called_unchanged_where_the_trail_cannot_tell_of_them() {
    let Desk { app, _database: database, .. } = &Desk::new().await;
    let before = app.journal().vault().known_key("sealing").await.unwrap();
    let renewed = app.renew_keys(&By::operator("an actor\u{7}", "test")).await.unwrap();
    assert!(renewed.unnoted.is_some());
    assert_ne!(app.journal().vault().known_key("sealing").await.unwrap(), before, "{}", database.url);
}

#[tokio::test]
async fn a_write_is_decided_at_the_door_and_names_its_post() {
    let desk = Desk::new().await;
    let (quang_an, dam_ha) = (unit("Quảng An, Đầm Hà"), unit("Tân Bình, Đầm Hà"));
    let officer = desk.person("lan", "commune-officer", quang_an, Field::WHOLE).await;
    let committed = desk.record(officer.by(), quang_an, "14.1", None).await.unwrap();
    let entry = desk.app.journal().entries(None, 1).await.unwrap().remove(0);
    assert_eq!((entry.seq, entry.actor.as_str(), entry.post), (committed.entry, "lan", Some(PostId(2))));
    assert_eq!(refusal(desk.record(officer.by(), dam_ha, "14.1", None).await), Refusal::OutsideArea);
    let tier = StateAttribute {
        unit: quang_an,
        from: day("2024-06-01"),
        to: None,
        name: "tier".into(),
        value: AttributeValue::Text("advanced".into()),
        source: None,
    };
    assert_eq!(refusal(desk.app.state_attribute(officer.by(), tier).await), Refusal::NotInRole);
    let survey = desk.person("mat.tran", "front-survey", quang_an, Field::criteria("commune", [18])).await;
    assert_eq!(refusal(desk.record(survey.by(), quang_an, "14.1", None).await), Refusal::OutsideField);
    let taking_back = desk.record(survey.by(), quang_an, "18.1", Some(committed.facts.start)).await;
    assert_eq!(refusal(taking_back), Refusal::OutsideField, "nor take back what they could not have stated");
    desk.app.disable(operator(), officer.person.id, None).await.unwrap();
    assert_eq!(refusal(desk.record(officer.by(), quang_an, "14.1", None).await), Refusal::NoAccount, "at once, in an open session too");
}

#[tokio::test]
async fn posts_are_given_delegated_and_ended_within_what_one_has() {
    let desk = Desk::new().await;
    let (app, today) = (&desk.app, day("2024-06-30"));
    let (district, commune) = (unit("Huyện Đầm Hà"), unit("Quảng An, Đầm Hà"));
    let admin = desk.person("huyen", "unit-administrator", district, Field::WHOLE).await;
    let officer = desk.person("lan", "commune-officer", commune, Field::WHOLE).await;
    let colleague = NewPerson { login: "hoa".into(), name: "Hoa".into(), home: commune, contact: Contact::default(), posts: vec![] };
    let colleague = app.enter_people(admin.by(), today, vec![colleague]).await.unwrap()[0];
    let post = |role: &str, unit| NewPosting { role: role.into(), unit, field: Field::WHOLE, from: today, to: None, decision: None };
    assert_eq!(refusal(app.appoint(admin.by(), colleague, &post("auditor", commune)).await), Refusal::NotInRole);
    assert_eq!(refusal(app.appoint(admin.by(), colleague, &post("leader", COUNTRY)).await), Refusal::OutsideArea);
    assert_eq!(refusal(app.appoint(admin.by(), admin.person.id, &post("leader", district)).await), Refusal::Oneself);
    assert!(matches!(app.appoint(admin.by(), colleague, &post("hamlet-head", commune)).await, Err(AppError::Refused(_))), "wrong level");
    let of = app.rights().posts_of(officer.person.id).next().unwrap().id;
    let span = DateSpan { from: Some(today), to: Some(day("2024-07-10")) };
    let new = NewDelegation { of, person: colleague, unit: commune, field: Field::WHOLE, span };
    assert_eq!(refusal(app.delegate(admin.by(), &new, None).await), Refusal::NoPost, "only the holder");
    app.delegate(officer.by(), &new, Some("đi học")).await.unwrap();
    let token = app.open_session(app.rights().person(colleague).unwrap(), "test", &visitor()).await.unwrap();
    let colleague = app.signed(&token, "web").await.unwrap().unwrap();
    desk.record(colleague.by(), commune, "14.1", None).await.unwrap();
    app.end_post(admin.by(), of, None).await.unwrap();
    assert_eq!(refusal(desk.record(colleague.by(), commune, "18.1", None).await), Refusal::NoPost, "the delegation ends with the post");
    assert_eq!(app.account_history(colleague.person.id).await.unwrap().len(), 2);
    let head = desk.person("tinh", "system-administrator", COUNTRY, Field::WHOLE).await;
    assert_eq!(refusal(app.give_link(admin.by(), head.person.id).await), Refusal::OutsideArea, "or they could act as the other");
}

#[tokio::test]
async fn accounts_of_the_demo_open_in_the_demo_only() {
    let desk = Desk::new().await;
    let officer = desk.person("xa", "commune-officer", unit("Quảng An, Đầm Hà"), Field::WHOLE).await;
    assert!(matches!(desk.app.sign_in("xa", "demo", &visitor()).await, Err(SignInError::Wrong)));
    let demo = DemoAccess { people: vec![officer.person.id], password: "demo".into() };
    desk.app.set_policy(Policy { demo: Some(demo), ..Policy::default() });
    assert!(matches!(desk.app.sign_in("xa", "demo", &visitor()).await, Ok(Opened::Session(_))));
}

#[tokio::test]
async fn a_second_factor_required_of_a_role_is_owed_until_it_is_set_up() {
    let desk = Desk::new().await;
    let app = &desk.app;
    let (province, commune) = (unit("Tỉnh Quảng Ninh"), unit("Quảng An, Đầm Hà"));
    let admin = desk.person("quan.tri.tinh", "unit-administrator", province, Field::WHOLE).await;
    let elsewhere = desk.person("elsewhere", "unit-administrator", unit("Tỉnh Hà Tĩnh"), Field::WHOLE).await;
    let by = |signed: &Signed| signed.by();
    let id = desk.person("leader", "leader", commune, Field::WHOLE).await.person.id;
    let link = app.give_link(operator(), id).await.unwrap();
    app.choose_password(&link.token, PASSWORD, &visitor()).await.unwrap();
    let signed = || async {
        let Ok(Opened::Session(token)) = app.sign_in("leader", PASSWORD, &visitor()).await else { panic!() };
        app.signed(&token, "web").await.unwrap().unwrap()
    };
    let leader = signed().await;
    assert!(!app.owes_second_factor(&leader).await.unwrap(), "nothing is required yet");
    assert_eq!(refusal(app.require_second_factor(by(&elsewhere), province, "leader", true).await), Refusal::OutsideArea);
    assert_eq!(refusal(app.require_second_factor(by(&leader), commune, "leader", false).await), Refusal::NotInRole);
    let unknown = app.require_second_factor(by(&admin), province, "nobody", true).await;
    assert!(matches!(unknown, Err(AppError::Refused(problems)) if problems[0].code == "account.unknown-role"));
    app.require_second_factor(by(&admin), province, "leader", true).await.unwrap();
    assert_eq!(app.units_administered(admin.hand()), [province]);
    assert!(app.owes_second_factor(&leader).await.unwrap(), "below the unit that requires it");
    assert!(!app.owes_second_factor(&admin).await.unwrap(), "another role");

    app.begin_device(&leader, PASSWORD).await.unwrap();
    assert!(app.owes_second_factor(&leader).await.unwrap(), "begun is not set up");
    let sealed = app.own_credential(&leader).await.unwrap().unwrap().totp.unwrap().sealed;
    let secret = app.entrance().keys.unseal(&signin::purpose(&leader.person), &sealed).unwrap();
    let code = totp::code(&secret, u64::try_from(app.clock().now().timestamp() / 30).unwrap());
    app.confirm_device(&leader, &code).await.unwrap();
    assert!(!app.owes_second_factor(&leader).await.unwrap(), "set up in this session");
    assert!(matches!(app.sign_in("leader", PASSWORD, &visitor()).await, Ok(Opened::SecondFactor(_))));
    app.remove_device(&leader, PASSWORD).await.unwrap();
    assert!(app.owes_second_factor(&signed().await).await.unwrap(), "taken away again");
    app.require_second_factor(by(&admin), province, "leader", false).await.unwrap();
    assert!(!app.owes_second_factor(&leader).await.unwrap(), "no longer required");
}

#[tokio::test]
async fn an_office_behind_one_address_is_not_shut_out_by_who_guesses_there() {
    let desk = Desk::new().await;
    let app = &desk.app;
    let id = app.create_administrator(operator(), "quan.tri", "Trần Văn Quản", Contact::default()).await.unwrap();
    let link = app.give_link(operator(), id).await.unwrap();
    app.choose_password(&link.token, PASSWORD, &visitor()).await.unwrap();
    app.sign_in("quan.tri", PASSWORD, &visitor()).await.unwrap();
    for number in 0..40 {
        // Some wait by then; what counts is that they fail.
        app.sign_in(&format!("nobody{number}"), "wrong wrong wrong", &visitor()).await.unwrap_err();
    }
    assert!(matches!(app.sign_in("nobody", "x", &visitor()).await, Err(SignInError::Wait(_))), "guessing here waits");
    app.sign_in("quan.tri", PASSWORD, &visitor()).await.unwrap();
    let elsewhere = Visitor { address: "10.0.0.2".into(), agent: "test".into() };
    app.sign_in("quan.tri", PASSWORD, &elsewhere).await.unwrap();
    desk.clock.advance(TimeDelta::hours(2));
    assert!(matches!(app.sign_in("nobody", "x", &visitor()).await, Err(SignInError::Wrong)), "forgiven with time");
}

#[tokio::test]
async fn a_persons_name_home_and_address_are_written_anew_and_only_where_both_units_are_ones_own() {
    let desk = Desk::new().await;
    let app = &desk.app;
    let (commune, other, province) = (unit("Quảng An, Đầm Hà"), unit("Dực Yên, Đầm Hà"), unit("Tỉnh Quảng Ninh"));
    let here = desk.person("here", "unit-administrator", commune, Field::WHOLE).await;
    let above = desk.person("above", "unit-administrator", province, Field::WHOLE).await;
    let officer = desk.person("officer", "commune-officer", commune, Field::WHOLE).await;
    let id = officer.person.id;
    let contact = Details { contact: Some(Contact::typed("lan@example.vn", "")), ..Details::default() };
    assert!(app.describe_person(here.by(), id, contact.clone(), None).await.unwrap());
    assert!(!app.describe_person(here.by(), id, contact, None).await.unwrap(), "nothing new");
    assert_eq!(app.contact(id).await.unwrap().email.as_deref(), Some("lan@example.vn"));
    let bad = Details { contact: Some(Contact::typed("lan", "")), ..Details::default() };
    assert!(matches!(app.describe_person(here.by(), id, bad, None).await, Err(AppError::Refused(_))));
    let moves = Details { name: Some("Nguyễn Thị Lan".into()), home: Some(other), ..Details::default() };
    let told = app.describe_person(here.by(), id, moves.clone(), None).await;
    assert!(matches!(told, Err(AppError::Forbidden(Refusal::OutsideArea))), "{told:?}");
    app.describe_person(above.by(), id, moves, Some("Chuyển công tác")).await.unwrap();
    let person = app.rights().person(id).cloned().unwrap();
    assert_eq!((&*person.name, person.home, &*person.login), ("Nguyễn Thị Lan", other, "officer"));
    assert_eq!(app.account_history(id).await.unwrap().last().unwrap().fact.note.as_deref(), Some("Chuyển công tác"));
    let told = app.describe_person(officer.by(), here.person.id, Details { name: Some("X".into()), ..Details::default() }, None).await;
    assert!(matches!(told, Err(AppError::Forbidden(_))), "{told:?}");
}

fn token_for(days: u16, read_only: bool) -> ApiToken {
    ApiToken { name: "Phần mềm báo cáo".into(), days, read_only }
}

/// Somebody with a password, signed in with it.
async fn with_password(app: &App, login: &str) -> Signed {
    let id = app.create_administrator(operator(), login, login, Contact::default()).await.unwrap();
    let link = app.give_link(operator(), id).await.unwrap();
    let Ok(Some(Opened::Session(token))) = app.choose_password(&link.token, PASSWORD, &visitor()).await else { panic!() };
    app.signed(&token, "web").await.unwrap().unwrap()
}

#[tokio::test]
async fn a_token_opens_in_the_hand_of_its_person_until_its_day() {
    let Desk { app, clock, .. } = &Desk::new().await;
    let lan = with_password(app, "lan.nguyen").await;
    let token = app.make_own_token(&lan, PASSWORD, &token_for(30, true)).await.unwrap();
    assert!(token.starts_with("vedich_") && token.len() == 71);
    let (signed, read_only) = app.signed_by_token(&token, &visitor()).await.unwrap().unwrap();
    assert!(read_only && signed.person.id == lan.person.id && signed.hand().whose() == Some(lan.person.id));
    assert_eq!(app.tokens_of(lan.person.id).await.unwrap()[0].used_at, Some(app.clock().now()));
    app.note("test", signed.hand()).await.unwrap();
    let written = app.journal().entries(None, 50).await.unwrap().into_iter().find(|entry| entry.kind == "test").unwrap();
    assert_eq!((written.actor.as_str(), written.origin.as_str()), ("lan.nguyen", "api Phần mềm báo cáo (10.0.0.1)"), "in the trail");
    for wrong in ["", "vedich_", &token[7..], &token.to_uppercase(), &format!("{token}0")] {
        assert!(app.signed_by_token(wrong, &visitor()).await.unwrap().is_none(), "{wrong}");
    }
    let refused = app.make_own_token(&lan, "sai mật khẩu hoàn toàn", &token_for(30, false)).await;
    assert!(matches!(refused, Err(ChooseError::WrongOld)), "{refused:?}");
    let wrong = ApiToken { name: " ".into(), days: 400, read_only: false };
    let Err(ChooseError::App(AppError::Refused(problems))) = app.make_own_token(&lan, PASSWORD, &wrong).await else { panic!() };
    assert_eq!(problems.iter().map(|one| one.code).collect::<Vec<_>>(), ["account.token-no-name", "account.token-days"]);
    clock.advance(TimeDelta::days(30));
    assert!(app.signed_by_token(&token, &visitor()).await.unwrap().is_none(), "its day has come");
    assert!(app.tokens_of(lan.person.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_token_ends_when_it_is_taken_away_when_the_account_is_disabled_and_with_the_password() {
    let Desk { app, .. } = &Desk::new().await;
    let lan = with_password(app, "lan.nguyen").await;
    let opens = async |token: &str| app.signed_by_token(token, &visitor()).await.unwrap().is_some();
    let make = async || app.make_token_for(&operator(), lan.person.id, &token_for(30, false)).await.unwrap();
    let token = make().await;
    let id = app.tokens_of(lan.person.id).await.unwrap()[0].id.clone();
    let other = with_password(app, "hoa.tran").await;
    assert!(app.drop_token(other.hand(), other.person.id, &id).await.is_err(), "not theirs");
    assert!(opens(&token).await);
    app.drop_token(lan.hand(), lan.person.id, &id).await.unwrap();
    assert!(!opens(&token).await);
    let token = make().await;
    app.disable(operator(), lan.person.id, None).await.unwrap();
    app.enable(operator(), lan.person.id, None).await.unwrap();
    assert!(!opens(&token).await, "enabled again it does not come back");
    let Ok(Opened::Session(session)) = app.sign_in("lan.nguyen", PASSWORD, &visitor()).await else { panic!() };
    let lan = app.signed(&session, "web").await.unwrap().unwrap();
    let token = app.make_token_for(&operator(), lan.person.id, &token_for(30, false)).await.unwrap();
    app.change_password(&lan, PASSWORD, "gà trống gáy sau vườn chuối").await.unwrap();
    assert!(!opens(&token).await);
    let entries = app.journal().entries(None, 50).await.unwrap();
    assert!(["make-token", "drop-token"].iter().all(|kind| entries.iter().any(|entry| entry.kind == *kind)), "the trail tells of both");
}
