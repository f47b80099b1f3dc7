//! Workbooks that come back to the page of another unit or period.

use crate::support::{clock, open, unit};
use vedich_app::App;
use vedich_app::duties::InCharge;
use vedich_app::sheets::workbook::{SheetWords, area_table, unit_table};
use vedich_app::sheets::{LineFate, Returned, SaveSheet, SavedSheet, SheetPlan};
use vedich_criteria::Status;
use vedich_documents::write_xlsx;
use vedich_entry::{LineKey, SheetDraft};
use vedich_journal::testing::Database;
use vedich_values::{Diagnostic, Period, UnitId};

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// The sheet of a unit as it is taken away, with a value typed into it.
fn taken_away(app: &App, unit: UnitId, month: &str) -> Vec<u8> {
    let plan = app.plan_sheet(&app.live(), unit, period(month), &typed(unit, "2.1", "95")).unwrap();
    with_words(app, |words| write_xlsx(&unit_table(&plan, words)).unwrap())
}

fn typed(unit: UnitId, code: &str, value: &str) -> SheetDraft {
    let line = vedich_entry::DraftLine { value: value.to_owned(), ..Default::default() };
    SheetDraft { lines: [(format!("{unit}:{code}"), line)].into(), ..SheetDraft::default() }
}

fn with_words<T>(app: &App, make: impl FnOnce(&SheetWords<'_>) -> T) -> T {
    let registry = app.reference().registry;
    let words = SheetWords {
        title: "Phiếu".to_owned(),
        subtitles: Vec::new(),
        text: &|key| if key == "entry.indicator" { "Chỉ tiêu".to_owned() } else { key.to_owned() },
        unit: &|unit| {
            let at = registry.at(unit, app.today()).unwrap();
            (at.name.to_owned(), at.code.unwrap().to_owned())
        },
        line: &|_: &SheetPlan, key: &LineKey| (key.code.clone(), String::new(), String::new()),
        in_charge: &|_, no| InCharge { who: if no.0 == 2 { "Nguyễn Văn A".to_owned() } else { String::new() }, due: None },
        evidence: &|_, key| if key.code == "2.1" { vec!["Biên bản".to_owned(), "Ảnh".to_owned()] } else { Vec::new() },
        version: app.version().get(),
    };
    make(&words)
}

/// What stands in a workbook, cell by cell.
fn texts(book: &[u8]) -> Vec<Vec<String>> {
    let sheets = vedich_documents::read_table(book, "a.xlsx").unwrap();
    let row =
        |row: vedich_documents::Row<'_>| row.cells().map(|(_, cell)| cell.label().into_owned()).filter(|text| !text.is_empty()).collect();
    sheets.sheets[0].rows_from(0).map(row).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_names_the_evidence_of_its_lines_and_who_works_on_its_criteria() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let rows = texts(&taken_away(&app, unit("Quảng An, Đầm Hà", "2024-06-30"), "2024-07"));
    let row = |code: &str| rows.iter().find(|row| row.first().is_some_and(|cell| cell == code)).unwrap().clone();
    let heads = row("Mã");
    assert_eq!(heads[heads.len() - 3..], ["Minh chứng", "Phụ trách", "Hạn"]);
    assert_eq!(row("2.1").last_chunk::<2>(), Some(&["2: Biên bản; Ảnh".to_owned(), "Nguyễn Văn A".to_owned()]));
    assert_eq!(row("TC2").last().unwrap(), "Nguyễn Văn A");
    assert!(!row("3.1").contains(&"Nguyễn Văn A".to_owned()), "nobody is in charge: blank to be filled in");
}

/// Of the set 2026-2030 the criteria are known and few indicators.
#[tokio::test(flavor = "multi_thread")]
async fn criteria_without_indicators_have_columns_in_the_sheet_of_an_area_and_come_back() {
    let database = Database::sqlite();
    let clock = std::sync::Arc::new(vedich_app::FixedClock::at(crate::support::at("2026-11-22T03:00:00Z")));
    let app = open(&database, &clock).await;
    let here = unit("Quảng Hà, Quảng Ninh", "2026-11-22");
    let draft = typed(here, "#2", "CĐ");
    let plans = app.plan_units(&app.live(), &[here], period("2026-12"), &draft);
    let book = with_words(&app, |words| write_xlsx(&area_table(here, &plans, words)).unwrap());
    let rows = texts(&book);
    let heads = rows.iter().find(|row| row.contains(&"TC2".to_owned())).unwrap();
    assert!(heads.contains(&"TC4".to_owned()) && !heads.contains(&"TC6".to_owned()), "6 has an indicator to enter: {heads:?}");
    let back = read(&app, here, "2026-12", "a.xlsx", &book).unwrap();
    let line = &back.draft.lines[&format!("{here}:#2")];
    assert_eq!((line.value.as_str(), back.draft.lines.len()), ("CĐ", 1));
    let by = vedich_app::By::operator("test", "test");
    assert!(matches!(app.save_sheet(by, save(here, "2026-12", back.draft)).await.unwrap(), SavedSheet::Recorded(..)));
    let plans = app.plan_units(&app.live(), &[here], period("2026-12"), &SheetDraft::default());
    let filled = with_words(&app, |words| texts(&write_xlsx(&area_table(here, &plans, words)).unwrap()));
    assert!(filled.iter().any(|row| row.contains(&"CĐ".to_owned())), "what stands is filled in");
}

fn save(unit: UnitId, month: &str, draft: SheetDraft) -> SaveSheet {
    SaveSheet { units: vec![unit], period: period(month), draft, submit: false, content_hash: None }
}

/// The set 2026-2030 lists no indicators of criterion 2: that it does not apply needs a reason, and counts. Criterion 6 has an indicator that
/// must be measured: marked as a whole, with a reason, it is kept and does not count. Both come back in the file.
#[tokio::test(flavor = "multi_thread")]
async fn a_criterion_as_a_whole_is_marked_not_applicable_with_a_reason() {
    let database = Database::sqlite();
    let clock = std::sync::Arc::new(vedich_app::FixedClock::at(crate::support::at("2026-11-22T03:00:00Z")));
    let app = open(&database, &clock).await;
    let here = unit("Quảng Hà, Quảng Ninh", "2026-11-22");
    let by = || vedich_app::By::operator("test", "test");
    let mut draft = typed(here, "#2", "-");
    draft.lines.extend(typed(here, "#6", "-").lines);
    draft.lines.extend(typed(here, "#4", "đạt").lines);
    let SavedSheet::Open(plans) = app.save_sheet(by(), save(here, "2026-12", draft.clone())).await.unwrap() else { panic!() };
    let told: Vec<_> =
        plans[0].lines.iter().map(|line| (line.key.code.as_str(), line.fate, line.problems.first().map(|one| one.code))).collect();
    let expected = [
        ("#2", LineFate::Waiting, Some("odd.may-have-to-apply")),
        ("#4", LineFate::New, None),
        ("#6", LineFate::Waiting, Some("odd.must-apply")),
    ];
    assert_eq!(told, expected);
    let status = |plan: &SheetPlan, no: usize| plan.after.criteria[no - 1].status;
    assert_eq!((status(&plans[0], 2), status(&plans[0], 4)), (Status::NotApplicable, Status::Met), "told while it is typed");
    draft.lines.values_mut().for_each(|line| line.reason = "Xã không có công trình này".to_owned());
    let saved = app.save_sheet(by(), save(here, "2026-12", draft)).await.unwrap();
    assert!(matches!(saved, SavedSheet::Recorded(..)), "{saved:?}");
    {
        let live = app.live();
        let standing = live.place(here, None).unwrap().assessment;
        assert_eq!([2, 4].map(|no| standing.criteria[no - 1].status), [Status::NotApplicable, Status::Met]);
        assert!(!standing.criteria[5].status.is_met(), "what must be measured is not met by a mark");
        assert_eq!(standing.marks.criterion_counts.met, 2);
    }
    let plans = app.plan_units(&app.live(), &[here], period("2026-12"), &SheetDraft::default());
    for book in [with_words(&app, |words| write_xlsx(&area_table(here, &plans, words)).unwrap()), taken_away_blank(&app, here)] {
        let back = read(&app, here, "2026-12", "a.xlsx", &book).unwrap();
        assert_eq!(back.draft.lines[&format!("{here}:#2")].value, "-", "filled in with what stands, and read again");
        let again = app.save_sheet(by(), save(here, "2026-12", back.draft)).await.unwrap();
        assert!(matches!(again, SavedSheet::Nothing), "{again:?}");
    }
    let mine = vedich_entry::DraftLine { value: "CĐ".to_owned(), base: 0, ..Default::default() };
    let stale = SheetDraft { lines: [(format!("{here}:#2"), mine)].into(), ..SheetDraft::default() };
    let stale = app.save_sheet(by(), save(here, "2026-12", stale)).await.unwrap();
    assert!(matches!(&stale, SavedSheet::Open(plans) if plans[0].lines[0].fate == LineFate::Conflict), "{stale:?}");
}

/// The sheet of a unit as it is taken away with nothing typed.
fn taken_away_blank(app: &App, unit: UnitId) -> Vec<u8> {
    let plan = app.plan_sheet(&app.live(), unit, period("2026-12"), &SheetDraft::default()).unwrap();
    with_words(app, |words| write_xlsx(&unit_table(&plan, words)).unwrap())
}

/// A form of communes (B01) says "-" of a criterion whose indicators the set lists.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_communes_says_of_a_criterion_that_it_does_not_apply() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let (here, district) = (unit("Quảng An, Đầm Hà", "2024-06-30"), unit("Huyện Đầm Hà", "2024-06-30"));
    let form = "STT;Xã;TC1;TC2\n1;Quảng An;x;-\n";
    let back = read(&app, district, "2024-07", "b01.csv", form.as_bytes()).unwrap();
    let plan = app.plan_sheet(&app.live(), here, period("2024-07"), &back.draft).unwrap();
    let told: Vec<_> = plan.lines.iter().map(|line| (line.key.code.as_str(), line.fate)).collect();
    assert_eq!(told, [("#1", LineFate::New), ("#2", LineFate::Waiting)], "{plan:?}");
    assert_eq!(plan.lines[1].problems[0].code, "odd.must-apply");
}

fn read(app: &App, unit: UnitId, month: &str, file: &str, bytes: &[u8]) -> Result<Returned, Vec<Diagnostic>> {
    app.read_returned(&app.live(), (unit, period(month)), file, bytes)
}

fn refused(outcome: Result<Returned, Vec<Diagnostic>>) -> Vec<(&'static str, Option<String>)> {
    outcome.unwrap_err().into_iter().map(|problem| (problem.code, problem.place.key)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_of_one_commune_or_month_is_never_taken_for_anothers() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let (here, there) = (unit("Quảng An, Đầm Hà", "2024-06-30"), unit("Dực Yên, Đầm Hà", "2024-06-30"));
    let district = unit("Huyện Đầm Hà", "2024-06-30");
    let book = taken_away(&app, here, "2024-07");
    let back = read(&app, here, "2024-07", "a.xlsx", &book).unwrap();
    assert_eq!(back.draft.lines.keys().collect::<Vec<_>>(), [&format!("{here}:2.1")], "{back:?}");
    assert_eq!(refused(read(&app, there, "2024-07", "a.xlsx", &book))[0].0, "sheet.foreign-unit");
    assert_eq!(refused(read(&app, here, "2024-06", "a.xlsx", &book))[0].0, "sheet.foreign-period");
    let back = read(&app, district, "2024-07", "a.xlsx", &book).unwrap();
    assert_eq!(back.units.into_iter().collect::<Vec<_>>(), [here], "on the page of its district it is the commune's");
    let registry = app.reference().registry;
    let code = registry.at(here, app.today()).unwrap().code.unwrap();
    let typed = format!("PHIẾU;;\nXã Quảng An ({code});;\nMã;Chỉ tiêu;Kết quả\n2.1;;95\n");
    assert_eq!(refused(read(&app, there, "2024-07", "a.csv", typed.as_bytes())), [("sheet.foreign-unit", Some("A2".to_owned()))]);
    assert!(read(&app, here, "2024-07", "a.csv", typed.as_bytes()).is_ok());
    let nobodys = typed.replace("Xã Quảng An", "Nhóm");
    assert!(read(&app, there, "2024-07", "a.csv", nobodys.as_bytes()).is_ok(), "a number in brackets alone names no unit");
}
