//! The store in a folder: what comes in, what it becomes, what stays out.
#![expect(clippy::unwrap_used, reason = "a whole crate of tests: clippy knows only functions marked as tests")]

use bytes::Bytes;
use image::{DynamicImage, ImageFormat, RgbImage};
use std::io::Cursor;
use vedich_store::{Rules, Store, StoreError};

const SECRET: &[u8] = b"18.0123,106.4567 may cua chi Lan";

fn store(rules: Rules) -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::in_folder(&folder.path().join("evidence"), rules).unwrap(), folder)
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut out = Vec::new();
    DynamicImage::ImageRgb8(RgbImage::from_fn(800, 600, |x, y| image::Rgb([x as u8, y as u8, 40])))
        .write_to(&mut Cursor::new(&mut out), format)
        .unwrap();
    out
}

/// A JPEG with a block of metadata as cameras write it.
fn photo_with_metadata() -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg);
    let mut block = b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
    block.extend_from_slice(SECRET);
    let length = u16::try_from(block.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &block, &plain[2..]].concat()
}

fn has_secret(content: &[u8]) -> bool {
    content.windows(SECRET.len()).any(|window| window == SECRET)
}

#[tokio::test]
async fn a_photo_loses_its_metadata_unless_it_is_wanted() {
    let (store, _folder) = store(Rules::default());
    let photo = photo_with_metadata();
    assert!(has_secret(&photo));
    let cleaned = store.put("ảnh.jpg", photo.clone().into(), false).await.unwrap();
    assert!(!has_secret(&store.get(&cleaned.hash).await.unwrap().unwrap()));
    assert_eq!((cleaned.name.as_str(), cleaned.media.as_str()), ("ảnh.jpg", "image/jpeg"));
    let kept = store.put("ảnh.jpg", photo.into(), true).await.unwrap();
    assert!(has_secret(&store.get(&kept.hash).await.unwrap().unwrap()));
    let small = store.thumbnail(&cleaned.hash).await.unwrap().unwrap();
    let small = image::load_from_memory(&small).unwrap();
    assert_eq!((small.width(), small.height()), (320, 240));
}

/// A photo as an iPhone writes it, 320 x 240: red at its upper left, its red growing to the right; with the name of its author, a place and a profile of colours.
const HEIC: &[u8] = include_bytes!("data/photo.heic");

#[tokio::test]
async fn a_heic_photo_becomes_one_every_browser_shows() {
    let (store, _folder) = store(Rules::default());
    let kept = store.put("IMG_0042.HEIC", HEIC.into(), false).await.unwrap();
    assert_eq!((kept.name.as_str(), kept.media.as_str()), ("IMG_0042.jpg", "image/jpeg"));
    let content = store.get(&kept.hash).await.unwrap().unwrap();
    let says = |words: &[u8]| content.windows(words.len()).any(|window| window == words);
    assert!(!says(b"Nguyen") && !says(b"Exif") && says(b"ICC_PROFILE"), "no word of the person, the colours as they were");
    let picture = image::load_from_memory(&content).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (320, 240));
    let [red, green, blue] = picture.get_pixel(50, 50).0;
    assert!(red > 230 && green < 30 && blue < 30, "{red} {green} {blue}");
    let [left, right] = [90, 310].map(|x| picture.get_pixel(x, 200).0[0]);
    assert!(left.abs_diff(72) < 8 && right.abs_diff(248) < 8, "{left} {right}");

    let whole = store.put("IMG_0042.HEIC", HEIC.into(), true).await.unwrap();
    assert_eq!((whole.media.as_str(), store.get(&whole.hash).await.unwrap().unwrap()), ("image/heic", HEIC.into()));
    let small = image::load_from_memory(&store.thumbnail(&whole.hash).await.unwrap().unwrap()).unwrap().to_rgb8();
    assert!(small.dimensions() == (320, 240) && small.get_pixel(50, 50).0[0] > 230);
}

#[tokio::test]
async fn the_same_content_is_stored_once_and_named_twice() {
    let (store, folder) = store(Rules::default());
    let pdf = Bytes::from_static(b"%PDF-1.7\nbien ban");
    let first = store.put("a.pdf", pdf.clone(), false).await.unwrap();
    let second = store.put("b.exe", pdf.clone(), false).await.unwrap();
    assert_eq!((first.hash == second.hash, second.name.as_str()), (true, "b.pdf"));
    let shelf = folder.path().join("evidence/files").join(&first.hash[..2]);
    assert_eq!(std::fs::read_dir(shelf).unwrap().count(), 1);
    assert_eq!(store.get(&first.hash).await.unwrap(), Some(pdf));
    assert_eq!(store.thumbnail(&first.hash).await.unwrap(), None);
    assert!(store.has(&first.hash).await.unwrap() && !store.has(&"0".repeat(64)).await.unwrap());
    assert_eq!(store.get("../../etc/passwd").await.unwrap(), None);
}

#[tokio::test]
async fn what_is_not_evidence_stays_out() {
    let (store, _folder) = store(Rules { largest_bytes: 40_000, ..Rules::default() });
    let code = async |content: Vec<u8>| store.put("x", content.into(), false).await.unwrap_err().code();
    assert_eq!(code(Vec::new()).await, Some("file.empty"));
    assert_eq!(code(vec![b'%'; 50_000]).await, Some("file.too-large"));
    assert_eq!(code(b"MZ\x90\0 program".to_vec()).await, Some("file.kind"));
    assert_eq!(code(b"\xff\xd8\xff\xe0 no picture".to_vec()).await, Some("file.photo"));
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    assert_eq!(code(heic.clone()).await, Some("file.metadata"), "what can't be cleaned is kept only where its metadata is wanted");
    let kept = store.put("x.heic", heic.into(), true).await.unwrap();
    assert_eq!(kept.media, "image/heic");
    let small = image::load_from_memory(&store.thumbnail(&kept.hash).await.unwrap().unwrap()).unwrap();
    assert_eq!((small.width(), small.height()), (320, 240), "a photo nobody can decode is a grey one, not a broken one");
}

/// The head of a PNG: what it claims to be, and nothing of it.
fn png_that_claims(width: u32, height: u32, colour: u8) -> Vec<u8> {
    let crc = |bytes: &[u8]| {
        let shift = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), shift))
    };
    let chunk = |name: &[u8], data: &[u8]| {
        let named = [name, data].concat();
        [&u32::try_from(data.len()).unwrap().to_be_bytes(), named.as_slice(), &crc(&named).to_be_bytes()].concat()
    };
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, colour, 0, 0, 0]].concat();
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &head), &chunk(b"IDAT", &[]), &chunk(b"IEND", &[])].concat()
}

#[tokio::test]
async fn a_photo_of_too_many_pixels_is_told_as_such_before_it_is_decoded() {
    let (store, _folder) = store(Rules::default());
    let told = async |content: Vec<u8>| match store.put("x.png", content.into(), false).await.unwrap_err() {
        StoreError::TooManyPixels { width, height, most, side } => Some((width, height, most, side)),
        _ => None,
    };
    assert_eq!(told(png_that_claims(30_000, 20_000, 2)).await, Some((30_000, 20_000, 89, 20_000)));
    assert_eq!(told(png_that_claims(19_000, 19_000, 6)).await, Some((19_000, 19_000, 67, 20_000)), "no side is too long");
    assert_eq!(told(png_that_claims(800, 600, 2)).await, None, "damaged, for nothing of it is there");
}

#[tokio::test]
async fn a_scanner_is_asked_and_a_missing_one_lets_nothing_in() {
    let rules = |command: &[&str]| Rules { scanner: command.iter().map(|word| (*word).to_owned()).collect(), ..Rules::default() };
    let pdf = || Bytes::from_static(b"%PDF-1.7 EICAR");
    let (clean, _one) = store(rules(&["test", "-s"]));
    assert!(clean.put("a.pdf", pdf(), false).await.is_ok(), "the scanner got a path");
    let (sick, _two) = store(rules(&["false"]));
    assert!(matches!(sick.put("a.pdf", pdf(), false).await, Err(StoreError::Infected)));
    let (missing, _three) = store(rules(&["no-such-scanner"]));
    assert!(matches!(missing.put("a.pdf", pdf(), false).await, Err(StoreError::NoScanner)));
}
