//! What is aimed at, what is law, what belongs to other programmes: marked on the terms before facts are built.

use super::list;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;

/// Marks per term.
pub(crate) struct Scope {
    aim: Vec<bool>,
    law: Vec<bool>,
}

impl Scope {
    pub(crate) fn of(doc: &Doc<'_>) -> Self {
        let mut scope = Self { aim: vec![false; doc.terms.len()], law: vec![false; doc.terms.len()] };
        let mut law_text = false;
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
            });
            goes_on = goes_on && !told;
            // "Thực hư tin đồn xã A mua danh hiệu": what is rumoured is nobody's figure
            if doc.masks[s.from..s.to].iter().any(|mask| mask.is(Class::Rumour)) {
                scope.law[s.from..s.to].fill(true);
                continue;
            }
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
            let ruling = ruling.or((by_rule && !told).then_some(s.from));
            // "Hỏi: Xã tôi đạt 17/19 tiêu chí thì …?"
            let asked = s.lead && s.line_start && list::is_word(doc, first, "hỏi") && doc.mark(first + 1, ':');
            let title_law = s.lead && (s.from..s.to).any(|i| doc.has(i, Class::Law, "title")) || names_set(doc, *s) || asked || is_article(doc, *s)
                // "Dự thảo: xã nghèo được giãn tiêu chí"
                || doc.sentence_of(s.from) == 0 && (list::is_word(doc, first, "dự thảo") || list::two(doc, first, "dự", "thảo"));
            // "Ví dụ 1: …": made up
            let example =
                list::is_word(doc, first, "ví dụ") && matches!(doc.kind(first + 1), Some(Kind::Num(_))) && doc.mark(first + 2, ':')
                    || list::two(doc, first, "ví", "dụ") && matches!(doc.kind(first + 2), Some(Kind::Num(_))) && doc.mark(first + 3, ':');
            if example {
                scope.law[s.from..s.to].fill(true);
                continue;
            }
            law_text |= title_law;
            // "Năm 2021 tỉnh cấp 152.000 tấn xi măng, các địa phương làm được 1.130 km": what came of it
            let made = (s.from..s.to).any(|i| doc.is(i, Class::OutputVerb) && doc.ends_in(i, "được"))
                && (s.from..s.to).any(|i| matches!(doc.kind(i), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y <= now)));
            scope.sentence(doc, *s, law_text && !made);
            // "Phấn đấu đến năm 2025 …. Cả nước có ít nhất 50% số huyện đạt chuẩn.": the aims go on
            let still = aimed && lists_aims(doc, *s);
            if still {
                scope.aim[s.from..s.to].fill(true);
            }
            aimed = still || (s.from..s.to).any(|i| scope.aim[i] && doc.is(i, Class::Target)) && scope.aim[s.to - 1];
            // "xóm đạt chuẩn khi đáp ứng 6 tiêu chí": nobody by name, so what follows goes on laying down
            let general = !told && !s.lead && (s.from..s.to).any(|i| doc.has(i, Class::Law, "rule"));
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
            if clause {
                law = law && law_text || whichever;
            }
            whichever |= conditional(doc, s, i);
            if doc.is(i, Class::Law) && doc.has(i, Class::Law, "rule") || whichever {
                law = true;
            }
            if doc.is(i, Class::Target) && aims(doc, s, i)
                || serves(doc, s, i)
                || heads_aims(doc, s, i).is_some()
                || adopts(doc, s, i)
                || enters(doc, i)
            {
                aim = true;
            } else if future_year(doc, i) {
                // "đến năm 2030": a year still to come aims the whole clause
                let from = clause_start(doc, s, i);
                let from = (from..i).rev().find(|j| doc.mark(*j, ',')).unwrap_or(from);
                for back in if aim { i..i } else { from..i } {
                    self.aim[back] = true;
                }
                aim = true;
            } else if doc.has(i, Class::Result, "now") && !doc.is(i, Class::Target) && resets(doc, i) || turns(doc, i) {
                aim = false;
            }
            self.aim[i] = aim;
            self.law[i] = law;
        }
    }
}

/// "Điều 4. Xã được xét thu hồi danh hiệu": a text that begins with an article of a decision, and names no unit there.
fn is_article(doc: &Doc<'_>, s: Sentence) -> bool {
    let article = list::is_word(doc, s.from, "điều") && matches!(doc.kind(s.from + 1), Some(Kind::Num(_)));
    let line = (s.from..s.to + 24).take_while(|i| !doc.line(*i)).take(40);
    doc.sentence_of(s.from) == 0 && article && !line.into_iter().any(|i| doc.place_at(i).is_some())
}

/// Nothing in it says that something came about, and a lowest number or "không còn" is laid down.
fn lists_aims(doc: &Doc<'_>, s: Sentence) -> bool {
    let past = |i: usize| {
        doc.is(i, Class::Result)
            || matches!(doc.kind(i), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y <= now) && !(i.saturating_sub(3)..i).any(|j| list::is_word(doc, j, "so") || list::is_word(doc, j, "so với")))
    };
    let told = |i: usize| ["đã", "vừa", "được"].iter().any(|w| list::is_word(doc, i, w));
    let lowest = |i: usize| doc.has(i, Class::Approx, "at_least") && !doc.is(i, Class::From);
    (s.from..s.to).any(lowest) && !(s.from..s.to).any(|i| past(i) || told(i))
}

/// "Bộ tiêu chí thôn thông minh của tỉnh A": a headline that names a set of criteria and nobody's score.
fn names_set(doc: &Doc<'_>, s: Sentence) -> bool {
    let set = list::is_word(doc, s.from, "bộ tiêu chí") || list::is_word(doc, s.from, "bộ") && doc.is(s.from + 1, Class::Criteria);
    doc.sentence_of(s.from) == 0 && set && !(s.from..s.to).any(|i| doc.is(i, Class::Reach) || doc.is(i, Class::Result))
}

/// "Nghị quyết năm 2026 của xã:", "Chỉ tiêu năm 2025:", "Nhiệm vụ năm 2025:": a head whose colon opens aims.
pub(crate) fn heads_aims(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<usize> {
    let this = |y: u16| doc.hint.year.is_none_or(|now| y >= now);
    // "Chỉ tiêu của năm 2021 là: …"
    let at_year = at + usize::from(doc.is(at + 1, Class::Prep) || list::is_word(doc, at + 1, "cho"));
    let year = doc.is(at_year + 1, Class::YearWord) && matches!(doc.kind(at_year + 2), Some(Kind::Year(y)) if this(y));
    let heads = ["nghị quyết", "chỉ tiêu", "nhiệm vụ", "các chỉ tiêu", "chỉ tiêu chủ yếu", "đăng ký", "đăng kí"];
    if !year || !heads.iter().any(|w| list::is_word(doc, at, w)) {
        return None;
    }
    let owner = |j: usize| doc.is(j, Class::Prep) || doc.is(j, Class::Level) || doc.place_at(j).is_some() || doc.is(j, Class::Program);
    let opens = |j: usize| doc.mark(j, ':') || list::is_word(doc, j, "là");
    (at_year + 3..s.to.min(at + 9)).find(|j| opens(*j)).filter(|colon| (at_year + 3..*colon).all(owner))
}

/// "Nghị quyết … quy định: …", "Quyết định … quy định mức …": a paper lays something down.
fn rules(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    let verb = list::is_word(doc, at, "quy định") || list::is_word(doc, at, "quy định mức") || list::two(doc, at, "quy", "định");
    let opens = doc.mark(at + 1, ':')
        || list::two(doc, at, "quy", "định") && doc.mark(at + 2, ':')
        || list::is_word(doc, at, "quy định mức")
        || list::is_word(doc, at + 1, "mức");
    let paper = (s.from..at).find(|j| doc.is(*j, Class::Citation));
    verb && opens && paper.is_some()
}

/// "Đại hội thông qua 23 chỉ tiêu chủ yếu, trong đó có 15 xã …": what a congress or council sets for its term.
pub(crate) fn adopts(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    let counted = doc.is(at, Class::Indicators) && matches!(doc.kind(at.wrapping_sub(1)), Some(Kind::Num(_)));
    let verb = |j: usize| {
        ["thông qua", "quyết nghị", "biểu quyết", "xác định", "quán triệt"].iter().any(|w| list::is_word(doc, j, w))
            || list::two(doc, j, "thông", "qua")
    };
    let set = |j: usize| doc.is(j, Class::YearWord) || list::is_word(doc, j, "nhiệm kỳ") || matches!(doc.kind(j), Some(Kind::Years(..)));
    counted && (at.saturating_sub(8).max(s.from)..at).any(verb) && (at..s.to).any(set)
}

/// Terms a clause is looked back over: what has no mark in so many is no prose.
const LONGEST_CLAUSE: usize = 120;

/// Start of the clause (after `;` or `:`) a term lies in.
pub(crate) fn clause_start(doc: &Doc<'_>, s: Sentence, at: usize) -> usize {
    let from = at.saturating_sub(LONGEST_CLAUSE).max(s.from);
    (from..at).rev().find(|i| doc.mark(*i, ';') || doc.mark(*i, ':')).map_or(from, |i| i + 1)
}

/// "kế hoạch", "sẽ", "dự kiến" aim; "kế hoạch số 5", "theo kế hoạch", "đạt mục tiêu", "vượt kế hoạch" do not.
pub(crate) fn aims(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    // "đề ra 2 xã đạt chuẩn" aims; "mục tiêu đề ra", "đề ra 18 chỉ tiêu" do not
    if list::is_word(doc, at, "đề ra") || list::is_word(doc, at, "đặt ra") {
        return matches!(doc.kind(at + 1), Some(Kind::Num(_))) && (doc.is(at + 2, Class::Level) || doc.is(at + 2, Class::Subject));
    }
    // "dự kiến thu nhập năm nay ước đạt 43,6 triệu đồng": estimated
    if doc.begins_in(at, "dự kiến") && (at + 1..s.to.min(at + 20)).take_while(|j| !doc.mark(*j, ';')).any(|j| doc.begins_in(j, "ước"))
    {
        return false;
    }
    // "với quyết tâm cao trong lãnh đạo", "sự phấn đấu của nhân dân": a virtue, not an aim
    let virtue = ["quyết tâm", "phấn đấu", "nỗ lực phấn đấu", "nỗ lực"].iter().any(|w| list::is_word(doc, at, w))
        && ["cao", "lớn", "chính", "chính trị", "của", "trong", "vươn", "không"].iter().any(|w| list::is_word(doc, at + 1, w))
        && !doc.is(at + 2, Class::YearWord)
        && !matches!(doc.kind(at + 2), Some(Kind::Date(_) | Kind::Year(_)))
        && !doc.is(at + 2, Class::Quarter);
    if virtue {
        return false;
    }
    let noun = doc.has(at, Class::Target, "noun");
    let before = if noun && at > s.from { doc.text(at - 1, at).to_lowercase() } else { String::new() };
    if noun
        && matches!(
            before.as_str(),
            "theo"
                | "đạt"
                | "vượt"
                | "hoàn thành"
                | "so với"
                | "các"
                | "vào"
                | "đưa vào"
                | "thực hiện"
                | "được"
                | "%"
                | "trong"
                | "chương trình"
                | "bằng"
        )
    {
        return false;
    }
    if noun {
        // "mục tiêu của cả nước là …", "kế hoạch của huyện:"
        let owner = doc.is(at + 1, Class::Prep)
            && (at + 2..(at + 5).min(s.to)).any(|j| {
                (doc.is(j, Class::List) || doc.mark(j, ':'))
                    && (at + 2..j).all(|k| {
                        doc.place_at(k).is_some() || doc.is(k, Class::Level) || doc.is(k, Class::Country) || doc.is(k, Class::Whole)
                    })
            });
        // "mục tiêu đến năm 2020", "mục tiêu là", "Kế hoạch của tỉnh:"
        let opens = doc.is(at + 1, Class::YearWord)
            // "mục tiêu trồng 25.000 cây trong năm"
            || doc.is(at + 1, Class::OutputVerb) && matches!(doc.kind(at + 2), Some(Kind::Num(_)))
            || doc.is(at + 1, Class::List)
            || doc.mark(at + 1, ':')
            || doc.has(at + 1, Class::DateCue, "bound")
            || matches!(doc.kind(at + 1), Some(Kind::Year(_) | Kind::Num(_)));
        let first = (s.from..at).all(|j| doc.line(j));
        // "hoàn thành sớm mục tiêu kế hoạch 5 năm": the plan's name
        if matches!(doc.kind(at + 1), Some(Kind::Num(_))) && doc.is(at + 2, Class::YearWord) {
            return false;
        }
        return opens || owner || first;
    }
    true
}

/// "Huyện đăng ký năm 2023 có thêm 2 xã đạt nâng cao": what is entered for this year or a later one.
pub(crate) fn enters(doc: &Doc<'_>, at: usize) -> bool {
    let this = |y: u16| doc.hint.year.is_none_or(|now| y >= now);
    let verb = ["đăng ký", "đăng kí"].iter().any(|w| list::is_word(doc, at, w));
    let year = doc.is(at + 1, Class::YearWord) && matches!(doc.kind(at + 2), Some(Kind::Year(y)) if this(y));
    let aim = |j: usize| {
        doc.is(j, Class::Delta)
            || ["có", "có thêm", "đưa", "xây dựng", "hoàn thành"].iter().any(|w| list::is_word(doc, j, w))
            || doc.has(j, Class::Status, "met")
    };
    verb && year && aim(at + 3)
}

/// "đang đầu tư để đạt chuẩn NTM nâng cao vào cuối năm nay": what the work is for, with a time still to come.
pub(crate) fn serves(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    let purpose = list::is_word(doc, at, "để") || list::is_word(doc, at, "nhằm");
    let stands = doc.has(at + 1, Class::Status, "met") && (doc.holds(at + 1, "chuẩn") || doc.holds(at + 1, "đích"));
    let late = |j: usize| {
        let end = doc.has(j, Class::Half, "end") || doc.has(j, Class::YearWord, "this") || doc.has(j, Class::YearWord, "next");
        end || future_year(doc, j)
    };
    // "chọn xã A là xã về đích năm 2021"
    let chosen = list::is_word(doc, at, "là")
        && doc.is(at + 1, Class::Level)
        && doc.has(at + 2, Class::Status, "met")
        && (at.saturating_sub(4).max(s.from)..at).any(|j| list::is_word(doc, j, "chọn"))
        && (at + 3..s.to.min(at + 8)).any(|j| matches!(doc.kind(j), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now)));
    // "có 100 tỷ đồng để xã đạt 20/20 tiêu chí": what the money would be for
    let whose = doc.bare_level(at + 1).is_some() || doc.place_at(at + 1).is_some();
    let wished = list::is_word(doc, at, "để")
        && whose
        && doc.is(at + 2, Class::Reach)
        && matches!(doc.kind(at + 3), Some(Kind::Frac(..)))
        && doc.is(at + 4, Class::Criteria);
    chosen || wished || purpose && stands && (at + 2..s.to.min(at + 14)).take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ',')).any(late)
}

/// "xã được công nhận đạt tiêu chí số 10 khi thu nhập …": whichever unit, on a condition.
fn conditional(doc: &Doc<'_>, s: Sentence, at: usize) -> bool {
    let when = list::is_word(doc, at, "khi") || list::is_word(doc, at, "nếu");
    let at = at + usize::from(["có", "đạt"].iter().any(|w| list::is_word(doc, at + 1, w)));
    let condition =
        doc.is(at + 1, Class::Indicator) || doc.is(at + 1, Class::Criterion) || matches!(doc.kind(at + 1), Some(Kind::Percent(_)));
    when && condition
        && (s.from..at).any(|j| matches!(doc.value(j, Class::Status), Some("met" | "recognised")))
        && !(s.from..at)
            .any(|j| doc.place_at(j).is_some() || matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Frac(..))) && doc.is(j + 1, Class::Level))
}

/// "đặt mục tiêu 12 tiêu chí nhưng đến cuối năm chỉ đạt 10": what follows is what came of it.
fn turns(doc: &Doc<'_>, at: usize) -> bool {
    ["nhưng", "song", "thế nhưng", "tuy vậy"].iter().any(|w| list::is_word(doc, at, w))
        && (at + 1..at + 8).take_while(|j| !doc.mark(*j, '.')).any(|j| list::is_word(doc, j, "chỉ") || list::is_word(doc, j, "mới"))
}

fn resets(doc: &Doc<'_>, at: usize) -> bool {
    // "… tại các xã đã đạt chuẩn": which units, not what came of it
    let unit = |j: usize| doc.is(j, Class::Level) || doc.is(j, Class::Subject);
    let several = |j: usize| ["các", "những", "số", "với", "ở", "tại"].iter().any(|w| list::is_word(doc, j, w));
    let which = at > 1
        && (unit(at - 1) && several(at - 2) || doc.holds(at - 1, "các "))
        && (doc.is(at + 1, Class::Status) || doc.is(at, Class::Status));
    if which {
        return false;
    }
    !doc.is(at + 1, Class::YearWord) || !future_year(doc, at + 2)
}

/// A year after the one the document was written in, said as `đến năm …`, `năm …`, `vào cuối năm …`.
pub(crate) fn future_year(doc: &Doc<'_>, at: usize) -> bool {
    let Some(now) = doc.hint.year else { return false };
    // "đưa vào kế hoạch năm 2018": a plan's name
    if at > 1
        && doc.is(at - 1, Class::YearWord)
        && doc.has(at - 2, Class::Target, "noun")
        && !doc.is(at - 2, Class::From)
        && list::is_word(doc, at - 2, "kế hoạch")
    {
        return false;
    }
    // "theo lộ trình năm 2018"
    if at > 1 && doc.is(at - 1, Class::YearWord) && list::is_word(doc, at - 2, "lộ trình") {
        return false;
    }
    match doc.kind(at) {
        Some(Kind::Year(y)) => y > now && !doc.mark(at + 1, '-') && !(at > 1 && doc.text(at - 2, at - 1).eq_ignore_ascii_case("giai đoạn")),
        Some(Kind::Date(w)) => w.year.is_some_and(|y| y > now),
        _ => false,
    }
}
