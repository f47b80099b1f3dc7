//! The sheet of a unit and period, from what stands and what a draft would do.

use super::{list, office, period_view};
use crate::frame::Frame;
use crate::pages::entry::sheet::{BackView, CriterionLines, LineView, SheetView};
use crate::pages::entry::units::ToldLine;
use crate::pages::fieldwork::Piece;
use crate::parts::Link;
use crate::present::fieldwork::{self, exhibits_about};
use crate::present::{Scene, words};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vedich_app::App;
use vedich_app::duties::InCharge;
use vedich_app::sheets::workbook;
use vedich_app::sheets::{LineFate, LinePlan, Meanwhile, SheetCounts, SheetPlan};
use vedich_board::{Check, Stated};
use vedich_criteria::{IndicatorResult, Measure, PartResult, Slot};
use vedich_entry::{DraftLine, LineKey};
use vedich_facts::{EvidenceOf, Recorded};
use vedich_values::date::day_of;
use vedich_values::{CriterionNo, FactSeq, PartKey, SetId, UnitId};
use vedich_wording::{Lang, assessment, date_time};

/// People named at most where there may be many.
const MOST_NAMED: usize = 3;

/// What stands around the plan: who looks, what was kept.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Criteria they may enter.
    pub open: BTreeSet<CriterionNo>,
    /// Whether they may hand it in.
    pub may_submit: bool,
    /// Who they are, as their device knows it.
    pub person: String,
    /// What their forms carry.
    pub token: String,
    /// What they carry that holds when the session has ended.
    pub pass: String,
    /// The draft.
    pub kept: vedich_app::sheets::KeptDraft,
    /// Whether it was to be recorded just now.
    pub asked: bool,
    /// What the draft states beside its lines.
    pub forms: Vec<vedich_app::sheets::FormLine>,
    /// Whether there is a store for evidence.
    pub has_store: bool,
    /// Who works on each criterion and by when.
    pub charges: BTreeMap<CriterionNo, InCharge>,
    /// The criterion to be rated as a whole although the set lists its indicators.
    pub whole: Option<CriterionNo>,
    /// Who recorded what lines of the draft conflict with.
    pub meanwhile: Meanwhile,
    /// Where the values on record stand with those who verify them.
    pub checks: FxHashMap<FactSeq, (Check, Arc<Recorded>)>,
}

/// The sheet.
#[must_use]
pub fn view(s: Scene<'_>, app: &App, plan: &SheetPlan, around: &Around) -> SheetView {
    let f = s.f;
    let path = format!("/entry/{}", plan.unit);
    let mut period = period_view(s, app, plan.period, (&plan.window, plan.reports), path.clone());
    period.versions = s.board.handed_in(plan.unit, plan.period).iter().map(|one| list::handed(s, one)).collect();
    let with = |page: &str| format!("{path}/{page}?period={}", plan.period);
    period.links = vec![
        Link::new(f.text("entry.minutes"), with("minutes")),
        Link::new(f.text("entry.download"), with("sheet.xlsx")),
        Link::new(f.text("reporting.link"), format!("/reporting/{}?period={}", plan.unit, plan.period)),
    ];
    let before = plan.form.assessment();
    let tally = |marks: &vedich_criteria::Marks| {
        let of = |counts: &vedich_criteria::Counts| format!("{}/{}", counts.met, counts.total);
        f.say("entry.tally", &[("criteria", &of(&marks.criterion_counts)), ("indicators", &of(&marks.indicator_counts))])
    };
    let (missing, unlisted) = (plan.missing(), plan.unlisted());
    let draft = &around.kept.draft;
    SheetView {
        title: s.name(plan.unit),
        crumbs: vec![Link::new(f.text("entry.title"), "/entry")],
        action: path,
        set: Link::new(f.say("entry.set", &[("set", f.lang.of(&plan.form.set.title))]), f.link(&format!("/criteria/{}", plan.form.set.id))),
        criteria: plan.after.criteria.iter().map(|criterion| lines(s, plan, around, criterion)).collect(),
        person: around.person.clone(),
        token: around.token.clone(),
        pass: around.pass.clone(),
        command: uuid::Uuid::now_v7().to_string(),
        base: app.version().get(),
        source: if draft.source.is_empty() { office(s, plan.unit) } else { draft.source.clone() },
        as_of: if draft.as_of.is_empty() { f.date_field(plan.window.default_date(app.today())) } else { draft.as_of.clone() },
        late: draft.late.clone(),
        problems: plan.problems.iter().map(|problem| f.lang.problem_without_place(problem)).collect(),
        to_mend: if around.asked { to_mend(f, plan, &around.meanwhile) } else { Vec::new() },
        counts: counts(f, plan),
        tallies: (tally(&before.marks), tally(&plan.after.marks)),
        missing: if missing > 0 { f.say("entry.missing", &[("count", &missing.to_string())]) } else { String::new() },
        unlisted: if unlisted > 0 { f.say("entry.unlisted", &[("count", &unlisted.to_string())]) } else { String::new() },
        unset: unset(s, app, plan),
        saved: saved(f, around),
        draft: around.kept.version,
        may_submit: around.may_submit && plan.reports,
        takes_files: around.has_store,
        evidence: format!("/evidence/{}", plan.unit),
        stated: around.forms.iter().filter_map(|line| super::units::form_line(s, line)).map(|line| stated(&line)).collect(),
        done: String::new(),
        period,
    }
}

/// Which indicators can't be assessed for want of a threshold, why, and whom to ask; empty when there is none.
fn unset(s: Scene<'_>, app: &App, plan: &SheetPlan) -> String {
    let f = s.f;
    let without = plan.without_threshold();
    let mut by_reason: Vec<(String, Vec<&str>)> = Vec::new();
    for (code, why) in &without {
        let why = assessment::reason(f.lang, why);
        match by_reason.iter_mut().find(|(known, _)| *known == why) {
            Some((_, codes)) => codes.push(code.as_str()),
            None => by_reason.push((why, vec![code.as_str()])),
        }
    }
    if by_reason.is_empty() {
        return String::new();
    }
    let list: Vec<String> = by_reason.iter().map(|(why, codes)| format!("{} ({why})", codes.join(", "))).collect();
    let named = |(name, unit): (String, UnitId)| format!("{name} ({})", s.name(unit));
    let people: Vec<String> = app.who_confirms_thresholds(plan.unit).into_iter().take(MOST_NAMED).map(named).collect();
    let said = f.say("entry.unset", &[("count", &without.len().to_string()), ("list", &list.join("; "))]);
    let whom =
        if people.is_empty() { f.text("entry.unset-ask").to_owned() } else { f.say("entry.unset-who", &[("who", &people.join(", "))]) };
    format!("{said} {whom}")
}

fn stated(line: &ToldLine) -> String {
    let said = [&line.change, &line.words].into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>();
    format!("{}: {}: {}", line.cell, line.code, said.join(". "))
}

/// When the draft was saved, in words.
#[must_use]
pub fn saved(f: &Frame, around: &Around) -> String {
    match around.kept.saved_at {
        Some(at) => f.say("entry.draft-saved", &[("at", &date_time(f.lang, at))]),
        None => f.text("entry.draft-none").to_owned(),
    }
}

/// What the draft would do, in words; empty when nothing was typed.
#[must_use]
pub fn counts(f: &Frame, plan: &SheetPlan) -> String {
    counts_words(f.lang, &plan.counts())
}

/// How many lines of each fate there are, in words; empty when there are none.
#[must_use]
pub fn counts_words(lang: Lang, counts: &SheetCounts) -> String {
    let SheetCounts { new, changed, unchanged, waiting, conflicts, refused } = *counts;
    let of = [
        ("entry.count-new", new),
        ("entry.count-changed", changed),
        ("entry.count-unchanged", unchanged),
        ("entry.count-waiting", waiting),
        ("entry.count-conflicts", conflicts),
        ("entry.count-refused", refused),
    ];
    let shown = of.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| lang.say(key, &[("n", &count.to_string())]));
    let words = shown.collect::<Vec<_>>().join(", ");
    let mut letters = words.chars();
    letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}

fn to_mend(f: &Frame, plan: &SheetPlan, meanwhile: &Meanwhile) -> Vec<Link> {
    let open = |line: &&LinePlan| matches!(line.fate, LineFate::Waiting | LineFate::Conflict | LineFate::Refused);
    let why = |line: &LinePlan| match line.problems.first() {
        _ if line.fate == LineFate::Conflict => {
            let by = plan.recorded_since(line).and_then(|seq| meanwhile.get(&seq));
            f.say("entry.recorded-meanwhile", &[("words", &super::recorded_by(f.lang, by))])
        }
        Some(problem) => f.lang.problem_without_place(problem),
        None => String::new(),
    };
    let said = |line: &LinePlan| format!("{}: {}", line_name(f, plan, &line.key), why(line));
    plan.lines.iter().filter(open).map(|line| Link::new(said(line), format!("#v-{}", line.key))).collect()
}

fn lines(s: Scene<'_>, plan: &SheetPlan, around: &Around, criterion: &vedich_criteria::CriterionResult) -> CriterionLines {
    let open = around.open.contains(&criterion.no);
    let indicators = plan.after.indicators.iter().filter(|one| one.criterion == criterion.no);
    let mut found = Vec::new();
    // A criterion without listed indicators is declared as a whole; any other where it was, or is asked for.
    let listed = plan.after.indicators.iter().any(|one| one.criterion == criterion.no);
    let rated = around.kept.draft.lines.contains_key(&whole_key(plan.unit, criterion.no).to_string())
        || around.whole == Some(criterion.no)
        || plan.form.said_of(criterion.no).is_some_and(|said| !said.implied);
    if !listed || rated {
        found.push(whole(s, plan, around, criterion, open));
    }
    for indicator in indicators {
        for (index, slot) in plan.form.layout.slots().iter().enumerate() {
            if slot.code == indicator.code
                && let Ok(slot_no) = u16::try_from(index)
            {
                let part = slot.part.as_ref().and_then(|key| indicator.parts.iter().find(|part| part.key == *key));
                if slot.part.is_none() || part.is_some() {
                    found.push(line(s, plan, around, (slot_no, slot), (indicator, part), open));
                }
            }
        }
    }
    let charge = around.charges.get(&criterion.no);
    CriterionLines {
        no: criterion.no.0,
        name: s.f.lang.of(&criterion.name).to_owned(),
        mark: criterion.status.into(),
        lines: found,
        may_rate: open && listed && !rated,
        who: charge.map(|charge| charge.who.clone()).unwrap_or_default(),
        due: charge.and_then(|charge| charge.due).filter(|due| *due >= plan.window.opens).map(|due| s.f.date(due)).unwrap_or_default(),
    }
}

/// A line by its code and name; a criterion as a whole as "tiêu chí 7".
fn line_name(f: &Frame, plan: &SheetPlan, key: &LineKey) -> String {
    let (name, ..) = line_words(f, plan, key);
    let code = super::code_words(f.lang, &workbook::shown_line(plan, key));
    if name.is_empty() { code } else { format!("{code} {name}") }
}

/// The line of a criterion as a whole.
fn whole_key(unit: UnitId, no: CriterionNo) -> LineKey {
    LineKey { unit, code: format!("#{no}"), part: None }
}

fn whole(s: Scene<'_>, plan: &SheetPlan, around: &Around, criterion: &vedich_criteria::CriterionResult, open: bool) -> LineView {
    let key = whole_key(plan.unit, criterion.no);
    let said = plan.form.said_of(criterion.no);
    let listed = plan.after.indicators.iter().any(|one| one.criterion == criterion.no);
    let planned = plan.lines.iter().find(|line| line.key == key);
    let mut view = LineView {
        name: if listed { s.f.text("entry.whole").to_owned() } else { s.f.lang.of(&criterion.name).to_owned() },
        hint: s.f.text("entry.hint-whole").to_owned(),
        last: said.map_or_else(String::new, |said| words::declared(s.f, said.state).to_owned()),
        last_from: said.map_or_else(String::new, |said| from(s.f, said.as_of, said.source.as_deref())),
        mark: criterion.status.into(),
        back: said.and_then(|said| back(s, plan.unit, said.seq, around)),
        open,
        ..LineView::default()
    };
    if open {
        let no = criterion.no;
        view.about = format!("criterion:{no}");
        view.evidence = evidence_about(s, plan.unit, &plan.form.set.id, &view.about);
    }
    typed(s.f, &mut view, (&key, plan), around, planned, Measure::YesNo, None);
    view
}

fn line(
    s: Scene<'_>,
    plan: &SheetPlan,
    around: &Around,
    (slot_no, slot): (u16, &Slot),
    (indicator, part): (&IndicatorResult, Option<&PartResult>),
    open: bool,
) -> LineView {
    let f = s.f;
    let key =
        LineKey { unit: plan.unit, code: slot.code.to_string(), part: slot.part.as_ref().map(|part| PartKey::as_str(part).to_owned()) };
    let (name, measure, unit, applied, status) = match part {
        Some(part) => (&part.name, part.measure, part.unit.as_deref(), part.applied.as_ref(), part.status),
        None => (&indicator.name, indicator.measure, indicator.unit.as_deref(), indicator.applied.as_ref(), indicator.status),
    };
    let stated = plan.form.values.get(usize::from(slot_no)).and_then(Option::as_ref);
    let said = plan.form.said_of_indicator(slot.code.as_str()).filter(|_| part.is_none() && stated.is_none());
    let mut view = LineView {
        code: if part.is_none() { slot.code.to_string() } else { String::new() },
        name: f.lang.of(name).to_owned(),
        part: part.is_some(),
        required: applied.map_or_else(String::new, |applied| words::threshold(f, &applied.threshold, measure, unit)),
        hint: hint(f, measure, unit, slot),
        last: stated.map(|stated| value(f, stated, slot, measure, unit)).or_else(|| said.map(|said| declared(f, said))).unwrap_or_default(),
        last_from: stated
            .map(|stated| from(f, stated.as_of, stated.source.as_deref()))
            .or_else(|| said.map(|said| from(f, said.as_of, said.source.as_deref())))
            .unwrap_or_default(),
        mark: status.into(),
        back: stated.map(|stated| stated.seq).or_else(|| said.map(|said| said.seq)).and_then(|seq| back(s, plan.unit, seq, around)),
        why: part.map_or_else(|| assessment::short(f.lang, indicator), |part| assessment::part(f.lang, part)),
        open,
        ..LineView::default()
    };
    // Of an indicator with parts the evidence stands once.
    if open && part.is_none() {
        view.about = format!("indicator:{}", slot.code);
        view.papers = papers(f, plan, slot);
        view.evidence = evidence_about(s, plan.unit, &plan.form.set.id, &view.about);
        let value = stated.map(|stated| stated.seq);
        view.evidence.extend(exhibits_about(s, plan.unit, |about| matches!(about, EvidenceOf::Value(seq) if Some(*seq) == value)));
    }
    let planned = plan.line(slot_no);
    typed(f, &mut view, (&key, plan), around, planned, measure, unit.zip(Some(slot)));
    view
}

/// What those who verify said of a value that came back.
fn back(s: Scene<'_>, unit: UnitId, value: FactSeq, around: &Around) -> Option<BackView> {
    let (check, said) = around.checks.get(&value).filter(|(check, _)| check.came_back())?;
    Some(BackView {
        check: fieldwork::check(s.f, *check),
        why: said.fact.note.as_deref().unwrap_or_default().to_owned(),
        date: s.f.date(day_of(said.recorded_at)),
        href: format!("/returned?unit={unit}#v-{value}"),
    })
}

/// The papers of the dossier that show an indicator: key and name.
fn papers(f: &Frame, plan: &SheetPlan, slot: &Slot) -> Vec<(String, String)> {
    let criterion = plan.form.set.criteria.iter().find(|criterion| criterion.indicators.iter().any(|one| one.code == slot.code));
    let needs = criterion.zip(vedich_reference::dossier()).map(|(criterion, dossier)| dossier.needs(criterion));
    needs.into_iter().flatten().map(|need| (need.key.clone(), f.lang.of(&need.name).to_owned())).collect()
}

/// What shows a criterion or an indicator of a set for a unit, named as a row names it: `criterion:5`, `indicator:5.1`. What was attached
/// for another set shows nothing of this one.
#[must_use]
pub fn evidence_about(s: Scene<'_>, unit: UnitId, set: &SetId, about: &str) -> Vec<Piece> {
    let (kind, wanted) = about.split_once(':').unwrap_or_default();
    let counts = |of: &SetId| s.catalogue().accepts(set, of);
    exhibits_about(s, unit, |about| match about {
        EvidenceOf::Criterion { set, no } => kind == "criterion" && no.to_string() == wanted && counts(set),
        EvidenceOf::Indicator { set, code, .. } => kind == "indicator" && code.as_str() == wanted && counts(set),
        _ => false,
    })
}

/// What was typed, and what is said of it.
fn typed(
    f: &Frame,
    view: &mut LineView,
    (key, plan): (&LineKey, &SheetPlan),
    around: &Around,
    planned: Option<&LinePlan>,
    measure: Measure,
    more: Option<(&str, &Slot)>,
) {
    let draft = &around.kept.draft;
    view.key = key.to_string();
    view.kept = draft.lines.contains_key(&view.key);
    let DraftLine { value: text, note, source, as_of, reason, base, other, .. } = draft.lines.get(&view.key).cloned().unwrap_or_default();
    (view.value, view.note, view.source, view.as_of, view.reason) = (text, note, source, as_of, reason);
    view.base = base;
    view.other = other.unwrap_or_default();
    let Some(planned) = planned else { return };
    view.problems = planned.problems.iter().map(|problem| f.lang.problem_without_place(problem)).collect();
    (view.asks, view.refused) = (planned.fate == LineFate::Waiting, planned.fate == LineFate::Refused);
    if planned.fate == LineFate::Conflict {
        let unit = more.map(|(unit, _)| unit);
        let (shown, source) = match &planned.before {
            Some(stated) => {
                let scale = more.map(|(_, slot)| slot.scale.as_slice()).unwrap_or_default();
                let seen = stated.cell.observed(scale);
                (
                    seen.map(|seen| words::observed(f, &seen, measure, unit)).unwrap_or_default(),
                    from(f, stated.as_of, stated.source.as_deref()),
                )
            }
            None => (view.last.clone(), view.last_from.clone()),
        };
        let by = plan.recorded_since(planned).and_then(|seq| around.meanwhile.get(&seq));
        view.theirs = super::recorded_since(f.lang, by, &shown, &source);
    }
}

/// The criterion a line is about.
#[must_use]
pub fn criterion_of(plan: &SheetPlan, key: &LineKey) -> Option<CriterionNo> {
    let of_indicator = || plan.after.indicators.iter().find(|one| one.code.as_str() == key.code).map(|one| one.criterion);
    key.code.strip_prefix('#').map_or_else(of_indicator, |no| no.parse().ok().map(CriterionNo))
}

/// The evidence that shows a line, by name: of its indicator and the value that stands, or of its criterion as a whole. Of an indicator with
/// parts it stands once.
#[must_use]
pub fn evidence_names(s: Scene<'_>, plan: &SheetPlan, key: &LineKey) -> Vec<String> {
    if key.part.is_some() {
        return Vec::new();
    }
    let about = key.code.strip_prefix('#').map_or_else(|| format!("indicator:{}", key.code), |no| format!("criterion:{no}"));
    let value = plan.form.layout.slot(&key.code, None).and_then(|slot| plan.form.values.get(usize::from(slot))?.as_ref());
    let value = value.map(|stated| stated.seq);
    let mut found = evidence_about(s, plan.unit, &plan.form.set.id, &about);
    found.extend(exhibits_about(s, plan.unit, |about| matches!(about, EvidenceOf::Value(seq) if Some(*seq) == value)));
    found.into_iter().map(|piece| piece.link.text).collect()
}

/// Name, unit of measure and requirement of a line, for a workbook.
#[must_use]
pub fn line_words(f: &Frame, plan: &SheetPlan, key: &LineKey) -> (String, String, String) {
    let Some(indicator) = plan.after.indicators.iter().find(|one| one.code.as_str() == key.code) else { return Default::default() };
    let part = key.part.as_ref().and_then(|part| indicator.parts.iter().find(|one| one.key.as_str() == part));
    let (name, measure, unit, applied) = match part {
        Some(part) => (&part.name, part.measure, part.unit.as_deref(), part.applied.as_ref()),
        None => (&indicator.name, indicator.measure, indicator.unit.as_deref(), indicator.applied.as_ref()),
    };
    let shown = match measure {
        Measure::Percent => "%".to_owned(),
        Measure::YesNo => {
            let slot = plan.form.layout.slot(&key.code, key.part.as_deref()).and_then(|slot| plan.form.layout.at(slot));
            f.text(if slot.is_some_and(|slot| slot.met_by_no) { "entry.hint-there" } else { "entry.hint-yes-no" }).to_owned()
        }
        _ => unit.map_or_else(String::new, |unit| assessment::unit_name(f.lang, unit).to_owned()),
    };
    let required = applied.map_or_else(String::new, |applied| words::threshold(f, &applied.threshold, measure, unit));
    (f.lang.of(name).to_owned(), shown, required)
}

/// A status that was declared where no value stands.
fn declared(f: &Frame, said: &vedich_board::DeclaredStatus) -> String {
    f.say("fieldwork.declared", &[("state", words::declared(f, said.state))])
}

fn value(f: &Frame, stated: &Stated, slot: &Slot, measure: Measure, unit: Option<&str>) -> String {
    stated.cell.observed(&slot.scale).map(|seen| words::observed(f, &seen, measure, unit)).unwrap_or_default()
}

pub(super) fn from(f: &Frame, as_of: vedich_values::Date, source: Option<&str>) -> String {
    let date = f.date(as_of);
    source.map_or_else(|| date.clone(), |source| format!("{date}, {source}"))
}

/// What can be typed: the unit of measure, the words of a scale.
fn hint(f: &Frame, measure: Measure, unit: Option<&str>, slot: &Slot) -> String {
    match measure {
        Measure::YesNo if slot.met_by_no => f.text("entry.hint-there").to_owned(),
        Measure::YesNo => f.text("entry.hint-yes-no").to_owned(),
        Measure::Percent => "%".to_owned(),
        Measure::Level => slot.scale.iter().map(|word| word.replace('_', " ")).collect::<Vec<_>>().join(" / "),
        _ => unit.map_or_else(String::new, |unit| assessment::unit_name(f.lang, unit).to_owned()),
    }
}
