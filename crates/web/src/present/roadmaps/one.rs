//! The page of one unit's roadmap.

use super::{Scene, Timed, conflicts, decides, percent, rows, verdict};
use crate::pages::roadmaps::crumb;
use crate::pages::roadmaps::one::{OneView, Roadmap, Tools};
use crate::parts::Link;
use crate::parts::gantt::Zoom;
use std::sync::Arc;
use vedich_rights::Rights;
use vedich_roadmap::plan::PlanError;
use vedich_roadmap::planner::{Lists, Planned, TaskStanding};
use vedich_values::{TaskId, UnitId};

/// The three lists of a unit without a roadmap, as the templates have them.
#[must_use]
pub fn sketched(s: Scene<'_>, sketch: Option<&(Arc<Planned>, Lists)>) -> Vec<(String, Vec<(String, String)>)> {
    sketch.map(|(planned, lists)| decides::lists(s, &planned.record, lists)).unwrap_or_default()
}

/// The page of a unit; `rights` for those who may plan here, who are told who wrote what: with its roadmap when it has one, with why it cannot be timed when that is so.
#[must_use]
pub fn view(s: Scene<'_>, unit: UnitId, timed: Option<&Result<Timed, Arc<PlanError>>>, tools: Tools, rights: Option<&Rights>) -> OneView {
    let f = s.f;
    let mut around = vec![Link::new(f.text("gantt.to-place"), f.link(&format!("/places/{unit}")))];
    let above = s.registry().ancestors(unit, s.on(unit)).into_iter().next();
    around
        .extend(above.map(|area| Link::new(f.say("gantt.to-area", &[("area", &s.name(area))]), f.link(&format!("/roadmaps/area/{area}")))));
    if matches!(timed, Some(Ok(_))) {
        around.insert(0, Link::new(f.text("gantt.count.go"), f.link(&format!("/roadmaps/{unit}/count"))));
        let key = f.param("roadmap").unwrap_or_default();
        let of = |text, what: &str| Link::new(f.text(text), f.link_with(&format!("/roadmaps/{unit}/{what}"), &[("roadmap", key)]));
        around.splice(1..1, [of("gantt.slip.go", "agreed"), of("gantt.value.go", "value")]);
    }
    let mut view = OneView { name: s.name(unit), crumbs: vec![crumb(f)], around, ..OneView::default() };
    match timed {
        Some(Ok(timed)) => {
            let shown = &timed.planned.record.key;
            let other = |record: &Arc<vedich_roadmap::record::RoadmapRecord>| {
                Link::new(record.header.title.clone(), f.here_with(&[("roadmap", record.key.as_str())]))
            };
            view.others = timed.all.iter().filter(|record| record.key != *shown).map(other).collect();
            view.roadmap = Some(roadmap(s, unit, timed, rights));
        }
        Some(Err(error)) => view.broken = f.lang.problem_without_place(&error.problem()),
        None => {}
    }
    view.tools = tools;
    view
}

fn roadmap(s: Scene<'_>, unit: UnitId, timed: &Timed, rights: Option<&Rights>) -> Roadmap {
    let (f, planned) = (s.f, &*timed.planned);
    let (record, header) = (&planned.record, &planned.record.header);
    let chart = rows::chart(timed, f.param("zoom").and_then(Zoom::from_name));
    let edit = |task: &TaskId| f.link_with(&format!("/roadmaps/{unit}/task"), &[("task", task.as_str())]);
    let set = header.set.as_ref().and_then(|id| s.catalogue().get(id.as_str())).map(|set| f.lang.of(&set.title).to_owned());
    let work: Vec<usize> = planned.work().collect();
    let standing = |wanted| work.iter().filter(|place| planned.task(**place).standing == wanted).count();
    let mut figures = vec![(f.text("gantt.finish").to_owned(), f.date(planned.finish()))];
    figures.extend(header.target.map(|target| (f.text("gantt.target").to_owned(), f.date(target))));
    figures.extend(
        planned.chance().by_target.filter(|_| !planned.is_done()).map(|share| (f.text("gantt.chance-short").to_owned(), percent(share))),
    );
    figures.push((f.text("gantt.tasks-done").to_owned(), format!("{}/{}", standing(TaskStanding::Done), work.len())));
    figures.push((f.text("gantt.tasks-late").to_owned(), f.count(u32::try_from(planned.late().len()).unwrap_or(u32::MAX))));
    if let Some(agreed) = record.baseline() {
        figures.push((f.text("gantt.agreed").to_owned(), format!("{} ({})", f.date(agreed.finish), agreed.name)));
    }
    let closed = super::days_off::told(s, unit, (header.start, planned.finish()));
    let closed = (!closed.is_empty()).then(|| f.say("gantt.closed.told", &[("days", &closed.join("; "))]));
    let notes = [set, header.basis.clone(), header.note.clone(), closed];
    Roadmap {
        title: header.title.clone(),
        notes: notes.into_iter().flatten().collect(),
        figures,
        verdict: verdict(f, planned.days_late(), planned.is_done(), || planned.chance().by_target),
        remarks: planned.remarks().iter().map(|remark| f.lang.problem_without_place(remark)).collect(),
        conflicts: conflicts::view(s, record, rights),
        rows: rows::rows(f, timed, if rights.is_some() { Some(&edit) } else { None }),
        zooms: rows::zooms(f, &chart),
        folds: rows::folds(f, planned),
        chart,
        decides: decides::view(s, timed),
        added: Vec::new(),
        grid: None,
        assumed: record.tasks.iter().any(|task| task.assumed),
    }
}
