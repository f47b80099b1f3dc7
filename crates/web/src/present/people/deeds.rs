//! What was done, statement by statement: to which unit, indicator or person, with what value and for what reason.

use crate::present::{Scene, evidence};
use vedich_app::people::Deeds;
use vedich_criteria::{CriteriaSet, Indicator};
use vedich_facts::reporting::Submission;
use vedich_facts::steering::TaskStatement;
use vedich_facts::{
    AccountEvent, Body, Charge, DaysOff, Evidence, Exhibit, PaperEvent, PaperPeriod, PersonId, Recorded, Responsibility, SiteVisit, Target,
    UnitChange,
};
use vedich_reference::paper_forms;
use vedich_rights::Rights;
use vedich_values::{CriterionNo, Date, FactSeq, SetId, UnitId};
use vedich_wording::assessment;

/// Longest text of one thing that was written, in characters: the rest is behind the statement itself.
const LONGEST: usize = 300;

/// A statement of an entry in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Its number.
    pub fact: u64,
    /// What kind of statement it is, as the API names it.
    pub kind: &'static str,
    /// The unit it is about.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// The day it is of.
    pub as_of: Date,
    /// The criteria set.
    pub set: Option<String>,
    /// The criterion.
    pub criterion: Option<u16>,
    /// The indicator.
    pub code: Option<String>,
    /// The part of the indicator.
    pub part: Option<String>,
    /// What it is about in words: an indicator, an account, a paper.
    pub about: String,
    /// What is said of it: a value, an outcome, and what stood before.
    pub value: String,
    /// Whose account it is about.
    pub person: Option<PersonId>,
    /// Who says so.
    pub source: String,
    /// The reason or remark.
    pub reason: String,
}

impl Deed {
    /// In one line: "Xã Lâm Hợp: 9.2 …: 85%; lý do".
    #[must_use]
    pub fn words(&self) -> String {
        let said = [&self.unit_name, &self.about, &self.value].into_iter().filter(|text| !text.is_empty());
        let said = said.map(String::as_str).collect::<Vec<_>>().join(": ");
        if self.reason.is_empty() { said } else { format!("{said} ({})", self.reason) }
    }
}

/// Puts the statements of entries into words.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The picture of today.
    pub s: Scene<'a>,
    /// People and posts.
    pub rights: &'a Rights,
    /// What the statements speak of.
    pub deeds: &'a Deeds,
}

impl Teller<'_> {
    /// The statements of an entry that are at hand.
    #[must_use]
    pub fn of(self, entry: vedich_values::EntrySeq) -> Vec<Deed> {
        self.deeds.of.get(&entry).into_iter().flatten().map(|recorded| self.deed(recorded)).collect()
    }

    /// A statement in words.
    #[must_use]
    pub fn deed(self, recorded: &Recorded) -> Deed {
        let fact = &recorded.fact;
        let mut deed = self.plain(recorded);
        if let Some(before) = fact.supersedes.and_then(|seq| self.deeds.behind.get(&seq))
            && before.fact.body.kind() == fact.body.kind()
        {
            let old = self.plain(before);
            deed.value = self.s.f.say("people.deed.instead", &[("new", &deed.value), ("old", &old.value)]);
        }
        deed
    }

    /// The statement alone, without what it takes the place of.
    fn plain(self, recorded: &Recorded) -> Deed {
        let fact = &recorded.fact;
        let said = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(short).unwrap_or_default();
        let mut deed = Deed {
            fact: recorded.seq.get(),
            kind: fact.body.kind().name(),
            unit: fact.unit,
            unit_name: self.s.name(fact.unit),
            as_of: fact.as_of,
            set: None,
            criterion: None,
            code: None,
            part: None,
            about: String::new(),
            value: String::new(),
            person: None,
            source: said(&fact.source),
            reason: said(&fact.note),
        };
        self.fill(&mut deed, recorded);
        deed
    }

    fn fill(self, deed: &mut Deed, recorded: &Recorded) {
        let (s, f) = (self.s, self.s.f);
        match &recorded.fact.body {
            Body::Observation { target, observed } => {
                self.aim(deed, target);
                let unit = self.indicator(target).and_then(|(_, one)| one.unit.as_deref()).unwrap_or_default();
                let percent = self.indicator(target).is_some_and(|(_, one)| one.measure == vedich_criteria::Measure::Percent);
                deed.value = assessment::value(f.lang, observed, if percent { "%" } else { unit });
                if deed.value.is_empty() {
                    f.text("people.deed.withdrawn").clone_into(&mut deed.value);
                }
            }
            Body::DeclaredStatus { set, criterion, code, state, .. } => {
                match code {
                    Some(code) => self.aim(deed, &Target { set: set.clone(), code: code.clone(), part: None }),
                    None => self.criterion(deed, set, *criterion),
                }
                f.lang.text(&format!("status.{}", vedich_criteria::Status::from(*state).name())).clone_into(&mut deed.value);
            }
            Body::Verification(verification) => {
                if let Some(of) = self.deeds.behind.get(&verification.of) {
                    let inner = self.deed(of);
                    (deed.set, deed.criterion, deed.code, deed.part) = (inner.set, inner.criterion, inner.code, inner.part);
                    deed.about = [inner.about, inner.value].join(": ");
                }
                f.lang.text(&format!("fieldwork.said.{}", verification.outcome.name())).clone_into(&mut deed.value);
            }
            Body::Evidence(Evidence::Attached { what, about, title }) => {
                deed.about = evidence::about_words(s, None, about);
                let content = match what {
                    Exhibit::File(file) => &file.name,
                    Exhibit::Link(link) => link,
                };
                deed.value = [title.as_str(), content.as_str()]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .map(short)
                    .collect::<Vec<_>>()
                    .join(", ");
            }
            Body::Evidence(Evidence::Withdrawn { of }) => {
                if let Some(of) = self.deeds.behind.get(of) {
                    let inner = self.deed(of);
                    deed.about = [inner.about, inner.value].join(": ");
                }
                f.text("people.deed.withdrawn").clone_into(&mut deed.value);
            }
            Body::Account(event) => self.account(deed, recorded, event),
            Body::Responsibility(said) => self.duty(deed, said),
            Body::SiteVisit(visit) => self.visit(deed, visit),
            Body::Submission(Submission { period, criteria, indicators, late, .. }) => {
                deed.about = crate::present::entry::period(f, *period);
                deed.value = f.say("entry.tally", &[("criteria", &criteria.to_string()), ("indicators", &indicators.to_string())]);
                if let Some(late) = late {
                    deed.reason = short(late);
                }
            }
            Body::ReportingPeriod(change) => {
                deed.about = crate::present::entry::period(f, change.period);
                deed.value = f.date(change.due);
                deed.reason = short(&change.reason);
            }
            Body::DaysOff(DaysOff::Declared { from, to, reason }) => {
                deed.about = format!("{} – {}", f.date(*from), f.date(*to));
                deed.reason = short(reason);
            }
            other => self.other(deed, other),
        }
    }

    /// Statements whose content is seen elsewhere: what they are of.
    fn other(self, deed: &mut Deed, body: &Body) {
        let (s, f) = (self.s, self.s.f);
        match body {
            Body::ReportedCount { criteria, indicators, .. } => {
                let counts = [criteria, indicators].into_iter().flatten().map(ToString::to_string).collect::<Vec<_>>();
                f.text("entry.form-count").clone_into(&mut deed.about);
                deed.value = counts.join(", ");
            }
            Body::Stage { set, stage, decision, year } => {
                deed.set = Some(set.to_string());
                deed.about = s.catalogue().get(set.as_str()).map_or_else(|| set.to_string(), |set| f.lang.of(&set.title).to_owned());
                let parts = [Some(f.lang.text(&format!("stage.{stage}")).to_owned()), year.map(|year| year.to_string()), decision.clone()];
                deed.value = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
            }
            Body::Attribute { name, value, .. } => {
                deed.about.clone_from(name);
                deed.value = crate::present::attributes::value(s, &[], name, value);
            }
            Body::Overlay(overlay) => {
                self.aim(deed, &Target { set: overlay.set.clone(), code: overlay.code.clone(), part: overlay.part.clone() });
                deed.value = overlay.threshold.clone().unwrap_or_default();
                deed.source.clone_from(&overlay.decision);
            }
            Body::UnitChange(UnitChange::Registered { name, .. } | UnitChange::Renamed { name, .. }) => deed.value.clone_from(name),
            Body::Output(line) => {
                deed.about = f.lang.of(&line.what).to_owned();
                deed.value = crate::present::place_more::quantity(f, line);
            }
            Body::Work { name, .. } => deed.about = f.lang.of(name).to_owned(),
            Body::Remark { text, .. } => deed.about = short(f.lang.of(text)),
            Body::Document(document) => deed.about = short(&document.title),
            Body::Meeting(change) => {
                let meeting = s.board.meeting(&change.meeting);
                deed.about = meeting.map_or_else(|| change.meeting.to_string(), |meeting| short(&meeting.plan.title));
            }
            Body::Task(statement) => {
                let TaskStatement::Change(change) = &**statement else { return };
                let task = s.board.task(&change.task);
                deed.about = task.map_or_else(|| change.task.to_string(), |task| short(&task.assignment.content));
            }
            Body::Proposal(change) => {
                let proposal = s.board.proposal(&change.proposal);
                deed.about = proposal.map_or_else(|| change.proposal.to_string(), |proposal| short(&proposal.request.text));
            }
            Body::Paper(event) => self.paper(deed, event),
            _ => {}
        }
    }

    fn account(self, deed: &mut Deed, recorded: &Recorded, event: &AccountEvent) {
        let f = self.s.f;
        deed.person = match event {
            AccountEvent::Entered { .. } => Some(PersonId(recorded.seq.get())),
            AccountEvent::Described { person, .. }
            | AccountEvent::Disabled { person }
            | AccountEvent::Enabled { person }
            | AccountEvent::Appointed { person, .. }
            | AccountEvent::Delegated { person, .. }
            | AccountEvent::Credentials { person, .. } => Some(*person),
            AccountEvent::Ended { post } => self.rights.post(*post).map(|post| post.person),
            AccountEvent::SecondFactor { .. } => None,
        };
        deed.about = deed.person.map_or_else(String::new, |person| self.person(person));
        if let AccountEvent::SecondFactor { role, required } = event {
            deed.about = self.rights.roles().get(role).map_or_else(|| role.clone(), |role| f.lang.of(&role.name).to_owned());
            f.text(if *required { "people.deed.required" } else { "people.deed.not-required" }).clone_into(&mut deed.value);
            return;
        }
        let history = super::history(self.s, self.rights, recorded, None);
        deed.value = history.what;
        let lasts = match event {
            AccountEvent::Appointed { to, .. } => *to,
            AccountEvent::Delegated { to, .. } => Some(*to),
            _ => None,
        };
        if let Some(to) = lasts {
            deed.value = format!("{}; {}", deed.value, f.say("people.deed.until", &[("date", &f.date(to))]));
        }
        if let AccountEvent::Appointed { field, .. } | AccountEvent::Delegated { field, .. } = event
            && let Some(more) = Some(super::field_in_words(f.lang, self.s.catalogue(), field)).filter(|words| !words.is_empty())
        {
            deed.value = format!("{}; {more}", deed.value);
        }
    }

    fn person(self, id: PersonId) -> String {
        self.rights.person(id).map_or_else(|| id.to_string(), |person| format!("{} ({})", person.name, person.login))
    }

    fn duty(self, deed: &mut Deed, said: &Responsibility) {
        match said {
            Responsibility::Given { holder, over, part, to, person } => {
                deed.person = *person;
                match over {
                    Charge::Criterion { set: Some(set), no, .. } => self.criterion(deed, set, *no),
                    Charge::Criterion { no, .. } => deed.about = format!("{} {no}", self.s.f.text("fieldwork.criterion")),
                    Charge::Unit(unit) => deed.about = self.s.name(*unit),
                }
                let until = to.map(|to| self.s.f.say("people.deed.until", &[("date", &self.s.f.date(to))]));
                let part = self.s.f.lang.text(&format!("fieldwork.duty.{}", part.name())).to_owned();
                deed.value = [Some(holder.clone()), Some(part), until].into_iter().flatten().collect::<Vec<_>>().join(", ");
            }
            Responsibility::Ended { duty } => {
                if let Some(of) = self.deeds.behind.get(duty) {
                    let inner = self.deed(of);
                    deed.about = [inner.about, inner.value].join(": ");
                }
                self.s.f.text("people.deed.ended").clone_into(&mut deed.value);
            }
        }
    }

    fn visit(self, deed: &mut Deed, visit: &SiteVisit) {
        match visit {
            SiteVisit::Held { people, findings, .. } => {
                deed.about = short(&people.join(", "));
                deed.value = short(&findings.iter().map(|one| one.found.as_str()).collect::<Vec<_>>().join("; "));
            }
            said => {
                let Some((of, finding)) = said.demand() else { return };
                if let Some(Body::SiteVisit(SiteVisit::Held { findings, .. })) = self.deeds.behind.get(&of).map(|of| &of.fact.body) {
                    deed.about = findings.get(usize::from(finding)).map_or_else(String::new, |one| short(&one.found));
                }
                deed.value = self.became_of_demand(said);
            }
        }
    }

    fn became_of_demand(self, said: &SiteVisit) -> String {
        let f = self.s.f;
        let until = |due: &Date| f.say("people.deed.until", &[("date", &f.date(*due))]);
        match said {
            SiteVisit::Held { .. } => String::new(),
            SiteVisit::Reported { files, .. } => {
                let names = files.iter().map(|file| file.name.as_str());
                short(&std::iter::once(f.text("people.deed.reported-done")).chain(names).collect::<Vec<_>>().join("; "))
            }
            SiteVisit::Met { .. } => f.text("people.deed.met").to_owned(),
            SiteVisit::Reopened { due, .. } => {
                let again = f.text("people.deed.reopened").to_owned();
                std::iter::once(again).chain(due.as_ref().map(until)).collect::<Vec<_>>().join(", ")
            }
            SiteVisit::Extended { due, .. } => until(due),
        }
    }

    fn paper(self, deed: &mut Deed, event: &PaperEvent) {
        match event {
            PaperEvent::Begun { form, period, .. } => deed.about = self.form(form, period.as_ref()),
            PaperEvent::Template { form, .. } => deed.about = self.form(form, None),
            PaperEvent::Written { paper, .. } | PaperEvent::Refreshed { paper, .. } | PaperEvent::Dropped { paper } => {
                if let Some(Body::Paper(begun)) = self.deeds.behind.get(&FactSeq(paper.0)).map(|of| &of.fact.body)
                    && let PaperEvent::Begun { form, period, .. } = &**begun
                {
                    deed.about = self.form(form, period.as_ref());
                }
            }
            PaperEvent::Issued { issue, .. } => deed.about = short(&format!("{} {}", issue.symbol, issue.title)),
            PaperEvent::Received(receipt) => deed.about = short(&format!("{} {}", receipt.symbol, receipt.title)),
            PaperEvent::Corrected(correction) => {
                deed.about = short(&format!("{} {}", correction.receipt.symbol, correction.receipt.title));
                deed.reason = short(&correction.reason);
            }
            PaperEvent::Followed(_) | PaperEvent::HandedOver(_) => {}
        }
    }

    /// A form of papers by its name, with the period of a report.
    fn form(self, id: &str, period: Option<&PaperPeriod>) -> String {
        let (lang, forms) = (self.s.f.lang, paper_forms());
        let name = forms.get(id).map_or(id, |form| lang.of(&form.name));
        period.map_or_else(|| name.to_owned(), |period| format!("{name}, {}", lang.of(&forms.period_name(period))))
    }

    fn indicator(&self, target: &Target) -> Option<(&CriteriaSet, &Indicator)> {
        let set = self.s.catalogue().get(target.set.as_str())?;
        Some((set, set.indicator(target.code.as_str())?))
    }

    /// The indicator, or a part of it.
    fn aim(self, deed: &mut Deed, target: &Target) {
        deed.set = Some(target.set.to_string());
        deed.code = Some(target.code.to_string());
        deed.part = target.part.as_ref().map(ToString::to_string);
        let name = self.indicator(target).map(|(set, one)| {
            let holds = |criterion: &&vedich_criteria::Criterion| criterion.indicators.iter().any(|other| other.code == one.code);
            deed.criterion = set.criteria.iter().find(holds).map(|criterion| criterion.no.0);
            let part = target.part.as_ref().and_then(|key| one.parts.iter().find(|part| part.key == *key));
            self.s.f.lang.of(part.map_or(&one.name, |part| &part.name)).to_owned()
        });
        deed.about = format!("{} {}", target.code, name.unwrap_or_default());
    }

    fn criterion(self, deed: &mut Deed, set: &SetId, no: CriterionNo) {
        deed.set = Some(set.to_string());
        deed.criterion = Some(no.0);
        deed.about = self.s.criterion(&vedich_values::CriterionKey { set: set.clone(), no });
    }
}

fn short(text: &str) -> String {
    let mut kept: String = text.chars().take(LONGEST).collect();
    if kept.len() < text.len() {
        kept.push('…');
    }
    kept
}
