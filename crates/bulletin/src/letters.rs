//! Letters by table: case and kind of the characters Vietnamese is written in, looked up once instead of in the standard tables.

use std::sync::LazyLock;

/// Characters below this have their line in the table: Latin with every Vietnamese mark.
const KNOWN: usize = 0x1F00;

const LETTER: u8 = 1;
const UPPER: u8 = 2;
const LOWER: u8 = 4;
const SPACE: u8 = 8;

struct Letters {
    lower: Vec<char>,
    kind: Vec<u8>,
}

static LETTERS: LazyLock<Letters> = LazyLock::new(|| {
    let all = (0..KNOWN).map(|n| u32::try_from(n).ok().and_then(char::from_u32).unwrap_or('\0'));
    Letters { lower: all.clone().map(first_lower).collect(), kind: all.map(kind_of).collect() }
});

fn first_lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn kind_of(c: char) -> u8 {
    let bit = |is: bool, bit: u8| if is { bit } else { 0 };
    bit(c.is_alphabetic(), LETTER) | bit(c.is_uppercase(), UPPER) | bit(c.is_lowercase(), LOWER) | bit(c.is_whitespace(), SPACE)
}

fn kind(c: char) -> u8 {
    LETTERS.kind.get(c as usize).copied().unwrap_or_else(|| kind_of(c))
}

/// The (first) lower-case letter.
pub(crate) fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    LETTERS.lower.get(c as usize).copied().unwrap_or_else(|| first_lower(c))
}

pub(crate) fn is_letter(c: char) -> bool {
    kind(c) & LETTER != 0
}

pub(crate) fn is_upper(c: char) -> bool {
    kind(c) & UPPER != 0
}

pub(crate) fn is_lower(c: char) -> bool {
    kind(c) & LOWER != 0
}

pub(crate) fn is_space(c: char) -> bool {
    kind(c) & SPACE != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_standard_says() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            let said = (lower(c), is_letter(c), is_upper(c), is_lower(c), is_space(c));
            assert_eq!(said, (first_lower(c), c.is_alphabetic(), c.is_uppercase(), c.is_lowercase(), c.is_whitespace()), "{c:?}");
        }
    }
}
