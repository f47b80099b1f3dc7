//! Who orders a task: the unit the words name by its level, never the one that is to do it.

use super::{REFERENCE, WORDS, board, read, today, unit};
use crate::{Card, CardKind, Draft, Field, Judge, settle};
use vedich_board::Board;
use vedich_facts::steering::Party;

fn settled(text: &str) -> Draft {
    let mut draft = read(text);
    settle(&WORDS, &Board::load(&REFERENCE, today(), []), &mut draft, today());
    draft
}

fn judged(draft: &Draft) -> Vec<crate::Judged> {
    Judge::new(&WORDS, &board(draft, Vec::new()), draft, today()).all()
}

#[test]
fn a_paper_about_a_commune_tells_which_unit_above_orders() {
    let day = "2024-01-24";
    let about = "Thông báo ngày 24/1/2024 về xã Kỳ Lạc, huyện Kỳ Anh, tỉnh Hà Tĩnh\n";
    let cases = [
        ("UBND huyện yêu cầu UBND xã Kỳ Lạc hoàn thành hồ sơ nông thôn mới trước ngày 20/2/2024.", "Huyện Kỳ Anh, Hà Tĩnh"),
        ("Thường trực Huyện ủy giao UBND xã Kỳ Lạc rà soát hồ sơ nông thôn mới trước ngày 20/2/2024.", "Huyện Kỳ Anh, Hà Tĩnh"),
        ("Tỉnh ủy yêu cầu UBND xã Kỳ Lạc rà soát hồ sơ nông thôn mới trước ngày 20/2/2024.", "Tỉnh Hà Tĩnh"),
        ("UBND huyện yêu cầu:\n1. UBND xã Kỳ Lạc rà soát hồ sơ nông thôn mới trước ngày 20/2/2024.", "Huyện Kỳ Anh, Hà Tĩnh"),
    ];
    for (text, orders) in cases {
        let draft = settled(&format!("{about}{text}"));
        let (card, one) = draft.cards.iter().zip(judged(&draft)).find(|(card, _)| card.kind == CardKind::Task).expect(text);
        assert_eq!(one.place.unit(), Some(unit(orders, day)), "{text}: {card:#?}");
        let assignment = one.assignment().unwrap_or_else(|| panic!("{text}: {:?}", one.problems));
        assert_eq!(assignment.lead, Party::unit(unit("Kỳ Lạc, Kỳ Anh, Hà Tĩnh", day)), "{text}");
    }
}

#[test]
fn a_unit_that_would_give_work_to_itself_is_asked_about_and_those_above_it_are_offered() {
    let text = "Ngày 24/1/2024, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp. Giao UBND xã Kỳ Lạc hoàn thành hồ sơ nông thôn mới trước ngày 20/2/2024.";
    let mut draft = settled(text);
    let one = &judged(&draft)[0];
    let wrong: Vec<_> = one.problems.iter().map(|one| (one.code, one.place.key.as_deref().unwrap_or_default())).collect();
    assert_eq!(wrong, [("desk.own-order", "place")], "{:#?}", draft.cards);
    let offered: Vec<&str> = one.offered().map(|one| one.path.as_str()).collect();
    assert_eq!(offered, ["Huyện Kỳ Anh, Tỉnh Hà Tĩnh", "Tỉnh Hà Tĩnh"]);
    draft.cards[0].correct(Field::Place, "Huyện Kỳ Anh, Tỉnh Hà Tĩnh");
    settle(&WORDS, &board(&draft, Vec::new()), &mut draft, today());
    let one = &judged(&draft)[0];
    assert!(one.is_complete() && one.offered().next().is_none(), "{:?}", one.problems);
    // People and offices of a unit get their work from it.
    for who in ["ông Nguyễn Văn A", "Ban Quản lý xây dựng nông thôn mới"] {
        let task = [(Field::Place, "Kỳ Lạc, Kỳ Anh, Hà Tĩnh"), (Field::Person, who), (Field::Words, "rà soát hồ sơ")];
        let draft = super::draft("2024-01-24", "Kỳ Lạc, Kỳ Anh, Hà Tĩnh", vec![Card::new(1, CardKind::Task, task)]);
        assert!(judged(&draft)[0].is_complete(), "{who}");
    }
}
