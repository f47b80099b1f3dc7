//! A roadmap against a plan that was agreed, put into words.

use super::{Scene, span};
use crate::frame::Frame;
use crate::pages::roadmaps::Tone;
use crate::pages::roadmaps::agreed::{AgreedRow, AgreedView};
use crate::parts::Link;
use vedich_roadmap::planner::{Planned, Slip, Slippage};

/// The page of a roadmap timed on the page's date: against the plan the address names, else the one agreed last. None: there is no such plan.
#[must_use]
pub fn view(s: Scene<'_>, planned: &Planned) -> Option<AgreedView> {
    let (f, record) = (s.f, &planned.record);
    let name = s.name(record.unit);
    let path = format!("/roadmaps/{}", record.unit);
    let mut view = AgreedView {
        roadmap: Link::new(f.say("gantt.of", &[("unit", &name)]), f.link_with(&path, &[("roadmap", record.key.as_str())])),
        on: f.say("gantt.value.on", &[("date", &f.date(planned.on))]),
        name,
        ..AgreedView::default()
    };
    let asked = f.param("plan").filter(|name| !name.is_empty());
    let Some(slippage) = planned.slippage(asked) else { return asked.is_none().then_some(view) };
    view.plans = plans(f, planned, &slippage);
    view.plan = label(f, slippage.version, slippage.plan);
    view.sentence = Some(sentence(f, planned, &slippage));
    let is_work =
        |slip: &&Slip| planned.record.tasks.iter().position(|task| task.id == slip.task).is_none_or(|place| !planned.is_heading(place));
    let (still, moved): (Vec<&Slip>, Vec<&Slip>) = slippage.tasks.iter().filter(is_work).partition(|slip| slip.moved == Some((0, 0)));
    view.unmoved = f.say("gantt.slip.unmoved", &[("n", &still.len().to_string())]);
    view.rows = moved.into_iter().map(|slip| row(f, planned, slip)).collect();
    Some(view)
}

fn label(f: &Frame, version: usize, plan: &vedich_roadmap::record::BaselineRecord) -> String {
    let version = version.to_string();
    f.say("gantt.slip.plan", &[("no", &version), ("name", &plan.name), ("date", &f.date(plan.agreed))])
}

fn plans(f: &Frame, planned: &Planned, shown: &Slippage<'_>) -> Vec<Link> {
    let one = |(at, plan): (usize, &vedich_roadmap::record::BaselineRecord)| {
        let version = at + 1;
        let here = if version == shown.version { String::new() } else { f.here_with(&[("plan", &plan.name)]) };
        Link::new(label(f, version, plan), here)
    };
    planned.record.baselines.iter().enumerate().rev().map(one).collect()
}

fn sentence(f: &Frame, planned: &Planned, slippage: &Slippage<'_>) -> (Tone, String) {
    let (then, now) = (f.date(slippage.plan.finish), f.date(planned.finish()));
    let days = f.days(slippage.finish_moved);
    let params = [("then", then.as_str()), ("now", now.as_str()), ("days", days.as_str())];
    match slippage.finish_moved {
        0 => (Tone::Good, f.say("gantt.slip.kept", &params)),
        1.. => (Tone::Bad, f.say("gantt.slip.later", &params)),
        _ => (Tone::Good, f.say("gantt.slip.earlier", &params)),
    }
}

fn row(f: &Frame, planned: &Planned, slip: &Slip) -> AgreedRow {
    let task = planned.record.task(&slip.task);
    let by = |days: i32| match days {
        0 => f.text("gantt.slip.same").to_owned(),
        1.. => f.say("gantt.later", &[("days", &f.days(days))]),
        _ => f.say("gantt.earlier", &[("days", &f.days(days))]),
    };
    let finish = match (slip.moved, slip.now) {
        (Some((_, days)), _) => (if days > 0 { Tone::Bad } else { Tone::Plain }, by(days)),
        (None, Some(_)) => (Tone::Plain, f.text("gantt.slip.added").to_owned()),
        (None, None) => (Tone::Plain, f.text("gantt.slip.dropped").to_owned()),
    };
    AgreedRow {
        // A task that is no longer there is known by its id alone.
        title: task.map_or_else(|| slip.task.to_string(), |task| task.title.clone()),
        person: task.and_then(|task| task.person.clone().or_else(|| task.lead.clone())).unwrap_or_default(),
        agreed: slip.agreed.map(|days| span(f, days)).unwrap_or_default(),
        now: slip.now.map(|days| span(f, days)).unwrap_or_default(),
        start: slip.moved.map(|(days, _)| by(days)).unwrap_or_default(),
        finish,
    }
}
