//! Where counted units stand: the status, tier, band or stars said around a count.

mod band;
mod before;
mod behind;
mod elsewhere;
mod governed;
mod names;
mod said;
mod stars;
mod tier;

use super::tally::{Count, count_at, level_of};
use super::tiers::STANDARD;
use super::{Builder, list};
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::Body;
use crate::gazetteer::Level;
use behind::Behind;

/// Where counted units stand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing {
    pub(crate) status: &'static str,
    pub(crate) tier: Option<&'static str>,
    pub(crate) band: Option<(i64, Option<i64>)>,
    pub(crate) names: Vec<String>,
    pub(crate) end: usize,
}

impl Standing {
    /// A status on a rung, without band or names, said up to the term `end`.
    pub(crate) fn of(status: &'static str, tier: Option<&'static str>, end: usize) -> Self {
        Self { status, tier, end, ..Self::default() }
    }

    /// The same standing said of other units: their names are their own.
    pub(crate) fn again(&self, end: usize) -> Self {
        Self { status: self.status, tier: self.tier, band: self.band, names: Vec::new(), end }
    }
}

/// What the words around a count say.
pub(crate) enum Found {
    Standing(Standing),
    /// The next count's standing is this one's too.
    Next(Vec<String>),
    /// The same, but the next one only says where: "61 đơn vị thuộc 31 tỉnh".
    Over(Vec<String>),
    Nothing,
}

impl Builder<'_> {
    /// What is said of a count between it and the next one.
    pub(crate) fn standing(&self, s: Sentence, count: &Count, left: usize, limit: usize) -> Found {
        let doc = self.doc;
        if count.subject == "products" {
            return self.stars(s, count, limit);
        }
        if self.counts_other_things(s, count, limit) {
            return Found::Nothing;
        }
        if let Some(st) = self.governed(s, count, left, limit) {
            return Found::Standing(st);
        }
        let level = level_of(count.subject).unwrap_or(Level::Hamlet);
        let mut behind = Behind { s, count, level, limit, names: Vec::new() };
        if let Some(found) = self.said_behind(&mut behind) {
            return found;
        }
        if let Some(found) = self.said_with_next(&mut behind) {
            return found;
        }
        if let Some(st) = self.headed(s, count).or_else(|| self.band_before(s, count, left)) {
            return Found::Standing(st);
        }
        let Some(mut st) = self.standing_before(count, left) else { return Found::Nothing };
        st.names = behind.names;
        if st.names.is_empty() {
            st.names = self.names_after(&st, level, limit);
        }
        if st.tier == Some(STANDARD) && !(count.at..limit).any(|j| doc.is(j, Class::Program)) {
            st.tier = self.tier_scored(&st.names).or(st.tier);
        }
        Found::Standing(st)
    }

    /// "xã A đạt 19/19 tiêu chí nâng cao; … đề nghị công nhận 2 xã A, B": the rung of the scores that were told of those named.
    fn tier_scored(&self, names: &[String]) -> Option<&'static str> {
        let mut tiers = self.facts.iter().rev().take(60).filter_map(|f| match &f.body {
            Body::Progress { unit, tier, kind: "criteria", average_per: None, .. }
                if unit.name.as_ref().is_some_and(|n| names.contains(n)) =>
            {
                Some(*tier)
            }
            _ => None,
        });
        let first = tiers.next()?;
        tiers.all(|tier| tier == first).then_some(first)
    }

    /// The count is of what units have, or of units only looked at: it says where none of them stands.
    fn counts_other_things(&self, s: Sentence, count: &Count, limit: usize) -> bool {
        let doc = self.doc;
        // "15 tỉnh có tỷ lệ xã đạt chuẩn dưới 50%": the rate of each
        // but "6.009 xã (tỷ lệ 73,06%)" says it of the count
        let rate = |j: usize| doc.begins_in(j, "tỷ lệ") || doc.begins_in(j, "tỉ lệ");
        if !doc.mark(count.end, '(') && (count.end..limit.min(count.end + 3)).any(rate) {
            return true;
        }
        // "trạm y tế 9/9 xã đạt chuẩn": the stations, not the communes
        if count.of.is_some() && count.at > s.from && doc.is(count.at - 1, Class::Unit) {
            return true;
        }
        // "chỉ tiêu 61 xã đạt chuẩn của giai đoạn 2016 - 2020 nay đã bị vượt": how many there were to be
        if doc.reads_any(count.at.wrapping_sub(1), &["chỉ tiêu", "mục tiêu"]) && !doc.is(count.at.wrapping_sub(2), Class::Reach) {
            return true;
        }
        // "tiêu chí giao thông 38 xã đạt": those of one criterion
        if count.at > s.from + 1 && doc.is(count.at - 1, Class::Criterion) && doc.is(count.at - 2, Class::Criteria) {
            return true;
        }
        // "15 xã tiêu chí môi trường chỉ ở mức cơ bản đạt": one criterion of each
        let one = || crate::build::stated::criterion_number(doc, count.end + 1).is_some();
        if doc.is(count.end, Class::Criteria) && one() {
            return true;
        }
        // "huyện chọn 6 xã làm điểm xây dựng nâng cao": chosen, no more
        let set_to = ["làm", "xây dựng", "thực hiện", "triển khai", "thí điểm", "để"];
        if doc.reads_any(count.at.wrapping_sub(1), &["chọn", "lựa chọn"]) && doc.reads_any(count.end, &set_to) {
            return true;
        }
        // "Huyện A thẩm tra ba xã nâng cao": looked at, whatever came of it
        let looks = doc.reads_any(count.at.wrapping_sub(1), &["thẩm tra", "kiểm tra", "khảo sát", "rà soát"]);
        looks && count.at > s.from && !(count.end..limit).any(|j| doc.is(j, Class::Status) || doc.is(j, Class::Reach))
    }

    /// Nothing of its own up to the next count: the standing of that one is meant.
    fn said_with_next(&self, behind: &mut Behind<'_>) -> Option<Found> {
        let (doc, from, to) = (self.doc, behind.count.end, behind.limit);
        if to >= behind.s.to {
            return None;
        }
        // nothing but "và", "cùng", "," up to the next count
        if from < to && (from..to).all(|j| doc.is(j, Class::Prep)) {
            return Some(Found::Over(std::mem::take(&mut behind.names)));
        }
        // "xã A có 4 thôn, B 3 thôn đạt chuẩn"
        if to == from + 2 && doc.mark(from, ',') && doc.place_at(from + 1).is_some() {
            return Some(Found::Next(Vec::new()));
        }
        // "có 11 thôn, 7/11 thôn đã được công nhận": the whole, of which the next are a part
        if count_at(doc, behind.s, to).is_some_and(|c| c.of == Some(behind.count.n) && c.subject == behind.count.subject) {
            return Some(Found::Nothing);
        }
        let joins =
            |j: usize| doc.mark_any(j, ",/") || doc.is_any(j, &[Class::Conj, Class::Approx, Class::BeforeMerger]) || self.qualifier(j);
        (from..to).all(joins).then(|| Found::Next(std::mem::take(&mut behind.names)))
    }

    /// "nhất trí đề nghị UBND tỉnh công nhận 2 xã A, B đạt chuẩn": not yet.
    fn asked_for(&self, s: Sentence, count: &Count) -> bool {
        let doc = self.doc;
        let Some(verb) = count.at.checked_sub(1).filter(|v| *v >= s.from && doc.has(*v, Class::Status, "recognised")) else { return false };
        let clause = || (s.from..verb).rev().take(8).take_while(|j| ![',', ';', ':'].iter().any(|c| doc.mark(*j, *c)));
        // "theo đề nghị của …", "căn cứ Tờ trình số 12": what the decision rests on
        let rests = |j: usize| doc.is(j, Class::Citation) || ["theo", "căn cứ"].iter().any(|w| list::is_word(doc, j, w));
        let asks = |j: usize| list::is_word(doc, j, "trình") || ["đề nghị", "kiến nghị"].iter().any(|w| doc.ends_in(j, w));
        !doc.holds(verb, "quyết định") && clause().any(asks) && !clause().any(rests)
    }

    /// Standards that are not ours: văn minh đô thị, chuẩn quốc gia về y tế.
    pub(crate) fn other_program(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let end = end.max(at + 1).min(doc.terms.len());
        let ours = (at..end).any(|j| doc.is(j, Class::Program));
        !ours && (at..end.min(at + 6)).any(|j| doc.is(j, Class::OtherProgram))
    }
}

/// The status a word of the dictionaries stands for, where it is one of the ladder.
pub(crate) fn known_status(value: &str) -> Option<&'static str> {
    ["recognised", "met", "not_met", "basically_met", "registered", "appraised", "pending", "proposed", "in_progress", "lost", "revoked"]
        .into_iter()
        .find(|s| *s == value)
}

/// Status words that also speak of other things: they need the programme beside them.
fn is_weak(doc: &Doc<'_>, at: usize) -> bool {
    doc.is(at, Class::Act)
        || doc.is(at, Class::OutputVerb)
        || doc.has(at, Class::Status, "met") && !doc.holds(at, "chuẩn") && !doc.holds(at, "đích")
}
