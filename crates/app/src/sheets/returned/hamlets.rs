//! What forms state of a unit beside its lines: counts, where the recognition of a hamlet stands, model gardens and households (B01, B11).

use super::heads::{Amount, Head};
use super::{Reading, place};
use std::sync::Arc;
use vedich_criteria::{CriteriaSet, Subject, Tier};
use vedich_documents::{CellValue, Row, Sheet};
use vedich_entry::{Counted, Reached, Stood};
use vedich_facts::UnitLevel;
use vedich_papers::Model;
use vedich_reference::paper_reading;
use vedich_values::number::parse_number;
use vedich_values::text::fold;
use vedich_values::{Decimal, UnitId};

/// Longest number of a decision that is kept.
const LONGEST_DECISION: usize = 100;

impl Reading<'_> {
    /// What a row states beside its lines.
    pub(super) fn counted(&mut self, unit: UnitId, sheet: &Sheet, heads: &[(u32, Head)], row: &Row<'_>) -> Counted {
        let column = |wanted: &Head| heads.iter().find(|(_, head)| head == wanted).map(|(column, _)| *column);
        let filled = |wanted: &Head| column(wanted).map(|column| (column, row.cell(column))).filter(|(_, cell)| !cell.is_empty());
        let at = |column: u32| place(sheet, row, column);
        let stated = heads.iter().filter(|(column, head)| head.states() && !row.cell(*column).is_empty());
        let first = stated.map(|(column, _)| *column).min();
        let mut counted = Counted { cell: first.map(at).unwrap_or_default(), ..Counted::default() };
        let named = filled(&Head::Set).map(|(column, cell)| (at(column), cell.label().trim().to_owned()));
        let set = match &named {
            Some((_, name)) => self.set_named(unit, name),
            None => self.set(unit).or_else(|| self.only_set(unit)),
        };
        let asks = [Head::Criteria, Head::Indicators, Head::Stage, Head::Registered, Head::Decision, Head::Year];
        if set.is_none() && asks.iter().any(|head| filled(head).is_some()) {
            let (cell, found) = named.unwrap_or_else(|| (counted.cell.clone(), String::new()));
            let code = if found.is_empty() { "sheet.which-set" } else { "sheet.unknown-set" };
            self.refuse(cell, code, &[("found", &found)]);
            return counted;
        }
        counted.set = set.as_ref().map(|set| set.id.clone());
        if let Some((column, cell)) = filled(&Head::Criteria) {
            counted.criteria = self.tally(set.as_deref(), &cell, true, &at(column));
        }
        if let Some((column, cell)) = filled(&Head::Indicators) {
            counted.indicators = self.tally(set.as_deref(), &cell, false, &at(column));
        }
        let said = |wanted: &Head| filled(wanted).map(|(column, cell)| (at(column), cell));
        counted.registered = said(&Head::Registered).and_then(|(at, cell)| self.year(&cell, at));
        counted.stood = self.stood(said(&Head::Stage), said(&Head::Decision), said(&Head::Year));
        for (column, head) in heads {
            if let Head::Models(model, amount) = head {
                let reached = if *model == Model::Garden { &mut counted.gardens } else { &mut counted.households };
                self.reached(reached, *amount, &row.cell(*column), at(*column));
            }
        }
        counted
    }

    /// Where recognition stands; a decision or a year without a word of what was decided is asked about.
    fn stood(&mut self, stage: Option<Said<'_>>, decision: Option<Said<'_>>, year: Option<Said<'_>>) -> Option<Stood> {
        let year = year.and_then(|(at, cell)| Some((at.clone(), self.year(&cell, at)?)));
        let Some((at, cell)) = stage else {
            let lonely = decision.map(|(at, _)| at).or(year.map(|(at, _)| at));
            lonely.into_iter().for_each(|at| self.refuse(at, "sheet.which-stage", &[("found", "")]));
            return None;
        };
        let said = cell.label().trim().to_owned();
        let Some(stage) = paper_reading().stage(&said) else {
            self.refuse(at, "sheet.which-stage", &[("found", &said)]);
            return None;
        };
        let decision = decision.map(|(_, cell)| cell.label().trim().chars().take(LONGEST_DECISION).collect());
        Some(Stood { stage: stage.to_owned(), decision, year: year.map(|(_, year)| year) })
    }

    fn year(&mut self, cell: &CellValue<'_>, at: String) -> Option<i32> {
        let text = cell.label().trim().to_owned();
        let bare = text.to_lowercase();
        let bare = bare.strip_prefix("năm").map_or(bare.as_str(), str::trim);
        let year = bare.parse::<i32>().ok().filter(|year| (1990..=2200).contains(year));
        if year.is_none() && text != "-" {
            self.refuse(at, "sheet.bad-year", &[("found", &text)]);
        }
        year
    }

    fn reached(&mut self, reached: &mut Reached, amount: Amount, cell: &CellValue<'_>, at: String) {
        let text = match cell {
            CellValue::Empty => return,
            CellValue::Number(number) => {
                number.decimal().map_or_else(|| cell.label().into_owned(), |number| number.normalize().to_string())
            }
            other => other.label().trim().to_owned(),
        };
        if matches!(text.as_str(), "" | "-") {
            return;
        }
        let number = |text: &str| parse_number(text.trim()).ok().filter(|number| *number >= Decimal::ZERO && number.fract().is_zero());
        let read = match (amount, text.split_once('/')) {
            (Amount::Both, Some((planned, done))) => number(planned).zip(number(done)).map(|(planned, done)| (Some(planned), Some(done))),
            (Amount::Planned, _) => number(&text).map(|planned| (Some(planned), None)),
            _ => number(&text).map(|done| (None, Some(done))),
        };
        match read {
            Some((planned, done)) => *reached = Reached { planned: planned.or(reached.planned), done: done.or(reached.done) },
            None => self.refuse(at, "value.not-a-number", &[("found", &text)]),
        }
    }

    /// The set a name means for a unit: its title or id, else the tier its words speak of, of those in force where the unit lies.
    fn set_named(&self, unit: UnitId, name: &str) -> Option<Arc<CriteriaSet>> {
        let subject = self.subject(unit)?;
        let wanted = fold(name);
        let catalogue = &self.board.reference().catalogue;
        let is_it = |set: &&Arc<CriteriaSet>| set.subject == subject && (fold(&set.title.vi) == wanted || set.id.as_str() == name);
        let in_force = |tier| catalogue.in_force(subject, tier, self.registry.province_slug(unit, self.on), self.on);
        let by_tier = || Tier::from_name(paper_reading().tier(name)?).and_then(in_force);
        catalogue.iter().find(is_it).or_else(by_tier).cloned()
    }

    /// The set in force where a unit lies, where there is but one.
    fn only_set(&self, unit: UnitId) -> Option<Arc<CriteriaSet>> {
        let (subject, slug) = (self.subject(unit)?, self.registry.province_slug(unit, self.on));
        let tiers = [Tier::Standard, Tier::Advanced, Tier::Model, Tier::Modern];
        let mut found = tiers.into_iter().filter_map(|tier| self.board.reference().catalogue.in_force(subject, tier, slug, self.on));
        found.next().filter(|_| found.next().is_none()).cloned()
    }

    fn subject(&self, unit: UnitId) -> Option<Subject> {
        Some(match self.registry.at(unit, self.on)?.level {
            UnitLevel::Hamlet => Subject::Hamlet,
            UnitLevel::Commune => Subject::Commune,
            UnitLevel::District => Subject::District,
            UnitLevel::Province => Subject::Province,
            UnitLevel::Country => return None,
        })
    }
}

/// A filled cell: its place, and what it says.
type Said<'a> = (String, CellValue<'a>);
