//! Values on their way between those who enter and those who verify, in words.

use super::{Scene, words};
use crate::frame::Frame;
use crate::pages::fieldwork::returned::BackLine;
use crate::pages::fieldwork::verify::VerifyView;
use crate::pages::fieldwork::{Piece, SaidLine, ValueLine};
use crate::pages::place::{ChecksLine, PlaceView};
use crate::parts::Link;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use vedich_app::people::Doer;
use vedich_app::verify::{CameBack, Queue, QueueItem, QueueSearch, Said, Shows};
use vedich_board::{Check, Checked, Claim};
use vedich_criteria::{IndicatorResult, Layout, Status};
use vedich_facts::{Body, DeclaredState, Evidence, EvidenceOf, Exhibit, Outcome, PersonId, Recorded, StoredFile};
use vedich_rights::Rights;
use vedich_units::COUNTRY;
use vedich_values::{CriterionKey, Diagnostic, EntrySeq, Place};

/// Who did things, for pages that tell it.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// Whoever made the entries.
    pub doers: &'a FxHashMap<EntrySeq, Doer>,
    /// The people.
    pub rights: &'a Rights,
}

impl Who<'_> {
    /// Who recorded something, and when.
    #[must_use]
    pub fn did(&self, s: Scene<'_>, recorded: &Recorded) -> String {
        let at = vedich_wording::date_time(s.f.lang, recorded.recorded_at);
        match self.doers.get(&recorded.entry) {
            Some(by) => format!("{}, {at}", by.called(self.rights, s.registry(), s.f.lang)),
            None => at,
        }
    }
}

/// A page of the queue.
#[must_use]
pub fn queue(s: Scene<'_>, rights: &Rights, search: &QueueSearch, queue: &Queue) -> VerifyView {
    let f = s.f;
    let count = |count: usize| f.count(u32::try_from(count).unwrap_or(u32::MAX));
    let list = |shows: Shows| {
        let words = match shows {
            Shows::Waiting => f.text("fieldwork.verify.list-waiting"),
            Shows::CameBack => f.text("fieldwork.verify.list-came-back"),
            Shows::Verified => f.text("fieldwork.verify.list-verified"),
        };
        (shows.name(), words, search.shows == shows)
    };
    let mut units: Vec<(String, String, bool)> = queue
        .by_unit
        .iter()
        .take(200)
        .map(|facet| {
            let is_asked = search.area == Some(facet.unit);
            // With a unit come those below it and those that went into it.
            let found = if is_asked { queue.total } else { facet.count };
            (facet.unit.to_string(), format!("{} ({})", place_in_words(s, facet.unit), count(found)), is_asked)
        })
        .collect();
    if let Some(area) = search.area.filter(|area| queue.by_unit.iter().all(|facet| facet.unit != *area)) {
        units.insert(0, (area.to_string(), place_in_words(s, area), true));
    }
    let several = queue.by_criterion.keys().map(|key| &key.set).collect::<BTreeSet<_>>().len() > 1;
    let criterion = |key: &CriterionKey, found: usize| {
        let words = if several { s.criterion_of_set(key) } else { s.criterion(key) };
        (key.to_string(), format!("{words} ({})", count(found)), search.criterion.as_ref() == Some(key))
    };
    let mut criteria: Vec<(String, String, bool)> = queue.by_criterion.iter().map(|(key, found)| criterion(key, *found)).collect();
    if let Some(key) = search.criterion.as_ref().filter(|key| !queue.by_criterion.contains_key(*key)) {
        criteria.insert(0, (key.to_string(), s.criterion_of_set(key), true));
    }
    VerifyView {
        lines: queue.items.iter().map(|item| line(s, rights, item)).collect(),
        total: count(queue.total),
        deciding: count(queue.deciding),
        lists: Shows::ALL.map(list).to_vec(),
        units,
        criteria,
        waiting: search.shows == Shows::Waiting,
        narrowed: search.area.is_some() || search.criterion.is_some(),
        next: queue.next.map(|next| f.here_with(&[("after", &next.to_string()), ("done", "")])),
        done: f.param("done").map(str::to_owned),
        command: uuid::Uuid::now_v7().to_string(),
        ..VerifyView::default()
    }
}

/// A unit with those above it: communes of one name lie in many districts.
fn place_in_words(s: Scene<'_>, unit: vedich_values::UnitId) -> String {
    s.registry().path(unit, s.on(unit))
}

fn line(s: Scene<'_>, rights: &Rights, item: &QueueItem) -> (ValueLine, Option<String>) {
    let mut line = value(s, &item.value, &item.recorded);
    let at = vedich_wording::date_time(s.f.lang, item.recorded.recorded_at);
    line.entered = entered(s, rights, item.entered_by.as_ref(), &at);
    let corrected = item.corrects.as_ref().map(|before| stated(s.f, &item.value, before));
    let before = item.said_before.iter().map(|one| said(s, rights, one, corrected.clone().or_else(|| Some(String::new()))));
    line.said = before.chain(item.said.iter().map(|one| said(s, rights, one, None))).collect();
    line.corrects = corrected.unwrap_or_default();
    line.last = item.before.as_ref().map(|before| (stated(s.f, &item.value, before), s.f.date(before.fact.as_of)));
    line.odd = item.odd.iter().map(|odd| s.f.lang.problem_without_place(odd)).collect();
    let refusal = item.may.err().map(|refusal| s.f.lang.problem_without_place(&Diagnostic::error(refusal.code(), Place::default())));
    (line, refusal)
}

/// The name of a person.
#[must_use]
pub fn name_of(rights: &Rights, person: PersonId) -> String {
    rights.person(person).map_or_else(|| person.to_string(), |person| person.name.to_string())
}

/// A value that came back.
#[must_use]
pub fn came_back(s: Scene<'_>, rights: &Rights, back: &CameBack) -> BackLine {
    let mut line = value(s, &back.value, &back.recorded);
    let at = vedich_wording::date_time(s.f.lang, back.recorded.recorded_at);
    line.entered = entered(s, rights, back.entered_by.as_ref(), &at);
    line.said = back.said.iter().map(|one| said(s, rights, one, None)).collect();
    let states = DeclaredState::ALL.map(|state| (Status::from(state).name(), words::declared(s.f, state)));
    BackLine {
        value: line,
        asked: back.value.check == Check::Asked,
        states: if matches!(back.value.claim, Claim::Declared(_)) { states.to_vec() } else { Vec::new() },
        command: uuid::Uuid::now_v7().to_string(),
    }
}

/// A value with what stands around it.
#[must_use]
pub fn value(s: Scene<'_>, checked: &Checked, recorded: &Recorded) -> ValueLine {
    let f = s.f;
    let unit = checked.unit;
    let criterion = checked.criterion.and_then(|no| checked.set.criteria.iter().find(|one| one.no == no));
    let criterion_name = criterion.map(|one| f.lang.of(&one.name).to_owned()).unwrap_or_default();
    let now = || s.board.place(unit, Some(&checked.set.id)).map(|place| place.assessment);
    let stood = s.board.stood(unit, &checked.set.id, checked.as_of).or_else(now);
    let result = stood.as_ref().and_then(|stood| stood.indicators.iter().find(|one| Some(&one.code) == checked.code.as_ref()));
    let condition = checked
        .code
        .as_ref()
        .and_then(|code| code.as_str().strip_prefix('@'))
        .and_then(|id| checked.set.conditions.iter().find(|one| one.id == id).map(|one| f.lang.of(&one.name).to_owned()));
    let named = result.map(|one| f.lang.of(&one.name).to_owned()).or(condition);
    let (written, threshold) = written(f, checked, result);
    let part = match (&checked.claim, &recorded.fact.body) {
        (Claim::Value(..), Body::Observation { target, .. }) => target.part.as_ref().and_then(|key| {
            result.and_then(|one| one.parts.iter().find(|part| part.key == *key)).map(|part| f.lang.of(&part.name).to_owned())
        }),
        _ => None,
    };
    let name = named.unwrap_or_else(|| criterion_name.clone());
    let evidence = recorded.fact.evidence.iter().map(|evidence| named_evidence(s.f, evidence)).chain(exhibits(s, checked)).collect();
    ValueLine {
        responsible: who_is_responsible(s, checked),
        seq: checked.seq.to_string(),
        unit: s.place_link(unit),
        above: above(s, unit),
        criterion: checked.criterion.map(|no| no.to_string()).unwrap_or_default(),
        criterion_name,
        code: checked.code.as_ref().map(|code| code.as_str().trim_start_matches('@').to_owned()).unwrap_or_default(),
        name: part.map_or_else(|| name.clone(), |part| format!("{name}: {part}")),
        value: written,
        threshold,
        mark: checked.status.into(),
        decides: checked.decides,
        date: f.date(checked.as_of),
        source: checked.source.as_deref().unwrap_or_default().to_owned(),
        note: recorded.fact.note.as_deref().unwrap_or_default().to_owned(),
        evidence,
        all_evidence: format!("/evidence/{unit}"),
        check: check(f, checked.check),
        ..ValueLine::default()
    }
}

/// The unit right above.
fn above(s: Scene<'_>, unit: vedich_values::UnitId) -> String {
    let above = s.registry().ancestors(unit, s.on(unit)).into_iter().next().filter(|above| *above != COUNTRY);
    above.map(|above| s.name(above)).unwrap_or_default()
}

/// What was stated and what is demanded.
fn written(f: &Frame, checked: &Checked, result: Option<&IndicatorResult>) -> (String, String) {
    let (slot, cell) = match checked.claim {
        Claim::Declared(state) => return (f.say("fieldwork.declared", &[("state", words::declared(f, state))]), String::new()),
        Claim::Value(slot, cell) => (slot, cell),
    };
    let layout = Layout::of(&checked.set);
    let of_slot = layout.at(slot);
    let part = of_slot.and_then(|slot| slot.part.as_ref()).and_then(|key| result?.parts.iter().find(|part| part.key == *key));
    let measure = part.map(|part| part.measure).or_else(|| result.map(|one| one.measure));
    let measure = measure.or_else(|| of_slot.and_then(|slot| slot.measures.first().copied()));
    let unit = part.map_or_else(|| result.and_then(|one| one.unit.as_deref()), |part| part.unit.as_deref());
    let scale = of_slot.map(|slot| slot.scale.as_slice()).unwrap_or_default();
    let Some(measure) = measure else { return (String::new(), String::new()) };
    let value = cell.observed(scale).map(|observed| words::observed(f, &observed, measure, unit)).unwrap_or_default();
    let applied = part.map_or_else(|| result.and_then(|one| one.applied.as_ref()), |part| part.applied.as_ref());
    (value, applied.map(|applied| words::threshold(f, &applied.threshold, measure, unit)).unwrap_or_default())
}

/// Who is responsible for the criterion and the unit of a value.
fn who_is_responsible(s: Scene<'_>, checked: &Checked) -> String {
    let criterion = checked.criterion.map(|no| checked.set.key(no));
    let duties = s.board.responsible(checked.unit, criterion.as_ref());
    duties.iter().map(|duty| duty.holder.to_string()).collect::<Vec<_>>().join(", ")
}

/// The evidence attached to a value, its indicator or its criterion, and not withdrawn.
fn exhibits(s: Scene<'_>, checked: &Checked) -> Vec<Piece> {
    let counts = |of: &vedich_values::SetId| s.catalogue().accepts(&checked.set.id, of);
    exhibits_about(s, checked.unit, |about| match about {
        EvidenceOf::Value(seq) => *seq == checked.seq,
        EvidenceOf::Indicator { set, code, .. } => Some(code) == checked.code.as_ref() && counts(set),
        EvidenceOf::Criterion { set, no } => Some(*no) == checked.criterion && counts(set),
        _ => false,
    })
}

/// The evidence of a unit that shows something, and is not withdrawn.
pub(super) fn exhibits_about(s: Scene<'_>, unit: vedich_values::UnitId, shows: impl Fn(&EvidenceOf) -> bool) -> Vec<Piece> {
    let withdrawn =
        |seq| s.board.fieldwork(unit).any(|other| matches!(&other.fact.body, Body::Evidence(Evidence::Withdrawn { of }) if *of == seq));
    let piece = |recorded: &Arc<Recorded>| match &recorded.fact.body {
        Body::Evidence(Evidence::Attached { what, about, title }) if shows(about) && !withdrawn(recorded.seq) => Some(match what {
            Exhibit::Link(link) => Link::new(title, link).into(),
            Exhibit::File(file) => {
                let address = format!("/evidence/{unit}/{}", recorded.seq);
                Piece { picture: picture(file, &address), text: text(file, &address), link: Link::new(title, address) }
            }
        }),
        _ => None,
    };
    s.board.fieldwork(unit).filter_map(piece).collect()
}

/// Where the small picture of a stored file is; empty for what is no photo.
pub(super) fn picture(file: &StoredFile, address: &str) -> String {
    if file.media.starts_with("image/") { format!("{address}.jpg") } else { String::new() }
}

/// Where the first page of a stored document is as text; empty for what has none.
pub(super) fn text(file: &StoredFile, address: &str) -> String {
    if file.media.starts_with("application/") { format!("{address}.txt") } else { String::new() }
}

/// Evidence named as free text beside a value: an address leads there.
fn named_evidence(f: &Frame, text: &str) -> Piece {
    if let Some(document) = super::desk::cited(text) {
        return Link::new(f.text("desk.evidence"), document).into();
    }
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    Link::new(text, if is_address { text } else { "" }).into()
}

/// Where a value stands: id and words.
#[must_use]
pub fn check(f: &Frame, check: Check) -> (&'static str, &'static str) {
    let words = match check {
        Check::Entered => f.text("fieldwork.check.entered"),
        Check::Answered => f.text("fieldwork.check.answered"),
        Check::Asked => f.text("fieldwork.check.asked"),
        Check::Returned => f.text("fieldwork.check.returned"),
        Check::Verified => f.text("fieldwork.check.verified"),
    };
    (check.name(), words)
}

/// Who entered a value, and when.
fn entered(s: Scene<'_>, rights: &Rights, by: Option<&Doer>, at: &str) -> String {
    match by.filter(|by| by.person(rights).is_some()) {
        Some(by) => format!("{}, {at}", by.called(rights, s.registry(), s.f.lang)),
        None => s.f.say("fieldwork.entered-by-machine", &[("at", at)]),
    }
}

/// What an earlier fact of the same place stated.
fn stated(f: &Frame, checked: &Checked, earlier: &Recorded) -> String {
    match (&earlier.fact.body, checked.claim) {
        (Body::DeclaredStatus { state, .. }, _) => words::declared(f, *state).to_owned(),
        (Body::Observation { observed, .. }, Claim::Value(slot, _)) => {
            let layout = Layout::of(&checked.set);
            let measure = layout.at(slot).and_then(|slot| slot.measures.first().copied());
            let unit = checked.code.as_ref().and_then(|code| checked.set.indicator(code.as_str())).and_then(|one| one.unit.as_deref());
            measure.map_or_else(|| vedich_criteria::print_value(observed), |measure| words::observed(f, observed, measure, unit))
        }
        (Body::Observation { observed, .. }, Claim::Declared(_)) => vedich_criteria::print_value(observed),
        _ => String::new(),
    }
}

/// Something said of a value; of the value it corrects, with that.
fn said(s: Scene<'_>, rights: &Rights, said: &Said, before: Option<String>) -> SaidLine {
    let (f, recorded) = (s.f, &said.recorded);
    let what = match &recorded.fact.body {
        Body::Verification(said) => match said.outcome {
            Outcome::Confirmed => f.text("fieldwork.said.confirmed"),
            Outcome::Returned => f.text("fieldwork.said.returned"),
            Outcome::Asked => f.text("fieldwork.said.asked"),
            Outcome::Answered => f.text("fieldwork.said.answered"),
        },
        _ => "",
    };
    let words = recorded.fact.note.as_deref().unwrap_or_default().to_owned();
    let by = said.by.as_ref().map(|by| by.called(rights, s.registry(), f.lang)).unwrap_or_default();
    SaidLine { what, words, by, at: vedich_wording::date_time(f.lang, recorded.recorded_at), before }
}

/// What a reader may do with a place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Works {
    /// See what is not public.
    pub reads: bool,
    /// Enter its values.
    pub enters: bool,
    /// Verify values of it.
    pub verifies: bool,
}

/// Adds to the page of a place where its values stand. Everybody sees what was verified and what waits for it; what came back, and why,
/// only those who work with the place: for others it waits.
pub fn place(s: Scene<'_>, unit: vedich_values::UnitId, works: Works, view: &mut PlaceView) {
    let f = s.f;
    if works.reads {
        let here = |path: &str| format!("/{path}/{unit}");
        view.desk_ways = vec![
            Link::new(f.text("fieldwork.evidence-label"), here("evidence")),
            Link::new(f.text("fieldwork.duty.short"), here("responsibility")),
            Link::new(f.text("fieldwork.visit.short"), here("visits")),
            Link::new(f.text("fieldwork.attribute.short"), here("attributes")),
        ];
        view.responsible = responsible(s, unit);
    }
    let values = s.board.checked(unit);
    if values.is_empty() {
        return;
    }
    for value in &values {
        let Some(code) = &value.code else { continue };
        let told = if works.reads || value.check == Check::Verified { value.check } else { Check::Entered };
        let all = view.groups.iter_mut().flat_map(|group| &mut group.criteria).flat_map(|criterion| &mut criterion.indicators);
        for indicator in all.filter(|indicator| indicator.code == code.as_str()) {
            // Of several parts the one that needs most attention is told.
            if indicator.check.1.is_empty() || told.came_back() || (!works.reads && told == Check::Entered) {
                indicator.check = check(f, told);
            }
        }
    }
    let tally = s.board.check_tally(unit);
    let of = |count: u32| f.count(count);
    let words = if works.reads {
        let params = [("verified", &*of(tally.verified)), ("entered", &*of(tally.entered)), ("returned", &*of(tally.returned))];
        f.say("fieldwork.place.counts", &params)
    } else {
        f.say("fieldwork.place.verified", &[("verified", &of(tally.verified)), ("total", &of(tally.total()))])
    };
    let mut ways = Vec::new();
    let here = unit.to_string();
    if works.verifies && tally.entered > 0 {
        ways.push(Link::new(f.text("fieldwork.place.verify"), crate::frame::address("/verify", [("unit", here.as_str())])));
    }
    if works.enters && tally.returned > 0 {
        ways.push(Link::new(f.text("fieldwork.place.returned"), crate::frame::address("/returned", [("unit", here.as_str())])));
    }
    let back = if works.reads { came_back_lines(s, unit, &values) } else { Vec::new() };
    view.checks = Some(ChecksLine { words, ways, back });
}

/// Who is responsible for the unit as a whole.
fn responsible(s: Scene<'_>, unit: vedich_values::UnitId) -> String {
    let duties = s.board.responsible(unit, None);
    duties.iter().map(|duty| duty.holder.to_string()).collect::<Vec<_>>().join(", ")
}

/// What was returned or asked about, with the words.
fn came_back_lines(s: Scene<'_>, unit: vedich_values::UnitId, values: &[Checked]) -> Vec<(String, String)> {
    let line = |value: &Checked| {
        let last = s.board.said_of(unit, value.seq).last()?;
        let what = check(s.f, value.check).1;
        let about = value.code.as_ref().map(ToString::to_string).or_else(|| value.criterion.map(|no| no.to_string()))?;
        Some((format!("{about} – {what}"), last.fact.note.as_deref().unwrap_or_default().to_owned()))
    };
    values.iter().filter(|value| value.check.came_back()).filter_map(line).collect()
}
