//! Values of whoever was told of last: "Xã đạt 15/19 tiêu chí. Thu nhập …".

use crate::build::Builder;
use crate::build::list::{is_word, two};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::term::Kind;

/// Lines of a list that are passed over.
const MOST_LINES: usize = 24;
/// So many units told of at once still go on to be told of.
const FEW: usize = 3;

impl Builder<'_> {
    /// Those whose score was read last, when the text goes on with them, or the area they lie in when it goes on with that.
    pub(super) fn told_of_last(&self, s: Sentence, at: usize) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let (sentence, owners) = self
            .last_owner
            .as_ref()
            .filter(|(sentence, owners)| self.beside(*sentence, doc.sentence_of(at)) && !self.new_part(s, *sentence, owners))?;
        // "Xã đạt 11/19 tiêu chí. Bản A, bản B cùng đạt 9/15. Thu nhập …": the text goes on with its commune
        let commune = doc.main.first().filter(|m| m.level == Level::Commune);
        let hamlets = |m: &&UnitRef| owners.iter().all(|o| o.level.rank() < m.level.rank());
        if let Some(main) = commune.filter(|m| hamlets(m) && (owners.len() > 1 || self.goes_through_hamlets(*sentence))) {
            return Some(vec![main.clone()]);
        }
        if self.singled_out(*sentence) || self.goes_through_communes(*sentence) {
            return doc.main.first().cloned().map(|u| vec![u]);
        }
        let unit = || self.counting_since(*sentence, owners).map_or_else(|| owners.clone(), |u| vec![u]);
        (owners.len() <= FEW).then(unit)
    }

    /// The sentence or the one before, lines of a list not counted.
    fn beside(&self, before: usize, here: usize) -> bool {
        let doc = self.doc;
        let item = |i: usize| {
            let s = doc.sentences[i];
            (s.from..s.to).find(|j| !doc.line(*j)).is_none_or(|j| doc.mark_any(j, "-+•"))
        };
        let opens = |i: usize| {
            let s = doc.sentences[i];
            item(i + 1) && (s.from..s.to).rev().find(|j| !doc.line(*j)).is_some_and(|j| doc.mark(j, ':'))
        };
        // "Đến nay xã đạt 15/19 tiêu chí. Các tiêu chí chưa đạt gồm: …. Tỷ lệ …": nobody else was named in the paragraph
        let named = |i: usize| {
            let s = doc.sentences[i];
            (s.from..s.to).any(|j| doc.place_at(j).is_some() || doc.bare_level(j).is_some())
        };
        let paragraph = before < here && here - before <= 3 && (before + 1..=here).all(|i| !doc.sentences[i].line_start && !named(i));
        paragraph
            || here.abs_diff(before) <= 1
            || before < here && here - before <= MOST_LINES && (before + 1..here).all(|i| item(i) || opens(i))
    }

    /// "Xã thấp nhất là A, mới được 8 tiêu chí; …": picked out of an area that the text goes on with.
    fn singled_out(&self, sentence: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[sentence];
        let most = |j: usize| ["nhất", "thấp nhất", "cao nhất", "ít nhất", "nhiều nhất"].iter().any(|w| is_word(doc, j, w));
        let area = doc.main.first().is_some_and(|m| m.level >= Level::District);
        area && (s.from..s.to.min(s.from + 6)).any(|j| most(j) && doc.is(j + 1, Class::List))
    }

    /// "Thôn A đạt 11/14 tiêu chí, thôn B 9/14.": one after the other, the last is not whom the text goes on with.
    fn goes_through_hamlets(&self, sentence: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[sentence];
        let hamlets = (s.from..s.to).filter_map(|j| doc.place_at(j)).filter(|p| p.explicit && p.level == Some(Level::Hamlet));
        hamlets.count() > 1
    }

    /// "A 11 tiêu chí, B 10, C 12": one after the other, in a text about the area they lie in.
    fn goes_through_communes(&self, sentence: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[sentence];
        let (from, to) = (doc.span(s.from, s.from + 1).start, doc.span(s.from, s.to).end);
        let mut scores: Vec<(&UnitRef, crate::number::Number)> = Vec::new();
        for fact in self.facts.iter().rev().take(40).filter(|f| f.span.start >= from && f.span.end <= to) {
            if let Body::Progress { unit, met, kind: "criteria", average_per: None, .. } = &fact.body
                && !scores.iter().any(|(known, _)| *known == unit)
            {
                scores.push((unit, *met));
            }
        }
        let area = doc.main.first().is_some_and(|m| m.level >= Level::District);
        area && scores.len() >= 3 && scores.iter().any(|(_, met)| *met != scores[0].1)
    }

    /// "BÁO CÁO kết quả … huyện A": a line of its own that names nobody is of the area, whoever the line before ended with.
    fn new_part(&self, s: Sentence, before: usize, owners: &[UnitRef]) -> bool {
        let doc = self.doc;
        let Some(title) = doc.sentences.iter().find(|s| !s.skip) else { return false };
        let reports = ["báo cáo", "kết quả", "tình hình"];
        let report = (title.from..title.to.min(title.from + 4)).any(|j| reports.iter().any(|w| is_word(doc, j, w)))
            || two(doc, title.from, "báo", "cáo");
        let area = doc.main.first().filter(|m| m.level >= Level::District && owners.iter().all(|o| o.level.rank() < m.level.rank()));
        // "1/ … ấp 5 mới 8/10 tiêu chí." and then "2/ Thu nhập …": the commune's
        let first = (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.from);
        let numbered = matches!(doc.kind(first), Some(Kind::Num(_))) && ['.', '/', ')'].iter().any(|c| doc.mark(first + 1, *c));
        let commune = doc.main.first().filter(|m| m.level.rank() == 1 && owners.iter().all(|o| o.level == Level::Hamlet));
        let opens = s.line_start && before < doc.sentence_of(s.from);
        opens && (report && area.is_some() || numbered && commune.is_some())
    }

    /// Units were counted after the last score: the sentence ended with the area they are counted in, not with that one unit.
    fn counting_since(&self, sentence: usize, owners: &[UnitRef]) -> Option<UnitRef> {
        let doc = self.doc;
        let s = doc.sentences[sentence];
        let (from, to) = (doc.span(s.from, s.from + 1).start, doc.span(s.from, s.to).end);
        let last = self
            .facts
            .iter()
            .rev()
            .take(40)
            .filter(|f| f.span.start >= from && f.span.end <= to && matches!(f.body, Body::Progress { .. } | Body::Tally(_)))
            .max_by_key(|f| f.span.start)?;
        match &last.body {
            Body::Tally(t) if owners.iter().all(|o| o.level.rank() < t.unit.level.rank()) => Some(t.unit.clone()),
            _ => None,
        }
    }
}
