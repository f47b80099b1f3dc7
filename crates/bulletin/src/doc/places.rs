//! Levels of bare names, and which places only say where another lies.

use super::Place;
use super::merged::{former_parts, merged_parts};
use crate::class::Class;
use crate::gazetteer::{Gazetteer, Level, name_key};
use crate::lexicon::Lexicon;
use crate::term::{Kind, NO_ENTRY, Term};
use rustc_hash::FxHashMap;

/// "còn 8 xã chưa đạt: A, B, C": the names listed are of the level that was counted.
fn counted_lists(terms: &[Term], places: &mut [Place], lexicon: &Lexicon, gazetteer: &Gazetteer) {
    let mut at = 0;
    while at + 1 < terms.len() {
        at += 1;
        let n = match terms[at - 1].kind {
            Kind::Num(n) => n.as_whole(),
            Kind::Frac(a, _) => a.as_whole(),
            _ => None,
        };
        let counted = |key: Class| terms[at].entry != NO_ENTRY && terms[at].is(lexicon, key);
        if n.is_none_or(|n| !(2..=60).contains(&n)) || !(counted(Class::Level) || counted(Class::Subject)) {
            continue;
        }
        let key = lexicon.value(terms[at].entry, if counted(Class::Subject) { Class::Subject } else { Class::Level });
        let Some(level) = key.and_then(Level::of).filter(|l| l.rank() <= 2) else { continue };
        let colon = (at + 1..terms.len().min(at + 12))
            .take_while(|j| !terms[*j].mark('.') && terms[*j].kind != Kind::Line)
            .find(|j| terms[*j].mark(':'));
        if let Some(colon) = colon {
            told_apart(terms, places, lexicon, gazetteer, colon, level, n.unwrap_or_default());
        }
        let opens = (at + 1..terms.len().min(at + 16))
            .take_while(|j| {
                !terms[*j].mark('.') && !terms[*j].mark(';') && terms[*j].kind != Kind::Line && !matches!(terms[*j].kind, Kind::Num(_))
            })
            .find(|j| match terms[*j].kind {
                // "5 xã của huyện X …: A, B": X only says where
                Kind::Place(p) => !(places[p as usize].explicit && places[p as usize].level.is_some_and(|l| l.rank() > level.rank())),
                _ => false,
            });
        let Some(first) = opens else { continue };
        let led = terms[first - 1].mark(':') || terms[first - 1].mark('(') || terms[first - 1].is(lexicon, Class::List) || first == at + 1;
        let mut members: Vec<usize> = Vec::new();
        let mut j = first;
        while let Some(Kind::Place(p)) = terms.get(j).map(|t| t.kind).filter(|_| members.len() < 60) {
            let place = &places[p as usize];
            if place.explicit || place.address {
                break;
            }
            let elsewhere = gazetteer.called(&place.name).any(|u| u.level == Level::Province);
            if elsewhere && !gazetteer.called(&place.name).any(|u| u.level == level) {
                break;
            }
            members.push(p as usize);
            j += 1;
            if terms.get(j).is_some_and(|t| t.mark('(')) {
                j = (j..terms.len().min(j + 10)).find(|k| terms[*k].mark(')')).map_or(j, |k| k + 1);
            }
            if !terms.get(j).is_some_and(|t| t.mark(',') || t.is(lexicon, Class::Conj)) {
                break;
            }
            j += 1;
        }
        if led && members.len() >= 2 {
            for p in members {
                places[p].level = Some(level);
                places[p].solid = true;
            }
        }
    }
}

/// "3 xã của huyện X: A đạt 19/19; B đạt 18/19; riêng C mới 17/19": as many names as were counted, each with its own words.
fn told_apart(terms: &[Term], places: &mut [Place], lexicon: &Lexicon, gazetteer: &Gazetteer, colon: usize, level: Level, n: i64) {
    let limit = terms.len().min(colon + 160);
    let to = (colon + 1..limit).find(|j| terms[*j].mark('.') || terms[*j].kind == Kind::Line).unwrap_or(limit);
    let mut opens = true;
    let mut members = Vec::new();
    for term in &terms[colon + 1..to.max(colon + 1)] {
        if let Kind::Place(i) = term.kind {
            let fits = gazetteer.called(&places[i as usize].name).any(|u| u.level == level) || places[i as usize].group.is_none();
            if opens && !places[i as usize].explicit && !places[i as usize].address && fits {
                members.push(i as usize);
            }
            opens = false;
        } else if term.mark(';') || term.mark(',') || term.is(lexicon, Class::Conj) {
            opens = true;
        } else if !term.is(lexicon, Class::Towards) {
            opens = false;
        }
    }
    if members.len() as i64 == n {
        for i in members {
            places[i].level = Some(level);
            places[i].solid = true;
        }
    }
}

/// Gives bare names their level and marks what is only an address.
pub(crate) fn resolve_places(terms: &[Term], places: &mut [Place], lexicon: &Lexicon, gazetteer: &Gazetteer, two_tier: bool) {
    let place = |at: usize| match terms.get(at).map(|t| t.kind) {
        Some(Kind::Place(i)) => Some(i as usize),
        _ => None,
    };
    for at in 0..terms.len() {
        let Some(this) = place(at) else { continue };
        // "X (Y)", "X - Y", "X, huyện Y"
        let bracket =
            terms.get(at + 1).is_some_and(|t| t.mark('(')) && terms.get(at + 3).is_some_and(|t| t.mark(')') || t.mark(',') || t.mark('-'));
        let dash = terms.get(at + 1).is_some_and(|t| t.mark('-') && t.spaced) && terms.get(at + 2).is_some_and(|t| t.spaced);
        let comma = terms.get(at + 1).is_some_and(|t| t.mark(','));
        let of = terms.get(at + 1).is_some_and(|t| t.is(lexicon, Class::Prep))
            && places[this].level.is_some_and(|l| l.rank() == 0 || places[this].explicit);
        let Some(other) = place(at + 2).filter(|_| bracket || dash || comma || of) else { continue };
        // "Khá (xã A)": what lies in a commune is a hamlet
        if bracket && places[this].level.is_none() && places[other].explicit && places[other].level == Some(Level::Commune) {
            places[this].level = Some(Level::Hamlet);
            places[this].solid = true;
        }
        // "An Nhơn (huyện A)": what lies in a district is a commune
        if bracket && places[this].level.is_none() && places[other].explicit && places[other].level == Some(Level::District) {
            let known = |l: Level| gazetteer.called(&places[this].name).any(|u| u.level == l);
            if known(Level::Commune) || !known(Level::Town) && !known(Level::Ward) {
                places[this].level = Some(Level::Commune);
                places[this].solid = true;
            }
        }
        let low = places[this].level;
        let higher = match (low, places[other].level) {
            (Some(a), Some(b)) => a.rank() < b.rank(),
            (Some(a), None) => {
                gazetteer.called(&places[other].name).any(|u| u.level.rank() > a.rank()) || bracket && (1..=2).contains(&a.rank())
            }
            (None, Some(b)) => b.rank() > 1,
            (None, None) => gazetteer.lies_in(&places[this].name, None, &places[other].name) || bracket,
        };
        let listed = comma && !places[other].explicit && !gazetteer.lies_in(&places[this].name, low, &places[other].name);
        if higher && !listed {
            places[other].address = true;
            if bracket
                && terms.get(at + 3).is_some_and(|t| !t.mark(')'))
                && let Some(third) = place(at + 4)
            {
                places[third].address = true;
            }
            if places[other].level.is_none() {
                let floor = low.map_or(1, Level::rank);
                let mut above: Vec<Level> = gazetteer.called(&places[other].name).map(|u| u.level).filter(|l| l.rank() > floor).collect();
                above.sort_unstable();
                let inside = gazetteer.level_above(&places[this].name, low, &places[other].name).filter(|l| l.rank() > floor);
                // merged or renamed long ago: what stands in brackets behind a commune is its district
                let unknown = if bracket && above.is_empty() {
                    low.and_then(|l| match l.rank() {
                        1 => Some(Level::District),
                        2 if places[this].explicit => Some(Level::Province),
                        _ => None,
                    })
                } else {
                    None
                };
                // a name that is a province's and its city's, or districts that are no more: the province
                let province = above.last().copied().filter(|l| *l == Level::Province && (two_tier || low.is_some_and(|l| l.rank() <= 1)));
                places[other].level =
                    inside.filter(|l| !two_tier || *l != Level::District).or(province).or(above.first().copied()).or(unknown);
            }
        }
    }
    counted_lists(terms, places, lexicon, gazetteer);
    merged_parts(terms, places, lexicon);
    former_parts(terms, places, lexicon);
    // "xã A, B và C": the type word is said once
    for at in 0..terms.len() {
        let Some(this) = place(at) else { continue };
        let Some(level) = places[this].level.filter(|_| places[this].explicit && !places[this].address) else { continue };
        let mut i = at + 1;
        while terms.get(i).is_some_and(|t| t.mark(',') || t.is(lexicon, Class::Conj) && !t.is(lexicon, Class::Prep)) {
            let next = if place(i + 1).is_some() { i + 1 } else { i + 2 };
            let Some(other) = place(next).filter(|o| places[*o].level.is_none() && !places[*o].address) else { break };
            // a province in a list of communes is an address, not a member
            if gazetteer.called(&places[other].name).any(|u| u.level == Level::Province)
                && level != Level::Province
                && !gazetteer.called(&places[other].name).any(|u| u.level == level)
            {
                break;
            }
            // "huyện A, B: …": the last of a list without "và" that bears a province's name is where it lies
            let last = terms.get(i).is_some_and(|t| t.mark(','))
                && !terms.get(next + 1).is_some_and(|t| t.mark(',') || t.is(lexicon, Class::Conj) && place(next + 2).is_some());
            if last && level < Level::Province && i == at + 1 && gazetteer.called(&places[other].name).any(|u| u.level == Level::Province) {
                places[other].level = Some(Level::Province);
                places[other].address = true;
                break;
            }
            // "của huyện X, A và B": communes beside a district are no districts
            let known = |l: Level| gazetteer.called(&places[other].name).any(|u| u.level == l);
            if level.rank() >= 2 && !known(level) && known(Level::Commune) {
                break;
            }
            places[other].level = Some(level);
            i = next + 1;
        }
    }
    let keys: Vec<String> = places.iter().map(|p| name_key(&p.name)).collect();
    let mut said: FxHashMap<&str, Vec<(Level, bool)>> = FxHashMap::default();
    // "(TP. A)" behind a name is no reason to take the bare "A" of the title for the city
    let only_address = |p: &Place| p.address && gazetteer.called(&p.name).any(|u| u.level == Level::Province);
    for (p, key) in places.iter().zip(&keys).filter(|(p, _)| (p.explicit || p.solid) && !only_address(p)).take(4000) {
        if let Some(level) = p.level {
            let list = said.entry(key).or_default();
            if list.len() < 8 && !list.iter().any(|(l, _)| *l == level) {
                list.push((level, p.name.len() as u32 + 7 < p.end - p.start));
            }
        }
    }
    // "A có 136/182 xã đạt chuẩn. … TP A đã hoàn thành": the name is first said bare, so it is the province's
    let mut first: FxHashMap<&str, bool> = FxHashMap::default();
    for (p, key) in places.iter().zip(&keys) {
        first.entry(key).or_insert(p.explicit);
    }
    for (p, key) in places.iter_mut().zip(&keys) {
        p.solid |= p.level.is_some_and(|l| said.get(key.as_str()).is_some_and(|list| list.iter().any(|(k, _)| *k == l)));
    }
    for (p, key) in places.iter_mut().zip(&keys).filter(|(p, _)| p.level.is_none()) {
        let mut levels: Vec<(Level, bool)> = match p.group {
            Some(g) => gazetteer.group(g).map(|u| (u.level, u.two_tier)).collect(),
            None => gazetteer.keyed(key).map(|u| (u.level, u.two_tier)).collect(),
        };
        levels.sort_by_key(|(l, t)| (*t != two_tier, std::cmp::Reverse(l.rank())));
        let province = levels.iter().any(|(l, _)| *l == Level::Province);
        let explicit = said.get(key.as_str()).map(Vec::as_slice).unwrap_or_default();
        let city_only = explicit.len() == 1 && explicit[0].0 == Level::District && province;
        let city_only = city_only && (explicit[0].1 || first.get(key.as_str()) == Some(&false));
        p.level = match explicit {
            [(level, _), ..] if !city_only => {
                Some(if province && explicit.iter().any(|(l, _)| *l == Level::Province) { Level::Province } else { *level })
            }
            _ => levels.iter().map(|(l, _)| *l).find(|l| *l == Level::Province).or_else(|| levels.first().map(|(l, _)| *l)),
        };
        p.solid = p.level.is_some_and(|l| l == Level::Province || explicit.iter().any(|(k, _)| *k == l));
    }
}
