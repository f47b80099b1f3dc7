//! The built binary on a database of its own: responsibilities, people, reporting by week, and the days of an installation.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "cli/failures.rs"]
mod failures;
#[path = "cli/files.rs"]
mod files;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vedich"));
        command.current_dir(self.path()).args(["--db", "sqlite:cli.db", "--lang", "vi"]).args(arguments);
        command.output().unwrap()
    }

    /// What it says on standard output; it has to end with that code.
    fn says(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said} {errors}");
        said
    }

    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.says(&[arguments, &["--json"]].concat(), 0)).unwrap()
    }
}

const HEAD: &str = "Nội dung phụ trách;Người hoặc cơ quan phụ trách;Vai trò;Từ ngày;Đến ngày;Quyết định;Tên đăng nhập\n";
const UNIT: &str = "Tỉnh Hà Tĩnh";

#[test]
fn responsibilities_are_looked_at_recorded_once_and_listed() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let good =
        format!("{HEAD}Tiêu chí 5;Sở Giáo dục;chủ trì;01/06/2026;;12/QĐ-UBND;\n3;Ông Nguyễn Văn A;phối hợp;2026-06-01;31/12/2026;;\n");
    let good = desk.file("phan-cong.csv", &good);
    let good = good.to_str().unwrap();
    let looked = desk.json(&["duties", "import", good, "--unit", UNIT, "--dry-run"]);
    assert_eq!((looked["new"].as_u64(), looked["entry"].is_null()), (Some(2), true), "{looked}");
    assert_eq!(desk.json(&["duties", "list", "--unit", UNIT]), serde_json::json!([]), "a look writes nothing");

    let bad = desk.file("sai.csv", &format!("{HEAD}Tiêu chí 99;A;;;;;\n5;;;;;;\n"));
    let refused = desk.run(&["duties", "import", bad.to_str().unwrap(), "--unit", UNIT]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1));
    assert!(told.contains("99") && told.contains('2') && told.contains('3'), "every row with its place: {told}");

    let recorded = desk.json(&["duties", "import", good, "--unit", UNIT]);
    assert!(recorded["entry"].as_u64().is_some(), "{recorded}");
    let again = desk.json(&["duties", "import", good, "--unit", UNIT]);
    assert_eq!((again["new"].as_u64(), again["known"].as_u64(), again["entry"].is_null()), (Some(0), Some(2), true), "{again}");
    let listed = desk.json(&["duties", "list", "--unit", UNIT]);
    let holders: Vec<&str> = listed.as_array().unwrap().iter().map(|duty| duty["holder"].as_str().unwrap()).collect();
    assert_eq!(holders, ["Sở Giáo dục", "Ông Nguyễn Văn A"]);
    let table = desk.says(&["duties", "list", "--unit", UNIT], 0);
    assert!(!table.contains("vn.commune"), "a set is named by its title, not its key: {table}");
    assert!(table.contains("Tiêu chí 5") && table.contains("12/QĐ-UBND") && table.contains("31/12/2026"), "{table}");
    desk.says(&["duties", "list", "--unit", "Tỉnh Không Có"], 1);
}

#[test]
fn people_are_listed_with_what_opens_their_accounts() {
    let desk = Desk::new();
    desk.says(&["admin", "create", "lan.nguyen", "--name", "Nguyễn Thị Lan"], 0);
    let people = desk.json(&["people", "list", "lan"]);
    let one = &people[0];
    assert_eq!(
        (one["login"].as_str(), one["ways"]["totp"].as_bool(), one["ways"]["passkeys"].as_u64()),
        (Some("lan.nguyen"), Some(false), Some(0))
    );
    let table = desk.says(&["people", "list"], 0);
    assert!(table.contains("Nguyễn Thị Lan") && table.contains("chưa chọn mật khẩu"), "{table}");
    let reset = desk.says(&["people", "reset-factor", "Lan.Nguyen", "--why", "Mất điện thoại"], 0);
    assert!(reset.contains("đã gỡ"), "{reset}");
    desk.says(&["people", "reset-factor", "nobody"], 1);
    let trail = desk.says(&["journal", "verify"], 0);
    assert!(!trail.is_empty());
}

#[test]
fn a_list_of_people_goes_out_and_comes_back() {
    let desk = Desk::new();
    desk.says(&["admin", "create", "lan.nguyen", "--name", "Nguyễn Thị Lan"], 0);
    desk.says(&["people", "template", "--to", "nguoi-dung.xlsx", "--filled"], 0);
    let same = desk.json(&["people", "import", "nguoi-dung.xlsx", "--dry-run"]);
    assert_eq!((same["same"].as_u64(), same["problems"].as_u64()), (Some(1), Some(0)), "what went out holds when it comes back: {same}");
    let head = "Họ tên;Tên đăng nhập;Thư điện tử;Vai trò;Đơn vị\n";
    let row = "Trần Văn Minh;minh.tran;minh@hatinh.gov.vn;Văn phòng điều phối nông thôn mới;";
    let gone = desk.file("cu.csv", &format!("{head}{row}Huyện Kỳ Anh, Hà Tĩnh\n"));
    let refused = desk.run(&["people", "import", gone.to_str().unwrap()]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(refused.status.code() == Some(1) && told.contains("E2") && told.contains("→ Xã "), "what the unit became: {told}");
    let good = desk.file("moi.csv", &format!("{head}{row}Tỉnh Hà Tĩnh\n"));
    let taken = desk.json(&["people", "import", good.to_str().unwrap()]);
    assert_eq!((taken["new"].as_u64(), taken["entry"].is_u64()), (Some(1), true), "{taken}");
    let link = taken["invitations"][0]["link"].as_str().unwrap();
    assert!(link.starts_with("http://127.0.0.1:8080/link/"), "no mail is set up: {taken}");
    let again = desk.says(&["people", "import", good.to_str().unwrap()], 0);
    assert!(again.contains("1 giữ nguyên") && !again.contains("/link/"), "{again}");
}

#[test]
fn a_bulletin_is_put_on_a_desk_looked_at_recorded_and_scored() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let text = "Ngày 20/10/2020, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp.\nXã Kỳ Lạc đạt 12/20 tiêu chí nông thôn mới.";
    let file = desk.file("tin.txt", text);
    desk.says(&["bulletin", "import", file.to_str().unwrap(), "--desk-of", "nobody"], 1);
    desk.says(&["bulletin", "import", file.to_str().unwrap()], 0);
    let list = desk.json(&["bulletin", "desk"]);
    let reading = list[0]["reading"].as_str().unwrap();
    assert_eq!((list[0]["progress"]["open"].as_u64(), list[0]["progress"]["contradictions"].as_u64()), (Some(1), Some(1)), "{list}");
    let shown = desk.json(&["bulletin", "show", reading]);
    assert_eq!(
        (shown["cards"][0]["beside"].as_str(), shown["cards"][0]["decision"].as_str()),
        (Some("contradicts"), Some("open")),
        "{shown}"
    );
    assert!(desk.says(&["bulletin", "show", reading], 0).contains("trái với: 10/20"));
    desk.says(&["bulletin", "correct", reading, "--card", "1", "--set", "nothing=1"], 1);
    assert!(desk.says(&["bulletin", "correct", reading, "--card", "1", "--set", "met=13"], 0).contains("trái với: 10/20"));
    let head = desk.json(&["bulletin", "correct", reading, "--date", "21/10/2020", "--source", "Tin tháng 10"]);
    assert_eq!(head["cards"][0]["fields"]["met"].as_str(), Some("13"), "{head}");
    desk.says(&["bulletin", "hand-over", reading, "nobody"], 1);
    desk.says(&["bulletin", "apply", reading, "--accept", "7"], 1);
    desk.says(&["bulletin", "apply", reading, "--sure"], 1);
    let done = desk.json(&["bulletin", "apply", reading, "--accept", "1"]);
    assert_eq!((done["open"].as_u64(), done["already"].as_bool()), (Some(0), Some(false)), "{done}");
    desk.says(&["bulletin", "drop", reading], 1);
    let score = desk.json(&["bulletin", "score"]);
    assert_eq!(score["by_kind"][0]["of"].as_str(), Some("progress"), "{score}");
    assert!(desk.says(&["bulletin", "score"], 0).contains("Kết quả"));
    let examples = desk.says(&["bulletin", "examples"], 0);
    assert!(examples.contains("\"met\":\"13\"") && examples.lines().count() == 1, "{examples}");
    let documents = desk.json(&["bulletin", "documents", "tiêu chí", "--place", "Huyện Kỳ Anh, Hà Tĩnh", "--from", "2020-10-01"]);
    assert_eq!(documents.as_array().map(Vec::len), Some(1), "{documents}");
    desk.says(&["bulletin", "documents", "--place", "Không Có"], 1);
    // Nearly the same again is told, and a folder is passed on as a whole.
    let longer = format!("{text}\nCác thôn tiếp tục làm đường, trồng cây, dọn vệ sinh và chuẩn bị hồ sơ gửi huyện.");
    let same = desk.file("lan-hai.txt", &longer);
    let first = text.lines().next().unwrap();
    let would = desk.json(&["bulletin", "import", same.to_str().unwrap(), "--dry-run"]);
    assert_eq!(would[0]["alike"].as_str(), Some(first), "{would}");
    desk.says(&["bulletin", "import", same.to_str().unwrap()], 0);
    let folders = desk.json(&["bulletin", "folders"]);
    assert_eq!((folders[0]["name"].as_str(), folders[0]["waiting"].as_u64()), (Some("lan-hai.txt"), Some(1)), "{folders}");
    desk.says(&["admin", "create", "lan.nguyen", "--name", "Nguyễn Thị Lan"], 0);
    desk.says(&["bulletin", "hand-over", "--folder", "khong-co", "lan.nguyen"], 1);
    // An administrator records nothing: the document stays.
    let passed = desk.json(&["bulletin", "hand-over", "--folder", "lan-hai.txt", "lan.nguyen"]);
    assert_eq!((passed["passed"].as_u64(), passed["left"].as_u64()), (Some(0), Some(1)), "{passed}");
    assert_eq!(desk.json(&["bulletin", "folders"])[0]["waiting"].as_u64(), Some(1));
}

#[test]
fn evidence_visits_posts_and_the_trail_have_their_commands() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let place = "Quảng Tân, Quảng Ninh";
    std::fs::write(desk.path().join("bien-ban.pdf"), b"%PDF-1.7 duong").unwrap();
    let added = desk.json(&["evidence", "add", "bien-ban.pdf", "--unit", place, "--note", "bản gốc"]);
    let number = added["facts"][0].to_string();
    let listed = desk.json(&["evidence", "list", "--unit", place]);
    assert_eq!((&listed[0]["file"]["name"], &listed[0]["note"]), (&"bien-ban.pdf".into(), &"bản gốc".into()), "{listed}");
    desk.says(&["evidence", "get", &number, "--to", "ra.pdf"], 0);
    assert_eq!(std::fs::read(desk.path().join("ra.pdf")).unwrap(), b"%PDF-1.7 duong");
    desk.says(&["evidence", "withdraw", &number, "--why", "nhầm tệp"], 0);
    assert!(desk.says(&["evidence", "list", "--unit", place], 0).contains("nhầm tệp"));
    desk.says(&["evidence", "add", "--link", "https://x.vn", "--unit", place, "--about", "dossier:no-debt"], 0);
    let listed = desk.says(&["evidence", "list", "--unit", place], 0);
    assert!(!listed.contains("dossier:"), "in words, not by its key: {listed}");
    let waiting = desk.says(&["verify", "list", "--limit", "500"], 0);
    assert!(waiting.contains("Đã nhập"), "{waiting}");
    assert!(![" met", "not_met", "entered"].iter().any(|code| waiting.contains(code)), "in words, not by codes: {waiting}");
    desk.says(&["evidence", "add", "--link", "x", "--unit", place, "--about", "nothing:1"], 1);

    let finding = "2 | Đường thôn 3 chưa có rãnh | Làm rãnh | 2026-11-20";
    let visited = desk.json(&["visits", "record", "--unit", place, "--on", "2026-11-10", "--who", "Ông A", "--finding", finding]);
    let visit = visited["facts"][0].to_string();
    assert!(desk.says(&["visits", "list", "--unit", place], 0).contains("Làm rãnh"));
    desk.says(&["visits", "report", &visit, "0"], 1);
    desk.says(&["visits", "report", &visit, "0", "bien-ban.pdf", "--on", "2026-11-15", "--note", "Đã làm rãnh"], 0);
    let reported = &desk.json(&["visits", "list", "--unit", place])[0]["findings"][0];
    assert_eq!((&reported["state"], &reported["done_on"]), (&"reported".into(), &"2026-11-15".into()), "{reported}");
    assert!(desk.says(&["visits", "list", "--unit", place], 0).contains("chờ xem xét"));
    desk.says(&["visits", "reopen", &visit, "0", "--why", "Còn thiếu 50 m"], 0);
    desk.says(&["visits", "follow", &visit, "0"], 0);
    assert!(desk.json(&["visits", "list", "--unit", place])[0]["findings"][0]["met_on"].is_string());
    desk.says(&["visits", "follow", &visit, "7"], 1);

    let given = desk.json(&["duties", "give", "--unit", UNIT, "--criterion", "5", "--holder", "Sở Giáo dục", "--from", "2026-01-01"]);
    desk.says(&["duties", "end", "--unit", UNIT, &given["facts"][0].to_string(), "--from", "2026-06-01"], 0);

    let invite = ["people", "invite", "lan.cli", "--name", "Lan", "--role", "department-specialist", "--unit", UNIT];
    desk.says(&[&invite[..], &["--field", "trường"]].concat(), 1);
    let invited = desk.json(&[&invite[..], &["--field", "5, 9"]].concat());
    assert!(invited[0]["link"].as_str().unwrap().contains("/link/"), "{invited}");
    let listed = desk.says(&["people", "list", "lan.cli"], 0);
    assert!(listed.contains("5 Văn hóa, giáo dục, y tế") && listed.contains("2026-2030"), "{listed}");
    desk.says(&["people", "invite", "bad.cli", "--name", "B", "--role", "department-specialist", "--unit", UNIT, "--field", "14"], 1);
    desk.says(&["people", "appoint", "lan.cli", "--role", "leader", "--unit", UNIT], 0);
    let numbers = desk.json(&["people", "list", "lan.cli"])[0]["post_numbers"].clone();
    desk.says(&["people", "end-post", &numbers[1].to_string(), "--why", "nhầm"], 0);
    assert!(desk.says(&["people", "disable", "lan.cli"], 0).contains("Đã khóa"));
    assert!(desk.says(&["people", "enable", "lan.cli"], 0).contains("Đã mở khóa"));

    let trail = desk.json(&["audit", "search", "--kind", "end-post"]);
    assert_eq!(trail["entries"].as_array().unwrap().len(), 1, "{trail}");
    desk.says(&["audit", "export", "--to", "nhat-ky.csv"], 0);
    assert!(std::fs::read_to_string(desk.path().join("nhat-ky.csv")).unwrap().contains("Kết thúc chức trách"));
}

#[test]
fn tasks_are_listed_by_person_and_state_and_leaders_see_the_weights_of_their_office() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let district = ["--unit", "Huyện Kỳ Anh, Hà Tĩnh", "--as-of", "2020-11-30"];
    let all = desk.json(&[&["tasks", "list", "--show", "all"][..], &district].concat());
    let all = all["tasks"].as_array().unwrap();
    let (person, state) = (all[0]["person"].as_str().unwrap(), all[0]["state"].as_str().unwrap());
    let theirs = desk.json(&["tasks", "list", "--show", "all", "--as-of", "2020-11-30", "--person", person, "--state", state]);
    let theirs = theirs["tasks"].as_array().unwrap();
    assert!(!theirs.is_empty() && theirs.iter().all(|task| task["person"] == person && task["state"] == state), "{theirs:?}");
    let leaders = [&["leaders"][..], &district].concat();
    let seen = desk.json(&leaders);
    assert!(seen["ranking"].as_array().unwrap().len() > 1 && seen["basis"].as_str().unwrap().contains("Vedich"), "{seen}");
    let shipped = include_str!("../../../data/emulation.toml");
    desk.file("thi-dua.toml", &shipped.replace("Bảng điểm mẫu của Vedich; tỉnh thay bằng bảng điểm của mình", "Hướng dẫn 735/HD-UBND"));
    desk.file("vedich.toml", "[steering]\nemulation = \"thi-dua.toml\"\n");
    assert_eq!(desk.json(&leaders)["basis"], "Hướng dẫn 735/HD-UBND");
    desk.file("thi-dua.toml", &shipped.replacen("points = 30", "points = 31", 1));
    let wrong = desk.run(&leaders);
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(wrong.status.code() == Some(3) && told.contains("thi-dua.toml"), "{told}");
}

#[test]
fn a_week_has_the_days_of_the_installation() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let week = ["sheet", "reporting", "--unit", UNIT, "--period", "2024-W27"];
    assert_eq!(desk.json(&week)["due"], "2024-07-05", "Friday after the Thursday it ends with");
    let shipped = include_str!("../../../data/reporting.toml");
    let own =
        shipped.replace("weekday = \"thursday\"", "weekday = \"wednesday\"").replace("weekday = \"friday\"", "weekday = \"thursday\"");
    desk.file("ky-bao-cao.toml", &own);
    desk.file("vedich.toml", "[reporting]\nfile = \"ky-bao-cao.toml\"\n");
    assert_eq!(desk.json(&week)["due"], "2024-07-04");
    desk.file("ky-bao-cao.toml", &own.replace("day = 15", "day = 42"));
    let wrong = desk.run(&week);
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(wrong.status.code() == Some(3) && told.contains("ky-bao-cao.toml"), "{told}");
}

#[test]
fn days_off_of_an_area_successors_and_an_offices_own_files_have_their_commands() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let district = ["roadmap", "days-off", "--unit", "Huyện Kỳ Anh, Hà Tĩnh", "--as-of"];
    let on = |date: &'static str| [&district[..], &[date]].concat();
    desk.says(&[&on("2020-10-20")[..], &["--from", "2020-10-28", "--to", "2020-10-30", "--reason", "bão số 9"]].concat(), 0);
    let told = desk.json(&on("2020-10-20"));
    assert_eq!((told[0]["from"].as_str(), told[0]["reason"].as_str()), (Some("2020-10-28"), Some("bão số 9")), "{told}");
    let seq = told[0]["seq"].to_string();
    desk.says(&[&on("2025-06-30")[..], &["--withdraw", &seq]].concat(), 0);
    assert_eq!(desk.json(&on("2025-06-30")), serde_json::json!([]));
    desk.says(&["roadmap", "carry", "--unit", "Kỳ Lạc, Kỳ Anh", "--as-of", "2025-06-30"], 0);
    let carried = desk.json(&["roadmap", "show", "--unit", "Kỳ Lạc, Hà Tĩnh", "--as-of", "2026-01-15"]);
    assert_eq!(carried["tasks"].as_array().map(Vec::len), Some(73), "{carried}");
    let risks = |chance: u32| {
        format!(
            "[[risk]]\nid = \"rain\"\nname = {{ vi = \"Mưa\", en = \"Rain\" }}\nchance_percent = {chance}\nimpact_percent = [5, 15, 35]\n"
        )
    };
    let (right, wrong) = (desk.file("rui-ro.toml", &risks(40)), desk.file("sai.toml", &risks(140)));
    desk.says(&["roadmap", "check", right.to_str().unwrap()], 0);
    let refused = desk.run(&["roadmap", "check", wrong.to_str().unwrap()]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && told.contains("sai.toml") && told.contains("dòng 4") && told.contains("từ 0 đến 100 %"), "{told}");
    let settings = desk.file("vedich.toml", "[roadmaps]\nrisks = \"sai.toml\"\n");
    let stopped = desk.run(&["--config", settings.to_str().unwrap(), "roadmap", "list"]);
    assert!(!stopped.status.success() && String::from_utf8_lossy(&stopped.stderr).contains("roadmaps.risks"));
}

#[test]
fn plan_files_are_timed_on_the_offices_own_days_and_told_what_is_not_used() {
    let desk = Desk::new();
    let plan = desk.file("plan.json", "\u{feff}{\"start\":\"2020-09-08\",\"tasks\":[{\"id\":7,\"duration_days\":2.0,\"wbs\":\"1\"}]}");
    let schedule = ["roadmap", "schedule", plan.to_str().unwrap()];
    let shipped = desk.json(&schedule);
    assert_eq!((&shipped["finish"], &shipped["critical"]), (&serde_json::json!("2020-09-09"), &serde_json::json!([7])));
    assert!(String::from_utf8_lossy(&desk.run(&schedule).stderr).contains("wbs"));
    let head = "date,weekday,kind,name_vi,name_en,lunar,swap_with,rule_or_source,status";
    desk.file("nghi.csv", &format!("{head}\n2020-09-09,T4,compensatory,Nghỉ bù,Off,,,Thông báo của tỉnh,derived\n"));
    desk.file("vedich.toml", "[roadmaps]\nholidays = \"nghi.csv\"\n");
    assert_eq!(desk.json(&schedule)["finish"], "2020-09-10");
    assert_eq!(desk.json(&["roadmap", "forecast", plan.to_str().unwrap(), "--runs", "50"])["p50"], "2020-09-10");

    let wrong = desk.file("sai.json", "{\"start\":\"9/2020\",\n\"tasks\":[{\"id\":1,\"duration\":3}]}");
    let refused = desk.run(&["roadmap", "schedule", wrong.to_str().unwrap()]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1));
    assert!(told.contains("dòng 2") && told.contains("duration_days") && told.contains("9/2020"), "every problem at once: {told}");
}

#[test]
fn a_file_that_is_not_there_is_refused_alike_by_every_command() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    for command in [
        &["roadmap", "schedule"][..],
        &["roadmap", "forecast"],
        &["roadmap", "allocate"],
        &["roadmap", "check"],
        &["criteria", "check"],
        &["import", "observations"],
        &["bench", "cpm"],
    ] {
        let ended = desk.run(&[command, &["khong-co.json"]].concat());
        let told = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(ended.status.code(), Some(1), "{command:?}: {told}");
        assert!(told.contains("khong-co.json") && told.contains("Không có tệp này"), "{command:?}: {told}");
    }
}

#[test]
fn who_gets_no_money_is_told_with_the_reason() {
    let desk = Desk::new();
    let asked = r#"{"years":2,"budget":[50,60],"district_cap":1000,"communes":[{"d":0,"crit":[[100,0]]},{"d":0,"crit":[[10,0]]}]}"#;
    let file = desk.file("von.json", asked);
    let allocate = ["roadmap", "allocate", file.to_str().unwrap()];
    let answer = desk.json(&allocate);
    let left = serde_json::json!([{ "commune": 0, "cost": 100, "reason": "budget", "amount": 40, "year": 1 }]);
    assert_eq!((&answer["optimal"], &answer["left_out"]), (&serde_json::json!(true), &left));
    let told = desk.says(&allocate, 0);
    assert!(told.contains("Vì sao chưa về đích") && told.contains("vốn còn lại thiếu 40, từ năm thứ 2"), "{told}");
}

#[test]
fn the_files_that_the_help_of_import_shows_are_taken_whole() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    for what in ["observations", "units", "attributes"] {
        let help = desk.says(&["import", what, "--help"], 0);
        let (_, example) = help.split_once("VÍ DỤ").unwrap();
        let rows: Vec<&str> = example.lines().skip(1).map(str::trim).filter(|line| line.contains(',')).collect();
        assert!(rows.len() >= 3, "{help}");
        let file = desk.file(&format!("{what}.csv"), &rows.join("\n"));
        let answer = desk.json(&["import", what, file.to_str().unwrap()]);
        assert_eq!((&answer["applied"], &answer["refused"]), (&serde_json::json!(true), &serde_json::json!(0)), "{what}: {answer}");
    }
}

#[test]
fn a_database_in_use_is_refused_the_demo_in_words() {
    let desk = Desk::new();
    desk.says(&["admin", "create", "quan.tri", "--name", "Nguyễn Văn Quản"], 0);
    let output = desk.run(&["demo"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("dữ liệu mẫu") && !said.contains("demo.not-empty"), "{said}");
}

#[test]
fn meetings_proposals_and_tasks_are_listed_by_state_period_place_and_person() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let ids = |arguments: &[&str], what: &str| -> Vec<String> {
        let listed = desk.json(arguments);
        listed[what].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let city = ["--unit", "Thành phố Móng Cái", "--as-of", "2021-03-31"];
    let meetings = |more: &[&str]| ids(&[&["meetings", "list"], &city[..], more].concat(), "meetings");
    assert_eq!(meetings(&[]), ["b-5-xa", "a-hai-dong"]);
    assert_eq!(meetings(&["--since", "2021-01-01"]), ["b-5-xa"]);
    assert_eq!(meetings(&["--until", "2017-12-31"]), ["a-hai-dong"]);
    assert_eq!(meetings(&["--state", "signed"]), ["b-5-xa", "a-hai-dong"]);
    assert_eq!(meetings(&["--state", "planned"]), [""; 0]);
    assert_eq!(meetings(&["--person", "khong co ai"]), [""; 0]);

    let proposals = |more: &[&str]| ids(&[&["proposals", "list"], &city[..], more].concat(), "proposals");
    let all = proposals(&["--show", "all"]);
    let of_place = proposals(&["--show", "all", "--place", "Hải Đông, Móng Cái"]);
    assert!(of_place.contains(&"b-kn-kenh".to_owned()) && of_place.len() < all.len(), "{of_place:?} {all:?}");
    assert_eq!(
        proposals(&["--show", "all", "--since", "2021-03-01"]).len() + proposals(&["--show", "all", "--until", "2021-02-28"]).len(),
        all.len()
    );
    let refused = desk.run(&["meetings", "list", "--unit", "Thành phố Móng Cái", "--state", "asleep"]);
    assert_eq!(refused.status.code(), Some(2), "a state there is not is a wrong usage");
}

#[test]
fn a_line_of_the_incoming_register_is_corrected_with_a_reason_and_found_by_words() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let unit = ["--unit", "Kỳ Lạc, Hà Tĩnh"];
    let receive = |symbol, subject| {
        let line = ["--author", "UBND tỉnh", "--symbol", symbol, "--dated", "03/11/2026", "--came", "04/11/2026", "--subject", subject];
        desk.says(&[&["paper", "receive"], &unit[..], &line].concat(), 0);
    };
    receive("12/UBND-NL", "Rà soát tiêu chí");
    receive("13/UBND-NL", "Thủy lợi nội đồng");
    let register =
        |more: &[&str]| desk.json(&[&["paper", "register"], &unit[..], &["--year", "2026"], more].concat())["incoming"].to_string();
    let found = register(&["--words", "thuy loi"]);
    assert!(found.contains("13/UBND-NL") && !found.contains("12/UBND-NL"), "{found}");

    let correct =
        |more: &[&str], code| desk.says(&[&["paper", "correct"], &unit[..], &["--number", "1", "--year", "2026"], more].concat(), code);
    correct(&["--symbol", "21/UBND-NL", "--reason", "ghi nhầm số"], 0);
    let all = register(&[]);
    assert!(all.contains("21/UBND-NL") && all.contains("ghi nhầm số") && !all.contains("12/UBND-NL"), "{all}");
    assert!(all.contains("Rà soát tiêu chí"), "what was not corrected stays: {all}");
    correct(&["--reason", "không có gì"], 1);
    desk.says(&[&["paper", "correct"], &unit[..], &["--number", "9", "--year", "2026", "--symbol", "1", "--reason", "x"]].concat(), 1);
}

#[test]
fn everything_is_found_by_words_and_an_offices_own_files_are_checked() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let found = desk.json(&["search", "nuoc sach", "--kind", "tasks"]);
    assert_eq!(found["groups"][0]["hits"][0]["id"], "e-nuoc-sach", "{found}");
    desk.says(&["search", "khong co gi het"], 1);
    assert_eq!(desk.json(&["letters", "list"]), serde_json::json!([]));
    desk.says(&["letters", "again", "x"], 1);

    desk.says(&["paper", "check"], 0);
    let bodies = include_str!("../../../data/papers/bodies.toml");
    let good = desk.file("co-quan.toml", bodies);
    let wrong = desk.file("sai.toml", &bodies.replacen("addressee =", "adressee =", 1));
    desk.says(&["paper", "check", good.to_str().unwrap()], 0);
    let output = desk.run(&["paper", "check", wrong.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && said.contains("`addressee`") && said.contains("sai.toml, dòng"), "{said}");

    // Bodies of an office's own stand on its papers; a wrong file stops the start.
    std::fs::create_dir(desk.path().join("own")).unwrap();
    let own = bodies.split("[[body]]").nth(1).unwrap().replacen("issuer = \"UBND\"", "issuer = \"UBNDX\"", 1);
    std::fs::write(desk.path().join("own/bodies.toml"), format!("[[body]]{own}")).unwrap();
    desk.file("vedich.toml", "[papers]\nfolder = \"own\"\n");
    desk.says(&["paper", "report", "--unit", "Lâm Hợp, Kỳ Anh", "--period", "2020-Q3", "--to", "bc.html"], 0);
    assert!(std::fs::read_to_string(desk.path().join("bc.html")).unwrap().contains("BC-UBNDX"));
    std::fs::write(desk.path().join("own/bodies.toml"), "[[body]]\nlayout = \"stat\"\n").unwrap();
    assert_ne!(desk.run(&["paper", "list", "--unit", "Kỳ Lạc, Hà Tĩnh"]).status.code(), Some(0));
}

#[test]
fn looking_makes_no_database() {
    let desk = Desk::new();
    let file = desk.file("so-lieu.csv", "unit_code,unit_name,as_of,indicator,value\n18838,,2020-06-30,10,40\n");
    let file = file.to_str().unwrap();
    let looked = desk.json(&["import", "observations", file, "--dry-run"]);
    assert_eq!(
        (looked["new"].as_u64(), looked["applied"].as_bool()),
        (Some(1), Some(false)),
        "a file is checked before there is a database"
    );
    for looking in
        [&["tasks", "list"][..], &["people", "list"], &["verify", "list"], &["duties", "list", "--unit", UNIT], &["audit", "list"]]
    {
        assert!(!desk.run(looking).status.success(), "{looking:?}");
    }
    assert!(!desk.path().join("cli.db").exists(), "nothing was made");
}

#[test]
fn what_is_refused_is_said_however_quiet() {
    let desk = Desk::new();
    let ring = desk.file(
        "vong.json",
        r#"{"start":"2020-09-08","tasks":[{"id":"a","duration_days":1,"predecessors":[{"id":"b"}]},{"id":"b","duration_days":1,"predecessors":[{"id":"a"}]}]}"#,
    );
    let refused = desk.run(&["-q", "roadmap", "schedule", ring.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(!refused.stderr.is_empty());
    desk.says(&["demo"], 0);
    let wrong = desk.file("bo.toml", "id = 5\n");
    let checked = desk.says(&["criteria", "check", wrong.to_str().unwrap(), "--json"], 1);
    let problems: serde_json::Value = serde_json::from_str(&checked).unwrap();
    assert!(problems[0]["message"].as_str().is_some_and(|message| !message.is_empty()), "{problems}");
    assert_eq!(problems[0]["place"]["file"], wrong.to_str().unwrap(), "as it was given: {problems}");
}

#[test]
fn a_copy_of_a_journal_that_was_changed_says_so() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    desk.says(&["backup", "--to", "good.backup"], 0);
    desk.says(&["export", "journal", "--to", "journal.xlsx"], 0);
    let path = desk.path().join("cli.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let (true_count, false_count) = (&br#"{"met":12,"total":20}"#[..], &br#"{"met":19,"total":20}"#[..]);
    // Wherever it stands: a page that was given up may hold an older copy of the row.
    let places: Vec<usize> = (0..bytes.len() - true_count.len()).filter(|at| bytes[*at..].starts_with(true_count)).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + true_count.len()].copy_from_slice(false_count);
    }
    std::fs::write(&path, bytes).unwrap();
    let copied = desk.run(&["-q", "backup", "--to", "bad.backup"]);
    let said = String::from_utf8_lossy(&copied.stderr);
    assert!(copied.status.code() == Some(1) && said.contains("bad.backup") && said.contains("facts"), "{said}");
}

#[test]
fn what_came_back_is_answered_and_corrected_and_the_last_day_of_a_period_moves() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let rated = desk.file("danh-gia.csv", "unit_name;as_of;indicator;status\nXã Kỳ Lạc;2026-11-20;TC2;đạt\n");
    desk.says(&["import", "observations", rated.to_str().unwrap()], 0);
    let waiting = desk.json(&["verify", "list", "--unit", UNIT, "--criterion", "vn.commune.2026-2030.standard:2"]);
    let fact = waiting["values"][0]["fact"].to_string();
    assert_eq!(waiting["values"][0]["value"], "met", "{waiting}");
    let listed = |list: &str| desk.json(&["verify", "list", "--unit", UNIT, "--shows", list])["total"].clone();
    desk.says(&["verify", "ask", &fact, "--why", "Nguồn nào?"], 0);
    assert_eq!(listed("came-back"), 1);
    desk.says(&["verify", "answer", &fact, "--why", "Biên bản kèm theo"], 0);
    assert_eq!(listed("came-back"), 0, "answered, it waits again");
    desk.says(&["verify", "return", &fact, "--why", "Chưa đúng"], 0);
    desk.says(&["verify", "correct", &fact, "nhiều"], 1);
    let corrected = desk.json(&["verify", "correct", &fact, "-", "--note", "xã không có"]);
    let waiting = desk.json(&["verify", "list", "--unit", UNIT]);
    let new = waiting["values"].as_array().unwrap().iter().find(|value| value["fact"] == corrected["facts"][0]).unwrap();
    assert_eq!(new["value"], "not_applicable");
    desk.says(&["verify", "list", "--unit", UNIT, "--criterion", "99"], 1);

    let due =
        |day: &str, code| desk.says(&["sheet", "move-due", "--unit", UNIT, "--period", "2026-10", "--due", day, "--reason", "Bão"], code);
    due("2026-01-01", 1);
    due("2026-12-20", 0);
}

#[test]
fn templates_delegations_checklists_and_archives_have_their_commands() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let shipped = desk.json(&["paper", "template", "invitation", "--unit", UNIT]);
    assert!(shipped["set_by"].is_null());
    let own = desk.file("mau.txt", shipped["text"].as_str().unwrap());
    desk.says(&["paper", "template", "invitation", "--unit", UNIT, "--set", own.to_str().unwrap()], 0);
    let set = desk.json(&["paper", "template", "invitation", "--unit", UNIT]);
    assert_eq!(set["set_by"], set["unit"]);
    let wrong = desk.file("sai.txt", "{{ khong_co }}");
    desk.says(&["paper", "template", "invitation", "--unit", UNIT, "--set", wrong.to_str().unwrap()], 1);
    desk.says(&["paper", "template", "invitation", "--unit", UNIT, "--reset"], 0);
    desk.says(&["paper", "template", "khong-co", "--unit", UNIT], 1);

    for (login, name) in [("lan.nguyen", "Nguyễn Thị Lan"), ("hoa.tran", "Trần Thị Hòa")] {
        desk.says(&["admin", "create", login, "--name", name], 0);
    }
    desk.says(&["people", "appoint", "lan.nguyen", "--role", "leader", "--unit", UNIT], 0);
    let leader = desk.json(&["people", "list", "lan.nguyen"])[0]["post_numbers"][1].to_string();
    desk.says(&["people", "delegate", &leader, "hoa.tran", "--to", "2099-12-31", "--why", "đi học"], 0);
    desk.says(&["people", "delegate", &leader, "lan.nguyen", "--to", "2099-12-31"], 1);
    desk.says(&["people", "delegate", "999999", "hoa.tran", "--to", "2099-12-31"], 1);

    let then = desk.json(&["evidence", "checklist", "--unit", "Lâm Hợp, Kỳ Anh, Hà Tĩnh", "--as-of", "2020-12-31"]);
    assert_eq!((&then["set"], then["criteria"].as_array().unwrap().len()), (&"vn-ha-tinh.commune.2018-2020.standard".into(), 20));
    let told = desk.says(&["evidence", "checklist", "--unit", "Lâm Hợp, Kỳ Anh, Hà Tĩnh", "--as-of", "2020-12-31"], 0);
    assert!(told.contains("5. Trường học") && told.contains("Còn thiếu dossier:"), "{told}");
    let paper = desk.file("bien-ban.pdf", "%PDF-1.7 x");
    desk.says(&["evidence", "add", paper.to_str().unwrap(), "--unit", "Kỳ Lạc, Hà Tĩnh"], 0);
    desk.says(&["evidence", "archive", "--unit", "Kỳ Lạc, Hà Tĩnh", "--to", "minh-chung.zip"], 0);
    let packed = std::fs::read(desk.path().join("minh-chung.zip")).unwrap();
    assert!(packed.starts_with(b"PK") && packed.windows(10).any(|window| window == b"index.xlsx"));
    desk.says(&["evidence", "archive", "--unit", "Kỳ Lạc, Hà Tĩnh", "--to", "minh-chung.zip"], 1);
}
