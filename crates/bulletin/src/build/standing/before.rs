//! A standing said before its count: "đăng ký 4 xã", "chưa đạt chuẩn còn 4 xã".

use super::{Standing, is_weak, known_status};
use crate::build::tally::{Count, level_of, subject_at};
use crate::build::tiers::{STANDARD, tier_at};
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::gazetteer::Level;

impl Builder<'_> {
    /// A verb right before the count decides, whatever follows: "đăng ký 4 xã về đích", "thu hồi danh hiệu … đối với 2 xã",
    /// "thẩm tra hồ sơ 6 xã đề nghị công nhận".
    pub(super) fn governed(&self, s: Sentence, count: &Count, left: usize, limit: usize) -> Option<Standing> {
        let doc = self.doc;
        let (mut found, mut sent_off) = (None, false);
        for i in (left.max(count.at.saturating_sub(10)).max(s.from)..count.at).rev() {
            if doc.mark(i, ',') || doc.mark(i, ';') || doc.mark(i, ':') || doc.mark(i, '.') || doc.line(i) {
                break;
            }
            // "thẩm định mức độ đạt chuẩn của 3 xã": an act, when it is not still to come
            let body = ["tổ", "đoàn", "hội đồng"].iter().any(|w| list::is_word(doc, i.wrapping_sub(1), w))
                || doc.is(i.wrapping_sub(1), Class::Head);
            let appraises = !body
                && list::is_word(doc, i, "thẩm định")
                && (i + 1..count.at)
                    .any(|k| doc.is(k, Class::Program) || doc.has(k, Class::Status, "met") || list::is_word(doc, k, "hồ sơ"));
            if appraises {
                found = Some("appraised");
                break;
            }
            // "gửi Hội đồng thẩm định tỉnh hồ sơ của 5 xã"
            let sent = list::is_word(doc, i, "hồ sơ")
                && (i + 1..count.at).all(|k| doc.is(k, Class::Prep) || doc.is(k, Class::Approx))
                && (i.saturating_sub(8).max(s.from)..i).any(|k| ["gửi", "nộp", "trình"].iter().any(|w| list::is_word(doc, k, w)));
            if sent {
                sent_off = true;
                found = Some("proposed");
                break;
            }
            if let Some(status) = doc.value(i, Class::Status).and_then(known_status) {
                let near = (i + 1..count.at).all(|k| {
                    list::is_word(doc, k, "hồ sơ")
                        || list::is_word(doc, k, "cho")
                        || list::is_word(doc, k, "của")
                        || list::is_word(doc, k, "xong")
                        // "đăng ký về đích năm nay 3 xã"
                        || doc.is(k, Class::YearWord)
                        || matches!(doc.kind(k), Some(crate::term::Kind::Year(_)))
                        || status == "registered" && doc.has(k, Class::Status, "met")
                        // "đăng ký thêm 3 xã"
                        || status == "registered" && doc.has(k, Class::Delta, "more")
                        // "đăng ký xây dựng 2 khu dân cư kiểu mẫu"
                        || status == "registered" && ["xây dựng", "thực hiện"].iter().any(|w| list::is_word(doc, k, w))
                        || doc.is(k, Class::Approx)
                        || doc.is(k, Class::Prep)
                });
                let stripped = doc.is(count.at - 1, Class::Towards) || list::is_word(doc, count.at - 1, "của");
                let governs = match status {
                    "registered" | "appraised" | "pending" => near,
                    "proposed" => {
                        i + 1 == count.at
                            || i + 2 == count.at
                                && (doc.is(i + 1, Class::Approx) || doc.is(i + 1, Class::Towards) || list::is_word(doc, i + 1, "cho"))
                    }
                    "revoked" => near || stripped,
                    _ => false,
                };
                if governs {
                    found = Some(status);
                    break;
                }
                // "thu hồi quyết định công nhận đạt chuẩn đối với 1 xã"
                if !matches!(status, "met" | "recognised") {
                    break;
                }
            }
        }
        let status = found?;
        let end = self.phrase_end(count.end, limit, s);
        let ours = (s.from..end.max(count.end)).any(|j| {
            doc.is(j, Class::Program)
                || tier_at(doc, j).is_some()
                || doc.is(j, Class::Criteria)
                || j >= count.end && doc.has(j, Class::Status, "met")
        }) || sent_off
            // "đã thu hồi quyết định công nhận của 1 xã"
            || status == "revoked" && (s.from..count.at).any(|j| doc.holds(j, "công nhận"))
            || status == "registered"
                && (left.max(count.at.saturating_sub(6)).max(s.from)..count.at).any(|j| doc.holds(j, "đích") || doc.holds(j, "chuẩn"));
        if !ours || self.other_program(count.end, end) {
            return None;
        }
        // "thẩm định mức độ đạt chuẩn NTM nâng cao tại 5 xã": the tier may stand between the verb and the count
        let between = || (left.max(count.at.saturating_sub(10)).max(s.from)..count.at).rev().find_map(|j| tier_at(doc, j));
        let tier = (count.end..end)
            .find_map(|j| tier_at(doc, j))
            .or_else(|| between().filter(|_| status == "appraised"))
            .or_else(|| self.tier_near(count, count.end, end));
        let mut st = Standing { status, tier, end, ..Standing::default() };
        let level = level_of(count.subject).unwrap_or(Level::Hamlet);
        // "đối với 2 xã: A, B"
        let first = count.end + usize::from(doc.mark(count.end, ':') || doc.is(count.end, Class::List));
        st.names = if doc.place_at(first).is_some() { list::names(doc, first, level).names } else { self.names_after(&st, level, limit) };
        Some(st)
    }

    /// "Các huyện có xã đạt chuẩn cao: A 8 xã, B 7 xã": the status stands once, before the colon.
    pub(super) fn headed(&self, s: Sentence, count: &Count) -> Option<Standing> {
        let doc = self.doc;
        let owner = count.at.checked_sub(1).and_then(|b| doc.place_at(b))?;
        let rank = level_of(count.subject)?.rank();
        // "Các huyện có nhiều xã đạt chuẩn là A 10/10 xã, B 15/16 xã"
        let lists = |j: usize| {
            (doc.is(j, Class::List) || list::is_word(doc, j, "như")) && doc.place_at(j + 1).is_some() && !doc.is(j, Class::Status)
        };
        let colon = (s.from..count.at).rev().take(60).find(|j| doc.mark(*j, ':') || lists(*j))?;
        let fits = owner.level.is_none_or(|l| l.rank() > rank);
        let counted = (s.from..colon).any(|j| subject_at(doc, j).is_some_and(|(subject, _)| subject == count.subject));
        let status = (s.from..colon).find_map(|j| doc.value(j, Class::Status).and_then(known_status).filter(|_| !is_weak(doc, j)))?;
        let tier = (s.from..colon).find_map(|j| tier_at(doc, j)).or(Some(STANDARD));
        (fits && counted && !self.other_program(s.from, colon)).then(|| Standing { status, tier, end: count.end, ..Standing::default() })
    }

    /// "công nhận 4 xã", "xã NTM nâng cao có 764 xã", "chưa đạt chuẩn còn 4 xã".
    pub(super) fn standing_before(&self, count: &Count, left: usize) -> Option<Standing> {
        let doc = self.doc;
        let mut tier = None;
        for i in (left.max(count.at.saturating_sub(7))..count.at).rev() {
            if doc.mark(i, ';') || doc.mark(i, '.') || doc.mark(i, ':') && i + 1 < count.at || doc.line(i) {
                break;
            }
            if doc.place_at(i).is_some() && i + 1 < count.at && doc.mark(i + 1, ',') {
                break;
            }
            // "4 xã đã thẩm định, 2 xã …": the status is the other count's
            if doc.mark(i, ',') && left > doc.sentences[doc.sentence_of(count.at)].from {
                break;
            }
            tier = tier.or_else(|| tier_at(doc, i));
            if let Some(status) = doc.value(i, Class::Status).and_then(known_status) {
                let ok = matches!(
                    status,
                    "recognised" | "not_met" | "lost" | "revoked" | "appraised" | "met" | "registered" | "pending" | "proposed"
                );
                // "Làng dân tộc thiểu số đạt chuẩn có 4/4 làng"
                let first = (left.max(i.saturating_sub(6))..i).find(|j| !doc.line(*j));
                let opens = first.is_some_and(|j| (j == left || doc.mark(j - 1, '.') || doc.mark(j - 1, ';')) && doc.is(j, Class::Level))
                    && list::is_word(doc, count.at - 1, "có");
                let noun = opens || (s_from(left, i)..i).any(|j| doc.is(j, Class::Level) || doc.is(j, Class::Subject));
                let act = matches!(status, "recognised" | "revoked" | "appraised");
                // "A hoàn thành nhiệm vụ xây dựng NTM năm 2017 với 4/4 xã."
                let whole = status == "met"
                    && count.of == Some(count.n)
                    && list::is_word(doc, count.at - 1, "với")
                    && list::ends(doc, doc.sentences[doc.sentence_of(count.at)], count.end)
                    && (i..count.at).any(|j| doc.is(j, Class::Program));
                if whole && !self.other_program(i, count.at) {
                    return Some(Standing { status, tier: tier.or(Some(STANDARD)), end: count.end, ..Standing::default() });
                }
                if self.other_program(i, count.at) || !ok || (is_weak(doc, i) && !noun) || !(act || noun) {
                    return None;
                }
                // "thu hồi quyết định công nhận đối với cả hai xã": no longer; asked for, nothing has come of it
                let taken = status == "recognised"
                    && (i.saturating_sub(4)..i).any(|j| doc.has(j, Class::Status, "revoked") || list::is_word(doc, j, "thu hồi"));
                let asked = (i.saturating_sub(10)..i).any(|j| list::is_word(doc, j, "đề nghị") || list::is_word(doc, j, "kiến nghị"));
                if taken {
                    let st = Standing { status: "revoked", tier: tier.or(Some(STANDARD)), end: count.end, ..Standing::default() };
                    return (!asked).then_some(st);
                }
                // "số xã đăng ký đạt chuẩn năm nay: 2 xã"
                let entered = status == "met" && i > left && doc.has(i - 1, Class::Status, "registered");
                let status = if entered { "registered" } else { status };
                // "bỏ phiếu đề nghị Chủ tịch UBND tỉnh công nhận 3 xã"
                let asked = status == "recognised"
                    && (i.saturating_sub(8)..i)
                        .rev()
                        .take_while(|j| !doc.mark(*j, ',') && !doc.mark(*j, ';') && !doc.mark(*j, '.'))
                        .any(|j| list::is_word(doc, j, "đề nghị") || list::is_word(doc, j, "trình"));
                let status = if asked { "proposed" } else { status };
                // "công nhận 5 khu dân cư kiểu mẫu"
                let own = tier_at(doc, count.end.wrapping_sub(1));
                return Some(Standing { status, tier: own.or(tier).or(Some(STANDARD)), end: count.end, ..Standing::default() });
            }
        }
        // "Ấp NTM: 12/19 ấp": the programme's name and a colon
        let label = count.at >= left + 3
            && doc.mark(count.at - 1, ':')
            && doc.is(count.at - 2, Class::Program)
            && subject_at(doc, count.at - 3).is_some_and(|(subject, _)| subject == count.subject);
        if label && tier.is_none() {
            return Some(Standing { status: "met", tier: Some(STANDARD), end: count.end, ..Standing::default() });
        }
        let tier = tier?;
        let noun = (left..count.at).any(|j| doc.is(j, Class::Level) || doc.is(j, Class::Subject))
            || count.at >= 2 && tier_at(doc, count.at - 2).is_some() && list::is_word(doc, count.at - 1, "có");
        let own = list::is_word(doc, count.at.wrapping_sub(1), "có")
            || doc.mark(count.at.wrapping_sub(1), ':')
            || doc.is(count.at.wrapping_sub(1), Class::List);
        (noun && own).then(|| Standing { status: "met", tier: Some(tier), end: count.end, ..Standing::default() })
    }
}

fn s_from(left: usize, at: usize) -> usize {
    left.max(at.saturating_sub(3))
}
