use super::marks;
use vedich_web::pages::about::AboutView;
use vedich_web::pages::conditions::Terms;
use vedich_web::pages::confirm_form::ConfirmForm;
use vedich_web::pages::criteria::{CriteriaView, SetLine};
use vedich_web::pages::criteria_diff::{DiffCriterion, DiffLine, DiffView, Difference};
use vedich_web::pages::criteria_set::{CriterionLine, DemandLine, IndicatorLine, OverlayLine, PartLine, SetView, ZoneLine};
use vedich_web::pages::error::ErrorView;
use vedich_web::pages::home::{Case, HomeView};
use vedich_web::pages::search::{Group, Hit, OtherHit, SearchView};
use vedich_web::pages::unit::{Turn, UnitView};
use vedich_web::pages::units::UnitsView;
use vedich_web::parts::Link;

/// The home page with the five cases.
pub fn home() -> HomeView {
    let case = |title: &str, path: &str, date: &str, figures: &[(&str, &str)], letters: &str, text: &str| Case {
        title: title.into(),
        path: path.into(),
        date: date.into(),
        href: "/places/sample".into(),
        figures: figures.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect(),
        marks: marks(letters),
        text: text.into(),
        more: Vec::new(),
    };
    HomeView {
        cases: vec![
            case(
                "Xã Hải Đông",
                "Thành phố Móng Cái, Tỉnh Quảng Ninh",
                "06/06/2017",
                &[("12/20", "tiêu chí"), ("36/53", "chỉ tiêu")],
                "",
                "Bộ tiêu chí riêng của tỉnh, các công trình đang làm, thôn 5 kiểu mẫu.",
            ),
            Case {
                more: vec![Link::new("Xã Kỳ Lạc: 10/20", "/places/sample")],
                ..case(
                    "Xã Lâm Hợp",
                    "Huyện Kỳ Anh, Tỉnh Hà Tĩnh",
                    "08/09/2020",
                    &[("16/20", "tiêu chí")],
                    "uummmmmmmmmmmmmmummu",
                    "Bốn tiêu chí được nêu tên là chưa đạt, đích 20/20 vào cuối năm.",
                )
            },
            case(
                "Huyện Đông Sơn",
                "Tỉnh Thanh Hóa",
                "05/08/2020",
                &[("22", "thôn đăng ký"), ("15,5 km", "đường mở rộng")],
                "",
                "22 thôn = 1 đã công nhận + 4 đã thẩm định + 17 đang làm.",
            ),
            case(
                "Năm xã của Móng Cái",
                "Thành phố Móng Cái, Tỉnh Quảng Ninh",
                "09/03/2021",
                &[("5", "xã, một cuộc họp")],
                "",
                "Kết luận chung và định hướng riêng cho từng xã.",
            ),
            case(
                "Xã Quảng An",
                "Huyện Đầm Hà, Tỉnh Quảng Ninh",
                "24/01/2024",
                &[("16/19", "tiêu chí"), ("70/75", "chỉ tiêu")],
                "",
                "Nâng cao; được đề nghị công nhận khi mới đạt 16/19.",
            ),
        ],
        country: vec![
            ("Tỉnh, thành phố".into(), "34".into()),
            ("Xã, phường, đặc khu".into(), "3.321".into()),
            ("Đơn vị có số liệu".into(), "9".into()),
        ],
        is_empty: false,
        board_href: "/board".into(),
    }
}

/// The list of sets.
pub fn criteria() -> CriteriaView {
    let set = |title: &str, tier: &str, period: &str, scope: &str, decision: &str, size: &str, in_force: bool, doubt: &str| SetLine {
        title: Link::new(title, "/criteria/sample"),
        tier: tier.into(),
        period: period.into(),
        scope: scope.into(),
        decision: decision.into(),
        size: size.into(),
        in_force,
        doubt: doubt.into(),
        diff: None,
    };
    CriteriaView {
        groups: vec![(
            "Xã".into(),
            vec![
                set(
                    "Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2026-2030",
                    "Đạt chuẩn",
                    "29/12/2025 – nay",
                    "Cả nước",
                    "51/2025/QĐ-TTg",
                    "10 · –",
                    true,
                    "Mới có một phần",
                ),
                SetLine {
                    diff: Some(Link::new("So với bộ 2016-2020", "/criteria/sample/diff/sample")),
                    ..set(
                        "Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2021-2025",
                        "Đạt chuẩn",
                        "08/03/2022 – 31/12/2025",
                        "Cả nước",
                        "318/QĐ-TTg",
                        "19 · 57",
                        false,
                        "",
                    )
                },
                set(
                    "Bộ tiêu chí xã nông thôn mới tỉnh Hà Tĩnh giai đoạn 2018-2020",
                    "Đạt chuẩn",
                    "01/01/2018 – 31/12/2021",
                    "Hà Tĩnh",
                    "",
                    "20 · –",
                    false,
                    "Mới có một phần",
                ),
            ],
        )],
    }
}

/// A set with zones, parts, doubt and the form.
pub fn criteria_set() -> SetView {
    let zones = ["TDMNPB", "ĐBSH", "BTB", "DHNTB", "TN", "ĐNB", "ĐBSCL"];
    let one = |code: &str, name: &str, unit: &str, values: &[&str], doubt: &str| IndicatorLine {
        code: code.into(),
        name: name.into(),
        unit: unit.into(),
        thresholds: if values.len() == 1 {
            vec![(String::new(), values[0].into())]
        } else {
            zones.iter().zip(values).map(|(zone, value)| ((*zone).into(), (*value).into())).collect()
        },
        doubt: doubt.into(),
        ..IndicatorLine::default()
    };
    SetView {
        title: "Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2016-2020".into(),
        facts: [
            ("Đối tượng", "Xã"),
            ("Mức", "Đạt chuẩn"),
            ("Phạm vi", "Cả nước"),
            ("Hiệu lực", "17/10/2016 – 31/12/2021"),
            ("Theo quy định", "19 tiêu chí, 49 chỉ tiêu"),
        ]
        .map(|(a, b)| (a.into(), b.into()))
        .to_vec(),
        doubt: "12 trong 49 ngưỡng chưa kiểm chứng: đối chiếu với phụ lục quyết định trước khi dùng.".into(),
        legal: vec![["1980/QĐ-TTg".into(), "17/10/2016".into(), "Thủ tướng Chính phủ".into(), "ban hành".into()]],
        amendments: vec![["26/05/2020".into(), "691/QĐ-TTg".into(), String::new(), "Bổ sung tiêu chí xã kiểu mẫu".into()]],
        criteria: vec![
            CriterionLine {
                no: 2,
                name: "Giao thông".into(),
                indicators: vec![
                    one("2.1", "Đường xã được nhựa hóa hoặc bê tông hóa", "%", &["100%"], ""),
                    one(
                        "2.2",
                        "Đường trục thôn và đường liên thôn ít nhất được cứng hóa",
                        "%",
                        &["≥ 50%", "100%", "≥ 70%", "≥ 70%", "≥ 70%", "100%", "≥ 50%"],
                        "Chưa kiểm chứng",
                    ),
                ],
                ..CriterionLine::default()
            },
            CriterionLine {
                no: 17,
                name: "Môi trường và an toàn thực phẩm".into(),
                indicators: vec![IndicatorLine {
                    parts: vec![
                        PartLine { name: "Nước hợp vệ sinh".into(), threshold: "≥ 95%".into(), ..PartLine::default() },
                        PartLine {
                            name: "Nước sạch".into(),
                            threshold: "≥ 60%".into(),
                            remarks: vec!["Áp dụng khi: vùng: Đồng bằng sông Hồng".into()],
                            doubt: "Chưa kiểm chứng".into(),
                        },
                    ],
                    name_doubt: "Tên chưa kiểm chứng".into(),
                    remarks: vec!["Mọi phần đều phải đạt".into()],
                    overlay: "Hà Tĩnh: ≥ 98% từ 01/01/2019 (1523/QĐ-UBND)".into(),
                    ..one("17.1", "Hộ được sử dụng nước hợp vệ sinh và nước sạch theo quy định", "%", &[], "")
                }],
                ..CriterionLine::default()
            },
            CriterionLine { no: 18, name: "Hệ thống chính trị và tiếp cận pháp luật".into(), ..CriterionLine::default() },
        ],
        conditions: vec![DemandLine {
            name: "Sự hài lòng của người dân".into(),
            threshold: "≥ 90%".into(),
            doubt: "Ngưỡng chưa kiểm chứng".into(),
            terms: Terms { lines: vec![("Từng nội dung, ở từng xã".into(), "≥ 80%".into())], refers: None },
            overlay: String::new(),
        }],
        zones: vec![ZoneLine {
            short: "Nhóm 3".into(),
            name: "Xã nhóm 3".into(),
            definition: "Xã khu vực II, III".into(),
            doubt: "Chưa kiểm chứng".into(),
        }],
        sources: vec![Link::new("Văn bản QĐ 1980/QĐ-TTg", "")],
        diffs: vec![Link::new("So với bộ 2021-2025", "/criteria/sample/diff/sample")],
        overlays: vec![OverlayLine {
            place: Link::new("Tỉnh Hà Tĩnh", "/places/sample"),
            what: "17.1 Nước hợp vệ sinh (Bắc Trung Bộ)".into(),
            threshold: "≥ 98%".into(),
            decision: "1523/QĐ-UBND, 10/05/2019".into(),
            span: "từ 01/06/2019 đến 31/12/2020".into(),
            by: "Văn phòng điều phối".into(),
            recorded: "22/11/2026".into(),
            correct: Link::new("Sửa", "/criteria/sample?correct=7#confirm"),
        }],
        form: Some(ConfirmForm {
            action: "/criteria/sample/confirm".into(),
            token: "sample-token".into(),
            command: String::new(),
            codes: vec![("2.2".into(), "2.2 Đường trục thôn".into()), ("17.1/sach".into(), "17.1 – Nước sạch".into())],
            years: vec![("2019".into(), "2019".into()), ("2020".into(), "2020".into())],
            cancel: "/criteria/sample".into(),
            correcting: String::new(),
            zones: vec![("btb".into(), "Bắc Trung Bộ".into())],
            typed: vec![("threshold", "=> 80".into()), ("unit", "Tỉnh Hà Tĩnh".into()), ("code", "2.2".into())],
            wrong: vec![("threshold", "Viết dấu so sánh trước số, ví dụ >= 80".into())],
        }),
        data: Link::new("Tải bộ tiêu chí (JSON)", "/api/v1/criteria/sample"),
        ..SetView::default()
    }
}

/// Two sets compared.
pub fn criteria_diff() -> DiffView {
    DiffView {
        a: Link::new("Xã 2016-2020", "/criteria/sample"),
        b: Link::new("Xã 2021-2025", "/criteria/sample"),
        swap: "/criteria/sample/diff/sample".into(),
        partial: vec!["Theo quyết định, Xã 2021-2025 có 57 chỉ tiêu, ở đây mới có 50: chỉ tiêu ghi “bỏ” có thể vẫn còn.".into()],
        counts: [14, 6, 20, 12],
        criteria: vec![DiffCriterion {
            name: "2. Giao thông".into(),
            lines: vec![
                DiffLine {
                    kind: Difference::Changed,
                    code: "2.2".into(),
                    old: "Đường trục thôn được cứng hóa".into(),
                    old_threshold: "≥ 70%".into(),
                    new: "Đường thôn, bản, ấp được cứng hóa".into(),
                    new_threshold: "≥ 80%".into(),
                    wording: Some(("Tỷ lệ đường trục thôn".into(), "Tỷ lệ đường thôn".into())),
                    details: vec!["Thêm nội dung: Đường có rãnh thoát nước".into()],
                },
                DiffLine {
                    kind: Difference::Added,
                    code: "2.5".into(),
                    new: "Đường có cây xanh, điện chiếu sáng".into(),
                    ..DiffLine::default()
                },
                DiffLine {
                    kind: Difference::Gone,
                    code: "2.4".into(),
                    old: "Đường trục chính nội đồng".into(),
                    old_threshold: "100%".into(),
                    ..DiffLine::default()
                },
            ],
        }],
    }
}

/// The top of the tree.
pub fn units() -> UnitsView {
    UnitsView {
        reform: vec![
            ("Tỉnh, thành phố".into(), "63".into(), "34".into()),
            ("Huyện".into(), "696".into(), "0".into()),
            ("Xã, phường, thị trấn, đặc khu".into(), "10.035".into(), "3.321".into()),
        ],
        days: vec![
            Link::new("Xem cây ngày 30/06/2025", "/units?as_of=2025-06-30"),
            Link::new("Xem cây ngày 01/07/2025", "/units?as_of=2025-07-01"),
        ],
        provinces: [
            "Tỉnh An Giang",
            "Tỉnh Bắc Ninh",
            "Tỉnh Cà Mau",
            "Thành phố Cần Thơ",
            "Tỉnh Cao Bằng",
            "Thành phố Đà Nẵng",
            "Tỉnh Đắk Lắk",
            "Tỉnh Điện Biên",
            "Thành phố Đồng Nai",
        ]
        .map(|name| (Link::new(name, "/units/sample"), "98 xã".to_owned()))
        .to_vec(),
        changes: vec![("30/04/2026".into(), "Tỉnh Đồng Nai → Thành phố Đồng Nai".into(), "30/2026/QH16".into())],
    }
}

/// A commune that was merged.
pub fn unit() -> UnitView {
    UnitView {
        name: "Xã Lâm Hợp".into(),
        level: "Xã · Huyện Kỳ Anh, Tỉnh Hà Tĩnh".into(),
        crumbs: vec![
            Link::new("Đơn vị hành chính", "/units"),
            Link::new("Tỉnh Hà Tĩnh", "/units/sample"),
            Link::new("Huyện Kỳ Anh", "/units/sample"),
        ],
        gone: Some((
            "Đơn vị không còn vào ngày đang xem.".into(),
            Link::new("Xem ngày cuối cùng, 30/06/2025", "/units/sample?as_of=2025-06-30"),
        )),
        spans: vec![
            ("Tên".into(), "Xã Lâm Hợp".into(), "đến 30/06/2025".into()),
            ("Mã".into(), "18838".into(), "đến 30/06/2025".into()),
            ("Cấp trên".into(), "Huyện Kỳ Anh".into(), "đến 30/06/2025".into()),
        ],
        before: vec![Turn {
            day: "01/01/2020".into(),
            units: vec![
                (Link::new("Xã Kỳ Hợp", "/units/sample"), "Huyện Kỳ Anh, Tỉnh Hà Tĩnh".into(), true),
                (Link::new("Xã Kỳ Lâm", "/units/sample"), "Huyện Kỳ Anh, Tỉnh Hà Tĩnh".into(), true),
            ],
        }],
        after: vec![Turn {
            day: "01/07/2025".into(), units: vec![(Link::new("Xã Kỳ Lạc", "/units/sample"), "Tỉnh Hà Tĩnh".into(), true)]
        }],
        below: Vec::new(),
        links: vec![Link::new("Kết quả nông thôn mới", "/places/sample")],
    }
}

/// An ambiguous name.
pub fn search() -> SearchView {
    let hit = |name: &str, path: &str, span: &str| Hit {
        unit: Link::new(name, "/units/sample"),
        level: "Xã".into(),
        path: path.into(),
        span: span.into(),
        board: None,
    };
    SearchView {
        query: "hai dong".into(),
        found: vec![
            hit("Xã Hải Đông", "Thành phố Móng Cái, Tỉnh Quảng Ninh", "đến 30/06/2025"),
            hit("Xã Hải Đông", "Huyện Hải Hậu, Tỉnh Nam Định", "đến 30/06/2025"),
        ],
        near: false,
        others: vec![
            Group {
                kind: "glossary",
                heading: "Thuật ngữ".into(),
                hits: vec![OtherHit {
                    id: "đường găng".into(),
                    what: Link::new("đường găng", "/glossary?q=duong+gang"),
                    note: "critical path".into(),
                }],
                total: 1,
                ..Group::default()
            },
            Group {
                kind: "tasks",
                heading: "Nhiệm vụ".into(),
                hits: vec![OtherHit {
                    id: "t-1".into(), what: Link::new("Lập đường găng", "/tasks/t-1"), note: "Xã Lâm Hợp".into()
                }],
                total: 100,
                more: true,
                all: "/search?q=lam+hop&kind=tasks".into(),
                ..Group::default()
            },
        ],
        alone: None,
        works: true,
    }
}

/// Nothing found.
pub fn search_empty() -> SearchView {
    SearchView { query: "xyz".into(), ..SearchView::default() }
}

/// What the installation holds.
pub fn about() -> AboutView {
    AboutView {
        holdings: vec![("Sự việc".into(), "214".into()), ("Bộ tiêu chí".into(), "22".into()), ("Đơn vị".into(), "14.148".into())],
        version: "0.1.0".into(),
    }
}

/// A page that is not there.
pub fn not_found() -> ErrorView {
    ErrorView {
        code: 404,
        near: vec![Link::new("Xã Lâm Hợp, Huyện Kỳ Anh, Tỉnh Hà Tĩnh", "/places/sample")],
        request_id: "01939f".into(),
        ..ErrorView::default()
    }
}
