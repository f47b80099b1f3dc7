//! Pages into PDF.

use crate::PdfError;
use crate::lines::{Piece, Room, Stand, break_lines};
use crate::pages::{self, Page, Put, RULE};
use crate::shape::{EM, Shaper, style};
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Size};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use vedich_papers::{Layout, Look, Paper, fonts};

/// Writes the pages.
pub(crate) fn write(paper: &Paper, layout: &Layout, pages: &[Page]) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::new();
    let title = format!("{} {}", paper.head.type_name.as_deref().unwrap_or(&layout.words.letter), paper.head.subject);
    document.set_metadata(Metadata::new().title(title).language("vi-VN".to_owned()).creator("Vedich".to_owned()));
    let face = |bold, italic| Font::new(fonts::file(bold, italic).into(), 0);
    let faces = [face(false, false), face(true, false), face(false, true), face(true, true)];
    let faces: Vec<Font> = faces.into_iter().collect::<Option<_>>().ok_or_else(|| PdfError("a face can't be read".to_owned()))?;
    let mut shaper = Shaper::new();
    for page in pages {
        let size = Size::from_wh(points(page.cut.width.0), points(page.cut.height.0));
        let size = size.ok_or_else(|| PdfError("the page has no size".to_owned()))?;
        let mut sheet = document.start_page_with(PageSettings::new(size));
        let mut surface = sheet.surface();
        surface.set_fill(Some(Fill::default()));
        surface.set_stroke(None);
        for put in &page.puts {
            line(&mut surface, put, &faces);
        }
        if let Some(number) = page.number {
            line(&mut surface, &page_number(&mut shaper, page, layout, number), &faces);
        }
        strokes(&mut surface, &page.strokes, Stroke { width: points(RULE), ..Stroke::default() });
        framed(&mut surface, page, &faces);
        surface.finish();
        sheet.finish();
    }
    document.finish().map_err(|error| PdfError(format!("{error:?}")))
}

/// The number in the middle of the top margin.
fn page_number(shaper: &mut Shaper, page: &Page, layout: &Layout, number: u32) -> Put {
    let look = Look { size: layout.page_number.size, ..layout.looks.text };
    let room = Room { width: page.cut.measure().0, indent: 0, stand: Stand::Centre, line_percent: 100 };
    let mut lines = break_lines(shaper, &[(look, &number.to_string())], look, room);
    let line = lines.pop().unwrap_or_default();
    Put { x: page.cut.left.0, base: (page.cut.top.0 - line.height) / 2 + line.base, line }
}

/// Draws a line: neighbours of one look in one go, with their blanks, so that the text can be searched and copied.
fn line(surface: &mut Surface<'_>, put: &Put, faces: &[Font]) {
    let pieces = &put.line.pieces;
    let mut from = 0;
    while let Some(first) = pieces.get(from) {
        let count = pieces[from..].iter().take_while(|piece| piece.look == first.look).count();
        let next = pieces.get(from + count);
        run(surface, put, &pieces[from..from + count], next, faces);
        from += count;
    }
}

fn run(surface: &mut Surface<'_>, put: &Put, pieces: &[Piece], next: Option<&Piece>, faces: &[Font]) {
    let Some(first) = pieces.first() else { return };
    let Some(face) = faces.get(style(first.look)) else { return };
    let size = first.look.size.0;
    let mut text = String::new();
    let mut glyphs: Vec<KrillaGlyph> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let start = text.len();
        text.push_str(&piece.word.text);
        for glyph in &piece.word.glyphs {
            let range = start + glyph.from as usize..start + glyph.to as usize;
            let unit = |units: i32| share(i64::from(units), EM);
            glyphs.push(KrillaGlyph::new(GlyphId::new(glyph.id), unit(glyph.advance), unit(glyph.dx), unit(glyph.dy), 0.0, range, None));
        }
        let end = piece.x + piece.word.width(piece.look);
        let follows = pieces.get(index + 1).or(if index + 1 == pieces.len() { next } else { None });
        if let Some(gap) = follows.map(|follows| follows.x - end).filter(|gap| *gap > 50) {
            text.push(' ');
            glyphs.push(KrillaGlyph::new(GlyphId::new(BLANK), share(gap, size), 0.0, 0.0, 0.0, text.len() - 1..text.len(), None));
        }
    }
    surface.draw_glyphs(Point::from_xy(points(put.x + first.x), points(put.base)), &glyphs, face.clone(), &text, points(size), false);
}

/// The glyph of the blank in the faces we ship.
const BLANK: u32 = 3;

fn strokes(surface: &mut Surface<'_>, strokes: &[pages::Stroke], pen: Stroke) {
    let mut path = PathBuilder::new();
    for stroke in strokes {
        path.move_to(points(stroke.x1), points(stroke.y1));
        path.line_to(points(stroke.x2), points(stroke.y2));
    }
    if let Some(path) = path.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(pen));
        surface.draw_path(&path);
    }
}

/// What stands in a frame, all of it red.
fn framed(surface: &mut Surface<'_>, page: &Page, faces: &[Font]) {
    let red = rgb::Color::new(0xC0, 0, 0);
    for framed in &page.framed {
        strokes(surface, &framed.sides, Stroke { width: points(2 * RULE), paint: red.into(), ..Stroke::default() });
        surface.set_stroke(None);
        surface.set_fill(Some(Fill { paint: red.into(), ..Fill::default() }));
        line(surface, &framed.put, faces);
    }
}

/// Thousandths of a point as points.
fn points(thousandths: i64) -> f32 {
    share(thousandths, 1000)
}

#[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "the PDF library takes floats; lengths here are far below 2^24")]
fn share(part: i64, whole: i64) -> f32 {
    part as f32 / whole as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glyph_of_the_blank_is_the_one_the_faces_have() {
        let mut shaper = Shaper::new();
        for (bold, italic) in [(false, false), (true, false), (false, true), (true, true)] {
            let look = Look { size: vedich_papers::Length::points(14), bold, italic };
            assert_eq!(shaper.word(" ", look).glyphs[0].id, BLANK);
        }
    }
}
