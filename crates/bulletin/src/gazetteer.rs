//! The units of the country by name: handed in as data, asked for the levels and parents a name can have.

use rustc_hash::FxHashMap;

/// Levels as bulletins name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// thôn, bản, ấp, buôn, làng, xóm, khu dân cư
    Hamlet,
    /// xã
    Commune,
    /// phường
    Ward,
    /// thị trấn
    Town,
    /// huyện, quận, thị xã, thành phố thuộc tỉnh
    District,
    /// tỉnh, thành phố trực thuộc trung ương
    Province,
    /// vùng
    Region,
    /// cả nước
    Country,
}

impl Level {
    /// The level with this key in the dictionaries.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Some(match key {
            "hamlet" | "hamlets" => Self::Hamlet,
            "commune" | "communes" => Self::Commune,
            "ward" | "wards" => Self::Ward,
            "town" | "towns" => Self::Town,
            "district" | "districts" => Self::District,
            "province" | "provinces" => Self::Province,
            "region" => Self::Region,
            "country" => Self::Country,
            _ => return None,
        })
    }

    /// Height in the tree; ward and town stand beside commune.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Hamlet => 0,
            Self::Commune | Self::Ward | Self::Town => 1,
            Self::District => 2,
            Self::Province => 3,
            Self::Region => 4,
            Self::Country => 5,
        }
    }
}

/// One unit of the gazetteer.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Name without its type word: `Hải Đông`.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// Index of the unit above it.
    pub parent: Option<u32>,
    /// Of the division in force since 1 July 2025 (else of the one before).
    pub two_tier: bool,
}

/// Units grouped by name.
#[derive(Debug, Default)]
pub struct Gazetteer {
    units: Vec<Unit>,
    by_name: FxHashMap<String, u32>,
    groups: Vec<Vec<u32>>,
    group_of: Vec<u32>,
}

const TYPE_WORDS: [&str; 9] = ["Thành phố ", "Thị xã ", "Thị trấn ", "Đặc khu ", "Tỉnh ", "Huyện ", "Quận ", "Phường ", "Xã "];

impl Gazetteer {
    /// Groups units by name.
    #[must_use]
    pub fn new(units: Vec<Unit>) -> Self {
        let mut gazetteer = Self { units, ..Self::default() };
        for (i, unit) in gazetteer.units.iter().enumerate() {
            if unit.name.bytes().all(|b| b.is_ascii_digit()) {
                gazetteer.group_of.push(u32::MAX);
                continue;
            }
            let next = u32::try_from(gazetteer.groups.len()).unwrap_or(0);
            let group = *gazetteer.by_name.entry(name_key(&unit.name)).or_insert(next);
            if group == next {
                gazetteer.groups.push(Vec::new());
            }
            gazetteer.group_of.push(group);
            gazetteer.groups[group as usize].push(u32::try_from(i).unwrap_or(0));
        }
        gazetteer
    }

    /// Reads the tables of `data/units`: the division before July 2025 and the one since (columns code, name, level, type, parent_code), and
    /// what units were called before (`history`: event, date, code, name, level, type, parent_code).
    ///
    /// # Errors
    /// What the CSV reader says.
    pub fn from_csv(old: &str, new: &str, history: &str) -> Result<Self, csv::Error> {
        let mut units = Vec::new();
        let key = |code: &str| format!("{}:{code}", code.len());
        for (text, two_tier) in [(old, false), (new, true)] {
            let mut by_code: FxHashMap<String, u32> = FxHashMap::default();
            for row in csv::Reader::from_reader(text.as_bytes()).records() {
                let row = row?;
                let cell = |column: usize| row.get(column).unwrap_or_default();
                by_code.insert(key(cell(0)), u32::try_from(units.len()).unwrap_or(0));
                let parent = by_code.get(&key(cell(4))).copied();
                units.push(Unit { name: short(cell(1)).to_owned(), level: level(cell(2), cell(3)), parent, two_tier });
            }
            // former names are of the division before July 2025
            let history = if two_tier { "" } else { history };
            for row in csv::Reader::from_reader(history.as_bytes()).records() {
                let row = row?;
                let cell = |column: usize| row.get(column).unwrap_or_default();
                if !matches!(cell(0), "renamed" | "ended") {
                    continue;
                }
                let (level, above) = match by_code.get(&key(cell(2))).map(|same| &units[*same as usize]) {
                    Some(same) if cell(0) == "renamed" => (level_called(cell(5), same.level), same.parent),
                    _ => (level(cell(4), cell(5)), by_code.get(&key(cell(6))).copied()),
                };
                units.push(Unit { name: short(cell(3)).to_owned(), level, parent: above, two_tier });
            }
        }
        Ok(Self::new(units))
    }

    /// Every name, with the id of its group.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&str, u32)> {
        self.groups.iter().enumerate().map(|(i, g)| (self.units[g[0] as usize].name.as_str(), u32::try_from(i).unwrap_or(0)))
    }

    /// The units of a group.
    pub(crate) fn group(&self, id: u32) -> impl Iterator<Item = &Unit> {
        self.groups[id as usize].iter().map(|u| &self.units[*u as usize])
    }

    /// The units called so.
    pub fn called(&self, name: &str) -> impl Iterator<Item = &Unit> + use<'_> {
        self.keyed(&name_key(name))
    }

    /// The units called so, by the key of their name.
    pub(crate) fn keyed(&self, key: &str) -> impl Iterator<Item = &Unit> + use<'_> {
        let group = self.by_name.get(key).copied();
        group.into_iter().flat_map(|g| self.group(g))
    }

    /// The level of the unit called `above` that a unit called `name` lies in.
    #[must_use]
    pub fn level_above(&self, name: &str, level: Option<Level>, above: &str) -> Option<Level> {
        let above = *self.by_name.get(&name_key(above))?;
        self.called(name).filter(|u| level.is_none_or(|l| l == u.level)).find_map(|unit| {
            let mut at = unit.parent;
            while let Some(index) = at {
                let parent = &self.units[index as usize];
                if self.group_of[index as usize] == above {
                    return Some(parent.level);
                }
                at = parent.parent;
            }
            None
        })
    }

    /// Whether `name` at `level` may lie below something called `above`.
    #[must_use]
    pub fn lies_in(&self, name: &str, level: Option<Level>, above: &str) -> bool {
        self.level_above(name, level, above).is_some()
    }
}

/// Case and blanks folded, diacritics without tone placement: what two spellings of one name share.
#[must_use]
pub fn name_key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut word: Vec<char> = Vec::with_capacity(12);
    for part in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        word.clear();
        word.extend(part.chars());
        if !word.iter().all(|c| crate::source::is_whole(*c)) {
            word.clear();
            word.extend(unicode_normalization::UnicodeNormalization::nfc(part));
        }
        crate::spelling::spell(&word, &mut out);
    }
    out
}

/// The level of a unit by the words the tables have for it and for its type.
fn level(level: &str, kind: &str) -> Level {
    match (level, kind) {
        ("tinh", _) => Level::Province,
        ("huyen", _) => Level::District,
        (_, "phuong") => Level::Ward,
        (_, "thi_tran") => Level::Town,
        _ => Level::Commune,
    }
}

/// The level a unit had under its former type, when that is one of a commune's.
fn level_called(kind: &str, now: Level) -> Level {
    if now.rank() == 1 { level("xa", kind) } else { now }
}

fn short(name: &str) -> &str {
    TYPE_WORDS.iter().find_map(|t| name.strip_prefix(t)).unwrap_or(name)
}
