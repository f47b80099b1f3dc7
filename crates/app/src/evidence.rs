//! Evidence (minh chứng): attached, withdrawn, read, and how complete the evidence of a unit is. What is not published shows nobody
//! without the right to read it.

mod checklist;

pub use checklist::{Checklist, CriterionNeeds, IndicatorNeeds, PieceState};

use crate::{App, AppError, By, Committed, Hand};
use std::sync::Arc;
use vedich_facts::{Body, Evidence, EvidenceOf, Exhibit, Fact, Recorded, StoredFile};
use vedich_rights::{Action, Refusal};
use vedich_store::{Store, StoreError};
use vedich_values::{Date, Diagnostic, FactSeq, Place, UnitId};

/// Most files of one form.
pub const MOST_FILES: usize = 20;

/// Something sent as evidence.
#[derive(Clone, Debug)]
pub enum Sent {
    /// A file as it came.
    File {
        /// The name it came with.
        name: String,
        /// What is in it.
        content: bytes::Bytes,
    },
    /// An address elsewhere.
    Link(String),
}

/// Attaches evidence to a unit: everything that was sent, or nothing.
#[derive(Clone, Debug)]
pub struct Attach {
    /// Whose.
    pub unit: UnitId,
    /// The day it holds for; none: today, or the last day of the unit.
    pub on: Option<Date>,
    /// What it shows.
    pub about: EvidenceOf,
    /// What it is called; empty: by the names of its files.
    pub title: String,
    /// What was sent.
    pub sent: Vec<Sent>,
    /// Whether photos keep where and by whom they were taken.
    pub keep_metadata: bool,
    /// A remark.
    pub note: Option<String>,
}

/// What became of evidence that was sent.
#[derive(Clone, Debug)]
pub struct Added {
    /// The entry that attached it.
    pub committed: Committed,
    /// Evidence that had shown the same before: sent again it stands as it was, and only the rest was attached.
    pub known: Vec<FactSeq>,
    /// Evidence of the unit with one of the same files or links that shows something else, as far as the hand may see it. One paper may
    /// well show two things; whoever chose the wrong file sees it here.
    pub elsewhere: Vec<FactSeq>,
}

/// A piece of evidence.
#[derive(Clone, Debug)]
pub struct Attached {
    /// The fact that attached it; its number is the identity.
    pub recorded: Arc<Recorded>,
    /// The fact that withdrew it.
    pub withdrawn: Option<Arc<Recorded>>,
}

impl Attached {
    /// Its identity.
    #[must_use]
    pub fn seq(&self) -> FactSeq {
        self.recorded.seq
    }

    /// As it stood on a day: not there before its date, and withdrawn only if it was by then.
    #[must_use]
    pub fn stood_on(mut self, day: Date) -> Option<Self> {
        self.withdrawn = self.withdrawn.filter(|why| why.fact.as_of <= day);
        (self.recorded.fact.as_of <= day).then_some(self)
    }

    /// The facts it stands on: that attached it, and that withdrew it.
    pub fn stated(&self) -> impl Iterator<Item = &Recorded> {
        std::iter::once(&self.recorded).chain(&self.withdrawn).map(|recorded| &**recorded)
    }

    /// What it is, what it shows, what it is called.
    #[must_use]
    pub fn parts(&self) -> Option<(&Exhibit, &EvidenceOf, &str)> {
        match &self.recorded.fact.body {
            Body::Evidence(Evidence::Attached { what, about, title }) => Some((what, about, title)),
            _ => None,
        }
    }

    /// The file, when it is one.
    #[must_use]
    pub fn file(&self) -> Option<&StoredFile> {
        match self.parts()?.0 {
            Exhibit::File(file) => Some(file),
            Exhibit::Link(_) => None,
        }
    }
}

impl App {
    /// Keeps evidence in that store from now on; the first one given stays.
    pub fn keep_evidence_in(&self, store: Store) {
        let _ = self.inner.store.set(store);
    }

    /// The evidence store, where there is one.
    #[must_use]
    pub fn evidence_store(&self) -> Option<&Store> {
        self.inner.store.get()
    }

    /// Attaches evidence: what shows the same already is left out and told, the rest is kept. Nothing is stored before the hand is known to
    /// be allowed.
    ///
    /// # Errors
    /// Everything that can't be, and that all of it is there already; the hand may not; the store or the journal does not answer.
    pub async fn attach_evidence(&self, by: By, command: Attach) -> Result<Added, AppError> {
        let Attach { unit, on, about, title, sent, keep_metadata, note } = command;
        let on = on.unwrap_or_else(|| self.last_day_of(unit));
        let fact = |what: Exhibit, title: String| {
            let mut fact = Fact::new(unit, on, Body::Evidence(Evidence::Attached { what, about: about.clone(), title }));
            fact.note = note.as_deref().map(Into::into);
            fact
        };
        self.may_state(by.hand(), &fact(Exhibit::Link(String::new()), String::new())).await?;
        if sent.is_empty() {
            return Err(refused(Diagnostic::error("evidence.nothing-sent", Place::default())));
        }
        not_too_many(sent.len())?;
        let many = sent.len() > 1;
        let (mut facts, mut repeated, mut known) = (Vec::with_capacity(sent.len()), Vec::new(), Vec::new());
        for one in sent {
            let (what, named) = match one {
                Sent::Link(link) => (Exhibit::Link(link.trim().to_owned()), link),
                Sent::File { name, content } => {
                    let file = self.store_file(&name, content, keep_metadata).await?;
                    let stem = file.name.rsplit_once('.').map_or(file.name.clone(), |(stem, _)| stem.to_owned());
                    (Exhibit::File(file), stem)
                }
            };
            let title = match (title.trim(), many) {
                ("", _) => named,
                (title, true) => format!("{title}: {named}"),
                (title, false) => title.to_owned(),
            };
            // Chosen twice in one form it is one piece.
            if facts.iter().any(|fact| exhibit_of(fact).is_some_and(|other| other.is_same(&what))) {
                continue;
            }
            match self.shown_already(unit, &what, &about) {
                Some((seq, _)) => {
                    known.push(seq);
                    repeated.push(fact(what, title));
                }
                None => facts.push(fact(what, title)),
            }
        }
        if facts.is_empty() {
            // Refused, each by its name; unless the same command attached it just before.
            facts = repeated;
        }
        let shown: Vec<Exhibit> = facts.iter().filter_map(exhibit_of).cloned().collect();
        let hand = by.hand().clone();
        let committed = self.commit(self.entry("attach-evidence", by, facts)).await?;
        // Sent again after a lost answer: what this very command attached was not there before it.
        known.retain(|seq| !committed.facts.contains(seq));
        let elsewhere = untold(self.serving_elsewhere(&hand, unit, &shown, &about).await);
        Ok(Added { committed, known, elsewhere })
    }

    /// Evidence of a unit that stands, holds one of these files or links, and shows something else.
    async fn serving_elsewhere(&self, hand: &Hand, unit: UnitId, shown: &[Exhibit], about: &EvidenceOf) -> Result<Vec<FactSeq>, AppError> {
        let mut found = Vec::new();
        for one in self.all_evidence(unit).into_iter().filter(|one| one.withdrawn.is_none()) {
            let serves = |(what, of, _): (&Exhibit, &EvidenceOf, &str)| of != about && shown.iter().any(|other| other.is_same(what));
            if one.parts().is_some_and(serves) && self.may_see(hand, &one).await? {
                found.push(one.seq());
            }
        }
        Ok(found)
    }

    /// The evidence in which a file or link shows the same thing of a unit already and is not withdrawn, and its title.
    pub(crate) fn shown_already(&self, unit: UnitId, what: &Exhibit, about: &EvidenceOf) -> Option<(FactSeq, String)> {
        let standing = self.all_evidence(unit).into_iter().filter(|one| one.withdrawn.is_none());
        let mut same = standing.filter_map(|one| {
            let (other, of, title) = one.parts()?;
            (of == about && other.is_same(what)).then(|| (one.seq(), title.to_owned()))
        });
        same.next()
    }

    /// Takes a file into the store. Ask for the right first.
    pub(crate) async fn store_file(&self, name: &str, content: bytes::Bytes, keep_metadata: bool) -> Result<StoredFile, AppError> {
        let store = self.evidence_store().ok_or(AppError::NoStore)?;
        store.put(name, content, keep_metadata).await.map_err(|error| {
            let Some(code) = error.code() else { return AppError::Store(error) };
            let problem = Diagnostic::error(code, Place::default()).with("name", name);
            refused(match error {
                StoreError::TooLarge { most } => problem.with("most", most / (1024 * 1024)),
                StoreError::TooManyPixels { width, height, most, side } => {
                    problem.with("width", width).with("height", height).with("most", most).with("side", side)
                }
                _ => problem,
            })
        })
    }

    /// Withdraws evidence; it stays in the record and in the store.
    ///
    /// # Errors
    /// When there is no such evidence or no reason, the hand may not, or the journal does not answer.
    pub async fn withdraw_evidence(&self, by: By, of: FactSeq, why: &str) -> Result<Committed, AppError> {
        let unknown = || refused(Diagnostic::error("evidence.unknown", Place::default()).with("fact", of));
        let known = self.fact(of).await?.ok_or_else(unknown)?;
        let mut fact = Fact::new(known.fact.unit, known.fact.as_of, Body::Evidence(Evidence::Withdrawn { of }));
        fact.note = Some(why.trim().into());
        self.commit(self.entry("withdraw-evidence", by, vec![fact])).await
    }

    /// The evidence of a unit that a hand may see, in the order it came.
    ///
    /// # Errors
    /// When they may read nothing of the unit, or the journal does not answer.
    pub async fn evidence_of(&self, hand: &Hand, unit: UnitId) -> Result<Vec<Attached>, AppError> {
        if !self.may_within(hand, Action::Read, unit) {
            return Err(self.nearest_refusal(hand, unit));
        }
        let mut seen = Vec::new();
        for one in self.all_evidence(unit) {
            if self.may_see(hand, &one).await? {
                seen.push(one);
            }
        }
        Ok(seen)
    }

    /// The evidence that what was just added is to be told beside, as far as a hand may see it. What was attached stays attached, so that a
    /// journal that does not answer now is logged, and nothing is told.
    pub async fn evidence_beside(&self, hand: &Hand, unit: UnitId, added: &[Added]) -> Vec<Attached> {
        if added.iter().all(|one| one.known.is_empty() && one.elsewhere.is_empty()) {
            return Vec::new();
        }
        untold(self.evidence_of(hand, unit).await)
    }

    /// One piece of evidence a hand may see; none when there is none.
    ///
    /// # Errors
    /// When they may not, or the journal does not answer.
    pub async fn evidence_one(&self, hand: &Hand, unit: UnitId, seq: FactSeq) -> Result<Option<Attached>, AppError> {
        if !self.may_within(hand, Action::Read, unit) {
            return Err(self.nearest_refusal(hand, unit));
        }
        let Some(one) = self.all_evidence(unit).into_iter().find(|one| one.seq() == seq) else { return Ok(None) };
        if self.may_see(hand, &one).await? { Ok(Some(one)) } else { Err(AppError::Forbidden(Refusal::OutsideField)) }
    }

    /// What a stored file holds.
    ///
    /// # Errors
    /// When there is no store or it does not answer.
    pub async fn read_file(&self, file: &StoredFile) -> Result<Option<bytes::Bytes>, AppError> {
        Ok(self.evidence_store().ok_or(AppError::NoStore)?.get(&file.hash).await?)
    }

    /// A small picture of a stored photo; none for what is no photo.
    ///
    /// # Errors
    /// When there is no store or it does not answer.
    pub async fn thumbnail(&self, file: &StoredFile) -> Result<Option<bytes::Bytes>, AppError> {
        Ok(self.evidence_store().ok_or(AppError::NoStore)?.thumbnail(&file.hash).await?)
    }

    /// All evidence of a unit, whoever asks: for the rooms that have asked for the right.
    pub(crate) fn all_evidence(&self, unit: UnitId) -> Vec<Attached> {
        let live = self.live();
        let mut found: Vec<Attached> = Vec::new();
        for recorded in live.fieldwork(unit) {
            match &recorded.fact.body {
                Body::Evidence(Evidence::Attached { .. }) => found.push(Attached { recorded: Arc::clone(recorded), withdrawn: None }),
                Body::Evidence(Evidence::Withdrawn { of }) => {
                    if let Some(one) = found.iter_mut().find(|one| one.seq() == *of) {
                        one.withdrawn.get_or_insert_with(|| Arc::clone(recorded));
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Whoever may read anything of the unit sees what is about the unit as a whole; what is about a criterion, those whose criterion it is.
    async fn may_see(&self, hand: &Hand, one: &Attached) -> Result<bool, AppError> {
        match (hand.whose(), one.parts()) {
            (Some(_), Some((_, about, _))) => self.may_read_about(hand, one.recorded.fact.unit, about).await,
            _ => Ok(hand.whose().is_none()),
        }
    }

    fn nearest_refusal(&self, hand: &Hand, unit: UnitId) -> AppError {
        AppError::Forbidden(self.may(hand, Action::Read, &vedich_rights::On::unit(unit)).err().unwrap_or(Refusal::OutsideArea))
    }

    /// Today, or the last day of a unit that no longer exists.
    #[must_use]
    pub fn last_day_of(&self, unit: UnitId) -> Date {
        let today = self.today();
        self.reference().registry.get(unit).and_then(|unit| unit.span.to).map_or(today, |last| last.min(today))
    }
}

/// Refuses more files than are taken at once.
pub(crate) fn not_too_many(found: usize) -> Result<(), AppError> {
    if found <= MOST_FILES {
        return Ok(());
    }
    Err(refused(Diagnostic::error("evidence.too-many", Place::default()).with("found", found).with("most", MOST_FILES)))
}

fn refused(problem: Diagnostic) -> AppError {
    AppError::Refused(vec![problem])
}

/// Nothing where it can't be read: what is to be told of evidence is worth no failure once the evidence is kept.
fn untold<T>(found: Result<Vec<T>, AppError>) -> Vec<T> {
    found.unwrap_or_else(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "evidence is attached; what else it shows could not be read");
        Vec::new()
    })
}

fn exhibit_of(fact: &Fact) -> Option<&Exhibit> {
    match &fact.body {
        Body::Evidence(Evidence::Attached { what, .. }) => Some(what),
        _ => None,
    }
}
