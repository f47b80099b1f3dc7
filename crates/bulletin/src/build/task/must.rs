//! Orders without an order's verb: "X cần|phải …", "X được giao …", in minutes also "X báo cáo …".

use super::{CONCLUSION, LONGEST_WHO};
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

impl Builder<'_> {
    /// "X cần|phải …", "X được giao …", in minutes also "X báo cáo …".
    pub(super) fn must(&self, s: Sentence, start: usize, end: usize, assigned: bool, same: bool, ordered: bool) -> Option<(usize, usize)> {
        let doc = self.doc;
        let mut a = start;
        // a bullet, "Đối với", "Riêng", "Vì vậy,"
        while a < end
            && (matches!(doc.kind(a), Some(Kind::Num(_))) && ['.', ')', '/'].iter().any(|c| doc.mark(a + 1, *c))
                || self.lettered(a)
                || doc.mark(a, '.')
                || doc.mark(a, ')')
                || doc.mark(a, '(') && matches!(doc.kind(a + 1), Some(Kind::Num(_))) && doc.mark(a + 2, ')')
                || a > start && doc.mark(a, '/') && matches!(doc.kind(a - 1), Some(Kind::Num(_)))
                || doc.mark(a, '-')
                || doc.mark(a, '+')
                || doc.mark(a, ':')
                || doc.is(a, Class::Towards)
                || doc.mark(a, ',')
                || is_word(doc, a, "đồng thời")
                || is_word(doc, a, "trong đó"))
        {
            a += 1;
        }
        a = self.after_ordinal(a);
        // "Đối với 7 xã đăng ký về đích: các huyện phải …": only says what the next clause is about
        if a > start && doc.is(a - 1, Class::Towards) && doc.mark(end, ':') {
            return None;
        }
        // "Trên cơ sở đó, Văn phòng …"
        let towards = a > start && doc.is(a - 1, Class::Towards);
        if !self.addressee(a) {
            a = (a..end.min(a + 7)).find(|j| doc.mark(*j, ',')).map(|j| j + 1).filter(|j| self.addressee(*j))?;
        }
        if (self.scope.aimed(a) || doc.is(a, Class::Each)) && !ordered {
            return None;
        }
        if self.scope.law(a) && !(a..end).any(|j| is_word(doc, j, "chủ trì")) {
            return None;
        }
        // "Xã quyết tâm trình hồ sơ vào tháng 10": an aim of its own
        if doc.has(a + 1, Class::Target, "aim") && doc.bare_level(a).is_some() {
            return None;
        }
        let limit = end.min(a + LONGEST_WHO);
        // "các thành viên theo địa bàn được phân công": which ones
        let which = |j: usize| is_word(doc, j - 1, "bàn") || is_word(doc, j - 1, "vực");
        let modal = (a + 1..limit).find(|j| doc.is(*j, Class::Modal) || doc.has(*j, Class::Order, "passive") && !which(*j));
        // "Phó Chủ tịch … nhấn mạnh: Các thành viên …": the one before the colon only speaks
        if (a + 1..limit).any(|j| doc.mark(j, ':') && doc.is(j - 1, Class::Order) && modal.is_none_or(|m| j < m)) {
            return None;
        }
        let act = if same { self.bidden_from(a, end) } else { self.action_from(a, end) };
        // "Ông A làm việc với Trung tâm B về …, xong trước ngày 30/4"
        let meets = |j: &usize| is_word(doc, *j, "làm việc") && is_word(doc, j + 1, "với") && act.is_none_or(|w| *j < w);
        let talks = (a + 1..if ordered { limit } else { a }).find(meets).filter(|j| (*j..end).any(|k| self.deadline_at(k).is_some()));
        // "Đ/c A: lo nhất tiêu chí 17": worried, not charged
        let act = act.filter(|w| !(is_word(doc, *w, "lo") && doc.begins_in(w + 1, "nhất")));
        let act = talks.or(act).or_else(|| modal.and_then(|m| (m + 1..(m + 4).min(end)).find(|j| doc.is(*j, Class::OutputVerb))));
        if let Some(m) = modal.filter(|m| act.is_none_or(|w| w >= *m)) {
            let future = is_word(doc, m, "sẽ") && !ordered;
            // "Sở A phải thông tuyến đường …" behind an order: any verb
            let office = ordered && doc.is(a, Class::Head) && is_word(doc, m, "phải") && matches!(doc.kind(m + 1), Some(Kind::Word));
            let acts = office
                || (m + 1..(m + 5).min(end)).any(|j| doc.is(j, Class::Act) || doc.is(j, Class::OutputVerb))
                || doc.has(m, Class::Order, "passive")
                    && !is_word(doc, m, "được giao nhiệm vụ")
                    && !is_word(doc, m, "được phân công")
                    && !matches!(doc.kind(m + 1), Some(Kind::Num(_) | Kind::Money { .. } | Kind::Frac(..)))
                    && !doc.is(m + 1, Class::Approx)
                || towards;
            let past = (a..m).any(|j| doc.is(j, Class::Result) && is_word(doc, j, "đã"));
            let lists = (a..m).any(|j| doc.is(j, Class::Law) || matches!(doc.kind(j), Some(Kind::Percent(_) | Kind::Frac(..))));
            // "Huyện A được yêu cầu làm rõ …" is news, unless orders were just given
            if is_word(doc, m, "được yêu cầu") && !ordered {
                return None;
            }
            let meeting = self.meeting(m);
            // "ấp cần làm 1,2 km đường, kinh phí 840 triệu", "Để đạt tiêu chí …, xã phải nâng …": what it takes, not an order
            let costs = is_word(doc, m, "cần") && (m..end).any(|j| matches!(doc.kind(j), Some(Kind::Money { .. })));
            let first = (s.from..a).find(|j| !doc.line(*j));
            let purpose = first.is_some_and(|j| is_word(doc, j, "để") && (doc.is(j + 1, Class::Status) || doc.is(j + 1, Class::Reach)));
            let need = (costs || purpose) && !self.minutes && !(m..end).any(|j| self.deadline_at(j).is_some());
            return (acts && !need && !future && !past && !lists && !meeting && self.plain_addressee(a, m)).then_some((a, m));
        }
        // "Điều 3. Chủ tịch UBND các xã tổ chức công bố Quyết định trước ngày 20/11"
        let due = |w: usize| ordered && (is_word(doc, w, "tổ chức") || talks == Some(w)) && (w..end).any(|j| self.deadline_at(j).is_some());
        let w = act.filter(|w| self.plain_addressee(a, *w) && (!self.meeting(*w) || due(*w)))?;
        // "Ngày 11/8, Chủ tịch UBND huyện kiểm tra …": what was done that day
        let first = (s.from..a).find(|j| !doc.line(*j)).unwrap_or(a);
        let apart = (first..a).any(|j| doc.mark(j, ':') || doc.mark(j, ';'));
        if first < a
            && !apart
            && (doc.has(first, Class::DateCue, "event") || doc.has(first, Class::DateCue, "bound"))
            && (first..a).any(|j| matches!(doc.kind(j), Some(Kind::Date(_))))
        {
            return None;
        }
        // "Tổ công tác kiểm tra huyện A từ 06 - 08/10": a visit that was made, not one that is due
        let visits = ["kiểm tra", "khảo sát", "giám sát", "thẩm định", "thẩm tra"].iter().any(|v| is_word(doc, w, v));
        let dated_day = |j: usize| matches!(doc.kind(j), Some(Kind::Date(d)) if d.day.is_some());
        let when = (w + 1..end).find(|j| dated_day(*j));
        if visits
            && (w + 1..end.min(w + 4)).any(|j| doc.place_at(j).is_some())
            && when.is_some_and(|j| self.deadline_at(j - 1).is_none())
            && !same
        {
            return None;
        }
        // "Xã phấn đấu đạt chuẩn …", "Huyện xác định đến hết năm 2023 hoàn thành …": an aim of its own
        let set = is_word(doc, w, "xác định")
            && (doc.is(w + 1, Class::Result) || doc.is(w + 1, Class::DateCue) || doc.is(w + 1, Class::YearWord));
        if doc.is(w, Class::Target) || set {
            return None;
        }
        let lead = doc.is(w, Class::Act)
            && (is_word(doc, w, "chủ trì")
                || is_word(doc, w, "tăng cường")
                || is_word(doc, w, "khẩn trương")
                || is_word(doc, w, "thường xuyên"));
        let dated = (w..end).any(|j| doc.is(j, Class::Recurring) || self.deadline_at(j).is_some());
        let reported = (a..end.min(w + 14)).any(|j| {
            // only up to the first comma: "tập trung giảm nghèo, đến cuối năm hộ nghèo dưới 20%"
            let told = !(w..j).any(|k| doc.mark(k, ','));
            // "phụ trách xã A thay ông B đã nghỉ hưu": said of the other one
            let other = || (w..j).any(|k| doc.is(k, Class::Person) || doc.kind(k) == Some(Kind::Person));
            is_word(doc, j, "đã") && !other() && !(j < w && self.which_units(a, j))
                || !dated && !lead && doc.is(j, Class::Status) && doc.has(j, Class::Status, "recognised")
                || told
                    && !dated
                    && !lead
                    && matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Percent(_)))
                    && !((same || self.minutes) && doc.has(j + 1, Class::Subject, "households"))
        });
        // a line without a full stop outside minutes is a picture's: "Lãnh đạo huyện xem mô hình trồng dưa lưới"
        let captioned = !self.minutes
            && !(s.from..s.to).rev().find(|j| !doc.line(*j)).is_some_and(|j| doc.mark(j, '.') || doc.mark(j, ';') || doc.mark(j, '…'));
        let opening =
            assigned || s.line_start && start == s.from && !captioned || start > s.from && doc.mark(start - 1, ':') && self.minutes;
        // "đề nghị A làm x; phòng B làm y": a body that begins the next clause of an order
        let verb = doc.is(w, Class::Act) || doc.is(w, Class::Bidden);
        let next = same && start > s.from && doc.is(a, Class::Head) && !doc.is(a, Class::Person) && verb;
        // "ông A phụ trách xã B; bà C phụ trách xã D"
        let shared = same && start > s.from && doc.is(a, Class::Person) && is_word(doc, w, "phụ trách");
        let next = next || shared;
        // "…; thị xã A rút kinh nghiệm …"
        let place = doc.place_at(a).is_some_and(|p| p.explicit) && doc.is(w, Class::Act) && w == a + 1;
        let next =
            next || same && start > s.from && place && !(w..end).any(|j| matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Percent(_))));
        // "…. Văn phòng huyện ủy theo dõi, đôn đốc.": the sentence behind an order in minutes
        let here = doc.sentence_of(s.from);
        let recorded = self.minutes || !captioned && self.concluded.is_some_and(|c| here - c <= CONCLUSION);
        let after = recorded && start == s.from && self.last_order.is_some_and(|l| here - l <= 1);
        // "Đồng chí B, Trưởng phòng …, theo dõi tiêu chí trường học.": each person's duty in a sentence of its own
        let duty = ["phụ trách", "theo dõi", "chịu trách nhiệm", "chỉ đạo"].iter().any(|v| is_word(doc, w, v));
        let person = doc.is(a, Class::Person) || doc.kind(a) == Some(Kind::Person);
        let next = next || self.minutes && after && person && duty;
        let next = next || after && doc.is(a, Class::Head) && !doc.is(a, Class::Person) && doc.is(w, Class::Act) && w - a <= 8;
        ((ordered && (lead || opening || dated || next) || lead && is_word(doc, w, "chủ trì")) && !reported).then_some((a, w))
    }
}
