//! Where a sentence of aims is cut: at ";" and before a new subject of the aim.

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::tally::count_at;
use crate::build::tiers::tier_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// A comma of aims, and what stands behind it.
#[derive(Clone, Copy)]
struct Comma {
    s: Sentence,
    comma: usize,
    /// The term behind it.
    n: usize,
}

impl Builder<'_> {
    /// The ends of the clauses, each with an aim of its own.
    pub(super) fn aims_cut(&self, s: Sentence) -> Vec<usize> {
        let doc = self.doc;
        let ends =
            |j: &usize| doc.mark(*j, ';') || doc.mark(*j, ',') && self.opens_aim(s, *j) || self.named_aim(s, *j) || self.joined_aim(s, *j);
        (s.from..s.to).filter(ends).chain([s.to]).collect()
    }

    /// Behind a comma another aim, or a unit with a time of its own.
    fn opens_aim(&self, s: Sentence, comma: usize) -> bool {
        // "ở A, B năm 2026": two places of one aim
        let apart = || self.doc.place_at(comma.wrapping_sub(1)).is_none() && self.named_with_time(s, comma + 1).is_some();
        self.new_aim(s, comma) || self.scope.aimed(comma) && (apart() || self.each_meets(s, comma))
    }

    /// "tháng 10 A về đích, B về đích trong tháng 12": each with what it is to reach.
    fn each_meets(&self, s: Sentence, comma: usize) -> bool {
        let doc = self.doc;
        let meets = |j: usize| doc.place_at(j).is_some_and(|p| !p.address) && doc.has(j + 1, Class::Status, "met");
        let before = (s.from..comma).rev().take(6).take_while(|j| !doc.mark(*j, ';'));
        meets(comma + 1) && before.into_iter().any(meets)
    }

    /// Behind "và" another aim: a unit by name, a rate, fewer units.
    fn named_aim(&self, s: Sentence, and: usize) -> bool {
        let doc = self.doc;
        if !doc.is(and, Class::Conj) || !self.scope.aimed(and) {
            return false;
        }
        // "… và giảm còn dưới 150 xã dưới 5 tiêu chí"
        let lowers = (doc.has(and + 1, Class::Delta, "less") || doc.is(and + 1, Class::LevelVerb))
            && (and + 2..s.to.min(and + 5)).any(|j| count_at(doc, s, j).is_some());
        // "thu nhập đạt 85 triệu đồng và tỷ lệ hộ nghèo còn dưới 1%"
        let valued = |from: usize, to: usize| (from..to).any(|j| matches!(doc.kind(j), Some(Kind::Percent(_) | Kind::Money { .. })));
        let rate =
            doc.is(and + 1, Class::Indicator) && valued(and.saturating_sub(6).max(s.from), and) && valued(and + 2, s.to.min(and + 8));
        // "thêm 3 xã kiểu mẫu và huyện A đạt chuẩn"
        let met = doc.has(and + 2, Class::Status, "met") || is_word(doc, and + 2, "đạt") && doc.has(and + 3, Class::Status, "met");
        let named = met && doc.place_at(and + 1).is_some_and(|p| p.explicit);
        let counted = || (and.saturating_sub(6).max(s.from)..and).any(|j| count_at(doc, s, j).is_some());
        // "45 xã đạt chuẩn và không còn xã dưới 5 tiêu chí"
        let none = doc.has(and + 1, Class::Negation, "none") && self.unit_word(and + 2);
        lowers || rate || none || named && counted()
    }

    /// A comma after which another aim begins: a count, "mỗi xã", a rate, "không còn".
    fn new_aim(&self, s: Sentence, comma: usize) -> bool {
        if !self.scope.aimed(comma) || !self.scope.aimed(comma + 1) {
            return false;
        }
        let at = Comma { s, comma, n: comma + 1 };
        if self.within_names(at) {
            return false;
        }
        self.ranged_aim(at)
            || self.each_dated(at)
            || self.of_all(at)
            || self.rate_or_none(at)
            || self.goes_on_aiming(at)
            || self.counted_aim(at)
            || self.and_count(at)
    }

    /// ", và 2 thôn A, B được công nhận vào cuối năm 2024".
    fn and_count(&self, at: Comma) -> bool {
        let and = self.doc.is(at.n, Class::Conj) && !self.doc.is(at.n, Class::Prep);
        and && count_at(self.doc, at.s, at.n + 1).is_some_and(|c| (c.end..at.s.to.min(c.end + 12)).any(|j| self.doc.is(j, Class::Status)))
    }

    /// "xây dựng NTM ở A, B vào năm 2023": a comma between two names of one list.
    fn within_names(&self, at: Comma) -> bool {
        let (doc, Comma { s, comma, n }) = (self.doc, at);
        let goes_on = || doc.mark_any(n + 1, ",.;") || doc.is_any(n + 1, &[Class::Prep, Class::DateCue, Class::Conj]) || n + 1 >= s.to;
        let bare = |j: usize| doc.place_at(j).is_some_and(|p| !p.address);
        bare(comma.wrapping_sub(1)) && doc.place_at(n).is_some_and(|p| !p.explicit) && (goes_on() || is_word(doc, n + 1, "vào"))
    }

    fn unit_word(&self, j: usize) -> bool {
        self.doc.is_any(j, &[Class::Level, Class::Subject, Class::Head])
    }

    fn share(&self, j: usize) -> bool {
        matches!(self.doc.kind(j), Some(Kind::Percent(_)))
    }

    /// A count of units, or a share of them.
    fn aims_at_units(&self, s: Sentence, j: usize) -> bool {
        count_at(self.doc, s, j).is_some_and(|c| c.subject != "households") || self.share(j)
    }

    /// A count or a value before the comma.
    fn aimed_before(&self, at: Comma) -> Option<usize> {
        (at.s.from..at.comma).rev().take(14).find(|j| self.aims_at_units(at.s, *j) || self.valued_aim(*j))
    }

    fn valued_aim(&self, j: usize) -> bool {
        matches!(self.doc.kind(j), Some(Kind::Money { .. })) || self.share(j)
    }

    /// Up to the next mark the words say where units have to stand.
    fn own_standing(&self, s: Sentence, from: usize) -> bool {
        let doc = self.doc;
        (from..s.to.min(from + 8))
            .take_while(|j| !doc.mark_any(*j, ",;."))
            .any(|j| doc.is_any(j, &[Class::Status, Class::Program, Class::Ocop]) || tier_at(doc, j).is_some())
    }

    /// ", từ 1 đến 2 huyện được công nhận".
    fn ranged_aim(&self, at: Comma) -> bool {
        let (doc, Comma { s, comma, n }) = (self.doc, at);
        let range = n + usize::from(doc.is(n, Class::From));
        let written = matches!(doc.kind(range), Some(Kind::Range(..))) && self.unit_word(range + 1) && self.own_standing(s, range + 2);
        let said = || {
            doc.is(n, Class::From)
                && matches!(doc.kind(n + 1), Some(Kind::Num(_)))
                && doc.has(n + 2, Class::DateCue, "bound")
                && self.aims_at_units(s, n + 3)
                && self.own_standing(s, n + 4)
        };
        (written || said()) && (comma.saturating_sub(14).max(s.from)..comma).any(|j| count_at(doc, s, j).is_some())
    }

    /// ", mọi xã …", ", các xã còn lại đạt từ 15 tiêu chí trở lên", ", mỗi xã …", ", cả nước …".
    fn of_all(&self, at: Comma) -> bool {
        let (doc, n) = (self.doc, at.n);
        let all = (doc.reads_any(n, &["mọi", "toàn bộ"]) || doc.begins_in(n, "tất cả")) && (n..n + 3).any(|j| self.unit_word(j));
        let rest = is_word(doc, n, "các") && self.unit_word(n + 1) && is_word(doc, n + 2, "còn lại")
            || doc.begins_in(n, "các ") && is_word(doc, n + 1, "còn lại");
        all || rest || doc.is_any(n, &[Class::Each, Class::Country])
    }

    /// ", giảm tỷ lệ hộ nghèo xuống 28%", ", không còn xã …", ", hộ nghèo dưới 1%".
    fn rate_or_none(&self, at: Comma) -> bool {
        let (doc, Comma { s, comma, n }) = (self.doc, at);
        // ", giảm số xã dưới 5 tiêu chí xuống 250 xã"
        let lowers = doc.is(n, Class::Delta) && (doc.is(n + 1, Class::Indicator) || doc.ends_in(n + 1, "số") && self.unit_word(n + 2));
        // ", nâng tổng số xã đạt chuẩn toàn huyện lên 7/13 xã", when another's aim stands before
        let raises =
            doc.is(n, Class::LevelVerb) && doc.holds(n, "tổng số") && doc.place_at(comma.wrapping_sub(2)).is_some_and(|p| p.explicit);
        // "3 tiêu chí còn lại là giao thông, thu nhập, hộ nghèo": the name of a criterion is no rate
        let figure = |j: usize| matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Percent(_) | Kind::Money { .. }));
        let valued = || (n + 1..s.to.min(n + 7)).take_while(|j| !doc.mark(*j, ',')).any(figure);
        let listed = || doc.is(n, Class::Criterion) && doc.is(comma.wrapping_sub(1), Class::Criterion) && !valued();
        // ", bình quân 16,2 tiêu chí/xã", ", không để sót xã nào dưới 5 tiêu chí"
        let average = || doc.is(n, Class::Average) && (n + 1..s.to.min(n + 5)).any(|j| doc.is(j, Class::Criteria));
        let none = || is_word(doc, n, "không để") || is_word(doc, n, "không") && is_word(doc, n + 1, "để");
        // ", giảm nghèo mỗi năm 6%"
        let eases = doc.begins_in(n, "giảm nghèo") && valued();
        lowers
            || raises
            || eases
            || average()
            || none()
            || doc.has(n, Class::Negation, "none")
            || doc.is(n, Class::Indicator) && n + 2 < s.to && !listed()
    }

    /// ", có ít nhất 10 huyện …", ", xã đạt NTM kiểu mẫu", ", giữ vững xã NTM nâng cao", ", xã B đạt 15/19 tiêu chí", ", phấn đấu …".
    fn goes_on_aiming(&self, at: Comma) -> bool {
        let (doc, Comma { s, comma, n }) = (self.doc, at);
        let has = is_word(doc, n, "có") && count_at(doc, s, n + 1 + usize::from(doc.is(n + 1, Class::Approx))).is_some();
        let before = comma.wrapping_sub(1);
        let dated = matches!(doc.kind(before), Some(Kind::Year(_) | Kind::Date(_))) || doc.is(before, Class::Level);
        let reaches = || !dated && doc.bare_level(n).is_some() && (doc.is(n + 1, Class::Reach) || doc.has(n + 1, Class::Status, "met"));
        let rung = |j: usize| doc.is_any(j, &[Class::Level, Class::Program]) || tier_at(doc, j).is_some();
        let holds = || {
            doc.reads_any(n, &["giữ vững", "duy trì", "trở thành", "được công nhận"])
                && (n + 1..n + 4).any(rung)
                && self.aimed_before(at).is_some_and(|j| self.valued_aim(j))
        };
        has || reaches()
            || holds()
            || self.named_with_aim(at)
            || is_word(doc, n, "đồng thời")
            || doc.is(n, Class::Target) && !is_word(doc, n, "sẽ")
    }

    /// ", xã B đạt 15/19 tiêu chí", ", B cán mốc 15 tiêu chí": another unit, once somebody's aim was said.
    fn named_with_aim(&self, at: Comma) -> bool {
        let (doc, Comma { s, comma, n }) = (self.doc, at);
        let reached = |j: usize| doc.is_any(j, &[Class::Reach, Class::Status]);
        let number = |j: usize| matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Num(_)));
        let Some(place) = doc.place_at(n).filter(|p| !p.address && reached(n + 1)) else { return false };
        let near = || (s.from..comma).rev().take(10);
        let scored = || doc.place_at(comma.wrapping_sub(1)).is_none() && number(n + 2) && doc.is(n + 3, Class::Criteria);
        let another = || near().any(|j| doc.place_at(j).is_some_and(|p| !p.address) && (j + 1..comma).any(reached));
        let own = place.explicit || doc.has(n + 1, Class::Status, "met") && another() || scored();
        own && near().any(number)
    }

    /// "phấn đấu thêm 6 xã đạt chuẩn, 11 xã nâng cao, 3 xã kiểu mẫu", "85% số xã đạt chuẩn, 10% đạt kiểu mẫu": a count with its own standing.
    fn counted_aim(&self, at: Comma) -> bool {
        let (doc, Comma { s, comma, n }) = (self.doc, at);
        // ", xây dựng thêm 2 ấp kiểu mẫu"
        let built = doc.is(n, Class::OutputVerb)
            && doc.has(n + 1, Class::Delta, "more")
            && self.aims_at_units(s, n + 2)
            && self.own_standing(s, n + 3);
        let mut first = n + usize::from(is_word(doc, n, "trong đó"));
        first += usize::from(first > n && doc.mark(first, ','));
        first += usize::from(is_word(doc, first, "có"));
        first += usize::from(doc.has(first, Class::Delta, "more"));
        first += usize::from(doc.is(first, Class::Approx));
        let garden = || count_at(doc, s, first).is_some_and(|c| c.subject == "gardens");
        // the aim before it has its own as well, or a value
        // "muốn có 45 sản phẩm, ít nhất 2 sản phẩm 5 sao"
        let products = |j: usize| count_at(doc, s, j).is_some_and(|c| c.subject == "products");
        let before = || {
            self.aimed_before(at).is_some_and(|b| self.valued_aim(b) || self.own_standing(s, b + 1) || products(b) && products(first))
                || self.own_standing(s, comma.saturating_sub(8).max(s.from))
        };
        // "có 38 sản phẩm OCOP, 100% xã có ít nhất 1 sản phẩm"
        let each_has = || {
            let own = (first + 1..s.to.min(first + 8)).take_while(|j| !doc.mark_any(*j, ",;.")).any(products);
            self.share(first) && own && self.aimed_before(at).is_some_and(products)
        };
        built || each_has() || self.aims_at_units(s, first) && (self.own_standing(s, first + 1) || garden()) && before()
    }

    /// "đạt NTM nâng cao năm 2023, xã kiểu mẫu năm 2025", "hết quý III cả 12 xã đạt chuẩn, cuối năm nay trình …": each with its own time.
    fn each_dated(&self, at: Comma) -> bool {
        let (doc, Comma { s, comma, n }) = (self.doc, at);
        let year = |j: usize| match doc.kind(j) {
            Some(Kind::Year(_)) => true,
            Some(Kind::Date(when)) => when.year.is_some(),
            _ => doc.is(j, Class::Quarter) || doc.has(j, Class::YearWord, "this") || doc.has(j, Class::YearWord, "next"),
        };
        let behind =
            |j: usize| year(j) && (j <= n + 1 && !doc.is(n, Class::Deadline) || matches!(doc.kind(j), Some(Kind::Year(_) | Kind::Date(_))));
        (s.from..comma).rev().filter(|j| doc.depth[*j] == doc.depth[comma]).take(8).any(year)
            && (n..s.to.min(n + 12)).take_while(|j| !doc.mark_any(*j, ",;")).any(behind)
    }
}
