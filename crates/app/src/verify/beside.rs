//! What stands beside a value that is verified: who entered it, what was said of it and by whom, what stood before, what is odd about it.

use super::{CameBack, QueueItem};
use crate::people::Doer;
use crate::{App, AppError, Hand};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vedich_board::{Board, Checked, Claim};
use vedich_criteria::Assessment;
use vedich_entry::{Seen, is_held_beside_threshold, oddities};
use vedich_facts::{Body, Recorded};
use vedich_rights::Refusal;
use vedich_values::{Date, Decimal, Diagnostic, EntrySeq, FactSeq, Place, SetId, UnitId};

/// Something said of a value, and who said it.
#[derive(Clone, Debug)]
pub struct Said {
    /// What: its outcome and words.
    pub recorded: Arc<Recorded>,
    /// Who.
    pub by: Option<Doer>,
}

/// Those who made entries, by the numbers of these.
type Doers = FxHashMap<EntrySeq, Doer>;

impl App {
    pub(super) async fn queue_items(&self, hand: &Hand, values: Vec<Checked>) -> Result<Vec<QueueItem>, AppError> {
        let mut recorded = self.recorded(&values).await?;
        let before: FxHashMap<FactSeq, FactSeq> = {
            let live = self.live();
            values.iter().filter_map(|value| Some((value.seq, live.stood_before(value)?))).collect()
        };
        let corrected = recorded.values().filter_map(|recorded| recorded.fact.supersedes);
        let earlier: Vec<FactSeq> = before.values().copied().chain(corrected).collect();
        let earlier: FxHashMap<FactSeq, Recorded> =
            self.journal().facts(&earlier).await?.into_iter().map(|recorded| (recorded.seq, recorded)).collect();
        let about = values.iter().flat_map(|value| {
            let corrected = recorded.get(&value.seq).and_then(|recorded| recorded.fact.supersedes);
            [Some(value.seq), corrected].into_iter().flatten().map(|seq| (value.unit, seq))
        });
        let said = self.said_of_all(about);
        let doers = self.doers(recorded.values().chain(said.values().flatten().map(|said| &**said))).await?;
        let rights = self.rights();
        let mut demands = Demands::default();
        let items = values.into_iter().filter_map(|value| {
            let recorded = recorded.remove(&value.seq)?;
            let entered_by = doers.get(&recorded.entry).cloned();
            let person = entered_by.as_ref().and_then(|doer| doer.person(&rights));
            let own = person.is_some() && person == hand.whose();
            let corrects = recorded.fact.supersedes.and_then(|seq| earlier.get(&seq)).cloned();
            let before = before.get(&value.seq).and_then(|seq| earlier.get(seq)).cloned();
            Some(QueueItem {
                said: by_whom(&said, value.seq, &doers),
                said_before: corrects.as_ref().map(|before| by_whom(&said, before.seq, &doers)).unwrap_or_default(),
                odd: self.odd_beside(&value, corrects.as_ref().or(before.as_ref()), &mut demands),
                may: if own { Err(Refusal::FourEyes) } else { Ok(()) },
                value,
                recorded,
                entered_by,
                corrects,
                before,
            })
        });
        Ok(items.collect())
    }

    pub(super) async fn back_items(&self, values: Vec<Checked>) -> Result<Vec<CameBack>, AppError> {
        let mut recorded = self.recorded(&values).await?;
        let said = self.said_of_all(values.iter().map(|value| (value.unit, value.seq)));
        let doers = self.doers(recorded.values().chain(said.values().flatten().map(|said| &**said))).await?;
        let back = values.into_iter().filter_map(|value| {
            let recorded = recorded.remove(&value.seq)?;
            let (entered_by, said) = (doers.get(&recorded.entry).cloned(), by_whom(&said, value.seq, &doers));
            Some(CameBack { value, recorded, entered_by, said })
        });
        Ok(back.collect())
    }

    /// What was said of values, oldest first.
    fn said_of_all(&self, values: impl Iterator<Item = (UnitId, FactSeq)>) -> FxHashMap<FactSeq, Vec<Arc<Recorded>>> {
        let live = self.live();
        values.map(|(unit, seq)| (seq, live.said_of(unit, seq).cloned().collect())).collect()
    }

    /// What is odd about a value beside the one before it and its threshold, as its author was told: a sheet records such a value only
    /// with a reason, which stands in its note. What hangs on the day it was typed is not judged again.
    fn odd_beside(&self, value: &Checked, before: Option<&Recorded>, demands: &mut Demands) -> Vec<Diagnostic> {
        let Claim::Value(slot, cell) = value.claim else { return Vec::new() };
        let live = self.live();
        let Some(layout) = live.layout(&value.set.id) else { return Vec::new() };
        let Some(place) = layout.at(slot) else { return Vec::new() };
        let Some(measure) = place.measures.first().copied() else { return Vec::new() };
        let before = before.and_then(|before| match &before.fact.body {
            Body::Observation { observed, .. } => Some((layout.cell(slot, observed).ok()?, before.fact.as_of)),
            _ => None,
        });
        let seen = Seen {
            measure,
            before,
            after: cell,
            as_of: value.as_of,
            opens: value.as_of,
            demanded: is_held_beside_threshold(measure).then(|| demands.of(&live, value)).flatten(),
            status: value.status,
            counterpart: None,
            declared: None,
            may_not_apply: true,
        };
        oddities(&self.calendar().odd, &seen).into_iter().map(|odd| odd.warning(Place::default())).collect()
    }
}

/// How units stood on the days of their values, found once for all values of a day.
#[derive(Default)]
struct Demands(FxHashMap<(UnitId, SetId, Date), Option<Assessment>>);

impl Demands {
    /// The number demanded of a value on its day, where a number is.
    fn of(&mut self, live: &Board, value: &Checked) -> Option<Decimal> {
        let (unit, set, date) = (value.unit, &value.set.id, value.as_of);
        let now = || live.place(unit, Some(set)).map(|place| place.assessment);
        let stood = self.0.entry((unit, set.clone(), date)).or_insert_with(|| live.stood(unit, set, date).or_else(now)).as_ref()?;
        let result = stood.indicators.iter().find(|one| Some(&one.code) == value.code.as_ref())?;
        let applied = match &value.part {
            Some(key) => result.parts.iter().find(|part| part.key == *key)?.applied.as_ref(),
            None => result.applied.as_ref(),
        };
        applied?.threshold.value.number()
    }
}

fn by_whom(said: &FxHashMap<FactSeq, Vec<Arc<Recorded>>>, value: FactSeq, doers: &Doers) -> Vec<Said> {
    let one = |recorded: &Arc<Recorded>| Said { by: doers.get(&recorded.entry).cloned(), recorded: Arc::clone(recorded) };
    said.get(&value).map(|said| said.iter().map(one).collect()).unwrap_or_default()
}
