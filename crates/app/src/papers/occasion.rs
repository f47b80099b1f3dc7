//! Papers out of steering: what a meeting, a list of tasks or a register of proposals becomes. Their figures are those of the picture of the
//! day they are begun, taken down then: a page and the paper begun on it say the same.

mod kept;
mod meeting;
mod proposals;
mod tasks;
mod words;

pub(super) use kept::taken;
pub use meeting::clock_of;

use super::{BeginPaper, Report, problem, refused};
use crate::commands::By;
use crate::{App, AppError, Committed};
use std::sync::Arc;
use vedich_board::Board;
use vedich_board::steering::{ProposalScope, TaskScope};
use vedich_facts::steering::CountSpan;
use vedich_papers::{Content, Registers, Row, Table, lower_first};
use vedich_reference::paper_tables;
use vedich_rights::Rights;
use vedich_steering::meeting::MeetingState;
use vedich_values::{Date, ItemKey, UnitId};
use vedich_wording::{Lang, mentioned};

/// Official papers are written in Vietnamese, whatever language their maker reads.
const VI: Lang = Lang::Vi;
/// Rows of a table of tasks or proposals, at most; the words above it count all of them.
pub const MOST_ROWS: usize = 2000;

/// What a paper is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Notice of the conclusions of a meeting (thông báo kết luận).
    Notice(ItemKey),
    /// Invitation to a meeting (giấy mời).
    Invitation(ItemKey),
    /// Minutes of a meeting (biên bản).
    Minutes(ItemKey),
    /// Count sheet of the tasks led in an area, for the week or month of the picture (biểu kiểm đếm).
    Count(UnitId, CountSpan),
    /// Overdue tasks (danh mục nhiệm vụ quá hạn).
    Chase(TaskScope),
    /// Letter of reminder to those who lead overdue tasks (công văn đôn đốc).
    Reminder(TaskScope),
    /// Register of proposals (danh mục kiến nghị).
    Register(ProposalScope),
}

impl Occasion {
    /// The form of paper it becomes.
    #[must_use]
    pub const fn form(&self) -> &'static str {
        match self {
            Self::Notice(_) => "notice",
            Self::Invitation(_) => "invitation",
            Self::Minutes(_) => "minutes",
            Self::Count(..) => "count",
            Self::Chase(_) => "chase",
            Self::Reminder(_) => "reminder",
            Self::Register(_) => "proposals",
        }
    }
}

/// In whose name a paper is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The unit.
    pub unit: UnitId,
    /// The layout: `state`, `party`; it tells which body of the unit writes.
    pub layout: String,
}

/// Begins a paper out of steering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeginFrom {
    /// In whose name.
    pub unit: UnitId,
    /// Its layout: `state`.
    pub layout: String,
    /// What it is made of.
    pub occasion: Occasion,
    /// The day whose picture it shows; none: today.
    pub on: Option<Date>,
}

/// Who writes: the picture, and where names are looked up.
pub(super) struct Scribe<'a> {
    board: &'a Board,
    /// Where notices that were issued are found; none: they are not named.
    papers: Option<&'a Registers>,
    /// Who has which account; none: people stand as the record names them.
    rights: Option<&'a Rights>,
}

impl<'a> Scribe<'a> {
    pub(super) const fn of(board: &'a Board) -> Self {
        Self { board, papers: None, rights: None }
    }
}

impl App {
    /// What a paper of an issuer out of steering is filled with, as of a day.
    ///
    /// # Errors
    /// When there is no such meeting, nothing to write of, or the journal does not answer.
    pub async fn occasion(&self, occasion: &Occasion, issuer: &Issuer, on: Date) -> Result<Report, AppError> {
        let board = self.picture(on, None).await?;
        let beside = (self.papers(), self.rights());
        if let Occasion::Notice(key) = occasion {
            let meeting = board.meeting(key).ok_or_else(|| refused(problem("meeting.unknown").with("meeting", key)))?;
            is_concluded(&meeting)?;
            // The places as they stood on that day, as far as whoever met could know.
            let then = self.picture(meeting.plan.date.min(self.today()), meeting.closed).await?;
            let issuer = issuer.clone();
            return filled(board, beside, move |scribe| Ok(scribe.notice(&meeting, &Scribe::of(&then), &issuer))).await;
        }
        if let Occasion::Minutes(key) = occasion {
            let meeting = board.meeting(key).ok_or_else(|| refused(problem("meeting.unknown").with("meeting", key)))?;
            // Signed minutes tell of the tasks as they were signed, whatever became of them since.
            let then = match meeting.signed {
                Some(signed) => self.picture(on, Some(signed)).await?,
                None => Arc::clone(&board),
            };
            return filled(board, beside, move |scribe| Ok(scribe.minutes(&meeting, &Scribe::of(&then)))).await;
        }
        let calendar = self.working_calendar();
        let (occasion, issuer) = (occasion.clone(), issuer.clone());
        filled(board, beside, move |scribe| match occasion {
            Occasion::Notice(key) | Occasion::Minutes(key) | Occasion::Invitation(key) => scribe.invitation(&key),
            Occasion::Count(area, span) => Ok(scribe.count(area, span)),
            Occasion::Chase(scope) => scribe.chase(&scope),
            Occasion::Reminder(scope) => scribe.reminder(&scope, &issuer, &calendar),
            Occasion::Register(scope) => Ok(scribe.register(&scope)),
        })
        .await
    }

    /// Refused unless the meeting is concluded as it stands now.
    pub(super) async fn concluded(&self, key: &ItemKey) -> Result<(), AppError> {
        is_concluded(&self.meeting_now(key).await?)
    }

    /// What a draft out of steering keeps: its figures as of a day, and what it is made of.
    pub(super) async fn taken_down(&self, occasion: &Occasion, issuer: &Issuer, on: Date) -> Result<serde_json::Value, AppError> {
        let mut fields = self.occasion(occasion, issuer, on).await?.into_fields();
        occasion.keep_in(&mut fields, on);
        Ok(fields)
    }

    /// Begins a paper out of steering as a draft of a unit.
    ///
    /// # Errors
    /// As [`Self::occasion`] and [`Self::begin_paper`].
    pub async fn begin_from(&self, by: By, command: BeginFrom) -> Result<Committed, AppError> {
        let BeginFrom { unit, layout, occasion, on } = command;
        let on = on.unwrap_or_else(|| self.today()).min(self.today());
        let form = occasion.form().to_owned();
        let issuer = Issuer { unit, layout };
        let fields = Some(self.taken_down(&occasion, &issuer, on).await?);
        let Issuer { unit, layout } = issuer;
        self.begin_paper(by, BeginPaper { unit, form, layout, period: None, fields, on: None }).await
    }
}

/// A notice tells what was concluded: of a meeting still to be held, being held or called off there is none.
fn is_concluded(meeting: &vedich_steering::Meeting) -> Result<(), AppError> {
    if matches!(meeting.state, MeetingState::Concluded { .. } | MeetingState::Signed { .. }) {
        return Ok(());
    }
    Err(refused(problem("paper.not-concluded").with("title", &meeting.plan.title)))
}

/// Writes on a thread of its own: a list may be long.
async fn filled(
    board: Arc<Board>,
    (papers, rights): (Arc<Registers>, Arc<Rights>),
    write: impl FnOnce(&Scribe<'_>) -> Result<Report, AppError> + Send + 'static,
) -> Result<Report, AppError> {
    let written = tokio::task::spawn_blocking(move || write(&Scribe { board: &board, papers: Some(&papers), rights: Some(&rights) }));
    written.await.map_err(|_| AppError::Stopped)?
}

/// A table of the file with its rows.
fn table(id: &str, params: &[(&str, &str)], rows: Vec<Row>) -> Table {
    paper_tables().get(id).map(|form| form.fill(params, &[], rows)).unwrap_or_default()
}

/// A date, blank where there is none.
fn day(date: Option<Date>) -> Content {
    date.map_or(Content::Empty, Content::Date)
}

/// A date in words, nothing where there is none.
fn said(date: Option<Date>) -> String {
    date.map(vedich_values::date::print_date).unwrap_or_default()
}

/// Words without a stop at their end: a template sets its own.
pub(super) fn open_ended(text: &str) -> String {
    text.trim().trim_end_matches(['.', ';', ',']).trim_end().to_owned()
}

/// Rows beyond the most a table shows, in words.
fn cut(shown: usize, all: usize) -> String {
    if shown >= all {
        return String::new();
    }
    VI.say("paper.cut", &[("shown", &shown.to_string()), ("all", &all.to_string())])
}

/// Words where a line begins.
pub(super) fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Words in the middle of a sentence: "Xã Hải Tiến" and "Hội nghị giao ban" with a small letter, "UBND xã" as it is.
pub(super) fn inside(words: &str) -> String {
    if words.chars().nth(1).is_some_and(char::is_uppercase) { words.to_owned() } else { lower_first(words) }
}

/// People or offices in the middle of a sentence, one behind the other; parted by a stronger sign where one of them has a comma of its own.
fn named_in_row<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(mentioned).collect();
    names.join(if names.iter().any(|name| name.contains(',')) { "; " } else { ", " })
}
