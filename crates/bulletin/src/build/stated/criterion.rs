//! How many met one criterion: "13 xã đạt tiêu chí số 2", "tiêu chí số 8 có 82 xã".

use super::criterion_number;
use crate::build::tally::{Count, count_at, level_of, subject_at};
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Tally};
use crate::gazetteer::Level;
use crate::term::Kind;

/// Most criteria of one list.
const MOST: usize = 24;

/// The criteria a word "tiêu chí" names.
struct Named {
    criterion: String,
    /// "tiêu chí số 1, số 4 và số 8": those behind the first.
    others: Vec<String>,
    /// The term behind them.
    after: usize,
    /// "tiêu chí đạt cao nhất là …".
    most: bool,
}

impl Builder<'_> {
    /// "tiêu chí số 1 có 152 xã (đạt)", "152 xã đạt tiêu chí giao thông".
    pub(crate) fn by_criterion(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to {
            if !doc.is(i, Class::Criteria) || self.scope.off(i) {
                continue;
            }
            let Some(named) = self.criteria_named(s, i) else { continue };
            let Some(count) = self.count_behind(s, &named).or_else(|| self.count_before(s, i)) else { continue };
            let unmet = (count.end..s.to.min(count.end + 2)).any(|k| doc.has(k, Class::Status, "not_met"));
            // "nhận giúp 3 xã hoàn thành tiêu chí …": what it is for
            if unmet || doc.reads_any(count.at.wrapping_sub(1), &["giúp", "hỗ trợ", "để", "đưa", "đỡ đầu"]) {
                continue;
            }
            let Some(tally) = self.tally_of_criterion(s, &count) else { continue };
            let end = count.end.max(named.after);
            for criterion in named.others.into_iter().chain([named.criterion]) {
                let tally = Tally { criterion: Some(criterion), ..tally.clone() };
                self.add(Body::Tally(tally), i.min(count.at), end, "tally-criterion");
            }
            self.criteria_behind(s, &tally, end);
        }
    }

    /// Which criteria are meant: by number or name, "này" for the one before.
    fn criteria_named(&self, s: Sentence, i: usize) -> Option<Named> {
        let doc = self.doc;
        // "tiêu chí đạt cao nhất là quy hoạch với 89/89 xã"
        let words = ["cao nhất", "thấp nhất", "cao", "thấp", "nhất", "tỷ lệ", "có", "nhiều", "xã", "số"];
        let leads = |j: usize| !doc.is(j, Class::Criterion) && (doc.is_any(j, &[Class::Reach, Class::List]) || doc.reads_any(j, &words));
        let first = (i + 1..i + 7).find(|j| !leads(*j)).unwrap_or(i + 7);
        let most = (i + 1..first).any(|j| doc.reads_any(j, &["cao nhất", "thấp nhất", "nhất"]));
        // "Tiêu chí môi trường cũng khó, mới có 4 xã đạt tiêu chí này"
        let this = || {
            let said = (s.from..i).rev().find(|j| doc.is(*j, Class::Criteria)).and_then(|j| criterion_number(doc, j + 1))?;
            list::is_word(doc, i + 1, "này").then_some((said.0, i + 2))
        };
        let (criterion, mut after) = criterion_number(doc, if most { first } else { i + 1 }).or_else(this)?;
        // "tiêu chí số 1, số 4 và số 8 có 13/13 xã": each of them
        let mut others = Vec::new();
        while others.len() < MOST && (doc.mark(after, ',') || doc.is(after, Class::Conj)) && list::is_word(doc, after + 1, "số") {
            let Some((other, next)) = criterion_number(doc, after + 1) else { break };
            others.push(other);
            after = next;
        }
        Some(Named { criterion, others, after, most })
    }

    /// "thấp nhất là tiêu chí số 10 (33 xã) và tiêu chí số 11 (35 xã)": how many met each is compared.
    fn compares(&self, s: Sentence, at: usize) -> bool {
        let most = |j: usize| self.doc.reads_any(j, &["cao nhất", "thấp nhất", "nhiều nhất", "ít nhất"]);
        let words = |j: usize| self.doc.reads_any(j, &["thấp", "cao"]) && self.doc.reads(j + 1, "nhất");
        (s.from..at).rev().take(14).take_while(|j| !self.doc.mark(*j, ';')).any(|j| most(j) || words(j))
    }

    /// The count after: "tiêu chí 2 có 13 xã".
    fn count_behind(&self, s: Sentence, named: &Named) -> Option<Count> {
        let (doc, after) = (self.doc, named.after);
        // "tiêu chí số 1 (15/15 xã)"
        if let Some(count) = doc
            .mark(after, '(')
            .then(|| count_at(doc, s, after + 1))
            .flatten()
            .filter(|c| doc.mark(c.end, ')') && (c.of.is_some() || self.compares(s, after)))
        {
            return Some(count);
        }
        let first = if doc.mark(after, '(') { list::close(doc, after) } else { after };
        let words = ["mới", "chỉ", "đã", "đã có", "thấp nhất", "cao nhất", "dễ nhất", "khó nhất", "hiện", "về"];
        let links = |j: usize| {
            doc.is_any(j, &[Class::Reach, Class::Approx, Class::Conj, Class::Criterion])
                || doc.mark(j, ':')
                || doc.ends_in(j, "nhất")
                || doc.reads_any(j, &words)
        };
        let at = (first..after + 8).find(|j| !links(*j)).unwrap_or(first.max(after + 8));
        count_at(doc, s, at).filter(|c| (at > after || named.most) && !c.less && !c.delta)
    }

    /// The count before: "13 xã đạt tiêu chí số 2".
    fn count_before(&self, s: Sentence, i: usize) -> Option<Count> {
        let doc = self.doc;
        let count = (s.from..i).rev().take(6).find_map(|b| count_at(doc, s, b))?;
        let links = |k: usize| {
            doc.is(k, Class::Reach)
                // "28 xã đạt và cơ bản đạt tiêu chí …"
                || doc.is(k, Class::Conj) && k > count.end
                || doc.has(k, Class::Status, "basically_met")
                || doc.reads_any(k, &["đã", "nông", "thôn", "nông thôn"])
                || doc.mark(k, ',') && doc.is(k + 1, Class::Level)
                || doc.is(k, Class::Level) && doc.mark(k - 1, ',')
        };
        (count.end < i && (count.end..i).all(links)).then_some(count)
    }

    /// The tally of a count of units that met a criterion, which is still to be filled in.
    fn tally_of_criterion(&self, s: Sentence, count: &Count) -> Option<Tally> {
        let unit = self.area_of(s, count, level_of(count.subject).map_or(0, Level::rank))?;
        Some(Tally { of: count.of, ..Tally::of(unit, count.subject, "met_criterion", count.n) })
    }

    /// "…, điện 14/15, trường học 9/15": the same count for other criteria.
    fn criteria_behind(&mut self, s: Sentence, tally: &Tally, from: usize) {
        let doc = self.doc;
        let mut next = from;
        for _ in 0..MOST {
            let passed = |j: usize| {
                doc.is(j, Class::Reach)
                    || doc.mark_any(j, ",;")
                    || doc.is(j, Class::Criteria) && doc.is(j + 1, Class::Criterion)
                    || doc.is(j, Class::Conj) && !doc.is(j, Class::Criterion)
            };
            next = (next..s.to).find(|j| !passed(*j)).unwrap_or(next.max(s.to));
            let Some((count, of, end)) = self.count_of_next(s, tally, next + 1).filter(|_| doc.is(next, Class::Criterion)) else { break };
            let more = Tally { criterion: Some(doc.text(next, next + 1)), count, of, ..tally.clone() };
            self.add(Body::Tally(more), next, end, "tally-criterion");
            next = end;
        }
    }

    /// The count behind another criterion: how many, out of how many, and the term after it.
    fn count_of_next(&self, s: Sentence, tally: &Tally, at: usize) -> Option<(i64, Option<i64>, usize)> {
        let doc = self.doc;
        // "…, thủy lợi 88 xã"
        if let Some(more) = count_at(doc, s, at).filter(|c| c.subject == tally.subject) {
            return Some((more.n, more.of, more.end));
        }
        let Some(Kind::Frac(met, of)) = doc.kind(at) else { return None };
        let (met, of) = (met.as_whole()?, of.as_whole()?);
        let end = at + 1 + usize::from(subject_at(doc, at + 1).is_some_and(|(subject, _)| subject == tally.subject));
        (tally.of == Some(of) && met <= of).then_some((met, Some(of), end))
    }
}
