//! Photos of a phone, built box by box.

use super::*;

fn part(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&(content.len() as u32 + 8).to_be_bytes()[..], name, content].concat()
}

/// A box with a version.
fn full(name: &[u8; 4], version: u8, content: &[u8]) -> Vec<u8> {
    part(name, &[&[version, 0, 0, 0], content].concat())
}

const PICTURE: &[u8] = b"the picture itself";
const EXIF: &[u8] = b"\0\0\0\0MM\0*GPS 18.0725 105.9231 by Nguyen";
/// What no item names any more.
const LEFT: &[u8] = b"an earlier GPS";
const XMP: &[u8] = b"<x:xmpmeta>GPS by Nguyen</x:xmpmeta>";

/// A photo with a picture, Exif data and XMP, `more` in the file and in its properties; the second version keeps its XMP in `idat`.
fn photo(version: u8, more: &[u8], property: &[u8]) -> Vec<u8> {
    let item = |id: u16, kind: &[u8; 4]| full(b"infe", 2, &[&id.to_be_bytes()[..], &[0, 0], kind, b"\0"].concat());
    let items = [&[0, 3][..], &item(1, b"hvc1"), &item(2, b"Exif"), &item(3, b"mime")].concat();
    let build = |start: u32| {
        let place = |id: u16, offset: u32, size: usize, method: u16| {
            let method = if version == 0 { Vec::new() } else { method.to_be_bytes().to_vec() };
            let extent = [offset.to_be_bytes(), (size as u32).to_be_bytes()].concat();
            [&id.to_be_bytes()[..], &method, &[0, 0], &[0, 1], &extent].concat()
        };
        let exif = start + PICTURE.len() as u32;
        let xmp = if version == 0 { place(3, exif + EXIF.len() as u32, XMP.len(), 0) } else { place(3, 0, XMP.len(), 1) };
        let places = [&[0x44, 0x00, 0, 3][..], &place(1, start, PICTURE.len(), 0), &place(2, exif, EXIF.len(), 0), &xmp].concat();
        let idat = if version == 0 { Vec::new() } else { part(b"idat", XMP) };
        let turned = part(b"irot", &[1]);
        let properties = part(b"iprp", &part(b"ipco", &[&turned, property].concat()));
        let inner = [&[0; 4][..], &full(b"iinf", 0, &items), &full(b"iloc", version, &places), &properties, &idat].concat();
        let data = if version == 0 { [PICTURE, EXIF, XMP].concat() } else { [PICTURE, EXIF].concat() };
        let data = [&data[..], LEFT].concat();
        [part(b"ftyp", b"heic\0\0\0\0mif1heic"), more.to_vec(), part(b"meta", &inner), part(b"mdat", &data)].concat()
    };
    let size = build(0).len();
    let data = if version == 0 { PICTURE.len() + EXIF.len() + XMP.len() } else { PICTURE.len() + EXIF.len() };
    build((size - data - LEFT.len()) as u32)
}

fn says(content: &[u8], words: &[u8]) -> bool {
    content.windows(words.len()).any(|window| window == words)
}

#[test]
fn a_photo_of_a_phone_keeps_its_picture_and_loses_place_and_person() {
    let words = full(b"udes", 0, b"vi\0Nguyen\0GPS\0\0");
    let program = part(b"uuid", b"0123456789abcdefGPS by Nguyen");
    for version in [0, 1] {
        let came = photo(version, &program, &words);
        assert!(says(&came, b"GPS") && says(&came, b"Nguyen"));
        let clean = clean(&came.clone().into()).unwrap();
        assert!(!says(&clean, b"GPS") && !says(&clean, b"Nguyen"), "version {version}");
        assert!(says(&clean, PICTURE) && says(&clean, b"irot") && clean.len() == came.len());
        assert!(says(&clean, &EMPTY_EXIF), "programs that look for Exif data find none in it");
        assert_eq!(super::clean(&clean).unwrap(), clean, "once is enough");
    }
}

#[test]
fn what_is_not_built_as_it_says_is_not_called_clean() {
    let sound = photo(0, &[], &[]);
    assert!(clean(&sound.clone().into()).is_ok());
    let film = photo(0, &part(b"moov", b"trak"), &[]);
    let cut = sound[..sound.len() - 1].to_vec();
    let headless = part(b"ftyp", b"heic\0\0\0\0mif1heic");
    for bad in [film, cut, headless, Vec::new()] {
        assert!(matches!(clean(&bad.into()), Err(StoreError::Metadata)));
    }
}

/// Whatever single byte of a photo is another one: no panic, and the size stays.
#[test]
fn damage_is_refused_or_harmless() {
    let sound = photo(1, &part(b"uuid", b"0123456789abcdef"), &[]);
    for at in 0..sound.len() {
        for byte in [0, 1, 2, 0x7f, 0xff] {
            let mut damaged = sound.clone();
            damaged[at] = byte;
            if let Ok(clean) = clean(&damaged.into()) {
                assert_eq!(clean.len(), sound.len());
            }
        }
    }
}
