//! One order as a fact: who, what, by when.

use super::LONGEST_WHAT;
use crate::build::Builder;
use crate::build::list::{is_word, two};
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::term::Kind;

/// Words of praise, blame and wishes: nobody is told to do anything.
const PRAISE: [&str; 13] = [
    "tặng giấy khen",
    "giấy khen",
    "khen thưởng",
    "tặng bằng khen",
    "phê bình",
    "đánh giá cao",
    "ghi nhận",
    "biểu dương",
    "hoan nghênh",
    "mong muốn",
    "mong",
    "cảm ơn",
    "chúc mừng",
];
/// What is done with money that was given.
const GIVES: [&str; 7] = ["bố trí", "phân bổ", "cấp", "hỗ trợ", "trích", "dành", "được giao"];
/// Longest name of whoever is charged, in letters.
const LONGEST_NAME: usize = 200;
/// How far the verb that charges somebody may stand behind the words that say who it is, in terms.
const NAMED: usize = 8;
/// Shortest action, in letters.
const SHORTEST_ACTION: usize = 6;

/// Where an order stands.
#[derive(Clone, Copy)]
pub(super) struct Order {
    pub(super) s: Sentence,
    /// The first term that names who is charged.
    pub(super) a: usize,
    /// The first term of what is to be done.
    pub(super) w: usize,
    /// One past its last.
    pub(super) end: usize,
    pub(super) rule: &'static str,
}

impl Builder<'_> {
    /// Adds an order with the name of whoever is charged, and gives the name back.
    pub(super) fn order(&mut self, order: Order) -> String {
        let (doc, Order { a, w, .. }) = (self.doc, order);
        // "huyện không dàn trải, ưu tiên …": what must not be done comes first
        // but "các xã chưa giữ vững tiêu chí …" says which
        let w = (a + 1..w).find(|j| doc.is(*j, Class::Negation) && !doc.begins_in(*j, "chưa")).unwrap_or(w);
        // "phòng A mỗi tuần báo cáo một lần": how often is of the action
        let w = (a + 1..w).find(|j| doc.is(*j, Class::Recurring)).unwrap_or(w);
        // "các địa phương có tỷ lệ giải ngân dưới 50% phải cam kết …": which ones is of the name
        let which = || (a + 1..w).any(|j| is_word(doc, j, "có"));
        let must = (w..order.end.min(w + NAMED)).find(|j| is_word(doc, *j, "phải")).filter(|_| which());
        let w = must.unwrap_or(w);
        let assignee = doc.text(a, self.end_of_name(a, w).max(a + 1));
        self.task(assignee.clone(), Order { w, ..order });
        assignee
    }

    /// Where the name of whoever is charged ends before the action.
    fn end_of_name(&self, a: usize, w: usize) -> usize {
        let doc = self.doc;
        let number = |j: usize| matches!(doc.kind(j), Some(Kind::Num(_)));
        let mut to = w;
        while to > a
            && (doc.mark_any(to - 1, ",:(")
                || doc.is(to - 1, Class::Modal)
                || doc.has(to - 1, Class::Order, "passive")
                // "xã: (1) hoàn thành …; (2) …", "các xã tự rà soát"
                || doc.mark(to - 1, ')') && to > a + 3 && doc.mark(to - 3, '(') && number(to - 2)
                || number(to - 1) && doc.mark(to.wrapping_sub(2), '(')
                || doc.reads_any(to - 1, &["tự", "tiếp tục"]))
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
        self.time_inside(a, w).unwrap_or(to)
    }

    /// Adds an order to `assignee`: a task, or an aim when it only says where units have to be by when.
    pub(super) fn task(&mut self, assignee: String, order: Order) {
        let (doc, Order { a, w, end, rule, .. }) = (self.doc, order);
        let from = self.past_modals(w, end);
        if self.no_task(a, from, end) {
            return;
        }
        let mut to = end.min(from + LONGEST_WHAT);
        let mut deadline = None;
        if let Some((by, cut)) = self.deadline_behind(order, from) {
            deadline = Some(by);
            to = if cut < end && cut > from + 1 { to.min(cut) } else { to };
        }
        deadline = deadline.or_else(|| self.day_before_action(order));
        if self.tells_of_money(order, from, deadline.is_some()) {
            return;
        }
        deadline = deadline.or_else(|| self.day_within(from, end)).or_else(|| self.day_said_first(order));
        if let Some(day) = self.day_at_end(from, end).filter(|_| deadline.is_none())
            && let Some(Kind::Date(when)) = doc.kind(day)
        {
            deadline = self.due(when);
            to = to.min(day - 1);
        }
        let to = self.without_tail(from, to);
        // "bốn xã A, B phải về đích trong năm 2019": where they have to be is an aim
        let aim = doc.has(from, Class::Status, "met") && (doc.holds(from, "chuẩn") || doc.holds(from, "đích")) && to - from <= 4;
        if let Some(by) = deadline.as_ref().filter(|by| aim && by.starts_with("20")) {
            self.aim_laid_on(order, from, to, by);
            return;
        }
        let action = doc.text(from, to);
        let short = action.chars().count() < SHORTEST_ACTION || to - from < 2;
        if short || assignee.chars().count() > LONGEST_NAME || self.told_everybody(from, to) {
            return;
        }
        self.add(Body::Task { assignee, action, deadline }, a, end, rule);
    }

    /// The first term of the action behind "phải", "được giao".
    fn past_modals(&self, w: usize, end: usize) -> usize {
        let doc = self.doc;
        let mut from = w;
        while from + 1 < end
            && (doc.is(from, Class::Modal) && !is_word(doc, from, "chịu trách nhiệm")
                || doc.has(from, Class::Order, "passive") && doc.reads_any(from, &["được giao", "được yêu cầu", "được đề nghị"]))
        {
            from += 1;
        }
        from
    }

    /// Words that read like an order and are none: praise, an opinion, a result.
    fn no_task(&self, a: usize, from: usize, end: usize) -> bool {
        let doc = self.doc;
        // "… chịu trách nhiệm thi hành": how every decision ends
        let formula = || {
            doc.begins_in(from, "chịu trách nhiệm") && (from..from + 3).any(|j| is_word(doc, j, "thi hành") || two(doc, j, "thi", "hành"))
        };
        // "đồng chí A đánh giá cao …": praise, a wish
        let praises = |j: usize| {
            doc.reads_any(j, &PRAISE)
                || two(doc, j, "đánh", "giá") && is_word(doc, j + 2, "cao")
                || two(doc, j, "phê", "bình")
                || two(doc, j, "giấy", "khen")
                || two(doc, j, "khen", "thưởng")
        };
        let praise = || (a..from + 1).any(praises) || two(doc, from, "đánh giá", "cao");
        // "Xã A: tự đánh giá 19/19 tiêu chí", "Xã B: thẩm tra đạt 19/19 tiêu chí": a result
        let judged = || {
            let judges = |j: usize| doc.reads_any(j, &["đánh giá", "tự đánh giá", "thẩm tra", "thẩm định", "kiểm tra"]);
            (judges(from) || judges(from + 1))
                && (from..end).any(|j| matches!(doc.kind(j), Some(Kind::Frac(..))) && doc.is(j + 1, Class::Criteria))
        };
        // "phòng họp số 2": a room
        let room = || is_word(doc, a, "phòng") && is_word(doc, from, "họp");
        // "ông A cho rằng phải đầu tư …", "17 thôn buộc phải rà soát lại": an opinion, a need nobody ordered
        let opinion = |j: usize| doc.begins_in(j, "cho rằng") || two(doc, j, "cho", "rằng") || doc.reads_any(j, &["buộc", "bảo", "than"]);
        // "Văn phòng thông báo để các đơn vị biết, thực hiện": how every notice ends
        let notice = || is_word(doc, from, "thông báo") && is_word(doc, from + 1, "để");
        let products = |j: usize| doc.has(j, Class::Subject, "products");
        judged() || room() || notice() || (a..from).any(|j| opinion(j) || products(j)) || formula() || praise()
    }

    /// The deadline behind an action, and where its words begin. It may stand in the next clause of the same order:
    /// "…; báo cáo huyện chậm nhất ngày 12/9".
    fn deadline_behind(&self, order: Order, from: usize) -> Option<(String, usize)> {
        let (doc, Order { s, end, .. }) = (self.doc, order);
        let reports = |j: usize| {
            doc.is(j, Class::Deadline)
                || doc.reads_any(j, &["báo cáo", "hoàn thành", "xong", "gửi", "trình", "thời gian hoàn thành", "hoàn thành trước ngày"])
        };
        let over = |j: usize| {
            j == end && (doc.mark(j, ';') && !reports(j + 1) || doc.mark(j, ',') && self.addressee(j + 1))
                || j >= end && (j > end + 30 || doc.is(j, Class::Order) || doc.mark(j, ';') && (j > end || self.addressee(j + 1)))
        };
        (from..s.to).take_while(|j| !over(*j)).find_map(|j| self.deadline_at(j))
    }

    /// "yêu cầu các huyện đến 31/12/2023 giải ngân …".
    fn day_before_action(&self, order: Order) -> Option<String> {
        match self.doc.kind(self.time_inside(order.a, order.w)? + 1) {
            Some(Kind::Date(when)) => self.due(when),
            _ => None,
        }
    }

    /// "huyện phân bổ cho xã 6,85 tỷ đồng, đến nay giải ngân 2,4 tỷ": what was given, not what is to be done.
    fn tells_of_money(&self, order: Order, from: usize, dated: bool) -> bool {
        let (doc, end) = (self.doc, order.end);
        // "Phòng A được giao tham mưu phân bổ 1,9 tỷ": a duty
        let duty = || doc.is(from, Class::Act) && doc.has(from.wrapping_sub(1), Class::Order, "passive");
        let gives = || doc.reads_any(from, &GIVES) || doc.reads_any(from.wrapping_sub(1), &GIVES) && !duty();
        let sum = || (from..end.min(from + 5)).any(|j| matches!(doc.kind(j), Some(Kind::Money { .. })));
        let disbursed = |j: usize| doc.has(j, Class::Finance, "disbursed") && doc.has(j.wrapping_sub(1), Class::Result, "now");
        order.rule == "task-modal" && !dated && gives() && sum() || (from..end).any(disbursed)
    }

    /// "bảo đảm đến 31/12/2023 giải ngân 100% …".
    fn day_within(&self, from: usize, end: usize) -> Option<String> {
        let doc = self.doc;
        let until =
            |j: &usize| doc.has(*j, Class::DateCue, "bound") && doc.begins_in(*j, "đến") && matches!(doc.kind(j + 1), Some(Kind::Date(_)));
        match doc.kind((from + 1..end).find(until)? + 1) {
            Some(Kind::Date(when)) => self.due(when),
            _ => None,
        }
    }

    /// "Định kỳ ngày 20 hằng tháng, các đơn vị báo cáo": said first.
    fn day_said_first(&self, order: Order) -> Option<String> {
        let (doc, Order { s, a, .. }) = (self.doc, order);
        if !doc.mark(a.wrapping_sub(1), ',') {
            return None;
        }
        let clause = (s.from..a).rev().take(12).take_while(|j| !doc.mark_any(*j, ";:") && !doc.line(*j)).last()?;
        (clause..a).find_map(|j| self.deadline_at(j)).map(|(by, _)| by)
    }

    /// "…, báo cáo Ban quản lý ngày 15/11": the day at the end of an order in minutes.
    fn day_at_end(&self, from: usize, end: usize) -> Option<usize> {
        let doc = self.doc;
        let last = (from..end).rev().find(|j| !doc.mark_any(*j, ".;") && !doc.line(*j)).filter(|_| self.minutes)?;
        let dated = last > from + 1
            && doc.has(last - 1, Class::DateCue, "event")
            && matches!(doc.kind(last), Some(Kind::Date(when)) if when.day.is_some());
        dated.then_some(last)
    }

    /// The end of the action without "và", "trước" and marks behind it.
    fn without_tail(&self, from: usize, mut to: usize) -> usize {
        let doc = self.doc;
        while to > from + 1
            && (doc.mark_any(to - 1, ",.(/")
                || doc.reads_any(to - 1, &["hoàn tất"]) && doc.mark(to - 2, ',')
                || doc.line(to - 1)
                || doc.is(to - 1, Class::Deadline)
                || is_word(doc, to - 1, "và"))
        {
            to -= 1;
        }
        to
    }

    /// "bốn xã A, B phải về đích trong năm 2019": "bốn xã …" are the district's aim, "xã A và xã B" each their own.
    fn aim_laid_on(&mut self, order: Order, from: usize, to: usize, by: &str) {
        let (doc, Order { s, a, w, end, .. }) = (self.doc, order);
        let count = count_at(doc, s, a);
        let units: Vec<UnitRef> = match &count {
            Some(c) => doc.area(a, c.end, 1).into_iter().collect(),
            None => {
                let named = (a..w).filter_map(|j| doc.place_at(j)).filter(|p| !p.address);
                named.filter_map(|p| p.level.map(|l| doc.unit(p, l))).collect()
            }
        };
        let units = if units.is_empty() && count.is_none() { doc.topic(a, 0).into_iter().collect() } else { units };
        let goal = doc.text(if count.is_some() { a } else { from }, to);
        for unit in units {
            self.add(Body::Target { unit, goal: goal.clone(), by: by.to_owned() }, a, end, "target");
        }
    }

    /// "xác định xây dựng NTM là nhiệm vụ chính trị quan trọng": what everybody is told.
    fn told_everybody(&self, from: usize, to: usize) -> bool {
        let doc = self.doc;
        let duty = |j: usize| {
            let words = doc.text(j + 1, (j + 3).min(to)).to_lowercase();
            ["nhiệm vụ", "trách nhiệm"].iter().any(|w| words.starts_with(w))
        };
        is_word(doc, from, "xác định") && (from + 1..to).any(|j| is_word(doc, j, "là") && duty(j))
    }
}
