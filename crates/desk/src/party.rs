//! Who leads and who cooperates: units of the register, or offices by their name under a unit.

use crate::place;
use vedich_facts::steering::Party;
use vedich_units::{Registry, Resolution};
use vedich_values::text::fold;
use vedich_values::{Date, UnitId};

/// Offices of a unit that stand for the unit itself, folded.
const OF_THE_UNIT: [&str; 12] = [
    "chu tich ubnd",
    "lanh dao ubnd",
    "thuong truc",
    "ubnd",
    "uy ban nhan dan",
    "hdnd",
    "dang uy",
    "huyen uy",
    "thanh uy",
    "cap uy, chinh quyen",
    "lanh dao",
    "chinh quyen",
];

/// Where a document names who is to do something, and what is known of it.
pub(crate) struct Named<'a> {
    /// The units.
    pub(crate) registry: &'a Registry,
    /// The unit in whose name it is ordered.
    pub(crate) unit: UnitId,
    /// The unit the document is about.
    pub(crate) home: Option<UnitId>,
    /// The day.
    pub(crate) day: Date,
}

impl Named<'_> {
    /// An office as people write it: a unit, an office with its unit behind a comma ("Phòng Kinh tế, Thành phố Móng Cái"), else as
    /// documents name offices.
    pub(crate) fn party(&self, text: &str) -> Party {
        let text = text.trim();
        if text.contains(',') {
            if let Some(unit) = self.path(&unit_of(text)) {
                return Party::unit(unit);
            }
            for (at, _) in text.match_indices(',') {
                let (office, above) = (&text[..at], &text[at + 1..]);
                if let Some(unit) = self.path(above) {
                    return Party { unit, office: office.trim().to_owned() };
                }
            }
        }
        self.lead(text)
    }

    /// A party as [`Named::party`] reads it.
    pub(crate) fn written(&self, party: &Party) -> String {
        let path = || self.registry.path(party.unit, self.day);
        match (party.office.is_empty(), party.unit == self.unit) {
            (true, _) => path(),
            (false, true) => party.office.clone(),
            (false, false) => format!("{}, {}", party.office, path()),
        }
    }

    fn path(&self, text: &str) -> Option<UnitId> {
        match self.registry.resolve(text.trim(), self.day) {
            Resolution::One(unit) => Some(unit),
            _ => None,
        }
    }

    /// The office that leads: a unit of the register where the words name one, else an office of the unit that orders.
    pub(crate) fn lead(&self, who: &str) -> Party {
        let office = |unit| Party { unit, office: who.trim().to_owned() };
        let folded = fold(who);
        let rest = OF_THE_UNIT.iter().find_map(|head| folded.strip_prefix(head)).unwrap_or(&folded).trim();
        let (word, level) = match rest.split(' ').next().unwrap_or_default() {
            "xa" => ("xa", "commune"),
            "phuong" => ("phuong", "ward"),
            "huyen" => ("huyen", "district"),
            "tinh" => ("tinh", "province"),
            _ if rest.starts_with("thi tran") => ("thi tran", "town"),
            _ if rest.starts_with("thanh pho") => ("thanh pho", "district"),
            _ if rest.starts_with("thi xa") => ("thi xa", "district"),
            _ => return if is_person(who) { Party::unit(self.unit) } else { office(self.unit) },
        };
        // Several, or units and offices together: nobody in the register.
        if folded.contains(',') || folded.contains(" va ") || folded.contains(" cac ") {
            return office(self.unit);
        }
        // The name keeps its marks: as many words from the end as stand behind the type word.
        let words: Vec<&str> = who.split_whitespace().collect();
        let name = rest.strip_prefix(word).unwrap_or_default().split_whitespace().count();
        let name = words.get(words.len().saturating_sub(name)..).unwrap_or_default().join(" ");
        let near = self.home.or(Some(self.unit));
        place::find(self.registry, &name, level, self.day, near).unit().map_or_else(|| office(self.unit), Party::unit)
    }
}

/// Words without the office of a unit that stands for the unit: "UBND xã A" is "xã A".
fn unit_of(text: &str) -> String {
    let folded = fold(text);
    let words = OF_THE_UNIT.iter().find(|head| folded.starts_with(&format!("{head} "))).map_or(0, |head| head.split(' ').count());
    text.split_whitespace().skip(words).collect::<Vec<_>>().join(" ")
}

/// Whether several are named together, or nobody by name: "2 đơn vị", "các phòng ban", "lãnh đạo 5 xã".
pub(crate) fn is_unclear(who: &str) -> bool {
    const MANY: [&str; 6] = ["cac", "nhung", "moi", "tat", "toan", "cung"];
    const COUNTED: [&str; 7] = ["xa", "don", "dia", "phong", "ban", "thon", "co"];
    let folded = fold(who);
    let words: Vec<&str> = folded.split(' ').collect();
    let counted = words.windows(2).any(|pair| pair[0].parse::<u32>().is_ok() && COUNTED.contains(&pair[1]));
    let nobody = matches!(folded.as_str(), "don vi" | "dia phuong" | "doan cong tac" | "co quan" | "nganh" | "phong ban");
    words.first().is_some_and(|first| MANY.contains(first)) || counted || nobody
}

/// Whether a person is named, by how people are addressed.
pub(crate) fn is_person(who: &str) -> bool {
    let folded = fold(who);
    ["ong ", "ba ", "dong chi ", "d c ", "d/c ", "anh ", "chi "].iter().any(|head| folded.starts_with(head))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static REGISTRY: LazyLock<std::sync::Arc<Registry>> = LazyLock::new(|| vedich_reference::Shipped::load().unwrap().registry);

    #[test]
    fn several_or_nobody_by_name_do_not_lead() {
        for who in ["2 đơn vị", "Các phòng ban", "các xã, ngành liên quan", "lãnh đạo 5 xã", "đoàn công tác", "địa phương"]
        {
            assert!(is_unclear(who), "{who}");
        }
        for who in ["xã", "UBND xã Quảng An", "Phòng Tài chính - Kế hoạch", "ông Nguyễn Văn A", "thôn 5", "Văn phòng điều phối"]
        {
            assert!(!is_unclear(who), "{who}");
        }
    }

    #[test]
    fn offices_are_read_as_they_are_written() {
        let day: Date = "2024-01-24".parse().unwrap();
        let unit = |name: &str| REGISTRY.find(name, Some(day), 1)[0].unit;
        let (district, commune, other) = (unit("Huyện Đầm Hà"), unit("Quảng An, Đầm Hà"), unit("Huyện Tiên Yên, Quảng Ninh"));
        let named = Named { registry: &REGISTRY, unit: district, home: Some(district), day };
        let office = |unit, office: &str| Party { unit, office: office.to_owned() };
        let cases = [
            ("xã Quảng An", Party::unit(commune)),
            ("UBND xã Quảng An", Party::unit(commune)),
            ("Xã Quảng An, Huyện Đầm Hà, Tỉnh Quảng Ninh", Party::unit(commune)),
            ("UBND xã Quảng An, huyện Đầm Hà", Party::unit(commune)),
            ("Phòng Văn hóa, Thể thao và Du lịch", office(district, "Phòng Văn hóa, Thể thao và Du lịch")),
            ("Phòng Kinh tế, Huyện Tiên Yên, Tỉnh Quảng Ninh", office(other, "Phòng Kinh tế")),
            ("ông Nguyễn Văn A", Party::unit(district)),
        ];
        for (text, expected) in cases {
            assert_eq!(named.party(text), expected, "{text}");
            assert_eq!(named.party(&named.written(&expected)), expected, "{text}");
        }
    }
}
