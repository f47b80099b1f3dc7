#![doc = include_str!("../README.md")]

mod boxes;
mod kind;
mod photo;
mod s3;
mod scan;

pub use kind::{Kind, kind_of};

use bytes::Bytes;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use vedich_facts::StoredFile;

/// Longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 120;

/// What is let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Largest file, in bytes.
    pub largest_bytes: usize,
    /// The scanner and its arguments; the path of the file is added. Empty: nothing is scanned.
    pub scanner: Vec<String>,
    /// Longest time the scanner may take.
    pub scanner_limit: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self { largest_bytes: 25 * 1024 * 1024, scanner: Vec::new(), scanner_limit: Duration::from_secs(60) }
    }
}

/// Why a file was not taken or not found.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Larger than is let in.
    #[error("the file is larger than {most} bytes")]
    TooLarge {
        /// The largest that is let in, in bytes.
        most: usize,
    },
    /// Not one of the kinds that are let in, whatever its name says.
    #[error("the file is of a kind that is not kept")]
    Kind,
    /// A photo that can't be decoded.
    #[error("the photo can't be read")]
    Photo,
    /// A photo of more pixels than are decoded.
    #[error("the photo has {width} x {height} pixels, at most {most} million are taken and {side} to a side")]
    TooManyPixels {
        /// Pixels from left to right, as its file says.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
        /// The most that are decoded of pixels of its kind, in millions.
        most: u64,
        /// The most to a side.
        side: u32,
    },
    /// A photo whose metadata can't be taken out.
    #[error("the metadata of the photo can't be taken out")]
    Metadata,
    /// The scanner says it is not clean.
    #[error("the scanner refused the file")]
    Infected,
    /// The scanner did not answer: nothing is let in unscanned.
    #[error("the scanner did not answer")]
    NoScanner,
    /// The store did not answer.
    #[error("the evidence store did not answer")]
    Store(#[from] object_store::Error),
    /// The folder can't be made.
    #[error("the folder of evidence can't be made")]
    Folder(#[source] std::io::Error),
    /// A task of ours was stopped.
    #[error("stopped before it was done")]
    Stopped,
}

impl StoreError {
    /// Stable code of what the sender can mend, worded in `vedich-wording`; none for failures of ours.
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::Empty => "file.empty",
            Self::TooLarge { .. } => "file.too-large",
            Self::Kind => "file.kind",
            Self::Photo => "file.photo",
            Self::TooManyPixels { .. } => "file.too-many-pixels",
            Self::Metadata => "file.metadata",
            Self::Infected => "file.infected",
            Self::NoScanner | Self::Store(_) | Self::Folder(_) | Self::Stopped => return None,
        })
    }

    /// Every code.
    pub const CODES: [&'static str; 7] =
        ["file.empty", "file.too-large", "file.kind", "file.photo", "file.too-many-pixels", "file.metadata", "file.infected"];
}

/// The evidence store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    rules: Arc<Rules>,
}

impl Store {
    /// A store in a folder, which is made when it is not there.
    ///
    /// # Errors
    /// When the folder can't be made.
    pub fn in_folder(folder: &Path, rules: Rules) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(StoreError::Folder)?;
        let objects = LocalFileSystem::new_with_prefix(folder)?.with_automatic_cleanup(false);
        Ok(Self { objects: Arc::new(objects), rules: Arc::new(rules) })
    }

    /// A store in a bucket of any S3-compatible service; keys, region and endpoint come from `AWS_*`, unless an option names them
    /// (`endpoint`, `region`, `access_key_id`, `secret_access_key`, `allow_http`).
    ///
    /// # Errors
    /// When it is not described well enough to be reached.
    pub fn in_bucket<'o>(bucket: &str, options: impl IntoIterator<Item = (&'o str, &'o str)>, rules: Rules) -> Result<Self, StoreError> {
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket).with_http_connector(s3::Connector);
        for (option, value) in options {
            builder = builder.with_config(option.parse()?, value);
        }
        Ok(Self { objects: Arc::new(builder.build()?), rules: Arc::new(rules) })
    }

    /// What is let in.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Takes a file in: told by its content, scanned, a photo cleaned, stored once under its hash.
    ///
    /// # Errors
    /// When it is not let in, or the store does not answer.
    pub async fn put(&self, name: &str, content: Bytes, keep_metadata: bool) -> Result<StoredFile, StoreError> {
        if content.is_empty() {
            return Err(StoreError::Empty);
        }
        if content.len() > self.rules.largest_bytes {
            return Err(StoreError::TooLarge { most: self.rules.largest_bytes });
        }
        let kind = kind_of(&content).ok_or(StoreError::Kind)?;
        scan::scan(&self.rules, &content).await?;
        let (content, kind) = match kind {
            Kind::Jpeg | Kind::Png | Kind::Webp | Kind::Heic => {
                let cleaned = tokio::task::spawn_blocking(move || photo::clean(content, kind, keep_metadata));
                cleaned.await.map_err(|_| StoreError::Stopped)??
            }
            _ => (content, kind),
        };
        let hash = hash_of(&content);
        let bytes = content.len() as u64;
        self.keep(&key(&hash), content).await?;
        Ok(StoredFile { hash, name: tidy(name, kind), media: kind.media().to_owned(), bytes })
    }

    /// What is stored under a hash.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn get(&self, hash: &str) -> Result<Option<Bytes>, StoreError> {
        if !is_hash(hash) {
            return Ok(None);
        }
        self.read(&key(hash)).await
    }

    /// Whether something is stored under a hash.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn has(&self, hash: &str) -> Result<bool, StoreError> {
        if !is_hash(hash) {
            return Ok(false);
        }
        match self.objects.head(&key(hash)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// A small JPEG of a photo; none for what is no photo. Made when first asked for, and kept.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn thumbnail(&self, hash: &str) -> Result<Option<Bytes>, StoreError> {
        if !is_hash(hash) {
            return Ok(None);
        }
        let place = Key::from(format!("thumbnails/{}/{hash}.jpg", hash.get(..2).unwrap_or_default()));
        if let Some(kept) = self.read(&place).await? {
            return Ok(Some(kept));
        }
        let Some(content) = self.get(hash).await? else { return Ok(None) };
        let Some(kind @ (Kind::Jpeg | Kind::Png | Kind::Webp | Kind::Heic)) = kind_of(&content) else { return Ok(None) };
        let small = tokio::task::spawn_blocking(move || photo::thumbnail(&content, kind)).await.map_err(|_| StoreError::Stopped)?;
        let Ok(small) = small else { return Ok(None) };
        self.keep(&place, small.clone()).await?;
        Ok(Some(small))
    }

    async fn read(&self, place: &Key) -> Result<Option<Bytes>, StoreError> {
        match self.objects.get(place).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Stores what is not there yet: the same content has the same place.
    async fn keep(&self, place: &Key, content: Bytes) -> Result<(), StoreError> {
        let once = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.objects.put_opts(place, PutPayload::from(content), once).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

fn key(hash: &str) -> Key {
    Key::from(format!("files/{}/{hash}", hash.get(..2).unwrap_or_default()))
}

/// SHA-256 as hexadecimal digits.
fn hash_of(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// A name without folders and control characters, with the ending of what the file is.
fn tidy(name: &str, kind: Kind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control() && !matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')).collect();
    let stem = clean.rsplit_once('.').map_or(clean.as_str(), |(stem, _)| stem).trim().trim_matches('.');
    let stem: String = stem.chars().take(LONGEST_NAME).collect();
    format!("{}.{}", if stem.is_empty() { "minh-chung" } else { &stem }, kind.ending())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_a_file_is_and_lead_nowhere() {
        assert_eq!(tidy("../../etc/passwd", Kind::Pdf), "passwd.pdf");
        assert_eq!(tidy("C:\\ảnh\\Đường thôn 5.JPG", Kind::Jpeg), "Đường thôn 5.jpg");
        assert_eq!(tidy("\u{0}...", Kind::Png), "minh-chung.png");
        assert!(is_hash(&hash_of(b"x")) && !is_hash("../x") && !is_hash(&"Z".repeat(64)));
    }
}
