use super::{CRITERIA, day, marks};
use vedich_web::mark::{Mark, Tallied};
use vedich_web::pages::conditions::Terms;
use vedich_web::pages::place::{
    ConditionLine, CriterionView, Event, Group, IndicatorView, OutputLine, Pipeline, PlaceView, Predecessor, RankLine, Reported, Said,
    Step, WorkLine,
};
use vedich_web::parts::Link;
use vedich_web::parts::chart::{Point, Progress, Spark};

fn facts(code: &str, parents: &[&str], after: &str) -> Vec<(String, Vec<Link>)> {
    vec![
        ("Cấp".into(), vec![Link::new("Xã", "")]),
        ("Mã đơn vị".into(), vec![Link::new(code, "")]),
        ("Thuộc".into(), parents.iter().map(|parent| Link::new(*parent, "/board/sample")).collect()),
        ("Vùng".into(), vec![Link::new("Bắc Trung Bộ", "")]),
        ("Từ 01/07/2025".into(), vec![Link::new(after, "/units/sample")]),
    ]
}

fn steps(letters: &str) -> Vec<Step> {
    marks(letters)
        .into_iter()
        .enumerate()
        .map(|(i, mark)| Step { no: u16::try_from(i + 1).unwrap(), name: CRITERIA[i].into(), mark })
        .collect()
}

fn groups(letters: &str, detail: impl Fn(u16) -> Vec<IndicatorView>, basis: &str) -> Vec<Group> {
    [Mark::Unmet, Mark::Narrow, Mark::NoData, Mark::Met]
        .into_iter()
        .map(|mark| Group {
            mark,
            criteria: steps(letters)
                .into_iter()
                .filter(|step| step.mark == mark)
                .map(|step| CriterionView {
                    no: step.no,
                    name: step.name,
                    mark,
                    basis: if mark == Mark::NoData { String::new() } else { basis.into() },
                    document: Link::default(),
                    differs: String::new(),
                    indicators: detail(step.no),
                })
                .collect(),
        })
        .filter(|group| !group.criteria.is_empty())
        .collect()
}

fn point(year: i32, month: u32, dayn: u32, value: i64, words: &str, reported: bool) -> Point {
    Point { date: day(year, month, dayn), value, words: words.into(), date_words: format!("{dayn:02}/{month:02}/{year}"), reported }
}

/// Lâm Hợp on 8 September 2020: 16/20, four named.
pub fn lam_hop() -> PlaceView {
    let letters = "uummmmmmmmmmmmmmummu";
    let road = |code: &str, name: &str, mark: Mark, value: &str, gap: &str| IndicatorView {
        code: code.into(),
        name: name.into(),
        mark,
        check: ("", ""),
        value: value.into(),
        threshold: "≥ 80%".into(),
        gap: gap.into(),
        why: "Ngưỡng vùng Bắc Trung Bộ, QĐ 1980/QĐ-TTg".into(),
        date: "31/08/2020".into(),
        source: Link::new("Báo cáo UBND xã", "/documents/sample?from=3&to=17#text-1"),
        doubt: "Ngưỡng chưa kiểm chứng".into(),
        history: Some(Spark {
            points: vec![
                point(2019, 6, 30, 41_000_000, "41%", false),
                point(2019, 12, 31, 52_000_000, "52%", false),
                point(2020, 6, 30, 66_500_000, "66,5%", false),
                point(2020, 8, 31, 71_200_000, "71,2%", false),
            ],
            threshold: Some(80_000_000),
            label: format!("{name}: từ 41% ngày 30/06/2019 lên 71,2% ngày 31/08/2020; ngưỡng 80%"),
        }),
        parts: Vec::new(),
    };
    PlaceView {
        name: "Xã Lâm Hợp".into(),
        crumbs: vec![
            Link::new("Cả nước", "/board"),
            Link::new("Tỉnh Hà Tĩnh", "/board/sample"),
            Link::new("Huyện Kỳ Anh", "/board/sample"),
        ],
        facts: facts("18838", &["Huyện Kỳ Anh", "Tỉnh Hà Tĩnh"], "Xã Kỳ Hoa"),
        sets: vec![
            Link::new("Bộ tiêu chí xã nông thôn mới tỉnh Hà Tĩnh giai đoạn 2018-2020", ""),
            Link::new("Kiểu mẫu 2018-2020", "/places/sample?set=model"),
        ],
        set: Link::new("Bộ tiêu chí xã nông thôn mới tỉnh Hà Tĩnh giai đoạn 2018-2020", "/criteria/sample"),
        criteria: Tallied { met: 16, narrow: 0, unmet: 4, none: 0, total: 20 },
        indicators: Tallied { met: 1, narrow: 0, unmet: 1, none: 49, total: 51 },
        valued: 2,
        steps: steps(letters),
        reported: vec![Reported {
            date: "08/09/2020".into(),
            criteria: "16/20".into(),
            indicators: String::new(),
            source: Link::new("Buổi làm việc của Thường trực Huyện ủy Kỳ Anh", "/documents/ab?from=3&to=17#text-1"),
            verdict: "Khớp với số tính từ tuyên bố của từng tiêu chí".into(),
            tone: Mark::Met,
        }],
        groups: groups(
            letters,
            |no| match no {
                2 => vec![
                    road(
                        "2.2",
                        "Đường trục thôn, bản, ấp và đường liên thôn ít nhất được cứng hóa",
                        Mark::Unmet,
                        "71,2%",
                        "còn thiếu 8,8 điểm %",
                    ),
                    IndicatorView {
                        history: None,
                        ..road("2.3", "Đường ngõ, xóm sạch và không lầy lội vào mùa mưa", Mark::Met, "100%", "")
                    },
                ],
                _ => Vec::new(),
            },
            "Theo tuyên bố của Thường trực Huyện ủy Kỳ Anh ngày 08/09/2020; chưa có giá trị từng chỉ tiêu.",
        ),
        conditions: Vec::new(),
        progress: Some(Progress {
            points: vec![
                point(2018, 12, 31, 9, "9/20", true),
                point(2019, 12, 31, 11, "11/20", false),
                point(2020, 6, 30, 14, "14/20", false),
                point(2020, 9, 8, 16, "16/20", false),
            ],
            goal: 20,
            goal_words: "Đích: 20 tiêu chí, cuối năm 2020".into(),
            label: "Số tiêu chí đạt: 9 cuối năm 2018, 11 cuối năm 2019, 16 ngày 08/09/2020, đích 20".into(),
        }),
        rank: [(3, "Xã Kỳ Phong", 19), (4, "Xã Kỳ Khang", 17), (5, "Xã Lâm Hợp", 16), (6, "Xã Kỳ Sơn", 15), (7, "Xã Kỳ Thượng", 13)]
            .map(|(rank, name, met)| RankLine {
                rank,
                unit: Link::new(name, "/places/sample"),
                criteria: Tallied { met, total: 20, ..Tallied::default() },
                reported: false,
                here: rank == 5,
            })
            .to_vec(),
        rank_of: "Hạng 5 trong 9 xã có số liệu của huyện Kỳ Anh".into(),
        events: vec![
            Event {
                date: "08/09/2020".into(),
                topic: "Mục tiêu".into(),
                text: "Đạt 20/20 tiêu chí trước cuối năm 2020".into(),
                source: Link::new("Thường trực Huyện ủy", ""),
            },
            Event {
                date: "08/09/2020".into(),
                topic: "Phân công".into(),
                text: "Tổ công tác theo Quyết định số 1447, một người phụ trách mỗi tiêu chí".into(),
                source: Link::new("Ban Thường vụ Huyện ủy", ""),
            },
        ],
        download: Link::new("Tải số liệu của xã (CSV)", "/places/sample.csv"),
        ..PlaceView::default()
    }
}

/// Quảng An on 24 January 2024: the advanced set, reported 16/19 and 70/75.
pub fn quang_an() -> PlaceView {
    let one = |code: &str, name: &str, mark: Mark, value: &str, threshold: &str, doubt: bool| IndicatorView {
        code: code.into(),
        name: name.into(),
        mark,
        value: value.into(),
        threshold: threshold.into(),
        why: "Vùng đồng bằng sông Hồng, QĐ 318/QĐ-TTg".into(),
        date: "31/12/2023".into(),
        source: Link::new("Buổi làm việc ngày 24/01/2024", ""),
        doubt: if doubt { "Ngưỡng chưa kiểm chứng".into() } else { String::new() },
        ..IndicatorView::default()
    };
    let criterion = |no: u16, name: &str, mark: Mark, indicators: Vec<IndicatorView>| CriterionView {
        no,
        name: name.into(),
        mark,
        indicators,
        ..CriterionView::default()
    };
    PlaceView {
        name: "Xã Quảng An".into(),
        crumbs: vec![
            Link::new("Cả nước", "/board"),
            Link::new("Tỉnh Quảng Ninh", "/board/sample"),
            Link::new("Huyện Đầm Hà", "/board/sample"),
        ],
        facts: facts("06979", &["Huyện Đầm Hà", "Tỉnh Quảng Ninh"], "Xã Quảng Tân"),
        set: Link::new("Bộ tiêu chí xã nông thôn mới nâng cao tỉnh Quảng Ninh giai đoạn 2021-2025", "/criteria/sample"),
        criteria: Tallied { met: 2, narrow: 1, unmet: 1, none: 16, total: 19 },
        indicators: Tallied { met: 3, narrow: 1, unmet: 1, none: 71, total: 75 },
        valued: 4,
        steps: steps("ooooooooommuooonooo").into_iter().collect(),
        reported: vec![Reported {
            date: "24/01/2024".into(),
            criteria: "16/19".into(),
            indicators: "70/75".into(),
            source: Link::new("Buổi làm việc của Thường trực HĐND huyện Đầm Hà", ""),
            verdict: "Có thể đúng: 14 tiêu chí chưa có chi tiết. Xã được đề nghị công nhận khi mới đạt 16/19.".into(),
            tone: Mark::NotAssessable,
        }],
        groups: vec![
            Group {
                mark: Mark::Unmet,
                criteria: vec![criterion(
                    12,
                    "Lao động",
                    Mark::Unmet,
                    vec![IndicatorView {
                        gap: "còn thiếu 4 điểm %".into(),
                        ..one("12.1", "Tỷ lệ lao động qua đào tạo", Mark::Unmet, "86%", "≥ 90%", true)
                    }],
                )],
            },
            Group {
                mark: Mark::Narrow,
                criteria: vec![criterion(
                    16,
                    "Y tế",
                    Mark::Narrow,
                    vec![one("14.1", "Tỷ lệ người dân tham gia bảo hiểm y tế", Mark::Narrow, "95,3%", "≥ 95%", false)],
                )],
            },
            Group {
                mark: Mark::NoData,
                criteria: vec![criterion(
                    17,
                    "Môi trường",
                    Mark::NoData,
                    vec![
                        IndicatorView {
                            value: String::new(),
                            threshold: String::new(),
                            why: "Ngưỡng do UBND tỉnh quy định, chưa có trong hệ thống".into(),
                            date: String::new(),
                            source: Link::default(),
                            ..one(
                                "17.1",
                                "Khu kinh doanh, dịch vụ, chăn nuôi có hạ tầng bảo vệ môi trường",
                                Mark::NotAssessable,
                                "",
                                "",
                                true,
                            )
                        },
                        IndicatorView {
                            value: String::new(),
                            date: String::new(),
                            source: Link::default(),
                            parts: vec![
                                ("Nước sạch tập trung".into(), "–".into(), "≥ 55%".into(), Mark::NoData),
                                ("Nước hợp vệ sinh".into(), "98%".into(), "≥ 98%".into(), Mark::Met),
                            ],
                            ..one("17.2", "Hộ được sử dụng nước sạch theo quy chuẩn", Mark::NoData, "", "", false)
                        },
                    ],
                )],
            },
            Group {
                mark: Mark::Met,
                criteria: vec![
                    criterion(
                        10,
                        "Thu nhập",
                        Mark::Met,
                        vec![one("10", "Thu nhập bình quân đầu người", Mark::Met, "68,3 triệu đồng/người/năm", "≥ 64", true)],
                    ),
                    criterion(11, "Nghèo đa chiều", Mark::Met, vec![one("11", "Tỷ lệ nghèo đa chiều", Mark::Met, "0%", "≤ 1,5%", true)]),
                ],
            },
        ],
        conditions: vec![ConditionLine {
            name: "Đã được công nhận xã đạt chuẩn NTM".into(),
            mark: Mark::NoData,
            why: "yêu cầu đã được công nhận; chưa báo cáo".into(),
            doubt: "Ngưỡng chưa kiểm chứng".into(),
            included: vec![("quy hoạch".into(), Mark::Met), ("an toàn thực phẩm".into(), Mark::Unmet)],
            terms: Terms {
                lines: vec![("Phải gồm các nội dung".into(), "quy hoạch, an toàn thực phẩm".into())],
                refers: Some(Link::new("Xét theo: Bộ tiêu chí quốc gia về xã nông thôn mới", "/criteria/sample")),
            },
        }],
        ..lam_hop()
    }
}

/// Hải Đông on 6 June 2017: reported totals only, works under way.
pub fn hai_dong() -> PlaceView {
    let before = Predecessor {
        unit: Link::new("Xã Hải Tiến", "/places/sample?as_of=2025-06-30"),
        above: "Thành phố Móng Cái, Tỉnh Quảng Ninh".into(),
        whole: false,
        criteria: "16/20".into(),
        indicators: "40/53".into(),
        reported: "17/20 (31/12/2024)".into(),
        set: Link::new("Bộ tiêu chí xã nông thôn mới", "/criteria/sample"),
        date: "31/12/2024".into(),
    };
    PlaceView {
        predecessors: vec![before],
        name: "Xã Hải Đông".into(),
        crumbs: vec![
            Link::new("Cả nước", "/board"),
            Link::new("Tỉnh Quảng Ninh", "/board/sample"),
            Link::new("Thành phố Móng Cái", "/board/sample"),
        ],
        facts: facts("06718", &["Thành phố Móng Cái", "Tỉnh Quảng Ninh"], "Phường Móng Cái 2"),
        set: Link::new("Bộ tiêu chí xã nông thôn mới tỉnh Quảng Ninh giai đoạn 2016-2020", "/criteria/sample"),
        criteria: Tallied { met: 0, narrow: 0, unmet: 0, none: 20, total: 20 },
        indicators: Tallied { met: 0, narrow: 0, unmet: 0, none: 53, total: 53 },
        valued: 0,
        said: Some(Said { criteria: "12/20".into(), indicators: "36/53".into() }),
        steps: steps("oooooooooooooooooooo"),
        reported: vec![Reported {
            date: "06/06/2017".into(),
            criteria: "12/20".into(),
            indicators: "36/53".into(),
            source: Link::new("Thường trực Thành ủy Móng Cái làm việc với xã", ""),
            verdict: "Chưa đối chiếu được: chưa có chi tiết của 20 tiêu chí".into(),
            tone: Mark::NotAssessable,
        }],
        groups: Vec::new(),
        works: vec![
            WorkLine {
                name: "Mở rộng mô hình nuôi lợn Móng Cái thương phẩm".into(),
                location: String::new(),
                state: "Đang thực hiện".into(),
                date: "06/06/2017".into(),
                source: Link::new("Báo cáo xã", ""),
            },
            WorkLine {
                name: "Hạ tầng khu nuôi trồng thủy sản tập trung".into(),
                location: "thôn 3".into(),
                state: "Đang thực hiện".into(),
                date: "06/06/2017".into(),
                source: Link::new("Báo cáo xã", ""),
            },
            WorkLine {
                name: "Mương nội đồng".into(),
                location: "thôn 5".into(),
                state: "Đang thực hiện".into(),
                date: "06/06/2017".into(),
                source: Link::new("Báo cáo xã", ""),
            },
        ],
        progress: Some(Progress {
            points: vec![point(2017, 6, 6, 12, "12/20", true)],
            goal: 20,
            goal_words: "Đích: 20 tiêu chí".into(),
            label: "12/20 ngày 06/06/2017".into(),
        }),
        rank: Vec::new(),
        ..lam_hop()
    }
}

/// Đông Sơn district on 5 August 2020: recognition pipeline and outputs.
pub fn dong_son() -> PlaceView {
    PlaceView {
        name: "Huyện Đông Sơn".into(),
        crumbs: vec![Link::new("Cả nước", "/board"), Link::new("Tỉnh Thanh Hóa", "/board/sample")],
        outputs: [
            ("15,5 km", "đường giao thông mở rộng"),
            ("7,7 km", "rãnh thoát nước"),
            ("22", "tường rào thoáng"),
            ("18", "vườn mẫu mới"),
        ]
        .map(|(quantity, what)| OutputLine {
            quantity: quantity.into(),
            what: what.into(),
            period: "01/01/2020 – 30/06/2020".into(),
            source: Link::new("Hội nghị giao ban", ""),
        })
        .to_vec(),
        pipelines: vec![Pipeline {
            procedure: Some(Link::new("Trình tự xét công nhận 2021-2025", "/procedures/sample")),
            set: Link::new("Thôn nông thôn mới kiểu mẫu tỉnh Thanh Hóa", "/criteria/sample"),
            total: 22,
            counts: vec![vec![
                ("Đã công nhận".into(), 1, Mark::Met, Vec::new()),
                (
                    "Đã thẩm định, đủ hồ sơ".into(),
                    4,
                    Mark::Narrow,
                    vec![Link::new("Xã Đông Văn: 4", "/places/sample"), Link::new("Xã Đông Yên: 1", "/places/sample")],
                ),
                ("Đang thực hiện".into(), 17, Mark::NoData, Vec::new()),
            ]],
            source: Link::new("05/08/2020 · Ban chỉ đạo huyện", ""),
        }],
        works: Vec::new(),
        ..lam_hop()
    }
}
