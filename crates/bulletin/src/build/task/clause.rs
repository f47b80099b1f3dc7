//! One clause of a sentence that may give orders.

use super::CONCLUSION;
use super::made::Order;
use super::must::Clause;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// What a sentence has ordered so far, and the colons its orders stand behind.
pub(super) struct Orders {
    /// Who was charged last.
    pub(super) who: Option<String>,
    /// They were charged before the verb: the clauses behind are theirs too.
    pub(super) charged: bool,
    /// An order was given: the clauses behind may only name who does what.
    pub(super) ordered: bool,
    /// "Phó Chủ tịch UBND tỉnh nêu rõ: …".
    pub(super) told: Option<usize>,
    /// "Nhiệm vụ 3 tháng cuối năm: …".
    pub(super) duties: Option<usize>,
    /// "phân vai cho từng người: …".
    pub(super) shared: Option<usize>,
}

impl Orders {
    /// What the colons say of a clause: behind those of words and shares everything is an order, behind that of duties what is due.
    fn pass_colons(&mut self, start: usize, due: impl Fn() -> bool) {
        let behind = |colon: Option<usize>| colon.is_some_and(|c| c < start);
        self.ordered |= behind(self.told) || behind(self.shared) || behind(self.duties) && due();
    }
}

impl Builder<'_> {
    /// Adds what the clause `start..cut` of a sentence orders.
    pub(super) fn clause(&mut self, index: usize, orders: &mut Orders, start: usize, cut: usize) {
        let doc = self.doc;
        let s = doc.sentences[index];
        let end = self.before_superseded(start, cut);
        if end <= start || (start..end).any(|j| doc.is(j, Class::Superseded) && doc.depth[j] == 0) {
            return;
        }
        orders.pass_colons(start, || self.due_in(start, end));
        if let Some((a, w)) = self.charged_inline(s, end).filter(|_| start == s.from) {
            orders.who = Some(self.order(Order { s, a, w, end, rule: "task-modal" }));
            (orders.charged, orders.ordered, self.last_order) = (true, true, Some(index));
            return;
        }
        if let Some(assignee) = orders.who.clone().filter(|_| orders.charged && self.goes_on_with(start)) {
            self.task(assignee, Order { s, a: start, w: start, end, rule: "task-listed" });
            return;
        }
        if self.office_acts_first(index, orders, start, end) && self.ordered_without_verb(index, orders, start, end) {
            return;
        }
        if self.ordered_by_verb(index, orders, start, end) {
            return;
        }
        // "giao huyện A có ít nhất 2 xã đạt chuẩn; huyện B hoàn thành …"
        orders.ordered |= (start..end).any(|j| doc.has(j, Class::Order, "give") && doc.place_at(j + 1).is_some_and(|p| p.explicit));
        if self.is_title(s) || self.ordered_without_verb(index, orders, start, end) {
            return;
        }
        // "yêu cầu UBND huyện A lập kế hoạch …; đồng thời tạm dừng khởi công …": laid on the same
        let stock = ["tăng cường", "tiếp tục", "đẩy mạnh", "phát huy", "nâng cao", "quan tâm", "chú trọng", "tích cực", "chủ động"];
        let also = start + 1 < end
            && is_word(doc, start, "đồng thời")
            && !doc.reads_any(start + 1, &stock)
            && doc.is_any(start + 1, &[Class::Act, Class::Bidden])
            && !self.addressee(start + 1);
        if let Some(assignee) = orders.who.clone().filter(|_| orders.ordered && also && start > s.from) {
            self.task(assignee, Order { s, a: start + 1, w: start + 1, end, rule: "task-listed" });
            return;
        }
        // a list of works under one order, each with its own deadline
        let work = doc.is(start, Class::Act) && !doc.is(start, Class::Target) && !is_word(doc, start, "báo cáo");
        if let Some(assignee) = orders.who.clone().filter(|_| orders.ordered && work && self.due_in(start, end)) {
            self.task(assignee, Order { s, a: start, w: start, end, rule: "task-listed" });
        }
    }

    /// "Sở A chủ trì, phối hợp với Sở B đôn đốc các địa phương …": where orders are given the first one named has to do all of it.
    fn office_acts_first(&self, index: usize, orders: &Orders, start: usize, end: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[index];
        let told = orders.ordered || self.minutes || s.line_start && self.last_order.is_some_and(|last| index - last <= 2);
        let Some(first) = (start..end).find(|j| !doc.line(*j) && !doc.mark_any(*j, "-+•")) else { return false };
        let office = doc.is(first, Class::Head) && !doc.is(first, Class::Person) && self.addressee(first);
        let Some(verb) = self.orders(s, first, end, orders.ordered).first().map(|given| given.verb).filter(|_| told && office) else {
            return false;
        };
        let acts = |j: usize| doc.is_any(j, &[Class::Act, Class::OutputVerb]) && !doc.is(j, Class::Order) && !self.part_of_name(j);
        (first + 1..verb).any(acts)
    }

    /// "… nộp hồ sơ trước ngày 15/5, thay cho hạn 30/4": the day that counts stands before.
    fn before_superseded(&self, start: usize, cut: usize) -> usize {
        let doc = self.doc;
        let replaces = |j: &usize| doc.mark(*j, ',') && doc.is(j + 1, Class::Superseded) && self.due_in(start, *j);
        (start..cut).find(replaces).unwrap_or(cut)
    }

    /// "giao phòng A …", "yêu cầu xã B …": whether the clause has such orders.
    fn ordered_by_verb(&mut self, index: usize, orders: &mut Orders, start: usize, end: usize) -> bool {
        let s = self.doc.sentences[index];
        let verbs = self.orders(s, start, end, orders.ordered);
        for (k, given) in verbs.iter().enumerate() {
            let until = verbs.get(k + 1).map_or(end, |next| next.verb);
            orders.who = Some(self.order(Order { s, a: given.who, w: given.action, end: until, rule: "task-order" }));
            orders.ordered = true;
            self.last_order = Some(index);
        }
        !verbs.is_empty()
    }

    /// "xã A phải …", in minutes "phòng B rà soát …": whether the clause is such an order.
    fn ordered_without_verb(&mut self, index: usize, orders: &mut Orders, start: usize, end: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[index];
        let ordered = orders.ordered || self.minutes || self.last_order.is_some_and(|l| index - l <= 2);
        let clause = Clause { s, start, end, assigned: self.assigning(s, start), same: orders.ordered, ordered };
        let Some((a, w)) = self.must(clause) else { return false };
        orders.who = Some(self.order(Order { s, a, w, end, rule: "task-modal" }));
        // "Trưởng phòng A chịu trách nhiệm …. Các xã hoàn thành … trước ngày 28/02": the next sentence may go on ordering
        let person = self.minutes && (start..w).any(|j| doc.is(j, Class::Person) || doc.kind(j) == Some(Kind::Person));
        let concluded = self.concluded.is_some_and(|c| index - c <= CONCLUSION);
        if person || concluded || doc.has(w, Class::Order, "passive") {
            self.last_order = Some(index);
        }
        // "Bí thư kết luận: UBND huyện …; phòng A …": the clauses behind go on ordering
        orders.ordered |= self.minutes;
        true
    }

    /// "Phân công: ông A …; bà B …": every clause behind the colon is an order.
    fn assigning(&self, s: Sentence, start: usize) -> bool {
        let doc = self.doc;
        let Some(colon) = (s.from..start).take(40).find(|j| doc.mark(*j, ':')) else { return false };
        let gives = || colon > s.from && doc.has(colon - 1, Class::Order, "give");
        self.shares_out(s, colon) || gives() && (s.from..colon).filter(|j| !doc.mark(*j, '.')).count() <= 6
    }
}
