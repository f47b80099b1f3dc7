//! Averages: "17,5 tiêu chí/xã", "bình quân đạt 16,9".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;

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
        let parted = matches!(doc.kind(i), Some(crate::term::Kind::Num(n)) if n.as_whole().is_none());
        // "lúc đầu trung bình mỗi xã chỉ có 4,2 tiêu chí, nay là 13,6 tiêu chí"
        let went_on =
            parted && (i.saturating_sub(20).max(s.from)..i).any(|j| doc.is(j, Class::Average)) && doc.is(i.wrapping_sub(1), Class::List);
        let each = went_on || (from..i).any(|j| doc.is(j, Class::Each) && (doc.is(j + 1, Class::Level))) && (average || parted);
        (average || each) && !doc.is(i.wrapping_sub(1), Class::Delta) && !doc.has(i.wrapping_sub(1), Class::Approx, "at_least")
    }
}
