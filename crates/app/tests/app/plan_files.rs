//! Roadmaps as workbooks: out, filled in, back in with every problem at its cell, all or nothing, the same file twice nothing.

use crate::support::{by, clock, date, open, unit};
use std::io::{Cursor, Read, Write};
use vedich_app::App;
use vedich_app::roadmaps::{Followed, GivenFile, PlanFile, SheetWords};
use vedich_documents::{CellValue, Sheets, read_table};
use vedich_facts::roadmap::{Done, Span};
use vedich_journal::testing::Database;
use vedich_values::{Date, Decimal, UnitId};
use vedich_wording::Lang;

crate::on_both!(
    a_workbook_comes_back_unchanged_and_changes_nothing,
    what_was_filled_in_is_shown_written_once_and_found_again,
    every_problem_has_its_cell_and_nothing_is_written,
    an_area_has_a_sheet_for_each_and_changes_all_in_one_entry,
    a_plan_for_project_comes_back_with_what_was_changed_in_it,
);

async fn demo(database: &Database) -> (App, UnitId) {
    let app = open(database, &clock()).await;
    app.load_demo().await.unwrap();
    (app, unit("Lâm Hợp, Kỳ Anh", "2020-09-08"))
}

fn vietnamese(name: &vedich_values::Bilingual) -> String {
    name.vi.clone()
}

async fn workbook(app: &App, unit: UnitId, on: &str) -> Vec<u8> {
    let board = app.picture(date(on), None).await.unwrap();
    let say = |key: &str, params: &[(&str, &str)]| Lang::Vi.say(key, params);
    let print = |date: Date| vedich_wording::date(Lang::Vi, date);
    let (bytes, untimed) =
        app.path_workbook(&Followed::at(&board, unit, None), SheetWords { say: &say, date: &print, name: &vietnamese }).unwrap();
    assert!(untimed.is_empty());
    bytes
}

fn given(unit: UnitId, bytes: Vec<u8>, on: &str) -> GivenFile {
    GivenFile { name: "duong-gang.xlsx".to_owned(), bytes, unit, on: Some(date(on)) }
}

async fn look(app: &App, file: &GivenFile) -> PlanFile {
    app.preview_plan_file(&by(), file).await.unwrap()
}

/// The position of a task's first row and of a column, by what stands there.
fn find(sheets: &Sheets, sheet: usize, text: &str) -> (u32, u32) {
    let sheet = &sheets.sheets[sheet];
    let here = |row: vedich_documents::Row<'_>| {
        let cell = row.cells().find(|(_, cell)| cell.label() == text).map(|(column, _)| column);
        cell.map(|column| (row.number(), column))
    };
    sheet.rows_from(0).find_map(here).unwrap_or_else(|| panic!("{text} is not in the table"))
}

/// A cell written into the XML of a sheet, as a spreadsheet program would: the cell there is replaced.
fn write(bytes: &[u8], sheet: usize, (row, column): (u32, u32), value: &str) -> Vec<u8> {
    let address = vedich_documents::address(row, column);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == format!("xl/worksheets/sheet{}.xml", sheet + 1) {
            let text = String::from_utf8(content).unwrap();
            let start = text.find(&format!("<c r=\"{address}\"")).unwrap();
            let rest = &text[start..];
            let length = match (rest.find("/>"), rest.find("</c>")) {
                (Some(short), Some(long)) if short < rest.find('>').unwrap() + 1 && short < long => short + 2,
                (_, Some(long)) => long + 4,
                (Some(short), None) => short + 2,
                _ => panic!("{rest}"),
            };
            let style = rest.split("s=\"").nth(1).unwrap().split('"').next().unwrap();
            let number = value.parse::<f64>().is_ok();
            let cell = match number {
                true => format!("<c r=\"{address}\" s=\"{style}\"><v>{value}</v></c>"),
                false => format!("<c r=\"{address}\" s=\"{style}\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
            };
            content = format!("{}{cell}{}", &text[..start], &rest[length..]).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Row of a task and columns by their headings.
struct Table<'a> {
    sheets: &'a Sheets,
    sheet: usize,
}

impl Table<'_> {
    fn at(&self, task: &str, heading: &str) -> (u32, u32) {
        (find(self.sheets, self.sheet, task).0, find(self.sheets, self.sheet, heading).1)
    }

    fn cell(&self, (row, column): (u32, u32)) -> CellValue<'_> {
        let sheet = &self.sheets.sheets[self.sheet];
        let row = sheet.rows_from(0).find(|found| found.number() == row).unwrap();
        row.cell(column)
    }
}

const SURVEY: &str = "tc2.khao-sat";
const WORK: &str = "tc2.thi-cong";

async fn a_workbook_comes_back_unchanged_and_changes_nothing(database: Database) {
    let (app, commune) = demo(&database).await;
    let bytes = workbook(&app, commune, "2020-09-08").await;
    let sheets = read_table(&bytes, "a.xlsx").unwrap();
    let headings: Vec<String> = [
        "STT",
        "Tiêu chí",
        "Chỉ tiêu",
        "Nội dung công việc",
        "ĐVT",
        "Tổng KL",
        "Đã làm",
        "Còn lại",
        "Chỉ đạo (BCĐ)",
        "Bắt đầu",
        "Hoàn thành",
        "Ghi chú",
    ]
    .map(str::to_owned)
    .to_vec();
    let columns: Vec<u32> = headings.iter().map(|heading| find(&sheets, 0, heading).1).collect();
    assert!(columns.is_sorted(), "in the order of the form: {columns:?}");
    let table = Table { sheets: &sheets, sheet: 0 };
    let week = find(&sheets, 0, "Tuần 1 7/9–13/9").1;
    assert_eq!(table.cell((find(&sheets, 0, SURVEY).0, week - 1)).label(), "KH");
    assert_eq!(table.cell((find(&sheets, 0, SURVEY).0 + 1, week - 1)).label(), "TH");
    let file = look(&app, &given(commune, bytes.clone(), "2020-09-08")).await;
    assert!(file.is_empty() && file.all_problems().next().is_none(), "{:?}", file.all_problems().collect::<Vec<_>>());
    let head = app.journal().head().await.unwrap();
    assert_eq!(app.import_plan_file(by(), &given(commune, bytes, "2020-09-15")).await.unwrap(), None);
    assert_eq!(app.journal().head().await.unwrap(), head);
}

async fn what_was_filled_in_is_shown_written_once_and_found_again(database: Database) {
    let (app, commune) = demo(&database).await;
    let mut bytes = workbook(&app, commune, "2020-09-08").await;
    let sheets = read_table(&bytes, "a.xlsx").unwrap();
    let table = Table { sheets: &sheets, sheet: 0 };
    let start = table.cell(table.at(WORK, "Bắt đầu")).label().into_owned();
    let (survey, week) = (find(&sheets, 0, SURVEY).0, find(&sheets, 0, "Tuần 1 7/9–13/9").1);
    bytes = write(&bytes, 0, (survey + 1, week), "40");
    bytes = write(&bytes, 0, table.at(SURVEY, "Người phụ trách"), "Nguyễn Văn An");
    bytes = write(&bytes, 0, table.at(WORK, "Ghi chú"), "chờ xi măng");
    bytes = write(&bytes, 0, table.at(WORK, "ĐVT"), "km");
    bytes = write(&bytes, 0, table.at(WORK, "Tổng KL"), "4.5");
    bytes = write(&bytes, 0, table.at(WORK, "Nhu cầu"), "1250");
    bytes = write(&bytes, 0, table.at(WORK, "Đã có"), "700");
    bytes = write(&bytes, 0, table.at(WORK, "Nguồn"), "NS tỉnh 500; NS xã 200");
    bytes = write(&bytes, 0, table.at(WORK, "Hoàn thành"), "18/12/2020");
    // Somebody else plans on meanwhile: neither is lost.
    let other = vedich_facts::roadmap::RoadmapEdit::SetTask {
        task: WORK.into(),
        set: vec![vedich_facts::roadmap::TaskField::Location(Some("thôn Tân Hà".to_owned()))],
    };
    let which = || vedich_app::roadmaps::Which { on: Some(date("2020-09-09")), ..vedich_app::roadmaps::Which::followed(commune) };
    app.edit_roadmap(by(), which(), vec![other]).await.unwrap();
    let file = given(commune, bytes, "2020-09-11");
    let shown = look(&app, &file).await;
    assert!(!shown.is_refused(), "{:?}", shown.all_problems().collect::<Vec<_>>());
    let (_, preview) = &shown.roadmaps[0];
    assert_eq!((preview.tasks.changed.len(), preview.tasks.new.len(), preview.tasks.removed.len(), preview.counts.len()), (2, 0, 0, 1));
    app.import_plan_file(by(), &file).await.unwrap().unwrap();
    let record = app.roadmap(commune, None).await.unwrap().unwrap();
    let work = record.task(&WORK.into()).unwrap();
    assert_eq!((work.note.as_deref(), work.location.as_deref()), (Some("chờ xi măng"), Some("thôn Tân Hà")));
    assert_eq!(work.quantity.as_ref().and_then(|quantity| quantity.planned), Some(Decimal::new(45, 1)));
    assert_eq!((work.cost.unwrap().0, work.funded().0, work.funding.len()), (1_250_000_000, 700_000_000, 2));
    assert_eq!(work.constraint, None, "only the finish was moved");
    let Span::Working(days) = work.duration else { panic!("{work:?}") };
    let calendar = app.planner().calendar(&record);
    assert_eq!(i64::from(days), i64::from(calendar.count(date(&start)..=date("2020-12-18"))));
    let survey = record.task(&SURVEY.into()).unwrap();
    assert_eq!(survey.person.as_deref(), Some("Nguyễn Văn An"));
    assert_eq!(record.last_count(&SURVEY.into()).unwrap().count.done, Some(Done::Percent(4_000)));
    let head = app.journal().head().await.unwrap();
    assert_eq!(app.import_plan_file(by(), &file).await.unwrap(), None, "the same file twice");
    let later = GivenFile { on: Some(date("2020-09-25")), ..file };
    assert_eq!(app.import_plan_file(by(), &later).await.unwrap(), None, "on another day");
    assert_eq!(app.journal().head().await.unwrap(), head);
    // What was written is in the workbook made next.
    let next = workbook(&app, commune, "2020-09-11").await;
    let sheets = read_table(&next, "b.xlsx").unwrap();
    let table = Table { sheets: &sheets, sheet: 0 };
    assert_eq!(table.cell(table.at(SURVEY, "Đã làm")).label(), "40");
    assert_eq!(table.cell(table.at(SURVEY, "Còn lại")).label(), "60");
    assert_eq!(table.cell(table.at(WORK, "Nguồn")).label(), "NS tỉnh 500; NS xã 200");
    assert!(look(&app, &given(commune, next, "2020-09-11")).await.is_empty());
}

async fn every_problem_has_its_cell_and_nothing_is_written(database: Database) {
    let (app, commune) = demo(&database).await;
    let mut bytes = workbook(&app, commune, "2020-09-08").await;
    let sheets = read_table(&bytes, "a.xlsx").unwrap();
    let table = Table { sheets: &sheets, sheet: 0 };
    let third = find(&sheets, 0, "Tuần 3 21/9–27/9").1;
    let expected = [
        (table.at(SURVEY, "Bắt đầu"), "đầu tháng 9", "path-sheet.bad-date"),
        (table.at(WORK, "Hoàn thành"), "1/9/2020", "path-sheet.finish-before-start"),
        (table.at(WORK, "Nhu cầu"), "-5", "path-sheet.bad-money"),
        (table.at(WORK, "Nguồn"), "không rõ; chưa rõ", "path-sheet.bad-sources"),
        (table.at(SURVEY, "Đã làm"), "140", "path-sheet.bad-percent"),
        ((find(&sheets, 0, WORK).0 + 1, third), "10", "path-sheet.future"),
    ];
    for (at, value, _) in &expected {
        bytes = write(&bytes, 0, *at, value);
    }
    let head = app.journal().head().await.unwrap();
    let file = look(&app, &given(commune, bytes.clone(), "2020-09-10")).await;
    let found: Vec<(&str, &str)> =
        file.all_problems().map(|problem| (problem.code, problem.place.key.as_deref().unwrap_or_default())).collect();
    for ((row, column), _, code) in expected {
        let cell = vedich_documents::address(row, column);
        assert!(found.contains(&(code, cell.as_str())), "{code} {cell}: {found:?}");
    }
    let refused = app.import_plan_file(by(), &given(commune, bytes, "2020-09-10")).await.unwrap_err();
    assert!(matches!(refused, vedich_app::AppError::Refused(problems) if problems.len() == 6));
    assert_eq!(app.journal().head().await.unwrap(), head);
    let elsewhere = unit("Quảng An, Đầm Hà", "2020-09-08");
    let file = look(&app, &given(elsewhere, workbook(&app, commune, "2020-09-08").await, "2020-09-10")).await;
    assert_eq!(file.all_problems().map(|problem| problem.code).collect::<Vec<_>>(), ["path-sheet.other-unit"]);
    let file = look(&app, &given(commune, b"PK\x03\x04 no workbook".to_vec(), "2020-09-10")).await;
    assert!(file.is_refused());
}

async fn an_area_has_a_sheet_for_each_and_changes_all_in_one_entry(database: Database) {
    let (app, _) = demo(&database).await;
    let district = unit("Huyện Kỳ Anh, Hà Tĩnh", "2020-09-08");
    let mut bytes = workbook(&app, district, "2020-09-08").await;
    let sheets = read_table(&bytes, "a.xlsx").unwrap();
    assert_eq!(sheets.sheets.len(), 2);
    for sheet in 0..2 {
        bytes = write(&bytes, sheet, Table { sheets: &sheets, sheet }.at(SURVEY, "Ghi chú"), "huyện nhắc");
    }
    let file = given(district, bytes, "2020-09-10");
    assert_eq!(look(&app, &file).await.roadmaps.len(), 2);
    let committed = app.import_plan_file(by(), &file).await.unwrap().unwrap();
    assert_eq!(committed.facts.end.get() - committed.facts.start.get(), 2);
    let other = unit("Kỳ Lạc, Kỳ Anh", "2020-09-08");
    assert_eq!(app.roadmap(other, None).await.unwrap().unwrap().task(&SURVEY.into()).unwrap().note.as_deref(), Some("huyện nhắc"));
}

async fn a_plan_for_project_comes_back_with_what_was_changed_in_it(database: Database) {
    let (app, commune) = demo(&database).await;
    let board = app.picture(date("2020-09-08"), None).await.unwrap();
    let text = app.project_file(&Followed::at(&board, commune, None), commune).unwrap().unwrap();
    let file = |text: String| GivenFile { name: "ke-hoach.xml".to_owned(), ..given(commune, text.into_bytes(), "2020-09-10") };
    let same = look(&app, &file(text.clone())).await;
    assert!(
        same.is_empty(),
        "{:?} {:?}",
        same.all_problems().collect::<Vec<_>>(),
        same.roadmaps.first().map(|(_, preview)| &preview.tasks)
    );
    let title = app.roadmap(commune, None).await.unwrap().unwrap().task(&WORK.into()).unwrap().title.clone();
    let changed = file(text.replacen(&format!("<Name>{title}</Name>"), "<Name>Thi công đợt 1</Name>", 1));
    app.import_plan_file(by(), &changed).await.unwrap().unwrap();
    let record = app.roadmap(commune, None).await.unwrap().unwrap();
    assert_eq!(record.task(&WORK.into()).unwrap().title, "Thi công đợt 1");
    assert_eq!(app.import_plan_file(by(), &changed).await.unwrap(), None, "the same file twice");
    let say = |key: &str, params: &[(&str, &str)]| Lang::Vi.say(key, params);
    let print = |date: Date| vedich_wording::date(Lang::Vi, date);
    let followed = Followed::at(&board, commune, None);
    let words = SheetWords { say: &say, date: &print, name: &vietnamese };
    let all = app.dates_file(&followed, None, words);
    let person = record.tasks.iter().find_map(|task| task.person.clone()).unwrap();
    let theirs = app.dates_file(&followed, Some(&person), words);
    let events = |text: &str| text.matches("BEGIN:VEVENT").count();
    assert!(events(&theirs) > 0 && events(&theirs) < events(&all), "{} of {}", events(&theirs), events(&all));
    assert!(all.starts_with("BEGIN:VCALENDAR\r\n") && all.ends_with("END:VCALENDAR\r\n"));
}
