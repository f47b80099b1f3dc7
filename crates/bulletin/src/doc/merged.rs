//! Units that became part of another: "thành lập trên cơ sở ba xã A, B, C", "xã A (cũ)".

use super::Place;
use crate::class::Class;
use crate::gazetteer::name_key;
use crate::lexicon::Lexicon;
use crate::term::{Kind, Term};
use rustc_hash::FxHashMap;

/// "Xã A (mới) được hợp nhất từ hai xã B và C": what it was made of only says where it lies from now on.
pub(super) fn merged_parts(terms: &[Term], places: &mut [Place], lexicon: &Lexicon) {
    let place = |at: usize| match terms[at].kind {
        Kind::Place(i) => Some(i as usize),
        _ => None,
    };
    let ends = |at: usize| terms[at].mark('.') || terms[at].mark(';') || terms[at].kind == Kind::Line;
    let mut gone: FxHashMap<String, usize> = FxHashMap::default();
    // "sau khi hợp nhất với tỉnh B": B is no more
    for at in (0..terms.len().saturating_sub(2)).filter(|at| terms[*at].is(lexicon, Class::BeforeMerger)) {
        if let Some(i) = terms[at + 1].is(lexicon, Class::Conj).then(|| place(at + 2)).flatten() {
            places[i].address = true;
        }
    }
    for at in (0..terms.len()).filter(|at| terms[*at].is(lexicon, Class::MergedFrom)) {
        // "tỉnh A (hợp nhất B) có …"
        let aside = at > 0 && terms[at - 1].mark('(') && terms.get(at + 2).is_some_and(|t| t.mark(')'));
        if let Some(i) = (at + 1 < terms.len() && aside).then(|| place(at + 1)).flatten() {
            places[i].address = true;
            continue;
        }
        // "sau hợp nhất với tỉnh B, tỉnh còn …": B is no more
        let with = at + 2 < terms.len() && terms[at + 1].is(lexicon, Class::Conj);
        if let Some(i) = with.then(|| place(at + 2)).flatten() {
            places[i].address = true;
            continue;
        }
        // "Đảng bộ xã A … A được thành lập từ …": the bare name of a commune said before
        let said_before = |i: usize| {
            let key = name_key(&places[i].name);
            places[..i].iter().rev().take(40).any(|p| p.explicit && p.level.is_some_and(|l| l.rank() == 1) && name_key(&p.name) == key)
        };
        let commune = |i: &usize| places[*i].level.is_none_or(|l| l.rank() == 1) && (places[*i].explicit || said_before(*i));
        let whole = (at.saturating_sub(14)..at).rev().take_while(|j| !ends(*j)).filter_map(place).find(commune);
        // "Xã mới được thành lập trên cơ sở …": the commune the text is about
        let said = |j: &usize| terms[*j].is(lexicon, Class::Level) && lexicon.has(terms[*j].entry, Class::Level, "commune");
        let bare = || (at.saturating_sub(6)..at).rev().take_while(|j| !ends(*j)).any(|j| said(&j));
        let whole = whole.or_else(|| (0..at.min(400)).filter_map(place).find(commune).filter(|_| bare()));
        let listed = |j: usize| {
            matches!(terms[j].kind, Kind::Place(_) | Kind::Num(_))
                || terms[j].mark(',')
                || terms[j].mark(':')
                || [
                    Class::Conj,
                    Class::Level,
                    Class::Head,
                    Class::Whole,
                    Class::List,
                    Class::From,
                    Class::Numeral,
                    Class::BeforeMerger,
                    Class::MergedFrom,
                ]
                .iter()
                .any(|c| terms[j].is(lexicon, *c))
        };
        let close = (at + 1..terms.len().min(at + 40)).find(|j| !listed(*j)).unwrap_or(terms.len());
        // "Thành lập trên cơ sở nhập ba xã A, B và C thuộc huyện D, xã B hiện có …": whoever the sentence goes on with
        let named = |j: &usize| terms[j - 1].mark(',') && place(*j).is_some_and(|i| places[i].explicit && commune(&i));
        let goes_on = || (close + 1..terms.len().min(close + 30)).take_while(|j| !ends(*j)).find(named).and_then(place);
        let Some(whole) = whole.or_else(goes_on) else { continue };
        let parts: Vec<usize> = (at + 1..close).filter_map(place).filter(|i| places[*i].level.is_none_or(|l| l.rank() == 1)).collect();
        if parts.len() < 2 {
            continue;
        }
        for i in parts.into_iter().filter(|i| *i != whole) {
            if places[i].name != places[whole].name {
                places[i].address = true;
                gone.insert(name_key(&places[i].name), i);
            }
        }
    }
    if gone.is_empty() {
        return;
    }
    // "xã A cũ đạt kiểu mẫu. Thu nhập …": what was merged into the unit is not whom the text goes on with
    for (i, place) in places.iter_mut().enumerate() {
        let low = place.level.is_none_or(|l| l.rank() == 1);
        place.address |= low && gone.get(&name_key(&place.name)).is_some_and(|first| *first < i);
    }
}

/// "(gồm A, B, C cũ)": what a unit was before only says what it is made of.
pub(super) fn former_parts(terms: &[Term], places: &mut [Place], lexicon: &Lexicon) {
    for open in (0..terms.len()).filter(|at| terms[*at].mark('(')) {
        let Some(close) = (open + 1..terms.len().min(open + 24)).find(|j| terms[*j].mark(')')) else { continue };
        if !terms[close - 1].is(lexicon, Class::BeforeMerger) {
            continue;
        }
        for term in &terms[open + 1..close] {
            if let Kind::Place(i) = term.kind {
                places[i as usize].address = true;
            }
        }
    }
}
