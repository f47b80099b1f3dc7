//! The documents on record, newest first: by place, day and words.

use crate::{App, AppError, Select};
use chrono::{DateTime, Utc};
use vedich_facts::{Body, Kind, Recorded};
use vedich_units::Registry;
use vedich_values::text::fold;
use vedich_values::{Date, EntrySeq, FactSeq, UnitId};

/// Documents looked through for one page: whoever asks for a rare word goes on from where it ended.
pub(super) const MOST_LOOKED_AT: usize = 2_000;
/// Documents read at once.
const AT_ONCE: u32 = 100;
/// Documents of which nothing but the unit is read, at once.
const SUBJECTS_AT_ONCE: u32 = 1_000;
/// Units of an area whose documents are asked for one by one; those of a larger area are not far between.
const FEW_UNITS: usize = 1_000;

/// Which documents on record are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShelfSearch {
    /// About this unit, one below it, or one that went into it.
    pub area: Option<UnitId>,
    /// Of this day or later.
    pub from: Option<Date>,
    /// Of this day or earlier.
    pub until: Option<Date>,
    /// With all these words in its title or text, marks and capitals aside.
    pub words: String,
    /// Recorded before this fact: the key of the page before.
    pub before: Option<FactSeq>,
}

/// A document on record, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// The fact it stands in.
    pub seq: FactSeq,
    /// SHA-256 over its words, in hexadecimal: its address.
    pub fingerprint: String,
    /// Its title.
    pub title: String,
    /// Name of the file it came in.
    pub file: Option<String>,
    /// The unit its first statement is about.
    pub unit: UnitId,
    /// The day of that statement.
    pub as_of: Date,
    /// The entry it came with.
    pub entry: EntrySeq,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// A page of documents on record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// The documents, newest first.
    pub documents: Vec<Shelved>,
    /// Where the next page begins; none when everything was looked through.
    pub next: Option<FactSeq>,
}

impl App {
    /// A page of the documents on record.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn shelf(&self, search: &ShelfSearch, most: usize) -> Result<Shelf, AppError> {
        let (registry, words) = (self.reference().registry, fold(&search.words));
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        let pile = Pile::of(&registry, search.area);
        let (mut shelf, mut before) = (Shelf::default(), search.before);
        for _ in 0..MOST_LOOKED_AT / AT_ONCE as usize {
            let taken = pile.take(self, &registry, before).await?;
            for recorded in &taken.found {
                shelf.documents.extend(fitting(search, &registry, self.today(), &words, recorded));
                if shelf.documents.len() == most {
                    return Ok(Shelf { next: Some(recorded.seq), ..shelf });
                }
            }
            before = taken.down_to.or(before);
            if taken.is_last {
                return Ok(shelf);
            }
        }
        Ok(Shelf { next: before, ..shelf })
    }
}

/// Where the documents asked for are looked for.
enum Pile {
    /// Among all.
    All,
    /// Among those about a few units.
    About(Vec<UnitId>),
    /// Among all whose unit lies in an area of very many units: of the others nothing but the unit is read.
    Within(UnitId),
}

/// Some of a pile, newest first.
struct Taken {
    found: Vec<Recorded>,
    /// The last one that was looked at.
    down_to: Option<FactSeq>,
    /// Nothing is left below it.
    is_last: bool,
}

impl Pile {
    fn of(registry: &Registry, area: Option<UnitId>) -> Self {
        match area {
            None => Self::All,
            Some(area) => registry.ever_within(area, FEW_UNITS).map_or(Self::Within(area), Self::About),
        }
    }

    async fn take(&self, app: &App, registry: &Registry, before: Option<FactSeq>) -> Result<Taken, AppError> {
        let journal = app.journal();
        match self {
            Self::All => {
                let select = Select { before, kind: Some(Kind::Document), newest_first: true, limit: Some(AT_ONCE), ..Select::default() };
                Ok(Taken::all(journal.read(&select).await?))
            }
            Self::About(units) => Ok(Taken::all(journal.newest_about(Kind::Document, units, before, AT_ONCE).await?)),
            Self::Within(area) => {
                let subjects = journal.newest_subjects(Kind::Document, before, SUBJECTS_AT_ONCE).await?;
                let down_to = subjects.last().map(|last| last.seq);
                let is_last = subjects.len() < SUBJECTS_AT_ONCE as usize;
                let within = subjects.into_iter().filter(|one| lies_in(registry, *area, (one.unit, one.as_of), app.today()));
                let mut found = journal.facts(&within.map(|one| one.seq).collect::<Vec<_>>()).await?;
                found.reverse();
                Ok(Taken { found, down_to, is_last })
            }
        }
    }
}

impl Taken {
    fn all(found: Vec<Recorded>) -> Self {
        Self { down_to: found.last().map(|last| last.seq), is_last: found.len() < AT_ONCE as usize, found }
    }
}

/// The document of a fact, when it is asked for.
fn fitting(search: &ShelfSearch, registry: &Registry, today: Date, words: &[&str], recorded: &Recorded) -> Option<Shelved> {
    let (fact, Body::Document(document)) = (&recorded.fact, &recorded.fact.body) else { return None };
    let in_time = search.from.is_none_or(|from| from <= fact.as_of) && search.until.is_none_or(|until| fact.as_of <= until);
    if !in_time || !search.area.is_none_or(|area| lies_in(registry, area, (fact.unit, fact.as_of), today)) {
        return None;
    }
    if !words.is_empty() {
        let text = fold(&format!("{} {}", document.title, document.text));
        if !words.iter().all(|word| text.contains(word)) {
            return None;
        }
    }
    Some(Shelved {
        seq: recorded.seq,
        fingerprint: document.fingerprint.clone(),
        title: document.title.clone(),
        file: document.file.clone(),
        unit: fact.unit,
        as_of: fact.as_of,
        entry: recorded.entry,
        recorded_at: recorded.recorded_at,
    })
}

/// Whether a unit lay in an area on a day, or went into a unit that lies there today.
fn lies_in(registry: &Registry, area: UnitId, (unit, on): (UnitId, Date), today: Date) -> bool {
    let under = |unit: UnitId, day| unit == area || registry.ancestors(unit, day).contains(&area);
    under(unit, on) || under(unit, today) || registry.went_into(unit, today).into_iter().any(|heir| under(heir, today))
}
