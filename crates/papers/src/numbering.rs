//! Numbers of headings: Roman, Arabic, letters of the Vietnamese alphabet.

/// Letters of points (điểm) in the order of the Vietnamese alphabet.
const LETTERS: [&str; 23] =
    ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y"];

/// `I`, `II`, `XIV`; empty for 0.
///
/// ```
/// assert_eq!(vedich_papers::numbering::roman(14), "XIV");
/// ```
#[must_use]
pub fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

/// The letter of a point, counted from 1: `a`, `b`, `c`, `d`, `đ`, `e`, `g`; the number itself when the alphabet ends.
///
/// ```
/// assert_eq!(vedich_papers::numbering::letter(5), "đ");
/// ```
#[must_use]
pub fn letter(number: u32) -> String {
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    index.and_then(|index| LETTERS.get(index)).map_or_else(|| number.to_string(), |letter| (*letter).to_owned())
}

/// What a heading of a level is numbered by.
#[must_use]
pub fn heading(level: u8, number: u32) -> String {
    match level {
        1 => format!("{}.", roman(number)),
        2 => format!("{number}."),
        _ => format!("{})", letter(number)),
    }
}
