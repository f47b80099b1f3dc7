//! What was typed and not yet recorded: kept as typed, line by line.

use crate::merge::{Fate, merge};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vedich_criteria::rating;
use vedich_values::number::parse_number;
use vedich_values::text::fold;
use vedich_values::{Decimal, SetId, Tally, UnitId};

/// Longest text of one field that is kept.
const LONGEST_TEXT: usize = 500;
/// Most lines of one draft: a province's communes by a whole set.
const MOST_LINES: usize = 20_000;

/// A line of a sheet: a unit and an indicator, or a part of one. Written `1418838:2.1` or `1418838:17.1/nuoc_sach`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineKey {
    /// The unit.
    pub unit: UnitId,
    /// The indicator's code.
    pub code: String,
    /// The part.
    pub part: Option<String>,
}

impl LineKey {
    /// Reads a key; none when it is no key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (unit, rest) = text.split_once(':')?;
        let (code, part) = rest.split_once('/').map_or((rest, None), |(code, part)| (code, Some(part)));
        let is_name =
            |text: &str| !text.is_empty() && text.len() <= 60 && !text.contains([':', '/']) && !text.contains(char::is_whitespace);
        (is_name(code) && part.is_none_or(is_name)).then_some(())?;
        Some(Self { unit: unit.parse().ok()?, code: code.to_owned(), part: part.map(str::to_owned) })
    }
}

impl std::fmt::Display for LineKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.unit, self.code)?;
        self.part.as_ref().map_or(Ok(()), |part| write!(f, "/{part}"))
    }
}

/// What was typed into a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// The value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who says so; empty: the source of the whole sheet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// As of when; empty: the date of the whole sheet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub as_of: String,
    /// Why an odd value is kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The fact of the value that was shown beside the line when it was typed; 0: none was.
    #[serde(default)]
    pub base: u64,
    /// The cell of the workbook it came from: `Sheet1!E12`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// What was typed into the same line in another window, until one of the two is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
}

impl DraftLine {
    /// Whether nothing at all was typed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let typed = [&self.value, &self.note, &self.source, &self.as_of, &self.reason];
        typed.into_iter().all(|text| text.is_empty()) && self.other.is_none()
    }

    /// Whether another line says the same value of the same day, however it is written: `95` and `95,0`, `x` and `Đ`.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let number = |text: &str| parse_number(text.trim()).ok();
        let value = fold(&self.value) == fold(&other.value)
            || number(&self.value).is_some_and(|one| number(&other.value) == Some(one))
            || rating(&self.value).is_some_and(|one| rating(&other.value) == Some(one));
        value && self.as_of.trim() == other.as_of.trim()
    }

    fn trimmed(mut self) -> Self {
        for text in [&mut self.value, &mut self.note, &mut self.source, &mut self.as_of, &mut self.reason] {
            *text = vedich_values::text::normalise(text.trim()).chars().filter(|c| !c.is_control()).take(LONGEST_TEXT).collect();
        }
        self
    }
}

/// A line as one window sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineChange {
    /// Its key.
    pub key: String,
    /// The value of the draft as this window had last seen it.
    #[serde(default)]
    pub seen: String,
    /// What stands in the line now.
    #[serde(flatten)]
    pub line: DraftLine,
}

/// A draft (bản nháp): what one person typed for one sheet and period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetDraft {
    /// The source of every line that names none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The date of every line that names none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub as_of: String,
    /// Why it comes after the period was locked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub late: String,
    /// The lines, by key.
    #[serde(default)]
    pub lines: BTreeMap<String, DraftLine>,
    /// Counts a workbook states beside its lines ("16/20"), by unit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<String, Counted>,
    /// What of a workbook could not be read; with any, nothing is recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Unread>,
    /// What of a workbook was left alone: columns and tables nobody knows. Told; the rest is recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<Unread>,
}

/// What a form states of a unit beside its lines: counts, where its recognition stands, model gardens and households.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The first cell that says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// The criteria set it speaks of; absent: the one in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<SetId>,
    /// Criteria.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria: Option<Tally>,
    /// Indicators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicators: Option<Tally>,
    /// Where its recognition stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stood: Option<Stood>,
    /// The year it was registered for (năm đăng ký).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<i32>,
    /// Model gardens (vườn mẫu), this year so far.
    #[serde(default)]
    pub gardens: Reached,
    /// Model households (hộ mẫu), this year so far.
    #[serde(default)]
    pub households: Reached,
}

impl Counted {
    /// Whether it states anything at all.
    #[must_use]
    pub fn says_something(&self) -> bool {
        let models = [self.gardens, self.households].iter().any(|reached| *reached != Reached::default());
        self.criteria.is_some() || self.indicators.is_some() || self.stood.is_some() || self.registered.is_some() || models
    }
}

/// Where the recognition of a unit stands, as a form says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    /// Stage id: `registered`, `working`, `appraised`, `proposed`, `recognised`, `withdrawn`.
    pub stage: String,
    /// Number and date of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The year it counts for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
}

/// So many were planned, so many are reached; each absent where nothing is said of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// Planned (kế hoạch).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Decimal>,
    /// Reached (đạt).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Decimal>,
}

/// A cell that could not be read: what is wrong with it, as a code of the wording with its parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The cell.
    pub cell: String,
    /// The code.
    pub code: String,
    /// The parameters.
    #[serde(default)]
    pub params: Vec<(String, String)>,
}

impl SheetDraft {
    /// Whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.late.is_empty() && self.counts.is_empty() && self.unread.is_empty()
    }

    /// Takes a line in. Where another window wrote a different value meanwhile both stay, and the answer is false.
    pub fn take(&mut self, change: LineChange) -> bool {
        if LineKey::parse(&change.key).is_none() || (self.lines.len() >= MOST_LINES && !self.lines.contains_key(&change.key)) {
            return true;
        }
        let mut sent = change.line.trimmed();
        let stands = self.lines.get(&change.key);
        let stood = stands.map_or("", |line| line.value.as_str());
        if sent.cell.is_empty()
            && let Some(stands) = stands.filter(|line| line.value == sent.value)
        {
            // A form knows nothing of cells; a line that still says what its workbook said keeps its place.
            sent.cell.clone_from(&stands.cell);
        }
        let agreed = match merge(change.seen.trim(), stood, sent.value.as_str()) {
            Fate::Take => {
                sent.other = None;
                true
            }
            Fate::Leave => {
                sent.value = stood.to_owned();
                // Somebody who saw both and sends the one that stands has chosen it.
                sent.other = stands.and_then(|line| line.other.clone()).filter(|other| *other != sent.value && change.seen.trim() != stood);
                true
            }
            Fate::Choose => {
                sent.other = Some(std::mem::replace(&mut sent.value, stood.to_owned()));
                false
            }
        };
        if sent.is_blank() {
            self.lines.remove(&change.key);
        } else {
            self.lines.insert(change.key, sent);
        }
        agreed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn change(key: &str, seen: &str, value: &str) -> LineChange {
        LineChange { key: key.to_owned(), seen: seen.to_owned(), line: DraftLine { value: value.to_owned(), ..DraftLine::default() } }
    }

    #[test]
    fn keys_are_read_as_they_are_written() {
        for text in ["1418838:2.1", "5:17.1/nuoc_sach", "5:@satisfaction"] {
            assert_eq!(LineKey::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "2.1", "x:2.1", "5:", "5:2.1/", "5:2 1", "5:a/b/c"] {
            assert_eq!(LineKey::parse(text), None, "{text}");
        }
    }

    #[test]
    fn two_windows_lose_nothing() {
        let mut draft = SheetDraft::default();
        assert!(draft.take(change("5:2.1", "", "80")));
        assert!(draft.take(change("5:2.2", "", "70")), "another line of another window");
        assert!(!draft.take(change("5:2.1", "", "85")), "the window had not seen the 80");
        let line = &draft.lines["5:2.1"];
        assert_eq!((line.value.as_str(), line.other.as_deref()), ("80", Some("85")));
        assert!(draft.take(change("5:2.1", "80", "85")), "chosen with both in sight");
        assert_eq!((draft.lines["5:2.1"].value.as_str(), draft.lines["5:2.1"].other.as_deref()), ("85", None));
        assert!(draft.take(change("5:2.1", "85", "")) && !draft.lines.contains_key("5:2.1"), "emptied");
        assert!(draft.take(change("no key", "", "1")) && draft.lines.len() == 1);
    }

    #[test]
    fn sending_the_same_again_changes_nothing() {
        let mut draft = SheetDraft::default();
        draft.take(change("5:2.1", "", "80"));
        let once = draft.clone();
        assert!(draft.take(change("5:2.1", "", "80")));
        assert_eq!(draft, once);
        let back: SheetDraft = serde_json_like(&draft);
        assert_eq!(back, draft);
    }

    /// Through the same format family as the database keeps it in.
    fn serde_json_like(draft: &SheetDraft) -> SheetDraft {
        toml::from_str(&toml::to_string(draft).unwrap()).unwrap()
    }

    proptest! {
        /// Two windows each type once per line: every text typed is in the draft afterwards, as the value or beside it.
        #[test]
        fn every_text_typed_is_still_there(a in "[0-9]{1,3}", b in "[0-9]{1,3}") {
            let mut draft = SheetDraft::default();
            draft.take(change("5:1", "", &a));
            draft.take(change("5:1", "", &b));
            let line = &draft.lines["5:1"];
            let there = |text: &String| line.value == *text || line.other.as_ref() == Some(text);
            prop_assert!(there(&a) && there(&b));
        }
    }
}
