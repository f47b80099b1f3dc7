//! Files of observations and units into a journal on SQLite, and out again.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed expectation is a failed test")]

mod units;
mod values;

use std::sync::{Arc, LazyLock};
use vedich_app::import::{Given, Outcome, Plan, Subject};
use vedich_app::{App, By, FixedClock, Hand, NewEntry, export};
use vedich_board::Reference;
use vedich_documents::{CsvStyle, write_csv, write_xlsx};
use vedich_facts::Recorded;
use vedich_journal::Select;
use vedich_reference::Shipped;
use vedich_units::COUNTRY;
use vedich_values::{Date, Diagnostic, Timestamp};

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
    let shipped = Shipped::load().unwrap();
    Reference { registry: shipped.registry, catalogue: shipped.catalogue, bands: shipped.bands }
});

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap()
}

fn now() -> Timestamp {
    day(2026, 11, 22).and_hms_opt(3, 0, 0).unwrap().and_utc()
}

/// The application on a journal in a folder of its own.
struct Desk {
    app: App,
    _dir: tempfile::TempDir,
}

impl Desk {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("t.db").display());
        let app = App::open_without_board(&url, REFERENCE.clone(), Arc::new(FixedClock::at(now()))).await.unwrap();
        Self { app, _dir: dir }
    }

    async fn plan(&self, name: &str, bytes: &[u8]) -> Plan {
        self.app.plan_import(Subject::Observations, given(name, bytes)).await.unwrap()
    }

    async fn import(&self, name: &str, bytes: &[u8]) -> Outcome {
        self.app.import(Subject::Observations, given(name, bytes)).await.unwrap()
    }

    async fn import_units(&self, name: &str, bytes: &[u8]) -> Outcome {
        self.app.import(Subject::Units, given(name, bytes)).await.unwrap()
    }

    async fn facts(&self) -> Vec<Recorded> {
        self.app.journal().read(&Select::default()).await.unwrap()
    }
}

fn given(name: &str, bytes: &[u8]) -> Given {
    Given { file: name.to_owned(), bytes: bytes.to_owned(), hand: Hand::operator("test", "test"), mapping: Vec::new() }
}

fn counts(outcome: &Outcome) -> (u64, u64, u64, u64, u64) {
    (outcome.new, outcome.changed, outcome.unchanged, outcome.blank, outcome.refused)
}

fn found<'o>(outcome: &'o Outcome, code: &str) -> &'o Diagnostic {
    outcome.problems.iter().find(|problem| problem.code == code).unwrap_or_else(|| panic!("no {code} in {:#?}", outcome.problems))
}

/// A commune of 2020 with its code: Lâm Hợp, Kỳ Anh, Hà Tĩnh.
fn lam_hop() -> (String, vedich_values::UnitId) {
    let date = day(2020, 9, 8);
    let vedich_units::Resolution::One(unit) = REFERENCE.registry.resolve("Lâm Hợp, Kỳ Anh", date) else { panic!("no Lâm Hợp") };
    (REFERENCE.registry.at(unit, date).unwrap().code.unwrap().to_owned(), unit)
}

#[tokio::test]
async fn what_is_exported_imports_without_changing_anything() {
    let desk = Desk::new().await;
    for (number, demo) in vedich_reference::demo(&REFERENCE.registry, &REFERENCE.catalogue).unwrap().into_iter().enumerate() {
        let kind = format!("demo-{number}");
        desk.app.commit(NewEntry::new(&kind, By::operator("demo", "demo"), demo.recorded_at, demo.facts)).await.unwrap();
    }
    let registry = desk.app.reference().registry;
    let wanted = export::Wanted { area: COUNTRY, as_of: day(2026, 11, 22), known_at: None, set: None };
    let table = export::observations(desk.app.journal(), &registry, &wanted).await.unwrap();
    assert!(table.rows.len() >= 30, "the demo cases state more than {}", table.rows.len());
    for (name, bytes) in [
        ("ra.csv", write_csv(&table, CsvStyle::EXCHANGE).unwrap()),
        ("ra-nguoi.csv", write_csv(&table, CsvStyle::PEOPLE).unwrap()),
        ("ra.xlsx", write_xlsx(&table).unwrap()),
    ] {
        let plan = desk.plan(name, &bytes).await;
        assert!(!plan.outcome.is_refused(), "{name}: {:#?}", plan.outcome.problems);
        assert_eq!(counts(&plan.outcome), (0, 0, table.rows.len() as u64, 0, 0), "{name}: {:#?}", plan.entry.map(|entry| entry.facts));
    }
}

#[tokio::test]
async fn what_was_recorded_later_stays_out_of_an_export_as_known_earlier() {
    let desk = Desk::new().await;
    let demo = vedich_reference::demo(&REFERENCE.registry, &REFERENCE.catalogue).unwrap();
    for (day, demo) in (10..).zip(demo) {
        let recorded_at = format!("2026-11-{day}T03:00:00Z").parse().unwrap();
        desk.app.commit(NewEntry::new(&format!("demo-{day}"), By::operator("demo", "demo"), recorded_at, demo.facts)).await.unwrap();
    }
    let registry = desk.app.reference().registry;
    let rows = async |known_on: Option<vedich_values::Date>| {
        let known_at = known_on.map(vedich_values::date::end_of_day);
        let wanted = export::Wanted { area: COUNTRY, as_of: day(2026, 11, 22), known_at, set: None };
        export::observations(desk.app.journal(), &registry, &wanted).await.unwrap().rows.len()
    };
    let (nothing, some, all) = (rows(Some(day(2026, 11, 9))).await, rows(Some(day(2026, 11, 13))).await, rows(None).await);
    assert!(nothing == 0 && some > 0 && some < all, "{nothing}, {some}, {all}");
}

mod any_input {
    use super::*;
    use proptest::prelude::*;

    fn cell() -> impl Strategy<Value = String> {
        prop_oneof![
            "\\PC{0,12}",
            Just("18781".to_owned()),
            Just("2020-09-08".to_owned()),
            Just("10".to_owned()),
            Just("15.1".to_owned()),
            Just("95,3".to_owned()),
            Just("Lâm Hợp".to_owned()),
            Just("x".to_owned()),
            Just("-".to_owned()),
            Just("vn.commune.2021-2025.standard".to_owned()),
            "[0-9.,@/%-]{0,8}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_cells_make_an_import_panic(rows in prop::collection::vec(prop::collection::vec(cell(), 9), 1..6)) {
            let quoted = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
            let lines: Vec<String> = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",")).collect();
            let file = format!("unit_code,unit_name,as_of,set,indicator,value,status,source,note\n{}\n", lines.join("\n"));
            let units = format!("change,code,name,old_name,kind,level,parent_code,parent_name,from\n{}\n", lines.join("\n"));
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap().block_on(async {
                let desk = Desk::new().await;
                let outcome = desk.import("x.csv", file.as_bytes()).await;
                prop_assert_eq!(outcome.is_refused(), outcome.refused > 0, "{:?}", outcome.problems);
                let again = desk.import("x.csv", file.as_bytes()).await;
                prop_assert_eq!(again.facts, 0);
                desk.import_units("x.csv", units.as_bytes()).await;
                Ok(())
            })?;
        }
    }
}

/// Codes written in the sources of imports and tables, as string literals.
#[test]
fn every_problem_is_worded_in_both_languages() {
    let mut sources = String::new();
    for folder in ["src/import", "src", "../documents/src", "../documents/src/read"] {
        for entry in std::fs::read_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                sources.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let is_code = |text: &&str| {
        text.strip_prefix("import.")
            .or_else(|| text.strip_prefix("table."))
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
    };
    let codes: std::collections::BTreeSet<&str> = sources.split('"').filter(is_code).collect();
    assert!(codes.len() > 40, "{codes:?}");
    for code in codes {
        let key = format!("problem.{code}");
        for lang in vedich_wording::Lang::ALL {
            assert_ne!(lang.text(&key), key, "{code} has no wording");
        }
    }
}
