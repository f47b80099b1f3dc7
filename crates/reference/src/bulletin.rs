//! The bulletin reader with our dictionaries and the units of the country.

use crate::files::{CONFIDENCE, DICTIONARIES, TABLES};
use std::sync::LazyLock;
use vedich_bulletin::{Gazetteer, Reader, ReaderError, Tables};

static READER: LazyLock<Reader> = LazyLock::new(|| build().expect("the dictionaries inside this binary are right (tested)"));

/// The reader of bulletins (bộ đọc bản tin), made from the embedded files when first asked for and kept.
///
/// # Example
/// ```
/// let facts = vedich_reference::reader().read("Xã Tân Lập đạt 14/19 tiêu chí NTM.", Some("2020-06"));
/// assert!(facts.iter().any(|fact| fact.rule == "progress"));
/// ```
#[must_use]
pub fn reader() -> &'static Reader {
    &READER
}

fn build() -> Result<Reader, ReaderError> {
    Reader::new(Tables { dictionaries: DICTIONARIES, confidence: CONFIDENCE, gazetteer: Gazetteer::from_csv(TABLES.old, TABLES.new)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_dictionaries_are_right() {
        build().unwrap();
    }
}
