//! Levels of bare names, and which places only say where another lies.

use super::Place;
use super::merged::{former_parts, merged_parts};
use crate::class::Class;
use crate::gazetteer::{Gazetteer, Level};
use crate::lexicon::Lexicon;
use crate::term::{Kind, NO_ENTRY, Term};

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

/// The places of a text while their levels are found.
pub(super) struct Names<'a> {
    pub(super) terms: &'a [Term],
    pub(super) places: &'a mut [Place],
    pub(super) lexicon: &'a Lexicon,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) two_tier: bool,
}

/// Gives bare names their level and marks what is only an address.
pub(crate) fn resolve_places(terms: &[Term], places: &mut [Place], lexicon: &Lexicon, gazetteer: &Gazetteer, two_tier: bool) {
    let mut names = Names { terms, places, lexicon, gazetteer, two_tier };
    names.addresses();
    counted_lists(terms, names.places, lexicon, gazetteer);
    merged_parts(terms, names.places, lexicon);
    former_parts(terms, names.places, lexicon);
    names.listed_behind_type();
    names.levels_said();
}

impl Names<'_> {
    /// The place a term is.
    pub(super) fn place(&self, at: usize) -> Option<usize> {
        match self.terms.get(at).map(|t| t.kind) {
            Some(Kind::Place(i)) => Some(i as usize),
            _ => None,
        }
    }
}
