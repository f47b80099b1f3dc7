//! Money of the programme: planned, disbursed, mobilised, contributed, owed, awarded.

mod ours;
mod what;

use super::Builder;
use super::list::is_word;
use super::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::term::{Kind, Per};

const KINDS: [&str; 6] = ["planned", "disbursed", "mobilised", "contributed", "debt", "awarded"];

/// Sums below this are fees and prices, not the programme's money.
const LEAST: i64 = 5_000_000;

/// What was read of the sums of a sentence so far.
struct Sums {
    /// The sentence shares out what was raised.
    parts: bool,
    /// The last sum, and what it was.
    last: Option<(usize, &'static str)>,
    /// The last "6,7/22,7 tỷ": paid out of planned.
    paid: Option<usize>,
}

impl Builder<'_> {
    pub(crate) fn finance(&mut self, s: Sentence) {
        if self.urban_text() || !self.has_money_of_ours() {
            return;
        }
        let mut sums = Sums { parts: self.parts_of_mobilised(s), last: None, paid: None };
        for i in s.from..s.to {
            let Some(Kind::Money { vnd, pair, per: Per::Total | Per::Year }) = self.doc.kind(i) else { continue };
            if vnd < LEAST || self.scope.law(i) || self.not_ours(s, i) || self.of_other_trade(s, i) {
                continue;
            }
            if let Some(planned) = pair {
                self.paid_of_planned(s, i, (vnd, planned), &mut sums);
                continue;
            }
            // "Riêng NTM 8 tỷ 125 triệu đồng trong 13 tỷ 500 triệu đồng", after what was paid out
            if sums.last.is_none()
                && let Some((at, whole)) = self.whole_behind(i, vnd).filter(|_| sums.paid.is_some() || self.paid_before(s))
            {
                self.sum(s, i, "disbursed", vnd);
                self.sum(s, at, "planned", whole);
                break;
            }
            self.one_sum(s, i, vnd, &mut sums);
        }
    }

    /// Criteria of somebody's, neither the programme nor a place named: no money of ours.
    fn has_money_of_ours(&self) -> bool {
        let doc = self.doc;
        doc.names_program || doc.places.iter().take(400).any(|p| p.explicit || p.group.is_some())
    }

    /// News of another trade: "nợ đọng trong xây dựng nông thôn mới còn 12,4 tỷ đồng" says itself what it is of.
    fn of_other_trade(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let of_program = |j: usize| doc.is(j, Class::Program) && doc.holds(j, "nông thôn mới");
        doc.elsewhere.is_some() && !(super::scope::clause_start(doc, s, i)..i).any(of_program)
    }

    /// 6,7/22,7 tỷ: disbursed out of planned.
    fn paid_of_planned(&mut self, s: Sentence, i: usize, (paid, planned): (i64, i64), sums: &mut Sums) {
        let doc = self.doc;
        let said = || (s.from..i).any(|j| doc.has(j, Class::Finance, "disbursed"));
        if paid <= planned && (said() || self.pairs_before(s) || self.paid_before(s)) {
            self.sum(s, i, "disbursed", paid);
            self.sum(s, i, "planned", planned);
            // "…, trong đó vốn sự nghiệp chỉ được 214 triệu đồng"
            sums.paid = Some(i);
        }
    }

    /// "8 tỷ 125 triệu đồng trong 13 tỷ 500 triệu đồng", "4,9 tỷ đồng trên tổng số 37 tỷ đồng": the second of the two, and where it stands.
    fn whole_behind(&self, i: usize, vnd: i64) -> Option<(usize, i64)> {
        let doc = self.doc;
        let leads = doc.reads_any(i + 1, &["trong", "trên", "trên tổng số", "trong tổng số"]);
        let at = (i + 2..i + 5).find(|j| !doc.reads_any(*j, &["tổng", "số", "tổng số"])).filter(|_| leads)?;
        match doc.kind(at)? {
            Kind::Money { vnd: whole, pair: None, .. } if vnd <= whole => Some((at, whole)),
            _ => None,
        }
    }

    /// A sum with the word that says what it is.
    fn one_sum(&mut self, s: Sentence, i: usize, vnd: i64, sums: &mut Sums) {
        let aimed = self.scope.aimed(i);
        if !aimed && sums.paid.is_some_and(|of| self.part_of_paid(i, of)) {
            self.sum(s, i, "disbursed", vnd);
            sums.last = Some((i, "disbursed"));
            return;
        }
        let part = if sums.parts { self.part_of_whole(s, i, sums.last) } else { None };
        let Some(what) = part.or_else(|| self.what_for(s, i, sums.last)) else { return };
        let disbursed = what == "disbursed";
        if let Some(paid) = self.elided_pair(s, i, vnd).filter(|_| disbursed && !aimed) {
            self.sum(s, i, "disbursed", paid);
            self.sum(s, i, "planned", vnd);
            sums.last = Some((i, "planned"));
            return;
        }
        let planned = self.was_paid_out_of(i, sums.last) || disbursed && self.is_untouched(s, i);
        let what = if planned { "planned" } else { what };
        if aimed && what != "planned" && !(what == "disbursed" && self.is_paid_out(s, i)) {
            return;
        }
        self.sum(s, i, what, vnd);
        sums.last = Some((i, what));
    }

    /// "giải ngân 94,7 tỷ đồng trong tổng số 287,3 tỷ đồng".
    fn was_paid_out_of(&self, i: usize, last: Option<(usize, &'static str)>) -> bool {
        let doc = self.doc;
        let Some((paid, _)) = last.filter(|(l, what)| *what == "disbursed" && i - l <= 6) else { return false };
        (paid + 1..i).any(|j| doc.reads_any(j, &["trong", "trên"])) && (paid + 1..i).any(|j| doc.holds(j, "tổng"))
    }

    /// "chưa giải ngân được đồng nào trong 4,25 tỷ đồng được giao".
    fn is_untouched(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let nothing = |j: usize| doc.is(j, Class::Negation) && doc.has(j + 1, Class::Finance, "disbursed");
        is_word(doc, i.wrapping_sub(1), "trong") && (i.saturating_sub(9).max(s.from)..i).any(nothing)
    }

    /// "dự kiến 96 tỷ đồng; hết tháng 4 giải ngân 21,3 tỷ": what was paid out is no aim unless its own clause aims.
    fn is_paid_out(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let clause = super::scope::clause_start(doc, s, i);
        let told = |j: usize| {
            doc.is(j, Class::Result) || doc.begins_in(j, "đã ") || matches!(doc.kind(j), Some(Kind::Date(_))) || is_word(doc, j, "mới")
        };
        let aims = |j: usize| doc.is(j, Class::Target) || super::scope::future_year(doc, j);
        // "kế hoạch giao năm 2024 là 5 tỷ, đã giải ngân 1 tỷ"
        let done = |j: usize| doc.begins_in(j, "đã") && doc.is_any(j, &[Class::Finance, Class::Result]);
        let comma = (clause..i).rev().find(|j| doc.mark(*j, ',')).filter(|c| i - c <= 5);
        clause > s.from && (clause..i).any(told) && !(clause..i).any(aims) || comma.is_some_and(|c| (c + 1..i).any(done))
    }

    /// "Tổng vốn huy động 3.940 tỷ đồng. Cụ thể: ngân sách tỉnh 310 tỷ đồng; …": the sentence shares out what was raised.
    fn parts_of_mobilised(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let first = (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.from);
        let leads = ["trong đó", "cụ thể", "gồm", "bao gồm", "trong số này"].iter().any(|w| is_word(doc, first, w));
        let before = doc.sentences[doc.sentence_of(s.from).saturating_sub(1)];
        let span = doc.span(before.from, before.to);
        let raised = |f: &crate::facts::Fact| f.span.start >= span.start && matches!(f.body, Body::Finance { what: "mobilised", .. });
        leads && before.from < s.from && self.facts.iter().rev().take(6).any(raised)
    }

    /// One of the parts: who gave it stands before the sum, and no word of its own says otherwise.
    fn part_of_whole(&self, s: Sentence, i: usize, last: Option<(usize, &'static str)>) -> Option<&'static str> {
        let doc = self.doc;
        let from = last.map_or(s.from, |(l, _)| l + 1).max(i.saturating_sub(12));
        let own = |j: usize| ["contributed", "debt", "awarded", "disbursed"].iter().any(|w| doc.has(j, Class::Finance, w));
        let giver = |j: usize| doc.is(j, Class::MoneySource) || doc.holds(j, "ngân sách") || is_word(doc, j, "doanh nghiệp");
        ((from..i).any(giver) && !(from..i).any(own)).then_some("mobilised")
    }

    /// The sentence before told what was paid out of what: "huyện A khá nhất với 31,2/38 tỷ đồng" goes on with it.
    fn pairs_before(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let before = doc.sentences[doc.sentence_of(s.from).saturating_sub(1)];
        let pair = |j: usize| matches!(doc.kind(j), Some(Kind::Money { pair: Some(_), .. }));
        before.from < s.from
            && (before.from..before.to).any(pair)
            && (before.from..before.to).any(|j| doc.has(j, Class::Finance, "disbursed"))
    }

    /// The sentence before told what was paid out: "Nguồn NTM khá nhất: 18,2/24,6 tỷ đồng" goes on with it.
    fn paid_before(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let before = doc.sentences[doc.sentence_of(s.from).saturating_sub(1)];
        let span = doc.span(before.from, before.to);
        let ours = |f: &crate::facts::Fact| f.span.start >= span.start && matches!(f.body, Body::Finance { what: "disbursed", .. });
        self.facts.iter().rev().take(6).any(ours)
            && (s.from..s.to).any(|j| doc.is_any(j, &[Class::Program, Class::Finance]) || doc.place_at(j).is_some())
    }

    /// "mới rút được 41,7 trong số 193,5 tỷ đồng": the first of two sums whose unit is said once.
    fn elided_pair(&self, s: Sentence, i: usize, whole: i64) -> Option<i64> {
        let doc = self.doc;
        let between = |j: usize| ["trong", "trên", "số", "tổng", "tổng số", "trong số", "trong tổng số"].iter().any(|w| is_word(doc, j, w));
        let first = (s.from..i).rev().take(4).find(|j| !between(*j)).filter(|j| j + 1 < i)?;
        let Some(Kind::Num(paid)) = doc.kind(first) else { return None };
        let digits = doc.text(i, i + 1);
        let written = crate::number::Number::parse(digits.split(' ').next()?)?;
        let each = whole.checked_mul(crate::number::Number::ONE)?.checked_div(written.0.max(1));
        each.and_then(|each| paid.scaled(each)).filter(|paid| *paid > 0 && *paid <= whole)
    }

    /// The title speaks of a city's class or of a school's standard, not of the programme.
    pub(crate) fn urban_text(&self) -> bool {
        let doc = self.doc;
        doc.sentences.first().is_some_and(|t| {
            let other = |j: usize| ["urban", "school_set", "industry"].iter().any(|set| doc.has(j, Class::OtherProgram, set));
            (t.from..t.to).any(other) && !(t.from..t.to).any(|j| doc.is(j, Class::Program))
        })
    }

    fn sum(&mut self, s: Sentence, i: usize, what: &'static str, vnd: i64) {
        let doc = self.doc;
        let approx = i
            .checked_sub(1)
            .filter(|b| *b >= s.from)
            .and_then(|b| doc.value(b, Class::Approx))
            .and_then(|v| ["over", "nearly", "about", "at_least"].into_iter().find(|k| *k == v));
        let source = self.money_source(s, i);
        let unit = self.money_unit(s, i);
        let from = if approx.is_some() { i - 1 } else { i };
        self.add(Body::Finance { what, amount_vnd: vnd, source, approx, unit }, from, i + 1, "finance");
    }

    /// Who gives it: said right before ("ngân sách tỉnh 310 tỷ đồng"), behind ("12 tỷ đồng ngân sách tỉnh"), or earlier in the clause.
    fn money_source(&self, s: Sentence, i: usize) -> Option<String> {
        let doc = self.doc;
        let another = |j: usize| matches!(doc.kind(j), Some(Kind::Money { .. })) || doc.mark(j, ';');
        let parts = |j: usize| another(j) || doc.mark_any(j, ",.)") || doc.is(j, Class::Conj);
        let before = || (s.from..i).rev().take(4).take_while(|j| !parts(*j));
        let behind = || (i + 1..s.to.min(i + 5)).take_while(|j| !parts(*j));
        let earlier = || (s.from..i).rev().take(8).take_while(|j| !another(*j));
        before().chain(behind()).chain(earlier()).find_map(|j| doc.value(j, Class::MoneySource)).map(str::to_owned)
    }

    fn money_unit(&self, s: Sentence, i: usize) -> Option<UnitRef> {
        let doc = self.doc;
        // "28 xã nợ tổng cộng 76,8 tỷ đồng": of all of them, whose area is not said
        let several = |j: usize| count_at(doc, s, j).is_some_and(|count| count.n > 1 && count.subject == "communes");
        let one = || doc.main.first().is_some_and(|unit| unit.level.rank() <= Level::Commune.rank());
        if (s.from..i).any(several) && !(s.from..i).any(|j| doc.place_at(j).is_some()) && one() {
            return None;
        }
        // "huyện A giải ngân 21 tỷ đồng, cao nhất; B thấp nhất": not the next one's
        let behind = (i + 1..s.to.min(i + 8)).take_while(|j| !doc.mark_any(*j, ";,"));
        let near = behind.chain((s.from..i).rev());
        near.filter_map(|j| doc.place_at(j))
            .find(|p| !p.address && p.level.is_some())
            .and_then(|p| p.level.map(|l| doc.unit(p, l)))
            .or_else(|| doc.main.first().cloned())
    }
}
