//! Site visits in words: what was found, what became of what was demanded, what the reader may do about it.

use super::Scene;
use super::fieldwork::Who;
use crate::pages::fieldwork::visits::{FindingLine, StepLine, VisitLine, VisitsView};
use crate::parts::Link;
use vedich_app::evidence::Attached;
use vedich_app::visits::{SeenVisit, Turn};
use vedich_board::{DemandState, FollowedFinding, Visit};
use vedich_facts::{Body, EvidenceOf, Exhibit, Recorded, SiteVisit, StoredFile};
use vedich_values::{FactSeq, UnitId};
use vedich_wording::Lang;

/// What the page is made of.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The visits, latest first.
    pub visits: &'a [SeenVisit],
    /// The evidence of the unit.
    pub evidence: &'a [Attached],
    /// Who recorded the visits and what was said of them since.
    pub who: Who<'a>,
}

/// The visits to a unit, with the evidence attached to them.
#[must_use]
pub fn page(s: Scene<'_>, unit: UnitId, of: Material<'_>) -> VisitsView {
    let f = s.f;
    let set = s.board.set_in_force(unit);
    let criteria = set.iter().flat_map(|set| &set.criteria);
    let all = || of.visits.iter().flat_map(|seen| &seen.visit.findings);
    let count = |holds: &dyn Fn(&FollowedFinding) -> bool| all().filter(|finding| holds(finding)).count();
    VisitsView {
        name: s.name(unit),
        crumbs: s.crumbs(unit).into_iter().chain([s.place_link(unit)]).collect(),
        visits: of.visits.iter().map(|seen| visit(s, unit, of, seen)).collect(),
        unit: unit.to_string(),
        path: format!("/visits/{unit}"),
        to_do: count(&FollowedFinding::is_to_do),
        late: count(&|finding| finding.days_late(f.today).is_some()),
        waiting: count(&|finding| finding.state() == Some(DemandState::Reported)),
        criteria: criteria.map(|one| (one.no.to_string(), format!("{}. {}", one.no, f.lang.of(&one.name)))).collect(),
        today: f.date_field(f.today),
        command: uuid::Uuid::now_v7().to_string(),
        ..VisitsView::default()
    }
}

fn visit(s: Scene<'_>, unit: UnitId, of: Material<'_>, seen: &SeenVisit) -> VisitLine {
    let visit = &seen.visit;
    let mut files = Files { unit, seq: visit.seq(), next: 0 };
    let own = files.shown(&visit.files);
    let mut findings = Vec::with_capacity(visit.findings.len());
    for ((place, one), turn) in visit.findings.iter().enumerate().zip(&seen.turns) {
        let shown = files.shown(&one.finding.files);
        findings.push(FindingLine { files: shown, ..finding(s, of, (visit, place, one), *turn) });
    }
    VisitLine {
        seq: visit.seq().to_string(),
        date: s.f.date(visit.recorded.fact.as_of),
        people: visit.people.join(", "),
        note: visit.recorded.fact.note.as_deref().unwrap_or_default().to_owned(),
        by: of.who.did(s, &visit.recorded),
        findings,
        files: own,
        attached: of.evidence.iter().filter_map(|one| of_visit(visit, one)).collect(),
    }
}

fn finding(s: Scene<'_>, of: Material<'_>, (visit, place, one): (&Visit, usize, &FollowedFinding), turn: Turn) -> FindingLine {
    let f = s.f;
    let no = one.finding.criterion;
    let set = s.board.set_in_force(visit.recorded.fact.unit);
    let known = no.and_then(|no| set.as_ref()?.criterion(no)).map(|criterion| f.lang.of(&criterion.name).to_owned());
    let criterion = match (no, known) {
        (Some(no), Some(name)) => format!("{no}. {name}"),
        (Some(no), None) => no.to_string(),
        (None, _) => f.text("fieldwork.visit.general").to_owned(),
    };
    FindingLine {
        place: place.to_string(),
        command: uuid::Uuid::now_v7().to_string(),
        criterion,
        found: one.finding.found.clone(),
        demand: one.finding.demand.clone().unwrap_or_default(),
        state: one.state(),
        words: state_words(f.lang, one, f.today),
        late: one.days_late(f.today).is_some(),
        history: one.history.iter().map(|said| step(s, of, (visit, one), said)).collect(),
        turn,
        files: Vec::new(),
    }
}

/// Where a demand stands: "overdue by 2 days (due 20/11/2026)"; empty where nothing is demanded.
#[must_use]
pub fn state_words(lang: Lang, one: &FollowedFinding, today: vedich_values::Date) -> String {
    let day = |day: vedich_values::Date| vedich_wording::date(lang, day);
    let due = one.due.map(day).unwrap_or_default();
    match (one.state(), one.done_on()) {
        (Some(DemandState::Met), Some(done)) => lang.say("fieldwork.visit.met-on", &[("date", &day(done))]),
        (Some(DemandState::Reported), Some(done)) => lang.say("fieldwork.visit.reported-on", &[("date", &day(done)), ("due", &due)]),
        (Some(_), _) => match one.days_late(today) {
            Some(days) => lang.say("fieldwork.visit.late", &[("date", &due), ("days", &days.to_string())]),
            None => lang.say("fieldwork.visit.due-on", &[("date", &due)]),
        },
        (None, _) => String::new(),
    }
}

/// Something said of a demand.
fn step(s: Scene<'_>, of: Material<'_>, (visit, followed): (&Visit, &FollowedFinding), recorded: &Recorded) -> StepLine {
    let f = s.f;
    let Body::SiteVisit(said) = &recorded.fact.body else { return StepLine::default() };
    let until = |due: vedich_values::Date| f.say("people.deed.until", &[("date", &f.date(due))]);
    let what = match said {
        SiteVisit::Held { .. } => String::new(),
        SiteVisit::Reported { .. } => f.say("fieldwork.visit.step-reported", &[("date", &f.date(said.day(recorded.fact.as_of)))]),
        SiteVisit::Met { .. } => f.text("fieldwork.visit.step-met").to_owned(),
        SiteVisit::Reopened { due, .. } => {
            let was_met = followed.was_met_before(recorded.seq);
            let again = f.text(if was_met { "fieldwork.visit.step-reopened" } else { "fieldwork.visit.step-sent-back" }).to_owned();
            std::iter::once(again).chain(due.map(until)).collect::<Vec<_>>().join(", ")
        }
        SiteVisit::Extended { due, .. } => f.say("fieldwork.visit.step-extended", &[("date", &f.date(*due))]),
    };
    let mut files = Files { unit: visit.recorded.fact.unit, seq: recorded.seq, next: 0 };
    StepLine {
        what,
        words: recorded.fact.note.as_deref().unwrap_or_default().to_owned(),
        by: of.who.did(s, recorded),
        files: said.files().into_iter().map(|file| files.one(file)).collect(),
    }
}

/// The addresses of the files of one statement, by their places in it.
struct Files {
    unit: UnitId,
    seq: FactSeq,
    next: usize,
}

impl Files {
    fn one(&mut self, file: &StoredFile) -> (Link, String) {
        let address = format!("/visits/{}/file/{}-{}", self.unit, self.seq, self.next);
        self.next += 1;
        let picture = super::fieldwork::picture(file, &address);
        (Link::new(&file.name, address), picture)
    }

    fn shown(&mut self, files: &[StoredFile]) -> Vec<(Link, String)> {
        files.iter().map(|file| self.one(file)).collect()
    }
}

/// A piece of evidence that counts and is about a visit: its title and address, and its small picture.
fn of_visit(visit: &Visit, one: &Attached) -> Option<(Link, String)> {
    let (what, about, title) = one.parts().filter(|_| one.withdrawn.is_none())?;
    if *about != EvidenceOf::Visit(visit.seq()) {
        return None;
    }
    Some(match what {
        Exhibit::Link(link) => (Link::new(title, link.clone()), String::new()),
        Exhibit::File(file) => {
            let address = format!("/evidence/{}/{}", one.recorded.fact.unit, one.seq());
            (Link::new(title, &address), super::fieldwork::picture(file, &address))
        }
    })
}
