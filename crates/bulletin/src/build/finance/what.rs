//! What a sum is: the nearest word of finance, and who gives.

use super::KINDS;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// Words that give a sum to be spent.
const GIVEN: [&str; 5] = ["được giao", "được phân bổ", "được bố trí", "phân bổ", "bố trí"];

/// A sum, and the sum before it in its sentence.
#[derive(Clone, Copy)]
struct Sum {
    s: Sentence,
    /// Its term.
    i: usize,
    /// The sum before, and what it was.
    last: Option<(usize, &'static str)>,
}

impl Builder<'_> {
    /// The nearest word of finance, before the sum or right after it.
    pub(super) fn what_for(&self, s: Sentence, i: usize, last: Option<(usize, &'static str)>) -> Option<&'static str> {
        let sum = Sum { s, i, last };
        let (before, after) = (self.word_before(sum), self.word_after(sum));
        if after == Some("mobilised") && self.is_given(sum) {
            return Some("planned");
        }
        if self.was_paid_out(sum) || self.paid_as_well(sum) {
            return Some("disbursed");
        }
        let decides =
            |a: &&str| matches!(*a, "contributed" | "debt" | "awarded") || *a == "mobilised" && before.is_none_or(|b| b == "planned");
        after
            .filter(decides)
            .or_else(|| self.owed(sum).then_some("debt"))
            .or_else(|| self.given_by(sum).then_some("contributed"))
            .or_else(|| {
                (self.paid_out(sum) || sum.last.is_some_and(|(l, what)| what == "disbursed" && self.part_of_paid(sum.i, l)))
                    .then_some("disbursed")
            })
            .or_else(|| before.map(|word| self.corrected(sum, word)))
            .or(after)
            .or_else(|| self.said_further_off(sum))
    }

    /// "mới 120,4 tỷ đồng được giải ngân": said behind the sum.
    fn was_paid_out(&self, sum: Sum) -> bool {
        let (doc, Sum { s, i, .. }) = (self.doc, sum);
        let ends = |j: &usize| doc.mark_any(*j, ",;.(") || matches!(doc.kind(*j), Some(Kind::Money { .. }));
        let passive = |j: usize| doc.reads(j - 1, "được") || doc.begins_in(j, "được");
        (i + 1..s.to.min(i + 10)).take_while(|j| !ends(j)).any(|j| self.sum_word(j) == Some("disbursed") && passive(j))
    }

    /// "Vốn đầu tư giải ngân được 18,2 tỷ, vốn sự nghiệp chỉ 2,17 tỷ": so much of the other fund was paid out.
    fn paid_as_well(&self, sum: Sum) -> bool {
        let (doc, Sum { i, last, .. }) = (self.doc, sum);
        let Some((paid, "disbursed")) = last else { return false };
        let only = doc.reads_any(i - 1, &["chỉ", "mới", "chỉ được", "mới được"]);
        let fund = |j: usize| doc.mark(j, ',') && doc.begins_in(j + 1, "vốn");
        i - paid <= 6 && only && (paid + 1..i).any(fund)
    }

    /// The kind of sum a word of finance stands for.
    fn sum_word(&self, j: usize) -> Option<&'static str> {
        self.doc.value(j, Class::Finance).and_then(|v| KINDS.into_iter().find(|k| *k == v))
    }

    /// The word right after the sum.
    fn word_after(&self, sum: Sum) -> Option<&'static str> {
        let doc = self.doc;
        // "hơn 1 nghìn tỷ đồng (trong đó nhân dân đóng góp gần 30%)": a part of it
        let part = |j: usize| doc.mark(j, '(') && doc.reads_any(j + 1, &["trong đó", "trong"]);
        (sum.i + 1..sum.s.to.min(sum.i + 6))
            .take_while(|j| {
                let ends = doc.mark_any(*j, ",;") || doc.is(*j, Class::Conj) || matches!(doc.kind(*j), Some(Kind::Money { .. }));
                !part(*j) && !ends
            })
            .find_map(|j| self.sum_word(j))
    }

    /// The nearest word before the sum, behind the sum before it.
    fn word_before(&self, sum: Sum) -> Option<&'static str> {
        // "được giao 198,6 tỷ đồng vốn thực hiện …, riêng nông thôn mới 14,25 tỷ": said of the sum before
        let of_last =
            |j: usize| sum.last.is_some_and(|(l, what)| l == j || what == "planned" && j == l + 1 && self.sum_word(j) == Some("mobilised"));
        (sum.s.from..sum.i).rev().take(16).take_while(|j| !self.doc.mark(*j, ';') && !of_last(*j)).find_map(|j| self.sum_word(j))
    }

    /// "được giao 198,6 tỷ đồng vốn thực hiện ba chương trình": the verb right before decides.
    fn is_given(&self, sum: Sum) -> bool {
        let (doc, Sum { s, i, .. }) = (self.doc, sum);
        let b = i.wrapping_sub(1);
        let verb = if doc.is(b, Class::Approx) { b.wrapping_sub(1) } else { b };
        // "huyện phân bổ cho xã 6,85 tỷ đồng từ nguồn vốn chương trình"
        let shared = || (i.saturating_sub(5).max(s.from)..i).any(|j| doc.reads_any(j, &["phân bổ", "bố trí"]));
        doc.reads_any(verb, &GIVEN) || shared() && (i + 1..s.to.min(i + 3)).any(|j| doc.is(j, Class::From))
    }

    /// "nợ đọng xây dựng cơ bản ở cấp xã còn 6 tỷ 180 triệu đồng".
    fn owed(&self, sum: Sum) -> bool {
        let (doc, Sum { s, i, .. }) = (self.doc, sum);
        let left = ["còn", "là", "hiện còn"];
        (doc.reads_any(i.wrapping_sub(1), &left) || doc.reads_any(i.wrapping_sub(2), &left))
            && (s.from..i)
                .rev()
                .take(12)
                .take_while(|j| !doc.mark_any(*j, ";,") && !matches!(doc.kind(*j), Some(Kind::Money { .. })))
                .any(|j| self.sum_word(j) == Some("debt") && doc.holds(j, "nợ đọng"))
    }

    /// "còn lại hơn 56 tỷ đồng do dân và doanh nghiệp góp".
    fn given_by(&self, sum: Sum) -> bool {
        let (doc, Sum { s, i, .. }) = (self.doc, sum);
        let giver = |j: usize| doc.has(j, Class::Finance, "contributed") || is_word(doc, j, "góp");
        is_word(doc, i + 1, "do") && (i + 2..s.to.min(i + 9)).take_while(|j| !doc.mark_any(*j, ",;")).any(giver)
    }

    /// "giải ngân vốn đầu tư công … là 156 tỷ": paid out, whatever the money is called.
    fn paid_out(&self, sum: Sum) -> bool {
        let doc = self.doc;
        (sum.s.from..sum.i)
            .rev()
            .take(24)
            .take_while(|j| !doc.mark(*j, ';') && !matches!(doc.kind(*j), Some(Kind::Money { .. })))
            .any(|j| self.sum_word(j) == Some("disbursed"))
    }

    /// "giải ngân 6,7 tỷ đồng, trong đó vốn sự nghiệp chỉ được 214 triệu đồng": a part of what was paid out.
    pub(super) fn part_of_paid(&self, i: usize, last: usize) -> bool {
        let doc = self.doc;
        let within = |j: usize| doc.reads(j, "trong đó") || doc.reads(j, "trong") && doc.reads(j + 1, "đó");
        i - last <= 14
            && (last..i).any(within)
            && (i.saturating_sub(3).max(last)..i).any(|j| doc.reads_any(j, &["được", "chỉ được", "mới được", "mới", "chỉ"]))
    }

    /// What a sum is by the word before it, as those around that word correct it.
    fn corrected(&self, sum: Sum, word: &'static str) -> &'static str {
        let planned = word == "planned";
        let word = match word {
            "planned" if self.raised(sum) || self.labelled_raised(sum) => "mobilised",
            "planned" if self.rewards(sum) => "awarded",
            _ => word,
        };
        let gift = || self.is_gift(sum) || planned && (self.helped(sum) || self.given_by_firm(sum));
        if word != "debt" && word != "awarded" && gift() { "contributed" } else { word }
    }

    /// "nhân dân đóng góp", "huy động nhân dân đóng góp": the giver decides.
    fn is_gift(&self, sum: Sum) -> bool {
        let (doc, Sum { s, i, last }) = (self.doc, sum);
        (i.saturating_sub(8).max(s.from)..i)
            .rev()
            .take_while(|j| last.is_none_or(|(l, _)| l < *j) && !doc.mark(*j, ';'))
            .any(|j| doc.has(j, Class::Finance, "contributed") && (is_word(doc, j, "đóng góp") || doc.holds(j, "góp")))
    }

    /// "huy động nguồn lực", "tổng huy động vốn": the verb beside the noun decides.
    fn raised(&self, sum: Sum) -> bool {
        let Sum { s, i, .. } = sum;
        let noun = (s.from..i).rev().take(16).find(|j| self.sum_word(*j) == Some("planned"));
        noun.and_then(|j| j.checked_sub(1))
            .is_some_and(|j| j >= s.from && self.sum_word(j) == Some("mobilised") && self.doc.holds(j, "huy động"))
    }

    /// "9. Nguồn lực: 14,35 tỷ, trong đó …": the label of a report's line.
    fn labelled_raised(&self, sum: Sum) -> bool {
        let Sum { s, i, .. } = sum;
        let word = (s.from..i).rev().take(16).find(|j| self.sum_word(*j) == Some("planned"));
        word.is_some_and(|j| self.doc.holds(j, "nguồn lực") && self.doc.mark(j + 1, ':') && j < s.from + 4)
    }

    /// "thưởng công trình phúc lợi cho 40 xã …; tổng kinh phí 40 tỷ": what it costs to reward.
    fn rewards(&self, sum: Sum) -> bool {
        let back = || (sum.s.from..sum.i).rev();
        back().take(40).any(|j| self.sum_word(j) == Some("awarded"))
            && back().take(6).find(|j| self.sum_word(*j).is_some()).is_some_and(|j| self.doc.holds(j, "kinh phí"))
    }

    /// "vận động hội viên hỗ trợ trên 300 triệu đồng": given, not planned.
    fn helped(&self, sum: Sum) -> bool {
        let (doc, Sum { s, i, .. }) = (self.doc, sum);
        let back = |far: usize| (i.saturating_sub(far).max(s.from)..i).rev().take_while(|j| !doc.mark(*j, ';'));
        back(16).find(|j| self.sum_word(*j).is_some()).is_some_and(|j| is_word(doc, j, "hỗ trợ"))
            && back(24).any(|j| doc.reads_any(j, &["vận động", "quyên góp", "kêu gọi"]))
    }

    /// "doanh nghiệp hỗ trợ 375 triệu đồng".
    fn given_by_firm(&self, sum: Sum) -> bool {
        let (doc, Sum { s, i, .. }) = (self.doc, sum);
        let word = (i.saturating_sub(4).max(s.from)..i).rev().find(|j| self.sum_word(*j).is_some());
        word.is_some_and(|j| is_word(doc, j, "hỗ trợ") && is_word(doc, j.wrapping_sub(1), "doanh nghiệp"))
    }

    /// No word beside the sum: what is left of a debt, the next of a list of sums, or a source of money the sentence speaks of.
    fn said_further_off(&self, sum: Sum) -> Option<&'static str> {
        let (doc, Sum { s, i, last }) = (self.doc, sum);
        let level = || (s.from..i).rev().take(3).any(|j| doc.is(j, Class::LevelVerb));
        // "từ mức 15.000 tỷ đồng nợ đọng …, đã giảm 70%, chỉ còn hơn 4.900 tỷ đồng"
        let debt = || (s.from..i).rev().take(48).find_map(|j| self.sum_word(j)) == Some("debt");
        // "nợ 15.000 tỷ đồng đầu năm 2016, tới nay đã giảm 70%, chỉ còn 4.900 tỷ đồng"
        if level() && (last.is_some_and(|(_, what)| what == "debt") || debt()) {
            return Some("debt");
        }
        // a list of sums under one word: "gồm 124 tỷ …, 36 tỷ …"
        let listed = last.filter(|(l, _)| i - l < 12).map(|(_, what)| what);
        let source = || (i + 1..s.to.min(i + 4)).any(|j| doc.is(j, Class::MoneySource));
        listed.or_else(|| (s.from..i).find_map(|j| self.sum_word(j)).filter(|_| source()))
    }
}
