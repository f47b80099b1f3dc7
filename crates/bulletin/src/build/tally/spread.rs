//! Parts of a count that are named behind it: "9 thôn được công nhận (A 4, B 3, C 2)".

use super::subject_at;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::runs::{Piece, run};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Tally, UnitRef};
use crate::gazetteer::Level;

impl Builder<'_> {
    /// "9 thôn được công nhận (A 4, B 3, C 2)", "12 khu kiểu mẫu, gồm A 7, B 5": parts that add up to what was counted before them.
    pub(super) fn spread_out(&mut self, s: Sentence, wholes: &[(usize, usize, usize)]) {
        let doc = self.doc;
        for (fact, end, limit) in wholes.iter().copied() {
            let Some(Body::Tally(whole)) = self.facts.get(fact).map(|f| f.body.clone()) else { continue };
            let rank = Level::of(whole.subject).map_or(0, Level::rank);
            // "16 xã mới đạt từ 8 đến 10 tiêu chí, tập trung ở A (6 xã), B (5)"
            let there = |j: usize| doc.reads_any(j, &["ở", "tại"]) && doc.ends_in(j.wrapping_sub(1), "trung");
            let opens = |j: usize| doc.mark_any(j, "(:") || doc.is(j, Class::List) || is_word(doc, j, "trong đó") || there(j);
            let Some(open) = (end.saturating_sub(1)..limit.min(end + 6)).find(|j| opens(*j) && doc.place_at(j + 1).is_some()) else {
                continue;
            };
            let counted = |j: usize| subject_at(doc, j).is_some_and(|(subject, _)| subject == whole.subject);
            // hamlets and gardens in brackets are named, not counted
            let found = run(doc, s, open + 1, |j| is_word(doc, j, "có") || rank > 0 && doc.mark(j, '('), counted, true);
            let each = |p: &Piece| p.n.as_whole().unwrap_or(0).saturating_mul(p.places.len() as i64);
            let sum: i64 = found.pieces.iter().map(each).sum();
            if found.pieces.len() < 2 || sum != whole.count || found.pieces.iter().any(|p| p.of.is_some()) {
                continue;
            }
            if let Some(Body::Tally(t)) = self.facts.get_mut(fact).map(|f| &mut f.body) {
                t.names.clear();
            }
            let above = if rank == 0 { Level::Commune } else { Level::District };
            for piece in &found.pieces {
                for place in piece.places.iter().filter_map(|j| doc.place_at(*j)) {
                    let level = place.level.filter(|l| place.explicit && l.rank() > rank).unwrap_or(above);
                    let unit = UnitRef { name: Some(place.name.clone()), level };
                    let count = piece.n.as_whole().unwrap_or(0);
                    let part = Tally { unit, count, of: None, names: Vec::new(), ..whole.clone() };
                    self.add(Body::Tally(part), piece.places[0], piece.at + 1, "tally");
                }
            }
        }
    }
}
