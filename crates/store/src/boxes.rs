//! HEIC photos that can't be decoded, without what they tell of the person. Where they keep their metadata is written in their boxes
//! (ISO 14496-12, 23008-12): it is overwritten where it stands, and the picture stays as it came.

use crate::StoreError;
use bytes::{Bytes, BytesMut};
use std::collections::BTreeSet;
use std::ops::Range;

/// The length before the Exif data, and Exif data that say nothing: a head and a list of no entries.
const EMPTY_EXIF: [u8; 18] = *b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0";

/// Boxes of a still picture that hold no words about it.
const FILE: [&[u8; 4]; 5] = [b"ftyp", b"meta", b"mdat", b"free", b"skip"];
const META: [&[u8; 4]; 11] = [b"hdlr", b"pitm", b"iinf", b"iref", b"iprp", b"iloc", b"idat", b"dinf", b"grpl", b"free", b"skip"];
/// Boxes of films and series of pictures, whose tracks keep words of their own: such a file is no photo of evidence.
const MOVING: [&[u8; 4]; 3] = [b"moov", b"moof", b"trak"];
/// Descriptions by people, and whatever a program kept: among the properties of a picture, where their number counts and they have to stay.
const WORDS: [&[u8; 4]; 2] = [b"udes", b"uuid"];

/// The photo with its Exif data, its XMP and what programs kept beside them overwritten.
pub(crate) fn clean(content: &Bytes) -> Result<Bytes, StoreError> {
    let erased = erasures(content).ok_or(StoreError::Metadata)?;
    let mut out = BytesMut::from(&content[..]);
    for Erasure { span, what } in erased {
        let place = out.get_mut(span).ok_or(StoreError::Metadata)?;
        match what {
            What::Exif if place.len() >= EMPTY_EXIF.len() => {
                place.fill(0);
                place[..EMPTY_EXIF.len()].copy_from_slice(&EMPTY_EXIF);
            }
            What::Text => place.fill(b' '),
            What::Exif | What::Words => place.fill(0),
            What::Name => place.copy_from_slice(b"free"),
        }
    }
    Ok(out.freeze())
}

struct Erasure {
    span: Range<usize>,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Exif,
    /// XMP: blanks are no words, and still text.
    Text,
    Words,
    /// The name of a box that is not needed.
    Name,
}

/// A box: its name and where its content is.
struct Part {
    name: [u8; 4],
    name_at: usize,
    content: Range<usize>,
}

/// What has to be overwritten; none when the file is not built as it says.
fn erasures(file: &[u8]) -> Option<Vec<Erasure>> {
    let parts = parts(file, 0..file.len())?;
    let mut erased = Vec::new();
    unknown(&parts, &FILE, &mut erased)?;
    let mut meta = parts.iter().filter(|part| part.name == *b"meta");
    let (meta, None) = (meta.next()?, meta.next()) else { return None };
    let inner = self::parts(file, meta.content.start.checked_add(4)?..meta.content.end)?;
    unknown(&inner, &META, &mut erased)?;
    let only = |name: &[u8; 4]| {
        let mut found = inner.iter().filter(|part| part.name == *name);
        found.next().filter(|_| found.next().is_none()).map(|part| part.content.clone())
    };
    let told = items(file, only(b"iinf")?)?;
    let idat = only(b"idat").unwrap_or(0..0);
    let (mut kept, mut words) = (Vec::new(), Vec::new());
    for (item, spans) in places(file, only(b"iloc")?, &idat)? {
        match told.iter().find(|(id, _)| *id == item) {
            Some((_, what)) => words.extend(spans.into_iter().map(|span| Erasure { span, what: *what })),
            None => kept.extend(spans),
        }
    }
    let data = parts.iter().filter(|part| part.name == *b"mdat").map(|part| &part.content);
    erased.extend(data.chain([&idat]).flat_map(|data| between(data, &mut kept)));
    erased.extend(words);
    if let Some(properties) = only(b"iprp") {
        for list in self::parts(file, properties)?.iter().filter(|part| part.name == *b"ipco") {
            let words = self::parts(file, list.content.clone())?.into_iter().filter(|part| WORDS.contains(&&part.name));
            erased.extend(words.map(|part| Erasure { span: part.content, what: What::Words }));
        }
    }
    Some(erased)
}

/// What lies between the pictures in a part that holds data: what an earlier program left, and what tells of them.
fn between(data: &Range<usize>, pictures: &mut [Range<usize>]) -> Vec<Erasure> {
    pictures.sort_by_key(|span| span.start);
    let (mut gaps, mut at) = (Vec::new(), data.start);
    for span in pictures.iter().filter(|span| span.end > data.start && span.start < data.end) {
        gaps.push(at..span.start.max(at));
        at = at.max(span.end);
    }
    gaps.push(at.min(data.end)..data.end);
    gaps.into_iter().filter(|gap| !gap.is_empty()).map(|span| Erasure { span, what: What::Words }).collect()
}

/// Boxes that are none of those a picture needs lose their name and content; none when the file is a moving one.
fn unknown(parts: &[Part], needed: &[&[u8; 4]], erased: &mut Vec<Erasure>) -> Option<()> {
    for part in parts.iter().filter(|part| !needed.contains(&&part.name)) {
        if MOVING.contains(&&part.name) {
            return None;
        }
        erased.push(Erasure { span: part.name_at..part.name_at + 4, what: What::Name });
        erased.push(Erasure { span: part.content.clone(), what: What::Words });
    }
    // What lies in a part that may be anything is not needed either.
    let filling = parts.iter().filter(|part| matches!(&part.name, b"free" | b"skip"));
    erased.extend(filling.map(|part| Erasure { span: part.content.clone(), what: What::Words }));
    Some(())
}

/// The boxes that fill a range.
fn parts(file: &[u8], range: Range<usize>) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let mut reader = Reader { file, at, end: range.end };
        let (size, name_at) = (reader.number(4)?, reader.at);
        let name = reader.take(4)?.try_into().ok()?;
        let size = match size {
            0 => range.end - at,
            1 => reader.number(8)?,
            size => size,
        };
        let end = at.checked_add(size).filter(|end| *end <= range.end && *end >= reader.at)?;
        parts.push(Part { name, name_at, content: reader.at..end });
        at = end;
    }
    (at == range.end).then_some(parts)
}

/// The items that tell of the picture (`iinf`): Exif data and texts.
fn items(file: &[u8], list: Range<usize>) -> Option<Vec<(usize, What)>> {
    let mut reader = Reader { file, at: list.start, end: list.end };
    let version = reader.number(4)? >> 24;
    reader.number(if version == 0 { 2 } else { 4 })?;
    let mut told = Vec::new();
    for part in parts(file, reader.at..list.end)?.iter().filter(|part| part.name == *b"infe") {
        let mut reader = Reader { file, at: part.content.start, end: part.content.end };
        let size = match reader.number(4)? >> 24 {
            2 => 2,
            3 => 4,
            _ => return None,
        };
        let (id, _) = (reader.number(size)?, reader.number(2)?);
        match reader.take(4)? {
            b"Exif" => told.push((id, What::Exif)),
            b"mime" | b"uri " => told.push((id, What::Text)),
            _ => {}
        }
    }
    Some(told)
}

/// Where the items lie (`iloc`); none when one lies anywhere but in this file.
fn places(file: &[u8], list: Range<usize>, idat: &Range<usize>) -> Option<Vec<(usize, Vec<Range<usize>>)>> {
    let mut reader = Reader { file, at: list.start, end: list.end };
    let version = reader.number(4)? >> 24;
    let sizes = reader.number(2)?;
    let [offset_size, length_size, base_size, index_size] = [12, 8, 4, 0].map(|shift| sizes >> shift & 15);
    let index_size = if version == 0 { 0 } else { index_size };
    let known = BTreeSet::from([0, 4, 8]);
    if version > 2 || [offset_size, length_size, base_size, index_size].iter().any(|size| !known.contains(size)) {
        return None;
    }
    let wide = if version == 2 { 4 } else { 2 };
    let mut places = Vec::new();
    for _ in 0..reader.number(wide)? {
        let id = reader.number(wide)?;
        let method = if version == 0 { 0 } else { reader.number(2)? & 15 };
        let elsewhere = reader.number(2)? != 0;
        let base = reader.number(base_size)?;
        let mut spans = Vec::new();
        for _ in 0..reader.number(2)? {
            reader.number(index_size)?;
            let (offset, length) = (reader.number(offset_size)?, reader.number(length_size)?);
            let (zero, limit) = if method == 1 { (idat.start, idat.end) } else { (0, file.len()) };
            let start = zero.checked_add(base)?.checked_add(offset)?;
            let end = start.checked_add(length).filter(|end| *end <= limit)?;
            // No length is the whole of the file: no item of a photo is.
            if length == 0 || elsewhere || method > 1 {
                return None;
            }
            spans.push(start..end);
        }
        places.push((id, spans));
    }
    Some(places)
}

/// Reads whole numbers, the highest byte first.
struct Reader<'f> {
    file: &'f [u8],
    at: usize,
    end: usize,
}

impl<'f> Reader<'f> {
    fn take(&mut self, size: usize) -> Option<&'f [u8]> {
        let end = self.at.checked_add(size).filter(|end| *end <= self.end)?;
        let taken = self.file.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn number(&mut self, size: usize) -> Option<usize> {
        let number = self.take(size)?.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        usize::try_from(number).ok()
    }
}

#[cfg(test)]
mod tests;
