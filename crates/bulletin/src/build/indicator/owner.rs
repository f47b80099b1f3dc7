//! Whose value it is.

use crate::build::Builder;
use crate::build::list::{is_word, two};
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::term::Kind;

/// Lines of a list that are passed over.
const MOST_LINES: usize = 24;

impl Builder<'_> {
    /// "thu nhập bình quân của xã", "tỷ lệ hộ nghèo chung toàn huyện": the unit between the name and its value.
    pub(super) fn valued_inside(&self, s: Sentence, at: usize) -> Option<UnitRef> {
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

    /// The sentence or the one before, lines of a list not counted.
    fn beside(&self, before: usize, here: usize) -> bool {
        let doc = self.doc;
        let item = |i: usize| {
            let s = doc.sentences[i];
            (s.from..s.to).find(|j| !doc.line(*j)).is_none_or(|j| ['-', '+', '•'].iter().any(|c| doc.mark(j, *c)))
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
    pub(super) fn singled_out(&self, sentence: usize) -> bool {
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
    pub(super) fn counting_since(&self, sentence: usize, owners: &[UnitRef]) -> Option<UnitRef> {
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

    /// Whose value: named in the sentence before it, "xã", two named hamlets, or the topic.
    pub(super) fn valued(&self, s: Sentence, at: usize) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        if let Some(unit) = self.valued_inside(s, at) {
            return Some(vec![unit]);
        }
        // "Thu nhập bình quân đầu người khu vực nông thôn …": of the area, whoever was told of last
        let rural = (at + 1..s.to.min(at + 5)).any(|j| doc.begins_in(j, "khu vực") || is_word(doc, j, "nông thôn"));
        let alone = !(s.from..at).any(|j| doc.place_at(j).is_some() || doc.bare_level(j).is_some());
        if let Some(main) = doc.main.first().filter(|m| rural && alone && m.level >= Level::District) {
            let here = doc.sentence_of(at);
            let start = doc.sentences[here.saturating_sub(1)].from;
            let start = doc.span(start, start + 1).start;
            let counted = self.facts.iter().rev().take(12).find_map(|f| match &f.body {
                Body::Tally(t) if f.span.start >= start && t.unit.level >= Level::District => Some(t.unit.clone()),
                _ => None,
            });
            return Some(vec![counted.unwrap_or_else(|| main.clone())]);
        }
        let mut crossed = false;
        for j in (s.from..at).rev() {
            if doc.depth[j] > doc.depth[at] {
                continue;
            }
            crossed |= doc.mark(j, ';');
            // "làm 640 m đường thôn A; dân góp …; thu nhập …": where the work was, in the commune the text is about
            let beside = crossed
                && doc.place_at(j).is_some_and(|p| p.level == Some(Level::Hamlet))
                && doc.main.first().is_some_and(|m| m.level.rank() >= 1)
                && (j.saturating_sub(6).max(s.from)..j).any(|k| doc.is(k, Class::WorkNoun) || doc.is(k, Class::Unit));
            // "Huyện có 9 xã NTM, trong đó xã A, B đạt nâng cao; thu nhập …"
            let told = crossed && j > s.from && doc.recognised_itself(j) && doc.opened_wider(s, j, 1);
            if beside || told {
                continue;
            }
            if let Some(place) = doc.place_at(j).filter(|p| !p.address && p.level.is_some()) {
                // a bare name that is also a district's, in a text about the district its commune lies in
                if !place.explicit && place.level.is_some_and(|l| l.rank() == 2) {
                    return self.listed(s, j, None).pop().map(|u| vec![u]);
                }
                return place.level.map(|l| vec![doc.unit(place, l)]);
            }
            if doc.is(j, Class::Country) {
                return Some(vec![crate::doc::country()]);
            }
            if let Some(level) = doc.bare_level(j).filter(|l| *l != Level::Region && !doc.is(j.wrapping_sub(1), Class::Office)) {
                let unit = doc.anaphor(j, level);
                // "gấp đôi bình quân của xã": another's
                // "4/4 thôn đạt thôn NTM kiểu mẫu; 100% hộ …": a kind of hamlet, not one of them
                let many = j > s.from
                    && (["số", "tổng số", "các"].iter().any(|w| is_word(doc, j - 1, w))
                        || doc.is(j - 1, Class::Whole)
                        || matches!(doc.kind(j - 1), Some(Kind::Percent(_))));
                // "100% số xã đạt chuẩn; thu nhập …": all of them
                if unit.name.is_none() && (level == Level::Hamlet || level == Level::Commune && many) {
                    continue;
                }
                return Some(vec![unit]);
            }
        }
        // "cả nước" may stand inside: "tỷ lệ hộ nghèo bình quân cả nước còn 5,35%"
        let inside = (at + 1..s.to.min(at + 5)).find(|j| doc.is(*j, Class::Country));
        if inside.is_some() {
            return Some(vec![crate::doc::country()]);
        }
        if let Some(place) = (at + 1..s.to.min(at + 4))
            .find_map(|j| doc.place_at(j).filter(|p| p.level.is_some() && doc.is(j.wrapping_sub(1), Class::Prep) || p.explicit))
        {
            return place.level.map(|l| vec![doc.unit(place, l)]);
        }
        // an item of minutes that names nobody is of whom they are of
        let bullet = (s.from..at).find(|j| !doc.line(*j)).is_some_and(|j| ['-', '+', '•'].iter().any(|c| doc.mark(j, *c)));
        if let Some(main) = doc.main.first().filter(|m| self.minutes && bullet && s.line_start && m.level == Level::Commune) {
            return Some(vec![main.clone()]);
        }
        let last = self.last_owner.as_ref().filter(|(sentence, _)| self.beside(*sentence, doc.sentence_of(at)));
        let last = last.filter(|(sentence, owners)| !self.new_part(s, *sentence, owners));
        // "Xã đạt 11/19 tiêu chí. Bản A, bản B cùng đạt 9/15. Thu nhập …": the text goes on with its commune
        let own = doc.main.first().filter(|m| m.level == Level::Commune);
        if let (Some(main), Some((sentence, owners))) = (own, last)
            && (owners.len() > 1 || self.goes_through_hamlets(*sentence))
            && owners.iter().all(|o| o.level.rank() < main.level.rank())
        {
            return Some(vec![main.clone()]);
        }
        if last.is_some_and(|(sentence, _)| self.singled_out(*sentence)) {
            return doc.main.first().cloned().map(|u| vec![u]);
        }
        if let Some((sentence, owners)) = last
            && owners.len() <= 3
        {
            return Some(self.counting_since(*sentence, owners).map_or_else(|| owners.clone(), |u| vec![u]));
        }
        let here = doc.sentence_of(at);
        // "7/14 xã của huyện …; xã A đang làm hồ sơ. Thu nhập …": the area the text is about was counted in just before
        let start = doc.sentences[here.saturating_sub(1)].from;
        let start = doc.span(start, start + 1).start;
        let counted = self.facts.iter().rev().take(12).find_map(|f| match &f.body {
            Body::Tally(t) if f.span.start >= start && t.unit.level >= Level::District && Some(&t.unit) == doc.main.first() => {
                Some(t.unit.clone())
            }
            _ => None,
        });
        if let Some(unit) = counted {
            return Some(vec![unit]);
        }
        let back = (here.saturating_sub(2)..here).rev().find_map(|i| {
            let p = doc.sentences[i];
            // "… thực hiện tại thôn A" in a text about its commune only says where
            let hamlets = doc.main.first().is_none_or(|m| m.level == Level::Hamlet);
            // "Huyện có 12 thôn …" just before: the district is still meant
            let opens = |j: &usize| *j < p.from + 3 || doc.mark(j - 1, ',');
            let first = (p.from..p.to.min(p.from + 7))
                .filter(opens)
                .find_map(|j| doc.bare_level(j).filter(|l| *l != Level::Region).map(|l| (j, l)));
            if let Some(unit) = first.map(|(j, l)| doc.anaphor(j, l)).filter(|u| u.name.is_some()) {
                return Some(unit);
            }
            // "Thôn A, xã B (huyện C) có 118 hộ; …": whom the sentence begins with
            let begins = (p.from..p.to).find(|j| !doc.line(*j)).and_then(|j| doc.place_at(j)).filter(|p| p.explicit && !p.address);
            if let Some(hamlet) = begins.filter(|p| p.level == Some(Level::Hamlet)) {
                return Some(doc.unit(hamlet, Level::Hamlet));
            }
            // "Ba xã A, B, C được công nhận …": none of several is the topic
            let named = |j: &usize| doc.place_at(*j).filter(|p| doc.depth[*j] == 0 && !p.address).and_then(|p| p.level);
            let first = (p.from..p.to).find(|j| named(j) == Some(Level::Commune));
            let joined = |j: usize| doc.mark(j + 1, ',') || doc.is(j + 1, Class::Conj) && !doc.is(j + 1, Class::Prep);
            if first.is_some_and(|j| joined(j) && named(&(j + 2)) == Some(Level::Commune)) {
                return None;
            }
            // "Cả ba xã …, riêng A đạt kiểu mẫu": picked out, not what the text goes on with
            let picked = |j: usize| ["riêng", "trong đó", "điển hình là", "như"].iter().any(|w| is_word(doc, j.wrapping_sub(1), w));
            let picked = |j: usize| doc.main.first().is_some_and(|m| m.level.rank() >= 1) && picked(j);
            let meant =
                |j: usize| doc.depth[j] == 0 && (!doc.is(j.wrapping_sub(1), Class::Prep) || hamlets) && !picked(j) && !doc.of_body(p, j);
            // Few terms are places: whether one is comes first, for every figure looks back here.
            (p.from..p.to)
                .filter_map(|j| doc.place_at(j).map(|place| (j, place)))
                .find(|(j, place)| !place.address && place.level.is_some_and(|l| hamlets || l != Level::Hamlet) && meant(*j))
                .and_then(|(_, place)| place.level.map(|l| doc.unit(place, l)))
        });
        back.or_else(|| doc.main.first().cloned()).map(|u| vec![u])
    }
}
