//! Documents that are hardly different ones: the same news from another page, a report with a line more.

use super::{Reading, hex};
use crate::{App, AppError, Hand, Select};
use std::collections::{BTreeMap, BTreeSet};
use vedich_desk::{Card, CardKind, Decision, Draft};
use vedich_facts::{Body, DocumentRecord, Kind};
use vedich_values::{Date, UnitId, text::fold};

/// Words in a run: long enough that two papers of one office do not share theirs by chance.
const RUN: usize = 4;
/// Runs a text must have to be compared by them: a note of two lines is compared by its title and cards.
const FEWEST_RUNS: usize = 12;
/// Hundredths of the shorter text's runs that stand in the other one too.
const ALIKE: usize = 80;
/// Units of a document whose documents on record it is compared with, and documents of each.
const MOST_UNITS: usize = 6;
const MOST_DOCUMENTS: u32 = 100;

/// Days that the same words may lie apart on record: a day is corrected, or a page says when it was published.
const FEW_DAYS: chrono::TimeDelta = chrono::TimeDelta::days(7);

/// A document that may be the same as another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alike {
    /// One on the same desk, or of the same folder.
    OnDesk {
        /// The reading; empty when it is only rehearsed.
        reading: String,
        /// Name of its file, else its title.
        name: String,
    },
    /// One that something was stated from.
    OnRecord {
        /// SHA-256 over its words, in hexadecimal: its address.
        fingerprint: String,
        /// Its title.
        name: String,
    },
}

impl Alike {
    /// What the other one is called.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::OnDesk { name, .. } | Self::OnRecord { name, .. } => name,
        }
    }
}

/// The runs of words of a text, sorted.
struct Runs(Vec<u64>);

impl Runs {
    fn of(text: &str) -> Self {
        use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
        let (folded, hasher) = (fold(text), BuildHasherDefault::<DefaultHasher>::default());
        let words: Vec<&str> = folded.split(' ').collect();
        let mut runs: Vec<u64> = words.windows(RUN).map(|run| hasher.hash_one(run)).collect();
        runs.sort_unstable();
        runs.dedup();
        Self(runs)
    }

    /// Whether the shorter of two texts stands in the other one, but for a few words.
    fn stand_in(&self, other: &Self) -> bool {
        let (short, long) = if self.0.len() <= other.0.len() { (&self.0, &other.0) } else { (&other.0, &self.0) };
        let shared = short.iter().filter(|run| long.binary_search(run).is_ok()).count();
        short.len() >= FEWEST_RUNS && shared * 100 >= ALIKE * short.len()
    }
}

/// Documents laid beside each other; the runs of each are made out once.
#[derive(Default)]
pub(super) struct Beside<'a>(BTreeMap<&'a str, Runs>);

impl<'a> Beside<'a> {
    fn runs(&mut self, reading: &'a Reading) -> &Runs {
        self.0.entry(&reading.id).or_insert_with(|| Runs::of(&reading.text))
    }

    /// Whether two are of one day and say the same: in the same words, or under the same title with every card read the same.
    fn alike(&mut self, a: &'a Reading, b: &'a Reading) -> bool {
        if a.draft.date != b.draft.date {
            return false;
        }
        let read = |reading: &Reading| reading.draft.cards.iter().map(|card| (card.kind, card.read.clone())).collect::<Vec<_>>();
        if !a.draft.cards.is_empty() && fold(&a.title) == fold(&b.title) && read(a) == read(b) {
            return true;
        }
        self.runs(a);
        self.runs(b);
        matches!((self.0.get(a.id.as_str()), self.0.get(b.id.as_str())), (Some(a), Some(b)) if a.stand_in(b))
    }

    /// The first of these documents that may be the same as one.
    pub(super) fn first(&mut self, one: &'a Reading, others: impl Iterator<Item = &'a Reading>) -> Option<Alike> {
        let found = others.into_iter().find(|other| other.id != one.id && self.alike(one, other))?;
        let name = found.file.clone().unwrap_or_else(|| found.title.clone());
        Some(Alike::OnDesk { reading: found.id.clone(), name })
    }
}

/// The units a draft gives figures of that are neither rejected nor on record.
pub(super) fn units(draft: &Draft) -> BTreeSet<UnitId> {
    let figure = |card: &&Card| {
        let kind = matches!(card.kind, CardKind::Progress | CardKind::Value | CardKind::Tally);
        kind && !card.settled && card.decision != Decision::Rejected
    };
    draft.cards.iter().filter(figure).filter_map(|card| card.meant.as_ref()?.place).collect()
}

impl App {
    /// What each of these documents may be the same as: another one of them or of the desk, else one on record.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn alike(&self, hand: &Hand, readings: &[Reading]) -> Result<Vec<Option<Alike>>, AppError> {
        let desk = self.desk(hand).await?;
        let mut beside = Beside::default();
        let (mut found, mut of_day) = (Vec::with_capacity(readings.len()), BTreeMap::<&str, Vec<&Reading>>::new());
        desk.iter().for_each(|one| of_day.entry(&one.draft.date).or_default().push(one));
        for one in readings {
            let mut others = of_day.get(one.draft.date.as_str()).cloned().unwrap_or_default();
            // Of two documents handed in together the second is told.
            let earlier = readings.iter().take_while(|other| other.id != one.id).filter(|other| other.draft.date == one.draft.date);
            others.extend(earlier.filter(|other| desk.iter().all(|lying| lying.id != other.id)));
            let on_desk = beside.first(one, others.into_iter());
            found.push(match on_desk {
                Some(on_desk) => Some(on_desk),
                None => self.alike_on_record(one).await?,
            });
        }
        Ok(found)
    }

    /// A document on record, of nearly the same day and one of its units, that a reading may be the same as.
    pub(super) async fn alike_on_record(&self, reading: &Reading) -> Result<Option<Alike>, AppError> {
        let day = reading.draft.day(self.today());
        let (own, title, runs) = (hex(&reading.fingerprint), fold(&reading.title), Runs::of(&reading.text));
        let same = |document: &DocumentRecord, on: Date| {
            let titled = on == day && fold(&document.title) == title;
            document.fingerprint != own && (titled || Runs::of(&document.text).stand_in(&runs))
        };
        let asked: BTreeSet<UnitId> = reading.draft.unit.into_iter().chain(units(&reading.draft)).take(MOST_UNITS).collect();
        for unit in asked {
            let select = Select {
                unit: Some(unit),
                kind: Some(Kind::Document),
                as_of_max: Some(day + FEW_DAYS),
                newest_first: true,
                limit: Some(MOST_DOCUMENTS),
                ..Select::default()
            };
            for recorded in self.journal().read(&select).await? {
                if let Body::Document(document) = &recorded.fact.body
                    && (recorded.fact.as_of - day).abs() <= FEW_DAYS
                    && same(document, recorded.fact.as_of)
                {
                    return Ok(Some(Alike::OnRecord { fingerprint: document.fingerprint.clone(), name: document.title.clone() }));
                }
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_a_line_more_is_the_same_one_and_another_one_is_not() {
        let text = "Sáng nay, xã Lâm Hợp tổ chức hội nghị giao ban chương trình nông thôn mới và bàn về đường giao thông, môi trường, nhà văn hóa, trường học của các thôn trong xã.";
        let reprinted = format!("Trang tin huyện\n{}\nHội nghị kết thúc lúc 11 giờ.", text.replace("Sáng nay", "Sáng qua"));
        let other = "Sáng nay, xã Kỳ Lạc tổ chức ra quân làm đường, trồng cây, dọn rác ở tám thôn; hơn hai trăm người dân đã tham gia suốt buổi sáng, kể cả người già và học sinh.";
        let alike = |a: &str, b: &str| Runs::of(a).stand_in(&Runs::of(b));
        assert!(alike(text, &reprinted) && alike(&reprinted, text));
        assert!(!alike(text, other));
        assert!(!alike("Xã họp.", "Xã họp."), "too short to be told by its words");
    }
}
