//! One unit: its count, what is missing, its indicators (B04).

use super::{LATE_DAYS, Look, VI, bold, date, moved, partly_known, row, tally};
use crate::duties::{InCharge, in_charge};
use std::sync::Arc;
use vedich_board::{Board, Place, Reported};
use vedich_criteria::{Counts, CriteriaSet, IndicatorResult, Layout, Status};
use vedich_papers::{Content, Row, Table};

impl Look<'_> {
    /// Where a unit stands, and how it moved.
    pub(super) fn of_unit(&self, set: &Arc<CriteriaSet>) -> (serde_json::Value, serde_json::Value) {
        let Some(place) = self.now.place(self.unit, Some(&set.id)) else { return super::unknown() };
        let (criteria, indicators) = (place.marks.criterion_counts, place.marks.indicator_counts);
        // A count of which nothing is known is blank, not nought; nor is a part of one told where all of it was reported.
        let recent = |one: &&Reported| one.recorded.fact.as_of + chrono::Days::new(LATE_DAYS) >= self.now.date();
        let said = place.reported.iter().find(recent);
        let known = |counts: Counts, said: bool| if said && partly_known(counts) { String::new() } else { tally(counts).printed() };
        let met = known(criteria, said.is_some_and(|one| one.criteria.is_some()));
        let fulfilled = known(indicators, said.is_some_and(|one| one.indicators.is_some()));
        let names = |wanted: Status| {
            let found = place.assessment.criteria.iter().filter(|one| one.status == wanted).map(|one| one.name.vi.clone());
            found.collect::<Vec<_>>().join("; ")
        };
        let against = |board: Option<&Board>| {
            let moves = self.now.change_of(board?, self.unit, &set.id)?;
            moves.criteria_before?;
            let text = [moved("paper.criteria", moves.criteria_met()), moved("paper.indicators", moves.indicators_met())];
            Some(serde_json::json!({ "date": date(board?.date()), "text": text.join(", ") }))
        };
        let fields = serde_json::json!({
            "counted": counted(&met, &fulfilled),
            "reported": reported(&place, met.is_empty(), fulfilled.is_empty()),
            "criteria": met, "indicators": fulfilled,
            "unmet": names(Status::NotMet), "narrow": names(Status::NarrowlyMet),
            "units": 1, "with_data": u32::from(place.has_data), "full": u32::from(criteria.total > 0 && criteria.met == criteria.total),
            "full_share": "", "average": "",
        });
        (fields, serde_json::json!({ "previous": against(self.previous), "last_year": against(self.last_year) }))
    }

    /// Every indicator: what is demanded, what was reached.
    pub(super) fn indicators(&self, set: &Arc<CriteriaSet>) -> Option<Table> {
        let place = self.now.place(self.unit, Some(&set.id)).filter(|place| place.has_data)?;
        let layout = Layout::of(&place.set);
        let charges = in_charge(self.now, self.unit, &place.set);
        let mut rows: Vec<Row> = Vec::new();
        for one in &place.assessment.criteria {
            let InCharge { who, due } = charges.get(&one.no).cloned().unwrap_or_default();
            let declared = place.declared.iter().find(|said| said.criterion == one.no && said.code.is_none() && said.counts);
            rows.push(bold(vec![
                Content::Text(one.no.to_string()),
                Content::text(&one.name.vi),
                Content::Empty,
                Content::Empty,
                Content::Empty,
                Content::text(VI.text(&format!("status.{}", one.status.name()))),
                Content::text(declared.and_then(|said| said.source.as_deref()).unwrap_or_default()),
                declared.map_or(Content::Empty, |said| Content::Date(said.as_of)),
                Content::text(&who),
                due.map_or(Content::Empty, Content::Date),
            ]));
            let own = place.assessment.indicators.iter().filter(|indicator| indicator.criterion == one.no);
            rows.extend(own.map(|indicator| indicator_row(&place, &layout, indicator)));
        }
        self.table("B04", &[], rows)
    }
}

/// "16/20 tiêu chí, 70/75 chỉ tiêu", of what is known.
fn counted(criteria: &str, indicators: &str) -> String {
    let said = [(criteria, "paper.criteria"), (indicators, "paper.indicators")];
    let known = said.into_iter().filter(|(count, _)| !count.is_empty()).map(|(count, what)| format!("{count} {}", VI.text(what)));
    known.collect::<Vec<_>>().join(", ")
}

/// What was last reported of counts that don't follow from what is known: its day and the counts.
fn reported(place: &Place, criteria: bool, indicators: bool) -> Option<serde_json::Value> {
    let of = |wanted: bool, said: Option<vedich_values::Tally>| said.filter(|_| wanted).map(|count| count.to_string()).unwrap_or_default();
    place.reported.iter().find_map(|one| {
        let (criteria, indicators) =
            (of(criteria, one.criteria.as_ref().map(|said| said.0)), of(indicators, one.indicators.as_ref().map(|said| said.0)));
        let text = counted(&criteria, &indicators);
        (!text.is_empty()).then(|| serde_json::json!({ "date": date(one.recorded.fact.as_of), "text": text }))
    })
}

fn indicator_row(place: &Place, layout: &Layout, one: &IndicatorResult) -> Row {
    let unit = one.unit.as_deref().unwrap_or_default();
    let stated = layout.slot(one.code.as_str(), None).and_then(|slot| place.value(slot));
    let declared = place.declared.iter().find(|said| said.code.as_ref() == Some(&one.code) && said.counts);
    let source = stated.and_then(|stated| stated.source.as_deref()).or_else(|| declared?.source.as_deref());
    let as_of = stated.map(|stated| stated.as_of).or_else(|| declared.map(|said| said.as_of));
    let bound = one.applied.as_ref().map(|applied| vedich_wording::assessment::threshold(VI, &applied.threshold, "")).unwrap_or_default();
    let value = one.value.as_ref().map(|value| vedich_wording::assessment::value(VI, value, "")).unwrap_or_default();
    row(vec![
        Content::Text(one.code.to_string()),
        Content::text(&one.name.vi),
        Content::text(vedich_wording::assessment::unit_name(VI, unit)),
        Content::text(&bound),
        Content::text(&value),
        Content::text(VI.text(&format!("status.{}", one.status.name()))),
        Content::text(source.unwrap_or_default()),
        as_of.map_or(Content::Empty, Content::Date),
    ])
}
