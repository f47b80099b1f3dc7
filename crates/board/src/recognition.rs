//! Who is recognised under which set, from the stages stated.

use crate::Board;
use vedich_facts::Body;
use vedich_values::{Date, FactSeq, SetId, UnitId};

/// The stage of units that set out to meet a set (đăng ký).
const REGISTERED: &str = "registered";
/// Stage id of a recognition.
pub(crate) const RECOGNISED: &str = "recognised";
/// Stage id of the end of a recognition.
const WITHDRAWN: &str = "withdrawn";

/// A recognition (công nhận đạt chuẩn) that stands on the date of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// The set it was stated for: the one asked for, or one that builds on it or that it builds on.
    pub set: SetId,
    /// The date it holds from.
    pub as_of: Date,
    /// Number of the decision, when stated.
    pub decision: Option<String>,
    /// The year it counts for, which is not always the year of the decision.
    pub year: Option<i32>,
    /// Its place in the journal.
    pub seq: FactSeq,
}

impl Board {
    /// The recognition a unit holds under a set, a set that builds on it, or one it builds on; none when none was stated, or when the
    /// latest one was withdrawn since.
    #[must_use]
    pub fn recognised(&self, unit: UnitId, set: &SetId) -> Option<Recognition> {
        self.recognition(unit, set)?
    }

    /// When a unit was last registered to meet a set; none when it never was.
    #[must_use]
    pub fn registered(&self, unit: UnitId, set: &SetId) -> Option<Recognition> {
        self.stages(unit, set).find(|(_, stage)| *stage == REGISTERED).map(|(registration, _)| registration())
    }

    /// The latest word on a unit's recognition: recognised, withdrawn (nothing inside), or never said.
    pub(crate) fn recognition(&self, unit: UnitId, set: &SetId) -> Option<Option<Recognition>> {
        self.stages(unit, set).find_map(|(recognition, stage)| match stage {
            RECOGNISED => Some(Some(recognition())),
            WITHDRAWN => Some(None),
            _ => None,
        })
    }

    /// Whether any stage of recognition is stated of the unit under the set.
    pub(crate) fn has_stage(&self, unit: UnitId, set: &SetId) -> bool {
        self.stages(unit, set).next().is_some()
    }

    /// The stages stated of a unit that concern the set, latest first.
    fn stages<'a>(&'a self, unit: UnitId, wanted: &'a SetId) -> impl Iterator<Item = (impl Fn() -> Recognition + 'a, &'a str)> {
        let catalogue = &self.reference().catalogue;
        let stated = self.dossier(unit).into_iter().flat_map(|dossier| &dossier.others);
        stated.filter_map(move |recorded| {
            let Body::Stage { set, stage, decision, year } = &recorded.fact.body else { return None };
            let concerns = catalogue.accepts(wanted, set) || catalogue.accepts(set, wanted);
            let recognition = move || Recognition {
                set: set.clone(),
                as_of: recorded.fact.as_of,
                decision: decision.clone(),
                year: *year,
                seq: recorded.seq,
            };
            concerns.then_some((recognition, stage.as_str()))
        })
    }
}
