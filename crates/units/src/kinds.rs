//! Types of units (loại hình): their words, abbreviations and levels.

use std::borrow::Cow;
use vedich_facts::UnitLevel::{self, Commune, District, Hamlet, Province};

/// A type word as people write it, folded, with the types and levels it can mean.
#[derive(Debug)]
pub(crate) struct TypeWord {
    /// `thi xa`.
    pub(crate) folded: &'static str,
    /// Types meant.
    pub(crate) kinds: &'static [&'static str],
    /// Levels meant.
    pub(crate) levels: &'static [UnitLevel],
}

const fn word(folded: &'static str, kinds: &'static [&'static str], levels: &'static [UnitLevel]) -> TypeWord {
    TypeWord { folded, kinds, levels }
}

/// Words and usual abbreviations; longer ones first, so that "thị xã" is not read as "thị" and "xã".
pub(crate) const TYPE_WORDS: &[TypeWord] = &[
    word("to dan pho", &["to_dan_pho"], &[Hamlet]),
    word("thanh pho", &["thanh_pho", "thanh_pho_tw"], &[Province, District]),
    word("t p", &["thanh_pho", "thanh_pho_tw"], &[Province, District]),
    word("t x", &["thi_xa"], &[District]),
    word("t t", &["thi_tran"], &[Commune]),
    word("thi tran", &["thi_tran"], &[Commune]),
    word("dac khu", &["dac_khu"], &[Commune]),
    word("khu pho", &["khu_pho"], &[Hamlet]),
    word("thi xa", &["thi_xa"], &[District]),
    word("phuong", &["phuong"], &[Commune]),
    word("huyen", &["huyen"], &[District]),
    word("tinh", &["tinh"], &[Province]),
    word("quan", &["quan"], &[District]),
    word("thon", &["thon"], &[Hamlet]),
    word("buon", &["buon"], &[Hamlet]),
    word("lang", &["lang"], &[Hamlet]),
    word("khom", &["khom"], &[Hamlet]),
    word("khoi", &["khoi"], &[Hamlet]),
    word("xom", &["xom"], &[Hamlet]),
    word("ban", &["ban"], &[Hamlet]),
    word("khu", &["khu", "khu_pho"], &[Hamlet]),
    word("tdp", &["to_dan_pho"], &[Hamlet]),
    word("xa", &["xa"], &[Commune]),
    word("ap", &["ap"], &[Hamlet]),
    word("tp", &["thanh_pho", "thanh_pho_tw"], &[Province, District]),
    word("tx", &["thi_xa"], &[District]),
    word("tt", &["thi_tran"], &[Commune]),
    word("dk", &["dac_khu"], &[Commune]),
    word("kp", &["khu_pho"], &[Hamlet]),
    word("x", &["xa"], &[Commune]),
    word("p", &["phuong"], &[Commune]),
    word("h", &["huyen"], &[District]),
    word("q", &["quan"], &[District]),
    word("t", &["tinh"], &[Province]),
];

/// Every type, in a fixed order.
pub(crate) const KINDS: [&str; 22] = [
    "nuoc",
    "tinh",
    "thanh_pho_tw",
    "huyen",
    "quan",
    "thi_xa",
    "thanh_pho",
    "xa",
    "phuong",
    "thi_tran",
    "dac_khu",
    "thon",
    "ban",
    "ap",
    "xom",
    "buon",
    "lang",
    "khom",
    "khoi",
    "khu",
    "khu_pho",
    "to_dan_pho",
];

/// Short forms of whole names that everybody writes.
pub(crate) const ALIASES: &[(&str, &str)] = &[
    ("ca nuoc", "viet nam"),
    ("tphcm", "tp ho chi minh"),
    ("hcm", "ho chi minh"),
    ("tp hcm", "tp ho chi minh"),
    ("brvt", "ba ria vung tau"),
    ("br vt", "ba ria vung tau"),
    ("b r v t", "ba ria vung tau"),
    ("hn", "ha noi"),
    ("sai gon", "ho chi minh"),
    ("tth", "thua thien hue"),
    // Spellings of before 1975, and of maps.
    ("dac lac", "dak lak"),
    ("dac lak", "dak lak"),
    ("dak lac", "dak lak"),
    ("darlac", "dak lak"),
    ("daklak", "dak lak"),
    ("dac nong", "dak nong"),
    ("daknong", "dak nong"),
    ("bac can", "bac kan"),
    ("kontum", "kon tum"),
    ("tt hue", "thua thien hue"),
];

/// The word that starts a full name of a type.
fn prefixes(kind: &str) -> &'static [&'static str] {
    match kind {
        "xa" => &["Xã "],
        "phuong" => &["Phường "],
        "thi_tran" => &["Thị trấn "],
        "dac_khu" => &["Đặc khu "],
        "huyen" => &["Huyện "],
        "quan" => &["Quận "],
        "thi_xa" => &["Thị xã "],
        "thanh_pho" | "thanh_pho_tw" => &["Thành phố "],
        "tinh" => &["Tỉnh "],
        "thon" => &["Thôn "],
        "ban" => &["Bản "],
        "ap" => &["Ấp "],
        "xom" => &["Xóm "],
        "buon" => &["Buôn "],
        "lang" => &["Làng "],
        "khom" => &["Khóm "],
        "khoi" => &["Khối "],
        "khu" => &["Khu "],
        "khu_pho" => &["Khu phố "],
        "to_dan_pho" => &["Tổ dân phố "],
        _ => &[],
    }
}

/// Strips the type word from a full name.
pub(crate) fn short_name<'a>(name: &'a str, kind: &str) -> &'a str {
    prefixes(kind).iter().find_map(|prefix| name.strip_prefix(prefix)).filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// The type a full name at a level shows: `Phường Lộc Ninh` is `phuong`.
pub(crate) fn kind_of_name(name: &str, level: UnitLevel) -> Option<&'static str> {
    let kinds: &[&'static str] = match level {
        Province => &["tinh", "thanh_pho_tw"],
        District => &["huyen", "quan", "thi_xa", "thanh_pho"],
        Commune => &["xa", "phuong", "thi_tran", "dac_khu"],
        Hamlet => &["thon", "ban", "ap", "xom", "buon", "lang", "khom", "khoi", "khu_pho", "khu", "to_dan_pho"],
        UnitLevel::Country => &[],
    };
    kinds.iter().copied().find(|kind| prefixes(kind).iter().any(|prefix| name.starts_with(prefix)))
}

/// Whether a type is the rural one of its level: xã among communes, huyện among districts; all others are.
pub(crate) fn is_rural(level: UnitLevel, kind: &str) -> bool {
    match level {
        Commune => kind == "xa",
        District => kind == "huyen",
        UnitLevel::Country | Province | Hamlet => true,
    }
}

/// The level of a word in the tables.
pub(crate) fn level_of(word: &str) -> Option<UnitLevel> {
    match word {
        "tinh" => Some(Province),
        "huyen" => Some(District),
        "xa" => Some(Commune),
        "thon" => Some(Hamlet),
        _ => None,
    }
}

/// A type word, without a copy when it is a known one.
pub(crate) fn kind_word(kind: &str) -> Cow<'static, str> {
    KINDS.iter().copied().find(|known| *known == kind).map_or_else(|| Cow::Owned(kind.to_owned()), Cow::Borrowed)
}
