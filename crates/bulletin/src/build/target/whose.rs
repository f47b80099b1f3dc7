//! Who aims: units inside the goal, before it, or what the text is about.

use crate::build::Builder;
use crate::build::list::{is_word, two};
use crate::build::tally::{count_at, level_of, subject_at};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::UnitRef;
use crate::gazetteer::Level;
use crate::term::Kind;

impl Builder<'_> {
    /// Who aims: the units inside the goal ("thôn 5 trở thành …"), before the cue, or the topic.
    pub(super) fn aiming(&self, s: Sentence, start: usize, cue: usize, from: usize, to: usize) -> Vec<UnitRef> {
        let doc = self.doc;
        // "xây dựng huyện Đức Thọ về đích", "đưa xã A thành …"
        let inside = (from..to.min(from + 7)).find(|j| {
            doc.place_at(*j).is_some_and(|p| p.explicit && p.level.is_some())
                && !matches!(doc.kind(j.wrapping_sub(1)), Some(Kind::Num(_) | Kind::Frac(..)))
                && !doc.is(j.wrapping_sub(1), Class::Delta)
                || doc.is(*j, Class::Country)
        });
        // "3 xã kiểu mẫu và huyện A đạt chuẩn": the first is a count of its own
        let apart = |j: usize| count_at(doc, s, from).is_some() && (from..j).any(|k| doc.is(k, Class::Conj));
        if let Some(j) = inside.filter(|j| *j + 1 < to && !apart(*j)) {
            return match doc.place_at(j) {
                // "xã A, B đạt nâng cao": each
                Some(p) => {
                    let level = p.level.unwrap_or(Level::Commune);
                    let (mut units, mut k) = (vec![doc.unit(p, level)], j);
                    while doc.mark(k + 1, ',') || doc.is(k + 1, Class::Conj) && !doc.is(k + 1, Class::Prep) {
                        let Some(more) = doc.place_at(k + 2).filter(|m| !m.address && m.level.is_none_or(|l| l == level)) else { break };
                        units.push(doc.unit(more, level));
                        k += 2;
                    }
                    units
                }
                None => vec![crate::doc::country()],
            };
        }
        // "…, đạt chuẩn huyện NTM vào cuối năm 2020": the district's, whoever was named before
        let district = (from..to.min(from + 4)).find(|j| doc.bare_level(*j) == Some(Level::District) && doc.is(j + 1, Class::Program));
        if let Some(unit) = district
            .map(|j| doc.anaphor(j, Level::District))
            .filter(|u| u.name.is_some() && start > s.from && !(start..cue).any(|j| doc.place_at(j).is_some()))
        {
            return vec![unit];
        }
        // "thu nhập đầu người toàn huyện đạt 30 triệu đồng"
        let whole = (from + 1..to.min(from + 7)).find(|j| doc.is(j - 1, Class::Whole) && doc.bare_level(*j).is_some());
        if let Some((j, level)) = whole.and_then(|j| doc.bare_level(j).map(|l| (j, l))).filter(|_| doc.is(from, Class::Indicator)) {
            return vec![doc.anaphor(j, level)];
        }
        // "Huyện nhắm A cán đích năm 2023"
        // "… đưa A lên 17 tiêu chí"
        let named = from + usize::from(is_word(doc, from, "đưa"));
        let acts = ["đưa", "có", "có thêm", "thêm", "xây dựng", "hoàn thành"].iter().any(|w| is_word(doc, from + 1, w));
        let own =
            named > from || acts || doc.is(from + 1, Class::Status) || doc.is(from + 1, Class::Target) || doc.is(from + 1, Class::Reach);
        if let Some(place) =
            doc.place_at(named).filter(|p| !p.address && own && !doc.mark(named + 1, ',') && !doc.is(named + 1, Class::Conj))
        {
            return vec![doc.unit(place, Level::Commune)];
        }
        // "Huyện xác định A là xã tiếp theo về đích"
        let chosen = (from..to.min(from + 6)).find(|j| doc.place_at(*j).is_some_and(|p| !p.address) && is_word(doc, j + 1, "là"));
        if let Some(place) = chosen.filter(|j| doc.is(j + 2, Class::Level)).and_then(|j| doc.place_at(j)) {
            let level = doc.value(chosen.unwrap_or(from) + 2, Class::Level).and_then(Level::of).unwrap_or(Level::Commune);
            return vec![UnitRef { name: Some(place.name.clone()), level: place.level.filter(|_| place.explicit).unwrap_or(level) }];
        }
        // "Kế hoạch của huyện A: năm 2019 …; năm 2020 …": the head names whose aims these are
        if let Some(colon) = (s.from..start.max(cue)).take(14).find(|j| doc.mark(*j, ':'))
            && !(start.max(colon)..cue).any(|j| doc.place_at(j).is_some() || doc.bare_level(j).is_some())
            && let Some(place) = (s.from..colon)
                .filter_map(|j| doc.place_at(j).map(|p| (j, p)))
                .filter(|(_, p)| !p.address && p.level.is_some())
                // "UBND tỉnh giao chỉ tiêu cho huyện A: …"
                .min_by_key(|(j, _)| (!is_word(doc, j.wrapping_sub(1), "cho"), *j))
                .map(|(_, p)| p)
        {
            return place.level.map(|l| doc.unit(place, l)).into_iter().collect();
        }
        // "đến hết năm 2023 hai xã A, B đạt chuẩn": each of them, when all are named
        let dated = |j: usize| matches!(doc.kind(j), Some(Kind::Year(_) | Kind::Date(_)));
        let few = (from..to.min(from + 3)).find(|j| {
            count_at(doc, s, *j).is_some_and(|c| (2..=6).contains(&c.n) && !c.delta && c.of.is_none())
                && (dated(j.wrapping_sub(1)) || is_word(doc, j.wrapping_sub(1), "giúp"))
        });
        if let Some(j) = few {
            let named = count_at(doc, s, j)
                .and_then(|c| level_of(c.subject).map(|level| (c.n, crate::build::list::names(doc, c.end, level), level)));
            if let Some((_, listed, level)) =
                named.filter(|(n, listed, level)| listed.names.len() as i64 == *n && listed.end < to && level.rank() <= 1)
            {
                return listed.names.into_iter().map(|name| UnitRef { name: Some(name), level }).collect();
            }
        }
        // counted units are those of what lies above them: "xã A đạt …; 5 bản được công nhận; không còn xã dưới 9 tiêu chí"
        let rank = (from..to.min(from + 4)).find_map(|j| {
            // "50% số xã đạt chuẩn"
            if matches!(doc.kind(j), Some(Kind::Percent(_))) {
                let share =
                    (j + 1..j + 4).take_while(|k| ![';', ',', '.'].iter().any(|c| doc.mark(*k, *c))).find_map(|k| subject_at(doc, k));
                return share.and_then(|(subject, _)| level_of(subject)).map(Level::rank);
            }
            let counted = count_at(doc, s, j)
                .map(|c| c.subject)
                .or_else(|| doc.has(j, Class::Negation, "none").then(|| subject_at(doc, j + 1).map(|(subject, _)| subject)).flatten())
                // "không để xã nào dưới 10 tiêu chí"
                .or_else(|| two(doc, j, "không", "để").then(|| subject_at(doc, j + 2).map(|(subject, _)| subject)).flatten())
                .or_else(|| is_word(doc, j, "không để").then(|| subject_at(doc, j + 1).map(|(subject, _)| subject)).flatten())?;
            level_of(counted).map(Level::rank)
        });
        // an item under "Mục tiêu năm 2023" that names nobody
        let named = (start..to).any(|j| {
            doc.place_at(j).is_some() || doc.bare_level(j).is_some_and(|l| !doc.is(j.wrapping_sub(1), Class::Prep) && l != Level::Region)
        });
        if !named
            && crate::build::scope::heading_year(doc, s).is_some()
            && let Some(main) = doc.main.first()
        {
            return vec![main.clone()];
        }
        let commune = (from..to).any(|j| matches!(doc.kind(j), Some(Kind::Frac(_, b)) if matches!(b.as_whole(), Some(19 | 20))));
        let above = |level: Option<Level>| rank.is_none_or(|r| level.is_some_and(|l| l.rank() > r));
        let opening = (s.from..=cue).find(|j| !(doc.line(*j) || doc.is(*j, Class::Result) || doc.is(*j, Class::Each)));
        for j in (start..cue).rev().chain((s.from..start).rev()) {
            if doc.depth[j] > doc.depth[cue]
                || (doc.bare_level(j).is_some()
                    && Some(j) != opening
                    && j + 1 != cue
                    && !doc.is(j.wrapping_sub(1), Class::Whole)
                    && !doc.mark(j.wrapping_sub(1), ','))
            {
                continue;
            }
            // "đưa A và B về đích, thu nhập đạt …": those to be brought there are not the ones who aim
            let brought = doc.place_at(j).is_some()
                && (is_word(doc, j.wrapping_sub(1), "đưa")
                    || doc.is(j + 1, Class::Conj) && doc.place_at(j + 2).is_some()
                    || doc.is(j.wrapping_sub(1), Class::Conj) && doc.place_at(j.wrapping_sub(2)).is_some());
            if j < start && brought && doc.is(from, Class::Indicator) | doc.is(from, Class::Delta) {
                continue;
            }
            // whose another aim of the list was: "xã A đạt …; phấn đấu xã B …; 5 bản được công nhận"
            let listed = doc.mark(j.wrapping_sub(1), ';') || doc.mark(j.wrapping_sub(1), ':') || doc.is(j.wrapping_sub(1), Class::Target);
            if j < start && rank.is_some() && listed && doc.place_at(j).is_some() {
                continue;
            }
            if let Some(place) = doc.place_at(j).filter(|p| {
                !p.address
                    && p.level.is_some()
                    && !(commune && p.level.is_some_and(|l| l != Level::Commune && l.rank() <= 1))
                    && ((j >= start && doc.place_at(cue.wrapping_sub(1)).is_some()) || above(p.level))
            }) {
                let level = place.level.unwrap_or(Level::Commune);
                // "xã cuối cùng là A đạt 17/19 tiêu chí, phấn đấu …"
                if let Some(level) = (!place.explicit).then(|| self.superlative(s, j)).flatten() {
                    return vec![UnitRef { name: Some(place.name.clone()), level }];
                }
                let mut units = vec![doc.unit(place, level)];
                let mut k = j;
                while k > s.from + 1 && (doc.mark(k - 1, ',') || is_word(doc, k - 1, "và")) {
                    match doc.place_at(k - 2).filter(|p| p.level == Some(level) && !p.address) {
                        Some(p) => units.push(doc.unit(p, level)),
                        None => break,
                    }
                    k -= 2;
                }
                // "thêm 6 xã nâng cao: A, B, C; thu nhập …": the list is of the aim before, whose this one is not
                if j < start && k > s.from && (doc.mark(k - 1, ':') || doc.is(k - 1, Class::List)) {
                    continue;
                }
                units.reverse();
                return units;
            }
            // the government's aims are the country's
            let state =
                two(doc, j, "chính", "phủ") || two(doc, j, "trung", "ương") || is_word(doc, j, "trung ương") || two(doc, j, "quốc", "hội");
            if doc.is(j, Class::Country) || state || is_word(doc, j, "chính phủ") || is_word(doc, j, "quốc hội") {
                return vec![crate::doc::country()];
            }
            if let Some(level) = doc.bare_level(j).filter(|l| *l != Level::Region && !doc.is(j.wrapping_sub(1), Class::Each)) {
                return vec![doc.anaphor(j, level)];
            }
            // "Hai xã …, phấn đấu được công nhận lại": the two just named
            let small = doc.terms[j].whole().is_some_and(|n| n <= 6) && doc.is(j + 1, Class::Level);
            if small && (s.from..j).all(|k| doc.line(k)) {
                let units = self.counted(s, j);
                if !units.is_empty() {
                    return units;
                }
            }
            if matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Frac(..))) && doc.is(j + 1, Class::Level) {
                let rank = doc.value(j + 1, Class::Level).and_then(Level::of).map_or(0, Level::rank);
                return doc.area(j, j + 2, rank).into_iter().collect();
            }
        }
        // "Riêng huyện A có 31 sản phẩm. Mục tiêu năm 2024 đạt 220 sản phẩm": picked out, the text goes on with its area
        let here = doc.sentence_of(cue);
        let before = doc.sentences[here.saturating_sub(1)];
        let first = (before.from..before.to).find(|j| !doc.line(*j)).unwrap_or(before.from);
        if let Some(main) = doc.main.first().filter(|m| is_word(doc, first, "riêng") && rank.is_none_or(|r| m.level.rank() > r)) {
            return vec![main.clone()];
        }
        if let Some((sentence, owners)) = &self.last_owner
            && doc.sentence_of(cue).abs_diff(*sentence) <= 1
            && owners.len() == 1
            && rank.is_none_or(|r| owners[0].level.rank() > r)
        {
            return owners.clone();
        }
        doc.topic(cue, rank.unwrap_or(0)).into_iter().collect()
    }
}
