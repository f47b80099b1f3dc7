//! Workbooks that come back to the page of another unit or period.

use crate::support::{clock, open, unit};
use vedich_app::App;
use vedich_app::duties::InCharge;
use vedich_app::sheets::workbook::{SheetWords, area_table, unit_table};
use vedich_app::sheets::{Displaced, LineFate, Returned, SaveSheet, SavedSheet, SheetPlan};
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

/// Parts of an indicator have keys of ours: a workbook shows their number, and is read again by it.
#[tokio::test(flavor = "multi_thread")]
async fn parts_of_indicators_are_numbered_in_workbooks_and_come_back() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let here = unit("Quảng An, Đầm Hà", "2024-06-30");
    let blank = app.plan_sheet(&app.live(), here, period("2024-07"), &SheetDraft::default()).unwrap();
    let slots = blank.form.layout.slots().iter().filter(|slot| slot.indicator.is_some());
    let parts: Vec<_> = slots.filter_map(|slot| Some((slot.code.to_string(), slot.part.as_ref()?.to_string()))).collect();
    let (code, key) = parts.first().expect("the set has indicators of several parts");
    let plan = app.plan_sheet(&app.live(), here, period("2024-07"), &typed(here, &format!("{code}/{key}"), "95")).unwrap();
    let plans = std::slice::from_ref(&plan);
    let books =
        with_words(&app, |words| [write_xlsx(&unit_table(&plan, words)).unwrap(), write_xlsx(&area_table(here, plans, words)).unwrap()]);
    for book in books {
        let cells = texts(&book).concat();
        assert!(cells.contains(&format!("{code}/1")), "{cells:?}");
        let ours = |cell: &&String| parts.iter().any(|(code, key)| cell.starts_with(&format!("{code}/{key}")));
        assert_eq!(cells.iter().find(ours), None);
        let back = read(&app, here, "2024-07", "a.xlsx", &book).unwrap();
        assert_eq!(back.draft.lines[&format!("{here}:{code}/{key}")].value, "95", "{back:?}");
    }
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

/// A sheet of ours that nothing was written into is told as that, not as a file nobody knows.
#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_that_comes_back_blank_is_told_as_that() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let (here, district) = (unit("Quảng An, Đầm Hà", "2024-06-30"), unit("Huyện Đầm Hà", "2024-06-30"));
    let code = |unit, file: &str, bytes: &[u8]| {
        let back = read(&app, unit, "2024-07", file, bytes).unwrap();
        assert!(back.draft.lines.is_empty());
        back.draft.unread.into_iter().map(|one| one.code).collect::<Vec<_>>()
    };
    let plan = app.plan_sheet(&app.live(), here, period("2024-07"), &SheetDraft::default()).unwrap();
    assert_eq!(code(here, "a.xlsx", &with_words(&app, |words| write_xlsx(&unit_table(&plan, words)).unwrap())), ["sheet.left-blank"]);
    assert_eq!(code(district, "b01.csv", "STT;Xã;TC1;TC2\n1;Quảng An;;\n2;Dực Yên;;\n".as_bytes()), ["sheet.left-blank"]);
    assert_eq!(code(here, "b04.csv", "Mã;Kết quả\nKhông có;\n".as_bytes()), ["sheet.empty"]);
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

/// A form of an office says whose and of when it is in its heading.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_headed_for_another_commune_or_month_is_refused() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let (here, there) = (unit("Quảng An, Đầm Hà", "2024-06-30"), unit("Dực Yên, Đầm Hà", "2024-06-30"));
    let district = unit("Huyện Đầm Hà", "2024-06-30");
    let form = |heading: &str| format!("{heading}\nMã;Chỉ tiêu;Kết quả\n2.1;;95\n");
    let sent = |unit, heading: &str| read(&app, unit, "2024-07", "b04.csv", form(heading).as_bytes());
    for (heading, code, cell) in [
        ("PHIẾU SỐ LIỆU;;\nXã Dực Yên, tháng 7/2024;;", "sheet.foreign-unit", "A2"),
        ("UBND XÃ DỰC YÊN;;", "sheet.foreign-unit", "A1"),
        ("Đơn vị:;Xã Cẩm Duệ;", "sheet.foreign-unit", "A1"),
        ("Xã Quảng An, tháng 3/2024;;", "sheet.foreign-period", "A1"),
        ("Xã Quảng An;Quý I năm 2024;", "sheet.foreign-period", "B1"),
        ("Kết quả năm 2023;;", "sheet.foreign-period", "A1"),
    ] {
        let problems = sent(here, heading).expect_err(heading);
        assert_eq!((problems[0].code, problems[0].place.key.as_deref()), (code, Some(cell)), "{heading}");
        assert!(problems[0].params.iter().all(|(_, said)| !said.is_empty()), "{problems:?}");
    }
    for heading in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM;;",
        "UBND HUYỆN ĐẦM HÀ;;\nUBND XÃ QUẢNG AN;;",
        "Quảng An, ngày 14 tháng 3 năm 2024;;",
        "Theo Bộ tiêu chí xã nông thôn mới nâng cao, tháng 2 năm 2023;;",
        "BỘ TIÊU CHÍ XÃ NÔNG THÔN MỚI NÂNG CAO GIAI ĐOẠN 2021-2025;;",
        "Kết quả thực hiện tháng 7 năm 2024 (quý III năm 2024);;",
        "Kết quả năm 2024;;",
        "xã quảng an;;",
    ] {
        assert!(sent(here, heading).is_ok(), "{heading}: {:?}", sent(here, heading));
    }
    let back = sent(district, "Xã Dực Yên, tháng 7/2024;;").unwrap();
    assert_eq!(back.units.into_iter().collect::<Vec<_>>(), [there], "on the page of its district it is the commune's");
}

/// Codes of one set mean other things in the next: the name beside a code tells.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_named_for_another_indicator_than_its_codes_is_refused() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let here = unit("Quảng An, Đầm Hà", "2024-06-30");
    let sent = |code: &str, name: &str| {
        let form = format!("Mã;Chỉ tiêu;Kết quả\n{code};{name};x\n");
        read(&app, here, "2024-07", "b04.csv", form.as_bytes()).unwrap().draft
    };
    for (code, name) in
        [("9.1", "3.1 Tỷ lệ diện tích đất sản xuất nông nghiệp được tưới"), ("TC2", "Môi trường"), ("", "9.1 Tỷ lệ hộ nghèo đa chiều")]
    {
        let draft = sent(code, name);
        assert_eq!((told(&draft), draft.lines.len()), (vec![("C2", "sheet.other-line")], 0), "{code} {name}");
        let params = &draft.unread[0].params;
        assert!(
            params.iter().any(|(key, said)| key == "found" && said == name) && params.iter().any(|(key, _)| key == "name"),
            "{params:?}"
        );
    }
    for (code, name) in [
        ("9.1", ""),
        ("9.1", "9.1"),
        ("9.1", "Nhà tạm, nhà dột nát"),
        ("9.1", "Xóa nhà tạm"),
        ("9.1", "Nhà ở dân cư"),
        ("9.1", "No makeshift houses"),
        ("TC2", "Giao thông"),
        ("TC2", "Đường GT"),
        ("TC9", "Ghi chú"),
    ] {
        let draft = sent(code, name);
        assert_eq!((told(&draft), draft.lines.len()), (vec![], 1), "{code} {name}");
    }
}

fn told(draft: &SheetDraft) -> Vec<(&str, &str)> {
    draft.unread.iter().map(|one| (one.cell.as_str(), one.code.as_str())).collect()
}

/// "Makeshift houses" is met by "no": a mark in form B04 is a rating there, and never says that there are such houses.
#[tokio::test(flavor = "multi_thread")]
async fn ratings_of_what_must_not_be_are_no_values() {
    use vedich_app::sheets::Meaning;
    use vedich_facts::{DeclaredState, Observed, Value};
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let here = unit("Quảng An, Đầm Hà", "2024-06-30");
    let meaning = |result: &str, rating: &str| {
        let form = format!("STT;Nội dung tiêu chí;Kết quả;Tự đánh giá\n9.1;Nhà tạm, nhà dột nát;{result};{rating}\n");
        let back = read(&app, here, "2024-07", "b04.csv", form.as_bytes()).unwrap();
        let plan = app.plan_sheet(&app.live(), here, period("2024-07"), &back.draft).unwrap();
        (plan.lines[0].meaning.clone(), plan.lines[0].fate)
    };
    let (met, not_met) = (Meaning::Status(DeclaredState::Met), Meaning::Status(DeclaredState::NotMet));
    for (result, rating, expected) in [
        ("", "Đạt", &met),
        ("", "có", &met),
        ("", "Chưa", &not_met),
        ("", "0", &not_met),
        ("Đ", "", &met),
        ("x", "", &met),
        ("CĐ", "", &not_met),
    ] {
        assert_eq!(meaning(result, rating).0.as_ref(), Some(expected), "{result}|{rating}");
    }
    for (result, there) in [("có", true), ("còn", true), ("không", false), ("Không có", false), ("Không còn", false)] {
        let (found, _) = meaning(result, "Đạt");
        assert!(matches!(found, Some(Meaning::Value(Observed::Value(Value::YesNo(said)), _)) if said == there), "{result}: {found:?}");
    }
    assert_eq!(meaning("0", ""), (None, LineFate::Refused), "no houses, or not met: asked");
    let plain = "STT;Nội dung tiêu chí;Tự đánh giá\n4;4.1 Hệ thống điện;x\n";
    let back = read(&app, here, "2024-07", "b04.csv", plain.as_bytes()).unwrap();
    let plan = app.plan_sheet(&app.live(), here, period("2024-07"), &back.draft).unwrap();
    assert!(matches!(plan.lines[0].meaning, Some(Meaning::Value(Observed::Value(Value::YesNo(true)), _))), "an ordinary one as ever");
}

/// Form B01 as offices type it: criteria by number under one merged heading, or by name.
#[tokio::test(flavor = "multi_thread")]
async fn criteria_of_form_b01_are_read_by_number_and_by_name_and_other_columns_are_told() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let (here, district) = (unit("Quảng An, Đầm Hà", "2024-06-30"), unit("Huyện Đầm Hà", "2024-06-30"));
    let numbers: Vec<String> = (1..=19).map(|no: u16| no.to_string()).collect();
    let marks = vec!["x"; 19].join(";");
    let merged =
        format!("STT;Xã;Kết quả thực hiện các tiêu chí{};Ghi chú\n;;{};\n1;Quảng An;{marks};gấp\n", ";".repeat(18), numbers.join(";"));
    let beside = format!("STT;Xã;{}\n1;Quảng An;{marks}\n", numbers.join(";"));
    for (form, passed) in [(&merged, vec![("V2", "Ghi chú")]), (&beside, vec![])] {
        let back = read(&app, district, "2024-07", "b01.csv", form.as_bytes()).unwrap();
        let expected: std::collections::BTreeSet<String> = numbers.iter().map(|no| format!("{here}:#{no}")).collect();
        assert_eq!(back.draft.lines.keys().cloned().collect::<std::collections::BTreeSet<_>>(), expected, "{form}");
        let told = back.draft.passed_over.iter().map(|one| (one.cell.as_str(), one.params[0].1.as_str())).collect::<Vec<_>>();
        assert_eq!(told, passed, "{form}");
    }
    let named = "STT;Xã;Quy hoạch;Giao thông;Thủy lợi;Cột lạ\n1;Quảng An;x;CĐ;x;1\n";
    let back = read(&app, district, "2024-07", "b01.csv", named.as_bytes()).unwrap();
    let lines: Vec<_> = back.draft.lines.iter().map(|(key, line)| (key.clone(), line.value.as_str())).collect();
    assert_eq!(lines, [(format!("{here}:#1"), "x"), (format!("{here}:#2"), "CĐ"), (format!("{here}:#3"), "x")]);
    assert_eq!(back.draft.passed_over[0].code, "sheet.column-not-read");
    let plan = app.plan_units(&app.live(), &[here], period("2024-07"), &back.draft);
    assert!(plan.iter().all(SheetPlan::is_ready), "what is not read keeps nothing back");
    let whole =
        "STT;Xã;Loại/khu vực;TC1;TC2;TC3;Tổng TC đạt;Tăng so kỳ trước;Tăng so đầu năm;Dự kiến cuối năm\n1;Quảng An;III;x;x;x;16;1;2;19\n";
    let back = read(&app, district, "2024-07", "b01.csv", whole.as_bytes()).unwrap();
    assert_eq!((back.draft.passed_over.as_slice(), back.draft.lines.len()), (&[][..], 3), "columns of the form itself are no surprise");
    let columns = "STT;Xã;TC1;TC2;TC3\n1;2;3;4;5\n1;Quảng An;x;x;x\n";
    let back = read(&app, district, "2024-07", "b01.csv", columns.as_bytes()).unwrap();
    assert!(back.draft.lines.contains_key(&format!("{here}:#1")), "numbers below headings number the columns: {back:?}");
}

/// What one file says twice in two ways is refused with both cells; said twice alike it is one.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_contradicts_itself_is_refused() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let (here, district) = (unit("Quảng An, Đầm Hà", "2024-06-30"), unit("Huyện Đầm Hà", "2024-06-30"));
    let twice = "STT;Xã;TC1;TC2;Tổng TC đạt\n1;Quảng An;x;x;19/19\n2;Quảng An;CĐ;Đ;0/19\n";
    let back = read(&app, district, "2024-07", "b01.csv", twice.as_bytes()).unwrap();
    assert_eq!(told(&back.draft), [("C3", "sheet.line-twice"), ("C3", "sheet.unit-twice")]);
    let alike = "STT;Xã;TC1;TC2;Tổng TC đạt\n1;Quảng An;x;x;19/19\n2;Quảng An;Đ;x;19/19\n";
    let back = read(&app, district, "2024-07", "b01.csv", alike.as_bytes()).unwrap();
    assert_eq!((told(&back.draft), back.draft.lines.len(), back.draft.counts.len()), (vec![], 2, 1));
    let rows = "Mã;Chỉ tiêu;Kết quả\n2.1;;95\n2.1;;95,0\n2.1;;59\n";
    let back = read(&app, here, "2024-07", "b04.csv", rows.as_bytes()).unwrap();
    assert_eq!(told(&back.draft), [("C4", "sheet.line-twice")]);
}

/// A second workbook takes the place of the first in the draft; what was typed by hand stays.
#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_leaves_nothing_of_the_one_before_it() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let (here, district) = (unit("Quảng An, Đầm Hà", "2024-06-30"), unit("Huyện Đầm Hà", "2024-06-30"));
    let (hand, sheet, july) = (vedich_app::Hand::operator("test", "test"), format!("{district}/units"), period("2024-07"));
    let typed = vedich_entry::LineChange {
        key: format!("{here}:4.1"),
        seen: String::new(),
        line: vedich_entry::DraftLine { value: "x".to_owned(), ..Default::default() },
    };
    app.keep_draft(&hand, &sheet, july, None, vec![typed]).await.unwrap();
    let mut told = Vec::new();
    for form in ["STT;Xã;TC1;TC2;Tổng TC đạt\n1;Quảng An;x;x;19/19\n2;Dực Yên;x;x;\n", "STT;Xã;TC1;TC3;Lạ\n1;Dực Yên;CĐ;x;9\n"]
    {
        let back = read(&app, district, "2024-07", "b01.csv", form.as_bytes()).unwrap();
        told.push(app.keep_returned(&hand, &sheet, july, &back.draft).await.unwrap());
    }
    // Whoever sends the second is told what became of the first.
    assert_eq!(told, [Displaced::default(), Displaced { earlier: true, gone: 3, changed: 1, typed: 0 }]);
    let kept = app.sheet_draft(&hand, &sheet, july).await.unwrap().draft;
    let there = unit("Dực Yên, Đầm Hà", "2024-06-30");
    let keys: std::collections::BTreeSet<String> = kept.lines.keys().cloned().collect();
    assert_eq!(keys, [format!("{here}:4.1"), format!("{there}:#1"), format!("{there}:#3")].into());
    assert!(kept.counts.is_empty());
    app.forget_recorded(&hand, &sheet, july, &kept).await.unwrap();
    assert_eq!(app.sheet_draft(&hand, &sheet, july).await.unwrap().version, 0, "recorded, nothing is kept");
}

/// Form B04 names an indicator in its own words: within its criterion it is clear which is meant.
#[tokio::test(flavor = "multi_thread")]
async fn the_only_indicator_of_a_criterion_is_found_by_the_criterion() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let here = unit("Quảng An, Đầm Hà", "2024-06-30");
    let form = "STT;Tên tiêu chí;Nội dung tiêu chí;Kết quả;Tự đánh giá\n10;Thu nhập;Thu nhập bình quân;49,5;Đ\n9;Nhà ở dân cư;Nhà tạm, nhà dột nát;không;Đ\n;;Nhà kiên cố;80;\n";
    let back = read(&app, here, "2024-07", "b04.csv", form.as_bytes()).unwrap();
    assert_eq!(back.draft.lines.keys().collect::<Vec<_>>(), [&format!("{here}:10"), &format!("{here}:9.1")]);
    assert_eq!(told(&back.draft), [("D4", "sheet.unknown-line")], "of two indicators it could be either");
    let income = typed(here, "10", "45.000.000");
    let plan = app.plan_sheet(&app.live(), here, period("2024-07"), &income).unwrap();
    assert_eq!(
        (plan.lines[0].fate, plan.lines[0].problems[0].code),
        (LineFate::Waiting, "odd.far"),
        "in đồng, where millions are asked for"
    );
}

/// Townships are not assessed by the sets of rural communes: they have no sheet and no row.
#[tokio::test(flavor = "multi_thread")]
async fn a_township_has_no_sheet() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let (town, district) = (unit("Thị trấn Đầm Hà", "2024-06-30"), unit("Huyện Đầm Hà", "2024-06-30"));
    let outcome = app.plan_sheet(&app.live(), town, period("2024-07"), &SheetDraft::default());
    assert_eq!(outcome.unwrap_err().code, "sheet.not-rural");
    let back = read(&app, district, "2024-07", "b01.csv", "STT;Xã;TC1;TC2\n1;Quảng An;x;x\n2;Thị trấn Đầm Hà;x;x\n".as_bytes()).unwrap();
    assert_eq!((told(&back.draft), back.units.len()), (vec![("B3", "sheet.not-rural")], 1));
}

/// What was declared of an indicator without a value is seen in the sheet of its unit, and the sheet sent back as it is changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_status_declared_of_an_indicator_stands_in_its_sheet() {
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let here = unit("Quảng An, Đầm Hà", "2024-06-30");
    let save = |draft| SaveSheet { units: vec![here], period: period("2024-07"), draft, submit: false, content_hash: None };
    let mut draft = typed(here, "10", "Đ");
    draft.lines.extend(typed(here, "9.1", "CĐ").lines);
    let saved = app.save_sheet(vedich_app::By::operator("test", "test"), save(draft)).await.unwrap();
    assert!(matches!(saved, SavedSheet::Recorded(..)), "{saved:?}");
    let plan = app.plan_sheet(&app.live(), here, period("2024-07"), &SheetDraft::default()).unwrap();
    let book = with_words(&app, |words| write_xlsx(&unit_table(&plan, words)).unwrap());
    let rows = texts(&book);
    for (code, mark) in [("10", "Đ"), ("9.1", "CĐ")] {
        let row = rows.iter().find(|row| row.first().is_some_and(|cell| cell == code)).unwrap();
        assert_eq!(row.iter().filter(|cell| *cell == mark).count(), 2, "what stands, and as a rating: {row:?}");
    }
    let back = read(&app, here, "2024-07", "a.xlsx", &book).unwrap();
    let again = app.save_sheet(vedich_app::By::operator("test", "test"), save(back.draft)).await.unwrap();
    assert!(matches!(again, SavedSheet::Nothing), "{again:?}");
}

/// How each line stands on record is filled in, by value, by parts and as a criterion; returned untouched it declares nothing, written over
/// it does.
#[tokio::test(flavor = "multi_thread")]
async fn how_lines_stand_is_filled_in_and_returned_untouched_states_nothing() {
    use vedich_app::sheets::Meaning;
    use vedich_facts::DeclaredState;
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    let here = unit("Quảng An, Đầm Hà", "2024-06-30");
    let by = || vedich_app::By::operator("test", "test");
    let mut draft = typed(here, "4.2", "60");
    draft.lines.extend(typed(here, "9.1", "Đ").lines);
    app.save_sheet(by(), save(here, "2024-07", draft)).await.unwrap();
    let plan = app.plan_sheet(&app.live(), here, period("2024-07"), &SheetDraft::default()).unwrap();
    let book = with_words(&app, |words| write_xlsx(&unit_table(&plan, words)).unwrap());
    let rows = texts(&book);
    let row = |code: &str| rows.iter().find(|row| row.first().is_some_and(|cell| cell == code)).unwrap().clone();
    let says = |code: &str, mark: &str| assert!(row(code).contains(&mark.to_owned()), "{code}: {:?}", row(code));
    says("4.2", "CĐ (đang ghi nhận)");
    says("9.1", "Đ");
    says("TC4", "CĐ (đang ghi nhận)");
    assert!(!row("14.2").iter().any(|cell| cell.contains("đang ghi nhận")), "nothing is known: {:?}", row("14.2"));
    let back = read(&app, here, "2024-07", "a.xlsx", &book).unwrap();
    assert!(back.draft.lines.keys().all(|key| !key.contains('#')) && back.draft.unread.is_empty(), "{back:?}");
    let saved = app.save_sheet(by(), save(here, "2024-07", back.draft)).await.unwrap();
    assert!(matches!(saved, SavedSheet::Nothing), "{saved:?}");
    let form = "Mã;Kết quả;Tự đánh giá\nTC5;;CĐ\n14.2;;Đ (ĐANG GHI NHẬN)\n";
    let back = read(&app, here, "2024-07", "b04.csv", form.as_bytes()).unwrap();
    let plan = app.plan_sheet(&app.live(), here, period("2024-07"), &back.draft).unwrap();
    let stated: Vec<_> = plan.lines.iter().map(|line| (line.key.code.as_str(), line.meaning.clone())).collect();
    assert_eq!(stated, [("#5", Some(Meaning::Status(DeclaredState::NotMet)))], "written by a person");
}

/// What only follows from a total is shown and not declared by a workbook that comes back.
#[tokio::test(flavor = "multi_thread")]
async fn what_follows_from_a_total_is_not_declared_by_a_workbook_that_comes_back() {
    let database = Database::sqlite();
    let clock = std::sync::Arc::new(vedich_app::FixedClock::at(crate::support::at("2026-11-22T03:00:00Z")));
    let app = open(&database, &clock).await;
    let here = unit("Quảng Hà, Quảng Ninh", "2026-11-22");
    let set = app.live().set_in_force(here).unwrap().id.clone();
    let implied = vedich_facts::Body::DeclaredStatus {
        set,
        criterion: vedich_values::CriterionNo(2),
        code: None,
        state: vedich_facts::DeclaredState::Met,
        implied: true,
    };
    let fact = vedich_facts::Fact::new(here, "2026-11-20".parse().unwrap(), implied).from_source("Báo cáo");
    let by = || vedich_app::By::operator("test", "test");
    app.commit(vedich_app::NewEntry::new("record", by(), app.clock().now(), vec![fact])).await.unwrap();
    let plans = app.plan_units(&app.live(), &[here], period("2026-12"), &SheetDraft::default());
    for book in [with_words(&app, |words| write_xlsx(&area_table(here, &plans, words)).unwrap()), taken_away_blank(&app, here)] {
        assert!(texts(&book).concat().contains(&"Đ (đang ghi nhận)".to_owned()), "{:?}", texts(&book));
        let back = read(&app, here, "2026-12", "a.xlsx", &book).unwrap();
        assert!(!back.draft.lines.contains_key(&format!("{here}:#2")), "{back:?}");
    }
}
