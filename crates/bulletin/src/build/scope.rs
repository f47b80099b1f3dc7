//! What is aimed at, what is law, what belongs to other programmes: marked on the terms before facts are built.

mod aims;
mod due;
mod law;

pub(crate) use aims::{adopts, aims, enters, future_year, heads_aims, promises, serves, turns};
pub(crate) use due::{due, planned};

use super::list;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;
use aims::{done, lists_aims, purpose, resets};
use law::{bygone, conditional, held_against, is_article, names_set, rules};

/// Marks per term.
pub(crate) struct Scope {
    aim: Vec<bool>,
    law: Vec<bool>,
}

impl Scope {
    pub(crate) fn of(doc: &Doc<'_>) -> Self {
        let mut scope = Self { aim: vec![false; doc.terms.len()], law: vec![false; doc.terms.len()] };
        // "xét xử bị cáo …": what is told before a court is nobody's result
        let court = |s: &&Sentence| !s.skip && s.lead && (s.from..s.to).any(|i| doc.has(i, Class::Rumour, "court"));
        let mut law_text = doc.sentences.iter().take(6).any(|s| court(&s));
        let mut goes_on = false;
        let mut aimed = false;
        for s in &doc.sentences {
            if s.skip {
                continue;
            }
            let cites = doc.masks[s.from..s.to].iter().any(|mask| mask.is(Class::Citation));
            let ruling = if cites { (s.from..s.to).find(|i| rules(doc, *s, *i)) } else { None };
            // what a paper lays down goes on in the next sentence, until a result or somebody by name is told of
            let told = (s.from..s.to).any(|i| {
                // "các địa phương làm được 1.130 km"
                doc.has(i, Class::Result, "now")
                    || doc.is(i, Class::OutputVerb) && doc.ends_in(i, "được")
                    || doc.place_at(i).is_some_and(|p| p.explicit && p.level.is_some_and(|l| l.rank() <= 2))
                    // "tỷ lệ … toàn huyện là 79,8%"
                    || doc.bare_level(i).is_some() && doc.is(i.wrapping_sub(1), Class::Whole)
                    // "… thì A còn 4,7%"
                    || list::is_word(doc, i.wrapping_sub(1), "thì") && doc.place_at(i).is_some() && doc.reads_any(i + 1, &["còn", "mới", "mới có", "chỉ", "chỉ có"])
            });
            goes_on = goes_on && !told;
            // "Thực hư tin đồn xã A mua danh hiệu": what is rumoured is nobody's figure
            if (s.from..s.to).any(|i| doc.is(i, Class::Rumour) && !doc.has(i, Class::Rumour, "denied")) {
                scope.law[s.from..s.to].fill(true);
                continue;
            }
            // "ghi huyện A có 15/17 xã đạt chuẩn là chưa đúng; số đúng là …": what is taken back
            let denied = (s.from..s.to).find(|i| doc.has(*i, Class::Rumour, "denied"));
            // "Xã đạt 19/19 tiêu chí, có ít nhất 80% hộ dân hài lòng thì được xét công nhận": whichever does
            let then = |i: usize| {
                list::is_word(doc, i, "thì")
                    && ["được", "được xét", "được công nhận", "mới được", "mới"].iter().any(|w| list::is_word(doc, i + 1, w))
                    && (i + 1..s.to.min(i + 6)).any(|j| {
                        matches!(doc.value(j, Class::Status), Some("recognised" | "pending" | "revoked"))
                            || list::is_word(doc, j, "xét")
                            || doc.is(j, Class::Law)
                    })
            };
            if (s.from..s.to).any(then) && !(s.from..s.to).any(|i| doc.place_at(i).is_some()) {
                scope.law[s.from..s.to].fill(true);
                continue;
            }
            // "Theo quy định của tỉnh, mỗi vườn mẫu …": the whole sentence lays down
            let first = (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.from);
            let by_rule = doc.begins_in(first, "theo") && doc.text(first, (first + 3).min(s.to)).to_lowercase() == "theo quy định";
            // "Theo Quyết định số …, ấp được xét kiểu mẫu khi …": a decision, and on what condition
            let condition = |i: usize| list::is_word(doc, i, "khi") || doc.has(i, Class::Law, "rule") || list::is_word(doc, i, "phải");
            let weighed = |i: usize| doc.begins_in(i, "được xét") || list::two(doc, i, "được", "xét") || doc.begins_in(i, "được công nhận");
            let by_paper = list::is_word(doc, first, "theo")
                && (first..s.to.min(first + 4)).any(|i| doc.is(i, Class::Citation))
                && (first..s.to).find(|i| weighed(*i)).is_some_and(|at| (at..s.to.min(at + 10)).any(condition));
            let ruling = ruling.or(((by_rule || by_paper) && !told).then_some(s.from));
            // "Hỏi: Xã tôi đạt 17/19 tiêu chí thì …?"
            let asked = s.lead && s.line_start && list::is_word(doc, first, "hỏi") && doc.mark(first + 1, ':');
            // "Căn cứ Quyết định … ban hành Bộ tiêu chí": what a paper rests on, not what it lays down
            let based = list::is_word(doc, first, "căn cứ") || list::two(doc, first, "căn", "cứ");
            let title_law = !based && s.lead && (s.from..s.to).any(|i| doc.has(i, Class::Law, "title") && (doc.sentence_of(s.from) == 0 || !doc.begins_in(i, "mức") && !(doc.begins_in(i, "quy định") && doc.holds(i, "tiêu chí")))) || names_set(doc, *s) || asked || is_article(doc, *s)
                // "Dự thảo: xã nghèo được giãn tiêu chí"
                || doc.sentence_of(s.from) == 0 && (list::is_word(doc, first, "dự thảo") || list::two(doc, first, "dự", "thảo"));
            // "Quảng cáo: …"
            let advert = doc.sentence_of(s.from) == 0 && (list::is_word(doc, first, "quảng cáo") || list::two(doc, first, "quảng", "cáo"));
            let title_law = title_law || advert;
            // "Nếu được công nhận, tỉnh có 77/121 xã": only then; "Nếu như năm 2010 …, nay …" compares
            let year = |i: usize| matches!(doc.kind(i), Some(Kind::Year(_) | Kind::Date(_))) || doc.has(i, Class::Result, "now");
            let only_then = list::is_word(doc, first, "nếu") && !list::is_word(doc, first + 1, "như") && !(s.from..s.to).any(year);
            if only_then {
                scope.law[s.from..s.to].fill(true);
                continue;
            }
            // "Ví dụ 1: …": made up
            let example =
                list::is_word(doc, first, "ví dụ") && matches!(doc.kind(first + 1), Some(Kind::Num(_))) && doc.mark(first + 2, ':')
                    || list::two(doc, first, "ví", "dụ") && matches!(doc.kind(first + 2), Some(Kind::Num(_))) && doc.mark(first + 3, ':');
            // "Ví dụ xã có 2.000 hộ, 90 hộ nghèo …": nobody by name
            let behind = first + 1 + usize::from(doc.mark(first + 1, ':'));
            let example = example || list::is_word(doc, first, "ví dụ") && doc.bare_level(behind).is_some();
            let example =
                example || list::two(doc, first, "ví", "dụ") && doc.bare_level(first + 2 + usize::from(doc.mark(first + 2, ':'))).is_some();
            if example {
                scope.law[s.from..s.to].fill(true);
                continue;
            }
            law_text |= title_law;
            // "Năm 2021 tỉnh cấp 152.000 tấn xi măng, các địa phương làm được 1.130 km": what came of it
            let made = (s.from..s.to).any(|i| doc.is(i, Class::OutputVerb) && doc.ends_in(i, "được"))
                && (s.from..s.to).any(|i| matches!(doc.kind(i), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y <= now)));
            scope.sentence(doc, *s, law_text && !made);
            if let Some(at) = denied {
                scope.law[clause_start(doc, *s, at)..at].fill(true);
            }
            if let Some(end) = bygone(doc, *s) {
                scope.law[s.from..end].fill(true);
            }
            // "Để hoàn thành mục tiêu năm 2018 có thêm 30 xã và 2 huyện đạt chuẩn, Trưởng Ban yêu cầu …": all of it is the aim
            if let Some(end) = purpose(doc, *s, first) {
                scope.aim[s.from..end].fill(true);
            }
            // "II. Mục tiêu năm 2023" and a line for each
            if heading_year(doc, *s).is_some() {
                scope.aim[s.from..s.to].fill(true);
            }
            // "Phấn đấu đến năm 2025 …. Cả nước có ít nhất 50% số huyện đạt chuẩn.": the aims go on
            let still = aimed && lists_aims(doc, *s);
            if still {
                scope.aim[s.from..s.to].fill(true);
            }
            aimed = still || (s.from..s.to).any(|i| scope.aim[i] && doc.is(i, Class::Target)) && scope.aim[s.to - 1];
            // "xóm đạt chuẩn khi đáp ứng 6 tiêu chí": nobody by name, so what follows goes on laying down
            // "(mức phải đạt theo quy định là 33 triệu đồng)": said in passing
            let general = !told
                && !s.lead
                && (s.from..s.to).any(|i| doc.depth[i] == 0 && doc.has(i, Class::Law, "rule") && !held_against(doc, *s, i));
            if let Some(at) = ruling {
                scope.law[at..s.to].fill(true);
                goes_on = true;
            } else if general {
                goes_on = true;
            } else if goes_on {
                scope.law[s.from..s.to].fill(true);
            }
        }
        scope
    }

    /// Something in a sentence is aimed at.
    pub(crate) fn aims_in(&self, s: Sentence) -> bool {
        self.aim[s.from..s.to].contains(&true)
    }

    /// Something aimed at, not reached.
    pub(crate) fn aimed(&self, at: usize) -> bool {
        self.aim.get(at).copied().unwrap_or(false)
    }

    /// A rule, not a result.
    pub(crate) fn law(&self, at: usize) -> bool {
        self.law.get(at).copied().unwrap_or(false)
    }

    /// Neither a result nor safe to take for one.
    pub(crate) fn off(&self, at: usize) -> bool {
        self.aimed(at) || self.law(at)
    }

    fn sentence(&mut self, doc: &Doc<'_>, s: Sentence, law_text: bool) {
        let (mut aim, mut law, mut whichever) = (false, law_text, false);
        for i in s.from..s.to {
            let clause = doc.mark(i, ';');
            // "không được quá 1% thì xã còn 4,7%": what it is, held against what it may be
            let held = || list::is_word(doc, i, "thì") && (doc.place_at(i + 1).is_some() || doc.bare_level(i + 1).is_some()) && doc.reads_any(i + 2, &["còn", "mới", "mới có", "chỉ", "chỉ có", "mới đạt", "hiện mới"]);
            if clause || law && held() {
                law = law && law_text || whichever;
            }
            whichever |= conditional(doc, s, i);
            // "Đến năm 2025 huyện A phải có 12 xã NTM": laid on one by name
            let due = aim && doc.begins_in(i, "phải ") && (s.from..i).any(|j| doc.bare_level(j).is_some() || doc.place_at(j).is_some());
            // "Đến ngày 30/11, hai xã A, B phải đủ 19/19 tiêu chí"
            let by_day = due::due(doc, s, i);
            if doc.is(i, Class::Law) && doc.has(i, Class::Law, "rule") && !due && by_day.is_none() || whichever {
                law = true;
            }
            if doc.is(i, Class::Target) && aims(doc, s, i)
                || serves(doc, s, i)
                || promises(doc, s, i)
                || heads_aims(doc, s, i).is_some()
                || adopts(doc, s, i)
                || enters(doc, i)
                || planned(doc, s, i)
            {
                aim = true;
            } else if let Some(from) = by_day {
                self.aim[from..i].fill(true);
                aim = true;
            } else if future_year(doc, i) {
                // "đến năm 2030": a year still to come aims the whole clause
                let from = clause_start(doc, s, i);
                let from = (from..i).rev().find(|j| doc.mark(*j, ',')).unwrap_or(from);
                for back in if aim { i..i } else { from..i } {
                    self.aim[back] = true;
                }
                aim = true;
            } else if doc.has(i, Class::Result, "now") && !doc.is(i, Class::Target) && resets(doc, i) || turns(doc, i) || done(doc, s, i) {
                aim = false;
            }
            self.aim[i] = aim;
            self.law[i] = law;
        }
    }
}

/// Lines a heading stands over.
const LINES: usize = 12;

/// The year of the heading ("II. Mục tiêu năm 2023") an item of a list stands under.
pub(crate) fn heading_year(doc: &Doc<'_>, s: Sentence) -> Option<u16> {
    let first = |s: Sentence| (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.from);
    let item = |s: Sentence| ['-', '+', '•'].iter().any(|c| doc.mark(first(s), *c));
    if !s.line_start || !item(s) {
        return None;
    }
    let here = doc.sentence_of(s.from);
    let heading = (here.saturating_sub(LINES)..here).rev().map(|i| doc.sentences[i]).find(|s| !item(*s))?;
    let ends = (heading.from..heading.to).rev().find(|j| !doc.line(*j)).is_some_and(|j| doc.mark(j, '.') || doc.mark(j, ';'));
    let aims = (heading.from..heading.to).find(|j| doc.has(*j, Class::Target, "noun") || list::is_word(doc, *j, "chỉ tiêu"))?;
    let year = (aims + 1..heading.to).find_map(|j| match doc.kind(j) {
        Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now) => Some(y),
        _ => None,
    });
    let told = (heading.from..heading.to).any(|j| doc.is(j, Class::Result) || doc.is(j, Class::Reach));
    year.filter(|_| heading.line_start && !ends && !told && heading.to - heading.from <= LINES)
}

/// Terms a clause is looked back over: what has no mark in so many is no prose.
const LONGEST_CLAUSE: usize = 120;

/// Start of the clause (after `;` or `:`) a term lies in.
pub(crate) fn clause_start(doc: &Doc<'_>, s: Sentence, at: usize) -> usize {
    let from = at.saturating_sub(LONGEST_CLAUSE).max(s.from);
    (from..at).rev().find(|i| doc.mark(*i, ';') || doc.mark(*i, ':')).map_or(from, |i| i + 1)
}
