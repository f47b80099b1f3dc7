//! What is aimed at: "phấn đấu đạt chuẩn NTM vào cuối năm 2020", "đến năm 2030 là xã NTM nâng cao".

mod apart;
mod before;
mod counted;
mod cuts;
mod elided;
mod goal;
mod when;
mod whose;

use super::Builder;
use super::list::is_word;
use super::scope::{adopts, aims, due, enters, future_year, heads_aims, planned, promises, serves};
use super::tiers::tier_at;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::Body;
use crate::term::{Kind, When};
use whose::Aim;

/// Longest goal, in terms.
const LONGEST: usize = 40;

/// What the clauses of a sentence have aimed at so far.
struct Aims {
    s: Sentence,
    /// The year of the heading the sentence stands under.
    headed: Option<String>,
    /// The last date that was said.
    by: Option<String>,
    /// An aim was opened by a word: the clauses after it go on with it.
    listing: bool,
}

impl Builder<'_> {
    pub(crate) fn targets(&mut self, s: Sentence) {
        // the title says it shorter; the body says it again
        if self.is_title(s) {
            return;
        }
        let headed = super::scope::heading_year(self.doc, s).or_else(|| super::scope::back_then(self.doc, s)).map(|year| year.to_string());
        let mut aims = Aims { s, headed, by: None, listing: false };
        let mut from = s.from;
        for cut in self.aims_cut(s) {
            self.aim_of_clause(&mut aims, from, cut);
            from = cut + 1;
        }
        self.elided_aims(s);
    }

    /// Adds the aim of one clause.
    fn aim_of_clause(&mut self, aims: &mut Aims, start: usize, cut: usize) {
        let (doc, s) = (self.doc, aims.s);
        // a year said before the aim counts for it: "Năm 2019, phấn đấu …"
        let Some(cue) = self.cue_of(aims, start, cut) else { return };
        let start = heads_aims(doc, s, cue).filter(|colon| *colon + 1 < cut).map_or(start, |colon| colon + 1);
        if self.no_aim(aims, start, cue, cut) {
            return;
        }
        // "kế hoạch có 2 xã về đích nhưng chỉ A hoàn thành": what came of it
        let end = (cue..cut).find(|j| super::scope::turns(doc, *j)).unwrap_or(cut);
        // "Để hoàn thành 19/19 tiêu chí trong năm nay, nguồn kinh phí còn khá lớn": what it is for ends with the comma
        let end = (cue..end).find(|j| is_word(doc, cue, "để") && doc.mark(*j, ',')).unwrap_or(end);
        if self.nobodys_aim(start, cue, end) || self.scope.law(cue) || !self.scope.aimed(cue) && !future_in(doc, start, end) {
            return;
        }
        let Some(when) = self.aim_due(aims, start, cue, end) else { return };
        let Some((from, to)) = self.goal_of(s, start, cue, end) else { return };
        let goal = doc.text(from, to);
        let opened = doc.is(cue, Class::Target);
        aims.listing |= adopts(doc, s, cue) || opened || doc.mark(cut, ',') || heads_aims(doc, s, cue).is_some();
        let rule = if opened { "target" } else { "target-year" };
        for unit in self.aiming(Aim { s, start, cue, from, to }) {
            let first = start.max(cue.saturating_sub(6).max(s.from));
            self.add(Body::Target { unit, goal: goal.clone(), by: when.clone() }, first, end, rule);
        }
    }

    /// The word that opens the aim of a clause, or its first when it goes on with an aim.
    fn cue_of(&self, aims: &Aims, start: usize, end: usize) -> Option<usize> {
        (start..end).find(|j| self.cue(aims.s, *j)).or_else(|| self.by_year(start, end)).or_else(|| {
            // "…; đạt xã NTM nâng cao vào cuối năm 2020": an aim with its own date in a list of aims
            let goes_on = || aims.listing || self.by_date(start, end).is_some() || aims.headed.is_some();
            (self.scope.aimed(start) && goes_on()).then_some(start)
        })
    }

    /// What is feared, ordered or laid on somebody is no aim.
    fn no_aim(&self, aims: &Aims, start: usize, cue: usize, end: usize) -> bool {
        let (doc, s) = (self.doc, aims.s);
        let opened = doc.is(cue, Class::Target);
        // "Nếu cứ để như vậy, đến năm 2025 sẽ còn …"
        let feared = (super::scope::clause_start(doc, s, cue)..cue).take(3).any(|j| is_word(doc, j, "nếu"));
        // "Đoàn đề nghị tỉnh hoàn thành … trước 2025"
        let asked = !opened && (start..end).any(|j| doc.has(j, Class::Order, "give") && self.addressed_to(j + 1));
        // "đề nghị huyện giữ vững …, đến năm 2025 có 5 xã nâng cao": so many by then are aimed at
        let rung = |c: super::tally::Count| tier_at(doc, c.end).is_some() || doc.is(c.end, Class::Program);
        let counted = |j: usize| is_word(doc, j, "có") && super::tally::count_at(doc, s, j + 1).is_some_and(rung);
        let by_then = || (cue..end).any(|j| future_year(doc, j) && counted(j + 1));
        // "… mỗi xã phấn đấu tăng 1 tiêu chí; 5 xã đã đạt chuẩn phải duy trì"
        let laid = aims.listing && !opened && (start..end).any(|j| is_word(doc, j, "phải"));
        // "A đăng ký kiểu mẫu năm 2022": entered, with no word of aiming
        let named = |j: usize| doc.place_at(j).is_some() || doc.bare_level(j).is_some();
        let entered =
            !opened && (start + 1..end).any(|j| doc.has(j, Class::Status, "registered") && named(j - 1) && tier_at(doc, j + 1).is_some());
        // "yêu cầu các địa phương … phải cam kết hoàn thành trước 31/12": a task
        let pledged = opened && is_word(doc, cue.wrapping_sub(1), "phải") && (start..cue).any(|j| doc.has(j, Class::Order, "give"));
        feared || laid || pledged || entered || asked && !by_then()
    }

    /// "cho các xã phấn đấu về đích năm 2023": which ones; "các xã, huyện đã đạt chuẩn … phấn đấu thành …": no day of its own.
    fn nobodys_aim(&self, start: usize, cue: usize, end: usize) -> bool {
        let doc = self.doc;
        if !doc.is(cue, Class::Target) {
            return false;
        }
        let given = |j: usize| doc.reads_any(j, &["cho", "của", "tại", "với", "ở", "giúp", "đối với"]);
        let two = cue > start + 2 && doc.is(cue - 1, Class::Level) && is_word(doc, cue - 2, "các") && given(cue - 3);
        let one = cue > start + 1 && doc.begins_in(cue - 1, "các ") && given(cue - 2);
        let vague = doc.reads_any(start, &["các", "những", "nhiều"]) && doc.is_any(start + 1, &[Class::Level, Class::Subject]);
        two || one || vague && self.by_date(start, end).is_none()
    }

    /// By when: said in the clause, before it, above it or by the term of whoever adopted it.
    fn aim_due(&self, aims: &mut Aims, start: usize, cue: usize, end: usize) -> Option<String> {
        let (doc, s) = (self.doc, aims.s);
        if let Some(year) = self.year_aimed_then(cue, end) {
            return Some(year.to_string());
        }
        let years = |j: usize| matches!(doc.kind(j), Some(Kind::Years(..)));
        // "Giai đoạn 2021-2025, xã phấn đấu … vào năm 2024": the year behind the cue is the aim's own
        let behind = (cue..end).any(|j| matches!(doc.kind(j), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y >= now)))
            && (start..cue).any(|j| years(j) || doc.has(j, Class::Order, "give"));
        // "Mục tiêu nhiệm kỳ 2025 - 2030: đến năm 2027 …, đến năm 2030 …": the term only says whose aims
        let term = (cue + 1..end.min(cue + 8)).find(|j| doc.mark(*j, ':')).filter(|c| (cue..*c).any(years));
        let dated = term.filter(|c| (*c..end).any(|j| matches!(doc.kind(j), Some(Kind::Year(_)))));
        let own = self.by_date(dated.unwrap_or(if behind { cue } else { start }), end);
        if own.is_some() {
            aims.by.clone_from(&own);
            // "xác định các chỉ tiêu đến năm 2030: …; …": what is listed behind the colon is aimed at too
            aims.listing |= (start..end).any(|j| doc.mark(j, ':') && (start..j).any(|k| future_year(doc, k)));
        }
        // "cam kết về đích trong quý IV"
        let quarter = || (start..end).any(|j| doc.is(j, Class::Quarter)).then_some(doc.hint.year).flatten().map(|y| y.to_string());
        // "thông qua 23 chỉ tiêu, trong đó có …, vào cuối nhiệm kỳ 2020-2025"
        let adopted = || (s.from..s.to).any(|j| adopts(doc, s, j)).then(|| self.by_date(s.from, s.to)).flatten();
        own.or_else(|| self.due_of_row(aims, start))
            .or_else(|| aims.by.clone())
            .or_else(|| self.year_before(s, start))
            .or_else(|| aims.headed.clone())
            .or_else(|| self.year_of_title())
            .or_else(quarter)
            .or_else(adopted)
    }

    /// No word of aiming, but a year still to come: where the aim begins.
    fn by_year(&self, start: usize, end: usize) -> Option<usize> {
        let year = (start..end).find(|j| future_year(self.doc, *j))?;
        (start..=year).find(|j| self.scope.aimed(*j))
    }

    /// A word that opens an aim here.
    fn cue(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let noun = doc.has(at, Class::Target, "noun") && !aims(doc, s, at);
        doc.is(at, Class::Target) && self.scope.aimed(at) && !noun && !doc.has(at, Class::Target, "weak")
            || serves(doc, s, at)
            || promises(doc, s, at)
            || heads_aims(doc, s, at).is_some()
            || adopts(doc, s, at)
            || enters(doc, at)
            || due(doc, s, at).is_some()
            || planned(doc, s, at)
    }
}

fn future_in(doc: &Doc<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|j| future_year(doc, j))
}

pub(crate) fn iso(year: u16, when: When) -> String {
    match (when.month, when.day) {
        (Some(m), Some(d)) => format!("{year:04}-{m:02}-{d:02}"),
        (Some(m), None) => format!("{year:04}-{m:02}"),
        _ => format!("{year:04}"),
    }
}
