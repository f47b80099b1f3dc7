//! One order as a fact: who, what, by when.

use super::LONGEST_WHAT;
use crate::build::Builder;
use crate::build::list::{is_word, two};
use crate::build::tally::count_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::term::Kind;

impl Builder<'_> {
    pub(super) fn order(&mut self, s: Sentence, a: usize, w: usize, end: usize, rule: &'static str) -> String {
        let doc = self.doc;
        // "huyện không dàn trải, ưu tiên …": what must not be done comes first
        // but "các xã chưa giữ vững tiêu chí …" says which
        let w = (a + 1..w).find(|j| doc.is(*j, Class::Negation) && !doc.begins_in(*j, "chưa")).unwrap_or(w);
        let mut to = w;
        while to > a
            && (doc.mark(to - 1, ',')
                || doc.is(to - 1, Class::Modal)
                || doc.has(to - 1, Class::Order, "passive")
                || doc.mark(to - 1, ':')
                // "xã: (1) hoàn thành …; (2) …", "các xã tự rà soát"
                || doc.mark(to - 1, ')') && to > a + 3 && doc.mark(to - 3, '(') && matches!(doc.kind(to - 2), Some(Kind::Num(_)))
                || doc.mark(to - 1, '(')
                || matches!(doc.kind(to - 1), Some(Kind::Num(_))) && doc.mark(to.wrapping_sub(2), '(')
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

    pub(super) fn task(&mut self, s: Sentence, assignee: String, a: usize, w: usize, end: usize, rule: &'static str) {
        let doc = self.doc;
        let mut from = w;
        while doc.is(from, Class::Modal) && !is_word(doc, from, "chịu trách nhiệm") && from + 1 < end
            || doc.has(from, Class::Order, "passive") && is_word(doc, from, "được giao") && from + 1 < end
        {
            from += 1;
        }
        // "… chịu trách nhiệm thi hành": how every decision ends; "đồng chí A đánh giá cao …": praise, a wish
        let formula =
            (from..from + 3).any(|j| is_word(doc, j, "thi hành") || two(doc, j, "thi", "hành")) && doc.begins_in(from, "chịu trách nhiệm");
        let praise = [
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
        let praises = (a..from + 1).any(|j| {
            praise.iter().any(|w| is_word(doc, j, w))
                || two(doc, j, "đánh", "giá") && is_word(doc, j + 2, "cao")
                || two(doc, j, "giấy", "khen")
                || two(doc, j, "khen", "thưởng")
        });
        let praises = praises || is_word(doc, from, "đánh giá") && is_word(doc, from + 1, "cao");
        // "Xã A: tự đánh giá 19/19 tiêu chí", "Xã B: thẩm tra đạt 19/19 tiêu chí": a result; "phòng họp số 2": a room
        let scored = (from..end).any(|j| matches!(doc.kind(j), Some(Kind::Frac(..))) && doc.is(j + 1, Class::Criteria));
        let judged = scored
            && ["đánh giá", "tự đánh giá", "thẩm tra", "thẩm định", "kiểm tra"]
                .iter()
                .any(|w| is_word(doc, from, w) || is_word(doc, from + 1, w));
        let room = is_word(doc, a, "phòng") && is_word(doc, from, "họp");
        // "ông A cho rằng phải đầu tư …", "17 thôn buộc phải rà soát lại": an opinion, a need nobody ordered
        let opinion = (a..from).any(|j| doc.begins_in(j, "cho rằng") || two(doc, j, "cho", "rằng") || is_word(doc, j, "buộc"));
        if judged || room || opinion || formula || praises || (a..from).any(|j| doc.has(j, Class::Subject, "products")) {
            return;
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
        // "huyện phân bổ cho xã 6,85 tỷ đồng, đến nay giải ngân 2,4 tỷ": what was given, not what is to be done
        let gives = ["bố trí", "phân bổ", "cấp", "hỗ trợ", "trích", "dành", "được giao"];
        let gives = gives.iter().any(|w| is_word(doc, from, w) || is_word(doc, from.wrapping_sub(1), w));
        let sum = (from..end.min(from + 5)).any(|j| matches!(doc.kind(j), Some(Kind::Money { .. })));
        if rule == "task-modal" && gives && sum && deadline.is_none()
            || (from..end).any(|j| doc.has(j, Class::Finance, "disbursed") && doc.has(j.wrapping_sub(1), Class::Result, "now"))
        {
            return;
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
            let count = count_at(doc, s, a);
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
