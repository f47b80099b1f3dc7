//! Who aims: units inside the goal, before it, or what the text is about.

use crate::build::Builder;
use crate::build::list::{is_word, names, two};
use crate::build::tally::{count_at, level_of, subject_at};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::term::Kind;

/// Where an aim stands in its sentence.
#[derive(Clone, Copy)]
pub(super) struct Aim {
    pub(super) s: Sentence,
    /// First term of its clause.
    pub(super) start: usize,
    /// The term that opens it: "phấn đấu", a year to come.
    pub(super) cue: usize,
    /// First term of the goal.
    pub(super) from: usize,
    /// One past its last.
    pub(super) to: usize,
}

impl Builder<'_> {
    /// Who aims: the units inside the goal ("thôn 5 trở thành …"), before the cue, or the topic.
    pub(super) fn aiming(&self, aim: Aim) -> Vec<UnitRef> {
        self.brought_by(aim)
            .or_else(|| self.named_inside(aim))
            .or_else(|| self.meeting_first(aim))
            .or_else(|| self.owner_behind(aim.cue, aim.to).map(|(unit, _)| vec![unit]))
            .or_else(|| self.done_there(aim))
            .or_else(|| self.rest_of_whole(aim))
            .or_else(|| self.district_inside(aim))
            .or_else(|| self.whole_unit(aim))
            .or_else(|| self.brought_there(aim))
            .or_else(|| self.chosen(aim))
            .or_else(|| self.head_of_plan(aim))
            .or_else(|| self.few_named(aim))
            .or_else(|| self.bare_and_bare(aim))
            .unwrap_or_else(|| self.aiming_outside(aim))
    }

    /// Nobody aims inside the goal: whose it is was said before it, or is what the text is about.
    fn aiming_outside(&self, aim: Aim) -> Vec<UnitRef> {
        let rank = self.rank_counted(aim);
        self.under_year(aim)
            .or_else(|| self.aiming_before(aim, rank))
            .or_else(|| self.aiming_already(aim, rank))
            .or_else(|| self.past_one_picked_out(aim, rank))
            .or_else(|| self.last_scored(aim, rank))
            .unwrap_or_else(|| self.doc.topic(aim.cue, rank.unwrap_or(0)).into_iter().collect())
    }

    /// "xây dựng huyện Đức Thọ về đích", "đưa xã A thành …": named in the goal itself.
    fn named_inside(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let inside = (aim.from..aim.to.min(aim.from + 7)).find(|j| {
            doc.place_at(*j).is_some_and(|p| p.explicit && p.level.is_some())
                && !matches!(doc.kind(j.wrapping_sub(1)), Some(Kind::Num(_) | Kind::Frac(..)))
                && !doc.is(j.wrapping_sub(1), Class::Delta)
                || doc.is(*j, Class::Country)
        });
        // "3 xã kiểu mẫu và huyện A đạt chuẩn": the first is a count of its own
        let apart = |j: usize| count_at(doc, aim.s, aim.from).is_some() && (aim.from..j).any(|k| doc.is(k, Class::Conj));
        let j = inside.filter(|j| *j + 1 < aim.to && !apart(*j))?;
        let Some(place) = doc.place_at(j) else { return Some(vec![crate::doc::country()]) };
        // "xã A, B đạt nâng cao": each
        let level = place.level.unwrap_or(Level::Commune);
        let (mut units, mut k) = (vec![doc.unit(place, level)], j);
        while doc.mark(k + 1, ',') || doc.is(k + 1, Class::Conj) && !doc.is(k + 1, Class::Prep) {
            let Some(more) = doc.place_at(k + 2).filter(|m| !m.address && m.level.is_none_or(|l| l == level)) else { break };
            units.push(doc.unit(more, level));
            k += 2;
        }
        Some(units)
    }

    /// "Mục tiêu của tỉnh là …", "kế hoạch của huyện A: …": whose the aim is, and the term that opens it.
    pub(super) fn owner_behind(&self, cue: usize, end: usize) -> Option<(UnitRef, usize)> {
        let doc = self.doc;
        if !doc.has(cue, Class::Target, "noun") || !doc.is(cue + 1, Class::Prep) {
            return None;
        }
        let at = cue + 2 + usize::from(doc.is(cue + 2, Class::Whole));
        let opens = (at + 1 < end && (doc.is(at + 1, Class::List) || doc.mark(at + 1, ':'))).then_some(at + 1)?;
        let named = doc.place_at(at).and_then(|p| p.level.map(|l| doc.unit(p, l)));
        let unit = named.or_else(|| doc.bare_level(at).filter(|l| *l != Level::Region).map(|l| doc.anaphor(at, l)))?;
        Some((unit, opens))
    }

    /// "hoàn thành xây dựng NTM ở A, B": where the programme is to be carried out.
    fn done_there(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let there = (aim.from + 1..aim.to).find(|j| doc.reads_any(*j, &["ở", "tại"]) && doc.is(j - 1, Class::Program))?;
        doc.place_at(there + 1).filter(|p| p.level.is_none_or(|l| l.rank() <= 1) && !p.address)?;
        let listed = names(doc, there + 1, Level::Commune);
        let all = listed.end == aim.to || doc.mark(listed.end, ',');
        all.then(|| listed.names.into_iter().map(|name| UnitRef { name: Some(name), level: Level::Commune }).collect())
    }

    /// "Trong 22 thôn …, còn lại 17 thôn phấn đấu …": the rest aims where the whole was counted, whoever was named between.
    fn rest_of_whole(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let rest = (aim.start..aim.to).take(24).find(|j| is_word(self.doc, j.wrapping_sub(1), "còn lại"))?;
        let base = self.base_of_rest(aim.s, &count_at(self.doc, aim.s, rest)?)?;
        Some(vec![base.unit])
    }

    /// "…, đạt chuẩn huyện NTM vào cuối năm 2020": the district's, whoever was named before.
    fn district_inside(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let said = |j: &usize| doc.bare_level(*j) == Some(Level::District) && doc.is(j + 1, Class::Program);
        let district = (aim.from..aim.to.min(aim.from + 4)).find(said)?;
        let unit = doc.anaphor(district, Level::District);
        let other = || (aim.start..aim.cue).any(|j| doc.place_at(j).is_some());
        (unit.name.is_some() && aim.start > aim.s.from && !other()).then(|| vec![unit])
    }

    /// "thu nhập đầu người toàn huyện đạt 30 triệu đồng".
    fn whole_unit(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let mut within = aim.from + 1..aim.to.min(aim.from + 7);
        let j = within.find(|j| doc.is(j - 1, Class::Whole) && doc.bare_level(*j).is_some())?;
        let level = doc.bare_level(j).filter(|_| doc.is(aim.from, Class::Indicator))?;
        Some(vec![doc.anaphor(j, level)])
    }

    /// "huyện A đưa B cán đích": B.
    fn brought_by(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let (doc, from) = (self.doc, aim.from);
        let brings = doc.place_at(from).is_some() && is_word(doc, from + 1, "đưa") && doc.is(from + 3, Class::Status);
        let place = doc.place_at(from + 2).filter(|p| brings && !p.address)?;
        let level = place.level.filter(|l| place.explicit || l.rank() <= 1).unwrap_or(Level::Commune);
        Some(vec![UnitRef { name: Some(place.name.clone()), level }])
    }

    /// "Mục tiêu của huyện: tháng 10 A về đích": the goal begins with who reaches it.
    fn meeting_first(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let bare = doc.place_at(aim.from).is_some_and(|p| !p.explicit && p.level.is_some_and(|l| l.rank() <= 1));
        (bare && doc.has(aim.from + 1, Class::Status, "met")).then(|| self.brought_there(aim)).flatten()
    }

    /// "Huyện nhắm A cán đích năm 2023", "… đưa A lên 17 tiêu chí": a bare name the goal begins with.
    fn brought_there(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let (doc, from) = (self.doc, aim.from);
        let named = from + usize::from(is_word(doc, from, "đưa"));
        let acts = || doc.reads_any(from + 1, &["trở", "đưa", "có", "có thêm", "thêm", "xây dựng", "hoàn thành"]);
        let own = named > from || acts() || doc.is_any(from + 1, &[Class::Status, Class::Target, Class::Reach]);
        let alone = !doc.mark(named + 1, ',') && !doc.is(named + 1, Class::Conj);
        let place = doc.place_at(named).filter(|p| !p.address && own && alone)?;
        // a bare name that is only known as a ward's is here a commune's
        let district = doc.main.first().is_some_and(|m| m.level == Level::District && m.name.as_deref() != Some(place.name.as_str()));
        if !place.explicit && (place.level == Some(Level::Ward) || district && place.level == Some(Level::District) && !place.solid) {
            return Some(vec![UnitRef { name: Some(place.name.clone()), level: Level::Commune }]);
        }
        Some(vec![doc.unit(place, Level::Commune)])
    }

    /// "Huyện xác định A là xã tiếp theo về đích".
    fn chosen(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let is_one = |j: &usize| doc.place_at(*j).is_some_and(|p| !p.address) && is_word(doc, j + 1, "là");
        let chosen = (aim.from..aim.to.min(aim.from + 6)).find(is_one).filter(|j| doc.is(j + 2, Class::Level))?;
        let place = doc.place_at(chosen)?;
        let level = doc.value(chosen + 2, Class::Level).and_then(Level::of).unwrap_or(Level::Commune);
        Some(vec![UnitRef { name: Some(place.name.clone()), level: place.level.filter(|_| place.explicit).unwrap_or(level) }])
    }

    /// "Kế hoạch của huyện A: năm 2019 …; năm 2020 …": the head names whose aims these are.
    fn head_of_plan(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let colon = (aim.s.from..aim.start.max(aim.cue)).take(14).find(|j| doc.mark(*j, ':'))?;
        if (aim.start.max(colon)..aim.cue).any(|j| doc.place_at(j).is_some() || doc.bare_level(j).is_some()) {
            return None;
        }
        let (_, place) = (aim.s.from..colon)
            .filter_map(|j| doc.place_at(j).map(|p| (j, p)))
            .filter(|(_, p)| !p.address && p.level.is_some())
            // "UBND tỉnh giao chỉ tiêu cho huyện A: …"
            .min_by_key(|(j, _)| (!is_word(doc, j.wrapping_sub(1), "cho"), *j))?;
        place.level.map(|l| vec![doc.unit(place, l)])
    }

    /// "đến hết năm 2023 hai xã A, B đạt chuẩn": each of them, when all are named.
    fn few_named(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let dated = |j: usize| matches!(doc.kind(j), Some(Kind::Year(_) | Kind::Date(_)));
        let few = |j: &usize| {
            count_at(doc, aim.s, *j).is_some_and(|c| (2..=6).contains(&c.n) && !c.delta && c.of.is_none())
                && (dated(j.wrapping_sub(1)) || is_word(doc, j.wrapping_sub(1), "giúp"))
        };
        let count = (aim.from..aim.to.min(aim.from + 3)).find(few).and_then(|j| count_at(doc, aim.s, j))?;
        let level = level_of(count.subject)?;
        let listed = names(doc, count.end, level);
        let all = listed.names.len() as i64 == count.n && listed.end < aim.to && level.rank() <= 1;
        all.then(|| listed.names.into_iter().map(|name| UnitRef { name: Some(name), level }).collect())
    }

    /// "Dự kiến A và B về đích năm 2018", "năm 2020 có thêm A và B về đích": each of those named before what they reach.
    fn bare_and_bare(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let first = (aim.from..aim.to.min(aim.from + 2)).find(|j| !doc.reads_any(*j, &["có", "thêm", "có thêm"]))?;
        doc.place_at(first).filter(|p| !p.address && p.level.is_none_or(|l| l == Level::Commune))?;
        let listed = names(doc, first, Level::Commune);
        let reach = doc.is_any(listed.end, &[Class::Status, Class::Reach]);
        (reach && listed.names.len() >= 2 && listed.end < aim.to)
            .then(|| listed.names.into_iter().map(|name| UnitRef { name: Some(name), level: Level::Commune }).collect())
    }

    /// The rank of what the goal counts, which lies above whoever aims: "xã A đạt …; 5 bản được công nhận; không còn xã dưới 9 tiêu chí".
    fn rank_counted(&self, aim: Aim) -> Option<u8> {
        let doc = self.doc;
        let subject = |j: usize| subject_at(doc, j).map(|(subject, _)| subject);
        (aim.from..aim.to.min(aim.from + 4)).find_map(|j| {
            // "50% số xã đạt chuẩn"
            if matches!(doc.kind(j), Some(Kind::Percent(_))) {
                return (j + 1..j + 4).take_while(|k| !doc.mark_any(*k, ";,.")).find_map(subject).and_then(level_of).map(Level::rank);
            }
            let counted = count_at(doc, aim.s, j)
                .map(|c| c.subject)
                .or_else(|| doc.has(j, Class::Negation, "none").then(|| subject(j + 1)).flatten())
                // "không để xã nào dưới 10 tiêu chí"
                .or_else(|| two(doc, j, "không", "để").then(|| subject(j + 2)).flatten())
                .or_else(|| is_word(doc, j, "không để").then(|| subject(j + 1)).flatten())?;
            level_of(counted).map(Level::rank)
        })
    }

    /// An item under "Mục tiêu năm 2023" that names nobody.
    fn under_year(&self, aim: Aim) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let named = (aim.start..aim.to).any(|j| {
            doc.place_at(j).is_some() || doc.bare_level(j).is_some_and(|l| !doc.is(j.wrapping_sub(1), Class::Prep) && l != Level::Region)
        });
        let headed = !named && crate::build::scope::heading_year(doc, aim.s).is_some();
        doc.main.first().filter(|_| headed).map(|main| vec![main.clone()])
    }

    /// "Riêng huyện A có 31 sản phẩm. Mục tiêu năm 2024 đạt 220 sản phẩm": picked out, the text goes on with its area.
    fn past_one_picked_out(&self, aim: Aim, rank: Option<u8>) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let before = doc.sentences[doc.sentence_of(aim.cue).saturating_sub(1)];
        let first = (before.from..before.to).find(|j| !doc.line(*j)).unwrap_or(before.from);
        let main = doc.main.first().filter(|m| is_word(doc, first, "riêng") && rank.is_none_or(|r| m.level.rank() > r))?;
        Some(vec![main.clone()])
    }

    /// Whoever had the aim before it in the same sentence, when the clause names nobody.
    fn aiming_already(&self, aim: Aim, rank: Option<u8>) -> Option<Vec<UnitRef>> {
        let doc = self.doc;
        let named = |j: usize| doc.place_at(j).is_some() || doc.bare_level(j).is_some_and(|_| !doc.is(j.wrapping_sub(1), Class::Prep));
        let from = doc.span(aim.s.from, aim.s.from + 1).start;
        let last = self.facts.last().filter(|f| f.span.start >= from && aim.start > aim.s.from && !(aim.start..aim.cue).any(named))?;
        match &last.body {
            // a commune's aim in a text about its district: what is counted next may be the district's again
            Body::Target { unit, .. }
                if rank.is_none_or(|r| unit.level.rank() > r && doc.main.first().is_none_or(|m| unit.level >= m.level)) =>
            {
                Some(vec![unit.clone()])
            }
            _ => None,
        }
    }

    /// The one whose score was read last, in this sentence or the one before.
    fn last_scored(&self, aim: Aim, rank: Option<u8>) -> Option<Vec<UnitRef>> {
        let (sentence, owners) = self.last_owner.as_ref()?;
        let near = self.doc.sentence_of(aim.cue).abs_diff(*sentence) <= 1;
        (near && owners.len() == 1 && rank.is_none_or(|r| owners[0].level.rank() > r)).then(|| owners.clone())
    }
}
