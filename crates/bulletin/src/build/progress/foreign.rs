//! What is no score of the programme, by what stands around it.

use super::Score;
use crate::build::list::{is_word, two};
use crate::build::scope::clause_start;
use crate::build::tiers::tier_at;
use crate::build::{Around, Builder};
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

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
        let named = (s.from..at).rev().find(set).is_some_and(|j| {
            let from = if is_word(doc, j, "bộ tiêu chí") { j + 1 } else { j + 2 };
            (from..at).take(6).take_while(|j| !stop(j)).any(|j| doc.is(j, Class::OtherSubject) || doc.is(j, Class::Elsewhere))
        });
        let field = |j: usize| {
            doc.is(j, Class::Criteria)
                && is_word(doc, j + 1, "của")
                && (doc.is(j + 2, Class::Elsewhere) || doc.is(j + 2, Class::OtherSubject))
        };
        named || (s.from..at).any(field)
    }

    /// Not the programme's criteria: urban classes, resolutions, wards; not a result: "còn 2/6 chỉ tiêu chưa đạt".
    pub(super) fn foreign(&self, s: Sentence, score: &Score) -> bool {
        let doc = self.doc;
        let after = score.end..(score.end + 5).min(s.to);
        let stop = after.clone().find(|j| doc.mark(*j, ',') || doc.mark(*j, ';')).unwrap_or(after.end);
        let mine = (score.end..stop).any(|j| doc.is(j, Class::Program));
        if (score.end..stop).any(|j| doc.is(j, Class::OtherProgram)) && !mine {
            return true;
        }
        // "17/19 tiêu chí bắt buộc", "19/19 tiêu chí kỹ thuật"
        let qualified = ["bắt buộc", "kỹ thuật", "khuyến khích"].iter().any(|w| is_word(doc, score.end, w))
            || ["bắt", "kỹ", "khuyến"].iter().zip(["buộc", "thuật", "khích"]).any(|(a, b)| two(doc, score.end, a, b));
        if qualified || self.judges_another(s, score) {
            return true;
        }
        let Around { program, other_set, .. } = self.around;
        if other_set || self.by_another_set(s, score.from) {
            return true;
        }
        // a text that never names the programme nor its rungs: only a commune's set, or a district's nine
        let ours = |total: i64| (18..=20).contains(&total) || total == 9 || total > 100;
        if !doc.names_program && score.average.is_none() && score.total.is_some_and(|total| !ours(total)) {
            return true;
        }
        // no set of ours has so many criteria, and no sum over communes so few
        let total = score.total.unwrap_or_default();
        if score.kind == "criteria" && (21..=35).contains(&total) {
            return true;
        }
        // "hoàn thành 14/17 chỉ tiêu của Chương trình số 04": a paper's own
        if score.kind == "indicators" && !mine && (score.end..stop).any(|j| doc.kind(j) == Some(crate::term::Kind::Cited)) {
            return true;
        }
        // "61/83 chỉ tiêu kế hoạch đạt và vượt": the year's plan
        if score.kind == "indicators" && (score.end..(score.end + 2).min(s.to)).any(|j| is_word(doc, j, "kế hoạch")) {
            return true;
        }
        // "17/19 chỉ tiêu hoàn thành và vượt": of a resolution
        let passed = |j: usize| is_word(doc, j, "vượt") || doc.begins_in(j, "vượt");
        if score.kind == "indicators" && !program && (score.end..(score.end + 4).min(s.to)).any(passed) {
            return true;
        }
        let socio = (clause_start(doc, s, score.from)..score.from).rev().take(6).any(|j| doc.has(j, Class::OtherProgram, "socio"));
        if socio && !program {
            return true;
        }
        let unmet = (score.end..(score.end + 2).min(s.to))
            .take_while(|j| ![';', '.', ',', '('].iter().any(|c| doc.mark(*j, *c)) && !is_word(doc, *j, "do") && !is_word(doc, *j, "vì"))
            .any(|j| doc.has(j, Class::Status, "not_met") || doc.has(j, Class::ShortOf, "any"));
        let before = score.from.checked_sub(1).is_some_and(|b| {
            b >= s.from
                && (doc.is(b, Class::ShortOf)
                    || doc.is(b, Class::Delta)
                    || doc.is(b, Class::Each) && !(b > s.from && doc.place_at(b - 1).is_some())
                    || doc.has(b, Class::Status, "not_met")
                    || is_word(doc, b, "còn") && unmet)
        });
        unmet || before
    }
}
