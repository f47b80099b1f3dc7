//! Bands of criteria: "đạt 13-18 tiêu chí", "dưới 5 tiêu chí".

use super::Standing;
use crate::build::tally::{Count, count_at};
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

impl Builder<'_> {
    /// `đạt 13-18 tiêu chí`, `dưới 5 tiêu chí`, `19/19 tiêu chí`, `từ 10 tiêu chí trở lên`.
    pub(crate) fn band(&self, s: Sentence, count: &Count, at: usize) -> Option<Standing> {
        let doc = self.doc;
        let start = at;
        let mut i = at;
        let reach = doc.is(i, Class::Reach) || at == count.end;
        while i < at + 4
            && (doc.is(i, Class::Reach)
                || at == count.end && list::is_word(doc, i, "ở")
                || list::is_word(doc, i, "chỉ")
                || list::is_word(doc, i, "mới"))
        {
            i += 1;
        }
        // "hụt từ 2 đến 5 tiêu chí": how many they lack
        let lacks = |j: usize| {
            doc.is(j, Class::ShortOf) && !list::is_word(doc, j, "còn lại") || doc.is(j, Class::Delta) || doc.has(j, Class::Status, "lost")
        };
        let mut first = at;
        while first > s.from && (doc.is(first - 1, Class::From) || doc.is(first - 1, Class::Approx)) {
            first -= 1;
        }
        if first > s.from && (lacks(first - 1) || lacks(at)) {
            return None;
        }
        let below = doc.has(i, Class::Below, "any");
        let above = doc.has(i, Class::Below, "above");
        let from = doc.is(i, Class::From) || doc.has(i, Class::Approx, "at_least");
        if below || above || from || doc.is(i, Class::Approx) {
            i += 1;
        }
        // "dưới mốc 10 tiêu chí", "ở khoảng 10 đến 13"
        if (below || above) && ["mốc", "ngưỡng", "mức"].iter().any(|w| list::is_word(doc, i, w)) {
            i += 1;
        }
        let noun = |j: usize| doc.is(j, Class::Criteria);
        let elided = (s.from..s.to).any(noun) && !self.scope.off(at);
        let (lo, hi, mut end) = match doc.kind(i)? {
            Kind::Range(a, b) => (a.as_whole()?, Some(b.as_whole()?), i + 1),
            // "2 xã còn lại đạt 15/19 và 14/19 tiêu chí": each one's
            Kind::Frac(..)
                if doc.is(i.wrapping_sub(1), Class::Conj) && matches!(doc.kind(i.wrapping_sub(2)), Some(Kind::Frac(..) | Kind::Num(_))) =>
            {
                return None;
            }
            Kind::Frac(a, b) if noun(i + 1) && a <= b => {
                if a == b {
                    return Some(self.full(count, i + 2));
                }
                (a.as_whole()?, Some(a.as_whole()?), i + 1)
            }
            Kind::Num(n) => {
                let n = n.as_whole()?;
                if let (true, Some(Kind::Num(m))) = (list::is_word(doc, i + 1, "đến") || list::is_word(doc, i + 1, "tới"), doc.kind(i + 2))
                {
                    (n, Some(m.as_whole()?), i + 3)
                } else if let (true, true, Some(Kind::Num(m))) =
                    (list::is_word(doc, i + 1, "đến"), doc.has(i + 2, Class::Below, "any"), doc.kind(i + 3))
                {
                    // "từ 13 đến dưới 18 tiêu chí"
                    (n, Some(m.as_whole()? - 1), i + 4)
                } else if below {
                    (0, Some(n - 1), i + 1)
                } else if above {
                    (n + 1, None, i + 1)
                } else if doc.is(i + 1, Class::AndUp) || (noun(i + 1) && doc.is(i + 2, Class::AndUp)) {
                    (n, None, if noun(i + 1) { i + 3 } else { i + 2 })
                } else if noun(i + 1) && count_at(doc, s, i).is_none() {
                    let named = doc.is(i + 2, Class::Citation) || doc.is(i + 2, Class::Criterion);
                    if !reach || named {
                        return None;
                    }
                    if (19..=25).contains(&n) && count.subject == "communes" || doc.text(start, i).to_lowercase().contains("đủ") {
                        return Some(self.full(count, i + 2));
                    }
                    (n, Some(n), i + 1)
                } else {
                    return None;
                }
            }
            _ => return None,
        };
        if noun(end) {
            end += 1;
        } else if !elided
            || doc.is(end, Class::Percent)
            || doc.is(end, Class::Indicators)
            || !reach && !matches!(doc.kind(i), Some(Kind::Range(..))) && !below && !noun(i + 1)
        {
            return None;
        }
        // "chuyển từ dưới 10 tiêu chí lên 14 tiêu chí": where they were before
        let rises = doc.has(end, Class::LevelVerb, "to") && matches!(doc.kind(end + 1), Some(Kind::Num(_) | Kind::Frac(..)));
        if rises && (start.saturating_sub(2).max(s.from)..=start).any(|j| doc.is(j, Class::From)) {
            return None;
        }
        if lo > 60 || hi.is_some_and(|h| h > 60 || h < lo) {
            return None;
        }
        Some(Standing { status: "criteria_band", band: Some((lo, hi)), end, ..Standing::default() })
    }

    /// "nhóm 2 đạt từ 15-18 tiêu chí: 9 xã", "dưới 10 tiêu chí có 3 xã".
    pub(super) fn band_before(&self, s: Sentence, count: &Count, left: usize) -> Option<Standing> {
        let doc = self.doc;
        let lead = count.at.checked_sub(1).filter(|b| *b > s.from)?;
        // "loại A (từ 17 tiêu chí trở lên) 4 xã"
        // "Cờ vàng (15-18 tiêu chí): 5 xã"
        let lead = if doc.mark(lead, ':') && doc.mark(lead.wrapping_sub(1), ')') && lead > s.from + 1 { lead - 1 } else { lead };
        if doc.mark(lead, ')') && (list::ends(doc, s, count.end) || doc.is(count.end, Class::List)) {
            let open = (s.from..lead).rev().take(10).find(|j| doc.mark(*j, '('))?;
            let virtual_count = Count { end: s.to, ..count.clone() };
            return self
                .band(s, &virtual_count, open + 1)
                .filter(|st| st.end == lead && st.status == "criteria_band")
                .map(|st| Standing { end: count.end, ..st });
        }
        let linked = doc.mark(lead, ':') || list::is_word(doc, lead, "có") || list::is_word(doc, lead, "là") || doc.mark(lead, '-');
        // "nhóm đạt 15 - 18 tiêu chí 9 xã", "; từ 10 - 14 tiêu chí 61 xã;": the group right before its count
        let named = |j: usize| ["nhóm", "loại", "số xã"].iter().any(|w| list::is_word(doc, j, w));
        let opens = (left.max(s.from)..lead)
            .rev()
            .take(7)
            .find(|j| doc.mark(*j, ';') || doc.mark(*j, ',') || doc.mark(*j, ':'))
            .map_or(left.max(s.from), |j| j + 1);
        let alone = list::ends(doc, s, count.end) && (doc.is(opens, Class::From) || matches!(doc.kind(opens), Some(Kind::Range(..))));
        let grouped = doc.is(lead, Class::Criteria) && ((left.max(s.from)..lead).rev().take(7).any(named) || alone);
        if !linked && !grouped {
            return None;
        }
        let lead = if linked { lead } else { count.at };
        let from = (left.max(count.at.saturating_sub(10)).max(s.from)..lead)
            .rev()
            .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.') && !doc.mark(*j, ','))
            .last()?;
        let virtual_count = Count { end: s.to, ..count.clone() };
        (from..lead)
            .find_map(|j| {
                self.band(s, &virtual_count, j).filter(|st| st.end == lead && (doc.is(j, Class::Reach) || st.status == "criteria_band"))
            })
            .map(|st| Standing { end: count.end, ..st })
    }

    pub(super) fn full(&self, count: &Count, end: usize) -> Standing {
        Standing { status: "met", tier: self.tier_near(count, count.end, end + 4), end, ..Standing::default() }
    }
}
