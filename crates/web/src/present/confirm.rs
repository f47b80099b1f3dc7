//! The form that confirms or sets a value: what can be chosen, and what a form that was sent asks for.

use super::{Scene, criteria, words};
use crate::pages::confirm_form::{ConfirmForm, FIELDS};
use chrono::Datelike;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;
use vedich_app::commands::ConfirmThreshold;
use vedich_criteria::threshold::parse_condition_threshold;
use vedich_criteria::{Condition, CriteriaSet, Measure, ThresholdTable, parse_threshold};
use vedich_facts::{Body, Overlay, Recorded};
use vedich_units::Resolution;
use vedich_values::date::parse_date;
use vedich_values::{Date, FactSeq, IndicatorCode, PartKey, UnitId, ZoneId};

/// Years behind today that a value may be set for when the end of the set is open.
const AHEAD: i32 = 5;

/// The empty form of a set; with `correcting`, filled in from the value that is to be corrected.
#[must_use]
pub fn form(s: Scene<'_>, set: &CriteriaSet, token: &str, correcting: Option<&str>) -> ConfirmForm {
    let typed = correcting.and_then(|seq| earlier(s, set, seq)).map(|recorded| typed_before(s, &recorded)).unwrap_or_default();
    filled(s, set, token, typed)
}

/// The form with what was typed.
#[must_use]
pub fn filled(s: Scene<'_>, set: &CriteriaSet, token: &str, typed: Vec<(&'static str, String)>) -> ConfirmForm {
    let page = s.f.link(&format!("/criteria/{}", set.id));
    let mut form = ConfirmForm {
        action: s.f.link(&format!("/criteria/{}/confirm", set.id)),
        token: token.to_owned(),
        command: Uuid::now_v7().to_string(),
        codes: targets(s, set).into_iter().map(|target| (target.value, target.label)).collect(),
        zones: set.zones.iter().map(|zone| (zone.id.to_string(), words::zone_name(s.f, set, &zone.id))).collect(),
        years: years(s, set).into_iter().map(|year| (year.to_string(), year.to_string())).collect(),
        cancel: page,
        typed,
        ..ConfirmForm::default()
    };
    if let Some(recorded) = earlier(s, set, form.typed("correcting")) {
        let line = criteria::overlay_line(s, set, &recorded);
        form.correcting =
            line.map(|line| format!("{}: {} {} ({})", line.place.text, line.what, line.threshold, line.decision)).unwrap_or_default();
    }
    form
}

/// The value of this set recorded under a number.
fn earlier(s: Scene<'_>, set: &CriteriaSet, seq: &str) -> Option<Arc<Recorded>> {
    let seq = FactSeq(seq.parse().ok()?);
    let of_set = |recorded: &Recorded| matches!(&recorded.fact.body, Body::Overlay(overlay) if overlay.set == set.id);
    s.board.overlays(&set.id).into_iter().find(|recorded| recorded.seq == seq && of_set(recorded))
}

fn typed_before(s: Scene<'_>, recorded: &Recorded) -> Vec<(&'static str, String)> {
    let Body::Overlay(overlay) = &recorded.fact.body else { return Vec::new() };
    let date = |date: Date| s.f.date_field(date);
    let value = |field: &str| match field {
        "unit" => s.registry().path(recorded.fact.unit, recorded.fact.as_of),
        "code" => target_value(&overlay.code, overlay.part.as_ref()),
        "zone" => overlay.zone.as_ref().map(ToString::to_string).unwrap_or_default(),
        "year" => overlay.year.map(|year| year.to_string()).unwrap_or_default(),
        "threshold" => overlay.threshold.clone().unwrap_or_default(),
        "decision" => overlay.decision.clone(),
        "decided" => date(overlay.decided),
        "from" => date(recorded.fact.as_of),
        "to" => overlay.to.map(date).unwrap_or_default(),
        _ => recorded.seq.to_string(),
    };
    FIELDS.map(|field| (field, value(field))).to_vec()
}

/// What a threshold can be set for: an indicator, a part of one, or a demand outside the criteria.
struct Target<'a> {
    code: IndicatorCode,
    part: Option<&'a PartKey>,
    /// Empty for a demand outside the criteria, which has bounds of its own kinds.
    measures: Vec<Measure>,
    scale: &'a [String],
    value: String,
    label: String,
}

impl Target<'_> {
    fn takes(&self, text: &str) -> bool {
        let measured = self.measures.iter().any(|measure| parse_threshold(*measure, self.scale, text).is_ok());
        measured || (self.measures.is_empty() && parse_condition_threshold(text).is_ok())
    }
}

fn target_value(code: &IndicatorCode, part: Option<&PartKey>) -> String {
    part.map_or_else(|| code.to_string(), |part| format!("{code}/{part}"))
}

fn targets<'a>(s: Scene<'_>, set: &'a CriteriaSet) -> Vec<Target<'a>> {
    let mut all = Vec::new();
    for (_, one) in set.indicators() {
        let later = one.amended.as_ref().and_then(|amended| amended.measure);
        let mut add = |part: Option<&'a PartKey>, measures: Vec<Measure>, scale: &'a [String], label: String| {
            all.push(Target { code: one.code.clone(), part, measures, scale, value: target_value(&one.code, part), label });
        };
        add(None, std::iter::once(one.measure).chain(later).collect(), &one.scale, format!("{} {}", one.code, s.f.lang.of(&one.name)));
        for part in &one.parts {
            add(Some(&part.key), vec![part.measure], &part.scale, format!("{} – {}", one.code, s.f.lang.of(&part.name)));
        }
        for way in &one.any_of {
            add(Some(&way.key), vec![way.measure], &one.scale, format!("{} – {}", one.code, s.f.lang.of(&way.name)));
        }
    }
    let demand = |one: &Condition| {
        let code = IndicatorCode::new(&format!("@{}", one.id));
        let label = format!("{}: {}", s.f.text("web.confirm.demand"), s.f.lang.of(&one.name));
        Target { value: code.to_string(), code, part: None, measures: Vec::new(), scale: &[], label }
    };
    all.extend(set.conditions.iter().map(demand));
    all
}

/// The years a value can be set for: those the set is in force, and those its tables name.
fn years(s: Scene<'_>, set: &CriteriaSet) -> BTreeSet<i32> {
    let named = |table: &ThresholdTable| match table {
        ThresholdTable::ByYear(years) => years.keys().copied().collect(),
        _ => Vec::new(),
    };
    let tables = set.indicators().flat_map(|(_, one)| {
        std::iter::once(&one.threshold)
            .chain(one.parts.iter().map(|part| &part.threshold))
            .chain(one.any_of.iter().map(|way| &way.threshold))
    });
    let mut years: BTreeSet<i32> = tables.flat_map(named).collect();
    let last = set.effective.to.map_or(s.f.today.year() + AHEAD, |to| to.year());
    years.extend(set.effective.from.map(|from| from.year()..=last).into_iter().flatten());
    years
}

/// Everything wrong with a form, by field.
type Wrong = Vec<(&'static str, String)>;

/// The command a form gives, or what is wrong with it, field by field.
///
/// # Errors
/// Every field that cannot be used, in the reader's language.
pub fn command(s: Scene<'_>, set: &CriteriaSet, form: &ConfirmForm) -> Result<ConfirmThreshold, Wrong> {
    let mut wrong = Wrong::new();
    let decided = date(s, form, "decided", &mut wrong).flatten();
    if form.typed("decided").is_empty() {
        wrong.push(("decided", s.f.text("web.confirm.no-date").to_owned()));
    }
    let from = date(s, form, "from", &mut wrong).map(|from| from.or(decided)).unwrap_or_default();
    let to = date(s, form, "to", &mut wrong).unwrap_or_default();
    if to.zip(from).is_some_and(|(to, from)| to < from) {
        wrong.push(("to", s.f.text("web.confirm.bad-span").to_owned()));
    }
    if form.typed("decision").is_empty() {
        wrong.push(("decision", s.f.text("web.confirm.no-decision").to_owned()));
    }
    let correcting = correcting(s, set, form, &mut wrong);
    let unit = unit(s, form, from.unwrap_or(s.f.as_of), correcting.as_deref(), &mut wrong);
    let year = year(s, set, form, (from, to), &mut wrong);
    let zone = Some(form.typed("zone")).filter(|zone| !zone.is_empty());
    if zone.is_some_and(|zone| !set.zones.iter().any(|known| known.id.as_str() == zone)) {
        wrong.push(("zone", s.f.text("web.confirm.no-zone").to_owned()));
    }
    let targets = targets(s, set);
    let target = targets.iter().find(|target| target.value == form.typed("code"));
    if target.is_none() {
        wrong.push(("code", s.f.text("web.confirm.no-code").to_owned()));
    }
    let threshold = target.and_then(|target| threshold(s, form, target, &mut wrong));
    let (Some(target), Some(decided), Some(from), Some(area), true) = (target, decided, from, unit, wrong.is_empty()) else {
        return Err(wrong);
    };
    let overlay = Overlay {
        set: set.id.clone(),
        code: target.code.clone(),
        part: target.part.cloned(),
        zone: zone.map(ZoneId::new),
        year,
        threshold,
        decision: form.typed("decision").to_owned(),
        decided,
        to,
    };
    Ok(ConfirmThreshold { area, from, overlay, correcting: correcting.map(|recorded| recorded.seq) })
}

/// A date of the form: nothing inside when the field is empty, none when it is no date.
#[expect(clippy::option_option, reason = "left empty is not the same as wrong")]
fn date(s: Scene<'_>, form: &ConfirmForm, field: &'static str, wrong: &mut Wrong) -> Option<Option<Date>> {
    let text = form.typed(field);
    if text.is_empty() {
        return Some(None);
    }
    let date = parse_date(text);
    if date.is_none() {
        wrong.push((field, s.f.text("web.confirm.no-date").to_owned()));
    }
    date.map(Some)
}

/// The value being corrected; what cannot be found any more was corrected by somebody else meanwhile.
fn correcting(s: Scene<'_>, set: &CriteriaSet, form: &ConfirmForm, wrong: &mut Wrong) -> Option<Arc<Recorded>> {
    let seq = Some(form.typed("correcting")).filter(|seq| !seq.is_empty())?;
    let found = earlier(s, set, seq);
    if found.is_none() {
        wrong.push(("", s.f.text("web.confirm.gone").to_owned()));
    }
    found
}

fn unit(s: Scene<'_>, form: &ConfirmForm, on: Date, correcting: Option<&Recorded>, wrong: &mut Wrong) -> Option<UnitId> {
    match s.registry().resolve(form.typed("unit"), on) {
        Resolution::One(unit) if correcting.is_some_and(|earlier| earlier.fact.unit != unit) => {
            wrong.push(("unit", s.f.text("web.confirm.other-unit").to_owned()));
            None
        }
        Resolution::One(unit) => Some(unit),
        Resolution::Ambiguous(found) | Resolution::NotFound(found) => {
            let near = found.iter().take(4).map(|one| s.registry().path(one.unit, one.on)).collect::<Vec<_>>().join("; ");
            wrong.push(("unit", s.f.say("web.confirm.no-unit", &[("near", if near.is_empty() { "–" } else { &near })])));
            None
        }
    }
}

fn year(s: Scene<'_>, set: &CriteriaSet, form: &ConfirmForm, (from, to): (Option<Date>, Option<Date>), wrong: &mut Wrong) -> Option<i32> {
    let text = Some(form.typed("year")).filter(|text| !text.is_empty())?;
    let year = text.parse().ok().filter(|year| years(s, set).contains(year));
    if year.is_none() {
        wrong.push(("year", s.f.text("web.confirm.no-year").to_owned()));
    }
    let never_holds = |year: i32| from.is_some_and(|from| year < from.year()) || to.is_some_and(|to| to.year() < year);
    if year.is_some_and(never_holds) {
        wrong.push(("year", s.f.text("web.confirm.year-outside").to_owned()));
    }
    year
}

fn threshold(s: Scene<'_>, form: &ConfirmForm, target: &Target<'_>, wrong: &mut Wrong) -> Option<String> {
    let text = Some(form.typed("threshold")).filter(|text| !text.is_empty())?;
    if !target.takes(text) {
        wrong.push(("threshold", s.f.say("web.confirm.bad-threshold", &[("text", text)])));
    }
    Some(text.to_owned())
}
