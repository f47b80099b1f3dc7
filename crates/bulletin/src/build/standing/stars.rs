//! Stars of OCOP products.

use super::{Found, Standing};
use crate::build::tally::Count;
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Tally};
use crate::term::Kind;

impl Builder<'_> {
    /// Stars of OCOP products.
    pub(super) fn stars(&self, s: Sentence, count: &Count, limit: usize) -> Found {
        let doc = self.doc;
        let about = (s.from..s.to).any(|i| doc.is(i, Class::OcopWord) || doc.is(i, Class::Ocop));
        if !about {
            return Found::Nothing;
        }
        // "đánh giá, phân hạng 46 sản phẩm": looked at, not ranked yet
        let looked = ["chấm", "đánh giá lại", "đánh giá", "phân hạng", "đánh giá, phân hạng", "chấm điểm", "thẩm định", "xét"];
        let before = count.at.wrapping_sub(1);
        // "phân hạng 46 sản phẩm đạt 3 sao trở lên": what came of it
        let reached = doc.is(count.end, Class::Reach) && doc.is(count.end + 1, Class::Ocop);
        let again = list::is_word(doc, before, "lại") && list::is_word(doc, before.wrapping_sub(1), "đánh giá");
        let looked =
            again || looked.iter().any(|w| list::is_word(doc, before, w)) || list::two(doc, before.wrapping_sub(1), "phân", "hạng");
        if looked && !reached {
            return Found::Nothing;
        }
        // "6 sản phẩm hết hạn bị thu hồi giấy chứng nhận"
        let clause = (count.end..limit.min(count.end + 8)).take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';'));
        if let Some(j) = clause.into_iter().find(|j| doc.has(*j, Class::Status, "revoked") || list::is_word(doc, *j, "thu hồi")) {
            return Found::Standing(Standing { status: "revoked", end: j + 1, ..Standing::default() });
        }
        let end = limit.min(count.end + 14);
        for i in count.end..end {
            let another = doc.mark(i, ',') && doc.is(i + 1, Class::Subject);
            if doc.mark(i, ';') || doc.mark(i, '.') || another || (doc.mark(i, ',') && i > count.end + 1) {
                break;
            }
            // "đủ điều kiện dự thi 5 sao", "đề nghị đánh giá 5 sao": not theirs yet
            // "đủ điều kiện công nhận 3 sao": appraised with so many
            let qualified = doc.begins_in(i, "đủ điều kiện") && doc.ends_in(i, "công nhận") && !doc.holds(i, "đề nghị");
            if doc.has(i, Class::Status, "proposed") && !(qualified && doc.is(i + 1, Class::Ocop))
                || ["dự thi", "tiềm năng", "chờ"].iter().any(|w| list::is_word(doc, i, w))
                || list::two(doc, i, "tiềm", "năng")
                || list::two(doc, i, "dự", "thi")
            {
                return Found::Nothing;
            }
            if let Some(value) = doc.value(i, Class::Ocop) {
                // "đạt 3 sao và 4 sao": of either
                let joined = doc.is(i + 1, Class::Conj) || doc.mark(i + 1, ',') || list::is_word(doc, i + 1, "hoặc");
                let several = joined && doc.is(i + 2, Class::Ocop) && !doc.has(i, Class::Ocop, "plus");
                let status = if several { "ocop_3plus" } else { stars_of(value) };
                return Found::Standing(Standing { status, end: i + 1, ..Standing::default() });
            }
        }
        // "sản phẩm đạt hạng 4 sao có 1 sản phẩm", "5 sao: 2 sản phẩm"
        let led = count
            .at
            .checked_sub(2)
            .filter(|b| *b >= s.from && (list::is_word(doc, b + 1, "có") || doc.mark(b + 1, ':') || doc.is(b + 1, Class::List)));
        if let Some(value) = led.and_then(|b| doc.value(b, Class::Ocop)) {
            return Found::Standing(Standing { status: stars_of(value), end: count.end, ..Standing::default() });
        }
        let titled = doc.sentences.first().is_some_and(|t| (t.from..t.to).any(|i| doc.is(i, Class::OcopWord)));
        let word = titled
            || (count.at..end).any(|i| doc.is(i, Class::OcopWord))
            || doc.holds(count.end - 1, "ocop")
            || (s.from..count.at).any(|i| doc.is(i, Class::OcopWord));
        let ranked = |i: usize| {
            list::is_word(doc, i, "đạt chuẩn")
                || ["xếp", "phân"].iter().any(|w| list::two(doc, i, w, "hạng"))
                || list::two(doc, i, "chứng", "nhận")
        };
        // "…, lũy kế 37 sản phẩm", "Lũy kế toàn tỉnh có 204 sản phẩm của 121 chủ thể"
        let all = list::is_word(doc, count.at.wrapping_sub(1), "có")
            && (count.at.saturating_sub(6).max(s.from)..count.at).any(|i| doc.begins_in(i, "lũy kế") || doc.is(i, Class::Whole))
            && (count.end..s.to).any(|i| doc.is(i, Class::Ocop));
        let summed = (doc.is(count.at.wrapping_sub(1), Class::LevelVerb) || all) && word;
        let said = summed
            || (s.from..end).any(|i| doc.has(i, Class::Status, "recognised"))
            || (count.end..end).any(ranked)
            || ["xếp hạng", "phân hạng"].iter().any(|w| list::is_word(doc, count.at.wrapping_sub(1), w))
            || list::is_word(doc, count.at.wrapping_sub(1), "hạng") && list::is_word(doc, count.at.wrapping_sub(2), "xếp")
            || list::is_word(doc, count.end, "cấp")
            || doc.holds(count.end - 1, "ocop")
            || doc.is(count.end, Class::OcopWord);
        if word && said && count.n > 1 {
            return Found::Standing(Standing { status: "recognised", end: count.end, ..Standing::default() });
        }
        Found::Nothing
    }
}

impl Builder<'_> {
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
            let tally = Tally {
                unit,
                subject: "products",
                status: stars_of(value),
                tier: None,
                count: n,
                of: None,
                delta: false,
                band: None,
                criterion: None,
                names: Vec::new(),
                year: None,
            };
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
