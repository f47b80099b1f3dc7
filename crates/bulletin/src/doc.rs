//! One document ready for the rules: terms, sentences, places with their levels, the year it was written.

use crate::class::{Class, Classes};
use crate::facts::UnitRef;
use crate::gazetteer::{Gazetteer, Level, name_key};
use crate::lexicon::Lexicon;
use crate::source::{Source, Span};
use crate::term::{Kind, NO_ENTRY, Term, When};
use rustc_hash::FxHashMap;

/// A mention of a place.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) level: Option<Level>,
    /// The text says the level ("xã …").
    pub(crate) explicit: bool,
    pub(crate) group: Option<u32>,
    /// It only says where another place lies: "(Hoành Bồ)", ", huyện Kỳ Anh".
    pub(crate) address: bool,
    /// Its level was said, here or elsewhere in the text.
    pub(crate) solid: bool,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Place {
    pub(crate) fn new(name: String, level: Option<Level>, group: Option<u32>, start: u32, end: u32) -> Self {
        Self { name, level, explicit: level.is_some(), group, address: false, solid: level.is_some(), start, end }
    }
}

/// A sentence: terms `from..to`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentence {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// First on its line.
    pub(crate) line_start: bool,
    /// Of the title, or the first lines after it.
    pub(crate) lead: bool,
    /// Said before, or furniture of the page.
    pub(crate) skip: bool,
}

/// The document as the rules see it.
pub(crate) struct Doc<'a> {
    pub(crate) source: Source,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) terms: Vec<Term>,
    /// The classes of every term.
    pub(crate) masks: Vec<Classes>,
    pub(crate) places: Vec<Place>,
    pub(crate) sentences: Vec<Sentence>,
    /// Year and month the document was published, as far as known.
    pub(crate) hint: When,
    /// The year it speaks of, when nothing says when it was published.
    pub(crate) spoken_of: Option<u16>,
    /// Depth of brackets at each term.
    pub(crate) depth: Vec<u8>,
    /// Written without diacritics.
    pub(crate) bare: bool,
    /// It speaks of the programme at all.
    pub(crate) about_program: bool,
    /// It speaks of criteria or standards of any kind.
    pub(crate) names_criteria: bool,
    /// What it is about, most important first (place indices; country as `None`).
    pub(crate) main: Vec<UnitRef>,
}

impl Doc<'_> {
    pub(crate) fn is(&self, at: usize, class: Class) -> bool {
        self.masks.get(at).is_some_and(|m| m.is(class))
    }

    /// Whether a term's text (lower case) holds these letters.
    pub(crate) fn holds(&self, at: usize, letters: &str) -> bool {
        let Some(term) = self.terms.get(at) else { return false };
        let text = &self.source.lower[term.start as usize..term.end as usize];
        (0..text.len()).any(|from| {
            let mut rest = text[from..].iter();
            letters.chars().all(|c| rest.next() == Some(&c))
        })
    }

    /// Whether a term's text (lower case) begins in these letters.
    pub(crate) fn begins_in(&self, at: usize, letters: &str) -> bool {
        let Some(term) = self.terms.get(at) else { return false };
        let mut text = self.source.lower[term.start as usize..term.end as usize].iter();
        letters.chars().all(|c| text.next() == Some(&c))
    }

    /// Whether a term's text (lower case) ends in these letters.
    pub(crate) fn ends_in(&self, at: usize, letters: &str) -> bool {
        let Some(term) = self.terms.get(at) else { return false };
        let text = &self.source.lower[term.start as usize..term.end as usize];
        let mut rest = text.iter().rev();
        letters.chars().rev().all(|c| rest.next() == Some(&c))
    }

    pub(crate) fn value(&self, at: usize, class: Class) -> Option<&str> {
        self.is(at, class).then(|| self.lexicon.value(self.terms[at].entry, class)).flatten()
    }

    pub(crate) fn has(&self, at: usize, class: Class, value: &str) -> bool {
        self.is(at, class) && self.lexicon.has(self.terms[at].entry, class, value)
    }

    pub(crate) fn mark(&self, at: usize, c: char) -> bool {
        self.terms.get(at).is_some_and(|t| t.mark(c))
    }

    /// The line ends here.
    pub(crate) fn line(&self, at: usize) -> bool {
        self.terms.get(at).is_some_and(|t| matches!(t.kind, Kind::Line))
    }

    pub(crate) fn kind(&self, at: usize) -> Option<Kind> {
        self.terms.get(at).map(|t| t.kind)
    }

    pub(crate) fn place_at(&self, at: usize) -> Option<&Place> {
        match self.kind(at) {
            Some(Kind::Place(i)) => self.places.get(i as usize),
            _ => None,
        }
    }

    /// Whether a term reads so (lower case; without diacritics in a text that has none), without building a string.
    pub(crate) fn reads(&self, at: usize, word: &str) -> bool {
        let Some(term) = self.terms.get(at) else { return false };
        let letters = &self.source.lower[term.start as usize..term.end as usize];
        let mut wanted = word.chars();
        let same = |c: char, w: char| w == c || self.bare && unmarked(w) == c;
        let [first, rest @ ..] = letters else { return word.is_empty() };
        // Most words differ in their first letter.
        if letters.len() > word.len() || letters.len() > 24 || !wanted.next().is_some_and(|w| same(*first, w)) {
            return false;
        }
        rest.iter().all(|c| wanted.next().is_some_and(|w| same(*c, w))) && wanted.next().is_none()
    }

    /// Text of terms `from..to`, one blank between words.
    pub(crate) fn text(&self, from: usize, to: usize) -> String {
        let to = to.min(self.terms.len());
        if from >= to {
            return String::new();
        }
        self.source.squeezed(self.terms[from].start as usize, self.terms[to - 1].end as usize)
    }

    /// Span of terms `from..to` in the original text.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        let to = to.clamp(from + 1, self.terms.len());
        self.source.span(self.terms[from].start as usize, self.terms[to - 1].end as usize)
    }

    /// The sentence a term lies in.
    pub(crate) fn sentence_of(&self, at: usize) -> usize {
        self.sentences.partition_point(|s| s.to <= at).min(self.sentences.len().saturating_sub(1))
    }

    /// A word phrase names a level without naming a unit: "xã", "toàn huyện".
    pub(crate) fn bare_level(&self, at: usize) -> Option<Level> {
        let level = self.value(at, Class::Level).and_then(Level::of)?;
        let counted = at > 0
            && (matches!(self.terms[at - 1].kind, Kind::Num(_) | Kind::Frac(..) | Kind::Range(..))
                || self.is(at - 1, Class::Numeral)
                || self.mark(at - 1, '/')
                || self.is(at - 1, Class::Each));
        let generic = at > 0
            && matches!(self.terms[at - 1].kind, Kind::Word)
            && ["cấp", "các", "những", "liên", "nhiều", "số", "hầu", "chuẩn"].iter().any(|w| self.reads(at - 1, w));
        (!counted && !generic).then_some(level)
    }

    /// The unit a mention stands for.
    pub(crate) fn unit(&self, place: &Place, level: Level) -> UnitRef {
        UnitRef { name: Some(place.name.clone()), level: place.level.unwrap_or(level) }
    }

    /// The unit last called so, for "xã", "huyện", "toàn tỉnh".
    pub(crate) fn anaphor(&self, at: usize, level: Level) -> UnitRef {
        let start = self.terms.get(at).map_or(u32::MAX, |t| t.start);
        let rank = level.rank();
        let fits = |p: &&Place| {
            p.level.is_some_and(|l| l == level || (rank == 1 && l.rank() == 1 && level == Level::Commune && l == Level::Commune))
        };
        let before = self.places.partition_point(|p| p.start < start);
        let window = before.saturating_sub(400);
        // a bare name of a list may only look like a district: one called so counts first
        let found = self.places[window..before]
            .iter()
            .rev()
            .filter(fits)
            .find(|p| !p.address && p.solid)
            .or_else(|| self.places[window..before].iter().rev().filter(fits).find(|p| !p.address))
            .or_else(|| self.places[window..before].iter().rev().find(fits));
        let found = found.or_else(|| self.places[before..].iter().take(60).find(fits));
        match found {
            Some(p) => UnitRef { name: Some(p.name.clone()), level },
            // "thành phố" may be one directly under the centre
            None if level == Level::District => self
                .main
                .iter()
                .find(|u| u.level == Level::Province && self.is_central_city(u))
                .cloned()
                .unwrap_or(UnitRef { name: None, level }),
            None => UnitRef { name: None, level },
        }
    }

    fn is_central_city(&self, unit: &UnitRef) -> bool {
        let key = name_key(unit.name.as_deref().unwrap_or_default());
        self.places.iter().take(200).any(|p| {
            p.explicit && p.level == Some(Level::Province) && name_key(&p.name) == key && {
                let text = self.source.text(p.start as usize, p.end as usize).to_lowercase();
                text.starts_with("tp") || text.starts_with("thành")
            }
        })
    }

    /// The area a count belongs to: beside it, before it in the sentence, else the topic.
    pub(crate) fn area(&self, at: usize, after: usize, rank: u8) -> Option<UnitRef> {
        let s = self.sentences[self.sentence_of(at)];
        // right beside: "5 xã của huyện", "4/4 xã trên địa bàn thị xã"
        if self.is(after, Class::Prep) || self.is(after, Class::Whole) {
            let mut i = after + 1;
            while i < after + 3 && (self.is(i, Class::Whole) || self.is(i, Class::Prep)) {
                i += 1;
            }
            if let Some(unit) = self.area_here(i, rank) {
                return Some(unit);
            }
        }
        let depth = self.depth[at];
        let mut office = None;
        for i in (s.from..at).rev().take(120) {
            if self.depth[i] > depth {
                continue;
            }
            // "thị xã A công bố quyết định của UBND tỉnh công nhận xã B": the office decides, the units are the town's
            let body = self.is(i.wrapping_sub(1), Class::Office)
                // "gửi Hội đồng thẩm định tỉnh hồ sơ của 5 xã"
                || self.is(i, Class::Level) && (i.saturating_sub(2).max(s.from)..i).any(|j| self.reads(j, "hội đồng") || self.reads(j, "đoàn"));
            if office.is_none() && body && self.place_at(i).is_none_or(|p| p.explicit && self.is(i.wrapping_sub(1), Class::Office)) {
                office = self.area_here(i, rank);
                continue;
            }
            if let Some(unit) =
                self.area_here(i, rank).filter(|_| self.place_at(i).is_none_or(|p| !p.address) && !self.one_of_several(s, i))
            {
                return Some(unit);
            }
        }
        office.or_else(|| self.topic(at, rank))
    }

    /// "3 xã nâng cao gồm A, B và C; 61 khu dân cư …": the last of a list that was counted is nobody's area.
    fn one_of_several(&self, s: Sentence, at: usize) -> bool {
        let joined = |j: usize| self.mark(j, ',') || self.is(j, Class::Conj) && !self.is(j, Class::Prep);
        let bare = |j: usize| self.place_at(j).is_some_and(|p| !p.explicit && !p.address);
        let mut first = at;
        while first > s.from + 1 && joined(first - 1) && bare(first - 2) {
            first -= 2;
        }
        let led = |j: usize| self.mark(j, ':') || self.mark(j, '(') || self.is(j, Class::List);
        let goes_on = joined(at + 1) && bare(at + 2);
        bare(at) && (first < at || goes_on) && first > s.from && led(first - 1)
    }

    fn area_here(&self, at: usize, rank: u8) -> Option<UnitRef> {
        if let Some(place) = self.place_at(at) {
            return place.level.filter(|l| l.rank() > rank).map(|l| self.unit(place, l));
        }
        // "huyện NTM kiểu mẫu đầu tiên của cả nước nay có …": only says among whom
        let first = self.is(at.wrapping_sub(1), Class::Prep)
            && ["đầu tiên", "tiên", "nhất"].iter().any(|w| self.reads(at.wrapping_sub(2), w))
            || self.reads(at.wrapping_sub(1), "nhất")
            || self.reads(at.wrapping_sub(1), "tiên");
        if self.is(at, Class::Country) {
            return (!first).then(country);
        }
        if self.is(at, Class::Region) {
            return Some(UnitRef { name: Some(self.text(at, at + 1)), level: Level::Region });
        }
        let level = self.bare_level(at).filter(|l| l.rank() > rank && *l != Level::Region)?;
        // "được tỉnh công nhận", "trình tỉnh", "không có xã dưới …": no area
        let before = at.wrapping_sub(1);
        if self.reads(before, "được")
            || self.reads(before, "trình")
            || self.reads(before, "gửi")
            || self.is(before, Class::Status)
            || self.is(before, Class::Negation)
        {
            return None;
        }
        let unit = self.anaphor(at, level);
        (unit.name.is_some() || level.rank() > 1).then_some(unit)
    }

    /// "Đoàn thẩm định tỉnh A làm việc tại huyện B": the province only says whose body it is, when the place follows.
    fn of_body(&self, s: Sentence, at: usize) -> bool {
        let body = |j: usize| self.is(j, Class::Head) && !self.is(j, Class::Level) || self.reads(j, "đoàn");
        let level = |j: usize| self.place_at(j).filter(|p| p.explicit && !p.address).and_then(|p| p.level);
        let Some(own) = level(at).filter(|_| (at.saturating_sub(3).max(s.from)..at).any(body)) else { return false };
        (at + 1..s.to.min(at + 12)).any(|j| self.is(j - 1, Class::Prep) && level(j).is_some_and(|l| l < own))
    }

    /// What the text has been about up to here.
    pub(crate) fn topic(&self, at: usize, rank: u8) -> Option<UnitRef> {
        let current = self.sentence_of(at);
        for index in (current.saturating_sub(8)..current).rev() {
            let s = self.sentences[index];
            if s.skip {
                continue;
            }
            for i in s.from..s.to.min(s.from + 80) {
                if self.depth[i] > 0 || self.place_at(i).is_some_and(|p| p.address) || self.of_body(s, i) {
                    continue;
                }
                let named = self.place_at(i).is_some_and(|p| {
                    p.explicit
                        || p.level.is_some_and(|l| {
                            self.main.iter().any(|m| m.level == l && m.name.as_deref() == Some(p.name.as_str())) || l == Level::Province
                        })
                }) || self.is(i, Class::Country)
                    || self.is(i.wrapping_sub(1), Class::Whole);
                let Some(unit) = self.area_here(i, rank).filter(|_| named) else { continue };
                // several of a level were named: none of them is the topic, what lies above them may be
                let level = unit.level;
                let others = (i + 1..s.to.min(s.from + 80))
                    .filter_map(|j| self.place_at(j))
                    .filter(|p| !p.address && p.level == Some(level) && Some(&p.name) != unit.name.as_ref());
                let several = others.count() > 0;
                // "hợp nhất tỉnh A và tỉnh B": the one the text is about
                if let Some(main) = self.main.first().filter(|m| several && level == Level::Province && m.level == level) {
                    return Some(main.clone());
                }
                if level.rank() <= 2 && several {
                    // unless the text is about that one: "Xã A được thành lập từ ba xã A, B, C"
                    if let Some(main) = self.main.first().filter(|m| m.level == level && m.level.rank() > rank) {
                        return Some(main.clone());
                    }
                    return self.topic(at, level.rank());
                }
                return Some(unit);
            }
        }
        self.main.iter().find(|u| u.level.rank() > rank).cloned()
    }

    /// Completes a date's year from the document's own.
    pub(crate) fn resolve_year(&self, when: When) -> Option<u16> {
        if when.year.is_some() {
            return when.year;
        }
        let Some(year) = self.hint.year else { return self.spoken_of };
        match (when.month, self.hint.month) {
            (Some(m), Some(h)) if m > h && m - h > 1 => Some(year - 1),
            _ => Some(year),
        }
    }
}

/// A letter without its marks, `đ` as `d`.
fn unmarked(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    if c == 'đ' {
        return 'd';
    }
    unicode_normalization::UnicodeNormalization::nfd(std::iter::once(c)).next().unwrap_or(c)
}

/// The whole country.
pub(crate) fn country() -> UnitRef {
    UnitRef { name: Some("cả nước".to_owned()), level: Level::Country }
}

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

/// "Xã A (mới) được hợp nhất từ hai xã B và C": what it was made of only says where it lies from now on.
fn merged_parts(terms: &[Term], places: &mut [Place], lexicon: &Lexicon) {
    let place = |at: usize| match terms[at].kind {
        Kind::Place(i) => Some(i as usize),
        _ => None,
    };
    let ends = |at: usize| terms[at].mark('.') || terms[at].mark(';') || terms[at].kind == Kind::Line;
    for at in (0..terms.len()).filter(|at| terms[*at].is(lexicon, Class::MergedFrom)) {
        let commune = |i: &usize| places[*i].level.is_some_and(|l| l.rank() == 1) && places[*i].explicit;
        let whole = (at.saturating_sub(14)..at).rev().take_while(|j| !ends(*j)).filter_map(place).find(commune);
        let Some(whole) = whole else { continue };
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
        let behind = (at + 1..terms.len().min(at + 40)).take_while(|j| listed(*j));
        let parts: Vec<usize> = behind.filter_map(place).filter(|i| places[*i].level.is_none_or(|l| l.rank() == 1)).collect();
        if parts.len() < 2 {
            continue;
        }
        for i in parts.into_iter().filter(|i| *i != whole) {
            if places[i].name != places[whole].name {
                places[i].address = true;
            }
        }
    }
}

/// "3 xã của huyện X: A đạt 19/19; B đạt 18/19; riêng C mới 17/19": as many names as were counted, each with its own words.
fn told_apart(terms: &[Term], places: &mut [Place], lexicon: &Lexicon, gazetteer: &Gazetteer, colon: usize, level: Level, n: i64) {
    let to = (colon + 1..terms.len().min(colon + 160)).find(|j| terms[*j].mark('.') || terms[*j].kind == Kind::Line).unwrap_or(terms.len());
    let mut opens = true;
    let mut members = Vec::new();
    for at in colon + 1..to.min(terms.len()) {
        let term = &terms[at];
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
        let low = places[this].level;
        let higher = match (low, places[other].level) {
            (Some(a), Some(b)) => a.rank() < b.rank(),
            (Some(a), None) => gazetteer.called(&places[other].name).any(|u| u.level.rank() > a.rank()) || bracket && a.rank() == 1,
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
                let unknown = (bracket && above.is_empty() && low.is_some_and(|l| l.rank() == 1)).then_some(Level::District);
                // a name that is a province's and its city's, or districts that are no more: the province
                let province = above.last().copied().filter(|l| *l == Level::Province && (two_tier || low.is_some_and(|l| l.rank() <= 1)));
                places[other].level =
                    inside.filter(|l| !two_tier || *l != Level::District).or(province).or(above.first().copied()).or(unknown);
            }
        }
    }
    counted_lists(terms, places, lexicon, gazetteer);
    merged_parts(terms, places, lexicon);
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
    for (p, key) in places.iter().zip(&keys).filter(|(p, _)| p.explicit || p.solid).take(4000) {
        if let Some(level) = p.level {
            let list = said.entry(key).or_default();
            if list.len() < 8 && !list.iter().any(|(l, _)| *l == level) {
                list.push((level, p.name.len() as u32 + 7 < p.end - p.start));
            }
        }
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
        let city_only = explicit.len() == 1 && explicit[0].0 == Level::District && province && explicit[0].1;
        p.level = match explicit {
            [(level, _), ..] if !city_only => {
                Some(if province && explicit.iter().any(|(l, _)| *l == Level::Province) { Level::Province } else { *level })
            }
            _ => levels.iter().map(|(l, _)| *l).find(|l| *l == Level::Province).or_else(|| levels.first().map(|(l, _)| *l)),
        };
        p.solid = p.level.is_some_and(|l| l == Level::Province || explicit.iter().any(|(k, _)| *k == l));
    }
}
