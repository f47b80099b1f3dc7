//! Values and ratings out of files, as officials type them.

use super::*;
use vedich_facts::{Body, DeclaredState, Observed, Value};
use vedich_values::Severity;

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

/// Whatever is wrong with one cell of a row, the others are told as far as they can be judged without it.
#[tokio::test]
async fn every_problem_of_a_row_is_told_at_once() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let head = "unit_code,unit_name,as_of,set,indicator,value,status";
    let set = "vn-ha-tinh.commune.2018-2020.standard";
    for (row, problems) in [
        (
            "99999,Không có,2020-13-08,vn.nope,99.9,abc,đại".to_owned(),
            &[
                "import.bad-date C2",
                "import.unknown-code-ever A2",
                "import.unknown-set D2",
                "import.unreadable-value F2",
                "import.unknown-status G2",
            ][..],
        ),
        // The unit may be right once the date is; its set, and so its indicator, cannot be known.
        (format!("{code},,2020-13-08,,99.9,abc,đại"), &["import.bad-date C2", "import.unreadable-value F2", "import.unknown-status G2"]),
        (format!("{code},,2020-13-08,{set},99.9,37,"), &["import.bad-date C2", "import.unknown-indicator E2"]),
        (
            format!("{code},,2020-09-08,,99.9,abc,đại"),
            &["import.unknown-indicator E2", "import.unreadable-value F2", "import.unknown-status G2"],
        ),
        (format!("{code},,2020-09-08,,15.1,abc,đại"), &["value.not-a-number F2", "import.unknown-status G2"]),
        ("99999,,2020-09-08,,15.1,\"82,2.5\",".to_owned(), &["import.unknown-code A2", "import.unreadable-value F2"]),
        (",,,,,,đại".to_owned(), &["import.no-date C2", "import.no-unit A2", "import.no-indicator E2", "import.unknown-status G2"]),
        (",Xứ Không Ai Biết,,,1,x,".to_owned(), &["import.no-date C2", "import.unknown-unit-ever B2"]),
        (format!("{code},,2020-09-08,vn-ha-tinh.garden.model,99.9,abc,"), &["fit.other-kind D2", "import.unreadable-value F2"]),
        // A level of some scale, a status in the place of a value, a number and a date are values of something.
        ("99999,,2020-09-08,,15.1,kha,".to_owned(), &["import.unknown-code A2"]),
        ("99999,,2020-09-08,,15.1,CĐ,".to_owned(), &["import.unknown-code A2"]),
    ] {
        let outcome = desk.import("mot-dong.csv", format!("{head}\n{row}\n").as_bytes()).await;
        let told: Vec<String> = outcome
            .problems
            .iter()
            .map(|problem| format!("{} {}", problem.code, problem.place.key.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(told, problems, "{row}");
        assert_eq!((outcome.refused, outcome.applied), (1, false), "{row}");
    }
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
