//! Files of observations and units into a journal on SQLite, and out again.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed expectation is a failed test")]

use std::sync::{Arc, LazyLock};
use vedich_app::import::{Given, Outcome, Plan, Subject};
use vedich_app::{App, By, FixedClock, Hand, NewEntry, export};
use vedich_board::Reference;
use vedich_documents::{CsvStyle, write_csv, write_xlsx};
use vedich_facts::{Body, DeclaredState, Observed, Recorded, Value};
use vedich_journal::Select;
use vedich_reference::Shipped;
use vedich_units::COUNTRY;
use vedich_values::{Date, Diagnostic, Severity, Timestamp};

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
async fn what_officials_type_is_understood() {
    let desk = Desk::new().await;
    let (code, unit) = lam_hop();
    let file = format!(
        "BÁO CÁO KẾT QUẢ\n\nSTT;Mã xã;Xã;Ngày số liệu;Chỉ tiêu;Kết quả;Đánh giá;Nguồn;Ghi chú\n\
         1;{code};Xã Lâm Hợp;8/9/2020;10;37,5;;UBND xã;sơ bộ\n\
         2;{code};Lâm Hợp;08/09/2020;2;;CĐ;;\n\
         3;{code};;2020-09-08;15.1;95,3%;;;\n\
         4;{code};;8/9/2020;TC17;;x;;\n\
         5;{code};;8/9/2020;15.3;;;;\n"
    );
    let outcome = desk.import("bieu.csv", file.as_bytes()).await;
    assert!(!outcome.is_refused(), "{:#?}", outcome.problems);
    assert_eq!((outcome.rows, counts(&outcome), outcome.applied), (5, (4, 0, 0, 1, 0), true));
    let facts = desk.facts().await;
    assert!(facts.iter().all(|recorded| recorded.fact.unit == unit && recorded.fact.as_of == day(2020, 9, 8)));
    let Body::Observation { target, observed } = &facts[0].fact.body else { panic!() };
    assert_eq!((target.set.as_str(), target.code.as_str()), ("vn-ha-tinh.commune.2018-2020.standard", "10"));
    assert_eq!(*observed, Observed::Value(Value::Number("37.5".parse().unwrap())));
    assert_eq!((facts[0].fact.source.as_deref(), facts[0].fact.note.as_deref()), (Some("UBND xã"), Some("sơ bộ")));
    let Body::DeclaredStatus { criterion, code, state, .. } = &facts[1].fact.body else { panic!() };
    assert_eq!((criterion.0, code, *state), (2, &None, DeclaredState::NotMet));
}

/// Workbooks show parts by their number in the set (`5/1`); the keys of our files are read as well, and both are the same line.
#[tokio::test]
async fn parts_are_read_by_their_number_as_workbooks_show_them() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let row = |indicator: &str, value: &str| format!("{code};2023-06-30;vn.commune.2021-2025.standard;{indicator};{value}\n");
    let head = "unit_code;as_of;set;indicator;value\n";
    let file = format!("{head}{}{}{}", row("5/2", "100"), row("Chỉ tiêu 5/3", "60"), row("5/muc1_dbsh_dnb", "90"));
    let outcome = desk.import("so-lieu.csv", file.as_bytes()).await;
    assert!(outcome.applied, "{:?}", outcome.problems);
    let part = |recorded: &Recorded| match &recorded.fact.body {
        Body::Observation { target, .. } => target.part.as_ref().map(ToString::to_string),
        _ => None,
    };
    let parts: Vec<String> = desk.facts().await.iter().filter_map(part).collect();
    assert_eq!(parts, ["toithieu_khac", "muc1_tren3", "muc1_dbsh_dnb"]);
    let twice = desk.plan("so-lieu.csv", format!("{head}{}{}", row("5/1", "90"), row("5/muc1_dbsh_dnb", "80")).as_bytes()).await;
    assert_eq!(found(&twice.outcome, "import.rows-contradict").place.line, Some(3), "one line under two names");
    let beyond = desk.plan("so-lieu.csv", format!("{head}{}", row("5/9", "90")).as_bytes()).await;
    found(&beyond.outcome, "import.unknown-part");
}

#[tokio::test]
async fn a_criterion_as_a_whole_is_not_applicable_in_a_file_too() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let file = format!("unit_code;as_of;indicator;value;status\n{code};2020-09-08;TC2;;-\n{code};2020-09-08;TC17;-;\n");
    let outcome = desk.import("bieu.csv", file.as_bytes()).await;
    assert!(outcome.applied, "{:#?}", outcome.problems);
    let said: Vec<_> = outcome.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(said, ["import.must-apply", "import.must-apply"], "both are compulsory: kept, not counted");
    let facts = desk.facts().await;
    let declared = facts.iter().map(|recorded| match &recorded.fact.body {
        Body::DeclaredStatus { criterion, code: None, state, .. } => (criterion.0, *state),
        other => panic!("{other:?}"),
    });
    assert_eq!(declared.collect::<Vec<_>>(), [(2, DeclaredState::NotApplicable), (17, DeclaredState::NotApplicable)]);
    let again = desk.import("bieu.csv", file.as_bytes()).await;
    assert!(!again.applied && counts(&again).2 == 2, "the same file twice changes nothing: {again:?}");
    let both = format!("unit_code;as_of;indicator;value;status\n{code};2020-09-08;TC2;x;-\n");
    let refused = desk.import("bieu.csv", both.as_bytes()).await;
    assert_eq!(refused.problems[0].code, "import.value-of-not-applicable");
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing_and_a_corrected_one_corrects() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let file = |value: &str| format!("unit_code,as_of,indicator,value\n{code},2020-09-08,10,\"{value}\"\n{code},2020-09-08,15.1,\"90\"\n");
    let first = desk.import("a.csv", file("37,5").as_bytes()).await;
    assert_eq!(counts(&first), (2, 0, 0, 0, 0));
    let again = desk.import("a.csv", file("37,5").as_bytes()).await;
    assert_eq!((counts(&again), again.facts, again.applied), ((0, 0, 2, 0, 0), 0, false));
    let written_otherwise = desk.import("a.csv", file("37,50").as_bytes()).await;
    assert_eq!(counts(&written_otherwise), (0, 0, 2, 0, 0));
    let preview = desk.plan("b.csv", file("38").as_bytes()).await;
    assert_eq!(counts(&preview.outcome), (0, 1, 1, 0, 0));
    assert_eq!(desk.facts().await.len(), 2, "a plan writes nothing");
    let corrected = desk.import("b.csv", file("38").as_bytes()).await;
    assert_eq!((counts(&corrected), corrected.facts), ((0, 1, 1, 0, 0), 1));
    let facts = desk.facts().await;
    assert_eq!(facts[2].fact.supersedes, Some(facts[0].seq));
    let old_again = desk.import("a.csv", file("37,5").as_bytes()).await;
    assert_eq!((old_again.already, old_again.facts, desk.facts().await.len()), (true, 0, 3), "an old file does not undo a correction");
}

#[tokio::test]
async fn every_problem_is_found_and_nothing_is_written() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let file = format!(
        "unit_code,unit_name,as_of,set,indicator,value,status,color\n\
         {code},Kỳ Lạc,2020-09-08,,10,37,,\n\
         99999,,2020-09-08,,10,37,,\n\
         ,Hải Đông,31/2/2020,,10,37,,\n\
         ,An Khánh,2020-09-08,,10,37,,\n\
         {code},,2020-09-08,vn.commune,10,37,,\n\
         {code},,2020-09-08,,99.9,37,,\n\
         {code},,2020-09-08,,15.1,104,,\n\
         {code},,2020-09-08,,15.1,abc,,\n\
         {code},,2020-09-08,,10,,maybe,\n\
         {code},,2020-09-08,,2,37,,\n\
         {code},,2020-09-08,,8,1,,\n\
         {code},,2020-09-08,,10,37,,\n\
         {code},,2020-09-08,,10,38,,\n\
         {code},,,,10,38,,\n"
    );
    let outcome = desk.import("hong.csv", file.as_bytes()).await;
    assert!(outcome.is_refused() && !outcome.applied);
    assert_eq!(desk.facts().await.len(), 0);
    let place = |code: &str| found(&outcome, code).place.key.clone().unwrap();
    assert_eq!(place("import.name-contradicts-code"), "B2");
    assert_eq!(place("import.unknown-code"), "A3");
    assert_eq!(place("import.bad-date"), "C4");
    assert_eq!(place("import.ambiguous-unit"), "B5");
    assert!(found(&outcome, "import.ambiguous-unit").param("candidates").unwrap().contains("Xã An Khánh, Huyện "));
    assert_eq!(place("import.unknown-set"), "D6");
    assert_eq!(place("import.unknown-indicator"), "E7");
    assert_eq!(place("value.percent-range"), "F8");
    assert_eq!(place("value.not-a-number"), "F9");
    assert_eq!(place("import.unknown-status"), "G10");
    assert_eq!(place("import.criterion-has-no-value"), "F11");
    assert_eq!((place("import.rows-contradict"), found(&outcome, "import.rows-contradict").param("line")), ("E14".to_owned(), Some("13")));
    assert_eq!(place("import.no-date"), "C15");
    assert_eq!(found(&outcome, "import.unknown-column").severity, Severity::Warning);
}

#[tokio::test]
async fn a_code_of_another_time_is_explained() {
    let desk = Desk::new().await;
    let registry = &REFERENCE.registry;
    let (before, after) = (day(2025, 6, 30), day(2025, 7, 1));
    let gone = registry.units(vedich_units::UnitLevel::Commune, before).find(|unit| {
        let code = registry.at(*unit, before).and_then(|at| at.code).unwrap_or_default();
        registry.at(*unit, after).is_none() && registry.by_code(code, after).is_none() && registry.successors(*unit).len() == 1
    });
    let code = registry.at(gone.unwrap(), before).unwrap().code.unwrap();
    let file = format!("unit_code,as_of,indicator,value\n{code},2025-08-01,10,37\n");
    let outcome = desk.import("sau.csv", file.as_bytes()).await;
    let heir = registry.successors(gone.unwrap())[0].unit;
    let candidates = found(&outcome, "import.code-not-then-but").param("candidates").unwrap();
    assert!(candidates.contains(registry.at(heir, day(2025, 8, 1)).unwrap().name), "{candidates}");
}

#[tokio::test]
async fn a_status_that_contradicts_its_value_is_warned_of_and_kept() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let set = "vn.commune.2021-2025.standard";
    let file = format!(
        "unit_code,as_of,set,indicator,value,status\n{code},2023-12-31,{set},15.1,\"99\",CĐ\n{code},2023-12-31,{set},15.3,\"0\",\n"
    );
    let outcome = desk.import("mau.csv", file.as_bytes()).await;
    let warning = found(&outcome, "import.said-not-met-but-met");
    assert_eq!((warning.param("indicator"), warning.place.key.as_deref()), (Some("15.1"), Some("F2")));
    let kinds: Vec<_> = desk.facts().await.iter().map(|recorded| recorded.fact.body.kind().name()).collect();
    assert_eq!(kinds, ["observation", "declared_status", "observation"]);
    let agreeing = file.replace("CĐ", "Đ").replace("\"99\"", "\"98\"");
    let outcome = desk.import("khop.csv", agreeing.as_bytes()).await;
    assert_eq!((outcome.problems.len(), found(&outcome, "import.replaces-value").param("new")), (1, Some("98")));
    assert_eq!(desk.facts().await.len(), 4, "a status that says what the value says is not recorded twice");
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

#[tokio::test]
async fn hamlets_are_registered_renamed_and_dissolved() {
    let file = "Thay đổi,Mã,Tên,Tên cũ,Thuộc xã,Từ ngày,Đơn vị kế thừa\n\
                ,,Thôn Mới Một,,\"Lâm Hợp, Kỳ Anh\",1/1/2020,\n\
                ,,Mới Hai,,\"Lâm Hợp, Kỳ Anh\",1/1/2020,\n\
                đổi tên,,Thôn Một,Thôn Mới Một,\"Lâm Hợp, Kỳ Anh\",1/6/2020,\n\
                giải thể,,Thôn Mới Hai,,\"Lâm Hợp, Kỳ Anh\",1/7/2020,\"Thôn Một, Lâm Hợp, Kỳ Anh\"\n";
    let desk = Desk::new().await;
    let outcome = desk.import_units("thon.csv", file.as_bytes()).await;
    assert!(!outcome.is_refused(), "{:#?}", outcome.problems);
    assert_eq!((outcome.new, outcome.changed, outcome.unchanged, outcome.applied), (2, 2, 0, true));
    let registry = desk.app.reference().registry;
    let (_, lam_hop) = lam_hop();
    let names = |date| -> Vec<String> {
        let children = registry.children(lam_hop, date);
        let mut names: Vec<String> = children.into_iter().map(|unit| registry.at(unit, date).unwrap().name.to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(names(day(2020, 2, 1)), ["Thôn Mới Hai", "Thôn Mới Một"]);
    assert_eq!(names(day(2020, 12, 1)), ["Thôn Một"]);
    let again = desk.import_units("thon.csv", file.as_bytes()).await;
    assert!(!again.is_refused(), "{:#?}", again.problems);
    assert_eq!((again.new, again.changed, again.unchanged, again.applied), (0, 0, 4, false));
}

#[tokio::test]
async fn the_end_of_a_unit_that_makes_no_sense_is_refused_with_what_to_write() {
    let desk = Desk::new().await;
    let head = "Thay đổi,Mã,Tên,Tên cũ,Thuộc xã,Từ ngày,Đơn vị kế thừa\n,,Thôn Mới Một,,\"Lâm Hợp, Kỳ Anh\",1/1/2020,\n";
    for (row, code, name) in [
        ("giải thể,,Tỉnh Hà Tĩnh,,,1/1/2020,", "unit-change.still-holds", true),
        ("giải thể,,Thôn Mới Một,,\"Lâm Hợp, Kỳ Anh\",1/7/2020,\"Thôn Mới Một, Lâm Hợp, Kỳ Anh\"", "unit-change.own-heir", false),
    ] {
        let outcome = desk.import_units("thon.csv", format!("{head}{row}\n").as_bytes()).await;
        let problem = outcome.problems.iter().find(|problem| problem.code == code).unwrap_or_else(|| panic!("{:#?}", outcome.problems));
        assert!(outcome.is_refused() && !outcome.applied);
        assert_eq!(problem.params.iter().any(|(key, value)| *key == "name" && !value.is_empty()), name, "{problem:?}");
    }
    let registry = desk.app.reference().registry;
    assert!(registry.by_code("42", day(2020, 6, 1)).is_some());
}

#[tokio::test]
async fn zeros_a_spreadsheet_took_off_a_code_never_move_a_value_to_another_unit() {
    let desk = Desk::new().await;
    let on = day(2024, 5, 31);
    let registry = desk.app.reference().registry;
    let (commune, district) = (registry.by_code("00385", on).unwrap(), registry.by_code("385", on).unwrap());
    let name = registry.at(commune, on).unwrap().name.to_owned();
    let head = "unit_code,unit_name,as_of,set,indicator,value,status\n";
    let outcome = desk.import("mat-so-0.csv", format!("{head}385,{name},2024-05-31,,10,55,\n").as_bytes()).await;
    assert!(outcome.applied, "{:?}", outcome.problems);
    assert_eq!(desk.facts().await.iter().map(|recorded| recorded.fact.unit).collect::<Vec<_>>(), [commune]);
    // The name of a unit of another level is another unit, not a remark.
    let other = desk.import("huyen.csv", format!("{head}00385,Huyện Quan Hóa,2024-05-31,,10,55,\n").as_bytes()).await;
    assert_eq!(found(&other, "import.name-contradicts-code").place.key.as_deref(), Some("B2"));
    // Without a name a whole code counts and is remarked on; one that is cut short is refused.
    let whole = desk.import("huyen.csv", format!("{head}385,,2024-05-31,,2.2,85,\n").as_bytes()).await;
    assert!(found(&whole, "import.code-short").param("candidates").unwrap().contains("00385"), "{:?}", whole.problems);
    let short = desk.import("cut.csv", format!("{head}1,,2024-05-31,,10,55,\n").as_bytes()).await;
    assert!(short.is_refused() && found(&short, "import.code-of-several").param("candidates").unwrap().contains("(00001)"));
    // A hamlet goes to the commune named beside the code, and never into a district that has communes.
    let head = "name,parent_code,parent_name,from\n";
    let hamlet = desk.import_units("thon.csv", format!("{head}Thôn Một,385,{name},2024-01-01\n").as_bytes()).await;
    assert!(hamlet.applied, "{:?}", hamlet.problems);
    assert_eq!(desk.app.reference().registry.children(commune, on).len(), 1);
    let astray = desk.import_units("thon.csv", format!("{head}Thôn Hai,385,Huyện Quan Hóa,2024-01-01\n").as_bytes()).await;
    assert!(astray.is_refused(), "{district:?} has communes");
}

#[tokio::test]
async fn towns_and_cities_keep_their_type_and_new_communes_lie_in_their_zone() {
    let desk = Desk::new().await;
    let file = "change,code,name,kind,parent_code,from,source\n\
        rename,42,Thành phố Hà Tĩnh,,,2026-12-01,12/2026/QH16\n\
        rename,75,Tỉnh Đồng Nai,tỉnh,,2026-12-01,\n\
        register,99001,Xã Thử Nghiệm,xã,42,2026-12-01,\n";
    let outcome = desk.import_units("doi-ten.csv", file.as_bytes()).await;
    assert!(outcome.applied, "{:?}", outcome.problems);
    let (registry, on) = (desk.app.reference().registry, day(2026, 12, 1));
    let named = |code: &str| {
        let at = registry.at(registry.by_code(code, on).unwrap(), on).unwrap();
        (at.name.to_owned(), at.kind.to_owned())
    };
    assert_eq!(named("42"), ("Thành phố Hà Tĩnh".to_owned(), "thanh_pho_tw".to_owned()));
    assert_eq!(named("75"), ("Tỉnh Đồng Nai".to_owned(), "tinh".to_owned()), "and back again");
    let (new, province) = (registry.by_code("99001", on).unwrap(), registry.by_code("42", on).unwrap());
    assert!(registry.zone(new, on).is_some() && registry.zone(new, on) == registry.zone(province, on));
    let decided = desk.facts().await.into_iter().find(|recorded| recorded.fact.unit == province).unwrap();
    assert_eq!(decided.fact.source.as_deref(), Some("12/2026/QH16"));
}

#[tokio::test]
async fn properties_choose_the_set_and_are_checked_like_any_file() {
    let desk = Desk::new().await;
    let import = async |text: &str| desk.app.import(Subject::Attributes, given("thuoc-tinh.csv", text.as_bytes())).await.unwrap();
    let head = "unit_code,Đơn vị,Thuộc tính,Giá trị,Từ ngày,Đến hết ngày,Nguồn\n";
    let (code, unit) = lam_hop();
    let file = format!("{head}{code},,tier,Nâng cao,01/01/2020,,QĐ 12\n{code},,xã đặc biệt khó khăn,có,01/01/2017,31/12/2020,QĐ 861\n");
    assert_eq!(counts(&import(&file).await), (2, 0, 0, 0, 0));
    let board = desk.app.picture(day(2020, 9, 8), None).await.unwrap();
    assert_eq!(board.tier(unit), vedich_criteria::Tier::Advanced);
    let before = desk.app.picture(day(2019, 12, 31), None).await.unwrap();
    assert_eq!(before.tier(unit), vedich_criteria::Tier::Standard, "the past stays as it was");
    // The same again changes nothing, another value of the same day corrects.
    assert_eq!(counts(&import(&file.replace("QĐ 12", "QĐ 12/QĐ-UBND")).await), (0, 0, 2, 0, 0));
    assert_eq!(counts(&import(&file.replace("Nâng cao", "kiểu mẫu")).await), (0, 1, 1, 0, 0));
    // A name a little off is a remark: the code decides, and no row of a file that is applied is left out.
    let off = import(&format!("{head}{code},Xã Lâm Hợp Mới,tier,Nâng cao,01/01/2019,,QĐ 12\n")).await;
    assert_eq!((off.applied, off.new, off.refused), (true, 1, 0), "{off:?}");
    assert_eq!(found(&off, "import.name-differs").place.key.as_deref(), Some("B2"));
    let wrong = format!(
        "{head}{code},,mau,xanh,01/01/2020,,\n{code},,tier,rất cao,01/01/2020,,\n{code},,safe_zone_atk,hơi hơi,01/01/2020,,\n{code},,tier,model,,,\n"
    );
    let refused = import(&wrong).await;
    assert!(!refused.applied && refused.refused == 4, "{refused:?}");
    for (code, key) in [("unknown-attribute", "C2"), ("attribute-word", "D3"), ("attribute-yes-no", "D4"), ("no-date", "E5")] {
        assert_eq!(found(&refused, &format!("import.{code}")).place.key.as_deref(), Some(key));
    }
}

#[tokio::test]
async fn problems_of_units_are_located() {
    let file = "change,code,name,parent_code,from,successors\n\
                ,,Thôn 1,99999,2020-01-01,\n\
                thổi,,Thôn 1,18781,2020-01-01,\n\
                ,,,18781,2020-01-01,\n\
                move,,Thôn Không Có,18781,2020-01-01,\n";
    let outcome = Desk::new().await.import_units("thon.csv", file.as_bytes()).await;
    assert_eq!((outcome.refused, outcome.applied), (4, false));
    assert_eq!(found(&outcome, "import.unknown-code").place.key.as_deref(), Some("D2"));
    assert_eq!(found(&outcome, "import.unknown-change").place.key.as_deref(), Some("A3"));
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

#[tokio::test]
async fn a_decimal_comma_between_commas_is_refused_not_halved() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let file = format!("Mã xã,Ngày,Chỉ tiêu,Giá trị\n{code},8/9/2020,10,37,5\n{code},8/9/2020,15.1,90\n");
    let outcome = desk.import("phay.csv", file.as_bytes()).await;
    let problem = found(&outcome, "table.more-cells");
    assert_eq!((problem.place.key.as_deref(), problem.param("found"), outcome.refused), (Some("E2"), Some("5"), 1));
    assert!(desk.facts().await.is_empty());
}

#[tokio::test]
async fn a_correction_shows_what_is_on_record() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let file = |value: &str, status: &str| {
        format!("unit_code,as_of,indicator,value,status\n{code},2020-09-08,10,\"{value}\",\n{code},2020-09-08,2,,{status}\n")
    };
    desk.import("a.csv", file("37,5", "x").as_bytes()).await;
    let preview = desk.plan("b.csv", file("40,5", "CĐ").as_bytes()).await.outcome;
    let problem = found(&preview, "import.replaces-value");
    assert_eq!((problem.severity, problem.place.key.as_deref()), (Severity::Warning, Some("D2")));
    assert_eq!((problem.param("old"), problem.param("new"), problem.param("date")), (Some("37,5"), Some("40,5"), Some("2020-09-08")));
    assert_eq!(found(&preview, "import.replaces-status").place.key.as_deref(), Some("E3"));
    assert!(desk.plan("a.csv", file("37,50", "x").as_bytes()).await.outcome.problems.is_empty());
}

#[tokio::test]
async fn an_older_file_again_changes_nothing_and_does_not_say_that_it_would() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let file = |value: &str| format!("unit_code;as_of;indicator;value\n{code};30/06/2020;10;{value}\n");
    desk.import("first.csv", file("35").as_bytes()).await;
    let corrected = desk.import("second.csv", file("36").as_bytes()).await;
    assert_eq!(found(&corrected, "import.replaces-value").param("old"), Some("35"));
    let again = desk.import("first.csv", file("35").as_bytes()).await;
    assert!(again.already && again.problems.is_empty(), "{again:#?}");
    let look = desk.plan("first.csv", file("35").as_bytes()).await.outcome;
    assert!(look.already && look.problems.is_empty() && (look.new, look.changed) == (0, 0), "a look at it says so too: {look:#?}");
}

#[tokio::test]
async fn a_set_of_another_kind_or_province_is_a_problem_of_the_row() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let row = |set: &str| format!("unit_code;as_of;set;indicator;value\n{code};30/06/2020;{set};1;x\n");
    for (set, problem) in [
        ("vn-ha-tinh.garden.model", "fit.other-kind"),
        ("vn-ha-tinh.hamlet.2014.model", "fit.other-kind"),
        ("vn-quang-ninh.commune.2016-2020.standard", "fit.other-province"),
    ] {
        let refused = desk.import("set.csv", row(set).as_bytes()).await;
        let told = found(&refused, problem);
        assert!(refused.is_refused() && told.place.line == Some(2), "{set}: {told:?}");
        assert!(told.param("candidates").unwrap().contains("vn-ha-tinh.commune.2018-2020.standard"), "{set}: {told:?}");
    }
}

#[tokio::test]
async fn values_that_cannot_be_meant_are_refused_or_asked_about() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let set = "vn.commune.2016-2020.standard";
    let row =
        |indicator: &str, value: &str| format!("unit_code;as_of;set;indicator;value\n{code};30/06/2018;{set};{indicator};\"{value}\"\n");
    let income = desk.import("a.csv", row("10", "-35").as_bytes()).await;
    assert!(income.is_refused() && found(&income, "value.negative").param("found") == Some("-35"), "{income:#?}");
    let share = desk.import("b.csv", row("10", "35,50%").as_bytes()).await;
    assert!(share.is_refused() && found(&share, "import.share-for-amount").param("unit") == Some("triệu đồng/người/năm"), "{share:#?}");
    // 3.1: irrigated land; most of it is asked for.
    let fraction = desk.import("c.csv", row("3.1", "0,95").as_bytes()).await;
    let told = found(&fraction, "import.fraction-for-percent");
    assert!(!fraction.is_refused() && fraction.new == 1, "kept as written: {fraction:#?}");
    assert_eq!((told.severity, told.param("found"), told.param("meant")), (Severity::Warning, Some("0,95"), Some("95")));
    let written = desk.import("d.csv", row("3.1", "0,95%").as_bytes()).await;
    assert!(written.problems.iter().all(|problem| problem.code != "import.fraction-for-percent"), "{written:#?}");
    // 11: poor households; less is better, and 0.95% is a figure like any other.
    let poor = desk.import("e.csv", row("11", "0,95").as_bytes()).await;
    assert!(!poor.is_refused() && poor.problems.is_empty(), "{poor:#?}");
}

#[tokio::test]
async fn the_status_column_is_known_by_whatever_officials_write_over_it() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    for (number, heading) in
        ["Kết quả", "kết quả", "Kết quả đạt được", "Tình trạng", "Mức đạt", "Kết quả thẩm định", "Đạt/chưa đạt", "Kết quả (Đ/CĐ)"]
            .iter()
            .enumerate()
    {
        let file = format!("Mã đơn vị;Ngày;Chỉ tiêu;Giá trị;{heading}\n{code};{}/06/2020;5;;CĐ\n", number + 1);
        let outcome = desk.import("statuses.csv", file.as_bytes()).await;
        assert_eq!((outcome.new, outcome.blank, outcome.problems.len()), (1, 0, 0), "{heading}: {outcome:#?}");
    }
    // Alone it is the column of whatever is reported: values, or statuses in their place.
    let alone = format!("Mã đơn vị;Ngày;Chỉ tiêu;Kết quả\n{code};20/06/2020;5;Đạt\n{code};20/06/2020;10;35,5\n");
    assert_eq!(desk.import("alone.csv", alone.as_bytes()).await.new, 2);
    let unknown = format!("Mã đơn vị;Ngày;Chỉ tiêu;Giá trị;Phê bình\n{code};21/06/2020;10;36;tốt\n");
    assert_eq!(found(&desk.import("unknown.csv", unknown.as_bytes()).await, "import.unknown-column").param("heading"), Some("Phê bình"));
}

#[tokio::test]
async fn a_unit_of_another_time_is_told_with_its_days() {
    let desk = Desk::new().await;
    let file = "Xã,Ngày,Chỉ tiêu,Giá trị\n\"Lâm Hợp, Kỳ Anh\",1/1/2018,10,37\n\"Lâm Hợpp, Kỳ Anh\",1/1/2021,10,37\n";
    let outcome = desk.import("xa.csv", file.as_bytes()).await;
    let candidates = found(&outcome, "import.unit-not-then").param("candidates").unwrap();
    assert!(candidates.contains("Xã Lâm Hợp") && candidates.ends_with("– 30/06/2025"), "{candidates}");
    found(&outcome, "import.unknown-unit-near");
}

#[tokio::test]
async fn one_mistake_is_one_problem() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let file = format!("Mã xã;Ngày;Chỉ tiêu;Giá trị\n{code};8/9/2030;10;37,5\n{code};44082;10;37,5\n");
    let outcome = desk.import("ngay.csv", file.as_bytes()).await;
    let codes: Vec<&str> = outcome.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["import.future-date", "import.date-is-number"]);
    assert_eq!(found(&outcome, "import.date-is-number").param("date"), Some("2020-09-08"));
    let nothing = desk.import("trong.csv", "Mã xã;Ngày;Chỉ tiêu;Giá trị\n".as_bytes()).await;
    assert_eq!((found(&nothing, "table.no-rows").severity, nothing.is_refused()), (Severity::Warning, false));
    let heading = given("trong.csv", "Mã xã,Thuộc tính,Giá trị,Từ ngày\n".as_bytes());
    found(&desk.app.import(Subject::Attributes, heading).await.unwrap(), "table.no-rows");
}

#[tokio::test]
async fn hamlets_beside_the_code_of_their_commune_are_registered() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let file =
        format!("DANH SÁCH THÔN\n\nSTT;Tên thôn;Mã xã;Tên xã;Từ ngày\n1;Minh Châu;{code};Lâm Hợp;1/1/2020\n2;Hải Hà;{code};;1/1/2020\n");
    let outcome = desk.import_units("thon.csv", file.as_bytes()).await;
    assert_eq!((outcome.new, outcome.applied), (2, true), "{:#?}", outcome.problems);
}

/// Headings over several rows, typed dates and percentages, a remark at the margin, a second sheet with words only.
#[tokio::test]
async fn a_workbook_as_offices_keep_it_is_understood() {
    use vedich_documents::{Column, Content, Kind, Table, write_workbook};
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let row = |indicator: &str, value: Content, status: &str| {
        vec![Content::Text(code.clone()), Content::Date(day(2020, 9, 8)), Content::Text(indicator.to_owned()), value, Content::text(status)]
    };
    let sheet = Table {
        name: "Biểu 01".to_owned(),
        title: "BIỂU TỔNG HỢP".to_owned(),
        subtitles: vec!["Đến ngày 8/9/2020".to_owned()],
        columns: vec![
            Column::new("Mã xã", Kind::Code),
            Column::new("Ngày số liệu", Kind::Date),
            Column::new("Chỉ tiêu", Kind::Code),
            Column::new("Kết quả", Kind::Number).under("Thực hiện"),
            Column::new("Đánh giá", Kind::Status).under("Thực hiện"),
        ],
        rows: vec![
            row("10", Content::Number("37.5".parse().unwrap()), ""),
            row("15.1", Content::Text("95,3".to_owned()), ""),
            row("2", Content::Empty, "CĐ"),
            [row("16", Content::Empty, "x"), vec![Content::Text("ghi chú bên lề".to_owned())]].concat(),
        ],
        ..Table::default()
    };
    let words = Table { name: "Hướng dẫn".to_owned(), title: "Cách điền biểu".to_owned(), ..Table::default() };
    let outcome = desk.import("bieu.xlsx", &write_workbook(&[&sheet, &words]).unwrap()).await;
    assert_eq!((outcome.rows, counts(&outcome), outcome.applied), (4, (4, 0, 0, 0, 0), true), "{:#?}", outcome.problems);
    found(&outcome, "table.sheet-skipped");
}
