//! What goes out to the terminal and comes back out of files.

use super::Desk;
use serde_json::{Value, json};

const KY_ANH: &str = "Huyện Kỳ Anh, Hà Tĩnh";

impl Desk {
    /// The only JSON value on standard output, whatever the exit code, and what stands on standard error.
    fn answer(&self, arguments: &[&str], code: i32) -> (Value, String) {
        let output = self.run(&[arguments, &["--json"]].concat());
        let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said} {errors}");
        (serde_json::from_str(&said).unwrap_or_else(|why| panic!("{arguments:?}: {why}: {said}")), errors.into_owned())
    }
}

#[test]
fn a_dash_is_the_terminal_and_no_file() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let table = desk.says(&["export", "board", "--unit", KY_ANH, "--as-of", "2020-09-08", "--to", "-"], 0);
    assert!(table.contains("Lâm Hợp") && table.lines().count() > 10, "{table}");
    let book = desk.run(&["sheet", "export", "--unit", "Lâm Hợp, Kỳ Anh", "--period", "2020-09", "--to", "-"]);
    assert!(book.status.success() && book.stdout.starts_with(b"PK"), "{}", String::from_utf8_lossy(&book.stderr));
    assert!(!desk.path().join("-").exists());
    // Whoever reads has seen enough, as `head` does.
    for what in ["journal", "board", "observations"] {
        let mut reader = std::process::Command::new(env!("CARGO_BIN_EXE_vedich"))
            .current_dir(desk.path())
            .args(["--db", "sqlite:cli.db", "export", what])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(reader.stdout.take());
        let ended = reader.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(ended.status.success() && errors.is_empty(), "{what}: {errors}");
    }
    // The help too: whoever pipes it into something that ends at once sees no failure.
    let mut helped = std::process::Command::new(env!("CARGO_BIN_EXE_vedich"))
        .args(["--lang", "vi", "--help"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(helped.stdout.take());
    let ended = helped.wait_with_output().unwrap();
    assert!(ended.status.success() && ended.stderr.is_empty(), "{ended:?}");
    let said = desk.run(&["export", "observations", "--unit", KY_ANH, "--as-of", "2020-09-08"]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("ra màn hình"), "{said:?}");
}

/// Case C: hamlets and communes of Đông Sơn in forms that came back.
#[test]
fn a_sheet_that_comes_back_is_told_to_programs_as_one_value() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let head = ["--unit", "Huyện Đông Sơn, Thanh Hóa", "--period", "2020-08"];
    let late = ["--submit", "--late", "Chậm do bão"];
    let import = |file: &str, more: &[&str], code: i32| desk.answer(&[&["sheet", "import", file], &head[..], more].concat(), code);
    desk.file("tot.csv", "STT;Xã;Tổng TC đạt;Màu sắc\n1;Đông Yên;18/19;xanh\n");
    let (locked, _) = import("tot.csv", &["--dry-run"], 1);
    let why: Vec<_> = locked["problems"].as_array().unwrap().iter().filter(|one| one["severity"] == "error").collect();
    assert_eq!(
        (&locked["outcome"], &why[0]["code"]),
        (&json!("open"), &json!("sheet.locked")),
        "a look says that the period is over: {locked}"
    );
    let (looked, errors) = import("tot.csv", &[&late[..], &["--dry-run"]].concat(), 0);
    assert_eq!((&looked["outcome"], &looked["entry"], &looked["counts"]["new"]), (&json!("dry_run"), &Value::Null, &json!(1)), "{looked}");
    let said: Vec<_> = looked["problems"].as_array().unwrap().iter().map(|one| one["severity"].as_str().unwrap()).collect();
    assert_eq!(said, ["warning", "note"], "what was left alone, and what is recorded beside the lines: {looked}");
    assert_eq!(errors, "", "nothing that is no error is called one");
    let (recorded, _) = import("tot.csv", &late, 0);
    assert!(recorded["outcome"] == "recorded" && recorded["entry"].is_u64(), "{recorded}");
    let (again, errors) = import("tot.csv", &late, 0);
    assert_eq!((&again["outcome"], &again["entry"], errors.as_str()), (&json!("unchanged"), &Value::Null, ""), "{again}");
    assert!(again["handed_in"].is_string(), "with the day it was handed in: {again}");
    let told = desk.says(&[&["sheet", "import", "tot.csv"][..], &head[..], &late[..]].concat(), 0);
    assert!(told.contains("không có gì thay đổi so với lần nộp ngày"), "{told}");

    desk.file("hong.csv", "STT;Xã;Tổng TC đạt\n1;Đông Yên;25/19\n2;Đông Văn;17/19\n");
    let (open, _) = import("hong.csv", &late, 1);
    let wrong: Vec<_> = open["problems"].as_array().unwrap().iter().filter(|one| one["severity"] == "error").collect();
    assert_eq!((&open["outcome"], &open["unread"], wrong.len()), (&json!("open"), &json!(1), 1), "{open}");
    assert!(wrong[0]["cell"].as_str().unwrap().ends_with('2') && !wrong[0]["message"].as_str().unwrap().is_empty(), "{open}");
    // What is no workbook at all is told in the same shape.
    desk.file("anh.xlsx", "PK\u{3}\u{4} khong phai bang tinh");
    let (unread, errors) = import("anh.xlsx", &late, 1);
    assert_eq!((&unread["outcome"], &unread["entry"], &unread["unread"]), (&json!("open"), &Value::Null, &json!(0)), "{unread}");
    assert!(unread["counts"]["new"] == 0 && errors.is_empty(), "{unread} {errors}");
    let why = unread["problems"].as_array().unwrap();
    assert!(!why.is_empty() && why.iter().all(|one| one["code"].is_string() && one["message"].is_string()), "{unread}");
    // To a person: errors whatever, the rest as remarks that can be silenced.
    let quiet = desk.run(&[&["sheet", "import", "tot.csv", "--dry-run", "--quiet"], &head[..], &late].concat());
    assert_eq!(String::from_utf8_lossy(&quiet.stderr), "");
}

/// Somebody recorded another value after the workbook was taken away: by whom and when is told, and nothing is recorded.
#[test]
fn who_was_quicker_is_named_beside_the_cell() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let head = ["--unit", "Lâm Hợp, Kỳ Anh", "--period", "2024-07"];
    let import =
        |file: &str, code: i32| desk.answer(&[&["sheet", "import", file, "--late", "Chậm do bão", "--submit"], &head[..]].concat(), code).0;
    desk.file("truoc.csv", "Mã;Kết quả\n4.2;80\n");
    assert_eq!(import("truoc.csv", 0)["outcome"], "recorded");
    desk.file("sau.csv", "Phiên bản sổ: 1\nMã;Kết quả\n4.2;90\n");
    let open = import("sau.csv", 1);
    let wrong = &open["problems"][0];
    assert_eq!((&open["outcome"], &wrong["code"]), (&json!("open"), &json!("entry.recorded-since")), "{open}");
    assert!(wrong["message"].as_str().unwrap().contains("đã ghi số khác lúc"), "{wrong}");
}

/// "CĐ" beside makeshift houses would say the opposite of "there are none".
#[test]
fn values_that_no_meets_are_listed_as_values() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    desk.file(
        "nha-tam.csv",
        "unit_name,as_of,set,indicator,value\n\"Lâm Hợp, Kỳ Anh\",2024-06-30,vn.commune.2021-2025.standard,9.1,không\n",
    );
    desk.says(&["import", "observations", "nha-tam.csv"], 0);
    let listed = desk.json(&["verify", "list", "--unit", "Tỉnh Hà Tĩnh"]);
    let values: Vec<_> = listed["values"].as_array().unwrap().iter().filter(|one| one["code"] == "9.1").map(|one| &one["value"]).collect();
    assert_eq!(values, ["không"], "{listed}");
    let table = desk.says(&["verify", "list", "--unit", "Tỉnh Hà Tĩnh"], 0);
    assert!(table.lines().any(|line| line.contains("9.1") && line.contains("không")), "{table}");
}

/// Tables and JSON show our own ids: they are taken wherever a unit is named.
#[test]
fn a_unit_is_named_by_our_own_id_as_well() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let found = desk.json(&["units", "find", "Lâm Hợp, Kỳ Anh"]);
    let id = found[0]["id"].to_string();
    assert_eq!(desk.json(&["units", "show", &id])["id"], found[0]["id"], "one that has ended is shown as of its last days");
    let then = desk.json(&["assess", "--unit", &id, "--as-of", "2020-09-08"]);
    assert_eq!(then["unit"]["name"], "Xã Lâm Hợp");
    let today = desk.run(&["assess", "--unit", &id]);
    let told = String::from_utf8_lossy(&today.stderr).into_owned();
    assert!(today.status.code() == Some(1) && told.contains("đến 30/06/2025; nay là xã Kỳ Lạc"), "{told}");
    desk.says(&["assess", "--unit", "99999999"], 1);
    // A code whose zero a spreadsheet ate is nobody's id, the country's least of all.
    for arguments in [&["assess", "--unit", "1"][..], &["export", "observations", "--unit", "1"]] {
        let eaten = desk.run(arguments);
        let told = String::from_utf8_lossy(&eaten.stderr).into_owned();
        assert!(eaten.status.code() == Some(1) && told.contains("Thành phố Hà Nội (01)") && told.contains("Việt Nam ·"), "{told}");
    }
    let refused = desk.run(&["bench", "data", "--communes", "2", "--seed", "1"]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(refused.status.code() == Some(1) && told.contains("đã có dữ liệu nên không ghi dữ liệu thử"), "{told}");
}

#[test]
fn a_value_set_by_decision_is_shown_as_the_set_shows_its_own() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let confirm = |code: &str, bound: &str| {
        let decision = ["--decision", "12/QĐ-UBND", "--decided", "08/03/2022", "--unit", "Tỉnh Quảng Ninh"];
        desk.says(&[&["criteria", "confirm", "vn.commune.2021-2025.advanced", code, "--threshold", bound], &decision[..]].concat(), 0);
    };
    // What the decision says of trained labour was not seen: assessed only once the office says it.
    let place = ["assess", "--unit", "Quảng An, Đầm Hà", "--as-of", "2024-01-24"];
    let before = desk.says(&place, 0);
    assert!(before.contains("chưa biết ngưỡng của chỉ tiêu, cần tra văn bản; đã báo cáo 86%"), "{before}");
    assert!(before.contains("0/19 đạt (trong đó 0 sát ngưỡng), 0 chưa đạt, 19 chưa có số liệu hoặc chưa rõ ngưỡng"), "{before}");
    confirm("12.1", ">= 80");
    confirm("10", ">= 66");
    let shown = desk.says(&["criteria", "show", "vn.commune.2021-2025.advanced"], 0);
    assert!(shown.contains("≥ 80%") && shown.contains("≥ 66 triệu đồng/người/năm"), "{shown}");
    assert!(shown.contains("vedich criteria confirm, ghi "), "who confirmed it, and when: {shown}");
    let data: serde_json::Value =
        serde_json::from_str(&desk.says(&["criteria", "show", "vn.commune.2021-2025.advanced", "--json"], 0)).unwrap();
    assert_eq!((data["overlays"].as_array().map(Vec::len), data["overlays"][0]["by"].as_str()), (Some(2), Some("vedich criteria confirm")));
    let after = desk.says(&place, 0);
    assert!(after.contains("86% ≥ 80%") && after.contains("giá trị do QĐ 12/QĐ-UBND ngày 08/03/2022 quy định"), "{after}");
}
