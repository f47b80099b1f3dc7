//! What is no score of the programme, by what stands around it.

use super::Score;
use crate::build::list::{is_word, two};
use crate::build::scope::clause_start;
use crate::build::tiers::tier_at;
use crate::build::{Around, Builder};
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;
use std::ops::Range;

impl Builder<'_> {
    /// What the sentence and the one before speak of, once a sentence.
    pub(super) fn look_around(&mut self, s: Sentence) {
        if self.around.from == Some(s.from) {
            return;
        }
        let doc = self.doc;
        // "chưa đạt môi trường và chuyển đổi số": a criterion's name
        // "còn nước sạch, thu gom chất thải, chuyển đổi số chưa đạt"
        let short = (s.from..s.to).any(|j| doc.has(j, Class::ShortOf, "any") || doc.has(j, Class::Status, "not_met"));
        let listed = |j: usize| {
            j > 1 && (doc.is(j - 1, Class::Conj) || doc.mark(j - 1, ',')) && (doc.is(j - 2, Class::Criterion) || short && j >= s.from)
        };
        let other = |j: usize| {
            !listed(j)
                && doc.is(j, Class::OtherProgram)
                && ["urban", "digital", "school_set"].iter().any(|set| doc.has(j, Class::OtherProgram, set))
        };
        let tiered = (s.from..s.to).any(|j| tier_at(doc, j).is_some());
        let entered = (s.from..s.to).any(|j| doc.has(j, Class::Status, "registered"));
        let program = tiered || (s.from..s.to).any(|j| doc.is(j, Class::Program));
        let near = doc.sentence_of(s.from);
        let mut wide = doc.sentences[near.saturating_sub(1)].from..s.to;
        let title = *self.title_other.get_or_insert_with(|| {
            doc.sentences.first().is_some_and(|t| (t.from..t.to).any(other) && !(t.from..t.to).any(|j| doc.is(j, Class::Program)))
        });
        self.around = Around { from: Some(s.from), program, tiered, entered, other_set: title || !program && wide.any(other) };
    }

    /// "Nhà máy đạt 17/19 tiêu chí", "61 người đạt 3/3 tiêu chí": a works, a person, a company is judged, not a unit.
    fn judges_another(&self, s: Sentence, score: &Score) -> bool {
        let doc = self.doc;
        let people = |j: usize| is_word(doc, j, "người") && matches!(doc.kind(j.wrapping_sub(1)), Some(Kind::Num(_)));
        let stop = |j: &usize| [',', ';', ':', '.'].iter().any(|c| doc.mark(*j, *c)) || doc.line(*j);
        // "chợ đạt 9/11 tiêu chí, 38/44 chỉ tiêu": the second of one's scores
        let paired = |j: usize| {
            j > s.from + 2 && doc.mark(j - 1, ',') && doc.is(j - 2, Class::Criteria) && matches!(doc.kind(j - 3), Some(Kind::Frac(..)))
        };
        let first = if paired(score.from) { score.from - 3 } else { score.from };
        let subject = (s.from..first)
            .rev()
            .take(14)
            .take_while(|j| !stop(j))
            .find(|j| doc.is(*j, Class::OtherSubject) || people(*j) || doc.bare_level(*j).is_some() || doc.place_at(*j).is_some());
        // "Khu du lịch hồ Ba Bể đạt …": the place is in its name
        let named = |j: usize| {
            doc.place_at(j).is_some_and(|p| !p.explicit)
                && (j.saturating_sub(7).max(s.from)..j).rev().take_while(|k| !stop(k)).any(|k| doc.is(k, Class::OtherSubject))
        };
        subject.is_some_and(|j| doc.is(j, Class::OtherSubject) || people(j) || named(j))
    }

    /// "chấm theo Bộ tiêu chí điểm du lịch sinh thái: 2 điểm đạt 20/20", "5 tiêu chí của cánh đồng mẫu": by whose criteria is said before.
    pub(in crate::build) fn by_another_set(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let set = |j: &usize| is_word(doc, *j, "bộ tiêu chí") || two(doc, *j, "bộ", "tiêu chí");
        let stop = |j: &usize| [',', ';', ':', '.', '(', ')'].iter().any(|c| doc.mark(*j, *c)) || doc.line(*j);
        let named = s.before(at).rev().find(set).is_some_and(|j| {
            let from = if is_word(doc, j, "bộ tiêu chí") { j + 1 } else { j + 2 };
            (from..at).take(6).take_while(|j| !stop(j)).any(|j| doc.is(j, Class::OtherSubject) || doc.is(j, Class::Elsewhere))
        });
        let field = |j: usize| {
            doc.is(j, Class::Criteria)
                && is_word(doc, j + 1, "của")
                && (doc.is(j + 2, Class::Elsewhere) || doc.is(j + 2, Class::OtherSubject))
        };
        named || s.before(at).any(field)
    }

    /// Not the programme's criteria: urban classes, resolutions, wards; not a result: "còn 2/6 chỉ tiêu chưa đạt".
    pub(super) fn foreign(&self, s: Sentence, score: &Score) -> bool {
        let behind = score.end..self.end_of_words_behind(s, score);
        self.says_other_set(score, behind.clone())
            || self.judges_another(s, score)
            || self.around.other_set
            || self.by_another_set(s, score.from)
            || self.has_other_total(score)
            || score.kind == "indicators" && (self.is_of_plan(s, score, behind) || self.set_by_council(s, score))
            || !self.around.program && self.is_socio_economic(s, score)
            || self.counts_unmet(s, score)
    }

    /// A few words behind a score, up to a comma.
    fn end_of_words_behind(&self, s: Sentence, score: &Score) -> usize {
        let end = (score.end + 5).min(s.to);
        (score.end..end).find(|j| self.doc.mark_any(*j, ",;")).unwrap_or(end)
    }

    /// "17/19 tiêu chí bắt buộc", "19/19 tiêu chí kỹ thuật", "12/15 tiêu chí đô thị loại V".
    fn says_other_set(&self, score: &Score, mut behind: Range<usize>) -> bool {
        let doc = self.doc;
        let mine = behind.clone().any(|j| doc.is(j, Class::Program));
        !mine && behind.any(|j| doc.is(j, Class::OtherProgram))
            || doc.reads_any(score.end, &["bắt buộc", "kỹ thuật", "khuyến khích"])
            || [("bắt", "buộc"), ("kỹ", "thuật"), ("khuyến", "khích")].iter().any(|(a, b)| two(doc, score.end, a, b))
    }

    /// No set of ours has so many, and no sum over communes so few.
    fn has_other_total(&self, score: &Score) -> bool {
        let Some(total) = score.total else { return false };
        // a text that never names the programme nor its rungs: only a commune's set, or a district's nine
        // "4/5 tiêu chí chấm mủ cao su": nobody's set is so small, but for what a rung adds
        if score.kind == "criteria" && total < 8 && !self.around.program && score.average.is_none() {
            return true;
        }
        let ours = (18..=20).contains(&total) || total == 9 || total > 100;
        !self.doc.names_program && score.average.is_none() && !ours || score.kind == "criteria" && (21..=35).contains(&total)
    }

    /// Indicators of a paper's own, of the year's plan, of a resolution.
    fn is_of_plan(&self, s: Sentence, score: &Score, mut behind: Range<usize>) -> bool {
        let doc = self.doc;
        let near = |most: usize| score.end..(score.end + most).min(s.to);
        let mine = behind.clone().any(|j| doc.is(j, Class::Program));
        // "hoàn thành 14/17 chỉ tiêu của Chương trình số 04": a paper's own
        !mine && behind.any(|j| doc.kind(j) == Some(Kind::Cited))
            // "61/83 chỉ tiêu kế hoạch đạt và vượt": the year's plan
            || near(2).any(|j| is_word(doc, j, "kế hoạch"))
            // "17/19 chỉ tiêu hoàn thành và vượt": of a resolution
            || !self.around.program && near(4).any(|j| doc.begins_in(j, "vượt"))
    }

    /// "Trong 16 chỉ tiêu HĐND xã giao, xã đạt 12/16 chỉ tiêu": a council's for the year.
    fn set_by_council(&self, s: Sentence, score: &Score) -> bool {
        let doc = self.doc;
        let council = |j: usize| doc.reads_any(j, &["hđnd", "hội đồng nhân dân", "nghị quyết"]);
        (s.from + 1..score.from)
            .any(|j| doc.is(j, Class::Indicators) && doc.terms[j - 1].whole() == score.total && (j + 1..score.from.min(j + 4)).any(council))
    }

    fn is_socio_economic(&self, s: Sentence, score: &Score) -> bool {
        let doc = self.doc;
        (clause_start(doc, s, score.from)..score.from).rev().take(6).any(|j| doc.has(j, Class::OtherProgram, "socio"))
    }

    /// "còn 2/6 chỉ tiêu chưa đạt": what is not met, or by how much it rose.
    fn counts_unmet(&self, s: Sentence, score: &Score) -> bool {
        let doc = self.doc;
        // "2/9 tiêu chí huyện nông thôn mới chưa đạt": whose set it is may stand between
        let set = |j: usize| doc.is_any(j, &[Class::Program, Class::Level]) || tier_at(doc, j).is_some();
        let from = (score.end..s.to.min(score.end + 4)).find(|j| !set(*j)).unwrap_or(score.end);
        let unmet = (from..(from + 2).min(s.to))
            .take_while(|j| !doc.mark_any(*j, ";.,(") && !doc.reads_any(*j, &["do", "vì"]))
            .any(|j| doc.has(j, Class::Status, "not_met") || doc.has(j, Class::ShortOf, "any"));
        let each = |b: usize| doc.is(b, Class::Each) && !(b > s.from && doc.place_at(b - 1).is_some());
        let lacks = |b: usize| doc.is_any(b, &[Class::ShortOf, Class::Delta]) || each(b) || doc.has(b, Class::Status, "not_met");
        unmet || score.from.checked_sub(1).is_some_and(|b| b >= s.from && lacks(b))
    }
}
