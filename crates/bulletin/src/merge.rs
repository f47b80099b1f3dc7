//! Terms, second step: sums of money, percentages, dates in words, places with their type word, people.

use crate::class::Class;
use crate::doc::Place;
use crate::gazetteer::{Gazetteer, Level};
use crate::lexicon::Lexicon;
use crate::number::Number;
use crate::scan::year;
use crate::source::Source;
use crate::term::{Kind, NO_ENTRY, Per, Term, When};

/// Joins raw terms; fills the list of places.
pub(crate) struct Merge<'a> {
    pub(crate) source: &'a Source,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) raw: Vec<Term>,
    pub(crate) groups: Vec<Option<u32>>,
    pub(crate) two_tier: bool,
    pub(crate) out: Vec<Term>,
    pub(crate) places: Vec<Place>,
}

impl Merge<'_> {
    pub(crate) fn run(&mut self) {
        let (mut at, mut names) = (0, 0);
        while at < self.raw.len() {
            let mut used = 1;
            let term = self.raw[at];
            let kind = match term.kind {
                Kind::Num(n) => self.number(at, n, &mut used),
                Kind::Frac(a, b) => match self.factor(at + 1) {
                    Some(factor) => {
                        used = 2;
                        let per = self.per(at + 2, &mut used);
                        money(a, factor).map_or(Kind::Word, |vnd| Kind::Money { vnd, pair: money(b, factor), per })
                    }
                    None => term.kind,
                },
                // "ngày 5-6 tháng 12": the first of the days
                Kind::Range(a, _) if self.is(at + 1, Class::MonthWord) && at > 0 && self.is(at - 1, Class::DateCue) => {
                    self.number(at, a, &mut used)
                }
                Kind::Range(_, b) => {
                    match (self.factor(at + 1), self.raw.get(at + 1).is_some_and(|t| t.is(self.lexicon, Class::Percent))) {
                        (Some(factor), _) => {
                            used = 2;
                            money(b, factor).map_or(Kind::Word, |vnd| Kind::Money { vnd, pair: None, per: Per::Other })
                        }
                        (_, true) => {
                            used = 2;
                            Kind::Word
                        }
                        _ => term.kind,
                    }
                }
                // "thôn Bản Vèn": two type words, the second one part of the name
                Kind::Phrase if term.is(self.lexicon, Class::Subject) && self.doubled(at) => {
                    used = 2;
                    let next = self.raw[at + 1];
                    names += usize::from(next.kind == Kind::Name);
                    let text = self.source.text(term.start as usize, next.end as usize);
                    let name = text.split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
                    self.push_place(Place::new(name, Some(Level::Hamlet), None, term.start, next.end))
                }
                // "mã hồ sơ NTM-019": a number of something
                Kind::Phrase
                    if term.is(self.lexicon, Class::Program)
                        && self.raw.get(at + 1).is_some_and(|t| t.mark('-') && !t.spaced)
                        && self.raw.get(at + 2).is_some_and(|t| matches!(t.kind, Kind::Num(_)) && !t.spaced) =>
                {
                    used = 3;
                    Kind::Cited
                }
                Kind::Phrase if term.is(self.lexicon, Class::Numeral) => self.numeral(at, &mut used),
                Kind::Phrase if term.is(self.lexicon, Class::MonthWord) => self.month(at, &mut used),
                Kind::Phrase if term.is(self.lexicon, Class::Half) => self.half(at, &mut used),
                Kind::Phrase if term.is(self.lexicon, Class::Level) => {
                    let kind = self.level(at, names, &mut used);
                    if used > 1 {
                        names += self.raw[at + 1..at + used].iter().filter(|t| t.kind == Kind::Name).count();
                    }
                    kind
                }
                Kind::Name => {
                    names += 1;
                    let before = self.raw[..at].last();
                    if before.is_some_and(|t| t.is(self.lexicon, Class::Person)) || (self.groups[names - 1].is_none() && self.is_person(at))
                    {
                        Kind::Person
                    } else {
                        // "xã NTM Bình Long", "thôn kiểu mẫu Tân Hòa": the type word stands before the programme's
                        let group = self.groups[names - 1];
                        let low = group.is_some_and(|g| !self.gazetteer.group(g).any(|u| u.level >= Level::District));
                        let rung = at > 1 && (self.is(at - 1, Class::Program) || self.is(at - 1, Class::Tier));
                        let level = self
                            .value(at.saturating_sub(2), Class::Level)
                            .and_then(Level::of)
                            .filter(|l| rung && *l != Level::Region)
                            .or_else(|| self.several(at, names - 1));
                        // one word that only a commune is called by is a word, unless its type stands before it
                        let single = !self.source.chars[term.start as usize..term.end as usize].contains(&' ');
                        if single && low && level.is_none() {
                            Kind::Word
                        } else if let Some(above) = self.committee(at).filter(|_| level.is_none()) {
                            // the committee's name says the level, the unit itself is not named
                            let kind = self.place(at, Some(above), group, term.start);
                            self.places.iter_mut().rev().take(1).for_each(|place| place.explicit = false);
                            kind
                        } else {
                            self.place(at, level, group, term.start)
                        }
                    }
                }
                kind => kind,
            };
            let end = self.raw[at + used - 1].end;
            let entry = if kind == Kind::Phrase { term.entry } else { NO_ENTRY };
            self.out.push(Term { kind, entry, end, ..term });
            at += used;
        }
    }

    /// "thôn Bản" before a name: two words, the second with a capital, the first without or at the start.
    fn doubled(&self, at: usize) -> bool {
        let term = self.raw[at];
        let text = self.source.text(term.start as usize, term.end as usize);
        let mut words = text.split_whitespace();
        let (Some(first), Some(second), None) = (words.next(), words.next(), words.next()) else { return false };
        let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase) && w.chars().skip(1).any(char::is_lowercase);
        capital(second)
            && !first.ends_with([',', '/'])
            && term.entry != NO_ENTRY
            && self.lexicon.value(term.entry, Class::Subject) == Some("hamlets")
            && self.raw.get(at + 1).is_some_and(|t| t.kind == Kind::Name || t.kind == Kind::Word && t.capital)
    }

    /// "các xã A, B": the type word is part of a phrase for whom orders go to.
    fn several(&self, at: usize, name: usize) -> Option<Level> {
        let before = self.raw[..at].last().filter(|t| t.is(self.lexicon, Class::Head))?;
        let text = self.source.text(before.start as usize, before.end as usize).to_lowercase();
        let known = |level: Level| self.groups[name].is_none_or(|g| self.gazetteer.group(g).any(|u| u.level == level));
        let words =
            [("các xã", Level::Commune), ("các huyện", Level::District), ("các tỉnh", Level::Province), ("các thôn", Level::Hamlet)];
        let level = words.into_iter().find(|(word, _)| text.ends_with(word)).map(|(_, level)| level)?;
        (level == Level::Hamlet || known(level)).then_some(level)
    }

    /// "Huyện ủy A": the committee is of a district.
    fn committee(&self, at: usize) -> Option<Level> {
        let last = self.source.lower.get((self.raw.get(at.checked_sub(1)?)?.end as usize).checked_sub(1)?)?;
        if !matches!(last, 'y' | 'ỷ') {
            return None;
        }
        let from = self.raw.get(at.checked_sub(2)?)?.start.max(self.raw[at - 1].end.saturating_sub(8));
        let text = self.source.text(from as usize, self.raw[at - 1].end as usize).to_lowercase();
        ["huyện ủy", "huyện uỷ"].iter().any(|w| text.ends_with(w)).then_some(Level::District)
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.raw.get(at).is_some_and(|t| t.is(self.lexicon, class))
    }

    fn value(&self, at: usize, class: Class) -> Option<&str> {
        self.raw.get(at).filter(|t| t.entry != NO_ENTRY).and_then(|t| self.lexicon.value(t.entry, class))
    }

    fn factor(&self, at: usize) -> Option<i64> {
        self.value(at, Class::Money).and_then(|v| v.parse().ok())
    }

    fn number(&self, at: usize, n: Number, used: &mut usize) -> Kind {
        // 6 tháng 9 năm 2024
        if self.is(at + 1, Class::MonthWord)
            && at > 0
            && (self.is(at - 1, Class::DateCue) || self.is(at - 1, Class::Deadline))
            && let (Some(d), Some(Kind::Num(m))) = (n.as_whole().filter(|d| (1..=31).contains(d)), self.raw.get(at + 2).map(|t| t.kind))
            && let Some(m) = m.as_whole().filter(|m| (1..=12).contains(m))
        {
            *used = 3;
            let mut when = When { year: None, month: u8::try_from(m).ok(), day: u8::try_from(d).ok() };
            when.year = self.year_after(at + 3, used);
            return Kind::Date(when);
        }
        if self.is(at + 1, Class::Percent) {
            *used = 2;
            if self.is(at + 2, Class::Percent) {
                *used = 3;
            }
            // "28,6% triệu": the sign is a slip, the word counts
            if let Some(factor) = self.factor(at + 2).filter(|f| *f > 1) {
                *used = 3;
                let per = self.per(at + 3, used);
                return money(n, factor).map_or(Kind::Word, |vnd| Kind::Money { vnd, pair: None, per });
            }
            return Kind::Percent(n);
        }
        if let Some(factor) = self.value(at + 1, Class::Big).and_then(|v| v.parse::<i64>().ok()) {
            // "1 ngàn 240 tỷ đồng"
            if let (Some(Kind::Num(rest)), Some(unit)) = (self.raw.get(at + 2).map(|t| t.kind), self.factor(at + 3).filter(|f| *f > 1))
                && let Some(whole) = n.times(factor).filter(|_| rest < Number::whole(factor))
                && let Some(vnd) = money(Number(whole.0.saturating_add(rest.0)), unit)
            {
                *used = 4;
                let per = self.per(at + 4, used);
                return Kind::Money { vnd, pair: None, per };
            }
            let noun = [Class::Unit, Class::Subject, Class::Foreign, Class::Level].iter().any(|c| self.is(at + 2, *c))
                || (self.is(at + 2, Class::Per) && !self.is(at + 2, Class::YearWord));
            if noun || self.factor(at + 1).is_none() {
                *used = 2;
                if self.is(at + 2, Class::Foreign) {
                    *used = 3;
                    return Kind::Word;
                }
                return n.times(factor).map_or(Kind::Word, Kind::Num);
            }
        }
        if self.is(at + 1, Class::Foreign) {
            *used = 2;
            return Kind::Word;
        }
        if let Some(factor) = self.factor(at + 1) {
            // "5 đ/c", "3 đồng chí": people, not đồng
            if factor == 1 && self.raw.get(at + 2).is_some_and(|t| t.mark('/')) && !self.is(at + 3, Class::Per) {
                return Kind::Num(n);
            }
            *used = 2;
            let Some(mut vnd) = money(n, factor) else { return Kind::Word };
            // "3,6 tỷ USD"
            if self.is(at + 2, Class::Foreign) {
                *used = 3;
                return Kind::Word;
            }
            // "3 tỷ lẻ 80 triệu đồng"
            if self.raw.get(at + 2).is_some_and(|t| self.source.lower[t.start as usize..t.end as usize].iter().copied().eq("lẻ".chars()))
            {
                *used = 3;
            }
            // 61 tỷ 649 triệu đồng
            while let (Some(Kind::Num(more)), Some(smaller)) = (self.raw.get(at + *used).map(|t| t.kind), self.factor(at + *used + 1)) {
                match money(more, smaller).filter(|m| smaller < factor && *m < factor) {
                    Some(m) => vnd = vnd.saturating_add(m),
                    None => break,
                }
                *used += 2;
            }
            let per = self.per(at + *used, used);
            return Kind::Money { vnd, pair: None, per };
        }
        Kind::Num(n)
    }

    /// `/người/năm`, `/ hộ`, `mỗi năm`.
    fn per(&self, at: usize, used: &mut usize) -> Per {
        let (mut per, mut i) = (Per::Total, at);
        while self.raw.get(i).is_some_and(|t| t.mark('/')) {
            let Some(text) = self
                .raw
                .get(i + 1)
                .filter(|t| t.is(self.lexicon, Class::Per))
                .map(|t| crate::spelling::strip(&self.source.text(t.start as usize, t.end as usize).to_lowercase()))
            else {
                break;
            };
            let text = if text.contains('?') && text.starts_with("ng") { "nguoi".to_owned() } else { text };
            per = match (text.as_str(), per) {
                ("nam", Per::Total) => Per::Year,
                ("thang", Per::Total | Per::Person) => Per::Month,
                (
                    "nam" | "ng" | "nguoi" | "khau" | "dau nguoi" | "nhan khau" | "nguoi dan" | "lao dong",
                    Per::Person | Per::Year | Per::Total,
                ) => Per::Person,
                ("nam", p) => p,
                _ => Per::Other,
            };
            i += 2;
            *used += 2;
        }
        per
    }

    fn numeral(&self, at: usize, used: &mut usize) -> Kind {
        let n: i64 = self.value(at, Class::Numeral).and_then(|v| v.parse().ok()).unwrap_or(0);
        const COUNTED: [Class; 7] =
            [Class::Subject, Class::Level, Class::VagueSubject, Class::Criteria, Class::Indicators, Class::Money, Class::Big];
        let money_next = self.factor(at + 1).is_some_and(|f| f >= 1_000_000);
        let counted = COUNTED.iter().any(|c| self.is(at + 1, *c)) && (self.factor(at + 1).is_none() || money_next);
        // "mười bảy trên mười chín tiêu chí"
        let counted = counted
            || self.is(at + 2, Class::Numeral)
                && (self.is(at + 3, Class::Criteria) || self.is(at + 3, Class::Indicators))
                && self.raw.get(at + 1).is_some_and(|t| {
                    let word = &self.source.lower[t.start as usize..t.end as usize];
                    word.iter().copied().eq("trên".chars()) || word.iter().copied().eq("trong".chars())
                });
        // "một xã" is mostly "a commune", "năm xã" may be "the year …"; "một tỷ đồng" is a sum
        // "Đến cuối năm xã A đạt …": the year
        let year = n == 5 && at > 0 && {
            let before = self.source.text(self.raw[at - 1].start as usize, self.raw[at - 1].end as usize).to_lowercase();
            ["cuối", "đầu", "hết", "giữa", "trong", "nửa", "qua"].iter().any(|w| before.ends_with(w))
        };
        // "có một xã đạt 19/19 tiêu chí": one of them
        let one = n == 1 && at > 0 && {
            let before = self.source.text(self.raw[at - 1].start as usize, self.raw[at - 1].end as usize).to_lowercase();
            let told = self.is(at + 2, Class::Reach) || self.is(at + 2, Class::Status);
            told && ["có", "chỉ", "còn", "thêm", "mới"].iter().any(|w| before.ends_with(w))
        };
        if year || !counted || (n == 1 && !money_next && !one) || (n == 5 && at > 0 && matches!(self.raw[at - 1].kind, Kind::Num(_))) {
            return Kind::Phrase;
        }
        self.number(at, Number::whole(n), used)
    }

    /// `tháng 9`, `tháng 9 năm 2024`, `tháng 9/2024`.
    fn month(&self, at: usize, used: &mut usize) -> Kind {
        match self.raw.get(at + 1).map(|t| t.kind) {
            Some(Kind::Date(when)) if when.day.is_none() => {
                *used = 2;
                Kind::Date(when)
            }
            Some(Kind::Num(m)) if m.as_whole().is_some_and(|m| (1..=12).contains(&m)) => {
                *used = 2;
                let year = self.year_after(at + 2, used);
                Kind::Date(When { year, month: m.as_whole().and_then(|m| u8::try_from(m).ok()), day: None })
            }
            _ => Kind::Phrase,
        }
    }

    /// `cuối năm 2020` means its last month.
    fn half(&self, at: usize, used: &mut usize) -> Kind {
        let text = self.value(at, Class::Half).unwrap_or_default();
        // "chậm nhất cuối tháng 7", "giữa tháng 9/2021"
        let words = self.source.text(self.raw[at].start as usize, self.raw[at].end as usize).to_lowercase();
        if words.ends_with("tháng") {
            let day = match self.raw.get(at + 1).map(|t| t.kind) {
                Some(Kind::Date(when)) if when.day.is_none() => Some(when),
                Some(Kind::Num(m)) if m.as_whole().is_some_and(|m| (1..=12).contains(&m)) && !self.is(at + 2, Class::Subject) => {
                    Some(When { year: None, month: m.as_whole().and_then(|m| u8::try_from(m).ok()), day: None })
                }
                _ => None,
            };
            if let Some(mut when) = day {
                *used = 2;
                when.year = when.year.or_else(|| self.year_after(at + 2, used));
                return Kind::Date(when);
            }
        }
        let (Some(Kind::Year(y)), "end") = (self.raw.get(at + 1).map(|t| t.kind), text) else { return Kind::Phrase };
        *used = 2;
        let whole = crate::spelling::strip(&self.source.text(self.raw[at].start as usize, self.raw[at].end as usize).to_lowercase());
        let month = if whole.contains("cuoi") { Some(12) } else { None };
        if month.is_none() { Kind::Year(y) } else { Kind::Date(When { year: Some(y), month, day: None }) }
    }

    fn year_after(&self, at: usize, used: &mut usize) -> Option<u16> {
        let skip = usize::from(self.is(at, Class::YearWord) || self.raw.get(at).is_some_and(|t| t.mark('/')));
        let found = match self.raw.get(at + skip).map(|t| t.kind) {
            Some(Kind::Year(y)) => Some(y),
            Some(Kind::Num(n)) if skip == 1 => n.as_whole().and_then(year),
            _ => None,
        };
        if found.is_some() {
            *used += skip + 1;
        }
        found
    }

    /// A type word with the name after it; without one it stays a phrase ("xã", "toàn huyện").
    fn level(&mut self, at: usize, names: usize, used: &mut usize) -> Kind {
        let Some(level) = self.value(at, Class::Level).and_then(Level::of).filter(|l| *l != Level::Region) else { return Kind::Phrase };
        let Some(next) = self.raw.get(at + 1).copied() else { return Kind::Phrase };
        match next.kind {
            Kind::Name => {
                let group = self.groups[names];
                let name = self.text(next);
                // "các xã Lùng Vai, Bản Xen": a commune whose name begins like a hamlet's
                let whole = Term { start: self.raw[at].start, ..next };
                let inside = at > 0 && !self.raw[at - 1].mark('.') && self.raw[at - 1].kind != Kind::Line && self.raw[at].capital;
                if level == Level::Hamlet
                    && inside
                    && self.gazetteer.called(&self.text(whole)).any(|u| matches!(u.level, Level::Commune | Level::District))
                {
                    *used = 2;
                    return self.push_place(Place::new(self.text(whole), None, None, whole.start, whole.end));
                }
                let city = self.source.text(self.raw[at].start as usize, self.raw[at].end as usize).to_lowercase();
                let city = city.starts_with("tp") || city.starts_with("thành") || city.starts_with("t.p");
                let levels: Vec<(Level, bool)> = self.gazetteer.called(&name).map(|u| (u.level, u.two_tier)).collect();
                let mut level = level;
                if level == Level::District && city && levels.iter().any(|(l, t)| *l == Level::Province && *t == self.two_tier) {
                    let also_city = levels.iter().any(|(l, t)| *l == Level::District && *t == self.two_tier);
                    level = if also_city { Level::District } else { Level::Province };
                }
                let known = levels.iter().any(|(l, _)| *l == level);
                // "kiểm tra 4 xã Hương Sơn": four of the district's, unless names are listed
                let many = at > 0 && matches!(self.raw[at - 1].kind, Kind::Num(n) if n.as_whole().is_some_and(|n| n > 1));
                let listed = self.raw.get(at + 2).is_some_and(|t| t.mark(',') || t.mark('-') || t.is(self.lexicon, Class::Conj));
                if many && !listed && level.rank() <= 1 && levels.iter().any(|(l, _)| *l == Level::District) {
                    return Kind::Phrase;
                }
                if !known && self.is_person(at + 1) && self.near_office(at) {
                    return Kind::Phrase;
                }
                *used = 2;
                self.place(at + 1, Some(level), group, self.raw[at].start)
            }
            // "huyện vùng cao A", "xã biên giới B": what kind of place it is stands between
            Kind::Word | Kind::Phrase if self.described(at).is_some() => {
                let Some(name) = self.described(at) else { return Kind::Phrase };
                *used = name - at + 1;
                self.place(name, Some(level), self.groups[names], self.raw[at].start)
            }
            // "thôn Bản Vèn": the name itself begins with a type word
            Kind::Phrase
                if level.rank() <= 1
                    && next.capital
                    && self.value(at + 1, Class::Level).and_then(Level::of) == Some(Level::Hamlet)
                    && self.raw.get(at + 2).is_some_and(|t| t.kind == Kind::Name) =>
            {
                let whole = Term { end: self.raw[at + 2].end, ..next };
                let name = self.text(whole);
                *used = 3;
                self.push_place(Place::new(name, Some(level), None, self.raw[at].start, whole.end))
            }
            // "xã Đông Bắc": a region's name behind a low type word is a unit's
            Kind::Phrase if next.capital && level.rank() <= 1 && next.is(self.lexicon, Class::Region) => {
                let name = self.text(next);
                *used = 2;
                self.push_place(Place::new(name, Some(level), None, self.raw[at].start, next.end))
            }
            Kind::Num(n) if level == Level::Hamlet && self.numbered(at, n) => {
                *used = 2;
                let whole = Term { start: self.raw[at].start, ..next };
                let name = self.text(whole);
                self.push_place(Place::new(name, Some(level), None, whole.start, whole.end))
            }
            // a name whose first word lost its capital
            Kind::Word
                if !next.capital && self.raw.get(at + 2).is_some_and(|t| t.kind == Kind::Name || (t.kind == Kind::Word && t.capital)) =>
            {
                let both = Term { end: self.raw[at + 2].end, ..next };
                let name = self.text(both);
                if !self.gazetteer.called(&name).any(|u| u.level == level) {
                    return Kind::Phrase;
                }
                *used = 3;
                self.push_place(Place::new(name, Some(level), None, self.raw[at].start, both.end))
            }
            _ => Kind::Phrase,
        }
    }

    /// Where the name stands behind a type word and what kind of place it is: "huyện miền núi A".
    fn described(&self, at: usize) -> Option<usize> {
        const KINDS: [&str; 14] = [
            "vùng cao",
            "miền núi",
            "biên giới",
            "vùng sâu",
            "vùng xa",
            "ven biển",
            "rẻo cao",
            "bãi ngang",
            "thuần nông",
            "đồng bằng",
            "trung du",
            "đầu nguồn",
            "cửa ngõ",
            "vùng biên",
        ];
        let name = (at + 2..at + 4).find(|j| self.raw.get(*j).is_some_and(|t| t.kind == Kind::Name))?;
        let words = self.source.text(self.raw[at + 1].start as usize, self.raw[name - 1].end as usize).to_lowercase();
        (KINDS.contains(&words.as_str()) && !self.is_person(name)).then_some(name)
    }

    /// `thôn 5`, but not the "thôn 5" of "4 thôn 5 xã".
    fn numbered(&self, at: usize, n: Number) -> bool {
        let counted = at > 0
            && (matches!(self.raw[at - 1].kind, Kind::Num(_) | Kind::Frac(..))
                || self.is(at - 1, Class::Numeral)
                || self.is(at - 1, Class::Each));
        const NEXT: [Class; 8] =
            [Class::Subject, Class::Level, Class::Criteria, Class::Indicators, Class::Unit, Class::Money, Class::Percent, Class::Big];
        // "Thôn 4 xã A": the commune it lies in
        let inside = self.is(at + 2, Class::Level) && self.raw.get(at + 3).is_some_and(|t| t.kind == Kind::Name);
        n.as_whole().is_some_and(|n| (1..=60).contains(&n)) && !counted && (inside || !NEXT.iter().any(|c| self.is(at + 2, *c)))
    }

    /// Three or more capitals that begin with a surname.
    fn is_person(&self, at: usize) -> bool {
        let term = self.raw[at];
        let mut words = self.source.lower[term.start as usize..term.end as usize]
            .split(|c| crate::letters::is_space(*c))
            .filter(|word| !word.is_empty());
        let surname = words.next().unwrap_or_default();
        words.count() >= 2 && self.lexicon.is_surname(&surname.iter().collect::<String>())
    }

    fn near_office(&self, at: usize) -> bool {
        (1..=3).any(|back| at >= back && (self.is(at - back, Class::Office) || self.is(at - back, Class::Head)))
    }

    fn text(&self, term: Term) -> String {
        self.source.squeezed(term.start as usize, term.end as usize)
    }

    fn place(&mut self, at: usize, level: Option<Level>, group: Option<u32>, start: u32) -> Kind {
        let term = self.raw[at];
        let name = self.text(term);
        self.push_place(Place::new(name, level, group, start, term.end))
    }

    fn push_place(&mut self, place: Place) -> Kind {
        self.places.push(place);
        Kind::Place(u32::try_from(self.places.len() - 1).unwrap_or(u32::MAX))
    }
}

fn money(n: Number, factor: i64) -> Option<i64> {
    n.scaled(factor)
}
