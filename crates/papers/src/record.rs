//! Papers as the record knows them: drafts, numbers given out, registers, templates in force. What a draft says is read from the journal
//! when it is opened; only what lists and numbering need is kept here.

mod registers;

pub use registers::Outgoing;

use registers::Numbers;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_facts::{Body, Correction, FollowUp, HandOver, Handed, Issue, PaperEvent, PaperId, PaperPeriod, Receipt, Recorded};
use vedich_values::{Date, FactSeq, ItemKey, Timestamp, UnitId};

/// Where the fields of a paper out of steering say what it was made of.
pub const MADE_OF: &str = "made_of";

/// The meeting a notice was made of, as its fields say.
fn meeting_in(fields: &str) -> Option<ItemKey> {
    #[derive(Deserialize)]
    struct Fields {
        made_of: MadeOf,
    }
    #[derive(Deserialize)]
    struct MadeOf {
        meeting: ItemKey,
    }
    serde_json::from_str::<Fields>(fields).ok().map(|fields| fields.made_of.meeting)
}

/// Where a paper stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperState {
    /// Being written.
    Draft,
    /// It has its number and never changes any more.
    Issued {
        /// As registered.
        issue: Arc<Issue>,
        /// The date on it.
        dated: Date,
    },
    /// Given up.
    Dropped,
}

/// A paper in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperLine {
    /// Its identity.
    pub id: PaperId,
    /// In whose name.
    pub unit: UnitId,
    /// Its form.
    pub form: String,
    /// Its layout.
    pub layout: String,
    /// The period of a report.
    pub period: Option<PaperPeriod>,
    /// When it was begun.
    pub begun: Timestamp,
    /// Its last event.
    pub version: FactSeq,
    /// When that was.
    pub changed: Timestamp,
    /// Where it stands.
    pub state: PaperState,
    /// When and how it was handed over.
    pub handed: Option<(Date, HandOver)>,
    /// While a draft: the event each written place was last written by.
    places: BTreeMap<String, FactSeq>,
}

impl PaperLine {
    /// A paper that is kept nowhere: a draft with the number 0.
    #[must_use]
    pub fn loose(unit: UnitId, form: &str, layout: &str, period: Option<PaperPeriod>, now: Timestamp) -> Self {
        Self {
            id: PaperId(0),
            unit,
            form: form.to_owned(),
            layout: layout.to_owned(),
            period,
            begun: now,
            version: FactSeq(0),
            changed: now,
            state: PaperState::Draft,
            handed: None,
            places: BTreeMap::new(),
        }
    }

    /// The places somebody wrote into after a version was shown, of those about to be written.
    #[must_use]
    pub fn changed_since<'k>(&self, base: FactSeq, keys: impl Iterator<Item = &'k String>) -> Vec<&'k str> {
        keys.filter(|key| self.places.get(*key).is_some_and(|seq| *seq > base)).map(String::as_str).collect()
    }
}

/// A line of the incoming register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Its place in the record.
    pub seq: FactSeq,
    /// Whose register.
    pub unit: UnitId,
    /// The day it came.
    pub came: Date,
    /// What was entered, as it was last corrected.
    pub receipt: Receipt,
    /// What stood there before, oldest first.
    pub earlier: Vec<Earlier>,
    /// What became of it; none: nothing was said yet.
    pub followed: Option<FollowUp>,
    /// When and how it was handed over.
    pub handed: Option<(Date, HandOver)>,
}

/// What a line of the incoming register said before it was corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The day it was said to have come.
    pub came: Date,
    /// What was entered.
    pub receipt: Receipt,
    /// The correction that replaced it: its place in the record, when, by whom, why.
    pub replaced: Replaced,
}

/// A correction of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Its place in the record.
    pub seq: FactSeq,
    /// When.
    pub at: Timestamp,
    /// Who, as the record names them.
    pub by: String,
    /// Why.
    pub reason: String,
}

impl Arrival {
    /// The last fact that wrote the line.
    #[must_use]
    pub fn version(&self) -> FactSeq {
        self.earlier.last().map_or(self.seq, |earlier| earlier.replaced.seq)
    }

    /// Whether it has to be answered, or something was said of it.
    #[must_use]
    pub const fn is_followed(&self) -> bool {
        self.receipt.due.is_some() || self.followed.is_some()
    }

    /// Days its answer is overdue on a day: 0 when it has none to give, or was answered.
    #[must_use]
    pub fn overdue(&self, on: Date) -> u32 {
        let answered = self.followed.as_ref().is_some_and(|follow| !follow.answer.is_empty());
        let days = |due: Date| u32::try_from(on.signed_duration_since(due).num_days()).unwrap_or(0);
        self.receipt.due.filter(|_| !answered).map_or(0, days)
    }
}

/// Papers a page of a search looks at, at most: some milliseconds.
pub const LOOKED_THROUGH: usize = 20_000;

/// A page of a list of papers.
#[derive(Clone, Debug, Default)]
pub struct PaperPage<'r> {
    /// Its papers.
    pub lines: Vec<&'r Arc<PaperLine>>,
    /// Where the list goes on: the papers begun before this one.
    pub next: Option<PaperId>,
    /// Whether it ends early because enough was looked through.
    pub cut: bool,
}

/// Every paper, as known.
#[derive(Clone, Debug, Default)]
pub struct Registers {
    papers: BTreeMap<PaperId, Arc<PaperLine>>,
    by_unit: BTreeMap<UnitId, Vec<PaperId>>,
    /// The lines of the registers, by unit, year and number.
    numbers: Numbers,
    templates: BTreeMap<(UnitId, String), Option<Arc<str>>>,
    /// Notices of conclusions, drafts and issued ones, by their meeting.
    notices: BTreeMap<ItemKey, Vec<PaperId>>,
}

impl Registers {
    /// Takes a fact in; others than papers change nothing.
    pub fn apply(&mut self, recorded: &Recorded) {
        let Body::Paper(event) = &recorded.fact.body else { return };
        let unit = recorded.fact.unit;
        match &**event {
            PaperEvent::Begun { form, layout, period, fields } => {
                let id = PaperId(recorded.seq.get());
                if let Some(meeting) = fields.as_deref().filter(|_| form == "notice").and_then(meeting_in) {
                    self.notices.entry(meeting).or_default().push(id);
                }
                let line = PaperLine {
                    id,
                    unit,
                    form: form.clone(),
                    layout: layout.clone(),
                    period: period.clone(),
                    begun: recorded.recorded_at,
                    version: recorded.seq,
                    changed: recorded.recorded_at,
                    state: PaperState::Draft,
                    handed: None,
                    places: BTreeMap::new(),
                };
                self.papers.insert(id, Arc::new(line));
                self.by_unit.entry(unit).or_default().push(id);
            }
            PaperEvent::Written { paper, texts, .. } => self.change(*paper, recorded, |line| {
                line.places.extend(texts.keys().map(|key| (key.clone(), recorded.seq)));
            }),
            PaperEvent::Issued { paper, issue, .. } => {
                self.numbers.issue(unit, *paper, issue);
                self.change(*paper, recorded, |line| {
                    line.state = PaperState::Issued { issue: Arc::new(issue.clone()), dated: recorded.fact.as_of };
                    line.places = BTreeMap::new();
                });
            }
            PaperEvent::Refreshed { paper, .. } => self.change(*paper, recorded, |_| {}),
            PaperEvent::HandedOver(over) => self.hand_over(unit, recorded.fact.as_of, over),
            PaperEvent::Dropped { paper } => self.change(*paper, recorded, |line| line.state = PaperState::Dropped),
            PaperEvent::Received(receipt) => {
                let arrival = Arrival {
                    seq: recorded.seq,
                    unit,
                    came: recorded.fact.as_of,
                    receipt: receipt.clone(),
                    earlier: Vec::new(),
                    followed: None,
                    handed: None,
                };
                self.numbers.arrive(Arc::new(arrival));
            }
            PaperEvent::Corrected(correction) => self.correct(unit, recorded, correction),
            PaperEvent::Followed(follow) => {
                self.numbers.change(unit, follow.year, follow.number, |arrival| arrival.followed = Some(follow.clone()));
            }
            PaperEvent::Template { form, text } => {
                self.templates.insert((unit, form.clone()), text.as_deref().map(Arc::from));
            }
        }
    }

    fn hand_over(&mut self, unit: UnitId, on: Date, over: &HandOver) {
        match over.what {
            Handed::Issued(paper) => {
                if let Some(line) = self.papers.get_mut(&paper).filter(|line| line.unit == unit) {
                    Arc::make_mut(line).handed = Some((on, over.clone()));
                }
            }
            Handed::Arrival { year, number } => {
                self.numbers.change(unit, year, number, |arrival| arrival.handed = Some((on, over.clone())));
            }
        }
    }

    fn correct(&mut self, unit: UnitId, recorded: &Recorded, correction: &Correction) {
        let Correction { receipt, reason, .. } = correction;
        let by = recorded.fact.source.as_deref().unwrap_or_default().to_owned();
        let replaced = Replaced { seq: recorded.seq, at: recorded.recorded_at, by, reason: reason.clone() };
        self.numbers.change(unit, receipt.year, receipt.number, |arrival| {
            let before = std::mem::replace(&mut arrival.receipt, receipt.clone());
            let came = std::mem::replace(&mut arrival.came, recorded.fact.as_of);
            arrival.earlier.push(Earlier { came, receipt: before, replaced });
        });
    }

    fn change(&mut self, paper: PaperId, recorded: &Recorded, with: impl FnOnce(&mut PaperLine)) {
        if let Some(line) = self.papers.get_mut(&paper) {
            let line = Arc::make_mut(line);
            line.version = recorded.seq;
            line.changed = recorded.recorded_at;
            with(line);
        }
    }

    /// A paper.
    #[must_use]
    pub fn get(&self, paper: PaperId) -> Option<&Arc<PaperLine>> {
        self.papers.get(&paper)
    }

    /// The papers of a unit, the latest begun first; dropped ones are left out.
    pub fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = &Arc<PaperLine>> {
        let ids = self.by_unit.get(&unit).into_iter().flatten().rev();
        ids.filter_map(|id| self.papers.get(id)).filter(|line| line.state != PaperState::Dropped)
    }

    /// A page of a unit's papers, the latest begun first, dropped ones left out: those begun before `after` that are `wanted`. At most
    /// [`LOOKED_THROUGH`] papers are looked at, however many there are: a search that ends there goes on from where it stopped.
    #[must_use]
    pub fn page(&self, unit: UnitId, after: Option<PaperId>, limit: usize, wanted: impl Fn(&PaperLine) -> bool) -> PaperPage<'_> {
        let ids = self.by_unit.get(&unit).map(Vec::as_slice).unwrap_or_default();
        // Papers are numbered as they are begun: the numbers of a unit are in order.
        let end = after.map_or(ids.len(), |after| ids.partition_point(|id| *id < after));
        let mut page = PaperPage::default();
        for (looked, id) in ids[..end].iter().rev().enumerate() {
            if page.lines.len() == limit || looked == LOOKED_THROUGH {
                page.next = ids[..end].iter().rev().nth(looked.saturating_sub(1)).copied();
                page.cut = page.lines.len() < limit;
                break;
            }
            let line = self.papers.get(id).filter(|line| line.state != PaperState::Dropped && wanted(line));
            page.lines.extend(line);
        }
        page
    }

    /// The notice of a meeting's conclusions that was issued last, dated a day at the latest.
    #[must_use]
    pub fn notice_of(&self, meeting: &ItemKey, on: Date) -> Option<(&Arc<PaperLine>, &Arc<Issue>, Date)> {
        let notices = self.notices.get(meeting)?.iter().filter_map(|id| self.papers.get(id));
        let issued = notices.filter_map(|line| match &line.state {
            PaperState::Issued { issue, dated } if *dated <= on => Some((line, issue, *dated)),
            _ => None,
        });
        issued.max_by_key(|(line, _, dated)| (*dated, line.id))
    }

    /// The template of a form for a unit, given the unit and those above it, nearest first; none: the shipped one.
    #[must_use]
    pub fn template(&self, form: &str, line: &[UnitId]) -> Option<(UnitId, Arc<str>)> {
        line.iter().find_map(|unit| {
            let text = self.templates.get(&(*unit, form.to_owned()))?;
            text.clone().map(|text| (*unit, text))
        })
    }
}
