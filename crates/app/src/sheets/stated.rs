//! What forms state of units beside their lines (B01, B11): counts, where recognition stands, model gardens and households. Each becomes a
//! statement of its own unless it is on record already.

use crate::{App, AppError, Hand};
use std::collections::BTreeSet;
use vedich_board::Board;
use vedich_entry::{Counted, Reached, SheetDraft};
use vedich_facts::{Body, Fact, OutputLine};
use vedich_reference::paper_reading;
use vedich_rights::{Action, On, Refusal};
use vedich_values::{Bilingual, Date, Period, SetId, UnitId};

/// A statement of a form.
#[derive(Clone, Debug)]
pub struct FormLine {
    /// The cell it comes from.
    pub cell: String,
    /// What it states.
    pub fact: Fact,
    /// What becomes of it.
    pub fate: FormFate,
}

/// What becomes of a statement of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormFate {
    /// It is recorded.
    New,
    /// It is on record already.
    Known,
    /// Recognition and its end are stated by who may approve; the form's word for it is told and left out.
    NotTheirs,
    /// Whoever entered or verified what a recognition rests on does not decide on it (four eyes); told and left out.
    FourEyes,
}

/// The units of whose recognition a hand does not decide, because it entered or verified what that rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Barred(BTreeSet<UnitId>);

impl App {
    /// Of which units of a draft a hand may approve and still does not decide on the recognition: four eyes.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn barred(&self, hand: &Hand, draft: &SheetDraft) -> Result<Barred, AppError> {
        let mut barred = BTreeSet::new();
        let decided = |counted: &Counted| counted.stood.as_ref().is_some_and(|stood| crate::authority::decides_recognition(&stood.stage));
        for (unit, counted) in draft.counts.iter().filter(|(_, counted)| decided(counted)) {
            let (Ok(unit), Some(stood)) = (unit.parse::<UnitId>(), &counted.stood) else { continue };
            let set = counted.set.clone().or_else(|| self.live().set_in_force(unit).map(|set| set.id.clone()));
            let Some(set) = set else { continue };
            let stage = Body::Stage { set, stage: stood.stage.clone(), decision: stood.decision.clone(), year: stood.year };
            if let Err(AppError::Forbidden(Refusal::FourEyes)) = self.may_state(hand, &Fact::new(unit, self.today(), stage)).await {
                barred.insert(unit);
            }
        }
        Ok(Barred(barred))
    }

    /// What a draft states of units beside its lines, unit by unit, as a hand would record it.
    #[must_use]
    pub fn form_lines(
        &self,
        board: &Board,
        (hand, barred): (&Hand, &Barred),
        units: &[UnitId],
        period: Period,
        draft: &SheetDraft,
    ) -> Vec<FormLine> {
        let mut lines = Vec::new();
        for unit in units {
            let stated = draft.counts.get(&unit.to_string()).zip(self.window(board, *unit, period));
            let Some((counted, window)) = stated else { continue };
            let as_of = window.default_date(self.today());
            let name = board.reference().registry.at(*unit, as_of).map_or_else(String::new, |at| at.name.to_owned());
            let source = if draft.source.is_empty() { name } else { draft.source.clone() };
            let may_approve = self.may(hand, Action::Approve, &On::unit(*unit)).is_ok();
            for (as_of, body) in bodies(board, *unit, as_of, counted) {
                let fate = if is_known(board, *unit, as_of, &body) {
                    FormFate::Known
                } else if decides(&body) && !may_approve {
                    FormFate::NotTheirs
                } else if decides(&body) && barred.0.contains(unit) {
                    FormFate::FourEyes
                } else {
                    FormFate::New
                };
                let fact = Fact::new(*unit, as_of, body);
                let fact = if source.is_empty() { fact } else { fact.from_source(&source) };
                lines.push(FormLine { cell: counted.cell.clone(), fact, fate });
            }
        }
        lines
    }
}

/// Whether a stage is one that changes who is recognised.
fn decides(body: &Body) -> bool {
    matches!(body, Body::Stage { stage, .. } if crate::authority::decides_recognition(stage))
}

/// The statements a form makes of a unit, each with its day.
fn bodies(board: &Board, unit: UnitId, as_of: Date, counted: &Counted) -> Vec<(Date, Body)> {
    let mut all = Vec::new();
    let set: Option<SetId> = counted.set.clone().or_else(|| board.set_in_force_on(unit, as_of).map(|set| set.id.clone()));
    if let Some(set) = set {
        if counted.criteria.is_some() || counted.indicators.is_some() {
            let body = Body::ReportedCount { set: set.clone(), criteria: counted.criteria, indicators: counted.indicators };
            all.push((as_of, body));
        }
        let stage = |stage: &str, decision, year| Body::Stage { set: set.clone(), stage: stage.to_owned(), decision, year };
        let registered = counted.stood.as_ref().is_some_and(|stood| stood.stage == REGISTERED);
        if let Some(year) = counted.registered.filter(|_| !registered) {
            // The form says in which year, not on which day: the last it can have been.
            let born = board.reference().registry.get(unit).and_then(|known| known.span.from);
            let day = Date::from_ymd_opt(year, 12, 31).map_or(as_of, |last| last.max(born.unwrap_or(last)).min(as_of));
            all.push((day, stage(REGISTERED, None, Some(year))));
        }
        if let Some(stood) = &counted.stood {
            let year = stood.year.or(counted.registered.filter(|_| registered));
            all.push((as_of, stage(&stood.stage, stood.decision.clone(), year)));
        }
    }
    let models = [
        (counted.gardens, "Vườn mẫu", "Model gardens", "vườn", "gardens"),
        (counted.households, "Hộ mẫu", "Model households", "hộ", "households"),
    ];
    for (Reached { planned, done }, vi, en, unit_vi, unit_en) in models {
        let Some(from) = chrono::Datelike::with_ordinal(&as_of, 1).filter(|_| planned.is_some() || done.is_some()) else { continue };
        let line = OutputLine { what: Bilingual::new(vi, en), quantity: done, unit: Bilingual::new(unit_vi, unit_en), from, planned };
        all.push((as_of, Body::Output(line)));
    }
    all
}

/// Stage id of a registration.
const REGISTERED: &str = "registered";

/// Whether it stands on record: the same count of the same day, the latest stage, the latest number of gardens of the year.
fn is_known(board: &Board, unit: UnitId, as_of: Date, body: &Body) -> bool {
    let records = board.records(unit);
    match body {
        Body::Stage { set, stage, decision, year } => {
            let mut said = records.iter().filter_map(|recorded| match &recorded.fact.body {
                Body::Stage { set: of, stage: other, decision: other_decision, year: other_year } if of == set => {
                    let same =
                        other == stage && (decision.is_none() || other_decision == decision) && (year.is_none() || other_year == year);
                    Some((recorded.fact.as_of, recorded.seq, same))
                }
                _ => None,
            });
            // That it was registered stays true; all else holds until something later is said.
            if stage == REGISTERED { said.any(|(.., same)| same) } else { said.max().is_some_and(|(.., same)| same) }
        }
        Body::Output(line) => {
            let kind = |line: &OutputLine| paper_reading().model(&line.what.vi);
            let same = records.iter().filter_map(|recorded| match &recorded.fact.body {
                Body::Output(known) if known.from == line.from && kind(known) == kind(line) => {
                    Some((recorded.fact.as_of, recorded.seq, known))
                }
                _ => None,
            });
            same.max_by_key(|(day, seq, _)| (*day, *seq))
                .is_some_and(|(_, _, known)| known.quantity == line.quantity && known.planned == line.planned)
        }
        other => records.iter().any(|recorded| recorded.fact.as_of == as_of && recorded.fact.body == *other),
    }
}
