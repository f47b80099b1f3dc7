//! Layouts (thể thức) as data: margins, sizes, rules, fixed words. `data/papers/layouts/*.toml`.

use crate::model::Head;
use chrono::Datelike;
use serde::{Deserialize, Deserializer};
use std::sync::Arc;
use vedich_values::{Bilingual, Date, Decimal};

/// Left free for a number to be written in; blanks that are not folded.
const NO_NUMBER: &str = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";
/// Left free for a day or a month.
const NO_DAY: &str = "\u{a0}\u{a0}\u{a0}\u{a0}";

/// A length on paper, in thousandths of a point; written `30mm` or `14pt` in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length(pub i64);

impl Length {
    /// That many thousandths of a point are a millimetre, times ten thousand.
    const MILLIMETRE: i64 = 28_346_457;

    /// Whole points.
    #[must_use]
    pub const fn points(points: i64) -> Self {
        Self(points * 1000)
    }

    /// Twentieths of a point, as word processors count.
    #[must_use]
    pub const fn twips(self) -> i64 {
        (self.0 + 25) / 50
    }

    /// Half points, as word processors count sizes of letters.
    #[must_use]
    pub const fn half_points(self) -> i64 {
        (self.0 + 250) / 500
    }

    /// A share of it.
    #[must_use]
    pub const fn percent(self, percent: u32) -> Self {
        Self(self.0 * percent as i64 / 100)
    }

    /// Hundredths of a millimetre.
    #[must_use]
    pub const fn hundredths_mm(self) -> i64 {
        (self.0 * 1_000_000 + Self::MILLIMETRE / 2) / Self::MILLIMETRE
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, factor) = match (text.strip_suffix("mm"), text.strip_suffix("pt")) {
            (Some(number), _) => (number, Decimal::new(Self::MILLIMETRE, 4)),
            (_, Some(number)) => (number, Decimal::from(1000)),
            _ => return None,
        };
        let length = (number.trim().parse::<Decimal>().ok()? * factor).round();
        i64::try_from(length).ok().map(Self)
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no length: write `30mm` or `14pt`")))
    }
}

/// How letters look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// Size.
    pub size: Length,
    /// Bold.
    #[serde(default)]
    pub bold: bool,
    /// Italics.
    #[serde(default)]
    pub italic: bool,
}

/// Paper and margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Cut {
    pub width: Length,
    pub height: Length,
    pub top: Length,
    pub bottom: Length,
    pub left: Length,
    pub right: Length,
}

impl Cut {
    /// The width of the text.
    #[must_use]
    pub const fn measure(&self) -> Length {
        Length(self.width.0 - self.left.0 - self.right.0)
    }

    /// The same sheet turned: what was the top margin is then at the left hand of the reader, so margins keep their names.
    #[must_use]
    pub const fn turned(&self) -> Self {
        Self { width: self.height, height: self.width, top: self.top, bottom: self.bottom, left: self.top, right: self.right }
    }
}

/// The running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextRules {
    /// Indent of first lines.
    pub indent: Length,
    /// Between paragraphs.
    pub gap: Length,
    /// Height of lines, in percent of single spacing.
    pub line_percent: u32,
    /// The same in tables.
    pub table_line_percent: u32,
}

/// The head of the first page: two columns without borders.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadRules {
    /// Width of the column of the issuing body.
    pub left: Length,
    /// Width of the national column.
    pub right: Length,
    /// First line of the national column.
    pub country: String,
    /// Second line; empty: none.
    pub motto: String,
    /// Rule under the national column, in percent of the text above it.
    pub national_rule_percent: u32,
    /// Rule under the issuing body, in percent of the text above it; 0: none.
    pub body_rule_percent: u32,
    /// Rule under the abstract, in percent of its last line; 0: none.
    pub subject_rule_percent: u32,
    /// A star under the issuing body.
    pub body_star: bool,
}

/// Numbers and dates.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberRules {
    /// With `{number}` and `{symbol}`.
    pub pattern: String,
    /// Between the code of the type and the body: `BC-UBND`.
    pub separator: String,
    /// Numbers get zeros in front up to that many digits.
    pub digits: usize,
    /// Months up to this one get a zero in front.
    pub month_digits_upto: u32,
    /// With `{place}`, `{day}`, `{month}`, `{year}`.
    pub date: String,
}

/// The signature: two columns without borders.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignRules {
    /// Width of the column of recipients.
    pub left: Length,
    /// Width of the column of the signature.
    pub right: Length,
    /// Left free for signature and seal.
    pub space: Length,
    /// Before the name of a collective body that is signed for.
    pub for_body: String,
    /// Before the post of a head a deputy signs for.
    pub for_head: String,
}

/// Words that never change.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the file shows each")]
pub struct Words {
    pub addressees: String,
    pub recipients: String,
    pub annex: String,
    pub attached: String,
    pub measure: String,
    pub letter: String,
    /// The first recipient of a paper with addressees: `Như trên`.
    pub as_above: String,
    /// Who signs minutes on the left: `THƯ KÝ`.
    pub secretary: String,
    /// Who signs minutes on the right: `CHỦ TỌA`.
    pub chair: String,
    pub draft: String,
}

/// A mark of urgency (dấu chỉ mức độ khẩn) in its frame.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UrgencyMark {
    /// The words: `HỎA TỐC`.
    pub mark: String,
    /// Width of the frame.
    pub width: Length,
    /// Its height.
    pub height: Length,
}

/// Page numbers, centred in the top margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageNumberRules {
    /// Size.
    pub size: Length,
    /// Whether the first page shows its number.
    pub first_shown: bool,
}

/// How each part looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names are those of the parts of a paper")]
pub struct Looks {
    pub country: Look,
    pub motto: Look,
    pub parent: Look,
    pub body: Look,
    pub number: Look,
    pub place_date: Look,
    pub urgency: Look,
    pub letter_subject: Look,
    pub type_name: Look,
    pub subject: Look,
    pub addressees: Look,
    pub basis: Look,
    pub text: Look,
    pub heading1: Look,
    pub heading2: Look,
    pub heading3: Look,
    pub authority: Look,
    pub signer: Look,
    pub recipients_label: Look,
    pub recipients: Look,
    pub annex_label: Look,
    pub annex_title: Look,
    pub annex_attached: Look,
    pub table_title: Look,
    pub table_measure: Look,
    pub table_head: Look,
    pub table: Look,
    pub table_note: Look,
}

/// A layout.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Its id: `state`, `party`.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// The rule it follows.
    pub source: String,
    /// From when.
    pub from: Date,
    /// Whether titles of annexes stand in capitals.
    #[serde(default)]
    pub annex_capitals: bool,
    /// Paper and margins.
    pub page: Cut,
    /// The running text.
    pub text: TextRules,
    /// The head.
    pub head: HeadRules,
    /// Numbers and dates.
    pub number: NumberRules,
    /// The signature.
    pub sign: SignRules,
    /// Fixed words.
    pub words: Words,
    /// Marks of urgency, from the least on.
    pub urgency: Vec<UrgencyMark>,
    /// Page numbers.
    pub page_number: PageNumberRules,
    /// How each part looks.
    pub looks: Looks,
}

impl SignRules {
    /// The two columns of the end: recipients and signature, or two signatures of the same width.
    #[must_use]
    pub const fn columns(&self, two: bool) -> [Length; 2] {
        let half = Length((self.left.0 + self.right.0) / 2);
        if two { [half, half] } else { [self.left, self.right] }
    }
}

impl Layout {
    /// The number line: `Số: 05/BC-UBND`; without a number the place for it stays free.
    #[must_use]
    pub fn number_line(&self, number: Option<u32>, symbol: &str) -> String {
        let number = number.map_or_else(|| NO_NUMBER.to_owned(), |number| format!("{number:0width$}", width = self.number.digits));
        self.number.pattern.replace("{number}", &number).replace("{symbol}", symbol)
    }

    /// The symbol: code of the type and of the body: `BC-UBND`.
    #[must_use]
    pub fn symbol(&self, code: &str, body: &str) -> String {
        let parts = [code, body].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(&self.number.separator)
    }

    /// The line of place and date; without a date the places for day and month stay free.
    #[must_use]
    pub fn place_date(&self, place: &str, date: Option<Date>, year: i32) -> String {
        let day = date.map_or_else(|| NO_DAY.to_owned(), |date| format!("{:02}", date.day()));
        let month = date.map_or_else(|| NO_DAY.to_owned(), |date| self.month(date.month()));
        let year = date.map_or(year, |date| date.year()).to_string();
        let filled = self.number.date.replace("{place}", place).replace("{day}", &day);
        filled.replace("{month}", &month).replace("{year}", &year)
    }

    fn month(&self, month: u32) -> String {
        if month <= self.number.month_digits_upto { format!("{month:02}") } else { month.to_string() }
    }

    /// The mark of urgency with these words, in either case; none: the layout has no such mark.
    #[must_use]
    pub fn urgency(&self, words: &str) -> Option<&UrgencyMark> {
        let wanted = words.trim().to_uppercase();
        self.urgency.iter().find(|known| known.mark == wanted)
    }

    /// The title of an annex as it stands on paper.
    #[must_use]
    pub fn annex_title(&self, title: &str) -> String {
        if self.annex_capitals { title.to_uppercase() } else { title.to_owned() }
    }

    /// How a heading looks.
    #[must_use]
    pub const fn heading(&self, level: u8) -> Look {
        match level {
            0 | 1 => self.looks.heading1,
            2 => self.looks.heading2,
            _ => self.looks.heading3,
        }
    }

    /// Whether the paper is a letter (công văn): its abstract stands under the number.
    #[must_use]
    pub const fn is_letter(head: &Head) -> bool {
        head.type_name.is_none()
    }
}

/// Why a layout file can't be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {why}")]
pub struct LayoutError {
    /// Its name.
    pub file: String,
    /// What is wrong.
    pub why: String,
}

/// Every layout.
#[derive(Clone, Debug, Default)]
pub struct Layouts(Vec<Arc<Layout>>);

impl Layouts {
    /// Reads the files: name and text.
    ///
    /// # Errors
    /// The first file that can't be read.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, LayoutError> {
        let read = |(name, text): &(&str, &str)| {
            let layout = toml::from_str::<Layout>(text);
            layout.map(Arc::new).map_err(|error| LayoutError { file: (*name).to_owned(), why: error.message().to_owned() })
        };
        files.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// The same with a layout of an office's own, in the place of the one of its name and first day.
    pub fn take(&mut self, own: Layout) {
        self.0.retain(|layout| (&layout.id, layout.from) != (&own.id, own.from));
        self.0.push(Arc::new(own));
    }

    /// The layout of that id in force on a day: the latest from then or before; the earliest when none was in force yet.
    #[must_use]
    pub fn get(&self, id: &str, on: Date) -> Option<&Arc<Layout>> {
        let mut of_id: Vec<&Arc<Layout>> = self.0.iter().filter(|layout| layout.id == id).collect();
        of_id.sort_by_key(|layout| layout.from);
        of_id.iter().rev().find(|layout| layout.from <= on).or(of_id.first()).copied()
    }

    /// Every layout.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Layout>> {
        self.0.iter()
    }
}
