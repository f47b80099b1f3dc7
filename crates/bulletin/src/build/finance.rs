//! Money of the programme: planned, disbursed, mobilised, contributed, owed, awarded.

mod what;

use super::Builder;
use super::list::{is_word, two};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::term::{Kind, Per};

const KINDS: [&str; 6] = ["planned", "disbursed", "mobilised", "contributed", "debt", "awarded"];

/// Sums below this are fees and prices, not the programme's money.
const LEAST: i64 = 5_000_000;

impl Builder<'_> {
    pub(crate) fn finance(&mut self, s: Sentence) {
        let doc = self.doc;
        let mut last: Option<(usize, &'static str)> = None;
        let mut paid: Option<usize> = None;
        // criteria of somebody's, neither the programme nor a place named: no money of ours
        let ours = || doc.names_program || doc.places.iter().take(400).any(|p| p.explicit || p.group.is_some());
        if self.urban_text() || !ours() {
            return;
        }
        let parts = self.parts_of_mobilised(s);
        for i in s.from..s.to {
            let Some(Kind::Money { vnd, pair, per: Per::Total | Per::Year }) = doc.kind(i) else { continue };
            if vnd < LEAST || self.scope.law(i) || self.not_ours(s, i) {
                continue;
            }
            // news of another trade: "nợ đọng trong xây dựng nông thôn mới còn 12,4 tỷ đồng" says itself what it is of
            let of_program = |from: usize| (from..i).any(|j| doc.is(j, Class::Program) && doc.holds(j, "nông thôn mới"));
            if doc.elsewhere.is_some() && !of_program(super::scope::clause_start(doc, s, i)) {
                continue;
            }
            let aimed = self.scope.aimed(i);
            if let Some(planned) = pair {
                // 6,7/22,7 tỷ: disbursed out of planned
                let told = (s.from..i).any(|j| doc.has(j, Class::Finance, "disbursed")) || self.pairs_before(s) || self.paid_before(s);
                if vnd <= planned && told {
                    self.sum(s, i, "disbursed", vnd);
                    self.sum(s, i, "planned", planned);
                    // "…, trong đó vốn sự nghiệp chỉ được 214 triệu đồng"
                    paid = Some(i);
                }
                continue;
            }
            // "Riêng NTM 8 tỷ 125 triệu đồng trong 13 tỷ 500 triệu đồng", after what was paid out
            let out_of = match doc.kind(i + 2) {
                Some(Kind::Money { vnd: whole, pair: None, .. }) if vnd <= whole && is_word(doc, i + 1, "trong") => Some(whole),
                _ => None,
            };
            if let Some(whole) = out_of.filter(|_| last.is_none() && self.paid_before(s)) {
                self.sum(s, i, "disbursed", vnd);
                self.sum(s, i + 2, "planned", whole);
                break;
            }
            if paid.is_some_and(|of| self.part_of_paid(i, of)) && !aimed {
                self.sum(s, i, "disbursed", vnd);
                last = Some((i, "disbursed"));
                continue;
            }
            let part = if parts { self.part_of_whole(s, i, last) } else { None };
            let Some(what) = part.or_else(|| self.what_for(s, i, last)) else { continue };
            if let Some(paid) = self.elided_pair(s, i, vnd).filter(|_| what == "disbursed" && !aimed) {
                self.sum(s, i, "disbursed", paid);
                self.sum(s, i, "planned", vnd);
                last = Some((i, "planned"));
                continue;
            }
            // "giải ngân 94,7 tỷ đồng trong tổng số 287,3 tỷ đồng"
            let out_of = last.filter(|(l, what)| *what == "disbursed" && i - l <= 6).is_some_and(|(l, _)| {
                (l + 1..i).any(|j| is_word(doc, j, "trong") || is_word(doc, j, "trên")) && (l + 1..i).any(|j| doc.holds(j, "tổng"))
            });
            // "chưa giải ngân được đồng nào trong 4,25 tỷ đồng được giao"
            let untouched = what == "disbursed"
                && is_word(doc, i.wrapping_sub(1), "trong")
                && (i.saturating_sub(9).max(s.from)..i).any(|j| doc.is(j, Class::Negation) && doc.has(j + 1, Class::Finance, "disbursed"));
            let what = if out_of || untouched { "planned" } else { what };
            // "dự kiến 96 tỷ đồng; hết tháng 4 giải ngân 21,3 tỷ": what was paid out is no aim unless its own clause aims
            let clause = super::scope::clause_start(doc, s, i);
            let told = |j: usize| {
                doc.is(j, Class::Result) || doc.begins_in(j, "đã ") || matches!(doc.kind(j), Some(Kind::Date(_))) || is_word(doc, j, "mới")
            };
            let paid = what == "disbursed"
                && clause > s.from
                && (clause..i).any(told)
                && !(clause..i).any(|j| doc.is(j, Class::Target) || super::scope::future_year(doc, j));
            // "kế hoạch giao năm 2024 là 5 tỷ, đã giải ngân 1 tỷ"
            let comma = (clause..i).rev().find(|j| doc.mark(*j, ',')).filter(|c| i - c <= 5);
            let paid = paid
                || what == "disbursed"
                    && comma.is_some_and(|c| (c + 1..i).any(|j| doc.begins_in(j, "đã") && doc.is_any(j, &[Class::Finance, Class::Result])));
            if aimed && what != "planned" && !paid {
                continue;
            }
            self.sum(s, i, what, vnd);
            last = Some((i, what));
        }
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
        self.facts.iter().rev().take(6).any(ours) && (s.from..s.to).any(|j| doc.is(j, Class::Program) || doc.is(j, Class::Finance))
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
        let source = (i + 1..s.to.min(i + 5))
            .chain((s.from..i).rev().take(5))
            .take_while(|j| !doc.mark(*j, ';'))
            .find_map(|j| doc.value(j, Class::MoneySource))
            .map(str::to_owned);
        let unit = self.money_unit(s, i);
        let from = if approx.is_some() { i - 1 } else { i };
        self.add(Body::Finance { what, amount_vnd: vnd, source, approx, unit }, from, i + 1, "finance");
    }

    fn money_unit(&self, s: Sentence, i: usize) -> Option<UnitRef> {
        let doc = self.doc;
        // "huyện A giải ngân 21 tỷ đồng, cao nhất; B thấp nhất": not the next one's
        let behind = (i + 1..s.to.min(i + 8)).take_while(|j| !doc.mark_any(*j, ";,"));
        let near = behind.chain((s.from..i).rev());
        near.filter_map(|j| doc.place_at(j))
            .find(|p| !p.address && p.level.is_some())
            .and_then(|p| p.level.map(|l| doc.unit(p, l)))
            .or_else(|| doc.main.first().cloned())
    }

    /// Refunds, fines, sales, revenue of the budget, prices: not the programme's money.
    fn not_ours(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let mut seen = 0;
        // "đề nghị các sở hỗ trợ 35 tỷ đồng": asked for
        let help = (i.saturating_sub(3).max(s.from)..i).rev().find(|j| is_word(doc, *j, "hỗ trợ"));
        let asks = ["đề nghị", "kiến nghị", "xin"];
        if help.is_some_and(|h| {
            (h.saturating_sub(9).max(s.from)..h).any(|j| asks.iter().any(|w| is_word(doc, j, w)) || two(doc, j, "kiến", "nghị"))
        }) {
            return true;
        }
        // "thưởng 1 tỷ đồng cho xã kiểu mẫu": what one of them gets
        let one = is_word(doc, i + 1, "cho")
            && (doc.is(i + 2, Class::Level) && (doc.is(i + 3, Class::Program) || doc.is(i + 3, Class::Tier))
                || doc.is(i + 2, Class::Subject) && (doc.is(i + 2, Class::Tier) || doc.is(i + 3, Class::Tier)));
        if one {
            return true;
        }
        // "Thu nhập năm 2022: 83,1 triệu đồng; kế hoạch 2023: 88 triệu đồng"
        let small = matches!(doc.kind(i), Some(Kind::Money { vnd, .. }) if vnd < 300_000_000);
        // "tặng 30 thẻ bảo hiểm trị giá gần 38 triệu đồng": a gift
        let near = |words: &[&str], most: usize| (s.from..i).rev().take(most).any(|j| words.iter().any(|w| is_word(doc, j, w)));
        // "cho rằng phải đầu tư ít nhất 2.150 tỷ đồng": what somebody thinks it takes
        let thought = near(&["phải"], 6) && near(&["cho rằng", "rằng"], 9);
        if thought || small && near(&["trị giá"], 2) && near(&["tặng", "trao", "trao tặng"], 10) {
            return true;
        }
        if small && (s.from..i).rev().take(30).any(|j| doc.has(j, Class::Indicator, "income")) {
            return true;
        }
        for j in (s.from..i).rev().take(14) {
            if doc.mark(j, ';') {
                break;
            }
            // "tổng giá trị đóng góp 2,16 tỷ": the value of what was given
            let value = is_word(doc, j, "tổng giá trị") && doc.has(j + 1, Class::Finance, "contributed");
            // "Bằng nguồn tiết kiệm, hội viên ủng hộ được 642 triệu đồng": where it came from
            let from = |k: usize| doc.mark(k, ',') && (k + 1..i).any(|g| doc.has(g, Class::Finance, "contributed"));
            let value = value || is_word(doc, j, "tiết kiệm") && (j + 1..i).any(from);
            if doc.is(j, Class::FinanceNot) && !value || doc.is(j, Class::Each) {
                return true;
            }
            // another sum took the words before it
            if matches!(doc.kind(j), Some(Kind::Money { .. })) {
                seen += 1;
                // "thu ngân sách 312 tỷ đồng, giải ngân 84 tỷ": a word of its own
                let own = (j + 1..i).any(|k| {
                    doc.has(k, Class::Finance, "disbursed")
                        || doc.has(k, Class::Finance, "mobilised")
                        || doc.has(k, Class::Finance, "contributed")
                });
                if seen > 1 || own {
                    break;
                }
            }
        }
        (i + 1..s.to.min(i + 5))
            .take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';'))
            .any(|j| doc.is(j, Class::FinanceNot) || doc.is(j, Class::Each) || doc.mark(j, '/'))
            // "góp thêm 42 triệu đồng" is given, "tăng 42 triệu đồng" a change
            || doc.is(i.wrapping_sub(1), Class::Delta) && !doc.has(i.wrapping_sub(2), Class::Finance, "contributed")
                // "phân bổ thêm 8,5 tỷ đồng"
                && !(is_word(doc, i.wrapping_sub(1), "thêm") && ["phân bổ", "bố trí", "cấp", "hỗ trợ"].iter().any(|w| is_word(doc, i.wrapping_sub(2), w)))
            // "xã ít nhất 800 triệu đồng": one of them
            || i > s.from + 1 && doc.is(i - 1, Class::Approx) && doc.is(i - 2, Class::Level)
            || doc.is(i.wrapping_sub(1), Class::From) && !doc.is(i.wrapping_sub(1), Class::Approx)
    }
}
