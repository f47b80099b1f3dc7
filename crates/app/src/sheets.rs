//! Entry sheets (phiếu nhập số liệu): the values of a unit and period, typed, checked, recorded, handed in.
//!
//! What is typed is a [`SheetDraft`], wherever it comes from: a form, a window that saves as one types, a workbook that came back. Each
//! line carries the version of the record its author had in sight; a value recorded since is shown beside it and never replaced unseen.

mod again;
mod drafts;
mod meanwhile;
mod plan;
mod reporting;
mod returned;
mod stated;
pub mod workbook;

pub use drafts::{Displaced, KeptDraft};
pub use meanwhile::{Meanwhile, Recorder};
pub use plan::{LineFate, LinePlan, Meaning, SheetCounts, SheetPlan};
pub use reporting::{ReportingRow, ReportingTable, Tallied};
pub use returned::Returned;
pub use stated::{Barred, FormFate, FormLine};

use crate::commands::By;
use crate::{App, AppError, Committed, Hand, NewEntry};
use again::{AsHandedIn, HandedBefore};
use parking_lot::Mutex;
use std::collections::BTreeSet;
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::CriteriaSet;
use vedich_entry::{Reminder, SheetDraft, Window};
use vedich_facts::reporting::PeriodChange;
use vedich_facts::{Body, Fact, UnitLevel};
use vedich_rights::{Action, On, Refusal};
use vedich_values::{CriterionNo, Cycle, Date, Diagnostic, Period, Place, UnitId};

/// Codes of the problems of sheets; each is worded in `vedich-wording`.
pub const CODES: &[&str] = &[
    "sheet.no-window",
    "sheet.not-open",
    "sheet.no-unit",
    "sheet.locked",
    "sheet.late-needs-reason",
    "sheet.bad-date",
    "sheet.after-window",
    "sheet.unknown-line",
    "sheet.unknown-criterion",
    "sheet.outside-area",
    "sheet.empty",
    "sheet.left-blank",
    "sheet.no-value",
    "sheet.foreign-unit",
    "sheet.foreign-period",
    "sheet.bad-due",
    "sheet.bad-year",
    "sheet.unknown-set",
    "sheet.which-set",
    "sheet.which-stage",
    "sheet.not-rural",
    "sheet.hands-nothing-in",
    "sheet.unknown-part",
    "sheet.late-not-handed-in",
    "sheet.bad-tally",
    "sheet.line-twice",
    "sheet.other-line",
    "sheet.unit-twice",
    "sheet.column-not-read",
    "sheet.table-not-read",
    "reporting.locked",
    "reporting.no-rule",
    "reporting.not-open",
];

/// What is to be recorded: all of it, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveSheet {
    /// The units of the sheet.
    pub units: Vec<UnitId>,
    /// The period.
    pub period: Period,
    /// What was typed.
    pub draft: SheetDraft,
    /// Whether the period is handed in with it (nộp báo cáo).
    pub submit: bool,
    /// SHA-256 of the file it came from.
    pub content_hash: Option<[u8; 32]>,
}

/// What became of a sheet.
#[derive(Clone, Debug)]
pub enum SavedSheet {
    /// Recorded (or recorded before, by the same command).
    Recorded(Committed, SheetCounts),
    /// It says nothing that is not on record; nothing was written.
    Nothing,
    /// It was to be handed in, and nothing has changed since it was on that day (of several units the latest); nothing was written.
    Unchanged(Date),
    /// Something has to be looked at first: refused lines, odd values without a reason, values of others. Nothing was written.
    Open(Vec<SheetPlan>),
}

impl App {
    /// The days of a period for a unit, days moved for it included.
    #[must_use]
    pub fn window(&self, board: &Board, unit: UnitId, period: Period) -> Option<Window> {
        self.calendar().window(period, &board.moved_days(unit), &|day| self.inner.workdays.is_working(day))
    }

    /// The period of a cycle that a unit works on today.
    #[must_use]
    pub fn period_to_report(&self, board: &Board, unit: UnitId, cycle: Cycle) -> Option<Period> {
        self.calendar().to_report(cycle, self.today(), &board.moved_days(unit), &|day| self.inner.workdays.is_working(day))
    }

    /// What a unit is to be reminded of today, soonest first.
    #[must_use]
    pub fn reminders(&self, board: &Board, unit: UnitId) -> Vec<Reminder> {
        let today = self.today();
        if !Self::asks_of(board, unit, today) {
            return Vec::new();
        }
        let Some(level) = board.reference().registry.at(unit, today).map(|at| at.level) else { return Vec::new() };
        // Who never used the sheets is not chased for the years before.
        let started = |period: Period| board.has_handed_in(unit, period.previous()) || period.cycle() == Cycle::Month;
        let working = |day| self.inner.workdays.is_working(day);
        let mut found =
            self.calendar().reminders(level, today, &board.moved_days(unit), &working, &|period| board.has_handed_in(unit, period));
        found.retain(|reminder| reminder.days_left >= 0 || started(reminder.period));
        found
    }

    /// The criteria of a set a hand may enter values of, for a unit.
    #[must_use]
    pub fn enterable(&self, hand: &Hand, unit: UnitId, set: &CriteriaSet) -> BTreeSet<CriterionNo> {
        let may = |no: &CriterionNo| self.may_about(hand, Action::Enter, unit, Some((set, *no))).is_ok();
        set.criteria.iter().map(|criterion| criterion.no).filter(may).collect()
    }

    /// Whether a hand may hand a unit's periods in.
    #[must_use]
    pub fn may_submit(&self, hand: &Hand, unit: UnitId) -> bool {
        self.may(hand, Action::Submit, &On::unit(unit)).is_ok()
    }

    /// Who sets or confirms the thresholds that count for a unit, by name, with the units of their posts.
    #[must_use]
    pub fn who_confirms_thresholds(&self, unit: UnitId) -> Vec<(String, UnitId)> {
        let (rights, today, reference) = (self.rights(), self.today(), self.reference());
        let ground = crate::Ground(&reference.registry);
        let confirms = |post: &&vedich_rights::Post| {
            rights.roles().get(&post.role).is_some_and(|role| role.may.contains(&Action::ConfirmThreshold))
                && rights.acting(post.person, today).any(|one| one.id == post.id)
        };
        let over = rights.units_with_posts().filter(|above| vedich_rights::Rights::covers(&ground, *above, unit, today));
        let mut posts: Vec<&vedich_rights::Post> = over.flat_map(|above| rights.posts_over(above)).filter(confirms).collect();
        posts.sort_unstable_by_key(|post| (post.person, post.id));
        posts.dedup_by_key(|post| post.person);
        posts.into_iter().filter_map(|post| Some((rights.person(post.person)?.name.to_string(), post.unit))).collect()
    }

    /// The units a person works on: those of their posts that may enter values, with every unit of the reporting level below them, as far as
    /// a set in force asks something of them in the person's field.
    #[must_use]
    pub fn units_to_enter(&self, board: &Board, hand: &Hand) -> Vec<UnitId> {
        let Some(person) = hand.whose() else { return Vec::new() };
        let (rights, today, reference) = (self.rights(), self.today(), self.reference());
        let enters = |post: &&vedich_rights::Post| rights.roles().get(&post.role).is_some_and(|role| role.may.contains(&Action::Enter));
        let mut found: Vec<UnitId> = Vec::new();
        for post in rights.acting(person, today).filter(enters) {
            let here = if reference.registry.at(post.unit, today).is_some() {
                vec![post.unit]
            } else {
                reference.registry.heirs(post.unit).into_iter().map(|heir| heir.unit).collect()
            };
            for unit in here {
                let reports = |level| matches!(level, UnitLevel::Commune | UnitLevel::Hamlet);
                match reference.registry.at(unit, today) {
                    Some(at) if reports(at.level) => found.push(unit),
                    Some(_) => found.extend(reference.registry.assessed(unit, UnitLevel::Commune, today)),
                    None => {}
                }
            }
        }
        let mut seen = BTreeSet::new();
        let theirs = |unit| board.set_in_force(unit).is_some_and(|set| !self.enterable(hand, unit, set).is_empty());
        found.retain(|unit| seen.insert(*unit) && Self::asks_of(board, *unit, today) && theirs(*unit));
        found
    }

    /// Whether the programme asks values and reports of a unit on a day: it is one of those that are assessed, and a set is in force for it.
    /// Whoever works for another is asked for nothing and reminded of nothing: its sheet would be refused.
    #[must_use]
    pub fn asks_of(board: &Board, unit: UnitId, on: Date) -> bool {
        board.reference().registry.at(unit, on).is_some_and(|at| at.is_assessed()) && board.set_in_force_on(unit, on).is_some()
    }

    /// Whether a unit hands a period in: a rule of reporting asks it of units of its level, or it did all the same. Of whom nothing is asked
    /// (hamlets, unless an installation has a rule for them) there is no last day and no lock: values are recorded when there are some.
    #[must_use]
    pub fn has_last_day(&self, board: &Board, unit: UnitId, period: Period) -> bool {
        let level = board.reference().registry.get(unit).map(|known| known.level);
        let rule = self.calendar().rule(period);
        rule.zip(level).is_some_and(|(rule, level)| rule.levels.contains(&level)) || board.has_handed_in(unit, period)
    }

    /// Whether a unit has sheets on a day: of communes only rural ones (xã) are assessed, wards and townships are not. What was handed in
    /// stays open.
    #[must_use]
    pub fn has_sheets(&self, board: &Board, unit: UnitId, period: Period, on: Date) -> bool {
        board.reference().registry.at(unit, on).is_none_or(|at| at.is_assessed()) || board.has_handed_in(unit, period)
    }

    /// What a draft would do to a unit, line by line. Nothing is written.
    ///
    /// # Errors
    /// Why there is no sheet at all: no such unit then, no rule for the period, not open yet.
    pub fn plan_sheet(&self, board: &Board, unit: UnitId, period: Period, draft: &SheetDraft) -> Result<SheetPlan, Diagnostic> {
        let window = self.window(board, unit, period).ok_or_else(|| problem("sheet.no-window").with("period", period))?;
        let today = self.today();
        if !window.is_open(today) {
            return Err(problem("sheet.not-open").with("period", period).with("date", window.opens));
        }
        if !self.has_sheets(board, unit, period, window.default_date(today)) {
            return Err(problem("sheet.not-rural"));
        }
        let form = board.form(unit, window.default_date(today)).ok_or_else(|| problem("sheet.no-unit"))?;
        let plan = plan::plan(&self.calendar().odd, form, window, period, today, draft);
        Ok(plan.reporting(self.has_last_day(board, unit, period)))
    }

    /// Records a sheet, and hands the period in when asked to: all of it in one entry, or nothing.
    ///
    /// # Errors
    /// When the hand may not, there is no such sheet, or the journal does not answer. What a person can mend is told in the answer.
    pub async fn save_sheet(&self, by: By, save: SaveSheet) -> Result<SavedSheet, AppError> {
        if let Some(before) = self.sheet_of(&by).await? {
            return Ok(before);
        }
        let command = by.clone();
        let barred = self.barred(&by.hand, &save.draft).await?;
        let before = self.handed_before(&save).await?;
        let planned: Arc<Mutex<Option<SavedSheet>>> = Arc::default();
        let answer = Arc::clone(&planned);
        // Planned while deciding, on the live board: what is compared is what stands when it is appended.
        let committed = self.commit_apart(save.units.clone(), move |app, _| {
            let (entry, saved) = app.sheet_entry(&by, (&barred, &before), &save)?;
            *answer.lock() = Some(saved);
            entry.ok_or(AppError::Stopped)
        });
        let committed = committed.await;
        let planned = planned.lock().take();
        match (committed, planned) {
            (Ok(committed), Some(SavedSheet::Recorded(_, counts))) => Ok(SavedSheet::Recorded(committed, counts)),
            // Stopped because somebody else's entry of the same batch failed: what was planned is not on record.
            (Err(AppError::Stopped), Some(SavedSheet::Recorded(..))) => self.sheet_of(&command).await?.ok_or(AppError::Stopped),
            (Err(AppError::Stopped), Some(saved)) => Ok(self.sheet_of(&command).await?.unwrap_or(saved)),
            (Ok(_), _) => Err(AppError::Stopped),
            (Err(error), _) => Err(error),
        }
    }

    /// What the same command did before.
    async fn sheet_of(&self, by: &By) -> Result<Option<SavedSheet>, AppError> {
        let before = self.inner.journal.find(by.command, None).await?.filter(|before| before.actor == by.hand.actor());
        if before.is_some() {
            self.inner.journal.same_request(by.command, by.request).await?;
        }
        Ok(before.map(|entry| {
            let committed = Committed { entry: entry.seq, facts: entry.facts, recorded_at: entry.recorded_at, already: true };
            SavedSheet::Recorded(committed, SheetCounts::default())
        }))
    }

    /// The entry of a sheet, and what is said of it; no entry when there is nothing to write, or something to look at first.
    fn sheet_entry(
        &self,
        by: &By,
        (barred, before): (&Barred, &HandedBefore),
        save: &SaveSheet,
    ) -> Result<(Option<NewEntry>, SavedSheet), AppError> {
        let board = self.live();
        let plans = self.plans_to_save(&board, save).map_err(|problem| AppError::Refused(vec![problem]))?;
        let forms = self.form_lines(&board, (&by.hand, barred), &save.units, save.period, &save.draft);
        let before = before.as_they_stand(&board, &plans, &forms);
        drop(board);
        if let Some(day) = before.all_of(save) {
            // That nothing is new is an answer to whoever may hand it in.
            let may = save.units.iter().all(|unit| self.may_submit(&by.hand, *unit));
            return if may { Ok((None, SavedSheet::Unchanged(day))) } else { Err(AppError::Forbidden(Refusal::NotInRole)) };
        }
        // Of a unit that makes no version nothing is asked, a reason for coming late neither.
        let stopped = |plan: &SheetPlan| !plan.is_ready() && !before.is_as_handed_in(plan.unit);
        if plans.iter().any(stopped) || !save.draft.unread.is_empty() {
            return Ok((None, SavedSheet::Open(plans)));
        }
        let mut counts = SheetCounts::default();
        plans.iter().for_each(|plan| counts.add(&plan.counts()));
        counts.add(&SheetCounts::of_forms(&forms));
        let name = |unit| self.reference().registry.at(unit, self.today()).map_or_else(String::new, |at| at.name.to_owned());
        // First, so that whatever is handed in with it comes behind it in the journal.
        let mut facts: Vec<Fact> = if save.submit { self.submissions(&plans, &before, &save.draft) } else { Vec::new() };
        facts.extend(plans.iter().flat_map(|plan| plan.facts(&save.draft, &name(plan.unit))));
        facts.extend(forms.into_iter().filter(|line| line.fate == FormFate::New).map(|line| line.fact));
        if facts.is_empty() {
            return Ok((None, SavedSheet::Nothing));
        }
        let kind = if save.submit { "submit-sheet" } else { "record-sheet" };
        // A file whose values were recorded before is handed in by an entry of its own: the same content is no second time what is new.
        let of_file = !facts.iter().all(|fact| matches!(fact.body, Body::Submission(_)));
        let content_hash = save.content_hash.filter(|_| of_file);
        let entry = NewEntry { content_hash, ..self.entry(kind, by.clone(), facts) };
        let nowhere = Committed {
            entry: vedich_values::EntrySeq(0),
            facts: vedich_values::FactSeq(0)..vedich_values::FactSeq(0),
            recorded_at: self.clock().now(),
            already: false,
        };
        Ok((Some(entry), SavedSheet::Recorded(nowhere, counts)))
    }

    /// The statements that the period is handed in, of the units that say anything new by it. It is handed in today; a unit that has ended
    /// since can only say so as of the days of the period.
    fn submissions(&self, plans: &[SheetPlan], before: &AsHandedIn, draft: &SheetDraft) -> Vec<Fact> {
        let today = self.today();
        let there = |unit| self.reference().registry.get(unit).is_some_and(|known| known.exists(today));
        let day = |plan: &SheetPlan| if there(plan.unit) { today } else { plan.window.default_date(today) };
        let anew = plans.iter().filter(|plan| !before.is_as_handed_in(plan.unit));
        anew.filter_map(|plan| plan.submission(day(plan), draft)).collect()
    }

    /// The plans of a sheet's units. A unit of which a form only states what needs no criteria set has none.
    fn plans_to_save(&self, board: &Board, save: &SaveSheet) -> Result<Vec<SheetPlan>, Diagnostic> {
        let typed = plan::units_of(&save.draft);
        let mut plans = Vec::with_capacity(save.units.len());
        for unit in &save.units {
            let only_stated = !typed.contains_key(unit) && save.draft.counts.contains_key(&unit.to_string());
            match self.plan_sheet(board, *unit, save.period, &save.draft) {
                Ok(plan) => plans.push(plan.asking(save.submit)),
                Err(none) if only_stated && none.code == "sheet.no-unit" => {
                    let locked = self
                        .window(board, *unit, save.period)
                        .filter(|window| window.is_locked(self.today()) && self.has_last_day(board, *unit, save.period));
                    if let Some(window) = locked.filter(|_| !save.submit || save.draft.late.trim().is_empty()) {
                        return Err(problem("sheet.late-needs-reason").with("date", window.due));
                    }
                }
                Err(other) => return Err(other),
            }
        }
        Ok(plans)
    }

    /// The units a draft speaks of, and what it would do to each. Units without a sheet are told of.
    #[must_use]
    pub fn plan_units(&self, board: &Board, units: &[UnitId], period: Period, draft: &SheetDraft) -> Vec<SheetPlan> {
        units.iter().filter_map(|unit| self.plan_sheet(board, *unit, period, draft).ok()).collect()
    }

    /// The units a draft has lines or counts of.
    #[must_use]
    pub fn units_of_draft(&self, draft: &SheetDraft) -> Vec<UnitId> {
        let mut units: BTreeSet<UnitId> = plan::units_of(draft).into_keys().collect();
        units.extend(draft.counts.keys().filter_map(|unit| unit.parse::<UnitId>().ok()));
        units.into_iter().collect()
    }

    /// Moves the last day of a period for a unit and everything below it (gia hạn).
    ///
    /// # Errors
    /// When the hand may not, the day lies before the window closes, or the journal does not answer.
    pub async fn move_due_day(&self, by: By, unit: UnitId, period: Period, due: Date, reason: &str) -> Result<Committed, AppError> {
        let change = PeriodChange { period, due, reason: reason.trim().to_owned() };
        let fact = Fact::new(unit, self.today(), Body::ReportingPeriod(change)).from_source(by.hand().actor());
        self.commit(self.entry("move-due-day", by, vec![fact])).await
    }

    /// Whether a hand reads what is not public of a unit.
    ///
    /// # Errors
    /// The refusal.
    pub fn may_read(&self, hand: &Hand, unit: UnitId) -> Result<(), Refusal> {
        self.may(hand, Action::Read, &On::unit(unit))
    }
}

pub(crate) fn problem(code: &'static str) -> Diagnostic {
    Diagnostic::error(code, Place::default())
}
