//! Roadmaps printed for people at the terminal.

use crate::commands::Ended;
use crate::output::Output;
use anyhow::Result;
use serde::Serialize;
use vedich_values::{Date, Decimal};
use vedich_web::api::roadmap_shapes::{
    AreaRoadmapsAnswer, ChainAnswer, EarnedValueShape, ForecastAnswer, RoadmapAnswer, RoadmapTaskShape, SlipShape, SlippageAnswer,
    StepShape, TriageAnswer, ValueAnswer, ValuePartShape,
};

/// Tasks named as drivers of the finish.
const MOST_DRIVERS: usize = 15;

fn answered<T: Serialize>(answer: &T, output: Output, print: impl FnOnce() -> Result<()>) -> Result<Ended> {
    if output.json {
        output.json(answer)?
    } else {
        print()?
    }
    Ok(Ended::Done)
}

fn day(date: Date, output: Output) -> String {
    vedich_wording::date(output.lang, date)
}

/// A share from 0 to 1 as whole percent; a dash when there is none.
fn percent(share: Option<Decimal>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{}%", (share * Decimal::ONE_HUNDRED).round()))
}

pub(super) fn roadmap(answer: &RoadmapAnswer, output: Output) -> Result<Ended> {
    answered(answer, output, || {
        let lang = output.lang;
        output.line(&format!("{} · {}", answer.title, answer.unit.path))?;
        let dates = [("finish", day(answer.finish, output)), ("target", answer.target.map(|date| day(date, output)).unwrap_or_default())];
        let days = answer.days_late.unwrap_or(0).to_string();
        output.line(&lang.say("cli.roadmap-finish", &[("finish", &dates[0].1), ("target", &dates[1].1), ("days", &days)]))?;
        let head = [
            "cli.code",
            "roadmap.task",
            "cli.person",
            "roadmap.start",
            "roadmap.end",
            "roadmap.float",
            "cli.done-share",
            "roadmap.critical",
        ];
        let rows = answer.tasks.iter().map(|task| row(task, output)).collect();
        output.table(&head.map(|key| lang.text(key)), &[5, 6], rows)?;
        answer.remarks.iter().for_each(|remark| output.remark(remark));
        Ok(())
    })
}

fn row(task: &RoadmapTaskShape, output: Output) -> Vec<String> {
    let indent = if task.parent.is_some() { "  " } else { "" };
    let done = task.done_percent.map_or_else(String::new, |percent| format!("{}%", percent.round()));
    vec![
        task.id.clone(),
        format!("{indent}{}", task.title),
        task.person.clone().unwrap_or_default(),
        day(task.start, output),
        day(task.finish, output),
        task.float_days.to_string(),
        done,
        if task.critical { "●".to_owned() } else { String::new() },
    ]
}

pub(super) fn forecast(answer: &ForecastAnswer, output: Output) -> Result<Ended> {
    answered(answer, output, || {
        let lang = output.lang;
        let [p50, p80, p90] = [answer.p50, answer.p80, answer.p90].map(|date| day(date, output));
        output.line(&lang.say("roadmap.forecast", &[("p50", &p50), ("p80", &p80), ("p90", &p90)]))?;
        if let (Some(target), Some(chance)) = (answer.target, answer.chance_by_target) {
            let whole = (chance * Decimal::ONE_HUNDRED).round().to_string();
            output.line(&lang.say("roadmap.chance", &[("date", &day(target, output)), ("percent", &whole)]))?;
        }
        let rows = answer.drivers.iter().take(MOST_DRIVERS);
        let rows = rows.map(|driver| vec![driver.title.clone(), percent(Some(driver.criticality))]).collect();
        output.table(&["roadmap.task", "roadmap.critical-share"].map(|key| lang.text(key)), &[1], rows)
    })
}

pub(super) fn chain(answer: &ChainAnswer, output: Output) -> Result<Ended> {
    answered(answer, output, || {
        let lang = output.lang;
        output.line(&lang.say("cli.chain-finish", &[("finish", &day(answer.finish, output))]))?;
        let head = ["cli.chain", "cli.code", "roadmap.task", "cli.person", "roadmap.start", "roadmap.end", "cli.drag"];
        let step = |(chain, step): (usize, &StepShape)| {
            let (person, drag) = (step.person.clone().unwrap_or_default(), step.drag_days.to_string());
            vec![chain.to_string(), step.id.clone(), step.title.clone(), person, day(step.start, output), day(step.finish, output), drag]
        };
        let steps = answer.chains.iter().zip(1..).flat_map(|(chain, no)| chain.iter().map(move |one| (no, one)));
        output.table(&head.map(|key| lang.text(key)), &[0, 6], steps.map(step).collect())?;
        let near = answer.near_critical.iter().map(|one| vec![one.id.clone(), one.title.clone(), one.float_days.to_string()]);
        let near: Vec<Vec<String>> = near.collect();
        if near.is_empty() {
            return Ok(());
        }
        output.table(&["cli.code", "cli.near", "roadmap.float"].map(|key| lang.text(key)), &[2], near)
    })
}

pub(super) fn triage(answer: &TriageAnswer, output: Output) -> Result<Ended> {
    answered(answer, output, || {
        let lang = output.lang;
        let list = |name: &str| match name {
            "finish-now" => lang.text("roadmap.track.finish-now"),
            "needs-money" => lang.text("roadmap.track.needs-money"),
            _ => lang.text("roadmap.track.needs-decision"),
        };
        let row = |one: &vedich_web::api::roadmap_shapes::TriagedShape| {
            vec![list(one.list).to_owned(), one.criterion.to_string(), one.name.clone(), one.reasons.join("; ")]
        };
        let rows = answer.criteria.iter().map(row).collect();
        output.table(&["cli.list", "cli.no", "cli.criterion", "cli.why"].map(|key| lang.text(key)), &[1], rows)
    })
}

pub(super) fn value(answer: &ValueAnswer, output: Output) -> Result<Ended> {
    answered(answer, output, || {
        let lang = output.lang;
        let number = |value: Decimal| {
            vedich_wording::number(lang, if answer.measure == "dong" { (value / Decimal::from(1_000_000)).normalize() } else { value })
        };
        let index = |value: Option<Decimal>| value.map_or_else(|| "–".to_owned(), |value| vedich_wording::number(lang, value.round_dp(2)));
        let row = |title: &str, value: &EarnedValueShape| {
            let actual = value.actual.map_or_else(|| "–".to_owned(), number);
            let (schedule, cost) = (index(value.schedule_index), index(value.cost_index));
            vec![title.to_owned(), number(value.budget), number(value.planned), number(value.earned), actual, schedule, cost]
        };
        let title = |part: &ValuePartShape| part.title.clone().unwrap_or_else(|| lang.text("gantt.value.no-heading").to_owned());
        let mut rows: Vec<Vec<String>> = answer.parts.iter().map(|part| row(&title(part), &part.value)).collect();
        rows.push(row(lang.text("gantt.value.whole"), &answer.whole));
        let head = [
            "gantt.value.heading",
            "gantt.value.budget",
            "gantt.value.planned",
            "gantt.value.earned",
            "gantt.value.actual",
            "gantt.value.schedule",
            "gantt.value.cost",
        ];
        output.table(&head.map(|key| lang.text(key)), &[1, 2, 3, 4, 5, 6], rows)?;
        output.line(if answer.measure == "dong" { lang.text("gantt.value.note-money") } else { lang.text("gantt.value.note-work") })?;
        if answer.unpriced > 0 {
            output.remark(&lang.say("gantt.value.note-left-out", &[("n", &answer.unpriced.to_string())]));
        }
        Ok(())
    })
}

pub(super) fn slippage(answer: &SlippageAnswer, output: Output) -> Result<Ended> {
    answered(answer, output, || {
        let lang = output.lang;
        let (then, now, days) =
            (day(answer.plan.finish, output), day(answer.finish, output), answer.finish_moved_days.unsigned_abs().to_string());
        let name = answer.against.as_ref().map_or("", |later| later.name.as_str());
        let params = [("then", then.as_str()), ("now", now.as_str()), ("days", days.as_str()), ("name", name)];
        let (version, agreed) = (answer.version.to_string(), day(answer.plan.agreed, output));
        output.line(&lang.say("gantt.slip.plan", &[("no", &version), ("name", &answer.plan.name), ("date", &agreed)]))?;
        output.line(&match (answer.finish_moved_days, &answer.against) {
            (0, None) => lang.say("gantt.slip.kept", &params),
            (1.., None) => lang.say("gantt.slip.later", &params),
            (_, None) => lang.say("gantt.slip.earlier", &params),
            (0, Some(_)) => lang.say("gantt.slip.plan-kept", &params),
            (1.., Some(_)) => lang.say("gantt.slip.plan-later", &params),
            (_, Some(_)) => lang.say("gantt.slip.plan-earlier", &params),
        })?;
        let date = |date: Option<Date>| date.map(|date| day(date, output)).unwrap_or_default();
        let moved = |days: Option<i32>| days.map(|days| format!("{days:+}")).unwrap_or_default();
        let row = |slip: &SlipShape| {
            vec![
                slip.id.clone(),
                slip.title.clone().unwrap_or_default(),
                date(slip.agreed_start),
                date(slip.agreed_finish),
                date(slip.start),
                date(slip.finish),
                moved(slip.start_moved_days),
                moved(slip.finish_moved_days),
            ]
        };
        let [start, finish] = ["gantt.slip.start", "gantt.slip.finish"].map(|key| lang.text(key));
        let agreed = lang.text("gantt.slip.agreed");
        let head = [
            lang.text("cli.code"),
            lang.text("roadmap.task"),
            &format!("{agreed}: {start}"),
            &format!("{agreed}: {finish}"),
            start,
            finish,
            &format!("± {start}"),
            &format!("± {finish}"),
        ];
        let still = |slip: &&SlipShape| slip.start_moved_days != Some(0) || slip.finish_moved_days != Some(0);
        output.table(&head, &[6, 7], answer.tasks.iter().filter(still).map(row).collect())
    })
}

pub(super) fn area(answer: &AreaRoadmapsAnswer, output: Output) -> Result<Ended> {
    answered(answer, output, || {
        let lang = output.lang;
        let row = |line: &vedich_web::api::roadmap_shapes::AreaLineShape| {
            vec![
                line.unit.path.clone(),
                line.target.map(|date| day(date, output)).unwrap_or_default(),
                day(line.finish, output),
                percent(line.chance_by_target),
                line.days_late.map_or_else(String::new, |days| days.to_string()),
                format!("{}/{}", line.done, line.tasks),
                line.late.to_string(),
            ]
        };
        let head = ["cli.unit", "cli.target", "roadmap.end", "cli.chance", "cli.days-late", "cli.tasks-done", "cli.tasks-late"];
        output.table(&head.map(|key| lang.text(key)), &[3, 4, 5, 6], answer.roadmaps.iter().map(row).collect())?;
        let total = answer.roadmaps.len().to_string();
        output.line(&lang.say("cli.roadmaps-on-time", &[("count", &answer.on_time.to_string()), ("total", &total)]))?;
        for one in &answer.blocking {
            let set = one.set.as_ref().map(|set| format!(" ({set})")).unwrap_or_default();
            let (no, units) = (format!("{}{set}", one.criterion), one.units.to_string());
            output.line(&lang.say("cli.blocking", &[("criterion", &no), ("units", &units)]))?;
        }
        for load in &answer.loaded {
            let (tasks, days) = (load.tasks.to_string(), load.days_left.to_string());
            let unit = load.unit.as_ref().map(|unit| format!(", {}", unit.name)).unwrap_or_default();
            let who = format!("{}{unit}", load.person);
            output.line(&lang.say("cli.loaded", &[("person", &who), ("tasks", &tasks), ("days", &days)]))?;
        }
        answer.untimed.iter().for_each(|one| output.remark(&one.why));
        Ok(())
    })
}
