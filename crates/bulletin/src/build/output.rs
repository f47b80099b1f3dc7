//! Work done or given: "mở rộng được 15,5km đường", "hiến trên 29.000m2 đất", "6.233 ngày công".

mod work;

use super::Builder;
use super::list::is_word;

/// Words that may stand between a verb and its quantity.
fn list_word(doc: &crate::doc::Doc<'_>, at: usize) -> bool {
    doc.is(at, Class::Reach)
        || is_word(doc, at, "được")
        || doc.mark(at, ',')
        || doc.mark(at, ';')
        || doc.is(at, Class::Conj)
        || is_word(doc, at, "thêm")
        || is_word(doc, at, "xong")
        || is_word(doc, at, "mới")
}

use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;
use crate::number::Number;
use crate::term::Kind;

impl Builder<'_> {
    pub(crate) fn outputs(&mut self, s: Sentence) {
        let doc = self.doc;
        if self.urban_text() {
            return;
        }
        let mut active: Option<(usize, usize)> = None; // last verb of work, and where its reach ends
        let mut last: Option<usize> = None;
        for i in s.from..s.to {
            // "hien 12.500 m2 dat" of a text without diacritics
            let given =
                doc.bare && doc.reads(i, "hiến") && self.quantity(i + 1).is_some_and(|(_, unit, _)| matches!(unit.as_str(), "m2" | "ha"));
            // "làm 24,7 km đường bê tông và 11 cây cầu": what kind of road
            let kind_of = self.kind_of_road(s, i);
            if doc.is(i, Class::OutputVerb) && !kind_of || given {
                active = Some((i, i + 1));
            }
            // "…; đảm nhận 96 km đường": a clause with a verb of its own that is no work
            let other = i > s.from && doc.mark(i - 1, ';') && doc.is(i, Class::Act) && !doc.is(i, Class::OutputVerb);
            if doc.mark(i, '.') || doc.is(i, Class::Stock) && !self.length_of_works(s, i) || other {
                active = None;
            }
            let Some((quantity, unit, after)) = self.quantity(i) else { continue };
            // "trồng 300 cây bưởi", "gieo 120 ha lúa": a farm's business
            let farmed = matches!(unit.as_str(), "cây" | "ha") && (after..s.to.min(after + 2)).any(|j| doc.is(j, Class::Crop));
            // "trồng dưa lưới 2.000m2"
            let bed = matches!(unit.as_str(), "cây" | "ha" | "m2");
            let farmed = farmed || bed && active.is_some_and(|(verb, _)| i - verb <= 4 && (verb + 1..i).any(|j| doc.is(j, Class::Crop)));
            let planted = active.is_some_and(|(verb, _)| doc.has(verb, Class::OutputVerb, "plant"));
            if self.scope.off(i) || farmed && planted || self.is_rate(s, i, after) {
                continue;
            }
            let gift = matches!(unit.as_str(), "ngày công");
            let Some(verb) = self
                .verb(s, i, active.map(|a| a.0), last)
                .or_else(|| active.filter(|(_, end)| *end == i).map(|(verb, _)| verb))
                .or_else(|| self.verb_behind(s, after))
            else {
                if gift {
                    let what = "ngày công lao động".to_owned();
                    self.add(Body::Output { what, quantity, unit }, i, after, "output-labour");
                    last = Some(i);
                }
                continue;
            };
            let (what, end) = self.what(s, verb, i, after);
            if verb < i && !self.workable(verb, &unit, after, i, last) {
                continue;
            }
            self.add(Body::Output { what, quantity, unit }, verb.min(i), end.max(if verb > i { verb + 1 } else { end }), "output");
            last = Some(i);
        }
    }

    /// "đường bê tông": what kind of road it is, not what was done.
    fn kind_of_road(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        at > s.from && is_word(doc, at, "bê tông") && (doc.is(at - 1, Class::WorkNoun) || doc.ends_in(at - 1, "đường"))
    }

    /// A number and the unit (or the thing) it counts.
    fn quantity(&self, i: usize) -> Option<(Number, String, usize)> {
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
        let unit = if labour { "ngày công" } else { doc.value(i + 1, Class::Unit)? };
        // "5 tổ", "3 trạm y tế đạt chuẩn" are counted elsewhere; "m" after a space may be a slip for metres
        (n.0 > 0).then(|| (n, unit.to_owned(), i + 2))
    }

    /// `m2/hộ`, `ha/năm`, `tấn/ha`, "mỗi hộ 50 m2".
    fn is_rate(&self, s: Sentence, i: usize, after: usize) -> bool {
        let doc = self.doc;
        let each = (s.from..i).rev().take(14).take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ',')).any(|j| doc.is(j, Class::Each))
            || (i.saturating_sub(3).max(s.from)..i).any(|j| doc.is(j, Class::Each) || doc.is(j, Class::Below) && !doc.is(j, Class::Approx));
        let stock = (i.saturating_sub(4).max(s.from)..i)
            .rev()
            .take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';'))
            .any(|j| doc.is(j, Class::Stock) && !self.length_of_works(s, j));
        // "đường thôn gần 2.000 km": a length that merely is
        let lead = if doc.is(i.wrapping_sub(1), Class::Approx) { i.wrapping_sub(2) } else { i.wrapping_sub(1) };
        let ends = doc.mark(after, ',') || doc.mark(after, ';') || doc.mark(after, '.') || doc.mark(after, '(') || after >= s.to;
        let gift = doc.has(i + 1, Class::Unit, "ngày công");
        let length = lead >= s.from && doc.is(lead, Class::Stock);
        if ends && !gift && !length && lead >= s.from && lead < i && !doc.is(lead, Class::OutputVerb) && !list_word(doc, lead) {
            return true;
        }
        // "mở rộng ngõ từ 2,5m lên 4m"
        if i > s.from && doc.is(i - 1, Class::From) && doc.is(after, Class::LevelVerb) {
            return true;
        }
        let before = i > s.from && (doc.mark(i - 1, '/') || doc.is(i - 1, Class::Each) || doc.has(i - 1, Class::Delta, "less"));
        // "hoàn thành cải tạo 120 vườn trước ngày …" is an order
        let ordered = (after..s.to.min(after + 7)).take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.')).any(|j| {
            // "gắn 264 bóng đèn trước cổng nhà": where
            let season = ["mùa", "tết", "vụ", "khi", "lúc", "dịp", "thời", "kỳ", "đại hội"].iter().any(|w| doc.begins_in(j + 1, w));
            let place = is_word(doc, j, "trước")
                && !season
                && matches!(doc.kind(j + 1), Some(Kind::Word | Kind::Phrase))
                && !doc.is_any(j + 1, &[Class::DateCue, Class::MonthWord, Class::YearWord, Class::Quarter, Class::Half]);
            doc.is(j, Class::Deadline)
                && !place
                && !is_word(doc, j, "trong")
                && !is_word(doc, j, "vào")
                && !is_word(doc, j, "hết")
                && !is_word(doc, j, "xong")
        });
        if ordered {
            return true;
        }
        // "xin 4,2 tỷ đồng làm 3,6 km đường": asked for
        let asked = (s.from..i).rev().take(12).take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';'));
        if asked.into_iter().any(|j| ["xin", "kiến nghị", "xin hỗ trợ", "khống"].iter().any(|w| is_word(doc, j, w))) {
            return true;
        }
        // "hỗ trợ 100 tấn xi măng cho mỗi km đường"
        if (after..s.to.min(after + 6)).take_while(|j| !doc.mark(*j, ',')).any(|j| doc.is(j, Class::Each) && is_word(doc, j - 1, "cho")) {
            return true;
        }
        // "Có thôn chỉ sau một năm làm 2 km hàng rào": nobody by name
        let somewhere = (s.from..i).rev().take(12).take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';'));
        if somewhere
            .into_iter()
            .any(|j| doc.bare_level(j).is_some() && is_word(doc, j.wrapping_sub(1), "có") && !doc.is(j + 1, Class::Status))
        {
            return true;
        }
        // "lộ bê tông 3m": its width
        let narrow = doc.has(i + 1, Class::Unit, "m") && doc.terms[i].whole().is_some_and(|n| n <= 12);
        let beside = i.wrapping_sub(1);
        // "Làm 1km đường bê tông hết 1,1 tỷ đồng": what it costs
        let costs = |j: usize| is_word(doc, j, "hết") && (j + 1..j + 3).any(|k| matches!(doc.kind(k), Some(Kind::Money { .. })));
        if (after..s.to.min(after + 5)).any(costs) {
            return true;
        }
        // "nay bê tông 2m"
        let wide = narrow && is_word(doc, beside, "bê tông") && doc.terms[i].whole().is_some_and(|n| n <= 6);
        if wide || narrow && !doc.is(beside, Class::OutputVerb) && !doc.is(beside, Class::Approx) && !list_word(doc, beside) {
            return true;
        }
        // "còn 380 m chưa làm"
        if i > s.from && (is_word(doc, i - 1, "còn") || is_word(doc, i - 1, "còn lại")) {
            return true;
        }
        // "phát động mỗi thanh niên trồng 10 cây": a call
        if (s.from..i).rev().take(7).take_while(|j| !doc.mark(*j, ',')).any(|j| is_word(doc, j, "phát động")) {
            return true;
        }
        // "cứng hóa được 1,2km/2,05km": so much of what is to be done
        let pair = doc.mark(after, '/')
            && matches!(doc.kind(after + 1), Some(Kind::Num(_)))
            && doc.value(after + 2, Class::Unit) == doc.value(i + 1, Class::Unit);
        doc.mark(after, '/') && !pair || each || stock || before || self.modal_before(s, i)
    }

    /// "nâng cấp 11 tuyến đường (với tổng chiều) dài 14,6 km": the length of the roads a verb of work made.
    fn length_of_works(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        // "thi công 3 tuyến đường, tổng chiều dài 4.760 m"
        let whole = |j: usize| j + 4 > at && (j + 1..at + 1).any(|k| doc.begins_in(k, "tổng"));
        let stop = |j: &usize| doc.mark(*j, ';') || doc.mark(*j, '.') || doc.mark(*j, ',') && !whole(*j);
        let clause = || (s.from..at).rev().take(12).take_while(|j| !stop(j));
        let long = doc.holds(at, "dài");
        let counted = clause().any(|j| matches!(doc.kind(j), Some(Kind::Num(_))) && doc.has(j + 1, Class::Unit, "tuyến"));
        long && counted && clause().any(|j| doc.is(j, Class::OutputVerb) && !doc.has(j, Class::OutputVerb, "give"))
    }

    fn modal_before(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        // "dừng khởi công mới 14 công trình", "chưa làm được 2 km"
        let verb = (i.saturating_sub(4).max(s.from)..i).rev().find(|j| doc.is(*j, Class::OutputVerb));
        let stopped = |j: usize| {
            doc.is(j, Class::Negation)
            // "đăng ký xây dựng 2 khu dân cư và 13 vườn mẫu"
            || doc.has(j, Class::Status, "registered")
            || ["dừng", "tạm dừng", "hoãn", "ngừng"].iter().any(|w| is_word(doc, j, w))
        };
        if verb.and_then(|v| v.checked_sub(1)).is_some_and(|b| b >= s.from && stopped(b)) {
            return true;
        }
        (s.from..i).rev().take(8).take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';')).any(|j| {
            // "trồng xong 1.450 cây"
            let done = doc.is(j.wrapping_sub(1), Class::OutputVerb) && j + 1 == i;
            doc.is(j, Class::Modal) || doc.is(j, Class::Order) || doc.is(j, Class::Deadline) && is_word(doc, j, "xong") && !done
        })
    }

    /// The verb a quantity depends on: just before, or that of the list it stands in.
    fn verb(&self, s: Sentence, i: usize, active: Option<usize>, last: Option<usize>) -> Option<usize> {
        let doc = self.doc;
        let near = (s.from..i)
            .rev()
            .take(9)
            .take_while(|j| !doc.mark(*j, ';'))
            .find(|j| doc.is(*j, Class::OutputVerb) && !self.kind_of_road(s, *j));
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
            is_word(doc, j, "đã hoàn thành")
                || j > after && ["pave", "plant"].iter().any(|w| doc.has(j, Class::OutputVerb, w)) && is_word(doc, j - 1, "được")
                || j > after && works(j) && ["đã", "đã được", "vừa được"].iter().any(|w| is_word(doc, j - 1, w))
        };
        let found = clause.take_while(|j| !stop(j)).find(|j| done(*j))?;
        (measured && !self.scope.off(found)).then_some(found)
    }
}
