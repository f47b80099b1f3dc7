//! Where one order of a sentence ends and the next may begin: ";", a new line, a colon, a comma before somebody else.

use super::NEAR;
use super::clause::Orders;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;

/// Words that put somebody in charge.
const IN_CHARGE: [&str; 6] = ["chịu trách nhiệm", "có trách nhiệm", "phụ trách", "lo", "đảm nhiệm", "đảm trách"];

impl Builder<'_> {
    /// The ends of the clauses of a sentence, the last of them its own.
    pub(super) fn cuts(&self, s: Sentence, orders: &Orders) -> Vec<usize> {
        let doc = self.doc;
        // "phân công A chịu trách nhiệm …, B chịu trách nhiệm …"
        let given = (s.from..s.to).find(|j| doc.has(*j, Class::Order, "give"));
        let ends = |j: &usize| {
            doc.mark(*j, ';')
                || doc.line(*j)
                || self.opens_words(s, *j)
                || given.is_some_and(|first| first < *j && (self.another_in_charge(s, first, *j) || self.another_office(s, first, *j)))
        };
        let mut cuts: Vec<usize> = (s.from..s.to).filter(ends).collect();
        cuts.push(s.to);
        // "… chỉ đạo: trong vòng 10 ngày, Phòng A phải …": the first order begins behind the colon
        let timed = orders.told.filter(|c| self.timed_addressee(c + 1).is_some());
        for colon in [timed, orders.duties, orders.shared].into_iter().flatten() {
            if !cuts.contains(&colon) {
                cuts.insert(cuts.partition_point(|c| *c < colon), colon);
            }
        }
        cuts
    }

    /// "Kết luận cuộc họp: Sở A được giao …": what stands before the colon only says whose words follow.
    fn opens_words(&self, s: Sentence, j: usize) -> bool {
        let doc = self.doc;
        doc.mark(j, ':')
            && self.addressee(j + 1)
            && !(s.from..j).any(|k| doc.has(k, Class::Order, "give") || doc.has(k, Class::Order, "direct"))
            && (j > s.from + 1 || j > s.from && is_word(doc, j - 1, "kl"))
    }

    /// "phân công A chịu trách nhiệm …, B chịu trách nhiệm …": the comma before B.
    fn another_in_charge(&self, s: Sentence, first: usize, j: usize) -> bool {
        let doc = self.doc;
        let in_charge = |from: usize, to: usize| (from..to).any(|k| doc.reads_any(k, &IN_CHARGE));
        let until = || (j + 2..s.to.min(j + 10)).find(|k| doc.mark_any(*k, ",;")).unwrap_or(s.to.min(j + 10));
        doc.mark(j, ',')
            && in_charge(first.max(j.saturating_sub(NEAR)), j)
            && doc.is_any(j + 1, &[Class::Head, Class::Person])
            && in_charge(j + 2, until())
    }

    /// "giao Phòng A giúp xã xây 38 nhà, Phòng B tìm đầu ra cho quế": another office once the first one's action has begun.
    fn another_office(&self, s: Sentence, first: usize, j: usize) -> bool {
        let doc = self.doc;
        if !doc.mark(j, ',') || !doc.is(j + 1, Class::Head) || doc.is(j + 1, Class::Person) || !self.addressee(j + 1) {
            return false;
        }
        // "yêu cầu Phòng A, Phòng B …" charges both; "… công trình trường, Phòng B …" names a school's works
        let joins = |k: usize| {
            doc.mark(k, ',')
                || doc.is_any(k, &[Class::Order, Class::Conj, Class::Act, Class::Modal, Class::Towards, Class::Prep])
                || is_word(doc, k, "cho")
        };
        let both = |k: usize| doc.is(k, Class::Head) && !doc.is(k, Class::Level) && joins(k.wrapping_sub(1));
        let alone = |w: usize| self.plain_addressee(j + 1, w) && !(j + 1..w).any(|k| doc.mark(k, ','));
        self.bidden_from(first + 1, j).is_some()
            && !(j.saturating_sub(6)..j).any(both)
            && self.bidden_from(j + 1, s.to.min(j + 9)).is_some_and(alone)
    }

    /// "Phó Chủ tịch UBND tỉnh nêu rõ: …; Sở A …": what stands behind the colon is laid on whoever is named.
    pub(super) fn told_colon(&self, s: Sentence) -> Option<usize> {
        let doc = self.doc;
        // "Ông A thống nhất lùi thời hạn: UBND xã …, gửi huyện chậm nhất ngày 15/12"
        let agreed = |j: usize| {
            (j.saturating_sub(6).max(s.from)..j).any(|k| doc.reads_any(k, &["thống nhất", "điều chỉnh"]))
                && doc.is(j + 1, Class::Head)
                && (j + 1..s.to).take_while(|k| !doc.mark(*k, ';')).any(|k| self.deadline_at(k).is_some())
        };
        let says =
            |j: &usize| doc.mark(*j, ':') && (doc.is(j - 1, Class::Order) || doc.reads_any(j - 1, &["kết luận", "kl"]) || agreed(*j));
        let colon = (s.from + 1..s.to).find(says)?;
        let somebody = || (s.from..colon).any(|j| doc.is_any(j, &[Class::Office, Class::Person, Class::Head]));
        let inspectors = || (s.from..colon).any(|j| is_word(doc, j, "thanh tra"));
        (is_word(doc, colon - 1, "kl") || somebody() && !inspectors()).then_some(colon)
    }

    /// "Nhiệm vụ 3 tháng cuối năm: Ban Quản lý xã hoàn thành … trước 30/11".
    pub(super) fn duties_colon(&self, s: Sentence) -> Option<usize> {
        let doc = self.doc;
        let colon = (s.from + 1..s.to.min(s.from + 16)).find(|j| doc.mark(*j, ':'))?;
        let duties = (s.from..colon).any(|j| is_word(doc, j, "nhiệm vụ"));
        (duties && doc.is(colon + 1, Class::Head) && self.addressee(colon + 1)).then_some(colon)
    }

    /// "phân vai cho từng người: …", "giao việc cụ thể: …".
    pub(super) fn shared_colon(&self, s: Sentence) -> Option<usize> {
        (s.from + 1..s.to).take(40).find(|j| self.doc.mark(*j, ':')).filter(|colon| self.shares_out(s, *colon))
    }

    /// What stands behind the colon shares out duties.
    pub(super) fn shares_out(&self, s: Sentence, colon: usize) -> bool {
        let doc = self.doc;
        let given = colon > s.from
            && doc.has(colon - 1, Class::Order, "give")
            && (s.from + 1..colon - 1).any(|j| doc.is(j, Class::Head) || doc.place_at(j).is_some());
        given && doc.is(colon + 1, Class::Person)
            || (colon.saturating_sub(4).max(s.from)..colon).any(|j| doc.has(j, Class::Order, "give"))
                && (colon.saturating_sub(3).max(s.from)..colon).any(|j| doc.is(j, Class::Each) || doc.begins_in(j, "cụ thể"))
    }
}
