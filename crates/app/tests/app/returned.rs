//! Workbooks that come back to the page of another unit or period.

use crate::support::{clock, open, unit};
use vedich_app::App;
use vedich_app::sheets::workbook::{SheetWords, unit_table};
use vedich_app::sheets::{Returned, SheetPlan};
use vedich_documents::write_xlsx;
use vedich_entry::{LineKey, SheetDraft};
use vedich_journal::testing::Database;
use vedich_values::{Diagnostic, Period, UnitId};

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// The sheet of a unit as it is taken away, with a value typed into it.
fn taken_away(app: &App, unit: UnitId, month: &str) -> Vec<u8> {
    let live = app.live();
    let mut draft = SheetDraft::default();
    let line = vedich_entry::DraftLine { value: "95".to_owned(), ..Default::default() };
    draft.lines.insert(format!("{unit}:2.1"), line);
    let plan = app.plan_sheet(&live, unit, period(month), &draft).unwrap();
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
        version: app.version().get(),
    };
    write_xlsx(&unit_table(&plan, &words)).unwrap()
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
