//! Recognition procedures in words.

use super::{criteria, place_more, units};
use crate::frame::Frame;
use crate::pages::procedure::{ProcedureLine, ProcedureView, ProceduresView, RuleLine, StageLine};
use crate::parts::Link;
use std::sync::LazyLock;
use vedich_criteria::procedure::{Evidence, Opinion, OpinionVariant, Stage};
use vedich_criteria::{Procedure, Subject, Tier};
use vedich_values::{Bilingual, DateSpan};
use vedich_wording::procedure;

/// What we ship, read once; the files have no problems (tested).
pub(crate) static SHIPPED: LazyLock<Vec<Procedure>> = LazyLock::new(|| vedich_reference::procedures().unwrap_or_default());

/// Every procedure, later ones first.
#[must_use]
pub fn list(f: &Frame) -> ProceduresView {
    let mut all: Vec<&Procedure> = SHIPPED.iter().collect();
    all.sort_by(|a, b| b.effective.from.cmp(&a.effective.from).then_with(|| a.id.cmp(&b.id)));
    let line = |one: &&Procedure| ProcedureLine {
        title: Link::new(f.lang.of(&one.title), f.link(&format!("/procedures/{}", one.id))),
        period: units::span_words(f, one.effective),
        decisions: one.legal.iter().map(|basis| basis.number.clone()).filter(|number| number != "?").collect::<Vec<_>>().join(", "),
        in_force: one.effective.contains(f.as_of),
        doubt: held(f, one),
    };
    ProceduresView { lines: all.iter().map(line).collect() }
}

/// The national procedure for a kind of unit in force on the date of the page.
pub(super) fn in_force(f: &Frame, subject: Subject) -> Option<Link> {
    let national = SHIPPED.iter().filter(|one| one.id.starts_with("vn.") && one.effective.contains(f.as_of));
    let found = national.max_by_key(|one| (one.stages_of(subject).next().is_some(), one.effective.from))?;
    Some(Link::new(f.lang.of(&found.title), f.link(&format!("/procedures/{}", found.id))))
}

fn held(f: &Frame, one: &Procedure) -> String {
    one.completeness.map_or_else(|| f.text("procedure.unknown").to_owned(), |held| criteria::completeness(f, held).to_owned())
}

/// A procedure as a page.
#[must_use]
pub fn one(f: &Frame, id: &str) -> Option<ProcedureView> {
    let one = SHIPPED.iter().find(|one| one.id == id)?;
    let subjects = [Subject::Hamlet, Subject::Commune, Subject::District, Subject::Province, Subject::Garden, Subject::Household];
    let steps = |subject: Subject| {
        let stages: Vec<StageLine> = one.stages_of(subject).map(|stage| step(f, one, stage)).collect();
        (!stages.is_empty()).then(|| (criteria::subject(f, subject).to_owned(), stages))
    };
    Some(ProcedureView {
        title: f.lang.of(&one.title).to_owned(),
        facts: vec![
            (f.text("web.col.period").to_owned(), units::span_words(f, one.effective)),
            (f.text("web.set.id").to_owned(), one.id.clone()),
        ],
        doubt: held(f, one),
        note: said(f, one.effective_note.as_ref()),
        legal: one
            .legal
            .iter()
            .map(|basis| {
                let issued = basis.issued.as_deref().and_then(vedich_values::date::parse_date).map(|date| f.date(date));
                [basis.number.clone(), issued.or_else(|| basis.issued.clone()).unwrap_or_default(), f.lang.term(&basis.issuer)]
            })
            .collect(),
        subjects: subjects.into_iter().filter_map(steps).collect(),
        parts: parts(f, one),
        sources: one.sources.values().cloned().collect(),
        data: Link::new(f.text("procedure.data"), format!("/api/v1/procedures/{}", one.id)),
    })
}

fn said(f: &Frame, words: Option<&Bilingual>) -> String {
    words.map(|words| f.lang.of(words).to_owned()).unwrap_or_default()
}

fn doubt(f: &Frame, evidence: &Evidence) -> String {
    procedure::unverified(f.lang, evidence).unwrap_or_default().to_owned()
}

fn step(f: &Frame, procedure: &Procedure, stage: &Stage) -> StageLine {
    let paper = |id: &String| procedure.documents.iter().find(|paper| paper.id == *id).map(|paper| f.lang.of(&paper.name).to_owned());
    StageLine {
        no: stage.no,
        name: f.lang.of(&stage.name).to_owned(),
        actor: f.lang.term(&stage.actor),
        receiver: stage.receiver.as_deref().map(|receiver| f.lang.term(receiver)).unwrap_or_default(),
        documents: stage.documents.iter().filter_map(paper).collect(),
        limits: procedure::limits(f.lang, stage),
        doubt: doubt(f, &stage.evidence),
        note: said(f, stage.evidence.note.as_ref()),
    }
}

/// Everything beside the steps, under headings; what a procedure does not say has none.
fn parts(f: &Frame, one: &Procedure) -> Vec<(String, Vec<RuleLine>)> {
    let whom = |subject: Subject, tiers: &[Tier], span: DateSpan| {
        let tiers = tiers.iter().map(|tier| place_more::tier_word(f, *tier)).collect::<Vec<_>>().join(", ");
        let span = if span == DateSpan::ALWAYS { String::new() } else { units::span_words(f, span) };
        let all = [criteria::subject(f, subject).to_owned(), tiers, span];
        all.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let rule = |whom: String, words: String, evidence: &Evidence| RuleLine {
        whom,
        words,
        doubt: doubt(f, evidence),
        note: said(f, evidence.note.as_ref()),
    };
    let conditions =
        one.conditions.iter().map(|row| rule(whom(row.subject, &row.tiers, row.span), procedure::condition(f.lang, row), &row.evidence));
    let papers = one.documents.iter().map(|paper| rule(String::new(), f.lang.of(&paper.name).to_owned(), &paper.evidence));
    let deciders =
        one.decisions.iter().map(|row| rule(whom(row.subject, &row.covers, DateSpan::ALWAYS), f.lang.term(&row.authority), &row.evidence));
    let surveys = one.opinion.iter().flat_map(|survey| self::survey(f, survey));
    let withdrawals =
        one.withdrawal.iter().map(|row| rule(whom(row.subject, &[], DateSpan::ALWAYS), procedure::withdrawal(f.lang, row), &row.evidence));
    let mergers = one.merge_rules.iter().map(|row| rule(String::new(), procedure::merger(f.lang, row), &row.evidence));
    let remarks = one.remarks.iter().filter_map(|row| Some(rule(String::new(), f.lang.of(row.words.as_ref()?).to_owned(), &row.evidence)));
    let all: [(&str, Vec<RuleLine>); 7] = [
        (f.text("procedure.conditions"), conditions.collect()),
        (f.text("procedure.dossier"), papers.collect()),
        (f.text("procedure.deciders"), deciders.collect()),
        (f.text("procedure.surveys"), surveys.collect()),
        (f.text("procedure.withdrawal"), withdrawals.collect()),
        (f.text("procedure.mergers"), mergers.collect()),
        (f.text("procedure.remarks"), remarks.collect()),
    ];
    all.into_iter().filter(|(_, rules)| !rules.is_empty()).map(|(heading, rules)| (heading.to_owned(), rules)).collect()
}

/// A survey, and what single provinces asked of it.
fn survey(f: &Frame, survey: &Opinion) -> Vec<RuleLine> {
    let own = RuleLine {
        words: procedure::survey(f.lang, survey),
        doubt: doubt(f, &survey.evidence),
        note: said(f, survey.evidence.note.as_ref()),
        ..RuleLine::default()
    };
    let variant = |one: &OpinionVariant| {
        let (whom, words) = procedure::variant(f.lang, one);
        RuleLine { whom, words, doubt: doubt(f, &one.evidence), note: said(f, one.evidence.note.as_ref()) }
    };
    std::iter::once(own).chain(survey.variants.iter().map(variant)).collect()
}
