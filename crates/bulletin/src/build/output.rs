//! Work done or given: "mở rộng được 15,5km đường", "hiến trên 29.000m2 đất", "6.233 ngày công".

mod rate;
mod work;

use super::Builder;
use super::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;
use crate::number::Number;
use crate::term::Kind;

/// Days of labour, as a unit.
const LABOUR: &str = "ngày công";

/// A number with the unit it is of, and the term behind the two.
struct Quantity {
    n: Number,
    unit: String,
    at: usize,
    after: usize,
}

/// The verbs of work a sentence has had so far.
#[derive(Default)]
struct Working {
    /// The last verb, and where its reach ends.
    active: Option<(usize, usize)>,
    /// The last quantity that was work.
    last: Option<usize>,
}

impl Builder<'_> {
    pub(crate) fn outputs(&mut self, s: Sentence) {
        if self.urban_text() {
            return;
        }
        let mut working = Working::default();
        for i in s.from..s.to {
            self.look_for_verb(s, i, &mut working);
            if let Some(quantity) = self.quantity(i)
                && !self.scope.off(i)
                && !self.is_farms(s, &quantity, &working)
                && !self.is_rate(s, &quantity)
            {
                self.output(s, quantity, &mut working);
            }
        }
    }

    /// A verb of work opens its reach, other words close it.
    fn look_for_verb(&self, s: Sentence, i: usize, working: &mut Working) {
        let doc = self.doc;
        let verb = doc.is(i, Class::OutputVerb) && !self.is_no_work(i);
        // "hien 12.500 m2 dat" of a text without diacritics
        let land = |q: Quantity| matches!(q.unit.as_str(), "m2" | "ha");
        let given = || doc.bare && doc.reads(i, "hiến") && self.quantity(i + 1).is_some_and(land);
        // "làm 24,7 km đường bê tông và 11 cây cầu": what kind of road
        if verb && !self.kind_of_road(s, i) || given() {
            working.active = Some((i, i + 1));
        }
        // "…; đảm nhận 96 km đường": a clause with a verb of its own that is no work
        let other = i > s.from && doc.mark(i - 1, ';') && doc.is(i, Class::Act) && !verb;
        if doc.mark(i, '.') || other || doc.is(i, Class::Stock) && !self.length_of_works(s, i) {
            working.active = None;
        }
    }

    /// "trồng 300 cây bưởi", "gieo 120 ha lúa", "trồng dưa lưới 2.000m2": a farm's business.
    fn is_farms(&self, s: Sentence, quantity: &Quantity, working: &Working) -> bool {
        let (doc, unit) = (self.doc, quantity.unit.as_str());
        let Some((verb, _)) = working.active.filter(|(verb, _)| doc.has(*verb, Class::OutputVerb, "plant")) else { return false };
        let crop = |mut terms: std::ops::Range<usize>| terms.any(|j| doc.is(j, Class::Crop));
        let before = || quantity.at - verb <= 4 && crop(verb + 1..quantity.at);
        let behind = || crop(quantity.after..s.to.min(quantity.after + 2));
        matches!(unit, "cây" | "ha") && behind() || matches!(unit, "cây" | "ha" | "m2") && before()
    }

    /// The work a quantity is of, when a verb says one; labour needs none.
    fn output(&mut self, s: Sentence, quantity: Quantity, working: &mut Working) {
        let Quantity { n: quantity, unit, at, after } = quantity;
        let found = self
            .verb(s, at, working.active.map(|(verb, _)| verb), working.last)
            .or_else(|| working.active.filter(|(_, end)| *end == at).map(|(verb, _)| verb))
            .or_else(|| self.verb_behind(s, after));
        let Some(verb) = found else {
            if unit == LABOUR {
                let what = "ngày công lao động".to_owned();
                self.add(Body::Output { what, quantity, unit }, at, after, "output-labour");
                working.last = Some(at);
            }
            return;
        };
        let (what, end) = self.what(s, verb, at, after);
        if verb < at && !self.workable(verb, &unit, after, at, working.last) {
            return;
        }
        let end = if verb > at { end.max(verb + 1) } else { end };
        self.add(Body::Output { what, quantity, unit }, verb.min(at), end, "output");
        working.last = Some(at);
    }

    /// "bão làm hư hỏng 14 km đường", "làm ra 2.840 tấn tôm": damage and produce.
    fn is_no_work(&self, verb: usize) -> bool {
        const HARM: [&str; 12] = ["ra", "hư", "hư hỏng", "hỏng", "sạt", "sạt lở", "sập", "ngập", "tốc mái", "gãy", "trôi", "thiệt hại"];
        // "đề xuất cứng hóa tuyến đường dài 6,3 km": asked for
        let asked = self.doc.reads_any(verb.wrapping_sub(1), &["đề xuất", "kiến nghị", "xin"]);
        asked || self.doc.reads(verb, "làm") && self.doc.reads_any(verb + 1, &HARM)
    }

    /// "đường bê tông": what kind of road it is, not what was done.
    fn kind_of_road(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        at > s.from && is_word(doc, at, "bê tông") && (doc.is(at - 1, Class::WorkNoun) || doc.ends_in(at - 1, "đường"))
    }

    /// A number and the unit (or the thing) it counts.
    fn quantity(&self, i: usize) -> Option<Quantity> {
        let doc = self.doc;
        let n = match doc.kind(i)? {
            Kind::Num(n) => n,
            // "đổ bê tông được 420/650 m": so much of what is to be done
            Kind::Frac(done, all) if done <= all && matches!(doc.value(i + 1, Class::Unit), Some("m" | "km" | "m2" | "ha")) => done,
            _ => return None,
        };
        // "bỏ ra 9.140 công, …"
        let labour = is_word(doc, i + 1, "công")
            && ([',', ';', '.'].iter().any(|c| doc.mark(i + 2, *c)) || doc.is(i + 2, Class::Conj) || is_word(doc, i + 2, "để"));
        let unit = if labour { LABOUR } else { doc.value(i + 1, Class::Unit)? };
        // "5 tổ", "3 trạm y tế đạt chuẩn" are counted elsewhere; "m" after a space may be a slip for metres
        (n.0 > 0).then(|| Quantity { n, unit: unit.to_owned(), at: i, after: i + 2 })
    }

    /// "nâng cấp 11 tuyến đường (với tổng chiều) dài 14,6 km": the length of the roads a verb of work made.
    fn length_of_works(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        // "thi công 3 tuyến đường, tổng chiều dài 4.760 m"
        let whole = |j: usize| j + 4 > at && (j + 1..at + 1).any(|k| doc.begins_in(k, "tổng"));
        let stop = |j: &usize| doc.mark(*j, ';') || doc.mark(*j, '.') || doc.mark(*j, ',') && !whole(*j);
        let clause = || (s.from..at).rev().take(12).take_while(|j| !stop(j));
        let long = doc.holds(at, "dài");
        // "sửa chữa một tuyến lộ nhựa dài 1.900 m", "phát quang các tuyến đường dài hơn 23 km"
        let road = clause().any(|j| doc.has(j, Class::Unit, "tuyến") || doc.is(j, Class::WorkNoun));
        long && road && clause().any(|j| doc.is(j, Class::OutputVerb) && !doc.has(j, Class::OutputVerb, "give"))
    }

    /// The verb a quantity depends on: just before, or that of the list it stands in.
    fn verb(&self, s: Sentence, i: usize, active: Option<usize>, last: Option<usize>) -> Option<usize> {
        let doc = self.doc;
        let near = (s.from..i)
            .rev()
            .take(9)
            .take_while(|j| !doc.mark(*j, ';'))
            .find(|j| doc.is(*j, Class::OutputVerb) && !self.kind_of_road(s, *j) && !self.is_no_work(*j));
        if let Some(v) = near {
            let apart = (v + 1..i).filter(|j| doc.mark(*j, ',')).count();
            if apart <= 1 || last.is_some_and(|l| l > v) {
                return Some(v);
            }
        }
        // the list goes on: "15,5km đường; 7,7 km rãnh thoát nước"
        let carried = active?;
        let from_last = last.filter(|l| *l > carried && i - l < 26)?;
        (i - carried < 120 && from_last < i).then_some(carried)
    }

    /// "94 km đường bê tông và 21 nhà văn hóa thôn đã hoàn thành", "4,2 km lộ ấp đã đổ bê tông": the verb comes behind.
    fn verb_behind(&self, s: Sentence, after: usize) -> Option<usize> {
        let doc = self.doc;
        // "tuyến đường bê tông dài 1,35 km, rộng 3 m hoàn thành": the road, by its length
        let wide = |j: usize| is_word(doc, j, "rộng") && matches!(doc.kind(j + 1), Some(Kind::Num(_))) && doc.is(j + 2, Class::Unit);
        let past = if doc.mark(after, ',') && wide(after + 1) { after + 4 } else { after };
        let opened =
            || ["hoàn thành", "được hoàn thành", "đã hoàn thành", "khánh thành", "được khánh thành"].iter().any(|w| is_word(doc, past, w));
        let road = after > s.from + 3
            && is_word(doc, after - 3, "dài")
            && (after.saturating_sub(9).max(s.from)..after - 3).any(|j| doc.is(j, Class::WorkNoun) || doc.has(j, Class::Unit, "tuyến"));
        if road && opened() && !self.scope.off(past) && matches!(doc.value(after - 1, Class::Unit), Some("km" | "m")) {
            return Some(past);
        }
        let measured = matches!(doc.value(after - 1, Class::Unit), Some("km" | "m" | "m2" | "nhà" | "cầu" | "tuyến" | "công trình"));
        let clause = after..s.to.min(after + 12);
        let stop = |j: &usize| {
            [',', ';', '.', ':', '(', '"', '“'].iter().any(|c| doc.mark(*j, *c)) || doc.is(*j, Class::Negation) || doc.is(*j, Class::Modal)
        };
        let works = |j: usize| ["build", "pave", "repair", "widen"].iter().any(|w| doc.has(j, Class::OutputVerb, w));
        let done = |j: usize| {
            doc.reads_any(j, &["đã hoàn thành", "đưa vào sử dụng"])
                || j > after && ["pave", "plant"].iter().any(|w| doc.has(j, Class::OutputVerb, w)) && is_word(doc, j - 1, "được")
                || j > after && works(j) && ["đã", "đã được", "vừa được"].iter().any(|w| is_word(doc, j - 1, w))
        };
        let found = clause.take_while(|j| !stop(j)).find(|j| done(*j))?;
        (measured && !self.scope.off(found)).then_some(found)
    }
}
