//! Stars of OCOP products.

use super::{Found, Standing};
use crate::build::tally::Count;
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Tally};
use crate::term::Kind;

/// Terms behind a count in which its stars are looked for.
const BEHIND: usize = 14;
/// What is done to products before they have their stars.
const LOOKED_AT: [&str; 8] = ["chấm", "đánh giá lại", "đánh giá", "phân hạng", "đánh giá, phân hạng", "chấm điểm", "thẩm định", "xét"];

/// A count of products among its words.
struct Products<'a> {
    s: Sentence,
    count: &'a Count,
    /// Where the next count begins.
    limit: usize,
}

impl Products<'_> {
    /// Behind the words that may say the stars.
    fn end(&self) -> usize {
        self.limit.min(self.count.end + BEHIND)
    }
}

impl Builder<'_> {
    /// Stars of OCOP products.
    pub(super) fn stars(&self, s: Sentence, count: &Count, limit: usize) -> Found {
        let doc = self.doc;
        let products = Products { s, count, limit };
        let about = (s.from..s.to).any(|i| doc.is_any(i, &[Class::OcopWord, Class::Ocop]));
        let standing = |status, end| Found::Standing(Standing::of(status, None, end));
        // "Có 19 sản phẩm bị thu hồi giấy chứng nhận", in a text about them
        if let Some(end) = self.taken_back(&products).filter(|_| !about && self.says_ocop(&products)) {
            return standing("revoked", end);
        }
        if !about || self.only_looked_at(count) {
            return Found::Nothing;
        }
        let given = self.stars_led(&products).filter(|_| list::is_word(doc, count.at.wrapping_sub(1), "cho"));
        if let Some(value) = self.stars_first(&products).or(given) {
            return standing(stars_of(value), count.end);
        }
        if let Some(end) = self.taken_back(&products) {
            return standing("revoked", end);
        }
        if let Some(found) = self.stars_behind(&products) {
            return found;
        }
        if let Some(value) = self.stars_led(&products) {
            return standing(stars_of(value), count.end);
        }
        if count.n > 1 && self.says_ocop(&products) && self.says_ranked(&products) {
            let status = if self.sent_up(&products) { "proposed" } else { "recognised" };
            return standing(status, count.end);
        }
        Found::Nothing
    }

    /// "đánh giá, phân hạng 46 sản phẩm": looked at, not ranked yet.
    fn only_looked_at(&self, count: &Count) -> bool {
        let doc = self.doc;
        let before = count.at.wrapping_sub(1);
        // "phân hạng 46 sản phẩm đạt 3 sao trở lên": what came of it
        let reached = doc.is(count.end, Class::Reach) && doc.is(count.end + 1, Class::Ocop);
        let looked = doc.reads_any(before, &LOOKED_AT)
            || list::two(doc, before.wrapping_sub(1), "đánh giá", "lại")
            || list::two(doc, before.wrapping_sub(1), "phân", "hạng");
        looked && !reached
    }

    /// "6 sản phẩm hết hạn bị thu hồi giấy chứng nhận": the term behind the word that says so.
    fn taken_back(&self, products: &Products<'_>) -> Option<usize> {
        let (doc, from) = (self.doc, products.count.end);
        let taken = |j: &usize| doc.has(*j, Class::Status, "revoked") || list::is_word(doc, *j, "thu hồi");
        (from..products.limit.min(from + 8)).take_while(|j| !doc.mark_any(*j, ",;")).find(taken).map(|j| j + 1)
    }

    /// "trình Hội đồng … xem xét công nhận sản phẩm 5 sao đối với 2 sản phẩm": nothing has come of it yet.
    fn sent_up(&self, products: &Products<'_>) -> bool {
        let doc = self.doc;
        let back = || (products.s.from..products.count.at).rev().take(24).take_while(|j| !doc.mark_any(*j, ";."));
        back().any(|j| list::is_word(doc, j, "trình")) && back().any(|j| list::is_word(doc, j, "xem xét"))
    }

    /// "30 sản phẩm đạt 4 sao", "46 sản phẩm đạt 3 sao và 4 sao"; nothing when the stars are not theirs yet.
    fn stars_behind(&self, products: &Products<'_>) -> Option<Found> {
        let doc = self.doc;
        // "2 sản phẩm (sữa chua, dâu tây sấy) trên 70 điểm": behind their names
        let named = doc.mark(products.count.end, '(');
        let from = if named { list::close(doc, products.count.end) } else { products.count.end };
        let products = &Products { count: &Count { end: from, ..products.count.clone() }, ..*products };
        // "9 sản phẩm cấp tỉnh của 7 chủ thể, đạt hạng 4 sao": still of them
        // "đạt từ 50 điểm trở lên, được công nhận 3 sao", "trên 70 điểm, trình tỉnh đánh giá 4 sao"
        let told = |i: usize| doc.is(i, Class::Reach) || doc.has(i, Class::Status, "recognised");
        let reached = |i: usize| told(i) && (i + 1..i + 4).any(|j| doc.is(j, Class::Ocop)) || self.is_asked_of(products, i);
        let another = |i: usize| doc.mark(i, ',') && (i > from + 1 || doc.is(i + 1, Class::Subject)) && !reached(i + 1);
        for i in (from..products.end()).take_while(|i| !doc.mark_any(*i, ";.") && !another(*i)) {
            if self.is_asked_of(products, i) {
                return Some(Found::Standing(Standing::of("proposed", None, i + 1)));
            }
            if self.still_to_come(i) {
                return Some(Found::Nothing);
            }
            let Some(value) = doc.value(i, Class::Ocop) else { continue };
            // "155 sản phẩm OCOP: 5 sao 1 sản phẩm": the stars of those counted next
            if i + 1 == products.limit && i + 1 < products.s.to {
                return None;
            }
            // "đạt 3 sao và 4 sao": of either
            let joined = doc.is(i + 1, Class::Conj) || doc.mark(i + 1, ',') || list::is_word(doc, i + 1, "hoặc");
            let several = joined && doc.is(i + 2, Class::Ocop) && !doc.has(i, Class::Ocop, "plus");
            let status = if several { "ocop_3plus" } else { stars_of(value) };
            return Some(Found::Standing(Standing::of(status, None, i + 1)));
        }
        None
    }

    /// "4 sản phẩm được đề nghị tỉnh xét 4 sao": sent up to those who decide.
    fn is_asked_of(&self, products: &Products<'_>, at: usize) -> bool {
        let doc = self.doc;
        let asked = doc.reads_any(at, &["được đề nghị", "đang trình"])
            || doc.mark(at.wrapping_sub(1), ',') && (doc.reads_any(at, &["trình", "đề nghị"]) || doc.has(at, Class::Status, "proposed"))
            || list::two(doc, at.wrapping_sub(1), "được", "đề nghị")
            || list::two(doc, at.wrapping_sub(1), "đang", "trình");
        let behind = at + 1..products.end();
        let judged = |j: usize| doc.reads_any(j, &["xét", "đánh giá", "công nhận", "xếp hạng", "chấm"]) || doc.is(j, Class::Status);
        asked && behind.clone().any(judged) && behind.into_iter().any(|j| doc.is(j, Class::Ocop))
    }

    /// "…: 5 sao 1 sản phẩm, 4 sao 18 sản phẩm": the stars right before the count, behind a mark.
    fn stars_first(&self, products: &Products<'_>) -> Option<&str> {
        let doc = self.doc;
        let stars = products.count.at.checked_sub(1).filter(|b| *b > products.s.from)?;
        let opens = list::is_word(doc, stars - 1, "trong đó")
            || doc.mark_any(stars - 1, ":,;(")
            || doc.is_any(stars - 1, &[Class::List, Class::Conj]);
        opens.then(|| doc.value(stars, Class::Ocop)).flatten()
    }

    /// "đủ điều kiện dự thi 5 sao", "đề nghị đánh giá 5 sao": not theirs yet.
    fn still_to_come(&self, at: usize) -> bool {
        let doc = self.doc;
        // "đủ điều kiện công nhận 3 sao": appraised with so many
        let qualified = || {
            let fit = doc.begins_in(at, "đủ điều kiện") && doc.ends_in(at, "công nhận") && !doc.holds(at, "đề nghị");
            fit && doc.is(at + 1, Class::Ocop)
        };
        doc.has(at, Class::Status, "proposed") && !qualified()
            || doc.reads_any(at, &["dự thi", "tiềm năng", "chờ"])
            || list::two(doc, at, "tiềm", "năng")
            || list::two(doc, at, "dự", "thi")
    }

    /// "sản phẩm đạt hạng 4 sao có 1 sản phẩm", "5 sao: 2 sản phẩm": the stars said before the count.
    fn stars_led(&self, products: &Products<'_>) -> Option<&str> {
        let doc = self.doc;
        let stars = products.count.at.checked_sub(2).filter(|b| *b >= products.s.from)?;
        // "chấm đạt 3 sao cho 38 sản phẩm"
        let led = doc.reads_any(stars + 1, &["có", "cho"]) || doc.mark(stars + 1, ':') || doc.is(stars + 1, Class::List);
        led.then(|| doc.value(stars, Class::Ocop)).flatten()
    }

    /// The products are those of the programme: the title, the words before or behind say so.
    fn says_ocop(&self, products: &Products<'_>) -> bool {
        let (doc, count) = (self.doc, products.count);
        let said = |from: usize, to: usize| (from..to).any(|i| doc.is(i, Class::OcopWord));
        said(products.s.from, products.end())
            || doc.holds(count.end - 1, "ocop")
            || doc.sentences.first().is_some_and(|title| said(title.from, title.to))
    }

    /// The products were ranked, with how many stars is not said.
    fn says_ranked(&self, products: &Products<'_>) -> bool {
        let (doc, s, count, end) = (self.doc, products.s, products.count, products.end());
        let before = count.at.wrapping_sub(1);
        let ranked = |i: usize| {
            list::is_word(doc, i, "đạt chuẩn")
                || ["xếp", "phân"].iter().any(|w| list::two(doc, i, w, "hạng"))
                || list::two(doc, i, "chứng", "nhận")
        };
        // "…, lũy kế 37 sản phẩm", "Lũy kế toàn tỉnh có 204 sản phẩm của 121 chủ thể"
        let all = || {
            list::is_word(doc, before, "có")
                && (count.at.saturating_sub(6).max(s.from)..count.at).any(|i| doc.begins_in(i, "lũy kế") || doc.is(i, Class::Whole))
                && (count.end..s.to).any(|i| doc.is(i, Class::Ocop))
        };
        doc.is(before, Class::LevelVerb)
            || all()
            || (s.from..end).any(|i| doc.has(i, Class::Status, "recognised"))
            || (count.end..end).any(ranked)
            || doc.reads_any(before, &["xếp hạng", "phân hạng"])
            || list::two(doc, before.wrapping_sub(1), "xếp", "hạng")
            || list::is_word(doc, count.end, "cấp")
            || doc.holds(count.end - 1, "ocop")
            || doc.is(count.end, Class::OcopWord)
    }

    /// "211 sản phẩm OCOP, gồm 163 ba sao, 46 bốn sao": the products were named before.
    pub(in crate::build) fn bare_stars(&mut self, s: Sentence) {
        let doc = self.doc;
        let Some(about) = (s.from..s.to).find(|i| doc.is(*i, Class::OcopWord) || doc.has(*i, Class::Subject, "products")) else { return };
        for i in about + 1..s.to {
            let Some(value) = doc.value(i + 1, Class::Ocop).filter(|_| !self.scope.off(i)) else { continue };
            let (Some(Kind::Num(n)), true) = (doc.kind(i), list::ends(doc, s, i + 2) || doc.is(i + 2, Class::Conj)) else { continue };
            let Some(n) = n.as_whole().filter(|n| *n > 0) else { continue };
            let count = Count { at: i, end: i + 1, n, of: None, subject: "products", delta: false, less: false, base: false };
            let Some(unit) = self.area_of(s, &count, 0) else { continue };
            let tally = Tally::of(unit, "products", stars_of(value), n);
            self.add(Body::Tally(tally), i, i + 2, "tally");
        }
    }
}

fn stars_of(value: &str) -> &'static str {
    match value {
        "3" => "ocop_3star",
        "4" => "ocop_4star",
        "5" => "ocop_5star",
        _ => "ocop_3plus",
    }
}
