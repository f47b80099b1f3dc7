//! Letters of steering: invitations to meetings with the appointment enclosed, and reminders of tasks before they are due.
//!
//! Every letter is worked out of the record and has an identity of its own, so that a program that was killed between the two catches up,
//! and nobody gets a letter twice.

use super::Written;
use crate::commands::By;
use crate::work::{Enclosed, Letter, Rhythm};
use crate::{App, AppError, Committed};
use chrono::Timelike;
use chrono_tz::Asia::Ho_Chi_Minh;
use vedich_board::steering::{TaskQuery, TaskScope};
use vedich_facts::steering::{Invitation, Invitee, MeetingEdit};
use vedich_reference::steering_rules;
use vedich_steering::meeting::calendar::Organizer;
use vedich_steering::meeting::{MeetingState, calendar};
use vedich_steering::rules::Reminder;
use vedich_steering::{Meeting, Task, check};
use vedich_units::COUNTRY;
use vedich_values::ItemKey;
use vedich_wording::Lang;

/// Invitations are official papers: in Vietnamese, whatever language their sender reads.
const VI: Lang = Lang::Vi;
/// Meetings looked at in one go.
const MEETINGS: usize = 50;
/// Open tasks of one person looked at for reminders.
const MOST_TASKS: usize = 500;
/// Letters in a subject, at most, of what somebody wrote.
const SUBJECT_LETTERS: usize = 80;

/// How the identities of letters about meetings begin; the meeting, what, and the address follow.
const INVITE: &str = "invite-";

/// The meetings a letter may be about, by its identity: keys and addresses may hold hyphens and numbers themselves, so there may be several;
/// one of them is there.
pub(crate) fn meetings_of(letter: &str) -> impl Iterator<Item = ItemKey> {
    let rest = letter.strip_prefix(INVITE).unwrap_or_default();
    let number = |text: &str| text.split('-').next().is_some_and(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let keys = rest.match_indices('-').filter(move |(at, _)| number(&rest[at + 1..])).map(|(at, _)| &rest[..at]);
    keys.map(|key| ItemKey::new(key.strip_suffix("-cancelled").unwrap_or(key)))
}

/// Where the letters of a meeting are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LettersOut {
    /// Taken by the mail server.
    pub sent: u64,
    /// On their way.
    pub waiting: u64,
    /// Given up: refused for good, or tried long enough.
    pub given_up: u64,
}

impl App {
    /// Letters are sent from that address from now on; the first one given stays. Answers of calendars go to it.
    pub fn send_letters_from(&self, address: String) {
        let _ = self.inner.mail_sender.set(address);
    }

    /// Sends the invitations of a meeting to everybody asked to come whose address is known, with words of the sender.
    ///
    /// # Errors
    /// When nobody's address is known, the meeting is no longer planned, the person may not, or the journal does not answer.
    pub async fn invite(&self, by: By, written: Written<String>) -> Result<Committed, AppError> {
        let meeting = self.meeting_now(&written.key).await?;
        let reachable = |one: &&Invitee| one.email.as_deref().is_some_and(check::is_address);
        let to: Vec<Invitee> = meeting.plan.invited.iter().filter(reachable).cloned().collect();
        let what = vec![MeetingEdit::Invite(Invitation { to, text: written.what.trim().to_owned() })];
        let key = written.key.clone();
        let done = self.write_meeting(by, Written { key: written.key, base: written.base, on: written.on, what }).await?;
        self.post_invitations_of(&self.meeting_now(&key).await?).await?;
        Ok(done)
    }

    /// Puts the letters of meetings to come on their way that are not yet: invitations, and word that a meeting is not held.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn post_invitations(&self) -> Result<(), AppError> {
        let today = self.today();
        let mut after = None;
        loop {
            let page = self.live().meetings(COUNTRY, after, MEETINGS);
            // The latest come first.
            let coming = page.items.iter().take_while(|meeting| meeting.plan.date >= today).count();
            for meeting in page.items.iter().take(coming).filter(|meeting| !meeting.invitations.is_empty()) {
                self.post_invitations_of(meeting).await?;
            }
            after = page.next.filter(|_| coming == page.items.len());
            if after.is_none() {
                return Ok(());
            }
        }
    }

    async fn post_invitations_of(&self, meeting: &Meeting) -> Result<(), AppError> {
        let (vault, now) = (&self.entrance().vault, self.clock().now());
        for letter in self.invitation_letters(meeting) {
            vault.post(&letter, now).await?;
        }
        Ok(())
    }

    /// The letters of a meeting: of the last invitation to everybody, and of its end to whoever was ever invited.
    fn invitation_letters(&self, meeting: &Meeting) -> Vec<Letter> {
        let enclosed = self.appointment(meeting);
        let letter = |kind: &str, what: String, one: &Invitee, text: &str| {
            let address = one.email.clone()?;
            let id = format!("{INVITE}{}-{what}-{address}", meeting.key);
            let (subject, body) = self.invitation_words(meeting, kind, one, text);
            Some(Letter::to_address(id, address, subject, body).enclosing(enclosed.clone()))
        };
        match (&meeting.state, meeting.invitations.last()) {
            (_, None) => Vec::new(),
            (MeetingState::Cancelled { reason }, Some(_)) => {
                let mut ever: Vec<&Invitee> = Vec::new();
                for one in meeting.invitations.iter().flat_map(|(_, invitation)| &invitation.to) {
                    if !ever.iter().any(|known| known.email == one.email) {
                        ever.push(one);
                    }
                }
                ever.into_iter().filter_map(|one| letter("cancel", format!("cancelled-{}", meeting.version), one, reason)).collect()
            }
            (_, Some((stamp, invitation))) => {
                invitation.to.iter().filter_map(|one| letter("invite", stamp.seq.to_string(), one, &invitation.text)).collect()
            }
        }
    }

    /// The appointment enclosed: a message of the unit that holds the meeting; where letters have no sender, a file that asks nobody.
    fn appointment(&self, meeting: &Meeting) -> Enclosed {
        let (name, now) = ("vedich-giay-moi.ics".to_owned(), self.clock().now());
        let Some(address) = self.inner.mail_sender.get().cloned() else {
            return Enclosed { name, media: calendar::MEDIA_TYPE.to_owned(), content: calendar::file(meeting, now) };
        };
        let organizer = Organizer { name: self.holder_of(meeting), address };
        let message = calendar::message(meeting, &organizer, now);
        Enclosed { name, media: message.media, content: message.content }
    }

    /// The unit that holds a meeting, as it is called that day.
    fn holder_of(&self, meeting: &Meeting) -> String {
        let (reference, day) = (self.reference(), meeting.plan.date);
        let registry = &reference.registry;
        let on = registry.get(meeting.unit).and_then(|unit| unit.span.to).map_or(day, |last| last.min(day));
        registry.at(meeting.unit, on).map_or_else(String::new, |at| at.name.to_owned())
    }

    fn invitation_words(&self, meeting: &Meeting, kind: &str, one: &Invitee, text: &str) -> (String, String) {
        let (plan, holder) = (&meeting.plan, self.holder_of(meeting));
        let date = vedich_wording::date(VI, plan.date);
        let title = shortened(&plan.title);
        let subject = VI.say(&format!("steering.letter.{kind}-subject"), &[("title", &title), ("date", &date)]);
        let when = if plan.time.is_empty() { date } else { VI.say("steering.letter.at", &[("time", &plan.time), ("date", &date)]) };
        let mut body = VI.say(&format!("steering.letter.{kind}"), &[("who", &one.who), ("holder", &holder), ("title", &plan.title)]);
        let mut line = |key: &str, text: &str| {
            if !text.trim().is_empty() {
                body.push_str(&format!("\n{}: {text}", VI.text(key)));
            }
        };
        line("steering.when", &when);
        line("steering.venue", &plan.venue);
        line("steering.chair", &plan.chair.name);
        if kind == "cancel" {
            line("steering.reason", text);
        } else {
            line("steering.agenda", &plan.agenda.iter().map(|point| format!("\n- {point}")).collect::<String>());
            if !text.is_empty() {
                body.push_str(&format!("\n\n{text}"));
            }
            body.push_str(&format!("\n\n{}", VI.text("steering.letter.enclosed")));
        }
        body.push('\n');
        (subject, body)
    }

    /// Where the letters of a meeting's invitations are.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn letters_of_meeting(&self, key: &ItemKey) -> Result<LettersOut, AppError> {
        let (sent, waiting, given_up) = self.entrance().vault.letters_like(&format!("{INVITE}{key}-")).await?;
        Ok(LettersOut { sent, waiting, given_up })
    }

    /// Reminds whoever answers for a task before it is due and once when it is overdue, from the hour of the day on that
    /// `data/steering.toml` gives. Those whose account has no address are told in the site alone, those with a daily digest by it.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn post_reminders(&self, lang: Lang, base: &str) -> Result<(), AppError> {
        let rules = &steering_rules().reminders;
        if self.clock().now().with_timezone(&Ho_Chi_Minh).hour() < rules.hour {
            return Ok(());
        }
        let (vault, now, today, rights) = (&self.entrance().vault, self.clock().now(), self.today(), self.rights());
        for known in vault.credentials().await?.into_iter().filter(|known| known.email.is_some()) {
            let Some(person) = rights.person(known.person).filter(|person| !person.disabled) else { continue };
            let query = TaskQuery::open(TaskScope::Person(person.id), MOST_TASKS);
            let tasks = self.live().tasks(&query).items;
            let called = |task: Task| {
                let (due, waits) = (task.due?, !matches!(task.state, vedich_steering::task::State::Reported { .. }));
                let reminder = rules.of(due, today, task.is_recurring()).filter(|_| waits)?;
                Some((task, due, reminder))
            };
            let called: Vec<_> = tasks.into_iter().filter_map(called).collect();
            if called.is_empty() {
                continue;
            }
            let wishes = vault.wishes(person.id).await?;
            if wishes.rhythm == Rhythm::Daily && !wishes.at_once {
                continue;
            }
            for (task, due, reminder) in called {
                let id = format!("remind-{}-{due}-{}", task.key, reminder.name());
                let day = vedich_wording::date(lang, due);
                let title = shortened(&task.assignment.content);
                let (key, days) = match reminder {
                    Reminder::Before(_) => ("steering.letter.remind", due.signed_duration_since(today).num_days()),
                    Reminder::Overdue => ("steering.letter.overdue", today.signed_duration_since(due).num_days()),
                };
                let days = days.to_string();
                let subject = lang.say(&format!("{key}-subject"), &[("title", &title), ("due", &day), ("days", &days)]);
                let address = format!("{}/tasks/{}", base.trim_end_matches('/'), task.key);
                let filled = [
                    ("name", &*person.name),
                    ("task", &*task.assignment.content),
                    ("due", &*day),
                    ("days", &*days),
                    ("product", &*task.assignment.product),
                    ("address", &*address),
                ];
                let body = lang.say(key, &filled);
                vault.post(&Letter::to_person(id, person.id, subject, body), now).await?;
            }
        }
        Ok(())
    }
}

/// What somebody wrote, short enough for a subject.
pub(crate) fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let head: String = letters.by_ref().take(SUBJECT_LETTERS).collect();
    if letters.next().is_none() { head } else { format!("{}…", head.trim_end()) }
}
