//! The desk in words: cards, documents, folders, scores.

use crate::frame::Frame;
use crate::pages::desk::DocumentLine;
use crate::pages::desk::document::DocumentView;
use crate::pages::desk::lessons::LessonLine;
use crate::pages::desk::reading::{CardView, FieldView, Piece, ReadingView};
use crate::pages::desk::score::{ScoreCell, ScoreView};
use crate::pages::desk::shelf::ShelfLine;
use crate::parts::Link;
use crate::present::{Scene, steering};
use std::collections::{BTreeMap, BTreeSet};
use vedich_app::desk::{Alike, Beheld, Lesson, OnRecord, Progress, Reading, SURE, Shelved, due_day, hex, words};
use vedich_criteria::Measure;
use vedich_desk::{Behind, Beside, Candidate, Card, CardKind, Decision, Field, Judged, Known, Matter, Score, Scores};
use vedich_facts::{Cited, Fact, ReadingVerdict, StoredFile};
use vedich_rights::Refusal;
use vedich_units::Registry;
use vedich_values::date::parse_date;
use vedich_values::{Date, Diagnostic, Place};
use vedich_wording::{Lang, date_time};

/// Words of a family of keys.
fn word(lang: Lang, family: &str, name: &str) -> String {
    lang.text(&format!("desk.{family}.{name}")).to_owned()
}

/// A date as it was written, in the reader's order when it is one.
fn dated(f: &Frame, text: &str) -> String {
    parse_date(text).map_or_else(|| text.to_owned(), |date| f.date_field(date))
}

/// One document with its cards.
#[must_use]
pub fn reading(f: &Frame, token: &str, beheld: &Beheld, wrong: String) -> ReadingView {
    let Reading { id, title, text, draft, .. } = &beheld.reading;
    let count = |decision| draft.cards.iter().filter(|card| card.decision == decision && !card.settled).count();
    let home = beheld.home.candidates().iter().map(|one| choice(f, one)).collect();
    ReadingView {
        id: id.clone(),
        token: token.to_owned(),
        title: title.clone(),
        folder: None,
        file: file(beheld.reading.file.as_deref(), draft.original.as_ref(), &format!("/desk/{id}/original")),
        wrong,
        before: beheld.before.as_ref().map(|entry| {
            let way = format!("/documents/{}", hex(&beheld.reading.fingerprint));
            (applied(f, entry), Link::new(f.text("desk.see.document"), way))
        }),
        source: draft.source.clone(),
        date: dated(f, &draft.date),
        place: draft.place.clone(),
        places: home,
        done: String::new(),
        alike: beheld.alike.as_ref().map(|alike| self::alike(f, alike)),
        others: Vec::new(),
        colleagues: Vec::new(),
        guessed: draft.guessed,
        year_guessed: draft.year_guessed,
        faced: beheld.cards().filter(|(_, judged, _)| judged.beside.is_contradiction()).map(|(card, ..)| card.no).collect(),
        text: pieces(text, &draft.cards),
        cards: beheld.cards().map(|(card, judged, refused)| self::card(f, beheld, card, judged, *refused)).collect(),
        kinds: kinds(f.lang),
        counts: (count(Decision::Open), count(Decision::Accepted), count(Decision::Rejected)),
        to_state: beheld.to_state().len(),
    }
}

/// Another document that may be the same, and the way to it.
fn alike(f: &Frame, alike: &Alike) -> (String, Link) {
    let (said, see, way) = match alike {
        Alike::OnDesk { reading, .. } => ("desk.alike", "desk.see.reading", format!("/desk/{reading}")),
        Alike::OnRecord { fingerprint, .. } => ("desk.alike-on-record", "desk.see.document", format!("/documents/{fingerprint}")),
    };
    (f.say(said, &[("name", alike.name())]), Link::new(f.text(see), way))
}

/// That a document was applied before.
#[must_use]
pub fn applied(f: &Frame, entry: &vedich_app::Entry) -> String {
    let at = date_time(f.lang, entry.recorded_at);
    f.say("desk.applied-before", &[("entry", &entry.seq.to_string()), ("at", &at), ("who", &entry.actor)])
}

/// A document on record; `asked` is the one stretch to be marked, else all that something was stated from.
#[must_use]
pub fn document_on_record(
    f: &Frame,
    filed: &OnRecord,
    asked: Option<(u32, u32)>,
    name: impl Fn(vedich_values::UnitId, Date) -> String,
) -> DocumentView {
    let text = &filed.document.text;
    let letters: Vec<char> = text.chars().collect();
    let mut spans: Vec<(u32, u32)> = Vec::new();
    let mut stated = Vec::new();
    for (recorded, cited) in &filed.stated {
        let span = (cited.start, cited.end);
        if asked.is_some_and(|asked| asked != span) || spans.contains(&span) {
            continue;
        }
        spans.push(span);
        let (unit, on) = (recorded.fact.unit, recorded.fact.as_of);
        let words: String = letters.iter().skip(span.0 as usize).take((span.1.saturating_sub(span.0)) as usize).collect();
        let link = Link::new(format!("{} · {}", name(unit, on), f.date(on)), format!("/places/{unit}?as_of={on}"));
        stated.push((link, words.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    // A stretch that another document's entry names, or of a later entry, is marked all the same.
    spans.extend(asked.filter(|asked| !spans.contains(asked)));
    let cards: Vec<Card> = spans
        .iter()
        .zip(1..)
        .map(|((start, end), no)| Card { start: *start, end: *end, ..Card::new(no, CardKind::Progress, []) })
        .collect();
    DocumentView {
        title: filed.document.title.clone(),
        recorded: applied(f, &filed.entry),
        file: file(
            filed.document.file.as_deref(),
            filed.document.original.as_ref(),
            &format!("/documents/{}/original", filed.document.fingerprint),
        ),
        text: pieces(text, &cards),
        stated,
    }
}

/// A document on record in a list.
#[must_use]
pub fn shelved(f: &Frame, registry: &Registry, one: &Shelved) -> ShelfLine {
    let (at, entry) = (date_time(f.lang, one.recorded_at), one.entry.to_string());
    ShelfLine {
        title: Link::new(one.title.clone(), format!("/documents/{}", one.fingerprint)),
        file: one.file.clone().unwrap_or_default(),
        place: Link::new(registry.path(one.unit, one.as_of), format!("/places/{}?as_of={}", one.unit, one.as_of)),
        date: f.date(one.as_of),
        recorded: f.say("desk.recorded-at", &[("at", &at), ("entry", &entry)]),
    }
}

/// The file of a document; it can be opened where it is kept.
fn file(name: Option<&str>, original: Option<&StoredFile>, address: &str) -> Link {
    Link::new(name.unwrap_or_default(), if original.is_some() { address } else { "" })
}

/// Who says so; leads to the words of the document it was read from, where there is one.
pub(super) fn source(f: &Frame, fact: &Fact) -> Link {
    named_source(f, fact.source.as_deref(), fact.evidence.as_deref().and_then(Cited::parse).as_ref())
}

/// Where the words of a document that evidence names are shown; none for other evidence.
#[must_use]
pub fn cited(evidence: &str) -> Option<String> {
    Some(address(&Cited::parse(evidence)?))
}

/// Where the words of a document are shown.
#[must_use]
pub fn address(Cited { fingerprint, start, end }: &Cited) -> String {
    format!("/documents/{fingerprint}?from={start}&to={end}#text-1")
}

/// Who says so, by name; leads to the words of the document it was read from, where there is one.
#[must_use]
pub fn named_source(f: &Frame, source: Option<&str>, cited: Option<&Cited>) -> Link {
    let nameless = if cited.is_some() { f.text("desk.evidence") } else { "" };
    Link::new(source.filter(|source| !source.is_empty()).unwrap_or(nameless), cited.map(address).unwrap_or_default())
}

/// Why a file gave nothing.
#[must_use]
pub fn unreadable(lang: Lang, why: &str) -> String {
    let most = if why == "desk.too-many" { vedich_app::desk::MOST_OPEN } else { vedich_app::desk::LONGEST_TEXT };
    lang.say(&format!("problem.{why}"), &[("most", &most.to_string())])
}

/// The text cut at the borders of what was found; of several cards over one stretch the shortest owns it.
fn pieces(text: &str, cards: &[Card]) -> Vec<Piece> {
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

fn card(f: &Frame, beheld: &Beheld, card: &Card, judged: &Judged, refused: Option<Refusal>) -> CardView {
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
        Decision::Open => ("open", String::new()),
        Decision::Accepted => ("accepted", f.text("desk.accepted").to_owned()),
        Decision::Rejected => ("rejected", f.text("desk.rejected").to_owned()),
    };
    if judged.in_words && refused.is_none() {
        problems.push(f.text("desk.in-words").to_owned());
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
fn kinds(lang: Lang) -> Vec<(String, String)> {
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
        CardKind::Target => format!("{} ({})", get(Field::Words), dated(f, get(Field::By))),
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
fn choice(f: &Frame, one: &Candidate) -> (String, String) {
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

/// A document in a list.
#[must_use]
pub fn document(f: &Frame, reading: &Reading, progress: &Progress) -> DocumentLine {
    let number = |count: usize| count.to_string();
    let mut needs = Vec::new();
    if let Some(handed) = &reading.draft.handed {
        needs.push(("later", f.say("desk.handed-by", &[("who", &handed.by), ("at", &date_time(f.lang, handed.at))])));
    }
    let mut say = |class: &'static str, key: &'static str, count: usize| {
        if count > 0 {
            needs.push((class, f.say(key, &[("count", &number(count))])));
        }
    };
    say("contradicts", "desk.needs.contradictions", progress.contradictions);
    say("asks", "desk.needs.asking", progress.asking);
    say("lower", "desk.needs.lower", progress.lower);
    say("open", "desk.needs.open", progress.open);
    say("known", "desk.needs.known", progress.known);
    if progress.open > 0 && progress.least_sure < SURE {
        needs.push(("asks", f.say("desk.needs.least-sure", &[("percent", &progress.least_sure.to_string())])));
    }
    if progress.cards == 0 {
        needs.push(("open", f.text("desk.needs.empty").to_owned()));
    } else if progress.open + progress.contradictions + progress.asking == 0 {
        needs.push(("done", f.text("desk.needs.nothing").to_owned()));
    }
    if !progress.compared {
        needs.push(("later", f.text("desk.needs.uncompared").to_owned()));
    }
    DocumentLine {
        title: reading.title.clone(),
        href: format!("/desk/{}", reading.id),
        file: reading.file.clone().unwrap_or_default(),
        date: dated(f, &reading.draft.date),
        read: date_time(f.lang, reading.made_at),
        needs,
    }
}

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
