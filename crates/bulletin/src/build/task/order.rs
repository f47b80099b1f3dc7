//! Orders with their verb: "giao|yêu cầu|đề nghị X làm …".

use super::LONGEST_WHO;
use crate::build::list::is_word;
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// Words behind which a verb of ordering orders nothing.
const NO_ORDER_BEHIND: [&str; 14] = [
    "hồ sơ",
    "kính",
    "sẽ",
    "người dân",
    "bà con",
    "nhân dân",
    "cử tri",
    "hộ dân",
    "các hộ dân",
    "doanh nghiệp",
    "việc",
    "để",
    "nhằm",
    "theo",
];

/// A stretch of a sentence in which orders may stand.
struct Stretch {
    s: Sentence,
    start: usize,
    end: usize,
    /// An order was given before it, which it goes on with.
    ordered: bool,
}

/// An order: its verb, and where the one it is given to and the action begin.
#[derive(Clone, Copy)]
pub(super) struct Bidding {
    pub(super) verb: usize,
    pub(super) who: usize,
    pub(super) action: usize,
}

impl Builder<'_> {
    /// "giao|yêu cầu|đề nghị … X (phải) làm …": every order of a clause.
    pub(super) fn orders(&self, s: Sentence, start: usize, end: usize, ordered: bool) -> Vec<Bidding> {
        let stretch = Stretch { s, start, end, ordered };
        let mut found: Vec<Bidding> = Vec::new();
        for i in start..end {
            if found.last().is_some_and(|last| last.action > i) {
                continue;
            }
            found.extend(self.order_at(&stretch, i, !found.is_empty()));
        }
        found
    }

    /// The order that a verb gives; `nested` when the clause gave one before.
    fn order_at(&self, stretch: &Stretch, verb: usize, nested: bool) -> Option<Bidding> {
        let doc = self.doc;
        let direct = doc.has(verb, Class::Order, "direct");
        if !direct && !doc.has(verb, Class::Order, "give") || self.gives_nothing(stretch, verb) {
            return None;
        }
        // "- Đ/c A chỉ đạo thôn B làm …" in minutes: what the person has to do
        if self.minutes && (direct || doc.is(verb, Class::Act)) && self.named_first(stretch.start, verb) {
            return None;
        }
        // "giao xã rà soát …, phân công cán bộ phụ trách …": what the first one has to do
        if nested && (direct || doc.is(verb, Class::Act)) || self.is_offices_own(stretch, verb) {
            return None;
        }
        let dated = self.is_dated(verb, stretch.end);
        // "xã giao mỗi đoàn thể đỡ đầu một nhóm việc": nobody by name, and no day
        if doc.is(verb + 1, Class::Each) && !self.minutes && !dated && !doc.is(verb + 2, Class::Level) {
            return None;
        }
        let who = self.addressee_from(verb, stretch.end);
        if !self.addressee(who) {
            return None;
        }
        let action = self.action_of(who, stretch.end, dated)?;
        // "lưu ý Phòng A cử cán bộ": told what to do; "chỉ đạo các xã làm …" may be news
        let told = || doc.is(who, Class::Head) && !doc.reads_any(verb, &["chỉ đạo", "đôn đốc", "quán triệt"]);
        let bidden = !direct || dated || told() || doc.is(action, Class::Modal);
        let order = Bidding { verb, who, action };
        (bidden && self.plain_addressee(who, action) && !self.applies_for(&order, stretch.end)).then_some(order)
    }

    fn is_dated(&self, from: usize, end: usize) -> bool {
        (from..end).any(|j| self.deadline_at(j).is_some())
    }

    /// "được giao", "đề nghị công nhận", "tập trung chỉ đạo", "mục tiêu Chính phủ giao": the verb is part of something else.
    fn gives_nothing(&self, stretch: &Stretch, verb: usize) -> bool {
        let (doc, s) = (self.doc, stretch.s);
        // "xã đề nghị huyện …", "huyện đề nghị thành phố …": asked of those above
        if doc.is(verb, Class::Status) && doc.value(verb, Class::Status) != Some("proposed")
            || is_word(doc, verb, "đề nghị") && self.asks_above(s, verb)
        {
            return true;
        }
        let Some(before) = verb.checked_sub(1).filter(|b| *b >= s.from) else { return false };
        // "hồ sơ đề nghị", "không khắc phục xong sẽ đề nghị tỉnh thu hồi": what comes otherwise
        // "Người dân đề nghị ngành chức năng sớm xử lý …": asked for
        doc.reads_any(before, &NO_ORDER_BEHIND)
            || is_word(doc, before, "được") && !self.passive(s, verb)
            // "Phòng A được giao đôn đốc nhà thầu …": what it has to do
            || doc.has(verb, Class::Order, "direct") && doc.has(before, Class::Order, "passive")
            || doc.is_any(before, &[Class::Status, Class::Negation])
            // "Sở có văn bản đề nghị UBND các xã …": how it was ordered
            || doc.is(before, Class::Act) && !self.body_before(s, before) && !is_word(doc, before, "có văn bản")
            // "Chúng tôi phân công mỗi đồng chí đứng chân một xã": how it is done there
            || is_word(doc, before, "tôi") && is_word(doc, before.wrapping_sub(1), "chúng") && is_word(doc, verb, "phân công")
            // "huyện đã phân công các phòng đỡ đầu từng xã": told, not ordered
            || is_word(doc, before, "đã") && is_word(doc, verb, "phân công") && !self.is_dated(verb, stretch.end)
    }

    /// "Phòng A phân công cán bộ …" behind another order: what the office has to do.
    /// "- UBND huyện chỉ đạo xã A rà soát …" under "Tổ công tác đề nghị:".
    fn is_offices_own(&self, stretch: &Stretch, verb: usize) -> bool {
        let (doc, start) = (self.doc, stretch.start);
        if !doc.is(verb, Class::Act) {
            return false;
        }
        let first = (start..verb).find(|j| !doc.line(*j) && !doc.mark_any(*j, "-+")).unwrap_or(start);
        let first = self.after_ordinal(first);
        let here = doc.sentence_of(start);
        let under_order = || self.last_order.is_some_and(|last| here > last && here - last <= super::CONCLUSION);
        let item = stretch.s.line_start && start == stretch.s.from && under_order() || stretch.ordered && first == start;
        item && doc.is(first, Class::Head) && self.plain_addressee(first, verb) && !(first..verb).any(|j| doc.mark(j, ','))
    }

    /// Who is addressed begins behind "cho", "với", a day and the like.
    fn addressee_from(&self, verb: usize, end: usize) -> usize {
        let doc = self.doc;
        let mut at = verb + 1;
        while at < end {
            at = if let Some(after) = self.timed_until(at) {
                after
            } else if doc.mark_any(at, ":,")
                || doc.reads_any(at, &["cho", "với", "rằng"])
                || doc.is_any(at, &[Class::Order, Class::Towards])
            {
                self.time_phrase(at).unwrap_or(at + 1)
            } else if let Some(after) = self.time_phrase(at).filter(|_| is_word(doc, at, "trong")) {
                after
            } else {
                break;
            };
        }
        at
    }

    /// Where the action of an order begins.
    fn action_of(&self, who: usize, end: usize, dated: bool) -> Option<usize> {
        let doc = self.doc;
        let action = self.bidden_from(who, end)?;
        // "Giao Trưởng phòng A làm việc với Sở về …, báo cáo kết quả": the first of two
        let with = |j: usize| list::is_word(doc, j, "với");
        let talks =
            || (who + 1..action).find(|j| list::is_word(doc, *j, "làm việc") && (with(j + 1) || doc.reads(j + 1, "ngay") && with(j + 2)));
        Some(if dated { talks().unwrap_or(action) } else { action })
    }

    /// "hoàn tất thủ tục đề nghị UBND tỉnh thẩm định, công nhận": asked for, not ordered.
    fn applies_for(&self, order: &Bidding, end: usize) -> bool {
        let (doc, action) = (self.doc, order.action);
        let recognise = |j: usize| doc.has(j, Class::Status, "recognised") || doc.has(j, Class::Status, "pending");
        is_word(doc, order.verb, "đề nghị")
            && (recognise(action)
                || doc.begins_in(action, "thẩm định") && (action + 1..end.min(action + 4)).any(recognise)
                // "đề nghị Hội đồng thẩm định tỉnh xem xét"
                || doc.begins_in(order.who, "hội đồng") && doc.begins_in(action, "xem xét"))
    }

    /// "Một là, UBND huyện …", "Thứ hai, …": the term behind what only counts the points.
    pub(super) fn after_ordinal(&self, at: usize) -> usize {
        let doc = self.doc;
        let counted = is_word(doc, at + 1, "là") || is_word(doc, at, "thứ");
        let article = is_word(doc, at, "điều") && matches!(doc.kind(at + 1), Some(Kind::Num(_))) && doc.mark(at + 2, '.');
        if counted && doc.mark(at + 2, ',') || article { at + 3 } else { at }
    }

    pub(super) fn passive(&self, s: Sentence, at: usize) -> bool {
        at > s.from + 1 && self.addressee(at.wrapping_sub(2))
    }

    /// Where the action begins: the first verb of action behind the addressee.
    pub(super) fn action_from(&self, a: usize, end: usize) -> Option<usize> {
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
            if self.says_which(a, j, end) {
                continue;
            }
            // "Đ/c A: lo nhất tiêu chí 17": worried
            if list::two(doc, j, "lo", "nhất") {
                return None;
            }
            // "các xã chưa giữ vững tiêu chí xây dựng kế hoạch": which units
            let which = doc.begins_in(j - 1, "chưa") && !self.reports(j);
            if !which && self.begins_action(j) {
                return Some(j);
            }
        }
        None
    }

    /// "4 xã đăng ký về đích gồm … phải giải ngân": which units are addressed, not what they have to do.
    fn says_which(&self, who: usize, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let modal = || (at + 1..end.min(who + LONGEST_WHO)).any(|k| doc.is(k, Class::Modal));
        // "các xã đăng ký về đích rà soát lại từng tiêu chí"
        let several = || doc.begins_in(who, "các") || matches!(doc.kind(who), Some(Kind::Num(_)));
        let met = || at <= who + 3 && doc.has(at + 1, Class::Status, "met") && doc.is(at + 2, Class::Act) && several();
        doc.has(at, Class::Status, "registered") && (met() || modal())
    }

    /// "Trạm Y tế báo cáo số người chưa có thẻ": no paper with a number.
    fn reports(&self, at: usize) -> bool {
        let doc = self.doc;
        let number = matches!(doc.kind(at + 1), Some(Kind::Num(_) | Kind::Cited));
        doc.is(at, Class::Citation) && doc.begins_in(at, "báo cáo") && !doc.terms[at].capital && !number
    }

    fn begins_action(&self, at: usize) -> bool {
        let doc = self.doc;
        // "đảng ủy xã A lãnh đạo hoàn thành …"
        let leads = is_word(doc, at, "lãnh đạo") && doc.is(at + 1, Class::Act) && !doc.terms[at].capital;
        leads || self.reports(at) || doc.is(at, Class::Act) && !self.part_of_name(at)
    }

    /// Where the action of an order begins: also verbs that elsewhere report what happened ("thu hồi 326 triệu đồng").
    pub(super) fn bidden_from(&self, a: usize, end: usize) -> Option<usize> {
        let doc = self.doc;
        let act = self.action_from(a, end);
        let to = act.unwrap_or(end.min(a + LONGEST_WHO));
        let bidden = (a + 1..to)
            .take_while(|j| !doc.mark(*j, '.') && !doc.mark(*j, ':'))
            .find(|j| doc.is(*j, Class::Bidden) && !doc.terms[*j].capital && !self.part_of_name(*j));
        bidden.or(act).or_else(|| self.work_from(a, end))
    }

    /// "chỉ đạo Phòng A đặt thêm 120 thùng rác": a verb of work begins the action when no other does.
    pub(super) fn work_from(&self, a: usize, end: usize) -> Option<usize> {
        let doc = self.doc;
        (a + 1..end.min(a + LONGEST_WHO))
            .take_while(|j| !doc.mark(*j, '.') && !doc.mark(*j, ':'))
            .find(|j| doc.is(*j, Class::OutputVerb) && !doc.ends_in(*j, "được") && !self.part_of_name(*j))
    }

    pub(super) fn acts_later(&self, at: usize) -> bool {
        (at + 1..at + 12).any(|j| self.doc.is(j, Class::Act))
    }
}
