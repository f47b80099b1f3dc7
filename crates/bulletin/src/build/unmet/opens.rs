//! Whether a list of unmet criteria opens around a word, and where it starts.

use crate::build::Builder;
use crate::build::list::{is_word, two};
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// What else may be missing or weak: "thiếu biên bản tiêu chí 13", "chưa đạt bền vững".
const PAPERS: [&str; 11] =
    ["bền", "bền vững", "vững chắc", "biên bản", "phiếu", "hồ sơ", "minh chứng", "vốn", "kinh phí", "bản đồ", "văn bản"];
/// Terms behind the word in which a list may open.
const REACH: usize = 10;

impl Builder<'_> {
    /// Where the list starts, when one opens around this term.
    pub(super) fn opens(&self, s: Sentence, i: usize) -> Option<usize> {
        if !self.says_short(s, i) || self.only_hard(i) {
            return None;
        }
        let before = self.criteria_before(s, i);
        let any = self.doc.has(i, Class::ShortOf, "any");
        any.then(|| self.right_behind(s, i, before))
            .flatten()
            .or_else(|| self.noted(s, i))
            .or_else(|| self.fell(i))
            .or_else(|| any.then(|| self.word_for_each(s, i)).flatten())
            .or_else(|| self.numbers_short(s, i))
            .or_else(|| self.opened_behind(s, i, before))
    }

    fn criteria_word(&self, j: usize) -> bool {
        self.doc.is_any(j, &[Class::Criteria, Class::Indicators])
    }

    /// A word that says that something is not met, missing or lost.
    fn says_short(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let number = |j: usize| matches!(doc.kind(j), Some(Kind::Num(_)));
        // "rơi mất bốn tiêu chí là …"
        let gone = || is_word(doc, i, "mất") && number(i + 1) && doc.is(i + 2, Class::Criteria);
        // "đang gấp rút hoàn thành 2 tiêu chí cuối là thủy lợi và thu nhập"
        let last = || {
            let counted = i > s.from + 2 && doc.is(i - 1, Class::Criteria) && number(i - 2);
            counted && doc.reads_any(i, &["cuối", "cuối cùng"]) && (doc.is(i + 1, Class::List) || doc.mark(i + 1, ':'))
        };
        doc.has(i, Class::ShortOf, "any")
            || gone()
            || last()
            || doc.has(i, Class::Status, "not_met")
            // "3 tiêu chí không còn đạt: …"
            || doc.has(i, Class::Status, "lost") && i > s.from && (doc.is(i - 1, Class::Criteria) || doc.mark(i - 1, ':'))
    }

    /// "vướng nhất là tiêu chí …", "vướng mắc lớn nhất là tiêu chí …": hard, not said to be unmet; or only a paper is missing.
    fn only_hard(&self, i: usize) -> bool {
        let doc = self.doc;
        // "Không xã nào vướng tiêu chí số 1"
        let nobody =
            || doc.reads(i.wrapping_sub(1), "nào") && doc.is(i.wrapping_sub(2), Class::Level) && doc.is(i.wrapping_sub(3), Class::Negation);
        // "Các chỉ tiêu chưa đạt tập trung ở nước sạch, y tế": where most of them lie
        let mostly = doc.reads(i + 1, "tập trung") && doc.reads_any(i + 2, &["ở", "vào", "chủ yếu"]);
        nobody()
            || mostly
            || doc.reads_any(i + 1, &["nhất", "nhiều nhất"])
            || doc.is(i + 1, Class::AndUp)
            || (i + 1..i + 4).take_while(|j| !doc.is(*j, Class::Criteria)).any(|j| doc.ends_in(j, "nhất"))
            || PAPERS.iter().any(|w| doc.begins_in(i + 1, w))
    }

    /// "4 tiêu chí chưa đạt (đó) là: …", "phần chưa đạt nằm ở các nội dung: …", "3 tiêu chí của xã A (huyện B) chưa đạt gồm …".
    fn criteria_before(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let goes_on = |j: &usize| doc.depth[*j] > doc.depth[i] || !doc.mark_any(*j, ";.,:");
        let far = || (s.from..i).rev().take(16).take_while(goes_on).any(|j| self.criteria_word(j));
        let near = || (s.from..i).rev().take(5).any(|j| self.criteria_word(j));
        // "những phần việc xã còn bỏ ngỏ là …"
        let work = |j: usize| is_word(doc, j, "phần việc") || two(doc, j, "phần", "việc") || two(doc, j, "nội", "dung");
        far() || near() || doc.reads_any(i.wrapping_sub(1), &["phần", "nội dung", "việc"]) || (s.from..i).rev().take(6).any(work)
    }

    /// The names stand right behind the word, without one for criteria.
    fn right_behind(&self, s: Sentence, i: usize, before: bool) -> Option<usize> {
        let doc = self.doc;
        // "còn thiếu nhà văn hóa, giao thông, thu nhập": the first has a name of its own
        let second = (i + 2..s.to.min(i + 6)).find(|j| doc.mark(*j, ',')).filter(|c| self.criterion_like(c + 1));
        let own = |j: usize| {
            doc.is_any(j, &[Class::Criteria, Class::List, Class::Reach])
                || doc.mark_any(j, ":(")
                || matches!(doc.kind(j), Some(Kind::Num(_)))
        };
        let listed = before && second.is_some_and(|c| !(i + 1..c).any(own));
        // "đang dừng ở 17 tiêu chí, vướng nhà ở dân cư với thu nhập"
        let scored = || {
            doc.mark(i.wrapping_sub(1), ',')
                && i > s.from + 2
                && self.criteria_word(i - 2)
                && matches!(doc.kind(i - 3), Some(Kind::Num(_) | Kind::Frac(..)))
        };
        // "A chưa đạt tiêu chí thu nhập; B chưa đạt thu nhập và môi trường": the word is said once
        let again =
            || doc.mark(i.wrapping_sub(2), ';') && doc.place_at(i.wrapping_sub(1)).is_some() && (s.from..i).any(|j| self.criteria_word(j));
        (listed || doc.is(i + 1, Class::Criterion) && (scored() || again())).then_some(i + 1)
    }

    /// "Chưa đạt: giao thông, nước sạch": a line of a note.
    fn noted(&self, s: Sentence, i: usize) -> Option<usize> {
        let doc = self.doc;
        let opens = doc.begins_in(i, "chưa") || doc.ends_in(i, "thiếu") || doc.begins_in(i, "không");
        let notes = opens && doc.mark(i + 1, ':') && (s.from..i).all(|j| doc.line(j) || doc.mark_any(j, "-+•"));
        let listed = || self.criterion_like(i + 2) && (doc.mark_any(i + 3, ",;.") || doc.is(i + 3, Class::Conj));
        (notes && listed()).then_some(i + 2)
    }

    /// "xuống 16 tiêu chí: tụt giao thông, văn hóa, môi trường".
    fn fell(&self, i: usize) -> Option<usize> {
        let doc = self.doc;
        let fell = doc.has(i, Class::Status, "lost") || is_word(doc, i, "tụt");
        let behind = fell && doc.mark(i.wrapping_sub(1), ':') && self.criteria_word(i.wrapping_sub(2));
        (behind && self.criterion_like(i + 1)).then_some(i + 1)
    }

    /// "còn vướng tiêu chí vườn hộ và tiêu chí hàng rào xanh": the word is said for each.
    fn word_for_each(&self, s: Sentence, i: usize) -> Option<usize> {
        let doc = self.doc;
        let joins = |j: &usize| doc.is(*j, Class::Conj) || doc.mark(*j, ',');
        let named = self.criteria_word(i + 1) && matches!(doc.kind(i + 2), Some(Kind::Word | Kind::Phrase));
        let again = || (i + 3..s.to.min(i + 8)).find(joins).is_some_and(|j| self.criteria_word(j + 1));
        (named && again()).then_some(i + 2)
    }

    /// "Số tiêu chí chưa đạt: 05 tiêu chí (tiêu chí 2, 5)", "Chưa đạt: 5/19 (gồm các tiêu chí số 2, 5)": the names behind how many there are.
    fn behind_count(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        matches!(doc.kind(at), Some(Kind::Num(_) | Kind::Frac(..))).then_some(())?;
        let open = at + 1 + usize::from(self.criteria_word(at + 1));
        doc.mark_any(open, "(:").then_some(())?;
        let leads = |j: usize| doc.is(j, Class::List) && !doc.is(j, Class::Criterion) || doc.reads_any(j, &["các", "những"]);
        let named = (open + 1..open + 4).find(|j| !leads(*j))?;
        let first = named + usize::from(self.criteria_word(named));
        self.criterion_like(first).then_some(first)
    }

    /// "chưa đạt tiêu chí …", "còn nợ 5 tiêu chí, gồm: …", "thiếu 3 tiêu chí (…)": the list opens a little behind the word.
    fn opened_behind(&self, s: Sentence, i: usize, before: bool) -> Option<usize> {
        let doc = self.doc;
        let said = |j: usize| before || (i..j).any(|k| self.criteria_word(k));
        let mut j = i + 1;
        let mut opened = false;
        while j < s.to.min(i + REACH) {
            // "một chỉ tiêu không đạt là cả tiêu chí không được tính": a rule
            if is_word(doc, j, "cả") && self.criteria_word(j + 1) {
                return None;
            }
            if doc.mark(j, '(') && !opened {
                return (said(j) && self.criterion_like(j + 1)).then_some(j + 1);
            }
            // "vẫn nợ 3 tiêu chí - giao thông, thu nhập"
            let dash = doc.mark(j, '-') && doc.terms[j].spaced && doc.is(j.wrapping_sub(1), Class::Criteria) && self.criterion_like(j + 1);
            if doc.mark(j, ':') || dash {
                opened = true;
            } else if doc.is(j, Class::List) && !doc.is(j, Class::Criterion) {
                opened |= said(j);
            } else if self.criteria_word(j) {
                if self.criterion_like(j + 1) {
                    return Some(j + 1);
                }
            } else if let Some(first) = self.behind_count(j).filter(|_| opened) {
                return Some(first);
            } else if opened || self.criterion_like(j) && before && !matches!(doc.kind(j), Some(Kind::Num(_))) {
                break;
            } else if doc.mark_any(j, ",;.") && !(doc.mark(j, ',') && doc.is(j + 1, Class::List) && said(j)) {
                return None;
            }
            j += 1;
        }
        (opened && j < s.to && said(j)).then_some(j)
    }
}
