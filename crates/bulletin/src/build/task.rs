//! Orders to somebody: "giao phòng A chủ trì …, xong trước ngày 20/9", "xã phải …", "được giao …".

mod addressee;
mod deadline;
mod inline;
mod made;
mod must;
mod order;
mod section;

use super::Builder;
use super::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// Longest addressee and longest action, in terms.
const LONGEST_WHO: usize = 26;
const LONGEST_WHAT: usize = 60;
/// Sentences a chairman's conclusion goes on for.
const CONCLUSION: usize = 6;
/// Words of a title that says duties were given.
const GIVEN: [&str; 3] = ["giao nhiệm vụ", "giao nhiệm vụ cho", "giao việc"];
/// Terms of a headline: a longer first line is the beginning of the text.
const LONGEST_TITLE: usize = 45;
/// How far back another one in charge is looked for.
const NEAR: usize = 40;

impl Builder<'_> {
    pub(crate) fn tasks(&mut self, index: usize) {
        let doc = self.doc;
        let s = doc.sentences[index];
        let given = || (s.from..s.to).any(|j| GIVEN.iter().any(|w| is_word(doc, j, w)));
        let dated = || (s.from..s.to).any(|j| self.deadline_at(j).is_some());
        if self.is_title(s) && (!self.minutes || given() || !dated()) {
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
        let told = (s.from + 1..s.to).find(|j| {
            // "Ông A thống nhất lùi thời hạn: UBND xã …, gửi huyện chậm nhất ngày 15/12"
            let agreed = || {
                let due = (j + 1..s.to).take_while(|k| !doc.mark(*k, ';')).any(|k| self.deadline_at(k).is_some());
                (j.saturating_sub(6).max(s.from)..*j).any(|k| is_word(doc, k, "thống nhất") || is_word(doc, k, "điều chỉnh"))
                    && doc.is(j + 1, Class::Head)
                    && due
            };
            doc.mark(*j, ':') && (doc.is(j - 1, Class::Order) || is_word(doc, j - 1, "kết luận") || is_word(doc, j - 1, "kl") || agreed())
        });
        // "Nhiệm vụ 3 tháng cuối năm: Ban Quản lý xã hoàn thành … trước 30/11"
        let duties = (s.from + 1..s.to.min(s.from + 16))
            .find(|j| doc.mark(*j, ':'))
            .filter(|c| (s.from..*c).any(|j| is_word(doc, j, "nhiệm vụ")) && doc.is(c + 1, Class::Head) && self.addressee(c + 1));
        let told = told.filter(|c| {
            is_word(doc, c - 1, "kl")
                || (s.from..*c).any(|j| doc.is(j, Class::Office) || doc.is(j, Class::Person) || doc.is(j, Class::Head))
                    && !(s.from..*c).any(|j| is_word(doc, j, "thanh tra"))
        });
        if told.is_some() {
            self.concluded = Some(index);
            self.last_order = Some(index);
        }
        let mut ordered = false;
        // "… vừa có công văn đôn đốc. Theo đó, Phòng A …; Hạt B …": what the paper orders
        let first = (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.from);
        // "Quá thời hạn trên, phòng sẽ báo cáo …": what happens otherwise
        let late = is_word(doc, first, "quá") && (doc.begins_in(first + 1, "thời hạn") || doc.begins_in(first + 1, "hạn"));
        let late = late || doc.begins_in(first, "quá hạn") || doc.begins_in(first, "quá thời hạn");
        if late || is_word(doc, first, "nếu") {
            return;
        }
        let before = doc.sentences[index.saturating_sub(1)];
        let paper =
            (before.from..before.to).any(|j| doc.is(j, Class::Citation)) && (before.from..before.to).any(|j| doc.is(j, Class::Order));
        if index > 0 && paper && doc.begins_in(first, "theo") && doc.text(first, first + 2).to_lowercase().starts_with("theo đó") {
            (ordered, self.last_order, self.concluded) = (true, Some(index), Some(index));
        }
        // "Chủ tịch UBND tỉnh lưu ý huyện …": orders, even those that lay down nothing of their own
        let gives = |i: usize| (doc.has(i, Class::Order, "give") || doc.has(i, Class::Order, "direct")) && self.addressee(i + 1);
        let somebody = |i: usize| (s.from..i).any(|j| doc.is(j, Class::Office) || doc.is(j, Class::Person));
        let news = |i: usize| ["vừa", "đã", "từng"].iter().any(|w| is_word(doc, i - 1, w));
        if (s.from + 1..s.to).any(|i| gives(i) && somebody(i) && !news(i)) {
            self.last_order = Some(index);
        }
        // "Điều 3. UBND huyện …", "III. Tổ chức thực hiện" and a line for each office
        let article = is_word(doc, first, "điều") && matches!(doc.kind(first + 1), Some(Kind::Num(_)));
        ordered |= article || s.line_start && self.under_duties(index);
        // "Tôi giao cụ thể như sau:" and a line for each
        let last = (s.from..s.to).rev().find(|j| !doc.line(*j)).unwrap_or(s.from);
        if doc.mark(last, ':') && (last.saturating_sub(5).max(s.from)..last).any(|j| doc.has(j, Class::Order, "give")) {
            (self.last_order, self.concluded) = (Some(index), Some(index));
        }
        let mut who: Option<String> = None;
        let mut charged = false;
        let mut cuts = self.clauses(s);
        // "… chỉ đạo: trong vòng 10 ngày, Phòng A phải …": the first order begins behind the colon
        if let Some(colon) = told.filter(|c| !cuts.contains(c) && self.timed_addressee(c + 1).is_some()) {
            cuts.insert(cuts.partition_point(|c| *c < colon), colon);
        }
        if let Some(colon) = duties.filter(|c| !cuts.contains(c)) {
            cuts.insert(cuts.partition_point(|c| *c < colon), colon);
        }
        let shared = (s.from + 1..s.to).take(40).find(|j| doc.mark(*j, ':')).filter(|c| self.shares_out(s, *c) && !cuts.contains(c));
        if let Some(colon) = shared {
            cuts.insert(cuts.partition_point(|c| *c < colon), colon);
        }
        for cut in cuts {
            let (start, end) = (from, cut);
            from = cut + 1;
            // "… nộp hồ sơ trước ngày 15/5, thay cho hạn 30/4": the day that counts stands before
            let end = (start..end)
                .find(|j| doc.mark(*j, ',') && doc.is(j + 1, Class::Superseded) && (start..*j).any(|k| self.deadline_at(k).is_some()))
                .unwrap_or(end);
            if end <= start || (start..end).any(|j| doc.is(j, Class::Superseded) && doc.depth[j] == 0) {
                continue;
            }
            let due = || (start..end).any(|j| self.deadline_at(j).is_some());
            ordered |= told.is_some_and(|colon| colon < start) || shared.is_some_and(|colon| colon < start);
            ordered |= duties.is_some_and(|colon| colon < start) && due();
            if let Some((a, w)) = self.charged_inline(s, end).filter(|_| start == s.from) {
                who = Some(self.order(s, a, w, end, "task-modal"));
                (charged, ordered, self.last_order) = (true, true, Some(index));
                continue;
            }
            if let Some(assignee) = who.clone().filter(|_| charged && self.goes_on_with(start)) {
                self.task(s, assignee, start, start, end, "task-listed");
                continue;
            }
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
                // "Trưởng phòng A chịu trách nhiệm …. Các xã hoàn thành … trước ngày 28/02": the next sentence may go on ordering
                let person = self.minutes && (start..w).any(|j| doc.is(j, Class::Person) || doc.kind(j) == Some(Kind::Person));
                if person || doc.has(w, Class::Order, "passive") {
                    self.last_order = Some(index);
                }
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
        let colon = (s.from..start).take(40).find(|j| doc.mark(*j, ':'));
        if colon.is_some_and(|c| self.shares_out(s, c)) {
            return true;
        }
        colon.is_some_and(|c| c > s.from && doc.has(c - 1, Class::Order, "give") && (s.from..c).filter(|j| !doc.mark(*j, '.')).count() <= 6)
    }

    /// "phân vai cho từng người: …", "giao việc cụ thể: …".
    fn shares_out(&self, s: Sentence, colon: usize) -> bool {
        let doc = self.doc;
        let given = colon > s.from
            && doc.has(colon - 1, Class::Order, "give")
            && (s.from + 1..colon - 1).any(|j| doc.is(j, Class::Head) || doc.place_at(j).is_some());
        given && doc.is(colon + 1, Class::Person)
            || (colon.saturating_sub(4).max(s.from)..colon).any(|j| doc.has(j, Class::Order, "give"))
                && (colon.saturating_sub(3).max(s.from)..colon).any(|j| doc.is(j, Class::Each) || doc.begins_in(j, "cụ thể"))
    }

    /// A headline: the first line, without a full stop, of a text that goes on.
    pub(crate) fn is_title(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let ends = (s.from..s.to).rev().find(|j| doc.kind(*j) != Some(Kind::Line)).is_some_and(|j| doc.mark(j, '.'));
        doc.sentence_of(s.from) == 0 && doc.sentences.len() > 1 && !ends && s.to - s.from <= LONGEST_TITLE
    }

    fn clauses(&self, s: Sentence) -> Vec<usize> {
        let doc = self.doc;
        // "Kết luận cuộc họp: Sở A được giao …": what stands before the colon only says whose words follow
        let opens = |j: usize| {
            doc.mark(j, ':')
                && self.addressee(j + 1)
                && !(s.from..j).any(|k| doc.has(k, Class::Order, "give") || doc.has(k, Class::Order, "direct"))
                && (j > s.from + 1 || j > s.from && is_word(doc, j - 1, "kl"))
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
        // "giao Phòng A giúp xã xây 38 nhà, Phòng B tìm đầu ra cho quế": another office once the first one's action has begun
        // "yêu cầu Phòng A, Phòng B …" charges both; "… công trình trường, Phòng B …" names a school's works
        let joins = |k: usize| {
            doc.mark(k, ',')
                || [Class::Order, Class::Conj, Class::Act, Class::Modal, Class::Towards, Class::Prep].iter().any(|c| doc.is(k, *c))
                || is_word(doc, k, "cho")
        };
        let another = |j: usize| {
            doc.mark(j, ',')
                && doc.is(j + 1, Class::Head)
                && !doc.is(j + 1, Class::Person)
                && self.addressee(j + 1)
                && first.is_some_and(|f| f < j && self.bidden_from(f + 1, j).is_some())
                && !(j.saturating_sub(6)..j).any(|k| doc.is(k, Class::Head) && !doc.is(k, Class::Level) && joins(k.wrapping_sub(1)))
                && self
                    .bidden_from(j + 1, s.to.min(j + 9))
                    .is_some_and(|w| self.plain_addressee(j + 1, w) && !(j + 1..w).any(|k| doc.mark(k, ',')))
        };
        let mut cuts: Vec<usize> =
            (s.from..s.to).filter(|j| doc.mark(*j, ';') || doc.line(*j) || opens(*j) || charged(*j) || another(*j)).collect();
        cuts.push(s.to);
        cuts
    }

    /// The text is a record of conclusions: lines that begin with an addressee are orders.
    pub(crate) fn is_minutes(doc: &crate::doc::Doc<'_>) -> bool {
        doc.sentences.iter().filter(|s| s.lead).take(3).any(|s| {
            // in the heading, or what the sentence begins with: "Điện lực thông báo ngừng …" is no record
            let title = s.from == 0;
            let to = if title { s.from + 16 } else { s.from + 4 };
            let other = ["thanh tra", "tuyển", "tuyển dụng", "tuyển sinh", "mời thầu", "đấu giá", "đấu thầu"];
            let inspected = (s.from..s.to.min(to)).any(|j| other.iter().any(|w| is_word(doc, j, w)));
            // "UBND tỉnh A giao nhiệm vụ cho các sở": what follows are those duties
            let laid = title && (s.from..s.to.min(to)).any(|j| GIVEN.iter().any(|w| is_word(doc, j, w)));
            laid || !inspected && (s.from..s.to.min(to)).any(|j| doc.is(j, Class::Minutes) && s.line_start)
        })
    }
}
