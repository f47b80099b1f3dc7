//! Whose value it is.

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::term::Kind;

impl Builder<'_> {
    /// "96,8% số hộ hài lòng với kết quả xây dựng nông thôn mới của xã A": whose they are content with.
    fn content_with(&self, s: Sentence, at: usize) -> Option<UnitRef> {
        let doc = self.doc;
        let content = (at..s.to.min(at + 8)).find(|j| doc.has(*j, Class::Indicator, "satisfaction"))?;
        if (at + 1..content).any(|j| doc.mark_any(j, ",;")) || (s.from..at).any(|j| doc.place_at(j).is_some_and(|p| p.explicit)) {
            return None;
        }
        let mut behind = (content + 1..s.to.min(content + 16)).take_while(|j| !doc.mark_any(*j, ",;."));
        let place = behind.find(|j| doc.is(j - 1, Class::Prep) && doc.place_at(*j).is_some_and(|p| p.explicit && !p.address))?;
        doc.place_at(place).and_then(|p| p.level.map(|level| doc.unit(p, level)))
    }

    /// Whose the value behind a name is: named in the sentence before it, "xã", two named hamlets, or the topic; empty when it is
    /// nobody's.
    pub(super) fn valued(&self, s: Sentence, at: usize) -> Vec<UnitRef> {
        let one = |unit: UnitRef| vec![unit];
        self.valued_inside(s, at)
            .or_else(|| self.content_with(s, at))
            .or_else(|| self.rural_area(s, at))
            .map(one)
            .or_else(|| self.named_before_value(s, at))
            .or_else(|| self.named_behind(s, at))
            .or_else(|| self.doc.section(self.doc.sentence_of(at)).map(one))
            .or_else(|| self.item_of_minutes(s, at).map(one))
            .or_else(|| self.valued_just_before(s, at).map(one))
            .or_else(|| self.told_of_last(s, at))
            .or_else(|| self.area_counted(at).map(one))
            .or_else(|| self.named_earlier(at).map(one))
            .or_else(|| self.doc.main.first().cloned().map(one))
            .unwrap_or_default()
    }

    /// "thu nhập bình quân của xã", "tỷ lệ hộ nghèo chung toàn huyện": the unit between the name and its value.
    fn valued_inside(&self, s: Sentence, at: usize) -> Option<UnitRef> {
        let doc = self.doc;
        for j in at + 1..s.to.min(at + 8) {
            // "của ba xã cũ": of the commune they became
            if count_at(doc, s, j).is_some_and(|c| doc.is(c.end, Class::BeforeMerger))
                && let Some(main) = doc.main.first().filter(|m| m.level == Level::Commune)
            {
                return Some(main.clone());
            }
            if doc.mark(j, ',') || doc.mark(j, ';') || matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Percent(_) | Kind::Money { .. })) {
                return None;
            }
            // "theo chuẩn của tỉnh": whose standard, not whose households
            let standard = doc.is(j - 1, Class::Prep) && is_word(doc, j.wrapping_sub(2), "chuẩn");
            let led = !standard && (doc.is(j - 1, Class::Prep) || doc.is(j - 1, Class::Whole));
            // "Thu nhập bình quân Trường Long 61,8 triệu đồng"
            let next = matches!(doc.kind(j + 1), Some(Kind::Percent(_) | Kind::Money { .. })) || doc.is(j + 1, Class::Reach);
            let led = led || j == at + 1 && next && doc.place_at(j).is_some_and(|p| !p.address);
            // "thu nhập bình quân của người dân A từ 27 triệu đồng …"
            let led = led || j == at + 1 && !doc.mark(j + 1, ',') && !doc.is(j + 1, Class::Conj) && doc.ends_in(at, "dân");
            if let Some(place) = doc.place_at(j).filter(|p| p.level.is_some() && (led || p.explicit)) {
                return place.level.map(|l| doc.unit(place, l));
            }
            if let Some(level) = doc.bare_level(j).filter(|l| led && *l != Level::Region) {
                return Some(doc.anaphor(j, level));
            }
        }
        None
    }

    /// "Thu nhập bình quân toàn xã 45,3 triệu đồng. Tỷ lệ nghèo 11,46%; BHYT 93%": values go on with whom the last one was of, as long as
    /// nobody else is named.
    fn valued_just_before(&self, s: Sentence, at: usize) -> Option<UnitRef> {
        let doc = self.doc;
        if s.line_start || s.before(at).any(|j| doc.place_at(j).is_some() || doc.bare_level(j).is_some()) {
            return None;
        }
        let before = doc.sentences.get(doc.sentence_of(s.from).checked_sub(1)?)?;
        let start = doc.span(before.from, before.from + 1).start;
        let mut values = self.facts.iter().rev().take(12).filter(|f| f.span.start >= start).filter_map(|f| match &f.body {
            Body::IndicatorValue { unit, .. } => Some((unit, f.span.end)),
            _ => None,
        });
        let (unit, end) = values.next().filter(|(unit, _)| unit.level.rank() >= 1)?;
        let named = |j: usize| doc.place_at(j).is_some() && doc.span(j, j + 1).start >= end;
        (values.all(|(other, _)| other == unit) && !(before.from..before.to).any(named)).then(|| unit.clone())
    }

    /// "Thu nhập bình quân đầu người khu vực nông thôn …": of the area, whoever was told of last.
    fn rural_area(&self, s: Sentence, at: usize) -> Option<UnitRef> {
        let doc = self.doc;
        let rural = (at + 1..s.to.min(at + 5)).any(|j| doc.begins_in(j, "khu vực") || is_word(doc, j, "nông thôn"));
        let main = doc.main.first().filter(|m| rural && m.level >= Level::District)?;
        if s.before(at).any(|j| doc.place_at(j).is_some() || doc.bare_level(j).is_some()) {
            return None;
        }
        Some(self.counted_since(at, |unit| unit.level >= Level::District).unwrap_or_else(|| main.clone()))
    }

    /// "7/14 xã của huyện …; xã A đang làm hồ sơ. Thu nhập …": the area the text is about was counted in just before.
    fn area_counted(&self, at: usize) -> Option<UnitRef> {
        let main = self.doc.main.first();
        self.counted_since(at, |unit| unit.level >= Level::District && Some(unit) == main)
    }

    /// The last such unit that others were counted in, in this sentence or the one before.
    fn counted_since(&self, at: usize, fits: impl Fn(&UnitRef) -> bool) -> Option<UnitRef> {
        let doc = self.doc;
        let from = doc.sentences[doc.sentence_of(at).saturating_sub(1)].from;
        let start = doc.span(from, from + 1).start;
        self.facts.iter().rev().take(12).find_map(|f| match &f.body {
            Body::Tally(t) if f.span.start >= start && fits(&t.unit) => Some(t.unit.clone()),
            _ => None,
        })
    }

    /// "tỷ lệ hộ nghèo bình quân cả nước còn 5,35%": named between the name and its value after all.
    fn named_behind(&self, s: Sentence, at: usize) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        if (at + 1..s.to.min(at + 5)).any(|j| doc.is(j, Class::Country)) {
            return Some(vec![crate::doc::country()]);
        }
        let named = |j: usize| doc.place_at(j).filter(|p| p.level.is_some() && doc.is(j.wrapping_sub(1), Class::Prep) || p.explicit);
        let place = (at + 1..s.to.min(at + 4)).find_map(named)?;
        Some(place.level.map(|l| doc.unit(place, l)).into_iter().collect())
    }

    /// An item of minutes that names nobody is of whom they are of.
    fn item_of_minutes(&self, s: Sentence, at: usize) -> Option<UnitRef> {
        let doc = self.doc;
        let bullet = || (s.from..at).find(|j| !doc.line(*j)).is_some_and(|j| doc.mark_any(j, "-+•"));
        doc.main.first().filter(|m| self.minutes && s.line_start && m.level == Level::Commune && bullet()).cloned()
    }
}
