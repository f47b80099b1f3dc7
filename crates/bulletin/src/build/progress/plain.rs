//! A bare number of criteria as a score: "xã A đạt 14 tiêu chí".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;
use crate::term::Kind;

/// Words that may stand between a unit and its score.
const LINKS: [&str; 16] = [
    "vừa",
    "vừa đủ",
    "qua",
    "tiếp tục",
    "chỉ",
    "mới",
    "đã",
    "với",
    "nhiều nhất",
    "cao nhất",
    "thấp nhất",
    "ít nhất",
    "nhiều",
    "cao",
    "thấp",
    "nhất",
];

/// Words the way back from a number to its unit may lead over.
const FAR: usize = 8;

/// The way back from a number of criteria to the unit whose score it may be.
#[derive(Clone, Copy)]
struct Way {
    s: Sentence,
    /// The number.
    i: usize,
    met: i64,
    /// How far the way has come: the words from here to the number only link it.
    at: usize,
    /// One of them says that so many were reached.
    reached: bool,
}

impl Builder<'_> {
    /// A bare number of criteria is a score only right after its unit, or after the unit and "đạt".
    pub(super) fn plain_score(&self, s: Sentence, i: usize, met: i64) -> bool {
        if met == 0 || self.lists_criteria(i) {
            return false;
        }
        let mut way = Way { s, i, met, at: i, reached: false };
        while way.at > s.from && way.at + FAR > i {
            if let Some(score) = self.step_back(&mut way) {
                return score;
            }
        }
        false
    }

    /// The words behind the number say that it counts criteria of a list, not met ones: "14 tiêu chí: …", "14 tiêu chí chưa đạt".
    fn lists_criteria(&self, i: usize) -> bool {
        let (doc, after) = (self.doc, i + 2);
        // "tụt từ 19 xuống 16 tiêu chí: tụt giao thông, …"
        let fell = || (i.saturating_sub(2)..i).any(|j| doc.reads_any(j, &["xuống", "xuống còn"]));
        let listed = doc.mark(after, ':')
            || doc.is_any(after, &[Class::ShortOf, Class::List, Class::Citation, Class::AndUp])
            || doc.has(after, Class::Status, "not_met")
            || doc.has(after, Class::Status, "lost")
            || doc.reads_any(after, &["tụt", "giảm"]);
        doc.is(after, Class::OtherProgram) || listed && !(doc.mark(after, ':') && fell())
    }

    /// One word further back: whether the number is a score, or `None` where that is not decided yet.
    fn step_back(&self, way: &mut Way) -> Option<bool> {
        let (doc, b) = (self.doc, way.at - 1);
        // "A, B mỗi xã 14 tiêu chí", "A, B, mỗi xã đạt 14 tiêu chí"
        if b > way.s.from + 2 && doc.is(b, Class::Level) && doc.is(b - 1, Class::Each) {
            let last = if doc.mark(b - 2, ',') { b - 3 } else { b - 2 };
            if doc.place_at(last).is_some() {
                return Some(true);
            }
        }
        if let Some(first) = self.keeps(way, b) {
            (way.reached, way.at) = (true, first);
            return self.opened_by_keeper(way, first).then_some(true);
        }
        if self.changed_to(way, b) {
            return Some(true);
        }
        if self.is_difference(way, b) {
            return Some(false);
        }
        self.owner_at(way, b).or_else(|| self.link_at(way, b))
    }

    /// "xã chỉ còn giữ được 15 tiêu chí": where the words of keeping begin.
    fn keeps(&self, way: &Way, b: usize) -> Option<usize> {
        let doc = self.doc;
        let kept = doc.reads_any(b, &["giữ được", "giữ", "duy trì được", "bảo đảm được"])
            || is_word(doc, b, "được") && is_word(doc, b.wrapping_sub(1), "giữ");
        let mut first = b;
        while kept && first > way.s.from && doc.reads_any(first - 1, &["giữ", "chỉ", "còn", "chỉ còn", "mới"]) {
            first -= 1;
        }
        kept.then_some(first)
    }

    /// "Xã A sau rà soát giữ được 16 tiêu chí": the sentence begins with who keeps them, and counts nothing before.
    fn opened_by_keeper(&self, way: &Way, keeps: usize) -> bool {
        let doc = self.doc;
        let after = keeps > way.s.from + 1 && (keeps.saturating_sub(5).max(way.s.from)..keeps).any(|j| is_word(doc, j, "sau"));
        let opens = (way.s.from..keeps).find(|j| !doc.line(*j)).and_then(|j| doc.place_at(j)).is_some_and(|p| p.explicit);
        after && opens && !(way.s.from..keeps).any(|j| matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Frac(..))))
    }

    /// The number is what a score rose or fell to.
    fn changed_to(&self, way: &Way, b: usize) -> bool {
        let (doc, Way { s, met, .. }) = (self.doc, *way);
        // "…, nâng tổng số lên 12 tiêu chí": more than its score before
        if is_word(doc, b, "lên") && doc.has(b, Class::LevelVerb, "to") && self.lower_before(met) {
            return true;
        }
        // "xã tăng từ 13 lên 17 tiêu chí"
        let before = b.checked_sub(1).and_then(|j| doc.terms[j].whole()).filter(|_| b > s.from + 1 && doc.is(b - 2, Class::From));
        let moved =
            before.is_some_and(|n| doc.reads_any(b, &["xuống", "xuống còn", "còn"]) && n > met || is_word(doc, b, "lên") && n < met);
        if moved && (s.from..b - 2).any(|k| doc.place_at(k).is_some() || doc.bare_level(k).is_some_and(|l| l.rank() <= 1)) {
            return true;
        }
        // "xã A tăng thêm 3 tiêu chí, lên 16 tiêu chí"
        let grown = || doc.mark(b - 1, ',') && doc.is(b - 2, Class::Criteria) && doc.has(b - 4, Class::Delta, "more");
        if b > s.from + 4 && doc.reads_any(b, &["lên", "nâng lên"]) && grown() {
            return true;
        }
        // "về đích năm 2016, nay xã chỉ còn 14 tiêu chí"
        let now = || doc.bare_level(b - 1).is_some_and(|l| l.rank() <= 1) && doc.has(b - 2, Class::Result, "now");
        if b > s.from + 1 && met >= 10 && doc.reads_any(b, &["chỉ còn", "còn"]) && now() {
            return true;
        }
        // "từ 19 tiêu chí nay còn 15 tiêu chí"
        if (is_word(doc, b, "còn") || doc.is(b, Class::LevelVerb)) && self.higher_before(s, b) {
            return true;
        }
        if self.falls_too(s, b) {
            return true;
        }
        // "8 xã không còn đạt chuẩn. Trong đó, xã A còn 13 tiêu chí": what is left of its score
        let lost = |p: Sentence| (p.from..p.to).any(|k| doc.has(k, Class::Status, "lost"));
        is_word(doc, b, "còn")
            && met >= 10
            && b > s.from
            && doc.place_at(b - 1).is_some_and(|p| p.explicit && p.level.is_some_and(|l| l.rank() <= 1))
            && (lost(s) || lost(doc.sentences[doc.sentence_of(s.from).saturating_sub(1)]))
    }

    /// The number is a change, what is missing, or what comes with something else: "tăng 2 tiêu chí", "còn 5 tiêu chí".
    fn is_difference(&self, way: &Way, b: usize) -> bool {
        let (doc, from) = (self.doc, way.s.from);
        // "Thấp nhất là A với 8 tiêu chí"
        let owns = || {
            b > from && doc.place_at(b - 1).is_some_and(|p| p.explicit)
                || b > from + 2 && doc.place_at(b - 1).is_some() && doc.is(b - 2, Class::List) && doc.ends_in(b - 3, "nhất")
                // "…; thấp nhất A với 12 tiêu chí"
                || b > from + 1 && doc.place_at(b - 1).is_some() && doc.ends_in(b - 2, "nhất")
                || doc.reads_any(b.wrapping_sub(1), &["cao nhất", "thấp nhất", "nhiều nhất", "ít nhất"])
        };
        doc.is_any(b, &[Class::Delta, Class::ShortOf, Class::From, Class::Negation])
            || doc.is(b, Class::Below) && !doc.is(b, Class::Approx)
            || is_word(doc, b, "còn")
            || is_word(doc, b, "với") && !owns()
    }

    /// Whether whoever stands here owns the score; `None` where nobody stands.
    fn owner_at(&self, way: &Way, b: usize) -> Option<bool> {
        let (doc, Way { s, i, reached, at, .. }) = (self.doc, *way);
        if doc.place_at(b).is_some() {
            return Some(true);
        }
        // "Xã thấp nhất là A, mới được 8 tiêu chí"
        let only = || reached && at < i && doc.reads_any(at, &["mới", "chỉ"]);
        if doc.mark(b, ',') && only() && b > s.from && doc.place_at(b - 1).is_some_and(|p| !p.address) {
            return Some(true);
        }
        if doc.mark(b, ',') && self.opened_by_unit(way, b) {
            return Some(true);
        }
        // "chúng tôi mới được 8 tiêu chí"
        if self.says_we(s, b) {
            return Some(reached);
        }
        // "A (16 tiêu chí)"
        if doc.mark(b, '(') && b + 1 == i && doc.mark(i + 2, ')') {
            return Some(b > s.from && doc.place_at(b - 1).is_some());
        }
        if doc.bare_level(b).is_some() {
            return Some(reached);
        }
        if !doc.is(b, Class::Together) || b <= s.from + 1 {
            return None;
        }
        // "3 xã A, B, C đăng ký về đích hiện cùng đạt 16 tiêu chí": those counted and named
        let all = |k: usize| {
            count_at(doc, s, k).is_some_and(|c| (2..=9).contains(&c.n) && c.of.is_none() && self.counted(s, k).len() as i64 == c.n)
        };
        if reached && doc.is(b - 1, Class::Result) && (s.from..b).rev().take(18).take_while(|k| !doc.mark(*k, ';')).any(all) {
            return Some(true);
        }
        // "3 xã chưa đạt chuẩn: A, B, C (đều đạt 16 tiêu chí)"
        if doc.mark(b - 1, '(') && doc.place_at(b - 2).is_some() {
            return Some(reached);
        }
        // "xã A, B tăng 2 tiêu chí, cùng đạt 10 tiêu chí"
        let named = || (s.from..b - 1).rev().take(9).take_while(|k| !doc.mark(*k, ';')).any(|k| doc.place_at(k).is_some());
        doc.mark(b - 1, ',').then(|| named() && reached)
    }

    /// "Kim Lộc chậm hơn, mới được 16 tiêu chí.", "Thanh Lộc cũng vậy, 17 tiêu chí": the sentence begins with the unit, whatever is said of it.
    fn opened_by_unit(&self, way: &Way, comma: usize) -> bool {
        let (doc, Way { s, i, at, .. }) = (self.doc, *way);
        let Some(first) = (s.from..comma).find(|j| !doc.line(*j)) else { return false };
        let unit = doc.place_at(first).is_some_and(|p| !p.address && p.level.is_none_or(|l| l.rank() <= 1));
        let told = |j: usize| doc.place_at(j).is_some() || matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Frac(..))) || doc.mark(j, ',');
        let weak = at < i && doc.reads_any(at, &["mới", "chỉ", "mới được", "chỉ được"]);
        let same = || at == i && (first + 1..comma).any(|j| is_word(doc, j, "cũng"));
        unit && comma - first <= FAR && !(first + 1..comma).any(told) && (weak || same())
    }

    /// A word that may stand between a unit and its score is passed over; any other ends the way back.
    fn link_at(&self, way: &mut Way, b: usize) -> Option<bool> {
        let (doc, from) = (self.doc, way.s.from);
        if doc.mark(b, ')') {
            // over "(Chợ Mới)"
            let open = (from..b).rev().take(8).find(|k| doc.mark(*k, '('));
            return Some(open.is_some_and(|k| k > from && doc.place_at(k - 1).is_some()));
        }
        // "xã A sau 10 năm mới được 8 tiêu chí"
        if way.reached && doc.is(b, Class::YearWord) && b > from + 2 && doc.terms[b - 1].whole().is_some() && is_word(doc, b - 2, "sau") {
            way.at = b - 2;
            return None;
        }
        let met = doc.has(b, Class::Status, "met");
        let link = doc.is_any(b, &[Class::Reach, Class::Together, Class::InTurn, Class::Approx, Class::Result])
            // "đã cất được 17 tiêu chí"
            || doc.is(b, Class::OutputVerb) && is_word(doc, b + 1, "được")
            || doc.mark(b, ':')
            || doc.has(b, Class::Status, "basically_met")
            || met && !doc.is(b, Class::Program)
            || doc.reads_any(b, &LINKS);
        if !link {
            return Some(false);
        }
        way.reached |= met || doc.is(b, Class::Reach) || doc.reads_any(b, &["hiện có", "hiện", "đã có", "hiện đạt"]);
        way.at = b;
        None
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
