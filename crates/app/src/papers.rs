//! Papers: begin a draft, write on it, issue it under a number, keep the registers and the templates.
//!
//! A draft is its form, its fields (computed from the board for a report) and what people wrote; it is put together anew whenever it is
//! looked at. Issued, its whole content stands in the record and is only ever read.

mod compose;
mod demo;
mod occasion;
mod office;
mod registers;
mod report;
mod search;
mod tables;
mod texts;

pub use compose::{Composed, HeadLine, file_name};
pub use occasion::{BeginFrom, Issuer, MOST_ROWS, Occasion, clock_of};
pub use office::OfficeSample;
pub use registers::{RegisterPage, RegisterSearch, Selected};
pub use report::Report;
pub use search::{PaperSearch, PapersFound};
pub(crate) use texts::PaperTexts;

pub use tables::{follow_table, incoming_table, outgoing_table, tables_workbook, workbook};
pub use texts::Said;

use crate::commands::By;
use crate::{App, AppError, Committed};
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_facts::{Body, Fact, HandOver, Issue, PaperEvent, PaperId, PaperPeriod, Receipt};
use vedich_papers::{PaperLine, PaperState, Registers, freeze};
use vedich_rights::{Action, On};
use vedich_values::{Date, Diagnostic, FactSeq, Place, UnitId};

/// Begins a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct BeginPaper {
    /// In whose name.
    pub unit: UnitId,
    /// Its form: `report`.
    pub form: String,
    /// Its layout: `state`.
    pub layout: String,
    /// The period of a report.
    pub period: Option<PaperPeriod>,
    /// What the template is filled with, where it is not computed.
    pub fields: Option<serde_json::Value>,
    /// The date it holds for; none: today.
    pub on: Option<Date>,
}

/// Writes on a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WritePaper {
    /// Which.
    pub paper: PaperId,
    /// By key of the place; none: what is proposed stands there again.
    pub texts: BTreeMap<String, Option<String>>,
    /// The version the writer had seen.
    pub base: FactSeq,
}

/// Issues a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuePaper {
    /// Which.
    pub paper: PaperId,
    /// The date on it; none: today.
    pub dated: Option<Date>,
    /// A number of its own, where papers were numbered elsewhere too; none: the next one.
    pub number: Option<u32>,
    /// The version whoever issues it had seen; none: the present one.
    pub base: Option<FactSeq>,
}

/// Enters a paper that came in. Its number is the next of the year it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivePaper {
    /// Whose register.
    pub unit: UnitId,
    /// The day it came.
    pub came: Date,
    /// Who issued it.
    pub author: String,
    /// Number and symbol on it.
    pub symbol: String,
    /// The date on it.
    pub dated: Date,
    /// Type name and abstract.
    pub title: String,
    /// Unit or person it was given to.
    pub given_to: String,
    /// By when it has to be answered.
    pub due: Option<Date>,
}

/// Corrects a line of the incoming register. Its number and year stay; what stood there is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectArrival {
    /// The line as it is right.
    pub line: ReceivePaper,
    /// The year of the register.
    pub year: i32,
    /// Its number there.
    pub number: u32,
    /// Why.
    pub reason: String,
    /// The version its maker had seen; none: the present one.
    pub base: Option<FactSeq>,
}

impl App {
    /// Every paper, as known now.
    #[must_use]
    pub fn papers(&self) -> Arc<Registers> {
        self.knowledge(|knowledge| Arc::clone(&knowledge.papers))
    }

    /// Begins a draft; the number of its fact is the paper.
    ///
    /// # Errors
    /// When there is no such form or layout, or the journal does not answer.
    pub async fn begin_paper(&self, by: By, command: BeginPaper) -> Result<Committed, AppError> {
        let BeginPaper { unit, form, layout, period, fields, on } = command;
        let fields = fields.map(|fields| fields.to_string());
        let event = PaperEvent::Begun { form, layout, period, fields };
        let fact = Fact::new(unit, on.unwrap_or_else(|| self.day_of(unit)), Body::Paper(Box::new(event)));
        self.commit(self.entry("begin-paper", by, vec![fact])).await
    }

    /// Writes on a draft. What others wrote into the same places since is never lost: the command is refused then.
    ///
    /// # Errors
    /// When it is no draft or was changed meanwhile, or the journal does not answer.
    pub async fn write_paper(&self, by: By, command: WritePaper) -> Result<Committed, AppError> {
        let line = self.draft(&by, Action::Draft, command.paper)?;
        let event = PaperEvent::Written { paper: command.paper, texts: command.texts, base: command.base };
        self.commit(self.entry("write-paper", by, vec![self.of_paper(&line, event, None)])).await
    }

    /// Gives a draft up.
    ///
    /// # Errors
    /// When it is no draft, or the journal does not answer.
    pub async fn drop_paper(&self, by: By, paper: PaperId) -> Result<Committed, AppError> {
        let line = self.draft(&by, Action::Draft, paper)?;
        self.commit(self.entry("drop-paper", by, vec![self.of_paper(&line, PaperEvent::Dropped { paper }, None)])).await
    }

    /// Issues a draft: it gets the next number of its body and year, and never changes again. The number is taken while deciding, so two
    /// papers issued at once, by two processes, get two numbers.
    ///
    /// # Errors
    /// When it is no draft, somebody wrote on it since it was seen, nobody signs it, the meeting it tells of is not concluded, the number is
    /// taken, or the journal does not answer.
    pub async fn issue_paper(&self, by: By, command: IssuePaper) -> Result<Committed, AppError> {
        let IssuePaper { paper, dated, number, base } = command;
        if let Some(done) = self.issued_already(&by).await? {
            return Ok(done);
        }
        let line = self.draft(&by, Action::Issue, paper)?;
        // What goes out for good is what its issuer read, to the word.
        let overtaken = || refused(problem("paper.changed-before-issue"));
        if base.is_some_and(|base| base != line.version) {
            return Err(overtaken());
        }
        let composed = self.compose(paper).await?;
        if let Some(wrong) = composed.problems.first() {
            return Err(refused(wrong.told()));
        }
        let lacks = composed.lacks();
        if !lacks.is_empty() {
            return Err(AppError::Refused(lacks.into_iter().map(problem).collect()));
        }
        if let Some(Occasion::Notice(meeting)) = self.occasion_of(&line).await? {
            self.concluded(&meeting).await?;
        }
        let dated = dated.unwrap_or_else(|| self.today());
        let entry = self.entry("issue-paper", by, Vec::new());
        let drafted = composed.clone();
        let (unit, year) = (line.unit, chrono::Datelike::year(&dated));
        let next = move |app: &Self, issuer: &str| app.papers().next_number(unit, issuer, year);
        // Setting the whole paper takes long: done before the lock, with the number it will get but for another paper of this moment.
        let likely = drafted.issued(number.unwrap_or_else(|| next(self, &drafted.issuer)), dated).0;
        let pages = u32::try_from(vedich_typeset::count_pages(&likely, &drafted.layout)).unwrap_or(u32::MAX);
        self.commit_with(move |app, _| {
            if app.papers().get(paper).is_none_or(|now| now.version != composed.line.version) {
                return Err(overtaken());
            }
            let number = number.unwrap_or_else(|| next(app, &drafted.issuer));
            let (paper_of, symbol) = drafted.issued(number, dated);
            let issue = Issue {
                issuer: drafted.issuer.clone(),
                year,
                number,
                symbol,
                title: drafted.title(),
                signer: paper_of.signing.as_ref().map(|signing| signing.name.clone()).unwrap_or_default(),
                recipients: paper_of.signing.as_ref().map(|signing| signing.recipients.clone()).unwrap_or_default(),
                pages,
            };
            let content = freeze(&paper_of).ok_or(AppError::Stopped)?;
            let event = PaperEvent::Issued { paper, issue, content };
            Ok(crate::NewEntry { facts: vec![app.of_paper(&line, event, Some(dated))], ..entry.clone() })
        })
        .await
    }

    /// Enters a paper that came in.
    ///
    /// # Errors
    /// When something is missing, or the journal does not answer.
    pub async fn receive_paper(&self, by: By, command: ReceivePaper) -> Result<Committed, AppError> {
        let entry = self.entry("receive-paper", by, Vec::new());
        self.commit_with(move |app, _| {
            let ReceivePaper { unit, came, author, symbol, dated, title, given_to, due } = command.clone();
            let year = chrono::Datelike::year(&came);
            let number = app.papers().next_arrival(unit, year);
            let receipt = Receipt { year, number, author, symbol, dated, title, given_to, due };
            let fact = Fact::new(unit, came, Body::Paper(Box::new(PaperEvent::Received(receipt))));
            Ok(crate::NewEntry { facts: vec![fact.from_source(entry.by.hand().actor())], ..entry.clone() })
        })
        .await
    }

    /// Corrects a line of the incoming register, with a reason.
    ///
    /// # Errors
    /// When there is no such line, no reason, nothing to correct, somebody else corrected it meanwhile, or the journal does not answer.
    pub async fn correct_arrival(&self, by: By, command: CorrectArrival) -> Result<Committed, AppError> {
        let CorrectArrival { line, year, number, reason, base } = command;
        let ReceivePaper { unit, came, author, symbol, dated, title, given_to, due } = line;
        let seen = || self.papers().arrival(unit, year, number).map_or(FactSeq(0), |arrival| arrival.version());
        let receipt = Receipt { year, number, author, symbol, dated, title, given_to, due };
        let event = PaperEvent::Corrected(vedich_facts::Correction { receipt, reason, base: base.unwrap_or_else(seen) });
        let fact = Fact::new(unit, came, Body::Paper(Box::new(event))).from_source(by.hand().actor());
        self.commit(self.entry("correct-arrival", by, vec![fact])).await
    }

    /// Says what became of a paper that came in: how far it is, what answers it.
    ///
    /// # Errors
    /// When there is no such paper, nothing is said, or the journal does not answer.
    pub async fn follow_paper(&self, by: By, unit: UnitId, follow: vedich_facts::FollowUp) -> Result<Committed, AppError> {
        let fact = Fact::new(unit, self.day_of(unit), Body::Paper(Box::new(PaperEvent::Followed(follow)))).from_source(by.hand().actor());
        self.commit(self.entry("follow-paper", by, vec![fact])).await
    }

    /// Notes that a paper was handed over: to whom, on which day, how many copies.
    ///
    /// # Errors
    /// When there is no such paper, nothing is said, or the journal does not answer.
    pub async fn hand_over(&self, by: By, unit: UnitId, on: Date, over: HandOver) -> Result<Committed, AppError> {
        let fact = Fact::new(unit, on, Body::Paper(Box::new(PaperEvent::HandedOver(over)))).from_source(by.hand().actor());
        self.commit(self.entry("hand-over-paper", by, vec![fact])).await
    }

    /// Takes the figures of a draft out of steering down anew, from the picture of today. What people wrote on it stays.
    ///
    /// # Errors
    /// When it is no draft, or none out of steering, or the journal does not answer.
    pub async fn refresh_paper(&self, by: By, paper: PaperId) -> Result<Committed, AppError> {
        let line = self.draft(&by, Action::Draft, paper)?;
        let occasion = self.occasion_of(&line).await?.ok_or_else(|| refused(problem("paper.not-refreshable").with("paper", paper)))?;
        let fields = self.taken_down(&occasion, &Issuer { unit: line.unit, layout: line.layout.clone() }, self.today()).await?.to_string();
        self.commit(self.entry("refresh-paper", by, vec![self.of_paper(&line, PaperEvent::Refreshed { paper, fields }, None)])).await
    }

    /// Sets the template of a form for the papers of an area, or goes back to the one above.
    ///
    /// # Errors
    /// Every problem of the template, or the journal does not answer.
    pub async fn set_template(&self, by: By, unit: UnitId, form: &str, text: Option<String>) -> Result<Committed, AppError> {
        let event = PaperEvent::Template { form: form.to_owned(), text: text.map(|text| text.replace("\r\n", "\n")) };
        let fact = Fact::new(unit, self.today(), Body::Paper(Box::new(event))).from_source(by.hand().actor());
        self.commit(self.entry("set-template", by, vec![fact])).await
    }

    /// A draft, for whoever may do that to it.
    fn draft(&self, by: &By, action: Action, paper: PaperId) -> Result<Arc<PaperLine>, AppError> {
        let line = self.papers().get(paper).cloned().ok_or_else(|| refused(problem("paper.unknown").with("paper", paper)))?;
        self.may(by.hand(), action, &On::unit(line.unit))?;
        if line.state == PaperState::Draft { Ok(line) } else { Err(refused(problem("paper.no-draft").with("paper", paper))) }
    }

    /// A form to issue that was sent twice: what became of it the first time.
    async fn issued_already(&self, by: &By) -> Result<Option<Committed>, AppError> {
        let before = self.journal().find(by.command, None).await?;
        Ok(before.filter(|before| before.actor == by.hand().actor()).map(|entry| Committed {
            entry: entry.seq,
            facts: entry.facts,
            recorded_at: entry.recorded_at,
            already: true,
        }))
    }

    fn of_paper(&self, line: &PaperLine, event: PaperEvent, on: Option<Date>) -> Fact {
        let on = on.unwrap_or_else(|| self.day_of(line.unit));
        Fact::new(line.unit, on, Body::Paper(Box::new(event)))
    }

    /// Today, or the last day of a unit that is no more: its papers stay in its name.
    fn day_of(&self, unit: UnitId) -> Date {
        let today = self.today();
        let reference = self.reference();
        reference.registry.get(unit).and_then(|known| known.span.to).map_or(today, |to| to.min(today))
    }
}

pub(crate) fn problem(code: &'static str) -> Diagnostic {
    Diagnostic::error(code, Place::default())
}

pub(crate) fn refused(problem: Diagnostic) -> AppError {
    AppError::Refused(vec![problem])
}
