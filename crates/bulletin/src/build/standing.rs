//! Where counted units stand: the status, tier, band or stars said around a count.

mod band;
mod before;
mod names;
mod said;
mod stars;
mod tier;

use super::tally::{Count, level_of};
use super::{Builder, list};
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::gazetteer::Level;
use crate::term::Kind;

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
        // "15 tỉnh có tỷ lệ xã đạt chuẩn dưới 50%": the rate of each
        if (count.end..limit.min(count.end + 3)).any(|j| doc.begins_in(j, "tỷ lệ") || doc.begins_in(j, "tỉ lệ")) {
            return Found::Nothing;
        }
        // "trạm y tế 9/9 xã đạt chuẩn": the stations, not the communes
        if count.of.is_some() && count.at > s.from && doc.is(count.at - 1, Class::Unit) {
            return Found::Nothing;
        }
        let level = level_of(count.subject).unwrap_or(Level::Hamlet);
        // "Huyện A thẩm tra ba xã nâng cao": looked at, whatever came of it
        let looks = ["thẩm tra", "kiểm tra", "khảo sát", "rà soát"].iter().any(|w| list::is_word(doc, count.at.wrapping_sub(1), w));
        if looks && count.at > s.from && !(count.end..limit).any(|j| doc.is(j, Class::Status) || doc.is(j, Class::Reach)) {
            return Found::Nothing;
        }
        if let Some(st) = self.governed(s, count, left, limit) {
            return Found::Standing(st);
        }
        let mut names = Vec::new();
        let mut i = count.end;
        let mut steps = 0;
        while i < limit && steps < 28 {
            steps += 1;
            if doc.mark(i, ';') || doc.line(i) || doc.mark(i, '.') || doc.mark(i, ')') && doc.depth[count.at] > 0 {
                break;
            }
            if doc.mark(i, '(') {
                let inside = list::names(doc, i + 1, level);
                if names.is_empty() && doc.place_at(i + 1).is_none_or(|p| !p.address) {
                    names = inside.names;
                }
                i = list::close(doc, i);
                continue;
            }
            // "hai xã của huyện biên giới A": where they lie
            let above = doc.place_at(i).is_some_and(|p| p.level.is_some_and(|l| l.rank() > level.rank()));
            // "với 7 xã miền núi, huyện A cán đích": the status is of the one behind the comma
            if above && doc.mark(i - 1, ',') && i > count.end + 1 && doc.is(i + 1, Class::Status) {
                return Found::Nothing;
            }
            // "làm việc với 3 xã về NTM nâng cao": what it was about
            if (doc.is(i + 1, Class::Program) || super::tiers::tier_at(doc, i + 1).is_some()) && list::is_word(doc, i, "về") {
                return Found::Nothing;
            }
            // "hai xã chưa đạt 15 tiêu chí nâng cao": how far they are
            let so_many = matches!(doc.kind(i + 1), Some(Kind::Num(_) | Kind::Frac(..))) && doc.is(i + 2, Class::Criteria);
            if so_many && doc.has(i, Class::Status, "not_met") {
                return Found::Nothing;
            }
            // "nghe hai xã A, B báo cáo việc xây dựng nông thôn mới": who speaks
            if i > count.end && list::is_word(doc, i, "báo cáo") && !names.is_empty() {
                return Found::Nothing;
            }
            // "đưa ra khỏi danh sách đạt chuẩn": no longer
            if doc.ends_in(i, "khỏi") {
                return Found::Nothing;
            }
            // "17 thôn nay nhập với thôn chưa đạt chuẩn": the standing of others
            if i > count.end && doc.bare_level(i) == Some(level) && list::is_word(doc, i - 1, "với") {
                return Found::Nothing;
            }
            // "bốn xã còn lại thì A đạt 15/19": each has its own
            if doc.place_at(i + 1).is_some() && list::is_word(doc, i, "thì") {
                return Found::Nothing;
            }
            if names.is_empty() && doc.place_at(i).is_some() && !above && !doc.is(i.wrapping_sub(1), Class::Prep) {
                let found = list::names(doc, i, level);
                if !found.names.is_empty() {
                    names = found.names;
                    i = found.end.max(i + 1);
                    continue;
                }
            }
            if doc.is(i, Class::Target) && self.scope.aimed(i) && !doc.is(i, Class::Status) {
                break;
            }
            // "trong 13 xã của huyện chỉ có A cán đích": one of them
            let only = list::is_word(doc, i, "chỉ có") || list::two(doc, i, "chỉ", "có") || list::is_word(doc, i, "mới có");
            if only && doc.place_at(i + 1 + usize::from(list::is_word(doc, i, "chỉ"))).is_some() {
                return Found::Nothing;
            }
            // "rà soát 15 xã: A, B, C đạt 19 tiêu chí; D 13 tiêu chí": the first few have a standing of their own
            let each =
                names.len() == 1 && count.n >= 2 && (count.end..i).any(|j| doc.is(j, Class::List)) && self.band(s, count, i).is_some();
            let apart = each || doc.mark(count.end, ':') || (count.end..i).any(|j| doc.mark(j, ':')) && doc.place_at(i - 1).is_some();
            if apart && !names.is_empty() && names.len() as i64 * 2 <= count.n {
                return Found::Nothing;
            }
            // "bốn xã A, B phải về đích trong năm 2019": laid on them
            let laid = doc.is(i, Class::Modal) || doc.has(i, Class::Order, "passive") && is_word_given(doc, i);
            if laid && (i + 1..i + 3).any(|j| doc.is(j, Class::Status)) {
                return Found::Nothing;
            }
            if let Some(mut st) = self.standing_at(s, count, i, limit) {
                if st.status == "met" && self.asked_for(s, count) {
                    st.status = "proposed";
                }
                if names.is_empty() {
                    names = self.names_after(&st, level, limit.max(s.to.min(st.end + 90)));
                    if !names.is_empty() && count.n > 0 && names.len() as i64 > count.n.saturating_mul(2).saturating_add(2) {
                        names.clear();
                    }
                }
                st.names = names;
                return Found::Standing(st);
            }
            // "62 khu dân cư được chọn xây dựng kiểu mẫu": chosen, no more
            if list::is_word(doc, i, "chọn") || list::is_word(doc, i, "lựa chọn") {
                return Found::Nothing;
            }
            // văn minh đô thị; "16 tỉnh mà toàn bộ số xã đạt chuẩn"
            if doc.is(i, Class::OtherProgram) && !doc.is(i, Class::Program) && !doc.is(i, Class::Level) {
                return Found::Nothing;
            }
            // "7/7 thôn có nhà văn hóa đạt chuẩn": the houses, not the hamlets
            let has = i > count.end
                && list::is_word(doc, i - 1, "có")
                && [Class::Unit, Class::WorkNoun, Class::Indicator].iter().any(|c| doc.is(i, *c));
            if has && !doc.is(i, Class::Criteria) {
                return Found::Nothing;
            }
            if i > count.end && self.other_noun(count, i) {
                return Found::Nothing;
            }
            if (doc.mark(i, ':') || doc.is(i, Class::List)) && names.is_empty() {
                let j = if doc.mark(i + 1, ':') { i + 2 } else { i + 1 };
                let found = list::names(doc, j, level);
                if !found.names.is_empty() {
                    names = found.names;
                    i = found.end.max(i + 1);
                    continue;
                }
            }
            // "lên 136/182 xã, xã nâng cao lên 31 xã": the next noun has a count of its own
            if doc.mark(i, ',') && limit < s.to && doc.is(i + 1, Class::Level) && super::tiers::tier_at(doc, i + 2).is_some() {
                break;
            }
            if doc.mark(i, ',') || doc.mark(i, ':') {
                let onward =
                    (i + 1..(i + 4).min(limit)).any(|j| doc.is(j, Class::Status) || doc.is(j, Class::Together) || doc.is(j, Class::Result));
                if i + 1 == limit && limit < s.to && !names.is_empty() {
                    return Found::Next(names);
                }
                if !onward {
                    break;
                }
            }
            i += 1;
        }
        // nothing but "và", "cùng", "," up to the next count
        if limit < s.to && (count.end..limit).all(|j| doc.is(j, Class::Prep)) && count.end < limit {
            return Found::Over(names);
        }
        // "xã A có 4 thôn, B 3 thôn đạt chuẩn"
        if limit < s.to && limit == count.end + 2 && doc.mark(count.end, ',') && doc.place_at(count.end + 1).is_some() {
            return Found::Next(Vec::new());
        }
        if limit < s.to
            && (count.end..limit).all(|j| {
                doc.mark(j, ',')
                    || doc.is(j, Class::Conj)
                    || doc.mark(j, '/')
                    || doc.is(j, Class::Approx)
                    || doc.is(j, Class::BeforeMerger)
                    || self.qualifier(j)
            })
        {
            return Found::Next(names);
        }
        if let Some(st) = self.headed(s, count) {
            return Found::Standing(st);
        }
        if let Some(st) = self.band_before(s, count, left) {
            return Found::Standing(st);
        }
        match self.standing_before(count, left) {
            Some(mut st) => {
                if names.is_empty() {
                    names = self.names_after(&st, level, limit);
                }
                st.names = names;
                Found::Standing(st)
            }
            None => Found::Nothing,
        }
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

fn is_word_given(doc: &Doc<'_>, at: usize) -> bool {
    doc.begins_in(at, "được giao")
}

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
