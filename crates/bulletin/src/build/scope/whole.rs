//! What is so of a whole sentence: a rumour, an example, a condition, what a paper lays down; and what carries over to the next.

use super::aims::{lists_aims, purpose};
use super::law::{bygone, held_against, is_article, names_set, rules};
use super::{Scope, back_then, clause_start, due, heading_year};
use crate::build::list;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;

/// What a sentence leaves open for the next.
struct Carried {
    /// The text lays down rules.
    law_text: bool,
    /// What a paper lays down goes on, until a result or somebody by name is told of.
    goes_on: bool,
    /// Aims were being listed.
    aimed: bool,
}

impl Scope {
    pub(crate) fn of(doc: &Doc<'_>) -> Self {
        let mut scope = Self { aim: vec![false; doc.terms.len()], law: vec![false; doc.terms.len()] };
        // "xét xử bị cáo …": what is told before a court is nobody's result
        let court = |s: &&Sentence| !s.skip && s.lead && (s.from..s.to).any(|i| doc.has(i, Class::Rumour, "court"));
        let law_text = doc.sentences.iter().take(6).any(|s| court(&s));
        let mut carried = Carried { law_text, goes_on: false, aimed: false };
        for s in doc.sentences.iter().filter(|s| !s.skip) {
            scope.mark(doc, *s, &mut carried);
        }
        scope
    }

    fn mark(&mut self, doc: &Doc<'_>, s: Sentence, carried: &mut Carried) {
        let first = (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.from);
        let told = tells(doc, s);
        carried.goes_on &= !told;
        if is_rumour(doc, s) || whichever_does(doc, s) || only_then(doc, s, first) || is_example(doc, first) {
            self.law[s.from..s.to].fill(true);
            return;
        }
        carried.law_text |= lays_down(doc, s, first);
        self.sentence(doc, s, carried.law_text && !made_by_now(doc, s));
        self.mark_parts(doc, s, first);
        self.mark_aims(doc, s, carried);
        if let Some(at) = ruling(doc, s, first, told) {
            self.law[at..s.to].fill(true);
            carried.goes_on = true;
        } else if !told && is_general(doc, s) {
            carried.goes_on = true;
        } else if carried.goes_on {
            self.law[s.from..s.to].fill(true);
        }
    }

    /// What is taken back, what was before the programme, what a sentence says it is for.
    fn mark_parts(&mut self, doc: &Doc<'_>, s: Sentence, first: usize) {
        // "ghi huyện A có 15/17 xã đạt chuẩn là chưa đúng; số đúng là …"
        if let Some(at) = (s.from..s.to).find(|i| doc.has(*i, Class::Rumour, "denied")) {
            self.law[clause_start(doc, s, at)..at].fill(true);
        }
        if let Some(end) = bygone(doc, s) {
            self.law[s.from..end].fill(true);
        }
        // "Để hoàn thành mục tiêu năm 2018 có thêm 30 xã và 2 huyện đạt chuẩn, Trưởng Ban yêu cầu …": all of it is the aim
        if let Some(end) = purpose(doc, s, first) {
            self.aim[s.from..end].fill(true);
        }
    }

    /// A whole sentence of aims: under a heading, or going on with those of the sentence before.
    fn mark_aims(&mut self, doc: &Doc<'_>, s: Sentence, carried: &mut Carried) {
        // "II. Mục tiêu năm 2023" and a line for each
        if heading_year(doc, s).is_some() {
            self.aim[s.from..s.to].fill(true);
        }
        // "Hết năm 2025 có 4 xã nâng cao. Thu nhập khi đó đạt 58 triệu đồng."
        if s.from > 0 && self.aim[s.from - 1] && back_then(doc, s).is_some() {
            self.aim[s.from..s.to].fill(true);
        }
        // "Phấn đấu đến năm 2025 …. Cả nước có ít nhất 50% số huyện đạt chuẩn."
        let still = carried.aimed && lists_aims(doc, s);
        if still {
            self.aim[s.from..s.to].fill(true);
        }
        carried.aimed = still || (s.from..s.to).any(|i| self.aim[i] && doc.is(i, Class::Target)) && self.aim[s.to - 1];
    }
}

/// A result, or somebody by name, is told of.
fn tells(doc: &Doc<'_>, s: Sentence) -> bool {
    let held = |i: usize| list::is_word(doc, i.wrapping_sub(1), "thì") && doc.place_at(i).is_some();
    let ahead = |i: usize| matches!(doc.kind(i), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now));
    (s.from..s.to).any(|i| {
        // "các địa phương làm được 1.130 km"
        doc.has(i, Class::Result, "now")
            || doc.is(i, Class::OutputVerb) && doc.ends_in(i, "được")
            || doc.place_at(i).is_some_and(|p| p.explicit && p.level.is_some_and(|l| l.rank() <= 2))
            // "Đảng bộ xã đặt chỉ tiêu năm 2027 …"
            || doc.has(i, Class::Target, "aim")
                && (doc.is(i + 1, Class::YearWord) && ahead(i + 2)
                    // "Năm 2023, A phấn đấu …"
                    || doc.place_at(i.wrapping_sub(1)).is_some() && (s.from..i).any(ahead))
            // "tỷ lệ … toàn huyện là 79,8%"
            || doc.bare_level(i).is_some() && doc.is(i.wrapping_sub(1), Class::Whole)
            // "… thì A còn 4,7%"
            || held(i) && doc.reads_any(i + 1, &["còn", "mới", "mới có", "chỉ", "chỉ có"])
    })
}

/// "Thực hư tin đồn xã A mua danh hiệu": what is rumoured is nobody's figure.
fn is_rumour(doc: &Doc<'_>, s: Sentence) -> bool {
    (s.from..s.to).any(|i| doc.is(i, Class::Rumour) && !doc.has(i, Class::Rumour, "denied"))
}

/// "Xã đạt 19/19 tiêu chí, có ít nhất 80% hộ dân hài lòng thì được xét công nhận": whichever does.
fn whichever_does(doc: &Doc<'_>, s: Sentence) -> bool {
    let weighed = |j: usize| {
        matches!(doc.value(j, Class::Status), Some("recognised" | "pending" | "revoked"))
            || list::is_word(doc, j, "xét")
            || doc.is(j, Class::Law)
    };
    let then = |i: usize| {
        list::is_word(doc, i, "thì")
            && doc.reads_any(i + 1, &["được", "được xét", "được công nhận", "mới được", "mới"])
            && (i + 1..s.to.min(i + 6)).any(weighed)
    };
    (s.from..s.to).any(then) && !(s.from..s.to).any(|i| doc.place_at(i).is_some())
}

/// "Nếu được công nhận, tỉnh có 77/121 xã": only then; "Nếu như năm 2010 …, nay …" compares.
fn only_then(doc: &Doc<'_>, s: Sentence, first: usize) -> bool {
    let year = |i: usize| matches!(doc.kind(i), Some(Kind::Year(_) | Kind::Date(_))) || doc.has(i, Class::Result, "now");
    list::is_word(doc, first, "nếu") && !list::is_word(doc, first + 1, "như") && !(s.from..s.to).any(year)
}

/// "Ví dụ 1: …", "Ví dụ xã có 2.000 hộ, 90 hộ nghèo …": made up, nobody by name.
fn is_example(doc: &Doc<'_>, first: usize) -> bool {
    let behind = if list::is_word(doc, first, "ví dụ") {
        first + 1
    } else if list::two(doc, first, "ví", "dụ") {
        first + 2
    } else {
        return false;
    };
    let numbered = matches!(doc.kind(behind), Some(Kind::Num(_))) && doc.mark(behind + 1, ':');
    numbered || doc.bare_level(behind + usize::from(doc.mark(behind, ':'))).is_some()
}

/// Where a sentence begins to lay something down: behind "Nghị quyết … quy định:", or all of "Theo quy định của tỉnh, mỗi vườn mẫu …".
fn ruling(doc: &Doc<'_>, s: Sentence, first: usize, told: bool) -> Option<usize> {
    let cites = doc.masks[s.from..s.to].iter().any(|mask| mask.is(Class::Citation));
    let ruled = if cites { (s.from..s.to).find(|i| rules(doc, s, *i)) } else { None };
    let by_rule = || doc.begins_in(first, "theo") && doc.text(first, (first + 3).min(s.to)).to_lowercase() == "theo quy định";
    ruled.or_else(|| (!told && (by_rule() || by_paper(doc, s, first))).then_some(s.from))
}

/// "Theo Quyết định số …, ấp được xét kiểu mẫu khi …": a decision, and on what condition.
fn by_paper(doc: &Doc<'_>, s: Sentence, first: usize) -> bool {
    let condition = |i: usize| doc.reads_any(i, &["khi", "phải"]) || doc.has(i, Class::Law, "rule");
    let weighed = |i: usize| doc.begins_in(i, "được xét") || list::two(doc, i, "được", "xét") || doc.begins_in(i, "được công nhận");
    list::is_word(doc, first, "theo")
        && (first..s.to.min(first + 4)).any(|i| doc.is(i, Class::Citation))
        && (first..s.to).find(|i| weighed(*i)).is_some_and(|at| (at..s.to.min(at + 10)).any(condition))
}

/// The sentence says that the text lays down rules, asks about them, or sells something.
fn lays_down(doc: &Doc<'_>, s: Sentence, first: usize) -> bool {
    let headline = doc.sentence_of(s.from) == 0;
    // "Hỏi: Xã tôi đạt 17/19 tiêu chí thì …?"
    let asked = s.lead && s.line_start && list::is_word(doc, first, "hỏi") && doc.mark(first + 1, ':');
    // "Căn cứ Quyết định … ban hành Bộ tiêu chí": what a paper rests on, not what it lays down
    let based = list::is_word(doc, first, "căn cứ") || list::two(doc, first, "căn", "cứ");
    // "mức hỗ trợ", "quy định bộ tiêu chí" only in the headline
    let set = |i: usize| doc.begins_in(i, "quy định") && doc.holds(i, "tiêu chí");
    let title = |i: usize| doc.has(i, Class::Law, "title") && (headline || !doc.begins_in(i, "mức") && !set(i));
    // "Dự thảo: xã nghèo được giãn tiêu chí", "Quảng cáo: …"
    let opens = |phrase: &str, a: &str, b: &str| list::is_word(doc, first, phrase) || list::two(doc, first, a, b);
    let draft = headline && (opens("dự thảo", "dự", "thảo") || opens("quảng cáo", "quảng", "cáo"));
    !based && s.lead && (s.from..s.to).any(title) || names_set(doc, s) || asked || is_article(doc, s) || draft
}

/// "Năm 2021 tỉnh cấp 152.000 tấn xi măng, các địa phương làm được 1.130 km": what came of it.
fn made_by_now(doc: &Doc<'_>, s: Sentence) -> bool {
    (s.from..s.to).any(|i| doc.is(i, Class::OutputVerb) && doc.ends_in(i, "được"))
        && (s.from..s.to).any(|i| matches!(doc.kind(i), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y <= now)))
}

/// "xóm đạt chuẩn khi đáp ứng 6 tiêu chí": nobody by name, so what follows goes on laying down; "(mức phải đạt theo quy định là 33 triệu
/// đồng)" is said in passing.
fn is_general(doc: &Doc<'_>, s: Sentence) -> bool {
    !s.lead
        && (s.from..s.to)
            .any(|i| doc.depth[i] == 0 && doc.has(i, Class::Law, "rule") && !held_against(doc, s, i) && due(doc, s, i).is_none())
}
