//! What a card states, or what is missing or wrong in it.

use crate::beside::{Behind, Beside, Known, Matter, beside};
use crate::card::{Card, CardKind, Decision};
use crate::draft::Draft;
use crate::examples::is_reading_corrected;
use crate::facts::{Stated, remark};
use crate::field::Field;
use crate::meant::{Doubt, DoubtKind, Meant};
use crate::order;
use crate::place::{self, Candidate, Whereabouts};
use crate::when;
use crate::{sets, words::Words};
use chrono::{Datelike, Months};
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::{CriteriaSet, Typed, read_typed};
use vedich_facts::steering::{Assignment, TaskChange, TaskEdit, TaskStatement};
use vedich_facts::{Body, DeclaredState, Fact, OutputLine, Target};
use vedich_units::COUNTRY;
use vedich_values::date::parse_date;
use vedich_values::number::parse_number;
use vedich_values::{Bilingual, CriterionNo, Date, Diagnostic, FactSeq, IndicatorCode, ItemKey, Place, Tally, UnitId};

/// A card beside the board.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Which unit it is about.
    pub place: Whereabouts,
    /// As of when.
    pub as_of: Option<Date>,
    /// The set it is about, where it is about one.
    pub set: Option<Arc<CriteriaSet>>,
    /// The indicator it is about.
    pub indicator: Option<IndicatorCode>,
    /// The criteria it is about.
    pub criteria: Vec<CriterionNo>,
    /// What is missing or wrong, each with the name of its field as key of its place.
    pub problems: Vec<Diagnostic>,
    /// What it states; empty while something is wrong.
    pub stated: Vec<Stated>,
    /// The unit's sets have no place for the figure: it is stated in the document's words.
    pub in_words: bool,
    /// How that stands beside what is known.
    pub beside: Beside,
    /// Units that may be meant instead: those that a unit went into which had ended, those above one that seems to order its own work.
    pub instead: Vec<Candidate>,
}

impl Judged {
    /// The task it gives, when it gives one.
    #[must_use]
    pub fn assignment(&self) -> Option<&Assignment> {
        let Some(Stated::One(fact)) = self.stated.first() else { return None };
        let Body::Task(statement) = &fact.body else { return None };
        let TaskStatement::Change(change) = &**statement else { return None };
        change.edits.iter().find_map(|edit| if let TaskEdit::Assign(assignment) = edit { Some(&**assignment) } else { None })
    }

    /// Units a person can choose from in the field of its place.
    pub fn offered(&self) -> impl Iterator<Item = &Candidate> {
        self.place.candidates().iter().chain(&self.instead)
    }

    /// The sentence that is recorded, where the sets have no place for the figure.
    #[must_use]
    pub fn sentence(&self) -> Option<&str> {
        let Some(Stated::One(fact)) = self.stated.first().filter(|_| self.in_words) else { return None };
        if let Body::Remark { text, .. } = &fact.body { Some(&text.vi) } else { None }
    }

    /// Whether it states something.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.problems.is_empty() && !self.stated.is_empty()
    }
}

/// Judges the cards of one document against the picture of its day.
#[derive(Debug)]
pub struct Judge<'a> {
    pub(crate) words: &'a Words,
    pub(crate) board: &'a Board,
    draft: &'a Draft,
    today: Date,
    home: Whereabouts,
}

impl<'a> Judge<'a> {
    /// `board` is the picture of [`Draft::day`]; `today` is what lies in the future counts from.
    #[must_use]
    pub fn new(words: &'a Words, board: &'a Board, draft: &'a Draft, today: Date) -> Self {
        let (registry, day) = (&board.reference().registry, draft.day(today));
        if let Some(unit) = draft.unit {
            return Self { words, board, draft, today, home: Whereabouts::One(unit) };
        }
        let mut home = place::find(registry, draft.place.trim(), &draft.level, day, None);
        if home.unit().is_none() && !draft.level.is_empty() {
            // What was read as lying above it may have been about something else.
            let first = draft.place.split(',').next().unwrap_or_default().trim();
            let alone = place::find(registry, first, &draft.level, day, None);
            home = if alone.unit().is_some() || home.candidates().is_empty() { alone } else { home };
        }
        Self { words, board, draft, today, home }
    }

    /// The unit the document is about.
    #[must_use]
    pub const fn home(&self) -> &Whereabouts {
        &self.home
    }

    /// One card.
    #[must_use]
    pub fn card(&self, card: &Card) -> Judged {
        let mut at = At { judge: self, card, found: Vec::new() };
        let as_of = at.date();
        let place = at.place(as_of);
        if as_of.is_none() {
            // Which units there were is asked once the day is known.
            at.found.retain(|one| one.place.key.as_deref() != Some(Field::Place.name()));
        }
        let mut judged = Judged {
            place,
            as_of,
            set: None,
            indicator: None,
            criteria: Vec::new(),
            problems: Vec::new(),
            stated: Vec::new(),
            in_words: false,
            beside: Beside::New,
            instead: Vec::new(),
        };
        if let (Some(unit), Some(as_of)) = (judged.place.unit(), as_of) {
            judged.instead = place::heirs(&self.board.reference().registry, unit, as_of);
            at.state(unit, as_of, &mut judged);
        } else {
            at.words_only();
        }
        judged.problems = at.found;
        if judged.problems.is_empty() {
            judged.beside = self.of_itself(card, &judged).unwrap_or_else(|| beside(self.board, &judged.stated));
        } else {
            judged.stated.clear();
        }
        judged
    }

    /// The unit a card is about and the day it states something of, by its names.
    pub(crate) fn about(&self, card: &Card) -> (Option<UnitId>, Option<Date>) {
        let mut at = At { judge: self, card, found: Vec::new() };
        let as_of = at.date();
        (at.place(as_of).unit(), as_of)
    }

    /// Every card, in their order.
    #[must_use]
    pub fn all(&self) -> Vec<Judged> {
        self.draft.cards.iter().map(|card| self.card(card)).collect()
    }

    /// A list of unmet criteria beside the count of the same document: five names where three are missing cannot be.
    fn of_itself(&self, card: &Card, judged: &Judged) -> Option<Beside> {
        if card.kind != CardKind::Unmet {
            return None;
        }
        let unit = judged.place.unit()?;
        let named = judged.criteria.len();
        let counts = self.draft.cards.iter().filter(|other| {
            other.kind == CardKind::Progress && other.decision != Decision::Rejected && other.field(Field::Of) == "criteria"
        });
        for other in counts {
            let same = At { judge: self, card: other, found: Vec::new() }.place(judged.as_of).unit() == Some(unit);
            let number = |field| other.field(field).parse::<usize>().ok();
            let (Some(met), Some(total)) = (number(Field::Met), number(Field::Total)) else { continue };
            if same && total.checked_sub(met).is_some_and(|missing| missing < named) {
                let known = Known { text: format!("{met}/{total}"), source: None, as_of: judged.as_of?, behind: Behind::Here };
                return Some(Beside::Contradicts { matter: Matter::Itself, said: named.to_string(), known });
            }
        }
        None
    }
}

/// One card being judged.
struct At<'a, 'b> {
    judge: &'b Judge<'a>,
    card: &'b Card,
    found: Vec<Diagnostic>,
}

impl At<'_, '_> {
    fn field(&self, field: Field) -> &str {
        self.card.now.get(field)
    }

    fn wrong(&mut self, code: &'static str, field: Field) {
        let found = self.field(field).to_owned();
        let place = Place { key: Some(field.name().to_owned()), ..Place::default() };
        self.found.push(Diagnostic::error(code, place).with("found", found));
    }

    /// The card's own date, else the end of the year its value is of, else the document's.
    fn date(&mut self) -> Option<Date> {
        let own = self.field(Field::Date);
        let text = if own.is_empty() { self.judge.draft.date.trim() } else { own };
        if text.is_empty() {
            self.wrong("desk.no-date", Field::Date);
            return None;
        }
        let Some(date) = parse_date(text) else {
            self.wrong("desk.bad-date", Field::Date);
            return None;
        };
        if date > self.judge.today {
            self.wrong("desk.future-date", Field::Date);
            return None;
        }
        if !own.is_empty() {
            return Some(date);
        }
        // A value "of 2019" in a report of the middle of 2020 is of the end of that year; one told in the first months is of now.
        let year = self.field(Field::Year).parse::<i32>().ok().filter(|year| (1990..date.year()).contains(year));
        let settled = date.checked_sub_months(Months::new(3)).map_or(date.year(), |before| before.year());
        let of_year = year.filter(|year| *year < settled).and_then(|year| Date::from_ymd_opt(year, 12, 31));
        Some(of_year.unwrap_or(date))
    }

    /// The unit meant: the one that was looked up, else the one its name means.
    fn place(&mut self, as_of: Option<Date>) -> Whereabouts {
        let registry = &self.judge.board.reference().registry;
        let written = self.judge.draft.day(self.judge.today);
        let meant = as_of.unwrap_or(written);
        let there = |found: &Whereabouts| found.unit().is_some_and(|unit| registry.at(unit, meant).is_some());
        let kept = self.card.meant.as_ref().and_then(|meant| meant.place).map(Whereabouts::One);
        let found = kept.unwrap_or_else(|| self.named(written, meant));
        match &found {
            Whereabouts::One(unit) if !there(&found) => {
                let place = Place { key: Some(Field::Place.name().to_owned()), ..Place::default() };
                self.found.push(Diagnostic::error("desk.not-there", place).with("found", registry.path(*unit, written)));
            }
            Whereabouts::One(_) => {}
            Whereabouts::Several(_) => self.wrong("desk.ambiguous-place", Field::Place),
            Whereabouts::Far(far) => {
                let place = Place { key: Some(Field::Place.name().to_owned()), ..Place::default() };
                self.found.push(Diagnostic::error("desk.far-place", place).with("found", &far.path));
            }
            Whereabouts::Unknown(_) => self.wrong("desk.unknown-place", Field::Place),
            Whereabouts::Missing => self.wrong("desk.no-place", Field::Place),
        }
        found
    }

    /// The unit a name means: a document names the units of its own day; a card of another day may mean the unit of that name there
    /// was then.
    fn named(&self, written: Date, meant: Date) -> Whereabouts {
        let registry = &self.judge.board.reference().registry;
        let (name, level, home) = (self.field(Field::Place), self.field(Field::Level), self.judge.home.unit());
        let there = |found: &Whereabouts| found.unit().is_some_and(|unit| registry.at(unit, meant).is_some());
        let found = place::find(registry, name, level, written, home);
        if meant == written || there(&found) {
            return found;
        }
        let then = place::find(registry, name, level, meant, home);
        if there(&then) || !then.candidates().is_empty() { then } else { found }
    }

    /// Without place or date at least the words can be looked at.
    fn words_only(&mut self) {
        match self.card.kind {
            CardKind::Note | CardKind::Target | CardKind::Task => _ = self.text(),
            _ => {}
        }
    }

    fn state(&mut self, unit: UnitId, as_of: Date, judged: &mut Judged) {
        match self.card.kind {
            CardKind::Progress => self.progress(unit, as_of, judged),
            CardKind::Unmet => self.unmet(unit, as_of, judged),
            CardKind::Value => self.value(unit, as_of, judged),
            CardKind::Tally => self.tally(unit, as_of, judged),
            CardKind::Output => self.output(unit, as_of, judged),
            CardKind::Note => {
                if let Some(words) = self.text() {
                    judged.stated.push(remark(unit, as_of, "figures", &words));
                }
            }
            CardKind::Target => {
                let Some(words) = self.text() else { return };
                let by = when::as_written(self.field(Field::By));
                let words = if by.is_empty() || words.contains(&by) { words } else { format!("{words} ({by})") };
                judged.stated.push(remark(unit, as_of, "target", &words));
            }
            CardKind::Task => self.task(unit, as_of, judged),
        }
    }

    fn text(&mut self) -> Option<String> {
        let words = self.field(Field::Words).to_owned();
        if words.is_empty() {
            self.wrong("desk.no-words", Field::Words);
            return None;
        }
        Some(words)
    }

    fn task(&mut self, unit: UnitId, as_of: Date, judged: &mut Judged) {
        if self.field(Field::Person).is_empty() {
            self.wrong("desk.no-person", Field::Person);
        }
        let Some(words) = self.text() else { return };
        let looked_up = self.card.meant.clone().filter(|meant| meant.lead.is_some());
        let meant = looked_up.unwrap_or_else(|| self.judge.order(self.card, unit, as_of));
        for Doubt { code, field, text } in &meant.doubts {
            let place = Place { key: Some(field.name().to_owned()), ..Place::default() };
            self.found.push(Diagnostic::error(code.code(), place).with("found", text));
        }
        if meant.doubts.iter().any(|doubt| doubt.code == DoubtKind::OwnOrder) {
            let registry = &self.judge.board.reference().registry;
            let above = registry.ancestors(unit, as_of).into_iter().filter(|above| *above != COUNTRY);
            judged.instead = above.map(|unit| Candidate::of(registry, unit, as_of)).collect();
        }
        let Meant { lead: Some(lead), cooperating, places, criteria, .. } = meant else { return };
        let (who, by) = (self.field(Field::Person), self.field(Field::By));
        let assignment = order::assignment(lead, who, &words, (as_of, by), &self.judge.draft.source);
        let assignment = Assignment { cooperating, places, criteria, ..assignment };
        if assignment.due.on.is_some_and(|due| due < as_of) {
            return self.wrong("desk.due-before-given", Field::By);
        }
        // Which key the task gets is known when the document is applied; among the cards of one document the number tells them apart.
        let task = ItemKey::new(&format!("card-{}", self.card.no));
        let edits = vec![TaskEdit::Assign(Box::new(assignment))];
        let change = TaskChange { task, base: FactSeq(0), edits };
        let body = Body::Task(Box::new(TaskStatement::Change(change)));
        judged.stated.push(Stated::One(Box::new(Fact::new(unit, as_of, body))));
    }

    /// A figure the unit's sets have no place for is kept in the document's words; one a person typed is asked about.
    fn in_words(&mut self, unit: UnitId, as_of: Date, judged: &mut Judged, otherwise: &'static str) {
        let words = self.field(Field::Words).to_owned();
        let field = if otherwise == "desk.no-set" { Field::Tier } else { Field::Indicator };
        if words.is_empty() || self.card.written(Field::Indicator).is_some() {
            return self.wrong(otherwise, field);
        }
        judged.in_words = true;
        let words = self.told(unit, as_of, &words);
        judged.stated.push(remark(unit, as_of, "figures", &words));
    }

    /// What a figure kept in words says: the document's words; where a person corrected the figure or the unit, that, with the words behind.
    fn told(&self, unit: UnitId, as_of: Date, words: &str) -> String {
        if !is_reading_corrected(self.card) {
            return words.to_owned();
        }
        let name = self.judge.board.reference().registry.at(unit, as_of).map_or("", |at| at.name);
        let corrected = |field: Field| match self.card.written(field).map(|_| self.card.read.get(field)) {
            Some(read) if !read.is_empty() => format!("{}, không phải {read}", self.field(field)),
            _ => self.field(field).to_owned(),
        };
        let said = match self.card.kind {
            CardKind::Progress => {
                let of = if self.field(Field::Of) == "indicators" { "chỉ tiêu" } else { "tiêu chí" };
                format!("{name} đạt {}/{} {of}", self.field(Field::Met), self.field(Field::Total))
            }
            CardKind::Tally => format!("{name}: {}", corrected(Field::Count)),
            _ => format!("{name}: {}", corrected(Field::Value)),
        };
        format!("{said} (văn bản viết: “{words}”)")
    }

    /// The set, or the problem that there is none.
    fn set(&mut self, unit: UnitId, as_of: Date, fits: impl Fn(&CriteriaSet) -> bool) -> Option<Arc<CriteriaSet>> {
        let set = sets::meant(self.judge.board, unit, self.field(Field::Tier), as_of, fits);
        if set.is_none() {
            self.wrong("desk.no-set", Field::Tier);
        }
        set
    }

    fn whole(&mut self, field: Field) -> Option<u32> {
        let number = self.field(field).parse().ok();
        if number.is_none() {
            self.wrong("desk.bad-count", field);
        }
        number
    }

    fn progress(&mut self, unit: UnitId, as_of: Date, judged: &mut Judged) {
        let of_criteria = self.field(Field::Of) != "indicators";
        let listed = |set: &CriteriaSet| if of_criteria { sets::criteria_of(set) } else { sets::indicators_of(set) };
        let total = if self.field(Field::Total).is_empty() { None } else { self.whole(Field::Total) };
        let met = self.whole(Field::Met);
        let fits = |set: &CriteriaSet| total.is_none_or(|total| total == listed(set));
        // The two counts of a document mean one set: the other one helps to tell which.
        let sister = self.sister_total(of_criteria);
        let both = |set: &CriteriaSet| {
            fits(set) && sister.is_none_or(|total| total == if of_criteria { sets::indicators_of(set) } else { sets::criteria_of(set) })
        };
        let anyhow = |set: &CriteriaSet| if of_criteria { fits(set) } else { sister.is_none_or(|total| total == sets::criteria_of(set)) };
        // "404/495 tiêu chí" of a district is the sum of its communes' scores: no set of its own has so many.
        if of_criteria
            && total.is_some()
            && !sets::meant(self.judge.board, unit, self.field(Field::Tier), as_of, fits).is_some_and(|set| fits(&set))
        {
            if met.zip(total).is_some_and(|(met, total)| met > total) {
                return self.wrong("desk.more-than-total", Field::Met);
            }
            return self.in_words(unit, as_of, judged, "desk.no-set");
        }
        let Some(set) = self.set(unit, as_of, both) else { return };
        let set = if both(&set) { set } else { sets::meant(self.judge.board, unit, self.field(Field::Tier), as_of, anyhow).unwrap_or(set) };
        judged.set = Some(Arc::clone(&set));
        let (Some(met), total) = (met, total.unwrap_or_else(|| listed(&set))) else { return };
        let Ok(tally) = Tally::new(met, total) else { return self.wrong("desk.more-than-total", Field::Met) };
        let (criteria, indicators) = if of_criteria { (Some(tally), None) } else { (None, Some(tally)) };
        judged.stated.push(Stated::Count { unit, as_of, set, criteria, indicators });
    }

    /// The total of the document's other count of the same place.
    fn sister_total(&self, of_criteria: bool) -> Option<u32> {
        let wanted = if of_criteria { "indicators" } else { "criteria" };
        let same = |other: &&Card| {
            other.kind == CardKind::Progress && other.field(Field::Of) == wanted && other.field(Field::Place) == self.field(Field::Place)
        };
        self.judge.draft.cards.iter().find(same)?.field(Field::Total).parse().ok()
    }

    fn unmet(&mut self, unit: UnitId, as_of: Date, judged: &mut Judged) {
        let names: Vec<String> =
            self.field(Field::Criteria).split([';', '\n']).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        if names.is_empty() {
            return self.wrong("desk.no-criteria", Field::Criteria);
        }
        let total = self.judge.draft.cards.iter().find(|other| {
            other.kind == CardKind::Progress
                && other.field(Field::Of) == "criteria"
                && other.field(Field::Place) == self.field(Field::Place)
        });
        let total = total.and_then(|other| other.field(Field::Total).parse::<u32>().ok());
        let words = self.judge.words;
        let knows_all = |set: &CriteriaSet| names.iter().all(|name| words.criterion(set, name).is_some());
        let fits = |set: &CriteriaSet| total.is_none_or(|total| total == sets::criteria_of(set)) && knows_all(set);
        let Some(set) = self.set(unit, as_of, fits) else { return };
        for name in &names {
            match words.criterion(&set, name) {
                Some(no) if judged.criteria.contains(&no) => {}
                Some(no) => judged.criteria.push(no),
                None => {
                    let place = Place { key: Some(Field::Criteria.name().to_owned()), ..Place::default() };
                    self.found.push(Diagnostic::error("desk.unknown-criterion", place).with("found", name));
                }
            }
        }
        judged.set = Some(Arc::clone(&set));
        let others = self.field(Field::Others) == "yes";
        judged.stated.push(Stated::Unmet { unit, as_of, set, criteria: judged.criteria.clone(), others });
    }

    fn value(&mut self, unit: UnitId, as_of: Date, judged: &mut Judged) {
        let (words, asked) = (self.judge.words, self.field(Field::Indicator).to_owned());
        let set = sets::meant(self.judge.board, unit, self.field(Field::Tier), as_of, |set| words.indicator(set, &asked).is_some());
        let Some(set) = set else { return self.in_words(unit, as_of, judged, "desk.no-set") };
        judged.set = Some(Arc::clone(&set));
        let Some(code) = words.indicator(&set, &asked) else {
            return self.in_words(unit, as_of, judged, "desk.unknown-indicator");
        };
        judged.indicator = Some(code.clone());
        let Some(indicator) = set.indicator(code.as_str()) else { return };
        match read_typed(indicator.measure, &indicator.scale, indicator.met_by_no(), self.field(Field::Value)) {
            Ok(Typed::Observed(observed)) => {
                let target = Target { set: set.id.clone(), code, part: None };
                judged.stated.push(Stated::One(Box::new(Fact::new(unit, as_of, Body::Observation { target, observed }))));
            }
            Ok(Typed::Rated(met)) => {
                let Some(criterion) = set.criteria.iter().find(|criterion| criterion.indicators.iter().any(|one| one.code == code)) else {
                    return;
                };
                let state = if met { DeclaredState::Met } else { DeclaredState::NotMet };
                let (set, criterion) = (set.id.clone(), criterion.no);
                let body = Body::DeclaredStatus { set, criterion, code: Some(code), state, implied: false };
                judged.stated.push(Stated::One(Box::new(Fact::new(unit, as_of, body))));
            }
            Err(_) => self.wrong("desk.bad-value", Field::Value),
        }
    }

    /// Units at a stage; whatever is no stage of recognition, or of no set, is kept in the document's words.
    fn tally(&mut self, unit: UnitId, as_of: Date, judged: &mut Judged) {
        let Some(count) = self.whole(Field::Count) else { return };
        let words = self.field(Field::Words).to_owned();
        let stage = self.judge.words.stage(self.field(Field::Status)).map(str::to_owned);
        let subject = self.judge.words.subject(self.field(Field::Subject));
        let tier = sets::tier(self.field(Field::Tier)).unwrap_or(vedich_criteria::Tier::Standard);
        let set = subject.and_then(|subject| sets::of_tier(self.judge.board, unit, subject, tier, as_of));
        match (set, stage) {
            (Some(set), Some(stage)) => {
                judged.set = Some(Arc::clone(&set));
                judged.stated.push(Stated::Standing { unit, as_of, set, stage, count, words });
            }
            _ if words.is_empty() => self.wrong("desk.no-words", Field::Words),
            _ => judged.stated.push(remark(unit, as_of, "figures", &self.told(unit, as_of, &words))),
        }
    }

    fn output(&mut self, unit: UnitId, as_of: Date, judged: &mut Judged) {
        let (what, measure) = (self.field(Field::What).to_owned(), self.field(Field::Unit).to_owned());
        if what.is_empty() {
            self.wrong("desk.no-words", Field::What);
        }
        if measure.is_empty() {
            self.wrong("desk.no-words", Field::Unit);
        }
        let Ok(quantity) = parse_number(self.field(Field::Quantity)) else { return self.wrong("desk.bad-value", Field::Quantity) };
        let start = Date::from_ymd_opt(as_of.year(), 1, 1);
        let from =
            if self.field(Field::From).is_empty() { start } else { parse_date(self.field(Field::From)).filter(|from| *from <= as_of) };
        let Some(from) = from else { return self.wrong("desk.bad-date", Field::From) };
        let line = OutputLine {
            what: Bilingual::new(&what, ""),
            quantity: Some(quantity),
            unit: Bilingual::new(&measure, ""),
            from,
            planned: None,
        };
        judged.stated.push(Stated::One(Box::new(Fact::new(unit, as_of, Body::Output(line)))));
    }
}
