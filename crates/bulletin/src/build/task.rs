//! Orders to somebody: "giao phòng A chủ trì …, xong trước ngày 20/9", "xã phải …", "được giao …".

mod acts;
mod addressee;
mod clause;
mod cuts;
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
use crate::facts::Body;
use crate::term::Kind;
use clause::Orders;

/// Longest addressee and longest action, in terms.
const LONGEST_WHO: usize = 26;
const LONGEST_WHAT: usize = 60;
/// Sentences a chairman's conclusion goes on for.
const CONCLUSION: usize = 6;
/// Words of a title that says duties were given.
const GIVEN: [&str; 3] = ["giao nhiệm vụ", "giao nhiệm vụ cho", "giao việc"];
/// Terms of a headline: a longer first line is the beginning of the text.
const LONGEST_TITLE: usize = 45;
/// What the offices are called that a line of a plan may begin with.
const OFFICES: [&str; 3] = ["phòng", "sở", "văn phòng"];
/// How far back another one in charge is looked for.
const NEAR: usize = 40;

impl Builder<'_> {
    /// Every order a sentence gives.
    pub(crate) fn tasks(&mut self, index: usize) {
        let doc = self.doc;
        let s = doc.sentences[index];
        if self.only_headline(s) || self.under_heading(index) {
            return;
        }
        if self.due_said_behind(index) {
            return;
        }
        let told = self.told_colon(s);
        // "Đồng chí A kết luận cuộc làm việc": what follows lays down who does what
        if told.is_some() || self.concludes(s) {
            self.orders_follow(index);
        }
        if self.says_otherwise(s) {
            return;
        }
        let paper = self.goes_on_from_paper(index);
        if paper || self.opens_list(s) {
            self.orders_follow(index);
        }
        if self.somebody_orders(s) {
            self.last_order = Some(index);
        }
        let ordered = paper || self.is_article(s) || s.line_start && self.under_duties(index) || self.office_with_day(s);
        let duties = self.duties_colon(s);
        let shared = self.shared_colon(s).filter(|colon| duties != Some(*colon));
        let mut orders = Orders { who: None, charged: false, ordered, told, duties, shared };
        let mut from = s.from;
        for cut in self.cuts(s, &orders) {
            self.clause(index, &mut orders, from, cut);
            from = cut + 1;
        }
    }

    /// "Phòng A lập danh mục. Thời gian hoàn thành: trước ngày 15/5.": the day of the order before; whether it was one.
    fn due_said_behind(&mut self, index: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[index];
        let first = self.first_word(s);
        let opens = ["thời gian hoàn thành", "thời hạn", "hạn", "thời gian", "hoàn thành"].iter().any(|w| doc.begins_in(first, w));
        // "Hoàn thành, trình UBND tỉnh trước ngày 30/4": to whom, not who
        let sent = |j: usize| {
            doc.reads_any(j - 1, &["trình", "gửi", "báo cáo", "tham mưu", "về", "cho"]) || doc.is_any(j - 1, &[Class::Head, Class::Office])
        };
        let finished = doc.begins_in(first, "hoàn thành") && doc.mark(first + 1, ',');
        let charged = || (first + 1..s.to).any(|j| self.addressee(j) && !sent(j));
        if index == 0 || !opens || !finished && !doc.is(first, Class::Deadline) || s.to - first > 20 || charged() {
            return false;
        }
        let mut told = (first..if finished { s.to } else { first + 1 }).filter_map(|j| self.deadline_at(j));
        let Some((by, _)) = told.next() else { return false };
        let before = doc.sentences[index - 1].from;
        let start = doc.span(before, before + 1).start;
        let last = self.facts.iter_mut().rev().take(6).find(|f| f.span.start >= start && matches!(f.body, Body::Task { .. }));
        if let Some(Body::Task { deadline, .. }) = last.map(|f| &mut f.body) {
            // a year said on the way ("có khả năng đạt chuẩn trong năm 2020") is none when the day stands here
            let year_only = deadline.as_ref().is_some_and(|d| d.len() == 4 && by.len() == 10);
            if deadline.is_none() || year_only {
                *deadline = Some(by);
            }
            self.last_order = Some(index);
            return true;
        }
        false
    }

    /// The sentence, and those behind it, lay down who does what.
    fn orders_follow(&mut self, index: usize) {
        (self.last_order, self.concluded) = (Some(index), Some(index));
    }

    /// A headline gives no orders, but that of minutes may: with a day, and no word of duties that were given.
    fn only_headline(&self, s: Sentence) -> bool {
        let given = || (s.from..s.to).any(|j| self.doc.reads_any(j, &GIVEN));
        self.is_title(s) && (!self.minutes || given() || !self.due_in(s.from, s.to))
    }

    /// "Quá thời hạn trên, phòng sẽ báo cáo …": what happens otherwise.
    fn says_otherwise(&self, s: Sentence) -> bool {
        let (doc, first) = (self.doc, self.first_word(s));
        is_word(doc, first, "quá") && (doc.begins_in(first + 1, "thời hạn") || doc.begins_in(first + 1, "hạn"))
            || doc.begins_in(first, "quá hạn")
            || doc.begins_in(first, "quá thời hạn")
            || is_word(doc, first, "nếu")
    }

    /// "… vừa có công văn đôn đốc. Theo đó, Phòng A …; Hạt B …": what the paper orders.
    fn goes_on_from_paper(&self, index: usize) -> bool {
        let (doc, first) = (self.doc, self.first_word(self.doc.sentences[index]));
        let before = doc.sentences[index.saturating_sub(1)];
        let holds = |class: Class| (before.from..before.to).any(|j| doc.is(j, class));
        index > 0
            && doc.begins_in(first, "theo")
            && doc.text(first, first + 2).to_lowercase().starts_with("theo đó")
            && holds(Class::Citation)
            && holds(Class::Order)
    }

    /// "Chủ tịch UBND tỉnh lưu ý huyện …": orders, even those that lay down nothing of their own.
    fn somebody_orders(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let gives = |i: usize| (doc.has(i, Class::Order, "give") || doc.has(i, Class::Order, "direct")) && self.addressee(i + 1);
        let somebody = |i: usize| (s.from..i).any(|j| doc.is_any(j, &[Class::Office, Class::Person]));
        let news = |i: usize| doc.reads_any(i - 1, &["vừa", "đã", "từng"]);
        (s.from + 1..s.to).any(|i| gives(i) && somebody(i) && !news(i))
    }

    /// "Phòng A tổng hợp, báo cáo định kỳ ngày 20 hằng tháng": a line that begins with an office and what it does by when.
    fn office_with_day(&self, s: Sentence) -> bool {
        let (doc, first) = (self.doc, self.first_word(s));
        let office = s.line_start && OFFICES.iter().any(|w| doc.begins_in(first, w)) && self.addressee(first);
        let told = |j: usize| {
            doc.is_any(j, &[Class::Result, Class::Negation, Class::Order]) || doc.reads_any(j, &["đã", "vừa", "đang", "cho biết"])
        };
        office
            && doc.names_program
            && !self.is_title(s)
            && self.due_in(first, s.to)
            && (first + 1..s.to.min(first + 8)).any(|j| doc.is(j, Class::Act) && !self.part_of_name(j))
            // "(thay cho mốc 30/4 đã nêu tại …)" is said in passing
            && !(first..s.to).any(|j| doc.depth[j] == 0 && told(j))
    }

    /// "Điều 3. UBND huyện …".
    fn is_article(&self, s: Sentence) -> bool {
        let (doc, first) = (self.doc, self.first_word(s));
        is_word(doc, first, "điều") && matches!(doc.kind(first + 1), Some(Kind::Num(_)))
    }

    /// "Tôi giao cụ thể như sau:" and a line for each.
    fn opens_list(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let last = (s.from..s.to).rev().find(|j| !doc.line(*j)).unwrap_or(s.from);
        doc.mark(last, ':') && (last.saturating_sub(5).max(s.from)..last).any(|j| doc.has(j, Class::Order, "give"))
    }

    /// The first term of a sentence that is no end of a line.
    fn first_word(&self, s: Sentence) -> usize {
        (s.from..s.to).find(|j| !self.doc.line(*j)).unwrap_or(s.from)
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
                // "lập đoàn kiểm tra và kết luận mức thu …": what was found out
                && !(doc.is(j.wrapping_sub(1), Class::Conj) && doc.reads_any(j.wrapping_sub(2), &["kiểm tra", "xác minh", "điều tra", "đoàn kiểm tra"]))
                && !(s.from..j).any(|k| is_word(doc, k, "theo") || is_word(doc, k, "thanh tra"))
        })
    }

    /// A headline: the first line, without a full stop, of a text that goes on.
    pub(crate) fn is_title(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let ends = (s.from..s.to).rev().find(|j| doc.kind(*j) != Some(Kind::Line)).is_some_and(|j| doc.mark(j, '.'));
        doc.sentence_of(s.from) == 0 && doc.sentences.len() > 1 && !ends && s.to - s.from <= LONGEST_TITLE
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
