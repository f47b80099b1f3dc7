//! Pages as they are saved: a day without its year, a district that only its communes tell, a banner with other days, figures of other
//! years and other levels.

use super::{REFERENCE, WORDS, board, day, judge, read, today, unit};
use crate::{Beside, Card, CardKind, Decision, Draft, Field, Judge, Scores, Stated, Whereabouts, examples, settle};
use vedich_board::Board;
use vedich_facts::{Body, Fact, ReadingVerdict};

fn settled(text: &str) -> Draft {
    let mut draft = read(text);
    settle(&WORDS, &Board::load(&REFERENCE, today(), []), &mut draft, today());
    draft
}

fn judged(draft: &Draft) -> Vec<crate::Judged> {
    Judge::new(&WORDS, &board(draft, Vec::new()), draft, today()).all()
}

#[test]
fn a_day_without_a_year_and_a_commune_of_two_provinces_are_told_by_what_the_page_names_besides() {
    let text = "Thành phố kiểm tra nông thôn mới tại xã Hải Xuân năm 2017\n\
        Sáng 12/7, đoàn kiểm tra của thành phố làm việc với xã Hải Xuân về kết quả 6 tháng đầu năm 2017.\n\
        Năm 2017 xã phấn đấu thêm hai tiêu chí. Đến nay, xã Hải Xuân đạt 13/20 tiêu chí nông thôn mới.\n\n\
        Tin cùng chuyên mục\n\nTP Móng Cái đón đoàn khách quốc tế\n";
    let draft = settled(text);
    assert_eq!((draft.date.as_str(), draft.year_guessed), ("2017-07-12", true));
    assert_eq!((draft.unit, draft.guessed), (Some(unit("Hải Xuân, Móng Cái", "2017-07-12")), true), "{}", draft.place);
    let score = draft.cards.iter().zip(judged(&draft)).find(|(card, _)| card.kind == CardKind::Progress).unwrap();
    assert!(score.1.is_complete(), "{score:#?}");
    // Whoever looks at it and saves it makes it certain.
    let mut draft = draft;
    let (source, date, place) = (draft.source.clone(), draft.date.clone(), draft.place.clone());
    draft.correct(&source, &date, &place);
    assert!(!draft.guessed && !draft.year_guessed && draft.unit.is_some());
}

#[test]
fn a_district_that_is_never_named_is_told_by_its_communes() {
    let text = "Họp giao ban thôn nông thôn mới kiểu mẫu\n\nNgày 10/08/2020 21:30:05\n\n\
        Sáng 6/8, Ban chỉ đạo huyện tổ chức giao ban thôn nông thôn mới kiểu mẫu. Dự họp có lãnh đạo các phòng, ban. Nhiều ý kiến đã được nêu. \
        Các đại biểu đi thăm một số vườn mẫu. Cán bộ huyện giới thiệu cách làm mới. Đến nay, toàn huyện có 12 thôn đăng ký thôn NTM kiểu mẫu, \
        3 thôn đã được công nhận. Trong đó, xã Đông Văn có 2 thôn, xã Đông Yên có 1 thôn.";
    let draft = settled(text);
    assert_eq!((draft.date.as_str(), draft.year_guessed), ("2020-08-06", false));
    assert_eq!((draft.unit, draft.guessed), (Some(unit("Huyện Đông Sơn, Thanh Hóa", "2020-08-06")), true), "{:?}", draft.named);
    let tallies: Vec<_> = draft.cards.iter().zip(judged(&draft)).filter(|(card, _)| card.kind == CardKind::Tally).collect();
    assert!(!tallies.is_empty() && tallies.iter().all(|(_, judged)| judged.is_complete()), "{tallies:#?}");
    // One commune alone proves nothing.
    let alone = settled(&text.replace(", xã Đông Yên có 1 thôn", "").replace("xã Đông Văn", "xã Hải Đông"));
    assert_eq!((alone.unit, alone.guessed), (None, false), "{}", alone.place);
}

#[test]
fn a_commune_named_only_after_the_figures_of_its_district_is_not_what_the_document_is_about() {
    let text = "Giao ban thôn nông thôn mới kiểu mẫu\n\nNgày 10/08/2020 21:30:05\n\n\
        Sáng 6/8, Ban chỉ đạo huyện tổ chức giao ban thôn nông thôn mới kiểu mẫu. Đến nay, toàn huyện đã mở rộng được 9,5 km đường thôn; \
        trồng mới 12 km hàng rào xanh. Trong 15 thôn đăng ký thôn NTM kiểu mẫu, có 2 thôn đã được công nhận, 4 thôn đã được thẩm định. \
        Trong đó, xã Đông Văn có 4 thôn, Đông Yên 2 thôn, còn lại 9 thôn đang tiếp tục thực hiện và phấn đấu hoàn thành trong năm 2020.";
    let district = Some(unit("Huyện Đông Sơn, Thanh Hóa", "2020-08-06"));
    let draft = settled(text);
    assert_eq!((draft.unit, draft.guessed), (district, true), "{:?} {:#?}", draft.place, draft.named);
    let found = judged(&draft);
    let of = |kind| draft.cards.iter().zip(&found).filter(move |(card, _)| card.kind == kind).map(|(_, judged)| judged.place.unit());
    assert!(of(CardKind::Output).count() >= 1 && of(CardKind::Output).all(|unit| unit == district), "{:#?}", draft.cards);
    // Counts are the district's, but for those that say in which commune: four in Đông Văn, two in Đông Yên.
    let communes = ["Đông Văn, Đông Sơn, Thanh Hóa", "Đông Yên, Đông Sơn, Thanh Hóa"].map(|name| Some(unit(name, "2020-08-06")));
    let (own, theirs): (Vec<_>, Vec<_>) = of(CardKind::Tally).partition(|unit| *unit == district);
    assert!(own.len() >= 3 && theirs == communes, "{own:?} {theirs:?} {:#?}", draft.cards);
    // Named in the head it is the commune's own document.
    let own = settled(&text.replace("Sáng 6/8, Ban chỉ đạo huyện", "Sáng 6/8, xã Đông Yên, huyện Đông Sơn"));
    assert_eq!(own.unit, Some(unit("Đông Yên, Đông Sơn, Thanh Hóa", "2020-08-06")), "{}", own.place);
}

#[test]
fn the_days_of_a_banner_are_not_the_days_of_the_page() {
    let text = "Chào mừng 90 năm Ngày thành lập Đảng (03/02/1930 - 03/02/2020)\n\n\
        Huyện làm việc với xã Quảng An về nhiệm vụ năm 2024\n\n\
        Ngày 25/01/2024, lãnh đạo huyện Đầm Hà về họp tại xã Quảng An để bàn nhiệm vụ năm 2024. \
        Đến nay, xã Quảng An đạt 16/19 tiêu chí nông thôn mới nâng cao.";
    let draft = settled(text);
    assert_eq!(draft.date, "2024-01-25");
    let kinds: Vec<CardKind> = draft.cards.iter().map(|card| card.kind).collect();
    assert_eq!(kinds, [CardKind::Progress], "{:#?}", draft.cards);
}

#[test]
fn figures_of_an_earlier_year_are_stated_of_its_end() {
    let text = "Ngày 5/8/2020, xã Lâm Hợp (huyện Kỳ Anh, tỉnh Hà Tĩnh) tổ chức hội nghị.\n\
        Năm 2018 xã Lâm Hợp đạt 8/20 tiêu chí nông thôn mới; đến nay đạt 10/20 tiêu chí.";
    let draft = settled(text);
    let days: Vec<String> = judged(&draft).iter().map(|one| one.as_of.unwrap().to_string()).collect();
    assert_eq!(days, ["2018-12-31", "2020-08-05"], "{:#?}", draft.cards);
}

#[test]
fn a_figure_the_sets_have_no_place_for_is_kept_in_the_words_of_the_document() {
    let district = |kind, fields: &[(Field, &'static str)]| {
        let common = [(Field::Place, "huyện Kỳ Anh"), (Field::Level, "district")];
        Card::new(1, kind, common.into_iter().chain(fields.iter().copied()))
    };
    let sum = "Toàn huyện đạt 404/495 tiêu chí";
    let cases = [
        district(CardKind::Progress, &[(Field::Of, "criteria"), (Field::Met, "404"), (Field::Total, "495"), (Field::Words, sum)]),
        district(CardKind::Value, &[(Field::Indicator, "income"), (Field::Value, "45"), (Field::Words, "Thu nhập 45 triệu đồng")]),
    ];
    for card in cases {
        let words = card.field(Field::Words).to_owned();
        let draft = super::draft("2020-09-08", "Kỳ Anh, Hà Tĩnh", vec![card]);
        let one = judge(&draft, Vec::new());
        assert!(one.is_complete() && one.in_words, "{one:#?}");
        let Some(Stated::One(fact)) = one.stated.first() else { panic!("{one:#?}") };
        assert!(matches!(&fact.body, Body::Remark { text, .. } if text.vi == words), "{fact:?}");
    }
}

#[test]
fn money_is_kept_with_what_became_of_it() {
    let text = "Ngày 8/9/2020, huyện Kỳ Anh tổ chức hội nghị nông thôn mới.\nHuyện Kỳ Anh đã giải ngân 61 tỷ đồng từ ngân sách tỉnh cho nông thôn mới; còn lại đang làm thủ tục.";
    let draft = read(text);
    let note = draft.cards.iter().find(|card| card.kind == CardKind::Note).unwrap();
    assert_eq!(note.field(Field::Words), "Huyện Kỳ Anh đã giải ngân 61 tỷ đồng từ ngân sách tỉnh cho nông thôn mới");
}

#[test]
fn a_namesake_in_another_province_is_asked_about() {
    let score = |place| {
        let fields = [(Field::Place, place), (Field::Level, "commune"), (Field::Of, "criteria"), (Field::Met, "10"), (Field::Total, "20")];
        super::draft("2020-09-08", "Huyện Đông Sơn, Thanh Hóa", vec![Card::new(1, CardKind::Progress, fields)])
    };
    let one = judge(&score("Lâm Hợp"), Vec::new());
    let Whereabouts::Far(far) = &one.place else { panic!("{one:#?}") };
    assert_eq!((far.unit, one.problems[0].code), (unit("Lâm Hợp", "2020-09-08"), "desk.far-place"));
    let path = far.path.clone();
    let chosen = judge(&score(&path), Vec::new());
    assert_eq!(chosen.place, Whereabouts::One(unit("Lâm Hợp", "2020-09-08")));
}

#[test]
fn the_same_value_on_a_later_day_is_news() {
    let fields = |value| {
        let all = [(Field::Place, "Quảng An"), (Field::Level, "commune"), (Field::Indicator, "health_insurance"), (Field::Value, value)];
        vec![Card::new(1, CardKind::Value, all)]
    };
    let place = "Huyện Đầm Hà, Quảng Ninh";
    let first = judge(&super::draft("2024-01-24", place, fields("95,3")), Vec::new());
    let Some(Stated::One(fact)) = first.stated.first() else { panic!("{first:#?}") };
    let known = |on: &str| Fact { as_of: day(on), ..(**fact).clone() };
    let again = |known| judge(&super::draft("2024-06-24", place, fields("95,3")), vec![known]).beside;
    assert!(matches!(again(known("2024-01-24")), Beside::Later(_)));
    assert!(matches!(again(known("2024-06-24")), Beside::Known(_)));
}

#[test]
fn what_a_person_adds_or_takes_for_another_kind_says_what_the_reader_missed() {
    let mut added = Card::added(1, CardKind::Progress, (3, 20), "mười sáu trên hai mươi tiêu chí");
    assert!(added.is_added() && added.field(Field::Words).starts_with("mười sáu"));
    for (field, text) in [(Field::Place, "Lâm Hợp, Kỳ Anh, Hà Tĩnh"), (Field::Of, "criteria"), (Field::Met, "16"), (Field::Total, "20")]
    {
        added.correct(field, text);
    }
    added.decision = Decision::Accepted;
    let one = judge(&super::draft("2020-09-08", "", vec![added.clone()]), Vec::new());
    assert!(matches!(one.stated.as_slice(), [Stated::Count { criteria: Some(tally), .. }] if tally.to_string() == "16/20"), "{one:#?}");
    let mut other = Card { evidence: "xã đạt 15 chỉ tiêu".into(), ..super::progress("Lâm Hợp", "15", "20") };
    other.retype(CardKind::Note);
    assert_eq!((other.kind, other.read_kind, other.field(Field::Words)), (CardKind::Note, Some(CardKind::Progress), "xã đạt 15 chỉ tiêu"));
    other.decision = Decision::Accepted;
    let kept = examples(&[added.clone(), other.clone(), Card { decision: Decision::Rejected, ..added }]);
    let verdicts: Vec<ReadingVerdict> = kept.iter().map(|one| one.verdict).collect();
    assert_eq!(verdicts, [ReadingVerdict::Missed, ReadingVerdict::Corrected]);
    assert_eq!((kept[1].kind.as_str(), kept[1].meant["kind"].as_str()), ("progress", "note"));
    let mut scores = Scores::default();
    kept.iter().for_each(|one| scores.add(day("2026-11-28"), one));
    let all = scores.by_kind[&("progress".to_owned(), day("2026-11-01"))];
    assert_eq!((all.decided(), all.missed), (1, 1), "what was missed is told beside the share of what was proposed");
    // Back to what it was read as, nothing was corrected.
    other.retype(CardKind::Progress);
    assert_eq!(other.read_kind, None);
}
