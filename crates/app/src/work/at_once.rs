//! Letters at once, for who wants them: a value of theirs returned or asked about, a task assigned to them, a demand they reported done
//! that is to be met again. Worked out of the record, each with an identity of its own, so that whoever was killed in between catches up and nobody gets one twice.

use crate::steering::letters::shortened;
use crate::work::Letter;
use crate::{App, AppError};
use chrono::TimeDelta;
use std::collections::{BTreeMap, BTreeSet};
use vedich_facts::steering::{TaskEdit, TaskStatement};
use vedich_facts::{Body, Kind, Outcome, PersonId, Recorded, SiteVisit};
use vedich_journal::Select;
use vedich_values::{EntrySeq, FactSeq, ItemKey, Timestamp};
use vedich_wording::Lang;

/// How far back is looked after a start: a server that stood still longer leaves the rest to the first page and the digests.
const LOOKED_BACK: TimeDelta = TimeDelta::days(2);
/// Values named in one letter.
const NAMED: usize = 20;

/// In which language letters are, and the address of the site that stands in them.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// The language.
    pub lang: Lang,
    /// The address of the site.
    pub base: &'a str,
}

impl Desk<'_> {
    fn address(self, path: &str) -> String {
        format!("{}{path}", self.base.trim_end_matches('/'))
    }
}

impl App {
    /// The fact after which to begin with [`Self::post_at_once`].
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn at_once_from(&self) -> Result<FactSeq, AppError> {
        Ok(self.journal().last_known(self.clock().now() - LOOKED_BACK).await?)
    }

    /// Puts letters on their way about what was recorded after a fact, and says how far that was.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn post_at_once(&self, after: FactSeq, desk: Desk<'_>) -> Result<FactSeq, AppError> {
        let newest = self.version();
        let wanting: BTreeMap<PersonId, Timestamp> = self.entrance().vault.at_once().await?.into_iter().collect();
        if wanting.is_empty() || newest <= after {
            return Ok(newest.max(after));
        }
        let until = Some(FactSeq(newest.get() + 1));
        let of = |kind| Select { after: Some(after), before: until, kind: Some(kind), ..Select::default() };
        self.post_returned(self.journal().read(&of(Kind::Verification)).await?, &wanting, desk).await?;
        self.post_assigned(&self.journal().read(&of(Kind::Task)).await?, &wanting, desk).await?;
        self.post_reopened(&self.journal().read(&of(Kind::SiteVisit)).await?, &wanting, desk).await?;
        Ok(newest)
    }

    /// One letter a person for what somebody said in one go, however many values it was about.
    async fn post_returned(&self, said: Vec<Recorded>, wanting: &BTreeMap<PersonId, Timestamp>, desk: Desk<'_>) -> Result<(), AppError> {
        let mut lines: BTreeMap<(EntrySeq, PersonId), Vec<String>> = BTreeMap::new();
        for recorded in said {
            let Body::Verification(word) = &recorded.fact.body else { continue };
            if !matches!(word.outcome, Outcome::Returned | Outcome::Asked) {
                continue;
            }
            let Some(value) = self.fact(word.of).await? else { continue };
            let Some(who) = self.entered_by(&value).await?.filter(|who| wants(wanting, *who, &recorded)) else { continue };
            let what = match &value.fact.body {
                Body::Observation { target, .. } => target.code.to_string(),
                Body::DeclaredStatus { criterion, .. } => format!("{} {criterion}", desk.lang.text("fieldwork.criterion")),
                _ => String::new(),
            };
            let unit = self.reference().registry.path(value.fact.unit, value.fact.as_of);
            let words = recorded.fact.note.as_deref().unwrap_or_default();
            let line = desk.lang.say("work.letter.returned-line", &[("unit", &unit), ("what", &what), ("words", words)]);
            lines.entry((recorded.entry, who)).or_default().push(line);
        }
        for ((entry, who), mut lines) in lines {
            let n = lines.len().to_string();
            if lines.len() > NAMED {
                let more = (lines.len() - NAMED).to_string();
                lines.truncate(NAMED);
                lines.push(desk.lang.say("work.letter.returned-more", &[("n", &more)]));
            }
            let filled = [("lines", lines.join("\n- ")), ("address", desk.address("/returned"))];
            self.post_to(who, format!("returned-{entry}-{who}"), "returned", &[("n", n)], &filled, desk).await?;
        }
        Ok(())
    }

    /// A letter to whoever reported a demand of a visit done, when it is to be met again.
    async fn post_reopened(&self, stated: &[Recorded], wanting: &BTreeMap<PersonId, Timestamp>, desk: Desk<'_>) -> Result<(), AppError> {
        for recorded in stated {
            let Body::SiteVisit(SiteVisit::Reopened { visit, finding, .. }) = &recorded.fact.body else { continue };
            let visits = self.live().visits(recorded.fact.unit);
            let Some(held) = visits.iter().find(|one| one.seq() == *visit) else { continue };
            let Some(followed) = held.findings.get(usize::from(*finding)) else { continue };
            let Some(report) = followed.reports().filter(|report| report.seq < recorded.seq).last() else { continue };
            let Some(who) = self.entered_by(report).await?.filter(|who| wants(wanting, *who, recorded)) else { continue };
            // Whoever takes back a report of their own need not be told.
            if self.entered_by(recorded).await? == Some(who) {
                continue;
            }
            let filled = [
                ("unit", self.reference().registry.path(recorded.fact.unit, recorded.fact.as_of)),
                ("demand", followed.finding.demand.clone().unwrap_or_default()),
                ("words", recorded.fact.note.as_deref().unwrap_or_default().to_owned()),
                ("due", followed.due.map_or_else(|| "–".to_owned(), |due| vedich_wording::date(desk.lang, due))),
                ("address", desk.address(&format!("/visits/{}", recorded.fact.unit))),
            ];
            let unit = [("unit", filled[0].1.clone())];
            let letter = if followed.was_met_before(recorded.seq) { "reopened-met" } else { "reopened" };
            self.post_to(who, format!("reopened-{}-{who}", recorded.seq), letter, &unit, &filled, desk).await?;
        }
        Ok(())
    }

    /// One letter a person for a task, the first time it is theirs.
    async fn post_assigned(&self, stated: &[Recorded], wanting: &BTreeMap<PersonId, Timestamp>, desk: Desk<'_>) -> Result<(), AppError> {
        let mut seen: BTreeSet<&ItemKey> = BTreeSet::new();
        for recorded in stated {
            let Body::Task(statement) = &recorded.fact.body else { continue };
            let TaskStatement::Change(change) = &**statement else { continue };
            let assigns = change.edits.iter().any(|edit| matches!(edit, TaskEdit::Assign(_) | TaskEdit::Set(_) | TaskEdit::Lead { .. }));
            if !assigns || !seen.insert(&change.task) {
                continue;
            }
            let Some(task) = self.live().task(&change.task) else { continue };
            let maker = self.entered_by(recorded).await?;
            let theirs = task.assignment.person.person.filter(|who| Some(*who) != maker && wants(wanting, *who, recorded));
            let Some(who) = theirs else { continue };
            let due = task.due.map_or_else(|| "–".to_owned(), |due| vedich_wording::date(desk.lang, due));
            let filled = [
                ("task", task.assignment.content.clone()),
                ("due", due),
                ("product", task.assignment.product.clone()),
                ("address", desk.address(&format!("/tasks/{}", task.key))),
            ];
            let title = [("title", shortened(&task.assignment.content))];
            self.post_to(who, format!("assigned-{}-{who}", task.key), "assigned", &title, &filled, desk).await?;
        }
        Ok(())
    }

    async fn post_to(
        &self,
        who: PersonId,
        id: String,
        kind: &str,
        subject: &[(&str, String)],
        body: &[(&str, String)],
        desk: Desk<'_>,
    ) -> Result<(), AppError> {
        let Some(person) = self.rights().person(who).filter(|person| !person.disabled).cloned() else { return Ok(()) };
        let common = [("name", person.name.to_string()), ("settings", desk.address("/work#mail"))];
        let say = |key: &str, filled: &[(&str, String)]| {
            let filled: Vec<(&str, &str)> = filled.iter().chain(&common).map(|(name, text)| (*name, text.as_str())).collect();
            desk.lang.say(key, &filled)
        };
        let (subject, body) = (say(&format!("work.letter.{kind}-subject"), subject), say(&format!("work.letter.{kind}-body"), body));
        self.entrance().vault.post(&Letter::to_person(id, who, subject, body), self.clock().now()).await?;
        Ok(())
    }
}

/// Whether somebody wanted to know at once when it was recorded.
fn wants(wanting: &BTreeMap<PersonId, Timestamp>, who: PersonId, recorded: &Recorded) -> bool {
    wanting.get(&who).is_some_and(|since| *since <= recorded.recorded_at)
}
