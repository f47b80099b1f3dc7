//! PDF: the letters of its pages. A scan has none and is refused by name.

use super::{Failure, Part, PartKind};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Stack of the thread that reads: the library descends as deep as the file's objects do.
const STACK: usize = 64 << 20;

/// Text and where its pages begin.
pub(crate) fn read(bytes: &[u8]) -> Result<(String, Vec<Part>), Failure> {
    let owned = bytes.to_vec();
    // The reader is a library over hostile input: a panic in it is a file that can't be read, not the end of the process.
    let work = move || {
        catch_unwind(AssertUnwindSafe(|| pdf_extract::extract_text_from_mem_by_pages(&owned)))
            .map_err(|_| Failure::Damaged("the document is damaged".to_owned()))
            .and_then(|r| r.map_err(|e| Failure::Damaged(e.to_string())))
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work).map_err(|e| Failure::Damaged(e.to_string()))?;
    let pages = thread.join().map_err(|_| Failure::Damaged("the document is damaged".to_owned()))??;
    let (mut text, mut parts, mut chars) = (String::new(), Vec::new(), 0usize);
    for (number, page) in pages.iter().enumerate() {
        parts.push(Part {
            start: u32::try_from(chars).unwrap_or(u32::MAX),
            kind: PartKind::Page,
            number: u32::try_from(number + 1).unwrap_or(u32::MAX),
        });
        let page = lines(page);
        chars += page.chars().count();
        text.push_str(&page);
    }
    if text.chars().filter(|c| c.is_alphabetic()).count() < 20 {
        return Err(Failure::NoLetters);
    }
    Ok((text, parts))
}

/// Lines of a page joined to paragraphs: a line that does not end a sentence goes on in the next, unless that opens a new point.
fn lines(page: &str) -> String {
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
    fn broken_lines_become_sentences() {
        assert_eq!(
            super::lines("Đến nay, xã Lâm Hợp\n\nđạt 16/20 tiêu chí,\n36 chỉ tiêu.\n- Giao phòng A\n"),
            "Đến nay, xã Lâm Hợp đạt 16/20 tiêu chí, 36 chỉ tiêu.\n- Giao phòng A\n"
        );
    }
}
