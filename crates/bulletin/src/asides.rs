//! Shares said in passing behind a count: "6.009 xã (chiếm 73,06%) đạt chuẩn", "9 xã, bằng 64,3% số xã, được công nhận". They state
//! nothing of their own and part the count from what is said of it, so that no rule need know of them: their terms are left out.

use crate::class::Class;
use crate::lexicon::Lexicon;
use crate::source::Source;
use crate::term::{Kind, Term};
use std::ops::Range;

/// Terms of an aside on either side of its percentage, and terms between a count and its aside.
const REACH: usize = 8;
/// Words an aside may begin with where commas enclose it.
const LEADS: [&str; 6] = ["chiếm", "bằng", "đạt", "tỷ lệ", "tỉ lệ", "tương đương"];
/// Other words an aside is made of.
const WORDS: [&str; 16] =
    ["tỷ", "tỉ", "lệ", "số", "tổng", "tổng số", "của", "trong", "so", "với", "so với", "kế hoạch", "kh", "toàn", "khoảng", "gần"];

/// The terms without the shares said in passing.
pub(crate) fn without_shares(source: &Source, lexicon: &Lexicon, terms: Vec<Term>) -> Vec<Term> {
    let look = Look { source, lexicon, terms: &terms };
    let shares = terms.iter().enumerate().filter(|(_, term)| matches!(term.kind, Kind::Percent(_)));
    let cut: Vec<Range<usize>> = shares.flat_map(|(at, _)| look.said_first(at).into_iter().flatten().chain(look.aside(at))).collect();
    if cut.is_empty() {
        return terms;
    }
    let mut cut = cut.into_iter().peekable();
    let mut left = Vec::with_capacity(terms.len());
    for (at, term) in terms.iter().enumerate() {
        while cut.next_if(|range| range.end <= at).is_some() {}
        if cut.peek().is_none_or(|range| !range.contains(&at)) {
            left.push(*term);
        }
    }
    left
}

struct Look<'a> {
    source: &'a Source,
    lexicon: &'a Lexicon,
    terms: &'a [Term],
}

impl Look<'_> {
    /// The terms of the aside around a percentage, with the marks that enclose it.
    fn aside(&self, share: usize) -> Option<Range<usize>> {
        let open = (share.saturating_sub(REACH)..share).rev().find(|at| !self.is_of_share(*at))?;
        let close = (share + 1..share + REACH).find(|at| !self.is_of_share(*at))?;
        let bracket = self.mark(open, '(') && self.mark(close, ')');
        let commas = || self.mark(open, ',') && self.mark(close, ',') && self.reads_any(open + 1, &LEADS) && self.goes_on(close + 1);
        ((bracket || commas()) && self.counted_before(open)).then_some(open..close + 1)
    }

    /// "100% số xã (14/14 xã) đạt tiêu chí quy hoạch": the share comes first and the count stands in the bracket: all but the count.
    fn said_first(&self, share: usize) -> Option<[Range<usize>; 2]> {
        let noun = share + 1 + usize::from(self.reads_any(share + 1, &["số", "tổng số", "các"]));
        let open = noun + 1;
        let unit = |at: usize| {
            self.terms.get(at).filter(|term| term.is(self.lexicon, Class::Level) || term.is(self.lexicon, Class::Subject)).map(|t| t.entry)
        };
        let counted = matches!(self.terms.get(open + 1)?.kind, Kind::Num(_) | Kind::Frac(..));
        let enclosed = self.mark(open, '(') && self.mark(open + 3, ')');
        (counted && enclosed && unit(noun)? == unit(open + 2)?).then_some([share..open + 1, open + 3..open + 4])
    }

    /// A word of an aside: what it is a share of, nothing that states more.
    fn is_of_share(&self, at: usize) -> bool {
        const PARTS: [Class; 6] = [Class::Approx, Class::Prep, Class::Whole, Class::Level, Class::Country, Class::Criteria];
        let Some(term) = self.terms.get(at) else { return false };
        matches!(term.kind, Kind::Word | Kind::Phrase)
            && (PARTS.iter().any(|class| term.is(self.lexicon, *class)) || self.reads_any(at, &LEADS) || self.reads_any(at, &WORDS))
    }

    /// "9 xã", "15/20 thôn", "4 tiêu chí": a number of units or criteria right before, with at most a few words between.
    fn counted_before(&self, open: usize) -> bool {
        let before = (open.saturating_sub(REACH)..open).rev().take_while(|at| !self.parts(*at));
        let number = before.into_iter().find(|at| matches!(self.terms[*at].kind, Kind::Num(_) | Kind::Frac(..)));
        number.and_then(|at| self.terms.get(at + 1)).is_some_and(|noun| {
            let units = noun.is(self.lexicon, Class::Level) || noun.is(self.lexicon, Class::Subject);
            let criteria = noun.is(self.lexicon, Class::Criteria) || noun.is(self.lexicon, Class::Indicators);
            (units || criteria) && !noun.has(self.lexicon, Class::Subject, "households")
        })
    }

    /// The sentence goes on with where the units stand.
    fn goes_on(&self, at: usize) -> bool {
        let says = |term: &Term| term.is(self.lexicon, Class::Status) || term.is(self.lexicon, Class::Reach);
        self.terms.iter().skip(at).take(3).any(says)
    }

    /// What a share behind it is of: no longer the count before.
    fn parts(&self, at: usize) -> bool {
        let term = &self.terms[at];
        matches!(term.kind, Kind::Mark(_) | Kind::Line | Kind::Place(_) | Kind::Name | Kind::Person)
            || term.is(self.lexicon, Class::Indicator)
            || term.is(self.lexicon, Class::List) && !term.is(self.lexicon, Class::Criteria)
    }

    fn mark(&self, at: usize, mark: char) -> bool {
        self.terms.get(at).is_some_and(|term| term.mark(mark))
    }

    fn reads_any(&self, at: usize, words: &[&str]) -> bool {
        let Some(term) = self.terms.get(at) else { return false };
        let letters = &self.source.lower[term.start as usize..term.end as usize];
        words.iter().any(|word| letters.iter().copied().eq(word.chars()))
    }
}
