//! What a sum is: the nearest word of finance, and who gives.

use super::KINDS;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

impl Builder<'_> {
    /// The nearest word of finance, before the sum or right after it.
    pub(super) fn what_for(&self, s: Sentence, i: usize, last: Option<(usize, &'static str)>) -> Option<&'static str> {
        let doc = self.doc;
        let word = |j: usize| doc.value(j, Class::Finance).and_then(|v| KINDS.into_iter().find(|k| *k == v));
        let after = (i + 1..s.to.min(i + 6))
            .take_while(|j| {
                // "hơn 1 nghìn tỷ đồng (trong đó nhân dân đóng góp gần 30%)": a part of it
                let part = doc.mark(*j, '(') && (is_word(doc, j + 1, "trong đó") || is_word(doc, j + 1, "trong"));
                !part
                    && !doc.mark(*j, ',')
                    && !doc.mark(*j, ';')
                    && !doc.is(*j, Class::Conj)
                    && !matches!(doc.kind(*j), Some(Kind::Money { .. }))
            })
            .find_map(word);
        let mut before = None;
        for j in (s.from..i).rev().take(16) {
            if doc.mark(j, ';') || last.is_some_and(|(l, _)| l == j) {
                break;
            }
            // "được giao 198,6 tỷ đồng vốn thực hiện …, riêng nông thôn mới 14,25 tỷ": said of the sum before
            if last.is_some_and(|(l, what)| what == "planned" && j == l + 1 && word(j) == Some("mobilised")) {
                break;
            }
            if let Some(found) = word(j) {
                before = Some((found, i - j));
                break;
            }
        }
        // "được giao 198,6 tỷ đồng vốn thực hiện ba chương trình": the verb right before decides
        let given = ["được giao", "được phân bổ", "được bố trí", "phân bổ", "bố trí"].iter().any(|w| {
            let b = i.wrapping_sub(1);
            is_word(doc, if doc.is(b, Class::Approx) { b.wrapping_sub(1) } else { b }, w)
        });
        // "huyện phân bổ cho xã 6,85 tỷ đồng từ nguồn vốn chương trình"
        let given = given
            || (i.saturating_sub(5).max(s.from)..i).any(|j| is_word(doc, j, "phân bổ") || is_word(doc, j, "bố trí"))
                && (i + 1..s.to.min(i + 3)).any(|j| doc.is(j, Class::From));
        if given && after == Some("mobilised") {
            return Some("planned");
        }
        let strong = |w: &&'static str| matches!(*w, "contributed" | "debt" | "awarded");
        if let Some(after) = after.filter(|a| strong(a) || *a == "mobilised" && before.is_none_or(|(b, _)| b == "planned")) {
            return Some(after);
        }
        // "nợ đọng xây dựng cơ bản ở cấp xã còn 6 tỷ 180 triệu đồng"
        let owed = (s.from..i)
            .rev()
            .take(12)
            .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ',') && !matches!(doc.kind(*j), Some(Kind::Money { .. })))
            .any(|j| word(j) == Some("debt") && doc.holds(j, "nợ đọng"));
        if owed && ["còn", "là", "hiện còn"].iter().any(|w| is_word(doc, i.wrapping_sub(1), w) || is_word(doc, i.wrapping_sub(2), w)) {
            return Some("debt");
        }
        // "còn lại hơn 56 tỷ đồng do dân và doanh nghiệp góp"
        let giver = |j: usize| doc.has(j, Class::Finance, "contributed") || is_word(doc, j, "góp");
        if is_word(doc, i + 1, "do") && (i + 2..s.to.min(i + 9)).take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';')).any(giver) {
            return Some("contributed");
        }
        // "giải ngân vốn đầu tư công … là 156 tỷ": paid out, whatever the money is called
        let paid = (s.from..i)
            .rev()
            .take(24)
            .take_while(|j| !doc.mark(*j, ';') && !matches!(doc.kind(*j), Some(Kind::Money { .. })))
            .any(|j| word(j) == Some("disbursed"));
        if paid {
            return Some("disbursed");
        }
        match (before, after) {
            (Some((found, _)), _) => {
                // "nhân dân đóng góp", "huy động nhân dân đóng góp": the giver decides
                let gift = (i.saturating_sub(8).max(s.from)..i)
                    .rev()
                    .take_while(|j| last.is_none_or(|(l, _)| l < *j) && !doc.mark(*j, ';'))
                    .any(|j| doc.has(j, Class::Finance, "contributed") && (is_word(doc, j, "đóng góp") || doc.holds(j, "góp")));
                // "huy động nguồn lực", "tổng huy động vốn": the verb beside the noun decides
                let raised = found == "planned"
                    && (s.from..i)
                        .rev()
                        .take(16)
                        .find(|j| word(*j) == Some("planned"))
                        .and_then(|j| j.checked_sub(1))
                        .is_some_and(|j| j >= s.from && word(j) == Some("mobilised") && doc.holds(j, "huy động"));
                // "vận động hội viên hỗ trợ trên 300 triệu đồng": given, not planned
                let helped = found == "planned"
                    && (i.saturating_sub(16).max(s.from)..i)
                        .rev()
                        .take_while(|j| !doc.mark(*j, ';'))
                        .find(|j| word(*j).is_some())
                        .is_some_and(|j| is_word(doc, j, "hỗ trợ"))
                    && (i.saturating_sub(24).max(s.from)..i)
                        .rev()
                        .take_while(|j| !doc.mark(*j, ';'))
                        .any(|j| is_word(doc, j, "vận động") || is_word(doc, j, "quyên góp") || is_word(doc, j, "kêu gọi"));
                // "doanh nghiệp hỗ trợ 375 triệu đồng"
                let firm = found == "planned"
                    && (i.saturating_sub(4).max(s.from)..i)
                        .rev()
                        .find(|j| word(*j).is_some())
                        .is_some_and(|j| is_word(doc, j, "hỗ trợ") && is_word(doc, j.wrapping_sub(1), "doanh nghiệp"));
                let gift = gift || helped || firm;
                // "thưởng công trình phúc lợi cho 40 xã …; tổng kinh phí 40 tỷ": what it costs to reward
                let reward = found == "planned"
                    && (s.from..i).rev().take(40).any(|j| word(j) == Some("awarded"))
                    && (s.from..i).rev().take(6).find(|j| word(*j).is_some()).is_some_and(|j| doc.holds(j, "kinh phí"));
                let found = match (raised, reward) {
                    (true, _) => "mobilised",
                    (_, true) => "awarded",
                    _ => found,
                };
                Some(if gift && found != "debt" && found != "awarded" { "contributed" } else { found })
            }
            (None, Some(after)) => Some(after),
            // "từ mức 15.000 tỷ đồng nợ đọng …, đã giảm 70%, chỉ còn hơn 4.900 tỷ đồng"
            (None, None)
                if (s.from..i).rev().take(3).any(|j| doc.is(j, Class::LevelVerb))
                    && (s.from..i).rev().take(48).find_map(word) == Some("debt") =>
            {
                Some("debt")
            }
            // a list of sums under one word: "gồm 124 tỷ …, 36 tỷ …"
            // "nợ 15.000 tỷ đồng đầu năm 2016, tới nay đã giảm 70%, chỉ còn 4.900 tỷ đồng"
            (None, None)
                if last.is_some_and(|(_, what)| what == "debt") && (s.from..i).rev().take(3).any(|j| doc.is(j, Class::LevelVerb)) =>
            {
                Some("debt")
            }
            (None, None) => last.filter(|(l, _)| i - l < 12).map(|(_, what)| what).or_else(|| {
                let source = (i + 1..s.to.min(i + 4)).any(|j| doc.is(j, Class::MoneySource));
                let head = (s.from..i).find_map(word);
                head.filter(|_| source)
            }),
        }
    }
}
