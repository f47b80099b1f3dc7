//! Papers found by the words of their name, number, abstract, signer and recipients; papers that came in by those of their lines.

use crate::App;
use crate::Hand;
use rustc_hash::FxHashSet;
use std::sync::Arc;
use vedich_facts::{Body, PaperEvent, PaperId, Recorded};
use vedich_papers::{Arrival, PaperLine, PaperState, Registers};
use vedich_reference::paper_forms;
use vedich_rights::{Action, On};
use vedich_units::{COUNTRY, Registry};
use vedich_values::text::fold;
use vedich_values::text_index::{Fit, Query, TextIndex};
use vedich_values::{FactSeq, UnitId};

/// Where the words of papers lead. What is found is looked at again: words a paper no longer says stay here.
#[derive(Clone, Debug, Default)]
pub(crate) struct PaperTexts {
    papers: TextIndex,
    arrivals: TextIndex,
}

/// Papers that say all words of a search: what has the very phrase first, then the latest.
#[derive(Clone, Debug)]
pub struct Said<T> {
    /// The papers.
    pub items: Vec<T>,
    /// Whether there may be more.
    pub more: bool,
}

impl<T> Default for Said<T> {
    fn default() -> Self {
        Self { items: Vec::new(), more: false }
    }
}

impl PaperTexts {
    /// The words of every paper.
    pub(crate) fn of(registers: &Registers, registry: &Registry) -> Self {
        let mut texts = Self::default();
        registers.all().for_each(|line| texts.put(line, registry));
        registers.arrivals().for_each(|arrival| texts.put_arrival(arrival, registry));
        texts
    }

    /// Takes a fact in, after the registers did.
    pub(crate) fn apply(&mut self, recorded: &Recorded, registers: &Registers, registry: &Registry) {
        let Body::Paper(event) = &recorded.fact.body else { return };
        match &**event {
            PaperEvent::Begun { .. } => {
                registers.get(PaperId(recorded.seq.get())).into_iter().for_each(|line| self.put(line, registry));
            }
            PaperEvent::Issued { paper, .. } => registers.get(*paper).into_iter().for_each(|line| self.put(line, registry)),
            PaperEvent::Received(receipt) | PaperEvent::Corrected(vedich_facts::Correction { receipt, .. }) => {
                let arrival = registers.arrival(recorded.fact.unit, receipt.year, receipt.number);
                arrival.into_iter().for_each(|arrival| self.put_arrival(arrival, registry));
            }
            PaperEvent::Written { .. }
            | PaperEvent::Refreshed { .. }
            | PaperEvent::HandedOver(_)
            | PaperEvent::Dropped { .. }
            | PaperEvent::Followed(_)
            | PaperEvent::Template { .. } => {}
        }
    }

    fn put(&mut self, line: &PaperLine, registry: &Registry) {
        self.papers.put(line.id.0, &text_of(line, registry));
        self.papers.place(line.id.0, [line.unit.get()]);
    }

    fn put_arrival(&mut self, arrival: &Arrival, registry: &Registry) {
        self.arrivals.put(arrival.seq.get(), &text_of_arrival(arrival, registry));
        self.arrivals.place(arrival.seq.get(), [arrival.unit.get()]);
    }

    /// Papers of a unit that may say the words of a search.
    pub(crate) fn papers_of(&self, unit: UnitId, query: &Query) -> impl Iterator<Item = PaperId> + use<> {
        self.papers.find(query, Some(&[unit.get()]), usize::MAX, |_| true).docs.into_iter().map(PaperId)
    }

    /// Lines of the incoming registers of a unit that may say them.
    pub(crate) fn arrivals_of(&self, unit: UnitId, query: &Query) -> impl Iterator<Item = FactSeq> + use<> {
        self.arrivals.find(query, Some(&[unit.get()]), usize::MAX, |_| true).docs.into_iter().map(FactSeq)
    }
}

/// What a paper is found by.
pub(crate) fn text_of(line: &PaperLine, registry: &Registry) -> String {
    let forms = paper_forms();
    let mut text = forms.get(&line.form).map_or_else(String::new, |form| format!("{} {}", form.name.vi, form.name.en));
    let mut add = |words: &str| {
        text.push('\n');
        text.push_str(words);
    };
    if let Some(period) = &line.period {
        add(&forms.period_name(period).vi);
    }
    if let PaperState::Issued { issue, .. } = &line.state {
        [&issue.symbol, &issue.title, &issue.signer].into_iter().chain(&issue.recipients).for_each(|words| add(words));
    }
    add(&name_of(line.unit, registry));
    text
}

/// What a line of an incoming register is found by.
pub(crate) fn text_of_arrival(arrival: &Arrival, registry: &Registry) -> String {
    let receipt = &arrival.receipt;
    let unit = name_of(arrival.unit, registry);
    [&receipt.symbol, &receipt.title, &receipt.author, &receipt.given_to, &unit].map(String::as_str).join("\n")
}

/// The last name of a unit.
fn name_of(unit: UnitId, registry: &Registry) -> String {
    registry.get(unit).and_then(|unit| unit.names.last()).map(|name| name.value.name.to_string()).unwrap_or_default()
}

impl App {
    /// Papers and lines of incoming registers that say all words of a search, of the units whose papers a hand may read.
    #[must_use]
    pub fn papers_saying(&self, hand: &Hand, query: &Query, most: usize) -> (Said<Arc<PaperLine>>, Said<Arc<Arrival>>) {
        let (registers, texts, registry) =
            self.knowledge(|known| (Arc::clone(&known.papers), Arc::clone(&known.paper_texts), Arc::clone(&known.reference.registry)));
        let all = self.may(hand, Action::Read, &On::unit(COUNTRY)).is_ok();
        let units = if all {
            None
        } else {
            Some(
                registers
                    .units()
                    .into_iter()
                    .filter(|unit| self.may(hand, Action::Read, &On::unit(*unit)).is_ok())
                    .collect::<FxHashSet<UnitId>>(),
            )
        };
        let areas: Option<Vec<u32>> = units.as_ref().map(|units| units.iter().map(|unit| unit.get()).collect());
        let reads = |unit: UnitId| units.as_ref().is_none_or(|units| units.contains(&unit));
        let paper = |doc: u64| {
            let line = registers.get(PaperId(doc)).filter(|line| line.state != PaperState::Dropped && reads(line.unit))?;
            Some((query.fit(&fold(&text_of(line, &registry))), Arc::clone(line)))
        };
        let arrival = |doc: u64| {
            let arrival = registers.arrival_at(FactSeq(doc)).filter(|arrival| reads(arrival.unit))?;
            Some((query.fit(&fold(&text_of_arrival(arrival, &registry))), Arc::clone(arrival)))
        };
        let areas = areas.as_deref();
        (said(&texts.papers, query, areas, most, paper), said(&texts.arrivals, query, areas, most, arrival))
    }
}

fn said<T>(index: &TextIndex, query: &Query, areas: Option<&[u32]>, most: usize, look: impl Fn(u64) -> Option<(Fit, T)>) -> Said<T> {
    let mut items = Vec::new();
    let found = index.find(query, areas, most, |doc| {
        let hit = look(doc).filter(|(fit, _)| *fit != Fit::No);
        let wanted = hit.is_some();
        items.extend(hit);
        wanted
    });
    // The order of the index, the latest first, stays within a fit.
    items.sort_by_key(|(fit, _)| *fit);
    Said { items: items.into_iter().map(|(_, item)| item).collect(), more: found.more }
}
