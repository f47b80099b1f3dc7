//! The bulletin reader with our dictionaries and the units of the country.

use crate::files::{CONFIDENCE, DICTIONARIES, TABLES};
use std::sync::OnceLock;
use vedich_bulletin::{Gazetteer, Reader, ReaderError, Tables};

static READER: OnceLock<Reader> = OnceLock::new();

/// The reader of bulletins (bộ đọc bản tin), made from the embedded files when first asked for and kept.
///
/// # Example
/// ```
/// let facts = vedich_reference::reader().read("Xã Tân Lập đạt 14/19 tiêu chí NTM.", Some("2020-06"));
/// assert!(facts.iter().any(|fact| fact.rule == "progress"));
/// ```
#[must_use]
pub fn reader() -> &'static Reader {
    READER.get_or_init(|| build(None).expect("the dictionaries inside this binary are right (tested)"))
}

/// Adds a dictionary of an installation's own, written as those of `data/bulletin`: its words count beside the shipped ones. Once, before
/// anything is read; later it changes nothing.
///
/// # Errors
/// When it is not of the right shape, or has a table that is no class of words.
pub fn add_bulletin_words(file: &str, text: &str) -> Result<(), ReaderError> {
    let reader = build(Some((file, text)))?;
    READER.get_or_init(|| reader);
    Ok(())
}

fn build(own: Option<(&str, &str)>) -> Result<Reader, ReaderError> {
    let dictionaries: Vec<(&str, &str)> = DICTIONARIES.iter().copied().chain(own).collect();
    Reader::new(Tables {
        dictionaries: &dictionaries,
        confidence: CONFIDENCE,
        gazetteer: Gazetteer::from_csv(TABLES.old, TABLES.new, TABLES.history)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_dictionaries_are_right() {
        build(None).unwrap();
    }

    #[test]
    fn an_office_adds_words_of_its_own_and_hears_what_is_wrong_with_them() {
        let text = "Ngày 5/8/2020, xã Lâm Hợp họp về nông thôn mới. Tỷ lệ nhà có hố xí tự hoại đạt 91%.";
        let values = |reader: &Reader| {
            let facts = reader.read(text, Some("2020-08"));
            facts.into_iter().filter(|fact| matches!(fact.body, vedich_bulletin::Body::IndicatorValue { .. })).count()
        };
        let own = "[indicator]\n\"other:latrine\" = [\"hố xí tự hoại\"]";
        assert_eq!((values(&build(None).unwrap()), values(&build(Some(("tu-rieng.toml", own))).unwrap())), (0, 1));
        let wrong = build(Some(("tu-rieng.toml", "[indikator]\na = ['b']"))).unwrap_err().to_string();
        assert!(wrong.contains("tu-rieng.toml") && wrong.contains("indikator"), "{wrong}");
    }
}
