//! Meetings in words.

use super::directions::DirectionLine;
use super::{LogEntry, TaskLine, beside, line, names, who, word};
use crate::parts::Link;
use crate::present::Scene;
use vedich_board::steering::{ProposalScope, Show, TaskQuery, TaskScope};
use vedich_facts::steering::{Conclusion, MeetingEdit, Shortcoming, SpokenWord};
use vedich_steering::meeting::MeetingState;
use vedich_steering::{Entry, Meeting};
use vedich_values::UnitId;

/// Most tasks of a meeting that its page shows.
const MOST_TASKS: usize = 500;

/// A meeting in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeetingLine {
    /// Title and page.
    pub title: Link,
    /// Kind.
    pub kind: String,
    /// Day and time.
    pub when: String,
    /// Who holds it.
    pub unit: String,
    /// Places it is about.
    pub places: String,
    /// Where it stands.
    pub state: String,
    /// Conclusions, tasks of them, and those of these that are overdue.
    pub counts: (usize, u32, u32),
}

/// A meeting in a list.
#[must_use]
pub fn meeting_line(s: Scene<'_>, meeting: &Meeting) -> MeetingLine {
    let (f, plan) = (s.f, &meeting.plan);
    let tally = s.board.task_tally(&TaskScope::Source(meeting.key.clone()));
    MeetingLine {
        title: Link::new(plan.title.clone(), f.link(&format!("/meetings/{}", meeting.key))),
        kind: word(f, &format!("kind-{}", plan.kind.as_str())),
        when: format!("{} {}", f.date(plan.date), vedich_app::papers::clock_of(f.lang, &plan.time)).trim().to_owned(),
        unit: s.name(meeting.unit),
        places: names(s, &plan.places),
        state: word(f, &format!("meeting-{}", meeting.state.name())),
        counts: (meeting.conclusions.len(), tally.assigned(), tally.overdue),
    }
}

/// A conclusion with its tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConclusionLine {
    /// Its id in the meeting.
    pub id: String,
    /// Its number.
    pub number: usize,
    /// What is concluded.
    pub text: String,
    /// Marked as creating no task.
    pub no_task: bool,
    /// Neither a task nor marked.
    pub open: bool,
    /// Its tasks.
    pub tasks: Vec<TaskLine>,
    /// What others wrote of it at the same time.
    pub others: Vec<LogEntry>,
}

/// A pair of texts: a writer and their notes, a supplement and its signer.
pub type Pair = (String, String);

/// What somebody said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordLine {
    /// Its id in the meeting.
    pub id: String,
    /// Who.
    pub who: String,
    /// What.
    pub text: String,
}

/// A shortcoming.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShortcomingLine {
    /// Its id in the meeting.
    pub id: String,
    /// What falls short.
    pub text: String,
    /// Why.
    pub cause: String,
    /// Where, and in which criterion.
    pub about: String,
    /// What others wrote of it at the same time.
    pub others: Vec<LogEntry>,
}

/// A place with its number and name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitLine {
    /// Our id.
    pub id: String,
    /// Name and page as of the day.
    pub name: Link,
}

/// A meeting on its page.
#[derive(Clone, Debug, Default)]
pub struct MeetingView {
    /// Its identity.
    pub key: String,
    /// The last fact of it, carried by its forms.
    pub base: String,
    /// The line of the list.
    pub line: MeetingLine,
    /// Where it stands, by name.
    pub state: &'static str,
    /// What the state adds: signer and paper, or why it is not held.
    pub state_text: String,
    /// The notice of its conclusions, once it is issued.
    pub notice: Link,
    /// Whether it can still be written.
    pub open: bool,
    /// Where.
    pub venue: String,
    /// Who chairs.
    pub chair: String,
    /// Who writes.
    pub secretary: String,
    /// The agenda.
    pub agenda: Vec<String>,
    /// Who is asked to come.
    pub invited: Vec<String>,
    /// Who came, and who did not.
    pub attendance: Vec<(String, bool, String)>,
    /// Who was asked to come and of whom nothing is said yet.
    pub awaited: Vec<String>,
    /// Where its tasks are a list; empty: it has none.
    pub tasks: String,
    /// What was said.
    pub words: Vec<WordLine>,
    /// The notes of the reader.
    pub own_notes: String,
    /// What oneself wrote in another window at the same time.
    pub own_notes_beside: Vec<LogEntry>,
    /// The notes of others.
    pub notes: Vec<Pair>,
    /// Conclusions.
    pub conclusions: Vec<ConclusionLine>,
    /// Shortcomings and causes.
    pub shortcomings: Vec<ShortcomingLine>,
    /// Directions.
    pub directions: Vec<DirectionLine>,
    /// Invitations that were sent: to how many, and when.
    pub invitations: Vec<(usize, String)>,
    /// The places it is about.
    pub places: Vec<UnitLine>,
    /// Proposals of the places.
    pub proposals: Vec<super::proposals::ProposalLine>,
    /// Supplements: text and signer.
    pub supplements: Vec<Pair>,
    /// What came after the signing.
    pub aside: Vec<LogEntry>,
    /// Fields of the plan that two wrote differently.
    pub conflicts: usize,
    /// Where the picture of its day is.
    pub picture: Vec<Link>,
}

/// A meeting on its page; `login` is the reader's.
#[must_use]
pub fn meeting_view(s: Scene<'_>, meeting: &Meeting, login: &str) -> MeetingView {
    let (f, plan) = (s.f, &meeting.plan);
    let state_text = match &meeting.state {
        MeetingState::Signed { signing, .. } => {
            [Some(signing.signer.clone()), signing.paper.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        MeetingState::Cancelled { reason } => reason.clone(),
        _ => String::new(),
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let own = |writer: &str| writer == login;
    MeetingView {
        key: meeting.key.to_string(),
        base: meeting.version.to_string(),
        line: meeting_line(s, meeting),
        state: meeting.state.name(),
        state_text,
        notice: super::notice(s, &meeting.key).unwrap_or_default(),
        open: meeting.state.is_open(),
        venue: plan.venue.clone(),
        chair: plan.chair.name.clone(),
        secretary: plan.secretary.clone(),
        agenda: plan.agenda.clone(),
        invited: plan.invited.iter().map(|one| one.who.clone()).collect(),
        attendance: meeting
            .attendance
            .iter()
            .map(|entry| (entry.value.who.clone(), entry.value.present, entry.value.note.clone().unwrap_or_default()))
            .collect(),
        awaited: awaited(meeting),
        tasks: tasks_address(s, meeting),
        words: meeting.words.iter().map(|entry| word_line(&entry.value)).collect(),
        own_notes: meeting.notes.iter().find(|entry| own(&entry.value.writer)).map(|entry| entry.value.text.clone()).unwrap_or_default(),
        own_notes_beside: meeting
            .notes
            .iter()
            .find(|entry| own(&entry.value.writer))
            .map(|entry| beside(s, &entry.others, |other| other.text.clone()))
            .unwrap_or_default(),
        notes: meeting
            .notes
            .iter()
            .filter(|entry| !own(&entry.value.writer))
            .map(|entry| (super::named(s, &entry.value.writer, Some(meeting.unit), plan.date), entry.value.text.clone()))
            .collect(),
        conclusions: conclusions(s, meeting),
        shortcomings: meeting.shortcomings.iter().map(|entry| shortcoming(s, entry)).collect(),
        directions: super::directions::of_meeting(s, meeting),
        invitations: meeting.invitations.iter().map(|(stamp, one)| (one.to.len(), f.date(stamp.on))).collect(),
        places: plan.places.iter().map(|unit| place(s, *unit)).collect(),
        proposals: proposals(s, meeting),
        supplements: meeting.supplements.iter().map(|entry| pair(&entry.value.text, &entry.value.signer)).collect(),
        aside: meeting.aside.iter().map(|(stamp, edit)| aside(s, stamp, edit)).collect(),
        conflicts: meeting.conflicts.len(),
        picture: picture(s, meeting),
    }
    .with_date(f.is_past())
}

impl MeetingView {
    /// On a past date nothing is written: forms belong to today.
    const fn with_date(mut self, past: bool) -> Self {
        self.open = self.open && !past;
        self
    }
}

fn awaited(meeting: &Meeting) -> Vec<String> {
    let said = |who: &str| meeting.attendance.iter().any(|entry| entry.value.who == who);
    meeting.plan.invited.iter().map(|one| one.who.clone()).filter(|who| !said(who)).collect()
}

fn tasks_address(s: Scene<'_>, meeting: &Meeting) -> String {
    let any = s.board.task_tally(&TaskScope::Source(meeting.key.clone())).assigned() > 0;
    if any { super::list_address(s.f, "source", meeting.key.as_str(), "all") } else { String::new() }
}

pub(super) fn place(s: Scene<'_>, unit: UnitId) -> UnitLine {
    UnitLine { id: unit.to_string(), name: s.place_link(unit) }
}

fn word_line(word: &SpokenWord) -> WordLine {
    WordLine { id: word.id.clone(), who: word.who.clone(), text: word.text.clone() }
}

fn shortcoming(s: Scene<'_>, entry: &Entry<Shortcoming>) -> ShortcomingLine {
    let one = &entry.value;
    let criterion = one.criterion.map(|no| s.f.say("steering.criteria-no", &[("numbers", &no.to_string())]));
    let about: Vec<String> = one.unit.map(|unit| s.name(unit)).into_iter().chain(criterion).collect();
    ShortcomingLine {
        id: one.id.clone(),
        text: one.text.clone(),
        cause: one.cause.clone(),
        about: about.join(" · "),
        others: beside(s, &entry.others, |other| {
            [&other.text, &other.cause].into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
        }),
    }
}

/// The places on the day of the meeting: the picture as it was then.
fn picture(s: Scene<'_>, meeting: &Meeting) -> Vec<Link> {
    let day = meeting.plan.date.min(s.f.today).to_string();
    let address = |unit: UnitId| crate::frame::address(&format!("/places/{unit}"), [("as_of", day.as_str())]);
    meeting.plan.places.iter().map(|unit| Link::new(s.name(*unit), address(*unit))).collect()
}

fn conclusions(s: Scene<'_>, meeting: &Meeting) -> Vec<ConclusionLine> {
    let scope = TaskScope::Source(meeting.key.clone());
    let all = TaskQuery { scope, show: Show::All, criterion: None, after: None, limit: MOST_TASKS };
    let tasks = s.board.tasks(&all).items;
    let one = |(at, entry): (usize, &Entry<Conclusion>)| {
        let id = entry.value.id.as_str();
        let of = tasks.iter().filter(|task| task.assignment.source.conclusion.as_deref() == Some(id));
        let tasks: Vec<TaskLine> = of.map(|task| line(s, task)).collect();
        ConclusionLine {
            id: id.to_owned(),
            number: at + 1,
            text: entry.value.text.clone(),
            no_task: entry.value.no_task,
            open: !entry.value.no_task && tasks.is_empty(),
            tasks,
            others: beside(s, &entry.others, |other| other.text.clone()),
        }
    };
    meeting.conclusions.iter().enumerate().map(one).collect()
}

/// Proposals brought up at the meeting, and the open ones of its places.
fn proposals(s: Scene<'_>, meeting: &Meeting) -> Vec<super::proposals::ProposalLine> {
    let mut found = s.board.proposals(&ProposalScope::Meeting(meeting.key.clone()), Show::All, None, 100).items;
    for place in &meeting.plan.places {
        for proposal in s.board.proposals(&ProposalScope::From(*place), Show::Open, None, 20).items {
            if !found.iter().any(|other| other.key == proposal.key) {
                found.push(proposal);
            }
        }
    }
    let line = |proposal: &vedich_steering::Proposal| {
        let mut line = super::proposals::proposal_line(s, proposal);
        if line.open {
            // Answered by word of mouth: the answer says at which meeting.
            line.text.href = s.f.link_with(&format!("/proposals/{}", proposal.key), &[("meeting", meeting.key.as_str())]);
        }
        line
    };
    found.iter().map(line).collect()
}

fn aside(s: Scene<'_>, stamp: &vedich_steering::Stamp, edit: &MeetingEdit) -> LogEntry {
    let text = match edit {
        MeetingEdit::Conclude(one) => one.text.clone(),
        MeetingEdit::Shortcoming(one) => one.text.clone(),
        MeetingEdit::Direct(one) => one.aim.clone(),
        MeetingEdit::Notes(notes) => notes.text.clone(),
        MeetingEdit::Say(word) => word.text.clone(),
        _ => String::new(),
    };
    LogEntry { on: s.f.date(stamp.on), text, who: who(s, stamp), aside: true, ..LogEntry::default() }
}
