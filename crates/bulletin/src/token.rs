//! Words, numbers and marks, in one pass over the characters.

use crate::letters::{is_letter, is_lower, is_space, is_upper};
use crate::source::Source;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters (an apostrophe between letters belongs to the word: `M'gar`; so does a `?` that damage left in it).
    Word,
    /// Digits, with `.` and `,` between digits.
    Number,
    /// One mark.
    Mark(char),
    /// End of a line.
    Line,
}

/// One token; places are characters of [`Source::chars`].
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First character.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// Key of the word in the lexicon's vocabulary; 0 when no dictionary knows it.
    pub key: u32,
    /// Begins with a capital.
    pub capital: bool,
    /// Has a `?` inside: question-mark damage.
    pub damaged: bool,
    /// A blank (or a line's end) stands before it.
    pub spaced: bool,
}

/// Cuts the text; keys are filled in by the lexicon.
#[must_use]
pub fn tokens(source: &Source) -> Vec<Token> {
    let chars = &source.chars;
    let mut out = Vec::with_capacity(chars.len() / 4);
    let (mut at, mut spaced) = (0, true);
    let worn = is_worn(chars);
    while at < chars.len() {
        let c = chars[at];
        let start = at;
        let mut damaged = false;
        at += 1;
        let kind = if c == '\n' {
            TokenKind::Line
        } else if c == ' ' || is_space(c) || c.is_control() || is_invisible(c) {
            spaced = true;
            continue;
        } else if c.is_ascii_digit() {
            while at < chars.len() && (chars[at].is_ascii_digit() || (matches!(chars[at], '.' | ',') && digit(chars, at + 1))) {
                at += 1;
            }
            TokenKind::Number
        } else if is_letter(c)
            || (c == '?' && letter(chars, at) && (start > 0 && !letter(chars, start - 1)) && damaged_word(chars, at))
            // "nhà ? dân cư": a word of one letter was lost
            || (worn && c == '?' && alone(chars, start))
            // "??t chu?n": two letters in a row were lost
            || (worn && c == '?' && chars.get(at) == Some(&'?') && !letter(chars, start.wrapping_sub(1)) && damaged_word(chars, at + 1))
        {
            damaged = c == '?';
            at += usize::from(damaged && chars.get(at) == Some(&'?'));
            while at < chars.len() {
                let d = chars[at];
                if is_letter(d) || is_mark(d) || (d == '\'' && letter(chars, at + 1) && at - start <= 3) {
                    at += 1;
                } else if d == '?' && (inside(chars, at) || worn && ends_word(chars, at)) {
                    damaged = true;
                    at += 1;
                } else if d == '?' && chars.get(at + 1) == Some(&'?') && letter(chars, at + 2) {
                    damaged = true;
                    at += 2;
                } else {
                    break;
                }
            }
            TokenKind::Word
        } else {
            TokenKind::Mark(c)
        };
        let token = Token {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(at).unwrap_or(u32::MAX),
            kind,
            key: 0,
            capital: is_upper(c),
            damaged,
            spaced,
        };
        out.push(token);
        spaced = kind == TokenKind::Line;
    }
    out
}

fn inside(chars: &[char], at: usize) -> bool {
    letter(chars, at + 1) && !is_upper(chars[at + 1])
}

/// Blanks around, and the sentence goes on behind.
fn alone(chars: &[char], at: usize) -> bool {
    let blank = |i: usize| chars.get(i) == Some(&' ');
    at > 0 && blank(at - 1) && blank(at + 1) && chars.get(at + 2).is_some_and(|c| is_lower(*c))
}

fn ends_word(chars: &[char], at: usize) -> bool {
    chars.get(at + 1).is_some_and(|n| *n != '\n') && !letter(chars, at + 1)
}

/// Question marks stand inside words all over the text: those at the end of words are damage too.
fn is_worn(chars: &[char]) -> bool {
    let inside = |at: &usize| letter(chars, at.wrapping_sub(1)) && chars.get(at + 1).is_some_and(|c| is_lower(*c));
    let marks = chars.iter().enumerate().filter(|(_, c)| **c == '?').map(|(at, _)| at);
    marks.filter(inside).take(3).count() >= 3
}

fn digit(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(char::is_ascii_digit)
}

fn letter(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| is_letter(*c))
}

/// A leading `?` belongs to a word only when another `?` damages the same word or it is glued to a lower-case letter.
fn damaged_word(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| is_lower(*c))
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}')
}
