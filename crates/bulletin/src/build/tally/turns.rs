//! Counts whose standing is said around them: the rest, the next one, "8 xã đã đạt".

use super::{Count, level_of, subject_at};
use crate::build::Builder;
use crate::build::list;
use crate::build::standing::{Found, Standing};
use crate::build::tiers::{STANDARD, rung, tier_at};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Tally};
use crate::gazetteer::Level;

impl Builder<'_> {
    /// "có 10 xã, đã có 8 xã đạt chuẩn, còn 2 xã là …": with those just said to have met they are all.
    pub(super) fn rest_of(&self, s: Sentence, count: &Count, counts: &[Count]) -> bool {
        let doc = self.doc;
        let left = count.at > s.from && (list::is_word(doc, count.at - 1, "còn") || list::is_word(doc, count.at - 1, "chỉ còn"));
        let start = doc.span(s.from, s.from + 1).start;
        let met = self.facts.iter().rev().take(12).find_map(|f| match &f.body {
            Body::Tally(t) if t.subject == count.subject && f.span.start >= start => Some((t.count, t.of, t.status, t.delta)),
            _ => None,
        });
        let Some((n, of, "met" | "recognised", false)) = met.filter(|_| left) else { return false };
        let all = n + count.n;
        let before = &counts[..counts.partition_point(|c| c.at < count.at)];
        of == Some(all) || before.iter().rev().take(6).any(|c| c.subject == count.subject && (c.n == all || c.of == Some(all)))
    }

    /// Names behind a count: "2 xã là A và B", "2 xã: A, B".
    pub(super) fn listed_behind(&self, s: Sentence, count: &Count, level: Level) -> Vec<String> {
        let doc = self.doc;
        let opens = |j: usize| doc.is(j, Class::List) || doc.mark(j, ':') || doc.mark(j, '(') || list::is_word(doc, j, "các");
        let first = (count.end..s.to.min(count.end + 4)).find(|j| !opens(*j)).filter(|j| *j > count.end && doc.place_at(*j).is_some());
        first.map(|j| list::names(doc, j, level).names).unwrap_or_default()
    }

    /// "tăng từ 1 xã (năm 2015) lên 9 xã": the first of the two was before.
    pub(super) fn left_behind(&self, s: Sentence, count: &Count, counts: &[Count]) -> bool {
        let doc = self.doc;
        let from = count.at > s.from && doc.is(count.at - 1, Class::From);
        let next = counts[counts.partition_point(|c| c.at < count.end)..].iter().take(2).find(|c| c.subject == count.subject);
        from && next.is_some_and(|n| n.at - count.end <= 6 && n.at > s.from && doc.has(n.at - 1, Class::LevelVerb, "to"))
    }

    /// "đăng ký thêm 1 xã (A) và 5 bản về đích": the verb before the first count governs the second too.
    pub(super) fn same_verb(&self, before: Option<&Count>, count: &Count, found: Option<&Found>) -> Option<Standing> {
        let doc = self.doc;
        let (Some(before), Some(Found::Standing(st))) = (before, found) else { return None };
        // "25 xã đề nghị công nhận nâng cao và 9 xã kiểu mẫu": the rung alone is its own
        let tier = tier_at(doc, count.end).filter(|_| {
            let verb = (before.end..count.at).any(|j| doc.value(j, Class::Status) == Some(st.status));
            let plain = !(count.end..count.end + 4).any(|j| doc.is(j, Class::Status) || doc.is(j, Class::Result));
            let joined = count.at - before.end <= 10 && doc.is(count.at - 1, Class::Conj);
            matches!(st.status, "registered" | "proposed") && before.subject == count.subject && verb && plain && joined
        });
        if let Some(tier) = tier {
            return Some(Standing { names: Vec::new(), end: count.end + 1, tier: Some(tier), ..st.clone() });
        }
        let verb = match st.status {
            "registered" | "proposed" => before.at.saturating_sub(3)..before.at,
            _ => return None,
        };
        // or the count before had it from the one before that
        let governed = st.end == before.end || verb.clone().any(|j| doc.value(j, Class::Status) == Some(st.status));
        let names = |j: usize| doc.place_at(j).is_some() || doc.mark_any(j, ",;:-") || doc.is(j, Class::List);
        let behind = (st.end.max(before.end)..count.at - 1).all(names) && st.names.len() > 1 && doc.is(count.at - 1, Class::Conj);
        let joined = behind
            || count.at - before.end <= 8
                && (before.end..count.at).all(|j| {
                    !(doc.mark(j, ';')
                        || doc.mark(j, '.')
                        || doc.is(j, Class::Result)
                        || doc.is(j, Class::Status) && !doc.has(j, Class::Status, "met"))
                });
        let and = doc.is(count.at - 1, Class::Conj) || doc.mark(count.at - 1, ',');
        let own = ["đã", "được", "hiện", "đang", "mới", "chưa"].iter().any(|w| list::is_word(doc, count.end, w))
            || doc.is(count.end, Class::Result)
            || doc.is(count.end, Class::Status) && !doc.has(count.end, Class::Status, "met");
        let tier = (count.end..count.end + 3).find_map(|j| tier_at(doc, j));
        (governed && joined && and && !own).then(|| Standing {
            names: Vec::new(),
            end: count.end,
            tier: tier.or(st.tier.filter(|_| doc.is(count.at - 1, Class::Conj))).or(Some(STANDARD)),
            ..st.clone()
        })
    }

    /// "8 xã đã đạt.": said of units whose fellows were just said not to.
    pub(super) fn just_met(&self, s: Sentence, count: &Count, last: Option<&(&'static str, Standing)>) -> bool {
        let doc = self.doc;
        let mut j = count.end;
        while j < count.end + 2 && (list::is_word(doc, j, "đã") || doc.is(j, Class::Together)) {
            j += 1;
        }
        let verb = list::is_word(doc, j, "đạt") || list::is_word(doc, j, "đã đạt") || list::is_word(doc, j, "đạt được");
        let ends = j + 1 >= s.to || [',', '.', ';'].iter().any(|c| doc.mark(j + 1, *c));
        verb && ends
            && last.is_some_and(|(subject, st)| *subject == count.subject && matches!(st.status, "not_met" | "met" | "in_progress"))
    }

    /// A unit, then its count, then nothing: "huyện B 2 làng;".
    pub(super) fn after_place(&self, s: Sentence, count: &Count) -> bool {
        let doc = self.doc;
        let before = count.at.saturating_sub(1 + usize::from(doc.reads_any(count.at.wrapping_sub(1), &["có", "góp", "đóng góp"])));
        // "Đồng bằng sông Hồng có 1.028 xã, Tây Nguyên 118 xã"
        if doc.is(before, Class::Region) && before > s.from && (doc.mark(before - 1, ',') || doc.mark(before - 1, ';')) {
            return list::ends(doc, s, count.end);
        }
        let Some(place) = Some(before).filter(|b| *b > s.from).and_then(|b| doc.place_at(b).map(|p| (b, p))) else {
            return false;
        };
        let rank = level_of(count.subject).map_or(0, Level::rank);
        let led = doc.is(place.0 - 1, Class::List)
            || doc.mark(place.0 - 1, ':')
            || doc.mark(place.0 - 1, '(')
            || list::is_word(doc, place.0 - 1, "trong đó");
        let opens = led || doc.mark(place.0 - 1, ';') || doc.mark(place.0 - 1, ',') || list::is_word(doc, place.0 - 1, "riêng");
        let ends = count.end >= s.to
            || doc.mark(count.end, ')')
            || doc.is_any(count.end, &[Class::Conj, Class::List])
            || doc.mark(count.end, ',')
            || doc.mark(count.end, ';')
            || doc.mark(count.end, '.')
            || doc.line(count.end);
        // a bare name before counted hamlets is their commune's
        let above = place.1.level.map_or(rank == 0, |l| l.rank() > rank);
        above && opens && ends
    }

    /// "xã nâng cao có 15, kiểu mẫu có 2": the rung first, and the noun not said again behind the number.
    pub(super) fn rung_first(&mut self, s: Sentence) {
        let doc = self.doc;
        let start = doc.span(s.from, s.from + 1).start;
        for i in s.from + 2..s.to {
            let Some(n) = doc.terms[i].whole().filter(|_| list::is_word(doc, i - 1, "có") && list::ends(doc, s, i + 1)) else { continue };
            let Some(tier) = tier_at(doc, i - 2).or_else(|| doc.value(i - 2, Class::TierWeak).and_then(rung)) else { continue };
            if self.scope.off(i) {
                continue;
            }
            // its own noun, or that of the count before it in the sentence
            let own = i.checked_sub(3).filter(|j| *j >= s.from).and_then(|j| subject_at(doc, j)).map(|(subject, _)| subject);
            let last = self.facts.iter().rev().take(4).take_while(|f| f.span.start >= start).find_map(|f| match &f.body {
                Body::Tally(t) if matches!(t.status, "met" | "recognised") => Some((t.subject, t.unit.clone())),
                _ => None,
            });
            let Some((subject, unit)) = last.filter(|(subject, _)| own.is_none_or(|own| own == *subject)) else { continue };
            let (of, delta, band, criterion, names, year) = (None, false, None, None, Vec::new(), None);
            let tally = Tally { unit, subject, status: "met", tier: Some(tier), count: n, of, delta, band, criterion, names, year };
            self.add(Body::Tally(tally), i - 2, i + 1, "tally");
        }
    }

    /// The level a change led to, or the result of an aim: "nâng tổng số lên", "lũy kế", "kết quả đạt".
    pub(super) fn goes_on(&self, s: Sentence, count: &Count) -> bool {
        let doc = self.doc;
        let (Some(a), b) = (count.at.checked_sub(1).filter(|a| *a >= s.from), count.at.saturating_sub(2).max(s.from)) else { return false };
        let ends = count.end >= s.to
            || doc.mark(count.end, ',')
            || doc.mark(count.end, ';')
            || doc.mark(count.end, '.')
            || doc.mark(count.end, '(')
            || doc.line(count.end)
            || list::is_word(doc, count.end, "đạt")
                && (doc.mark(count.end + 1, ',') || doc.mark(count.end + 1, ';') || doc.mark(count.end + 1, '.'));
        let rises = doc.is(a, Class::LevelVerb) && !list::is_word(doc, a, "còn") && !list::is_word(doc, a, "chỉ còn");
        // "đưa tổng số xã đạt chuẩn lên 136/182 xã": read with the words of its own
        let own = (a.saturating_sub(6).max(s.from)..a).rev().take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';')).any(|j| {
            doc.ends_in(j, "số") && (doc.is(j + 1, Class::Level) || doc.is(j + 1, Class::Subject)) && doc.is(j + 2, Class::Status)
        });
        let rises = rises && !own;
        let result = doc.is(a, Class::Reach) && doc.is(b, Class::Result) && b < a;
        ends && (rises || result)
    }
}
