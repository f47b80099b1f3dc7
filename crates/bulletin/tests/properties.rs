//! Whatever the text: no panic, spans that hold, the same facts every time and in every normal form.
mod common;

use common::{cases, reader};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Spans lie in the text and give the evidence; twice the same.
fn check(text: &str) {
    vedich_bulletin::fuzz_target(reader(), text.as_bytes());
}

fn bodies(text: &str) -> Vec<String> {
    reader().read(text, Some("2021-06")).iter().map(|f| serde_json::to_string(&f.body).expect("facts are plain data")).collect()
}

/// Pieces that are likely to reach the rules, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let words = [
        "xã",
        "huyện",
        "Tân Lập",
        "Kim Thành",
        "tỉnh",
        "Nghệ An",
        "đạt",
        "chuẩn",
        "NTM",
        "nông thôn mới",
        "tiêu chí",
        "chỉ tiêu",
        "15/19",
        "12",
        "3.450",
        "7,5",
        "%",
        "tỷ đồng",
        "triệu",
        ",",
        ";",
        ".",
        ":",
        "(",
        ")",
        "\n",
        "-",
        "/",
        "phấn đấu",
        "đến năm",
        "2025",
        "năm",
        "ngày",
        "6/9",
        "giao",
        "yêu cầu",
        "phòng",
        "rà soát",
        "trước ngày",
        "thôn",
        "5",
        "nâng cao",
        "kiểu mẫu",
        "còn",
        "chưa đạt",
        "là",
        "và",
        "dưới",
        "từ",
        "trở lên",
        "lần lượt",
        "bình quân",
        "hiến",
        "m2",
        "thu nhập",
        "hộ nghèo",
        "giảm",
        "tăng",
        "mỗi",
        "trong",
        "tổng số",
        "số",
        "?",
        "…",
        "\u{301}",
        "\u{0}",
        "🙂",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..60).prop_map(|w| w.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes(data in prop::collection::vec(any::<u8>(), 0..400)) {
        vedich_bulletin::fuzz_target(reader(), &data);
    }

    #[test]
    fn any_unicode(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_order_of_words(text in pieces()) {
        check(&text);
        prop_assert_eq!(bodies(&text.nfc().collect::<String>()), bodies(&text.nfd().collect::<String>()));
    }

    #[test]
    fn hints_never_panic(hint in any::<String>(), text in pieces()) {
        let _ = reader().read(&text, Some(&hint));
    }
}

#[test]
fn normal_forms_give_the_same_facts() {
    for case in cases() {
        let nfd: String = case.text.nfd().collect();
        let names = |text: &str| -> Vec<String> {
            reader()
                .read(text, case.hint.as_deref())
                .iter()
                .map(|f| serde_json::to_string(&f.body).expect("facts are plain data"))
                .collect()
        };
        assert_eq!(names(&case.text), names(&nfd), "{}", case.place);
        check(&nfd);
    }
}

#[test]
fn hostile_texts_end() {
    let million = 200_000;
    for text in [
        "(".repeat(million),
        "15/19 ".repeat(million / 4),
        "9/".repeat(million),
        "12-".repeat(million),
        "xã ".repeat(million / 3),
        "a\u{301}".repeat(million / 4),
        ",;:.".repeat(million / 4),
        "xã Tân Lập, ".repeat(million / 12),
        "\u{301}".repeat(50_000),
        "giao phòng rà soát ".repeat(million / 18),
    ] {
        check(&text);
    }
    // no two alike, so that nothing is passed over as said before
    let head = "Xã Tân Lập xây dựng nông thôn mới: ";
    for piece in ["#/20 ", "#/20 tiêu chí, ", "còn # tiêu chí chưa đạt: thu nhập, ", "hộ nghèo #%, BHYT #%, ", "hiến # m2 đất, "]
    {
        let varied: String = (0..5_000).map(|n: u32| piece.replace('#', &((n * 37 + 11) % 97).to_string())).collect();
        check(&format!("{head}{varied}"));
    }
}

/// What is shown of a score begins with whose it is, not with where that lies.
#[test]
fn the_words_of_a_score_begin_with_whose_it_is() {
    let text = "Nông thôn mới\n\nXã Hồng Thái, huyện Na Hang đạt 14/19 tiêu chí. Xã Đà Vị (huyện Na Hang) đạt 12/19 tiêu chí.";
    let facts = reader().read(text, None);
    let said: Vec<&str> = facts.iter().filter(|f| f.rule == "progress").map(|f| f.evidence.as_str()).collect();
    assert_eq!(said, ["Xã Hồng Thái, huyện Na Hang đạt 14/19 tiêu chí", "Xã Đà Vị (huyện Na Hang) đạt 12/19 tiêu chí"]);
}

/// A colon that begins a sentence once made the reader look before the text.
#[test]
fn a_text_may_begin_with_a_colon() {
    check(": giao xã đạt xã tiêu chí \n đạt xã");
}

/// A list walked backwards always comes to its end: a bracket behind no name once held the reader for ever.
#[test]
fn a_bracket_behind_no_name_ends_the_list() {
    for text in
        ["Đạt (xã) Kim Thành lần lượt đạt 12 và 13 tiêu chí.", "Huyện rà soát ( thôn ) Tân Lập, Kim Thành lần lượt 12, 13 tiêu chí."]
    {
        check(text);
    }
}
