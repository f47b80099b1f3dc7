//! Recognition procedures in words: limits of a step, demands, surveys, grounds of withdrawal, what a merged unit inherits.

use crate::Lang;
use crate::assessment::threshold;
use vedich_criteria::Confidence;
use vedich_criteria::procedure::{
    Deadline, Evidence, MergeRule, Opinion, OpinionVariant, ProcedureCondition, Publicity, Stage, TimeLimit, Vote, Withdrawal,
};

/// That a row was not verified; none when it was seen in a source, or nothing is said of it.
#[must_use]
pub fn unverified(lang: Lang, evidence: &Evidence) -> Option<&'static str> {
    match evidence.confidence? {
        Confidence::Memory | Confidence::Weak | Confidence::Unknown => Some(lang.text("procedure.unverified")),
        Confidence::Verified | Confidence::Confirmed => None,
    }
}

/// Everything that binds a step: how long it may take, by which day, how it is made public and voted, what must hold before it.
#[must_use]
pub fn limits(lang: Lang, stage: &Stage) -> Vec<String> {
    let before = stage.words.as_ref().map(|words| lang.of(words).to_owned());
    let limits = before.into_iter().chain(stage.time_limit.iter().map(|limit| time_limit(lang, limit)));
    let limits = limits.chain(stage.deadline.iter().map(|day| deadline(lang, day)));
    let limits = limits.chain(stage.publicity.iter().map(|how| publicity(lang, how))).chain(stage.vote.iter().map(|how| vote(lang, how)));
    limits.chain(stage.opinion.iter().map(|_| lang.text("procedure.survey").to_owned())).collect()
}

/// A demand before recognition.
#[must_use]
pub fn condition(lang: Lang, row: &ProcedureCondition) -> String {
    row.words.as_ref().map_or_else(|| row.all_of.join("; "), |words| lang.of(words).to_owned())
}

/// What a merged unit inherits, and when.
#[must_use]
pub fn merger(lang: Lang, row: &MergeRule) -> String {
    let outcome = || row.outcome.iter().map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join("; ");
    row.words.as_ref().map_or_else(|| format!("{}: {}", row.when, outcome()), |words| lang.of(words).to_owned())
}

/// Who runs a survey, whom it asks, by which guide.
#[must_use]
pub fn survey(lang: Lang, survey: &Opinion) -> String {
    let unit = survey.unit.as_deref().map(|unit| word(lang, unit));
    let guide = survey.guide.as_deref().map(|guide| lang.say("procedure.guide", &[("guide", guide)]));
    std::iter::once(lang.term(&survey.run_by)).chain(unit).chain(guide).collect::<Vec<_>>().join("; ")
}

/// What one province asked of a survey: where and when, and how much.
#[must_use]
pub fn variant(lang: Lang, one: &OpinionVariant) -> (String, String) {
    let scope = one.scope.as_deref().map(|scope| word(lang, scope));
    let whom = std::iter::once(one.province.clone()).chain(one.year.map(|year| year.to_string())).chain(scope);
    let asked = one.coverage_percent_min.map(|n| lang.say("procedure.coverage", &[("n", &n.to_string())]));
    let content = one.satisfied_percent_above.map(|n| lang.say("procedure.satisfied", &[("n", &n.to_string())]));
    (whom.collect::<Vec<_>>().join(", "), asked.into_iter().chain(content).collect::<Vec<_>>().join(", "))
}

/// A ground on which recognition is withdrawn.
#[must_use]
pub fn withdrawal(lang: Lang, row: &Withdrawal) -> String {
    let unmet = row.unmet_percent.as_ref().map(|bound| {
        let share = threshold(lang, bound, "%");
        match row.unmet_percent_below {
            Some(below) => lang.say("procedure.unmet-between", &[("share", &share), ("below", &below.to_string())]),
            None => lang.say("procedure.unmet", &[("share", &share)]),
        }
    });
    let children = row.children_withdrawn_percent.as_ref();
    let children = children.map(|bound| lang.say("procedure.children-withdrawn", &[("share", &threshold(lang, bound, "%"))]));
    let any = (!row.any_unmet.is_empty()).then(|| {
        lang.say("procedure.any-unmet", &[("names", &row.any_unmet.iter().map(|name| lang.term(name)).collect::<Vec<_>>().join("; "))])
    });
    unmet.into_iter().chain(children).chain(any).collect::<Vec<_>>().join(", ")
}

fn time_limit(lang: Lang, limit: &TimeLimit) -> String {
    let days = limit.value.to_string();
    let text =
        if limit.working_days { lang.say("procedure.working-days", &[("n", &days)]) } else { lang.say("procedure.days", &[("n", &days)]) };
    let from = limit.from.as_deref().map(|from| word(lang, from));
    let scope = limit.scope.as_deref().map(|scope| format!("({})", word(lang, scope)));
    std::iter::once(text).chain(from).chain(scope).collect::<Vec<_>>().join(" ")
}

fn deadline(lang: Lang, day: &Deadline) -> String {
    let (date, month) = (day.day.to_string(), day.month.to_string());
    let params = [("day", date.as_str()), ("month", month.as_str())];
    let text = if day.year_before { lang.say("procedure.deadline-before", &params) } else { lang.say("procedure.deadline", &params) };
    match &day.only_for {
        Some(only) => format!("{text} ({})", word(lang, only)),
        None => text,
    }
}

fn publicity(lang: Lang, how: &Publicity) -> String {
    let times = how.broadcasts_min.map(|n| lang.say("procedure.broadcasts", &[("n", &n.to_string())]));
    let within = how.within.as_ref().map(|limit| lang.say("procedure.within", &[("limit", &time_limit(lang, limit))]));
    let all = how.channel.iter().map(|channel| lang.term(channel)).chain(times).chain(within).collect::<Vec<_>>().join(", ");
    lang.say("procedure.public", &[("how", &all)])
}

fn vote(lang: Lang, how: &Vote) -> String {
    let quorum = how.quorum_percent_min.map(|n| lang.say("procedure.quorum", &[("n", &n.to_string())]));
    let approve = how.approve_percent_min.map(|n| lang.say("procedure.approve", &[("n", &n.to_string())]));
    let basis = how.basis.as_deref().map(|basis| format!(" ({})", word(lang, basis)));
    quorum.into_iter().chain(approve).collect::<Vec<_>>().join(", ") + &basis.unwrap_or_default()
}

/// A word of the files; one we have no words for stands as it is.
fn word(lang: Lang, text: &str) -> String {
    let key = format!("procedure-word.{}", text.replace(' ', "-"));
    Some(lang.text(&key)).filter(|said| *said != key).unwrap_or(text).to_owned()
}
