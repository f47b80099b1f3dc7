use vedich_web::pages::desk::DocumentLine;
use vedich_web::pages::desk::folder::FolderView;
use vedich_web::pages::desk::list::DeskView;
use vedich_web::pages::desk::reading::{CardView, FieldView, Piece, ReadingView};
use vedich_web::pages::desk::score::{ScoreCell, ScoreView};
use vedich_web::parts::Link;

fn line(title: &str, needs: Vec<(&'static str, String)>) -> DocumentLine {
    DocumentLine {
        title: title.into(),
        href: "/desk/sample".into(),
        file: "tin-2020-09.txt".into(),
        date: "08/09/2020".into(),
        read: "28/11/2026 14:05".into(),
        needs,
    }
}

/// The desk with two documents and a folder.
pub fn desk() -> DeskView {
    DeskView {
        token: "token".into(),
        lines: vec![
            line("Kỳ Anh gỡ khó cho Lâm Hợp và Kỳ Lạc", vec![("contradicts", "1 mâu thuẫn".into()), ("open", "5 chờ".into())]),
            line("Quảng An tổng kết một năm", vec![("done", "đã quyết định xong".into())]),
        ],
        folders: vec![(Link::new("3 tệp: a.txt…", "/desk/folders/sample"), "3 tệp, 28/11/2026 14:00".into())],
        samples: vec![("d-ky-anh".into(), "Kỳ Anh gỡ khó cho Lâm Hợp và Kỳ Lạc".into())],
        ..DeskView::default()
    }
}

/// The desk after a document came a second time.
pub fn desk_again() -> DeskView {
    DeskView {
        token: "token".into(),
        applied: Some((
            "Văn bản này đã được ghi nhận: lần ghi số 7, 28/11/2026 14:05, xa.".into(),
            Link::new("Xem văn bản đó", "/documents/sample"),
        )),
        text: "Xã Lâm Hợp đạt 16/20 tiêu chí.".into(),
        ..DeskView::default()
    }
}

fn field(name: &'static str, label: &str, value: &str) -> FieldView {
    FieldView { name, label: label.into(), value: value.into(), ..FieldView::default() }
}

/// A document with a contradiction, a card that asks, one that is accepted and one that is known.
pub fn reading() -> ReadingView {
    let card = |no, kind, title: &str, says: &str, evidence: &str| CardView {
        no,
        kind,
        title: title.into(),
        says: says.into(),
        about: "Xã Lâm Hợp, Huyện Kỳ Anh, Tỉnh Hà Tĩnh · 08/09/2020".into(),
        evidence: evidence.into(),
        sure: "Chắc 97%".into(),
        state: "open",
        ..CardView::default()
    };
    let piece = |text: &str, card| Piece { text: text.into(), card };
    ReadingView {
        id: "sample".into(),
        token: "token".into(),
        title: "Kỳ Anh gỡ khó cho Lâm Hợp và Kỳ Lạc".into(),
        folder: Some(Link::new("4 tệp: a.txt…", "/desk/folders/sample")),
        source: "Cổng TTĐT huyện Kỳ Anh".into(),
        date: "08/09/2020".into(),
        place: "Kỳ Anh".into(),
        places: ["Huyện Kỳ Anh, Tỉnh Hà Tĩnh", "Thị xã Kỳ Anh, Tỉnh Hà Tĩnh"].map(|path| (path.into(), path.into())).to_vec(),
        text: vec![
            piece("Ngày 8/9/2020, đoàn công tác làm việc. ", None),
            piece("Xã Lâm Hợp đạt 16/20 tiêu chí", Some((1, "progress", true))),
            piece("; chưa đạt: ", None),
            piece("Giao thông", Some((2, "unmet", true))),
            piece(".\n", None),
            piece("Xã Tân Lập đạt 12/20 tiêu chí", Some((3, "progress", true))),
            piece(".", None),
        ],
        cards: vec![
            CardView {
                beside: (
                    "contradicts",
                    "Văn bản ghi 16/20, hệ thống tính 15/20 (08/09/2020).".into(),
                    Link::new("Xem trang đơn vị ngày ấy", "/places/1?as_of=2020-09-08"),
                ),
                fields: vec![field("place", "Đơn vị", "Lâm Hợp"), field("met", "Đạt", "16"), field("total", "Trên tổng số", "20")],
                ..card(1, "progress", "Kết quả", "16/20 tiêu chí", "Xã Lâm Hợp đạt 16/20 tiêu chí")
            },
            CardView {
                state: "accepted",
                decided: "Đã nhận".into(),
                beside: ("new", String::new(), Link::default()),
                fields: vec![field("criteria", "Tiêu chí (cách nhau bằng ;)", "Giao thông")],
                ..card(2, "unmet", "Chưa đạt", "2. Giao thông", "Giao thông")
            },
            CardView {
                about: String::new(),
                beside: ("asks", String::new(), Link::default()),
                problems: vec!["Cần bổ sung trước khi nhận.".into()],
                fields: vec![FieldView {
                    wrong: "Có nhiều đơn vị tên “Tân Lập”; hãy chọn một.".into(),
                    suggestions: ["Xã Tân Lập, Huyện Đan Phượng, Thành phố Hà Nội", "Xã Tân Lập, Huyện Vũ Thư, Tỉnh Thái Bình"]
                        .map(|path| (path.into(), path.into()))
                        .to_vec(),
                    ..field("place", "Đơn vị", "Tân Lập")
                }],
                ..card(3, "progress", "Kết quả", "12/20 tiêu chí", "Xã Tân Lập đạt 12/20 tiêu chí")
            },
            CardView {
                beside: (
                    "known",
                    "Đã có trong sổ: Báo cáo UBND xã, 08/09/2020.".into(),
                    Link::new("Xem văn bản đó", "/documents/sample?from=3&to=17#text-1"),
                ),
                fields: vec![FieldView {
                    choices: vec![("standard".into(), "Đạt chuẩn".into()), ("advanced".into(), "Nâng cao".into())],
                    ..field("tier", "Mức", "standard")
                }],
                details: vec![
                    ("Giao cho".into(), "UBND xã".into()),
                    ("Đơn vị chủ trì".into(), "Xã Lâm Hợp".into()),
                    ("Hạn".into(), "30/09/2020".into()),
                    ("Phối hợp".into(), "Phòng Kinh tế, Huyện Kỳ Anh".into()),
                ],
                ..card(4, "task", "Nhiệm vụ", "hoàn thành kế hoạch", "UBND xã hoàn thành kế hoạch")
            },
        ],
        kinds: vec![("progress".into(), "Kết quả".into()), ("note".into(), "Ghi lại nguyên văn".into())],
        counts: (3, 1, 0),
        to_state: 20,
        ..ReadingView::default()
    }
}

/// A folder of four files.
pub fn folder() -> FolderView {
    FolderView {
        name: "4 tệp: a.txt…".into(),
        read: "28/11/2026 14:00".into(),
        settled: (3, 4),
        id: "sample".into(),
        token: "token".into(),
        done: "Đã ghi 3 dữ kiện, lần ghi số 9.".into(),
        sure: 7,
        decided: 1,
        counts: vec![("known", "1 trùng".into()), ("contradicts", "1 không đọc được".into())],
        waiting: vec![line("Kỳ Anh gỡ khó cho Lâm Hợp và Kỳ Lạc", vec![("asks", "1 cần bổ sung".into())])],
        rest: vec![
            ("b.txt".into(), Link::new("Trùng với văn bản khác", "/desk/sample")),
            ("c.doc".into(), Link::new("Chưa đọc được loại tệp này; hãy lưu thành văn bản hoặc HTML.", "")),
            ("d.txt".into(), Link::new("Đã ghi, lần ghi số 9", "")),
        ],
        ..FolderView::default()
    }
}

/// Scores of two months.
pub fn score() -> ScoreView {
    let cell = |share: &str, tally: &str, tone| Some(ScoreCell { share: share.into(), tally: tally.into(), tone });
    ScoreView {
        months: vec!["11/2026".into(), "10/2026".into()],
        rows: vec![
            ("Kết quả".into(), vec![cell("96%", "24 đúng, 1 sửa, 0 bỏ", "met"), None, cell("96%", "24 đúng, 1 sửa, 0 bỏ", "met")]),
            (
                "Nhiệm vụ".into(),
                vec![
                    cell("60%", "6 đúng, 2 sửa, 2 bỏ", "unmet"),
                    cell("75%", "3 đúng, 1 sửa, 0 bỏ", "narrow"),
                    cell("64%", "9 đúng, 3 sửa, 2 bỏ", "unmet"),
                ],
            ),
        ],
        sureness: vec![(
            "90–99%".into(),
            ScoreCell { share: "96%".into(), tally: "24 đúng, 1 sửa, 0 bỏ · 12 nhận gộp, không tính".into(), tone: "met" },
        )],
        rules: vec![(
            Link::new("Giao việc", "/desk/score/examples?rule=task-order"),
            ScoreCell { share: "64%".into(), tally: "9 đúng, 3 sửa, 2 bỏ".into(), tone: "unmet" },
        )],
    }
}
