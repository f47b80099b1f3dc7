//! Orders to somebody: "giao phòng A chủ trì …, xong trước ngày 20/9", "xã phải …", "được giao …".

mod addressee;
mod deadline;

use super::Builder;
use super::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::term::Kind;

/// Longest addressee and longest action, in terms.
const LONGEST_WHO: usize = 26;
const LONGEST_WHAT: usize = 60;
/// Sentences a chairman's conclusion goes on for.
const CONCLUSION: usize = 6;
/// Words of a title that says duties were given.
const GIVEN: [&str; 3] = ["giao nhiệm vụ", "giao nhiệm vụ cho", "giao việc"];
/// How far back another one in charge is looked for.
const NEAR: usize = 40;

impl Builder<'_> {
    pub(crate) fn tasks(&mut self, index: usize) {
        let doc = self.doc;
        let s = doc.sentences[index];
        let given = || (s.from..s.to).any(|j| GIVEN.iter().any(|w| is_word(doc, j, w)));
        if self.is_title(s) && (!self.minutes || given()) {
            return;
        }
        if self.under_heading(index) {
            return;
        }
        // "Đồng chí A kết luận cuộc làm việc": what follows lays down who does what
        if self.concludes(s) {
            self.last_order = Some(index);
            self.concluded = Some(index);
        }
        let mut from = s.from;
        // "Phó Chủ tịch UBND tỉnh nêu rõ: …; Sở A …": what stands behind the colon is laid on whoever is named
        let told = (s.from + 1..s.to).find(|j| doc.mark(*j, ':') && (doc.is(j - 1, Class::Order) || is_word(doc, j - 1, "kết luận")));
        let told = told.filter(|c| {
            (s.from..*c).any(|j| doc.is(j, Class::Office) || doc.is(j, Class::Person) || doc.is(j, Class::Head))
                && !(s.from..*c).any(|j| is_word(doc, j, "thanh tra"))
        });
        if told.is_some() {
            self.concluded = Some(index);
            self.last_order = Some(index);
        }
        let mut ordered = false;
        // "Chủ tịch UBND tỉnh lưu ý huyện …": orders, even those that lay down nothing of their own
        let gives = |i: usize| (doc.has(i, Class::Order, "give") || doc.has(i, Class::Order, "direct")) && self.addressee(i + 1);
        let somebody = |i: usize| (s.from..i).any(|j| doc.is(j, Class::Office) || doc.is(j, Class::Person));
        let news = |i: usize| ["vừa", "đã", "từng"].iter().any(|w| is_word(doc, i - 1, w));
        if (s.from + 1..s.to).any(|i| gives(i) && somebody(i) && !news(i)) {
            self.last_order = Some(index);
        }
        let mut who: Option<String> = None;
        for cut in self.clauses(s) {
            let (start, end) = (from, cut);
            from = cut + 1;
            if end <= start || (start..end).any(|j| doc.is(j, Class::Superseded)) {
                continue;
            }
            ordered |= told.is_some_and(|colon| colon < start);
            let orders = self.orders(s, start, end, ordered);
            for (k, (verb, a, w)) in orders.iter().enumerate() {
                let until = orders.get(k + 1).map_or(end, |(next, _, _)| *next);
                let _ = verb;
                who = Some(self.order(s, *a, *w, until, "task-order"));
                ordered = true;
                self.last_order = Some(index);
            }
            if !orders.is_empty() {
                continue;
            }
            // "giao huyện A có ít nhất 2 xã đạt chuẩn; huyện B hoàn thành …"
            ordered |= (start..end).any(|j| doc.has(j, Class::Order, "give") && doc.place_at(j + 1).is_some_and(|p| p.explicit));
            let assigned = self.assigning(s, start);
            if self.is_title(s) {
                continue;
            }
            if let Some((a, w)) =
                self.must(s, start, end, assigned, ordered, ordered || self.minutes || self.last_order.is_some_and(|l| index - l <= 2))
            {
                who = Some(self.order(s, a, w, end, "task-modal"));
                if self.concluded.is_some_and(|c| index - c <= CONCLUSION) {
                    self.last_order = Some(index);
                }
                // "Bí thư kết luận: UBND huyện …; phòng A …": the clauses behind go on ordering
                ordered |= self.minutes;
                continue;
            }
            // a list of works under one order, each with its own deadline
            let dated = (start..end).any(|j| self.deadline_at(j).is_some());
            if let (Some(assignee), true) = (
                who.clone(),
                ordered && doc.is(start, Class::Act) && !doc.is(start, Class::Target) && dated && !is_word(doc, start, "báo cáo"),
            ) {
                self.task(s, assignee, start, start, end, "task-listed");
            }
        }
    }

    /// "1. Sở A:" on a line of its own charges the office; "a) Tham mưu …", "- Hướng dẫn …" below are its tasks.
    fn under_heading(&mut self, index: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[index];
        if !self.minutes || !s.line_start {
            return false;
        }
        let end = (s.from..s.to).rev().find(|j| doc.kind(*j) != Some(Kind::Line)).map_or(s.to, |j| j + 1);
        let mut a = s.from;
        // "1.", "a)", "-"
        while a < end
            && (matches!(doc.kind(a), Some(Kind::Num(_)))
                || ['.', ')', '-', '+', '•'].iter().any(|c| doc.mark(a, *c))
                || doc.mark(a + 1, ')') && doc.terms[a].end - doc.terms[a].start == 1)
        {
            a += 1;
        }
        if a >= end {
            return false;
        }
        if doc.mark(end - 1, ':') && a + 1 < end && self.addressee(a) && doc.is(a, Class::Head) && end - a <= LONGEST_WHO {
            let plain = self.plain_addressee(a, end - 1) && !(a..end).any(|j| doc.is(j, Class::Modal) || doc.is(j, Class::Order));
            let act = (a + 1..end).any(|j| doc.is(j, Class::Act) && !self.part_of_name(j));
            if plain && !act {
                self.charged = Some((index, doc.text(a, end - 1)));
                return true;
            }
        }
        let Some((last, who)) = self.charged.clone().filter(|(last, _)| index - last <= 1) else { return false };
        let item = a > s.from && doc.is(a, Class::Act) && !self.addressee(a);
        if !item {
            self.charged = None;
            return false;
        }
        let _ = last;
        self.charged = Some((index, who.clone()));
        self.task(s, who, a, a, end, "task-listed");
        self.last_order = Some(index);
        true
    }

    /// Somebody by office closes a meeting.
    fn concludes(&self, s: Sentence) -> bool {
        let doc = self.doc;
        (s.from..s.to).find(|j| is_word(doc, *j, "kết luận")).is_some_and(|j| {
            // "… kết luận cuộc làm việc", "Kết luận hội nghị, Chủ tịch …"
            let somebody = |k: usize| doc.is(k, Class::Person) || doc.is(k, Class::Office) || doc.kind(k) == Some(Kind::Person);
            let meeting = (j + 1..j + 4).any(|k| doc.is(k, Class::Event) || is_word(doc, k, "cuộc") || is_word(doc, k, "buổi"));
            ((s.from..j).any(somebody) || meeting && (j..s.to.min(j + 14)).any(somebody))
                && !doc.is(j.wrapping_sub(1), Class::Citation)
                && !(s.from..j).any(|k| is_word(doc, k, "theo") || is_word(doc, k, "thanh tra"))
        })
    }

    /// "Phân công: ông A …; bà B …": every clause behind the colon is an order.
    fn assigning(&self, s: Sentence, start: usize) -> bool {
        let doc = self.doc;
        let colon = (s.from..start).take(8).find(|j| doc.mark(*j, ':'));
        colon.is_some_and(|c| c > s.from && doc.has(c - 1, Class::Order, "give") && (s.from..c).filter(|j| !doc.mark(*j, '.')).count() <= 6)
    }

    /// A headline: the first line, without a full stop, of a text that goes on.
    pub(crate) fn is_title(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let ends = (s.from..s.to).rev().find(|j| doc.kind(*j) != Some(Kind::Line)).is_some_and(|j| doc.mark(j, '.'));
        doc.sentence_of(s.from) == 0 && doc.sentences.len() > 1 && !ends
    }

    fn clauses(&self, s: Sentence) -> Vec<usize> {
        let doc = self.doc;
        // "Kết luận cuộc họp: Sở A được giao …": what stands before the colon only says whose words follow
        let opens = |j: usize| {
            doc.mark(j, ':')
                && self.addressee(j + 1)
                && !(s.from..j).any(|k| doc.has(k, Class::Order, "give") || doc.has(k, Class::Order, "direct"))
                && j > s.from + 1
        };
        // "phân công A chịu trách nhiệm …, B chịu trách nhiệm …"
        let first = (s.from..s.to).find(|j| doc.has(*j, Class::Order, "give"));
        let in_charge = |from: usize, to: usize| {
            (from..to).any(|k| {
                ["chịu trách nhiệm", "có trách nhiệm", "phụ trách", "lo", "đảm nhiệm", "đảm trách"].iter().any(|w| is_word(doc, k, w))
            })
        };
        let charged = |j: usize| {
            doc.mark(j, ',')
                && first.is_some_and(|f| f < j && in_charge(f.max(j.saturating_sub(NEAR)), j))
                && (doc.is(j + 1, Class::Head) || doc.is(j + 1, Class::Person))
                && in_charge(j + 2, (j + 2..s.to.min(j + 10)).find(|k| doc.mark(*k, ',') || doc.mark(*k, ';')).unwrap_or(s.to.min(j + 10)))
        };
        let mut cuts: Vec<usize> = (s.from..s.to).filter(|j| doc.mark(*j, ';') || doc.line(*j) || opens(*j) || charged(*j)).collect();
        cuts.push(s.to);
        cuts
    }

    /// The text is a record of conclusions: lines that begin with an addressee are orders.
    pub(crate) fn is_minutes(doc: &crate::doc::Doc<'_>) -> bool {
        doc.sentences.iter().filter(|s| s.lead).take(3).any(|s| {
            // in the heading, or what the sentence begins with: "Điện lực thông báo ngừng …" is no record
            let title = s.from == 0;
            let to = if title { s.from + 16 } else { s.from + 4 };
            let inspected = (s.from..s.to.min(to)).any(|j| is_word(doc, j, "thanh tra"));
            // "UBND tỉnh A giao nhiệm vụ cho các sở": what follows are those duties
            let laid = title && (s.from..s.to.min(to)).any(|j| GIVEN.iter().any(|w| is_word(doc, j, w)));
            laid || !inspected && (s.from..s.to.min(to)).any(|j| doc.is(j, Class::Minutes) && s.line_start)
        })
    }

    /// "giao|yêu cầu|đề nghị … X (phải) làm …": the verb, where X begins and where its action does.
    fn orders(&self, s: Sentence, start: usize, end: usize, ordered: bool) -> Vec<(usize, usize, usize)> {
        let doc = self.doc;
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for i in start..end {
            let direct = doc.has(i, Class::Order, "direct");
            if !doc.has(i, Class::Order, "give") && !direct || found.last().is_some_and(|(_, _, w)| *w > i) {
                continue;
            }
            // "được giao", "đề nghị công nhận", "tập trung chỉ đạo", "mục tiêu Chính phủ giao"
            let b = i.wrapping_sub(1);
            let within = i > s.from
                && (is_word(doc, b, "được") && !self.passive(s, i)
                    || is_word(doc, b, "hồ sơ")
                    || doc.is(b, Class::Status)
                    || doc.is(b, Class::Negation)
                    || doc.is(b, Class::Act) && !self.body_before(s, b)
                    || is_word(doc, b, "việc")
                    || is_word(doc, b, "theo"));
            // "- Đ/c A chỉ đạo thôn B làm …" in minutes: what the person has to do
            if (direct || doc.is(i, Class::Act)) && self.minutes && self.named_first(start, i) {
                continue;
            }
            // "xã đề nghị huyện …", "huyện đề nghị thành phố …": asked of those above
            let asked = is_word(doc, i, "đề nghị") && self.asks_above(s, i);
            let status = asked || doc.is(i, Class::Status) && doc.value(i, Class::Status) != Some("proposed");
            let dated = (i..end).any(|j| self.deadline_at(j).is_some());
            // "giao xã rà soát …, phân công cán bộ phụ trách …": what the first one has to do
            // "Phòng A phân công cán bộ …" behind another order: what the office has to do
            let office = ordered && doc.is(i, Class::Act) && doc.is(start, Class::Head) && self.plain_addressee(start, i);
            let nested = !found.is_empty() && doc.is(i, Class::Act) || office && !(start..i).any(|j| doc.mark(j, ','));
            if within || status || nested || direct && !found.is_empty() {
                continue;
            }
            let mut a = i + 1;
            while a < end
                && (doc.mark(a, ':')
                    || is_word(doc, a, "cho")
                    || is_word(doc, a, "với")
                    || is_word(doc, a, "trong") && self.time_phrase(a).is_some()
                    || doc.is(a, Class::Order)
                    || doc.mark(a, ',')
                    || is_word(doc, a, "rằng")
                    || doc.is(a, Class::Towards))
            {
                a = self.time_phrase(a).unwrap_or(a + 1);
            }
            if !self.addressee(a) {
                continue;
            }
            if let Some(w) =
                self.bidden_from(a, end).filter(|w| self.plain_addressee(a, *w) && (!direct || dated || doc.is(*w, Class::Modal)))
            {
                found.push((i, a, w));
            }
        }
        found
    }

    fn passive(&self, s: Sentence, at: usize) -> bool {
        at > s.from + 1 && self.addressee(at.wrapping_sub(2))
    }

    /// Where the action begins: the first verb of action behind the addressee.
    fn action_from(&self, a: usize, end: usize) -> Option<usize> {
        let doc = self.doc;
        let mut depth = 0;
        for j in a + 1..end.min(a + LONGEST_WHO) {
            if doc.mark(j, '.') {
                return None;
            }
            depth += i32::from(doc.mark(j, '(')) - i32::from(doc.mark(j, ')'));
            if depth > 0 {
                continue;
            }
            if doc.is(j, Class::Modal) {
                return Some(j);
            }
            // "đảng ủy xã A lãnh đạo hoàn thành …"
            // "4 xã đăng ký về đích gồm … phải giải ngân": which units, not what they have to do
            let which = doc.has(j, Class::Status, "registered") && (j + 1..end.min(a + LONGEST_WHO)).any(|k| doc.is(k, Class::Modal));
            if which {
                continue;
            }
            let leads = is_word(doc, j, "lãnh đạo") && doc.is(j + 1, Class::Act) && !doc.terms[j].capital;
            if leads || doc.is(j, Class::Act) && !self.part_of_name(j) {
                return Some(j);
            }
        }
        None
    }

    /// Where the action of an order begins: also verbs that elsewhere report what happened ("thu hồi 326 triệu đồng").
    fn bidden_from(&self, a: usize, end: usize) -> Option<usize> {
        let doc = self.doc;
        let act = self.action_from(a, end);
        let to = act.unwrap_or(end.min(a + LONGEST_WHO));
        let bidden = (a + 1..to)
            .take_while(|j| !doc.mark(*j, '.') && !doc.mark(*j, ':'))
            .find(|j| doc.is(*j, Class::Bidden) && !doc.terms[*j].capital && !self.part_of_name(*j));
        bidden.or(act).or_else(|| self.work_from(a, end))
    }

    /// "chỉ đạo Phòng A đặt thêm 120 thùng rác": a verb of work begins the action when no other does.
    fn work_from(&self, a: usize, end: usize) -> Option<usize> {
        let doc = self.doc;
        (a + 1..end.min(a + LONGEST_WHO))
            .take_while(|j| !doc.mark(*j, '.') && !doc.mark(*j, ':'))
            .find(|j| doc.is(*j, Class::OutputVerb) && !doc.ends_in(*j, "được") && !self.part_of_name(*j))
    }

    fn acts_later(&self, at: usize) -> bool {
        (at + 1..at + 12).any(|j| self.doc.is(j, Class::Act))
    }

    /// "X cần|phải …", "X được giao …", in minutes also "X báo cáo …".
    fn must(&self, s: Sentence, start: usize, end: usize, assigned: bool, same: bool, ordered: bool) -> Option<(usize, usize)> {
        let doc = self.doc;
        let mut a = start;
        // a bullet, "Đối với", "Riêng", "Vì vậy,"
        while a < end
            && (matches!(doc.kind(a), Some(Kind::Num(_))) && (doc.mark(a + 1, '.') || doc.mark(a + 1, ')'))
                || doc.mark(a, '.')
                || doc.mark(a, ')')
                || doc.mark(a, '(') && matches!(doc.kind(a + 1), Some(Kind::Num(_))) && doc.mark(a + 2, ')')
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
        let limit = end.min(a + LONGEST_WHO);
        // "các thành viên theo địa bàn được phân công": which ones
        let which = |j: usize| is_word(doc, j - 1, "bàn") || is_word(doc, j - 1, "vực");
        let modal = (a + 1..limit).find(|j| doc.is(*j, Class::Modal) || doc.has(*j, Class::Order, "passive") && !which(*j));
        let act = if same { self.bidden_from(a, end) } else { self.action_from(a, end) };
        let act = act.or_else(|| modal.and_then(|m| (m + 1..(m + 4).min(end)).find(|j| doc.is(*j, Class::OutputVerb))));
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
        let w = act.filter(|w| self.plain_addressee(a, *w) && !self.meeting(*w))?;
        // "Ngày 11/8, Chủ tịch UBND huyện kiểm tra …": what was done that day
        let first = (s.from..a).find(|j| !doc.line(*j)).unwrap_or(a);
        let apart = (first..a).any(|j| doc.mark(j, ':') || doc.mark(j, ';'));
        if first < a && !apart && doc.has(first, Class::DateCue, "event") && (first..a).any(|j| matches!(doc.kind(j), Some(Kind::Date(_))))
        {
            return None;
        }
        // "Xã phấn đấu đạt chuẩn …": an aim of its own
        if doc.is(w, Class::Target) {
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
            is_word(doc, j, "đã")
                || !dated && !lead && doc.is(j, Class::Status) && doc.has(j, Class::Status, "recognised")
                || told
                    && !dated
                    && !lead
                    && matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Percent(_)))
                    && !(same && doc.has(j + 1, Class::Subject, "households"))
        });
        // a line without a full stop outside minutes is a picture's: "Thường trực Thành ủy khảo sát một số mô hình"
        let captioned = !self.minutes
            && !(s.from..s.to).rev().find(|j| !doc.line(*j)).is_some_and(|j| doc.mark(j, '.') || doc.mark(j, ';') || doc.mark(j, '…'));
        let opening =
            assigned || s.line_start && start == s.from && !captioned || start > s.from && doc.mark(start - 1, ':') && self.minutes;
        // "đề nghị A làm x; phòng B làm y": a body that begins the next clause of an order
        let verb = doc.is(w, Class::Act) || doc.is(w, Class::Bidden);
        let next = same && start > s.from && doc.is(a, Class::Head) && !doc.is(a, Class::Person) && verb;
        // "…; thị xã A rút kinh nghiệm …"
        let place = doc.place_at(a).is_some_and(|p| p.explicit) && doc.is(w, Class::Act) && w == a + 1;
        let next =
            next || same && start > s.from && place && !(w..end).any(|j| matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Percent(_))));
        // "…. Văn phòng huyện ủy theo dõi, đôn đốc.": the sentence behind an order in minutes
        let here = doc.sentence_of(s.from);
        let recorded = self.minutes || !captioned && self.concluded.is_some_and(|c| here - c <= CONCLUSION);
        let after = recorded && start == s.from && self.last_order.is_some_and(|l| here - l <= 1);
        let next = next || after && doc.is(a, Class::Head) && !doc.is(a, Class::Person) && doc.is(w, Class::Act) && w - a <= 8;
        ((ordered && (lead || opening || dated || next) || lead && is_word(doc, w, "chủ trì")) && !reported).then_some((a, w))
    }

    fn order(&mut self, s: Sentence, a: usize, w: usize, end: usize, rule: &'static str) -> String {
        let doc = self.doc;
        // "huyện không dàn trải, ưu tiên …": what must not be done comes first
        let w = (a + 1..w).find(|j| doc.is(*j, Class::Negation)).unwrap_or(w);
        let mut to = w;
        while to > a
            && (doc.mark(to - 1, ',')
                || doc.is(to - 1, Class::Modal)
                || doc.has(to - 1, Class::Order, "passive")
                || doc.mark(to - 1, ':')
                // "xã: (1) hoàn thành …; (2) …", "các xã tự rà soát"
                || doc.mark(to - 1, ')') && to > a + 3 && doc.mark(to - 3, '(') && matches!(doc.kind(to - 2), Some(Kind::Num(_)))
                || doc.mark(to - 1, '(')
                || matches!(doc.kind(to - 1), Some(Kind::Num(_))) && doc.mark(to - 2, '(')
                || is_word(doc, to - 1, "tự")
                || is_word(doc, to - 1, "tiếp tục"))
        {
            to -= 1;
        }
        // "Hội A, Hội B mỗi đơn vị giúp …": each of those named
        if let Some(each) = (a + 1..to).find(|j| doc.is(*j, Class::Each) && !is_word(doc, j - 1, "cho")) {
            to = each;
        }
        // "xã A trong thời gian tới tập trung …": the time is no part of the name
        if let Some(time) = (a + 1..to).find(|j| is_word(doc, *j, "trong") && self.time_phrase(*j).is_some_and(|t| t >= to)) {
            to = time;
        }
        to = self.time_inside(a, w).unwrap_or(to);
        let assignee = doc.text(a, to.max(a + 1));
        self.task(s, assignee.clone(), a, w, end, rule);
        assignee
    }

    fn task(&mut self, s: Sentence, assignee: String, a: usize, w: usize, end: usize, rule: &'static str) {
        let doc = self.doc;
        let mut from = w;
        while doc.is(from, Class::Modal) && !is_word(doc, from, "chịu trách nhiệm") && from + 1 < end
            || doc.has(from, Class::Order, "passive") && is_word(doc, from, "được giao") && from + 1 < end
        {
            from += 1;
        }
        let mut to = end.min(from + LONGEST_WHAT);
        let mut deadline = None;
        // the deadline may stand in the next clause of the same order: "…; báo cáo huyện chậm nhất ngày 12/9"
        for j in from..s.to {
            let reports = ["báo cáo", "hoàn thành", "xong", "gửi", "trình", "thời gian hoàn thành", "hoàn thành trước ngày"];
            if j == end && doc.mark(j, ';') && !(doc.is(j + 1, Class::Deadline) || reports.iter().any(|w| is_word(doc, j + 1, w))) {
                break;
            }
            if j >= end
                && (j > end + 30 || j > end && doc.mark(j, ';') || doc.is(j, Class::Order) || doc.mark(j, ';') && self.addressee(j + 1))
            {
                break;
            }
            if let Some((by, cut)) = self.deadline_at(j) {
                deadline = Some(by);
                if cut < end && cut > from + 1 && j >= from {
                    to = to.min(cut);
                }
                break;
            }
        }
        // "yêu cầu các huyện đến 31/12/2023 giải ngân …"
        if let Some(Kind::Date(when)) = self.time_inside(a, w).filter(|_| deadline.is_none()).and_then(|t| doc.kind(t + 1)) {
            deadline = self.due(when);
        }
        // "bảo đảm đến 31/12/2023 giải ngân 100% …"
        if deadline.is_none() {
            let until = (from + 1..end).find(|j| {
                doc.has(*j, Class::DateCue, "bound") && doc.begins_in(*j, "đến") && matches!(doc.kind(j + 1), Some(Kind::Date(_)))
            });
            if let Some(Kind::Date(when)) = until.and_then(|j| doc.kind(j + 1)) {
                deadline = self.due(when);
            }
        }
        // "Định kỳ ngày 20 hằng tháng, các đơn vị báo cáo": said first
        if deadline.is_none() && doc.mark(a.wrapping_sub(1), ',') {
            let clause = (s.from..a).rev().take(12).take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ':') && !doc.line(*j)).last();
            deadline = clause.and_then(|from| (from..a).find_map(|j| self.deadline_at(j))).map(|(by, _)| by);
        }
        // "…, báo cáo Ban quản lý ngày 15/11": a day at the end of an order in minutes
        if deadline.is_none() && self.minutes {
            let last = (from..end).rev().find(|j| !doc.mark(*j, '.') && !doc.mark(*j, ';') && !doc.line(*j));
            let day = last.filter(|j| *j > from + 1 && doc.has(j - 1, Class::DateCue, "event"));
            if let Some((j, Kind::Date(when))) = day.and_then(|j| doc.kind(j).map(|kind| (j, kind)))
                && when.day.is_some()
            {
                deadline = self.due(when);
                to = to.min(j - 1);
            }
        }
        while to > from + 1
            && (doc.mark(to - 1, ',')
                || doc.mark(to - 1, '.')
                || doc.is(to - 1, Class::Deadline)
                || is_word(doc, to - 1, "và")
                || doc.mark(to - 1, '(')
                || doc.line(to - 1))
        {
            to -= 1;
        }
        // "bốn xã A, B phải về đích trong năm 2019": where they have to be is an aim
        let aim = doc.has(from, Class::Status, "met") && (doc.holds(from, "chuẩn") || doc.holds(from, "đích")) && to - from <= 4;
        let units: Vec<UnitRef> =
            (a..w).filter_map(|j| doc.place_at(j)).filter(|p| !p.address).filter_map(|p| p.level.map(|l| doc.unit(p, l))).collect();
        if let Some(by) = deadline.clone().filter(|by| aim && by.starts_with("20")) {
            // "bốn xã …" are the district's, "xã A và xã B" each their own
            let count = super::tally::count_at(doc, s, a);
            let units = match &count {
                Some(c) => doc.area(a, c.end, 1).into_iter().collect(),
                None if units.is_empty() => doc.topic(a, 0).into_iter().collect(),
                None => units,
            };
            for unit in units {
                let goal = doc.text(if count.is_some() { a } else { from }, to);
                self.add(Body::Target { unit, goal, by: by.clone() }, a, end, "target");
            }
            return;
        }
        let action = doc.text(from, to);
        // "xác định xây dựng NTM là nhiệm vụ chính trị quan trọng": what everybody is told
        let stock = is_word(doc, from, "xác định")
            && (from + 1..to).any(|j| {
                is_word(doc, j, "là")
                    && ["nhiệm vụ", "trách nhiệm"].iter().any(|w| doc.text(j + 1, (j + 3).min(to)).to_lowercase().starts_with(w))
            });
        if stock || action.chars().count() < 6 || to - from < 2 || assignee.chars().count() > 200 {
            return;
        }
        self.add(Body::Task { assignee, action, deadline }, a, end, rule);
    }
}
