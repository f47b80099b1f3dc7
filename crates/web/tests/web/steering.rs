//! The pages of steering on the five demo cases, in both languages, as they were last looked at and found good.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::{Arc, LazyLock};
use vedich_app::roadmaps::Led;
use vedich_board::steering::{Show, TaskQuery, TaskScope};
use vedich_board::{Board, Reference};
use vedich_facts::Recorded;
use vedich_reference::{Shipped, demo, demo_steering};
use vedich_roadmap::planner::Planner;
use vedich_units::Registry;
use vedich_values::{Date, EntrySeq, FactSeq, ItemKey, UnitId};
use vedich_web::frame::{Frame, Reader, Theme};
use vedich_web::pages::steering as pages;
use vedich_web::present::Scene;
use vedich_web::present::steering as present;
use vedich_wording::Lang;

struct World {
    reference: Reference,
    facts: Vec<Recorded>,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let shipped = Shipped::load().unwrap();
    let cases = demo(&shipped.registry, &shipped.catalogue).unwrap();
    let entries = cases.into_iter().chain(demo_steering(&shipped.registry).unwrap());
    let mut facts = Vec::new();
    for (entry, case) in (1..).zip(entries) {
        for fact in case.facts {
            let seq = FactSeq(facts.len() as u64 + 1);
            facts.push(Recorded { seq, entry: EntrySeq(entry), recorded_at: case.recorded_at, fact });
        }
    }
    World { reference: vedich_app::reference(shipped), facts }
});

fn board(on: &str) -> Board {
    Board::load(&WORLD.reference, on.parse().unwrap(), WORLD.facts.iter().cloned())
}

fn unit(code: &str, on: &str) -> UnitId {
    let registry: &Registry = &WORLD.reference.registry;
    registry.by_code(code, on.parse().unwrap()).unwrap()
}

fn frame(lang: Lang, path: &str, on: &str) -> Frame {
    let as_of: Date = on.parse().unwrap();
    let reader = Reader::Person { name: "Hoàng Văn Lãnh Đạo".into(), token: "token".into(), unread: 0, may: Arc::default() };
    Frame { lang, theme: Theme::Auto, path: path.to_owned(), query: Vec::new(), as_of, today: as_of, known_on: None, reader }
}

/// A tag per line, without the head of the page, hashes of assets and identities of forms.
fn readable(page: &str) -> String {
    let main = page.split_once("<main").map_or(page, |(_, rest)| rest);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let mut out = String::new();
    for (at, part) in main.split("name=\"command\" value=\"").enumerate() {
        let rest = if at == 0 { part } else { part.split_once('"').map_or("", |(_, rest)| rest) };
        out.push_str(if at == 0 { "" } else { "name=\"command\" value=\"*\"" });
        out.push_str(rest);
    }
    out.replace("><", ">\n<")
}

fn check(name: &str, path: &str, on: &str, render: impl Fn(Scene<'_>) -> maud::Markup) {
    let board = board(on);
    for lang in Lang::ALL {
        let frame = frame(lang, path, on);
        let page = render(Scene::of(&frame, &board)).into_string();
        assert!(!page.contains("steering."), "a key without wording in {name}: {page}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("steering-{name}-{}", lang.tag()), readable(&page));
        });
    }
}

#[test]
fn the_pages_of_steering_look_as_they_did() {
    check("tasks-e", "/tasks", "2024-04-26", |s| {
        let query = TaskQuery { show: Show::All, ..TaskQuery::open(TaskScope::Area(unit("06901", "2024-04-26")), 50) };
        let view = pages::tasks::TasksView {
            title: s.name(unit("06901", "2024-04-26")),
            tally: s.board.task_tally(&query.scope),
            lines: s.board.tasks(&query).items.iter().map(|task| present::line(s, task)).collect(),
            show: "all".to_owned(),
            ..Default::default()
        };
        pages::tasks::render(s.f, &view)
    });
    check("meeting-b", "/meetings/b-5-xa", "2021-12-20", |s| {
        let meeting = s.board.meeting(&ItemKey::new("b-5-xa")).unwrap();
        let meeting = present::meetings::meeting_view(s, &meeting, "lanhdao");
        pages::meeting::render(s.f, &pages::meeting::MeetingPage { meeting, may_sign: true, ..Default::default() })
    });
    check("prepare-d", "/meetings/d-duong-gang/prepare", "2020-09-08", |s| {
        let meeting = s.board.meeting(&ItemKey::new("d-duong-gang")).unwrap();
        let places = meeting.plan.places.iter().map(|unit| present::prepare::prepared(s, *unit, None)).collect();
        let meeting = present::meetings::meeting_view(s, &meeting, "x");
        pages::prepare::render(s.f, &pages::prepare::PrepareView { meeting, places })
    });
    check("leaders-d", "/leaders/447", "2020-10-19", |s| {
        let area = unit("447", "2020-10-19");
        let planner = Planner::new(vedich_reference::working_days(), vedich_reference::risks());
        let led = Led::below(s.board, area).draw(&planner);
        pages::leaders::render(s.f, &present::leaders::view(s, area, &led))
    });
}

#[test]
fn leaders_see_late_roadmaps_and_what_waits_for_their_decision() {
    let on = "2020-10-20";
    let (board, frame) = (board(on), frame(Lang::Vi, "/leaders/447", on));
    let planner = Planner::new(vedich_reference::working_days(), vedich_reference::risks());
    let seen = |area: UnitId| present::leaders::whole(Scene::of(&frame, &board), area, &Led::below(&board, area).draw(&planner));
    let district = seen(unit("447", on));
    let lam_hop =
        district.timed.iter().find(|line| board.reference().registry.at(line.unit, board.date()).unwrap().name == "Xã Lâm Hợp").unwrap();
    assert!(lam_hop.late > 0 && lam_hop.days_late > Some(0) && district.roads_late >= lam_hop.late);
    let asked: Vec<&present::leaders::Decision> = district.decisions.iter().filter(|one| one.about.href.contains("/roadmaps/")).collect();
    let own = asked.iter().find(|one| one.about.text == "Xã Lâm Hợp").unwrap();
    assert!(own.text.contains("1. Quy hoạch (còn dư ") && own.text.contains("2. Giao thông"), "{}", own.text);
    assert!(district.waiting >= asked.len());
    // What the district decides does not wait for the province.
    let province = seen(unit("42", on));
    assert_eq!(province.timed.len(), district.timed.len());
    assert!(province.decisions.iter().all(|one| !one.text.contains("1. Quy hoạch")), "{:?}", province.decisions);
    // In the workbook beside the points.
    let table = present::tables::ranking(&frame, &district);
    assert_eq!(table.rows[0].len(), table.columns.len());
    assert!(
        table.rows.iter().any(|row| matches!(row.last(), Some(vedich_documents::Content::Number(late)) if *late == lam_hop.late.into()))
    );
}

#[test]
fn the_cases_are_lived_through_as_the_programme_lives_them() {
    // B: five communes, one direction each, every proposal answered or passed up.
    let b = board("2021-12-20");
    let meeting = b.meeting(&ItemKey::new("b-5-xa")).unwrap();
    assert_eq!((meeting.state.name(), meeting.directions.len(), meeting.conclusions.len()), ("signed", 5, 8));
    let proposals = b.proposals(&vedich_board::steering::ProposalScope::Meeting(meeting.key.clone()), Show::All, None, 50).items;
    let states: Vec<&str> = proposals.iter().map(|one| one.state.name()).collect();
    assert_eq!((states.len(), states.iter().filter(|state| **state == "answered").count()), (5, 4));
    assert!(states.contains(&"passed-up"));
    // D: the tasks of the communes are tasks of their roadmaps.
    let d = board("2020-09-08");
    let road = d.task(&ItemKey::new("d-lh-duong")).unwrap();
    let link = road.assignment.roadmap.unwrap();
    assert!(d.roadmap_by_key(link.unit, &link.roadmap).unwrap().task(&link.task).is_some());
    // E: counted every week and every month over three months, and every count adds up.
    let e = board("2024-04-30");
    let commune = unit("06901", "2024-04-30");
    let closed: Vec<_> = e.closed_counts(commune).map(|(recorded, counted)| (recorded.fact.as_of, counted.clone())).collect();
    assert_eq!(closed.len(), 17);
    for (on, counted) in closed {
        let then = board(&on.to_string()).task_tally(&TaskScope::Unit(commune));
        assert_eq!(then, counted.tally, "what was closed on {on} is what the picture of that day says");
    }
    let stood = e.task_tallies_on(&TaskScope::Unit(commune), &["2024-03-22".parse().unwrap(), "2024-04-26".parse().unwrap()]);
    assert_eq!(stood[0], board("2024-03-22").task_tally(&TaskScope::Unit(commune)));
    assert_eq!(stood[1], board("2024-04-26").task_tally(&TaskScope::Unit(commune)));
}
