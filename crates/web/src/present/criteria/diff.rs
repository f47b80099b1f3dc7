//! What changed from one set to another, as a page.

use super::super::{Scene, words};
use crate::pages::criteria_diff::{DiffCriterion, DiffLine, DiffView, Difference};
use std::collections::{BTreeMap, BTreeSet};
use vedich_criteria::{
    ConditionChange, Correspondence, CriteriaSet, CriterionChange, FieldChange, Indicator, IndicatorChange, Measure, PartChange, Threshold,
    ThresholdChange,
};
use vedich_values::{Bilingual, CriterionNo, IndicatorCode};
use vedich_wording::assessment::{circumstances, condition_unit, threshold};

/// A criterion of the right set, or one of the left set that went nowhere.
type Heading = (CriterionNo, Gone);

/// Whether a heading is of the left set.
type Gone = bool;

/// What changed from one set to another.
#[must_use]
pub fn view(s: Scene<'_>, a: &str, b: &str) -> Option<DiffView> {
    let sides = Sides { s, left: s.catalogue().get(a)?, right: s.catalogue().get(b)? };
    let changes = vedich_criteria::diff(sides.left, sides.right);
    let mut lines: BTreeMap<Heading, Vec<DiffLine>> = BTreeMap::new();
    for change in &changes.criteria {
        let (heading, line) = sides.criterion(change);
        lines.entry(heading).or_default().push(line);
    }
    let mut touched: BTreeSet<IndicatorCode> = BTreeSet::new();
    let mut counts = [0u32; 4];
    for change in &changes.indicators {
        let (from, to, line) = sides.indicator(change);
        counts[match line.kind {
            Difference::Added => 0,
            Difference::Gone => 1,
            Difference::Changed => 2,
        }] += 1;
        touched.extend(to.cloned());
        let heading = match to {
            Some(_) => (criterion_of(sides.right, to), false),
            None => gone(&changes.correspondence, criterion_of(sides.left, from)),
        };
        lines.entry(heading).or_default().push(line);
    }
    counts[3] = u32::try_from(sides.right.indicators().filter(|(_, one)| !touched.contains(&one.code)).count()).unwrap_or_default();
    let mut groups: Vec<DiffCriterion> =
        lines.into_iter().map(|(heading, lines)| DiffCriterion { name: sides.criterion_name(heading), lines }).collect();
    if !changes.conditions.is_empty() {
        let lines = changes.conditions.iter().map(|change| sides.condition(change)).collect();
        groups.push(DiffCriterion { name: s.f.text("web.place.conditions").to_owned(), lines });
    }
    Some(DiffView {
        a: s.set_link(sides.left),
        b: s.set_link(sides.right),
        partial: [sides.left, sides.right].into_iter().filter_map(|set| partial(s, set)).collect(),
        swap: s.f.link(&format!("/criteria/{b}/diff/{a}")),
        criteria: groups,
        counts,
    })
}

/// That the decision has more indicators than are known here.
fn partial(s: Scene<'_>, set: &CriteriaSet) -> Option<String> {
    let known = u32::try_from(set.indicators().count()).unwrap_or(u32::MAX);
    let declared = set.declared_indicators.filter(|declared| *declared > known)?;
    let words = [("set", s.f.lang.of(&set.title).to_owned()), ("declared", declared.to_string()), ("known", known.to_string())];
    Some(s.f.say("web.diff.partial", &words.each_ref().map(|(name, text)| (*name, text.as_str()))))
}

struct Sides<'a> {
    s: Scene<'a>,
    left: &'a CriteriaSet,
    right: &'a CriteriaSet,
}

impl Sides<'_> {
    fn criterion_name(&self, (no, gone): Heading) -> String {
        let set = if gone { self.left } else { self.right };
        let found = set.criteria.iter().find(|criterion| criterion.no == no);
        format!("{no}. {}", found.map(|criterion| self.s.f.lang.of(&criterion.name)).unwrap_or_default())
    }

    /// A criterion that is new, gone, named or numbered otherwise, or made of others.
    fn criterion(&self, change: &CriterionChange) -> (Heading, DiffLine) {
        let lang = self.s.f.lang;
        let of = |no: &str| self.s.f.say("web.diff.criterion", &[("no", no)]);
        match change {
            CriterionChange::Added { no, name } => {
                let line =
                    DiffLine { kind: Difference::Added, code: of(&no.to_string()), new: lang.of(name).to_owned(), ..DiffLine::default() };
                ((*no, false), line)
            }
            CriterionChange::Removed { no, name } => {
                let line =
                    DiffLine { kind: Difference::Gone, code: of(&no.to_string()), old: lang.of(name).to_owned(), ..DiffLine::default() };
                ((*no, true), line)
            }
            CriterionChange::Renamed { no, from, to } => {
                let (old, new) = self.names(from, to);
                let wording = self.wording(from, to);
                ((*no, false), DiffLine { code: of(&no.to_string()), old, new, wording, ..DiffLine::default() })
            }
            CriterionChange::Moved { from, to, name, renamed } => {
                let (old, new) = renamed.as_ref().map_or((name, name), |(from, to)| (from, to));
                let wording = self.wording(old, new);
                let (old, new) = self.names(old, new);
                ((*to, false), DiffLine { code: of(&format!("{from} → {to}")), old, new, wording, ..DiffLine::default() })
            }
            CriterionChange::Regrouped { no, name, of: parts } => {
                let numbers: Vec<String> = parts.iter().map(|part| part.no.to_string()).collect();
                let old: Vec<String> = parts.iter().map(|part| format!("{} {}", part.no, lang.of(&part.name))).collect();
                let code = of(&format!("{} → {no}", numbers.join(", ")));
                ((*no, false), DiffLine { code, old: old.join("; "), new: lang.of(name).to_owned(), ..DiffLine::default() })
            }
        }
    }

    /// Two names in the reader's language.
    fn names(&self, from: &Bilingual, to: &Bilingual) -> (String, String) {
        let lang = self.s.f.lang;
        (lang.of(from).to_owned(), lang.of(to).to_owned())
    }

    /// Where our English says the same of two names: the official wording, which is what changed.
    fn wording(&self, from: &Bilingual, to: &Bilingual) -> Option<(String, String)> {
        let lang = self.s.f.lang;
        (lang.of(from) == lang.of(to) && from.vi != to.vi).then(|| (from.vi.clone(), to.vi.clone()))
    }

    fn indicator<'c>(&self, change: &'c IndicatorChange) -> (Option<&'c IndicatorCode>, Option<&'c IndicatorCode>, DiffLine) {
        let (kind, from, to) = match change {
            IndicatorChange::Added { code, .. } => (Difference::Added, None, Some(code)),
            IndicatorChange::Removed { code, .. } => (Difference::Gone, Some(code), None),
            IndicatorChange::Moved { from, to, .. } => (Difference::Changed, Some(from), Some(to)),
            IndicatorChange::Changed { code, .. } => (Difference::Changed, Some(code), Some(code)),
        };
        let (old, old_threshold) = self.side(self.left, from);
        let (new, new_threshold) = self.side(self.right, to);
        let wording = match change {
            IndicatorChange::Changed { renamed: Some((before, after)), .. } => self.wording(before, after),
            _ => None,
        };
        let code = match (from, to) {
            (Some(from), Some(to)) if from != to => format!("{from} → {to}"),
            (from, to) => to.or(from).map(ToString::to_string).unwrap_or_default(),
        };
        let details = match change {
            IndicatorChange::Moved { from, to, thresholds, parts, fields, .. } => self.details((from, to), thresholds, parts, fields),
            IndicatorChange::Changed { code, thresholds, parts, fields, .. } => self.details((code, code), thresholds, parts, fields),
            _ => Vec::new(),
        };
        (from, to, DiffLine { kind, code, old, old_threshold, new, new_threshold, wording, details })
    }

    /// Parts that came, went or changed, their thresholds, and what else differs.
    fn details(
        &self,
        (from, to): (&IndicatorCode, &IndicatorCode),
        thresholds: &[ThresholdChange],
        parts: &[PartChange],
        fields: &[FieldChange],
    ) -> Vec<String> {
        let of_parts = parts.iter().flat_map(|part| self.part(part));
        let sides = (self.left.indicator(from.as_str()), self.right.indicator(to.as_str()));
        let of_bounds = thresholds.iter().filter_map(|change| self.part_bound(sides, change));
        of_parts.chain(of_bounds).chain(self.fields(fields)).collect()
    }

    fn part(&self, change: &PartChange) -> Vec<String> {
        let f = self.s.f;
        match change {
            PartChange::Added { name, .. } => vec![f.say("web.diff.part-added", &[("name", f.lang.of(name))])],
            PartChange::Removed { name, .. } => vec![f.say("web.diff.part-gone", &[("name", f.lang.of(name))])],
            PartChange::Changed { name, renamed, fields, .. } => {
                let renamed = renamed.as_ref().map(|(from, to)| {
                    let (from, to) = self.wording(from, to).unwrap_or_else(|| self.names(from, to));
                    f.say("web.diff.from-to", &[("what", f.text("web.diff.part")), ("from", &from), ("to", &to)])
                });
                renamed.into_iter().chain(self.fields(fields).map(|words| format!("{}: {words}", f.lang.of(name)))).collect()
            }
        }
    }

    /// A threshold of a part that both sets have.
    fn part_bound(&self, (left, right): (Option<&Indicator>, Option<&Indicator>), change: &ThresholdChange) -> Option<String> {
        let f = self.s.f;
        let key = change.part.as_deref()?;
        let (name, measure, unit) = named_part(right?, key)?;
        named_part(left?, key)?;
        let bound =
            |bound: &Option<Threshold>| bound.as_ref().map_or_else(|| "–".to_owned(), |one| words::threshold(f, one, measure, unit));
        let zone = change.zone.as_ref().map(|zone| words::zone_short(f, zone));
        let whom = change.year.map(|year| year.to_string()).into_iter().chain(zone).collect::<Vec<_>>().join(" ");
        let what = if whom.is_empty() { f.lang.of(name).to_owned() } else { format!("{} ({whom})", f.lang.of(name)) };
        Some(f.say("web.diff.from-to", &[("what", &what), ("from", &bound(&change.from)), ("to", &bound(&change.to))]))
    }

    fn fields<'c>(&'c self, fields: &'c [FieldChange]) -> impl Iterator<Item = String> + 'c {
        fields.iter().map(|change| {
            let f = self.s.f;
            let side =
                |value: &Option<String>| value.as_deref().map_or_else(|| "–".to_owned(), |text| self.field_value(change.field, text));
            let key = format!("criteria-field.{}", change.field);
            f.say("web.diff.from-to", &[("what", f.lang.text(&key)), ("from", &side(&change.from)), ("to", &side(&change.to))])
        })
    }

    fn field_value(&self, field: &str, text: &str) -> String {
        let f = self.s.f;
        match (field, text) {
            ("when" | "applies_when", _) => circumstances(f.lang, &self.right.zones, text),
            ("refers_to", _) => super::lines::referred(self.s, text),
            ("delegated_to", "province") => f.text("web.reason.province").to_owned(),
            ("delegated_to", "ministry") => f.text("web.reason.ministry").to_owned(),
            (_, "yes") => f.text("assess.yes").to_owned(),
            _ => text.to_owned(),
        }
    }

    fn condition(&self, change: &ConditionChange) -> DiffLine {
        let lang = self.s.f.lang;
        let unit = |set: &CriteriaSet, id: &str| {
            let found = set.conditions.iter().find(|one| one.id == id);
            found.map(|one| condition_unit(&one.measure, one.unit.as_deref()).to_owned()).unwrap_or_default()
        };
        let bound = |set: &CriteriaSet, id: &str| {
            let found = set.conditions.iter().find(|one| one.id == id);
            let bound = found.and_then(|one| one.threshold.as_ref());
            bound.map(|bound| threshold(lang, bound, &unit(set, id))).unwrap_or_default()
        };
        match change {
            ConditionChange::Added { id, name, .. } => DiffLine {
                kind: Difference::Added,
                new: lang.of(name).to_owned(),
                new_threshold: bound(self.right, id),
                ..DiffLine::default()
            },
            ConditionChange::Removed { id, name, .. } => DiffLine {
                kind: Difference::Gone,
                old: lang.of(name).to_owned(),
                old_threshold: bound(self.left, id),
                ..DiffLine::default()
            },
            ConditionChange::Changed { id, name, renamed, fields, .. } => {
                let (old, new) = renamed.as_ref().map_or((name, name), |(from, to)| (from, to));
                let wording = self.wording(old, new);
                let (old, new) = self.names(old, new);
                DiffLine {
                    old,
                    old_threshold: bound(self.left, id),
                    new,
                    new_threshold: bound(self.right, id),
                    wording,
                    details: self.fields(fields).collect(),
                    ..DiffLine::default()
                }
            }
        }
    }

    fn side(&self, set: &CriteriaSet, code: Option<&IndicatorCode>) -> (String, String) {
        let f = self.s.f;
        let Some(one) = code.and_then(|code| set.indicator(code.as_str())) else { return (String::new(), String::new()) };
        let table = words::table(f, &one.threshold, one.measure, one.unit.as_deref());
        let bounds = table.into_iter().map(|(whom, bound)| if whom.is_empty() { bound } else { format!("{whom} {bound}") });
        (f.lang.of(&one.name).to_owned(), bounds.collect::<Vec<_>>().join(", "))
    }
}

fn criterion_of(set: &CriteriaSet, code: Option<&IndicatorCode>) -> CriterionNo {
    let found = set.indicators().find(|(_, one)| Some(&one.code) == code);
    found.and_then(|(index, _)| set.criteria.get(index)).map_or(CriterionNo(0), |criterion| criterion.no)
}

/// Where an indicator that is gone stands: with what its criterion became.
fn gone(same: &Correspondence, criterion: CriterionNo) -> Heading {
    same.of_left(criterion).first().map_or((criterion, true), |became| (*became, false))
}

/// A part, or a way to meet an indicator: name, measure, unit.
fn named_part<'a>(one: &'a Indicator, key: &str) -> Option<(&'a vedich_values::Bilingual, Measure, Option<&'a str>)> {
    let part = one.parts.iter().find(|part| part.key.as_str() == key).map(|part| (&part.name, part.measure, part.unit.as_deref()));
    part.or_else(|| one.any_of.iter().find(|way| way.key.as_str() == key).map(|way| (&way.name, way.measure, one.unit.as_deref())))
}
