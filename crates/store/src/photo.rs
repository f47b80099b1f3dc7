//! Photos: written anew without what they tell of the person, and made small.

use crate::{Kind, StoreError};
use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Most pixels to a side: larger than any phone's camera; a picture that claims more is not decoded.
const LONGEST_SIDE: u32 = 20_000;
/// Most memory a picture may take while it is decoded: about 60 megapixels.
const MOST_MEMORY_BYTES: u64 = 256 * 1024 * 1024;
/// Longest side of a thumbnail, twice what pages show, for sharp screens.
const THUMBNAIL_SIDE: u32 = 320;
/// Quality of photos written anew: no difference to be seen at a size people look at.
const QUALITY: u8 = 88;

/// The photo without metadata, upright; as it came when its metadata is wanted. It has to be one that can be decoded in any case.
pub(crate) fn clean(content: Bytes, kind: Kind, keep_metadata: bool) -> Result<(Bytes, Kind), StoreError> {
    let picture = decode(&content)?;
    if keep_metadata {
        return Ok((content, kind));
    }
    let mut out = Vec::new();
    match kind {
        Kind::Png => picture.write_to(&mut Cursor::new(&mut out), ImageFormat::Png).map_err(|_| StoreError::Photo)?,
        _ => write_jpeg(&picture, &mut out)?,
    }
    Ok((out.into(), if kind == Kind::Png { Kind::Png } else { Kind::Jpeg }))
}

/// A small JPEG.
pub(crate) fn thumbnail(content: &[u8]) -> Result<Bytes, StoreError> {
    let mut out = Vec::new();
    write_jpeg(&decode(content)?.thumbnail(THUMBNAIL_SIDE, THUMBNAIL_SIDE), &mut out)?;
    Ok(out.into())
}

fn write_jpeg(picture: &DynamicImage, out: &mut Vec<u8>) -> Result<(), StoreError> {
    let flat = DynamicImage::ImageRgb8(picture.to_rgb8());
    flat.write_with_encoder(JpegEncoder::new_with_quality(out, QUALITY)).map_err(|_| StoreError::Photo)
}

fn decode(content: &[u8]) -> Result<DynamicImage, StoreError> {
    let mut reader = ImageReader::new(Cursor::new(content)).with_guessed_format().map_err(|_| StoreError::Photo)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| StoreError::Photo)?;
    let turned = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| StoreError::Photo)?;
    if let Some(turned) = turned {
        picture.apply_orientation(turned);
    }
    Ok(picture)
}
