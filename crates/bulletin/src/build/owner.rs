//! Whose score it is: names before it, lists of names, "xã", counted units named just before, or the topic.

mod counted;
mod listed;

use super::Builder;
use super::list::{self, is_word};
use super::progress::Score;
use super::tally::count_at;
use super::tiers::tier_at;
use crate::class::Class;
use crate::doc::{Sentence, country};
use crate::facts::UnitRef;
use crate::gazetteer::Level;
use crate::term::Kind;

/// Terms a quotation is looked back over for who speaks.
const SPEECH: usize = 90;

impl Builder<'_> {
    /// Whose score it is: the names right before ("A, B cùng"), "xã", or whoever the text was about.
    pub(crate) fn owners(&mut self, s: Sentence, score: &Score) -> Vec<UnitRef> {
        let doc = self.doc;
        let mut j = score.from;
        let depth = doc.depth[score.from];
        let mut together = false;
        let mut own = None;
        while j > s.from {
            j -= 1;
            if doc.depth[j] > depth || doc.mark(j, ')') && depth == 0 {
                continue;
            }
            together |= doc.is(j, Class::Together) || doc.is(j, Class::Each) && doc.is(j + 1, Class::Level);
            if doc.mark(j, ';') && !together {
                break;
            }
            // "Chủ tịch UBND xã A nhận xét: … chúng tôi mới được 8 tiêu chí"
            if let Some(unit) = self.says_we(s, j).then(|| self.speaker(j)).flatten() {
                return vec![unit];
            }
            if let Some(place) = doc.place_at(j) {
                if place.address && self.addressed(j) {
                    continue;
                }
                if self.office_before(s, j) && !place.explicit {
                    continue;
                }
                // "xã A được huyện B kiểm tra: 19/19 tiêu chí"
                let agent = is_word(doc, j.wrapping_sub(1), "được") && place.level.is_some_and(|l| l.rank() >= 2) && place.explicit;
                if agent && (s.from..j).any(|k| doc.place_at(k).is_some_and(|p| p.level.is_some_and(|l| l.rank() <= 1))) {
                    continue;
                }
                // "38/38 xã của huyện A đạt 19/19 tiêu chí": the communes' scores
                let counted = |k: usize| count_at(doc, s, k).is_some_and(|c| c.end + 1 == j && c.subject == "communes");
                if doc.is(j.wrapping_sub(1), Class::Prep)
                    && (j.saturating_sub(4).max(s.from)..j).any(counted)
                    && place.level.is_some_and(|l| l.rank() >= 2)
                    && score.total.is_some_and(|t| t <= 20)
                {
                    continue;
                }
                return self.listed(s, j, score.total);
            }
            // "06 xã vừa xong 19/19": a tally, unless the units were named just before
            if count_at(doc, s, j).is_some_and(|c| c.end <= score.from && c.subject != "gardens" && c.subject != "products")
                && !is_word(doc, j.wrapping_sub(1), "trong")
            {
                // "12/12 xã đạt chuẩn, 9/9 tiêu chí": a count with its own standing, ended by a comma
                // "xã A và xã B là hai xã thấp nhất, cùng đạt 10/19"
                if self.counts_named(s, j) {
                    return self.listed(s, j - 2, score.total);
                }
                let own = (j..score.from).any(|k| doc.is(k, Class::Status) || tier_at(doc, k).is_some());
                let ended =
                    doc.mark(score.from - 1, ',') || doc.is(score.from - 1, Class::Reach) && doc.mark(score.from.wrapping_sub(2), ',');
                if own && !together && ended {
                    continue;
                }
                return self.counted(s, j);
            }
            if doc.is(j, Class::Country) {
                return if score.total.is_some_and(|t| t > 100) { vec![country()] } else { Vec::new() };
            }
            // "Các làng đều đạt 19/19": all that were just counted and named
            if let Some(units) = (together && is_word(doc, j.wrapping_sub(1), "các")).then(|| self.those_named(s, j)).flatten() {
                return units;
            }
            if let Some(level) = doc.bare_level(j).filter(|l| *l != Level::Region) {
                // "A là xã duy nhất còn lại, mới đạt 15/19": A's
                if self.counts_named(s, j) {
                    return self.listed(s, j - 2, score.total);
                }
                let plural = j > s.from
                    && (doc.is(j - 1, Class::Prep)
                        || matches!(doc.kind(j - 1), Some(Kind::Percent(_)))
                        || ["tiêu chuẩn", "chuẩn", "thành", "lên", "đạt"].iter().any(|w| is_word(doc, j - 1, w))
                        || doc.is(j - 1, Class::Each)
                        || is_word(doc, j - 1, "bộ tiêu chí")
                        || is_word(doc, j - 1, "tiêu chí"));
                let office = self.office_before(s, j)
                    // "xã A được huyện chọn làm điểm, đạt 18/19"
                    || j > s.from && is_word(doc, j - 1, "được")
                    || doc.is(j + 1, Class::Program)
                    || doc.is(j + 1, Class::Tier)
                    || doc.mark(j.wrapping_sub(1), '/');
                if plural || office {
                    // "Kết quả của xã: đạt 12/19 tiêu chí": whose they are, when nobody else is named
                    if own.is_none() && is_word(doc, j - 1, "của") && level.rank() <= 1 && doc.mark(j + 1, ':') {
                        own = Some(doc.anaphor(j, level)).filter(|unit| unit.name.is_some());
                    }
                    continue;
                }
                let unit = doc.anaphor(j, level);
                return vec![unit];
            }
        }
        if let Some(unit) = own {
            return vec![unit];
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
