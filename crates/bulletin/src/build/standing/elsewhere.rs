//! Words behind a count that say the standing is of others: of some of the units only, of what they have, of what was talked about.

use super::behind::Behind;
use crate::build::tiers::tier_at;
use crate::build::{Builder, list};
use crate::class::Class;
use crate::term::Kind;

impl Builder<'_> {
    /// "hai xã của huyện biên giới A": where they lie.
    pub(super) fn lies_above(&self, behind: &Behind<'_>, i: usize) -> bool {
        self.doc.place_at(i).is_some_and(|p| p.level.is_some_and(|l| l.rank() > behind.level.rank()))
    }

    /// What follows is said of others, or only of how far the units are.
    pub(super) fn said_of_others(&self, behind: &Behind<'_>, i: usize) -> bool {
        let (doc, end) = (self.doc, behind.count.end);
        // "với 7 xã miền núi, huyện A cán đích": the status is of the one behind the comma
        let other = || self.lies_above(behind, i) && doc.mark(i - 1, ',') && i > end + 1 && doc.is(i + 1, Class::Status);
        // "làm việc với 3 xã về NTM nâng cao": what it was about
        let about = || list::is_word(doc, i, "về") && (doc.is(i + 1, Class::Program) || tier_at(doc, i + 1).is_some());
        // "hai xã chưa đạt 15 tiêu chí nâng cao": how far they are
        let so_many = || {
            doc.has(i, Class::Status, "not_met")
                && matches!(doc.kind(i + 1), Some(Kind::Num(_) | Kind::Frac(..)))
                && doc.is(i + 2, Class::Criteria)
        };
        // "nghe hai xã A, B báo cáo việc xây dựng nông thôn mới": who speaks
        let speaks = || i > end && list::is_word(doc, i, "báo cáo") && !behind.names.is_empty();
        // "đưa ra khỏi danh sách đạt chuẩn": no longer
        let taken_off = || doc.ends_in(i, "khỏi") || doc.has(i, Class::Status, "revoked") && doc.ends_in(i + 1, "khỏi");
        // "17 thôn nay nhập với thôn chưa đạt chuẩn": the standing of others
        let joined = || i > end && doc.bare_level(i) == Some(behind.level) && list::is_word(doc, i - 1, "với");
        // "bốn xã còn lại thì A đạt 15/19": each has its own
        let each = || doc.place_at(i + 1).is_some() && list::is_word(doc, i, "thì");
        // "hai xã xây dựng nông thôn mới nâng cao": what they work at
        let works = || {
            let verb = doc.holds(end - 1, "xây dựng")
                || list::is_word(doc, end, "xây dựng")
                || doc.is(end, Class::Program) && doc.begins_in(end, "xây dựng");
            let rung = (end..end + 2).any(|j| tier_at(doc, j).is_some());
            let stands = |j: usize| doc.is(j, Class::Status) || doc.is(j, Class::Reach);
            let stop = |j: &usize| doc.mark_any(*j, ",;.:");
            i == end && verb && rung && !(end..behind.limit).take_while(|j| !stop(j)).any(stands)
        };
        works() || other() || about() || so_many() || speaks() || taken_off() || joined() || each()
    }

    /// The standing is only of some of the units.
    pub(super) fn of_some_only(&self, behind: &Behind<'_>, i: usize) -> bool {
        let (doc, count, names) = (self.doc, behind.count, &behind.names);
        // "trong 13 xã của huyện chỉ có A cán đích": one of them
        let only = doc.reads_any(i, &["chỉ có", "mới có"]) || list::two(doc, i, "chỉ", "có");
        if only && doc.place_at(i + 1 + usize::from(list::is_word(doc, i, "chỉ"))).is_some() {
            return true;
        }
        // "rà soát 15 xã: A, B, C đạt 19 tiêu chí; D 13 tiêu chí": the first few have a standing of their own
        if names.is_empty() || names.len() as i64 * 2 > count.n {
            return false;
        }
        let listed = || (count.end..i).any(|j| doc.is(j, Class::List)) && self.band(behind.s, count, i).is_some();
        let each = || names.len() == 1 && count.n >= 2 && listed();
        let named_last = || (count.end..i).any(|j| doc.mark(j, ':')) && doc.place_at(i - 1).is_some();
        doc.mark(count.end, ':') || named_last() || each()
    }

    /// "bốn xã A, B phải về đích trong năm 2019": laid on them.
    pub(super) fn laid_on_them(&self, i: usize) -> bool {
        let doc = self.doc;
        let laid = doc.is(i, Class::Modal) || doc.has(i, Class::Order, "passive") && doc.begins_in(i, "được giao");
        laid && (i + 1..i + 3).any(|j| doc.is(j, Class::Status))
    }

    /// The words go on with something else than where the units stand.
    pub(super) fn of_something_else(&self, behind: &Behind<'_>, i: usize) -> bool {
        let (doc, inside) = (self.doc, i > behind.count.end);
        // "62 khu dân cư được chọn xây dựng kiểu mẫu": chosen, no more
        let chosen = || doc.reads_any(i, &["chọn", "lựa chọn"]);
        // "2 xã có nguy cơ bị thu hồi quyết định": it has not come to that
        let feared = || doc.reads_any(i, &["nguy cơ", "khả năng"]) || list::two(doc, i, "nguy", "cơ") || list::two(doc, i, "khả", "năng");
        // văn minh đô thị; "16 tỉnh mà toàn bộ số xã đạt chuẩn"
        let other = || doc.is(i, Class::OtherProgram) && !doc.is(i, Class::Program) && !doc.is(i, Class::Level);
        // "7/7 thôn có nhà văn hóa đạt chuẩn": the houses, not the hamlets
        let has = || {
            inside
                && list::is_word(doc, i - 1, "có")
                && doc.is_any(i, &[Class::Unit, Class::WorkNoun, Class::Indicator])
                && !doc.is(i, Class::Criteria)
        };
        chosen() || feared() || other() || has() || inside && self.other_noun(behind.count, i)
    }
}
