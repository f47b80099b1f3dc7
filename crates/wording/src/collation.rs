//! Vietnamese order of names: a ă â b c d đ e ê …, tones last, numbers by value.

use icu_collator::options::{AlternateHandling, CollatorOptions};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use std::cmp::Ordering;
use std::sync::LazyLock;

static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut preferences = CollatorPreferences::from(&icu_locale_core::locale!("vi"));
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    let mut options = CollatorOptions::default();
    options.alternate_handling = Some(AlternateHandling::NonIgnorable);
    icu_collator::Collator::try_new(preferences, options).ok()
});

/// Compares two names as a Vietnamese index would.
#[must_use]
pub fn compare_names(a: &str, b: &str) -> Ordering {
    COLLATOR.as_ref().map_or_else(|| a.cmp(b), |collator| collator.compare(a, b))
}

/// A name's place in Vietnamese order, for sorting many rows without comparing texts again and again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey(Vec<u8>);

impl SortKey {
    /// The key of a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let mut bytes = Vec::with_capacity(name.len() * 2);
        if let Some(collator) = COLLATOR.as_ref() {
            // Writing into a Vec cannot fail.
            let _ = collator.write_sort_key_to(name, &mut bytes);
        } else {
            bytes.extend_from_slice(name.as_bytes());
        }
        Self(bytes)
    }
}

/// Sorts rows by name in Vietnamese order.
pub fn sort_by_name<T>(rows: &mut [T], name: impl Fn(&T) -> &str) {
    rows.sort_by(|a, b| compare_names(name(a), name(b)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_vietnamese_order() {
        let mut names = ["Thôn 10", "Đông Văn", "Dân Chủ", "Thôn 5", "Ân Thi", "Ba Vì", "An Hòa", "Đầm Hà", "Ê Đê", "Em"];
        sort_by_name(&mut names, |name| name);
        assert_eq!(names, ["An Hòa", "Ân Thi", "Ba Vì", "Dân Chủ", "Đầm Hà", "Đông Văn", "Em", "Ê Đê", "Thôn 5", "Thôn 10"]);
    }

    #[test]
    fn keys_order_as_comparing_does() {
        for (a, b) in [("Đ", "D"), ("Hòa", "Hóa"), ("a", "ă"), ("Thôn 9", "Thôn 10")] {
            assert_eq!(SortKey::of(a).cmp(&SortKey::of(b)), compare_names(a, b), "{a} {b}");
        }
    }
}
