//! A unit's own score: "đạt 12/20 tiêu chí, 36/53 chỉ tiêu", "A, B cùng 12 tiêu chí", "17,5 tiêu chí/xã".

mod average;
mod elided;
mod foreign;
mod plain;
mod tier;
mod turn;

use super::Builder;
use super::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;
use crate::gazetteer::Level;
use crate::number::Number;
use crate::term::Kind;

/// No unit has so many criteria of its own.
const MOST_OF_ONE: i64 = 100;

/// A score found at a term.
pub(crate) struct Score {
    pub(crate) met: Number,
    pub(crate) total: Option<i64>,
    pub(crate) kind: &'static str,
    pub(crate) average: Option<&'static str>,
    pub(crate) from: usize,
    pub(crate) end: usize,
}

impl Builder<'_> {
    pub(crate) fn progress(&mut self, s: Sentence) {
        let read = self.run_scores(s);
        let mut i = s.from;
        while i < s.to {
            if let Some((_, end)) = read.iter().find(|(from, end)| (*from..*end).contains(&i)) {
                i = *end;
                continue;
            }
            let Some(score) = self.score(s, i) else {
                i += 1;
                continue;
            };
            let next = score.end.max(i + 1);
            self.look_around(s);
            if !self.scope.off(i) && !self.foreign(s, &score) {
                self.emit_score(s, &score);
            }
            i = next;
        }
        self.turned(s);
    }

    fn noun(&self, at: usize) -> Option<&'static str> {
        if self.doc.is(at, Class::Criteria) {
            return Some("criteria");
        }
        self.doc.is(at, Class::Indicators).then_some("indicators")
    }

    fn score(&self, s: Sentence, i: usize) -> Option<Score> {
        let doc = self.doc;
        match doc.kind(i)? {
            Kind::Frac(a, b) => {
                // "các xã đạt từ 10 đến 17/19 tiêu chí": the most of several
                if i > s.from + 1 && doc.has(i - 1, Class::DateCue, "bound") && matches!(doc.kind(i - 2), Some(Kind::Num(_))) {
                    return None;
                }
                let (met, total) = (a.as_whole()?, b.as_whole()?);
                if met > total || total == 0 || total > 20_000 {
                    return None;
                }
                // "Tổng số tiêu chí đạt 259/285"
                let before =
                    || (i > s.from + 2 && doc.is(i - 1, Class::Reach) && doc.ends_in(i - 3, "số")).then(|| self.noun(i - 2)).flatten();
                let kind = match self.noun(i + 1).or_else(before) {
                    Some(kind) => kind,
                    None => self.elided(s, i, total)?,
                };
                let end = i + 1 + usize::from(self.noun(i + 1).is_some());
                Some(Score { met: a, total: Some(total), kind, average: None, from: i, end })
            }
            Kind::Num(n) if self.noun(i + 1).is_none() && self.average_said(s, i) => {
                Some(Score { met: n, total: None, kind: "criteria", average: Some("commune"), from: i, end: i + 1 })
            }
            Kind::Num(n) if self.noun(i + 1).is_none() && self.elided_plain(s, i) => {
                Some(Score { met: n, total: None, kind: "criteria", average: None, from: i, end: i + 1 })
            }
            Kind::Num(n) if self.noun(i + 1).is_none() => {
                // 15 trên tổng số 19 tiêu chí
                let (total, end) = self.out_of(i + 1)?;
                let kind = self.noun(end).or_else(|| self.noun(end - 1))?;
                (n.as_whole()? <= total).then_some(Score {
                    met: n,
                    total: Some(total),
                    kind,
                    average: None,
                    from: i,
                    end: end + usize::from(self.noun(end).is_some()),
                })
            }
            // "số xã đạt 19 tiêu chí tăng từ 12 lên 14": how many reached it
            Kind::Num(_) if (i.saturating_sub(3).max(s.from + 1)..i).any(|j| doc.is(j, Class::Level) && doc.ends_in(j - 1, "số")) => None,
            Kind::Num(n) => {
                let kind = self.noun(i + 1)?;
                // 14,84 tiêu chí/xã
                if doc.mark(i + 2, '/')
                    && let Some(level) = doc.value(i + 3, Class::Level).and_then(Level::of)
                {
                    // "cao hơn bình quân cả nước (11,64 tiêu chí/xã)": what it is compared with
                    let named = doc.mark(i.wrapping_sub(1), '(')
                        && (i.saturating_sub(5).max(s.from)..i)
                            .any(|j| doc.is(j, Class::Country) || doc.is(j, Class::Average) || doc.place_at(j).is_some());
                    let delta = !named
                        && (s.from..i).rev().take(8).any(|j| doc.is(j, Class::Delta))
                        && !(s.from..i).rev().take(3).any(|j| doc.is(j, Class::LevelVerb))
                        && doc.depth[i] > 0
                        || doc.is(i.wrapping_sub(1), Class::Delta)
                        || doc.is(i.wrapping_sub(1), Class::Average) && doc.is(i.wrapping_sub(2), Class::Delta);
                    // "bình quân tăng 2,7 tiêu chí/xã, trong khi của cả nước là 2,1 tiêu chí/xã": rises compared
                    let rises =
                        (s.from..i).rev().take(24).take_while(|j| !doc.mark(*j, ';')).any(|j| {
                            doc.is(j, Class::Delta) && matches!(doc.kind(j + 1), Some(Kind::Num(_))) && self.noun(j + 2).is_some()
                        });
                    let against = (s.from..i).rev().take(10).any(|j| doc.begins_in(j, "trong khi") || is_word(doc, j, "khi"));
                    // "14,2 tiêu chí/xã, hơn cuối năm 2015 là 0,35 tiêu chí/xã"
                    let more = n < Number::whole(1)
                        || (i.saturating_sub(7).max(s.from)..i).any(|j| is_word(doc, j, "hơn")) && is_word(doc, i.wrapping_sub(1), "là");
                    let delta = delta || more || rises && against;
                    return (!delta).then_some(Score { met: n, total: None, kind, average: Some(per(level)?), from: i, end: i + 4 });
                }
                if self.averaged(s, i) && self.of_some(s, i) {
                    return None;
                }
                if self.averaged(s, i) {
                    return Some(Score { met: n, total: None, kind, average: Some("commune"), from: i, end: i + 2 });
                }
                let met = n.as_whole()?;
                // "Trong số 12 tiêu chí đã đạt có 3 tiêu chí ở mức thấp": some of those met
                let met_ones = |j: usize| self.noun(j).is_some() && (doc.is(j + 1, Class::Reach) || doc.begins_in(j + 1, "đã"));
                if (i.saturating_sub(7).max(s.from)..i.saturating_sub(1)).any(met_ones) && is_word(doc, i.wrapping_sub(1), "có") {
                    return None;
                }
                // 15 tiêu chí trong tổng số 19
                if let Some((total, end)) = self.out_of(i + 2) {
                    return (met <= total).then_some(Score { met: n, total: Some(total), kind, average: None, from: i, end });
                }
                (self.plain_score(s, i, met) || self.said_score(s, i, met)).then_some(Score {
                    met: n,
                    total: None,
                    kind,
                    average: None,
                    from: i,
                    end: i + 2,
                })
            }
            _ => None,
        }
    }

    /// `trong (tổng) số 19 (tiêu chí)`, `trên 19 tiêu chí`: total and end.
    fn out_of(&self, at: usize) -> Option<(i64, usize)> {
        let doc = self.doc;
        let lead = is_word(doc, at, "trong") || is_word(doc, at, "trên");
        let mut i = at + 1;
        while i < at + 4 && (is_word(doc, i, "tổng") || is_word(doc, i, "số") || is_word(doc, i, "tổng số")) {
            i += 1;
        }
        match doc.kind(i) {
            Some(Kind::Num(n)) if lead => {
                let noun = self.noun(i + 1).is_some();
                (noun || self.noun(at.wrapping_sub(1)).is_some()).then_some((n.as_whole()?, i + 1 + usize::from(noun)))
            }
            _ => None,
        }
    }

    fn emit_score(&mut self, s: Sentence, score: &Score) {
        let doc = self.doc;
        let owners = if score.average.is_some() {
            // "kém mức bình quân 14,2 tiêu chí/xã của toàn tỉnh": whose it is stands behind
            let behind = if doc.is(score.end, Class::Prep) { score.end } else { score.from + 1 };
            self.doc.area(score.from, behind, 1).into_iter().collect()
        } else if score.kind == "criteria" && score.total.is_some_and(|t| t > MOST_OF_ONE) {
            // "…; A 10/19 tiêu chí. Cộng chung 208/247 tiêu chí": a sum over communes is their area's
            let own = self.owners(s, score).into_iter().filter(|o| o.level.rank() >= 2).collect::<Vec<_>>();
            if own.is_empty() { doc.area(score.from, score.from + 1, 1).into_iter().collect() } else { own }
        } else {
            self.owners(s, score)
        };
        if owners.is_empty() {
            return;
        }
        // a commune's set is no province's
        if score.kind == "criteria" && matches!(score.total, Some(19 | 20)) && owners[0].level >= Level::Province {
            return;
        }
        // "Trường THPT A: thí sinh đạt 19/20 tiêu chí": a ward has no set, and nothing speaks of the programme
        if owners[0].level == Level::Ward && !self.around.program {
            return;
        }
        // "xã đạt thấp nhất 13 tiêu chí": one of many, nobody by name
        if score.average.is_none() && score.total.is_none() && owners[0].name.is_none() {
            return;
        }
        // "xã tự đánh giá, đạt 19/19 tiêu chí thì lấy ý kiến": whichever does
        if owners[0].name.is_none() && is_word(doc, score.end, "thì") {
            return;
        }
        // "xã A phải hoàn thành 19/19 tiêu chí trước ngày 30/10": laid on it
        let laid = (score.from.saturating_sub(3).max(s.from)..score.from).any(|j| is_word(doc, j, "phải"));
        if laid && (score.end..s.to.min(score.end + 6)).any(|j| doc.is(j, Class::Deadline)) {
            return;
        }
        // "huyện hoàn thành được 11 tiêu chí": a sum over communes or a change, no score of its own
        let sum = score.total.is_none() && score.average.is_none() && score.met > Number::whole(9);
        if sum && owners.iter().any(|o| o.level >= Level::District && o.level != Level::Region) {
            return;
        }
        let hamlet = owners[0].level == Level::Hamlet;
        let tier = self.score_tier(s, score, &owners[0]);
        let as_of = self.year_said(s, score.from).map(|year| year.to_string());
        // "Năm 2011 xã mới có 3/19 chỉ tiêu": before the 2021 sets an indicator count of 19 is a slip for criteria
        let kind = if score.kind == "indicators" && matches!(score.total, Some(19 | 20)) && !hamlet { "criteria" } else { score.kind };
        let rule = match (score.average.is_some(), score.total.is_some()) {
            (true, _) => "progress-average",
            (_, true) => "progress",
            _ => "progress-plain",
        };
        let first = self.start_of(s, score.from);
        for unit in &owners {
            let body = Body::Progress {
                unit: unit.clone(),
                kind,
                met: score.met,
                total: score.total,
                tier,
                as_of: as_of.clone(),
                average_per: score.average,
            };
            self.add(body, first, score.end, rule);
        }
        // "A 16 tiêu chí, B 15 tiêu chí. Bình quân 17,4 tiêu chí/xã. Thu nhập …": the text goes on with the area
        let here = doc.sentence_of(score.from);
        let ends_list = || self.last_owner.as_ref().is_some_and(|(at, _)| here - at == 1);
        if score.average.is_none() || ends_list() {
            self.last_owner = Some((here, owners));
        }
    }

    /// Where what is said of a score begins: with whose it is. "xã A, huyện B đạt …" is the commune's, the district says where it lies.
    fn start_of(&self, s: Sentence, at: usize) -> usize {
        let doc = self.doc;
        let before = || (s.from..at).rev().take(14).take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ':'));
        let whose = |j: &usize| doc.place_at(*j).is_some_and(|place| !place.address) || doc.bare_level(*j).is_some();
        before().find(whose).or_else(|| before().find(|j| doc.place_at(*j).is_some())).unwrap_or(at)
    }
}

fn per(level: Level) -> Option<&'static str> {
    match level {
        Level::Commune => Some("commune"),
        Level::Hamlet => Some("hamlet"),
        Level::District => Some("district"),
        _ => None,
    }
}
