//! Names and words of steering in papers.

use super::meeting::event;
use super::{Issuer, Scribe, VI, inside};
use vedich_facts::steering::{Party, Source, SourceKind};
use vedich_reference::paper_bodies;
use vedich_steering::Task;
use vedich_steering::task::Standing;
use vedich_units::COUNTRY;
use vedich_values::{CriterionNo, Date, UnitId};

impl Scribe<'_> {
    pub(super) const fn date(&self) -> Date {
        self.board.date()
    }

    /// The day a unit's name is read on: the date of the picture, or the nearest it existed.
    fn on(&self, unit: UnitId) -> Date {
        let date = self.date();
        let Some(known) = self.board.reference().registry.get(unit) else { return date };
        match (known.span.from, known.span.to) {
            (_, Some(to)) if to < date => to,
            (Some(from), _) if from > date => from,
            _ => date,
        }
    }

    pub(super) fn name(&self, unit: UnitId) -> String {
        if unit == COUNTRY {
            return VI.text("level.country").to_owned();
        }
        let at = self.board.reference().registry.at(unit, self.on(unit));
        at.map_or_else(|| unit.to_string(), |at| at.name.to_owned())
    }

    /// A unit or office: "Phòng Kinh tế, Thành phố Móng Cái".
    pub(in crate::papers) fn party(&self, party: &Party) -> String {
        let unit = if party.unit == COUNTRY { VI.text("steering.centre").to_owned() } else { self.name(party.unit) };
        if party.office.is_empty() { unit } else { format!("{}, {}", party.office, inside(&unit)) }
    }

    /// Whom a paper to a unit or office is sent to: "Ủy ban nhân dân xã Hải Tiến".
    pub(in crate::papers) fn addressee(&self, party: &Party) -> String {
        if !party.office.is_empty() {
            return format!("{} {}", party.office, inside(&self.name(party.unit)));
        }
        let at = self.board.reference().registry.at(party.unit, self.on(party.unit));
        let body = at.and_then(|at| paper_bodies().of("state", at.level, at.name, at.short_name()));
        body.map(|body| body.addressee).filter(|name| !name.is_empty()).unwrap_or_else(|| self.name(party.unit))
    }

    /// The body that writes in the name of a unit.
    pub(super) fn body(&self, unit: UnitId) -> String {
        self.body_of(&Issuer { unit, layout: "state".to_owned() })
    }

    /// The body a paper is issued by.
    pub(super) fn body_of(&self, issuer: &Issuer) -> String {
        let at = self.board.reference().registry.at(issuer.unit, self.on(issuer.unit));
        let body = at.and_then(|at| paper_bodies().of(&issuer.layout, at.level, at.name, at.short_name()));
        body.map_or_else(|| self.name(issuer.unit), |body| body.name)
    }

    pub(super) fn parties(&self, parties: &[Party]) -> String {
        parties.iter().map(|party| self.party(party)).collect::<Vec<_>>().join("; ")
    }

    /// The paper a task was given by: as it was written down, else the notice of the meeting's conclusions, issued by the date.
    pub(super) fn paper_of(&self, source: &Source) -> Option<String> {
        let notice = || {
            let key = source.item.as_ref().filter(|_| source.kind == SourceKind::Conclusion)?;
            let (_, issue, dated) = self.papers?.notice_of(key, self.date())?;
            Some(VI.say("steering.notice-no", &[("symbol", &issue.symbol), ("date", &vedich_values::date::print_date(dated))]))
        };
        source.paper.clone().or_else(notice)
    }

    /// Where a task comes from.
    pub(super) fn source(&self, source: &Source) -> String {
        let meeting = source.item.as_ref().filter(|_| source.kind == SourceKind::Conclusion).and_then(|key| self.board.meeting(key));
        let number = meeting.as_ref().and_then(|meeting| meeting.number_of(source.conclusion.as_deref()?));
        let kind = VI.text(&format!("steering.word.source-{}", source.kind.as_str())).to_owned();
        let mut words = vec![number.map_or_else(|| kind.clone(), |number| format!("{kind} {number}"))];
        words.extend(meeting.map(|meeting| event(meeting.plan.kind, &meeting.plan.title)));
        words.extend(self.paper_of(source));
        words.extend(source.paragraph.clone().map(|text| VI.say("steering.paragraph", &[("text", &text)])));
        words.join(", ")
    }
}

/// A count as people write it: 1.389.
pub(super) fn figure(count: impl Into<vedich_values::Decimal>) -> String {
    vedich_wording::number(VI, count.into())
}

/// How a task counts, in words.
pub(super) fn standing(standing: Standing) -> String {
    match standing {
        Standing::Overdue { days } => VI.say("steering.overdue-days", &[("days", &figure(days))]),
        Standing::ReportedLate { days } => VI.say("steering.reported-late-days", &[("days", &figure(days))]),
        Standing::Late { days } => VI.say("steering.late-days", &[("days", &figure(days))]),
        other => VI.text(&format!("steering.word.standing-{}", other.name())).to_owned(),
    }
}

/// A deadline in words: the day, or the next one of a task that comes again.
pub(super) fn due(task: &Task) -> String {
    use vedich_facts::steering::{DueRule, Every};
    let Some(on) = task.due else { return String::new() };
    let day = vedich_values::date::print_date(on);
    match task.assignment.due.rule {
        DueRule::Every { every: Every::Week(_), .. } => VI.say("steering.weekly-next", &[("day", &day)]),
        DueRule::Every { every: Every::Month(_), .. } => VI.say("steering.monthly-next", &[("day", &day)]),
        _ => day,
    }
}

/// A field and criteria.
pub(super) fn topic(topic: &str, criteria: &[CriterionNo]) -> String {
    let numbers = criteria.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match (topic.is_empty(), numbers.is_empty()) {
        (_, true) => topic.to_owned(),
        (true, false) => VI.say("steering.criteria-no", &[("numbers", &numbers)]),
        (false, false) => format!("{topic}; {}", inside(&VI.say("steering.criteria-no", &[("numbers", &numbers)]))),
    }
}
