//! What the running product holds: the journal, the register, today's board, pictures of other days.

use crate::authority::apply_account;
use crate::changes::Changes;
use crate::people::Entrance;
use crate::pictures::Pictures;
use crate::{AppError, Clock};
use parking_lot::{RwLock, RwLockReadGuard};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::watch;
use vedich_board::{Board, Reference};
use vedich_criteria::Layout;
use vedich_entry::Calendar;
use vedich_facts::{Kind, Recorded};
use vedich_journal::{Head, Journal, Select};
use vedich_papers::Registers;
use vedich_reference::Shipped;
use vedich_rights::Rights;
use vedich_roadmap::calendar::{Rules, WorkCalendar};
use vedich_roadmap::planner::Planner;
use vedich_values::{Date, FactSeq, SetId};

/// Facts applied one by one under the lock of the live board, at most: some ten milliseconds in which readers wait. More are worked
/// in beside it, and the board is exchanged when it is ready.
const APPLIED_IN_PLACE: usize = 1_000;

/// What the product ships, as pictures are drawn against it.
#[must_use]
pub fn reference(shipped: Shipped) -> Reference {
    let Shipped { registry, catalogue, bands } = shipped;
    Reference { registry, catalogue, bands }
}

/// The running product. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) journal: Journal,
    pub(crate) clock: Arc<dyn Clock>,
    /// One decision at a time: what is decided on stays true until it is appended.
    pub(crate) deciding: tokio::sync::Mutex<()>,
    /// Commits that can be decided together.
    pub(crate) waiting: parking_lot::Mutex<std::collections::VecDeque<crate::commit::Waiting>>,
    pub(crate) entrance: Entrance,
    pub(crate) layouts: FxHashMap<SetId, Arc<Layout>>,
    knowledge: RwLock<Knowledge>,
    live: RwLock<Board>,
    /// Whether `live` is kept at all.
    keeps_live: bool,
    pub(crate) pictures: Pictures,
    pub(crate) planner: Planner,
    calendar: Calendar,
    /// The installation's own rules of reporting instead of the shipped ones; set once, before anybody asks.
    own_calendar: std::sync::OnceLock<Calendar>,
    pub(crate) workdays: WorkCalendar,
    /// Where evidence is kept; set once, by whoever serves.
    pub(crate) store: std::sync::OnceLock<vedich_store::Store>,
    /// The address letters are sent from, where they are sent.
    pub(crate) mail_sender: std::sync::OnceLock<String>,
    /// Whose notices were brought up to date when, and at which version: nothing that can't be found out again.
    pub(crate) told: parking_lot::Mutex<FxHashMap<vedich_facts::PersonId, (FactSeq, vedich_values::Timestamp)>>,
    pub(crate) sound: AtomicBool,
    version: watch::Sender<FactSeq>,
}

/// What has been taken in of the journal.
#[derive(Clone, Debug)]
pub(crate) struct Knowledge {
    pub(crate) reference: Reference,
    changes: Changes,
    pub(crate) rights: Arc<Rights>,
    pub(crate) papers: Arc<Registers>,
    /// Where the words of papers lead.
    pub(crate) paper_texts: Arc<crate::papers::PaperTexts>,
    last: FactSeq,
}

/// How the product is doing.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Health {
    /// It can answer from a current picture and write.
    pub ready: bool,
    /// `sqlite` or `postgres`.
    pub engine: &'static str,
    /// How far the journal goes; none when it does not answer.
    pub head: Option<Head>,
    /// The last fact the product has taken in.
    pub taken_in: FactSeq,
    /// The last fact seen by the live board.
    pub board: FactSeq,
    /// The date of the live board.
    pub date: Date,
}

impl App {
    /// Opens the journal at `url`, takes in the changes of units it holds, and draws today's board.
    /// `reference` is what the product ships.
    ///
    /// # Errors
    /// When the journal can't be opened or read.
    pub async fn open(url: &str, reference: Reference, clock: Arc<dyn Clock>) -> Result<Self, AppError> {
        let app = Self::assemble(url, reference, clock, true).await?;
        app.redraw(app.today()).await?;
        Ok(app)
    }

    /// Opens it for commands that write, or look at one picture, and end: today's board is not drawn, and [`App::live`] stays empty.
    ///
    /// # Errors
    /// When the journal can't be opened or read.
    pub async fn open_without_board(url: &str, reference: Reference, clock: Arc<dyn Clock>) -> Result<Self, AppError> {
        Self::assemble(url, reference, clock, false).await
    }

    async fn assemble(url: &str, reference: Reference, clock: Arc<dyn Clock>, keeps_live: bool) -> Result<Self, AppError> {
        let journal = Journal::open(url).await?;
        let layouts = reference.catalogue.iter().map(|set| (set.id.clone(), Arc::new(Layout::of(set)))).collect();
        let mut chunks = journal.chunks(&Select { kind: Some(Kind::UnitChange), ..Select::default() }).await?;
        let last = chunks.last();
        let mut stated = Vec::new();
        while let Some(chunk) = chunks.next().await? {
            stated.extend(chunk);
        }
        let before = Some(FactSeq(last.get().saturating_add(1)));
        let mut papers = Registers::default();
        let written = Select { kind: Some(Kind::Paper), before, ..Select::default() };
        journal.for_each(&written, |recorded| papers.apply(&recorded)).await?;
        let mut changes = Changes::new(Arc::clone(&reference.registry));
        let mut reference = reference;
        if let Some(registry) = changes.take_in(&reference.registry, stated.iter()) {
            reference.registry = registry;
        }
        let mut rights = Rights::new(Arc::new(vedich_reference::roles().map_err(AppError::Refused)?));
        let people = Select { kind: Some(Kind::Account), before, ..Select::default() };
        journal.for_each(&people, |recorded| apply_account(&reference, &mut rights, &recorded)).await?;
        let paper_texts = Arc::new(crate::papers::PaperTexts::of(&papers, &reference.registry));
        let live = RwLock::new(Board::new(&reference, clock.today()));
        let entrance = Entrance::open(journal.vault()).await?;
        let inner = Inner {
            journal,
            clock,
            deciding: tokio::sync::Mutex::new(()),
            waiting: parking_lot::Mutex::default(),
            entrance,
            layouts,
            knowledge: RwLock::new(Knowledge { reference, changes, rights: Arc::new(rights), papers: Arc::new(papers), paper_texts, last }),
            live,
            keeps_live,
            pictures: Pictures::default(),
            calendar: vedich_reference::reporting().map_err(AppError::Refused)?,
            own_calendar: std::sync::OnceLock::new(),
            workdays: Rules::vietnam(vedich_reference::working_days()).build(),
            planner: Planner::new(vedich_reference::working_days(), vedich_reference::risks()),
            store: std::sync::OnceLock::new(),
            mail_sender: std::sync::OnceLock::new(),
            told: parking_lot::Mutex::default(),
            sound: AtomicBool::new(true),
            version: watch::Sender::new(last),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Today's picture. Hold it only while building an answer: commits wait for it.
    pub fn live(&self) -> RwLockReadGuard<'_, Board> {
        self.inner.live.read()
    }

    /// What pictures are drawn against: the register with every change stated so far, the sets, the bands.
    #[must_use]
    pub fn reference(&self) -> Reference {
        self.inner.knowledge.read().reference.clone()
    }

    pub(crate) fn knowledge<T>(&self, read: impl FnOnce(&Knowledge) -> T) -> T {
        read(&self.inner.knowledge.read())
    }

    /// The record itself, for lists and histories.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.inner.journal
    }

    /// The rules of reporting: periods, data windows, what counts as an odd value.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        self.inner.own_calendar.get().unwrap_or(&self.inner.calendar)
    }

    /// Takes the installation's own rules of reporting instead of the shipped ones; once, before anything is asked.
    pub fn set_calendar(&self, calendar: Calendar) {
        let _ = self.inner.own_calendar.set(calendar);
    }

    /// What times roadmaps, and keeps what it timed.
    #[must_use]
    pub fn planner(&self) -> &Planner {
        &self.inner.planner
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }

    /// Today in Việt Nam.
    #[must_use]
    pub fn today(&self) -> Date {
        self.inner.clock.today()
    }

    /// The last fact taken in: what pages are cached by, together with their date.
    #[must_use]
    pub fn version(&self) -> FactSeq {
        self.inner.knowledge.read().last
    }

    /// Tells whenever facts were taken in, our own or another process's.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<FactSeq> {
        self.inner.version.subscribe()
    }

    /// How the product is doing; asks the journal.
    pub async fn health(&self) -> Health {
        let head = self.inner.journal.head().await.ok();
        let (board, date) = {
            let live = self.live();
            (live.version(), live.date())
        };
        Health {
            ready: head.is_some() && self.inner.sound.load(Ordering::Relaxed),
            engine: self.inner.journal.engine(),
            head,
            taken_in: self.version(),
            board,
            date,
        }
    }

    /// Whether this process keeps the picture of today.
    pub(crate) fn keeps_live(&self) -> bool {
        self.inner.keeps_live
    }

    /// The register as shipped, without the changes in the journal.
    pub(crate) fn shipped(&self) -> Reference {
        let knowledge = self.inner.knowledge.read();
        Reference { registry: Arc::clone(knowledge.changes.shipped()), ..knowledge.reference.clone() }
    }

    /// What pictures known up to that fact are drawn against.
    pub(crate) fn reference_known_at(&self, last: FactSeq) -> Reference {
        let knowledge = self.inner.knowledge.read();
        let registry =
            if knowledge.changes.none_after(last) { Arc::clone(&knowledge.reference.registry) } else { knowledge.changes.known_at(last) };
        Reference { registry, ..knowledge.reference.clone() }
    }

    /// Draws the board of a date from the journal, up to that fact.
    pub(crate) async fn draw(&self, reference: &Reference, date: Date, upto: FactSeq) -> Result<Board, AppError> {
        let select = Select { before: Some(FactSeq(upto.get().saturating_add(1))), ..Select::default() };
        let mut chunks = self.inner.journal.chunks(&select).await?;
        let mut board = Board::loading(reference, date);
        while let Some(chunk) = chunks.next().await? {
            chunk.iter().for_each(|recorded| _ = board.apply(recorded));
        }
        let finished = tokio::task::spawn_blocking(move || {
            board.finish();
            board
        });
        finished.await.map_err(|_| AppError::Stopped)
    }

    /// Draws the live board anew; readers keep the old one until it is ready. Call it while deciding, or before anybody else can.
    pub(crate) async fn redraw(&self, date: Date) -> Result<(), AppError> {
        if !self.inner.keeps_live {
            return Ok(());
        }
        let (reference, last) = {
            let knowledge = self.inner.knowledge.read();
            (knowledge.reference.clone(), knowledge.last)
        };
        let board = self.draw(&reference, date, last).await?;
        let before = std::mem::replace(&mut *self.inner.live.write(), board);
        // Freeing a national board takes a while; nobody should wait for it.
        drop(tokio::task::spawn_blocking(move || drop(before)));
        Ok(())
    }

    /// Whether the live board shows another day than today, or misses facts because drawing it failed.
    pub(crate) fn is_behind(&self) -> bool {
        let last = self.version();
        let live = self.live();
        self.inner.keeps_live && (live.date() != self.today() || live.version() < last)
    }

    /// Takes in facts that follow the last one taken in. Call it while deciding.
    pub(crate) async fn take_in(&self, facts: &[Recorded]) -> Result<(), AppError> {
        let Some(last) = facts.last() else { return Ok(()) };
        let registry = {
            let mut knowledge = self.inner.knowledge.write();
            let current = Arc::clone(&knowledge.reference.registry);
            let registry = knowledge.changes.take_in(&current, facts.iter());
            if let Some(registry) = &registry {
                knowledge.reference.registry = Arc::clone(registry);
            }
            if facts.iter().any(|recorded| recorded.fact.body.kind() == Kind::Account) {
                let Knowledge { reference, rights, .. } = &mut *knowledge;
                let rights = Arc::make_mut(rights);
                facts.iter().for_each(|recorded| apply_account(reference, rights, recorded));
            }
            if facts.iter().any(|recorded| recorded.fact.body.kind() == Kind::Paper) {
                let Knowledge { papers, paper_texts, reference, .. } = &mut *knowledge;
                let (papers, texts) = (Arc::make_mut(papers), Arc::make_mut(paper_texts));
                for recorded in facts {
                    papers.apply(recorded);
                    texts.apply(recorded, papers, &reference.registry);
                }
            }
            knowledge.last = last.seq;
            registry
        };
        if registry.is_some() {
            self.inner.pictures.forget_all();
        }
        if self.inner.keeps_live {
            self.bring_up(facts, registry).await?;
        }
        self.inner.version.send_replace(last.seq);
        Ok(())
    }

    async fn bring_up(&self, facts: &[Recorded], registry: Option<Arc<vedich_units::Registry>>) -> Result<(), AppError> {
        let date = self.live().date();
        if facts.len() > APPLIED_IN_PLACE {
            return self.redraw(date).await;
        }
        let same_provinces = {
            let mut live = self.inner.live.write();
            let same_provinces = registry.is_none_or(|registry| live.set_registry(registry));
            facts.iter().for_each(|recorded| _ = live.apply(recorded));
            same_provinces
        };
        if same_provinces { Ok(()) } else { self.redraw(date).await }
    }
}
