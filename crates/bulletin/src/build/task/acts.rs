//! Orders that only name who does what: "Phòng A tham mưu …", "ông B phụ trách xã C", where orders are being given.

use super::CONCLUSION;
use super::must::{Charge, Clause};
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::term::Kind;

impl Builder<'_> {
    /// "X báo cáo …": an order where orders are given, not news of what X did or aims at.
    pub(super) fn acts(&self, charge: Charge, w: usize) -> bool {
        let (doc, a, Clause { end, ordered, .. }) = (self.doc, charge.a, charge.clause);
        // "Điều 3. Chủ tịch UBND các xã tổ chức công bố Quyết định trước ngày 20/11"
        let due = || ordered && (is_word(doc, w, "tổ chức") || charge.talks == Some(w)) && self.due_in(w, end);
        if !self.plain_addressee(a, w) || self.meeting(w) && !due() {
            return false;
        }
        if self.done_that_day(charge) || self.visited(charge.clause, w) || self.aims_itself(w) {
            return false;
        }
        let chairs = doc.is(w, Class::Act) && is_word(doc, w, "chủ trì");
        let lead = chairs || doc.is(w, Class::Act) && doc.reads_any(w, &["tăng cường", "khẩn trương", "thường xuyên"]);
        let dated = (charge.clause.start..a).chain(w..end).any(|j| doc.is(j, Class::Recurring) || self.deadline_at(j).is_some());
        let bidden = || lead || dated || self.opens_order(charge.clause) || self.next_order(charge, w);
        (chairs || ordered && bidden()) && !self.reported(charge, w, dated || lead)
    }

    /// "Ngày 11/8, Chủ tịch UBND huyện kiểm tra …": what was done that day.
    fn done_that_day(&self, charge: Charge) -> bool {
        let (doc, a) = (self.doc, charge.a);
        let Some(first) = (charge.clause.s.from..a).find(|j| !doc.line(*j)) else { return false };
        (doc.has(first, Class::DateCue, "event") || doc.has(first, Class::DateCue, "bound"))
            && !(first..a).any(|j| doc.mark_any(j, ":;"))
            && (first..a).any(|j| matches!(doc.kind(j), Some(Kind::Date(_))))
    }

    /// "Tổ công tác kiểm tra huyện A từ 06 - 08/10": a visit that was made, not one that is due.
    fn visited(&self, clause: Clause, w: usize) -> bool {
        let (doc, end) = (self.doc, clause.end);
        let day = |j: &usize| matches!(doc.kind(*j), Some(Kind::Date(d)) if d.day.is_some());
        !clause.same
            && doc.reads_any(w, &["kiểm tra", "khảo sát", "giám sát", "thẩm định", "thẩm tra"])
            && (w + 1..end.min(w + 4)).any(|j| doc.place_at(j).is_some())
            && (w + 1..end).find(day).is_some_and(|j| self.deadline_at(j - 1).is_none())
    }

    /// "Xã phấn đấu đạt chuẩn …", "Huyện xác định đến hết năm 2023 hoàn thành …": an aim of its own.
    fn aims_itself(&self, w: usize) -> bool {
        let doc = self.doc;
        doc.is(w, Class::Target) || is_word(doc, w, "xác định") && doc.is_any(w + 1, &[Class::Result, Class::DateCue, Class::YearWord])
    }

    /// The clause tells a result: "đã", a recognition, a score or a share reached. `due`: it has a day, or begins like an order.
    fn reported(&self, charge: Charge, w: usize, due: bool) -> bool {
        let (doc, a, Clause { end, same, .. }) = (self.doc, charge.a, charge.clause);
        // "(thay cho mốc 30/4 đã nêu tại …)" is said in passing
        (a..end.min(w + 14)).filter(|j| doc.depth[*j] <= doc.depth[a]).any(|j| {
            // "phụ trách xã A thay ông B đã nghỉ hưu": said of the other one
            let other = || (w..j).any(|k| doc.is(k, Class::Person) || doc.kind(k) == Some(Kind::Person));
            // "hoàn chỉnh hồ sơ 12 tiêu chí đã đạt": which ones
            let which = || j > w && doc.is_any(j - 1, &[Class::Criteria, Class::Indicators]);
            let units = || j < w && self.which_units(a, j);
            let done = is_word(doc, j, "đã") && !other() && !which() && !units();
            let households = || (same || self.minutes) && doc.has(j + 1, Class::Subject, "households");
            let figure = || {
                matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Percent(_)))
                    // only up to the first comma: "tập trung giảm nghèo, đến cuối năm hộ nghèo dưới 20%"
                    && !(w..j).any(|k| doc.mark(k, ','))
                    && !households()
            };
            done || !due && (doc.has(j, Class::Status, "recognised") || figure())
        })
    }

    /// A line without a full stop outside minutes is a picture's: "Lãnh đạo huyện xem mô hình trồng dưa lưới".
    fn captioned(&self, clause: Clause) -> bool {
        let (doc, s) = (self.doc, clause.s);
        !self.minutes && !(s.from..s.to).rev().find(|j| !doc.line(*j)).is_some_and(|j| doc.mark_any(j, ".;…"))
    }

    /// The clause stands where an order begins: behind a colon, or on a line of its own.
    fn opens_order(&self, clause: Clause) -> bool {
        let Clause { s, start, .. } = clause;
        clause.assigned
            || start > s.from && self.minutes && self.doc.mark(start - 1, ':')
            || s.line_start && start == s.from && !self.captioned(clause)
    }

    /// The clause goes on with the orders before it.
    fn next_order(&self, charge: Charge, w: usize) -> bool {
        let (doc, a, Clause { s, start, end, same, .. }) = (self.doc, charge.a, charge.clause);
        let person = doc.is(a, Class::Person);
        let office = doc.is(a, Class::Head) && !person;
        if same && start > s.from {
            // "đề nghị A làm x; phòng B làm y": a body that begins the next clause of an order
            let body = office && doc.is_any(w, &[Class::Act, Class::Bidden]);
            // "ông A phụ trách xã B; bà C phụ trách xã D"
            let shared = person && is_word(doc, w, "phụ trách");
            // "…; thị xã A rút kinh nghiệm …"
            let place = w == a + 1 && doc.is(w, Class::Act) && doc.place_at(a).is_some_and(|p| p.explicit);
            let scored = || (w..end).any(|j| matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Percent(_))));
            if body || shared || place && !scored() {
                return true;
            }
        }
        // "…. Văn phòng huyện ủy theo dõi, đôn đốc.": the sentence behind an order in minutes
        let here = doc.sentence_of(s.from);
        let behind = start == s.from && self.last_order.is_some_and(|l| here - l <= 1);
        if !behind {
            return false;
        }
        let recorded = self.minutes || self.concluded.is_some_and(|c| here - c <= CONCLUSION) && !self.captioned(charge.clause);
        // "Đồng chí B, Trưởng phòng …, theo dõi tiêu chí trường học.": each person's duty in a sentence of its own
        let duty = || {
            self.minutes
                && (person || doc.kind(a) == Some(Kind::Person))
                && doc.reads_any(w, &["phụ trách", "theo dõi", "chịu trách nhiệm", "chỉ đạo"])
        };
        recorded && (office && doc.is(w, Class::Act) && w - a <= 8 || duty())
    }
}
