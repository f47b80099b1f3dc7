//! The cards of a document in words: what each says, beside what is known, with its fields.

use super::{address, dated, word};
use crate::frame::Frame;
use crate::pages::desk::reading::{CardView, FieldView, Piece};
use crate::parts::Link;
use crate::present::{Scene, steering};
use std::collections::BTreeSet;
use vedich_app::desk::{Beheld, due_day, words};
use vedich_criteria::Measure;
use vedich_desk::{Behind, Beside, Candidate, Card, CardKind, Decision, Field, Judged, Known, Matter};
use vedich_rights::Refusal;
use vedich_values::{Diagnostic, Place};
use vedich_wording::Lang;

/// The text cut at the borders of what was found; of several cards over one stretch the shortest owns it.
pub(super) fn pieces(text: &str, cards: &[Card]) -> Vec<Piece> {
    let mut borders: BTreeSet<u32> = cards.iter().flat_map(|card| [card.start, card.end]).collect();
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    borders.insert(0);
    borders.insert(length);
    let borders: Vec<u32> = borders.into_iter().filter(|border| *border <= length).collect();
    let mut letters = text.chars();
    let mut begun = BTreeSet::new();
    let mut out = Vec::new();
    for pair in borders.windows(2) {
        let &[start, end] = pair else { continue };
        let stretch: String = letters.by_ref().take((end - start) as usize).collect();
        let over = cards.iter().filter(|card| card.start <= start && end <= card.end && card.start < card.end);
        let owner = over.min_by_key(|card| (card.end - card.start, card.no));
        let card = owner.map(|card| (card.no, card.kind.name(), begun.insert(card.no)));
        out.push(Piece { text: stretch, card });
    }
    out
}

pub(super) fn card(f: &Frame, beheld: &Beheld, card: &Card, judged: &Judged, refused: Option<Refusal>) -> CardView {
    let lang = f.lang;
    let whole = judged.problems.iter().filter(|one| !card.kind.fields().iter().any(|field| one.place.key.as_deref() == Some(field.name())));
    let mut problems: Vec<String> = whole.map(|one| lang.problem_without_place(one)).collect();
    if let Some(refusal) = refused {
        problems.push(lang.problem_without_place(&Diagnostic::error(refusal.code(), Place::default())));
    }
    let on_fields = judged.problems.iter().any(|one| card.kind.fields().iter().any(|field| one.place.key.as_deref() == Some(field.name())));
    if on_fields && problems.is_empty() {
        problems.push(f.text("desk.asks").to_owned());
    }
    let (state, decided) = match card.decision {
        Decision::Accepted if card.settled => ("settled", f.text("desk.recorded").to_owned()),
        Decision::Rejected if card.settled => ("settled", f.text("desk.rejected").to_owned()),
        // Accepted earlier, and something of the document that it needs is gone since: it waits again.
        Decision::Accepted if !judged.is_complete() => ("open", String::new()),
        Decision::Open => ("open", String::new()),
        Decision::Accepted => ("accepted", f.text("desk.accepted").to_owned()),
        Decision::Rejected => ("rejected", f.text("desk.rejected").to_owned()),
    };
    if let Some(words) = judged.sentence().filter(|_| refused.is_none()) {
        problems.push(f.say("desk.in-words", &[("words", words)]));
    }
    CardView {
        no: card.no,
        kind: card.kind.name(),
        title: word(lang, "kind", card.kind.name()),
        kinds: kinds(lang),
        says: says(f, card, judged),
        about: about(f, beheld, judged),
        details: details(f, beheld, card, judged),
        evidence: card.evidence.clone(),
        sure: if card.is_added() {
            f.text("desk.added").to_owned()
        } else {
            f.say("desk.sure", &[("percent", &card.confidence.to_string())])
        },
        state,
        decided,
        beside: beside(f, judged),
        barred: refused.is_some(),
        problems,
        fields: card.kind.fields().iter().map(|field| self::field(f, card, judged, *field)).collect(),
    }
}

/// The kinds of cards with their words.
pub(super) fn kinds(lang: Lang) -> Vec<(String, String)> {
    CardKind::ALL.iter().map(|kind| (kind.name().to_owned(), word(lang, "kind", kind.name()))).collect()
}

/// What a card says, in a line.
fn says(f: &Frame, card: &Card, judged: &Judged) -> String {
    let get = |field| card.field(field);
    match card.kind {
        CardKind::Progress => {
            let total = if get(Field::Total).is_empty() { "?" } else { get(Field::Total) };
            format!(
                "{}/{total} {}",
                get(Field::Met),
                word(f.lang, "of", if get(Field::Of) == "indicators" { "indicators" } else { "criteria" })
            )
        }
        CardKind::Unmet => match &judged.set {
            Some(set) if judged.problems.is_empty() => {
                let name = |no: &vedich_values::CriterionNo| {
                    let found = set.criteria.iter().find(|one| one.no == *no).map(|one| f.lang.of(&one.name)).unwrap_or_default();
                    format!("{no}. {found}")
                };
                judged.criteria.iter().map(name).collect::<Vec<_>>().join("; ")
            }
            _ => get(Field::Criteria).to_owned(),
        },
        CardKind::Value => {
            let known = judged.set.as_ref().zip(judged.indicator.as_ref()).and_then(|(set, code)| set.indicator(code.as_str()));
            match known {
                Some(one) => {
                    let unit = one.unit.as_deref().unwrap_or_default();
                    let blank = if unit == "%" || unit.is_empty() { "" } else { " " };
                    format!("{} {}: {}{blank}{unit}", one.code, f.lang.of(&one.name), get(Field::Value))
                }
                None => format!("{}: {}", measure(f.lang, get(Field::Indicator)), get(Field::Value)),
            }
        }
        CardKind::Tally => {
            let status = word(f.lang, "status", get(Field::Status));
            format!("{} {} · {status}", get(Field::Count), word(f.lang, "subject", get(Field::Subject)))
        }
        CardKind::Output => format!("{}: {} {}", get(Field::What), get(Field::Quantity), get(Field::Unit)),
        CardKind::Note => get(Field::Words).to_owned(),
        CardKind::Target if get(Field::By).is_empty() => get(Field::Words).to_owned(),
        CardKind::Target => {
            let by = dated(f, get(Field::By));
            if get(Field::Words).contains(&by) { get(Field::Words).to_owned() } else { format!("{} ({by})", get(Field::Words)) }
        }
        CardKind::Task => get(Field::Words).to_owned(),
    }
}

/// What the reader calls an indicator before a set says which it is, in words; a code stands as it is.
fn measure(lang: Lang, indicator: &str) -> String {
    let key = format!("desk.indicator.{indicator}");
    let words = lang.text(&key);
    if words == key { indicator.to_owned() } else { words.to_owned() }
}

/// What a task says besides its words: who, by when, with whom, where, how it was understood.
fn details(f: &Frame, beheld: &Beheld, card: &Card, judged: &Judged) -> Vec<(String, String)> {
    if card.kind != CardKind::Task {
        return Vec::new();
    }
    let mut found = vec![(Field::Person, card.field(Field::Person).to_owned()), (Field::By, by(f, card, judged))];
    if let Some(assignment) = judged.assignment() {
        let s = Scene::of(f, &beheld.board);
        let parties: Vec<String> = assignment.cooperating.iter().map(|one| steering::party(s, one)).collect();
        found.insert(1, (Field::Lead, steering::party(s, &assignment.lead)));
        found.push((Field::Cooperating, parties.join("; ")));
        found.push((Field::Places, steering::names(s, &assignment.places)));
        found.push((Field::Criteria, steering::criteria(&assignment.criteria)));
    } else {
        found.extend([Field::Lead, Field::Cooperating, Field::Places, Field::Criteria].map(|field| (field, card.field(field).to_owned())));
    }
    found.retain(|(_, text)| !text.is_empty());
    found.into_iter().map(|(field, text)| (label(f.lang, card.kind, field), text)).collect()
}

/// A deadline as it is written, with the day it comes to where that is another thing.
fn by(f: &Frame, card: &Card, judged: &Judged) -> String {
    let written = dated(f, card.field(Field::By));
    match judged.assignment().and_then(due_day).map(|day| f.date(day)) {
        Some(day) if day != written && !written.is_empty() => f.say("desk.comes-to", &[("by", &written), ("day", &day)]),
        _ => written,
    }
}

/// How to fill in a field.
fn hint(lang: Lang, field: Field) -> &'static str {
    match field {
        Field::Lead => lang.text("desk.hint.lead"),
        Field::Cooperating | Field::Places => lang.text("desk.hint.several"),
        _ => "",
    }
}

/// What stands above a field.
fn label(lang: Lang, kind: CardKind, field: Field) -> String {
    match (kind, field) {
        (CardKind::Task, Field::Place) => lang.text("desk.field-of-task.place").to_owned(),
        (CardKind::Task, Field::Date) => lang.text("desk.field-of-task.date").to_owned(),
        (CardKind::Task, Field::Criteria) => lang.text("desk.field-of-task.criteria").to_owned(),
        _ => word(lang, "field", field.name()),
    }
}

/// Of which unit, as of when, under which set.
fn about(f: &Frame, beheld: &Beheld, judged: &Judged) -> String {
    let registry = &beheld.board.reference().registry;
    let place = judged.place.unit().map(|unit| registry.path(unit, beheld.board.date()));
    let date = judged.as_of.map(|date| f.date(date));
    let set = judged.set.as_ref().map(|set| f.lang.of(&set.title).to_owned());
    [place, date, set].into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// How a card stands beside what is known: class, sentence, and the way to what is known.
fn beside(f: &Frame, judged: &Judged) -> (&'static str, String, Link) {
    if !judged.is_complete() {
        return ("asks", String::new(), Link::default());
    }
    let class = judged.beside.name();
    let Some(known) = judged.beside.known() else { return (class, String::new(), Link::default()) };
    let key = match &judged.beside {
        Beside::New => "",
        Beside::Known(_) => "desk.known",
        Beside::Later(_) => "desk.later",
        Beside::Lower(_) => "desk.lower",
        Beside::Contradicts { matter, .. } => match matter {
            Matter::Computed => "desk.contradicts.computed",
            Matter::Reported => "desk.contradicts.reported",
            Matter::Criteria => "desk.contradicts.criteria",
            Matter::Value => "desk.contradicts.value",
            Matter::Itself => "desk.contradicts.itself",
            Matter::Unrecorded => "desk.contradicts.unrecorded",
        },
    };
    let said = if let Beside::Contradicts { said, .. } = &judged.beside { said } else { "" };
    let source = known.source.as_deref().unwrap_or(f.text("desk.no-source"));
    let params = [("said", said), ("known", &known.text), ("source", source), ("date", &f.date(known.as_of))];
    let way = match &known.behind {
        Behind::Here => "",
        Behind::Document(_) => f.text("desk.see.document"),
        Behind::Reading(_) => f.text("desk.see.reading"),
        Behind::Unit(_) => f.text("desk.see.unit"),
        Behind::Task(_) => f.text("desk.see.task"),
    };
    (class, f.lang.say(key, &params), Link::new(way, behind(known).unwrap_or_default()))
}

/// Where what is known can be looked at.
#[must_use]
pub fn behind(known: &Known) -> Option<String> {
    Some(match &known.behind {
        Behind::Here => return None,
        Behind::Document(cited) => address(cited),
        Behind::Reading(reading) => format!("/desk/{reading}"),
        Behind::Unit(unit) => format!("/places/{unit}?as_of={}", known.as_of),
        Behind::Task(task) => format!("/tasks/{task}"),
    })
}

/// A unit to choose: its whole name, and what it is called to a person.
pub(super) fn choice(f: &Frame, one: &Candidate) -> (String, String) {
    let words = match &one.heir {
        Some(heir) => f.say("desk.heir", &[("unit", &one.path), ("of", &heir.of), ("date", &f.date(heir.from))]),
        None => one.path.clone(),
    };
    (one.path.clone(), words)
}

fn field(f: &Frame, card: &Card, judged: &Judged, field: Field) -> FieldView {
    let lang = f.lang;
    let is_date = matches!(field, Field::Date | Field::From | Field::By);
    let shown = |text: &str| if is_date { dated(f, text) } else { text.to_owned() };
    let wrong: Vec<String> = judged
        .problems
        .iter()
        .filter(|one| one.place.key.as_deref() == Some(field.name()))
        .map(|one| lang.problem_without_place(one))
        .collect();
    let changed = card.read.get(field) != card.now.get(field) && !card.read.get(field).is_empty();
    let value = match (field, &judged.indicator) {
        (Field::Indicator, Some(code)) => code.to_string(),
        _ => shown(card.field(field)),
    };
    FieldView {
        name: field.name(),
        label: label(lang, card.kind, field),
        hint: hint(lang, field).to_owned(),
        choices: choices(lang, judged, field, &value),
        suggestions: if field == Field::Place { judged.offered().map(|one| choice(f, one)).collect() } else { Vec::new() },
        read: if changed { shown(card.read.get(field)) } else { String::new() },
        wrong: wrong.join(" "),
        value,
    }
}

/// What can be chosen in a field.
fn choices(lang: Lang, judged: &Judged, field: Field, value: &str) -> Vec<(String, String)> {
    let of = |family: &str, names: &[&str]| names.iter().map(|name| ((*name).to_owned(), word(lang, family, name))).collect::<Vec<_>>();
    let mut found = match field {
        Field::Of => of("of", &["criteria", "indicators"]),
        Field::Tier => {
            let mut tiers = of("tier", &["standard", "advanced", "model", "modern"]);
            tiers.insert(0, (String::new(), lang.text("desk.tier.own").to_owned()));
            tiers
        }
        Field::Others => {
            vec![(String::new(), lang.text("desk.others.no").to_owned()), ("yes".to_owned(), lang.text("desk.others.yes").to_owned())]
        }
        Field::Subject => of("subject", &words().subjects().collect::<Vec<_>>()),
        Field::Status => of("status", &words().statuses().collect::<Vec<_>>()),
        Field::Indicator => {
            let numbers =
                |measure| matches!(measure, Measure::Percent | Measure::Amount | Measure::Count | Measure::Ratio | Measure::ChildCount);
            let set = judged.set.iter().flat_map(|set| set.indicators());
            set.filter(|(_, one)| numbers(one.measure))
                .map(|(_, one)| (one.code.to_string(), format!("{} {}", one.code, lang.of(&one.name))))
                .collect()
        }
        _ => Vec::new(),
    };
    // What was read stays to be seen, even when it is none of the choices.
    if !found.is_empty() && !found.iter().any(|(known, _)| known == value) {
        found.insert(0, (value.to_owned(), value.to_owned()));
    }
    found
}
