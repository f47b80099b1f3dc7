//! Orders without an order's verb: "X cần|phải …", "X được giao …", in minutes also "X báo cáo …".

use super::LONGEST_WHO;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// A clause that may charge somebody.
#[derive(Clone, Copy)]
pub(super) struct Clause {
    pub(super) s: Sentence,
    pub(super) start: usize,
    pub(super) end: usize,
    /// It stands behind a colon that shares out duties.
    pub(super) assigned: bool,
    /// An order was given in its sentence.
    pub(super) same: bool,
    /// An order was given there, just before, or the text is minutes.
    pub(super) ordered: bool,
}

/// Whoever a clause may charge.
#[derive(Clone, Copy)]
pub(super) struct Charge {
    pub(super) clause: Clause,
    /// The first term that names them.
    pub(super) a: usize,
    /// "đối với" stands before it.
    towards: bool,
    /// The verb that says what they meet about: "làm việc với …".
    pub(super) talks: Option<usize>,
}

impl Builder<'_> {
    /// "X cần|phải …", "X được giao …", in minutes also "X báo cáo …": where the addressee begins, and the action.
    pub(super) fn must(&self, clause: Clause) -> Option<(usize, usize)> {
        let doc = self.doc;
        let mut charge = self.may_be_charged(clause)?;
        let (a, end) = (charge.a, clause.end);
        let limit = end.min(a + LONGEST_WHO);
        // "các thành viên theo địa bàn được phân công": which ones
        let which = |j: usize| doc.reads_any(j - 1, &["bàn", "vực"]);
        let modal = (a + 1..limit).find(|j| doc.is(*j, Class::Modal) || doc.has(*j, Class::Order, "passive") && !which(*j));
        // "Phó Chủ tịch … nhấn mạnh: Các thành viên …": the one before the colon only speaks
        if (a + 1..limit).any(|j| doc.mark(j, ':') && doc.is(j - 1, Class::Order) && modal.is_none_or(|m| j < m)) {
            return None;
        }
        let act = if clause.same { self.bidden_from(a, end) } else { self.action_from(a, end) };
        charge.talks = self.talks(clause, a, act);
        // "Đ/c A: lo nhất tiêu chí 17": worried, not charged
        let act = act.filter(|w| !(is_word(doc, *w, "lo") && doc.begins_in(w + 1, "nhất")));
        // "đồng chí thống nhất: phấn đấu …": what somebody says
        let act = act.filter(|w| !(doc.mark(w + 1, ':') && doc.is(a, Class::Person)));
        let works = || modal.and_then(|m| (m + 1..(m + 4).min(end)).find(|j| doc.is(*j, Class::OutputVerb)));
        let act = charge.talks.or(act).or_else(works);
        match modal.filter(|m| act.is_none_or(|w| w >= *m)) {
            Some(m) => self.has_to(charge, m).then_some((a, m)),
            None => act.filter(|w| self.acts(charge, *w)).map(|w| (a, w)),
        }
    }

    /// Whoever the clause begins with, when it may be an order to them.
    fn may_be_charged(&self, clause: Clause) -> Option<Charge> {
        let doc = self.doc;
        let (start, end) = (clause.start, clause.end);
        let mut a = self.past_lead(start, end);
        let towards = a > start && doc.is(a - 1, Class::Towards);
        // "Đối với 7 xã đăng ký về đích: các huyện phải …": only says what the next clause is about
        if towards && doc.mark(end, ':') {
            return None;
        }
        // "Trên cơ sở đó, Văn phòng …"
        if !self.addressee(a) {
            let timed = |j: usize| doc.is_any(j, &[Class::Deadline, Class::Quarter, Class::YearWord, Class::MonthWord]);
            let first = (a..end.min(a + 7)).find(|j| doc.mark(*j, ','))?;
            // "Trước mắt, trong quý II, Sở A …"
            let second = || (first + 1..end.min(first + 7)).find(|j| doc.mark(*j, ',')).filter(|c| (first..*c).any(timed));
            a = Some(first + 1).filter(|j| self.addressee(*j)).or_else(|| second().map(|c| c + 1).filter(|j| self.addressee(*j)))?;
        }
        // "Tham gia đoàn có …, các cơ quan được phân công giúp đỡ xã": who was there
        let first = (clause.s.from..clause.s.to).find(|j| !doc.line(*j)).unwrap_or(clause.s.from);
        let there = ["tham gia", "tham dự", "cùng dự", "cùng đi", "cùng tham gia", "cùng tham dự", "dự", "thành phần"];
        if there.iter().any(|w| is_word(doc, first, w))
            || is_word(doc, first, "cùng") && doc.reads_any(first + 1, &["dự", "đi", "tham gia", "tham dự"])
        {
            return None;
        }
        let aims = (self.scope.aimed(a) || doc.is(a, Class::Each)) && !clause.ordered;
        // "Văn phòng Điều phối tỉnh có trách nhiệm hướng dẫn …": one office by name, whatever else the paper lays down
        let named = || {
            (a + 1..end.min(a + 12)).find(|j| is_word(doc, *j, "có trách nhiệm")).is_some_and(|m| {
                doc.is(a, Class::Head)
                    && doc.is(m + 1, Class::Act)
                    && doc.bare_level(m - 1).is_some_and(|l| l.rank() >= 2)
                    && !doc.is(a + 1, Class::Level)
            })
        };
        let law = || self.scope.law(a) && !(a..end).any(|j| is_word(doc, j, "chủ trì")) && !named();
        // "Xã quyết tâm trình hồ sơ vào tháng 10": an aim of its own
        let own_aim = || doc.has(a + 1, Class::Target, "aim") && doc.bare_level(a).is_some();
        let charged = !aims && !law() && !own_aim();
        charged.then_some(Charge { clause, a, towards, talks: None })
    }

    /// The term behind a bullet, "Đối với", "Riêng", "Vì vậy,".
    fn past_lead(&self, start: usize, end: usize) -> usize {
        let doc = self.doc;
        let number = |j: usize| matches!(doc.kind(j), Some(Kind::Num(_)));
        let leads = |a: usize| {
            number(a) && doc.mark_any(a + 1, ".)/")
                || self.lettered(a)
                || doc.mark_any(a, ".)-+:,")
                || doc.mark(a, '(') && number(a + 1) && doc.mark(a + 2, ')')
                || a > start && doc.mark(a, '/') && number(a - 1)
                || doc.is(a, Class::Towards)
                || doc.reads_any(a, &["đồng thời", "trong đó", "nay"])
        };
        let first = (start..end).find(|a| !leads(*a)).unwrap_or(end.max(start));
        self.after_ordinal(first)
    }

    /// "Ông A làm việc với Trung tâm B về …, xong trước ngày 30/4": a meeting that is due.
    fn talks(&self, clause: Clause, a: usize, act: Option<usize>) -> Option<usize> {
        let doc = self.doc;
        let meets = |j: &usize| is_word(doc, *j, "làm việc") && is_word(doc, j + 1, "với") && act.is_none_or(|w| *j < w);
        let mut within = a + 1..if clause.ordered { clause.end.min(a + LONGEST_WHO) } else { a };
        within.find(meets).filter(|j| self.due_in(*j, clause.end))
    }

    /// A deadline stands between two terms.
    pub(super) fn due_in(&self, from: usize, to: usize) -> bool {
        (from..to).any(|j| self.deadline_at(j).is_some())
    }

    /// "X phải …", "X được giao …": laid on them, not said to be needed, promised or done.
    fn has_to(&self, charge: Charge, m: usize) -> bool {
        let (doc, a, Clause { s, end, ordered, .. }) = (self.doc, charge.a, charge.clause);
        // "Huyện A được yêu cầu làm rõ …" is news, unless orders were just given or it is due on a day
        let asked = || doc.reads_any(m, &["được yêu cầu"]) && !self.due_in(m, end);
        if !ordered && (doc.reads_any(m, &["sẽ"]) || asked()) {
            return false;
        }
        // "đến hết quý III phải xong tiêu chí môi trường": where they have to be is an aim
        if crate::build::scope::due(doc, s, m).is_some() {
            return false;
        }
        let past = (a..m).any(|j| doc.is(j, Class::Result) && is_word(doc, j, "đã"));
        let lists = (a..m).any(|j| doc.is(j, Class::Law) || matches!(doc.kind(j), Some(Kind::Percent(_) | Kind::Frac(..))));
        // "ấp cần làm 1,2 km đường, kinh phí 840 triệu", "Để đạt tiêu chí …, xã phải nâng …": what it takes, not an order
        let costs = || is_word(doc, m, "cần") && (m..end).any(|j| matches!(doc.kind(j), Some(Kind::Money { .. })));
        let purpose = || {
            let first = (s.from..a).find(|j| !doc.line(*j));
            first.is_some_and(|j| is_word(doc, j, "để") && doc.is_any(j + 1, &[Class::Status, Class::Reach]))
        };
        let need = || !self.minutes && (costs() || purpose()) && !self.due_in(m, end);
        !past && !lists && self.action_behind(charge, m) && !self.meeting(m) && self.plain_addressee(a, m) && !need()
    }

    /// Behind the modal stands something to do.
    fn action_behind(&self, charge: Charge, m: usize) -> bool {
        let (doc, Clause { end, ordered, .. }) = (self.doc, charge.clause);
        // "Sở A phải thông tuyến đường …" behind an order: any verb
        let office = ordered && doc.is(charge.a, Class::Head) && is_word(doc, m, "phải") && matches!(doc.kind(m + 1), Some(Kind::Word));
        let given = || {
            doc.has(m, Class::Order, "passive")
                && !doc.reads_any(m, &["được giao nhiệm vụ", "được phân công"])
                && !matches!(doc.kind(m + 1), Some(Kind::Num(_) | Kind::Money { .. } | Kind::Frac(..)))
                && !doc.is(m + 1, Class::Approx)
        };
        office || charge.towards || (m + 1..(m + 5).min(end)).any(|j| doc.is_any(j, &[Class::Act, Class::OutputVerb])) || given()
    }
}
