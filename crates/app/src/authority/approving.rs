//! Who had a hand in what is approved: whoever entered or verified it does not approve it.

use super::decides_recognition;
use crate::{App, AppError};
use std::collections::{BTreeMap, BTreeSet};
use vedich_facts::steering::{TaskAct, TaskEdit, TaskStatement};
use vedich_facts::{Body, Fact, PersonId};
use vedich_rights::{Action, Rights};
use vedich_values::{EntrySeq, FactSeq, SetId, UnitId};

/// The facts that an approval rests on.
#[derive(Debug, Default)]
struct Ground {
    entered: BTreeSet<FactSeq>,
    verified: BTreeSet<FactSeq>,
}

/// The people behind them.
#[derive(Debug, Default)]
pub(super) struct Hands {
    pub(super) entered_by: Vec<PersonId>,
    pub(super) verified_by: Vec<PersonId>,
}

impl App {
    /// Who entered and who verified what a statement approves; nobody when it approves nothing, or when its giver never had a post in which
    /// values are entered, verified or reported on.
    pub(super) async fn hands_in(&self, rights: &Rights, giver: PersonId, fact: &Fact) -> Result<Hands, AppError> {
        let works = |role: &str| {
            let may = |action| rights.roles().get(role).is_some_and(|role| role.may.contains(&action));
            [Action::Enter, Action::Verify, Action::Count].into_iter().any(may)
        };
        let ground = match &fact.body {
            _ if !rights.posts_of(giver).any(|post| works(&post.role)) => return Ok(Hands::default()),
            Body::Stage { set, stage, .. } if decides_recognition(stage) => self.under_recognition(fact.unit, set),
            Body::Task(statement) => self.under_extension(statement),
            _ => return Ok(Hands::default()),
        };
        let mut makers = BTreeMap::new();
        Ok(Hands {
            entered_by: self.makers(&ground.entered, &mut makers).await?,
            verified_by: self.makers(&ground.verified, &mut makers).await?,
        })
    }

    /// What a recognition (công nhận) rests on: the unit's current values under the set, what was said of them, and the stages before it.
    fn under_recognition(&self, unit: UnitId, set: &SetId) -> Ground {
        let board = self.live();
        let values = board.checked_under(unit, set);
        let said = values.iter().flat_map(|value| board.said_of(unit, value.seq));
        let mut ground = Ground { verified: said.map(|recorded| recorded.seq).collect(), ..Ground::default() };
        ground.entered.extend(values.iter().map(|value| value.seq));
        for recorded in board.records(unit) {
            match &recorded.fact.body {
                Body::Stage { set: of, stage, .. } if of == set && stage == "appraised" => _ = ground.verified.insert(recorded.seq),
                Body::Stage { set: of, stage, .. } if of == set && !decides_recognition(stage) => _ = ground.entered.insert(recorded.seq),
                _ => {}
            }
        }
        ground
    }

    /// What a decision on an extension (gia hạn) rests on: the request. More time given beside it decides on it too.
    fn under_extension(&self, statement: &TaskStatement) -> Ground {
        let TaskStatement::Change(change) = statement else { return Ground::default() };
        let decides = |edit: &TaskEdit| matches!(edit, TaskEdit::Act(TaskAct::DecideExtension { .. } | TaskAct::Extend { .. }));
        if !change.edits.iter().any(decides) {
            return Ground::default();
        }
        let asked = self.live().task(&change.task).and_then(|task| task.request).map(|request| request.stamp.seq);
        Ground { entered: asked.into_iter().collect(), ..Ground::default() }
    }

    /// The people in whose hand facts were stated. An entry is looked up once.
    async fn makers(&self, facts: &BTreeSet<FactSeq>, known: &mut BTreeMap<EntrySeq, Option<PersonId>>) -> Result<Vec<PersonId>, AppError> {
        let mut makers = BTreeSet::new();
        for seq in facts {
            let Some(recorded) = self.fact(*seq).await? else { continue };
            let maker = match known.get(&recorded.entry) {
                Some(maker) => *maker,
                None => *known.entry(recorded.entry).or_insert(self.entered_by(&recorded).await?),
            };
            makers.extend(maker);
        }
        Ok(makers.into_iter().collect())
    }
}
