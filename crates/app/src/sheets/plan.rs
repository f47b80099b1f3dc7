//! What a draft would do to a unit, line by line: read, compared with what stands, weighed.

use super::problem;
use crate::import::merge::same_cell;
use crate::import::values::{Read, Said, status, value};
use std::collections::BTreeMap;
use vedich_board::{DeclaredStatus, Form, Stated};
use vedich_criteria::{Assessment, Basis, Cell, CellState, IndicatorResult, Measure, Reason, Status};
use vedich_documents::CellValue;
use vedich_entry::odd::{contradiction, oddities};
use vedich_entry::{DraftLine, LineKey, OddRules, Oddity, Seen, SheetDraft, Window};
use vedich_facts::reporting::Submission;
use vedich_facts::{Body, DeclaredState, Fact, Observed, Target, Value};
use vedich_values::date::parse_date;
use vedich_values::{CriterionNo, Date, Diagnostic, FactSeq, IndicatorCode, PartKey, Period, Place, Severity, Tally, UnitId};

/// What a typed text means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A value, or "not applicable".
    Value(Observed, Cell),
    /// Met or not, declared.
    Status(DeclaredState),
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFate {
    /// Nothing was typed.
    Blank,
    /// It is on record already.
    Unchanged,
    /// Nothing was reported of this day yet.
    New,
    /// It takes the place of a value of the same day.
    Changed,
    /// Odd: it needs a reason to be kept.
    Waiting,
    /// Somebody recorded another value since it was typed: one of the two is to be chosen.
    Conflict,
    /// It can't be.
    Refused,
}

/// A line of the plan.
#[derive(Clone, Debug)]
pub struct LinePlan {
    /// Its key.
    pub key: LineKey,
    /// Its place among the unit's values; none for a criterion as a whole and for what the set does not know.
    pub slot: Option<u16>,
    /// As it was typed.
    pub typed: DraftLine,
    /// What it means, if it can be read.
    pub meaning: Option<Meaning>,
    /// The day it is of.
    pub as_of: Date,
    /// What becomes of it.
    pub fate: LineFate,
    /// What stands so far.
    pub before: Option<Stated>,
    /// What is wrong or odd about it.
    pub problems: Vec<Diagnostic>,
}

impl LinePlan {
    /// What it declares: of a criterion as a whole, or of an indicator.
    fn declares(&self, form: &Form) -> Option<(CriterionNo, Option<IndicatorCode>, DeclaredState)> {
        let Some(Meaning::Status(state)) = self.meaning else { return None };
        Some(match criterion_key(&self.key.code) {
            Some(no) => (no, None, state),
            None => (criterion_of(form, &self.key.code)?, Some(self.key.code.as_str().into()), state),
        })
    }
}

/// How many lines of each fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct SheetCounts {
    /// New.
    pub new: u64,
    /// Changed.
    pub changed: u64,
    /// On record already.
    pub unchanged: u64,
    /// Odd without a reason.
    pub waiting: u64,
    /// To be chosen.
    pub conflicts: u64,
    /// Refused.
    pub refused: u64,
}

impl SheetCounts {
    /// How many statements beside the lines are new, and how many are known.
    #[must_use]
    pub fn of_forms(lines: &[super::FormLine]) -> Self {
        let count = |fate| lines.iter().filter(|line| line.fate == fate).count() as u64;
        Self { new: count(super::FormFate::New), unchanged: count(super::FormFate::Known), ..Self::default() }
    }

    /// Adds those of another unit.
    pub const fn add(&mut self, other: &Self) {
        self.new += other.new;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.waiting += other.waiting;
        self.conflicts += other.conflicts;
        self.refused += other.refused;
    }
}

/// What a draft would do to a unit.
#[derive(Clone, Debug)]
pub struct SheetPlan {
    /// The unit.
    pub unit: UnitId,
    /// The period.
    pub period: Period,
    /// Its days.
    pub window: Window,
    /// What stands.
    pub form: Form,
    /// How the unit would stand.
    pub after: Assessment,
    /// The lines, in the order of the set.
    pub lines: Vec<LinePlan>,
    /// Whether the period is locked: what comes now is a late version with a reason.
    pub locked: bool,
    /// Whether the unit hands the period in; of whom nothing is asked there is no last day and no lock.
    pub reports: bool,
    /// What is wrong with the sheet as a whole.
    pub problems: Vec<Diagnostic>,
    late: String,
}

impl SheetPlan {
    /// Lines that have no value with the draft: indicators, and criteria rated as a whole. What a set counts beside its lines is
    /// [`Self::unlisted`]; counts of a place hold both.
    #[must_use]
    pub fn missing(&self) -> usize {
        let listed = |no: CriterionNo| self.after.indicators.iter().any(|one| one.criterion == no);
        let whole = self.after.criteria.iter().filter(|one| one.status == Status::NoData && !listed(one.no));
        self.after.indicators.iter().filter(|one| one.status == Status::NoData).count() + whole.count()
    }

    /// Indicators the decision counts without listing them: they have no line, their criteria are rated as a whole.
    #[must_use]
    pub fn unlisted(&self) -> usize {
        (self.after.marks.indicator_counts.total as usize).saturating_sub(self.after.indicators.len())
    }

    /// The indicators that can't be assessed whatever is entered, because no threshold is set for them, with why.
    #[must_use]
    pub fn without_threshold(&self) -> Vec<(&IndicatorCode, &Reason)> {
        let open = self.after.indicators.iter().filter(|one| one.status == Status::NotAssessable);
        open.filter_map(|one| Some((&one.code, lacks_threshold(one)?))).collect()
    }

    /// How many lines of each fate.
    #[must_use]
    pub fn counts(&self) -> SheetCounts {
        let mut counts = SheetCounts::default();
        for line in &self.lines {
            let place = match line.fate {
                LineFate::Blank => continue,
                LineFate::Unchanged => &mut counts.unchanged,
                LineFate::New => &mut counts.new,
                LineFate::Changed => &mut counts.changed,
                LineFate::Waiting => &mut counts.waiting,
                LineFate::Conflict => &mut counts.conflicts,
                LineFate::Refused => &mut counts.refused,
            };
            *place += 1;
        }
        counts
    }

    /// Whether it can be recorded as it is.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        let open = |line: &LinePlan| matches!(line.fate, LineFate::Waiting | LineFate::Conflict | LineFate::Refused);
        self.problems.iter().all(|problem| problem.severity == Severity::Warning) && !self.lines.iter().any(open)
    }

    /// The line of a slot.
    #[must_use]
    pub fn line(&self, slot: u16) -> Option<&LinePlan> {
        self.lines.iter().find(|line| line.slot == Some(slot))
    }

    /// The line of a criterion as a whole.
    #[must_use]
    pub fn criterion_line(&self, no: CriterionNo) -> Option<&LinePlan> {
        self.lines.iter().find(|line| criterion_key(&line.key.code) == Some(no))
    }

    /// What was declared so far of the criterion a line is about as a whole.
    #[must_use]
    pub fn said_of(&self, line: &LinePlan) -> Option<&DeclaredStatus> {
        self.form.said_of(criterion_key(&line.key.code)?)
    }

    /// The fact a line conflicts with: the value that stands, or what was declared.
    #[must_use]
    pub fn recorded_since(&self, line: &LinePlan) -> Option<FactSeq> {
        match line.meaning {
            Some(Meaning::Status(_)) => declared(&self.form, &line.key.code).map(|said| said.seq),
            _ => line.before.as_ref().map(|before| before.seq),
        }
    }

    /// Of a unit that hands the period in, or does not.
    #[must_use]
    pub(crate) fn reporting(self, reports: bool) -> Self {
        Self { reports, locked: self.locked && reports, ..self }
    }

    /// With what holds only once it is to be recorded: a locked period takes only late versions with a reason.
    #[must_use]
    pub fn asking(mut self, submit: bool) -> Self {
        if submit && !self.reports {
            self.problems.push(problem("sheet.hands-nothing-in"));
        } else if self.locked && !submit && !self.late.is_empty() {
            self.problems.push(problem("sheet.late-not-handed-in").with("date", self.window.due));
        } else if self.locked && !submit {
            self.problems.push(problem("sheet.locked").with("date", self.window.due));
        } else if self.locked && self.late.is_empty() {
            self.problems.push(problem("sheet.late-needs-reason").with("date", self.window.due));
        }
        self
    }

    /// The statements of the lines that say something new.
    pub(crate) fn facts(&self, draft: &SheetDraft, name: &str) -> Vec<Fact> {
        let says = |line: &&LinePlan| matches!(line.fate, LineFate::New | LineFate::Changed);
        self.lines.iter().filter(says).filter_map(|line| self.fact(line, draft, name)).collect()
    }

    fn fact(&self, line: &LinePlan, draft: &SheetDraft, name: &str) -> Option<Fact> {
        let set = self.form.set.id.clone();
        let body = match line.meaning.clone()? {
            Meaning::Value(observed, _) => {
                let target = Target { set, code: line.key.code.as_str().into(), part: line.key.part.as_deref().map(PartKey::new) };
                Body::Observation { target, observed }
            }
            Meaning::Status(_) => {
                let (criterion, code, state) = line.declares(&self.form)?;
                Body::DeclaredStatus { set, criterion, code, state, implied: false }
            }
        };
        let source = [&line.typed.source, &draft.source].into_iter().find(|text| !text.is_empty()).map_or(name, String::as_str);
        let mut note = [line.typed.note.as_str(), if line.problems.is_empty() { "" } else { line.typed.reason.as_str() }];
        note.sort_by_key(|text| text.is_empty());
        let note = if note[1].is_empty() { note[0].to_owned() } else { format!("{}; {}", line.typed.note, line.typed.reason) };
        let fact = Fact::new(self.unit, line.as_of, body);
        let fact = if source.is_empty() { fact } else { fact.from_source(source) };
        Some(if note.is_empty() { fact } else { fact.with_note(&note) })
    }

    /// The statement that the period is handed in.
    pub(crate) fn submission(&self, today: Date, draft: &SheetDraft) -> Option<Fact> {
        let marks = &self.after.marks;
        let tally = |counts: &vedich_criteria::Counts| Tally::new(counts.met, counts.total).ok();
        let submission = Submission {
            period: self.period,
            set: self.form.set.id.clone(),
            criteria: tally(&marks.criterion_counts)?,
            indicators: tally(&marks.indicator_counts)?,
            late: self.locked.then(|| draft.late.trim().to_owned()),
        };
        Some(Fact::new(self.unit, today, Body::Submission(submission)))
    }
}

/// Why there is no threshold for an indicator or one of its parts.
fn lacks_threshold(one: &IndicatorResult) -> Option<&Reason> {
    let of_parts = one.parts.iter().filter(|part| part.status == Status::NotAssessable).flat_map(|part| &part.reasons);
    one.reasons.iter().chain(of_parts).find(|reason| reason.lacks_threshold())
}

/// `#5`: criterion 5 as a whole.
fn criterion_key(code: &str) -> Option<CriterionNo> {
    code.strip_prefix('#')?.parse().ok().map(CriterionNo)
}

fn criterion_of(form: &Form, code: &str) -> Option<CriterionNo> {
    let (place, _) = form.set.indicators().find(|(_, indicator)| indicator.code.as_str() == code)?;
    form.set.criteria.get(place).map(|criterion| criterion.no)
}

pub(crate) fn plan(rules: &OddRules, form: Form, window: Window, period: Period, today: Date, draft: &SheetDraft) -> SheetPlan {
    let own = draft.lines.iter().filter_map(|(key, line)| Some((LineKey::parse(key)?, line))).filter(|(key, _)| key.unit == form.unit);
    let reading = Reading { form: &form, window, today, common: draft.as_of.trim() };
    let mut lines: Vec<LinePlan> = own.map(|(key, line)| reading.line(key, line)).collect();
    lines.sort_by_key(|line| (line.slot.unwrap_or(u16::MAX), line.key.clone()));
    let typed: Vec<(u16, Cell)> = lines
        .iter()
        .filter_map(|line| match (&line.meaning, line.slot) {
            (Some(Meaning::Value(_, cell)), Some(slot)) => Some((slot, *cell)),
            _ => None,
        })
        .collect();
    let said: Vec<_> = lines.iter().filter_map(|line| line.declares(&form)).collect();
    let after = form.tried(&typed, &said);
    for line in &mut lines {
        weigh(rules, &form, &after, window, line);
    }
    let (locked, late) = (window.is_locked(today), draft.late.trim().to_owned());
    SheetPlan { unit: form.unit, period, window, after, lines, locked, reports: true, problems: Vec::new(), late, form }
}

/// What lines are read against.
struct Reading<'a> {
    form: &'a Form,
    window: Window,
    today: Date,
    common: &'a str,
}

impl Reading<'_> {
    fn line(&self, key: LineKey, typed: &DraftLine) -> LinePlan {
        let place = Place { key: Some(key.to_string()), ..Place::default() };
        let slot = self.form.layout.slot(&key.code, key.part.as_deref());
        let mut line = LinePlan {
            before: slot.and_then(|slot| self.form.values.get(usize::from(slot))?.clone()),
            slot,
            typed: typed.clone(),
            meaning: None,
            as_of: self.window.default_date(self.today),
            fate: LineFate::Blank,
            problems: Vec::new(),
            key,
        };
        if typed.value.is_empty() {
            if !typed.is_blank() {
                // What stands beside a value says nothing without one: told, and never thrown away.
                line.problems.push(Diagnostic { severity: Severity::Warning, place, ..problem("sheet.no-value") });
            }
            return line;
        }
        let refuse = |line: &mut LinePlan, problem: Diagnostic| {
            line.fate = LineFate::Refused;
            line.problems.push(Diagnostic { place: place.clone(), ..problem });
        };
        match self.date(typed) {
            Ok(date) => line.as_of = date,
            Err(problem) => refuse(&mut line, problem),
        }
        match self.meaning(&line) {
            Ok((meaning, warning)) => {
                line.problems.extend(warning);
                line.meaning = meaning;
            }
            Err(problem) => refuse(&mut line, problem),
        }
        if line.fate != LineFate::Refused && line.meaning.is_some() {
            line.fate = self.fate(&line);
        }
        line
    }

    fn date(&self, typed: &DraftLine) -> Result<Date, Diagnostic> {
        let text = if typed.as_of.is_empty() { self.common } else { typed.as_of.as_str() };
        if text.is_empty() {
            return Ok(self.window.default_date(self.today));
        }
        let date = parse_date(text).ok_or_else(|| problem("sheet.bad-date").with("found", text))?;
        if date > self.today {
            return Err(problem("fact.future-date").with("date", date).with("today", self.today));
        }
        if date > self.window.closes {
            return Err(problem("sheet.after-window").with("date", date).with("closes", self.window.closes));
        }
        Ok(date)
    }

    fn meaning(&self, line: &LinePlan) -> Result<(Option<Meaning>, Option<Diagnostic>), Diagnostic> {
        let text = CellValue::Text(line.typed.value.trim());
        if let Some(no) = criterion_key(&line.key.code) {
            if !self.form.set.criteria.iter().any(|criterion| criterion.no == no) {
                return Err(problem("sheet.unknown-criterion").with("no", no));
            }
            return match status(&text).map_err(|finding| finding.at(Place::default()))? {
                Said::State(state) => Ok((Some(Meaning::Status(state)), None)),
                Said::Nothing => Ok((None, None)),
                Said::NotApplicable => Ok((Some(Meaning::Status(DeclaredState::NotApplicable)), None)),
            };
        }
        let place = line.slot.and_then(|slot| Some((slot, self.form.layout.at(slot)?)));
        let Some((slot, place)) = place else {
            let of_part = line.key.part.as_ref().filter(|_| self.form.layout.slot(&line.key.code, None).is_some());
            return Err(match of_part {
                Some(part) => problem("sheet.unknown-part").with("code", &line.key.code).with("part", part),
                None => problem("sheet.unknown-line").with("code", &line.key.code),
            });
        };
        let (read, warning) = value(&text, &measures(self.form, slot), Some(place));
        let warning = warning.map(|finding| finding.at(Place { key: Some(line.key.to_string()), ..Place::default() }));
        match read.map_err(|finding| finding.at(Place::default()))? {
            Read::Nothing => Ok((None, warning)),
            Read::Observed(observed) => {
                let cell = self.form.layout.cell(slot, &observed).map_err(|refused| {
                    let mut refusal = problem(refused.code());
                    refusal.params.extend(refused.params());
                    refusal
                })?;
                Ok((Some(Meaning::Value(observed, cell)), warning))
            }
            Read::Status(state) if line.key.part.is_none() && place.indicator.is_some() => Ok((Some(Meaning::Status(state)), warning)),
            Read::Status(state) => {
                let met = state != DeclaredState::NotMet;
                let there = Observed::Value(Value::YesNo(met != place.met_by_no));
                // Nothing is declared of a part; one that is a yes or a no says it by that.
                match self.form.layout.cell(slot, &there) {
                    Ok(cell) => Ok((Some(Meaning::Value(there, cell)), warning)),
                    Err(_) => Err(problem("import.part-needs-value")),
                }
            }
        }
    }

    /// What stands beside what is sent: the same, seen by its author, or recorded since.
    fn fate(&self, line: &LinePlan) -> LineFate {
        let against = |seq: u64, as_of: Date, same: bool| match (same, as_of >= line.as_of, seq > line.typed.base) {
            (true, true, _) => LineFate::Unchanged,
            (true, false, _) => LineFate::New,
            (false, _, true) => LineFate::Conflict,
            (false, _, false) if as_of == line.as_of => LineFate::Changed,
            (false, ..) => LineFate::New,
        };
        match &line.meaning {
            Some(Meaning::Value(_, cell)) => line
                .before
                .as_ref()
                .map_or(LineFate::New, |before| against(before.seq.get(), before.as_of, same_cell(Some(before.cell), Some(*cell)))),
            Some(Meaning::Status(state)) => {
                let said = declared(self.form, &line.key.code);
                // What only followed from a total is now said by name: that is new.
                said.map_or(LineFate::New, |said| match said.implied && said.state == *state {
                    true => LineFate::New,
                    false => against(said.seq.get(), said.as_of, said.state == *state),
                })
            }
            None => LineFate::Blank,
        }
    }
}

/// The measures a value of a slot may have on the day of the form, the one in force first.
fn measures(form: &Form, slot: u16) -> Vec<Measure> {
    let Some(place) = form.layout.at(slot) else { return Vec::new() };
    let mut measures = place.measures.clone();
    let amended = place.indicator.and_then(|_| form.set.indicator(place.code.as_str())).and_then(|indicator| indicator.amended.as_ref());
    if measures.len() > 1 && amended.is_some_and(|amended| amended.from <= form.date) {
        measures.reverse();
    }
    measures
}

/// The declared status of an indicator, or of a criterion written `#5`, that counts.
fn declared<'a>(form: &'a Form, code: &str) -> Option<&'a DeclaredStatus> {
    let about = |said: &&DeclaredStatus| match criterion_key(code) {
        Some(no) => said.criterion == no && said.code.is_none(),
        None => said.code.as_ref().is_some_and(|known| known.as_str() == code),
    };
    form.declared.iter().filter(about).find(|said| said.counts)
}

/// Odd values are told of, and wait for a reason.
fn weigh(rules: &OddRules, form: &Form, after: &Assessment, window: Window, line: &mut LinePlan) {
    if let Some(Meaning::Status(state)) = line.meaning {
        return weigh_status(form, after, line, state);
    }
    let (Some(Meaning::Value(observed, cell)), Some(slot)) = (&line.meaning, line.slot) else { return };
    if matches!(line.fate, LineFate::Unchanged | LineFate::Refused) {
        return;
    }
    let Some(place) = form.layout.at(slot) else { return };
    let indicator = form.set.indicator(place.code.as_str());
    let result = after.indicators.iter().find(|result| result.code == place.code);
    let part = place.part.as_ref().and_then(|key| result?.parts.iter().find(|part| part.key == *key));
    let status = part.map(|part| part.status).or_else(|| result.map(|result| result.status)).unwrap_or_default();
    let whole = matches!(observed, Observed::Value(Value::YesNo(_))) && place.part.is_none();
    let alone = indicator.is_some_and(|indicator| {
        form.set.criteria.iter().any(|criterion| criterion.indicators.len() == 1 && criterion.indicators[0].code == indicator.code)
    });
    let of_criterion = || {
        let no = criterion_of(form, place.code.as_str()).filter(|_| alone)?;
        declared(form, &format!("#{no}"))
    };
    let said = declared(form, place.code.as_str()).or_else(of_criterion).filter(|said| said.as_of <= line.as_of);
    let seen = Seen {
        measure: measures(form, slot).first().copied().unwrap_or(Measure::Amount),
        before: line.before.as_ref().map(|before| (before.cell, before.as_of)),
        after: *cell,
        as_of: line.as_of,
        opens: window.opens,
        demanded: part
            .map_or_else(|| result.and_then(|one| one.applied.as_ref()), |part| part.applied.as_ref())
            .and_then(|applied| applied.threshold.value.number()),
        status: if whole && cell.raw != 0 {
            Status::Met
        } else if whole {
            Status::NotMet
        } else {
            status
        },
        counterpart: result.filter(|_| whole).and_then(|result| of_parts(&result.parts.iter().map(|part| part.status).collect::<Vec<_>>())),
        declared: said.filter(|_| place.part.is_none()).map(|said| said.state),
        may_not_apply: indicator.is_none_or(|indicator| indicator.if_applicable || indicator.when.is_some()) || place.part.is_some(),
    };
    warn(line, oddities(rules, &seen));
}

/// A status declared against a value that stands and decides, and "does not apply" where the set does not allow it or does not say.
fn weigh_status(form: &Form, after: &Assessment, line: &mut LinePlan, state: DeclaredState) {
    if let Some(no) = criterion_key(&line.key.code) {
        return weigh_criterion(form, after, line, (no, state));
    }
    let stands = line.before.as_ref().is_some_and(|before| before.cell.state == CellState::Value);
    if !stands || matches!(line.fate, LineFate::Unchanged | LineFate::Refused) {
        return;
    }
    let result = after.indicators.iter().find(|result| result.code.as_str() == line.key.code);
    let odd = result.and_then(|result| contradiction(state, result.status));
    warn(line, odd.into_iter().collect());
}

/// A status declared of a criterion as a whole.
fn weigh_criterion(form: &Form, after: &Assessment, line: &mut LinePlan, (no, state): (CriterionNo, DeclaredState)) {
    if matches!(line.fate, LineFate::Unchanged | LineFate::Refused) {
        return;
    }
    let result = after.criteria.iter().find(|result| result.no == no);
    let decided = result.filter(|result| result.basis == Basis::Computed);
    let listed = form.set.criteria.iter().any(|criterion| criterion.no == no && !criterion.indicators.is_empty());
    let odd = match (decided.map(|result| result.status), state) {
        (Some(status), _) => contradiction(state, status),
        (None, DeclaredState::NotApplicable) if !listed => Some(Oddity::MayHaveToApply),
        (None, DeclaredState::NotApplicable) if result.is_some_and(|result| result.reasons.contains(&Reason::MustApply)) => {
            Some(Oddity::MustApply)
        }
        _ => None,
    };
    warn(line, odd.into_iter().collect());
}

/// Tells what is odd about a line; without a reason it waits for one.
fn warn(line: &mut LinePlan, found: Vec<Oddity>) {
    if !found.is_empty() && line.typed.reason.is_empty() && matches!(line.fate, LineFate::New | LineFate::Changed) {
        line.fate = LineFate::Waiting;
    }
    let at = || Place { key: Some(line.key.to_string()), ..Place::default() };
    let warnings: Vec<Diagnostic> = found.into_iter().map(|odd| odd.warning(at())).collect();
    line.problems.extend(warnings);
}

/// How the parts alone stand, where all of them are decided or one is not met.
fn of_parts(parts: &[Status]) -> Option<Status> {
    if parts.contains(&Status::NotMet) {
        return Some(Status::NotMet);
    }
    let met = !parts.is_empty() && parts.iter().all(|status| status.is_met());
    met.then_some(Status::Met)
}

/// The lines of a draft by unit: how many each has.
pub(crate) fn units_of(draft: &SheetDraft) -> BTreeMap<UnitId, usize> {
    let mut units = BTreeMap::new();
    for key in draft.lines.keys().filter_map(|key| LineKey::parse(key)) {
        *units.entry(key.unit).or_insert(0) += 1;
    }
    units
}
