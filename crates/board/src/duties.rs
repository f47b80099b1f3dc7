//! Who is responsible for what on the date of the picture, and who was.

use crate::Board;
use std::sync::Arc;
use vedich_criteria::Subject;
use vedich_facts::{Body, Charge, Part, PersonId, Recorded, Responsibility};
use vedich_values::{CriterionKey, Date, FactSeq, UnitId};

/// A duty (phân công phụ trách).
#[derive(Clone, Debug)]
pub struct Duty {
    /// The fact that gave it; its number is the identity.
    pub recorded: Arc<Recorded>,
    /// Who.
    pub holder: Arc<str>,
    /// The same as an account.
    pub person: Option<PersonId>,
    /// For what.
    pub over: Charge,
    /// As what.
    pub part: Part,
    /// First day.
    pub from: Date,
    /// Last day: as given, or the day before it was ended.
    pub to: Option<Date>,
}

impl Duty {
    /// Its identity.
    #[must_use]
    pub fn seq(&self) -> FactSeq {
        self.recorded.seq
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

impl Board {
    /// The duties a unit gave, those that are over and those decided for a day to come included, in the order they were given.
    #[must_use]
    pub fn duties(&self, unit: UnitId) -> Vec<Duty> {
        let mut found: Vec<Duty> = Vec::new();
        for recorded in self.fieldwork(unit) {
            match &recorded.fact.body {
                Body::Responsibility(Responsibility::Given { holder, person, over, part, to }) => found.push(Duty {
                    recorded: Arc::clone(recorded),
                    holder: holder.as_str().into(),
                    person: *person,
                    over: self.with_set(over, unit, recorded.fact.as_of),
                    part: *part,
                    from: recorded.fact.as_of,
                    to: *to,
                }),
                Body::Responsibility(Responsibility::Ended { duty }) => {
                    if let Some(known) = found.iter_mut().find(|known| known.seq() == *duty) {
                        let last = recorded.fact.as_of.pred_opt();
                        known.to = match (known.to, last) {
                            (Some(to), Some(last)) => Some(to.min(last)),
                            (to, last) => last.or(to),
                        };
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// A charge with the set whose number its criterion has.
    fn with_set(&self, over: &Charge, unit: UnitId, from: Date) -> Charge {
        let Charge::Criterion { subject, no, set: None } = over else { return over.clone() };
        let shared = self.shared_set(unit, from).filter(|set| set.subject.name() == subject);
        let spoken_of = || self.reference().set_spoken_of(Subject::from_name(subject)?, unit, from);
        let set = shared.or_else(spoken_of).map(|set| set.id.clone());
        Charge::Criterion { subject: subject.clone(), no: *no, set }
    }

    /// Who is responsible for a unit and, when one is named, for a criterion or a part of it, by whatever set that was decided, on the date
    /// of the picture: by what the unit itself and every unit above it decided, nearest first, those in charge before those who help.
    #[must_use]
    pub fn responsible(&self, unit: UnitId, criterion: Option<&CriterionKey>) -> Vec<Duty> {
        let catalogue = &self.reference().catalogue;
        let is_it = |over: &Charge| criterion.zip(over.criterion()).is_some_and(|(wanted, known)| catalogue.correspond(wanted, &known));
        let date = self.date();
        let on = crate::standing::nearest_day(&self.reference().registry, unit, date).unwrap_or(date);
        let line = std::iter::once(unit).chain(self.reference().registry.ancestors(unit, on));
        let mut found = Vec::new();
        for above in line {
            let mut here = self.duties(above);
            here.retain(|duty| {
                duty.holds_on(date)
                    && match &duty.over {
                        Charge::Unit(over) => *over == unit,
                        Charge::Criterion { .. } => is_it(&duty.over),
                    }
            });
            here.sort_by_key(|duty| (duty.part, duty.seq()));
            found.extend(here);
        }
        found
    }
}
