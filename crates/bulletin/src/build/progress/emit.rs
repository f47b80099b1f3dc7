//! A score becomes a fact: whose it is, of which tier, of which year.

use super::Score;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::number::Number;

/// No unit has so many criteria of its own.
const MOST_OF_ONE: i64 = 100;

impl Builder<'_> {
    pub(super) fn emit_score(&mut self, s: Sentence, score: &Score) {
        let owners = self.owners_of(s, score);
        let Some(first) =
            owners.first().filter(|first| !self.is_nobodys(score, first) && !self.is_laid_down(s, score) && !self.of_best_one(s, score))
        else {
            return;
        };
        // "huyện hoàn thành được 11 tiêu chí": a sum over communes or a change, no score of its own
        let sum = score.total.is_none() && score.average.is_none() && score.met > Number::whole(9);
        if sum && owners.iter().any(|o| o.level >= Level::District && o.level != Level::Region) {
            return;
        }
        let tier = self.score_tier(s, score, first);
        let as_of = self.year_said(s, score.from).map(|year| year.to_string());
        // "Năm 2011 xã mới có 3/19 chỉ tiêu": before the 2021 sets an indicator count of 19 is a slip for criteria
        let slip = score.kind == "indicators" && is_communes(score.total) && first.level != Level::Hamlet;
        let kind = if slip { "criteria" } else { score.kind };
        let (start, rule) = (self.start_of(s, score.from), rule_of(score));
        for unit in owners.iter().cloned() {
            let (as_of, average_per) = (as_of.clone(), score.average);
            let body = Body::Progress { unit, kind, met: score.met, total: score.total, tier, as_of, average_per };
            self.add(body, start, score.end, rule);
        }
        // "A 16 tiêu chí, B 15 tiêu chí. Bình quân 17,4 tiêu chí/xã. Thu nhập …": the text goes on with the area
        let here = self.doc.sentence_of(score.from);
        let ends_list = || self.last_owner.as_ref().is_some_and(|(at, _)| here - at == 1);
        if score.average.is_none() || ends_list() {
            self.last_owner = Some((here, owners));
        }
    }

    /// Whose a score is: an average is an area's, a sum over communes too.
    fn owners_of(&mut self, s: Sentence, score: &Score) -> Vec<UnitRef> {
        let doc = self.doc;
        if score.average.is_some() {
            // "kém mức bình quân 14,2 tiêu chí/xã của toàn tỉnh": whose it is stands behind
            let behind = if doc.is(score.end, Class::Prep) { score.end } else { score.from + 1 };
            return doc.area(score.from, behind, 1).into_iter().collect();
        }
        let mut owners = self.owners(s, score);
        // "…; A 10/19 tiêu chí. Cộng chung 208/247 tiêu chí": a sum over communes is their area's
        if score.kind == "criteria" && score.total.is_some_and(|t| t > MOST_OF_ONE) {
            owners.retain(|o| o.level.rank() >= Level::District.rank());
            if owners.is_empty() {
                owners.extend(doc.area(score.from, score.from + 1, 1));
            }
        }
        owners
    }

    /// A score that no unit like this one has, or that is no certain unit's.
    fn is_nobodys(&self, score: &Score, owner: &UnitRef) -> bool {
        // a commune's set is no province's
        let too_high = score.kind == "criteria" && is_communes(score.total) && owner.level >= Level::Province;
        // "Trường THPT A: thí sinh đạt 19/20 tiêu chí": a ward has no set, and nothing speaks of the programme
        let elsewhere = owner.level == Level::Ward && !self.around.program;
        // "xã đạt thấp nhất 13 tiêu chí": one of many, nobody by name
        let one_of_many = score.average.is_none() && score.total.is_none();
        // "xã tự đánh giá, đạt 19/19 tiêu chí thì lấy ý kiến": whichever does
        let whichever = || is_word(self.doc, score.end, "thì");
        too_high || elsewhere || owner.name.is_none() && (one_of_many || whichever())
    }

    /// "ngay cả xã khá nhất huyện cũng chỉ đạt 7 tiêu chí": which one is not said.
    fn of_best_one(&self, s: Sentence, score: &Score) -> bool {
        let doc = self.doc;
        let even = |j: usize| doc.reads_any(j, &["ngay cả", "kể cả"]) || doc.reads(j, "cả") && doc.reads(j.wrapping_sub(1), "ngay");
        let best = |j: usize| even(j) && (j + 1..score.from.min(j + 6)).any(|k| doc.ends_in(k, "nhất"));
        let named = |j: usize| doc.place_at(j).is_some_and(|p| p.level.is_none_or(|l| l.rank() <= 1));
        s.before(score.from).find(|j| best(*j)).is_some_and(|j| !(j..score.from).any(named))
    }

    /// "xã A phải hoàn thành 19/19 tiêu chí trước ngày 30/10": laid on it.
    fn is_laid_down(&self, s: Sentence, score: &Score) -> bool {
        let doc = self.doc;
        (score.from.saturating_sub(3).max(s.from)..score.from).any(|j| is_word(doc, j, "phải"))
            && (score.end..s.to.min(score.end + 6)).any(|j| doc.is(j, Class::Deadline))
    }

    /// Where what is said of a score begins: with whose it is. "xã A, huyện B đạt …" is the commune's, the district says where it lies.
    fn start_of(&self, s: Sentence, at: usize) -> usize {
        let doc = self.doc;
        let before = || (s.from..at).rev().take(14).take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ':'));
        let whose = |j: &usize| doc.place_at(*j).is_some_and(|place| !place.address) || doc.bare_level(*j).is_some();
        before().find(whose).or_else(|| before().find(|j| doc.place_at(*j).is_some())).unwrap_or(at)
    }
}

/// The number of criteria of a commune's set.
fn is_communes(total: Option<i64>) -> bool {
    matches!(total, Some(19 | 20))
}

fn rule_of(score: &Score) -> &'static str {
    match (score.average.is_some(), score.total.is_some()) {
        (true, _) => "progress-average",
        (_, true) => "progress",
        _ => "progress-plain",
    }
}
