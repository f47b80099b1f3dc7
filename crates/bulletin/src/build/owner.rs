//! Whose score it is: names before it, lists of names, "xã", counted units named just before, or the topic.

mod back;
mod counted;
mod listed;
mod next;

use super::Builder;
use super::list::{self, is_word};
use super::progress::Score;
use super::tally::level_of;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::UnitRef;
use crate::gazetteer::Level;

/// Terms a quotation is looked back over for who speaks.
const SPEECH: usize = 90;

impl Builder<'_> {
    /// Whose score it is: the names right before ("A, B cùng"), "xã", or whoever the text was about.
    pub(crate) fn owners(&mut self, s: Sentence, score: &Score) -> Vec<UnitRef> {
        if let Some(next) = self.owners_next(s, score) {
            return next;
        }
        if let Some(merged) = self.newly_judged(s, score) {
            return vec![merged];
        }
        let (found, own) = self.owners_before(s, score);
        found.or_else(|| own.map(|unit| vec![unit])).or_else(|| self.owners_behind(score)).unwrap_or_else(|| self.fallback(s, score))
    }

    /// "đạt 19/19 tiêu chí có xã A và xã B".
    fn owners_behind(&self, score: &Score) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let leads = |k: usize| doc.is_any(k, &[Class::Program, Class::Reach, Class::List]);
        let k = (score.end..score.end + 3).find(|k| !leads(*k)).unwrap_or(score.end + 3);
        let level = doc.place_at(k).filter(|p| p.explicit).and_then(|p| p.level).filter(|l| k > score.end && l.rank() <= 1)?;
        Some(list::names(doc, k, level).names.into_iter().map(|n| UnitRef { name: Some(n), level }).collect())
    }

    /// "chúng tôi": the last of its two words.
    pub(crate) fn says_we(&self, s: Sentence, at: usize) -> bool {
        at > s.from && is_word(self.doc, at, "tôi") && is_word(self.doc, at - 1, "chúng")
    }

    /// Whose office the speaker holds: the last "Chủ tịch UBND xã A" before the words.
    fn speaker(&self, at: usize) -> Option<UnitRef> {
        let doc = self.doc;
        (at.saturating_sub(SPEECH)..at).rev().filter(|j| doc.is(*j, Class::Office)).find_map(|j| {
            (j + 1..j + 3).find_map(|k| match (doc.place_at(k).filter(|p| p.explicit && !p.address), doc.bare_level(k)) {
                (Some(place), _) => place.level.map(|level| doc.unit(place, level)),
                (None, Some(level)) if level != Level::Region => Some(doc.anaphor(k, level)).filter(|unit| unit.name.is_some()),
                _ => None,
            })
        })
    }

    /// "xã A và xã B là hai xã …": the count only says again who was named.
    pub(crate) fn counts_named(&self, s: Sentence, at: usize) -> bool {
        at > s.from + 1 && is_word(self.doc, at - 1, "là") && self.doc.place_at(at - 2).is_some_and(|p| !p.address)
    }

    fn fallback(&self, s: Sentence, score: &Score) -> Vec<UnitRef> {
        let doc = self.doc;
        let here = doc.sentence_of(score.from);
        // "Ấp có 428 hộ; …; đạt 13/13 tiêu chí": whoever the sentence began with
        let first = (s.from..score.from).find(|j| !doc.line(*j));
        if let Some((j, level)) = first.and_then(|j| doc.bare_level(j).map(|l| (j, l))).filter(|(_, l)| l.rank() <= 1) {
            let unit = doc.anaphor(j, level);
            if unit.name.is_some() {
                return vec![unit];
            }
        }
        let told = self.last_owner.as_ref().is_some_and(|(at, _)| *at == here);
        if let Some(unit) = doc.section(here).filter(|_| !told) {
            return vec![unit];
        }
        if let Some((at, owners)) = &self.last_owner
            && (*at == here || (here - at <= 1 && owners.len() == 1))
        {
            return owners.clone();
        }
        let back = (here.saturating_sub(3)..here).rev().filter(|i| !doc.sentences[*i].skip).find_map(|i| {
            let p = doc.sentences[i];
            (p.from..p.to)
                .filter_map(|j| doc.place_at(j))
                .find(|p| !p.address && p.explicit && p.level.is_some())
                .and_then(|p| p.level.map(|l| doc.unit(p, l)))
        });
        let big = score.total.is_some_and(|t| t > 100);
        // nine criteria are a district's
        if score.total == Some(9)
            && let Some(district) = doc.main.iter().find(|u| u.level == Level::District)
        {
            return vec![district.clone()];
        }
        // nineteen or twenty are a commune's: the one the text is about beside its district
        if matches!(score.total, Some(19 | 20))
            && doc.main.first().is_some_and(|m| m.level == Level::District)
            && let [commune] = doc.main.iter().filter(|u| u.level == Level::Commune).collect::<Vec<_>>()[..]
        {
            return vec![commune.clone()];
        }
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
}
