//! Vietnamese words of our data that are no messages of ours, in the language of the reader: who acts, how something is made public, the
//! names of criteria in a rule.

use crate::Lang;
use vedich_values::text::fold;

impl Lang {
    /// Words of the data as the reader knows them: `UBND xã`, in English "commune People's Committee". Of several with commas between each
    /// is told; one we have no words for stands as it is.
    #[must_use]
    pub fn term(self, vietnamese: &str) -> String {
        if self == Self::Vi {
            return vietnamese.to_owned();
        }
        let known = |text: &str| {
            let key = key(text);
            Some(self.text(&key)).filter(|said| *said != key).map(str::to_owned)
        };
        known(vietnamese).unwrap_or_else(|| {
            let one = |part: &str| known(part).unwrap_or_else(|| part.to_owned());
            let parts = vietnamese.split("; ").map(|group| group.split(", ").map(one).collect::<Vec<_>>().join(", "));
            parts.collect::<Vec<_>>().join("; ")
        })
    }
}

/// `UBND xã` → `term.ubnd-xa`.
fn key(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    format!("term.{}", words.collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_data_are_told_in_english_as_far_as_there_are_words_for_them() {
        assert_eq!(Lang::En.term("Chủ tịch UBND tỉnh"), "chairman of the provincial People's Committee");
        assert_eq!(Lang::En.term("UBND xã, BCĐ xã; Hội Xyz"), "commune People's Committee, commune steering committee; Hội Xyz");
        assert_eq!(Lang::Vi.term("UBND xã"), "UBND xã");
    }
}
