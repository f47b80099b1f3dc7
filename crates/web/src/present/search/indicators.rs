//! Criteria and indicators of the sets by name and number, each leading to its place on the page of its set.

use super::super::{Scene, units};
use crate::pages::criteria_set::{criterion_anchor, indicator_anchor};
use crate::pages::search::{Group, OtherHit};
use crate::parts::Link;
use std::cmp::Reverse;
use vedich_criteria::{CriteriaSet, Scope};
use vedich_values::Bilingual;
use vedich_values::text::fold;

/// What people put before a number: said of criteria and of indicators, because hardly anybody keeps the two apart.
const CALLED: &str = "tieu chi chi tieu criterion criteria indicators";

/// What was typed: beginnings of words, and numbers ("17", "17,1", "TC17"), which are meant whole.
struct Typed {
    words: Vec<String>,
    numbers: Vec<String>,
    phrase: String,
}

impl Typed {
    fn of(query: &str) -> Self {
        let mut typed = Self { words: Vec::new(), numbers: Vec::new(), phrase: String::new() };
        for word in query.split_whitespace() {
            match number(word) {
                Some(number) => typed.numbers.push(number),
                None => typed.words.extend(fold(word).split_whitespace().map(str::to_owned)),
            }
        }
        let names = typed.words.iter().filter(|word| !CALLED.split(' ').any(|called| called == *word));
        typed.phrase = names.cloned().collect::<Vec<_>>().join(" ");
        typed
    }

    /// Whether a criterion or indicator says all that was typed.
    fn fits(&self, number: &str, folded: &str) -> bool {
        let said = || CALLED.split(' ').chain(folded.split(' '));
        self.numbers.iter().all(|typed| typed == number || said().any(|word| word == typed))
            && self.words.iter().all(|typed| said().any(|word| word.starts_with(typed.as_str())))
    }
}

/// The number of a criterion or the code of an indicator as sets write it: `17.1` for "17,1." and "TC17.1".
fn number(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let bare = word.strip_prefix("tc").or_else(|| word.strip_prefix("ct")).unwrap_or(&word);
    bare.starts_with(|c: char| c.is_ascii_digit()).then(|| bare.replace(',', "."))
}

/// A criterion or indicator that fits.
struct Found<'s> {
    set: &'s CriteriaSet,
    number: String,
    anchor: String,
    name: &'s Bilingual,
    folded: String,
}

/// What fits, that of sets in force on the date first, then what has the very phrase, national sets before those of provinces, later before
/// earlier; `most` of it.
pub(super) fn found(s: Scene<'_>, query: &str, most: usize) -> Group {
    let typed = Typed::of(query);
    let mut found: Vec<Found<'_>> =
        s.catalogue().iter().flat_map(|set| of_set(set)).filter(|one| typed.fits(&one.number, &one.folded)).collect();
    found.sort_by_key(|one| {
        let in_force = one.set.effective.contains(s.f.as_of);
        let exact = typed.numbers.contains(&one.number) || one.folded.contains(&typed.phrase);
        (!in_force, !exact, one.set.scope != Scope::National, Reverse(one.set.effective.from))
    });
    let more = found.len() > most;
    let hits = found.into_iter().take(most).map(|one| hit(s, &one)).collect();
    Group { kind: "indicators", heading: s.f.text("web.search.indicators").to_owned(), hits, more, ..Group::default() }
}

fn of_set(set: &CriteriaSet) -> impl Iterator<Item = Found<'_>> {
    let one = move |number: String, anchor: String, name| Found { set, number, anchor, name, folded: folded(name) };
    set.criteria.iter().flat_map(move |criterion| {
        let own = one(criterion.no.to_string(), criterion_anchor(criterion.no.0), &criterion.name);
        let below = criterion
            .indicators
            .iter()
            .map(move |indicator| one(indicator.code.to_string(), indicator_anchor(indicator.code.as_str()), &indicator.name));
        std::iter::once(own).chain(below)
    })
}

/// A name in both languages: people search in either.
fn folded(name: &Bilingual) -> String {
    let mut folded = fold(&name.vi);
    folded.push(' ');
    folded.push_str(&fold(&name.en));
    folded
}

fn hit(s: Scene<'_>, one: &Found<'_>) -> OtherHit {
    let (f, set) = (s.f, one.set);
    let page = s.set_link(set);
    let gone = (!set.effective.contains(f.as_of)).then(|| units::span_words(f, set.effective));
    OtherHit {
        id: format!("{}/{}", set.id, one.number),
        what: Link::new(format!("{}. {}", one.number, f.lang.of(one.name)), format!("{}#{}", page.href, one.anchor)),
        note: std::iter::once(page.text).chain(gone).collect::<Vec<_>>().join(" · "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (word, meant) in
            [("17", Some("17")), ("17,1", Some("17.1")), ("TC17.", Some("17")), ("(17.1)", Some("17.1")), ("tế", None), ("tc", None)]
        {
            assert_eq!(number(word).as_deref(), meant, "{word}");
        }
    }

    #[test]
    fn words_are_beginnings_and_numbers_are_whole() {
        let fits = |query: &str| Typed::of(query).fits("17", "moi truong va an toan thuc pham environment and food safety");
        assert!(["môi trường", "moi truo", "tiêu chí 17", "TC17", "criterion 17", "Food", "an toàn 17"].iter().all(|query| fits(query)));
        assert!(!["tiêu chí 1", "17.1", "trường học", "ôi"].iter().any(|query| fits(query)));
    }
}
