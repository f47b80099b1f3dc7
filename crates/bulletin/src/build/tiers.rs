//! Which rung is meant: plain, nâng cao, kiểu mẫu, hiện đại.

use crate::class::Class;
use crate::doc::Doc;
use crate::term::Kind;

pub(crate) const STANDARD: &str = "standard";

/// The tier a term says, if it says one.
pub(crate) fn tier_at(doc: &Doc<'_>, at: usize) -> Option<&'static str> {
    if let Some(value) = doc.value(at, Class::Tier) {
        return rung(value);
    }
    // phrases of a status that say the tier: "4/7 xã đạt nâng cao"
    if doc.reads(at, "đạt nâng cao") {
        return Some("advanced");
    }
    if doc.reads(at, "đạt kiểu mẫu") {
        return Some("model");
    }
    let value = doc.value(at, Class::TierWeak)?;
    let before = at.checked_sub(1)?;
    let beside = doc.is(before, Class::Program)
        || doc.is(before, Class::Subject)
        || doc.is(before, Class::Level)
        || doc.is(before, Class::Tier)
        || doc.is(before, Class::Status)
        || doc.is(before, Class::Reach)
        // "31 xã lên nâng cao", "12 xã đều nâng cao"
        || ["lên", "nhóm", "hạng", "danh hiệu", "theo", "sang", "thang", "vươn tới", "bậc", "mức"].iter().any(|w| doc.reads(before, w))
        || doc.is(before, Class::Together)
        // "…; nâng cao có 2 xã là A, B"
        || (doc.mark(before, ';') || doc.mark(before, '.')) && doc.reads(at + 1, "có") && matches!(doc.kind(at + 2), Some(Kind::Num(_)))
        // "16/19 tiêu chí nâng cao"
        || (doc.is(before, Class::Criteria) || doc.is(before, Class::Indicators)) && before > 0 && matches!(doc.kind(before - 1), Some(Kind::Frac(..) | Kind::Num(_)))
        // "của bộ tiêu chí nâng cao"
        || doc.reads(before, "bộ tiêu chí") || doc.is(before, Class::Criteria) && before > 0 && doc.reads(before - 1, "bộ")
        || (doc.mark(before, ',') || doc.is(before, Class::Conj)) && before > 0 && (tier_at(doc, before - 1).is_some());
    // "nâng cao thu nhập" is work, not a tier
    let verb = matches!(doc.kind(at + 1), Some(Kind::Word)) && !doc.terms[at + 1].capital
        || doc.is(at + 1, Class::Indicator)
        || doc.is(at + 1, Class::Criterion)
        || doc.is(at + 1, Class::Criteria);
    (beside && !verb).then(|| rung(value)).flatten()
}

/// The rung a word of the dictionaries stands for.
pub(crate) fn rung(value: &str) -> Option<&'static str> {
    ["advanced", "model", "modern"].into_iter().find(|t| *t == value)
}

/// Words of a heading that only says what paper it is.
const SHORT_HEADING: usize = 5;

/// The tier in the title, when the title names exactly one and does not only aim at it ("đặt mục tiêu NTM hiện đại").
pub(crate) fn title_tier(doc: &Doc<'_>) -> Option<&'static str> {
    let first = doc.sentences.first()?;
    // "BIÊN BẢN" stands alone above what it is about
    let paper = first.to - first.from <= SHORT_HEADING && (first.from..first.to).any(|j| doc.is(j, Class::Minutes));
    let s = doc.sentences.get(1).filter(|_| paper).unwrap_or(first);
    if (s.from..s.to).any(|j| doc.is(j, Class::Target)) {
        return None;
    }
    let mut found = None;
    for i in s.from..s.to {
        if let Some(tier) = tier_at(doc, i) {
            if found.is_some_and(|f| f != tier) {
                return None;
            }
            found = Some(tier);
        }
    }
    found
}
