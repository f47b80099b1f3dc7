//! Items of minutes that name their addressee before a colon: "- Phòng A: tham mưu …; rà soát …".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// Longest addressee before a colon, in terms.
const LONGEST_HEAD: usize = 12;

impl Builder<'_> {
    /// Where the addressee of an item begins and where its action does, when a colon stands between them.
    pub(super) fn charged_inline(&self, s: Sentence, end: usize) -> Option<(usize, usize)> {
        let doc = self.doc;
        if !self.minutes || !s.line_start {
            return None;
        }
        let bullet = |j: usize| {
            self.lettered(j) || ['-', '+', '.', ')', '•'].iter().any(|c| doc.mark(j, *c)) || matches!(doc.kind(j), Some(Kind::Num(_)))
        };
        let a = (s.from..end).find(|j| !bullet(*j) && !doc.line(*j))?;
        let colon = (a + 1..end.min(a + LONGEST_HEAD)).find(|j| doc.mark(*j, ':'))?;
        const OPENS: [Class; 5] = [Class::Act, Class::Bidden, Class::OutputVerb, Class::Recurring, Class::Modal];
        let opens = |at: usize| OPENS.iter().any(|class| doc.is(at, *class)) && !doc.is(at, Class::Result);
        // "Phòng A: là đầu mối tổng hợp …"
        let hub = is_word(doc, colon + 1, "là") && (colon + 2..colon + 5).any(opens);
        let opens = opens(colon + 1) || hub;
        let ordered = (a..colon).any(|j| doc.is(j, Class::Order) || doc.is(j, Class::Result) || doc.is(j, Class::Target));
        (self.addressee(a) && opens && !ordered && self.plain_addressee(a, colon)).then_some((a, colon + 1))
    }

    /// "trong vòng 10 ngày, Phòng A …": the addressee behind a time.
    pub(super) fn timed_addressee(&self, from: usize) -> Option<usize> {
        let doc = self.doc;
        let timed = doc.is(from, Class::Deadline) || is_word(doc, from, "trong");
        (from..from + 8)
            .take_while(|j| !doc.mark(*j, ';'))
            .find(|j| doc.mark(*j, ','))
            .map(|j| j + 1)
            .filter(|j| timed && self.addressee(*j))
    }

    /// "yêu cầu từ nay đến hết tháng 9, xã A phải …": the term behind the time and its comma.
    pub(super) fn timed_until(&self, from: usize) -> Option<usize> {
        let doc = self.doc;
        let timed = doc.is(from, Class::Deadline)
            || doc.has(from, Class::DateCue, "bound")
            || doc.is(from, Class::From)
            || is_word(doc, from, "trong");
        let dated = |j: usize| {
            matches!(doc.kind(j), Some(Kind::Date(_) | Kind::Year(_))) || doc.is(j, Class::Quarter) || doc.is(j, Class::WorkingDays)
        };
        let comma = (from + 1..from + 8).find(|j| doc.mark(*j, ','))?;
        (timed && (from..comma).any(dated) && self.addressee(comma + 1)).then_some(comma + 1)
    }

    /// The next work of the same item: it begins with a verb, not with somebody else.
    pub(super) fn goes_on_with(&self, start: usize) -> bool {
        let doc = self.doc;
        [Class::Act, Class::Bidden, Class::OutputVerb].iter().any(|class| doc.is(start, *class))
            && !self.addressee(start)
            && !is_word(doc, start, "báo cáo")
    }
}
