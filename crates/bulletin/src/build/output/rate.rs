//! Quantities that are no work done: rates, widths, stocks, what is asked for, ordered or still to do.

use super::{LABOUR, Quantity};
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::term::Kind;

/// Metres a road may be wide, and one of concrete.
const WIDEST: i64 = 12;
const WIDEST_CONCRETE: i64 = 6;

/// Words that may stand between a verb and its quantity.
fn leads_to_quantity(doc: &Doc<'_>, at: usize) -> bool {
    doc.is_any(at, &[Class::Reach, Class::Conj]) || doc.mark_any(at, ",;") || doc.reads_any(at, &["được", "thêm", "xong", "mới"])
}

impl Builder<'_> {
    /// `m2/hộ`, `ha/năm`, `tấn/ha`, "mỗi hộ 50 m2"; widths, stocks, calls and orders.
    pub(super) fn is_rate(&self, s: Sentence, quantity: &Quantity) -> bool {
        self.merely_is(s, quantity)
            || self.is_compared(s, quantity.at)
            || self.is_each_ones(s, quantity)
            || self.is_ordered(s, quantity.after)
            || self.is_asked(s, quantity.at)
            || self.is_somewhere(s, quantity.at)
            || self.is_priced(s, quantity.after)
            || self.is_width(quantity.at)
            || self.is_stock(s, quantity.at)
            || self.modal_before(s, quantity.at)
    }

    /// The terms before a quantity in its part of the sentence, from the nearest on.
    fn part_before(&self, s: Sentence, i: usize, most: usize) -> impl Iterator<Item = usize> {
        (s.from..i).rev().take(most).take_while(|j| !self.doc.mark_any(*j, ",;"))
    }

    /// "đường thôn gần 2.000 km": a length that merely is.
    fn merely_is(&self, s: Sentence, quantity: &Quantity) -> bool {
        let (doc, i, after) = (self.doc, quantity.at, quantity.after);
        let lead = if doc.is(i.wrapping_sub(1), Class::Approx) { i.wrapping_sub(2) } else { i.wrapping_sub(1) };
        let ends = doc.mark_any(after, ",;.(") || after >= s.to;
        ends && lead >= s.from
            && lead < i
            && !doc.is_any(lead, &[Class::Stock, Class::OutputVerb])
            && !leads_to_quantity(doc, lead)
            && !doc.has(i + 1, Class::Unit, LABOUR)
    }

    /// A length before a change, or less by so much: "mở rộng ngõ từ 2,5m lên 4m".
    fn is_compared(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        i > s.from
            && (doc.is(i - 1, Class::From) && doc.is(i + 2, Class::LevelVerb)
                || doc.mark(i - 1, '/')
                || doc.is(i - 1, Class::Each)
                || doc.has(i - 1, Class::Delta, "less"))
    }

    /// "mỗi hộ 50 m2", `m2/hộ`, "hỗ trợ 100 tấn xi măng cho mỗi km đường".
    fn is_each_ones(&self, s: Sentence, quantity: &Quantity) -> bool {
        let (doc, i, after) = (self.doc, quantity.at, quantity.after);
        let least = |j: usize| doc.is(j, Class::Each) || doc.is(j, Class::Below) && !doc.is(j, Class::Approx);
        let for_each = |j: usize| doc.is(j, Class::Each) && is_word(doc, j - 1, "cho");
        // "cứng hóa được 1,2km/2,05km": so much of what is to be done
        let pair =
            || matches!(doc.kind(after + 1), Some(Kind::Num(_))) && doc.value(after + 2, Class::Unit) == doc.value(i + 1, Class::Unit);
        doc.mark(after, '/') && !pair()
            || self.part_before(s, i, 14).any(|j| doc.is(j, Class::Each))
            || (i.saturating_sub(3).max(s.from)..i).any(least)
            || (after..s.to.min(after + 6)).take_while(|j| !doc.mark(*j, ',')).any(for_each)
    }

    /// "hoàn thành cải tạo 120 vườn trước ngày …" is an order.
    fn is_ordered(&self, s: Sentence, after: usize) -> bool {
        let doc = self.doc;
        let due = |j: usize| doc.is(j, Class::Deadline) && !doc.reads_any(j, &["trong", "vào", "hết", "xong"]) && !self.is_in_front(j);
        (after..s.to.min(after + 7)).take_while(|j| !doc.mark_any(*j, ";.")).any(due)
    }

    /// "gắn 264 bóng đèn trước cổng nhà": where, not by when.
    fn is_in_front(&self, at: usize) -> bool {
        let doc = self.doc;
        let season = ["mùa", "tết", "vụ", "khi", "lúc", "dịp", "thời", "kỳ", "đại hội"].iter().any(|w| doc.begins_in(at + 1, w));
        is_word(doc, at, "trước")
            && !season
            && matches!(doc.kind(at + 1), Some(Kind::Word | Kind::Phrase))
            && !doc.is_any(at + 1, &[Class::DateCue, Class::MonthWord, Class::YearWord, Class::Quarter, Class::Half])
    }

    /// "xin 4,2 tỷ đồng làm 3,6 km đường", "phát động mỗi thanh niên trồng 10 cây": asked for, called for, still to do.
    fn is_asked(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let called = |j: usize| is_word(doc, j, "phát động");
        self.part_before(s, i, 12).any(|j| doc.reads_any(j, &["xin", "kiến nghị", "xin hỗ trợ", "khống"]))
            || (s.from..i).rev().take(7).take_while(|j| !doc.mark(*j, ',')).any(called)
            // "còn 380 m chưa làm"
            || i > s.from && doc.reads_any(i - 1, &["còn", "còn lại"])
    }

    /// "Có thôn chỉ sau một năm làm 2 km hàng rào": nobody by name.
    fn is_somewhere(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let some = |j: usize| doc.bare_level(j).is_some() && is_word(doc, j.wrapping_sub(1), "có") && !doc.is(j + 1, Class::Status);
        self.part_before(s, i, 12).any(some)
    }

    /// "Làm 1km đường bê tông hết 1,1 tỷ đồng": what it costs.
    fn is_priced(&self, s: Sentence, after: usize) -> bool {
        let doc = self.doc;
        let sum = |j: usize| matches!(doc.kind(j), Some(Kind::Money { .. }));
        (after..s.to.min(after + 5)).any(|j| is_word(doc, j, "hết") && (j + 1..j + 3).any(sum))
    }

    /// "lộ bê tông 3m", "nay bê tông 2m": its width.
    fn is_width(&self, i: usize) -> bool {
        let (doc, beside) = (self.doc, i.wrapping_sub(1));
        let Some(metres) = doc.terms[i].whole().filter(|n| *n <= WIDEST && doc.has(i + 1, Class::Unit, "m")) else { return false };
        metres <= WIDEST_CONCRETE && is_word(doc, beside, "bê tông")
            || !doc.is_any(beside, &[Class::OutputVerb, Class::Approx]) && !leads_to_quantity(doc, beside)
    }

    /// "diện tích 120 ha": what is there.
    fn is_stock(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        // "9 km đường ngõ xóm trong tổng số 286 km hiện có"
        let whole = i > s.from + 1 && doc.ends_in(i - 1, "tổng số") && doc.reads(i + 2, "hiện có");
        whole || self.part_before(s, i, 4).any(|j| self.doc.is(j, Class::Stock) && !self.length_of_works(s, j))
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
}
