//! What work a quantity is of, and whether it is the programme's.

use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

impl Builder<'_> {
    /// Words of the work: "mở rộng đường giao thông nông thôn".
    pub(super) fn what(&self, s: Sentence, verb: usize, i: usize, after: usize) -> (String, usize) {
        let doc = self.doc;
        let mut end = after;
        while end < s.to && end < after + 7 {
            let stop = end == verb
                || doc.mark(end, ',')
                || doc.mark(end, ';')
                || doc.mark(end, '.')
                || doc.mark(end, '(')
                || doc.mark(end, '…')
                || matches!(doc.kind(end), Some(Kind::Num(_) | Kind::Line | Kind::Place(_) | Kind::Money { .. }))
                || doc.is(end, Class::Conj)
                || doc.reads_any(end, &["để", "với", "nhưng", "song", "tuy"])
                || doc.is(end, Class::Prep);
            if stop {
                break;
            }
            end += 1;
        }
        let noun = doc.text(i + 1, end);
        let lead = doc.text(verb, verb + 1);
        // "mở rộng được": what was done, without the word that it was
        let lead = lead.strip_suffix(" được").unwrap_or(&lead);
        let thing = if matches!(doc.value(i + 1, Class::Unit), Some("m" | "m2" | "km" | "ha" | "m3" | "tấn")) {
            // "15,5 km đường giao thông": the unit is written with the thing
            let road = if doc.ends_in(i + 1, "đường") { "đường " } else { "" };
            format!("{road}{}", doc.text(after, end))
        } else {
            noun
        };
        // "đường xã … đã nhựa hóa 1.237 km": the thing came before
        let thing = if thing.trim().is_empty() {
            // "sửa chữa một tuyến lộ nhựa dài 1.900 m": between the two
            let between = (verb + 1..i).find(|j| doc.is(*j, Class::WorkNoun) || doc.has(*j, Class::Unit, "tuyến"));
            if let Some(noun) = between {
                let long = (noun..i).find(|j| doc.holds(*j, "dài") || is_word(doc, *j, "với")).unwrap_or(i);
                return (format!("{lead} {}", doc.text(noun, long)), end);
            }
            let from = (s.from..verb).rev().take(12).find(|j| doc.is(*j, Class::WorkNoun));
            from.map(|j| doc.text(j, (j + 2).min(verb))).unwrap_or_default()
        } else {
            thing
        };
        (format!("{lead} {thing}").trim().to_owned(), end)
    }

    /// Counted things need a verb that makes them; "hỗ trợ 5 mô hình", "có 3 trạm" say too little.
    pub(super) fn workable(&self, verb: usize, unit: &str, after: usize, at: usize, last: Option<usize>) -> bool {
        let doc = self.doc;
        let measured = matches!(unit, "m" | "m2" | "km" | "ha" | "m3" | "ngày công");
        let give = doc.has(verb, Class::OutputVerb, "give") && !doc.has(verb, Class::OutputVerb, "build");
        let weak =
            is_word(doc, verb, "huy động") || is_word(doc, verb, "vận động") || is_word(doc, verb, "hỗ trợ") || is_word(doc, verb, "đã có");
        let school = doc.is(after, Class::OtherProgram) || doc.is(after, Class::Status) && !measured;
        // "hiến 2.150 m2 đất mở rộng khuôn viên nhà thờ": for worship, not for the programme
        if self.for_worship(after) {
            return false;
        }
        // "đã nhận tiền, bàn giao 31,2 ha": land cleared
        if is_word(doc, verb, "bàn giao") && matches!(unit, "ha" | "m2") {
            return false;
        }
        // "vận động 62 tấn gạo": food
        if unit == "tấn" && ["gạo", "rau", "rau củ", "lúa", "hàng hóa", "nhu yếu phẩm"].iter().any(|w| is_word(doc, after, w))
        {
            return false;
        }
        // "đưa vào sử dụng, tưới cho 40 công trình": only what stands right behind
        if doc.reads(verb, "đưa vào sử dụng") && at > verb + 2 && last.is_none_or(|l| l < verb) {
            return false;
        }
        if measured {
            return !(weak && unit == "ha");
        }
        let within = (verb + 1..at).any(|j| is_word(doc, j, "trong đó") || is_word(doc, j, "trong đó có"));
        let far = within || at - verb > 6 && last.is_none_or(|l| at - l > 8) || is_word(doc, at.wrapping_sub(1), "có") && at - verb > 2;
        !(school || far || unit == "dự án" || (give && matches!(unit, "công trình" | "mô hình" | "tuyến")))
            && (!weak || matches!(unit, "cây" | "bóng" | "tấn"))
    }

    /// "mở rộng khuôn viên nhà thờ", "xây tháp chuông"; not "làm đường đến chùa Hương".
    fn for_worship(&self, after: usize) -> bool {
        let doc = self.doc;
        let ends = |j: &usize| doc.line(*j) || [',', ';', '.', '('].iter().any(|c| doc.mark(*j, *c));
        let words: Vec<usize> = (after..after + 9).take_while(|j| !ends(j)).collect();
        let holy = |j: usize| {
            let text = doc.text(j, j + 2).to_lowercase();
            doc.place_at(j).is_none() && ["nhà thờ", "tháp chuông", "chùa", "giáo xứ", "thánh thất"].iter().any(|w| text.starts_with(w))
        };
        let purpose =
            |j: usize| ["khuôn viên", "xây", "xây dựng", "mở rộng", "tu sửa", "trùng tu", "tôn tạo"].iter().any(|w| is_word(doc, j, w));
        let Some(at) = words.iter().position(|j| holy(*j)) else { return false };
        let road = words[..at].iter().any(|j| doc.holds(*j, "đường") || doc.holds(*j, "lộ"));
        words[..at].iter().any(|j| purpose(*j)) && !road
    }
}
