//! Photos: written anew without what they tell of the person, and made small.

mod heic;

use crate::{Kind, StoreError};
use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader, Limits, RgbImage};
use std::io::Cursor;

/// Most pixels to a side: larger than any phone's camera; a picture that claims more is not decoded.
const LONGEST_SIDE: u32 = 20_000;
/// Most memory a picture may take once it is decoded: 89 million pixels of a photo, 67 million where they may be transparent.
const MOST_MEMORY_BYTES: u64 = 256 * 1024 * 1024;
/// Longest side of a thumbnail, twice what pages show, for sharp screens.
const THUMBNAIL_SIDE: u32 = 320;
/// Quality of photos written anew: no difference to be seen at a size people look at.
const QUALITY: u8 = 88;
/// Largest profile of colours that is kept: those of cameras and screens take a few kilobytes.
const LARGEST_PROFILE_BYTES: usize = 64 * 1024;
/// The shade of the small picture of a photo that nobody here can decode.
const UNSEEN: image::Rgb<u8> = image::Rgb([208, 212, 208]);

/// A photo as it is seen: upright, with the colours its numbers stand for.
struct Photo {
    picture: DynamicImage,
    /// ICC profile: without it the photos of many phones look pale. It tells nothing of the person.
    colours: Option<Vec<u8>>,
}

/// The photo without metadata, upright; as it came when its metadata is wanted. It has to be one that can be decoded, but for HEIC, of which
/// some can't be: then its picture is left as it came and what is told of it is overwritten.
pub(crate) fn clean(content: Bytes, kind: Kind, keep_metadata: bool) -> Result<(Bytes, Kind), StoreError> {
    if kind == Kind::Heic {
        return match keep_metadata {
            true => Ok((content, kind)),
            false => match heic::decode(&content) {
                Some(photo) => Ok((photo.jpeg()?, Kind::Jpeg)),
                None => Ok((crate::boxes::clean(&content)?, kind)),
            },
        };
    }
    let photo = decode(&content)?;
    match kind {
        _ if keep_metadata => Ok((content, kind)),
        Kind::Png => Ok((photo.png()?, kind)),
        _ => Ok((photo.jpeg()?, Kind::Jpeg)),
    }
}

/// A small JPEG; a grey one for a HEIC photo that can't be decoded.
pub(crate) fn thumbnail(content: &[u8], kind: Kind) -> Result<Bytes, StoreError> {
    let Photo { picture, colours } = match kind {
        Kind::Heic => heic::decode(content).unwrap_or_else(unseen),
        _ => decode(content)?,
    };
    Photo { picture: picture.thumbnail(THUMBNAIL_SIDE, THUMBNAIL_SIDE), colours }.jpeg()
}

fn unseen() -> Photo {
    let plain = RgbImage::from_pixel(THUMBNAIL_SIDE, THUMBNAIL_SIDE * 3 / 4, UNSEEN);
    Photo { picture: plain.into(), colours: None }
}

impl Photo {
    fn jpeg(&self) -> Result<Bytes, StoreError> {
        let mut out = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
        self.colour(&mut encoder)?;
        DynamicImage::ImageRgb8(self.picture.to_rgb8()).write_with_encoder(encoder).map_err(|_| StoreError::Photo)?;
        Ok(out.into())
    }

    fn png(&self) -> Result<Bytes, StoreError> {
        let mut out = Vec::new();
        let mut encoder = PngEncoder::new(&mut out);
        self.colour(&mut encoder)?;
        self.picture.write_with_encoder(encoder).map_err(|_| StoreError::Photo)?;
        Ok(out.into())
    }

    fn colour(&self, encoder: &mut impl ImageEncoder) -> Result<(), StoreError> {
        self.colours.clone().map_or(Ok(()), |colours| encoder.set_icc_profile(colours)).map_err(|_| StoreError::Photo)
    }
}

/// A few bytes can claim a picture that fills all memory: its size is asked before any of it is decoded, which the limits of the decoders
/// alone do not do.
fn small_enough(decoder: &impl ImageDecoder) -> Result<(), StoreError> {
    let (width, height) = decoder.dimensions();
    if width.max(height) <= LONGEST_SIDE && decoder.total_bytes() <= MOST_MEMORY_BYTES {
        return Ok(());
    }
    let most = MOST_MEMORY_BYTES / u64::from(decoder.color_type().bytes_per_pixel()).max(1) / 1_000_000;
    Err(StoreError::TooManyPixels { width, height, most, side: LONGEST_SIDE })
}

fn decode(content: &[u8]) -> Result<Photo, StoreError> {
    let mut reader = ImageReader::new(Cursor::new(content)).with_guessed_format().map_err(|_| StoreError::Photo)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| StoreError::Photo)?;
    small_enough(&decoder)?;
    let turned = decoder.orientation().ok();
    let colours = decoder.icc_profile().ok().flatten().filter(|colours| colours.len() <= LARGEST_PROFILE_BYTES);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| StoreError::Photo)?;
    if let Some(turned) = turned {
        picture.apply_orientation(turned);
    }
    Ok(Photo { picture, colours })
}
