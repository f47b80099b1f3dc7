//! Averages: "17,5 tiêu chí/xã", "bình quân đạt 16,9".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;
use crate::number::Number;
use crate::term::Kind;

impl Builder<'_> {
    /// "số tiêu chí bình quân (mỗi xã) đạt 16,9".
    pub(super) fn average_said(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let ends = doc.mark(i + 1, ',') || doc.mark(i + 1, ';') || doc.mark(i + 1, '.') || doc.mark(i + 1, '(') || i + 1 >= s.to;
        if i <= s.from {
            return false;
        }
        // "mỗi xã bình quân 5,3 tiêu chí, nay 18,2"
        let start = doc.span(s.from, s.from + 1).start;
        let before = self.facts.iter().rev().take(4).find(|f| f.span.start >= start && matches!(f.body, Body::Progress { .. }));
        let went_on = before.is_some_and(|f| matches!(f.body, Body::Progress { average_per: Some(_), .. }));
        if ends && went_on && doc.has(i - 1, Class::Result, "now") && i > s.from + 1 && doc.mark(i - 2, ',') {
            return true;
        }
        let Some(average) = (i.saturating_sub(20).max(s.from)..i)
            .rev()
            .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ','))
            .find(|j| doc.is(*j, Class::Average))
        else {
            return false;
        };
        // "bình quân số tiêu chí/xã của huyện tăng từ 7,6 (năm 2015) lên 13,3"
        let noun = (average + 1..i.min(average + 4)).any(|j| doc.is(j, Class::Criteria));
        let led =
            doc.is(i - 1, Class::From) || doc.is(i - 1, Class::LevelVerb) || doc.is(i - 1, Class::Reach) || doc.is(i - 1, Class::List);
        if noun && led && (ends || doc.is(i + 1, Class::LevelVerb)) && !doc.is(i + 1, Class::Percent) {
            return true;
        }
        // "…, trong khi bình quân của tỉnh A là 17,1"
        let elsewhere = (average + 1..i).all(|k| {
            doc.place_at(k).is_some()
                || doc.is(k, Class::Prep)
                || doc.is(k, Class::Level)
                || doc.is(k, Class::Country)
                || self.leads_score(k)
        });
        if ends && went_on && elsewhere {
            return true;
        }
        let plain = (average + 1..i).all(|k| self.leads_score(k) || doc.mark(k, '/') || doc.is(k, Class::Level) || doc.is(k, Class::Whole));
        ends && plain && (average.saturating_sub(2).max(s.from)..average).any(|j| doc.is(j, Class::Criteria))
    }

    /// "5 xã còn lại bình quân 12 tiêu chí": the average of some units only.
    pub(super) fn of_some(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let Some(average) = (i.saturating_sub(8).max(s.from)..i).rev().find(|j| doc.is(*j, Class::Average)) else { return false };
        let beside = average.saturating_sub(4).max(s.from)..average;
        // "các xã còn lại đạt bình quân 12,6 tiêu chí"
        let others = |j: usize| doc.ends_in(j, "còn lại") || is_word(doc, j, "khác");
        if beside.clone().any(others) {
            return true;
        }
        beside.rev().take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';') && !doc.mark(*j, ':')).any(|j| {
            count_at(doc, s, j).is_some_and(|c| c.subject == "communes")
                && (j..average).any(|k| is_word(doc, k, "còn lại") || is_word(doc, k, "khác"))
        })
    }

    pub(super) fn averaged(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let from = i.saturating_sub(8).max(s.from);
        let mut average = false;
        // "cao hơn bình quân chung cả nước hai tiêu chí": by how much
        if (from..i).any(|j| doc.is(j, Class::Delta) && doc.is(j + 1, Class::Average)) {
            return false;
        }
        for j in from..i {
            if doc.mark(j, ';') || doc.mark(j, ',') && !doc.is(j.wrapping_sub(1), Class::Average) || self.noun(j).is_some() {
                average = false;
            }
            average |= doc.is(j, Class::Average);
        }
        // "tính chung cả huyện, mỗi xã đạt 15,2 tiêu chí": no unit has a part of one
        let parted = matches!(doc.kind(i), Some(Kind::Num(n)) if n.as_whole().is_none());
        // "lúc đầu trung bình mỗi xã chỉ có 4,2 tiêu chí, nay là 13,6 tiêu chí"
        let went_on =
            parted && (i.saturating_sub(20).max(s.from)..i).any(|j| doc.is(j, Class::Average)) && doc.is(i.wrapping_sub(1), Class::List);
        let each = went_on || (from..i).any(|j| doc.is(j, Class::Each) && (doc.is(j + 1, Class::Level))) && (average || parted);
        (average || each) && !doc.is(i.wrapping_sub(1), Class::Delta) && !doc.has(i.wrapping_sub(1), Class::Approx, "at_least")
    }

    /// "14,2 tiêu chí/xã, hơn cuối năm 2015 là 0,35 tiêu chí/xã": by how much an average rose, not the average.
    pub(super) fn is_change(&self, s: Sentence, i: usize, n: Number) -> bool {
        let doc = self.doc;
        let before = i.wrapping_sub(1);
        let more =
            n < Number::whole(1) || is_word(doc, before, "là") && (i.saturating_sub(7).max(s.from)..i).any(|j| is_word(doc, j, "hơn"));
        // "tăng ít nhất 2 tiêu chí/xã"
        let at_least = || doc.is(before, Class::Approx) && doc.has(i.wrapping_sub(2), Class::Delta, "more");
        more || at_least()
            || doc.is(before, Class::Delta)
            || doc.is(before, Class::Average) && doc.is(i.wrapping_sub(2), Class::Delta)
            || self.change_in_brackets(s, i)
            || self.rises_compared(s, i)
    }

    /// "(tăng 2,1 tiêu chí/xã)".
    fn change_in_brackets(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        // "cao hơn bình quân cả nước (11,64 tiêu chí/xã)": what it is compared with
        let mean = |j: usize| doc.is_any(j, &[Class::Country, Class::Average]) || doc.place_at(j).is_some();
        let named = || doc.mark(i.wrapping_sub(1), '(') && (i.saturating_sub(5).max(s.from)..i).any(mean);
        let last = |most: usize| (s.from..i).rev().take(most);
        doc.depth[i] > 0 && last(8).any(|j| doc.is(j, Class::Delta)) && !last(3).any(|j| doc.is(j, Class::LevelVerb)) && !named()
    }

    /// "bình quân tăng 2,7 tiêu chí/xã, trong khi của cả nước là 2,1 tiêu chí/xã": rises compared.
    fn rises_compared(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let rise = |j: usize| doc.is(j, Class::Delta) && matches!(doc.kind(j + 1), Some(Kind::Num(_))) && self.noun(j + 2).is_some();
        (s.from..i).rev().take(10).any(|j| doc.begins_in(j, "trong khi") || is_word(doc, j, "khi"))
            && (s.from..i).rev().take(24).take_while(|j| !doc.mark(*j, ';')).any(rise)
    }
}
