//! The sections of a demo file (described in `data/demo/README.md`).

use serde::Deserialize;
use toml::Spanned;
use vedich_facts::WorkState;
use vedich_values::{Bilingual, Date, Timestamp};

/// Which unit a row is about, as of when, with which remark.
#[derive(Clone, Debug)]
pub(super) struct Where {
    pub(super) unit: Spanned<String>,
    pub(super) as_of: Option<Date>,
    pub(super) note: Option<String>,
}

impl Where {
    /// A unit on a date, without remark.
    pub(super) fn at(unit: &Spanned<String>, as_of: Option<Date>) -> Self {
        Self { unit: unit.clone(), as_of, note: None }
    }
}

/// A row about a unit: `unit`, `as_of` (default: of the file), `note`, and its own fields.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            unit: Spanned<String>,
            as_of: Option<Date>,
            note: Option<String>,
            $($(#[$attribute])* pub(super) $field: $type,)*
        }

        impl $name {
            /// Which unit, as of when.
            pub(super) fn at(&self) -> Where {
                Where { unit: self.unit.clone(), as_of: self.as_of, note: self.note.clone() }
            }
        }
    };
}

/// A file: one case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseFile {
    pub(super) key: String,
    pub(super) title: Bilingual,
    pub(super) as_of: Date,
    pub(super) recorded_at: Timestamp,
    pub(super) source: String,
    #[serde(default)]
    pub(super) hamlets: Vec<HamletRow>,
    #[serde(default)]
    pub(super) attributes: Vec<AttributeRow>,
    #[serde(default)]
    pub(super) declared: Vec<DeclaredRow>,
    #[serde(default)]
    pub(super) reported: Vec<ReportedRow>,
    #[serde(default)]
    pub(super) observations: Vec<ObservationRow>,
    #[serde(default)]
    pub(super) stages: Vec<StageRow>,
    #[serde(default)]
    pub(super) stage_counts: Vec<StageCountsRow>,
    #[serde(default)]
    pub(super) outputs: Vec<OutputRow>,
    #[serde(default)]
    pub(super) works: Vec<WorkRow>,
    #[serde(default)]
    pub(super) remarks: Vec<RemarkRow>,
    #[serde(default)]
    pub(super) roadmaps: Vec<RoadmapRow>,
}

row! {
    /// A hamlet entering the register; `unit` is its commune, `key` names it in this file.
    HamletRow { key: String, name: String, kind: String, }
}
row! {
    /// A property of the unit.
    AttributeRow { name: String, value: String, }
}
row! {
    /// Criteria named as not met; with `others_met` the rest is met by the total the source gives.
    DeclaredRow { set: Spanned<String>, unmet: Vec<u16>, #[serde(default)] others_met: bool, }
}
row! {
    /// "12/20 criteria, 36/53 indicators".
    ReportedRow { set: Spanned<String>, criteria: Option<Spanned<String>>, indicators: Option<Spanned<String>>, }
}
row! {
    /// A value, written as officials write it.
    ObservationRow { set: Spanned<String>, code: Spanned<String>, value: Spanned<String>, }
}
row! {
    /// A stage of recognition the unit reached.
    StageRow { set: Spanned<String>, stage: String, decision: Option<String>, year: Option<i32>, }
}
row! {
    /// How many units stand at each stage.
    StageCountsRow { set: Spanned<String>, total: u32, stages: Vec<StageCountRow>, }
}
row! {
    /// A quantity of work done since `from`.
    OutputRow { what: Bilingual, quantity: Spanned<String>, measured_in: Bilingual, from: Date, }
}
row! {
    /// A work and where it stands.
    WorkRow { name: Bilingual, location: Option<String>, state: WorkState, }
}
row! {
    /// Anything else, in words of ours.
    RemarkRow { topic: String, text: Bilingual, }
}

row! {
    /// A roadmap made from the templates for the criteria that `people` answer for, agreed under a name on its first day.
    RoadmapRow {
        set: Spanned<String>, title: String, start: Date, target: Date, basis: String, agreed: Option<String>, closing: Option<String>,
        people: Vec<PersonRow>, #[serde(default)] days: Vec<DaysRow>, #[serde(default)] costs: Vec<CostRow>,
    }
}

/// Who answers for a criterion, by post.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonRow {
    pub(super) criterion: u16,
    pub(super) person: String,
    pub(super) member: String,
}

/// Days of a task where they are not those of the template.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DaysRow {
    pub(super) task: String,
    pub(super) days: [u32; 3],
}

/// What a task costs, in millions of đồng, and what each source has allotted of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CostRow {
    pub(super) task: String,
    pub(super) million: i64,
    #[serde(default)]
    pub(super) from: Vec<(String, i64)>,
}

/// Units at one stage.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StageCountRow {
    pub(super) stage: String,
    pub(super) count: u32,
    #[serde(default)]
    pub(super) places: Vec<PlaceRow>,
}

/// Where some of them lie.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceRow {
    pub(super) unit: Spanned<String>,
    pub(super) count: u32,
}
