//! From the changes to the record.

use super::{CountEntry, FieldConflict, Held, LogLine, RoadmapRecord, Spot, Stamp};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_facts::roadmap::{HeaderFieldName, LinkRecord, RoadmapChange, RoadmapEdit, RoadmapHeader, TaskField, TaskFieldName, TaskRecord};
use vedich_facts::{Body, Recorded};
use vedich_values::{Date, FactSeq, RoadmapKey, TaskId, UnitId};

/// What stands at each place while the changes are read.
#[derive(Default)]
struct Replay {
    stamps: Vec<Stamp>,
    /// Versions of each place that nobody has replaced, oldest first: which change wrote it, and what.
    spots: FxHashMap<Spot, Vec<(u32, Held)>>,
    /// The tasks a task was ever made to wait on.
    links: BTreeMap<TaskId, Vec<TaskId>>,
    /// Places elsewhere that ever spoke of a task: links to it, headings it is, and its counts.
    ties: BTreeMap<TaskId, Vec<Spot>>,
    touched: FxHashMap<TaskId, u32>,
    log: Vec<LogLine>,
    opened: bool,
}

/// The change being read.
#[derive(Clone, Copy)]
struct Reading {
    stamp: u32,
    base: FactSeq,
}

impl RoadmapRecord {
    /// What the changes of one roadmap add up to; none when it was never opened. Facts come in the order of their numbers; those of
    /// other roadmaps are passed over.
    #[must_use]
    pub fn replay<'a>(unit: UnitId, key: &RoadmapKey, facts: impl IntoIterator<Item = &'a Recorded>) -> Option<Self> {
        let mut replay = Replay::default();
        for recorded in facts {
            if let Body::Roadmap(change) = &recorded.fact.body
                && change.roadmap == *key
            {
                replay.read(recorded, change);
            }
        }
        replay.opened.then(|| replay.record(unit, key))
    }

    /// The same without one change: what the roadmap would be had it never been made.
    #[must_use]
    pub fn replay_without<'a>(
        unit: UnitId,
        key: &RoadmapKey,
        facts: impl IntoIterator<Item = &'a Recorded>,
        without: FactSeq,
    ) -> Option<Self> {
        Self::replay(unit, key, facts.into_iter().filter(|recorded| recorded.seq != without))
    }
}

impl Replay {
    fn read(&mut self, recorded: &Recorded, change: &RoadmapChange) {
        let stamp = Stamp {
            seq: recorded.seq,
            entry: recorded.entry,
            on: recorded.fact.as_of,
            at: recorded.recorded_at,
            by: recorded.fact.source.clone(),
        };
        self.log.push(LogLine { stamp: stamp.clone(), edits: change.edits.len(), undoes: change.undoes });
        self.stamps.push(stamp);
        let reading = Reading { stamp: u32::try_from(self.stamps.len() - 1).unwrap_or(u32::MAX), base: change.base };
        for edit in &change.edits {
            self.edit(reading, edit);
        }
    }

    fn edit(&mut self, reading: Reading, edit: &RoadmapEdit) {
        match edit {
            RoadmapEdit::Open(header) => {
                self.opened = true;
                for name in HeaderFieldName::ALL {
                    self.write(reading, Spot::Header(*name), Held::Header(header.field(*name)));
                }
            }
            RoadmapEdit::SetHeader(fields) => {
                for field in fields {
                    self.write(reading, Spot::Header(field.name()), Held::Header(field.clone()));
                }
            }
            RoadmapEdit::PutTask(task) => self.put(reading, task),
            RoadmapEdit::SetTask { task, set } => {
                self.touch(reading, task);
                for field in set {
                    self.set(reading, task, field);
                }
            }
            RoadmapEdit::RemoveTask { task } => self.remove(reading, task),
            RoadmapEdit::Link { task, link } => {
                self.touch(reading, task);
                self.link(reading, task, &link.from, Some(link.clone()));
            }
            RoadmapEdit::Unlink { task, from } => {
                self.touch(reading, task);
                self.link(reading, task, from, None);
            }
            RoadmapEdit::Count(count) => {
                self.touch(reading, &count.task);
                let spot = Spot::Count(count.task.clone(), count.on, count.period);
                self.tie(&count.task, &spot);
                self.write(reading, spot, Held::Count(Some(Box::new(count.clone()))));
            }
            RoadmapEdit::StrikeCount { task, on, period } => {
                self.write(reading, Spot::Count(task.clone(), *on, *period), Held::Count(None));
            }
            RoadmapEdit::CloseWeek(closing) => self.write(reading, Spot::Week(closing.week), Held::Week(Some(closing.clone()))),
            RoadmapEdit::ReopenWeek { week } => self.write(reading, Spot::Week(*week), Held::Week(None)),
            RoadmapEdit::AgreeBaseline(baseline) => {
                self.write(reading, Spot::Baseline(baseline.name.clone()), Held::Baseline(Some(Box::new(baseline.clone()))));
            }
            RoadmapEdit::DropBaseline { name } => self.write(reading, Spot::Baseline(name.clone()), Held::Baseline(None)),
        }
    }

    /// What a task is given whole replaces what it was; what it leaves empty and never was anything else needs no place.
    fn put(&mut self, reading: Reading, task: &TaskRecord) {
        let presence = Spot::Task(task.id.clone());
        if !self.spots.get(&presence).is_some_and(|heads| heads.iter().any(|(_, held)| *held == Held::Task(true))) {
            self.cut_ties(reading, &task.id);
        }
        self.touched.insert(task.id.clone(), reading.stamp);
        self.write(reading, presence, Held::Task(true));
        let empty = TaskRecord::new(task.id.clone(), "");
        for name in TaskFieldName::ALL {
            let (field, blank) = (task.field(*name), empty.field(*name));
            if *name == TaskFieldName::Links {
                self.set(reading, &task.id, &field);
            } else if let TaskField::Parent(Some(_)) = field {
                self.set(reading, &task.id, &field);
            } else if field != blank || self.spots.contains_key(&Spot::Field(task.id.clone(), *name)) {
                self.write(reading, Spot::Field(task.id.clone(), *name), Held::Field(field));
            }
        }
    }

    fn set(&mut self, reading: Reading, task: &TaskId, field: &TaskField) {
        let TaskField::Links(links) = field else {
            let spot = Spot::Field(task.clone(), field.name());
            if let TaskField::Parent(Some(parent)) = field {
                self.tie(parent, &spot);
            }
            return self.write(reading, spot, Held::Field(field.clone()));
        };
        for from in self.links.get(task).cloned().unwrap_or_default() {
            if !links.iter().any(|link| link.from == from) {
                self.link(reading, task, &from, None);
            }
        }
        for link in links {
            self.link(reading, task, &link.from, Some(link.clone()));
        }
    }

    fn link(&mut self, reading: Reading, task: &TaskId, from: &TaskId, link: Option<LinkRecord>) {
        let given = self.links.entry(task.clone()).or_default();
        if !given.contains(from) {
            given.push(from.clone());
        }
        let spot = Spot::Link(task.clone(), from.clone());
        self.tie(from, &spot);
        self.write(reading, spot, Held::Link(link));
    }

    fn tie(&mut self, task: &TaskId, spot: &Spot) {
        let ties = self.ties.entry(task.clone()).or_default();
        if !ties.contains(spot) {
            ties.push(spot.clone());
        }
    }

    /// A task put where none was is a new one: what was left of an earlier one of that id does not come back with it, except what the
    /// same command says.
    fn cut_ties(&mut self, reading: Reading, task: &TaskId) {
        let entry = self.stamps[reading.stamp as usize].entry;
        for spot in self.ties.get(task).cloned().unwrap_or_default() {
            let newest = self.spots.get(&spot).and_then(|heads| heads.last()).map(|(by, _)| self.stamps[*by as usize].entry);
            let nothing = match &spot {
                Spot::Link(..) => Held::Link(None),
                Spot::Count(..) => Held::Count(None),
                Spot::Field(..) => Held::Field(TaskField::Parent(None)),
                Spot::Header(_) | Spot::Task(_) | Spot::Week(_) | Spot::Baseline(_) => continue,
            };
            let speaks_of_it = match self.spots.get(&spot).and_then(|heads| heads.last()) {
                Some((_, Held::Field(TaskField::Parent(parent)))) => parent.as_ref() == Some(task),
                Some((_, held)) => *held != nothing,
                None => false,
            };
            if newest != Some(entry) && speaks_of_it {
                self.write(reading, spot, nothing);
            }
        }
    }

    /// A task worked on by somebody who did not know that it was taken out stays, for people to decide.
    fn touch(&mut self, reading: Reading, task: &TaskId) {
        self.touched.insert(task.clone(), reading.stamp);
        let spot = Spot::Task(task.clone());
        let gone = |(by, held): &(u32, Held)| *held == Held::Task(false) && !self.replaces(reading, *by);
        if self.spots.get(&spot).is_some_and(|heads| heads.iter().any(gone)) {
            self.write(reading, spot, Held::Task(true));
        }
    }

    /// So does a task taken out by somebody who did not know that it was worked on.
    fn remove(&mut self, reading: Reading, task: &TaskId) {
        let spot = Spot::Task(task.clone());
        let unseen = self.touched.get(task).copied().filter(|by| !self.replaces(reading, *by));
        self.write(reading, spot.clone(), Held::Task(false));
        if let Some(by) = unseen
            && let Some(heads) = self.spots.get_mut(&spot)
            && !heads.iter().any(|(_, held)| *held == Held::Task(true))
        {
            heads.insert(0, (by, Held::Task(true)));
        }
    }

    /// Whether the maker of the change being read had seen an earlier one, or made it in the same go.
    fn replaces(&self, reading: Reading, earlier: u32) -> bool {
        let (earlier, own) = (&self.stamps[earlier as usize], &self.stamps[reading.stamp as usize]);
        earlier.seq <= reading.base || earlier.entry == own.entry
    }

    fn write(&mut self, reading: Reading, spot: Spot, held: Held) {
        let mut heads = self.spots.remove(&spot).unwrap_or_default();
        heads.retain(|(by, _)| !self.replaces(reading, *by));
        heads.push((reading.stamp, held));
        self.spots.insert(spot, heads);
    }

    fn stamp(&self, by: u32) -> Stamp {
        self.stamps[by as usize].clone()
    }

    fn record(mut self, unit: UnitId, key: &RoadmapKey) -> RoadmapRecord {
        let mut record = RoadmapRecord {
            unit,
            key: key.clone(),
            version: self.stamps.last().map_or(FactSeq(0), |stamp| stamp.seq),
            header: RoadmapHeader::new("", Date::default()),
            tasks: Vec::new(),
            counts: BTreeMap::new(),
            weeks: BTreeMap::new(),
            baselines: Vec::new(),
            conflicts: Vec::new(),
            log: std::mem::take(&mut self.log),
            closed: Arc::from([]),
            touched: self.touched.iter().map(|(task, by)| (task.clone(), self.stamp(*by))).collect(),
        };
        let present = |(spot, heads): (&Spot, &Vec<(u32, Held)>)| match spot {
            Spot::Task(id) if heads.iter().any(|(_, held)| *held == Held::Task(true)) => {
                Some((id.clone(), TaskRecord::new(id.clone(), "")))
            }
            _ => None,
        };
        let mut tasks: FxHashMap<TaskId, TaskRecord> = self.spots.iter().filter_map(present).collect();
        let spots = std::mem::take(&mut self.spots);
        for (spot, heads) in spots {
            if spot.task().is_some_and(|task| !tasks.contains_key(task)) {
                continue;
            }
            // Two who wrote the same do not disagree; the later of them is named.
            let said_again = |place: usize, held: &Held| heads[place + 1..].iter().any(|(_, later)| later == held);
            let distinct = heads.iter().enumerate().filter(|(place, (_, held))| !said_again(*place, held));
            let versions: Vec<(Stamp, Held)> = distinct.map(|(_, (by, held))| (self.stamp(*by), held.clone())).collect();
            if versions.len() > 1 {
                record.conflicts.push(FieldConflict { spot: spot.clone(), versions });
            }
            let Some((by, held)) = heads.into_iter().last() else { continue };
            self.show(&mut record, &mut tasks, &spot, by, held);
        }
        record.tasks = in_order(tasks);
        record
            .counts
            .values_mut()
            .for_each(|counts| counts.sort_by_key(|entry| (entry.through(), entry.stamp.seq, entry.count.on, entry.count.period)));
        record.baselines.sort_by(|a, b| (a.agreed, &a.name).cmp(&(b.agreed, &b.name)));
        record.conflicts.sort_by(|a, b| a.spot.cmp(&b.spot));
        record
    }

    fn show(&self, record: &mut RoadmapRecord, tasks: &mut FxHashMap<TaskId, TaskRecord>, spot: &Spot, by: u32, held: Held) {
        let task = spot.task().and_then(|id| tasks.get_mut(id));
        match (held, task) {
            (Held::Header(field), _) => record.header.set(field),
            (Held::Field(field), Some(task)) => task.set(field),
            (Held::Link(Some(link)), Some(task)) => task.links.push(link),
            (Held::Count(Some(count)), Some(_)) => {
                record.counts.entry(count.task.clone()).or_default().push(CountEntry { count: *count, stamp: self.stamp(by) });
            }
            (Held::Week(Some(closing)), _) => _ = record.weeks.insert(closing.week, (closing, self.stamp(by))),
            (Held::Baseline(Some(baseline)), _) => record.baselines.push(*baseline),
            _ => {}
        }
    }
}

/// Tasks as people keep them, without links and headings that are not there.
fn in_order(tasks: FxHashMap<TaskId, TaskRecord>) -> Vec<TaskRecord> {
    let known: rustc_hash::FxHashSet<TaskId> = tasks.keys().cloned().collect();
    let mut list: Vec<TaskRecord> = tasks.into_values().collect();
    for task in &mut list {
        task.links.retain(|link| known.contains(&link.from));
        task.links.sort_by(|a, b| a.from.cmp(&b.from));
        task.parent.take_if(|parent| !known.contains(parent));
    }
    list.sort_by(|a, b| (a.place, &a.id).cmp(&(b.place, &b.id)));
    list
}
