//! Numbers of criteria across sets, on both databases: responsibilities, tasks and what waits to be verified are about what corresponds.

use crate::support::{at, date, open, unit};
use std::sync::Arc;
use vedich_app::duties::{GiveDuty, charge_of, in_charge};
use vedich_app::{App, By, FixedClock};
use vedich_board::steering::{Show, TaskQuery, TaskScope};
use vedich_criteria::CriteriaSet;
use vedich_facts::steering::{Assignment, Due, Party};
use vedich_facts::{Charge, Part};
use vedich_journal::testing::Database;
use vedich_values::{CriterionKey, CriterionNo, UnitId};

crate::on_both!(
    who_was_responsible_under_an_earlier_set_is_responsible_for_what_became_of_it,
    a_file_of_responsibilities_goes_out_and_comes_back_by_the_sets_it_names,
    tasks_are_found_by_what_their_criterion_is_in_the_set_asked_for,
);

const FIRST: &str = "vn.commune.2016-2020.standard";
const HA_TINH: &str = "vn-ha-tinh.commune.2018-2020.standard";
const NOW: &str = "vn.commune.2026-2030.standard";

fn by() -> By {
    By::operator("test", "test")
}

fn key(set: &str, no: u16) -> CriterionKey {
    CriterionKey { set: set.into(), no: CriterionNo(no) }
}

fn set(app: &App, id: &str) -> Arc<CriteriaSet> {
    Arc::clone(app.reference().catalogue.get(id).unwrap())
}

async fn today(database: &Database) -> App {
    open(database, &Arc::new(FixedClock::at(at("2026-11-22T03:00:00Z")))).await
}

fn province() -> UnitId {
    unit("Tỉnh Hà Tĩnh", "2020-09-08")
}

fn duty(holder: &str, over: Charge, from: &str) -> GiveDuty {
    let (holder, from) = (holder.to_owned(), date(from));
    GiveDuty { unit: province(), holder, person: None, over, part: Part::Lead, from, to: None, decision: None }
}

/// As it was written before sets were named: by a kind of unit alone.
fn numbered(no: u16) -> Charge {
    Charge::Criterion { subject: "commune".into(), no: CriterionNo(no), set: None }
}

async fn who_was_responsible_under_an_earlier_set_is_responsible_for_what_became_of_it(database: Database) {
    let app = today(&database).await;
    let then = [("Sở Xây dựng", 1), ("Sở Giáo dục", 5), ("Sở Giáo dục", 14), ("Sở Y tế", 15)];
    let duties = then.map(|(holder, no)| duty(holder, numbered(no), "2020-09-08")).to_vec();
    app.give_duties(by(), "give-duty", duties).await.unwrap();
    let here = app.reference().registry.assessed(province(), vedich_facts::UnitLevel::Commune, app.today())[0];
    let holders = |app: &App, set: &str, no: u16| {
        let found = app.live().responsible(here, Some(&key(set, no)));
        found.iter().map(|duty| duty.holder.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(app.live().duties(province())[1].over.criterion(), Some(key(HA_TINH, 5)), "the set of that day");
    assert_eq!(holders(&app, FIRST, 5), ["Sở Giáo dục"]);
    assert_eq!(holders(&app, NOW, 1), ["Sở Xây dựng"]);
    assert_eq!(holders(&app, NOW, 2), ["Sở Giáo dục"], "schools are infrastructure now");
    assert_eq!(holders(&app, NOW, 5), ["Sở Giáo dục", "Sở Y tế"], "culture, education and health together, not the schools of before");
    assert!(holders(&app, NOW, 4).is_empty());
    let who = |app: &App, no: u16| in_charge(&app.live(), here, &set(app, NOW)).get(&CriterionNo(no)).map(|one| one.who.clone());
    assert_eq!((who(&app, 1).as_deref(), who(&app, 5).as_deref()), (Some("Sở Xây dựng"), Some("Sở Giáo dục; Sở Y tế")));
    let anew = duty("Sở Văn hóa", charge_of(&set(&app, NOW), CriterionNo(5)), "2026-03-01");
    app.give_duties(by(), "give-duty", vec![anew]).await.unwrap();
    // Read from the journal anew, as after a restart.
    for app in [app, today(&database).await] {
        assert_eq!(who(&app, 5).as_deref(), Some("Sở Văn hóa"), "who was given all of it goes before who was given a part");
        assert_eq!(holders(&app, FIRST, 14), ["Sở Giáo dục", "Sở Văn hóa"]);
    }
}

async fn a_file_of_responsibilities_goes_out_and_comes_back_by_the_sets_it_names(database: Database) {
    let app = today(&database).await;
    app.give_duties(by(), "give-duty", vec![duty("Sở Giáo dục", numbered(5), "2020-09-08")]).await.unwrap();
    let file = |over: &str| format!("Nội dung phụ trách;Người hoặc cơ quan phụ trách;Vai trò;Từ ngày\n{over};Sở Giáo dục;;8/9/2020\n");
    let back = app.read_duties(province(), "a.csv", file(&format!("Tiêu chí 5. Trường học ({})", set(&app, HA_TINH).title.vi)).as_bytes());
    assert_eq!((back.duties.len(), back.known), (0, 1), "what holds already: {back:?}");
    let new = app.read_duties(province(), "a.csv", file("Tiêu chí 5").as_bytes());
    assert_eq!(new.duties[0].over.criterion(), Some(key(NOW, 5)), "a number alone is of the set in use");
}

async fn tasks_are_found_by_what_their_criterion_is_in_the_set_asked_for(database: Database) {
    let clock = Arc::new(FixedClock::at(at("2020-09-10T03:00:00Z")));
    let app = open(&database, &clock).await;
    let commune = unit("Lâm Hợp, Kỳ Anh, Hà Tĩnh", "2020-09-08");
    let assign = async |app: &App, what: &str, place: UnitId, no: u16| {
        let mut assignment = Assignment::new(what, Party::unit(province()), "Chủ tịch UBND xã", app.today(), Due::default());
        (assignment.places, assignment.criteria) = (vec![place], vec![CriterionNo(no)]);
        app.assign_task(by(), province(), assignment).await.unwrap();
    };
    assign(&app, "Trường lớp", commune, 5).await;
    assign(&app, "Giáo dục", commune, 14).await;
    clock.advance(at("2026-11-22T03:00:00Z") - at("2020-09-10T03:00:00Z"));
    app.keep_up().await.unwrap();
    let here = app.reference().registry.assessed(province(), vedich_facts::UnitLevel::Commune, app.today())[0];
    assign(&app, "Văn hóa, giáo dục, y tế", here, 5).await;
    let found = |set: &str, no: u16| {
        let query = TaskQuery { show: Show::All, criterion: Some(key(set, no)), ..TaskQuery::open(TaskScope::Assigner(province()), 50) };
        let mut texts: Vec<String> = app.live().tasks(&query).items.into_iter().map(|task| task.assignment.content).collect();
        texts.sort();
        texts
    };
    assert_eq!(found(HA_TINH, 5), ["Trường lớp"]);
    assert_eq!(found(FIRST, 5), ["Trường lớp"]);
    assert_eq!(found(NOW, 2), ["Trường lớp"], "it went into infrastructure");
    assert_eq!(found(NOW, 5), ["Giáo dục", "Văn hóa, giáo dục, y tế"]);
    assert_eq!(found(FIRST, 14), ["Giáo dục", "Văn hóa, giáo dục, y tế"], "of the joined one it is a part");
    let meant = |text: &str, on: &str| app.reference().criterion_meant(text, province(), date(on));
    assert_eq!(meant("5", "2026-11-22"), Some(key(NOW, 5)));
    assert_eq!(meant("5", "2020-09-08"), Some(key(HA_TINH, 5)));
    assert_eq!(meant(&format!("{FIRST}:5"), "2026-11-22"), Some(key(FIRST, 5)));
    assert_eq!((meant("14", "2026-11-22"), meant("x", "2026-11-22"), meant("x:1", "2026-11-22")), (None, None, None));
}
