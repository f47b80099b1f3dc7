//! Areas: communes by criterion, criteria by commune, bands (B01, B02, B03).

use super::{Look, VI, bold, date, gain, moved, quotient, row, share, tally};
use std::sync::Arc;
use vedich_board::{AreaRow, AreaTable, Board, Totals};
use vedich_criteria::{CriteriaSet, Status};
use vedich_facts::{Body, UnitLevel};
use vedich_papers::{Content, Row, Table};
use vedich_values::{CriterionNo, Date, Decimal, UnitId};

/// Names of communes in a cell, at most; the rest is told by the number beside.
const MOST_NAMES: usize = 20;

impl Look<'_> {
    /// Where an area stands, and how it moved.
    pub(super) fn of_area(&self, set: &Arc<CriteriaSet>) -> (serde_json::Value, serde_json::Value) {
        let totals = |board: &Board| board.totals(self.unit, UnitLevel::Commune, &set.id);
        let now = totals(self.now);
        let average = mean(&now).map_or_else(|| "–".to_owned(), |mean| vedich_wording::number(VI, mean));
        let against = |board: Option<&Board>| {
            let then = board.map(totals).filter(|then| then.with_data > 0)?;
            let difference = |now: u32, then: u32| i64::from(now) - i64::from(then);
            let text = [
                moved("paper.criteria-met", difference(now.criteria.met, then.criteria.met)),
                moved("paper.communes-full", difference(now.full, then.full)),
            ];
            Some(serde_json::json!({ "date": date(board?.date()), "text": text.join(", ") }))
        };
        let fields = serde_json::json!({
            "criteria": "", "indicators": "", "counted": "", "reported": null, "unmet": "", "narrow": "",
            "units": now.units, "with_data": now.with_data, "full": now.full,
            "full_share": share(now.full, now.units).printed(), "average": average,
        });
        (fields, serde_json::json!({ "previous": against(self.previous), "last_year": against(self.last_year) }))
    }

    pub(super) fn area_tables(&self, set: &Arc<CriteriaSet>) -> Vec<(String, Table)> {
        let mut area = self.now.area(self.unit, UnitLevel::Commune, &set.id);
        // Tables of blanks tell nothing that the sentence above them has not.
        if area.rows.iter().all(|row| row.marks.is_none() && row.reported.is_none()) {
            return Vec::new();
        }
        // Criteria only another province has are no columns here.
        let AreaTable { criteria, rows, .. } = &mut area;
        criteria.retain(|no| rows.iter().any(|row| row.set.criteria.iter().any(|criterion| criterion.no == *no)));
        let tables = [("B01", self.by_commune(&area)), ("B02", self.by_criterion(set, &area)), ("B03", self.by_band(set))];
        tables.into_iter().filter_map(|(id, table)| Some((id.to_owned(), table?))).collect()
    }

    fn by_commune(&self, area: &AreaTable<'_>) -> Option<Table> {
        let registry = &self.now.reference().registry;
        let zone = |unit: UnitId| {
            let zone = registry.zone(unit, self.date)?;
            registry.zones().iter().find(|known| known.id == *zone).map(|zone| zone.name.vi.clone())
        };
        let since = |board: Option<&Board>, index: usize| {
            board.map(|board| self.now.changes_since(&area.rows[index..=index], board.date())).and_then(|found| found.into_iter().next()?)
        };
        let line = |(index, one): (usize, &AreaRow<'_>)| {
            let mut cells =
                vec![Content::count(index as u64 + 1), Content::text(one.name), Content::text(&zone(one.unit).unwrap_or_default())];
            cells.extend(area.criteria.iter().map(|no| status(one.status(*no))));
            // What is only reported counts as it was reported, here as in the totals.
            cells.push(one.reported.map_or_else(|| tally(one.criteria()), |said| Content::Text(said.to_string())));
            cells.push(one.reported_indicators.map_or_else(|| tally(one.indicators()), |said| Content::Text(said.to_string())));
            cells.push(gain(since(self.previous, index).map(i64::from)));
            cells.push(gain(since(self.year_before, index).map(i64::from)));
            cells.push(gain(since(self.last_year, index).map(i64::from)));
            cells.push(self.expected(one).map_or(Content::Empty, Content::Text));
            for stage in [self.now.registered(one.unit, &one.set.id), self.now.recognised(one.unit, &one.set.id)] {
                let year = stage.map(|found| found.year.unwrap_or_else(|| chrono::Datelike::year(&found.as_of)));
                cells.push(year.map_or(Content::Empty, |year| Content::Text(year.to_string())));
            }
            row(cells)
        };
        let each: Vec<String> = area.criteria.iter().map(ToString::to_string).collect();
        self.table("B01", &each, area.rows.iter().enumerate().map(line).collect())
    }

    /// Criteria expected to be met by the end of the year: those met, and those not met that are to be finished by then. None where
    /// nothing is known of the unit, or nothing is planned for what it lacks.
    fn expected(&self, one: &AreaRow<'_>) -> Option<String> {
        let counts = one.criteria();
        if counts.met + counts.not_met == 0 {
            return None;
        }
        let plans = crate::duties::planned(self.now, one.unit, one.set);
        let end = Date::from_ymd_opt(chrono::Datelike::year(&self.date), 12, 31)?;
        let in_time = |(no, plan): &(&CriterionNo, &crate::duties::InCharge)| {
            one.status(**no) == Some(Status::NotMet) && plan.due.is_some_and(|due| due <= end)
        };
        let more = u32::try_from(plans.iter().filter(in_time).count()).ok()?;
        let lacking = counts.met < counts.total;
        (!lacking || plans.values().any(|plan| plan.due.is_some())).then(|| format!("{}/{}", counts.met + more, counts.total))
    }

    fn by_criterion(&self, set: &Arc<CriteriaSet>, area: &AreaTable<'_>) -> Option<Table> {
        let totals = |board: &Board| board.totals(self.unit, UnitLevel::Commune, &set.id);
        let now = totals(self.now);
        let then = |board: Option<&Board>| board.map(totals).filter(|then| then.with_data > 0);
        let (previous, year_before, last_year) = (then(self.previous), then(self.year_before), then(self.last_year));
        let line = |(no, counts): &(CriterionNo, vedich_criteria::Counts)| {
            let before = |then: &Option<Totals>| {
                let counts_then = then.as_ref()?.by_criterion.iter().find(|(other, _)| other == no)?.1;
                Some(i64::from(counts.met) - i64::from(counts_then.met))
            };
            // Communes may follow a set that builds on this one and has criteria of its own.
            let sets = std::iter::once(set).chain(area.rows.iter().map(|one| one.set));
            let name = sets.flat_map(|set| &set.criteria).find(|one| one.no == *no)?.name.vi.as_str();
            let known = counts.met + counts.not_met > 0;
            let count = |count: u32| if known { Content::count(count) } else { Content::Empty };
            let unmet: Vec<&str> = area.rows.iter().filter(|one| one.status(*no) == Some(Status::NotMet)).map(|one| one.name).collect();
            let mut names = unmet.iter().take(MOST_NAMES).copied().collect::<Vec<_>>().join(", ");
            if unmet.len() > MOST_NAMES {
                names.push_str(", …");
            }
            let change = |then: &Option<Totals>| gain(before(then).filter(|_| known));
            Some(row(vec![
                Content::Text(no.to_string()),
                Content::text(name),
                count(counts.met),
                if known { share(counts.met, counts.total) } else { Content::Empty },
                change(&previous),
                change(&year_before),
                change(&last_year),
                count(counts.not_met),
                Content::count(counts.no_data),
                Content::text(&names),
            ]))
        };
        self.table("B02", &[], now.by_criterion.iter().filter_map(line).collect())
    }

    fn by_band(&self, set: &Arc<CriteriaSet>) -> Option<Table> {
        let scheme = self.now.scheme(self.unit, &set.id)?;
        let bands: Vec<&str> = scheme.bands.iter().map(|band| band.id.as_str()).collect();
        let registry = &self.now.reference().registry;
        let below = registry.children(self.unit, self.date);
        let mut areas = vec![self.unit];
        // Areas with communes below them; the communes themselves are in the other tables.
        areas.extend(below.into_iter().filter(|unit| registry.get(*unit).is_some_and(|unit| unit.level < UnitLevel::Commune)));
        let line = |unit: &UnitId| {
            let totals = self.now.totals(*unit, UnitLevel::Commune, &set.id);
            let then = self.last_year.map(|board| board.totals(*unit, UnitLevel::Commune, &set.id)).filter(|then| then.with_data > 0);
            let mut cells = vec![Content::text(self.name(*unit)), Content::count(totals.units)];
            for band in &bands {
                let count = totals.by_band.iter().find(|(id, _)| id == band).map_or(0, |(_, count)| *count);
                cells.push(if totals.with_data == 0 { Content::Empty } else { Content::count(count) });
                cells.push(if totals.with_data == 0 { Content::Empty } else { share(count, totals.units) });
            }
            let average = mean(&totals);
            cells.push(average.map_or(Content::Empty, Content::Number));
            let difference = average.zip(then.as_ref().and_then(mean)).map(|(now, then)| now - then);
            cells.push(difference.map_or(Content::Empty, Content::Number));
            (*unit, cells)
        };
        let rows: Vec<Row> = areas.iter().map(line).map(|(unit, cells)| if unit == self.unit { bold(cells) } else { row(cells) }).collect();
        let each: Vec<String> = scheme.bands.iter().map(|band| band.name.vi.clone()).collect();
        self.table("B03", &each, rows)
    }

    /// Units of a stage of recognition, as an authority counted them (case C).
    pub(in crate::papers) fn stages(&self) -> Option<Table> {
        let counted = self.records(self.unit).find(|recorded| matches!(recorded.fact.body, Body::StageCounts { .. }))?;
        let Body::StageCounts { total, stages, .. } = &counted.fact.body else { return None };
        let line = |(index, stage): (usize, &vedich_facts::StageCount)| {
            let places: Vec<String> = stage.places.iter().map(|(unit, count)| format!("{} ({count})", self.name(*unit))).collect();
            row(vec![
                Content::count(index as u64 + 1),
                Content::text(VI.text(&format!("stage.{}", stage.stage))),
                Content::count(stage.count),
                share(stage.count, *total),
                Content::text(&places.join(", ")),
            ])
        };
        let mut rows: Vec<Row> = stages.iter().enumerate().map(line).collect();
        rows.push(bold(vec![Content::Empty, Content::text(VI.text("paper.total")), Content::count(*total), share(*total, *total)]));
        let mut table = self.table("stages", &[], rows)?;
        table.notes.extend(counted.fact.note.as_deref().map(ToOwned::to_owned));
        Some(table)
    }
}

/// Mean criteria met per commune, over those something is known of; none when nothing is: what nobody reported is not zero.
fn mean(totals: &Totals) -> Option<Decimal> {
    let (met, known) = totals.criteria_per_unit();
    quotient(Decimal::from(met), Decimal::from(known)).filter(|_| known > 0)
}

/// A mark in a table of criteria: met, met at a low level, not met, does not apply, nothing known.
fn status(status: Option<Status>) -> Content {
    match status {
        Some(Status::Met) => Content::Text("x".to_owned()),
        Some(Status::NarrowlyMet) => Content::Text("(x)".to_owned()),
        Some(Status::NotMet) => Content::count(0),
        Some(Status::NotApplicable) | None => Content::NotApplicable,
        Some(Status::NoData | Status::NotAssessable) => Content::Empty,
    }
}
