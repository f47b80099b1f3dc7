//! How many met one criterion: "13 xã đạt tiêu chí số 2", "tiêu chí số 8 có 82 xã".

use super::criterion_number;
use crate::build::tally::{count_at, level_of, subject_at};
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Tally};
use crate::gazetteer::Level;
use crate::term::Kind;

impl Builder<'_> {
    /// "tiêu chí số 1 có 152 xã (đạt)", "152 xã đạt tiêu chí giao thông".
    pub(crate) fn by_criterion(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to {
            if !doc.is(i, Class::Criteria) || self.scope.off(i) {
                continue;
            }
            // "tiêu chí đạt cao nhất là quy hoạch với 89/89 xã"
            let mut named = i + 1;
            while named < i + 7
                && (doc.is(named, Class::Reach)
                    || doc.is(named, Class::List)
                    || list::is_word(doc, named, "cao nhất")
                    || list::is_word(doc, named, "thấp nhất")
                    || ["cao", "thấp", "nhất", "tỷ lệ", "có", "nhiều", "xã", "số"].iter().any(|w| list::is_word(doc, named, w)))
                && !doc.is(named, Class::Criterion)
            {
                named += 1;
            }
            let most = (i + 1..named).any(|j| ["cao nhất", "thấp nhất", "nhất"].iter().any(|w| list::is_word(doc, j, w)));
            // "Tiêu chí môi trường cũng khó, mới có 4 xã đạt tiêu chí này"
            let this = || {
                let said = (s.from..i).rev().find(|j| doc.is(*j, Class::Criteria)).and_then(|j| criterion_number(doc, j + 1))?;
                list::is_word(doc, i + 1, "này").then_some((said.0, i + 2))
            };
            let Some((criterion, after)) = criterion_number(doc, if most { named } else { i + 1 }).or_else(this) else { continue };
            // "tiêu chí số 1, số 4 và số 8 có 13/13 xã": each of them
            let (mut others, mut after) = (Vec::new(), after);
            while others.len() < 24 && (doc.mark(after, ',') || doc.is(after, Class::Conj)) && list::is_word(doc, after + 1, "số") {
                let Some((other, next)) = criterion_number(doc, after + 1) else { break };
                others.push(other);
                after = next;
            }
            // the count after: "tiêu chí 2 có 13 xã"
            let mut j = after;
            if doc.mark(j, '(') {
                j = list::close(doc, j);
            }
            while j < after + 8
                && (doc.is(j, Class::Reach)
                    || doc.is(j, Class::Approx)
                    || doc.is(j, Class::Conj)
                    || doc.mark(j, ':')
                    || ["mới", "chỉ", "đã", "đã có", "thấp nhất", "cao nhất", "dễ nhất", "khó nhất"]
                        .iter()
                        .any(|w| list::is_word(doc, j, w))
                    || doc.ends_in(j, "nhất")
                    || list::is_word(doc, j, "hiện")
                    || doc.is(j, Class::Criterion)
                    || list::is_word(doc, j, "về"))
            {
                j += 1;
            }
            let linked = j > after;
            let forward = count_at(doc, s, j).filter(|c| (linked || most) && !c.less && !c.delta);
            // the count before: "13 xã đạt tiêu chí số 2"
            let backward = || {
                (s.from..i).rev().take(6).find_map(|b| count_at(doc, s, b)).filter(|c| {
                    (c.end..i).all(|k| {
                        doc.is(k, Class::Reach)
                            // "28 xã đạt và cơ bản đạt tiêu chí …"
                            || doc.is(k, Class::Conj) && k > c.end
                            || doc.has(k, Class::Status, "basically_met")
                            || list::is_word(doc, k, "đã")
                            || ["nông", "thôn", "nông thôn"].iter().any(|w| list::is_word(doc, k, w))
                            || doc.mark(k, ',') && doc.is(k + 1, Class::Level)
                            || doc.is(k, Class::Level) && doc.mark(k - 1, ',')
                    }) && c.end < i
                })
            };
            let Some(count) = forward.or_else(backward) else { continue };
            if (count.end..s.to.min(count.end + 2)).any(|k| doc.has(k, Class::Status, "not_met")) {
                continue;
            }
            // "nhận giúp 3 xã hoàn thành tiêu chí …": what it is for
            let helps = ["giúp", "hỗ trợ", "để", "đưa", "đỡ đầu"];
            if helps.iter().any(|w| list::is_word(doc, count.at.wrapping_sub(1), w)) {
                continue;
            }
            let Some(unit) = self.area_of(s, &count, level_of(count.subject).map_or(0, Level::rank)) else { continue };
            let tally = Tally {
                unit,
                subject: count.subject,
                status: "met_criterion",
                tier: None,
                count: count.n,
                of: count.of,
                delta: false,
                band: None,
                criterion: Some(criterion),
                names: Vec::new(),
                year: None,
            };
            let mut next = count.end.max(after);
            let rest = tally.clone();
            for other in others {
                let more = Tally { criterion: Some(other), ..rest.clone() };
                self.add(Body::Tally(more), i.min(count.at), next, "tally-criterion");
            }
            self.add(Body::Tally(tally), i.min(count.at), next, "tally-criterion");
            // "…, điện 14/15, trường học 9/15": the same count for other criteria
            for _ in 0..24 {
                while next < s.to
                    && (doc.is(next, Class::Reach)
                        || doc.mark(next, ',')
                        || doc.mark(next, ';')
                        || doc.is(next, Class::Criteria) && doc.is(next + 1, Class::Criterion)
                        || doc.is(next, Class::Conj) && !doc.is(next, Class::Criterion))
                {
                    next += 1;
                }
                let value = doc.is(next, Class::Criterion).then(|| doc.text(next, next + 1));
                // "…, thủy lợi 88 xã"
                if let (Some(criterion), Some(more)) = (value.clone(), count_at(doc, s, next + 1).filter(|c| c.subject == count.subject)) {
                    let body = Tally { criterion: Some(criterion), count: more.n, of: more.of, ..rest.clone() };
                    self.add(Body::Tally(body), next, more.end, "tally-criterion");
                    next = more.end;
                    continue;
                }
                let (Some(criterion), Some(Kind::Frac(a, b))) = (value, doc.kind(next + 1)) else { break };
                let (Some(met), Some(of), Some(whole)) = (a.as_whole(), b.as_whole(), rest.of) else { break };
                if of != whole || met > of {
                    break;
                }
                let more = Tally { criterion: Some(criterion), count: met, of: Some(of), ..rest.clone() };
                let end = next + 2 + usize::from(subject_at(doc, next + 2).is_some_and(|(s, _)| s == rest.subject));
                self.add(Body::Tally(more), next, end, "tally-criterion");
                next = end;
            }
        }
    }
}
