//! Letters of a page into lines, by where they stand.
//!
//! A page is drawn font by font: LibreOffice and browsers draw "Huy n Đ m Hà" in the font of the document and then "ệ", "ầ" of another
//! font into the gaps. In the order of drawing the marks of Vietnamese would be torn out of their words. Lines keep the order in which
//! they were begun, so that columns stay apart; what is drawn later into the gap of a line, or close to its ends, becomes part of it.

/// A line ends where the next letter stands higher or lower by this share of its size.
const SAME_LINE: f64 = 0.4;
/// Letters farther apart than this share of their size have a blank between them.
const BLANK: f64 = 0.12;
/// What is drawn later belongs to the end of a line when it is no farther away than this share of its size.
const CLOSE: f64 = 0.35;
/// Letters of one line lie over each other by this share of their size at most (kerning, slanted letters).
const OVERLAP: f64 = 0.3;
/// Lines that are looked back at for a gap: a page has hardly more.
const LOOK_BACK: usize = 200;
/// Letters of a line into whose gaps others are put: no line of a page has as many (hostile input).
const LONGEST_LINE: usize = 4_000;

/// A letter where it is drawn; lengths in points, from the left and from the bottom.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// Left edge.
    pub x: f64,
    /// Right edge.
    pub end: f64,
    /// Base line.
    pub y: f64,
    /// Size of its font.
    pub size: f64,
    /// What it reads; several letters for a ligature.
    pub text: String,
    /// Whether it begins a string of the file: only there can a gap stand for a blank.
    pub begins: bool,
}

impl Glyph {
    fn is_mark(&self) -> bool {
        self.text.chars().all(|c| matches!(c, '\u{300}'..='\u{36f}'))
    }
}

#[derive(Debug, Default)]
struct Line {
    y: f64,
    /// From left to right.
    glyphs: Vec<Glyph>,
}

#[expect(clippy::float_arithmetic, reason = "places on a page, no figures of the programme")]
impl Line {
    /// Where in the line a letter belongs; none when it stands elsewhere on the page or over other letters.
    fn gap_for(&self, glyph: &Glyph) -> Option<usize> {
        let (first, last) = (self.glyphs.first()?, self.glyphs.last()?);
        let level = (glyph.y - self.y).abs() <= SAME_LINE * glyph.size.min(last.size);
        let near = glyph.x <= last.end + CLOSE * glyph.size && glyph.end >= first.x - CLOSE * glyph.size;
        if !level || !near || self.glyphs.len() > LONGEST_LINE {
            return None;
        }
        let at = self.glyphs.partition_point(|other| other.x <= glyph.x);
        let slack = OVERLAP * glyph.size;
        let before = at.checked_sub(1).and_then(|before| self.glyphs.get(before)).is_none_or(|before| before.end <= glyph.x + slack);
        let after = self.glyphs.get(at).is_none_or(|after| glyph.end <= after.x + slack);
        (glyph.is_mark() || before && after).then_some(at)
    }

    /// Whether the same letter stands there already: bold type is made by drawing twice.
    fn has(&self, glyph: &Glyph) -> bool {
        let close = |other: &Glyph| other.text == glyph.text && (other.x - glyph.x).abs() < 0.1 * glyph.size;
        let level = (glyph.y - self.y).abs() <= 0.1 * glyph.size;
        level && !glyph.text.trim().is_empty() && self.glyphs.iter().rev().take(LOOK_BACK).any(close)
    }

    fn text(&self) -> String {
        let mut out = String::new();
        let mut end: Option<f64> = None;
        for glyph in &self.glyphs {
            let apart = end.is_some_and(|end| glyph.x > end + BLANK * glyph.size);
            if apart && glyph.begins && !out.ends_with(' ') && !glyph.text.starts_with(' ') {
                out.push(' ');
            }
            out.push_str(&glyph.text);
            end = Some(end.map_or(glyph.end, |end| end.max(glyph.end)));
        }
        out
    }
}

/// The letters of one page.
#[derive(Debug, Default)]
pub(super) struct Page {
    lines: Vec<Line>,
    /// The line the last letter was put into.
    current: usize,
    /// The last letter was put at the end of its line.
    at_end: bool,
}

#[expect(clippy::float_arithmetic, reason = "places on a page, no figures of the programme")]
impl Page {
    /// Puts the next letter in the order of drawing.
    pub(super) fn put(&mut self, glyph: Glyph) {
        if let Some(line) = self.lines.get_mut(self.current).filter(|_| self.at_end) {
            let goes_on = line.glyphs.last().is_some_and(|last| {
                let level = (glyph.y - last.y).abs() <= SAME_LINE * glyph.size.max(last.size);
                level && (!glyph.begins || glyph.x >= last.end - OVERLAP * glyph.size)
            });
            if goes_on && !line.has(&glyph) {
                line.glyphs.push(glyph);
                return;
            }
        }
        let from = self.lines.len().saturating_sub(LOOK_BACK);
        let lines = || self.lines.iter().enumerate().skip(from).rev();
        if lines().any(|(_, line)| line.has(&glyph)) {
            // Drawn over itself: what comes next is not the end of the line drawn before.
            self.at_end = false;
            return;
        }
        if let Some((index, at)) = lines().find_map(|(index, line)| Some((index, line.gap_for(&glyph)?))) {
            let line = &mut self.lines[index];
            self.at_end = at == line.glyphs.len();
            line.glyphs.insert(at, glyph);
            self.current = index;
            return;
        }
        self.lines.push(Line { y: glyph.y, glyphs: vec![glyph] });
        (self.current, self.at_end) = (self.lines.len() - 1, true);
    }

    /// The page as text, a line a line, an empty one where the lines are far apart.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        let mut before: Option<&Line> = None;
        for line in &self.lines {
            let size = line.glyphs.first().map_or(0.0, |glyph| glyph.size);
            if before.is_some_and(|before| (before.y - line.y).abs() > 1.5 * size) {
                out.push('\n');
            }
            out.push_str(&line.text());
            out.push('\n');
            before = Some(line);
        }
        out
    }
}

#[cfg(test)]
#[expect(clippy::float_arithmetic, reason = "places on a page, no figures of the programme")]
mod tests {
    use super::*;

    /// A string of the file from `x` on, letters 6 points wide; a blank leaves a gap without a letter.
    fn draw(page: &mut Page, x: f64, y: f64, text: &str) {
        for (place, letter) in (0_u32..).zip(text.chars()) {
            let x = x + 6.0 * f64::from(place);
            if letter != '_' {
                let begins = place == 0 || text.chars().nth(place as usize - 1) == Some('_');
                page.put(Glyph { x, end: x + 6.0, y, size: 12.0, text: letter.to_string(), begins });
            }
        }
    }

    #[test]
    fn letters_of_another_font_go_back_into_their_words() {
        let mut page = Page::default();
        draw(&mut page, 50.0, 700.0, "Huy_n Đ_m Hà");
        draw(&mut page, 68.0, 700.0, "ệ");
        draw(&mut page, 92.0, 700.0, "ầ");
        // At the ends of a line as well, and over the next one already drawn.
        draw(&mut page, 56.0, 680.0, "y ban xã đ");
        draw(&mut page, 50.0, 660.0, "hai");
        draw(&mut page, 50.0, 680.0, "Ủ");
        draw(&mut page, 116.0, 680.0, "ể");
        assert_eq!(page.text(), "Huyện Đầm Hà\n\nỦy ban xã để\n\nhai\n");
    }

    #[test]
    fn columns_stay_apart_and_bold_type_is_read_once() {
        let mut page = Page::default();
        draw(&mut page, 50.0, 700.0, "trái");
        draw(&mut page, 50.0, 686.0, "dưới");
        draw(&mut page, 300.0, 700.0, "phải");
        draw(&mut page, 50.3, 700.0, "trái");
        assert_eq!(page.text(), "trái\ndưới\nphải\n");
        // Words of one line drawn one after the other.
        let mut page = Page::default();
        draw(&mut page, 50.0, 700.0, "Xã");
        draw(&mut page, 66.0, 700.0, "đạt");
        draw(&mut page, 84.0, 701.0, "2");
        assert_eq!(page.text(), "Xã đạt2\n");
    }
}
