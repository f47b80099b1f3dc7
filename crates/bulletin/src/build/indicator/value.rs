//! What is a value, and what only should be one.

use crate::build::Builder;
use crate::build::list::{is_word, two};
use crate::class::Class;
use crate::doc::Sentence;
use crate::number::Number;
use crate::term::{Kind, Per};

impl Builder<'_> {
    /// Thresholds: "phải đạt", "tối thiểu", "quy định", "trở lên", "trên 100%".
    pub(super) fn rule_like(&self, s: Sentence, from: usize, to: usize) -> bool {
        let doc = self.doc;
        let words = (from.saturating_sub(3).max(s.from)..to)
            .any(|j| doc.is(j, Class::Law) || doc.is(j, Class::Modal) && !doc.is(j, Class::Target) || self.laid_down(s, j));
        // "bộ tiêu chí mới nâng mức thu nhập lên 41 triệu đồng"
        let raised = (from.saturating_sub(8).max(s.from)..from).any(|j| is_word(doc, j, "bộ tiêu chí") || two(doc, j, "bộ", "tiêu chí"))
            && (from.saturating_sub(5).max(s.from)..to)
                .any(|j| ["nâng", "siết", "đòi hỏi", "yêu cầu", "đặt", "quy định"].iter().any(|w| is_word(doc, j, w)));
        // "…, trong khi chuẩn là 60%"
        let standard = to > from + 1
            && (to.saturating_sub(3).max(from)..to).any(|j| is_word(doc, j, "chuẩn") && !doc.is(j, Class::Status))
            && (doc.is(to - 1, Class::List)
                || is_word(doc, to - 1, "chuẩn")
                || doc.is(to - 1, Class::Below)
                || doc.is(to - 1, Class::Approx));
        // "quy định hộ nghèo từ 4% trở xuống", "kiến nghị giảm … xuống 10%"
        let near = from.saturating_sub(4).max(s.from)..to;
        // "(quy định là 32 triệu đồng), hộ nghèo còn 11%": said in passing; "quy định từ 5% trở xuống, bảo hiểm y tế đạt 96%": it ended
        let over = |j: usize| {
            j > s.from + 1
                && doc.mark(j, ',')
                && (doc.is(j - 1, Class::AndUp) || is_word(doc, j - 1, "trở xuống") || two(doc, j - 2, "trở", "xuống"))
        };
        let ruled = (from.saturating_sub(14).max(s.from)..from)
            .rev()
            .take_while(|j| !doc.mark(*j, ';') && !over(*j))
            .any(|j| doc.depth[j] <= doc.depth[from] && self.laid_down(s, j));
        let laid = ruled
            || near.clone().any(|j| self.laid_down(s, j))
            || (to + 1..to + 4).any(|j| two(doc, j, "trở", "xuống") || is_word(doc, j, "trở xuống"))
            || (from.saturating_sub(10).max(s.from)..from).any(|j| two(doc, j, "kiến", "nghị") || is_word(doc, j, "kiến nghị"));
        // "nước sạch không dưới 40%", "hộ nghèo tối đa 1,5%"
        let limit = ["tối đa", "không dưới", "không quá", "không vượt quá", "không được vượt"];
        let limited = (to.saturating_sub(2).max(from)..to).any(|j| limit.iter().any(|w| is_word(doc, j, w)))
            || two(doc, to.saturating_sub(2), "tối", "đa");
        // "mức hộ nghèo cũng siết từ 7% xuống còn 4%"
        let tightened = (from.saturating_sub(3).max(s.from)..to).any(|j| doc.reads_any(j, &["siết", "siết chặt"]));
        words
            || tightened
            || raised
            || standard
            || laid
            || limited
            || doc.is(to + 1, Class::AndUp)
            // "thu nhập 18 triệu đồng là qua"
            || is_word(doc, to + 1, "là") && doc.reads_any(to + 2, &["qua", "được", "đạt", "xong"])
            || is_word(doc, to + 1, "mới") && is_word(doc, to + 2, "đạt")
    }

    /// "quy định", unless it only says how another stands: "thấp hơn mức quy định, …".
    fn laid_down(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let Some(end) = is_word(doc, at, "quy định").then_some(at + 1).or_else(|| two(doc, at, "quy", "định").then_some(at + 2))
        else {
            return false;
        };
        let compared = (at.saturating_sub(3).max(s.from)..at).any(|k| doc.reads_any(k, &["hơn", "thấp hơn", "cao hơn", "vượt"]));
        !(compared && doc.mark(end, ','))
    }

    /// Behind a value that should be: ", xã có …", ", trong khi xã mới đạt …".
    pub(super) fn told_against(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let unit = |j: usize| doc.bare_level(j).is_some() || doc.place_at(j).is_some();
        let reached = |j: usize| doc.is(j, Class::Reach) || doc.reads_any(j, &["mới", "chỉ", "còn", "chỉ còn", "mới có", "mới đạt"]);
        // "không được quá 1% thì xã còn 4,7%"
        let turns = |j: usize| doc.mark(j, ',') || is_word(doc, j, "thì");
        let at = (at..at + 5).find(|j| turns(j + 1)).unwrap_or(at);
        turns(at + 1)
            && (at + 2..s.to.min(at + 7))
                .take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';') && !doc.is(*j, Class::Indicator))
                .any(|j| unit(j) && reached(j + 1))
    }
}

/// A percentage, or million đồng a person and year.
pub(super) fn value_of(kind: Kind, income: bool) -> Option<Number> {
    match kind {
        Kind::Percent(p) if !income && p.0 <= 100 * Number::ONE => Some(p),
        Kind::Money { vnd, pair: None, per: Per::Person | Per::Total | Per::Year }
            if income && (1_000_000..=2_000_000_000).contains(&vnd) =>
        {
            Some(Number(vnd))
        }
        // "thu nhập 61,2/65 triệu đồng": out of what it should be
        Kind::Money { vnd, pair: Some(whole), per: Per::Person | Per::Total | Per::Year }
            if income && vnd <= whole && (1_000_000..=2_000_000_000).contains(&vnd) =>
        {
            Some(Number(vnd))
        }
        Kind::Money { vnd, pair: None, per: Per::Month } if income && (300_000..=100_000_000).contains(&vnd) => {
            Some(Number(vnd.saturating_mul(12)))
        }
        _ => None,
    }
}
