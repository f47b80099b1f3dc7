//! The tier counted units stand in.

use crate::build::tally::{Count, count_at, level_of};
use crate::build::tiers::{STANDARD, tier_at};
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;

impl Builder<'_> {
    pub(crate) fn tier_near(&self, count: &Count, at: usize, end: usize) -> Option<&'static str> {
        let doc = self.doc;
        let after = (count.end..end.max(at + 1)).find_map(|j| tier_at(doc, j));
        let told = (count.end..end).any(|j| doc.is(j, Class::Program));
        // "2 xã kiểu mẫu, 5/7 huyện đạt chuẩn": the rung is of the other units
        let chuan = (count.end..end).any(|j| {
            let met = || doc.ends_in(j, "chuẩn") || doc.ends_in(j, "nhiệm vụ");
            doc.has(j, Class::Status, "met") && met() || doc.has(j, Class::Status, "recognised")
        });
        let others = |j: usize| {
            let here = doc.sentences[doc.sentence_of(at)];
            chuan
                && count.subject != "gardens"
                && (j.saturating_sub(4).max(here.from)..j).any(|k| count_at(doc, here, k).is_some_and(|c| c.subject != count.subject))
        };
        let before = || {
            let from = count.at.saturating_sub(12);
            (from..count.at).rev().take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.')).find_map(|j| {
                tier_at(doc, j)
                    .filter(|_| list::is_word(doc, j + 1, "có") || j + 2 >= count.at && !((told || others(j)) && doc.mark(j + 1, ',')))
            })
        };
        let own = tier_at(doc, count.end.wrapping_sub(1));
        let s = doc.sentences[doc.sentence_of(at)];
        let bare = !(count.end..end).any(|j| doc.is(j, Class::Program) || doc.has(j, Class::Status, "met"))
            && !(s.from..s.to).any(|j| tier_at(doc, j).is_some());
        // in a text about model hamlets "8/8 thôn đạt chuẩn" is of their standard
        let bare = bare
            || count.subject == "hamlets"
                && !(count.end..end).any(|j| doc.is(j, Class::Program))
                && !(s.from..s.to).any(|j| tier_at(doc, j).is_some());
        let title = || doc.title_tier.filter(|t| bare && (*t != "model" || count.subject == "hamlets"));
        // "85/113 xã đạt chuẩn; còn 28 xã chưa đạt": the sentence has its own standard
        let first = || !(s.from..count.at).any(|j| count_at(doc, s, j).is_some_and(|c| c.subject == count.subject));
        own.or(after)
            .or_else(|| self.spoken_of_first(s, count))
            .or_else(before)
            .or_else(|| self.last_tier(s, count).filter(|_| bare && first()))
            .or_else(title)
            .or(Some(STANDARD))
    }

    /// "Về xã NTM nâng cao, năm nay có 12 xã đăng ký, 7 xã đã được thẩm định": what the sentence opens with is what it is about.
    fn spoken_of_first(&self, s: Sentence, count: &Count) -> Option<&'static str> {
        let doc = self.doc;
        let first = (s.from..s.to).find(|j| !doc.line(*j) && !doc.mark(*j, '-'))?;
        let opens = ["về", "đối với", "riêng"].iter().any(|w| list::is_word(doc, first, w)) || doc.is(first, Class::Towards);
        let end = (first + 1..first + 8).find(|j| doc.mark(*j, ',') || doc.mark(*j, ':')).filter(|end| opens && *end < count.at)?;
        let same = (first..end).any(|j| crate::build::tally::subject_at(doc, j).is_some_and(|(subject, _)| subject == count.subject));
        let another = (end..count.at).any(|j| doc.mark(j, ';') || tier_at(doc, j).is_some());
        (first..end).rev().find_map(|j| tier_at(doc, j)).filter(|_| same && !another)
    }

    /// The sentence before or after counts units of the programme: this one goes on ("Kết quả 4 xã đủ điều kiện trình").
    pub(super) fn goes_on_from_last(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let here = doc.sentence_of(s.from);
        let beside = [here.checked_sub(1), Some(here + 1)];
        beside.into_iter().flatten().filter_map(|i| doc.sentences.get(i)).any(|b| {
            !b.skip
                && (b.from..b.to).any(|j| doc.is(j, Class::Program) || doc.has(j, Class::Status, "recognised"))
                && (b.from..b.to).any(|j| count_at(doc, *b, j).is_some_and(|c| level_of(c.subject).is_some()))
        })
    }

    /// The tier of the last count, said in the sentence before.
    pub(super) fn last_tier(&self, s: Sentence, count: &Count) -> Option<&'static str> {
        let from = self.doc.sentences[self.doc.sentence_of(s.from).saturating_sub(1)].from;
        let start = self.doc.span(from, from + 1).start;
        let mut tiers = self.facts.iter().rev().take(12).filter_map(|f| match &f.body {
            Body::Tally(t) if t.subject == count.subject && f.span.start >= start => Some(t.tier),
            _ => None,
        });
        let last = tiers.next()?;
        tiers.all(|t| t == last).then_some(last).flatten()
    }
}
