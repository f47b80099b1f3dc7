//! Where counted units stand: the status, tier, band or stars said around a count.

use super::tally::{Count, count_at, level_of, subject_at};
use super::tiers::{STANDARD, tier_at, title_tier};
use super::{Builder, list};
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::Body;
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
        // "trạm y tế 9/9 xã đạt chuẩn": the stations, not the communes
        if count.of.is_some() && count.at > s.from && doc.is(count.at - 1, Class::Unit) {
            return Found::Nothing;
        }
        let level = level_of(count.subject).unwrap_or(Level::Hamlet);
        if let Some(st) = self.governed(s, count, left, limit) {
            return Found::Standing(st);
        }
        let mut names = Vec::new();
        let mut i = count.end;
        let mut steps = 0;
        while i < limit && steps < 28 {
            steps += 1;
            if doc.mark(i, ';') || doc.line(i) || doc.mark(i, '.') {
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
            if names.is_empty() && doc.place_at(i).is_some() && !doc.is(i.wrapping_sub(1), Class::Prep) {
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
            if let Some(mut st) = self.standing_at(s, count, i, limit) {
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
            && (count.end..limit)
                .all(|j| doc.mark(j, ',') || doc.is(j, Class::Conj) || doc.mark(j, '/') || doc.is(j, Class::Approx) || self.qualifier(j))
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

    /// A verb right before the count decides, whatever follows: "đăng ký 4 xã về đích", "thu hồi danh hiệu … đối với 2 xã",
    /// "thẩm tra hồ sơ 6 xã đề nghị công nhận".
    fn governed(&self, s: Sentence, count: &Count, left: usize, limit: usize) -> Option<Standing> {
        let doc = self.doc;
        let mut found = None;
        for i in (left.max(count.at.saturating_sub(10)).max(s.from)..count.at).rev() {
            if doc.mark(i, ',') || doc.mark(i, ';') || doc.mark(i, ':') || doc.mark(i, '.') || doc.line(i) {
                break;
            }
            // "thẩm định mức độ đạt chuẩn của 3 xã": an act, when it is not still to come
            let appraises = list::is_word(doc, i, "thẩm định")
                && (i + 1..count.at)
                    .any(|k| doc.is(k, Class::Program) || doc.has(k, Class::Status, "met") || list::is_word(doc, k, "hồ sơ"));
            if appraises {
                found = Some("appraised");
                break;
            }
            if let Some(status) = doc.value(i, Class::Status).and_then(known_status) {
                let near = (i + 1..count.at).all(|k| {
                    list::is_word(doc, k, "hồ sơ")
                        || list::is_word(doc, k, "cho")
                        || list::is_word(doc, k, "của")
                        || list::is_word(doc, k, "xong")
                        || doc.is(k, Class::Approx)
                        || doc.is(k, Class::Prep)
                });
                let stripped = doc.is(count.at - 1, Class::Towards) || list::is_word(doc, count.at - 1, "của");
                let governs = match status {
                    "registered" | "appraised" => near,
                    "proposed" => i + 1 == count.at || i + 2 == count.at && doc.is(i + 1, Class::Approx),
                    "revoked" => near || stripped,
                    _ => false,
                };
                if governs {
                    found = Some(status);
                    break;
                }
                if status != "met" {
                    break;
                }
            }
        }
        let status = found?;
        let end = self.phrase_end(count.end, limit, s);
        let ours = (s.from..end.max(count.end)).any(|j| {
            doc.is(j, Class::Program)
                || tier_at(doc, j).is_some()
                || doc.is(j, Class::Criteria)
                || j >= count.end && doc.has(j, Class::Status, "met")
        });
        if !ours || self.other_program(count.end, end) {
            return None;
        }
        // "thẩm định mức độ đạt chuẩn NTM nâng cao tại 5 xã": the tier may stand between the verb and the count
        let between = || (left.max(count.at.saturating_sub(10)).max(s.from)..count.at).rev().find_map(|j| tier_at(doc, j));
        let tier = (count.end..end)
            .find_map(|j| tier_at(doc, j))
            .or_else(|| between().filter(|_| status == "appraised"))
            .or_else(|| self.tier_near(count, count.end, end));
        let mut st = Standing { status, tier, end, ..Standing::default() };
        let level = level_of(count.subject).unwrap_or(Level::Hamlet);
        st.names =
            if doc.place_at(count.end).is_some() { list::names(doc, count.end, level).names } else { self.names_after(&st, level, limit) };
        Some(st)
    }

    /// "Các huyện có xã đạt chuẩn cao: A 8 xã, B 7 xã": the status stands once, before the colon.
    fn headed(&self, s: Sentence, count: &Count) -> Option<Standing> {
        let doc = self.doc;
        let owner = count.at.checked_sub(1).and_then(|b| doc.place_at(b))?;
        let rank = level_of(count.subject)?.rank();
        let colon = (s.from..count.at).rev().take(60).find(|j| doc.mark(*j, ':'))?;
        let fits = owner.level.is_none_or(|l| l.rank() > rank);
        let counted = (s.from..colon).any(|j| subject_at(doc, j).is_some_and(|(subject, _)| subject == count.subject));
        let status = (s.from..colon).find_map(|j| doc.value(j, Class::Status).and_then(known_status).filter(|_| !is_weak(doc, j)))?;
        let tier = (s.from..colon).find_map(|j| tier_at(doc, j)).or(Some(STANDARD));
        (fits && counted && !self.other_program(s.from, colon)).then(|| Standing { status, tier, end: count.end, ..Standing::default() })
    }

    /// Another kind of unit is what the following words speak of.
    fn other_noun(&self, count: &Count, at: usize) -> bool {
        let doc = self.doc;
        let other = subject_at(doc, at).is_some_and(|(s, end)| s != count.subject && end == at + 1);
        other
            && at > 0
            && (doc.is(at - 1, Class::Whole)
                || doc.is(at - 1, Class::Percent)
                || matches!(doc.kind(at - 1), Some(Kind::Percent(_)))
                || doc.ends_in(at - 1, "số"))
    }

    fn qualifier(&self, at: usize) -> bool {
        matches!(self.doc.kind(at), Some(Kind::Word)) && !self.doc.terms[at].capital && !self.doc.is(at, Class::Program)
    }

    /// Names said after the status: "… đạt chuẩn NTM, gồm: A, B, C".
    fn names_after(&self, st: &Standing, level: Level, limit: usize) -> Vec<String> {
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

    /// The standing a term says, if it says one.
    fn standing_at(&self, s: Sentence, count: &Count, at: usize, limit: usize) -> Option<Standing> {
        let doc = self.doc;
        if let Some(st) = self.band(s, count, at) {
            return Some(st);
        }
        if let Some(value) = doc.value(at, Class::Status) {
            let status = known_status(value)?;
            let weak = doc.has(at, Class::Status, "weak")
                || matches!(status, "registered" | "in_progress" | "proposed" | "pending")
                || is_weak(doc, at);
            let end = self.phrase_end(at, limit.max(at + 1), s);
            let program = (at..end.max(at + 1)).any(|j| {
                doc.is(j, Class::Program) || tier_at(doc, j).is_some() || j > at && doc.has(j, Class::Status, "met") && !is_weak(doc, j)
            });
            let in_clause = (count.end..end).any(|j| doc.is(j, Class::Program) || tier_at(doc, j).is_some() || doc.is(j, Class::Criteria))
                || (s.from..count.at).any(|j| doc.is(j, Class::Program));
            let in_clause = in_clause || list::is_word(doc, count.at.wrapping_sub(1), "còn lại") || self.goes_on_from_last(s);
            let in_clause = in_clause
                || status == "met" && (s.from..s.to).any(|j| j != at && doc.has(j, Class::Status, "met") && !is_weak(doc, j))
                || status == "proposed" && doc.text(at, at + 1).to_lowercase().contains("công nhận");
            // "4 xã đã thẩm định, 2 xã đang hoàn thiện hồ sơ": another count of the sentence stands on the ladder
            let in_clause = in_clause
                || (s.from..count.at).any(|j| {
                    matches!(doc.value(j, Class::Status), Some("appraised" | "recognised" | "registered" | "not_met"))
                        && !doc.is(j, Class::Act)
                }) && (s.from..count.at).any(|j| count_at(doc, s, j).is_some_and(|c| c.subject == count.subject));
            if weak && !program && !in_clause {
                return None;
            }
            if self.other_program(at, end) {
                return None;
            }
            let (mut status, mut end) = (status, end);
            // "cơ bản đạt 19/19 tiêu chí" keeps its own words; "đạt" of criteria is a band
            if let Some(st) = (at + 1..(at + 3).min(s.to)).find_map(|j| self.band(s, count, j)) {
                if st.status == "met" {
                    end = st.end;
                    if status == "basically_met" {
                        status = "basically_met";
                    }
                } else if matches!(status, "met" | "basically_met" | "not_met") {
                    return Some(st);
                }
            }
            let tier = self.tier_near(count, at, end);
            return Some(Standing { status, tier, end, ..Standing::default() });
        }
        if let Some(tier) = tier_at(doc, at) {
            if self.other_program(at, at + 3) {
                return None;
            }
            // a status may follow the tier: "2 thôn kiểu mẫu được công nhận"
            let end = self.phrase_end(at, limit, s);
            let status = (at..end).find_map(|j| doc.value(j, Class::Status).and_then(known_status)).unwrap_or("met");
            return Some(Standing { status, tier: Some(tier), end, ..Standing::default() });
        }
        // "31/32 thôn đạt NTM", "5 xã NTM"
        (doc.is(at, Class::Program) && (at == count.end || doc.is(at - 1, Class::Reach)))
            .then(|| {
                let end = self.phrase_end(at, limit, s);
                let later = (at + 1..end).find_map(|j| doc.value(j, Class::Status).and_then(known_status));
                Standing {
                    status: later.unwrap_or("met"),
                    tier: Some(self.tier_near(count, at, end).unwrap_or(STANDARD)),
                    end,
                    ..Standing::default()
                }
            })
            .filter(|_| {
                let ends = doc.mark(at + 1, ',')
                    || doc.mark(at + 1, ';')
                    || doc.mark(at + 1, '.')
                    || doc.is(at + 1, Class::Conj)
                    || at + 1 >= s.to;
                ends && count.at > s.from
                    && (doc.is(count.at - 1, Class::Reach)
                        || doc.is(count.at - 1, Class::Result)
                        || doc.mark(count.at - 1, ':')
                        || (doc.mark(count.at - 1, ';') || doc.mark(count.at - 1, ','))
                            && (s.from..count.at).any(|j| doc.is(j, Class::Criteria) || doc.is(j, Class::Status)))
                    || doc.is(at.wrapping_sub(1), Class::Reach)
                    || count.of.is_some()
                    || (at..limit.min(at + 3)).any(|j| doc.is(j, Class::Status))
            })
    }

    /// End of the words that belong to a status: up to a comma, a semicolon or the next count.
    fn phrase_end(&self, at: usize, limit: usize, s: Sentence) -> usize {
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

    pub(crate) fn tier_near(&self, count: &Count, at: usize, end: usize) -> Option<&'static str> {
        let doc = self.doc;
        let after = (count.end..end.max(at + 1)).find_map(|j| tier_at(doc, j));
        let before = || {
            let from = count.at.saturating_sub(12);
            (from..count.at)
                .rev()
                .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.'))
                .find_map(|j| tier_at(doc, j).filter(|_| list::is_word(doc, j + 1, "có") || j + 2 >= count.at))
        };
        let own = tier_at(doc, count.end.wrapping_sub(1));
        let s = doc.sentences[doc.sentence_of(at)];
        let bare = !(count.end..end).any(|j| doc.is(j, Class::Program) || doc.has(j, Class::Status, "met"))
            && !(s.from..s.to).any(|j| tier_at(doc, j).is_some());
        // in a text about model hamlets "8/8 thôn đạt chuẩn" is of their standard
        let bare = bare
            || count.subject == "hamlets"
                && !(count.end..end).any(|j| doc.is(j, Class::Program))
                && !(s.from..s.to).any(|j| tier_at(doc, j).is_some());
        let title = || title_tier(doc).filter(|t| bare && (*t != "model" || count.subject == "hamlets"));
        // "85/113 xã đạt chuẩn; còn 28 xã chưa đạt": the sentence has its own standard
        let first = || !(s.from..count.at).any(|j| count_at(doc, s, j).is_some_and(|c| c.subject == count.subject));
        own.or(after).or_else(before).or_else(|| self.last_tier(s, count).filter(|_| bare && first())).or_else(title).or(Some(STANDARD))
    }

    /// The sentence before or after counts units of the programme: this one goes on ("Kết quả 4 xã đủ điều kiện trình").
    fn goes_on_from_last(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let here = doc.sentence_of(s.from);
        let beside = [here.checked_sub(1), Some(here + 1)];
        beside.into_iter().flatten().filter_map(|i| doc.sentences.get(i)).any(|b| {
            !b.skip
                && (b.from..b.to).any(|j| doc.is(j, Class::Program))
                && (b.from..b.to).any(|j| count_at(doc, *b, j).is_some_and(|c| level_of(c.subject).is_some()))
        })
    }

    /// The tier of the last count, said in the sentence before.
    fn last_tier(&self, s: Sentence, count: &Count) -> Option<&'static str> {
        let from = self.doc.sentences[self.doc.sentence_of(s.from).saturating_sub(1)].from;
        let start = self.doc.span(from, from + 1).start;
        let mut tiers = self.facts.iter().rev().take(12).filter_map(|f| match &f.body {
            Body::Tally(t) if t.subject == count.subject && f.span.start >= start => Some(t.tier),
            _ => None,
        });
        let last = tiers.next()?;
        tiers.all(|t| t == last).then_some(last).flatten()
    }

    /// Standards that are not ours: văn minh đô thị, chuẩn quốc gia về y tế.
    pub(crate) fn other_program(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let end = end.max(at + 1).min(doc.terms.len());
        let ours = (at..end).any(|j| doc.is(j, Class::Program));
        !ours && (at..end.min(at + 6)).any(|j| doc.is(j, Class::OtherProgram))
    }

    /// `đạt 13-18 tiêu chí`, `dưới 5 tiêu chí`, `19/19 tiêu chí`, `từ 10 tiêu chí trở lên`.
    pub(crate) fn band(&self, s: Sentence, count: &Count, at: usize) -> Option<Standing> {
        let doc = self.doc;
        let start = at;
        let mut i = at;
        let reach = doc.is(i, Class::Reach) || at == count.end;
        while i < at + 4 && (doc.is(i, Class::Reach) || list::is_word(doc, i, "chỉ") || list::is_word(doc, i, "mới")) {
            i += 1;
        }
        let below = doc.has(i, Class::Below, "any");
        let above = doc.has(i, Class::Below, "above");
        let from = doc.is(i, Class::From) || doc.has(i, Class::Approx, "at_least");
        if below || above || from || doc.is(i, Class::Approx) {
            i += 1;
        }
        let noun = |j: usize| doc.is(j, Class::Criteria);
        let elided = (s.from..s.to).any(noun) && !self.scope.off(at);
        let (lo, hi, mut end) = match doc.kind(i)? {
            Kind::Range(a, b) => (a.as_whole()?, Some(b.as_whole()?), i + 1),
            Kind::Frac(a, b) if noun(i + 1) && a <= b => {
                if a == b {
                    return Some(self.full(count, i + 2));
                }
                (a.as_whole()?, Some(a.as_whole()?), i + 1)
            }
            Kind::Num(n) => {
                let n = n.as_whole()?;
                if let (true, Some(Kind::Num(m))) = (list::is_word(doc, i + 1, "đến") || list::is_word(doc, i + 1, "tới"), doc.kind(i + 2))
                {
                    (n, Some(m.as_whole()?), i + 3)
                } else if below {
                    (0, Some(n - 1), i + 1)
                } else if above {
                    (n + 1, None, i + 1)
                } else if doc.is(i + 1, Class::AndUp) || (noun(i + 1) && doc.is(i + 2, Class::AndUp)) {
                    (n, None, if noun(i + 1) { i + 3 } else { i + 2 })
                } else if noun(i + 1) && count_at(doc, s, i).is_none() {
                    let named = doc.is(i + 2, Class::Citation) || doc.is(i + 2, Class::Criterion);
                    if !reach || named {
                        return None;
                    }
                    if (19..=25).contains(&n) && count.subject == "communes" || doc.text(start, i).to_lowercase().contains("đủ") {
                        return Some(self.full(count, i + 2));
                    }
                    (n, Some(n), i + 1)
                } else {
                    return None;
                }
            }
            _ => return None,
        };
        if noun(end) {
            end += 1;
        } else if !elided
            || doc.is(end, Class::Percent)
            || doc.is(end, Class::Indicators)
            || !reach && !matches!(doc.kind(i), Some(Kind::Range(..))) && !below
        {
            return None;
        }
        if lo > 60 || hi.is_some_and(|h| h > 60 || h < lo) {
            return None;
        }
        Some(Standing { status: "criteria_band", band: Some((lo, hi)), end, ..Standing::default() })
    }

    /// "nhóm 2 đạt từ 15-18 tiêu chí: 9 xã", "dưới 10 tiêu chí có 3 xã".
    fn band_before(&self, s: Sentence, count: &Count, left: usize) -> Option<Standing> {
        let doc = self.doc;
        let lead = count.at.checked_sub(1).filter(|b| *b > s.from)?;
        let linked = doc.mark(lead, ':') || list::is_word(doc, lead, "có") || list::is_word(doc, lead, "là") || doc.mark(lead, '-');
        // "nhóm đạt 15 - 18 tiêu chí 9 xã", "; từ 10 - 14 tiêu chí 61 xã;": the group right before its count
        let named = |j: usize| ["nhóm", "loại", "số xã"].iter().any(|w| list::is_word(doc, j, w));
        let opens = (left.max(s.from)..lead)
            .rev()
            .take(7)
            .find(|j| doc.mark(*j, ';') || doc.mark(*j, ',') || doc.mark(*j, ':'))
            .map_or(left.max(s.from), |j| j + 1);
        let alone = list::ends(doc, s, count.end) && (doc.is(opens, Class::From) || matches!(doc.kind(opens), Some(Kind::Range(..))));
        let grouped = doc.is(lead, Class::Criteria) && ((left.max(s.from)..lead).rev().take(7).any(named) || alone);
        if !linked && !grouped {
            return None;
        }
        let lead = if linked { lead } else { count.at };
        let from = (left.max(count.at.saturating_sub(10)).max(s.from)..lead)
            .rev()
            .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.') && !doc.mark(*j, ','))
            .last()?;
        let virtual_count = Count { end: s.to, ..count.clone() };
        (from..lead)
            .find_map(|j| {
                self.band(s, &virtual_count, j).filter(|st| st.end == lead && (doc.is(j, Class::Reach) || st.status == "criteria_band"))
            })
            .map(|st| Standing { end: count.end, ..st })
    }

    fn full(&self, count: &Count, end: usize) -> Standing {
        Standing { status: "met", tier: self.tier_near(count, count.end, end + 4), end, ..Standing::default() }
    }

    /// "công nhận 4 xã", "xã NTM nâng cao có 764 xã", "chưa đạt chuẩn còn 4 xã".
    fn standing_before(&self, count: &Count, left: usize) -> Option<Standing> {
        let doc = self.doc;
        let mut tier = None;
        for i in (left.max(count.at.saturating_sub(7))..count.at).rev() {
            if doc.mark(i, ';') || doc.mark(i, '.') || doc.mark(i, ':') && i + 1 < count.at || doc.line(i) {
                break;
            }
            if doc.place_at(i).is_some() && i + 1 < count.at && doc.mark(i + 1, ',') {
                break;
            }
            // "4 xã đã thẩm định, 2 xã …": the status is the other count's
            if doc.mark(i, ',') && left > doc.sentences[doc.sentence_of(count.at)].from {
                break;
            }
            tier = tier.or_else(|| tier_at(doc, i));
            if let Some(status) = doc.value(i, Class::Status).and_then(known_status) {
                let ok = matches!(
                    status,
                    "recognised" | "not_met" | "lost" | "revoked" | "appraised" | "met" | "registered" | "pending" | "proposed"
                );
                let noun = (s_from(left, i)..i).any(|j| doc.is(j, Class::Level) || doc.is(j, Class::Subject));
                let act = matches!(status, "recognised" | "revoked" | "appraised");
                if self.other_program(i, count.at) || !ok || (is_weak(doc, i) && !noun) || !(act || noun) {
                    return None;
                }
                return Some(Standing { status, tier: tier.or(Some(STANDARD)), end: count.end, ..Standing::default() });
            }
        }
        let tier = tier?;
        let noun = (left..count.at).any(|j| doc.is(j, Class::Level) || doc.is(j, Class::Subject));
        let own = list::is_word(doc, count.at.wrapping_sub(1), "có")
            || doc.mark(count.at.wrapping_sub(1), ':')
            || doc.is(count.at.wrapping_sub(1), Class::List);
        (noun && own).then(|| Standing { status: "met", tier: Some(tier), end: count.end, ..Standing::default() })
    }

    /// Stars of OCOP products.
    fn stars(&self, s: Sentence, count: &Count, limit: usize) -> Found {
        let doc = self.doc;
        let about = (s.from..s.to).any(|i| doc.is(i, Class::OcopWord) || doc.is(i, Class::Ocop));
        if !about {
            return Found::Nothing;
        }
        let end = limit.min(count.end + 14);
        for i in count.end..end {
            if doc.mark(i, ';') || doc.mark(i, '.') || (doc.mark(i, ',') && i > count.end + 1) {
                break;
            }
            if let Some(value) = doc.value(i, Class::Ocop) {
                let status = match value {
                    "3" => "ocop_3star",
                    "4" => "ocop_4star",
                    "5" => "ocop_5star",
                    _ => "ocop_3plus",
                };
                return Found::Standing(Standing { status, end: i + 1, ..Standing::default() });
            }
        }
        let word = (count.at..end).any(|i| doc.is(i, Class::OcopWord))
            || doc.holds(count.end - 1, "ocop")
            || (s.from..count.at).any(|i| doc.is(i, Class::OcopWord));
        let ranked = |i: usize| {
            list::is_word(doc, i, "đạt chuẩn")
                || ["xếp", "phân"].iter().any(|w| list::two(doc, i, w, "hạng"))
                || list::two(doc, i, "chứng", "nhận")
        };
        let said = (s.from..end).any(|i| doc.has(i, Class::Status, "recognised"))
            || (count.end..end).any(ranked)
            || list::is_word(doc, count.end, "cấp")
            || doc.holds(count.end - 1, "ocop")
            || doc.is(count.end, Class::OcopWord);
        if word && said && count.n > 1 {
            return Found::Standing(Standing { status: "recognised", end: count.end, ..Standing::default() });
        }
        Found::Nothing
    }
}

fn s_from(left: usize, at: usize) -> usize {
    left.max(at.saturating_sub(3))
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
