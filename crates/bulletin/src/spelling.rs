//! How words are spelled as keys, and numbers as words.

use crate::source::Source;
use crate::token::tokens;

/// The words of a phrase, spelled as keys.
pub(crate) fn words_of(phrase: &str) -> Vec<String> {
    let source = Source::new(phrase);
    let cut = tokens(&source);
    let spelled = cut.iter().map(|t| {
        let mut key = String::new();
        spell(&source.chars[t.start as usize..t.end as usize], &mut key);
        key
    });
    spelled.collect()
}

/// Lower case, and the tone mark on the first vowel of `oa`, `oe`, `uy` at the end of a word: `hoà` and `hòa` are one word.
pub(crate) fn spell(chars: &[char], out: &mut String) {
    let [head @ .., last] = chars else { return };
    out.extend(head.iter().map(|c| crate::letters::lower(*c)));
    let last = crate::letters::lower(*last);
    if !last.is_ascii()
        && let (Some((base, tone)), Some(before)) = (toned(last), head.last())
        && let Some(with) = accented(crate::letters::lower(*before), tone)
    {
        out.pop();
        out.push(with);
        out.push(base);
        return;
    }
    out.push(last);
}

/// A plain `a`, `e` or `y` with a tone, taken apart.
fn toned(c: char) -> Option<(char, usize)> {
    Some(match c {
        'á' => ('a', 0),
        'à' => ('a', 1),
        'ả' => ('a', 2),
        'ã' => ('a', 3),
        'ạ' => ('a', 4),
        'é' => ('e', 0),
        'è' => ('e', 1),
        'ẻ' => ('e', 2),
        'ẽ' => ('e', 3),
        'ẹ' => ('e', 4),
        'ý' => ('y', 0),
        'ỳ' => ('y', 1),
        'ỷ' => ('y', 2),
        'ỹ' => ('y', 3),
        'ỵ' => ('y', 4),
        _ => return None,
    })
}

fn accented(c: char, tone: usize) -> Option<char> {
    match c {
        'o' => "óòỏõọ".chars().nth(tone),
        'u' => "úùủũụ".chars().nth(tone),
        _ => None,
    }
}

/// Without diacritics, `đ` as `d`.
pub(crate) fn strip(word: &str) -> String {
    vedich_values::text::strip_marks(word)
}

/// The ways a number under a hundred is said.
pub(crate) fn in_words(n: u32) -> Vec<String> {
    let unit = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
    let (tens, ones) = ((n / 10) as usize, (n % 10) as usize);
    let last: &[&str] = match (tens, ones) {
        (0, _) => return vec![unit[ones].into()],
        (1, 5) => &["lăm"],
        (1, _) => &unit[ones..=ones],
        (_, 1) => &["mốt"],
        (_, 4) => &["tư", "bốn"],
        (_, 5) => &["lăm"],
        _ => &unit[ones..=ones],
    };
    let head = if tens == 1 { "mười".to_owned() } else { format!("{} mươi", unit[tens]) };
    last.iter().map(|l| format!("{head} {l}").trim().to_owned()).collect()
}
