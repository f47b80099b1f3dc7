//! The unit a clause without a subject belongs to when it is named in the next: "Từ chỗ mới đạt 9/15, hai xóm A và B đã đạt 14/15".

use crate::build::Builder;
use crate::build::list;
use crate::build::progress::Score;
use crate::build::tally::subject_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::UnitRef;
use crate::term::Kind;

/// How far behind a score the comma may stand that ends its clause.
const CLAUSE: usize = 8;

impl Builder<'_> {
    /// "Cả 3 xã cũ đều đã đạt chuẩn, song chấm lại cho địa bàn mới được 16/19": of the commune they became.
    pub(super) fn newly_judged(&self, s: Sentence, score: &Score) -> Option<UnitRef> {
        let doc = self.doc;
        let from = score.from.saturating_sub(CLAUSE).max(s.from);
        let anew = |j: usize| list::two(doc, j, "địa bàn", "mới") || list::two(doc, j, "bàn", "mới");
        doc.main.first().filter(|main| main.level == crate::gazetteer::Level::Commune && (from..score.from).any(anew)).cloned()
    }

    /// "Từ chỗ mới đạt 9/15 tiêu chí đầu năm, đến nay xã A đã đạt …": the units the next clause begins with.
    pub(super) fn owners_next(&self, s: Sentence, score: &Score) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let first = (s.from..score.from).find(|j| !doc.line(*j))?;
        let opens = list::two(doc, first, "từ", "chỗ") || list::two(doc, first, "từ", "mức");
        if !opens || (first..score.from).any(|j| doc.place_at(j).is_some() || doc.bare_level(j).is_some()) {
            return None;
        }
        let comma = (score.end..s.to.min(score.end + CLAUSE)).find(|j| doc.mark(*j, ','))?;
        let leads = |j: usize| doc.has(j, Class::Result, "now") || doc.mark(j, ',') || matches!(doc.kind(j), Some(Kind::Num(_)));
        let at = (comma + 1..s.to.min(comma + 4)).find(|j| !leads(*j))?;
        let level = doc.place_at(at).and_then(|p| p.level).or_else(|| subject_at(doc, at).and_then(|(what, _)| super::level_of(what)))?;
        let names = list::names(doc, at, level).names;
        (!names.is_empty()).then(|| names.into_iter().map(|name| UnitRef { name: Some(name), level }).collect())
    }
}
