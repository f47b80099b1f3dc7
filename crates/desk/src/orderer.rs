//! Who orders a task, where the words before the one that is to do it say so: "UBND huyện yêu cầu UBND xã A …", or the line above a list
//! ("Thường trực Huyện ủy yêu cầu:").

use vedich_values::text::fold;

/// How far back a sentence is followed, in characters.
const LONGEST_SENTENCE: usize = 500;
/// How far above a list its first line may stand, in characters.
const LONGEST_LIST: usize = 3_000;
/// What stands before an item of a list, in characters: "1.", "a)", "- Giao".
const LONGEST_MARK: usize = 20;
/// Words between an office and the level of its unit: "Ban Chỉ đạo xây dựng nông thôn mới huyện".
const OFFICE_WORDS: usize = 8;

/// Words of offices that order in the name of a unit, folded.
const OFFICES: [&str; 7] = ["ubnd", "hdnd", "ban", "bcd", "truc", "tich", "dao"];
/// Verbs of orders, folded.
const ORDERS: [&str; 6] = ["yeu cau", "giao", "de nghi", "chi dao", "phan cong", "quyet dinh"];

/// The unit that orders: its name, empty where only its level is said, and its level. `start` is where the one that is to do it is named.
pub(crate) fn before(letters: &[char], start: usize) -> Option<(String, &'static str)> {
    let text = letters.get(..start)?;
    let ends = |at: &usize| match text[*at] {
        ';' | '\n' | '!' | '?' => true,
        '.' => text.get(at + 1).is_none_or(|next| next.is_whitespace()),
        _ => false,
    };
    let from = (0..start).rev().take(LONGEST_SENTENCE).find(ends).map_or_else(|| start.saturating_sub(LONGEST_SENTENCE), |at| at + 1);
    let said = |letters: &[char]| orders(&letters.iter().collect::<String>());
    said(&text[from..]).or_else(|| said(head_of_list(text)?))
}

/// The line above a list in which the text ends: it ends with a colon.
fn head_of_list(text: &[char]) -> Option<&[char]> {
    let near = &text[text.len().saturating_sub(LONGEST_LIST)..];
    let mut lines = near.rsplit(|letter| *letter == '\n');
    let mark = lines.next()?;
    let colon = |line: &&[char]| line.iter().rev().find(|letter| !letter.is_whitespace()) == Some(&':');
    if mark.len() > LONGEST_MARK { None } else { lines.find(colon) }
}

/// The last unit named by its level that orders something in these words.
fn orders(text: &str) -> Option<(String, &'static str)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let keys: Vec<String> = words.iter().map(|word| fold(word.trim_matches(|c: char| !c.is_alphanumeric()))).collect();
    let key = |at: usize| keys.get(at).map_or("", String::as_str);
    let of_office = |at: usize| keys[at.saturating_sub(OFFICE_WORDS)..at].iter().any(|key| OFFICES.contains(&key.as_str()));
    let ordered = |from: usize| {
        let rest = keys.get(from..).unwrap_or_default().join(" ");
        ORDERS.iter().any(|verb| format!(" {rest} ").contains(&format!(" {verb} ")))
    };
    for at in (0..keys.len()).rev() {
        let (level, length) = match (key(at), key(at + 1)) {
            ("huyen" | "thi", "uy") => ("district", 2),
            ("thanh", "uy") => ("city", 2),
            ("tinh", "uy") => ("province", 2),
            ("thi", "xa") if of_office(at) => ("district", 2),
            ("thanh", "pho") if of_office(at) => ("city", 2),
            ("huyen", _) if of_office(at) => ("district", 1),
            ("tinh", _) if of_office(at) => ("province", 1),
            ("xa", _) if of_office(at) && (at == 0 || key(at - 1) != "thi") => ("commune", 1),
            _ => continue,
        };
        if !ordered(at + length) {
            continue;
        }
        // A commune is told apart by its name; above it there is one of each level.
        let capital = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
        let name: Vec<&str> = words[at + length..].iter().take_while(capital).copied().collect();
        let name = if level == "commune" { name.join(" ") } else { String::new() };
        return Some((name.trim_matches(|c: char| !c.is_alphanumeric()).to_owned(), level));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_orders_is_told_by_level() {
        let cases = [
            ("UBND huyện yêu cầu |UBND xã Kỳ Lạc", Some(("", "district"))),
            ("Thường trực Thành ủy giao |UBND xã", Some(("", "city"))),
            ("Bí thư Tỉnh ủy, trưởng ban chỉ đạo, yêu cầu |UBND xã", Some(("", "province"))),
            ("Theo kết luận của UBND tỉnh, Ban Chỉ đạo xây dựng nông thôn mới huyện phân công |Phòng Y tế", Some(("", "district"))),
            ("UBND thị xã đề nghị |UBND phường", Some(("", "district"))),
            ("Đảng ủy, UBND xã Kỳ Sơn giao |thôn Mỹ Lạc", Some(("Kỳ Sơn", "commune"))),
            ("Thường trực Huyện ủy yêu cầu:\n1. UBND xã A rà soát.\n2. |UBND xã B", Some(("", "district"))),
            ("Giao |UBND xã Kỳ Lạc", None),
            ("Huyện có 12 xã. |UBND xã Kỳ Lạc", None),
            ("UBND huyện yêu cầu rà soát. Sau đó |UBND xã", None),
            ("|UBND huyện", None),
        ];
        for (text, expected) in cases {
            let start = text.chars().position(|letter| letter == '|').unwrap();
            let letters: Vec<char> = text.replace('|', "").chars().collect();
            let found = before(&letters, start);
            assert_eq!(found.as_ref().map(|(name, level)| (name.as_str(), *level)), expected, "{text}");
        }
        assert_eq!(before(&[], 5), None);
    }
}
