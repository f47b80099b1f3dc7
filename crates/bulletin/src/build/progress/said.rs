//! Scores the verb says: "mới đạt 10 tiêu chí", "đã hoàn thành cả 19 tiêu chí", "Số tiêu chí đạt: 14".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::scope::clause_start;
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

impl Builder<'_> {
    /// "xuất phát điểm chỉ đạt 8 tiêu chí", "từ chỗ chỉ có 4 tiêu chí", "đã hoàn thành cả 19 tiêu chí": the verb says it is a score,
    /// and nothing counted before it in the clause could own it.
    pub(super) fn said_score(&self, s: Sentence, i: usize, met: i64) -> bool {
        let doc = self.doc;
        if met == 0 || met > 20 || !self.ends_score(s, i + 2) {
            return false;
        }
        let counts = |j: usize| doc.reads_any(j, &["cả", "đủ", "toàn bộ"]) || doc.is(j, Class::Approx);
        let first = (s.from..i).rev().find(|j| !counts(*j)).map_or(s.from, |j| j + 1);
        let stands = self.stands_at(first);
        if !(first > s.from + 2 && (stands || self.barely(first))) && !self.reached_at(s, first) {
            return false;
        }
        let from = clause_start(doc, s, i);
        let owned = (from..first).all(|j| count_at(doc, s, j).is_none() && !doc.is_any(j, &[Class::Each, Class::Country]));
        // many units at once have no score of their own
        let many = |j: usize| {
            doc.reads_any(j, &["các", "nhiều", "hầu hết", "đa số", "những"]) && doc.is_any(j + 1, &[Class::Level, Class::Subject])
        };
        let named = |j: usize| doc.place_at(j).is_some_and(|p| !p.address && p.level.is_some_and(|l| l.rank() <= 1));
        let near = if stands { s.from.max(first.saturating_sub(30)) } else { from };
        let low = || doc.main.first().is_some_and(|u| u.level.rank() <= 1) || (near..first).any(named);
        owned && !(from..first).any(many) && low()
    }

    /// "đầu năm xã mới có 13 tiêu chí, giờ 18 tiêu chí đã xong": what the unit of the score before has finished by now.
    pub(super) fn finished_score(&self, s: Sentence, i: usize, met: i64) -> bool {
        let doc = self.doc;
        let now = i > s.from && (doc.has(i - 1, Class::Result, "now") || doc.reads_any(i - 1, &["giờ", "nay", "hiện"]));
        let done =
            doc.reads_any(i + 2, &["đã xong", "đã hoàn thành", "hoàn thành"]) || is_word(doc, i + 2, "đã") && is_word(doc, i + 3, "xong");
        let here = doc.sentence_of(i);
        (1..=20).contains(&met) && now && done && self.last_owner.as_ref().is_some_and(|(at, owners)| *at == here && owners.len() == 1)
    }

    /// Nothing behind the noun that the number could be a part of.
    fn ends_score(&self, s: Sentence, after: usize) -> bool {
        let doc = self.doc;
        after >= s.to
            || doc.line(after)
            || doc.mark_any(after, ",;.(")
            || doc.is_any(after, &[Class::Program, Class::Tier])
            || doc.reads_any(after, &["vào", "năm"])
    }

    /// "vẫn đứng yên ở con số 9 tiêu chí", "năm 2015 được 9 tiêu chí".
    fn stands_at(&self, at: usize) -> bool {
        let (doc, last, second) = (self.doc, at.wrapping_sub(1), at.wrapping_sub(2));
        doc.is(last, Class::Reach) && doc.ends_in(last, "con số")
            || self.noted_score(at)
            || matches!(doc.kind(second), Some(Kind::Year(_))) && doc.reads_any(last, &["được", "có", "đạt"])
    }

    /// "Số tiêu chí đạt: 14 tiêu chí", "tổng số tiêu chí đạt là 14": what the number is was said before it.
    pub(super) fn noted_score(&self, at: usize) -> bool {
        let (doc, last, second) = (self.doc, at.wrapping_sub(1), at.wrapping_sub(2));
        (doc.mark(last, ':') || is_word(doc, last, "là")) && doc.is(second, Class::Reach) && self.noun(at.wrapping_sub(3)).is_some()
    }

    /// "với vỏn vẹn 6 tiêu chí".
    fn barely(&self, at: usize) -> bool {
        let (doc, last, second) = (self.doc, at.wrapping_sub(1), at.wrapping_sub(2));
        is_word(doc, last, "vỏn vẹn") || is_word(doc, second, "vỏn") && is_word(doc, last, "vẹn")
    }

    /// "mới đạt 10 tiêu chí", "đã có 12", "đã hoàn thành", "con số này hiện nay là 17 tiêu chí".
    fn reached_at(&self, s: Sentence, at: usize) -> bool {
        let (doc, last, second) = (self.doc, at.wrapping_sub(1), at.wrapping_sub(2));
        let whole = doc.reads_any(last, &["đã hoàn thành", "hiện đạt"]);
        let verb = doc.reads_any(last, &["đạt", "có", "đạt được", "hoàn thành"]);
        let is = is_word(doc, last, "là") && doc.has(second, Class::Result, "now");
        // "Đoàn thống nhất công nhận 17 tiêu chí"
        let agreed = is_word(doc, last, "công nhận") && doc.reads_any(second, &["thống nhất", "nhất trí", "chỉ"])
            || doc.has(last, Class::Status, "recognised") && doc.reads_any(second, &["thống nhất", "nhất trí", "chỉ"]);
        at > s.from + 1 && agreed || at > s.from && whole || at > s.from + 1 && (is || verb && doc.reads_any(second, &["chỉ", "mới", "đã"]))
    }
}
