//! Names and words around a standing.

use super::Standing;
use crate::build::Builder;
use crate::build::list;
use crate::build::tally::{Count, subject_at};
use crate::build::tiers::tier_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::gazetteer::Level;
use crate::term::Kind;

impl Builder<'_> {
    /// Another kind of unit is what the following words speak of.
    pub(super) fn other_noun(&self, count: &Count, at: usize) -> bool {
        let doc = self.doc;
        let other = subject_at(doc, at).is_some_and(|(s, end)| s != count.subject && end == at + 1);
        other
            && at > 0
            && (doc.is(at - 1, Class::Whole)
                || doc.is(at - 1, Class::Percent)
                || matches!(doc.kind(at - 1), Some(Kind::Percent(_)))
                || doc.ends_in(at - 1, "số"))
    }

    pub(super) fn qualifier(&self, at: usize) -> bool {
        matches!(self.doc.kind(at), Some(Kind::Word)) && !self.doc.terms[at].capital && !self.doc.is(at, Class::Program)
    }

    /// Names said after the status: "… đạt chuẩn NTM, gồm: A, B, C".
    pub(super) fn names_after(&self, st: &Standing, level: Level, limit: usize) -> Vec<String> {
        let doc = self.doc;
        let mut i = st.end;
        let mut seen = false;
        for _ in 0..8 {
            if i >= limit {
                break;
            }
            if doc.mark(i, '(') {
                let inside = list::names(doc, i + 1, level);
                if !inside.names.is_empty() {
                    return inside.names;
                }
                i = list::close(doc, i);
                continue;
            }
            if doc.place_at(i).is_some() && seen {
                return list::names(doc, i, level).names;
            }
            let year = matches!(doc.kind(i), Some(Kind::Year(_) | Kind::Years(..) | Kind::Date(_)))
                || doc.is(i, Class::YearWord)
                || list::is_word(doc, i, "trong");
            if doc.is(i, Class::List) || doc.mark(i, ':') {
                seen = true;
            } else if !(doc.mark(i, ',')
                || doc.is(i, Class::Program)
                || year
                || tier_at(doc, i).is_some()
                || doc.is(i, Class::DateCue)
                || list::is_word(doc, i, "các")
                || doc.is(i, Class::Level))
            {
                break;
            }
            i += 1;
        }
        Vec::new()
    }

    /// End of the words that belong to a status: up to a comma, a semicolon or the next count.
    pub(super) fn phrase_end(&self, at: usize, limit: usize, s: Sentence) -> usize {
        let doc = self.doc;
        let mut i = at + 1;
        while i < limit.max(at + 1).min(s.to).min(at + 10) {
            let stop = doc.mark(i, ',') || doc.mark(i, ';') || doc.mark(i, '.') || doc.mark(i, ':') || doc.mark(i, '(') || doc.line(i);
            if stop || doc.is(i, Class::List) && (!doc.is(i, Class::Reach) || doc.place_at(i + 1).is_some()) || doc.is(i, Class::Delta) {
                break;
            }
            i += 1;
        }
        i
    }
}
