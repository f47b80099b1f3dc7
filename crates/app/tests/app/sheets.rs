//! Entry sheets on both databases: drafts, two people at once, locked periods, who has reported.

use crate::support::{clock, date, open, reference, unit};
use chrono::TimeDelta;
use vedich_app::commands::{By, NewUnit, RegisterUnits, StateAttribute};
use vedich_app::import::{Given, Subject};
use vedich_app::sheets::{LineFate, SaveSheet, SavedSheet};
use vedich_app::{App, AppError, Hand};
use vedich_entry::{DraftLine, LineChange, SheetDraft};
use vedich_facts::{AttributeValue, Kind, UnitLevel};
use vedich_journal::Select;
use vedich_journal::testing::Database;
use vedich_values::{Date, Period, UnitId};

crate::on_both!(
    what_is_typed_is_kept_recorded_and_handed_in,
    what_has_no_value_yet_stays_in_the_draft,
    two_people_at_once_lose_nothing,
    the_same_command_twice_counts_once,
    a_locked_period_takes_only_late_versions_with_a_reason,
    odd_values_wait_for_a_reason_and_wrong_ones_are_refused_together,
    drafts_survive_a_restart_and_other_windows,
    who_has_reported_is_counted_at_every_level,
    many_sheets_at_once_are_all_recorded,
    one_sheet_that_fails_keeps_no_other_out,
    a_file_changes_a_locked_period_only_with_a_reason,
    weeks_are_handed_in_beside_months_by_whoever_does,
    an_installation_has_reporting_days_of_its_own,
    handed_in_again_with_nothing_changed_is_no_version,
    of_several_units_only_those_that_say_something_new_hand_in,
    what_is_taken_back_since_is_something_new,
    hamlets_owe_no_sheet_of_a_period_unless_a_rule_is_for_them,
);

/// The clock of these tests stands at 30 June 2024: the month of July is open.
const JULY: &str = "2024-07";

fn july() -> Period {
    JULY.parse().unwrap()
}

fn commune() -> UnitId {
    unit("Quảng An, Đầm Hà", "2024-06-30")
}

fn draft(unit: UnitId, base: u64, lines: &[(&str, &str)]) -> SheetDraft {
    let line = |value: &str| DraftLine { value: value.to_owned(), base, ..DraftLine::default() };
    SheetDraft { lines: lines.iter().map(|(code, value)| (format!("{unit}:{code}"), line(value))).collect(), ..SheetDraft::default() }
}

fn by(name: &str) -> By {
    By::operator(name, "test")
}

fn save(unit: UnitId, draft: SheetDraft, submit: bool) -> SaveSheet {
    SaveSheet { units: vec![unit], period: july(), draft, submit, content_hash: None }
}

fn fates(saved: &SavedSheet) -> Vec<(String, LineFate)> {
    match saved {
        SavedSheet::Open(plans) => plans.iter().flat_map(|plan| &plan.lines).map(|line| (line.key.code.clone(), line.fate)).collect(),
        other => panic!("{other:?}"),
    }
}

fn recorded(saved: SavedSheet) -> u64 {
    match saved {
        SavedSheet::Recorded(committed, _) => committed.entry.get(),
        other => panic!("{other:?}"),
    }
}

async fn what_is_typed_is_kept_recorded_and_handed_in(database: Database) {
    let app = open(&database, &clock()).await;
    let commune = commune();
    let typed = draft(commune, 0, &[("4.2", "99,5"), ("4.1", "x"), ("13.4", "-"), ("9.1", "")]);
    recorded(app.save_sheet(by("lan"), save(commune, typed.clone(), true)).await.unwrap());
    {
        let live = app.live();
        let form = live.form(commune, date("2024-06-30")).unwrap();
        let slot = form.layout.slot("4.2", None).unwrap();
        let stated = form.values[usize::from(slot)].as_ref().unwrap();
        assert_eq!((stated.cell.number().unwrap().to_string(), stated.as_of), ("99.5".to_owned(), date("2024-06-30")));
        assert!(stated.source.is_some(), "every figure has a source");
        let empty = form.layout.slot("9.1", None).unwrap();
        assert!(form.values[usize::from(empty)].is_none(), "empty is not zero");
        let handed = live.handed_in(commune, july());
        let submission = handed[0].submission().unwrap();
        assert_eq!((handed[0].version, submission.late.as_deref()), (1, None));
        assert!(submission.indicators.met() >= 2 && submission.criteria.total() == 19);
    }
    let again = app.save_sheet(by("lan"), save(commune, draft(commune, app.version().get(), &[("4.2", "99,5")]), false)).await.unwrap();
    assert!(matches!(again, SavedSheet::Nothing), "{again:?}");
}

async fn what_has_no_value_yet_stays_in_the_draft(database: Database) {
    let app = open(&database, &clock()).await;
    let (commune, hand) = (commune(), Hand::operator("lan", "test"));
    let sheet = commune.to_string();
    let line = |value: &str, note: &str| DraftLine { value: value.to_owned(), note: note.to_owned(), ..DraftLine::default() };
    let change = |code: &str, line| LineChange { key: format!("{commune}:{code}"), seen: String::new(), line };
    let typed = vec![change("4.2", line("99,5", "đã đo")), change("13.4", line("", "chờ biên bản"))];
    let kept = app.keep_draft(&hand, &sheet, july(), None, typed).await.unwrap();
    let SavedSheet::Recorded(..) = app.save_sheet(by("lan"), save(commune, kept.draft.clone(), false)).await.unwrap() else { panic!() };
    app.forget_recorded(&hand, &sheet, july(), &kept.draft).await.unwrap();
    let left = app.sheet_draft(&hand, &sheet, july()).await.unwrap().draft;
    let notes: Vec<(&str, &str)> = left.lines.iter().map(|(key, line)| (key.as_str(), line.note.as_str())).collect();
    assert_eq!(notes, [(format!("{commune}:13.4").as_str(), "chờ biên bản")], "a note waits for its value");
    let plan = app.plan_sheet(&app.live(), commune, july(), &left).unwrap();
    assert!(plan.is_ready() && plan.lines[0].problems[0].code == "sheet.no-value", "told, and in nobody's way");
}

async fn two_people_at_once_lose_nothing(database: Database) {
    let app = open(&database, &clock()).await;
    let commune = commune();
    let seen = app.version().get();
    recorded(app.save_sheet(by("lan"), save(commune, draft(commune, seen, &[("4.2", "99"), ("5", "90")]), false)).await.unwrap());
    let others = app.save_sheet(by("hoa"), save(commune, draft(commune, seen, &[("4.2", "97"), ("14.2", "88")]), false)).await.unwrap();
    assert!(fates(&others).contains(&("4.2".to_owned(), LineFate::Conflict)), "{others:?}");
    let form = app.live().form(commune, date("2024-06-30")).unwrap();
    assert!(form.values[usize::from(form.layout.slot("14.2", None).unwrap())].is_none(), "all or nothing");
    let chosen = draft(commune, app.version().get(), &[("4.2", "97"), ("14.2", "88")]);
    recorded(app.save_sheet(by("hoa"), save(commune, chosen, false)).await.unwrap());
    let place = app.live().place(commune, None).unwrap();
    let slot = form.layout.slot("4.2", None).unwrap();
    let earlier = &place.earlier.iter().find(|(other, _)| *other == slot).unwrap().1;
    assert_eq!((place.value(slot).unwrap().cell.raw, earlier[0].cell.raw), (97_000_000, 99_000_000), "both are on record");
}

async fn the_same_command_twice_counts_once(database: Database) {
    let app = open(&database, &clock()).await;
    let (commune, form) = (commune(), by("lan"));
    let typed = || save(commune, draft(commune, 0, &[("4.2", "99")]), true);
    let (first, second) = tokio::join!(app.save_sheet(form.clone(), typed()), app.save_sheet(form.clone(), typed()));
    let third = app.save_sheet(form, typed()).await.unwrap();
    let entries = [recorded(first.unwrap()), recorded(second.unwrap()), recorded(third)];
    assert!(entries.iter().all(|entry| *entry == entries[0]), "{entries:?}");
    assert_eq!(app.live().handed_in(commune, july()).len(), 1);
}

async fn a_locked_period_takes_only_late_versions_with_a_reason(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    let commune = commune();
    clock.advance(TimeDelta::days(20));
    app.keep_up().await.unwrap();
    let typed = |late: &str| SheetDraft { late: late.to_owned(), ..draft(commune, app.version().get(), &[("4.2", "99")]) };
    let refused = |saved: SavedSheet| match saved {
        SavedSheet::Open(plans) => plans[0].problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(app.save_sheet(by("lan"), save(commune, typed(""), false)).await.unwrap()), ["sheet.locked"]);
    assert_eq!(refused(app.save_sheet(by("lan"), save(commune, typed(""), true)).await.unwrap()), ["sheet.late-needs-reason"]);
    recorded(app.save_sheet(by("lan"), save(commune, typed("Chờ số liệu bảo hiểm"), true)).await.unwrap());
    let handed = app.live().handed_in(commune, july());
    assert_eq!(handed[0].submission().unwrap().late.as_deref(), Some("Chờ số liệu bảo hiểm"));
    let table = app.reporting(&app.live(), commune, july()).unwrap();
    assert_eq!((table.total.in_time, table.total.late, table.total.missing()), (0, 1, 0));
    app.move_due_day(by("tỉnh"), vedich_units::COUNTRY, july(), date("2024-07-31"), "Bão số 2").await.unwrap();
    recorded(app.save_sheet(by("lan"), save(commune, draft(commune, app.version().get(), &[("4.2", "98")]), true)).await.unwrap());
    {
        let live = app.live();
        assert_eq!((live.handed_in(commune, july()).len(), live.moved_days(commune)[&july()]), (2, date("2024-07-31")));
    }
    let early = app.move_due_day(by("tỉnh"), vedich_units::COUNTRY, july(), date("2024-07-01"), "").await;
    assert!(matches!(early, Err(AppError::Refused(problems)) if problems.len() == 2));
}

async fn odd_values_wait_for_a_reason_and_wrong_ones_are_refused_together(database: Database) {
    let app = open(&database, &clock()).await;
    let commune = commune();
    recorded(app.save_sheet(by("lan"), save(commune, draft(commune, 0, &[("4.2", "60")]), false)).await.unwrap());
    let seen = app.version().get();
    let mut typed = draft(commune, seen, &[("4.2", "85"), ("5", "104"), ("9.1", "chưa rõ"), ("99.9", "1"), ("14.2", "88")]);
    let saved = app.save_sheet(by("lan"), save(commune, typed.clone(), false)).await.unwrap();
    let mut found = fates(&saved);
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let expected = [
        ("14.2", LineFate::New),
        ("4.2", LineFate::Waiting),
        ("5", LineFate::Refused),
        ("9.1", LineFate::Refused),
        ("99.9", LineFate::Refused),
    ];
    assert_eq!(found, expected.map(|(code, fate)| (code.to_owned(), fate)));
    typed.lines.retain(|key, _| key.ends_with(":4.2"));
    typed.lines.values_mut().for_each(|line| line.reason = "Đã kiểm tra tại thực địa".to_owned());
    recorded(app.save_sheet(by("lan"), save(commune, typed, false)).await.unwrap());
    let mut notes = Vec::new();
    let values = Select { kind: Some(Kind::Observation), ..Select::default() };
    app.journal().for_each(&values, |recorded| notes.push(recorded.fact.note.clone())).await.unwrap();
    assert_eq!(notes.last().unwrap().as_deref(), Some("Đã kiểm tra tại thực địa"), "the reason is on record");
}

async fn drafts_survive_a_restart_and_other_windows(database: Database) {
    let commune = commune();
    let hand = Hand::operator("lan", "test");
    let change = |seen: &str, value: &str| LineChange {
        key: format!("{commune}:4.2"),
        seen: seen.to_owned(),
        line: DraftLine { value: value.to_owned(), base: 7, ..DraftLine::default() },
    };
    {
        let app = open(&database, &clock()).await;
        let kept = app.keep_draft(&hand, "sheet", july(), None, vec![change("", "95")]).await.unwrap();
        assert_eq!((kept.version, kept.conflicts.len()), (1, 0));
        let same = app.keep_draft(&hand, "sheet", july(), None, vec![change("", "95")]).await.unwrap();
        assert_eq!(same.version, 1, "sent again after a lost answer");
        app.journal().close().await;
    }
    let app = open(&database, &clock()).await;
    let other = app.keep_draft(&hand, "sheet", july(), None, vec![change("", "96")]).await.unwrap();
    assert_eq!(other.conflicts.len(), 1);
    let kept = app.sheet_draft(&hand, "sheet", july()).await.unwrap();
    let line = &kept.draft.lines[&format!("{commune}:4.2")];
    assert_eq!((line.value.as_str(), line.other.as_deref()), ("95", Some("96")));
    assert_eq!(app.sheet_drafts(&hand).await.unwrap().len(), 1);
    app.forget_recorded(&hand, "sheet", july(), &kept.draft).await.unwrap();
    assert!(app.sheet_draft(&hand, "sheet", july()).await.unwrap().draft.is_empty());
}

async fn who_has_reported_is_counted_at_every_level(database: Database) {
    let app = open(&database, &clock()).await;
    let commune = commune();
    recorded(app.save_sheet(by("lan"), save(commune, draft(commune, 0, &[("4.2", "99")]), true)).await.unwrap());
    let registry = reference().registry;
    let above = registry.ancestors(commune, date("2024-06-30"));
    let live = app.live();
    for area in above {
        let table = app.reporting(&live, area, july()).unwrap();
        // Wards and townships owe no report.
        let communes = u32::try_from(registry.count_assessed(area, vedich_facts::UnitLevel::Commune, date("2024-06-30"))).unwrap();
        assert_eq!((table.total.expected, table.total.in_time, table.total.missing()), (communes, 1, communes - 1));
        assert_eq!(table.rows.iter().map(|row| row.tallied.in_time).sum::<u32>(), 1);
    }
}

async fn many_sheets_at_once_are_all_recorded(database: Database) {
    let app: App = open(&database, &clock()).await;
    let registry = &reference().registry;
    let rural = |unit: &UnitId| registry.at(*unit, date("2024-06-30")).is_some_and(|at| at.is_rural());
    let communes: Vec<UnitId> = registry.units(vedich_facts::UnitLevel::Commune, date("2024-06-30")).filter(rural).take(120).collect();
    let tasks: Vec<_> = communes
        .iter()
        .map(|unit| {
            let (app, unit) = (app.clone(), *unit);
            tokio::spawn(async move { app.save_sheet(by("lan"), save(unit, draft(unit, 0, &[("4.2", "99")]), true)).await.unwrap() })
        })
        .collect();
    for task in tasks {
        recorded(task.await.unwrap());
    }
    let live = app.live();
    assert!(communes.iter().all(|unit| live.has_handed_in(*unit, july())), "none lost");
}

/// Sheets that wait at the same time share a transaction: one that can't be recorded keeps none of the others out.
async fn one_sheet_that_fails_keeps_no_other_out(database: Database) {
    let app: App = open(&database, &clock()).await;
    let registry = &reference().registry;
    let rural = |unit: &UnitId| registry.at(*unit, date("2024-06-30")).is_some_and(|at| at.is_rural());
    let communes: Vec<UnitId> = registry.units(vedich_facts::UnitLevel::Commune, date("2024-06-30")).filter(rural).take(60).collect();
    // The last two are sent under one command, each with something else; the one before comes from where no entry can.
    let reused = uuid::Uuid::now_v7();
    let tasks: Vec<_> = communes
        .iter()
        .enumerate()
        .map(|(place, unit)| {
            let (app, unit) = (app.clone(), *unit);
            let by = match u8::try_from(place).unwrap() {
                57 => By::new(Hand::operator("lan", "\u{7}")),
                place @ 58.. => by("lan").command(reused).of_request([place; 32]),
                _ => by("lan"),
            };
            tokio::spawn(async move { app.save_sheet(by, save(unit, draft(unit, 0, &[("4.2", "99")]), true)).await })
        })
        .collect();
    let mut failed = Vec::new();
    for (task, unit) in tasks.into_iter().zip(&communes) {
        match task.await.unwrap() {
            Ok(saved) => _ = recorded(saved),
            Err(error) => failed.push((*unit, error)),
        }
    }
    let [(strange, text), (second, reused)] = failed.as_slice() else { panic!("two alone: {failed:?}") };
    assert!(*strange == communes[57] && text.to_string().contains("control characters"), "told why: {text}");
    assert!(communes[58..].contains(second) && reused.is_reused_command(), "told why: {reused}");
    let live = app.live();
    let lost: Vec<&UnitId> = communes.iter().filter(|unit| !live.has_handed_in(**unit, july())).collect();
    assert_eq!(lost, [strange, second], "none other is lost");
}

async fn a_file_changes_a_locked_period_only_with_a_reason(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    let commune = commune();
    let code = reference().registry.at(commune, date("2024-06-29")).unwrap().code.unwrap().to_owned();
    let file = |as_of: &str, note: &str| Given {
        file: "so-lieu.csv".to_owned(),
        bytes: format!("unit_code;set;indicator;value;as_of;note\n{code};vn.commune.2021-2025.standard;4.2;97;{as_of};{note}\n")
            .into_bytes(),
        hand: Hand::operator("test", "test"),
        mapping: Vec::new(),
    };
    let import = async |as_of: &str, note: &str| app.import(Subject::Observations, file(as_of, note)).await.unwrap();
    recorded(app.save_sheet(by("lan"), save(commune, draft(commune, 0, &[("4.2", "99")]), true)).await.unwrap());
    let open_yet = app.plan_import(Subject::Observations, file("2024-06-29", "")).await.unwrap();
    assert_eq!(open_yet.outcome.errors, 0, "not locked yet: {:?}", open_yet.outcome.problems);
    clock.advance(TimeDelta::days(30));
    app.keep_up().await.unwrap();
    let refused = import("2024-06-29", "").await;
    assert_eq!(refused.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["import.locked"]);
    assert_eq!((refused.refused, refused.new + refused.changed), (1, 0), "counted as what becomes of it");
    assert!(refused.problems[0].place.line == Some(2) && !refused.applied, "{refused:?}");
    assert!(import("2024-06-10", "").await.applied, "a period nobody handed in takes values as before");
    assert!(import("2024-06-29", "đo lại sau kiểm tra").await.applied, "with the reason in its note");
}

async fn weeks_are_handed_in_beside_months_by_whoever_does(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    let (commune, week): (UnitId, Period) = (commune(), "2024-W27".parse().unwrap());
    let weekly = |app: &App| {
        let live = app.live();
        let weeks = app.reminders(&live, commune).into_iter().filter(|one| one.period.cycle() == vedich_values::Cycle::Week);
        weeks.map(|one| format!("{} {}", one.period, one.days_left)).collect::<Vec<_>>()
    };
    // Sunday 30 June lies in the week from Friday 28 June to Thursday 4 July.
    assert_eq!(app.period_to_report(&app.live(), commune, vedich_values::Cycle::Week), Some(week));
    assert_eq!(weekly(&app), [] as [&str; 0], "nobody is chased who never began");
    let typed = draft(commune, 0, &[("4.2", "99")]);
    let save = SaveSheet { units: vec![commune], period: week, draft: typed, submit: true, content_hash: None };
    recorded(app.save_sheet(by("lan"), save).await.unwrap());
    {
        let live = app.live();
        assert_eq!((live.handed_in(commune, week).len(), live.handed_in(commune, july()).len()), (1, 0), "the month is another report");
        let province = unit("Tỉnh Quảng Ninh", "2024-06-30");
        assert_eq!(app.reporting(&live, province, week).unwrap().total.in_time, 1);
    }
    clock.advance(TimeDelta::days(11));
    app.keep_up().await.unwrap();
    assert_eq!(weekly(&app), ["2024-W28 1"], "the week after is asked for");
    let code = reference().registry.at(commune, date("2024-06-29")).unwrap().code.unwrap().to_owned();
    let text = format!("unit_code;set;indicator;value;as_of\n{code};vn.commune.2021-2025.standard;4.2;97;2024-06-29\n");
    let hand = Hand::operator("test", "test");
    let file = Given { file: "so-lieu.csv".to_owned(), bytes: text.into_bytes(), hand, mapping: Vec::new() };
    let planned = app.plan_import(Subject::Observations, file).await.unwrap();
    assert_eq!(planned.outcome.errors, 0, "a week locks no values of the month: {:?}", planned.outcome.problems);
    clock.advance(TimeDelta::days(7));
    app.keep_up().await.unwrap();
    assert_eq!(weekly(&app), ["2024-W28 -6", "2024-W29 1"]);
}

async fn an_installation_has_reporting_days_of_its_own(database: Database) {
    let app = open(&database, &clock()).await;
    let shipped = include_str!("../../../../data/reporting.toml");
    let own = shipped.replace("weekday = \"friday\"", "weekday = \"monday\"").replace("weekday = \"thursday\"", "weekday = \"sunday\"");
    let own = own.replace("opens = { weeks_before = 1, ", "opens = { ");
    app.set_calendar(vedich_entry::Calendar::parse("own.toml", &own).unwrap());
    let window = app.window(&app.live(), commune(), "2024-W27".parse().unwrap()).unwrap();
    assert_eq!((window.opens, window.closes, window.due), (date("2024-07-01"), date("2024-07-07"), date("2024-07-08")));
}

fn unchanged(saved: &SavedSheet) -> Option<Date> {
    match saved {
        SavedSheet::Unchanged(day) => Some(*day),
        _ => None,
    }
}

async fn handed_in_again_with_nothing_changed_is_no_version(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    let commune = commune();
    let send = async |base: u64, lines: &[(&str, &str)], submit: bool| {
        app.save_sheet(by("lan"), save(commune, draft(commune, base, lines), submit)).await.unwrap()
    };
    recorded(send(0, &[("4.2", "99,5")], true).await);
    let head = app.journal().head().await.unwrap();
    clock.advance(TimeDelta::days(1));
    app.keep_up().await.unwrap();
    let day = date("2024-06-30");
    assert_eq!(unchanged(&send(app.version().get(), &[], true).await), Some(day), "nothing typed");
    let same = draft(commune, app.version().get(), &[("4.2", "99,5")]);
    let same = SheetDraft { as_of: "30/6/2024".to_owned(), ..same };
    assert_eq!(unchanged(&app.save_sheet(by("hoa"), save(commune, same, true)).await.unwrap()), Some(day), "the same typed");
    assert_eq!(app.journal().head().await.unwrap(), head, "nothing is recorded");
    // What was recorded since, by whomever, makes a version; the same once more does not.
    recorded(send(app.version().get(), &[("14.2", "88")], false).await);
    recorded(send(app.version().get(), &[], true).await);
    assert_eq!(app.live().handed_in(commune, july()).len(), 2);
    assert!(unchanged(&send(app.version().get(), &[], true).await).is_some());
    // Once the period is locked no reason is asked for what says nothing new.
    clock.advance(TimeDelta::days(20));
    app.keep_up().await.unwrap();
    assert_eq!(unchanged(&send(app.version().get(), &[], true).await), Some(date("2024-07-01")));
    let typed = SheetDraft { late: "Sửa sau kiểm tra".to_owned(), ..draft(commune, app.version().get(), &[("14.2", "89")]) };
    recorded(app.save_sheet(by("lan"), save(commune, typed, true)).await.unwrap());
    assert_eq!(app.live().handed_in(commune, july()).len(), 3);
}

/// A value that met nothing leaves every count as it was when it is taken back.
async fn what_is_taken_back_since_is_something_new(database: Database) {
    let app = open(&database, &clock()).await;
    let commune = commune();
    let send = async |lines: &[(&str, &str)]| {
        let typed = draft(commune, app.version().get(), lines);
        app.save_sheet(by("lan"), save(commune, typed, true)).await.unwrap()
    };
    recorded(send(&[("4.2", "60")]).await);
    let select = Select { unit: Some(commune), kind: Some(Kind::Observation), ..Select::default() };
    let told = app.journal().read(&select).await.unwrap().pop().unwrap();
    let mut withdrawn = crate::support::value(commune, "4.2", 0, "2024-06-30");
    withdrawn.as_of = told.fact.as_of;
    withdrawn.observed = vedich_facts::Observed::Withdrawn;
    withdrawn.correcting = Some(told.seq);
    app.record_observations(by("hoa"), crate::support::values(vec![withdrawn])).await.unwrap();
    let again = send(&[]).await;
    assert!(matches!(again, SavedSheet::Recorded(..)), "{again:?}");
}

async fn of_several_units_only_those_that_say_something_new_hand_in(database: Database) {
    let app = open(&database, &clock()).await;
    let units = vec![commune(), unit("Dực Yên, Đầm Hà", "2024-06-30")];
    let send = async |values: [&str; 2]| {
        let mut both = draft(units[0], app.version().get(), &[("4.2", values[0])]);
        both.lines.extend(draft(units[1], app.version().get(), &[("4.2", values[1])]).lines);
        let save = SaveSheet { units: units.clone(), period: july(), draft: both, submit: true, content_hash: None };
        app.save_sheet(by("huyện"), save).await.unwrap()
    };
    let versions = || [0, 1].map(|place: usize| app.live().handed_in(units[place], july()).len());
    recorded(send(["99", "98"]).await);
    assert!(unchanged(&send(["99", "98"]).await).is_some());
    recorded(send(["99", "97"]).await);
    assert_eq!(versions(), [1, 2]);
}

/// A hamlet of Hà Tĩnh, whose set is in force.
async fn hamlet_of(app: &App, commune: UnitId) -> UnitId {
    let hamlet = NewUnit {
        level: UnitLevel::Hamlet,
        kind: "thon".into(),
        name: "Thôn Thử".into(),
        parent: commune,
        code: None,
        from: date("2020-09-08"),
        source: None,
    };
    app.register_units(by("sổ"), RegisterUnits { units: vec![hamlet], content_hash: None }).await.unwrap();
    let hamlet = app.reference().registry.children(commune, app.today())[0];
    let (name, value) = ("tier".into(), AttributeValue::Text("model".into()));
    let tier = StateAttribute { unit: hamlet, from: date("2020-09-08"), to: None, name, value, source: None };
    app.state_attribute(by("sổ"), tier).await.unwrap();
    hamlet
}

async fn hamlets_owe_no_sheet_of_a_period_unless_a_rule_is_for_them(database: Database) {
    let clock = std::sync::Arc::new(vedich_app::FixedClock::at(crate::support::at("2020-09-10T03:00:00Z")));
    let app = open(&database, &clock).await;
    let (commune, period) = (unit("Lâm Hợp, Kỳ Anh, Hà Tĩnh", "2020-09-08"), "2020-09".parse::<Period>().unwrap());
    let hamlet = hamlet_of(&app, commune).await;
    let send = async |submit: bool| {
        let draft = draft(hamlet, app.version().get(), &[("#1", "Đ")]);
        app.save_sheet(by("thôn"), SaveSheet { units: vec![hamlet], period, draft, submit, content_hash: None }).await.unwrap()
    };
    let refused = |saved: SavedSheet| match saved {
        SavedSheet::Open(plans) => plans[0].problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let plan = |app: &App| app.plan_sheet(&app.live(), hamlet, period, &SheetDraft::default()).unwrap();
    assert_eq!(refused(send(true).await), ["sheet.hands-nothing-in"]);
    // Long after the last day of communes its values are taken without a reason, and nobody misses a report.
    clock.advance(TimeDelta::days(60));
    app.keep_up().await.unwrap();
    assert!(!plan(&app).reports && !plan(&app).locked && plan(&app).window.is_locked(app.today()));
    assert_eq!(refused(send(true).await), ["sheet.hands-nothing-in"]);
    recorded(send(false).await);
    assert!(app.reminders(&app.live(), hamlet).is_empty() && !app.reminders(&app.live(), commune).is_empty());
    let expected = |app: &App, area| app.reporting(&app.live(), area, period).unwrap().total.expected;
    assert_eq!((expected(&app, commune), expected(&app, hamlet)), (1, 0));
    // An office may ask it of them.
    let shipped = include_str!("../../../../data/reporting.toml");
    let own = shipped.replace("levels = [\"commune\"]", "levels = [\"commune\", \"hamlet\"]");
    app.set_calendar(vedich_entry::Calendar::parse("own.toml", &own).unwrap());
    assert!(plan(&app).reports && plan(&app).locked);
    assert_eq!((refused(send(true).await), expected(&app, hamlet)), (vec!["sheet.late-needs-reason"], 1));
}
