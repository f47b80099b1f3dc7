//! An entry sheet as the API shows it.

use crate::api::entry_shapes::{SheetLineShape, SheetShape, UnsetShape};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vedich_app::sheets::{SheetPlan, workbook};
use vedich_board::{Check, DeclaredStatus, Stated};
use vedich_criteria::Slot;
use vedich_facts::Recorded;
use vedich_values::FactSeq;
use vedich_wording::Lang;

/// Where values stand with those who verify them, and what was said last.
type Checks = FxHashMap<FactSeq, (Check, Arc<Recorded>)>;

impl SheetShape {
    /// A sheet with nothing typed; `record` is how far the record goes, `versions` how often it was handed in.
    pub(crate) fn of(lang: Lang, record: u64, plan: &SheetPlan, (versions, checks): (u64, &Checks)) -> Self {
        let slots = plan.form.layout.slots().iter().zip(&plan.form.values).filter(|(place, _)| place.indicator.is_some());
        let whole = plan.form.set.criteria.iter().filter_map(|criterion| {
            let said = plan.form.said_of(criterion.no);
            let shown = criterion.indicators.is_empty() || said.is_some_and(|said| !said.implied);
            shown.then(|| SheetLineShape::of_criterion(format!("#{}", criterion.no), said, checks))
        });
        let unset = plan.without_threshold().into_iter();
        Self {
            unit: plan.unit.get(),
            period: plan.period.to_string(),
            opens: plan.window.opens.to_string(),
            closes: plan.window.closes.to_string(),
            due: plan.window.due.to_string(),
            locked: plan.locked,
            set: plan.form.set.id.to_string(),
            version: record,
            versions,
            missing: plan.missing() as u64,
            unlisted: plan.unlisted() as u64,
            without_threshold: unset
                .map(|(code, why)| UnsetShape { code: code.to_string(), why: vedich_wording::assessment::reason(lang, why) })
                .collect(),
            lines: slots.map(|(place, stated)| SheetLineShape::of_slot(plan, place, stated.as_ref(), checks)).chain(whole).collect(),
        }
    }
}

impl SheetLineShape {
    /// An indicator or a part of one: its value, else what was declared of it.
    fn of_slot(plan: &SheetPlan, place: &Slot, stated: Option<&Stated>, checks: &Checks) -> Self {
        let said = plan.form.said_of_indicator(place.code.as_str()).filter(|_| place.part.is_none());
        let source = stated.map_or_else(|| said.and_then(|said| said.source.as_deref()), |stated| stated.source.as_deref());
        let (check, why) = checked(stated.map(|stated| stated.seq).or_else(|| said.map(|said| said.seq)), checks);
        Self {
            code: place.code.to_string(),
            part: place.part.as_ref().map(ToString::to_string),
            value: stated.and_then(|stated| stated.cell.observed(&place.scale)).map(|seen| place.print(&seen)),
            declared: said.map(|said| workbook::mark(said.state)),
            as_of: stated.map(|stated| stated.as_of).or_else(|| said.map(|said| said.as_of)).map(|day| day.to_string()),
            source: source.map(str::to_owned),
            check,
            why,
        }
    }

    /// A criterion declared as a whole.
    fn of_criterion(code: String, said: Option<&DeclaredStatus>, checks: &Checks) -> Self {
        let (check, why) = checked(said.map(|said| said.seq), checks);
        Self {
            code,
            part: None,
            value: said.map(|said| workbook::mark(said.state).to_owned()),
            declared: said.map(|said| workbook::mark(said.state)),
            as_of: said.map(|said| said.as_of.to_string()),
            source: said.and_then(|said| said.source.as_deref()).map(str::to_owned),
            check,
            why,
        }
    }
}

/// Where a value stands, and why it came back where it did. Of one nobody looked at yet nothing is said: it waits.
fn checked(value: Option<FactSeq>, checks: &Checks) -> (Option<&'static str>, Option<String>) {
    let said = value.and_then(|value| checks.get(&value));
    let check = said.map_or(Check::Entered, |(check, _)| *check);
    let why = said.filter(|(check, _)| check.came_back()).and_then(|(_, said)| said.fact.note.as_deref());
    (value.map(|_| check.name()), why.map(str::to_owned))
}
