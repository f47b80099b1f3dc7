//! A unit's own score: "đạt 12/20 tiêu chí, 36/53 chỉ tiêu", "A, B cùng 12 tiêu chí", "17,5 tiêu chí/xã".

use super::list::{self, is_word};
use super::scope::clause_start;
use super::tally::count_at;
use super::tiers::{STANDARD, tier_at, title_tier};
use super::Builder;
use crate::doc::{Sentence, country};
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::lexicon::Class;
use crate::number::Number;
use crate::term::Kind;

/// A score found at a term.
struct Score {
    met: Number,
    total: Option<i64>,
    kind: &'static str,
    average: Option<&'static str>,
    from: usize,
    end: usize,
}

impl Builder<'_> {
    pub(crate) fn progress(&mut self, s: Sentence) {
        let mut i = s.from;
        while i < s.to {
            let Some(score) = self.score(s, i) else {
                i += 1;
                continue;
            };
            let next = score.end.max(i + 1);
            if !self.scope.off(i) && !self.foreign(s, &score) {
                self.emit_score(s, &score);
            }
            i = next;
        }
        self.turned(s);
    }

    fn noun(&self, at: usize) -> Option<&'static str> {
        if self.doc.is(at, Class::Criteria) {
            return Some("criteria");
        }
        self.doc.is(at, Class::Indicators).then_some("indicators")
    }

    fn score(&self, s: Sentence, i: usize) -> Option<Score> {
        let doc = self.doc;
        match doc.kind(i)? {
            Kind::Frac(a, b) => {
                let (met, total) = (a.as_whole()?, b.as_whole()?);
                if met > total || total == 0 || total > 20_000 {
                    return None;
                }
                let kind = match self.noun(i + 1) {
                    Some(kind) => kind,
                    None => self.elided(s, i, total)?,
                };
                let end = i + 1 + usize::from(self.noun(i + 1).is_some());
                Some(Score { met: a, total: Some(total), kind, average: None, from: i, end })
            }
            Kind::Num(n) if self.noun(i + 1).is_none() => {
                // 15 trên tổng số 19 tiêu chí
                let (total, end) = self.out_of(i + 1)?;
                let kind = self.noun(end).or_else(|| self.noun(end - 1))?;
                (n.as_whole()? <= total).then_some(Score { met: n, total: Some(total), kind, average: None, from: i, end: end + usize::from(self.noun(end).is_some()) })
            }
            Kind::Num(n) => {
                let kind = self.noun(i + 1)?;
                // 14,84 tiêu chí/xã
                if doc.mark(i + 2, '/') {
                    if let Some(level) = doc.value(i + 3, Class::Level).and_then(Level::of) {
                        let delta = (s.from..i).rev().take(8).any(|j| doc.is(j, Class::Delta)) && !(s.from..i).rev().take(3).any(|j| doc.is(j, Class::LevelVerb)) && doc.depth[i] > 0 || doc.is(i.wrapping_sub(1), Class::Delta);
                        return (!delta).then_some(Score { met: n, total: None, kind, average: Some(per(level)?), from: i, end: i + 4 });
                    }
                }
                if self.averaged(s, i) {
                    return Some(Score { met: n, total: None, kind, average: Some("commune"), from: i, end: i + 2 });
                }
                let met = n.as_whole()?;
                // 15 tiêu chí trong tổng số 19
                if let Some((total, end)) = self.out_of(i + 2) {
                    return (met <= total).then_some(Score { met: n, total: Some(total), kind, average: None, from: i, end });
                }
                self.plain_score(s, i, met).then_some(Score { met: n, total: None, kind, average: None, from: i, end: i + 2 })
            }
            _ => None,
        }
    }

    /// `trong (tổng) số 19 (tiêu chí)`, `trên 19 tiêu chí`: total and end.
    fn out_of(&self, at: usize) -> Option<(i64, usize)> {
        let doc = self.doc;
        let lead = is_word(doc, at, "trong") || is_word(doc, at, "trên");
        let mut i = at + 1;
        while i < at + 4 && (is_word(doc, i, "tổng") || is_word(doc, i, "số") || is_word(doc, i, "tổng số")) {
            i += 1;
        }
        match doc.kind(i) {
            Some(Kind::Num(n)) if lead => {
                let noun = self.noun(i + 1).is_some();
                (noun || self.noun(at.wrapping_sub(1)).is_some()).then_some((n.as_whole()?, i + 1 + usize::from(noun)))
            }
            _ => None,
        }
    }

    /// `Quế Châu 16/19, Phú Thọ 14/19, …, Quế Hiệp 11/19 tiêu chí`: the noun comes once, at the end or before.
    fn elided(&self, s: Sentence, i: usize, total: i64) -> Option<&'static str> {
        let doc = self.doc;
        // "tiêu chí đạt 10/19, chỉ tiêu đạt 39/57"
        let lead = i.checked_sub(2).filter(|l| *l >= s.from && (doc.is(i - 1, Class::Reach) || doc.mark(i - 1, ':'))).and_then(|l| self.noun(l));
        if let Some(kind) = lead.filter(|_| (9..=80).contains(&total)) {
            return Some(kind);
        }
        let named = (i.saturating_sub(3)..i).any(|j| j >= s.from && doc.place_at(j).is_some() && (j + 1..i).all(|k| doc.is(k, Class::Reach) || doc.mark(k, ')') || doc.mark(k, ':') || doc.mark(k, '(')));
        let counted = [Class::Subject, Class::Level, Class::VagueSubject, Class::Unit, Class::Percent, Class::OtherProgram, Class::Per].iter().any(|c| doc.is(i + 1, *c));
        let ends = doc.mark(i + 1, ',') || doc.mark(i + 1, ';') || doc.mark(i + 1, '.') || doc.mark(i + 1, ')') || doc.is(i + 1, Class::Conj) || i + 1 >= s.to || doc.kind(i + 1) == Some(Kind::Line);
        if !named || counted || !ends || !(9..=80).contains(&total) {
            return None;
        }
        let near = (s.from..s.to).filter(|j| self.noun(*j).is_some());
        near.min_by_key(|j| j.abs_diff(i)).and_then(|j| self.noun(j))
    }

    fn averaged(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let from = i.saturating_sub(8).max(s.from);
        let mut average = false;
        for j in from..i {
            if doc.mark(j, ';') || doc.mark(j, ',') && !doc.is(j.wrapping_sub(1), Class::Average) || self.noun(j).is_some() {
                average = false;
            }
            average |= doc.is(j, Class::Average);
        }
        let each = (from..i).any(|j| doc.is(j, Class::Each) && (doc.is(j + 1, Class::Level))) && average;
        (average || each) && !doc.is(i.wrapping_sub(1), Class::Delta) && !doc.has(i.wrapping_sub(1), Class::Approx, "at_least")
    }

    /// A bare number of criteria is a score only right after its unit, or after the unit and "đạt".
    fn plain_score(&self, s: Sentence, i: usize, met: i64) -> bool {
        let doc = self.doc;
        let after = i + 2;
        let listed = doc.mark(after, ':') || doc.is(after, Class::ShortOf) || doc.has(after, Class::Status, "not_met") || doc.is(after, Class::List) || doc.is(after, Class::Citation) || doc.is(after, Class::AndUp);
        if met == 0 || listed || doc.is(after, Class::OtherProgram) {
            return false;
        }
        let mut j = i;
        let mut reached = false;
        while j > s.from && j + 5 > i {
            let b = j - 1;
            if doc.is(b, Class::Delta) || doc.is(b, Class::ShortOf) || doc.is(b, Class::Below) && !doc.is(b, Class::Approx) || doc.is(b, Class::From) || doc.is(b, Class::Negation) || is_word(doc, b, "còn") || is_word(doc, b, "với") {
                return false;
            }
            if doc.place_at(b).is_some() {
                return true;
            }
            if doc.bare_level(b).is_some() {
                return reached;
            }
            let link = doc.is(b, Class::Reach) || doc.is(b, Class::Together) || doc.is(b, Class::InTurn) || doc.is(b, Class::Approx) || doc.is(b, Class::Result) || doc.mark(b, ')') || doc.mark(b, ':') || is_word(doc, b, "chỉ") || is_word(doc, b, "mới") || is_word(doc, b, "đã") || doc.has(b, Class::Status, "basically_met");
            reached |= doc.is(b, Class::Reach);
            if doc.mark(b, ')') {
                // over "(Chợ Mới)"
                let open = (s.from..b).rev().take(8).find(|k| doc.mark(*k, '('));
                match open {
                    Some(k) => {
                        j = k;
                        return k > s.from && doc.place_at(k - 1).is_some();
                    }
                    None => return false,
                }
            }
            if !link {
                return false;
            }
            j = b;
        }
        false
    }

    /// Not the programme's criteria: urban classes, resolutions, wards; not a result: "còn 2/6 chỉ tiêu chưa đạt".
    fn foreign(&self, s: Sentence, score: &Score) -> bool {
        let doc = self.doc;
        let after = score.end..(score.end + 5).min(s.to);
        let stop = after.clone().find(|j| doc.mark(*j, ',') || doc.mark(*j, ';')).unwrap_or(after.end);
        let mine = (score.end..stop).any(|j| doc.is(j, Class::Program));
        if (score.end..stop).any(|j| doc.is(j, Class::OtherProgram)) && !mine {
            return true;
        }
        let urban = |j: usize| doc.has(j, Class::OtherProgram, "urban");
        let program = (s.from..s.to).any(|j| doc.is(j, Class::Program));
        let near = self.doc.sentence_of(score.from);
        let wide = doc.sentences[near.saturating_sub(1)].from..s.to;
        if !program && wide.clone().any(urban) || doc.sentences.first().is_some_and(|t| (t.from..t.to).any(urban) && !(t.from..t.to).any(|j| doc.is(j, Class::Program))) {
            return true;
        }
        let socio = (clause_start(doc, s, score.from)..score.from).rev().take(6).any(|j| doc.has(j, Class::OtherProgram, "socio"));
        if socio && !program {
            return true;
        }
        let unmet = (score.end..(score.end + 2).min(s.to)).any(|j| doc.has(j, Class::Status, "not_met") || doc.has(j, Class::ShortOf, "any"));
        let before = score.from.checked_sub(1).is_some_and(|b| b >= s.from && (doc.is(b, Class::ShortOf) || doc.is(b, Class::Delta) || doc.is(b, Class::Each) || doc.has(b, Class::Status, "not_met") || is_word(doc, b, "còn") && unmet));
        unmet || before
    }

    fn emit_score(&mut self, s: Sentence, score: &Score) {
        let doc = self.doc;
        let owners = if score.average.is_some() { self.doc.area_for_average(s, score.from).into_iter().collect() } else { self.owners(s, score) };
        if owners.is_empty() {
            return;
        }
        let hamlet = owners[0].level == Level::Hamlet;
        let tier = self.score_tier(s, score, owners[0].level);
        let as_of = (clause_start(doc, s, score.from)..score.from).rev().take(12).find_map(|j| match doc.kind(j) {
            Some(Kind::Year(y)) if doc.hint.year.is_some_and(|now| y + 1 < now) => Some(y.to_string()),
            _ => None,
        });
        // "Năm 2011 xã mới có 3/19 chỉ tiêu": before the 2021 sets an indicator count of 19 is a slip for criteria
        let kind = if score.kind == "indicators" && matches!(score.total, Some(19 | 20)) && !hamlet { "criteria" } else { score.kind };
        let rule = match (score.average.is_some(), score.total.is_some()) {
            (true, _) => "progress-average",
            (_, true) => "progress",
            _ => "progress-plain",
        };
        let first = self.start_of(s, score.from);
        for unit in &owners {
            let body = Body::Progress { unit: unit.clone(), kind, met: score.met, total: score.total, tier, as_of: as_of.clone(), average_per: score.average };
            self.add(body, first, score.end, rule);
        }
        if score.average.is_none() {
            self.last_owner = Some((doc.sentence_of(score.from), owners));
        }
    }

    fn start_of(&self, s: Sentence, at: usize) -> usize {
        let doc = self.doc;
        (s.from..at).rev().take(14).take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ':')).find(|j| doc.place_at(*j).is_some() || doc.bare_level(*j).is_some()).unwrap_or(at)
    }

    fn score_tier(&self, s: Sentence, score: &Score, level: Level) -> &'static str {
        let doc = self.doc;
        let mut end = (score.end..(score.end + 14).min(s.to)).find(|j| doc.mark(*j, ';') || doc.mark(*j, '.') || doc.mark(*j, ':') || doc.is(*j, Class::Target)).unwrap_or((score.end + 14).min(s.to));
        // the tier of another score or of a count is not this one's
        if let Some(other) = (score.end..end).find(|j| count_at(doc, s, *j).is_some() || doc.place_at(*j).is_some()) {
            end = other;
        }
        let after = (score.end..end).find_map(|j| tier_at(doc, j));
        let before = || {
            (clause_start(doc, s, score.from)..score.from).rev().take(24).find_map(|j| {
                let tier = tier_at(doc, j)?;
                let hamlet = j > 0 && matches!(doc.value(j - 1, Class::Level), Some("hamlet")) || doc.text(j, j + 1).to_lowercase().contains("khu dân cư");
                (hamlet == (level == Level::Hamlet) || (doc.is(j, Class::Tier) && level == Level::Hamlet)).then_some(tier)
            })
        };
        after.or_else(before).or_else(|| title_tier(doc).filter(|t| *t != "model" || level == Level::Hamlet)).unwrap_or(STANDARD)
    }

    /// Whose score it is: the names right before ("A, B cùng"), "xã", or whoever the text was about.
    fn owners(&mut self, s: Sentence, score: &Score) -> Vec<UnitRef> {
        let doc = self.doc;
        let mut j = score.from;
        let depth = doc.depth[score.from];
        let mut together = false;
        while j > s.from {
            j -= 1;
            if doc.depth[j] > depth || doc.mark(j, ')') && depth == 0 {
                continue;
            }
            together |= doc.is(j, Class::Together);
            if doc.mark(j, ';') && !together {
                break;
            }
            if let Some(place) = doc.place_at(j) {
                if place.address && self.addressed(j) {
                    continue;
                }
                if self.office_before(s, j) && !place.explicit {
                    continue;
                }
                return self.listed(s, j, score.total);
            }
            // "06 xã vừa xong 19/19": a tally, unless the units were named just before
            if count_at(doc, s, j).is_some_and(|c| c.end <= score.from && c.subject != "gardens" && c.subject != "products") && !is_word(doc, j.wrapping_sub(1), "trong") {
                return self.counted(s, j, together);
            }
            if doc.is(j, Class::Country) {
                return if score.total.is_some_and(|t| t > 100) { vec![country()] } else { Vec::new() };
            }
            if let Some(level) = doc.bare_level(j).filter(|l| *l != Level::Region) {
                let plural = j > s.from && (doc.is(j - 1, Class::Each) || is_word(doc, j - 1, "bộ tiêu chí") || is_word(doc, j - 1, "tiêu chí"));
                let office = self.office_before(s, j) || doc.is(j + 1, Class::Program) || doc.is(j + 1, Class::Tier) || doc.mark(j.wrapping_sub(1), '/');
                if plural || office {
                    continue;
                }
                let unit = doc.anaphor(j, level);
                return vec![unit];
            }
        }
        // "đạt 19/19 tiêu chí có xã A và xã B"
        let mut k = score.end;
        while k < score.end + 3 && (doc.is(k, Class::Program) || doc.is(k, Class::Reach) || doc.is(k, Class::List)) {
            k += 1;
        }
        if k > score.end && doc.place_at(k).is_some_and(|p| p.explicit && p.level.is_some_and(|l| l.rank() <= 1)) {
            let level = doc.place_at(k).and_then(|p| p.level).unwrap_or(Level::Commune);
            return list::names(doc, k, level).names.into_iter().map(|n| UnitRef { name: Some(n), level }).collect();
        }
        self.fallback(s, score)
    }

    fn fallback(&self, s: Sentence, score: &Score) -> Vec<UnitRef> {
        let doc = self.doc;
        let here = doc.sentence_of(score.from);
        if let Some((at, owners)) = &self.last_owner {
            if *at == here || (here - at <= 1 && owners.len() == 1) {
                return owners.clone();
            }
        }
        let back = (here.saturating_sub(3)..here).rev().filter(|i| !doc.sentences[*i].skip).find_map(|i| {
            let p = doc.sentences[i];
            (p.from..p.to).filter_map(|j| doc.place_at(j)).find(|p| !p.address && p.explicit && p.level.is_some()).and_then(|p| p.level.map(|l| doc.unit(p, l)))
        });
        let big = score.total.is_some_and(|t| t > 100);
        let _ = s;
        match (doc.main.first(), back) {
            (Some(main), _) if !big => vec![main.clone()],
            (_, Some(unit)) => vec![unit],
            (Some(_), None) => doc.topic(score.from, 1).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// An address counts as owner only when nothing stands before it to own it.
    fn addressed(&self, at: usize) -> bool {
        let doc = self.doc;
        at > 1 && (doc.place_at(at - 2).is_some())
    }

    fn office_before(&self, s: Sentence, at: usize) -> bool {
        at > s.from && self.doc.is(at - 1, Class::Office)
    }

    /// The list of names that ends at a place.
    fn listed(&self, s: Sentence, last: usize, total: Option<i64>) -> Vec<UnitRef> {
        let doc = self.doc;
        let level_of = |j: usize| doc.place_at(j).and_then(|p| p.level);
        let level = level_of(last);
        let mut members = vec![last];
        let mut j = last;
        while j > s.from + 1 && members.len() < 60 {
            let mut k = j - 1;
            if doc.mark(k, ')') {
                match (s.from..k).rev().take(8).find(|o| doc.mark(*o, '(')) {
                    Some(open) if open > s.from && !scored(doc, open, k) => k = open - 1,
                    _ => break,
                }
                if doc.place_at(k).is_some() && !members.contains(&k) {
                    members.push(k);
                    j = k;
                }
                continue;
            }
            if !(doc.mark(k, ',') || doc.is(k, Class::Conj) && !doc.is(k, Class::Prep)) || k == s.from {
                break;
            }
            k -= 1;
            if doc.mark(k, ',') {
                k -= 1;
            }
            if doc.mark(k, ')') {
                match (s.from..k).rev().take(8).find(|o| doc.mark(*o, '(')) {
                    Some(open) if open > s.from && !scored(doc, open, k) => k = open - 1,
                    _ => break,
                }
            }
            let Some(place) = doc.place_at(k) else { break };
            let same = place.level == level || doc.place_at(last).is_some_and(|p| !p.explicit && !p.address) && place.explicit && place.level.is_some_and(|l| l.rank() <= 2) || place.level.is_none() || level.is_none() || (!place.explicit && doc.place_at(last).is_some_and(|p| !p.explicit));
            if !same {
                break;
            }
            members.push(k);
            j = k;
        }
        members.reverse();
        let first = members[0];
        // the type word of a list is said once, before it: "xã A, B" or "4 xã: A, B"
        let said = members.iter().find_map(|m| doc.place_at(*m).filter(|p| p.explicit).and_then(|p| p.level));
        let counted = (first.saturating_sub(8)..first).rev().find_map(|b| (b >= s.from).then(|| count_at(doc, s, b)).flatten());
        let counted = counted.filter(|_| members.len() > 1).and_then(|c| Level::of(c.subject));
        members
            .iter()
            .filter_map(|m| doc.place_at(*m))
            .map(|p| {
                let level = if p.explicit { p.level } else { said.or(counted).or(p.level) };
                let commune = self.commune_like(p) || !p.explicit && p.level.is_some_and(|l| l >= Level::District) && matches!(total, Some(19 | 20));
                UnitRef { name: Some(p.name.clone()), level: level.filter(|_| !commune).unwrap_or(Level::Commune) }
            })
            .collect()
    }

    /// A bare name in a text about a district that is also a commune there (`Phú Thọ` in Quế Sơn) is the commune.
    fn commune_like(&self, place: &crate::doc::Place) -> bool {
        if place.explicit || place.level.is_none_or(|l| l.rank() <= 1) {
            return false;
        }
        let doc = self.doc;
        let Some(main) = doc.main.first() else { return false };
        let name = main.name.as_deref().unwrap_or_default();
        main.level == Level::District && name != place.name && place.level.is_some_and(|l| l >= Level::District) && doc.gazetteer.lies_in(&place.name, Some(Level::Commune), name)
    }

    /// "4 xã … là A, B, C, D; đến nay đều đạt 19/19", "hai bản … 15/15": the units meant by a count, when the text named them.
    fn counted(&self, s: Sentence, at: usize, together: bool) -> Vec<UnitRef> {
        let doc = self.doc;
        let Some(count) = count_at(doc, s, at) else { return Vec::new() };
        let Some(level) = Level::of(count.subject) else { return Vec::new() };
        let named = list::names(doc, count.end, level);
        let units = |names: Vec<String>| names.into_iter().map(|n| UnitRef { name: Some(n), level }).collect::<Vec<_>>();
        if named.names.len() as i64 == count.n {
            return units(named.names);
        }
        let _ = together;
        if count.n > 6 || count.of.is_some() || count.delta {
            return Vec::new();
        }
        let here = doc.sentence_of(at);
        for index in (here.saturating_sub(2)..here).rev() {
            let p = doc.sentences[index];
            let mut found: Vec<String> = Vec::new();
            for place in (p.from..p.to).filter_map(|j| doc.place_at(j)).filter(|x| x.level == Some(level)) {
                if !found.contains(&place.name) {
                    found.push(place.name.clone());
                }
            }
            if found.len() as i64 == count.n {
                return units(found);
            }
        }
        Vec::new()
    }

    /// "Với 9 tiêu chí của huyện, đến nay đạt 6"; "trong số 19 tiêu chí, xã đã đạt 15".
    fn turned(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to {
            let lead = is_word(doc, i, "với") || is_word(doc, i, "trong") || is_word(doc, i, "trên");
            if !lead || self.scope.off(i) {
                continue;
            }
            let mut k = i + 1;
            while k < i + 4 && (is_word(doc, k, "tổng") || is_word(doc, k, "số") || is_word(doc, k, "tổng số")) {
                k += 1;
            }
            let (Some(total), Some(kind)) = (doc.terms.get(k).and_then(|t| t.whole()), self.noun(k + 1)) else { continue };
            let mut j = k + 2;
            while j < s.to.min(k + 22) {
                if doc.mark(j, ';') || doc.mark(j, '.') || self.scope.off(j) || self.noun(j).is_some() {
                    break;
                }
                let met = doc.terms[j].whole().filter(|m| *m <= total);
                let reach = j > 0 && (doc.is(j - 1, Class::Reach) || is_word(doc, j - 1, "được"));
                let noun = self.noun(j + 1).is_some() || doc.mark(j + 1, ',') || doc.mark(j + 1, '.') || doc.mark(j + 1, ';') || j + 1 >= s.to;
                if let (Some(_), true, true, Some(Kind::Num(n))) = (met, reach, noun, doc.kind(j)) {
                    let score = Score { met: n, total: Some(total), kind, average: None, from: j, end: j + 1 };
                    if !self.foreign(s, &score) {
                        self.facts.retain(|f| !matches!(&f.body, Body::Progress { met, total: None, .. } if *met == n && f.span.start >= doc.span(j.saturating_sub(14), j).start));
                        self.emit_score(s, &score);
                    }
                    break;
                }
                j += 1;
            }
        }
        self.in_turn(s);
    }

    /// "A, B, C lần lượt đạt 12, 13 và 14 tiêu chí".
    fn in_turn(&mut self, s: Sentence) {
        let doc = self.doc;
        let Some(at) = (s.from..s.to).find(|i| doc.is(*i, Class::InTurn)) else { return };
        if self.scope.off(at) {
            return;
        }
        let Some(last) = (s.from..at).rev().take(6).find(|j| doc.place_at(*j).is_some()) else { return };
        let units = self.listed(s, last, None);
        let (mut values, mut j) = (Vec::new(), at + 1);
        while j < s.to.min(at + 80) {
            match doc.kind(j) {
                Some(Kind::Num(n)) => values.push((n, None, j)),
                Some(Kind::Frac(a, b)) => values.push((a, b.as_whole(), j)),
                _ if doc.mark(j, ',') || doc.is(j, Class::Conj) || doc.is(j, Class::Reach) || doc.is(j, Class::List) || self.noun(j).is_some() => {}
                _ => break,
            }
            j += 1;
        }
        let kind = (at..j).find_map(|k| self.noun(k));
        let (Some(kind), true) = (kind, units.len() == values.len() && units.len() > 1) else { return };
        let first = values[0].2;
        self.facts.retain(|f| !(matches!(&f.body, Body::Progress { .. }) && f.span.start >= doc.span(s.from, s.from + 1).start && f.span.end > doc.span(first, first + 1).start));
        for (unit, (met, total, at)) in units.into_iter().zip(values) {
            self.add(Body::Progress { unit, kind, met, total, tier: STANDARD, as_of: None, average_per: None }, at, at + 1, "progress-in-turn");
        }
    }
}

/// A bracket that holds a score of its own.
fn scored(doc: &crate::doc::Doc<'_>, open: usize, close: usize) -> bool {
    (open..close).any(|j| matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Num(_))))
}

fn per(level: Level) -> Option<&'static str> {
    match level {
        Level::Commune => Some("commune"),
        Level::Hamlet => Some("hamlet"),
        Level::District => Some("district"),
        _ => None,
    }
}

impl crate::doc::Doc<'_> {
    /// The area an average is of: said just before ("cả nước là 10,82"), or the topic.
    fn area_for_average(&self, s: Sentence, at: usize) -> Option<UnitRef> {
        let _ = s;
        self.area(at, at + 1, 1)
    }
}
