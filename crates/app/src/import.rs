//! Files of officials into the journal: read, checked to the last row, compared with what is known, then written whole or not at all.

mod attributes;
mod existing;
mod found;
mod locks;
mod margin;
pub(crate) mod merge;
mod observations;
mod places;
pub(crate) mod problems;
mod register;
mod sense;
mod statement;
mod statuses;
mod targets;
mod tiers;
pub(crate) mod values;

pub use attributes::{COLUMNS as ATTRIBUTE_COLUMNS, read_value as read_attribute};
pub use observations::COLUMNS as OBSERVATION_COLUMNS;
pub use register::COLUMNS as UNIT_COLUMNS;

use crate::{App, AppError, By, Committed, Hand, NewEntry};
use existing::{Existing, SETTINGS};
use locks::Locks;
use problems::Problems;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tiers::Tiers;
use uuid::Uuid;
use vedich_board::Reference;
use vedich_documents::read_table;
use vedich_facts::Recorded;
use vedich_journal::{Journal, JournalError, Select};
use vedich_rights::Action;
use vedich_values::{Date, Diagnostic, EntrySeq, Place, Timestamp};

/// A file to import.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its name, for the places of problems.
    pub file: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// In whose hand; the identity of the command is the content.
    pub hand: Hand,
    /// What the person says of headings we don't know: heading and column.
    pub mapping: Vec<(String, String)>,
}

/// What importing a file did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Outcome {
    /// The file.
    pub file: String,
    /// Rows of data read.
    pub rows: u64,
    /// Statements nobody had made of that unit, indicator and date.
    pub new: u64,
    /// Statements that correct earlier ones.
    pub changed: u64,
    /// Statements that are known already.
    pub unchanged: u64,
    /// Rows that report nothing, or repeat another row.
    pub blank: u64,
    /// Rows with an error. Any at all, and nothing of the file is written.
    pub refused: u64,
    /// Whether it was written now (false after a dry run, a refusal, or when all was known).
    pub applied: bool,
    /// The same file had been imported before.
    pub already: bool,
    /// The journal's entry, once written.
    pub entry: Option<EntrySeq>,
    /// Facts written.
    pub facts: u64,
    /// Errors and warnings with their places; the first thousand, errors before warnings left out.
    pub problems: Vec<Diagnostic>,
    /// How many more problems there are.
    pub problems_left_out: u64,
    /// Number of errors; with any, nothing is written.
    pub errors: u64,
}

impl Outcome {
    /// Whether the file was refused.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        self.errors > 0
    }

    fn of(file: &str, problems: Problems) -> Self {
        Self {
            file: file.to_owned(),
            problems: problems.kept,
            problems_left_out: problems.left_out,
            errors: problems.errors,
            ..Self::default()
        }
    }
}

/// A file checked and compared: what it would do, and what to append to do it.
#[derive(Debug)]
pub struct Plan {
    /// What it would do.
    pub outcome: Outcome,
    /// The entry to append; none when the file is refused or says nothing new.
    pub entry: Option<NewEntry>,
}

impl Plan {
    /// The same file was imported before: nothing of it is written again, and what it would have replaced stays.
    fn already(mut self) -> Self {
        self.outcome.already = true;
        self.outcome.problems.retain(|problem| !merge::REPLACES.contains(&problem.code));
        let known = self.outcome.new + self.outcome.changed + self.outcome.unchanged;
        (self.outcome.new, self.outcome.changed, self.outcome.unchanged) = (0, 0, known);
        self
    }

    fn done(mut self, committed: &Committed) -> Outcome {
        self.outcome.applied = !committed.already;
        self.outcome.entry = Some(committed.entry);
        if committed.already {
            self = self.already();
        } else {
            self.outcome.facts = committed.facts.end.get().saturating_sub(committed.facts.start.get());
        }
        self.outcome
    }
}

/// What files are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Values and statuses: [`OBSERVATION_COLUMNS`].
    Observations,
    /// Hamlets and changes of units: [`UNIT_COLUMNS`].
    Units,
    /// Properties of units: [`ATTRIBUTE_COLUMNS`].
    Attributes,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Observations, Self::Units, Self::Attributes];

    /// The name in commands and addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Observations => "observations",
            Self::Units => "units",
            Self::Attributes => "attributes",
        }
    }

    /// The subject of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.name() == name)
    }

    /// The columns of its files.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Observations => &OBSERVATION_COLUMNS,
            Self::Units => &UNIT_COLUMNS,
            Self::Attributes => &ATTRIBUTE_COLUMNS,
        }
    }

    /// What somebody has to be allowed to do somewhere to state anything of it.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Observations => Action::Enter,
            Self::Units | Self::Attributes => Action::KeepRegister,
        }
    }
}

impl App {
    /// Checks a file and works out what importing it would do. Nothing is written.
    ///
    /// # Errors
    /// When the journal does not answer. Whatever is wrong with the file is told in the outcome.
    pub async fn plan_import(&self, subject: Subject, given: Given) -> Result<Plan, AppError> {
        let (reference, now, today) = (self.reference(), self.clock().now(), self.today());
        let plan = match subject {
            Subject::Observations => {
                let locks = Locks::load(self, self.journal(), &reference, today).await?;
                plan_observations(self.journal(), &reference, (now, today), locks, given).await?
            }
            Subject::Units => plan_units(&reference, now, today, given).await,
            Subject::Attributes => plan_attributes(self.journal(), &reference, now, today, given).await?,
        };
        Ok(match &plan.entry {
            Some(entry) if self.journal().find(entry.by.command, entry.content_hash).await?.is_some() => plan.already(),
            _ => plan,
        })
    }

    /// Imports a file: all of it, or nothing when anything in it is wrong. The same file twice changes nothing.
    ///
    /// # Errors
    /// When the journal does not answer. Whatever is wrong with the file is told in the outcome.
    pub async fn import(&self, subject: Subject, given: Given) -> Result<Outcome, AppError> {
        let plan = self.plan_import(subject, given).await?;
        self.carry_out(plan).await
    }

    /// Whether the hand of a plan may state everything it would write: for looking before writing.
    ///
    /// # Errors
    /// The first refusal, or the journal does not answer.
    pub async fn may_carry_out(&self, plan: &Plan) -> Result<(), AppError> {
        match &plan.entry {
            Some(entry) => self.authorise(entry).await.map(|_| ()),
            None => Ok(()),
        }
    }

    /// Carries out a plan made just now.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn carry_out(&self, mut plan: Plan) -> Result<Outcome, AppError> {
        let Some(entry) = plan.entry.take() else { return Ok(plan.outcome) };
        match self.commit(entry).await {
            Ok(committed) => Ok(plan.done(&committed)),
            Err(AppError::Refused(problems)) => {
                // What was true when the plan was made is not any more: the line of a fact is not the line of the file.
                plan.outcome.errors += problems.len() as u64;
                plan.outcome.problems.extend(problems.into_iter().map(|problem| Diagnostic { place: Place::default(), ..problem }));
                Ok(plan.outcome)
            }
            Err(error) => Err(error),
        }
    }
}

/// What a file is read against.
struct Desk {
    reference: Reference,
    tiers: Arc<Tiers>,
    today: Date,
}

async fn plan_observations(
    journal: &Journal,
    reference: &Reference,
    (now, today): (Timestamp, Date),
    locks: Locks,
    given: Given,
) -> Result<Plan, JournalError> {
    let settings = settings(journal).await?;
    let desk = Desk { reference: reference.clone(), tiers: Arc::new(Tiers::of_facts(settings.iter())), today };
    let (given, drafts) = busy(move || {
        let mut drafts = match read_table(&given.bytes, &given.file) {
            Ok(sheets) => {
                let mut drafts = observations::read(&sheets, &desk, &given.mapping);
                statuses::check(&mut drafts, &desk, &settings);
                drafts
            }
            Err(problems) => observations::Drafts::refused(&desk, problems),
        };
        drafts.drafts.shrink_to_fit();
        (given, drafts)
    })
    .await;
    // Of a file that is refused too: a value that is on record already is no change of a locked period.
    let existing = Existing::load(journal, &drafts).await?;
    Ok(busy(move || {
        let mut drafts = drafts;
        let merged = merge::merge(&mut drafts, &existing, &locks);
        let mut outcome = Outcome::of(&given.file, drafts.problems);
        (outcome.rows, outcome.blank, outcome.refused) = (drafts.rows, drafts.blank, drafts.refused);
        (outcome.new, outcome.changed, outcome.unchanged) = (merged.new, merged.changed, merged.unchanged);
        let entry = (!outcome.is_refused() && !merged.facts.is_empty()).then(|| entry("import-observations", &given, now, merged.facts));
        Plan { outcome, entry }
    })
    .await)
}

async fn plan_units(reference: &Reference, now: Timestamp, today: Date, given: Given) -> Plan {
    let desk = Desk { reference: reference.clone(), tiers: Arc::default(), today };
    busy(move || {
        let changes = match read_table(&given.bytes, &given.file) {
            Ok(sheets) => register::read(&sheets, &desk, &given.mapping),
            Err(problems) => return Plan { outcome: unreadable(&given.file, problems), entry: None },
        };
        let mut outcome = Outcome::of(&given.file, changes.problems);
        (outcome.rows, outcome.refused) = (changes.rows, changes.refused);
        (outcome.new, outcome.changed, outcome.unchanged) = (changes.new, changes.changed, changes.unchanged);
        let entry = (!outcome.is_refused() && !changes.facts.is_empty()).then(|| entry("import-units", &given, now, changes.facts));
        Plan { outcome, entry }
    })
    .await
}

async fn plan_attributes(
    journal: &Journal,
    reference: &Reference,
    now: Timestamp,
    today: Date,
    given: Given,
) -> Result<Plan, JournalError> {
    let settings = settings(journal).await?;
    let desk = Desk { reference: reference.clone(), tiers: Arc::default(), today };
    Ok(busy(move || {
        let stated = match read_table(&given.bytes, &given.file) {
            Ok(sheets) => attributes::read(&sheets, &desk, &settings, &given.mapping),
            Err(problems) => return Plan { outcome: unreadable(&given.file, problems), entry: None },
        };
        let mut outcome = Outcome::of(&given.file, stated.problems);
        (outcome.rows, outcome.refused) = (stated.rows, stated.refused);
        (outcome.new, outcome.changed, outcome.unchanged) = (stated.new, stated.changed, stated.unchanged);
        let entry = (!outcome.is_refused() && !stated.facts.is_empty()).then(|| entry("import-attributes", &given, now, stated.facts));
        Plan { outcome, entry }
    })
    .await)
}

/// A file that could not be read as a table.
fn unreadable(file: &str, problems: Vec<Diagnostic>) -> Outcome {
    Outcome { errors: problems.len() as u64, problems, ..Outcome::of(file, Problems::default()) }
}

/// An entry whose identity is the content of the file: the same file again is the same command.
fn entry(kind: &str, given: &Given, now: Timestamp, facts: Vec<vedich_facts::Fact>) -> NewEntry {
    let mut hasher = Sha256::new();
    hasher.update(kind.as_bytes());
    for (heading, column) in &given.mapping {
        hasher.update([0]);
        hasher.update(heading.as_bytes());
        hasher.update([1]);
        hasher.update(column.as_bytes());
    }
    hasher.update([2]);
    hasher.update(&given.bytes);
    let hash: [u8; 32] = hasher.finalize().into();
    let by = By::new(given.hand.clone()).command(Uuid::new_v5(&Uuid::NAMESPACE_OID, &hash));
    NewEntry { content_hash: Some(hash), ..NewEntry::new(kind, by, now, facts) }
}

/// The facts that choose sets and thresholds.
async fn settings(journal: &Journal) -> Result<Vec<Recorded>, JournalError> {
    let mut settings = Vec::new();
    for kind in SETTINGS {
        journal.for_each(&Select { kind: Some(kind), ..Select::default() }, |recorded| settings.push(recorded)).await?;
    }
    Ok(settings)
}

/// Runs work that keeps a core busy away from the threads that answer requests.
async fn busy<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}
