//! Stars of OCOP products.

use super::{Found, Standing};
use crate::build::tally::Count;
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;

impl Builder<'_> {
    /// Stars of OCOP products.
    pub(super) fn stars(&self, s: Sentence, count: &Count, limit: usize) -> Found {
        let doc = self.doc;
        let about = (s.from..s.to).any(|i| doc.is(i, Class::OcopWord) || doc.is(i, Class::Ocop));
        if !about {
            return Found::Nothing;
        }
        let end = limit.min(count.end + 14);
        for i in count.end..end {
            if doc.mark(i, ';') || doc.mark(i, '.') || (doc.mark(i, ',') && i > count.end + 1) {
                break;
            }
            if let Some(value) = doc.value(i, Class::Ocop) {
                let status = match value {
                    "3" => "ocop_3star",
                    "4" => "ocop_4star",
                    "5" => "ocop_5star",
                    _ => "ocop_3plus",
                };
                return Found::Standing(Standing { status, end: i + 1, ..Standing::default() });
            }
        }
        let word = (count.at..end).any(|i| doc.is(i, Class::OcopWord))
            || doc.holds(count.end - 1, "ocop")
            || (s.from..count.at).any(|i| doc.is(i, Class::OcopWord));
        let ranked = |i: usize| {
            list::is_word(doc, i, "đạt chuẩn")
                || ["xếp", "phân"].iter().any(|w| list::two(doc, i, w, "hạng"))
                || list::two(doc, i, "chứng", "nhận")
        };
        let said = (s.from..end).any(|i| doc.has(i, Class::Status, "recognised"))
            || (count.end..end).any(ranked)
            || list::is_word(doc, count.end, "cấp")
            || doc.holds(count.end - 1, "ocop")
            || doc.is(count.end, Class::OcopWord);
        if word && said && count.n > 1 {
            return Found::Standing(Standing { status: "recognised", end: count.end, ..Standing::default() });
        }
        Found::Nothing
    }
}
