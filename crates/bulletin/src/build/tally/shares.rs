//! Whose the counted units are: "Trong đó, huyện A có 5 thôn; các huyện B, C mỗi nơi 3 thôn".

use super::{Count, level_of};
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Tally, UnitRef};

impl Builder<'_> {
    /// Counts with no standing of their own, in the sentence that shares out what the one before counted.
    pub(super) fn shared_out(&mut self, s: Sentence, counts: &[Count]) {
        if !self.shares(s) {
            return;
        }
        for count in counts {
            if count.delta || count.less || count.of.is_some() && !self.leads(s) || self.scope.off(count.at) {
                continue;
            }
            let Some(whole) = self.counted_before(s, count) else { continue };
            let Some(last) = self.shared_by(s, count) else { continue };
            let rank = level_of(count.subject).map_or(0, crate::gazetteer::Level::rank);
            let units: Vec<_> = self.listed(s, last, None).into_iter().filter(|u| u.level.rank() > rank).collect();
            for unit in units {
                let tally = Tally { unit, count: count.n, of: count.of, delta: false, names: Vec::new(), year: None, ..whole.clone() };
                self.add(Body::Tally(tally), count.at, count.end, "tally");
            }
        }
    }

    /// "…, nhiều nhất là A 7 thôn, kế đến B, C mỗi nơi 5 thôn": each of those named, standing where the ones before do.
    pub(super) fn each_of_listed(&mut self, s: Sentence) {
        let doc = self.doc;
        let start = doc.span(s.from, s.from + 1).start;
        for each in s.from + 1..s.to.saturating_sub(2) {
            let last = if doc.mark(each - 1, ',') { each.saturating_sub(2) } else { each - 1 };
            if !doc.is(each, Class::Each) || doc.place_at(last).is_none() || self.scope.off(each) {
                continue;
            }
            let Some(at) = (each + 1..each + 4).find(|j| doc.terms.get(*j).is_some_and(|t| t.whole().is_some())) else { continue };
            let Some((subject, end)) = super::subject_at(doc, at + 1).filter(|(_, end)| list::ends(doc, s, *end)) else { continue };
            let told = self.facts.iter().rev().take(12).take_while(|f| f.span.start >= start).find_map(|f| match &f.body {
                Body::Tally(t) if t.subject == subject && t.band.is_none() && !t.delta => Some(t.clone()),
                _ => None,
            });
            let (Some(told), Some(n)) = (told, doc.terms[at].whole()) else { continue };
            let rank = level_of(subject).map_or(0, crate::gazetteer::Level::rank);
            // what is counted before a list gives its names no level here: they are where so many lie
            let own = doc.place_at(last).and_then(|p| p.level).filter(|level| level.rank() > rank);
            let lies = |u: UnitRef| UnitRef { level: own.filter(|_| u.level.rank() <= rank).unwrap_or(u.level), ..u };
            let units = self.listed(s, last, None).into_iter().map(lies);
            for unit in units.filter(|u| u.level.rank() > rank && *u != told.unit) {
                let tally = Tally { unit, count: n, of: None, names: Vec::new(), ..told.clone() };
                self.add(Body::Tally(tally), at, end, "tally");
            }
        }
    }

    /// "Ba huyện A, B, C lần lượt có 9, 8 và 11 xã đạt chuẩn": the standing of the last is that of all.
    pub(super) fn counted_in_turn(&mut self, s: Sentence) {
        let doc = self.doc;
        let Some(turn) = (s.from..s.to).find(|j| doc.is(*j, Class::InTurn)) else { return };
        let (mut figures, mut j) = (Vec::new(), turn + 1);
        while j < s.to.min(turn + 60) {
            match doc.kind(j) {
                Some(crate::term::Kind::Num(n)) => figures.extend(n.as_whole().map(|n| (j, n))),
                _ if doc.mark(j, ',') || doc.is(j, Class::Conj) || doc.is(j, Class::Reach) || doc.is(j, Class::Result) => {}
                _ => break,
            }
            j += 1;
        }
        let (Some(last), Some(place)) = (figures.last().copied(), (s.from..turn).rev().take(4).find(|j| doc.place_at(*j).is_some())) else {
            return;
        };
        let span = doc.span(last.0, last.0 + 1);
        let whole = self.facts.iter().rev().take(60).find_map(|f| match &f.body {
            Body::Tally(t) if f.span.start == span.start && t.count == last.1 && t.of.is_none() && !t.delta => Some(t.clone()),
            _ => None,
        });
        let units = self.listed(s, place, None);
        let Some(whole) = whole.filter(|_| units.len() == figures.len() && units.len() > 1) else { return };
        let rank = level_of(whole.subject).map_or(0, crate::gazetteer::Level::rank);
        for (unit, (at, n)) in units.into_iter().zip(figures).filter(|(u, _)| u.level.rank() > rank) {
            let part = Tally { unit, count: n, names: Vec::new(), ..whole.clone() };
            self.add(Body::Tally(part), at, last.0 + 2, "tally");
        }
    }

    /// "Trong đó, …", "Cụ thể: …" after a sentence that counted.
    fn shares(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let first = (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.from);
        // "Xã A có nhiều nhất với 46 vườn; xã B 31 vườn"
        let most = doc.place_at(first).is_some_and(|p| p.explicit)
            && (first + 1..s.to.min(first + 6)).any(|j| ["nhất", "nhiều nhất", "dẫn đầu"].iter().any(|w| list::is_word(doc, j, w)));
        most || self.leads(s)
            || ["trong đó", "cụ thể", "theo đó", "gồm", "bao gồm", "chi tiết"].iter().any(|w| list::is_word(doc, first, w))
    }

    /// "Dẫn đầu là A với 36/36 xã, tiếp đến B 66/80 xã".
    fn leads(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let first = (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.from);
        ["dẫn đầu", "đứng đầu", "cao nhất"].iter().any(|w| list::is_word(doc, first, w))
            || list::two(doc, first, "dẫn", "đầu")
            || list::two(doc, first, "đứng", "đầu")
            || list::two(doc, first, "cao", "nhất")
    }

    /// The tally of the sentence before that this count is a part of; none when it was read with a standing of its own.
    fn counted_before(&self, s: Sentence, count: &Count) -> Option<Tally> {
        let doc = self.doc;
        let here = doc.sentence_of(s.from);
        let before = (here.saturating_sub(2)..here).find(|i| !doc.sentences[*i].skip).map(|i| doc.sentences[i].from)?;
        let start = doc.span(before, before + 1).start;
        let own = doc.span(count.at, count.end);
        let here_from = doc.span(s.from, s.from + 1).start;
        let mut whole: Option<Tally> = None;
        for fact in self.facts.iter().rev().take(60).take_while(|f| f.span.start >= start) {
            let Body::Tally(tally) = &fact.body else { continue };
            if fact.span.start <= own.start && own.end <= fact.span.end {
                return None;
            }
            // those this sentence shared out before
            if tally.subject != count.subject || fact.span.start >= here_from && self.leads(s) {
                continue;
            }
            // several standings were counted: of which these are a part is not said
            let other = whole.as_ref().is_some_and(|w| (w.status, w.tier) != (tally.status, tally.tier));
            if other || !matches!(tally.status, "met" | "recognised") || tally.count <= count.n {
                return None;
            }
            whole = Some(tally.clone());
        }
        whole
    }

    /// The last of the places that have so many: right before the count, or before "mỗi nơi (có)".
    fn shared_by(&self, s: Sentence, count: &Count) -> Option<usize> {
        let doc = self.doc;
        let between = |j: usize| {
            const LEADS: [Class; 4] = [Class::Reach, Class::Each, Class::VagueSubject, Class::Level];
            LEADS.iter().any(|c| doc.is(j, *c))
                || doc.mark(j, ',') && doc.is(j + 1, Class::Each)
                || ["nơi", "nhất", "nhiều nhất", "nhiều", "dẫn đầu", "với", "có"].iter().any(|w| list::is_word(doc, j, w))
        };
        (s.from..count.at).rev().take(6).find(|j| !between(*j)).filter(|j| doc.place_at(*j).is_some())
    }
}
