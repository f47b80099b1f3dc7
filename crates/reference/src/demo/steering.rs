//! Steering in the demo, `data/demo/steering/*.toml`: what the five cases conclude, as meetings, tasks and proposals. Who does it and by
//! when the sources rarely say: that is ours, and named as assumed.

use super::DemoEntry;
use super::progress::ProgressRow;
use crate::files::DEMO_STEERING;
use crate::steering::steering_calendar;
use serde::Deserialize;
use std::collections::BTreeMap;
use vedich_facts::steering::{
    Achievement, Answer, AnswerKind, Assignment, Attendance, Commitment, Conclusion, CountSpan, Counted, Direction, DueRule, Every,
    Invitee, MeetingChange, MeetingEdit, MeetingKind, MeetingPlan, Notes, Party, ProposalChange, ProposalEdit, Request, RoadmapTask,
    Shortcoming, Signing, Someone, Source, SourceKind, SpokenWord, TaskAct, TaskChange, TaskEdit, TaskStatement, Verdict,
};
use vedich_facts::{Body, Fact, Recorded};
use vedich_steering::{Task, count, due};
use vedich_units::Registry;
use vedich_values::{
    Bilingual, CriterionNo, Date, Diagnostic, EntrySeq, FactSeq, ItemKey, Place, RoadmapKey, TaskId, Timestamp, UnitId, Vnd,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    key: String,
    title: Bilingual,
    recorded_at: Timestamp,
    source: String,
    /// The day units are looked for on.
    as_of: Date,
    #[serde(default)]
    meetings: Vec<MeetingRow>,
    #[serde(default)]
    tasks: Vec<TaskRow>,
    #[serde(default)]
    proposals: Vec<ProposalRow>,
    #[serde(default)]
    counts: Vec<CountRow>,
    #[serde(default)]
    progress: Vec<ProgressRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeetingRow {
    key: String,
    unit: String,
    title: String,
    #[serde(default)]
    kind: MeetingKind,
    date: Date,
    #[serde(default)]
    time: String,
    #[serde(default)]
    venue: String,
    chair: String,
    #[serde(default)]
    secretary: String,
    places: Vec<String>,
    #[serde(default)]
    agenda: Vec<String>,
    #[serde(default)]
    present: Vec<String>,
    #[serde(default)]
    words: Vec<[String; 2]>,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    shortcomings: Vec<[String; 2]>,
    #[serde(default)]
    directions: Vec<DirectionRow>,
    conclusions: Vec<ConclusionRow>,
    #[serde(default)]
    signed: Option<SignedRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DirectionRow {
    unit: String,
    aim: String,
    focus: Vec<String>,
    roadmap: String,
    results: Vec<String>,
    /// What came of its work items.
    #[serde(default)]
    outcomes: Vec<OutcomeRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeRow {
    on: Date,
    item: String,
    text: String,
    #[serde(default)]
    percent: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConclusionRow {
    text: String,
    #[serde(default)]
    none: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignedRow {
    on: Date,
    signer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskRow {
    key: String,
    assigner: String,
    lead: String,
    #[serde(default)]
    office: String,
    person: String,
    content: String,
    #[serde(default)]
    product: String,
    given: Date,
    #[serde(default)]
    due: Option<Date>,
    #[serde(default)]
    working: Option<u32>,
    #[serde(default)]
    weekly: Option<u8>,
    #[serde(default)]
    monthly: Option<u8>,
    #[serde(default)]
    until: Option<Date>,
    #[serde(default)]
    places: Vec<String>,
    #[serde(default)]
    criteria: Vec<u16>,
    /// Meeting and number of the conclusion.
    #[serde(default)]
    from: Option<(String, u32)>,
    /// Task of the lead's roadmap.
    #[serde(default)]
    roadmap: Option<String>,
    #[serde(default)]
    acts: Vec<ActRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActRow {
    on: Date,
    act: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    percent: Option<u8>,
    #[serde(default)]
    day: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProposalRow {
    key: String,
    unit: String,
    to: String,
    #[serde(default)]
    office: String,
    topic: String,
    #[serde(default)]
    criteria: Vec<u16>,
    text: String,
    sent: Date,
    working: u32,
    #[serde(default)]
    meeting: Option<String>,
    #[serde(default)]
    answer: Option<AnswerRow>,
    #[serde(default)]
    judged: Option<(Date, Verdict, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerRow {
    on: Date,
    kind: AnswerKind,
    text: String,
    #[serde(default)]
    to: Option<String>,
    #[serde(default)]
    promise: Option<PromiseRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PromiseRow {
    content: String,
    person: String,
    by: Date,
    #[serde(default)]
    million: Option<i64>,
    #[serde(default)]
    acts: Vec<ActRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountRow {
    unit: String,
    span: CountSpan,
    on: Vec<Date>,
}

/// Steering of the cases A to E.
///
/// # Errors
/// Every problem of every file: units that don't exist on their dates, deeds nobody knows.
pub fn demo_steering(registry: &Registry) -> Result<Vec<DemoEntry>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut entries = Vec::new();
    for (name, text) in DEMO_STEERING {
        let place = || Place { file: Some((*name).to_owned()), ..Place::default() };
        match toml::from_str::<File>(text) {
            Ok(file) => {
                let mut reading =
                    Reading { registry, on: file.as_of, source: &file.source, unknown: Vec::new(), facts: Vec::new(), late: Vec::new() };
                reading.file(&file);
                problems.extend(reading.unknown.iter().map(|found| Diagnostic::error("demo.unknown-unit", place()).with("found", found)));
                let facts = reading.all();
                let (key, title, recorded_at, source) = (file.key, file.title, file.recorded_at, file.source);
                entries.push(DemoEntry { key, title, recorded_at, source, facts });
            }
            Err(error) => problems.push(Diagnostic::error("demo.unreadable", place()).with("reason", error.message())),
        }
    }
    if problems.is_empty() { Ok(entries) } else { Err(problems) }
}

struct Reading<'a> {
    registry: &'a Registry,
    on: Date,
    source: &'a str,
    unknown: Vec<String>,
    facts: Vec<Fact>,
    /// What happened after everything was assigned.
    late: Vec<Fact>,
}

impl Reading<'_> {
    fn file(&mut self, file: &File) {
        for row in &file.proposals {
            self.proposal(row);
        }
        for row in &file.meetings {
            self.meeting(row);
        }
        for row in &file.tasks {
            self.task(row);
        }
        for row in &file.meetings {
            self.conclude(row);
        }
        self.late.sort_by_key(|fact| fact.as_of);
        for row in &file.counts {
            self.count(row);
        }
        for row in &file.progress {
            let unit = self.unit(&row.unit);
            self.late.push(row.fact(unit, self.source));
        }
        self.late.sort_by_key(|fact| fact.as_of);
    }

    fn all(self) -> Vec<Fact> {
        self.facts.into_iter().chain(self.late).collect()
    }

    /// The unit written as `06730 Xã Hải Đông`.
    fn unit(&mut self, text: &str) -> UnitId {
        let code = text.split(' ').next().unwrap_or_default();
        self.registry.by_code(code, self.on).unwrap_or_else(|| {
            self.unknown.push(text.to_owned());
            UnitId(0)
        })
    }

    fn units(&mut self, texts: &[String]) -> Vec<UnitId> {
        texts.iter().map(|text| self.unit(text)).collect()
    }

    fn fact(&self, unit: UnitId, on: Date, body: Body) -> Fact {
        Fact::new(unit, on, body).from_source(self.source)
    }

    fn meeting(&mut self, row: &MeetingRow) {
        let unit = self.unit(&row.unit);
        let mut plan = MeetingPlan::new(&row.title, row.date);
        plan.kind = row.kind;
        plan.time.clone_from(&row.time);
        plan.venue.clone_from(&row.venue);
        plan.chair = Someone { person: None, name: row.chair.clone() };
        plan.secretary.clone_from(&row.secretary);
        plan.places = self.units(&row.places);
        plan.agenda.clone_from(&row.agenda);
        plan.invited = row.present.iter().map(|who| Invitee { who: who.clone(), email: None }).collect();
        let mut edits = vec![MeetingEdit::Plan(Box::new(plan)), MeetingEdit::Hold];
        edits.extend(row.present.iter().map(|who| MeetingEdit::Attend(Attendance { who: who.clone(), present: true, note: None })));
        for (at, [who, text]) in row.words.iter().enumerate() {
            edits.push(MeetingEdit::Say(SpokenWord { id: (at + 1).to_string(), who: who.clone(), text: text.clone() }));
        }
        if !row.notes.is_empty() {
            edits.push(MeetingEdit::Notes(Notes { writer: "thu-ky".to_owned(), text: row.notes.join("\n") }));
        }
        for (at, [text, cause]) in row.shortcomings.iter().enumerate() {
            let (id, text, cause) = ((at + 1).to_string(), text.clone(), cause.clone());
            edits.push(MeetingEdit::Shortcoming(Shortcoming { id, text, cause, unit: None, criterion: None }));
        }
        for direction in &row.directions {
            let (focus, results) = (direction.focus.clone(), direction.results.clone());
            let (aim, roadmap) = (direction.aim.clone(), direction.roadmap.clone());
            edits.push(MeetingEdit::Direct(Direction { unit: self.unit(&direction.unit), aim, focus, roadmap, results }));
        }
        let change = MeetingChange { meeting: ItemKey::new(&row.key), base: FactSeq(0), edits };
        self.facts.push(self.fact(unit, row.date, Body::Meeting(Box::new(change))));
    }

    fn conclude(&mut self, row: &MeetingRow) {
        let unit = self.unit(&row.unit);
        let key = ItemKey::new(&row.key);
        let one = |(at, one): (usize, &ConclusionRow)| {
            let (id, text, place) = ((at + 1).to_string(), one.text.clone(), at as i64);
            MeetingEdit::Conclude(Conclusion { id, place, text, no_task: one.none })
        };
        let write = |edits| Body::Meeting(Box::new(MeetingChange { meeting: key.clone(), base: FactSeq(0), edits }));
        self.facts.push(self.fact(unit, row.date, write(row.conclusions.iter().enumerate().map(one).collect())));
        self.facts.push(self.fact(unit, row.date, write(vec![MeetingEdit::Close])));
        if let Some(signed) = &row.signed {
            let signing = Signing { signer: signed.signer.clone(), paper: None };
            self.facts.push(self.fact(unit, signed.on, write(vec![MeetingEdit::Sign(signing)])));
        }
        for direction in &row.directions {
            let place = self.unit(&direction.unit);
            for outcome in &direction.outcomes {
                let (item, text) = (outcome.item.clone(), outcome.text.clone());
                let achieved = Achievement { unit: place, item, text, percent: outcome.percent };
                let fact = self.fact(place, outcome.on, write(vec![MeetingEdit::Achieve(achieved)]));
                self.late.push(fact);
            }
        }
    }

    fn task(&mut self, row: &TaskRow) {
        let (assigner, lead) = (self.unit(&row.assigner), self.unit(&row.lead));
        let rule = match (row.working, row.weekly, row.monthly, row.due) {
            (Some(days), ..) => DueRule::WorkingDays(days),
            (_, Some(day), ..) => DueRule::Every { every: Every::Week(day), until: row.until },
            (_, _, Some(day), _) => DueRule::Every { every: Every::Month(day), until: row.until },
            (.., Some(_)) => DueRule::Day,
            _ => DueRule::None,
        };
        let due = due::resolve(rule, row.given, row.due, &steering_calendar());
        let mut assignment = Assignment::new(&row.content, Party { unit: lead, office: row.office.clone() }, &row.person, row.given, due);
        assignment.product.clone_from(&row.product);
        assignment.places = self.units(&row.places);
        assignment.criteria = row.criteria.iter().copied().map(CriterionNo).collect();
        if let Some((meeting, number)) = &row.from {
            let (item, conclusion) = (Some(ItemKey::new(meeting)), Some(number.to_string()));
            assignment.source = Source { kind: SourceKind::Conclusion, item, conclusion, ..Source::default() };
        }
        let roadmap = |task: &String| RoadmapTask { unit: lead, roadmap: RoadmapKey::new("1"), task: TaskId::new(task) };
        assignment.roadmap = row.roadmap.as_ref().map(roadmap);
        let edit = TaskEdit::Assign(Box::new(assignment));
        self.facts.push(self.change(assigner, row.given, &row.key, edit));
        for act in &row.acts {
            self.act(&row.key, assigner, lead, act);
        }
    }

    fn change(&self, unit: UnitId, on: Date, key: &str, edit: TaskEdit) -> Fact {
        let change = TaskChange { task: ItemKey::new(key), base: FactSeq(0), edits: vec![edit] };
        self.fact(unit, on, Body::Task(Box::new(TaskStatement::Change(change))))
    }

    fn act(&mut self, key: &str, assigner: UnitId, lead: UnitId, row: &ActRow) {
        let text = || row.text.clone();
        let own = || Some(row.text.clone()).filter(|text| !text.is_empty());
        let act = match (row.act.as_str(), row.day) {
            ("accept", _) => TaskAct::Accept,
            ("note", _) => TaskAct::Note { text: text(), percent: row.percent, evidence: None },
            ("report", _) => TaskAct::Report { product: own(), evidence: None },
            ("round", Some(due)) => TaskAct::Round { due, product: own() },
            ("confirm", _) => TaskAct::Confirm,
            ("send-back", _) => TaskAct::SendBack { reason: text() },
            ("ask", Some(to)) => TaskAct::AskExtension { to, reason: text() },
            ("grant", Some(to)) => TaskAct::DecideExtension { request: FactSeq(0), to: Some(to), reason: own() },
            _ => return self.unknown.push(row.act.clone()),
        };
        let unit = if act.is_leads() { lead } else { assigner };
        let fact = self.change(unit, row.on, key, TaskEdit::Act(act));
        self.late.push(fact);
    }

    fn proposal(&mut self, row: &ProposalRow) {
        let (unit, to) = (self.unit(&row.unit), self.unit(&row.to));
        let mut request = Request::new(&row.text, Party { unit: to, office: row.office.clone() });
        request.topic.clone_from(&row.topic);
        request.criteria = row.criteria.iter().copied().map(CriterionNo).collect();
        request.sent = row.sent;
        request.due = due::resolve(DueRule::WorkingDays(row.working), row.sent, None, &steering_calendar());
        request.meeting = row.meeting.as_deref().map(ItemKey::new);
        let key = ItemKey::new(&row.key);
        let write = |edit| Body::Proposal(Box::new(ProposalChange { proposal: key.clone(), base: FactSeq(0), edits: vec![edit] }));
        self.facts.push(self.fact(unit, row.sent, write(ProposalEdit::Send(Box::new(request)))));
        let Some(given) = &row.answer else { return };
        let task = format!("{}-cam-ket", row.key);
        if let Some(promise) = &given.promise {
            let due = due::resolve(DueRule::Day, given.on, Some(promise.by), &steering_calendar());
            let lead = Party { unit: to, office: row.office.clone() };
            let mut assignment = Assignment::new(&promise.content, lead, &promise.person, given.on, due);
            assignment.places = vec![unit];
            assignment.criteria = row.criteria.iter().copied().map(CriterionNo).collect();
            assignment.source = Source { kind: SourceKind::Commitment, item: Some(key.clone()), ..Source::default() };
            self.facts.push(self.change(to, given.on, &task, TaskEdit::Assign(Box::new(assignment))));
            for act in &promise.acts {
                self.act(&task, to, to, act);
            }
        }
        let promised = |promise: &PromiseRow| Commitment {
            by: Some(promise.by),
            amount: promise.million.map(|million| Vnd(million * 1_000_000)),
            task: ItemKey::new(&task),
        };
        let answer = Answer {
            kind: given.kind,
            text: given.text.clone(),
            office: row.office.clone(),
            paper: None,
            to: given.to.as_ref().map(|above| Party::unit(self.unit(above))),
            due: given.to.as_ref().and_then(|_| due::resolve(DueRule::WorkingDays(row.working), given.on, None, &steering_calendar()).on),
            commitment: given.promise.as_ref().map(promised),
            meeting: row.meeting.as_deref().map(ItemKey::new),
        };
        self.facts.push(self.fact(to, given.on, write(ProposalEdit::Answer(Box::new(answer)))));
        if let Some((on, verdict, text)) = &row.judged {
            let fact = self.fact(unit, *on, write(ProposalEdit::Reassess { verdict: *verdict, text: text.clone(), due: None }));
            self.late.push(fact);
        }
    }

    /// Counts of the unit's tasks closed on these days, each with what stood then.
    fn count(&mut self, row: &CountRow) {
        let unit = self.unit(&row.unit);
        let mut closed = Vec::new();
        for on in &row.on {
            let through = match row.span {
                CountSpan::Week => due::end_of_week(*on),
                CountSpan::Month => due::end_of_month(*on),
            };
            let briefs: Vec<_> = self.tasks_on(*on).iter().filter(|task| task.assignment.lead.unit == unit).map(Task::brief).collect();
            let counted = Counted { span: row.span, through, tally: count::tally(&briefs, *on), note: None };
            closed.push(self.fact(unit, *on, Body::Task(Box::new(TaskStatement::Counted(counted)))));
        }
        self.late.extend(closed);
    }

    /// The tasks as the facts of the file up to a day make them.
    fn tasks_on(&self, on: Date) -> Vec<Task> {
        let mut by_key: BTreeMap<ItemKey, Vec<Recorded>> = BTreeMap::new();
        for (seq, fact) in (1..).zip(self.facts.iter().chain(&self.late)).filter(|(_, fact)| fact.as_of <= on) {
            if let Body::Task(statement) = &fact.body
                && let TaskStatement::Change(change) = &**statement
            {
                let recorded = Recorded { seq: FactSeq(seq), entry: EntrySeq(seq), recorded_at: Timestamp::default(), fact: fact.clone() };
                by_key.entry(change.task.clone()).or_default().push(recorded);
            }
        }
        by_key.iter().filter_map(|(key, facts)| Task::replay(key, facts)).collect()
    }
}
