//! Sums that are not the programme's money: refunds, fines, sales, revenue of the budget, prices.

use crate::build::Builder;
use crate::build::list::{is_word, two};
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// What a household earns or gets is less than this.
const SMALL: i64 = 300_000_000;

impl Builder<'_> {
    /// Refunds, fines, sales, revenue of the budget, prices: not the programme's money.
    pub(super) fn not_ours(&self, s: Sentence, i: usize) -> bool {
        self.is_asked_for(s, i)
            || self.is_missing(s, i)
            || self.is_only_if(s, i)
            || self.is_prize_of_one(i)
            || self.is_thought(s, i)
            || self.is_of_households(s, i)
            || self.is_other_money(s, i)
            || self.is_price(s, i)
    }

    /// One of these words among the last terms before a sum.
    fn said_lately(&self, s: Sentence, i: usize, most: usize, words: &[&str]) -> bool {
        (s.from..i).rev().take(most).any(|j| self.doc.reads_any(j, words))
    }

    /// "đề nghị các sở hỗ trợ 35 tỷ đồng": asked for.
    fn is_asked_for(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let asks = |j: usize| doc.reads_any(j, &["đề nghị", "kiến nghị", "xin", "đề xuất"]) || two(doc, j, "kiến", "nghị");
        let help = (i.saturating_sub(3).max(s.from)..i).rev().find(|j| doc.reads_any(*j, &["hỗ trợ", "bố trí"]));
        // "đề xuất bố trí 5 tỷ đồng", not "xã đề nghị …: huyện đồng ý bố trí 1,2 tỷ đồng"
        let reach = |h: usize| if is_word(doc, h, "bố trí") { 2 } else { 9 };
        help.is_some_and(|h| (h.saturating_sub(reach(h)).max(s.from)..h).any(asks))
    }

    /// "nếu được tỉnh bố trí 9 tỷ đồng thì …": not given yet.
    fn is_only_if(&self, s: Sentence, i: usize) -> bool {
        let clause = (s.from..i).rev().take(10).take_while(|j| !self.doc.mark_any(*j, ",;"));
        clause.into_iter().any(|j| self.doc.reads_any(j, &["nếu", "giá như"]))
            && (i + 1..s.to).any(|j| self.doc.reads_any(j, &["thì", "sẽ"]))
    }

    /// "nhưng vẫn thiếu 27 tỷ đồng": not there.
    fn is_missing(&self, s: Sentence, i: usize) -> bool {
        let near = || (s.from..i).rev().take(3).take_while(|j| !self.doc.mark_any(*j, ",;"));
        near().any(|j| self.doc.reads_any(j, &["thiếu", "còn thiếu", "vẫn thiếu"]))
            && !near().any(|j| self.doc.has(j, Class::Finance, "debt"))
    }

    /// "thưởng 1 tỷ đồng cho xã kiểu mẫu": what one of them gets.
    fn is_prize_of_one(&self, i: usize) -> bool {
        let doc = self.doc;
        let tier = |j: usize| doc.is(j, Class::Tier);
        is_word(doc, i + 1, "cho")
            && (doc.is(i + 2, Class::Level) && (doc.is(i + 3, Class::Program) || tier(i + 3))
                || doc.is(i + 2, Class::Subject) && (tier(i + 2) || tier(i + 3)))
    }

    /// "cho rằng phải đầu tư ít nhất 2.150 tỷ đồng": what somebody thinks it takes.
    fn is_thought(&self, s: Sentence, i: usize) -> bool {
        self.said_lately(s, i, 6, &["phải"]) && self.said_lately(s, i, 9, &["cho rằng", "rằng"])
    }

    /// What is given to a household, or what it earns.
    fn is_of_households(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        if !matches!(doc.kind(i), Some(Kind::Money { vnd, .. }) if vnd < SMALL) {
            return false;
        }
        // "tặng 30 thẻ bảo hiểm trị giá gần 38 triệu đồng": a gift
        let gift = self.said_lately(s, i, 2, &["trị giá"]) && self.said_lately(s, i, 10, &["tặng", "trao", "trao tặng"]);
        // "Thu nhập năm 2022: 83,1 triệu đồng; kế hoạch 2023: 88 triệu đồng"
        gift || (s.from..i).rev().take(30).any(|j| doc.has(j, Class::Indicator, "income"))
    }

    /// A word before the sum says that it is other money: "thu ngân sách 312 tỷ đồng".
    fn is_other_money(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        // "thu ngân sách 61,4 tỷ đồng (108%), chi 47 tỷ": the other side of the same
        let spent = is_word(doc, i.wrapping_sub(1), "chi") && (s.from..i).rev().take(16).any(|j| doc.is(j, Class::FinanceNot));
        if spent {
            return true;
        }
        let mut sums = 0;
        for j in (s.from..i).rev().take(14).take_while(|j| !doc.mark(*j, ';')) {
            if doc.is(j, Class::Each) || doc.is(j, Class::FinanceNot) && !self.is_value_given(j, i) {
                return true;
            }
            // another sum took the words before it
            if matches!(doc.kind(j), Some(Kind::Money { .. })) {
                sums += 1;
                // "thu ngân sách 312 tỷ đồng, giải ngân 84 tỷ": a word of its own
                let own = |k: usize| ["disbursed", "mobilised", "contributed"].iter().any(|what| doc.has(k, Class::Finance, what));
                if sums > 1 || (j + 1..i).any(own) {
                    return false;
                }
            }
        }
        false
    }

    /// "tổng giá trị đóng góp 2,16 tỷ": the value of what was given.
    fn is_value_given(&self, at: usize, sum: usize) -> bool {
        let doc = self.doc;
        let given = |j: usize| doc.has(j, Class::Finance, "contributed");
        // "Bằng nguồn tiết kiệm, hội viên ủng hộ được 642 triệu đồng": where it came from
        let source = |k: usize| doc.mark(k, ',') && (k + 1..sum).any(given);
        // "giá trị giải ngân đạt 7,6 tỷ đồng"
        let paid = || doc.reads(at, "giá") && doc.reads(at + 1, "trị") && doc.has(at + 2, Class::Finance, "disbursed");
        paid() || is_word(doc, at, "tổng giá trị") && given(at + 1) || is_word(doc, at, "tiết kiệm") && (at + 1..sum).any(source)
    }

    /// A price, a change, the share of one of several.
    fn is_price(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let (before, second) = (i.wrapping_sub(1), i.wrapping_sub(2));
        let mut behind = (i + 1..s.to.min(i + 5)).take_while(|j| !doc.mark_any(*j, ",;"));
        if behind.any(|j| doc.is_any(j, &[Class::FinanceNot, Class::Each]) || doc.mark(j, '/')) {
            return true;
        }
        // "phân bổ thêm 8,5 tỷ đồng"
        let granted = || is_word(doc, before, "thêm") && doc.reads_any(second, &["phân bổ", "bố trí", "cấp", "hỗ trợ"]);
        // "góp thêm 42 triệu đồng" is given, "tăng 42 triệu đồng" a change
        let change = doc.is(before, Class::Delta) && !doc.has(second, Class::Finance, "contributed") && !granted();
        // "xã ít nhất 800 triệu đồng": one of them
        // but "ngân sách tỉnh, huyện trên 67 tỷ đồng" says whose money it is
        let source = || (i.saturating_sub(6).max(s.from)..i).any(|j| doc.is(j, Class::MoneySource) || doc.holds(j, "ngân sách"));
        let one = i > s.from + 1 && doc.is(before, Class::Approx) && doc.is(second, Class::Level) && !source();
        // "công trình dưới 5 tỷ đồng": how dear it may be
        let below = doc.is(before, Class::Below) && !doc.is(before, Class::Approx);
        change || one || below || doc.is(before, Class::From) && !doc.is(before, Class::Approx)
    }
}
