//! What the API says of values on their way between those who enter and those who verify.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use vedich_app::people::Doer;
use vedich_app::{App, AppError};
use vedich_facts::Recorded;
use vedich_rights::Rights;
use vedich_units::Registry;
use vedich_values::{Date, EntrySeq};
use vedich_wording::Lang;

/// Which values.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WaitingQuery {
    /// Only of this unit and those below it.
    pub unit: Option<u32>,
    /// Only of this criterion, or what it is in the set of each value: its number in the set in use there for communes (hamlets in a
    /// hamlet), or `SET:NUMBER`.
    pub criterion: Option<String>,
    /// `waiting` (default), `came-back` or `verified`.
    pub shows: Option<String>,
    /// Only those after this place: `next` of the page before.
    pub after: Option<String>,
    /// At most so many, up to 200; default 50.
    pub limit: Option<usize>,
}

/// A page of values.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingAnswer {
    /// How many there are in all.
    pub total: usize,
    /// How many of them a criterion hangs on.
    pub deciding: usize,
    /// Where the next page starts, if there is one.
    pub next: Option<String>,
    /// The values.
    pub values: Vec<CheckedShape>,
}

/// A current value and where it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckedShape {
    /// Number of its fact: what is verified.
    pub fact: u64,
    /// Our id of the unit.
    pub unit: u32,
    /// The set it counts for.
    pub set: String,
    /// Its criterion; none for a set-level condition.
    pub criterion: Option<u16>,
    /// Its indicator; none for a status declared of a whole criterion.
    pub code: Option<String>,
    /// Part of the indicator; none for the whole.
    pub part: Option<String>,
    /// A declared status rather than a value.
    pub declared: bool,
    /// The value, or the status declared.
    pub value: Option<String>,
    /// The value that stood before it, of an earlier date mostly; not told of what came back.
    pub before: Option<EarlierValueShape>,
    /// The value it corrects.
    pub corrects: Option<EarlierValueShape>,
    /// What was odd about it when it was entered, in words; the reason it was kept for is its `note`.
    pub warnings: Vec<String>,
    /// How the indicator or criterion stands.
    pub status: &'static str,
    /// Whether the verdict on its criterion hangs on it.
    pub decides: bool,
    /// The date it holds for.
    pub as_of: Date,
    /// Who says so.
    pub source: Option<String>,
    /// A remark of whoever entered it.
    pub note: Option<String>,
    /// Evidence named beside it.
    pub evidence: Option<String>,
    /// Who entered it.
    pub entered_by: Option<DoerShape>,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: vedich_values::Timestamp,
    /// `entered`, `answered`, `asked`, `returned` or `verified`.
    pub check: &'static str,
    /// What was said of it, and of the value it corrects, oldest first.
    pub said: Vec<SaidShape>,
}

/// An earlier value of the same place.
#[derive(Debug, Serialize, ToSchema)]
pub struct EarlierValueShape {
    /// Number of its fact.
    pub fact: u64,
    /// The value, or the status declared.
    pub value: String,
    /// The date it holds for.
    pub as_of: Date,
}

/// Whoever did something, and the post they did it in.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoerShape {
    /// As the record names them: a login, or a program without an account.
    pub login: String,
    /// The person's name; the record's word where there is no account.
    pub name: String,
    /// Name of the role of the post; none without a post.
    pub role: Option<String>,
    /// The unit of the post.
    pub unit: Option<u32>,
    /// Name, role and unit as people say it.
    pub called: String,
}

impl DoerShape {
    /// Of whoever made an entry.
    #[must_use]
    pub fn of(doer: &Doer, rights: &Rights, registry: &Registry, lang: Lang) -> Self {
        Self {
            login: doer.login.clone(),
            name: doer.name(rights),
            role: doer.role(rights).map(|role| lang.of(&role.name).to_owned()),
            unit: doer.unit(rights).map(vedich_values::UnitId::get),
            called: doer.called(rights, registry, lang),
        }
    }
}

/// Who made the entries that facts came with, as answers tell them.
#[derive(Debug)]
pub struct Doers {
    doers: FxHashMap<EntrySeq, Doer>,
    rights: Arc<Rights>,
    registry: Arc<Registry>,
    lang: Lang,
}

impl Doers {
    /// Of facts that are about to be told.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn of<'a>(app: &App, facts: impl IntoIterator<Item = &'a Recorded>, lang: Lang) -> Result<Self, AppError> {
        let doers = app.doers(facts).await?;
        Ok(Self { doers, rights: app.rights(), registry: app.reference().registry, lang })
    }

    /// Who recorded a fact.
    #[must_use]
    pub fn by(&self, recorded: &Recorded) -> Option<DoerShape> {
        self.doers.get(&recorded.entry).map(|doer| DoerShape::of(doer, &self.rights, &self.registry, self.lang))
    }
}

/// Something said of a value.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaidShape {
    /// The fact it was said of.
    pub of: u64,
    /// `confirmed`, `returned`, `asked` or `answered`.
    pub outcome: &'static str,
    /// The reason, question or answer.
    pub words: Option<String>,
    /// Who said it.
    pub by: Option<DoerShape>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: vedich_values::Timestamp,
}

/// Something to say of values.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SayRequest {
    /// The values, by the numbers of their facts; at most 200.
    pub values: Vec<u64>,
    /// `confirmed`, `returned`, `asked` or `answered`.
    pub outcome: String,
    /// The reason, question or answer; not needed to confirm.
    pub words: Option<String>,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaidAnswer {
    /// The entry of the record.
    pub entry: u64,
    /// It was there before: nothing was changed now.
    pub already: bool,
}

/// A value in place of one that came back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectRequest {
    /// As officials write it: `95,3`, `có`, `-`; of a declared status `Đ`, `CĐ`, `-`, `met`, `not_met`.
    pub written: String,
    /// Who says so; absent: as before.
    pub source: Option<String>,
    /// A remark; where the period is locked, the reason, which is needed then.
    pub note: Option<String>,
}
