//! Words into lines: broken where they no longer fit, stretched to the edge where the text is justified.

use crate::shape::{ASCENT, EM, LINE, Shaper, Word};
use std::rc::Rc;
use vedich_papers::{Length, Look, Span};

/// A word at its place in a line.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// From the left edge of the text.
    pub(crate) x: i64,
    pub(crate) word: Rc<Word>,
    pub(crate) look: Look,
}

/// A line of text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub(crate) pieces: Vec<Piece>,
    /// How far its base line is below its top.
    pub(crate) base: i64,
    pub(crate) height: i64,
    /// The words alone.
    pub(crate) width: i64,
}

/// Where the words of a line stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    Left,
    Centre,
    Right,
    Justified,
}

/// The room a text has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub(crate) width: i64,
    /// Indent of the first line.
    pub(crate) indent: i64,
    pub(crate) stand: Stand,
    /// Height of lines in percent of single spacing.
    pub(crate) line_percent: u32,
}

/// What must not be torn apart: words of one or several looks without a blank between.
struct Token {
    parts: Vec<(Rc<Word>, Look)>,
    width: i64,
}

/// The height of a line of that look.
pub(crate) const fn line_height(look: Look, percent: u32) -> i64 {
    look.size.0 * LINE / EM * percent as i64 / 100
}

/// Breaks a text into lines.
pub(crate) fn break_lines(shaper: &mut Shaper, text: &[(Look, &str)], fallback: Look, room: Room) -> Vec<Line> {
    let mut lines: Vec<Vec<Token>> = Vec::new();
    let mut line: Vec<Token> = Vec::new();
    let mut used = 0;
    let blank = shaper.blank(text.first().map_or(fallback, |(look, _)| *look));
    for token in tokens(shaper, text, room.width) {
        let free = room.width - if lines.is_empty() { room.indent } else { 0 };
        let wanted = if line.is_empty() { token.width } else { used + blank + token.width };
        if wanted > free && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = token.width;
        } else {
            used = wanted;
        }
        line.push(token);
    }
    lines.push(line);
    let last = lines.len() - 1;
    let set = |(index, tokens): (usize, Vec<Token>)| {
        let indent = if index == 0 { room.indent } else { 0 };
        set_line(tokens, blank, indent, room, index == last, fallback)
    };
    lines.into_iter().enumerate().map(set).collect()
}

/// The spans of a paragraph in the look of their place.
pub(crate) fn looks(text: &[Span], look: Look) -> Vec<(Look, &str)> {
    text.iter()
        .map(|span| (Look { bold: look.bold != span.bold || span.bold, italic: look.italic != span.italic, ..look }, span.text.as_str()))
        .collect()
}

fn set_line(tokens: Vec<Token>, blank: i64, indent: i64, room: Room, last: bool, fallback: Look) -> Line {
    let gaps = i64::try_from(tokens.len()).unwrap_or(1).max(1) - 1;
    let words: i64 = tokens.iter().map(|token| token.width).sum();
    let natural = words + gaps * blank;
    let free = room.width - indent;
    let stretched = room.stand == Stand::Justified && !last && gaps > 0;
    let gap_total = if stretched { (free - words).max(gaps) } else { gaps * blank };
    let start = indent
        + match room.stand {
            Stand::Left | Stand::Justified => 0,
            Stand::Centre => (free - natural) / 2,
            Stand::Right => free - natural,
        };
    let tallest = tokens.iter().flat_map(|token| &token.parts).map(|(_, look)| *look).max_by_key(|look| look.size).unwrap_or(fallback);
    let height = line_height(tallest, room.line_percent);
    let mut line = Line { pieces: Vec::new(), base: height - tallest.size.0 * (LINE - ASCENT) / EM, height, width: natural };
    let mut x = start;
    for (token, place) in tokens.into_iter().zip(1..) {
        let mut at = x;
        for (word, look) in token.parts {
            let width = word.width(look);
            line.pieces.push(Piece { x: at, word, look });
            at += width;
        }
        // The gap is shared out so that the last word ends at the edge.
        let gap = if gaps > 0 { gap_total * place / gaps - gap_total * (place - 1) / gaps } else { 0 };
        x = at + gap;
    }
    line
}

fn tokens(shaper: &mut Shaper, text: &[(Look, &str)], width: i64) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut glued = false;
    for (look, words) in text {
        let mut rest = *words;
        while !rest.is_empty() {
            if rest.starts_with(is_blank) {
                rest = rest.trim_start_matches(is_blank);
                glued = false;
                continue;
            }
            let end = rest.find(is_blank).unwrap_or(rest.len());
            for piece in fitting(shaper, &rest[..end], *look, width) {
                let word = shaper.word(piece, *look);
                let wide = word.width(*look);
                match found.last_mut().filter(|last| glued && last.width + wide <= width) {
                    Some(token) => {
                        token.width += wide;
                        token.parts.push((word, *look));
                    }
                    None => found.push(Token { parts: vec![(word, *look)], width: wide }),
                }
                glued = false;
            }
            glued = true;
            rest = &rest[end..];
        }
    }
    found
}

/// Blanks at which a line may be broken: the one that holds words together is none of them.
fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r')
}

/// A word cut into pieces that fit; nearly always itself.
fn fitting<'t>(shaper: &mut Shaper, word: &'t str, look: Look, width: i64) -> Vec<&'t str> {
    if shaper.word(word, look).width(look) <= width {
        return vec![word];
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut wide = 0;
    for (at, letter) in word.char_indices() {
        let one = fonts_width(letter, look);
        if at > start && wide + one > width {
            pieces.push(&word[start..at]);
            start = at;
            wide = 0;
        }
        wide += one;
    }
    pieces.push(&word[start..]);
    pieces
}

fn fonts_width(letter: char, look: Look) -> i64 {
    let mut buffer = [0; 4];
    let Length(width) = vedich_papers::fonts::width(letter.encode_utf8(&mut buffer), look);
    width
}
