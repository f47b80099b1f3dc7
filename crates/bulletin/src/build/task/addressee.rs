//! Who is ordered to do something.

use crate::build::Builder;
use crate::build::list::{is_word, two};
use crate::class::Class;
use crate::doc::Sentence;
use crate::gazetteer::Level;
use crate::term::Kind;

impl Builder<'_> {
    /// "đoàn giám sát", "hội đồng thẩm định": the verb is part of a body's name, and the body gives the order.
    pub(super) fn body_before(&self, s: Sentence, act: usize) -> bool {
        let doc = self.doc;
        act > s.from
            && (doc.is(act - 1, Class::Head)
                || doc.is(act - 1, Class::Office)
                || is_word(doc, act - 1, "đoàn")
                || is_word(doc, act - 1, "tổ"))
    }

    /// The clause opens with a person (behind a bullet or a number), and no verb comes before `at`.
    pub(super) fn named_first(&self, start: usize, at: usize) -> bool {
        let doc = self.doc;
        let bullet = |j: usize| {
            doc.mark(j, '-') || doc.mark(j, '+') || doc.mark(j, '.') || doc.mark(j, ')') || matches!(doc.kind(j), Some(Kind::Num(_)))
        };
        let first = (start..at).find(|j| !bullet(*j)).map(|f| self.after_ordinal(f)).filter(|f| *f < at);
        // "Bí thư Huyện ủy kết luận: UBND huyện chỉ đạo các xã …": what the office has to do
        let told = start > 0 && doc.mark(start - 1, ':');
        let office = |f: usize| (told || !doc.has(at, Class::Order, "direct")) && doc.is(f, Class::Head) && self.addressee(f) && f + 1 < at;
        first.is_some_and(|f| doc.is(f, Class::Person) || doc.kind(f) == Some(Kind::Person) || office(f))
            && !(start..at).any(|j| doc.depth[j] == 0 && doc.is(j, Class::Act) && !self.part_of_name(j))
    }

    /// An addressee is a name, not a sentence: no decision, no quotation, no number but a small count in it.
    pub(super) fn plain_addressee(&self, a: usize, w: usize) -> bool {
        let doc = self.doc;
        let w = self.time_inside(a, w).unwrap_or(w);
        // "Xã đạt chuẩn NTM phải …": whichever is one
        let kind = doc.bare_level(a).is_some()
            && !(a..w).any(|j| doc.place_at(j).is_some())
            && (doc.holds(a + 1, "chuẩn") || doc.is(a + 1, Class::Program));
        !kind
            && !(a..w).any(|j| {
                doc.is(j, Class::Order) && j > a
                    || is_word(doc, j, "nào")
                    || doc.is(j, Class::Citation)
                    || doc.mark(j, '"')
                    // "các thành viên theo địa bàn được phân công"
                    || is_word(doc, j, "theo") && !(two(doc, j + 1, "địa", "bàn") || two(doc, j + 1, "lĩnh", "vực") || two(doc, j + 1, "chức", "năng"))
                    || is_word(doc, j, "có") && (doc.is(j + 1, Class::Approx) || matches!(doc.kind(j + 1), Some(Kind::Num(_))))
                    || is_word(doc, j, "vừa")
                    || is_word(doc, j, "thông báo")
                    || is_word(doc, j, "kiến nghị")
                    || is_word(doc, j, "làm việc")
                    // "Xã A: đã hoàn thành …": what was done
                    || doc.is(j, Class::Status) && doc.begins_in(j, "đã hoàn") && doc.mark(j - 1, ':')
                    || two(doc, j, "kiến", "nghị")
                    || is_word(doc, j, "cho biết")
                    // "Bà A kể con bà đi làm hồ sơ phải …", "Ban Thường vụ cho ý kiến về …": told, not ordered
                    || ["kể", "than", "nói", "cho hay", "cho ý kiến", "phê bình"].iter().any(|w| is_word(doc, j, w)) && !is_word(doc, j + 1, "trên")
                    || two(doc, j, "ý", "kiến")
                    || is_word(doc, j, "ý kiến") && is_word(doc, j.wrapping_sub(1), "cho")
                    // "các xã đã đạt chuẩn": which ones
                    || is_word(doc, j, "đã") && !self.which_units(a, j)
                    || matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Percent(_) | Kind::Money { .. } | Kind::Date(_)))
            })
    }

    /// "các xã đã đạt chuẩn", "Ban Chỉ đạo các xã đã đạt chuẩn": which ones, not what they did.
    pub(super) fn which_units(&self, a: usize, at: usize) -> bool {
        let doc = self.doc;
        let several = |j: usize| doc.begins_in(j, "các");
        doc.is(at + 1, Class::Status) && (a..at).rev().take(2).any(several)
    }

    /// "các huyện đến 31/12/2023 giải ngân …": where the time between whoever is ordered and the action begins.
    pub(super) fn time_inside(&self, a: usize, w: usize) -> Option<usize> {
        let doc = self.doc;
        let cue = |j: usize| doc.is(j, Class::Deadline) || doc.has(j, Class::DateCue, "bound");
        let dated = |j: usize| matches!(doc.kind(j), Some(Kind::Date(_) | Kind::Year(_)));
        (a + 1..w).find(|j| {
            cue(*j)
                && (j + 1..w.min(j + 4)).any(dated)
                && (j + 1..w).all(|k| dated(k) || cue(k) || doc.is(k, Class::DateCue) || doc.mark(k, ','))
        })
    }

    /// Something orders are addressed to begins here.
    pub(super) fn addressee(&self, at: usize) -> bool {
        let doc = self.doc;
        if doc.is(at, Class::Head)
            || doc.is(at, Class::Person)
            || doc.kind(at) == Some(Kind::Person)
            || doc.place_at(at).is_some_and(|p| p.explicit)
        {
            return true;
        }
        let plural = is_word(doc, at, "các")
            || is_word(doc, at, "những")
            || doc.is(at, Class::Each)
            || is_word(doc, at, "tất cả")
            || matches!(doc.kind(at), Some(Kind::Num(_)));
        let level =
            |j: usize| doc.is(j, Class::Level) || doc.is(j, Class::Subject) || doc.is(j, Class::VagueSubject) || doc.is(j, Class::Head);
        let people = doc.has(at + 1, Class::Subject, "households");
        plural && !people && (level(at + 1) || doc.place_at(at + 1).is_some_and(|p| p.explicit))
            || level(at) && !doc.is(at, Class::Country) && !is_word(doc, at, "hộ")
    }

    /// Somebody who may be ordered begins here.
    pub(in crate::build) fn addressed_to(&self, at: usize) -> bool {
        self.addressee(at)
    }

    /// Whoever asks stands below whoever is asked: "xã A đề nghị huyện", "huyện đề nghị thành phố sớm thẩm định".
    pub(super) fn asks_above(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let rank = |j: usize| doc.bare_level(j).or_else(|| doc.place_at(j).filter(|p| p.explicit).and_then(|p| p.level)).map(Level::rank);
        let who = (s.from..at).rev().filter(|j| doc.depth[*j] == doc.depth[at]).take(6);
        let who = who.take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, ','));
        let who = who.filter(|j| !is_word(doc, *j, "tổ")).find_map(rank);
        let whom = (at + 1..at + 4).find_map(|j| rank(j).map(|r| (j, r)));
        // "huyện rà soát …, trên cơ sở đó đề nghị tỉnh bổ sung kinh phí": whoever the text is about asks
        let own = || self.doc.main.first().map(|main| main.level.rank()).filter(|_| !self.minutes);
        let who = who.or_else(|| {
            own().filter(|own| whom.is_some_and(|(j, whom)| whom > *own && whom >= Level::Province.rank() && doc.bare_level(j).is_some()))
        });
        let city = |j: usize| is_word(doc, j, "thành phố") || is_word(doc, j, "tp");
        // "Văn phòng Điều phối tỉnh đề nghị UBND tỉnh xem xét …": an office asks the committee it serves
        let office =
            |j: usize| ["văn phòng", "sở", "phòng", "chi cục", "hội", "ban chỉ đạo", "ban quản lý"].iter().any(|w| doc.begins_in(j, w));
        let serves = || doc.is(at + 1, Class::Office) && (s.from..at).any(office) && !(s.from..at).any(|j| doc.is(j, Class::Person));
        who.zip(whom).is_some_and(|(who, (j, whom))| whom > who || whom == who && (city(j) || serves()))
    }

    /// "Ban Tổ chức", "phòng Quản lý đô thị", "phòng Lao động": capitals keep the verb inside the name; so does "tổ chức" after "các".
    pub(super) fn part_of_name(&self, at: usize) -> bool {
        let doc = self.doc;
        let t = doc.terms[at];
        (t.capital && at > 0 && !doc.mark(at - 1, ',') && !doc.mark(at - 1, ':'))
            || is_word(doc, at.wrapping_sub(1), "các")
            // "14 dự án cấp xã"
            || is_word(doc, at, "cấp") && doc.is(at + 1, Class::Level)
            || doc.mark(at.wrapping_sub(1), '-') && !doc.is(at, Class::Modal)
            || is_word(doc, at.wrapping_sub(1), "tổ")
            // "các đồng chí phụ trách xã trực tiếp dự …": which ones
            || is_word(doc, at, "phụ trách")
                && (doc.is(at + 1, Class::Level) && !is_word(doc, at + 1, "tổ") || (two(doc, at + 1, "địa", "bàn") || two(doc, at + 1, "lĩnh", "vực")) || doc.is(at + 1, Class::Criteria) && !matches!(doc.kind(at + 2), Some(Kind::Num(_))))
                && (at + 2..at + 5).any(|j| doc.is(j, Class::Act) || doc.is(j, Class::Modal))
            || is_word(doc, at, "cùng") && (!self.acts_later(at) || self.joins(at))
    }

    /// "Huyện cùng các xã sẽ kiểm kê …": two addressees and then what they have to do.
    fn joins(&self, at: usize) -> bool {
        let doc = self.doc;
        let who = |j: usize| doc.is(j, Class::Head) || self.addressee(j);
        let modal = (at + 2..at + 8).take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';')).find(|j| doc.is(*j, Class::Modal));
        who(at + 1) && modal.is_some_and(|m| !(at + 1..m).any(|j| doc.is(j, Class::Act) && !doc.is(j, Class::Head)))
    }

    /// "chủ trì buổi làm việc", "chủ trì hội nghị": presiding is no order.
    pub(super) fn meeting(&self, at: usize) -> bool {
        let doc = self.doc;
        let presides = is_word(doc, at, "chủ trì")
            || is_word(doc, at, "tổ chức")
            || doc.is(at, Class::Modal)
            || doc.is(at, Class::Order)
            || doc.is(at, Class::Event);
        if !presides {
            return false;
        }
        (at + 1..at + 4).any(|j| {
            is_word(doc, j, "buổi")
                || is_word(doc, j, "cuộc")
                || doc.is(j, Class::Event) && !doc.is(j, Class::Act) && !doc.is(j, Class::Office)
        })
    }
}
