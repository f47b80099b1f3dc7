//! What a heading lays on the items under it: "NHẮC VIỆC", "1. Sở A:".

use super::LONGEST_WHO;
use super::made::Order;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::term::Kind;

/// Terms of a heading, and sentences of the section under it.
const LONGEST_HEADING: usize = 14;

const SECTION: usize = 30;

/// Numbers of headings.
const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];

/// Words of a heading under which every item is somebody's duty.
const DUTIES: [&str; 9] =
    ["nhiệm vụ", "tổ chức thực hiện", "phân công", "nhắc việc", "giao việc", "việc phải làm", "việc cần làm", "việc giao", "kết luận"];

impl Builder<'_> {
    /// An item under "IV. Nhiệm vụ 6 tháng cuối năm", "III. Tổ chức thực hiện", "NHẮC VIỆC", as far as the next heading.
    pub(super) fn under_duties(&self, index: usize) -> bool {
        let doc = self.doc;
        let first = |i: usize| (doc.sentences[i].from..doc.sentences[i].to).find(|j| !doc.line(*j)).unwrap_or(doc.sentences[i].from);
        let text = |i: usize| (first(i)..doc.sentences[i].to).rev().find(|j| !doc.line(*j)).map_or(first(i), |j| j + 1);
        let marked = |at: usize| ['.', ')', '/'].iter().any(|c| doc.mark(at + 1, *c));
        let numbered = |i: usize| {
            let at = first(i);
            let part = || matches!(doc.kind(at), Some(Kind::Num(_))) || ROMAN.iter().any(|w| is_word(doc, at, w)) || self.letter(at);
            marked(at) && part()
        };
        let bulleted = |i: usize| ['-', '+', '•'].iter().any(|c| doc.mark(first(i), *c)) || self.lettered(first(i));
        let capitals = |i: usize| self.capitals(first(i), text(i));
        let heading = |i: usize| {
            let ends = [';', '.'].iter().any(|c| doc.mark(text(i) - 1, *c)) || doc.mark(text(i) - 1, ':') && self.addressee(first(i));
            // what is too long is looked at no further: every item looks back
            text(i) - first(i) <= LONGEST_HEADING && doc.sentences[i].line_start && !ends && (numbered(i) || capitals(i))
        };
        // "Phòng A rà soát …": a line that begins with an office
        let office = || doc.sentences[index].line_start && doc.is(first(index), Class::Head) && !doc.is(first(index), Class::Person);
        if !numbered(index) && !bulleted(index) && !office() {
            return false;
        }
        let Some(over) = (index.saturating_sub(SECTION)..index).rev().find(|i| heading(*i)) else { return false };
        let duties = |j: usize| {
            let words = doc.text(j, (j + 4).min(text(over))).to_lowercase();
            let plain = if doc.bare { crate::spelling::strip(&words) } else { words };
            DUTIES.iter().any(|duty| if doc.bare { plain.starts_with(&crate::spelling::strip(duty)) } else { plain.starts_with(duty) })
        };
        (first(over)..text(over)).any(duties)
    }

    /// "NHẮC VIỆC": a line all in capitals.
    pub(super) fn capitals(&self, from: usize, to: usize) -> bool {
        let doc = self.doc;
        let (start, end) = (doc.terms[from].start as usize, doc.terms[to.max(from + 1) - 1].end as usize);
        let letters = || doc.source.chars[start..end].iter().filter(|c| crate::letters::is_letter(**c));
        letters().count() >= 6 && letters().all(|c| crate::letters::is_upper(*c))
    }

    /// "A": the letter of a part.
    pub(super) fn letter(&self, at: usize) -> bool {
        self.doc.terms.get(at).is_some_and(|t| t.end - t.start == 1 && self.doc.source.chars[t.start as usize].is_ascii_uppercase())
    }

    /// "a)": the letter of an item.
    pub(super) fn lettered(&self, at: usize) -> bool {
        self.doc.mark(at + 1, ')') && self.doc.terms.get(at).is_some_and(|t| t.end - t.start == 1)
    }

    /// "1. Sở A:" on a line of its own charges the office; "a) Tham mưu …", "- Hướng dẫn …" below are its tasks.
    pub(super) fn under_heading(&mut self, index: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[index];
        if !self.minutes || !s.line_start {
            return false;
        }
        let end = (s.from..s.to).rev().find(|j| doc.kind(*j) != Some(Kind::Line)).map_or(s.to, |j| j + 1);
        let mut a = s.from;
        // "1.", "a)", "-"
        while a < end
            && (matches!(doc.kind(a), Some(Kind::Num(_))) || ['.', ')', '-', '+', '•'].iter().any(|c| doc.mark(a, *c)) || self.lettered(a))
        {
            a += 1;
        }
        if a >= end {
            return false;
        }
        if doc.mark(end - 1, ':') && a + 1 < end && self.addressee(a) && doc.is(a, Class::Head) && end - a <= LONGEST_WHO {
            let plain = self.plain_addressee(a, end - 1) && !(a..end).any(|j| doc.is(j, Class::Modal) || doc.is(j, Class::Order));
            let act = (a + 1..end).any(|j| doc.is(j, Class::Act) && !self.part_of_name(j));
            if plain && !act {
                self.charged = Some((index, doc.text(a, end - 1)));
                return true;
            }
        }
        let Some((_, who)) = self.charged.clone().filter(|(last, _)| index - last <= 1) else { return false };
        let item = a > s.from && doc.is(a, Class::Act) && !self.addressee(a);
        if !item {
            self.charged = None;
            return false;
        }
        self.charged = Some((index, who.clone()));
        self.task(who, Order { s, a, w: a, end, rule: "task-listed" });
        self.last_order = Some(index);
        true
    }
}
