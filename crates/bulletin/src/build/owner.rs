//! Whose score it is: names before it, lists of names, "xã", counted units named just before, or the topic.

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

    /// The list of names that ends at a place.
    pub(crate) fn listed(&self, s: Sentence, last: usize, total: Option<i64>) -> Vec<UnitRef> {
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
                if doc.place_at(k).is_none() || members.contains(&k) {
                    break;
                }
                members.push(k);
                j = k;
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
            // "Trong 5 xã của huyện X, A và B": X is no member
            if place.explicit
                && place.level.is_some_and(|l| l.rank() >= 2)
                && level != place.level
                && doc.is(k.wrapping_sub(1), Class::Prep)
            {
                break;
            }
            let same = place.level == level
                || doc.place_at(last).is_some_and(|p| !p.explicit && !p.address)
                    && place.explicit
                    && place.level.is_some_and(|l| l.rank() <= 2)
                || place.level.is_none()
                || level.is_none()
                || (!place.explicit && doc.place_at(last).is_some_and(|p| !p.explicit));
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
        let communes = members.len() > 1 && members.iter().any(|m| doc.place_at(*m).is_some_and(|p| p.level.is_none_or(|l| l.rank() <= 1)));
        let counted = (first.saturating_sub(8)..first).rev().find_map(|b| (b >= s.from).then(|| count_at(doc, s, b)).flatten());
        let counted = counted.filter(|_| members.len() > 1).and_then(|c| Level::of(c.subject));
        members
            .iter()
            .filter_map(|m| doc.place_at(*m))
            .map(|p| {
                let most = if p.explicit { None } else { self.superlative(s, first) };
                let level = if p.explicit { p.level } else { most.or(said).or(counted).or(p.level) };
                // a bare name that is also a ward's or a town's: only communes have scores
                let commune = !p.explicit && matches!(level, Some(Level::Ward | Level::Town))
                    || self.commune_like(p)
                    // a district's name among communes is its commune's
                    || communes && !p.explicit && !p.address && p.level == Some(Level::District)
                    || !p.explicit && p.level.is_some_and(|l| l >= Level::District) && matches!(total, Some(19 | 20));
                UnitRef { name: Some(p.name.clone()), level: level.filter(|_| !commune).unwrap_or(Level::Commune) }
            })
            .collect()
    }

    /// "Xã cao nhất là A", "Xã cuối cùng là A": the level of the name is said before it.
    pub(crate) fn superlative(&self, s: Sentence, at: usize) -> Option<Level> {
        let doc = self.doc;
        let most = (at.saturating_sub(4).max(s.from)..at).any(|j| {
            ["nhất", "cao nhất", "thấp nhất", "nhiều nhất", "cuối cùng", "cuối", "duy nhất", "đầu tiên", "tiên", "còn lại"]
                .iter()
                .any(|w| is_word(doc, j, w))
        });
        let level = (at.saturating_sub(6).max(s.from)..at).rev().find_map(|j| doc.bare_level(j))?;
        // "có xã vùng sâu như A mới 4 tiêu chí"
        let like = is_word(doc, at.wrapping_sub(1), "như");
        ((most || like) && doc.is(at.wrapping_sub(1), Class::List) && level.rank() <= 1).then_some(level)
    }

    /// A bare name in a text about a district that is also a commune there (`Phú Thọ` in Quế Sơn) is the commune.
    fn commune_like(&self, place: &crate::doc::Place) -> bool {
        if place.explicit || place.level.is_none_or(|l| l.rank() <= 1) {
            return false;
        }
        let doc = self.doc;
        let Some(main) = doc.main.first() else { return false };
        let name = main.name.as_deref().unwrap_or_default();
        main.level == Level::District
            && name != place.name
            && place.level.is_some_and(|l| l >= Level::District)
            && doc.gazetteer.lies_in(&place.name, Some(Level::Commune), name)
    }

    /// "4 xã … là A, B, C, D; đến nay đều đạt 19/19", "hai bản … 15/15": the units meant by a count, when the text named them.
    pub(crate) fn counted(&self, s: Sentence, at: usize) -> Vec<UnitRef> {
        let doc = self.doc;
        let Some(count) = count_at(doc, s, at) else { return Vec::new() };
        let Some(level) = Level::of(count.subject) else { return Vec::new() };
        // "cả 3 xã nâng cao (A, B, C) đạt 19/19"
        let mut first = count.end;
        while first < count.end + 3 && (doc.is(first, Class::Program) || tier_at(doc, first).is_some()) {
            first += 1;
        }
        let inside = first > count.end && doc.mark(first, '(');
        let named = list::names(doc, if inside { first + 1 } else { count.end }, level);
        let units = |names: Vec<String>| names.into_iter().map(|n| UnitRef { name: Some(n), level }).collect::<Vec<_>>();
        if named.names.len() as i64 == count.n {
            return units(named.names);
        }
        if let Some(names) = (count.n <= 6 && is_word(doc, count.end, "còn lại")).then(|| self.left_over(s, at, &count, level)).flatten()
        {
            return units(names);
        }
        if !(2..=6).contains(&count.n) || count.of.is_some() || count.delta {
            return Vec::new();
        }
        if let Some(names) = self.named_by_count(s, at, &count, level) {
            return units(names);
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
}

impl Builder<'_> {
    /// "công nhận 2 xã A, B; cả hai xã đều đạt 19/19", "3 thôn kiểu mẫu là A, B, C …. Ba thôn kiểu mẫu đều đủ 15/15": those counted and named
    /// before.
    fn named_by_count(&self, s: Sentence, at: usize, count: &super::tally::Count, level: Level) -> Option<Vec<String>> {
        let doc = self.doc;
        let same = |j: usize| count_at(doc, s, j).filter(|c| c.n == count.n && c.subject == count.subject && c.of.is_none());
        let named = |end: usize| list::names(doc, end, level).names;
        let all = |names: &Vec<String>| names.len() as i64 == count.n;
        if let Some(names) = (s.from..at).rev().filter_map(same).map(|c| named(c.end)).find(all) {
            return Some(names);
        }
        let from = doc.sentences[doc.sentence_of(at).saturating_sub(2)].from;
        let start = doc.span(from, from + 1).start;
        let tier = (count.end..count.end + 3).find_map(|j| tier_at(doc, j));
        self.facts.iter().rev().take(20).take_while(|f| f.span.start >= start).find_map(|f| match &f.body {
            crate::facts::Body::Tally(t) if t.subject == count.subject && t.count == count.n && (tier.is_none() || t.tier == tier) => {
                Some(t.names.clone()).filter(all)
            }
            _ => None,
        })
    }

    /// "xã A đạt 19/19; hai xã còn lại …": of the units just listed those not named since.
    fn left_over(&self, s: Sentence, at: usize, count: &super::tally::Count, level: Level) -> Option<Vec<String>> {
        let doc = self.doc;
        let here = doc.sentence_of(at);
        let named = |from: usize, to: usize| {
            let mut found: Vec<String> = Vec::new();
            for place in (from..to).filter_map(|j| doc.place_at(j)).filter(|p| p.level.is_some_and(|l| l.rank() == level.rank())) {
                if !found.contains(&place.name) {
                    found.push(place.name.clone());
                }
            }
            found
        };
        let since = named(s.from, at);
        (here.saturating_sub(2)..here).rev().map(|i| doc.sentences[i]).find_map(|p| {
            let all = named(p.from, p.to);
            let left: Vec<String> = all.iter().filter(|n| !since.contains(n)).cloned().collect();
            (left.len() as i64 == count.n && since.iter().any(|n| all.contains(n))).then_some(left)
        })
    }
}

/// A bracket that holds a score of its own.
fn scored(doc: &crate::doc::Doc<'_>, open: usize, close: usize) -> bool {
    (open..close).any(|j| matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Num(_))))
}
