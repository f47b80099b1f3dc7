//! How well the reader did, and what was learnt of it, in words.

use super::word;
use crate::frame::Frame;
use crate::pages::desk::lessons::LessonLine;
use crate::pages::desk::score::{ScoreCell, ScoreView};
use crate::parts::Link;
use std::collections::{BTreeMap, BTreeSet};
use vedich_app::desk::{Lesson, SURE};
use vedich_desk::{CardKind, Score, Scores};
use vedich_facts::ReadingVerdict;
use vedich_values::Date;
use vedich_wording::{Lang, date_time};

/// Months shown side by side.
const MONTHS: usize = 12;

/// Rules shown, those with most decisions.
const RULES: usize = 40;

/// How right the reader was.
#[must_use]
pub fn scores(f: &Frame, scores: &Scores) -> ScoreView {
    let months: BTreeSet<Date> = scores.by_kind.keys().map(|(_, month)| *month).collect();
    let months: Vec<Date> = months.into_iter().rev().take(MONTHS).collect();
    let row = |kind: CardKind| {
        let of = |month: &Date| scores.by_kind.get(&(kind.name().to_owned(), *month)).copied();
        let mut all = Score::default();
        scores.by_kind.iter().filter(|((name, _), _)| name == kind.name()).for_each(|(_, score)| all.join(*score));
        (all != Score::default()).then(|| {
            let cells = months.iter().map(of).chain([Some(all)]).map(|score| score.map(|score| cell(f, score))).collect();
            (word(f.lang, "kind", kind.name()), cells)
        })
    };
    let mut rules: Vec<(&String, &Score)> = scores.by_rule.iter().collect();
    rules.sort_by_key(|(_, score)| std::cmp::Reverse(score.decided()));
    let sureness = scores.by_confidence.iter().rev().map(|(from, score)| (format!("{from}–{}%", from + 9), cell(f, *score)));
    ScoreView {
        months: months.iter().map(|month| month.format("%m/%Y").to_string()).collect(),
        rows: CardKind::ALL.into_iter().filter_map(row).collect(),
        sureness: sureness.collect(),
        rules: rules.into_iter().take(RULES).map(|(code, score)| (rule_link(f, code), cell(f, *score))).collect(),
    }
}

/// A rule of the reader in words; one without words by its code.
#[must_use]
pub fn rule(lang: Lang, code: &str) -> String {
    let key = format!("desk.rule-of.{code}");
    let words = lang.text(&key);
    if words == key { code.to_owned() } else { words.to_owned() }
}

/// A rule by name; leads to what people corrected of it.
fn rule_link(f: &Frame, code: &str) -> Link {
    Link::new(rule(f.lang, code), format!("/desk/score/examples?rule={code}"))
}

/// A proposal and what somebody made of it.
#[must_use]
pub fn lesson(f: &Frame, one: &Lesson, on_record: bool) -> LessonLine {
    let example = &one.example;
    let verdict = match example.verdict {
        ReadingVerdict::Right => "right",
        ReadingVerdict::Corrected => "corrected",
        ReadingVerdict::Wrong => "wrong",
        ReadingVerdict::Missed => "missed",
    };
    let named = |fields: &BTreeMap<String, String>| {
        let label = |name: &str| if name == "kind" { f.text("desk.kind-of").to_owned() } else { word(f.lang, "field", name) };
        let shown = |name: &str, text: &str| if name == "kind" { word(f.lang, "kind", text) } else { text.to_owned() };
        let seen = fields.iter().filter(|(name, _)| *name != "level");
        seen.map(|(name, text)| (label(name), shown(name, text))).collect::<Vec<_>>()
    };
    LessonLine {
        verdict: word(f.lang, "verdict", verdict),
        what: format!("{} · {}", word(f.lang, "kind", &example.kind), rule(f.lang, &example.rule)),
        words: Link::new(example.evidence.clone(), if on_record { format!("/documents/{}", one.document) } else { String::new() }),
        read: named(&example.read),
        meant: named(&example.meant),
        at: date_time(f.lang, one.at),
    }
}

fn cell(f: &Frame, score: Score) -> ScoreCell {
    let decided = score.decided();
    let percent = (u64::from(score.right) * 200 + u64::from(decided)) / (u64::from(decided.max(1)) * 2);
    let numbers = [score.right, score.corrected, score.wrong].map(|count| count.to_string());
    let [right, corrected, wrong] = &numbers;
    let mut tally = f.say("desk.score-tally", &[("right", right), ("corrected", corrected), ("wrong", wrong)]);
    if score.unseen > 0 {
        tally = format!("{tally} · {}", f.say("desk.score-unseen", &[("count", &score.unseen.to_string())]));
    }
    if score.missed > 0 {
        tally = format!("{tally} · {}", f.say("desk.score-missed", &[("count", &score.missed.to_string())]));
    }
    ScoreCell {
        share: if decided == 0 { "–".to_owned() } else { format!("{percent}%") },
        tally,
        tone: if decided == 0 {
            "none"
        } else if percent >= u64::from(SURE) {
            "met"
        } else if percent >= 70 {
            "narrow"
        } else {
            "unmet"
        },
    }
}
