//! What was done in an entry of the audit trail: its statements, and the earlier ones they speak of.

use super::Area;
use crate::{App, AppError, Hand};
use std::collections::BTreeMap;
use std::ops::Range;
use vedich_facts::{Body, Evidence, EvidenceOf, Recorded, Responsibility};
use vedich_journal::{Entry, EntrySearch};
use vedich_values::{EntrySeq, FactSeq};

/// Statements of entries, as far as a reader audits them.
#[derive(Clone, Debug, Default)]
pub struct Deeds {
    /// The first statements of each entry.
    pub of: BTreeMap<EntrySeq, Vec<Recorded>>,
    /// How many statements of each entry the reader audits.
    pub audited: BTreeMap<EntrySeq, u64>,
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
        let mut deeds = self.first_deeds(hand, entries, FactSeq(0), most).await?;
        self.look_behind(&mut deeds).await?;
        Ok(deeds)
    }

    /// The first statements from a place on; how many the reader audits is of each entry as a whole.
    async fn first_deeds(&self, hand: &Hand, entries: &[Entry], from: FactSeq, most: u64) -> Result<Deeds, AppError> {
        let (mut numbers, mut deeds, mut partly) = (Vec::new(), Deeds::default(), Vec::new());
        let area = self.audited(hand);
        for entry in entries {
            match &area {
                Some(area) if !area.wrote(self, entry) => partly.push(entry.clone()),
                _ => {
                    let Range { start, end } = &entry.facts;
                    deeds.audited.insert(entry.seq, end.get().saturating_sub(start.get()));
                    let first = from.get().clamp(start.get(), end.get());
                    numbers.extend((first..end.get().min(first.saturating_add(most))).map(FactSeq));
                }
            }
        }
        if let Some(area) = area.filter(|_| !partly.is_empty()) {
            numbers.extend(self.first_within(&area, &partly, from, most, &mut deeds.audited).await?);
        }
        for recorded in self.journal().facts(&numbers).await? {
            deeds.of.entry(recorded.entry).or_default().push(recorded);
        }
        Ok(deeds)
    }

    /// The numbers of the first statements from a place on that are about units of an area, and how many such statements there are of each
    /// entry.
    async fn first_within(
        &self,
        area: &Area,
        entries: &[Entry],
        from: FactSeq,
        most: u64,
        audited: &mut BTreeMap<EntrySeq, u64>,
    ) -> Result<Vec<FactSeq>, AppError> {
        let (units, lies_within) = (self.journal().units_of(entries.iter().map(|entry| entry.facts.clone())).await?, area.ground(self));
        let mut asked = Vec::new();
        for entry in entries {
            let within = || units.get(&entry.seq).into_iter().flatten().filter(|(unit, _)| lies_within(**unit));
            audited.insert(entry.seq, within().map(|(_, count)| count).sum());
            let facts = from.clamp(entry.facts.start, entry.facts.end)..entry.facts.end;
            asked.extend(within().map(|(unit, _)| (*unit, facts.clone())));
        }
        let mut found = self.journal().first_about(&asked, most).await?;
        found.sort_unstable();
        let first = |entry: &Entry| {
            let start = found.partition_point(|seq| *seq < entry.facts.start);
            let of_it = found[start..].iter().take_while(|seq| **seq < entry.facts.end).copied();
            of_it.take(usize::try_from(most).unwrap_or(usize::MAX)).collect::<Vec<_>>()
        };
        Ok(entries.iter().flat_map(first).collect())
    }

    /// The earlier statements that statements speak of.
    async fn look_behind(&self, deeds: &mut Deeds) -> Result<(), AppError> {
        let mut asked: Vec<FactSeq> = deeds.of.values().flatten().flat_map(speaks_of).collect();
        // What somebody answered is a value, which may take the place of another: two steps say what was meant.
        for _ in 0..2 {
            asked.retain(|seq| !deeds.behind.contains_key(seq));
            let found = self.journal().facts(&asked).await?;
            asked = found.iter().flat_map(speaks_of).collect();
            deeds.behind.extend(found.into_iter().map(|recorded| (recorded.seq, recorded)));
        }
        Ok(())
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
        let from = from.unwrap_or(entry.facts.start);
        let mut deeds = self.first_deeds(hand, std::slice::from_ref(&entry), from, most.saturating_add(1)).await?;
        let theirs = deeds.of.entry(number).or_default();
        let next = usize::try_from(most).ok().and_then(|most| theirs.get(most)).map(|recorded| recorded.seq);
        theirs.retain(|recorded| next.is_none_or(|next| recorded.seq < next));
        self.look_behind(&mut deeds).await?;
        Ok(Some(AuditedEntry { entry, deeds, next }))
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
        Body::SiteVisit(said) => said.demand().map(|(visit, _)| visit),
        Body::Paper(event) => event.paper().map(|paper| FactSeq(paper.0)),
        _ => None,
    };
    of.into_iter().chain(recorded.fact.supersedes).collect()
}
