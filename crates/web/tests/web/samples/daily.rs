//! Pages of everyone's daily work: the first page, notices, the account, entering, evidence, responsibilities, visits.

use super::Mark;
use vedich_app::people::CameBySso;
use vedich_app::visits::Turn;
use vedich_board::DemandState;
use vedich_facts::Part;
use vedich_web::pages::entry::sheet::{CriterionLines, LineView, PeriodView, SheetView};
use vedich_web::pages::entry::units::{CellChoice, UnitCell, UnitRow, UnitsView};
use vedich_web::pages::fieldwork::Piece;
use vedich_web::pages::fieldwork::duties::matrix::{self, Matrix, Row};
use vedich_web::pages::fieldwork::duties::{DutiesView, DutyLine};
use vedich_web::pages::fieldwork::evidence::{CriterionLine, EvidenceView, ExhibitLine, Form, NeedLine};
use vedich_web::pages::fieldwork::visits::{FindingLine, StepLine, VisitLine, VisitsView};
use vedich_web::pages::notices::{NoticeLine, NoticesView};
use vedich_web::pages::people::account::{AccountView, Factor, PasskeyLine, SessionLine, TokenLine};
use vedich_web::pages::people::list::{FactorRule, FactorView, ListView};
use vedich_web::pages::people::roster::{DoneView, InvitationLine, LookView, RosterLine, RosterView, Stage};
use vedich_web::pages::work::{PlaceCard, WaitingLine, WorkView};
use vedich_web::parts::Link;
use vedich_web::present::people::{PersonLine, PostLine};

fn crumbs() -> Vec<Link> {
    vec![Link::new("Tỉnh Quảng Ninh", "/board/22"), Link::new("Xã Quảng An", "/places/sample")]
}

fn waiting(what: &str, href: &str, unit: &str, note: &str, pressing: bool) -> WaitingLine {
    WaitingLine { what: Link::new(what, href), unit: unit.into(), note: note.into(), pressing }
}

/// Everyone's first page.
pub fn work() -> WorkView {
    WorkView {
        greeting: "Nguyễn Văn Xã, Chủ nhật 22/11/2026".into(),
        due: vec![
            waiting("2 số liệu bị trả lại", "/returned", "Xã Quảng An", "", true),
            waiting("Nộp kỳ tháng 11/2026", "/entry/sample", "Xã Quảng An", "hạn 16/11/2026", false),
        ],
        changes: vec![waiting("1 số liệu đã thẩm tra", "/places/sample", "Xã Quảng An", "21/11/2026 09:00", false)],
        since: Some("20/11/2026 08:00".into()),
        places: vec![PlaceCard {
            name: "Xã Quảng An".into(),
            above: "Tỉnh Quảng Ninh".into(),
            links: vec![Link::new("Trang đơn vị", "/places/sample"), Link::new("Nhập số liệu", "/entry/sample")],
        }],
        ..WorkView::default()
    }
}

/// What waits, read and unread, and what is done.
pub fn notices() -> NoticesView {
    let notice = |key: &str, line: WaitingLine| NoticeLine { line, key: key.into(), at: "21/11/2026 09:00".into() };
    NoticesView {
        unread: vec![notice("a", waiting("2 số liệu bị trả lại", "/returned", "Xã Quảng An", "", true))],
        read: vec![notice("b", waiting("Nộp kỳ tháng 11/2026", "/entry/sample", "Xã Quảng An", "hạn 16/11/2026", false))],
        done: vec![notice("c", waiting("1 câu hỏi đã trả lời", "/returned", "Xã Quảng An", "", false))],
    }
}

fn post() -> PostLine {
    PostLine {
        id: "7".into(),
        role: "Cán bộ phụ trách nông thôn mới xã".into(),
        unit: Link::new("Xã Quảng An", "/places/sample"),
        span: "từ 01/01/2024".into(),
        decision: "12/QĐ-UBND".into(),
        counts: true,
        open: true,
        delegable: true,
        ..PostLine::default()
    }
}

/// An account that still owes the second factor its post asks for.
pub fn account_owed() -> AccountView {
    AccountView {
        name: "Nguyễn Văn Xã".into(),
        login: "xa".into(),
        home: "Xã Quảng An".into(),
        has_password: true,
        posts: vec![post()],
        sessions: vec![SessionLine {
            id: "s".into(),
            current: true,
            started: "22/11/2026 08:00".into(),
            seen: "22/11/2026 08:05".into(),
            address: "10.0.0.1".into(),
            agent: "Firefox".into(),
        }],
        owed: true,
        ..AccountView::default()
    }
}

/// An account with everything set up.
pub fn account() -> AccountView {
    AccountView {
        factor: Factor::Asked { left: 8 },
        passkeys: vec![PasskeyLine { id: "k".into(), label: "Điện thoại".into(), made: "01/11/2026 09:00".into(), used: None }],
        tokens: vec![TokenLine {
            id: "t".into(),
            name: "Phần mềm báo cáo".into(),
            read_only: true,
            made: "01/11/2026 09:00".into(),
            ends: "30/01/2027 09:00".into(),
            used: None,
        }],
        token: "vedich_0123".into(),
        administers: true,
        owed: false,
        ..account_owed()
    }
}

/// An account without a password, of somebody who came by single sign-on.
pub fn account_by_sso(came: CameBySso) -> AccountView {
    AccountView {
        has_password: false,
        by_sso: Some(came),
        provider: "Tài khoản công vụ".into(),
        token: String::new(),
        administers: false,
        ..account()
    }
}

fn roster_line(row: &str, login: &str, state: &'static str, does: Vec<&'static str>) -> RosterLine {
    RosterLine {
        row: row.into(),
        name: "Trần Văn Minh".into(),
        login: login.into(),
        contact: "minh.tran@quangninh.gov.vn · 0912 345 678".into(),
        post: ["Chuyên viên phòng, sở, ngành".into(), "Tỉnh Quảng Ninh".into()],
        field: "5 Trường học, 14 Giáo dục và Đào tạo (Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2021-2025)".into(),
        span: "từ 01/12/2026".into(),
        state,
        same: does.is_empty(),
        does: does.into_iter().map(str::to_owned).collect(),
    }
}

/// A list of people that was looked at.
pub fn people_file() -> RosterView {
    let lines = vec![
        roster_line("2", "minh.tran@quangninh.gov.vn", "mới", vec!["tạo tài khoản và mời", "giao chức trách"]),
        roster_line("3", "lan.nguyen", "giữ nguyên", Vec::new()),
    ];
    let other_names = vec!["Dòng 5: tài khoản xa đang là của Nguyễn Văn Xã, tệp ghi Trần Văn Hai.".to_owned()];
    let carried = "a.csv/41".into();
    let look = LookView { counts: [1, 0, 1, 0], lines, other_names, carried, does_something: true, ..LookView::default() };
    RosterView { token: "t".into(), mail: true, stage: Stage::Looked(look) }
}

/// A list of people with things to mend.
pub fn people_file_refused() -> RosterView {
    let why =
        "“Huyện Kỳ Anh” không còn: Huyện Kỳ Anh, Tỉnh Hà Tĩnh (30/06/2025) → Xã Kỳ Lạc, Tỉnh Hà Tĩnh. Hãy ghi đơn vị của ngày hôm nay.";
    let problems = vec![("nguoi-dung.xlsx, Người dùng, dòng 4, F4".into(), why.into())];
    let lines = vec![roster_line("2", "minh.tran@quangninh.gov.vn", "mới", vec!["tạo tài khoản và mời", "giao chức trách"])];
    let look = LookView { counts: [1, 0, 0, 1], lines, problems, does_something: true, ..LookView::default() };
    RosterView { token: "t".into(), mail: false, stage: Stage::Looked(look) }
}

/// A list of people that was taken.
pub fn people_file_taken() -> RosterView {
    let one = |login: &str, link: Option<&str>| InvitationLine {
        name: "Trần Văn Minh".into(),
        login: login.into(),
        link: link.map(str::to_owned),
        mailed: "minh.tran@quangninh.gov.vn".into(),
    };
    let invitations = vec![one("minh.tran@quangninh.gov.vn", None), one("lan.nguyen", Some("https://vedich.example.vn/link/abc"))];
    let done = DoneView { counts: [2, 0], until: "25/11/2026 08:00".into(), invitations };
    RosterView { token: "t".into(), mail: true, stage: Stage::Done(done) }
}

/// People, and of which roles a second factor is required.
pub fn people() -> ListView {
    ListView {
        query: String::new(),
        total: 101,
        next: "/people?after=7".into(),
        lines: vec![PersonLine {
            login: "xa".into(),
            name: Link::new("Nguyễn Văn Xã", "/people/7"),
            home: "Xã Quảng An".into(),
            posts: vec!["Cán bộ phụ trách nông thôn mới xã, Xã Quảng An".into()],
            disabled: false,
            ways: "mã một lần (còn 8 mã khôi phục)".into(),
        }],
        guests: vec![(
            "thon".into(),
            vedich_web::present::people::PostLine {
                id: "31".into(),
                person: "9".into(),
                role: "Trưởng thôn, bản, khu phố".into(),
                holder: "Hoàng Văn Thôn".into(),
                unit: Link::new("Xã Quảng An", "/places/1"),
                span: "từ 01/01/2026".into(),
                ..Default::default()
            },
        )],
        token: "t".into(),
        ended: vec![(Link::new("Trần Văn Huyện", "/people/8"), "Chuyên viên phòng, sở, ngành, Huyện Đầm Hà".into())],
        factor: FactorView {
            rules: vec![
                FactorRule { unit: "Việt Nam".into(), role: "Quản trị hệ thống".into(), ends: None },
                FactorRule { unit: "Tỉnh Quảng Ninh".into(), role: "Lãnh đạo".into(), ends: Some(("22".into(), "leader".into())) },
            ],
            units: vec![("22".into(), "Tỉnh Quảng Ninh".into())],
            roles: vec![("leader".into(), "Lãnh đạo".into())],
            done: false,
        },
    }
}

fn period() -> PeriodView {
    PeriodView {
        key: "2026-11".into(),
        words: "Tháng 11/2026".into(),
        window: "Số liệu từ 15/10/2026 đến 14/11/2026, nộp trước 17/11/2026.".into(),
        locked: true,
        versions: vec!["nộp bổ sung lần 1 lúc 18/11/2026 09:00: chờ số liệu".into()],
        choices: vec![("2026-11".into(), "Tháng 11/2026".into()), ("2026-10".into(), "Tháng 10/2026".into())],
        path: "/entry/9".into(),
        links: vec![Link::new("Biên bản", "/entry/9/minutes")],
    }
}

/// A sheet with a line that is fine, one that asks for a reason, one with two values.
pub fn sheet() -> SheetView {
    let line = |code: &str, name: &str, value: &str, mark: Mark| LineView {
        kept: !value.is_empty(),
        key: format!("9:{code}"),
        code: code.into(),
        name: name.into(),
        required: "≥ 90%".into(),
        hint: "%".into(),
        last: "88%".into(),
        last_from: "14/10/2026, UBND xã".into(),
        value: value.into(),
        mark,
        why: "88% < 90%".into(),
        open: true,
        about: format!("indicator:{code}"),
        ..LineView::default()
    };
    let mut fine = line("8.1", "Tỷ lệ hộ dùng nước sạch", "", Mark::Unmet);
    fine.evidence = vec![Piece { link: Link::new("Biên bản", "/evidence/9/5"), text: "/evidence/9/5.txt".into(), ..Piece::default() }];
    let mut odd = line("8.2", "Tỷ lệ chất thải được thu gom", "12", Mark::Unmet);
    odd.problems = vec!["Giảm 76 điểm so với lần trước.".into()];
    odd.asks = true;
    let mut two = line("8.3", "Tỷ lệ hộ có nhà tiêu hợp vệ sinh", "93", Mark::Met);
    two.theirs = "Người khác vừa ghi 91% (13/11/2026, UBND xã).".into();
    two.base = 40;
    SheetView {
        title: "Xã Quảng An".into(),
        crumbs: vec![Link::new("Nhập số liệu", "/entry")],
        action: "/entry/9".into(),
        period: period(),
        set: Link::new("Bộ tiêu chí xã 2026-2030", "/criteria/vn.commune.2026-2030.standard"),
        criteria: vec![CriterionLines {
            may_rate: true,
            no: 8,
            name: "Môi trường và cảnh quan".into(),
            mark: Mark::Unmet,
            lines: vec![fine, odd, two],
            who: "Nguyễn Văn A".into(),
            due: String::new(),
        }],
        token: "t".into(),
        command: "c".into(),
        base: 42,
        source: "UBND xã Quảng An".into(),
        as_of: "14/11/2026".into(),
        problems: vec!["Nộp bổ sung phải kèm lý do.".into()],
        to_mend: vec![Link::new("8.2", "#l-9:8.2"), Link::new("8.3", "#l-9:8.3")],
        counts: "1 chờ lý do, 1 phải chọn".into(),
        tallies: ("5/10 tiêu chí".into(), "5/10 tiêu chí".into()),
        saved: "Bản nháp lưu lúc 22/11/2026 08:00".into(),
        draft: 3,
        may_submit: true,
        takes_files: true,
        evidence: "/evidence/9".into(),
        stated: vec!["Biểu B11!E4: Công nhận: Đã thẩm định, 2026".into()],
        ..SheetView::default()
    }
}

/// Many units at once, with a cell in which one of two values is to be chosen.
pub fn units_grid() -> UnitsView {
    let cell =
        |key: &str, value: &str| UnitCell { key: key.into(), value: value.into(), before: "88".into(), base: 42, ..UnitCell::default() };
    UnitsView {
        title: "Tỉnh Quảng Ninh".into(),
        crumbs: vec![Link::new("Nhập số liệu", "/entry")],
        action: "/entry/22/units".into(),
        base_path: "/entry/22".into(),
        period: period(),
        token: "t".into(),
        command: "c".into(),
        base: 42,
        columns: vec![("8.1".into(), "Tỷ lệ hộ dùng nước sạch".into()), ("8.3".into(), "Nhà tiêu hợp vệ sinh".into())],
        rows: vec![UnitRow {
            unit: Link::new("Xã Quảng An", "/entry/9"),
            cells: vec![UnitCell { base: 0, ..cell("9:8.1", "") }, UnitCell { asks: true, ..cell("9:8.3", "93") }],
        }],
        choices: vec![CellChoice {
            key: "9:8.3".into(),
            place: "Xã Quảng An, 8.3".into(),
            mine: "93".into(),
            theirs: "Người khác vừa ghi 91 (13/11/2026, UBND xã).".into(),
            other: String::new(),
        }],
        stopped: true,
        may_submit: true,
        ..UnitsView::default()
    }
}

/// Evidence of a unit with a document, a photo, something withdrawn, and what is still missing.
pub fn evidence() -> EvidenceView {
    let exhibit = |seq: &str, title: &str, kind: &str| ExhibitLine {
        seq: seq.into(),
        title: Link::new(title, format!("/evidence/9/{seq}")),
        kind: kind.into(),
        about: "Chỉ tiêu 8.1 Tỷ lệ hộ dùng nước sạch".into(),
        facts: format!("{kind} · 120 KB · tính đến 14/11/2026"),
        sent: "Trần Thị Xã (cán bộ NTM xã, Xã Quảng An), 08:00 15/11/2026".into(),
        ..ExhibitLine::default()
    };
    let there =
        NeedLine {
            name: "Biên bản kiểm tra".into(), there: vec![Link::new("Biên bản", "#e-5")], about: "indicator:8.1:minutes".into()
        };
    let missing = NeedLine { name: "Ảnh công trình".into(), there: Vec::new(), about: "indicator:8.1:photos".into() };
    EvidenceView {
        name: "Xã Quảng An".into(),
        crumbs: crumbs(),
        path: "/evidence/9".into(),
        shown: "1/1".into(),
        complete: "1/2".into(),
        pieces: vec![NeedLine { name: "Tờ trình".into(), there: Vec::new(), about: "dossier:request".into() }],
        criteria: vec![CriterionLine {
            no: "8".into(),
            name: "Môi trường".into(),
            complete: "1/2".into(),
            full: false,
            indicators: vec![("8.1 Tỷ lệ hộ dùng nước sạch".into(), vec![there, missing])],
        }],
        exhibits: vec![
            ExhibitLine { text: "/evidence/9/5.txt".into(), ..exhibit("5", "Biên bản", "PDF") },
            ExhibitLine {
                picture: "/evidence/9/6.jpg".into(), note: "chụp tại thôn 5".into(), ..exhibit("6", "Ảnh bể lọc", "JPG")
            },
            ExhibitLine {
                withdrawn: Some(("nhầm xã".into(), "Trần Thị Xã, 09:00 15/11/2026".into())), ..exhibit("7", "Công văn", "PDF")
            },
        ],
        abouts: vec![("unit".into(), "Cả đơn vị".into()), ("indicator:8.1".into(), "8.1 Tỷ lệ hộ dùng nước sạch".into())],
        enters: true,
        form: Form { token: "t".into(), about: "indicator:8.1".into(), largest: Some(25), ..Form::default() },
        done: true,
        remarks: vec!["Cùng tệp này đang là minh chứng cho 2.1 Đường trục xã (“Biên bản”).".into()],
    }
}

/// Who is responsible for what.
pub fn duties() -> DutiesView {
    let lead = |from: Option<&str>, to: Option<&str>| matrix::Mark { part: Part::Lead, from: from.map(Into::into), to: to.map(Into::into) };
    let row = |what: Link, over: &str, cells: Vec<Vec<matrix::Mark>>, gap: bool| Row { what, over: over.into(), cells, gap };
    let eight = "criterion:vn.commune.2026-2030.standard:8";
    let nine = "criterion:vn.commune.2026-2030.standard:9";
    DutiesView {
        name: "Xã Quảng An".into(),
        crumbs: crumbs(),
        path: "/responsibility/9".into(),
        criteria: Matrix {
            holders: vec!["Phòng Kinh tế".into(), "Phòng Văn hóa – Xã hội".into()],
            rows: vec![
                row(
                    Link::new("Tiêu chí 8. Môi trường", ""),
                    eight,
                    vec![vec![lead(None, Some("30/11/2026"))], vec![lead(Some("01/12/2026"), None)]],
                    false,
                ),
                row(
                    Link::new("Tiêu chí 9. Nhà ở", ""),
                    nine,
                    vec![Vec::new(), vec![matrix::Mark { part: Part::Support, from: None, to: None }]],
                    true,
                ),
            ],
        },
        units: Matrix {
            holders: vec!["Đ/c Nguyễn Văn A".into()],
            rows: vec![row(Link::new("Thôn 5", "/places/5"), "unit:5", vec![vec![lead(None, None)]], false)],
        },
        history: vec![DutyLine {
            seq: "3".into(),
            holder: "Phòng Kinh tế".into(),
            account: Some("xa".into()),
            what: "Tiêu chí 8. Môi trường".into(),
            part: "Chủ trì",
            span: "01/11/2026 – …".into(),
            from: "01/11/2026".into(),
            decision: "12/QĐ-UBND".into(),
            open: true,
            to_come: Some("01/12/2026".into()),
            ..DutyLine::default()
        }],
        charges: vec![("criterion:vn.commune.2026-2030.standard:8".into(), "Tiêu chí 8. Môi trường".into())],
        assigns: true,
        token: "t".into(),
        ..DutiesView::default()
    }
}

/// A visit with a demand that is late, one that was reported done and one that is met.
pub fn visits() -> VisitsView {
    let finding = |place: &str, state: DemandState, words: &str, late: bool| FindingLine {
        place: place.into(),
        criterion: "8. Môi trường".into(),
        found: "Bãi rác chưa xử lý".into(),
        demand: "Đóng bãi rác tạm".into(),
        state: Some(state),
        words: words.into(),
        late,
        ..FindingLine::default()
    };
    let said = |what: &str, words: &str, by: &str| StepLine { what: what.into(), words: words.into(), by: by.into(), files: Vec::new() };
    let report = StepLine {
        files: vec![(Link::new("sau.jpg", "/visits/9/file/7-0"), "/visits/9/file/7-0.jpg".into())],
        ..said("Báo cáo đã khắc phục ngày 15/11/2026", "Đã đóng bãi rác", "Trần Thị Xã, 15/11/2026 08:00")
    };
    let to_do = FindingLine {
        turn: Turn { reports: true, decides: true, own: false },
        files: vec![(Link::new("bai-rac.jpg", "/visits/9/file/4-1"), "/visits/9/file/4-1.jpg".into())],
        ..finding("0", DemandState::ToDo, "Quá hạn 2 ngày (hạn 20/11/2026)", true)
    };
    let waits = FindingLine {
        turn: Turn { reports: false, decides: true, own: true },
        history: vec![report.clone()],
        ..finding("1", DemandState::Reported, "Báo cáo đã khắc phục ngày 15/11/2026, chờ xem xét (hạn 20/11/2026)", false)
    };
    let met = FindingLine {
        history: vec![report, said("Chấp nhận đã khắc phục", "", "Lê Thị Ngành, 16/11/2026 09:00")],
        ..finding("2", DemandState::Met, "Đã khắc phục ngày 15/11/2026, được chấp nhận", false)
    };
    VisitsView {
        name: "Xã Quảng An".into(),
        crumbs: crumbs(),
        path: "/visits/9".into(),
        visits: vec![VisitLine {
            seq: "4".into(),
            date: "05/11/2026".into(),
            people: "Lê Thị Ngành, Nguyễn Văn Xã".into(),
            note: "Kiểm tra tại thôn 5.".into(),
            by: "Lê Thị Ngành, 05/11/2026 17:00".into(),
            findings: vec![to_do, waits, met],
            attached: vec![(Link::new("Ảnh sau khi làm rãnh", "/evidence/9/88"), String::new())],
            files: vec![(Link::new("anh.jpg", "/visits/9/file/4-0"), "/visits/9/file/4-0.jpg".into())],
        }],
        to_do: 1,
        late: 1,
        waiting: 1,
        today: "22/11/2026".into(),
        criteria: vec![("8".into(), "8. Môi trường".into())],
        visits_here: true,
        attaches: true,
        unit: "9".into(),
        has_store: true,
        token: "t".into(),
        ..VisitsView::default()
    }
}
