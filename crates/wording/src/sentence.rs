//! Names of units in sentences: "Xã Hải Đông" at the head of one, "xã Hải Đông" in the middle (Decree 30/2020/NĐ-CP, Annex II: the type
//! word of a unit has a small letter, the name of its own a capital).

use std::borrow::Cow;

/// Type words of units, as names begin with them.
const TYPES: [&str; 20] = [
    "Xã",
    "Phường",
    "Thị trấn",
    "Đặc khu",
    "Huyện",
    "Quận",
    "Thị xã",
    "Thành phố",
    "Tỉnh",
    "Thôn",
    "Bản",
    "Ấp",
    "Xóm",
    "Buôn",
    "Làng",
    "Sóc",
    "Tổ dân phố",
    "Khu phố",
    "Tiểu khu",
    "Thủ đô",
];

/// What stands before the head of a sentence, a title, an item of a list.
const ENDS: [char; 16] = ['.', ':', '!', '?', '…', '·', '•', '–', '—', '|', '/', '“', '"', '‘', '\n', '-'];

/// Whether what follows a text begins a sentence, or stands for itself as in a list or in quotation marks.
pub(crate) fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    before.chars().next_back().is_none_or(|last| ENDS.contains(&last))
}

/// Names in the middle of a sentence: the type word of every unit, at the head and behind a comma, with a small letter; whatever is no unit
/// as it is, as in "Huyện ủy Đông Sơn".
///
/// ```
/// use vedich_wording::in_sentence;
/// assert_eq!(in_sentence("Xã Lâm Hợp, Huyện Kỳ Anh"), "xã Lâm Hợp, huyện Kỳ Anh");
/// assert_eq!(in_sentence("Huyện ủy Đông Sơn"), "Huyện ủy Đông Sơn");
/// ```
#[must_use]
pub fn in_sentence(names: &str) -> Cow<'_, str> {
    if !names.split(", ").any(is_unit) {
        return Cow::Borrowed(names);
    }
    let parts = names.split(", ").map(|part| if is_unit(part) { lowered(part) } else { part.to_owned() });
    Cow::Owned(parts.collect::<Vec<_>>().join(", "))
}

/// Words that begin what is no name: people and rooms spoken of in general. Bodies and posts are names: "Ban chỉ đạo huyện", "Phó Chủ tịch".
const COMMON: [&str; 28] = [
    "Các",
    "Những",
    "Một số",
    "Toàn thể",
    "Lãnh đạo",
    "Đại diện",
    "Đồng chí",
    "Thành viên",
    "Cán bộ",
    "Công chức",
    "Chuyên viên",
    "Đoàn công tác",
    "Đoàn kiểm tra",
    "Đoàn giám sát",
    "Tổ công tác",
    "Phòng, ban",
    "Trưởng thôn",
    "Trưởng bản",
    "Trưởng các",
    "Người dân",
    "Bà con",
    "Hộ dân",
    "Trụ sở",
    "Hội trường",
    "Phòng họp",
    "Nhà văn hóa",
    "Thực địa",
    "Khu dân cư",
];

/// People or a place as somebody wrote them down, in the middle of a sentence: "các phòng, ban", "lãnh đạo 5 xã", "trụ sở Thành ủy Móng
/// Cái"; what is a name as it is.
///
/// ```
/// use vedich_wording::mentioned;
/// assert_eq!(mentioned("Các phòng, ban huyện"), "các phòng, ban huyện");
/// assert_eq!(mentioned("Huyện ủy Kỳ Anh"), "Huyện ủy Kỳ Anh");
/// ```
#[must_use]
pub fn mentioned(words: &str) -> String {
    let words = in_sentence(words.trim());
    let whole = |rest: &str| rest.chars().next().is_none_or(|next| !next.is_alphanumeric());
    let common = COMMON.iter().any(|common| words.strip_prefix(common).is_some_and(whole));
    if common { lowered(&words) } else { words.into_owned() }
}

/// A type word and behind it a name of its own, or the number of a hamlet.
fn is_unit(name: &str) -> bool {
    let own = |kind: &&str| name.strip_prefix(*kind).and_then(|rest| rest.strip_prefix(' '));
    TYPES.iter().find_map(own).and_then(|rest| rest.chars().next()).is_some_and(|first| first.is_uppercase() || first.is_ascii_digit())
}

fn lowered(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn every_type_word_is_small_inside_a_sentence_and_as_it_is_at_its_head() {
        for kind in TYPES {
            let name = format!("{kind} Hải Đông");
            let small = in_sentence(&name).into_owned();
            assert!(small.starts_with(char::is_lowercase) && small.ends_with("Hải Đông"), "{small}");
        }
        for other in ["Huyện ủy Đông Sơn", "Xã đạt chuẩn", "Nguyễn Thị Xã", "Bản tin 12", "UBND Xã"] {
            assert_eq!(in_sentence(other), other);
        }
        assert_eq!(in_sentence("Thôn 5"), "thôn 5");
    }

    #[test]
    fn people_and_rooms_in_general_are_small_names_are_not() {
        for (written, said) in [
            ("Lãnh đạo 5 xã", "lãnh đạo 5 xã"),
            ("Đoàn công tác theo Quyết định 1447", "đoàn công tác theo Quyết định 1447"),
            ("Trụ sở Thành ủy Móng Cái", "trụ sở Thành ủy Móng Cái"),
            ("Huyện Đông Sơn", "huyện Đông Sơn"),
            ("Đoàn Thanh niên", "Đoàn Thanh niên"),
            ("Phòng Kinh tế", "Phòng Kinh tế"),
            ("Cácmác", "Cácmác"),
            ("UBND xã", "UBND xã"),
        ] {
            assert_eq!(mentioned(written), said);
        }
    }

    #[test]
    fn a_message_knows_where_its_sentences_begin() {
        let say = |template: &str| crate::lang::fill_in(Lang::Vi, template, |_| Some("Xã Hải Đông"));
        assert_eq!(say("{u} có 3 nhiệm vụ của {u}."), "Xã Hải Đông có 3 nhiệm vụ của xã Hải Đông.");
        assert_eq!(
            say("Đơn vị: {u}. {u} · {u}; “{u}” ({u})"),
            "Đơn vị: Xã Hải Đông. Xã Hải Đông · Xã Hải Đông; “Xã Hải Đông” (xã Hải Đông)"
        );
        assert_eq!(crate::lang::fill_in(Lang::En, "in {u}", |_| Some("Xã Hải Đông")), "in Xã Hải Đông");
    }
}
