//! Words of what stands in a roadmap's tasks, for people who look at what a file would change.

use crate::Lang;
use vedich_facts::roadmap::{Constraint, Done, Funding, Span, TaskField};
use vedich_values::{Decimal, Vnd, number::print_number};

impl Lang {
    /// The value of a field of a task, in words; a dash when there is none.
    #[must_use]
    pub fn task_field(self, field: &TaskField) -> String {
        let nothing = || self.text("plan-field.nothing").to_owned();
        let text = |text: &Option<String>| text.clone().unwrap_or_else(nothing);
        match field {
            TaskField::Title(title) => title.clone(),
            TaskField::Duration(Span::Working(days)) => self.say("plan-field.working-days", &[("days", &days.to_string())]),
            TaskField::Duration(Span::Calendar(days)) => self.say("plan-field.calendar-days", &[("days", &days.to_string())]),
            TaskField::Criterion(no) => no.map_or_else(nothing, |no| no.to_string()),
            TaskField::Code(code) => code.as_ref().map_or_else(nothing, ToString::to_string),
            TaskField::Constraint(None) => nothing(),
            TaskField::Constraint(Some(constraint)) => {
                let (key, date) = match constraint {
                    Constraint::NotBefore(date) => ("plan-field.not-before", date),
                    Constraint::NotAfter(date) => ("plan-field.not-after", date),
                    Constraint::Fixed(date) => ("plan-field.fixed", date),
                };
                self.say(key, &[("date", &crate::date(self, *date))])
            }
            TaskField::Deadline(date) => {
                date.map_or_else(nothing, |date| self.say("plan-field.not-after", &[("date", &crate::date(self, date))]))
            }
            TaskField::Quantity(quantity) => quantity.as_ref().map_or_else(nothing, |quantity| {
                let planned = quantity.planned.map(print_number).unwrap_or_default();
                format!("{planned} {}", quantity.unit).trim().to_owned()
            }),
            TaskField::Cost(cost) => cost.map_or_else(nothing, |cost| self.millions_of(cost)),
            TaskField::Funding(funding) if funding.is_empty() => nothing(),
            TaskField::Funding(funding) => {
                let one = |one: &Funding| format!("{} {}", one.source, self.millions_of(one.amount));
                funding.iter().map(one).collect::<Vec<_>>().join("; ")
            }
            TaskField::Person(who) | TaskField::Lead(who) | TaskField::Member(who) => text(who),
            TaskField::Location(said) | TaskField::Note(said) => text(said),
            TaskField::Cooperating(units) if units.is_empty() => nothing(),
            TaskField::Cooperating(units) => units.join("; "),
            TaskField::Links(links) => {
                let one = |link: &vedich_facts::roadmap::LinkRecord| {
                    let lag = if link.lag == 0 { String::new() } else { format!("{:+}", link.lag) };
                    format!("{} {}{lag}", link.from, link.kind.letters())
                };
                if links.is_empty() { nothing() } else { links.iter().map(one).collect::<Vec<_>>().join("; ") }
            }
            TaskField::Parent(parent) => parent.as_ref().map_or_else(nothing, ToString::to_string),
            TaskField::Place(place) => place.to_string(),
            TaskField::Risks(risks) => risks.join(", "),
            TaskField::Spread(spread) => spread.map_or_else(nothing, |spread| format!("{} – {}", spread.optimistic, spread.pessimistic)),
            TaskField::Decided(yes) | TaskField::Assumed(yes) | TaskField::Work(yes) => {
                if *yes {
                    "✓".to_owned()
                } else {
                    nothing()
                }
            }
            TaskField::Kind(_) | TaskField::Decider(_) => nothing(),
        }
    }

    /// What is done of a task, with the unit of measure.
    #[must_use]
    pub fn done(self, done: Done, measure: &str) -> String {
        match done {
            Done::Percent(percent) => format!("{}%", print_number(Decimal::new(percent.into(), 2).normalize())),
            Done::Quantity(quantity) => format!("{} {measure}", print_number(quantity)).trim().to_owned(),
        }
    }

    fn millions_of(self, amount: Vnd) -> String {
        self.say("money.amount", &[("amount", &print_number(Decimal::new(amount.0, 6).normalize()))])
    }
}
