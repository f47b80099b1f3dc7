//! HEIC photos, as phones of one large maker write them, decoded without C.

use super::{LARGEST_PROFILE_BYTES, Photo};
use image::RgbImage;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

/// Most pixels of a photo that is decoded, 13 bytes of memory each while it lasts: phones take 12 or 24 million.
const MOST_PIXELS: usize = 26_000_000;

/// One at a time: a photo takes up to 340 MB while it is decoded, on all cores, for less than a second.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The photo, upright; none when it is too large, broken or written in a way the decoder does not know.
pub(super) fn decode(content: &[u8]) -> Option<Photo> {
    let told = heic_decoder::probe(content).ok()?;
    told.width.checked_mul(told.height).filter(|pixels| *pixels <= MOST_PIXELS)?;
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    // The decoder is young: a fault of its own must cost a small picture, not the photo.
    catch_unwind(AssertUnwindSafe(|| read(content))).ok()?
}

fn read(content: &[u8]) -> Option<Photo> {
    let mut photo = heic_decoder::decode(content).ok()?;
    let colours = photo.metadata.icc_profile.take().filter(|colours| colours.len() <= LARGEST_PROFILE_BYTES);
    let seen = photo.to_rgb8().ok()?;
    let picture = RgbImage::from_raw(u32::try_from(seen.width).ok()?, u32::try_from(seen.height).ok()?, seen.data)?;
    Some(Photo { picture: picture.into(), colours })
}
