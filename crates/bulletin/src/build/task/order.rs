//! Orders with their verb: "giao|yêu cầu|đề nghị X làm …".

use super::LONGEST_WHO;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;

impl Builder<'_> {
    /// "giao|yêu cầu|đề nghị … X (phải) làm …": the verb, where X begins and where its action does.
    pub(super) fn orders(&self, s: Sentence, start: usize, end: usize, ordered: bool) -> Vec<(usize, usize, usize)> {
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
                    || is_word(doc, b, "kính")
                    // "không khắc phục xong sẽ đề nghị tỉnh thu hồi": what comes otherwise
                    || is_word(doc, b, "sẽ")
                    // "Người dân đề nghị ngành chức năng sớm xử lý …": asked for
                    || doc.reads_any(b, &["người dân", "bà con", "nhân dân", "cử tri", "hộ dân", "các hộ dân", "doanh nghiệp"])
                    // "Phòng A được giao đôn đốc nhà thầu …": what it has to do
                    || direct && doc.has(b, Class::Order, "passive")
                    || doc.is(b, Class::Status)
                    || doc.is(b, Class::Negation)
                    || doc.is(b, Class::Act) && !self.body_before(s, b)
                    || is_word(doc, b, "việc")
                    || ["để", "nhằm"].iter().any(|w| is_word(doc, b, w))
                    || is_word(doc, b, "theo")
                    // "huyện đã phân công các phòng đỡ đầu từng xã": told, not ordered
                    || is_word(doc, b, "đã") && is_word(doc, i, "phân công") && !(i..end).any(|j| self.deadline_at(j).is_some()));
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
            let first = (start..i).find(|j| !doc.line(*j) && !doc.mark(*j, '-') && !doc.mark(*j, '+')).unwrap_or(start);
            let first = self.after_ordinal(first);
            // "- UBND huyện chỉ đạo xã A rà soát …" under "Tổ công tác đề nghị:"
            let here = doc.sentence_of(start);
            let item =
                s.line_start && start == s.from && self.last_order.is_some_and(|last| here > last && here - last <= super::CONCLUSION)
                    || ordered && first == start;
            let office = item && doc.is(i, Class::Act) && doc.is(first, Class::Head) && self.plain_addressee(first, i);
            let nested = !found.is_empty() && doc.is(i, Class::Act) || office && !(first..i).any(|j| doc.mark(j, ','));
            if within || status || nested || direct && !found.is_empty() {
                continue;
            }
            // "xã giao mỗi đoàn thể đỡ đầu một nhóm việc": nobody by name, and no day
            if doc.is(i + 1, Class::Each) && !self.minutes && !dated && !doc.is(i + 2, Class::Level) {
                continue;
            }
            let mut a = i + 1;
            while a < end
                && (doc.mark(a, ':')
                    || is_word(doc, a, "cho")
                    || is_word(doc, a, "với")
                    || self.timed_until(a).is_some()
                    || is_word(doc, a, "trong") && self.time_phrase(a).is_some()
                    || doc.is(a, Class::Order)
                    || doc.mark(a, ',')
                    || is_word(doc, a, "rằng")
                    || doc.is(a, Class::Towards))
            {
                a = self.timed_until(a).or_else(|| self.time_phrase(a)).unwrap_or(a + 1);
            }
            if !self.addressee(a) {
                continue;
            }
            // "lưu ý Phòng A cử cán bộ": told what to do; "chỉ đạo các xã làm …" may be news
            let news = ["chỉ đạo", "đôn đốc", "quán triệt"].iter().any(|w| is_word(doc, i, w));
            let told = !news && doc.is(a, Class::Head);
            // "Giao Trưởng phòng A làm việc với Sở về …, báo cáo kết quả": the first of two
            let talks = |w: usize| (a + 1..w).find(|j| is_word(doc, *j, "làm việc") && is_word(doc, j + 1, "với")).unwrap_or(w);
            if let Some(w) = self
                .bidden_from(a, end)
                .map(|w| if dated { talks(w) } else { w })
                .filter(|w| self.plain_addressee(a, *w) && (!direct || dated || told || doc.is(*w, Class::Modal)))
            {
                // "hoàn tất thủ tục đề nghị UBND tỉnh thẩm định, công nhận": asked for, not ordered
                let recognise = |j: usize| doc.has(j, Class::Status, "recognised") || doc.has(j, Class::Status, "pending");
                let applies =
                    is_word(doc, i, "đề nghị") && (recognise(w) || doc.begins_in(w, "thẩm định") && (w + 1..end.min(w + 4)).any(recognise));
                // "đề nghị Hội đồng thẩm định tỉnh xem xét"
                let applies = applies || is_word(doc, i, "đề nghị") && doc.begins_in(a, "hội đồng") && doc.begins_in(w, "xem xét");
                if applies {
                    continue;
                }
                found.push((i, a, w));
            }
        }
        found
    }

    /// "Một là, UBND huyện …", "Thứ hai, …": the term behind what only counts the points.
    pub(super) fn after_ordinal(&self, at: usize) -> usize {
        let doc = self.doc;
        let counted = is_word(doc, at + 1, "là") || is_word(doc, at, "thứ");
        let article = is_word(doc, at, "điều") && matches!(doc.kind(at + 1), Some(crate::term::Kind::Num(_))) && doc.mark(at + 2, '.');
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
            // "đảng ủy xã A lãnh đạo hoàn thành …"
            // "4 xã đăng ký về đích gồm … phải giải ngân": which units, not what they have to do
            let entered = doc.has(j, Class::Status, "registered");
            // "các xã đăng ký về đích rà soát lại từng tiêu chí"
            let several = doc.begins_in(a, "các") || matches!(doc.kind(a), Some(crate::term::Kind::Num(_)));
            let met = entered && several && j <= a + 3 && doc.has(j + 1, Class::Status, "met") && doc.is(j + 2, Class::Act);
            let which = met || entered && (j + 1..end.min(a + LONGEST_WHO)).any(|k| doc.is(k, Class::Modal));
            if which {
                continue;
            }
            // "Trạm Y tế báo cáo số người chưa có thẻ": no paper with a number
            let number = matches!(doc.kind(j + 1), Some(crate::term::Kind::Num(_) | crate::term::Kind::Cited));
            if doc.is(j, Class::Citation) && doc.begins_in(j, "báo cáo") && !doc.terms[j].capital && !number {
                return Some(j);
            }
            // "Đ/c A: lo nhất tiêu chí 17": worried
            if is_word(doc, j, "lo") && is_word(doc, j + 1, "nhất") {
                return None;
            }
            // "các xã chưa giữ vững tiêu chí xây dựng kế hoạch": which units
            if doc.begins_in(j - 1, "chưa") && !doc.is(j, Class::Modal) {
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
