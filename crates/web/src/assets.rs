//! Styles, script and fonts: bundled by `ui/`, embedded here, served under names that carry their hash and so are cached for ever.

use rust_embed::RustEmbed;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../ui/dist"]
struct Dist;

#[derive(Deserialize)]
struct Chunk {
    file: String,
}

/// Addresses of what every page needs.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// The style sheet.
    pub styles: String,
    /// The icon of the tab.
    pub icon: String,
    /// The script.
    pub script: String,
    /// The two font files that the first screen needs.
    pub fonts: Vec<String>,
}

static ENTRIES: LazyLock<Entries> = LazyLock::new(|| {
    let manifest: BTreeMap<String, Chunk> =
        Dist::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default();
    let address = |key: &str| manifest.get(key).map(|chunk| format!("/assets/{}", chunk.file)).unwrap_or_default();
    let font = |part: &str| manifest.keys().find(|key| key.contains(part)).map(|key| address(key));
    Entries {
        styles: address("src/styles.css"),
        icon: address("src/icon.svg"),
        script: address("src/site.ts"),
        fonts: ["vietnamese-400", "latin-400"].into_iter().filter_map(font).collect(),
    }
});

/// Addresses of what every page needs; empty when the binary was built without `ui/`.
#[must_use]
pub fn entries() -> &'static Entries {
    &ENTRIES
}

/// An embedded file with its media type.
#[must_use]
pub fn file(name: &str) -> Option<(Cow<'static, [u8]>, &'static str)> {
    let found = Dist::get(name).filter(|_| name != "manifest.json")?;
    let media = match mime_guess::from_path(name).first_raw().unwrap_or("application/octet-stream") {
        "text/css" => "text/css; charset=utf-8",
        "text/javascript" => "text/javascript; charset=utf-8",
        "image/svg+xml" => "image/svg+xml; charset=utf-8",
        other => other,
    };
    Some((found.data, media))
}
