//! What was done in an entry of the audit trail: its statements, and the earlier ones they speak of.

use crate::{App, AppError, Hand};
use std::collections::BTreeMap;
use vedich_facts::{Body, Evidence, EvidenceOf, Recorded, Responsibility, SiteVisit};
use vedich_journal::{Entry, EntrySearch};
use vedich_values::{EntrySeq, FactSeq};

/// Statements of entries, as far as a reader audits them.
#[derive(Clone, Debug, Default)]
pub struct Deeds {
    /// The first statements of each entry.
    pub of: BTreeMap<EntrySeq, Vec<Recorded>>,
    /// What they speak of: the value that came back, the evidence that was withdrawn, what was corrected.
    pub behind: BTreeMap<FactSeq, Recorded>,
}

/// One entry with a page of its statements.
#[derive(Clone, Debug)]
pub struct AuditedEntry {
    /// The entry.
    pub entry: Entry,
    /// Its statements from the place asked for.
    pub deeds: Deeds,
    /// Where the next page begins, if there is one.
    pub next: Option<FactSeq>,
}

impl App {
    /// The first statements of entries of the trail, at most so many of each. Of an entry of somebody outside the reader's area only what
    /// is about its units.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn deeds(&self, hand: &Hand, entries: &[Entry], most: u64) -> Result<Deeds, AppError> {
        let first = |entry: &Entry| {
            let start = entry.facts.start.get();
            (start..entry.facts.end.get().min(start.saturating_add(most))).map(FactSeq)
        };
        let numbers: Vec<FactSeq> = entries.iter().flat_map(first).collect();
        let mut deeds = Deeds::default();
        let audited = self.audited(hand);
        let by_number: BTreeMap<EntrySeq, &Entry> = entries.iter().map(|entry| (entry.seq, entry)).collect();
        for recorded in self.journal().facts(&numbers).await? {
            let Some(entry) = by_number.get(&recorded.entry) else { continue };
            let about = std::iter::once(recorded.fact.unit).collect();
            if audited.as_ref().is_none_or(|area| area.concerns(self, entry, Some(&about))) {
                deeds.of.entry(recorded.entry).or_default().push(recorded);
            }
        }
        let mut asked: Vec<FactSeq> = deeds.of.values().flatten().flat_map(speaks_of).collect();
        // What somebody answered is a value, which may take the place of another: two steps say what was meant.
        for _ in 0..2 {
            asked.retain(|seq| !deeds.behind.contains_key(seq));
            let found = self.journal().facts(&asked).await?;
            asked = found.iter().flat_map(speaks_of).collect();
            deeds.behind.extend(found.into_iter().map(|recorded| (recorded.seq, recorded)));
        }
        Ok(deeds)
    }

    /// One entry of the trail with its statements from a place on; none when there is no such entry, or it is not the reader's to audit.
    ///
    /// # Errors
    /// When the hand audits nothing, or the journal does not answer.
    pub async fn audited_entry(
        &self,
        hand: &Hand,
        number: EntrySeq,
        from: Option<FactSeq>,
        most: u64,
    ) -> Result<Option<AuditedEntry>, AppError> {
        let upto = EntrySearch { before: Some(EntrySeq(number.get().saturating_add(1))), ..EntrySearch::default() };
        let trail = self.audit(hand, &super::TrailSearch { entries: upto, ..Default::default() }, 1).await?;
        let Some(entry) = trail.entries.into_iter().find(|entry| entry.seq == number) else { return Ok(None) };
        let mut shown = entry.clone();
        shown.facts.start = from.unwrap_or(entry.facts.start).clamp(entry.facts.start, entry.facts.end);
        let end = FactSeq(shown.facts.start.get().saturating_add(most));
        let deeds = self.deeds(hand, std::slice::from_ref(&shown), most).await?;
        Ok(Some(AuditedEntry { next: (end < entry.facts.end).then_some(end), entry, deeds }))
    }
}

/// The earlier statements a statement speaks of.
fn speaks_of(recorded: &Recorded) -> Vec<FactSeq> {
    let of = match &recorded.fact.body {
        Body::Verification(verification) => Some(verification.of),
        Body::Evidence(Evidence::Withdrawn { of } | Evidence::Attached { about: EvidenceOf::Value(of) | EvidenceOf::Visit(of), .. }) => {
            Some(*of)
        }
        Body::Responsibility(Responsibility::Ended { duty }) => Some(*duty),
        Body::SiteVisit(SiteVisit::Met { visit, .. } | SiteVisit::Extended { visit, .. }) => Some(*visit),
        Body::Paper(event) => event.paper().map(|paper| FactSeq(paper.0)),
        _ => None,
    };
    of.into_iter().chain(recorded.fact.supersedes).collect()
}
