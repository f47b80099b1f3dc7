//! A meeting as a notice of its conclusions and as an invitation.

use super::words::due;
use super::{Issuer, Scribe, VI, inside, named_in_row, open_ended, said, table};
use crate::AppError;
use crate::papers::report::{LATE_DAYS, Look, bold, partly_known, row};
use crate::papers::{Report, problem, refused};
use chrono::Timelike;
use chrono_tz::Asia::Ho_Chi_Minh;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vedich_board::Place;
use vedich_board::steering::{ProposalScope, Show, TaskQuery, TaskScope};
use vedich_criteria::{Counts, Status};
use vedich_facts::PaperPeriod;
use vedich_facts::steering::{Direction, MeetingKind, Party};
use vedich_papers::{Content, Table};
use vedich_steering::meeting::hours::hours;
use vedich_steering::proposal::ProposalState;
use vedich_steering::{Meeting, Proposal, Task};
use vedich_values::{ItemKey, UnitId};
use vedich_wording::{Lang, mentioned};

impl Scribe<'_> {
    /// The notice, in the name of its issuer; `then` writes of the places as they stood on the day of the meeting.
    pub(super) fn notice(&self, meeting: &Meeting, then: &Scribe<'_>, issuer: &Issuer) -> Report {
        let plan = &meeting.plan;
        let tasks = self.tasks_of(meeting);
        // Most often the task is the conclusion itself, or says more of it: it then stands among the tasks alone, with its number.
        let repeated = |id: &str, text: &str| {
            let text = open_ended(text).to_lowercase();
            let same = |task: &Task| task.assignment.content.trim().to_lowercase().starts_with(&text);
            tasks.iter().any(|task| task.assignment.source.conclusion.as_deref() == Some(id) && same(task))
        };
        let (as_tasks, conclusions): (Vec<_>, Vec<_>) =
            meeting.conclusions.iter().zip(1_usize..).partition(|(entry, _)| repeated(&entry.value.id, &entry.value.text));
        let as_tasks: Vec<String> = as_tasks.iter().map(|(_, number)| number.to_string()).collect();
        let conclusions: Vec<Value> = conclusions
            .iter()
            .map(|(entry, number)| json!({ "number": number, "text": open_ended(&entry.value.text), "no_task": entry.value.no_task }))
            .collect();
        // Who was invited is not who came: without a list of attendance the paper does not say.
        let came = meeting.attendance.iter().filter(|entry| entry.value.present).map(|entry| entry.value.who.as_str());
        let heard: Vec<String> = meeting.words.iter().map(|entry| mentioned(&entry.value.who)).collect();
        let heard =
            if heard.is_empty() { VI.text("paper.heard-none").to_owned() } else { VI.say("paper.heard", &[("who", &heard.join("; "))]) };
        let shortcomings = meeting.shortcomings.iter().map(|entry| format!("{}.", open_ended(&entry.value.text)));
        let causes = meeting.shortcomings.iter().filter(|entry| !entry.value.cause.trim().is_empty());
        let causes = causes.map(|entry| format!("{}.", open_ended(&entry.value.cause)));
        let latest = tasks.iter().filter(|task| !task.is_recurring()).filter_map(|task| task.due).max();
        // The coordination office follows up; whoever issues the paper makes it known.
        let (office, follows) = (self.body_of(issuer), self.body(meeting.unit));
        let stages = then.stages(meeting.unit);
        let fields = json!({
            "chair": chair(meeting),
            "meeting": {
                "name": event(plan.kind, &plan.title), "date": said(Some(plan.date)), "place": mentioned(&plan.venue),
                "attendees": named_in_row(came), "heard": heard,
            },
            "assessment": {
                "strengths": plan.places.iter().filter_map(|unit| then.stands(*unit)).collect::<Vec<_>>(),
                "shortcomings": shortcomings.collect::<Vec<_>>(), "causes": causes.collect::<Vec<_>>(),
            },
            "tables": stages.iter().map(|_| "stages").collect::<Vec<_>>(),
            // Among others, those that stand as tasks alone are named, so that no number is missing.
            "as_tasks": if conclusions.is_empty() { String::new() } else { as_tasks.join(", ") },
            "conclusions": conclusions,
            "aims": [],
            "directions": self.directions(meeting),
            "tasks": self.by_addressee(meeting, &tasks),
            "assigned": tasks.len(),
            "proposals": self.answers(meeting),
            "follow_up": { "who": follows, "to": mentioned(&chairing(meeting).0), "by": said(latest), "office": office },
        });
        let mut tables = BTreeMap::new();
        tables.extend(stages.map(|table| ("stages".to_owned(), table)));
        if !tasks.is_empty() {
            tables.insert("assigned".to_owned(), self.assigned(meeting, &tasks));
        }
        Report { fields, tables }
    }

    /// Hamlets or units by stage of recognition, as the unit last counted them; none where the count is older than counts are told.
    fn stages(&self, unit: UnitId) -> Option<Table> {
        let date = self.date();
        let from = date.checked_sub_days(chrono::Days::new(LATE_DAYS))?;
        let period = PaperPeriod { cycle: String::new(), year: chrono::Datelike::year(&date), number: 0, from, to: date };
        Look::at(self.board, unit, &period, date).stages()
    }

    /// The directions given to places.
    fn directions(&self, meeting: &Meeting) -> Vec<Value> {
        let lines = |lines: &[String]| lines.iter().map(|line| open_ended(line)).collect::<Vec<_>>();
        let one = |one: &Direction| {
            json!({
                "unit": self.name(one.unit), "aim": open_ended(&one.aim), "focus": lines(&one.focus),
                "roadmap": open_ended(&one.roadmap), "results": lines(&one.results),
            })
        };
        meeting.directions.iter().map(|entry| one(&entry.value)).collect()
    }

    /// The minutes: what was said and concluded, with the tasks of each conclusion.
    pub(super) fn minutes(&self, meeting: &Meeting, then: &Self) -> Report {
        let (plan, tasks) = (&meeting.plan, then.tasks_of(meeting));
        let came = |present: bool| {
            let all = meeting.attendance.iter().filter(move |entry| entry.value.present == present);
            all.map(|entry| match entry.value.note.as_deref().filter(|note| !note.is_empty()) {
                Some(note) => format!("{} ({note})", entry.value.who),
                None => entry.value.who.clone(),
            })
        };
        let line = |task: &Task| {
            let assignment = &task.assignment;
            let cooperating = mentioned(&self.parties(&assignment.cooperating));
            json!({
                "work": open_ended(&assignment.content), "lead": self.party(&assignment.lead), "person": assignment.person.name,
                "cooperating": cooperating, "deadline": due(task), "product": inside(&open_ended(&assignment.product)),
            })
        };
        let conclusions = meeting.conclusions.iter().enumerate().map(|(at, entry)| {
            let own = tasks.iter().filter(|task| task.assignment.source.conclusion.as_deref() == Some(entry.value.id.as_str()));
            let tasks: Vec<Value> = own.map(line).collect();
            json!({ "number": at + 1, "text": open_ended(&entry.value.text), "no_task": entry.value.no_task, "tasks": tasks })
        });
        let shortcomings = meeting.shortcomings.iter().map(|entry| {
            let one = &entry.value;
            json!({ "text": open_ended(&one.text), "cause": inside(&open_ended(&one.cause)), "unit": one.unit.map(|unit| mentioned(&self.name(unit))) })
        });
        let said = meeting.words.iter().map(|entry| json!({ "who": entry.value.who, "text": open_ended(&entry.value.text) }));
        let name = event(plan.kind, &plan.title);
        let mut letters = name.chars();
        let title = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
        let fields = json!({
            "chair": chair(meeting), "secretary": plan.secretary,
            "meeting": {
                "title": title, "time": clock(&plan.time), "date": super::said(Some(plan.date)), "place": plan.venue,
                "agenda": plan.agenda.iter().map(|point| open_ended(point)).collect::<Vec<_>>(),
            },
            "present": came(true).collect::<Vec<_>>(), "absent": came(false).collect::<Vec<_>>(),
            "words": said.collect::<Vec<_>>(), "shortcomings": shortcomings.collect::<Vec<_>>(),
            "proposals": self.answers(meeting), "conclusions": conclusions.collect::<Vec<_>>(),
            "directions": self.directions(meeting), "notes": notes(meeting), "ended": ended(meeting),
            "supplements": meeting.supplements.iter().map(|entry| open_ended(&entry.value.text)).collect::<Vec<_>>(),
        });
        Report { fields, tables: BTreeMap::new() }
    }

    fn tasks_of(&self, meeting: &Meeting) -> Vec<Task> {
        let query = TaskQuery { show: Show::All, ..TaskQuery::open(TaskScope::Source(meeting.key.clone()), super::MOST_ROWS) };
        let mut tasks = self.board.tasks(&query).items;
        // In the order of the conclusions as they stand, then as they were assigned; what belongs to no conclusion comes last.
        let number = |task: &Task| task.assignment.source.conclusion.as_deref().and_then(|id| meeting.number_of(id)).unwrap_or(usize::MAX);
        tasks.sort_by_key(|task| (number(task), task.first));
        tasks
    }

    /// Tasks under whoever leads them, in the order of their first task.
    fn by_addressee(&self, meeting: &Meeting, tasks: &[Task]) -> Vec<Value> {
        let mut leads: Vec<(String, Vec<Value>)> = Vec::new();
        for task in tasks {
            let assignment = &task.assignment;
            let lead = self.addressee(&assignment.lead);
            let line = json!({
                "work": open_ended(&assignment.content), "cooperating": mentioned(&self.parties(&assignment.cooperating)),
                "conclusion": assignment.source.conclusion.as_deref().and_then(|id| meeting.number_of(id)),
                "deadline": due(task), "product": inside(&open_ended(&assignment.product)),
            });
            match leads.iter_mut().find(|(known, _)| *known == lead) {
                Some((_, lines)) => lines.push(line),
                None => leads.push((lead, vec![line])),
            }
        }
        leads.into_iter().map(|(lead, lines)| json!({ "addressee": lead, "tasks": lines })).collect()
    }

    fn assigned(&self, meeting: &Meeting, tasks: &[Task]) -> Table {
        let line = |(at, task): (usize, &Task)| {
            let assignment = &task.assignment;
            let number = assignment.source.conclusion.as_deref().and_then(|id| meeting.number_of(id));
            row(vec![
                Content::count(at as u64 + 1),
                number.map_or(Content::Empty, |number| Content::count(number as u64)),
                Content::text(&assignment.content),
                Content::text(&self.party(&assignment.lead)),
                Content::text(&assignment.person.name),
                Content::text(&self.parties(&assignment.cooperating)),
                Content::text(&due(task)),
                Content::text(&assignment.product),
            ])
        };
        let mut rows: Vec<_> = tasks.iter().enumerate().map(line).collect();
        let mut total = vec![Content::Empty; 8];
        total[2] = Content::Text(VI.say("paper.tasks-in-all", &[("count", &tasks.len().to_string())]));
        rows.push(bold(total));
        table("assigned", &[("meeting", &event(meeting.plan.kind, &meeting.plan.title))], rows)
    }

    /// What the places asked for, and the answers given.
    fn answers(&self, meeting: &Meeting) -> Vec<Value> {
        let scope = ProposalScope::Meeting(meeting.key.clone());
        let found = self.board.proposals(&scope, Show::All, None, super::MOST_ROWS).items;
        let line =
            |one: &Proposal| json!({ "unit": self.name(one.unit), "text": open_ended(&one.request.text), "answer": self.outcome(one) });
        found.iter().map(line).collect()
    }

    /// What came of a proposal, in words.
    pub(super) fn outcome(&self, proposal: &Proposal) -> String {
        match (&proposal.state, proposal.answers.last()) {
            (ProposalState::Withdrawn { .. }, _) | (ProposalState::Open { passed_up: 0, .. }, _) | (_, None) => {
                inside(VI.text(&format!("steering.word.proposal-{}", proposal.state.name())))
            }
            (state, Some((_, answer))) => {
                let kind = inside(VI.text(&format!("steering.word.answer-{}", answer.kind.as_str())));
                let to = match state {
                    ProposalState::Open { with, .. } => format!(" ({})", inside(&self.party(with))),
                    _ => String::new(),
                };
                let text = inside(&open_ended(&answer.text));
                match (text.is_empty(), text.starts_with(&kind)) {
                    (true, _) => format!("{kind}{to}"),
                    (_, true) if to.is_empty() => text,
                    _ => format!("{kind}{to}; {text}"),
                }
            }
        }
    }

    /// Where a place stood: "Xã Lâm Hợp đạt 16/20 tiêu chí; chưa đạt: …".
    fn stands(&self, unit: UnitId) -> Option<String> {
        let place = self.board.place(unit, None)?;
        let name = self.name(unit);
        if let Some(counts) = self.reported(&place) {
            return Some(VI.say("paper.place-reported", &[("unit", &name), ("counts", &counts)]));
        }
        if !place.has_data {
            return None;
        }
        let said = |counts: Counts, what: &'static str| format!("{}/{} {}", counts.met, counts.total, VI.text(what));
        let mut counts = vec![said(place.marks.criterion_counts, "paper.criteria")];
        // Of indicators nobody spoke of, nothing is said.
        if place.marks.indicator_counts.no_data != place.marks.indicator_counts.total {
            counts.push(said(place.marks.indicator_counts, "paper.indicators"));
        }
        let open = place.set.criteria.iter().zip(&place.marks.criteria).filter(|(_, status)| matches!(status, Status::NotMet));
        let open = open.map(|(criterion, _)| criterion.name.vi.as_str()).collect::<Vec<_>>().join("; ");
        let key = if open.is_empty() { "paper.place-stands" } else { "paper.place-stands-open" };
        Some(VI.say(key, &[("unit", &name), ("counts", &counts.join(", ")), ("open", &open)]))
    }

    /// The counts a place reported, where what is known by itself is only a part; what was reported years before says nothing of that day.
    fn reported(&self, place: &Place) -> Option<String> {
        let reported = place.reported.first().filter(|said| said.recorded.fact.as_of + chrono::Days::new(LATE_DAYS) >= self.date())?;
        if !partly_known(place.marks.criterion_counts) {
            return None;
        }
        let count = |tally: vedich_values::Tally, what: &'static str| format!("{tally} {}", VI.text(what));
        let counts = [
            reported.criteria.as_ref().map(|(tally, _)| count(*tally, "paper.criteria")),
            reported.indicators.as_ref().map(|(tally, _)| count(*tally, "paper.indicators")),
        ];
        let counts = counts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        (!counts.is_empty()).then_some(counts)
    }

    /// The invitation.
    pub(super) fn invitation(&self, key: &ItemKey) -> Result<Report, AppError> {
        let meeting = self.board.meeting(key).ok_or_else(|| refused(problem("meeting.unknown").with("meeting", key)))?;
        let plan = &meeting.plan;
        let mut invited: Vec<String> = plan.invited.iter().map(|one| one.who.clone()).collect();
        if invited.is_empty() {
            invited = meeting.attendance.iter().map(|entry| entry.value.who.clone()).collect();
        }
        if invited.is_empty() {
            invited = plan.places.iter().map(|unit| self.addressee(&Party::unit(*unit))).collect();
        }
        let fields = json!({
            "addressees": invited,
            "chair": chair(&meeting),
            "meeting": {
                "name": event(plan.kind, &plan.title), "time": clock(&plan.time), "date": said(Some(plan.date)), "place": plan.venue,
                "agenda": plan.agenda.iter().map(|point| open_ended(point)).collect::<Vec<_>>(),
            },
        });
        Ok(Report { fields, tables: BTreeMap::new() })
    }
}

/// The notes kept while it was held, a line each, whoever wrote them.
fn notes(meeting: &Meeting) -> Vec<String> {
    meeting.notes.iter().flat_map(|entry| entry.value.text.lines()).map(open_ended).filter(|line| !line.is_empty()).collect()
}

/// When it was concluded, where that was said on its day; else the end the plan names; else nothing.
fn ended(meeting: &Meeting) -> String {
    let closed = meeting.closed.map(|at| at.with_timezone(&Ho_Chi_Minh)).filter(|at| at.date_naive() == meeting.plan.date);
    let planned = || hours(&meeting.plan.time).ok().flatten().and_then(|hours| hours.to);
    let said = closed.and_then(|at| Some((u8::try_from(at.hour()).ok()?, u8::try_from(at.minute()).ok()?))).or_else(planned);
    said.map_or_else(String::new, clock_time)
}

/// "8 giờ 00".
fn clock_time((hour, minute): (u8, u8)) -> String {
    clock_in(VI, (hour, minute))
}

fn clock_in(lang: Lang, (hour, minute): (u8, u8)) -> String {
    lang.say("paper.clock", &[("hour", &hour.to_string()), ("minute", &format!("{minute:02}"))])
}

/// The hours of a meeting in their normal form, "8 giờ 00" or "8 giờ 00 - 11 giờ 30"; as they were written where they are no clock time.
#[must_use]
pub fn clock_of(lang: Lang, time: &str) -> String {
    let Some(hours) = hours(time).ok().flatten() else { return time.trim().to_owned() };
    let from = clock_in(lang, hours.from);
    hours.to.map_or_else(|| from.clone(), |to| format!("{from} - {}", clock_in(lang, to)))
}

/// Who chairs: the name, and the post written after it ("Nguyễn Văn A, Phó Chủ tịch UBND huyện"; a dash does as well).
fn chairing(meeting: &Meeting) -> (String, String) {
    let written = meeting.plan.chair.name.trim();
    if written.is_empty() {
        return (VI.text("paper.chair").to_owned(), String::new());
    }
    let parts = [", ", " - ", " – "].iter().filter_map(|between| written.split_once(between)).min_by_key(|(name, _)| name.len());
    let (name, post) = parts.unwrap_or((written, ""));
    (name.trim().to_owned(), post.trim().to_owned())
}

/// The same for a template.
fn chair(meeting: &Meeting) -> Value {
    let (name, post) = chairing(meeting);
    json!({ "name": name, "post": post })
}

/// "8 giờ 00"; as it was written when it is no clock time.
fn clock(time: &str) -> String {
    hours(time).ok().flatten().map_or_else(|| time.trim().to_owned(), |hours| clock_time(hours.from))
}

/// A meeting in the middle of a sentence: "hội nghị giao ban …", "buổi làm việc với 5 xã …".
pub(super) fn event(kind: MeetingKind, title: &str) -> String {
    let title = inside(title.trim());
    let named = ["hội nghị", "buổi", "cuộc họp", "phiên họp"].iter().any(|word| title.starts_with(word));
    if named {
        return title;
    }
    let key = match kind {
        MeetingKind::Briefing => "paper.event-briefing",
        MeetingKind::Working => "paper.event-working",
        MeetingKind::Committee => "paper.event-committee",
        MeetingKind::Visit => "paper.event-visit",
    };
    VI.say(key, &[("title", &title)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meetings_are_named_as_a_sentence_needs_them() {
        assert_eq!(event(MeetingKind::Working, "Làm việc với 5 xã"), "buổi làm việc với 5 xã");
        assert_eq!(event(MeetingKind::Briefing, "Giao ban 6 tháng"), "hội nghị giao ban 6 tháng");
        assert_eq!(event(MeetingKind::Briefing, "Hội nghị giao ban"), "hội nghị giao ban");
        assert_eq!(clock("08:00"), "8 giờ 00");
        assert_eq!(clock("14h30"), "14 giờ 30");
        assert_eq!(clock("chiều"), "chiều");
        assert_eq!(
            (clock_of(VI, "8h"), clock_of(VI, "0800 - 11h30"), clock_of(VI, "cả ngày")),
            ("8 giờ 00".to_owned(), "8 giờ 00 - 11 giờ 30".to_owned(), "cả ngày".to_owned())
        );
    }
}
