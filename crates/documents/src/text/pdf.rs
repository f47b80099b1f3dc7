//! PDF: the letters of its pages. A scan has none and is refused by name.

mod lines;

use super::{Failure, Part, PartKind};
use lines::{Glyph, Page};
use pdf_extract::{Dictionary, Document, MediaBox, Object, OutputDev, OutputError, Transform, output_doc_page};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Stack of the thread that reads: the library descends as deep as the file's objects do.
const STACK: usize = 64 << 20;
/// Words that are judged at least before a text is called garbled.
const ENOUGH_WORDS: usize = 12;

/// Text and where its pages begin.
pub(crate) fn read(bytes: &[u8]) -> Result<(String, Vec<Part>), Failure> {
    let owned = bytes.to_vec();
    // The reader is a library over hostile input: a panic in it is a file that can't be read, not the end of the process.
    let damaged = || Failure::Damaged("the document is damaged".to_owned());
    let work = move || catch_unwind(AssertUnwindSafe(|| pages(&owned))).map_err(|_| damaged()).and_then(|read| read);
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work).map_err(|e| Failure::Damaged(e.to_string()))?;
    let pages = thread.join().map_err(|_| damaged())??;
    let (mut text, mut parts, mut chars) = (String::new(), Vec::new(), 0usize);
    for (number, page) in pages.iter().enumerate() {
        parts.push(Part {
            start: u32::try_from(chars).unwrap_or(u32::MAX),
            kind: PartKind::Page,
            number: u32::try_from(number + 1).unwrap_or(u32::MAX),
        });
        let page = paragraphs(page);
        chars += page.chars().count();
        text.push_str(&page);
    }
    if text.chars().filter(|c| c.is_alphabetic()).count() < 20 {
        return Err(Failure::NoLetters);
    }
    if is_garbled(&text) {
        return Err(Failure::Garbled);
    }
    Ok((text, parts))
}

/// The text of each page, in the lines it shows.
fn pages(bytes: &[u8]) -> Result<Vec<String>, Failure> {
    let damaged = |error: String| Failure::Damaged(error);
    let mut document = Document::load_mem(bytes).map_err(|e| damaged(e.to_string()))?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|e| damaged(e.to_string()))?;
    }
    write_widths_out(&mut document);
    let mut out = Vec::new();
    for number in document.get_pages().keys() {
        let mut drawn = Drawn::default();
        output_doc_page(&document, &mut drawn, *number).map_err(|e| damaged(e.to_string()))?;
        out.push(drawn.page.text());
    }
    Ok(out)
}

/// Longest run of letters of one width that is written out: as many as a font can have.
const MOST_LETTERS: i64 = 65_536;

/// Writes the widths of fonts the way the library takes them. It takes "from, to, width" of a font's table for a letter of the width of its
/// number, and the widths of fonts made of drawings (Type 3) for thousandths, whatever their scale: what browsers write so would be drawn
/// over itself, or fall apart.
fn write_widths_out(document: &mut Document) {
    let array = |font: &Dictionary, key: &[u8]| match font.get(key).ok()? {
        Object::Reference(id) => document.get_object(*id).and_then(Object::as_array).ok().cloned(),
        other => other.as_array().ok().cloned(),
    };
    let widths = |font: &Dictionary| match font.get(b"Subtype").and_then(Object::as_name).ok()? {
        b"CIDFontType0" | b"CIDFontType2" => Some(("W", written_out(&array(font, b"W")?))),
        b"Type3" => Some(("Widths", in_thousandths(&array(font, b"Widths")?, array(font, b"FontMatrix")?.first()?))),
        _ => None,
    };
    let fonts = document.objects.iter().filter_map(|(id, object)| Some((*id, widths(object.as_dict().ok()?)?)));
    let found: Vec<_> = fonts.collect();
    for (id, (key, widths)) in found {
        if let Some(font) = document.objects.get_mut(&id).and_then(|object| object.as_dict_mut().ok()) {
            font.set(key, Object::Array(widths));
        }
    }
}

/// Widths of drawings, `scale` of which are the size of the font.
#[expect(clippy::float_arithmetic, reason = "places on a page, no figures of the programme")]
fn in_thousandths(widths: &[Object], scale: &Object) -> Vec<Object> {
    let scale = scale.as_float().map_or(1.0, |scale| scale.abs() * 1000.0);
    widths.iter().map(|width| width.as_float().map_or_else(|_| width.clone(), |width| Object::Real(width * scale))).collect()
}

/// "first [width width …]" stays, "from to width" becomes that.
fn written_out(widths: &[Object]) -> Vec<Object> {
    let (mut out, mut rest) = (Vec::new(), widths);
    loop {
        rest = match rest {
            [first, listed @ (Object::Array(_) | Object::Reference(_)), rest @ ..] => {
                out.extend([first.clone(), listed.clone()]);
                rest
            }
            [Object::Integer(from), Object::Integer(to), width, rest @ ..] => {
                let letters = to.saturating_sub(*from).saturating_add(1).clamp(0, MOST_LETTERS);
                let letters = usize::try_from(letters).unwrap_or_default();
                out.extend([Object::Integer(*from), Object::Array(vec![width.clone(); letters])]);
                rest
            }
            _ => return out,
        };
    }
}

/// A page as it is drawn, letter by letter.
#[derive(Default)]
struct Drawn {
    page: Page,
    begins: bool,
}

impl OutputDev for Drawn {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    #[expect(clippy::float_arithmetic, reason = "places on a page, no figures of the programme")]
    fn output_character(&mut self, at: &Transform, width: f64, _: f64, font_size: f64, text: &str) -> Result<(), OutputError> {
        let size = font_size.abs() * (at.m11 * at.m22 - at.m12 * at.m21).abs().sqrt();
        // Pages laid on their side draw upwards: a line runs the way its letters do.
        let along = at.m11.hypot(at.m12);
        let (right, up) = if along > 0.0 { (at.m11 / along, at.m12 / along) } else { (1.0, 0.0) };
        let (x, y) = (at.m31 * right + at.m32 * up, at.m32 * right - at.m31 * up);
        let width = width * font_size.abs() * along;
        // What is drawn nowhere, or reads as nothing, is no letter.
        if !text.is_empty() && [x, y, size, width].into_iter().all(f64::is_finite) {
            let begins = std::mem::take(&mut self.begins);
            self.page.put(Glyph { x, end: x + width, y, size, text: text.to_owned(), begins });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.begins = true;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// Whether words fell apart ("Huy n Đ m Hà") or letters have no meaning: fonts that do not say which letters they draw. Wrong figures would be
/// read from such a text. Of Vietnamese words hardly one in forty is a single letter (ý, ở, ủ), in lists of points fewer than one in ten.
fn is_garbled(text: &str) -> bool {
    let unknown = |c: &char| matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}') || c.is_control() && !c.is_whitespace();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if text.chars().filter(unknown).count() * 20 > letters {
        return true;
    }
    let words = || text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\u{300}'..='\u{36f}')).filter(|word| !word.is_empty());
    let lone = words().filter(|word| word.chars().count() == 1).count();
    words().count() >= ENOUGH_WORDS && lone * 5 > words().count()
}

/// Lines of a page joined to paragraphs: a line that does not end a sentence goes on in the next, unless that opens a new point.
fn paragraphs(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    for line in page.lines().map(str::trim_end) {
        let trimmed = line.trim_start();
        if trimmed.is_empty() {
            if !out.ends_with('\n') {
                out.push('\n');
            }
            continue;
        }
        let goes_on = trimmed.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')' | '%'))
            || out.trim_end().ends_with([',', '(']) && !trimmed.starts_with(['-', '+', '•']);
        if goes_on && !out.is_empty() {
            while out.ends_with('\n') {
                out.pop();
            }
            out.push(' ');
        }
        out.push_str(trimmed);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_that_fell_apart_and_letters_without_meaning_are_no_text() {
        let garbled = |text: &str| super::is_garbled(text);
        assert!(garbled("Huy n Đ m Hà đ y m nh xây d ng nông thôn m i, t l b o hi m y t đ t, ệ ầ ẩ ạ ự ớ ỷ ệ ả ể ế ạ"));
        assert!(garbled("\u{e012}\u{e013}\u{e014} xã \u{fffd}\u{fffd} đạt tiêu chí"));
        assert!(!garbled(
            "Các điểm a, b, c khoản 2 của Quyết định; xã Quảng An đạt 16/19 tiêu chí, ở thôn Nà Pá người dân đều ủng hộ mở đường."
        ));
        assert!(!garbled("A B C"));
    }

    #[test]
    fn broken_lines_become_sentences() {
        assert_eq!(
            super::paragraphs("Đến nay, xã Lâm Hợp\n\nđạt 16/20 tiêu chí,\n36 chỉ tiêu.\n- Giao phòng A\n"),
            "Đến nay, xã Lâm Hợp đạt 16/20 tiêu chí, 36 chỉ tiêu.\n- Giao phòng A\n"
        );
    }
}
