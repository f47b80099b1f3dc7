//! How words of people are read where a table asks for a kind of thing: sources of capital by group (B05), land clearance (B08), model
//! gardens and households (B11). The words are `data/papers/reading.toml`.

use serde::Deserialize;
use vedich_values::text::strip_marks;

/// The file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Groups of capital; what fits none belongs to the last.
    pub capital: Vec<CapitalGroup>,
    /// Land clearance.
    pub clearance: Clearance,
    /// Gardens and households.
    pub gardens: Gardens,
    /// Stages of recognition by the words of forms; the first that fits.
    pub stages: Vec<Named>,
    /// Tiers of criteria sets by the words of forms; the first that fits.
    pub tiers: Vec<Named>,
}

/// Something we have an id for, and the words that tell it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Words that tell it.
    pub words: Vec<String>,
}

/// A group of sources of capital (nhóm nguồn vốn).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapitalGroup {
    /// Its id.
    pub id: String,
    /// Its name, a row of the table.
    pub name: String,
    /// Smaller stands higher in the table.
    pub place: u32,
    /// Words that tell it.
    #[serde(default)]
    pub words: Vec<String>,
    /// Its sources, rows below it.
    #[serde(default)]
    pub sources: Vec<CapitalSource>,
}

/// A source within a group.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapitalSource {
    /// Its name.
    pub name: String,
    /// Words that tell it.
    pub words: Vec<String>,
}

/// Words of land clearance (giải phóng mặt bằng).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clearance {
    /// What the task is called.
    pub words: Vec<String>,
    /// Units of measure of households.
    pub households: Vec<String>,
    /// Units of measure of areas.
    pub area: Vec<String>,
}

/// Words of model gardens (vườn mẫu) and households (hộ mẫu).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gardens {
    /// Gardens.
    pub garden: Vec<String>,
    /// Households.
    pub household: Vec<String>,
}

/// A garden or a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Model {
    /// A model garden.
    Garden,
    /// A model household.
    Household,
}

/// What a task that clears land is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cleared {
    /// Households that hand land over.
    Households,
    /// Area handed over.
    Area,
}

impl Reading {
    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with it, for its writer.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The group of a source of capital as people name it, and the source within it, by their places in the file.
    #[must_use]
    pub fn capital_of(&self, source: &str) -> Option<(usize, Option<usize>)> {
        let said = words(source);
        let group = self.capital.iter().position(|group| has(&said, &group.words)).or_else(|| self.capital.len().checked_sub(1))?;
        let within = self.capital.get(group)?.sources.iter().position(|one| has(&said, &one.words));
        Some((group, within))
    }

    /// What a task that clears land is measured in; none: it clears none, or is measured otherwise.
    #[must_use]
    pub fn clears(&self, title: &str, unit: &str) -> Option<Cleared> {
        if !has(&words(title), &self.clearance.words) {
            return None;
        }
        let unit = strip_marks(unit.trim());
        let is = |units: &[String]| units.iter().any(|known| strip_marks(known) == unit);
        if is(&self.clearance.households) { Some(Cleared::Households) } else { is(&self.clearance.area).then_some(Cleared::Area) }
    }

    /// The stage of recognition words speak of.
    #[must_use]
    pub fn stage(&self, text: &str) -> Option<&str> {
        named(&self.stages, text)
    }

    /// The tier of criteria sets words speak of.
    #[must_use]
    pub fn tier(&self, text: &str) -> Option<&str> {
        named(&self.tiers, text)
    }

    /// Whether words speak of model gardens or model households.
    #[must_use]
    pub fn model(&self, text: &str) -> Option<Model> {
        let said = words(text);
        if has(&said, &self.gardens.garden) { Some(Model::Garden) } else { has(&said, &self.gardens.household).then_some(Model::Household) }
    }
}

fn named<'a>(all: &'a [Named], text: &str) -> Option<&'a str> {
    let said = words(text);
    all.iter().find(|one| has(&said, &one.words)).map(|one| one.id.as_str())
}

/// Without accents and capitals, a blank around every word.
fn words(text: &str) -> String {
    let plain: String = strip_marks(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn has(said: &str, wanted: &[String]) -> bool {
    wanted.iter().any(|word| said.contains(&format!(" {word} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading() -> Reading {
        Reading::parse(include_str!("../../../data/papers/reading.toml")).unwrap()
    }

    #[test]
    fn sources_of_capital_are_told_by_their_words() {
        let reading = reading();
        let cases = [
            ("Ngân sách Trung ương (đầu tư phát triển)", "central", Some("Đầu tư phát triển")),
            ("Trái phiếu Chính phủ", "central", Some("Trái phiếu Chính phủ")),
            ("Ngân sách tỉnh", "local", Some("Cấp tỉnh")),
            ("ngân sách huyện", "local", Some("Cấp huyện")),
            ("NS xã", "local", Some("Cấp xã")),
            ("Vốn lồng ghép chương trình 135", "integrated", None),
            ("Vay Ngân hàng Chính sách xã hội", "credit", None),
            ("Doanh nghiệp ủng hộ", "companies", None),
            ("Hợp tác xã Quảng An", "companies", None),
            ("Dân góp tiền", "people", Some("Tiền")),
            ("Nhân dân hiến đất", "people", Some("Hiến đất")),
            ("Xổ số kiến thiết", "other", None),
        ];
        for (source, group, within) in cases {
            let (at, one) = reading.capital_of(source).unwrap();
            let found = (reading.capital[at].id.as_str(), one.map(|one| reading.capital[at].sources[one].name.as_str()));
            assert_eq!(found, (group, within), "{source}");
        }
    }

    #[test]
    fn clearance_gardens_and_households_are_told_by_their_words() {
        let reading = reading();
        assert_eq!(reading.clears("Vận động hiến đất, giải phóng mặt bằng", "hộ"), Some(Cleared::Households));
        assert_eq!(reading.clears("GPMB tuyến đường thôn 5", "m²"), Some(Cleared::Area));
        assert_eq!(reading.clears("Thi công nền, mặt đường", "km"), None);
        assert_eq!(reading.clears("Giải phóng mặt bằng", "tháng"), None);
        assert_eq!(reading.model("Cải tạo vườn tạp, xây dựng vườn mẫu"), Some(Model::Garden));
        assert_eq!(reading.model("Hộ mẫu"), Some(Model::Household));
        assert_eq!(reading.model("Hàng rào mở"), None);
    }

    #[test]
    fn stages_and_tiers_are_told_by_the_words_of_forms() {
        let reading = reading();
        let stages = [
            ("Đã công nhận", Some("recognised")),
            ("chưa công nhận", Some("working")),
            ("Trình đề nghị công nhận", Some("proposed")),
            ("đã thẩm tra, chờ công nhận", Some("proposed")),
            ("Thẩm tra", Some("appraised")),
            ("Đăng ký", Some("registered")),
            ("Đã thu hồi", Some("withdrawn")),
            ("x", None),
        ];
        stages.iter().for_each(|(text, stage)| assert_eq!(reading.stage(text), *stage, "{text}"));
        let tiers = [("NTM kiểu mẫu", Some("model")), ("Thôn NTM", Some("standard")), ("nâng cao", Some("advanced")), ("?", None)];
        tiers.iter().for_each(|(text, tier)| assert_eq!(reading.tier(text), *tier, "{text}"));
    }
}
