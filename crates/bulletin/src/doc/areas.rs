//! Who "xã", "huyện" and "toàn tỉnh" mean, the area counts belong to, what the text is about.

use super::{Doc, Place, Sentence, country};
use crate::class::Class;
use crate::facts::UnitRef;
use crate::gazetteer::{Level, name_key};
use crate::term::Kind;

impl Doc<'_> {
    /// The unit last called so, for "xã", "huyện", "toàn tỉnh".
    pub(crate) fn anaphor(&self, at: usize, level: Level) -> UnitRef {
        let start = self.terms.get(at).map_or(u32::MAX, |t| t.start);
        let rank = level.rank();
        // "Riêng A, xã vùng sâu, …", "Tại A, xã đã …": the name right before
        if let Some(beside) = self.named_beside(at, level) {
            return beside;
        }
        // "thành phố" is no "huyện A"
        let word = self.terms.get(at).map_or("", |t| self.type_word(t.start, t.end));
        let same_word = |p: &&Place| {
            let own = if p.explicit { self.type_word(p.start, p.end) } else { "" };
            word.is_empty() || own.is_empty() || own == word
        };
        let fits = |p: &&Place| {
            same_word(p)
                && p.level.is_some_and(|l| l == level || (rank == 1 && l.rank() == 1 && level == Level::Commune && l == Level::Commune))
        };
        let before = self.places.partition_point(|p| p.start < start);
        // "Theo Sở A, thành phố có 325/386 xã": a text that names no city means one directly under the centre
        if word == "city" && level == Level::District {
            let city = |p: &Place| p.explicit && self.type_word(p.start, p.end) == "city";
            let near = &self.places[before.saturating_sub(400)..before];
            let province = near.iter().rev().find(|p| p.level == Some(Level::Province));
            if let Some(p) = province.filter(|_| !near.iter().any(city) && !self.places[before..].iter().take(60).any(city)) {
                return self.unit(p, Level::Province);
            }
        }
        let window = before.saturating_sub(400);
        // a bare name of a list may only look like a district: one called so counts first
        let found = self.places[window..before]
            .iter()
            .rev()
            .filter(fits)
            .find(|p| !p.address && p.solid)
            .or_else(|| self.places[window..before].iter().rev().filter(fits).find(|p| !p.address))
            .or_else(|| self.places[window..before].iter().rev().find(fits));
        let found = found.or_else(|| self.places[before..].iter().take(60).find(fits));
        match found {
            Some(p) => UnitRef { name: Some(p.name.clone()), level },
            // "thành phố" may be one directly under the centre
            None if level == Level::District => self
                .main
                .iter()
                .find(|u| u.level == Level::Province && (word == "city" || self.is_central_city(u)))
                .cloned()
                .or_else(|| self.titled(level))
                .unwrap_or(UnitRef { name: None, level }),
            None => UnitRef { name: None, level },
        }
    }

    /// A bare name, a comma and the word for its level: "A, xã vùng sâu".
    fn named_beside(&self, at: usize, level: Level) -> Option<UnitRef> {
        // "A là xã có nhiều triển vọng nhất: …"
        let comma = at.checked_sub(2).filter(|_| self.mark(at - 1, ',') || self.reads(at - 1, "là"))?;
        let place = self.place_at(comma).filter(|p| !p.explicit && !p.address && p.level.is_none_or(|l| l == level))?;
        // one of a list, or where another lies: "B, A, xã …"
        let alone = comma == 0 || !self.mark_any(comma - 1, ",(-") && !self.is(comma - 1, Class::Conj);
        (alone && level == Level::Commune).then(|| UnitRef { name: Some(place.name.clone()), level })
    }

    /// Which word for a district a stretch of text begins with; empty for others.
    fn type_word(&self, start: u32, end: u32) -> &'static str {
        let text = &self.source.lower[start as usize..(end as usize).min(start as usize + 9)];
        let begins = |word: &str| word.chars().count() <= text.len() && word.chars().zip(text).all(|(a, b)| a == *b);
        [("thành phố", "city"), ("tp", "city"), ("huyện", "rural"), ("thị xã", "town"), ("quận", "urban")]
            .into_iter()
            .find(|(word, _)| begins(word))
            .map_or("", |(_, kind)| kind)
    }

    pub(crate) fn is_central_city(&self, unit: &UnitRef) -> bool {
        let key = name_key(unit.name.as_deref().unwrap_or_default());
        self.places.iter().take(200).any(|p| {
            p.explicit && p.level == Some(Level::Province) && name_key(&p.name) == key && {
                let text = self.source.text(p.start as usize, p.end as usize).to_lowercase();
                text.starts_with("tp") || text.starts_with("thành")
            }
        })
    }

    /// "A chọn xã về đích", and the text says "Huyện có …": the bare name the title begins with, when nothing says what it is.
    fn titled(&self, level: Level) -> Option<UnitRef> {
        let title = self.sentences.first()?;
        let place = self.place_at((title.from..title.to).find(|j| !self.line(*j))?).filter(|p| !p.explicit)?;
        let said = self.places.iter().take(200).any(|p| p.explicit && p.name == place.name);
        let known = place.level.is_some_and(|l| l.rank() >= level.rank());
        (!said && !known).then(|| UnitRef { name: Some(place.name.clone()), level })
    }

    /// The area a count belongs to: beside it, before it in the sentence, else the topic.
    pub(crate) fn area(&self, at: usize, after: usize, rank: u8) -> Option<UnitRef> {
        let s = self.sentences[self.sentence_of(at)];
        // right beside: "5 xã của huyện", "4/4 xã trên địa bàn thị xã"
        if self.is(after, Class::Prep) || self.is(after, Class::Whole) {
            let mut i = after + 1;
            while i < after + 3 && (self.is(i, Class::Whole) || self.is(i, Class::Prep)) {
                i += 1;
            }
            if let Some(unit) = self.area_here(i, rank) {
                return Some(unit);
            }
        }
        let depth = self.depth[at];
        let mut office = None;
        let mut crossed = false;
        for i in (s.from..at).rev().take(120) {
            if self.depth[i] > depth {
                continue;
            }
            crossed |= self.mark(i, ';');
            // "Toàn tỉnh có …; thị xã A và thị xã B được công nhận; bình quân mỗi xã …": said of themselves, not of what follows
            if crossed && self.recognised_itself(i) && s.from < i && self.opened_wider(s, i, rank) {
                continue;
            }
            // "thị xã A công bố quyết định của UBND tỉnh công nhận xã B": the office decides, the units are the town's
            // "Văn phòng NTM tỉnh"
            let near = if self.is(i.wrapping_sub(1), Class::Program) { i.saturating_sub(4) } else { i.saturating_sub(1) };
            let head = (near.max(s.from)..i).any(|j| self.is(j, Class::Head) && !self.is(j, Class::Level));
            let body = self.is(i.wrapping_sub(1), Class::Office) || head
                // "gửi Hội đồng thẩm định tỉnh hồ sơ của 5 xã"
                || self.is(i, Class::Level) && (i.saturating_sub(2).max(s.from)..i).any(|j| self.reads(j, "hội đồng") || self.reads(j, "đoàn"));
            // "đề nghị UBND tỉnh công nhận 3 xã": who is asked
            let asked = (i.saturating_sub(3).max(s.from)..i).any(|j| ["đề nghị", "trình", "gửi"].iter().any(|w| self.reads(j, w)));
            if asked && body {
                continue;
            }
            if office.is_none()
                && body
                && self.place_at(i).is_none_or(|p| p.explicit && (head || self.is(i.wrapping_sub(1), Class::Office)))
            {
                office = self.area_here(i, rank);
                continue;
            }
            if let Some(unit) =
                self.area_here(i, rank).filter(|_| self.place_at(i).is_none_or(|p| !p.address) && !self.one_of_several(s, i))
            {
                return Some(unit);
            }
        }
        // "UBND tỉnh công nhận …": which province is not said; the district the text is about is
        let named = office.clone().filter(|unit| unit.name.is_some());
        named.or_else(|| self.topic(at, rank)).or(office)
    }

    /// A named unit, or one of a list of them, that is itself said to be recognised.
    pub(crate) fn recognised_itself(&self, at: usize) -> bool {
        let mut next = at + 1;
        while self.place_at(at).is_some() && (self.is(next, Class::Conj) || self.mark(next, ',')) && self.place_at(next + 1).is_some() {
            next += 2;
        }
        let said = |j: usize| matches!(self.value(j, Class::Status), Some("recognised" | "met"));
        self.place_at(at).is_some() && (self.reads(next, "được") || said(next) || self.is(next, Class::Result) && said(next + 1))
    }

    /// The sentence began with what lies above a unit: "Toàn tỉnh", "Huyện".
    pub(crate) fn opened_wider(&self, s: Sentence, at: usize, rank: u8) -> bool {
        let own = self.place_at(at).and_then(|p| p.level).map_or(rank, Level::rank);
        (s.from..at.min(s.from + 6)).any(|j| {
            let level = self.place_at(j).and_then(|p| p.level).or_else(|| self.bare_level(j));
            level.is_some_and(|l| l.rank() > own && l != Level::Region)
        })
    }

    /// "3 xã nâng cao gồm A, B và C; 61 khu dân cư …": the last of a list that was counted is nobody's area.
    pub(crate) fn one_of_several(&self, s: Sentence, at: usize) -> bool {
        // "1/13 xã là A về đích và 22/98 bản đạt chuẩn": the one that was counted
        let number = |j: usize| matches!(self.terms[j].kind, Kind::Num(_) | Kind::Frac(..));
        let counted = at > s.from + 2 && self.is(at - 1, Class::List) && self.is(at - 2, Class::Level) && number(at - 3);
        if counted && self.place_at(at).is_some_and(|p| !p.explicit && p.level.is_some_and(|l| l.rank() <= 1)) {
            return true;
        }
        let joined = |j: usize| self.mark(j, ',') || self.is(j, Class::Conj) && !self.is(j, Class::Prep);
        let bare = |j: usize| self.place_at(j).is_some_and(|p| !p.explicit && !p.address);
        let mut first = at;
        // "A, B - X; C, D - Y"
        let placed = |j: usize| j > s.from + 1 && self.place_at(j).is_some_and(|p| p.address) && self.mark(j - 1, '-');
        let mut told = false;
        while first > s.from + 1 && (joined(first - 1) || self.mark(first - 1, ';') && placed(first - 2)) {
            let back = if placed(first - 2) { first - 4 } else { first - 2 };
            if back < s.from || !bare(back) {
                break;
            }
            told |= back + 4 == first;
            first = back;
        }
        let led = |j: usize| self.mark(j, ':') || self.mark(j, '(') || self.is(j, Class::List);
        let goes_on = joined(at + 1) && bare(at + 2) || told;
        bare(at) && (first < at || goes_on) && first > s.from && led(first - 1)
    }

    pub(crate) fn area_here(&self, at: usize, rank: u8) -> Option<UnitRef> {
        // "huyện duy nhất của tỉnh A chưa có …": only says among whom
        let only = self.is(at.wrapping_sub(1), Class::Prep) && ["duy nhất", "đầu tiên"].iter().any(|w| self.reads(at.wrapping_sub(2), w));
        // "tỉnh thứ 3 ở miền A"
        let ranked = self.is(at.wrapping_sub(1), Class::Prep) && self.reads(at.wrapping_sub(3), "thứ");
        // "vốn là huyện nông thôn mới sớm của Tây Nguyên"
        let one_of = self.is(at, Class::Region)
            && self.is(at.wrapping_sub(1), Class::Prep)
            && (at.saturating_sub(9)..at).any(|j| self.ends_in(j, "là") && self.is(j + 1, Class::Level));
        let only = only || ranked || one_of;
        if let Some(place) = self.place_at(at) {
            if only {
                return None;
            }
            return place.level.filter(|l| l.rank() > rank).map(|l| self.unit(place, l));
        }
        // "huyện NTM kiểu mẫu đầu tiên của cả nước nay có …": only says among whom
        let first = self.is(at.wrapping_sub(1), Class::Prep)
            && ["đầu tiên", "tiên", "nhất"].iter().any(|w| self.reads(at.wrapping_sub(2), w))
            || self.reads(at.wrapping_sub(1), "nhất")
            || self.reads(at.wrapping_sub(1), "tiên");
        if self.is(at, Class::Country) {
            // "cao hơn bình quân cả nước": only compared with
            let compared = self.is(at.wrapping_sub(1), Class::Average) && self.is(at.wrapping_sub(2), Class::Delta);
            return (!first && !compared).then(country);
        }
        // "toàn vùng": the one named last
        if self.value(at, Class::Level) == Some("region") && self.is(at.wrapping_sub(1), Class::Whole) {
            let named = (at.saturating_sub(400)..at).rev().find(|j| self.is(*j, Class::Region))?;
            return Some(UnitRef { name: Some(self.text(named, named + 1)), level: Level::Region });
        }
        if self.is(at, Class::Region) && (ranked || one_of) {
            return None;
        }
        if self.is(at, Class::Region) {
            return Some(UnitRef { name: Some(self.text(at, at + 1)), level: Level::Region });
        }
        let level = self.bare_level(at).filter(|l| l.rank() > rank && *l != Level::Region)?;
        // "được tỉnh công nhận", "trình tỉnh", "không có xã dưới …": no area
        let before = at.wrapping_sub(1);
        if self.reads(before, "được")
            || self.reads(before, "trình")
            || self.reads(before, "gửi")
            || self.is(before, Class::Status)
            || self.is(before, Class::Negation)
        {
            return None;
        }
        // "3 xã (A, B, C) tỉnh thẩm định xong": who did it, not where they lie
        let agent = (self.mark(before, ')') || self.is(before, Class::Level) || self.is(before, Class::Subject))
            && self.is(at + 1, Class::Status)
            && (self.mark(before, ')') || before > 0 && matches!(self.terms[before - 1].kind, Kind::Num(_) | Kind::Frac(..)));
        // "đã trình hồ sơ chờ tỉnh thẩm định"
        let waited = self.reads(before, "chờ") || self.reads(before, "đợi");
        if agent || waited {
            return None;
        }
        let unit = self.anaphor(at, level);
        (unit.name.is_some() || level.rank() > 1).then_some(unit)
    }

    /// "Đoàn thẩm định tỉnh A làm việc tại huyện B": the province only says whose body it is, when the place follows.
    pub(crate) fn of_body(&self, s: Sentence, at: usize) -> bool {
        let body = |j: usize| self.is(j, Class::Head) && !self.is(j, Class::Level) || self.reads(j, "đoàn");
        let level = |j: usize| self.place_at(j).filter(|p| p.explicit && !p.address).and_then(|p| p.level);
        // "Phó Bí thư Tỉnh ủy A kiểm tra huyện B"
        if self.place_at(at).is_none_or(|p| p.address) {
            return false;
        }
        let party = self.ends_in(at.wrapping_sub(1), "ủy");
        let own = if party { self.place_at(at).and_then(|p| p.level) } else { level(at) };
        let Some(own) = own.filter(|_| party || (at.saturating_sub(4).max(s.from)..at).any(body)) else { return false };
        // "Theo Văn phòng Điều phối tỉnh A, huyện B đứng cuối"
        (at + 1..s.to.min(at + 12)).any(|j| level(j).is_some_and(|l| l < own))
    }

    /// "Là huyện miền núi của tỉnh X, Y vừa …": X only says where Y lies.
    pub(crate) fn only_says_where(&self, s: Sentence, at: usize) -> bool {
        let level = |j: usize| self.place_at(j).and_then(|p| p.level);
        let of = at > s.from + 1 && self.is(at - 1, Class::Prep) && self.mark(at + 1, ',');
        let lower = match (level(at), level(at + 2)) {
            (Some(this), Some(next)) => next < this,
            _ => false,
        };
        of && lower && (at.saturating_sub(7).max(s.from)..at).any(|j| self.ends_in(j, "là") && self.is(j + 1, Class::Level))
    }
}
