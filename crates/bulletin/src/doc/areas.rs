//! The area counts belong to.

use super::{Doc, Sentence, country};
use crate::class::Class;
use crate::facts::UnitRef;
use crate::gazetteer::Level;
use crate::term::Kind;

impl Doc<'_> {
    /// The area a count belongs to: beside it, before it in the sentence, else the topic.
    pub(crate) fn area(&self, at: usize, after: usize, rank: u8) -> Option<UnitRef> {
        if let Some(unit) = self.area_beside(after, rank) {
            return Some(unit);
        }
        let s = self.sentences[self.sentence_of(at)];
        let (mut office, mut crossed) = (None, false);
        for i in (s.from..at).rev().take(120).filter(|i| self.depth[*i] <= self.depth[at]) {
            crossed |= self.mark(i, ';');
            // "Toàn tỉnh có …; thị xã A và thị xã B được công nhận; bình quân mỗi xã …": said of themselves, not of what follows
            if crossed && self.recognised_itself(i) && s.from < i && self.opened_wider(s, i, rank) {
                continue;
            }
            let named = self.names_body(s, i);
            let body = named || self.is_of_council(s, i);
            if body && self.is_asked(s, i) {
                continue;
            }
            // "thị xã A công bố quyết định của UBND tỉnh công nhận xã B": the office decides, the units are the town's
            if office.is_none() && body && self.place_at(i).is_none_or(|p| p.explicit && named) {
                office = self.area_here(i, rank);
                continue;
            }
            let passed = || self.place_at(i).is_some_and(|p| p.address) || self.one_of_several(s, i);
            if let Some(unit) = self.area_here(i, rank).filter(|_| !passed()) {
                return Some(unit);
            }
        }
        // "UBND tỉnh công nhận …": which province is not said; the district the text is about is
        let named = office.clone().filter(|unit| unit.name.is_some());
        named.or_else(|| self.topic(at, rank)).or(office)
    }

    /// Right beside: "5 xã của huyện", "4/4 xã trên địa bàn thị xã".
    fn area_beside(&self, after: usize, rank: u8) -> Option<UnitRef> {
        let joins = |j: usize| self.is_any(j, &[Class::Prep, Class::Whole]);
        let at = (after..after + 3).take_while(|j| joins(*j)).last()? + 1;
        self.area_here(at, rank)
    }

    /// The unit is part of a body's name: "UBND tỉnh", "Văn phòng NTM tỉnh".
    fn names_body(&self, s: Sentence, at: usize) -> bool {
        let near = if self.is(at.wrapping_sub(1), Class::Program) { at.saturating_sub(4) } else { at.saturating_sub(1) };
        let head = || (near.max(s.from)..at).any(|j| self.is(j, Class::Head) && !self.is(j, Class::Level));
        self.is(at.wrapping_sub(1), Class::Office) || head()
    }

    /// "gửi Hội đồng thẩm định tỉnh hồ sơ của 5 xã".
    fn is_of_council(&self, s: Sentence, at: usize) -> bool {
        self.is(at, Class::Level) && (at.saturating_sub(2).max(s.from)..at).any(|j| self.reads_any(j, &["hội đồng", "đoàn"]))
    }

    /// "đề nghị UBND tỉnh công nhận 3 xã": who is asked.
    fn is_asked(&self, s: Sentence, at: usize) -> bool {
        (at.saturating_sub(3).max(s.from)..at).any(|j| self.reads_any(j, &["đề nghị", "trình", "gửi"]))
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

    /// The area a term says, of more than a rank.
    pub(crate) fn area_here(&self, at: usize, rank: u8) -> Option<UnitRef> {
        if let Some(place) = self.place_at(at) {
            return place.level.filter(|l| l.rank() > rank && !self.only_among(at)).map(|l| self.unit(place, l));
        }
        if self.is(at, Class::Country) {
            return (!self.compares_country(at)).then(country);
        }
        // "toàn vùng": the one named last
        if self.value(at, Class::Level) == Some("region") && self.is(at.wrapping_sub(1), Class::Whole) {
            let named = (at.saturating_sub(400)..at).rev().find(|j| self.is(*j, Class::Region))?;
            return Some(UnitRef { name: Some(self.text(named, named + 1)), level: Level::Region });
        }
        if self.is(at, Class::Region) {
            let among = self.ranked_in(at) || self.one_of_region(at);
            return (!among).then(|| UnitRef { name: Some(self.text(at, at + 1)), level: Level::Region });
        }
        let level = self.bare_level(at).filter(|l| l.rank() > rank && *l != Level::Region)?;
        if self.acts_on_units(at) {
            return None;
        }
        let unit = self.anaphor(at, level);
        (unit.name.is_some() || level.rank() > 1).then_some(unit)
    }

    /// "huyện duy nhất của tỉnh A chưa có …": only says among whom.
    fn only_among(&self, at: usize) -> bool {
        let only = self.is(at.wrapping_sub(1), Class::Prep) && self.reads_any(at.wrapping_sub(2), &["duy nhất", "đầu tiên"]);
        only || self.ranked_in(at) || self.one_of_region(at)
    }

    /// "tỉnh thứ 3 ở miền A".
    fn ranked_in(&self, at: usize) -> bool {
        self.is(at.wrapping_sub(1), Class::Prep) && self.reads(at.wrapping_sub(3), "thứ")
    }

    /// "vốn là huyện nông thôn mới sớm của Tây Nguyên".
    fn one_of_region(&self, at: usize) -> bool {
        self.is(at, Class::Region)
            && self.is(at.wrapping_sub(1), Class::Prep)
            && (at.saturating_sub(9)..at).any(|j| self.ends_in(j, "là") && self.is(j + 1, Class::Level))
    }

    /// "huyện NTM kiểu mẫu đầu tiên của cả nước nay có …", "cao hơn bình quân cả nước": what a unit is held against.
    fn compares_country(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let first = self.is(before, Class::Prep) && self.reads_any(at.wrapping_sub(2), &["đầu tiên", "tiên", "nhất"]);
        let mean = self.is(before, Class::Average) && self.is(at.wrapping_sub(2), Class::Delta);
        first || mean || self.reads_any(before, &["nhất", "tiên"])
    }

    /// The unit a word means does something with those counted, they do not lie in it.
    fn acts_on_units(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        // "được tỉnh công nhận", "trình tỉnh", "không có xã dưới …", "đã trình hồ sơ chờ tỉnh thẩm định"
        if self.reads_any(before, &["được", "trình", "gửi", "chờ", "đợi"]) || self.is_any(before, &[Class::Status, Class::Negation])
        {
            return true;
        }
        // "3 xã (A, B, C) tỉnh thẩm định xong": who did it, not where they lie
        let listed = self.mark(before, ')');
        let counted = || before > 0 && matches!(self.terms[before - 1].kind, Kind::Num(_) | Kind::Frac(..));
        (listed || self.is_any(before, &[Class::Level, Class::Subject]) && counted()) && self.is(at + 1, Class::Status)
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
