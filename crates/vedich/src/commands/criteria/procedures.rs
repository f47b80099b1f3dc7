//! `vedich criteria procedures`: how units come to be recognised.

use crate::commands::Ended;
use crate::output::Output;
use anyhow::Result;
use vedich_criteria::Procedure;
use vedich_criteria::procedure::Stage;
use vedich_values::Date;
use vedich_wording::{Lang, procedure};

/// The list of procedures, or one of them.
pub(super) fn run(id: Option<&str>, output: Output) -> Result<Ended> {
    let all = vedich_reference::procedures().unwrap_or_default();
    let Some(id) = id else { return list(&all, output) };
    let Some(found) = all.iter().find(|one| one.id == id) else {
        let ids = all.iter().map(|one| one.id.as_str()).collect::<Vec<_>>().join("\n  ");
        output.complain(&output.lang.say("cli.procedure-unknown", &[("id", id), ("ids", &ids)]));
        return Ok(Ended::Refused);
    };
    show(found, output)
}

fn list(all: &[Procedure], output: Output) -> Result<Ended> {
    if output.json {
        output.json(&all)?;
        return Ok(Ended::Done);
    }
    let lang = output.lang;
    let day = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), |date| vedich_wording::date(lang, date));
    let row = |one: &Procedure| {
        let decisions = one.legal.iter().map(|basis| basis.number.as_str()).collect::<Vec<_>>().join(", ");
        let span = format!("{} – {}", day(one.effective.from), day(one.effective.to));
        vec![one.id.clone(), lang.of(&one.title).to_owned(), span, decisions]
    };
    let head = ["web.set.id", "procedure.title", "cli.in-force", "cli.decision"].map(|key| lang.text(key));
    output.table(&head, &[], all.iter().map(row).collect())?;
    Ok(Ended::Done)
}

fn show(one: &Procedure, output: Output) -> Result<Ended> {
    if output.json {
        output.json(one)?;
        return Ok(Ended::Done);
    }
    let lang = output.lang;
    output.line(lang.of(&one.title))?;
    let head = ["cli.no", "cli.level", "procedure.step", "procedure.who", "procedure.limits"].map(|key| lang.text(key));
    output.table(&head, &[0], one.stages.iter().map(|stage| step(lang, stage)).collect())?;
    let whom = |subject: vedich_criteria::Subject| lang.text(&format!("subject.{}", subject.name())).to_owned();
    let conditions = one.conditions.iter().map(|row| format!("{}: {}", whom(row.subject), procedure::condition(lang, row)));
    let papers = one.documents.iter().map(|paper| lang.of(&paper.name).to_owned());
    let deciders = one.decisions.iter().map(|row| format!("{}: {}", whom(row.subject), row.authority));
    let surveys = one.opinion.iter().map(|row| procedure::survey(lang, row));
    let withdrawals = one.withdrawal.iter().map(|row| format!("{}: {}", whom(row.subject), procedure::withdrawal(lang, row)));
    let mergers = one.merge_rules.iter().map(|row| procedure::merger(lang, row));
    let parts: [(&str, Vec<String>); 6] = [
        ("procedure.conditions", conditions.collect()),
        ("procedure.dossier", papers.collect()),
        ("procedure.deciders", deciders.collect()),
        ("procedure.surveys", surveys.collect()),
        ("procedure.withdrawal", withdrawals.collect()),
        ("procedure.mergers", mergers.collect()),
    ];
    for (heading, lines) in parts.iter().filter(|(_, lines)| !lines.is_empty()) {
        output.line("")?;
        output.line(lang.text(heading))?;
        for line in lines {
            output.line(&format!("  {line}"))?;
        }
    }
    Ok(Ended::Done)
}

fn step(lang: Lang, stage: &Stage) -> Vec<String> {
    let who = stage.receiver.as_ref().map_or_else(|| stage.actor.clone(), |receiver| format!("{} → {receiver}", stage.actor));
    let mut limits = procedure::limits(lang, stage);
    limits.extend(procedure::unverified(lang, &stage.evidence).map(str::to_owned));
    let subject = lang.text(&format!("subject.{}", stage.subject.name())).to_owned();
    vec![stage.no.to_string(), subject, lang.of(&stage.name).to_owned(), who, limits.join("\n")]
}
