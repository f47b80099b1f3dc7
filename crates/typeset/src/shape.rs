//! Words into glyphs. A word is shaped once per style, whatever its size.

use rustc_hash::FxHashMap;
use rustybuzz::{Face, UnicodeBuffer};
use std::rc::Rc;
use vedich_papers::{Look, fonts};

/// Font units of the em of the faces we ship.
pub(crate) const EM: i64 = 2048;
/// Height above the base line, in font units.
pub(crate) const ASCENT: i64 = 1825;
/// Height of a single-spaced line, in font units: ascent, descent and gap of the face.
pub(crate) const LINE: i64 = 1825 + 443 + 87;

/// A glyph of a word, in font units.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyph {
    pub(crate) id: u32,
    pub(crate) advance: i32,
    pub(crate) dx: i32,
    pub(crate) dy: i32,
    /// First byte of its letters in the word.
    pub(crate) from: u32,
    /// Byte behind its letters.
    pub(crate) to: u32,
}

/// A shaped word.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) text: Box<str>,
    pub(crate) glyphs: Box<[Glyph]>,
    /// Its width in font units.
    advance: i64,
}

impl Word {
    /// Its width at a size, in thousandths of a point.
    pub(crate) const fn width(&self, look: Look) -> i64 {
        self.advance * look.size.0 / EM
    }
}

/// The number of a style: 0 regular, 1 bold, 2 italics, 3 both.
pub(crate) const fn style(look: Look) -> usize {
    look.bold as usize + 2 * look.italic as usize
}

/// Shapes words and keeps them.
pub(crate) struct Shaper {
    faces: [Option<Face<'static>>; 4],
    words: [FxHashMap<Box<str>, Rc<Word>>; 4],
    buffer: Option<UnicodeBuffer>,
}

/// Words kept per style; a paper has a few thousand different ones.
const MOST_KEPT: usize = 50_000;

impl Shaper {
    pub(crate) fn new() -> Self {
        let face = |bold, italic| Face::from_slice(fonts::file(bold, italic), 0);
        Self {
            faces: [face(false, false), face(true, false), face(false, true), face(true, true)],
            words: Default::default(),
            buffer: Some(UnicodeBuffer::new()),
        }
    }

    pub(crate) fn word(&mut self, text: &str, look: Look) -> Rc<Word> {
        let style = style(look);
        if let Some(word) = self.words[style].get(text) {
            return Rc::clone(word);
        }
        let word = Rc::new(self.shape(text, style));
        if self.words[style].len() < MOST_KEPT {
            self.words[style].insert(text.into(), Rc::clone(&word));
        }
        word
    }

    /// The width of a blank.
    pub(crate) fn blank(&mut self, look: Look) -> i64 {
        self.word(" ", look).width(look)
    }

    fn shape(&mut self, text: &str, style: usize) -> Word {
        let nothing = |text: &str| Word { text: text.into(), glyphs: Box::default(), advance: 0 };
        let Some(face) = &self.faces[style] else { return nothing(text) };
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(face, &[], buffer);
        let infos = shaped.glyph_infos();
        let ends = infos.iter().skip(1).map(|info| info.cluster).chain([u32::try_from(text.len()).unwrap_or(u32::MAX)]);
        let glyphs: Box<[Glyph]> = infos
            .iter()
            .zip(shaped.glyph_positions())
            .zip(ends)
            .map(|((info, at), end)| Glyph {
                id: info.glyph_id,
                advance: at.x_advance,
                dx: at.x_offset,
                dy: at.y_offset,
                from: info.cluster,
                to: end.max(info.cluster),
            })
            .collect();
        let advance = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
        self.buffer = Some(shaped.clear());
        Word { text: text.into(), glyphs, advance }
    }
}
