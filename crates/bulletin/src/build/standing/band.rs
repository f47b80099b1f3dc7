//! Bands of criteria: "đạt 13-18 tiêu chí", "dưới 5 tiêu chí".

use super::Standing;
use crate::build::tally::{Count, count_at};
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// No set of criteria has more.
const MOST: i64 = 60;

/// What stands before the figure of a band.
struct Lead {
    /// First term of the band.
    start: usize,
    /// Term of the figure.
    figure: usize,
    /// "đạt", or right behind the count.
    reach: bool,
    /// "dưới".
    below: bool,
    /// "trên".
    above: bool,
}

/// What a figure of criteria says, and the term behind it.
enum Reading {
    /// All of the set.
    Full(usize),
    Band(i64, Option<i64>, usize),
}

impl Builder<'_> {
    /// `đạt 13-18 tiêu chí`, `dưới 5 tiêu chí`, `19/19 tiêu chí`, `từ 10 tiêu chí trở lên`.
    pub(crate) fn band(&self, s: Sentence, count: &Count, at: usize) -> Option<Standing> {
        let doc = self.doc;
        if self.says_lack(s, at) {
            return None;
        }
        let lead = self.band_lead(count, at);
        let (lo, hi, end) = match self.band_figure(s, count, &lead)? {
            Reading::Full(end) => return Some(self.full(count, end)),
            Reading::Band(lo, hi, end) => (lo, hi, end),
        };
        let noun = doc.is(end, Class::Criteria);
        if !noun && !self.means_criteria(s, &lead, end) {
            return None;
        }
        let end = end + usize::from(noun);
        // "chuyển từ dưới 10 tiêu chí lên 14 tiêu chí": where they were before
        let rises = doc.has(end, Class::LevelVerb, "to") && matches!(doc.kind(end + 1), Some(Kind::Num(_) | Kind::Frac(..)));
        if rises && (at.saturating_sub(2).max(s.from)..=at).any(|j| doc.is(j, Class::From)) {
            return None;
        }
        if lo > MOST || hi.is_some_and(|h| h > MOST || h < lo) {
            return None;
        }
        Some(Standing { status: "criteria_band", band: Some((lo, hi)), end, ..Standing::default() })
    }

    /// "hụt từ 2 đến 5 tiêu chí": how many they lack.
    fn says_lack(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let lacks = |j: usize| {
            doc.is(j, Class::ShortOf) && !list::is_word(doc, j, "còn lại") || doc.is(j, Class::Delta) || doc.has(j, Class::Status, "lost")
        };
        let mut first = at;
        while first > s.from && (doc.is(first - 1, Class::From) || doc.is(first - 1, Class::Approx)) {
            first -= 1;
        }
        first > s.from && (lacks(first - 1) || lacks(at))
    }

    /// "đạt từ", "chỉ mới dưới mốc": the words before the figure.
    fn band_lead(&self, count: &Count, at: usize) -> Lead {
        let doc = self.doc;
        // "hoàn thành cả 19 tiêu chí"
        if list::is_word(doc, at, "hoàn thành") && doc.reads_any(at + 1, &["cả", "đủ"]) {
            return Lead { start: at, figure: at + 2, reach: true, below: false, above: false };
        }
        let leads = |j: usize| doc.is(j, Class::Reach) || at == count.end && doc.reads(j, "ở") || doc.reads_any(j, &["chỉ", "mới"]);
        let mut i = at + (at..at + 4).take_while(|j| leads(*j)).count();
        let (below, above) = (doc.has(i, Class::Below, "any"), doc.has(i, Class::Below, "above"));
        let from = doc.is(i, Class::From) || doc.has(i, Class::Approx, "at_least");
        i += usize::from(below || above || from || doc.is(i, Class::Approx));
        // "dưới mốc 10 tiêu chí", "ở khoảng 10 đến 13"
        i += usize::from((below || above) && doc.reads_any(i, &["mốc", "ngưỡng", "mức"]));
        Lead { start: at, figure: i, reach: doc.is(at, Class::Reach) || at == count.end, below, above }
    }

    fn band_figure(&self, s: Sentence, count: &Count, lead: &Lead) -> Option<Reading> {
        let (doc, i) = (self.doc, lead.figure);
        let scored = |j: usize| matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Num(_)));
        match doc.kind(i)? {
            Kind::Range(a, b) => Some(Reading::Band(a.as_whole()?, Some(b.as_whole()?), i + 1)),
            // "2 xã còn lại đạt 15/19 và 14/19 tiêu chí": each one's
            Kind::Frac(..) if doc.is(i.wrapping_sub(1), Class::Conj) && scored(i.wrapping_sub(2)) => None,
            Kind::Frac(a, b) if a <= b && doc.is(i + 1, Class::Criteria) => {
                Some(if a == b { Reading::Full(i + 2) } else { Reading::Band(a.as_whole()?, Some(a.as_whole()?), i + 1) })
            }
            Kind::Num(n) => self.band_of_number(s, count, lead, n.as_whole()?),
            _ => None,
        }
    }

    /// "10 đến 13", "dưới 5", "trên 15", "10 tiêu chí trở lên", "đủ 19 tiêu chí".
    fn band_of_number(&self, s: Sentence, count: &Count, lead: &Lead, n: i64) -> Option<Reading> {
        let (doc, i) = (self.doc, lead.figure);
        let noun = doc.is(i + 1, Class::Criteria);
        if list::is_word(doc, i + 1, "đến") || list::is_word(doc, i + 1, "tới") {
            if let Some(Kind::Num(m)) = doc.kind(i + 2) {
                return Some(Reading::Band(n, Some(m.as_whole()?), i + 3));
            }
            // "từ 13 đến dưới 18 tiêu chí"
            if let Some(Kind::Num(m)) = doc.kind(i + 3).filter(|_| list::is_word(doc, i + 1, "đến") && doc.has(i + 2, Class::Below, "any"))
            {
                return Some(Reading::Band(n, Some(m.as_whole()? - 1), i + 4));
            }
        }
        if lead.below {
            return Some(Reading::Band(0, Some(n - 1), i + 1));
        }
        if lead.above {
            return Some(Reading::Band(n + 1, None, i + 1));
        }
        if doc.is(i + 1, Class::AndUp) || noun && doc.is(i + 2, Class::AndUp) {
            return Some(Reading::Band(n, None, if noun { i + 3 } else { i + 2 }));
        }
        // "1 xã đạt từ 6 tiêu chí": that many and more
        if noun && n < 19 && i > lead.start && doc.is(i - 1, Class::From) && !doc.has(i + 2, Class::LevelVerb, "to") {
            return Some(Reading::Band(n, None, i + 1));
        }
        let named = doc.is(i + 2, Class::Citation) || doc.is(i + 2, Class::Criterion);
        if !noun || count_at(doc, s, i).is_some() || !lead.reach || named {
            return None;
        }
        let full = (19..=25).contains(&n) && count.subject == "communes" || doc.text(lead.start, i).to_lowercase().contains("đủ");
        Some(if full { Reading::Full(i + 2) } else { Reading::Band(n, Some(n), i + 1) })
    }

    /// The figure is of criteria though the word does not stand behind it: another part of the sentence says it.
    fn means_criteria(&self, s: Sentence, lead: &Lead, end: usize) -> bool {
        let doc = self.doc;
        let banded = || {
            lead.reach || lead.below || matches!(doc.kind(lead.figure), Some(Kind::Range(..))) || doc.is(lead.figure + 1, Class::Criteria)
        };
        !doc.is_any(end, &[Class::Percent, Class::Indicators])
            && banded()
            && !self.scope.off(lead.start)
            && (s.from..s.to).any(|j| doc.is(j, Class::Criteria))
    }

    /// "nhóm 2 đạt từ 15-18 tiêu chí: 9 xã", "dưới 10 tiêu chí có 3 xã".
    pub(super) fn band_before(&self, s: Sentence, count: &Count, left: usize) -> Option<Standing> {
        let doc = self.doc;
        let lead = count.at.checked_sub(1).filter(|b| *b > s.from)?;
        // "Cờ vàng (15-18 tiêu chí): 5 xã"
        let lead = if doc.mark(lead, ':') && doc.mark(lead.wrapping_sub(1), ')') && lead > s.from + 1 { lead - 1 } else { lead };
        if doc.mark(lead, ')') && (list::ends(doc, s, count.end) || doc.is(count.end, Class::List)) {
            return self.band_in_brackets(s, count, lead);
        }
        let linked = doc.mark(lead, ':') || doc.mark(lead, '-') || doc.reads_any(lead, &["có", "là"]);
        if !linked && !self.grouped(s, count, left) {
            return None;
        }
        let lead = if linked { lead } else { count.at };
        let from = (left.max(count.at.saturating_sub(10)).max(s.from)..lead).rev().take_while(|j| !doc.mark_any(*j, ";.,")).last()?;
        let virtual_count = Count { end: s.to, ..count.clone() };
        let reaches = |j: usize| doc.is(j, Class::Reach) || list::is_word(doc, j, "hoàn thành");
        let fits = |j: usize, st: &Standing| st.end == lead && (reaches(j) || st.status == "criteria_band");
        let found = (from..lead).find_map(|j| self.band(s, &virtual_count, j).filter(|st| fits(j, st)))?;
        Some(Standing { end: count.end, ..found })
    }

    /// "loại A (từ 17 tiêu chí trở lên) 4 xã".
    fn band_in_brackets(&self, s: Sentence, count: &Count, shut: usize) -> Option<Standing> {
        let open = (s.from..shut).rev().take(10).find(|j| self.doc.mark(*j, '('))?;
        let virtual_count = Count { end: s.to, ..count.clone() };
        let found = self.band(s, &virtual_count, open + 1)?;
        (found.end == shut && found.status == "criteria_band").then_some(Standing { end: count.end, ..found })
    }

    /// "nhóm đạt 15 - 18 tiêu chí 9 xã", "; từ 10 - 14 tiêu chí 61 xã;": the group right before its count.
    fn grouped(&self, s: Sentence, count: &Count, left: usize) -> bool {
        let doc = self.doc;
        let (from, lead) = (left.max(s.from), count.at - 1);
        if !doc.is(lead, Class::Criteria) {
            return false;
        }
        let near = || (from..lead).rev().take(7);
        let opens = near().find(|j| doc.mark_any(*j, ";,:")).map_or(from, |j| j + 1);
        let alone = || list::ends(doc, s, count.end) && (doc.is(opens, Class::From) || matches!(doc.kind(opens), Some(Kind::Range(..))));
        near().any(|j| doc.reads_any(j, &["nhóm", "loại", "số xã"])) || alone()
    }

    pub(super) fn full(&self, count: &Count, end: usize) -> Standing {
        Standing { status: "met", tier: self.tier_near(count, count.end, end + 4), end, ..Standing::default() }
    }
}
