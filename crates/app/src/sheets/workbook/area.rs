//! The sheet of an area: a row per unit, a column per line, whose headings say what it is about, how it is measured and what is required.

use super::{SheetPlan, SheetWords, base, heading, known, mark, marked, on_record};
use vedich_documents::{Column, Content, Kind, Table};
use vedich_entry::LineKey;
use vedich_facts::DeclaredState;
use vedich_values::{CriterionNo, UnitId};

/// Width of a column of an area's sheet: room for the name of an indicator in a few lines.
const LINE_WIDE: u16 = 22;
/// Requirements that are told one by one where those of the units differ.
const MOST_REQUIREMENTS: usize = 3;

/// The sheet of an area: a row per unit, a column per line.
#[must_use]
pub fn area_table(area: UnitId, plans: &[SheetPlan], words: &SheetWords<'_>) -> Table {
    let codes = codes(plans);
    let text = words.text;
    let mut columns = vec![
        Column::new("STT", Kind::Code).wide(5),
        Column::new("Mã đơn vị", Kind::Code).wide(9),
        Column::new("Đơn vị", Kind::Text).wide(24).saying(vec![text("entry.indicator"), "ĐVT".to_owned(), text("entry.required")]),
    ];
    for code in &codes {
        let column = Column::new(&shown(plans, code), Kind::Code).wide(LINE_WIDE).saying(meaning(plans, code, words));
        columns.push(match group(plans, code) {
            Some(group) => column.under(&group),
            None => column,
        });
    }
    let rows = plans.iter().enumerate().map(|(index, plan)| {
        let (name, code) = (words.unit)(plan.unit);
        let mut cells = vec![Content::count(u32::try_from(index + 1).unwrap_or(u32::MAX)), Content::Text(code), Content::Text(name)];
        for column in &codes {
            if let Some(no) = criterion_of(column) {
                cells.push(whole(plan, no));
                continue;
            }
            let (code, part) = column.split_once('/').map_or((column.as_str(), None), |(code, part)| (code, Some(part)));
            let slot = plan.form.layout.slot(code, part);
            let typed = slot.and_then(|slot| plan.line(slot)).filter(|line| !line.typed.value.is_empty());
            cells.push(match (typed, slot) {
                (Some(line), _) => Content::text(&line.typed.value),
                (None, Some(slot)) => known(plan, slot).map_or(Content::Empty, |(_, cell)| cell),
                (None, None) => Content::Empty,
            });
        }
        cells
    });
    let rows: Vec<Vec<Content>> = rows.collect();
    Table { columns, rows, ..base(area, plans.first().map(|plan| plan.period), words) }
}

/// What stands of a criterion as a whole, or was typed of it.
fn whole(plan: &SheetPlan, no: CriterionNo) -> Content {
    let typed = plan.criterion_line(no).filter(|line| !line.typed.value.is_empty());
    let shown = |said: &vedich_board::DeclaredStatus| if said.implied { on_record(said.state.into()) } else { marked(said.state) };
    let stands = || plan.form.said_of(no).map_or(Content::Empty, shown);
    typed.map_or_else(stands, |line| Content::text(&line.typed.value))
}

/// The criterion a column is about as a whole: `TC5`.
#[must_use]
pub fn criterion_of(column: &str) -> Option<CriterionNo> {
    column.strip_prefix("TC")?.parse().ok().map(CriterionNo)
}

/// The columns of an area's sheet: every line of every set its units have, in the order of the sets; `TC5` for a criterion of which the set
/// lists no indicators.
#[must_use]
pub fn codes(plans: &[SheetPlan]) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for plan in plans {
        for criterion in &plan.form.set.criteria {
            let of_it = |code: &str| criterion.indicators.iter().any(|indicator| indicator.code.as_str() == code);
            let places = plan.form.layout.slots().iter().filter(|place| place.indicator.is_some() && of_it(place.code.as_str()));
            let lines =
                places.map(|place| place.part.as_ref().map_or_else(|| place.code.to_string(), |part| format!("{}/{part}", place.code)));
            let whole = criterion.indicators.is_empty().then(|| heading(criterion.no));
            for code in lines.chain(whole) {
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
        }
    }
    codes
}

/// A column as officials read it, and as it is read again: `5/1` for the first part of indicator 5, whose key in the set is ours. Where sets of
/// the units number their parts differently the key stays.
#[must_use]
pub fn shown(plans: &[SheetPlan], column: &str) -> String {
    let Some((code, part)) = column.split_once('/') else { return column.to_owned() };
    let of = |plan: &SheetPlan| Some(plan.form.set.indicator(code)?.part_keys().cloned().collect::<Vec<_>>());
    let sets: Vec<_> = plans.iter().filter_map(of).collect();
    let number = sets.iter().find_map(|keys| keys.iter().position(|key| key.as_str() == part));
    let same = |number: usize| sets.iter().all(|keys| keys.get(number).is_none_or(|key| key.as_str() == part));
    number.filter(|number| same(*number)).map_or_else(|| column.to_owned(), |number| format!("{code}/{}", number + 1))
}

/// What a column of an area's sheet is about: its name, its unit of measure, and what is required, of all units or of each group of them.
fn meaning(plans: &[SheetPlan], column: &str, words: &SheetWords<'_>) -> Vec<String> {
    if criterion_of(column).is_some() {
        return vec![(words.text)("entry.whole"), mark_words(), String::new()];
    }
    let (code, part) = column.split_once('/').map_or((column, None), |(code, part)| (code, Some(part)));
    // Units under different sets may mean different things by a code.
    let mut said: [Vec<String>; 3] = Default::default();
    for plan in plans.iter().filter(|plan| plan.form.layout.slot(code, part).is_some()) {
        let key = LineKey { unit: plan.unit, code: code.to_owned(), part: part.map(str::to_owned) };
        let (name, unit, required) = (words.line)(plan, &key);
        for (known, own) in said.iter_mut().zip([name, unit, required]) {
            if !own.is_empty() && !known.contains(&own) {
                known.push(own);
            }
        }
    }
    let [name, unit, required] = said;
    let differs = required.len() > MOST_REQUIREMENTS;
    let required = if differs { (words.text)("entry.required-differs") } else { required.join("; ") };
    vec![name.join(" / "), unit.join(" / "), required]
}

/// What is written of a criterion as a whole.
fn mark_words() -> String {
    [DeclaredState::Met, DeclaredState::NotMet, DeclaredState::NotApplicable].map(mark).join(" / ")
}

/// The criterion a column belongs to.
fn group(plans: &[SheetPlan], column: &str) -> Option<String> {
    let code = column.split_once('/').map_or(column, |(code, _)| code);
    plans.iter().find_map(|plan| {
        let whole = criterion_of(code).and_then(|no| plan.form.set.criteria.iter().find(|criterion| criterion.no == no));
        let criterion = whole.or_else(|| {
            let (place, _) = plan.form.set.indicators().find(|(_, indicator)| indicator.code.as_str() == code)?;
            plan.form.set.criteria.get(place)
        })?;
        Some(format!("{}. {}", criterion.no, criterion.name.vi))
    })
}
