use super::*;
use crate::calendar::holidays;
use std::sync::LazyLock;
use vedich_values::Severity;
use vedich_values::date::parse_date;

static HOLIDAYS: LazyLock<Vec<Holiday>> =
    LazyLock::new(|| holidays::read_list(include_str!("../../../../data/calendar/holidays.csv")).unwrap());

fn timed(text: &str) -> Value {
    schedule(text, &HOLIDAYS).unwrap().value
}

/// One task of a plan from 8 September 2020 on Vietnam's calendar, as JSON.
fn one(task: &str) -> Value {
    timed(&format!("{{\"start\":\"2020-09-08\",\"calendar\":\"vn\",\"tasks\":[{task}]}}"))
}

fn dates(answer: &Value, task: usize) -> [&str; 4] {
    ["early_start", "early_finish", "late_start", "late_finish"].map(|key| answer["tasks"][task][key].as_str().unwrap())
}

#[test]
fn the_scripted_schedule_answers_in_its_shape() {
    let text = r#"{"start":"2020-09-08","calendar":"vn","tasks":[
        {"id":"a","name":"Khảo sát","duration_days":5,"optimistic":3,"pessimistic":9,"predecessors":[]},
        {"id":"b","name":"Làm đường","duration_days":10,"predecessors":[{"id":"a","type":"SS","lag_days":2}]},
        {"id":"c","name":"Xong","duration_days":0,"predecessors":["a",{"id":"b"}]}]}"#;
    let answer = timed(text);
    assert_eq!(answer["duration_days"], 12);
    assert_eq!(answer["finish"], "2020-09-23");
    assert_eq!(answer["critical"], json!(["a", "b", "c"]));
    assert_eq!(answer["tasks"][0]["early_finish"], "2020-09-14");
    assert_eq!(answer["tasks"][1]["early_start_offset"], 2);
    assert_eq!(answer["tasks"][2]["early_start"], "2020-09-23");
}

#[test]
fn a_milestone_held_to_a_date_stands_on_it() {
    let fixed = one(r#"{"id":"m","duration_days":0,"fixed":"2020-12-31"}"#);
    assert_eq!(dates(&fixed, 0), ["2020-12-31"; 4]);
    assert_eq!((fixed["finish"].as_str(), &fixed["critical"], &fixed["conflicts"]), (Some("2020-12-31"), &json!(["m"]), &json!([])));
    assert_eq!((&fixed["tasks"][0]["early_start_offset"], &fixed["tasks"][0]["total_float_days"]), (&json!(82), &json!(0)));
    let monday = one(r#"{"id":"m","duration_days":0,"not_before":"2020-09-14"}"#);
    assert_eq!(dates(&monday, 0)[..2], ["2020-09-14"; 2]);
    let with_a_start = one(r#"{"id":"a","duration_days":5,"not_before":"2020-09-10"},{"id":"m","predecessors":[{"id":"a","type":"SS"}]}"#);
    assert_eq!(dates(&with_a_start, 1)[..2], ["2020-09-10"; 2]);
    let after_a_finish = one(r#"{"id":"a","duration_days":4},{"id":"m","predecessors":["a"]},{"id":"n","predecessors":["m"]}"#);
    assert_eq!(dates(&after_a_finish, 1), ["2020-09-11"; 4], "Friday, when the work ends");
    assert_eq!(dates(&after_a_finish, 2), ["2020-09-11"; 4]);
    let at_the_start = one(r#"{"id":"m"},{"id":"a","duration_days":1,"predecessors":["m"]}"#);
    assert_eq!((dates(&at_the_start, 0), dates(&at_the_start, 1)), (["2020-09-08"; 4], ["2020-09-08"; 4]));
}

#[test]
fn a_milestone_on_the_day_its_work_ends_is_in_time_and_one_that_passes_its_day_is_not() {
    let days = |length: u32, more: &str| one(&format!(r#"{{"id":"a","duration_days":{length}}},{{"id":"m","predecessors":["a"],{more}}}"#));
    // Four days end on Friday 11 September.
    let in_time = days(4, r#""fixed":"2020-09-11""#);
    assert_eq!((dates(&in_time, 1)[0], &in_time["conflicts"]), ("2020-09-11", &json!([])));
    assert_eq!(in_time["tasks"][1]["total_float_days"], 0);
    let before = days(3, r#""fixed":"2020-09-11""#);
    assert_eq!((dates(&before, 1)[0], dates(&before, 0)[3]), ("2020-09-11", "2020-09-10"));
    let late = days(5, r#""fixed":"2020-09-11""#);
    let told = json!([{ "id": "m", "by_days": 1, "constraint": "fixed", "date": "2020-09-11", "instead": "2020-09-14" }]);
    assert_eq!(late["conflicts"], told);
    let due = one(r#"{"id":"m","not_before":"2020-12-31","not_after":"2020-12-30"}"#);
    assert_eq!((&due["conflicts"][0]["by_days"], &due["tasks"][0]["total_float_days"]), (&json!(1), &json!(-1)));
}

#[test]
fn a_date_on_a_day_off_is_told_with_the_day_that_comes_instead() {
    for length in [0, 3] {
        let saturday = one(&format!(r#"{{"id":"a","duration_days":{length},"fixed":"2020-09-12"}}"#));
        let told = json!([{ "id": "a", "by_days": 0, "constraint": "fixed", "date": "2020-09-12", "instead": "2020-09-14" }]);
        assert_eq!((&saturday["conflicts"], dates(&saturday, 0)[0]), (&told, "2020-09-14"));
        assert_eq!(saturday["tasks"][0]["total_float_days"], 0);
    }
    assert_eq!(one(r#"{"id":"a","duration_days":3,"not_before":"2020-09-12"}"#)["conflicts"], json!([]));
}

#[test]
fn the_scripted_forecast_answers_in_its_shape() {
    let text = r#"{"start":"2020-09-08","calendar":"mon-fri","tasks":[
        {"id":"a","duration_days":10,"optimistic":5,"pessimistic":30,"risks":["rain"]},
        {"id":"b","duration_days":2},
        {"id":"c","duration_days":1,"predecessors":["a","b"]}],"risks":[{"name":"rain","chance_percent":20,"impact_percent":[10,20,30]}]}"#;
    let question = ForecastQuestion { runs: 2_000, seed: 3, target: parse_date("2020-09-22"), threads: 2 };
    let answer = forecast(text, &HOLIDAYS, &question).unwrap();
    assert_eq!(answer, forecast(text, &HOLIDAYS, &ForecastQuestion { threads: 1, ..question }).unwrap());
    let answer = answer.value;
    assert_eq!((answer["criticality"]["a"].as_f64(), answer["criticality"]["b"].as_f64()), (Some(1.0), Some(0.0)));
    assert!(answer["chance_by_target"].as_f64().unwrap() < 0.3, "{answer}");
    assert!(answer["p50"].as_str() < answer["p90"].as_str());
    assert_eq!(answer["distribution"], "triangular");
}

#[test]
fn no_run_ends_before_the_date_a_milestone_is_held_to() {
    let text = r#"{"start":"2020-09-08","tasks":[{"id":"a","duration_days":10,"optimistic":5,"pessimistic":30},
        {"id":"m","predecessors":["a"],"not_before":"2020-12-31"}]}"#;
    let asked = |target| ForecastQuestion { runs: 200, seed: 3, target: parse_date(target), threads: 1 };
    let answer = forecast(text, &HOLIDAYS, &asked("2020-12-31")).unwrap().value;
    assert_eq!(["p50", "p90", "plan_finish"].map(|key| answer[key].as_str().unwrap()), ["2020-12-31"; 3]);
    assert_eq!(answer["chance_by_target"], 1.0);
    assert_eq!(forecast(text, &HOLIDAYS, &asked("2020-12-30")).unwrap().value["chance_by_target"], 0.0);
}

#[test]
fn a_task_of_a_file_is_held_from_both_sides() {
    let text = r#"{"start":"2020-09-08","calendar":"mon-fri","tasks":[
        {"id":"a","duration_days":5,"not_before":"2020-09-14","not_after":"2020-09-16"}]}"#;
    let answer = timed(text);
    assert_eq!(answer["tasks"][0]["early_start"], "2020-09-14");
    let told = json!([{ "id": "a", "by_days": 2, "constraint": "not_after", "date": "2020-09-16", "instead": "2020-09-18" }]);
    assert_eq!(answer["conflicts"], told);
}

#[test]
fn files_of_strangers_are_taken_as_they_mean_it() {
    let marked = "\u{feff}{\"start\":\"2020-09-08\",\"calendar\":null,\"tasks\":[
        {\"id\":1,\"duration_days\":5.0,\"predecessors\":null,\"wbs\":\"1.1\"},
        {\"id\":2,\"duration_days\":3,\"predecessors\":[{\"id\":1.0,\"type\":null,\"lag_days\":null}],\"name\":null,\"risks\":null}]}";
    let answer = schedule(marked, &HOLIDAYS).unwrap();
    assert_eq!(answer.value["critical"], json!([1, 2]), "ids come back as they came");
    assert_eq!((&answer.value["tasks"][1]["id"], &answer.value["tasks"][1]["early_start"]), (&json!(2), &json!("2020-09-15")));
    let remarks: Vec<_> = answer.remarks.iter().map(|r| (r.code, r.severity, r.place.key.as_deref().unwrap(), r.place.line)).collect();
    assert_eq!(remarks, [("roadmap.extra-key", Severity::Warning, "tasks[0].wbs", Some(2))]);
}

/// Code, what was found, key, line and column of everything a text is refused for.
fn refused(text: &str) -> Vec<(&'static str, String, String, (u32, u32))> {
    let problems = schedule(text, &HOLIDAYS).unwrap_err().problems("a.json");
    assert!(problems.iter().all(|problem| problem.place.file.as_deref() == Some("a.json")));
    let one = |problem: &Diagnostic| {
        let place = (problem.place.line.unwrap(), problem.place.column.unwrap());
        (problem.code, problem.param("found").unwrap_or_default().to_owned(), problem.place.key.clone().unwrap_or_default(), place)
    };
    problems.iter().map(one).collect()
}

#[test]
fn what_no_plan_says_is_refused_with_its_place() {
    let task = |task: &str| format!("{{\"start\":\"2020-01-01\",\n\"tasks\":[{{\"id\":1}},\n{task}]}}");
    let found = str::to_owned;
    let misspelt = refused(&task(r#"{"id":2,"duration_day":3}"#));
    assert_eq!(misspelt, [("roadmap.unknown-key", found("duration_day"), found("tasks[1].duration_day"), (3, 24))]);
    let link = |link: &str| task(&format!("{{\"id\":2,\"predecessors\":[1,{link}]}}"));
    let short = refused(&link(r#"{"id":1,"lag":3}"#));
    assert_eq!(short, [("roadmap.unknown-key", found("lag"), found("tasks[1].predecessors[1].lag"), (3, 41))]);
    let bad = refused(&link(r#"{"id":1,"type":"XX"}"#));
    assert_eq!(bad, [("roadmap.bad-link", found("XX"), found("tasks[1].predecessors[1].type"), (3, 42))]);
    assert_eq!(refused(&link(r#"{"id":1,"lag_days":"2"}"#))[0].0, "roadmap.bad-lag");
    assert_eq!(refused(&link(r#"{"type":"FS"}"#))[0].0, "roadmap.no-predecessor");
    assert_eq!(refused(&task(r#"{"id":2,"fixed":"2020-01-02","not_before":"2020-01-03"}"#))[0].0, "roadmap.two-starts");
    assert_eq!(refused(&task(r#"{"id":2,"duration_days":2,"duration_calendar_days":3}"#))[0].0, "roadmap.two-durations");
    assert_eq!(refused(r#"{"start":"2020-01-01","calender":"vn","tasks":[]}"#)[0].2, "calender");
    assert_eq!(refused(&task(r#"{"id":2,"not_after":"31/13/2020"}"#))[0].2, "tasks[1].not_after");
    assert!(schedule(&link(r#"{"id":1,"type":"fs","lag_days":-1}"#), &HOLIDAYS).is_ok(), "letters of either case");
}

#[test]
fn every_problem_of_a_file_is_told_at_once() {
    let text = r#"{"start":"x","calendar":"mars","distribution":"flat","tasks":[{"duration_days":1.5},7,{"id":[],"risks":[3],"predecessors":3}],"risks":{}}"#;
    let codes: std::collections::BTreeSet<_> = refused(text).into_iter().map(|problem| problem.0).collect();
    let expected = [
        "roadmap.bad-calendar",
        "roadmap.bad-date",
        "roadmap.bad-days",
        "roadmap.bad-distribution",
        "roadmap.missing-key",
        "roadmap.not-id",
        "roadmap.not-list",
        "roadmap.not-object",
        "roadmap.not-text",
    ];
    assert_eq!(codes, expected.into());
    assert!(expected.iter().all(|code| crate::problem::CODES.contains(code)));
}

#[test]
fn a_forecast_is_not_made_of_risks_that_are_not_there_or_cannot_be() {
    let asked = ForecastQuestion { runs: 10, seed: 1, target: None, threads: 1 };
    let refused = |risks: &str| -> Vec<(&'static str, String)> {
        let text = format!(
            r#"{{"start":"2020-01-01","tasks":[{{"id":1,"duration_days":3,"risks":["mưa"]}}],"risks":[{{"name":"mua","chance_percent":20,"impact_percent":[1,2,3]}},{risks}]}}"#
        );
        let problems = forecast(&text, &HOLIDAYS, &asked).unwrap_err().problems("");
        problems.into_iter().map(|problem| (problem.code, problem.place.key.unwrap())).collect()
    };
    let unknown = ("roadmap.unknown-risk", "tasks[0].risks[0]".to_owned());
    assert_eq!(refused(r#"{"name":"gió","chance_percent":2,"impact_percent":[1,1,1]}"#), [unknown]);
    let bad = refused(r#"{"name":"mưa","chance_percent":140,"impact_percent":[30,20,10]}"#);
    let keys = ["chance_percent", "impact_percent"].map(|key| format!("risks[1].{key}"));
    assert_eq!(bad, [("roadmap.bad-chance", keys[0].clone()), ("roadmap.bad-impact", keys[1].clone())]);
}

#[test]
fn what_is_wrong_is_said() {
    let error = |text: &str| schedule(text, &HOLIDAYS).unwrap_err().to_string();
    assert!(error("{").contains("shape"));
    assert!(error(r#"{"start":"2020-01-01","tasks":[{"id":1,"duration_days":1,"predecessors":[{"id":2}]}]}"#).contains("waits on `2`"));
}
