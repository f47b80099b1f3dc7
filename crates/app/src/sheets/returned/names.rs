//! Whether the name beside a code is that of the line the code means. Decisions number their indicators anew: "3.1" of one set is about
//! canals and of the next about income, so that a form of another set would land in the wrong lines.

use std::collections::BTreeSet;
use vedich_criteria::CriteriaSet;
use vedich_values::Bilingual;
use vedich_values::text::fold;

/// Words that stand in names of any kind and tell none from another.
const PLAIN: &[&str] = &[
    "ty", "ti", "le", "so", "muc", "co", "duoc", "dat", "cua", "va", "cac", "theo", "tren", "trong", "cho", "tai", "voi", "tro", "len",
    "it", "nhat", "xa", "quy", "dinh", "chi", "tieu", "the", "of", "and", "to", "in", "with", "share", "rate",
];
/// Words from which on a name that shares hardly any with its line's is another's; a shorter one may just be said in other words.
const TELLING: usize = 3;

/// The name of the line a code means in a set, where the name written beside the code is clearly another's.
pub(super) fn contradicted(set: &CriteriaSet, key: &str, written: &str) -> Option<String> {
    let telling = words(written);
    let names = names_of(set, key);
    let own = names.first()?.vi.clone();
    if telling.is_empty() || names.iter().any(|name| alike(&telling, &name.vi) || alike(&telling, &name.en)) {
        return None;
    }
    let others = set
        .criteria
        .iter()
        .flat_map(|criterion| std::iter::once(&criterion.name.vi).chain(criterion.indicators.iter().map(|indicator| &indicator.name.vi)));
    let anothers = |name: &String| words(name) == telling || telling.len() > 1 && telling.is_subset(&words(name));
    (telling.len() >= TELLING || others.into_iter().any(anothers)).then_some(own)
}

/// The names a line goes by, its own first: those of its indicator, the indicator's parts and its criterion.
fn names_of<'a>(set: &'a CriteriaSet, key: &str) -> Vec<&'a Bilingual> {
    if let Some(no) = key.strip_prefix('#') {
        let criterion = set.criteria.iter().find(|criterion| criterion.no.to_string() == no);
        return criterion.map(|one| &one.name).into_iter().collect();
    }
    let (code, part) = key.split_once('/').map_or((key, None), |(code, part)| (code, Some(part)));
    let Some((place, indicator)) = set.indicators().find(|(_, indicator)| indicator.code.as_str() == code) else { return Vec::new() };
    let parts = indicator.parts.iter().map(|one| (one.key.as_str(), &one.name));
    let parts: Vec<_> = parts.chain(indicator.any_of.iter().map(|one| (one.key.as_str(), &one.name))).collect();
    let of_part = parts.iter().find(|(key, _)| Some(*key) == part).map(|(_, name)| *name);
    let all = of_part.into_iter().chain([&indicator.name]).chain(parts.into_iter().map(|(_, name)| name));
    all.chain(set.criteria.get(place).map(|criterion| &criterion.name)).collect()
}

/// Whether a third of the shorter one's telling words are in the other, short forms by their first letters (BHYT, NVH).
fn alike(telling: &BTreeSet<String>, name: &str) -> bool {
    let own = words(name);
    let letters: String = fold(name).split(' ').filter_map(|word| word.chars().next()).collect();
    let is_in = |word: &&String| own.contains(*word) || word.chars().count() > 1 && letters.contains(word.as_str());
    let shared = telling.iter().filter(is_in).count();
    shared > 0 && shared * 3 >= telling.len().min(own.len())
}

/// The telling words of a name, folded; numbers and what stands before a colon's code are none.
fn words(name: &str) -> BTreeSet<String> {
    let telling = |word: &&str| !PLAIN.contains(word) && !word.chars().all(|c| c.is_ascii_digit()) && word.chars().count() > 1;
    fold(name).split(' ').filter(telling).map(str::to_owned).collect()
}
