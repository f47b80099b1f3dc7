//! The face papers are set in: Liberation Serif, with the widths of Times New Roman. `data/fonts`.

use crate::layout::{Length, Look};
use std::sync::LazyLock;
use ttf_parser::Face;

/// Regular.
pub const REGULAR: &[u8] = include_bytes!("../../../data/fonts/LiberationSerif-Regular.ttf");
/// Bold.
pub const BOLD: &[u8] = include_bytes!("../../../data/fonts/LiberationSerif-Bold.ttf");
/// Italics.
pub const ITALIC: &[u8] = include_bytes!("../../../data/fonts/LiberationSerif-Italic.ttf");
/// Bold italics.
pub const BOLD_ITALIC: &[u8] = include_bytes!("../../../data/fonts/LiberationSerif-BoldItalic.ttf");

/// The name documents ask for; whoever opens them without it gets the face we ship or one like it.
pub const NAME: &str = "Times New Roman";

/// The file of a style.
#[must_use]
pub const fn file(bold: bool, italic: bool) -> &'static [u8] {
    match (bold, italic) {
        (false, false) => REGULAR,
        (true, false) => BOLD,
        (false, true) => ITALIC,
        (true, true) => BOLD_ITALIC,
    }
}

static FACES: LazyLock<[Option<Face<'static>>; 4]> =
    LazyLock::new(|| [REGULAR, BOLD, ITALIC, BOLD_ITALIC].map(|bytes| Face::parse(bytes, 0).ok()));

/// The width of a line of text, without kerning.
#[must_use]
pub fn width(text: &str, look: Look) -> Length {
    let place = usize::from(look.bold) + 2 * usize::from(look.italic);
    let Some(face) = FACES.get(place).and_then(Option::as_ref) else { return Length(0) };
    let advance = |letter: char| face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph)).map_or(0, i64::from);
    let units: i64 = text.chars().map(advance).sum();
    Length(units * look.size.0 / i64::from(face.units_per_em().max(1)))
}
