//! Why a command fails: in the language of the person, once, with what to do and the exit code that the help promises.

use super::Desk;
use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

impl Desk {
    /// What it says on standard error; it has to end with that code.
    fn complains(&self, arguments: &[&str], code: i32) -> String {
        let output = self.plain(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        said
    }

    /// The command line as it stands.
    fn plain(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vedich"));
        command.current_dir(self.path()).args(arguments).output().unwrap()
    }

    /// What it makes of lines on standard input.
    fn fed(&self, arguments: &[&str], lines: &str) -> Output {
        let file = std::fs::File::open(self.file("lines.jsonl", lines)).unwrap();
        Command::new(env!("CARGO_BIN_EXE_vedich")).current_dir(self.path()).args(arguments).stdin(file).output().unwrap()
    }
}

#[test]
fn what_fails_is_told_in_vietnamese_with_what_to_do() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    desk.file("co-san.vedich", "");
    desk.file("thu.db", &"không phải cơ sở dữ liệu ".repeat(40));
    desk.file("hong.zip", "PK\u{3}\u{4} hỏng");
    desk.file("sai.toml", "[server]\nfoo = 1\n");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().to_string();
    let db = ["--db", "sqlite:cli.db"];
    for (arguments, code, said) in [
        (&["assess", "--db", "t.db", "--unit", "Lâm Hợp"][..], 2, "“t.db” không phải địa chỉ cơ sở dữ liệu. Hãy viết `sqlite:TỆP`"),
        (&["assess", "--unit", "Lâm Hợp", "--as-of", "30/02/2020"], 2, "“30/02/2020” không phải là ngày có thật; hãy viết"),
        (&["assess", "--db", "sqlite:thu.db", "--unit", "Lâm Hợp"], 3, "Tệp của sqlite:thu.db không phải cơ sở dữ liệu. Hãy"),
        (&["demo", "--db", "sqlite:khong/co/x.db"], 3, "Không có thư mục khong/co để tạo sqlite:khong/co/x.db. Hãy tạo"),
        (&["demo", "--config", "sai.toml"], 3, "không có khóa `server.foo`"),
        (&["demo", "--config", "khong-co.toml"], 3, "Không có tệp cấu hình khong-co.toml"),
        (&["serve", "--local-admin", "--listen", "0.0.0.0:0", db[0], db[1]], 2, "Hãy viết --listen 127.0.0.1:8080"),
        (&["serve", "--listen", &port, db[0], db[1]], 3, "một chương trình khác đang dùng cổng này"),
        (&["backup", "--to", "co-san.vedich", db[0], db[1]], 1, "Tệp co-san.vedich đã có nên không ghi đè"),
        (&["backup", "--to", "khong/co.vedich", db[0], db[1]], 3, "thư mục không tồn tại"),
        (&["restore", "--from", "khong-co.vedich", "--db", "sqlite:moi.db"], 1, "Không có tệp khong-co.vedich"),
        (&["restore", "--from", "co-san.vedich", "--db", "sqlite:moi.db"], 1, "không phải bản sao lưu"),
        (&["restore", "--from", "co-san.vedich", db[0], db[1]], 1, "không phải bản sao lưu"),
        (&["journal", "verify", "--head", "abc", db[0], db[1]], 2, "“abc” không phải mã chuỗi"),
        (&["export", "journal", "--to", "x.pdf", db[0], db[1]], 2, "“x.pdf” không phải tên tệp bảng"),
        (&["bulletin", "import", "hong.zip", db[0], db[1]], 1, "hong.zip không phải tệp ZIP đọc được, hoặc đã hỏng. Hãy nén lại"),
        (&["bulletin", "read", "khong-co.txt"], 1, "khong-co.txt: Không có tệp này"),
        (&["import", "observations", "khong-co.csv", db[0], db[1]], 1, "khong-co.csv: Không có tệp này"),
    ] {
        let found = desk.complains(arguments, code);
        assert!(found.contains(said), "{arguments:?}: {found}");
        assert_eq!(found.matches(said).count(), 1, "said once: {found}");
        for english in ["while ", "error returned", "unable to", "No such file", "is not"] {
            let why = found.split('(').next().unwrap_or_default();
            assert!(!why.contains(english), "{english}: {found}");
        }
    }
    for left in ["moi.db", "x.pdf", "khong"] {
        assert!(!desk.path().join(left).exists(), "{left} was not there and is not made");
    }
}

#[test]
fn a_server_that_is_not_running_is_told_within_seconds_in_the_language_of_the_reader() {
    let desk = Desk::new();
    // A port that was free a moment ago.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let began = std::time::Instant::now();
    let url = format!("postgres://an:bi-mat@{closed}/vedich");
    let said = desk.complains(&["assess", "--unit", "Lâm Hợp", "--db", &url], 3);
    // The pool of connections would wait for 30 s; the command gives up after 4, and a busy machine adds to them.
    assert!(began.elapsed() < std::time::Duration::from_secs(25), "{:?}", began.elapsed());
    assert!(said.contains("không trả lời") && said.contains("không có chương trình nào nhận kết nối"), "{said}");
    assert!(!said.contains("refused") && !said.contains("bi-mat"), "{said}");
}

#[test]
fn a_site_that_starts_before_its_server_waits_for_it_and_says_so_in_the_log() {
    let desk = Desk::new();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut serving = Command::new(env!("CARGO_BIN_EXE_vedich"))
        .current_dir(desk.path())
        .args(["serve", "--listen", "127.0.0.1:0", "--db", &format!("postgres://an:bi-mat@{closed}/vedich")])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(serving.stderr.take().unwrap()).read_line(&mut line).unwrap();
    serving.kill().unwrap();
    serving.wait().unwrap();
    assert!(line.contains("does not answer yet: waiting for it") && line.contains("30") && !line.contains("bi-mat"), "{line}");
}

#[test]
fn a_restore_that_fails_leaves_no_new_database() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    desk.says(&["backup", "--to", "a.vedich"], 0);
    let copy = std::fs::read_to_string(desk.path().join("a.vedich")).unwrap();
    let cut: Vec<&str> = copy.lines().take(copy.lines().count() / 2).collect();
    desk.file("cut.vedich", &cut.join("\n"));
    let said = desk.complains(&["restore", "--from", "cut.vedich", "--db", "sqlite:new.db", "--lang", "en"], 1);
    assert!(said.contains("The backup was changed or cut off"), "{said}");
    let left: Vec<_> = std::fs::read_dir(desk.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with("new.db")), "{left:?}");
    let held = desk.complains(&["restore", "--from", "a.vedich", "--db", "sqlite:cli.db"], 1);
    assert!(held.contains("sqlite:cli.db đã có") && held.contains("--db sqlite:moi.db"), "{held}");
    assert!(desk.path().join("cli.db").exists(), "what was there stays");
}

#[test]
fn machines_get_what_fails_as_json() {
    let desk = Desk::new();
    desk.says(&["demo"], 0);
    let objects = |arguments: &[&str], code: i32| -> Vec<serde_json::Value> {
        let said = desk.complains(arguments, code);
        said.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {said}"))).collect()
    };
    let failed = objects(&["assess", "--db", "t.db", "--unit", "x", "--json"], 2);
    assert_eq!(
        (failed.len(), failed[0]["code"].as_str(), failed[0]["severity"].as_str()),
        (1, Some("database.bad-address"), Some("error"))
    );
    assert!(failed[0]["message"].as_str().unwrap().contains("sqlite:"));
    let line = objects(&["assess", "--as-of", "30/02/2020", "--json"], 2);
    assert!(line[0]["code"] == "usage" && line[0]["message"].as_str().unwrap().contains("30/02/2020"), "{line:?}");
    let unit = objects(&["assess", "--db", "sqlite:cli.db", "--unit", "Kỳ", "--json"], 1);
    assert!(unit.len() == 1 && unit[0]["message"].as_str().unwrap().contains("Kỳ"), "{unit:?}");
}

/// The folder of a database is not made by the way: who looks and who works are told the same.
#[test]
fn a_folder_that_is_not_there_is_told_by_the_doctor_as_by_whoever_needs_it() {
    let desk = Desk::new();
    let folder = "Không có thư mục nope2 để tạo sqlite:nope2/x.db. Hãy tạo thư mục (`mkdir -p nope2`)";
    let output = desk.plain(&["doctor", "--db", "sqlite:nope2/x.db"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("✗ Cơ sở dữ liệu: {folder}")) && said.contains(&format!("✗ Kho minh chứng: {folder}")), "{said}");
    let needed = desk.complains(&["demo", "--db", "sqlite:nope2/x.db"], 3);
    assert!(needed.contains(folder) && !needed.contains("unable to open"), "{needed}");
    assert!(!desk.path().join("nope2").exists());
    std::fs::create_dir(desk.path().join("nope2")).unwrap();
    let output = desk.plain(&["doctor", "--db", "sqlite:nope2/x.db"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("✓ Cơ sở dữ liệu: sqlite:nope2/x.db chưa có") && said.contains("✓ Kho minh chứng"), "{said}");
}

#[test]
fn words_of_bulletins_that_are_wrong_are_told_with_their_place() {
    let desk = Desk::new();
    desk.file("vedich.toml", "[bulletins]\nwords = \"tu.toml\"\n");
    let doctor = |text: &str| {
        desk.file("tu.toml", text);
        String::from_utf8_lossy(&desk.plain(&["doctor", "--config", "vedich.toml"]).stdout).into_owned()
    };
    let said = doctor("# từ của văn phòng\n[indikator]\na = ['b']\n");
    assert!(said.contains("tu.toml, dòng 2") && said.contains("có phải muốn viết `indicator`?") && !said.contains("quyền đọc"), "{said}");
    let said = doctor("[indicator]\na = \n");
    assert!(said.contains("tu.toml, dòng 2") && !said.contains("quyền đọc") && !said.contains("dictionary"), "{said}");
}

#[test]
fn lines_that_are_no_items_are_told_with_line_and_key() {
    let desk = Desk::new();
    let lines = "{\"id\": 1, \"text\": \"Xã Tân Lập đạt 14/19 tiêu chí.\"}\n{\"id\": 2\n{\"id\": 3}\n{\"id\": 4, \"text\": 5}\n[6]\n{\"text\": \"x\"}\n";
    let output = desk.fed(&["bulletin", "read", "--jsonl"], lines);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    for told in [
        "-, dòng 2, cột 8: Dòng này không phải JSON",
        "-, dòng 3, text: Thiếu khóa `text`",
        "-, dòng 4, text: Khóa `text` phải là văn bản",
        "-, dòng 5",
        "-, dòng 6, id: Thiếu khóa `id`",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert!(!said.contains("missing field") && !said.contains("EOF"), "{said}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1, "the others are read");
}

#[test]
fn the_doctor_explains_settings_that_cannot_be_read() {
    let desk = Desk::new();
    desk.file("bad.toml", "[server]\nlissten = \"x\"\n");
    let output = desk.plain(&["doctor", "--config", "bad.toml"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("✗ Cấu hình: Cấu hình không có khóa `server.lissten`; có phải muốn viết `server.listen`?"), "{said}");
    assert!(said.contains("✓ Dữ liệu kèm theo"), "the rest is looked at: {said}");
    desk.file("log.toml", "[log]\nfilter = \"warn,vedich=laut\"\n");
    let output = desk.plain(&["doctor", "--config", "log.toml"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("✗ Cấu hình: `log.filter` = \"warn,vedich=laut\" không dùng được. Hãy viết: \"info\""), "{said}");
    desk.file("own.toml", "[papers]\nfolder = \"khong-co\"\n");
    let output = desk.plain(&["doctor", "--config", "own.toml"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("✗ Cấu hình: Không đọc được khong-co nêu ở `papers.folder`"), "{said}");
    // Nobody listens on the discard port.
    desk.file("sso.toml", "[sso]\nissuer = \"http://127.0.0.1:9\"\nclient_id = \"vedich\"\n");
    let output = desk.plain(&["doctor", "--config", "sso.toml"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("✗ Đăng nhập một lần: http://127.0.0.1:9 không trả lời đúng"), "{said}");
}
