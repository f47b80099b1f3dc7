//! Word documents: the paragraphs and tables of `word/document.xml`, in order, without what was struck out.

use super::{Failure, Part, PartKind};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};

/// The document part may unpack to this many bytes at most.
const LARGEST: u64 = 96 << 20;

/// Text and where its paragraphs begin. Cells of a row are parted by tabs, rows and paragraphs by line ends.
pub(crate) fn read(bytes: &[u8]) -> Result<(String, Vec<Part>), Failure> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| Failure::Damaged(e.to_string()))?;
    let part = archive.by_name("word/document.xml").map_err(|_| Failure::NotText)?;
    let mut xml = Vec::new();
    part.take(LARGEST + 1).read_to_end(&mut xml).map_err(|e| Failure::Damaged(e.to_string()))?;
    if xml.len() as u64 > LARGEST {
        return Err(Failure::TooLarge(LARGEST));
    }
    Ok(walk(&String::from_utf8_lossy(&xml)))
}

fn walk(xml: &str) -> (String, Vec<Part>) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut out = Out::default();
    // inside w:t; inside something that is not read; depth of table cells
    let (mut in_text, mut hidden, mut cell) = (false, 0usize, 0usize);
    loop {
        match reader.read_event() {
            // a broken end: what was read so far is the text
            Ok(Event::Eof) | Err(_) => break,
            Ok(Event::Start(e)) => match e.local_name().as_ref() {
                "del" | "instrText" | "Fallback" | "delText" | "moveFrom" => hidden += 1,
                "t" => in_text = true,
                "tc" => cell += 1,
                "p" if cell == 0 => out.paragraph(),
                _ => {}
            },
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "del" | "instrText" | "Fallback" | "delText" | "moveFrom" => hidden = hidden.saturating_sub(1),
                "t" => in_text = false,
                "tc" => {
                    cell = cell.saturating_sub(1);
                    out.push('\t');
                }
                "tr" => out.row(),
                "p" if cell == 0 => out.push('\n'),
                "p" => out.push(' '),
                _ => {}
            },
            Ok(Event::Empty(e)) if hidden == 0 => match e.local_name().as_ref() {
                "tab" => out.push('\t'),
                "br" | "cr" => out.push(if cell == 0 { '\n' } else { ' ' }),
                "noBreakHyphen" => out.push('-'),
                "p" if cell == 0 => out.push('\n'),
                _ => {}
            },
            Ok(Event::Text(t)) if in_text && hidden == 0 => out.text.push_str(&t),
            Ok(Event::GeneralRef(r)) if in_text && hidden == 0 => {
                if let Some(c) = super::html::entity(&r) {
                    out.push(c);
                }
            }
            Ok(Event::CData(t)) if in_text && hidden == 0 => out.text.push_str(&t),
            Ok(_) => {}
        }
    }
    (out.text, out.parts)
}

#[derive(Default)]
struct Out {
    text: String,
    parts: Vec<Part>,
    /// Code points counted up to `counted` bytes.
    chars: u32,
    counted: usize,
}

impl Out {
    fn push(&mut self, c: char) {
        self.text.push(c);
    }

    fn paragraph(&mut self) {
        let added = self.text.get(self.counted..).map_or(0, |t| t.chars().count());
        self.chars = self.chars.saturating_add(u32::try_from(added).unwrap_or(u32::MAX));
        self.counted = self.text.len();
        let number = u32::try_from(self.parts.len() + 1).unwrap_or(u32::MAX);
        self.parts.push(Part { start: self.chars, kind: PartKind::Paragraph, number });
    }

    /// A row ends: its last tab becomes the line's end.
    fn row(&mut self) {
        while self.text.ends_with(['\t', ' ']) {
            self.text.pop();
        }
        self.text.push('\n');
    }
}
