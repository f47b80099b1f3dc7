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

/// How far into a word an apostrophe may stand: `M'gar`.
const LONGEST_ELISION: usize = 3;

/// Cuts the text; keys are filled in by the lexicon.
#[must_use]
pub fn tokens(source: &Source) -> Vec<Token> {
    let text = Characters::of(&source.chars);
    let mut out = Vec::with_capacity(text.chars.len() / 4);
    let (mut at, mut spaced) = (0, true);
    while let Some(&c) = text.chars.get(at) {
        if is_blank(c) {
            (at, spaced) = (at + 1, true);
            continue;
        }
        let piece = text.piece(at);
        out.push(Token {
            start: u32::try_from(at).unwrap_or(u32::MAX),
            end: u32::try_from(piece.end).unwrap_or(u32::MAX),
            kind: piece.kind,
            key: 0,
            capital: is_upper(c),
            damaged: piece.damaged,
            spaced,
        });
        (at, spaced) = (piece.end, piece.kind == TokenKind::Line);
    }
    out
}

/// The characters of a text, and how much damage is in them.
struct Characters<'a> {
    chars: &'a [char],
    /// Question marks stand inside words all over the text: those at the end of words are damage too.
    worn: bool,
}

/// Characters that belong together: what they make, and the place behind the last.
struct Piece {
    kind: TokenKind,
    end: usize,
    damaged: bool,
}

impl<'a> Characters<'a> {
    fn of(chars: &'a [char]) -> Self {
        Self { chars, worn: is_worn(chars) }
    }

    /// What begins at a character that is no blank.
    fn piece(&self, at: usize) -> Piece {
        let c = self.chars[at];
        let whole = |kind, end| Piece { kind, end, damaged: false };
        if c == '\n' {
            whole(TokenKind::Line, at + 1)
        } else if c.is_ascii_digit() {
            whole(TokenKind::Number, self.number_end(at))
        } else if is_letter(c) || c == '?' && self.lost_first_letter(at) {
            self.word(at)
        } else {
            whole(TokenKind::Mark(c), at + 1)
        }
    }

    /// Behind digits, with the points and commas between them.
    fn number_end(&self, at: usize) -> usize {
        let chars = self.chars;
        let goes_on = |i: usize| digit(chars, i) || matches!(chars.get(i), Some('.' | ',')) && digit(chars, i + 1);
        (at + 1..).find(|i| !goes_on(*i)).unwrap_or(chars.len())
    }

    /// A `?` that stands for the first letter of a word.
    fn lost_first_letter(&self, at: usize) -> bool {
        let chars = self.chars;
        let opens = |from: usize| !letter(chars, at.wrapping_sub(1)) && lower(chars, from);
        at > 0 && opens(at + 1)
            // "nhà ? dân cư": a word of one letter was lost
            || self.worn && alone(chars, at)
            // "??t chu?n": two letters in a row were lost
            || self.worn && chars.get(at + 1) == Some(&'?') && opens(at + 2)
    }

    /// A word, with the question marks that damage left in it.
    fn word(&self, start: usize) -> Piece {
        let chars = self.chars;
        let mut damaged = chars[start] == '?';
        let mut at = start + 1 + usize::from(damaged && chars.get(start + 1) == Some(&'?'));
        while let Some(&c) = chars.get(at) {
            let lost = if c == '?' { self.lost_letters(at) } else { 0 };
            if lost > 0 {
                damaged = true;
                at += lost;
            } else if is_letter(c) || is_mark(c) || c == '\'' && letter(chars, at + 1) && at - start <= LONGEST_ELISION {
                at += 1;
            } else {
                break;
            }
        }
        Piece { kind: TokenKind::Word, end: at, damaged }
    }

    /// How many letters of a word were lost at a `?` in it; none when the mark ends a question.
    fn lost_letters(&self, at: usize) -> usize {
        let chars = self.chars;
        if letter(chars, at + 1) && !is_upper(chars[at + 1]) || self.worn && ends_word(chars, at) {
            1
        } else if chars.get(at + 1) == Some(&'?') && letter(chars, at + 2) {
            2
        } else {
            0
        }
    }
}

/// Blanks around, and the sentence goes on behind.
fn alone(chars: &[char], at: usize) -> bool {
    let blank = |i: usize| chars.get(i) == Some(&' ');
    at > 0 && blank(at - 1) && blank(at + 1) && lower(chars, at + 2)
}

fn ends_word(chars: &[char], at: usize) -> bool {
    chars.get(at + 1).is_some_and(|n| *n != '\n') && !letter(chars, at + 1)
}

/// Question marks stand inside three words at least.
fn is_worn(chars: &[char]) -> bool {
    let inside = |at: &usize| letter(chars, at.wrapping_sub(1)) && lower(chars, at + 1);
    let marks = chars.iter().enumerate().filter(|(_, c)| **c == '?').map(|(at, _)| at);
    marks.filter(inside).take(3).count() >= 3
}

fn digit(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(char::is_ascii_digit)
}

fn letter(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| is_letter(*c))
}

fn lower(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| is_lower(*c))
}

fn is_blank(c: char) -> bool {
    c != '\n' && (c == ' ' || is_space(c) || c.is_control() || is_invisible(c))
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}')
}
