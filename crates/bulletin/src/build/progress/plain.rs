//! A bare number of criteria as a score: "xã A đạt 14 tiêu chí".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::scope::clause_start;
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;

impl Builder<'_> {
    /// A bare number of criteria is a score only right after its unit, or after the unit and "đạt".
    pub(super) fn plain_score(&self, s: Sentence, i: usize, met: i64) -> bool {
        let doc = self.doc;
        let after = i + 2;
        let listed = doc.mark(after, ':')
            || doc.is(after, Class::ShortOf)
            || doc.has(after, Class::Status, "not_met")
            || doc.is(after, Class::List)
            || doc.is(after, Class::Citation)
            || doc.is(after, Class::AndUp)
            || doc.has(after, Class::Status, "lost")
            || is_word(doc, after, "tụt")
            || is_word(doc, after, "giảm");
        // "tụt từ 19 xuống 16 tiêu chí: tụt giao thông, …"
        let fell = (i.saturating_sub(2)..i).any(|j| is_word(doc, j, "xuống") || is_word(doc, j, "xuống còn"));
        let listed = listed && !(fell && doc.mark(after, ':'));
        if met == 0 || listed || doc.is(after, Class::OtherProgram) {
            return false;
        }
        let mut j = i;
        let mut reached = false;
        while j > s.from && j + 5 > i {
            let b = j - 1;
            // "A, B mỗi xã 14 tiêu chí"
            if b > s.from + 1 && doc.is(b, Class::Level) && doc.is(b - 1, Class::Each) && doc.place_at(b - 2).is_some() {
                return true;
            }
            // "xã chỉ còn giữ được 15 tiêu chí"
            if ["giữ được", "giữ", "duy trì được", "bảo đảm được"].iter().any(|w| is_word(doc, b, w))
                || is_word(doc, b, "được") && is_word(doc, b.wrapping_sub(1), "giữ")
            {
                reached = true;
                j = b;
                while j > s.from && ["giữ", "chỉ", "còn", "chỉ còn", "mới"].iter().any(|w| is_word(doc, j - 1, w)) {
                    j -= 1;
                }
                continue;
            }
            // "…, nâng tổng số lên 12 tiêu chí": more than its score before
            if is_word(doc, b, "lên") && doc.has(b, Class::LevelVerb, "to") && self.lower_before(met) {
                return true;
            }
            // "xã tăng từ 13 lên 17 tiêu chí"
            let from =
                |fits: &dyn Fn(i64) -> bool| b > s.from + 1 && doc.terms[b - 1].whole().is_some_and(fits) && doc.is(b - 2, Class::From);
            let fell = ["xuống", "xuống còn", "còn"].iter().any(|w| is_word(doc, b, w)) && from(&|n| n > met);
            let risen = fell || is_word(doc, b, "lên") && from(&|n| n < met);
            if risen && (s.from..b - 2).any(|k| doc.place_at(k).is_some() || doc.bare_level(k).is_some_and(|l| l.rank() <= 1)) {
                return true;
            }
            // "từ 19 tiêu chí nay còn 15 tiêu chí"
            if (is_word(doc, b, "còn") || doc.is(b, Class::LevelVerb)) && self.higher_before(s, b) {
                return true;
            }
            // "8 xã không còn đạt chuẩn. Trong đó, xã A còn 13 tiêu chí": what is left of its score
            let here = doc.sentence_of(s.from);
            let fell = |p: Sentence| (p.from..p.to).any(|k| doc.has(k, Class::Status, "lost"));
            if is_word(doc, b, "còn")
                && met >= 10
                && b > s.from
                && doc.place_at(b - 1).is_some_and(|p| p.explicit && p.level.is_some_and(|l| l.rank() <= 1))
                && (fell(s) || fell(doc.sentences[here.saturating_sub(1)]))
            {
                return true;
            }
            if doc.is(b, Class::Delta)
                || doc.is(b, Class::ShortOf)
                || doc.is(b, Class::Below) && !doc.is(b, Class::Approx)
                || doc.is(b, Class::From)
                || doc.is(b, Class::Negation)
                || is_word(doc, b, "còn")
                || is_word(doc, b, "với")
                    && !(b > s.from && doc.place_at(b - 1).is_some_and(|p| p.explicit))
                    // "Thấp nhất là A với 8 tiêu chí"
                    && !(b > s.from + 2 && doc.place_at(b - 1).is_some() && doc.is(b - 2, Class::List) && doc.ends_in(b - 3, "nhất"))
                    && !["cao nhất", "thấp nhất", "nhiều nhất", "ít nhất"].iter().any(|w| is_word(doc, b.wrapping_sub(1), w))
            {
                return false;
            }
            if doc.place_at(b).is_some() {
                return true;
            }
            // "Xã thấp nhất là A, mới được 8 tiêu chí"
            if doc.mark(b, ',')
                && reached
                && j < i
                && ["mới", "chỉ"].iter().any(|w| is_word(doc, j, w))
                && b > s.from
                && doc.place_at(b - 1).is_some_and(|p| !p.address)
            {
                return true;
            }
            // "chúng tôi mới được 8 tiêu chí"
            if self.says_we(s, b) {
                return reached;
            }
            // "A (16 tiêu chí)"
            if doc.mark(b, '(') && b + 1 == i && doc.mark(after, ')') {
                return b > s.from && doc.place_at(b - 1).is_some();
            }
            if doc.bare_level(b).is_some() {
                return reached;
            }
            // "3 xã chưa đạt chuẩn: A, B, C (đều đạt 16 tiêu chí)"
            if doc.is(b, Class::Together) && b > s.from + 1 && doc.mark(b - 1, '(') && doc.place_at(b - 2).is_some() {
                return reached;
            }
            // "xã A, B tăng 2 tiêu chí, cùng đạt 10 tiêu chí"
            if doc.is(b, Class::Together) && b > s.from + 1 && doc.mark(b - 1, ',') {
                let named = (s.from..b - 1).rev().take(9).take_while(|k| !doc.mark(*k, ';')).any(|k| doc.place_at(k).is_some());
                return named && reached;
            }
            let link = doc.is(b, Class::Reach)
                || is_word(doc, b, "tiếp tục")
                // "đã cất được 17 tiêu chí"
                || doc.is(b, Class::OutputVerb) && is_word(doc, b + 1, "được")
                || doc.is(b, Class::Together)
                || doc.is(b, Class::InTurn)
                || doc.is(b, Class::Approx)
                || doc.is(b, Class::Result)
                || doc.mark(b, ')')
                || doc.mark(b, ':')
                || is_word(doc, b, "chỉ")
                || is_word(doc, b, "mới")
                || is_word(doc, b, "đã")
                || is_word(doc, b, "với")
                || ["nhiều nhất", "cao nhất", "thấp nhất", "ít nhất", "nhiều", "cao", "thấp", "nhất"].iter().any(|w| is_word(doc, b, w))
                || doc.has(b, Class::Status, "basically_met")
                || doc.has(b, Class::Status, "met") && !doc.is(b, Class::Program);
            reached |= doc.is(b, Class::Reach)
                || doc.has(b, Class::Status, "met")
                || is_word(doc, b, "hiện có")
                || is_word(doc, b, "hiện")
                || is_word(doc, b, "đã có")
                || is_word(doc, b, "hiện đạt");
            if doc.mark(b, ')') {
                // over "(Chợ Mới)"
                let open = (s.from..b).rev().take(8).find(|k| doc.mark(*k, '('));
                match open {
                    Some(k) => return k > s.from && doc.place_at(k - 1).is_some(),
                    None => return false,
                }
            }
            if !link {
                return false;
            }
            j = b;
        }
        false
    }

    /// "xuất phát điểm chỉ đạt 8 tiêu chí", "từ chỗ chỉ có 4 tiêu chí", "đã hoàn thành cả 19 tiêu chí": the verb says it is a score,
    /// and nothing counted before it in the clause could own it.
    pub(super) fn said_score(&self, s: Sentence, i: usize, met: i64) -> bool {
        let doc = self.doc;
        let after = i + 2;
        let ends = doc.mark(after, ',')
            || doc.mark(after, ';')
            || doc.mark(after, '.')
            || doc.mark(after, '(')
            || after >= s.to
            || doc.is(after, Class::Program)
            || doc.is(after, Class::Tier)
            || is_word(doc, after, "vào")
            || is_word(doc, after, "năm");
        let mut b = i;
        while b > s.from
            && (is_word(doc, b - 1, "cả") || is_word(doc, b - 1, "đủ") || is_word(doc, b - 1, "toàn bộ") || doc.is(b - 1, Class::Approx))
        {
            b -= 1;
        }
        let verb = b > s.from + 1
            && (is_word(doc, b - 1, "đạt")
                || is_word(doc, b - 1, "có")
                || is_word(doc, b - 1, "đạt được")
                || is_word(doc, b - 1, "hoàn thành"))
            || b > s.from && (is_word(doc, b - 1, "đã hoàn thành") || is_word(doc, b - 1, "hiện đạt"))
            // "con số này hiện nay là 17 tiêu chí"
            || b > s.from + 1 && is_word(doc, b - 1, "là") && doc.has(b - 2, Class::Result, "now");
        let led = is_word(doc, b.wrapping_sub(2), "chỉ")
            || is_word(doc, b.wrapping_sub(2), "mới")
            || is_word(doc, b.wrapping_sub(2), "đã")
            || is_word(doc, b.wrapping_sub(1), "đã hoàn thành")
            || is_word(doc, b.wrapping_sub(1), "là")
            || is_word(doc, b.wrapping_sub(1), "hiện đạt");
        if !ends || !verb || !led || met == 0 || met > 20 {
            return false;
        }
        let from = clause_start(doc, s, i);
        let owned = (from..b).all(|j| count_at(doc, s, j).is_none() && !doc.is(j, Class::Each) && !doc.is(j, Class::Country));
        // many units at once have no score of their own
        let many = (from..b).any(|j| {
            ["các", "nhiều", "hầu hết", "đa số", "những"].iter().any(|w| is_word(doc, j, w))
                && (doc.is(j + 1, Class::Level) || doc.is(j + 1, Class::Subject))
        });
        let low = doc.main.first().is_some_and(|u| u.level.rank() <= 1)
            || (from..b).any(|j| doc.place_at(j).is_some_and(|p| !p.address && p.level.is_some_and(|l| l.rank() <= 1)));
        owned && !many && low
    }

    /// A commune's score just read is lower: "xã mới đạt 10 tiêu chí. … nâng tổng số lên 12".
    fn lower_before(&self, met: i64) -> bool {
        let low = self.doc.main.first().is_some_and(|u| u.level.rank() <= 1);
        let last = self.facts.iter().rev().take(8).find_map(|f| match &f.body {
            Body::Progress { kind: "criteria", met, average_per: None, .. } => met.as_whole(),
            _ => None,
        });
        low && met <= 20 && last.is_some_and(|before| before < met)
    }

    /// A higher score was said just before: "từ 19 tiêu chí".
    pub(super) fn higher_before(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        (s.from..at).rev().take(5).take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.')).any(|j| {
            let from = |k: usize| k >= s.from && doc.is(k, Class::From);
            // "từ dưới 10 tiêu chí"
            self.noun(j).is_some() && j > s.from + 1 && (from(j - 2) || doc.is(j - 2, Class::Below) && from(j.wrapping_sub(3)))
        })
    }
}
