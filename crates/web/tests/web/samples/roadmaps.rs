//! Roadmaps: what pages show of one that is under way, with everything a page can show.

use super::day;
use vedich_web::pages::imports::{ImportsView, Outcome, ProblemLine};
use vedich_web::pages::roadmaps::Tone;
use vedich_web::pages::roadmaps::agreed::{AgreedRow, AgreedView};
use vedich_web::pages::roadmaps::area::{AreaView, Line as AreaLine};
use vedich_web::pages::roadmaps::count::{CountRow, CountView, Group};
use vedich_web::pages::roadmaps::days_off::{ClosedLine, DaysOffView};
use vedich_web::pages::roadmaps::decides::{DecidesView, Duty, Gauge, Step};
use vedich_web::pages::roadmaps::forms::{FormView, HeadView, HistoryLine, HistoryView, MakeView, TaskEvidence, TaskView};
use vedich_web::pages::roadmaps::list::{Line, ListView};
use vedich_web::pages::roadmaps::one::{CellView, ConflictView, OneView, Roadmap, Row, Tools};
use vedich_web::pages::roadmaps::value::ValueView;
use vedich_web::parts::Link;
use vedich_web::parts::chart::{Bend, SCurve};
use vedich_web::parts::form::Sent;
use vedich_web::parts::gantt::{Bar, Chart, Shape, Tie, Zoom};

fn words(text: &str) -> String {
    text.to_owned()
}

fn tools() -> Tools {
    Tools {
        done: true,
        ways: vec![Link::new("Sửa trong bảng", "/roadmaps/7?edit=1")],
        token: words("token"),
        base: words("41"),
        command: words("0190"),
        agree: words("/roadmaps/7/do/agree"),
        script: Some((words("/api/v1/roadmaps/7/edits"), words("2020-09-21"), words("1"))),
        ..Tools::default()
    }
}

fn rows() -> Vec<Row> {
    let heading = Row {
        no: 1,
        id: words("tc2"),
        title: words("Tiêu chí 2: Giao thông"),
        fold: Link::new("▾", "/roadmaps/7?fold=tc2"),
        start: words("08/09/2020"),
        finish: words("09/10/2020"),
        bar: Bar { shape: Shape::Heading, span: (day(2020, 9, 8), day(2020, 10, 9)), critical: true, ..Bar::default() },
        ..Row::default()
    };
    let survey = Row {
        no: 2,
        id: words("tc2.khao-sat"),
        title: words("Khảo sát tuyến <đường>"),
        depth: 1,
        days: words("5"),
        start: words("08/09/2020"),
        finish: words("16/09/2020"),
        done: words("60%"),
        standing: (Tone::Bad, words("chậm 2 ngày")),
        float: words("găng"),
        person: words("Phó Chủ tịch UBND xã phụ trách xây dựng cơ bản"),
        bar: Bar {
            span: (day(2020, 9, 8), day(2020, 9, 16)),
            share: 6_000,
            critical: true,
            ghost: Some((day(2020, 9, 8), day(2020, 9, 14))),
            ..Bar::default()
        },
        ..Row::default()
    };
    let tie = Tie { up: 1, from: survey.bar.span, critical: true, ..Tie::default() };
    let mark = Row {
        no: 3,
        id: words("dat"),
        title: words("Đạt đủ các tiêu chí"),
        start: words("09/10/2020"),
        finish: words("09/10/2020"),
        bar: Bar { shape: Shape::Mark, span: (day(2020, 10, 9), day(2020, 10, 9)), critical: true, ties: vec![tie], ..Bar::default() },
        ..Row::default()
    };
    vec![heading, survey, mark]
}

fn decides() -> DecidesView {
    let step = |title: &str, why: &str| Step {
        title: words(title),
        person: words("Công chức địa chính"),
        span: words("08/09/2020 – 16/09/2020"),
        why: words(why),
        gain: words("làm xong ngay thì cả lộ trình sớm 5 ngày"),
    };
    let duty = |title: &str, late: &str| Duty {
        title: words(title),
        person: words("Trưởng thôn"),
        span: words("21/09/2020"),
        late: words(late),
        critical: true,
    };
    DecidesView {
        near: vec![(words("Cắm mốc"), words("Công chức địa chính"), words("còn 2 ngày"))],
        sentence: words("2 việc găng quyết định ngày xong."),
        chains: vec![vec![step("Khảo sát", ""), step("Thiết kế", "chờ xong “Khảo sát”")], vec![step("Vườn mẫu", "")]],
        moved: words("Từ 14/09/2020, ngày dự kiến xong chuyển từ 07/10/2020 sang 09/10/2020."),
        moves: vec![(words("Khảo sát"), words("muộn thêm 2 ngày làm việc"))],
        gauge: Some(Gauge {
            chance: Some(4_573),
            words: words("Khả năng xong trước hạn 31/12/2020 là 46%."),
            marks: vec![(words("50%"), words("02/01/2021"), 300, false), (words("Hạn"), words("31/12/2020"), 200, true)],
            band: (300, 900),
            basis: words("Theo 10.000 lần tính thử."),
            drivers: vec![(words("Thiết kế"), words("83%"), words("0,72"))],
        }),
        late: (vec![duty("Khảo sát", "chậm 2 ngày làm việc")], 3),
        soon: (vec![duty("Thiết kế", "")], 1),
        lists: vec![(words("Làm ngay được"), vec![(words("20. Vườn mẫu"), words("không cần thêm vốn"))])],
    }
}

/// A roadmap as everybody sees it.
pub fn roadmap() -> OneView {
    let chart = Chart {
        first: day(2020, 9, 7),
        last: day(2020, 10, 18),
        zoom: Zoom::Week,
        off: vec![(day(2020, 9, 12), day(2020, 9, 13)), (day(2020, 9, 19), day(2020, 9, 20))],
        today: day(2020, 9, 21),
        target: Some(day(2020, 10, 15)),
    };
    let conflict = ConflictView {
        what: words("Thời lượng của “Khảo sát”"),
        spot: words("field:duration:tc2.khao-sat"),
        versions: vec![
            (words("40"), words("5 ngày"), words("09:00 21/09/2020"), false),
            (words("41"), words("8 ngày"), words("09:05 21/09/2020"), true),
        ],
    };
    let roadmap = Roadmap {
        title: words("Lộ trình Xã Lâm Hợp đến 31/12/2020"),
        notes: vec![words("Quyết định 1447")],
        figures: vec![(words("Dự kiến xong"), words("09/10/2020")), (words("Việc chậm"), words("1"))],
        verdict: (Tone::Good, words("kịp")),
        remarks: vec![words("Công việc “Khảo sát” phải xong ngày 14/09/2020.")],
        conflicts: vec![conflict],
        chart,
        rows: rows(),
        zooms: vec![Link::new("Ngày", "/roadmaps/7?zoom=day"), Link::new("Tuần", "")],
        folds: vec![Link::new("Mở tất cả", "/roadmaps/7")],
        decides: decides(),
        assumed: true,
        added: Vec::new(),
        grid: None,
    };
    OneView {
        name: words("Xã Lâm Hợp"),
        crumbs: vec![Link::new("Lộ trình", "/roadmaps")],
        around: vec![Link::new("Kết quả tiêu chí", "/places/7")],
        roadmap: Some(roadmap),
        ..OneView::default()
    }
}

/// The same for who may plan, the table edited in place with a cell that cannot be read.
pub fn roadmap_edited() -> OneView {
    let mut view = roadmap();
    view.tools = tools();
    if let Some(roadmap) = &mut view.roadmap {
        for row in &mut roadmap.rows {
            let cell = |name, text: &str, why: &str| CellView { name, text: words(text), why: words(why) };
            row.cells = vec![cell("title", &row.title, ""), cell("days", "mười", "Ghi số ngày."), cell("after", "1SS+2", "")];
        }
        let blank = |name| CellView { name, ..CellView::default() };
        roadmap.added = vec![Row { no: 4, id: words("+1"), cells: vec![blank("title"), blank("days")], ..Row::default() }];
        let sent = Sent { typed: Vec::new(), wrong: vec![("", words("1 ô chưa đọc được."))] };
        roadmap.grid = Some((words("/roadmaps/7/table"), sent));
    }
    view
}

/// A unit without a roadmap.
pub fn no_roadmap() -> OneView {
    OneView { name: words("Xã Lâm Hợp"), crumbs: vec![Link::new("Lộ trình", "/roadmaps")], ..OneView::default() }
}

/// A file of values with a row that cannot be read.
pub fn imports() -> ImportsView {
    let problem = ProblemLine {
        row: words("7"),
        column: words("D7"),
        error: true,
        words: words("“104,5%” nằm ngoài 0 đến 100%."),
        ..ProblemLine::default()
    };
    let outcome = Outcome {
        file: words("so-lieu.xlsx"),
        refused: true,
        sentence: words("Tệp có 1 lỗi, chưa ghi gì."),
        figures: vec![(words("Dòng đọc được"), words("120"))],
        problems: vec![problem],
        ..Outcome::default()
    };
    ImportsView {
        token: words("token"),
        subject: "observations",
        subjects: vec!["observations", "units", "attributes"],
        outcome: Some(outcome),
        ..ImportsView::default()
    }
}

/// Days off of an area, for who may declare them.
pub fn days_off() -> DaysOffView {
    let line = |seq: &str, area: &str| ClosedLine {
        seq: words(seq),
        days: words("28/10/2020 – 30/10/2020"),
        reason: words("bão số 9"),
        area: words(area),
        said: words("27/10/2020"),
    };
    DaysOffView {
        name: words("Huyện Kỳ Anh"),
        crumbs: vec![Link::new("Lộ trình", "/roadmaps")],
        path: words("/days-off/9"),
        withdraw: words("/days-off/9/withdraw"),
        own: vec![line("41", "Huyện Kỳ Anh")],
        above: vec![line("38", "Tỉnh Hà Tĩnh")],
        plans: true,
        token: words("token"),
        command: words("0190"),
        ..DaysOffView::default()
    }
}

/// A list with nothing in it, years after.
pub fn list_empty() -> ListView {
    ListView { last: Link::new("Xem lộ trình ngày 30/06/2025", "/roadmaps?as_of=2025-06-30"), ..ListView::default() }
}

/// The list.
pub fn list() -> ListView {
    let line = Line {
        unit: Link::new("Xã Lâm Hợp", "/roadmaps/7"),
        above: words("Huyện Kỳ Anh, Tỉnh Hà Tĩnh"),
        title: words("Lộ trình Xã Lâm Hợp đến 31/12/2020"),
        target: words("31/12/2020"),
        finish: words("11/01/2021"),
        verdict: (Tone::Bad, words("chậm 7 ngày")),
        done: (3, 40),
        late: 2,
    };
    ListView {
        lines: vec![line],
        total: 3,
        areas: vec![(Link::new("Tỉnh Hà Tĩnh", "/roadmaps/area/9"), 3)],
        query: words("lam"),
        last: Link::default(),
    }
}

/// An area.
pub fn area() -> AreaView {
    let line = AreaLine {
        unit: Link::new("Xã Lâm Hợp", "/roadmaps/7"),
        target: words("31/12/2020"),
        finish: words("11/12/2020"),
        verdict: (Tone::Good, words("kịp")),
        chance: words("46%"),
        percent: Some(45),
        done: words("3/40"),
        late: 2,
        uncounted: words("4"),
        unassigned: words("2 việc không có người phụ trách"),
        blocking: words("2, 17"),
    };
    let heads = ["Đơn vị", "Hạn", "Dự kiến", "So hạn", "Khả năng", "Xong", "Chậm", "Chưa đếm"];
    let mut heads: Vec<(Link, &'static str)> = heads.iter().map(|head| (Link::new(*head, "/roadmaps/area/9?sort=x"), "")).collect();
    heads[4].1 = "ascending";
    heads.push((Link::new("Tiêu chí quyết định", ""), ""));
    AreaView {
        name: words("Tỉnh Hà Tĩnh"),
        around: vec![Link::new("Tỉnh Hà Tĩnh", "/board/9")],
        sentence: words("1 lộ trình, 1 kịp hạn."),
        lines: vec![line],
        heads,
        blocking: vec![(words("2. Giao thông"), vec![Link::new("Xã Lâm Hợp", "/roadmaps/7")], 1)],
        loaded: vec![(words("Phó Chủ tịch UBND xã"), words("Xã Lâm Hợp"), words("12 việc"))],
        uncounted: vec![(Link::new("Xã Lâm Hợp", "/roadmaps/7/count"), words("4"), words("Trưởng thôn"))],
        week: words("21/09/2020"),
        untimed: Vec::new(),
        files: vec![Link::new("Tải Excel", "/roadmaps/area/9/table.xlsx")],
    }
}

fn count_rows() -> Vec<CountRow> {
    let row = |no, id: &str, measure: &str, why: &str| CountRow {
        ends: ["09/09/2020", "", ""].map(words),
        photo: words("/evidence/7?about=task%3A1%3Aa"),
        no,
        id: words(id),
        title: words("Khảo sát"),
        person: words("Công chức địa chính"),
        planned: words("80%"),
        before: words("25%"),
        done: words("40"),
        measure: words(measure),
        spent: words("125,5"),
        spent_before: words("100"),
        is_priced: no == 2,
        note: words("mưa"),
        why: words(why),
        standing: (Tone::Bad, words("chưa kiểm đếm")),
        weeks: vec![(words("25%"), true), (words("25%"), false)],
        gained: words("+25%"),
    };
    vec![row(2, "tc2.khao-sat", "%", ""), row(3, "tc2.thi-cong", "/ 3 km", "Ghi một số.")]
}

/// The count of a week, for who may count.
pub fn count_week() -> CountView {
    CountView {
        name: words("Xã Lâm Hợp"),
        roadmap: Link::new("Lộ trình Xã Lâm Hợp", "/roadmaps/7"),
        period: words("Tuần 21/09/2020 – 27/09/2020"),
        ways: vec![Link::new("Tuần trước", "/roadmaps/7/count?week=2020-09-14")],
        span: ("week", words("2020-09-21")),
        open: (Tone::Bad, words("4 việc đến hạn chưa kiểm đếm")),
        action: words("/roadmaps/7/count"),
        tools: tools(),
        groups: vec![Group { title: words("Tiêu chí 2: Giao thông"), rows: count_rows() }],
        ..CountView::default()
    }
}

/// The count of a month.
pub fn count_month() -> CountView {
    CountView {
        span: ("month", words("2020-09")),
        period: words("Tháng 9/2020"),
        priced: true,
        weeks: vec![words("07/09/2020"), words("14/09/2020")],
        ..count_week()
    }
}

/// A roadmap that has moved from its second agreed plan.
pub fn agreed() -> AgreedView {
    let row = |title: &str, agreed: &str, now: &str, finish: (Tone, &str)| AgreedRow {
        title: words(title),
        person: words("Công chức địa chính"),
        agreed: words(agreed),
        now: words(now),
        start: words("không đổi"),
        finish: (finish.0, words(finish.1)),
    };
    AgreedView {
        name: words("Xã Lâm Hợp"),
        roadmap: Link::new("Lộ trình Xã Lâm Hợp", "/roadmaps/7"),
        on: words("Tính đến hết ngày 16/09/2020"),
        plans: vec![Link::new("Bản 2", ""), Link::new("Bản 1", "/roadmaps/7/agreed?plan=1")],
        plan: words("Bản 2: Kế hoạch <gốc>"),
        sentence: Some((Tone::Bad, words("Muộn 3 ngày làm việc."))),
        rows: vec![
            row("Khảo sát", "08/09/2020 – 14/09/2020", "08/09/2020 – 17/09/2020", (Tone::Bad, "muộn 3 ngày")),
            row("Cổng chào", "", "08/09/2020 – 17/09/2020", (Tone::Plain, "thêm sau khi chốt")),
        ],
        unmoved: words("5 việc vẫn đúng ngày đã chốt."),
    }
}

/// What is done of a roadmap, behind the plan and dearer than estimated.
pub fn value() -> ValueView {
    let bend = |date, value| Bend { date, value, words: format!("{value} triệu đồng") };
    let planned = vec![bend(day(2020, 9, 7), 0), bend(day(2020, 9, 13), 600), bend(day(2020, 9, 16), 900), bend(day(2020, 9, 20), 1_100)];
    let cells = ["1.100", "900", "350", "400", "0,39", "0,88"].map(words).to_vec();
    ValueView {
        name: words("Xã Lâm Hợp"),
        roadmap: Link::new("Lộ trình Xã Lâm Hợp", "/roadmaps/7"),
        on: words("Tính đến hết ngày 16/09/2020"),
        ways: vec![Link::new("Tính theo ngày công việc", "/roadmaps/7/value?measure=work")],
        sentences: vec![(Tone::Bad, words("Mới thực hiện 350 triệu đồng.")), (Tone::Good, words("Trong mức dự toán."))],
        figures: vec![
            (words("Dự toán"), words("1.100 triệu đồng"), String::new()),
            (words("Chỉ số tiến độ"), words("0,39"), words("1 là đúng tiến độ")),
        ],
        curve: SCurve {
            earned: vec![bend(day(2020, 9, 7), 0), bend(day(2020, 9, 13), 350), bend(day(2020, 9, 16), 350)],
            actual: vec![bend(day(2020, 9, 13), 400), bend(day(2020, 9, 16), 400)],
            planned,
            today: day(2020, 9, 16),
            today_words: words("16/09/2020"),
            first_words: words("07/09/2020"),
            last_words: words("20/09/2020"),
            top_words: words("1.100 triệu đồng"),
            label: words("Đến 16/09/2020 theo kế hoạch 900, đã thực hiện 350."),
        },
        columns: ["Dự toán", "Theo kế hoạch", "Đã thực hiện", "Thực chi", "Chỉ số tiến độ", "Chỉ số chi phí"].map(words),
        parts: vec![(words("Tiêu chí 2: <Giao thông>"), cells.clone())],
        whole: cells,
        points: vec![
            (words("13/09/2020"), [words("600"), words("350"), words("400")]),
            (words("20/09/2020"), [words("1.100"), String::new(), String::new()]),
        ],
        notes: vec![words("Bảng tính bằng triệu đồng.")],
    }
}

fn form(action: &str, typed: &[(&str, &str)], wrong: Vec<(&'static str, String)>) -> FormView {
    FormView {
        name: words("Xã Lâm Hợp"),
        roadmap: Link::new("Lộ trình Xã Lâm Hợp", "/roadmaps/7"),
        tools: tools(),
        action: words(action),
        sent: Sent { typed: typed.iter().map(|(key, value)| (words(key), words(value))).collect(), wrong },
    }
}

/// Making a roadmap.
pub fn make() -> MakeView {
    MakeView {
        form: form("/roadmaps/7/make", &[("start", "08/09/2020")], vec![("target", words("Ghi ngày."))]),
        criteria: vec![
            (words("2"), words("2. Giao thông"), words("Chưa đạt"), true),
            (words("3"), words("3. Thủy lợi"), words("Chưa có số liệu"), false),
        ],
        aims: vec![(words("submitted"), words("Trình hồ sơ"))],
        sets: vec![(words("a"), words("Bộ tiêu chí 2018–2020")), (words("b"), words("Bộ tiêu chí 2021–2025"))],
        set: words("b"),
    }
}

/// A task.
pub fn task() -> TaskView {
    let choices = |value: &str| vec![(words(value), words(value))];
    TaskView {
        evidence: Some(TaskEvidence {
            remarks: vec!["Cùng tệp này đang là minh chứng cho Cả đơn vị.".into()],
            unit: words("7"),
            about: words("task:1:a"),
            all: words("/evidence/7?about=task%3A1%3Aa"),
            there: vec![Link::new("Ảnh mặt đường", "/evidence/7/12")],
            enters: true,
            takes_files: true,
        }),
        form: form("/roadmaps/7/task", &[("title", "Khảo sát"), ("days", "5")], vec![("after", words("“9” không phải là số thứ tự."))]),
        task: words("tc2.khao-sat"),
        kinds: choices("task"),
        headings: choices("tc2"),
        limits: choices("not-before"),
        deciders: choices("commune"),
        risks: vec![(words("rain"), words("Mưa bão"), true), (words("land"), words("Giải phóng mặt bằng"), false)],
        rows: vec![(1, words("Tiêu chí 2")), (2, words("Khảo sát"))],
        remove: words("/roadmaps/7/do/remove"),
    }
}

/// The head.
pub fn head() -> HeadView {
    let choices = |value: &str| vec![(words(value), words(value))];
    HeadView { form: form("/roadmaps/7/head", &[("title", "Lộ trình")], Vec::new()), weeks: choices("vn"), states: choices("active") }
}

/// What was changed.
pub fn history() -> HistoryView {
    let line = HistoryLine {
        seq: words("41"),
        when: words("09:05 21/09/2020"),
        who: words("Nguyễn Văn Xã"),
        did: vec![words("“Khảo sát”: Thời lượng: 8 ngày")],
        note: String::new(),
        undoable: true,
    };
    let undone = HistoryLine { seq: words("40"), note: words("đã hoàn tác"), undoable: false, ..line.clone() };
    HistoryView { form: form("/roadmaps/7/history", &[], Vec::new()), lines: vec![line, undone], undo: words("/roadmaps/7/do/undo") }
}
