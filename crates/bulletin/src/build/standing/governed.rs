//! A verb right before a count: "đăng ký 4 xã về đích", "thẩm tra hồ sơ 6 xã đề nghị công nhận".

use super::{Standing, known_status};
use crate::build::tally::{Count, level_of};
use crate::build::tiers::tier_at;
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::gazetteer::Level;
use crate::term::Kind;

/// How far before its count a verb may stand.
const REACH: usize = 10;

/// What a verb makes of the units counted behind it.
struct Verb {
    status: &'static str,
    /// Their papers were sent to those who decide.
    sent_off: bool,
}

impl Builder<'_> {
    /// A verb right before the count decides, whatever follows: "đăng ký 4 xã về đích", "thu hồi danh hiệu … đối với 2 xã",
    /// "thẩm tra hồ sơ 6 xã đề nghị công nhận".
    pub(super) fn governed(&self, s: Sentence, count: &Count, left: usize, limit: usize) -> Option<Standing> {
        let doc = self.doc;
        // "Thẩm định nông thôn mới hai xã biên giới" above what came of it
        let verb = self.governing_verb(s, count, left).filter(|verb| verb.status != "appraised" || !self.is_title(s))?;
        let end = self.phrase_end(count.end, limit, s);
        if !self.is_of_programme(s, count, &verb, left, end) || self.other_program(count.end, end) {
            return None;
        }
        // "thẩm định mức độ đạt chuẩn NTM nâng cao tại 5 xã": the tier may stand between the verb and the count
        let between = || (left.max(count.at.saturating_sub(REACH)).max(s.from)..count.at).rev().find_map(|j| tier_at(doc, j));
        let tier = (count.end..end)
            .find_map(|j| tier_at(doc, j))
            .or_else(|| between().filter(|_| verb.status == "appraised"))
            .or_else(|| self.tier_near(count, count.end, end));
        let mut st = Standing::of(verb.status, tier, end);
        let level = level_of(count.subject).unwrap_or(Level::Hamlet);
        // "đối với 2 xã: A, B"
        let first = count.end + usize::from(doc.mark(count.end, ':') || doc.is(count.end, Class::List));
        st.names = if doc.place_at(first).is_some() { list::names(doc, first, level).names } else { self.names_after(&st, level, limit) };
        Some(st)
    }

    /// The nearest verb before a count that decides where the units stand.
    fn governing_verb(&self, s: Sentence, count: &Count, left: usize) -> Option<Verb> {
        let doc = self.doc;
        let found = |status| Some(Verb { status, sent_off: false });
        for i in (left.max(count.at.saturating_sub(REACH)).max(s.from)..count.at).rev() {
            if doc.mark_any(i, ",;:.") || doc.line(i) {
                return None;
            }
            if self.appraises(count, i) {
                return found("appraised");
            }
            if self.sends_off(s, count, i) {
                return Some(Verb { status: "proposed", sent_off: true });
            }
            let Some(status) = doc.value(i, Class::Status).and_then(known_status) else { continue };
            if self.governs(status, i, count.at) {
                return found(status);
            }
            // "thu hồi quyết định công nhận đạt chuẩn đối với 1 xã"
            if !matches!(status, "met" | "recognised") {
                return None;
            }
        }
        None
    }

    /// "thẩm định mức độ đạt chuẩn của 3 xã": an act, when it is not still to come, and no body's name.
    fn appraises(&self, count: &Count, at: usize) -> bool {
        let doc = self.doc;
        let before = at.wrapping_sub(1);
        let ours = |k: usize| doc.is(k, Class::Program) || doc.has(k, Class::Status, "met") || list::is_word(doc, k, "hồ sơ");
        list::is_word(doc, at, "thẩm định")
            && !doc.reads_any(before, &["tổ", "đoàn", "hội đồng"])
            && !doc.is(before, Class::Head)
            && (at + 1..count.at).any(ours)
    }

    /// "gửi Hội đồng thẩm định tỉnh hồ sơ của 5 xã".
    fn sends_off(&self, s: Sentence, count: &Count, at: usize) -> bool {
        let doc = self.doc;
        list::is_word(doc, at, "hồ sơ")
            && (at + 1..count.at).all(|k| doc.is_any(k, &[Class::Prep, Class::Approx]))
            && (at.saturating_sub(8).max(s.from)..at).any(|k| doc.reads_any(k, &["gửi", "nộp", "trình"]))
    }

    /// Nothing between a word of status and the count that takes the one from the other.
    fn governs(&self, status: &str, at: usize, count: usize) -> bool {
        let doc = self.doc;
        let near = || (at + 1..count).all(|k| self.leads_to_count(status, k));
        match status {
            "registered" | "appraised" | "pending" => near(),
            "proposed" => {
                let led = doc.is_any(at + 1, &[Class::Approx, Class::Towards]) || list::is_word(doc, at + 1, "cho");
                at + 1 == count || at + 2 == count && led
            }
            "revoked" => near() || doc.is(count - 1, Class::Towards) || list::is_word(doc, count - 1, "của"),
            _ => false,
        }
    }

    /// Words that may stand between a verb and its count.
    fn leads_to_count(&self, status: &str, at: usize) -> bool {
        let doc = self.doc;
        // "đăng ký về đích năm nay 3 xã", "đăng ký thêm 3 xã", "đăng ký xây dựng 2 khu dân cư kiểu mẫu"
        let entered =
            || doc.has(at, Class::Status, "met") || doc.has(at, Class::Delta, "more") || doc.reads_any(at, &["xây dựng", "thực hiện"]);
        doc.is_any(at, &[Class::YearWord, Class::Approx, Class::Prep])
            || matches!(doc.kind(at), Some(Kind::Year(_)))
            || doc.reads_any(at, &["hồ sơ", "cho", "của", "xong"])
            || status == "registered" && entered()
    }

    /// The programme, a tier, criteria or a goal said near a governed count.
    fn is_of_programme(&self, s: Sentence, count: &Count, verb: &Verb, left: usize, end: usize) -> bool {
        let doc = self.doc;
        let ours = |j: usize| {
            doc.is_any(j, &[Class::Program, Class::Criteria])
                || tier_at(doc, j).is_some()
                || j >= count.end && doc.has(j, Class::Status, "met")
        };
        verb.sent_off
            || (s.from..end.max(count.end)).any(ours)
            || match verb.status {
                // "đã thu hồi quyết định công nhận của 1 xã"
                "revoked" => (s.from..count.at).any(|j| doc.holds(j, "công nhận")),
                "registered" => {
                    let from = left.max(count.at.saturating_sub(6)).max(s.from);
                    (from..count.at).any(|j| doc.holds(j, "đích") || doc.holds(j, "chuẩn"))
                }
                _ => false,
            }
    }
}
