//! Pages of the daily work.

use super::Mark;
use vedich_web::pages::fieldwork::returned::{BackLine, ReturnedView};
use vedich_web::pages::fieldwork::verify::VerifyView;
use vedich_web::pages::fieldwork::{Piece, SaidLine, ValueLine};
use vedich_web::parts::Link;
use vedich_web::parts::form::Sent;

/// Who returned and asked.
const WHO: &str = "Phạm Thị Mai (chuyên viên sở, ngành, Tỉnh Quảng Ninh)";

fn value(seq: &str, code: &str, name: &str, value: &str, mark: Mark) -> ValueLine {
    ValueLine {
        seq: seq.into(),
        unit: Link::new("Xã Quảng An", "/places/sample"),
        above: "Huyện Đầm Hà".into(),
        criterion: code.split('.').next().unwrap().into(),
        criterion_name: "Giao thông".into(),
        code: code.into(),
        name: name.into(),
        value: value.into(),
        threshold: "≥ 98%".into(),
        mark,
        decides: mark == Mark::Met,
        date: "30/06/2024".into(),
        source: "Báo cáo UBND xã".into(),
        entered: "Nguyễn Văn Xã (cán bộ NTM xã, Xã Quảng An), 01/07/2024 08:10".into(),
        check: ("entered", "Đã nhập, chờ thẩm tra"),
        ..ValueLine::default()
    }
}

/// A queue of two values: one to verify, one the reader entered.
pub fn verify() -> VerifyView {
    let mut first = value("214", "4.2", "Tỷ lệ hộ sử dụng điện thường xuyên, an toàn", "98,5%", Mark::Met);
    first.note = "đã đo lại".into();
    first.corrects = "99%".into();
    first.last = Some(("60%".into(), "31/12/2023".into()));
    first.odd = vec!["Thay đổi 38,5 điểm phần trăm so với số liệu trước.".into()];
    first.evidence = vec![
        Piece {
            link: Link::new("Xác nhận của Điện lực Đầm Hà", "/evidence/sample/1"),
            text: "/evidence/sample/1.txt".into(),
            ..Piece::default()
        },
        Piece { link: Link::new("Ảnh công tơ", "/evidence/sample/2"), picture: "/evidence/sample/2.jpg".into(), ..Piece::default() },
        Link::new("Công văn 12/ĐL", "").into(),
    ];
    first.all_evidence = "/evidence/sample".into();
    first.said = vec![SaidLine {
        what: "Đã trả lại",
        words: "Chưa có xác nhận của điện lực".into(),
        by: WHO.into(),
        at: "02/07/2024 09:00".into(),
        before: Some("99%".into()),
    }];
    let own = value("215", "2.1", "Tỷ lệ đường xã được bê tông hóa", "81%", Mark::Unmet);
    VerifyView {
        lines: vec![(first, None), (own, Some("Người nhập không tự thẩm tra.".into()))],
        total: "2".into(),
        deciding: "1".into(),
        lists: vec![("waiting", "Chờ thẩm tra", true), ("came-back", "Đã trả lại, hỏi lại", false), ("verified", "Đã xác nhận", false)],
        units: vec![("1".into(), "Xã Quảng An (2)".into(), false)],
        criteria: vec![("2".into(), "Tiêu chí 2 (1)".into(), false), ("4".into(), "Tiêu chí 4 (1)".into(), true)],
        waiting: true,
        next: Some("/verify?after=0-215".into()),
        token: "t".into(),
        command: "c".into(),
        ..VerifyView::default()
    }
}

/// Nothing waits.
pub fn verify_empty() -> VerifyView {
    VerifyView { total: "0".into(), deciding: "0".into(), waiting: true, ..VerifyView::default() }
}

/// A value to correct, with a form that was wrong, and a question to answer.
pub fn returned() -> ReturnedView {
    let mut wrong = Sent { typed: vec![("value".into(), "214".into()), ("written".into(), "nhiều".into())], wrong: Vec::new() };
    wrong.refuse("", "Giá trị “nhiều” không phải là số.");
    let mut first = value("214", "4.2", "Tỷ lệ hộ sử dụng điện thường xuyên, an toàn", "99%", Mark::Met);
    first.check = ("returned", "Bị trả lại");
    first.said = vec![SaidLine {
        what: "Đã trả lại",
        words: "Chưa có xác nhận".into(),
        by: WHO.into(),
        at: "02/07/2024 09:00".into(),
        before: None,
    }];
    let mut second = value("77", "", "Thủy lợi", "Đạt", Mark::Met);
    second.check = ("asked", "Đang hỏi lại");
    second.said =
        vec![SaidLine { what: "Đã hỏi", words: "Kênh nào?".into(), by: WHO.into(), at: "02/07/2024 09:05".into(), before: None }];
    ReturnedView {
        lines: vec![
            BackLine { value: first, command: "c1".into(), ..BackLine::default() },
            BackLine { value: second, asked: true, states: vec![("met", "Đạt"), ("not_met", "Chưa đạt")], command: "c2".into() },
        ],
        token: "t".into(),
        sent: wrong,
        ..ReturnedView::default()
    }
}
