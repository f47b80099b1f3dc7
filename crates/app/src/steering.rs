//! Steering: assign tasks and say what became of them, hold meetings and conclude, send proposals and answer them.
//!
//! An item written down for the first time gets its key from the command, so that a form sent twice makes one item.

pub(crate) mod letters;
mod people;
mod proposals;
mod succession;

pub use letters::LettersOut;
pub use proposals::{AnswerProposal, Promise};

use crate::commands::By;
use crate::{App, AppError, Committed};
use vedich_board::steering::TaskScope;
use vedich_facts::steering::{
    Achievement, Assignment, CountSpan, Counted, Due, DueRule, MeetingChange, MeetingEdit, MeetingPlan, RoadmapTask, Source, TaskAct,
    TaskChange, TaskEdit, TaskStatement,
};
use vedich_facts::{Body, Fact};
use vedich_rights::{Action, On};
use vedich_roadmap::calendar::WorkCalendar;
use vedich_roadmap::record::{TaskKind, TaskRecord};
use vedich_steering::{Meeting, Task, due};
use vedich_values::text::fold;
use vedich_values::{Date, Diagnostic, FactSeq, ItemKey, Place, TaskId, UnitId};

/// What somebody writes of an item that is there.
#[derive(Clone, Debug)]
pub struct Written<T> {
    /// Which item.
    pub key: ItemKey,
    /// The last fact of it they had seen; none: the present one.
    pub base: Option<FactSeq>,
    /// The day it holds for; none: today.
    pub on: Option<Date>,
    /// What.
    pub what: T,
}

impl<T> Written<T> {
    /// Written now, having seen everything.
    #[must_use]
    pub fn now(key: ItemKey, what: T) -> Self {
        Self { key, base: None, on: None, what }
    }
}

impl App {
    /// The working days that deadlines are counted in.
    #[must_use]
    pub fn working_calendar(&self) -> WorkCalendar {
        vedich_reference::steering_calendar()
    }

    /// The day a deadline comes to, for something given on a day.
    #[must_use]
    pub fn deadline(&self, rule: DueRule, given: Date, day: Option<Date>) -> Due {
        due::resolve(rule, given, day, &self.working_calendar())
    }

    /// Assigns a task in the name of a unit.
    ///
    /// # Errors
    /// When it is not complete, the person may not, or the journal does not answer.
    pub async fn assign_task(&self, by: By, unit: UnitId, assignment: Assignment) -> Result<(ItemKey, Committed), AppError> {
        self.may(by.hand(), Action::Assign, &On::unit(unit))?;
        let key = key_of(&by, "");
        let on = assignment.given.min(self.today());
        let edits = vec![TaskEdit::Assign(Box::new(assignment))];
        let fact = task_fact(&by, unit, on, TaskChange { task: key.clone(), base: FactSeq(0), edits });
        Ok((key, self.commit(self.entry("assign-task", by, vec![fact])).await?))
    }

    /// Changes an assignment: another lead, another deadline. Of what is wanted only that is written which is another than what its maker
    /// had seen. A last day that moves later takes the right to approve and a reason, and is kept as an extension.
    ///
    /// # Errors
    /// As [`Self::assign_task`]; when the task is over, more time is not this person's to give or has no reason, or somebody else extended
    /// the deadline since.
    pub async fn edit_task(&self, by: By, written: Written<Assignment>, reason: &str) -> Result<Committed, AppError> {
        let facts = self.item_facts(&written.key).await?;
        let task = self.task_now(&written.key).await?;
        self.may(by.hand(), Action::Assign, &On::unit(task.assigner))?;
        let base = written.base.unwrap_or(task.version);
        let seen = Task::replay(&written.key, facts.iter().filter(|recorded| recorded.seq <= base));
        let mut edits = seen.as_ref().unwrap_or(&task).changes_to(&written.what);
        let known = task.state.is_open() && task.extended.is_none_or(|granted| granted <= base);
        if let Some(due) = task.moved_later(&edits).filter(|_| known) {
            if self.may(by.hand(), Action::Approve, &On::unit(task.assigner)).is_err() {
                return Err(AppError::Refused(vec![Diagnostic::error("task.later-needs-approval", Place::default())]));
            }
            if !reason.trim().is_empty() {
                edits.push(TaskEdit::Act(TaskAct::Extend { to: task.due_under(due), reason: reason.trim().to_owned() }));
            }
        }
        let on = written.on.unwrap_or_else(|| self.today());
        let fact = task_fact(&by, task.assigner, on, TaskChange { task: written.key, base, edits });
        self.commit(self.entry("edit-task", by, vec![fact])).await
    }

    /// Assigns another task in the place of one, which stops: both, or nothing.
    ///
    /// # Errors
    /// As [`Self::assign_task`] and [`Self::act_on_task`].
    pub async fn replace_task(&self, by: By, written: Written<Assignment>, reason: String) -> Result<(ItemKey, Committed), AppError> {
        let task = self.task_now(&written.key).await?;
        let key = key_of(&by, "");
        let on = written.on.unwrap_or_else(|| self.today());
        let assign = vec![TaskEdit::Assign(Box::new(written.what))];
        let stop = vec![TaskEdit::Act(TaskAct::Stop { reason, replaced_by: Some(key.clone()) })];
        let base = written.base.unwrap_or(task.version);
        let facts = vec![
            task_fact(&by, self.carried_on_by(task.assigner, on), on, TaskChange { task: key.clone(), base: FactSeq(0), edits: assign }),
            task_fact(&by, task.assigner, on, TaskChange { task: written.key, base, edits: stop }),
        ];
        Ok((key, self.commit(self.entry("replace-task", by, facts)).await?))
    }

    /// Puts a conclusion one place up or down among the others.
    ///
    /// # Errors
    /// As [`Self::write_meeting`].
    pub async fn move_conclusion(&self, by: By, written: Written<(String, bool)>) -> Result<Committed, AppError> {
        let meeting = self.meeting_now(&written.key).await?;
        let (id, up) = written.what;
        let order =
            vedich_steering::meeting::moved(&meeting.conclusions.iter().map(|entry| entry.value.clone()).collect::<Vec<_>>(), &id, up);
        let what = order.into_iter().map(MeetingEdit::Conclude).collect();
        self.write_meeting(by, Written { key: written.key, base: written.base, on: written.on, what }).await
    }

    /// Something happens to a task: in the name of its lead, where the person may act there or answers for the task, else of whoever
    /// assigned it.
    ///
    /// # Errors
    /// When it does not fit where the task stands, the person may not, or the journal does not answer.
    pub async fn act_on_task(&self, by: By, written: Written<TaskAct>) -> Result<Committed, AppError> {
        self.act_with_files(by, written, Vec::new()).await
    }

    /// The same with files that show it, by name and content. Nothing is stored before the hand is known to be allowed; where a file is
    /// not let in, nothing is recorded.
    ///
    /// # Errors
    /// As [`Self::act_on_task`]; files go with what the lead states, and are small and of a kind that is kept.
    pub async fn act_with_files(
        &self,
        by: By,
        written: Written<TaskAct>,
        files: Vec<(String, bytes::Bytes)>,
    ) -> Result<Committed, AppError> {
        let task = self.task_now(&written.key).await?;
        let lead = task.assignment.lead.unit;
        let as_lead = written.what.is_leads() && self.may_speak_for_lead(by.hand(), &task);
        let unit = if as_lead { lead } else { task.assigner };
        let kind = format!("task-{}", written.what.name());
        let on = written.on.unwrap_or_else(|| self.today());
        let mut edits = vec![TaskEdit::Act(written.what)];
        let base = written.base.unwrap_or(task.version);
        if !files.is_empty() {
            crate::evidence::not_too_many(files.len())?;
            let asked = TaskChange { task: written.key.clone(), base, edits: edits.clone() };
            self.may_state(by.hand(), &task_fact(&by, unit, on, asked)).await?;
            let mut stored = Vec::with_capacity(files.len());
            for (name, content) in files {
                stored.push(self.store_file(&name, content, false).await?);
            }
            edits.push(TaskEdit::Enclose(stored));
        }
        let fact = task_fact(&by, unit, on, TaskChange { task: written.key, base, edits });
        self.commit(self.entry(&kind, by, vec![fact])).await
    }

    /// Closes the count of a unit's tasks (kiểm đếm) for the week or month of a day: what stood then is kept, and who counted.
    ///
    /// # Errors
    /// When the day is to come, the person may not, or the journal does not answer.
    pub async fn count_tasks(&self, by: By, unit: UnitId, span: CountSpan, on: Date, note: Option<String>) -> Result<Committed, AppError> {
        self.may(by.hand(), Action::Count, &On::unit(unit))?;
        let (through, today) = (due::end_of(span, on), self.today());
        // A week or month that is over is counted as it stood on its last day; a day to come is refused where statements are checked.
        let on = on.max(through.min(today));
        let tally = self.picture(on.min(today), None).await?.task_tally(&TaskScope::Area(unit));
        let counted = Counted { span, through, tally, note };
        let body = Body::Task(Box::new(TaskStatement::Counted(counted)));
        let fact = Fact::new(unit, on, body).from_source(by.hand().actor());
        self.commit(self.entry("count-tasks", by, vec![fact])).await
    }

    /// Plans a meeting of a unit.
    ///
    /// # Errors
    /// When it has no title, the person may not, or the journal does not answer.
    pub async fn plan_meeting(&self, by: By, unit: UnitId, plan: MeetingPlan) -> Result<(ItemKey, Committed), AppError> {
        self.may(by.hand(), Action::Assign, &On::unit(unit))?;
        let key = key_of(&by, "");
        let on = plan.date.min(self.today());
        let change = MeetingChange { meeting: key.clone(), base: FactSeq(0), edits: vec![MeetingEdit::Plan(Box::new(plan))] };
        let fact = meeting_fact(&by, unit, on, change);
        Ok((key, self.commit(self.entry("plan-meeting", by, vec![fact])).await?))
    }

    /// Writes something of a meeting: all of it, or nothing.
    ///
    /// # Errors
    /// When the minutes are signed, something does not fit, the person may not, or the journal does not answer.
    pub async fn write_meeting(&self, by: By, written: Written<Vec<MeetingEdit>>) -> Result<Committed, AppError> {
        let meeting = self.meeting_now(&written.key).await?;
        let on = written.on.unwrap_or_else(|| self.today());
        let base = written.base.unwrap_or(meeting.version);
        let change = MeetingChange { meeting: written.key, base, edits: written.what };
        let fact = meeting_fact(&by, meeting.unit, on, change);
        self.commit(self.entry("write-meeting", by, vec![fact])).await
    }

    /// Says what came of a work item of a direction: in the name of the place, where the person may report there, else of the unit that
    /// held the meeting.
    ///
    /// # Errors
    /// When the direction has no such item, nothing is said, the person may not, or the journal does not answer.
    pub async fn achieve(&self, by: By, written: Written<Achievement>) -> Result<Committed, AppError> {
        let meeting = self.meeting_now(&written.key).await?;
        let place = written.what.unit;
        let as_place = self.may(by.hand(), Action::Count, &On::unit(place)).is_ok();
        let unit = if as_place { place } else { meeting.unit };
        let on = written.on.unwrap_or_else(|| self.today());
        let base = written.base.unwrap_or(meeting.version);
        let change = MeetingChange { meeting: written.key, base, edits: vec![MeetingEdit::Achieve(written.what)] };
        let fact = meeting_fact(&by, unit, on, change);
        self.commit(self.entry("report-direction", by, vec![fact])).await
    }

    /// Writes a conclusion and the tasks it creates, in one go. A conclusion without tasks is marked as creating none.
    ///
    /// # Errors
    /// As [`Self::write_meeting`] and [`Self::assign_task`].
    pub async fn conclude(
        &self,
        by: By,
        written: Written<vedich_facts::steering::Conclusion>,
        tasks: Vec<Assignment>,
    ) -> Result<Committed, AppError> {
        let meeting = self.meeting_now(&written.key).await?;
        let on = written.on.unwrap_or_else(|| self.today());
        let conclusion = written.what;
        let id = conclusion.id.clone();
        let mut facts = Vec::new();
        for (number, mut assignment) in tasks.into_iter().enumerate() {
            let source = Source { item: Some(written.key.clone()), conclusion: Some(id.clone()), ..assignment.source };
            assignment.source = Source { kind: vedich_facts::steering::SourceKind::Conclusion, ..source };
            let key = key_of(&by, &number.to_string());
            let edits = vec![TaskEdit::Assign(Box::new(assignment))];
            let assigner = self.carried_on_by(meeting.unit, on);
            facts.push(task_fact(&by, assigner, on, TaskChange { task: key, base: FactSeq(0), edits }));
        }
        let base = written.base.unwrap_or(meeting.version);
        let change = MeetingChange { meeting: written.key, base, edits: vec![MeetingEdit::Conclude(conclusion)] };
        facts.push(meeting_fact(&by, meeting.unit, on, change));
        self.commit(self.entry("conclude-meeting", by, facts)).await
    }

    /// A task of the roadmap of a unit, as a task that is assigned is linked to it: by its name, with its criterion or without, or by its
    /// id. None when the roadmap has no such task, or several of that name.
    #[must_use]
    pub fn roadmap_task_of(&self, unit: UnitId, said: &str) -> Option<RoadmapTask> {
        let live = self.live();
        let record = live.roadmap(unit)?;
        let by_id = record.task(&TaskId::new(said.trim()));
        let found = by_id.or_else(|| {
            let wanted = fold(said);
            // What is called so with its criterion goes before what merely has the name.
            let only = |name: &dyn Fn(&TaskRecord) -> String| {
                let mut alike = record.tasks.iter().filter(|task| task.kind != TaskKind::Summary && fold(&name(task)) == wanted);
                alike.next().filter(|_| alike.next().is_none())
            };
            only(&named_on_roadmap).or_else(|| only(&|task: &TaskRecord| task.title.clone()))
        })?;
        Some(RoadmapTask { unit, roadmap: record.key.clone(), task: found.id.clone() })
    }

    /// What the tasks of a unit's roadmap are called, as [`Self::roadmap_task_of`] knows them again.
    #[must_use]
    pub fn roadmap_tasks_of(&self, unit: UnitId) -> Vec<String> {
        let live = self.live();
        let tasks = live.roadmap(unit).into_iter().flat_map(|record| &record.tasks);
        tasks.filter(|task| task.kind != TaskKind::Summary).map(named_on_roadmap).collect()
    }

    /// A task as it is now, with what its roadmap counts of it.
    ///
    /// # Errors
    /// When there is none, or the journal does not answer.
    pub async fn task_now(&self, key: &ItemKey) -> Result<Task, AppError> {
        let facts = self.item_facts(key).await?;
        let task = Task::replay(key, &facts).ok_or_else(|| unknown("task.unknown", "task", key))?;
        self.as_counted(task).await
    }

    /// A meeting as it is now.
    ///
    /// # Errors
    /// When there is none, or the journal does not answer.
    pub async fn meeting_now(&self, key: &ItemKey) -> Result<Meeting, AppError> {
        let facts = self.item_facts(key).await?;
        Meeting::replay(key, &facts).ok_or_else(|| unknown("meeting.unknown", "meeting", key))
    }
}

/// The key of an item a command makes.
fn key_of(by: &By, which: &str) -> ItemKey {
    let id = by.command.simple().to_string();
    ItemKey::new(&if which.is_empty() { id } else { format!("{id}-{which}") })
}

fn unknown(code: &'static str, name: &'static str, key: &ItemKey) -> AppError {
    AppError::Refused(vec![Diagnostic::error(code, Place::default()).with(name, key)])
}

fn task_fact(by: &By, unit: UnitId, on: Date, change: TaskChange) -> Fact {
    Fact::new(unit, on, Body::Task(Box::new(TaskStatement::Change(change)))).from_source(by.hand().actor())
}

fn meeting_fact(by: &By, unit: UnitId, on: Date, change: MeetingChange) -> Fact {
    Fact::new(unit, on, Body::Meeting(Box::new(change))).from_source(by.hand().actor())
}

/// A task of a roadmap by its criterion and name: "2. Thi công cứng hóa mặt đường".
#[must_use]
pub fn named_on_roadmap(task: &TaskRecord) -> String {
    task.criterion.map_or_else(|| task.title.clone(), |no| format!("{no}. {}", task.title))
}
